"""The dictionary beside tables that are written: a row per column of each, with unit and meaning in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from experiments.files.spreadsheet_text import write_csv
from experiments.runs.columns import ColumnMeaning, Meaning, meanings
from sim.say import NOTHING

NAME = "columns"  # of the dictionary, as a table and as a file
HEAD = ("table", "name", "unit", "unit_zh", "zh", "en")


def rows(tables: Mapping[str, Iterable[str]], meaning: Meaning) -> list[tuple[str, ...]]:
    """Return a row per column of some tables, as `HEAD` names them, and of the dictionary itself.

    What is not known has no meaning.
    """
    out: list[tuple[str, ...]] = []
    for table, names in {**tables, NAME: HEAD}.items():
        for name in names:
            found = meaning(name, table) or ColumnMeaning(NOTHING)
            out.append((table, name, found.unit.en, found.unit.zh, found.meaning.zh, found.meaning.en))
    return out


def write(folder: Path, tables: Mapping[str, Iterable[str]], meaning: Meaning | None = None) -> str:
    """Write the dictionary of some tables, given by name with the names of their columns; return the name of its file."""
    import pandas as pd

    file = folder / f"{NAME}.csv"
    write_csv(pd.DataFrame(rows(tables, meaning or meanings()), columns=list(HEAD)), file)
    return file.name
