"""One pass over the pupils a year: the sums and histograms from which all yearly measures follow.

`Snapshot.of` gives the same of some schools only, and `Snapshot.parts` of several sets of schools at once: every yearly
measure is then one of these schools, their pupils and the teachers who work there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numba import njit

from sim.axes import STAGE_OF, Kind, place_of
from sim.books import Item
from sim.equity import indicators, staffing
from sim.equity.between import FOUND, between
from sim.equity.binned import Bins
from sim.equity.indicators import YEARLY
from sim.equity.tally import CLASSES, SCHOOLS, tally
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
    cvs: Array  # (stages, len(YEARLY) + 1) CVs of the indicators of inspectors, and the combined one of 2012
    count: Array  # (stages, BINS) pupils by score
    by_district: Array  # (districts, stages, BINS) the same of each district, of all its schools
    teachers: Array  # (stages, len(staffing.SUMS)) sums over teachers
    schools: Array  # (stages, len(SCHOOLS)) schools counted
    classes: Array  # (stages, len(CLASSES)) classes counted
    hours_by_item: Array  # (items of hours, stages)
    standing: indicators.Inspected
    people: Array  # (2, n_schools, stages, len(staffing.COUNTS)) teachers of every school, by register and by post
    staff_by_district: (
        Array  # (districts, stages, len(staffing.SUMS)) sums over the teachers of each, of all its schools
    )
    work: Array  # (n_schools, 4) skill, value, load and burnout of those who work in every school
    rows: Array  # of all classes now taught
    roles: Array  # (n_schools,) roles the case gives
    in_group: Array  # (n_schools, stages) whether a school belongs to a group now formed
    asked: Array  # (items of hours, n_schools, stages) hours of this school year

    def of(self, some: Array) -> Snapshot:
        """Return the snapshot of some schools, given as flags of shape (n_schools,)."""
        return self.parts(np.where(some, 0, NOWHERE), 1)[0]

    def parts(self, part: Array, n: int) -> list[Snapshot]:
        """Return the snapshots of n sets of schools, in one pass; ``part`` is the set of each school, -1 of none."""
        part = np.where(self.among, part, NOWHERE).astype(np.int64)
        k, stages = self.world.classes, len(self.world.stages)
        count = _count(self.world.students.score, self.rows, k.first, k.size, k.school, k.grade, part, n, stages)
        return self._parts(part, count, staffing.sums_of_parts(self.world, self.roles, part, n))

    def districts(self) -> list[Snapshot]:
        """Return the snapshots of the districts from that of all schools, which counts their pupils by score already."""
        return self._parts(self.world.schools.district.astype(np.int64), self.by_district, self.staff_by_district)

    def _parts(self, part: Array, count: Array, teachers: Array) -> list[Snapshot]:
        """Return the snapshots of sets of schools, whose pupils are counted by score, shape (n, stages, BINS)."""
        n = len(count)
        totals, found = between(self.school, part, self.roles, n)
        schools, classes, hours = self._tally(part, n)
        cvs = self.standing.cvs(part, n)
        return [
            replace(
                self, among=(here := part == i), school=np.where(here[:, None, None], self.school, 0.0), totals=totals[i],
                found=found[i], cvs=cvs[i], count=count[i], teachers=teachers[i], schools=schools[i], classes=classes[i],
                hours_by_item=hours[i],
            )
            for i in range(n)
        ]  # fmt: skip

    def _tally(self, part: Array, n: int) -> tuple[Array, Array, Array]:
        return tally(self.world, self.rows, part, n, self.standing.passed_by_post, self.in_group, self.asked)

    @cached_property
    def development(self) -> Snapshot:
        """The same schools with ratings of development in place of scores, so that every measure of scores is one of these."""
        rows = self.rows[self.among[self.world.classes.school[self.rows]]]
        school, by_district = _pupils(self.world, rows, self.world.development.rating)
        totals, found = between(school, np.where(self.among, 0, NOWHERE), self.roles, 1)
        count = _over_all(by_district)
        return replace(self, school=school, totals=totals[0], found=found[0], count=count, by_district=by_district)

    @cached_property
    def pupils(self) -> Array:
        """Roll by school and stage, shape (n_schools, stages); 0 where a school is not measured."""
        return np.where(self.among[:, None], self.world.schools.pupils, 0)

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

    def counted(self, name: str, stage: int) -> float:
        """Return one of what is counted of schools."""
        return self._counted[name][stage]

    def of_classes(self, name: str, stage: int) -> float:
        """Return one of what is counted of classes."""
        return self._of_classes[name][stage]

    @cached_property
    def _counted(self) -> dict[str, list[float]]:
        return dict(zip(SCHOOLS, self.schools.T.tolist(), strict=True))

    @cached_property
    def _of_classes(self) -> dict[str, list[float]]:
        return dict(zip(CLASSES, self.classes.T.tolist(), strict=True))

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
        return dict(zip((*YEARLY, "combined"), self.cvs.T.tolist(), strict=True))

    @cached_property
    def hours(self) -> dict[str, list[float]]:
        """Hours of this school year that each item of the books asked for, by name and stage."""
        return {item.name: by_stage for item, by_stage in zip(self._items, self.hours_by_item.tolist(), strict=True)}

    @cached_property
    def asked_of(self) -> dict[str, list[float]]:
        """Hours of this school year asked of each account by stage, without those of partners: no schools of the district."""
        hours, partner = self.hours_by_item, self.among & (self.world.schools.kind == Kind.PARTNER)
        if partner.any():
            hours = self._tally(np.where(self.among & ~partner, 0, NOWHERE), 1)[2][0]
        found: dict[str, list[list[float]]] = {}
        for item, by_stage in zip(self._items, hours.tolist(), strict=True):
            found.setdefault(item.source, []).append(by_stage)
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
    rows, role, n, pupils = world.live_classes(), roles(world), len(world.schools), world.schools.pupils
    among, one, in_group = np.ones(n, np.bool_), np.zeros(n, np.int64), units(world) >= 0
    school, by_district = _pupils(world, rows, world.students.score)
    totals, found = between(school, one, role, 1)
    people, (teachers, of_districts, work) = staffing.count(world), staffing.by_district(world, role)
    standing = indicators.inspected(world, people)
    asked = np.array([*world.books.hours.get(world.year, {}).values()]).reshape(-1, *pupils.shape)
    schools, classes, by_item = tally(world, rows, one, 1, standing.passed_by_post, in_group, asked)
    cvs = standing.cvs(one, 1)
    return Snapshot(
        world, among, school, totals[0], found[0], cvs[0], _over_all(by_district), by_district, teachers,
        schools[0], classes[0], by_item[0], standing, people, of_districts, work, rows, role, in_group, asked,
    )  # fmt: skip


def _over_all(by_district: Array) -> Array:
    """Return counts of all districts together."""
    count: Array = by_district[0] if len(by_district) == 1 else by_district.sum(0)
    return count


def _pupils(world: World, rows: Array, points: Array) -> tuple[Array, Array]:
    """Return sums over some classes by school and stage, shape (n_schools, stages, len(SUMS)), and pupils by score.

    These are counted by district, stage and bin, shape (districts, stages, BINS).
    """
    s, k, schools = world.students, world.classes, world.schools
    found: tuple[Array, Array] = _sums(
        points, s.ses, s.zone, s.migrant, s.female, world.zones.locality, rows, k.first, k.size, k.school, k.grade,
        schools.district, len(world.districts), len(world.stages),
    )  # fmt: skip
    return world.stages.by_unit(found[0]), found[1]


@njit(inline="always")
def _bin(score: float) -> np.uint32:
    return np.uint32(min(max((score - LOW) * (1 / WIDTH), 0.0), BINS - 1.0))


@kernel
def _count(
    score: Array,
    rows: Array, first: Array, size: Array, school: Array, grade: Array,  # of classes
    part: Array,  # (n_schools,) set of each school, -1 of none
    n: int, stages: int,
) -> Array:  # fmt: skip
    """Count scores by set, stage and bin; classes of no set and those that sat no test yet are left out."""
    count = np.zeros((n, stages, BINS), np.uint32)  # which are in the cache
    for q in rows:
        low, high = np.uint64(first[q]), np.uint64(first[q] + size[q])
        if part[school[q]] >= 0 and low < high and not np.isnan(score[low]):
            bins = count[part[school[q]], STAGE_OF[grade[q]]]
            for i in range(low, high):
                bins[_bin(np.float64(score[i]))] += np.uint32(1)
    return count.astype(np.float64)


@njit(inline="always")
def _add(row: Array, values: tuple[float, ...]) -> None:
    for i in range(len(values)):
        row[i] += values[i]


@kernel
def _sums(
    score: Array, ses: Array, zone: Array, migrant: Array, female: Array,  # of pupils
    locality: Array,
    rows: Array, first: Array, size: Array, school: Array, grade: Array,  # of classes
    district: Array,
    n: int, stages: int,  # districts and stages
) -> tuple[Array, Array]:  # fmt: skip
    """Add up scores by place, and count them by district, stage and bin; classes that sat no test yet are left out."""
    out, count = (
        np.zeros((place_of(district.size, 0, stages), 14)),
        np.zeros((n, stages, BINS), np.uint32),
    )  # columns as in SUMS
    for q in rows:
        low, high = np.uint64(first[q]), np.uint64(first[q] + size[q])
        if low == high or np.isnan(score[low]):
            continue
        x1 = x2 = y1 = y2 = xy = town_x = rural_x = moved_x = girls_x = 0.0  # sums of a class stay in registers
        town = rural = moved = girls = 0
        here, stage = np.int64(school[q]), STAGE_OF[grade[q]]
        bins = count[district[here], stage]
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
            bins[_bin(x)] += np.uint32(1)
        _add(
            out[place_of(here, stage, stages)],
            (
                float(size[q]), x1, x2, y1, y2, xy, float(town), town_x, float(rural), rural_x,
                float(moved), moved_x, float(girls), girls_x,
            ),
        )  # fmt: skip
    return out, count.astype(np.float64)
