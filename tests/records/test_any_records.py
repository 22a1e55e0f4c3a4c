# ruff: noqa: E501 - a strategy reads as one line
"""Whatever is done to records, they are read or refused in sentences; nothing else is ever raised."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from handed_in import book
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from experiments import Refused
from experiments.records.columns import TABLES
from experiments.records.reading import read_records

FEW = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip

TEXTS = (
    "", "-", "nan", "-inf", "1e999", "9" * 400, "1" * 5000, "0", "-1", "½", "²", "٣", "一", "=1+1", "'=1", "\u202e", "小学", "初中", "高中",
    "完全中学", "十二年一贯制", "九年一贯制", "合计", "备注:", "2023", "20160901", "2016年13月", "true", "长" * 300, "1,2,3", "113.2", "28.6", "(((",
    "（）", "5%", "1000%", "3万", "语文、数学", "市级骨干教师", "甲、乙", "EX01", "示例小学", "大坪教学点", "1/2", "\n", '"', "\x00", "\x85", "\u2028",
    "İ", "#REF!", "0001-01-01", "教学点", "特殊教育学校", "1E+10", "1 000", "是", "女",
)  # fmt: skip
HEADERS = sorted({h for t in TABLES for c in t.columns for h in c.headers} | {h for t in TABLES for h in t.passed})
ROWS = {
    "schools": [
        "学校标识码,学校名称,学年,学段,办学类型,在校生数,班级数,专任教师数,教学仪器设备值（万元）,集团名称,集团角色,成立年月,经度,纬度,平均分",
        "EX01,示例小学,2023,小学,小学,900,20,50,200,甲集团,核心校,2020-09,113.1,28.1,75",
        "EX02,示例学校,2023,小学,九年一贯制,300,8,20,60,甲集团,成员校,2020-09,113.2,28.2,72",
        "EX02,示例学校,2023,初中,九年一贯制,150,4,15,30,甲集团,成员校,2020-09,113.2,28.2,70",
        "EX03,示例中学,2023,初中,完全中学,600,14,50,150,,,,113.3,28.3,78",
        "EX04,示例教学点,2023,小学,教学点,12,2,2,1,,,,113.4,28.4,69",
    ],
    "teachers": [
        "序号,教师编号,校名,任教学校标识码,任教学段,任教学科,出生年月,到校年份,学历,职称,骨干教师,当年交流",
        "1,T1,示例小学,,小学,语文,1980-05,2010,本科,一级教师,县级骨干教师,否",
        "2,T2,示例学校,EX01,初中,音体美,19900912,2019年9月,中专（非师范）,小学高级教师,无,是",
        "3,T3,示例中学,,初中,数学,1975,2001,研究生,高级教师,市级学科带头人,否",
    ],
    "pupils": ["学生编号,学校标识码,年级,性别,成绩", "P1,EX01,三年级,女,80", "P2,EX03,初二,男,71.5", "P3,EX02,5,女,66"],
}  # fmt: skip
NAMES = {
    "schools": ("学校", "schools", "学校2022", "小学", "2023"),
    "teachers": ("教师", "小学教师", "教师2022"),
    "pupils": ("学生", "pupils"),
}
PLACES = {
    "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:4490"}},
    "features": [
        {"type": "Feature", "id": 3, "properties": {"学校标识码": "EX01", "name": "示例小学"}, "geometry": {"type": "Point", "coordinates": [113.1, 28.1]}},
        {"type": "Feature", "properties": {"学校名称": "示例学校"}, "geometry": {"type": "MultiPoint", "coordinates": [[113.2, 28.2]]}},
    ],
}  # fmt: skip
ODD = (None, True, "x", 0, 10**400, -1e300, float("nan"), [], {}, [[113, 28]], "113.1", 28.2, [28.1, 113.1], "EX01", "MultiPoint", "EPSG:43260")  # fmt: skip

Table = list[list[Any]]
cell = st.one_of(st.sampled_from(TEXTS), st.text(max_size=8))


def changes(table: Table, draw: Callable[[Any], Any], cells: Any) -> None:
    """Change a table in place in a way that people or programs do."""
    if not table:
        return
    row, at = draw(st.integers(0, len(table) - 1)), draw(st.integers(0, 11))
    match draw(st.sampled_from(("cell", "cell", "cell", "header", "less", "twice", "shift", "column", "above", "end"))):
        case "cell" if at < len(table[row]):
            table[row][at] = draw(cells)
        case "header" if at < len(table[0]):
            table[0][at] = draw(st.sampled_from(HEADERS))
        case "less":
            del table[row]
        case "twice":
            table.insert(row, list(table[row]))
        case "shift":
            table[row].insert(at, draw(cells))
        case "column":
            word = draw(cells)
            for line in table[1:]:
                line[at : at + 1] = [word]
        case "above":
            table.insert(0, draw(st.lists(st.sampled_from(HEADERS), max_size=4)))
        case "end":
            del table[row:]


def tables(draw: Callable[[Any], Any], cells: Any) -> dict[str, Table]:
    """Return tables by the name of their file or sheet, changed a few times."""
    out: dict[str, Table] = {}
    for kind, lines in ROWS.items():
        for _ in range(1 if kind == "schools" else draw(st.integers(0, 1))):
            table: Table = [line.split(",") for line in lines]
            for _ in range(draw(st.integers(0, 3))):
                changes(table, draw, cells)
            out[draw(st.sampled_from(NAMES[kind]))] = table
    return out


def read_or_refused(path: Path) -> None:
    """Read records; whatever else than a refusal is raised fails the test."""
    messages = ["-"]
    try:
        records = read_records(path)
        assert len(records.schools)
        assert not {"wrong", "has_kind"} & set(records.schools.columns)
    except Refused as refused:
        messages = refused.messages
    assert messages
    assert all(m.strip() and "Traceback" not in m and len(m) < 3000 for m in messages)


@FEW
@given(st.data())
def test_texts_are_read_or_refused(data: st.DataObject) -> None:
    draw = data.draw
    home = Path(tempfile.mkdtemp())
    try:
        for name, table in tables(draw, cell).items():
            sign = draw(st.sampled_from((",", ",", ";", "\t", "，")))
            lines = (sign.join(f'"{c}"' if sign in c and '"' not in c else c for c in row) for row in table)
            text = draw(st.sampled_from(("\n", "\r\n", "\r"))).join(lines)
            content = bytearray(
                text.encode(draw(st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16"))), "replace")
            )
            for _ in range(draw(st.sampled_from((0, 0, 0, 1, 5))) if content else 0):
                content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
            (home / f"{name}.csv").write_bytes(content)
        read_or_refused(home)
    finally:
        shutil.rmtree(home)


@FEW
@given(st.data())
def test_workbooks_are_read_or_refused(data: st.DataObject) -> None:
    draw = data.draw
    written = cell.map(lambda t: "".join(c for c in t if c >= " ")[:32_000])
    odd = st.sampled_from((None, True, 0, -1, 1.5, 1e308, 10**15, 10**20, 45000.7, "=A1"))
    with tempfile.TemporaryDirectory() as home:
        path = book(Path(home, "b.xlsx"), tables(draw, st.one_of(written, odd)))
        with zipfile.ZipFile(path) as archive:
            parts = {n: bytearray(archive.read(n)) for n in archive.namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"]
        top, height, column = draw(st.integers(1, 5)), draw(st.integers(0, 3)), draw(st.sampled_from("ABDFN"))
        ranges = f'<mergeCells><mergeCell ref="{column}{top}:{column}{top + height}"/></mergeCells>'
        sheet[:] = sheet.replace(b"</sheetData>", b"</sheetData>" + ranges.encode())
        part = parts[draw(st.sampled_from(sorted(parts)))]
        for _ in range(draw(st.sampled_from((0, 0, 1, 4)))):
            part[draw(st.integers(0, len(part) - 1))] = draw(st.sampled_from(b'<>"/0129ACrst=&\xff'))
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, bytes(content))
        read_or_refused(path)


def places(raw: Any, draw: Callable[[Any], Any]) -> Any:
    """Return JSON with odd things in it."""
    if draw(st.integers(0, 14)) == 0:
        return draw(st.sampled_from(ODD))
    if isinstance(raw, dict):
        return {key: places(value, draw) for key, value in raw.items()}
    return [places(value, draw) for value in raw] if isinstance(raw, list) else raw


@FEW
@given(st.data())
def test_maps_are_read_or_refused(data: st.DataObject) -> None:
    text = json.dumps(places(PLACES, data.draw), ensure_ascii=False)
    for _ in range(data.draw(st.sampled_from((0, 0, 0, 2)))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from('[]{},:"9-e\u0000')) + text[at + 1 :]
    with tempfile.TemporaryDirectory() as home:
        Path(home, "schools.csv").write_text("\n".join(ROWS["schools"]), encoding="utf-8")
        Path(home, "places.geojson").write_text(text, encoding="utf-8")
        read_or_refused(Path(home))
