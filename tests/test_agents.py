"""Mesa's view of the district, on a small world made by hand."""

from __future__ import annotations

import copy
import pickle
from dataclasses import MISSING, fields
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest
from mesa.agentset import AbstractAgentSet, AgentSet
from mesa.experimental.mesa_signals import ModelSignals
from worlds import different, run_case, state_bytes

from sim.agents import (
    DepartedError,
    District,
    Group,
    Population,
    Roster,
    School,
    StaleSelectionError,
    Student,
    Teacher,
)
from sim.agents.view import Cell, View
from sim.books import Books
from sim.case import Label
from sim.model import DistrictModel
from sim.state import (
    NOWHERE,
    Classes,
    Cohorts,
    Column,
    Form,
    Groups,
    Placements,
    Schools,
    Students,
    Teachers,
    Ties,
    Zones,
)
from sim.world import Names, World

SES = [-1.5, 0.25, 0.1, 2.0, -1.25, 0.5, 1.0]  # of the pupils in order; 0.1 has no exact float32
UIDS = [70, 20, 50, 2**60 + 1, 40, 2**60, 30]
IMAGINARY = 999


class SmallDistrict(mesa.Model):
    """Two open schools and one planned; a group of the two; four teachers in six slots; seven pupils."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__(rng=seed)
        self.world = small_world()
        self.roster = Roster(self)

    def step(self) -> None:
        self.world.term += 1

    @property
    def agents(self) -> Any:
        self.roster.synchronise()
        return super().agents

    @property
    def agents_by_type(self) -> Any:
        self.roster.synchronise()
        return super().agents_by_type

    @property
    def agent_types(self) -> Any:
        self.roster.synchronise()
        return super().agent_types


def small_world() -> World:
    """Return the world of `SmallDistrict`; its cohorts leave rows of the student table unused."""
    schools, groups, ties = Schools.allocate(3), Groups.allocate(2), Ties.allocate(2)
    schools.uid[:], schools.active[:], schools.cash[:] = [11, 12, 13], [True, True, False], [5.0, 6.0, 0.0]
    schools.pupils[:] = [[4, 3], [0, 0], [0, 0]]
    groups.uid[:], groups.core[:], groups.active[:] = [21, 22], [0, 2], [True, False]
    ties.group[:], ties.school[:], ties.form[:], ties.active[:] = 0, [1, 2], Form.ASSIST, [True, False]
    teachers = Teachers.allocate(6)
    teachers.uid[:4], teachers.active[:4], teachers.skill[:4] = (
        [101, 102, 103, 104],
        True,
        [0.1, 0.2, 0.3, 0.4],
    )
    teachers.register[:4], teachers.post[:4] = [0, 0, 1, 1], [0, 1, 1, 1]
    # Rows 0-3 and 5-7 are pupils; row 4 and rows 8-9 are empty seats.
    students, cohorts, classes = Students.allocate(10), Cohorts.allocate(2), Classes.allocate(4)
    live = [5, 6, 7, 0, 1, 2, 3]
    students.uid[live], students.ses[live] = np.array(UIDS, np.uint64), SES
    students.trait[live], students.fading[live] = [0.5, 1, 1.5, 2, 2.5, 3, 3.5], 0.1
    students.female[live] = [True, False, True, False, True, False, True]
    cohorts.start[:], cohorts.size[:], cohorts.first_class[:], cohorts.n_classes[:] = (
        [5, 0],
        [3, 4],
        [2, 0],
        [1, 2],
    )
    classes.first[:3], classes.size[:3] = [0, 2, 5], [2, 2, 3]
    classes.school[:3], classes.grade[:3] = [0, 1, 1], [1, 1, 9]
    names = Names(
        [Label(zh=zh, en=en) for zh, en in (("一小", "First"), ("二小", "Second"), ("新校", "New"))],
        [Label(zh="集团", en="Group"), Label(zh="未来", en="Later")], {}, {},
    )  # fmt: skip
    unread = dict.fromkeys(f.name for f in fields(World) if f.default is MISSING)  # agents never ask for these
    known = {
        "case": SimpleNamespace(start_year=2016), "names": names, "students": students, "cohorts": cohorts,
        "classes": classes, "teachers": teachers, "schools": schools, "groups": groups, "ties": ties,
        "zones": Zones.allocate(0), "placements": Placements.allocate(0), "books": Books(schools, groups),
    }  # fmt: skip
    return World(**{**unread, **known})


@pytest.fixture
def model() -> SmallDistrict:
    return SmallDistrict()


@pytest.fixture
def students(model: SmallDistrict) -> Population:
    return model.agents_by_type[Student]


def graduate(world: World) -> None:
    """Let the first cohort leave and a new one take its seats, one row further on."""
    world.students.uid[5:9] = [0, 901, 902, 903]
    world.cohorts.start[0] += 1
    world.classes.first[2] += 1
    world.layout += 1


def hire(world: World, slot: int, uid: int) -> None:
    """Put somebody into a slot."""
    world.teachers.uid[slot], world.teachers.active[slot] = uid, True
    world.staffing += 1


# What the agents are.


def test_every_kind_but_students_is_in_model_agents_in_the_order_of_rows(model):
    kinds = [type(a).__name__ for a in model.agents]
    assert kinds == ["District", *["School"] * 2, "Group", *["Teacher"] * 4]
    assert [a.unique_id for a in model.agents] == [0, 11, 12, 21, 101, 102, 103, 104]
    assert set(model.agent_types) == {District, School, Group, Teacher, Student}


def test_nobody_is_registered_before_somebody_looks(model):
    assert len(model._all_agents) == 0
    assert len(model.agents_by_type[Teacher]) == 4


def test_mesa_keeps_its_agent_sets_where_we_put_the_students(model):
    """If this fails Mesa has changed: Roster and Population must learn where `agents_by_type` comes from."""
    assert mesa.Model.agents_by_type.fget(model) is model._agents_by_type
    assert mesa.Model.agents.fget(model) is model._all_agents
    assert model._agents_by_type[Student] is model.roster.students
    assert isinstance(model.roster.students, AbstractAgentSet)
    assert not AbstractAgentSet.__abstractmethods__ - set(dir(Population))


@pytest.mark.parametrize("kind", [School, Group, Teacher, Student])
def test_every_declared_column_can_be_read_from_its_agent(model, kind):
    agent = next(iter(model.agents_by_type[kind]))
    for name in kind.columns.declared().keys() - {"uid", *({"core"} if kind is Group else ())}:
        assert isinstance(vars(kind)[name], Cell)
        np.testing.assert_array_equal(getattr(agent, name), getattr(agent.table, name)[agent.row])
    assert set(vars(agent)) <= kind.HELD


@pytest.mark.parametrize("name", ["random", "model", "enter"])
def test_a_column_may_not_hide_what_all_agents_have(name):
    table = SimpleNamespace(declared=lambda: {name: Column(np.int8, "", "", 0, ())})
    with pytest.raises(TypeError, match=f"'{name}'"):
        type("Bad", (View,), {}, columns=table, table="bad")


def test_agents_read_and_write_their_row(model):
    teacher = model.agents_by_type[Teacher].to_list()[1]
    assert type(teacher.skill) is float
    teacher.skill = 0.75
    assert model.world.teachers.skill.tolist() == pytest.approx([0.1, 0.75, 0.3, 0.4, 0, 0])
    school = model.agents_by_type[School].to_list()[0]
    assert school.pupils == (4, 3)
    school.pupils = (2, 5)
    assert model.world.schools.pupils[0].tolist() == [2, 5]


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("title", 1.5, TypeError),
        ("title", 300, TypeError),
        ("skill", "high", TypeError),
        ("skill", None, TypeError),
        ("skill", (1.0, 2.0), ValueError),
        ("active", 2, TypeError),
        ("uid", 5, AttributeError),
        ("school", 1, AttributeError),
        ("skil", 1.0, AttributeError),
    ],
)
def test_what_a_column_cannot_hold_is_refused(model, name, value, error):
    teacher = model.agents_by_type[Teacher].to_list()[0]
    before = {k: v.tobytes() for k, v in model.world.teachers.arrays().items()}
    with pytest.raises(error, match=name):
        setattr(teacher, name, value)
    assert before == {k: v.tobytes() for k, v in model.world.teachers.arrays().items()}
    assert name not in vars(teacher)


def test_a_misspelt_name_gets_a_hint(model, students):
    with pytest.raises(AttributeError, match="nearest valid name: 'skill'"):
        model.agents_by_type[Teacher].to_list()[0].skil = 1
    with pytest.raises(AttributeError, match="nearest valid name: 'school'"):
        students.agg("schol", np.mean)


def test_two_models_never_meet():
    a, b = SmallDistrict(), SmallDistrict()
    ours, theirs = (m.agents_by_type[Teacher].to_list()[0] for m in (a, b))
    ours.skill = 9.0
    assert theirs.skill == pytest.approx(0.1)
    mine, yours = (next(iter(m.agents_by_type[Student])) for m in (a, b))
    assert mine.uid == yours.uid
    assert mine != yours
    assert yours not in a.agents_by_type[Student]
    mine.ses = 3.0
    assert yours.ses == -1.5
    assert ours.school.model is a
    assert theirs.school.model is b


# Teachers come and go.


def test_hires_and_leavers_are_seen_at_the_next_look(model):
    left = model.agents_by_type[Teacher].to_list()[0]
    model.world.teachers.active[0] = False
    hire(model.world, 5, 201)
    assert [t.uid for t in model.agents_by_type[Teacher]] == [102, 103, 104, 201]
    assert left not in model.agents
    assert model.agents.select(agent_type=Teacher).get("uid") == [102, 103, 104, 201]


def test_one_who_left_never_shows_who_came_after(model):
    left = model.agents_by_type[Teacher].to_list()[0]
    hire(model.world, 0, 201)
    with pytest.raises(DepartedError, match="teacher 101 has left the district"):
        _ = left.skill
    with pytest.raises(DepartedError, match="teacher 101"):
        left.skill = 1.0
    with pytest.raises(LookupError):
        _ = left.school
    assert model.world.teachers.skill[0] == np.float32(0.1)
    assert left.unique_id == 101
    assert repr(left) == "<Teacher 101>"
    assert model.roster.teacher(0).uid == 201
    assert [t.uid for t in model.agents_by_type[Teacher]] == [201, 102, 103, 104]


def test_one_who_left_is_gone_although_the_slot_still_bears_the_uid(model):
    left = model.agents_by_type[Teacher].to_list()[2]
    model.world.teachers.active[2] = False
    model.world.staffing += 1
    with pytest.raises(DepartedError):
        _ = left.skill


def test_a_slot_seen_empty_under_a_new_uid_gives_a_new_teacher(model):
    before = model.roster.teacher(0)
    model.world.teachers.active[0], model.world.teachers.uid[0] = False, 201
    model.world.staffing += 1
    assert before not in model.agents
    hire(model.world, 0, 201)
    assert model.roster.teacher(0).skill == pytest.approx(0.1)


def test_the_order_of_the_agents_does_not_tell_who_looked_when():
    watched, unwatched = SmallDistrict(), SmallDistrict()
    for model in (watched, unwatched):
        for slot, uid in ((5, 201), (0, 202), (4, 203)):
            hire(model.world, slot, uid)
            if model is watched:
                assert model.agents
    for look in (lambda m: m.agents, lambda m: m.agents_by_type[Teacher]):
        assert [a.unique_id for a in look(watched)] == [a.unique_id for a in look(unwatched)]


def test_a_table_of_teachers_may_grow(model):
    assert len(model.agents_by_type[Teacher]) == 4
    for name, column in model.world.teachers.arrays().items():
        setattr(model.world.teachers, name, np.concatenate([column, np.zeros(3, column.dtype)]))
    hire(model.world, 8, 201)
    assert [t.uid for t in model.agents_by_type[Teacher]] == [101, 102, 103, 104, 201]


def test_teachers_are_compared_only_when_a_slot_changed_hands(model):
    assert len(model.agents_by_type[Teacher]) == 4
    model.world.teachers.active[0] = False  # against the rules: staffing not raised
    assert len(model.agents_by_type[Teacher]) == 4
    model.world.staffing += 1
    assert len(model.agents_by_type[Teacher]) == 3


def test_schools_and_groups_enter_when_they_open_and_leave_when_they_close(model):
    first = model.agents_by_type[School].to_list()[0]
    model.world.schools.active[:] = [False, True, True]
    model.world.groups.active[:] = [False, True]
    assert model.agents_by_type[School].get("uid") == [12, 13]
    assert model.agents_by_type[Group].get("uid") == [22]
    assert first.cash == 5.0  # a closed school is still in the books
    model.world.schools.active[0] = True
    assert first in model.agents


def test_an_empty_kind_has_an_empty_set():
    model = SmallDistrict()
    model.world.groups.active[:] = False
    assert len(model.agents_by_type[Group]) == 0


def test_an_observer_of_registrations_may_look_at_the_agents(model):
    seen = []

    def look(_: Any) -> None:
        seen.append(len(model.agents))

    model.observe("agents", ModelSignals.AGENT_ADDED, look)
    assert len(model.agents) == 8
    assert seen == list(range(1, 9))


def test_all_agents_can_be_removed_as_mesa_does(model):
    assert len(model.agents) == 8
    model.remove_all_agents()
    assert len(model.agents) == 0
    hire(model.world, 0, 201)
    assert [t.uid for t in model.agents_by_type[Teacher]] == [201]


# From one agent to another.


def test_relations_lead_to_the_agents_of_the_same_model(model):
    a, b = model.agents_by_type[School].to_list()
    (group,) = model.agents_by_type[Group]
    assert (a.name, a.name_en, group.name) == ("一小", "First", "集团")
    assert [t.uid for t in b.teachers] == [102, 103, 104]
    model.world.teachers.active[3] = False
    model.world.staffing += 1
    assert [t.uid for t in b.teachers] == [102, 103]
    assert isinstance(b.teachers, AgentSet)
    assert b.teachers.agg("skill", max) == pytest.approx(0.3)
    assert len(model.roster.school(2).teachers) == 0
    second = b.teachers.to_list()[0]
    assert (second.school, second.register_school) == (b, a)
    assert (second.post, second.register) == (1, 0)
    assert b.students.get("uid") == [70, 20, 50, 2**60, 30]
    assert (a.group, b.group, model.roster.school(2).group) == (group, group, None)
    assert group.core is a
    assert group.members == [(b, Form.ASSIST)]
    assert [(t.member, t.school, t.group) for t in group.ties] == [(b, 1, 0)]
    assert model.roster.school(2).name == "新校"


def test_the_district_sees_everyone(model):
    (district,) = model.agents_by_type[District]
    model.step()
    model.step()
    assert (district.year, district.term) == (2017, 2)
    assert (len(district.schools), len(district.groups), len(district.teachers)) == (2, 1, 4)
    assert len(district.students) == 7
    model.world.books.pay(2016, "old", 5.0, source="treasury", target="staff")
    model.world.books.pay(2017, "travel", 7.0, source="treasury", target="staff")
    assert district.spending == {"travel": 7.0}


def test_nowhere_is_no_school(model):
    model.world.teachers.post[0] = NOWHERE
    assert model.roster.teacher(0).school is None
    with pytest.raises(LookupError, match="row -1"):
        model.roster.school(NOWHERE)


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


# All kinds through Mesa.


def test_mesas_data_collector_records_all_kinds(model):
    collector = mesa.DataCollector(
        agenttype_reporters={
            Student: {"ses": "ses", "school": "school", "high": lambda s: s.ses > 1},
            Teacher: {"skill": "skill", "school": lambda t: t.school.name},
            School: {
                "cash": "cash",
                "roll": lambda s: len(s.students),
                "teachers": lambda s: len(s.teachers),
            },
            Group: {"core": lambda g: g.core.name, "n": lambda g: len(g.members)},
            District: {"year": "year"},
        },
        agent_reporters={"kind": lambda a: type(a).__name__},
    )
    collector.collect(model)
    graduate(model.world)
    hire(model.world, 0, 201)
    model.step()
    collector.collect(model)

    def table(kind: type) -> pd.DataFrame:
        return collector.get_agenttype_vars_dataframe(kind)

    assert table(Student).loc[0].index.tolist() == UIDS
    assert table(Student).loc[0, 20].tolist() == [0.25, 1, False]
    assert table(Student).loc[1].index.tolist() == [901, 902, 903, *UIDS[3:]]
    assert table(Teacher).loc[0].index.tolist() == [101, 102, 103, 104]
    assert table(Teacher).loc[1].index.tolist() == [201, 102, 103, 104]
    assert table(School).loc[0, 12].tolist() == [6.0, 5, 3]
    assert table(Group).loc[1, 21].tolist() == ["一小", 1]
    assert table(District)["year"].tolist() == [2016, 2016]
    assert collector.get_agent_vars_dataframe().loc[0, "kind"].value_counts()["Teacher"] == 4


def test_recording_an_agent_does_not_copy_the_district(model):
    collector = mesa.DataCollector(agenttype_reporters={Group: {"core": "core"}, Student: {"school": "school_agent"}})
    collector.collect(model)
    assert collector.get_agenttype_vars_dataframe(Group)["core"].item() is model.roster.school(0)


@pytest.mark.parametrize(
    ("kind", "attribute"), [(School, "cash"), (Group, "fund"), (Teacher, "skill"), (Student, "ses")]
)
def test_the_habits_of_mesa_work_on_all_kinds(model, kind, attribute):
    agents = model.agents_by_type[kind]
    values = [getattr(a, attribute) for a in agents]
    assert len(values) == len(agents) > 0
    assert list(agents.get(attribute)) == values
    assert agents.agg(attribute, sum) == pytest.approx(sum(values))
    top = max(values)
    assert [getattr(a, attribute) for a in agents.select(lambda a: getattr(a, attribute) == top)] == [
        top
    ] * values.count(top)
    assert sum(agents.groupby(attribute).count().values()) == len(values)
    assert [getattr(a, attribute) for a in agents.sort(attribute)] == sorted(values, reverse=True)
    agents.set(attribute, 1.0)
    assert set(agents.get(attribute)) == {1.0}


# Copies.


@pytest.mark.parametrize(
    "twin_of", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))], ids=["deepcopy", "pickle"]
)
@pytest.mark.parametrize("looked", [True, False])
def test_a_copied_model_is_whole_and_apart(model, twin_of, looked):
    if looked:
        model.kept = (model.agents_by_type[Teacher].to_list()[0], model.roster.students.by_id(40))
        model.chosen = model.roster.students.select(lambda s: s.ses > 0)
        model.crowd = {model.roster.students.by_id(40)}
    twin = twin_of(model)
    assert [a.unique_id for a in twin.agents] == [a.unique_id for a in model.agents]
    assert all(a.model is twin for a in twin.agents)
    assert twin.agents_by_type[Student].model is twin
    twin.agents_by_type[Student].set("ses", 0.0)
    hire(twin.world, 0, 201)
    assert [t.uid for t in twin.agents_by_type[Teacher]] == [201, 102, 103, 104]
    assert [t.uid for t in model.agents_by_type[Teacher]] == [101, 102, 103, 104]
    assert model.roster.students.get("ses") == pytest.approx(SES)
    if looked:
        assert model.kept[0].skill == pytest.approx(0.1)
        with pytest.raises(DepartedError):
            _ = twin.kept[0].skill
        assert twin.kept[1].ses == 0.0
        assert twin.chosen.get("ses") == [0.0] * 5
        assert twin.kept[1] in twin.crowd


def test_a_view_pickled_alone_brings_its_model(model):
    held = model.roster.students.by_id(40)
    model.crowd = {held}  # met again inside its own model, before it is whole
    student = pickle.loads(pickle.dumps(held))
    assert student in student.model.crowd
    assert student.ses == -1.25
    assert student.model is not model
    teacher = pickle.loads(pickle.dumps(model.agents_by_type[Teacher].to_list()[3]))
    assert teacher in teacher.model.agents
    assert teacher.school.name == "二小"


def test_what_is_made_for_looking_up_is_not_pickled(model):
    model.roster.students.by_id(40)
    assert b"Standing" not in pickle.dumps(model)


def test_looking_changes_nothing(model):
    before = {f"{t}.{k}": v.tobytes() for t, table in model.world.tables.items() for k, v in table.arrays().items()}
    students = model.agents_by_type[Student]
    students.shuffle().select(lambda s: s.ses > 0 and s.female).groupby("school").agg("achievement", np.mean)
    [s.group for s in model.agents_by_type[School]]
    after = {f"{t}.{k}": v.tobytes() for t, table in model.world.tables.items() for k, v in table.arrays().items()}
    assert before == after


# In a real run.


def look(model: DistrictModel) -> None:
    """Use everything that could leave a trace."""
    assert len(model.agents) > 0
    students = model.agents_by_type[Student]
    students.shuffle().select(lambda s: s.ses > 0 and s.female, at_most=5).map(lambda s: s.school_agent.group)
    model.agents_by_type[Teacher].shuffle_do("step")


def test_a_run_that_is_watched_is_the_same_run(busy):
    watched, unwatched = run_case(busy, terms=0), run_case(busy, terms=0)
    for _ in range(8):
        look(watched)
        watched.step()
        unwatched.step()
    assert different(state_bytes(watched.world), state_bytes(unwatched.world)) == []
    assert [repr(a) for a in watched.agents] == [repr(a) for a in unwatched.agents]


def test_the_agents_of_a_run_are_those_of_its_tables(busy):
    model = run_case(busy, terms=0)
    for _ in range(8):
        model.step()
        world, by_type = model.world, model.agents_by_type
        for kind, table in ((Teacher, world.teachers), (School, world.schools), (Group, world.groups)):
            assert by_type[kind].get("uid") == table.uid[table.active].tolist()
        assert by_type[Student].column("uid").tolist() == world.students.uid[world.live_students()].tolist()
        pupils = by_type[Student].groupby("school").count()
        assert {s.row: len(s.students) for s in by_type[School] if len(s.students)} == pupils
        members = [(g.uid, m.school.uid) for g in by_type[Group] for m in g.members]
        assert all(s.group.core.group is s.group for s in by_type[School] if s.group)
        assert len(members) == len(set(members)) == world.ties.active.sum()


def test_a_copy_of_a_run_goes_on_as_the_run_does(busy):
    model = run_case(busy, terms=3)
    look(model)
    twins = [copy.deepcopy(model), pickle.loads(pickle.dumps(model))]
    for each in (model, *twins):
        each.run_for(3)
        look(each)
    for twin in twins:
        assert different(state_bytes(model.world), state_bytes(twin.world)) == []
        assert [repr(a) for a in twin.agents] == [repr(a) for a in model.agents]
