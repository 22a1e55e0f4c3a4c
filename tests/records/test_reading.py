# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""Reading records: headers, encodings, delimiters, units, titles and totals, workbooks, places, years."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from handed_in import HEADER, PLAIN, ROWS, book, cells, changed, folder, read
from openpyxl import load_workbook

from experiments import Refused
from experiments.records.columns import SCHOOLS, TABLES
from experiments.records.places import RADIUS
from experiments.records.reading import read_records

ENGLISH = "id,name_zh,stage,pupils,classes,teachers,above_degree,backbone,arts,teaching_area,sports_area,equipment (10k yuan),media_rooms"


def same(one: object, other: object) -> bool:
    """Whether two records hold the same schools, wherever they were read."""
    frames = [r.schools.drop(columns="source") for r in (one, other)]  # type: ignore[attr-defined]
    return bool(frames[0].equals(frames[1]))


def test_a_table_is_read_in_our_names_codes_and_units(tmp_path: Path) -> None:
    records = read(tmp_path, schools=PLAIN)
    first = records.schools.iloc[0]
    assert (first["id"], first["name_zh"], first["stage"], first["kind"]) == ("1001", "示例一小", "primary", "primary")
    assert (first["pupils"], first["equipment"]) == (1000.0, 2_500_000.0)
    assert first["source"] == "schools.csv, line 2"
    assert math.isnan(first["books"])
    assert first["group"] == ""
    assert records.has("schools", "pupils", "equipment")
    assert not records.has("schools", "books")
    assert set(records.schools.columns) == {c.name for c in SCHOOLS.columns} - {"note"} | {
        "source",
        "kind_as",
        "form_as",
    }


def test_english_headers_give_the_same_records(tmp_path: Path) -> None:
    english = PLAIN.replace(HEADER, ENGLISH).replace("小学,", "primary,").replace("初中,", "Junior,")
    assert same(read(tmp_path / "zh", schools=PLAIN), read(tmp_path / "en", schools=english))


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", ""), ("utf-8-sig", ""), ("gbk", "GBK"), ("gb18030", "GBK"), ("utf-16", "UTF-16")]
)
def test_every_usual_encoding_is_read_and_the_unusual_ones_are_said(tmp_path: Path, encoding: str, said: str) -> None:
    records = read(tmp_path, schools=PLAIN.encode(encoding))
    assert same(records, read(tmp_path / "plain", schools=PLAIN))
    assert any(said in n for n in records.notes) if said else records.notes == ()


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "，"])
def test_delimiters_are_found_out(tmp_path: Path, delimiter: str) -> None:
    assert same(read(tmp_path, schools=PLAIN.replace(",", delimiter)), read(tmp_path / "plain", schools=PLAIN))


def test_the_mark_of_excel_for_the_delimiter_is_understood(tmp_path: Path) -> None:
    marked = "sep=;\n" + PLAIN.replace(",", ";")
    records = read(tmp_path, schools=marked)
    assert same(records, read(tmp_path / "plain", schools=PLAIN))
    assert records.schools["source"].iloc[0] == "schools.csv, line 3"


def test_titles_totals_remarks_blank_lines_and_comments_are_left_out_and_said(tmp_path: Path) -> None:
    text = (
        "示例县义务教育学校基本情况表,,,\n\n# 2023年9月填报\n" + HEADER + "\n" + "\n".join(ROWS[:3])
        + "\n小计,,,1800,46\n,,,\n" + "\n".join(ROWS[3:]) + "\n合  计,,,3100\n填表人：某某\n"
    )  # fmt: skip
    records = read(tmp_path, schools=text)
    assert same(records, read(tmp_path / "plain", schools=PLAIN))
    assert "schools.csv: lines 8, 12 left out as totals or means" in records.notes
    assert "schools.csv: line 13 left out as remarks" in records.notes
    assert records.schools["source"].iloc[3] == "schools.csv, line 10"


