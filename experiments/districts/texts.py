"""What is said of many districts: of the table that lists them, and on the page."""

from __future__ import annotations

from sim.say import Text

# The table of districts.
AT_LINE = Text(zh="{path} 第{line}行：{what}", en="{path}, line {line}: {what}")
CANNOT_READ = Text(zh="无法读取表格“{path}”：{why}", en="cannot read the table '{path}': {why}")
NO_TABLE = Text(zh="{path}：不是 UTF-8 编码的 CSV 表（{why}）", en="{path}: is not a CSV table in UTF-8 ({why})")
UNKNOWN_COLUMN = Text(zh="{path}：没有列“{column}”{near}", en="{path}: unknown column '{column}'{near}")
COLUMNS = Text(
    zh="{path}：表格须有 id 和 case 两列，或 id 和 pupils 两列；此表的列：{columns}",
    en="{path}: a table has the columns id and case, or id and pupils; this one has {columns}",
)
NONE = Text(zh="无", en="none")
ID_TWICE = Text(zh="前面已有 id “{id}”", en="the id '{id}' is used before")
EMPTY = Text(zh="{path}：没有区县", en="{path}: holds no district")
NO_ID = Text(zh="缺少 id", en="the id is missing")
CASE_OR_PUPILS = Text(
    zh="“{id}”须有案例或学生人数，二者取一", en="'{id}' needs a case or a number of pupils, and only one of the two"
)
PUPILS_OUT = Text(
    zh="pupils = {value} 超出范围；允许：{low}至{high} [名学生]",
    en="pupils = {value} is out of range; allowed: {low} to {high} [pupils]",
)
NO_SEED = Text(
    zh="seed = {value} 不是种子；允许：0或更大的整数",
    en="seed = {value} is not a seed; allowed: an integer of 0 or more",
)
NO_FLAG = Text(zh="groups = {value} 既不是 true 也不是 false", en="groups = {value} is neither true nor false")

# What reforms change.
CHANGE = Text(zh="改革给各区县带来什么变化？", en="What do the reforms change, district by district?")
OUTCOME = Text(zh="结果指标", en="Outcome")
UNIT = Text(zh="单位", en="Unit")
N_DISTRICTS = Text(zh="区县数", en="Districts")
MEAN = Text(zh="均值", en="Mean")
INTERVAL = Text(zh="95%区间", en="95 % interval")
BY_PUPILS = Text(zh="按学生加权", en="By pupils")
TRUE_SD = Text(zh="区县间真实标准差", en="True SD between districts")
FURTHER = Text(zh="换一个区县的95%区间", en="A further district, 95 %")
LUCK = Text(zh="运气", en="Luck")
OVER_DISTRICTS = Text(
    zh="有改革减无改革，对各区县平均，每个区县用相同的种子",
    en="Reform less baseline over districts, each on its shared seeds",
)
HOW = Text(
    zh="每个区县用相同的种子各运行两次，一次有改革，一次没有。其平均差含有这几个种子的运气：“运气”是区县之间离散中来自运气的份额；"
    "区县间标准差是其余部分。倒数第二列的区间，是同类的另一个区县预计的效果所在。",
    en="Each district is run with and without its reforms on the same seeds. Its mean difference holds the luck of these few "
    "seeds: “Luck” is the share of the scatter between districts that comes from it; the SD between districts is what is left. "
    "The last interval but one is where the effect in a further district of the same kind is expected.",
)
DISTRICT = Text(zh="区县", en="District")
PUPILS = Text(zh="学生", en="Pupils")
SCHOOLS = Text(zh="学校", en="Schools")
GROUPS = Text(zh="集团", en="Groups")
BY_DISTRICT = Text(
    zh="各区县有改革减无改革，按运气的份额向均值收缩",
    en="Reform less baseline by district, drawn to the mean by the share of luck",
)
BY_DISTRICT_FIRST = Text(
    zh="各区县有改革减无改革，按运气的份额向均值收缩，只列前{n}个；全部见 districts.csv",
    en="Reform less baseline by district, drawn to the mean by the share of luck, the first {n}; districts.csv holds all",
)
TOLD_ALONE = Text(
    zh="{outcome}：{n}个区县平均{change}，没有区间。",
    en="{outcome}: {change} on average of {n} districts, without an interval.",
)
TOLD = Text(
    zh="{outcome}：{n}个区县平均{change}（{interval}）。",
    en="{outcome}: {change} on average of {n} districts ({interval}).",
)
TOLD_FURTHER = Text(
    zh="{outcome}：{n}个区县平均{change}（{interval}）；换一个区县，预计为{further}。",
    en="{outcome}: {change} on average of {n} districts ({interval}); in a further district {further}.",
)

