"""What hosts are given for guests: lessons spared for those who guide them."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from worlds import everything_on, mini, run_case, state_bytes

from sim.processes import hosting as hosts
from sim.processes import timetable
from sim.state import NOWHERE, Array
from sim.world import World

TERMS = 5


def hosting(lessons: float, terms: int = TERMS, **values: object) -> World:
    return run_case(mini(everything_on), terms=terms, **{"exchange.host_lessons": lessons}, **values).world


def guests_of(world: World) -> Array:
    """Return how many guests each teacher guides."""
    t = world.teachers
    guided = t.active & (t.post != t.register) & (t.mentor != NOWHERE)
    guided &= t.post[t.mentor] == t.post
    return np.bincount(t.mentor[guided], minlength=len(t))


def guides(world: World) -> Array:
    """Return who guides any."""
    return np.flatnonzero(guests_of(world))


def test_who_guides_a_guest_has_as_many_lessons_fewer_of_a_full_post() -> None:
    world = hosting(2.0)
    t = world.teachers
    rows = guides(world)
    assert rows.size > 2
    full = world.stages.of(world.settings.params.classes.full_load)[t.stage, t.block]
    n = guests_of(world)
    np.testing.assert_allclose(t.spared[rows], np.minimum(2.0 * n[rows] / full[rows], 0.5), rtol=1e-6)
    others = np.setdiff1d(np.flatnonzero(t.active), rows)
    assert not t.spared[others].any()


def test_lessons_spared_are_given_by_colleagues_and_none_is_lost() -> None:
    world = hosting(3.0)
    plain = copy.deepcopy(world)
    plain.teachers.spared[:] = 0
    for one in (world, plain):
        timetable.draw_up(one)
    t, rows = world.teachers, guides(world)
    place = world.stages.place(t.post.astype(np.int64), t.stage)
    with_guests = np.flatnonzero(t.active & np.isin(place, place[rows]))
    others = np.setdiff1d(with_guests, rows)
    change = t.load.astype(float) - plain.teachers.load
    assert change[rows].mean() < -0.5
    assert change[others].sum() > 0.5
    assert change[with_guests].sum() == pytest.approx(0, abs=0.01)
    elsewhere = np.setdiff1d(np.flatnonzero(t.active & (t.placement == 0)), with_guests)
    assert not change[elsewhere].any()


def test_the_relief_ends_with_the_year_of_guiding() -> None:
    world = hosting(2.0, terms=4)  # a whole year, in which it holds
    assert world.teachers.spared[guides(world)].any()
    world.teachers.mentor[:] = NOWHERE
    hosts.relieve.apply(world)
    assert not world.teachers.spared.any()


def test_without_it_nothing_moves() -> None:
    assert state_bytes(hosting(0.0)) == state_bytes(run_case(mini(everything_on), terms=TERMS).world)
    assert not hosting(0.0).teachers.spared.any()
