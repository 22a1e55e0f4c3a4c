"""The price of a gain: the same years for money and gains, and an interval that holds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.statistics.price import fieller, price
from experiments.words.phrases import priced


def yearly(points: list[float], yuan: list[float], seeds: int = 2) -> pd.DataFrame:
    rows = [
        {"seed": s, "year": 2020 + t, "yuan": y + s, "hours": 2.0 * y, "points": p, "pupils": 100.0}
        for s in range(seeds)
        for t, (p, y) in enumerate(zip(points, yuan, strict=True))
    ]
    return pd.DataFrame(rows)


def test_all_that_was_spent_is_set_against_all_that_was_gained() -> None:
    found = price(yearly([0.0, 1.5, 3.0], [3000.0, 0.0, 0.0]), 15.0)
    assert (found.first, found.last) == (2020, 2022)
    assert found.gain == pytest.approx(100 * (0.1 + 0.2))
    assert found.yuan == pytest.approx(3001.5)
    assert found.yuan_per_gain.value == pytest.approx(0.01 * 3001.5 / 30)
    assert found.hours_per_gain.value == pytest.approx(0.01 * 6000 / 30)


def test_later_years_count_less_on_request() -> None:
    found = price(yearly([0.0, 1.5, 3.0], [1000.0, 1000.0, 1000.0]), 15.0, discount=0.25)
    assert found.gain == pytest.approx(100 * (0.1 / 1.25 + 0.2 / 1.25**2))
    assert found.hours == pytest.approx(2000 * (1 + 0.8 + 0.64))


def test_where_nothing_is_gained_there_is_no_price() -> None:
    assert not price(yearly([0.0, -1.0], [5.0, 5.0]), 15.0).yuan_per_gain.is_known
    assert not fieller(np.array([5.0, 6, 7]), np.array([-1.0, 0.5, 2])).is_known
    assert not fieller(np.array([5.0]), np.array([1.0])).is_known


def test_of_no_run_nothing_is_said() -> None:
    found = price(yearly([1.0], [1.0]).iloc[:0], 15.0)
    assert np.isnan(found.yuan)
    assert priced(found) == "What it costs and gains cannot be said: no seed has both runs."


def test_the_interval_of_the_ratio_holds() -> None:
    generator, inside = np.random.default_rng(3), 0
    for _ in range(1000):
        common = generator.normal(size=8)
        top, bottom = 10 + 2 * common, 4 + common + generator.normal(size=8)
        found = fieller(top, bottom)
        inside += found.low <= 2.5 <= found.high
    assert 0.93 < inside / 1000 < 0.97
