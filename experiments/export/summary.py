"""What an exported study shows at a glance: small tables made of its runs, each with the charts that stand on its cells.

A comparison has ``differences`` from its first scenario, any other study ``levels`` (means by level of each factor) and
``points`` (means by point, where a factor has too many levels for that). ``over_time`` holds yearly means of the spread
between schools, the mean and the lowest tenth: by scenario, by level of the first factor, or by thirds of its range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.engine import OK
from experiments.export import texts
from experiments.export.factors import CASE, REFORMS, label, said, settings, value
from experiments.files.study_folder import ABLATE, COMPARE
from experiments.runs import outcomes as known
from experiments.runs.definition import Run, reference, without
from experiments.runs.outcomes import Outcome
from experiments.runs.yearly import unpack
from experiments.statistics import paired
from experiments.store import purpose
from experiments.store.store import Store
from experiments.words.labels import STAGES
from experiments.words.phrases import number
from sim.axes import OUTCOMES
from sim.equity.metrics import in_order
from sim.units import unit

if TYPE_CHECKING:
    import pandas as pd

ENDS = (".low", ".high")  # of columns beside a mean
MOST_LEVELS = 12  # of a factor whose levels have means of their own
MOST_CHARTS = 40
THIRDS = 3


class Cells(NamedTuple):
    """Cells below each other in a table: its column, the first row of values and the one after the last."""

    column: str
    first: int
    end: int


class Series(NamedTuple):
    """A series of a chart."""

    name: str
    x: Cells
    y: Cells
    half: Cells | None = None  # half widths of intervals


class Chart(NamedTuple):
    """A chart on cells of a table."""

    kind: str  # "bar", "levels" (points joined by a line), "line" (over years) or "scatter"
    title: str
    x: str
    y: str  # what its axes are called
    series: list[Series]
    span: tuple[float | None, float | None] = (None, None)  # ends of the y axis, where they are not left to the program


@dataclass
class Summary:
    """A small table with its charts."""

    name: str
    frame: pd.DataFrame
    charts: list[Chart] = field(default_factory=list)


@dataclass(frozen=True)
class Seen:
    """The runs of a store that show something: a row each, with its factors, outcomes and seeds."""

    frame: (
        pd.DataFrame
    )  # key, baseline (if any), population, luck, ok, a column per factor (and "scenario") and per outcome
    factors: list[str]
    is_comparison: bool


def summaries(store: Store, outcomes: Sequence[Outcome]) -> list[Summary]:
    """Return the small tables of a store; those that would be empty are left out."""
    seen = _see(store, outcomes)
    if not seen.frame["ok"].any():
        return []
    out = [_differences(seen, outcomes)] if seen.is_comparison else [_levels(seen, outcomes), _points(seen, outcomes)]
    out.append(_over_time(store, seen))
    return [s for s in out if len(s.frame)]


def _see(store: Store, outcomes: Sequence[Outcome]) -> Seen:
    import pandas as pd

    is_comparison = (store.note("command") or "").split()[1:2] in (list(COMPARE), list(ABLATE))
    against = purpose.read(store).levers
    runs = [r for r in store.planned() if r.source.packed and (against is None or r.reforms)]
    every = [*settings(store), CASE, *([REFORMS] if against is None else [])]
    columns: dict[str, list[Any]] = {name: [value(r, name) for r in runs] for name in every}
    factors = [name for name in every if len(set(map(str, columns[name]))) > 1]
    head: dict[str, list[Any]] = {
        "key": [r.key for r in runs],
        "population": [r.seed if r.population_seed is None else r.population_seed for r in runs],
        "luck": [r.seed for r in runs],
    }
    if against is not None:
        head["baseline"] = [without(r, against).key for r in runs]
    frame = pd.DataFrame(head | {name: columns[name] for name in factors})
    frame["scenario"] = [label(run, factors, briefly=is_comparison) for run in runs]
    if is_comparison:
        names_of = dict(zip(frame["key"], frame["scenario"], strict=True))
        frame["against"] = [names_of[key] for key in _references(runs).values()]
    others = _references(runs) if is_comparison else dict(zip(frame["key"], frame.get("baseline", []), strict=False))
    found = store.frame(dict.fromkeys([*frame["key"], *frame.get("baseline", [])]), outcomes, others)
    names = [o.name for o in outcomes]
    here = found.loc[frame["key"]].reset_index(drop=True)
    frame["ok"] = here["status"] == OK
    frame[names] = here[names]
    if against is not None:
        other = found.loc[frame["baseline"]].reset_index(drop=True)
        frame["ok"] &= other["status"] == OK
        apart = [o.name for o in outcomes if not o.needs_baseline]
        frame[apart] -= other[apart]
    return Seen(frame, factors, is_comparison)


def _references(runs: Sequence[Run]) -> dict[str, str]:
    """Return by the key of each run that of the run it is set against: with the same seeds, of the first scenario.

    A placebo is set against itself without reforms, where that is there.
    """
    first: dict[tuple[int, int | None], str] = {}
    out = {run.key: first.setdefault((run.seed, run.population_seed), run.key) for run in runs}
    own = {run.key: other.key for run in runs if (other := reference(run)) is not None}
    return out | {key: other for key, other in own.items() if other in out}


def _title(o: Outcome, *, apart: bool = False) -> str:
    o = o.as_difference() if apart and not o.is_difference else o
    return texts.TITLE(name=o, unit=unit(o.unit))


def _differences(seen: Seen, outcomes: Sequence[Outcome]) -> Summary:
    """Return how scenarios differ from the first one, paired within seeds; several lucks of a population count as one."""
    import pandas as pd

    frame, charts = seen.frame, []
    rows: list[tuple[Any, ...]] = []
    against = dict(zip(frame["scenario"], frame["against"], strict=True))
    names = [name for name in against if name not in against.values()]
    by = "population" if frame["population"].nunique() > 1 else "luck"
    for o in outcomes:
        table = frame.pivot_table(
            index=by, columns="scenario", values=o.name, aggfunc=lambda v: v.mean(skipna=False), dropna=False
        )
        first = len(rows)
        for name in names:
            if (other := against[name]) in table and name in table:
                p = paired.pair(table[other].to_numpy(), table[name].to_numpy())
                rows.append((o.name, o.unit, name, other, p.n, p.baseline, p.reform, p.difference, p.low, p.high,
                             p.high - p.difference))  # fmt: skip
        cells = [Cells(c, first, len(rows)) for c in ("scenario", "difference", "half_width")]
        title = texts.FROM(name=o, first=next(iter(against.values())))
        if len(rows) > first:
            span = _span([row[8] for row in rows[first:]], [row[9] for row in rows[first:]])
            charts.append(Chart("bar", title, "", unit(o.unit), [Series(texts.DIFFERENCE(), *cells)], span))
    columns = [
        "outcome", "unit", "scenario", "against", "n", "mean_against", "mean", "difference", "low", "high", "half_width",
    ]  # fmt: skip
    return Summary("differences", pd.DataFrame(rows, columns=columns), charts[:MOST_CHARTS])


def _span(low: Sequence[float], high: Sequence[float]) -> tuple[float | None, float | None]:
    """Return round ends of an axis that holds zero and all intervals; none where there are no intervals."""
    ends = np.array([*low, *high, 0.0])
    ends = ends[np.isfinite(ends)]
    if ends.max() == ends.min():
        return None, None
    step = 10.0 ** np.floor(np.log10(np.ptp(ends) / 2))
    return float(np.floor(ends.min() / step) * step), float(np.ceil(ends.max() / step) * step)


def _few(seen: Seen) -> list[str]:
    return [f for f in seen.factors if seen.frame[f].map(str).nunique() <= MOST_LEVELS]


def _levels(seen: Seen, outcomes: Sequence[Outcome]) -> Summary:
    """Return means by level of each factor that has few, with 95 % intervals over the seeds of a level."""
    import pandas as pd

    good, charts = seen.frame[seen.frame["ok"]], []
    by = "population" if good["population"].nunique() > 1 else "luck"
    rows: list[tuple[Any, ...]] = []
    names = [o.name for o in outcomes]
    for name in _few(seen):
        first = len(rows)
        levels = sorted(
            dict.fromkeys(good[name]), key=lambda v: (isinstance(v, str), v is None, v if v is not None else 0)
        )
        for level in levels:
            at = good[good[name].isna() if level is None else good[name] == level]
            seeds = at.groupby(by)[names].mean()
            told = [x for n in names for x in (at[n].mean(), *_interval(seeds[n].to_numpy(np.float64)))]
            rows.append((name, said(level), len(at), len(seeds), *told))
        for o in outcomes:
            series = Series(o.name, Cells("level", first, len(rows)), Cells(o.name, first, len(rows)))
            charts.append(Chart("levels", texts.BY(title=_title(o), factor=name), name, unit(o.unit), [series]))
    columns = ["factor", "level", "runs", "seeds", *(f"{n}{end}" for n in names for end in ("", *ENDS))]
    return Summary("levels", pd.DataFrame(rows, columns=columns), charts[:MOST_CHARTS])


def _interval(values: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of a mean over seeds; NaN with fewer than two."""
    found = paired.pair(np.zeros(values.size), values)
    return found.low, found.high


