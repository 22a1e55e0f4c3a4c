"""Headers to columns: Chinese or English, with a unit in brackets, below title lines, in one line or several, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from experiments.records.cells import is_missing, text_of, unit_factor
from experiments.records.codes import ABOVE_WORDS
from experiments.records.columns import SCHOOLS, TABLES, UNITS, RecordColumn, RecordTable
from experiments.records.findings import Findings, listed
from experiments.records.grid import Sheet, plain
from experiments.records.texts import files as texts
from experiments.records.words import LONGEST, is_one_of, short
from sim.param import closest, nearest
from sim.say import NOTHING

SEARCHED = 15  # lines in which the header is looked for
BRACKETS = re.compile(r"^(.*?)[(\[]([^()\[\]]*)[)\]]$")
TEN_THOUSAND = re.compile(r"单位.*万元")
HALVES = (
    "女",
    "男",
    "女生",
    "男生",
    "女教师",
    "男教师",
    "female",
    "male",
    "girls",
    "boys",
)  # not what the column holds
MEASURED = {"yuan", "m2", "share", "km"}  # dimensions where a unit that is not understood must not be passed over


TOTALS = ("计", "合计", "总计", "小计", "总数", "总量", "人数", "数量", "数", "total")  # below a heading: of all of it


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the file that is read."""

    at: int  # its place in a line
    column: RecordColumn
    factor: float | None  # from the unit in the header; None where there is none
    is_weak: bool  # named by a header that is read only where no better one is there


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet."""

    heads: tuple[Head, ...]
    begin: int  # index of the first line below it
    texts: frozenset[str]  # what stands in it
    width: int  # cells of it
    above: str = ""  # what stands in the lines above it


class _Titles(NamedTuple):
    """The header that one line makes, or several below each other: for each place the texts from above to below."""

    first: int  # index of its lines
    last: int
    stacks: list[tuple[str, ...]]


def find_header(sheet: Sheet, found: Findings) -> Header | None:
    """Return the header of a sheet, or None with an error where there is none.

    It is the one to three lines next to each other, among the first, in which most columns are named.
    """
    lines = [(i, [text_of(c) for c in cells]) for i, (_, cells) in enumerate(sheet.lines[:SEARCHED])]
    lines = [(i, line) for i, line in lines if not all(map(is_missing, line))]
    if not lines:
        found.error(sheet.where, texts.EMPTY())
        return None
    made = [_stack(lines[i : i + depth]) for depth in (1, 2, 3) for i in range(len(lines) + 1 - depth)]
    scores = [len({m[0].name for s in titles.stacks if (m := _match(s, sheet.table))}) for titles in made]
    if max(scores) < 2:
        wanted = listed([c.label for c in sheet.table.columns if c.required])
        number, cells = sheet.lines[lines[0][0]]
        seen = listed([short(t) for t in map(text_of, cells) if t], 4)
        line = sheet.rows([number])
        found.error(sheet.where, texts.NO_HEADER(table=sheet.table.label, wanted=wanted, line=line, seen=seen))
        return None
    best = made[scores.index(max(scores))]
    heads = _heads(best, sheet, found)
    above = " ".join(t for i, line in lines if i < best.first for t in line)
    for head in heads:
        if head.column.unit == "yuan" and head.factor is None and TEN_THOUSAND.search(above):
            found.error(sheet.where, texts.WHICH_COLUMN(column=head.column.zh))
    inside = frozenset(t for i, line in lines if best.first <= i <= best.last for t in line if t)
    return Header(tuple(heads), best.last + 1, inside, len(best.stacks), above)


def _stack(lines: Sequence[tuple[int, list[str]]]) -> _Titles:
    """Put lines below each other; a heading over several columns stands in the first of them only."""
    width = max(len(line) for _, line in lines)
    rows: list[list[str]] = []
    for depth, (_, line) in enumerate(lines):
        row = line + [""] * (width - len(line))
        if depth < len(lines) - 1:
            for at in range(1, width):
                if not row[at] and any(lower[at : at + 1] != [""] for _, lower in lines[depth + 1 :]):
                    row[at] = row[at - 1]
        rows.append(row)
    return _Titles(lines[0][0], lines[-1][0], [tuple(t for t in stack if t) for stack in zip(*rows, strict=True)])


def _match(stack: tuple[str, ...], table: RecordTable) -> tuple[RecordColumn, str] | None:
    """Return the column that texts below each other name: the lowest, or with those above it, or those above alone."""
    if not stack:
        return None
    *above, low = stack
    if found := match(low, table):
        return found
    for high in reversed(above):
        if found := match(high + low, table) or match(low + high, table):
            return found
        if (found := match(f"{high}({low})", table)) and unit_factor(low, found[0]) is not None:
            return found
        if plain(low) in TOTALS and (found := match(high, table)):
            return found
    return None


def _heads(titles: _Titles, sheet: Sheet, found: Findings) -> list[Head]:
    heads: dict[str, Head] = {}
    where = sheet.row(sheet.lines[titles.last][0])
    passed: list[str] = []  # usual headers that are of no use here
    words = [" ".join(dict.fromkeys(stack)) for stack in titles.stacks]
    for at, stack in enumerate(titles.stacks):
        text = stack[-1] if stack else ""
        matched = _match(stack, sheet.table) or _at_stage(text, sheet)
        if matched is None:
            if text and _is_passed(text, sheet.table):
                passed.append(text)
            elif text:
                near = nearest(plain(text), _headers(sheet.table.name)) if len(text) <= LONGEST else NOTHING
                what = texts.UNREAD_COLUMN(column=short(words[at]), table=sheet.table.name_said, near=near)
                found.unread_column(where, what, has_near=bool(near))
            continue
        column, unit = matched
        factor = unit_factor(unit, column) if unit else None
        if unit and factor is None and column.unit in MEASURED:
            found.error(where, texts.UNIT_OF_HEADER(column=short(text), unit=unit, allowed=list(UNITS[column.unit])))
        head = Head(at, column, factor, _is_weak(text, column))
        other = heads.get(column.name)
        if other is None or (other.is_weak and not head.is_weak):
            passed += [words[other.at]] if other else []
            heads[column.name] = head
        elif head.is_weak:
            passed.append(text)
        else:
            one, second = short(words[other.at]), short(words[at])
            found.error(where, texts.TWICE(column=column.label, one=one, other=second))
    unread = [stack[-1] for stack in titles.stacks if stack and stack[-1] and _match(stack, sheet.table) is None]
    for column in sheet.table.columns:
        if column.required and column.name not in heads and not (column.name == "stage" and sheet.stage):
            other_header = closest(column.zh, unread) or closest(column.name, unread)
            hint = texts.NEAREST_HEADER(name=other_header) if other_header else NOTHING
            if unread and not other_header:
                hint = texts.OTHER_HEADERS(names=listed(map(short, unread)))
            found.error(where, texts.MISSING_COLUMN(column=column.label, near=hint))
    if passed:
        found.passed(where, sheet.table.name, passed)
    return list(heads.values())


def _at_stage(text: str, sheet: Sheet) -> tuple[RecordColumn, str] | None:
    """Return the column a header names at the stage of the whole sheet: 本科及以上 is above what junior schools require."""
    if sheet.table is not SCHOOLS or not is_one_of(
        text.removesuffix("人数").removesuffix("教师"), ABOVE_WORDS.get(sheet.stage, ())
    ):
        return None
    return SCHOOLS.column("above_degree"), ""


def _is_passed(text: str, table: RecordTable) -> bool:
    bracket = BRACKETS.match(plain(text))
    return is_one_of(text, table.passed) or (bracket is not None and is_one_of(bracket[1], table.passed))


def _is_weak(text: str, column: RecordColumn) -> bool:
    return is_one_of(text, column.else_) and not is_one_of(text, (column.name, column.zh, *column.also))


def match(text: str, table: RecordTable) -> tuple[RecordColumn, str] | None:
    """Return the column a header names and the unit it states, which may be empty; None where it names no column."""
    headers = _headers(table.name)
    if len(text) > 5 * LONGEST:
        return None
    base, unit = plain(text.strip("*＊# ")).removeprefix("其中").removeprefix(":"), ""
    if base in headers:
        return headers[base], unit
    while bracket := BRACKETS.match(base):
        base, inner = bracket.groups()
        if inner in HALVES:
            return None
        unit = inner.removeprefix("单位:").removeprefix("单位") or unit
        if base in headers:
            return headers[base], unit
    for sign in (":", ",", "/"):
        first, found, rest = base.partition(sign)
        if found and first in headers and unit_factor(rest, headers[first]) is not None:
            return headers[first], rest
    return None


@cache
def _headers(name: str) -> dict[str, RecordColumn]:
    table = next(t for t in TABLES if t.name == name)
    return {plain(header): column for column in table.columns for header in column.headers}
