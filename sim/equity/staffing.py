"""One pass over the teachers: what inspectors count at each school, and the sums from which yearly measures follow."""

from __future__ import annotations

import numpy as np

from sim import kinds
from sim.axes import ARTS, place_of
from sim.equity.standards import ELIGIBLE_AGE, ELIGIBLE_YEARS
from sim.kernels import kernel
from sim.state import Array, Honour, Title
from sim.world import World

ROTATIONS = (
    "rotation",
    "one_way_rotation",
    "replaced_rotation",
    "surplus_rotation",
)  # kinds of placement of the rule of rotation
COUNTS = ("degree", "backbone", "arts", "titled", "all")  # of `count`
SUMS = (
    "teachers", "core_teachers", "core_skill", "member_teachers", "member_skill", "backbone", "load", "burnout",
    "eligible", "rotated", "rotated_backbone", "week", "overtime", "titles",
    "core_registered", "core_registered_skill", "member_registered", "member_registered_skill",
)  # fmt: skip

_BACKBONE, _FIRST, _HOME = int(Honour.BACKBONE), int(Title.FIRST), kinds.AT_HOME


def count(world: World) -> tuple[Array, Array]:
    """Return teachers of every school by stage, shape (n_schools, stages, 5): at the school of register, and where they work.

    Above the required degree, backbone or higher, PE and arts, middle title or higher, all.
    """
    t, n = world.teachers, len(world.schools)
    tables = _count(t.active, t.register, t.post, t.stage, t.degree, t.honour, t.block, t.title, n, len(world.stages))
    here, there = (world.stages.by_unit(table) for table in tables)
    return here, there


def sums(world: World, roles: Array) -> Array:
    """Return sums over the teachers of each stage, shape (stages, len(SUMS)), those of core and member schools by post.

    Those ``registered`` at cores and members are counted there. Eligible for rotation this year is who began one, and who
    is at home, has served six years in a row and is young enough.
    """
    found: Array = sums_of_parts(world, roles, np.zeros(len(world.schools), np.int64), 1)[0]
    return found


def sums_of_parts(world: World, roles: Array, part: Array, n: int) -> Array:
    """Return `sums` of n sets of schools, shape (n, stages, len(SUMS)); ``part`` is the set of each school, -1 of none.

    Teachers are counted where they work, or are registered.
    """
    t = world.teachers
    first = world.term - world.term % 2  # term of this school year
    found: Array = _sums(
        t.active, part, n, t.stage, t.register, t.post, roles, t.skill, t.honour, t.load, t.burnout, t.placement, t.years_here,
        world.year - t.birth_year, t.female, t.placement_row, world.placements.start, first, ELIGIBLE_YEARS, ELIGIBLE_AGE,
        np.isin(kinds.names(), ROTATIONS), t.week, t.title, world.settings.params.time.budget,
        len(world.stages),
    )  # fmt: skip
    return found


@kernel
def _count(
    active: Array,
    register: Array,
    post: Array,
    stage: Array,
    degree: Array,
    honour: Array,
    block: Array,
    title: Array,
    n_schools: int,
    stages: int,
) -> Array:
    """Return counts by register and by post, shape (2, n_places, 5)."""
    out = np.zeros((2, place_of(n_schools, 0, stages), 5))
    for j in range(active.size):
        if not active[j]:
            continue
        for by, school in enumerate((register[j], post[j])):
            row = out[by, place_of(school, stage[j], stages)]
            row[0] += degree[j]
            row[1] += honour[j] >= _BACKBONE
            row[2] += block[j] == ARTS
            row[3] += title[j] >= _FIRST
            row[4] += 1
    return out


@kernel
def _sums(
    active: Array,
    cell: Array,  # (n_schools,) the set of schools that a school is of, -1 for none
    n_cells: int,
    stage: Array,
    register: Array,
    post: Array,
    roles: Array,  # (n_schools,) 0 none, 1 core, 2 member
    skill: Array,
    honour: Array,
    load: Array,
    burnout: Array,
    placement: Array,
    years_here: Array,
    age: Array,
    female: Array,
    placement_row: Array,
    start: Array,  # (placements,) first term
    this_year: int,  # first term of the school year
    served: int,  # years in a row that make eligible
    too_old: tuple[int, int],  # age of men and of women
    rotation: Array,  # by code of placement: whether it is one
    week: Array,
    title: Array,
    budget: float,  # hours of a week
    stages: int,
) -> Array:
    """Return sums by set and stage; columns as in `SUMS`."""
    out = np.zeros((n_cells, stages, 18))
    for j in range(active.size):
        if not active[j]:
            continue
        home, own, here = roles[register[j]], cell[register[j]], cell[post[j]]
        if home and own >= 0:
            out[own, stage[j], 12 + 2 * home] += 1
            out[own, stage[j], 13 + 2 * home] += skill[j]
        if here < 0:
            continue
        row, role, good = out[here, stage[j]], roles[post[j]], honour[j] >= _BACKBONE
        row[0] += 1
        if role:
            row[2 * role - 1] += 1
            row[2 * role] += skill[j]
        row[5] += good
        row[6] += load[j]
        row[7] += burnout[j]
        row[11] += week[j]
        row[12] += max(week[j] - budget, 0.0)
        row[13] += title[j]
        if rotation[placement[j]] and start[placement_row[j]] >= this_year:
            row[8] += 1
            row[9] += 1
            row[10] += good
        elif placement[j] == _HOME and years_here[j] >= served and age[j] < (too_old[1] if female[j] else too_old[0]):
            row[8] += 1
    return out