def _points(seen: Seen, outcomes: Sequence[Outcome]) -> Summary:
    """Return means by point, where a factor has many levels."""
    import pandas as pd

    good = seen.frame[seen.frame["ok"]]
    many = [f for f in seen.factors if f not in _few(seen) and pd.api.types.is_numeric_dtype(good[f])]
    names = [o.name for o in outcomes]
    if not many:
        return Summary("points", pd.DataFrame())
    groups = good.groupby(seen.factors, sort=False, dropna=False)
    frame = groups[names].mean().reset_index()
    frame.insert(len(seen.factors), "runs", groups.size().to_numpy())
    charts = [
        Chart(
            "scatter",
            texts.BY(title=_title(o), factor=f),
            f,
            unit(o.unit),
            [Series(o.name, Cells(f, 0, len(frame)), Cells(o.name, 0, len(frame)))],
        )
        for f in many
        for o in outcomes
    ]
    return Summary("points", frame, charts[:MOST_CHARTS])


def _lines(seen: Seen) -> Iterator[tuple[str, set[str]]]:
    """Yield what the lines over time are called, and the keys of their runs."""
    import pandas as pd

    good = seen.frame[seen.frame["ok"]]
    if seen.is_comparison or not seen.factors or good["scenario"].nunique() <= MOST_LEVELS:
        for name, some in good.groupby("scenario", sort=False):
            yield str(name), set(some["key"])
        return
    few, first = _few(seen), seen.factors[0]
    if first in few or not pd.api.types.is_numeric_dtype(good[first]):
        first = first if first in few else (few or [REFORMS])[0]
        for level, some in good.groupby(first if first in good else "ok", sort=True, dropna=False):
            told = texts.SETTING(factor=first, value=said(level)) if first in good else texts.ALL_RUNS()
            yield told, set(some["key"])
        return
    for part, some in good.groupby(pd.qcut(good[first].rank(method="first"), THIRDS, labels=False)):
        yield (
            texts.THIRD(
                factor=first, i=int(part) + 1, low=number(some[first].min(), 3), high=number(some[first].max(), 3)
            ),
            set(some["key"]),
        )


