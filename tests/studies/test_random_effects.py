"""Effects of many districts: what is luck of seeds is not taken for a difference between districts."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t
from statsmodels.stats.meta_analysis import combine_effects

from experiments.statistics.random_effects import shrunken, summary


def made(k: int, tau: float, sd: float, seeds: int, repeat: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng([9, repeat])
    true = 0.5 + tau * generator.normal(size=k)
    runs = true[:, None] + sd * generator.normal(size=(k, seeds))
    return true, runs.mean(1), runs.var(1, ddof=1) / seeds


def test_with_equal_variances_it_is_the_summary_of_the_textbooks() -> None:
    _, d, _ = made(20, 0.3, 0.4, 4, 0)
    v = np.full(20, 0.04)
    found, theirs = summary(d, v), combine_effects(d, v, method_re="iterated")
    assert found.mean == pytest.approx(theirs.mean_effect_re)
    assert found.tau**2 == pytest.approx(theirs.tau2, rel=1e-4)
    half = t.ppf(0.975, 19) * theirs.sd_eff_w_re_hksj  # Hartung, Knapp, Sidik and Jonkman
    assert (found.low, found.high) == pytest.approx((found.mean - half, found.mean + half))


def test_intervals_keep_their_word_and_luck_is_not_taken_for_scatter() -> None:
    inside = np.zeros(3)
    taus, luck = [], []
    for repeat in range(400):
        _, d, v = made(15, 0.3, 0.6, 4, repeat)
        found = summary(d, v)
        further = 0.5 + 0.3 * np.random.default_rng([5, repeat]).normal()
        inside += [
            found.low <= 0.5 <= found.high, found.next_low <= further <= found.next_high,
            found.tau_low <= 0.3 <= found.tau_high,
        ]  # fmt: skip
        taus.append(found.tau**2)
        luck.append(summary(*made(15, 0.0, 0.6, 4, repeat)[1:]).tau)
    mean, following, tau = inside / 400
    assert 0.92 < mean < 0.98
    assert 0.90 < following < 0.98
    assert 0.92 < tau < 0.99
    assert np.mean(taus) == pytest.approx(0.09, rel=0.15)
    assert np.median(luck) < 0.1  # raw, the SD of the estimates would be 0.3


def test_shrunken_districts_are_nearer_the_truth_and_their_intervals_hold() -> None:
    raw = near = inside = n = 0.0
    for repeat in range(200):
        true, d, v = made(15, 0.3, 0.6, 4, repeat)
        estimate, low, high = shrunken(d, v)
        raw += ((d - true) ** 2).sum()
        near += ((estimate - true) ** 2).sum()
        inside += ((low <= true) & (true <= high)).sum()
        n += 15
    assert near < 0.75 * raw
    assert 0.90 < inside / n < 0.98


def test_of_one_district_or_one_seed_no_more_is_said_than_is_known() -> None:
    one = summary(np.array([0.4, np.nan]), np.array([0.1, np.nan]))
    assert one.districts == 1
    assert one.mean == 0.4
    assert np.isnan(one.low)
    single = summary(np.array([0.1, 0.5, 0.2]), np.full(3, np.nan))
    assert np.isfinite(single.low)
    assert np.isnan(single.luck)
    assert np.isnan(shrunken(np.array([0.1, 0.5, 0.2]), np.full(3, np.nan))[0]).all()
    assert summary(np.full(2, np.nan), np.full(2, np.nan)).districts == 0
