# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""Tables in several sheets or files, merged cells, and rows that are set aside because nothing here is about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from handed_in import book, folder, read, refusals
from openpyxl import load_workbook

from experiments import Refused
from experiments.records.reading import read_records

HEAD = ["学校标识码", "学校名称", "在校生数"]
PRIMARY = [HEAD, ["1", "甲小学", 500], ["2", "乙学校", 300]]
JUNIOR = [HEAD, ["2", "乙学校", 150], ["3", "丙中学", 800]]


def said(path: Path) -> str:
    """Return what is said of records that are refused."""
    with pytest.raises(Refused) as refused:
        read_records(path)
    return "\n".join(refused.value.messages)


def test_sheets_named_by_stage_are_one_table(tmp_path: Path) -> None:
    records = read_records(book(tmp_path / "b.xlsx", {"小学": PRIMARY, "初中": JUNIOR}))
    assert records.schools[["id", "stage", "kind", "pupils"]].to_numpy().tolist() == [
        ["1", "primary", "primary", 500],
        ["2", "primary", "nine_year", 300],
        ["2", "junior", "nine_year", 150],
        ["3", "junior", "junior", 800],
    ]
    assert "b.xlsx, sheet 小学: is one table with b.xlsx, sheet 初中" in records.notes
    assert "b.xlsx, sheet 初中: the stage junior as its name says" in records.notes


def test_sheets_that_are_not_read_are_named_where_records_are_refused(tmp_path: Path) -> None:
    sheets = {
        "小学": PRIMARY,
        "初中那边": JUNIOR,
        "教师": [["教师编号", "学校标识码", "任教学段"], ["T1", "3", "初中"]],
    }
    told = said(book(tmp_path / "b.xlsx", sheets))
    assert "学校标识码 (school) '3' is not in the table of schools" in told
    assert told.endswith("seen and not read, as their names are not those of tables: b.xlsx, sheet 初中那边")
    told = said(book(tmp_path / "c.xlsx", {"甲": PRIMARY, "乙": JUNIOR, "空": []}))
    assert "holds no table of schools" in told
    assert told.endswith("not those of tables: c.xlsx, sheet 甲, c.xlsx, sheet 乙")


@pytest.mark.parametrize(
    ("above", "below", "told"),
    [
        ("青溪县2024-2025学年义务教育学校基本情况表", "", "2024-2025学年"), ("2024—2025学年度", "", "2024-2025学年"), ("2024年秋季学期", "", "2024年秋"),
        ("填报时间:2024年9月", "", "填报时间:2024年9"), ("填报日期：2025-03-10", "", "填报日期:2025-03"), ("基本情况表", "填报时间：2024年10月8日", "填报时间:2024年10"),
        ("2024-2025学年基本情况表", "填报时间：2025年9月", "2024-2025学年"), ("基本情况表（2012年办法）", "", None),
    ],
)  # fmt: skip
def test_titles_and_remarks_tell_the_school_year(tmp_path: Path, above: str, below: str, told: str | None) -> None:
    rows = [[above], *PRIMARY, *([[below]] if below else [])]
    records = read_records(book(tmp_path / "b.xlsx", {"小学": rows}))
    assert records.year == (2024 if told else None)
    said_so = [n.replace("—", "-") for n in records.notes if "outside the table says" in n]
    assert said_so == ([f"b.xlsx, sheet 小学: the school year 2024 as '{told}' outside the table says"] if told else [])
    assert read_records(tmp_path / "b.xlsx", year=2021).year == 2021


def test_a_column_of_the_school_year_says_more_than_a_title(tmp_path: Path) -> None:
    rows = [["2024-2025学年"], [*HEAD, "学年"], ["1", "甲小学", 500, 2023]]
    assert read_records(book(tmp_path / "b.xlsx", {"小学": rows})).year == 2023


def test_files_named_by_stage_are_one_table(tmp_path: Path) -> None:
    data = folder(tmp_path / "d", {"小学.csv": "学校标识码,在校生数\n1,500\n", "初中.csv": "学校标识码,在校生数,学段\n2,300,\n3,90,小学\n"})  # fmt: skip
    schools = read_records(data).schools  # a cell says more than a name
    assert sorted(zip(schools["id"], schools["stage"], strict=True)) == [("1", "primary"), ("2", "junior"), ("3", "primary")]  # fmt: skip


