r"""History: what the market for teachers has left in the schools by the first day, in closed form.

A teacher of so many years was hired so many autumns ago. So all who are of one district, subject and year of service are
sorted as one autumn's novices are (`applicants`), by what their posts are worth on the first day. Some have changed their
school since: over the years :math:`y` in which a teacher might have done so, a post was taken by one who moved with chance

.. math:: 1 - \exp(-h\,y), \qquad h = v\,o\,(1 + o) / e

with v the yearly share of posts that fall vacant (what brings so many young, less those who leave), o the share of these
offered to teachers of other schools, and e the share of teachers who may apply. The moves are made in a few rounds by the
rule of every autumn, and novices take the posts that were left. So the first day is where the market leads, and the
baseline stays there.
"""

from __future__ import annotations

import numpy as np

from sim import rng
from sim.state import NOWHERE, Array
from sim.supply import applicants
from sim.world import World

ROUNDS = 3  # in which the moves of the past are made: who moved once may move again
LONG = 64  # more than the years anybody has served


def begin(world: World, rows: Array, worth: Array, flow: float) -> None:
    """Give the staff of the first day skills and years at their school as the market would have.

    Parameters
    ----------
    rows
        Of teachers whose post, age and experience are known.
    worth
        What a post at each school is worth [SD].
    flow
        The yearly chance h that a post is taken by one who moves, while its teacher might have moved.
    """
    t, s, p = world.teachers, world.schools, world.settings.params.careers
    uid, school, years = t.uid[rows], t.register[rows], t.experience[rows].astype(np.int64)
    subject = world.stages.subject(t.stage[rows].astype(np.int64), t.block[rows])
    market = s.district[school].astype(np.int64) * world.stages.n_teams(1) + subject
    everyone = np.arange(rows.size)
    skill = _hired(world, everyone, market, years, worth[school], uid, 0)
    stayed = np.maximum(years - 1, 0)  # autumns since the one of hiring
    free = np.maximum(np.minimum(years, p.move_age - (world.year - t.birth_year[rows] - years)) - p.move_years, 0)
    for turn in range(1, ROUNDS + 1):
        luck = rng.uniform_pairs(world.key("history.move", turn), uid)
        offered = luck[0] < 1 - np.exp(-flow * free / ROUNDS)
        posts = np.flatnonzero(offered)
        who = np.flatnonzero(~offered & (luck[1] < 1 - np.exp(-p.apply * free / ROUNDS)))
        seen = applicants.looks(
            skill[who] / p.skill_sd, rng.normal(world.key("history.looks", turn), uid[who]), p.seen["served"]
        )
        pull = _pull(world, worth[school[posts]], uid[posts], turn)
        own, cells = worth[school[who]], len(world.districts) * world.stages.n_teams(1)
        taken = applicants.upward(market[posts], pull, uid[posts], market[who], seen, uid[who], own, cells)
        came, left = posts[taken != NOWHERE], who[taken[taken != NOWHERE]]
        skill[came] = skill[left]
        when = rng.uniform(world.key("history.when", turn), uid[came])
        stayed[came] = np.minimum(stayed[came], np.floor(when * free[came]))
        skill[left] = _hired(world, left, market, np.full(rows.size, LONG * turn), worth[school], uid, turn)
    t.skill[rows], t.years_here[rows], t.seniority[rows] = skill, stayed, stayed


def _pull(world: World, worth: Array, uid: Array, turn: int) -> Array:
    taste = world.settings.params.careers.taste * rng.normal(world.key("history.taste", turn), uid)
    pull: Array = worth + taste
    return pull


def _hired(world: World, who: Array, market: Array, years: Array, worth: Array, uid: Array, turn: int) -> Array:
    """Return the skill of those among the first day's staff who were hired as novices so many years ago."""
    each = world.stages.n_teams(1)
    code, cell, number = np.unique(
        market[who] * (LONG * (ROUNDS + 1)) + years[who], return_inverse=True, return_counts=True
    )
    of_market, ago = np.divmod(code, LONG * (ROUNDS + 1))
    year = world.year - 1 - ago
    names, of = applicants.pool(world, of_market // each, of_market % each, year, number)
    pull = _pull(world, worth[who], uid[who], turn)
    taken, skill = applicants.novices(world, cell.ravel(), pull, uid[who], of, names, code.size)
    out: Array = skill[taken]
    return out
