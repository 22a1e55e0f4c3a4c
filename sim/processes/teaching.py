r"""Teaching: who stands before which class, with how many lessons, and what that is worth.

Effective value-added of teacher j at school s:

.. math:: v = q_j + x(exp_j) + m_{js} - adjust_j - \ell\,(week_j-H)^+ - b\,burnout_j - c\,(1-k)\,|\Delta culture_j| - n\,T_s
          - e\,|c_s - roots_s|

with adjust the loss in the two years after a forced move and :math:`x(t) = a\,(e^{-t_0/\tau} - e^{-t/\tau})` (Papay and
Kraft 2015), H the hours of a heavy week (``workload.py``), k the part of the distance that a common culture takes,
T the turnover of the staff (``turnover.py``) and c less roots how far the school is from its own culture (``culture.py``).
A class's teaching is the mean of v over the lessons of a block (``timetable.py``), less the loss of those who teach out of
their field, and over blocks by the points they have in the examination; lessons nobody can take are taught by substitutes.
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.axes import N_BLOCKS, STAGE_OF
from sim.kernels import kernel
from sim.processes import culture, process, seated, spur, turnover
from sim.processes.timetable import draw_up
from sim.ranking import better_half
from sim.state import Array
from sim.world import World


def team(world: World, school: Array | None = None) -> Array:
    """Return the team of each teacher slot as one number: (school of posting, or another of theirs, stage, block)."""
    t = world.teachers
    teams: Array = world.stages.team(t.post if school is None else school, t.stage, t.block)
    return teams


def better_halves(world: World) -> tuple[Array, Array, Array]:
    """Return what `sim.ranking.better_half` finds of the teams at each school, all shape (schools, stages, blocks)."""
    shape, schools = world.schools.posts.shape, len(world.schools)
    best, mean, n = better_half(
        world.teachers.skill, seated.teams(world, np.arange(schools)), world.stages.n_teams(schools)
    )
    return best.reshape(shape), mean.reshape(shape), n.reshape(shape)


@process(writes="classes.teachers teachers.load teachers.duty teachers.homeroom")
def timetable(world: World) -> None:
    """Teachers are given their duties, classes and weekly lessons.

    教师排定职务、任教班级与每周课时。
    """
    draw_up(world)


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
        t.value, t.skill, curve, t.match, t.terms_since_move, t.forced, t.week, t.burnout, t.register, t.post, s.culture, common,
        np.float32(v.experience), (*v.adjust.values(), 0.0), np.float32(p.time.heavy), np.float32(p.time.overload),
        np.float32(v.burnout), np.float32(v.culture), turnover.loss(world), t.active, culture.estranged(world),
    )  # fmt: skip
    if v.spur:
        t.value += spur.of(world)
    _by_class(world, k.teaching, world.stages.of(p.tests.weights, np.float32), v.uncovered)


def value_of_block(world: World, block: int, uncovered: float) -> Array:
    """Return the mean value of the teachers of a subject block for each class row now taught, as `value` found it; else 0.

    Lessons that nobody can take count as ``uncovered``.
    """
    out = np.zeros(len(world.classes), np.float32)
    _by_class(world, out, np.tile(np.arange(N_BLOCKS) == block, (len(world.stages), 1)).astype(np.float32), uncovered)
    return out


def _by_class(world: World, out: Array, weights: Array, uncovered: float) -> None:
    """Write into rows of classes the mean value of their teachers, blocks by their weights (stages, blocks)."""
    k, slots = world.classes, world.stages.of(world.settings.params.classes.slots, np.int64)
    t, lost = world.teachers, np.float32(world.settings.params.teaching.out_of_field)
    rows = world.live_classes()
    _teaching(out, k.teachers, rows, k.grade, t.value, t.block, weights, slots, lost, np.float32(uncovered))


@kernel
def _worth(
    value: Array,  # (teacher rows,) SD/year, written here; the other columns are as long
    skill: Array,
    curve: Array,  # experience, as a share of what it brings at most
    match: Array,
    terms: Array,  # since the last move
    forced: Array,  # whether that move was not chosen
    week: Array,  # working hours
    burnout: Array,
    register: Array,
    post: Array,
    culture: Array,  # (schools,)
    common: Array,  # (schools,) part of the distance that a common culture takes
    experience: np.float32,
    adjust: tuple[float, float, float],  # SD/year lost in the first, second and later years after a forced move
    budget: np.float32,
    overload: np.float32,
    burnout_penalty: np.float32,
    culture_penalty: np.float32,
    by_turnover: Array,  # SD/year lost by the turnover of the staff
    active: Array,
    estranged: Array,  # (schools,) SD/year lost where a school is away from its roots
) -> None:
    """Write what each teacher is worth."""
    for j in range(value.size):
        lost = adjust[min(terms[j] // 2, 2)] if forced[j] else 0.0
        over = max(week[j] - budget, np.float32(0))
        shared = np.float32(1) - min(common[register[j]], common[post[j]])
        strange = abs(culture[register[j]] - culture[post[j]]) * shared
        worth = skill[j] + experience * curve[j] + match[j] - lost
        value[j] = worth - overload * over - burnout_penalty * burnout[j] - culture_penalty * strange
        value[j] -= by_turnover[j]
        if active[j]:
            value[j] -= estranged[post[j]]


@kernel
def _teaching(
    teaching: Array,  # (class rows,) SD/year, written for the classes now taught
    teachers: Array,  # (class rows, SLOTS)
    rows: Array,
    grade: Array,
    value: Array,
    field: Array,  # (teacher rows,) block of each teacher
    weights: Array,  # (stages, blocks)
    slots: Array,
    out_of_field: np.float32,
    uncovered: np.float32,
) -> None:
    """Write the mean value-added of the teachers of each class: over the slots of a block alike, over blocks by weight."""
    for q in rows:
        stage, slot, total, weight = STAGE_OF[grade[q]], 0, np.float32(0), np.float32(0)
        for block in range(N_BLOCKS):
            n = slots[stage, block]
            each = weights[stage, block] / np.float32(n)
            for _ in range(n):
                j = teachers[q, slot]
                worth = uncovered
                if j >= 0:
                    worth = value[j] - (out_of_field if field[j] != block else np.float32(0))
                total += each * worth
                weight += each
                slot += 1
        teaching[q] = total / weight
