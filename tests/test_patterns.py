"""What groups do in Huadu over ten years, against what studies of real groups found (V7 to V13, V16, V21).

Reform against the same district without it, three paired seeds. Where a limit is not a sign, the text says why it stands
where it stands. Most of this is direction and order of magnitude; nothing was fitted to it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from worlds import run_case

from sim import kinds
from sim.case import Case, Reform
from sim.state import Title
from sim.synthetic import synthetic_case
from sim.world import World

SEEDS, YEARS, REFORM = (1, 2, 3), 14, 2020
SD = 15.0  # points


class Pair(NamedTuple):
    """Tables and worlds of the two arms of a seed."""

    reform: dict[str, pd.DataFrame]
    baseline: dict[str, pd.DataFrame]
    reformed: World
    unreformed: World
    careers: pd.DataFrame  # of teachers of the arm with reform, a row per year


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    out = []
    for seed in SEEDS:
        a, b = (run_case("huadu", rng=seed, years=YEARS, record=True, reforms=r) for r in (True, False))
        kept = ("uid", "skill", "experience", "placement")
        years = [pd.DataFrame({k: rows[k] for k in kept}).assign(year=int(rows["year"])) for rows in a.record.teachers]
        out.append(Pair(a.tables(), b.tables(), a.world, b.world, pd.concat(years)))
    return out


def effect(pairs: list[Pair], measure: str, stage: str | None = None) -> pd.Series:
    """Return the mean difference of a measure between the arms, by year, in its own unit."""

    def by_year(frame: pd.DataFrame) -> pd.Series:
        here = frame if stage is None else frame[frame["stage"] == stage]
        return (here[measure] * here["pupils"]).groupby(here["year"]).sum() / here.groupby("year")["pupils"].sum()

    return sum(by_year(p.reform["district"]) - by_year(p.baseline["district"]) for p in pairs) / len(pairs)


def test_before_the_first_reform_the_arms_are_one(pairs: list[Pair]) -> None:
    for measure in ("mean_score", "member_score", "core_score", "burnout"):
        assert (effect(pairs, measure).loc[: REFORM - 1] == 0).all()


@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_v7_members_gain_by_some_hundredths_of_a_standard_deviation(pairs: list[Pair], stage: str) -> None:
    """Modest on average: effects of teachers' learning are small; more than 0.15 SD in ten years would be a marvel."""
    gain = effect(pairs, "member_score", stage).loc[2027:].mean() / SD
    assert 0.01 < gain < 0.15


def test_v7_the_core_gives_at_first(pairs: list[Pair]) -> None:
    assert effect(pairs, "core_score").loc[2022:2024].min() < 0


@pytest.mark.xfail(
    reason="cores lose 0.048 SD in 2023: 0.012 by the novices they host, 0.013 by rotation at the rate of the rule",
    strict=True,
)
def test_v7_the_core_never_gives_much(pairs: list[Pair]) -> None:
    assert (effect(pairs, "core_score") / SD).min() > -0.04


@pytest.mark.xfail(reason="cores lose 0.03 SD for good, half of it by hosting novices (first_post)", strict=True)
def test_v7_the_core_does_not_lose_in_the_long_run(pairs: list[Pair]) -> None:
    """Lei and Deng 2025: pupils of core schools gain too."""
    assert (effect(pairs, "core_score") / SD).loc[2028:].mean() > 0


def test_v7_gains_are_larger_for_the_lowest_tenth_and_for_the_children_of_the_poor(pairs: list[Pair]) -> None:
    """Lei and Deng 2025: stronger for disadvantaged families."""
    assert effect(pairs, "bottom_decile").loc[2026:].mean() > effect(pairs, "mean_score").loc[2026:].mean() > 0
    assert effect(pairs, "ses_slope").loc[2026:].mean() < 0


