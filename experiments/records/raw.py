"""Files as they are: which of them hold tables, and the cells of each line, before anything is understood.

CSV is read as UTF-8, UTF-16 with its mark, or GB18030 (which contains GBK and GB2312). Workbooks are read with openpyxl, which
never calculates: a cell with a formula is kept as `Formula` and refused later where its column is read, because the value
a spreadsheet stored beside it may be stale or missing.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from experiments import Refused
from experiments.records.columns import TABLES, Table
from experiments.records.findings import Findings
from experiments.records.formats import MOST_BYTES, decode, not_a_book, not_text, what_it_is
from sim.param import nearest

TEXTS, BOOKS, PLACES = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm"), (".geojson",)
OTHERS = (".xls", ".xlsb", ".ods", ".et", ".numbers")  # spreadsheets of formats that are not read
MOST_COLUMNS = 500
EXPLAINS = ("说明", "填表说明", "columns", "选项", "choices", "readme")  # sheets of templates that hold no records
DELIMITERS = ",\t;|，"
AROUND = re.compile(r"^[\d.]+(学年|年度|年)?|[(\[]?\d+(学年|年度|年)?[)\]]?$")  # a year or a number


class Formula(str):
    """A formula in a cell, which is never evaluated."""

    __slots__ = ()


@dataclass(slots=True)
class Sheet:
    """The lines of one table: (number as the user sees it, cells)."""

    table: Table
    file: str
    sheet: str | None  # of a workbook
    lines: list[tuple[int, list[Any]]] = field(repr=False)

    @property
    def where(self) -> str:
        """The file, and the sheet in a workbook."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file

    @property
    def line(self) -> str:
        """What a line is called."""
        return "row" if self.sheet else "line"


@dataclass(slots=True)
class Raw:
    """All that was found in the data."""

    sheets: list[Sheet]
    places: dict[str, bytes]  # GeoJSON files by name
    hashes: dict[str, str]  # SHA-256 of every file read


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Return a name as it is compared: narrow signs, lower case, no spaces, dashes or underscores."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if not c.isspace() and c not in "_-\u200b\ufeff\u00ad")


def read_raw(path: Path, found: Findings) -> Raw:
    """Return the tables of a folder, workbook or CSV file.

    Raises
    ------
    Refused
        When nothing can be read from it.
    """
    raw = Raw([], {}, {})
    try:
        files = _files(path)
        for file in files:
            _read_file(file, raw, found, alone=not path.is_dir())
    except OSError as error:
        name = Path(error.filename).name if error.filename else str(path)
        raise Refused(f"cannot read {name}: {error.strerror or error}") from None
    return raw


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise Refused(
            f"there is no file or folder {path}; name a folder with schools.csv or 学校.csv in it, or an XLSX workbook"
        )
    if not path.is_dir():
        return [path]
    files = sorted(f for f in path.iterdir() if not f.name.startswith((".", "~$")))
    return [f for f in files if f.is_file() and f.suffix.lower() in (*TEXTS, *BOOKS, *PLACES, *OTHERS)]


def _read_file(file: Path, raw: Raw, found: Findings, *, alone: bool) -> None:
    suffix = file.suffix.lower()
    if alone and suffix not in (*TEXTS, *BOOKS, *OTHERS):
        raise Refused(f"{file.name} is neither a folder, a workbook (.xlsx) nor a table of schools (.csv)")
    if file.stat().st_size > MOST_BYTES:
        found.error(file.name, f"is larger than {MOST_BYTES // 10**6} MB")
        return
    table = table_of(file.stem)
    if suffix in TEXTS and table is None and not alone:
        if file.suffix.lower() != ".txt":
            found.note(
                file.name, f"is not read: its name is not that of a table{_near(file.stem)}; there are {_known()}"
            )
        return
    content = file.read_bytes()
    if suffix in PLACES:
        raw.hashes[file.name] = hashlib.sha256(content).hexdigest()
        raw.places[file.name] = content
        return
    if suffix in OTHERS or (problem := not_a_book(content) if suffix in BOOKS else not_text(content)):
        what = what_it_is(content) if suffix in OTHERS else problem
        found.error(file.name, f"{what}; save it as .xlsx or as CSV")
        return
    raw.hashes[file.name] = hashlib.sha256(content).hexdigest()
    if suffix in BOOKS:
        raw.sheets.extend(_book(file.name, content, table, found))
    else:
        lines = _csv(file.name, content, found)
        if lines is not None:
            raw.sheets.append(Sheet(table or TABLES[0], file.name, None, lines))


def table_of(name: str) -> Table | None:
    """Return the table a file or sheet is named after; a year or number at either end does not matter."""
    word = AROUND.sub("", plain(name))
    for table in TABLES:
        if {word, plain(name)} & {plain(n) for n in table.names}:
            return table
    return None


def _near(stem: str) -> str:
    return nearest(plain(stem), [n for t in TABLES for n in t.names])


def _known() -> str:
    return ", ".join(f"{t.name} ({t.zh})" for t in TABLES)


def _csv(name: str, content: bytes, found: Findings) -> list[tuple[int, list[Any]]] | None:
    try:
        text, encoding = decode(content)
    except ValueError as error:
        found.error(name, f"{error}; save it as CSV UTF-8")
        return None
    if encoding != "UTF-8":
        found.note(name, f"is read as {encoding}")
    try:
        return list(_csv_lines(text))
    except csv.Error as error:
        found.error(name, f"line {error.args[1]}: quotes or delimiters cannot be made out ({error.args[0]})")
        return None


def _csv_lines(text: str) -> Iterator[tuple[int, list[Any]]]:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = 1  # a quoted cell may hold line ends, so the reader's count is of the last line of a record
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise csv.Error(str(error), first) from None
        comment = bool(cells) and cells[0].lstrip().startswith("#")
        if not comment and not (first == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep=")):
            yield first, list(cells[:MOST_COLUMNS])
        first = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return the sign that stands most often outside quotes in the line that has most of one."""
    if text[:4].lower() == "sep=" and len(text) > 4 and text[4] in DELIMITERS:
        return text[4]
    best, most = ",", 0
    for line in text.splitlines()[:20]:
        bare = "".join(line.split('"')[::2])
        for sign in DELIMITERS:
            if bare.count(sign) > most and not line.lstrip().startswith("#"):
                best, most = sign, bare.count(sign)
    return best


def _book(name: str, content: bytes, named: Table | None, found: Findings) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = [s for s in book.worksheets if plain(s.title) not in {plain(e) for e in EXPLAINS}]
        known = [(s, table_of(s.title)) for s in sheets]
        if named is not None and not any(t for _, t in known) and len(sheets) == 1:
            known = [(sheets[0], named)]
        for sheet, table in known:
            if table is not None:
                yield Sheet(table, name, sheet.title, list(_book_lines(sheet)))
            elif any(row for _, row in zip(range(3), sheet.iter_rows(values_only=True), strict=False)):
                found.note(
                    f"{name}, sheet {sheet.title}",
                    f"is not read: its name is not that of a table{_near(sheet.title)}; there are {_known()}",
                )
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, AttributeError, TypeError, IndexError) as error:
        found.error(name, f"is a damaged workbook ({type(error).__name__}); open it and save it as .xlsx again")


def _book_lines(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [_cell(c) for c in row[:MOST_COLUMNS]]


def _cell(cell: Any) -> Any:
    if cell.data_type == "f":
        return Formula(getattr(cell.value, "text", cell.value) or "=")
    return cell.value
