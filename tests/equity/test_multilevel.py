"""Variance between schools by ANOVA and restricted likelihood: hand-made tables, statsmodels, planted values, edges."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.equity import multilevel as m
from sim.equity.multilevel import SchoolSums, anova, icc, net_sd, reml
from sim.equity.spread import between_sd

# Shrout and Fleiss (1979): six targets, four judges.
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def schools(values: list[list[float]]) -> SchoolSums:
    labels = np.repeat(np.arange(len(values)), [len(v) for v in values])
    return SchoolSums.of(np.array([x for v in values for x in v]), labels)


def planted(k: int, icc: float, seed: int, largest: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Return scores of unbalanced schools, and their labels."""
    generator = np.random.default_rng(seed)
    label = np.repeat(np.arange(k), generator.integers(3, largest, k))
    u, e = generator.normal(size=k) * np.sqrt(icc), generator.normal(size=label.size) * np.sqrt(1 - icc)
    return 75 + 15 * (u[label] + e), label


def mixed(y: np.ndarray, label: np.ndarray, *, restricted: bool = True) -> tuple[float, float, float]:
    """Return mean, between and within variance as statsmodels estimates them."""
    import statsmodels.formula.api as smf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of convergence at the border
        found = smf.mixedlm("y ~ 1", pd.DataFrame({"y": y, "g": label}), groups="g").fit(reml=restricted)
    return float(found.fe_params.iloc[0]), float(found.cov_re.iloc[0, 0]), float(found.scale)


def test_icc_of_schools_that_differ_in_nothing_but_their_mean_is_one() -> None:
    alike = schools([[1.0, 1.0, 1.0], [5.0, 5.0, 5.0]])
    assert anova(alike).icc == pytest.approx(1.0)
    assert reml(alike).icc == 1.0
    assert reml(alike).between == pytest.approx(8.0)  # the variance of 1 and 5 with one degree of freedom
    assert reml(alike, restricted=False).between == pytest.approx(4.0)


def test_of_a_balanced_table_both_estimates_are_those_of_the_anova_table() -> None:
    """Mean squares 11.24 between and 6.26 within: ICC(1,1) = 0.17. Balanced, REML and ANOVA are the same."""
    table = schools([[float(x) for x in row] for row in RATINGS])
    assert anova(table).icc == pytest.approx(0.17, abs=0.005)
    assert anova(table).within == pytest.approx(6.26, abs=0.005)
    assert anova(table).between == pytest.approx((11.24 - 6.26) / 4, abs=0.005)
    for name in ("mean", "between", "within"):
        assert getattr(reml(table), name) == pytest.approx(getattr(anova(table), name), rel=1e-9)


def test_icc_of_an_unbalanced_table_is_that_of_the_variance_components() -> None:
    values = [[1.0, 2.0, 3.0], [4.0, 6.0], [5.0, 5.5, 7.0, 8.5]]
    n = np.array([3, 2, 4])
    means, grand = np.array([np.mean(v) for v in values]), np.mean(np.concatenate(values))
    between = (n * (means - grand) ** 2).sum() / 2
    within = sum(((np.array(v) - m) ** 2).sum() for v, m in zip(values, means, strict=True)) / 6
    component = (between - within) / ((9 - (n**2).sum() / 9) / 2)
    assert anova(schools(values)).icc == pytest.approx(component / (component + within))
    sums = np.array([sum(v) for v in values]), np.array([sum(x * x for x in v) for v in values]), n
    assert icc(*sums) == pytest.approx(anova(schools(values)).icc, rel=1e-12)


