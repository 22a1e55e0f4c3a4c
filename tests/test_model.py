"""The face the model shows to users of Mesa: arguments, clock, tables, data collector, batches, copies."""

from __future__ import annotations

import math
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest
from worlds import different, run_case, state_bytes

from sim import DistrictModel, load_case
from sim.agents import District, Group, School, Student, Teacher
from sim.case import Case, CaseError
from sim.equity.metric import tagged
from sim.equity.metrics import yearly
from sim.model import run
from sim.param import ParamError
from sim.schedule import calendar


def test_a_model_runs_to_its_horizon_and_stays_there(case: Case) -> None:
    model = DistrictModel(case, years=2)
    assert model.running
    model.run_for(4)
    assert not model.running
    assert model.world.term == 4
    before = state_bytes(model.world)
    model.step()
    model.run_for(3)
    model.run_until(7)
    assert not different(before, state_bytes(model.world))
    assert model.time == model.steps == 4
    assert len(model.datacollector.get_model_vars_dataframe()) == 2


def test_the_clock_stops_with_the_last_term(case: Case) -> None:
    model = DistrictModel(case, years=2)
    model.run_until(0)
    assert model.time == 0
    model.run_for(np.int64(1))
    model.run_until(2.0)
    assert model.time == model.world.term == 2
    model.run_for(100)
    assert model.time == model.steps == model.world.term == 4


@pytest.mark.parametrize("bad", [1.5, 0, -1, math.nan, math.inf, "2", True, None])
def test_a_run_of_no_whole_number_of_terms_is_refused(young: DistrictModel, bad: Any) -> None:
    with pytest.raises(
        ParamError, match=r"run_for\(.*\): a step is one term; allowed: a whole number of 1 or more \[terms\]"
    ):
        young.run_for(bad)
    assert young.time == 0


def test_nobody_runs_back_in_time(case: Case) -> None:
    model = DistrictModel(case, years=2)
    model.run_for(2)
    with pytest.raises(ParamError, match=r"run_until\(1\): 2 terms have passed; allowed: 2 or more"):
        model.run_until(1)
    with pytest.raises(ParamError, match="whole number of 0 or more"):
        model.run_until(2.5)


def test_run_is_a_model_at_its_horizon(case: Case) -> None:
    model = run(case, years=2, rng=3)
    assert not model.running
    assert not different(state_bytes(model.world), state_bytes(run_case(case, years=2, rng=3).world))


def test_by_default_it_is_huadu_with_its_own_horizon() -> None:
    model = DistrictModel(record=False)
    assert model.case.id == "huadu"
    assert model.years == load_case("huadu").years


@pytest.mark.parametrize("bad", [-1, 1.5, "1", True, [1]])
def test_a_seed_that_is_none_is_refused(case: Case, bad: Any) -> None:
    with pytest.raises(ParamError, match=r"rng = .* is not a seed; allowed: an integer of 0 or more, or None"):
        DistrictModel(case, rng=bad)


@pytest.mark.parametrize("bad", [0, 101, 2.0, True, "3"])
def test_a_horizon_that_is_none_is_refused(case: Case, bad: Any) -> None:
    with pytest.raises(ParamError, match=r"years = .* is out of range; allowed: 1 to 100 \[school years\]"):
        DistrictModel(case, years=bad)


def test_a_misspelt_keyword_is_refused_with_a_hint(case: Case) -> None:
    with pytest.raises(ParamError, match=r"unknown parameter 'yaers'"):
        DistrictModel(case, yaers=3)


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(CaseError, match="nearest valid name: 'huadu'"):
        DistrictModel("hudu")


def test_numpy_seeds_are_seeds(case: Case) -> None:
    one, two = run_case(case, years=1, rng=np.int64(5)), run_case(case, years=1, rng=5)
    assert not different(state_bytes(one.world), state_bytes(two.world))


def test_without_a_seed_one_is_drawn_and_kept(case: Case) -> None:
    first = run_case(case, years=1, rng=None)
    again = run_case(case, years=1, rng=first.seed)
    assert not different(state_bytes(first.world), state_bytes(again.world))
    assert first.seed != run_case(case, years=1, rng=None).seed


def test_the_baseline_has_the_same_district_and_no_groups(case: Case) -> None:
    model, reformed = (run_case(case, reforms=on, record=not on, years=4) for on in (False, True))
    assert not model.world.groups.active.any()
    assert not model.world.ties.active.any()
    assert model.world.n_placements == 0
    assert model.tables()["district"]["coverage"].eq(0).all()
    s, other = model.world.schools, reformed.world.schools
    assert not s.active[model.world.names.school_row["h-p2"]]  # merged in every world
    np.testing.assert_array_equal(s.uid[s.active], other.uid[other.active])


def test_tables_have_a_row_for_every_year_and_stage_and_every_measure(finished: DistrictModel) -> None:
    tables = finished.tables()
    names = {"district", "schools", "groups", "ties", "teachers_moves", "money", "hours", "instruments", "postings"}
    assert set(tables) == names
    district = tables["district"]
    assert len(district) == 2 * 8
    assert list(district["year"].unique()) == list(range(2016, 2024))
    assert {m.name for m in yearly()} <= set(district.columns)
    schools = tables["schools"]
    assert not schools.duplicated(["year", "school"]).any()
    assert set(schools["role"]) == {"none", "core", "member"}
    assert (schools.groupby("year")["pupils"].sum() == district.groupby("year")["pupils"].sum()).all()
    assert len(tables["groups"]) == 2 * 8
    moves = tables["teachers_moves"]
    assert len(moves) == finished.world.n_placements
    assert (moves["end_term"] > moves["start_term"]).all()
    assert (moves["origin"] != moves["target"]).all()
    assert tables["money"]["yuan"].gt(0).all()