def test_a_table_without_stage_whose_name_tells_none_is_refused(tmp_path: Path) -> None:
    assert "the column 学段 (stage) is missing" in said(book(tmp_path / "b.xlsx", {"学校": PRIMARY}))


YEARS = {
    "学校2022": [[*HEAD, "学段"], ["1", "甲小学", 480, "小学"]],
    "学校2023": [[*HEAD, "学段"], ["1", "甲小学", 500, "小学"]],
    "教师2022": [["教师编号", "学校标识码"], ["T0", "1"]],
    "教师2023": [["教师编号", "学校标识码"], ["T1", "1"], ["T2", "1"]],
}


@pytest.mark.parametrize(("wanted", "pupils", "teachers"), [(None, 500, ["T1", "T2"]), (2022, 480, ["T0"])])
def test_sheets_named_by_year_are_the_records_of_their_years(
    tmp_path: Path, wanted: int | None, pupils: int, teachers: list[str]
) -> None:
    records = read_records(book(tmp_path / "b.xlsx", YEARS), wanted)
    assert records.year == (wanted or 2023)
    assert records.schools["pupils"].tolist() == [pupils]
    assert records.teachers is not None
    assert records.teachers["id"].tolist() == teachers


def test_a_sheet_without_a_year_beside_one_with_a_year_is_asked_about(tmp_path: Path) -> None:
    sheets = {"学校": YEARS["学校2023"], "学校2022": YEARS["学校2022"]}
    assert (
        "b.xlsx, sheet 学校: names no school year, and b.xlsx, sheet 学校2022 does; put the year into its name, such as 学校2023, or fill 学年 (year)"
        in said(book(tmp_path / "b.xlsx", sheets))
    )


def test_a_year_that_only_the_name_tells_gives_way_to_the_one_asked_for(tmp_path: Path) -> None:
    data = folder(tmp_path / "d", {"学校2024.csv": "id,stage,pupils\n1,小学,500\n"})
    assert read_records(data).year == 2024
    records = read_records(data, 2023)
    assert (records.year, records.schools["year"].tolist()) == (2023, [2023])
    assert any("--year says 2023, which is used" in n for n in records.notes)


def test_parts_that_number_their_lines_keep_their_people_apart(tmp_path: Path) -> None:
    people = [["序号", "校名"], ["1", "甲小学"], ["2", "甲小学"]]
    sheets = {"小学": PRIMARY, "初中": JUNIOR, "小学教师": people, "初中教师": [people[0], ["1", "丙中学"]]}
    teachers = read_records(book(tmp_path / "b.xlsx", sheets)).teachers
    assert teachers is not None
    assert teachers["id"].tolist() == ["1-1", "1-2", "2-1"]


def merged(path: Path, *ranges: str, rows: list[list[Any]]) -> Path:
    """Write a workbook with merged cells, as spreadsheets do: the value stands in the first cell alone."""
    book(path, {"学校": rows})
    workbook = load_workbook(path)
    for cells in ranges:
        workbook["学校"].merge_cells(cells)
    workbook.save(path)
    return path


MERGED = [
    ["学校标识码", "学校名称", "集团名称", "学段", "在校生数", "专任教师数"],
    ["1", "甲学校", "甲集团", "小学", 600, 40],
    ["1", "甲学校", "甲集团", "初中", 300, 26],
    ["2", "乙小学", "甲集团", "小学", 400, 22],
]


def test_merged_cells_are_read_with_the_value_of_their_range_and_that_is_said_once(tmp_path: Path) -> None:
    records = read_records(merged(tmp_path / "b.xlsx", "A2:A3", "B2:B3", "C2:C4", rows=MERGED))
    plain = read_records(book(tmp_path / "c.xlsx", {"学校": MERGED}))
    columns = ["id", "name_zh", "group", "stage", "pupils"]
    assert records.schools[columns].equals(plain.schools[columns])
    assert [n for n in records.notes if "merged" in n] == [
        "b.xlsx, sheet 学校: merged cells are read with the value of their range: 学校标识码 (id), 学校名称 (name_zh), 集团名称 (group), rows 3 to 4"
    ]


