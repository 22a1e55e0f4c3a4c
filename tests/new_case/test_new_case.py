"""Records become a case that says what they say: exactly where they speak, and with a sentence where they do not."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from counties import HOSTILE, counties, group, plain, records, school
from hypothesis import HealthCheck, given, settings
from worlds import run_case

from experiments import Refused
from experiments.new_case.draft import Draft, draft
from experiments.records.columns import Records
from experiments.records.reading import read_records
from sim.axes import STAGES, STOCKS
from sim.case import Case, case_files, load_case
from sim.check import numbers
from sim.equity.indicators import INDICATORS, indicators
from sim.world import World

EXAMPLE = Path(__file__).resolve().parents[2] / "configs" / "records" / "example"
AMOUNTS = dict(zip(INDICATORS, ("above_degree", "backbone", "arts", *STOCKS.names), strict=True))
PER = (100, 100, 100, 1, 1, 1, 100)


def make(*arguments: Any, **known: Any) -> Draft:
    """Return the case of rows."""
    return draft(records(*arguments, **known), "county")


def by_id(case: Case) -> dict[str, Any]:
    """Return the schools of a case."""
    return {s.id: s for s in case.schools}


def assert_first_day(told: Records, world: World) -> None:
    """Fail unless the first day shows what the records say: enrolment, classes, indicators by register, groups and ties."""
    row = world.names.school_row
    table = indicators(world, by="register")
    for name, own in told.schools[told.schools["stage"].isin(STAGES.names) & (told.schools["pupils"] > 0)].groupby(
        "id"
    ):
        heads = np.zeros(2)
        for r in own.to_dict("records"):
            stage = STAGES.code(r["stage"])
            heads[stage] = r["pupils"]
            for i, (indicator, amount) in enumerate(AMOUNTS.items()):
                if np.isfinite(r[amount]) and (amount not in STOCKS.names or len(own) == 1):
                    expected = PER[i] * r[amount] / r["pupils"]
                    assert table[row[name], stage, i] == pytest.approx(expected, rel=1e-6), (
                        name,
                        r["stage"],
                        indicator,
                    )
            if r["classes"] >= 9:
                assert world.schools.classes[row[name], stage] == min(r["classes"], r["pupils"])
        np.testing.assert_array_equal(world.schools.pupils[row[name]], heads)
        for stock in STOCKS.names:
            if own[stock].notna().all():
                assert getattr(world.schools, stock)[row[name]] == pytest.approx(own[stock].sum(), rel=1e-6)
    grouped = told.schools[told.schools["group"] != ""].drop_duplicates("id")
    for name, own in grouped.groupby("group"):
        found = next((g for g in world.case.groups if g.zh == name), None)
        if len(own) == 1:
            assert found is None
            continue
        assert found is not None
        assert found.core == own["id"][own["role"] == "core"].item()
        ties = dict(zip(own["id"], own["form"].replace("", "alliance"), strict=True))
        assert {m.school: m.form for m in found.members} == {i: f for i, f in ties.items() if i != found.core}
        assert (found.formed, found.tier) == (own["formed"].iloc[0], own["tier"].iloc[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(told=counties())
def test_whatever_a_county_knows_it_becomes_a_case_that_runs(told: Records) -> None:
    found = draft(told, "county")
    assert found.case.start_year == 2024
    world = run_case(found.case, terms=0).world
    assert_first_day(told, world)
    world = run_case(found.case, terms=2).world
    assert np.isfinite(world.students.trait[world.live_students()]).all()


def test_the_worked_example_is_its_case_on_the_first_day(tmp_path: Path) -> None:
    told = read_records(EXAMPLE)
    found = draft(told, "example")
    file = tmp_path / "example.toml"
    file.write_text(found.text, encoding="utf-8")
    case = load_case(file)
    assert case == found.case
    assert len(case.groups) == 3
    for seed in (1, 2):
        assert_first_day(told, run_case(case, terms=0, rng=seed).world)


def test_every_number_has_a_source_and_every_source_a_number() -> None:
    found = draft(read_records(EXAMPLE), "example")
    raw = tomllib.loads(found.text)
    used = list(numbers(raw, ""))
    for pattern, origin in raw["sources"].items():
        assert origin["en"].startswith(("cite: records of example", "assumed: "))
        assert origin["zh"].startswith(("文献：台账 example", "假设："))
        assert pattern.startswith("groups") or fnmatch.filter(used, pattern), pattern


def test_what_is_assumed_is_said_in_the_file_and_to_the_user() -> None:
    found = make(plain())
    head = re.sub(r"\n#   |\s", "", found.text.split("\nid = ")[0])  # a line may be broken between Chinese signs
    said = "\n".join(found.assumptions)
    for sentence in found.assumptions:
        assert f"#-{re.sub(r'\s', '', sentence)}" in head
    for words in (
        "school year 2023/24 and stand on the first day", "no coordinates", "spread evenly", "All teachers are drawn",
        "Taken as ordinary", "Mean family background of 3 of 3 towns", "share of migrant children of 3 of 3 towns",
        "Urban, town or rural by the name of the town: 4 schools", "No group is formed",
    ):  # fmt: skip
        assert words in said, words
    assert [t.locality for t in found.case.towns] == ["urban", "town", "rural"]


def test_what_the_records_say_is_not_assumed() -> None:
    said = "\n".join(draft(read_records(EXAMPLE), "example").assumptions)
    for words in (
        "no coordinates",
        "teachers are drawn",
        "ordinary",
        "Mean family background of",
        "share of migrant",
        "No instrument",
    ):
        assert words not in said, words


def test_a_made_up_map_depends_on_ids_alone() -> None:
    rows = plain()
    one, other = by_id(make(rows).case), by_id(make(rows[::-1]).case)
    assert {i: (s.x, s.y) for i, s in one.items()} == {i: (s.x, s.y) for i, s in other.items()}
    towns = {t.id: t for t in make(rows).case.towns}
    for s in one.values():
        t = towns[s.town]
        assert s.x is not None
        assert s.y is not None
        assert np.hypot(s.x - t.x, s.y - t.y) <= t.radius + 0.002
    city = towns["中心街道"]
    assert (city.x, city.y) == (0, 0)


def test_a_school_without_coordinates_lies_in_its_town() -> None:
    rows = [r | {"x": 30.0 + i, "y": -20.0} for i, r in enumerate(plain()) if r["id"] != "p1"]
    rows.append(school("p1", "primary", 600, town="河镇"))
    found = make(rows)
    s = by_id(found.case)["p1"]
    assert abs((s.x or 0) - 30) < 4
    assert "Put at a made-up place inside their town, without coordinates: 1 school (p1校)." in found.assumptions


def test_a_school_too_far_away_is_refused() -> None:
    rows = [r | {"x": 0.0, "y": 0.0} for r in plain()]
    rows[0] |= {"x": 499.0, "y": 499.0}
    with pytest.raises(Refused, match="more than 500 km from the centre: p1校 706 km"):
        make(rows)


def test_standing_follows_scores_or_backbone_teachers() -> None:
    rows = [school(f"p{i}", "primary", 300, teachers=20.0, backbone=float(b)) for i, b in enumerate((9, 4, 4, 4, 3, 0))]
    rows += [school(f"j{i}", "junior", 200, mean_score=60.0 + s) for i, s in enumerate((0, 1, 2, 20, -20))]
    found = make(rows)
    levels = {i: s.level for i, s in by_id(found.case).items()}
    assert [levels[f"p{i}"] for i in range(6)] == ["strong", *["ordinary"] * 4, "weak"]
    assert [levels[f"j{i}"] for i in range(5)] == ["ordinary"] * 3 + ["strong", "weak"]
    rows[0]["level"] = "weak"
    assert by_id(make(rows).case)["p0"].level == "weak"


def test_a_standing_that_too_few_schools_could_tell_has_its_own_reason() -> None:
    rows = [school(f"p{i}", "primary", 300) for i in range(3)]
    rows += [school(f"j{i}", "junior", 300, mean_score=60.0 + i) for i in range(3)]
    why = [a for a in make(rows).assumptions if a.startswith("Taken as ordinary")]
    assert len(why) == 2
    assert "no standing, scores or backbone teachers: 3 schools (p0校, p1校, p2校)" in why[0]
    assert "fewer than 5 schools of the stage have scores or backbone teachers" in why[1]
    assert why[1].endswith("3 schools (j0校, j1校, j2校).")


def test_a_complete_table_of_people_is_taken_over() -> None:
    rows = [school("p1", "primary", 60), school("j1", "junior", 30)]
    grades = [12, 11, 10, 9, 9, 9]
    children = [
        {"id": f"c{g}-{i}", "school": "p1", "grade": float(g + 1)} for g, n in enumerate(grades) for i in range(n)
    ]
    staff = [
        {"id": f"t{i}", "school": "p1", "stage": "primary", "sex": "female" if i % 2 else "male", "birth_year": 1962.0 + 8 * i,
         "title": ("senior", "first", "second", "none", "")[i], "honour": ("master", "leader", "backbone", "", "")[i],
         "degree": "bachelor", "subject": "pe" if i == 1 else "chinese"}
        for i in range(5)
    ]  # fmt: skip
    found = make(rows, staff, children)
    known = by_id(found.case)["p1"].primary
    assert known is not None
    assert known.model_dump(exclude_none=True) == {
        "grades": tuple(grades), "teachers": 5, "above_degree": 5, "backbone": 3, "leaders": 2, "masters": 1, "arts": 1,
        "mid_title": 2, "senior_title": 1, "women": 2, "ages": (1, 1, 2, 1),
    }  # fmt: skip
    assert by_id(found.case)["j1"].junior is not None
    assert "All teachers are drawn, because the records count none, at 1 school (j1校)." in found.assumptions
    assert any("for want of a complete table of pupils, at 1 school (j1校)" in a for a in found.assumptions)


def test_background_and_migrants_of_pupils_reach_schools_and_towns() -> None:
    rows = [school("p1", "primary", 100), school("p2", "primary", 100, town="山乡"), school("j1", "junior", 100)]
    children = [
        {"id": f"{s}{i}", "school": s, "grade": 1.0, "ses": 10.0 * i + lift, "migrant": float(i < m)}
        for s, lift, m in (("p1", 30.0, 5), ("p2", 0.0, 1))
        for i in range(10)
    ]
    case = make(rows, None, children).case
    p1, p2 = by_id(case)["p1"], by_id(case)["p2"]
    assert p1.ses == pytest.approx(-(p2.ses or 0))
    assert (p1.migrants, p2.migrants) == (0.5, 0.1)
    towns = {t.id: t for t in case.towns}
    assert (towns["中心街道"].ses, towns["山乡"].migrants) == (pytest.approx(p1.ses, abs=1e-3), 0.1)


def test_a_town_of_two_kinds_is_two_towns() -> None:
    rows = plain()
    rows[0]["locality"], rows[1]["locality"], rows[2]["locality"] = "urban", "rural", "rural"
    rows[1]["town"] = "中心街道"
    case = make(rows).case
    towns = {t.id: t.locality for t in case.towns}
    assert towns == {"中心街道-urban": "urban", "中心街道-rural": "rural", "山乡": "rural"}


def test_few_junior_places_are_made_up_for_and_very_few_are_refused() -> None:
    rows = [school("p1", "primary", 600), school("j1", "junior", 200)]
    found = make(rows)
    rooms = by_id(found.case)["j1"].known("junior").rooms
    assert rooms == 3  # for 106 children a year: 600 / 6, with 6 % to spare
    assert any("Junior schools have 67 pupils a grade and primary schools 100" in a for a in found.assumptions)
    assert (
        by_id(make([school("p1", "primary", 600), school("j1", "junior", 280)]).case)["j1"].known("junior").rooms
        is None
    )
    with pytest.raises(Refused, match="100 children a year leave primary school and junior schools have 40 a grade"):
        make([school("p1", "primary", 600), school("j1", "junior", 120)])


def test_fewer_classes_than_grades_are_grades_taught_together() -> None:
    rows = [
        school("p1", "primary", 600, classes=14.0),
        school("p2", "primary", 4, classes=1.0),
        school("j1", "junior", 300, classes=2.0),
    ]
    found = make(rows)
    assert by_id(found.case)["p2"].known("primary").classes == 4
    assert by_id(found.case)["j1"].known("junior").classes == 3
    assert any("fewer classes than grades, at 2 schools (p2校, j1校)" in a for a in found.assumptions)


def test_what_has_no_pupils_is_left_out() -> None:
    rows = group([*plain(), school("p9", "primary", 0)], "甲集团", "p9", p1="tight", p2="assist")
    next(r for r in rows if r["id"] == "n1" and r["stage"] == "junior")["pupils"] = 0.0
    found = make(rows)
    assert "p9" not in by_id(found.case)
    assert by_id(found.case)["n1"].stage == "primary"
    assert "Left out, because they have no pupils: 1 school (p9校)." in found.assumptions
    assert "Taken as schools of the one stage at which they have pupils: 1 school (n1校)." in found.assumptions
    assert found.case.groups[0].core == "p1"
    assert any("The core of group 甲集团 is taken to be p1校" in a for a in found.assumptions)


def test_a_group_over_the_cap_is_refused() -> None:
    rows = [school(f"p{i}", "primary", 200) for i in range(11)] + [school("j1", "junior", 1100)]
    many = group(rows, "大集团", "p0", **{f"p{i}": "tight" for i in range(1, 11)})
    with pytest.raises(Refused, match=r"group '大集团' has 11 schools \(p0校, .*\); allowed: at most 9"):
        make(many)
    large = [school("p1", "primary", 9000), school("p2", "primary", 6500), school("j1", "junior", 7750)]
    with pytest.raises(Refused, match=r"group '大集团' has 15,500 pupils; allowed: at most 15,000"):
        make(group(large, "大集团", "p1", p2="tight"))


def test_a_group_without_dates_and_forms_stands_when_the_case_begins() -> None:
    rows = plain()
    for r in rows:
        if r["id"] in {"p1", "p2"}:
            r["group"] = "甲集团"
    found = make(rows)
    (g,) = found.case.groups
    assert (g.core, g.formed, g.tier, [(m.school, m.form) for m in g.members]) == (
        "p1",
        "2024",
        "district",
        [("p2", "alliance")],
    )
    said = "\n".join(found.assumptions)
    assert "Tied as alliance in 甲集团, because no form is given: 1 school (p2校)." in said
    assert "Group 甲集团 is taken to stand when the case begins" in said


def test_without_a_school_year_there_is_no_first_day() -> None:
    with pytest.raises(Refused, match="give --year"):
        make(plain(), year=None)


@pytest.mark.parametrize("name", ["", "Huadu", "花都", "a b", "-a", "../x"])
def test_a_name_no_case_can_have_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="is not a name"):
        draft(records(plain()), name)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_records_stays_text(text: str) -> None:
    rows = group([r | {"id": r["id"] + text, "name_zh": text, "town": f"{text}镇"} for r in plain()], text, "p1" + text)
    for r in rows:
        if r["id"] == "p2" + text:
            r |= {"group": text, "role": "member", "form": "tight", "formed": "2021"}
    found = make(rows)
    assert {s.zh for s in found.case.schools} == {text}
    assert {s.id for s in found.case.schools} == {r["id"] for r in rows}
    assert found.case.groups[0].zh == text
    assert found.case.reforms == ()
    head = found.text.split("\nid = ")[0]
    assert all(line.startswith("#") for line in head.rstrip("\n").split("\n"))


def test_cases_that_come_with_the_project_know_nothing_more_than_before() -> None:
    for name in case_files():
        assert all(s.primary is None and s.junior is None and s.stocks is None for s in load_case(name).schools)


def test_assumptions_name_schools_in_each_language_where_the_records_do() -> None:
    made = draft(read_records(EXAMPLE), "example")
    told = next(said for said in made.assumptions if "教学点" in said.zh)
    assert "示例北岭乡高坪教学点" in told.zh
    assert "Example Gaoping Teaching Point" in told.en
    assert "示例" not in told.en
