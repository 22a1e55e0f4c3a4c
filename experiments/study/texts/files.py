"""What is said of study files: what is wrong with them, and the file that a screening writes."""

from __future__ import annotations

from sim.say import Text

AT = Text(zh="{where}：{what}", en="{where}: {what}")
KNOWN = Text(zh="；已有的研究：{names}", en="; known studies: {names}")
NO_STUDY = Text(zh="没有研究或文件“{name}”{near}{known}", en="no such study or file as '{name}'{near}{known}")
CANNOT_READ = Text(zh="无法读取研究“{path}”：{why}", en="cannot read the study '{path}': {why}")

# Keys and values.
UNKNOWN_KEY = Text(zh="没有键“{key}”{near}", en="unknown key '{key}'{near}")
MISSING = Text(zh="缺少“{key}”", en="'{key}' is missing")
NOT_TWO_LANGUAGES = Text(
    zh='title = {value} 没有两种语言；请写 title = {{ zh = "...", en = "..." }}',
    en='title = {value} is not in two languages; write title = {{ zh = "...", en = "..." }}',
)
OR_MORE = Text(zh="不小于{limit:,}", en="{limit:,} or more")
AT_MOST = Text(zh="不大于{limit:,}", en="at most {limit:,}")
OUT_OF_RANGE = Text(
    zh="{key} = {value} 超出范围；允许：{allowed}", en="{key} = {value} is out of range; allowed: {allowed}"
)
SEEDS_NOT_ALLOWED = Text(
    zh="{kind} 设计不允许 seeds = {value}；允许：{allowed:or}",
    en="seeds = {value} is not what a {kind} allows; allowed: {allowed:or}",
)
NOT_ONE_OF = Text(
    zh="{key} = {value} 不在允许之列：{allowed}{near}", en="{key} = {value} is not one of {allowed}{near}"
)
WRONG = Text(zh="{key} = {value}：{what}", en="{key} = {value}: {what}")
NOTHING_TO_COMPARE = Text(
    zh='against = "baseline" 没有可比的对象：reforms = false 就是基线；请去掉其中一个',
    en="against = 'baseline' has nothing to compare: reforms = false is the baseline; leave one of them out",
)

# Names of factors.
NO_NAME = Text(
    zh="{name} 不能作因素的名称；允许：一行之内，1至{most}个字符",
    en="{name} is not the name of a factor; allowed: 1 to {most} characters on one line",
)
NAME_OF_COLUMN = Text(
    zh="“{name}”不能作因素的名称：研究的数据表中已有此列；请改名",
    en="'{name}' cannot be the name of a factor: tables of a study have a column of that name; rename it",
)
NAME_OF_OUTCOME = Text(
    zh="“{name}”不能作因素的名称：这是一项结果指标；请改名",
    en="'{name}' cannot be the name of a factor: an outcome has it; rename the factor",
)
BOTH_ROLES = Text(
    zh="“{name}”既是政策变量又是不确定因素；一个因素只能是其中之一",
    en="'{name}' is a lever and an uncertainty; a factor is one of the two",
)
SET_BY_SEVERAL = Text(
    zh="有{n}个因素设定“{name}”：{factors}；请只由一个设定", en="{n} factors set '{name}': {factors}; leave it to one"
)
FIXED_AND_VARIED = Text(
    zh="“{name}”既固定又变动；请只保留其一", en="'{name}' is fixed and varied; leave it to one of the two"
)

