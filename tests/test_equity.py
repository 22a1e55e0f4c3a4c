"""Measures of inequality against closed forms, plain recomputation and stated error bounds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import different, run_case, state_bytes

from sim.case import Case
from sim.equity import indicators, metrics
from sim.equity.snapshot import WIDTH, Snapshot, bottom_mean, quantile, snapshot
from sim.equity.spread import between_sd, icc, slope, weighted_cv, weighted_mean
from sim.state import Honour
from sim.world import World

ROOM = 1e-9


@pytest.fixture(scope="module")
def world(case: Case) -> World:
    """Return a small district at the end of a school year, its tests written."""
    return run_case(case, terms=8).world


@pytest.fixture(scope="module")
def snap(world: World) -> Snapshot:
    return snapshot(world)


@pytest.fixture(scope="module")
def pupils(world: World) -> pd.DataFrame:
    """Return the pupils who sat a test, one row each."""
    rows, of = world.live_students(), world.class_of_students()
    s, k, z = world.students, world.classes, world.zones
    frame = pd.DataFrame({
        "score": s.score[rows].astype(float), "ses": s.ses[rows].astype(float), "migrant": s.migrant[rows],
        "school": k.school[of], "stage": (k.grade[of] > 6).astype(int), "home": z.locality[s.zone[rows]],
    })  # fmt: skip
    return frame.dropna()


def groups(values: list[list[float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return sums, sums of squares and sizes of lists of scores."""
    return (
        np.array([sum(v) for v in values]),
        np.array([sum(x * x for x in v) for v in values]),
        np.array([len(v) for v in values]),
    )


def test_icc_of_schools_that_differ_in_nothing_but_their_mean_is_one() -> None:
    assert icc(*groups([[1.0, 1.0, 1.0], [5.0, 5.0, 5.0]])) == pytest.approx(1.0)


def test_icc_of_a_balanced_table_is_that_of_the_anova_table() -> None:
    """Shrout and Fleiss (1979), ICC(1,1): six targets, four judges; mean squares 11.24 and 6.26, coefficient 0.17."""
    ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    assert icc(*groups(ratings)) == pytest.approx(0.17, abs=0.005)


def test_icc_of_an_unbalanced_table_is_that_of_the_variance_components() -> None:
    values = [[1.0, 2.0, 3.0], [4.0, 6.0], [5.0, 5.5, 7.0, 8.5]]
    n = np.array([3, 2, 4])
    means, grand = np.array([np.mean(v) for v in values]), np.mean(np.concatenate(values))
    between = (n * (means - grand) ** 2).sum() / 2
    within = sum(((np.array(v) - m) ** 2).sum() for v, m in zip(values, means, strict=True)) / 6
    size = (9 - (n**2).sum() / 9) / 2
    component = (between - within) / size
    assert icc(*groups(values)) == pytest.approx(component / (component + within))


def test_icc_of_random_groups_is_about_nothing_and_of_planted_ones_what_was_planted() -> None:
    """200 schools of 50: the standard error is about 0.006 and 0.018; limits of 4 (false alarm below 1 in 10,000)."""
    generator = np.random.default_rng(2)
    noise = generator.normal(size=(200, 50))
    assert abs(icc(*groups(noise.tolist()))) < 4 * 0.006
    planted = noise * np.sqrt(0.75) + generator.normal(size=(200, 1)) * np.sqrt(0.25)
    assert icc(*groups(planted.tolist())) == pytest.approx(0.25, abs=4 * 0.018)


def test_icc_without_two_schools_or_without_repetition_is_unknown() -> None:
    assert np.isnan(icc(*groups([[1.0, 2.0]])))
    assert np.isnan(icc(*groups([[1.0], [2.0]])))
    assert np.isnan(icc(*groups([])))
    assert np.isnan(icc(*groups([[1.0, 1.0], [1.0, 1.0]])))


