"""What the page of a study says."""

from __future__ import annotations

from sim.say import Text

# Which factors matter.
WHICH = Text(zh="哪些因素重要？", en="Which factors matter?")
READ = {  # what the index of a method says
    "ST": Text(
        zh="因素的总指数，是它单独及与其他因素一起，在各因素所致方差中占的份额。",
        en="The total index of a factor is its share in the variance the factors make, alone and together with others.",
    ),
    "mu_star": Text(
        zh="mu* 是因素走过其范围时，结果平均变动多少，不论升降。",
        en="mu* is by how much the outcome moves, up or down, on average, when a factor goes over its range.",
    ),
    "pawn": Text(
        zh="PAWN 表示因素取某一固定值时，结果的整个分布与不固定时相距多远，由0到1。",
        en="PAWN says how far the whole distribution of an outcome lies from that at a fixed value of the factor, from 0 to 1.",
    ),
    "shapley": Text(
        zh="因素的 Shapley 效应是它在方差中的份额；相关因素共有的部分在它们之间分摊。",
        en="The Shapley effect of a factor is its share in the variance; what correlated ones share is divided among them.",
    ),
    "delta": Text(
        zh="delta 表示因素取某一固定值时，结果的整个密度与不固定时相距多远，由0到1。",
        en="delta says how far the whole density of an outcome lies from that at a fixed value of the factor, from 0 to 1.",
    ),
}
NONE_FITS = Text(zh="没有一个代理模型拟合得好；不据以下结论。", en="No emulator fits; nothing is read from it.")
FITS_NOT = Text(
    zh="{outcome}：代理模型拟合不好；不据以下结论。",
    en="{outcome}: the emulator does not fit; nothing is read from it.",
)
EXPLAINS = Text(
    zh="在未用于拟合的设计点上，代理模型解释了信号中的以下部分：{shares}。",
    en="Of the signal at points it has not seen, the emulator explains {shares}.",
)
PART = Text(zh="{outcome}为{share}", en="{share} for {outcome}")
NEARLY_ALL = Text(zh="99%以上", en="more than 99 %")
NEARLY_NONE = Text(zh="不足1%", en="less than 1 %")
DUMMY_GETS = Text(
    zh="一个虚设的、不起作用的因素得到{value}：不高于此的，不能与零区分。",
    en="A made-up factor that does nothing gets {value}: what is not above that is not told from nothing.",
)
FROM_TO = Text(zh="{low}至{high}", en="{low} to {high}")
LUCK = Text(
    zh="两次单独的运行，差别来自因素，也来自种子带来的运气：谁出生、谁受聘、谁被派出。运气占单次运行之间方差的以下部分：{shares}。"
    "这部分越大，一次运行就越说明不了因素的作用。指数不计运气：它们是各因素所致方差中的份额。",
    en="Two single runs differ by their factors and by luck, which the seed makes: who is born, hired and sent. Luck makes this "
    "part of the variance between single runs: {shares}. The larger it is, the less one run says about a factor. The indices "
    "leave luck out: they are shares of what the factors make.",
)

# Who is there, and luck.
CHANCE = Text(zh="多少来自有哪些人，多少来自运气？", en="How much is who lives there, and how much is luck?")
CHANCE_READ = Text(
    zh="每个设计点上，{populations}个人群各遇{lucks}种运气：人群是第一天在区县里生活和工作的人，运气是此后发生的一切（单因素随机效应）。",
    en="At every point {populations} populations met {lucks} lucks each: a population is who lives and works in the district on "
    "its first day, luck is whatever happens afterwards (one-way random effects).",
)
CHANCE_UNMOVED = Text(
    zh="设计中每换一个种子，人群和运气一起换，分不开两者。因此另做一组运行，各因素都不变动：{populations}个人群各遇{lucks}种运气。人群是第一天在"
    "区县里生活和工作的人，运气是此后发生的一切（单因素随机效应）。份额只就这一点而言；因素取其他值时可以不同。",
    en="In the design a seed changes population and luck at once, which cannot tell them apart. So beside it stand runs in which no "
    "factor is moved: {populations} populations of {lucks} lucks each. A population is who lives and works in the district on its "
    "first day, luck is whatever happens afterwards (one-way random effects). The shares hold there alone; where factors have other "
    "values they may differ.",
)
PARTS = {"population": Text(zh="有哪些人", en="who is there"), "luck": Text(zh="运气", en="luck")}
PART_OF_CHANCE = Text(zh="部分", en="Part")
SHARE_OF_CHANCE = Text(zh="占方差的份额", en="Share of the variance")
CHANCE_CAPTION = Text(zh="人群与运气", en="Population and luck")

