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
from sim.ranking import ranked
from sim.state import NOWHERE, Array
from sim.supply import applicants, staff
from sim.world import World

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
    rows, target = _deploy(
        t.active, t.placement, t.register, t.stage, t.block, t.seniority, t.uid, pool.astype(np.int64), surplus,
        np.maximum(-over, 0), np.argsort(s.uid), len(world.stages),
    )  # fmt: skip
    _go(world, lacks, rows, target, forced=True)


@kernel
def _deploy(
    active: Array, placement: Array, register: Array, stage: Array, block: Array, seniority: Array, uid: Array,
    pool: Array,  # (schools,)
    surplus: Array, vacant: Array,  # (teams,) teachers to be sent, posts to be filled
    turns: Array,  # (schools,) in the order of their identities, in which they take
    stages: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the rows of those at home who go, and the school each goes to: those of a subject of a pool are one queue."""
    each = team_of(stages, 0)  # teams of a school
    rows, team, n = np.empty(active.size, np.int64), np.empty(active.size, np.int64), 0
    for j in range(active.size):  # no branch to mispredict
        team[n] = team_of(place_of(register[j], stage[j], stages), block[j]) if active[j] else 0
        rows[n] = j
        n += active[j] & (placement[j] == kinds.AT_HOME) & (surplus[team[n]] > 0)
    rows, end = rows[:n], np.zeros(surplus.size + 1, np.int64)
    cell = pool[team[:n] // each] * each + team[:n] % each
    first, order = ranked(cell, -seniority[rows].astype(np.float64), uid[rows], surplus.size)
    for c in range(vacant.size):
        end[pool[c // each] * each + c % each + 1] += vacant[c]
    end = np.cumsum(end)
    start, post = end[:-1].copy(), np.empty(end[-1], np.int64)
    for i in turns:
        for k in range(each):
            c = pool[i] * each + k
            post[start[c] : start[c] + vacant[i * each + k]] = i
            start[c] += vacant[i * each + k]
    left, goes, target, m = surplus.copy(), np.empty(n, np.int64), np.empty(n, np.int64), 0
    for c in range(surplus.size):
        at = end[c]
        for k in range(first[c], first[c + 1]):
            i = order[k]
            if at < end[c + 1] and left[team[i]] > 0:
                left[team[i]] -= 1
                goes[m], target[m] = rows[i], post[at]
                at, m = at + 1, m + 1
    return goes[:m], target[:m]


def _go(world: World, lacks: Array, rows: Array, target: Array, *, forced: bool) -> Array:
    """Let teachers change their register for good; return how many leave each team."""
    t = world.teachers
    left, taken = (
        np.bincount(world.stages.team(school, t.stage[rows], t.block[rows]), minlength=lacks.size)
        for school in (t.register[rows].astype(np.int64), target)
    )
    lacks += left - taken
    placement.register_at(world, rows, target, forced)
    world.staffing += 1
    return left


def move(world: World, lacks: Array, worth: Array, taste: np.uint64) -> None:
    """Let teachers who apply elsewhere take part of the vacant posts, upward and toward town; those they leave fall vacant."""
    t, s, p = world.teachers, world.schools, world.settings.params.careers
    if not (p.offered and p.apply):
        return
    who = _able(t.active, t.placement, t.seniority, t.birth_year, p.move_years, world.year, p.move_age)
    who = who[rng.uniform(world.key("market.apply"), t.uid[who]) < p.apply]
    luck = rng.normal(world.key("market.looks"), t.uid[who])
    seen = applicants.looks(t.skill[who] / p.skill_sd, luck, p.seen["served"])
    vacant, offered = np.maximum(lacks, 0), world.key("market.offered")
    for turn in range(TURNS):
        taken, school = _offer(
            vacant, s.uid, s.district, worth, offered, np.float32(p.offered), taste, np.float32(p.taste), turn << 12,
            who, t.register, t.stage, t.block, t.uid, seen, len(world.districts), len(world.stages),
        )  # fmt: skip
        left = _go(world, lacks, who[taken], school, forced=False)
        vacant = np.minimum(left, np.maximum(lacks, 0))  # none where too many were
        stays = np.ones(who.size, np.bool_)
        stays[taken] = False
        who, seen = who[stays], seen[stays]


@kernel
def _able(
    active: Array, placement: Array, seniority: Array, birth_year: Array, years: float, year: int, oldest: float
) -> Array:
    """Return the rows of those at home who have been there for so many years and are not older than who may apply."""
    rows, n = np.empty(active.size, np.int64), 0
    for j in range(active.size):  # no branch to mispredict
        rows[n] = j
        n += active[j] & (placement[j] == kinds.AT_HOME) & (seniority[j] >= years) & (year - birth_year[j] <= oldest)
    return rows[:n]


@kernel
def _offer(
    vacant: Array,  # (teams,) posts
    school_uid: Array, district: Array, worth: Array,  # (schools,)
    offered: np.uint64, share: np.float32,  # under which key posts are drawn, and what part of them
    key: np.uint64, taste: np.float32,  # of the luck of posts
    turn: int,  # number of the first post of each team
    who: Array,  # those who apply
    register: Array, stage: Array, block: Array, uid: Array,
    seen: Array,  # (who,) how good they look
    districts: int, stages: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Offer some vacant posts to those who apply; return the positions of those taken, and the school each goes to."""
    each = team_of(stages, 0)  # teams of a school
    team, post = _posts(vacant, school_uid, each, turn)
    luck, spare = np.empty(post.size, np.float32), np.empty(post.size, np.float32)
    rng.fill_uniforms(offered, post, luck, spare)  # a post is another one each turn
    some = luck < share
    team, post = team[some], post[some]
    rng.fill_normals(key, post, luck[: post.size], spare[: post.size])
    school = team // each
    pull = worth[school] + taste * luck[: post.size]
    of = district[register[who]].astype(np.int64) * each + team_of(stage[who].astype(np.int64), block[who])
    cells = districts * each
    first_post, posts = ranked(district[school].astype(np.int64) * each + team % each, pull, post, cells)
    first_one, ones = ranked(of, seen, uid[who], cells)
    taken = applicants.highest(first_post, posts, pull, first_one, ones, worth[register[who]])
    filled = np.flatnonzero(taken != NOWHERE)
    return taken[filled], school[filled]


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
