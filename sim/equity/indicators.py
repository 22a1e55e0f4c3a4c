"""The indicators of the national inspections in the simulated district, by register or by post.

Inspectors count teachers at the school of register; the same tables by school of posting show what pupils meet. A
nine-year school is judged at each stage, its stocks shared by what each stage is meant to have. Computers and books of
2012 have no column in the model: their amounts are NaN, and the combined CV is the mean of the six others.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.axes import COMPULSORY, STOCKS
from sim.equity.inspection import ROUNDING, combined_cv
from sim.equity.staffing import COUNTS, count
from sim.equity.standards import R2012, R2017, Indicator, Regime
from sim.kernels import kernel
from sim.state import NOWHERE, Array
from sim.supply.places import standards
from sim.world import World

INDICATORS = R2017.names
_STOCK = {
    "L4": "teaching_area", "L5": "sports_area", "L6": "equipment", "L7": "media_rooms",
    "B1": "teaching_area", "B2": "sports_area", "B3": "equipment",
}  # fmt: skip
_STAFF = {"L1": "degree", "L2": "backbone", "L3": "arts", "B6": "all", "B7": "degree", "B8": "titled"}


def amounts(world: World, regime: Regime = R2017, *, by: str = "register") -> Array:
    """Return the raw amounts of a regime's indicators, shape (n_schools, stages, k); NaN for what the model has no stock of."""
    return _counted(world, count(world), *_sources(regime.indicators, by))[0]


def indicators(world: World, *, by: str = "register") -> Array:
    """Return the seven indicators of every school by stage, shape (n_schools, stages, 7); NaN where a stage has no pupils."""
    return _counted(world, count(world), *_sources(R2017.indicators, by))[1]


def inspected(world: World, people: Array) -> Array:
    """Return `YEARLY` of every school by stage, as judged, from `sim.equity.staffing.count`; NaN where a stage has no pupils."""
    return _counted(world, people, *_YEARLY)[1]


def _sources(indicators: Iterable[Indicator], by: str) -> tuple[Array, Array]:
    """Return where each indicator is found, and the pupils its amount is divided by.

    It is found among the counts by register, the counts by post or the stocks, in this order; -1 stands for nowhere.
    """
    at = ("register", "post").index(by) * len(COUNTS)
    place = {name: at + COUNTS.index(what) for name, what in _STAFF.items()}
    place |= {name: 2 * len(COUNTS) + STOCKS.code(what) for name, what in _STOCK.items()}
    found = [(place.get(one.name, NOWHERE), float(one.per)) for one in indicators]
    return np.array([source for source, _ in found]), np.array([per for _, per in found])


_STAFF_2017 = [one for one in R2017.indicators if one.staff]  # stocks do not move with teachers
YEARLY = (*R2017.names, *(f"{one.name}_by_post" for one in _STAFF_2017), *R2012.names)
_PARTS = ((R2017.indicators, "register"), (_STAFF_2017, "post"), (R2012.indicators, "register"))
_YEARLY = tuple(np.concatenate(of) for of in zip(*(_sources(*part) for part in _PARTS), strict=True))
BY_POST = np.array([7, 8, 9, 3, 4, 5, 6])  # in `YEARLY`: the seven of 2017 with teachers counted where they work


def _counted(world: World, people: Array, source: Array, per: Array) -> tuple[Array, Array]:
    """Return amounts by school and stage, and what they are per pupil or per 100, as judged."""
    stock = tuple(getattr(world.schools, name) for name in STOCKS.names)
    found: tuple[Array, Array] = _judged(people, stock, world.schools.pupils, standards(world.stages), source, per)
    return found


