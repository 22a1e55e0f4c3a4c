"""Measures of spread on plain arrays: weighted, NaN-aware, defined for empty input."""

from __future__ import annotations

import numpy as np

from sim.state import Array


def known(x: Array, weight: Array | None = None) -> tuple[Array, Array]:
    """Return values and weights in double precision without those that are NaN or weigh nothing; weights are 1 by default."""
    x = np.asarray(x, np.float64)
    w = np.ones(x.shape) if weight is None else np.asarray(weight, np.float64)
    keep = np.isfinite(x) & (w > 0)
    return x[keep], w[keep]


def weighted_mean(x: Array, weight: Array) -> float:
    """Return the weighted mean of x, leaving out NaN and weights of 0; NaN when nothing is left."""
    x, w = known(x, weight)
    return float((w * x).sum() / w.sum()) if w.size else float("nan")


def weighted_cv(x: Array, weight: Array) -> float:
    """Return the 差异系数 of inspectors: the weighted population SD of x over its weighted mean.

    ``x`` is the amount per pupil of each school, ``weight`` its enrolment, so that the mean is the county's total over
    its total enrolment. On x = 6.20, 3.70, 10.51, 2.11, 7.31 with enrolments 45, 37, 89, 76, 55 it gives 0.515, where the
    unweighted CV would be 0.489. NaN when nothing is left or the mean is 0.

    Source: published worked example of the county inspection (formula of the 2012 and 2017 regimes).
    """
    return float(weighted_cvs(np.asarray(x, np.float64), np.asarray(weight, np.float64)))


def weighted_cvs(x: Array, weight: Array) -> Array:
    """Return `weighted_cv` down the first axis of a table; ``weight`` is broadcast over the other axes."""
    known = np.isfinite(x) & (weight > 0)
    x, w = np.where(known, x, 0.0), np.where(known, weight, 0.0).astype(np.float64)
    total = w.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):  # nothing left, or a mean of 0: NaN
        mean = (w * x).sum(0) / total
        cv = np.sqrt((w * (x - mean) ** 2).sum(0) / total) / mean
    return np.where(mean != 0, cv, np.nan)


def between_sd(total: Array, n: Array) -> float:
    """Return the enrolment-weighted standard deviation of school means, from sums and sizes by school."""
    keep = n > 0
    if not keep.any():
        return float("nan")
    mean, w = total[keep] / n[keep], n[keep] / n[keep].sum()
    return float(np.sqrt((w * (mean - (w * mean).sum()) ** 2).sum()))
