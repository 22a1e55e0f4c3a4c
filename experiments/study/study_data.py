"""What a study has found so far: its points, its runs, their yearly series, what is missing, and tables of its analysis."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
_SPREAD = {  # between what the spread is: in a block, and against baselines
    (False, False): texts.RUNS, (False, True): texts.DIFFERENCES,
    (True, False): texts.RUNS_UNMOVED, (True, True): texts.DIFFERENCES_UNMOVED,
}  # fmt: skip
INDEX_COLUMNS = ("outcome", "factor", "other", "index", "value", "low", "high")


def _nothing() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame()


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
    block: pd.DataFrame = field(
        default_factory=_nothing
    )  # of the nested block: the same columns, point -1; replication
    # counts populations

    @property
    def points(self) -> pd.DataFrame:
        """Column ``point``, then a column per factor in natural units."""
        return self.design.points

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of the study, with units and labels."""
        return self.study.outcomes

    @cached_property
    def every(self) -> pd.DataFrame:
        """The wanted runs, of the design and of the nested block: point, replication, seed, key, status."""
        import pandas as pd

        names = ["point", "replication", "seed", "key", "status"]
        return pd.concat([frame[names] for frame in (self.runs, self.block) if len(frame)], ignore_index=True)

    @cached_property
    def missing(self) -> pd.DataFrame:
        """Those of the wanted runs that are not there."""
        return self.every[self.every["status"] != "ok"]

    def cube(self, outcome: str) -> NDArray[np.float64]:
        """Return an outcome by point and replication, the mean of its lucks; NaN where a run is missing or has no value."""
        means: NDArray[np.float64] = self.by_luck(outcome).mean(2)
        return means

    def by_luck(self, outcome: str) -> NDArray[np.float64]:
        """Return an outcome by point, replication and luck."""
        values: NDArray[np.float64] = self.runs[outcome].to_numpy(np.float64)
        return values.reshape(len(self.design), self.study.replications, self.study.lucks)

    @property
    def nest(self) -> tuple[int, int]:
        """How many populations met how many lucks: at every point, or in the nested block."""
        block = self.study.nested
        return (block.populations, block.lucks) if block else (self.study.replications, self.study.lucks)

    def parts(self) -> pd.DataFrame:
        """Return what population and luck make of the variance between runs that differ in nothing else; no row without lucks.

        They are the runs of a point, over all points, or those of the nested block. One row per outcome and part, with the
        fields of `experiments.statistics.seed_parts.VariancePart`.
        """
        import pandas as pd

        rows = []
        for o in self.outcomes if min(self.nest) > 1 else ():
            parts = self._in_block(o.name) if self.study.nested else self._at_points(o.name)
            rows += [{"outcome": o.name, "unit": o.unit, **part._asdict()} for part in parts]
        return pd.DataFrame(rows, columns=["outcome", "unit", *seed_parts.VariancePart._fields])

    def _at_points(self, outcome: str) -> list[seed_parts.VariancePart]:
        """Return the parts pooled over the points that are whole."""
        y = self.by_luck(outcome)
        found = y[np.isfinite(y).all((1, 2))]
        return seed_parts.pooled(found, shared=self.study.seeds == "shared") if found.size else []

    def _in_block(self, outcome: str) -> list[seed_parts.VariancePart]:
        """Return the parts by the populations that met all of their lucks."""
        y = self.block[outcome].to_numpy(np.float64).reshape(self.nest)
        return seed_parts.nested(y) if np.isfinite(y).all(1).sum() > 1 else []

    def said_of_chance(self) -> list[str]:
        """Return in words how much of the spread between runs of a point is who is there, and how much is luck."""
        table, out = self.parts(), list[str]()
        for outcome, rows in table.groupby("outcome", sort=False):
            who, luck = rows.set_index("part").loc[["population", "luck"]].to_dict("records")
            if np.isfinite(who["share"]):
                out.append(
                    texts.CHANCE(
                        outcome=outcome,
                        what=_SPREAD[bool(self.study.nested), bool(self.study.against)](),
                        who=who["share"],
                        low=who["share_low"],
                        high=who["share_high"],
                        luck=luck["share"],
                        populations=self.nest[0],
                        lucks=self.nest[1],
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
        return [say(n=n, total=len(self.every), folder=self.folder) for say, n in found if n]


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


def _maker(study: Study) -> Callable[[Mapping[str, Any]], Run]:
    """Return what makes the run of some settings, its seed left open; a case that several share is made once."""
    sources: dict[tuple[tuple[str, object], ...], Source] = {}
    asked = asked_of(study.outcomes)

    def make(settings: Mapping[str, Any]) -> Run:
        overrides, of_case = variants.split(settings)
        enacted = of_case.pop("case.enacted", True)
        which = tuple(sorted(frozen(of_case).items()))
        if which not in sources:
            sources[which] = source_of(variants.vary(study.case, of_case))
        reforms = study.reforms and enacted
        return make_run(sources[which], overrides, seed=0, years=study.years, reforms=reforms, asked=asked)

    return make


def plan(study: Study, design: Design) -> Iterator[tuple[int, int, Run]]:
    """Yield point, replication and run of everything a study wants, point by point."""
    columns = {f.name: design.points[f.name].tolist() for f in study.factors}
    make = _maker(study)
    for i, identity in enumerate(counted(design.identities, texts.POINTS())):
        values = {name: column[i] for name, column in columns.items()}
        first = make(settings_of(study.factors, values, study.fixed))
        for replication, seed in enumerate(study.seeds_of(identity)):
            stopping.here()
            for population, luck in study.chance.seeds(seed):
                yield i, replication, with_seed(first, luck, population_seed=population)


def block(study: Study) -> Iterator[Run]:
    """Yield the runs of the nested block, population by population: no factor is moved; none without a block."""
    first = _maker(study)(study.fixed)
    for population, luck in study.chance_of_block():
        yield with_seed(first, luck, population_seed=population)


def baseline(study: Study, run: Run) -> Run:
    """Return what a run is set against: the same seed and uncertainties, without reforms, groups and levers."""
    return without(run, levers(study))


def levers(study: Study) -> list[str]:
    """Return the parameters that the levers of a study set."""
    return sorted({name for f in study.factors if f.role == "lever" for name in f.sets})


def every_run(study: Study, design: Design) -> Iterator[Run]:
    """Yield all a study needs: runs of its points and of its nested block, with baselines where it is set against them."""
    for run in itertools.chain((run for _, _, run in plan(study, design)), block(study)):
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
    from experiments.store.store import Store

    design = designs.points(study)
    seeds = [study.seeds_of(identity) for identity in design.identities]
    frame = _frame(study, ((i, r, seeds[i][r], run) for i, r, run in plan(study, design)), study.lucks)
    with Store(folder) as store:
        data = StudyData(study, design, frame.join(values(frame, store, study.outcomes)), Path(folder))
        if study.nested is None:
            return data
        lucks = study.nested.lucks
        first = ((-1, i // lucks, study.first_seed + i // lucks, run) for i, run in enumerate(block(study)))
        frame = _frame(study, first, lucks)
        return replace(data, block=frame.join(values(frame, store, study.outcomes)))


def _frame(study: Study, rows: Iterable[tuple[int, int, int, Run]], lucks: int) -> pd.DataFrame:
    """Return point, replication, luck (where there are several), seed and keys of runs, which themselves are not kept."""
    import pandas as pd

    columns: dict[str, list[object]] = {name: [] for name in ("point", "replication", "seed", "key")}
    if study.against:
        columns["baseline"] = []
    for *told, run in rows:
        keys = [run.key, *([baseline(study, run).key] if study.against else [])]
        for column, value in zip(columns.values(), (*told, *keys), strict=True):
            column.append(value)
    frame = pd.DataFrame(columns)
    if lucks > 1:
        frame.insert(2, "luck", np.arange(len(frame)) % lucks)
    return frame
