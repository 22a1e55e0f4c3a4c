"""Pupils of the first day: a cohort a grade, seated by the same rules as later ones, with the marks of schooling so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.axes import ENTERED, STAGE_OF, STAGES
from sim.population import achievement, schooling
from sim.processes import admission, learning, teaching, turnover, workload
from sim.state import Array, Classes, Cohorts, Schools, Students, Zones
from sim.supply import known
from sim.world import World

if TYPE_CHECKING:
    from sim.case import Case
    from sim.config import Settings


def allocate(case: Case, schools: Schools, zones: Zones, settings: Settings) -> tuple[Students, Cohorts, Classes]:
    """Return empty tables large enough for the largest cohort that will ever enter, and all classes that can be opened."""
    peak = max([1.0, *case.demography.entry_index.values()])
    room = int(np.floor(_most_entrants(case, zones) * peak + 0.5).sum())
    if (rolls := known.rolls(case)) is not None:
        room = max(room, int(rolls.sum(0).max()))
    converted = sum(event.rooms for reform in case.reforms for event in reform.convert)
    n_blocks, n_classes = case.stages.grades, int(schools.rooms.max(1).sum()) + len(schools) + converted
    cohorts = Cohorts.allocate(n_blocks)
    cohorts.start[:] = np.arange(n_blocks) * room
    cohorts.first_class[:] = np.arange(n_blocks) * n_classes
    return Students.allocate(n_blocks * room), cohorts, Classes.allocate(n_blocks * n_classes)


def _most_entrants(case: Case, zones: Zones) -> Array:
    """Return the most children each zone can ever have in a year of index 1, whichever reforms of the case take force."""
    names = [s.id for s in case.schools]
    most = dict(zip((names[row] for row in zones.school), zones.entrants.astype(np.float64), strict=True))
    town = {s.id: s.town for s in case.schools}
    for reform in sorted(case.reforms, key=lambda r: case.term_of(r.date)):
        for part in reform.split:
            if part.school in most and part.into in most:
                most[part.into] = max(most[part.into], part.share * most[part.school])
        for roll in reform.roll:
            for name in most:
                if name in roll.schools or town[name] in roll.towns:
                    most[name] *= max(roll.times, 1)
    return np.array([most[names[row]] for row in zones.school])


def enrol(world: World) -> list[list[tuple[int, Array]]]:
    """Seat the cohorts, the youngest in the first grade, as they stood before the first autumn.

    Returns
    -------
    Where the pupils of each block went to school before, in the order in which they sit: stages and schools.
    """
    counted, c, k = _counted(world), world.cohorts, world.classes
    past: list[list[tuple[int, Array]]] = [[] for _ in counted]
    for block in range(world.stages.grades):
        admission.enter(world, block, world.case.start_year - 1 - block, counted[block])
    for code, stage in enumerate(world.stages.later):
        for block in range(stage.entry_grade - 1, world.stages.grades):
            rows = np.arange(c.first_class[block], c.first_class[block] + c.n_classes[block])
            years = np.full(rows.size, world.stages[code].grades)
            schooling.grow(world, rows, np.zeros(rows.size), years, code)
            here = np.repeat(k.school[rows], k.size[rows]).astype(np.int64)
            c.grade[block] = stage.entry_grade
            order = admission.transfer(world, block, counted[block])
            past[block] = [(at, school[order]) for at, school in [*past[block], (code, here)]]
    c.grade[:] = np.arange(world.stages.grades) + 1
    admission.count.apply(world)
    world.layout += 1
    return past


def _counted(world: World) -> list[admission.Counted | None]:
    """Return each cohort as the case counts it: children by zone, pupils and classes by school; None where it does not.

    The zone of a primary pupil is that of the school; those of older pupils are shared out as primary pupils are.
    """
    rolls = known.rolls(world.case)
    if rolls is None:
        return [None] * world.stages.grades
    sitting, zone = known.classes(world.case), world.zones.school
    weight = rolls[zone, STAGES[0].span].sum(1)
    out: list[admission.Counted | None] = []
    for grade, roll in enumerate(rolls.T):
        stage = int(STAGE_OF[grade + 1])
        children = _homes(world, roll, weight) if stage else roll[zone]
        out.append(admission.Counted(stage, children, roll, sitting[:, grade]))
    return out


def _homes(world: World, roll: Array, weight: Array) -> Array:
    """Return where the pupils of schools live: those of each district spread over its zones in proportion to weights."""
    of = world.schools.district
    out, home = np.zeros(weight.size, np.int64), of[world.zones.school]
    for district in range(len(world.districts)):
        own = home == district
        out[own] = _shares(int(roll[of == district].sum()), weight[own])
    return out


def _shares(total: int, weight: Array) -> Array:
    """Return whole numbers in proportion to weights that add up to a total; the largest remainders are rounded up."""
    exact = total * weight / weight.sum()
    whole: Array = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def make_known(world: World) -> None:
    """Let schools be known for what their pupils bring along and their heads add, so that teachers know where to apply.

    As drawn: what scores were recorded is met later, and moves no teacher.
    """
    k, rows = world.classes, world.live_classes()
    _, then = schooling.grown(world, rows, world.schools.management[k.school[rows]], _years(world))
    _name(world, rows, then.sum(1))


def _years(world: World) -> Array:
    """Return how many years each class now taught has been at its stage."""
    grade = np.repeat(world.cohorts.grade, world.cohorts.n_classes).astype(np.int64)
    years: Array = grade - ENTERED[STAGE_OF[grade]] + 1
    return years


def _name(world: World, rows: Array, achieved: Array) -> None:
    """Let the reputation of schools be what the pupils of their classes achieve in the mean."""
    s, k = world.schools, world.classes
    heads = np.bincount(k.school[rows], k.size[rows], len(s))
    total = np.bincount(k.school[rows], k.size[rows] * achieved, len(s))
    s.reputation[:] = np.where(heads > 0, total / np.maximum(heads, 1), s.reputation)


def prehistory(world: World, past: list[list[tuple[int, Array]]]) -> None:
    """Add what schooling has left so far: years spent under today's teachers and background, here and before.

    Where achievement was recorded it is met; the reputation of schools is what their pupils achieve.
    """
    s, c = world.students, world.cohorts
    teaching.timetable.apply(world)
    at_research = world.settings.params.growth.research_hours
    world.teachers.asked[:] = at_research * world.teachers.active  # as in every later term
    workload.add_up(world)
    turnover.remember.apply(world)
    workload.settle(world)
    teaching.value.apply(world)
    learning.conditions.apply(world)
    rows = world.live_classes()
    gain = world.classes.gain[rows]
    _, pupils, total = world.by_place(rows, gain)
    usual = total.sum(0) / np.maximum(pupils.sum(0), 1)
    at_school = np.where(pupils > 0, total / np.maximum(pupils, 1), usual)
    for block, before in enumerate(past):
        if before:
            seats = slice(int(c.start[block]), int(c.start[block] + c.size[block]))
            brought = schooling.left(world, before, at_school)
            s.trait[seats] += brought[:, 0]
            s.fading[seats] += brought[:, 1]
    schooling.grow(world, rows, gain, _years(world), len(world.stages))
    achievement.meet(world)
    _, now = schooling.grown(world, rows, gain, np.zeros(rows.size, np.int64))
    _name(world, rows, now.sum(1))
