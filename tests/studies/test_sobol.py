"""Sobol' indices of functions whose indices are known, with luck added and without."""

from __future__ import annotations

import numpy as np
import pytest
from known_functions import Array, g_function, g_indices, ishigami, ishigami_indices, lucky, saltelli
from SALib.analyze import sobol as salib

from experiments.sensitivity.sobol import converge, sobol, whole_rows

INERT = 3  # factors added to Ishigami's that do nothing
NAMES = ["x1", "x2", "x3", "i1", "i2", "i3"]


def values(rows: list, name: str, field: str = "value") -> Array:
    return np.array([getattr(r, field) for r in rows if r.name == name])


@pytest.mark.parametrize("function", ["ishigami", "g"])
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_indices_are_those_on_paper_with_and_without_luck(function: str, share: float) -> None:
    of, known = {"ishigami": (ishigami, ishigami_indices()), "g": (g_function, g_indices())}[function]
    first, total, variance = known
    n = len(NAMES) if function == "g" else 3
    u = saltelli(n, 4096, seed=1)
    y = lucky(of(u), share, variance, 2, 1) if share else np.repeat(of(u)[:, None], 2, axis=1)
    rows = sobol(y, NAMES[:n], resamples=50)
    # a standard error of a total index of 4096 base rows is below 0.01 without luck, 0.02 with half the variance luck
    np.testing.assert_allclose(values(rows, "S1"), first, atol=0.05 if share else 0.02)
    np.testing.assert_allclose(values(rows, "ST"), total, atol=0.05 if share else 0.02)
    assert values(rows, "seed_share")[0] == pytest.approx(share, abs=0.01)


def test_factors_that_do_nothing_get_nothing_however_lucky_the_runs() -> None:
    variance = ishigami_indices()[2]
    inert, naive = [], []
    for seed in range(20):
        u = saltelli(6, 256, seed=seed)
        y = lucky(ishigami(u), 1 / 3, variance, 2, seed)
        inert.append(values(sobol(y, NAMES, resamples=2), "ST")[3:])
        naive.append(values(sobol(y[:, :1], NAMES, resamples=2), "ST")[3:])  # one replication: nothing to take out
    assert abs(np.mean(inert)) < 0.02  # standard error of the mean of 60 about 0.005
    assert np.mean(naive) > 0.25  # the luck of single seeds passes for total effects of a third


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    variance = ishigami_indices()[2]
    truth = np.concatenate([ishigami_indices()[0], np.zeros(INERT), ishigami_indices()[1], np.zeros(INERT)])
    hits = []
    for seed in range(60):
        u = saltelli(6, 256, seed=seed)
        rows = sobol(lucky(ishigami(u), 1 / 3, variance, 2, seed), NAMES, resamples=200, seed=seed)
        low, high = (np.concatenate([values(rows, name, side) for name in ("S1", "ST")]) for side in ("low", "high"))
        hits.append((low <= truth) & (truth <= high))
    # 720 intervals, correlated within a repeat: a true coverage of 0.95 gives 0.92 to 0.99 (quasi-random rows help)
    assert 0.92 <= np.mean(hits) <= 0.99


@pytest.mark.parametrize("second", [False, True])
def test_without_luck_the_indices_are_those_of_salib(second: bool) -> None:
    u = saltelli(4, 256, seed=3, second=second)
    y = ishigami(u)
    problem = {"num_vars": 4, "names": NAMES[:4], "bounds": [[0.0, 1.0]] * 4}
    known = salib.analyze(problem, y, calc_second_order=second, num_resamples=2, seed=1)
    rows = sobol(np.repeat(y[:, None], 3, axis=1), NAMES[:4], second=second, resamples=2)
    np.testing.assert_allclose(values(rows, "ST"), known["ST"], rtol=1e-9, atol=1e-12)
    # SALib centres by all rows, we by A and B: first-order indices agree to sampling error, not to the last digit
    np.testing.assert_allclose(values(rows, "S1"), known["S1"], atol=0.02)
    if second:
        pairs = {(r.factor, r.other): r.value for r in rows if r.name == "S2"}
        assert set(pairs) == {(a, b) for i, a in enumerate(NAMES[:4]) for b in NAMES[i + 1 : 4]}
        np.testing.assert_allclose(list(pairs.values()), known["S2"][np.triu_indices(4, 1)], atol=0.05)


def test_second_order_indices_find_the_pair_that_acts_together() -> None:
    first, total, variance = ishigami_indices()
    y = lucky(ishigami(saltelli(3, 2048, seed=5, second=True)), 0.3, variance, 2, 5)
    pairs = {(r.factor, r.other): r.value for r in sobol(y, NAMES[:3], second=True, resamples=2) if r.name == "S2"}
    assert pairs["x1", "x3"] == pytest.approx(total[0] - first[0], abs=0.06)
    assert pairs["x1", "x2"] == pytest.approx(0, abs=0.06)


def test_the_same_seed_gives_the_same_intervals_and_zero_is_a_seed() -> None:
    y = lucky(ishigami(saltelli(3, 64, seed=1)), 0.3, 1.0, 2, 1)
    assert sobol(y, NAMES[:3], resamples=20, seed=0) == sobol(y, NAMES[:3], resamples=20, seed=0)
    assert sobol(y, NAMES[:3], resamples=20, seed=0) != sobol(y, NAMES[:3], resamples=20, seed=1)


def test_a_constant_outcome_has_no_indices_and_one_replication_no_share_of_luck() -> None:
    rows = sobol(np.full((64 * 5, 2), 3.0), NAMES[:3], resamples=5)
    assert all(np.isnan(r.value) for r in rows)
    alone = sobol(ishigami(saltelli(3, 64, seed=1))[:, None], NAMES[:3], resamples=5)
    assert np.isnan(values(alone, "seed_share")[0])
    assert np.isfinite(values(alone, "ST")).all()


def test_rows_that_do_not_fit_the_design_are_refused() -> None:
    with pytest.raises(ValueError, match="whole base rows of 5 points"):
        sobol(np.ones((64 * 5 - 1, 2)), NAMES[:3])


def test_a_base_row_is_whole_when_every_replication_of_every_point_is_there() -> None:
    y = np.ones((4 * 5, 2))
    y[7, 1] = np.nan
    assert whole_rows(y, 3).tolist() == [True, False, True, True]


def test_convergence_shows_growing_samples_that_end_in_the_whole() -> None:
    y = lucky(ishigami(saltelli(3, 256, seed=2)), 0.3, 1.0, 2, 2)
    path = converge(y, NAMES[:3], resamples=5)
    assert sorted({n for n, _ in path}) == [64, 128, 256]
    last = [row for n, row in path if n == 256]
    assert last == [row for row in sobol(y, NAMES[:3], resamples=5) if row.name in {"S1", "ST"}]
    alone = [row for n, row in path if n == 64]
    assert alone == [row for row in sobol(y[: 64 * 5], NAMES[:3], resamples=5) if row.name in {"S1", "ST"}]
