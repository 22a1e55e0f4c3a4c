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
    zoned = choice.forward(world, world.zones.school).take(entrants["zone"])
    first = int(STAGE_OF[1])
    school = choice.seat(world, first, entered, entrants, zoned, np.zeros(zoned.size, np.bool_))
    classes = None
    if counted and counted.stage == first:
        school, classes = choice.recount(world, school, zoned, entrants, counted.pupils), counted.classes
    world.cohorts.entered[block] = entered
    world.cohorts.grade[block] = 1
    settle(world, block, school, entrants, classes)


def transfer(world: World, block: int, counted: Counted | None = None) -> Array:
    """Seat the pupils of a block, now in the first grade of a later stage, in schools of that stage.

    Returns the former seats within the block of those who sit there now, in their order.
    """
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
        return goes_on[settle(world, block, school, pupils, own.classes if own else None)]
    zoned = junior_zone(world, pupils["uid"], pupils["zone"])
    stays = (TEACHES[world.schools.kind, stage] & world.schools.active).take(origin)
    home, stays = chain.kept(world, origin, pupils["uid"], stage, np.where(stays, origin, zoned), stays)
    school = choice.seat(world, stage, world.year, pupils, home, stays)
    if own:
        school = choice.recount(world, school, home, pupils, own.pupils)
    return settle(world, block, school, pupils, own.classes if own else None)


def children(world: World, entered: int, counted: Array | None = None) -> seats.Pupils:
    """Return what is drawn of the children who enter grade 1 in a school year, ordered by zone and number.

    There are as many in each zone as were ``counted``, or as its yearly entrants and the births of the year let expect.
    """
    z, p = world.zones, world.settings.params.start
    expected = z.entrants * world.case.index(entered) * (z.opens <= entered)
    count = np.floor(expected + 0.5).astype(np.int64) if counted is None else counted
    uid, zone, ses, trait, female, migrant = _born(
        count, z.uid, z.ses, z.trait, z.migrants, entered,
        world.key("admission.background", entered), world.key("admission.lot", entered), np.float32(p.girls),
        np.float32(p.ses_within), np.float32(p.trait_ses), np.float32(p.trait_within), np.float32(p.trait_migrant),
    )  # fmt: skip
    more = development.brought(world, uid, ses) if world.follows(development.NAME) else {}
    return {"uid": uid, "trait": trait, "ses": ses, "zone": zone, "female": female, "migrant": migrant, **more}


@kernel
def _born(
    n: Array,  # (zones,) how many children each has; the next four are as long
    uid: Array, ses: Array, trait: Array, migrants: Array,
    entered: int,
    background: np.uint64,  # key of family and ability
    lot: np.uint64,  # key of register and sex
    girls: np.float32,  # share
    ses_within: np.float32,  # SD, as the next three
    trait_ses: np.float32, trait_within: np.float32, trait_migrant: np.float32,
) -> tuple[Array, Array, Array, Array, Array, Array]:  # fmt: skip
    """Return uid, zone, SES, trait, sex and register of the children of a year, zone by zone."""
    end, total = 0, n.sum()
    who, zone = np.empty(total, np.uint64), np.empty(total, np.int32)
    for z in range(n.size):
        begin, end = end, end + n[z]
        first = np.uint64(uid[z]) << np.uint64(32) | np.uint64(entered) << np.uint64(20)
        for i in range(begin, end):
            who[i], zone[i] = first | np.uint64(i - begin), z
    family, ability = np.empty(total, np.float32), np.empty(total, np.float32)
    register, sex = np.empty(total, np.float32), np.empty(total, np.float32)
    rng.fill_normals(background, who, family, ability)
    rng.fill_uniforms(lot, who, register, sex)
    own, able, migrant = np.empty(total, np.float32), np.empty(total, np.float32), np.empty(total, np.bool_)
    for i in range(total):
        z = zone[i]
        migrant[i] = register[i] < migrants[z]
        own[i] = ses[z] + ses_within * family[i]
        able[i] = trait[z] + trait_ses * own[i] + trait_within * ability[i] + trait_migrant * np.float32(migrant[i])
    return who, zone, own, able, sex < girls, migrant


