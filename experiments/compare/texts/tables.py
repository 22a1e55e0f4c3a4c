"""What the tables of the page of a comparison say: heads, captions, and the design."""

from __future__ import annotations

from sim.say import Text

# Heads.
REFERENCE = Text(zh="对照", en="Reference")
VALUE = Text(zh="值", en="Value")
DIFFERENCE = Text(zh="差值", en="Difference")
INTERVAL = Text(zh="95%区间", en="95 % interval")
ALL_TOGETHER = Text(zh="同时区间", en="All together")
SEEDS_COUNTED = Text(zh="种子数", en="Seeds")
MEASURE = Text(zh="指标", en="Measure")
UNIT = Text(zh="单位", en="Unit")
STAGE = Text(zh="学段", en="Stage")
DISTRICT = Text(zh="区县", en="District")
SCENARIO = Text(zh="情景", en="Scenario")
OUTCOME = Text(zh="结果指标", en="Outcome")
OF = Text(zh="所指", en="Of")
MEAN = Text(zh="均值", en="Mean")
SD_POPULATION = Text(zh="标准差，人群", en="SD, population")
SD_LUCK = Text(zh="标准差，运气", en="SD, luck")
SHARE_POPULATION = Text(zh="人群所占份额", en="Share of the population")
SHARE_INTERVAL = Text(zh="份额的95%区间", en="95 % interval of the share")

# Captions.
WINDOW = Text(zh="{years}均值", en="means of {years}")
CAPTION = Text(zh="{what}：{window}", en="{what}: {window}")
EVERYONE = Text(zh="差距、平均分与后10%", en="Gap, mean and lowest tenth")
BESIDE_PLACEBO = Text(
    zh="效应与安慰剂下的效应（括号内为95%区间）", en="Effects, and effects under placebo, with 95 % intervals"
)
FAMILIES = {  # of measures
    "core and members": Text(zh="核心校与成员校", en="Core and members"),
    "parts of the district": Text(zh="区县各部分", en="Parts of the district"),
}
COSTS = Text(
    zh="财政在工资、公用经费和基建设备经费之外的支出（{unit}）：{window}",
    en="What the treasury pays beyond salaries, public funds and capital, {unit}: {window}",
)
ASKED = Text(zh="所要求的结果指标", en="Outcomes asked for")
PAIRS = Text(zh="第一个情景以外的每一对：{window}", en="Every pair but those with the first: {window}")
DISTRICTS = Text(zh="各区县与合计：{window}", en="Districts beside all of them together: {window}")
LUCK = Text(zh="各次运行为何不同", en="What makes the runs differ")

# The design.
SCENARIOS = Text(zh="情景", en="Scenarios")
SCENARIO_SAID = Text(zh="`{text}`（{case}，{sha}…）", en="`{text}` ({case}, {sha}…)")
YEARS = Text(zh="学年", en="School years")
DESIGN = Text(zh="设计", en="Design")
DESIGN_SAID = Text(
    zh="每个情景各用每一个种子；在同一种子内配对相减，给出均值的95% t区间",
    en="every scenario with every seed; paired differences within seeds, 95 % t intervals of their mean",
)
COMPARED = Text(zh="比较", en="Compared")
SEEDS = Text(zh="种子", en="Seeds")
SEEDS_SAID = Text(zh="1至{n}（n = {n}）", en="1 to {n} (n = {n})")
SEEDS_LUCKS = Text(zh="1至{n}（n = {n}），各{lucks}种运气", en="1 to {n} (n = {n}), {lucks} lucks each")
POPULATION_HELD = Text(zh="人群种子 {seed}；运气种子1至{n}（n = {n}）", en="population {seed}; luck 1 to {n} (n = {n})")
LUCK_HELD = Text(zh="人群种子1至{n}（n = {n}）；运气种子 {seed}", en="population 1 to {n} (n = {n}); luck {seed}")
RUNS = Text(zh="运行", en="Runs")
RUNS_SAID = Text(
    zh="计划{planned}次，存盘中已有{found}次，本次做{new}次，{ok}次正常，{failed}次失败",
    en="{planned} planned, {found} found in the store, {new} done now, {ok} good, {failed} failed",
)
N_SEEDS = Text(zh="种子的数目", en="Number of seeds")
ADDED = Text(
    zh="逐步增加，直到区间足够窄：{looks}。区间一变窄就停，会使区间略嫌偏窄：其覆盖率略低于95%。除非允许的种子更少，"
    "否则不足{floor}个种子时不作判断。",
    en="added until narrow enough: {looks}. Stopping at a narrow interval makes intervals a little too narrow: their coverage is "
    "somewhat below 95 %. No look is taken before {floor} seeds unless fewer are allowed.",
)
AT_ONCE = Text(
    zh="同时成立的95%区间，涵盖此处每一对情景和每一项结果指标（max-t，由各种子差值之间的相关得出）；称为有差异的，都依此区间不含零",
    en="95 % intervals that all hold at once, for every pair of scenarios and every outcome here (max-t, from the correlations "
    "between the differences of seeds); what is called a difference excludes zero by these",
)
