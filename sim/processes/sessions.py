r"""Sessions of teachers: who of a unit takes part, what fits into their time, and what they learn of those they meet.

Those of a school in a unit are to attend as much as one another, but for the young, who have salons of their own. What a
programme asks and costs is told by *sort* of participant, two for each seat: others, and the young. What somebody learns depends
on the team, which is that of stage and subject across the unit. The mechanism is told in ``teacher_activities.py``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import network, rng
from sim.axes import N_BLOCKS, place_of, team_of
from sim.axis import axis
from sim.kernels import kernel
from sim.network import Seats
from sim.processes.learning import TERM
from sim.processes.team_research import leads_in_all, rate_of, rates, rates_by_term
from sim.ranking import better_half_of, in_order
from sim.state import NOWHERE, Array, Layer
from sim.world import World

ACTIVITIES = axis(
    "activity", preparation=("集体备课", "collective preparation"), same_lesson=("同课异构", "one lesson, several designs"),
    open_lesson=("公开课", "open lessons"), delivered=("送教", "lessons delivered"), base=("学科基地", "subject base"),
    salon=("青年沙龙", "salon of the young"), project=("课题研究", "projects"), lecture=("专题讲座", "lectures"),
    contest=("教学比武", "contests"),
)  # fmt: skip
PREPARATION, SAME_LESSON, DELIVERED, BASE, SALON, CONTEST = (
    ACTIVITIES.code(name) for name in ("preparation", "same_lesson", "delivered", "base", "salon", "contest")
)
KINDS = len(ACTIVITIES)
SORTS = 2  # of participants for each seat


class Participants(NamedTuple):
    """Who takes part in the activities of units."""

    sort: Array  # (layers, teacher rows) of participant, -1 where one takes part in none
    heads: Array  # (sorts,)


class Meeting(NamedTuple):
    """Who meets where activities are held, and for how much of them there is time."""

    sort: Array  # (layers, teacher rows)
    team: Array  # (layers, teacher rows) with whom one meets, -1 where nothing is held
    n: int  # teams
    unit: Array  # (seats,) whose teams those of a seat meet
    rows: Array  # of the teachers who meet anybody
    fits: Array  # (teacher rows,) share of the time for research that goes there
    came: Array  # (teacher rows,) share of what one was to attend for which there is time
    contests: Array  # (participants,) of each teacher, layer by layer


class Lessons(NamedTuple):
    """What kinds of activities teach."""

    kinds: Array  # codes of those that teach anything
    share: Array  # (activities,) of the time for research
    worth: Array  # (activities,) over research in the team
    alone: Array  # (activities,) SD, whoever else is there
    hidden: Array  # (participants,) share of what is not seen of a skill that contests leave unseen


class Colleagues(NamedTuple):
    """The skill that colleagues show in activities; nothing where no such activity is held."""

    levels: Array  # (teams, activities)
    partner: Array  # (layers, teacher rows) of who teaches the same lesson, one's own where nobody does
    salon: Array  # (layers, teacher rows) lead of the others at a salon


def participants(world: World, found: Seats, wanted: Array) -> Participants:
    """Return who takes part over some seats; ``wanted`` is by stage and block whether teachers of them do."""
    t, young = world.teachers, np.float32(world.settings.params.growth.novice_years)
    return Participants(*_sorted(
        t.active, t.post, t.stage, t.block, t.experience, network.by_layer(world, found), found.strength, wanted, young,
        len(world.stages),
    ))  # fmt: skip


@kernel
def head_by_head(unit: Array, value: Array, heads: Array, n: int) -> Array:
    """Return what so many heads of a value each come to in each of n units: the sum of a term a head, as `sim.sums` takes it."""
    total = np.zeros(n)
    for k in np.argsort(value):
        sum_ = total[unit[k]]
        for _ in range(heads[k]):
            sum_ += value[k]
        total[unit[k]] = sum_
    return total


def meet(world: World, found: Seats, there: Participants, times: Array, each: Array, whole: float) -> Meeting:
    """Take what participants are to attend of their time for research, as far as there is any.

    Parameters
    ----------
    times
        Activities that those of a sort are to attend, shape (sorts, activities). Whoever learns of a team has all of it there:
        what only some sorts attend (lessons delivered, salons) shows no level of the team.
    each
        Hours of an activity, by kind.
    whole
        Hours of the time for research in a term.
    """
    t, s, meets, n = world.teachers, world.schools, found.unit, len(world.groups)
    if world.inside:  # with colleagues of the school, in each layer for itself
        meets, n = found.school + len(s) * world.groups.layer[meets].astype(np.int64), len(s) * len(Layer)
    first, n = world.stages.team(meets, 0, 0), world.stages.n_teams(n)
    hours, contests = (times * each).sum(1), np.ascontiguousarray(times[:, CONTEST])
    with_whom, *rest = _fitted(t.joint, t.stage, t.block, there.sort, hours, contests, first, whole)
    return Meeting(there.sort, with_whom, n, meets, *rest)


def shown(world: World, found: Seats, m: Meeting, kinds: Array, key: np.uint64) -> Colleagues:
    """Return what those who meet are shown in activities of some kinds; partners are drawn by a key."""
    t, of_layers = world.teachers, np.zeros((0, 0))
    partner, salon = of_layers.astype(np.float32), of_layers
    if SAME_LESSON in kinds:
        uid = t.uid[m.rows]
        _, order = in_order(np.zeros(uid.size, np.int64), rng.uniform(key, uid), uid, 1)
        partner = _paired(m.rows[order], t.skill, m.team, m.n)
    if SALON in kinds:
        young = m.rows[t.experience[m.rows] < world.settings.params.growth.novice_years]
        _, order = in_order(np.zeros(young.size, np.int64), t.skill[young], t.uid[young], 1)
        first, team = np.arange(young.size + 1) * len(m.team), m.team[:, young].T.astype(np.int64)
        led = leads_in_all(order, t.skill[young], np.ones(young.size), first, team.ravel(), m.n)
        salon = np.zeros(m.team.shape)
        salon[:, young] = led.reshape(team.shape).T
    return Colleagues(_levels(world, found, m) if kinds.size else of_layers, partner, salon)


def learn(world: World, m: Meeting, times: Array, seen: Colleagues, lessons: Lessons) -> None:
    """Let those who meet learn for a term, one activity after the other."""
    t = world.teachers
    research = rates(world.settings.params.growth)
    _learn(t.learning, t.shown, t.skill, t.experience, m.sort, m.team, times, m.came, seen, lessons, research)


def _levels(world: World, found: Seats, m: Meeting) -> Array:
    """Return the skill that each kind of activity shows to a team, shape (teams, activities)."""
    t, core, schools = world.teachers, world.groups.core, len(world.schools)
    if world.inside:  # a school for itself is its own core, and its strongest
        core = np.tile(np.arange(schools, dtype=core.dtype), len(Layer))
    levels: Array = _levels_shown(
        t.active, t.post, t.stage, t.block, t.skill, m.team, core, m.unit, found.school, found.tied,
        world.stages.n_teams(schools),
    )  # fmt: skip
    return levels


@kernel
def _levels_shown(
    active: Array, post: Array, stage: Array, block: Array, skill: Array,
    cell: Array,  # (layers, teacher rows) team in a unit, -1 for none; a unit is of one layer
    core: Array,  # (units,) school
    unit: Array, school: Array, tied: Array,  # (seats, ...)
    n: int,  # teams of schools
) -> Array:  # fmt: skip
    """Return for each team of units the better half's skill, but of all the mean, of the core, or of the strongest school."""
    stages, own = tied.shape[1], np.empty(active.size, cell.dtype)
    levels = np.full((team_of(place_of(core.size, 0, stages), 0), KINDS), -np.inf)
    for j in range(active.size):
        own[j] = team_of(place_of(post[j], stage[j], stages), block[j]) if active[j] else NOWHERE
    home, _, _ = better_half_of(skill, own, n)
    for layer in range(len(cell)):
        best, mean, heads = better_half_of(skill, cell[layer], len(levels))
        for c in range(len(levels)):
            if heads[c]:
                levels[c] = best[c]
                levels[c, PREPARATION] = mean[c]
    levels[:, BASE] = -np.inf
    for k in range(unit.size):
        for place in range(stages):
            for b in range(N_BLOCKS):
                c = team_of(place_of(unit[k], place, stages), b)
                levels[c, DELIVERED] = home[team_of(place_of(core[unit[k]], place, stages), b)]
                if tied[k, place]:
                    levels[c, BASE] = max(levels[c, BASE], home[team_of(place_of(school[k], place, stages), b)])
    return levels


