# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""Files made to take memory or time without end: each ends in a sentence before it does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from handed_in import PLAIN, book, cells, folder

from experiments import Refused
from experiments.records import findings, formats, grid, raw
from experiments.records.findings import Findings
from experiments.records.reading import read_records

SHEET = "xl/worksheets/sheet1.xml"


def said(data: Path) -> str:
    """Return what is said of data that are refused."""
    with pytest.raises(Refused) as refused:
        read_records(data)
    return "\n".join(refused.value.messages)


def changed_book(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write the usual workbook with one of its parts changed."""
    with zipfile.ZipFile(book(path, {"学校": cells()})) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("number", [b"1048577", b"4000000000", b"9" * 30])
def test_a_row_beyond_the_last_of_a_spreadsheet_is_refused_and_those_between_are_not_made(
    tmp_path: Path, number: bytes
) -> None:
    path = changed_book(
        tmp_path / "b.xlsx", SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="' + number + b'"><c t="n"><v>1</v></c></row></sheetData>'),
    )  # fmt: skip
    assert said(path).startswith("b.xlsx, sheet 学校: has rows beyond 1,048,576, the last of a spreadsheet")


def test_rows_that_a_workbook_leaves_out_are_not_made(tmp_path: Path) -> None:
    path = changed_book(
        tmp_path / "b.xlsx", SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c t="n"><v>1</v></c></row></sheetData>'),
    )  # fmt: skip
    assert "row 1048576, column 学段 (stage), cell C1048576: is empty" in said(path)


def test_cells_far_to_the_right_are_refused(tmp_path: Path) -> None:
    wide = changed_book(tmp_path / "b.xlsx", SHEET, lambda xml: xml.replace(b'r="M3"', b'r="ZZZ3"'))
    assert said(wide).startswith("b.xlsx, sheet 学校: row 3 has cells beyond column 500")
    text = folder(tmp_path / "d", {"schools.csv": PLAIN + "1," * 600 + "1\n"})
    assert said(text).startswith("schools.csv: line 7 has cells beyond column 500")


def test_rows_out_of_order_are_damage(tmp_path: Path) -> None:
    path = changed_book(tmp_path / "b.xlsx", SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="2"'))
    assert "is a damaged workbook (ValueError)" in said(path)


def with_merged(path: Path, *ranges: str) -> Path:
    """Write the usual workbook with merged cells."""
    xml = f"<mergeCells>{''.join(f'<mergeCell ref="{r}"/>' for r in ranges)}</mergeCells>".encode()
    return changed_book(path, SHEET, lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData>" + xml))


@pytest.mark.parametrize("merged", ["A1:XFD1048576", "A2:A1048576", "B2:B2", "ZZ1:ZZ9"])
def test_merged_cells_fill_no_rows_that_are_not_there(tmp_path: Path, merged: str) -> None:
    assert len(read_records(with_merged(tmp_path / "b.xlsx", merged)).schools) == 5


def test_many_merged_cells_end_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.records.workbooks.MOST_CELLS", 20)
    assert "b.xlsx, sheet 学校: has more than 20 merged cells" in said(
        with_merged(tmp_path / "b.xlsx", *["A2:A6"] * 10)
    )


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(book(tmp_path / "b.xlsx", {"学校": cells()}).read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(sign, place + 4)
    (tmp_path / "b.xlsx").write_bytes(content)
    assert said(tmp_path / "b.xlsx") == "b.xlsx: is locked with a password; save it as .xlsx or as CSV"


@pytest.mark.parametrize("method", [1, 9, 12, 14, 99])
def test_a_workbook_packed_in_another_way_is_refused(tmp_path: Path, method: int) -> None:
    content = bytearray(book(tmp_path / "b.xlsx", {"学校": cells()}).read_bytes())
    for sign, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = content.find(sign)
        while place >= 0:
            content[place + at] = method
            place = content.find(sign, place + 4)
    (tmp_path / "b.xlsx").write_bytes(content)
    assert said(tmp_path / "b.xlsx") == (
        "b.xlsx: is packed in a way that spreadsheets do not use; save it as .xlsx or as CSV"
    )


def test_a_part_that_would_grow_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(formats.MOST_MARKS, "", 1000)
    path = changed_book(tmp_path / "b.xlsx", "xl/styles.xml", lambda xml: xml.replace(b"</fonts>", b"<b/>" * 2000 + b"</fonts>"))  # fmt: skip
    assert said(path).startswith("b.xlsx: has too much in its part xl/styles.xml to be read")


def test_blank_lines_take_no_memory_and_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = folder(tmp_path / "d", {"schools.csv": PLAIN + "\n ,,\n" * 400})
    assert len(read_records(data).schools) == 5
    monkeypatch.setattr(grid, "MOST_ROWS", 500)
    assert said(data).startswith("schools.csv: has lines beyond 500, the last of a spreadsheet")


def test_a_table_of_more_lines_or_cells_than_a_county_can_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "id,stage,pupils\n" + "".join(f"{i},小学,5\n" for i in range(10_001))
    assert said(folder(tmp_path / "d", {"schools.csv": text})).startswith(
        "schools.csv: holds more than a table of schools (学校) may: 10,000 lines and 6,000,000 cells"
    )
    monkeypatch.setattr(grid, "MOST_CELLS", 60)
    assert "6,000,000" not in said(folder(tmp_path / "e", {"schools.csv": PLAIN}))


def test_a_map_that_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MOST_OF_PLACES", 1000)
    assert "a.geojson: is larger than 0.001 MB" in said(
        folder(tmp_path / "d", {"schools.csv": PLAIN, "a.geojson": " " * 2000})
    )


def test_looking_stops_after_thousands_of_errors() -> None:
    found = Findings()
    for i in range(findings.ENOUGH - 1):
        found.error(f"line {i}", "is wrong")
    with pytest.raises(Refused) as refused:
        found.error("the last line", "is wrong")
    assert len(refused.value.messages) == findings.MOST + 1


def test_a_flood_of_notes_is_cut_with_their_number() -> None:
    found = Findings()
    for i in range(250):
        found.note(f"line {i}", "is odd")
    assert len(found.notes) == 101
    assert found.notes[-1] == "and 150 more notes like these"


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    assert "is neither a file nor a folder" in said(Path("/dev/null"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
    (tmp_path / "b.xlsx").write_bytes(stream.getvalue())
    assert "is a workbook or archive of another format" in said(tmp_path / "b.xlsx")
