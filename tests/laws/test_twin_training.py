"""Laws of twin training (双培): who is trained, what it brings to members and to backbone, and what it takes."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, mini, run_case

from sim import network
from sim.processes import groups, twin_training, workload
from sim.state import Honour
from sim.world import World

OFF = dict.fromkeys(ALL_ON, False)
ON = {"twin.share": 0.5, "twin.gain": 0.04, "twin.devotion": 0.3}


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district in a spring, its groups alliances of the party too."""
    found = run_case(
        mini(), terms=3, **OFF, **{"forms.tight.coordination": 1.0, "forms.assist.coordination": 0.5}
    ).world
    groups.reach.apply(found)
    return found


def after(world: World, **values: Any) -> World:
    found = copy.deepcopy(world)
    found.settings = found.settings.changed(values)
    twin_training.train.apply(found)
    return found


def test_members_learn_and_backbone_join_once_where_the_tie_coordinates_and_nowhere_else(world: World) -> None:
    assert not world.is_autumn
    t, one = world.teachers, after(world, **ON)
    again = after(one)
    found = one.teachers
    before = twin_training.members(one) & ~found.joined
    backbone = t.honour >= Honour.BACKBONE
    learnt, joined = found.learning > t.learning, found.joined
    assert learnt.any()
    assert joined.any()
    assert (before & ~backbone)[learnt].all()
    assert (backbone & ~before)[joined].all()
    np.testing.assert_allclose((found.learning - t.learning)[learnt], 0.5 * 0.04, rtol=1e-5)
    np.testing.assert_allclose(found.motive - t.motive, 0.3 * joined, atol=1e-6)
    np.testing.assert_array_equal(again.teachers.motive, found.motive)  # who has joined is not trained again
    bound = network.carried(world, network.seats(world, network.active_ties(world), "coordination"), "max") > 0
    assert bound[t.post, t.stage][learnt | joined].all()
    assert not bound[t.post, t.stage][t.active].all()


def test_as_many_are_trained_as_the_share_and_the_form_say_and_their_time_and_the_cost_are_booked(world: World) -> None:
    one, all_of_them = after(world, **ON), after(world, **{**ON, "twin.share": 1.0})
    t = world.teachers
    full = (
        network.carried(world, network.seats(world, network.active_ties(world), "coordination"), "max")[t.post, t.stage]
        == 1
    )
    due = t.active & full & ((t.honour >= Honour.BACKBONE) != twin_training.members(world))
    some, every = ((x.teachers.asked > t.asked) & due for x in (one, all_of_them))
    assert (every == due).all()
    assert 0.3 < some.sum() / due.sum() < 0.7
    n = (one.teachers.asked > t.asked).sum()
    np.testing.assert_allclose((one.teachers.asked - t.asked).sum() * workload.weeks(world), 12.0 * n, rtol=1e-4)
    assert sum(float(e.amount.sum()) for e in one.books.entries if e.item == "cost of twin training") == pytest.approx(
        250.0 * n
    )


def test_no_share_or_no_coordination_is_nothing(world: World) -> None:
    alone = copy.deepcopy(world)
    alone.ties.reach[:] = 0
    for base, values in ((world, {**ON, "twin.share": 0.0}), (alone, ON)):
        one = after(base, **values)
        for name, column in base.teachers.arrays().items():
            np.testing.assert_array_equal(one.teachers.arrays()[name], column, err_msg=name)
