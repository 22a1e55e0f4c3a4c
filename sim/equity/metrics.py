"""The yearly record of a district by stage, or of some schools of it: every declared measure that is taken every year."""

from __future__ import annotations

from sim.equity import brands, development, exact, hours, provision, satisfaction, scores
from sim.equity.metric import FAMILIES, REGISTRY, Metric, in_order, tagged, yearly
from sim.equity.snapshot import Snapshot

__all__ = [
    "FAMILIES",
    "REGISTRY",
    "Metric",
    "brands",
    "development",
    "exact",
    "hours",
    "in_order",
    "measure",
    "provision",
    "satisfaction",
    "scores",
    "tagged",
    "yearly",
]


def measure(snap: Snapshot) -> list[dict[str, float]]:
    """Return every yearly measure of the outcomes the case follows for each stage."""
    n, wanted = len(snap.world.stages), yearly(snap.world.case.outcomes)
    names, values = [m.name for m in wanted], [m.values(snap, n) for m in wanted]
    return [dict(zip(names, of_stage, strict=True)) for of_stage in zip(*values, strict=True)]