def junior_zone(world: World, uid: Array, zone: Array) -> Array:
    """Return the junior school of each child's street; streets are told apart by the child's own address."""
    luck = world.fixed(rng.uniform, "admission.street", uid, uid)
    return _pick(choice.forward(world, world.zones.feeder), world.zones.feeder_cum, zone, luck)


def settle(world: World, block: int, school: Array, pupils: seats.Pupils, counted: Array | None = None) -> Array:
    """Seat pupils in a block, dealt evenly over the classes of their schools (balanced class forming); return their order."""
    c, k = world.cohorts, world.classes
    stage = int(STAGE_OF[c.grade[block]])
    norm = world.settings.params.classes.norm.array()[stage]
    turn = np.argsort(world.schools.uid, kind="stable")  # so that the order of the file is no matter
    sitting = np.zeros(turn.size, np.int64) if counted is None else counted
    order, size, n_classes = _deal(school, world.schools.rooms[:, stage], norm, sitting, turn)
    start, first = int(c.start[block]), int(c.first_class[block])
    seats.put(world, block, pupils, order)
    room = slice(first, first + size.size)
    k.size[first : first + int(c.n_classes[block])] = 0
    k.school[room], k.grade[room], k.size[room] = np.repeat(turn, n_classes[turn]), c.grade[block], size
    k.first[room] = start + np.cumsum(size) - size
    k.teachers[room], k.teaching[room], k.gain[room] = NOWHERE, 0, 0
    k.unsettled[room], k.settles[room] = 0, 0
    c.n_classes[block] = size.size
    return order


@process(writes="schools.pupils schools.classes classes.grade")
def count(world: World) -> None:
    """Each school counts its pupils and classes, and classes move up a grade.

    各校清点学生与班级，各班升入下一年级。
    """
    s, k, c = world.schools, world.classes, world.cohorts
    rows = world.live_classes()
    k.grade[rows] = np.repeat(c.grade, c.n_classes)
    s.classes[:], s.pupils[:], _ = world.by_place(rows, np.zeros(rows.size))


@kernel
def _pick(options: Array, cumulative: Array, row: Array, luck: Array) -> Array:
    """Return for each child the first option of its row whose cumulative share exceeds its luck."""
    out = np.empty(row.size, np.int32)
    for i in range(row.size):
        k, shares = 0, cumulative[np.uint32(row[i])]
        for j in range(shares.size - 1):  # no branch to mispredict
            k += shares[j] <= luck[i]
        out[i] = options[np.uint32(row[i]), k]
    return out


@kernel
def _deal(school: Array, rooms: Array, norm: int, sitting: Array, turn: Array) -> tuple[Array, Array, Array]:
    """Return the order of pupils grouped by (school, class), schools in their ``turn``, the size of each class, and how many.

    A school has the classes that were counted (``sitting``), or as many as keep to the norm and have a room. Its pupils are
    dealt to them one after the other.
    """
    heads, n_classes = np.zeros(rooms.size, np.int64), np.zeros(rooms.size, np.int64)
    turn_of = np.empty(school.size, np.uint32)
    for i in range(school.size):
        s = np.uint32(school[i])
        turn_of[i] = heads[s]
        heads[s] += 1
    first, n = np.zeros(rooms.size, np.int64), 0
    for s in turn:
        first[s] = n
        n += heads[s]
        if heads[s]:
            n_classes[s] = sitting[s] if sitting[s] else max(min((heads[s] - 1) // norm + 1, rooms[s]), 1)
    queue, order = np.empty(school.size, np.uint32), np.empty(school.size, np.uint32)
    for i in range(school.size):
        queue[np.uint32(first[np.uint32(school[i])] + turn_of[i])] = i
    size, at, q = np.empty(n_classes.sum(), np.int32), 0, 0
    for s in turn:
        for c in range(n_classes[s]):
            start = at
            for k in range(first[s] + c, first[s] + heads[s], n_classes[s]):
                order[at] = queue[k]
                at += 1
            size[q] = at - start
            q += 1
    return order, size, n_classes
