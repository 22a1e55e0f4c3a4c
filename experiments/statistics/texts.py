"""What statistics say: values of factors, and why something cannot be told."""

from __future__ import annotations

from sim.say import Text

YES = Text(zh="是", en="yes")
NO = Text(zh="否", en="no")
FEW_POINTS = Text(
    zh="{points:,}个设计点分不开{factors}个因素的作用：至少须有{least:,}个，才画响应曲线和龙卷风图",
    en="{points:,} points cannot tell {factors} factors apart: responses and tornadoes are shown from {least:,} points on",
)

# Arrays and tables that do not fit.
UNPAIRED = Text(
    zh="形状为 {a} 和 {b} 的两组无法配对；每组须为每个种子各有一个值",
    en="arms of shapes {a} and {b} cannot be paired; each needs one value per seed",
)
ROW_TWICE = Text(
    zh="组“{arm}”中，{keys}相同的行不止一行", en="arm '{arm}' holds more than one row for a combination of {keys}"
)
OTHER_SEEDS = Text(zh="两组的种子不同：{a} 和 {b}", en="the arms do not share their seeds: {a} and {b}")
NOT_A_TABLE = Text(
    zh="结果的形状为 {shape}；应为每个人群一行，每种运气一列",
    en="outcomes of shape {shape}; expected a row per population and a column per luck",
)
FEW_LUCKS = Text(
    zh="{populations}个人群，各{lucks}种运气；两者都须不少于2",
    en="{populations} populations with {lucks} lucks each; both parts need 2 or more",
)
