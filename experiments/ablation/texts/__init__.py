"""What is said of an ablation: of its scenarios, what each instrument contributes, and what does not sum up."""

from __future__ import annotations

from sim.say import Text

# What cannot be done.
CASE_ALONE = Text(
    zh="ablate 只接受一个案例，不接受情景“{case}”；请写 {name}，设定改用 --set（如 --set rotation.annual_share=0.2）；"
    "冒号后写的是：{settings}",
    en="ablate takes a case, not the scenario '{case}'; write {name}, and settings with --set (such as --set "
    "rotation.annual_share=0.2); what follows the colon: {settings}",
)
NO_INSTRUMENT = Text(
    zh="{case}：{years}个学年内没有启用任何政策工具，无从拆分；请用含改革的案例，或用 --set 启用一项（如 --set rotation.on=true），"
    "或用 --years 延长年限；edugroup describe instruments 列出全部工具",
    en="{case}: no instrument is in force in its {years} school {years:year|years}, so there is nothing to take apart; name a case "
    "with a reform, switch one on with --set (such as --set rotation.on=true), or give a longer horizon with --years; edugroup "
    "describe instruments lists them",
)
TOO_SHORT = Text(
    zh="{years}个学年太短：首项改革自{first}学年起施行，至少要看到其后第{least}个学年；允许：--years {need} 或更长",
    en="{years} school {years:year|years} are too few: the first reform comes into force in {first}, and the first look is at its "
    "school year {least}; allowed: --years {need} or more",
)
SIZE = Text(zh="情景数和每个情景的运行次数", en="scenarios and runs of each")

# Scenarios.
NONE = Text(zh="无改革", en="no reform")
CASE = Text(zh="按案例（全部启用）", en="as in the case (all on)")
NO_INSTRUMENTS = Text(zh="有改革，但工具全部停用", en="the reform with every instrument off")
OFF = Text(zh="只停用{instrument}", en="all but {instrument}")
ALONE = Text(zh="只启用{instrument}", en="{instrument} alone")
NOTHING_LEFT = Text(
    zh="{n}个情景 × {seeds:,}个种子：共{runs:,}次运行，其中{stored:,}次已存盘；已全部完成",
    en="{n} scenarios x {seeds:,} {seeds:seed|seeds}: {runs:,} runs, {stored:,} of them stored; nothing is left to run",
)
TAKES = Text(
    zh="{n}个情景 × {seeds:,}个种子：共{runs:,}次运行，其中{stored:,}次已存盘；实测每次运行{each:.2g}秒，用{processes}个进程约需{time}，"
    "约占{room}",
    en="{n} scenarios x {seeds:,} {seeds:seed|seeds}: {runs:,} runs, {stored:,} of them stored; {each:.2g} s per run measured, "
    "about {time} on {processes} {processes:process|processes}, about {room}",
)

# Contributions.
WHICH = Text(zh="各项政策工具贡献多少？", en="What does each instrument contribute?")
WAYS = {
    "off": Text(zh="轮流停用", en="off in turn"),
    "alone": Text(zh="单独启用", en="alone"),
}
READ = Text(
    zh="“轮流停用”是其他工具都在时，这项工具带来的差值（按案例减去只停用它）；“单独启用”是其他工具都不在时它带来的差值"
    "（只启用它，减去工具全部停用）。差距为负表示缩小。分数取第{horizon}个学年（{year}）的值；工时和支出是首项改革起至该学年的年均值。",
    en="“Off in turn” is what an instrument brings where all others are there (the case less the case without it), “alone” what it "
    "brings where no other is (it alone less the reform with every instrument off). A negative gap is a smaller one. Scores are "
    "those of school year {horizon} of the reform ({year}), hours and yuan a year's mean from the first reform up to then.",
)
IN_ORDER = Text(
    zh="表和图按工具名的英文字母次序排列，不是按贡献大小。",
    en="Tables and figures list instruments in alphabetical order of their names, not by what they contribute.",
)
GAP_OF = Text(
    zh="{stage}，第{horizon}个学年，核心校与成员校之差（分），{way}：{told}。",
    en="Gap between core and member schools, {stage}, school year {horizon} of the reform, in points, {way}: {told}.",
)
BY = Text(zh="{instrument} {change}", en="{instrument} {change}")
REST = Text(zh="另有{n}项不能与零区分", en="{n} cannot be told from none")
NO_OTHER = Text(zh="{n}项都不能与零区分", en="none of {n} can be told from none")
ZERO = Text(zh="{instruments}恰为零", en="exactly zero for {instruments}")
LEADS = Text(zh="贡献最大的是{instrument}", en="{instrument} contributes most")
NO_ORDER = Text(
    zh="哪项贡献最大，区间不足以断定", en="which of them contributes most cannot be told from their intervals"
)
FEW_SEEDS = Text(
    zh="只有{n}个种子：同时区间要从种子中得知哪些差值相伴而变，种子少则偏窄，因此不称任何贡献为有差异，也不排序；至少需要{least}个"
    "（--replications {least}）。",
    en="With {n} {n:seed|seeds}, intervals that are to hold for all together are too narrow: from the seeds they learn which "
    "differences go together. So no contribution is called a difference and nothing is ranked; it takes {least} at least "
    "(--replications {least}).",
)
FEW_SHORT = Text(
    zh="只有{n}个种子：不称任何贡献为有差异，也不排序；至少需要{least}个（--replications {least}）",
    en="{n} {n:seed|seeds}: no contribution is called a difference and nothing is ranked; it takes {least} at least "
    "(--replications {least})",
)