# Seeds.
NOTHING_TO_CHANCE = Text(
    zh="population_seed = {population} 与 luck_seed = {luck} 同时设定后再无偶然，各次重复都成为同一次运行；请去掉其中一个",
    en="population_seed = {population} and luck_seed = {luck} leave nothing to chance, and all replications would be one run; "
    "leave one of them out",
)
LUCKS_HELD = Text(
    zh="lucks = {lucks} 使人群和运气都变动，而 {held} 固定了其中之一；请去掉一个",
    en="lucks = {lucks} lets population and luck vary, and {held} holds one of them; leave one out",
)
LUCKS_NOT_NESTED = Text(
    zh="lucks = {lucks}：{kind} 设计的指数针对单次运行，靠重复次数加以区分；允许：1，或 design.kind = {kinds:or}；[nested] 表另做一组"
    "运行，分出人群与运气",
    en="lucks = {lucks}: the indices of a {kind} are of single runs, told apart by replications; allowed: 1, or design.kind = "
    "{kinds:or}; a table [nested] adds runs that tell population and luck apart",
)
NESTED_TWICE = Text(
    zh="[nested] 与 lucks = {lucks} 都用来分出人群与运气；请去掉一个",
    en="[nested] and lucks = {lucks} both tell population and luck apart; leave one out",
)
NESTED_HELD = Text(
    zh="[nested] 使人群和运气都变动，而 {held} 固定了其中之一；请去掉一个",
    en="[nested] lets population and luck vary, and {held} holds one of them; leave one out",
)
NO_ROWS = Text(
    zh="{kind} 设计没有可以共用种子的成组设计点", en="a {kind} has no rows whose points could share their seeds"
)
ROWS_SHARE = Text(
    zh="{kind} 设计的各组（{row}）共用种子，任何区间都看不出种子的作用",
    en="no interval of a {kind} could see what seeds do that every {row} shares",
)
SEEDS_UNFIT = Text(
    zh="seeds = “{seeds}”：{why}；允许：{allowed:or}；也可不写此键，即“{usual}”",
    en="seeds = '{seeds}': {why}; allowed: {allowed:or}, or leave the key out, which is '{usual}'",
)
ONE_BLOCK = Text(
    zh='seeds = "row"：lhs 设计中同一块的设计点共用种子，而这里只有一块；请写 design.block（每块的设计点数），并使 design.n 为其若干倍',
    en="seeds = 'row': the points of a block of an lhs share them, and there is but one block; write design.block, the points of "
    "a block, and several times as many as design.n",
)
ONE_REPLICATION = Text(
    zh="replications = {n}：{kind} 无法区分种子的运气与因素的作用；允许：不小于2 [每点运行次数]",
    en="replications = {n}: {kind} cannot tell the luck of a seed from the work of a factor; allowed: 2 or more [runs per point]",
)

# Comparisons at equal spending.
EQUAL_OUTCOME = Text(
    zh="equal.outcome = “{name}”不在结果指标之内{near}", en="equal.outcome = '{name}' is not among the outcomes{near}"
)
EQUAL_FACTOR = Text(zh="equal.{key} = “{name}”不是因素{near}", en="equal.{key} = '{name}' is not a factor{near}")
EQUAL_ALONG = Text(
    zh="equal.along = “{name}”是类别；花费只能沿有顺序的因素来找",
    en="equal.along = '{name}' is categorical; spending is found along a factor with an order",
)
EQUAL_GRID = Text(
    zh='equal：每个剂量须与每个选项相配；design.kind = “{kind}”，允许："grid"',
    en="equal: needs every dose with every option; design.kind = '{kind}', allowed: 'grid'",
)
EQUAL_ALSO = Text(
    zh="equal：“{name}”也在变动；等花费比较只有一个剂量和一种选择",
    en="equal: '{name}' varies too; a comparison at equal spending has one dose and one choice",
)
EQUAL_SHARED = Text(
    zh='equal：各选项须用相同的种子比较；请写 seeds = "shared"',
    en='equal: options are compared on shared seeds; write seeds = "shared"',
)

