r"""Mentors (青蓝工程 at school): every school pairs its young teachers with its backbone and experienced ones, for a year.

.. math:: l_{mentee} = h\,\frac{m}{\sigma_q}\,(q_{mentor}-q_{mentee})^+\,spare

Pairs are of one team (stage and block). Mentors are honoured or have taught long; they are asked in the order of honour and
skill, a number of mentees each, the weakest first, so a team of many novices goes down its list and may run out of it. A
mentor with the most lessons there are has no spare time. Pairs are formed when postings are over, and part when one of them
leaves the school, at the latest after a year; who is without in spring joins a mentor who has room. A group lets novices
queue at its core (``instruments/mentoring.py``).
Sources: pairs of teachers (Papay et al. 2020), coaching (Kraft, Blazar and Hogan 2018); Shanghai has a mentor for every
teacher.
"""

from __future__ import annotations

import numpy as np

from sim.axes import place_of, team_of
from sim.books import Item, register
from sim.kernels import kernel
from sim.processes import process, workload
from sim.processes.learning import TERM
from sim.ranking import in_order
from sim.say import Text
from sim.state import NOWHERE, Array, Honour
from sim.world import World

GUIDING = Item(
    "guiding at school",
    "校内导师带教",
    Text(zh="导师带教本校徒弟的工时", en="mentors' hours with mentees of their school"),
    "teacher",
    "hours",
)
GUIDED = Item(
    "mentored at school",
    "校内徒弟跟学",
    Text(zh="徒弟跟本校导师学习的工时", en="mentees' hours with mentors of their school"),
    "teacher",
    "hours",
)
register(GUIDING, GUIDED)
_BACKBONE = int(Honour.BACKBONE)
PAIRS = "teachers.mentor teachers.mentor_unit teachers.mentor_by"


@process(writes=PAIRS)
def part(world: World) -> None:
    """Pairs part of whom one does not work any more at the school where they met.

    一方已不在结对学校任教的师徒解除结对。
    """
    t = world.teachers
    who = np.flatnonzero(t.mentor != NOWHERE)
    if not who.size:
        return
    over = who[~t.active[who] | ~t.active[t.mentor[who]] | (t.post[t.mentor[who]] != guided_at(world, who))]
    t.mentor[over] = t.mentor_unit[over] = t.mentor_by[over] = NOWHERE


@process(writes="teachers.mentor")
def pair(world: World) -> None:
    """Schools pair their young teachers with their own mentors for the year.

    各校为本校青年教师配对本校导师，为期一学年。
    """
    pair_up(world)


@process(writes="teachers.mentor")
def pair_again(world: World) -> None:
    """In spring schools pair those who have lost their mentor, or come home, with mentors of theirs who have room.

    春季各校为失去导师或返校的青年教师另配尚有名额的本校导师。
    """
    t = world.teachers
    who = young(world)
    alone = who[t.mentor[who] == NOWHERE]
    _match(world, alone, np.bincount(t.mentor[t.mentor != NOWHERE], minlength=t.mentor.size))


@process(writes="teachers.learning teachers.asked")
def guide(world: World) -> None:
    """Mentees learn from the mentors of their school, as far as these have time.

    徒弟跟本校导师学习，以导师的时间为限。
    """
    t = world.teachers
    teach(world, np.flatnonzero((t.mentor != NOWHERE) & (t.mentor_by == NOWHERE)), GUIDING, GUIDED)


def guided_at(world: World, who: Array) -> Array:
    """Return the school where some young teachers have their mentors: their own, or the core of a group that pairs them."""
    t, unit = world.teachers, world.teachers.mentor_unit[who]
    if world.inside or not len(world.groups):
        return t.post[who]
    return np.where(unit != NOWHERE, world.groups.core[unit], t.post[who])


def guides(world: World) -> Array:
    """Return the rows of those who may be mentors."""
    t, p = world.teachers, world.settings.params.growth
    tried = (t.honour >= Honour.BACKBONE) | (t.experience >= p.mentor_years)
    return np.flatnonzero(t.active & (t.experience >= p.young) & tried)


def young(world: World) -> Array:
    """Return the rows of those who are to have mentors."""
    t = world.teachers
    return np.flatnonzero(t.active & (t.experience < world.settings.params.growth.young))


