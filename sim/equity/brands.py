"""How alike schools are in culture, how many have a name, and how far groups have come: the goals and fears of J7, I7 and B17."""

from __future__ import annotations

from sim.equity.metric import metric
from sim.equity.snapshot import Snapshot


@metric("share", "同质化指数")
def homogenisation(snap: Snapshot, stage: int) -> float:
    """1 less the SD of schools' places on the axis of cultures over that of their roots; 0 where none moved, 1 if all are alike.

    学校文化的差异比其自身历史所形成的差异少多少：1减去各校文化位置的标准差与其根基标准差之比；无校改变时为0，各校相同时为1。
    """
    return snap.counted("alike", stage)


@metric("schools", "名校数")
def schools_with_name(snap: Snapshot, stage: int) -> float:
    """Schools whose reputation is at least that of a strong school of the first day (`reputation.named`).

    声誉不低于第一天强校水平（`reputation.named`）的学校数。
    """
    return snap.counted("named", stage)


@metric("index", "集团发展阶段")
def phase_of_groups(snap: Snapshot, stage: int) -> float:
    """Mean stage reached by the groups whose core teaches here: 0 growing, 1 making names, 2 about quality.

    核心校设有该学段的集团所处的平均阶段：0为集团化，1为名校化，2为品质化。
    """
    return snap.counted("phase", stage)
