"""What is said of designs: what is wrong with them, and how factors are spread."""

from __future__ import annotations

from sim.say import Text

AT = Text(zh="{where}：{what}", en="{where}: {what}")
PLANNING = Text(zh="正在安排{n:,}个设计点……", en="planning {n:,} points ...")

# What a design is made of.
COUNTS = {  # what n counts
    "lhs": Text(zh="设计点", en="points"), "sobol": Text(zh="基行", en="base rows"),
    "morris": Text(zh="轨迹", en="trajectories"), "fast": Text(zh="曲线组", en="sets of curves"),
}  # fmt: skip
ROWS = {
    "lhs": Text(zh="块", en="block"), "sobol": Text(zh="基行", en="base row"), "morris": Text(zh="轨迹", en="trajectory"),
    "fast": Text(zh="曲线", en="curve"),
}  # fmt: skip

# Sizes.
FEW_REPLICATIONS = Text(
    zh="--replications {n}：{kind} 设计须不少于2 [每点运行次数]",
    en="--replications {n}: {kind} needs 2 or more [runs per point]",
)
POINTS_STATED = Text(
    zh="--points {n}：{kind} 设计的设计点写在文件里；请修改文件",
    en="--points {n}: a {kind} has the points its file states; change the file",
)
TOO_MANY_RUNS = Text(
    zh="{points:,}个设计点 × {replications:,}次重复，共{runs:,}次运行；允许：不超过{most:,} [次运行]",
    en="{points:,} points x {replications:,} replications are {runs:,} runs; allowed: at most {most:,} [runs]",
)
TOO_MANY_WITH_BASELINES = Text(
    zh="{points:,}个设计点 × {replications:,}次重复，各配基线，共{runs:,}次运行；允许：不超过{most:,} [次运行]",
    en="{points:,} points x {replications:,} replications, each beside its baseline, are {runs:,} runs; allowed: at most {most:,} "
    "[runs]",
)
TOO_MANY_POINTS = Text(
    zh="design：{n:,}个设计点超出范围；允许：不超过{most:,} [个设计点]",
    en="design: {n:,} points are out of range; allowed: at most {most:,} [points]",
)
TOO_MANY_VALUES = Text(
    zh="design：{points:,}个设计点 × {factors}个因素，共{n:,}个值；允许：不超过{most:,} [个值]",
    en="design: {points:,} points of {factors} factors are {n:,} values; allowed: at most {most:,} [values]",
)

# Keys of a design.
SAYS_NOTHING = Text(
    zh="{kind} 设计中 design.{key} 不起作用；{kind} 所读的键：{keys}",
    en="design.{key} says nothing in a {kind}; a {kind} reads {keys}",
)
NO_KEY = Text(zh="无", en="no key")
MISSING_COUNT = Text(zh="缺少 design.{key}：{what}的数目", en="design.{key} is missing: the number of {what}")
POWER_OF_TWO = Text(
    zh="design.n = {n} 不是2的幂 [个基行]；最接近的：{low}或{high}",
    en="design.n = {n} is not a power of 2 [base rows]; nearest: {low} or {high}",
)
NOT_BLOCKS = Text(
    zh="design.n = {n} 不是块的大小 {block} 的整数倍 [个设计点]；每块都是完整的拉丁超立方",
    en="design.n = {n} is not a multiple of the block of {block} [points]; blocks are whole Latin hypercubes",
)
ODD_LEVELS = Text(
    zh="design.levels = {n} 是奇数；允许：偶数 [Morris 网格的水平数]",
    en="design.levels = {n} is odd; allowed: an even number [levels of Morris' grid]",
)
FEW_TRAJECTORIES = Text(
    zh="design.n = {n} 超出范围；允许：不小于2 [条轨迹]",
    en="design.n = {n} is out of range; allowed: 2 or more [trajectories]",
)
NO_FACTORS = Text(
    zh='design.kind = “{kind}”须有政策变量或不确定因素；没有因素时，请写 kind = "list"',
    en="design.kind = '{kind}' needs a lever or an uncertainty; without factors, write kind = \"list\"",
)
WEIGHTS_IDLE = Text(
    zh="“{name}”：{kind} 设计照所写的值取值；weights 不起作用",
    en="'{name}': a {kind} takes its values as stated; weights say nothing",
)
DISTRIBUTION_IDLE = Text(
    zh="“{name}”：{kind} 设计照所写的值取值；distribution 不起作用",
    en="'{name}': a {kind} takes its values as stated; distribution says nothing",
)
GRID_LEVELS = Text(
    zh="“{name}”：网格设计中，{kind} 型因素须写 levels 或 values（{low:g}至{high:g} [{unit}]）",
    en="'{name}': a grid needs levels or values of a {kind} factor ({low:g} to {high:g} [{unit}])",
)

