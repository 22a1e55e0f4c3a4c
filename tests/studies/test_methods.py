"""Morris, PAWN, delta and FAST on functions whose answers are known."""

from __future__ import annotations

import warnings

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
    lucky,
)
from SALib.analyze import morris as salib

from experiments.design.file import DesignPart
from experiments.design.samplers import sample
from experiments.sensitivity import whole_distributions
from experiments.sensitivity.fast import fast
from experiments.sensitivity.morris import effects, morris

NAMES = ["x1", "x2", "x3", "i1"]


def values(rows: list, name: str) -> Array:
    return np.array([r.value for r in rows if r.name == name])


def trajectories(n: int, factors: int, seed: int = 1) -> Array:
    return sample(DesignPart(kind="morris", n=n), factors, seed)


def test_effects_of_a_plane_are_its_slopes() -> None:
    x = trajectories(8, 4)
    y = np.stack([x @ [1.0, -2.0, 0.5, 0.0], x @ [1.0, -2.0, 0.5, 0.0]], axis=1)
    np.testing.assert_allclose(
        effects(x, y), np.broadcast_to(np.array([1, -2, 0.5, 0])[None, :, None], (8, 4, 2)), atol=1e-12
    )
    rows = morris(x, y, NAMES, resamples=20)
    np.testing.assert_allclose(values(rows, "mu"), [1, -2, 0.5, 0], atol=1e-12)
    np.testing.assert_allclose(values(rows, "mu_star"), [1, 2, 0.5, 0], atol=1e-12)
    np.testing.assert_allclose(values(rows, "sigma"), 0, atol=1e-6)


def test_without_luck_morris_is_that_of_salib() -> None:
    x = trajectories(30, 4)
    y = ishigami(x)
    problem = {"num_vars": 4, "names": NAMES, "bounds": [[0.0, 1.0]] * 4}
    known = salib.analyze(problem, x, y, num_resamples=2, seed=1)
    rows = morris(x, y[:, None], NAMES, resamples=5)
    for name in ("mu", "mu_star", "sigma"):
        np.testing.assert_allclose(values(rows, name), np.asarray(known[name], float), atol=1e-9)


def test_luck_gives_a_factor_that_does_nothing_the_mu_star_it_is_said_to_give() -> None:
    x = trajectories(400, 4)
    rows = morris(x, lucky(ishigami(x), 0.5, 10.0, 2, 1), NAMES, resamples=20)
    star, noise = values(rows, "mu_star")[3], values(rows, "noise")[3]
    assert star > 1  # far from nothing
    assert star == pytest.approx(noise, rel=0.15)  # standard error of either about 4 %
    assert values(rows, "mu")[3] == pytest.approx(0, abs=0.8)
    assert values(rows, "sigma")[3] < 0.4 * star


def test_a_step_that_changed_nothing_is_no_effect() -> None:
    x = np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    found = effects(x, np.arange(6.0)[:, None])
    assert np.isnan(found[0, 0, 0])
    assert found[0, 1, 0] == 1
    assert (
        values(morris(x, np.arange(6.0)[:, None], ["a", "b"], resamples=5), "mu")[0] == 1
    )  # of the one trajectory that has it


@pytest.mark.parametrize(("method", "options"), [("pawn", {"resamples": 10}), ("delta", {})])
def test_a_distance_of_distributions_tells_what_matters_from_a_dummy(method: str, options: dict) -> None:
    u = sample(DesignPart(kind="lhs", n=512), 4, 1)
    rows = getattr(whole_distributions, method)(
        u,
        lucky(g_function(np.hstack([u, u[:, :2] * 0 + 0.5])[:, [0, 1, 4, 5, 4, 5]]), 0.1, 0.4, 4, 1),
        NAMES,
        **options,
    )
    index = {r.factor: r.value for r in rows if r.name == method}
    dummy = next(r.value for r in rows if r.name == "dummy")
    assert index["x1"] > index["x2"] > 1.2 * dummy
    assert max(index["x3"], index["i1"]) < 2 * dummy  # neither enters the function
    if method == "pawn":
        assert all(r.low <= r.value <= r.high for r in rows)
    else:  # no interval is better than one that does not hold the truth
        assert np.isnan([(r.low, r.high) for r in rows]).all()


def test_delta_is_of_the_sample_itself() -> None:
    """A resample of the points, which SALib would estimate from, makes the index of a factor that does nothing larger."""
    u = sample(DesignPart(kind="lhs", n=256), 4, 1)
    rows = whole_distributions.delta(u, ishigami(u)[:, None], NAMES, seed=1)
    assert [r for r in rows if r.factor] == [
        r for r in whole_distributions.delta(u, ishigami(u)[:, None], NAMES, seed=2) if r.factor
    ]
    mixed = np.random.default_rng(1).permutation(256)  # nor does it know in which order they came
    again = whole_distributions.delta(u[mixed], ishigami(u[mixed])[:, None], NAMES, seed=1)
    np.testing.assert_allclose(values(again, "delta"), values(rows, "delta"), rtol=1e-9)


