"""Admission: every child gets a seat, first at six and again at twelve, and a class.

A child belongs to the zone of its home: one primary school, and a fixed share of the zone's streets for each junior
school nearby. Families choose and seats are given as told in ``choice.py``. Pupils are dealt in turn over the classes of
their school, in the order of the classes they come from (balanced class forming), so no draw is needed and classes of a
school differ little.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import rng, seats
from sim.axes import STAGE_OF, TEACHES
from sim.kernels import kernel
from sim.processes import chain, choice, development, process, senior
from sim.state import NOWHERE, Array
from sim.world import World


class Counted(NamedTuple):
    """A cohort of the first day that was counted: it is seated as it was."""

    stage: int
    children: Array  # (n_zones,) where they live
    pupils: Array  # (n_schools,) where they are at school, in this stage
    classes: Array  # (n_schools,) 0 where only pupils were counted


@process(
    writes="""students.uid students.trait students.fading students.ses students.shock students.score students.zone
    students.female students.migrant development.* cohorts.size cohorts.entered cohorts.grade cohorts.n_classes classes.school
    classes.grade classes.first classes.size classes.teachers classes.teaching classes.gain
    classes.unsettled classes.settles schools.refused schools.chosen"""
)
def admit(world: World) -> None:
    """Children of six enter grade 1 and those of twelve junior school, by zone, choice, seats and lottery; senior by score.

    六岁儿童升入一年级，十二岁儿童升入初中，依片区、择校、学位与摇号录取；高中按成绩录取。
    """
    world.cohorts.grade += 1
    leaving = int(np.argmax(world.cohorts.grade))
    for stage in world.stages.later:
        transfer(world, int(np.flatnonzero(world.cohorts.grade == stage.entry_grade)[0]))
    enter(world, leaving, world.year)
    world.layout += 1


def enter(world: World, block: int, entered: int, counted: Counted | None = None) -> None:
    """Fill a block with the children who enter grade 1 in a school year and seat them in primary schools."""
    entrants = children(world, entered, counted.children if counted else None)
    zoned = world.zones.school.take(entrants["zone"])
    first = int(STAGE_OF[1])
    school = choice.seat(world, first, entered, entrants, zoned, np.zeros(zoned.size, np.bool_))
    classes = None
    if counted and counted.stage == first:
        school, classes = choice.recount(world, school, zoned, entrants, counted.pupils), counted.classes
    world.cohorts.entered[block] = entered
    world.cohorts.grade[block] = 1
    settle(world, block, school, entrants, classes)


def transfer(world: World, block: int, counted: Counted | None = None) -> None:
    """Seat the pupils of a block, now in the first grade of a later stage, in schools of that stage."""
    c, pupils = world.cohorts, seats.taken(world, block)
    stage = int(STAGE_OF[c.grade[block]])
    k = np.arange(c.first_class[block], c.first_class[block] + c.n_classes[block])
    origin = np.repeat(world.classes.school[k], world.classes.size[k])
    own = counted if counted and counted.stage == stage else None
    if not world.stages[stage].compulsory:
        goes_on, school = senior.seat(world, stage, pupils, origin, own is not None)
        pupils = seats.some(pupils, goes_on)
        if own:
            school = choice.recount(world, school, school, pupils, own.pupils)
        settle(world, block, school, pupils, own.classes if own else None)
        return
    zoned = junior_zone(world, pupils["uid"], pupils["zone"])
    stays = (TEACHES[world.schools.kind, stage] & world.schools.active).take(origin)
    home, stays = chain.kept(world, origin, pupils["uid"], stage, np.where(stays, origin, zoned), stays)
    school = choice.seat(world, stage, world.year, pupils, home, stays)
    if own:
        school = choice.recount(world, school, home, pupils, own.pupils)
    settle(world, block, school, pupils, own.classes if own else None)


def children(world: World, entered: int, counted: Array | None = None) -> seats.Pupils:
    """Return what is drawn of the children who enter grade 1 in a school year, ordered by zone and number.

    There are as many in each zone as were ``counted``, or as its yearly entrants and the births of the year let expect.
    """
    z, p = world.zones, world.settings.params.start
    expected = z.entrants * world.case.index(entered) * (z.opens <= entered)
    count = np.floor(expected + 0.5).astype(np.int64) if counted is None else counted
    zone = np.repeat(np.arange(count.size), count)
    number = np.arange(zone.size) - np.repeat(np.cumsum(count) - count, count)
    uid = (z.uid[zone].astype(np.uint64) << np.uint64(32)) | np.uint64(entered << 20) | number.astype(np.uint64)
    background = rng.normal_pairs(world.key("admission.background", entered), uid)
    lot = rng.uniform_pairs(world.key("admission.lot", entered), uid)
    migrant = lot[0] < z.migrants[zone]
    ses = z.ses[zone] + np.float32(p.ses_within) * background[0]
    trait = z.trait[zone] + np.float32(p.trait_ses) * ses + np.float32(p.trait_within) * background[1]
    more = development.brought(world, uid, ses) if world.follows(development.NAME) else {}
    return {
        "uid": uid, "trait": trait + np.float32(p.trait_migrant) * migrant, "ses": ses, "zone": zone.astype(np.int32),
        "female": lot[1] < p.girls, "migrant": migrant, **more,
    }  # fmt: skip


def junior_zone(world: World, uid: Array, zone: Array) -> Array:
    """Return the junior school of each child's street; streets are told apart by the child's own address."""
    luck = world.fixed(rng.uniform, "admission.street", uid, uid)
    return _pick(world.zones.feeder, world.zones.feeder_cum, zone, luck)


def settle(world: World, block: int, school: Array, pupils: seats.Pupils, counted: Array | None = None) -> None:
    """Seat pupils in a block, dealt evenly over the classes of their schools (balanced class forming)."""
    c, k = world.cohorts, world.classes
    stage = int(STAGE_OF[c.grade[block]])
    heads = np.bincount(school, minlength=len(world.schools))
    rooms = world.schools.rooms[:, stage]
    norm = world.settings.params.classes.norm.array()[stage]
    n_classes = np.where(heads > 0, np.clip(-(-heads // norm), 1, np.maximum(rooms, 1)), 0)
    if counted is not None:
        n_classes = np.where((heads > 0) & (counted > 0), counted, n_classes)
    turn = np.argsort(
        world.schools.uid, kind="stable"
    )  # classes lie by identity, so the order of the file is no matter
    order, size = _deal(school, heads, n_classes, turn)
    start, first = int(c.start[block]), int(c.first_class[block])
    seats.put(world, block, pupils, order)
    room = slice(first, first + size.size)
    k.size[first : first + int(c.n_classes[block])] = 0
    k.school[room], k.grade[room], k.size[room] = np.repeat(turn, n_classes[turn]), c.grade[block], size
    k.first[room] = start + np.cumsum(size) - size
    k.teachers[room], k.teaching[room], k.gain[room] = NOWHERE, 0, 0
    k.unsettled[room], k.settles[room] = 0, 0
    c.n_classes[block] = size.size


@process(writes="schools.pupils schools.classes classes.grade")
def count(world: World) -> None:
    """Each school counts its pupils and classes, and classes move up a grade.

    各校清点学生与班级，各班升入下一年级。
    """
    s, k, c = world.schools, world.classes, world.cohorts
    rows = world.live_classes()
    k.grade[rows] = np.repeat(c.grade, c.n_classes)
    place, n = world.stages.place(k.school[rows], STAGE_OF[k.grade[rows]]), world.stages.n_places(len(s))
    s.pupils[:] = world.stages.by_unit(np.bincount(place, k.size[rows], minlength=n))
    s.classes[:] = world.stages.by_unit(np.bincount(place, minlength=n))


@kernel
def _pick(options: Array, cumulative: Array, row: Array, luck: Array) -> Array:
    """Return for each child the first option of its row whose cumulative share exceeds its luck."""
    out = np.empty(row.size, np.int32)
    for i in range(row.size):
        k = 0
        for j in range(options.shape[1] - 1):  # no branch to mispredict
            k += cumulative[row[i], j] <= luck[i]
        out[i] = options[row[i], k]
    return out


@kernel
def _deal(school: Array, heads: Array, n_classes: Array, turn: Array) -> tuple[Array, Array]:
    """Return the order of pupils grouped by (school, class), schools in their ``turn``, and the size of each class.

    Pupils of a school are dealt to its classes one after the other.
    """
    first_class, size = np.zeros(heads.size, np.int64), np.empty(n_classes.sum(), np.int32)
    place = np.empty(size.size, np.int64)
    at = q = 0
    for s in turn:
        first_class[s] = q
        for c in range(n_classes[s]):
            size[q] = heads[s] // n_classes[s] + (c < heads[s] % n_classes[s])
            place[q] = at
            at += size[q]
            q += 1
    order, turn_of = np.empty(school.size, np.int64), np.zeros(heads.size, np.int64)
    for i in range(school.size):
        s = school[i]
        c = first_class[s] + turn_of[s]
        order[place[c]] = i
        place[c] += 1
        turn_of[s] = turn_of[s] + 1 if turn_of[s] + 1 < n_classes[s] else 0
    return order, size
