"""Cells to values: numbers with units, shares in per cent, words to codes, dates, grades. A cell that is wrong says why."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from functools import lru_cache
from typing import Any

from experiments.records import texts
from experiments.records.codes import YES
from experiments.records.columns import UNITS, RecordColumn
from experiments.records.grid import plain
from experiments.records.words import not_known, read_word, short
from sim.say import NOTHING, Said

MISSING = {
    "",
    "-",
    "--",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "…",
    "n/a",
    "na",
    "nan",
    "null",
    "none",
    ".",
    "无数据",
    "缺",
    "缺失",
    "未知",
    "不详",
}
ERRORS = {"#ref!", "#div/0!", "#value!", "#name?", "#n/a", "#num!", "#null!", "#spill!"}  # of spreadsheets
NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?(e[+-]?\d+)?\s*(\S.*)?")
DATE = re.compile(
    r"(\d{4})(?:年|(\d\d)(?:\d\d)?|(?:年|[-./])(\d{1,2})(?:月?(?:份|初|底|中旬)?|(?:月|[-./])\d{1,2}日?)|年?(?:春|秋)季?(?:学期)?)?"
    r"(?:[ t]?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
)
SCHOOL_YEAR = re.compile(r"(\d{4})(?:[-—–~至/](\d{4}|\d{2}))?(?:学年度?|年度?)?")
GRADES = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
LONGEST = 200  # characters of a text
DIGITS = 15  # that a spreadsheet keeps of a number


class Wrong(ValueError):
    """Why a cell cannot be used, as the end of a sentence that begins with the cell."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said)


class OutOfRange(Wrong):
    """A number that is understood and cannot be."""

    def __init__(self, value: float, said: Said) -> None:
        self.value = value
        super().__init__(said)


