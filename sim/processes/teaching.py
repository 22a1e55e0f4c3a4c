r"""Teaching: who stands before which class, with how many lessons, and what that is worth.

Each school divides the lessons of a subject block among its teachers of that block, posted teachers by the load hosts
give them; the order of teachers in a team is drawn once for each, so they tend to stay with their classes.
Effective value-added of teacher j at school s:

.. math:: v = q_j + x(exp_j) + m_{js} - adjust_j - \ell\,(load_j-18)^+ - b\,burnout_j - c\,|\Delta culture_j|

with adjust the loss in the two years after a forced move and :math:`x(t) = a\,(e^{-t_0/\tau} - e^{-t/\tau})` (Papay and
Kraft 2015). A class's teaching is the mean of v weighted by weekly lessons; lessons nobody can take under the cap of 28
are taught by substitutes.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from sim import rng
from sim.processes import process
from sim.ranking import ranked
from sim.state import GRADES, NOWHERE, Array
from sim.world import World


def team(world: World) -> Array:
    """Return the team of each teacher slot: (school of posting, stage, block) as one number."""
    t = world.teachers
    return (t.post * 2 + t.stage) * 3 + t.block


@process(writes="classes.teachers teachers.load")
def timetable(world: World) -> None:
    """Teachers are given their classes and weekly lessons."""
    t, k, p = world.teachers, world.classes, world.settings.params
    rows = world.live_classes()
    share = np.array([1.0, *p.teaching.placed_load], np.float32)[t.placement]
    lessons, slots = np.array(p.classes.lessons, np.float32), np.array(p.classes.slots, np.int64)
    stage = (k.grade[rows] > GRADES[0]).astype(np.int64)
    placed = np.flatnonzero(t.active)
    turn = rng.uniform(world.key("teaching.turn", 0), t.uid[placed])  # else the newest always taught the same cohort
    k.teachers[rows], t.load[:] = _timetable(
        k.school[rows], stage, team(world)[placed].astype(np.int64),
        t.uid[placed], turn.astype(np.float64), share[placed], placed,
        lessons / slots, slots, np.float32(p.teaching.load_cap), len(world.schools), len(t),
    )  # fmt: skip


@process(writes="teachers.value classes.teaching")
def value(world: World) -> None:
    """What each teacher is worth this term, and what that makes for each class."""
    t, s, k, p = world.teachers, world.schools, world.classes, world.settings.params
    v = p.teaching
    curve = np.exp(-v.reference_years / v.experience_years) - np.exp(-t.experience / np.float32(v.experience_years))
    year = t.terms_since_move // 2
    adjust = np.where(t.forced, np.where(year == 0, v.adjust[0], np.where(year == 1, v.adjust[1], 0.0)), 0.0)
    heavy = np.maximum(t.load - np.float32(v.load_threshold), 0)
    home, here = s.culture[t.register], s.culture[t.post]
    t.value[:] = (
        t.skill + np.float32(v.experience) * curve + t.match - adjust
        - np.float32(v.load_penalty) * heavy - np.float32(v.burnout) * t.burnout - np.float32(v.culture) * np.abs(home - here)
    )  # fmt: skip
    rows = world.live_classes()
    stage = (k.grade[rows] > GRADES[0]).astype(np.int64)
    lessons, slots = np.array(p.classes.lessons, np.float32), np.array(p.classes.slots, np.int64)
    k.teaching[rows] = _teaching(k.teachers[rows], t.value, stage, lessons, slots, np.float32(v.uncovered))


@njit(cache=True)
def _timetable(
    class_school: Array,  # (classes,)
    class_stage: Array,
    team: Array,  # (teachers,)
    uid: Array,
    turn: Array,  # (teachers,) place in the team, the same for good, so that teachers stay with their classes
    share: Array,  # (teachers,) lessons over those of a colleague
    row: Array,  # (teachers,) row in the table
    hours: Array,  # (2, 3) lessons of a slot
    slots: Array,  # (2, 3)
    cap: np.float32,
    n_schools: int,
    n_rows: int,
) -> tuple[Array, Array]:
    """Return the teacher row of each class slot, shape (classes, 6), and the load of each row of the table."""
    n_places = n_schools * 2
    teacher_of, load = np.full((class_school.size, 6), NOWHERE, np.int32), np.zeros(n_rows, np.float32)
    first, order = ranked(team, turn, uid, n_schools * 6)
    class_first = np.zeros(n_places + 1, np.int64)
    for q in range(class_school.size):
        class_first[class_school[q] * 2 + class_stage[q] + 1] += 1
    for i in range(n_places):
        class_first[i + 1] += class_first[i]
    class_order, at = np.empty(class_school.size, np.int64), class_first[:-1].copy()
    for q in range(class_school.size):
        place = class_school[q] * 2 + class_stage[q]
        class_order[at[place]] = q
        at[place] += 1
    for place in range(n_places):
        stage, n_classes, slot = place % 2, class_first[place + 1] - class_first[place], 0
        for block in range(3):
            t, n, each = place * 3 + block, slots[stage, block], hours[stage, block]
            total = np.float32(0)
            for j in range(first[t], first[t + 1]):
                total += share[order[j]]
            j, up_to = first[t], np.float32(0)
            if total > 0:
                up_to = share[order[j]] / total
            for x in range(n_classes * n):
                wanted = (np.float32(x) + np.float32(0.5)) / np.float32(n_classes * n)
                while j + 1 < first[t + 1] and up_to < wanted:
                    j += 1
                    up_to += share[order[j]] / total
                if total > 0 and load[row[order[j]]] + each <= cap:
                    load[row[order[j]]] += each
                    teacher_of[class_order[class_first[place] + x % n_classes], slot + x // n_classes] = row[order[j]]
            slot += n
    return teacher_of, load


@njit(cache=True)
def _teaching(
    teachers: Array, value: Array, stage: Array, lessons: Array, slots: Array, uncovered: np.float32
) -> Array:
    """Return the mean value-added of the teachers of each class, weighted by weekly lessons, in SD a year."""
    out = np.empty(teachers.shape[0], np.float32)
    for q in range(out.size):
        slot, total, hours = 0, np.float32(0), np.float32(0)
        for block in range(3):
            n = slots[stage[q], block]
            each = lessons[stage[q], block] / np.float32(n)
            for _ in range(n):
                j = teachers[q, slot]
                total += each * (value[j] if j >= 0 else uncovered)
                hours += each
                slot += 1
        out[q] = total / hours
    return out
