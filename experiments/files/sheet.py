"""A sheet of a workbook that is filled row by row, its columns as wide as what they hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.files.spreadsheet_text import put

HEAD, GOOD, BAD, OPEN = "FFDDE6EE", "FFDFF0E3", "FFFBE0D5", "FFF3F3F3"
WIDEST, LONGEST_HEAD = 60, 18  # characters of a column


class SheetWriter:
    """A sheet that is filled row by row."""

    def __init__(self, book: Any, title: str) -> None:
        self.cells = book.create_sheet(title)
        self.row = 0
        self.widths: dict[int, int] = {}

    def add(
        self, values: Sequence[Any], *, fills: Sequence[str | None] = (), form: str = "", head: bool = False
    ) -> None:
        """Add a row; ``form`` is the format of its numbers."""
        from openpyxl.styles import Alignment, Font, PatternFill

        self.row += 1
        for i, value in enumerate(values):
            if value is None or (isinstance(value, float) and math.isnan(value)):
                value = ""
            cell = self.cells.cell(self.row, i + 1)
            put(cell, value.item() if isinstance(value, np.generic) else value)
            if colour := HEAD if head else fills[i] if i < len(fills) else None:
                cell.fill = PatternFill("solid", fgColor=colour)
            if head:
                cell.font = Font(bold=True)
            elif isinstance(value, (float, np.floating)) and form:
                cell.number_format = form
            if head or _width(str(value)) > WIDEST:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            most = LONGEST_HEAD if head else WIDEST  # a header is broken over lines, a cell makes room for itself
            shown = form if isinstance(value, (float, np.floating)) and form else str(value)
            self.widths[i] = max(self.widths.get(i, 8), min(_width(shown), most))

    def title(self, text: str) -> None:
        """Add a line that says what the sheet shows."""
        from openpyxl.styles import Font

        self.row += 1
        cell = self.cells.cell(self.row, 1)
        put(cell, text)
        cell.font = Font(bold=True, size=12)
        self.row += 1

    def finish(self, freeze: str = "") -> None:
        """Set the widths of columns, and the rows and columns that stay when the rest is scrolled."""
        from openpyxl.utils import get_column_letter

        for i, width in self.widths.items():
            self.cells.column_dimensions[get_column_letter(i + 1)].width = width + 2
        if freeze:
            self.cells.freeze_panes = freeze


def _width(text: str) -> int:
    """Return how many narrow signs wide a text is; Chinese signs are twice as wide."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
