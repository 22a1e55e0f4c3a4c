"""One pass over the pupils a year: the sums and histograms from which all yearly measures follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from sim.equity.indicators import indicators
from sim.state import GRADES, STAGES, Array
from sim.world import World

BINS = 4096
LOW, HIGH = -75.0, 225.0  # points; ten standard deviations either side of the mean
WIDTH = (HIGH - LOW) / BINS  # 0.07 points: no quantile is further off than this


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Sums of the last test, by stage (first axis: primary, junior)."""

    world: World
    school: Array  # (n_schools, 2, 3) pupils, points, points squared
    moments: Array  # (2, 6) pupils, points, points squared, SES, SES squared, SES times points
    locality: Array  # (2, 3, 2) pupils and points of urban, town, rural homes
    migrant: Array  # (2, 2, 2) pupils and points of local and migrant children
    count: Array  # (2, BINS) pupils by score
    points: Array  # (2, BINS) their points
    register: Array  # (n_schools, 2, 7) national indicators, teachers counted by register
    post: Array  # the same, teachers counted where they work


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
    tables = [indicators(world, by=by) for by in ("register", "post")]
    return Snapshot(world, parts[0].reshape(-1, len(STAGES), 3), *parts[1:], *tables)


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
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Add up scores by school and stage; pupils without a test yet are left out."""
    school, moments = np.zeros((n_cells, 3)), np.zeros((2, 6))
    place, origin = np.zeros((2, 3, 2)), np.zeros((2, 2, 2))
    count, points = np.zeros((2, BINS)), np.zeros((2, BINS))
    for q in range(first.size):
        stage = cell[q] % 2
        for i in range(np.uint64(first[q]), np.uint64(first[q] + size[q])):
            x, y = np.float64(score[i]), np.float64(ses[i])
            if np.isnan(x):
                continue
            school[cell[q], 0] += 1
            school[cell[q], 1] += x
            school[cell[q], 2] += x * x
            moments[stage, 3] += y
            moments[stage, 4] += y * y
            moments[stage, 5] += x * y
            where, came = locality[zone[i]], np.int64(migrant[i])
            place[stage, where, 0] += 1
            place[stage, where, 1] += x
            origin[stage, came, 0] += 1
            origin[stage, came, 1] += x
            b = int(min(max((x - LOW) / WIDTH, 0.0), BINS - 1.0))
            count[stage, b] += 1
            points[stage, b] += x
    for c in range(n_cells):
        moments[c % 2, :3] += school[c]
    return school, moments, place, origin, count, points


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
    """Return the mean score of the lowest share of pupils; NaN without pupils."""
    count, points = snap.count[stage], snap.points[stage]
    wanted = share * count.sum()
    if not wanted:
        return float("nan")
    cumulative = np.cumsum(count)
    b = int(np.searchsorted(cumulative, wanted))
    before = cumulative[b] - count[b]
    part = (wanted - before) * points[b] / max(count[b], 1)
    return float((points[:b].sum() + part) / wanted)
