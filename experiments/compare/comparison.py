"""Scenarios on shared seeds: runs through the store of a folder, paired differences, and as many seeds as it takes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments.compare import by_run, texts
from experiments.compare.precision import FLOOR, MOST, WIDTHS, Width, look
from experiments.compare.scenarios import Scenario
from experiments.compare.usual import every, followed, of_districts, usual
from experiments.engine import OK, Options
from experiments.files.study_folder import COMPARE, check_beside
from experiments.runs import outcomes
from experiments.runs.chance import Chance
from experiments.runs.outcomes import Outcome
from experiments.statistics import paired, seed_parts
from experiments.statistics.paired import Paired
from experiments.statistics.price import Price, price
from experiments.statistics.together import together
from experiments.store import purpose
from experiments.store.campaign import Tally, check_size, complete
from experiments.store.store import DAMAGED, Ended, Store
from experiments.terminal.progress import say
from experiments.words import labels
from sim.equity.metrics import FAMILIES, in_order, tagged
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Comparison:
    """Scenarios with what their runs gave; the first is the reference, but of placebos, which are set against their own."""

    scenarios: tuple[Scenario, ...]
    seeds: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    values: pd.DataFrame  # scenario, seed, luck (0 upwards), key, status and a column per outcome
    district: pd.DataFrame  # arm, seed, year, stage and the measures tagged "over time"; NaN where a run is not there
    spent: pd.DataFrame  # arm, seed, year, yuan, hours, and by stage points and pupils; only of runs that are there
    precision: Mapping[str, Width]  # widths asked for, by outcome; empty where the number of seeds was given
    looks: tuple[str, ...]  # what each look at the intervals found
    tally: Tally
    new: int  # runs that were done for this comparison
    failures: tuple[Ended, ...]
    discount: float = 0.0  # rate at which later years count less in the price of a gain
    chance: Chance = field(default_factory=Chance)

    @property
    def points_per_sd(self) -> float:
        """Points of the exam scale in one standard deviation."""
        return float(self.scenarios[0].run.value_of("tests.sd"))

    @property
    def followed(self) -> tuple[str, ...]:
        """The outcomes of pupils that every scenario follows."""
        return followed(self.scenarios)

    @property
    def stages(self) -> dict[str, labels.Words]:
        """The stages that any of the scenarios teaches, with their labels."""
        return labels.stages([s.run.case for s in self.scenarios])

    @property
    def districts(self) -> dict[str, labels.Words]:
        """The districts that all scenarios have, with their labels; none where that is not several."""
        return labels.districts([s.run.case for s in self.scenarios])

    @property
    def extra(self) -> list[Outcome]:
        """The outcomes that were asked for and stand in no other part of its page."""
        shown = {*usual(self.stages, self.followed), *of_districts(self.stages, self.districts)}
        return [o for o in self.outcomes if o.name not in shown]

    @property
    def has_values(self) -> bool:
        """Whether any outcome can be compared in any seed."""
        return any(self.pair(s.text, o.name).n for s in self.compared for o in self.outcomes)

    @property
    def damaged(self) -> int:
        """Number of runs that ended well and are not what was written."""
        lost = self.values.loc[self.values["status"] == DAMAGED, "key"].nunique()
        return int(lost) - sum(e.status == DAMAGED for e in self.failures)

    @property
    def names(self) -> list[str]:
        """The scenarios as they were written, in order."""
        return [s.text for s in self.scenarios]

    @cached_property
    def compared(self) -> tuple[Scenario, ...]:
        """The scenarios that are set against another: not the first, unless it is a placebo, nor those of placebos."""
        references = {self.names[0], *(s.against for s in self.scenarios)}
        return tuple(s for s in self.scenarios if s.against or s.text not in references)

    @property
    def placebos(self) -> tuple[Scenario, ...]:
        """The scenarios that are set against themselves without reforms."""
        return tuple(s for s in self.scenarios if s.against)

    def against(self, scenario: str) -> Scenario:
        """Return what a scenario is set against: the first, or of a placebo the same schools without reforms."""
        own = next(s.against for s in self.scenarios if s.text == scenario)
        return next(s for s in self.scenarios if own in {None, s.text})

    def called(self, scenario: Scenario) -> Said:
        """Return what a scenario is called beside its differences: with what it is set against where that is not the first."""
        if not scenario.against:
            return scenario.name
        return texts.AGAINST_OWN(scenario=scenario.name, other=self.against(scenario.text).name)

    def pair(self, scenario: str, outcome: str, against: str | None = None) -> Paired:
        """Return the paired comparison of a scenario with another, by default with what it is set against."""
        first = against or self.against(scenario).text
        found = paired.pair(*(self.table(name, outcome).mean(1) for name in (first, scenario)))
        low, high, _ = self._together.get((scenario, first, outcome), (float("nan"),) * 3)
        return found._replace(low_all=low, high_all=high)

    @cached_property
    def _together(self) -> dict[tuple[str, str, str], tuple[float, float, float]]:
        """Simultaneous bounds and p of every pair of scenarios (a placebo or the later first) and outcome: all one family."""
        own = {(s.text, s.against) for s in self.placebos}
        later = [(b, a) for i, a in enumerate(self.names) for b in self.names[i + 1 :]]
        pairs = [(a, b) if (a, b) in own else (b, a) for b, a in later]
        keys = [(b, a, o.name) for b, a in pairs for o in self.outcomes]
        columns = [self.table(b, o).mean(1) - self.table(a, o).mean(1) for b, a, o in keys]
        found = together(np.stack(columns, axis=1))
        return {k: (float(x), float(y), float(z)) for k, x, y, z in zip(keys, *found, strict=True)}

    def table(self, scenario: str, outcome: str) -> NDArray[np.float64]:
        """Return an outcome by seed and luck, shape (seeds, lucks); NaN where a run is not there."""
        out: NDArray[np.float64] = self._by_seed[scenario][outcome].to_numpy(np.float64)
        return out

    @cached_property
    def _by_seed(self) -> dict[str, pd.DataFrame]:
        """The values of every scenario, a row for each seed and a column for each outcome and luck."""
        rows = self.values.groupby("scenario", sort=False)
        return {str(name): one.pivot(index="seed", columns="luck") for name, one in rows}

    def parts(self) -> pd.DataFrame:
        """Return what population and luck make of the variance of outcomes and of differences; no row without lucks.

        One row per scenario, outcome and part, ``against`` empty where the outcome itself is split.
        """
        import pandas as pd

        rows, compared = [], [s.text for s in self.compared]
        for name in self.names if self.chance.lucks > 1 and len(self.seeds) > 1 else ():
            for against in ("", self.against(name).text) if name in compared else ("",):
                for o in self.outcomes:
                    y = self.table(name, o.name) - (self.table(against, o.name) if against else 0)
                    if np.isfinite(y).all(1).sum() > 1:
                        head = {"scenario": name, "against": against, "outcome": o.name, "unit": o.unit}
                        rows += [{**head, **part._asdict()} for part in seed_parts.nested(y)]
        return pd.DataFrame(rows, columns=["scenario", "against", "outcome", "unit", *seed_parts.VariancePart._fields])

    def effects(self) -> pd.DataFrame:
        """Return a row per scenario that is set against another and per outcome, with the fields of the paired comparison."""
        own = [(s.text, self.against(s.text).text) for s in self.compared]
        pairs = self.pairs().set_index(["scenario", "against"])
        return pairs.loc[[pair for pair in pairs.index.unique() if pair in own]].reset_index()

    def pairs(self) -> pd.DataFrame:
        """Return a row per pair of scenarios and outcome; ``low_all``, ``high_all`` and ``p_all`` hold for all rows together."""
        import pandas as pd

        family = {m: f for f in FAMILIES for m in tagged(f, self.followed)}
        rows = []
        for (scenario, against, outcome), (*_, p_all) in self._together.items():
            o, p = self._known[outcome], self.pair(scenario, outcome, against)
            rows.append({
                "scenario": scenario, "against": against, "outcome": o.name, "measure": o.measure, "stage": o.stage,
                "family": family.get(o.measure, ""), "unit": o.unit, "n": p.n, "mean_against": p.baseline,
                "mean": p.reform, "difference": p.difference, "low": p.low, "high": p.high, "low_all": p.low_all,
                "high_all": p.high_all, "p_all": p_all, "sd_paired": p.sd_paired, "sd_unpaired": p.sd_unpaired,
            })  # fmt: skip
        return pd.DataFrame(rows)

    @cached_property
    def _known(self) -> dict[str, Outcome]:
        return {o.name: o for o in self.outcomes}

    def price(self, scenario: str) -> Price:
        """Return what a scenario costs and gains over all years against what it is set against, with the price of a gain."""
        here, first = (
            self.spent[self.spent["arm"] == arm].set_index(["seed", "year"])
            for arm in (scenario, self.against(scenario).text)
        )
        apart = here.drop(columns="arm") - first.drop(columns="arm")
        both = apart[["yuan", "hours"]].assign(points=0.0, pupils=0.0)
        scored = [
            apart[[f"points.{s}"]].set_axis(["points"], axis=1).assign(pupils=here[f"pupils.{s}"], yuan=0.0, hours=0.0)
            for s in self.stages
        ]
        import pandas as pd

        frame = pd.concat([part.dropna() for part in (both, *scored)]).reset_index()
        return price(frame, self.points_per_sd, self.discount)

    def by_year(self) -> pd.DataFrame:
        """Return the paired comparison of every school year and stage, scenario by scenario."""
        import pandas as pd

        parts = []
        for s in self.compared:
            arms = (self.against(s.text).text, s.text)
            found = paired.compare(self.district, in_order("over time", self.followed), by=("year", "stage"), arms=arms)
            parts.append(found.rename(columns={"baseline": "mean_against", "reform": "mean"}).assign(scenario=s.text))
        return pd.concat(parts, ignore_index=True)


def compare(
    scenarios: Sequence[Scenario],
    folder: str | os.PathLike[str],
    *,
    replications: int | None,
    precision: Mapping[str, Width] | None = None,
    most: int = MOST,
    asked: Sequence[Outcome] = (),
    options: Options | None = None,
    command: str = "",
    chance: Chance | None = None,
    discount: float = 0.0,
    kind: str = COMPARE[0],
) -> Comparison:
    """Run what is missing of some scenarios on shared seeds, and compare each with the first, placebos with their own.

    Parameters
    ----------
    scenarios
        Two or more.
    folder
        Where the store of runs is, or is made.
    replications
        Number of seeds, 1 upwards; None adds seeds until the intervals are as narrow as ``precision`` asks.
    precision
        Widths of the 95 % intervals of the difference (high less low), by name of outcome.
    most
        Seeds after which the search ends anyway.
    asked
        Outcomes beside those every comparison shows.
    options
        How runs are carried out.
    command
        What to write beside the runs as their origin.
    chance
        How replications draw; by default both seeds change together.
    discount
        Rate at which later years count less where cost is set against gain.
    kind
        The command whose folder it is.

    Raises
    ------
    Refused
        When an outcome has no value in the years of the runs, the folder belongs to a study, or the runs are too many.
    """
    check_beside(Path(folder), (kind,))
    chance = chance or Chance()
    check_size(len(scenarios), (replications or most) * chance.lucks, texts.SIZE())
    precision = dict(precision or {}) if replications is not None else dict(precision or WIDTHS)
    scenarios, wanted = prepared(scenarios, [*asked, *map(outcomes.parse, precision)])
    stages = tuple(labels.stages([s.run.case for s in scenarios]))
    references = {scenarios[0].text if not scenarios[0].against else "", *(s.against for s in scenarios)}
    own = {s.text: s.text if s.text in references else s.against or scenarios[0].text for s in scenarios}
    looks: list[str] = []
    n, new = replications or min(FLOOR, most), 0
    with Store(folder, write=True) as store:
        store.claim(command, kind)
        purpose.write(store, wanted)
        while True:
            seeds = range(1, n + 1)
            runs = {s.text: s.runs(seeds, chance) for s in scenarios}
            at = [(seed, i) for seed in seeds for i in range(chance.lucks)]
            tally = complete(
                store, [run for some in zip(*runs.values(), strict=True) for run in some], options or Options()
            )
            new += tally.new
            found = Comparison(
                tuple(scenarios), tuple(seeds), wanted, by_run.values(store, runs, at, wanted, own),
                by_run.district(store, runs, at, stages, followed(scenarios)),
                by_run.spent(store, runs, at, stages), precision, tuple(looks), tally, new, tuple(store.failed()), discount,
                chance,
            )  # fmt: skip
            if replications is not None or not tally.ok:  # more seeds would fail like these
                return found
            text, more = look(found, most)
            looks.append(text)
            say(text)
            if more is None:
                return replace(found, looks=tuple(looks))
            n = more


def prepared(scenarios: Sequence[Scenario], asked: Sequence[Outcome]) -> tuple[list[Scenario], tuple[Outcome, ...]]:
    """Return the scenarios as `compare` runs them, which keep what is asked for, and all outcomes of the comparison."""
    wanted = every(asked, scenarios)
    kept = outcomes.asked(wanted)
    return [replace(s, run=replace(s.run, asked=kept)) for s in scenarios], wanted


def is_whole(found: Comparison) -> bool:
    """Return whether every run is there."""
    return bool((found.values["status"] == OK).all())
