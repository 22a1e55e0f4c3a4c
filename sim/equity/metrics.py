"""The yearly record of a district by stage: every declared measure, and the CVs of the seven indicators."""

from __future__ import annotations

from sim.equity import indicators, provision, scores
from sim.equity.metric import METRICS, Metric
from sim.equity.snapshot import Snapshot

__all__ = ["METRICS", "Metric", "measure", "provision", "scores"]


def measure(snap: Snapshot) -> list[dict[str, float]]:
    """Return every measure for each stage, with the CVs of the seven indicators by register and by post."""
    out = []
    register, post, _ = snap.cvs
    for stage in (0, 1):
        row = {m.name: m.of(snap, stage) for m in METRICS}
        for i, name in enumerate(indicators.INDICATORS):
            row[f"cv_{name}"] = float(register[stage, i])
        for i, name in enumerate(indicators.INDICATORS[:3]):  # stocks do not move with teachers
            row[f"cv_{name}_by_post"] = float(post[stage, i])
        out.append(row)
    return out
