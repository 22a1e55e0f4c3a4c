"""Law: what a bureau may add by a rule does what its definition says, books its hours and yuan, and is nothing at 0."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, developing, different, mini, run_case, state_bytes

from sim import network
from sim.axes import STAGE_OF
from sim.processes import (
    Process,
    adoption,
    building,
    chasing,
    development,
    guidance,
    home,
    learning,
    open_school,
    platform,
    sampling,
    support,
    visits,
    workload,
)
from sim.state import Duty
from sim.supply.service import after_school
from sim.world import World

OFF = dict.fromkeys(ALL_ON, False)
NEUTRAL = (
    "support.share", "platform.use", "open_school.use", "home.share", "guidance.hours", "chasing.response", "visits.share",
    "gifts.schools", "gifts.groups", "gifts.volunteers", "standing.years", "standing.accept_after", "finance.pool_core",
    "finance.to_members", "finance.appraised", "reputation.published", "satisfaction.choice", "satisfaction.exit",
    "growth.as_ordinary", "twin.share", "across.share", "building.rate",
    "finance.assets", "researchers.paired",
)  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district after three years, with after-school service, in which no group does anything."""
    return run_case(mini(developing), terms=6, **OFF, **{"time.after_school_from": 2016}).world


def after(world: World, *steps: Process, **values: Any) -> World:
    """Return the world under other values, after some steps."""
    found = copy.deepcopy(world)
    found.settings = found.settings.changed({name.replace("__", "."): value for name, value in values.items()})
    for step in steps:
        step.apply(found)
    return found


def hours(world: World, item: str) -> float:
    return sum(float(t.sum()) for of in world.books.hours.values() for one, t in of.items() if one.name == item)


def yuan(world: World, item: str) -> float:
    return sum(float(e.amount.sum()) for e in world.books.entries if e.item == item)


def taught(world: World) -> np.ndarray:
    return world.schools.pupils > 0


def test_at_their_defaults_they_do_nothing(world: World) -> None:
    assert [world.settings.value(name) for name in NEUTRAL] == [0] * len(NEUTRAL)
    steps = (
        support.help_pupils, platform.diagnose, open_school.teach, home.reach_out, guidance.guide, chasing.turn, visits.visit,
        sampling.draw, building.build,
    )  # fmt: skip
    assert not different(state_bytes(world), state_bytes(after(world, *steps)))


def test_help_after_school_is_worth_more_where_schools_lag_and_is_prepared_and_paid(world: World) -> None:
    found = after(world, support.help_pupils, support__share=0.5, support__gain=0.04, support__behind=1.0)
    gain = found.schools.support
    lag = support.behind(world)
    assert lag.max() > 0.1
    np.testing.assert_allclose(gain, 0.5 * 0.04 * (1 + lag) * taught(world), rtol=1e-5)
    given = 0.5 * after_school(world).sum() * 19.5
    assert hours(found, "help prepared") == pytest.approx(0.25 * given)
    assert yuan(found, "pay for help") == pytest.approx(60 * given)
    learning.conditions.apply(found)
    plain = after(world, learning.conditions)
    rows = world.live_classes()
    school, stage = world.classes.school[rows], STAGE_OF[world.classes.grade[rows]]
    np.testing.assert_allclose((found.classes.gain - plain.classes.gain)[rows], gain[school, stage], atol=1e-6)


def test_there_is_no_help_before_there_is_after_school_service(world: World) -> None:
    found = after(world, support.help_pupils, support__share=0.5, time__after_school_from=2050)
    assert not found.schools.support.any()
    assert not yuan(found, "pay for help")


