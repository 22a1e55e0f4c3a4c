"""The sentences of the page of an inspection and of its figures."""

from __future__ import annotations

from sim.say import Text

HEADING = Text(zh="{name} 义务教育均衡发展督导评估测算", en="Inspection of {name}")
HEADING_YEAR = Text(zh="{name} 义务教育均衡发展督导评估测算，{year}", en="Inspection of {name}, school year {year}")
LEAD = Text(
    zh="依据上报数据，逐校逐学段测算国家督导评估的结论，以及达标还需补充或调剂的数量。",
    en="What the national inspections of compulsory education would find in these records, school by school and for the county, and "
    "what would have to be added or moved for it to pass.",
)
FOUND = Text(zh="测算结果", en="What is found")
MEASURED_BY = Text(zh="指标与标准", en="What it is measured by")
HOW_TO_READ = Text(zh="阅读须知", en="How to read it")
CAUTIONS = (
    Text(
        zh="本页是对所报数据的测算，不是督导评估结论；数据未涉及的规定（持证、招生、经费、满意度等）不作判断。",
        en="This is arithmetic on the records as they were handed in, not an inspection: rules on which the records say nothing "
        "(certificates, admission, public funds, satisfaction and others) are not judged.",
    ),
    Text(
        zh="差异系数下降也可能因为较好学校变差，须与均值一并阅读；校际成绩差距须与平均分、最低十分位一并阅读。",
        en="A coefficient of variation can fall because those who had most lost. Read it beside the means; and differences between the "
        "scores of schools beside the mean and the lowest tenth of pupils.",
    ),
    Text(
        zh="学校七项指标中六项达到要求、余项不低于要求的85%即为达标。达标说明学校有什么，不说明学生学得怎样。",
        en="A school passes with six of the seven indicators met and the last at 85 % or more. Meeting the standard says what a school "
        "has, not what its pupils learn.",
    ),
)
BY_POST = Text(
    zh="督导评估按编制所在校统计教师。借调或交流而编制未动的教师不改变这些数字，因此另按任教学校列出同样的表。",
    en="Inspectors count a teacher where the register is. Teachers who are lent or rotate without moving it do not change those "
    "numbers, so the same tables are given by post, where teachers work.",
)
WHICH_SCHOOLS = Text(zh="学校达标情况", en="Which schools meet the standard?")
WHERE = Text(zh="学校分布", en="Where are they?")
HOW_FAR = Text(zh="校际差异系数", en="How far do schools lie apart?")
WHAT_TO_MOVE = Text(zh="达标缺口", en="What would have to move?")
MOVES_READ = Text(
    zh="“达标最少”使每所学校六项达到标准、余项不低于标准的85%。“差异系数另需”在此之上，不从任何学校调出；“调剂”则在全县总量不变的前提下，"
    "由现有数量达到同样的结果。二者均为下限，因为教师和教室只能是整数。各校各缺什么，见 inspection.xlsx 的“缺口”表和 indicators.csv。",
    en="“Least to pass” brings every school to six indicators at the threshold and the last to 85 % of it. “More for the CV” comes on "
    "top and takes from nobody; “moved” would do the same from today's amounts with the county's total as it is. Both are lower "
    "bounds, as people and rooms come in whole numbers. Which school needs what is in the sheet “Shortfall” of inspection.xlsx and in "
    "indicators.csv.",
)
OTHER_RULES = Text(zh="其他规定", en="Are the other rules kept?")
ACHIEVEMENT = Text(zh="学业成绩", en="What do pupils achieve?")
HOW_READ = Text(zh="数据读取说明", en="How the records were read")
FOOT = Text(
    zh="edugroup，集团化办学模型。本页所依据的表以 CSV 文件和 inspection.xlsx 存放在同一文件夹。",
    en="edugroup, a model of education groups (集团化办学). The tables behind this page lie beside it as CSV and in inspection.xlsx.",
)

