"""What seeds S0 (Huadu) and S1 (Jiangmen) tell of dates and counts, in runs of the two cases."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest

from sim.axes import Kind
from sim.case import Case, load_case
from sim.model import DistrictModel
from sim.state import Layer, Tier
from sim.world import World

YEAR_OF_ADJUSTMENT = 2024


@cache
def world(name: str, last: int, *, reforms: bool = True) -> World:
    """Return the world at the end of a school year."""
    case = load_case(name)
    years = last + 1 - case.start_year
    model = DistrictModel(case, rng=1, years=years, reforms=reforms)
    model.run_for(2 * years)
    return model.world


def inside(w: World) -> dict[str, set[str]]:
    """Return the schools of each group in force, cores among them."""
    g, ids, names = w.groups, [*w.names.school_row], [*w.names.group_row]
    out = {names[row]: {ids[g.core[row]]} for row in np.flatnonzero(g.active & (g.layer == Layer.GROUP))}
    for row in np.flatnonzero(w.ties.active & (g.layer[w.ties.group] == Layer.GROUP)):
        out[names[w.ties.group[row]]].add(ids[w.ties.school[row]])
    return out


def forms(w: World) -> dict[tuple[str, str], str]:
    """Return the form of each tie in force, by group and school."""
    ties, of, ids, names = w.ties, [*w.settings.forms], [*w.names.school_row], [*w.names.group_row]
    rows = np.flatnonzero(ties.active)
    return {(names[ties.group[r]], ids[ties.school[r]]): of[ties.form[r]] for r in rows}


def of_stage(case: Case, units: dict[str, set[str]]) -> Counter[bool]:
    """Return how many schools are compulsory, and how many are not, in groups."""
    stage = {s.id: s.stage for s in case.schools}
    return Counter(stage[name] != "kindergarten" for unit in units.values() for name in unit)


# Huadu.


def test_the_adjustment_of_2024_makes_28_groups_of_162_units_138_of_them_compulsory() -> None:
    """Seed S0:28; before it there were the 24 groups of S0:42, which is assumed, and no school was in two."""
    case = load_case("huadu")
    before, after = (inside(world("huadu", YEAR_OF_ADJUSTMENT - n)) for n in (1, 0))
    assert (len(before), len(after)) == (24, 28)
    assert of_stage(case, after) == {True: 138, False: 24}
    assert of_stage(case, before) == {True: 131, False: 21}
    assert set(after) - set(before) == {"xinhua-p3", "huadong-p2", "shiling-p2", "chini-p1"}
    open_now = {s.id for s in case.schools if s.stage not in {"kindergarten", "partner"}}
    merged = {name for r in case.reforms for m in r.merge for name in m.schools}
    assert set().union(*after.values()) >= open_now - merged, (
        "full coverage of new, rural and weak schools, here of all"
    )
    assert {max(map(len, units.values())) <= 9 for units in (before, after)} == {True}


def test_ties_of_assistance_are_added_by_the_adjustment() -> None:
    """Seed S0:28: 扩充教育集团内部的帮扶型成员校关系."""
    before, after = (forms(world("huadu", YEAR_OF_ADJUSTMENT - n)) for n in (1, 0))
    for tie in (("huaguang", "huadong-v-p1"), ("xinhua-p2", "shiling-v-p3")):
        assert (before[tie], after[tie]) == ("alliance", "assist")


def test_three_groups_are_of_the_province_and_two_of_the_city() -> None:
    """Seed S0:28: three provincial groups under cultivation, two that were brought in."""
    g = world("huadu", YEAR_OF_ADJUSTMENT).groups
    tiers = Counter(g.tier[g.active & (g.layer == Layer.GROUP)].tolist())
    assert tiers == {Tier.PROVINCIAL: 3, Tier.MUNICIPAL: 2, Tier.DISTRICT: 23}


def test_the_two_brands_that_were_brought_in_come_with_a_name_and_a_team() -> None:
    """Seed S0:28: 引入广东广雅中学教育集团、广州市第六中学教育集团."""
    for year, brand, campus, share in (
        (2020, "brand-guangya", "guangya-huadu", 0.3),
        (2022, "brand-gz6", "gz6-huadu", 0.05),
    ):
        w, bare = world("huadu", year), world("huadu", year, reforms=False)
        row, t = w.names.school_row[campus], w.teachers
        assert forms(w)[brand, campus] == "co_run"
        assert w.schools.kind[w.groups.core[w.names.group_row[brand]]] == Kind.PARTNER
        came = t.active & (t.register == row) & (t.experience >= 5)
        came &= ~np.isin(t.uid, bare.teachers.uid[bare.teachers.active])
        assert came.sum() == pytest.approx(share * w.schools.posts[row].sum(), abs=3), campus
        assert (t.honour[came] > 0).any(), campus


def test_what_the_revision_of_2022_and_the_next_steps_name_is_held() -> None:
    """Seed S0:34, S0:42, S0:46, S0:56: meetings, visits, three shows, 32 courses and nine bulletins in 3.4 years."""
    case, years = load_case("huadu"), 3.4
    (revised,) = (r.set for r in case.reforms if r.date == "2022-03")
    assert revised["showcases.yearly"] * years == pytest.approx(3, abs=0.1)
    assert 28 * revised["course_bank.courses"] * years == pytest.approx(32, abs=1)
    assert 28 * revised["bulletins.issues"] * years == pytest.approx(9, abs=1)
    hours = world("huadu", 2026).settings
    for key in ("council.meetings", "council.party_meetings", "visits.share", "finance.appraised"):
        assert hours.value(key) > 0, key
    on = {name for name, tool in hours.instruments.items() if tool.on}
    assert on >= {
        "showcases",
        "course_bank",
        "bulletins",
        "visiting_teachers",
        "teacher_activities",
        "studios",
        "digital_lessons",
    }
    early = world("huadu", 2024).settings.instruments
    assert not any(early[name].on for name in ("digital_lessons", "studios")), "S0:56 announces them in August 2025"


# Jiangmen.


def test_county_units_begin_in_the_order_in_which_the_page_names_them() -> None:
    """Seed S1:42: Pengjiang at the end of 2018, then 新会、江海、台山、开平、鹤山、恩平."""
    case = load_case("jiangmen")
    town = {s.id: s.town for s in case.schools}
    district = {t.id: t.district for t in case.towns}
    first: dict[str | None, int] = {}
    for g in case.groups:
        of = district[town[g.core]]
        first[of] = min(first.get(of, 10**6), case.term_of(g.formed))
    assert len(first) == 7
    assert (
        first["pengjiang"]
        < first["xinhui"]
        == first["jianghai"]
        < first["taishan"]
        == first["kaiping"]
        < first["heshan"]
    )
    assert first["heshan"] == first["enping"]


def test_good_groups_are_ten_and_fifteen_at_first_and_twenty_and_thirty_in_2025() -> None:
    """Seed S1:28, counted without provincial ones among the municipal."""
    for last, provincial, municipal in ((2022, 10, 15), (2024, 20, 30)):
        g = world("jiangmen", last).groups
        tiers = Counter(g.tier[g.active & (g.layer == Layer.GROUP)].tolist())
        assert (tiers[Tier.PROVINCIAL], tiers[Tier.MUNICIPAL]) == (provincial, municipal), last


def test_members_leave_and_are_exchanged_after_the_plan_and_not_before() -> None:
    """Seed S1:54 (退出机制) and S1:74 (变更成员)."""
    before, after = world("jiangmen", 2022), world("jiangmen", 2024)

    def exits(w: World) -> int:
        return int(((w.ties.sour >= w.settings.params.life_cycle.exit_years) & ~w.ties.active).sum())

    def swaps(w: World) -> int:
        return sum(d.what == "changed member" for d in w.decisions)

    assert swaps(before) == 0
    assert before.ties.sour.max() == 0
    assert exits(after) > 0
    assert swaps(after) > 0
    assert all(d.term > 2 * (2022 - 2016) for d in after.decisions if d.what == "changed member")


def test_schools_that_open_after_the_plan_are_staffed_in_part_by_old_members() -> None:
    """Seed S1:50: 新纳入集团管理的学校从集团原成员校中直接选派教师."""
    old, new = world("jiangmen", 2022).teachers, world("jiangmen", 2023)
    names = new.names.school_row
    teams = [team for r in load_case("jiangmen").reforms for team in r.team]
    assert len(teams) == 7
    for team in teams:
        senders = [names[name] for name in team.senders]
        came = new.teachers.active & (new.teachers.register == names[team.school])
        came &= np.isin(new.teachers.uid, old.uid[old.active & np.isin(old.register, senders)])
        assert came.sum() >= 2, team.school


def test_the_three_modes_of_close_groups_are_there_and_all_rules_of_the_plan_hold() -> None:
    """Seed S1:36 (直管、委托、单法人) and S1:48-76."""
    case = load_case("jiangmen")
    assert {m.form for g in case.groups for m in g.members} == {
        "direct", "entrusted", "one_person", "alliance", "cooperative", "assist",
    }  # fmt: skip
    settings = world("jiangmen", 2023).settings
    assert settings.value("careers.titles_pooled")
    for key in (
        "finance.pool", "exchange.best", "careers.honour_credit", "visits.share", "reputation.published",
        "reputation.growth", "principals.appraisal", "reputation.publicity", "life_cycle.enter_new",
    ):  # fmt: skip
        assert settings.value(key) > 0, key
    on = {name for name, tool in settings.instruments.items() if tool.on}
    assert on >= {"pupil_exchange", "course_bank", "new_practices", "training", "visiting_teachers", "secondment"}
    credit = settings.params.careers
    assert credit.credit_place["rural"] > credit.credit_place["urban"]
    assert credit.credit_level["weak"] == credit.credit_level["new"] > credit.credit_level["strong"]
