"""What an inspection says: its findings in sentences, its tables and workbook, its page."""

from __future__ import annotations

from sim.say import Text

# How teachers are counted, what is concluded.
WAYS = {"register": Text(zh="按编制", en="by register"), "post": Text(zh="按任教学校", en="by post")}
PASSES = {
    "PASS": Text(zh="达标", en="passes"),
    "FAIL": Text(zh="未达标", en="does not pass"),
    "UNKNOWN": Text(zh="数据不足，不作判断", en="cannot be judged: data are missing"),
}
VERDICTS = {
    "PASS": Text(zh="达标", en="pass"),
    "FAIL": Text(zh="未达标", en="fail"),
    "UNKNOWN": Text(zh="数据不足", en="not known"),
}
UNITS = {
    "m2/pupil": Text(zh="平方米/生", en="m2/pupil"),
    "yuan/pupil": Text(zh="元/生", en="yuan/pupil"),
    "books/pupil": Text(zh="册/生", en="books/pupil"),
    "teachers/pupil": Text(zh="人/生", en="teachers/pupil"),
    "teachers/100 pupils": Text(zh="人/百名学生", en="teachers/100 pupils"),
    "rooms/100 pupils": Text(zh="间/百名学生", en="rooms/100 pupils"),
    "computers/100 pupils": Text(zh="台/百名学生", en="computers/100 pupils"),
    "m2": Text(zh="平方米", en="m2"),
    "yuan": Text(zh="元", en="yuan"),
    "books": Text(zh="册", en="books"),
    "teachers": Text(zh="人", en="teachers"),
    "rooms": Text(zh="间", en="rooms"),
    "computers": Text(zh="台", en="computers"),
    "people": Text(zh="人", en="people"),
    "schools": Text(zh="所", en="schools"),
    "points": Text(zh="分", en="points"),
    "share": Text(zh="比例", en="share"),
    "nats": Text(zh="奈特", en="nats"),
    "ratio": Text(zh="比值", en="ratio"),
    "points/unit": Text(zh="分/单位", en="points/unit"),
}
REGIME = Text(zh="{year}年{regime}", en="{year} {regime}")
INDICATOR = Text(zh="{code}{indicator}", en="{code} {indicator}")

