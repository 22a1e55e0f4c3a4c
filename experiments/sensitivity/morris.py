r"""Morris' screening: elementary effects along trajectories that change one factor at a time.

.. math:: e_j = \frac{y(\ldots x_j + \Delta \ldots) - y(x)}{\Delta}, \qquad
    \mu_j = \bar e_j, \quad \mu^*_j = \overline{|e_j|}, \quad \sigma_j^2 = Var(e_j) - \overline{s^2/R}

x runs from 0 to 1 over the range of a factor (over its distribution, where it has another than the uniform one), so that
an effect is the change of the outcome over the whole of it. A factor with levels steps to a different level drawn at random
(:mod:`experiments.design.designs`); x is the place of the level among the others where levels have an order, and where they have
none the effect is the plain difference of the two levels, the later one less the earlier.

Points of a trajectory share their seeds, so that what a seed does to all of them alike falls out of every effect;
trajectories have seeds of their own, and their spread holds all luck that is left. What is left averages out of mu, is taken
out of sigma by the variance of an effect over its R replications (s², of differences under the same seed), and leaves a
factor that does nothing with the mu* of pure noise, given as index ``noise``. Were seeds shared by all trajectories, no
interval could see what they do: measured coverage of mu 0 in 100. Method: Morris (1991), Campolongo, Cariboni and Saltelli
(2007).
"""

from __future__ import annotations

import numpy as np

from experiments.sensitivity.tables import Array, Row, bounds, dropped, generator

RESAMPLES = 1000


def effects(x: Array, y: Array) -> Array:
    """Return the elementary effect of each factor on each trajectory in each replication.

    Parameters
    ----------
    x
        Factors from 0 to 1, shape (points, factors); each trajectory is a block of one more points than factors.
    y
        Outcomes, shape (points, replications).

    Returns
    -------
    Array
        Shape (trajectories, factors, replications); NaN where a step did not change the factor.
    """
    n = x.shape[1]
    steps = np.diff(x.reshape(-1, n + 1, n), axis=1)  # (trajectories, steps, factors)
    change = np.diff(y.reshape(-1, n + 1, y.shape[1]), axis=1)  # (trajectories, steps, replications)
    out = np.full((len(steps), n, y.shape[1]), np.nan)
    trajectory, step, factor = np.nonzero(steps)
    out[trajectory, factor] = change[trajectory, step] / steps[trajectory, step, factor][:, None]
    return out


def morris(
    x: Array, y: Array, factors: list[str], *, seed: int = 1, resamples: int = RESAMPLES, level: float = 0.95
) -> list[Row]:
    """Return mu, mu*, sigma and the noise of mu* of each factor; intervals are of a bootstrap over trajectories.

    A row ``dropped`` counts the drawings of the bootstrap that had no effect of some factor, if any.
    """
    each = effects(x, y)
    r = each.shape[2]
    luck = each.var(2, ddof=1) / r if r > 1 else np.zeros(each.shape[:2])
    mean = each.mean(2)
    rng = generator(seed)
    draws = np.array([_statistics(mean[at], luck[at]) for at in rng.integers(0, len(mean), (resamples, len(mean)))])
    low, high = bounds(draws, level)
    best = _statistics(mean, luck)
    out = [
        Row(factor, "", name, *(float(part[i, j]) for part in (best, low, high)))
        for i, name in enumerate(("mu", "mu_star", "sigma"))
        for j, factor in enumerate(factors)
    ]
    floor = np.sqrt(2 / np.pi * np.nanmean(luck, axis=0)) if r > 1 else np.full(len(factors), np.nan)
    out += [Row(factor, "", "noise", float(value)) for factor, value in zip(factors, floor, strict=True)]
    return [*out, *dropped(np.isfinite(draws[:, :, np.isfinite(best).all(0)]).all((1, 2)))]


def _statistics(mean: Array, luck: Array) -> Array:
    """Return mu, mu* and sigma, shape (3, factors)."""
    n = np.isfinite(mean).sum(0)
    value = np.where(np.isfinite(mean), mean, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mu, star = value.sum(0) / n, np.abs(value).sum(0) / n
        spread = np.where(np.isfinite(mean), (mean - mu) ** 2, 0.0).sum(0) / (n - 1)
        noise = np.where(np.isfinite(luck), luck, 0.0).sum(0) / n
    return np.stack([mu, star, np.sqrt(np.maximum(spread - noise, 0.0))])
