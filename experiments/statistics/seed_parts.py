r"""How much of an outcome's spread between runs is the population of the first day, and how much the luck that follows.

A run has two seeds: one says who lives and works in the district on its first day, the other what happens afterwards. When
both change together from run to run their parts cannot be told apart. Two designs can tell them:

*Nested*: every population meets L lucks of its own. With p populations, a one-way random-effects analysis of variance gives
:math:`\sigma^2_L = MS_W` and :math:`\sigma^2_P = (MS_B - MS_W)/L`. Luck then holds all that the same first day can lead to.

*Crossed*: every population meets the same L lucks. Two-way random effects without replication tell the part of luck that is
the same for every population from the part that is not (interaction): :math:`\sigma^2_P = (MS_P - MS_E)/L`,
:math:`\sigma^2_L = (MS_L - MS_E)/P`, :math:`\sigma^2_{PL} = MS_E`.

Intervals suppose normal effects. That of a mean square is exact (chi-square), that of a difference of mean squares is the
modified large-sample interval (Ting, Burdick, Graybill, Jeyaratnam and Lu 1990), that of the share of the population in the
nested design is exact (Searle, Casella and McCulloch 1992, section 3.6). Estimates below zero are set to zero, as usual.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, fdtri

from experiments.statistics import texts

LEVEL = 0.95

INFINITE = 1e9  # degrees of freedom


class VariancePart(NamedTuple):
    """One part of the variance of an outcome, with its interval, and its share of the whole."""

    part: str
    variance: float  # square of the outcome's unit
    low: float
    high: float
    share: float  # of the variance of a single run
    share_low: float  # NaN where the design gives no interval
    share_high: float


def nested(y: NDArray[Any], level: float = LEVEL) -> list[VariancePart]:
    """Return the parts of population and luck from outcomes where every population met lucks of its own.

    Parameters
    ----------
    y
        Outcome by population and luck, shape (P, L), both 2 or more; a population with a gap (NaN) is left out.
    level
        Of the intervals.

    Raises
    ------
    ValueError
        When fewer than two populations or lucks are left.
    """
    y = _whole(y)
    return _nested(y[None], 1, level)


def pooled(y: NDArray[Any], *, shared: bool, level: float = LEVEL) -> list[VariancePart]:
    """Return what `nested` does from outcomes of several points of a design, as means of their mean squares.

    Parameters
    ----------
    y
        Outcome by point, population and luck, shape (points, P, L), P and L 2 or more, without gaps.
    shared
        Whether all points meet the same populations: then they add no degrees of freedom, and intervals are on the safe side.
    level
        Of the intervals.

    Raises
    ------
    ValueError
        When there are fewer than two populations or lucks.
    """
    y = np.asarray(y, np.float64)
    _whole(y[0])
    return _nested(y, 1 if shared else len(y), level)


def _nested(y: NDArray[np.float64], times: int, level: float) -> list[VariancePart]:
    """Return the parts from mean squares pooled over points, with as many degrees of freedom as some of the points."""
    _, p, n = y.shape
    between = n * float(y.mean(2).var(axis=1, ddof=1).mean())
    within = float(y.var(axis=2, ddof=1).mean())
    df = (times * (p - 1), times * p * (n - 1))
    population, luck = max((between - within) / n, 0.0), within
    shares = _share_of_groups(between, within, n, df, level)
    total = population + luck
    low, high = _of_difference(between, within, df, n, level)
    parts = (
        ("population", population, low, high, *shares),
        ("luck", luck, *_of_square(within, df[1], level), *_rest(shares)),
    )
    return [VariancePart(name, v, a, b, _ratio(v, total), s, t) for name, v, a, b, s, t in parts]


def crossed(y: NDArray[Any], level: float = LEVEL) -> list[VariancePart]:
    """Return the parts of population, luck and their interaction from outcomes where all populations met the same lucks.

    Parameters, shapes and errors are those of `nested`; the shares have no interval.
    """
    y = _whole(y)
    p, n = y.shape
    rows, columns, mean = y.mean(1), y.mean(0), y.mean()
    left = y - rows[:, None] - columns + mean
    df = (p - 1) * (n - 1)
    rest = float((left**2).sum()) / df
    of_rows, of_columns = n * float(rows.var(ddof=1)), p * float(columns.var(ddof=1))
    found = [
        ("population", max((of_rows - rest) / n, 0.0), *_of_difference(of_rows, rest, (p - 1, df), n, level)),
        ("luck", max((of_columns - rest) / p, 0.0), *_of_difference(of_columns, rest, (n - 1, df), p, level)),
        ("interaction", rest, *_of_square(rest, df, level)),
    ]
    total = sum(v for _, v, _, _ in found)
    return [VariancePart(name, v, a, b, _ratio(v, total), float("nan"), float("nan")) for name, v, a, b in found]


def _whole(y: NDArray[Any]) -> NDArray[np.float64]:
    y = np.asarray(y, np.float64)
    if y.ndim != 2:
        raise ValueError(texts.NOT_A_TABLE(shape=str(y.shape)))
    y = y[np.isfinite(y).all(1)]
    if min(y.shape) < 2:
        raise ValueError(texts.FEW_LUCKS(populations=y.shape[0], lucks=y.shape[1]))
    return y


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")


def _rest(shares: tuple[float, float]) -> tuple[float, float]:
    return 1 - shares[1], 1 - shares[0]


def _of_square(square: float, df: float, level: float) -> tuple[float, float]:
    """Return the interval of the expectation of a mean square."""
    tail = (1 - level) / 2
    return df * square / float(chdtri(df, tail)), df * square / float(chdtri(df, 1 - tail))


def _upper(df: tuple[float, float], tail: float) -> float:
    """Return the point that an F variable exceeds with a probability."""
    return float(fdtri(*df, 1 - tail))


def _of_difference(first: float, second: float, df: tuple[float, float], n: int, level: float) -> tuple[float, float]:
    """Return the interval of (E first - E second) / n, two independent mean squares; never below zero."""
    tail = (1 - level) / 2
    g1, g2 = (1 - 1 / _upper((k, INFINITE), tail) for k in df)
    h1, h2 = (1 / _upper((k, INFINITE), 1 - tail) - 1 for k in df)
    f, e = _upper(df, tail), _upper(df, 1 - tail)
    g12 = ((f - 1) ** 2 - (g1 * f) ** 2 - h2**2) / f
    h12 = ((1 - e) ** 2 - (h1 * e) ** 2 - g2**2) / e
    both, mid = first * second, first - second
    low = mid - max((g1 * first) ** 2 + (h2 * second) ** 2 + g12 * both, 0.0) ** 0.5
    high = mid + max((h1 * first) ** 2 + (g2 * second) ** 2 + h12 * both, 0.0) ** 0.5
    return max(low, 0.0) / n, max(high, 0.0) / n


def _share_of_groups(between: float, within: float, n: int, df: tuple[int, int], level: float) -> tuple[float, float]:
    """Return the exact interval of the population's share of variance."""
    if within <= 0:
        return (1.0, 1.0) if between > 0 else (float("nan"), float("nan"))
    tail = (1 - level) / 2
    low, high = (between / within / _upper(df, q) for q in (tail, 1 - tail))
    return tuple(min(max((f - 1) / (f + n - 1), 0.0), 1.0) for f in (low, high))  # type: ignore[return-value]
