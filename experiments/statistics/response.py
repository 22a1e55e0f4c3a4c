"""How an outcome responds to what was varied: means over the points of a design, level by level. Pure functions of tables.

A table of points has a row per point of the design, with a column per factor (natural values) and per outcome (means over
replications). Means here are over all points of a level, whatever their other factors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from experiments.statistics import texts
from experiments.statistics.regression import Regression, needed
from sim.say import NOTHING, Said, joined

if TYPE_CHECKING:
    import pandas as pd

    from experiments.study.study_data import StudyData

LEVELS = 10  # a factor with no more values is shown value by value, one with more in bins
BINS = 8
CELLS = 6  # bins of each of two factors
LEVEL = 0.95


def is_discrete(values: pd.Series) -> bool:
    """Return whether a factor is shown value by value."""
    return values.nunique() <= LEVELS or not is_number(values)


def curve(points: pd.DataFrame, factor: str, outcome: str) -> pd.DataFrame:
    """Return the mean outcome along a factor: columns ``at``, ``mean``, ``low``, ``high`` (95 % t interval) and ``n``.

    A factor of few values has a row per value, in order; one of many has bins of about as many points each, ``at`` being the
    mean of the values in the bin. Points without a value of the outcome are left out.
    """
    import pandas as pd

    here = points[[factor, outcome]].dropna()
    if is_discrete(points[factor]):
        numeric = is_number(points[factor])
        values = sorted(here[factor].unique()) if numeric else list(dict.fromkeys(points[factor].dropna()))
        parts = [(v, here.loc[here[factor] == v, outcome]) for v in values]
    else:
        order = np.argsort(here[factor].to_numpy(np.float64), kind="stable")
        parts = [
            (float(here[factor].iloc[rows].mean()), here[outcome].iloc[rows])
            for rows in np.array_split(order, min(BINS, max(len(order) // 2, 1)))
            if len(rows)
        ]
    found = [(at, *mean_interval(y.to_numpy(np.float64)), len(y)) for at, y in parts if len(y)]
    return pd.DataFrame(found, columns=["at", "mean", "low", "high", "n"])


def by_seed(runs: pd.DataFrame, factors: Sequence[str], outcomes: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return a table for the curve of each factor of a grid on shared seeds: a row per value and seed.

    What is common to all points of a seed is taken off first, so that the interval of a curve holds what luck leaves of the
    differences between values, and not what the other factors of the grid do. A seed with a gap is left out.

    Parameters
    ----------
    runs
        A row per run: column ``replication``, the factors and the outcomes.
    factors, outcomes
        Their columns.
    """
    centred = runs[["replication", *factors, *outcomes]].copy()
    for outcome in outcomes:
        seeds = centred.groupby("replication")[outcome]
        whole = seeds.transform("count") == seeds.transform("size")
        own = centred[outcome].where(whole)
        centred[outcome] = own - seeds.transform("mean") + own.mean()
    return {f: centred.groupby([f, "replication"], sort=False, as_index=False)[list(outcomes)].mean() for f in factors}


@dataclass(frozen=True)
class Means:
    """What the curve of a factor is drawn from, where points can be found that differ in little else: means level by level."""

    factor: str
    dots: pd.DataFrame  # a row per point, of a grid on shared seeds per value and seed

    def line(self, outcome: str) -> pd.DataFrame:
        """Return the curve, as `curve` does."""
        return curve(self.dots, self.factor, outcome)

    def apart(self, outcome: str, first: int, second: int) -> float:
        """Return half the width of the interval of the distance between two values, taken as if they were independent."""
        line = self.line(outcome)
        a, b = (float(line["high"].iloc[i] - line["low"].iloc[i]) / 2 for i in (first, second))
        return float(np.hypot(a, b))


@dataclass(frozen=True)
class Fitted:
    """What the curve of a factor is drawn from in a space-filling design: a regression on all factors."""

    factor: str
    fit: Regression

    @property
    def dots(self) -> pd.DataFrame:
        """The points of the design."""
        return self.fit.points

    def line(self, outcome: str) -> pd.DataFrame:
        """Return the curve with the other factors at their means."""
        return self.fit.line(self.factor, outcome)

    def apart(self, outcome: str, first: int, second: int) -> float:
        """Return half the width of the interval of the distance between two places."""
        return self.fit.apart(self.factor, outcome, first, second)


