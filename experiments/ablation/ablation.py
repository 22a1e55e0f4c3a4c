"""An ablation carried out: the scenarios run as `compare` runs them, and what each part of the reform contributes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments.ablation import texts
from experiments.ablation.arms import AblationPlan, Contribution
from experiments.compare.comparison import Comparison, compare, prepared
from experiments.engine import Options
from experiments.files.study_folder import ABLATE, check_beside
from experiments.runs import outcomes
from experiments.runs.chance import Chance
from experiments.runs.definition import Run
from experiments.runs.outcomes import Outcome
from experiments.statistics import paired
from experiments.statistics.paired import Paired
from experiments.statistics.together import together
from experiments.store import forecast
from experiments.store.campaign import check_size
from experiments.store.meter import PER_RUN, PER_YEAR, duration, size
from experiments.words import labels
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

MEASURES = ("core_member_gap", "mean_score", "core_score", "bottom_decile")
SPENT = ("hours.total", "cost.total")
# Seeds. Which differences go together is learned from them, and here are hundreds: of 400 independent normal differences that
# are nothing, one at least looked sure in a tenth of 40 trials, not a twentieth, at 4, 10 and 20 seeds alike.
ENOUGH = 20
SAME = 1e-9  # of a difference: as much as it may vary between seeds and still be the same in all


@dataclass(frozen=True)
class Ablation:
    """The scenarios of a plan with what their runs gave."""

    plan: AblationPlan
    found: Comparison

    @property
    def stages(self) -> dict[str, labels.Words]:
        """The stages the case teaches, with their labels."""
        return labels.stages([self.plan.run.case])

    @property
    def enough(self) -> bool:
        """Whether there are seeds enough for intervals that hold together, without which nothing is called a difference."""
        return len(self.found.seeds) >= ENOUGH

    @cached_property
    def parts(self) -> list[Contribution]:
        """The differences that were asked for."""
        return self.plan.parts()

    def at(self, horizon: int) -> dict[str, Outcome]:
        """Return the outcomes at a horizon, by their names without years."""
        names = asked(self.plan, horizon)
        return {name.partition("@")[0]: outcomes.parse(name) for name in names}

    def draws(self, part: Contribution, outcome: str) -> NDArray[np.float64]:
        """Return a difference seed by seed, shape (seeds,); NaN where one of its runs is not there."""
        terms = [weight * self.found.table(name, outcome).mean(1) for name, weight in part.weights.items()]
        return np.sum(terms, axis=0) if terms else np.zeros(len(self.found.seeds))

    @cached_property
    def _pairs(self) -> dict[tuple[str, str, str, str, str], tuple[Paired, float]]:
        """Every difference with its p, by part, way, instrument, placebo and outcome; those of the case are one family.

        Those under placebo are another: they say where the first come from, and widen no interval of theirs.
        """
        names, out = [o.name for o in every_asked(self.plan)], {}
        for family in (lambda p: not p.placebo, lambda p: bool(p.placebo)):
            keys = [(part, name) for part in filter(family, self.parts) for name in names]
            columns = [self.draws(part, name) for part, name in keys]
            bounds = together(np.stack(columns, axis=1)) if columns else ((), (), ())
            for (part, name), column, low, high, p in zip(keys, columns, *bounds, strict=True):
                one = paired.pair(np.zeros_like(column), column)
                told = one._replace(low_all=float(low), high_all=float(high))
                out[part.part, part.way, part.instrument, part.placebo, name] = told, float(p)
        return out

    def pair(self, part: str, outcome: str, way: str = "", instrument: str = "", placebo: str = "") -> Paired:
        """Return what a part contributes to an outcome, whose baseline is zero; under a placebo where one is named."""
        return self._pairs[part, way, instrument, placebo, outcome][0]

    def is_sure(self, pair: Paired) -> bool:
        """Whether a contribution is told from none: by the interval that holds for all together, or as it never varies."""
        if pair.n < ENOUGH:
            return False
        if np.isfinite(pair.low_all):
            return pair.is_sure
        return pair.difference != 0 and pair.sd_paired <= SAME * abs(pair.difference)

    def leader(self, outcome: str, way: str) -> str | None:
        """Return the instrument that surely contributes most, up or down; None where the intervals forbid to say so."""
        tools = list(self.plan.instruments)
        pairs = [self.pair("instrument", outcome, way, i) for i in tools]
        if len(tools) < 2 or not any(map(self.is_sure, pairs)):
            return None
        lead = max(range(len(tools)), key=lambda k: abs(pairs[k].difference) if pairs[k].n else 0.0)
        parts = [part for part in self.parts if part.part == "instrument" and part.way == way and not part.placebo]
        draws = [self.draws(part, outcome) for part in parts]
        # Which leads was looked up first, so every two are one family, against each other and against the mirrored other.
        both = [(a, b, sign) for a in range(len(tools)) for b in range(len(tools)) if a != b for sign in (1, -1)]
        found = together(np.stack([draws[a] - sign * draws[b] for a, b, sign in both], axis=1))
        way_up = 1 if pairs[lead].difference > 0 else -1
        for (a, b, sign), low, high in zip(both, found.low, found.high, strict=True):
            alike = pairs[b].difference * pairs[lead].difference >= 0
            if a == lead and (sign == 1) == alike and not (low > 0 if way_up > 0 else high < 0):
                return None
        return tools[lead] if self.is_sure(pairs[lead]) else None

    def table(self) -> pd.DataFrame:
        """Return a row per horizon, outcome and part; ``low_all``, ``high_all`` and ``p_all`` hold for all rows together."""
        import pandas as pd

        rows = []
        for horizon in self.plan.horizons:
            for o in self.at(horizon).values():
                for part in self.parts:
                    p, p_all = self._pairs[part.part, part.way, part.instrument, part.placebo, o.name]
                    rows.append({
                        "horizon": horizon, "part": part.part, "way": part.way, "instrument": part.instrument,
                        "placebo": part.placebo, "outcome": o.name, "measure": o.measure if o.stage else o.name.partition("@")[0],
                        "stage": o.stage or "", "unit": o.unit, "n": p.n, "difference": p.difference, "low": p.low,
                        "high": p.high, "low_all": p.low_all, "high_all": p.high_all, "p_all": p_all,
                        "sd_paired": p.sd_paired,
                    })  # fmt: skip
        return pd.DataFrame(rows)

    def arms(self) -> pd.DataFrame:
        """Return which scenario is which: a row per arm, instrument and placebo."""
        import pandas as pd

        every = {"": self.plan.arms, **self.plan.placebos}
        rows = [(*key, placebo, text) for placebo, own in every.items() for key, text in own.items()]
        return pd.DataFrame(rows, columns=["arm", "instrument", "placebo", "scenario"])

    def values(self) -> pd.DataFrame:
        """Return the outcomes by scenario, seed and luck."""
        names = [o.name for o in every_asked(self.plan)]
        return self.found.values[["scenario", "seed", "luck", "key", "status", *names]]


def asked(plan: AblationPlan, horizon: int) -> list[str]:
    """Return the names of the outcomes at a horizon: scores of its last school year, hours and yuan a year up to then."""
    first, last = plan.span(horizon)
    stages = labels.stages([plan.run.case])
    return [
        *(f"{m}.{stage}@{last}-{last}" for m in MEASURES for stage in stages),
        *(f"{m}@{first}-{last}" for m in SPENT),
    ]


def every_asked(plan: AblationPlan) -> list[Outcome]:
    """Return the outcomes at all horizons."""
    return outcomes.parse_all([name for h in plan.horizons for name in asked(plan, h)])


def ablate(
    plan: AblationPlan,
    folder: str | os.PathLike[str],
    *,
    replications: int,
    options: Options | None = None,
    command: str = "",
    chance: Chance | None = None,
) -> Ablation:
    """Run what is missing of the scenarios of a plan on shared seeds.

    Parameters
    ----------
    plan
        Of `experiments.ablation.arms.plan`.
    folder
        Where the store of runs is, or is made.
    replications
        Number of seeds, 1 upwards.
    options
        How runs are carried out.
    command
        What to write beside the runs as their origin.
    chance
        How replications draw; with several lucks a population counts once, by the mean of its runs.

    Raises
    ------
    Refused
        When the folder belongs to something else, or the runs are too many.
    """
    found = compare(
        plan.scenarios,
        folder,
        replications=replications,
        asked=every_asked(plan),
        options=options,
        command=command,
        chance=chance,
        kind=ABLATE[0],
    )
    return Ablation(plan, found)


def cost(
    plan: AblationPlan,
    folder: Path,
    replications: int,
    options: Options,
    chance: Chance | None = None,
    more: Sequence[Run] = (),
) -> Said:
    """Say what the missing runs of a plan take, and ``more`` runs, measured on some of them; nothing is stored."""
    check_beside(folder, ABLATE)
    chance = chance or Chance()
    check_size(len(plan.scenarios), replications * chance.lucks, texts.SIZE())
    scenarios, _ = prepared(plan.scenarios, every_asked(plan))
    own = [run for s in scenarios for run in s.runs(range(1, replications + 1), chance)]
    runs = list({run.key: run for run in (*own, *more)}.values())
    with contextlib.ExitStack() as stack:
        missing = [run for run, due in forecast.with_need(runs, forecast.there(folder, stack)) if due]
    given = {"n": len(plan.scenarios), "seeds": replications * chance.lucks, "runs": len(runs)}
    given |= {"stored": len(runs) - len(missing)}
    if not missing:
        return texts.NOTHING_LEFT(**given)
    tried = _some(missing)
    years = [run.years for run in tried]
    total = forecast.measured(tried) * len(missing) / float(np.mean(years)) * float(np.mean([r.years for r in missing]))
    each, n = total / len(missing), forecast.processes(options)
    room = size(sum(PER_RUN + PER_YEAR * run.years for run in missing))
    return texts.TAKES(**given, each=each, time=duration(total / n), processes=n, room=room)


def _some(runs: Sequence[Run]) -> list[Run]:
    """Return the first, the middle and the last of some runs."""
    return [runs[k] for k in sorted({0, len(runs) // 2, len(runs) - 1})]
