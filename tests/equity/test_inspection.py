"""What inspectors compute: the published worked example, thresholds, verdicts with and without missing amounts, rules."""

from __future__ import annotations

import numpy as np
import pytest

from sim.equity import inspection as i
from sim.equity.inspection import Verdict, county, judge, per_pupil
from sim.equity.standards import R2012, R2017, REGIMES
from sim.supply.places import STANDARD

ENROLMENT = np.array([45.0, 37, 89, 76, 55])
BOOKS = np.array([6.20, 3.70, 10.51, 2.11, 7.31])  # per pupil
EXAMPLE = np.tile((BOOKS * ENROLMENT)[:, None], (1, 8)) / R2012.per
PRIMARY = np.zeros(5, int)


def amounts(ratio: np.ndarray, pupils: np.ndarray, stage: np.ndarray) -> np.ndarray:
    """Return the raw amounts of schools that have a ratio of each threshold of 2017."""
    return ratio * R2017.thresholds[stage] * pupils[:, None] / R2017.per


def test_the_cv_of_the_published_example_is_that_of_inspectors() -> None:
    """Printed: mean 6.33, SD 3.26, CV 0.52; unweighted it would be 0.489."""
    found = county(EXAMPLE, ENROLMENT, PRIMARY, R2012)
    assert found.mean[0] == pytest.approx(np.full(8, 6.33), abs=0.01)
    assert found.sd[0] == pytest.approx(np.full(8, 3.26), abs=0.01)
    assert found.cv[0] == pytest.approx(np.full(8, 0.515), abs=0.0005)
    assert BOOKS.std() / BOOKS.mean() == pytest.approx(0.489, abs=0.0005)
    assert found.combined[0] == pytest.approx(0.515, abs=0.0005)
    assert found.cv_verdict[0] == Verdict.PASS  # of the limit of 0.65
    assert found.verdict[0] == Verdict.PASS  # schools are not judged by thresholds in 2012


def test_the_thresholds_are_those_of_2017() -> None:
    np.testing.assert_array_equal(
        R2017.thresholds, [[4.2, 1.0, 0.9, 4.5, 7.5, 2000, 2.3], [5.3, 1.0, 0.9, 5.8, 10.2, 2500, 2.4]]
    )
    assert R2017.cv_limit == (0.50, 0.45)
    assert (R2017.pass_count, R2017.floor, R2017.combined) == (6, 0.85, False)
    assert R2017.names == ("L1", "L2", "L3", "L4", "L5", "L6", "L7")
    built_to = [list(STANDARD[stage].values()) for stage in ("primary", "junior")]
    np.testing.assert_allclose(R2017.thresholds[:, 3:] / R2017.per[3:], built_to)


def test_the_regime_of_2012_judges_the_mean_of_eight_cvs() -> None:
    assert len(R2012.indicators) == 8
    assert (R2012.cv_limit, R2012.combined, R2012.pass_count) == ((0.65, 0.55), True, None)
    assert np.isnan(R2012.thresholds).all()
    assert REGIMES == {2012: R2012, 2017: R2017}


def test_every_indicator_has_labels_and_a_unit() -> None:
    for regime in REGIMES.values():
        assert regime.zh
        assert regime.en
        assert regime.source
        for x in regime.indicators:
            assert x.zh
            assert x.en
            assert x.unit == (f"{x.amount}/pupil" if x.per == 1 else f"{x.amount}/100 pupils")


def test_amounts_are_per_pupil_or_per_hundred() -> None:
    values = per_pupil(np.full((3, 7), 20.0), np.array([400.0, 0, np.nan]), R2017)
    assert values[0].tolist() == [5, 5, 5, 0.05, 0.05, 0.05, 5]
    assert np.isnan(values[1:]).all()
    with pytest.raises(ValueError, match=r"shape \(3, 6\); \(3, 7\) is wanted: L1, L2"):
        per_pupil(np.ones((3, 6)), np.ones(3), R2017)


