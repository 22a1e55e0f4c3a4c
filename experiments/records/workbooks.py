"""Workbooks to lines of cells, with openpyxl, which never calculates and here never holds more than it must.

A cell with a formula is kept as `Formula` and refused later where its column is read, because the value a spreadsheet stored
beside it may be stale or missing. Cells merged downwards each get the value of their range.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from experiments.records.columns import RecordTable
from experiments.records.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Formula, Lines, TooLarge, gather
from experiments.records.texts import files as texts

# What the library and those below it raise where a part of a workbook is missing, cut off, locked or made up.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, LookupError, ValueError, ArithmeticError,
    SyntaxError, AttributeError, TypeError, AssertionError,
)  # fmt: skip


@contextmanager
def opened(content: bytes) -> Iterator[list[Any]]:
    """Give the sheets of a workbook; what the library finds odd in parts that nothing reads is not said."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            yield list(book.worksheets)
        finally:
            book.close()


def holds_anything(sheet: Any) -> bool:
    """Whether a sheet has a cell with a value in its first rows."""
    rows = (cells for _, (_, cells) in zip(range(20), _Rows(sheet), strict=False))
    return any(c is not None for cells in rows for c in cells)


def read_sheet(sheet: Any, table: RecordTable) -> tuple[Lines, frozenset[tuple[int, int]]]:
    """Return the lines of a sheet, and which of their cells (row, place) are parts of merged ones.

    Raises
    ------
    TooLarge
        Where the sheet is larger than a table may be.
    """
    rows = _Rows(sheet)
    lines = gather(rows, table, in_sheet=True)
    return lines, _spread(lines, rows.merged)


class _Rows:
    """The rows of a sheet in a stream; ``merged`` is filled at their end.

    The library's own stream invents every row that a file leaves out, be there a thousand million of them.
    """

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.merged: list[tuple[int, int, int, int]] = []  # first column, first row, last column, last row; from 1

    def __iter__(self) -> Iterator[tuple[int, list[Any]]]:
        from openpyxl.worksheet._reader import WorkSheetParser

        sheet, book, last = self.sheet, self.sheet.parent, 0
        with sheet._get_source() as source:
            parser = WorkSheetParser(
                source, sheet._shared_strings, epoch=book.epoch, date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )  # fmt: skip
            for number, cells in parser.parse():
                if number <= last:
                    raise ValueError("rows out of order")
                last = number
                yield number, _line(cells)
            for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
                if None not in merged.bounds:
                    self.merged.append(merged.bounds)


def _line(cells: list[dict[str, Any]]) -> list[Any]:
    filled = {c["column"]: c for c in cells if c["value"] is not None}
    line: list[Any] = [None] * max(filled, default=0)
    for column, cell in filled.items():
        value = cell["value"]
        line[column - 1] = Formula(getattr(value, "text", value) or "=") if cell["data_type"] == "f" else value
    return line


def _spread(lines: Lines, merged: list[tuple[int, int, int, int]]) -> frozenset[tuple[int, int]]:
    """Write the value of each range merged downwards into the rows below its first; in place."""
    numbers = [number for number, _ in lines]
    spread: set[tuple[int, int]] = set()
    work = 0
    for column, first, _, last in merged:
        top = bisect_left(numbers, first)
        if last > MOST_ROWS or column > MOST_COLUMNS or top == len(lines) or numbers[top] != first:
            continue
        at, cells = column - 1, lines[top][1]
        value = cells[at] if at < len(cells) else None
        work += bisect_right(numbers, last) - top
        if work > MOST_CELLS:
            raise TooLarge(texts.MERGED_CELLS(most=MOST_CELLS))
        for number, line in lines[top + 1 : bisect_right(numbers, last)]:
            line.extend([None] * (at + 1 - len(line)))
            if value is not None and line[at] is None:
                line[at] = value
                spread.add((number, at))
    return frozenset(spread)
