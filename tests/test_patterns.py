"""What groups do in Huadu over ten years, against what studies of real groups found (V7 to V13, V16, V21).

Reform against the same district without it, three paired seeds. Where a limit is not a sign, the text says why it stands
where it stands. Most of this is direction and order of magnitude; nothing was fitted to it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from worlds import run_case

from experiments.docs import estimands, targets
from experiments.docs.estimands import SeedRuns
from sim import kinds
from sim.case import Case, Reform, load_case
from sim.state import Title
from sim.synthetic import synthetic_case

SEEDS, YEARS, REFORM = (1, 2, 3), 14, 2020
SD = 15.0  # points


@pytest.fixture(scope="module")
def pairs() -> list[SeedRuns]:
    case = load_case("huadu")
    return [estimands.runs(seed, case, YEARS) for seed in SEEDS]


def effect(pairs: list[SeedRuns], measure: str, stage: str | None = None) -> pd.Series:
    """Return the mean difference of a measure between the arms, by year, in its own unit."""
    return sum(estimands.effect(p, measure, stage) for p in pairs) / len(pairs)


def test_before_the_first_reform_the_arms_are_one(pairs: list[SeedRuns]) -> None:
    for measure in ("mean_score", "member_score", "core_score", "burnout"):
        assert (effect(pairs, measure).loc[: REFORM - 1] == 0).all()


@pytest.mark.xfail(
    reason="members gain nothing: heads' own work, hours and a staff that changes cost what is learnt (TRACE 7)",
    strict=True,
)
@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_v7_members_gain_by_some_hundredths_of_a_standard_deviation(pairs: list[SeedRuns], stage: str) -> None:
    """Modest on average: effects of teachers' learning are small; more than 0.15 SD in ten years would be a marvel."""
    gain = effect(pairs, "member_score", stage).loc[2027:].mean() / SD
    assert 0.01 < gain < 0.15


def test_v7_the_core_gives_at_first(pairs: list[SeedRuns]) -> None:
    assert effect(pairs, "core_score").loc[2022:2024].min() < 0


@pytest.mark.xfail(reason="cores lose 0.042 SD in one year, 0.035 to 0.04 in those around it", strict=True)
def test_v7_the_core_never_gives_much(pairs: list[SeedRuns]) -> None:
    assert (effect(pairs, "core_score") / SD).min() > -0.04


@pytest.mark.xfail(reason="cores lose 0.03 SD for good", strict=True)
def test_v7_the_core_does_not_lose_in_the_long_run(pairs: list[SeedRuns]) -> None:
    """Lei and Deng 2025: pupils of core schools gain too."""
    assert (effect(pairs, "core_score") / SD).loc[2028:].mean() > 0


@pytest.mark.xfail(reason="the lowest tenth gains, but the mean does not (above)", strict=True)
def test_v7_gains_are_larger_for_the_lowest_tenth_and_for_the_children_of_the_poor(pairs: list[SeedRuns]) -> None:
    """Lei and Deng 2025: stronger for disadvantaged families."""
    assert effect(pairs, "bottom_decile").loc[2026:].mean() > effect(pairs, "mean_score").loc[2026:].mean() > 0
    assert effect(pairs, "ses_slope").loc[2026:].mean() < 0


def test_v7_teachers_of_members_become_better(pairs: list[SeedRuns]) -> None:
    """Lei and Deng 2025: the channel is the quality of teachers."""
    assert (effect(pairs, "member_skill").loc[2022:] > 0).all()


@pytest.mark.xfail(reason="postings leave the register, by which the study counts, where it is", strict=True)
def test_v8_shares_of_middle_titles_draw_together(pairs: list[SeedRuns]) -> None:
    """Li and Yao 2019, by register."""
    assert np.mean([estimands.title_gap(p, Title.FIRST, Title.FIRST) for p in pairs]) < -0.01


def test_v8_groups_do_not_spread_senior_titles_and_bring_no_more_teachers(pairs: list[SeedRuns]) -> None:
    """Li and Yao 2019: shares of senior titles do not draw together, by register; no more teachers per pupil."""
    senior = np.mean([estimands.title_gap(p, Title.SENIOR, Title.FULL) for p in pairs])
    assert senior > -0.01
    assert abs(effect(pairs, "pupil_teacher_ratio").loc[2026:].mean()) < 0.2


@pytest.mark.xfail(reason="members gain next to nothing in six years, half of it at once or never", strict=True)
def test_v9_where_nothing_is_staged_half_of_the_effect_is_there_in_the_fourth_year(pairs: list[SeedRuns]) -> None:
    """Chapman and Muijs 2014: two to four years. Nothing in the model waits."""
    assert 2 <= np.mean([estimands.lag(p) for p in pairs]) <= 4


def test_v11_groups_differ_widely_around_a_modest_average(pairs: list[SeedRuns]) -> None:
    """Large variance across groups, average modest (EPI 2016)."""
    gains = pd.concat([estimands.by_group(p)["gain"] for p in pairs], axis=1).mean(axis=1)
    assert gains.std() > 0.4 * abs(gains.mean())
    assert abs(gains.mean()) < 0.05


@pytest.mark.xfail(reason="members gain nothing on average (above), and half of the groups lose", strict=True)
def test_v11_most_groups_gain(pairs: list[SeedRuns]) -> None:
    gains = pd.concat([estimands.by_group(p)["gain"] for p in pairs], axis=1).mean(axis=1)
    assert (gains > 0).mean() > 0.6


def test_v16_more_groups_draw_together_than_without_the_reform(pairs: list[SeedRuns]) -> None:
    """Seed S0:46 reports a marked fall of the CV for 19 groups of primary schools, without size or control."""
    before_after, control = (np.mean([estimands.drawn_together(p, reform=r) for p in pairs]) for r in (True, False))
    assert before_after > control


