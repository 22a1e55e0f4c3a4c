"""Files as they are: which of them hold tables, and the cells of each line, before anything is understood.

``texts`` reads CSV and ``books`` workbooks; how large any of them may be is bounded in ``formats`` and ``grid``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from experiments import Refused
from experiments.records.columns import SCHOOLS
from experiments.records.delimited import read_text
from experiments.records.findings import Findings
from experiments.records.formats import MOST_BYTES, not_a_book, not_text, what_it_is
from experiments.records.grid import Raw, Sheet, TooLarge, plain
from experiments.records.names import NameMeaning, named, near
from experiments.records.texts import SHEET
from experiments.records.texts import files as texts
from experiments.records.workbooks import DAMAGED, holds_anything, opened, read_sheet
from sim import system

TEXTS, BOOKS, PLACES, JSON = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm"), (".geojson",), (".json",)
OTHERS = (".xls", ".xlsb", ".ods", ".et", ".numbers")  # spreadsheets of formats that are not read
EXPLAINS = ("说明", "填表说明", "columns", "选项", "choices", "readme")  # sheets of templates that hold no records
MOST_OF_PLACES = 30_000_000  # bytes of a GeoJSON file, which is read at once
FEATURES = b'"FeatureCollection"'  # what tells GeoJSON from other JSON


def read_raw(path: Path, found: Findings) -> Raw:
    """Return the tables of a folder, workbook or CSV file.

    Raises
    ------
    Refused
        When nothing can be read from it.
    """
    raw = Raw([], {}, {})
    try:
        for file in _files(path):
            _read_file(file, raw, found, alone=not path.is_dir())
    except OSError as error:
        name = Path(error.filename).name if error.filename else str(path)
        raise Refused(texts.CANNOT_READ(name=name, why=system.why(error))) from None
    except ValueError as error:  # a path with a zero byte
        raise Refused(texts.CANNOT_READ(name=path, why=error)) from None
    raw.is_whole = not found.errors
    return raw


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise Refused(texts.NOTHING_THERE(path=path))
    if not path.is_dir():
        if not path.is_file():
            raise Refused(texts.NEITHER(path=path))
        return [path]
    files = sorted(f for f in path.iterdir() if not f.name.startswith((".", "~$")))
    return [f for f in files if f.is_file() and f.suffix.lower() in (*TEXTS, *BOOKS, *PLACES, *JSON, *OTHERS)]


def _read_file(file: Path, raw: Raw, found: Findings, *, alone: bool) -> None:
    suffix = file.suffix.lower()
    if alone and suffix not in (*TEXTS, *BOOKS, *OTHERS):
        raise Refused(texts.NO_TABLE_OF_SCHOOLS(name=file.name))
    most = min(MOST_BYTES, MOST_OF_PLACES) if suffix in (*PLACES, *JSON) else MOST_BYTES
    if file.stat().st_size > most:
        found.error(file.name, texts.TOO_BIG(most=most / 1e6))
        return
    told = named(file.stem)
    if suffix in TEXTS and told.table is None and not alone:
        if suffix != ".txt":
            found.unread(file.name, texts.NO_NAME_OF_TABLE(near=near(file.stem)))
        return
    content = file.read_bytes()
    if suffix in JSON and FEATURES not in content:
        return
    if suffix in (*PLACES, *JSON):
        raw.places[file.name] = content
    elif suffix in OTHERS or (problem := not_a_book(content) if suffix in BOOKS else not_text(content)):
        what = what_it_is(content) if suffix in OTHERS else problem
        found.error(file.name, what if what == texts.EMPTY() else texts.SAVE_AS_BOOK(why=what))
        return
    elif suffix in BOOKS:
        raw.sheets.extend(_book(file.name, content, told, found))
    else:
        table = told.table or SCHOOLS
        lines = read_text(file.name, content, table, found)
        if lines is not None:
            raw.sheets.append(Sheet(table, file.name, None, lines, told.stage, told.year))
    raw.hashes[file.name] = hashlib.sha256(content).hexdigest()


def _book(name: str, content: bytes, told: NameMeaning, found: Findings) -> Iterator[Sheet]:
    """Yield the tables of a workbook; one sheet alone may be named by the file, and every sheet takes its year."""
    try:
        with opened(content) as sheets:
            known = [(s, named(s.title)) for s in sheets if plain(s.title) not in {plain(e) for e in EXPLAINS}]
            if told.table is not None and not any(n.table for _, n in known) and len(known) == 1:
                known = [(known[0][0], told)]
            for sheet, (table, stage, year) in known:
                where = SHEET(file=name, sheet=sheet.title)
                if table is None:
                    if holds_anything(sheet):
                        found.unread(where, texts.NO_NAME_OF_TABLE(near=near(sheet.title)))
                    continue
                try:
                    lines, spread = read_sheet(sheet, table)
                except TooLarge as error:
                    found.error(where, error.said)
                    continue
                yield Sheet(table, name, sheet.title, lines, stage, told.year if year is None else year, spread)
    except DAMAGED as error:
        found.error(name, texts.DAMAGED_WORKBOOK(what=type(error).__name__))
