r"""Extended FAST: first and total indices from the spectrum of the outcome along search curves.

The power of a frequency is the product of its amplitudes under different seeds
(:mod:`experiments.sensitivity.contrasts`): with :math:`F_r` the Fourier coefficient of the curve under the r-th seed,
:math:`E[Re(F_r \overline{F_{r'}})]` for r ≠ r' is the power of the expected outcome, whatever luck does along the curve.
Points of a curve share their seeds, so that what a seed does to all of them alike is at frequency 0 and out of the way.

Curves are drawn several times over with other phases, and the spread of their indices gives the interval (Saltelli,
Tarantola and Chan 1999); a bootstrap of points within a curve does not. The interval leaves out bias: power that falls
beyond the harmonics that are counted, or that factors of the complementary set put on a harmonic of the factor, is there in
every set of curves alike, and longer curves, not more sets, take it away.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import stdtrit

from experiments.sensitivity.contrasts import crossed
from experiments.sensitivity.tables import Array, Row

HARMONICS = 4


def fast(y: Array, factors: list[str], length: int, *, level: float = 0.95) -> list[Row]:
    """Return S1 and ST of each factor, ratios of means over the sets of curves with t intervals, which leave out bias.

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
    power = np.array([[_power(curve) for curve in one] for one in curves])  # (sets, factors, 3)
    sets, whole = len(power), power[:, :, 2].mean(0)[:, None]
    whole = np.where(whole > 0, whole, np.nan)  # luck may hide all that factors do
    mean = power[:, :, :2].mean(0) / whole
    half = np.full_like(mean, np.nan)
    if sets > 1:
        # how far each set pulls the ratio of means from where it is
        pull = (power[:, :, :2] - mean * power[:, :, 2:]) / whole
        half = stdtrit(sets - 1, 0.5 + level / 2) * pull.std(0, ddof=1) / math.sqrt(sets)
    return [
        Row(factor, "", name, float(mean[j, i]), float(mean[j, i] - half[j, i]), float(mean[j, i] + half[j, i]))
        for i, name in enumerate(("S1", "ST"))
        for j, factor in enumerate(factors)
    ]


def _power(curve: Array) -> tuple[float, float, float]:
    """Return the power of the factor that a curve moves fastest, alone and in all, and that of the whole curve.

    The curve has the shape (points, replications); power is in squared units of the outcome.
    """
    n = len(curve)
    omega = math.floor((n - 1) / (2 * HARMONICS))
    curve = curve - curve.mean()
    waves = np.fft.fft(curve, axis=0)[1 : math.ceil(n / 2)] / n
    power = 2 * (crossed(waves.real, waves.real) + crossed(waves.imag, waves.imag))  # power[k - 1] of frequency k
    whole = float(power.sum())
    own = float(power[np.arange(1, HARMONICS + 1) * omega - 1].sum())
    others = float(power[: omega // 2].sum())  # frequencies of the complementary set
    return own, whole - others, whole
