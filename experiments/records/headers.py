"""Headers to columns: Chinese or English, with a unit in brackets, below title lines, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from experiments.records.cells import is_missing, text_of, unit_factor
from experiments.records.columns import TABLES, UNITS, Column, Table
from experiments.records.findings import Findings, listed
from experiments.records.raw import Sheet, plain
from sim.param import nearest

SEARCHED = 15  # lines in which the header is looked for
BRACKETS = re.compile(r"^(.*?)[(\[]([^()\[\]]*)[)\]]$")
TEN_THOUSAND = re.compile(r"单位.*万元")
MEASURED = {"yuan", "m2", "share", "km"}  # dimensions where a unit that is not understood must not be passed over


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the file that is read."""

    at: int  # its place in a line
    column: Column
    factor: float | None  # from the unit in the header; None where there is none


def find_header(sheet: Sheet, found: Findings) -> tuple[list[Head], int] | None:
    """Return the columns of a sheet and the index of the first line below its header, or None where there is no header."""
    filled = [(i, cells) for i, (_, cells) in enumerate(sheet.lines) if any(not is_missing(c) for c in cells)]
    if not filled:
        found.error(sheet.where, "is empty")
        return None
    scores = [sum(match(text_of(c), sheet.table) is not None for c in cells) for _, cells in filled[:SEARCHED]]
    best = scores.index(max(scores))
    if scores[best] < 2:
        wanted = listed([f"{c.zh} ({c.name})" for c in sheet.table.columns if c.required])
        number, cells = sheet.lines[filled[0][0]]
        seen = listed([t for t in map(text_of, cells) if t], 4)
        found.error(
            sheet.where,
            f"has no header of the table {sheet.table.name} ({sheet.table.zh}): a line with at least {wanted}; "
            f"{sheet.line} {number} holds {seen}",
        )
        return None
    index, cells = filled[best]
    heads = list(_heads(cells, sheet, sheet.lines[index][0], found))
    above = " ".join(text_of(c) for i, line in filled[:best] for c in line)
    for head in heads:
        if head.column.unit == "yuan" and head.factor is None and TEN_THOUSAND.search(above):
            found.error(
                sheet.where,
                f"a line above the header says 万元, but it cannot say of which column; write {head.column.zh}(万元) or (元)",
            )
    return heads, index + 1


def _heads(cells: Sequence[Any], sheet: Sheet, number: int, found: Findings) -> list[Head]:
    heads: dict[str, Head] = {}
    where = f"{sheet.where}, {sheet.line} {number}"
    for at, cell in enumerate(cells):
        text = text_of(cell)
        if not text:
            continue
        matched = match(text, sheet.table)
        if matched is None:
            near = nearest(plain(text), [h for c in sheet.table.columns for h in map(plain, c.headers)])
            found.note(where, f"column '{text}' is not one of the table {sheet.table.name} and is not read{near}")
            continue
        column, unit = matched
        factor = unit_factor(unit, column) if unit else None
        if unit and factor is None and column.unit in MEASURED:
            found.error(
                where, f"column '{text}': the unit '{unit}' is not understood; allowed: {', '.join(UNITS[column.unit])}"
            )
        if column.name in heads:
            found.error(
                where,
                f"two columns are {column.zh} ({column.name}): '{text_of(cells[heads[column.name].at])}' and '{text}'",
            )
            continue
        heads[column.name] = Head(at, column, factor)
    for column in sheet.table.columns:
        if column.required and column.name not in heads:
            unread = [text_of(c) for c in cells if text_of(c) and match(text_of(c), sheet.table) is None]
            near = nearest(column.zh, unread) or nearest(column.name, unread)
            hint = near.replace("nearest valid name", "nearest header there")
            found.error(where, f"the column {column.zh} ({column.name}) is missing{hint}")
    return list(heads.values())


def match(text: str, table: Table) -> tuple[Column, str] | None:
    """Return the column a header names and the unit it states, which may be empty; None where it names no column."""
    headers = _headers(table.name)
    base, unit = plain(text.rstrip("*＊ ")), ""
    if base in headers:
        return headers[base], unit
    while bracket := BRACKETS.match(base):
        base, inner = bracket.groups()
        unit = inner.removeprefix("单位:").removeprefix("单位") or unit
        if base in headers:
            return headers[base], unit
    for sign in (":", ",", "/"):
        first, found, rest = base.partition(sign)
        if found and first in headers and unit_factor(rest, headers[first]) is not None:
            return headers[first], rest
    return None


@cache
def _headers(name: str) -> dict[str, Column]:
    table = next(t for t in TABLES if t.name == name)
    return {plain(header): column for column in table.columns for header in column.headers}
