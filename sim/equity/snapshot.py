"""One pass over the pupils a year: the sums and histograms from which all yearly measures follow.

`Snapshot.of` gives the same of some schools only, by a pass over their own pupils: every yearly measure is then one of these
schools, their pupils and the teachers who work there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numba import njit

from sim.axes import STAGE_OF, stage_at
from sim.equity import indicators, staffing
from sim.equity.binned import Bins
from sim.equity.gaps import Slopes, slopes_of_sums
from sim.equity.multilevel import SchoolSums
from sim.equity.standards import R2012, R2017
from sim.kernels import kernel
from sim.network import units
from sim.roles import roles
from sim.state import Array
from sim.world import World

BINS = 4096
LOW, HIGH = -75.0, 225.0  # points; ten standard deviations either side of the mean
WIDTH = (HIGH - LOW) / BINS  # 0.07 points: no quantile is further off than this; 0 is an edge, so none straddles it
SUMS = (
    "pupils", "points", "squares", "ses", "ses_squares", "products", "town", "town_points", "rural", "rural_points",
    "migrants", "migrant_points", "girls", "girl_points",
)  # fmt: skip


@dataclass(frozen=True)
class Snapshot:
    """Sums of the last test, and the resources of schools."""

    world: World
    among: (
        Array  # (n_schools,) whether a school is one of those that are measured; all of the district's are by default
    )
    school: Array  # (n_schools, stages, len(SUMS)) sums of the pupils who sat the test
    count: Array  # (stages, BINS) pupils by score
    teachers: Array  # (stages, len(staffing.SUMS)) sums over teachers
    register: Array  # (n_schools, stages, 7) national indicators, teachers counted by register
    post: Array  # the same, teachers counted where they work
    basic: Array  # (n_schools, stages, 8) indicators of 2012, by register; NaN for those the model has no stock of
    classes: tuple[Array, ...]  # rows of the classes of each stage
    roles: Array  # (n_schools,) roles the case gives
    in_group: Array  # (n_schools, stages) whether a school belongs to a group now formed

    def of(self, some: Array) -> Snapshot:
        """Return the snapshot of some schools, given as flags of shape (n_schools,)."""
        among = self.among & some
        classes = tuple(rows[among[self.world.classes.school[rows]]] for rows in self.classes)
        here = among[:, None, None]
        register, post, basic = (np.where(here, x, np.nan) for x in (self.register, self.post, self.basic))
        rows = np.concatenate(classes)
        school, count = _pupils(self.world, rows, self.world.students.score)
        teachers = staffing.sums(self.world, self.roles, among)
        return Snapshot(
            self.world, among, school, count, teachers, register, post, basic, classes, self.roles, self.in_group
        )

    @cached_property
    def development(self) -> Snapshot:
        """The same schools with ratings of development in place of scores, so that every measure of scores is one of these."""
        school, count = _pupils(self.world, np.concatenate(self.classes), self.world.development.rating)
        return replace(self, school=school, count=count)

    @cached_property
    def pupils(self) -> Array:
        """Roll by school and stage, shape (n_schools, stages); 0 where a school is not measured."""
        return np.where(self.among[:, None], self.world.schools.pupils, 0)

    def by_school(self, name: str, stage: int) -> Array:
        """Return a sum by school, shape (n_schools,)."""
        column: Array = self.school[:, stage, SUMS.index(name)]
        return column

    def _columns(self, stage: int, *names: str) -> tuple[Array, ...]:
        return tuple(self.by_school(name, stage) for name in names)

    def total(self, name: str, stage: int) -> float:
        """Return a sum over all schools."""
        return float(self.totals[stage, SUMS.index(name)])

    def staff(self, name: str, stage: int) -> float:
        """Return a sum over teachers."""
        return float(self.teachers[stage, staffing.SUMS.index(name)])

    @cached_property
    def totals(self) -> Array:
        """Sums over all schools, shape (stages, len(SUMS))."""
        return self.school.sum(0)

    @cached_property
    def bins(self) -> tuple[Bins, ...]:
        """Scores of each stage in bins."""
        n, points, squares = self.totals[:, :3].T
        mean = np.divide(points, n, out=np.full(n.size, np.nan), where=n > 0)
        variance = np.maximum(np.divide(squares, n, out=np.full(n.size, np.nan), where=n > 0) - mean**2, 0.0)
        every = zip(self.count, mean, variance, strict=True)
        return tuple(Bins.of(count, LOW, WIDTH, float(m), float(v)) for count, m, v in every)

    @cached_property
    def sat(self) -> tuple[SchoolSums, ...]:
        """Sizes, means and inner sums of squares of the schools that sat the test, by stage."""
        names = ("points", "squares", "pupils")
        return tuple(SchoolSums.from_sums(*self._columns(i, *names)) for i in self.world.stages.codes)

    @cached_property
    def slopes(self) -> tuple[Slopes, ...]:
        """Slopes of scores on family background, by stage."""
        names = ("pupils", "ses", "points", "ses_squares", "products")
        return tuple(slopes_of_sums(*self._columns(i, *names)) for i in self.world.stages.codes)

    @cached_property
    def role_scores(self) -> Array:
        """Mean score by stage and role of the school, shape (stages, 3); NaN where nobody sat the test."""
        out = np.full((len(self.world.stages), 3), np.nan)
        for stage in self.world.stages.codes:
            n, points = (np.bincount(self.roles, x, minlength=3) for x in self._columns(stage, "pupils", "points"))
            np.divide(points, n, out=out[stage], where=n > 0)
        return out

    @cached_property
    def cvs(self) -> tuple[Array, Array, Array]:
        """CVs of ``register``, of teachers in ``post``, and of ``basic``, shapes (stages, 7), (stages, 3) and (stages, 8)."""
        table = np.concatenate([self.register, self.post[:, :, :3], self.basic], axis=2)  # stocks do not move
        register, post, basic = np.split(indicators.cvs(table, self.pupils), (7, 10), axis=1)
        return register, post, basic

    @cached_property
    def passed_by_post(self) -> Array:
        """Whether each school would pass if teachers were counted where they work."""
        return indicators.passing(self.post, self.world.schools.pupils)


def snapshot(world: World) -> Snapshot:
    """Return the sums of the last test."""
    k, role = world.classes, roles(world)
    rows = world.live_classes()
    stage = STAGE_OF[k.grade[rows]]
    school, count = _pupils(world, rows, world.students.score)
    (here, there), things = staffing.count(world), indicators.stocks(world)
    pupils = world.schools.pupils
    register, post = (indicators.values(indicators.table(x, things, R2017), pupils) for x in (here, there))
    basic = indicators.values(indicators.table(here, things, R2012), pupils, R2012)
    among = np.ones(len(world.schools), np.bool_)
    return Snapshot(
        world, among, school, count, staffing.sums(world, role, among), register, post, basic,
        tuple(rows[stage == code] for code in world.stages.codes), role, units(world) >= 0,
    )  # fmt: skip


def _pupils(world: World, rows: Array, points: Array) -> tuple[Array, Array]:
    """Return sums by school and stage, shape (n_schools, stages, len(SUMS)), and pupils by stage and bin, over some classes."""
    s, k = world.students, world.classes
    place = world.stages.place(k.school[rows].astype(np.int64), STAGE_OF[k.grade[rows]])
    school, count = _sums(
        points, s.ses, s.zone, s.migrant, s.female, world.zones.locality, k.first[rows], k.size[rows],
        place, world.stages.n_places(len(world.schools)), len(world.stages),
    )  # fmt: skip
    return world.stages.by_unit(school), count


@njit(inline="always")
def _add(row: Array, values: tuple[float, ...]) -> None:
    for i in range(len(values)):
        row[i] += values[i]


@kernel
def _sums(
    score: Array,
    ses: Array,
    zone: Array,
    migrant: Array,
    female: Array,
    locality: Array,
    first: Array,
    size: Array,
    place: Array,
    n_places: int,
    stages: int,
) -> tuple[Array, Array]:
    """Add up scores by school and stage, and count them by bin; classes that sat no test yet are left out."""
    school, count = np.zeros((n_places, 14)), np.zeros((stages, BINS))  # columns as in SUMS
    for q in range(first.size):
        low, high = np.uint64(first[q]), np.uint64(first[q] + size[q])
        if low == high or np.isnan(score[low]):
            continue
        x1 = x2 = y1 = y2 = xy = town_x = rural_x = moved_x = girls_x = 0.0  # sums of a class stay in registers
        town = rural = moved = girls = 0
        bins = count[stage_at(place[q], stages)]
        for i in range(low, high):
            x, y = np.float64(score[i]), np.float64(ses[i])
            x1 += x
            x2 += x * x
            y1 += y
            y2 += y * y
            xy += x * y
            where = locality[np.uint64(zone[i])]
            town += where == 1
            town_x += x if where == 1 else 0.0
            rural += where == 2
            rural_x += x if where == 2 else 0.0
            moved += migrant[i]
            moved_x += x if migrant[i] else 0.0
            girls += female[i]
            girls_x += x if female[i] else 0.0
            bins[np.uint32(min(max((x - LOW) * (1 / WIDTH), 0.0), BINS - 1.0))] += 1
        _add(
            school[place[q]],
            (
                float(size[q]), x1, x2, y1, y2, xy, float(town), town_x, float(rural), rural_x,
                float(moved), moved_x, float(girls), girls_x,
            ),
        )  # fmt: skip
    return school, count
