"""One table of records: its lines to typed rows, each with where it came from; lines that are no records are left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.records import texts as shared
from experiments.records.cells import OutOfRange, Wrong, is_missing, text_of, value_of
from experiments.records.codes import NO
from experiments.records.columns import SCHOOLS, SUMMED, UNREAD
from experiments.records.degrees import Far, Spot
from experiments.records.findings import Findings, RowPlace, listed
from experiments.records.findings import spans as spans_of
from experiments.records.grid import Formula, Sheet, plain
from experiments.records.headers import Head, Header, find_header
from experiments.records.names import year_told
from experiments.records.set_aside import Aside, spans
from experiments.records.texts import tables as texts
from experiments.records.words import read_word, short
from experiments.terminal import stopping
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd

TOTAL = re.compile(r".*(合计|总计|小计|共计|累计|汇总|平均值?|均值|total)|全[县区市]|sum|average|mean")
REMARK = re.compile(r"(#|注[:1-9]|备注[:]|说明[:]|填表|制表|审核|单位负责人|填报|数据来源|note:|source:)")
AS_WRITTEN = ("kind", "form")  # whose words say more than their codes: kept beside them, as ``kind_as`` and ``form_as``
LABELS = ("id", "name_zh", "name_en", "stage", "town", "school")  # columns where a line says that it is a total
COUNTS = re.compile(r"[(\[]?(\d{1,3}|[甲乙丙丁戊己庚辛壬癸])[)\]]?")
STEMS = "甲乙丙丁戊己庚辛壬癸"  # with numbers, what stands in a line that numbers the columns
FOOT = 5  # last lines in which remarks are looked for
DEGREES, FLAT = ("lon", "lat"), ("x", "y")


@dataclass(frozen=True)
class TablePart:
    """What one file or sheet holds of a table."""

    sheet: Sheet
    frame: pd.DataFrame  # our names, codes and units; ``source`` and, for each row, the columns that were ``wrong``
    aside: Aside
    is_dated: bool = (
        False  # whether the school year of every row is what the name of the file or sheet, or its title, says
    )
    is_numbered: bool = False  # whether its ids are but the numbers of its lines (序号)


def read_table(sheet: Sheet, found: Findings) -> TablePart | None:
    """Return the rows of a sheet, or None where there is no header.

    A cell that is wrong is missing in the frame, an error in ``found``, and its column is in the set ``wrong`` of its row.
    """
    header = find_header(sheet, found)
    if header is None:
        return None
    if sheet.table is SCHOOLS and sheet.year is None and all(h.column.name != "year" for h in header.heads):
        _date(sheet, header)
    reader = _Reader(sheet, header, found)
    for number, cells in sheet.lines[header.begin :]:
        stopping.here()
        reader.read(number, cells)
    reader.say()
    is_numbered = any(h.is_weak and h.column.name == "id" for h in header.heads)
    return TablePart(
        sheet, reader.frame(), reader.aside, sheet.year is not None and "year" not in reader.at, is_numbered
    )


def _date(sheet: Sheet, header: Header) -> None:
    """Take the school year that the lines above the header or the remarks below the table tell; in place."""
    below = (" ".join(map(text_of, cells)) for _, cells in sheet.lines[max(header.begin, len(sheet.lines) - FOOT) :])
    told = year_told(header.above) or next(filter(None, (year_told(t) for t in below if REMARK.match(plain(t)))), None)
    if told is not None:
        sheet.year, sheet.told = told


class _Reader:
    """Reads line after line, and keeps what is said once for many lines."""

    def __init__(self, sheet: Sheet, header: Header, found: Findings) -> None:
        self.sheet, self.header, self.found = sheet, header, found
        self.heads = [h for h in header.heads if h.column.name not in UNREAD]
        self.at = {h.column.name: h.at for h in self.heads}
        self.labels = [h for h in self.heads if h.column.name in LABELS]
        self.aside, self.far = Aside(), Far()
        self.rows: list[dict[str, Any]] = []
        self.left: dict[str, list[int]] = defaultdict(list)  # lines that are no records, by what they are
        self.formulas: dict[str, list[int]] = defaultdict(list)
        self.nearly: dict[tuple[str, str], set[str]] = defaultdict(
            set
        )  # words read as something near, by column and code
        self.merged: dict[str, list[int]] = defaultdict(list)
        self.off: dict[str, list[int]] = defaultdict(
            list
        )  # people who are not on the register, by what is said of them

    def read(self, number: int, cells: Sequence[Any]) -> None:
        """Read one line, unless it is empty, a total, a remark, the header once more, or set aside."""
        filled = [i for i, cell in enumerate(cells) if not is_missing(cell)]
        if not filled or self._is_no_record(number, cells, filled) or self._is_aside(number, cells):
            return
        where = self.sheet.row(number)
        if self.sheet.sheet is None and filled[-1] >= self.header.width:
            self.found.error(where, texts.CELLS_AND_HEADER(n=filled[-1] + 1, header=self.header.width))
            return
        if self._is_off(number, cells):
            return
        row: dict[str, Any] = {"source": where}
        wrong: set[str] = set()
        far: dict[str, float] = {}
        for head in self.heads:
            name = head.column.name
            cell = cells[head.at] if head.at < len(cells) else None
            try:
                if not isinstance(cell, Formula):
                    row[name] = self._value(number, head, cell)
                    if name in AS_WRITTEN and row[name]:
                        row[f"{name}_as"] = text_of(cell)
                    continue
                self.formulas[name].append(number)
            except OutOfRange as problem:
                if name in DEGREES + FLAT:
                    far[name] = problem.value
                else:
                    self.found.error(self._place(head, where), problem.said)
            except Wrong as problem:
                self.found.error(self._place(head, where), problem.said)
            row[name] = float("nan") if head.column.is_number else ""
            wrong.add(name)
        if far.keys() & set(DEGREES):
            self.far.add(Spot(where, where.inside), *(far.get(name, row.get(name, float("nan"))) for name in DEGREES))
        for name in far.keys() & set(FLAT):
            self.far.add_flat(Spot(where, where.inside), self.sheet.table.column(name), far[name])
        self._from_name(row, wrong)
        self.rows.append({**row, "wrong": frozenset(wrong)} if wrong else row)

    def _from_name(self, row: dict[str, Any], wrong: set[str]) -> None:
        """Take what the name of the file or sheet tells where the row tells nothing."""
        names = {c.name for c in self.sheet.table.columns}
        if "stage" in names and self.sheet.stage and not row.get("stage") and "stage" not in wrong:
            row["stage"] = self.sheet.stage
        year = row.get("year", float("nan"))
        if "year" in names and self.sheet.year is not None and year != year and "year" not in wrong:
            row["year"] = float(self.sheet.year)

    def _is_no_record(self, number: int, cells: Sequence[Any], filled: Sequence[int]) -> bool:
        first = plain(text_of(cells[filled[0]]))
        labels = [plain(text_of(cells[h.at])) for h in self.labels if h.at < len(cells)]
        if REMARK.match(first) and len(filled) <= 3:
            self.left["remarks"].append(number)
        elif any(map(TOTAL.fullmatch, [first, *labels])):
            self.left["totals"].append(number)
        elif sum(text_of(cells[i]) in self.header.texts for i in filled) > max(1, len(filled) / 2):
            self.left["header"].append(number)
        elif not self.rows and _numbers_columns([text_of(cells[i]) for i in filled]):
            self.left["numbers"].append(number)
        else:
            return False
        return True

    def _is_aside(self, number: int, cells: Sequence[Any]) -> bool:
        stage, kind = (self._text(name, cells) for name in ("stage", "kind"))
        if not stage and not kind:
            return False
        labels = ("id", "name_zh", "name_en") if self.sheet.table.name == "schools" else ()
        return self.aside.takes(number, stage, kind, tuple(self._text(name, cells) for name in labels))

    def _is_off(self, number: int, cells: Sequence[Any]) -> bool:
        """Whether a row is of somebody who is not on the register; it is counted."""
        text = self._text("on_register", cells)
        word = read_word(text, self.sheet.table.column("on_register")) if text else None
        if word is None or word.code != NO:
            return False
        self.off[short(text)].append(number)
        return True

    def _text(self, name: str, cells: Sequence[Any]) -> str:
        at = self.at.get(name, len(cells))
        return text_of(cells[at]) if at < len(cells) and not is_missing(cells[at]) else ""

    def _value(self, number: int, head: Head, cell: Any) -> Any:
        """Return the value of a cell; Wrong where it cannot be used."""
        column = head.column
        if (number, head.at) in self.sheet.spread:
            self.merged[column.name].append(number)
            if column.unit in SUMMED and not is_missing(cell):
                raise Wrong(shared.MERGED_NUMBER(text=short(text_of(cell))))
        if is_missing(cell) and column.required and not (column.name == "stage" and self.sheet.stage):
            raise Wrong(shared.EMPTY_CELL(allowed=column.allowed))
        if column.name == "stage" and (two := spans(text_of(cell), self.sheet.table)):
            raise Wrong(two)
        value = value_of(cell, column, head.factor)
        if column.codes and value != "":
            word = read_word(text_of(cell), column)
            if word is not None and not word.is_exact:
                self.nearly[column.name, word.code].add(short(text_of(cell)))
        return value

    def _place(self, head: Head, where: RowPlace) -> Said:
        if self.sheet.sheet is None:
            return shared.COLUMN(where=where, column=head.column.label)
        return shared.COLUMN_CELL(where=where, column=head.column.label, cell=f"{letters(head.at)}{where.number}")

    def say(self) -> None:
        """Say what holds for many lines."""
        where = self.sheet.where
        for head in self.heads:
            if lines := self.formulas.get(head.column.name):
                first, last = (f"{letters(head.at)}{n}" for n in (lines[0], lines[-1]))
                at = shared.SPAN(first=first, last=last) if len(lines) > 1 else first
                self.found.error(
                    shared.COLUMN(where=where, column=head.column.label), texts.FORMULAS(n=len(lines), at=at)
                )
        for what, left in self.left.items():
            self.found.note(where, texts.LEFT[what](lines=self.sheet.rows(left)))
        if self.off:
            off = [n for lines in self.off.values() for n in lines]
            told = listed([f"{word} {len(lines)}" for word, lines in self.off.items()], 12)
            self.found.note(where, texts.NOT_ON_REGISTER(n=len(off), words=told, lines=self.sheet.rows(off)))
        if self.merged:
            columns = listed([self.sheet.table.column(n).label for n in self.merged], 8)
            rows = spans_of([n for lines in self.merged.values() for n in lines])
            self.found.note(where, texts.MERGED(columns=columns, rows=rows))
        for (name, code), words in sorted(self.nearly.items()):
            column = self.sheet.table.column(name)
            said = texts.READ_AS_CODE(column=Said(column.zh, name), code=column.word(code), words=listed(sorted(words)))
            self.found.note(where, said)
        self.far.say(self.found, where)
        self.aside.say(self.sheet, self.found)

    def frame(self) -> pd.DataFrame:
        """Return the rows with every column of the table, missing ones empty."""
        import pandas as pd

        columns: dict[str, Any] = {}
        for column in self.sheet.table.columns:
            if column.name in UNREAD:
                continue
            values = [r.get(column.name, float("nan") if column.is_number else "") for r in self.rows]
            columns[column.name] = pd.Series(values, dtype="float64" if column.is_number else "str")
            if column.name in AS_WRITTEN:
                columns[f"{column.name}_as"] = pd.Series(
                    [r.get(f"{column.name}_as", "") for r in self.rows], dtype="str"
                )
        columns["source"] = pd.Series([r["source"] for r in self.rows], dtype="object")
        nothing: frozenset[str] = frozenset()
        columns["wrong"] = pd.Series([r.get("wrong", nothing) for r in self.rows], dtype="object")
        return pd.DataFrame(columns)


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a line numbers the columns: 1 2 3, or 甲 乙 1 2 3."""
    matches = [COUNTS.fullmatch(t) for t in cells]
    signs = [m[1] for m in matches if m]
    stems = [s for s in signs if s in STEMS]
    counts = [str(n) for n in range(1, len(signs) - len(stems) + 1)]
    return len(signs) > 2 and all(matches) and signs == [*STEMS[: len(stems)], *counts]


def letters(index: int) -> str:
    """Return the letters of a column of a spreadsheet: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
