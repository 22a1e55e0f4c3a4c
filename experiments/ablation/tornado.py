r"""How far the effect of a reform hangs on each assumed coefficient: its range, one coefficient at a time, on shared seeds.

With :math:`E(k, x) = Y(case \mid k = x) - Y(no\;reform \mid k = x)` the effect where coefficient k has the value x, and
:math:`E_0` that where all have their own, the swing to an end x of its range is

.. math:: \Delta(k, x) = E(k, x) - E_0

Symbols: Y the mean of an outcome over the stages and over the last school years up to a horizon, all on the same luck. The
coefficient is moved in both arms. All are screened on one seed; those with the largest swings of the effect on the gap or on
member schools are then measured on other seeds, so that what was chosen for its luck is not measured by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments.ablation.ablation import Ablation
from experiments.ablation.arms import AblationPlan
from experiments.ablation.coefficients import Coefficient, assumed
from experiments.ablation.texts import tornado as texts
from experiments.engine import Options
from experiments.runs import outcomes
from experiments.runs.definition import Run, make_run, with_seed
from experiments.statistics import paired
from experiments.statistics.paired import Paired
from experiments.store.campaign import complete
from experiments.store.store import Store
from experiments.words import labels
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

MEASURES = ("core_member_gap", "member_score")  # by whose effects coefficients are ranked
LATEST = 10  # school year of the reform up to which runs are done
MEAN_OF = 3  # school years
SCREEN = 1  # seed of the screening; those measured on follow
KEPT = 12  # coefficients that are kept for each measure
OWN = ("", "")  # no coefficient, at no end

type Arm = tuple[str, str]  # a coefficient and an end of its range; `OWN` where all have their own values


@dataclass(frozen=True)
class TornadoPlan:
    """What is to be run: every assumed coefficient at either end, with the reform and without."""

    run: Run  # with the reform, its seed left open
    coefficients: tuple[Coefficient, ...]
    horizon: int
    span: tuple[int, int]  # school years that are averaged
    seeds: int  # measured on
    kept: int = KEPT

    @property
    def arms(self) -> list[Arm]:
        """All that is set, that nothing is among them."""
        return [OWN, *((c.name, end) for c in self.coefficients for end in c.ends)]

    @cached_property
    def _settings(self) -> dict[Arm, dict[str, object]]:
        given = dict(self.run.overrides)
        ends = {(c.name, end): {**given, **sets} for c in self.coefficients for end, (_, sets) in c.ends.items()}
        return {OWN: given, **ends}

    @cached_property
    def pairs(self) -> dict[Arm, tuple[Run, Run]]:
        """The runs without and with the reform, by what is set; their seed is left open."""
        source, years = self.run.source, self.run.years
        return {
            arm: (make_run(source, sets, years=years, reforms=False), make_run(source, sets, years=years))
            for arm, sets in self._settings.items()
        }

    def runs(self, arms: Sequence[Arm], seeds: Sequence[int]) -> list[Run]:
        """Return the runs of some settings on some seeds."""
        return [with_seed(run, seed) for seed in seeds for arm in arms for run in self.pairs[arm]]

    @property
    def measured_on(self) -> range:
        """The seeds that what is kept is measured on."""
        return range(SCREEN + 1, SCREEN + 1 + self.seeds)

    def screening(self) -> list[Run]:
        """Return the runs of the screening."""
        return self.runs(self.arms, [SCREEN])

    def size(self) -> Said:
        """Say how many runs it takes."""
        screening = len(self.screening())
        more = len(self.at_most()) - screening
        return texts.SIZE(n=len(self.coefficients), screening=screening, seeds=self.seeds, more=more)

    def at_most(self) -> list[Run]:
        """Return as many runs as the tornado can come to: which will be kept is not known before the screening."""
        some = self.arms[: 1 + 2 * self.kept * len(MEASURES)]
        return [*self.screening(), *self.runs(some, self.measured_on)]


def plan(of: AblationPlan, seeds: int, only: Sequence[str] = ()) -> TornadoPlan:
    """Return the tornado of an ablation: at its last horizon that is not beyond `LATEST`."""
    horizon = max((h for h in of.horizons if h <= LATEST), default=of.horizons[0])
    first, last = of.span(horizon)
    run = replace(of.run, years=last - of.run.first_year + 1)
    coefficients = [c for c in assumed(run, only) if c.ends]
    return TornadoPlan(run, tuple(coefficients), horizon, (max(last - MEAN_OF + 1, first), last), seeds)


@dataclass(frozen=True)
class Tornado:
    """A plan with what its runs gave."""

    plan: TornadoPlan
    kept: tuple[str, ...]  # coefficients measured on all seeds, that with the largest swing first
    screened: Mapping[tuple[Arm, str], NDArray[np.float64]]  # effects by what is set and measure, of the one seed
    effects: Mapping[tuple[Arm, str], NDArray[np.float64]]  # those of the kept ones, by seed
    points_per_sd: float

    @cached_property
    def by_name(self) -> dict[str, Coefficient]:
        """The coefficients by their names."""
        return {c.name: c for c in self.plan.coefficients}

    def effect(self, measure: str, arm: Arm = OWN) -> Paired:
        """Return the effect of the reform on a measure."""
        found = self.effects[arm, measure]
        return paired.pair(np.zeros_like(found), found)

    def swing(self, measure: str, arm: Arm) -> Paired:
        """Return how the effect changes where a coefficient is at an end of its range."""
        return paired.pair(self.effects[OWN, measure], self.effects[arm, measure])

    def ends(self, name: str) -> list[str]:
        """Return the ends at which a coefficient was measured."""
        return [*self.by_name[name].ends]

    def largest(self, measure: str) -> list[tuple[str, float]]:
        """Return the kept coefficients with the larger of their two swings, the largest first."""
        found = [(name, max((self.swing(measure, (name, end)).difference for end in self.ends(name)), key=_size))
                 for name in self.kept]  # fmt: skip
        return sorted(found, key=lambda one: (-_size(one[1]), one[0]))

    def table(self) -> pd.DataFrame:
        """Return a row per measure, coefficient and end: the effect there, and its change; first those of the screening."""
        import pandas as pd

        rows = []
        for phase, found in (("screening", self.screened), ("measured", self.effects)):
            for (arm, measure), values in found.items():
                if arm == OWN:
                    continue
                c, end = self.by_name[arm[0]], arm[1]
                own = found[OWN, measure]
                p = paired.pair(own, values)
                rows.append({
                    "phase": phase, "measure": measure, "coefficient": c.name, "end": end, "default": c.default,
                    "value": c.ends[end][0], "unit": "points", "n": p.n, "effect": p.baseline, "effect_there": p.reform,
                    "difference": p.difference, "low": p.low, "high": p.high, "sd_paired": p.sd_paired,
                })  # fmt: skip
        return pd.DataFrame(rows)


def carry_out(of: TornadoPlan, folder: Path, found: Ablation, options: Options | None = None) -> Tornado:
    """Run the tornado in the folder of an ablation, whose own runs stay what its store asks for."""
    names, options = _names(of), options or Options()
    own = [run for s in found.found.scenarios for run in s.runs(found.found.seeds, found.found.chance)]
    with Store(folder, write=True) as store:
        screening = of.screening()
        complete(store, [*own, *screening], options)
        screened = dict(_effects(store, of, of.arms, [SCREEN], names))
        kept = _kept(of, screened)
        arms = [OWN, *(arm for arm in of.arms if arm[0] in kept)]
        complete(store, [*own, *screening, *of.runs(arms, of.measured_on)], options)
        effects = dict(_effects(store, of, arms, of.measured_on, names))
    return Tornado(of, tuple(kept), screened, effects, found.found.points_per_sd)


def _names(of: TornadoPlan) -> dict[str, list[str]]:
    """Return the outcomes that are averaged for each measure: one per stage."""
    first, last = of.span
    return {m: [f"{m}.{stage}@{first}-{last}" for stage in labels.stages([of.run.case])] for m in MEASURES}


def _effects(
    store: Store, of: TornadoPlan, arms: Sequence[Arm], seeds: Sequence[int], names: Mapping[str, Sequence[str]]
) -> Iterator[tuple[tuple[Arm, str], NDArray[np.float64]]]:
    """Yield the effects by what is set and measure, an entry per seed; NaN where a run is not there."""
    asked = [outcomes.parse(name) for some in names.values() for name in some]
    for arm in arms:
        without, with_it = (store.frame([with_seed(run, s).key for s in seeds], asked) for run in of.pairs[arm])
        for measure, some in names.items():
            apart = with_it[list(some)].to_numpy(np.float64) - without[list(some)].to_numpy(np.float64)
            yield (arm, measure), _mean(apart)


def _mean(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each row over the stages that have a value; NaN where none has."""
    known = np.isfinite(apart)
    n = known.sum(1)
    out: NDArray[np.float64] = np.where(known, apart, 0.0).sum(1) / np.where(n > 0, n, np.nan)
    return out


def _kept(of: TornadoPlan, screened: Mapping[tuple[Arm, str], NDArray[np.float64]]) -> list[str]:
    """Return the coefficients with the largest swings of any measure in the screening, the largest first."""
    size: dict[str, list[float]] = {}
    for measure in MEASURES:
        own = screened[OWN, measure][0]
        swings: dict[str, float] = {}
        for name, end in of.arms[1:]:
            by = _size(float(screened[(name, end), measure][0] - own))
            swings[name] = max(by, swings.get(name, 0.0))
        for name in sorted(swings, key=lambda n: (-swings[n], n))[: of.kept]:
            if swings[name] > 0:
                size.setdefault(name, []).append(swings[name])
    return sorted(size, key=lambda n: (-max(size[n]), n))


def _size(x: float) -> float:
    return abs(x) if np.isfinite(x) else 0.0
