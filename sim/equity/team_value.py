r"""Value-added of teachers over several years, when a class has many teachers and one score.

The mean of what is left of a class's scores in a year is a sum over its teachers of this year, less what fades of those of
last year (the lagged score takes off what lasts), and noise:

.. math:: r_{ct} = \sum_j (z_{ctj} - \kappa\, \ell_{ctj})\, v_j + w_{s(c)t} + e_{ct}, \qquad v_j \sim (0, \tau^2)

Symbols: z the share of the class's lessons given by teacher j, ell the same of the classes its pupils sat in last year, kappa
the part that fades, w what all classes of a school have in common that year, v the teacher's effect on a class taught by
nobody else. Signal is told from noise by products across years, as Chetty, Friedman and Rockoff (2014) do: the luck of two
years is independent, that of two classes in one year is not. Only pairs of classes of one school that differ in year and in
cohort count, so that no pupil enters both sides, and each product is set against the teachers the two classes share
(regression of products on shared teachers: Haseman and Elston 1972), which gives tau and kappa. The estimate of each teacher
is then the best linear one for these (Henderson 1975), with colleagues allowed for. Persistence that varies: McCaffrey,
Lockwood, Koretz, Louis and Hamilton (2004).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import LinearOperator, cg

from sim.state import Array

NAN = float("nan")
FADES = (-0.5, 0.99)  # where the faded part is sought; below 0 last year's teachers would go on giving
PRECISION = 1e-8  # of the estimates, relative


@dataclass(frozen=True, slots=True)
class Panel:
    """Classes over years, a row each: what is left of their scores, and who taught them."""

    left: Array  # points, mean of what is left of the scores of the class
    school: Array  # label of the school
    year: Array
    cohort: Array  # label of the pupils' year of entry: rows of one school and cohort may share pupils
    lessons: csr_array  # (rows, teachers) share of the class's lessons
    earlier: csr_array  # (rows, teachers) the same last year, averaged over the pupils
    known: Array  # whether last year's teachers are known; other rows count in nothing

    @property
    def cell(self) -> Array:
        """Label of school and year, within which classes are compared."""
        pairs = np.stack([self.school, self.year], axis=1)
        label: Array = np.unique(pairs, axis=0, return_inverse=True)[1].ravel()
        return label


@dataclass(frozen=True, slots=True)
class Teams:
    """What several years say of teachers."""

    value: Array  # (teachers,) points, effect on a class taught by nobody else, shrunk; NaN where nothing can be said
    reliability: Array  # (teachers,) share of signal, were the colleagues known: at most so much
    sd: float  # points, of the true values as estimated
    fades: float  # part of last year's effect that is gone, as estimated


def team_effects(panel: Panel) -> Teams:
    """Return the effects of teachers from classes over several years.

    Without two years whose earlier teachers are known, or without signal across years, ``sd`` is NaN or 0: values are then
    NaN or 0.
    """
    keep = panel.known & np.isfinite(panel.left)
    cell, n = np.unique(panel.cell[keep], return_inverse=True)[1], panel.lessons.shape[1]
    left = _within(cell, panel.left[keep])
    now, before = (csr_array(x)[keep] for x in (panel.lessons, panel.earlier))
    signal, fades = _signal(panel, keep, left, now, before)
    if not signal > 0:
        return Teams(np.full(n, 0.0 if signal == 0 else NAN), np.full(n, signal), signal, NAN)
    design = _within_sparse(cell, csr_array(now - fades * before))
    power = np.asarray(design.multiply(design).sum(0)).ravel()
    noise = max(float((left**2).mean()) - signal * power.sum() / left.size, 1e-12)
    system = LinearOperator((n, n), matvec=lambda v: design.T @ (design @ v) / noise + v / signal, dtype=np.float64)
    start = diags_array(1 / (power / noise + 1 / signal))
    value, failed = cg(system, design.T @ left / noise, rtol=PRECISION, M=start)
    assert not failed, "the estimates of teachers did not converge"
    reliability = signal * power / (signal * power + noise)
    return Teams(value, reliability, float(np.sqrt(signal)), fades)


def _signal(panel: Panel, keep: Array, left: Array, now: csr_array, before: csr_array) -> tuple[float, float]:
    """Return tau squared and kappa; NaN without a pair of rows that share teachers but neither year nor pupils."""
    b, a = np.zeros(3), np.zeros((3, 3))
    year, cohort = panel.year[keep], panel.cohort[keep]
    for rows, z, old in _schools(panel.school[keep], year, now, before):
        apart = np.triu((year[rows, None] != year[rows]) & (cohort[rows, None] != cohort[rows]), 1)
        crossed = z @ old.T
        shared = np.stack([k[apart] for k in (z @ z.T, crossed + crossed.T, old @ old.T)])
        b += shared @ np.outer(left[rows], left[rows])[apart]
        a += shared @ shared.T
    if not a[0, 0] > 0:
        return NAN, NAN

    def along(fades: float) -> Array:
        return np.array([1.0, -fades, fades**2])

    def miss(fades: float) -> float:
        c = along(fades)
        gain = max(float(c @ b), 0.0)
        return -(gain * gain) / float(c @ a @ c)

    fades = float(minimize_scalar(miss, bounds=FADES, method="bounded").x)
    c = along(fades)
    return max(float((c @ b) / (c @ a @ c)), 0.0), fades


def _schools(school: Array, year: Array, now: csr_array, before: csr_array) -> Iterator[tuple[Array, Array, Array]]:
    """Yield the rows of each school with its teachers' shares of this year and last, less the mean of school and year."""
    order = np.argsort(school, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(school[order])) + 1):
        z, old = now[rows], before[rows]
        there = np.union1d(z.indices, old.indices)
        cell = np.unique(year[rows], return_inverse=True)[1]
        share, earlier = (x[:, there].toarray() for x in (z, old))
        yield rows, _apart(cell, share), _apart(cell, earlier)


def _within(cell: Array, values: Array) -> Array:
    """Return values less the mean of their cell."""
    out: Array = values - (np.bincount(cell, values) / np.bincount(cell))[cell]
    return out


def _apart(cell: Array, matrix: Array) -> Array:
    """Return a matrix less the means of its columns in each cell."""
    member = (cell[:, None] == np.arange(cell.max() + 1)).astype(np.float64)
    out: Array = matrix - member @ ((member.T @ matrix) / member.sum(0)[:, None])
    return out


def _within_sparse(cell: Array, matrix: csr_array) -> csr_array:
    """Return a matrix less the means of its columns in each cell."""
    rows = np.arange(cell.size)
    member: Any = csr_array((np.ones(cell.size), (rows, cell)))
    return csr_array(matrix - member @ (diags_array(1 / np.bincount(cell)) @ (member.T @ matrix)))
