"""Schools, groups and teachers as agents: what they are, who comes and goes, how they lead to each other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
import pytest
from mesa.agentset import AbstractAgentSet, AgentSet
from mesa.experimental.mesa_signals import ModelSignals
from small import SmallDistrict, hire

from sim.agents import (
    DepartedError,
    District,
    Group,
    Population,
    School,
    Student,
    Teacher,
)
from sim.agents.view import Cell, View
from sim.say import Text
from sim.state import (
    NOWHERE,
    Column,
)

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
    table = SimpleNamespace(declared=lambda: {name: Column(np.int8, "", "", Text(zh="", en=""), 0, ())})
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
    assert group.members == [(b, model.world.settings.forms["assist"])]
    assert [(t.member, t.school, t.group) for t in group.ties] == [(b, 1, 0)]
    assert model.roster.school(2).name == "新校"


def test_the_district_sees_everyone(model):
    (district,) = model.agents_by_type[District]
    model.step()
    model.step()
    assert (district.year, district.term, district.name) == (2017, 2, "区")
    assert (len(district.schools), len(district.groups), len(district.teachers)) == (2, 1, 4)
    assert len(district.students) == 7
    model.world.books.pay(2016, "salaries", 5.0, source="treasury", target="staff")
    model.world.books.pay(2017, "capital", 7.0, source="treasury", target="staff")
    assert district.spending == {"capital": 7.0}


def test_nowhere_is_no_school(model):
    model.world.teachers.post[0] = NOWHERE
    assert model.roster.teacher(0).school is None
    with pytest.raises(LookupError, match="row -1"):
        model.roster.school(NOWHERE)
