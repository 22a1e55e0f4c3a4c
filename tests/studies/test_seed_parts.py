"""The parts of population and luck, against components that are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.statistics.seed_parts import VariancePart, crossed, nested


def draw(p: int, n: int, *, population: float, luck: float, own: float, seed: int) -> np.ndarray:
    """Return outcomes of P populations and L lucks with normal effects of given variances."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, p, n]))
    of = [rng.normal(0, v**0.5, shape) for v, shape in ((population, (p, 1)), (luck, (1, n)), (own, (p, n)))]
    return 100 + of[0] + of[1] + of[2]


def by_name(parts: list[VariancePart]) -> dict[str, VariancePart]:
    return {part.part: part for part in parts}


def test_a_table_worked_out_by_hand() -> None:
    """Three populations of two lucks: means 2, 5, 11, within 2, 2, 8; MSB = 2 * 21 = 42, MSW = 4."""
    found = by_name(nested(np.array([[1, 3], [4, 6], [9, 13]])))
    assert found["luck"].variance == pytest.approx((2 + 2 + 8) / 3)
    assert found["population"].variance == pytest.approx((42 - 4) / 2)
    assert found["population"].share == pytest.approx(19 / 23)
    assert found["population"].share + found["luck"].share == pytest.approx(1)


def test_the_crossed_table_is_that_of_a_two_way_analysis_of_variance() -> None:
    statsmodels = pytest.importorskip("statsmodels.formula.api")
    from statsmodels.stats.anova import anova_lm

    y = draw(7, 5, population=2.0, luck=1.0, own=0.5, seed=3)
    frame = pd.DataFrame([(p, n, y[p, n]) for p in range(7) for n in range(5)], columns=["p", "n", "y"])
    table = anova_lm(statsmodels.ols("y ~ C(p) + C(n)", frame).fit())
    rest, of_p, of_n = (table.loc[k, "mean_sq"] for k in ("Residual", "C(p)", "C(n)"))
    found = by_name(crossed(y))
    assert found["interaction"].variance == pytest.approx(rest)
    assert found["population"].variance == pytest.approx((of_p - rest) / 5)
    assert found["luck"].variance == pytest.approx((of_n - rest) / 7)
    one_way = anova_lm(statsmodels.ols("y ~ C(p)", frame).fit())
    nest = by_name(nested(y))
    assert nest["luck"].variance == pytest.approx(one_way.loc["Residual", "mean_sq"])
    assert nest["population"].variance == pytest.approx(
        (one_way.loc["C(p)", "mean_sq"] - one_way.loc["Residual", "mean_sq"]) / 5
    )


@pytest.mark.parametrize("method", [nested, crossed])
def test_many_runs_find_the_components(method) -> None:
    found = by_name(method(draw(300, 300, population=4.0, luck=0.0 if method is nested else 1.0, own=2.0, seed=1)))
    assert found["population"].variance == pytest.approx(4.0, rel=0.2)
    assert found["luck"].variance == pytest.approx(2.0 if method is nested else 1.0, rel=0.2)
    if method is crossed:
        assert found["interaction"].variance == pytest.approx(2.0, rel=0.05)
    for part in found.values():
        assert part.low < part.variance < part.high


@pytest.mark.parametrize(("population", "own"), [(1.0, 1.0), (0.1, 1.0), (3.0, 0.5)])
def test_intervals_of_the_nested_design_cover_the_truth_as_often_as_they_say(population: float, own: float) -> None:
    times, hits = 1000, {"population": 0, "luck": 0, "share": 0}
    for seed in range(times):
        found = by_name(nested(draw(8, 4, population=population, luck=0.0, own=own, seed=seed)))
        hits["population"] += found["population"].low <= population <= found["population"].high
        hits["luck"] += found["luck"].low <= own <= found["luck"].high
        hits["share"] += (
            found["population"].share_low <= population / (population + own) <= found["population"].share_high
        )
    for n in hits.values():
        assert 0.93 * times <= n <= 0.975 * times, hits  # 95 % within three standard errors; the second is approximate


def test_intervals_of_the_crossed_design_cover_the_truth_as_often_as_they_say() -> None:
    times, truth = 1000, {"population": 2.0, "luck": 0.5, "interaction": 1.0}
    hits = dict.fromkeys(truth, 0)
    for seed in range(times):
        for part in crossed(draw(10, 6, population=2.0, luck=0.5, own=1.0, seed=seed)):
            hits[part.part] += part.low <= truth[part.part] <= part.high
    for n in hits.values():
        assert 0.93 * times <= n <= 0.975 * times, hits


def test_without_a_population_its_part_is_zero_about_half_of_the_time_and_its_interval_begins_there() -> None:
    parts = [nested(draw(8, 4, population=0.0, luck=0.0, own=1.0, seed=s))[0] for s in range(400)]
    assert 0.4 < np.mean([p.variance == 0 for p in parts]) < 0.75
    assert np.mean([p.low == 0 for p in parts]) > 0.95
    assert all(0 <= p.share_low <= p.share <= 1 for p in parts)


def test_without_luck_the_population_is_all() -> None:
    y = np.repeat(np.arange(5.0)[:, None], 3, axis=1)
    population, luck = nested(y)
    assert (population.share, luck.share, luck.variance) == (1.0, 0.0, 0.0)
    assert population.share_low == population.share_high == 1.0


def test_outcomes_that_never_vary_have_no_shares() -> None:
    for method in (nested, crossed):
        parts = method(np.full((4, 3), 7.0))
        assert all(p.variance == 0 and np.isnan(p.share) for p in parts)


def test_a_population_with_a_gap_is_left_out() -> None:
    y = draw(6, 4, population=1.0, luck=0.5, own=1.0, seed=2)
    gap = np.vstack([y, [np.nan, 1, 2, 3]])
    assert nested(gap) == nested(y)
    for method in (nested, crossed):
        with pytest.raises(ValueError, match="1 populations with 4 lucks each; both parts need 2 or more"):
            method(gap[-2:])
        with pytest.raises(ValueError, match="expected a row per population and a column per luck"):
            method(np.arange(6.0))
