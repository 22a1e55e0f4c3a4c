"""Careers: teachers retire and leave, climb the title ladder, and are recognised as backbone teachers.

Sources: retirement ages by law; title ladder of the 2015 ministry opinion (years of experience, quota of posts per
school); honours by quota of the district, for which schools put candidates forward. How posts are filled is told in
``market.py``.
"""

from __future__ import annotations

import numpy as np

from sim import kinds, network, rng, sums
from sim.axes import N_BLOCKS, place_of
from sim.kernels import kernel
from sim.processes import placement, process, satisfaction
from sim.ranking import top
from sim.state import NOWHERE, Array, Honour, Title
from sim.supply import honours, staff
from sim.world import World

MOST = 100  # years of age
BAND = np.searchsorted(staff.UPPER, np.arange(MOST), side="right")  # of each age
POSTED = tuple(Title)[Title.FIRST :]  # titles of which a school has so many posts
_NONE, _SECOND = int(Title.NONE), int(Title.SECOND)
MOVES = """teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end teachers.credit
teachers.years_here teachers.forced teachers.terms_since_move placements.end"""


@process(writes=f"teachers.active teachers.mentor teachers.mentor_unit teachers.mentor_by teachers.seniority {MOVES}")
def leave(world: World) -> None:
    """Teachers of age retire; some others leave, the burnt out more often; last year's pairs of mentor and mentee part.

    到龄教师退休；另有部分教师离职，倦怠者更易离开；上学年的师徒结对解除。
    """
    t = world.teachers
    serving = world.live_teachers()
    luck = rng.uniform(world.key("careers.exit"), t.uid[serving])
    gone = serving[staff.retired(world, serving, world.year) | (luck < exits(world, serving))]
    placement.end(world, gone[t.placement[gone] != kinds.AT_HOME])
    t.active[gone] = False
    t.mentor[:] = t.mentor_unit[:] = t.mentor_by[:] = NOWHERE
    t.years_here += t.active
    t.seniority += t.active
    world.staffing += 1


def exits(world: World, rows: Array) -> Array:
    r"""Return the chance that teachers leave this autumn, but for age.

    .. math:: h\, a_{age}\, (1 - gap)^{-e}\, e^{-k (u - \bar u)} + b \cdot burnout

    with u what a post at the school is worth and the mean over the staff of the district; where a case says so, times
    :math:`e^{-x (c - \bar c)}` with c the share of the school's teachers who are content (``satisfaction.py``).
    """
    t, s, p = world.teachers, world.schools, world.settings.params.careers
    worth, n = appeal(world), len(world.districts)
    school = t.register[rows]
    staffed = np.bincount(school, minlength=len(s))
    mean = np.bincount(s.district, staffed * worth, minlength=n) / np.maximum(
        np.bincount(s.district, staffed, minlength=n), 1
    )
    pull = np.exp(-p.exit_appeal * (worth - mean[s.district]))
    if heed := world.settings.params.satisfaction.exit:
        pull = pull * np.exp(-heed * satisfaction.beside_district(world, s.content, s.classes))
    rate = (p.exit * (1 - p.pay_gap) ** -p.exit_pay * p.exit_age.array()[BAND]).astype(np.float32)
    chance: Array = _exits(
        rows, t.register, t.birth_year, t.burnout, rate, pull.astype(np.float32), np.float32(p.exit_burnout), world.year
    )
    return chance


@kernel
def _exits(
    rows: Array, register: Array, birth_year: Array, burnout: Array,
    by_age: Array,  # chance a year
    by_school: Array,  # how much more or less leave it than others
    exit_burnout: np.float32,
    year: int,
) -> Array:  # fmt: skip
    chance = np.empty(rows.size, np.float32)
    for i in range(rows.size):
        j = rows[i]
        chance[i] = by_age[min(year - birth_year[j], MOST - 1)] * by_school[register[j]] + exit_burnout * burnout[j]
    return chance


@process(writes="schools.posts")
def plan_posts(world: World) -> None:
    """The bureau sets the posts of each school from its roll and classes.

    教育局按各校在校生数与班数核定岗位。
    """
    world.schools.posts[:] = staff.posts(world)


