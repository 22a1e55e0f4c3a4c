r"""Growth: teachers learn from better colleagues in the same team, tire under load, and recover.

.. math:: q_i \leftarrow q_i + h\,r\,e^{-exp_i/\tau}\,(\bar q^{+}_i - q_i), \qquad
          burnout \leftarrow burnout + h\,(s\,(load-18)^+ - k\,burnout)

where the mean is over colleagues of the same school of posting, stage and block who are better than i (novices learn
fastest: Jackson and Bruegmann 2009). A teacher posted to a core school therefore learns from the core's team; one posted
to a member lifts the team there.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from sim.processes import process
from sim.processes.learning import TERM
from sim.processes.teaching import team
from sim.state import Array
from sim.world import World


@process(writes="teachers.skill")
def learn_from_colleagues(world: World) -> None:
    """Teachers close part of the gap to better colleagues in their team."""
    t, p = world.teachers, world.settings.params.growth
    if p.peers > 0:
        rows = world.live_teachers()
        rate = TERM * p.peers * np.exp(-t.experience[rows] / p.novice_years)
        t.skill[rows] += _pull(t.skill[rows], team(world)[rows], rate.astype(np.float32), 6 * len(world.schools))


@process(writes="teachers.experience teachers.terms_since_move teachers.burnout")
def grow_older(world: World) -> None:
    """A term of experience is added; heavy loads wear teachers out, others recover."""
    t, p = world.teachers, world.settings.params
    heavy = np.maximum(t.load - np.float32(p.teaching.load_threshold), 0)
    t.burnout[:] = np.clip(t.burnout + TERM * (p.careers.strain * heavy - p.careers.recovery * t.burnout), 0, 1)
    t.experience += TERM * t.active
    t.terms_since_move[:] = np.minimum(t.terms_since_move + 1, 99)


@njit(cache=True)
def _pull(skill: Array, team: Array, rate: Array, n_teams: int) -> Array:
    """Return the gain of each teacher toward the mean of better colleagues in the team, in SD a year."""
    first = np.zeros(n_teams + 1, np.int64)
    for t in team:
        first[t + 1] += 1
    for i in range(n_teams):
        first[i + 1] += first[i]
    order, fill = np.empty(team.size, np.int64), first[:-1].copy()
    for i in range(team.size):
        j = fill[team[i]]  # each team sorted by skill, the best first
        while j > first[team[i]] and skill[order[j - 1]] < skill[i]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = i
        fill[team[i]] += 1
    gain = np.zeros(skill.size, np.float32)
    for t in range(n_teams):
        above = 0.0
        for j in range(first[t] + 1, first[t + 1]):
            above += skill[order[j - 1]]
            i = order[j]
            gain[i] = rate[i] * (above / (j - first[t]) - skill[i])
    return gain


def better_half(skill: Array, cell: Array, n_cells: int) -> Array:
    """Return for each cell the mean skill of its members at or above the cell's mean; NaN where a cell is empty."""
    n = np.bincount(cell, minlength=n_cells)
    mean = np.divide(np.bincount(cell, skill, minlength=n_cells), n, out=np.full(n_cells, np.nan), where=n > 0)
    top = skill >= mean[cell]
    m = np.bincount(cell[top], minlength=n_cells)
    return np.divide(np.bincount(cell[top], skill[top], minlength=n_cells), m, out=np.full(n_cells, np.nan), where=m > 0)
