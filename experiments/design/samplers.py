"""Samples of the unit cube for designs: SALib's, what levels and correlations ask beyond them, and how each grows.

Every row, trajectory, block or set of curves has a generator of its own, made of the design's seed and its number, so that
more of them leave the first where they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from experiments.design.factors import Factor
from experiments.design.file import DesignPart
from experiments.sensitivity.fast import HARMONICS
from experiments.terminal import stopping

Array = NDArray[np.float64]
LEVELS = 4  # of Morris' grid
LENGTH = 257  # points of a curve of FAST
STEPS = 1  # tells the drawing of steps between levels from that of their trajectory


def sample(part: DesignPart, factors: int, seed: int) -> Array:
    """Return the points of a sampled design in the unit cube, shape (points, factors)."""
    problem = {"num_vars": factors, "names": [f"x{j}" for j in range(factors)], "bounds": [[0.0, 1.0]] * factors}
    n = part.n or 1
    if part.kind == "sobol":
        from SALib.sample import sobol

        return np.asarray(sobol.sample(problem, n, calc_second_order=bool(part.second_order), seed=_generator(seed, 0)))
    if part.kind == "lhs":
        from SALib.sample import latin

        block = part.block or n
        return np.vstack([latin.sample(problem, block, seed=_generator(seed, i)) for i in range(n // block)])
    if part.kind == "morris":
        from SALib.sample import morris

        levels = part.levels or LEVELS
        return np.vstack([morris.sample(problem, 1, num_levels=levels, seed=_generator(seed, i)) for i in range(n)])
    from SALib.sample import fast_sampler

    length = part.length or LENGTH
    curves = [fast_sampler.sample(problem, length, M=HARMONICS, seed=_generator(seed, i)) for i in range(n)]
    return np.vstack(curves)


def row_length(part: DesignPart, factors: int) -> int:
    """Return how many points make a row: a base row of Saltelli's, a trajectory, a curve; 1 where points stand alone."""
    if part.kind == "sobol":
        return (2 * factors if part.second_order else factors) + 2
    return {"morris": factors + 1, "fast": part.length or LENGTH}.get(part.kind, 1)


def together(part: DesignPart, factors: int, seeds: str) -> int:
    """Return how many points belong together: a row of the design, or a block of a Latin hypercube that shares its seeds."""
    return part.block or part.n or 1 if part.kind == "lhs" and seeds == "row" else row_length(part, factors)


def with_level_steps(unit: Array, factors: Sequence[Factor], seed: int) -> Array:
    """Return Morris' trajectories with the steps of discrete factors drawn anew: from a level to a different one.

    On Morris' grid a factor of four levels would always step by two of them, and one whose outcomes are 0, 1, 0, 1 would
    seem to do nothing. Here the first level is drawn by its weight and so is the second, of all others where levels have
    no order, of those at least half the range away where they have: a step of one level in thirty says little and is
    divided by a thirtieth, luck and all.
    """
    n = len(factors)
    out = unit.reshape(-1, n + 1, n).copy()
    for i, trajectory in enumerate(out):
        rng = _generator(seed, i, STEPS)
        for j, factor in enumerate(factors):
            if factor.discrete:
                places = factor.places()[_step(factor, rng)]
                trajectory[:, j] = np.where(trajectory[:, j] == trajectory[0, j], places[0], places[1])
    return out.reshape(-1, n)


def _step(factor: Factor, rng: np.random.Generator) -> list[int]:
    """Return two different levels, by rank."""
    ranks, weights = np.arange(len(factor.levels)), factor.shares()
    first = int(rng.choice(ranks, p=weights))
    apart = 1 if factor.kind == "categorical" else (len(ranks) - 1) / 2
    others = np.where(np.abs(ranks - first) >= apart, weights, 0.0)
    return [first, int(rng.choice(ranks, p=others / others.sum()))]


def scaled_steps(ranks: Array) -> Array:
    """Return 0 and 1 for the two levels of a factor without order on each trajectory, shape (trajectories, points)."""
    return (ranks > ranks.min(1, keepdims=True)).astype(np.float64)


def correlated(unit: Array, correlation: Array, block: int) -> Array:
    """Return Latin hypercubes with their columns put in another order, so that ranks are correlated (Iman, Conover 1982).

    Every column keeps its values, so that each block stays a Latin hypercube.

    Parameters
    ----------
    unit
        Shape (points, factors).
    correlation
        Rank correlations (Spearman), shape (factors, factors).
    block
        Points of a hypercube; more than there are factors.
    """
    target = np.linalg.cholesky(normal(correlation))
    out = unit.copy()
    for part in out.reshape(-1, block, unit.shape[1]):
        scores = ndtri((part.argsort(0).argsort(0) + 1) / (block + 1))
        there = np.linalg.cholesky(np.corrcoef(scores, rowvar=False))
        wanted = np.linalg.solve(there, scores.T).T @ target.T
        part[:] = np.take_along_axis(np.sort(part, axis=0), wanted.argsort(0).argsort(0), axis=0)
    return out


def normal(correlation: Array) -> Array:
    """Return the correlations of normal scores that give these rank correlations (a Gaussian copula)."""
    return np.asarray(2 * np.sin(np.pi / 6 * correlation))


def _generator(seed: int, *address: int) -> np.random.Generator:
    """Return the generator of a block: a seed of 0 counts like any other, which SALib's own seeds do not."""
    stopping.here()
    return np.random.default_rng(np.random.SeedSequence([seed, *address]))
