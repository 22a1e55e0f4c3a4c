"""What is said of emulators: that they do not fit, or how far they can be trusted."""

from __future__ import annotations

from sim.say import Text

CONSTANT = Text(zh="在每个设计点上都相同；没有可拟合的", en="is the same at every point; there is nothing to emulate")
FEW_ROWS = Text(
    zh="{n}组设计点对代理模型太少：它要用未见过的组来检验，至少须有{least}组",
    en="{n} rows of points are too few for an emulator, which is judged on rows it has not seen; it needs {least}",
)
NO_SIGNAL = Text(zh="没有能与运气区分的信号", en="no signal that could be told from luck")
OF_SIGNAL = Text(zh="信号的{share:.0%}", en="{share:.0%} of the signal")
FITS_NOT = Text(
    zh="在未用于拟合的设计点上，代理模型所解释的：{told}，不足{enough:.0%}：拟合不好，不据以下结论；增加设计点或重复次数，或换用另一种代理模型，"
    "也许可以改善",
    en="the emulator explains {told} at points it has not seen, less than {enough:.0%}: it does not fit, and nothing is read from "
    "it; more points or replications may mend that, or the other emulator",
)
NO_VARIANCE = Text(
    zh="各因素引起的方差与0无法区分；以它为分母的指数没有意义",
    en="the variance that the factors move cannot be told from 0; indices would be shares of nothing",
)
WIDE_ROWS = Text(
    zh="总指数的区间最宽为{width:.2f}：可能的项有{terms:,}个，{n:,}组设计点偏少；增加组数能分清更多因素的先后",
    en="its widest interval of a total index is {width:.2f} wide: {n:,} rows are few for {terms:,} possible terms, and more of "
    "them rank more factors",
)
WIDE_POINTS = Text(
    zh="总指数的区间最宽为{width:.2f}：可能的项有{terms:,}个，{n:,}个设计点偏少；增加设计点能分清更多因素的先后",
    en="its widest interval of a total index is {width:.2f} wide: {n:,} points are few for {terms:,} possible terms, and more of "
    "them rank more factors",
)
ONE_REPLICATION = Text(
    zh="只有一次重复时，运气会被当成代理模型未能解释的部分，区间因此更宽",
    en="with one replication luck passes for what the emulator misses, and intervals are the wider for it",
)
NEEDS_SKLEARN = Text(
    zh='代理模型需要 scikit-learn，尚未安装；请运行 pip install "edugroup[emulators]"',
    en="emulators need scikit-learn, which is not installed; pip install 'edugroup[emulators]'",
)