def pair_up(world: World) -> None:
    """Pair all young teachers anew, each at the school where they are to have a mentor; some find none."""
    _match(world, young(world), np.zeros(0, np.int64))


def _match(world: World, mentees: Array, taken: Array) -> None:
    """Pair young teachers with mentors, who by teacher row have taken some already; none where it is empty."""
    t, p = world.teachers, world.settings.params.growth
    core = world.groups.core[: 0 if world.inside else None]
    t.mentor[mentees] = _pair(
        mentees, t.mentor_unit, core, t.active, t.experience, t.honour, t.skill, t.uid, t.post, t.stage, t.block, taken,
        np.float32(p.young), np.float32(p.mentor_years), p.mentees, len(world.stages),
        np.zeros(world.stages.n_teams(len(world.schools)) + 1, np.int64),
    )  # fmt: skip


def _ranks(world: World) -> tuple[Array, Array, Array]:
    """Return those who may be mentors, where those of each team begin, and their positions by rank."""
    t, masters = world.teachers, guides(world)
    of = world.stages.team(t.post[masters], t.stage[masters], t.block[masters])
    rank = 10.0 * t.honour[masters] + t.skill[masters]  # no skill is worth an honour
    return masters, *in_order(of, rank, t.uid[masters], world.stages.n_teams(len(world.schools)))