# Computing time.
COMPUTING = Text(zh="一省和全国需要多少计算时间？", en="How much computing time would a province and the nation take?")
MEASURED = Text(
    zh="由{runs:,}次运行测得：用一个处理器，每学年每个区县需{district:.1f}毫秒，每名学生需{pupil:.2f}微秒。其余是相乘：全国约2900个区县、"
    "1.5亿名学生，平均一省为其三十一分之一；种子、组别和年限与此处相同；区县之间互不影响。此处最大的一次运行占内存{peak:,.0f} MB。",
    en="Measured on {runs:,} runs: a school year costs {district:.1f} ms per district and {pupil:.2f} µs per pupil, of one "
    "processor. The rest is multiplication: about 2,900 counties with 150 million pupils, of which an average province has a "
    "31st part; the same seeds, arms and horizon as here; counties do not act on one another. The largest run here held "
    "{peak:,.0f} MB.",
)
PLACE = Text(zh="范围", en="Place")
COUNTIES = Text(zh="区县", en="Counties")
RUNS = Text(zh="运行", en="Runs")
ONE_PROCESSOR = Text(zh="一个处理器", en="One processor")
HOURS_CAPTION = Text(zh="一个及多个处理器的计算小时数", en="Hours of computing, on one and on more processors")
PLACES = {  # as the table has them
    "these districts": Text(zh="这些区县", en="these districts"),
    "an average province": Text(zh="平均一省", en="an average province"),
    "the nation": Text(zh="全国", en="the nation"),
}
NATION = Text(
    zh="全国，{counties:,}个区县、{pupils:,}名学生：{runs:,}次运行，一个处理器需{one}，64个需{many}",
    en="the nation, {counties:,} counties and {pupils:,} pupils: {runs:,} runs, {one} of one processor, {many} on 64",
)
HOURS = Text(zh="{n}小时", en="{n} h")
MINUTES = Text(zh="{n}分钟", en="{n} min")

# The page.
WINDOW = Text(
    zh="有改革减无改革，除另行注明学年的指标外为{years}的均值；括号内为各区县均值的95%区间。",
    en="Reform less baseline, means of {years} unless an outcome names others; in brackets, 95 % intervals of the mean over "
    "districts.",
)
DISTRICTS = Text(zh="区县", en="Districts")
DISTRICTS_SAID = Text(zh="{n:,}个，学生共{pupils:,}名", en="{n:,}, with {pupils:,} pupils")
YEARS = Text(zh="学年", en="School years")
DESIGN = Text(zh="设计", en="Design")
DESIGN_SAID = Text(
    zh="每个区县用相同的种子各运行两次，一次有改革和集团，一次没有；对种子给出95% t区间",
    en="every district with and without its reforms and groups on shared seeds; 95 % t intervals over seeds",
)
SEEDS = Text(zh="种子", en="Seeds")
SEEDS_SAID = Text(zh="{first}至{last}（n = {n}）", en="{first} to {last} (n = {n})")
TITLE = Text(zh="{n:,}个区县的集团化办学", en="{n:,} districts with and without group schooling")
LEAD = Text(
    zh="集团和改革在许多区县中改变什么，各区县之间相差多少？",
    en="What do groups and reforms change in many districts, and how much does it differ between them?",
)
SYNTHETIC = Text(
    zh="虚构的区县并非真实：其规模、镇街、学校和集团不依据任何名册。",
    en="Synthetic districts are made up: their sizes, towns, schools and groups follow no register.",
)
NOT_THERE = Text(
    zh="{total:,}次运行中缺{n:,}次；一个种子的两次运行都在才计入。",
    en="{n:,} of {total:,} runs are not there; a seed counts where both of its runs are.",
)
BESIDE = Text(
    zh="全部数值见各数据表：runs、districts、distribution、scale。",
    en="tables hold every number: runs, districts, distribution, scale.",
)
