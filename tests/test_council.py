"""Bodies that meet settle what divides partners, share a core's work, press on heads and free posts; and they take time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import different, everything_on, mini, run_case, state_bytes

from sim.forms import FUNCTIONS
from sim.processes import council, groups, principals
from sim.state import Array
from sim.world import World


def world_at(terms: int = 5, **values: Any) -> World:
    return run_case(mini(everything_on), terms=terms, **values).world


def rules(**values: Any) -> dict[str, Any]:
    return {f"council.{name}": value for name, value in values.items()}


ONE, OTHER = np.array([0.8, 0.2], np.float32), np.array([0.2, 0.8], np.float32)  # a willing core, and a willing member


def agreed(coordination: float, **values: Any) -> Array:
    return council.agreed(world_at(1, **values), ONE, OTHER, np.full(2, coordination, np.float32))


def test_without_meetings_trust_follows_the_less_willing_and_their_mean_as_the_form_co_ordinates() -> None:
    np.testing.assert_allclose(agreed(0.0), 0.2, rtol=1e-6)
    np.testing.assert_allclose(agreed(1.0), 0.5, rtol=1e-6)


def test_each_meeting_settles_its_part_of_what_is_left() -> None:
    k = 1 - (1 - 0.4) * (1 - 0.1) ** 6 * (1 - 0.05) ** 4
    values = rules(meetings=6.0, settles=0.1, party_meetings=4.0, party_settles=0.05)
    np.testing.assert_allclose(agreed(0.4, **values), 0.2 + k * 0.3, rtol=1e-5)
    assert (agreed(0.4) < agreed(0.4, **rules(party_meetings=1.0))).all()


def test_the_vote_of_the_core_says_whose_will_counts() -> None:
    np.testing.assert_allclose(agreed(1.0, **rules(core_vote=1.0)), ONE, rtol=1e-6)
    np.testing.assert_allclose(agreed(1.0, **rules(core_vote=0.0)), OTHER, rtol=1e-6)
    np.testing.assert_allclose(agreed(1.0, **rules(core_vote=0.75)), [0.65, 0.35], rtol=1e-6)


def test_compulsion_lifts_the_unwilling_and_is_resented() -> None:
    floor = {"principals.compulsion": 0.6}
    np.testing.assert_allclose(agreed(0.0, **floor, **{"principals.resentment": 0.0}), 0.6, rtol=1e-6)
    np.testing.assert_allclose(agreed(0.0, **floor), 0.2, rtol=1e-5)  # what one is compelled to takes what it brings
    np.testing.assert_allclose(agreed(0.0, **floor, **{"principals.resentment": 1.5}), 0.0, atol=1e-6)
    hard = world_at(8, **{"principals.compulsion": 1.0}).ties
    assert hard.trust[hard.active].mean() < world_at(8).ties.trust[hard.active].mean()


def test_meetings_build_trust_and_take_the_hours_of_every_school_that_sits_in_them() -> None:
    busy, free = world_at(8, **rules(meetings=12.0, party_meetings=4.0)), world_at(8)
    assert busy.ties.trust[busy.ties.active].mean() > free.ties.trust[free.ties.active].mean() + 0.005
    world = world_at(6, **rules(meetings=12.0, party_meetings=4.0))
    groups.reach.apply(world)
    before = world.books.time(world.year).get(council.COUNCIL, 0.0)
    seats = world.ties.active.sum() + len({*world.ties.group[world.ties.active]})
    world.schools.asked[:] = 0
    council.meet.apply(world)
    time = world.books.time(world.year)
    assert time[council.COUNCIL] - before == pytest.approx(seats * 6 * 4.0)
    assert time[council.PARTY] == pytest.approx(seats * 2 * 4.0)
    assert (world.schools.asked[world.ties.school[world.ties.active]] > 0).all()
    assert council.COUNCIL not in free.books.time(free.year)


def test_members_that_take_over_work_of_the_core_thin_it_out_less() -> None:
    crowded = {"ties.attention": 1.0}
    whole, shared = (world_at(4, **crowded, **rules(division=d)) for d in (0.0, 0.5))
    for world in (whole, shared):
        groups.reach.apply(world)
    group = whole.names.group_row["g-p"]
    rows = np.flatnonzero(whole.ties.active & (whole.ties.group == group))
    assert rows.size == 3
    research = FUNCTIONS.index("research")
    ratio = (shared.ties.reach[rows, research] / shared.ties.trust[rows]) / (
        whole.ties.reach[rows, research] / whole.ties.trust[rows]
    )
    # a core that leads three has a third of its attention for each; where members take over half of it, 2 / 3
    # and each of them follows one (1 / 2 of its attention) and does half of a core's work for one
    np.testing.assert_allclose(ratio, min(1 / 1.5, 1 / 1.0) * 3, rtol=1e-4)
    assert shared.books.time(shared.year - 1)[council.COMMITTEES] > 0
    assert council.COMMITTEES not in whole.books.time(whole.year - 1)


def test_monthly_reports_press_on_heads_and_take_their_time() -> None:
    world, free = world_at(8, **rules(reports=12.0, report_duty=0.5)), world_at(8)
    assert council.pressure(world) == 0.5
    assert council.pressure(world_at(1, **rules(reports=6.0, report_duty=0.5))) == 0.25
    tied = world.ties.school[world.ties.active]
    assert (world.schools.effort[tied] > free.schools.effort[tied]).all()
    open_ = (world.schools.pupils.sum(1) > 0).sum()
    assert world.books.time(world.year - 1)[council.REPORTS] == pytest.approx(open_ * 12 * 4.0)
    for w in (world, free):
        principals.adapt.apply(w)
    assert (world.schools.effort[tied] > free.schools.effort[tied]).all()


def test_a_leading_group_frees_transfers_and_costs_money() -> None:
    values = {"careers.deployed": 0.2, **rules(leading=4.0, frees=0.25, leading_cost=1000.0)}
    world = world_at(2, **values)
    assert council.deployed(world) == pytest.approx(1 - 0.8 * 0.75**4)
    assert council.deployed(world_at(2, **{"careers.deployed": 0.2})) == 0.2
    paid = sum(float(e.amount.sum()) for e in world.books.entries if e.item == "leading group")
    assert paid == pytest.approx(4000.0)


def test_transfers_follow_what_the_leading_group_frees() -> None:
    stuck, freed = (
        world_at(1, **{"careers.deployed": 0.0, **rules(leading=n, frees=0.5), "careers.offered": 0.0})
        for n in (0.0, 12.0)
    )
    moved = [int((w.teachers.forced & w.teachers.active).sum()) for w in (stuck, freed)]
    assert moved[0] < moved[1]


def test_without_bodies_nothing_moves() -> None:
    off = rules(hours=9.0, settles=0.5, report_hours=9.0, report_duty=1.0, frees=0.5, committee_hours=9.0)
    one, other = (world_at(6, **values) for values in ({}, {**off, "principals.resentment": 3.0}))
    assert not different(state_bytes(one), state_bytes(other))
