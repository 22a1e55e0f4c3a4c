"""The yearly measures of scores are those of the pupils counted one by one, and the exact ones to their bounds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from worlds import run_case

from sim.case import Case
from sim.equity import binned, metrics
from sim.equity.exact import BY, Exact, exact, measures_of, pupils
from sim.equity.snapshot import SUMS, WIDTH, Snapshot
from sim.world import World

BY_NAME = {m.name: m for m in metrics.yearly()}


@pytest.fixture(scope="module")
def truth(world: World) -> tuple[Exact, Exact]:
    return exact(world, 0), exact(world, 1)


def value(name: str, snap: Snapshot, stage: int) -> float:
    return BY_NAME[name].of(snap, stage)


@pytest.mark.parametrize("stage", [0, 1])
def test_measures_of_a_year_are_those_of_its_pupils(snap: Snapshot, children: pd.DataFrame, stage: int) -> None:
    """Recomputed with pandas. Scores are single precision: eight digits of agreement are asked for."""
    here = children[children["stage"] == stage]
    score, by_school = here["score"], here.groupby("school")
    mean, n, grand = by_school["score"].mean(), by_school["score"].size(), here["score"].mean()
    between = np.sqrt((n * (mean - grand) ** 2).sum() / n.sum())
    inside = here["score"] - by_school["score"].transform("mean")
    ses_inside = here["ses"] - by_school["ses"].transform("mean")
    ses_mean = by_school["ses"].transform("mean")
    urban, rural = here["home"] == 0, here["home"] == 2
    migrants = by_school["migrant"].sum()
    expected = {
        "pupils": len(here),
        "mean_score": grand,
        "sd_score": score.std(ddof=0),
        "between_school_sd": between,
        "between_school_sd_net": np.sqrt(between**2 - (n.size - 1) * (inside**2).sum() / (n.sum() - n.size) / n.sum()),
        "school_cv": between / grand,
        "ses_slope": np.polyfit(here["ses"], score, 1)[0],
        "ses_slope_within": np.polyfit(ses_inside, score, 1)[0],
        "ses_slope_between": np.polyfit(ses_mean, score, 1)[0],
        "ses_correlation": np.corrcoef(here["ses"], score)[0, 1],
        "ses_segregation": ses_mean.var(ddof=0) / here["ses"].var(ddof=0),
        "migrant_dissimilarity": (migrants / migrants.sum() - (n - migrants) / (n - migrants).sum()).abs().sum() / 2,
        "urban_rural_gap": score[urban].mean() - score[rural].mean(),
        "migrant_gap": score[~here["migrant"]].mean() - score[here["migrant"]].mean(),
        "sex_gap": score[here["girl"]].mean() - score[~here["girl"]].mean(),
    }
    for name, wanted in expected.items():
        assert value(name, snap, stage) == pytest.approx(wanted, rel=1e-8, abs=1e-8), name


@pytest.mark.parametrize("stage", [0, 1])
def test_yearly_measures_are_the_exact_ones_to_their_bounds(
    snap: Snapshot, truth: tuple[Exact, Exact], stage: int
) -> None:
    bins = snap.bins[stage]
    bounds = {
        "gini": binned.gini_bound(bins),
        "theil": binned.theil_bound(bins),
        "atkinson": binned.atkinson_bound(bins),
        "bottom_decile": WIDTH / 2,
        "theil_between": binned.theil_bound(bins) / (value("theil", snap, stage) - binned.theil_bound(bins)),
    }
    shared = set(truth[stage].measures) & set(BY_NAME)
    assert len(shared) > 18
    assert set(bounds) < shared
    for name in shared:
        gap = abs(value(name, snap, stage) - truth[stage].measures[name])
        assert gap <= max(bounds.get(name, 0.0), 1e-8 * abs(truth[stage].measures[name]) + 1e-9), name


@pytest.mark.parametrize("stage", [0, 1])
def test_the_standard_of_the_difference_rate_is_a_flag(snap: Snapshot, stage: int) -> None:
    assert value("difference_rate_met", snap, stage) == float(value("between_share", snap, stage) < 0.15)


@pytest.mark.parametrize("stage", [0, 1])
def test_exact_measures_split_by_school_group_home_and_background(
    world: World, truth: tuple[Exact, Exact], stage: int
) -> None:
    found, here = truth[stage], pupils(world, stage)
    for name in BY:
        for index, total in (("theil_t", "theil"), ("theil_l", "theil_l")):
            split = getattr(found, index)[name]
            assert split.total == pytest.approx(found.measures[total], rel=1e-9)
            assert split.within + split.between == pytest.approx(split.total, rel=1e-12)
            assert 0 <= split.between_share <= 1
    sizes = np.bincount(here.ses_quintile)
    assert sizes.size == 5
    assert np.ptp(sizes) <= 2
    quintile = found.theil_t["ses_quintile"]
    assert (np.diff(quintile.mean) > 0).all()  # scores rise with background


def test_exact_measures_of_nobody_are_unknown(case: Case) -> None:
    found = exact(run_case(case, terms=0).world, 0)
    assert found.measures.pop("pupils") == 0
    assert np.isnan(list(found.measures.values())).all()
    assert np.isnan([d.total for d in (*found.theil_t.values(), *found.theil_l.values())]).all()
    assert measures_of(pupils(run_case(case, terms=0).world, 1)).measures["pupils"] == 0


def test_the_sums_of_a_year_are_named_as_the_kernel_writes_them(snap: Snapshot, children: pd.DataFrame) -> None:
    assert snap.school.shape[2] == len(SUMS)
    for stage in (0, 1):
        here = children[children["stage"] == stage]
        flags = {
            "town": here["home"] == 1,
            "rural": here["home"] == 2,
            "migrant": here["migrant"],
            "girl": here["girl"],
        }
        for name, flag in flags.items():
            plural = name if name in SUMS else f"{name}s"
            assert snap.total(plural, stage) == flag.sum()
            assert snap.total(f"{name}_points", stage) == pytest.approx(here["score"][flag].sum())
