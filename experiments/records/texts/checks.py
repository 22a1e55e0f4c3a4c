"""What is said of records that contradict themselves or look odd: rows, schools and groups, people."""

from __future__ import annotations

from sim.say import Text

# Rows of schools.
ONE_GROUP = Text(zh="{column} = “{group}”：一所学校只属于一个集团", en="{column} = '{group}': a school is in one group")
GIVEN_AND_EMPTY = Text(zh="填了{given}，而{empty}为空", en="{given} is given, and {empty} is empty")
MORE_THAN = Text(zh="{part} = {n:g}，多于{whole} = {all:g}", en="{part} = {n:g} is more than {whole} = {all:g}")
NO_TEACHER = Text(zh="有{n:g}名学生而没有教师", en="{n:g} pupils and no teacher")
NO_CLASSES = Text(zh="{column} = 0，而学生有{n:g}名", en="{column} = 0 with {n:g} pupils")
CLASS_SIZE = Text(
    zh="{n:g}名学生分在{classes:g}个班，每班{mean:.3g}名；可能的范围：{low}至{high} [人/班]",
    en="{n:g} pupils in {classes:g} classes are {mean:.3g} a class; possible: {low} to {high} [pupils/class]",
)
LARGEST_CLASS = Text(
    zh="{column} = {n:g}，小于平均班额{mean:.3g}",
    en="{column} = {n:g} is less than the mean of its classes, {mean:.3g}",
)
OF_TABLE = Text(zh="学校表", en="schools")
WRONG_UNIT = Text(
    zh="{column}列：处于中间的学校每生{middle:.3g}{unit}；可能的范围：{low:,g}至{high:,g}。请在表头写明是{units}",
    en="column {column}: the middle school has {middle:.3g} {unit} a pupil; possible: {low:,g} to {high:,g}. Say in the header "
    "whether it is {units}",
)
MIXED_UNITS = Text(
    zh="{column} = {value:,.12g}{unit}，每生{per:.3g}，而处于中间的学校为{middle:.3g}：单位不一致；请一律用{units}",
    en="{column} = {value:,.12g} {unit} is {per:.3g} a pupil and the middle school has {middle:.3g}: units are mixed; write all in "
    "{units}",
)
UNITS_OF = {
    "equipment": Text(zh="元或万元", en="元 (yuan) or 万元 (10,000 yuan)"),
    "books": Text(zh="册或万册", en="册 or 万册"),
    "area": Text(zh="平方米、亩或公顷", en="平方米 (m2), 亩 or 公顷 (ha)"),
}
A_TOTAL = Text(
    zh="{columns}等于本学段其他各行之和：是否为合计？",
    en="{columns} are the sums of all other rows of the stage: is it a total?",
)

# Schools and groups.
ROWS_OF_STAGE = Text(zh="学校 {school} 的{stage}学段有{n}行", en="school {school} has {n} rows of the stage {stage}")
NO_SUCH_STAGE = Text(zh="办学类型为{kind}的学校没有{stage}学段", en="a school of the kind {kind} has no {stage} stage")
SAME_NAME = Text(zh="有{n}所学校同名{name}：{schools}", en="{n} schools are called {name}: {schools}")
ONE_STAGE_ONLY = Text(
    zh="九年一贯制学校 {school} 只有{stage}学段的一行",
    en="nine-year school {school} has a row of the stage {stage} only",
)
GROUP_WRITTEN = Text(zh="同一集团有{n}种写法：{names}", en="one group is written in {n} ways: {names}")
NO_CORE = Text(
    zh="集团{group}没有核心校；须有一所（{role} = 核心校）",
    en="group {group} has no core school; one is needed ({role} = 核心校)",
)
SEVERAL_CORES = Text(
    zh="集团{group}有{n}所核心校：{schools}；须只有一所（{role} = 核心校）",
    en="group {group} has {n} core schools: {schools}; one is needed ({role} = 核心校)",
)
ROLE_EMPTY = Text(
    zh="集团{group}中{role}为空；允许：{allowed}", en="{role} is empty in group {group}; allowed: {allowed}"
)
GROUP_VALUES = Text(
    zh="集团{group}的{column}有{n}个值：{values}", en="group {group} has {n} values of {column}: {values}"
)
NO_ROLES = Text(
    zh="没有{role}列，不知道各集团的核心校是哪一所",
    en="without the column {role} it is not known which school is the core of a group",
)

