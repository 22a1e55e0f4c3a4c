"""Test functions with known indices, and luck to add to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from SALib.sample import sobol as sampler

Array = NDArray[np.float64]
A, B = 7.0, 0.1  # of Ishigami's function
G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])  # of the g-function: the first matter most, the last two hardly


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
