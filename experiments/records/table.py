"""One table of records: its lines to typed rows, each with where it came from; lines that are no records are left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from experiments import stopping
from experiments.records.cells import Wrong, is_missing, text_of, value_of
from experiments.records.columns import UNREAD, Column
from experiments.records.findings import Findings, listed, numbers
from experiments.records.headers import Head, find_header
from experiments.records.raw import Formula, Sheet, plain

if TYPE_CHECKING:
    import pandas as pd

TOTAL = re.compile(r".*(合计|总计|小计|共计|累计|汇总|平均值?|均值|total)|全[县区市]|sum|average|mean")
REMARK = re.compile(r"(#|注[:1-9]|备注[:]|说明[:]|填表|制表|审核|单位负责人|填报|数据来源|note:|source:)")
AS_WRITTEN = ("kind", "form")  # whose words say more than their codes: kept beside them, as ``kind_as`` and ``form_as``
LABELS = ("id", "name_zh", "name_en", "stage", "town", "school")  # columns where a line says that it is a total


def read_table(sheet: Sheet, found: Findings) -> tuple[pd.DataFrame, frozenset[str]] | None:
    """Return the rows of a sheet in our names, codes and units, with ``source``; and the columns that hold anything.

    None where there is no header. A cell that is wrong is missing in the frame and an error in ``found``.
    """
    head = find_header(sheet, found)
    if head is None:
        return None
    heads, begin = head
    header = frozenset(text_of(c) for c in sheet.lines[begin - 1][1] if not is_missing(c))
    reader = _Reader(sheet, [h for h in heads if h.column.name not in UNREAD], header, found)
    width = 1 + max(
        (i for i, cell in enumerate(sheet.lines[begin - 1][1]) if not is_missing(cell)), default=len(heads) - 1
    )
    for number, cells in sheet.lines[begin:]:
        stopping.here()
        reader.read(number, cells, width)
    reader.say()
    filled = {name for row in reader.rows for name, value in row.items() if value not in ("", None) and value == value}
    return reader.frame(), frozenset(filled & {c.name for c in sheet.table.columns})


class _Reader:
    """Reads line after line, and keeps what is said once for many lines."""

    def __init__(self, sheet: Sheet, heads: Sequence[Head], header: frozenset[str], found: Findings) -> None:
        self.sheet, self.heads, self.header, self.found = sheet, heads, header, found
        self.labels = [h for h in heads if h.column.name in LABELS]
        self.rows: list[dict[str, Any]] = []
        self.totals: list[int] = []
        self.remarks: list[int] = []
        self.again: list[int] = []  # headers that stand there once more
        self.formulas: dict[str, list[int]] = defaultdict(list)
        self.unknown: dict[str, set[str]] = defaultdict(set)  # words that became "other"

    def read(self, number: int, cells: Sequence[Any], width: int) -> None:
        """Read one line, unless it is empty, a total, a remark or the header once more."""
        filled = [i for i, cell in enumerate(cells) if not is_missing(cell)]
        if not filled:
            return
        if self._is_no_record(number, cells, filled):
            return
        where = f"{self.sheet.where}, {self.sheet.line} {number}"
        if self.sheet.sheet is None and filled[-1] >= width:
            self.found.error(
                where,
                f"has {filled[-1] + 1} cells and the header {width}; is there a delimiter in a text without quotes?",
            )
            return
        row: dict[str, Any] = {"source": where}
        for head in self.heads:
            cell = cells[head.at] if head.at < len(cells) else None
            row[head.column.name] = self._value(where, number, head, cell)
            if head.column.name in AS_WRITTEN and row[head.column.name]:
                row[f"{head.column.name}_as"] = text_of(cell)
        self.rows.append(row)

    def _is_no_record(self, number: int, cells: Sequence[Any], filled: Sequence[int]) -> bool:
        first = plain(text_of(cells[filled[0]]))
        labels = [plain(text_of(cells[h.at])) for h in self.labels if h.at < len(cells)]
        if REMARK.match(first) and len(filled) <= 3:
            self.remarks.append(number)
        elif any(map(TOTAL.fullmatch, [first, *labels])):
            self.totals.append(number)
        elif sum(text_of(cells[i]) in self.header for i in filled) > max(1, len(filled) / 2):
            self.again.append(number)
        else:
            return False
        return True

    def _value(self, where: str, number: int, head: Head, cell: Any) -> Any:
        column = head.column
        missing = float("nan") if column.is_number else ""
        if isinstance(cell, Formula):
            self.formulas[column.name].append(number)
            return missing
        try:
            value = value_of(cell, column, head.factor)
        except Wrong as wrong:
            self.found.error(f"{where}, {self._place(column, head, number)}", str(wrong))
            return missing
        if (
            column.is_open
            and value == "other"
            and plain(text_of(cell)) not in {plain(w) for w in column.codes[-1].words}
        ):
            self.unknown[column.name].add(text_of(cell))
        if column.required and is_missing(cell):
            self.found.error(f"{where}, {self._place(column, head, number)}", f"is empty; allowed: {column.allowed}")
        return value

    def _place(self, column: Column, head: Head, number: int) -> str:
        cell = f", cell {letters(head.at)}{number}" if self.sheet.sheet else ""
        return f"column {column.zh} ({column.name}){cell}"

    def say(self) -> None:
        """Say what holds for many lines."""
        where = self.sheet.where
        for heads in self.heads:
            if lines := self.formulas.get(heads.column.name):
                at = f"{letters(heads.at)}{lines[0]}" + (
                    f" to {letters(heads.at)}{lines[-1]}" if len(lines) > 1 else ""
                )
                count = "1 cell holds a formula" if len(lines) == 1 else f"{len(lines)} cells hold formulas"
                self.found.error(
                    f"{where}, column {heads.column.zh} ({heads.column.name})",
                    f"{count} ({at}); formulas are never evaluated: paste the values in their place",
                )
        for lines, what in (
            (self.totals, "left out as totals or means"),
            (self.remarks, "left out as remarks"),
            (self.again, "left out: the header once more"),
        ):
            if lines:
                plural = "s" if len(lines) > 1 else ""
                self.found.note(where, f"{self.sheet.line}{plural} {numbers(lines)} {what}")
        for name, words in sorted(self.unknown.items()):
            self.found.note(where, f"{name}: read as 'other': {listed(sorted(words))}")

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
        columns["source"] = pd.Series([r["source"] for r in self.rows], dtype="str")
        return pd.DataFrame(columns)


def letters(index: int) -> str:
    """Return the letters of a column of a spreadsheet: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
