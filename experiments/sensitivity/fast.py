r"""Extended FAST: first and total indices from the spectrum of the outcome along search curves.

The luck of seeds is white noise along a curve. It adds ``s²/(R N)`` to every frequency, which is taken out of the harmonics
of a factor, of its low frequencies and of the whole. Curves are drawn several times over with other phases, and the spread
of their indices gives the interval (Saltelli, Tarantola and Chan 1999); a bootstrap of points within a curve does not.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import stdtrit

from experiments.sensitivity.tables import Array, Row

HARMONICS = 4


def fast(y: Array, factors: list[str], length: int, *, level: float = 0.95) -> list[Row]:
    """Return S1 and ST of each factor, means over the sets of curves with t intervals.

    Parameters
    ----------
    y
        Outcomes, shape (points, replications): sets of curves, in each set a curve per factor, in each curve its points.
    factors
        Names of the factors.
    length
        Points of a curve.
    level
        Coverage of the intervals, which need two sets.
    """
    curves = y.reshape(-1, len(factors), length, y.shape[1])
    found = np.array([[_orders(curve) for curve in one] for one in curves])  # (sets, factors, 2)
    sets, mean = len(found), found.mean(0)
    half = np.full_like(mean, np.nan)
    if sets > 1:
        half = stdtrit(sets - 1, 0.5 + level / 2) * found.std(0, ddof=1) / math.sqrt(sets)
    return [
        Row(factor, "", name, float(mean[j, i]), float(mean[j, i] - half[j, i]), float(mean[j, i] + half[j, i]))
        for i, name in enumerate(("S1", "ST"))
        for j, factor in enumerate(factors)
    ]


def _orders(curve: Array) -> tuple[float, float]:
    """Return S1 and ST of the factor that a curve, shape (points, replications), moves fastest."""
    from SALib.analyze.fast import compute_orders

    n, r = curve.shape
    omega = math.floor((n - 1) / (2 * HARMONICS))
    y = curve.mean(1)
    noise = float(curve.var(1, ddof=1).mean() / r) if r > 1 else 0.0
    spectrum = np.abs(np.fft.fft(y)[1 : math.ceil(n / 2)] / n) ** 2
    whole = 2 * float(spectrum.sum())
    if np.ptp(y) == 0:
        return float("nan"), float("nan")
    first, total = compute_orders(y, n, HARMONICS, omega)
    each = 2 * noise / n  # what noise adds to a frequency and its mirror image
    variance = whole - each * len(spectrum)
    if variance <= 0:
        return float("nan"), float("nan")
    own = (first * whole - each * HARMONICS) / variance
    others = ((1 - total) * whole - each * math.floor(omega / 2)) / variance
    return float(own), float(1 - others)
