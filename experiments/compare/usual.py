"""What every comparison shows: outcomes of each stage, and of each district where there are several."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from experiments.compare.scenarios import Scenario
from experiments.pages.districts import MEASURES
from experiments.runs import outcomes
from experiments.runs.outcomes import Outcome
from experiments.words import labels
from sim.axes import OUTCOMES
from sim.equity.metrics import FAMILIES, in_order


def followed(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Return the outcomes of pupils that all of some scenarios follow."""
    return tuple(name for name in OUTCOMES.names if all(name in s.run.case.outcomes for s in scenarios))


def usual(stages: Iterable[str], followed: Container[str]) -> tuple[str, ...]:
    """Return the names of the outcomes that every comparison shows: of some stages, and of the outcomes of pupils followed."""
    names = (f"{m}.{stage}" for family in FAMILIES for m in in_order(family, followed) for stage in stages)
    return (*names, f"{outcomes.COST}.{outcomes.TOTAL}")


def of_district(measure: str, stage: str, district: str) -> str:
    """Return the name of an outcome of the schools of a district."""
    return f"{measure}.{stage}@district={district}"


def of_districts(stages: Iterable[str], districts: Iterable[str]) -> list[str]:
    """Return the names of the outcomes of each district that a comparison shows."""
    return [of_district(m, s, d) for m in MEASURES for s in stages for d in districts]


def every(asked: Sequence[Outcome], scenarios: Sequence[Scenario]) -> tuple[Outcome, ...]:
    """Return the outcomes every comparison shows, those of each district where there are several, then those asked for."""
    run, cases = scenarios[0].run, [s.run.case for s in scenarios]
    stages = labels.stages(cases)
    shown = (*usual(stages, followed(scenarios)), *of_districts(stages, labels.districts(cases)))
    found = {o.name: o for o in [*map(outcomes.parse, shown), *asked]}
    for outcome in found.values():
        outcome.check(run.case, run.years)
        for scenario in scenarios[1:]:
            outcome.check_followed(scenario.run.case)
    return tuple(found.values())
