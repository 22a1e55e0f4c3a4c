"""What is said while a study is carried out and analysed: what it takes, what is missing, what keeps an index from being given."""

from __future__ import annotations

from sim.say import Text

# What it takes.
POINTS = Text(zh="个设计点", en="points")
SHAPE = Text(
    zh="{name}：{kind} 设计，{points:,}个设计点 × {seeds:,}个种子{lucks}{block}{beside}",
    en="{name}: {kind} of {points:,} points x {seeds:,} seeds{lucks}{block}{beside}",
)
OF_LUCKS = Text(zh="（各{lucks}种运气）", en=" of {lucks} lucks each")
AND_BLOCK = Text(
    zh="，另有{populations}个人群 × {lucks}种运气",
    en=" and {populations} populations x {lucks} lucks where no factor is moved",
)
EACH_BESIDE = Text(zh="，各配基线", en=", each beside its baseline")
THERE = Text(
    zh="共{runs:,}次不同的运行，其中{stored:,}次已存盘", en="{runs:,} different runs, {stored:,} of them stored"
)
NOTHING_LEFT = Text(zh="{shape}：{there}；已全部完成", en="{shape}: {there}; nothing is left to run")
TAKES = Text(
    zh="{shape}：{there}；实测每次运行{each:.2g}秒，用{n}个进程约需{time}，约占{room}",
    en="{shape}: {there}; {each:.2g} s per run measured, about {time} on {n} {n:process|processes}, about {room}",
)

# What is missing.
ARE_MISSING = Text(
    zh="{total:,}次运行中缺{n:,}次；edugroup resume {folder} 可补做",
    en="{n:,} of {total:,} runs are missing; edugroup resume {folder} runs them",
)
ARE_DAMAGED = Text(
    zh="{total:,}次运行中有{n:,}次在存盘中已损坏；edugroup status {folder} 列出，edugroup retry {folder} --status damaged 重做",
    en="{n:,} of {total:,} runs are damaged in the store; edugroup status {folder} lists them, edugroup retry {folder} --status "
    "damaged runs them again",
)
FAILED = Text(
    zh="{total:,}次运行中有{n:,}次失败；edugroup status {folder} 列出，edugroup retry {folder} 重做",
    en="{n:,} of {total:,} runs failed; edugroup status {folder} lists them, edugroup retry {folder} runs them again",
)
CHANCE = Text(
    zh="{outcome}：{what}的方差中，{who:.0%}来自第一天有哪些人生活和工作在那里（95%区间{low:.0%}至{high:.0%}），"
    "{luck:.0%}来自此后的运气（{populations}个人群，各{lucks}种运气）",
    en="{outcome}: of the variance between {what} {who:.0%} is who lives and works there on the first day (95 % "
    "interval {low:.0%} to {high:.0%}), {luck:.0%} the luck that follows ({populations} populations of {lucks} lucks each)",
)
DIFFERENCES = Text(zh="同一设计点各次与基线之差", en="the differences of a point from the baseline")
RUNS = Text(zh="同一设计点各次运行", en="the runs of a point")
DIFFERENCES_UNMOVED = Text(
    zh="各因素都不变动时，各次与基线之差", en="differences from the baseline where no factor is moved"
)
RUNS_UNMOVED = Text(zh="各因素都不变动时，各次运行", en="runs where no factor is moved")

