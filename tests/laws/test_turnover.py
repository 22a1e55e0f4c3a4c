"""Law: who stays pays for the share of a staff that is new, for a year; who is new, or merged with all the others, does not."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import mini, run_case

from sim.case import Case
from sim.instruments.follow_post import FOLLOW_POST
from sim.processes import placement, teaching, turnover
from sim.state import NOWHERE
from sim.world import World


def quiet(case: Case, cost: float = 0.08) -> World:
    """Return a small district at the start of a school year, where nobody is new."""
    world = run_case(case, terms=0, **{"teaching.turnover": cost, "teaching.adjust.first_year": 0.0}).world
    turnover.remember.apply(world)
    return world


def staff(world: World, school: str, stage: int = 0) -> np.ndarray:
    t = world.teachers
    return np.flatnonzero(t.active & (t.post == world.names.school_row[school]) & (t.stage == stage))


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_who_stays_loses_in_proportion_to_the_share_that_is_new(case: Case, share: float) -> None:
    world = quiet(case)
    assert not turnover.loss(world).any()
    team = staff(world, "c-p1")
    new = team[: round(share * team.size)]
    world.teachers.last_post[new] = NOWHERE
    loss = turnover.loss(world)
    np.testing.assert_allclose(
        np.delete(loss, new)[np.isin(np.delete(np.arange(loss.size), new), team)], 0.08 * new.size / team.size
    )
    assert not loss[new].any()
    assert not np.delete(loss, team).any()


def test_the_loss_is_taken_from_the_value_and_from_what_classes_are_taught(case: Case) -> None:
    world = quiet(case)
    teaching.timetable.apply(world)
    teaching.value.apply(world)
    value, taught = world.teachers.value.copy(), world.classes.teaching.copy()
    team = staff(world, "c-p1")
    world.teachers.last_post[team[::2]] = NOWHERE
    teaching.value.apply(world)
    loss = turnover.loss(world)
    assert loss.max() > 0.03
    np.testing.assert_allclose(value - world.teachers.value, loss, atol=1e-7)
    rows = world.live_classes()
    here = world.classes.school[rows] == world.names.school_row["c-p1"]
    less = (taught - world.classes.teaching)[rows]
    assert not less[~here].any()
    p, stages = world.settings.params, world.stages
    slots, points = stages.of(p.classes.slots, np.int64)[0], stages.of(p.tests.weights)[0]
    part = np.repeat(points / slots / points.sum(), slots)  # of the examination, by lesson
    who = world.classes.teachers[rows[here]][:, : part.size]
    expected = np.where(who != NOWHERE, loss[who], 0) @ part  # none where all whose lessons are examined are new
    np.testing.assert_allclose(less[here], expected, atol=1e-7)
    assert (expected > 0).mean() > 0.8


@pytest.mark.parametrize(("load", "week"), [(0.5, 1.0), (0.5, 0.6), (1.0, 1.0)])
def test_a_guest_counts_by_the_part_of_the_lessons_given_there(case: Case, load: float, week: float) -> None:
    world = quiet(case)
    team, guests = staff(world, "c-p1"), staff(world, "b-p1")[:3]
    home = np.setdiff1d(staff(world, "b-p1"), guests)
    terms = placement.Posting(FOLLOW_POST, 0, load, week, 2, np.ones(len(world.groups), np.bool_))
    placement.send(world, guests, np.full(3, world.names.school_row["c-p1"]), terms, 0)
    loss, part = turnover.loss(world), 3 * load * week
    np.testing.assert_allclose(loss[team], 0.08 * part / (team.size + part), rtol=1e-5)
    assert not loss[guests].any()
    assert not loss[home].any(), "whose colleagues left, or come for a part of the week as they did before"


def test_a_year_later_nobody_is_new(case: Case) -> None:
    world = quiet(case)
    team = staff(world, "c-p1")
    world.teachers.last_post[team[:5]] = NOWHERE
    turnover.remember.apply(world)
    assert not turnover.loss(world).any()


def test_those_who_come_home_are_new_there_and_those_who_are_hired_anywhere(case: Case) -> None:
    world = run_case(case, terms=4).world  # rotation since 2017
    t = world.teachers
    turnover.remember.apply(world)
    away = np.flatnonzero(t.active & (t.post != t.register))
    assert away.size
    placement.end(world, away)
    assert (t.last_post[away] != t.post[away]).all()
    home = np.unique(t.post[away])
    loss = turnover.loss(world)
    stayed = np.setdiff1d(np.flatnonzero(t.active & np.isin(t.post, home)), away)
    both = np.isin(t.post[stayed] * 4 + t.stage[stayed], t.post[away] * 4 + t.stage[away])
    assert (loss[stayed][both] > 0).all()
    grown = run_case(case, terms=5).world  # an autumn: novices were hired
    young = grown.teachers.active & (grown.teachers.experience < 1) & (grown.teachers.years_here == 0)
    assert young.any()
    assert (grown.teachers.last_post[young] == NOWHERE).all()


def test_a_staff_that_is_merged_is_nobodys_newcomer() -> None:
    case = mini(lambda raw: raw["reforms"][-1].update(date="2019-02"))  # in the middle of a school year
    before, after = run_case(case, terms=5).world, run_case(case, terms=6).world
    old, into = (after.names.school_row[name] for name in ("h-p2", "h-p1"))
    was = before.teachers
    came = was.uid[was.active & (was.post == old) & (was.last_post == old)]
    t = after.teachers
    there = t.active & np.isin(t.uid, came) & (t.post == into)
    assert there.any()
    assert (t.last_post[there] == into).all()
