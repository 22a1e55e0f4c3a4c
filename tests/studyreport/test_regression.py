"""Responses of space-filling designs: regressions whose intervals hold, and nothing at all from too few points."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from experiments.statistics.regression import LEAST, Regression, needed
from experiments.statistics.response import Fitted, swings

FACTORS = ["a", "b", "c"]


def points(n: int, seed: int = 1, noise: float = 1.0) -> pd.DataFrame:
    """Return points with y = 2 a + (3 if b), c (words) without effect."""
    rng = np.random.default_rng(seed)
    a, b = rng.random(n), rng.random(n) < 0.5
    c = np.array(["tight", "assist", "alliance"])[rng.integers(0, 3, n)]
    return pd.DataFrame({"a": a, "b": b, "c": c, "y": 2 * a + 3 * b + noise * rng.normal(size=n)})


def test_ends_of_a_curve_are_those_of_the_textbooks_regression() -> None:
    table = points(300)
    line = Regression(table, FACTORS, list(range(300))).line("b", "y")
    assert line["at"].tolist() == [False, True]
    words = list(dict.fromkeys(table["c"]))[1:]
    x = 2 * (table["a"] - table["a"].min()) / (table["a"].max() - table["a"].min()) - 1
    design = sm.add_constant(np.column_stack([x, x**2, table["b"], *(table["c"] == w for w in words)]).astype(float))
    theirs = sm.OLS(table["y"], design).fit(cov_type="cluster", cov_kwds={"groups": np.arange(300)}, use_t=True)
    assert line["mean"].iloc[1] - line["mean"].iloc[0] == pytest.approx(theirs.params["x3"])
    half = Regression(table, FACTORS)
    half.line("b", "y")
    low, high = theirs.conf_int().loc["x3"]
    assert half.apart("b", "y", 0, 1) == pytest.approx((high - low) / 2, rel=1e-6)


def test_intervals_of_effects_hold() -> None:
    inside = 0
    for seed in range(200):
        table = points(80, seed)
        fit = Regression(table, FACTORS)
        line = fit.line("b", "y")
        effect = line["mean"].iloc[1] - line["mean"].iloc[0]
        inside += abs(effect - 3) <= fit.apart("b", "y", 0, 1)
    assert 0.90 <= inside / 200 <= 0.99


def test_points_that_share_seeds_are_not_taken_for_independent() -> None:
    table = pd.concat([points(60)] * 5, ignore_index=True)  # every point five times
    alone = Regression(table, FACTORS)
    together = Regression(table, FACTORS, list(range(60)) * 5)
    for fit in (alone, together):
        fit.line("b", "y")
    assert together.apart("b", "y", 0, 1) > 1.9 * alone.apart("b", "y", 0, 1)


def test_a_chance_neighbour_does_not_pass_for_an_effect() -> None:
    """The mean of the end bins of a few points holds whatever the strong factor happens to be there."""
    table = points(60, noise=0.01)
    fit = Regression(table, FACTORS)
    found = swings({f: Fitted(f, fit) for f in FACTORS}, "y").set_index("factor")
    assert found.loc["c", "swing"] < 0.02
    assert found.loc["b", "swing"] == pytest.approx(3, abs=0.02)
    assert list(found.index[:2]) == ["b", "a"]
    assert found.loc["b", "swing_low"] < 3 < found.loc["b", "swing_high"]


def test_too_few_points_tell_nothing() -> None:
    assert needed(points(30), FACTORS) == LEAST * (1 + 1 + 1 + 2)
    assert Regression(points(49), FACTORS).line("a", "y").empty
    assert not Regression(points(50), FACTORS).line("a", "y").empty
    gone = points(60)
    gone.loc[:20, "y"] = np.nan
    assert Regression(gone, FACTORS).line("a", "y").empty
