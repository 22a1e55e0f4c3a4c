"""What every key of a study file means."""

from __future__ import annotations

from sim.say import Text

STUDY = {
    "title": Text(
        zh='页面标题，中英文各一：`{{ zh = "…", en = "…" }}`',
        en='title of the page, in Chinese and English: `{{ zh = "…", en = "…" }}`',
    ),
    "question": Text(
        zh='研究要问什么：一段文字，或 `{{ zh = "…", en = "…" }}`',
        en='what the study asks: one text, or `{{ zh = "…", en = "…" }}`',
    ),
    "prediction": Text(zh="运行之前的预期", en="what was expected before it ran"),
    "case": Text(
        zh="项目自带案例的名称，或研究文件旁边的案例文件的路径",
        en="name of a case that comes with the project, or path of a case file beside the study",
    ),
    "reforms": Text(
        zh="案例的改革是否生效；false 即基线", en="whether the reforms of the case come into force; false: the baseline"
    ),
    "years": Text(zh="年限（学年数）；缺省时为案例的年限", en="horizon in school years; without it, that of the case"),
    "replications": Text(
        zh="每个设计点的运行次数，各有自己的种子；sobol 和 fast 须不少于2",
        en="runs per point, each with its own seed; sobol and fast need 2 or more",
    ),
    "seeds": Text(
        zh="哪些运行使用相同的种子；各种设计可以怎样，见设计表",
        en="who meets the same seeds; what each design can have stands in the table of designs",
    ),
    "first_seed": Text(
        zh="共用种子中的第一个，或据以生成其他全部种子的数",
        en="the first of shared seeds, or what all others are made of",
    ),
    "population_seed": Text(
        zh="每次运行第一天有哪些人：各次重复只有运气不同",
        en="who is there on the first day of every run: replications vary luck alone",
    ),
    "luck_seed": Text(
        zh="每次运行此后发生什么：各次重复只有区县不同",
        en="what happens afterwards in every run: replications vary the district alone",
    ),
    "lucks": Text(
        zh="每次重复的运行次数，第一天相同而运气不同：离散程度由此分解为有哪些人与运气两部分；用于 grid、list 和 lhs",
        en="runs of each replication, the same first day with another luck: the spread is split into who is there and luck; "
        "of grids, lists and lhs",
    ),
    "against": Text(
        zh="结果取与基线之差：种子和不确定因素相同，没有改革、集团和政策杠杆",
        en="outcomes are differences from the baseline: the same seed and uncertainties without reforms, groups and levers",
    ),
    "outcomes": Text(
        zh="测量什么：`measure.stage`、`cost.ITEM` 或 `cost.total`；取最后五个学年的均值，或 `@` 之后所写学年的均值，如 "
        "`mean_score.primary@2026-2030`；加 `@key=value` 只取部分学校，名称前加词则换一种读法（见“结果指标”）",
        en="what is measured: `measure.stage`, `cost.ITEM` or `cost.total`; the mean of the last five school years, or of "
        "those named after `@`, as in `mean_score.primary@2026-2030`; of some schools only with `@key=value`, and read "
        "in other ways with a word before the name (see Outcomes)",
    ),
    "fixed": Text(zh="在所有设计点都成立的数值，按带点的名称写", en="values that hold at every point, by dotted name"),
    "levers": Text(
        zh="由政策设定的因素，写带点的名称或自拟的名称；基线中没有它们",
        en="factors that a policy sets, by dotted name or a name of your own; a baseline is without them",
    ),
    "uncertainties": Text(zh="无人设定的因素；基线中也有", en="factors that nobody sets; a baseline has them too"),
    "correlations": Text(zh="因素之间的秩相关，仅用于 lhs", en="rank correlations between factors, of lhs only"),
    "design": Text(zh="模型在因素空间的哪些位置运行", en="where in the space of the factors the model runs"),
    "equal": Text(
        zh="在花费相等处比较各选项，用于 grid", en="a comparison of options where they cost the same, of a grid"
    ),
    "screened": Text(
        zh="据其筛选结果选定因素的研究，由 `--next` 写入",
        en="the study whose screening chose the factors, written by `--next`",
    ),
    "nested": Text(
        zh="另做的一组运行，各因素都不变动：离散程度由此分解为有哪些人与运气两部分；用于任何设计",
        en="runs beside those of the design, in which no factor is moved: the spread is split into who is there and luck; of any "
        "design",
    ),
}
FACTOR = {
    "type": Text(zh="因素的类型，不用声明的类型时写", en="kind of the factor, where the declared one is not meant"),
    "low": Text(zh="下端；缺省时为声明范围的下端", en="lower end; without it, that of the declared range"),
    "high": Text(zh="上端；缺省时为声明范围的上端", en="upper end; without it, that of the declared range"),
    "log": Text(
        zh="因素是否在对数上均匀，其分布也以对数为尺度",
        en="whether the factor is even in its logarithm, and its distribution stands on that scale",
    ),
    "levels": Text(zh="网格取值的个数，从下端到上端", en="number of values of a grid, from low to high"),
    "distribution": Text(
        zh="实数因素在两端之间的分布：均匀（不写此键）、triangular、normal 或 beta；加 `log` 时均匀分布变为对数均匀，正态变为对数正态",
        en="of a real factor between its ends: uniform (without the key), triangular, normal or beta; with `log` the "
        "uniform one is log-uniform and the normal one log-normal",
    ),
    "mode": Text(zh="三角分布的众数，为因素的一个取值", en="of the triangular distribution, a value of the factor"),
    "mean": Text(
        zh="正态分布的均值，分布在两端截断；为因素的一个取值",
        en="of the normal distribution, which is cut off at both ends; a value of the factor",
    ),
    "sd": Text(
        zh="正态分布的标准差，以因素的单位计；加 `log` 时为其自然对数的标准差",
        en="of the normal distribution, in the unit of the factor; with `log` of its natural logarithm",
    ),
    "a": Text(zh="贝塔分布的第一个形状参数", en="first shape of the beta distribution"),
    "b": Text(zh="贝塔分布的第二个形状参数", en="second shape of the beta distribution"),
    "weights": Text(
        zh="离散因素各水平的可能性，为相对值；缺省时各水平相同",
        en="how likely each level of a discrete factor is, relative to the others; without it all are alike",
    ),
    "values": Text(zh="离散因素的取值，每个为一个水平", en="the values, of a discrete factor; each is a level"),
    "options": Text(zh="情景：命名的成组设定，每组为一个水平", en="scenarios: named bundles of settings, each a level"),
    "times": Text(
        zh="剂量：由因素去乘的各参数，写明因素为1时的值",
        en="dose: parameters that the factor multiplies, with what they are at 1",
    ),
    "unit": Text(zh="剂量的单位", en="unit of a dose"),
    "zh": Text(zh="中文名称", en="Chinese name"),
    "en": Text(zh="英文名称", en="English name"),
}
DESIGN = {
    "kind": Text(zh="设计的种类", en="the kind of design"),
    "n": Text(
        zh="sobol 的基行数（2的幂）、lhs 的点数、morris 的轨迹数、fast 的曲线组数",
        en="base rows of sobol (a power of 2), points of lhs, trajectories of morris, sets of curves of fast",
    ),
    "block": Text(
        zh='每个拉丁超立方的点数，seeds = "row" 时同块共用种子；n 须为它的整数倍；缺省时为 n',
        en='points of each Latin hypercube, which share seeds where seeds = "row"; n is a multiple of it; without it, n',
    ),
    "levels": Text(
        zh="Morris 网格中实数因素的水平数，为偶数；缺省时为4",
        en="levels of Morris' grid of real factors, an even number; without it, 4",
    ),
    "length": Text(zh="FAST 每条曲线的点数；缺省时为257", en="points of a curve of FAST; without it, 257"),
    "second_order": Text(
        zh="sobol 是否也含计算二阶指数的点；此时每行为 2d + 2 个点，而不是 d + 2 个",
        en="whether sobol has the points for second-order indices too; a row then has 2d + 2 points, not d + 2",
    ),
    "seed": Text(zh="布点用的种子；缺省时为1", en="of the layout of points; without it, 1"),
    "points": Text(zh="列表的各点，每个是写明全部因素的表", en="the points of a list, each a table of all factors"),
    "table": Text(
        zh="研究文件旁边存放列表各点的 CSV 文件，每个因素一列",
        en="CSV file beside the study that holds the points of a list, a column per factor",
    ),
}
CORRELATION = {
    "between": Text(zh="哪两个因素", en="the two factors"),
    "rank": Text(zh="两者秩的相关（Spearman）", en="correlation of their ranks (Spearman)"),
}
EQUAL = {
    "outcome": Text(zh="花费，为结果指标之一", en="what is spent, among the outcomes"),
    "along": Text(zh="沿哪个剂量求花费", en="the dose along which spending is found"),
    "across": Text(zh="比较哪个因素的各水平", en="the factor whose levels are compared"),
    "value": Text(
        zh="在多大花费处比较；缺省时取各选项都能达到的最少与最多花费之中点",
        en="spending to compare at; without it, halfway between the least and the most that every option reaches",
    ),
}
SCREEN = {
    "study": Text(zh="筛选研究的名称", en="name of the screening"),
    "keep": Text(zh="保留了多少个因素", en="how many factors it kept"),
}
NESTED = {
    "populations": Text(zh="人群的个数", en="number of populations"),
    "lucks": Text(zh="每个人群遇到的运气种数", en="lucks that each population meets"),
}
