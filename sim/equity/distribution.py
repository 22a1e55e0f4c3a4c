r"""How unequally an amount is distributed: Gini, Theil, Atkinson, quantiles, with the part that lies between groups.

Values are one per pupil (or per school with its enrolment as weight). NaN values and weights of 0 are left out; where
nothing is left every measure is NaN, and a single value is perfectly equal. All but the quantiles divide by the mean, so
they ask for a scale with a true zero, and an exam scale has one only by convention: 15 points mean less at a mean of 90
than at 75. Where a measure is not defined it is NaN: Gini and CV at a mean of 0 or below; Theil's T with a value below 0;
Theil's L and Atkinson of aversion 1 with a value of 0 or below (Atkinson below aversion 1 takes 0; above it a value of 0
makes it 1, its limit).

With population shares p and mean :math:`\mu`:

.. math:: T = \sum_i p_i \frac{x_i}{\mu} \ln\frac{x_i}{\mu}, \qquad L = \sum_i p_i \ln\frac{\mu}{x_i}, \qquad
          A_\varepsilon = 1 - \Bigl(\sum_i p_i (x_i/\mu)^{1-\varepsilon}\Bigr)^{1/(1-\varepsilon)}

Sources: Theil (1967); Atkinson (1970); the exact decomposition is that of Shorrocks (1980).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.equity import texts
from sim.equity.spread import known
from sim.state import Array

NAN = float("nan")
type Index = Literal["T", "L"]


def gini(values: Array, weights: Array | None = None) -> float:
    """Return the Gini coefficient: half the mean difference of two pupils, over the mean; above 1 with negative values."""
    x, w = known(values, weights)
    mean = _mean(x, w)
    if not mean > 0:
        return NAN
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order] / w.sum()
    rank = np.cumsum(w) - w / 2  # mean rank in [0, 1] of those who share a weight
    return float(2 * (w * (x - mean) * rank).sum() / mean)  # deviations, lest equal values give a rounding error


def theil_t(values: Array, weights: Array | None = None) -> float:
    """Return Theil's T, which weighs pupils by what they have: 0 when equal, ln n when one of n has all [nats]."""
    x, w = known(values, weights)
    mean = _mean(x, w)
    if not mean > 0 or (x < 0).any():
        return NAN
    r = x / mean
    return float(max((w * r * np.log(np.where(r > 0, r, 1.0))).sum() / w.sum(), 0.0))


def theil_l(values: Array, weights: Array | None = None) -> float:
    """Return Theil's L, the mean log deviation, which weighs every pupil the same [nats]."""
    x, w = known(values, weights)
    if not x.size or (x <= 0).any():
        return NAN
    return float(max((w * np.log(_mean(x, w) / x)).sum() / w.sum(), 0.0))


def atkinson(values: Array, aversion: float, weights: Array | None = None) -> float:
    """Return the share of the total that could be given up if the rest were shared equally, at an aversion of 0 or more."""
    if not aversion >= 0:
        raise ValueError(texts.NOT_BELOW_ZERO(name="aversion", value=aversion))
    x, w = known(values, weights)
    mean = _mean(x, w)
    if not mean > 0 or (x < 0).any():
        return NAN
    if aversion == 1:
        return 1 - float(np.exp(-theil_l(x, w)))
    if aversion > 1 and (x == 0).any():
        return 1.0
    moment = (w * (x / mean) ** (1 - aversion)).sum() / w.sum()
    return float(max(1 - moment ** (1 / (1 - aversion)), 0.0))


def cv(values: Array, weights: Array | None = None) -> float:
    """Return the population SD over the mean; on z-scores, whose mean is 0, there is none."""
    x, w = known(values, weights)
    mean = _mean(x, w)
    return float(np.sqrt((w * (x - mean) ** 2).sum() / w.sum()) / mean) if mean > 0 else NAN


def quantile(values: Array, share: float, weights: Array | None = None) -> float:
    """Return the least value that at least a share of the weight does not exceed."""
    x, w = known(values, weights)
    if not x.size:
        return NAN
    order = np.argsort(x, kind="stable")
    below = np.cumsum(w[order])
    at = np.searchsorted(below, share * below[-1] * (1 - 1e-12))  # a share met exactly stays met after rounding
    return float(x[order][min(int(at), x.size - 1)])