@kernel
def _sorted(
    active: Array, post: Array, stage: Array, block: Array, experience: Array,
    seat: Array,  # (layers, places)
    strength: Array,  # (seats,)
    wanted: Array,  # (stages, blocks)
    young: np.float32,  # years taught
    stages: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the sort of each teacher row in each layer whose units carry anything to its school, and the heads of each sort."""
    sort, heads = np.full((len(seat), active.size), np.int32(NOWHERE)), np.zeros(SORTS * strength.size, np.int64)
    for j in range(active.size):
        if active[j] and wanted[stage[j], block[j]]:
            place = place_of(post[j], stage[j], stages)
            for layer in range(len(seat)):
                k = seat[layer, place]
                if k >= 0 and strength[k] > 0:
                    sort[layer, j] = SORTS * k + (experience[j] < young)
                    heads[sort[layer, j]] += 1
    return sort, heads


@kernel
def _fitted(
    joint: Array,  # (teacher rows,) share of the time for research that is spent with others, changed in place
    stage: Array, block: Array,
    sort: Array,  # (layers, teacher rows)
    hours: Array, contests: Array,  # (sorts,) that one is to attend
    first: Array,  # (seats,) first of the teams that those of a seat meet
    time: float,
) -> tuple[Array, Array, Array, Array, Array]:  # fmt: skip
    """Return by teacher row the team in each layer, and the last four columns of `Meeting`."""
    team, rows, m = np.full(sort.shape, np.int32(NOWHERE)), np.empty(joint.size, np.int64), 0
    fits, came, came_to, n = np.zeros(joint.size), np.zeros(joint.size), np.empty(sort.size), 0
    for j in range(joint.size):
        spent = 0.0
        for layer in range(len(sort)):
            k = sort[layer, j]
            if k >= 0 and hours[k] > 0:
                spent += hours[k]
                team[layer, j] = first[k // SORTS] + team_of(stage[j], block[j])
        if spent:
            rows[m] = j
            m += 1
            fits[j] = min(spent / time, np.float64(np.float32(1) - joint[j]))  # nobody has more time than there is
            came[j] = fits[j] * time / spent
            joint[j] += np.float32(fits[j])
        for layer in range(len(sort)):
            if sort[layer, j] >= 0:
                came_to[n] = contests[sort[layer, j]] * came[j]
                n += 1
    return team, rows[:m], fits, came, came_to[:n]


@kernel
def _paired(order: Array, skill: Array, cell: Array, n: int) -> Array:
    """Pair those of a team two by two, in one order of all teachers; return the skill of the partner, one's own if left over."""
    partner, waits = np.zeros(cell.shape, np.float32), np.full(n, NOWHERE)
    for layer in range(len(cell)):
        for j in order:
            c = cell[layer, j]
            if c < 0:
                continue
            other = waits[c]
            if other < 0:
                waits[c], partner[layer, j] = j, skill[j]
            else:
                waits[c], partner[layer, j], partner[layer, other] = NOWHERE, skill[other], skill[j]
    return partner


@kernel
def _learn(
    learning: Array, shown: Array,  # (teacher rows,) changed in place
    skill: Array, experience: Array,
    sort: Array, cell: Array,  # (layers, teacher rows)
    due: Array,  # (sorts, activities)
    came: Array,  # (teacher rows,)
    seen: Colleagues, lessons: Lessons,
    research: tuple[float, float, float],
) -> None:  # fmt: skip
    """Let those who meet learn of a lead and by themselves, and show what they can do in contests, layer by layer."""
    at_term, n = rates_by_term(research), 0
    attended, learnt = np.empty(KINDS), np.empty(KINDS)
    for j in range(learning.size):
        rate, own = rate_of(experience[j], at_term, research), np.float64(skill[j])
        for layer in range(len(sort)):
            k, c = sort[layer, j], cell[layer, j]
            if k < 0:
                continue
            if c >= 0 and lessons.kinds.size:
                for one in range(KINDS):  # of all kinds at once: vector code
                    attended[one] = due[k, one] * came[j]
                    learnt[one] = max(seen.levels[c, one] - own, 0.0)
                if seen.partner.size:
                    learnt[SAME_LESSON] = max(np.float64(seen.partner[layer, j]) - own, 0.0)
                learnt[SALON] = seen.salon[layer, j] if seen.salon.size else 0.0
                for one in range(KINDS):
                    part = lessons.worth[one] * (attended[one] * lessons.share[one])
                    learnt[one] = TERM * part * rate * learnt[one]
                for one in lessons.kinds:
                    learning[j] += learnt[one]
                    if lessons.alone[one]:
                        learning[j] += np.float32(lessons.alone[one] * attended[one])
            shown[j] = 1 - np.float64(np.float32(1) - shown[j]) * lessons.hidden[n]
            n += 1
