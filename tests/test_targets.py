"""The first school year of Huadu against published figures (V3 to V6). Nothing is fitted here: a miss is marked as one.

Means over sixteen seeds; bands and where they come from stand in the dossier of the domain, repeated beside each number.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from worlds import run_case

from sim.world import World

SEEDS = range(1, 17)
# CVs of the seven resource indicators in Jiujiang district (Wuhu) 2023, which passed the national inspection, primary
# only, and in Ningguo 2022, which did not.
JIUJIANG = (0.298, 0.502, 0.402, 0.288, 0.375, 0.313, 0.394)
NINGGUO = {
    "primary": (0.677, 0.674, 0.618, 0.519, 0.597, 0.167, 0.759),
    "junior": (0.542, 1.055, 0.507, 0.587, 0.686, 0.254, 0.496),
}
MISSES = {
    ("V3 L6", "junior"): "equipment of junior schools is spread too evenly (0.229, the band begins at 0.254)",
}
STAGES = ("primary", "junior")


def parameters(target: str, *more: int) -> list[object]:
    """Return the stages of a target, with more of a case, those known to be missed marked."""
    marks = {
        s: [pytest.mark.xfail(reason=MISSES[target, s], strict=True)] if (target, s) in MISSES else [] for s in STAGES
    }
    return [
        pytest.param(s, *more, marks=marks[s], id="-".join((target.partition(" ")[2], s)).strip("-")) for s in STAGES
    ]


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [run_case("huadu", rng=seed, terms=0).world for seed in SEEDS]


@pytest.fixture(scope="module")
def first_year() -> pd.DataFrame:
    """Return the measures of the first school year, a row per seed and stage."""
    return pd.concat([run_case("huadu", rng=s, years=1, record=True).tables()["district"] for s in SEEDS])


@pytest.mark.parametrize(("stage", "i"), [p for i in range(7) for p in parameters(f"V3 L{i + 1}", i)])
def test_v3_the_resource_cvs_lie_between_a_county_that_passed_and_one_that_did_not(
    first_year: pd.DataFrame, stage: str, i: int
) -> None:
    cv = first_year.loc[first_year["stage"] == stage, f"cv_L{i + 1}"].mean()
    low, high = sorted((JIUJIANG[i], NINGGUO[stage][i]))
    assert low <= cv <= high


@pytest.mark.parametrize("stage", STAGES)
def test_v3_backbone_teachers_are_among_the_worst_distributed_inputs(first_year: pd.DataFrame, stage: str) -> None:
    cvs = first_year.loc[first_year["stage"] == stage, [f"cv_L{i}" for i in range(1, 8)]].mean()
    assert cvs.rank(ascending=False)["cv_L2"] <= 2
    assert cvs.idxmin() in {"cv_L6", "cv_L1"}  # equipment is the easiest to spread


@pytest.mark.parametrize("stage", parameters("V4"))
def test_v4_a_fifth_of_the_variance_of_scores_lies_between_schools(first_year: pd.DataFrame, stage: str) -> None:
    """ICC 0.20 in a city's senior-high entrance examination; the national standard asks for less than 0.15."""
    assert 0.15 <= first_year.loc[first_year["stage"] == stage, "between_share"].mean() <= 0.30


@pytest.mark.parametrize("stage", parameters("V5"))
def test_v5_scores_go_with_family_background_as_in_the_meta_analysis(first_year: pd.DataFrame, stage: str) -> None:
    """r = 0.243 over 78 samples of mainland China (Liu, Peng and Luo 2019)."""
    assert 0.20 <= first_year.loc[first_year["stage"] == stage, "ses_correlation"].mean() <= 0.30


@pytest.mark.xfail(reason="what primary schools add spreads by 0.078 SD a year, the band begins at 0.08", strict=True)
def test_v6_most_of_the_gap_between_schools_is_who_goes_there(worlds: list[World], first_year: pd.DataFrame) -> None:
    """Spread of what schools add in a year 0.08-0.15 SD, against a spread of mean scores several times as large."""
    added = []
    for world in worlds:
        k, rows = world.classes, world.live_classes()
        for junior in (False, True):
            here = rows[(k.grade[rows] > 6) == junior]
            heads = np.bincount(k.school[here], k.size[here], minlength=len(world.schools))
            gain = np.bincount(k.school[here], k.size[here] * k.gain[here].astype(float), minlength=heads.size)
            mean, weight = gain[heads > 0] / heads[heads > 0], heads[heads > 0] / heads.sum()
            added.append(np.sqrt((weight * (mean - (weight * mean).sum()) ** 2).sum()))
    assert 0.08 <= np.mean(added) <= 0.15
    assert first_year["between_school_sd"].mean() / 15 > 3 * np.mean(added)


@pytest.mark.parametrize(("stage", "ratio"), [("primary", 16.3), ("junior", 12.7)])
def test_there_are_as_many_pupils_per_teacher_as_nationwide(first_year: pd.DataFrame, stage: str, ratio: float) -> None:
    """National statistics of 2021-22, within a tenth."""
    found = first_year.loc[first_year["stage"] == stage, "pupil_teacher_ratio"].mean()
    assert found == pytest.approx(ratio, rel=0.1)


def test_the_spread_of_scores_is_the_unit_they_are_measured_in(first_year: pd.DataFrame) -> None:
    """One SD of achievement is 15 points; a test adds its error of 0.33 SD; the mean is 75 within a third of an SD."""
    assert first_year["sd_score"].mean() == pytest.approx(15 * np.sqrt(1), rel=0.08)
    assert first_year["mean_score"].mean() == pytest.approx(75, abs=5)


def test_villages_lie_behind_the_city_by_half_a_standard_deviation_or_more(first_year: pd.DataFrame) -> None:
    """Urban-rural gaps of 0.4 to 0.9 SD are reported, depending on definition."""
    assert 0.4 <= first_year["urban_rural_gap"].mean() / 15 <= 0.9


def test_v19_an_earmark_is_about_a_twentieth_of_the_public_funds_of_a_middling_primary_school() -> None:
    p = run_case("huadu", terms=0).world.settings.params.finance
    assert 0.04 <= p.earmark / (p.quota["primary"] * 1250) <= 0.07
