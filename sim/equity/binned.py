r"""Distribution of scores from a histogram: fast enough for every year, each measure with a bound on its error.

A score is known to half a bin, h; the mean and the variance are known exactly. Measures are expanded around the exact
mean, so that the histogram carries only what mean and variance do not. With :math:`z = x/\mu - 1`

.. math:: T = \tfrac12 E z^2 + E\,r_T(z), \quad r_T' = \ln(1+z) - z, \qquad
          L = \tfrac12 E z^2 + E\,r_L(z), \quad r_L' = -z^2/(1+z)

and by the mean value theorem the error is at most :math:`(h/\mu)\,E \max|r'|`, the maximum over a pupil's bin, which lies
at one of its edges because :math:`|r'|` is convex. Two pupils' difference is known to 2h, so Gini's error is at most
:math:`h/\mu`. The bounds hold for scores inside the histogram: those beyond are counted in its end bins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.state import Array

NAN = float("nan")
_MIDDLES = np.arange(4096) + 0.5  # of bins, where there are not more


@dataclass(frozen=True)
class Bins:
    """A histogram of equal bins, from the first to the last that holds anybody, and the exact mean and variance."""

    count: Array  # pupils of each bin
    low: float  # lower edge of the first
    width: float
    mean: float
    variance: float

    @classmethod
    def of(cls, count: Array, low: float, width: float, mean: float, variance: float) -> Bins:
        """Return the bins without the empty ones at either end."""
        held = np.flatnonzero(count > 0)
        first, last = (int(held[0]), int(held[-1])) if held.size else (0, -1)
        return cls(count[first : last + 1], low + width * first, width, mean, variance)

    @cached_property
    def centre(self) -> Array:
        """Middle of each bin."""
        n = self.count.size
        return self.low + self.width * (_MIDDLES[:n] if n <= _MIDDLES.size else np.arange(n) + 0.5)

    @cached_property
    def cumulative(self) -> Array:
        """Pupils up to the end of each bin."""
        return np.cumsum(self.count)

    @cached_property
    def pupils(self) -> float:
        """Pupils in all bins."""
        return float(self.cumulative[-1]) if self.count.size else 0.0

    @cached_property
    def share(self) -> Array:
        """Share of pupils in each bin."""
        return self.count / self.pupils

    @property
    def half(self) -> float:
        """Half a bin over the mean: what a score's share of the mean may be off by."""
        return self.width / (2 * self.mean)

    @cached_property
    def entropy(self) -> tuple[float, float]:
        """Theil's T and L; NaN with scores below 0."""
        if not self.pupils or not self.mean > 0 or self.low < -self.width / 2:
            return NAN, NAN
        relative = self.centre / self.mean
        log, z, share = np.log(relative), relative - 1, self.share
        half = z * z / 2
        base = self.variance / (2 * self.mean**2)
        t = base + float(share @ (relative * log - (z + half)))
        return max(t, 0.0), max(base + float(share @ (z - half - log)), 0.0)

    def edges(self) -> tuple[Array, Array]:
        """Return z at the lower and the upper edge of each bin."""
        low = (self.low + self.width * np.arange(self.count.size)) / self.mean - 1
        return low, low + self.width / self.mean


def quantile(bins: Bins, share: float) -> float:
    """Return the score below which a share of pupils lies, exact to one bin; NaN without pupils."""
    if not bins.pupils:
        return NAN
    wanted = share * bins.pupils
    b = int(bins.cumulative.searchsorted(wanted))
    before = bins.cumulative[b] - bins.count[b]
    return float(bins.low + bins.width * (b + (wanted - before) / max(bins.count[b], 1)))


def bottom_mean(bins: Bins, share: float = 0.1) -> float:
    """Return the mean score of the lowest share of pupils, exact to half a bin; NaN without pupils."""
    wanted = share * bins.pupils
    if not wanted:
        return NAN
    b = int(bins.cumulative.searchsorted(wanted))
    part = wanted - (bins.cumulative[b - 1] if b else 0.0)  # of the bin at the border
    return float((bins.count[:b] @ bins.centre[:b] + part * bins.centre[b]) / wanted)


def gini(bins: Bins) -> float:
    """Return the Gini coefficient, exact to `gini_bound`; NaN without pupils or at a mean of 0 or below."""
    if not bins.pupils or not bins.mean > 0:
        return NAN
    share = bins.share
    rank = bins.cumulative / bins.pupils - share / 2
    off = bins.centre - float(share @ bins.centre)
    return float(2 * (share * off) @ rank / bins.mean)


def gini_bound(bins: Bins) -> float:
    """Return how far `gini` may be off."""
    return bins.half


def theil_t(bins: Bins) -> float:
    """Return Theil's T, exact to `theil_bound`; NaN with scores below 0 [nats]."""
    return bins.entropy[0]


def theil_bound(bins: Bins) -> float:
    """Return how far `theil_t` may be off."""
    with np.errstate(divide="ignore", invalid="ignore"):
        worst = np.maximum(*(np.abs(np.log1p(z) - z) for z in bins.edges()))
    return bins.half * float(bins.count @ worst) / bins.pupils


def atkinson(bins: Bins) -> float:
    """Return Atkinson's index of aversion 1, which is 1 - exp(-L); exact to `atkinson_bound`; NaN with scores below 0."""
    return 1 - float(np.exp(-bins.entropy[1]))


def atkinson_bound(bins: Bins) -> float:
    """Return how far `atkinson` may be off; Theil's L is not further off."""
    with np.errstate(divide="ignore", invalid="ignore"):
        worst = np.maximum(*(z * z / (1 + z) for z in bins.edges()))
    return bins.half * float(bins.count @ worst) / bins.pupils