def _over_time(store: Store, seen: Seen) -> Summary:
    """Return yearly means of the measures tagged so, stage by stage, a line each for scenarios or parts of the first factor."""
    import pandas as pd

    lines = dict(_lines(seen))
    wanted = [known.parse(f"{m}.{s}") for m in in_order("over time", OUTCOMES.names) for s in STAGES]
    sums: dict[tuple[str, int], Any] = {}
    of = {key: name for name, keys in lines.items() for key in keys}
    for key, _, blob in store.each(of):
        assert blob is not None
        yearly = unpack(blob)
        none = np.full(yearly.years, np.nan)  # of a measure that an earlier version did not keep
        series = np.array([o.by_year(yearly) if o.is_kept(yearly) else none for o in wanted])  # outcome by year
        at = sums.setdefault((of[key], yearly.first), np.zeros((2, *series.shape)))
        at += np.stack([np.nan_to_num(series), np.isfinite(series)])
    rows: list[tuple[Any, ...]] = []
    charts = []
    for i, o in enumerate(wanted):
        drawn = []
        for name, first_year in sums:
            total, n = sums[name, first_year][:, i]
            first = len(rows)
            rows += [
                (o.name, o.unit, name, first_year + j, int(k), t / k)
                for j, (t, k) in enumerate(zip(total, n, strict=True))
                if k
            ]
            cells = [Cells(c, first, len(rows)) for c in ("year", "mean")]
            if len(rows) > first:
                drawn.append(Series(name, *cells))
        charts.append(Chart("line", _title(o), texts.YEAR(), unit(o.unit), drawn))
    columns = ["outcome", "unit", "line", "year", "runs", "mean"]
    return Summary("over_time", pd.DataFrame(rows, columns=columns), [c for c in charts if c.series])