# Points.
POINTS_AND_TABLE = Text(zh="design：points 与 table 不能并用", en="design: points and table exclude each other")
TABLE_UNREADABLE = Text(zh="无法读取 design.table = {table}：{why}", en="design.table = {table} cannot be read: {why}")
TABLE_WRONG = Text(zh="design.table = {table} {what}", en="design.table = {table} {what}")
SAME_POINT = Text(
    zh="{at}与{first}是同一个设计点；同一点的多次运行由重复次数规定",
    en="{at} is the point of {first} once more; more runs of a point are replications",
)
NOT_A_FACTOR = Text(zh="“{name}”不是因素{near}", en="'{name}' is not a factor{near}")
MISSING = Text(zh="缺少“{name}”", en="'{name}' is missing")
NOT_ONE_OF = Text(zh="{name} = {value} 不在以下各值之内：{levels}", en="{name} = {value} is not one of {levels}")
NOT_WITHIN = Text(
    zh="{name} = {value} 超出范围；允许：{low:g}至{high:g} [{unit}]",
    en="{name} = {value} is out of range; allowed: {low:g} to {high:g} [{unit}]",
)
NOT_UTF8 = Text(
    zh="不是 UTF-8 文本（第{byte}字节）；请另存为 CSV UTF-8", en="is not UTF-8 text (byte {byte}); save it as CSV UTF-8"
)
NOT_A_TABLE = Text(zh="不是数据表：{why}", en="is not a table of values: {why}")
EMPTY = Text(zh="为空；第一行应为因素的名称", en="is empty; its first line names the factors")
TWICE = Text(zh="有两列 {name}；请去掉一列", en="has two columns {name}; leave one out")
LINE = Text(zh="第{n}行", en="line {n}")
TABLE_LINE = Text(zh="design.table {line}", en="design.table, {line}")
CELLS = Text(
    zh="{line}：有{n}个单元格，而第一行有{factors}个因素",
    en="{line}: {n} cells, but the first line names {factors} factors",
)
NO_POINTS = Text(zh="第一行以下没有设计点", en="has no points below its first line")
NO_VALUE = Text(
    zh='{line}，{name}：{cell} 不是值；请写数、true、false、一个词、"文字"或如 [1,2] 的列表',
    en='{line}, {name}: {cell} is not a value; write a number, true, false, a word, "text" or a list like [1, 2]',
)

# Correlations.
ONE_BY_ONE = Text(
    zh='correlations：{kind} 设计逐个变动因素，只有相互独立的因素才行；请写 design.kind = "lhs"，并用代理模型读 Shapley 效应'
    "（edugroup sensitivity --method gp 或 pce）",
    en='correlations: a {kind} changes factors one by one, which only independent factors can do; write design.kind = "lhs" and '
    "read Shapley effects from an emulator (edugroup sensitivity --method gp or pce)",
)
STATED = Text(
    zh='{kind} 设计的设计点是写明的，correlations 不起作用；允许：design.kind = "lhs"',
    en="correlations say nothing in a {kind}, whose points are stated; allowed: design.kind = 'lhs'",
)
BETWEEN_NO_FACTOR = Text(
    zh="correlations[{i}].between：“{name}”不是因素{near}",
    en="correlations[{i}].between: '{name}' is not a factor{near}",
)
NO_ORDER = Text(
    zh="correlations[{i}].between：“{name}”的水平没有顺序，谈不上同升同降",
    en="correlations[{i}].between: the levels of '{name}' have no order, so that nothing rises with it",
)
BETWEEN_TWICE = Text(
    zh="correlations[{i}].between 两次写了“{name}”", en="correlations[{i}].between names '{name}' twice"
)
PAIR_TWICE = Text(
    zh="correlations[{i}]：“{a}”与“{b}”的相关写了两次；请只留一处",
    en="correlations[{i}]: '{a}' and '{b}' are correlated twice; leave it to one",
)
SMALL_BLOCK = Text(
    zh="correlations：每块{block}个设计点，容不下{factors}个因素的相关；允许：不小于{least} [每块设计点数]",
    en="correlations: a block of {block} points cannot hold those of {factors} factors; allowed: {least} or more [points per "
    "block]",
)
IMPOSSIBLE = Text(
    zh="correlations：没有因素能同时具有这些相关；各乘以{share:.2f}后即可并存",
    en="correlations: no factors can have all of these at once; they fit together when each is multiplied by {share:.2f}",
)

# Distributions.
DISTRIBUTIONS = {
    "uniform": Text(zh="均匀分布", en="uniform"), "triangular": Text(zh="三角分布", en="triangular"),
    "normal": Text(zh="正态分布", en="normal"), "beta": Text(zh="贝塔分布", en="beta"),
}  # fmt: skip
SPREAD = Text(zh="{name}（{values}）", en="{name} ({values})")
ON_A_SCALE = Text(
    zh='distribution = “{name}”：请写 distribution = "{like}" 和 log = true，后者规定其尺度',
    en="distribution = '{name}': write distribution = \"{like}\" and log = true, the scale it stands on",
)
NO_DISTRIBUTION = Text(
    zh="distribution = “{name}”不在以下各种之内：{known}{near}",
    en="distribution = '{name}' is not one of {known}{near}",
)
KEY_MISSING = Text(
    zh="distribution = “{name}”：缺少 {key}；它须写 {keys:and}",
    en="distribution = '{name}': {key} is missing; it needs {keys:and}",
)
KEY_IDLE = Text(
    zh="与 distribution = “{name}”同写时，{key} 不起作用；它所读的是 {keys:and}",
    en="{key} says nothing beside distribution = '{name}', which reads {keys:and}",
)
KEY_IDLE_ALONE = Text(
    zh="与 distribution = “{name}”同写时，{key} 不起作用；请去掉",
    en="{key} says nothing beside distribution = '{name}'; leave it out",
)
KEY_NOT_WITHIN = Text(
    zh="{key} = {value:g} 超出范围；允许：{low:g}至{high:g} [{unit}]",
    en="{key} = {value:g} is out of range; allowed: {low:g} to {high:g} [{unit}]",
)
NOT_ABOVE_ZERO = Text(
    zh="{key} = {value:g} 超出范围；允许：大于0 [{unit}]",
    en="{key} = {value:g} is out of range; allowed: above 0 [{unit}]",
)
OF_LOGARITHM = Text(zh="对数", en="of the logarithm")
