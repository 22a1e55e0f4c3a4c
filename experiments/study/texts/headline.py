"""What is said of what a study found, a sentence per outcome."""

from __future__ import annotations

from sim.say import Text

OF_OUTCOME = Text(zh="{outcome}：{what}", en="{outcome}: {what}")
SPAN = Text(
    zh="除另行注明学年的指标外，均为{spans:and}的均值{less}，共{runs:,}次运行；括号内为95%区间。",
    en="Means of {spans:and} unless an outcome names others{less}, of {runs:,} runs; in brackets, 95 % intervals.",
)
LESS = Text(zh="（各减去同一种子的基线值）", en=", each less the baseline's of the same seed")

# By indices and in the unit of the outcome.
INDEX = Text(zh="{factor}：{index} {estimate}", en="{factor}: {index} {estimate}")
TOTAL_INDEX = Text(zh="总指数", en="total index")
MOVED = Text(zh="{factor}：由{start}到{end}，变动{change}", en="{factor}: {change} from {start} to {end}")
SOME = Text(zh="{items}；另有{n}个", en="{items} and {n} more")
MORE = Text(zh="另有{n}个因素", en="{n} more")

# What moves an outcome.
NO_INDICES = Text(
    zh="{outcome}：因素引起的变动不超出运气所能引起的；没有指数。",
    en="{outcome}: the factors move it by no more than could be luck; it has no indices.",
)
UNRANKED = Text(
    zh="{outcome}：没有区间就不能排序；{factors}。", en="{outcome}: nothing can be ranked without intervals; {factors}."
)
NONE_MOVES = Text(
    zh="{outcome}：没有任何因素的作用能与零区分。",
    en="{outcome}: no factor moves it by an amount that can be told from none.",
)
MOST = Text(zh="{outcome}受影响最大的因素：{factors}{less}。", en="{outcome} is moved most by {factors}{less}.")
THESE = Text(
    zh="{outcome}受影响最大的是以下因素，它们之间分不出先后：{factors}{less}。",
    en="{outcome} is moved most by these, which cannot be ranked among themselves: {factors}{less}.",
)
UNSURE = Text(
    zh="{outcome}受以下因素影响：{factors}{less}；{unsure}的作用既不能与零区分，也不能与上述因素区分。",
    en="{outcome} is moved by {factors}{less}; {unsure} cannot be told from none, nor from {n:this|these}.",
)
LESSER = Text(zh="；另有{n}个因素的影响较小", en="; {n} more {n:moves|move} it by less")

# Points of a list.
ONE_SEED = Text(
    zh="{outcome}：只有一个种子，没有区间，因此不谈各设计点有何不同。",
    en="{outcome}: one seed gives no interval, so nothing is said of how the points differ.",
)
NO_POINT = Text(
    zh="{outcome}：没有任何设计点与第一个的差异能与零区分。",
    en="{outcome}: no point differs from the first by an amount that can be told from none.",
)
POINTS = Text(zh="{outcome}，减去第一个设计点：{points}{rest}。", en="{outcome}, less the first point: {points}{rest}.")
NOT_TOLD = Text(zh="；{n}个不能与之区分", en="; {n} cannot be told from it")
POINT = Text(zh="第{n}点（{values}）：{change}", en="point {n} ({values}): {change}")

# Nothing.
NO_VALUE = Text(zh="没有一次运行有它的值。", en="no run has a value of it.")
NOTHING_BECAUSE = Text(zh="无可断言：{why}。", en="nothing can be told: {why}.")
COMPANION = Text(
    zh="在整个设计中介于{low}与{high}之间；列入结果指标，才会有它自己的结论。",
    en="between {low} and {high} over the design; listed among the outcomes it would have answers of its own.",
)
NOTHING_VARIED = Text(
    zh="没有变动任何因素：本研究只反映种子的运气。",
    en="nothing was varied: the study is the luck of its seeds alone.",
)
NOTHING_TOLD = Text(zh="无可断言。", en="nothing can be told.")
