"""A table of points beside a study file: CSV, a column per factor, values written as in TOML."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from experiments.design import texts
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
        raise ValueError(texts.NOT_UTF8(byte=error.start)) from None
    except csv.Error as error:  # such as a cell of more than 131,072 characters
        raise ValueError(texts.NOT_A_TABLE(why=error)) from None


def _rows(reader: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    head = [name.strip() for name in next(reader, [])]
    if not any(head):
        raise ValueError(texts.EMPTY())
    if twice := [name for name, n in Counter(head).items() if n > 1]:
        raise ValueError(texts.TWICE(name=shown(twice[0])))
    found = 0
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        at = texts.LINE(n=reader.line_num)
        if len(cells) != len(head):
            raise ValueError(texts.CELLS(line=at, n=len(cells), factors=len(head)))
        found += 1
        if found > POINTS + 1:  # enough to be refused
            return
        yield texts.TABLE_LINE(line=at), {name: _value(cell, at, name) for name, cell in zip(head, cells, strict=True)}
    if not found:
        raise ValueError(texts.NO_POINTS())


def _value(cell: str, at: str, name: str) -> Any:
    try:
        return parse_value(cell.strip())
    except ValueError:
        raise ValueError(texts.NO_VALUE(line=at, name=name, cell=shown(cell))) from None
