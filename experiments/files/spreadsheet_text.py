"""Texts of users on their way into spreadsheets: what could be taken for a formula stays a text.

A cell that begins with = + - or @, a tab or a carriage return may be run as a formula when a CSV file is opened, and could send
data out (CSV injection, OWASP). In CSV such a text gets an apostrophe before it, which the reader of this project takes off
again; in workbooks it is stored as a text with the flag that shows an apostrophe.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

RISKY = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # some programs read the full-width signs as the others


def is_risky(text: object) -> bool:
    """Whether a spreadsheet might take a text for a formula."""
    return isinstance(text, str) and text.startswith(RISKY)


def guarded(text: Any) -> Any:
    """Return a text for a CSV file, with an apostrophe before it where it is risky; numbers as they are."""
    return f"'{text}" if is_risky(text) else text


def guard(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table for a CSV file: texts and the names of columns guarded."""
    safe = frame.copy()
    for column in safe.columns:
        if not str(safe[column].dtype).startswith(("int", "float", "bool")):
            safe[column] = safe[column].map(guarded)
    return safe.set_axis([guarded(name) for name in safe.columns], axis=1)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV in UTF-8 with its mark, by which Excel knows the encoding."""
    path.write_text(csv_text(frame), encoding="utf-8", newline="")


def csv_text(frame: pd.DataFrame) -> str:
    """Return a table as the text of a CSV file, mark and all."""
    return "\ufeff" + str(guard(frame).to_csv(index=False, lineterminator="\r\n"))


def put(cell: Any, value: Any) -> None:
    """Set a cell of a workbook; a text is stored as a text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = "".join(c for c in value if c >= " " or c == "\n")
    if cell.data_type != "s":
        cell.data_type = "s"
    if is_risky(value):
        cell.quotePrefix = True


@contextmanager
def scratch_in(folder: Path) -> Iterator[None]:
    """Let temporary files of libraries be made in a folder: openpyxl writes every sheet to one before it is packed."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
