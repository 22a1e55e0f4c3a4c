"""What an inspection finds: sentences, verdicts, rules, what is left out, and what stands in figures."""

from __future__ import annotations

from sim.say import Text

# Verdicts and ways of counting.
BY_REGISTER, BY_POST = Text(zh="按编制", en="by register"), Text(zh="按任教学校", en="by post")
PASS, FAIL, UNKNOWN = Text(zh="达标", en="pass"), Text(zh="未达标", en="fail"), Text(zh="数据不足", en="not known")
PASSES, DOES_NOT = Text(zh="达标", en="passes"), Text(zh="未达标", en="does not pass")
CANNOT = Text(zh="数据不足，不作判断", en="cannot be judged: data are missing")

# Sentences.
LINE = Text(
    zh="{year}年{regime}，{way}，{stage}：全县{verdict}（{parts}）。",
    en="{year} {regime}, {way}, {stage}: the county {verdict} ({parts}).",
)
NOBODY_REPORTED = Text(zh="未填报{names}", en="nobody reported {names}")
SCHOOLS_PASS = Text(
    zh="{n}所学校中{passed}所达标，标准为{of}项指标中{count}项达到要求{unknown}",
    en="{passed} of {n} schools pass, which takes {count} of {of} indicators at the threshold{unknown}",
)
SOME_UNKNOWN = Text(zh="，{n}所不详", en=", {n} not known")
COMBINED = Text(zh="综合差异系数{mean}，限值{limit}", en="mean of the CVs {mean}, limit {limit}")
OVER = Text(zh="差异系数超过限值{limit}的指标：{names}", en="CVs above the limit of {limit}: {names}")
NONE_OVER = Text(zh="已知差异系数均未超过限值{limit}", en="no known CV above the limit of {limit}")
EACH_AT_MOST, MEAN_AT_MOST = (
    Text(zh="各项差异系数均不高于", en="Each CV at most"), Text(zh="综合差异系数不高于", en="Mean of the CVs at most"),
)  # fmt: skip
SCHOOL_RULE = Text(
    zh="学校{of}项指标中{count}项达到标准、余项不低于标准的{floor}为达标；所有学校达标且各项差异系数均不超过限值，全县达标",
    en="a school passes with {count} of {of} at the threshold and the rest at {floor} of it or more; the county when all schools "
    "pass and every CV is within its limit",
)
COUNTY_RULE = Text(
    zh="全县按综合差异系数判断；学校按本省办学基本标准评估，此处不含",
    en="the county passes by the mean of the CVs; schools are judged by standards of their province, not held here",
)
STANDARD = Text(zh="{year}年{regime}标准：{rule}", en="The standard of {year} {regime}: {rule}")
CODE, AT_LEAST = Text(zh="代码", en="Code"), Text(zh="不低于，{stage}", en="At least, {stage}")
EACH_CV, MEAN_CV = Text(zh="各项≤{limit}", en="each CV ≤ {limit}"), Text(zh="综合≤{limit}", en="mean CV ≤ {limit}")
COUNT_AND = Text(zh="{count}/{of}，{cv}", en="{count}/{of}, {cv}")
NO_PLACES = Text(
    zh="未绘制分布图：数据中没有学校位置。可填经度、纬度（WGS84，限中国境内），或自选原点的东向、北向距离（公里），或附 GeoJSON 文件。",
    en="There is no map: the records hold no places of schools. Longitudes and latitudes (WGS84, within China) or km east and north "
    "of a point of your choice, or a GeoJSON file beside the table, would give one.",
)
ONE_PLACE = Text(
    zh="未绘制分布图：数据中所有学校位置相同。", en="There is no map: all places in the records are one and the same."
)
A_PLAN = Text(
    zh="本图为示意图：数据只给出相对自选原点的公里数，仅表示学校间相对位置，不对应实际经纬度。",
    en="This is a plan, not a map of China: the records give km east and north of a point of their own, so it shows how schools lie "
    "to each other and not where.",
)
NOT_ON_IT = Text(
    zh="{n}所学校中{lost}所无位置数据，未标出。",
    en="{lost} of {n} schools have no place in the records and are not on it.",
)

