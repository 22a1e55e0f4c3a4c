"""One pass over the teachers: what inspectors count at each school, and the sums from which yearly measures follow."""

from __future__ import annotations

import numpy as np

from sim import kinds
from sim.axes import ARTS
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


def count(world: World) -> Array:
    """Return teachers of every school by stage, shape (2, n_schools, stages, 5): at the school of register, and where they work.

    Above the required degree, backbone or higher, PE and arts, middle title or higher, all.
    """
    t, n = world.teachers, len(world.schools)
    found: Array = _count(
        t.active, t.register, t.post, t.stage, t.degree, t.honour, t.block, t.title, n, len(world.stages)
    )
    return found


def sums(world: World, roles: Array) -> Array:
    """Return sums over the teachers of each stage, shape (stages, len(SUMS)), those of core and member schools by post.

    Those ``registered`` at cores and members are counted there. Eligible for rotation this year is who began one, and who
    is at home, has served six years in a row and is young enough.
    """
    return by_district(world, roles)[0]


def by_district(world: World, roles: Array) -> tuple[Array, Array, Array]:
    """Return `sums`, the same of each district, and skill, value, load and burnout of those who work in each school."""
    n = len(world.districts)
    found, by_school = _summed(world, roles, world.schools.district.astype(np.int64), n, n > 1)
    return found[n if n > 1 else 0], found[:n], by_school


def sums_of_parts(world: World, roles: Array, part: Array, n: int) -> Array:
    """Return `sums` of n sets of schools, shape (n, stages, len(SUMS)); ``part`` is the set of each school, -1 of none.

    Teachers are counted where they work, or are registered.
    """
    return _summed(world, roles, part, n, False)[0][:n]


def _summed(world: World, roles: Array, part: Array, n: int, whole: bool) -> tuple[Array, Array]:
    t = world.teachers
    first = world.term - world.term % 2  # term of this school year
    rotation = np.array([name in ROTATIONS for name in kinds.CODES])
    found: tuple[Array, Array] = _sums(
        t.active, part, n, whole, t.stage, t.register, t.post, roles, t.skill, t.value, t.honour, t.load, t.burnout,
        t.placement, t.years_here, world.year, t.birth_year, t.female, t.placement_row, world.placements.start, first,
        ELIGIBLE_YEARS, ELIGIBLE_AGE, rotation, t.week, t.title, world.settings.params.time.budget, len(world.stages),
    )  # fmt: skip
    return found


@kernel
def _count(
    active: Array, register: Array, post: Array, stage: Array, degree: Array, honour: Array, block: Array, title: Array,
    n_schools: int, stages: int,
) -> Array:  # fmt: skip
    """Return counts by register and by post, shape (2, n_schools, stages, 5)."""
    out = np.zeros((2, n_schools, stages, 5))
    for j in range(active.size):
        if not active[j]:
            continue
        for by, school in enumerate((register[j], post[j])):
            row = out[by, school, stage[j]]
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
    whole: bool,  # whether sums over all are wanted too
    stage: Array, register: Array, post: Array,
    roles: Array,  # (n_schools,) 0 none, 1 core, 2 member
    skill: Array, value: Array, honour: Array, load: Array, burnout: Array, placement: Array, years_here: Array,
    year: int,
    birth_year: Array, female: Array, placement_row: Array,
    start: Array,  # (placements,) first term
    this_year: int,  # first term of the school year
    served: int,  # years in a row that make eligible
    too_old: tuple[int, int],  # age of men and of women
    rotation: Array,  # by code of placement: whether it is one
    week: Array, title: Array,
    budget: float,  # hours of a week
    stages: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Return sums by set and stage, columns as in `SUMS`, those over all behind; and four by school of post.

    Those of no set are added up in a last row, and those of no role in a first, which nobody reads: no branch to mispredict.
    """
    out, by_school = np.zeros((n_cells + 2, stages, 18)), np.zeros((roles.size, 4))
    by_role = np.zeros((n_cells + 2, stages, 3, 4))  # teachers and their skill by post, the same by register
    for j in range(active.size):
        if not active[j]:
            continue
        home, here, good, eligible, began = register[j], post[j], honour[j] >= _BACKBONE, False, False
        if placement[j] == _HOME:
            young = year - birth_year[j] < (too_old[1] if female[j] else too_old[0])
            eligible = (years_here[j] >= served) & young
        elif rotation[placement[j]]:
            eligible = began = start[placement_row[j]] >= this_year
        at_school = by_school[here]
        at_school[0] += skill[j]
        at_school[1] += value[j]
        at_school[2] += load[j]
        at_school[3] += burnout[j]
        for over_all in range(1 + whole):
            one, other = (n_cells, n_cells) if over_all else (cell[here], cell[home])
            row, mine, theirs = (
                out[one, stage[j]],
                by_role[one, stage[j], roles[here]],
                by_role[other, stage[j], roles[home]],
            )
            mine[0] += 1
            mine[1] += skill[j]
            theirs[2] += 1
            theirs[3] += skill[j]
            row[0] += 1
            row[5] += good
            row[6] += load[j]
            row[7] += burnout[j]
            row[8] += eligible
            row[9] += began
            row[10] += began and good
            row[11] += week[j]
            row[12] += max(week[j] - budget, 0.0)
            row[13] += title[j]
    for role in (1, 2):
        out[:, :, 2 * role - 1 : 2 * role + 1] = by_role[:, :, role, :2]
        out[:, :, 12 + 2 * role : 14 + 2 * role] = by_role[:, :, role, 2:]
    return out, by_school
