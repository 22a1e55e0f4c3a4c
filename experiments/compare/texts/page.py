"""What the page of a comparison says."""

from __future__ import annotations

from sim.say import Text

# The gap.
GAP = Text(zh="有何不同？", en="What is different?")
GAPS = Text(
    zh="校际差距（分），与{first}相比：{scenarios}（括号内为95%区间；{window}）。",
    en="The gap between schools in points, against {first}: {scenarios} (in brackets, 95 % intervals; {window}).",
)
GAP_OF = Text(zh="{scenario}，{stages}", en="{scenario}, {stages:and}")
IN_STAGE = Text(zh="{stage}为{change}", en="{change} in {stage} schools")
UNKNOWN_IN_STAGE = Text(zh="{stage}不详", en="unknown in {stage} schools")
AGAINST = Text(zh="{scenario}，与{first}相比：{stages}。", en="{scenario}, against {first}: {stages}.")
OF_STAGE = Text(
    zh="{stage}校际标准差{gap}（{gap_by}），平均分{mean}（{mean_by}），后10%均分{low}（{low_by}）",
    en="in {stage} schools the gap between schools {gap} ({gap_by}), the mean score {mean} ({mean_by}) and the lowest tenth "
    "{low} ({low_by})",
)
WIDER, NARROWER = Text(zh="较大", en="is wider"), Text(zh="较小", en="is narrower")
HIGHER, LOWER = Text(zh="较高", en="is higher"), Text(zh="较低", en="is lower")
BRIEF = Text(zh="{scenario}：{changes}", en="{scenario}: {changes}")
BRIEF_OF = Text(zh="{stage}{measure} {change}", en="{measure}, {stage} {change}")

# Placebos.
PLACEBO = Text(zh="换成安慰剂，还剩多少？", en="How much of it is left under placebo?")
PLACEBO_IS = Text(
    zh="安慰剂：{abouts}。每种安慰剂都与自身的无改革情景相比，因为其中的学校或学校的角色与案例不同；该情景由本命令自动加入。",
    en="Placebos: {abouts}. Each is set against itself without reforms, which was added where it was not named, because its "
    "schools, or their roles, are not those of the case.",
)
PLACEBO_READ = Text(
    zh="安慰剂下仍然存在的效应，不来自核心校的优势。下列差值后的括号内为95%区间，各自单独成立。",
    en="What an effect is under placebo does not come from a strong core. In brackets behind differences stand 95 % intervals, "
    "each by itself.",
)
NO_PLACEBO = Text(
    zh="没有安慰剂，因而无从得知效应中有多少需要强的核心校，多少是工时本身的作用：在命令中加上“{equal}”等。",
    en="There is no placebo beside these effects, so nothing tells how much of them needs a strong core and how much the hours would "
    "do anywhere: add '{equal}', for one, to the command.",
)
PLACEBO_PART = Text(zh="{scenario} {change}", en="{scenario} {change}")
PLACEBO_LINE = Text(zh="{stage}{measure}：{parts}", en="{measure}, {stage}: {parts}")
PLACEBO_ALONE = Text(
    zh="以下集团没有其他学校能够牵头，仍由原核心校牵头：{groups}。",
    en="These groups have no other school that can lead them, and keep their core: {groups}.",
)

# For whom.
PARTS = Text(zh="对谁？", en="For whom?")
PARTS_ARE = Text(
    zh="核心校、成员校和区县各部分的得失。",
    en="What core schools, member schools and parts of the district gain or lose.",
)
PARTS_OF = Text(zh="{scenario}：{changes}。", en="{scenario}: {changes}.")
CORE = Text(zh="核心校，{stage}：{change}", en="core schools, {stage}: {change}")
MEMBER = Text(zh="成员校，{stage}：{change}", en="member schools, {stage}: {change}")
PUPILS_AS_GAPS = Text(
    zh="区县的年度指标以差距和斜率反映学生的城乡、家庭背景和随迁情况：差值为负，表示差距较小。",
    en="The district's yearly measures know pupils' home (urban, rural), family background and migration as gaps and slopes: a "
    "negative difference is a smaller gap.",
)
NO_PARTS = Text(zh="没有一个情景有核心校或成员校", en="no scenario has core or member schools")

# Cost.
COST = Text(zh="花费多少？", en="At what cost?")
COST_OF = Text(zh="{scenario}：{change}。{price}", en="{scenario}: {change}. {price}")

# The rest.
ASKED = Text(zh="其他指标", en="What else was asked for?")
ASKED_ARE = Text(zh="命令中指明的结果指标：{names}。", en="Outcomes named in the command: {names}.")
PAIRS = Text(zh="其他情景之间有何不同？", en="How do the others differ from one another?")
PAIRS_SURE = Text(
    zh="其他情景两两之间的{n}个差值中，同时成立的区间仍不含零的有{sure}个。",
    en="{sure} of {n} differences between the other scenarios exclude zero when all are taken together.",
)
LESS = Text(zh="“{a}”减“{b}”", en="{a} less {b}")
TIME = Text(zh="如何随时间变化？", en="How does it come about?")
TIME_IS = Text(
    zh="同一种子内逐年的差值，以及差值所依据的运行。差距与平均分、后10%均分并列。",
    en="Differences within seeds, year by year, and the runs behind them. The gap stands beside the mean and the lowest tenth.",
)
TIME_SHORT = Text(zh="见各图和数据表 by_year", en="the figures show it, and by_year among the tables")

