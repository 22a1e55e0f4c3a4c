"""Commands on a study's folder: status, resume, retry, export, replay, merge; and the options of every engine."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments import Failed, Refused
from experiments.commands import add_outcomes, add_workers, command, whole
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

if TYPE_CHECKING:
    from experiments.store.store import Store

FAILURES = (ERROR, CRASHED, TIMEOUT, MEMORY, "damaged")
SHOWN = 10  # failures that status lists
MEANING = {
    OK: "ended well", ERROR: "raised an error", CRASHED: "took their worker with them", TIMEOUT: "took too long",
    MEMORY: "wanted too much memory", "damaged": "cannot be read as they were written",
}  # fmt: skip


def add(commands: Any) -> None:
    """Register the commands."""
    status = command(
        commands, "status", do_status, "say how a study stands",
        "Say how many runs of a study are done, missing or failed, and why. May be asked while the study runs.",
    )  # fmt: skip
    resume = command(
        commands, "resume", do_resume, "do the missing runs of a study",
        "Do what is missing of a study that was stopped. Failed runs are left alone.",
    )  # fmt: skip
    retry = command(
        commands, "retry", do_retry, "do the failed runs of a study again",
        "Do the failed runs of a study again, those that are damaged in its store, and what is missing.",
    )  # fmt: skip
    export = command(
        commands, "export", do_export, "write a study's runs as tables",
        "Write the runs of a study as Parquet, CSV or Excel tables: runs with the outcomes of the study, yearly measures, money, "
        "means or paired differences, and what each column means; the Excel workbook has charts.",
    )  # fmt: skip
    replay = command(
        commands, "replay", do_replay, "do one run of a study again",
        "Do one run of a study again, in this process, and say whether it gives what is stored. Changes nothing.",
    )  # fmt: skip
    merge = command(
        commands, "merge", do_merge, "put parts of a study together",
        "Take the runs of other folders, such as those of shards, into one. Good runs are never replaced. Of a damaged folder it "
        "takes what can be read.",
    )  # fmt: skip
    for one in (status, resume, retry, export, replay, merge):
        one.add_argument("dir", metavar="DIR", help="folder of the study")
    for one in (resume, retry):
        add_engine(one)
    retry.add_argument(
        "--status", action="append", choices=FAILURES, metavar="|".join(FAILURES),
        help="only runs that failed in this way; may be repeated (default: all)",
    )  # fmt: skip
    export.add_argument(
        "--format",
        default="parquet",
        metavar="F,F",
        help="formats: parquet, csv, xlsx, separated by commas (default: parquet)",
    )
    add_outcomes(export, "outcomes to show instead of those of the study")
    export.add_argument("--out", metavar="DIR", help="folder to write (default: DIR/export)")
    replay.add_argument("key", metavar="KEY", help="key of the run, of which the first few characters are enough")
    merge.add_argument("others", nargs="+", metavar="OTHER", help="folders to take runs from")


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how runs are carried out."""
    group = parser.add_argument_group("how runs are carried out (results do not depend on it)")
    add_workers(group)
    group.add_argument(
        "--time-limit", type=whole(1, None, "seconds"), default=int(TIME_LIMIT), metavar="S",
        help=f"seconds a run may take (default: {TIME_LIMIT:.0f})",
    )  # fmt: skip
    group.add_argument(
        "--memory", type=whole(50, None, "MB"), metavar="MB",
        help="memory a worker may take for a run, Linux only (default: its part of the machine's)",
    )  # fmt: skip
    group.add_argument(
        "--shard",
        metavar="I/N",
        help="only part I of N, each with a folder of its own; edugroup merge puts them together",
    )
    group.add_argument("--scheduler", metavar="URL", help="work on a dask cluster, such as tcp://host:8786")
    group.add_argument("--slurm", action="store_true", help="start dask workers as jobs of Slurm")
    group.add_argument("--pbs", action="store_true", help="start dask workers as jobs of PBS")
    group.add_argument(
        "--jobs", type=whole(1, 10_000, "jobs"), default=1, metavar="N", help="jobs to start (default: 1)"
    )
    group.add_argument(
        "--job", action="append", default=[], metavar="KEY=VALUE",
        help="setting of a job, as dask-jobqueue names it: cores, memory, walltime, queue, account; may be repeated",
    )  # fmt: skip


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
        raise Refused(f"--{ways[0]} and --{ways[1]} exclude each other")
    if ways and arguments.workers:
        raise Refused(f"--workers is for this machine; with --{ways[0]} the cluster says how many there are")
    if arguments.job and not (arguments.slurm or arguments.pbs):
        raise Refused("--job needs --slurm or --pbs")
    job = []
    for text in arguments.job:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not key or not value:
            raise Refused(f"--job {text} is not of the form key=value; write for example --job walltime=02:00:00")
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
        print(f"{where}: {counts[OK]:,} of {planned:,} runs ended well")
        for status in FAILURES:
            if counts[status]:
                print(f"  {counts[status]:,} {MEANING[status]} ({status})")
        if counts[MISSING]:
            each = store.seconds()
            need = f", about {duration(each * counts[MISSING])} of one processor" if each else ""
            print(f"  {counts[MISSING]:,} missing{need}; go on with: edugroup resume {where}")
        failed = planned - counts[OK] - counts[MISSING] - len(damaged)
        for i, ended in enumerate(e for e in store.failed() if e.key not in damaged):
            if i == SHOWN:
                print(f"... and {failed - SHOWN:,} more; edugroup export {where} lists all")
                break
            run, key = ended.run, ended.key[:12]
            settings = ", ".join(f"{k}={v}" for k, v in run.overrides) or "nothing set"
            baseline = "" if run.reforms else " without reforms"
            print(f"{key} {ended.status}: {run.source.id}{baseline}, {run.chance}, {run.years} years, {settings}")
            print(f"    {ended.reason}")
            print(f"    edugroup replay {where} {key}")
        if failed:
            print(f"do failed runs again with: edugroup retry {where}")
        tell_damage(store, damaged)
        if counts[OK] == planned:
            print(nothing_missing(store))


