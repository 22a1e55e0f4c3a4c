"""Commands on a study's folder: status, resume, retry, export, replay, merge; and the options of every engine."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments import Failed, Refused
from experiments.commands import add_outcomes, add_workers, command, one_of, whole
from experiments.commands import texts as shared
from experiments.commands.texts import runs as texts
from experiments.engine import (
    CRASHED,
    ERROR,
    MEMORY,
    OK,
    STATUSES,
    TIME_LIMIT,
    TIMEOUT,
    Options,
    parse_scheduler,
    parse_shard,
)
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    from experiments.runs.definition import Run
    from experiments.store.store import Store

FAILURES = (ERROR, CRASHED, TIMEOUT, MEMORY, "damaged")
SHOWN = 10  # failures that status lists


def add(commands: Any) -> None:
    """Register the commands."""
    status = command(commands, "status", do_status, texts.STATUS(), texts.STATUS_LONG())
    resume = command(commands, "resume", do_resume, texts.RESUME(), texts.RESUME_LONG())
    retry = command(commands, "retry", do_retry, texts.RETRY(), texts.RETRY_LONG())
    export = command(commands, "export", do_export, texts.EXPORT(), texts.EXPORT_LONG())
    replay = command(commands, "replay", do_replay, texts.REPLAY(), texts.REPLAY_LONG())
    merge = command(commands, "merge", do_merge, texts.MERGE(), texts.MERGE_LONG())
    for one in (status, resume, retry, export, replay, merge):
        one.add_argument("dir", metavar="DIR", help=texts.DIR())
    for one in (resume, retry):
        add_engine(one)
    ways = "|".join(FAILURES)
    retry.add_argument("--status", action="append", type=one_of(FAILURES), metavar=ways, help=texts.ONLY_STATUS())
    export.add_argument("--format", default="parquet", metavar="FORMAT[,FORMAT]", help=texts.FORMAT())
    add_outcomes(export, texts.INSTEAD_OF_STUDY())
    export.add_argument("--out", metavar="DIR", help=texts.EXPORT_OUT())
    replay.add_argument("key", metavar="KEY", help=texts.KEY())
    merge.add_argument("others", nargs="+", metavar="OTHER", help=texts.OTHERS())


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how runs are carried out."""
    group = parser.add_argument_group(texts.HOW())
    add_workers(group)
    limit = int(TIME_LIMIT)
    group.add_argument(
        "--time-limit", type=whole(1, None, shared.SECONDS), default=limit, metavar="S", help=texts.TIME_LIMIT(default=limit)
    )  # fmt: skip
    group.add_argument("--memory", type=whole(50, None, shared.MEGABYTES), metavar="MB", help=texts.MEMORY())
    group.add_argument("--shard", metavar="I/N", help=texts.SHARD())
    group.add_argument("--scheduler", metavar="URL", help=texts.SCHEDULER())
    group.add_argument("--slurm", action="store_true", help=texts.SLURM())
    group.add_argument("--pbs", action="store_true", help=texts.PBS())
    group.add_argument("--jobs", type=whole(1, 10_000, shared.JOBS), default=1, metavar="N", help=texts.JOBS())
    group.add_argument("--job", action="append", default=[], metavar="KEY=VALUE", help=texts.JOB())


def engine_options(arguments: argparse.Namespace) -> Options:
    """Return the options of a command line.

    Raises
    ------
    Refused
        When they contradict each other.
    """
    if arguments.scheduler is not None:
        parse_scheduler(arguments.scheduler)
    ways = [w for w in ("scheduler", "slurm", "pbs") if getattr(arguments, w)]
    if len(ways) > 1:
        raise Refused(texts.EXCLUDE(one=ways[0], other=ways[1]))
    if ways and arguments.workers:
        raise Refused(texts.WORKERS_HERE(way=ways[0]))
    if arguments.job and not (arguments.slurm or arguments.pbs):
        raise Refused(texts.JOB_NEEDS())
    job = []
    for text in arguments.job:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not key or not value:
            raise Refused(texts.BAD_JOB(text=text))
        job.append((key, int(value) if value.isdecimal() else value))
    return Options(
        workers=arguments.workers, time_limit=float(arguments.time_limit), memory=arguments.memory,
        scheduler=arguments.scheduler, batch="slurm" if arguments.slurm else "pbs" if arguments.pbs else None,
        jobs=arguments.jobs, job=tuple(job), shard=None if arguments.shard is None else parse_shard(arguments.shard),
    )  # fmt: skip


