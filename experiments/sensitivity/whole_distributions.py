r"""Indices of a sample that is there: PAWN and delta, which compare whole distributions, through SALib.

Both are positive for a factor that does nothing, because two finite samples always differ. What such a factor would get is
measured: a dummy of random numbers is analysed beside the others, and its index given as index ``dummy``. Factors enter by
their place in the unit interval in which they were drawn, where a discrete factor has no ties. Outcomes are means over
replications.

delta is the estimate of the sample itself and has no interval: a bootstrap repeats points, a kernel density of repeated
points is sharper than that of the sample, and intervals around it, or around a value corrected by it, were measured to cover
the truth in 0 to 16 of 100 samples instead of 95. It is judged against the dummy.

Methods: Pianosi and Wagener (2018); Borgonovo (2007), Plischke, Borgonovo and Smith (2013).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.sensitivity.tables import Array, Row, bounds, contained, generator

SLIDES = 10  # conditioning intervals of PAWN
RESAMPLES = 100  # of PAWN's bootstrap
FEW = 4 * SLIDES  # points below which a slide holds next to nothing


def pawn(unit: Array, y: Array, factors: list[str], *, seed: int = 1, resamples: int = RESAMPLES) -> list[Row]:
    """Return the median Kolmogorov-Smirnov distance of each factor, with intervals of a bootstrap over points."""
    from SALib.analyze import pawn as method

    def median(u: Array, out: Array) -> Array:
        found = method.analyze(_problem(u), u, out, S=SLIDES)
        return np.asarray(found["median"], np.float64)

    return _bootstrapped("pawn", median, unit, y.mean(1), factors, seed, resamples)


def delta(unit: Array, y: Array, factors: list[str], *, seed: int = 1) -> list[Row]:
    """Return the delta index of each factor, without an interval; to be judged against the ``dummy``."""
    from SALib.analyze.delta import calc_delta  # its analyze() would estimate from a resample of the points

    u, names = _with_dummy(unit, factors, seed)
    out, n = y.mean(1), len(y)
    slides = min(math.ceil(n ** (2 / (7 + math.tanh((1500 - n) / 500)))), 48)  # Plischke et al. (2013)
    edges, grid = np.linspace(0, n, slides + 1), np.linspace(out.min(), out.max(), 100)
    with contained(seed):
        found = [calc_delta(out, grid, column, edges) for column in u.T]
    return _named("delta", names, np.array(found, np.float64))


def _bootstrapped(
    index: str,
    of: Callable[[Array, Array], Array],
    unit: Array,
    y: Array,
    factors: list[str],
    seed: int,
    resamples: int,
) -> list[Row]:
    u, names = _with_dummy(unit, factors, seed)
    rng = generator(seed)
    with contained(seed):
        best = of(u, y)
        draws = np.array([of(u[at], y[at]) for at in rng.integers(0, len(y), (resamples, len(y)))])
    # a resample repeats points and so lies further from the whole: the bootstrap's bias is taken off, its spread kept
    low, high = bounds(draws - draws.mean(0) + best)
    return _named(index, names, best, low, high)


def _named(index: str, names: list[str], *columns: Array) -> list[Row]:
    """Return a row per factor; the last one is the dummy."""
    rows = [Row(f, "", index, *map(float, x)) for f, *x in zip(names, *columns, strict=True)]
    return [*rows[:-1], rows[-1]._replace(factor="", name="dummy")]


def _with_dummy(unit: Array, factors: list[str], seed: int) -> tuple[Array, list[str]]:
    dummy = np.random.default_rng(np.random.SeedSequence([seed, 0xD077])).random((len(unit), 1))
    return np.hstack([unit, dummy]), [*factors, ""]


def _problem(unit: Array) -> dict[str, Any]:
    n = unit.shape[1]
    return {"num_vars": n, "names": [f"x{i}" for i in range(n)], "bounds": [[0.0, 1.0]] * n}