def known_as(world: World) -> Array:
    """Return the reputation with which each school recruits: its own, and that of its units as far as hiring is joint."""
    s = world.schools
    if not network.channel(world, "hiring").any():  # as where no form has it
        return s.reputation
    found = network.seats(world, network.active_ties(world), "hiring")
    rep = s.reputation[found.school].astype(np.float64)
    pull = found.strength * (sums.scatter("mean", found.unit, rep, len(world.groups))[found.unit] - rep)
    joint = np.maximum(sums.scatter("sum", found.school, found.strength, len(s)), 1)
    name = s.reputation + sums.scatter("sum", found.school, pull, len(s)) / joint
    return name.astype(s.reputation.dtype)


def appeal(world: World) -> Array:
    """Return what a post at each school is worth to teachers, but for its own luck, in SD of reputation."""
    return staff.worth(world, known_as(world))


def registered(world: World) -> Array:
    """Return the teachers by (school, stage, block) who hold a post there: those on the register whose post waits for them.

    Who fills a post of the school of posting holds that one.
    """
    t, there = world.teachers, kinds.those("fills_post")
    holds = np.where(there, 2, kinds.those("keeps_post"))
    holds[kinds.AT_HOME] = 1
    held: Array = _registered(
        t.active, t.placement, t.register, t.post, t.stage, t.block, holds, len(world.schools), len(world.stages)
    )
    return held


@kernel
def _registered(
    active: Array, placement: Array, register: Array, post: Array, stage: Array, block: Array,
    holds: Array,  # (kinds,) which post is held: 2 that of the school of posting, 1 that on the register, 0 none
    n_schools: int, stages: int,
) -> Array:  # fmt: skip
    held = np.zeros((n_schools, stages, N_BLOCKS), np.int64)
    for j in range(active.size):
        which = holds[placement[j]]
        held[post[j] if which == 2 else register[j], stage[j], block[j]] += active[j] & (which > 0)
    return held


@process(writes="teachers.title teachers.credit")
def promote(world: World) -> None:
    """Schools fill vacant title posts with the best of those who have served long enough; credit from placements counts.

    各校将空缺的职称岗位聘给任满年限者中的优秀教师；交流积分计入。
    """
    t, p, stages = world.teachers, world.settings.params.careers, world.stages
    of, posts = np.arange(len(world.schools)), world.schools.posts.sum(2)
    if p.titles_pooled:
        of, own = staff.pools(world), posts
        posts = np.zeros_like(own)
        np.add.at(posts, of, own)
    empty = np.zeros((*posts.shape, len(Title)), np.int64)
    holders = _at_least(_held(t.active, t.title, t.register, t.stage, of, empty))
    share = np.array([stages.of(p.title_share)[:, step - Title.FIRST :].sum(1) for step in POSTED])
    quota = np.floor(share[:, stages.stage_of(np.arange(posts.size))] * posts.ravel() + _rounding(world))
    quota -= holders[Title.FIRST :]
    who, cell = _candidates(
        t.active, t.title, t.experience, t.credit, t.register, t.stage, of, quota, p.title_years.array(), _needed(world),
        len(stages),
    )  # fmt: skip
    luck, uid = rng.normal(world.key("careers.promote"), t.uid[who]), t.uid[who]
    merit = t.skill[who] + np.float32(p.credit) * t.credit[who] + np.float32(p.skill_sd) * luck
    winners = who[top(cell, merit, uid, quota.ravel())]
    t.title[winners] += 1
    t.credit[winners] = 0


