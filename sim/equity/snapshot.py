"""One pass over the pupils a year: the sums and histograms from which all yearly measures follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from sim.equity.indicators import indicators
from sim.processes.groups import roles
from sim.state import GRADES, STAGES, Array
from sim.world import World

BINS = 4096
LOW, HIGH = -75.0, 225.0  # points; ten standard deviations either side of the mean
WIDTH = (HIGH - LOW) / BINS  # 0.07 points: no quantile is further off than this
CENTRES = LOW + WIDTH * (np.arange(BINS) + 0.5)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Sums of the last test, by stage (first axis: primary, junior)."""

    world: World
    school: Array  # (n_schools, 2, 3) pupils, points, points squared
    moments: Array  # (2, 6) pupils, points, points squared, SES, SES squared, SES times points
    locality: Array  # (2, 3, 2) pupils and points of urban, town, rural homes
    migrant: Array  # (2, 2, 2) pupils and points of local and migrant children
    count: Array  # (2, BINS) pupils by score
    register: Array  # (n_schools, 2, 7) national indicators, teachers counted by register
    post: Array  # the same, teachers counted where they work
    staff: tuple[Array, Array]  # rows of the teachers of each stage
    roles: Array  # (n_schools,) roles the case gives


def snapshot(world: World) -> Snapshot:
    """Return the sums of the last test."""
    s, k = world.students, world.classes
    rows = world.live_classes()
    cell = 2 * k.school[rows].astype(np.int64) + (k.grade[rows] > GRADES[0])
    parts = _sums(
        s.score,
        s.ses,
        s.zone,
        s.migrant,
        world.zones.locality,
        k.first[rows],
        k.size[rows],
        cell,
        2 * len(world.schools),
    )
    t = world.teachers
    staff = (np.flatnonzero(t.active & (t.stage == 0)), np.flatnonzero(t.active & (t.stage == 1)))
    school, moments, locality, migrant, count = parts
    return Snapshot(
        world, school.reshape(-1, len(STAGES), 3), moments, locality, migrant, count,
        indicators(world, by="register"), indicators(world, by="post"), staff, roles(world),
    )  # fmt: skip


@njit(inline="always")
def _add(row: Array, values: tuple[float, ...]) -> None:
    for i in range(len(values)):
        row[i] += values[i]


@njit(cache=True)
def _sums(
    score: Array,
    ses: Array,
    zone: Array,
    migrant: Array,
    locality: Array,
    first: Array,
    size: Array,
    cell: Array,
    n_cells: int,
) -> tuple[Array, Array, Array, Array, Array]:
    """Add up scores by school and stage; classes that sat no test yet are left out."""
    school, moments = np.zeros((n_cells, 3)), np.zeros((2, 6))
    place, origin, count = np.zeros((2, 3, 2)), np.zeros((2, 2, 2)), np.zeros((2, BINS))
    bins = np.empty(size.max() if size.size else 0, np.int32)
    for q in range(first.size):
        low, high = np.uint64(first[q]), np.uint64(first[q] + size[q])
        if low == high or np.isnan(score[low]):
            continue
        stage, n = cell[q] % 2, float(size[q])
        x1 = x2 = y1 = y2 = xy = 0.0  # sums of a class stay in registers
        for i in range(low, high):
            x, y = np.float64(score[i]), np.float64(ses[i])
            x1 += x
            x2 += x * x
            y1 += y
            y2 += y * y
            xy += x * y
        town = town_x = rural = rural_x = moved = moved_x = 0.0
        for i in range(low, high):
            x, where = np.float64(score[i]), locality[np.uint64(zone[i])]
            in_town, in_village, came = np.float64(where == 1), np.float64(where == 2), np.float64(migrant[i])
            town += in_town
            town_x += in_town * x
            rural += in_village
            rural_x += in_village * x
            moved += came
            moved_x += came * x
        for i in range(low, high):
            bins[i - low] = np.int32(min(max((np.float64(score[i]) - LOW) * (1 / WIDTH), 0.0), BINS - 1.0))
        for i in range(high - low):
            count[stage, np.uint64(bins[i])] += 1
        _add(school[cell[q]], (n, x1, x2))
        _add(moments[stage], (n, x1, x2, y1, y2, xy))
        _add(place[stage, 0], (n - town - rural, x1 - town_x - rural_x))
        _add(place[stage, 1], (town, town_x))
        _add(place[stage, 2], (rural, rural_x))
        _add(origin[stage, 0], (n - moved, x1 - moved_x))
        _add(origin[stage, 1], (moved, moved_x))
    return school, moments, place, origin, count


def quantile(snap: Snapshot, stage: int, share: float) -> float:
    """Return the score below which a share of pupils lies, exact to one bin (0.07 points); NaN without pupils."""
    total = snap.count[stage].sum()
    if not total:
        return float("nan")
    cumulative = np.cumsum(snap.count[stage])
    b = int(np.searchsorted(cumulative, share * total))
    before = cumulative[b] - snap.count[stage, b]
    return float(LOW + WIDTH * (b + (share * total - before) / max(snap.count[stage, b], 1)))


def bottom_mean(snap: Snapshot, stage: int, share: float = 0.1) -> float:
    """Return the mean score of the lowest share of pupils, exact to half a bin (0.04 points); NaN without pupils."""
    count = snap.count[stage]
    wanted = share * count.sum()
    if not wanted:
        return float("nan")
    taken = np.diff(np.minimum(np.cumsum(count), wanted), prepend=0.0)
    return float((taken @ CENTRES) / wanted)