# Headlines.
HEADLINE = Text(
    zh="{year}年{regime}，{way}，{stage}：全县{verdict}（{parts}）。",
    en="{year} {regime}, {way}, {stage}: the county {verdict} ({parts}).",
)
NOBODY_REPORTED = Text(zh="未填报{indicators}", en="nobody reported {indicators}")
SCHOOLS_PASS = Text(
    zh="{n}所学校中{passed}所达标，标准为{of}项指标中{count}项达到要求{unknown}",
    en="{passed} of {n} schools pass, which takes {count} of {of} indicators at the threshold{unknown}",
)
NOT_KNOWN = Text(zh="，{n}所不详", en=", {n} not known")
MEAN_OF_CVS = Text(zh="综合差异系数{mean}，限值{limit}", en="mean of the CVs {mean}, limit {limit}")
CVS_ABOVE = Text(zh="差异系数超过限值{limit}的指标：{indicators}", en="CVs above the limit of {limit}: {indicators}")
NO_CV_ABOVE = Text(zh="已知差异系数均未超过限值{limit}", en="no known CV above the limit of {limit}")
NO_PLACES = Text(
    zh="未绘制分布图：数据中没有学校位置。可填经度、纬度（WGS84，限中国境内），或自选原点的东向、北向距离（公里），或附GeoJSON文件。",
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
NOT_ON_MAP = Text(
    zh="{n}所学校中{lost}所无位置数据，未标出。",
    en="{lost} of {n} schools have no place in the records and are not on it.",
)
POINTS_LEFT = Text(
    zh="学生不足{n}人的教学点不在督导评估之列：{schools}",
    en="teaching points (教学点) with fewer than {n} pupils are not inspected: {schools}",
)
EMPTY_LEFT = Text(zh="没有学生的行不测算：{schools}", en="rows without pupils are not inspected: {schools}")

# Standards.
STANDARD_JUDGED = Text(
    zh="{year}年{regime}标准：学校{of}项指标中{count}项达到要求、余项不低于要求的{floor:.0%}为达标；全部学校达标且各项差异系数均不超过限值，"
    "全县达标",
    en="The standard of {year} {regime}: a school passes with {count} of {of} at the threshold and the rest at {floor:.0%} of it or "
    "more; the county when all schools pass and every CV is within its limit",
)
STANDARD_BY_CV = Text(
    zh="{year}年{regime}标准：全县按综合差异系数判断；学校按本省办学基本标准评估，此处不含",
    en="The standard of {year} {regime}: the county passes by the mean of the CVs; schools are judged by standards of their province, "
    "not held here",
)
MEAN_AT_MOST = Text(zh="综合差异系数不高于", en="Mean of the CVs at most")
EACH_AT_MOST = Text(zh="各项差异系数均不高于", en="Each CV at most")
AT_LEAST = Text(zh="不低于，{stage}", en="At least, {stage}")
LIMITS = Text(zh="{count}{each} ≤ {limit}", en="{count}{each} ≤ {limit}")
MEAN_CV = Text(zh="综合差异系数", en="mean CV")
EACH_CV = Text(zh="各项差异系数", en="each CV")

# Heads of columns.
CODE = Text(zh="代码", en="Code")
RULE = Text(zh="规定", en="Rule")
REGIME_HEAD = Text(zh="办法", en="Regime")
TEACHERS = Text(zh="教师统计", en="Teachers")
STAGE = Text(zh="学段", en="Stage")
GRADE = Text(zh="年级", en="Grade")
LIMITS_HEAD = Text(zh="标准", en="Limits")
LIMIT = Text(zh="限值", en="Limit")
THRESHOLD = Text(zh="标准", en="Threshold")
CVS = Text(zh="差异系数", en="CVs")
COUNTY = Text(zh="全县", en="County")
SCHOOLS = Text(zh="学校数", en="Schools")
PASS = Text(zh="达标", en="Pass")
FAIL = Text(zh="未达标", en="Fail")
UNKNOWN = Text(zh="不详", en="Not known")
ID = Text(zh="标识码", en="Id")
SCHOOL = Text(zh="学校", en="School")
VERDICT = Text(zh="结论", en="Verdict")
PUPILS = Text(zh="学生数", en="Pupils")
INDICATOR_HEAD = Text(zh="指标", en="Indicator")
MEASURE = Text(zh="指标", en="Measure")
UNIT = Text(zh="单位", en="Unit")
MEAN = Text(zh="均值", en="Mean")
SD = Text(zh="标准差", en="SD")
CV = Text(zh="差异系数", en="CV")
VALUE = Text(zh="数值", en="Value")
FOUND = Text(zh="结果", en="Found")
NOT_KEPT_BY = Text(zh="未达标学校", en="Not kept by")
MEAN_WAY = Text(zh="均值，{way}", en="Mean {way}")
CV_WAY = Text(zh="差异系数，{way}", en="CV {way}")
NEED_IT = Text(zh="缺口校数", en="Schools that need it")
ALL_TO_THRESHOLD = Text(zh="全部达到标准", en="All to the threshold")
LEAST_TO_PASS = Text(zh="达标最少", en="Least to pass")
MORE_FOR_CV = Text(zh="差异系数另需", en="More for the CV")
OR_MOVED = Text(zh="或调剂", en="Or moved")
MET = Text(zh="达标项数", en="Met")
MAY_STAY_BELOW = Text(zh="可缺一项", en="May stay below")
HAS = Text(zh="现有", en="Has")
TO_THRESHOLD = Text(zh="距标准", en="To the threshold")
NEEDED = Text(zh="达标所需", en="Needed to pass")
FURTHER = Text(zh="差异系数另需", en="Further for the CV")
OR_TO_MOVE = Text(zh="或需调剂（+入/-出）", en="Or to move (+ in, - out)")
NAME_AND_UNIT = Text(zh="{code} {name}\n{unit}", en="{code} {name}\n{unit}")

# Captions of tables.
VERDICTS_CAPTION = Text(zh="结论", en="Verdicts")
SCHOOLS_CAPTION = Text(
    zh="各校，{year}年，{way}：生均或每百名学生；✕ 未达标准",
    en="Schools, {year}, {way}: values per pupil or per 100 pupils; ✕ below the threshold",
)
CVS_CAPTION = Text(
    zh="差异系数，{year}年{regime}；✕ 超过限值", en="Coefficients of variation, {year} {regime}; ✕ above the limit"
)
CVS_CAPTION_COMBINED = Text(zh="差异系数，{year}年{regime}", en="Coefficients of variation, {year} {regime}")
ALL_CVS = Text(zh="综合差异系数", en="Mean of the CVs")
EVERY_CV = Text(zh="各项差异系数", en="All CVs")
MOVES_CAPTION = Text(zh="须增加或调剂的数量，{way}", en="What would have to be added or moved, {way}")
RULES_CAPTION = Text(zh="2017年办法的其他规定", en="Other rules of 2017")
SCORES_CAPTION = Text(zh="学业成绩", en="Achievement")
STAGE_GRADE = Text(zh="{stage}，{grade}年级", en="{stage}, grade {grade}")
NOTHING_TO_MOVE = Text(zh="{caption}：无。", en="{caption}: nothing.")

# The other rules.
LARGEST_CLASS = Text(zh="最大班额", en="Largest class")
SCHOOL_SIZE = Text(zh="学校规模", en="School size")
SIZES = Text(zh="≤ {most:,}（九年一贯制 {nine_year:,}）", en="≤ {most:,} (nine-year {nine_year:,})")
ROOMS = {
    "music_rooms": Text(zh="音乐专用教室", en="Music rooms"),
    "art_rooms": Text(zh="美术专用教室", en="Art rooms"),
}
PER_CLASSES = Text(zh="≥ 1 / {n}个班", en="≥ 1 / {n} classes")
TRAINING = Text(zh="教师培训经费占公用经费比例", en="Public funds for training teachers")
ROTATED = Text(zh="交流教师占符合条件教师比例", en="Rotated among eligible teachers")
ROTATED_BACKBONE = Text(zh="骨干教师占交流教师比例", en="Backbone among rotated teachers")
DIFFERENCE_RATE = Text(zh="校际差异率", en="Difference rate of scores")
OF_GRADE = Text(zh="{value:.3f}，{grade}年级", en="{value:.3f}, grade {grade}")
SHARE_OF = Text(zh="{part:g}（共{whole:g}）", en="{part:g} of {whole:g}")
PER_CENT_OF = Text(zh="{share}，{count}", en="{share} ({count})")

# Achievement.
MEASURES = {
    "pupils": Text(zh="参测学生数", en="pupils tested"),
    "schools": Text(zh="学校数", en="schools"),
    "mean": Text(zh="平均分", en="mean score"),
    "bottom_decile": Text(zh="最低十分位平均分", en="mean of the lowest tenth"),
    "sd": Text(zh="标准差", en="standard deviation"),
    "icc": Text(zh="校际差异率（方差分析）", en="difference rate (ICC, ANOVA)"),
    "icc_reml": Text(zh="校际差异率（REML）", en="difference rate (ICC, REML)"),
    "between_sd": Text(zh="校际标准差（加权）", en="SD of school means, weighted"),
    "school_cv": Text(zh="校际差异系数（加权）", en="CV of school means, weighted"),
    "gini": Text(zh="基尼系数", en="Gini coefficient"),
    "theil_t": Text(zh="泰尔指数T", en="Theil's T"),
    "theil_between": Text(zh="泰尔指数校际占比", en="share of Theil's T between schools"),
    "p90_p10": Text(zh="第90与第10百分位之比", en="P90 over P10"),
    "ses_slope": Text(zh="家庭背景斜率", en="slope on family background"),
    "ses_slope_within": Text(zh="校内家庭背景斜率", en="slope within schools"),
    "ses_slope_between": Text(zh="校际家庭背景斜率", en="slope between schools"),
    "urban_rural_gap": Text(zh="城乡差距", en="urban less rural homes"),
    "migrant_gap": Text(zh="本地与随迁子女差距", en="local less migrant children"),
    "sex_gap": Text(zh="女生与男生差距", en="girls less boys"),
    "migrant_dissimilarity": Text(zh="随迁子女分隔指数", en="dissimilarity of migrant children"),
}

# The workbook.
BOOK_TITLE = Text(zh="{name} 督导评估测算", en="Inspection of {name}")
BOOK_TITLE_YEAR = Text(zh="{name} 督导评估测算，{year}", en="Inspection of {name}, {year}")
SHEET_VERDICTS = Text(zh="结论", en="Verdicts")
SHEET_SCHOOLS = Text(zh="学校 {year}", en="Schools {year}")
SHEET_SCHOOLS_POST = Text(zh="学校 {year} 按任教", en="Schools {year} by post")
SHEET_CV = Text(zh="差异系数", en="CV")
SHEET_SHORTFALL = Text(zh="缺口", en="Shortfall")
SHEET_RULES = Text(zh="其他规定", en="Rules")
SHEET_SCORES = Text(zh="学业", en="Scores")
SHEET_NOTES = Text(zh="说明", en="Notes")
NOTES_TITLE = Text(zh="数据读取说明", en="How the records were read")
SCHOOLS_TITLE = Text(
    zh="{year}年{regime}，{way}：生均或每百名学生", en="{regime} {year}, {way}: value per pupil or per 100 pupils"
)
CV_TITLE = Text(
    zh="校际差异系数（按学生数加权）", en="Coefficients of variation between schools, weighted by enrolment"
)
LACKS_TITLE = Text(zh="各校缺口，{year}年，{way}", en="What each school lacks, {year}, {way}")
SCORES_TITLE = Text(zh="学生学业成绩", en="Achievement of pupils")