# Sums.
SUMS = Text(zh="各部分相加等于总和吗？", en="Do the parts sum up?")
SUMS_ARE = Text(
    zh="改革的全部作用，分为工具以外的部分（集团及改革所设的其他规定）和全部工具；再与各工具贡献之和相比。余项是各部分之和未能解释的：工具之间"
    "相互替代或相互增强。“轮流停用”之和小于全部工具时，各工具可互相替代。",
    en="All that the reform does, split into what is not of instruments (groups and whatever else the reform sets) and all "
    "instruments together, beside the sums of their contributions. The rest is what the parts do not sum up to: instruments stand in "
    "for one another or strengthen one another. Where the sum of “off in turn” falls short of all instruments, they stand in for "
    "one another.",
)
SUM_OF = Text(
    zh="{stage}，第{horizon}个学年，核心校与成员校之差（分）：全部工具 {all}；余项，轮流停用 {off}，单独启用 {alone}。",
    en="Gap between core and member schools, {stage}, school year {horizon} of the reform, in points: all instruments {all}; left over "
    "off in turn {off}, alone {alone}.",
)
PARTS = {
    "reform": Text(zh="改革的全部作用（按案例减无改革）", en="the whole reform (the case less no reform)"),
    "rest of the reform": Text(
        zh="工具以外的部分（工具全部停用减无改革）", en="all but instruments (every instrument off less no reform)"
    ),
    "instruments": Text(
        zh="全部工具（按案例减工具全部停用）", en="all instruments (the case less every instrument off)"
    ),
    "sum off": Text(zh="各项贡献之和，轮流停用", en="sum of contributions, off in turn"),
    "interaction off": Text(zh="余项，轮流停用", en="left over, off in turn"),
    "sum alone": Text(zh="各项贡献之和，单独启用", en="sum of contributions, alone"),
    "interaction alone": Text(zh="余项，单独启用", en="left over, alone"),
}

# Cost.
COST = Text(zh="各项工具花费多少？", en="What does each instrument take?")
COST_IS = Text(
    zh="首项改革起至各学年的年均值：所登记的工时，和财政在工资、公用经费和基建设备经费之外的支出。停用一项工具，也会改变其他工具的支出和工时。",
    en="Means a year from the first reform up to each school year: the hours that are booked, and what the treasury pays beyond "
    "salaries, public funds and capital. To switch one instrument off changes what others take, too.",
)
COST_OF = Text(
    zh="轮流停用，首项改革起至第{horizon}个学年的年均值：",
    en="Off in turn, means a year from the first reform up to school year {horizon}:",
)
TAKEN = Text(zh="{instrument} {money}，{hours}", en="{instrument} {money}; {hours}")

# Time.
TIME = Text(zh="贡献如何随时间变化？", en="How do contributions come about?")
TIME_IS = Text(
    zh="首项改革起第{horizons:and}个学年的贡献；年限之内才有。",
    en="Contributions in school years {horizons:and} of the reform, those within the horizon.",
)
TIME_SHORT = Text(zh="见各图和数据表 contributions", en="the figures show it, and contributions among the tables")

# Tables.
MEASURE = Text(zh="指标", en="Measure")
INSTRUMENT, PART = Text(zh="政策工具", en="Instrument"), Text(zh="部分", en="Part")
TOGETHER = Text(zh="同时区间", en="All together")
DIFFERENCE, SEEDS = Text(zh="差值（95%区间）", en="Difference (95 % interval)"), Text(zh="种子数", en="Seeds")
CAPTION = Text(zh="各项工具的贡献：{after}，{seeds}", en="What instruments contribute: {after}, {seeds}")
SEEDS_SAID = Text(zh="{n}个种子", en="{n} {n:seed|seeds}")
SEEDS_FROM = Text(zh="{low}至{high}个种子（有运行缺失）", en="{low} to {high} seeds (runs are missing)")
AFTER_SAID = Text(zh="第{horizon}个学年（{year}）", en="school year {horizon} of the reform ({year})")
LEFT_OVER = Text(zh="余项", en="left over")
PANEL_TITLE = Text(zh="{measure}\n（{unit}）", en="{measure},\n{unit}")
PANEL_OF = Text(zh="{stage}{measure}\n（{unit}）", en="{stage}, {unit}:\n{measure}")
PANEL = Text(zh="{stage}{measure}", en="{stage}: {measure}")
HOURS, MONEY = Text(zh="工时", en="Hours"), Text(zh="支出", en="Yuan paid")
SUM_CAPTION = Text(zh="各部分与总和", en="Parts and the whole")
ARMS_CAPTION = Text(zh="情景", en="Scenarios")
WHAT, WRITTEN = Text(zh="内容", en="What it is"), Text(zh="写法", en="As it is written")
WRITTEN_SAID = Text(zh="`{text}`", en="`{text}`")

