"""What is said of runs: what is set, their seeds and years, what is read from them."""

from __future__ import annotations

from sim.say import Text

AT = Text(zh="{where}：{what}", en="{where}: {what}")

# Seeds.
SEED = Text(zh="种子 {seed}", en="seed {seed}")
SEEDS = Text(zh="人群种子 {population}，运气种子 {luck}", en="population seed {population}, luck seed {luck}")
NO_SEED = Text(
    zh="{name} = {value} 不是种子；允许：0或更大的整数",
    en="{name} = {value} is not a seed; allowed: an integer of 0 or more",
)
NOTHING_TO_CHANCE = Text(
    zh="{a} 与 {b} 同时设定后再无偶然：各次重复都成为同一次运行",
    en="{a} and {b} leave nothing to chance: all replications would be one run",
)
LUCKS_HELD = Text(
    zh="--lucks 使人群和运气都变动，而 {held} 固定了其中之一；请去掉一个",
    en="--lucks lets population and luck vary, and {held} holds one of them; leave one out",
)

# Settings.
NO_SETTING = Text(
    zh="--set {text} 不是“名称=值”的形式；例如 --set rotation.annual_share=0.2",
    en="--set {text} is not of the form key=value; write for example --set rotation.annual_share=0.2",
)
NO_PARAMETER = Text(
    zh="--set {text}：“{key}”不是参数的名称；参数名例如 rotation.annual_share",
    en="--set {text}: '{key}' is not the name of a parameter, such as rotation.annual_share",
)
SET_TWICE = Text(zh="--set {key} 写了两次", en="--set {key} is given twice")
NO_VALUE = Text(
    zh='--set {text}：“{value}”不是值；请写数、true、false、一个词、"文字"或如 [1,2] 的列表',
    en="--set {text}: '{value}' is not a value; write a number, true, false, a word, \"text\" or a list like [1, 2]",
)
UNKNOWN_SETTING = Text(zh="没有设定“{name}”{near}", en="unknown setting '{name}'{near}")
NOT_ACCEPTABLE = Text(
    zh="{name} = {value} 不可接受；允许：{allowed}", en="{name} = {value} is not acceptable; allowed: {allowed}"
)
LIST_OF_INSTANCES = Text(zh='文字的列表，如 ["rotation@rural"]', en='a list of texts such as ["rotation@rural"]')
CANNOT_READ = Text(zh="无法读取案例“{name}”：{why}", en="cannot read the case '{name}': {why}")
YEARS_OUT = Text(
    zh="years = {years} 超出范围；允许：{low}至{high} [学年]",
    en="years = {years} is out of range; allowed: {low} to {high} [school years]",
)
OPTION_YEARS_OUT = Text(
    zh="--years {years} 超出范围；允许：{low}至{high} [学年]",
    en="--years {years} is out of range; allowed: {low} to {high} [school years]",
)
SOURCES_CHANGED = Text(
    zh="本命令启动时，模型的源代码被改动；请重新启动",
    en="the source code of the model was changed while this command was starting; start it again",
)
CUT_SHORT = Text(zh="结果被截断", en="a result that was cut short")
FORMAT = Text(
    zh="结果的格式为{form}；本版本能读的格式：{known:and}",
    en="a result of format {form}; this version reads the formats {known:and}",
)

