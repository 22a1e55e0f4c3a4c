"""Carrying a study out: what it will take, the runs that are missing, and the tables of what was found."""

from __future__ import annotations

import contextlib
import os
from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.design import designs
from experiments.engine import Options
from experiments.export import dictionary
from experiments.files.locking import Held
from experiments.files.study_folder import STUDY, TABLES, check_beside, part
from experiments.files.tables import write_table
from experiments.runs import columns
from experiments.runs.definition import Run
from experiments.store import forecast, purpose
from experiments.store.campaign import Tally, complete
from experiments.store.meter import PER_RUN, PER_YEAR, duration, size
from experiments.study.study import Study
from experiments.study.study_data import Analysis, StudyData, every_run, levers, plan
from experiments.study.texts import analysis as texts
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    import pandas as pd

    from experiments.design.designs import Design
    from experiments.design.factors import Factor


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

    def sentence(self, study: Study) -> Said:
        """Say it."""
        shape = texts.SHAPE(
            name=study.name,
            kind=study.design.kind,
            points=self.points,
            seeds=study.replications,
            lucks=texts.OF_LUCKS(lucks=study.lucks) if study.lucks > 1 else NOTHING,
            beside=texts.EACH_BESIDE if study.against else NOTHING,
            block=texts.AND_BLOCK(**study.nested.model_dump()) if study.nested else NOTHING,
        )
        there = texts.THERE(runs=self.runs, stored=self.runs - self.missing)
        if not self.missing:
            return texts.NOTHING_LEFT(shape=shape, there=there)
        room = size(self.missing * (PER_RUN + PER_YEAR * study.years))
        time = duration(self.seconds)
        return texts.TAKES(shape=shape, there=there, each=self.each, time=time, n=self.processes, room=room)


def check_study(study: Study, folder: str | os.PathLike[str]) -> None:
    """Refuse a folder that holds what is not a study's, before anything is planned.

    Raises
    ------
    Refused
        Saying why.
    """
    check_beside(Path(folder), STUDY)


def cost(study: Study, folder: str | os.PathLike[str], options: Options) -> Cost:
    """Return what a study will take, measured on a few of its missing runs; nothing is stored.

    Runs are only counted, 16 bytes each, so that a large study takes no memory either. Where nothing was ever run they
    are not even made.
    """
    from experiments.store.store import FILE

    check_study(study, folder)
    design = designs.points(study)
    if not (Path(folder) / FILE).is_file():
        n = _count(study, design)
        return Cost(len(design), n, n, forecast.measured(_sampled(study, design)), forecast.processes(options))
    every, missing = array("Q"), array("Q")
    some: dict[str, Run] = {}
    with contextlib.ExitStack() as stack:
        store = forecast.there(folder, stack)
        for run, is_missing in forecast.with_need(every_run(study, design), store):
            number = int(run.key[:16], 16)
            every.append(number)
            if is_missing:
                n = len(missing)
                missing.append(number)
                if n & (n - 1) == 0:  # the first, and ever later ones
                    some["middle" if n else "first"] = run
                some["last"] = run
    each, n = forecast.measured(list(some.values())), forecast.processes(options)
    return Cost(len(design), _different(every), _different(missing), each, n)


def _count(study: Study, design: Design) -> int:
    """Return how many different runs a study has: rows of values that share no seeds, without making one of them.

    Only a run that is its own baseline is counted twice.
    """
    frame = design.points.drop(columns="point")
    if study.seeds != "shared":
        frame["_of_seeds"] = design.identities
    counts = [_distinct(frame)]
    if study.against:
        counts.append(_distinct(frame.drop(columns=[f.name for f in study.factors if _leaves_alone(f)])))
    block = len(study.chance_of_block()) * (2 if study.against else 1)
    return sum(counts) * study.replications * study.lucks + block


def _leaves_alone(factor: Factor) -> bool:
    """Return whether the baseline of a run does not depend on a factor: a lever that is no change of the case itself."""
    return factor.role == "lever" and not any(s.startswith("case.") and s != "case.enacted" for s in factor.sets)


def _distinct(frame: pd.DataFrame) -> int:
    return int((~frame.duplicated()).sum()) if len(frame.columns) else 1


def _sampled(study: Study, design: Design) -> list[Run]:
    """Return a run of the first, of the middle and of the last point."""
    at = sorted({0, len(design) // 2, len(design) - 1})
    few = replace(design, points=design.points.iloc[at], identities=tuple(design.identities[i] for i in at))
    runs = [run for _, _, run in plan(study, few)]
    each = len(runs) // len(at)
    return [runs[0], *runs[each:-each:each], runs[-1]] if len(runs) > 1 else runs


def _different(numbers: array[int]) -> int:
    return len(np.unique(np.frombuffer(numbers, np.uint64))) if numbers else 0


def carry_out(study: Study, folder: str | os.PathLike[str], options: Options, command: str) -> Tally:
    """Run what a study is missing in the store of a folder."""
    from experiments.store.store import Store

    check_study(study, folder)
    design = designs.points(study)
    with Store(folder, write=True) as store:
        store.claim(command, *STUDY)
        purpose.write(store, study.outcomes, levers(study) if study.against else None)
        return complete(store, every_run(study, design), options)


def replan(study: Study, folder: str | os.PathLike[str]) -> None:
    """Make what a study asks for the plan of a store that is there, so that ``resume`` does what an analysis misses."""
    from experiments.store.store import Store

    check_study(study, folder)
    Store(folder).close()  # refuses a folder that holds no runs
    with contextlib.suppress(Held), Store(folder, write=True) as store:  # while another process runs, its plan holds
        store.plan(every_run(study, designs.points(study)))
        purpose.write(store, study.outcomes, levers(study) if study.against else None)


def write_tables(data: StudyData, analysis: Analysis, words: Sequence[str]) -> Path:
    """Write the study file and every table, as Parquet and CSV, into the folder ``tables`` beside the runs; return it."""
    with part(data.folder, TABLES, STUDY) as folder:
        (folder.path / f"{data.study.name}.toml").write_bytes(data.study.text)
        tables = {
            "runs": data.table, "points": data.means, "missing": data.missing, "indices": analysis.indices,
            "convergence": analysis.convergence, "response": analysis.response, "equal": analysis.equal,
            "chance": data.parts(), "nested": data.block,
        }  # fmt: skip
        if analysis.method == "morris" and len(analysis.indices):
            from experiments.study.screening import rank

            tables["ranking"] = rank(analysis.indices)
        if analysis.emulated is not None:
            tables["emulated"] = analysis.emulated
        found = {name: frame for name, frame in tables.items() if len(frame)}
        for name, frame in found.items():
            write_table(folder, name, frame)
        dictionary.write(folder.path, found, columns.meanings(data.outcomes, [data.study.case]))
        counts = data.every["status"].value_counts().to_dict()
        facts = {"method": analysis.method, "notes": list(analysis.notes), "runs": counts}
        folder.write_manifest(words[0], words, {**data.study.facts(), **facts})
    return data.folder / TABLES
