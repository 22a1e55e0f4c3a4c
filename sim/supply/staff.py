"""Teachers: those of the first day, drawn by the address of the post they fill, and how later ones take a post."""

from __future__ import annotations

from operator import attrgetter
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from sim import rng
from sim.axes import ARTS, BLOCKS, CORE, HONOURS
from sim.kernels import kernel
from sim.ranking import top
from sim.state import NOWHERE, Array, Honour, Title
from sim.supply import applicants, history, honours, known
from sim.supply.known import UNKNOWN, fit
from sim.world import World

if TYPE_CHECKING:
    from sim.params import Start

UPPER = (35, 45, 55)  # ages at which the bands of `sim.axes.AGES` end
AGES = ((23, 35), (35, 45), (45, 55), (55, 60))  # bands of Start.ages
START_AGE = 23
MOST_ARTS = 0.9  # share of PE and arts posts beyond which a school's later posts do not follow the first day
EVEN = 1e-6  # by which shares may miss their sum and are taken as they are
ABLE, HELD = 100.0, 1000.0  # put ahead of all merit: those who have served long enough, those who hold the step below

FACTS = {"backbone": "backbone", "leader": "leaders", "master": "masters"}  # what a case calls those who hold an honour
MONTHS, LATER, STEP = 12, 2025, 4  # from that year on a month later for every four months of birth (decision of 2024)


def posts(world: World) -> Array:
    """Return the posts each school should have by stage and block, from its roll and classes, shape (n, stages, blocks).

    Schools whose staff is pooled are staffed alike, and together as well as each would be by itself.
    """
    s, p = world.schools, world.settings.params.careers
    norm, pool = s.pupils / world.stages.of(p.ratio), pools(world)
    by_roll = norm * alike(s.staffing, norm.sum(1), pool)[:, None]
    total = np.maximum(by_roll, s.classes * p.class_floor)
    arts = alike(s.arts, norm.sum(1), pool)
    share = block_share(world) * np.where(BLOCKS.is_("arts"), arts[:, None], 1.0)[:, None, :]
    exact = total[:, :, None] * share / share.sum(2, keepdims=True)
    planned: Array = _whole(exact, total, s.classes)
    return planned


@kernel
def _whole(exact: Array, owed: Array, classes: Array) -> Array:
    """Return whole posts that add up to those owed, largest remainders first; one at least where there are classes."""
    out = np.empty(exact.shape, np.int32)
    for i, stage in np.ndindex(owed.shape):
        of = exact[i, stage]
        short = np.rint(owed[i, stage] - np.floor(of).sum())
        for k in range(of.size):
            before = 0
            for j in range(of.size):
                ahead = (np.floor(of[k]) - of[k]) - (np.floor(of[j]) - of[j])
                before += ahead > 0 or (ahead == 0 and j < k)
            out[i, stage, k] = max(np.int64(np.floor(of[k])) + (before < short), classes[i, stage] > 0)
    return out


def block_share(world: World) -> Array:
    """Return the share of posts by stage and block: as the full posts its lessons take, fewer of PE and arts."""
    p = world.settings.params
    full = world.stages.of(p.classes.lessons) / world.stages.of(p.classes.full_load)
    share = full / full.sum(1, keepdims=True)
    arts = BLOCKS.is_("arts")
    own = share[:, arts] * world.stages.of(p.careers.arts_posts)[:, None]
    found: Array = np.where(arts, own, share * (1 - own) / (1 - share[:, arts]))
    return found


def pools(world: World) -> Array:
    """Return the pool of staff each school belongs to: the row of the core it is pooled with, or its own."""
    ties, out = world.ties, np.arange(len(world.schools))
    pooled = world.settings.by_form("pooled")[:, 0] > 0
    rows = np.flatnonzero(ties.active & pooled[ties.form])
    out[ties.school[rows]] = world.groups.core[ties.group[rows]]
    return out


def alike(value: Array, weight: Array, pool: Array) -> Array:
    """Return a number of each school, that of pooled schools replaced by their weighted mean."""
    shared = np.bincount(pool, minlength=value.size)[pool] > 1
    if not shared.any():
        return value
    total = np.bincount(pool, weight, minlength=value.size)
    mean = np.bincount(pool, weight * value, minlength=value.size) / np.maximum(total, 1e-9)
    return np.where(shared & (total[pool] > 0), mean[pool], value)