def tell_damage(store: Store, damaged: Mapping[str, str]) -> None:
    """Print which runs and cases of a store are damaged, and what mends them."""
    made = store.note("command") or "the command that made the study"
    for key, what in list(damaged.items())[:SHOWN]:
        print(f"{key[:12]} damaged: {what}")
    if len(damaged) > SHOWN:
        print(f"... and {len(damaged) - SHOWN:,} more are damaged")
    plans = sum(store.has_lost(key) for key in damaged)
    if len(damaged) > plans:
        print(f"do damaged runs again with: edugroup retry {store.folder} --status damaged")
    if plans:
        print(f"{plans:,} of them can only be planned anew, by: {made}")
    for name, n in store.lost_cases().items():
        print(
            f"the case '{name}' in the store is damaged: {n:,} runs cannot be done again until it is there again, by: {made}"
        )


def nothing_missing(store: Store) -> str:
    """Say that a study is whole, and what makes its report."""
    made = store.note("command")
    return "nothing is missing" + (f"; its report is made by: {made}" if made else "")


def do_resume(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Do what is missing."""
    _go_on(arguments, ())


def do_retry(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Do failed runs again."""
    _go_on(arguments, tuple(arguments.status or FAILURES))


def _go_on(arguments: argparse.Namespace, again: Sequence[str]) -> None:
    options = engine_options(arguments)
    if not os.path.isdir(arguments.dir):
        raise Refused(f"there is no folder {arguments.dir}; name the folder of a study")
    from experiments.store.campaign import complete
    from experiments.store.store import Store

    with Store(arguments.dir) as store:  # refuses a folder that holds no study, and a file that cannot be read
        store.damaged()
    with Store(arguments.dir, write=True) as store:
        if again:
            store.forget(again)
        tally = complete(store, options=options)
        damaged = store.damaged()
        print(f"{arguments.dir}: {tally.ok:,} of {tally.planned:,} runs ended well")
        tell_damage(store, damaged)
        if tally.is_whole and not damaged:
            print(nothing_missing(store))
        elif not tally.ok:
            raise Failed(f"no run of {arguments.dir} is good; edugroup status {arguments.dir} says why")


def do_export(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Write a study's runs as tables."""
    from pathlib import Path

    from experiments.export.export import export
    from experiments.files.output import Folder
    from experiments.files.study_folder import EXPORT, part
    from experiments.runs.outcomes import parse_all
    from experiments.store import purpose
    from experiments.store.store import Store

    parse_all(arguments.outcomes)  # refused before the store is read
    formats = [f.strip() for f in arguments.format.split(",")]
    out = arguments.out or os.path.join(arguments.dir, EXPORT)
    target = Folder(out, replaces=("export",)) if arguments.out else part(Path(out).parent, EXPORT, ("export",))
    with Store(arguments.dir) as store, target as folder:
        outcomes = parse_all(arguments.outcomes or purpose.read(store).outcomes or None)
        for run in store.planned():
            if run.source.packed:
                for outcome in outcomes:
                    outcome.check(run.case, run.years)
        written = export(store, folder.path, formats, outcomes)
        folder.write_manifest("export", words, {"study": arguments.dir, "runs": store.counts()})
        damaged = store.damaged()
        tell_damage(store, damaged)
    print(f"{', '.join(written)} in {out}")


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
    print(
        f"{key}: {run.source.id}, {run.chance}, {run.years} years{'' if run.reforms else ', without reforms'}{settings}"
    )
    if not run.source.packed:
        raise Failed(
            f"the case '{run.source.id}' in {arguments.dir} is damaged: the run cannot be done again from there"
        )
    if replace(run).key != key:
        print("it was planned with other code or other libraries: its numbers may differ")
    if ended.status not in {OK, "missing"}:
        print(f"stored as {ended.status}:\n{ended.error}\ndoing it again ...", flush=True)
    found = pack(simulation.simulate(run.source.packed, run.task))
    if ended.outcome is None:
        print("it ends well now" if ended.status in {*STATUSES, "damaged"} else "it ends well; it is not stored yet")
    elif content(ended.outcome) == content(found):
        print("the numbers are those stored, to the last bit")
    else:
        raise Failed(f"the numbers of {key} differ from those stored in {arguments.dir}")


def do_merge(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Put parts of a study together."""
    from experiments.store.merge import check_same, merge, opened
    from experiments.store.store import Store

    for other in arguments.others:  # all are there, and fit, before anything is written
        if os.path.realpath(other) == os.path.realpath(arguments.dir):
            raise Refused(f"{other} cannot be merged into itself")
        with opened(other):
            pass
    with Store(arguments.dir, write=True) as store:
        for other in arguments.others:
            with opened(other) as one:
                check_same(store, one)
        for other in arguments.others:
            with opened(other) as one:
                found = merge(store, one)
            print(f"{other}: {found.rows:,} new runs, {found.good:,} of them good")
            for key, what in list(found.damaged.items())[:SHOWN]:
                print(f"  left out: {key[:12]}, {what}")
            if len(found.damaged) > SHOWN:
                print(f"  left out: {len(found.damaged) - SHOWN:,} more")
        counts = store.counts()
        print(f"{arguments.dir}: {counts[OK]:,} of {sum(counts.values()):,} runs ended well")
        if counts["missing"]:
            print(f"  {counts['missing']:,} missing; go on with: edugroup resume {arguments.dir}")
