"""All kinds of agents through Mesa: collectors, copies, real runs."""

from __future__ import annotations

import copy
import pickle

import mesa
import numpy as np
import pandas as pd
import pytest
from small import SES, UIDS, graduate, hire
from worlds import different, run_case, state_bytes

from sim.agents import (
    DepartedError,
    District,
    Group,
    School,
    Student,
    Teacher,
)
from sim.model import DistrictModel

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
