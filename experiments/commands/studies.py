"""Commands on study files: sweep, sensitivity."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from experiments import Refused
from experiments.commands import again, command, one_of, whole
from experiments.commands import texts as shared
from experiments.commands.runs import add_engine, engine_options
from experiments.commands.texts import studies as texts

if TYPE_CHECKING:
    from experiments.study.headline import Asks
    from experiments.study.study import Study
    from experiments.study.study_data import Analysis, StudyData

METHODS = ("sobol", "morris", "pawn", "delta", "fast", "pce", "gp")


def add(commands: Any) -> None:
    """Register the commands."""
    sweep = command(commands, "sweep", do_sweep, texts.SWEEP(), texts.SWEEP_LONG())
    sensitivity = command(commands, "sensitivity", do_sensitivity, texts.SENSITIVITY(), texts.SENSITIVITY_LONG())
    for one in (sweep, sensitivity):
        one.add_argument("study", metavar="STUDY", help=texts.STUDY())
        one.add_argument("--out", metavar="DIR", help=texts.OUT())
        runs = whole(1, 10_000, shared.RUNS_PER_POINT)
        one.add_argument("--replications", type=runs, metavar="R", help=texts.REPLICATIONS())
        one.add_argument("--points", type=whole(1, 1_000_000, shared.POINTS), metavar="N", help=texts.POINTS_HELP())
        one.add_argument("--dry-run", action="store_true", help=texts.DRY_RUN())
        one.add_argument("--no-run", action="store_true", help=texts.NO_RUN())
    sensitivity.add_argument("--method", type=one_of(METHODS), metavar="|".join(METHODS), help=texts.METHOD())
    sensitivity.add_argument("--drop-rows", action="store_true", help=texts.DROP_ROWS())
    sensitivity.add_argument("--next", metavar="FILE", help=texts.NEXT_STUDY())
    sensitivity.add_argument("--keep", type=whole(1, 100, shared.FACTORS), default=10, metavar="K", help=texts.KEEP())
    for one in (sweep, sensitivity):
        add_engine(one)


def do_sweep(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Run a study."""
    study, folder = _study(arguments)
    if not _run(arguments, words, study, folder):
        return
    from experiments.study.analyse import RESPONSE, analyse
    from experiments.study.study_data import gather

    data = gather(study, folder)
    _check(data)
    try:
        analysis = analyse(data)
    except Refused as refusal:  # gaps in a Saltelli design: the rest of what is there is shown all the same
        from dataclasses import replace

        plain = analyse(data, RESPONSE)
        analysis = replace(plain, notes=(*plain.notes, *refusal.messages))
    _finish(data, analysis, words, "response")


def do_sensitivity(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Say which factors matter."""
    study, folder = _study(arguments)
    from experiments.study.analyse import FITS, analyse, check_method

    kind = study.design.kind
    if not FITS[kind]:
        raise Refused(texts.NO_INDICES(path=study.path, kind=kind, study=arguments.study))
    if arguments.method:
        check_method(kind, arguments.method)
    if arguments.next:
        _check_next(study, arguments.next, arguments.keep)
    if not _run(arguments, words, study, folder):
        return
    from experiments.study.study_data import gather

    data = gather(study, folder)
    _check(data)
    analysis = analyse(data, arguments.method, drop_rows=arguments.drop_rows)
    _finish(data, analysis, words, "indices")
    if arguments.next:
        _write_next(study, analysis, arguments.next, arguments.keep)


def _study(arguments: argparse.Namespace) -> tuple[Study, str]:
    from experiments.study.study import load_study

    study = load_study(arguments.study, replications=arguments.replications, points=arguments.points)
    return study, arguments.out or os.path.join("results", "studies", study.name)


def _run(arguments: argparse.Namespace, words: Sequence[str], study: Study, folder: str) -> bool:
    """Run what is missing; return whether there is something to analyse."""
    options = engine_options(arguments)
    from experiments.study.carrying_out import carry_out, cost, replan

    if arguments.no_run:
        replan(study, folder)
        return True

    if arguments.dry_run:
        print(cost(study, folder, options).sentence(study))
        return False
    carry_out(study, folder, options, again(words))
    if options.shard is not None:
        print(texts.PART_OF_STUDY(shard=arguments.shard, folder=folder))
        return False
    return True


def _check(data: StudyData) -> None:
    """Go no further where nothing can be analysed."""
    from experiments.pages import verdict

    known = data.runs[[o.name for o in data.outcomes]].notna()
    verdict.check(data.runs["status"], data.folder, has_values=bool(known.to_numpy().any()), what=texts.NO_VALUES())


def _finish(data: StudyData, analysis: Analysis, words: Sequence[str], asks: Asks) -> None:
    """Write tables and report, and say what was found and what is missing."""
    from experiments.study.carrying_out import write_tables

    tables = write_tables(data, analysis, words)
    from experiments.study import study_page
    from experiments.study.headline import headline

    data, analysis = study_page.as_shown(data, analysis)
    print(texts.QUESTION(question=data.study.question))
    for line in headline(data, analysis, asks):
        print(line.replace("`", ""))
    for note in analysis.notes:
        print(shared.NOTE(note=note))
    study_page.write_report(data, analysis, data.folder, again(words), asks)
    print(shared.REPORT_AND_TABLES(report=data.folder / "report.html", folder=tables))


def _check_next(study: Study, path: str, keep: int) -> None:
    """Refuse to write the next study where that cannot be, before anything runs."""
    from pathlib import Path

    if study.design.kind != "morris":
        raise Refused(texts.NEXT_AFTER_SCREENING(path=study.path, kind=study.design.kind))
    if keep >= len(study.factors):
        raise Refused(texts.KEEP_OUT_OF_RANGE(keep=keep, most=len(study.factors) - 1, study=study.name))
    file = Path(path)
    if os.path.lexists(file) and not (file.is_file() and b"[screened]" in file.read_bytes()):
        raise Refused(texts.NOT_A_SCREENED_STUDY(path=path))


def _write_next(study: Study, analysis: Analysis, path: str, keep: int) -> None:
    """Write the study of the factors a screening kept."""
    from pathlib import Path

    from experiments.files.partial import whole_file
    from experiments.study.screening import next_study, rank

    with whole_file(Path(path)) as file:
        file.write_text(next_study(study, rank(analysis.indices), keep), encoding="utf-8")
    print(texts.NEXT_WRITTEN(keep=keep, path=path))
