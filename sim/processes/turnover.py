r"""Turnover: where many of a staff are new, those who stay teach less well too, for a year.

.. math:: v_j \leftarrow v_j - n\,T_{s,k} \quad \text{for } j \text{ who stays}, \qquad
          T_{s,k} = \frac{\text{those who teach at school } s \text{ in stage } k \text{ and did not when the year before ended}}
                        {\text{all who teach there}}, \quad \text{each by the part of a colleague's lessons given there}

Symbols: v value of a teacher [SD a year], n `teaching.turnover`, T a share. Somebody is new who was hired, posted, transferred or
came home; who was merged or split off with the whole staff is not. What the new ones themselves lose is told in
``teaching.py``. Who is posted counts by load and week as in the timetable: a guest with half the lessons is half a newcomer,
and who shares the week between two schools is none in that of the register. Those who retire and are replaced count as well,
with and without any policy, so a quiet staff has a small T too.

Source: Ronfeldt, Loeb and Wyckoff (2013): pupils of teachers who stay score lower in years in which their grade's team is new.
"""

from __future__ import annotations

import numpy as np

from sim.kernels import kernel
from sim.processes import process
from sim.state import NOWHERE, Array
from sim.world import World


@process(writes="teachers.last_post")
def remember(world: World) -> None:
    """Where each teacher taught when the year before ended is remembered, before anybody comes back, moves or is hired.

    在教师返校、调动、招聘之前，记下每位教师上学年末的任教学校。
    """
    t = world.teachers
    t.last_post[:] = np.where(t.active, t.post, NOWHERE)


def loss(world: World) -> Array:
    """Return what each teacher slot loses by the turnover of its staff [SD a year]; the new ones lose nothing by it."""
    t, log, cost = world.teachers, world.placements, world.settings.params.teaching.turnover
    staff = np.zeros((len(world.schools), len(world.stages), 2))
    return _loss(
        t.active, t.post, t.register, t.last_post, t.stage, t.placement_row, log.load, log.week, staff, np.float32(cost)
    )


@kernel
def _loss(
    active: Array, post: Array, register: Array, last_post: Array, stage: Array, placement_row: Array,
    load: Array,  # (placements,) lessons over those of a local colleague
    week: Array,  # (placements,) share at the school of posting
    staff: Array,  # (schools, stages, 2) zeros: here to count in who is there, and who of them is new
    cost: np.float32,  # SD/year where all are new
) -> Array:  # fmt: skip
    out, lost = np.zeros(active.size, np.float32), np.zeros(staff.shape[:2], np.float32)
    for j in range(active.size):
        if active[j]:
            at, part, level, school = placement_row[j], 1.0, np.uint8(stage[j]), np.uint32(post[j])  # no sign
            if at >= 0:
                part = load[at] * week[at]
                staff[np.uint32(register[j]), level, 0] += 1 - week[at]
            staff[school, level, 0] += part
            if last_post[j] != post[j]:
                staff[school, level, 1] += part
    for i in range(lost.shape[0]):
        for k in range(lost.shape[1]):
            lost[i, k] = cost * np.float32(staff[i, k, 1] / max(staff[i, k, 0], 1e-9))
    for j in range(active.size):
        if active[j] and last_post[j] == post[j]:
            out[j] = lost[np.uint32(post[j]), np.uint8(stage[j])]
    return out
