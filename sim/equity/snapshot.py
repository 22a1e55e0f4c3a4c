"""One pass over the pupils a year: the sums and histograms from which all yearly measures follow.

`Snapshot.of` gives the same of some schools only, and `Snapshot.parts` of several sets of schools at once: every yearly
measure is then one of these schools, their pupils and the teachers who work there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numba import njit

from sim.axes import STAGE_OF, Kind
from sim.books import Item
from sim.equity import indicators, staffing
from sim.equity.between import FOUND, between
from sim.equity.binned import Bins
from sim.equity.standards import R2012, R2017
from sim.kernels import kernel
from sim.network import units
from sim.roles import roles
from sim.state import NOWHERE, Array
from sim.world import World

BINS = 4096
LOW, HIGH = -75.0, 225.0  # points; ten standard deviations either side of the mean
WIDTH = (HIGH - LOW) / BINS  # 0.07 points: no quantile is further off than this; 0 is an edge, so none straddles it
SUMS = (
    "pupils", "points", "squares", "ses", "ses_squares", "products", "town", "town_points", "rural", "rural_points",
    "migrants", "migrant_points", "girls", "girl_points",
)  # fmt: skip


CVS = (*R2017.names, *(f"{one.name}_by_post" for one in R2017.indicators if one.staff), *R2012.names)


class Inspected(NamedTuple):
    """How every school stands in the eyes of inspectors, whether it is measured or not."""

    register: Array  # (n_schools, stages, 7) national indicators, teachers counted by register
    post: Array  # the same, teachers counted where they work
    basic: Array  # (n_schools, stages, 8) indicators of 2012, by register; NaN for those the model has no stock of
    passed_by_post: Array  # (n_schools,) whether it would pass if teachers were counted where they work
    pupils: Array  # (n_schools, stages)
    counted: Array  # (n_schools, stages) the same by register, those of campuses with merged statistics at their cores

    def cvs(self, part: Array, n: int) -> Array:
        """Return the CVs of n sets of schools, shape (n, stages, len(CVS)); ``part`` is the set of each school, -1 of none."""
        post = self.post[:, :, :3]  # stocks do not move
        found = indicators.cvs(np.concatenate([self.register, post, self.basic], axis=2), self.counted, part, n)
        if self.counted is not self.pupils:
            here = slice(self.register.shape[2], self.register.shape[2] + 3)
            found[:, :, here] = indicators.cvs(post, self.pupils, part, n)
        return found


@dataclass(frozen=True)
class Snapshot:
    """Sums of the last test, and the resources of schools."""

    world: World
    among: (
        Array  # (n_schools,) whether a school is one of those that are measured; all of the district's are by default
    )
    school: Array  # (n_schools, stages, len(SUMS)) sums of the pupils who sat the test
    totals: Array  # (stages, len(SUMS)) sums over all schools
    found: Array  # (stages, len(FOUND)) what lies between schools
    cvs: Array  # (stages, len(CVS)) CVs of the indicators of inspectors
    count: Array  # (stages, BINS) pupils by score
    by_district: Array  # (districts, stages, BINS) the same of each district, of all its schools
    teachers: Array  # (stages, len(staffing.SUMS)) sums over teachers
    standing: Inspected
    classes: tuple[Array, ...]  # rows of the classes of each stage
    roles: Array  # (n_schools,) roles the case gives
    in_group: Array  # (n_schools, stages) whether a school belongs to a group now formed
    asked: Array  # (items of hours, stages, n_schools) hours of this school year

    def of(self, some: Array) -> Snapshot:
        """Return the snapshot of some schools, given as flags of shape (n_schools,)."""
        return self.parts(np.where(some, 0, NOWHERE), 1)[0]

    def parts(self, part: Array, n: int) -> list[Snapshot]:
        """Return the snapshots of n sets of schools, in one pass; ``part`` is the set of each school, -1 of none."""
        k, stages = self.world.classes, len(self.world.stages)
        part = np.where(self.among, part, NOWHERE)
        rows = np.concatenate(self.classes)
        mine = part[k.school[rows]]
        cell = np.where(mine == NOWHERE, NOWHERE, mine * stages + STAGE_OF[k.grade[rows]])
        count = _count(self.world.students.score, k.first[rows], k.size[rows], cell, n * stages)
        return self._parts(part, count.reshape(n, stages, -1))

    def districts(self) -> list[Snapshot]:
        """Return the snapshots of the districts from that of all schools, which counts their pupils by score already."""
        return self._parts(self.world.schools.district, self.by_district)

    def _parts(self, part: Array, count: Array) -> list[Snapshot]:
        """Return the snapshots of sets of schools, whose pupils are counted by score, shape (n, stages, BINS)."""
        part, n = part.astype(np.int64), len(count)
        teachers = staffing.sums_of_parts(self.world, self.roles, part, n)
        totals, found = between(self.school, part, self.roles, n)
        cvs = self.standing.cvs(part, n)
        of_class = [part[self.world.classes.school[rows]] for rows in self.classes]
        return [
            replace(
                self, among=(here := part == i), school=np.where(here[:, None, None], self.school, 0.0), totals=totals[i],
                found=found[i], cvs=cvs[i], count=count[i], teachers=teachers[i],
                classes=tuple(one[of == i] for one, of in zip(self.classes, of_class, strict=True)),
            )
            for i in range(n)
        ]  # fmt: skip

    @cached_property
    def register(self) -> Array:
        """National indicators, shape (n_schools, stages, 7), teachers counted by register; NaN where a school is not measured."""
        return self._measured(self.standing.register)

    @cached_property
    def post(self) -> Array:
        """The same, teachers counted where they work."""
        return self._measured(self.standing.post)

    @cached_property
    def basic(self) -> Array:
        """Indicators of 2012, shape (n_schools, stages, 8), by register; NaN for those the model has no stock of."""
        return self._measured(self.standing.basic)

    def _measured(self, table: Array) -> Array:
        return np.where(self.among[:, None, None], table, np.nan)

    @cached_property
    def development(self) -> Snapshot:
        """The same schools with ratings of development in place of scores, so that every measure of scores is one of these."""
        school, by_district = _pupils(self.world, np.concatenate(self.classes), self.world.development.rating)
        totals, found = between(school, np.where(self.among, 0, NOWHERE), self.roles, 1)
        count = by_district.sum(0)
        return replace(self, school=school, totals=totals[0], found=found[0], count=count, by_district=by_district)

    @cached_property
    def pupils(self) -> Array:
        """Roll by school and stage, shape (n_schools, stages); 0 where a school is not measured."""
        return np.where(self.among[:, None], self.world.schools.pupils, 0)

    @cached_property
    def rolls(self) -> Array:
        """Roll by school, of all stages, shape (n_schools,)."""
        rolls: Array = self.pupils.sum(1)
        return rolls

    def by_school(self, name: str, stage: int) -> Array:
        """Return a sum by school, shape (n_schools,)."""
        column: Array = self.school[:, stage, SUMS.index(name)]
        return column

    def total(self, name: str, stage: int) -> float:
        """Return a sum over all schools."""
        return self._totals[name][stage]

    def between(self, name: str, stage: int) -> float:
        """Return one of what lies between schools; NaN where it is not defined."""
        return self._found[name][stage]

    def cv(self, name: str, stage: int) -> float:
        """Return the CV of an indicator; NaN where it is not defined."""
        return self._cvs[name][stage]

    def staff(self, name: str, stage: int) -> float:
        """Return a sum over teachers."""
        return self._staff[name][stage]

    @cached_property
    def _staff(self) -> dict[str, list[float]]:
        return dict(zip(staffing.SUMS, self.teachers.T.tolist(), strict=True))

    @cached_property
    def _totals(self) -> dict[str, list[float]]:
        return dict(zip(SUMS, self.totals.T.tolist(), strict=True))

    @cached_property
    def _found(self) -> dict[str, list[float]]:
        return dict(zip(FOUND, self.found.T.tolist(), strict=True))

    @cached_property
    def _cvs(self) -> dict[str, list[float]]:
        return dict(zip(CVS, self.cvs.T.tolist(), strict=True))

    @cached_property
    def there(self) -> tuple[Array, ...]:
        """Rows of the schools with pupils of each stage."""
        return tuple(np.flatnonzero(self.pupils[:, stage]) for stage in self.world.stages.codes)

    @cached_property
    def class_sizes(self) -> tuple[Array, ...]:
        """Pupils of each class, by stage."""
        return tuple(self.world.classes.size[rows] for rows in self.classes)

    @cached_property
    def hours(self) -> dict[str, list[float]]:
        """Hours of this school year that each item of the books asked for, by name and stage."""
        mine = self.asked.take(np.flatnonzero(self.among), axis=2)  # side by side, as they are added up
        sums = mine.sum(2).tolist()
        return {item.name: by_stage for item, by_stage in zip(self._items, sums, strict=True)}

    @cached_property
    def asked_of(self) -> dict[str, list[float]]:
        """Hours of this school year asked of each account by stage, without those of partners: no schools of the district."""
        partner = self.among & (self.world.schools.kind == Kind.PARTNER)
        own = replace(self, among=self.among & ~partner) if partner.any() else self
        found: dict[str, list[list[float]]] = {}
        for item in self._items:
            found.setdefault(item.source, []).append(own.hours[item.name])
        return {account: [sum(of_stage) for of_stage in zip(*items, strict=True)] for account, items in found.items()}

    @property
    def _items(self) -> Iterable[Item]:
        return self.world.books.hours.get(self.world.year, {})

    @cached_property
    def bins(self) -> tuple[Bins, ...]:
        """Scores of each stage in bins."""
        out = []
        for count, (n, points, squares) in zip(self.count, self.totals[:, :3].tolist(), strict=True):
            mean = points / n if n else np.nan
            out.append(Bins.of(count, LOW, WIDTH, mean, max(squares / n - mean * mean, 0.0) if n else np.nan))
        return tuple(out)


def snapshot(world: World) -> Snapshot:
    """Return the sums of the last test."""
    k, role = world.classes, roles(world)
    rows = world.live_classes()
    stage = STAGE_OF[k.grade[rows]]
    school, by_district = _pupils(world, rows, world.students.score)
    (here, there), things = staffing.count(world), indicators.stocks(world)
    at, pupils = indicators.counted_with(world), world.schools.pupils
    on_paper, own, counted = (indicators.as_counted(at, x) for x in (here, things, pupils))
    post = indicators.values(indicators.table(there, things, R2017), pupils)
    register, basic = (
        indicators.values(indicators.table(on_paper, own, regime), counted, regime) for regime in (R2017, R2012)
    )
    among, one = np.ones(len(world.schools), np.bool_), np.zeros(len(world.schools), np.int64)
    standing = Inspected(register, post, basic, indicators.passing(post, pupils), pupils, counted)
    totals, found = between(school, one, role, 1)
    hours = [*world.books.hours.get(world.year, {}).values()]
    return Snapshot(
        world, among, school, totals[0], found[0], standing.cvs(one, 1)[0], by_district.sum(0), by_district,
        staffing.sums(world, role), standing,
        tuple(rows[stage == code] for code in world.stages.codes), role, units(world) >= 0,
        np.array([of.T for of in hours]) if hours else np.zeros((0, *pupils.T.shape)),
    )  # fmt: skip


def _pupils(world: World, rows: Array, points: Array) -> tuple[Array, Array]:
    """Return sums over some classes by school and stage, shape (n_schools, stages, len(SUMS)), and pupils by score.

    These are counted by district, stage and bin, shape (districts, stages, BINS).
    """
    s, k, stages, districts = world.students, world.classes, len(world.stages), len(world.districts)
    here, stage = k.school[rows].astype(np.int64), STAGE_OF[k.grade[rows]]
    school, count = _sums(
        points, s.ses, s.zone, s.migrant, s.female, world.zones.locality, k.first[rows], k.size[rows],
        world.stages.place(here, stage), world.stages.n_places(len(world.schools)),
        world.schools.district[here].astype(np.int64) * stages + stage, districts * stages,
    )  # fmt: skip
    return world.stages.by_unit(school), count.reshape(districts, stages, BINS)


@njit(inline="always")
def _bin(score: float) -> np.uint32:
    return np.uint32(min(max((score - LOW) * (1 / WIDTH), 0.0), BINS - 1.0))


@kernel
def _count(score: Array, first: Array, size: Array, cell: Array, n: int) -> Array:
    """Count scores by cell and bin, shape (n, BINS); classes of no cell and those that sat no test yet are left out."""
    count = np.zeros((n, BINS))
    for q in range(first.size):
        low, high = np.uint64(first[q]), np.uint64(first[q] + size[q])
        if cell[q] >= 0 and low < high and not np.isnan(score[low]):
            bins = count[cell[q]]
            for i in range(low, high):
                bins[_bin(np.float64(score[i]))] += 1
    return count


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
    cell: Array,
    n_cells: int,
) -> tuple[Array, Array]:
    """Add up scores by school and stage, and count them by cell and bin; classes that sat no test yet are left out."""
    school, count = np.zeros((n_places, 14)), np.zeros((n_cells, BINS))  # columns as in SUMS
    for q in range(first.size):
        low, high = np.uint64(first[q]), np.uint64(first[q] + size[q])
        if low == high or np.isnan(score[low]):
            continue
        x1 = x2 = y1 = y2 = xy = town_x = rural_x = moved_x = girls_x = 0.0  # sums of a class stay in registers
        town = rural = moved = girls = 0
        bins = count[cell[q]]
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
            bins[_bin(x)] += 1
        _add(
            school[place[q]],
            (
                float(size[q]), x1, x2, y1, y2, xy, float(town), town_x, float(rural), rural_x,
                float(moved), moved_x, float(girls), girls_x,
            ),
        )  # fmt: skip
    return school, count
