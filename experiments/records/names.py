"""What the name of a file or sheet tells: its table, and perhaps the stage and the school year of all its rows."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from experiments.records.codes import STAGE
from experiments.records.columns import SCHOOLS, TABLES, Table
from experiments.records.grid import plain
from sim.param import nearest

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-—–~至/_]\s*(?:\d{4}|\d\d))?(?!\d)\s*(?:学年度?|年度?)?")
NUMBER = re.compile(r"^[\d.()\[\]]+|[\d.()\[\]]+$")  # at either end, with or without brackets


class Named(NamedTuple):
    """What a name tells: its table; a stage or nothing; a school year, by the year it begins in, or None."""

    table: Table | None
    stage: str
    year: int | None


def named(name: str) -> Named:
    """Return what a name tells; ``小学`` and ``2023`` alone are tables of schools."""
    text = unicodedata.normalize("NFKC", name).casefold()
    match = YEAR.search(text)
    year = int(match[1]) if match else None
    word = NUMBER.sub("", plain(YEAR.sub("", text, count=1)))
    table = _table(word) or _table(plain(name))
    if table is not None:
        return Named(table, "", year)
    stage, rest = _stage(word)
    if not rest and (stage or (year is not None and not word)):
        return Named(SCHOOLS, stage, year)
    table = _table(rest)
    return Named(table, stage if table is not None else "", year)


def _table(word: str) -> Table | None:
    return next((t for t in TABLES if word in {plain(n) for n in t.names}), None)


def _stage(word: str) -> tuple[str, str]:
    """Return the stage a word begins or ends with, and the rest; the longest name of a stage comes first."""
    known = sorted(((plain(w), c.code) for c in STAGE for w in c.words), key=lambda k: -len(k[0]))
    for name, code in known:
        if word.startswith(name):
            return code, word.removeprefix(name)
        if word.endswith(name):
            return code, word.removesuffix(name)
    return "", word


def near(name: str) -> str:
    """Return the nearest name of a table, as the end of a sentence, and the names there are."""
    there = ", ".join(f"{t.name} ({t.zh})" for t in TABLES)
    return f"{nearest(plain(name), [n for t in TABLES for n in t.names])}; there are {there}"
