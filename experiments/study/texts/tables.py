"""What the tables of the page of a study say: heads, captions, and the design."""

from __future__ import annotations

from sim.say import Text

# Heads of columns.
OUTCOME = Text(zh="结果指标", en="Outcome")
UNIT = Text(zh="单位", en="Unit")
FACTOR = Text(zh="因素", en="Factor")
WITH = Text(zh="与之一起", en="With")
INTERVAL = Text(zh="95%区间", en="95 % interval")
INTERVAL_WITHOUT_BIAS = Text(zh="95%区间（不含偏差）", en="95 % interval, bias left out")
OPTION = Text(zh="选项", en="Option")
VALUE = Text(zh="值", en="Value")
LESS_FIRST = Text(zh="减去第一个", en="Less the first")
DOSE = Text(zh="剂量", en="Dose")
NAME = Text(zh="名称", en="Name")
MEANING = Text(zh="含义", en="Meaning")
ROLE = Text(zh="角色", en="Role")
TYPE = Text(zh="类型", en="Type")
VALUES = Text(zh="取值", en="Values")
SECOND_ORDER = Text(zh="二阶指数", en="Second order")
INDICES = {
    "S1": Text(zh="一阶指数", en="First order"), "ST": Text(zh="总指数", en="Total"), "mu": Text(zh="mu", en="mu"),
    "mu_star": Text(zh="mu*", en="mu*"), "sigma": Text(zh="sigma", en="sigma"), "pawn": Text(zh="PAWN", en="PAWN"),
    "delta": Text(zh="delta", en="delta"), "shapley": Text(zh="Shapley 效应", en="Shapley effect"),
}  # fmt: skip
ROLES = {"lever": Text(zh="政策变量", en="lever"), "uncertainty": Text(zh="不确定因素", en="uncertainty")}
KINDS = {
    "real": Text(zh="实数", en="real"), "integer": Text(zh="整数", en="integer"), "boolean": Text(zh="是或否", en="boolean"),
    "categorical": Text(zh="类别", en="categorical"),
}  # fmt: skip

# Captions.
PAIRS = Text(
    zh="两两合起来的作用，按大小排列；区间重叠时，先后没有意义",
    en="What pairs do together, by size, which means nothing where intervals overlap",
)
BY_SIZE = Text(
    zh="{outcome}：按大小排列；区间重叠时，先后没有意义",
    en="{outcome}: by size, which means nothing where intervals overlap",
)
DUMMY = Text(zh="虚设的、不起作用的因素", en="a made-up factor that does nothing")
VARIED = Text(zh="变动了什么", en="What was varied")
POINTS_LESS_FIRST = Text(
    zh="逐点结果：第一个为全值，其余减去第一个，在同一种子内相减，附95%区间",
    en="Point by point: the first in full, the others less the first, within seeds, with 95 % intervals",
)
POINTS_MEANS = Text(zh="逐点结果：均值", en="Point by point: means")

# Values of a factor.
LEVELS = Text(zh="{low}至{high}，{n}个水平", en="{low} to {high}, {n} levels")
RANGE = Text(zh="{low:g}至{high:g}", en="{low:g} to {high:g}")
RANGE_LOG = Text(zh="{low:g}至{high:g}，对数尺度", en="{low:g} to {high:g}, logarithmic")
LIKELY = Text(zh="{value}（{share}）", en="{value} ({share})")
SWITCH = Text(zh="{tool}开关", en="{tool}: on or off")

