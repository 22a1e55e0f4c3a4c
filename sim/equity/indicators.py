"""The indicators of the national inspections in the simulated district, by register or by post.

Inspectors count teachers at the school of register; the same tables by school of posting show what pupils meet. A
nine-year school is judged at each stage, its stocks shared by what each stage is meant to have. A campus whose form of tie
merges statistics (合并统计) is counted with its core by register, and has no figures of its own there. Computers and books of
2012 have no column in the model: their amounts are NaN, and the combined CV is the mean of the six others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim import network
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


def counted_with(world: World) -> Array | None:
    """Return the row of the school with whose figures those of each place are counted, shape (n_schools, stages).

    None where no statistics are merged. A campus of several cores goes with the one whose identity comes first.
    """
    ties, s = world.ties, world.schools
    rows = np.flatnonzero(ties.active & (world.settings.by_form("merged")[ties.form, 0] > 0))
    if not rows.size:
        return None
    core = world.groups.core[ties.group[rows]]
    last_first = np.argsort(s.uid[core], kind="stable")[::-1]
    place, stage = np.nonzero(network.binds(ties.stage[rows[last_first]], len(world.stages)))
    at = np.tile(np.arange(len(s))[:, None], len(world.stages))
    at[ties.school[rows[last_first]][place], stage] = core[last_first][place]
    for _ in range(int(rows.size).bit_length()):  # a campus of a campus
        at = np.take_along_axis(at, at, axis=0)
    return at


def as_counted(at: Array | None, table: Array) -> Array:
    """Return figures of schools by stage, shape (n_schools, stages, ...), each added to those with which it is counted."""
    if at is None:
        return table
    out = np.zeros_like(table)
    np.add.at(out, (at, np.arange(at.shape[1])), table)
    return out


def amounts(world: World, regime: Regime = R2017, *, by: str = "register") -> Array:
    """Return the raw amounts of a regime's indicators, shape (n_schools, stages, k); NaN for what the model has no stock of.

    By register, they are those of the schools as they are counted.
    """
    return _counted(
        world, count(world), *_sources(regime.indicators, by), counted_with(world) if by == "register" else None
    )[0]


def pupils(world: World, *, by: str = "register") -> Array:
    """Return the pupils with whom inspectors divide, shape (n_schools, stages)."""
    return as_counted(counted_with(world) if by == "register" else None, world.schools.pupils)


def indicators(world: World, *, by: str = "register") -> Array:
    """Return the seven indicators of every school by stage, shape (n_schools, stages, 7); NaN where a stage has no pupils."""
    return _counted(
        world, count(world), *_sources(R2017.indicators, by), counted_with(world) if by == "register" else None
    )[1]


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
_SOURCES, _PER = (np.concatenate(of) for of in zip(*(_sources(*part) for part in _PARTS), strict=True))
BY_POST = np.array([7, 8, 9, 3, 4, 5, 6])  # in `YEARLY`: the seven of 2017 with teachers counted where they work


OF_POST = slice(len(R2017.names), len(R2017.names) + len(_STAFF_2017))  # in `YEARLY`


class Inspected(NamedTuple):
    """How every school stands in the eyes of inspectors, whether it is measured or not."""

    table: Array  # (n_schools, stages, len(YEARLY)) what is judged; NaN for what the model has no stock of
    passed_by_post: Array  # (n_schools,) whether it would pass if teachers were counted where they work
    pupils: Array  # (n_schools, stages)
    counted: Array  # (n_schools, stages) the same by register, those of campuses with merged statistics at their cores

    def cvs(self, part: Array, n: int) -> Array:
        """Return the `cvs` of `YEARLY`, and behind them the mean of those of 2012 that are known."""
        each = cvs(self.table, self.counted, part, n)
        if self.counted is not self.pupils:
            each[:, :, OF_POST] = cvs(self.table[:, :, OF_POST].copy(), self.pupils, part, n)
        return np.concatenate([each, combined_cv(each[:, :, -len(R2012.names) :])[:, :, None]], axis=2)


def inspected(world: World, people: Array) -> Inspected:
    """Return how every school stands, from `sim.equity.staffing.count`; NaN where a stage has no pupils."""
    pupils, at = world.schools.pupils, counted_with(world)
    table = own = _counted(world, people, _SOURCES, _PER)[1]
    if at is not None:
        table = _counted(world, people, _SOURCES, _PER, at=at)[1]
        table[:, :, OF_POST] = own[:, :, OF_POST]
    return Inspected(table, passing(own.take(BY_POST, 2), pupils), pupils, as_counted(at, pupils))


def _counted(world: World, people: Array, source: Array, per: Array, at: Array | None = None) -> tuple[Array, Array]:
    """Return amounts by school and stage, and what they are per pupil or per 100, as judged; ``at`` is `counted_with`."""
    stock, pupils = tuple(getattr(world.schools, name) for name in STOCKS.names), world.schools.pupils
    found: tuple[Array, Array] = _judged(people, stock, pupils, standards(world.stages), source, per)
    if at is None:
        return found
    amount, heads = as_counted(at, found[0]), as_counted(at, pupils)[:, :, None]
    return amount, np.divide(amount * per, heads, out=np.full(amount.shape, np.nan), where=heads > 0)


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
    """Return whether each school meets 6 of the 7 indicators with the last at 85 % or more, at every stage it has.

    A campus passes by register where the schools with which it is counted do.
    """
    at, taught = counted_with(world) if by == "register" else None, world.schools.pupils > 0
    passed = passing(indicators(world, by=by), as_counted(at, world.schools.pupils))
    whole: Array = passed if at is None else (passed[at] | ~taught).all(1) & taught.any(1)
    return whole


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


def flat(world: World, regime: Regime = R2017, *, by: str = "register") -> tuple[Array, Array, Array, Array]:
    """Return the district as a bureau would report it: amounts, pupils, stage and school row of each school and stage.

    Arrays are those of `sim.equity.inspection`, with a row for each stage that has pupils.
    """
    heads = pupils(world, by=by)
    school, stage = np.nonzero(heads[:, : len(COMPULSORY)] > 0)  # of which inspectors judge
    return amounts(world, regime, by=by)[school, stage], heads[school, stage], stage, school