def test_v7_the_gain_runs_through_the_quality_of_teachers(pairs: list[Pair]) -> None:
    """At least half of what members gain in a year is what their teachers are better by (the rest management, lessons)."""
    skill = effect(pairs, "member_skill")
    assert (skill.loc[2022:] > 0).all()
    # a lasting rise of teaching by q raises achievement by q / (1 - share left after a year) and more
    assert skill.loc[2028:].mean() / (1 - 0.25) > 0.5 * effect(pairs, "member_score").loc[2028:].mean() / SD


def title_gaps(pairs: list[Pair], place: str) -> tuple[float, float]:
    """Return how the reform changes the share of middle and of high titles at cores less that at members, by post or register."""

    def gap(world: World, low: Title, high: Title) -> float:
        t = world.teachers
        held, where = (t.title >= low) & (t.title <= high), getattr(t, place)
        core, member = (t.active & np.isin(where, rows) for rows in (world.groups.core, world.ties.school))
        return float(held[core].mean() - held[member].mean())

    middle, top = (
        float(np.mean([gap(p.reformed, *titles) - gap(p.unreformed, *titles) for p in pairs]))
        for titles in ((Title.FIRST, Title.FIRST), (Title.SENIOR, Title.FULL))
    )
    return middle, top


def test_v8_where_they_work_middle_titles_draw_together_more_than_high_ones_and_no_more_teachers(
    pairs: list[Pair],
) -> None:
    """Li and Yao 2019: shares of middle titles draw together, those of senior titles do not; no more teachers per pupil."""
    middle, top = title_gaps(pairs, "post")
    assert middle < top
    assert middle < -0.01
    assert abs(effect(pairs, "pupil_teacher_ratio").loc[2026:].mean()) < 0.2


@pytest.mark.xfail(reason="postings leave the register, by which the study counts, where it is", strict=True)
def test_v8_on_the_registers_middle_titles_draw_together(pairs: list[Pair]) -> None:
    middle, top = title_gaps(pairs, "register")
    assert middle < top
    assert middle < -0.01


