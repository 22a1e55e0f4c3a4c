"""What sensitivity analysis says."""

from __future__ import annotations

from sim.say import Text

NOT_WHOLE = Text(
    zh="形状为 {shape} 的结果不能分成每组{width}个设计点的完整基行",
    en="{shape} outcomes do not make whole base rows of {width} points",
)
