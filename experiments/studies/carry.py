"""Carrying a study out: what it will take, the runs that are missing, and the tables of what was found."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from experiments import Refused, designs
from experiments.campaign import Tally, complete
from experiments.engine import Options, processors
from experiments.gauge import PER_RUN, PER_YEAR, duration, size
from experiments.output import Folder
from experiments.runs import Run, simulate
from experiments.safe import guarded
from experiments.studies.study import Study
from experiments.study_data import Analysis, StudyData, every_run

if TYPE_CHECKING:
    import pandas as pd

TABLES = "tables"
COMMANDS = ("sweep", "sensitivity")


class Cost(NamedTuple):
    """What the missing runs of a study take."""

    points: int
    runs: int  # different ones
    missing: int
    each: float  # seconds of a run, measured; 0 where nothing is missing
    processes: int

    @property
    def seconds(self) -> float:
        """Wall time of the missing runs."""
        return self.missing * self.each / self.processes

    def sentence(self, study: Study) -> str:
        """Say it."""
        shape = f"{study.name}: {study.design.kind} of {self.points:,} points x {study.replications:,} seeds" + (
            ", each beside its baseline" if study.against else ""
        )
        there = f"{self.runs:,} different runs, {self.runs - self.missing:,} of them stored"
        if not self.missing:
            return f"{shape}: {there}; nothing is left to run"
        room = size(self.missing * (PER_RUN + PER_YEAR * study.years))
        n = f"{self.processes} process{'es' if self.processes > 1 else ''}"
        return (
            f"{shape}: {there}; {self.each:.2g} s per run measured, about {duration(self.seconds)} on {n}, about {room}"
        )


def cost(study: Study, folder: str | os.PathLike[str], options: Options) -> Cost:
    """Return what a study will take, measured on a few of its missing runs; nothing is stored."""
    from experiments.store import FILE, MISSING, Store

    design = designs.points(study)
    wanted = {run.key: run for run in every_run(study, design)}
    missing = list(wanted)
    if (Path(folder) / FILE).is_file():
        with Store(folder) as store:
            missing = [key for key, status, _ in store.each(wanted) if status == MISSING]
    some = [wanted[missing[i]] for i in sorted({0, len(missing) // 2, len(missing) - 1})] if missing else []
    workers = 1 if options.scheduler or options.batch else options.workers or processors()
    return Cost(len(design), len(wanted), len(missing), _seconds(some), workers)


def _seconds(runs: Sequence[Run]) -> float:
    """Return the mean seconds of some runs, the first done once before it counts, which compiles the model."""
    if not runs:
        return 0.0
    simulate(runs[0].source.packed, runs[0].task)
    start = perf_counter()
    for run in runs:
        simulate(run.source.packed, run.task)
    return (perf_counter() - start) / len(runs)


def carry_out(study: Study, folder: str | os.PathLike[str], options: Options, command: str) -> Tally:
    """Run what a study is missing in the store of a folder."""
    from experiments.store import Store

    design = designs.points(study)
    with Store(folder, write=True) as store:
        store.claim(command, *COMMANDS)
        return complete(store, every_run(study, design), options)


def replan(study: Study, folder: str | os.PathLike[str]) -> None:
    """Make what a study asks for the plan of a store that is there, so that ``resume`` does what an analysis misses."""
    from experiments.store import Store

    Store(folder).close()  # refuses a folder that holds no runs
    with contextlib.suppress(Refused), Store(folder, write=True) as store:  # while another process runs, its plan holds
        store.plan(every_run(study, designs.points(study)))


def write_tables(data: StudyData, analysis: Analysis, words: Sequence[str]) -> Path:
    """Write the study file and every table, as Parquet and CSV, into the folder ``tables`` beside the runs; return it."""
    with Folder(data.folder / TABLES, replaces=COMMANDS) as folder:
        (folder.path / f"{data.study.name}.toml").write_bytes(data.study.text)
        tables = {
            "runs": data.table, "points": data.means, "missing": data.missing, "indices": analysis.indices,
            "convergence": analysis.convergence, "response": analysis.response, "equal": analysis.equal,
        }  # fmt: skip
        if analysis.method == "morris" and len(analysis.indices):
            from experiments.studies.screening import rank

            tables["ranking"] = rank(analysis.indices)
        if analysis.emulated is not None:
            tables["emulated"] = analysis.emulated
        for name, frame in tables.items():
            if len(frame):
                write_table(folder, name, frame)
        counts = data.runs["status"].value_counts().to_dict()
        found = {"method": analysis.method, "notes": list(analysis.notes), "runs": counts}
        folder.write_manifest(words[0], words, {**data.study.facts(), **found})
    return data.folder / TABLES


def write_table(folder: Folder, name: str, frame: pd.DataFrame) -> None:
    """Write a table as Parquet and as CSV; lists become texts."""
    plain = frame.copy()
    for column in [name for name, kind in plain.dtypes.items() if kind.kind == "O"]:
        plain[column] = plain[column].map(str)
    folder.write_table(name, plain)
    for column in plain.select_dtypes(exclude=["number", "bool"]):
        plain[column] = plain[column].map(guarded)
    plain.to_csv(folder.path / f"{name}.csv", index=False, encoding="utf-8")
