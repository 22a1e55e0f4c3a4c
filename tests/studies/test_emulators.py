"""Emulators of functions whose answers are known: their fit, their indices, Shapley effects on paper, and when they refuse."""

from __future__ import annotations

import sys

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

from experiments import Refused
from experiments.design.factors import Factor
from experiments.design.file import DesignPart
from experiments.design.samplers import correlated, normal, sample
from experiments.emulators.emulate import emulate, quality
from experiments.emulators.inputs import Basis, features
from experiments.emulators.models import centred, folds
from experiments.emulators.shapley import effects

FACTORS = [Factor(name=f"x{j}", role="lever", kind="real") for j in range(4)]
WORDS = Factor(name="w", role="lever", kind="categorical", levels=("a", "b", "c"), weights=(0.2, 0.3, 0.5))
WHOLE = Factor(name="n", role="lever", kind="integer", low=1, high=5, levels=(1, 2, 3, 4, 5))


def hypercube(n: int, factors: int = 4, seed: int = 1) -> Array:
    return sample(DesignPart(kind="lhs", n=n), factors, seed)


def in_rows(design: str, points: int, factors: int, seed: int) -> tuple[Array, Array]:
    """Return points and their rows: blocks of 8 of a hypercube, base rows of Saltelli's, or each alone."""
    if design == "base rows":
        n = points // (factors + 2)
        u = np.random.default_rng(seed).random((n, 2, factors))
        points_of_row = [
            u[:, 0],
            *(np.where(np.arange(factors) == j, u[:, 1], u[:, 0]) for j in range(factors)),
            u[:, 1],
        ]
        return np.stack(points_of_row, axis=1).reshape(-1, factors), np.repeat(np.arange(n), factors + 2)
    if design == "alone":
        return hypercube(points, factors, seed), np.arange(points)
    return sample(DesignPart(kind="lhs", n=points, block=8), factors, seed), np.repeat(np.arange(points // 8), 8)


def covered(rows: list, first: Array, total: Array) -> Array:
    """Return which intervals hold the truth."""
    truth = np.concatenate([first, total])
    low, high = (np.concatenate([values(rows, k, side) for k in ("S1", "ST")]) for side in ("low", "high"))
    return np.asarray((low <= truth) & (truth <= high))


def values(rows: list, name: str, field: str = "value") -> Array:
    return np.array([getattr(r, field) for r in rows if r.name == name])


def test_polynomials_are_orthonormal_over_the_factors_as_they_are_drawn() -> None:
    basis = Basis([FACTORS[0], WORDS, WHOLE], 60)
    u = sample(DesignPart(kind="sobol", n=4096), 3, 1)[:: 3 + 2]
    terms = basis.at(u)
    assert terms.shape == (4096, len(basis.terms))
    np.testing.assert_allclose(
        terms.T @ terms / len(terms), np.eye(terms.shape[1]), atol=0.12
    )  # of products of degree 8
    np.testing.assert_allclose(terms.mean(0), 0, atol=0.05)
    assert max(k for term in basis.terms for j, k in term if j == 1) == 2  # three levels have two polynomials
    assert len(basis.terms) <= 3 * 60
    assert ((0, 1), (1, 1), (2, 1)) in basis.terms  # a switch, its dose and its gain


def test_features_are_places_and_one_column_a_level_where_levels_have_no_order() -> None:
    u = np.array([[0.1, 0.1, 0.1], [0.9, 0.45, 0.99]])
    np.testing.assert_allclose(features(u, [FACTORS[0], WORDS, WHOLE]), [[0.1, 1, 0, 0, 0], [0.9, 0, 1, 0, 1]])


def test_rows_are_not_torn_and_centred_by_themselves() -> None:
    groups = np.repeat(np.arange(10), 3)
    for known, held in folds(groups):
        assert not set(groups[known]) & set(groups[held])
    found = centred(np.arange(6.0), np.array([0, 0, 0, 1, 1, 1]))
    np.testing.assert_allclose(found, [-1, 0, 1, -1, 0, 1])


def test_shapley_effects_are_those_on_paper() -> None:
    """Of a plane in correlated normals they are known: Owen and Prieur (2017), for two factors."""
    rho, a, b = 0.6, 2.0, 1.0

    from scipy.special import ndtri

    def plane(u: Array) -> Array:
        z = ndtri(u)
        return (a * z[:, 0] + b * z[:, 1] + 0 * z[:, 2])[:, None]

    correlation = np.array([[1, rho, 0], [rho, 1, 0], [0, 0, 1.0]])
    share, variance = effects(plane, correlation, pairs=20_000)
    whole = a**2 + b**2 + 2 * rho * a * b
    first = (a**2 * (1 - rho**2 / 2) + rho * a * b + b**2 * rho**2 / 2) / whole
    assert variance[0] == pytest.approx(whole, rel=0.03)
    np.testing.assert_allclose(share[:, 0], [first, 1 - first, 0], atol=0.02)
    assert share.sum() == pytest.approx(1, abs=1e-9)


def test_of_many_independent_factors_shapley_effects_lie_between_first_and_total() -> None:
    first, total, _ = ishigami_indices()
    share, _ = effects(lambda u: ishigami(u)[:, None], np.eye(7), pairs=4000)  # too many for every order
    expected = np.append((first + total) / 2, [0, 0, 0, 0])  # only pairs act together, and share what they do
    np.testing.assert_allclose(share[:, 0], expected, atol=0.05)


@pytest.mark.parametrize("block", [1, 6])
def test_the_fit_is_of_the_signal_not_of_luck(block: int) -> None:
    """With two thirds of the variance of a run luck, the truth explains all that can be explained, and no more."""
    rows = np.repeat(np.arange(300 // block), block) if block > 1 else None
    found, naive = [], []
    for seed in range(100):
        u = np.random.default_rng(seed).random((300, 4))
        y = by_blocks(u, linear(u), 0.66, 21 / 12, Luck(0, 0.2, 0.8), block=block, seed=seed)
        error = centred(y.mean(1) - linear(u), rows)
        found.append(quality(y, error, rows))
        naive.append(1 - np.mean(error**2) / np.mean(centred(y.mean(1), rows) ** 2))
    assert np.mean(found) == pytest.approx(1, abs=4 * float(np.std(found)) / 10)
    assert np.std(found) < 0.2
    assert np.mean(naive) < 0.7


class TestWithScikitLearn:
    """What needs the extra ``emulators``."""

    @pytest.fixture(autouse=True)
    def there(self) -> None:
        pytest.importorskip("sklearn")

    @pytest.mark.parametrize(("kind", "n", "off"), [("pce", 200, 0.07), ("gp", 220, 0.12)])
    def test_indices_come_from_the_runs_of_a_hypercube(self, kind: str, n: int, off: float) -> None:
        first, total, variance = ishigami_indices()
        u = hypercube(n)
        found = emulate(kind, FACTORS, u, lucky(ishigami(u), 0.1, variance, 2, 1))
        assert values(found.rows, "fit")[0] > 0.85
        np.testing.assert_allclose(values(found.rows, "S1"), [*first, 0], atol=off)
        np.testing.assert_allclose(values(found.rows, "ST"), [*total, 0], atol=off)
        assert (values(found.rows, "ST", "high") - values(found.rows, "ST", "low") < 0.25).all()
        curve = np.array([p.mean for p in found.curves if p.factor == "x1"])
        at = np.array([p.at for p in found.curves if p.factor == "x1"], float)
        np.testing.assert_allclose(curve - curve.mean(), 7 * np.sin(np.pi * (2 * at - 1)) ** 2 - 7 * 4 / 9, atol=1.6)

    @pytest.mark.parametrize("kind", ["pce", "gp"])
    def test_luck_that_rows_share_does_not_pass_for_the_factors_work(self, kind: str) -> None:
        """A few points are enough for a plane, were it not drowned by what the seeds of a row do to all of it."""
        u = saltelli(4, 16, seed=1)
        rows = np.repeat(np.arange(16), 6)
        y = by_blocks(u, linear(u), 0.95, 21 / 12, Luck(1, 0, 0), block=6)
        found = emulate(kind, FACTORS, u, y, rows=rows, groups=rows)
        assert values(found.rows, "fit")[0] > 0.98
        np.testing.assert_allclose(values(found.rows, "ST"), np.array([16, 4, 1, 0]) / 21, atol=0.03)
        blind = emulate(kind, FACTORS, u, y, groups=rows)
        assert not values(blind.rows, "fit")[0] > 0.9

    @pytest.mark.parametrize(
        ("design", "luck"),
        [("rows", Luck(0.6, 0.1, 0.3)), ("base rows", Luck(0.6, 0.1, 0.3)), ("alone", Luck(0, 0, 1))],
    )
    def test_intervals_hold_that_terms_were_chosen_on_the_same_runs(self, design: str, luck: Luck) -> None:
        """With few runs and much luck intervals for the chosen terms alone covered 7 to 8 of 10."""
        hits, first, total = [], *(np.append(v, [0]) for v in linear_indices()[:2])
        for seed in range(6):
            u, rows = in_rows(design, 160, 4, seed)
            y = by_blocks(u, linear(u), 0.5, 21 / 12, luck, block=len(u) // (rows.max() + 1), seed=seed)
            found = emulate("pce", FACTORS, u, y, rows=None if design == "alone" else rows, groups=rows)
            hits += [covered(found.rows, first, total)] if values(found.rows, "ST").size else []
        assert len(hits) >= 3  # the others are said not to fit
        assert np.mean(hits) >= 0.9

    def test_what_no_term_holds_widens_the_interval_and_is_told(self) -> None:
        """Four factors at once are beyond the terms: a sixth of the variance, which the totals of these four have and lack."""
        u, rows = in_rows("rows", 480, 5, 1)
        z = np.sqrt(12) * (u - 0.5)
        y = z[:, 0] + z[:, 1] + np.sqrt(0.4) * z[:, :4].prod(1)  # of variance 1, 1 and 0.4
        factors = [*FACTORS, Factor(name="x4", role="lever", kind="real")]
        found = emulate("pce", factors, u, lucky(y, 0.02, 2.4, 2, 1), rows=rows, groups=rows)
        assert 0.05 < values(found.rows, "beyond")[0] < 0.3
        first, total = np.array([1, 1, 0, 0, 0]) / 2.4, np.array([1.4, 1.4, 0.4, 0.4, 0]) / 2.4
        assert covered(found.rows, first, total).all()

    def test_few_rows_are_refused_and_wide_intervals_are_told(self) -> None:
        u, rows = in_rows("rows", 96, 4, 1)
        found = emulate("pce", FACTORS, u, lucky(linear(u), 0.3, 21 / 12, 2, 1), rows=rows, groups=rows)
        assert "12 rows of points are too few for an emulator" in found.said[0]
        assert found.rows == []
        u, rows = in_rows("rows", 120, 4, 2)
        found = emulate("pce", FACTORS, u, lucky(linear(u), 0.4, 21 / 12, 2, 2), rows=rows, groups=rows)
        assert "its widest interval of a total index is" in found.said[0]

    @pytest.mark.slow
    @pytest.mark.parametrize("kind", ["pce", "gp"])
    @pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
    def test_intervals_cover_the_truth_as_often_as_they_say(self, share: float, kind: str) -> None:
        """Where runs do not tell it, nothing is read; with 95 % luck that is nearly always."""
        hits = []
        factors = [*FACTORS, Factor(name="x4", role="lever", kind="real"), Factor(name="x5", role="lever", kind="real")]
        for of, (first, total, variance) in (
            (ishigami, ishigami_indices()), (linear, linear_indices()), (g_function, g_indices()),
        ):  # fmt: skip
            for seed in range(3 if kind == "pce" else 1):  # a Gaussian process takes ten seconds
                u, rows = in_rows("rows", 400, 6, seed)
                y = by_blocks(u, of(u), share, variance, Luck(0.6, 0.1, 0.3), block=8, seed=seed)
                found = emulate(kind, factors, u, y, rows=rows, groups=rows)
                if values(found.rows, "ST").size:
                    hits.append(covered(found.rows, np.resize([*first, 0, 0, 0], 6), np.resize([*total, 0, 0, 0], 6)))
                else:
                    assert share > 0.9, found.said
        assert not hits or np.mean(hits) >= 0.9

    @pytest.mark.parametrize("kind", ["pce", "gp"])
    def test_an_emulator_that_does_not_fit_says_so_and_nothing_else(self, kind: str) -> None:
        u = hypercube(60)
        rough = np.sign(np.sin(40 * u[:, 0]) * np.sin(40 * u[:, 1]))
        found = emulate(kind, FACTORS, u, np.repeat(rough[:, None], 2, axis=1))
        assert {r.name for r in found.rows} == {"fit"}
        assert found.curves == []
        assert "it does not fit, and nothing is read from it" in found.said[0]

    @pytest.mark.parametrize("kind", ["pce", "gp"])
    def test_words_and_whole_numbers_are_factors_too(self, kind: str) -> None:
        factors = [FACTORS[0], WORDS, WHOLE]
        u = hypercube(120, 3)
        words = np.array([0.0, 3.0, 1.0])[(np.searchsorted([0.2, 0.5], u[:, 1], side="right"))]
        y = 2 * u[:, 0] + words + 0.5 * np.floor(u[:, 2] * 5)
        found = emulate(kind, factors, u, lucky(y, 0.05, float(y.var()), 2, 1))
        parts = np.array([4 / 12, 0.3 * 9 + 0.5 - 1.4**2, 0.25 * 2])
        np.testing.assert_allclose(values(found.rows, "S1"), parts / parts.sum(), atol=0.05)
        assert [p.at for p in found.curves if p.factor == "w"] == ["a", "b", "c"]

    @pytest.mark.parametrize("kind", ["pce", "gp"])
    def test_correlated_factors_get_shapley_effects(self, kind: str) -> None:
        """The third factor does nothing, but goes along with the first and has its share; it would get 0 as an S1."""
        ranks = np.eye(4)
        ranks[0, 2] = ranks[2, 0] = 0.8
        u = correlated(hypercube(120), ranks, 120)
        y = lucky((u[:, :2] * [4.0, 2.0]).sum(1), 0.1, 20 / 12, 2, 1)
        found = emulate(kind, FACTORS, u, y, correlation=normal(ranks))
        share = values(found.rows, "shapley")
        assert {r.name for r in found.rows} == {"fit", "shapley"}
        assert share.sum() == pytest.approx(1, abs=0.03)
        # uniform ranks: the third explains 0.8² of the first, of which both have half
        np.testing.assert_allclose(share, np.array([16 * (1 - 0.32), 4, 16 * 0.32, 0]) / 20, atol=0.06)


def test_without_the_library_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    u = hypercube(40)
    with pytest.raises(Refused, match=r"emulators need scikit-learn.*pip install 'edugroup\[emulators\]'"):
        emulate("pce", FACTORS, u, ishigami(u)[:, None])