# Districts.
DISTRICTS = Text(zh="各区县有何不同？", en="What is different in each district?")
DISTRICTS_WENT = Text(
    zh="{scenario}，与{first}相比，{n}个区县的区县内校际差距：{stages}。",
    en="{scenario}, against {first}, the gap between the schools of a district, of {n} districts: {stages}.",
)
STAGE_WENT = Text(zh="{stage}：{ways}", en="{stage}: {ways}")
WENT = Text(zh="{n}个{way}", en="{way} in {n}")
DISTRICT_WIDER, DISTRICT_NARROWER = Text(zh="较大", en="wider"), Text(zh="较小", en="narrower")
OWN_SCHOOLS = Text(
    zh="区县的数值只含本区县的学校；合计的数值还含区县之间的差别。",
    en="A district's numbers are of its own schools; those of all together also hold what lies between districts.",
)

# Chance.
ONE_POPULATION = Text(
    zh="各情景面对同一个人群（种子 {seed}）和相同的{n}种运气：差值在同一运气内相减，区间只对这一人群成立。",
    en="Every scenario meets one population, that of seed {seed}, under the same {n} lucks: differences are taken within a luck, "
    "and their intervals hold for this population alone.",
)
ONE_LUCK = Text(
    zh="各情景面对相同的{n}个人群和同一种运气（种子 {seed}）：差值在同一人群内相减，区间只在这一运气下成立。",
    en="Every scenario meets the same {n} populations under one luck, that of seed {seed}: differences are taken within a "
    "population, and their intervals hold under this luck alone.",
)
SEVERAL_LUCKS = Text(
    zh="各情景面对相同的{n}个人群，各遇相同的{lucks}种运气：差值在同一人群和同一运气内相减，一个人群只计一次，取其各种运气的均值。",
    en="Every scenario meets the same {n} populations, each under the same {lucks} lucks: differences are taken within a "
    "population and a luck, and a population counts once, by the mean of its lucks.",
)
SAME_SEEDS = Text(
    zh="各情景面对相同的{n}个区县、孩子和运气：差值在同一种子内相减。",
    en="Every scenario meets the same {n} districts, children and luck: differences are taken within a seed.",
)
LUCK = Text(zh="偶然占多少？", en="How much is luck?")
LUCK_IS = Text(
    zh="各次运行之间的差别分为两部分：第一天有哪些人在区县里生活和工作，以及此后发生什么；由{n}个人群、各{lucks}种运气估计（单因素随机效应）。"
    "人群所占份额小，说明同一个区县也完全可能是另一种结果。",
    en="The spread between runs is split into who lives and works in the district on its first day and what happens afterwards, "
    "from {n} populations of {lucks} lucks each (one-way random effects). A small share of the population says that the same "
    "district could as well have come out otherwise.",
)
SCENARIO_LESS = Text(zh="“{scenario}”减“{first}”", en="{scenario}, less {first}")
MEASURE_OF_STAGE = Text(zh="{stage}{measure}", en="{measure}, {stage}")
LUCK_SHORT = Text(
    zh="{what}，{label}：人群占差值方差的{share}（{low}至{high}）",
    en="{what}, {label}: population {share} of the variance of a difference ({low} to {high})",
)
TOO_FEW = Text(zh="运行太少，无法判断", en="too few runs to tell")

# The page.
TITLE = Text(zh="{case}：{n}个情景的配对比较", en="{case}: {n} scenarios on shared seeds")
LEAD = Text(
    zh="与{first}相比，这些情景在模型中改变了什么？{met}",
    en="What do these scenarios change in the model, against {first}? {met}",
)
SCENARIO = Text(zh="`{text}`：{name}", en="`{text}`: {name}")
DAMAGED = Text(
    zh="有{n}次运行在存盘中已损坏；`edugroup retry {folder} --status damaged` 可重做。",
    en="{n} runs are damaged in the store; `edugroup retry {folder} --status damaged` does them again.",
)
NOT_THERE = Text(
    zh="{total}次运行中缺{n}次。一个种子的两次运行都在，才计入比较：“种子数”一列写明有多少个。",
    en="{n} of {total} runs are not there. A seed counts in a comparison where both of its runs are there: the column Seeds says "
    "how many.",
)
CAUTION = Text(
    zh="区间反映随机的运气，不反映我们对参数的无知，而后者更大。每行的第一个区间只就这一项而言：二十个本来为零的差值中，"
    "预计也会有一个看上去不为零。“同时区间”一列的区间已考虑这一点，“较高”“较小”等用语以它为准。",
    en="Intervals hold the luck of the draw, not our ignorance of the parameters, which is larger. The first interval of a row "
    "stands alone: of twenty differences that are nothing, one is expected to look like something. That under “All together” "
    "allows for that, and words such as “higher” or “narrower” follow it.",
)
BESIDE = Text(
    zh="tables/ 存数据（Parquet 和 CSV），figures/ 存图（PNG 和 SVG），runs.sqlite 存每一次运行。",
    en="tables/ holds its numbers as Parquet and CSV, figures/ its figures as PNG and SVG, runs.sqlite every run.",
)
