"""Law: where the answer is known on paper, the model gives it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import achievement, grades, mini, run_case

from sim.axes import STAGE_OF
from sim.case import Case
from sim.params import Learning
from sim.processes import learning, teaching
from sim.world import World

STILL = {"learning.peers": 0.0, "learning.peer_level": 0.0, "learning.noise": 0.0, "learning.ses_growth": 0.0}


def blank(case: Case, **values: Any) -> World:
    """Return a small district whose pupils know nothing yet."""
    world = run_case(case, terms=0, **{**STILL, **values}).world
    world.students.trait[:] = world.students.fading[:] = 0
    return world


def teach(world: World, gain: float, terms: int) -> None:
    """Let every class gain so much a year, for some terms."""
    for _ in range(terms):
        world.classes.gain[:] = gain
        learning.learn.apply(world)
        world.term += 1


@settings(max_examples=25, deadline=None)
@given(
    gain=st.floats(-1, 1),
    left=st.floats(0.2, 0.5),
    lasting=st.floats(0.05, 0.2),
)
def test_a_constant_yearly_gain_is_there_in_full_after_a_year_and_in_part_a_year_later(
    gain: float, left: float, lasting: float
) -> None:
    world = blank(mini(), **{"learning.left_after_a_year": left, "learning.lasting": lasting})
    teach(world, gain, 2)
    np.testing.assert_allclose(achievement(world), gain, rtol=0, atol=2e-6)
    teach(world, 0.0, 2)
    np.testing.assert_allclose(achievement(world), left * gain, rtol=0, atol=2e-6)
    teach(world, 0.0, 60)
    keep = learning.pace(Learning(left_after_a_year=left, lasting=lasting)).keep
    rest = lasting * gain + (1 - lasting) * gain * keep**62
    np.testing.assert_allclose(achievement(world), rest, rtol=0, atol=2e-6)


def test_when_teaching_stops_the_fading_part_decays_geometrically(case: Case) -> None:
    world = blank(case)
    rows = world.live_students()
    start = np.linspace(-2, 2, rows.size).astype(np.float32)
    world.students.fading[rows] = start
    keep = learning.pace(Learning()).keep
    for term in range(1, 9):
        teach(world, 0.0, 1)
        np.testing.assert_allclose(world.students.fading[rows], start * keep**term, rtol=1e-5)
        assert not world.students.trait[rows].any()


def test_a_lasting_gain_every_year_accumulates_to_the_known_limit(case: Case) -> None:
    """The fading part of a constant gain G tends to phi G / 2 / (1 - keep); the lasting part grows by lambda G a year."""
    world = blank(case)
    pace = learning.pace(Learning())
    teach(world, 0.2, 80)
    rows = world.live_students()
    np.testing.assert_allclose(world.students.fading[rows], pace.fading * 0.1 / (1 - pace.keep), rtol=1e-4)
    np.testing.assert_allclose(world.students.trait[rows], 40 * pace.lasting * 0.2, rtol=1e-4)


@pytest.mark.parametrize("peers", [0.15, 0.35])
def test_peers_redistribute_within_a_class_and_create_nothing(case: Case, peers: float) -> None:
    world = blank(case, **{"learning.peers": peers})
    k, s = world.classes, world.students
    rows, of = world.live_students(), world.class_of_students()
    s.trait[rows] = np.random.default_rng(3).normal(size=rows.size)
    keep = learning.pace(Learning()).keep
    before = {name: np.bincount(of, getattr(s, name)[rows]) for name in ("trait", "fading")}
    spread = [np.std((s.trait + s.fading)[k.first[c] : k.first[c] + k.size[c]]) for c in np.unique(of)]
    teach(world, 0.0, 1)
    # The sum of a class of 50 moves by float32 rounding only.
    np.testing.assert_allclose(np.bincount(of, s.trait[rows]), before["trait"], atol=2e-5)
    np.testing.assert_allclose(np.bincount(of, s.fading[rows]), keep * before["fading"], atol=2e-5)
    after = [np.std((s.trait + s.fading)[k.first[c] : k.first[c] + k.size[c]]) for c in np.unique(of)]
    assert (np.array(after) < np.array(spread)).all()


def test_peers_pull_a_pupil_by_the_share_of_the_distance_to_the_class_mean(case: Case) -> None:
    world = blank(case, **{"learning.peers": 0.2})
    s, k = world.students, world.classes
    c = world.live_classes()[0]
    low, high = k.first[c], k.first[c] + k.size[c]
    s.trait[low] = 1.0
    mean = 1.0 / (high - low)
    pace = learning.pace(Learning())
    pull = np.full(high - low, 0.5 * 0.2 * mean)
    pull[0] += -0.5 * 0.2
    teach(world, 0.0, 1)
    np.testing.assert_allclose(s.fading[low:high], pace.fading * pull, atol=1e-7)


def drawn(case: Case, **values: Any) -> World:
    """Return a small district whose pupils are as chance has it: no class was formed by what they know."""
    world = blank(case, **values)
    world.students.trait[world.live_students()] = np.random.default_rng(5).normal(size=world.live_students().size)
    return world


def ahead_of(values: np.ndarray, of: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Return how far the mean of each pupil's class is above that of all pupils of the cell."""
    heads, cells = np.maximum(np.bincount(of), 1), np.maximum(np.bincount(cell), 1)
    return (np.bincount(of, values) / heads)[of] - (np.bincount(cell, values) / cells)[cell]


