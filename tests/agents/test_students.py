"""Students as agents: views of rows, one by one and as a set."""

from __future__ import annotations

import mesa
import numpy as np
import pytest
from mesa.agentset import AgentSet
from small import IMAGINARY, SES, UIDS, SmallDistrict, graduate

from sim.agents import (
    DepartedError,
    Population,
    School,
    StaleSelectionError,
    Student,
)
from sim.state import (
    NOWHERE,
    Students,
)

# Students, one by one.


def test_a_student_is_who_the_uid_says(model, students):
    student = Student(model, 2**60 + 1)
    assert (student.ses, student.row, student.school, student.class_row, student.grade) == (2.0, 0, 0, 0, 1)
    assert student.achievement == pytest.approx(2.1)
    assert student.school_agent is model.roster.school(0)
    assert student.unique_id == 2**60 + 1
    assert student == students.by_id(2**60 + 1)
    assert len({student, students.by_id(2**60 + 1), students.by_id(2**60)}) == 2
    assert student != students.by_id(2**60)
    assert students.by_id(2**60).row == 2  # uids are too large to be told apart as floats
    assert student not in model.agents
    assert isinstance(student, mesa.Agent)


def test_a_held_student_survives_the_move_of_the_row(model, students):
    student = students.by_id(40)
    rows = model.world.students
    for column in rows.arrays().values():
        column[[0, 1]] = column[[1, 0]]
    model.world.layout += 1
    assert (student.ses, student.row) == (-1.25, 0)


def test_a_graduate_is_gone_and_never_shows_who_came_after(model, students):
    held = students.by_id(70)
    graduate(model.world)
    for read in (lambda: held.ses, lambda: held.school, lambda: held.row, lambda: students.by_id(70)):
        with pytest.raises(DepartedError, match="student 70"):
            read()
    with pytest.raises(DepartedError):
        held.ses = 1.0
    assert held not in students
    assert students.by_id(901) in students


def test_an_empty_seat_and_a_stranger_are_nobody(model, students):
    model.world.students.uid[9] = IMAGINARY
    with pytest.raises(DepartedError, match="999"):
        students.by_id(IMAGINARY)
    assert Student(model, IMAGINARY) not in students
    assert Student(model, 2**64 - 1) not in students


def test_students_cannot_be_removed_or_moved_through_a_view(model, students):
    student = students.by_id(40)
    for refuse in (student.remove, lambda: setattr(student, "school", 1), lambda: students.discard(student)):
        with pytest.raises((TypeError, AttributeError)):
            refuse()
    assert len(students) == 7


# Students as a set.


def uids(population: Population) -> list[int]:
    return population.get("unique_id")


def test_the_set_of_students_follows_the_district(model, students, monkeypatch):
    monkeypatch.setattr("sim.agents.population.CHUNK", 2)
    assert uids(students) == UIDS == [s.uid for s in students] == [s.uid for s in students.to_list()]
    graduate(model.world)
    assert uids(students) == [901, 902, 903, *UIDS[3:]]


def test_a_selection_ends_when_rows_move(model, students):
    poor = students.select(lambda s: s.ses < -1)
    graduate(model.world)
    for use in (
        len,
        list,
        uids,
        lambda p: p.agg("ses", np.mean),
        lambda p: p.select(),
        lambda p: Student(model, 40) in p,
    ):
        with pytest.raises(StaleSelectionError, match="select again"):
            use(poor)
    assert uids(students.select(lambda s: s.ses < -1)) == [40]


FILTERS = {
    "columns": lambda s: s.ses < -1,
    "and of columns": lambda s: (s.ses > 0) & s.female,
    "not": lambda s: ~(s.ses > 0),
    "derived columns": lambda s: (s.school == 1) & (s.grade == 9) & (s.achievement > 1),
    "identity": lambda s: s.unique_id == 2**60,
    "python and": lambda s: s.ses > 0 and s.female,
    "python not": lambda s: not s.female,
    "chain": lambda s: -1.3 < s.ses < 1,
    "membership": lambda s: s.uid in {20, 30},
    "membership in a tuple": lambda s: s.grade in (1, 2),
    "another agent": lambda s: s.school_agent.name == "一小",
    "type": lambda s: isinstance(s, Student),
    "truth of a number": lambda s: s.grade - 1,
    "conditional": lambda s: s.ses > 1 if s.school == 0 else s.ses < 0,
    "model": lambda s: s.ses > s.model.world.term,
    "nobody": lambda s: s.ses > 10,
    "always": lambda s: True,
    "an array of another length": lambda s: np.array([True]),
    "small integers do not overflow": lambda s: s.grade * 100 > 500,
    "float32 is not compared with float32": lambda s: s.ses > 0.1,
}


