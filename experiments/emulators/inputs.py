"""What emulators see of factors: their places in the unit cube as features, and polynomials orthonormal over them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.polynomial import legendre

from experiments.design.factors import Factor
from experiments.sensitivity.tables import Array

MOST_DEGREE = 8
TERMS, MOST_TERMS = 3, 600  # candidate terms per point, and in all
TRIPLES = 3  # the degree from which three factors at once are looked for


def features(unit: Array, factors: Sequence[Factor]) -> Array:
    """Return a column per factor, the place of its value from 0 to 1, and one per level where levels have no order."""
    columns = []
    for j, factor in enumerate(factors):
        if factor.kind == "categorical":
            columns += list((ranks(unit[:, j], factor)[:, None] == np.arange(len(factor.levels))).astype(np.float64).T)
        else:
            columns.append(np.asarray(factor.scaled(unit[:, j]), np.float64))
    return np.stack(columns, axis=1)


def ranks(u: Array, factor: Factor) -> Array:
    """Return the ranks of the levels of a discrete factor at places of the unit interval."""
    return np.rint(factor.scaled(u) * max(len(factor.levels) - 1, 1)).astype(np.int64)


class Basis:
    """Products of one or two polynomials, orthonormal over independent factors, up to a total degree, and of three lines.

    Three at once are what a switch, its dose and its gain do together.

    Real factors have Legendre polynomials over their quantiles, discrete ones polynomials over their levels weighted by how
    likely these are. The degree is the highest whose terms are at most `TERMS` times the points and `MOST_TERMS`.
    """

    def __init__(self, factors: Sequence[Factor], points: int) -> None:
        self.factors = list(factors)
        self.degree = 1
        while self.degree < MOST_DEGREE and len(self._terms(self.degree + 1)) <= min(TERMS * points, MOST_TERMS):
            self.degree += 1
        self.terms = self._terms(self.degree)
        self.tables = {j: self._levels(f) for j, f in enumerate(factors) if f.discrete}

    def _most(self, j: int, degree: int) -> int:
        factor = self.factors[j]
        return min(degree, len(factor.levels) - 1) if factor.discrete else degree

    def _terms(self, degree: int) -> list[tuple[tuple[int, int], ...]]:
        """Return each term as the factors and degrees it is made of."""
        n = len(self.factors)
        alone = [((j, k),) for j in range(n) for k in range(1, self._most(j, degree) + 1)]
        pairs = [
            ((i, k), (j, m))
            for i, j in combinations(range(n), 2)
            for k in range(1, self._most(i, degree) + 1)
            for m in range(1, self._most(j, degree) + 1)
            if k + m <= degree
        ]
        three = [tuple((j, 1) for j in some) for some in combinations(range(n), 3)] if degree >= TRIPLES else []
        return [*alone, *pairs, *three]

    def _levels(self, factor: Factor) -> Array:
        """Return polynomials over the levels of a factor, shape (levels, degrees), orthonormal under its weights."""
        shares = factor.shares()
        powers = np.vander(np.linspace(-1, 1, len(shares)), min(self.degree + 1, len(shares)), increasing=True)
        q, r = np.linalg.qr(powers * np.sqrt(shares)[:, None])
        return np.asarray(q * np.sign(np.diag(r)) / np.sqrt(shares)[:, None])

    def at(self, unit: Array, which: Sequence[int] | None = None) -> Array:
        """Return terms at points of the unit cube, shape (points, terms); all of them or those that are asked for."""
        terms = self.terms if which is None else [self.terms[i] for i in which]
        ones: dict[int, Array] = {}
        for j in {j for term in terms for j, _ in term}:
            if j in self.tables:
                ones[j] = self.tables[j][ranks(unit[:, j], self.factors[j])]
            else:
                size = np.sqrt(2 * np.arange(self.degree + 1) + 1)
                ones[j] = np.asarray(legendre.legvander(2 * unit[:, j] - 1, self.degree) * size, np.float64)
        out = np.empty((len(unit), len(terms)))
        for i, term in enumerate(terms):
            out[:, i] = np.prod([ones[j][:, k] for j, k in term], axis=0)
        return out