def hire_first(world: World) -> None:
    """Staff every school of the first day; a school whose teachers were counted keeps its ratio to pupils later on."""
    s, p = world.schools, world.settings.params.careers
    teachers, arts = (known.counts(world.case, attrgetter(fact)) for fact in ("teachers", "arts"))
    norm = np.where(teachers != UNKNOWN, s.pupils / world.stages.of(p.ratio), 0).sum(1)
    staff = np.where(teachers != UNKNOWN, teachers, 0).sum(1)
    s.staffing[:] = np.where(norm > 0, staff / np.maximum(norm, 1e-9), s.staffing)
    share = block_share(world)
    part = np.minimum(arts / np.maximum(teachers, 1), MOST_ARTS)
    tilt = np.where(arts != UNKNOWN, part / (1 - part) * (share[:, :ARTS].sum(1) / share[:, ARTS]), 0)
    weight = np.where(arts != UNKNOWN, teachers, 0)
    s.arts[:] = np.where(weight.sum(1) > 0, (weight * tilt).sum(1) / np.maximum(weight.sum(1), 1), s.arts)
    s.posts[:] = _counted(posts(world), teachers, arts, share)
    count = s.posts.ravel()
    team = np.repeat(np.arange(count.size), count)
    turn = np.arange(team.size) - np.repeat(np.cumsum(count) - count, count)
    school, stage, block = np.unravel_index(team, s.posts.shape)
    uid = (
        (s.uid[school].astype(np.uint64) << np.uint64(32)) | np.uint64(world.year - 1 << 20)
        | (stage * 4 + block).astype(np.uint64) << np.uint64(16) | turn.astype(np.uint64)
    )  # fmt: skip
    rows = employ(world, uid, team, np.zeros(team.size))
    _aged(world, rows)
    history.begin(world, rows, worth(world, s.reputation), _flow(world))
    _career(world, rows)
    world.teachers.match[rows] = match(world, rows)


def _counted(planned: Array, teachers: Array, arts: Array, share: Array) -> Array:
    """Return posts by school, stage and block that add up to the teachers counted, PE and arts teachers among them."""
    usual = np.rint(planned[:, :, ARTS] * teachers / np.maximum(planned.sum(2), 1))
    last = np.minimum(np.where(arts == UNKNOWN, usual, arts), teachers)
    rest = teachers - last
    first = np.clip(
        np.rint(rest * share[:, CORE] / share[:, :ARTS].sum(1)), np.minimum(rest, 1), np.maximum(rest - 1, 0)
    )
    met = np.stack([first, rest - first, last], axis=2)
    return np.where((teachers != UNKNOWN)[:, :, None], met, planned)