@kernel
def _candidates(
    active: Array,
    title: Array,  # changed in place: the second one is given to all who have served for it
    experience: Array, credit: Array, register: Array, stage: Array,
    pool: Array,  # (schools,) whose title posts are one
    quota: Array,  # (titles with posts, places) vacant posts of each
    served: Array,  # (titles from the second on,) years without which it is not given
    credit_needed: Array,  # (titles,) credit, likewise
    stages: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the rows of those who have the years and the credit for the next title, where a post of it is vacant.

    And the post: the next title and the place as one number, as in ``quota`` laid flat. Who rises one step makes no
    room for others and seeks no further one, so all steps are looked at together.
    """
    rows, cell, n = np.empty(active.size, np.int64), np.empty(active.size, np.int64), 0
    for j in range(active.size):  # hardly any is new to the ladder, and no other branch to mispredict
        if active[j] and title[j] == _NONE and experience[j] >= served[_NONE]:
            title[j] = _SECOND
        climbs = active[j] & (title[j] >= _SECOND) & (title[j] < _SECOND + quota.shape[0])
        now = np.int64(title[j]) if climbs else _SECOND
        place = place_of(pool[register[j]], stage[j], stages) if climbs else 0
        rows[n], cell[n] = j, (now - _SECOND) * quota.shape[1] + place
        fit = (experience[j] >= served[now]) & (credit[j] >= credit_needed[now + 1])
        n += climbs & fit & (quota[now - _SECOND, place] > 0)
    return rows[:n], cell[:n]


@kernel
def _held(active: Array, ladder: Array, register: Array, stage: Array, of: Array, staff: Array) -> Array:
    """Count the holders of each title, honour or block by what their school is of, into zeros (rows, stages, steps)."""
    for j in range(active.size):
        if active[j]:
            staff[of[register[j]], stage[j], ladder[j]] += 1
    return staff


def _at_least(held: Array) -> Array:
    """Return how many hold a step or a higher one, shape (steps, places), from the holders (rows, stages, steps)."""
    found: Array = np.cumsum(held.reshape(-1, held.shape[-1]).T[::-1], axis=0)[::-1]
    return found


def _needed(world: World) -> Array:
    """Return by title the credit without which it is not given."""
    return np.concatenate([np.zeros(int(Title.FIRST)), world.settings.params.careers.stay_needed.array()])


def short_of_stay(world: World, rows: Array) -> Array:
    """Return which teachers lack the stay elsewhere that their next title requires."""
    t = world.teachers
    following = np.minimum(t.title[rows] + 1, int(Title.FULL))
    lacks: Array = (t.title[rows] < Title.FULL) & (t.credit[rows] < _needed(world)[following])
    return lacks


def _rounding(world: World) -> Array:
    """Return how the quotas of each place are rounded, for good."""
    uid = world.schools.uid
    draws = world.fixed(rng.uniform_pairs, "careers.quota", uid, None)
    if len(world.stages) > len(draws):
        draws = np.concatenate([draws, world.fixed(rng.uniform_pairs, "careers.quota.later", uid, None)])
    return draws[: len(world.stages)].T.ravel()


@process(writes="teachers.honour")
def recognise(world: World) -> None:
    """Districts fill vacant quotas of honours with the best of those whom schools put forward, the highest honour first.

    各区县按指标补充骨干教师、学科带头人、名师：学校推荐，择优评选，先评高一级。
    """
    t, p = world.teachers, world.settings.params.careers
    quota, renown = honours.quota(world), known_as(world)
    empty = np.zeros((len(world.districts), len(world.stages), len(Honour)), np.int64)
    above = _at_least(_held(t.active, t.honour, t.register, t.stage, world.schools.district.astype(np.int64), empty))
    for honour in (Honour.MASTER, Honour.LEADER, Honour.BACKBONE):
        rows = _able(t.active, t.honour, t.experience, p.title_years["first"], honour - 1)
        merit = honours.merit(world, rows, staff.views(world, t.uid[rows])[1], renown)
        if honour == Honour.BACKBONE:
            named = np.floor(p.honour_named * world.schools.posts.sum((1, 2)) + 0.5)
            forward = top(t.register[rows], merit, t.uid[rows], np.maximum(named, 1))
            rows, merit = rows[forward], merit[forward]
        t.honour[
            rows[top(honours.stage_of_district(world, rows), merit, t.uid[rows], quota[honour - 1] - above[honour])]
        ] = honour


@kernel
def _able(active: Array, honour: Array, experience: Array, years: float, step: int) -> Array:
    """Return the rows of those who have served so many years and hold an honour, 0 for none, that others are above."""
    rows, n = np.empty(active.size, np.int64), 0
    for j in range(active.size):  # no branch to mispredict
        rows[n] = j
        n += active[j] & (honour[j] == step) & (experience[j] >= years)
    return rows[:n]