def do_status(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Say how a study stands."""
    from experiments.store.meter import duration
    from experiments.store.store import DAMAGED, MISSING, Store

    with Store(arguments.dir) as store:
        damaged, counts, where = store.damaged(), store.counts(), arguments.dir
        for key in damaged:
            counts[store.status(key)] -= 1
        counts[DAMAGED] = len(damaged)
        planned = sum(counts.values())
        print(texts.ENDED_WELL(folder=where, ok=counts[OK], planned=planned))
        for status in FAILURES:
            if counts[status]:
                print(texts.SO_MANY(n=counts[status], meaning=texts.MEANING[status], status=status))
        if counts[MISSING]:
            each = store.seconds()
            need = texts.NEED(time=duration(each * counts[MISSING])) if each else NOTHING
            print(texts.SO_MANY_MISSING(n=counts[MISSING], need=need, folder=where))
        failed = planned - counts[OK] - counts[MISSING] - len(damaged)
        for i, ended in enumerate(e for e in store.failed() if e.key not in damaged):
            if i == SHOWN:
                print(texts.MORE_FAILED(n=failed - SHOWN, folder=where))
                break
            key, status, reason = ended.key[:12], ended.status, ended.reason
            settings = [f"{k}={v}" for k, v in ended.run.overrides] or texts.NOTHING_SET()
            run = run_said(ended.run)
            print(texts.FAILED_RUN(key=key, status=status, run=run, settings=settings, reason=reason, folder=where))
        if failed:
            print(texts.RETRY_WITH(folder=where))
        tell_damage(store, damaged)
        if counts[OK] == planned:
            print(nothing_missing(store))


def run_said(run: Run) -> Said:
    """Say which run it is: its case, with or without reforms, its seed and its horizon."""
    baseline = NOTHING if run.reforms else texts.WITHOUT_REFORMS()
    return texts.RUN_SAID(case=run.source.id, baseline=baseline, chance=run.chance, years=run.years)


def tell_damage(store: Store, damaged: Mapping[str, str]) -> None:
    """Print which runs and cases of a store are damaged, and what mends them."""
    made = store.note("command") or texts.THE_COMMAND()
    for key, what in list(damaged.items())[:SHOWN]:
        print(texts.DAMAGED(key=key[:12], what=what))
    if len(damaged) > SHOWN:
        print(texts.MORE_DAMAGED(n=len(damaged) - SHOWN))
    plans = sum(store.has_lost(key) for key in damaged)
    if len(damaged) > plans:
        print(texts.RETRY_DAMAGED(folder=store.folder))
    if plans:
        print(texts.PLAN_ANEW(n=plans, made=made))
    for name, n in store.lost_cases().items():
        print(texts.LOST_CASE(name=name, n=n, made=made))


def nothing_missing(store: Store) -> Said:
    """Say that a study is whole, and what makes its report."""
    made = store.note("command")
    return texts.NOTHING_MISSING(report=texts.REPORT_BY(made=made) if made else NOTHING)


def do_resume(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Do what is missing."""
    _go_on(arguments, ())


def do_retry(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Do failed runs again."""
    _go_on(arguments, tuple(arguments.status or FAILURES))


def _go_on(arguments: argparse.Namespace, again: Sequence[str]) -> None:
    options = engine_options(arguments)
    if not os.path.isdir(arguments.dir):
        raise Refused(texts.NO_FOLDER(folder=arguments.dir))
    from experiments.store.campaign import complete
    from experiments.store.store import Store

    with Store(arguments.dir) as store:  # refuses a folder that holds no study, and a file that cannot be read
        store.damaged()
    with Store(arguments.dir, write=True) as store:
        if again:
            store.forget(again)
        tally = complete(store, options=options)
        damaged = store.damaged()
        print(texts.ENDED_WELL(folder=arguments.dir, ok=tally.ok, planned=tally.planned))
        tell_damage(store, damaged)
        if tally.is_whole and not damaged:
            print(nothing_missing(store))
        elif not tally.ok:
            raise Failed(texts.NO_GOOD_RUN(folder=arguments.dir))


def do_export(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Write a study's runs as tables."""
    from pathlib import Path

    from experiments.export.export import export
    from experiments.files.output import Folder
    from experiments.files.study_folder import EXPORT, part
    from experiments.runs.outcomes import parse_all
    from experiments.store import purpose
    from experiments.store.store import Store
    from sim.axes import COMPULSORY, STAGES

    parse_all(arguments.outcomes)  # refused before the store is read
    formats = [f.strip() for f in arguments.format.split(",")]
    out = arguments.out or os.path.join(arguments.dir, EXPORT)
    target = Folder(out, replaces=("export",)) if arguments.out else part(Path(out).parent, EXPORT, ("export",))
    with Store(arguments.dir) as store, target as folder:
        runs = [run for run in store.planned() if run.source.packed]
        taught = {name for run in runs for name in run.source.case.stages.names} or {*COMPULSORY.names}
        stages = [name for name in STAGES.names if name in taught]
        outcomes = parse_all(arguments.outcomes or purpose.read(store).outcomes or None, stages)
        for run in runs:
            for outcome in outcomes:
                outcome.check(run.case, run.years)
        written = export(store, folder.path, formats, outcomes)
        folder.write_manifest("export", words, {"study": arguments.dir, "runs": store.counts()})
        damaged = store.damaged()
        tell_damage(store, damaged)
    print(texts.EXPORTED(names=list(written), folder=out))


def do_replay(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Do one run again and compare."""
    from dataclasses import replace

    from experiments.runs import simulation
    from experiments.runs.yearly import content, pack
    from experiments.store.store import Store, check_tools

    with Store(arguments.dir) as store:
        ended = store.find(arguments.key)
        check_tools(store)
    run, key = ended.run, ended.key
    settings = "".join(f"\n  {k} = {v}" for k, v in run.overrides)
    print(texts.REPLAYED(key=key, run=run_said(run), settings=settings))
    if not run.source.packed:
        raise Failed(texts.CASE_DAMAGED(case=run.source.id, folder=arguments.dir))
    if replace(run).key != key:
        print(texts.OTHER_CODE())
    if ended.status not in {OK, "missing"}:
        print(texts.STORED_AS(status=ended.status, error=ended.error), flush=True)
    found = pack(simulation.simulate(run.source.packed, run.task))
    if ended.outcome is None:
        print(texts.WELL_NOW() if ended.status in {*STATUSES, "damaged"} else texts.NOT_STORED())
    elif content(ended.outcome) == content(found):
        print(texts.SAME_NUMBERS())
    else:
        raise Failed(texts.OTHER_NUMBERS(key=key, folder=arguments.dir))


def do_merge(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Put parts of a study together."""
    from experiments.store.merge import check_same, merge, opened
    from experiments.store.store import Store

    for other in arguments.others:  # all are there, and fit, before anything is written
        if os.path.realpath(other) == os.path.realpath(arguments.dir):
            raise Refused(texts.INTO_ITSELF(folder=other))
        with opened(other):
            pass
    with Store(arguments.dir, write=True) as store:
        for other in arguments.others:
            with opened(other) as one:
                check_same(store, one)
        for other in arguments.others:
            with opened(other) as one:
                found = merge(store, one)
            print(texts.MERGED(folder=other, rows=found.rows, good=found.good))
            for key, what in list(found.damaged.items())[:SHOWN]:
                print(texts.LEFT_OUT(key=key[:12], what=what))
            if len(found.damaged) > SHOWN:
                print(texts.MORE_LEFT_OUT(n=len(found.damaged) - SHOWN))
        counts = store.counts()
        print(texts.ENDED_WELL(folder=arguments.dir, ok=counts[OK], planned=sum(counts.values())))
        if counts["missing"]:
            print(texts.SO_MANY_MISSING(n=counts["missing"], need=NOTHING, folder=arguments.dir))
