"""Runs of one case with all their tables, through the store of their folder, as those of every study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from experiments import Failed
from experiments.engine import OK, Options
from experiments.runs import tables, yearly
from experiments.runs.definition import Run
from experiments.store.campaign import complete
from experiments.store.store import Store

if TYPE_CHECKING:
    import pandas as pd


class RunTables(NamedTuple):
    """What a run found: its tables, and the points of a standard deviation of scores at its end."""

    tables: dict[str, pd.DataFrame]
    points_per_sd: float


def tables_of(folder: Path, runs: Sequence[Run], command: str, options: Options) -> list[RunTables]:
    """Do what is missing of some runs in a folder, and return what each found; a run asked for twice is done once.

    Raises
    ------
    Failed
        When a run did not end well, with its reason; the others are stored.
    """
    kind = command.split()[1]
    with Store(folder, write=True, page_of=kind) as store:
        store.claim(command, kind)
        store.keep_tables()
        complete(store, runs, options)
        for ended in store.failed():
            why = f"the run ended badly ({ended.status}): {ended.reason}"
            raise Failed(f"{ended.run.source.id}, {ended.run.chance}: {why}", _advice(folder))
        return [_read(folder, *row) for row in store.each(run.key for run in runs)]


def _read(folder: Path, key: str, status: str, blob: bytes | None) -> RunTables:
    rest = b"" if status != OK or blob is None else yearly.split(blob)[1]
    if not rest:
        raise Failed(f"the tables of run {key[:12]} are not there ({status})", _advice(folder))
    return RunTables(*tables.unpack(rest))


def _advice(folder: Path) -> str:
    return f"edugroup status {folder} says more, edugroup retry {folder} does failed and damaged runs again"
