r"""Partners: institutions without pupils have a staff, whose people lead, advise and guide as far as they go round.

Staff of a partner are no teachers of the district: they are on no register, in no indicator and in no mean, and the district
pays them nothing. Who holds a post is a function of its address,

.. math:: q = lead_{standing} + \sigma_q\,z, \qquad \text{honoured: the best } honoured_{standing} \text{ of them},

with z standard normal by institution, post and term of office, so nobody else's luck depends on them. Posts go round the
subject blocks. A share ``sent`` of the people can be seconded (secondment), spread over the members that are due managers; the
others serve the ties of their institution, :math:`A = (1 - sent)\,n / per\_tie` of them over full ties in place of the
attention of a school (``groups.py``). The honoured guide young teachers who have no mentor, where mentoring acts over a tie:
each as many as fit in ``hours``, the weakest with the best (A21, A25, A38).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import network, rng
from sim.axes import Kind, block_in_turn, block_of_school
from sim.books import Item, register
from sim.network import Seats
from sim.processes import workload
from sim.processes.learning import TERM
from sim.ranking import in_order, top
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.world import World

LENT = Item(
    "guiding by partners",
    "合作机构带教",
    Text(zh="合作机构人员带教徒弟的工时", en="hours of partner institutions' staff with mentees"),
    "school",
    "hours",
)
register(LENT)


class Staff(NamedTuple):
    """The people of the partner institutions that are open, one a post."""

    school: Array  # school row of the institution
    uid: Array  # of institution, term of office and post
    block: Array
    skill: Array  # SD/year
    honoured: Array  # flag


class Pairs(NamedTuple):
    """Young teachers and the people who guide them."""

    mentee: Array  # teacher row
    seat: Array  # of the mentee's school
    partner: Array  # school row
    skill: Array  # of who guides


def exist(world: World) -> bool:
    """Return whether the case has any partner institution."""
    return bool((world.schools.kind == Kind.PARTNER).any())


def numbers(world: World) -> Array:
    """Return how many people each school has as a partner institution; 0 for all others."""
    s, usual = world.schools, world.settings.params.partners.staff
    counted = np.zeros(len(s), np.int64)
    for row in np.flatnonzero(s.active & (s.kind == Kind.PARTNER)):  # few of all
        own = world.case.schools[row].staff
        counted[row] = usual if own is None else own
    return counted


def staff(world: World) -> Staff:
    """Return who works at partner institutions this year."""
    s, p = world.schools, world.settings.params
    n = numbers(world)
    school = np.repeat(np.arange(n.size), n)
    post = np.arange(school.size) - np.repeat(np.cumsum(n) - n, n)
    office = (world.year + post) // p.partners.stay  # so that they do not all change in one year
    uid = (
        (s.uid[school].astype(np.uint64) << np.uint64(32))
        | (office.astype(np.uint64) << np.uint64(12))
        | post.astype(np.uint64)
    )
    level = s.level[school]
    skill = p.partners.lead.array()[level] + p.careers.skill_sd * rng.normal(world.key("partners.skill", 0), uid)
    quota = np.rint(n * p.partners.honoured.array()[s.level])
    honoured = np.zeros(school.size, np.bool_)
    honoured[top(school, skill, uid, quota)] = True
    return Staff(school, uid, block_in_turn(post), skill, honoured)


def attention(world: World) -> Array:
    """Return how many members each school can lead before its attention thins: a partner as many as its people can serve."""
    s, p = world.schools, world.settings.params
    if not exist(world):
        return np.full(len(s), p.ties.attention)
    served = (1 - p.partners.sent) * numbers(world) / p.partners.per_tie
    return np.where(s.kind == Kind.PARTNER, served, p.ties.attention)


def managers(world: World, rows: Array, due: Array) -> Array:
    """Return how many managers of partners are at the member of each of some ties, where so many are due over each."""
    if not exist(world):
        return np.zeros(rows.size)
    core, n = network.ends(world, rows)[0], len(world.schools)
    wanted = np.where(world.schools.kind[core] == Kind.PARTNER, due, 0.0)
    there = world.settings.params.partners.sent * numbers(world)
    enough = np.minimum(there / np.maximum(np.bincount(core, wanted, minlength=n), 1e-9), 1.0)
    sent: Array = wanted * enough[core]
    return sent


def guide(
    world: World, found: Seats, by: int, item: Item, *, young: float, gain: float, hours: float, own: float
) -> float:
    """Let the staff of partners guide young teachers without a mentor for a term; return the hours of these.

    Parameters
    ----------
    found
        Seats over the ties that one instance of mentoring acts over.
    by, item
        Code of that instance, and the item of the mentees' hours.
    young
        Years of experience below which a teacher is guided.
    gain
        Practice learnt in a year by one who is an SD of skill below [SD/year].
    hours, own
        Hours a week of who guides, for each mentee, and of the mentee.
    """
    t, p = world.teachers, world.settings.params
    pairs = _pairs(world, found, by, young, hours)
    if not pairs.mentee.size:
        return 0.0
    who, reach = pairs.mentee, found.strength[pairs.seat]
    t.mentor_unit[who], t.mentor_by[who] = found.unit[pairs.seat], by
    t.learning[who] += TERM * gain * np.maximum((pairs.skill - t.skill[who]) / p.careers.skill_sd, 0) * reach
    met = workload.weeks(world) * reach  # weeks in which they meet
    workload.ask(world, LENT, pairs.partner, hours * met)
    return workload.ask(world, item, who, own * met)


def _pairs(world: World, found: Seats, by: int, young: float, hours: float) -> Pairs:
    """Pair the weakest of each block with the best; who is guided over another instance keeps a place."""
    t, core = world.teachers, world.groups.core[found.unit]
    ours = (world.schools.kind[core] == Kind.PARTNER) & ~found.core
    found = found._replace(tied=found.tied & ours[:, None])
    waits = t.active & (t.mentor == NOWHERE) & (t.experience < young)
    who = np.flatnonzero(waits & ((t.mentor_by == NOWHERE) | (t.mentor_by == by)))
    seat = network.choose(world, who, t.post[who], found, "partner")
    who, seat = who[seat >= 0], seat[seat >= 0]
    people, n = staff(world), block_of_school(len(world.schools), 0)
    good = np.flatnonzero(people.honoured)
    first, order = in_order(
        block_of_school(people.school[good], people.block[good]), people.skill[good], people.uid[good], n
    )
    cell = block_of_school(core[seat].astype(np.int64), t.block[who])
    start, ranked = in_order(cell, -t.skill[who], t.uid[who], n)
    who, seat, cell = who[ranked], seat[ranked], cell[ranked]
    other = np.flatnonzero(waits & (t.mentor_by != NOWHERE) & (t.mentor_by != by))
    there = block_of_school(world.groups.core[t.mentor_unit[other]].astype(np.int64), t.block[other])
    turn = np.arange(who.size) - start[cell] + np.bincount(there, minlength=n)[cell]
    each = int(world.settings.params.partners.hours / hours) if hours else t.uid.size
    at = turn // max(each, 1)
    has = (at < np.diff(first)[cell]) & (each > 0)
    who, seat, at = who[has], seat[has], (first[cell] + at)[has]
    return Pairs(who, seat, core[seat], people.skill[good[order[at]]])


def rows(world: World) -> dict[str, Array]:
    """Return a row per open partner institution: its people, how it stands, and over how many ties it works."""
    s, ties, g = world.schools, world.ties, world.groups
    n, people = len(s), staff(world)
    there = np.flatnonzero(s.active & (s.kind == Kind.PARTNER))
    head, on = np.bincount(people.school, minlength=n), ties.active
    skill = np.bincount(people.school, people.skill, minlength=n)
    table = {
        "year": np.full(n, world.year),
        "school": np.arange(n),
        "zh": np.array([x.zh for x in world.names.schools], object),
        "en": np.array([x.en for x in world.names.schools], object),
        "district": s.district,
        "level": s.level,
        "x": s.x,
        "y": s.y,
        "staff": head,
        "honoured": np.bincount(people.school[people.honoured], minlength=n),
        "skill": np.divide(skill, head, out=np.full(n, np.nan), where=head > 0),
        "management": s.management,
        "reputation": s.reputation,
        "asked": s.asked,
        "led": np.bincount(g.core[ties.group[on]], minlength=n),
        "joined": np.bincount(ties.school[on], minlength=n),
    }
    return {name: column[there] for name, column in table.items()}
