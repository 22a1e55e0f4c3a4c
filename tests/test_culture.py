"""Cultures of schools: whose they grow into, at what pace, how alike schools become by it, and what that costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import different, everything_on, mini, run_case, state_bytes

from sim.equity.metrics import REGISTRY
from sim.equity.snapshot import snapshot
from sim.forms import FUNCTIONS
from sim.network import ends
from sim.processes import culture
from sim.world import World

CULTURE = FUNCTIONS.index("culture")


def carrying(strength: float = 1.0, **values: Any) -> World:
    """Return the hand-made district in its third year, whose ties all carry so much of culture."""
    world = run_case(mini(everything_on), terms=5, **values).world
    world.ties.reach[:, CULTURE] = strength * world.ties.active
    return world


def adoption(mode: str) -> dict[str, Any]:
    return {f"forms.{form}.adoption": mode for form in ("tight", "assist", "alliance")}


def after(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Return the cultures before and after schools went part of the way."""
    before = world.schools.culture.copy()
    culture.draw_together.apply(world)
    return before, world.schools.culture


def test_a_copy_takes_its_part_of_the_distance_to_a_core_that_stays_where_it_is() -> None:
    world = carrying(0.5, **{"cultures.adopt": 0.4})
    before, now = after(world)
    core, member = ends(world, np.flatnonzero(world.ties.active))
    assert member.size > 3
    np.testing.assert_allclose(now[member], before[member] + 0.2 * (before[core] - before[member]), rtol=1e-5)
    others = np.setdiff1d(np.arange(len(before)), member)
    assert np.array_equal(now[others], before[others])


def test_what_is_common_lies_between_and_cores_go_there_too() -> None:
    world = carrying(**{"cultures.adopt": 1.0}, **adoption("synthesis"))
    before, now = after(world)
    for group in np.flatnonzero(world.groups.active):
        members = world.ties.school[world.ties.active & (world.ties.group == group)]
        all_of_it = [world.groups.core[group], *members]
        np.testing.assert_allclose(now[all_of_it], before[all_of_it].mean(), rtol=1e-4, atol=1e-6)


def test_who_differs_returns_to_the_own_roots() -> None:
    world = carrying(**{"cultures.adopt": 0.5}, **adoption("differentiate"))
    before, now = after(world)
    assert np.array_equal(now, before)  # nobody had moved
    member = world.ties.school[world.ties.active]
    world.schools.culture[:] += 2.0
    after(world)
    np.testing.assert_allclose((now - world.schools.roots)[member], 1.0, rtol=1e-5)


def test_over_several_ties_a_school_goes_to_what_they_aim_at_together_and_no_further() -> None:
    world = carrying(**{"cultures.adopt": 1.0})
    ties, s = world.ties, world.schools
    row = int(np.flatnonzero(ties.active)[0])
    school, core = int(ties.school[row]), int(world.groups.core[ties.group[row]])
    other = int(np.flatnonzero(ties.active & (ties.group != ties.group[row]))[0])
    ties.school[other] = school
    want = (s.culture[core] + s.culture[world.groups.core[ties.group[other]]]) / 2
    after(world)
    assert s.culture[school] == pytest.approx(want, rel=1e-5)


def test_homogenisation_is_0_before_and_1_where_all_are_alike_and_copying_brings_it() -> None:
    strong = {f"forms.{form}.culture": 1.0 for form in ("tight", "assist", "alliance")}
    index = REGISTRY["homogenisation"]
    still, copied, own = (
        run_case(mini(everything_on), terms=12, **strong, **{"cultures.adopt": pace}, **adoption(mode)).world
        for pace, mode in ((0.0, "transplant"), (0.5, "transplant"), (0.5, "differentiate"))
    )
    assert index.values(snapshot(still), 2) == index.values(snapshot(own), 2) == [0.0, 0.0]
    assert min(index.values(snapshot(copied), 2)) > 0.02
    copied.schools.culture[:] = 1.0
    assert index.values(snapshot(copied), 2) == [1.0, 1.0]


def test_off_it_changes_no_byte_however_much_would_be_lost() -> None:
    one = run_case(mini(everything_on), terms=6)
    other = run_case(mini(everything_on), terms=6, **{"cultures.estrangement": 0.08})
    assert not different(state_bytes(one.world), state_bytes(other.world))


def test_a_school_away_from_its_roots_loses_by_the_distance() -> None:
    from sim.processes import teaching

    world = carrying(**{"cultures.estrangement": 0.05, "teaching.culture": 0.0})
    t = world.teachers
    teaching.value.apply(world)
    before = t.value.copy()
    school = int(world.groups.core[0])
    world.schools.culture[school] = world.schools.roots[school] - 2.0
    teaching.value.apply(world)
    here = t.active & (t.post == school)
    np.testing.assert_allclose((before - t.value)[here], 0.1, rtol=1e-4)
    assert np.array_equal(before[t.active & ~here], t.value[t.active & ~here])