def test_the_coverage_of_huadu_is_complete_once_the_groups_are_formed(pairs: list[SeedRuns]) -> None:
    for p in pairs:
        district = p.reform["district"]
        assert district.loc[district["year"] >= 2024, "coverage"].min() > 0.99


def test_v15_groups_meet_as_often_as_they_reported(pairs: list[SeedRuns]) -> None:
    """8.5 activities of 60 people a group and year: 14,280 person-times in 28 groups, as far as their funds reach."""
    done = pairs[0].reform["instruments"]
    people = done.loc[(done["instrument"] == "joint_research") & (done["year"] >= 2025), "people"]
    assert people.between(0.6 * 14_280, 1.01 * 14_280).all()


# The verdicts themselves.


def test_a_target_is_met_or_missed_only_where_its_whole_interval_says_so() -> None:
    near, far = np.array([0.9, 1.0, 1.1]), np.array([-2.0, 4.0, 1.0])
    assert targets.verdict(near, 0.0, 2.0) == targets.MET
    assert targets.verdict(near, 2.0, 3.0) == targets.verdict(-near, 0.0, np.inf) == targets.MISSED
    assert targets.verdict(far, 0.0, 2.0) == targets.UNDECIDED
    assert targets.verdict(np.array([np.nan, np.nan]), 0.0, 2.0) == targets.UNDECIDED


def test_the_table_that_is_kept_has_every_target_and_follows_from_its_numbers() -> None:
    kept = targets.stored()
    every = (*targets.TARGETS, *targets.OWN)
    assert [(r.target, r.band_low, r.band_high) for r in kept.itertuples()] == [(t.id, t.low, t.high) for t in every]
    for r, t in zip(kept.itertuples(), every, strict=True):
        inside, outside = t.low <= r.low and r.high <= t.high, r.high < t.low or r.low > t.high
        wanted = targets.MET if inside else targets.MISSED if outside else targets.UNDECIDED
        assert r.result == (targets.BUILT if t.built else wanted), t.id
    assert len(targets.table().splitlines()) == 2 + len(every)


def test_the_lag_is_the_year_in_which_half_of_the_six_year_effect_is_there(pairs: list[SeedRuns]) -> None:
    flat = pairs[0].baseline["district"].assign(member_score=70.0)
    risen = flat.assign(member_score=flat["member_score"] + (flat["year"] - REFORM + 1).clip(0, 6))
    at_once = flat.assign(member_score=flat["member_score"] + (flat["year"] >= REFORM))
    fallen = flat.assign(member_score=140 - risen["member_score"])
    for frame, year in ((risen, 3.0), (at_once, 1.0), (flat, np.nan), (fallen, np.nan)):
        made = pairs[0]._replace(baseline={"district": flat}, unstaged={"district": frame})
        np.testing.assert_equal(estimands.lag(made), year)  # of no gain there is no half


@pytest.fixture(scope="module")
def county() -> Case:
    return synthetic_case(30_000, seed=4)


def of_members(measure: str, case: Case, seed: int, **settings: object) -> pd.Series:
    """Return a measure of members by year."""
    d = run_case(case, rng=seed, years=12, record=True, **settings).tables()["district"]
    return (d[measure] * d["pupils"]).groupby(d["year"]).sum() / d.groupby("year")["pupils"].sum()


def test_v12_a_core_that_must_lead_too_many_helps_each_less(county: Case) -> None:
    gains = []
    for seed in SEEDS:
        able, overtaxed = (of_members("member_skill", county, seed, **{"ties.attention": n}) for n in (8.0, 1.0))
        gains.append((able - overtaxed).iloc[-4:].mean())
    assert np.mean(gains) > 0


def test_v21_without_incentive_about_a_twentieth_would_go(county: Case) -> None:
    """Glazerman et al. 2013: 81 of 1,514. The draw of motives makes it a little more than the share at the mean motive."""
    plain = {"rotation.appeal": 0.0, "rotation.career": 0.0, "rotation.tiring": 0.0}
    only = {name: name == "rotation.on" for name in county.reforms[0].set}
    log = run_case(county, years=8, **only, **plain, **{"rotation.annual_share": 0.3}).world
    kind, chosen = log.placements.kind[: log.n_placements], log.placements.chosen[: log.n_placements]
    willing = chosen[kind == kinds.code("rotation")]
    assert willing.size > 300
    assert 0.02 < willing.mean() < 0.09


def after_the_end(county: Case, measure: str) -> tuple[float, float]:
    """Return what a measure of members is ahead by some years after the programme was stopped, and if it goes on."""
    off = Reform(date="2023-08", zh="停止", en="Stop", set=dict.fromkeys(county.reforms[0].set, False))
    stopped = county.model_copy(update={"reforms": [*county.reforms, off]})
    left, full = [], []
    for seed in SEEDS:
        base = of_members(measure, county.without_reforms(), seed)
        left.append((of_members(measure, stopped, seed) - base).iloc[-2:].mean())
        full.append((of_members(measure, county, seed) - base).iloc[-2:].mean())
    return float(np.mean(left)), float(np.mean(full))


def test_f6_when_the_programme_stops_part_of_what_teachers_have_learnt_remains(county: Case) -> None:
    """输血 or 造血: teachers who have learnt stay and keep part of it, lent managers and lessons go."""
    left, full = after_the_end(county, "member_skill")
    assert 0 < left < full


def test_f6_when_the_programme_stops_part_of_the_gain_remains(county: Case) -> None:
    left, full = after_the_end(county, "member_score")
    assert 0 < left < full