def test_line_numbers_hold_when_quoted_cells_hold_line_ends(tmp_path: Path) -> None:
    text = changed("示例一小", '"示例\n一小"')
    records = read(tmp_path, schools=text)
    assert records.schools["name_zh"].iloc[0] == "示例 一小"
    assert records.schools["source"].iloc[1] == "schools.csv, line 4"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"1,000"', 1000.0), ("１０００", 1000.0), (" 1000 人", 1000.0), ("1000.0", 1000.0), ("1e3", 1000.0), ('"1，000"', 1000.0),
        ("10百人", 1000.0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(tmp_path: Path, written: str, value: float) -> None:
    records = read(tmp_path, schools=changed(",小学,1000,", f",小学,{written},"))
    assert records.schools["pupils"].iloc[0] == value


@pytest.mark.parametrize(
    ("header", "cell", "yuan"),
    [
        ("教学仪器设备值（万元）", "250", 2_500_000), ("教学仪器设备值(元)", "2500000", 2_500_000), ("教学仪器设备值[千元]", "2500", 2_500_000),
        ("教学仪器设备值", "250万元", 2_500_000), ("教学仪器设备资产值（单位：万元）", "250", 2_500_000), ("equipment / yuan", "2500000", 2_500_000),
        ("equipment", "250万", 2_500_000),
    ],
)  # fmt: skip
def test_units_in_headers_and_cells_are_turned_into_ours(tmp_path: Path, header: str, cell: str, yuan: float) -> None:
    text = f"id,stage,pupils,{header}\n1,小学,1000,{cell}\n"
    assert read(tmp_path, schools=text).schools["equipment"].iloc[0] == yuan


@pytest.mark.parametrize(("header", "cell"), [("教师培训经费占公用经费比例", "5.5%"), ("教师培训经费占公用经费比例(%)", "5.5"), ("training_share", "0.055"), ("training_share", "5.5％")])  # fmt: skip
def test_shares_are_read_with_and_without_the_sign(tmp_path: Path, header: str, cell: str) -> None:
    text = f"id,stage,pupils,{header}\n1,小学,1000,{cell}\n"
    assert read(tmp_path, schools=text).schools["training_share"].iloc[0] == pytest.approx(0.055)


def test_what_says_that_nothing_is_known_is_missing_and_zero_is_not(tmp_path: Path) -> None:
    text = "id,stage,pupils,teachers,backbone,arts,books\n1,小学,1000,—,0,/,无数据\n"
    row = read(tmp_path, schools=text).schools.iloc[0]
    assert math.isnan(row["teachers"])
    assert math.isnan(row["arts"])
    assert math.isnan(row["books"])
    assert row["backbone"] == 0


def test_names_stay_as_they_were_written(tmp_path: Path) -> None:
    records = read(tmp_path, schools=changed("示例一小", "示例一小（东校区）"))
    assert records.schools["name_zh"].iloc[0] == "示例一小（东校区）"


@pytest.mark.parametrize(
    "name", ["schools.csv", "学校.csv", "学校表.csv", "2023年学校.csv", "Schools_2023.csv", "学校（2023）.csv"]
)
def test_files_may_be_named_in_either_language_and_bear_a_year(tmp_path: Path, name: str) -> None:
    assert len(read_records(folder(tmp_path / "d", {name: PLAIN})).schools) == 5


def test_other_files_are_not_read_and_those_that_look_like_tables_are_named(tmp_path: Path) -> None:
    records = read_records(
        folder(
            tmp_path / "d",
            {"schools.csv": PLAIN, "scholos.csv": "x", "README.md": "x", ".hidden.csv": "x", "~$a.xlsx": "x"},
        )
    )
    assert [n for n in records.notes if "scholos.csv" in n] == [
        "scholos.csv: is not read: its name is not that of a table; nearest valid name: 'schools'; there are schools (学校), teachers (教师), pupils (学生)"
    ]
    assert len(records.notes) == 1


def test_a_workbook_gives_the_same_records_as_a_folder(tmp_path: Path) -> None:
    path = book(
        tmp_path / "县.xlsx", {"说明": [["anything"]], "学校": [["示例县", None], *cells()], "其他": [["a", "b"]]}
    )
    records = read_records(path)
    assert same(records, read(tmp_path, schools=PLAIN))
    assert records.schools["source"].iloc[0] == "县.xlsx, sheet 学校, row 3"
    assert [n for n in records.notes if "sheet 其他" in n]
    assert not [n for n in records.notes if "说明" in n]


def test_a_workbook_named_after_a_table_needs_no_name_of_its_sheet(tmp_path: Path) -> None:
    data = folder(tmp_path / "d", {})
    book(data / "学校.xlsx", {"Sheet1": cells()})
    assert len(read_records(data).schools) == 5


def test_numbers_stored_as_ids_lose_their_point_and_not_their_digits(tmp_path: Path) -> None:
    rows = cells()
    rows[1][0] = 2144010001.0
    assert read_records(book(tmp_path / "b.xlsx", {"schools": rows})).schools["id"].iloc[0] == "2144010001"


def test_empty_templates_beside_a_filled_table_do_not_matter(tmp_path: Path) -> None:
    records = read(tmp_path, schools=PLAIN, teachers="教师编号,学校标识码\n", pupils="学生编号,学校标识码,年级\n")
    assert records.teachers is None
    assert records.pupils is None


def test_a_column_that_is_empty_throughout_is_not_given(tmp_path: Path) -> None:
    text = "id,stage,pupils,books\n1,小学,1000,\n2,小学,900,\n"
    assert not read(tmp_path, schools=text).has("schools", "books")


YEARS = "id,stage,pupils,学年\n1,小学,1000,2022\n2,小学,900,2022—2023学年\n1,小学,1010,2023\n2,小学,880,2023年\n"


def test_of_several_years_the_last_is_read_or_the_one_asked_for(tmp_path: Path) -> None:
    data = folder(tmp_path / "d", {"schools.csv": YEARS})
    last, first = read_records(data), read_records(data, 2022)
    assert (last.year, list(last.schools["pupils"])) == (2023, [1010, 880])
    assert (first.year, list(first.schools["pupils"])) == (2022, [1000, 900])
    assert any("2022, 2023" in n and "--year" in n for n in last.notes)
    with pytest.raises(Refused, match="--year 2021: the records hold 2022, 2023"):
        read_records(data, 2021)


def test_what_is_said_of_a_school_once_holds_for_both_its_rows(tmp_path: Path) -> None:
    text = "id,name_zh,stage,pupils,镇街,集团名称,角色,经度,纬度\n1,示例学校,小学,600,城关,甲集团,核心校,113.1,28.1\n1,,初中,300,,,,,\n"
    schools = read(tmp_path, schools=text).schools
    for column in ("name_zh", "town", "group", "role", "kind", "lon", "x"):
        assert schools[column].iloc[0] == schools[column].iloc[1], column
    assert schools["kind"].iloc[0] == "nine_year"


def geojson(*points: tuple[dict[str, object], float, float], crs: str = "") -> str:
    """Return points as GeoJSON."""
    features = [
        {"type": "Feature", "properties": p, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for p, lon, lat in points
    ]
    more = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False)


def test_places_are_read_from_geojson_and_laid_out_in_km_about_their_centre(tmp_path: Path) -> None:
    points = geojson(
        ({"学校标识码": "1001"}, 113.0, 28.0),
        ({"name": "示例二小"}, 113.2, 28.0),
        ({"id": 1003}, 113.1, 28.3),
        ({"id": "9"}, 113, 28),
    )
    records = read_records(folder(tmp_path / "d", {"schools.csv": PLAIN, "places.geojson": points}))
    x, y = records.schools["x"], records.schools["y"]
    degree = RADIUS * math.pi / 180
    assert x[1] - x[0] == pytest.approx(0.2 * degree * math.cos(math.radians(28.1)))
    assert y[2] - y[0] == pytest.approx(0.3 * degree)
    assert abs(x[:3].mean()) < 1e-9
    assert abs(y[:3].mean()) < 1e-9
    assert math.isnan(x[3])
    assert "places.geojson: points of schools that are not in the table: 9" in records.notes


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1: is not GeoJSON"), ("[]", "a FeatureCollection with points is wanted"), (b"\xff\xfe\x00", "is not GeoJSON"),
        (geojson(({"id": "1001"}, 28.0, 113.0)), "swapped"), (geojson(({"id": "1001"}, 113, 28), crs="EPSG:3857"), "WGS84"),
        (geojson(({"id": "9"}, 113, 28)), "no feature is of a school in the table"),
        (geojson(({"id": "1001"}, float("nan"), 28)), "out of range"), (geojson(({"id": "1001"}, "113", 28)), "not longitude and latitude"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_places_that_cannot_be_used_are_refused(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_records(folder(tmp_path / "d", {"schools.csv": PLAIN, "places.geojson": content}))


def test_features_that_are_no_points_are_passed_over(tmp_path: Path) -> None:
    odd = '{"type": "FeatureCollection", "features": [null, 3, {"properties": [1]}, {"geometry": {"type": "Polygon", "coordinates": []}}]}'
    records = read_records(folder(tmp_path / "d", {"schools.csv": PLAIN, "a.geojson": odd}))
    assert records.notes == ("a.geojson: 4 features are no points and are not read: 1 to 4",)


def test_names_of_people_are_dropped_as_soon_as_they_are_read(tmp_path: Path) -> None:
    teachers = "教师编号,姓名,学校标识码,学科\nT1,张三丰,1001,语文\n"
    records = read(tmp_path, schools="id,stage,pupils\n1001,小学,1000\n", teachers=teachers)
    assert records.teachers is not None
    assert "name" not in records.teachers.columns
    assert "张三丰" not in records.teachers.to_csv()


def test_teachers_may_name_their_school_and_are_posted_at_home_unless_said(tmp_path: Path) -> None:
    schools = "id,name_zh,stage,pupils\n1,示例一小,小学,500\n2,示例学校,小学,300\n2,,初中,200\n"
    teachers = "教师编号,所在学校,任教学校,学段,学科\nT1,示例一小,,,体育\nT2,2,示例一小,初中,语文\nT3,2,,初中,书法课\n"
    records = read(tmp_path, schools=schools, teachers=teachers)
    assert records.teachers is not None
    told = records.teachers[["school", "post", "stage", "post_stage", "subject"]].to_numpy().tolist()
    assert told == [
        ["1", "1", "primary", "primary", "pe"],
        ["2", "1", "junior", "primary", "chinese"],
        ["2", "2", "junior", "junior", "other"],
    ]
    assert "teachers.csv: subject: read as 'other': 书法课" in records.notes


def test_every_header_names_one_column_only() -> None:
    from experiments.records.grid import plain
    from experiments.records.headers import match

    for table in TABLES:
        seen: dict[str, str] = {}
        for column in table.columns:
            for header in column.headers:
                assert seen.setdefault(plain(header), column.name) == column.name, header
                found = match(header, table)
                assert found is not None
                assert found[0] is column


def test_every_word_of_a_code_stands_for_one_code_only() -> None:
    from experiments.records.grid import plain

    for column in (c for t in TABLES for c in t.columns):
        seen: dict[str, str] = {}
        for code in column.codes:
            for word in code.words:
                assert seen.setdefault(plain(word), code.code) == code.code, (column.name, word)


def test_reading_writes_nothing(tmp_path: Path) -> None:
    data = folder(tmp_path / "d", {"schools.csv": PLAIN})
    book(data / "教师.xlsx", {"教师": [["教师编号", "学校标识码"], ["T1", "1001"]]})
    before = sorted((p.name, p.stat().st_mtime_ns) for p in data.iterdir())
    with pytest.raises(Refused):  # 1 teacher, and the table of schools says 60
        read_records(data)
    assert sorted((p.name, p.stat().st_mtime_ns) for p in data.iterdir()) == before
    assert load_workbook(data / "教师.xlsx")["教师"]["A2"].value == "T1"
