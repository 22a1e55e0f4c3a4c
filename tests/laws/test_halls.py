"""Law: halls are rival. Hours of hosts and guests never exceed those a hall is open, and what guests take the host lacks."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, mini, run_case

from sim import network
from sim.axes import STOCKS
from sim.instruments.facility_sharing import FacilitySharing
from sim.processes import workload
from sim.processes.learning import conditions, over_standard
from sim.supply.places import standard, standards
from sim.world import World

OFF = dict.fromkeys(ALL_ON, False)


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district after two years, in whose groups nothing has been lent this term."""
    found = run_case(mini(), terms=4, **OFF, **{"principals.duty": 1.0}).world
    found.schools.shared[:] = 0
    return found


def tool(**values: Any) -> FacilitySharing:
    return FacilitySharing(on=True, **values)


def lent(world: World, **values: Any) -> World:
    after = copy.deepcopy(world)
    tool(**values).lend(after)
    return after


def equip(world: World, school: str, **ratio: float) -> None:
    """Give a school stocks of so many times the standard, 1 where none is said."""
    row = world.names.school_row[school]
    for name, need in zip(STOCKS.names, standard(world)[row], strict=True):
        getattr(world.schools, name)[row] = ratio.get(name, 1.0) * need


def tie_of(world: World, member: str) -> int:
    return int(np.flatnonzero(world.ties.school == world.names.school_row[member])[0])


def test_each_stock_is_compared_by_itself(world: World) -> None:
    """A core that leads in halls and lags as far in rooms has an equal index, and yet halls to lend."""
    world = copy.deepcopy(world)
    equip(world, "c-p1", sports_area=1.6, teaching_area=0.4)
    equip(world, "b-p1")
    after, tie = lent(world), tie_of(world, "b-p1")
    reach = tool().reach(world, np.array([tie]))[0]
    gain = after.schools.shared[world.names.school_row["b-p1"], 0]
    assert gain == pytest.approx(0.05 * reach * 0.6 / 4, rel=1e-5)


@pytest.mark.parametrize("share", [0.05, 0.5, 1.0])
@pytest.mark.parametrize("give", [0.0, 0.3])
def test_hours_of_hosts_and_guests_never_exceed_those_a_hall_is_open(world: World, share: float, give: float) -> None:
    world = copy.deepcopy(world)
    world.ties.reach[:] = 1.0
    one = tool(share=share, give=give)
    rows = one.ties(world)
    core, member = network.ends(world, rows)
    week, of = one._at_school(world), standards(world.stages)
    asked = share * (world.schools.pupils[member] * one.tied(world, rows) * week) @ of
    granted, lost = one._timetable(world, core, asked)
    guests, need = np.zeros((len(world.schools), len(STOCKS))), (world.schools.pupils * week) @ of
    np.add.at(guests, core, asked * granted[core])
    stock = np.stack([getattr(world.schools, name) for name in STOCKS.names], axis=1)
    capacity = stock * one.open_hours
    hosts = np.minimum(need, capacity) * (1 - lost)
    assert (hosts + guests <= capacity * (1 + 1e-6)).all()
    assert (lost <= give + 1e-9).all()
    lacking = (granted < 1) & (guests > 0)
    np.testing.assert_allclose(  # what is not granted is not there
        (hosts + guests)[lacking], (capacity + 0 * need)[lacking], rtol=1e-6
    )


def test_the_host_loses_nothing_while_halls_are_free_and_what_it_gives_up_after(world: World) -> None:
    world, core = copy.deepcopy(world), world.names.school_row["c-p1"]
    for member in ("b-p1", "h-p1", "h-p2"):
        equip(world, member, **dict.fromkeys(STOCKS.names, 0.5))
    equip(world, "c-p1")
    assert lent(world).schools.shared[core, 0] == 0
    enough = 28.7 * 0.67 / 45  # in use all the hours that they are open
    for member in ("b-p1", "h-p1", "h-p2"):
        equip(world, member, **dict.fromkeys(STOCKS.names, 0.1))
    equip(world, "c-p1", **dict.fromkeys(STOCKS.names, enough))
    world.ties.reach[:] = 1.0
    pressed = lent(world, share=0.5)
    assert pressed.schools.shared[core, 0] == pytest.approx(-0.05 * enough, rel=1e-5)
    assert pressed.schools.shared[world.names.school_row["b-p1"], 0] > 0
    kept = lent(world, share=0.5, give=0.0, groups=("g-p",))
    assert (np.abs(kept.schools.shared) < 1e-6).all()  # stocks are kept in single precision


