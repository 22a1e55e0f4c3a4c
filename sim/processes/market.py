r"""The market for teachers: surplus staff is deployed, teachers of other schools move up, and novices fill what is left.

A post is worth to those who might take it

.. math:: u_j = b\,Q_s + a_{place} + \tau\,\varepsilon_j

with Q the name under which the school hires (SD), b its weight, a the worth of its place, and a luck of its own.
Each autumn, in each district, stage and subject block: (1) a share of the teachers whom schools have too many of is
transferred to vacant posts, the last to come first (超编 → 缺编); pooled staff is evened out wholly.
(2) Part of the vacant posts is offered to
those who serve elsewhere: some of them apply, and the most wanted post takes the one who looks best of those to whom it
is worth more than their own (调动); the posts they leave are offered once more. (3) For what is left there are so many
novices a post, drawn as people of the district; the most wanted post takes the one who looks best (`applicants`).

So a school's better name takes teachers from others and adds none. Sources: teachers move from villages to towns, by where a
school lies (cite:wei2019, neds2014); what schools see of novices (cite:goldhaber2017).
"""

from __future__ import annotations

import numpy as np

from sim import kinds, rng
from sim.axes import place_of, team_of
from sim.kernels import kernel
from sim.processes import council, placement, process
from sim.processes.careers import appeal, registered
from sim.ranking import in_order, top
from sim.state import NOWHERE, Array
from sim.supply import applicants, staff
from sim.world import World, segments

TURNS = 2  # times a post may be offered to teachers of other schools: at first, and when one of them has left it


@process(writes="teachers.*")
def fill(world: World) -> None:
    """Vacant posts are filled: by surplus teachers of other schools, by those who move up, and the rest by the best novices.

    空缺岗位先由超编学校的教师调剂，再面向在职教师选调，其余招聘新教师；最受欢迎的学校先选。
    """
    lacks = (world.schools.posts - registered(world)).ravel()
    pool = staff.pools(world)
    deploy(world, lacks, pool, np.bincount(pool, minlength=len(pool))[pool] > 1, 1.0)
    deploy(world, lacks, world.schools.district, world.schools.active, council.deployed(world))
    worth, taste = appeal(world), world.key("market.taste")
    move(world, lacks, worth, taste)
    hire(world, lacks, worth, taste)


def deploy(world: World, lacks: Array, pool: Array, shared: Array, share: float) -> None:
    """Let a share of those whom some schools have too many of fill the posts others of a pool lack; the last to come go first.

    ``lacks`` is by team, negative where there are too many, and is kept up to date, here and in what follows.
    """
    if not (share and shared.any()):
        return
    t, s = world.teachers, world.schools
    over = -lacks * shared[world.stages.unit_of_team(np.arange(lacks.size))]
    surplus = np.maximum(over, 0)
    if share < 1:
        teams, named = vacancies(world, np.minimum(surplus, 1), 0)  # one draw of each team with too many
        luck = rng.uniform(world.key("market.deployed"), named)
        surplus[teams] = np.floor(share * surplus[teams] + luck)
    at_home, spare_of = _in_teams(t.active, t.placement, t.register, t.stage, t.block, surplus > 0, len(world.stages))
    spare = at_home[top(spare_of, -t.seniority[at_home], t.uid[at_home], surplus)]
    vacant = np.repeat(np.arange(over.size), np.maximum(-over, 0))
    school, stage, block = np.unravel_index(vacant, s.posts.shape)
    want = world.stages.team(pool[school], stage, block)  # the team of the pool, of posts and of teachers
    have = world.stages.team(pool[t.register[spare]], t.stage[spare], t.block[spare])
    named = s.uid[school].astype(np.uint64)
    first_post, posts = in_order(want, np.zeros(want.size), named, over.size)
    first_one, order = in_order(have, -t.seniority[spare], t.uid[spare], over.size)
    n = np.minimum(np.diff(first_post), np.diff(first_one))
    rows, target = spare[order[segments(first_one[:-1], n)]], school[posts[segments(first_post[:-1], n)]]
    _go(world, lacks, rows, target, forced=True)


