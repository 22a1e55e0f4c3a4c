"""The yearly record of a district by stage, or of some schools of it: every declared measure that is taken every year."""

from __future__ import annotations

from sim.equity import development, exact, hours, provision, satisfaction, scores
from sim.equity.metric import FAMILIES, REGISTRY, Metric, in_order, tagged, yearly
from sim.equity.snapshot import Snapshot

__all__ = [
    "FAMILIES",
    "REGISTRY",
    "Metric",
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
    stages = snap.world.stages
    columns = {m.name: m.values(snap, len(stages)) for m in yearly(snap.world.case.outcomes)}
    return [{name: values[stage] for name, values in columns.items()} for stage in stages.codes]