def test_a_count_merged_over_several_rows_is_not_counted_twice(tmp_path: Path) -> None:
    assert "row 3, column 专任教师数 (teachers), cell F3: '40' stands in a cell merged over several rows; give each row its own number" in said(
        merged(tmp_path / "b.xlsx", "F2:F3", rows=MERGED)
    )  # fmt: skip


def test_merged_titles_and_totals_do_not_matter(tmp_path: Path) -> None:
    rows = [["示例县学校表"], *MERGED, ["合计", None, None, None, 1300, 88], ["备注：无"]]
    path = merged(tmp_path / "b.xlsx", "A1:F1", "A6:D6", "A7:F8", rows=rows)
    assert len(read_records(path).schools) == 3


BEYOND = """学校标识码,学校名称,办学类型,学段,在校生数
1,甲小学,小学,小学,500
2,乙中学,完全中学,初中,300
2,乙中学,完全中学,高中,不填
3,丙高中,高级中学,高中,2000
4,丁学校,十二年一贯制学校,小学,400
4,丁学校,十二年一贯制学校,初中,200
5,戊中学,完全中学,,900
6,己学校,特殊教育学校,小学,60
"""


def test_rows_beyond_the_junior_stage_are_set_aside_and_what_lies_before_is_read(tmp_path: Path) -> None:
    records = read(tmp_path, schools=BEYOND)
    assert records.schools[["id", "stage", "kind", "pupils"]].to_numpy().tolist() == [
        ["1", "primary", "primary", 500],
        ["2", "junior", "junior", 300],
        ["4", "primary", "nine_year", 400],
        ["4", "junior", "nine_year", 200],
    ]
    assert records.notes == (
        "schools.csv: lines 4 to 5 left out: 高中 is none of 小学, 初中 and 幼儿园",
        "schools.csv: line 9 left out: 特殊教育学校 is none of 小学, 初中 and 幼儿园",
        "schools.csv: line 8 left out: counts of a school that goes on beyond the junior stage; give its part 小学 or 初中 a row with counts of its own",
        "schools.csv: lines 3, 7 read as the 初中 part of a school that goes on beyond the junior stage; what lies beyond is left out",
        "schools.csv: line 6 read as the 小学 part of a school that goes on beyond the junior stage; what lies beyond is left out",
    )


def test_people_of_schools_that_are_set_aside_go_with_them(tmp_path: Path) -> None:
    teachers = "教师编号,学校标识码,学段\nT1,1,\nT2,3,\nT3,丙高中,\nT4,2,高中\nT5,2,初中\nT6,6,小学\n"
    pupils = "学生编号,学校标识码,年级\nP1,1,3\nP2,3,9\n"
    records = read(tmp_path, schools=BEYOND, teachers=teachers, pupils=pupils)
    assert records.teachers is not None
    assert records.pupils is not None
    assert records.teachers["id"].tolist() == ["T1", "T5"]
    assert records.pupils["id"].tolist() == ["P1"]
    assert "schools: 3 teachers of schools that are left out are left out with them: teachers.csv, lines 3, 4, 7" in records.notes  # fmt: skip


def test_a_teacher_of_a_school_that_goes_on_must_say_the_stage(tmp_path: Path) -> None:
    teachers = "教师编号,学校标识码,学段\nT1,2,\n"
    assert "teachers.csv, line 2: 任教学段 (stage) is empty, and school 2 teaches junior and beyond" in refusals(
        tmp_path, schools=BEYOND, teachers=teachers
    )


def test_two_stages_in_one_row_are_asked_for_apart(tmp_path: Path) -> None:
    text = "id,stage,pupils\n1,九年一贯制,900\n"
    assert refusals(tmp_path, schools=text) == (
        "schools.csv, line 2, column 学段 (stage): '九年一贯制' is two stages; give the school two rows with the same id, 小学 (primary) and 初中 (junior), each with its own counts"
    )


def test_a_table_of_senior_schools_alone_is_refused(tmp_path: Path) -> None:
    assert "holds no school of the stages 小学, 初中 and 幼儿园" in refusals(
        tmp_path, schools="id,stage,pupils\n1,高中,900\n"
    )
