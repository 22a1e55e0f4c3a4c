"""How two kinds of pupils are spread over schools: dissimilarity, isolation, exposure.

``a`` and ``b`` count pupils of two kinds by school; counts may be weighted sums. NaN counts leave a school out. Every
measure is NaN where a kind it speaks of has nobody, and with one school there is no segregation: dissimilarity is 0.
Sources: Duncan and Duncan (1955); Massey and Denton (1988).
"""

from __future__ import annotations

import numpy as np

from sim.equity import texts
from sim.state import Array

NAN = float("nan")


def dissimilarity(a: Array, b: Array) -> float:
    """Return the share of either kind that would have to change school for all schools to have the same mix."""
    a, b = _both(a, b)
    if not (a.sum() > 0 and b.sum() > 0):
        return NAN
    return float(np.abs(a / a.sum() - b / b.sum()).sum() / 2)


def isolation(a: Array, b: Array) -> float:
    """Return the share of their own kind in the school of the mean pupil of the first kind."""
    return _meets(a, b, own=True)


def exposure(a: Array, b: Array) -> float:
    """Return the share of the second kind in the school of the mean pupil of the first (1 less isolation)."""
    return _meets(a, b, own=False)


def variance_share(total: Array, squares: Array, n: Array) -> float:
    """Return the share of a quantity's variance that lies between schools, from sums, sums of squares and sizes.

    Of a flag it is the correlation ratio of segregation, the isolation corrected for the mix of the district. It is the
    plain share of sums of squares, with no correction for chance, so in small schools it is above 0 without sorting.
    """
    keep = np.asarray(n) > 0
    n, total, squares = (np.asarray(v, np.float64)[keep] for v in (n, total, squares))
    if not n.size:
        return NAN
    grand = total.sum() / n.sum()
    whole = squares.sum() - n.sum() * grand**2
    between = (n * (total / n - grand) ** 2).sum()
    return float(between / whole) if whole > 1e-12 * squares.sum() else NAN


def counts(flag: Array, school: Array, weights: Array | None = None) -> tuple[Array, Array]:
    """Return the weight of pupils with a flag and of those without, by school, in the order of sorted labels."""
    row = np.unique(np.asarray(school), return_inverse=True)[1]
    flag = np.asarray(flag, np.bool_)
    w = np.ones(flag.size) if weights is None else np.asarray(weights, np.float64)
    return np.bincount(row, w * flag), np.bincount(row, w * ~flag)


def _both(a: Array, b: Array) -> tuple[Array, Array]:
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    keep = np.isfinite(a) & np.isfinite(b)
    if (a[keep] < 0).any() or (b[keep] < 0).any():
        raise ValueError(texts.NEGATIVE_COUNTS())
    return a[keep], b[keep]


def _meets(a: Array, b: Array, *, own: bool) -> float:
    a, b = _both(a, b)
    here = a > 0
    a, b = a[here], b[here]
    return float((a * (a if own else b) / (a + b)).sum() / a.sum()) if a.size else NAN
