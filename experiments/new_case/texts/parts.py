"""What is said of the parts of a case: people, places, scores, rotation, and how well scores are met."""

from __future__ import annotations

from sim.say import Text

# Pupils, classes, teachers.
ROLL_SPREAD = Text(
    zh="该学段的在校生数（台账中的一列）平均分到各年级",
    en="the roll of the stage (a column of the records) spread evenly over its grades",
)
PUPILS_SPREAD = Text(
    zh="没有完整的学生表，学生平均分到本学段各年级：{schools}。",
    en="Pupils are spread evenly over the grades of their stage, for want of a complete table of pupils, at {schools}.",
)
CLASS_OF_OWN = Text(
    zh="班级数少于年级数，每个年级各有一个班：{schools}。",
    en="Every grade has a class of its own, where there are fewer classes than grades, at {schools}.",
)
CLASSES_FORMED = Text(
    zh="台账没有班级数，按标准班额编班：{schools}。",
    en="Classes are formed by the standard size, because the records do not count them, at {schools}.",
)
TEACHERS_DRAWN = Text(
    zh="台账没有教师数，全部教师由模型抽取：{schools}。",
    en="All teachers are drawn, because the records count none, at {schools}.",
)
TEACHERS_BY_RATIO = Text(
    zh="台账只有部分类别的教师数，教师总数按通常的生师比：{schools}。",
    en="The number of teachers is by the usual ratio to pupils, because the records count only some kinds, at {schools}.",
)
BEGIN_AT_REGISTER = Text(
    zh="{n}名在外校任教的教师，开始时在其编制所在校。",
    en="{n} teachers who work at another school than that of their register begin at their register.",
)

# Places.
BY_NAME_OF_TOWN = Text(
    zh="城乡类型按镇街名称判定：{schools}。", en="Urban, town or rural by the name of the town: {schools}."
)
TAKEN_AS_TOWN = Text(
    zh="台账没有写明城乡类型，按镇区计：{schools}。",
    en="Taken to lie in a town, because the records do not say whether they are urban or rural: {schools}.",
)
ONE_TOWN_PER_KIND = Text(
    zh="没有写明镇街，按城乡类型各归入一个镇街：{schools}。",
    en="Put in one town per kind of locality, because no town is given: {schools}.",
)
TOO_FAR = Text(
    zh="有学校距中心超过{far:g}公里：{names}；请核对经纬度",
    en="schools lie more than {far:g} km from the centre: {names}; see longitudes and latitudes",
)
SCHOOL_KM = Text(zh="{name} {km:.0f}公里", en="{name} {km:.0f} km")
LAYOUT = Text(
    zh="城区居中，镇和村在周围，学校在所在镇街之内",
    en="the city in the middle, towns and villages around it, schools inside their town",
)
MADE_UP_MAP = Text(
    zh="台账没有坐标，地图为虚构：{layout}。距离不是真实的。",
    en="The records have no coordinates. A map is made up: {layout}. Distances are not real.",
)
PLACE_BY_ID = Text(
    zh="镇街之内的一处，由学校的标识码决定", en="a place inside the town that depends on the id of the school"
)
A_MADE_UP_MAP = Text(zh="虚构的地图：{layout}", en="a made-up map: {layout}")
COMPACT = Text(zh="城区紧凑，村庄分散", en="compact cities, scattered villages")
PUT_INSIDE = Text(
    zh="没有坐标，放在所在镇街内虚构的一处：{schools}。",
    en="Put at a made-up place inside their town, without coordinates: {schools}.",
)
TOWNS_AROUND = Text(
    zh="没有一所学校有坐标的镇街放在其他镇街周围：{towns}。",
    en="Towns without a school that has coordinates are put around the others: {towns}.",
)
OF_POINTS = Text(zh="（GeoJSON 点）", en=" of GeoJSON points")
KM_FROM_CENTRE = Text(zh="{points}，距各校中心的公里数{without}", en="{points}, km from the schools' centre{without}")
WITHOUT = Text(
    zh="；{n}所没有坐标的学校放在所在镇街之内（假设）", en="; {n} schools without are put inside their town (assumed)"
)
TOWN_MEAN = Text(zh="{points}，该镇街各校的平均", en="{points}, mean of the town's schools")
TOWN_RADIUS = Text(zh="到该镇街最远学校的距离，至少0.5公里", en="as far as the town's farthest school, 0.5 km at least")