# Where the numbers come from.
READ = Text(zh="读取", en="Read")
FILE_READ = Text(zh="{name}（SHA-256 {sha}…）", en="{name} (SHA-256 {sha}…)")
STANDARD_OF = Text(zh="{year}年标准", en="Standard of {year}")
AGAIN = Text(zh="重做一遍", en="To do it again")
PROGRAM = Text(zh="程序", en="Program")
CODE = Text(zh="代码{code}", en="code {code}")
CODE_COMMIT = Text(zh="代码{code}，提交{commit}", en="code {code}, commit {commit}")

# Figures.
CAPTIONS = {
    "thresholds": Text(
        zh="每点为一校一学段，横轴为实际值与2017年标准值（右侧数字）之比，教师按编制统计。实线为标准，其左未达标准；虚线为标准的85%，任何指标不得"
        "低于此。右边缘的点超出图外。",
        en="Each dot is a school: what it has over what the standard of 2017 asks (right), teachers counted by register. Left of the "
        "solid line it misses the threshold, left of the dotted one it is below 85 % of it, where no indicator may be. Dots at the "
        "right edge lie beyond it.",
    ),
    "cvs": Text(
        zh="校际差异系数（按学生数加权）与2017年督导评估的限值（线）。按编制为督导评估的口径，按任教学校为教师实际工作的学校。",
        en="Coefficients of variation between schools, weighted by enrolment, against the limit of the inspection of 2017 (line). By "
        "register is what inspectors count; by post counts teachers where they work.",
    ),
    "scores": Text(
        zh="各校按平均分（点）排列，竖线为第10至第90百分位。实线为全体学生平均分，虚线为最低十分位平均分：学校可能彼此接近，而二者同时下降。",
        en="Schools in the order of their mean score (dot), with the span from their 10th to their 90th percentile (line). The black "
        "line is the mean of all pupils, the dotted one the mean of the lowest tenth of them: schools can draw together while both "
        "fall.",
    ),
    "map": Text(
        zh="学校分布与成员校同核心校的关系；点的面积随在校生数增大，颜色为2017年办法按编制测算的结论；九年一贯制学校须两个学段都达标。灰色的学校未作"
        "判断。会与其他重叠的标识码略去。",
        en="Schools by their places, and ties of members with the core of their group; the area of a dot grows with its pupils. The "
        "colour is the verdict of 2017 by register; a nine-year school passes when both its stages do. Grey schools are not judged. "
        "Ids that would lie upon others are left out.",
    ),
}
NAMES = {
    "PASS": Text(zh="学校达标", en="school passes"),
    "FAIL": Text(zh="学校未达标", en="school fails"),
    "UNKNOWN": Text(zh="数据不足", en="not judged"),
}
STAGE_COUNT = Text(zh="{stage}（{n}）", en="{stage} ({n})")
TIMES = Text(zh="与标准之比", en="times the threshold")
STAGE_LIMIT = Text(zh="{stage}：限值{limit:.2f}", en="{stage}: limit {limit:.2f}")
CV = Text(zh="差异系数", en="coefficient of variation")
MEAN = Text(zh="平均分", en="mean")
LOWEST = Text(zh="最低十分位", en="lowest tenth")
GRADE = Text(
    zh="{grade}年级：平均{mean:.1f}，最低十分位{bottom:.1f}",
    en="Grade {grade}: mean {mean:.1f}, lowest tenth {bottom:.1f}",
)
IN_ORDER = Text(zh="{n}所学校按平均分排列", en="{n} schools in order of their mean")
SCORE = Text(zh="成绩（分）", en="score, points")
TIE = Text(zh="{form}关系", en="{form} tie")
EAST_OF_SCHOOLS = Text(zh="学校中心以东（公里）", en="km east of the schools' centre")
EAST_OF_POINT = Text(zh="自选原点以东（公里）", en="km east of the records' own point")
NORTH = Text(zh="以北（公里）", en="km north")