def test_a_platform_saves_marking_and_aims_as_well_as_its_tests_tell(world: World) -> None:
    world = copy.deepcopy(world)
    world.schools.media_rooms[:] *= 10
    values = {"platform__use": 0.5, "platform__gain": 0.02, "platform__saves": 0.4}
    sharp, dull = (after(world, platform.diagnose, **values, tests__noise=noise) for noise in (0.0, 1.0))
    np.testing.assert_allclose(sharp.schools.support[taught(world)], 0.01, rtol=1e-5)
    np.testing.assert_allclose(dull.schools.support, sharp.schools.support / 2, rtol=1e-5)
    before, now = workload.week(world), workload.week(sharp)
    np.testing.assert_allclose(now.marking, 0.8 * before.marking, rtol=1e-5)
    staff = world.teachers.active.sum()
    assert hours(sharp, "diagnostics entered") == pytest.approx(0.25 * 19.5 * staff, rel=1e-5)
    assert yuan(sharp, "diagnostics") == pytest.approx(15 * world.schools.pupils.sum(), rel=1e-5)


def test_what_nobody_has_taken_up_is_of_no_use(world: World) -> None:
    world = copy.deepcopy(world)
    world.schools.adoption[:] = 0
    found = after(world, platform.diagnose, platform__use=1.0)
    assert not found.schools.support.any()
    assert not yuan(found, "diagnostics")


def test_technology_is_taken_up_in_an_s_curve_and_newcomers_begin_anew(world: World) -> None:
    world = copy.deepcopy(world)
    world.term = 7  # a spring
    t, n = world.teachers, len(world.schools)
    t.last_post[:] = t.post
    world.ties.active[:] = False
    world.schools.adoption[:] = 0.2
    values = {"adoption__first": 0.0, "adoption__own": 0.1, "adoption__others": 0.5}
    found = after(world, adoption.spread, **values)
    np.testing.assert_allclose(found.schools.adoption, 0.2 + 0.8 * (0.1 + 0.5 * 0.2), rtol=1e-5)
    t.last_post[:] = -1  # everybody is new
    staffed = np.bincount(t.post[t.active], minlength=n) > 0
    anew = after(world, adoption.spread, **values)
    np.testing.assert_allclose(anew.schools.adoption[staffed], 0.2 + 0.8 * 0.2 - 0.2, rtol=1e-5)
    whole = after(run_case(mini(), terms=7, **OFF).world, adoption.spread)
    assert (whole.schools.adoption == 1).all()


def test_partners_who_use_it_bring_a_school_to_use_it(world: World) -> None:
    world = copy.deepcopy(world)
    world.term = 7
    world.teachers.last_post[:] = world.teachers.post
    core, member = network.ends(world, network.active_ties(world))
    world.schools.adoption[:] = 0
    world.schools.adoption[core] = 1
    found = after(world, adoption.spread, adoption__first=0.0, adoption__own=0.0)
    assert (found.schools.adoption[member] > 0).all()
    alone = np.setdiff1d(np.arange(len(world.schools)), [*core, *member])
    assert not found.schools.adoption[alone].any()


def test_every_school_may_follow_the_best_school_s_recorded_lessons(world: World) -> None:
    world = copy.deepcopy(world)
    world.schools.media_rooms[:] *= 10
    found = after(world, open_school.teach, open_school__use=0.5)
    gain = found.schools.support
    outside = np.setdiff1d(
        np.arange(len(world.schools)), np.concatenate(network.ends(world, network.active_ties(world)))
    )
    assert (gain[outside] > 0).any()
    assert gain.max() <= 0.5 * 0.03 * (1 + 1e-6)
    worse = copy.deepcopy(world)
    worse.teachers.skill[:] = 0.1
    equal = after(worse, open_school.teach, open_school__use=0.5)
    np.testing.assert_allclose(equal.schools.support, 0, atol=1e-8)
    assert hours(found, "lessons recorded") == pytest.approx(2 * 0.5 * 200 / 2)  # two stages, half a year
    assert yuan(found, "open school") == 0.5 * 0.5 * 100_000


