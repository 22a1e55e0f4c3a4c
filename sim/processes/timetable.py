r"""The timetable: who has which duty, and who gives which lessons of which class.

Every class has a homeroom teacher (班主任), and a school has so many managers among its teachers; both are picked by a draw
that stays with a person, managers first among those with the first title or a higher one. At a school and stage a
teacher's room for lessons is

.. math:: w_j = F_{b(j)}\,(1 - d_j)\,share_j

with F the lessons of a full post of the block (``classes.full_load``), d what a duty spares and share the load that hosts
give to people posted to them, or what guiding guests leaves to those at home (``teachers.spared``). A school with L lessons
in all makes loads even: the teachers of a block give their own lessons up to :math:`L / \sum w` times their room, in
proportion to it, in an order that is drawn once for each, so they tend to stay with their classes. What is left over goes, slot
by slot, to whoever in the school has given the smallest part of their room (兼课), out of their field where they are of
another block. Nobody has more than the cap of 28; what nobody can take is left
open.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from sim import rng
from sim.axes import N_BLOCKS, STAGE_OF, place_of, stage_at, team_of, unit_at
from sim.kernels import kernel
from sim.ranking import in_order
from sim.state import NOWHERE, Array, Duty, Title
from sim.world import World

_HOMEROOM, _MANAGER, _FIRST = int(Duty.HOMEROOM), int(Duty.MANAGER), int(Title.FIRST)
NO_OFFICE = 2.0  # from this rank on nobody is appointed
AWAITED = NOWHERE - 1  # the class of a homeroom teacher who has none yet
AT_ONCE = 8  # slots that are given to a teacher at a time, which few have more of
NOBODY = 2**63 - 1  # above every key
POSITION = 2**32 - 1  # the bits of a key that are one
CLOSE = 1e-6  # far more than rounding may make of a difference of numbers of lessons


def draw_up(world: World) -> None:
    """Write who teaches which slot of which class, and the lessons, the duty and the homeroom class of each teacher."""
    t, k, p, log, stages = (
        world.teachers, world.classes, world.settings.params, world.placements, world.stages,
    )  # fmt: skip
    turn = world.fixed(rng.uniform, "timetable.turn", t.uid, t.uid)  # else the newest always taught the same cohort
    office = world.fixed(rng.uniform, "timetable.office", t.uid, t.uid)
    who, cell, share, turn, uid = _crews(
        t.active,
        t.post,
        t.register,
        t.stage,
        t.block,
        t.placement_row,
        t.spared,
        log.load,
        log.week,
        turn,
        t.uid,
        len(stages),
    )
    first, order = in_order(cell, turn, uid, stages.n_teams(len(world.schools)))
    lessons, slots = stages.of(p.classes.lessons, np.float32), stages.of(p.classes.slots, np.int64)
    spared = np.array([0.0, *p.classes.spared.values()], np.float32)
    _timetable(
        k.teachers, t.load, t.duty, t.homeroom, world.live_classes(), k.school, k.grade, first, order, who, share,
        office, t.title, t.placement_row, lessons / slots, slots, stages.of(p.classes.full_load, np.float32), spared,
        p.classes.managers, np.float32(p.teaching.load_cap), np.argsort(world.schools.uid, kind="stable"),
    )  # fmt: skip


@kernel
def _crews(
    active: Array, post: Array, register: Array, stage: Array, block: Array, placement_row: Array,
    spared: Array,  # (teachers,) part of the lessons of who is at home that guiding guests spares
    lessons: Array,  # (placements,) over those of a local colleague
    week: Array,  # (placements,) share at the school of posting
    turn: Array,
    uid: Array,
    stages: int,
) -> tuple[Array, Array, Array, Array, Array]:  # fmt: skip
    """Return row, team, share of lessons, turn and uid of all who teach, where they are posted, and then at home for the rest."""
    size = active.size + np.sum(placement_row >= 0)
    who, cell, n = np.empty(size, np.int64), np.empty(size, np.int64), 0
    share, turns, uids = np.empty(size, np.float32), np.empty(size), np.empty(size, np.uint64)
    for at_home in (False, True):
        for j in range(active.size):
            at = placement_row[j]
            if active[j] and (not at_home or (at >= 0 and week[at] < 1)):
                school = register[j] if at_home else post[j]
                who[n], cell[n] = j, team_of(place_of(school, stage[j], stages), block[j])
                share[n] = np.float32(1) - spared[j]
                if at >= 0:
                    share[n] = np.float32(1) - week[at] if at_home else lessons[at] * week[at]
                turns[n], uids[n] = turn[j], uid[j]
                n += 1
    return who[:n], cell[:n], share[:n], turns[:n], uids[:n]


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
    order: Array,  # (crews,) their members team by team, in an order that stays, so that they keep their classes
    crew: Array,  # (crews,) teacher row of each member
    share: Array,  # (crews,) lessons over those of a colleague
    office: Array,  # (teacher rows,) draw by which managers are picked
    title: Array,  # (teacher rows,)
    placement_row: Array,  # (teacher rows,) who is posted elsewhere has no duty
    hours: Array,  # (stages, blocks) lessons of a slot
    slots: Array,  # (stages, blocks)
    full: Array,  # (stages, blocks) lessons of a full post
    spared: Array,  # (duties,) share of them that each duty spares
    managers: float,  # for each class
    cap: np.float32,
    turns: Array,  # (schools,) their rows in the order of identities: who works at two has what the first leaves
) -> None:
    """Give duties at every place, and then every slot of every class a teacher who still has room under the cap."""
    stages = slots.shape[0]
    n_places = place_of(turns.size, 0, stages)
    start, at = np.zeros(n_places + 1, np.int64), np.empty(rows.size, np.int64)
    for q in range(rows.size):
        at[q] = place_of(school[rows[q]], STAGE_OF[grade[rows[q]]], stages)
        start[at[q] + 1] += 1
    for i in range(n_places):
        start[i + 1] += start[i]
    taught, end = np.empty(rows.size, np.int64), start[:-1].copy()
    for q in range(rows.size):
        taught[end[at[q]]] = rows[q]
        end[at[q]] += 1
    load[:] = 0
    duty[:] = 0
    homeroom[:] = NOWHERE
    draw, who, rank = np.empty(office.size, np.float32), np.empty(order.size, np.int64), np.empty(order.size, np.int64)
    for j in range(office.size):
        drawn = office[j] + np.float32(title[j] < _FIRST)
        draw[j] = drawn if placement_row[j] < 0 else np.float32(NO_OFFICE)
    room = np.empty(order.size, np.float32)
    for i in range(order.size):
        who[i], room[i] = crew[order[i]], share[order[i]]
        rank[i] = _key(draw[who[i]], i) if draw[who[i]] < NO_OFFICE else NOBODY
    sums = np.zeros((*slots.shape, AT_ONCE + 1), np.float32)  # lessons of so many slots, as they add up; else infinite
    for stage in range(stages):
        for block in range(N_BLOCKS):
            for n in range(AT_ONCE):
                more = sums[stage, block, n] + hours[stage, block]
                sums[stage, block, n + 1] = more if more <= cap else np.inf
    for nth in range(n_places):
        place = place_of(turns[unit_at(nth, stages)], stage_at(nth, stages), stages)
        team, end_of = team_of(place, 0), team_of(place + 1, 0)
        low, high = first[team], first[end_of]
        here = taught[start[place] : start[place + 1]]
        if high == low:
            for q in here:
                teachers[q] = NOWHERE
        elif here.size:
            stage, begins = stage_at(place, stages), first[team : end_of + 1]
            _appoint(duty, homeroom, who, rank, begins, here.size, managers)
            given = np.empty(here.size * slots[stage].sum() + AT_ONCE, np.int32)
            left = _give(
                given, load, here.size, who, room, begins, duty, full[stage], spared, hours[stage], slots[stage],
                sums[stage], cap,
            )  # fmt: skip
            _give_left(given, load, left, who[low:high], room[low:high], hours[stage], cap)
            _seat(homeroom, teachers, given, here, who[low:high])


@kernel
def _appoint(
    duty: Array, homeroom: Array, who: Array, rank: Array, begins: Array, classes: int, managers: float
) -> None:
    """Make teachers of a place managers, and as many homeroom teachers as it has classes, core subjects first."""
    free, low = rank[begins[0] : begins[-1]], begins[0]
    tree = _tree(free)
    for _ in range(min(max(int(np.rint(managers * classes)), 1), free.size // 4)):
        least = tree[1]
        if least < NOBODY:
            i = least & POSITION
            duty[who[i]], rank[i] = _MANAGER, NOBODY
            _change(tree, i - low, NOBODY)
    left = classes
    for i in range(low, begins[-1]):
        if not left:
            break
        if rank[i] < NOBODY:
            duty[who[i]], homeroom[who[i]] = _HOMEROOM, AWAITED
            left -= 1


@njit(inline="always")
def _key(value: Any, position: Any) -> Any:
    """Return a number that is in the order of values that are not negative, and of positions where these are equal."""
    return np.int64(np.float32(value).view(np.int32)) << 32 | position


@njit(inline="always")
def _tree(key: Any) -> Any:
    """Return keys of a staff, the last half, and before them of each pair the lesser: the least of all is at 1."""
    n = key.size
    tree = np.empty(2 * n, np.int64)
    tree[n:] = key
    for i in range(n - 1, 0, -1):
        tree[i] = min(tree[2 * i], tree[2 * i + 1])
    return tree


@njit(inline="always")
def _change(tree: Any, position: Any, key: Any) -> None:
    """Give one of a staff another key, and write the lesser of each pair it is in: no branch to mispredict."""
    i, least = np.uint64(tree.size // 2 + position), key
    tree[i] = least
    while i > np.uint64(1):
        least = min(least, tree[i ^ np.uint64(1)])
        i >>= np.uint64(1)
        tree[i] = least


@kernel
def _give(
    given: Array,  # (slots of classes,) teacher row of each slot, slot by slot, and class by class in each; written here
    load: Array,
    classes: int,
    who: Array,  # (crews,) teacher rows, block by block
    room: Array,  # (crews,) share of a full post, which becomes lessons
    begins: Array,  # (blocks + 1,) of each block in the crew
    duty: Array,
    full: Array,  # (blocks,) lessons of a full post
    spared: Array,
    each: Array,  # (blocks,) lessons of a slot
    slots: Array,  # (blocks,)
    sums: Array,  # (blocks, slots) lessons of so many slots; infinite beyond the cap
    cap: np.float32,
) -> Array:
    """Give the slots of classes to the teachers of their block as far as their room goes; return block and place of others."""
    asked, whole, total = np.float32(0), np.float32(0), np.zeros(N_BLOCKS, np.float32)
    for block in range(N_BLOCKS):
        asked += classes * slots[block] * each[block]
        theirs = np.float32(0)
        for i in range(begins[block], begins[block + 1]):
            room[i] = room[i] * full[block] * (np.float32(1) - spared[duty[who[i]]])
            theirs += room[i]
            whole += room[i]
        total[block] = theirs
    even = asked / max(whole, np.float32(1e-6))  # part of their room that all give, where it is even
    left, n, done, at = np.empty((classes * slots.sum(), 2), np.int64), 0, 0, 0
    for block in range(N_BLOCKS):
        last, done = begins[block + 1] - 1, at
        keep = min(classes * slots[block], int(np.ceil(even * total[block] / each[block] - 1e-3)))
        up_to = np.float32(0)  # part of the room reached by k
        for k in range(begins[block], last + 1 if keep else begins[block]):
            j, begun = who[k], at
            up_to += room[k] / total[block]
            at = done + (_reached(up_to, keep) if k < last else keep)
            if at - begun <= AT_ONCE and load[j] == 0 and sums[block, at - begun] < np.inf:
                load[j] = sums[block, at - begun]
                for i in range(AT_ONCE):  # who comes next writes over what is too much: no branch to mispredict
                    given[np.uint64(begun) + np.uint64(i)] = j
                continue
            for i in range(begun, at):
                lessons = load[j] + each[block]
                if lessons <= cap:
                    load[j], given[i] = lessons, j
                else:
                    left[n, 0], left[n, 1], given[i] = block, i, NOWHERE
                    n += 1
        for i in range(at, done + classes * slots[block]):
            left[n, 0], left[n, 1], given[i] = block, i, NOWHERE
            n += 1
        at = done + classes * slots[block]
    return left[:n]


@njit(inline="always")
def _reached(part: Any, n: Any) -> Any:
    """Return how many of n equal pieces have their middle within a part of the whole, as `part >= (k + 0.5) / n` tells."""
    exact = np.float64(part)
    middle = exact * n + 0.5
    k = int(middle)
    if abs(middle - np.rint(middle)) < CLOSE:  # where rounding may tell otherwise
        k += exact >= (k + 0.5) / n
        k -= k > 0 and exact < (k - 0.5) / n
    return min(k, n)


@kernel
def _give_left(given: Array, load: Array, left: Array, who: Array, room: Array, each: Array, cap: np.float32) -> None:
    """Give what is left over, slot by slot, to whoever has given the smallest part of their room, the first of equals."""
    key, before, full = np.empty(who.size, np.int64), NOWHERE, True  # full: some are left out, for this block
    tree = key  # until there is anything to give
    for c in range(left.shape[0]):
        block = left[c, 0]
        if block != before and full:
            full = False
            for i in range(who.size):
                key[i] = _key(load[who[i]] / room[i], i) if room[i] > 0 else NOBODY
            tree = _tree(key)
        before = block
        while tree[1] < NOBODY and load[who[tree[1] & POSITION]] + each[block] > cap:
            _change(tree, tree[1] & POSITION, NOBODY)
            full = True
        if tree[1] < NOBODY:
            i = tree[1] & POSITION
            given[left[c, 1]] = who[i]
            load[who[i]] += each[block]
            _change(tree, i, _key(load[who[i]] / room[i], i))


@kernel
def _seat(homeroom: Array, teachers: Array, given: Array, here: Array, who: Array) -> None:
    """Write the teachers of each class, and give it a homeroom teacher: one of them, where one is free; then any."""
    n, slots, open_ = here.size, (given.size - AT_ONCE) // here.size, np.ones(here.size, np.bool_)
    for c in range(n):
        q = here[c]
        for s in range(slots):
            teachers[q, s] = given[s * n + c]
        for s in range(slots, teachers.shape[1]):
            teachers[q, s] = NOWHERE
        for s in range(slots):
            own = given[s * n + c]
            if own >= 0 and homeroom[own] == AWAITED:
                homeroom[own] = q
                open_[c] = False
                break
    c = 0
    for i in range(who.size):
        if homeroom[who[i]] == AWAITED:
            while not open_[c]:
                c += 1
            homeroom[who[i]] = here[c]
            open_[c] = False
