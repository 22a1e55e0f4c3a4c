r"""Value-added of teachers over several years, when a class has many teachers and one score.

The mean of what is left of a class's scores in a year is a sum over its teachers of this year, less what fades of those of
last year (the lagged score takes off what lasts), and luck, of which the lagged score gives a part back a year later:

.. math:: r_{ct} = \sum_j (z_{ctj} - \kappa\, \ell_{ctj})\, v_j + w_{s(c)g(c)t} + e_{ct} - b \sum_{c'} m_{cc'}\, e_{c',t-1},
          \qquad v_j \sim (0, \tau^2), \quad e_{ct} \sim (0, \omega^2)

Symbols: z the share of the class's lessons given by teacher j, ell the same of the classes its pupils sat in last year, kappa
the part that fades, w what the classes of a grade of a school have in common that year, m the share of the class's pupils
that came from class c', v the teacher's effect on a class taught by nobody else.

Classes are compared within grade, school and year: a grade of a school differs from its other grades in one direction year
after year (a junior school takes its grade 7 from the same primary schools), and teachers stay with grades, so that in whole
schools the grade passes for its teachers. Signal is told from luck by products across years, as Chetty, Friedman and Rockoff
(2014) do: the luck of two years is independent, that of two classes in one year is not. Products of two classes of one
school are regressed on the teachers they share (Haseman and Elston 1972), which gives tau, and kappa, which is one for all
stages; and on the pupils they share, for each distance in years on its own, since luck is given back by those who had it and,
in differences from the mean, seen in all classes of their cohort. The products of classes of one cohort in successive
years, less what their teachers account for, give b and omega. The estimate of each teacher is then the best linear one for
these (Henderson 1975), with colleagues allowed for. Persistence that varies: McCaffrey, Lockwood, Koretz, Louis and Hamilton
(2004).

What is estimated is the mean worth of a teacher over the years seen. Worth drifts; tau is of what two years have in common.
For the mean of the years this leaves the slope of the truth on the estimate at 1 (within 0.03 where worth keeps 0.9 a year).

估计的是教师在所观察各年里的平均价值。班级只与同校、同年、同年级的班级比较，因为学校某一年级年年相同的差别不是教师的；
信号与运气由不同年份之间的乘积分开，并扣除两班共有学生的影响。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import LinearOperator, cg

from sim.state import Array

NAN = float("nan")
FADES = (-0.5, 0.99)  # where the faded part is sought; below 0 last year's teachers would go on giving
PRECISION = 1e-8  # of the estimates, relative
ROUNDS = 5000  # in which they are reached


@dataclass(frozen=True)
class Panel:
    """Classes of a stage over years, a row each: what is left of their scores, who taught them, and who sat in them."""

    left: Array  # points, mean of what is left of the scores of the class
    school: Array  # label of the school
    year: Array
    grade: Array
    pupils: csr_array  # (rows, pupils) 1 for each pupil of the class
    lessons: csr_array  # (rows, teachers) share of the class's lessons
    earlier: csr_array  # (rows, teachers) the same last year, averaged over the pupils
    known: Array  # whether last year's teachers are known; other rows count in nothing but last year's luck

    @property
    def cell(self) -> Array:
        """Label of school, year and grade, within which classes are compared."""
        return _label(self.school, self.year, self.grade)

    @property
    def staff(self) -> Array:
        """Label of school and year, within which teachers are compared."""
        return _label(self.school, self.year)

    @cached_property
    def together(self) -> csr_array:
        """Pupils that two rows have in common, shape (rows, rows)."""
        return csr_array(self.pupils @ self.pupils.T)

    @cached_property
    def in_common(self) -> csr_array:
        """Pupils in common by the geometric mean of the sizes of the two rows, shape (rows, rows)."""
        size = diags_array(1 / np.sqrt(np.maximum(self.together.diagonal(), 1)))
        return csr_array(size @ self.together @ size)

    @property
    def came_from(self) -> csr_array:
        """Share of the pupils of each row by their row of last year, shape (rows, rows); a row without them has zeros."""
        both = self.together.tocoo()
        after = self.year[both.row] == self.year[both.col] + 1
        row, share = both.row[after], both.data[after].astype(np.float64)
        share /= np.bincount(row, share, minlength=self.left.size)[row]
        return csr_array((share, (row, both.col[after])), shape=both.shape)


@dataclass(frozen=True, slots=True)
class Teams:
    """What several years say of teachers."""

    value: Array  # (teachers,) points, effect on a class taught by nobody else, shrunk; NaN where nothing can be said
    reliability: Array  # (teachers,) share of signal, were the colleagues known: at most so much
    sd: float  # points, of the true values as estimated
    fades: float  # part of last year's effect that is gone, as estimated


def team_effects(panels: Sequence[Panel]) -> tuple[Teams, ...]:
    """Return the effects of teachers from classes over several years, one answer per stage.

    Without two years whose earlier teachers are known, or without signal across years, ``sd`` is NaN or 0: values are then
    NaN or 0.
    """
    sums = [_products(panel) for panel in panels]
    fades = _fades(sums)
    return tuple(
        _teams(panel, _signal(*found, fades), fades) for panel, found in zip(panels, sums, strict=True)
    )  # fmt: skip


def _products(panel: Panel) -> tuple[Array, Array]:
    """Return the sums from which tau and kappa follow: shared teachers times products (3,), and times each other (3, 3).

    Of both what pupils in common explain at each distance in years is taken off.
    """
    lags = max(int(np.ptp(panel.year)), 1) if panel.year.size else 1
    b, a = np.zeros(3 + lags), np.zeros((3 + lags, 3 + lags))
    keep = np.flatnonzero(panel.known & np.isfinite(panel.left))
    left = _within(np.unique(panel.cell[keep], return_inverse=True)[1], panel.left[keep])
    order = np.argsort(panel.school[keep], kind="stable")
    ends = np.flatnonzero(np.diff(panel.school[keep][order])) + 1
    for of_school in np.split(order, ends) if order.size else ():
        rows, y = keep[of_school], left[of_school]
        year = panel.year[rows]
        z, old = panel.lessons[rows], panel.earlier[rows]
        there = np.union1d(z.indices, old.indices)
        cell = _label(year, panel.grade[rows])
        share, earlier = (_apart(cell, x[:, there].toarray()) for x in (z, old))
        crossed = share @ earlier.T
        teachers = (share @ share.T, crossed + crossed.T, earlier @ earlier.T)
        pupils = panel.in_common[rows][:, rows].toarray()
        apart = abs(year[:, None] - year)
        of_lag = (_apart(cell, _apart(cell, pupils * (apart == lag)).T) for lag in range(1, lags + 1))
        pairs = np.triu(apart > 0)
        shared = np.stack([k[pairs] for k in (*teachers, *of_lag)])
        b += shared @ np.outer(y, y)[pairs]
        a += shared @ shared.T
    rest = a[:3, 3:] @ np.linalg.pinv(a[3:, 3:], hermitian=True)
    return b[:3] - rest @ b[3:], a[:3, :3] - rest @ a[3:, :3]


def _along(fades: float) -> Array:
    return np.array([1.0, -fades, fades**2])


def _fades(sums: Sequence[tuple[Array, Array]]) -> float:
    """Return kappa, the one that leaves least of all products; NaN where no two classes share teachers."""
    told = [(b, a) for b, a in sums if a[0, 0] > 0]

    def miss(fades: float) -> float:
        c = _along(fades)
        return -float(sum(max(float(c @ b), 0.0) ** 2 / float(c @ a @ c) for b, a in told))

    return float(minimize_scalar(miss, bounds=FADES, method="bounded").x) if told else NAN


def _signal(b: Array, a: Array, fades: float) -> float:
    """Return tau squared; NaN without a pair of rows that share teachers but neither year nor pupils."""
    c = _along(fades)
    return max(float((c @ b) / (c @ a @ c)), 0.0) if a[0, 0] > 0 else NAN


def _teams(panel: Panel, signal: float, fades: float) -> Teams:
    n = panel.lessons.shape[1]
    if not signal > 0:
        return Teams(np.full(n, 0.0 if signal == 0 else NAN), np.full(n, signal), signal, NAN)
    keep = np.flatnonzero(panel.known & np.isfinite(panel.left))
    cell = np.unique(panel.cell[keep], return_inverse=True)[1]
    left = _within(cell, panel.left[keep])
    design = _within_sparse(cell, csr_array(panel.lessons - fades * panel.earlier)[keep])
    luck, noise = _luck(panel, keep, cell, left, design, signal)
    rows = (left.size, left.size)
    spread = LinearOperator(rows, lambda x: signal * (design @ (design.T @ x)) + luck @ (luck.T @ x), dtype=np.float64)
    part, failed = cg(spread, left, rtol=PRECISION, maxiter=ROUNDS)
    assert not failed, "the estimates of teachers did not converge"
    power = np.asarray(design.multiply(design).sum(0)).ravel()
    reliability = signal * power / (signal * power + noise)
    return Teams(signal * (design.T @ part), reliability, float(np.sqrt(signal)), fades)


def _luck(
    panel: Panel, keep: Array, cell: Array, left: Array, design: csr_array, signal: float
) -> tuple[csr_array, float]:
    """Return how the luck of classes enters the rows kept, shape (kept, rows), and the mean square of that of a class."""
    came = panel.came_from
    both = _within_sparse(cell, csr_array(came[keep]))
    back_to = csr_array(_within_sparse(cell, csr_array(both[:, keep].T)).T).tocoo()  # as far as cells let it be seen
    teachers = np.asarray(design[back_to.row].multiply(design[back_to.col]).sum(1)).ravel()
    crossed = left[back_to.row] * left[back_to.col] - signal * teachers
    weight = float(back_to.data @ back_to.data)
    back = -float(back_to.data @ crossed) / weight if weight else 0.0  # b omega squared
    seen, kept = 1 - np.unique(cell).size / cell.size, _mean_square(both)  # of fresh luck and of last year's, in a row
    whole = max(float((left**2).mean()) - signal * _mean_square(design), 1e-12)  # omega squared (seen + b squared kept)
    rho = min(max(back / whole, 0.0), 0.5 / np.sqrt(seen * kept) if kept else 0.0)
    b = (1 - np.sqrt(max(1 - 4 * rho**2 * seen * kept, 0.0))) / (2 * rho * kept) if rho else 0.0
    enters = _within_sparse(cell, csr_array(diags_array(np.ones(panel.left.size)) - b * came)[keep])
    return csr_array(enters * np.sqrt(whole / _mean_square(enters))), whole / seen


def _mean_square(matrix: csr_array) -> float:
    """Return the mean over rows of the sum of squares."""
    whole: float = matrix.multiply(matrix).sum() / matrix.shape[0]
    return whole


def _label(*columns: Array) -> Array:
    """Return a label of each row, the same where all columns are."""
    label: Array = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)[1].ravel()
    return label


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
