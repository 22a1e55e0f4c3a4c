"""Test functions with known indices, and luck to add to them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from SALib.sample import sobol as sampler

Array = NDArray[np.float64]
A, B = 7.0, 0.1  # of Ishigami's function
G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])  # of the g-function: the first matter most, the last two hardly
SLOPES = np.array([4.0, 2.0, 1.0])


def ishigami(u: Array) -> Array:
    """Ishigami and Homma (1990): the third factor acts through the first only; more columns do nothing."""
    x = np.pi * (2 * u[:, :3] - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> tuple[Array, Array, float]:
    """Return first and total indices and the variance, from their closed forms."""
    first = 0.5 * (1 + B * np.pi**4 / 5) ** 2
    second = A**2 / 8
    both = B**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    return np.array([first, second, 0]) / whole, np.array([first + both, second, both]) / whole, whole


def g_function(u: Array) -> Array:
    """Sobol's g-function with the coefficients `G`."""
    return np.prod((np.abs(4 * u - 2) + G) / (1 + G), axis=1)


def g_indices() -> tuple[Array, Array, float]:
    """Return first and total indices and the variance, from their closed forms."""
    part = 1 / (3 * (1 + G) ** 2)
    whole = np.prod(1 + part) - 1
    return part / whole, part * np.array([np.prod(1 + np.delete(part, j)) for j in range(len(G))]) / whole, float(whole)


def saltelli(factors: int, n: int, *, seed: int, second: bool = False) -> Array:
    """Return a Saltelli sample of the unit cube."""
    problem = {"num_vars": factors, "names": [f"x{j}" for j in range(factors)], "bounds": [[0.0, 1.0]] * factors}
    return np.asarray(sampler.sample(problem, n, calc_second_order=second, seed=np.random.default_rng(seed)))


def lucky(y: Array, share: float, variance: float, replications: int, seed: int) -> Array:
    """Return replications of outcomes whose luck is a share of the variance of a single run."""
    luck = np.sqrt(variance * share / (1 - share))
    return y[:, None] + luck * np.random.default_rng(seed).normal(size=(len(y), replications))


class Luck(NamedTuple):
    """What luck is made of, as shares of its variance that sum to 1."""

    common: float  # of a seed, the same at all points that share it
    mixed: float  # of a seed, growing with the first factor
    own: float  # of a run


def by_blocks(
    u: Array, y: Array, share: float, variance: float, luck: Luck, *, block: int, replications: int = 2, seed: int = 1
) -> Array:
    """Return replications of outcomes whose seeds are shared inside blocks of points; luck is a share of a run's variance."""
    rng, r = np.random.default_rng(seed), replications
    size = np.sqrt(variance * share / (1 - share))
    blocks = len(u) // block
    common, mixed = (np.repeat(rng.normal(size=(blocks, r)), block, axis=0) for _ in range(2))
    place = np.sqrt(12) * (u[:, :1] - 0.5)  # of variance 1
    own = rng.normal(size=(len(u), r))
    z = np.sqrt(luck.common) * common + np.sqrt(luck.mixed) * place * mixed + np.sqrt(luck.own) * own
    return np.asarray(y[:, None] + size * z)


def linear(u: Array) -> Array:
    """A plane in three factors; more columns do nothing."""
    return np.asarray(u[:, :3] @ SLOPES)


def linear_indices() -> tuple[Array, Array, float]:
    """Return first and total indices and the variance of the plane."""
    share = SLOPES**2 / np.sum(SLOPES**2)
    return share, share, float(np.sum(SLOPES**2) / 12)
