r"""From the runs of a study to what an emulator says of it: its fit, indices, Shapley effects and response curves.

The fit is the share of the signal that the emulator explains at points it has not seen,

.. math:: R^2 = 1 - \frac{\overline{e^2} - \overline{s^2/R}}{Var\,\bar y - \overline{s^2/R}}

with e the errors of five-fold cross-validation and s²/R what luck leaves in the mean of R replications, so that an emulator
of the true expected outcome reaches 1 however lucky the runs. Below `ENOUGH` nothing is read from it.

Intervals are of a bootstrap of errors: errors at unseen points, which hold the luck of seeds and what the emulator misses,
are drawn by rows (points that share their seeds stay together) and added to the fit, and each drawing is fitted again. What
drawings lie off the fit is its bias by luck, and is taken off. The shape of the emulator (which terms, which lengths) is
that of all runs in every drawing, so that intervals leave out that it was chosen on them: on functions with known answers
and few rows (32 of 8 points, 80 % luck) they covered the truth in 7 to 8 of 10 cases, not 9.5. Where an interval decides
something, the estimators that assume no shape should be asked too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from experiments.design.factors import Factor
from experiments.design.file import DesignPart
from experiments.design.samplers import sample
from experiments.emulators.models import Emulator, Groups, centred, fit
from experiments.emulators.shapley import effects
from experiments.sensitivity.tables import Array, Row, bounds, generator

ENOUGH = 0.7  # of the signal
DRAWS = 60
BASE = 1024  # base rows of the sample of the emulator
ACROSS = 128  # points over which a curve is a mean
PLACES = 9  # of a curve


class Place(NamedTuple):
    """A place of a response curve: the mean outcome there over whatever the other factors are."""

    factor: str
    at: object
    mean: float
    low: float
    high: float


class Emulated(NamedTuple):
    """What an emulator says of an outcome; nothing but its fit where that is not enough."""

    rows: list[Row]  # fit, and S1 and ST or shapley of each factor
    curves: list[Place]
    said: list[str]


def emulate(
    kind: str,
    factors: Sequence[Factor],
    unit: Array,
    y: Array,
    *,
    rows: Groups | None = None,
    groups: Groups | None = None,
    correlation: Array | None = None,
    seed: int = 1,
) -> Emulated:
    """Return what an emulator says of an outcome.

    Parameters
    ----------
    kind
        ``pce`` or ``gp``.
    factors
        The factors of the columns.
    unit
        Points in the unit cube, shape (points, factors).
    y
        Outcomes, shape (points, replications).
    rows
        Which points share their seeds; None where none do, or all.
    groups
        Which points belong together when some are held back, equally many each; by default each stands alone.
    correlation
        Correlations of normal scores (a Gaussian copula); None for independent factors.
    seed
        Seed of the bootstrap and of the points the emulator is asked at.
    """
    groups = np.arange(len(y)) if groups is None else groups
    mean = y.mean(1)
    if np.ptp(mean) == 0:
        return Emulated([], [], ["is the same at every point; there is nothing to emulate"])
    emulator, unseen = fit(kind, factors, unit, mean, rows, groups)
    error = centred(mean - unseen, rows)
    found = quality(y, error, rows)
    row = Row("", "", "fit", found)
    if not found >= ENOUGH:
        told = "no signal that could be told from luck" if np.isnan(found) else f"{max(found, 0):.0%} of the signal"
        return Emulated([row], [], [
            f"the emulator explains {told} at points it has not seen, less than {ENOUGH:.0%}: it does not fit, and nothing is "
            "read from it; more points or replications may mend that, or the other emulator"
        ])  # fmt: skip
    base = emulator.predict(unit, mean[:, None])
    drawn = base + _drawn(error, groups, seed)
    known = np.hstack([mean[:, None], base, drawn])  # what is emulated: the outcomes, the fit, and its drawings
    names = [f.name for f in factors]
    out = [row]
    if correlation is None:
        for name, values in _sobol(emulator, known, len(factors), seed).items():
            out += _told(name, names, values)
    else:
        share, _ = effects(lambda u: emulator.predict(u, known), correlation, seed=seed)
        out += _told("shapley", names, share)
    return Emulated(out, _curves(emulator, known, factors, correlation, seed), [])


def quality(y: Array, error: Array, rows: Groups | None) -> float:
    """Return the share of the signal that is explained; NaN where there is none that could be told from luck."""
    r = y.shape[1]
    each = centred(y - y.mean(1, keepdims=True), rows)
    luck = float((each**2).sum(1).mean() / (r * (r - 1))) if r > 1 else 0.0
    signal = float((centred(y.mean(1), rows) ** 2).mean()) - luck
    return 1 - (float((error**2).mean()) - luck) / signal if signal > 0 else float("nan")


def _drawn(error: Array, groups: Groups, seed: int) -> Array:
    """Return errors drawn by groups, shape (points, drawings)."""
    order = np.argsort(groups, kind="stable").reshape(len(np.unique(groups)), -1)
    which = generator(seed).integers(0, len(order), (DRAWS, len(order)))
    out = np.empty((len(error), DRAWS))
    for k, drawn in enumerate(which):
        out[order.ravel(), k] = error[order[drawn].ravel()]
    return out


def _corrected(values: Array) -> tuple[Array, Array, Array]:
    """Return best values and intervals from those of the outcomes, of the fit and of its drawings, along the last axis."""
    best, fitted, draws = values[..., 0], values[..., 1], values[..., 2:]
    off = draws.mean(-1) - fitted
    low, high = bounds(np.moveaxis(draws - draws.mean(-1, keepdims=True), -1, 0))
    return best - off, best - off + low, best - off + high


def _told(name: str, factors: list[str], values: Array) -> list[Row]:
    return [Row(f, "", name, *map(float, found)) for f, *found in zip(factors, *_corrected(values), strict=True)]


def _sobol(emulator: Emulator, known: Array, d: int, seed: int) -> dict[str, Array]:
    """Return S1 and ST, shape (factors, columns of what is emulated)."""
    u = sample(DesignPart(kind="sobol", n=BASE), d, seed)
    out = emulator.predict(u, known).reshape(BASE, d + 2, -1)
    out = out - out.mean((0, 1))
    a, b, crossed = out[:, 0], out[:, -1], out[:, 1:-1]
    variance = out.var((0, 1))
    variance = np.where(variance > 0, variance, np.nan)
    first = (b[:, None] * (crossed - a[:, None])).mean(0) / variance
    total = 0.5 * ((crossed - a[:, None]) ** 2).mean(0) / variance
    return {"S1": first, "ST": total}


def _curves(
    emulator: Emulator, known: Array, factors: Sequence[Factor], correlation: Array | None, seed: int
) -> list[Place]:
    """Return the mean outcome as one factor moves and the others stay as they are."""
    u = sample(DesignPart(kind="lhs", n=ACROSS), len(factors), seed)
    if correlation is not None:
        rng = np.random.default_rng(np.random.SeedSequence([seed, 0xC09A]))
        u = ndtr(rng.multivariate_normal(np.zeros(len(factors)), correlation, ACROSS, method="cholesky"))
    out = []
    for j, factor in enumerate(factors):
        places = np.linspace(0, 1, PLACES)
        if factor.discrete:
            some = np.unique(np.linspace(0, len(factor.levels) - 1, min(PLACES, len(factor.levels))).astype(int))
            places = factor.places()[some]
        moved = np.repeat(u[None], len(places), axis=0)
        moved[:, :, j] = places[:, None]
        found = emulator.predict(moved.reshape(-1, len(factors)), known).reshape(len(places), ACROSS, -1).mean(1)
        out += [
            Place(factor.name, at, *map(float, v)) for at, *v in zip(factor.at(places), *_corrected(found), strict=True)
        ]
    return out
