"""Intervals that hold together keep their word, and cost no more than they must."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from experiments.statistics import paired
from experiments.statistics.together import together


def samples(n: int, m: int, correlation: float, repeats: int) -> np.ndarray:
    generator = np.random.default_rng(8)
    common = generator.normal(size=(repeats, n, 1)) * np.sqrt(correlation)
    return common + np.sqrt(1 - correlation) * generator.normal(size=(repeats, n, m))


@pytest.mark.parametrize("correlation", [0.0, 0.6])
def test_nineteen_differences_that_are_nothing_rarely_look_like_something(correlation: float) -> None:
    false_alone = false_together = 0
    draws = samples(10, 19, correlation, 300)
    for d in draws:
        found = together(d)
        false_together += bool(((found.low > 0) | (found.high < 0)).any())
        false_alone += any(paired.pair(np.zeros(10), c).is_sure for c in d.T)
    assert false_alone / 300 > 0.3
    assert false_together / 300 < 0.09  # 0.05 and what 300 repetitions leave open


@pytest.mark.parametrize(("seeds", "differences"), [(4, 19), (4, 60), (10, 60)])
def test_few_seeds_and_many_unrelated_differences_are_no_occasion_to_be_sure(seeds: int, differences: int) -> None:
    found = [together(d) for d in samples(seeds, differences, 0.0, 60)]
    assert (
        sum(bool(((f.low > 0) | (f.high < 0)).any()) for f in found) <= 10
    )  # one in twenty, and what 60 repetitions leave open


def test_one_difference_alone_has_students_interval() -> None:
    d = samples(12, 1, 0.0, 1)[0] + 0.3
    found, alone = together(d), paired.pair(np.zeros(12), d[:, 0])
    assert (found.low[0], found.high[0]) == pytest.approx((alone.low, alone.high), rel=0.03, abs=0.02)
    statistic = abs(d.mean()) / (d.std(ddof=1) / 12**0.5)
    assert found.p[0] == pytest.approx(2 * t.sf(statistic, 11), abs=0.01)


def test_differences_that_go_together_cost_little_and_unrelated_ones_much() -> None:
    def half(d: np.ndarray) -> float:
        found = together(d)
        return float((found.high - found.low)[0] / 2 / (d[:, 0].std(ddof=1) / len(d) ** 0.5))

    same = np.repeat(samples(10, 1, 0.0, 1)[0], 19, axis=1)
    apart = samples(10, 19, 0.0, 1)[0]
    assert half(same) == pytest.approx(t.ppf(0.975, 9), rel=0.03)
    assert t.ppf(0.975, 9) * 1.4 < half(apart) < t.ppf(1 - 0.025 / 19, 9) * 1.02


def test_what_never_varies_or_has_too_few_seeds_has_no_interval() -> None:
    d = samples(5, 3, 0.0, 1)[0]
    d[:, 1] = 2.0
    d[2:, 2] = np.nan
    found = together(d)
    assert np.isfinite(found.low).tolist() == [True, False, False]
    assert np.isnan(together(np.full((4, 2), np.nan)).p).all()
    assert np.array_equal(together(d).low, found.low, equal_nan=True)  # no luck in the luck