def test_a_model_without_record_has_no_tables(case: Case) -> None:
    model = run_case(case, years=1, record=False)
    with pytest.raises(ValueError, match="record=False"):
        model.tables()


def test_a_record_of_the_district_alone_has_its_rows_and_no_tables(case: Case) -> None:
    whole, lean = (run_case(case, years=2, record=kept) for kept in (True, "district"))
    assert whole.record is not None
    assert lean.record is not None
    assert repr(lean.record.district) == repr(whole.record.district)  # NaN are themselves
    rows = (m.datacollector.get_model_vars_dataframe() for m in (whole, lean))
    pd.testing.assert_frame_equal(*rows, check_exact=True)
    kept = lean.fork().record
    assert not any([kept.districts, kept.schools, kept.groups, kept.ties, kept.partners, kept.teachers])
    with pytest.raises(ValueError, match="record='district'"):
        lean.tables()
    with pytest.raises(ParamError, match="True, False or 'district'"):
        DistrictModel(case, record="districts")


def test_the_data_collector_has_a_row_a_year_and_the_headline_measures(finished: DistrictModel) -> None:
    frame = finished.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == ["year", *tagged("collected")]
    assert list(frame["year"]) == list(range(2016, 2024))
    district = finished.tables()["district"]
    for year, rows_ in district.groupby("year"):
        mean = np.average(rows_["mean_score"], weights=rows_["pupils"])
        assert frame.loc[frame["year"] == year, "mean_score"].item() == pytest.approx(mean)
    assert frame["pupils"].iloc[0] == district.loc[district["year"] == 2016, "pupils"].sum()


def test_mesa_batch_run_sweeps_dotted_names(case: Case) -> None:
    results = mesa.batch_run(
        DistrictModel,
        parameters={"case": [case], "years": 2, "rotation.annual_share": [0.0, 0.3], "learning.peers": 0.1},
        number_processes=1,
        rng=[1, 2],
        max_steps=4,
        data_collection_period=-1,
        display_progress=False,
    )
    frame = pd.DataFrame(results)
    assert len(frame) == 4
    assert set(frame["rotation.annual_share"]) == {0.0, 0.3}
    assert frame["year"].eq(2017).all()
    assert frame["mean_score"].between(60, 90).all()
    alone = run_case(case, years=2, rng=1, record=True, **{"rotation.annual_share": 0.3, "learning.peers": 0.1})
    same = frame[(frame["rotation.annual_share"] == 0.3) & (frame["rng"] == 1)]["mean_score"].item()
    assert same == alone.datacollector.get_model_vars_dataframe()["mean_score"].iloc[-1]


def test_a_scenario_of_mesa_is_a_bundle_of_seed_and_overrides(case: Case) -> None:
    """Mesa's page hands over an empty one whenever it makes a model anew."""
    from mesa.experimental.scenarios import Scenario

    plain = run_case(case, terms=4, rng=3, **{"rotation.annual_share": 0.1})
    empty = run_case(case, terms=4, rng=3, scenario=Scenario(), **{"rotation.annual_share": 0.1})
    bundle = Scenario(rng=3, **{"rotation.annual_share": 0.1, "learning.peers": 0.4})
    full = run_case(case, terms=4, scenario=bundle, **{"learning.peers": 0.15})
    assert full.scenario is bundle
    for other in (empty, full):
        assert not different(state_bytes(plain.world), state_bytes(other.world))
    with pytest.raises(ParamError, match="unknown parameter 'peers'"):
        DistrictModel(case, scenario=Scenario(peers=1.0))


def test_agents_by_type_are_the_district_its_schools_groups_teachers_and_pupils(finished: DistrictModel) -> None:
    world = finished.world
    size = {kind: len(agents) for kind, agents in finished.agents_by_type.items()}
    assert size == {
        District: 1,
        School: int(world.schools.active.sum()),
        Group: int(world.groups.active.sum()),
        Teacher: int(world.teachers.active.sum()),
        Student: world.live_students().size,
    }
    assert len(finished.agents) == sum(n for kind, n in size.items() if kind is not Student)


def test_time_is_kept_by_step_of_the_calendar(finished: DistrictModel) -> None:
    tools = finished.world.settings.instruments
    off = {f"{name}.{method}" for name, one in tools.items() if not one.on for method in one.methods()}
    off |= {"development.develop", "development.rate"}  # of an outcome that the case does not follow
    assert set(finished.seconds) == {step.name for step in calendar()} - off
    assert all(seconds >= 0 for seconds in finished.seconds.values())
    assert sum(finished.seconds.values()) > 0


def test_mesas_clock_counts_terms(case: Case) -> None:
    model = run_case(case, terms=5)
    assert model.time == 5
    assert model.world.term == 5
    assert model.world.year == 2018
    assert not model.world.is_autumn


def test_before_the_first_year_ends_measures_are_unknown(case: Case) -> None:
    model = run_case(case, terms=1, record=True)
    assert model.record is not None
    assert math.isnan(model.record.latest("mean_score"))


def test_every_setting_in_force_is_on_the_world(case: Case) -> None:
    model = run_case(case, terms=0, **{"mentoring.on": True})
    assert model.world.settings.instruments["mentoring"].on
    assert not model.world.settings.instruments["rotation"].on
