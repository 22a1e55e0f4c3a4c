"""Honours: how teachers stand when they are given, and how many each district may give."""

from __future__ import annotations

import numpy as np

from sim.kernels import kernel
from sim.state import Array
from sim.world import World


def merit(world: World, rows: Array, view: Array, name: Array) -> Array:
    """Return how teachers stand when honours are given: skill as it is seen, in a view that stays, the school's name, credit."""
    t, start, p = world.teachers, world.settings.params.start, world.settings.params.careers
    f32, known = np.float32, start.merit
    found: Array = _merit(
        rows, t.skill, t.shown, t.register, t.credit, view, name,
        known, np.sqrt(1 - known**2), f32(p.skill_sd), f32(start.honour_level), f32(p.honour_credit),
    )  # fmt: skip
    return found


@kernel
def _merit(
    rows: Array, skill: Array, shown: Array, register: Array, credit: Array,
    view: Array,  # (rows,) luck that stays
    name: Array,  # (schools,)
    known: float,  # correlation of what is seen with skill
    spread: float,  # of luck in it
    sd: np.float32,  # of skill
    by_name: np.float32, by_credit: np.float32,  # what a unit of them counts
) -> Array:  # fmt: skip
    out, contests, one = np.empty(rows.size), False, np.float32(1)
    for j in rows:
        contests |= shown[j] != 0
    for i in range(rows.size):
        j = rows[i]
        quality, named, earned = skill[j] / sd, by_name * name[register[j]], by_credit * credit[j]
        if contests:  # they show what is not seen otherwise
            clear = np.float32(known) + np.float32(1 - known) * shown[j]
            out[i] = clear * quality + np.sqrt(one - clear * clear) * view[i] + named + earned
        else:
            out[i] = np.float32(known) * quality + spread * view[i] + named + earned
    return out


def stage_of_district(world: World, rows: Array) -> Array:
    """Return the stage and district of teachers as one number."""
    t = world.teachers
    cell: Array = world.stages.place(world.schools.district[t.register[rows]].astype(np.int64), t.stage[rows])
    return cell


def quota(world: World) -> Array:
    """Return how many teachers may hold each honour or a higher one, shape (honours, districts and stages)."""
    s, stages = world.schools, world.stages
    place = stages.place(s.district.astype(np.int64)[:, None], np.arange(len(stages)))
    posts = np.bincount(place.ravel(), s.posts.sum(2).ravel(), stages.n_places(len(world.districts)))
    allowed: Array = np.floor(world.settings.params.careers.honour_share.array()[:, None] * posts + 0.5)
    return allowed
