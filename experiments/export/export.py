"""A study's runs as plain tables: Parquet, CSV and Excel, written row by row so that any number of runs fits in memory.

``runs`` holds a row per planned run: how it ended, what was set, and the outcomes of the study. ``yearly`` holds a row per
run, school year and stage with every measure, ``money`` what the treasury paid by run, year and item. Before them stand the
small tables of `experiments.export.summary`, in a workbook with charts; ``columns`` says what every column means.

Names of tables, files and columns are the same in both languages, and so is all that CSV and Parquet hold. A workbook is in
the language chosen: names of sheets, charts and scenarios, and a second head that says what each column holds.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from experiments import Refused
from experiments.engine import OK
from experiments.export import dictionary, summary, texts, workbook
from experiments.export.factors import settings, value
from experiments.export.summary import Chart, Summary
from experiments.files.spreadsheet_text import guarded
from experiments.runs.columns import Meaning, meanings
from experiments.runs.definition import Run
from experiments.runs.outcomes import Outcome
from experiments.runs.yearly import Yearly, unpack
from experiments.store.store import Store
from experiments.store.stored import BATCH
from sim.say import language, use

FORMATS = ("parquet", "csv", "xlsx")


class ExportTable(NamedTuple):
    """A table to be written: columns with their types, and rows."""

    name: str
    columns: tuple[tuple[str, type], ...]  # str, int, float or bool; values may be None
    rows: Iterable[tuple[Any, ...]]
    charts: Sequence[Chart] = ()
    heads: Sequence[str] = ()  # what each column holds, in the language chosen

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return [name for name, _ in self.columns]


def export(store: Store, folder: Path, formats: Sequence[str], outcomes: Sequence[Outcome]) -> list[str]:
    """Write the tables of a store into a folder and return the names of the files.

    Raises
    ------
    Refused
        When a format is unknown, or a table has more rows than a sheet of Excel.
    """
    if bad := [f for f in formats if f not in FORMATS]:
        raise Refused(texts.NO_FORMAT(name=bad[0], known=list(FORMATS)))
    written: list[str] = []
    names: dict[str, list[str]] = {}
    means = _meanings(store, outcomes)
    for form in dict.fromkeys(formats):
        with use(language() if form == "xlsx" else "en"):  # tables for programs are the same for all readers
            found = tables(store, outcomes)
            names = {table.name: table.names for table in found}
            if form == "xlsx":
                written.append(workbook.write(folder / "runs.xlsx", _sheets(found, means)))
                continue
            for table in found:
                write = _write_parquet if form == "parquet" else _write_csv
                written.append(write(folder / f"{table.name}.{form}", table))
    return [*written, dictionary.write(folder, names, means)]


def tables(store: Store, outcomes: Sequence[Outcome]) -> list[ExportTable]:
    """Return the tables of a store; the rows of the large ones are read when they are asked for."""
    return [*map(_small, summary.summaries(store, outcomes)), *_large(store, outcomes)]


def _meanings(store: Store, outcomes: Sequence[Outcome]) -> Meaning:
    """Return what columns mean; cases may have names of their own, such as those of instances of an instrument."""
    sources = {run.source.sha256: run.source for run in store.planned() if run.source.packed}
    return meanings(outcomes, [source.case for source in sources.values()])


def _sheets(found: Sequence[ExportTable], means: Meaning) -> list[ExportTable]:
    """Return tables as the sheets of a workbook, named in the language chosen, and the dictionary of these sheets."""
    rows = dictionary.rows({table.name: table.names for table in found}, means)
    named = [(str(texts.SHEETS[table]()), *rest) for table, *rest in rows]
    every = [*found, ExportTable(dictionary.NAME, tuple((name, str) for name in dictionary.HEAD), named)]
    return [
        table._replace(
            name=texts.SHEETS[table.name](),
            heads=[c.label if (c := means(name, table.name)) is not None else "" for name in table.names],
        )
        for table in every
    ]


def _small(small: Summary) -> ExportTable:
    frame = small.frame
    kinds = {"i": int, "u": int, "f": float, "b": bool}
    columns = tuple((name, kinds.get(frame[name].dtype.kind, str)) for name in frame.columns)
    return ExportTable(small.name, columns, list(workbook.rows(frame)), small.charts)


def _large(store: Store, outcomes: Sequence[Outcome]) -> Iterator[ExportTable]:
    names = settings(store)
    set_here = tuple((name, _kind(store, name)) for name in names)
    head = (
        ("key", str),
        ("status", str),
        ("case", str),
        ("seed", int),
        ("population_seed", int),
        ("years", int),
        ("reforms", bool),
    )
    work = (("seconds", float), ("peak_mb", float), ("attempts", int), ("host", str), ("error", str))
    values = tuple((o.name, float) for o in outcomes)
    yield ExportTable("runs", (*head, *set_here, *values, *work), _runs(store, names, outcomes))
    first = next((y for _, y in _good(store)), None)
    measures = tuple(first.measures) if first else ()
    keys = (("key", str), ("year", int), ("stage", str))
    yield ExportTable("yearly", (*keys, *((m, float) for m in measures)), _yearly(store, measures))
    yield ExportTable("money", (("key", str), ("year", int), ("item", str), ("yuan", float)), _money(store))


def _runs(store: Store, names: Sequence[str], outcomes: Sequence[Outcome]) -> Iterator[tuple[Any, ...]]:
    for run, status, blob, work in _each(store):
        yearly = unpack(blob) if status == OK and blob is not None else None
        set_here = (value(run, name) for name in names)
        values = (_number(o.of(yearly)) if yearly and not o.needs_baseline else None for o in outcomes)
        population = run.seed if run.population_seed is None else run.population_seed
        yield (run.key, status, run.source.id, run.seed, population, run.years, run.reforms, *set_here, *values, *work)


def _yearly(store: Store, measures: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for run, yearly in _good(store):
        for i in range(yearly.years):
            for j, stage in enumerate(yearly.stages):
                yield (run.key, yearly.first + i, stage, *(_number(yearly.measures[m][i, j]) for m in measures))


def _money(store: Store) -> Iterator[tuple[Any, ...]]:
    for run, yearly in _good(store):
        for item, yuan in yearly.paid.items():
            yield from ((run.key, yearly.first + i, item, float(v)) for i, v in enumerate(yuan) if v)


def _good(store: Store) -> Iterator[tuple[Run, Yearly]]:
    for run, status, blob, _ in _each(store):
        if status == OK and blob is not None:
            yield run, unpack(blob)


def _each(store: Store) -> Iterator[tuple[Run, str, bytes | None, tuple[Any, ...]]]:
    """Yield planned runs with status, blob and what is known of the work."""
    planned = store.planned()
    while some := list(islice(planned, BATCH)):
        work = store.work([run.key for run in some])
        for run, (key, status, blob) in zip(some, store.each(run.key for run in some), strict=True):
            seconds, peak, *rest = work.get(key, (None,) * 5)
            yield run, status, blob, (_number(seconds), _number(peak), *rest)


def _kind(store: Store, name: str) -> type:
    """Return the type of a column of settings: that of its values, or text where they are of several kinds."""
    kinds = {type(v) for run in store.planned() if (v := value(run, name)) is not None}
    if kinds == {int, float}:
        return float
    return kinds.pop() if len(kinds) == 1 else str


def _number(value: Any) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _write_parquet(file: Path, table: ExportTable) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns])
    rows = iter(table.rows)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(rows, 50_000)):
            columns = [
                pa.array([v if v is None else kind(v) for v in column], kinds[kind])
                for (_, kind), column in zip(table.columns, zip(*some, strict=True), strict=True)
            ]
            writer.write_table(pa.table(columns, schema=schema))
    return file.name


def _write_csv(file: Path, table: ExportTable) -> str:
    with file.open("w", encoding="utf-8-sig", newline="") as text:  # with the mark by which Excel knows the encoding
        writer = csv.writer(text)
        writer.writerow(table.names)
        writer.writerows([guarded(v) for v in row] for row in table.rows)
    return file.name
