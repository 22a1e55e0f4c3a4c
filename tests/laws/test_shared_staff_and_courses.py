"""Law: core teachers give members' service within their hours, banks of courses age and need adapting, pupils meet at a price."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from test_rules_of_bureaus import OFF, hours, yuan
from worlds import developing, mini, run_case

from sim import network
from sim.axes import BLOCKS
from sim.instruments.after_school import GIVEN, AfterSchool
from sim.instruments.course_bank import CourseBank
from sim.instruments.pupil_exchange import PupilExchange
from sim.processes import teaching, workload
from sim.ranking import better_half
from sim.state import Array
from sim.supply.service import after_school
from sim.world import World

WEEKS = 19.5  # of a term


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district after three years, with after-school service, in which no group has done anything."""
    return run_case(mini(developing), terms=6, **OFF, **{"time.after_school_from": 2016, "principals.duty": 1.0}).world


def given(world: World, **values: Any) -> World:
    found = copy.deepcopy(world)
    AfterSchool(on=True, **values).give(found)
    return found


def banked(world: World, terms: int = 1, **values: Any) -> World:
    found = copy.deepcopy(world)
    for _ in range(terms):
        found.schools.support[:] = 0
        CourseBank(on=True, **values).share(found)
        found.term += 1
    return found


def lift(world: World, school: int, by: float) -> None:
    """Raise the skill of all who work at a school."""
    world.teachers.skill[world.teachers.post == school] += by


def aimed(world: World) -> tuple[Array, Array, Array]:
    """Return the ties over which staff and courses are shared, their cores and members."""
    rows = AfterSchool(on=True).ties(world)
    return (rows, *network.ends(world, rows))


def test_better_halves_of_teams_are_of_those_in_service_at_the_school_of_their_post(world: World) -> None:
    t, shape = world.teachers, world.schools.posts.shape
    cell = np.where(t.active, teaching.team(world), -1)
    assert (cell < 0).any()
    for found, told in zip(teaching.better_halves(world), better_half(t.skill, cell, int(np.prod(shape))), strict=True):
        np.testing.assert_array_equal(found, told.reshape(shape))


def test_all_who_teach_at_a_place_give_what_is_asked_of_it_in_equal_parts(world: World) -> None:
    one, other, t = copy.deepcopy(world), copy.deepcopy(world), world.teachers
    asked = np.arange(world.stages.n_places(len(world.schools))).astype(float)
    on = world.live_teachers()
    place = world.stages.place(t.post[on].astype(np.int64), t.stage[on])
    sums = workload.ask_staff(one, GIVEN, asked), workload.ask_together(other, GIVEN, on, place, asked)
    assert sums[0] == sums[1] == pytest.approx(asked[np.unique(place)].sum())
    np.testing.assert_array_equal(one.teachers.asked, other.teachers.asked)


def test_guests_relieve_the_teachers_of_members_of_what_they_give(world: World) -> None:
    tool = AfterSchool(on=True, share=0.2, most=6.0)
    found = given(world, share=0.2, most=6.0)
    rows, core, member = aimed(world)
    service = after_school(world)
    staffed = np.stack(
        [
            np.bincount(
                world.teachers.post[world.teachers.active & (world.teachers.stage == k)], minlength=len(service)
            )
            for k in (0, 1)
        ],
        1,
    )
    part = np.zeros_like(service)
    for tie, c, m in zip(rows, core, member, strict=True):
        part[m] += 0.2 * tool.reach(world, np.array([tie]))[0] * (staffed[c] > 0) * (service[m] > 0)
    assert part.max() > 0.05
    np.testing.assert_allclose(found.schools.relief, np.minimum(part, 1), rtol=1e-5)
    before, now = workload.week(world).after_school, workload.week(found).after_school
    t = world.teachers
    np.testing.assert_allclose(now[t.active], (before * (1 - part[t.post, t.stage]))[t.active], rtol=1e-5)
    lent = float((part * service).sum()) * WEEKS
    assert yuan(found, "pay for shared service") == pytest.approx(80 * lent, rel=1e-5)
    assert hours(found, "service at other schools") > lent  # the road too
    asked = (found.teachers.asked - t.asked)[np.isin(t.post, core)]
    assert asked.sum() == pytest.approx(hours(found, "service at other schools") / WEEKS)


def test_a_core_gives_no_more_than_its_teachers_have(world: World) -> None:
    _, core, _ = aimed(world)
    world = copy.deepcopy(world)
    world.ties.distance[:] = 0
    found = given(world, share=1.0, most=0.25)
    n = np.bincount(world.teachers.post[world.teachers.active], minlength=len(world.schools))
    assert hours(found, "service at other schools") <= 0.25 * WEEKS * n[np.unique(core)].sum() * (1 + 1e-9)
    each = (found.teachers.asked - world.teachers.asked).max()
    assert each == pytest.approx(0.25, rel=1e-6)