def swings(tracks: Mapping[str, Means | Fitted], outcome: str) -> pd.DataFrame:
    """Return how far the outcome swings with each factor, widest first.

    Columns: ``factor``; ``start``, ``start_low``, ``start_high``: mean outcome and its interval at the low end of the factor;
    ``end``, ``end_low``, ``end_high``: at its high end; ``swing``: the distance. Of a factor of words, the ends are the
    levels with the lowest and the highest mean. ``swing_low`` and ``swing_high`` are the interval of the distance, not below 0
    (NaN where there is none); ``first`` and ``last`` are the values at the ends.
    """
    import pandas as pd

    rows = []
    for factor, track in tracks.items():
        line = track.line(outcome)
        if len(line) < 2:
            continue
        ordered = line if is_number(track.dots[factor]) else line.sort_values("mean")
        a, b = ordered.iloc[0], ordered.iloc[-1]
        swing, half = abs(b["mean"] - a["mean"]), track.apart(outcome, int(ordered.index[0]), int(ordered.index[-1]))
        rows.append({
            "factor": factor, "start": a["mean"], "start_low": a["low"], "start_high": a["high"], "end": b["mean"],
            "end_low": b["low"], "end_high": b["high"], "swing": swing,
            "swing_low": max(swing - half, 0.0) if np.isfinite(half) else np.nan, "swing_high": swing + half,
            "first": a["at"], "last": b["at"],
        })  # fmt: skip
    columns = [
        "factor", "start", "start_low", "start_high", "end", "end_low", "end_high", "swing", "swing_low", "swing_high", "first",
        "last",
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values("swing", ascending=False, kind="stable").reset_index(drop=True)


def surface(points: pd.DataFrame, x: str, y: str, outcome: str) -> pd.DataFrame:
    """Return the mean outcome over two factors: a row per value (or bin) of ``y``, a column per one of ``x``."""
    here = points[[x, y, outcome]].dropna(subset=[x, y])
    keys = {name: _cells(here[name], points[name]) for name in (x, y)}
    table = here.assign(_x=keys[x], _y=keys[y]).pivot_table(
        index="_y", columns="_x", values=outcome, aggfunc="mean", sort=False, dropna=False
    )
    order = {name: list(dict.fromkeys(_ordered(keys[name], points[name]))) for name in (x, y)}
    return table.reindex(index=order[y], columns=order[x]).rename_axis(index=y, columns=x)


def mean_interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return a mean and its 95 % t interval, which needs two values."""
    n, mean = len(values), float(values.mean())
    if n < 2:
        return mean, float("nan"), float("nan")
    half = float(stdtrit(n - 1, 0.5 + LEVEL / 2) * values.std(ddof=1) / np.sqrt(n))
    return mean, mean - half, mean + half


def shown(value: Any) -> str:
    """Return a value of a factor as it is said on pages and in figures."""
    if isinstance(value, bool | np.bool_):
        return texts.YES() if value else texts.NO()
    if isinstance(value, float | np.floating):
        return f"{value:.3g}"
    if isinstance(value, tuple | list):
        return joined(shown(v) for v in value)
    return str(value)


def written(value: Any) -> str:
    """Return a value of a factor as it is written in tables, whoever reads them: yes and no in both languages."""
    if isinstance(value, bool | np.bool_):
        said = texts.YES if value else texts.NO
        return f"{said.en} {said.zh}"
    return ", ".join(written(v) for v in value) if isinstance(value, tuple | list) else shown(value)


def is_number(values: pd.Series) -> bool:
    """Return whether values have an order of their own; yes and no have."""
    import pandas as pd

    return bool(pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values))


def _cells(values: pd.Series, everything: pd.Series) -> Any:
    """Return for each value its own place, or the middle of the bin it falls in."""
    if is_discrete(everything):
        return values.to_numpy()
    numbers = everything.dropna().to_numpy(np.float64)
    edges = np.linspace(numbers.min(), numbers.max(), CELLS + 1)
    at = np.clip(np.searchsorted(edges, values.to_numpy(np.float64), side="right") - 1, 0, CELLS - 1)
    return (0.5 * (edges[1:] + edges[:-1]))[at]


def _ordered(keys: Any, everything: pd.Series) -> list[Any]:
    return sorted(keys) if is_number(everything) else [v for v in everything.dropna() if v in set(keys)]


def along(data: StudyData) -> dict[str, Means | Fitted]:
    """Return by factor what its curve is drawn from; empty where the points are too few (`said_of_few`).

    Points of a list or grid are averaged level by level, those of a grid on shared seeds seed by seed; space-filling designs
    are regressed.
    """
    names = data.study.names
    if data.design.kind in {"list", "grid"}:
        shared = data.design.kind == "grid" and data.study.seeds == "shared" and data.study.replications > 1
        seeds = (
            by_seed(data.table, names, [o.name for o in data.outcomes]) if shared else dict.fromkeys(names, data.means)
        )
        return {name: Means(name, seeds[name]) for name in names}
    if said_of_few(data):
        return {}
    fit = Regression(data.means, names, rows_of(data))
    return {name: Fitted(name, fit) for name in names}


def said_of_few(data: StudyData) -> Said:
    """Return why no response is told, or nothing where it is."""
    if data.design.kind in {"list", "grid"} or not data.study.names:
        return NOTHING
    least = needed(data.means, data.study.names)
    if len(data.design) >= least:
        return NOTHING
    return texts.FEW_POINTS(points=len(data.design), factors=len(data.study.names), least=least)


def rows_of(data: StudyData) -> NDArray[np.int64]:
    """Return the row, trajectory or curve of the design each point belongs to: those of one may share seeds and values."""
    factors, n = len(data.study.names), len(data.design)
    part = data.study.design
    width = {"sobol": (2 * factors if part.second_order else factors) + 2, "morris": factors + 1}.get(part.kind, 1)
    return np.arange(n) // width
