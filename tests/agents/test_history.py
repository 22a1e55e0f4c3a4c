"""Teachers, schools and groups over the years, as the record has them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from worlds import run_case

from sim import kinds
from sim.agents import Group, School, Teacher
from sim.case import Case
from sim.model import DistrictModel
from sim.state import Honour, Title


@pytest.fixture(scope="module")
def followed(busy: Case) -> tuple[DistrictModel, dict[int, list[tuple]], dict[int, Teacher]]:
    """Return a recorded run, what each teacher was at the end of each year, and the teachers of the first day."""
    model, stood = run_case(busy, terms=0, record=True), {}
    first = {teacher.uid: teacher for teacher in model.agents_by_type[Teacher]}

    def note(m: DistrictModel) -> None:
        ids = [s.id for s in m.case.schools]
        for t in m.agents_by_type[Teacher]:
            row = (
                m.world.year, ids[t.register], ids[t.post], Title(t.title).name.lower(), Honour(t.honour).name.lower(),
                kinds.names()[t.placement], t.skill,
            )  # fmt: skip
            stood.setdefault(t.uid, []).append(row)

    model.observe(note, after="year")
    model.run_for(16)
    return model, stood, first


COLUMNS = ["register", "post", "title", "honour", "placement", "skill"]


def test_the_history_of_a_teacher_is_how_the_teacher_stood_every_year(followed) -> None:
    model, stood, _ = followed
    for teacher in model.agents_by_type[Teacher].to_list()[::7]:
        history = teacher.history()
        assert list(history[COLUMNS].itertuples(name=None)) == stood[teacher.uid]
        assert history.index.name == "year"
        assert history["experience"].is_monotonic_increasing


def test_something_happens_to_teachers(followed) -> None:
    """Without this the test above could hold of people to whom nothing happens."""
    _, _, first = followed
    histories = pd.concat([t.history().assign(uid=uid) for uid, t in first.items()])
    assert (histories["register"] != histories["post"]).any()
    assert set(histories["placement"]) >= {"none", "rotation", "secondment"}
    assert (histories.groupby("uid")[["register", "title", "honour"]].nunique() > 1).any().all()
    assert histories.groupby("uid").size().nunique() > 1


def test_those_who_left_keep_their_history(followed) -> None:
    _, stood, first = followed
    gone = [t for uid, t in first.items() if 0 < len(stood.get(uid, ())) < 8]
    assert gone
    history = gone[0].history()
    assert list(history.index) == list(range(2016, 2016 + len(stood[gone[0].uid])))
    assert "has left" not in repr(history)


def test_the_history_of_a_school_is_its_rows_of_the_yearly_table(followed) -> None:
    model, _, _ = followed
    table = model.tables()["schools"]
    for school in model.agents_by_type[School]:
        own = table[table["school"] == model.case.schools[school.row].id].drop(columns="school").set_index("year")
        pd.testing.assert_frame_equal(school.history(), own, check_dtype=len(own) > 0)
    opened = model.roster.school(model.world.names.school_row["c-j3"]).history()
    merged = model.roster.school(model.world.names.school_row["h-p2"]).history()
    assert list(opened.index) == [2020, 2021, 2022, 2023]
    assert list(merged.index) == [2016, 2017, 2018]


def test_the_history_of_a_group_is_its_rows_of_the_yearly_table(followed) -> None:
    model, _, _ = followed
    table = model.tables()["groups"]
    for group in model.agents_by_type[Group]:
        own = table[table["group"] == model.case.groups[group.row].id].drop(columns="group").set_index("year")
        pd.testing.assert_frame_equal(group.history(), own)


def test_before_the_first_year_ends_there_is_no_history(case: Case) -> None:
    model = run_case(case, terms=1, record=True)
    for kind in (School, Group, Teacher):
        for agent in list(model.agents_by_type[kind])[:1]:
            assert len(agent.history()) == 0


@pytest.mark.parametrize("kind", [School, Group, Teacher])
def test_a_model_without_record_has_no_history(case: Case, kind: type) -> None:
    model = run_case(case, terms=4, record=False)
    with pytest.raises(ValueError, match="made with record=False and kept no history"):
        model.agents_by_type[kind].to_list()[0].history()
    lean = run_case(case, terms=4, record="district")
    with pytest.raises(ValueError, match="made with record='district'"):
        lean.agents_by_type[kind].to_list()[0].history()


def test_what_is_kept_of_teachers_is_theirs_of_that_year(followed) -> None:
    """The record holds copies: what happens later does not reach it."""
    model, _, _ = followed
    assert model.record is not None
    years = list(model.record.teachers)
    (_, first), (_, last) = years[0], years[-1]
    teachers = model.world.teachers
    assert not np.shares_memory(last["skill"], teachers.skill)
    assert [year for year, _ in years] == [model.case.start_year + i for i in range(8)]
    assert not np.array_equal(first["uid"], last["uid"])
