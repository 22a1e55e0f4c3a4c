"""Findings in records in Chinese: what an officer reads who reads nothing else."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments import Refused, cli
from experiments.records.findings import Findings, RowPlace, places, spans
from experiments.records.reading import read_records
from sim.say import Said, use

WRONG = """id,学段,在校生数,班级数,专任教师数,集团名称,集团角色,经度,学年,食堂
1,小学,-5,3,x,,,,2023,有
2,小雪,50,3,4,,成员校,113.2,2023,
3,初中,600,1,5,甲集团,成员校,,2023,
合计,,1200,,,,,,,
"""
TYPED = re.compile(r"--?\w+|schools(\.csv)?|edugroup|[（(][a-z_]+[)）]|\b(x|id)\b")  # names that are typed


def test_every_finding_is_said_in_chinese_with_file_line_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "schools.csv").write_text(WRONG, encoding="utf-8")
    assert cli.main(["inspect", str(tmp_path / "schools.csv"), "--lang", "zh"]) == 2
    lines = capsys.readouterr().err.splitlines()[1:]
    said = [line.removeprefix("edugroup：") for line in lines]
    assert said[:6] == [
        "schools.csv第2行，在校生数（pupils）列：-5人超出范围；允许：0至20,000的整数 [人]",
        "schools.csv第2行，专任教师数（teachers）列：“x”不是数；允许：0至2,000的整数 [人]",
        "schools.csv第3行，学段（stage）列：“小雪”不在可填的词之内：小学（primary）、初中（junior）、幼儿园（kindergarten）；最接近的名称：“小学”",
        "schools.csv第3行：填了集团角色（role），而集团名称（group）为空",
        "schools.csv第3行：填了经度（lon），而纬度（lat）为空",
        "schools.csv第4行：600名学生分在1个班，每班600名；可能的范围：1至120 [人/班]",
    ]
    assert [line for line in said if re.search("[A-Za-z]{2}", TYPED.sub("", line))] == []


def test_notes_are_in_both_languages_whatever_was_chosen_when_they_were_read() -> None:
    with use("en"):
        notes = read_records("example").notes
    assert all(isinstance(note, Said) for note in notes)
    assert [n for n in notes if not re.search("[\u4e00-\u9fff]", n.zh)] == []


def test_where_rows_stand_is_said_once_for_a_file_and_outlives_a_pickle() -> None:
    rows = [
        RowPlace("a.csv", 2, in_sheet=False),
        RowPlace("a.csv", 7, in_sheet=False),
        RowPlace(Said("乙", "b"), 3, in_sheet=True),
    ]
    again = pickle.loads(pickle.dumps(rows))
    assert [(r, r.where, r.number) for r in again] == [(r, r.where, r.number) for r in rows]
    said = places(again)
    assert (said.zh, said.en) == ("a.csv第2、7行、乙第3行", "a.csv, lines 2, 7, b, row 3")
    assert (spans([3, 5, 6, 7]).zh, spans([3, 5, 6, 7]).en) == ("3、5至7", "3, 5 to 7")


def test_a_header_that_may_be_meant_comes_before_the_others() -> None:
    found = Findings()
    at = RowPlace("a.csv", 1, in_sheet=False)
    found.unread_column(at, Said("甲", "one"), has_near=False)
    found.unread_column(at, Said("乙", "two"), has_near=True)
    assert [n.en for n in found.notes] == ["a.csv, line 1: two", "a.csv, line 1: one"]


EXAMPLE = Path(__file__).parents[2] / "configs" / "records" / "example"


def handed_in(tmp_path: Path, change: Callable[[list[str]], list[str]], table: str = "schools") -> list[str]:
    """Return what an officer reads of the example with the lines of one table changed."""
    for file in EXAMPLE.glob("*.csv"):
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        lines = change(lines) if file.stem == table else lines
        (tmp_path / file.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    with use("zh"), pytest.raises(Refused) as refused:
        read_records(tmp_path)
    return [str(message.zh) for message in refused.value.messages]


def test_without_the_column_of_ids_nothing_is_said_of_what_hangs_on_it(tmp_path: Path) -> None:
    said = handed_in(tmp_path, lambda lines: [line.partition(",")[2] for line in lines])
    assert said == ["schools.csv第1行：缺少学校标识码（id）列"]


def test_headers_that_are_not_known_are_named_where_a_column_is_missing(tmp_path: Path) -> None:
    said = handed_in(tmp_path, lambda lines: [lines[0].replace("在校生数", "人头合并口径"), *lines[1:]])
    assert said == ["schools.csv第1行：缺少在校生数（pupils）列；没有认出的表头：人头合并口径"]


def test_a_school_that_stands_twice_is_said_once_and_its_teachers_are_not_compared(tmp_path: Path) -> None:
    assert handed_in(tmp_path, lambda lines: [*lines, lines[1]]) == ["schools.csv第2、29行：学校 EX01 的小学学段有2行"]


def test_a_school_with_a_row_without_stage_has_no_other_counts_of_teachers(tmp_path: Path) -> None:
    said = handed_in(tmp_path, lambda lines: [*lines, "EX01,,,2023" + "," * (lines[0].count(",") - 3)])
    assert [line for line in said if "教师表" in line] == []


def test_a_year_has_no_thousands(tmp_path: Path) -> None:
    said = handed_in(tmp_path, lambda lines: [lines[0], lines[1].replace(",1986,", ",1890,"), *lines[2:]], "teachers")
    assert said[0] == "teachers.csv第2行，出生年份（birth_year）列：1890超出范围；允许：1930至2015的整数 [年份]"