def test_salib_leaves_no_trace_in_the_process() -> None:
    np.random.seed(5)  # noqa: NPY002
    state, filters, form = np.random.get_state()[1].copy(), list(warnings.filters), warnings.formatwarning  # noqa: NPY002
    u = sample(DesignPart(kind="lhs", n=128), 3, 1)
    for method in (whole_distributions.pawn, whole_distributions.delta):
        one, two = (repr(method(u, ishigami(u)[:, None], NAMES[:3], seed=0)) for _ in range(2))
        assert one == two
    assert (np.random.get_state()[1] == state).all()  # noqa: NPY002
    assert warnings.filters == filters
    assert warnings.formatwarning is form


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_fast_finds_the_indices_on_paper_with_and_without_luck(share: float) -> None:
    first, total, variance = ishigami_indices()
    u = sample(DesignPart(kind="fast", n=4, length=1025), 3, 1)
    y = lucky(ishigami(u), share, variance, 2, 1) if share else ishigami(u)[:, None]
    rows = fast(y, NAMES[:3], 1025)
    np.testing.assert_allclose(values(rows, "S1"), first, atol=0.05)
    np.testing.assert_allclose(values(rows, "ST"), total, atol=0.08)
    assert all(r.low < r.value < r.high for r in rows)


def test_fast_without_taking_luck_out_would_be_far_off() -> None:
    u = sample(DesignPart(kind="fast", n=2, length=1025), 6, 1)
    total = g_indices()[1]
    y = lucky(g_function(u), 0.5, g_indices()[2], 2, 1)
    names = [f"x{j}" for j in range(6)]
    right, naive = values(fast(y, names, 1025), "ST"), values(fast(y.mean(1, keepdims=True), names, 1025), "ST")
    assert np.abs(right - total).max() < 0.1
    assert np.abs(naive - total).max() > 0.25


def test_luck_on_short_curves_gives_no_first_order_index() -> None:
    u = sample(DesignPart(kind="fast", n=300, length=65), 3, 1)
    rows = fast(lucky(np.sin(2 * np.pi * u[:, 0]), 0.5, 0.5, 2, 1), NAMES[:3], 65)  # the other two do nothing
    inert = [r for r in rows if r.name == "S1"][1:]
    # with the luck left in, a ninth of its share of the variance: 0.04; the intervals are ten times narrower
    assert all(abs(r.value) < 0.01 for r in inert)
    assert all(r.high - r.low < 0.02 for r in inert)


@pytest.mark.parametrize("luck", [Luck(1, 0, 0), Luck(0.5, 0.4, 0.1)], ids=["common", "mixed"])
def test_fast_on_seeds_shared_along_a_curve_finds_the_indices_on_paper(luck: Luck) -> None:
    first, total, variance = ishigami_indices()
    u = sample(DesignPart(kind="fast", n=60, length=513), 3, 1)
    y = by_blocks(u, ishigami(u), 0.5, variance, luck, block=513)
    rows = fast(y, NAMES[:3], 513)
    np.testing.assert_allclose(values(rows, "S1"), first, atol=0.04)
    np.testing.assert_allclose(values(rows, "ST"), total, atol=0.06)
    if luck.common == 1:  # out of the way, so that the indices are those without luck
        bare = fast(np.repeat(ishigami(u)[:, None], 2, axis=1), NAMES[:3], 513)
        np.testing.assert_allclose(values(rows, "S1"), values(bare, "S1"), atol=1e-9)


def test_without_luck_fast_is_that_of_salib() -> None:
    from SALib.analyze.fast import compute_orders

    u = sample(DesignPart(kind="fast", n=1, length=257), 3, 1)
    found = np.array([compute_orders(y, 257, 4, 32) for y in ishigami(u).reshape(3, 257)])
    rows = fast(np.repeat(ishigami(u)[:, None], 2, axis=1), NAMES[:3], 257)
    for i, name in enumerate(("S1", "ST")):
        np.testing.assert_allclose(values(rows, name), found[:, i], atol=1e-9)


def test_on_seeds_shared_inside_trajectories_mu_is_covered_and_far_closer() -> None:
    """Against independent seeds, and against seeds that all trajectories share, which no interval can see."""
    luck, variance = Luck(0.7, 0.3, 0.0), 10.0
    hits: dict[str, list[bool]] = {}
    errors: dict[str, list[float]] = {}
    for seed in range(30):
        x = trajectories(24, 4, seed)
        truth = x @ np.array([4.0, 2.0, 1.0, 0.0])
        for name, block, share in (("row", 5, luck), ("own", 5, Luck(0, 0, 1)), ("shared", len(x), luck)):
            rows = morris(x, by_blocks(x, truth, 0.5, variance, share, block=block, seed=seed), NAMES, resamples=200)
            mu, low, high = next(
                (r.value, r.low, r.high) for r in rows if r.name == "mu"
            )  # of the factor luck works with
            hits.setdefault(name, []).append(low <= 4 <= high)
            errors.setdefault(name, []).append(mu - 4)
    assert np.mean(hits["row"]) >= 0.8
    assert np.mean(hits["shared"]) <= 0.1  # where luck does what the factor does, it passes for the factor
    spread = {name: float(np.sqrt(np.mean(np.square(e)))) for name, e in errors.items()}
    assert spread["shared"] > 3 * spread["row"]
    inert = [
        morris(x, by_blocks(x, truth, 0.5, variance, s, block=5), NAMES, resamples=5)
        for s in (Luck(1, 0, 0), Luck(0, 0, 1))
    ]
    star = [values(rows, "mu_star")[3] for rows in inert]
    assert star[0] < 1e-9 < star[1]  # luck that a trajectory shares moves no effect


def test_fast_of_a_constant_is_undefined() -> None:
    rows = fast(np.full((2 * 3 * 65, 2), 1.0), NAMES[:3], 65)
    assert all(np.isnan(r.value) for r in rows)
