# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""Records as people hand them in, for the tests: tables as text, in any encoding, or as workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from experiments import Refused
from experiments.records.columns import Records
from experiments.records.reading import read_records

HEADER = "学校标识码,学校名称,学段,在校生数,班级数,专任教师数,高于规定学历教师数,县级以上骨干教师数,体育艺术专任教师数,教学及辅助用房面积,体育运动场馆面积,教学仪器设备值（万元）,网络多媒体教室数"
ROWS = (
    "1001,示例一小,小学,1000,25,60,55,15,10,5000,8000,250,25",
    "1002,示例二小,小学,600,15,36,30,5,5,3600,6000,130,15",
    "1003,示例三小,小学,200,6,14,12,1,2,1500,3000,45,6",
    "2001,示例一中,初中,900,20,72,65,12,9,6000,9500,260,22",
    "2002,示例二中,初中,400,10,34,30,4,3,2800,5000,110,10",
)
PLAIN = "\n".join((HEADER, *ROWS)) + "\n"


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a new folder and return it."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, **files: str | bytes) -> Records:
    """Read a folder with schools.csv and others, named by their stems."""
    return read_records(folder(path / "data", {f"{stem}.csv": content for stem, content in files.items()}))


def refusals(path: Path, **files: str | bytes) -> str:
    """Return what is said of a folder that is refused."""
    with pytest.raises(Refused) as refused:
        read(path, **files)
    return "\n".join(refused.value.messages)


def changed(old: str, new: str, text: str = PLAIN) -> str:
    """Return a table with one thing changed, which must be in it once."""
    assert text.count(old) == 1, f"{old!r} is in the table {text.count(old)} times"
    return text.replace(old, new)


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook of rows and return its path."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def cells(text: str = PLAIN) -> list[list[Any]]:
    """Return a table as rows of a workbook, numbers as numbers but for the ids."""
    rows = [line.split(",") for line in text.strip().split("\n")]
    return [[float(c) if i and c.replace(".", "").isdigit() else c for i, c in enumerate(row)] for row in rows]