@pytest.mark.parametrize("n", [7, 1, 0])
@pytest.mark.parametrize("name", FILTERS)
def test_select_accepts_whom_the_filter_accepts_one_by_one(students, name, n):
    some = students.select(at_most=n)
    one_by_one = [bool(FILTERS[name](s)) for s in some] if name != "not" else [s.ses <= 0 for s in some]
    expected = [u for u, yes in zip(UIDS, one_by_one, strict=False) if yes]
    assert uids(some.select(FILTERS[name])) == expected


def test_filters_on_columns_make_no_student(students, monkeypatch):
    monkeypatch.setattr(Student, "__init__", lambda *_: pytest.fail("a student was made"))
    assert len(students.select(lambda s: (s.ses > 0) & (s.school == 1))) == 4
    assert students.agg("achievement", [min, max]) == pytest.approx([0.6, 3.6])
    assert students.agg("unique_id", max) == 2**60 + 1
    assert students.groupby("school").agg("ses", len) == {0: 2, 1: 5}
    assert students.groupby("school").count() == {0: 2, 1: 5}


def test_a_mistake_in_a_filter_is_not_swallowed(students):
    with pytest.raises(AttributeError, match="sess"):
        students.select(lambda s: s.sess > 1)
    with pytest.raises(ZeroDivisionError):
        students.select(lambda s: 1 / 0)


def test_select_limits_and_kinds(students):
    assert uids(students.select(at_most=2)) == UIDS[:2]
    assert uids(students.select(at_most=0.5)) == UIDS[:3]
    assert uids(students.select(lambda s: s.ses > 0, at_most=2)) == [20, 50]
    assert uids(students.select(agent_type=mesa.Agent)) == UIDS
    assert uids(students.select(agent_type=School)) == []
    assert uids(students.select(lambda s: s.ses > 0).select(lambda s: s.female)) == [50, 30]


def test_a_selection_but_not_the_whole_may_change_in_place(students):
    some = students.select(at_most=4)
    assert some.select(lambda s: s.ses > 0, inplace=True) is some
    assert uids(some) == [20, 50, 2**60 + 1]
    assert some.sort("ses", inplace=True) is some
    assert uids(some) == [2**60 + 1, 20, 50]
    assert sorted(uids(some.shuffle(inplace=True))) == [20, 50, 2**60 + 1]
    for change in (students.select, students.shuffle, lambda inplace: students.sort("ses", inplace=inplace)):
        with pytest.raises(TypeError, match="in place"):
            change(inplace=True)
    assert uids(students) == UIDS


def test_get_gives_python_values_like_mesa(students):
    assert students.get("grade") == [9, 9, 9, 1, 1, 1, 1]
    assert type(students.get("ses")[0]) is float
    assert type(students.get("female")[0]) is bool
    assert students.select(at_most=2).get(["uid", "school"]) == [[70, 1], [20, 1]]
    assert [a.name for a in students.get("school_agent")] == ["二小"] * 3 + ["一小"] * 2 + ["二小"] * 2
    with pytest.raises(AttributeError):
        students.get("mood")
    with pytest.raises(ValueError, match="handle_missing"):
        students.get("ses", handle_missing="ignore")
    assert students.get("mood", handle_missing="default", default_value=0) == [0] * 7
    assert students.select(at_most=1).get(["uid", "mood"], "default") == [[70, None]]


@pytest.mark.parametrize("name", ["uid", "ses", "female", "zone", "school", "class_row", "grade", "achievement"])
def test_a_column_holds_what_each_student_says(students, name):
    backwards = students.sort(lambda s: s.ses)
    for some in (students, backwards):
        assert some.column(name).tolist() == some.get(name) == [getattr(s, name) for s in some]


def test_what_columns_hand_out_can_spoil_nothing(students):
    with pytest.raises(ValueError, match="read-only"):
        students.rows[0] = 3
    with pytest.raises(ValueError, match="read-only"):
        students.column("class_row")[0] = 3
    students.column("ses")[:] = 9
    students.column("school")[:] = 9
    assert students.get("ses") == pytest.approx(SES)
    assert students.get("school") == [1, 1, 1, 0, 0, 1, 1]


