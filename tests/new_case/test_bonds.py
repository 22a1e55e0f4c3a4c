"""What becomes of words and counts that the model has no equal for: forms of tie, kinds of school, rotation."""

from __future__ import annotations

from typing import Any

import pytest
from counties import group, plain, records, school
from worlds import run_case

from experiments.new_case import read_as, rotation
from experiments.new_case.draft import Draft, draft
from experiments.records.codes import FORM, KIND
from experiments.records.columns import Records
from experiments.records.raw import plain as bare
from experiments.records.reading import read_records


def make(rows: list[dict[str, Any]], teachers: list[dict[str, Any]] | None = None) -> Draft:
    return draft(records(rows, teachers), "county")


def said(found: Draft) -> str:
    return "\n".join(found.assumptions)


HEADER = "学校标识码,学校名称,学年,学段,办学类型,在校生数,集团名称,集团角色,办学形式\n"
WORDS = ("紧密型", "托管型", "一校多区", "结对型", "帮扶", "松散型", "托管型")


def written(tmp_path: Any, kinds: tuple[str, ...] = ("小学",) * 8) -> Records:
    """Return records whose ties and kinds are written in words of a bureau."""
    lines = ["p0,第一小学,2023,小学,小学,600,甲集团,核心校,\n"]
    lines += [f"p{i},第{i + 1}小学,2023,小学,{kinds[i]},300,甲集团,成员校,{w}\n" for i, w in enumerate(WORDS, start=1)]
    lines += ["j1,第一中学,2023,初中,完全中学,1400,,,\n"]
    (tmp_path / "schools.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    return read_records(tmp_path)


def test_forms_the_model_does_not_have_are_never_read_as_another_in_silence(tmp_path: Any) -> None:
    found = draft(written(tmp_path), "county")
    forms = {m.school: m.form for m in found.case.groups[0].members}
    assert list(forms.values()) == ["tight", "hosted", "one_person", "support_pair", "assist", "alliance", "hosted"]
    text = said(found)
    assert (
        "Forms of the 7 ties for which the records give one: tight (紧密型) 1, hosted (托管型) 2, one_person (单法人多校区) 1, "
        "support_pair (城乡帮扶共同体) 1, assist (帮扶型) 1, alliance (联盟型) 1." in text
    )
    for words in (
        "Ties written 一校多区 (one school, several campuses) are read as one_person (单法人多校区), the model's nearest form: ",
        "with one staff; 1 school (第4小学).",
        "Ties written 结对型 (paired) are read as support_pair (城乡帮扶共同体), the model's nearest form: ",
        "Ties written 松散型 (loose) are read as alliance (联盟型)",
    ):
        assert words in text, words
    for own in ("紧密型", "帮扶", "托管型"):
        assert f"Ties written {own}" not in text
    head = found.text.split("\nid = ")[0].replace("\n#   ", " ")
    assert "Ties written 结对型 (paired)" in head


def test_schools_with_more_than_the_model_holds_are_named(tmp_path: Any) -> None:
    text = said(draft(written(tmp_path, kinds=("小学", "教学点", *("小学",) * 6)), "county"))
    assert (
        "完全中学 (junior and senior high) are taken as junior schools, because records of senior high are set aside"
        in text
    )
    assert (
        "教学点 (teaching points) are taken as small primary schools with a head and money of their own: 1 school (第2小学)."
        in text
    )


def test_every_word_for_a_tie_is_the_models_own_or_has_a_reason() -> None:
    reasons = {bare(w) for w in read_as.FORMS}
    words = {bare(w): code.code for code in FORM for w in code.words}
    assert reasons <= words.keys()
    assert {w for w, form in words.items() if w not in read_as.own_words(form)} == reasons
    assert {bare(w) for w in read_as.texts.KINDS} <= {bare(w) for code in KIND for w in code.words}


def turning(eligible: float, rotated: float, backbone: float, outside: float = 0.0) -> list[dict[str, Any]]:
    """Return a county with a group of four primary schools, and what its schools count of rotation."""
    rows = [school(f"p{i}", "primary", 900, teachers=60.0) for i in range(4)]
    rows = group(rows, "甲集团", "p0", p1="tight", p2="tight", p3="tight")
    rows.append(school("p9", "primary", 900, teachers=60.0, eligible=eligible, rotated=outside, rotated_backbone=0.0))
    for r in rows[:4]:
        r |= {"eligible": eligible, "rotated": rotated, "rotated_backbone": backbone}
    return [*rows, school("j1", "junior", 2250, teachers=170.0)]


def test_without_counts_nothing_is_switched_on() -> None:
    silent = make(group(plain(), "甲集团", "p1", p2="tight"))
    assert silent.case.reforms == ()
    assert any(
        a.startswith("No instrument of group schooling is switched on: the records do not say")
        for a in silent.assumptions
    )
    assert "# [[reforms]]" in silent.text


def test_the_case_rotates_what_the_records_count_by_its_own_measure() -> None:
    found = make(turning(30.0, 3.0, 1.0))
    (reform,) = found.case.reforms
    assert reform.set["rotation.backbone_share"] == pytest.approx(1 / 3, abs=1e-3)
    (line,) = (a for a in found.assumptions if a.startswith("Rotation:"))
    assert line.startswith("Rotation: 12 of 150 eligible teachers (8.0%) were rotated. Set is rotation.annual_share = ")
    shown = rotation.measured(found.case)
    assert f"with which the case rotates {shown:.1%} a year" in line
    assert shown == pytest.approx(0.08, rel=rotation.NEAR)
    assert "inside groups 8.0% were counted" in line
    table = run_case(found.case, record=True, years=rotation.YEARS, rng=rotation.SEED).tables()["district"]
    mean = table.groupby("year")["rotation_share"].mean().mean()  # each stage alike: near, not the same
    assert mean == pytest.approx(shown, rel=0.6)


def test_rotation_the_model_cannot_reach_is_said_plainly() -> None:
    found = make(turning(4.0, 4.0, 4.0))
    (line,) = (a for a in found.assumptions if a.startswith("Rotation:"))
    assert found.case.reforms[0].set["rotation.annual_share"] == 0.3
    assert "That is less than the 80.0% counted inside groups: the most the model takes is 0.3" in line
    assert any(a.startswith("rotation.backbone_share is 0.5, the most the model takes") for a in found.assumptions)


def test_rotation_outside_groups_is_left_out_and_said() -> None:
    (line,) = (a for a in make(turning(30.0, 3.0, 1.0, outside=6.0)).assumptions if a.startswith("Rotation:"))
    assert "18 of 150 eligible teachers (12.0%) were rotated, 6 of them at schools outside groups" in line
    assert "inside groups 8.0% were counted" in line
    found = make(turning(30.0, 0.0, 0.0, outside=6.0))
    assert found.case.reforms == ()
    assert (
        "Rotation is not switched on: 6 of 150 eligible teachers rotated, none of them at a school of a group"
        in said(found)
    )


def test_rotation_is_counted_in_the_table_of_teachers_where_schools_have_none() -> None:
    rows = group([school(f"p{i}", "primary", 900) for i in range(3)], "甲集团", "p0", p1="tight", p2="tight")
    staff = [
        {"id": f"t{s}-{i}", "school": f"p{s}", "stage": "primary", "since": 2010.0, "rotated": float(i < 6),
         "honour": "backbone" if i < 2 else "none"}
        for s in range(3) for i in range(60)
    ]  # fmt: skip
    found = make([*rows, school("j1", "junior", 1350)], staff)
    assert "Rotation: 18 of 180 eligible teachers (10.0%) were rotated" in said(found)
    assert found.case.sources["reforms.*.set.rotation.annual_share"].en.startswith(
        "cite: records of 某县, table teachers, columns 当年交流 (rotated), 到校年份 (since)"
    )