def test_a_better_intake_lifts_its_class_and_no_class_lifts_the_district(case: Case) -> None:
    world = drawn(case, **{"learning.peer_level": 0.3})
    rows, of, s = world.live_students(), world.class_of_students(), world.students
    ahead = ahead_of(achievement(world), of, grades(world).astype(np.int64))
    np.testing.assert_allclose(learning.ahead(world)[of], ahead, atol=1e-6)
    before = s.trait[rows].astype(np.float64)
    teach(world, 0.0, 1)
    np.testing.assert_allclose(s.fading[rows], learning.pace(Learning()).fading * 0.5 * 0.3 * ahead, atol=2e-6)
    gained = s.trait[rows] - before
    np.testing.assert_allclose(gained, learning.pace(Learning()).lasting * 0.5 * 0.3 * ahead, atol=1e-6)
    for grade in np.unique(grades(world)):
        assert abs(s.fading[rows][grades(world) == grade].mean()) < 1e-6


def test_classes_of_districts_are_compared_inside_their_own(case: Case) -> None:
    world = drawn(case, **{"learning.peer_level": 0.3})
    world.schools.district[:] = np.arange(len(world.schools)) % 2
    rows, of = world.live_students(), world.class_of_students()
    district = world.schools.district[world.school_of_students()].astype(np.int64)
    assert {*district.tolist()} == {0, 1}
    ahead = ahead_of(achievement(world), of, grades(world) * 2 + district)
    np.testing.assert_allclose(learning.ahead(world)[of], ahead, atol=1e-6)
    teach(world, 0.0, 1)
    pace = learning.pace(Learning())
    np.testing.assert_allclose(world.students.fading[rows], pace.fading * 0.5 * 0.3 * ahead, atol=2e-6)


@pytest.mark.parametrize(("peers", "level"), [(0.15, 0.15), (0.0, 0.3), (0.3, 0.0)])
def test_in_classes_formed_by_lot_the_gain_rises_with_classmates_as_the_sum_of_both_says(
    case: Case, peers: float, level: float
) -> None:
    """The design of Chen and others (2023): the gain of a year on one's own level and the mean of the classmates."""
    world = drawn(case, **{"learning.peers": peers, "learning.peer_level": level})
    of, own = world.class_of_students(), achievement(world)
    heads = np.bincount(of)[of]
    mates = (np.bincount(of, own)[of] - own) / (heads - 1)
    teach(world, 0.0, 1)
    grade = grades(world)[:, None] == np.unique(grades(world))
    slopes = np.linalg.lstsq(np.column_stack([own, mates, grade]), achievement(world) - own, rcond=None)[0]
    pace = learning.pace(Learning())
    term = 0.5 * (pace.lasting + pace.fading)  # what a yearly gain is after a term
    # Classes of 30 to 45: a pupil is one of them, so the classmates' mean counts for (n - 1) / n.
    np.testing.assert_allclose(slopes[1], term * (peers + level) * (1 - 1 / 37), rtol=0.02)
    np.testing.assert_allclose(slopes[0], term * (level / 37 - peers * (1 - 1 / 37)), atol=0.003)


def test_a_class_that_is_ahead_draws_away_by_a_bounded_share_while_it_is_together(case: Case) -> None:
    world = drawn(case, **{"learning.peer_level": 0.15})
    of, cell = world.class_of_students(), grades(world).astype(np.int64)
    before = ahead_of(achievement(world), of, cell).std()
    teach(world, 0.0, 12)
    grown = ahead_of(achievement(world), of, cell).std() / before
    p, rate = learning.pace(Learning()), 0.5 * 0.15
    step = np.array([[1 + p.lasting * rate, p.lasting * rate], [p.fading * rate, p.keep + p.fading * rate]])
    expected = (np.linalg.matrix_power(step, 12) @ [1.0, 0.0]).sum()
    np.testing.assert_allclose(grown, expected, rtol=1e-4)
    assert 1.2 < expected < 1.5


def test_family_background_widens_the_lasting_trait_by_its_yearly_slope(case: Case) -> None:
    world = blank(case, **{"learning.ses_growth": 0.05})
    teach(world, 0.0, 2)
    rows = world.live_students()
    np.testing.assert_allclose(world.students.trait[rows], 0.05 * world.students.ses[rows], atol=1e-6)
    assert not world.students.fading[rows].any()


def test_luck_has_the_spread_asked_for_and_the_two_terms_of_a_year_are_independent(case: Case) -> None:
    """n = 3,159 pupils, fixed seed; limits of 4 standard errors (false alarm below 1 in 10,000 for a new seed)."""
    world = blank(case, **{"learning.noise": 0.27})
    rows, n = world.live_students(), world.live_students().size
    pace = learning.pace(Learning())
    teach(world, 0.0, 1)
    first = world.students.fading[rows] / pace.fading
    before = world.students.fading[rows].copy()
    teach(world, 0.0, 1)
    second = (world.students.fading[rows] - pace.keep * before) / pace.fading
    for luck in (first, second):
        assert abs(luck.mean()) < 4 * 0.27 / np.sqrt(n)
        assert abs(luck.std() / 0.27 - 1) < 4 / np.sqrt(2 * n)
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(n)