# Was the sample large enough.
ENOUGH = Text(zh="样本够大吗？", en="Was the sample large enough?")
WIDEST = Text(zh="总指数的区间最宽为{width}。", en="The widest interval of a total index is {width} wide.")
MORE_ROWS = Text(
    zh="总指数的区间最宽为{width}。这么宽的区间排不出先后：增加基行（`--points`）或重复次数可使之变窄。",
    en="The widest interval of a total index is {width} wide. Intervals as wide as that rank nothing: more base rows "
    "(`--points`) or replications narrow them.",
)
MORE_POINTS = Text(
    zh="总指数的区间最宽为{width}。这么宽的区间几乎排不出先后：增加设计点（`--points`）可使之变窄。",
    en="The widest interval of a total index is {width} wide. Intervals as wide as that rank little: more points (`--points`) "
    "narrow them.",
)
MORE_CURVES = Text(
    zh="总指数的区间最宽为{width}。这么宽的区间排不出先后：增加曲线组数（`--points`）可使之变窄。",
    en="The widest interval of a total index is {width} wide. Intervals as wide as that rank nothing: more sets of curves "
    "(`--points`) narrow them.",
)
HELD = Text(
    zh="每个区间都包含种子的运气、抽到哪些设计点、代理模型的选择，以及模型各项都容不下、可能属于任何因素的部分：它占方差的{shares}。",
    en="Each interval holds the luck of seeds, the points that were drawn, the choice of the emulator, and what none of its terms "
    "can hold, which may be any factor's: of the variance that is {shares}.",
)
BIAS = Text(
    zh="区间不含偏差：各组曲线共有的偏差，要用更长的曲线来消除。",
    en="Intervals leave out bias: what all sets of curves have in common, longer curves take away.",
)

# How outcomes respond.
RESPOND = Text(zh="结果如何响应？", en="How do the outcomes respond?")
REGRESSION = Text(
    zh="效应来自对全部因素的回归，其他因素取均值；因素合在一起才有的作用不在其中。",
    en="Effects are those of a regression on all factors, the others at their means; what factors do only together is not in "
    "them.",
)
NOTHING_VARIED = Text(
    zh="没有变动任何因素：本研究只反映种子的运气。",
    en="Nothing was varied: the study is the luck of its seeds alone.",
)
SENTENCE = Text(zh="{what}。", en="{what}.")

# At equal spending.
EQUAL = Text(zh="同样花费换来什么？", en="What does the same money buy?")
EQUAL_READ = Text(
    zh="各选项都取花费为{money}之处；差值以第一个选项为准，在同一种子内相减。",
    en="Every option is read where it spends {money}; differences are from the first, within seeds.",
)
EQUAL_CAPTION = Text(zh="花费相等时的各选项", en="Options at equal spending")

# Over time.
TIME = Text(zh="随时间如何变化？", en="How does it run over the years?")
TIME_ALL = Text(
    zh="本研究所容许的逐年走势。画出全部{n:,}个设计点。",
    en="What the study holds possible, year by year. All {n:,} points are drawn.",
)
TIME_SOME = Text(
    zh="本研究所容许的逐年走势。从{n:,}个设计点中均匀选出{some}个画出。",
    en="What the study holds possible, year by year. {some} of its {n:,} points, evenly spread, are drawn.",
)

# The page.
QUESTION = Text(zh="问题：{question}", en="Question: {question}")
EXPECTED = Text(zh="事先的预期：{prediction}", en="Expected beforehand: {prediction}")
RANGES = Text(
    zh="结果只在下列因素的取值范围内成立：范围窄的因素会显得不重要。",
    en="Results hold for the ranges of the factors named below: a factor with a narrow range looks unimportant.",
)
BESIDE = Text(
    zh="tables/ 存数据（Parquet 和 CSV），figures/ 存图（PNG 和 SVG），runs.sqlite 存每一次运行。",
    en="tables/ holds its numbers as Parquet and CSV, figures/ its figures as PNG and SVG, runs.sqlite every run.",
)
AS_LISTED = Text(zh="按案例", en="as listed")
