"""Gini, Theil, Atkinson, quantiles: closed forms, another package, and the axioms they must keep."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from inequality.gini import Gini
from inequality.theil import Theil, TheilD

from sim.equity import distribution as d

SCORES = np.random.default_rng(4).normal(75, 15, 400).clip(1)
AVERSIONS = (0.0, 0.5, 1.0, 2.0, 3.5)
MEASURES = {
    "gini": d.gini,
    "theil T": d.theil_t,
    "theil L": d.theil_l,
    "cv": d.cv,
    **{f"atkinson {e}": lambda x, w=None, e=e: d.atkinson(x, e, w) for e in AVERSIONS},
}
STRICT = [name for name in MEASURES if name != "atkinson 0.0"]  # without aversion nothing is unequal

positive = st.lists(st.floats(0.5, 200), min_size=2, max_size=30).map(np.array)
weighted = st.lists(st.tuples(st.floats(0.5, 200), st.integers(1, 9), st.integers(0, 3)), min_size=2, max_size=30)
axiom = settings(deadline=None, max_examples=60)


def near(value: float) -> object:
    """Return what agrees with a measure of inequality to nine digits of its own or of the mean."""
    return pytest.approx(value, rel=1e-9, abs=1e-12)


# Known answers.


def test_the_gini_of_one_who_has_all_is_one_less_the_share_of_one() -> None:
    assert d.gini(np.array([0, 0, 0, 12.0])) == pytest.approx(0.75)
    assert d.gini(np.array([1.0, 3.0])) == pytest.approx(0.25)  # half the mean difference of 1, over 2


def test_the_gini_is_half_the_mean_difference_over_the_mean() -> None:
    x = SCORES[:60]
    assert d.gini(x) == near(np.mean([abs(a - b) for a, b in product(x, x)]) / (2 * x.mean()))


def test_the_gini_of_evenly_spread_values_is_a_third() -> None:
    """Uniform from 0: 1/3; from a to b: (b - a) / (3 (a + b)). The grid of n points lies off by less than 1/n."""
    grid = (np.arange(20_000) + 0.5) / 20_000
    assert d.gini(grid) == pytest.approx(1 / 3, abs=1e-4)
    assert d.gini(50 + 50 * grid) == pytest.approx(50 / (3 * 150), abs=1e-4)


def test_theil_of_one_who_has_all_is_the_logarithm_of_their_number() -> None:
    assert d.theil_t(np.array([0, 0, 0, 0, 7.0])) == pytest.approx(np.log(5))


def test_indices_of_a_lognormal_are_those_of_its_variance() -> None:
    """T = L = s²/2, A(1) = 1 - exp(-s²/2), A(e) = 1 - exp(-e s²/2); quantile nodes of 200,000 points are off by 1e-3."""
    from scipy.special import erf, ndtri

    s = 0.4
    x = np.exp(s * ndtri((np.arange(200_000) + 0.5) / 200_000))
    assert d.theil_t(x) == pytest.approx(s * s / 2, rel=1e-3)
    assert d.theil_l(x) == pytest.approx(s * s / 2, rel=1e-3)
    assert d.gini(x) == pytest.approx(erf(s / 2), rel=1e-3)
    for e in (0.5, 1.0, 2.0):
        assert d.atkinson(x, e) == pytest.approx(1 - np.exp(-e * s * s / 2), rel=1e-3)


def test_atkinson_of_two_incomes_is_as_worked_by_hand() -> None:
    """Of 1 and 4: equally shared 2.25 is worth them at aversion 0.5, 2 at 1, 1.6 at 2, beside a mean of 2.5."""
    x = np.array([1.0, 4.0])
    assert d.atkinson(x, 0.5) == pytest.approx(1 - 2.25 / 2.5)
    assert d.atkinson(x, 1) == pytest.approx(1 - 2.0 / 2.5)
    assert d.atkinson(x, 2) == pytest.approx(1 - 1.6 / 2.5)
    assert d.atkinson(x, 0) == 0


@pytest.mark.filterwarnings("ignore:Setting the shape:DeprecationWarning")  # inside the package
def test_indices_are_those_of_the_inequality_package() -> None:
    assert d.gini(SCORES) == near(Gini(SCORES).g)
    assert d.theil_t(SCORES) == near(float(Theil(SCORES).T))
    labels = np.repeat(np.arange(8), 50)
    theirs, ours = TheilD(SCORES, labels), d.decompose(SCORES, labels)
    assert ours.between == near(float(theirs.bg[0]))
    assert ours.within == near(float(theirs.wg[0]))


def test_quantiles_are_values_that_occur() -> None:
    x = np.array([5.0, 1.0, 4.0, 2.0, 3.0])
    assert [d.quantile(x, q) for q in (0.0, 0.1, 0.2, 0.21, 0.5, 0.6, 1.0)] == [1, 1, 1, 2, 3, 3, 5]
    assert d.quantile(x, 0.5, np.array([10.0, 1, 1, 1, 1])) == 5
    assert d.p90_p10(np.arange(1.0, 101)) == 9
    assert np.isnan(d.p90_p10(np.arange(-50.0, 50)))
    for q in np.linspace(0.0011, 0.9989, 41):
        assert d.quantile(SCORES, q) == np.quantile(SCORES, q, method="inverted_cdf")


def test_the_lowest_tenth_takes_the_pupil_at_its_border_in_part() -> None:
    assert d.bottom_mean(np.arange(10.0)) == 0
    assert d.bottom_mean(np.arange(15.0)) == pytest.approx((0 + 0.5 * 1) / 1.5)
    assert d.bottom_mean(np.array([1.0, 2.0]), np.array([1.0, 19.0])) == pytest.approx(1.5)
    assert d.bottom_mean(np.arange(10.0), share=1.0) == pytest.approx(4.5)


# Axioms.


@axiom
@given(x=positive, factor=st.floats(0.01, 100))
def test_measures_know_no_unit(x: np.ndarray, factor: float) -> None:
    for measure in MEASURES.values():
        assert measure(factor * x) == pytest.approx(measure(x), rel=1e-7, abs=1e-9)
    assert d.p90_p10(factor * x) == pytest.approx(d.p90_p10(x))


@axiom
@given(x=positive, times=st.integers(2, 5))
def test_measures_know_no_size_of_population(x: np.ndarray, times: int) -> None:
    for measure in MEASURES.values():
        many = measure(np.tile(x, times))
        assert many == pytest.approx(measure(x), rel=1e-9, abs=1e-12)
        assert measure(x, np.full(x.size, float(times))) == pytest.approx(many, rel=1e-9, abs=1e-12)
    assert d.bottom_mean(np.tile(x, times)) == pytest.approx(d.bottom_mean(x))
    assert d.quantile(np.tile(x, times), 0.3) == d.quantile(x, 0.3)


@axiom
@given(rows=weighted)
def test_a_weight_is_so_many_equal_pupils(rows: list[tuple[float, int, int]]) -> None:
    x, w, labels = (np.array(v) for v in zip(*rows, strict=True))
    each, of = np.repeat(x, w), np.repeat(labels, w)
    for measure in MEASURES.values():
        assert measure(x, w) == pytest.approx(measure(each), rel=1e-9, abs=1e-12)
    assert d.bottom_mean(x, w) == pytest.approx(d.bottom_mean(each))
    assert d.quantile(x, 0.3, w) == d.quantile(each, 0.3)
    for index in ("T", "L"):
        a, b = d.decompose(x, labels, w, index=index), d.decompose(each, of, index=index)
        assert (a.within, a.between) == (
            pytest.approx(b.within, rel=1e-9, abs=1e-12),
            pytest.approx(b.between, rel=1e-9, abs=1e-12),
        )


@axiom
@given(x=positive, part=st.floats(0.05, 0.5), ends=st.tuples(st.integers(0, 29), st.integers(0, 29)))
def test_a_transfer_from_rich_to_poor_lowers_inequality(x: np.ndarray, part: float, ends: tuple[int, int]) -> None:
    rich, poor = (i % x.size for i in ends)
    assume(x[rich] > x[poor] + 0.5)
    after = x.copy()
    given_away = part * (x[rich] - x[poor])
    after[rich] -= given_away
    after[poor] += given_away
    for name in STRICT:
        assert MEASURES[name](after) < MEASURES[name](x), name
    assert d.bottom_mean(after) >= d.bottom_mean(x) - 1e-12


@axiom
@given(x=positive)
def test_measures_lie_between_equality_and_one_who_has_all(x: np.ndarray) -> None:
    n = x.size
    assert -1e-12 <= d.gini(x) <= 1 - 1 / n
    assert 0 <= d.theil_t(x) <= np.log(n)
    assert d.theil_l(x) >= 0
    indices = [d.atkinson(x, e) for e in AVERSIONS]
    assert (np.diff(indices) >= -1e-12).all()
    assert indices[-1] < 1
    for measure in MEASURES.values():
        assert measure(np.full(n, x[0])) == pytest.approx(0, abs=1e-12)


@axiom
@given(rows=weighted, index=st.sampled_from(["T", "L"]))
def test_what_lies_within_and_between_groups_adds_up(rows: list[tuple[float, int, int]], index: d.Index) -> None:
    x, w, labels = (np.array(v) for v in zip(*rows, strict=True))
    whole = d.theil_t(x, w) if index == "T" else d.theil_l(x, w)
    parts = d.decompose(x, labels, w, index=index)
    assert parts.total == pytest.approx(whole, rel=1e-9, abs=1e-12)
    assert parts.within + parts.between == pytest.approx(parts.total, rel=1e-12)
    assert parts.population.sum() == pytest.approx(1)
    assert parts.amount.sum() == pytest.approx(1)
    if whole > 1e-9:
        assert parts.part.sum() + parts.between_share == pytest.approx(1, rel=1e-6)
    means = np.array([np.average(x[labels == g], weights=w[labels == g]) for g in parts.groups])
    np.testing.assert_allclose(parts.mean, means)
    flat = means[np.searchsorted(parts.groups, labels)]
    assert parts.between == pytest.approx(d.theil_t(flat, w) if index == "T" else d.theil_l(flat, w), abs=1e-12)
    sums = [(w * x)[labels == g].sum() for g in parts.groups], [w[labels == g].sum() for g in parts.groups]
    assert d.theil_between(*map(np.array, sums)) == pytest.approx(d.theil_t(flat, w), abs=1e-12)


def test_a_split_by_nothing_is_all_within_and_by_each_pupil_all_between() -> None:
    one, each = d.decompose(SCORES, np.zeros(400)), d.decompose(SCORES, np.arange(400))
    assert (one.between, one.within) == (near(0.0), near(d.theil_t(SCORES)))
    assert (each.within, each.between) == (near(0.0), near(d.theil_t(SCORES)))
    assert d.decompose(np.full(4, 3.0), np.arange(4) % 2).total == 0
    assert np.isnan(d.decompose(np.full(4, 3.0), np.arange(4) % 2).between_share)


def test_labels_may_be_of_any_type_and_nan_is_a_group_of_its_own() -> None:
    x, named = np.array([1.0, 2, 3, 4]), np.array(["b", "a", "b", "a"], object)
    assert d.decompose(x, named).groups.tolist() == ["a", "b"]
    assert d.decompose(x, np.array([1.0, np.nan, 1.0, np.nan])).groups.size == 2


# Edges.


@pytest.mark.parametrize("name", MEASURES)
def test_where_nothing_is_known_a_measure_is_unknown(name: str) -> None:
    measure = MEASURES[name]
    for x, w in (([], None), ([np.nan, np.nan], None), ([1.0, 2.0], [0.0, 0.0]), ([1.0, 2.0], [np.nan, -1.0])):
        assert np.isnan(measure(np.array(x), None if w is None else np.array(w)))
    assert measure(np.array([5.0])) == 0
    assert measure(np.array([5.0, np.nan, 9.0, 1.0]), np.array([1.0, 1.0, 0.0, 1.0])) == measure(np.array([5.0, 1.0]))


def test_quantiles_and_decompositions_of_nothing_are_unknown() -> None:
    assert np.isnan(d.quantile(np.array([]), 0.5))
    assert np.isnan(d.bottom_mean(np.array([np.nan])))
    for index in ("T", "L"):
        found = d.decompose(np.array([np.nan]), np.array(["a"]), index=index)
        assert np.isnan([found.total, found.within, found.between, found.between_share]).all()
        assert found.groups.size == 0
    assert np.isnan(d.theil_between(np.array([]), np.array([])))


@pytest.mark.parametrize(
    ("values", "defined"),
    [
        ([-1.0, 2.0, 5.0], {"gini", "cv"}),
        ([0.0, 2.0, 4.0], set(MEASURES) - {"theil L", "atkinson 1.0"}),
        ([-3.0, 1.0, 2.0], set()),
        ([-3.0, 1.0, -2.0], set()),
        ([0.0, 0.0], set()),
    ],
)
def test_scores_of_zero_and_below_leave_unknown_what_has_no_meaning(values: list[float], defined: set[str]) -> None:
    found = {name for name, measure in MEASURES.items() if np.isfinite(measure(np.array(values)))}
    assert found == defined
    labels = np.arange(len(values)) % 2
    assert np.isfinite(d.decompose(np.array(values), labels).total) == ("theil T" in defined)
    assert np.isfinite(d.decompose(np.array(values), labels, index="L").total) == ("theil L" in defined)


def test_with_a_zero_a_strong_aversion_finds_nothing_worth_having() -> None:
    assert d.atkinson(np.array([0.0, 2.0, 4.0]), 2) == 1
    assert d.atkinson(np.array([0.0, 4.0]), 0.5) == pytest.approx(0.5)


def test_what_is_not_a_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="aversion = -1 is out of range; allowed: 0 or more"):
        d.atkinson(SCORES, -1)
    with pytest.raises(ValueError, match="index = 'X' is not known; allowed: 'T', 'L'"):
        d.decompose(SCORES, SCORES > 75, index="X")  # type: ignore[arg-type]