RULE = {
    "all met": ([1.0] * 7, Verdict.PASS),
    "one at 85 %": ([1.0] * 6 + [0.85], Verdict.PASS),
    "one just below 85 %": ([0.849] + [1.0] * 6, Verdict.FAIL),
    "two just missed": ([0.999, 0.999] + [1.0] * 5, Verdict.FAIL),
    "all far above but two": ([9.0] * 5 + [0.9, 0.9], Verdict.FAIL),
    "one not reported": ([np.nan] + [1.2] * 6, Verdict.UNKNOWN),
    "one not reported, one missed": ([np.nan, 0.9] + [1.2] * 5, Verdict.UNKNOWN),
    "one not reported, one far missed": ([np.nan, 0.8] + [1.2] * 5, Verdict.FAIL),
    "one not reported, two missed": ([np.nan, 0.9, 0.9] + [1.2] * 4, Verdict.FAIL),
    "nothing reported": ([np.nan] * 7, Verdict.UNKNOWN),
}


@pytest.mark.parametrize("stage", [0, 1])
@pytest.mark.parametrize("case", RULE)
def test_a_school_passes_with_six_of_seven_and_the_last_at_85_percent(case: str, stage: int) -> None:
    ratio, verdict = np.array([RULE[case][0]]), RULE[case][1]
    found = judge(amounts(ratio, np.array([731.0]), np.array([stage])), np.array([731.0]), np.array([stage]))
    assert found.verdict[0] == verdict
    np.testing.assert_allclose(found.ratio, ratio)
    np.testing.assert_array_equal(found.met, ratio >= 1)


def test_a_school_without_pupils_or_a_regime_without_thresholds_leaves_the_verdict_open() -> None:
    assert judge(np.ones((1, 7)), np.zeros(1), np.zeros(1, int)).verdict[0] == Verdict.UNKNOWN
    assert (judge(EXAMPLE, ENROLMENT, PRIMARY, R2012).verdict == Verdict.UNKNOWN).all()


def test_a_county_is_judged_by_stage() -> None:
    pupils, stage = np.array([500.0, 700, 600, 900, 0]), np.array([0, 0, 1, 1, 1])
    ratio = np.array([[1.1] * 7, [1.2] * 7, [1.0] * 7, [4.0] * 7, [0.1] * 7])
    found = county(amounts(ratio, pupils, stage), pupils, stage)
    assert found.schools.tolist() == [2, 2]  # the one without pupils is none
    assert found.pupils.tolist() == [1200, 1500]
    assert (found.passed.tolist(), found.failed.tolist(), found.unknown.tolist()) == ([2, 2], [0, 0], [0, 0])
    assert found.cv_verdict.tolist() == [Verdict.PASS, Verdict.FAIL]
    assert found.verdict.tolist() == [Verdict.PASS, Verdict.FAIL]
    mean = (600 + 4 * 900) / 1500
    cv = np.sqrt((600 * (1 - mean) ** 2 + 900 * (4 - mean) ** 2) / 1500) / mean
    np.testing.assert_allclose(found.cv[1], np.full(7, cv))
    np.testing.assert_allclose(found.mean[1], mean * R2017.thresholds[1])
    ratio[0, :3] = 0.5
    assert county(amounts(ratio, pupils, stage), pupils, stage).verdict[0] == Verdict.FAIL


def test_what_everybody_reported_as_zero_is_not_missing() -> None:
    pupils, stage = np.array([500.0, 700]), np.array([0, 0])
    have = amounts(np.ones((2, 7)), pupils, stage)
    have[:, 1] = 0
    found = county(have, pupils, stage)
    assert found.missing[0] == ()
    assert found.mean[0, 1] == 0
    assert np.isnan(found.cv[0, 1])  # a spread relative to nothing
    assert found.verdict[0] == Verdict.FAIL


def test_what_nobody_reported_is_named_and_leaves_the_county_open() -> None:
    pupils, stage = np.array([500.0, 700]), np.array([0, 0])
    have = amounts(np.ones((2, 7)), pupils, stage)
    have[:, 1] = np.nan
    have[0, 4] = np.nan
    found = county(have, pupils, stage)
    assert found.missing == (("L2",), R2017.names)
    assert found.cv[0, 4] == 0  # of the one school that reported
    assert found.mean[0, 4] == pytest.approx(7.5)
    assert found.cv_verdict.tolist() == [Verdict.UNKNOWN, Verdict.UNKNOWN]
    assert found.verdict.tolist() == [Verdict.UNKNOWN, Verdict.UNKNOWN]
    assert found.schools.tolist() == [2, 0]


