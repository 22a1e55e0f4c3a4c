"""Cost of carrying studies out: what the engines and the store add to a run, and what many runs take.

Nothing here fails. Each number is the best of a few rounds, because other work on a host only ever adds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from experiments.engine import Engine, Finished, Options, make_engine
from experiments.engine.inline import Inline
from experiments.engine.local import Local
from experiments.runs.definition import Run, Task, make_run
from experiments.runs.outcomes import headline
from experiments.runs.yearly import Yearly, pack, unpack
from experiments.store.campaign import complete
from experiments.store.store import Store

pytestmark = pytest.mark.bench

NAP = 0.05  # seconds of a run that only waits
MANY = 100_000
STUDY = 20_000  # runs of Huadu that a study may take
WORK = f"{Path(__file__).stem}:nap"
BLOB = pack(Yearly(2012, {f"m{i}": np.random.default_rng(i).normal(size=(30, 2)) for i in range(34)}, {}))


def nap(packed: bytes, task: Task) -> bytes:
    """Stand in for a run: it takes 50 ms of waiting, so that a busy host does not count."""
    from time import sleep

    sleep(NAP)
    return BLOB


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    """Return runs of Huadu that differ by seed."""
    first = make_run("huadu")
    return [replace(first, seed=seed) for seed in range(400)]


def carry_out(runs: Sequence[Run], options: Options) -> float:
    """Return the seconds a study takes, processes and store included."""
    with tempfile.TemporaryDirectory() as folder, Store(folder, write=True) as store:
        start = perf_counter()
        assert complete(store, runs, options, quiet=True).is_whole
        return perf_counter() - start


def drive(engine: Engine, runs: Sequence[Run]) -> float:
    """Return the seconds an engine takes for some runs, each stored at once, when its workers are there."""
    with tempfile.TemporaryDirectory() as folder, Store(folder, write=True) as store:
        store.plan(runs)
        waiting, done = iter(runs), 0
        start = perf_counter()
        while done < len(runs):
            engine.submit(list(islice(waiting, engine.room())))
            ended = engine.finished(0.5)
            store.put(ended)
            done += len(ended)
        return perf_counter() - start


def test_what_the_pool_and_the_store_add_to_a_run(benchmark: Any, runs: list[Run], note: Any) -> None:
    with closing(Local(2, Options(work=WORK))) as engine:
        drive(engine, runs[:4])
        seconds = benchmark.pedantic(lambda: drive(engine, runs[:200]), rounds=3)
        seconds = min(seconds, benchmark.stats.stats.min)
    note("engine and durable store, added to a run of 50 ms, pool of 2", (seconds / 100 - NAP) * 1e3, "ms", 5.0)
    start = _best(lambda: carry_out(runs[:2], Options(workers=2, work=WORK)), 3) - NAP
    note("  a study of two runs: processes started and ended", start, "s")


def test_what_dask_adds_to_a_run(runs: list[Run], note: Any) -> None:
    distributed = pytest.importorskip("distributed")
    environment = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, env=environment
    ) as cluster, closing(make_engine(Options(scheduler=cluster.scheduler_address, work=WORK))) as engine:  # fmt: skip
        drive(engine, runs[:10])
        seconds = min(drive(engine, runs) for _ in range(2))
    note("engine and durable store, added to a run of 50 ms, dask, 2 workers", (seconds / 200 - NAP) * 1e3, "ms", 5.0)


def test_two_workers_against_one(runs: list[Run], note: Any) -> None:
    """With Huadu itself; timed when the workers are there, in turns, the best of three."""
    with closing(Local(1, Options())) as one, closing(Local(2, Options())) as two:
        for engine in (one, two):
            drive(engine, runs[:4])
        seconds = {1: float("inf"), 2: float("inf")}
        for _ in range(3):
            seconds[1] = min(seconds[1], drive(one, runs[50:54]) / 4)
            seconds[2] = min(seconds[2], drive(two, runs[50:58]) / 8)
    note("Huadu, 30 years, one worker process", seconds[1], "s")
    note("  runs per second of two workers over one (goal: 1.8 or more)", seconds[1] / seconds[2], "x")
    note(f"  {STUDY:,} such runs on 2 workers, extrapolated", STUDY * seconds[2] / 60, "min", 60.0)
    note("  disk they take", STUDY * _row() / 1e6, "MB")


def test_the_same_run_in_this_process_and_in_a_worker(runs: list[Run], note: Any) -> None:
    engine = Inline(Options())
    seconds = []
    for run in runs[:5]:
        engine.submit([run])
        seconds += [d.seconds for d in engine.finished(1)]
    note("Huadu, 30 years, in this process", min(seconds), "s")


def test_many_runs_and_the_memory_of_the_driver(runs: list[Run], note: Any) -> None:
    """Rows of full size go through the driver's loop; an engine that answers at once stands in for the workers."""
    with tempfile.TemporaryDirectory() as folder, Store(folder, write=True) as store:
        store.plan(replace(runs[0], seed=seed) for seed in range(MANY))
        waiting = store.missing()
        sizes = []
        start = perf_counter()
        for some in _batches(waiting, 50):
            store.put([Finished(r.key, "ok", BLOB, None, 0.6, 300.0, 1, "here") for r in some])
            sizes.append(_resident())
        put = perf_counter() - start
        tenth = len(sizes) // 10
        note(
            f"{MANY:,} runs stored: memory of the driver at the end over that after a tenth",
            sizes[-1] / sizes[tenth],
            "x",
            1.05,
        )
        note("  memory of the driver at the end", sizes[-1], "MB")
        note("  planned run to durable row, in batches of 50", put / MANY * 1e3, "ms")
        start = perf_counter()
        assert store.counts()["ok"] == MANY
        note("  how the study stands (edugroup status)", perf_counter() - start, "s")


def test_reading_outcomes(runs: list[Run], note: Any) -> None:
    engine = Inline(Options())
    engine.submit(runs[:1])
    (done,) = engine.finished(1)
    assert done.blob is not None
    note("a stored run of Huadu, 30 years", len(done.blob) / 1e3, "kB")
    outcomes, blob = headline(), done.blob
    seconds = _best(lambda: [[o.of(y) for o in outcomes] for y in (unpack(blob) for _ in range(200))], 3)
    note("  reading its headline outcomes", seconds / 200 * 1e3, "ms")


def _row() -> float:
    """Return the bytes of disk per stored run of Huadu."""
    with tempfile.TemporaryDirectory() as folder:
        with Store(folder, write=True) as store:
            first = make_run("huadu")
            store.plan(replace(first, seed=seed) for seed in range(1000))
            store.put([Finished(r.key, "ok", BLOB, None, 0.6, 300.0, 1, "here") for r in store.planned()])
        return (Path(folder) / "runs.sqlite").stat().st_size / 1000


def _batches(waiting: Iterator[Run], size: int) -> Iterator[list[Run]]:
    while some := list(islice(waiting, size)):
        yield some


def _resident() -> float:
    """Return the memory this process holds now [MB]."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _best(task: Callable[[], Any], rounds: int) -> float:
    """Return the least seconds over some rounds; what the task returns where that is a time."""
    seconds = []
    for _ in range(rounds):
        start = perf_counter()
        found = task()
        seconds.append(found if isinstance(found, float) else perf_counter() - start)
    return min(seconds)
