"""Careers: teachers retire and leave, climb the title ladder, and are recognised as backbone teachers.

Sources: retirement ages by law; title ladder of the 2015 ministry opinion (years of experience, quota of posts per
school); honours by quota of the district, for which schools put candidates forward. How posts are filled is told in
``market.py``.
"""

from __future__ import annotations

import numpy as np

from sim import kinds, network, rng
from sim.processes import placement, process, satisfaction
from sim.ranking import top
from sim.state import NOWHERE, Array, Honour, Title
from sim.supply import staff
from sim.world import World

MOST = 100  # years of age
MOVES = """teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end teachers.credit
teachers.years_here teachers.forced teachers.terms_since_move placements.end"""


@process(writes=f"teachers.active teachers.mentor teachers.mentor_unit teachers.mentor_by {MOVES}")
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
    age = np.searchsorted(staff.UPPER, np.arange(MOST), side="right")  # the band of each age
    rate = (p.exit * (1 - p.pay_gap) ** -p.exit_pay * p.exit_age.array()[age]).astype(np.float32)
    years = np.minimum(world.year - t.birth_year[rows], MOST - 1)
    chance: Array = rate[years] * pull.astype(np.float32)[school] + np.float32(p.exit_burnout) * t.burnout[rows]
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
    found = network.seats(world, network.active_ties(world), "hiring")
    rep = s.reputation[found.school].astype(np.float64)
    pull = found.strength * (network.scatter("mean", found.unit, rep, len(world.groups))[found.unit] - rep)
    joint = np.maximum(network.scatter("sum", found.school, found.strength, len(s)), 1)
    name = s.reputation + network.scatter("sum", found.school, pull, len(s)) / joint
    return name.astype(s.reputation.dtype)


def appeal(world: World) -> Array:
    """Return what a post at each school is worth to teachers, but for its own luck, in SD of reputation."""
    return staff.worth(world, known_as(world))


def registered(world: World) -> Array:
    """Return the teachers by (school, stage, block) who hold a post there: those on the register whose post waits for them.

    Who fills a post of the school of posting holds that one.
    """
    t = world.teachers
    fills = kinds.those("fills_post").take(t.placement)
    gone = (~kinds.those("keeps_post")).take(t.placement) & (t.placement != kinds.AT_HOME)
    on = np.flatnonzero(t.active & (~gone | fills))
    cell = world.stages.team(np.where(fills, t.post, t.register)[on], t.stage[on], t.block[on])
    return np.bincount(cell, minlength=world.schools.posts.size).reshape(world.schools.posts.shape)


@process(writes="teachers.title teachers.credit")
def promote(world: World) -> None:
    """Schools fill vacant title posts with the best of those who have served long enough; credit from placements counts.

    各校将空缺的职称岗位聘给任满年限者中的优秀教师；交流积分计入。
    """
    t, p = world.teachers, world.settings.params.careers
    on = world.live_teachers()
    title, experience, uid = t.title[on], t.experience[on], t.uid[on]
    title[(title == Title.NONE) & (experience >= p.title_years["second"])] = Title.SECOND
    cell = world.stages.place(t.register[on].astype(np.int64), t.stage[on])
    posts = world.schools.posts.sum(2).ravel()
    key = world.key("careers.promote")
    rounding = _rounding(world)
    served = p.title_years.array()
    shares = world.stages.of(p.title_share)[world.stages.stage_of(np.arange(posts.size))]  # (cells, first/senior/full)
    for step in (Title.FULL, Title.SENIOR, Title.FIRST):
        above = shares[:, step - Title.FIRST :].sum(1)
        quota = np.floor(above * posts + rounding)
        quota -= np.bincount(cell[np.flatnonzero(title >= step)], minlength=posts.size)
        able = np.flatnonzero((title == step - 1) & (experience >= served[step - 1]) & (quota > 0)[cell])
        luck, who = rng.normal(key, uid[able]), on[able]
        merit = t.skill[who] + np.float32(p.credit) * t.credit[who] + np.float32(p.skill_sd) * luck
        winners = able[top(cell[able], merit, uid[able], quota)]
        title[winners] = step
        t.credit[on[winners]] = 0
    t.title[on] = title


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
    quota, renown = staff.honours(world), known_as(world)
    served = t.experience >= p.title_years["first"]
    on = np.flatnonzero(t.active & (served | (t.honour > Honour.NONE)))
    cell, held = staff.stage_of_district(world, on), t.honour[on]
    holders = np.bincount(held.astype(np.int64) * quota.shape[1] + cell, minlength=len(Honour) * quota.shape[1])
    above = np.cumsum(holders.reshape(len(Honour), -1)[::-1], axis=0)[::-1]  # who hold an honour or a higher one
    for honour in (Honour.MASTER, Honour.LEADER, Honour.BACKBONE):
        able = np.flatnonzero((held == honour - 1) & served[on])
        rows = on[able]
        merit = staff.merit(world, rows, renown)
        if honour == Honour.BACKBONE:
            named = np.floor(p.honour_named * world.schools.posts.sum((1, 2)) + 0.5)
            forward = top(t.register[rows], merit, t.uid[rows], np.maximum(named, 1))
            able, rows, merit = able[forward], rows[forward], merit[forward]
        t.honour[rows[top(cell[able], merit, t.uid[rows], quota[honour - 1] - above[honour])]] = honour
