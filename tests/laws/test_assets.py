"""Laws of assets that a group owns: nothing is made or lost, schools inside a group draw level, and what it takes is booked."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, mini, run_case

from sim import network
from sim.processes import assets, groups, workload
from sim.processes.learning import over_standard
from sim.supply.places import standard
from sim.world import World

OFF = dict.fromkeys(ALL_ON, False)


@pytest.fixture(scope="module")
def world() -> World:
    found = run_case(mini(), terms=3, **OFF).world
    groups.reach.apply(found)
    return found


def after(world: World, **values: Any) -> World:
    found = copy.deepcopy(world)
    found.settings = found.settings.changed(values)
    assets.lay_out.apply(found)
    return found


def units(world: World) -> list[np.ndarray]:
    seats = network.seats(world, network.active_ties(world), "resources")
    return [np.unique(seats.school[seats.unit == unit]) for unit in np.unique(seats.unit)]


def test_a_group_moves_its_equipment_to_those_who_lack_it_and_makes_none(world: World) -> None:
    one = after(world, **{"finance.assets": 1.0})
    found = units(world)
    assert found
    for name, at in (("equipment", 2), ("media_rooms", 3)):
        before, now = getattr(world.schools, name), getattr(one.schools, name)
        assert (before != now).any(), name
        bound = np.zeros(len(before), np.bool_)
        bound[np.concatenate(found)] = True
        np.testing.assert_array_equal(before[~bound], now[~bound])
        np.testing.assert_allclose(now.sum(), before.sum(), rtol=1e-5)
        need = standard(world)[:, at]
        for schools in found:
            np.testing.assert_allclose(now[schools].sum(), before[schools].sum(), rtol=1e-5)
            apart = [np.ptp(stock[schools] / need[schools]) for stock in (before, now)]
            assert apart[1] < apart[0]
    np.testing.assert_array_equal(one.schools.sports_area, world.schools.sports_area)
    assert (over_standard(one) != over_standard(world)).any()


def test_what_is_moved_is_paid_for_by_its_worth_and_the_inventory_takes_hours(world: World) -> None:
    one, none = after(world, **{"finance.assets": 1.0}), after(world, **{"finance.assets": 0.0})
    price = world.settings.params.finance.price.array()[[2, 3]]
    more = sum(
        p * np.maximum(getattr(one.schools, n).astype(float) - getattr(world.schools, n), 0).sum()
        for n, p in zip(("equipment", "media_rooms"), price, strict=True)
    )
    paid = sum(float(e.amount.sum()) for e in one.books.entries if e.item == "assets moved")
    assert paid == pytest.approx(0.05 * more, rel=1e-3)
    asked = (one.schools.asked - world.schools.asked).sum() * workload.weeks(world)
    assert asked == pytest.approx(40.0 * np.unique(np.concatenate(units(world))).size, rel=1e-4)
    for name, column in world.schools.arrays().items():
        np.testing.assert_array_equal(none.schools.arrays()[name], column, err_msg=name)


def test_schools_as_well_off_as_each_other_move_nothing(world: World) -> None:
    level = copy.deepcopy(world)
    need = standard(level)
    level.schools.equipment[:], level.schools.media_rooms[:] = 1.1 * need[:, 2], 0.9 * need[:, 3]
    one = after(level, **{"finance.assets": 0.6})
    for name in ("equipment", "media_rooms"):
        np.testing.assert_allclose(getattr(one.schools, name), getattr(level.schools, name), rtol=1e-6)
