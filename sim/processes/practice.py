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


def catch_up(world: World, rows: Array, cell: Array, level: Array, rate: Array) -> None:
    """Teachers learn from those of a level.

    Parameters
    ----------
    rows, cell
        (teachers,) who takes part, and whom each learns from.
    level
        (cells,) skill to be learnt from, in SD/year.
    rate
        (schools, stages) what those posted there learn of a lead of an SD or more, in SD/year.
    """
    t, sd = world.teachers, world.settings.params.careers.skill_sd
    _catch_up(t.learning, t.skill, rows, cell, level, t.post, t.stage, rate, sd)


def begin(world: World) -> None:
    """Tell what of the skill of the first day was learnt: what a career so long beside the colleagues of that day leaves.

    It is what somebody hired with that skill would learn there, year by year, so that teachers of the first day know as
    much as those hired later who have taught as long, and practice as a whole stands where lessons hold it up.
    """
    t, p = world.teachers, world.settings.params
    rows, n = world.live_teachers(), world.stages.n_teams(len(world.schools))
    cell, skill = team(world)[rows].astype(np.int64), t.skill[rows].astype(np.float64)
    lead = team_research.leads(skill, np.ones(skill.size), *in_order(cell, skill, t.uid[rows], n))
    level = mentors.levels(world)[cell]
    research, mentor = team_research.rates(p.growth), (p.growth.mentor_gain / p.careers.skill_sd, float(p.growth.young))
    t.practice[rows] = _career(skill, t.experience[rows], lead, level, research, mentor, p.growth.keep, p.growth.most)


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
def _catch_up(
    learning: Array,
    skill: Array,
    rows: Array,
    cell: Array,
    level: Array,
    post: Array,
    stage: Array,
    rate: Array,
    sd: float,
) -> None:
    for i in range(rows.size):
        j = rows[i]
        learning[j] += rate[post[j], stage[j]] * min(max((level[cell[i]] - skill[j]) / sd, 0.0), 1.0)


@kernel
def _career(
    hired: Array,  # (teachers,) SD/year: skill at the beginning; the other columns are as long
    experience: Array,
    lead: Array,  # of the others in the team
    level: Array,  # skill of the mentors in the team; -inf for none
    research: tuple[float, float, float],
    mentor: tuple[float, float],  # share of a mentor's lead learnt in a year, and the years in which there is one
    keep: float,
    most: float,
) -> Array:
    """Return the practice that careers leave, a year after the other."""
    practice = np.zeros(hired.size)
    longest = int(experience.max()) if experience.size else 0
    rate = [team_research.rate_at(year, *research) for year in range(longest + 1)]
    for i in range(hired.size):
        learnt = 0.0
        for year in range(int(experience[i])):
            lesson = rate[year] * lead[i]
            if year < mentor[1]:
                lesson += mentor[0] * max(level[i] - hired[i] - learnt, 0.0)
            learnt = keep * learnt - max(most - learnt, 0.0) * math.expm1(-lesson / most)
        practice[i] = learnt
    return practice
