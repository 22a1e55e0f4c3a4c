"""Laws of moves across stages: who goes where, what a strange stage costs, and what it takes."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, mini, run_case

from sim import network
from sim.kinds import AT_HOME
from sim.processes import across, groups, workload
from sim.world import World

OFF = dict.fromkeys(ALL_ON, False)
ON = {"across.share": 0.5}


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district in which a junior school belongs to the group of a primary school."""

    def both_stages(raw: dict[str, Any]) -> None:
        raw["groups"][0]["members"] += raw["groups"].pop(1)["members"]
        raw["reforms"] = raw["reforms"][:1]

    found = run_case(mini(both_stages), terms=3, **OFF).world
    groups.reach.apply(found)
    found.schools.support[:] = 0
    return found


def after(world: World, **values: Any) -> World:
    found = copy.deepcopy(world)
    found.settings = found.settings.changed({**ON, **values})
    across.teach.apply(found)
    return found


def test_experienced_teachers_go_to_the_weakest_staff_of_another_stage_of_their_unit(world: World) -> None:
    one = after(world)
    who, place = across.guests(one)
    t, k = world.teachers, len(world.stages)
    assert who.size > 3
    assert (t.stage[who] != place % k).all()
    assert (t.experience[who] >= world.settings.params.growth.young).all()
    assert (t.placement[who] == AT_HOME).all()
    found = network.seats(world, network.active_ties(world), "staff")
    for mine, there in zip(who, place, strict=True):
        units = [u for u in np.unique(found.unit) if t.post[mine] in found.school[found.unit == u]]
        ours = np.unique(found.school[np.isin(found.unit, units)])
        other = [
            (t.skill[t.active & (t.post == s) & (t.stage == there % k)].mean(), s * k + there % k)
            for s in ours
            if (t.active & (t.post == s) & (t.stage == there % k)).any() and world.schools.pupils[s, there % k] > 0
        ]
        assert min(other)[1] == there


def test_classes_gain_by_the_lead_less_what_a_strange_stage_costs_and_by_the_share_of_lessons(world: World) -> None:
    t, k = world.teachers, len(world.stages)
    one, strange = after(world), after(world, **{"across.loss": 0.3})
    who, place = across.guests(one)
    lessons = world.stages.of(world.settings.params.classes.lessons).sum(1)
    for there in np.unique(place):
        school, stage = divmod(int(there), k)
        here = t.active & (t.post == school) & (t.stage == stage)
        part = min(1.0, 3 * (place == there).sum() / (world.schools.classes[school, stage] * lessons[stage]))
        due = part * (t.skill[who[place == there]].mean() - 0.04 - t.skill[here].mean())
        assert one.schools.support[school, stage] == pytest.approx(due, abs=1e-5)
        assert strange.schools.support[school, stage] == pytest.approx(due - 0.26 * part, abs=1e-5)
    assert (one.schools.support != 0).sum() == np.unique(place).size


def test_guests_give_time_and_are_paid_and_no_share_is_nothing(world: World) -> None:
    t, one, none = world.teachers, after(world), after(world, **{"across.share": 0.0})
    who, _ = across.guests(one)
    more = (one.teachers.asked - t.asked) * workload.weeks(world)
    np.testing.assert_array_equal(np.flatnonzero(more), np.sort(who))
    assert (more[who] > workload.weeks(world) * 3 * 1.0).all()
    paid = sum(float(e.amount.sum()) for e in one.books.entries if e.item == "allowances across stages")
    assert paid == pytest.approx(1500 * who.size)
    for table in ("schools", "teachers"):
        before = world.tables[table].arrays()
        for name, column in none.tables[table].arrays().items():
            np.testing.assert_array_equal(column, before[name], err_msg=name)
