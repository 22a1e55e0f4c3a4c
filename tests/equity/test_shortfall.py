"""What would have to move: it is enough, and nothing smaller is (held against a general optimiser)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from sim.equity.inspection import Verdict, county, judge
from sim.equity.shortfall import cvs, level_out, level_up, shortfall
from sim.equity.spread import weighted_cv
from sim.equity.standards import R2012, R2017

rows = st.lists(st.tuples(st.floats(0, 100), st.integers(1, 2000)), min_size=1, max_size=12)
limits = st.floats(0.0, 1.5)


def draw(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return amounts, pupils and stages of a made-up county that does not pass."""
    generator = np.random.default_rng(seed)
    pupils, stage = generator.integers(60, 2400, n).astype(float), generator.integers(0, 2, n)
    ratio = generator.lognormal(0.1, 0.6, (n, 7))
    have = ratio * R2017.thresholds[stage] * pupils[:, None] / R2017.per
    whole = np.array([x.whole for x in R2017.indicators])
    return np.where(whole, np.round(have), have), pupils, stage


@pytest.mark.parametrize("seed", range(5))
def test_with_what_is_needed_every_school_passes_and_with_less_it_does_not(seed: int) -> None:
    have, pupils, stage = draw(30, seed)
    found = shortfall(have, pupils, stage)
    assert (judge(have, pupils, stage).verdict == Verdict.FAIL).any()
    then = have + found.needed
    assert (judge(then, pupils, stage).verdict == Verdict.PASS).all()
    for row, column in zip(*np.nonzero(found.needed), strict=True):
        less = then.copy()
        less[row, column] -= 1 if R2017.indicators[column].whole else 0.01 * found.needed[row, column]
        assert judge(less, pupils, stage).verdict[row] == Verdict.FAIL


def test_a_school_lacks_what_is_missing_to_threshold_and_floor() -> None:
    pupils, stage = np.array([1000.0]), np.zeros(1, int)
    have = np.array([[40.0, 8.0, 9.0, 4500.0, 7000.0, 2e6, 30.0]])
    found = shortfall(have, pupils, stage)
    assert found.to_threshold[0].tolist() == [2, 2, 0, 0, 500, 0, 0]
    assert found.to_floor[0].tolist() == [0, 1, 0, 0, 0, 0, 0]  # 8.5 backbone teachers are 9
    # Relative to thresholds of 42, 10 and 7,500 the savings are 2/42, 1/10 and 500/7500: a backbone teacher is spared.
    assert found.spared[0] == 1
    assert found.needed[0].tolist() == [2, 1, 0, 0, 500, 0, 0]
    dear = shortfall(have, pupils, stage, price=np.array([1e5, 1e5, 1e5, 1e3, 1e3, 1, 1e5]))
    assert dear.spared[0] == 4  # 500 m2 at 1,000 yuan are dearer than two teachers
    assert dear.needed[0].tolist() == [2, 2, 0, 0, 0, 0, 0]


def test_a_school_that_passes_needs_nothing() -> None:
    pupils, stage = np.array([1000.0]), np.ones(1, int)
    have = R2017.thresholds[stage] * pupils[:, None] / R2017.per * np.array([1, 1, 1, 1, 1, 1, 0.9])
    have[0, 6] = 22  # media rooms; 24 are wanted, 20.4 are the floor
    found = shortfall(have, pupils, stage)
    assert not found.needed.any()
    assert found.spared[0] == 6
    assert found.to_threshold[0, 6] == 2


def test_the_whole_plan_brings_the_county_through() -> None:
    have, pupils, stage = draw(40, 11)
    found = shortfall(have, pupils, stage)
    assert county(have, pupils, stage).verdict.tolist() == [Verdict.FAIL] * 2
    np.testing.assert_allclose(found.cv, county(have, pupils, stage).cv)
    then = have + found.needed
    np.testing.assert_allclose(found.cv_after, county(then, pupils, stage).cv)
    assert county(then + found.more, pupils, stage).verdict.tolist() == [Verdict.PASS] * 2
    assert (cvs(have + found.transfer, pupils, stage) <= np.array(R2017.cv_limit)[:, None] + 1e-12).all()
    for i in (0, 1):
        np.testing.assert_allclose(found.transfer[stage == i].sum(0), 0, atol=1e-6 * have.max())
        np.testing.assert_allclose(found.totals(found.needed, stage)[i], found.needed[stage == i].sum(0))
        moved = np.abs(found.transfer[stage == i]).sum(0) / 2
        np.testing.assert_allclose(found.totals(found.transfer, stage)[i], moved, rtol=1e-9, atol=1e-6)


