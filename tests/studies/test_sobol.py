"""Sobol' indices of functions whose indices are known, with luck added and without."""

from __future__ import annotations

import numpy as np
import pytest
from known_functions import (
    Array,
    Luck,
    by_blocks,
    g_function,
    g_indices,
    ishigami,
    ishigami_indices,
    linear,
    linear_indices,
    lucky,
    saltelli,
)
from SALib.analyze import sobol as salib

from experiments.sensitivity.sobol import converge, layout, parts, sobol, whole_rows

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


COMMON, MIXED = Luck(1.0, 0.0, 0.0), Luck(0.5, 0.4, 0.1)


@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("luck", [COMMON, MIXED], ids=["common", "mixed"])
def test_every_part_of_variance_is_unbiased_whatever_luck_does_inside_a_row(luck: Luck, second: bool) -> None:
    """On independent random rows, so that the spread over repeats says how far a mean may lie from the truth."""
    first, total, variance = ishigami_indices()
    found = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        a, b = rng.random((2, 64, 3))
        u = np.stack([from_both(a, b, role) for role in layout(3, second=second)], axis=1).reshape(-1, 3)
        width = len(layout(3, second=second))
        y = by_blocks(u, ishigami(u), 0.5, variance, luck, block=width, seed=seed).reshape(64, width, 2)
        p = parts(y, 3, second=second)
        pairs = [] if p.second is None else p.second.mean(0)
        found.append(np.concatenate([[p.variance.mean()], p.first.mean(0), p.total.mean(0), pairs]) / variance)
    truth = np.concatenate([[1.0], first, total, [0, total[0] - first[0], 0] if second else []])
    mean, error = np.mean(found, axis=0), np.std(found, axis=0, ddof=1) / np.sqrt(len(found))
    # 7 or 10 parts in 4 cases: beyond 4 standard errors once in 500 such tests. Weights of mixtures are fitted to the same
    # 64 rows, which costs a bias of the order of 1/64 of their spread
    assert (np.abs(mean - truth) < 4 * error + 0.004).all(), (mean - truth) / error


def from_both(a: Array, b: Array, role: str) -> Array:
    """Return a point of a base row by its role, such as AB2."""
    if role in "AB":
        return a if role == "A" else b
    out, j = (a if role.startswith("AB") else b).copy(), int(role[2:])
    out[:, j] = (b if role.startswith("AB") else a)[:, j]
    return out


def test_luck_common_to_a_row_costs_nothing_and_that_of_independent_seeds_does() -> None:
    """What the shared seeds of a row are for: the same truth from intervals many times narrower."""
    variance = ishigami_indices()[2]
    u = saltelli(6, 64, seed=1)
    shared = sobol(by_blocks(u, ishigami(u), 0.8, variance, Luck(1, 0, 0), block=8), NAMES, resamples=200)
    alone = sobol(by_blocks(u, ishigami(u), 0.8, variance, Luck(0, 0, 1), block=8), NAMES, resamples=200)
    none = sobol(np.repeat(ishigami(u)[:, None], 2, axis=1), NAMES, resamples=200)
    for name in ("ST", "S1"):
        width = [np.median(values(rows, name, "high") - values(rows, name, "low")) for rows in (shared, alone, none)]
        assert width[0] < 1.2 * width[2]  # as if there were no luck
        assert not width[1] < 10 * width[0]  # or NaN: no variance that could be told from luck
    assert values(shared, "seed_share")[0] == pytest.approx(0.8, abs=0.05)


def test_the_variance_uses_every_point() -> None:
    """From A and B alone, with half of the variance of a run luck, its error would be twice as large."""
    variance = ishigami_indices()[2]
    found, ends = [], []
    for seed in range(40):
        u = saltelli(6, 256, seed=seed)
        y = lucky(ishigami(u), 0.5, variance, 2, seed).reshape(256, 8, 2)
        found.append(parts(y, 6).variance.mean() / variance)
        two = y[:, [0, -1]]
        ends.append((two.mean(2).var() - two.var(2, ddof=1).mean() / 2) / variance)
    error = [np.sqrt(np.mean(np.square(np.array(v) - 1))) for v in (found, ends)]
    assert error[0] < 0.7 * error[1]


