"""Measures from a histogram lie within their stated bounds, on any scores and on those of a district."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.equity import binned, distribution
from sim.equity.binned import Bins
from sim.equity.snapshot import BINS, HIGH, LOW, WIDTH

scores = st.lists(st.floats(0.125, 220, width=32), min_size=1, max_size=80).map(lambda v: np.array(v, np.float64))
ROUNDING = 1e-12


def histogram(x: np.ndarray) -> Bins:
    count = np.bincount(((x - LOW) / WIDTH).astype(int), minlength=BINS)
    return Bins.of(count.astype(float), LOW, WIDTH, float(x.mean()), float(x.var()))


@settings(deadline=None, max_examples=150)
@given(x=scores)
def test_measures_of_any_scores_lie_within_their_bounds(x: np.ndarray) -> None:
    bins = histogram(x)
    gap = abs(binned.gini(bins) - distribution.gini(x))
    assert gap <= binned.gini_bound(bins) + ROUNDING
    assert abs(binned.theil_t(bins) - distribution.theil_t(x)) <= binned.theil_bound(bins) + ROUNDING
    assert abs(binned.atkinson(bins) - distribution.atkinson(x, 1)) <= binned.atkinson_bound(bins) + ROUNDING
    assert abs(bins.entropy[1] - distribution.theil_l(x)) <= binned.atkinson_bound(bins) + ROUNDING
    assert abs(binned.bottom_mean(bins) - distribution.bottom_mean(x)) <= WIDTH / 2 + ROUNDING


@settings(deadline=None, max_examples=60)
@given(x=scores, share=st.floats(0.01, 0.99))
def test_a_quantile_lies_in_the_bin_of_one_of_the_pupils_beside_it(x: np.ndarray, share: float) -> None:
    """Bound: one bin of 0.07 points, beside the gap between the two pupils next to the quantile."""
    x = np.sort(x)
    at = share * x.size
    assume(abs(at - round(at)) > 1e-6)  # met exactly, either of two pupils will do
    pupil = x[int(at)]
    assert pupil - WIDTH <= binned.quantile(histogram(x), share) <= pupil + WIDTH


def test_on_a_bell_curve_the_bounds_are_narrow() -> None:
    """100,000 pupils at 75 and 15 points: Gini is known to 0.5 %, Theil to 0.1 %, Atkinson to 0.2 % of itself."""
    x = np.random.default_rng(1).normal(75, 15, 100_000).clip(1, 150)
    bins = histogram(x)
    assert binned.gini_bound(bins) < 0.005 * binned.gini(bins)
    assert binned.theil_bound(bins) < 0.001 * binned.theil_t(bins)
    assert binned.atkinson_bound(bins) < 0.002 * binned.atkinson(bins)
    assert binned.theil_t(bins) == pytest.approx(distribution.theil_t(x), rel=1e-4)


def test_the_edges_of_the_histogram_are_where_they_are_said_to_be() -> None:
    x = np.array([10.0, 10.5, 90.0])
    bins = histogram(x)
    assert bins.count.size == 1 + int((90 - LOW) / WIDTH) - int((10 - LOW) / WIDTH)
    assert bins.low <= 10 < bins.low + WIDTH
    assert bins.low + WIDTH * (bins.count.size - 1) <= 90 < bins.low + WIDTH * bins.count.size
    assert abs(LOW / WIDTH - round(LOW / WIDTH)) < 1e-9  # 0 points is an edge
    assert pytest.approx(WIDTH * BINS) == HIGH - LOW


def test_of_nobody_and_of_scores_below_zero_indices_are_unknown() -> None:
    empty = Bins.of(np.zeros(BINS), LOW, WIDTH, float("nan"), float("nan"))
    for measure in (binned.gini, binned.theil_t, binned.atkinson, binned.bottom_mean):
        assert np.isnan(measure(empty))
    assert np.isnan(binned.quantile(empty, 0.5))
    below = histogram(np.array([-0.5, 40.0, 80.0]))
    assert np.isnan(binned.theil_t(below))
    assert np.isnan(binned.atkinson(below))
    assert binned.gini(below) == pytest.approx(distribution.gini(np.array([-0.5, 40.0, 80.0])), abs=0.001)
    above = histogram(np.array([0.01, 40.0, 80.0]))
    assert np.isfinite(binned.theil_t(above))
    assert binned.theil_bound(above) == np.inf  # a score this near to 0 may as well be 0


def test_one_pupil_is_equal_to_himself() -> None:
    alone = histogram(np.array([64.0]))
    assert binned.gini(alone) == pytest.approx(0, abs=1e-12)
    assert binned.theil_t(alone) <= binned.theil_bound(alone)
    assert binned.quantile(alone, 0.5) == pytest.approx(64, abs=WIDTH)
