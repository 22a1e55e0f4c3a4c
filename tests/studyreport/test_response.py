"""Means along factors, swings and surfaces: against numbers that can be done by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.statistics import response


def points(n: int = 400) -> pd.DataFrame:
    """Return points with y = 2 a + (1 if b), c without effect."""
    rng = np.random.default_rng(1)
    a, b = rng.random(n), rng.random(n) < 0.5
    c = np.array(["tight", "assist", "alliance"])[rng.integers(0, 3, n)]
    return pd.DataFrame({"a": a, "b": b, "c": c, "y": 2 * a + b})


def means(table: pd.DataFrame, *factors: str) -> dict[str, response.Means]:
    return {f: response.Means(f, table) for f in factors}


def test_a_factor_of_few_values_is_told_value_by_value_with_t_intervals() -> None:
    table = points()
    line = response.curve(table, "b", "y")
    assert line["at"].tolist() == [False, True]
    low, high = stats.t.interval(
        0.95, (~table["b"]).sum() - 1, table["y"][~table["b"]].mean(), stats.sem(table["y"][~table["b"]])
    )
    assert (line.loc[0, "low"], line.loc[0, "high"]) == pytest.approx((low, high))
    assert line["n"].sum() == 400


def test_a_factor_of_many_values_is_cut_into_bins_of_equally_many_points() -> None:
    line = response.curve(points(), "a", "y")
    assert len(line) == response.BINS
    assert set(line["n"]) == {50}
    slope = np.polyfit(line["at"], line["mean"], 1)[0]
    assert slope == pytest.approx(2, abs=0.2)


def test_words_keep_the_order_in_which_they_come() -> None:
    table = points()
    assert response.curve(table, "c", "y")["at"].tolist() == list(dict.fromkeys(table["c"]))


def test_points_without_a_value_are_left_out() -> None:
    table = points()
    table.loc[table["b"], "y"] = np.nan
    assert response.curve(table, "b", "y")["at"].tolist() == [False]
    assert response.swings(means(table, "b"), "y").empty


def test_swings_come_widest_first() -> None:
    table = points()
    found = response.swings(means(table, "c", "b", "a"), "y")
    assert found["factor"].tolist() == ["a", "b", "c"]
    assert found.loc[1, "swing"] == pytest.approx(1, abs=0.15)
    assert list(found.loc[1, ["first", "last"]]) == [False, True]
    assert found.loc[0, "end"] > found.loc[0, "start"]


def test_a_surface_holds_the_means_of_its_cells() -> None:
    grid = pd.DataFrame(list(itertools.product((0.0, 0.1), (True, False), (1, 2))), columns=["x", "b", "z"])
    grid["y"] = 10 * grid["x"] + grid["b"] + grid["z"]
    table = response.surface(grid, "x", "b", "y")
    assert table.columns.tolist() == [0.0, 0.1]
    assert table.index.tolist() == [False, True]
    assert table.loc[True, 0.1] == pytest.approx(1 + 1 + 1.5)


def test_a_surface_of_many_values_is_cut_into_bins_with_gaps_left_open() -> None:
    rng = np.random.default_rng(2)
    x = rng.random(500)
    table = response.surface(pd.DataFrame({"x": x, "z": (x + 0.01 * rng.random(500)), "y": x}), "x", "z", "y")
    assert table.shape == (response.CELLS, response.CELLS)
    assert np.isfinite(np.diag(table)).all()
    assert np.isnan(table.iloc[0, -1])


def test_on_shared_seeds_the_interval_holds_luck_and_not_the_other_factors() -> None:
    rng = np.random.default_rng(3)
    rows = []
    for seed in range(6):
        district = rng.normal(0, 100)  # a seed makes its own district
        for a, b in itertools.product((0, 1, 2), (0, 1)):
            rows.append({"replication": seed, "a": a, "b": b, "y": district + a + 50 * b + rng.normal(0, 0.1)})
    runs = pd.DataFrame(rows)
    line = response.curve(response.by_seed(runs, ["a", "b"], ["y"])["a"], "a", "y")
    assert np.diff(line["mean"]).tolist() == pytest.approx([1, 1], abs=0.2)
    assert (line["high"] - line["low"]).max() < 0.5
    assert line["n"].tolist() == [6, 6, 6]
    assert line["mean"].mean() == pytest.approx(runs["y"].mean())


def test_a_seed_with_a_gap_is_left_out_of_all_values() -> None:
    runs = pd.DataFrame({
        "replication": [0, 0, 1, 1, 2, 2], "a": [0, 1] * 3, "y": [0.0, 1.0, 10.0, np.nan, 20.0, 22.0],
    })  # fmt: skip
    line = response.curve(response.by_seed(runs, ["a"], ["y"])["a"], "a", "y")
    assert line["n"].tolist() == [2, 2]
    assert line["mean"].diff().iloc[1] == pytest.approx(1.5)
    assert line["mean"].mean() == pytest.approx((0 + 1 + 20 + 22) / 4)


@pytest.mark.parametrize(
    ("value", "text"), [(0.30000000000000004, "0.3"), (True, "yes"), ((1, 2), "1, 2"), ("tight", "tight")]
)
def test_values_are_written_briefly(value: object, text: str) -> None:
    assert response.shown(value) == text