@pytest.mark.parametrize("regime", [R2012, R2017])
def test_a_county_without_schools_has_no_numbers(regime: object) -> None:
    k = len(regime.indicators)  # type: ignore[attr-defined]
    found = county(np.empty((0, k)), np.empty(0), np.empty(0, int), regime)  # type: ignore[arg-type]
    assert np.isnan(found.cv).all()
    assert np.isnan(found.combined).all()
    assert found.verdict.tolist() == [Verdict.UNKNOWN] * 2


@pytest.mark.parametrize(
    ("cv", "combined", "verdict"),
    [
        ([0.5, 0.2], False, Verdict.PASS),
        ([0.51, 0.2], False, Verdict.FAIL),
        ([0.51, np.nan], False, Verdict.FAIL),
        ([0.2, np.nan], False, Verdict.UNKNOWN),
        ([0.7, 0.3], True, Verdict.PASS),
        ([0.7, 0.4], True, Verdict.FAIL),
        ([0.9, np.nan], True, Verdict.UNKNOWN),  # the mean of the two may still be 0.45
        ([1.1, np.nan], True, Verdict.FAIL),
        ([np.nan, np.nan], True, Verdict.UNKNOWN),
    ],
)
def test_cvs_are_judged_one_by_one_or_by_their_mean(cv: list[float], combined: bool, verdict: Verdict) -> None:
    assert i.cv_verdict(np.array(cv), 0.5, combined=combined) == verdict


def test_the_mean_of_cvs_is_that_of_those_known() -> None:
    found = i.combined_cv(np.array([[0.2, np.nan, 0.4], [np.nan] * 3]))
    assert found[0] == pytest.approx(0.3)
    assert np.isnan(found[1])


def test_a_nine_year_school_must_pass_at_both_stages() -> None:
    school = np.array(["a", "b", "b", "c", "c"])
    verdicts = np.array([1, 1, 0, 1, -1])
    assert i.by_school(verdicts, school) == {"a": Verdict.PASS, "b": Verdict.FAIL, "c": Verdict.UNKNOWN}
    assert i.together([]) == Verdict.UNKNOWN


def test_class_and_school_sizes_are_counted_against_their_limits() -> None:
    size, stage = np.array([45.0, 46, 50, 51, 0, np.nan]), np.array([0, 0, 1, 1, 0, 1])
    found = i.class_sizes(size, stage)
    assert (found.kept, found.covered, found.share, found.verdict) == (2, 4, 0.5, Verdict.FAIL)
    pupils, kind = np.array([2000.0, 2001, 2500, 2500, 2501, 900]), np.array([0, 0, 1, 2, 2, 3])
    found = i.school_sizes(pupils, kind)
    assert (found.kept, found.covered) == (2, 5)  # a kindergarten has no limit
    assert i.class_sizes(np.array([30.0]), np.array([0])).verdict == Verdict.PASS
    nothing = i.class_sizes(np.array([]), np.array([], int))
    assert np.isnan(nothing.share)
    assert nothing.verdict == Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("eligible", "rotated", "backbone", "verdict"),
    [
        (100, 10, 2, Verdict.PASS),
        (100, 9, 9, Verdict.FAIL),
        (100, 20, 3, Verdict.FAIL),
        (100, 0, 0, Verdict.FAIL),
        (0, 0, 0, Verdict.UNKNOWN),
        (100, 10, np.nan, Verdict.UNKNOWN),
        (100, 9, np.nan, Verdict.FAIL),
        (100, np.nan, np.nan, Verdict.UNKNOWN),
    ],
)
def test_rotation_asks_for_a_tenth_of_whom_a_fifth_backbone(
    eligible: float, rotated: float, backbone: float, verdict: Verdict
) -> None:
    assert i.rotation(eligible, rotated, backbone).verdict == verdict


def test_the_difference_rate_must_lie_below_the_standard() -> None:
    assert i.difference_rate(0.1499) == Verdict.PASS
    assert i.difference_rate(0.15) == Verdict.FAIL
    assert i.difference_rate(float("nan")) == Verdict.UNKNOWN
