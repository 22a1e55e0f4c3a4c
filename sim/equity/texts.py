"""What measures are, and what is wrong with one that is asked for."""

from __future__ import annotations

from sim.say import Text

# Measures that are made from other declarations.
CV = Text(zh="{of}差异系数", en="Coefficient of variation between schools: {of}")
CV_BY_POST = Text(
    zh="{of}差异系数（按任教学校）",
    en="Coefficient of variation between schools: {of}, teachers counted where they work",
)
HOURS_OF = Text(zh="{item}工时", en="Hours a year of {item}")
HOURS_ABOUT = Text(zh="全学年的工时：{what}", en="Hours a year of {what}")

# Measures that are declared amiss.
DECLARED_TWICE = Text(
    zh="指标“{name}”声明了两次；请给其中一个换名",
    en="measure '{name}' is declared twice; choose another name for one of them",
)
NO_TAG = Text(
    zh="指标“{name}”：没有“{given}”这一标签；可用：{known}",
    en="measure '{name}': '{given}' is no tag; allowed: {known}",
)
NO_KEY_OF_SCHOOLS = Text(
    zh="指标“{name}”：没有“{given}”这一学校属性；可用：{known}",
    en="measure '{name}': '{given}' is no key of subgroups; allowed: {known}",
)
NO_OUTCOME = Text(
    zh="指标“{name}”：没有“{given}”这一学生发展结果；可用：{known}",
    en="measure '{name}': '{given}' is no outcome of pupils; allowed: {known}",
)
UNKNOWN_TAG = Text(zh="指标没有“{tag}”这一标签；可用：{known}", en="'{tag}' is no tag of measures; allowed: {known}")

# Some schools only.
NO_PAIR = Text(
    zh="“{part}”没有指明学校；请写作 属性=值，属性为：{keys}",
    en="'{part}' says of no schools; write key=value with one of {keys}",
)
NO_PROPERTY = Text(
    zh="“{part}”：学校没有“{key}”这一属性{near}；可用：{keys}",
    en="'{part}': schools have no '{key}'{near}; allowed: {keys}",
)
TWICE = Text(zh="“{part}”：“{key}”给出两次；请去掉一个", en="'{part}': '{key}' is given twice; leave one out")
UNKNOWN_VALUE = Text(
    zh="{key} = '{value}'：案例中没有这个值{near}{known}", en="{key} = '{value}' is not known in this case{near}{known}"
)
ALLOWED = Text(zh="；可用：{names}", en="; allowed: {names}")

# Indices taken of numbers of one's own.
NOT_BELOW_ZERO = Text(
    zh="{name} = {value} 超出范围；允许：0或以上", en="{name} = {value} is out of range; allowed: 0 or more"
)
NOT_KNOWN = Text(zh="{name} = {value} 不认识；可用：{known}", en="{name} = {value} is not known; allowed: {known}")
NEGATIVE_COUNTS = Text(
    zh="学生人数小于0，分隔程度无从计算；允许：0或以上",
    en="counts of pupils below 0 have no segregation; allowed: 0 or more",
)
SHAPE_OF_AMOUNTS = Text(
    zh="各校指标量的形状为 {shape}，应为 {wanted}：{names}",
    en="amounts have shape {shape}; {wanted} is wanted: {names}",
)

# Value-added beside the truth.
YEARS = Text(
    zh="years = {years} 超出范围；允许：1，或{least}及以上 [学年]",
    en="years = {years} is out of range; allowed: 1, or {least} and more [school years]",
)
BETWEEN_YEARS = Text(
    zh="计算增值要求模型处于两个学年之间，且学生已参加过考试",
    en="value-added needs a model between two school years whose pupils have sat a test",
)
TOO_LATE = Text(
    zh="计算增值还需要{years}个学年，而模型已到或将到终点",
    en="value-added needs {years} more school year{years:|s}, and the model is at its horizon or will be",
)