@pytest.mark.parametrize(("k", "share", "seed"), [(40, 0.2, 1), (40, 0.02, 2), (12, 0.6, 3), (150, 0.15, 4)])
@pytest.mark.parametrize("restricted", [True, False])
def test_likelihood_estimates_are_those_of_statsmodels(k: int, share: float, seed: int, restricted: bool) -> None:
    """Their search stops at about five digits; ours must not have a worse likelihood either, nearby or far."""
    y, label = planted(k, share, seed)
    found, theirs = reml(SchoolSums.of(y, label), restricted=restricted), mixed(y, label, restricted=restricted)
    assert (found.mean, found.between, found.within) == (
        pytest.approx(theirs[0], rel=1e-5), pytest.approx(theirs[1], rel=2e-3, abs=0.05), pytest.approx(theirs[2], rel=1e-4)
    )  # fmt: skip
    best = m._deviance(SchoolSums.of(y, label), found.icc, restricted)
    for other in [theirs[1] / (theirs[1] + theirs[2]), *np.linspace(0, 0.98, 200)]:
        assert best <= m._deviance(SchoolSums.of(y, label), float(other), restricted) + 1e-9


def test_estimates_find_what_was_planted() -> None:
    """400 schools of 3 to 60: the standard error of the share is about 0.013; limits of 4 (false alarm 1 in 15,000)."""
    found = SchoolSums.of(*planted(400, 0.25, 2))
    for estimate in (anova(found), reml(found)):
        assert estimate.icc == pytest.approx(0.25, abs=4 * 0.013)
        assert estimate.between_sd == pytest.approx(7.5, abs=4 * 0.3)
        assert estimate.mean == pytest.approx(75, abs=4 * 0.45)


def test_where_schools_differ_by_luck_alone_likelihood_says_nothing_and_anova_may_say_less() -> None:
    y, label = planted(30, 0.0, 6, largest=8)
    alike = SchoolSums.of(
        y - np.bincount(label, y)[label] / np.bincount(label)[label], label
    )  # means more equal than luck
    assert anova(alike).between < 0
    assert anova(alike).between_sd == 0
    assert reml(alike).between == 0
    assert reml(alike).icc == 0
    assert net_sd(alike) == 0


def test_the_noise_of_school_means_is_taken_off() -> None:
    """500 schools of 10 with SD 6 and pupils of SD 12: means scatter by sqrt(36 + 14.4); standard error about 0.25."""
    generator = np.random.default_rng(9)
    true = generator.normal(0, 6, 500)
    y = np.repeat(true, 10) + generator.normal(0, 12, 5000)
    label = np.repeat(np.arange(500), 10)
    found = SchoolSums.of(y, label)
    assert between_sd(np.bincount(label, y), np.bincount(label)) > 6.5
    assert net_sd(found) == pytest.approx(true.std(), abs=4 * 0.12)
    assert anova(found).between_sd == pytest.approx(6, abs=4 * 0.25)


@settings(deadline=None, max_examples=40)
@given(
    values=st.lists(st.lists(st.floats(0, 100), min_size=1, max_size=6), min_size=2, max_size=8),
    factor=st.floats(0.1, 10),
    shift=st.floats(-50, 50),
)
def test_shares_know_neither_unit_nor_origin(values: list[list[float]], factor: float, shift: float) -> None:
    found = schools(values)
    if not found.enough or found.inner.sum() < 1e-3:
        return
    other = schools([[factor * x + shift for x in v] for v in values])
    assert anova(other).icc == pytest.approx(anova(found).icc, rel=1e-6, abs=1e-6)
    for restricted in (True, False):
        a, b = reml(found, restricted=restricted), reml(other, restricted=restricted)
        assert 0 <= a.icc <= 1
        best = m._deviance(found, a.icc, restricted)  # of two equally good shares either may be found
        assert m._deviance(found, min(b.icc, 0.99999), restricted) == pytest.approx(best, abs=1e-5)


@pytest.mark.parametrize("values", [[], [[1.0, 2.0]], [[1.0], [2.0]], [[np.nan], [np.nan]], [[1.0, np.nan], [2.0]]])
def test_without_two_schools_or_without_repetition_nothing_is_known(values: list[list[float]]) -> None:
    for found in (anova(schools(values)), reml(schools(values))):
        assert np.isnan([found.icc, found.between, found.within, found.mean, found.between_sd]).all()
    assert np.isnan(net_sd(schools(values)))


def test_where_nothing_varies_there_is_no_share() -> None:
    same = schools([[1.0, 1.0], [1.0, 1.0]])
    assert np.isnan(anova(same).icc)
    assert np.isnan(reml(same).icc)
    assert reml(same).between_sd == 0
