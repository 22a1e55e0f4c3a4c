"""Draws by address: the published generator, the right distributions, and nothing shared between decisions.

Statistical tests use fixed seeds; each states the chance with which a new seed would fail it though nothing is wrong.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from worlds import run_case

from sim import rng
from sim.case import Case
from sim.processes import market

N = 200_000
ALARM = 1e-4  # false-alarm rate of a single test below, for a new seed
WHO = np.arange(N, dtype=np.uint64)
ONES = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("key", "counter", "answer"),
    [
        ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
        ((ONES, ONES), (ONES, ONES), (0x1CB996FC, 0xBB002BE7)),
        ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
    ],
)
def test_the_generator_gives_the_published_answers(key, counter, answer) -> None:
    """Known answers of Threefry-2x32-20 from the authors' Random123 library."""
    found = rng.threefry(*(np.uint32(x) for x in (*key, *counter)))
    assert tuple(int(x) for x in found) == answer


def test_key_and_identity_are_split_into_words_low_half_first() -> None:
    key = np.uint64((0x03707344 << 32) | 0x13198A2E)
    who = np.array([(0x85A308D3 << 32) | 0x243F6A88], np.uint64)
    np.testing.assert_array_equal(
        rng.uniform_pairs(key, who)[:, 0], [(0xC4923A9C >> 8) / 2**24, (0x483DF7A0 >> 8) / 2**24]
    )


@pytest.mark.parametrize("purpose", ["first.choice", "second.choice"])
def test_uniforms_are_uniform(purpose: str) -> None:
    for draw in rng.uniform_pairs(rng.key(7, purpose, 3), WHO):
        assert draw.min() >= 0
        assert draw.max() < 1
        assert stats.kstest(draw, "uniform").pvalue > ALARM


@pytest.mark.parametrize("purpose", ["first.luck", "second.luck"])
def test_normals_are_normal(purpose: str) -> None:
    for draw in rng.normal_pairs(rng.key(7, purpose, 3), WHO):
        assert np.isfinite(draw).all()
        assert stats.kstest(draw, "norm").pvalue > ALARM
        assert abs(stats.kurtosis(draw)) < stats.norm.isf(ALARM / 2) * np.sqrt(24 / N)


def test_normals_are_those_of_box_and_muller_within_a_ten_thousandth() -> None:
    words = np.random.default_rng(1).integers(0, 2**32, (2000, 2), dtype=np.uint32)
    words[:3] = [[0, 0], [ONES, ONES], [0, 2**31]]
    found = np.array([rng.bell(a, b) for a, b in words], np.float64)
    u = (words[:, 0] >> 1) * 2.0**-31 + 2.0**-32
    turn = np.pi * ((words[:, 1].astype(np.int64) * 2 & ONES).astype(np.uint32).view(np.int32) >> 8) * 2.0**-24
    radius, half = np.sqrt(-2 * np.log(u)), 1 - 2.0 * (words[:, 1] >> 31)
    np.testing.assert_allclose(found[:, 0], radius * np.sin(turn), atol=1e-4)
    np.testing.assert_allclose(found[:, 1], radius * np.cos(turn) * half, atol=1e-4)