def p90_p10(values: Array, weights: Array | None = None) -> float:
    """Return the ratio of the 90th to the 10th percentile; NaN unless both are above 0."""
    low, high = quantile(values, 0.1, weights), quantile(values, 0.9, weights)
    return high / low if low > 0 else NAN


def bottom_mean(values: Array, weights: Array | None = None, *, share: float = 0.1) -> float:
    """Return the mean of the lowest share of the weight; the pupil at the border counts in part."""
    x, w = known(values, weights)
    if not x.size:
        return NAN
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order]
    wanted = share * w.sum()
    taken = np.diff(np.minimum(np.cumsum(w), wanted), prepend=0.0)
    return float((taken * x).sum() / wanted)


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A Theil index and its parts; arrays have an entry per group, in the order of ``groups``."""

    total: float
    within: float  # what would be left if the groups had the same mean
    between: float  # what would be left if each had its group's mean
    groups: Array  # labels, sorted
    population: Array  # share of the weight
    amount: Array  # share of the total amount
    mean: Array
    inside: Array  # the index inside the group
    part: Array  # share of the total that lies inside the group; with the between share they add up to 1

    @property
    def between_share(self) -> float:
        """Share of the total that lies between groups; NaN when all are equal."""
        return self.between / self.total if self.total > 0 else NAN


def decompose(values: Array, labels: Array, weights: Array | None = None, *, index: Index = "T") -> Decomposition:
    r"""Return Theil's T or L split exactly into what lies within and between groups of any labels.

    .. math:: T = \sum_g s_g T_g + \sum_g s_g \ln(\mu_g/\mu), \qquad L = \sum_g p_g L_g + \sum_g p_g \ln(\mu/\mu_g)

    with s the groups' shares of the amount and p of the weight. Values that are not known are left out, and so are groups
    of which none is; a label that is NaN is a group of its own.
    """
    if index not in ("T", "L"):
        raise ValueError(texts.NOT_KNOWN(name="index", value=repr(index), known=["'T'", "'L'"]))
    x = np.asarray(values, np.float64)
    w = np.ones(x.shape) if weights is None else np.asarray(weights, np.float64)
    here = np.isfinite(x) & (w > 0)
    x, w = x[here], w[here]
    groups, row = np.unique(np.asarray(labels)[here], return_inverse=True)
    weight, total = np.bincount(row, w), np.bincount(row, w * x)
    undefined = not x.size or bool((x < 0).any() if index == "T" else (x <= 0).any()) or not total.sum() > 0
    if undefined:
        nothing = np.full(groups.size, np.nan)
        share = weight / weight.sum() if groups.size else nothing
        return Decomposition(NAN, NAN, NAN, groups, share, nothing, _over(total, weight), nothing, nothing)
    population, amount = weight / weight.sum(), total / total.sum()
    relative = amount / population
    inside = np.zeros(groups.size)
    r = np.divide(x * weight[row], total[row], out=np.ones(x.size), where=total[row] > 0)  # over the group's mean
    log = np.log(np.where(r > 0, r, 1.0))
    if index == "T":
        inside = np.maximum(np.bincount(row, w * r * log) / weight, 0.0)
        share = amount
        between = float((amount * np.log(np.where(relative > 0, relative, 1.0))).sum())
    else:
        inside = np.maximum(-np.bincount(row, w * log) / weight, 0.0)
        share = population
        between = float(-(population * np.log(relative)).sum())
    within, between = float((share * inside).sum()), max(between, 0.0)
    whole = within + between
    part = _over(share * inside, np.full(groups.size, whole))
    return Decomposition(whole, within, between, groups, population, amount, _over(total, weight), inside, part)


def theil_between(total: Array, n: Array) -> float:
    """Return the part of Theil's T that lies between groups, from their sums and sizes; NaN where T is not defined."""
    here = np.flatnonzero(np.asarray(n) > 0)
    total, n = (np.asarray(v, np.float64)[here] for v in (total, n))
    if not total.sum() > 0 or (total < 0).any():
        return NAN
    amount = total / total.sum()
    relative = amount / (n / n.sum())
    relative[relative <= 0] = 1.0  # of schools whose points are 0, which weigh nothing
    return float(max((amount * np.log(relative)).sum(), 0.0))


def _mean(x: Array, w: Array) -> float:
    return float((w * x).sum() / w.sum()) if x.size else NAN


def _over(a: Array, b: Array) -> Array:
    out: Array = np.divide(a, b, out=np.full(a.shape, np.nan), where=b > 0)
    return out