def test_agg_takes_one_function_or_several(students):
    assert students.agg("ses", np.mean) == pytest.approx(np.mean(SES))
    assert students.agg("ses", [min, max, len]) == pytest.approx([-1.5, 2.0, 7])
    assert students.agg("grade", sum) == 31
    assert students.agg("school_agent", set) == {s.school_agent for s in students}


def test_sums_of_small_integers_do_not_overflow(model, students):
    model.world.classes.grade[:] = 127
    assert students.agg("grade", sum) == students.agg("grade", np.sum) == 7 * 127


def test_set_writes_the_column_of_the_selected(model, students):
    girls = students.select(lambda s: s.female)
    assert girls.set("score", 60) is girls
    assert np.nan_to_num(students.column("score")).tolist() == [60, 0, 60, 0, 60, 0, 60]
    students.set("zone", np.arange(7))
    assert students.get("zone") == list(range(7))
    assert model.world.students.zone[4] == NOWHERE  # an empty seat
    for name in ("school", "achievement", "uid", "mood"):
        with pytest.raises(AttributeError):
            students.set(name, 1)
    for value in (0.5, [2**40] * 7):
        with pytest.raises(TypeError):
            students.set("zone", value)


def test_groupby_agrees_with_mesas_own(students):
    plain = AgentSet(kept := students.to_list(), random=students.random)
    assert kept
    for by in ("school", "female", "ses", lambda s: s.ses > 0, lambda s: s.school_agent.name, "school_agent"):
        ours, mesas = students.groupby(by), plain.groupby(by)
        assert ours.count() == mesas.count()
        assert ours.agg("ses", sum) == pytest.approx(mesas.agg("ses", sum))
        assert {k: uids(group) for k, group in ours} == {k: group.get("uid") for k, group in mesas}
        assert ours.map(len) == mesas.map(len)
        lists = students.groupby(by, result_type="list")
        assert dict(lists) == {k: list(group) for k, group in ours}
    assert list(students.groupby("grade").groups) == [1, 9]
    assert students.select(at_most=0).groupby("grade").count() == {}


def test_sort_agrees_with_mesas_own(students):
    plain = AgentSet(kept := students.to_list(), random=students.random)
    assert kept
    for key in (
        "ses",
        "female",
        "uid",
        lambda s: s.ses**2,
        lambda s: (s.female, s.uid),
        lambda s: s.school_agent.name,
    ):
        for ascending in (True, False):
            assert uids(students.sort(key, ascending)) == plain.sort(key, ascending).get("uid")


def test_shuffle_keeps_everyone_and_repeats_with_the_seed():
    first, second = (SmallDistrict(seed=5).agents_by_type[Student] for _ in range(2))
    order = uids(first.shuffle())
    assert sorted(order) == sorted(UIDS)
    assert order == uids(second.shuffle())
    assert uids(first) == UIDS
    assert len({tuple(uids(first.shuffle())) for _ in range(20)}) > 10


def test_do_and_map_reach_every_student(students):
    def praise(student: Student, points: float) -> float:
        student.score = points
        return student.score

    assert students.map(praise, 80.0) == [80.0] * 7
    assert students.do(praise, points=90.0) is students
    assert students.get("score") == [90.0] * 7
    assert students.map("__repr__")[1] == "<Student 20>"
    assert students.shuffle_do("step") is students


def test_membership_and_the_operators_of_sets(model, students):
    girls, poor = students.select(lambda s: s.female), students.select(lambda s: s.ses < 0)
    assert students.by_id(70) in girls
    assert students.by_id(20) not in girls
    assert 20 not in students
    assert uids(girls & poor) == [70, 40]
    assert set(uids(girls | poor)) == {70, 50, 40, 30}
    assert uids(girls - poor) == [50, 30]
    girls.discard(students.by_id(50))
    girls.add(students.by_id(20))
    assert uids(girls) == [70, 40, 30, 20]
    assert students.by_id(50) not in girls
    with pytest.raises(KeyError):
        girls.remove(students.by_id(50))


def test_a_frame_has_one_row_per_student(students):
    frame = students.to_frame("ses", "school", "achievement")
    assert frame.index.name == "AgentID"
    assert frame.loc[20].to_dict() == pytest.approx({"ses": 0.25, "school": 1, "achievement": 1.1})
    everything = students.select(lambda s: s.female).to_frame()
    assert set(everything.columns) == {
        *Students.declared(),
        "school",
        "class_row",
        "grade",
        "achievement",
    } - {"uid"}
    assert len(everything) == 4