def test_every_byte_of_the_words_is_evenly_spread() -> None:
    """Identities as pupils have them (zone, year, number): 8 chi-square tests on the upper three bytes of each word."""
    zone, number = np.divmod(np.arange(N, dtype=np.uint64), np.uint64(400))
    who = (zone * np.uint64(7_919) << np.uint64(32)) | np.uint64(2016 << 20) | number
    for draw in rng.uniform_pairs(rng.key(1, "bytes", 0), who):
        word = (draw * 2**24).astype(np.int64)
        for shift in (0, 8, 16):
            seen = np.bincount(word >> shift & 255, minlength=256)
            assert stats.chisquare(seen).pvalue > ALARM


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Return the correlation of two draws in standard errors."""
    return abs(float(np.corrcoef(a, b)[0, 1])) * np.sqrt(a.size)


LIMIT = float(stats.norm.isf(ALARM / 2))  # standard errors


def test_the_two_draws_of_one_agent_are_independent() -> None:
    a, b = rng.normal_pairs(rng.key(1, "pair", 0), WHO)
    assert correlation(a, b) < LIMIT
    assert correlation(a**2, b**2) < LIMIT


@pytest.mark.parametrize(
    "other", [(1, "luck", 6), (1, "luck.", 5), (1, "Luck", 5), (2, "luck", 5), (1, "kcul", 5)], ids=str
)
def test_other_terms_purposes_and_seeds_give_independent_draws(other: tuple[int, str, int]) -> None:
    one, two = rng.normal(rng.key(1, "luck", 5), WHO), rng.normal(rng.key(*other), WHO)
    assert correlation(one, two) < LIMIT
    assert correlation(one**2, two**2) < LIMIT


def test_neighbouring_identities_give_independent_draws() -> None:
    draw = rng.normal(rng.key(1, "luck", 5), WHO)
    for step in (1, 2, 256, 65_536):
        assert correlation(draw[:-step], draw[step:]) < LIMIT


def test_no_two_addresses_share_a_key() -> None:
    keys = {int(rng.key(s, f"{p}.decision", t)) for s in range(10) for p in "abcdefghij" for t in range(60)}
    assert len(keys) == 10 * 10 * 60
    assert rng.key(1, "a", 23) != rng.key(1, "a2", 3)
    assert rng.key(1, "a|2", 3) != rng.key(1, "a", 23)
    assert rng.key(12, "a", 3) != rng.key(1, "2|a", 3)


def test_a_draw_depends_on_its_address_alone() -> None:
    key = rng.key(3, "alone", 1)
    whole = rng.normal_pairs(key, WHO)
    some = np.array([5, 199_999, 2_048, 2_047, 0])
    np.testing.assert_array_equal(rng.normal_pairs(key, WHO[some]), whole[:, some])
    np.testing.assert_array_equal(rng.normal_pairs(key, WHO[::-7]), whole[:, ::-7])
    np.testing.assert_array_equal(rng.normal(key, WHO[:1]), whole[0, :1])
    np.testing.assert_array_equal(rng.normal(key, WHO.astype(np.int64)), whole[0])
    assert rng.normal(key, WHO[:0]).size == 0


@pytest.mark.parametrize("draw", [rng.normal, rng.uniform, rng.normal_pairs, rng.uniform_pairs])
def test_identities_that_arithmetic_turned_into_floats_are_refused(draw) -> None:
    signed = np.arange(3) + np.arange(3).astype(np.uint64)
    assert signed.dtype == np.float64  # numpy's own doing
    with pytest.raises(TypeError, match="identities are whole numbers, not float64"):
        draw(rng.key(1, "x"), signed)


def test_within_a_term_no_purpose_is_asked_for_twice(busy: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two decisions that asked for one purpose in one term would share their luck."""
    model = run_case(busy, terms=0)
    world, asked = model.world, []
    original = type(world).key

    def spy(self, purpose: str, time: int | None = None) -> np.uint64:
        if time is None:  # drawn anew each term; what is fixed for life may be asked for again
            asked.append((self.term, purpose))
        return original(self, purpose, time)

    monkeypatch.setattr(type(world), "key", spy)
    while model.running:
        model.step()
    assert len(asked) > 50
    assert len(set(asked)) == len(asked)


def test_a_post_that_is_offered_again_has_luck_of_its_own(busy: Case) -> None:
    """The turns of an autumn's market draw under one key: who is drawn for must differ."""
    world = run_case(busy, terms=0).world
    vacant = np.full(world.schools.posts.size, 3)
    posts = np.concatenate([market.vacancies(world, vacant, turn)[1] for turn in range(market.TURNS + 1)])
    assert np.unique(posts).size == posts.size == vacant.sum() * (market.TURNS + 1)
