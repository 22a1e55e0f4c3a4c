r"""What a gain costs: all that was spent over the years of a run, for all that was gained over the same years.

A year's spending buys gains of later years too, so neither is read in a single window. With d the difference between two arms
in a year, n the pupils tested and r the discount rate,

.. math:: C = \sum_t \frac{d^{yuan}_t}{(1+r)^t}, \qquad G = \sum_t \frac{n_t\, d^{score}_t / SD}{(1+r)^t}, \qquad
    price = \frac{C}{G} \cdot 0.01

yuan for each pupil and school year in which scores are higher by 0.01 SD; hours likewise. Gains after the horizon are not
counted, nor is money spent before it wasted: a short horizon makes a slow measure dear. The interval of the ratio is
Fieller's (1954), from differences within seeds; where the gain cannot be told from zero there is no price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from experiments.statistics.paired import LEVEL

if TYPE_CHECKING:
    import pandas as pd

UNIT = 0.01  # SD, the gain that is priced
NAN = float("nan")
Array = NDArray[np.float64]


class Ratio(NamedTuple):
    """A mean over a mean with its 95 % interval; NaN where there is none."""

    value: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether there is an interval."""
        return bool(np.isfinite(self.low))


class Price(NamedTuple):
    """What a reform costs and gains over the years of a run, and the price of a gain."""

    first: int  # school years
    last: int
    discount: float
    yuan: float  # cumulative, mean over seeds
    hours: float
    gain: float  # SD times pupil-years
    yuan_per_gain: Ratio  # yuan per pupil and school year with 0.01 SD more
    hours_per_gain: Ratio


def price(yearly: pd.DataFrame, points_per_sd: float, discount: float = 0.0) -> Price:
    """Return the price of a gain.

    Parameters
    ----------
    yearly
        Differences between two arms: a row per seed and year with the columns ``seed``, ``year``, ``yuan``, ``hours``,
        ``points`` (of the mean score) and ``pupils`` (tested); several rows of a seed and year, such as stages, are added.
    points_per_sd
        Points of the exam scale in a standard deviation.
    discount
        Rate at which later years count less, 0 for none; the first year of the run counts in full.
    """
    if yearly.empty:
        nothing = Ratio(NAN, NAN, NAN)
        return Price(0, 0, discount, NAN, NAN, NAN, nothing, nothing)
    frame = yearly.assign(gain=yearly["points"] / points_per_sd * yearly["pupils"])
    first, last = int(frame["year"].min()), int(frame["year"].max())
    weight = (1 + discount) ** -(frame["year"] - first)
    sums = (
        frame[["yuan", "hours", "gain"]]
        .fillna(0.0)
        .mul(weight, axis=0)
        .groupby(frame["seed"])
        .sum()
        .to_numpy(np.float64)
    )
    yuan, hours, gain = sums.T
    return Price(
        first, last, discount, float(yuan.mean()), float(hours.mean()), float(gain.mean()),
        _times(fieller(yuan, gain), UNIT), _times(fieller(hours, gain), UNIT),
    )  # fmt: skip


def fieller(top: Array, bottom: Array) -> Ratio:
    """Return mean(top) / mean(bottom) of paired values; NaN where the bottom is not surely above zero."""
    n = top.size
    if n < 2:
        return Ratio(NAN, NAN, NAN)
    a, b = float(top.mean()), float(bottom.mean())
    q = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) ** 2 / n
    (vaa, vab), (_, vbb) = np.cov(top, bottom)
    sure = b * b - q * vbb
    if b <= 0 or sure <= 0:
        return Ratio(NAN, NAN, NAN)
    middle = (a * b - q * vab) / sure
    half = float(np.sqrt(max(middle**2 - (a * a - q * vaa) / sure, 0.0)))
    return Ratio(a / b, middle - half, middle + half)


def _times(ratio: Ratio, by: float) -> Ratio:
    return Ratio(*(by * x for x in ratio))
