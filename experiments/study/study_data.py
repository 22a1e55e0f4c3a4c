"""What a study has found so far: its points, its runs, their yearly series, what is missing, and tables of its analysis."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.design import designs
from experiments.design.designs import Design
from experiments.design.factors import settings_of
from experiments.engine import OK
from experiments.runs import variants
from experiments.runs.definition import Run, Source, make_run, source_of, with_seed, without
from experiments.runs.outcomes import asked as asked_of
from experiments.statistics import seed_parts
from experiments.study.study import Study
from experiments.study.texts import analysis as texts
from experiments.terminal import stopping
from experiments.terminal.progress import counted
from sim.part import frozen

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.outcomes import Outcome
    from experiments.store.stored import Stored

RESPONSE_COLUMNS = ("outcome", "factor", "at", "mean", "low", "high", "n")
EMULATED_COLUMNS = ("outcome", "factor", "at", "mean", "low", "high")
EQUAL_COLUMNS = ("outcome", "option", "reference", "value", "low", "high", "n", "spending", "dose")
INDEX_COLUMNS = ("outcome", "factor", "other", "index", "value", "low", "high")


@dataclass(frozen=True)
class StudyData:
    """A study with the runs that are there.

    ``runs`` has a row per wanted run: ``point``, ``replication``, ``seed``, ``key``, ``status`` ("ok", a failure or
    "missing"), ``luck`` (0 upwards) where a replication has several, and a column per outcome, NaN where the run is not ok.
    In a study against the baseline the row has the ``baseline``'s key too, is ok when both are, and holds differences.
    """

    study: Study
    design: Design
    runs: pd.DataFrame
    folder: Path

    @property
    def points(self) -> pd.DataFrame:
        """Column ``point``, then a column per factor in natural units."""
        return self.design.points

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of the study, with units and labels."""
        return self.study.outcomes

    @cached_property
    def missing(self) -> pd.DataFrame:
        """The wanted runs that are not there: point, replication, seed, key, status."""
        return self.runs.loc[self.runs["status"] != "ok", ["point", "replication", "seed", "key", "status"]]

    def cube(self, outcome: str) -> NDArray[np.float64]:
        """Return an outcome by point and replication, the mean of its lucks; NaN where a run is missing or has no value."""
        means: NDArray[np.float64] = self.by_luck(outcome).mean(2)
        return means

    def by_luck(self, outcome: str) -> NDArray[np.float64]:
        """Return an outcome by point, replication and luck."""
        values: NDArray[np.float64] = self.runs[outcome].to_numpy(np.float64)
        return values.reshape(len(self.design), self.study.replications, self.study.lucks)

    def parts(self) -> pd.DataFrame:
        """Return what population and luck make of the variance between the runs of a point; no row without lucks.

        One row per outcome and part, with the fields of `experiments.statistics.seed_parts.VariancePart`.
        """
        import pandas as pd

        rows = []
        for o in self.outcomes if self.study.lucks > 1 and self.study.replications > 1 else ():
            y = self.by_luck(o.name)
            if (found := y[np.isfinite(y).all((1, 2))]).size:
                parts = seed_parts.pooled(found, shared=self.study.seeds == "shared")
                rows += [{"outcome": o.name, "unit": o.unit, **part._asdict()} for part in parts]
        return pd.DataFrame(rows, columns=["outcome", "unit", *seed_parts.VariancePart._fields])

    def said_of_chance(self) -> list[str]:
        """Return in words how much of the spread between runs of a point is who is there, and how much is luck."""
        table, out = self.parts(), list[str]()
        for outcome, rows in table.groupby("outcome", sort=False):
            who, luck = rows.set_index("part").loc[["population", "luck"]].to_dict("records")
            if np.isfinite(who["share"]):
                out.append(
                    texts.CHANCE(
                        outcome=outcome,
                        what=texts.DIFFERENCES if self.study.against else texts.RUNS,
                        who=who["share"],
                        low=who["share_low"],
                        high=who["share_high"],
                        luck=luck["share"],
                        populations=self.study.replications,
                        lucks=self.study.lucks,
                    )
                )
        return out

    @cached_property
    def means(self) -> pd.DataFrame:
        """The points with the mean of each outcome over the replications that are there, NaN where none is."""
        names = [o.name for o in self.outcomes]
        return self.points.merge(self.runs.groupby("point", as_index=False)[names].mean(), on="point", how="left")

    @cached_property
    def table(self) -> pd.DataFrame:
        """The runs with the factors of their points beside them."""
        return self.points.merge(self.runs, on="point")

    def series(self, points: Sequence[int] | None = None, outcomes: Sequence[Outcome] | None = None) -> pd.DataFrame:
        """Return yearly values: columns point, replication, seed, year, and one per outcome; of some points or of all."""
        from experiments.store.store import Store

        wanted = self.runs if points is None else self.runs[self.runs["point"].isin(points)]
        wanted = wanted[wanted["status"] == "ok"]
        with Store(self.folder) as store:
            found = store.series(dict.fromkeys(wanted["key"]), outcomes or self.outcomes, _against(wanted))
        return wanted[["point", "replication", "seed", "key"]].merge(found, on="key").drop(columns="key")

    def said(self) -> list[str]:
        """Return what is missing in words, with the command that mends it; nothing where all is there."""
        counts = self.missing["status"].value_counts()
        failed = int(counts.drop(["missing", "damaged"], errors="ignore").sum())
        found = (
            (texts.ARE_MISSING, int(counts.get("missing", 0))),
            (texts.ARE_DAMAGED, int(counts.get("damaged", 0))),
            (texts.FAILED, failed),
        )
        return [say(n=n, total=len(self.runs), folder=self.folder) for say, n in found if n]


