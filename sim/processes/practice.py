r"""Practice: what a teacher has learnt of others, beside what the teacher is; what of it stays, and how much there is to learn.

Skill is the sum of both. With l what others teach in a term (research in the team, mentors, research of groups, lessons and
stays at the core), k the share of practice that is kept for a year and c the most that can be learnt, a term changes it by

.. math:: \Delta p = (c-p)\,(1-e^{-l/c}) - (1-k^h)\,p, \qquad p \leftarrow p + \Delta p, \qquad q \leftarrow q + \Delta p

so that the first lessons bring l and later ones the less the more is known. What was learnt once is lost at the rate 1 - k a
year; equal lessons of every term hold up :math:`p = c\,a/(a+1-k^h)` with :math:`a = 1-e^{-l/c}`, which is never more than c.
Where x = `growth.unused` is set, practice needs use: :math:`k(1-x(1-u))` is kept in place of k, with u the lessons given over
those of a full post, at most 1. A teacher who leaves takes practice along. Sizes: matched coaching and pairs reach 0.12 to
0.18 SD in pupils' scores (Papay et al. 2020; Kraft, Blazar and Hogan 2018).
"""

from __future__ import annotations

import math

import numpy as np

from sim.kernels import kernel
from sim.processes import mentors, process, team_research
from sim.processes.learning import TERM
from sim.processes.teaching import team
from sim.ranking import in_order
from sim.state import Array
from sim.world import World

ROUNDS = 4  # of what careers leave to whoever is so skilled without it: after them it stands to a hundredth
FEW = 30


@process(writes="teachers.skill teachers.practice teachers.learning teachers.joint")
def settle(world: World) -> None:
    """What teachers learnt this term becomes practice, the less the more they know; some of what they knew is lost.

    教师本学期所学化为教学实践，已会的越多，新得的越少；原有的实践流失一部分。
    """
    t, p = world.teachers, world.settings.params.growth
    _settle(t.skill, t.practice, t.learning, t.joint, kept(world), np.float32(p.most))


def kept(world: World) -> Array:
    """Return the share of practice that each teacher keeps over this term: less of it where few lessons are given."""
    t, p = world.teachers, world.settings.params
    left: Array = np.full(len(t), p.growth.keep**TERM, np.float32)
    if p.growth.unused:
        used = t.load / world.stages.of(p.classes.full_load, np.float32)[t.stage, t.block]
        left *= (1 - p.growth.unused * np.maximum(1 - used, 0)) ** TERM
    return left


def begin(world: World) -> None:
    """Tell what of the skill of the first day was learnt: what a career so long beside the colleagues of that day leaves.

    It is what somebody hired with the rest of that skill would learn there, year by year. Novices of later years come as
    these teachers were before they learnt, so that they will know as much when they have taught as long, and skill and
    practice as a whole stand where lessons hold them up.
    """
    t, p = world.teachers, world.settings.params
    rows, n = world.live_teachers(), world.stages.n_teams(len(world.schools))
    cell, skill = team(world)[rows].astype(np.int64), t.skill[rows].astype(np.float64)
    lead = team_research.leads(skill, np.ones(skill.size), *in_order(cell, skill, t.uid[rows], n))
    level = mentors.levels(world)[cell]
    research, mentor = team_research.rates(p.growth), (p.growth.mentor_gain / p.careers.skill_sd, float(p.growth.young))
    career = lead, level, research, mentor, p.growth.keep, p.growth.most
    practice = _career(skill, t.experience[rows], *career)
    t.practice[rows] = practice
    _untaught(world, t.register[rows], skill, practice)


def _untaught(world: World, school: Array, skill: Array, practice: Array) -> None:
    """Keep, by district, what teachers of the first day were before they learnt: so are the novices of later years.

    The spread is told with so many teachers more of the declared one, so that a district of a few is not taken at its word.
    """
    d, declared = world.districts, world.settings.params.careers.skill_sd
    cell, few = world.schools.district[school].astype(np.int64), FEW * declared**2
    mean, squares = _moments(skill, cell, len(d))
    before, wide = _moments(skill - practice, cell, len(d))
    d.raw_spread[:] = np.sqrt((wide + few) / (squares + few))
    d.raw_skill[:] = before - d.raw_spread * mean


def _moments(value: Array, cell: Array, n: int) -> tuple[Array, Array]:
    """Return the mean of each cell, and the sum of squares about it, whatever the order of rows."""
    heads = np.maximum(np.bincount(cell, minlength=n), 1)
    mean = np.array([_in_order(value[cell == one]) for one in range(n)]) / heads
    squares = (value - mean[cell]) ** 2
    return mean, np.array([_in_order(squares[cell == one]) for one in range(n)])


def _in_order(value: Array) -> float:
    """Return the sum of numbers, added up in the order of their size."""
    return float(np.cumsum(np.sort(value))[-1]) if value.size else 0.0


@kernel
def _settle(skill: Array, practice: Array, learning: Array, joint: Array, kept: Array, most: np.float32) -> None:
    for j in range(skill.size):
        change = (kept[j] - np.float32(1)) * practice[j]
        if learning[j] > 0:
            change -= max(most - practice[j], np.float32(0)) * np.float32(math.expm1(-learning[j] / most))
        practice[j] += change
        skill[j] += change
        learning[j] = joint[j] = 0


@kernel
def _career(
    skill: Array,  # (teachers,) SD/year; the other columns are as long
    experience: Array,
    lead: Array,  # of the others in the team
    level: Array,  # skill of the mentors in the team; -inf for none
    research: tuple[float, float, float],
    mentor: tuple[float, float],  # share of a mentor's lead learnt in a year, and the years in which there is one
    keep: float,
    most: float,
) -> Array:
    """Return the practice that careers leave, a year after the other, in so many rounds of what skill was before any."""
    practice, longest = np.zeros(skill.size), int(experience.max()) if experience.size else 0
    rate = [team_research.rate_at(year, *research) for year in range(longest + 1)]
    of_team = np.empty(
        longest
    )  # the share of what there is to learn that is learnt where no mentor is ahead, less than 0
    for i in range(skill.size):
        for year in range(int(experience[i])):
            of_team[year] = math.expm1(-(rate[year] * lead[i]) / most)
        for _ in range(ROUNDS):
            learnt, hired = 0.0, skill[i] - practice[i]
            for year in range(int(experience[i])):
                share = of_team[year]
                if year < mentor[1] and level[i] - hired - learnt > 0:
                    lesson = rate[year] * lead[i] + mentor[0] * (level[i] - hired - learnt)
                    share = math.expm1(-lesson / most)
                learnt = keep * learnt - max(most - learnt, 0.0) * share
            if learnt == practice[i]:
                break  # as it will be in every further round
            practice[i] = learnt
    return practice