def test_v13_who_rotates_upward_grows_more_than_who_rotates_sideways(pairs: list[Pair]) -> None:
    """Zhang, Ye and Wang: own growth of upward movers above that of lateral ones; downward movers learn least.

    Growth in skill from the spring before a rotation to the spring after two years of it, less that of teachers of the
    same experience who stayed at home.
    """
    found: dict[str, list[pd.Series]] = {"up": [], "lateral": [], "down": []}
    for p in pairs:
        t = p.careers.sort_values(["uid", "year"])
        ahead = t.groupby("uid")[["skill", "year"]].shift(-2)
        t = t.assign(growth=ahead["skill"] - t["skill"], band=t["experience"] // 5)[ahead["year"] == t["year"] + 2]
        at_home = t[(t["placement"] == kinds.AT_HOME) & (t["year"] >= REFORM)].groupby("band")["growth"].mean()
        world, n = p.reformed, p.reformed.n_placements
        log, core = world.placements, world.groups.core[world.placements.group[:n]]
        way = np.select([log.origin[:n] == core, log.target[:n] == core], ["down", "up"], "lateral")
        year = world.case.start_year + log.start[:n] // 2 - 1
        moves = pd.DataFrame({"uid": log.teacher[:n], "year": year, "way": way})
        moves = moves[(log.kind[:n] == kinds.code("rotation")) & (log.end[:n] - log.start[:n] == 4)].merge(
            t, on=["uid", "year"]
        )
        net = moves["growth"] - moves["band"].map(at_home).astype(float)
        for name, part in net.groupby(moves["way"]):
            found[str(name)].append(part)
    up, lateral, down = (pd.concat(found[way]).mean() for way in ("up", "lateral", "down"))
    assert up > lateral > 0
    assert lateral > down


def test_v9_the_effect_emerges_after_two_to_four_years(pairs: list[Pair]) -> None:
    """Chapman and Muijs 2014. Nothing in the model waits: a year after the reform little is seen, after four most of it."""
    members = effect(pairs, "member_score")
    assert members[REFORM + 1] < 0.3 * members[REFORM + 5]
    assert members[REFORM + 4] > 0.5 * members[REFORM + 5]


def test_v11_groups_differ_more_than_they_gain(pairs: list[Pair]) -> None:
    """Large variance across groups, average modest (EPI 2016): some groups' members lose."""
    gains = []
    for p in pairs:
        a, b = (t["groups"].set_index(["year", "group"])["member_score"] for t in (p.reform, p.baseline))
        gains.append((a - b).loc[2027:].groupby("group").mean())
    by_group = pd.concat(gains, axis=1).mean(axis=1)
    assert by_group.std() > 0.4 * by_group.mean()
    assert (by_group > 0).mean() > 0.6


def spread_within_groups(schools: pd.DataFrame) -> pd.Series:
    """Return the enrolment-weighted CV of mean scores in each group of the last three years."""
    here = schools[(schools["year"] >= schools["year"].max() - 2) & (schools["group"] != "")].dropna(
        subset=["mean_score"]
    )

    def cv(g: pd.DataFrame) -> float:
        w = g["pupils"] / g["pupils"].sum()
        mean = (w * g["mean_score"]).sum()
        return float(np.sqrt((w * (g["mean_score"] - mean) ** 2).sum()) / mean)

    return here.groupby(["year", "group"])[["pupils", "mean_score"]].apply(cv).groupby("group").mean()


def test_v16_in_most_groups_schools_draw_together(pairs: list[Pair]) -> None:
    """Seed S0:46 reports a marked fall of the CV for 19 groups of primary schools, without size or control."""
    falls = [
        (spread_within_groups(p.reform["schools"]) < spread_within_groups(p.baseline["schools"])).mean() for p in pairs
    ]
    assert np.mean(falls) > 0.5


def test_the_coverage_of_huadu_is_complete_once_the_groups_are_formed(pairs: list[Pair]) -> None:
    for p in pairs:
        district = p.reform["district"]
        assert district.loc[district["year"] >= 2024, "coverage"].min() > 0.99


def test_v15_groups_meet_as_often_as_they_reported(pairs: list[Pair]) -> None:
    """8.5 activities of 60 people a group and year: 14,280 person-times in 28 groups, as far as their funds reach."""
    done = pairs[0].reform["instruments"]
    people = done.loc[(done["instrument"] == "joint_research") & (done["year"] >= 2025), "people"]
    assert people.between(0.6 * 14_280, 1.01 * 14_280).all()


@pytest.fixture(scope="module")
def county() -> Case:
    return synthetic_case(30_000, seed=4)


def member_score(case: Case, seed: int, **settings: object) -> pd.Series:
    """Return the mean score of members by year."""
    d = run_case(case, rng=seed, years=12, record=True, **settings).tables()["district"]
    return (d["member_score"] * d["pupils"]).groupby(d["year"]).sum() / d.groupby("year")["pupils"].sum()


def test_v12_a_core_that_must_lead_too_many_helps_each_less(county: Case) -> None:
    gains = []
    for seed in SEEDS:
        able, overtaxed = (member_score(county, seed, **{"ties.attention": n}) for n in (8.0, 1.0))
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


def test_f6_when_the_programme_stops_part_of_the_gain_remains(county: Case) -> None:
    """输血 or 造血: teachers who have learnt stay, lent managers and lessons go."""
    off = Reform(date="2023-08", zh="停止", en="Stop", set=dict.fromkeys(county.reforms[0].set, False))
    stopped = county.model_copy(update={"reforms": [*county.reforms, off]})
    left, full = [], []
    for seed in SEEDS:
        base = member_score(county.without_reforms(), seed)
        left.append((member_score(stopped, seed) - base).iloc[-2:].mean())
        full.append((member_score(county, seed) - base).iloc[-2:].mean())
    assert 0 < np.mean(left) < np.mean(full)