@settings(deadline=None, max_examples=80)
@given(schools=rows, limit=limits)
def test_levelling_reaches_the_limit_and_no_further(schools: list[tuple[float, int]], limit: float) -> None:
    x, heads = (np.array(v, float) for v in zip(*schools, strict=True))
    have = x * heads
    before = weighted_cv(x, heads)
    for level in (level_up, level_out):
        change = level(have, heads, limit)
        after = weighted_cv((have + change) / heads, heads)
        if not before > limit:
            assert not change.any()
            continue
        assert after <= limit + 1e-9
        assert after == pytest.approx(limit, abs=1e-6)  # nothing is moved beyond it
        assert (have + change >= -1e-9).all()
        if level is level_up:
            assert (change >= 0).all()
        else:
            assert change.sum() == pytest.approx(0, abs=1e-6 * have.sum())


@pytest.mark.parametrize("seed", range(4))
def test_no_optimiser_finds_a_smaller_addition_or_transfer(seed: int) -> None:
    """Sequential quadratic programming from several starts; it may only come as near from above."""
    generator = np.random.default_rng(seed)
    x, heads = generator.lognormal(1, 0.9, 6), generator.uniform(50, 900, 6)
    have, limit = x * heads, 0.5 * weighted_cv(x, heads)

    def slack(change: np.ndarray) -> float:
        return limit - weighted_cv((have + change * have.sum()) / heads, heads)

    added, moved = level_up(have, heads, limit) / have.sum(), level_out(have, heads, limit) / have.sum()
    for _ in range(3):
        start = generator.uniform(0, 0.5, 6)
        found = minimize(
            np.sum,
            start,
            bounds=[(0, None)] * 6,
            constraints=[{"type": "ineq", "fun": slack}],
            options={"maxiter": 500},
        )
        if found.success and slack(found.x) > -1e-8:
            assert found.x.sum() >= added.sum() - 1e-6
        # Gains and losses apart, so that the sum to be made small is smooth.
        both = minimize(
            lambda z: z[:6].sum(),
            np.concatenate([start, start]),
            bounds=[(0, None)] * 12,
            constraints=[
                {"type": "ineq", "fun": lambda z: slack(z[:6] - z[6:])},
                {"type": "eq", "fun": lambda z: z[:6].sum() - z[6:].sum()},
            ],
            options={"maxiter": 500},
        )
        if both.success and slack(both.x[:6] - both.x[6:]) > -1e-8:
            assert both.x[:6].sum() >= np.abs(moved).sum() / 2 - 1e-6
    assert found.success or both.success


def test_levelling_of_two_schools_is_as_worked_by_hand() -> None:
    """Of 1 and 3 per pupil, equally many pupils, CV 0.5. To 0.25: 1.5 and 2.5 by transfer, 1.8 and 3 by addition."""
    heads = np.array([100.0, 100.0])
    have = np.array([100.0, 300.0])
    np.testing.assert_allclose(level_out(have, heads, 0.25), [50, -50])
    np.testing.assert_allclose(level_up(have, heads, 0.25), [80, 0])
    np.testing.assert_allclose(level_out(have, heads, 0), [100, -100])
    np.testing.assert_allclose(level_up(have, heads, 0), [200, 0])


def test_where_nothing_can_or_need_be_levelled_nothing_moves() -> None:
    heads = np.array([10.0, 10.0, 0.0])
    for level in (level_up, level_out):
        assert level(np.array([]), np.array([]), 0.5).size == 0
        assert level(np.array([7.0]), np.array([3.0]), 0.0).tolist() == [0]
        assert level(np.zeros(3), heads, 0.5).tolist() == [0, 0, 0]
        change = level(np.array([1.0, np.nan, 5.0]), heads, 0.5)
        assert np.isnan(change[1])
        assert change[[0, 2]].tolist() == [0, 0]
        with pytest.raises(ValueError, match="limit = -1 is out of range"):
            level(np.ones(3), heads, -1)


def test_amounts_nobody_reported_stay_unknown() -> None:
    have, pupils, stage = draw(6, 3)
    have[2, 4] = np.nan
    found = shortfall(have, pupils, stage)
    for name in ("to_threshold", "to_floor", "needed", "more", "transfer"):
        table = getattr(found, name)
        assert np.isnan(table[2, 4])
        assert np.isfinite(table).sum() == table.size - 1
    assert np.isfinite(found.totals(found.needed, stage)).all()


def test_of_2012_only_the_cvs_are_asked() -> None:
    pupils, stage = np.array([500.0, 500, 500]), np.zeros(3, int)
    have = np.tile([[100.0], [200.0], [1500.0]], (1, 8))
    found = shortfall(have, pupils, stage, R2012)
    assert not found.needed.any()
    assert (found.spared == -1).all()
    assert county(have + found.more, pupils, stage, R2012).cv_verdict[0] == Verdict.PASS
    have[:, :5] = 200.0  # the mean of the CVs is now within the limit, though three of them are not
    found = shortfall(have, pupils, stage, R2012)
    assert found.cv[0].max() > 0.65 > found.cv[0].mean()
    assert not found.more.any()
    assert not found.transfer.any()