numbers = st.lists(st.tuples(st.floats(0.1, 100), st.integers(1, 3000)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=60)
@given(schools=numbers, factor=st.floats(0.01, 100), times=st.integers(1, 9))
def test_the_cv_knows_no_units_and_no_scale_of_enrolment(schools: list, factor: float, times: int) -> None:
    x, heads = (np.array(v, float) for v in zip(*schools, strict=True))
    cv = weighted_cv(x, heads)
    assert cv >= 0
    assert weighted_cv(factor * x, heads) == pytest.approx(cv, rel=1e-9, abs=1e-9)
    assert weighted_cv(x, times * heads) == pytest.approx(cv, rel=1e-9, abs=1e-9)
    assert weighted_cv(np.repeat(x, 2), np.repeat(heads / 2, 2)) == pytest.approx(cv, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(schools=numbers)
def test_the_cv_is_that_of_pupils_who_each_have_their_schools_amount(schools: list) -> None:
    x, heads = (np.array(v) for v in zip(*schools, strict=True))
    each = np.repeat(x, heads)
    assert weighted_cv(x, heads) == pytest.approx(each.std() / each.mean(), rel=1e-9, abs=1e-9)
    assert weighted_mean(x, heads) == pytest.approx(each.mean())


def test_measures_leave_out_what_is_not_known() -> None:
    x, heads = np.array([1.0, np.nan, 3.0, 9.0]), np.array([1.0, 5.0, 1.0, 0.0])
    assert weighted_mean(x, heads) == 2.0
    assert weighted_cv(x, heads) == pytest.approx(0.5)
    assert np.isnan(weighted_mean(x[1:2], heads[1:2]))
    assert np.isnan(weighted_cv(np.array([]), np.array([])))
    assert np.isnan(weighted_cv(np.array([-1.0, 1.0]), np.ones(2)))


def test_between_sd_and_slope_are_what_their_names_say() -> None:
    assert between_sd(np.array([10.0, 60.0]), np.array([10.0, 30.0])) == pytest.approx(np.sqrt(0.25 * 0.75))
    assert np.isnan(between_sd(np.array([]), np.array([])))
    x = np.array([0.0, 1.0, 2.0])
    assert slope(x, 3 - 2 * x) == pytest.approx(-2)
    assert np.isnan(slope(np.ones(3), x))
    assert np.isnan(slope(x[:1], x[:1]))


@pytest.mark.parametrize("stage", [0, 1])
@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_a_quantile_is_exact_to_one_bin(snap: Snapshot, pupils: pd.DataFrame, stage: int, share: float) -> None:
    """Bound: one bin of 0.07 points, beside the gap between the two pupils next to the quantile."""
    scores = np.sort(pupils.loc[pupils["stage"] == stage, "score"].to_numpy())
    below = np.quantile(scores, share, method="lower")
    above = np.quantile(scores, share, method="higher")
    near = np.searchsorted(scores, [below, above])
    low, high = scores[max(near[0] - 1, 0)], scores[min(near[1] + 1, scores.size - 1)]
    assert low - WIDTH <= quantile(snap, stage, share) <= high + WIDTH


@pytest.mark.parametrize("stage", [0, 1])
def test_the_mean_of_the_lowest_tenth_is_exact_to_one_bin(snap: Snapshot, pupils: pd.DataFrame, stage: int) -> None:
    scores = np.sort(pupils.loc[pupils["stage"] == stage, "score"].to_numpy())
    whole = int(0.1 * scores.size)
    exact = (scores[:whole].sum() + (0.1 * scores.size - whole) * scores[whole]) / (0.1 * scores.size)
    assert bottom_mean(snap, stage) == pytest.approx(exact, abs=WIDTH)


@pytest.mark.parametrize("stage", [0, 1])
def test_measures_of_a_year_are_those_of_its_pupils(
    snap: Snapshot, pupils: pd.DataFrame, world: World, stage: int
) -> None:
    """Recomputed one pupil at a time. Scores are single precision: nine digits of agreement are asked for."""
    here = pupils[pupils["stage"] == stage]
    mean = here.groupby("school")["score"].mean()
    n = here.groupby("school")["score"].size()
    grand = here["score"].mean()
    between = np.sqrt((n * (mean - grand) ** 2).sum() / n.sum())
    variance = here["ses"].var(ddof=0)
    covariance = ((here["ses"] - here["ses"].mean()) * (here["score"] - grand)).mean()
    urban, rural = here["home"] == 0, here["home"] == 2
    expected = {
        "pupils": len(here),
        "mean_score": grand,
        "sd_score": here["score"].std(ddof=0),
        "between_school_sd": between,
        "school_cv": between / grand,
        "ses_slope": covariance / variance,
        "ses_correlation": np.corrcoef(here["ses"], here["score"])[0, 1],
        "urban_rural_gap": here.loc[urban, "score"].mean() - here.loc[rural, "score"].mean(),
        "migrant_gap": here.loc[~here["migrant"], "score"].mean() - here.loc[here["migrant"], "score"].mean(),
        "between_share": icc(*groups([g.tolist() for _, g in here.groupby("school")["score"]])),
    }
    by_name = {m.name: m for m in metrics.METRICS}
    for name, value in expected.items():
        assert by_name[name].of(snap, stage) == pytest.approx(value, rel=1e-8, abs=1e-8), name


def test_every_measure_has_labels_and_gives_a_number_for_both_stages(snap: Snapshot) -> None:
    assert len({m.name for m in metrics.METRICS}) == len(metrics.METRICS)
    for m in metrics.METRICS:
        assert m.unit
        assert m.zh
        assert m.en
        for stage in (0, 1):
            assert isinstance(m.of(snap, stage), float)
            assert np.isfinite(m.of(snap, stage)), m.name


def test_measuring_twice_gives_the_same_and_changes_nothing(world: World) -> None:
    before = state_bytes(world)
    first, second = metrics.measure(snapshot(world)), metrics.measure(snapshot(world))
    assert not different(before, state_bytes(world))
    pd.testing.assert_frame_equal(pd.DataFrame(first), pd.DataFrame(second), check_exact=True)


def test_measures_of_a_district_without_a_stage_are_unknown_not_wrong(case: Case) -> None:
    world = run_case(case, terms=0).world  # no test has been sat yet
    row = metrics.measure(snapshot(world))[0]
    assert np.isnan(row["mean_score"])
    assert np.isnan(row["bottom_decile"])
    assert np.isnan(row["between_share"])


def test_indicators_are_amounts_per_pupil_by_register(world: World) -> None:
    s, t = world.schools, world.teachers
    table = indicators.indicators(world)
    row = world.names.school_row["c-p1"]
    heads = s.pupils[row, 0]
    mine = t.active & (t.register == row)
    assert table[row, 0, 1] == pytest.approx(100 * (mine & (t.honour >= Honour.BACKBONE)).sum() / heads)
    assert table[row, 0, 2] == pytest.approx(100 * (mine & (t.block == 2)).sum() / heads)
    assert table[row, 0, 3] == pytest.approx(s.teaching_area[row] / heads)
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


def test_a_school_passes_with_six_of_seven_and_the_last_at_85_percent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ratio = np.full((len(world.schools), 2, 7), 1.2)
    ratio[0, 0, 3] = 0.86
    ratio[1, 0, 3] = 0.84
    ratio[3, 1, :2] = 0.99
    taught = world.schools.pupils > 0
    table = np.where(taught[:, :, None], ratio * indicators.THRESHOLD, np.nan)
    monkeypatch.setattr(indicators, "indicators", lambda world, by="register": table)
    passed = indicators.passes(world)
    expected = taught.any(1)
    expected[[1, 3]] = False
    np.testing.assert_array_equal(passed, expected)


def test_the_thresholds_are_those_of_2017() -> None:
    np.testing.assert_array_equal(
        indicators.THRESHOLD, [[4.2, 1.0, 0.9, 4.5, 7.5, 2000, 2.3], [5.3, 1.0, 0.9, 5.8, 10.2, 2500, 2.4]]
    )
    assert indicators.CV_LIMIT == (0.50, 0.45)
    assert (indicators.PASS_COUNT, indicators.FLOOR) == (6, 0.85)
