"""Teachers: those of the first day and those hired later, drawn by the address of the post they fill."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from sim import rng
from sim.state import NOWHERE, Array, Honour, Title
from sim.world import World

AGES = ((23, 35), (35, 45), (45, 55), (55, 60))  # bands of Start.ages
START_AGE = 23


def posts(world: World) -> Array:
    """Return the posts each school should have by stage and block, from its roll and classes, shape (n, 2, 3)."""
    s, p = world.schools, world.settings.params.careers
    by_roll = s.pupils / np.array(p.ratio) * s.staffing[:, None]
    total = np.maximum(by_roll, s.classes * p.class_floor)
    share = np.array(p.block_share) * np.stack([np.ones(len(s)), np.ones(len(s)), s.arts], axis=1)[:, None, :]
    exact = total[:, :, None] * share / share.sum(2, keepdims=True)
    whole = np.floor(exact)
    short = np.rint(total - whole.sum(2)).astype(np.int64)  # largest remainders take what is left
    rank = np.argsort(np.argsort(whole - exact, axis=2, kind="stable"), axis=2, kind="stable")
    needs_one = (s.classes > 0)[:, :, None]
    planned: Array = np.maximum(whole + (rank < short[:, :, None]), needs_one).astype(np.int32)
    return planned


def hire_first(world: World) -> None:
    """Staff every school of the first day."""
    world.schools.posts[:] = posts(world)
    vacancies(world, world.schools.posts, first_day=True)


def vacancies(world: World, number: Array, *, first_day: bool = False) -> Array:
    """Fill a number of posts by (school, stage, block) with new teachers; return their rows.

    On the first day they come with age, experience, titles and honours; later they are novices.
    """
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
    for name, declared in type(t).declared().items():
        getattr(t, name)[rows] = declared.fill
    t.uid[rows], t.active[rows] = uid, True
    t.register[rows] = t.post[rows] = school
    t.stage[rows], t.block[rows] = stage, block
    _person(world, rows, first_day=first_day)
    if first_day:
        _career(world, rows)
    t.match[rows] = match(world, rows)
    world.staffing += 1
    return rows


def match(world: World, rows: Array) -> Array:
    """Return the match of teachers with the schools they are posted to: fixed for each pair of identities."""
    t = world.teachers
    pair = t.uid[rows] ^ (world.schools.uid[t.post[rows]].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    out: Array = world.settings.params.teaching.match_sd * rng.normal(world.key("staff.match", 0), pair)
    return out


def _person(world: World, rows: Array, *, first_day: bool) -> None:
    """Draw who the teachers are: age, sex, degree, skill, motive."""
    t, p = world.teachers, world.settings.params
    uid, school = t.uid[rows], world.teachers.register[rows]
    origin = rng.uniform_pairs(world.key("staff.origin", 0), uid)
    talent = rng.normal_pairs(world.key("staff.talent", 0), uid)
    t.female[rows] = origin[0] < p.start.women
    t.degree[rows] = origin[1] < np.array(p.careers.degree_share)[t.stage[rows]]
    t.motive[rows] = talent[1]
    if first_day:
        mean = p.start.teacher_level * np.array(p.start.standing)[world.schools.level[school]]
        years = rng.uniform_pairs(world.key("staff.age", 0), uid)
        band = np.searchsorted(np.cumsum(p.start.ages)[:-1], years[0], side="right")
        low, high = np.array(AGES).T
        age = np.floor(low[band] + years[1] * (high - low)[band])
        age = np.minimum(age, np.where(t.female[rows], p.careers.retire[1], p.careers.retire[0]) - 1)
    else:
        mean = p.careers.skill_mean + p.careers.skill_pull * world.schools.reputation[school]
        age = np.full(rows.size, START_AGE)
    t.skill[rows] = mean + p.careers.skill_sd * talent[0]
    t.birth_year[rows] = world.year - age
    t.experience[rows] = age - START_AGE


def _career(world: World, rows: Array) -> None:
    """Give the staff of the first day the titles, honours and years that fit experience and skill."""
    t, p = world.teachers, world.settings.params
    uid, years = t.uid[rows], t.experience[rows]
    noise = rng.normal_pairs(world.key("staff.career", 0), uid)
    merit = p.start.merit
    by_title, by_honour = merit * t.skill[rows] / p.careers.skill_sd + np.sqrt(1 - merit**2) * noise
    title = np.where(years >= p.careers.title_years[0], Title.SECOND, Title.NONE)
    for stage, shares in enumerate(p.careers.title_share):
        here = t.stage[rows] == stage
        above = 0.0
        for step in (Title.FULL, Title.SENIOR, Title.FIRST):
            above += shares[step - Title.FIRST]
            need = p.careers.title_years[step - 1]
            good = by_title > _cut(above / max(_share_over(p.start.ages, need), above))
            title = np.where(here & (title < step) & (years >= need) & good, np.maximum(title, step), title)
    t.title[rows] = title
    need = p.careers.title_years[1]
    by_honour += p.start.honour_level * np.array(p.start.standing)[world.schools.level[t.register[rows]]]
    share = p.careers.honour_share / _share_over(p.start.ages, need)
    for honour, part in ((Honour.BACKBONE, 1.0), (Honour.LEADER, 0.25), (Honour.MASTER, 0.06)):
        t.honour[rows] = np.where((years >= need) & (by_honour > _cut(share * part)), honour, t.honour[rows])
    stay = rng.uniform(world.key("staff.stay", 0), uid)
    t.years_here[rows] = np.minimum(years, np.floor(stay * 20))
    t.mentor[rows] = NOWHERE


def _cut(share: float) -> float:
    """Return the z-value above which a share of people lies."""
    return NormalDist().inv_cdf(1 - min(max(share, 1e-6), 1 - 1e-6))


def _share_over(ages: tuple[float, ...], experience: float) -> float:
    """Return the share of the staff with at least so many years of experience, from the age structure alone."""
    age = START_AGE + experience
    return sum(
        part * min(max((high - age) / (high - low), 0.0), 1.0) for part, (low, high) in zip(ages, AGES, strict=True)
    )
