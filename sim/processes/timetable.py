r"""The timetable: who has which duty, and who gives which lessons of which class.

Every class has a homeroom teacher (班主任), and a school has so many managers among its teachers; both are picked by a draw
that stays with a person, managers first among those with the first title or a higher one. At a school and stage a
teacher's room for lessons is

.. math:: w_j = F_{b(j)}\,(1 - d_j)\,share_j

with F the lessons of a full post of the block (``classes.full_load``), d what a duty spares and share the load that hosts
give to people posted to them. A school with L lessons in all makes loads even: the teachers of a block give their own lessons
up to :math:`L / \sum w` times their room, in proportion to it, in an order that is drawn once for each, so they tend to stay
with their classes. What is left over goes, slot by slot, to whoever in the school has given the smallest part of their room
(兼课), out of their field where they are of another block. Nobody has more than the cap of 28; what nobody can take is left
open.
"""

from __future__ import annotations

import numpy as np

from sim import rng
from sim.axes import N_BLOCKS, STAGE_OF, place_of, stage_at, team_of
from sim.kernels import kernel
from sim.ranking import in_order
from sim.state import NOWHERE, Array, Duty, Title
from sim.world import World

_HOMEROOM, _MANAGER = int(Duty.HOMEROOM), int(Duty.MANAGER)
NO_OFFICE = 2.0  # from this rank on nobody is appointed


def draw_up(world: World) -> None:
    """Write who teaches which slot of which class, and the lessons, the duty and the homeroom class of each teacher."""
    t, k, p, log, stages = (
        world.teachers, world.classes, world.settings.params, world.placements, world.stages,
    )  # fmt: skip
    who, cell, share = _crews(
        t.active, t.post, t.register, t.stage, t.block, t.placement_row, log.load, log.week, len(stages)
    )
    uid = t.uid[who]
    turn = world.fixed(rng.uniform, "timetable.turn", uid, uid)  # else the newest always taught the same cohort
    first, order = in_order(cell, turn, uid, stages.n_teams(len(world.schools)))
    rank = world.fixed(rng.uniform, "timetable.office", uid, uid) + (t.title[who] < Title.FIRST)
    rank[t.placement_row[who] >= 0] = NO_OFFICE
    lessons, slots = stages.of(p.classes.lessons, np.float32), stages.of(p.classes.slots, np.int64)
    spared = np.array([0.0, *p.classes.spared.values()], np.float32)
    _timetable(
        k.teachers, t.load, t.duty, t.homeroom, world.live_classes(), k.school, k.grade, first, who[order], share[order],
        rank[order], lessons / slots, slots, stages.of(p.classes.full_load, np.float32), spared, p.classes.managers,
        np.float32(p.teaching.load_cap),
    )  # fmt: skip


