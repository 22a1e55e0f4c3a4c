r"""Sobol' indices of a model with luck: Saltelli's design, replications at every point, and their noise taken out.

With A and B two independent samples of the factors and AB_j the sample A with factor j taken from B,

.. math::

    V = Var(\bar y_{A \cup B}) - \overline{s^2/R}, \qquad
    S_j = \overline{\bar y_B (\bar y_{AB_j} - \bar y_A)} / V, \qquad
    ST_j = \tfrac12 \Big( \overline{(\bar y_A - \bar y_{AB_j})^2} - \overline{(s_A^2 + s_{AB_j}^2)/R} \Big) / V

where a bar over y is the mean over the R replications of a point and s² their variance. Without the subtractions the luck
of the seed passes for an interaction of everything with everything, and a factor that does nothing gets a total index of
a third and more. The seeds of points must be independent: then luck enters S only through V. Estimators of S and ST are
those of Saltelli et al. (2010) and Jansen (1999).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.sensitivity.tables import Array, Row, bounds, generator

RESAMPLES = 500
LEAST = 64  # base rows of the smallest sample whose indices are worth showing


class Parts(NamedTuple):
    """Indices of one sample; variances in squared units of the outcome."""

    first: Array  # (factors,)
    total: Array  # (factors,)
    second: Array | None  # (factors, factors), NaN on and below the diagonal
    variance: float  # of the outcome, as the factors move it
    noise: float  # of the mean over replications, as the seeds move it

    def share(self, replications: int) -> float:
        """Return the seed's share of the variance of a single run; NaN where one replication cannot tell."""
        luck = self.noise * replications
        whole = max(self.variance, 0.0) + luck
        return luck / whole if replications > 1 and whole > 0 else float("nan")


def layout(n_factors: int, *, second: bool) -> list[str]:
    """Return the roles of the points of a base row, in the order of SALib: A, AB of each factor, BA of each, B."""
    crossed = [f"{pair}{j}" for pair in (("AB", "BA") if second else ("AB",)) for j in range(n_factors)]
    return ["A", *crossed, "B"]


def indices(means: Array, noise: Array, n_factors: int, *, second: bool = False) -> Parts:
    """Return the indices of a Saltelli sample.

    Parameters
    ----------
    means
        Means over replications, shape (base rows, points of a row).
    noise
        What replications leave of the variance of those means, same shape: s² / R.
    n_factors
        How many factors there are.
    second
        Whether the rows hold the points BA, and second-order indices are wanted.
    """
    crossed = slice(1, 1 + n_factors)
    ends = means[:, [0, -1]]
    luck = float(noise[:, [0, -1]].mean())
    variance = float(ends.var()) - luck
    m = means - ends.mean()
    a, b, ab = m[:, :1], m[:, -1:], m[:, crossed]
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = variance if variance > 0 else float("nan")
        first = (b * (ab - a)).mean(0) / scale
        total = 0.5 * ((a - ab) ** 2 - noise[:, :1] - noise[:, crossed]).mean(0) / scale
        pairs = None
        if second:
            ba = m[:, 1 + n_factors : 1 + 2 * n_factors]
            closed = (ba.T @ ab / len(m) - (a * b).mean()) / scale  # (i, j): everything that i and j do together
            pairs = closed - first[:, None] - first[None, :]
            pairs[np.tril_indices(n_factors)] = np.nan
    return Parts(first, total, pairs, variance, luck)


def sobol(
    y: Array,
    factors: list[str],
    *,
    second: bool = False,
    seed: int = 1,
    resamples: int = RESAMPLES,
    level: float = 0.95,
) -> list[Row]:
    """Return S1, ST, S2 and the seed's share of variance, with bootstrap intervals.

    The bootstrap draws base rows with their replications, so that its intervals hold both the sampling of the factors and
    the luck of the seeds; to draw the replications of a row again as well would count that luck twice (measured: intervals
    a quarter too wide, coverage 0.99). With one replication nothing can be taken out.

    Parameters
    ----------
    y
        Outcomes, shape (points, replications), points in the order of SALib's Saltelli sample.
    factors
        Names, in the order of the columns of the sample.
    second
        Whether the sample was made for second-order indices.
    seed
        Seed of the bootstrap; the same seed gives the same intervals.
    resamples
        Drawings of the bootstrap.
    level
        Coverage of the intervals.
    """
    width = len(layout(len(factors), second=second))
    if y.ndim != 2 or len(y) % width:
        raise ValueError(f"{y.shape} outcomes do not make whole base rows of {width} points")
    means, noise = _points(y, width)
    best = indices(means, noise, len(factors), second=second)
    rng = generator(seed)
    drawn = [
        indices(means[at], noise[at], len(factors), second=second)
        for at in rng.integers(0, len(means), (resamples, len(means)))
    ]
    share = [d.share(y.shape[1]) for d in (best, *drawn)]
    out: list[Row] = []
    for name, value, draws in (
        ("S1", best.first, np.array([d.first for d in drawn])),
        ("ST", best.total, np.array([d.total for d in drawn])),
    ):
        low, high = bounds(draws, level)
        out += [Row(f, "", name, *found) for f, *found in zip(factors, value, low, high, strict=True)]
    if best.second is not None:
        low, high = bounds(np.array([d.second for d in drawn]), level)
        for i, j in zip(*np.triu_indices(len(factors), 1), strict=True):
            out.append(Row(factors[i], factors[j], "S2", best.second[i, j], low[i, j], high[i, j]))
    low, high = bounds(np.array(share[1:]), level)
    return [*out, Row("", "", "seed_share", share[0], float(low), float(high))]


def converge(
    y: Array, factors: list[str], *, second: bool = False, seed: int = 1, resamples: int = RESAMPLES
) -> list[tuple[int, Row]]:
    """Return the indices of the first 64, 128, ... base rows and of all, as (base rows, row)."""
    width = len(layout(len(factors), second=second))
    n = len(y) // width
    sizes = [k for k in (LEAST << i for i in range(20)) if k < n] + [n]
    return [
        (k, row)
        for k in sizes
        for row in sobol(y[: k * width], factors, second=second, seed=seed, resamples=resamples)
        if row.name in {"S1", "ST"}
    ]


def _points(y: Array, width: int) -> tuple[Array, Array]:
    """Return the means of points and the variance that luck leaves in them, both (base rows, points of a row)."""
    r = y.shape[1]
    noise = y.var(1, ddof=1) / r if r > 1 else np.zeros(len(y))
    return y.mean(1).reshape(-1, width), noise.reshape(-1, width)


def whole_rows(y: Array, n_factors: int, *, second: bool = False) -> NDArray[np.bool_]:
    """Return for each base row whether every replication of every point of it is there."""
    known: NDArray[np.bool_] = np.isfinite(y).reshape(-1, len(layout(n_factors, second=second)), y.shape[1]).all((1, 2))
    return known
