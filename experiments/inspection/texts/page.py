"""The page and the workbook of an inspection: headings, sentences, heads of columns."""

from __future__ import annotations

from sim.say import Text

# Headings and sentences of the page.
TITLE = Text(zh="县域义务教育均衡发展督导评估测算：{name}", en="Inspection of {name}")
TITLE_YEAR = Text(zh="县域义务教育均衡发展督导评估测算：{name}，{year}", en="Inspection of {name}, school year {year}")
LEAD = Text(
    zh="依据上报数据，逐校逐学段测算国家督导评估的结论，以及达标还需补充或调剂的数量。",
    en="What the national inspections of compulsory education would find in these records, school by school and for the county, and "
    "what would have to be added or moved for it to pass.",
)
FOUND = Text(zh="测算结果", en="What is found")
MEASURED_BY = Text(zh="指标与标准", en="What it is measured by")
HOW_TO_READ = Text(zh="阅读须知", en="How to read it")
ARITHMETIC = Text(
    zh="本页是对所报数据的测算，不是督导评估结论；数据未涉及的规定（证书、招生、公用经费、满意度等）不作判断。",
    en="This is arithmetic on the records as they were handed in, not an inspection: rules on which the records say nothing "
    "(certificates, admission, public funds, satisfaction and others) are not judged.",
)
REGISTER = Text(
    zh="督导评估按编制所在校统计教师。教师借出或交流而未转编制，不改变这些数值，因此另按任教学校给出同样的表。",
    en="Inspectors count a teacher where the register is. Teachers who are lent or rotate without moving it do not change those "
    "numbers, so the same tables are given by post, where teachers work.",
)
BESIDE_MEANS = Text(
    zh="差异系数下降也可能因为较好的学校变差，须与均值一并阅读；学校间成绩差距须与平均分、最低十分位一并阅读。",
    en="A coefficient of variation can fall because those who had most lost. Read it beside the means; and differences between the "
    "scores of schools beside the mean and the lowest tenth of pupils.",
)
SIX_OF_SEVEN = Text(
    zh="七项指标中六项达到标准、余项不低于标准的85%，学校即达标。达标说明学校具备什么条件，不说明学生学得如何。",
    en="A school passes with six of the seven indicators met and the last at 85 % or more. Meeting the standard says what a school "
    "has, not what its pupils learn.",
)
WHICH_SCHOOLS = Text(zh="学校达标情况", en="Which schools meet the standard?")
WHERE = Text(zh="学校分布", en="Where are they?")
HOW_FAR = Text(zh="校际差异系数", en="How far do schools lie apart?")
WHAT_MOVES = Text(zh="达标缺口", en="What would have to move?")
LEAST_AND_MORE = Text(
    zh="“达标最少”使每所学校六项指标达到标准、余项达到标准的85%。“差异系数另需”在此之上，不从任何学校调出；“或调剂”是在全县总量不变的前提下从现状达到"
    "同样结果。两者都是下限，因为人和房间只能是整数。各校所缺见 inspection.xlsx 的“缺口”表和 indicators.csv。",
    en="“Least to pass” brings every school to six indicators at the threshold and the last to 85 % of it. “More for the CV” comes "
    "on top and takes from nobody; “moved” would do the same from today's amounts with the county's total as it is. Both are lower "
    "bounds, as people and rooms come in whole numbers. Which school needs what is in the sheet “Shortfall” of inspection.xlsx and "
    "in indicators.csv.",
)
NOTHING_TO_MOVE = Text(zh="{caption}：无。", en="{caption}: nothing.")
OTHERS_KEPT = Text(zh="其他规定", en="Are the other rules kept?")
ACHIEVE = Text(zh="学业成绩", en="What do pupils achieve?")
HOW_READ = Text(zh="数据读取说明", en="How the records were read")
FILES = Text(
    zh="本页所依据的表以 CSV 和 inspection.xlsx 存放在同一文件夹。",
    en="The tables behind this page lie beside it as CSV and in inspection.xlsx.",
)
READ, PROGRAM = Text(zh="所读文件", en="Read"), Text(zh="程序", en="Program")
STANDARD_OF = Text(zh="{year}年标准", en="Standard of {year}")