# What looks odd.
ODD_SCORE = Text(
    zh="{column} = {value:g}，而{stage}学段处于中间的学校为{middle:g}：是否正确？",
    en="{column} = {value:g}, and the middle school of the stage {stage} has {middle:g}: is it right?",
)
SLIPPED = Text(
    zh="{column} = {value:g}，而{stage}学段处于中间的学校为{middle:g}：是否正确？也许是{meant:g}？",
    en="{column} = {value:g}, and the middle school of the stage {stage} has {middle:g}: is it right; perhaps {meant:g}?",
)
CALLED_POINTS = Text(
    zh="有{n}所小学名称中有教学点，而未标明是教学点：{schools}；是教学点吗？若是，请在{kind}中填教学点",
    en="{n} primary schools called 教学点 are not said to be teaching points: {schools}; are they? then write 教学点 under {kind}",
)
SMALL_POINTS = Text(
    zh="有{n}所小学学生不足{few}人，而未标明是教学点：{schools}；是教学点吗？若是，请在{kind}中填教学点",
    en="{n} primary schools of fewer than {few} pupils are not said to be teaching points: {schools}; are they? then write 教学点 "
    "under {kind}",
)
SCHOOL_OF = Text(zh="{name}（学生{n:.0f}人）", en="{name} ({n:.0f} pupils)")

# People.
STANDS_TIMES = Text(zh="{column} {id} 出现{n}次", en="{column} {id} stands {n} times")
NAME_OF_SEVERAL = Text(
    zh="{column}“{text}”是学校{schools}共有的名称；请写其中一所的标识码",
    en="{column} '{text}' is the name of the schools {schools}; write the id of one of them",
)
POINT_NOT_THERE = {
    "teachers": Text(
        zh="{column}“{text}”（{n}名教师）不在学校表中：请为该教学点单列一行（办学类型填教学点），或写其所属学校{near}",
        en="{column} '{text}', of {n} teachers, is not in the table of schools: give the teaching point a row of its own (办学类型 "
        "教学点), or write the school it belongs to{near}",
    ),
    "pupils": Text(
        zh="{column}“{text}”（{n}名学生）不在学校表中：请为该教学点单列一行（办学类型填教学点），或写其所属学校{near}",
        en="{column} '{text}', of {n} pupils, is not in the table of schools: give the teaching point a row of its own (办学类型 "
        "教学点), or write the school it belongs to{near}",
    ),
}
NOT_A_SCHOOL = Text(
    zh="{column}“{text}”不在学校表中{near}", en="{column} '{text}' is not in the table of schools{near}"
)
MORE_NOT_SCHOOLS = Text(
    zh="{column}中另有{n}个名称不是学校表中的学校",
    en="{n} more texts under {column} are no schools in the table of schools",
)
STAGE_EMPTY = Text(
    zh="任教学段（stage）为空，而学校 {school} 有{stages:and}{beyond}",
    en="任教学段 (stage) is empty, and school {school} teaches {stages:and}{beyond}",
)
OTHER_STAGE = Text(
    zh="任教学段（stage）为{stage}，而学校 {school} 有{stages:and}{beyond}",
    en="任教学段 (stage) is {stage}, and school {school} teaches {stages:and}{beyond}",
)
AND_BEYOND = Text(zh="及以上的学段", en=" and beyond")
AGE = Text(
    zh="出生年份（birth_year）{born:g}：{year}年为{age:g}岁；可能的范围：{low}至{high}岁",
    en="出生年份 (birth_year) {born:g}: {age:g} years old in {year}; possible: {low} to {high}",
)
EXPERIENCE = Text(
    zh="教龄（experience）{n:g}年，而年龄为{age:g}岁", en="教龄 (experience) {n:g} years at the age of {age:g}"
)
SINCE_LATER = Text(
    zh="到校年份（since）{since:g}晚于学年{year}", en="到校年份 (since) {since:g} is after the school year {year}"
)
SINCE_EARLY = Text(
    zh="到校年份（since）{since:g}，而该教师生于{born:g}年",
    en="到校年份 (since) {since:g} of a teacher born in {born:g}",
)
OTHER_COUNT = Text(
    zh="{column} = {said:g}，而教师表中学校 {school} 的{stage}学段有{there:g}；请更正其一，或从学校表中去掉该列",
    en="{column} = {said:g}, and the table of teachers has {there:g} at {school}, stage {stage}; correct one, or leave the column "
    "out of the schools",
)
PUPILS_OF_NO_STAGE = Text(
    zh="有学生属于{stage}学段的年级，而学校 {school} 没有该学段",
    en="pupils in grades of the {stage} stage, which school {school} does not have",
)
MORE_PUPILS = Text(
    zh="学生表中学校 {school} 的{stage}学段有{n}名学生，而{column} = {said:g}",
    en="the table of pupils has {n} of school {school} at the stage {stage}, and {column} = {said:g}",
)