@kernel
def _judged(
    people: Array,  # (by, schools, stages, counts)
    stock: tuple[Array, ...],  # by kind of stock, (schools,) each
    pupils: Array,
    standard: Array,  # (stages, kinds of stock) what a pupil is meant to have
    source: Array,
    per: Array,
) -> tuple[Array, Array]:
    """Return amounts and what they are per pupil, shape (schools, stages, k); stocks are shared as stages are meant to have."""
    counts = people.shape[3]
    amount = np.full((*pupils.shape, source.size), np.nan)
    value = np.full((*pupils.shape, source.size), np.nan)
    for i in range(pupils.shape[0]):
        for j in range(pupils.shape[1]):
            for k in range(source.size):
                at = source[k]
                if at >= 2 * counts:
                    column, whole = at - 2 * counts, 0.0
                    for of in range(pupils.shape[1]):
                        whole += pupils[i, of] * standard[of, column]
                    part = pupils[i, j] * standard[j, column] / whole if whole > 0 else 0.0
                    amount[i, j, k] = stock[column][i] * part
                elif at >= 0:
                    amount[i, j, k] = people[at // counts, i, j, at % counts]
                if pupils[i, j] > 0:
                    value[i, j, k] = amount[i, j, k] * per[k] / pupils[i, j]
    return amount, value


def passes(world: World, *, by: str = "register") -> Array:
    """Return whether each school meets 6 of the 7 indicators with the last at 85 % or more, at every stage it has."""
    return passing(indicators(world, by=by), world.schools.pupils)


def passing(judged: Array, pupils: Array) -> Array:
    """Return whether each school passes at every compulsory stage it has, from values of shape (n_schools, stages, 7)."""
    assert R2017.floor is not None
    assert R2017.pass_count is not None
    passed: Array = _passing(judged, pupils, R2017.thresholds, R2017.floor, len(R2017.indicators) - R2017.pass_count)
    return passed


@kernel
def _passing(value: Array, pupils: Array, thresholds: Array, floor: float, may_miss: int) -> Array:
    """Judge as `sim.equity.inspection.judge_values` does: so many indicators may be missed, none may lie below the floor."""
    passed = np.zeros(len(value), np.bool_)
    for i in range(len(value)):
        taught, good = False, True
        for j in range(len(thresholds)):
            if pupils[i, j] > 0:
                taught, missed = True, 0
                for c in range(value.shape[2]):
                    ratio = value[i, j, c] / thresholds[j, c]
                    if not (np.isfinite(ratio) and ratio >= floor * (1 - ROUNDING)):
                        good = False
                    missed += ratio < 1 - ROUNDING
                if missed > may_miss:
                    good = False
        passed[i] = taught and good
    return passed


def cvs(judged: Array, pupils: Array, part: Array, n: int) -> Array:
    """Return the CV of each indicator by stage over n sets of schools, weighted by enrolment, shape (n, stages, k).

    ``judged`` are values of shape (n_schools, stages, k), ``part`` is the set of each school, -1 of none. They are those of
    `sim.equity.spread.weighted_cvs`, in one pass.
    """
    found: Array = _cvs(judged, pupils, part, n)
    return found


@kernel
def _cvs(value: Array, pupils: Array, part: Array, n: int) -> Array:
    schools, stages, k = value.shape
    heads, mean, square = np.zeros((n, stages, k)), np.zeros((n, stages, k)), np.zeros((n, stages, k))
    for i in range(schools):
        p = part[i]
        for j in range(stages):
            for c in range(k):
                if p >= 0 and pupils[i, j] > 0 and np.isfinite(value[i, j, c]):
                    heads[p, j, c] += pupils[i, j]
                    mean[p, j, c] += pupils[i, j] * value[i, j, c]
    for p in range(n):
        for j in range(stages):
            for c in range(k):
                mean[p, j, c] = mean[p, j, c] / heads[p, j, c] if heads[p, j, c] else np.nan
    for i in range(schools):
        p = part[i]
        for j in range(stages):
            for c in range(k):
                if p >= 0 and pupils[i, j] > 0 and np.isfinite(value[i, j, c]):
                    square[p, j, c] += pupils[i, j] * (value[i, j, c] - mean[p, j, c]) ** 2
    for p in range(n):
        for j in range(stages):
            for c in range(k):
                known = heads[p, j, c] > 0 and mean[p, j, c] != 0
                square[p, j, c] = np.sqrt(square[p, j, c] / heads[p, j, c]) / mean[p, j, c] if known else np.nan
    return square


def yearly_cvs(judged: Array, pupils: Array, part: Array, n: int) -> Array:
    """Return the `cvs` of `YEARLY`, and behind them the mean of those of 2012 that are known."""
    each = cvs(judged, pupils, part, n)
    return np.concatenate([each, combined_cv(each[:, :, -len(R2012.names) :])[:, :, None]], axis=2)


def flat(world: World, regime: Regime = R2017, *, by: str = "register") -> tuple[Array, Array, Array, Array]:
    """Return the district as a bureau would report it: amounts, pupils, stage and school row of each school and stage.

    Arrays are those of `sim.equity.inspection`, with a row for each stage that has pupils.
    """
    pupils = world.schools.pupils
    school, stage = np.nonzero(pupils[:, : len(COMPULSORY)] > 0)  # of which inspectors judge
    return amounts(world, regime, by=by)[school, stage], pupils[school, stage], stage, school
