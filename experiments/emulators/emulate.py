r"""From the runs of a study to what an emulator says of it: its fit, indices, Shapley effects and response curves.

The fit is the share of the signal that the emulator explains at points it has not seen,

.. math:: R^2 = 1 - \frac{\overline{e^2} - \overline{s^2/R}}{Var\,\bar y - \overline{s^2/R}}

with e the errors of five-fold cross-validation and s²/R what luck leaves in the mean of R replications, so that an emulator
of the true expected outcome reaches 1 however lucky the runs. Below `ENOUGH` nothing is read from it.

Of independent factors, indices and response curves are corrected by what runs say that the emulator has not seen, and the
intervals of indices hold which terms were chosen and what is beyond all terms (:mod:`experiments.emulators.corrected`);
those of curves leave out shapes finer than the terms.

Of correlated factors, intervals of Shapley effects and curves are those of a bootstrap of errors: errors at unseen points,
which hold the luck of seeds and what the emulator misses, are drawn by rows (points that share their seeds stay together)
and added to the fit, and each drawing is fitted again; what drawings lie off the fit is its bias by luck, and is taken off.
The shape of the emulator is that of all runs in every drawing. What choosing it on them does is seen in the emulators
without a fold, each of which chose anew: where these differ more than drawings do (a jackknife over folds), intervals are
wider by as much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from experiments.design.factors import Factor
from experiments.emulators import corrected, texts
from experiments.emulators.inputs import Basis
from experiments.emulators.models import Emulator, Groups, Piece, centred, fit, unseen
from experiments.emulators.shapley import effects
from experiments.sensitivity.tables import Array, Row, bounds, generator

ENOUGH = 0.7  # of the signal
DRAWS = 60
ACROSS = 128  # points over which a curve is a mean
PLACES = 9  # of a curve
WIDE = 0.2  # of an interval, beyond which it ranks little
Z = 1.96


class CurvePoint(NamedTuple):
    """A place of a response curve: the mean outcome there over whatever the other factors are."""

    factor: str
    at: object
    mean: float
    low: float
    high: float


class Emulated(NamedTuple):
    """What an emulator says of an outcome; nothing but its fit where that is not enough."""

    rows: list[Row]  # fit, and S1 and ST of each factor and what they are shares of, or shapley of each
    curves: list[CurvePoint]
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
        return Emulated([], [], [texts.CONSTANT()])
    basis = Basis(factors, len(y))
    if (n := len(np.unique(groups))) < corrected.LEAST:
        return Emulated([], [], [texts.FEW_ROWS(n=n, least=corrected.LEAST)])
    emulator, pieces = fit(kind, factors, unit, mean, rows, groups, basis)
    error = centred(mean - unseen(pieces, unit, mean), rows)
    found = quality(y, error, rows)
    row = Row("", "", "fit", found)
    if not found >= ENOUGH:
        told = texts.NO_SIGNAL() if np.isnan(found) else texts.OF_SIGNAL(share=max(found, 0))
        return Emulated([row], [], [texts.FITS_NOT(told=told, enough=ENOUGH)])
    if correlation is None:
        return _independent(row, basis, pieces, unit, y, groups)
    return _correlated(row, emulator, pieces, unit, mean, error, groups, factors, correlation, seed)


def _independent(row: Row, basis: Basis, pieces: Sequence[Piece], unit: Array, y: Array, groups: Groups) -> Emulated:
    """Return corrected indices and curves."""
    factors = basis.factors
    judged, weight = corrected.judge(basis, unit, y, pieces, groups)
    found = corrected.shares(basis, judged, weight)
    if not np.isfinite(found.total).all():
        return Emulated([row], [], [texts.NO_VARIANCE()])
    out = [
        row,
        *(Row(f.name, "", "S1", *map(float, v)) for f, v in zip(factors, found.first, strict=True)),
        *(Row(f.name, "", "ST", *map(float, v)) for f, v in zip(factors, found.total, strict=True)),
        Row("", "", "beyond", found.beyond),
        Row("", "", "variance", *found.variance),
    ]
    if y.shape[1] > 1:
        noise = float(y.var(1, ddof=1).mean())
        ends = (noise / (max(v, 0.0) + noise) for v in (found.variance[0], found.variance[2], found.variance[1]))
        out.append(Row("", "", "seed_share", *ends))
    level, curves = float(y.mean()), []
    for j, factor in enumerate(factors):
        places = _places(factor)
        best, error = corrected.curve(basis, judged, j, places)
        curves += [
            CurvePoint(factor.name, at, *map(float, v))
            for at, *v in zip(
                factor.at(places), level + best, level + best - Z * error, level + best + Z * error, strict=True
            )
        ]
    said: list[str] = []
    if (wide := float((found.total[:, 2] - found.total[:, 1]).max())) > WIDE:
        n = len(np.unique(groups))
        say = texts.WIDE_ROWS if n < len(y) else texts.WIDE_POINTS
        said.append(say(width=wide, n=n, terms=len(basis.terms)))
    if y.shape[1] == 1:
        said.append(texts.ONE_REPLICATION())
    return Emulated(out, curves, said)


def _correlated(
    row: Row, emulator: Emulator, pieces: Sequence[Piece], unit: Array, mean: Array, error: Array, groups: Groups,
    factors: Sequence[Factor], correlation: Array, seed: int,
) -> Emulated:  # fmt: skip
    """Return Shapley effects and curves of correlated factors."""
    base = emulator.predict(unit, mean[:, None])
    known = np.hstack([mean[:, None], base, base + _drawn(error, groups, seed)])  # outcomes, the fit, and its drawings

    def asked(u: Array) -> Array:
        alone = [piece.emulator.predict(u, mean[piece.known, None]) for piece in pieces]
        return np.hstack([emulator.predict(u, known), *alone])

    share, _ = effects(asked, correlation, seed=seed)
    n = len(pieces)
    told = [Row(f.name, "", "shapley", *map(float, v)) for f, *v in zip(factors, *_with_choice(share, n), strict=True)]
    return Emulated([row, *told], _curves(asked, n, factors, correlation, seed), [])


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


def _with_choice(values: Array, pieces: int) -> tuple[Array, Array, Array]:
    """Return best values and intervals.

    Parameters
    ----------
    values
        Of the outcomes, of the fit, of its drawings and of the emulators without a fold, along the last axis.
    pieces
        How many emulators without a fold.
    """
    best, fitted, draws, alone = values[..., 0], values[..., 1], values[..., 2:-pieces], values[..., -pieces:]
    off = draws.mean(-1) - fitted
    low, high = bounds(np.moveaxis(draws - draws.mean(-1, keepdims=True), -1, 0))
    choice = np.sqrt(pieces - 1) * alone.std(-1)
    spread = draws.std(-1, ddof=1)
    wider = np.maximum(choice / np.where(spread > 0, spread, np.inf), 1.0)
    return best - off, best - off + wider * low, best - off + wider * high


def _places(factor: Factor) -> Array:
    """Return the places of a curve in the unit interval."""
    if not factor.discrete:
        return np.linspace(0, 1, PLACES)
    some = np.unique(np.linspace(0, len(factor.levels) - 1, min(PLACES, len(factor.levels))).astype(int))
    return np.asarray(factor.places()[some])


def _curves(
    asked: Callable[[Array], Array], pieces: int, factors: Sequence[Factor], correlation: Array, seed: int
) -> list[CurvePoint]:
    """Return the mean outcome as one factor moves and the others, which are correlated, stay as they are."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, 0xC09A]))
    u = ndtr(rng.multivariate_normal(np.zeros(len(factors)), correlation, ACROSS, method="cholesky"))
    out = []
    for j, factor in enumerate(factors):
        places = _places(factor)
        moved = np.repeat(u[None], len(places), axis=0)
        moved[:, :, j] = places[:, None]
        found = asked(moved.reshape(-1, len(factors))).reshape(len(places), ACROSS, -1).mean(1)
        out += [
            CurvePoint(factor.name, at, *map(float, v))
            for at, *v in zip(factor.at(places), *_with_choice(found, pieces), strict=True)
        ]
    return out
