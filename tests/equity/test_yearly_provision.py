"""The yearly measures of teachers, schools and resources are those counted one by one; the record holds them all."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from worlds import different, run_case, state_bytes

from sim import kinds
from sim.axes import Kind
from sim.case import Case
from sim.equity import indicators, inspection, metrics, staffing
from sim.equity.exact import exact
from sim.equity.inspection import county
from sim.equity.snapshot import Snapshot, snapshot
from sim.equity.standards import R2012, R2017
from sim.model import DistrictModel
from sim.state import Honour, Title
from sim.world import World

BY_NAME = {m.name: m for m in metrics.yearly()}


def value(name: str, snap: Snapshot, stage: int) -> float:
    return BY_NAME[name].of(snap, stage)


@pytest.mark.parametrize("by", ["register", "post"])
def test_teachers_are_counted_where_they_are_registered_or_work(world: World, staff: pd.DataFrame, by: str) -> None:
    table = staffing.count(world)[("register", "post").index(by)]
    flags = {
        "degree": staff["degree"],
        "backbone": staff["honour"] >= Honour.BACKBONE,
        "arts": staff["block"] == 2,
        "titled": staff["title"] >= Title.FIRST,
        "all": staff["stage"] >= 0,
    }
    assert tuple(flags) == staffing.COUNTS
    for i, flag in enumerate(flags.values()):
        expected = np.zeros(table.shape[:2])
        np.add.at(expected, (staff[by], staff["stage"]), flag)
        np.testing.assert_array_equal(table[:, :, i], expected)


@pytest.mark.parametrize("stage", [0, 1])
def test_measures_of_teachers_are_those_of_teachers(
    world: World, snap: Snapshot, staff: pd.DataFrame, stage: int
) -> None:
    def counted(here: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
        """Return who began a rotation in autumn, and who could have."""
        began = (here["placement"] == kinds.code("rotation")) & (
            world.placements.start[here["placement_row"]] == world.term - 1
        )
        young = here["age"] < np.where(here["female"], 45, 50)
        return began, began | ((here["placement"] == kinds.AT_HOME) & (here["years_here"] >= 6) & young)

    here = staff[staff["stage"] == stage]
    role = snap.roles[here["post"]]
    began, able = counted(here)
    backbone = here["honour"] >= Honour.BACKBONE
    expected = {
        "core_skill": here["skill"][role == 1].astype(float).mean(),
        "member_skill": here["skill"][role == 2].astype(float).mean(),
        "backbone_share": backbone.mean(),
        "pupil_teacher_ratio": world.schools.pupils[:, stage].sum() / len(here),
        "mean_load": here["load"].astype(float).mean(),
        "burnout": here["burnout"].astype(float).mean(),
        "rotation_share": began.sum() / able.sum(),
        "rotation_backbone_share": backbone[began].mean(),
    }
    for name, wanted in expected.items():
        assert value(name, snap, stage) == pytest.approx(wanted, rel=1e-9), name
    began, able = counted(staff)  # the rule asks schools for a share, of whichever stage
    assert 0.02 < began.sum() / able.sum() < 0.3


@pytest.mark.parametrize("stage", [0, 1])
def test_rules_of_inspectors_are_counted_by_school_and_class(world: World, snap: Snapshot, stage: int) -> None:
    s, k = world.schools, world.classes
    rows = [r for r in world.live_classes() if (k.grade[r] > 6) == bool(stage)]
    taught = np.flatnonzero(s.pupils[:, stage])
    fits = [s.pupils[r].sum() <= (2500 if s.kind[r] == Kind.NINE_YEAR else 2000) for r in taught]
    assert value("class_size_met", snap, stage) == np.mean([k.size[r] <= (45, 50)[stage] for r in rows])
    assert value("school_size_met", snap, stage) == np.mean(fits)
    assert value("pass_rate", snap, stage) == indicators.passes(world)[taught].mean()
    assert value("pass_rate_by_post", snap, stage) == indicators.passes(world, by="post")[taught].mean()


@pytest.mark.parametrize("stage", [0, 1])
def test_the_combined_cv_of_2012_is_the_mean_of_the_six_the_model_has(world: World, snap: Snapshot, stage: int) -> None:
    heads = world.schools.pupils[:, stage].astype(float)
    people, things = staffing.count(world)[0][:, stage], indicators.amounts(world)[:, stage, 3:]
    amounts = [*things[:, :3].T, people[:, 4], people[:, 0], people[:, 3]]
    each = []
    for amount in amounts:
        x = amount[heads > 0] / heads[heads > 0]
        mean = np.average(x, weights=heads[heads > 0])
        each.append(np.sqrt(np.average((x - mean) ** 2, weights=heads[heads > 0])) / mean)
    assert value("combined_cv", snap, stage) == pytest.approx(np.mean(each), rel=1e-9)
    table = indicators.amounts(world, R2012)
    missing = [name for name, column in zip(R2012.names, table[:, stage].T, strict=True) if np.isnan(column).all()]
    assert missing == ["B4", "B5"]  # computers and books


@pytest.mark.parametrize("stage", [0, 1])
def test_a_bureau_that_reports_the_district_finds_what_the_year_records(
    world: World, snap: Snapshot, stage: int
) -> None:
    for by in ("register", "post"):
        amounts, heads, stages, school = indicators.flat(world, by=by)
        found = county(amounts, heads, stages)
        row = metrics.measure(snap)[stage]
        for j, name in enumerate(R2017.names if by == "register" else R2017.names[:3]):
            assert found.cv[stage, j] == pytest.approx(row[f"cv_{name}" + "_by_post" * (by == "post")], rel=1e-9)
        assert found.schools[stage] == (world.schools.pupils[:, stage] > 0).sum()
        assert (world.schools.pupils[school, stages] == heads).all()
        if by == "register":
            assert value("cvs_met", snap, stage) == (found.cv[stage] <= R2017.cv_limit[stage]).sum()


# The record as a whole.


def test_every_measure_has_labels_and_gives_a_number_for_both_stages(snap: Snapshot) -> None:
    assert len(BY_NAME) == len(metrics.yearly())
    for m in metrics.REGISTRY.values():
        assert m.unit
        assert m.zh
        assert m.en
    for m in metrics.yearly():
        for stage in (0, 1):
            assert isinstance(m.of(snap, stage), float)
            assert np.isfinite(m.of(snap, stage)), m.name


def test_measuring_twice_gives_the_same_and_changes_nothing(world: World) -> None:
    before = state_bytes(world)
    first, second = metrics.measure(snapshot(world)), metrics.measure(snapshot(world))
    exact(world, 0)
    assert not different(before, state_bytes(world))
    pd.testing.assert_frame_equal(pd.DataFrame(first), pd.DataFrame(second), check_exact=True)


def test_measures_before_the_first_test_are_unknown_not_wrong(case: Case) -> None:
    row = metrics.measure(snapshot(run_case(case, terms=0).world))[0]
    scores = {m.name for m in metrics.yearly() if m.of.__module__ == "sim.equity.scores"} - {"pupils"}
    assert len(scores) > 20
    assert {name for name in scores if not np.isnan(row[name])} == set()
    assert row["pupils"] > 0


def test_the_record_holds_every_measure(finished: DistrictModel) -> None:
    district = finished.tables()["district"]
    assert set(BY_NAME) <= set(district.columns)
    assert district[[m.name for m in metrics.yearly()]].dtypes.eq(float).all()


# Indicators.


def test_indicators_are_amounts_per_pupil_by_register(world: World) -> None:
    s, t = world.schools, world.teachers
    table = indicators.indicators(world)
    row = world.names.school_row["c-p1"]
    heads = s.pupils[row, 0]
    mine = t.active & (t.register == row)
    assert table[row, 0, 0] == pytest.approx(100 * (mine & t.degree).sum() / heads)
    assert table[row, 0, 1] == pytest.approx(100 * (mine & (t.honour >= Honour.BACKBONE)).sum() / heads)
    assert table[row, 0, 2] == pytest.approx(100 * (mine & (t.block == 2)).sum() / heads)
    for j, name in enumerate(("teaching_area", "sports_area", "equipment")):
        assert table[row, 0, 3 + j] == pytest.approx(getattr(s, name)[row] / heads)
    assert table[row, 0, 6] == pytest.approx(100 * s.media_rooms[row] / heads)
    assert np.isnan(table[row, 1]).all()


def test_a_nine_year_school_shares_its_stocks_between_its_stages(world: World) -> None:
    row = world.names.school_row["b-n1"]
    table, heads = indicators.indicators(world), world.schools.pupils[row]
    assert (table[row, :, 3] * heads).sum() == pytest.approx(world.schools.teaching_area[row])


def test_register_and_post_differ_by_those_who_are_away(world: World) -> None:
    t = world.teachers
    by = {name: indicators.indicators(world, by=name) for name in ("register", "post")}
    row = world.names.school_row["b-p1"]
    away, here = (t.active & (t.block == 2) & (c == row) for c in (t.register, t.post))
    difference = (by["post"] - by["register"])[row, 0, 2] * world.schools.pupils[row, 0] / 100
    assert difference == pytest.approx(int(here.sum()) - int(away.sum()), abs=1e-6)
    np.testing.assert_array_equal(by["post"][:, :, 3:], by["register"][:, :, 3:])


def test_a_school_of_the_district_passes_when_it_does_at_every_stage_it_has(world: World) -> None:
    pupils = world.schools.pupils
    taught = pupils > 0
    ratio = np.full((len(pupils), 2, 7), 1.2)
    ratio[0, 0, 3] = 0.86
    ratio[1, 0, 3] = 0.84
    ratio[3, 1, :2] = 0.99
    passed = indicators.passing(np.where(taught[:, :, None], ratio * R2017.thresholds, np.nan), pupils)
    expected = taught.any(1)
    expected[[1, 3]] = False
    np.testing.assert_array_equal(passed, expected)
    assert taught[3].any()


def test_schools_are_judged_in_one_pass_as_one_by_one() -> None:
    draw = np.random.default_rng(5)
    pupils = draw.integers(0, 2, (400, 2))
    ratio = draw.choice(
        [0.8, 0.85, 0.9, 1.0, 1.2, np.nan, np.inf], (400, 2, 7), p=[0.02, 0.05, 0.05, 0.2, 0.66, 0.01, 0.01]
    )
    judged, taught = ratio * R2017.thresholds, pupils > 0
    good = inspection.judge_values(judged, np.arange(2)).verdict == inspection.Verdict.PASS
    expected = taught.any(1) & (good | ~taught).all(1)
    np.testing.assert_array_equal(indicators.passing(judged, pupils), expected)
    assert 0 < expected.sum() < 400
