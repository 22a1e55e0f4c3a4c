"""Tables as they were found, before anything is understood: lines of cells, and how large a table may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from experiments.records.columns import RecordTable
from experiments.records.findings import RowPlace, rows_said
from experiments.records.texts import SHEET
from experiments.records.texts import files as texts
from experiments.terminal import stopping
from sim.say import Said

MOST_ROWS = 1_048_576  # the rows of a spreadsheet; lines of a text beyond them are not looked at
MOST_COLUMNS = 500
MOST_CELLS = 6_000_000  # of a table, up to the last filled one of each line

Lines = list[tuple[int, list[Any]]]  # (number as the user sees it, cells)


class TooLarge(ValueError):
    """Why a table is not read to its end, as the end of a sentence that begins with the file."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said)


class Formula(str):
    """A formula in a cell, which is never evaluated."""

    __slots__ = ()


@dataclass(slots=True)
class Sheet:
    """The lines of one table that hold anything."""

    table: RecordTable
    file: str
    sheet: str | None  # of a workbook
    lines: Lines = field(repr=False)
    stage: str = ""  # that its name tells
    year: int | None = None  # school year that its name tells, or a line above or below the table
    spread: frozenset[tuple[int, int]] = frozenset()  # (number, place) of cells that are parts of merged ones
    told: str = ""  # words outside the table that told the year

    @property
    def where(self) -> str:
        """The file, and the sheet in a workbook."""
        return SHEET(file=self.file, sheet=self.sheet) if self.sheet else self.file

    def row(self, number: int) -> RowPlace:
        """Return where a line stands."""
        return RowPlace(self.where, number, in_sheet=self.sheet is not None)

    def rows(self, numbers: Sequence[int]) -> Said:
        """Return lines by their numbers."""
        return rows_said(numbers, in_sheet=self.sheet is not None)


@dataclass(slots=True)
class Raw:
    """All that was found in the data."""

    sheets: list[Sheet]
    places: dict[str, bytes]  # GeoJSON files by name
    hashes: dict[str, str]  # SHA-256 of every file read
    is_whole: bool = True  # whether every file that could hold a table was read


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Return a name as it is compared: narrow signs, lower case, no spaces, dashes or underscores."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if not c.isspace() and c not in "_-\u200b\ufeff\u00ad")


def gather(lines: Iterable[tuple[int, list[Any]]], table: RecordTable, *, in_sheet: bool) -> Lines:
    """Return the lines that hold anything, without empty cells at their ends.

    Raises
    ------
    TooLarge
        Before memory or patience run out.
    """
    kept: Lines = []
    cells = 0
    for number, line in lines:
        stopping.here()
        if number > MOST_ROWS:
            raise TooLarge((texts.ROWS_BEYOND if in_sheet else texts.LINES_BEYOND)(most=MOST_ROWS))
        while line and (line[-1] is None or (isinstance(line[-1], str) and not line[-1].strip())):
            line.pop()
        if not line:
            continue
        kept.append((number, line))
        cells += len(line)
        if len(line) > MOST_COLUMNS:
            raise TooLarge(texts.CELLS_BEYOND(line=rows_said([number], in_sheet=in_sheet), most=MOST_COLUMNS))
        if len(kept) > table.most or cells > MOST_CELLS:
            many = texts.TOO_MANY_ROWS if in_sheet else texts.TOO_MANY_LINES
            raise TooLarge(many(table=table.label, lines=table.most, cells=MOST_CELLS))
    return kept
