"""Segregation of pupils over schools and gaps between children: worked answers, regressions of statsmodels, edges."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.equity.distribution import bottom_mean
from sim.equity.gaps import gap, ses_slopes, slopes_of_sums
from sim.equity.segregation import counts, dissimilarity, exposure, isolation, variance_share

pairs = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20)


def test_segregation_of_two_schools_is_as_worked_by_hand() -> None:
    a, b = np.array([30.0, 10.0]), np.array([10.0, 30.0])
    assert dissimilarity(a, b) == pytest.approx(0.5)  # 20 of 40 would have to move
    assert isolation(a, b) == pytest.approx(0.75 * 0.75 + 0.25 * 0.25)
    assert exposure(a, b) == pytest.approx(1 - isolation(a, b))
    assert variance_share(a, a, a + b) == pytest.approx(0.25)  # (0.625 - 0.5) / (1 - 0.5)


def test_apart_means_one_and_the_same_mix_means_none() -> None:
    a, b = np.array([5.0, 0, 7, 0]), np.array([0, 3.0, 0, 9])
    assert (dissimilarity(a, b), isolation(a, b), exposure(a, b)) == (1, 1, 0)
    assert dissimilarity(2 * b, b) == 0
    assert isolation(2 * b, b) == pytest.approx(2 / 3)
    assert variance_share(a, a, a + b) == pytest.approx(1)


@settings(deadline=None, max_examples=60)
@given(schools=pairs, times=st.integers(2, 5))
def test_segregation_keeps_its_axioms(schools: list[tuple[int, int]], times: int) -> None:
    a, b = (np.array(v, float) for v in zip(*schools, strict=True))
    if not (a.sum() and b.sum()):
        return
    index = dissimilarity(a, b)
    assert 0 <= index <= 1 + 1e-12
    assert dissimilarity(b, a) == pytest.approx(index, abs=1e-12)
    assert dissimilarity(times * a, b) == pytest.approx(
        index, abs=1e-12
    )  # does not depend on how many of each there are
    assert isolation(a, b) + exposure(a, b) == pytest.approx(1)
    assert isolation(a, b) >= a.sum() / (a + b).sum() - 1e-12
    for measure in (dissimilarity, isolation, exposure):
        halves = measure(np.tile(a / 2, 2), np.tile(b / 2, 2))  # schools split into equal halves
        assert halves == pytest.approx(measure(a, b), abs=1e-12)
    share = a.sum() / (a + b).sum()
    corrected = (isolation(a, b) - share) / (1 - share)
    assert variance_share(a, a, a + b) == pytest.approx(corrected, abs=1e-9)


def test_counts_of_kinds_by_school_may_be_weighted() -> None:
    flag, school = np.array([True, False, True, True]), np.array(["b", "a", "a", "b"])
    np.testing.assert_array_equal(counts(flag, school), ([1, 2], [1, 0]))
    np.testing.assert_array_equal(counts(flag, school, np.array([1.0, 2, 3, 4])), ([3, 5], [2, 0]))


def test_segregation_of_nobody_is_unknown_and_in_one_school_there_is_none() -> None:
    none, some = np.zeros(2), np.ones(2)
    for a, b in ((none, some), (some, none), (np.array([]), np.array([])), (np.full(2, np.nan), some)):
        assert np.isnan(dissimilarity(a, b))
    assert np.isnan(isolation(none, some))
    assert isolation(some, none) == 1
    assert dissimilarity(np.array([4.0]), np.array([9.0])) == 0
    assert dissimilarity(np.array([1.0, np.nan, 1]), np.array([1.0, 5, 1])) == 0
    assert np.isnan(variance_share(none, none, none))
    assert np.isnan(variance_share(some, some, some))
    with pytest.raises(ValueError, match="below 0"):
        dissimilarity(np.array([-1.0]), np.array([1.0]))


@pytest.fixture(scope="module")
def children() -> dict[str, np.ndarray]:
    generator = np.random.default_rng(5)
    school = np.repeat(np.arange(30), generator.integers(2, 60, 30))
    ses = generator.normal(size=30)[school] * 0.6 + generator.normal(size=school.size)
    score = 75 + 3 * ses + 4 * (np.bincount(school, ses) / np.bincount(school))[school]
    return {"school": school, "ses": ses, "score": score + generator.normal(0, 10, school.size)}


@pytest.mark.parametrize("weighted", [False, True])
def test_slopes_are_those_of_regressions(children: dict[str, np.ndarray], weighted: bool) -> None:
    school, x, y = children["school"], children["ses"], children["score"]
    w = np.random.default_rng(1).uniform(0.5, 2, x.size) if weighted else np.ones(x.size)
    found = ses_slopes(y, x, school, w if weighted else None)
    dummies = np.eye(30)[school]
    mean = (np.bincount(school, w * x) / np.bincount(school, w))[school]
    assert found.total == pytest.approx(sm.WLS(y, sm.add_constant(x), w).fit().params[1], rel=1e-9)
    assert found.within == pytest.approx(sm.WLS(y, np.column_stack([x, dummies]), w).fit().params[0], rel=1e-9)
    assert found.between == pytest.approx(sm.WLS(y, sm.add_constant(mean), w).fit().params[1], rel=1e-9)


def test_the_slope_splits_exactly_into_within_and_between(children: dict[str, np.ndarray]) -> None:
    school, x, y = children["school"], children["ses"], children["score"]
    found = ses_slopes(y, x, school)
    assert found.total == pytest.approx((1 - found.share) * found.within + found.share * found.between, rel=1e-12)
    assert found.from_between == pytest.approx(found.share * found.between)
    assert found.between > found.within > 0
    sums = [np.bincount(school, v) for v in (np.ones(x.size), x, y, x * x, x * y)]
    again = slopes_of_sums(*sums)
    for name in ("total", "within", "between", "share"):
        assert getattr(again, name) == pytest.approx(getattr(found, name), rel=1e-9)


def test_slopes_are_unknown_where_background_does_not_vary() -> None:
    y, school = np.array([1.0, 2, 3, 4]), np.array([0, 0, 1, 1])
    same = ses_slopes(y, np.full(4, 0.1), school)
    assert np.isnan([same.total, same.within, same.between, same.share]).all()
    inside = ses_slopes(y, np.array([0.0, 1, 0, 1]), school)
    assert (inside.total, inside.within, inside.share, inside.from_between) == (1, 1, 0, 0)
    assert np.isnan(inside.between)
    outside = ses_slopes(y, np.array([0.0, 0, 1, 1]), school)
    assert (outside.total, outside.between, outside.share) == (2, 2, 1)
    assert np.isnan(outside.within)
    one = ses_slopes(y, np.array([0.0, 1, 2, 3]), np.zeros(4))
    assert (one.total, one.within) == (pytest.approx(1), pytest.approx(1))
    for nothing in (ses_slopes(y, np.full(4, np.nan), school), ses_slopes(np.array([]), np.array([]), np.array([]))):
        assert np.isnan([nothing.total, nothing.within, nothing.between]).all()
    assert np.isnan(slopes_of_sums(*np.zeros((5, 3))).total)


def test_a_gap_comes_with_the_mean_and_the_lowest_tenth() -> None:
    y = np.array([90.0, 80, 70, np.nan, 40])
    girls = np.array([True, True, False, True, False])
    found = gap(y, girls)
    assert (found.gap, found.first, found.second) == (30, 85, 55)
    assert found.mean == 70
    assert found.bottom == bottom_mean(y) == 40
    assert gap(y, girls, weights=np.array([3.0, 1, 1, 9, 0])).gap == pytest.approx(87.5 - 70)
    assert gap(y, girls, np.array([False, False, True, False, False])).gap == 15
    assert np.isnan(gap(y, np.zeros(5, bool)).gap)
    assert np.isnan(gap(np.array([]), np.array([], bool)).mean)