# Methods.
OF_OUTCOME = Text(zh="{outcome}：{what}", en="{outcome}: {what}")
NO_METHOD = Text(zh="没有方法“{method}”{hint}", en="there is no method '{method}'{hint}")
METHOD_UNFIT = Text(
    zh="--method {method} 不能用于“{kind}”设计；须为 design.kind = {kinds:or}",
    en="--method {method} cannot read a design of kind '{kind}'; it needs design.kind = {kinds:or}",
)
DROPPED = Text(
    zh="自助抽样中有{n:,}次除数为零，未计入区间",
    en="{n:,} drawings of the bootstrap had nothing to divide by and are left out of the intervals",
)
CORRELATED = Text(
    zh="因素之间相关：{method} 归于某一因素的，可能是与它同升同降的因素所致；代理模型（--method gp 或 pce）按 Shapley 效应分摊",
    en="factors are correlated: what {method} gives a factor may be the work of those it goes together with; the emulators "
    "(--method gp or pce) share it out by Shapley effects",
)
NO_RUN = Text(zh="没有一次运行", en="no run is there")
NO_VALUE = Text(
    zh="{total:,}次正常结束的运行中有{n:,}次没有该项的值；该项不予分析",
    en="{n:,} of {total:,} runs ended well but have no value of it; it is left out",
)
CONSTANT = Text(
    zh="每次运行都是{value:g}；没有因素使其变动，指数无定义",
    en="is {value:g} in every run; nothing moves it, and indices are not defined",
)
SOBOL_GAPS = Text(
    zh="{rows:,}个基行中缺{gaps:,}次运行，有缺口的 Saltelli 设计算不出 Sobol' 指数；请用 edugroup resume {folder} 补做，失败的用 "
    "edugroup retry {folder} 重做，或用 --drop-rows 略去整个基行",
    en="{gaps:,} runs of {rows:,} base rows are not there, and a Saltelli design with gaps has no Sobol' indices; run them with "
    "edugroup resume {folder}, those that failed with edugroup retry {folder}, or leave whole base rows out with --drop-rows",
)
FEW_ROWS = Text(zh="完整的基行不足两个；没有指数", en="fewer than two base rows are whole; there are no indices")
ROWS_DROPPED = Text(
    zh="{total:,}个基行中略去{n:,}个：其中缺{gaps:,}次运行",
    en="{n:,} of {total:,} base rows are left out: {gaps:,} of their runs are missing",
)
NO_VARIANCE = Text(
    zh="各因素引起的方差 {value:.3g} 与0无法区分（95%区间 {low:.3g} 至 {high:.3g}），以它为分母的指数没有意义，故不给出；"
    "增加基行或重复次数才能看清",
    en="the variance that the factors move, {value:.3g}, cannot be told from 0 (95 % interval {low:.3g} to {high:.3g}), so that "
    "indices would be shares of nothing and are not given; more base rows or replications tell",
)
TRAJECTORIES_LEFT_OUT = Text(
    zh="{total:,}条轨迹中有{n:,}条有缺口，已略去", en="{n:,} of {total:,} trajectories have gaps and are left out"
)
CURVES_LEFT_OUT = Text(
    zh="{total:,}组曲线中有{n:,}组有缺口，已略去", en="{n:,} of {total:,} sets of curves have gaps and are left out"
)
ROWS_LEFT_OUT = Text(
    zh="{total:,}组设计点中有{n:,}组有缺口，已略去", en="{n:,} of {total:,} rows of points have gaps and are left out"
)
POINTS_LEFT_OUT = Text(
    zh="{total:,}个设计点中缺{n:,}个，已略去", en="{n:,} of {total:,} points are not there and left out"
)
NO_SIGNAL_ON_CURVES = Text(
    zh="沿曲线的变动不超过种子引起的变动；不给出指数",
    en="does not vary along the curves by more than the seeds move it; indices are not given",
)
FEW_POINTS = Text(
    zh="{n}个设计点对 {method} 太少，至少须有{least}个", en="{n} points are too few for {method}, which needs {least}"
)
FIRST_POINTS = Text(
    zh="只用前{n:,}个设计点拟合；{method} 至多取{most:,}个",
    en="is fitted to the first {n:,} points; {method} takes at most {most:,}",
)
SAME_SEEDS = Text(
    zh="所有设计点用的是同样的{n}个种子；换用其他种子时因素的作用会怎样，任何区间都看不出",
    en="all points meet the same {n} seeds; no interval sees what other seeds would do to what factors do",
)

# Equal spending.
EQUAL_MISSING = Text(
    zh="equal：缺{n:,}次运行；不比较各选项", en="equal: {n:,} runs are not there; options are not compared"
)
NO_COMMON_SPENDING = Text(
    zh="equal：没有各选项都能达到的花费：有的选项最少也要{low:g}，有的最多只到{high:g}",
    en="equal: no spending is within reach of every option: one takes at least {low:g}, one reaches at most {high:g}",
)
NOT_IN_REACH = Text(
    zh="equal：并非各选项都能达到 {outcome} = {value:g}；各选项都能达到的是{low:g}至{high:g}",
    en="equal: {outcome} = {value:g}, which is not within reach of every option; each reaches {low:g} to {high:g}",
)