def test_experience_pays_as_the_curve_says_and_nothing_at_the_reference(case: Case) -> None:
    world = run_case(case, terms=0, **{"teaching.burnout": 0.0, "teaching.culture": 0.0}).world
    t = world.teachers
    t.skill[:] = t.match[:] = t.week[:] = 0
    t.forced[:] = False
    t.experience[:4] = [0, 5, 15, 40]
    teaching.value.apply(world)
    curve = [0.12 * (np.exp(-15 / 5) - np.exp(-x / 5)) for x in (0, 5, 15, 40)]
    np.testing.assert_allclose(t.value[:4], curve, atol=1e-6)
    assert t.value[2] == pytest.approx(0, abs=1e-7)
    assert (t.value[1] - t.value[0]) / (t.value[3] - t.value[0]) > 0.5  # half of it in five years (Papay and Kraft)


def test_a_forced_move_costs_its_loss_for_two_years_and_a_chosen_one_nothing(case: Case) -> None:
    world = run_case(case, terms=0).world
    t = world.teachers
    t.forced[:] = False
    teaching.value.apply(world)
    free = t.value.copy()
    t.forced[:8] = True
    t.terms_since_move[:8] = [0, 1, 2, 3, 4, 5, 6, 99]
    teaching.value.apply(world)
    np.testing.assert_allclose(free[:8] - t.value[:8], [0.05, 0.05, 0.02, 0.02, 0, 0, 0, 0], atol=1e-6)


def test_hours_beyond_a_heavy_week_cost_what_is_declared(case: Case) -> None:
    world = run_case(case, terms=0).world
    t, p = world.teachers, world.settings.params.time
    t.week[:] = 0
    teaching.value.apply(world)
    free = t.value.copy()
    t.week[:3] = [46, 48, 56]
    teaching.value.apply(world)
    np.testing.assert_allclose(free[:3] - t.value[:3], np.array([0, 2, 10]) * p.overload, atol=1e-6)


def test_a_class_is_taught_by_the_mean_of_its_teachers_weighted_by_points_of_the_examination(case: Case) -> None:
    world = run_case(case, terms=0, **{"teaching.out_of_field": 0.0}).world
    t = world.teachers
    t.skill[:], t.match[:], t.burnout[:], t.forced[:] = 0.1, 0, 0, False
    t.experience[:] = 15
    k, rows = world.classes, world.live_classes()
    k.teachers[k.teachers < 0] = 0  # no lesson uncovered
    t.week[:] = 0
    teaching.value.apply(world)
    np.testing.assert_allclose(k.teaching[rows], 0.1, atol=1e-6)
    for block in range(3):  # one block alone is better
        k.teachers[rows] = block
        for stage, cut in ((0, (0, 3, 5, 8)), (1, (0, 3, 7, 10))):
            k.teachers[rows[STAGE_OF[k.grade[rows]] == stage], cut[block] : cut[block + 1]] = 3
        t.skill[:], t.skill[3] = 0.0, 0.1
        teaching.value.apply(world)
        part = np.array([[0.75, 0.25, 0.0], [36 / 81, 38 / 81, 7 / 81]])[STAGE_OF[k.grade[rows]], block]
        np.testing.assert_allclose(k.teaching[rows], 0.1 * part, atol=1e-6)


def test_a_lesson_of_another_block_costs_what_is_declared(case: Case) -> None:
    world = run_case(case, terms=0).world
    k, t, rows = world.classes, world.teachers, world.live_classes()
    k.teachers[rows] = 0
    t.block[0] = 0
    teaching.value.apply(world)
    own = teaching.value_of_block(world, 0, 0.0)[rows]
    other = teaching.value_of_block(world, 1, 0.0)[rows]
    np.testing.assert_allclose(own - other, 0.06, atol=1e-6)
    points = np.array([0.25, 45 / 81])[STAGE_OF[k.grade[rows]]]  # of the examination that are not of core subjects
    np.testing.assert_allclose(own - k.teaching[rows], 0.06 * points, atol=1e-6)


def test_a_year_of_service_is_a_year_of_experience(busy: Case) -> None:
    model = run_case(busy, terms=4)
    t = model.world.teachers
    before = dict(zip(t.uid[t.active].tolist(), t.experience[t.active].tolist(), strict=True))
    for _ in range(4):
        model.step()
    t = model.world.teachers
    after = dict(zip(t.uid[t.active].tolist(), t.experience[t.active].tolist(), strict=True))
    assert len(before.keys() & after.keys()) > 200
    assert {after[u] - before[u] for u in before.keys() & after.keys()} == {2.0}
    assert {x for u, x in after.items() if u not in before} == {1.0, 2.0}  # hired in one of the two autumns