def test_a_second_guest_and_a_second_instance_find_what_is_left(world: World) -> None:
    world = copy.deepcopy(world)
    equip(world, "c-p1")
    for member in ("b-p1", "h-p1", "h-p2"):
        equip(world, member, **dict.fromkeys(STOCKS.names, 0.5))
    world.ties.reach[:] = 1.0
    row, scarce = world.names.school_row["b-p1"], {"share": 1.0, "give": 0.0, "open_hours": 28.8}
    alone = lent(world, **scarce, schools=("b-p1",)).schools.shared[row, 0]
    shared = lent(world, **scarce).schools.shared[row, 0]
    assert 0 < shared < alone
    both = copy.deepcopy(world)
    tool(**scarce, schools=("b-p1",)).lend(both)
    before = both.schools.shared.copy()
    tool(**scarce, schools=("h-p1", "h-p2"), id="b").lend(both)
    assert (both.schools.shared == before)[row].all()
    np.testing.assert_array_equal(both.schools.shared, before)  # the first has taken every hour


def test_the_order_of_ties_changes_nothing(world: World) -> None:
    world = copy.deepcopy(world)
    world.ties.reach[:] = 1.0
    turned = copy.deepcopy(world)
    for column in turned.ties.arrays().values():
        column[:] = column[::-1].copy()
    one, other = (lent(w, share=1.0) for w in (world, turned))
    np.testing.assert_array_equal(one.schools.shared, other.schools.shared)


def test_visits_take_buses_escorts_and_the_road(world: World) -> None:
    world = copy.deepcopy(world)
    equip(world, "c-p1", **dict.fromkeys(STOCKS.names, 1.5))
    equip(world, "b-p1")
    one, tie = tool(schools=("b-p1",)), tie_of(world, "b-p1")
    after = copy.deepcopy(world)
    done = one.lend(after)
    pupils = int(world.schools.pupils[world.names.school_row["b-p1"]].sum())
    spent = 0.05 * one.reach(world, np.array([tie]))[0]
    visits = spent * 28.7 * 0.67 * workload.weeks(world) / 2
    road = min(2 * 0.04 * world.ties.distance[tie], 2.0)
    assert done.people == pupils
    assert done.yuan == pytest.approx(12 * visits * pupils, rel=1e-6)
    assert after.books.totals(world.year)["facility sharing"] - world.books.totals(world.year).get(
        "facility sharing", 0
    ) == (pytest.approx(done.yuan))
    managers = 2 * 0.5 * 40 * spent / 0.05
    assert done.hours == pytest.approx(visits * (2 / 2 + road) / 25 * pupils + managers, rel=1e-5)
    world.ties.distance[tie] += 5
    assert lent(world, schools=("b-p1",)).teachers.asked.sum() > after.teachers.asked.sum()


def test_a_week_of_lessons_is_as_many_hours_as_lessons_are_long(world: World) -> None:
    """Longer lessons leave fewer free hours to guests, and make more visits of the same share of a pupil's week."""
    world = copy.deepcopy(world)
    equip(world, "c-p1", **dict.fromkeys(STOCKS.names, 0.6))
    for member in ("b-p1", "h-p1", "h-p2"):
        equip(world, member, **dict.fromkeys(STOCKS.names, 0.1))
    world.ties.reach[:] = 1.0
    row, done = world.names.school_row["b-p1"], {}
    for length in (0.5, 1.0):
        there = copy.deepcopy(world)
        there.settings = there.settings.changed({"time.lesson.primary": length}, world.case)
        yuan = tool(schools=("b-p1",)).lend(there).yuan
        done[length] = yuan, lent(there, share=1.0, give=0.0).schools.shared[row, 0]
    assert done[1.0][0] == pytest.approx(2 * done[0.5][0], rel=1e-6)
    assert 0 < done[1.0][1] < 0.6 * done[0.5][1]


def test_inside_schools_visits_take_as_much_and_bring_nothing(world: World) -> None:
    world = copy.deepcopy(world)
    equip(world, "c-p1", **dict.fromkeys(STOCKS.names, 1.5))
    for member in ("b-p1", "h-p1", "h-p2"):
        equip(world, member, **dict.fromkeys(STOCKS.names, 0.5))
    alone = copy.deepcopy(world)
    alone.case = alone.case.model_copy(update={"placebo": "inside-schools"})
    done, other = (tool().lend(one) for one in (world, alone))
    assert done.hours > 0 < done.yuan
    assert other == done
    np.testing.assert_array_equal(alone.teachers.asked, world.teachers.asked)
    np.testing.assert_array_equal(alone.schools.asked, world.schools.asked)
    assert world.schools.shared.any() and not alone.schools.shared.any()


def test_one_standard_deviation_of_the_index_is_worth_what_is_declared(world: World) -> None:
    """`learning.resources` is told per SD of the index between schools, and the index is in national standards."""
    world = copy.deepcopy(world)
    p = world.settings.params.learning
    conditions.apply(world)
    before = world.classes.gain.copy()
    row = world.names.school_row["b-p1"]
    world.schools.shared[row] += p.resources_sd
    conditions.apply(world)
    rows = world.live_classes()
    mine = world.classes.school[rows] == row
    np.testing.assert_allclose((world.classes.gain - before)[rows][mine], p.resources, rtol=1e-4)
    assert not (world.classes.gain - before)[rows][~mine].any()
    assert over_standard(world).shape == (len(world.schools), len(STOCKS))