def test_inspectors_mend_the_management_of_schools_that_lag_and_what_they_leave_fades(world: World) -> None:
    world = copy.deepcopy(world)
    s = world.schools
    s.practice[:] = 0
    worst = visits.visited(world, 0.25)
    open_ = int((s.active & (s.pupils.sum(1) > 0)).sum())
    assert worst.size == round(0.25 * open_)
    lag = network.mean_of_stages(support.behind(world), s.pupils)
    assert lag[worst].min() >= np.delete(lag, worst).max()
    s.management[:] = 0.1
    s.management[worst] = 0.0
    found = after(world, visits.visit, visits__share=0.25, visits__mends=0.3)
    np.testing.assert_allclose(found.schools.practice[worst][taught(world)[worst]], 0.03, rtol=1e-5)
    assert not np.delete(found.schools.practice, worst, axis=0).any()
    assert hours(found, "visits of inspectors") == 24 * worst.size
    assert yuan(found, "inspectors") == 5000 * worst.size
    again = after(found, visits.visit, visits__share=0.25, visits__mends=0.3)
    np.testing.assert_allclose(again.schools.practice[worst][taught(world)[worst]], 0.03 + 0.3 * 0.07, rtol=1e-5)


def test_homes_that_give_least_gain_most_from_work_with_families(world: World) -> None:
    found = after(world, home.reach_out, home__share=0.5, home__poor=0.5)
    ses = home.background(world)
    expected = 0.5 * 0.03 * np.maximum(1 - 0.5 * ses, 0) * taught(world)
    np.testing.assert_allclose(found.schools.support, expected, rtol=1e-5)
    rows = world.live_students()
    school = world.school_of_students()
    h = world.names.school_row["h-p1"]
    assert ses[h, 0] == pytest.approx(world.students.ses[rows][school == h].mean(), abs=1e-4)
    n = (world.teachers.active & (world.teachers.duty == Duty.HOMEROOM)).sum()
    assert hours(found, "work with families") == pytest.approx(0.5 * 2 * 19.5 * n)


def test_guidance_serves_development_and_comes_to_less_where_teachers_are_worn_out(world: World) -> None:
    world = copy.deepcopy(world)
    world.teachers.burnout[:] = 0.25
    found = after(world, guidance.guide, guidance__hours=2.0)
    staffed = np.bincount(world.teachers.post[world.teachers.active], minlength=len(world.schools)) > 0
    here = taught(world) & staffed[:, None]
    np.testing.assert_allclose(found.schools.care[here], 0.05 / 2 * 0.75, rtol=1e-5)
    rows = world.live_classes()
    more = (development.gains(found) - development.gains(world))[rows]
    np.testing.assert_allclose(more, 0.01875, rtol=1e-4)
    assert hours(found, "guidance") > 0
    assert yuan(found, "rooms of guidance") == 500 * world.schools.classes.sum()


def test_score_chasing_lifts_scores_at_the_cost_of_development_as_far_as_scores_judge(world: World) -> None:
    world = copy.deepcopy(world)
    world.schools.stakes[:] = 0
    world.schools.stakes[0] = 0.5
    found = after(world, chasing.turn, chasing__response=0.8)
    assert not found.schools.support[1:].any()
    np.testing.assert_allclose(found.schools.support[0][taught(world)[0]], 0.8 * 0.5 * 0.04, rtol=1e-5)
    np.testing.assert_allclose(found.schools.care[0][taught(world)[0]], -0.8 * 0.5 * 0.15, rtol=1e-5)
    everywhere = after(world, chasing.turn, chasing__response=1.0, chasing__always=1.0)
    np.testing.assert_allclose(everywhere.schools.care[taught(world)], -0.15, rtol=1e-5)
    rows = world.live_classes()
    assert (development.gains(everywhere) < development.gains(world))[rows].all()


def test_a_sample_of_classes_stands_for_a_school_and_errs(world: World) -> None:
    whole, some = (after(world, sampling.draw, tests__sample=share) for share in (1.0, 0.3))
    np.testing.assert_array_equal(whole.schools.mean_score, world.schools.mean_score)
    rows = sampling.sample(world, 0.3)
    k = world.classes
    place = world.stages.place(k.school[rows], STAGE_OF[k.grade[rows]])
    every = world.live_classes()
    n = np.bincount(world.stages.place(k.school[every], STAGE_OF[k.grade[every]]), minlength=taught(world).size)
    drawn = np.bincount(place, minlength=n.size)
    np.testing.assert_array_equal(drawn[n > 0], np.maximum(np.rint(0.3 * n[n > 0]), 1))
    one = world.names.school_row["c-p1"]
    here = [r for r in rows if k.school[r] == one and STAGE_OF[k.grade[r]] == 0]
    score = np.concatenate([world.students.score[k.first[r] : k.first[r] + k.size[r]] for r in here])
    assert some.schools.mean_score[one, 0] == pytest.approx(score.mean(), abs=1e-3)
    known = np.isfinite(world.schools.mean_score)
    assert (np.isfinite(some.schools.mean_score) == known).all()
    assert np.abs(some.schools.mean_score - world.schools.mean_score)[known].mean() > 0.2


