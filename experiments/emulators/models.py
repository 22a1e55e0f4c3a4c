"""The two emulators: each chooses its shape once, and then is linear in the outcomes it is fitted to.

``rows`` tells which points share their
seeds (None: none do, or all do): what is common to a row is luck as much as it is the factors' work, and neither emulator
learns from it. The polynomial is fitted to differences within rows, the process has a level of its own for every row.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from experiments import Refused
from experiments.design.factors import Factor
from experiments.emulators import texts
from experiments.emulators.inputs import Basis, features
from experiments.sensitivity.tables import Array

Groups = NDArray[np.int64]
FOLDS = 5
MOST_ACTIVE = 120  # terms of a polynomial that are kept
FAR = 1e5  # length scale along which nothing changes
CHUNK = 4096  # points predicted at once
PROJECTED = 8192  # points over which a process is projected on terms


class Emulator(Protocol):
    """A fitted shape; ``predict`` gives for outcomes at the points it knows, shape (points, any), those at others."""

    def predict(self, unit: Array, y: Array) -> Array:
        """Return outcomes at points of the unit cube, shape (new points, any)."""

    def terms(self, basis: Basis, y: Array) -> Array:
        """Return the weight of each term of a basis, shape (terms, any)."""


class Piece(NamedTuple):
    """An emulator and the points that it knows and that it has not seen."""

    emulator: Emulator
    known: Groups
    held: Groups


def folds(groups: Groups) -> list[tuple[Groups, Groups]]:
    """Return the points to learn from and those to be judged on, five times; a group is never torn."""
    fold = np.unique(groups, return_inverse=True)[1] % FOLDS
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(FOLDS)]


def centred(values: Array, rows: Groups | None) -> Array:
    """Return values, points along the first axis, less their mean: of their row, or of all where there are no rows."""
    if rows is None:
        return np.asarray(values - values.mean(0))
    at = np.unique(rows, return_inverse=True)[1]
    sums = np.zeros((at.max() + 1, *values.shape[1:]))
    np.add.at(sums, at, values)
    counts = np.bincount(at).reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(values - (sums / counts)[at])


class Polynomial:
    """Polynomial chaos: terms chosen by a lasso (least angles, cross-validated), their weights by least squares."""

    def __init__(
        self,
        factors: Sequence[Factor],
        unit: Array,
        y: Array,
        rows: Groups | None,
        groups: Groups,
        *,
        basis: Basis | None = None,
    ) -> None:
        with library():
            from sklearn.linear_model import LassoLarsCV
        self.basis, self.rows = basis or Basis(factors, len(unit)), rows
        terms, most = centred(self.basis.at(unit), rows), min(max(len(y) // 3, 1), MOST_ACTIVE)
        with quiet():
            lasso = LassoLarsCV(cv=folds(groups), fit_intercept=False, max_iter=most).fit(terms, centred(y, rows))
        size = np.abs(lasso.coef_)
        self.active = [int(i) for i in np.argsort(-size, kind="stable")[: max(int((size > 0).sum()), 1)]]
        some = terms[:, self.active]
        self.weights: Array = np.linalg.lstsq(some.T @ some, some.T)[0]
        self.middle: Array = self.basis.at(unit, self.active).mean(0)

    def predict(self, unit: Array, y: Array) -> Array:
        """Return outcomes at points of the unit cube."""
        weights = self.weights @ centred(y, self.rows)
        level: Array = y.mean(0)
        return np.asarray(level + (self.basis.at(unit, self.active) - self.middle) @ weights)

    def terms(self, basis: Basis, y: Array) -> Array:
        """Return the weight of each term, which is 0 of those that were not chosen."""
        out = np.zeros((len(basis.terms), y.shape[1]))
        out[self.active] = self.weights @ centred(y, self.rows)
        return out


class GaussianProcess:
    """Gaussian process: a Matérn kernel (5/2) with a length for every feature, a level for every row, and noise."""

    def __init__(
        self,
        factors: Sequence[Factor],
        unit: Array,
        y: Array,
        rows: Groups | None,
        groups: Groups,
        *,
        kernel: Any = None,
    ) -> None:
        with library():
            from sklearn.gaussian_process import GaussianProcessRegressor, kernels
        from scipy.linalg import cho_factor

        self.factors, self.rows = factors, rows
        self.x = self._at(unit, rows)
        if kernel is None:
            q = self.x.shape[1] - (rows is not None)
            length, low, high = [0.7] * q, [0.05] * q, [50.0] * q
            if (
                rows is not None
            ):  # the last column is the row, which the first kernel does not see and the second alone does
                length, low, high = [*length, FAR], [*low, FAR], [*high, FAR * (1 + 1e-9)]
            kernel = kernels.ConstantKernel(1.0, (1e-4, 1e3)) * kernels.Matern(
                length, np.stack([low, high], axis=1), nu=2.5
            )
            if rows is not None:
                own = kernels.RBF([FAR] * q + [1e-3], "fixed")
                kernel = kernel + kernels.ConstantKernel(1.0, (1e-6, 1e3)) * own
            kernel = kernel + kernels.WhiteKernel(0.1, (1e-6, 10.0))
            with quiet():
                kernel = GaussianProcessRegressor(kernel, normalize_y=True).fit(self.x, y).kernel_
        self.kernel = kernel
        self.factor = cho_factor(kernel(self.x) + 1e-9 * np.eye(len(self.x)), lower=True)

    def _at(self, unit: Array, rows: Groups | None) -> Array:
        x = features(unit, self.factors)
        return x if rows is None else np.column_stack([x, rows])

    def predict(self, unit: Array, y: Array) -> Array:
        """Return outcomes at points of the unit cube."""
        from scipy.linalg import cho_solve

        mean = y.mean(0)
        weights = cho_solve(self.factor, y - mean)
        nowhere = None if self.rows is None else np.full(len(unit), -1)
        x = self._at(unit, nowhere)
        return np.vstack([mean + self.kernel(x[i : i + CHUNK], self.x) @ weights for i in range(0, len(x), CHUNK)])

    def terms(self, basis: Basis, y: Array) -> Array:
        """Return the projection on each term, over points that fill the cube evenly."""
        unit = qmc.Sobol(len(self.factors), rng=1).random(PROJECTED)
        return np.asarray(basis.at(unit).T @ self.predict(unit, y) / PROJECTED)


def fit(
    kind: str,
    factors: Sequence[Factor],
    unit: Array,
    y: Array,
    rows: Groups | None,
    groups: Groups,
    basis: Basis | None = None,
) -> tuple[Emulator, list[Piece]]:
    """Return the emulator fitted to all points, and those fitted without a fold each.

    The terms of a polynomial are chosen anew without the fold; the lengths of a process are those of all points.
    """
    of = (factors, unit, y, rows, groups)
    whole = Polynomial(*of, basis=basis) if kind == "pce" else GaussianProcess(*of)
    pieces = []
    for known, held in folds(groups):
        some = None if rows is None else rows[known]
        part: Emulator
        if isinstance(whole, Polynomial):
            part = Polynomial(factors, unit[known], y[known], some, groups[known], basis=whole.basis)
        else:
            part = GaussianProcess(factors, unit[known], y[known], some, groups[known], kernel=whole.kernel)
        pieces.append(Piece(part, known, held))
    return whole, pieces


def unseen(pieces: Sequence[Piece], unit: Array, y: Array) -> Array:
    """Return what emulators predict for the points that they have not seen, shape (points,)."""
    out = np.empty(len(y))
    for piece in pieces:
        out[piece.held] = piece.emulator.predict(unit[piece.held], y[piece.known, None])[:, 0]
    return out


@contextmanager
def library() -> Iterator[None]:
    """Say what to install where scikit-learn is not there."""
    try:
        yield
    except ImportError:
        raise Refused(texts.NEEDS_SKLEARN()) from None


@contextmanager
def quiet() -> Iterator[None]:
    """Keep to itself that a search ended at a bound: cross-validation says how good what it found is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
