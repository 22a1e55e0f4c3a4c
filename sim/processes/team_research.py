r"""Research in the team (教研组): teachers of a stage and block meet every week over lessons, and learn from better colleagues.

.. math:: l_i = h\,r\,(v+(1-v)\,e^{-exp_i/\tau})\,(1-w_i)\,\frac{1}{n-1}\sum_{j\ne i}(q_j-q_i)^+

Time is shared among all others who are there, so a larger team of equals teaches no more than a small one, whose best is
more often beside each; novices learn fastest, the experienced at a share v of that (Jackson and Bruegmann 2009). The team is
that of the posting: who is posted to a stronger team learns more there than at home, and who is posted to a weaker one lifts
the hosts. A posted teacher who carries as many lessons as a colleague is heard less (`growth.as_ordinary`, weight
:math:`1 - o\,\min(1, load)`, none by default). What joint research takes of the time, w, is not spent here
(``joint_research.py``).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim import kinds, ranking
from sim.axes import place_of, team_of
from sim.books import Item, register
from sim.kernels import kernel
from sim.processes import placement, process, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.state import Array
from sim.world import World

if TYPE_CHECKING:
    from sim.params import Growth

RESEARCH = Item(
    "research at school",
    "校内教研",
    Text(zh="教师参加本校教研组活动", en="teachers at the research of their team"),
    "teacher",
    "hours",
)
register(RESEARCH)
N_TERMS = 100  # of a career, longer ones are rare


@process(writes="teachers.learning teachers.asked")
def meet(world: World) -> None:
    """Teachers meet with their team every week, and learn from those who are better.

    教师每周参加本校教研组活动，向更优秀的同事学习。
    """
    t, p = world.teachers, world.settings.params.growth
    week, stages = world.placements.week, world.stages
    rows, first, cell, left, hours = _together(
        t.active, t.post, t.register, t.stage, t.block, t.placement_row, t.joint, week,
        p.research_hours * workload.weeks(world), len(stages),
    )  # fmt: skip
    if p.peers:
        n = stages.n_teams(len(world.schools))
        learn(world, rows, leads_in_all(by_skill(world), t.skill, heard(world), first, cell, n), left)
    workload.ask(world, RESEARCH, rows, hours)


def by_skill(world: World) -> Array:
    """Return the rows of teachers in service, the best first: found once for all who learn of one another in a term."""
    t = world.teachers
    at = world.staffing, t.skill.tobytes()
    if at != world.ranked[0]:
        world.ranked = at, ranking.falling(t.active, t.skill, t.uid)
    return world.ranked[1]


@kernel
def _together(
    active: Array, post: Array, register: Array, stage: Array, block: Array, placement_row: Array, joint: Array,
    week: Array,  # (placements,) share at the school of posting
    time: float,  # for research, hours of a term
    stages: int,
) -> tuple[Array, Array, Array, Array, Array]:  # fmt: skip
    """Return the rows of those in service, and by row how many stand before it.

    Then the team of each where they are for most of the week (`placement.based`), and the part and the hours of the time for
    research that joint research leaves.
    """
    rows, team, n = np.empty(active.size, np.int64), np.empty(active.size, np.int64), 0
    first, left, hours = np.empty(active.size + 1, np.int64), np.empty(active.size), np.empty(active.size)
    for j in range(active.size):
        first[j] = n
        if active[j]:
            there = placement_row[j] < 0 or week[placement_row[j]] >= placement.HALF
            rows[n], team[n] = j, team_of(place_of(post[j] if there else register[j], stage[j], stages), block[j])
            left[n], hours[n] = np.float32(1) - joint[j], time * (1 - np.float64(joint[j]))
            n += 1
    first[-1] = n
    return rows[:n], first, team[:n], left[:n], hours[:n]


def learn(world: World, rows: Array, lead: Array, part: Array) -> None:
    """Teachers spend a part of a term's time for research with others who lead them by so much on average."""
    t, research = world.teachers, rates(world.settings.params.growth)
    _learn(t.learning, t.experience, rows, lead, part.astype(np.float64, copy=False), research)