# The design.
STUDY = Text(zh="研究", en="Study")
CASE = Text(zh="案例", en="Case")
CASE_SAID = Text(zh="{title}（`{id}`）", en="{title} (`{id}`)")
CASE_WITHOUT = Text(zh="{title}（`{id}`），无改革", en="{title} (`{id}`), no reform")
YEARS = Text(zh="学年", en="School years")
DESIGN = Text(zh="设计", en="Design")
DESIGN_SAID = Text(zh="{kind}，{n:,}个设计点", en="{kind}, {n:,} points")
DESIGN_WITH = Text(zh="{kind}（{keys}），{n:,}个设计点", en="{kind} ({keys}), {n:,} points")
FIXED = Text(zh="固定", en="Fixed")
NONE = Text(zh="无", en="none")
CORRELATIONS = Text(zh="相关", en="Correlations")
OF_RANKS = Text(zh="秩相关：{pairs}", en="of ranks: {pairs}")
PAIR = Text(zh="{between:and} {rank:+g}", en="{between:and} {rank:+g}")
SEEDS = Text(zh="种子", en="Seeds")
SEEDS_SAID = Text(
    zh="每点{n}个{lucks}（n = {runs:,} 次运行）：{which}{held}",
    en="{n} per point{lucks} (n = {runs:,} runs): {which}{held}",
)
LUCKS = Text(zh="，每个是一个人群，各遇{lucks}种运气", en=", each a population that meets {lucks} lucks")
SEEDS_SHARED = Text(zh="{low}至{high}，各点相同", en="{low} to {high}, the same at every point")
SEEDS_BY_ROW = Text(
    zh="{n:,}个不同的种子，由{first}、设计的行（同行各点共用）和重复次序产生",
    en="{n:,} different ones, made of {first}, row of the design (whose points share them) and replication",
)
SEEDS_BY_POINT = Text(
    zh="{n:,}个不同的种子，由{first}、设计点和重复次序产生",
    en="{n:,} different ones, made of {first}, point and replication",
)
BLOCK = Text(
    zh="；另有{populations}个人群各遇{lucks}种运气，各因素都不变动",
    en="; beside them {populations} populations of {lucks} lucks each, where no factor is moved",
)
POPULATION_HELD = Text(zh="；每次运行的人群种子均为{seed}", en="; population seed {seed} in every run")
LUCK_HELD = Text(zh="；每次运行的运气种子均为{seed}", en="; luck seed {seed} in every run")
RUNS = Text(zh="运行", en="Runs")
RUNS_SAID = Text(zh="{n:,}次中有{ok:,}次正常结束", en="{ok:,} of {n:,} ended well")
OUTCOMES = Text(zh="结果指标", en="Outcomes")
OUTCOMES_SAID = Text(
    zh="除另行注明外，均为最后{n}个学年的均值：{names}",
    en="each the mean of the last {n} school years unless it names others: {names}",
)
AGAINST = Text(zh="对照", en="Against")
AGAINST_SAID = Text(
    zh="基线：种子和不确定因素相同，没有改革、集团和政策变量；结果为与基线之差，因此种子给区县本身带来的差别抵消了",
    en="the baseline: the same seeds and uncertainties without reforms, groups and levers; outcomes are differences from it, so "
    "that what a seed makes of the district itself falls out",
)
METHOD = Text(zh="方法", en="Method")
METHODS = {
    "sobol": Text(
        zh="Sobol' 指数，由不同种子之下的差值算出；区间由对基行的自助抽样得出",
        en="Sobol' indices from differences under different seeds, intervals of a bootstrap over base rows",
    ),
    "fast": Text(
        zh="扩展 FAST，用不同种子之下的功率；区间在各组曲线之间得出，不含偏差",
        en="extended FAST, powers under different seeds, intervals over sets of curves, which leave out bias",
    ),
    "morris": Text(zh="Morris 基本效应", en="Morris' elementary effects"),
    "pawn": Text(zh="PAWN：分布之间的距离", en="PAWN: distance of distributions"),
    "delta": Text(
        zh="delta：密度之间的距离，只针对样本本身，没有区间，须与虚设因素对照",
        en="delta: distance of densities, of the sample itself and without intervals, to be judged against the dummy",
    ),
    "response": Text(zh="沿各因素的平均结果", en="mean outcomes along each factor"),
    "pce": Text(
        zh="代理模型（多项式混沌）的指数，用它未见过的运行加以校正；区间包含对项的选择",
        en="indices of an emulator, a polynomial chaos, corrected by runs it has not seen; intervals hold its choice of terms",
    ),
    "gp": Text(
        zh="代理模型（高斯过程）的指数，用它未见过的运行加以校正；区间包含它未能解释的部分",
        en="indices of an emulator, a Gaussian process, corrected by runs it has not seen; intervals hold what it misses",
    ),
}
FACTORS = Text(zh="因素", en="Factors")
SCREENED = Text(zh="研究 {study} 筛选后保留的{n}个", en="the {n} that the study {study} kept")