# Scores.
PRIMARY, JUNIOR = Text(zh="小学", en="primary"), Text(zh="初中", en="junior")
STAGES = {"primary": PRIMARY, "junior": JUNIOR}
OTHER_TABLE = {
    "pupils": Text(
        zh="{stage}学段未用学生表中的成绩，因为另一张表说明的学校更多。",
        en="Not used at the {stage} stage: scores in the table of pupils, because the other table tells more of its schools.",
    ),
    "schools": Text(
        zh="{stage}学段未用学校表中的平均分，因为另一张表说明的学校更多。",
        en="Not used at the {stage} stage: mean scores in the table of schools, because the other table tells more of its schools.",
    ),
}
CLIPPED = {
    "score": Text(
        zh="平均分超出{low:g}至{high:g}个标准差的，取较近的一端：{schools}。",
        en="Mean scores beyond {low:g} to {high:g} SD are taken as the nearer of the two, at {schools}.",
    ),
    "score_sd": Text(
        zh="校内成绩标准差超出{low:g}至{high:g}个标准差的，取较近的一端：{schools}。",
        en="Spreads of scores within the school beyond {low:g} to {high:g} SD are taken as the nearer of the two, at {schools}.",
    ),
}
ONE_SCHOOL_ONLY = Text(
    zh="{stage}学段只有一所学校有成绩，未采用：{schools}。",
    en="Scores at the {stage} stage are not used, because one school has them: {schools}.",
)
FEW_SCHOOLS = Text(
    zh="{stage}学段有成绩的学校少，且校内标准差不详，未采用：{schools}。",
    en="Scores at the {stage} stage are not used, because they are few, and their spread within schools is not known: {schools}.",
)
OVER_SD = Text(
    zh="，除以{sd:.4g}分，即该学段全体学生的标准差（学校按在校生数加权）{grades}",
    en=", over {sd:.4g} points, the SD of all pupils of the stage (schools weighted by rolls){grades}",
)
LESS_MEAN = Text(
    zh="，减去{middle:.4g}分，即该学段的平均，再除以{sd:.4g}分，即该学段全体学生的标准差（学校按在校生数加权）{grades}{guess}",
    en=", less {middle:.4g} points, the mean of the stage, over {sd:.4g} points, the SD of all pupils of the stage (schools weighted "
    "by rolls){grades}{guess}",
)
GRADE_SD = Text(zh="；各年级以本年级的标准差为单位", en="; each grade in SD of its own")
SPREAD_ASSUMED = Text(
    zh="；校内标准差为假设，校际方差占{share:g}",
    en="; the spread within schools is assumed, {share:g} of the variance lying between them",
)
ONE_SD = Text(
    zh="{stage}学段的成绩（{n}所学校）：{sd:.4g}分，即该学段学生的标准差，对应模型中学生的一个标准差；学校各年级与参测者相同，校内"
    "谁先谁后由模型抽取。",
    en="Scores at the {stage} stage ({n} schools): {sd:.4g} points, the SD of its pupils, are one SD of the model's pupils; every "
    "grade of a school stands as those tested, and who is ahead within it is drawn.",
)
NO_SPREAD = Text(
    zh="台账没有{stage}学段的校内成绩标准差，为假设：使校际方差占{share:g}，与一次高中入学考试中所见相同（va_icc）。",
    en="The spread of scores within schools at the {stage} stage is assumed, because the records hold none: so wide that {share:g} "
    "of the variance lies between schools, as was found at a senior-high entrance examination (va_icc).",
)
SPREAD_DRAWN = Text(
    zh="{stage}学段的校内成绩标准差没有记录，由模型抽取：{schools}。",
    en="The spread of scores within the school at the {stage} stage is drawn, because it is not recorded, at {schools}.",
)
SOME_WITHOUT = Text(
    zh="{stage}学段{all}所学校中有{n}所没有成绩，其学生由模型抽取；以有记录学校的平均作为全体的平均。",
    en="Scores at the {stage} stage are not recorded at {n} of {all} schools, whose pupils are drawn; the mean of those recorded "
    "is taken as that of all.",
)
WHO_MEETS = Text(
    zh="第一天的学生符合所录成绩；对以后入学的学生，按成绩所示校正学校周围的家庭和儿童，不校正教师：不来自生源的差距会逐年缩小。",
    en="Scores are met by the pupils of the first day; for those who come later the families and children around schools are "
    "corrected as the scores let expect, and teachers are not: gaps that are not of intake close with the years.",
)