# Factors.
EXCLUDE = Text(
    zh="{keys:and}不能并用；一个因素或是一列数值，或是一种情景，或是一个剂量",
    en="{keys:and} exclude each other; a factor is a list of values, a scenario or a dose",
)
TYPE_UNFIT = Text(
    zh="type = “{type}”与 {key} 不符；允许：“{allowed}”", en="type = '{type}' does not fit {key}; allowed: '{allowed}'"
)
SAME_OPTION = Text(
    zh="options.{option} 与 options.{twin} 设定相同；请去掉一个",
    en="options.{option} sets the same as options.{twin}; leave one out",
)
UNEQUAL_OPTION = Text(
    zh="options.{option} 没有设定 {names}，而另一选项设定了；各选项须设定相同的名称",
    en="options.{option} does not set {names}, as another option does; options set the same names",
)
DOSE_ENDS = Text(
    zh="缺少 low 和 high；剂量没有已声明的范围", en="low and high are missing; a dose has no declared range"
)
TIMES_AT = Text(zh="times 取{end:g}倍时：{what}", en="times at {end:g}: {what}")
NO_INSTANCES = Text(
    zh="{name} 用来声明政策工具的实例，不能变动；请写在 [fixed] 之下",
    en="{name} declares instances and cannot be varied; write it under [fixed]",
)
BUNDLE = Text(zh="{name} 是一组数；请变动其中的数：{numbers}", en="{name} is a bundle; vary its numbers: {numbers}")
UNKNOWN_PARAMETER = Text(
    zh="没有参数“{name}”{near}；情景须写 options，剂量须写 times",
    en="unknown parameter '{name}'{near}; a scenario needs options, a dose needs times",
)
TYPE_DEFAULT = Text(
    zh="type = “{type}”与 {name} 不符，其默认值为 {default} [{unit}]",
    en="type = '{type}' does not fit {name}, whose default is {default} [{unit}]",
)
NOT_ONE_NUMBER = Text(
    zh="{name} 不是单个的数（默认 {default}；允许：{span} [{unit}]）；请列出它的各个值",
    en="{name} is not a single number (default {default}; allowed: {span} [{unit}]); list its values",
)
NO_RANGE = Text(
    zh="缺少 {keys:and}；{name} 没有已声明的范围", en="{keys:and} {n:is|are} missing; {name} declares no range"
)
ANY = Text(zh="不限", en="any")
NOT_WITHIN = Text(
    zh="{key} = {value:g} 超出范围；允许：{low}至{high} [{unit}]",
    en="{key} = {value:g} is out of range; allowed: {low} to {high} [{unit}]",
)
NOT_WHOLE = Text(zh="{key} = {value:g} 不是整数 [{unit}]", en="{key} = {value:g} is not a whole number [{unit}]")
MANY_LEVELS = Text(
    zh="{low:g}至{high:g}超过{most}个水平；请缩小范围，或将 type 写为 real",
    en="{low:g} to {high:g} has more than {most} levels; narrow it, or leave type to be real",
)
FLAG = Text(zh="是否型因素", en="a flag")
WHOLE_NUMBER = Text(zh="整数型因素", en="a whole number")
REAL_FACTOR = Text(zh="实数型因素", en="a real factor")
TWICE = Text(zh="values 中有重复的值", en="values holds a value twice")
LOW_HIGH = Text(zh="low = {low:g} 不小于 high = {high:g}", en="low = {low:g} is not below high = {high:g}")
LOG_ZERO = Text(
    zh="log：low = {low:g}；对数尺度须从0以上开始", en="log: low = {low:g}; a logarithmic scale begins above 0"
)
WEIGHTS_COUNT = Text(
    zh="weights 有{n}个数，而水平有{levels}个；请为每个水平各写一个",
    en="weights holds {n} numbers for {levels} levels; give each level its own",
)
WEIGHTS_RANGE = Text(
    zh="weights：{value:g} 超出范围；允许：大于0 [相对于其他水平]",
    en="weights: {value:g} is out of range; allowed: above 0 [relative to the others]",
)
SAYS_NOTHING = Text(
    zh="与{beside}同写时，{key} 不起作用；请去掉", en="{key} says nothing beside {beside}; leave it out"
)

# The study that follows a screening.
SCREENING_INCOMPLETE = Text(
    zh="筛选给{n}个因素排了序，要保留的是{keep}个：请先补完筛选所缺的运行",
    en="the screening ranks {n} factors, of which {keep} are to be kept: run what it misses first",
)
NEXT_TITLE = Text(zh="{title}：方差分解", en="{title}, then Sobol indices")
NEXT_QUESTION = Text(
    zh="筛选所保留的因素，单独及与其他因素一起，各使每项结果变动多少？筛选时的问题：{question}",
    en="How much of each outcome do the factors move that a screening kept, alone and with others? The screening asked: {question}",
)
NEXT_WRITTEN = Text(
    zh="""\
# 对 {name}.toml 筛选后保留的{keep}个因素，由以下命令写出：
# edugroup sensitivity {name} --next FILE --keep {keep}
# 对每项结果指标，以 mu* 减去纯噪声的 mu*，再除以该指标中的最大值；因素的得分是各项指标中此份额的最大者。""",
    en="""\
# The {keep} factors that the screening of {name}.toml kept, written by
# edugroup sensitivity {name} --next FILE --keep {keep}. For every outcome, mu* less the mu* of pure noise is
# divided by the largest of that outcome; a factor's score is the largest of these shares over all outcomes.""",
)
NEXT_DESIGN = Text(
    zh="""\
# 第一个被舍去的：{first}（{score:.2f}）。未列出的一律照案例设定。
# {blocks}块 × {block}个设计点 × {seeds}个种子 = {runs:,}次运行，
# 由代理模型读取（--method pce，需要附加包 emulators）。一个种子是一个
# 区县；同一块的设计点共用种子，区县之间的差异因此不进入指数。""",
    en="""\
# First left out: {first} ({score:.2f}). What is not listed is left to the case.
# {blocks} blocks x {block} points x {seeds} seeds = {runs:,} runs,
# read by an emulator (--method pce, which needs the extra emulators). A seed is
# a district of its own; the points of a block share it, so that how districts differ falls out of the indices.""",
)