# The page.
TITLE = Text(zh="{case}：{n}项政策工具各贡献多少", en="{case}: what each of {n} {n:instrument|instruments} contributes")
LEAD = Text(
    zh="在模型中，每项工具轮流停用、又单独启用，各贡献多少？各情景面对相同的{n}个区县、孩子和运气：差值在同一种子内相减。",
    en="What does each instrument contribute in the model, switched off in turn and on alone? Every scenario meets the same {n} "
    "{n:district|districts}, children and luck: differences are taken within a seed.",
)
CAUTION = Text(
    zh="各项贡献出自所设的系数：多数工具的强度是假设的，或由别处的研究折算而来。这里说的是这些假设合在一起意味着什么，不能证明哪项工具有效，更不能"
    "据此排出应当取舍的次序。",
    en="Contributions follow from coefficients that were put in: most instruments have a strength that is assumed, or scaled from "
    "studies made elsewhere. This says what these assumptions entail together; it is no evidence that an instrument works, and no "
    "order in which to keep or drop them.",
)
ALL_AT_ONCE = Text(
    zh="95%区间只反映随机的运气。括号内的区间只就这一项而言；“同时区间”对本页所有贡献同时成立（max-t，由各种子差值之间的相关得出），"
    "称为有贡献、最大的，都以后者为准。它由种子得出，{least}个种子时约有十分之一的页会多称一项，种子越多越准。",
    en="Intervals hold the luck of the draw alone. The one in brackets stands alone; that under “All together” is to hold for all "
    "contributions of this page at once (max-t, from the correlations between the differences of seeds), and what is called a "
    "contribution, or the most, follows it. It is learned from the seeds: with {least} of them about one page in ten calls "
    "something too much, with more of them fewer do.",
)
DESIGN = Text(zh="设计", en="Design")
DESIGN_SAID = Text(
    zh="{n}个情景各用每一个种子：无改革、按案例、工具全部停用、每项轮流停用、每项单独启用；写法相同的只做一次",
    en="{n} scenarios with every seed: no reform, the case, every instrument off, each off in turn, each alone; scenarios that are "
    "one and the same are run once",
)
HORIZONS = Text(zh="学年", en="School years")
HORIZONS_SAID = Text(
    zh="首项改革起第{horizons:and}个学年；首项改革施行于{first}学年，推演到{last}学年",
    en="{horizons:and} of the reform; the first reform comes into force in {first}, the runs end with {last}",
)
ABLATED = Text(zh="政策工具", en="Instruments")
BESIDE = Text(
    zh="tables/ 存数据（Parquet 和 CSV），figures/ 存图（PNG 和 SVG），runs.sqlite 存每一次运行。",
    en="tables/ holds its numbers as Parquet and CSV, figures/ its figures as PNG and SVG, runs.sqlite every run.",
)

# Placebos.
UNDER = Text(zh="{what}；{placebo}", en="{what}; {placebo}")
NEEDS_CORE = Text(zh="贡献中多少靠核心校之强？", en="How much of it needs a strong core?")
PLACEBO_IS = Text(
    zh="同一改革换成安慰剂：{abouts}。每种安慰剂与自身的无改革情景相比；安慰剂下仍有的，不靠核心校强于他校。括号内为95%区间，各自单独成立。",
    en="The same reform under placebo: {abouts}. Each is set against itself without reforms. What is there under a placebo needs no "
    "core that is stronger than others. In brackets stand 95 % intervals, each by itself.",
)
PLACEBO_OF = Text(
    zh="{stage}，第{horizon}个学年，改革的全部作用，核心校与成员校之差（分）：案例 {case}；{others}。",
    en="Gap between core and member schools, {stage}, school year {horizon} of the reform, in points, by the whole reform: the case "
    "{case}; {others}.",
)
PLACEBO_ONE = Text(zh="{placebo} {change}", en="{placebo} {change}")
OF_CASE = Text(zh="案例", en="The case")
WHOLE, ALL_TOOLS = Text(zh="改革的全部作用", en="The whole reform"), Text(zh="全部工具", en="All instruments")
PLACEBO_CAPTION = Text(
    zh="各项工具的贡献（{way}），案例与安慰剂：{after}",
    en="What instruments contribute ({way}), in the case and under placebo: {after}",
)
