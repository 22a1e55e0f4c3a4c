r"""Gaps between children: by family background, home, register and sex, each beside the mean and the lowest tenth.

The slope of scores on family background splits exactly into a slope among pupils of one school and one among schools:

.. math:: b = (1-\eta^2)\,b_{within} + \eta^2\,b_{between}

with :math:`\eta^2` the share of the variance of background that lies between schools (Raudenbush and Bryk 2002).
NaN scores and backgrounds are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.equity.distribution import bottom_mean
from sim.equity.spread import weighted_mean
from sim.state import Array

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Slopes:
    """Slopes of scores on background, points per unit; NaN where background does not vary."""

    total: float
    within: float
    between: float  # of school means, schools weighted by their pupils
    share: float  # of the variance of background that lies between schools

    @property
    def from_between(self) -> float:
        """Part of the total slope that arises between schools; the rest arises within."""
        return self.share * self.between if self.share else 0.0


def ses_slopes(score: Array, background: Array, school: Array, weights: Array | None = None) -> Slopes:
    """Return the slopes of scores on background: of all pupils, within schools, and between them."""
    y, x = np.asarray(score, np.float64), np.asarray(background, np.float64)
    w = np.ones(y.shape) if weights is None else np.asarray(weights, np.float64)
    here = np.isfinite(y) & np.isfinite(x) & (w > 0)
    y, x, w = y[here], x[here], w[here]
    if not y.size:
        return Slopes(NAN, NAN, NAN, NAN)
    row = np.unique(np.asarray(school)[here], return_inverse=True)[1]
    least = 1e-24 * float((w * x * x).sum())
    x, y = x - (w * x).sum() / w.sum(), y - (w * y).sum() / w.sum()
    n, sx, sy = (np.bincount(row, v) for v in (w, w * x, w * y))
    inside = x - (sx / n)[row]  # from school means, so that no large numbers cancel
    within = (w * inside**2).sum(), (w * inside * y).sum()
    return _slopes(*within, (sx**2 / n).sum(), (sx * sy / n).sum(), least)


def slopes_of_sums(n: Array, x: Array, y: Array, xx: Array, xy: Array) -> Slopes:
    """Return `ses_slopes` from sums by school: pupils, background, scores, background squared, their product."""
    keep = n > 0
    n, x, y, xx, xy = (v[keep] for v in (n, x, y, xx, xy))
    if not n.size:
        return Slopes(NAN, NAN, NAN, NAN)
    mx, my = x / n - x.sum() / n.sum(), y / n - y.sum() / n.sum()
    within = (xx - x**2 / n).sum(), (xy - x * y / n).sum()
    return _slopes(*within, (n * mx**2).sum(), (n * mx * my).sum(), 1e-12 * float(xx.sum()))


def _slopes(within_xx: float, within_xy: float, between_xx: float, between_xy: float, least: float) -> Slopes:
    """Return the slopes; sums of squares up to ``least`` are rounding of what does not vary."""
    within_xx = within_xx if within_xx > least else 0.0
    between_xx = between_xx if between_xx > least else 0.0
    whole = within_xx + between_xx
    if not whole:
        return Slopes(NAN, NAN, NAN, NAN)
    within = within_xy / within_xx if within_xx else NAN
    between = between_xy / between_xx if between_xx else NAN
    return Slopes(float((within_xy + between_xy) / whole), float(within), float(between), float(between_xx / whole))


@dataclass(frozen=True, slots=True)
class Gap:
    """The mean of one kind of pupils less that of another, and what it must be read with."""

    gap: float
    first: float
    second: float
    mean: float  # of all pupils: a gap can close by levelling down
    bottom: float  # mean of the lowest tenth of all


def gap(score: Array, first: Array, second: Array | None = None, weights: Array | None = None) -> Gap:
    """Return the gap between two kinds of pupils, given as flags; the second is by default everybody else."""
    y = np.asarray(score, np.float64)
    w = np.ones(y.shape) if weights is None else np.asarray(weights, np.float64)
    one = np.asarray(first, np.bool_)
    two = ~one if second is None else np.asarray(second, np.bool_)
    a, b = weighted_mean(y, w * one), weighted_mean(y, w * two)
    return Gap(a - b, a, b, weighted_mean(y, w), bottom_mean(y, w))
