"""Paired comparison, against answers known on paper and against scipy."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.statistics.paired import Paired, compare, pair


def frame(values: dict[str, list[float]], **columns: list[object]) -> pd.DataFrame:
    parts = [
        pd.DataFrame({"arm": arm, "seed": range(1, len(x) + 1), "score": x, **columns}) for arm, x in values.items()
    ]
    return pd.concat(parts, ignore_index=True)


def test_a_small_comparison_by_hand() -> None:
    found = pair(np.array([10.0, 20.0, 30.0]), np.array([11.0, 22.0, 33.0]))
    assert (found.n, found.baseline, found.reform, found.difference) == (3, 20.0, 22.0, 2.0)
    t = 0.95 * math.sqrt(2) / math.sqrt(4 * 0.975 * 0.025)  # of 2 degrees of freedom at 0.975, in closed form: 4.30265
    half = t * 1.0 / math.sqrt(3)  # the differences 1, 2, 3 have a standard deviation of 1
    assert found.low == pytest.approx(2 - half, rel=1e-12)
    assert found.high == pytest.approx(2 + half, rel=1e-12)
    assert found.sd_paired == pytest.approx(1.0)
    assert found.sd_unpaired == pytest.approx(math.sqrt(100 + 121))


def test_the_interval_is_that_of_scipy() -> None:
    generator = np.random.default_rng(7)
    a, b = generator.normal(size=12), generator.normal(0.3, 2, size=12)
    found, expected = pair(a, b), stats.ttest_rel(b, a).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-12)


def test_an_interval_holds_the_truth_as_often_as_it_says() -> None:
    generator = np.random.default_rng(11)
    held = 0
    for _ in range(2000):
        found = pair(np.zeros(5), generator.normal(1.0, 3.0, size=5))
        held += found.low <= 1.0 <= found.high
    assert held / 2000 == pytest.approx(0.95, abs=4 * math.sqrt(0.95 * 0.05 / 2000))  # false alarm: 1 in 16,000


def test_luck_that_both_arms_share_does_not_widen_the_interval() -> None:
    generator = np.random.default_rng(3)
    a, d = generator.normal(size=10), generator.normal(0.5, 0.1, size=10)
    shared = generator.normal(0, 100, size=10)
    calm, noisy = pair(a, a + d), pair(a + shared, a + shared + d)
    assert (noisy.low, noisy.high) == pytest.approx((calm.low, calm.high), abs=1e-9)
    assert noisy.sd_unpaired > 20 * calm.sd_unpaired


def test_pairs_without_a_value_are_left_out_and_counted() -> None:
    found = pair(np.array([1.0, np.nan, 3.0, 4.0]), np.array([2.0, 5.0, np.nan, 6.0]))
    assert (found.n, found.baseline, found.reform, found.difference) == (2, 2.5, 4.0, 1.5)
    assert found.has_interval


def test_one_seed_has_no_interval_and_none_has_nothing() -> None:
    one = pair(np.array([1.0]), np.array([3.0]))
    assert (one.n, one.difference, one.has_interval, one.is_sure) == (1, 2.0, False, False)
    none = pair(np.array([np.nan]), np.array([3.0]))
    assert none.n == 0
    assert math.isnan(none.difference)


def test_equal_arms_differ_by_exactly_nothing() -> None:
    found = pair(np.array([0.1, 0.2, 0.7]), np.array([0.1, 0.2, 0.7]))
    assert (found.low, found.difference, found.high) == (0.0, 0.0, 0.0)
    assert found.has_interval
    assert not found.is_sure


@pytest.mark.parametrize(("low", "high", "sure"), [(0.1, 0.2, True), (-0.2, -0.1, True), (-0.1, 0.1, False)])
def test_a_difference_is_sure_when_its_interval_excludes_zero(low: float, high: float, sure: bool) -> None:
    assert Paired(5, 0, 0, (low + high) / 2, low, high, 1, 1).is_sure is sure


def test_seeds_are_paired_by_name_not_by_place() -> None:
    table = frame({"baseline": [1.0, 2.0, 4.0], "reform": [2.0, 4.0, 8.0]})
    shuffled = table.sample(frac=1, random_state=1)
    assert shuffled["seed"].tolist() != table["seed"].tolist()
    pd.testing.assert_frame_equal(compare(shuffled, ["score"]), compare(table, ["score"]))
    assert compare(table, ["score"])["sd_paired"].iloc[0] == pytest.approx(np.std([1, 2, 4], ddof=1))


def test_a_comparison_by_columns_has_a_row_for_each_and_no_more() -> None:
    parts = [frame({"baseline": [1.0, 2.0], "reform": [1.0 + y, 2.0 + y]}).assign(year=2000 + y) for y in (1, 5)]
    found = compare(pd.concat(parts), ["score"], by=("year",))
    assert found[["measure", "year", "n", "difference"]].to_numpy().tolist() == [
        ["score", 2001, 2, 1.0],
        ["score", 2005, 2, 5.0],
    ]


def test_what_one_arm_lacks_is_not_compared() -> None:
    table = pd.concat([frame({"baseline": [1.0, 2.0], "reform": [2.0, 3.0]}).assign(year=y) for y in (1, 2)])
    table = table[~((table["arm"] == "reform") & (table["year"] == 2) & (table["seed"] == 1))]
    assert compare(table, ["score"], by=("year",))["n"].tolist() == [2, 1]


def test_a_row_that_is_there_twice_is_refused() -> None:
    table = frame({"baseline": [1.0, 2.0], "reform": [2.0, 3.0]})
    with pytest.raises(ValueError, match="'baseline' holds more than one row"):
        compare(pd.concat([table, table[:1]]), ["score"])


def test_arms_that_do_not_share_their_seeds_are_refused() -> None:
    table = frame({"baseline": [1.0, 2.0], "reform": [2.0, 3.0, 4.0]})
    with pytest.raises(ValueError, match=r"do not share their seeds: \[1, 2\] and \[1, 2, 3\]"):
        compare(table, ["score"])


def test_arms_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one value per seed"):
        pair(np.zeros(2), np.zeros(3))
