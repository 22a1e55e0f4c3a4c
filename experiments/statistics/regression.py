r"""Effects of many factors at once: a regression of the points of a space-filling design, with intervals.

In a Latin hypercube or a sample of Sobol' or Morris no two points differ in one factor alone, so the mean of the points at one
end of a factor holds what the other factors happen to be there: of ten points it is mostly that. Regression takes it off. An
outcome is a sum of a curve per factor, of a factor of many values a line (and its square, where there are points enough), of
one of few values a step per value:

.. math:: \bar y_i = \mu + \sum_j f_j(x_{ij}) + e_i

and the effect of a factor is its curve with the others at their means. What factors do together goes into e. Standard errors
are robust to unequal spread and to points that share seeds and coordinates (CR1, clusters are the rows or trajectories of the
design; Liang and Zeger 1986). Below `LEAST` points a column nothing is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
LEAST = 10  # points for each column of the regression (Loeppky, Sacks and Welch 2009 ask for ten a factor)
LEVEL = 0.95
SHOWN = 9  # places along a factor of many values


def needed(points: pd.DataFrame, factors: Sequence[str]) -> int:
    """Return the fewest points of which effects are told."""
    return LEAST * (1 + sum(_Basis.of(points[f], square=False).size for f in factors))


@dataclass(frozen=True)
class _Basis:
    """Columns that a factor enters the regression with."""

    values: tuple[Any, ...]  # of a factor of few values, the first without a column; else empty
    low: float = 0.0
    high: float = 1.0
    square: bool = False

    @classmethod
    def of(cls, column: pd.Series, *, square: bool) -> _Basis:
        from experiments.statistics.response import is_discrete, is_number

        if is_discrete(column):
            known = list(dict.fromkeys(column.dropna()))
            return cls(tuple(sorted(known) if is_number(column) else known))
        return cls((), float(column.min()), float(column.max()), square)

    @property
    def size(self) -> int:
        return len(self.values) - 1 if self.values else 1 + self.square

    def columns(self, column: Sequence[Any]) -> Array:
        """Return the columns of some values, shape (values, size)."""
        if self.values:
            return np.array([[float(v == known) for known in self.values[1:]] for v in column]).reshape(len(column), -1)
        x = 2 * (np.asarray(column, np.float64) - self.low) / (self.high - self.low) - 1
        return np.column_stack([x, x**2] if self.square else [x])

    def shown(self) -> list[Any]:
        """Return where the curve is told."""
        return list(self.values) or np.linspace(self.low, self.high, SHOWN).tolist()


class Regression:
    """The regression of the outcomes of some points on their factors.

    Parameters
    ----------
    points
        A row per point, with a column per factor and outcome; NaN outcomes are left out.
    factors
        Columns of the factors.
    clusters
        A label per point: points of one label may share seeds and coordinates.
    """

    def __init__(
        self, points: pd.DataFrame, factors: Sequence[str], clusters: Sequence[int] | NDArray[np.int64] | None = None
    ) -> None:
        self.points, self.factors = points, list(factors)
        self.clusters = np.asarray(range(len(points)) if clusters is None else clusters)
        whole = 1 + sum(_Basis.of(points[f], square=True).size for f in factors)
        square = len(points) >= LEAST * whole
        self.bases = {f: _Basis.of(points[f], square=square) for f in factors}
        self._fits: dict[str, tuple[Array, Array, float, Array, int]] = {}

    def line(self, factor: str, outcome: str) -> pd.DataFrame:
        """Return the curve of a factor, others at their means: columns ``at``, ``mean``, ``low``, ``high`` and ``n``."""
        import pandas as pd

        columns = ["at", "mean", "low", "high", "n"]
        if outcome not in self._fits:
            self._fits[outcome] = self._fit(outcome)
        beta, covariance, quantile, centre, n = self._fits[outcome]
        if not beta.size or not self.bases[factor].size:
            return pd.DataFrame(columns=columns)
        at, rows = self._rows(factor, centre)
        mean = rows @ beta
        half = quantile * np.sqrt(np.maximum((rows @ covariance * rows).sum(1), 0.0))
        return pd.DataFrame({"at": at, "mean": mean, "low": mean - half, "high": mean + half, "n": n}, columns=columns)

    def apart(self, factor: str, outcome: str, first: int, second: int) -> float:
        """Return half the width of the interval of the distance between two places of a curve."""
        _, covariance, quantile, centre, _ = self._fits[outcome]
        _, rows = self._rows(factor, centre)
        d = rows[second] - rows[first]
        return quantile * float(np.sqrt(max(d @ covariance @ d, 0.0)))

    def _rows(self, factor: str, centre: Array) -> tuple[list[Any], Array]:
        """Return where a curve is told, and the columns there with the other factors at their means."""
        basis = self.bases[factor]
        at = basis.shown()
        rows = np.tile(centre, (len(at), 1))
        start = 1 + sum(self.bases[f].size for f in self.factors[: self.factors.index(factor)])
        rows[:, start : start + basis.size] = basis.columns(at)
        return at, rows

    def _fit(self, outcome: str) -> tuple[Array, Array, float, Array, int]:
        """Return coefficients, their covariance, the t quantile, the mean of the columns, and the points used."""
        y = self.points[outcome].to_numpy(np.float64)
        known = np.isfinite(y)
        parts = [self.bases[f].columns(self.points.loc[known, f].tolist()) for f in self.factors]
        x = np.hstack([np.ones((int(known.sum()), 1)), *parts])
        n, k = x.shape
        groups = np.unique(self.clusters[known], return_inverse=True)[1]
        g = int(groups.max(initial=-1)) + 1
        if n < LEAST * k or g <= k or np.linalg.matrix_rank(x) < k:
            return np.zeros(0), np.zeros((0, 0)), float("nan"), np.zeros(0), n
        bread = np.linalg.inv(x.T @ x)
        beta = bread @ (x.T @ y[known])
        scores = np.zeros((g, k))
        np.add.at(scores, groups, x * (y[known] - x @ beta)[:, None])
        scale = g / (g - 1) * (n - 1) / (n - k)
        covariance = scale * bread @ (scores.T @ scores) @ bread
        return beta, covariance, float(stdtrit(g - 1, 0.5 + LEVEL / 2)), x.mean(0), n
