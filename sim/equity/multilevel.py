r"""Pupils in schools: how much of the variance of scores lies between schools, by ANOVA and by restricted likelihood.

The model is :math:`y_{ij} = \mu + u_j + e_{ij}` with variances :math:`\tau^2` of schools and :math:`\sigma^2` of pupils;
the intraclass correlation (校际差异率) is :math:`\tau^2/(\tau^2+\sigma^2)`. Schools may differ in size, each pupil counts
once, and NaN scores are left out. Both estimates need only the size, mean and inner sum of squares of each school.

With :math:`\lambda = \tau^2/\sigma^2` and :math:`w_j = n_j/(1+\lambda n_j)`, the restricted likelihood is maximal where

.. math:: -2\ell(\lambda) = (N-1)\ln\Bigl(SS + \sum_j w_j(\bar y_j-\hat\mu)^2\Bigr) + \sum_j\ln(1+\lambda n_j) + \ln\sum_j w_j

is least, a search along one line. Sources: Searle, Casella and McCulloch (1992), Variance Components, chapters 3 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from sim.state import Array

NAN = float("nan")
GRID = np.linspace(0.0, 1.0, 65)[:-1]  # shares of the variance between schools among which the search begins


@dataclass(frozen=True, slots=True)
class SchoolSums:
    """What the estimates need of the schools that have pupils."""

    n: Array  # pupils
    mean: Array
    inner: Array  # sum of squares about the school's own mean

    @classmethod
    def of(cls, values: Array, labels: Array) -> Self:
        """Return the schools of pupils with a score and a label of any type."""
        x = np.asarray(values, np.float64)
        here = np.isfinite(x)
        row = np.unique(np.asarray(labels)[here], return_inverse=True)[1]
        x = x[here]
        n = np.bincount(row).astype(np.float64)
        mean = np.bincount(row, x) / n
        return cls(n, mean, np.bincount(row, (x - mean[row]) ** 2, minlength=n.size))

    @classmethod
    def from_sums(cls, total: Array, squares: Array, n: Array) -> Self:
        """Return the schools of sums, sums of squares and sizes; those without pupils are left out."""
        n = np.asarray(n, np.float64)
        keep = n > 0
        n, mean = n[keep], total[keep] / n[keep]
        return cls(n, mean, np.maximum(squares[keep] - n * mean**2, 0.0))

    @property
    def enough(self) -> bool:
        """Whether there are two schools and one pupil more than schools, without which nothing can be told apart."""
        return self.n.size > 1 and bool(self.n.sum() > self.n.size)


@dataclass(frozen=True, slots=True)
class Components:
    """Components of the variance of scores; NaN where they cannot be told apart."""

    mean: float
    between: float  # of school means, without the luck of who sits the test; ANOVA may find it below 0
    within: float

    @property
    def icc(self) -> float:
        """Share of the variance that lies between schools; NaN when nothing varies."""
        total = self.between + self.within
        return self.between / total if total > 0 else NAN

    @property
    def between_sd(self) -> float:
        """Standard deviation of schools without noise; 0 where the estimate of the variance is below 0."""
        return float(np.sqrt(max(self.between, 0.0))) if np.isfinite(self.between) else NAN


UNKNOWN = Components(NAN, NAN, NAN)


def anova(schools: SchoolSums) -> Components:
    """Return the components that make the mean squares between and within schools equal what is expected of them."""
    if not schools.enough:
        return UNKNOWN
    n, k, pupils = schools.n, schools.n.size, schools.n.sum()
    grand = float((n * schools.mean).sum() / pupils)
    between = (n * (schools.mean - grand) ** 2).sum() / (k - 1)
    within = float(schools.inner.sum() / (pupils - k))
    size = (pupils - (n**2).sum() / pupils) / (k - 1)  # the balanced size that unbalanced schools are worth
    return Components(grand, float((between - within) / size), within)


def net_sd(schools: SchoolSums) -> float:
    """Return the enrolment-weighted SD of school means less what the luck of who sits the test adds to it.

    The variance of means exceeds that of the schools themselves by (k - 1) within-school variances over all N pupils. 0
    where luck explains all; unlike `Components.between_sd` it speaks of these schools, not of others like them.
    """
    if not schools.enough:
        return NAN
    n, k, pupils = schools.n, schools.n.size, schools.n.sum()
    grand = (n * schools.mean).sum() / pupils
    raw = (n * (schools.mean - grand) ** 2).sum() / pupils
    return float(np.sqrt(max(raw - (k - 1) / pupils * schools.inner.sum() / (pupils - k), 0.0)))


def icc(total: Array, squares: Array, n: Array) -> float:
    """Return the intraclass correlation (ANOVA, unbalanced) from sums, sums of squares and sizes by school."""
    return anova(SchoolSums.from_sums(total, squares, n)).icc


def reml(schools: SchoolSums, *, restricted: bool = True) -> Components:
    """Return the components of greatest restricted likelihood, or with ``restricted=False`` of greatest likelihood.

    Where pupils of a school never differ the between component is the whole variance, and where nothing varies both are 0.
    """
    if not schools.enough:
        return UNKNOWN
    pupils = schools.n.sum()
    inside = float(schools.inner.sum())
    free = pupils - 1 if restricted else pupils
    if inside <= 0:
        grand = float(schools.mean.mean())
        spread = float(((schools.mean - grand) ** 2).sum() / (schools.n.size - restricted))
        return Components(grand, spread, 0.0)
    deviances = [_deviance(schools, share, restricted) for share in GRID]
    best = int(np.argmin(deviances))
    low, high = GRID[max(best - 1, 0)], GRID[best + 1] if best + 1 < GRID.size else 1 - 1e-12
    for _ in range(60):  # bisection on the sign of the slope: 60 halvings are more than a double can tell
        middle = (low + high) / 2
        low, high = (low, middle) if _slope(schools, middle, restricted) > 0 else (middle, high)
    if low == 0.0:
        high = 0.0  # the slope was upward all the way: the best is at the border
    ratio = high / (1 - high)
    weight = schools.n / (1 + ratio * schools.n)
    mean = float((weight * schools.mean).sum() / weight.sum())
    within = (inside + float((weight * (schools.mean - mean) ** 2).sum())) / free
    return Components(mean, ratio * within, within)


def _parts(schools: SchoolSums, share: float) -> tuple[float, Array, Array, float]:
    """Return the variance ratio, the weights, squared deviations from the weighted mean, and their total with the inner."""
    ratio = share / (1 - share)
    weight = schools.n / (1 + ratio * schools.n)
    mean = (weight * schools.mean).sum() / weight.sum()
    off = (schools.mean - mean) ** 2
    return ratio, weight, off, float(schools.inner.sum() + (weight * off).sum())


def _deviance(schools: SchoolSums, share: float, restricted: bool) -> float:
    """Return -2 log likelihood, up to a constant, at a share of the variance between schools."""
    ratio, weight, _, squares = _parts(schools, share)
    free = schools.n.sum() - restricted
    out = free * np.log(squares) + np.log1p(ratio * schools.n).sum()
    return float(out + np.log(weight.sum()) if restricted else out)


def _slope(schools: SchoolSums, share: float, restricted: bool) -> float:
    """Return the derivative of the deviance by the variance ratio; its sign is what matters."""
    _, weight, off, squares = _parts(schools, share)
    free = schools.n.sum() - restricted
    out = weight.sum() - free * (weight**2 * off).sum() / squares
    return float(out - (weight**2).sum() / weight.sum() if restricted else out)
