r"""Shapley effects: the variance of an outcome shared out among factors that may be correlated.

With :math:`c(S) = Var\,E[f \mid X_S]`, the effect of factor j is the mean over all orders of the factors of
:math:`c(S \cup j) - c(S)`, S being those that come before j (Owen 2014). Effects are at least 0 and sum to 1. c(S) is the
covariance of f at two points that share the factors S and are otherwise independent given them; factors are drawn from a
Gaussian copula, in which that is a normal draw.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import numpy as np
from scipy.special import ndtr

from experiments.sensitivity.tables import Array

EXACT = 5  # factors up to which every order is taken
ORDERS = 24  # orders of more, each with its reverse


def effects(f: Callable[[Array], Array], normal: Array, *, pairs: int = 512, seed: int = 1) -> tuple[Array, Array]:
    """Return the effect of each factor, shape (factors, columns of f), and the variance, shape (columns,).

    Parameters
    ----------
    f
        From points of the unit cube, shape (points, factors), to values, shape (points, columns).
    normal
        Correlations of the normal scores of factors, shape (factors, factors).
    pairs
        Pairs of points for each set of factors.
    seed
        Seed of orders and points.
    """
    d, rng = len(normal), np.random.default_rng(np.random.SeedSequence([seed, 0x5A91]))
    z, fresh = rng.multivariate_normal(np.zeros(d), normal, pairs, method="cholesky"), rng.normal(size=(pairs, d))
    there = f(ndtr(z))
    there = there - there.mean(0)
    worth: dict[frozenset[int], Array] = {frozenset(): np.zeros(there.shape[1]), frozenset(range(d)): there.var(0)}

    def value(known: frozenset[int]) -> Array:
        if known not in worth:
            other = f(ndtr(_conditional(z, fresh, sorted(known), normal)))
            worth[known] = (there * (other - other.mean(0))).mean(0)
        return worth[known]

    orders = [list(o) for o in permutations(range(d))] if d <= EXACT else []
    for _ in range(0 if orders else ORDERS):
        order = rng.permutation(d).tolist()
        orders += [order, order[::-1]]
    out = np.zeros((d, there.shape[1]))
    for order in orders:
        for k, j in enumerate(order):
            out[j] += value(frozenset(order[: k + 1])) - value(frozenset(order[:k]))
    variance = worth[frozenset(range(d))]
    return out / len(orders) / np.where(variance > 0, variance, np.nan), variance


def _conditional(z: Array, fresh: Array, known: list[int], normal: Array) -> Array:
    """Return normal points that share some factors with others and are drawn anew otherwise, given those."""
    free = [j for j in range(len(normal)) if j not in known]
    pull = np.linalg.solve(normal[np.ix_(known, known)], normal[np.ix_(known, free)])
    left = normal[np.ix_(free, free)] - normal[np.ix_(free, known)] @ pull
    out = z.copy()
    out[:, free] = z[:, known] @ pull + fresh[:, free] @ np.linalg.cholesky(left + 1e-12 * np.eye(len(free))).T
    return out
