r"""Sobol' indices of a model with luck, from contrasts inside the base rows of Saltelli's design.

A and B are two independent points of a base row, AB_j is A with factor j taken from B, and BA_j is B with factor j taken
from A. The points of a row share their seeds, rows have seeds of their own: what a seed does to all points of its row alike
(it draws the district) falls out of every difference, and the R replications of a row are independent of one another. With
:math:`\langle c, d \rangle` the mean of :math:`c_r d_{r'}` over pairs of different replications
(:mod:`experiments.sensitivity.contrasts`) and m the expected outcome,

.. math::

    E\,\tfrac12 \langle A - B, A - B \rangle &= V = Var\,m(X) \\
    E\,\tfrac12 \langle A - AB_j, A - AB_j \rangle &= V - Var\,E[m \mid X_{-j}] = ST_j V \\
    E\,\langle B - \tfrac12 (A + AB_j), AB_j - A \rangle &= Var\,E[m \mid X_j] = S_j V \\
    E\,\tfrac12 \langle BA_j - B, A - AB_j \rangle &= S_j V \\
    E\,\langle AB_j - A, BA_i - B \rangle &= S_{ij} V

Each follows from :math:`E[m(P)\,m(Q)] = Var\,E[m \mid \text{shared}] + \mu^2` for two points P and Q that share some factors: B
and AB_j share j only, A and AB_j all but j, BA_i and AB_j i and j, A and B nothing; A² and AB_j² cancel in the third. The
second line is Jansen's (1999) estimator, as is the third, which is his :math:`V - \tfrac12 E(B - AB_j)^2`. Rows with points BA
give V, ST and S as Azzini, Mara and Rosati (2021) do, from both halves of a row. No baseline is needed and no variance of
luck is estimated to be taken out.

Where there is little luck in common, two estimators are better than contrasts: V by all points of all rows, and
:math:`\langle B - \mu, AB_j - A \rangle` for S_j (Saltelli et al. 2010). Both are unbiased too (rows have independent seeds),
and of the two the mixture with the least variance between rows is taken. It serves seeds of any design: shared inside a row
it leans on contrasts as far as luck is common, with independent seeds on the pooled values.

``tests/bench/test_sensitivity.py`` measures errors and coverage, with and without the points BA.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.sensitivity import texts
from experiments.sensitivity.contrasts import blended, crossed
from experiments.sensitivity.tables import Array, Row, bounds, dropped, generator

RESAMPLES = 500
LEAST = 64  # base rows of the smallest sample whose indices are worth showing


class Parts(NamedTuple):
    """What each base row says of the parts of variance, in squared units of the outcome; their means are the estimates."""

    variance: Array  # (rows,): of the expected outcome
    first: Array  # (rows, factors)
    total: Array  # (rows, factors)
    second: Array | None  # (rows, pairs i < j)
    noise: Array  # (rows,): of a single run, as seeds move it at a point; NaN from one replication


def layout(n_factors: int, *, second: bool) -> list[str]:
    """Return the roles of the points of a base row, in the order of SALib: A, AB of each factor, BA of each, B."""
    crossed_points = [f"{pair}{j}" for pair in (("AB", "BA") if second else ("AB",)) for j in range(n_factors)]
    return ["A", *crossed_points, "B"]


def parts(y: Array, n_factors: int, *, second: bool = False) -> Parts:
    """Return what each base row of a Saltelli sample says of the parts of variance.

    Parameters
    ----------
    y
        Outcomes, shape (base rows, points of a row, replications).
    n_factors
        How many factors there are.
    second
        Whether the rows hold the points BA.
    """
    y = y - y.mean()
    rows, _, r = y.shape
    a, b, ab = y[:, :1], y[:, -1:], y[:, 1 : 1 + n_factors]
    variance = crossed(a - b, a - b)[:, 0] / 2
    total = crossed(a - ab, a - ab) / 2
    first, pooled = crossed(b - (a + ab) / 2, ab - a), crossed(b, ab - a)
    pairs = None
    if second:
        ba = y[:, 1 + n_factors : 1 + 2 * n_factors]
        halves = crossed(ab - ba, ab - ba) / 2
        variance = (variance + halves.sum(1)) / (1 + n_factors)
        total = (total + crossed(b - ba, b - ba) / 2) / 2
        first, pooled = crossed(ba - b, a - ab) / 2, (pooled + crossed(a, ba - b)) / 2
        i, j = np.triu_indices(n_factors, 1)
        here, there = ab - a, ba - b
        pairs = (crossed(here[:, j], there[:, i]) + crossed(here[:, i], there[:, j])) / 2
    # over all points, less the product of different rows, which estimates the squared mean: y is centred, so that product
    # is minus the sum of the squared means of rows
    whole = crossed(y, y).mean(1) + y.mean((1, 2)) ** 2 / max(rows - 1, 1)
    noise = y.var(2, ddof=1).mean(1) if r > 1 else np.full(rows, np.nan)
    return Parts(blended(variance, whole), blended(first, pooled), total, pairs, noise)


def sobol(
    y: Array,
    factors: list[str],
    *,
    second: bool = False,
    seed: int = 1,
    resamples: int = RESAMPLES,
    level: float = 0.95,
) -> list[Row]:
    """Return S1, ST, S2, the variance that the factors move and the seed's share of that of a run, with bootstrap intervals.

    The bootstrap draws base rows with all their points and replications, so that its intervals hold both the sampling of
    the factors and the luck of the seeds; to draw the replications of a row again as well would count that luck twice.
    Where the interval of the variance holds 0, indices would be shares of nothing and are NaN. A row ``dropped`` counts the
    drawings of the bootstrap that had no variance to share out, if any.

    Parameters
    ----------
    y
        Outcomes, shape (points, replications), points in the order of SALib's Saltelli sample. Seeds are shared inside a
        base row or independent; rows have seeds of their own.
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
    d = len(factors)
    width = len(layout(d, second=second))
    if y.ndim != 2 or len(y) % width:
        raise ValueError(texts.NOT_WHOLE(shape=str(y.shape), width=width))
    each = parts(y.reshape(-1, width, y.shape[1]), d, second=second)
    n = len(each.variance)
    weights = (
        generator(seed).multinomial(n, np.full(n, 1 / n), size=resamples) / n
    )  # how often a drawing holds each row

    def drawn(values: Array) -> tuple[Array, Array]:
        return values.mean(0), weights @ values

    variance, variances = drawn(each.variance)
    low, high = bounds(variances, level)
    known = low > 0 and bool(np.ptp(y) != 0)

    def share(values: Array) -> tuple[Array, Array]:
        best, draws = drawn(values)
        whole = np.where(variances > 0, variances, np.nan)
        return best / (variance if known else np.nan), draws / (whole[:, None] if known else np.nan)

    out: list[Row] = []
    for name, values in (("S1", each.first), ("ST", each.total)):
        out += _rows(name, [(f, "") for f in factors], *share(values), level)
    if each.second is not None:
        pairs = [(factors[i], factors[j]) for i, j in zip(*np.triu_indices(d, 1), strict=True)]
        out += _rows("S2", pairs, *share(each.second), level)
    out.append(Row("", "", "variance", float(variance), float(low), float(high)))
    best, draws = (_luck(*pair) for pair in zip(drawn(each.variance), drawn(each.noise), strict=True))
    out.append(Row("", "", "seed_share", float(best), *map(float, bounds(draws, level))))
    return [*out, *dropped(variances > 0)] if known else out


def _luck(variance: Any, noise: Any) -> Any:
    """Return the seed's share of the variance of a single run; NaN where nothing varies or nothing can tell."""
    whole = np.maximum(variance, 0.0) + noise
    return noise / np.where(whole > 0, whole, np.nan)


def _rows(name: str, of: list[tuple[str, str]], best: Array, draws: Array, level: float) -> list[Row]:
    low, high = bounds(draws, level)
    return [Row(*who, name, *map(float, found)) for who, *found in zip(of, best, low, high, strict=True)]


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


def whole_rows(y: Array, n_factors: int, *, second: bool = False) -> NDArray[np.bool_]:
    """Return for each base row whether every replication of every point of it is there."""
    known: NDArray[np.bool_] = np.isfinite(y).reshape(-1, len(layout(n_factors, second=second)), y.shape[1]).all((1, 2))
    return known