# Rotation.
OVER_GROUPS = Text(zh="，集团内各校之和", en=", sums over schools of groups")
OVER_GROUPS_SCALED = Text(
    zh="，集团内各校之和；经调整，使案例按模型自身口径交流的人数与之相同",
    en=", sums over schools of groups; scaled until the case rotates as many by its own measure",
)
NO_INSTRUMENT = Text(
    zh="未启用任何集团化办学的政策工具：台账没有写明启用了哪些（见 [[reforms]]）。",
    en="No instrument of group schooling is switched on: the records do not say which are in use (see [[reforms]]).",
)
NO_OTHER_INSTRUMENT = Text(
    zh="未启用其他政策工具：台账没有写明启用了哪些（见 [[reforms]]）。",
    en="No other instrument is switched on: the records do not say which are in use (see [[reforms]]).",
)
NONE_IN_GROUPS = Text(
    zh="未启用交流轮岗：符合条件的教师{eligible:g}人中交流{rotated:g}人，没有一人在集团内的学校，而模型只在集团内交流教师；未启用"
    "其他政策工具：台账没有写明启用了哪些（见 [[reforms]]）。",
    en="Rotation is not switched on: {rotated:g} of {eligible:g} eligible teachers rotated, none of them at a school of a group, "
    "and the model rotates teachers inside groups alone; no other instrument is switched on: the records do not say which are in "
    "use (see [[reforms]]).",
)
MOST_TAKEN = Text(
    zh="{key} 取{most:g}，即模型允许的上限；台账统计为{share:.2f}。",
    en="{key} is {most:g}, the most the model takes; the records count {share:.2f}.",
)
OUTSIDE = Text(
    zh="，其中{n:g}人在集团外的学校，模型不在那里交流教师",
    en=", {n:g} of them at schools outside groups, where the model rotates nobody",
)
ROTATES_AS_COUNTED = Text(
    zh="交流轮岗：符合条件的教师{eligible:g}人中交流{rotated:g}人（{part:.1%}）{left}。设定 {key} = {share:g}，案例每年交流本区县符合"
    "条件教师的{shown:.1%}（前{years}年平均，种子{seed}）；集团内统计为{wanted:.1%}。",
    en="Rotation: {rotated:g} of {eligible:g} eligible teachers ({part:.1%}) were rotated{left}. Set is {key} = {share:g}, with "
    "which the case rotates {shown:.1%} a year of the eligible teachers of the district (mean of its first {years} years, seed "
    "{seed}); inside groups {wanted:.1%} were counted.",
)
ROTATES_LESS = Text(
    zh="交流轮岗：符合条件的教师{eligible:g}人中交流{rotated:g}人（{part:.1%}）{left}。设定 {key} = {share:g}，案例每年交流本区县符合"
    "条件教师的{shown:.1%}（前{years}年平均，种子{seed}）。少于集团内统计的{wanted:.1%}：{why}。",
    en="Rotation: {rotated:g} of {eligible:g} eligible teachers ({part:.1%}) were rotated{left}. Set is {key} = {share:g}, with "
    "which the case rotates {shown:.1%} a year of the eligible teachers of the district (mean of its first {years} years, seed "
    "{seed}). That is less than the {wanted:.1%} counted inside groups: {why}.",
)
ROTATES_MORE = Text(
    zh="交流轮岗：符合条件的教师{eligible:g}人中交流{rotated:g}人（{part:.1%}）{left}。设定 {key} = {share:g}，案例每年交流本区县符合"
    "条件教师的{shown:.1%}（前{years}年平均，种子{seed}）。多于集团内统计的{wanted:.1%}：{why}。",
    en="Rotation: {rotated:g} of {eligible:g} eligible teachers ({part:.1%}) were rotated{left}. Set is {key} = {share:g}, with "
    "which the case rotates {shown:.1%} a year of the eligible teachers of the district (mean of its first {years} years, seed "
    "{seed}). That is more than the {wanted:.1%} counted inside groups: {why}.",
)
THE_MOST = Text(zh="模型允许的上限是{most:g}", en="the most the model takes is {most:g}")
NO_PARTNER = Text(
    zh="教师人数为整数，且不是人人都能在集团内找到对调的教师",
    en="teachers come in whole numbers, and not all find a partner in their group",
)

# How well scores are met.
STAGE_FIT = Text(
    zh="{stage}（{n}所学校，{table}）：{correlation}校际方差占比（ICC）台账{recorded}，第一天{modelled}；平均分最多相差{worst}分",
    en="{stage} ({n} schools, {table}): {correlation}share of variance between schools (ICC) {recorded} recorded, {modelled} on the "
    "first day; farthest mean {worst} points off",
)
TABLES = {
    "schools": Text(zh="学校表", en="table of schools"),
    "pupils": Text(zh="学生表", en="table of pupils"),
}
CORRELATION = Text(zh="各校平均分的相关系数{r}，", en="correlation of school means {r}, ")
ASSUMED_SHARE = Text(zh="假设为{share:g}", en="assumed {share:g}")
SES_FIT = Text(
    zh="  学生成绩与家庭背景的相关系数：台账{recorded}，第一天{modelled}（校内部分由模型决定，未作拟合）",
    en="  correlation of pupils' scores with family background: {recorded} recorded, {modelled} on the first day (that within "
    "schools is the model's and not fitted)",
)
FIT_HEADS = (
    Text(zh="学校", en="school"),
    Text(zh="学生", en="pupils"),
    Text(zh="均分 台账", en="mean rec."),
    Text(zh="模型", en="model"),
    Text(zh="标准差 台账", en="SD rec."),
    Text(zh="模型", en="model"),
    Text(zh="名称", en="name"),
)
MORE_FITS = Text(
    zh="  另有{n}所，相差都不更大（--fit 文件.csv 写出全部）",
    en="  and {n} more, none of them farther off (--fit FILE.csv writes all)",
)