@kernel
def _in_teams(
    active: Array, placement: Array, register: Array, stage: Array, block: Array,
    marked: Array,  # (teams,)
    stages: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the rows of those at home whose team of register is marked, and that team."""
    rows, team, n = np.empty(active.size, np.int64), np.empty(active.size, np.int64), 0
    for j in range(active.size):  # no branch to mispredict
        team[n] = team_of(place_of(register[j], stage[j], stages), block[j]) if active[j] else 0
        rows[n] = j
        n += active[j] & (placement[j] == kinds.AT_HOME) & marked[team[n]]
    return rows[:n], team[:n]


def _go(world: World, lacks: Array, rows: Array, target: Array, *, forced: bool) -> None:
    """Let teachers change their register for good."""
    t = world.teachers
    for school, change in ((t.register[rows], 1), (target, -1)):
        np.add.at(lacks, world.stages.team(school.astype(np.int64), t.stage[rows], t.block[rows]), change)
    placement.register_at(world, rows, target, forced)
    world.staffing += 1


def move(world: World, lacks: Array, worth: Array, taste: np.uint64) -> None:
    """Let teachers who apply elsewhere take part of the vacant posts, upward and toward town; those they leave fall vacant."""
    t, p = world.teachers, world.settings.params.careers
    if not (p.offered and p.apply):
        return
    able = t.active & (t.placement == kinds.AT_HOME) & (t.seniority >= p.move_years)
    able &= world.year - t.birth_year <= p.move_age
    who = np.flatnonzero(able)
    who = who[rng.uniform(world.key("market.apply"), t.uid[who]) < p.apply]
    luck = rng.normal(world.key("market.looks"), t.uid[who])
    seen = applicants.looks(t.skill[who] / p.skill_sd, luck, p.seen["served"])
    vacant, offered = np.maximum(lacks, 0), world.key("market.offered")
    for turn in range(TURNS):
        team, post = vacancies(world, vacant, turn)
        luck = rng.uniform(offered, post)  # a post is another one each turn
        team, post = team[luck < p.offered], post[luck < p.offered]
        school = world.stages.unit_of_team(team)
        pull = _pull(world, worth[school], post, taste)
        subject = world.stages.subject(t.stage[who], t.block[who])
        cell, n = _cell(world, school, team % world.stages.n_teams(1))
        of, _ = _cell(world, t.register[who], subject)
        taken = applicants.upward(cell, pull, post, of, seen, t.uid[who], worth[t.register[who]], n)
        filled = np.flatnonzero(taken != NOWHERE)
        rows = who[taken[filled]]
        left = world.stages.team(t.register[rows].astype(np.int64), t.stage[rows], t.block[rows])
        _go(world, lacks, rows, school[filled], forced=False)
        vacant = np.minimum(np.bincount(left, minlength=vacant.size), np.maximum(lacks, 0))  # none where too many were
        stays = np.ones(who.size, np.bool_)
        stays[taken[filled]] = False
        who, seen = who[stays], seen[stays]


def hire(world: World, lacks: Array, worth: Array, taste: np.uint64) -> None:
    """Let novices of each district apply for the posts left vacant; where work is most wanted those who look best are chosen."""
    team, post = vacancies(world, np.maximum(lacks, 0), TURNS)
    if not team.size:
        return
    school, subject = world.stages.unit_of_team(team), team % world.stages.n_teams(1)
    pull = _pull(world, worth[school], post, taste)
    cell, n = _cell(world, school, subject)
    number = np.bincount(cell, minlength=n)
    kind = np.arange(n)
    year = np.full(n, world.year)
    uid, of = applicants.pool(world, kind // world.stages.n_teams(1), kind % world.stages.n_teams(1), year, number)
    taken, skill = applicants.novices(world, cell, pull, post, of, uid, n)
    d, home = world.districts, world.schools.district[school]
    staff.employ(world, uid[taken], team, d.raw_skill[home] + d.raw_spread[home] * skill[taken])


def vacancies(world: World, vacant: Array, turn: int) -> tuple[Array, Array]:
    """Return the team and the identity of each vacant post; ``turn`` tells posts that fall vacant later in an autumn."""
    found: tuple[Array, Array] = _posts(vacant, world.schools.uid, world.stages.n_teams(1), turn << 12)
    return found


@kernel
def _posts(
    vacant: Array,  # (teams,) posts
    uid: Array,  # (schools,)
    subjects: int,  # teams of a school
    turn: int,  # number of the first post of each team
) -> tuple[Array, Array]:
    """Return the team and the identity of posts, team by team: of the school, what is taught, and a number."""
    size = vacant.sum()
    team, post, n = np.empty(size, np.int64), np.empty(size, np.uint64), 0
    for one in range(vacant.size):
        of = np.uint64(uid[one // subjects]) << np.uint64(32) | np.uint64(one % subjects) << applicants.CELL
        for number in range(vacant[one]):
            team[n], post[n] = one, of | np.uint64(turn + number)
            n += 1
    return team, post


def _pull(world: World, worth: Array, post: Array, taste: np.uint64) -> Array:
    """Return what posts are worth this autumn, the luck of each of them under the key of tastes included."""
    pull: Array = worth + world.settings.params.careers.taste * rng.normal(taste, post)
    return pull


def _cell(world: World, school: Array, subject: Array) -> tuple[Array, int]:
    """Return in which market those are who teach a subject at schools of a district, and the number of markets."""
    each = world.stages.n_teams(1)
    return world.schools.district[school].astype(np.int64) * each + subject, len(world.districts) * each
