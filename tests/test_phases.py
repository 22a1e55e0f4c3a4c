"""Stages in the life of a group, members it asks away, and cores that change."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from test_adjustment import inside
from test_events import on
from worlds import assert_sound, different, everything_on, mini, run_case, state_bytes

from sim.case import CaseError
from sim.equity.metrics import REGISTRY
from sim.equity.snapshot import snapshot
from sim.processes import lifecycle, phases, swap
from sim.world import World


def life(**values: Any) -> dict[str, Any]:
    return {f"life_cycle.{name}": value for name, value in values.items()}


def world_at(terms: int, *changes: Any, **values: Any) -> World:
    return run_case(mini(everything_on, *changes), terms=terms, **values).world


def form_of(world: World, school: str) -> str:
    ties = world.ties
    row = np.flatnonzero(ties.active & (ties.school == world.names.school_row[school]))[0]
    return list(world.settings.forms)[ties.form[row]]


def test_a_group_goes_from_growing_to_names_to_quality_and_its_ties_with_it() -> None:
    rules = life(named_share=0.6, quality_spread=0.05, form_named="assist", form_quality="alliance")
    world = world_at(4, **rules)
    g, s, row = world.groups, world.schools, world.names.school_row
    group = world.names.group_row["g-p"]
    s.reputation[:] = 0.0
    s.reputation[row["b-p1"]] = 0.5
    g.spread[:] = 0.01  # quality waits for names
    phases.advance.apply(world)
    assert not g.phase.any()
    assert phases.named(world)[group] == pytest.approx(1 / 3)
    s.reputation[row["h-p1"]] = 0.3
    g.spread[group] = 0.2
    phases.advance.apply(world)
    assert g.phase[group] == 1
    assert form_of(world, "b-p1") == "assist"
    phases.advance.apply(world)
    assert g.phase[group] == 1
    g.spread[group] = 0.05
    phases.advance.apply(world)
    assert g.phase[group] == 2
    assert form_of(world, "b-p1") == "alliance"
    assert g.phase.sum() == 2  # the other group still grows
    assert [d.what for d in world.decisions] == ["made names", "reached quality"]
    assert REGISTRY["phase_of_groups"].values(snapshot(world), 2) == [2.0, 0.0]
    s.reputation[:] = -1.0
    phases.advance.apply(world)
    assert g.phase[group] == 2


def test_a_group_beyond_its_first_stage_takes_nobody_in() -> None:
    world = world_at(6, **life(named_share=0.5))
    school = world.names.school_row["c-p2"]
    group = world.names.group_row["g-p"]
    assert group in lifecycle.room(world, school)
    world.groups.phase[group] = 1
    assert group not in lifecycle.room(world, school)


def test_a_run_with_stages_ends_with_groups_in_them_and_stays_sound() -> None:
    world = world_at(12, **life(named_share=0.3, quality_spread=0.5), **{"reputation.named": -1.0})
    assert world.groups.phase.max() == 2
    assert_sound(world)


def test_a_group_asks_away_the_member_that_does_not_take_part_where_another_may_come() -> None:
    rules = life(swap_years=1, swap_effort=0.3, form_other="alliance")
    world = world_at(6, **rules)
    s, row = world.schools, world.names.school_row
    s.effort[:] = 0.9
    s.effort[[row["b-p1"], row["h-p1"]]] = 0.1, 0.2
    swap.change_members.apply(world)
    assert "b-p1" not in inside(world, "g-p")
    assert "h-p1" in inside(world, "g-p")  # one a year
    assert {"c-p2", "c-p3"} & inside(world, "g-p")
    (decision,) = world.decisions
    assert (decision.what, decision.subject, decision.limit) == ("changed member", "g-p", 0.3)
    assert decision.value == pytest.approx(0.1)
    assert_sound(world)


@pytest.mark.parametrize(
    "still", [{"swap_years": 5}, {"swap_allowed": 0.0}, {"swap_effort": 0.05}, {"cap_pupils": 200}]
)
def test_nobody_is_asked_away_too_soon_against_the_bureau_or_for_nobody(still: dict[str, Any]) -> None:
    world = world_at(6, **life(**{"swap_years": 1, "swap_effort": 0.3, **still}))
    before = {name: inside(world, name) for name in ("g-p", "g-j")}
    world.schools.effort[:] = 0.1
    swap.change_members.apply(world)
    assert {name: inside(world, name) for name in ("g-p", "g-j")} == before
    assert not world.decisions


CORE = {"core": [{"group": "g-p", "school": "b-p1", "form": "alliance"}]}


def test_a_member_becomes_the_core_and_the_core_a_member() -> None:
    before, after = world_at(4, on("2018-08", **CORE)), world_at(5, on("2018-08", **CORE))
    row, group = after.names.school_row, after.names.group_row["g-p"]
    assert before.groups.core[group] == row["c-p1"]
    assert after.groups.core[group] == row["b-p1"]
    assert inside(after, "g-p") == {"c-p1", "h-p1", "h-p2"}
    assert form_of(after, "c-p1") == "alliance"
    s, ties = after.schools, after.ties
    rows = np.flatnonzero(ties.active & (ties.group == group))
    km = np.hypot(s.x[ties.school[rows]] - s.x[row["b-p1"]], s.y[ties.school[rows]] - s.y[row["b-p1"]])
    np.testing.assert_allclose(ties.distance[rows], km, rtol=1e-5)
    assert_sound(after)
    later = world_at(10, on("2018-08", **CORE))
    assert (later.ties.reach[rows].sum(1) > 0).all()
    sent = later.placements.group[: later.n_placements] == group
    assert (later.placements.origin[: later.n_placements][sent] == row["b-p1"]).any()


def test_it_comes_with_the_policy_alone_and_must_make_sense() -> None:
    assert world_at(5, on("2018-08", **CORE), reforms=False).groups.core[0] == world_at(0).groups.core[0]
    for wrong, said in (
        ({"group": "g-p", "school": "c-p1", "form": "tight"}, "'c-p1' is the core of 'g-p'"),
        ({"group": "g-q", "school": "b-p1", "form": "tight"}, "there is no group 'g-q'"),
        ({"group": "g-p", "school": "b-p1", "form": "tigt"}, "'tigt'.*nearest valid name: 'tight'"),
    ):
        with pytest.raises(CaseError, match=said):
            mini(on("2018-08", core=[wrong]))


def test_off_nothing_moves() -> None:
    off = life(form_named="assist", form_quality="alliance", swap_effort=1.0, swap_allowed=1.0)
    one, other = (run_case(mini(everything_on), terms=8, **values).world for values in ({}, off))
    assert not different(state_bytes(one), state_bytes(other))
