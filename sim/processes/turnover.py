r"""Turnover: where many of a staff are new, those who stay teach less well too, for a year.

.. math:: v_j \leftarrow v_j - n\,T_{s,k} \quad \text{for } j \text{ who stays}, \qquad
          T_{s,k} = \frac{\text{those who teach at school } s \text{ in stage } k \text{ and did not when the year before ended}}
                        {\text{all who teach there}}

Symbols: v value of a teacher [SD a year], n `teaching.turnover`, T a share. Somebody is new who was hired, posted, transferred or
came home; who was merged or split off with the whole staff is not. What the new ones themselves lose is told in
``teaching.py``. Those who retire and are replaced count as well, with and without any policy, so a quiet staff has a small T too.

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
    t, cost = world.teachers, world.settings.params.teaching.turnover
    return _loss(
        t.active, t.post, t.last_post, t.stage, np.zeros((len(world.schools), len(world.stages), 2)), np.float32(cost)
    )


@kernel
def _loss(
    active: Array, post: Array, last_post: Array, stage: Array,
    staff: Array,  # (schools, stages, 2) zeros: here to count in who is there, and who of them is new
    cost: np.float32,  # SD/year where all are new
) -> Array:  # fmt: skip
    out = np.zeros(active.size, np.float32)
    for j in range(active.size):
        if active[j]:
            staff[post[j], stage[j], 0] += 1
            staff[post[j], stage[j], 1] += last_post[j] != post[j]
    for j in range(active.size):
        if active[j] and last_post[j] == post[j]:
            out[j] = cost * np.float32(staff[post[j], stage[j], 1] / staff[post[j], stage[j], 0])
    return out
