"""The cases that come along hold the counts of the documents they are made from; V1 and V20 of the targets."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pytest
from worlds import run_case

from sim import kinds
from sim.case import Case, CaseError, Group, School, case_files, load_case, parse_case
from sim.config import defaults
from sim.model import DistrictModel
from sim.presets import UNIFIED
from sim.processes import groups as processes_of_groups
from sim.processes import team_research
from sim.state import Layer

REPORTED = {  # what a document tells of, by row: the day from which a case has it, and what says so
    "chengzhong": {
        "B2": ("2016-12", "council.meetings"), "B3": ("2016-12", "council.party_meetings"), "B4": ("2016-12", "twin.share"),
        "B5": ("2016-12", "council.leading"), "B20": ("2016-12", "council.reports"), "C1": ("2016-12", "rotation.on"),
        "C4 C5": ("2016-12", "visiting_teachers.on"), "C7": ("2016-12", "secondment.on"), "C13": ("2018-09", "across.share"),
        "C20": ("2016-12", "exchange.collectives"), "C15": ("2016-12", "careers.honour_credit"),
        "D1": ("2016-12", "mentoring.on"), "D4": ("2016-12", "joint_research.on"),
        "C6 D5 D6 D8 D10": ("2016-12", "teacher_activities.on"),
        "D12": ("2016-12", "training.on"), "D20": ("2018-09", "training.open_to_partners"),
        "D21": ("2018-09", "new_practices.on"),
    },
    "county": {
        "B2": ("2018-08", "council.meetings"), "C1": ("2019-02", "rotation.on"), "C3": ("2019-02", "follow_post.on"),
        "D1": ("2018-08", "mentoring.on"), "D2": ("2021-08", "studios.on"), "D7 D8 D9 D10": ("2023-03", "teacher_activities.on"),
        "D12": ("2023-03", "training.on"), "E1": ("2018-08", "facility_sharing.on"), "E3": ("2023-03", "course_bank.on"),
        "E10": ("2018-08", "finance.planned"), "F2": ("2021-08", "finance.pool"), "G1": ("2021-08", "bundled_evaluation.on"),
        "G8": ("2021-08", "satisfaction.choice"), "H1": ("2019-03", "pupil_exchange.on"),
    },
    "tianjin": {
        "A38": ("2020-09", "researchers.paired"), "C1": ("2020-09", "rotation.on"), "D3": ("2023-09", "studios.on"),
        "D5 D6 D8 D10": ("2022-09", "teacher_activities.on"), "D18": ("2023-09", "coaching.on"),
        "D19": ("2024-03", "showcases.on"), "E3": ("2022-09", "course_bank.on"), "E8": ("2022-09", "after_school.on"),
        "G1": ("2023-09", "bundled_evaluation.on"),
        "G9": ("2024-09", "standing.years"), "H1": ("2020-09", "pupil_exchange.on"),
    },
}  # fmt: skip


@cache
def schools(name: str) -> dict[str, School]:
    return {s.id: s for s in load_case(name).schools}


def units(name: str, layer: str = "group") -> list[Group]:
    return [g for g in load_case(name).groups if g.layer == layer]


def set_on(case: Case, key: str) -> dict[str, object]:
    return {r.date: r.set[key] for r in case.reforms if key in r.set}


def district_of(name: str, school: str) -> str | None:
    towns = {t.id: t.district for t in load_case(name).towns}
    return towns[schools(name)[school].town]


@pytest.mark.parametrize("name", ["chengzhong", "county", "jiangmen", "tianjin"])
def test_cohorts_of_both_stages_match_within_a_twentieth(name: str) -> None:
    rolls: Counter[tuple[str | None, str]] = Counter()
    for s in schools(name).values():
        if s.opens is None:
            of = {"primary": {"primary": 6}, "junior": {"junior": 3}, "nine_year": {"primary": 9, "junior": 9}}
            for stage, grades in of.get(s.stage, {}).items():
                rolls[district_of(name, s.id), stage] += round(s.pupils / grades)
    for district in {d for d, _ in rolls}:
        assert rolls[district, "junior"] / rolls[district, "primary"] == pytest.approx(1, abs=0.05), district


def test_jiangmen_goes_from_eight_groups_of_pengjiang_to_68_of_seven_county_units() -> None:
    """Seed S1:28, S1:42, S1:52, S1:74."""
    case, groups = load_case("jiangmen"), units("jiangmen")
    assert [d.zh for d in case.bureaus] == ["蓬江区", "江海区", "新会区", "鹤山市", "台山市", "开平市", "恩平市"]
    assert len(groups) == 68
    first = [g for g in groups if case.term_of(g.formed) < case.term_of("2020-08")]
    assert {district_of("jiangmen", g.core) for g in first} == {"pengjiang"}
    assert min(g.formed for g in groups) == "2018-12"
    assert max(g.formed for g in groups) <= "2022-10"
    assert sum(district_of("jiangmen", g.core) == "pengjiang" for g in groups) == 8
    assert Counter(g.tier for g in groups) == {"provincial": 10, "municipal": 15, "district": 43}
    plan = next(r for r in case.reforms if r.date == "2022-12")
    assert (plan.set["life_cycle.cap_schools"], plan.set["life_cycle.cap_pupils"]) == (9, 15_000)
    assert set_on(case, "secondment.managers") == {"2022-12": 2}
    east, west = {"pengjiang", "jianghai", "xinhui", "heshan"}, {"taishan", "kaiping", "enping"}
    of = {g.id: district_of("jiangmen", g.core) for g in groups}
    assert len(plan.join) == 8
    assert all(of[e.group] in east and district_of("jiangmen", e.school) in west for e in plan.join)


def test_chengzhong_has_three_groups_over_two_counties_with_other_textbooks_and_their_earmarks() -> None:
    """Seed S3:20, S3:32-34, S3:40."""
    case, groups = load_case("chengzhong"), units("chengzhong")
    assert {schools("chengzhong")[g.core].zh for g in groups} == {
        "西宁市第十一中学",
        "西宁市第八中学",
        "西宁市第一中学",
    }
    assert len({d.textbooks for d in case.bureaus}) == 2
    for g in groups:
        assert district_of("chengzhong", g.core) == "chengzhong"
        assert {district_of("chengzhong", m.school) for m in g.members} == {"huangzhong"}
    assert "加汝尔小学" in {schools("chengzhong")[m.school].zh for g in groups for m in g.members if g.id == "no8"}
    earmark = set_on(case, "finance.earmark")
    assert {date: round(3 * float(str(yuan)), -3) for date, yuan in earmark.items()} == {
        "2017-08": 149_000,
        "2018-08": 170_000,
    }


def test_the_county_begins_with_two_groups_and_hosts_at_most_five() -> None:
    """Seed S2 F2:55-73, F10:385, F12:471, F15:573, F16:644-671."""
    case, groups = load_case("county"), units("county")
    first = [g for g in groups if g.formed == "2018-08"]
    assert len(first) == 2
    lifted = {(m.school, m.stage) for g in first for m in g.members if m.stage}
    assert lifted == {("xx", "junior"), ("xx", "primary")}, (
        "each stage of the school that is lifted, in a group of its own"
    )
    assert all(len(g.members) <= 5 for g in groups)
    assert set_on(case, "life_cycle.cap_schools") == {"2018-08": 6}
    assert set_on(case, "life_cycle.coverage") == {"2021-08": 0.6}
    assert set_on(case, "life_cycle.coverage_by") == {"2021-08": 2025}
    forms = {m.form for g in case.groups for m in g.members}
    assert {"tight", "hosted", "entrusted", "direct", "assist", "co_run", "support_pair"} <= forms
    (support,) = units("county", "support")
    assert len(support.members) == 1


def test_tianjin_has_four_layers_as_the_commission_counts_them() -> None:
    """Seed S4:4-9; V1 and V20."""
    case, known = load_case("tianjin"), schools("tianjin")
    assert len(case.bureaus) == 16
    groups = units("tianjin")
    assert (len(groups), sum(len(g.members) for g in groups)) == (95, 369)
    compulsory = {s.id for s in known.values() if s.stage != "partner"}
    clustered = {name for g in units("tianjin", "cluster") for name in (g.core, *(m.school for m in g.members))}
    assert clustered == compulsory, "学区 hold every compulsory school"
    pairs = units("tianjin", "support")
    outer = {"wuqing", "baodi", "jizhou", "jinghai", "ninghe"}
    assert len(pairs) == 123
    assert {district_of("tianjin", g.core) for g in pairs} == outer
    rural = {t.id for t in case.towns if t.locality == "rural" and t.district in outer}
    reached = {m.school for g in pairs for m in g.members}
    of = [s.id for s in known.values() if s.town in rural]
    assert len(reached & set(of)) / len(of) == pytest.approx(0.731, abs=0.001)
    communities = units("tianjin", "regional")
    ends = [
        (district_of("tianjin", g.core), {district_of("tianjin", m.school) for m in g.members}) for g in communities
    ]
    centre = {"heping", "hedong", "hexi", "nankai", "hebei", "hongqiao"}
    assert len(ends) == 14
    assert [(a, b) for a, b in ends if b <= centre] == [
        ("heping", {"hedong"}),
        ("hexi", {"hongqiao"}),
        ("nankai", {"hebei"}),
    ]
    assert all(a in centre and len(b) == 1 for a, b in ends)
    run_together = [m.school for g in units("tianjin", "alliance") for m in g.members]
    assert len(run_together) == 39
    assert sum(district_of("tianjin", name) == "binhai" for name in run_together) == 14
    assert all(known[g.core].stage == "partner" for g in units("tianjin", "alliance"))
    assert all(known[name].opens for name in run_together)


@pytest.mark.parametrize("name", REPORTED)
def test_what_a_document_reports_is_in_the_case_from_its_day_on(name: str) -> None:
    case = load_case(name)
    for row, (date, key) in REPORTED[name].items():
        on = set_on(case, key)
        assert date in on, row
        assert on[date], row
        assert any(of.startswith(("reforms", "*")) for of in case.sources), row


@pytest.mark.parametrize(("name", "years"), [("chengzhong", 9), ("county", 10), ("tianjin", 8)])
def test_every_instrument_that_a_case_turns_on_does_something(name: str, years: int) -> None:
    model = ran(name, years)
    did = model.tables()["instruments"].groupby("instrument")[["people", "hours", "yuan"]].sum().sum(axis=1)
    turned_on = {key[:-3] for r in load_case(name).reforms for key in r.set if key.endswith(".on")}
    assert {tool for tool in turned_on if not did.get(tool, 0)} == set()


@cache
def ran(name: str, years: int) -> DistrictModel:
    return run_case(load_case(name), terms=2 * years, years=years, record=True)


def test_chengzhong_uses_posted_teachers_as_ordinary_ones_with_up_to_28_lessons() -> None:
    """Seed S3:38-40: most of those sent teach as anybody does, the most burdened 28 lessons a week, and hardly set an example."""
    case = load_case("chengzhong")
    world = ran("chengzhong", 9).world
    t = world.teachers
    sent = t.active & np.isin(t.placement, [kinds.code(name) for name in ("one_way_rotation", "stay_to_teach")])
    home = t.active & (t.placement == kinds.AT_HOME)
    assert sent.sum() >= 3
    assert t.load[sent].max() > 22
    assert t.load.max() <= world.settings.params.teaching.load_cap == 28
    assert t.load[sent].mean() > 1.4 * t.load[home].mean()
    np.testing.assert_allclose(team_research.heard(world)[sent], 1 - case.params["growth.as_ordinary"], atol=1e-6)


def test_few_of_chengzhong_move_for_the_road_is_dear_and_nobody_is_made_to_go() -> None:
    """Seed S3:38."""
    usual, own = defaults(None), ran("chengzhong", 9).world.settings
    rotation, default = own.instruments["rotation"], usual.instruments["rotation"]
    for number in ("travel", "tiring", "weary"):
        assert getattr(rotation, number) > getattr(default, number)
    moved = ran("chengzhong", 9).tables()["postings"]
    moved = moved[moved["instrument"] == "rotation"]
    assert moved["sent"].sum() < 0.4 * moved["required"].sum()
    assert moved["short_consent"].sum() > 0.5 * moved["required"].sum()


def test_the_unions_of_chengzhong_have_nine_unifications_as_their_task() -> None:
    """Seed S3:24, with heads who keep their own ideas (S3:32-34)."""
    (union,) = load_case("chengzhong").forms
    assert union.unified == "nine"
    form = defaults(load_case("chengzhong")).forms["union"]
    whole = {f for f in UNIFIED["nine"].functions if getattr(form, f) == 1}
    assert whole == {*UNIFIED["nine"].functions} - {"management", "culture"}
    assert form.one_way


def test_activities_of_chengzhong_are_twelve_a_year_and_group() -> None:
    """Seed S3:32: between the 6 of No. 8 and the 14 of No. 11, of which six are lessons delivered."""
    case = load_case("chengzhong")
    (research,), (delivered,) = (
        set_on(case, key).values() for key in ("joint_research.events_per_year", "teacher_activities.yearly.delivered")
    )
    assert float(str(research)) + float(str(delivered)) == 12


def test_kindergartens_of_the_county_are_in_chains_that_cost_and_change_nothing() -> None:
    """Seed S2 F16:646-652: a good kindergarten leads a new one and others, and a township's leads those of villages."""
    known, chains = schools("county"), units("county", "alliance")
    assert all(known[name].stage == "kindergarten" for g in chains for name in (g.core, *(m.school for m in g.members)))
    assert {s.id for s in known.values() if s.stage == "kindergarten"} == {
        name for g in chains for name in (g.core, *(m.school for m in g.members))
    }
    assert {known[m.school].level for g in chains for m in g.members} == {"new", "ordinary", "weak"}
    world = ran("county", 10).world
    rows = [world.names.group_row[g.id] for g in chains]
    assert world.groups.active[rows].all()
    assert not np.isin(processes_of_groups.living(world), rows).any()
    assert not world.groups.fund[rows].any()
    raw = raw_county()
    next(g for g in raw["groups"] if g["id"] == "k-chain")["layer"] = "group"
    with pytest.raises(CaseError, match="'k1' is a kindergarten, which can lead kindergartens alone"):
        parse_case(raw, "county")


