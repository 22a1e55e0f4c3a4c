"""The cases that come along hold the counts of the documents they are made from; V1 and V20 of the targets."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from sim.case import Case, Group, School, load_case


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
