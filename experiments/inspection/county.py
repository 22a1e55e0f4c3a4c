"""The inspection of a county's records under one or both regimes, by register and where postings are known by post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.inspection.amounts import STAGES, Staffed, left_out, staffed
from experiments.inspection.rules import Rule, difference, rules
from experiments.inspection.scores import GradeMeasure, measures
from experiments.records.columns import Records
from sim.equity.inspection import County, Judgement, Verdict, county, judge
from sim.equity.shortfall import Shortfall, shortfall
from sim.equity.standards import REGIMES, Regime
from sim.say import Said
from sim.state import Array


@dataclass(frozen=True)
class RegimeView:
    """One regime seen in one way: by register or by post."""

    regime: Regime
    staffed: Staffed
    amounts: Array  # (n, k)
    judgement: Judgement
    county: County
    shortfall: Shortfall

    @property
    def by(self) -> str:
        """How teachers are counted: register or post."""
        return self.staffed.by


@dataclass(frozen=True)
class Inspection:
    """Everything that is found in the records of a county."""

    records: Records
    views: tuple[RegimeView, ...]  # the one by register first
    rules: tuple[Rule, ...]
    measures: tuple[GradeMeasure, ...]
    notes: tuple[Said, ...]

    def view(self, regime: Regime, by: str = "register") -> RegimeView | None:
        """Return one view, or None where it was not asked for or cannot be had."""
        return next((v for v in self.views if v.regime is regime and v.by == by), None)

    @property
    def stages(self) -> tuple[int, ...]:
        """The stages that have schools."""
        present = np.unique(self.views[0].staffed.stage)
        return tuple(int(i) for i in present)


def inspect_records(records: Records, regimes: Sequence[int] = (2017, 2012)) -> Inspection:
    """Return the inspection of checked records."""
    ways = [s for by in ("register", "post") if (s := staffed(records, by)) is not None]
    found = tuple(measures(records))
    views = tuple(view(REGIMES[year], way) for year in regimes for way in ways)
    others = rules(ways[0]) + [difference(m.stage, m.grade, m.value) for m in found if m.name == "icc"]
    return Inspection(records, views, tuple(others), found, (*records.notes, *left_out(records)))


def view(regime: Regime, way: Staffed) -> RegimeView:
    """Judge schools and county under a regime."""
    amounts = way.amounts(regime)
    arguments = (amounts, way.pupils, way.stage, regime)
    return RegimeView(regime, way, amounts, judge(*arguments), county(*arguments), shortfall(*arguments))


def headline(view: RegimeView) -> dict[str, Verdict]:
    """Return the verdict on the county by stage."""
    return {s: Verdict(int(view.county.verdict[i])) for i, s in enumerate(STAGES) if view.county.schools[i]}
