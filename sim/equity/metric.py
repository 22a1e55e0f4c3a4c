"""What a yearly measure is, and the list of all of them in the order of their declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.equity.snapshot import Snapshot
from sim.told import first_line


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure: ``of(snapshot, stage)`` returns a float."""

    name: str
    unit: str
    zh: str
    en: str
    of: Callable[[Snapshot, int], float]


METRICS: list[Metric] = []


def metric(unit: str, zh: str) -> Callable[[Callable[[Snapshot, int], float]], Callable[[Snapshot, int], float]]:
    """Register a measure; the first line of its docstring is its English label."""

    def add(of: Callable[[Snapshot, int], float]) -> Callable[[Snapshot, int], float]:
        METRICS.append(Metric(of.__name__, unit, zh, first_line(of).rstrip("."), of))
        return of

    return add