def test_what_pupils_gain_of_guests_is_their_lead(world: World) -> None:
    world = copy.deepcopy(world)
    world.teachers.skill[:] = 0.0
    none = given(world, share=0.2, most=6.0)
    np.testing.assert_allclose([none.schools.care, none.schools.support], 0, atol=1e-9)
    for c in np.unique(aimed(world)[1]):
        lift(world, int(c), 10.0)
    world.teachers.skill[world.teachers.block != BLOCKS.code("arts")] = 0.0
    arts = given(world, share=0.2, most=6.0)
    np.testing.assert_allclose(arts.schools.care, 0.04 * arts.schools.relief, rtol=1e-4, atol=1e-8)
    assert arts.schools.care.any()
    assert not arts.schools.support.any()


def test_before_there_was_service_guests_bring_clubs_and_relieve_nobody(world: World) -> None:
    world = copy.deepcopy(world)
    world.settings = world.settings.changed({"time.after_school_from": 2050})
    found = given(world, share=0.2)
    assert yuan(found, "pay for shared service") > 0
    assert not workload.week(found).after_school.any()


def test_a_bank_settles_where_what_is_built_makes_up_for_what_ages(world: World) -> None:
    world = copy.deepcopy(world)
    world.groups.fund[:] = 1e9
    found = banked(world, 120, courses=6.0, age=0.2)
    limit = 3 / (1 - 0.8**0.5)
    used = np.unique(world.ties.group[CourseBank(on=True).ties(world)])
    np.testing.assert_allclose(found.groups["bank"][used], limit, rtol=1e-4)
    ever = banked(world, 20, courses=6.0, age=0.0)
    np.testing.assert_allclose(ever.groups["bank"][used], 60, rtol=1e-5)
    assert yuan(ever, "courses") == pytest.approx(60 * 3000 * used.size)
    assert hours(ever, "courses built") == pytest.approx(60 * 60 * used.size)


def test_a_group_builds_what_its_fund_pays(world: World) -> None:
    world = copy.deepcopy(world)
    world.groups.fund[:] = 4500
    found = banked(world, 1, courses=6.0)
    used = np.unique(world.ties.group[CourseBank(on=True).ties(world)])
    np.testing.assert_allclose(found.groups["bank"][used], 1.5, rtol=1e-6)
    assert not found.groups.fund[used].any()


def test_sharing_is_not_copying(world: World) -> None:
    """Courses used as they are bring a part, hours of the member's teachers more of the rest; both go with the core's lead."""
    world = copy.deepcopy(world)
    world.groups.fund[:] = 1e9
    world.teachers.skill[:] = 0.0
    assert not banked(world).schools.support.any()
    for c in np.unique(aimed(world)[1]):
        lift(world, int(c), 10.0)
    full, raw, some = (banked(world, adapt=x).schools.support for x in (4.0, 0.0, 0.5))
    here = full > 0
    assert here.any()
    fit = 0.4 + 0.6 * (1 - 2.0**-8)
    np.testing.assert_allclose(raw[here] / full[here], 0.4 / fit, rtol=1e-5)
    np.testing.assert_allclose(some[here] / full[here], 0.7 / fit, rtol=1e-5)
    assert hours(banked(world, adapt=0.0), "courses adapted") == 0
    assert hours(banked(world, adapt=1.0), "courses adapted") > 0


def test_pupils_of_both_ends_meet_and_members_aspire_to_a_stronger_core(world: World) -> None:
    world = copy.deepcopy(world)
    s = world.schools
    rows, core, member = aimed(world)
    s.mean_score[:] = 75.0
    s.mean_score[core] = 90.0
    tool = PupilExchange(on=True, days=5.0)
    found = copy.deepcopy(world)
    tool.meet(found)
    reach = tool.reach(world, rows)
    only = np.bincount(member, minlength=len(s))[member] == 1
    aspired = found.schools.support[member][only].max(1)
    np.testing.assert_allclose(aspired, (0.5 * 0.02 * reach)[only], rtol=1e-4)
    assert (found.schools.care[core].max(1) > 0).all()
    assert not found.schools.support[np.setdiff1d(core, member)].any()
    heads = (s.pupils[member] * tool.tied(world, rows)).sum(1)
    assert yuan(found, "exchange of pupils") == pytest.approx(20 * 2.5 * (reach * heads).sum(), rel=1e-5)
    assert hours(found, "exchange arranged") == pytest.approx(2 * 8 * 2.5 * reach.sum(), rel=1e-5)
    assert hours(found, "exchange escorted") > 0
    equal = copy.deepcopy(world)
    equal.schools.mean_score[:] = 75.0
    tool.meet(equal)
    assert not equal.schools.support.any()
