"""CSV files to lines of cells: read as UTF-8, UTF-16 with its mark, or GB18030 (which contains GBK and GB2312)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice

from experiments.records.columns import RecordTable
from experiments.records.findings import Findings
from experiments.records.formats import NotText, decode
from experiments.records.grid import Lines, TooLarge, gather
from experiments.records.texts import files as texts

DELIMITERS = ",\t;|，"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # no other sign ends a line of a table


def read_text(name: str, content: bytes, table: RecordTable, found: Findings) -> Lines | None:
    """Return the lines of a CSV file, or None with an error where it cannot be made out."""
    try:
        text, encoding = decode(content)
    except NotText as error:
        found.error(name, texts.SAVE_AS_UTF8(why=error.said))
        return None
    if encoding != "UTF-8":
        found.note(name, texts.READ_AS(encoding=encoding))
    try:
        return gather(_lines(text), table, in_sheet=False)
    except TooLarge as error:
        found.error(name, error.said)
    except csv.Error as error:
        found.error(name, texts.QUOTES(line=error.args[1], why=error.args[0]))
    return None


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader((m[0] for m in LINE.finditer(text)), delimiter=_delimiter(text), strict=True)
    first = 1  # a quoted cell may hold line ends, so the reader's count is of the last line of a record
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise csv.Error(str(error), first) from None
        comment = bool(cells) and cells[0].lstrip().startswith("#")
        if not comment and not (first == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep=")):
            yield first, cells
        first = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return the sign that stands most often outside quotes in the line that has most of one."""
    if text[:4].lower() == "sep=" and len(text) > 4 and text[4] in DELIMITERS:
        return text[4]
    best, most = ",", 0
    for line in (m[0] for m in islice(LINE.finditer(text), 20)):
        bare = "".join(line.split('"')[::2])
        for sign in DELIMITERS:
            if bare.count(sign) > most and not line.lstrip().startswith("#"):
                best, most = sign, bare.count(sign)
    return best