def test_the_variance_over_all_points_is_unbiased_from_three_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The squared mean is estimated by products of different rows; by the square of the mean it would be a third off."""
    monkeypatch.setattr("experiments.sensitivity.sobol.blended", lambda a, b: b)
    found = []
    for seed in range(4000):
        a, b = np.random.default_rng(seed).random((2, 3, 3))
        u = np.stack([from_both(a, b, role) for role in layout(3, second=False)], axis=1).reshape(-1, 3)
        y = by_blocks(u, linear(u), 0.3, 21 / 12, Luck(0.5, 0, 0.5), block=5, seed=seed)
        found.append(parts(y.reshape(3, 5, 2), 3).variance.mean() / (21 / 12))
    assert np.mean(found) == pytest.approx(1, abs=4 * float(np.std(found)) / np.sqrt(len(found)))


def test_indices_of_nothing_are_not_given() -> None:
    """Where the interval of the variance holds 0, a share of it means nothing."""
    u = saltelli(3, 64, seed=1)
    rows = sobol(lucky(ishigami(u), 0.99, ishigami_indices()[2], 2, 1), NAMES[:3], resamples=200)
    variance = next(r for r in rows if r.name == "variance")
    assert variance.low < 0 < variance.high
    assert np.isnan([(r.value, r.low, r.high) for r in rows if r.name in {"S1", "ST"}]).all()
    assert values(rows, "seed_share")[0] == pytest.approx(0.99, abs=0.05)


def test_drawings_of_the_bootstrap_that_are_left_out_are_counted() -> None:
    variance = ishigami_indices()[2]
    counts = []
    for seed in range(8):
        u = saltelli(3, 64, seed=seed)
        rows = sobol(lucky(ishigami(u), 0.85, variance, 2, seed), NAMES[:3], resamples=2000)
        known = np.isfinite(values(rows, "ST")).all()
        lost = values(rows, "dropped")
        counts += list(lost)
        assert known or not len(lost)
        assert all(0 < n < 0.025 * 2000 for n in lost)  # or the interval of the variance would hold 0
    assert counts


LUCKS = {"shared": Luck(0.6, 0.1, 0.3), "own": Luck(0.0, 0.0, 1.0)}


@pytest.mark.slow
@pytest.mark.parametrize("luck", LUCKS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_intervals_cover_the_truth_as_often_as_they_say(share: float, luck: str) -> None:
    hits, n = [], 512 if share > 0.9 else 128
    for of, (first, total, variance) in (
        (ishigami, ishigami_indices()), (linear, linear_indices()), (g_function, g_indices()),
    ):  # fmt: skip
        d = len(NAMES)
        truth = np.concatenate([np.pad(first, (0, d - len(first))), np.pad(total, (0, d - len(total)))])
        for seed in range(25):
            u = saltelli(d, n, seed=seed)
            y = by_blocks(u, of(u), share, variance, LUCKS[luck], block=d + 2, seed=seed)
            rows = sobol(y, NAMES, resamples=200, seed=seed)
            low, high = (np.concatenate([values(rows, k, side) for k in ("S1", "ST")]) for side in ("low", "high"))
            if np.isfinite(low).all():
                hits.append((low <= truth) & (truth <= high))
    # up to 900 intervals, correlated within a repeat, and quasi-random rows help; the bench has 100 repeats
    assert 0.90 <= np.mean(hits) <= 0.99


@pytest.mark.parametrize("second", [False, True])
def test_without_luck_the_indices_are_those_of_salib(second: bool) -> None:
    u = saltelli(4, 1024, seed=3, second=second)
    y = ishigami(u)
    problem = {"num_vars": 4, "names": NAMES[:4], "bounds": [[0.0, 1.0]] * 4}
    known = salib.analyze(problem, y, calc_second_order=second, num_resamples=2, seed=1)
    rows = sobol(np.repeat(y[:, None], 3, axis=1), NAMES[:4], second=second, resamples=2)
    if not second:  # the same numerators over another estimate of the variance
        ratio = values(rows, "ST")[:3] / known["ST"][:3]
        np.testing.assert_allclose(ratio, ratio[0], rtol=1e-9)
    np.testing.assert_allclose(values(rows, "ST"), known["ST"], atol=0.02)
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
    assert all(np.isnan(r.value) for r in rows if r.name != "variance")
    assert values(rows, "variance")[0] == 0
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