@dataclass(frozen=True)
class Analysis:
    """Tables of an analysis; a table without rows was not asked for or could not be made, and ``notes`` say why.

    ``indices`` and ``convergence`` (with a column ``n`` before) have the columns `INDEX_COLUMNS`; ``factor`` is empty in
    rows that belong to no factor (``seed_share``, ``dummy``), ``other`` names the second factor of a pair (S2).
    ``response`` is the mean outcome along each factor (`RESPONSE_COLUMNS`), ``equal`` compares options at equal spending
    (`EQUAL_COLUMNS`): ``value`` is the outcome of the option where ``reference`` is empty, else the paired difference
    from the reference. ``emulated`` holds the response curves of an emulator (`EMULATED_COLUMNS`): the mean outcome as one
    factor moves and the others stay. ``silent`` says of outcomes without indices why they have none.
    """

    method: str
    indices: pd.DataFrame
    convergence: pd.DataFrame
    response: pd.DataFrame
    equal: pd.DataFrame
    notes: tuple[str, ...] = field(default=())
    emulated: pd.DataFrame | None = None
    silent: Mapping[str, str] = field(default_factory=dict)


def plan(study: Study, design: Design) -> Iterator[tuple[int, int, Run]]:
    """Yield point, replication and run of everything a study wants, point by point."""
    sources: dict[tuple[tuple[str, object], ...], Source] = {}
    columns = {f.name: design.points[f.name].tolist() for f in study.factors}
    asked = asked_of(study.outcomes)
    for i, identity in enumerate(counted(design.identities, texts.POINTS())):
        values = {name: column[i] for name, column in columns.items()}
        overrides, of_case = variants.split(settings_of(study.factors, values, study.fixed))
        enacted = of_case.pop("case.enacted", True)
        which = tuple(sorted(frozen(of_case).items()))
        if which not in sources:
            sources[which] = source_of(variants.vary(study.case, of_case))
        reforms = study.reforms and enacted
        first = make_run(sources[which], overrides, seed=0, years=study.years, reforms=reforms, asked=asked)
        for replication, seed in enumerate(study.seeds_of(identity)):
            stopping.here()
            for population, luck in study.chance.seeds(seed):
                yield i, replication, with_seed(first, luck, population_seed=population)


def baseline(study: Study, run: Run) -> Run:
    """Return what a run is set against: the same seed and uncertainties, without reforms, groups and levers."""
    return without(run, levers(study))


def levers(study: Study) -> list[str]:
    """Return the parameters that the levers of a study set."""
    return sorted({name for f in study.factors if f.role == "lever" for name in f.sets})


def every_run(study: Study, design: Design) -> Iterator[Run]:
    """Yield all that a study needs: the runs of its points, each with its baseline where it is set against one."""
    for _, _, run in plan(study, design):
        yield run
        if study.against:
            yield baseline(study, run)


def _against(frame: pd.DataFrame) -> dict[str, str] | None:
    """Return the key of the baseline by that of the run; None in a study without baselines."""
    return dict(zip(frame["key"], frame["baseline"], strict=True)) if "baseline" in frame else None


def values(frame: pd.DataFrame, store: Stored, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Return status and outcomes of rows by their ``key``, as differences where they have a ``baseline``."""
    found = store.frame(dict.fromkeys([*frame["key"], *frame.get("baseline", [])]), outcomes, _against(frame))
    rows = frame[["key"]].join(found, on="key").drop(columns="key")
    if "baseline" in frame:
        other = frame[["baseline"]].join(found, on="baseline")
        names = [o.name for o in outcomes if not o.needs_baseline]
        rows[names] -= other[names]
        rows["status"] = rows["status"].where(rows["status"] != OK, other["status"])
    return rows


def gather(study: Study, folder: str | os.PathLike[str]) -> StudyData:
    """Return what is there of a study in the store of a folder."""
    import pandas as pd

    from experiments.store.store import Store

    design = designs.points(study)
    seeds = [study.seeds_of(identity) for identity in design.identities]
    columns: dict[str, list[object]] = {name: [] for name in ("point", "replication", "seed", "key")}
    if study.against:
        columns["baseline"] = []
    for point, replication, run in plan(study, design):  # runs themselves, which may be millions, are not kept
        row = (
            point,
            replication,
            seeds[point][replication],
            run.key,
            *([baseline(study, run).key] if study.against else []),
        )
        for column, value in zip(columns.values(), row, strict=True):
            column.append(value)
    frame = pd.DataFrame(columns)
    if study.lucks > 1:
        frame.insert(2, "luck", np.arange(len(frame)) % study.lucks)
    with Store(folder) as store:
        return StudyData(study, design, frame.join(values(frame, store, study.outcomes)), Path(folder))