def test_a_test_of_some_subjects_flatters_schools_that_are_strong_in_them(world: World) -> None:
    t, one = world.teachers, world.names.school_row["c-p1"]
    strong = copy.deepcopy(world)
    team = t.active & (t.post == one) & (t.stage == 0)
    strong.teachers.value[team] = np.where(t.block[team] == 0, 0.3, 0.1)
    names = ("core", "science", "arts")
    only = {name: {f"tests__subjects__{other}": float(other == name) for other in names} for name in names}
    all_of_them = after(strong, sampling.draw)
    np.testing.assert_array_equal(all_of_them.schools.mean_score, world.schools.mean_score)
    found = {name: after(strong, sampling.draw, **values).schools.mean_score[one, 0] for name, values in only.items()}
    off = {name: float(x - world.schools.mean_score[one, 0]) for name, x in found.items()}
    whole = (300 * 0.3 + 100 * 0.1) / 400  # of a primary school: arts are not examined
    assert off["core"] == pytest.approx(15 * 2 * (0.3 - whole), abs=1e-4)
    assert off["science"] == pytest.approx(15 * 2 * (0.1 - whole), abs=1e-4)
    assert off["arts"] == 0
    known = np.isfinite(world.schools.mean_score)
    assert (np.isfinite(after(strong, sampling.draw, **only["core"]).schools.mean_score) == known).all()


def test_rooms_are_added_where_a_school_is_full_for_years_and_its_district_pays(world: World) -> None:
    world = copy.deepcopy(world)
    s, stage = world.schools, 0
    norm, grades = world.settings.params.classes.norm["primary"], 6
    row = int(np.flatnonzero(s.rooms[:, stage] > 0)[0])
    s.pupils[:] = np.minimum(s.pupils, s.rooms * norm * 3)  # nobody else is full
    s.pupils[row, stage] = (s.rooms[row, stage] + 1) * grades * norm  # one class a grade too many
    late = after(world, *[building.build] * 3, building__rate=0.25)
    np.testing.assert_array_equal(late.schools.rooms, s.rooms)
    assert late.schools.plan[row, stage] == pytest.approx(0.75)
    assert late.schools.plan.sum() == late.schools.plan[row, stage]
    there = after(late, building.build)
    assert there.schools.rooms[row, stage] == s.rooms[row, stage] + 1
    assert there.schools.rooms.sum() == s.rooms.sum() + 1
    area = 4.5 * norm * grades  # m2 that the standard of 2017 asks for the pupils of a room in each grade
    assert there.schools.teaching_area[row] - s.teaching_area[row] == pytest.approx(area, rel=1e-4)
    assert yuan(there, "added rooms") - yuan(world, "added rooms") == pytest.approx(3000 * area)
    enough = after(there, *[building.build] * 5)
    np.testing.assert_array_equal(enough.schools.rooms, there.schools.rooms)
    assert not enough.schools.plan.any()
    for rooms in (0, s.rooms[row, stage]):  # no longer full, or just full: what was planned is dropped
        late.schools.pupils[row, stage] = rooms * grades * norm
        assert not after(late, building.build).schools.plan.any()


def test_a_district_that_builds_has_smaller_classes_where_there_were_too_few_rooms() -> None:
    def large(rate: float) -> int:
        world = run_case(mini(), terms=20, reforms=False, **{"start.slack": 1.0, "building.rate": rate}).world
        norm = world.settings.params.classes.norm.array()[STAGE_OF[world.classes.grade]]
        return int((world.classes.size > norm).sum())

    assert large(0.0) > 1.5 * large(0.5) > 0
