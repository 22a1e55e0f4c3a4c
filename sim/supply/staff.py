"""Teachers: those of the first day and those hired later, drawn by the address of the post they fill."""

from __future__ import annotations

from operator import attrgetter
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from sim import rng
from sim.axes import ARTS, BLOCKS, CORE
from sim.state import NOWHERE, Array, Honour, Title
from sim.supply import known
from sim.supply.known import UNKNOWN, fit
from sim.world import World

if TYPE_CHECKING:
    from sim.params import Start

AGES = ((23, 35), (35, 45), (45, 55), (55, 60))  # bands of Start.ages
START_AGE = 23
MOST_ARTS = 0.9  # share of PE and arts posts beyond which a school's later posts do not follow the first day
EVEN = 1e-6  # by which shares may miss their sum and are taken as they are
ABLE, HELD = 100.0, 1000.0  # put ahead of all merit: those who have served long enough, those who hold the step below

HONOURS = (  # each honour, its share of the honoured, and the count of those who hold it or a higher one
    (Honour.BACKBONE, 1.0, "backbone"), (Honour.LEADER, 0.25, "leaders"), (Honour.MASTER, 0.06, "masters"),
)  # fmt: skip


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
    whole = np.floor(exact)
    short = np.rint(total - whole.sum(2)).astype(np.int64)  # largest remainders take what is left
    rank = np.argsort(np.argsort(whole - exact, axis=2, kind="stable"), axis=2, kind="stable")
    needs_one = (s.classes > 0)[:, :, None]
    planned: Array = np.maximum(whole + (rank < short[:, :, None]), needs_one).astype(np.int32)
    return planned


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
    vacancies(world, s.posts)


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


def vacancies(world: World, number: Array, renown: Array | None = None) -> Array:
    """Fill a number of posts by (school, stage, block) with new teachers; return their rows.

    On the first day they come with age, experience, titles and honours; later they are novices, the better the better the
    ``renown`` (SD) with which each school recruits.
    """
    first_day = renown is None
    t, s = world.teachers, world.schools
    cells = np.flatnonzero(number.ravel() > 0)
    count = number.ravel()[cells]
    cell = np.repeat(cells, count)
    turn = np.arange(cell.size) - np.repeat(np.cumsum(count) - count, count)
    school, stage, block = np.unravel_index(cell, number.shape)
    free = np.flatnonzero(~t.active)
    if free.size < cell.size:
        t.grow(max(cell.size - free.size, cell.size // 4, 64))
        free = np.flatnonzero(~t.active)
    rows = free[: cell.size]
    when = world.year - 1 if first_day else world.year
    uid = (
        (s.uid[school].astype(np.uint64) << np.uint64(32)) | np.uint64(when << 20)
        | (stage * 4 + block).astype(np.uint64) << np.uint64(16) | turn.astype(np.uint64)
    )  # fmt: skip
    for name, declared in t.columns().items():
        t[name][rows] = declared.fill
    t.uid[rows], t.active[rows] = uid, True
    t.register[rows] = t.post[rows] = school
    t.stage[rows], t.block[rows] = stage, block
    _person(world, rows, renown)
    if first_day:
        _career(world, rows)
    t.match[rows] = match(world, rows)
    world.staffing += 1
    return rows


def match(world: World, rows: Array) -> Array:
    """Return the match of teachers with the schools they are posted to: fixed for each pair of identities."""
    t = world.teachers
    pair = t.uid[rows] ^ (world.schools.uid[t.post[rows]].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    out: Array = world.settings.params.teaching.match_sd * world.fixed(rng.normal, "staff.match", pair, t.uid[rows])
    return out


def _person(world: World, rows: Array, renown: Array | None) -> None:
    """Draw who the teachers are: age, sex, degree, skill, motive."""
    t, p = world.teachers, world.settings.params
    uid, school = t.uid[rows], world.teachers.register[rows]
    origin = rng.uniform_pairs(world.key("staff.origin", 0), uid)
    talent = rng.normal_pairs(world.key("staff.talent", 0), uid)
    female = origin[0] < p.start.women
    degree_share = p.careers.degree_share.array()[t.stage[rows]]
    degree = origin[1] < degree_share
    t.motive[rows] = talent[1]
    if renown is None:
        mean = p.start.teacher_level * p.start.standing.array()[world.schools.level[school]]
        degree = fit(world, rows, attrgetter("above_degree"), degree_share - origin[1], degree)
        years = rng.uniform_pairs(world.key("staff.age", 0), uid)
        band, counted = _bands(
            world, rows, np.searchsorted(np.cumsum(_ages(p.start))[:-1], years[0], side="right"), years[0], female
        )
        female = fit(world, rows, attrgetter("women"), -origin[0] - 2 * (band == 3), female & ~(counted & (band == 3)))
        low, high = np.array(AGES).T
        age = np.floor(low[band] + years[1] * (high - low)[band])
        limit = np.minimum(age, p.careers.retire.array()[female.astype(np.int8)] - 1)
        age = np.where(counted, age, limit)
    else:
        mean = p.careers.skill_mean + p.careers.skill_pull * renown[school]
        age = np.full(rows.size, START_AGE)
    t.female[rows], t.degree[rows] = female, degree
    t.skill[rows] = mean + p.careers.skill_sd * talent[0]
    t.birth_year[rows] = world.year - age
    t.experience[rows] = age - START_AGE


def _bands(world: World, rows: Array, drawn: Array, luck: Array, female: Array) -> tuple[Array, Array]:
    """Return the age band of each teacher, 0 to 3, and whether the case counts the ages of the school and stage.

    The oldest are men first, because women retire at that age.
    """
    band, score = np.zeros(rows.size, np.int64), luck + ~female
    for step in (3, 2, 1):
        older = fit(world, rows, _older(step), score, drawn >= step)
        band += older
        score = luck + 2 * older
    return band, known.told(world, rows, _older(1))


def _older(step: int) -> known.Fact:
    """Return how many teachers are in an age band or an older one."""
    return lambda k: None if k.ages is None else sum(k.ages[step:])


def _career(world: World, rows: Array) -> None:
    """Give the staff of the first day the titles, honours and years that fit experience and skill."""
    t, p = world.teachers, world.settings.params
    uid, years = t.uid[rows], t.experience[rows]
    noise = rng.normal_pairs(world.key("staff.career", 0), uid)
    merit = p.start.merit
    by_title, by_honour = merit * t.skill[rows] / p.careers.skill_sd + np.sqrt(1 - merit**2) * noise
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
    by_honour += p.start.honour_level * p.start.standing.array()[world.schools.level[t.register[rows]]]
    share = _part(p.careers.honour_share, _share_over(ages, need))
    able, held = years >= need, np.ones(rows.size, np.bool_)
    for honour, part, fact in HONOURS:
        drawn = held & able & (by_honour > _cut(share * part))
        held = fit(world, rows, attrgetter(fact), by_honour + ABLE * able + HELD * held, drawn)
        t.honour[rows] = np.where(held, honour, t.honour[rows])
    stay = rng.uniform(world.key("staff.stay", 0), uid)
    t.years_here[rows] = np.minimum(years, np.floor(stay * 20))
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
