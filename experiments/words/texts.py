"""What tables, figures and pages say of numbers: units, directions, comparisons, origins."""

from __future__ import annotations

from sim.say import Text

# Labels.
WITH_UNIT = Text(zh="{name}（{unit}）", en="{name}, {unit}")
OTHER = Text(zh="其他", en="other")
ALL = Text(zh="合计", en="All")
SPAN = Text(zh="{first}至{last}", en="{first} to {last}")
ONE_YEAR = Text(zh="{span}内", en="the school year {span}")
YEARS = Text(zh="{span}间", en="the school years {span}")

# Directions: what a measure did.
UNKNOWN = Text(zh="不详", en="is unknown")
SAME = Text(zh="没有变化", en="did not change")
NOT_SURE = Text(zh="的变化无法与零区分", en="cannot be told from unchanged")
ROSE, FELL = Text(zh="上升", en="rose"), Text(zh="下降", en="fell")
WIDENED, NARROWED = Text(zh="扩大", en="widened"), Text(zh="缩小", en="narrowed")
GAINED, LOST = Text(zh="提高{by}", en="gained {by}"), Text(zh="降低{by}", en="lost {by}")
UP = Text(zh="随时间上升{by}", en="went up by {by} over time")
DOWN = Text(zh="随时间下降{by}", en="went down by {by} over time")

# Numbers and differences.
ENDS = Text(zh="{low}至{high}", en="{low} to {high}")
ESTIMATE = Text(zh="{value}（{ends}）", en="{value} ({ends})")
NO_INTERVAL = Text(zh="仅一个种子，无区间", en="none with one seed")
NO_CHANGE_KNOWN = Text(zh="不详", en="unknown")
CHANGE_WITHIN = Text(zh="{change}，95%区间{interval}", en="{change}, 95 % interval {interval}")
SIDES = Text(zh="{before}为{one}，{after}为{two}（{change}）", en="{one} in {before}, {two} in {after} ({change})")
THE_BASELINE = Text(zh="无改革时", en="the baseline")
THE_REFORMED = Text(zh="有改革时", en="the reformed district")
BASELINE = Text(zh="无改革", en="Baseline")
REFORM = Text(zh="有改革", en="Reform")

# The price of a gain.
NO_PRICE = Text(
    zh="投入与收益无法给出：没有一个种子的两次运行都已完成。",
    en="What it costs and gains cannot be said: no seed has both runs.",
)
DISCOUNTED = Text(zh="以后各年按每年{rate:g}%折现", en="later years discounted at {rate:g} % a year")
UNDISCOUNTED = Text(zh="不折现", en="undiscounted")
SPENT_ALONE = Text(
    zh="{years}（{rate}），共需{money}和{hours}个记账工时；每一单位收益的成本无法给出：平均分没有可以确认的提高。",
    en="Over {years}, {rate}, it takes {money} and {hours} booked hours; what a gain costs cannot be said: the mean score does "
    "not surely rise.",
)
SPENT = Text(
    zh="{years}（{rate}），共需{money}和{hours}个记账工时：每名学生每学年成绩提高{unit:g}个标准差，需{yuan}元、{each}个工时；"
    "收益按全体学生计，含成绩下降的学生。",
    en="Over {years}, {rate}, it takes {money} and {hours} booked hours: {yuan} yuan and {each} hours for each pupil and school "
    "year with scores higher by {unit:g} SD, counting all pupils, those who lose too.",
)

# Tables of comparisons.
BESIDE = Text(zh="{name}（未要求，作为差距的参照）", en="{name} (beside the gap, not asked for)")
MEANS_OF = Text(zh="{years}均值", en="means of {years}")
MEANS_OF_EACH = Text(zh="两段学年各自的均值", en="means of each span of school years")
MEASURES = Text(zh="指标：{window}", en="Measures: {window}")
MEASURE, UNIT, STAGE = Text(zh="指标", en="Measure"), Text(zh="单位", en="Unit"), Text(zh="学段", en="Stage")
INTERVAL = Text(zh="95%区间", en="95 % interval")
SEEDS = Text(zh="种子数", en="Seeds")
DIFFERENCE = Text(zh="差", en="Difference")
OVER_TIME = Text(zh="随时间变化", en="Change over time")

# Origins of numbers.
NOT_TOLD = Text(zh="案例文件未说明各项数据的来源。", en="The case file does not say where its numbers come from.")
TOLD = Text(
    zh="案例文件注明来源的{n}类数据中：{parts}。",
    en="The case file names the source of {n} {n:kind|kinds} of numbers: {parts}.",
)
ASSUMED_KINDS = Text(zh="假定的有：{names}。", en="Assumed: {names}.")
KIND = Text(zh="{n}类{words}", en="{n} {words}")
FROM_RECORDS = Text(zh="来自学校上报数据", en="from records of its schools")
FROM_SOURCES = Text(zh="来自公开文献", en="from published sources")
FROM_DOCUMENTS = Text(zh="来自区县文件", en="from documents of the district")
BY_RULE = Text(zh="按规则推定", en="by a rule")
ASSUMED = Text(zh="为假定", en="assumed")
MADE_UP = Text(zh="位置为虚构", en="Places are made up")
MADE_UP_TOWNS = Text(
    zh="位置为虚构：在各校所在镇街范围内随机生成。", en="Places are made up: drawn inside the town of each school."
)
MADE_UP_WHY = Text(zh="位置为虚构；案例文件的说明：“{why}”。", en="Places are made up; the case file says: '{why}'.")
PLACES = Text(zh="位置；案例文件的说明：“{why}”。", en="Places, as the case file says: '{why}'.")
