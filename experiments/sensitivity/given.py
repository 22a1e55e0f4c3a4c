r"""Indices of a sample that is there: PAWN and delta, which compare whole distributions, through SALib.

Both are positive for a factor that does nothing, because two finite samples always differ. What such a factor would get is
measured: a dummy of random numbers is analysed beside the others, and its index given as index ``dummy``. Factors enter by
their place in the unit interval in which they were drawn, where a discrete factor has no ties. Outcomes are means over
replications. Methods: Pianosi and Wagener (2018); Borgonovo (2007), Plischke, Borgonovo and Smith (2013).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.sensitivity.tables import Array, Row, bounds, contained, generator

SLIDES = 10  # conditioning intervals of PAWN
RESAMPLES = {"pawn": 100, "delta": 20}
FEW = 4 * SLIDES  # points below which a slide holds next to nothing


def pawn(unit: Array, y: Array, factors: list[str], *, seed: int = 1, resamples: int | None = None) -> list[Row]:
    """Return the median Kolmogorov-Smirnov distance of each factor, with intervals of a bootstrap over points."""
    from SALib.analyze import pawn as method

    def median(u: Array, out: Array) -> Array:
        found = method.analyze(_problem(u), u, out, S=SLIDES)
        return np.asarray(found["median"], np.float64)

    return _bootstrapped("pawn", median, unit, y.mean(1), factors, seed, resamples or RESAMPLES["pawn"])


def delta(unit: Array, y: Array, factors: list[str], *, seed: int = 1, resamples: int | None = None) -> list[Row]:
    """Return the delta index of each factor, bias-reduced, with SALib's bootstrap intervals."""
    from SALib.analyze import delta as method

    u, names = _with_dummy(unit, factors, seed)
    n = resamples or RESAMPLES["delta"]
    with contained(seed):
        found: Any = method.analyze(_problem(u), u, y.mean(1), num_resamples=n, method="delta")
    key = "delta" if "delta" in found else "delta_raw"
    value, half = (np.asarray(found[k], np.float64) for k in (key, f"{key}_conf"))
    rows = [Row(f, "", "delta", *map(float, x)) for f, *x in zip(names, value, value - half, value + half, strict=True)]
    return [*rows[:-1], rows[-1]._replace(factor="", name="dummy")]


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
    rows = [Row(f, "", index, *map(float, x)) for f, *x in zip(names, best, low, high, strict=True)]
    return [*rows[:-1], rows[-1]._replace(factor="", name="dummy")]


def _with_dummy(unit: Array, factors: list[str], seed: int) -> tuple[Array, list[str]]:
    dummy = np.random.default_rng(np.random.SeedSequence([seed, 0xD077])).random((len(unit), 1))
    return np.hstack([unit, dummy]), [*factors, ""]


def _problem(unit: Array) -> dict[str, Any]:
    n = unit.shape[1]
    return {"num_vars": n, "names": [f"x{i}" for i in range(n)], "bounds": [[0.0, 1.0]] * n}
