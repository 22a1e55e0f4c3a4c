"""Law: awards go to groups that truly bring their pupils on, and not to those that were lucky for a year."""

from __future__ import annotations

import numpy as np
from scipy import stats
from worlds import ALL_ON, mini, run_case

from sim.processes import evaluation
from sim.processes.evaluation import group_progress, surplus
from sim.synthetic import synthetic_case

OFF = dict.fromkeys(ALL_ON, False)
GROUPS, TRUE, LUCK = 28, 0.6, 1.0  # points: a year's luck is larger than what groups differ by


def surely_better(seen: np.ndarray, sure: float) -> np.ndarray:
    """Return who is awarded where all groups belong to one district."""
    return evaluation.surely_better(seen, sure, np.zeros(len(seen), np.int16))


def drawn(seed: int, true: float = TRUE, years: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Return what groups truly are and what is seen of them in some years."""
    draw = np.random.default_rng(seed)
    what = draw.normal(0, true, GROUPS)
    return what, what[:, None] + draw.normal(0, LUCK, (GROUPS, years))


def rate(years: int, sure: float = 0.8) -> tuple[float, float]:
    """Return which share of the awarded truly do better, and which share of all is awarded, over many draws."""
    right, given = 0, 0
    for seed in range(200):
        what, seen = drawn(seed, years=years)
        chosen = surely_better(seen, sure)
        right, given = right + (what[chosen] > 0).sum(), given + chosen.sum()
    return right / given, given / (200 * GROUPS)


def test_an_award_is_right_far_more_often_than_by_chance_and_than_by_one_year() -> None:
    hit, _ = rate(3)
    one_year = np.mean([(what[seen[:, 0] > 0] > 0).mean() for what, seen in map(drawn, range(200))])
    assert hit > 0.8 > one_year + 0.1 > 0.6


def test_more_years_find_more_groups_and_more_certainty_asks_for_more() -> None:
    (hit_few, few), (hit_many, many) = rate(2), rate(6)
    assert many > few
    assert hit_many > hit_few - 0.02
    (hit_lax, lax), (hit_strict, strict) = rate(3, 0.6), rate(3, 0.95)
    assert strict < lax
    assert hit_strict > hit_lax


def test_where_groups_do_not_differ_hardly_any_is_awarded() -> None:
    given = np.mean([surely_better(drawn(seed, true=0.0)[1], 0.8).mean() for seed in range(200)])
    assert given < 0.12


def test_each_district_compares_its_own_groups_alone() -> None:
    (_, one), (_, other) = drawn(1), drawn(2, true=3.0)
    both = evaluation.surely_better(np.vstack([one, other]), 0.8, np.repeat([4, 1], GROUPS))
    np.testing.assert_array_equal(both, np.concatenate([surely_better(one, 0.8), surely_better(other, 0.8)]))
    assert (both != surely_better(np.vstack([one, other]), 0.8)).any()  # else nothing is shown


def test_a_year_or_two_unknown_leaves_a_group_out_or_counts_the_others() -> None:
    _, seen = drawn(3)
    seen[0] = np.nan
    assert not surely_better(seen, 0.8)[0]
    assert not surely_better(np.full((3, 3), np.nan), 0.8).any()
    assert not surely_better(seen[:, :1], 0.8).any()  # one year tells nothing from luck
    assert surely_better(np.zeros((0, 3)), 0.8).size == 0


def test_progress_is_beyond_a_line_for_the_district_with_a_level_for_each_grade() -> None:
    draw = np.random.default_rng(5)
    before, grade = draw.normal(75, 6, 60), np.repeat([2, 3, 5], 20)
    after = 20 + 3.0 * grade + 0.8 * before
    heads, one = np.full(60, 40), np.zeros(60, np.int16)
    np.testing.assert_allclose(surplus(after, before, heads, grade, one), 0, atol=1e-6)
    after[7] += 3.0
    found = surplus(after, before, heads, grade, one)
    assert found.argmax() == 7
    assert 2.5 < found[7] < 3.0
    two = np.repeat(np.array([0, 1], np.int16), 30)  # nothing that happens in one district is seen in the other
    np.testing.assert_allclose(surplus(after, before, heads, grade, two)[30:], 0, atol=1e-6)
    before[3] = np.nan
    assert np.isnan(surplus(after, before, heads, grade, one)[3])


def test_only_years_that_a_school_was_in_the_group_count() -> None:
    world = run_case(mini(), terms=8, **{**OFF, "bundled_evaluation.on": True}).world
    world.term -= 1  # as the spring of 2020 sees it
    tool = world.settings.instruments["bundled_evaluation"]
    rows = tool.ties(world)
    seen = np.isfinite(group_progress(world, rows, tool.seats(world, rows), 8))
    years = {world.case.groups[i].id: int(n) for i, n in enumerate(seen.sum(1))}
    assert years == {"g-p": 3, "g-j": 2}  # formed in the autumn of 2017, and in the spring of 2018


def awarded(county: int, by: float) -> tuple[np.ndarray, np.ndarray]:
    """Return how often each group of a county is awarded in ten years, and which were better led all the time, by so much."""
    model = run_case(
        synthetic_case(30_000, seed=county), terms=0, years=10,
        **{**OFF, "bundled_evaluation.on": True, "bundled_evaluation.weight": 0.01, "principals.turnover": 0.0},
    )  # fmt: skip
    world = model.world
    better = (np.arange(len(world.groups)) + county) % 2 == 0
    for unit in np.flatnonzero(better):
        schools = np.append(world.groups.core[unit], world.ties.school[world.ties.group == unit])
        world.schools.management[schools] += by
    while model.running:
        model.step()
    got = np.zeros(len(better))
    for entry in world.books.entries:
        if entry.item == "awards":
            got[entry.target_row] += 1
    return got, better


def test_groups_as_much_better_led_as_groups_differ_get_more_awards() -> None:
    """By a standard deviation of what heads are worth, over the root of a group's schools: the same counties with and without.

    A county is one draw: its groups differ beforehand as well, and win several times.
    """
    by = 0.05 / np.sqrt(5)

    def lead(county: int, by: float) -> float:
        got, better = awarded(county, by)
        return float(got[better].mean() - got[~better].mean())

    more = np.array([lead(county, by) - lead(county, 0.0) for county in range(1, 25)])
    low, high = stats.ttest_1samp(more, 0.0).confidence_interval(0.95)
    assert 0 < low < high < 5, (more.mean(), low, high)  # awards of a group in ten years


def test_in_a_county_awards_go_to_the_groups_that_are_truly_better_led() -> None:
    got, better = awarded(4, 0.15)  # far more than groups differ
    assert got.sum() > 5
    assert got[better].sum() / got.sum() > 0.75 > better.mean() + 0.1