def levels(world: World) -> Array:
    """Return the mean skill of the mentors of each team whom its young teachers need, one at least; -inf where it has none."""
    t, who = world.teachers, young(world)
    masters, first, order = _ranks(world)
    cell = world.stages.team(t.post[who], t.stage[who], t.block[who])
    needed = -(-np.bincount(cell, minlength=first.size - 1) // world.settings.params.growth.mentees)
    n = np.minimum(np.diff(first), np.maximum(needed, 1))
    total = np.concatenate([[0.0], np.cumsum(t.skill[masters[order]], dtype=np.float64)])
    return np.where(n > 0, (total[first[:-1] + n] - total[first[:-1]]) / np.maximum(n, 1), -np.inf)


def beyond(world: World, who: Array, given: float, taken: float) -> tuple[Array, Array]:
    """Return the hours a week that hosts are to give to each of some guests and these to learning, beyond those with a mentor.

    ``given`` and ``taken`` are the hours of a guest whom nobody of the school guides; no hour is asked for twice.
    """
    t, p = world.teachers, world.settings.params.growth
    part = np.zeros(who.size)
    guided = (t.mentor[who] != NOWHERE) & (t.mentor_by[who] == NOWHERE)
    part[guided] = _spare(world, t.mentor[who[guided]])
    return np.maximum(given - p.mentor_hours * part, 0), np.maximum(taken - p.mentee_hours * part, 0)


def _spare(world: World, masters: Array) -> Array:
    """Return the part of their hours with a mentee for which mentors have time."""
    p = world.settings.params
    room = p.teaching.load_cap - p.classes.lessons["junior"]["science"]  # from an ordinary junior load to the cap
    spare: Array = np.minimum(np.maximum((p.teaching.load_cap - world.teachers.load[masters]) / room, 0), 1)
    return spare


def teach(world: World, mentees: Array, guiding: Item, guided: Item) -> float:
    """Let some mentees learn from their mentors for a term, and ask both for their hours; return these."""
    t, p = world.teachers, world.settings.params
    if not mentees.size:
        return 0.0
    spare = _spare(world, t.mentor[mentees])
    met = workload.weeks(world) * spare  # weeks in which a pair meets
    gain = np.float32(TERM * (p.growth.mentor_gain / p.careers.skill_sd))
    busy, asked = _teach(mentees, t.mentor, t.skill, t.learning, spare, p.growth.mentor_hours * met, gain)
    hours = workload.ask(world, guiding, busy, asked)
    return hours + workload.ask(world, guided, mentees, p.growth.mentee_hours * met)


@kernel
def _teach(
    who: Array,  # mentees
    mentor: Array, skill: Array,
    learning: Array,  # changed in place
    spare: Array,  # (mentees,) part of their hours for which mentors have time
    hours: Array,  # (mentees,) of the term that are asked of each mentor, the same for all of one
    gain: np.float32,  # 1/term, of the lead
) -> tuple[Array, Array]:  # fmt: skip
    """Let mentees learn from their mentors; return the rows of mentors of whom hours are asked, and how many."""
    asked = np.zeros(mentor.size)
    for i in range(who.size):
        j, m = who[i], mentor[who[i]]
        learning[j] += gain * max(skill[m] - skill[j], np.float32(0)) * spare[i]
        asked[m] += hours[i]
    busy, n = np.empty(asked.size, np.int64), 0
    for j in range(asked.size):
        busy[n] = j
        n += asked[j] > 0
    return busy[:n], asked[busy[:n]]


@kernel
def _pair(
    who: Array,  # young teachers
    mentor_unit: Array,
    core: Array,  # (groups,) school row; empty where everybody has a mentor at the own school
    active: Array, experience: Array, honour: Array, skill: Array, uid: Array, post: Array, stage: Array, block: Array,
    taken: Array,  # (teacher rows,) mentees each has already, changed in place; empty where nobody has any
    young: np.float32,
    years: np.float32,
    mentees: int,
    stages: int,
    first: Array,  # (teams + 1,) zeros: here to find where those of each team begin
) -> Array:  # fmt: skip
    """Return the mentor of each young teacher, the first of the team's who has room, the weakest served first; -1 for none.

    Only so many of the best of a team are kept in order as its young teachers need.
    """
    cell = np.empty(who.size, np.int64)
    for i in range(who.size):
        j = who[i]
        elsewhere = core.size > 0 and mentor_unit[j] >= 0
        school = np.int64(core[mentor_unit[j]] if elsewhere else post[j])
        cell[i] = team_of(place_of(school, stage[j], stages), block[j])
        first[cell[i] + 1] += 1
    for c in range(first.size - 1):
        first[c + 1] += first[c]
    queue, last = np.empty(who.size, np.int64), first[:-1].copy()
    for i in range(who.size):  # into the queue of the team, before those who are better
        c = cell[i]
        k, mine = last[c], skill[who[i]]
        while k > first[c]:
            other = queue[k - 1]
            theirs = skill[who[other]]
            if theirs < mine or (theirs == mine and uid[who[other]] < uid[who[i]]):
                break
            queue[k] = other
            k -= 1
        queue[k] = i
        last[c] += 1
    start, room = np.zeros(first.size, np.int64), 1 if taken.size else max(mentees, 1)  # at least, of each mentor
    for c in range(first.size - 1):
        start[c + 1] = start[c] - (first[c] - first[c + 1]) // room
    had = taken if taken.size else np.zeros(active.size, np.int64)
    masters, worth, end = np.empty(who.size, np.int64), np.empty(who.size), start[:-1].copy()
    bar = np.where(start[1:] > end, -np.inf, np.inf)  # of each team, what the next mentor must be worth
    for j in range(active.size):  # hardly anybody is, and no other branch to mispredict
        able = active[j] & (experience[j] >= young) & ((honour[j] >= _BACKBONE) | (experience[j] >= years))
        c = team_of(place_of(post[j], stage[j], stages), block[j]) if active[j] else 0
        mine = 10.0 * honour[j] + skill[j]  # no skill is worth an honour
        if able & (mine >= bar[c]) and had[j] < mentees:
            k = end[c]
            if k == start[c + 1]:
                k -= 1
                if mine == bar[c] and uid[j] > uid[masters[k]]:
                    continue  # the last one stays
            else:
                end[c] += 1
            while k > start[c] and (worth[k - 1] < mine or (worth[k - 1] == mine and uid[masters[k - 1]] > uid[j])):
                masters[k], worth[k] = masters[k - 1], worth[k - 1]
                k -= 1
            masters[k], worth[k] = j, mine
            if end[c] == start[c + 1]:
                bar[c] = worth[end[c] - 1]
    out = np.full(who.size, NOWHERE, np.int64)
    for c in range(end.size):
        best = start[c]
        for k in range(first[c], last[c]):
            while best < end[c] and had[masters[best]] >= mentees:
                best += 1  # the next on the list
            if best == end[c]:
                break
            out[queue[k]] = masters[best]
            had[masters[best]] += 1
    return out
