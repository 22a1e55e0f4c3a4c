"""A table of points beside a study file: CSV, a column per factor, values written as in TOML."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from experiments.design.file import POINTS
from experiments.runs.settings import parse_value
from sim.param import shown


def read_table(file: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the rows of a table, each with its place in the file.

    Raises
    ------
    OSError
        When there is no such file.
    ValueError
        With a sentence without subject on what is wrong with it.
    """
    try:
        with file.open(newline="", encoding="utf-8-sig") as text:
            return list(_rows(csv.reader(text)))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start}); save it as CSV UTF-8") from None
    except csv.Error as error:  # such as a cell of more than 131,072 characters
        raise ValueError(f"is not a table of values: {error}") from None


def _rows(reader: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    head = [name.strip() for name in next(reader, [])]
    if not any(head):
        raise ValueError("is empty; its first line names the factors")
    if twice := [name for name, n in Counter(head).items() if n > 1]:
        raise ValueError(f"has two columns {shown(twice[0])}; leave one out")
    found = 0
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        at = f"line {reader.line_num}"
        if len(cells) != len(head):
            raise ValueError(f"{at}: {len(cells)} cells, but the first line names {len(head)} factors")
        found += 1
        if found > POINTS + 1:  # enough to be refused
            return
        yield f"design.table, {at}", {name: _value(cell, at, name) for name, cell in zip(head, cells, strict=True)}
    if not found:
        raise ValueError("has no points below its first line")


def _value(cell: str, at: str, name: str) -> Any:
    try:
        return parse_value(cell.strip())
    except ValueError:
        raise ValueError(
            f'{at}, {name}: {shown(cell)} is not a value; write a number, true, false, a word, "text" or a list like [1, 2]'
        ) from None