# Tables.
VERDICTS = Text(zh="结论", en="Verdicts")
REGIME, TEACHERS, STAGE = Text(zh="办法", en="Regime"), Text(zh="教师统计", en="Teachers"), Text(zh="学段", en="Stage")
LIMITS, CVS, COUNTY = Text(zh="标准", en="Limits"), Text(zh="差异系数", en="CVs"), Text(zh="全县", en="County")
SCHOOLS, PASS, FAIL = Text(zh="学校数", en="Schools"), Text(zh="达标", en="Pass"), Text(zh="未达标", en="Fail")
NOT_KNOWN = Text(zh="不详", en="Not known")
REGIME_SAID = Text(zh="{year}年{name}", en="{year} {name}")
THRESHOLD = Text(zh="标准", en="Threshold")
ID, SCHOOL, VERDICT = Text(zh="标识码", en="Id"), Text(zh="学校", en="School"), Text(zh="结论", en="Verdict")
PUPILS = Text(zh="学生数", en="Pupils")
SCHOOLS_TABLE = Text(
    zh="学校，{year}年，{way}：生均或每百名学生数值；✕为未达标准",
    en="Schools, {year}, {way}: values per pupil or per 100 pupils; ✕ below the threshold",
)
INDICATOR, UNIT = Text(zh="指标", en="Indicator"), Text(zh="单位", en="Unit")
MEAN_WAY, CV_WAY = Text(zh="均值，{way}", en="Mean {way}"), Text(zh="差异系数，{way}", en="CV {way}")
LIMIT = Text(zh="限值", en="Limit")
MEAN_OF_CVS = Text(zh="综合差异系数", en="Mean of the CVs")
ALL_CVS = Text(zh="各项差异系数", en="All CVs")
CVS_TABLE = Text(zh="差异系数，{regime}", en="Coefficients of variation, {regime}")
CVS_TABLE_MARKED = Text(
    zh="差异系数，{regime}；✕为超过限值", en="Coefficients of variation, {regime}; ✕ above the limit"
)
NEEDING, ALL_TO = Text(zh="有缺口校数", en="Schools that need it"), Text(zh="全部达标准", en="All to the threshold")
LEAST, MORE = Text(zh="达标最少", en="Least to pass"), Text(zh="差异系数另需", en="More for the CV")
OR_MOVED = Text(zh="或调剂", en="Or moved")
MOVES_TABLE = Text(zh="缺口，{way}", en="What would have to be added or moved, {way}")
RULES_TABLE = Text(zh="2017年办法的其他规定", en="Other rules of 2017")
RULE, RULE_FOUND, BREAKERS = (
    Text(zh="规定", en="Rule"), Text(zh="结果", en="Found"), Text(zh="未达标学校", en="Not kept by"),
)  # fmt: skip
ACHIEVEMENT, MEASURE = Text(zh="学业成绩", en="Achievement"), Text(zh="指标", en="Measure")
STAGE_GRADE = Text(zh="{stage}，{grade}年级", en="{stage}, grade {grade}")

# The workbook: names of sheets, which have at most 31 signs, titles, and what its tables have more.
SHEET_VERDICTS, SHEET_CV = Text(zh="结论", en="Verdicts"), Text(zh="差异系数", en="CV")
SHEET_SCHOOLS, SHEET_BY_POST = (
    Text(zh="学校{year}", en="Schools {year}"),
    Text(zh="学校{year}按任教", en="Schools {year} by post"),
)
SHEET_SHORTFALL, SHEET_RULES = Text(zh="缺口", en="Shortfall"), Text(zh="其他规定", en="Rules")
SHEET_SCORES, SHEET_NOTES = Text(zh="学业", en="Scores"), Text(zh="说明", en="Notes")
BOOK_SCHOOLS = Text(zh="{regime}，{way}：生均或每百名学生数值", en="{regime}, {way}: value per pupil or per 100 pupils")
MET, SPARED = Text(zh="达标项数", en="Met"), Text(zh="可缺一项", en="May stay below")
INDICATOR_UNIT = Text(zh="{name} {said}\n{unit}", en="{name} {said}\n{unit}")
BOOK_CVS = Text(
    zh="校际差异系数（按学生数加权）", en="Coefficients of variation between schools, weighted by enrolment"
)
MEAN, SD, CV = Text(zh="均值", en="Mean"), Text(zh="标准差", en="SD"), Text(zh="差异系数", en="CV")
BOOK_MOVES = Text(zh="各校缺口，{year}年，{way}", en="What each school lacks, {year}, {way}")
HAS, TO_THRESHOLD = Text(zh="现有", en="Has"), Text(zh="距标准", en="To the threshold")
NEEDED, FURTHER = Text(zh="达标所需", en="Needed to pass"), Text(zh="差异系数另需", en="Further for the CV")
TO_MOVE = Text(zh="或需调剂（+入/−出）", en="Or to move (+in/−out)")
BOOK_SCORES, GRADE, VALUE = (
    Text(zh="学业成绩", en="Achievement of pupils"), Text(zh="年级", en="Grade"), Text(zh="数值", en="Value"),
)  # fmt: skip