def rates(p: Growth) -> tuple[float, float, float]:
    """Return what `rate_at` needs beside the years taught."""
    return float(p.peers), float(p.veterans), float(p.novice_years)


@kernel
def rate_at(years: float, peers: float, veterans: float, novice_years: float) -> float:
    """Return the share of a lead that is learnt in a year by somebody who has taught so many years."""
    return peers * (veterans + (1 - veterans) * math.exp(-years / novice_years))


@kernel
def rates_by_term(research: tuple[float, float, float]) -> Array:
    """Return the rates after so many terms: careers go by terms, so that few rates are asked for again and again."""
    at_term = np.empty(N_TERMS)
    for k in range(N_TERMS):
        at_term[k] = rate_at(TERM * k, *research)
    return at_term


@kernel
def rate_of(years: float, at_term: Array, research: tuple[float, float, float]) -> float:
    """Return the rate of somebody who has taught so many years, from those by term where they are whole terms."""
    term = min(max(int(years / TERM), 0), N_TERMS - 1)
    rate: float = at_term[term] if TERM * term == years else rate_at(years, *research)
    return rate


def heard(world: World) -> Array:
    """Return how far colleagues get to hear each teacher: those posted elsewhere the less, the more lessons they carry (I5)."""
    t, lost = world.teachers, world.settings.params.growth.as_ordinary
    here = np.ones(len(t))
    if lost:
        away = np.flatnonzero((t.placement != kinds.AT_HOME) & (t.placement_row >= 0))
        load = world.placements.load[t.placement_row[away]].astype(np.float64)
        here[away] = 1 - lost * np.minimum(load, 1)
    return here


@kernel
def leads_in_all(
    order: Array,  # teacher rows, the best first
    skill: Array, heard: Array,  # (teacher rows,)
    first: Array,  # (teacher rows + 1,) where the meetings of each begin
    cell: Array,  # (meetings,) who meets whom, -1 for nobody
    n_cells: int,
) -> Array:  # fmt: skip
    """Return `leads` by meeting, for all cells at once: by how much the others there lead each on average."""
    tally = np.zeros((n_cells, 3))  # of each cell side by side: skill of those ahead, their number, that of all
    lead = np.zeros(cell.size)
    for c in cell:
        if c >= 0:
            tally[c, 2] += 1
    for j in order:
        mine = np.float64(skill[j])
        for k in range(first[j], first[j + 1]):
            c = cell[k]
            if c >= 0:
                lead[k] = max(tally[c, 0] - tally[c, 1] * mine, 0.0) / max(tally[c, 2] - 1, 1.0)
                tally[c, 0] += heard[j] * mine
                tally[c, 1] += heard[j]
    return lead


@kernel
def leads(skill: Array, heard: Array, first: Array, order: Array) -> Array:
    """Return by how much the others of a cell lead each of its members on average; who does not lead counts as 0.

    Each counts as far as he or she is heard, 0 to 1.
    """
    out = np.zeros(skill.size)
    for c in range(first.size - 1):
        above = ahead = 0.0  # skill of those ahead, and their number, as far as they are heard
        for k in range(first[c], first[c + 1]):
            i = order[k]
            if ahead:
                out[i] = max(above - ahead * np.float64(skill[i]), 0.0) / (first[c + 1] - first[c] - 1)
            above += heard[i] * skill[i]
            ahead += heard[i]
    return out


@kernel
def _learn(
    learning: Array, experience: Array, rows: Array, lead: Array, part: Array, research: tuple[float, float, float]
) -> None:
    at_term = rates_by_term(research)
    for k in range(rows.size):
        j = rows[k]
        if lead[k] > 0:
            learning[j] += TERM * part[k] * rate_of(experience[j], at_term, research) * lead[k]