# Outcomes.
NOT_KEPT = Text(
    zh="{name}：已有的运行没有保存“{column}”；只统计部分学校的指标须在运行之前提出：请把它列入研究或比较的结果指标，再做一遍",
    en="{name}: the runs that are there do not keep '{column}'; what is to be counted of some schools is asked for before runs "
    "are done: name it among the outcomes of the study or comparison, and do it again",
)
SPAN_OUT = Text(
    zh="{name}：{first}至{last}学年超出范围；允许：{low}至{high} [运行所含学年]",
    en="{name}: the years {first} to {last} are out of range; allowed: {low} to {high} [school years of the run]",
)
NO_BASELINE = Text(
    zh='{name} 由一次运行及其基线一起读出，而此处没有基线；请在研究中写 against = "baseline"',
    en="{name} is read from a run and its baseline, and here are none; write against = 'baseline' in the study",
)
NO_OUTCOME = Text(
    zh="没有结果指标“{name}”{near}；结果指标写作 指标名.primary、指标名.junior、cost.total 或 hours.total"
    "（edugroup describe metrics 列出各项指标）",
    en="there is no outcome '{name}'{near}; an outcome is written measure.primary, measure.junior, cost.total or hours.total "
    "(edugroup describe metrics lists the measures)",
)
SECOND_SPAN = Text(
    zh="{name}：多写了一段学年“{years}”；请去掉一段",
    en="{name}: '{years}' is one stretch of school years too many; leave one out",
)
LEFT_YEARS = Text(
    zh="{name}：“left:”须写项目的最后一个学年和查看的学年；例如 left:{outcome}@2028-2033",
    en="{name}: 'left:' needs the last school year of the programme and the year to look at; write for example "
    "left:{outcome}@2028-2033",
)
BY_TREASURY = Text(
    zh="{name}：金额按付款的区县财政记账，不能按“{key}”分；请写 {outcome}@district=…",
    en="{name}: money is booked by the treasury that pays, and is not told by '{key}'; write {outcome}@district=...",
)
NO_YEARS = Text(
    zh="{name}：“{text}”不是学年；例如 {outcome}@2026-2030，或用“名称=值”指定部分学校，如 {outcome}@locality=rural",
    en="{name}: '{text}' are not school years; write for example {outcome}@2026-2030, or key=value for some schools, such as "
    "{outcome}@locality=rural",
)
OF_STAGE = Text(zh="{stage}{measure}", en="{measure}, {stage}")
OF_SCHOOLS = Text(zh="{name}［{schools}］", en="{name} ({schools})")
KEY = Text(zh="{key}：{value}", en="{key}: {value}")
DURING = Text(zh="{name}（{years}）", en="{name}, {years}")
YEARS = Text(zh="{first}–{last}", en="{first}–{last}")
COST = Text(zh="集团办学年度支出", en="Yearly cost beyond salaries, public funds and capital")
COST_OF = Text(zh="{item}支出", en="Yearly cost of {item}")
HOURS = Text(zh="集团活动教师工时", en="Yearly hours of teachers booked by instruments")
HOURS_OF = Text(zh="{item}教师工时", en="Yearly hours of teachers booked by {item}")
COST_SHORT = Text(zh="年度支出", en="Yearly cost")
HOURS_SHORT = Text(zh="教师工时", en="Teachers' hours")

# Readings.
CHANGE = Text(zh="{name}（较首年变化）", en="{name}, change since the first school year")
LESS_BASELINE = Text(zh="{name}（减去基线）", en="{name}, less the baseline's")
UNTIL = {
    "<": Text(zh="{name}低于{limit:g}所需年数", en="Years until below {limit:g}: {name}"),
    ">": Text(zh="{name}高于{limit:g}所需年数", en="Years until above {limit:g}: {name}"),
}
REACHED = {
    "<": Text(zh="{name}低于{limit:g}的运行占比", en="Whether ever below {limit:g}: {name}"),
    ">": Text(zh="{name}高于{limit:g}的运行占比", en="Whether ever above {limit:g}: {name}"),
}
LEFT = Text(zh="{name}效果留存比例", en="Share of the effect that is left: {name}")
NO_READING = Text(
    zh="{name}：没有读法“{word}:”{near}；请写 {known}", en="{name}: there is no reading '{word}:'{near}; write {known}"
)
READING_FIRST = Text(
    zh="{name}：“{word}:”是最后一步读法，须写在最前", en="{name}: '{word}:' ends what is read and stands first"
)
READING_TWICE = Text(zh="{name}：“{word}:”写了两次；请去掉一个", en="{name}: '{word}:' is given twice; leave one out")
READING_LEFT = Text(
    zh="{name}：“left:”直接读指标上的效果；请去掉“{word}:”",
    en="{name}: 'left:' reads the effect on a measure as it stands; leave '{word}:' out",
)

# Targets of the first day.
CV = Text(zh="{indicator}差异系数（{code}）", en="CV of {code}, {indicator}")
RANK = Text(zh="骨干教师差异系数（L2）在七项中的位次", en="rank of L2 among the seven CVs")
BETWEEN_SHARE = Text(zh="校际差异率", en="share of variance between schools")
SES_CORRELATION = Text(zh="家庭背景与成绩的相关", en="correlation of family background and score")
