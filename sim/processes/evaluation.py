r"""Evaluation: inspectors count resources by register, and the bureau learns how far pupils came and how unequal groups are.

Progress is what the mean score of a class is beyond what its pupils' last scores let expect, by one line for all classes of a
district with a level for each grade; the bureau keeps it by school, stage and year. Of a group it is the mean over its schools,
by pupils, of the years that they were in it, and one year of it is mostly luck. What the years of a group have in
common tells signal from luck (Chetty, Friedman and Rockoff 2014), and the estimate is shrunk by its reliability rho,

.. math:: \hat v = \rho\,\bar r, \qquad \rho = \frac{\tau^2}{\tau^2 + \omega^2 / n}, \qquad
          P(v > 0) = \Phi\Big(\frac{\hat v}{\tau\sqrt{1-\rho}}\Big)

with n years, tau the spread of what lasts and omega that of a year's luck: the chance that a group truly does better than
expected.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from sim import network
from sim.equity import indicators
from sim.equity.value_added import several_years
from sim.kernels import kernel
from sim.processes import process
from sim.processes.learning import points_of
from sim.state import Array
from sim.world import World

PARTS = 2.0**16  # of a point


@process(writes="schools.passed")
def inspect(world: World) -> None:
    """Inspectors check the seven national resource indicators of every school, by register.

    督导按编制检查各校的七项国家资源配置指标。
    """
    world.schools.passed[:] = indicators.passes(world)


@process(writes="classes.before")
def look_back(world: World) -> None:
    """Before the test the bureau notes the last scores of the pupils of every class.

    考试之前，教育局记下各班学生上一次考试的均分。
    """
    k, rows = world.classes, world.live_classes()
    k.before[rows] = _means(world.students.score, k.first, k.size, rows)


@process(writes="schools.progress")
def follow_progress(world: World) -> None:
    """After the test the bureau notes how much more pupils of every school came on than their last scores let expect.

    考试之后，教育局记下各校学生的进步超出按上年成绩所预期的部分。
    """
    s, k, rows = world.schools, world.classes, world.live_classes()
    after = _means(world.students.score, k.first, k.size, rows)
    beyond = surplus(after, k.before[rows], k.size[rows], k.grade[rows], s.district[k.school[rows]])
    _, heads, total = world.by_place(rows, beyond)
    s.progress[:, :, 1:] = s.progress[:, :, :-1].copy()
    s.progress[:, :, 0] = np.divide(total, heads, out=np.full(heads.shape, np.nan), where=heads > 0)


@kernel
def _means(score: Array, first: Array, size: Array, rows: Array) -> Array:
    """Return the mean score of each of some classes; NaN where one of its pupils has none, as in the first year at school."""
    out = np.empty(rows.size)
    for i in range(rows.size):
        out[i] = points_of(score, first[rows[i]], size[rows[i]]) / max(size[rows[i]], 1)
    return out


def surplus(after: Array, before: Array, heads: Array, grade: Array, district: Array) -> Array:
    """Return what means of classes are beyond a line on the means before, of each district, with a level for each grade."""
    total = np.zeros((int(district.max(initial=0)) + 1, int(grade.max(initial=0)) + 1))
    found: Array = _surplus(before, after, heads, grade, district, total)
    return found


@kernel
def _surplus(before: Array, score: Array, size: Array, grade: Array, district: Array, total: Array) -> Array:
    """Regress one mean on the other, where both are known; the others stay unknown.

    All terms are whole parts of a point, so that the order of rows moves no bit of a sum.
    """
    rows = np.flatnonzero(np.isfinite(before) & np.isfinite(score))
    one, other = np.zeros(total.shape), np.zeros(total.shape)
    spread, both, out = np.zeros(len(total)), np.zeros(len(total)), np.full(score.size, np.nan)
    for i in rows:
        d, g = district[i], grade[i]
        total[d, g] += size[i]
        one[d, g] += np.rint(size[i] * before[i] * PARTS) / PARTS
        other[d, g] += np.rint(size[i] * score[i] * PARTS) / PARTS
    for i in rows:
        d, g = district[i], grade[i]
        x, out[i] = before[i] - one[d, g] / total[d, g], score[i] - other[d, g] / total[d, g]
        spread[d] += np.rint(size[i] * x * x * PARTS) / PARTS
        both[d] += np.rint(size[i] * x * out[i] * PARTS) / PARTS
    for i in rows:
        d = district[i]
        if spread[d] > 0:
            out[i] -= both[d] / spread[d] * (before[i] - one[d, grade[i]] / total[d, grade[i]])
    return out


def group_progress(world: World, rows: Array, found: network.Seats, years: int) -> Array:
    """Return the progress of each unit in some years, the last one first, over its schools of now, shape (units, years).

    A year of a school counts if the school was in the unit for all of it. ``found`` are the seats over the ties ``rows``.
    """
    s, g = world.schools, world.groups
    since = np.concatenate([world.ties.start[rows], g.formed[found.unit[rows.size :]]])
    stay = (world.term - since + 1) // 2  # school years in the unit, the one that ends now counted
    out: Array = _of_units(s.progress, s.pupils, found.school, found.tied, found.unit, stay, np.zeros((len(g), years)))
    return out


@kernel
def _of_units(
    progress: Array, pupils: Array, school: Array, tied: Array, unit: Array, stay: Array, total: Array
) -> Array:
    """Return means of progress over the seats of units by pupils; terms are whole parts of a point, as in `_surplus`."""
    heads = np.zeros(total.shape)
    for i in range(school.size):
        for stage in range(tied.shape[1]):
            for year in range(min(total.shape[1], stay[i]) if tied[i, stage] else 0):
                value = progress[school[i], stage, year]
                if np.isfinite(value):
                    heads[unit[i], year] += pupils[school[i], stage]
                    total[unit[i], year] += np.rint(pupils[school[i], stage] * value * PARTS) / PARTS
    return np.where(heads > 0, total / np.maximum(heads, 1), np.nan)


def surely_better(progress: Array, sure: float, district: Array) -> Array:
    """Return which units do better than expected with a chance of at least ``sure``, from their progress, (units, years).

    The bureau of each district, a row for each unit, tells signal from luck by its own units alone.
    """
    better, known = np.zeros(len(progress), np.bool_), np.isfinite(progress).any(1)
    for of in np.unique(district[known]):
        seen = np.flatnonzero(known & (district == of))
        found = several_years(seen, progress[seen])
        doubt = found.sd * np.sqrt(np.maximum(1 - found.reliability, 0))
        better[seen] = found.shrunk > NormalDist().inv_cdf(sure) * doubt  # false where the years do not tell
    return better


@process(writes="groups.spread")
def compare_members(world: World) -> None:
    """The bureau compares mean scores inside each group.

    教育局比较各集团内部各校的均分。
    """
    world.groups.spread[:] = group_spread(world)


@process(writes="schools.stakes")
def clear_stakes(world: World) -> None:
    """Last year's terms of evaluation lapse.

    上一年度的考核约定失效。
    """
    world.schools.stakes[:] = 0


def group_spread(world: World) -> Array:
    """Return the enrolment-weighted CV of members' mean scores in each unit, mean over stages with two schools or more."""
    s, found = world.schools, network.seats(world, network.active_ties(world))
    order = np.argsort(found.school, kind="stable")
    spread: Array = _spread(order, found.unit, found.school, found.tied, s.pupils, s.mean_score, len(world.groups))
    return spread


@kernel
def _spread(order: Array, unit: Array, school: Array, tied: Array, pupils: Array, score: Array, units: int) -> Array:
    """Return `group_spread` of seats, which are added up by the rows of their schools."""
    shape = units, tied.shape[1]
    n, heads, mean, square = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for squares in (False, True):
        for k in order:
            for stage in range(tied.shape[1]):
                at, weight, points = (unit[k], stage), pupils[school[k], stage], np.float64(score[school[k], stage])
                if tied[k, stage] and weight > 0 and np.isfinite(points):
                    if squares:
                        square[at] += weight * (points - mean[at] / max(heads[at], 1)) ** 2
                    else:
                        n[at] += 1
                        heads[at] += weight
                        mean[at] += weight * points
    out = np.full(units, np.nan, np.float32)
    for g in range(units):
        total, stages = 0.0, 0
        for stage in range(tied.shape[1]):
            if n[g, stage] > 1:
                total += np.sqrt(square[g, stage] / heads[g, stage]) / (mean[g, stage] / heads[g, stage])
                stages += 1
        if stages:
            out[g] = total / stages
    return out
