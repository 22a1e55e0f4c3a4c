"""Pupils of the first day: a cohort a grade, seated by the same rules as later ones, with the marks of schooling so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import rng
from sim.axes import ENTERED, STAGE_OF, STAGES
from sim.kernels import kernel
from sim.population import achievement
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


def enrol(world: World) -> None:
    """Seat the cohorts, the youngest in the first grade, as they stood before the first autumn."""
    counted = _counted(world)
    grades = world.stages.grades
    for block in range(grades):
        admission.enter(world, block, world.case.start_year - 1 - block, counted[block])
    for stage in world.stages.later:
        for block in range(stage.entry_grade - 1, grades):
            world.cohorts.grade[block] = stage.entry_grade
            admission.transfer(world, block, counted[block])
    world.cohorts.grade[:] = np.arange(grades) + 1
    admission.count.apply(world)
    world.layout += 1


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
    p, s, schools = world.settings.params, world.students, world.schools
    first, size, grade, school = _sitting(world)
    pace = learning.pace(p.learning)
    here = grade - ENTERED[STAGE_OF[grade]] + 1  # years in this school
    led = (pace.lasting * here + pace.fading * 0.5 / (1 - pace.keep)) * schools.management[school]
    able, heads = _able(s.trait, s.ses, first, size, school, p.learning.ses_growth * grade, led, len(schools))
    schools.reputation[:] = np.where(heads > 0, able / np.maximum(heads, 1), schools.reputation)


def _sitting(world: World) -> tuple[Array, Array, Array, Array]:
    """Return first row, size, grade and school of each class now taught, in the order of `World.live_students`."""
    k, rows = world.classes, world.live_classes()
    return k.first[rows], k.size[rows], np.repeat(world.cohorts.grade, world.cohorts.n_classes), k.school[rows]


def prehistory(world: World) -> None:
    """Add what schooling has left so far: a closed form of years spent under today's teachers and background.

    Where achievement was recorded it is met; the reputation of schools is what their pupils achieve.
    """
    p, s = world.settings.params.learning, world.students
    teaching.timetable.apply(world)
    at_research = world.settings.params.growth.research_hours
    world.teachers.asked[:] = at_research * world.teachers.active  # as in every later term
    workload.add_up(world)
    turnover.remember.apply(world)
    workload.settle(world)
    teaching.value.apply(world)
    learning.conditions.apply(world)
    first, size, grade, school = _sitting(world)
    gain = (world.classes.gain + p.peer_level * learning.ahead(world))[world.live_classes()]
    here = grade - ENTERED[STAGE_OF[grade]] + 1  # years in this school
    pace = learning.pace(p)
    spread = pace.fading * p.noise / np.sqrt(1 - pace.keep**2)
    luck = rng.normal(world.key("pupils.prehistory", 0), s.uid[world.live_students()])
    _leave(
        s.trait, s.fading, s.ses, luck, first, size, p.ses_growth * grade, pace.lasting * gain * here,
        pace.fading * 0.5 * gain / (1 - pace.keep), spread,
    )  # fmt: skip
    achievement.meet(world)
    total, heads = _achieved(s.trait, s.fading, first, size, school, len(world.schools))
    world.schools.reputation[:] = np.where(heads > 0, total / np.maximum(heads, 1), world.schools.reputation)


@kernel
def _able(
    trait: Array, ses: Array, first: Array, size: Array, school: Array, ses_growth: Array, lead: Array, n_schools: int
) -> tuple[Array, Array]:
    """Return the sum of what pupils are able to by school, and pupils; ``ses_growth`` and ``lead`` are by class."""
    total, heads = np.zeros(n_schools), np.zeros(n_schools, np.int64)
    for q in range(first.size):
        heads[school[q]] += size[q]
        so_far = total[school[q]]
        for i in range(first[q], first[q] + size[q]):
            so_far += trait[i] + ses_growth[q] * ses[i] + lead[q]
        total[school[q]] = so_far
    return total, heads


@kernel
def _leave(
    trait: Array,  # changed in place
    fading: Array,  # changed in place
    ses: Array,
    luck: Array,  # in the order of classes
    first: Array,
    size: Array,
    ses_growth: Array,  # by class, as what follows
    lasting: Array,
    fades: Array,
    spread: float,
) -> None:
    """Leave with pupils what lasts and what fades of their schooling so far."""
    n = 0
    for q in range(first.size):
        for i in range(first[q], first[q] + size[q]):
            trait[i] += ses_growth[q] * ses[i] + lasting[q]
            fading[i] = fades[q] + spread * luck[n]
            n += 1


@kernel
def _achieved(
    trait: Array, fading: Array, first: Array, size: Array, school: Array, n_schools: int
) -> tuple[Array, Array]:
    """Return the sum of achievement by school, and pupils."""
    total, heads = np.zeros(n_schools), np.zeros(n_schools, np.int64)
    for q in range(first.size):
        heads[school[q]] += size[q]
        so_far = total[school[q]]
        for i in range(first[q], first[q] + size[q]):
            so_far += trait[i] + fading[i]
        total[school[q]] = so_far
    return total, heads