@kernel
def _crews(
    active: Array, post: Array, register: Array, stage: Array, block: Array, placement_row: Array,
    lessons: Array,  # (placements,) over those of a local colleague
    week: Array,  # (placements,) share at the school of posting
    stages: int,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return teacher row, team and share of lessons of all who teach, where they are posted, and then at home for the rest."""
    who, cell = np.empty(2 * active.size, np.int64), np.empty(2 * active.size, np.int64)
    share, n = np.empty(2 * active.size, np.float32), 0
    for j in range(active.size):
        if active[j]:
            at = placement_row[j]
            who[n], cell[n] = j, team_of(place_of(post[j], stage[j], stages), block[j])
            share[n] = lessons[at] * week[at] if at >= 0 else np.float32(1)
            n += 1
    for j in range(active.size):
        at = placement_row[j]
        if active[j] and at >= 0 and week[at] < 1:
            who[n], cell[n] = j, team_of(place_of(register[j], stage[j], stages), block[j])
            share[n] = np.float32(1) - week[at]
            n += 1
    return who[:n], cell[:n], share[:n]


@kernel
def _timetable(
    teachers: Array,  # (class rows, SLOTS) teacher row of each slot, changed in place
    load: Array,  # (teacher rows,) lessons a week, changed in place
    duty: Array,  # (teacher rows,) changed in place
    homeroom: Array,  # (teacher rows,) class row, changed in place
    rows: Array,  # (classes,) class rows now taught
    school: Array,  # (class rows,)
    grade: Array,  # (class rows,)
    first: Array,  # (teams + 1,) where each team begins
    crew: Array,  # (teachers,) teacher rows team by team, in an order that stays, so that they keep their classes
    share: Array,  # (teachers,) lessons over those of a colleague
    rank: Array,  # (teachers,) by which managers are picked, lowest first
    hours: Array,  # (stages, blocks) lessons of a slot
    slots: Array,  # (stages, blocks)
    full: Array,  # (stages, blocks) lessons of a full post
    spared: Array,  # (duties,) share of them that each duty spares
    managers: float,  # for each class
    cap: np.float32,
) -> None:
    """Give duties at every place, and then every slot of every class a teacher who still has room under the cap."""
    stages = slots.shape[0]
    n_places = first.size // N_BLOCKS
    start, at = np.zeros(n_places + 1, np.int64), np.empty(rows.size, np.int64)
    for q in range(rows.size):
        at[q] = place_of(school[rows[q]], STAGE_OF[grade[rows[q]]], stages)
        start[at[q] + 1] += 1
        teachers[rows[q]] = NOWHERE
    for i in range(n_places):
        start[i + 1] += start[i]
    taught, end = np.empty(rows.size, np.int64), start[:-1].copy()
    for q in range(rows.size):
        taught[end[at[q]]] = rows[q]
        end[at[q]] += 1
    load[:] = 0
    duty[:] = 0
    homeroom[:] = NOWHERE
    for place in range(n_places):
        team = team_of(place, 0)
        low, high = first[team], first[team + N_BLOCKS]
        here = taught[start[place] : start[place + 1]]
        if here.size and high > low:
            stage, who = stage_at(place, stages), crew[low:high]
            _appoint(duty, who, rank[low:high], here.size, managers)
            room = np.empty(who.size, np.float32)
            for block in range(N_BLOCKS):
                for i in range(first[team + block] - low, first[team + block + 1] - low):
                    room[i] = share[low + i] * full[stage, block] * (np.float32(1) - spared[duty[who[i]]])
            _give(
                teachers,
                load,
                here,
                who,
                room,
                first[team : team + N_BLOCKS + 1] - low,
                hours[stage],
                slots[stage],
                cap,
            )
            _seat(homeroom, duty, teachers, here, who, slots[stage].sum())


@kernel
def _appoint(duty: Array, who: Array, rank: Array, classes: int, managers: float) -> None:
    """Make teachers of a place managers, and as many homeroom teachers as it has classes, core subjects first."""
    for _ in range(min(max(int(np.rint(managers * classes)), 1), who.size // 4)):
        best = -1
        for i in range(who.size):
            if rank[i] < NO_OFFICE and not duty[who[i]] and (best < 0 or rank[i] < rank[best]):
                best = i
        if best < 0:
            break
        duty[who[best]] = _MANAGER
    left = classes
    for i in range(who.size):
        if left and rank[i] < NO_OFFICE and not duty[who[i]]:
            duty[who[i]] = _HOMEROOM
            left -= 1


@kernel
def _give(
    teachers: Array,
    load: Array,
    here: Array,  # (classes,) class rows of the place
    who: Array,  # (crew,) teacher rows, block by block
    room: Array,  # (crew,) lessons
    begins: Array,  # (blocks + 1,) of each block in the crew
    each: Array,  # (blocks,) lessons of a slot
    slots: Array,  # (blocks,)
    cap: np.float32,
) -> None:
    """Give the slots of classes to the teachers of their block as far as their room goes, the rest to whoever has most left."""
    lessons = np.float32(0)
    for block in range(N_BLOCKS):
        lessons += here.size * slots[block] * each[block]
    even = lessons / max(room.sum(), np.float32(1e-6))  # part of their room that all give, where it is even
    slot = 0
    for block in range(N_BLOCKS):
        i, last = begins[block], begins[block + 1] - 1
        total = room[i : last + 1].sum()
        keep = min(here.size * slots[block], int(np.ceil(even * total / each[block] - 1e-3)))
        if keep:
            up_to, given = room[i] / total, 0  # part of the room reached by i; slots given
            for s in range(slot, slot + slots[block]):
                for q in here:
                    if given < keep:
                        while i < last and up_to < (given + 0.5) / keep:
                            i += 1
                            up_to += room[i] / total
                        if load[who[i]] + each[block] <= cap:
                            load[who[i]] += each[block]
                            teachers[q, s] = who[i]
                        given += 1
        slot += slots[block]
    part, slot = np.empty(who.size, np.float32), 0  # of their room that each has given
    for i in range(who.size):
        part[i] = load[who[i]] / room[i] if room[i] > 0 else np.float32(np.inf)
    for block in range(N_BLOCKS):
        for s in range(slot, slot + slots[block]):
            for q in here:
                if teachers[q, s] == NOWHERE:
                    best, least = -1, np.float32(np.inf)
                    for i in range(who.size):
                        if part[i] < least and load[who[i]] + each[block] <= cap:
                            best, least = i, part[i]
                    if best >= 0:
                        load[who[best]] += each[block]
                        part[best] = load[who[best]] / room[best]
                        teachers[q, s] = who[best]
        slot += slots[block]


@kernel
def _seat(homeroom: Array, duty: Array, teachers: Array, here: Array, who: Array, slots: int) -> None:
    """Give each class a homeroom teacher: one of those who teach it, where one is free; then any."""
    open_ = np.ones(here.size, np.bool_)
    for c in range(here.size):
        for s in range(slots):
            j = teachers[here[c], s]
            if open_[c] and j >= 0 and duty[j] == _HOMEROOM and homeroom[j] == NOWHERE:
                homeroom[j] = here[c]
                open_[c] = False
    c = 0
    for i in range(who.size):
        if duty[who[i]] == _HOMEROOM and homeroom[who[i]] == NOWHERE:
            while not open_[c]:
                c += 1
            homeroom[who[i]] = here[c]
            open_[c] = False