# What is left out.
POINTS_LEFT_OUT = Text(
    zh="学生少于{n}人的教学点不列入测算：{ids}",
    en="teaching points with fewer than {n} pupils are not inspected: {ids}",
)
EMPTY_LEFT_OUT = Text(zh="没有学生的行不列入测算：{ids}", en="rows without pupils are not inspected: {ids}")

# Other rules.
NINE_YEAR = Text(zh="≤{most:,}（九年一贯制{nine:,}）", en="≤ {most:,} (nine-year {nine:,})")
PER_CLASSES = Text(zh="≥1/{n}个班", en="≥ 1 / {n} classes")
OF = Text(zh="{all:g}中{kept:g}", en="{kept:g} of {all:g}")
ROTATED = Text(zh="{share}（{count}）", en="{share} ({count})")
OF_GRADE = Text(zh="{value}，{grade}年级", en="{value}, grade {grade}")

# Figures.
SCHOOL_PASSES, SCHOOL_FAILS = Text(zh="学校达标", en="school passes"), Text(zh="学校未达标", en="school fails")
NOT_JUDGED = Text(zh="数据不足", en="not judged")
THRESHOLDS = Text(
    zh="每点为一校一学段，横轴为实际值与2017年标准值（右侧数字）之比，教师按编制统计。实线以左未达标准，点线以左低于标准的85%，任何一项都不得如此。"
    "右边缘的点在图外。",
    en="Each dot is a school: what it has over what the standard of 2017 asks (right), teachers counted by register. Left of the "
    "solid line it misses the threshold, left of the dotted one it is below 85 % of it, where no indicator may be. Dots at the "
    "right edge lie beyond it.",
)
TIMES = Text(zh="与标准之比", en="times the threshold")
STAGE_COUNT = Text(zh="{stage}（{n}所）", en="{stage} ({n})")
CVS = Text(
    zh="校际差异系数（按学生数加权），橙线为2017年督导评估的限值。督导评估按编制统计；按任教学校则在教师实际任教处统计。",
    en="Coefficients of variation between schools, weighted by enrolment, against the limit of the inspection of 2017 (line). By "
    "register is what inspectors count; by post counts teachers where they work.",
)
STAGE_LIMIT = Text(zh="{stage}：限值{limit:.2f}", en="{stage}: limit {limit:.2f}")
COEFFICIENT = Text(zh="差异系数", en="coefficient of variation")
SCORES = Text(
    zh="各校按平均分（点）排列，竖线为第10至第90百分位。黑实线为全体平均分，点线为最低十分位平均分：各校可以在都下降的同时彼此接近。",
    en="Schools in the order of their mean score (dot), with the span from their 10th to their 90th percentile (line). The black "
    "line is the mean of all pupils, the dotted one the mean of the lowest tenth of them: schools can draw together while both "
    "fall.",
)
MEAN, LOWEST = Text(zh="平均分", en="mean"), Text(zh="最低十分位", en="lowest tenth")
GRADE_MEANS = Text(
    zh="{grade}年级：平均{mean:.1f}，最低十分位{lowest:.1f}",
    en="Grade {grade}: mean {mean:.1f}, lowest tenth {lowest:.1f}",
)
IN_ORDER = Text(zh="{n}所学校按平均分排列", en="{n} schools in order of their mean")
SCORE = Text(zh="成绩（分）", en="score, points")
MAP = Text(
    zh="学校分布，以及成员校与本集团核心校的联结；点的面积随学生数增大。颜色为2017年办法按编制测算的结论；九年一贯制学校两个学段都达标才算达标。灰色的"
    "学校不作判断。会相互重叠的标识码不写出。",
    en="Schools by their places, and ties of members with the core of their group; the area of a dot grows with its pupils. The "
    "colour is the verdict of 2017 by register; a nine-year school passes when both its stages do. Grey schools are not judged. "
    "Ids that would lie upon others are left out.",
)
TIE = Text(zh="{form}联结", en="{form} tie")
EAST_OF_SCHOOLS, EAST_OF_OWN = (
    Text(zh="学校中心以东（公里）", en="km east of the schools' centre"),
    Text(zh="自选原点以东（公里）", en="km east of the records' own point"),
)
NORTH = Text(zh="以北（公里）", en="km north")
