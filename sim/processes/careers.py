"""Careers: teachers retire and leave, are hired, climb the title ladder, and are recognised as backbone teachers.

Sources: retirement ages by law; title ladder of the 2015 ministry opinion (years of experience, quota of posts per
school); honours by a standard of skill, drawn independently, because committees judge each candidate by the standard.
"""

from __future__ import annotations

import numpy as np

from sim import kinds, network, rng
from sim.processes import placement, process
from sim.ranking import in_order, top
from sim.state import NOWHERE, Array, Honour, Title
from sim.supply import staff
from sim.world import World, segments

FIRST_LATE_YEAR, LAST_LATE_YEAR = 2024, 2039  # the retirement age rises between them, by the decision of 2024

MOVES = """teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end teachers.credit
teachers.years_here teachers.forced teachers.terms_since_move placements.end"""


@process(writes=f"teachers.active teachers.mentor teachers.mentor_unit teachers.mentor_by {MOVES}")
def leave(world: World) -> None:
    """Teachers of age retire; some others leave, the burnt out more often; last year's pairs of mentor and mentee part.

    到龄教师退休；另有部分教师离职，倦怠者更易离开；上学年的师徒结对解除。
    """
    t, p = world.teachers, world.settings.params.careers
    late = min(max((world.year - FIRST_LATE_YEAR) / (LAST_LATE_YEAR - FIRST_LATE_YEAR), 0.0), 1.0)
    age_limit = p.retire.array() + late * (p.retire_late.array() - p.retire.array())  # men, women
    serving = world.live_teachers()
    old = world.year - t.birth_year[serving] >= age_limit[t.female[serving].astype(np.int64)]
    luck = rng.uniform(world.key("careers.exit"), t.uid[serving])
    gone = serving[old | (luck < p.exit + p.exit_burnout * t.burnout[serving])]
    placement.end(world, gone[t.placement[gone] != kinds.AT_HOME])
    t.active[gone] = False
    t.mentor[:] = t.mentor_unit[:] = t.mentor_by[:] = NOWHERE
    t.years_here += t.active
    world.staffing += 1


@process(writes="schools.posts")
def plan_posts(world: World) -> None:
    """The bureau sets the posts of each school from its roll and classes.

    教育局按各校在校生数与班数核定岗位。
    """
    world.schools.posts[:] = staff.posts(world)


@process(writes="teachers.*")
def hire(world: World) -> None:
    """Vacant posts are filled with novices; each school draws its own, better ones where its name, or its group's, is good.

    空缺岗位招聘新教师补充；各校自行吸引，本校或集团声誉好的学校招到的更好。
    """
    even_out(world)
    staff.vacancies(world, np.maximum(world.schools.posts - registered(world), 0), known_as(world))


def even_out(world: World) -> None:
    """Where staff is pooled, those whom one school has too many fill the posts another lacks; the last to come go first."""
    t, s, pool = world.teachers, world.schools, staff.pools(world)
    shared = np.bincount(pool, minlength=len(s))[pool] > 1
    if not shared.any():
        return
    over = np.where(shared[:, None, None], registered(world) - s.posts, 0).ravel()
    at_home = np.flatnonzero(t.active & (t.placement == kinds.AT_HOME) & shared[t.register])
    spare_of = world.stages.team(t.register[at_home].astype(np.int64), t.stage[at_home], t.block[at_home])
    spare = at_home[top(spare_of, -t.years_here[at_home], t.uid[at_home], np.maximum(over, 0))]
    lacks = np.repeat(np.arange(over.size), np.maximum(-over, 0))
    school, stage, block = np.unravel_index(lacks, s.posts.shape)
    want = world.stages.team(pool[school], stage, block)  # the team of the pool, of posts and of teachers
    have = world.stages.team(pool[t.register[spare]], t.stage[spare], t.block[spare])
    first_post, posts = in_order(want, np.zeros(want.size), lacks.astype(np.uint64), over.size)
    first_one, order = in_order(have, -t.years_here[spare], t.uid[spare], over.size)
    n = np.minimum(np.diff(first_post), np.diff(first_one))
    rows, target = spare[order[segments(first_one[:-1], n)]], school[posts[segments(first_post[:-1], n)]]
    t.register[rows] = t.post[rows] = target
    t.match[rows] = staff.match(world, rows)
    t.years_here[rows], t.forced[rows], t.terms_since_move[rows] = 0, True, 0
    world.staffing += 1


def known_as(world: World) -> Array:
    """Return the reputation with which each school recruits: its own, and that of its units as far as hiring is joint."""
    s = world.schools
    found = network.seats(world, network.active_ties(world), "hiring")
    rep = s.reputation[found.school].astype(np.float64)
    pull = found.strength * (network.scatter("mean", found.unit, rep, len(world.groups))[found.unit] - rep)
    joint = np.maximum(network.scatter("sum", found.school, found.strength, len(s)), 1)
    name = s.reputation + network.scatter("sum", found.school, pull, len(s)) / joint
    return name.astype(s.reputation.dtype)


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
    luck = rng.normal(world.key("careers.promote"), uid)
    merit = t.skill[on] + np.float32(p.credit) * t.credit[on] + np.float32(p.skill_sd) * luck
    rounding = _rounding(world)
    served = p.title_years.array()
    shares = world.stages.of(p.title_share)[world.stages.stage_of(np.arange(posts.size))]  # (cells, first/senior/full)
    for step in (Title.FULL, Title.SENIOR, Title.FIRST):
        above = shares[:, step - Title.FIRST :].sum(1)
        quota = np.floor(above * posts + rounding)
        quota -= np.bincount(cell[np.flatnonzero(title >= step)], minlength=posts.size)
        able = np.flatnonzero((title == step - 1) & (experience >= served[step - 1]))
        winners = able[top(cell[able], merit[able], uid[able], quota)]
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
    """Good and experienced teachers are recognised as backbone teachers, leaders, masters.

    优秀且经验丰富的教师获评骨干教师、学科带头人、名师。
    """
    t, p = world.teachers, world.settings.params.careers
    who = np.flatnonzero(t.active & (t.experience >= p.title_years["first"]) & (t.honour < Honour.MASTER))
    luck = rng.uniform(world.key("careers.recognise"), t.uid[who])
    standard = p.honour_skill.array()[t.honour[who]]
    chance = 2 * p.honour_rate / (1 + np.exp(np.minimum((standard - t.skill[who]) / p.honour_scale, 50.0)))
    t.honour[who[luck < chance]] += 1
