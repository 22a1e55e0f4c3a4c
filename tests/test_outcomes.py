"""What rows of the register are switched by beside parameters, and what is read of their runs beside scores."""

from __future__ import annotations

import pandas as pd
import pytest

import sim
from experiments.docs import outcomes
from experiments.docs.outcomes import Learners, beside
from experiments.docs.switches import Arranged, Switch
from sim.case import CaseError

MINI = "tests/mini.toml"
TEAM = {"date": "2018-09", "zh": "组团", "en": "Team", "team": [{"school": "c-p3", "senders": ["c-p1"], "share": 0.5}]}


def test_what_is_added_to_a_case_stands_beside_its_own_or_in_its_place() -> None:
    index = {"2016": 1.0, "2018": 0.5}
    bare, _ = Arranged.of(MINI, {}).made()
    case, values = Arranged.of(
        MINI, {"case.adds": {"reforms": [TEAM], "demography": {"entry_index": index}}, "mentoring.on": False}
    ).made()
    assert case.reforms[:-1] == bare.reforms
    assert case.reforms[-1].team[0].senders == ("c-p1",)
    assert case.demography.entry_index == {2016: 1.0, 2018: 0.5}
    assert values == {"mentoring.on": False}


def test_what_is_wrong_with_what_is_added_is_said() -> None:
    team = {**TEAM, "team": [{"school": "c-p3", "senders": ["nowhere"], "share": 0.5}]}
    with pytest.raises(CaseError, match="nowhere"):
        Arranged.of(MINI, {"case.adds": {"reforms": [team]}}).made()


def test_all_that_the_policy_brought_ends_on_its_day_and_not_before() -> None:
    case, _ = Arranged.of(MINI, {"case.ends": "2020-08"}).made()
    model = sim.DistrictModel(case, rng=1, years=6)
    model.run_for(8)
    assert model.world.groups.active.all()
    assert model.world.settings.instruments["rotation"].on
    model.run_for(1)
    assert not model.world.groups.active.any()
    assert not model.world.ties.active.any()
    assert not any(tool.on for tool in model.world.settings.instruments.values())


def test_a_switch_tells_events_by_what_they_are_and_when_and_its_own_number_of_runs() -> None:
    gated = {**TEAM, "team": [], "gate": {"by": "2020-09"}}
    told = Switch(case="county", runs=20, on={"case.adds": {"reforms": [TEAM, gated], "schools": [{"id": "x"}]}}).said()
    assert told.en == "with `team 2018-09`, `gate 2018-09`, `schools: x`; case `county`; 20 seeds"
    assert told.zh == "有：`team 2018-09`, `gate 2018-09`, `schools: x`；案例`county`；20个种子"


def test_what_holds_in_both_runs_is_told_apart_from_what_the_switch_replaces() -> None:
    told = Switch(given={"a.on": True, "b": 1}, off={"a.on": False}).said()
    assert told.en == "without it `a.on` = false; with `a.on` = true; in both `b` = 1"


def test_rows_of_a_table_are_kept_by_their_values_and_of_instruments_there_is_a_sum() -> None:
    tables = {
        "district": pd.DataFrame({"year": [1, 2], "district": "all", "pupils": 100.0}),
        "schools": pd.DataFrame(
            {"year": [1, 2, 2, 2], "role": ["core", "core", "member", "core"], "level": list("abaa"), "x": [9, 1, 2, 3]}
        ),
        "instruments": pd.DataFrame({"year": [1, 1, 2], "instrument": ["a", "b", "a"], "people": [4, 100, 6]}),
    }
    assert outcomes.own(tables, 2, "schools.x@role=core") == 2
    assert outcomes.own(tables, 2, "schools.x@role=core@level=b") == 1
    assert outcomes.own(tables, 2, "spread.x") == 1
    assert outcomes.own(tables, 1, "instruments.people@instrument=a") == 5
    assert outcomes.own(tables, 2, "instruments.people@instrument=b") == 0


def test_learners_are_set_beside_themselves_in_the_run_without() -> None:
    at = pd.MultiIndex.from_product([[2020, 2021], [7, 8, 9]])
    without = pd.DataFrame({"skill": [1.0, 1.0, 1.0, 2.0, 2.0, 2.0], "learns": True}, at)
    with_it = pd.DataFrame({"skill": [1.5, 9.0, 1.1, 2.5, 2.0, 2.0], "learns": [1, 0, 1, 0, 0, 1]}, at)
    with_it["learns"] = with_it["learns"].astype(bool)
    assert beside(without, with_it) == pytest.approx((0.5 + 0.1 + 0.0) / 3)
    assert beside(with_it, without.assign(learns=False)) == 0


def test_who_learns_in_a_step_is_who_learns_more_by_it_and_skill_is_that_of_the_end_of_the_year() -> None:
    def watched(share: float) -> tuple[sim.DistrictModel, pd.DataFrame]:
        model = sim.DistrictModel(MINI, rng=1, years=4, **{"follow_post.annual_share": share})
        learners = Learners(model, "follow_post.learn", 2019)
        model.run_for(8)
        return model, learners.told()

    model, told = watched(0.2)
    assert set(told.index.get_level_values(0)) == {2019}
    assert told["learns"].any()
    t = model.world.teachers
    last = told.loc[2019]["skill"]
    assert last.to_dict() == pytest.approx(dict(zip(t.uid[t.active], t.skill[t.active].astype(float), strict=True)))
    moves = model.tables()["teachers_moves"]
    away = moves[(moves["kind"] == "follow_post") & (moves["start_year"] == 2019)]
    assert set(told.loc[2019].index[told.loc[2019, "learns"]]) <= set(away["teacher"])
    assert not watched(0.0)[1]["learns"].any()