def employ(world: World, uid: Array, team: Array, skill: Array) -> Array:
    """Give posts of teams to new teachers, novices of a given skill; return their rows."""
    t, p = world.teachers, world.settings.params
    school, stage, block = np.unravel_index(team, world.schools.posts.shape)
    free = np.flatnonzero(~t.active)
    if free.size < team.size:
        t.grow(max(team.size - free.size, team.size // 4, 64))
        free = np.flatnonzero(~t.active)
    rows = free[: team.size]
    origin = _origin(world, uid)
    given = {
        "uid": uid, "active": True, "register": school, "post": school, "stage": stage, "block": block, "skill": skill,
        "female": origin[0] < p.start.women, "degree": origin[1] < p.careers.degree_share.array()[stage],
        "motive": applicants.talent(world, uid)[1], "birth_year": world.year - START_AGE,
    }  # fmt: skip
    for name, declared in t.columns().items():
        t[name][rows] = given.get(name, declared.fill)
    t.match[rows] = match(world, rows)
    world.staffing += 1
    return rows


def _flow(world: World) -> float:
    """Return the yearly chance that a post is taken by one who moves, while its teacher might have moved."""
    p, ages = world.settings.params.careers, _ages(world.settings.params.start)
    gone, young = max(p.exit * p.exit_age["to_34"], 1e-6), AGES[0][1] - AGES[0][0]
    vacant = (
        ages[0] * gone / (1 - np.exp(-gone * young))
    )  # hires of a year who, less those who left since, are the young
    able = _share_over(ages, p.move_years) - _share_over(ages, max(p.move_age - START_AGE, p.move_years))
    return float(vacant * p.offered * (1 + p.offered) / max(able, vacant)) if p.apply else 0.0


def _origin(world: World, uid: Array) -> Array:
    return rng.uniform_pairs(world.key("staff.origin", 0), uid)


def match(world: World, rows: Array) -> Array:
    """Return the match of teachers with the schools they are posted to: fixed for each pair of identities."""
    t = world.teachers
    pair = t.uid[rows] ^ (world.schools.uid[t.post[rows]].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    out: Array = world.settings.params.teaching.match_sd * world.fixed(rng.normal, "staff.match", pair, t.uid[rows])
    return out


def worth(world: World, name: Array) -> Array:
    """Return what a post at each school is worth to teachers, by the name it hires under and its place [SD]."""
    p = world.settings.params.careers
    out: Array = p.renown * name + p.place.array()[world.schools.locality]
    return out


def views(world: World, uid: Array) -> Array:
    """Return what others think of teachers beyond their skill: when titles, and when honours are given, shape (2, teachers)."""
    return world.fixed(rng.normal_pairs, "staff.career", uid, uid)


def retired(world: World, rows: Array, year: int) -> Array:
    """Return which teachers are of age before a school year: those who reach it in the calendar year in which it begins."""
    t = world.teachers
    old = np.zeros(rows.size, np.bool_)
    near = np.flatnonzero(t.birth_year[rows] <= year + 1 - world.settings.params.careers.retire.array().min())
    who = rows[near]
    old[near] = pension(world, t.uid[who], t.birth_year[who], t.female[who]) < MONTHS * (year + 1)
    return old


def pension(world: World, uid: Array, birth_year: Array, female: Array) -> Array:
    r"""Return the month in which teachers reach the age of retirement, counted from January of the year 0.

    .. math:: b + 12\,r + \min(\lfloor (b - b_0) / 4 \rfloor + 1,\; 12\,(r' - r))^+

    with b the month of birth, r and r' the ages before and after the change, and b0 the month of birth of the first whom it
    concerns: those who would have been of age in January 2025.
    """
    p, sex = world.settings.params.careers, female.astype(np.int64)
    born = MONTHS * birth_year.astype(np.int64) + np.floor(MONTHS * world.fixed(rng.uniform, "staff.birth", uid, uid))
    age, late = MONTHS * p.retire.array()[sex], MONTHS * p.retire_late.array()[sex]
    steps = np.maximum(np.floor((born + age - MONTHS * LATER) / STEP) + 1, 0)
    month: Array = born + age + np.sign(late - age) * np.minimum(steps, np.abs(late - age))
    return month


def _aged(world: World, rows: Array) -> None:
    """Give the staff of the first day ages and sex: in each band of age evenly over those who may still be in service.

    Women retire earlier, so there are fewer of them in the last band.
    """
    t, p = world.teachers, world.settings.params
    uid, shares, origin = t.uid[rows], _ages(p.start), _origin(world, t.uid[rows])
    luck = rng.uniform_pairs(world.key("staff.age", 0), uid)
    band = _bands(world, rows, np.searchsorted(np.cumsum(shares)[:-1], luck[0], side="right"), luck[0])
    limit = _limits(world)
    serving = np.maximum(limit - AGES[-1][0] + 1, 0)  # cohorts of the last band: of men, of women
    last = p.start.women * serving[1] / max(p.start.women * serving[1] + (1 - p.start.women) * serving[0], 1e-9)
    others = min(max((p.start.women - shares[-1] * last) / max(1 - shares[-1], 1e-9), 0.0), 1.0)
    chance = np.array([others, others, others, last])[band]
    female = fit(world, rows, attrgetter("women"), chance - origin[0], origin[0] < chance)
    low, high = np.array(AGES).T
    width = np.where(band == 3, np.maximum(serving[female.astype(np.int64)], 1), (high - low)[band])
    age = low[band] + np.floor(luck[1] * width)
    counted = known.told(world, rows, _older(1))
    age = np.where(counted, age, np.minimum(age, np.floor(limit)[female.astype(np.int64)]))
    gone = pension(world, uid, world.year - age, female) < MONTHS * world.year
    age -= gone & ~counted
    t.female[rows], t.birth_year[rows], t.experience[rows] = female, world.year - age, age - START_AGE
    degree = p.careers.degree_share.array()[t.stage[rows]] - origin[1]
    t.degree[rows] = fit(world, rows, attrgetter("above_degree"), degree, degree > 0)


def _limits(world: World) -> Array:
    """Return the ages of retirement of men and of women who are of age when the first school year begins."""
    p = world.settings.params.careers
    early, late = p.retire.array(), p.retire_late.array()
    risen = max(world.year - LATER, 0) / (STEP + 1)  # a month for each four months of birth takes five of the calendar
    limit: Array = early + np.sign(late - early) * np.minimum(risen, np.abs(late - early))
    return limit


def _bands(world: World, rows: Array, drawn: Array, luck: Array) -> Array:
    """Return the age band of each teacher, 0 to 3: as drawn, or as many as the case counts."""
    band, score = np.zeros(rows.size, np.int64), luck.astype(np.float64)
    for step in (3, 2, 1):
        older = fit(world, rows, _older(step), score, drawn >= step)
        band += older
        score = luck + 2 * older
    return band


def _older(step: int) -> known.Fact:
    """Return how many teachers are in an age band or an older one."""
    return lambda k: None if k.ages is None else sum(k.ages[step:])


def _career(world: World, rows: Array) -> None:
    """Give the staff of the first day the titles, honours and years that fit experience and skill."""
    t, p = world.teachers, world.settings.params
    uid, years = t.uid[rows], t.experience[rows]
    view = views(world, uid)[0]
    by_title = applicants.looks(t.skill[rows] / p.careers.skill_sd, view, p.start.merit)
    served, ages = p.careers.title_years.array(), _ages(p.start)
    title = np.where(years >= served[0], Title.SECOND, Title.NONE)
    for stage, shares in enumerate(p.careers.title_share.array()):
        here = t.stage[rows] == stage
        above = 0.0
        for step in (Title.FULL, Title.SENIOR, Title.FIRST):
            above += shares[step - Title.FIRST]
            need = served[step - 1]
            good = by_title > _cut(_part(above, _share_over(ages, need)))
            title = np.where(here & (title < step) & (years >= need) & good, np.maximum(title, step), title)
    need = served[Title.SENIOR - 1]
    senior = fit(world, rows, attrgetter("senior_title"), by_title + ABLE * (years >= need), title >= Title.SENIOR)
    title = np.where(senior, np.maximum(title, Title.SENIOR), np.minimum(title, Title.FIRST))
    need = served[Title.FIRST - 1]
    score = by_title + ABLE * (years >= need) + HELD * senior
    middle = fit(world, rows, attrgetter("mid_title"), score, title >= Title.FIRST)
    t.title[rows] = np.where(middle, np.maximum(title, Title.FIRST), np.minimum(title, Title.SECOND))
    by_honour, able, held = (
        honours.merit(world, rows, views(world, uid)[1], world.schools.reputation),
        years >= need,
        np.ones(rows.size, np.bool_),
    )
    cell = honours.stage_of_district(world, rows)
    score = by_honour + ABLE * able
    for honour, quota, fact in zip(
        (Honour.BACKBONE, Honour.LEADER, Honour.MASTER), honours.quota(world), HONOURS.names, strict=True
    ):
        drawn, fits = np.zeros(rows.size, np.bool_), np.flatnonzero(able & held)
        drawn[fits[top(cell[fits], by_honour[fits], uid[fits], quota)]] = True
        held = fit(world, rows, attrgetter(FACTS[fact]), score + HELD * held, drawn)
        t.honour[rows] = np.where(held, honour, t.honour[rows])
    t.mentor[rows] = t.mentor_unit[rows] = t.mentor_by[rows] = NOWHERE


def _cut(share: float) -> float:
    """Return the z-value above which a share of people lies."""
    return NormalDist().inv_cdf(1 - min(max(share, 1e-6), 1 - 1e-6))


def _part(share: float, able: float) -> float:
    """Return which part of the able makes a share of all; where they are too few, or none, all of them."""
    return share / max(able, share) if share else 0.0


def _ages(p: Start) -> Array:
    """Return the age structure of the first day as shares, shape (4,)."""
    given = p.ages.array()
    total = given.sum()
    shares: Array = given if abs(total - 1) < EVEN else given / total
    return shares


def _share_over(ages: Array, experience: float) -> float:
    """Return the share of the staff with at least so many years of experience, from the age structure alone."""
    age = START_AGE + experience
    return float(
        sum(
            part * min(max((high - age) / (high - low), 0.0), 1.0) for part, (low, high) in zip(ages, AGES, strict=True)
        )
    )
