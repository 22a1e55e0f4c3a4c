r"""Growth: teachers learn from better colleagues in the same team, and grow older.

.. math:: q_i \leftarrow q_i + h\,r\,e^{-exp_i/\tau}\,(\bar q^{+}_i - q_i)

where the mean is over colleagues of the same school of posting, stage and block who are better than i (novices learn
fastest: Jackson and Bruegmann 2009). A teacher posted to a core school therefore learns from the core's team; one posted
to a member lifts the team there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.kernels import kernel
from sim.processes import process
from sim.processes.learning import TERM
from sim.processes.teaching import team
from sim.ranking import in_order
from sim.state import Array
from sim.world import World


@process(writes="teachers.skill")
def learn_from_colleagues(world: World) -> None:
    """Teachers close part of the gap to better colleagues in their team.

    教师缩小与本组更优秀同事的部分差距。
    """
    t, p = world.teachers, world.settings.params.growth
    if p.peers > 0:
        rows = world.live_teachers()
        rate = TERM * p.peers * np.exp(-t.experience[rows] / p.novice_years)
        skill = t.skill[rows]
        first, order = in_order(team(world)[rows], skill, t.uid[rows], world.stages.n_teams(len(world.schools)))
        t.skill[rows] += _pull(skill, first, order, rate.astype(np.float32))


@process(writes="teachers.experience teachers.terms_since_move")
def grow_older(world: World) -> None:
    """A term of experience is added.

    教龄增加一个学期。
    """
    t = world.teachers
    t.experience += TERM * t.active
    t.terms_since_move[:] = np.minimum(t.terms_since_move + 1, 99)


class Lesson(NamedTuple):
    """What teachers can learn from one another on one occasion."""

    cell: Array  # (teachers,) whom each is together with; negative for those who take no part
    level: Array  # (cells,) skill to be learnt from [SD/year]
    rate: Array  # (schools, stages) what those posted there gain for a gap of an SD or more [SD/year]


def catch_up(world: World, lessons: Iterable[Lesson]) -> None:
    """Raise the skill of teachers toward the levels of their cells, all at once: who attends several gains by each."""
    t, sd = world.teachers, world.settings.params.careers.skill_sd
    gain = np.zeros(t.skill.size)
    for cell, level, rate in lessons:
        _catch_up(gain, t.skill, cell.astype(np.int64), level, t.post, t.stage, rate, sd)
    t.skill += gain


@kernel
def _catch_up(
    gain: Array, skill: Array, cell: Array, level: Array, post: Array, stage: Array, rate: Array, sd: float
) -> None:
    for j in range(skill.size):
        if cell[j] >= 0:
            gain[j] += rate[post[j], stage[j]] * min(max((level[cell[j]] - skill[j]) / sd, 0.0), 1.0)


@kernel
def _pull(skill: Array, first: Array, order: Array, rate: Array) -> Array:
    """Return the gain of each teacher toward the mean of better colleagues in the team, in SD a year."""
    gain = np.zeros(skill.size, np.float32)
    for t in range(first.size - 1):
        above = 0.0
        for j in range(first[t] + 1, first[t + 1]):
            above += skill[order[j - 1]]
            i = order[j]
            gain[i] = rate[i] * (above / (j - first[t]) - skill[i])
    return gain
