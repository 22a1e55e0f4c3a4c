"""Yearly measures of how satisfied families and teachers are."""

from __future__ import annotations

from sim.equity.metric import metric
from sim.equity.snapshot import Snapshot


@metric("share", "家长满意度")
def families_satisfied(snap: Snapshot, stage: int) -> float:
    """Share of families satisfied with their school at the yearly survey; the national standard asks for 0.85.

    年度调查中对学校满意的家长的比例；国家标准要求0.85。
    """
    return snap.counted("satisfied", stage)


@metric("share", "教师满意度")
def teachers_content(snap: Snapshot, stage: int) -> float:
    """Share of teachers content with their work at the yearly survey; the mean over schools, by classes.

    年度调查中对工作满意的教师的比例；各校按班数取均值。
    """
    return snap.counted("content", stage)
