"""The indicators of the national inspections in the simulated district, by register or by post.

Inspectors count teachers at the school of register; the same tables by school of posting show what pupils meet. A
nine-year school is judged at each stage, its stocks shared by what each stage is meant to have. A campus whose form of tie
merges statistics (合并统计) is counted with its core by register, and has no figures of its own there. Computers and books of
2012 have no column in the model: their amounts are NaN, and the combined CV is the mean of the six others.
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.axes import COMPULSORY, STOCKS
from sim.equity.inspection import ROUNDING
from sim.equity.staffing import COUNTS, count
from sim.equity.standards import R2017, Regime
from sim.kernels import kernel
from sim.state import Array
from sim.supply.places import standards
from sim.world import World

INDICATORS = R2017.names
_STOCK = {
    "L4": "teaching_area", "L5": "sports_area", "L6": "equipment", "L7": "media_rooms",
    "B1": "teaching_area", "B2": "sports_area", "B3": "equipment",
}  # fmt: skip
_STAFF = {"L1": "degree", "L2": "backbone", "L3": "arts", "B6": "all", "B7": "degree", "B8": "titled"}


def stocks(world: World) -> Array:
    """Return teaching area, sports area, equipment and media rooms of every school by stage, shape (n_schools, stages, 4)."""
    s = world.schools
    meant = s.pupils[:, :, None] * standards(world.stages)
    whole = meant.sum(1, keepdims=True)
    part = np.divide(meant, whole, out=np.zeros_like(meant), where=whole > 0)
    out: Array = np.stack([getattr(s, name) for name in STOCKS.names], axis=1)[:, None, :] * part
    return out


def counted_with(world: World) -> Array | None:
    """Return the row of the school with whose figures those of each place are counted, shape (n_schools, stages).

    None where no statistics are merged. A campus of several goes with the one that was founded first.
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
    at = counted_with(world) if by == "register" else None
    people = count(world)[("register", "post").index(by)]
    return table(as_counted(at, people), as_counted(at, stocks(world)), regime)


def pupils(world: World, *, by: str = "register") -> Array:
    """Return the pupils with whom inspectors divide, shape (n_schools, stages)."""
    return as_counted(counted_with(world) if by == "register" else None, world.schools.pupils)


def table(people: Array, things: Array, regime: Regime) -> Array:
    """Return `amounts` from tables of `sim.equity.staffing.count` and `stocks`."""
    out = np.full((*people.shape[:2], len(regime.indicators)), np.nan)
    for j, name in enumerate(regime.names):
        if name in _STAFF:
            out[:, :, j] = people[:, :, COUNTS.index(_STAFF[name])]
        elif name in _STOCK:
            out[:, :, j] = things[:, :, STOCKS.code(_STOCK[name])]
    return out


def values(amount: Array, pupils: Array, regime: Regime = R2017) -> Array:
    """Return amounts by school and stage per pupil or per 100, as judged; NaN where a stage has no pupils."""
    heads = pupils[:, :, None].astype(np.float64)
    out: Array = np.divide(amount * regime.per, heads, out=np.full(amount.shape, np.nan), where=heads > 0)
    return out


def indicators(world: World, *, by: str = "register") -> Array:
    """Return the seven indicators of every school by stage, shape (n_schools, stages, 7); NaN where a stage has no pupils."""
    return values(amounts(world, by=by), pupils(world, by=by))


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
