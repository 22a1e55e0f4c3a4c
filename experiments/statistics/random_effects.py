r"""Many districts as a sample of districts: the mean effect, how far true effects scatter, and what the next one may be.

Of district i the mean difference over R seeds, :math:`\bar d_i`, has the luck of its seeds in it, with variance
:math:`v_i = s_i^2/R`. So the scatter of the :math:`\bar d_i` is more than that of the effects themselves:

.. math:: \hat\tau^2 = \max\{0,\; Var(\bar d_i) - \bar v\}, \qquad
    \bar d \pm t_{k-1}\, sd(\bar d_i)/\sqrt k, \qquad
    \bar d \pm t_{k-2} \sqrt{\hat\tau^2 + Var(\bar d_i)/k}

The second is the interval of the mean, the third that of the effect in a further district (Higgins, Thompson and Spiegelhalter
2009). Districts count alike: with the same few seeds everywhere, weights by 1/v would be weights by chance. A district's own
estimate is drawn to the mean by the share of luck in it (Morris 1983), with v the mean over districts, since a variance of
three or four seeds is itself mostly luck.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, stdtrit

from experiments.statistics.paired import LEVEL

Array = NDArray[np.float64]
NAN = float("nan")


class EffectSummary(NamedTuple):
    """Effects of districts; in the unit of the outcome, NaN where they cannot be told."""

    districts: int
    mean: float
    low: float  # 95 % interval of the mean
    high: float
    tau: float  # SD of the true effects between districts
    tau_low: float
    tau_high: float
    next_low: float  # 95 % interval of the effect in a further district
    next_high: float
    luck: float  # share of the variance between the districts' estimates that is the luck of seeds


def summary(effects: Array, variances: Array) -> EffectSummary:
    """Return the random-effects summary of districts.

    Parameters
    ----------
    effects
        Mean difference of each district, NaN where it has none; shape (districts,).
    variances
        Variance of that mean, NaN with one seed; same shape.
    """
    known = np.isfinite(effects)
    d, v = effects[known], variances[known]
    k = d.size
    if k < 2:
        return EffectSummary(k, float(d[0]) if k else NAN, *[NAN] * 8)
    mean, scatter = float(d.mean()), float(d.var(ddof=1))
    luck = float(np.nanmean(v)) if np.isfinite(v).any() else NAN
    tau2 = max(scatter - luck, 0.0)
    quantile = float(stdtrit(k - 1, 0.5 + LEVEL / 2))
    half = quantile * np.sqrt(scatter / k)
    ahead = float(stdtrit(k - 2, 0.5 + LEVEL / 2)) * np.sqrt(tau2 + scatter / k) if k > 2 else NAN
    # (k - 1) scatter / (tau² + v) has a chi² distribution with k - 1 degrees of freedom
    ends = ((k - 1) * scatter / chdtri(k - 1, p) - luck for p in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    tau_low, tau_high = (float(np.sqrt(max(x, 0.0))) for x in ends)
    share = min(luck / scatter, 1.0) if scatter > 0 else NAN
    return EffectSummary(
        k, mean, mean - half, mean + half, float(np.sqrt(tau2)), tau_low, tau_high, mean - ahead, mean + ahead, share
    )


def shrunken(effects: Array, variances: Array) -> tuple[Array, Array, Array]:
    """Return each district's effect drawn to the mean, and the ends of its 95 % interval; NaN where it has none."""
    found = summary(effects, variances)
    v = float(np.nanmean(variances)) if np.isfinite(variances).any() else NAN
    total = found.tau**2 + v
    keep = found.tau**2 / total if total > 0 else NAN
    estimate = np.where(np.isfinite(effects), found.mean + keep * (effects - found.mean), np.nan)
    # what luck leaves of the district's own effect, and what is not known of the mean it is drawn to
    error = np.sqrt(keep * v + (1 - keep) ** 2 * (total / max(found.districts, 1)))
    half = float(stdtrit(max(found.districts - 1, 1), 0.5 + LEVEL / 2)) * error
    return estimate, estimate - half, estimate + half
