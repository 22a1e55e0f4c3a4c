"""Every column of records is used or listed as not used, and what is said to be used makes a difference."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest
from counties import group, records, school

from experiments import Refused
from experiments.new_case.columns_used import KEYS, USED, unused
from experiments.new_case.draft import draft
from experiments.records.columns import TABLES, UNREAD, Records
from sim.case import CaseError

READ = {("schools", "year"), ("schools", "lon"), ("schools", "lat")}  # the reader makes the year, x and y of them
KNOWN = {
    "teachers": 30.0, "above_degree": 20.0, "backbone": 6.0, "arts": 4.0, "mid_title": 12.0, "teaching_area": 4000.0,
    "sports_area": 5000.0, "equipment": 9e5, "media_rooms": 12.0, "eligible": 100.0, "rotated": 2.0, "rotated_backbone": 0.0,
    "migrants": 30.0, "classes": 14.0, "largest_class": 40.0, "computers": 50.0, "books": 9000.0, "music_rooms": 1.0,
    "art_rooms": 1.0, "training_share": 0.05, "lent": 1.0, "borrowed": 1.0, "mean_score": 70.0, "score_sd": 9.0, "tested": 200.0,
    "x": 1.0, "y": 2.0, "locality": "town", "level": "ordinary", "kind": "primary", "name_en": "School",
}  # fmt: skip


def bureau(*, rich: bool) -> Records:
    """Return records with every column: of schools where ``rich``, else of people, whom schools then do not count."""
    rows = [school(f"p{i}", "primary", 600 - 60 * i) for i in range(6)]
    rows = group([*rows, school("j", "junior", 1400)], "甲集团", "p0", p1="tight", p2="assist")
    if rich:
        for i, r in enumerate(rows):
            r |= {k: v + i if isinstance(v, float) and k != "training_share" else v for k, v in KNOWN.items()}
            r["kind"] = "junior" if r["id"] == "j" else "primary"
        return records(rows)
    staff = [
        {"id": f"t{s}-{i}", "school": f"p{s}", "stage": "primary", "subject": "pe" if i < 3 else "maths",
         "sex": "male" if i % 2 else "female",
         "birth_year": 1970.0 + i, "experience": 9.0, "since": 2010.0, "degree": "bachelor",
         "title": "senior" if i < 4 else "first",
         "honour": "leader" if i < 2 else "none", "rotated": float(i < 1), "post": "p0" if i == 9 else f"p{s}"}
        for s in range(3) for i in range(30)
    ]  # fmt: skip
    pupils = [
        {"id": f"c{s}-{i}", "school": f"p{s}", "grade": 1.0 + i % 6, "class": "1", "sex": "male",
         "migrant": float(i % 3 == s % 3),
         "locality": "urban",
         "ses": float((7 * i + s) % 11), "score": 60.0 + 3 * s + (5 * i) % 17, "prior_score": 70.0}
        for s in range(6) for i in range(600 - 60 * s)
    ]  # fmt: skip
    return records(rows, staff, pupils)


OTHER = {  # of codes and texts: a value the county can have instead
    "stage": "junior", "locality": "rural", "level": "strong", "kind": "teaching_point", "group": "乙集团", "role": "member",
    "form": "alliance", "formed": "2022-03", "tier": "district", "town": "山乡", "subject": "music", "sex": "female",
    "degree": "secondary",
    "title": "none", "honour": "master", "name_zh": "别校", "name_en": "Another", "school": "p1", "post": "p2", "class": "2",
}  # fmt: skip


def changed(told: Records, table: str, column: str) -> Records:
    """Return records in which the column says something else of one row that has it (or of a few people)."""
    frame: pd.DataFrame = getattr(told, table).copy()
    rows = frame.index[:1] if table == "schools" else frame.index[4:24]
    if column == "form":
        rows = frame.index[1:2]
    if column == "stage" and table == "schools":
        rows = frame.index[5:6]
    if column in {"formed", "tier"}:
        rows = frame.index[:3]
    if frame[column].dtype.kind == "f":
        flag = column in ("rotated", "migrant") and table != "schools"
        other = 1 - frame.loc[rows, column] if flag else frame.loc[rows, column] % 6 + 1
        frame.loc[rows, column] = 2022.0 if column == "since" else other
    elif column == "role":
        frame.loc[frame.index[:2], column] = ["member", "core"]
    else:
        frame.loc[rows, column] = OTHER[column]
    return Records(**{**vars(told), table: frame})


def case_of(told: Records) -> str:
    """Return the case without what is said above it."""
    text = draft(told, "county").text
    return text[text.index("\nid = ") :]


@pytest.fixture(scope="module")
def bureaux() -> Mapping[str, tuple[Records, str]]:
    """Return the two bureaux with their cases."""
    out = {}
    for name in ("schools", "people"):
        told = bureau(rich=name == "schools")
        out[name] = (told, case_of(told))
    return out


def amiss(told: Records, before: str, table: str, column: str) -> str:
    """Return what is wrong with what is said of a column: that it is used, or listed as not used; else nothing."""
    listed = any(
        f"({column}{end}" in line for end in "):" for line in unused(told) if line.startswith(f"table {table} ")
    )
    if not told.has(table, column):
        return "the records of this test have none"
    if listed != (column not in USED[table]):
        return "declared used and listed as not used, or neither"
    try:
        differs = case_of(changed(told, table, column)) != before
    except (Refused, CaseError):  # it cannot be changed alone: a school without a stage, a group with two cores
        differs = True
    if differs == (not listed):
        return ""
    return f"{'listed' if listed else 'used'}, and the case is {'other' if differs else 'the same'}"


def test_every_column_is_used_or_listed(bureaux: Mapping[str, tuple[Records, str]]) -> None:
    columns = [(t.name, c.name) for t in TABLES for c in t.columns if c.name not in {*KEYS, *UNREAD}]
    asked = [(t, c) for t, c in columns if (t, c) not in READ]
    assert len(asked) > 50
    said = {(t, c): amiss(*bureaux["schools" if t == "schools" else "people"], t, c) for t, c in asked}
    assert {f"{t}.{c}": wrong for (t, c), wrong in said.items() if wrong} == {}


def test_what_is_declared_used_is_declared() -> None:
    for table in TABLES:
        assert USED[table.name] <= {c.name for c in table.columns}


def test_what_is_not_used_is_said(bureaux: Mapping[str, tuple[Records, str]]) -> None:
    told, _ = bureaux["people"]
    said = draft(told, "county").assumptions
    assert (
        "Not used, table pupils 学生: 班级 (class), 性别 (sex), 家庭城乡类型 (locality), 前测成绩 (prior_score)."
        in said
    )
    assert "Not used, table teachers 教师: 任教学校标识码 (post), 教龄 (experience)." in said
