"""Templates to fill in: a workbook with headers, lists of words to choose from and an explanation of every column; or CSV.

The headers are those the reader knows, in the language asked for; the sheet 说明 (columns) explains them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.files.sheet import OPEN, SheetWriter
from experiments.files.spreadsheet_text import scratch_in
from experiments.records.codes import Code
from experiments.records.columns import TABLES, UNREAD, RecordColumn, RecordTable
from experiments.records.formats import not_a_book
from experiments.records.texts import tables as texts
from sim.say import NOTHING, Language, Said

UNITS = {"yuan": "元", "m2": "平方米", "degrees": "度", "km": "公里"}  # said in headers, where mixing them up is easy
SHEETS = {"zh": ("说明", "选项"), "en": ("columns", "choices")}
ROWS = 2_000  # of a sheet that offer lists of words


def header(column: RecordColumn, language: Language) -> str:
    """Return the header of a column, with its unit where mistakes are easy."""
    name = column.zh if language == "zh" else column.name
    if column.unit not in UNITS:
        return name
    return f"{name}（{UNITS[column.unit]}）" if language == "zh" else f"{name} ({column.unit})"


def columns_of(table: RecordTable) -> list[RecordColumn]:
    """Return the columns a template offers."""
    return [c for c in table.columns if c.name not in UNREAD]


def csv_text(table: RecordTable, language: Language) -> str:
    """Return a CSV file with the header alone, in UTF-8 with its mark, which Excel needs to know the encoding."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([header(c, language) for c in columns_of(table)])
    return "\ufeff" + text.getvalue()


def write_workbook(path: Path, language: Language) -> None:
    """Write the workbook: a sheet per table, a sheet that explains the columns, a sheet of the words to choose from."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    explained, chosen = SHEETS[language]
    _explain(SheetWriter(book, explained))
    lists = _lists(chosen)
    for table in TABLES:
        _sheet(book, table, language, lists)
    words = SheetWriter(book, chosen)
    for choices in lists:
        words.add([_word(code, language) for code in choices])
    words.finish()
    with scratch_in(path.parent):
        book.save(path)


def is_empty_template(path: Path) -> bool:
    """Whether a file is a workbook that `write_workbook` wrote and nobody filled in."""
    from experiments.records.workbooks import DAMAGED, opened, read_sheet

    try:
        content = path.read_bytes()
        if not_a_book(content) is not None:
            return False
        with opened(content) as sheets:
            for explained, chosen in SHEETS.values():
                tables = {t.zh if explained == SHEETS["zh"][0] else t.name: t for t in TABLES}
                if [s.title for s in sheets] == [explained, *tables, chosen]:
                    return all(len(read_sheet(s, tables[s.title])[0]) <= 1 for s in sheets if s.title in tables)
    except (OSError, *DAMAGED):
        return False
    return False


def _lists(sheet: str) -> dict[tuple[Code, ...], str]:
    """Return where on the sheet of words each list will stand: a row per list, in the order of the columns."""
    from openpyxl.utils import get_column_letter

    lists = dict.fromkeys(c.codes for t in TABLES for c in columns_of(t) if c.codes)
    return {c: f"'{sheet}'!$A${row}:${get_column_letter(len(c))}${row}" for row, c in enumerate(lists, start=1)}


def _word(code: Code, language: Language) -> str:
    return code.zh[0] if language == "zh" else code.code


def _explain(sheet: SheetWriter) -> None:
    sheet.title(texts.EXPLAINED())
    sheet.add([head() for head in texts.EXPLAIN_HEADS], head=True)
    for table in TABLES:
        sheet.add(
            [f"{table.zh} {table.name}", Said(table.about_zh, table.about)], fills=[OPEN] * len(texts.EXPLAIN_HEADS)
        )
        for c in columns_of(table):
            required = texts.REQUIRED() if c.required else NOTHING
            unit = NOTHING if c.codes else c.unit_said
            also = ", ".join((*c.also, *c.else_))
            sheet.add(
                ["", header(c, "zh"), header(c, "en"), required, unit, c.allowed, Said(c.about_zh, c.about), also],
                fills=[None, None, None, "FFFFF2CC" if c.required else None],
            )
    sheet.finish("D4")


def _sheet(book: Any, table: RecordTable, language: Language, lists: Mapping[tuple[Code, ...], str]) -> None:
    """Add the sheet of a table: headers, those required in another colour, text columns kept as text, lists of words."""
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = SheetWriter(book, table.zh if language == "zh" else table.name)
    columns = columns_of(table)
    sheet.add([header(c, language) for c in columns], head=True)
    for i, column in enumerate(columns, start=1):
        letter = get_column_letter(i)
        if column.required:
            sheet.cells.cell(1, i).fill = PatternFill("solid", fgColor="FFFFF2CC")
        if column.kind in {"id", "text", "month"}:  # so that long numbers and 2020-09 stay what was typed
            for row in range(2, 202):
                sheet.cells.cell(row, i).number_format = "@"
        if column.codes or column.is_number:
            made = DataValidation(**_rule(column, lists), allow_blank=True, showErrorMessage=not column.is_open)
            made.errorTitle, made.error = Said(column.zh, column.name)[:30], column.allowed[:220]
            made.add(f"{letter}2:{letter}{ROWS}")
            sheet.cells.add_data_validation(made)
    sheet.finish("B2")


def _rule(column: RecordColumn, lists: Mapping[tuple[Code, ...], str]) -> dict[str, Any]:
    """Return what a spreadsheet checks while a column is filled; reading checks it again, and more."""
    if column.codes:
        return {"type": "list", "formula1": lists[column.codes]}
    kind = "whole" if column.kind == "count" else "decimal"
    return {"type": kind, "operator": "between", "formula1": f"{column.low:.12g}", "formula2": f"{column.high:.12g}"}
