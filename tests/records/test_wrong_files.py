"""Files that are not what they seem, or hold what must not be run: each is refused in a sentence, or read without harm."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import pytest
from handed_in import PLAIN, book, cells, folder, read
from openpyxl import load_workbook

from experiments import Refused
from experiments.records import raw
from experiments.records.reading import read_records

PAGE = b"<html><head><meta charset=gbk></head><body><table><tr><td>1001</td></tr></table></body></html>"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def said(data: Path) -> str:
    """Return what is said of data that are refused."""
    with pytest.raises(Refused) as refused:
        read_records(data)
    return "\n".join(refused.value.messages)


def test_an_empty_file_is_not_to_be_saved_in_another_format(tmp_path: Path) -> None:
    (tmp_path / "学校.csv").write_bytes(b"")
    assert "学校.csv: is empty" in said(tmp_path).splitlines()


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("学校.csv", b"", "学校.csv: is empty"),
        ("学校.csv", b" \r\n\r\n ", "学校.csv: is empty"),
        ("学校.csv", b"\xef\xbb\xbf", "学校.csv: is empty"),
        ("学校.csv", PAGE, "学校.csv: is a web page, whatever its name says; save it as .xlsx or as CSV"),
        ("学校.xls", PAGE, "学校.xls: is a web page, whatever its name says"),
        ("学校.xls", OLD, "学校.xls: is an old workbook (.xls) or one with a password; save it as .xlsx or as CSV"),
        ("学校.xlsx", OLD, "学校.xlsx: is an old workbook (.xls) or one with a password"),
        ("学校.xlsx", PAGE, "学校.xlsx: is a web page"),
        ("学校.xlsx", b"", "学校.xlsx: is empty"),
        ("学校.xlsx", b"PK\x03\x04 not at all", "学校.xlsx: is damaged"),
        ("学校.xlsx", PLAIN.encode(), "学校.xlsx: is not of a format that is read"),
        ("学校.csv", b"PK\x03\x04" + bytes(50), "学校.csv: is a workbook or archive of another format"),
        ("学校.csv", OLD, "学校.csv: is an old workbook"),
        (
            "学校.csv",
            PLAIN.encode("utf-16-le"),
            "学校.csv: is not a text in UTF-8 or GBK (it holds zero bytes); save it as CSV UTF-8",
        ),
        (
            "学校.csv",
            b"\xff\xfe" + PLAIN.encode("utf-16-le")[:-1],
            "学校.csv: is not the utf-16 text its first bytes promise",
        ),
        ("学校.csv", PLAIN.encode() + b"\xff\xff\xff\n", "学校.csv: is text in neither UTF-8 nor GBK (line 7, byte "),
        ("学校.csv", b'"' + b"a" * 140_000 + b'",b\n', "field larger than field limit"),
        ("学校.ods", b"PK", "学校.ods: is a workbook or archive of another format"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    assert what in said(folder(tmp_path / "d", {name: content}))


def test_data_that_are_not_there_or_hold_no_table_are_refused(tmp_path: Path) -> None:
    assert "there is no file or folder" in said(tmp_path / "nowhere")
    assert "holds no table of schools; name its file or sheet 学校 or schools" in said(
        folder(tmp_path / "d", {"a.md": "x"})
    )
    assert "holds no table of schools" in said(folder(tmp_path / "e", {"teachers.csv": "id,school\nT1,1\n"}))
    assert "is neither a folder, a workbook" in said(folder(tmp_path / "f", {"a.pdf": "x"}) / "a.pdf")
    (tmp_path / "g" / "schools.csv").mkdir(parents=True)
    assert "holds no table of schools" in said(tmp_path / "g")


def test_a_table_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    assert "holds the table schools (学校) twice: schools.csv and 学校.csv" in said(
        folder(tmp_path / "d", {"schools.csv": PLAIN, "学校.csv": PLAIN})
    )


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    data = folder(tmp_path / "d", {"schools.csv": PLAIN})
    monkeypatch.setattr(Path, "read_bytes", denied)
    assert said(data) == "cannot read schools.csv: Permission denied"


def test_a_broken_link_is_no_file(tmp_path: Path) -> None:
    data = folder(tmp_path / "d", {"schools.csv": PLAIN})
    os.symlink(tmp_path / "nowhere.csv", data / "teachers.csv")
    assert len(read_records(data).schools) == 5


@pytest.mark.parametrize("formula", ["=1000", '=HYPERLINK("http://example.com","x")', "=cmd|' /C calc'!A0", "=B2*2"])
def test_formulas_in_columns_that_are_read_are_refused_with_their_cells(tmp_path: Path, formula: str) -> None:
    rows = cells()
    rows[1][3] = rows[3][3] = formula
    assert said(book(tmp_path / "b.xlsx", {"学校": rows})) == (
        "b.xlsx, sheet 学校, column 在校生数 (pupils): 2 cells hold formulas (D2 to D4); formulas are never evaluated: paste the "
        "values in their place"
    )


def test_formulas_where_nothing_is_read_do_not_matter(tmp_path: Path) -> None:
    rows = [[*row, "=NOW()" if i else "更新时间"] for i, row in enumerate(cells())]
    rows.append(["合计", "", "", "=SUM(D2:D6)"])
    records = read_records(book(tmp_path / "b.xlsx", {"学校": rows}))
    assert len(records.schools) == 5


def test_texts_like_formulas_in_csv_are_texts(tmp_path: Path) -> None:
    for text in ("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2"):
        records = read(tmp_path, schools=PLAIN.replace("示例一小", text))
        assert records.schools["name_zh"].iloc[0] == text
        guarded = read(tmp_path, schools=PLAIN.replace("示例一小", "'" + text))
        assert guarded.schools["name_zh"].iloc[0] == text


def test_cells_of_workbooks_name_their_place_when_they_are_wrong(tmp_path: Path) -> None:
    rows = cells()
    rows[2][3], rows[3][0] = "许多", 123456789012345678
    text = said(book(tmp_path / "b.xlsx", {"学校": rows}))
    assert "b.xlsx, sheet 学校, row 3, column 在校生数 (pupils), cell D3: '许多' is not a number" in text
    assert (
        "cell A4: 123456789012345680 has more than the 15 digits a spreadsheet keeps" in text
        or "more than the 15 digits" in text
    )


def test_dates_in_workbooks_are_dates_texts_or_years_and_never_decimals(tmp_path: Path) -> None:
    head = ["id", "stage", "pupils", "集团名称", "角色", "成立年月"]
    for value, month in (
        (dt.datetime(2020, 9, 1), "2020-09"),
        (2020, "2020"),
        ("2020年9月", "2020-09"),
        ("2020.10", "2020-10"),
    ):
        path = book(tmp_path / "b.xlsx", {"学校": [head, ["1", "小学", 500, "A", "核心校", value]]})
        assert read_records(path).schools["formed"].iloc[0] == month
    path = book(tmp_path / "b.xlsx", {"学校": [head, ["1", "小学", 500, "A", "核心校", 2020.10]]})
    assert "2020.1 is a number with decimals; write a year and month as text, such as 2020-10" in said(path)


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.records.formats.MOST_UNPACKED", 2000)
    assert "unpacks to more than" in said(book(tmp_path / "b.xlsx", {"学校": cells()}))


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MOST_BYTES", 10)
    assert "schools.csv: is larger than" in said(folder(tmp_path / "d", {"schools.csv": PLAIN}))


def test_workbooks_with_missing_or_broken_parts_are_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "whole.xlsx", {"学校": cells()})
    with zipfile.ZipFile(whole) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    refused = 0
    for missing in sorted(parts):
        for content in (None, b"", b"<a>", parts[missing][: len(parts[missing]) // 2]):
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w") as archive:
                for name, text in parts.items():
                    if name != missing:
                        archive.writestr(name, text)
                    elif content is not None:
                        archive.writestr(name, content)
            (tmp_path / "b.xlsx").write_bytes(stream.getvalue())
            with contextlib.suppress(Refused):  # parts that hold looks or dates only are not needed
                read_records(tmp_path / "b.xlsx")  # and whatever else is raised fails this test
                continue
            refused += 1
    assert refused >= 8


def test_reading_a_workbook_makes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "b.xlsx", {"学校": cells()})
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    made: list[object] = []
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *a, **k: made.append(a))
    read_records(path)
    assert made == []
    assert list(scratch.iterdir()) == []
    assert load_workbook(path)["学校"]["A2"].value == "1001"