def raw_county() -> dict[str, Any]:
    return tomllib.loads(case_files()["county"].read_text(encoding="utf-8"))


def test_the_county_goes_on_to_other_groups_only_if_its_pilots_did_not_fall_behind() -> None:
    """Seed S2 F2:61, F16:607: pilots first, and then one unit after another."""
    case = load_case("county")
    (gated,) = [r for r in case.reforms if r.gate is not None]
    assert gated.gate is not None
    assert gated.gate.groups == ("no2", "seat")
    assert {e.group for e in gated.found} == {g.id for g in case.groups} - {"no2", "seat"}
    raw = raw_county()
    next(r for r in raw["reforms"] if "gate" in r)["gate"]["at_least"] = 100.0
    closed = run_case(parse_case(raw, "county"), terms=14).world
    for world, formed in ((ran("county", 10).world, True), (closed, False)):
        others = [world.names.group_row[event.group] for event in gated.found]
        assert world.groups.active[others].any() == formed
        assert world.groups.active[[world.names.group_row[name] for name in gated.gate.groups]].all()


def test_the_primary_group_of_the_county_has_five_unifications_and_a_senior_school_works_with_one_outside() -> None:
    """Seed S2 F5:183, F16:639-644."""
    case = load_case("county")
    form = defaults(case).forms["five"]
    assert all(getattr(form, f) == 1 for f in UNIFIED["five"].functions)
    assert next(m.form for g in case.groups if g.id == "seat" for m in g.members if m.school == "xx") == "five"
    assert "senior" in {m.school for g in case.groups if g.id == "co-run" for m in g.members}


def test_tianjin_has_one_and_a_quarter_million_pupils_and_good_groups_are_chosen_among_groups_alone() -> None:
    """S4 counts no pupils; S4:12 speaks of groups."""
    taught = list(schools("tianjin").values())
    assert round(sum(s.pupils for s in taught if not s.opens), -4) == 1_240_000
    assert round(sum(s.pupils for s in taught), -4) == 1_280_000
    g = ran("tianjin", 8).world.groups
    assert g.met[g.layer == Layer.GROUP].max() > 0.5
    assert not g.met[g.layer != Layer.GROUP].any()


def test_institutes_of_tianjin_work_with_and_without_the_projects_and_are_paired_by_the_first() -> None:
    """Seed S4:5."""
    case = load_case("tianjin")
    assert case.params["researchers.on"]
    assert case.params["researchers.everybody"]
    without = run_case(case.without_reforms(), terms=2, years=1, record=True).tables()["instruments"]
    assert without.loc[without["instrument"] == "researchers", "people"].sum() > 1000
