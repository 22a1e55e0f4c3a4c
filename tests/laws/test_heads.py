"""Law: heads are conserved. Nobody is lost, doubled or moved on paper only."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import after_each_term, grades, mini, placed, run_case

from sim import kinds
from sim.axes import STAGE_OF, STAGES, Kind
from sim.case import Case
from sim.instruments.secondment import SECONDMENT
from sim.processes import placement
from sim.processes.placement import Posting
from sim.processes.teaching import team
from sim.schedule import steps
from sim.supply import staff


def test_a_cohort_keeps_its_pupils_from_entry_to_graduation(busy: Case) -> None:
    seen: dict[int, np.ndarray] = {}
    for world in after_each_term(busy):
        uids = world.students.uid[world.live_students()]
        assert np.unique(uids).size == uids.size, "a pupil is here twice"
        entered = np.repeat(world.cohorts.entered, world.cohorts.size)
        for year in np.unique(entered).tolist():
            pupils = np.sort(uids[entered == year])
            np.testing.assert_array_equal(pupils, seen.setdefault(year, pupils), f"entered {year}, term {world.term}")
    assert len(seen) == world.stages.grades + busy.years


def test_there_are_nine_cohorts_in_grades_one_to_nine(busy: Case) -> None:
    for world in after_each_term(busy, years=3):
        year = world.year - (world.term % 2 == 0)  # in the summer cohorts still stand as they did in spring
        assert sorted(world.cohorts.grade) == list(range(1, 10))
        np.testing.assert_array_equal(world.cohorts.entered + world.cohorts.grade, year + 1)


def test_classes_hold_every_pupil_once_in_an_open_school_of_its_stage(busy: Case) -> None:
    for world in after_each_term(busy):
        k, s = world.classes, world.schools
        rows = world.live_classes()
        seats = np.concatenate([np.arange(a, a + n) for a, n in zip(k.first[rows], k.size[rows], strict=True)])
        np.testing.assert_array_equal(np.sort(seats), np.sort(world.live_students()))
        junior = STAGE_OF[k.grade[rows]] == STAGES.code("junior")
        kind = s.kind[k.school[rows]]
        assert np.isin(kind[junior], (Kind.JUNIOR, Kind.NINE_YEAR)).all()
        assert np.isin(kind[~junior], (Kind.PRIMARY, Kind.NINE_YEAR)).all()
        assert s.active[k.school[rows]].all()
        roll = np.bincount(2 * k.school[rows] + junior, k.size[rows], minlength=2 * len(s)).reshape(-1, 2)
        np.testing.assert_array_equal(roll, s.pupils)
        np.testing.assert_array_equal(k.grade[rows], np.repeat(world.cohorts.grade, world.cohorts.n_classes))


def test_the_pupils_of_a_merged_school_go_on_in_its_successor_class_by_class(case: Case) -> None:
    model = run_case(case, terms=6)  # the summer before the merger of 2019
    world = model.world
    old, into = world.names.school_row["h-p2"], world.names.school_row["h-p1"]

    def classes_in(school: int) -> dict[frozenset[int], int]:
        rows = [k for k in world.live_classes() if world.classes.school[k] == school]
        first, size = world.classes.first, world.classes.size
        return {
            frozenset(world.students.uid[first[k] : first[k] + size[k]].tolist()): int(world.classes.grade[k])
            for k in rows
        }

    there = classes_in(old)
    model.step()
    here = classes_in(into)
    assert {grade for pupils, grade in here.items() if pupils in there} == set(range(2, 7))  # grade 6 has left
    assert not classes_in(old)
    assert not (world.teachers.active & ((world.teachers.register == old) | (world.teachers.post == old))).any()


def test_only_leaving_and_hiring_change_who_is_in_service_and_nobody_who_left_returns(busy: Case) -> None:
    world = run_case(busy, terms=0).world
    gone: set[int] = set()
    for _ in range(2 * busy.years):
        for step in steps(world):
            before = set(world.teachers.uid[world.teachers.active].tolist())
            step.apply(world)
            now = world.teachers.uid[world.teachers.active].tolist()
            after = set(now)
            assert len(after) == len(now), f"a teacher is here twice after {step.name}"
            assert not after - before or step.name == "market.fill"
            assert not before - after or step.name == "careers.leave"
            assert not after & gone
            gone |= before - after
    assert gone


def test_rotation_brings_as_many_to_each_school_stage_and_subject_as_it_takes_away() -> None:
    def only_rotation(raw: dict) -> None:
        raw["reforms"] = [{**raw["reforms"][0], "set": {"rotation.on": True, "rotation.annual_share": 0.3}}]

    world = run_case(mini(only_rotation), terms=0).world
    moved = 0
    for _ in range(12):
        for step in steps(world):
            cells = np.bincount(team(world)[world.teachers.active], minlength=6 * len(world.schools))
            step.apply(world)
            if step.name == "rotation.rotate":
                after = np.bincount(team(world)[world.teachers.active], minlength=cells.size)
                np.testing.assert_array_equal(after, cells)
                moved += placed(world).size
    assert moved > 20


def test_who_is_posted_elsewhere_is_on_a_placement_and_nobody_else(busy: Case) -> None:
    for world in after_each_term(busy):
        t = world.teachers
        on = t.active
        np.testing.assert_array_equal((t.post != t.register)[on], (t.placement != kinds.AT_HOME)[on])
        np.testing.assert_array_equal((t.placement_row >= 0)[on], (t.placement != kinds.AT_HOME)[on])
        away = placed(world)
        entry = t.placement_row[away]
        log = world.placements
        np.testing.assert_array_equal(log.teacher[entry], t.uid[away])
        np.testing.assert_array_equal(log.end[entry], t.placement_end[away])
        assert (t.placement_end[away] >= world.term).all(), "a placement is overdue"


def test_a_merger_brings_home_those_who_were_posted_to_the_school_theirs_becomes(case: Case) -> None:
    world = run_case(case, terms=6).world
    old, into = world.names.school_row["h-p2"], world.names.school_row["h-p1"]
    t = world.teachers
    free = t.active & (t.placement == kinds.AT_HOME)
    who = np.append(np.flatnonzero(free & (t.register == old))[:2], np.flatnonzero(free & (t.register == into))[:1])
    placement.send(
        world,
        who,
        np.array([into, into, old]),
        Posting(SECONDMENT, 0, 0.5, 1.0, 4, np.ones(len(world.groups), np.bool_)),
        0,
    )
    for step in steps(world):
        step.apply(world)
        if step.name == "reform.enact":
            break
    assert (t.register[who] == into).all()
    assert (t.post[who] == into).all()
    assert (t.placement[who] == kinds.AT_HOME).all()


def test_every_placement_that_is_over_ended_at_the_school_of_register(busy: Case) -> None:
    back: dict[int, int] = {}
    for world in after_each_term(busy):
        t, log = world.teachers, world.placements
        slot = {int(u): i for i, u in enumerate(t.uid) if t.active[i]}
        for entry in np.flatnonzero(log.end[: world.n_placements] < world.term).tolist():
            row = slot.get(int(log.teacher[entry]))
            if row is not None:
                assert t.placement_row[row] != entry
                assert t.placement[row] != kinds.AT_HOME or t.post[row] == t.register[row]
                back[entry] = row
    assert len(back) > 20


def test_placements_never_change_the_school_of_register(busy: Case) -> None:
    world = run_case(busy, terms=0).world
    for _ in range(2 * busy.years):
        for step in steps(world):
            t = world.teachers
            before = dict(zip(t.uid[t.active].tolist(), t.register[t.active].tolist(), strict=True))
            step.apply(world)
            t = world.teachers
            after = dict(zip(t.uid[t.active].tolist(), t.register[t.active].tolist(), strict=True))
            changed = {u for u in before.keys() & after.keys() if before[u] != after[u]}
            assert not changed or step.name in {"reform.enact", "market.fill"}


def test_teachers_are_posted_only_where_their_stage_is_taught(busy: Case) -> None:
    for world in after_each_term(busy):
        t, away = world.teachers, placed(world)
        assert (world.schools.pupils[t.post[away], t.stage[away]] > 0).all()


def test_the_match_of_a_teacher_is_that_of_the_pair_of_teacher_and_school(busy: Case) -> None:
    for world in after_each_term(busy):
        rows = world.live_teachers()
        np.testing.assert_array_equal(world.teachers.match[rows], staff.match(world, rows))


def test_more_births_fill_the_first_grade_and_go_up_with_it_year_by_year() -> None:
    def roll(index: float, terms: int) -> np.ndarray:
        def births(raw: dict[str, Any]) -> None:
            raw["demography"]["entry_index"] = {2016: 1.0, 2018: index, 2019: 1.0}

        return np.bincount(grades(run_case(mini(births), terms=terms).world), minlength=10)

    for year in range(3):  # of the autumns since 2018
        few, many = (roll(index, 5 + 2 * year) for index in (1.0, 1.5))
        assert many[1 + year] == pytest.approx(1.5 * few[1 + year], rel=0.02)
        others = np.delete(np.arange(1, 10), year)
        np.testing.assert_array_equal(many[others], few[others])
