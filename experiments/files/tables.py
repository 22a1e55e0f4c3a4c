"""A table of results beside a study's runs: as Parquet for programs and as CSV for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.files.output import Folder
from experiments.files.spreadsheet_text import write_csv

if TYPE_CHECKING:
    import pandas as pd


def write_table(folder: Folder, name: str, frame: pd.DataFrame) -> None:
    """Write a table as Parquet and as CSV; lists become texts."""
    plain = frame.copy()
    for column in [name for name, kind in plain.dtypes.items() if kind.kind == "O"]:
        plain[column] = plain[column].map(str)
    folder.write_table(name, plain)
    write_csv(plain, folder.path / f"{name}.csv")