def text_of(cell: Any) -> str:
    """Return the text of a cell: narrow signs, no line ends, no spaces around it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**DIGITS:
        cell = int(cell)
    return _tidy(str(cell))


@lru_cache(maxsize=100_000)
def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    return " ".join("".join(map(_visible, text)).split())


def _visible(sign: str) -> str:
    """Return a sign, a space in place of one that cannot be seen."""
    return " " if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"} else sign


def name_of(cell: Any) -> str:
    """Return a text as it was written, brackets of full width and all, without control signs and the sign that guards it."""
    text = text_of(cell) if not isinstance(cell, str) else " ".join("".join(map(_visible, cell)).split())
    return text[1:] if text.startswith("'") and text[1:2] in "=+-@" else text


def is_missing(cell: Any) -> bool:
    """Whether a cell says that there is no value."""
    return (isinstance(cell, float) and math.isnan(cell)) or text_of(cell).casefold() in MISSING


def value_of(cell: Any, column: RecordColumn, factor: float | None = None) -> float | str:
    """Return the value of a cell in the unit of its column; NaN or an empty text where it is missing.

    ``factor`` turns numbers without a unit of their own into that unit; None where the header names none.

    Raises
    ------
    Wrong
        Saying what is wrong, the unit and the allowed range.
    """
    text = text_of(cell)
    if text.casefold() in ERRORS:
        raise Wrong(texts.SPREADSHEET_ERROR(text=text))
    if column.codes:
        code = "" if text.casefold() in MISSING - {"none"} else code_of(text, column)
        return code if column.kind == "code" else float("nan") if not code else float(code == YES)
    if is_missing(cell):
        return float("nan") if column.is_number else ""
    if column.kind == "id":
        return _id(cell, text)
    if column.kind == "month":
        return _month(cell, text)
    if not column.is_number:
        if len(text) > LONGEST:
            raise Wrong(texts.TOO_LONG(most=LONGEST))
        return name_of(cell)
    return _in_range(_number(cell, text, column, factor), text, column)


def code_of(text: str, column: RecordColumn) -> str:
    """Return the code a word stands for."""
    word = read_word(text, column)
    if word is None:
        raise Wrong(not_known(text, column))
    return word.code


def _id(cell: Any, text: str) -> str:
    digits = text.lstrip("-").replace(".", "")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and len(digits) > DIGITS:
        raise Wrong(texts.TOO_MANY_DIGITS(text=text, digits=DIGITS))
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
        raise Wrong(texts.SHORTENED(text=text))
    if len(text) > LONGEST:
        raise Wrong(texts.TOO_LONG(most=LONGEST))
    return text.removeprefix("'")


def _month(cell: Any, text: str) -> str:
    if isinstance(cell, (dt.datetime, dt.date)):
        return f"{cell.year:04d}-{cell.month:02d}"
    if isinstance(cell, float) and not cell.is_integer():  # October, 2020.10, would be read as January
        raise Wrong(texts.DECIMAL_MONTH(text=text))
    year, month = _date(text) or (0, None)
    if not 1950 <= year <= 2200:
        raise Wrong(texts.NOT_A_DATE(text=short(text)))
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def _date(text: str) -> tuple[int, int | None] | None:
    """Return year and month of a date as people write it: 2016, 2016-09, 2016年9月1日, 20160901, 2016/9/1 0:00."""
    match = DATE.fullmatch(re.sub(r"\s*([年月日])\s*", r"\1", text.casefold()))
    if match is None:
        return None
    month = match[2] or match[3]
    if month is not None and not 1 <= int(month) <= 12:
        return None
    return int(match[1]), int(month) if month else None


def _number(cell: Any, text: str, column: RecordColumn, factor: float | None) -> float:
    if isinstance(cell, bool):
        raise Wrong(texts.NO_NUMBER(text=text, allowed=column.allowed))
    if isinstance(cell, (dt.datetime, dt.date, dt.time)):
        if column.unit == "year" and not isinstance(cell, dt.time):
            return float(cell.year)
        raise Wrong(texts.DATE_NO_NUMBER(text=text, allowed=column.allowed))
    if column.unit == "year":
        if match := SCHOOL_YEAR.fullmatch(text.replace(" ", "")):
            return float(match[1])
        if date := _date(text):
            return float(date[0])
    if column.unit == "grade" and (grade := _grade(text)):
        return grade
    if isinstance(cell, (int, float)):
        return _scaled(as_float(cell), column, factor)
    match = NUMBER.fullmatch(text.casefold())
    if match is None:
        raise Wrong(texts.NOT_A_NUMBER(text=short(text), allowed=column.allowed))
    sign, whole, fraction, exponent, unit = match.groups()
    value = float(sign + re.sub("[, ]", "", whole) + (fraction or "") + (exponent or ""))
    if not unit:
        return _scaled(value, column, factor)
    known = UNITS.get(column.unit, {})
    if (own := unit_factor(unit, column)) is None:
        hint = texts.UNITS_UNDERSTOOD(units=list(known)) if known else NOTHING
        raise Wrong(texts.UNKNOWN_UNIT(text=short(text), unit=column.unit_said, own=short(unit), hint=hint))
    return value * own


def as_float(number: float) -> float:
    """Return a number as a float, infinite where it has hundreds of digits."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _scaled(value: float, column: RecordColumn, factor: float | None) -> float:
    """Return a number that has no unit of its own; a share above 1 in a column without unit can only be per cent."""
    if column.kind == "share" and factor is None and value > 1:
        raise Wrong(texts.NO_SHARE(value=value))
    return value * (1.0 if factor is None else factor)


def unit_factor(word: str, column: RecordColumn) -> float | None:
    """Return what numbers in a unit are multiplied by to be in the unit of a column, None for a unit it cannot have."""
    return {plain(k): v for k, v in UNITS.get(column.unit, {}).items()}.get(plain(word))


def _grade(text: str) -> float | None:
    word = plain(text).removesuffix("年级").removesuffix("年").removeprefix("grade")
    if word.startswith(("初", "小")) and word[1:] in GRADES:
        return GRADES[word[1:]] + (6 if word[0] == "初" else 0)
    return float(word) if re.fullmatch(r"\d", word) else GRADES.get(word)


def _in_range(value: float, text: str, column: RecordColumn) -> float:
    if not math.isfinite(value):
        raise Wrong(texts.NOT_A_NUMBER(text=short(text), allowed=column.allowed))
    value = round(value, 9)  # 35.2 times 10,000 is 352,000 and not a billionth less
    if not column.low <= value <= column.high:
        raise OutOfRange(value, texts.OUT_OF_RANGE(amount=amount(value, column), allowed=column.allowed))
    if column.kind == "count" and not value.is_integer():
        raise Wrong(texts.NOT_WHOLE(amount=amount(value, column), allowed=column.allowed))
    return value


def amount(value: float, column: RecordColumn) -> Said | str:
    """Return a number with the unit of its column."""
    if column.unit == "year" or column.kind == "share":
        return f"{value:.10g}"  # a year is a number of its own, and so is a share
    return texts.WITH_UNIT(value=value, unit=column.unit_said) if column.unit else f"{value:,.10g}"
