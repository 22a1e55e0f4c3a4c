r"""Teaching: who stands before which class, with how many lessons, and what that is worth.

Each school divides the lessons of a subject block among its teachers of that block, posted teachers by the load hosts
give them; the order of teachers in a team is drawn once for each, so they tend to stay with their classes.
Effective value-added of teacher j at school s:

.. math:: v = q_j + x(exp_j) + m_{js} - adjust_j - \ell\,(load_j-18)^+ - b\,burnout_j - c\,(1-k)\,|\Delta culture_j| - n\,T_s

with adjust the loss in the two years after a forced move and :math:`x(t) = a\,(e^{-t_0/\tau} - e^{-t/\tau})` (Papay and
Kraft 2015), k the part of the distance that a common culture takes, and T the turnover of the staff (``turnover.py``). A class's
teaching is the mean of v weighted by weekly lessons; lessons nobody can take under the cap of 28 are taught by substitutes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import network, rng
from sim.axes import N_BLOCKS, STAGE_OF, place_of, stage_at, team_of
from sim.kernels import kernel
from sim.processes import process, turnover
from sim.ranking import in_order
from sim.state import NOWHERE, Array
from sim.world import World


def team(world: World, school: Array | None = None) -> Array:
    """Return the team of each teacher slot as one number: (school of posting, or another of theirs, stage, block)."""
    t = world.teachers
    teams: Array = world.stages.team(t.post if school is None else school, t.stage, t.block)
    return teams


class Circle(NamedTuple):
    """Who takes part in something, by teacher slot: the unit each is in, and the place and team of that unit; -1 for others."""

    unit: Array
    place: Array
    team: Array


def circle(world: World, unit: Array, wanted: Array) -> Circle:
    """Return who takes part in something of units.

    Parameters
    ----------
    unit
        Unit of each place of posting; -1 for none.
    wanted
        (stages, blocks) whether teachers of them take part.
    """
    t = world.teachers
    return Circle(*_circle(t.active, t.post, t.stage, t.block, unit, wanted, len(world.stages)))


@process(writes="classes.teachers teachers.load")
def timetable(world: World) -> None:
    """Teachers are given their classes and weekly lessons.

    教师排定任教班级与每周课时。
    """
    t, k, p = world.teachers, world.classes, world.settings.params
    log, stages = world.placements, world.stages
    who, cell, share = _crews(
        t.active, t.post, t.register, t.stage, t.block, t.placement_row, log.load, log.week, len(stages)
    )
    uid = t.uid[who]
    turn = world.fixed(rng.uniform, "teaching.turn", uid, uid)  # else the newest always taught the same cohort
    first, order = in_order(cell, turn, uid, stages.n_teams(len(world.schools)))
    crew, share = who[order], share[order]
    lessons, slots = stages.of(p.classes.lessons, np.float32), stages.of(p.classes.slots, np.int64)
    _timetable(
        k.teachers, t.load, world.live_classes(), k.school, k.grade, first, crew, share,
        lessons / slots, slots, np.float32(p.teaching.load_cap),
    )  # fmt: skip


@process(writes="teachers.value classes.teaching")
def value(world: World) -> None:
    """What each teacher is worth this term, and what that makes for each class.

    每位教师本学期的增值，以及由此给每个班级带来的增值。
    """
    t, s, k, p = world.teachers, world.schools, world.classes, world.settings.params
    v = p.teaching
    curve = np.exp(-v.reference_years / v.experience_years) - np.exp(-t.experience / np.float32(v.experience_years))
    common = network.by_school(world, "culture").astype(np.float32)
    _worth(
        t.value, t.skill, curve, t.match, t.terms_since_move, t.forced, t.load, t.burnout, t.register, t.post, s.culture, common,
        np.float32(v.experience), (*v.adjust.values(), 0.0), np.float32(v.load_threshold), np.float32(v.load_penalty),
        np.float32(v.burnout), np.float32(v.culture),
    )  # fmt: skip
    t.value -= turnover.loss(world)
    lessons = world.stages.of(p.classes.lessons, np.float32)
    _by_class(world, k.teaching, lessons, v.uncovered)


def value_of_block(world: World, block: int, uncovered: float) -> Array:
    """Return the mean value of the teachers of a subject block for each class row now taught, as `value` found it; else 0.

    Lessons that nobody can take count as ``uncovered``.
    """
    lessons = world.stages.of(world.settings.params.classes.lessons, np.float32)
    out = np.zeros(len(world.classes), np.float32)
    _by_class(world, out, np.where(np.arange(N_BLOCKS) == block, lessons, np.float32(0)), uncovered)
    return out


def _by_class(world: World, out: Array, lessons: Array, uncovered: float) -> None:
    """Write into rows of classes the mean value of their teachers, weighted by weekly lessons (stages, blocks)."""
    k, slots = world.classes, world.stages.of(world.settings.params.classes.slots, np.int64)
    rows, value = world.live_classes(), world.teachers.value
    _teaching(out, k.teachers, rows, k.grade, value, lessons, slots, np.float32(uncovered))


@kernel
def _circle(
    active: Array, post: Array, stage: Array, block: Array, unit: Array, wanted: Array, stages: int
) -> tuple[Array, Array, Array]:
    units = np.full(active.size, NOWHERE, np.int64)
    places, teams = units.copy(), units.copy()
    for j in range(active.size):
        of = unit[place_of(post[j], stage[j], stages)] if active[j] and wanted[stage[j], block[j]] else NOWHERE
        if of >= 0:
            units[j], places[j] = of, place_of(of, stage[j], stages)
            teams[j] = team_of(places[j], block[j])
    return units, places, teams


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
    rows: Array,  # (classes,) class rows now taught
    school: Array,  # (class rows,)
    grade: Array,  # (class rows,)
    first: Array,  # (teams + 1,) where each team begins
    crew: Array,  # (teachers,) teacher rows team by team, in an order that stays, so that they keep their classes
    share: Array,  # (teachers,) lessons over those of a colleague
    hours: Array,  # (stages, blocks) lessons of a slot
    slots: Array,  # (stages, blocks)
    cap: np.float32,
) -> None:
    """Give every slot of every class a teacher who still has room under the cap."""
    stages = slots.shape[0]
    n_places = first.size // N_BLOCKS
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
        teachers[rows[q]] = NOWHERE
    load[:] = 0
    for place in range(n_places):
        slot, stage = 0, stage_at(place, stages)
        for block in range(N_BLOCKS):
            n, each = slots[stage, block], hours[stage, block]
            team = team_of(place, block)
            j, last = first[team], first[team + 1] - 1
            total = np.float32(0)
            for i in range(j, last + 1):
                total += share[i]
            if total > 0:
                lessons = np.float32((start[place + 1] - start[place]) * n)
                up_to, middle = share[j] / total, np.float32(0.5)  # shares reached by j; the lesson to be given
                for s in range(slot, slot + n):
                    for c in range(start[place], start[place + 1]):
                        while j < last and up_to < middle / lessons:
                            j += 1
                            up_to += share[j] / total
                        if load[crew[j]] + each <= cap:
                            load[crew[j]] += each
                            teachers[taught[c], s] = crew[j]
                        middle += np.float32(1)
            slot += n


@kernel
def _worth(
    value: Array,  # (teacher rows,) SD/year, written here; the other columns are as long
    skill: Array,
    curve: Array,  # experience, as a share of what it brings at most
    match: Array,
    terms: Array,  # since the last move
    forced: Array,  # whether that move was not chosen
    load: Array,
    burnout: Array,
    register: Array,
    post: Array,
    culture: Array,  # (schools,)
    common: Array,  # (schools,) part of the distance that a common culture takes
    experience: np.float32,
    adjust: tuple[float, float, float],  # SD/year lost in the first, second and later years after a forced move
    threshold: np.float32,
    load_penalty: np.float32,
    burnout_penalty: np.float32,
    culture_penalty: np.float32,
) -> None:
    """Write what each teacher is worth."""
    for j in range(value.size):
        lost = adjust[min(terms[j] // 2, 2)] if forced[j] else 0.0
        heavy = max(load[j] - threshold, np.float32(0))
        shared = np.float32(1) - min(common[register[j]], common[post[j]])
        strange = abs(culture[register[j]] - culture[post[j]]) * shared
        worth = skill[j] + experience * curve[j] + match[j] - lost
        value[j] = worth - load_penalty * heavy - burnout_penalty * burnout[j] - culture_penalty * strange


@kernel
def _teaching(
    teaching: Array,  # (class rows,) SD/year, written for the classes now taught
    teachers: Array,  # (class rows, SLOTS)
    rows: Array,
    grade: Array,
    value: Array,
    lessons: Array,
    slots: Array,
    uncovered: np.float32,
) -> None:
    """Write the mean value-added of the teachers of each class, weighted by weekly lessons."""
    for q in rows:
        stage, slot, total, hours = STAGE_OF[grade[q]], 0, np.float32(0), np.float32(0)
        for block in range(N_BLOCKS):
            n = slots[stage, block]
            each = lessons[stage, block] / np.float32(n)
            for _ in range(n):
                j = teachers[q, slot]
                total += each * (value[j] if j >= 0 else uncovered)
                hours += each
                slot += 1
        teaching[q] = total / hours
