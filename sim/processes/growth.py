r"""Growth: teachers learn from better colleagues in the same team, tire under load, and recover.

.. math:: q_i \leftarrow q_i + h\,r\,e^{-exp_i/\tau}\,(\bar q^{+}_i - q_i), \qquad
          burnout \leftarrow burnout + h\,(s\,(load-18)^+ - k\,burnout)

where the mean is over colleagues of the same school of posting, stage and block who are better than i (novices learn
fastest: Jackson and Bruegmann 2009). A teacher posted to a core school therefore learns from the core's team; one posted
to a member lifts the team there.
"""

from __future__ import annotations

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
    """Teachers close part of the gap to better colleagues in their team."""
    t, p = world.teachers, world.settings.params.growth
    if p.peers > 0:
        rows = world.live_teachers()
        rate = TERM * p.peers * np.exp(-t.experience[rows] / p.novice_years)
        skill = t.skill[rows]
        first, order = in_order(team(world)[rows], skill, t.uid[rows], world.stages.n_teams(len(world.schools)))
        t.skill[rows] += _pull(skill, first, order, rate.astype(np.float32))


@process(writes="teachers.experience teachers.terms_since_move teachers.burnout")
def grow_older(world: World) -> None:
    """A term of experience is added; heavy loads wear teachers out, others recover."""
    t, p = world.teachers, world.settings.params
    heavy = np.maximum(t.load - np.float32(p.teaching.load_threshold), 0)
    t.burnout[:] = np.clip(t.burnout + TERM * (p.careers.strain * heavy - p.careers.recovery * t.burnout), 0, 1)
    t.experience += TERM * t.active
    t.terms_since_move[:] = np.minimum(t.terms_since_move + 1, 99)


def catch_up(world: World, cell: Array, level: Array, rate: Array) -> None:
    """Raise the skill of teachers toward the level of their cell, by the rate of their school for a gap of an SD or more.

    ``cell`` is by teacher row, negative for those who take no part; ``rate`` is by school of posting [SD].
    """
    t, sd = world.teachers, world.settings.params.careers.skill_sd
    _catch_up(t.skill, cell.astype(np.int64), level, t.post, rate, sd)


@kernel
def _catch_up(skill: Array, cell: Array, level: Array, post: Array, rate: Array, sd: float) -> None:
    for j in range(skill.size):
        if cell[j] >= 0:
            skill[j] += rate[post[j]] * min(max((level[cell[j]] - skill[j]) / sd, 0.0), 1.0)


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
