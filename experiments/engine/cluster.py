"""The engine of many machines: runs travel in chunks to the workers of a dask scheduler.

A dask worker does its runs in a process of its own, kept by the same code as on one machine, so that limits of time and
memory hold and a run that dies takes no dask worker with it. A dask worker that is killed loses only its chunk, which the
scheduler gives to another; workers may come and go. Chunks take about a second: what they hold is done again after a loss.
"""

from __future__ import annotations

import logging
import queue
import socket
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

from experiments import Failed, Refused
from experiments.engine import CRASHED, LIVES, OK, Finished, Gone, Options, host, parse_scheduler, texts
from experiments.engine.batch import start_jobs
from experiments.engine.local import Local
from experiments.engine.worker import code, refuse_other_code
from experiments.runs.definition import Run
from experiments.terminal.progress import say
from sim import system

CHUNK_SECONDS, MOST = 1.0, 50  # a chunk takes about so long, and is never more runs
AHEAD = 2  # chunks in flight per thread of the cluster
IDLE = 60.0  # seconds after which a process without work ends, should nobody have ended it
CONNECT = 10  # seconds to find a scheduler
GONE = 5.0  # seconds without a scheduler after which it is given up
LONELY = 30.0  # seconds without workers after which we say so


class Cluster:
    """Does runs on a dask cluster."""

    def __init__(self, options: Options) -> None:
        try:
            import distributed
        except ImportError:
            raise Refused(texts.NEEDS_DASK()) from None
        for name in [n for n in logging.root.manager.loggerDict if n.startswith(("distributed", "tornado", "asyncio"))]:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters we say ourselves
        self._options = options
        if not options.batch:
            reach(str(options.scheduler), CONNECT)
        self._jobs = start_jobs(options) if options.batch else None
        try:
            client: Any = distributed.Client  # which has no types
            self._client = client(self._jobs or options.scheduler, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError, TimeoutError, RuntimeError) as error:
            if self._jobs is not None:
                self._jobs.close()
            raise Failed(texts.NO_SCHEDULER(address=options.scheduler, why=_first_line(error))) from None
        self._events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._flying: dict[str, list[Run]] = {}  # chunks by the key of their future
        self._futures: dict[str, Any] = {}
        self._waiting: deque[Run] = deque()
        self._deaths: dict[str, int] = {}  # chunks lost, by run
        self._seconds, self._ended = 0.0, 0
        self._sent = 0
        self._lonely = self._heard_of = monotonic()

    def room(self) -> int:
        """Return how many more runs it takes now."""
        return max(self._chunk() * AHEAD * max(self._threads(), 1) - self.busy(), 0)

    def busy(self) -> int:
        """Return how many runs were taken and have not ended."""
        return len(self._waiting) + sum(len(runs) for runs in self._flying.values())

    def submit(self, runs: Sequence[Run]) -> None:
        """Take runs to be done."""
        size = self._chunk()
        for i in range(0, len(runs), size):
            self._send(list(runs[i : i + size]))

    def finished(self, wait: float) -> list[Finished]:
        """Return what ended since the last call, after at most some seconds.

        Raises
        ------
        Gone
            When the scheduler is.
        Refused
            When workers have other code.
        """
        if not self._is_there():
            return []
        out: list[Finished] = []
        until = monotonic() + wait
        while len(out) < 200:
            try:
                future = self._events.get(timeout=0 if out else max(until - monotonic(), 0))
            except queue.Empty:
                break
            out += self._heard(future)
        if not self._is_there():
            return out
        if self._threads():
            self._lonely = monotonic()
        elif monotonic() - self._lonely > LONELY:
            say(texts.NO_WORKERS())
            self._lonely = monotonic() + 10 * LONELY
        if self._waiting and not self._flying:  # under suspicion: one at a time, when nothing else is in flight
            self._send([self._waiting.popleft()])
        return out

    def _is_there(self) -> bool:
        """Return whether the scheduler is there; a loss of some seconds is waited out."""
        if self._client.status == "running":
            self._heard_of = monotonic()
            return True
        if self._client.status != "connecting" or monotonic() - self._heard_of > GONE:
            raise Gone(texts.SCHEDULER_GONE(address=self._options.scheduler or texts.THE_BATCH_SYSTEM))
        time.sleep(0.2)
        return False

    def close(self) -> None:
        """Take back what has not ended, end our processes on the workers, and leave the cluster."""
        from distributed.comm.core import CommClosedError

        try:
            if self._futures and self._client.status == "running":
                self._client.cancel(list(self._futures.values()), force=True)
            if self._threads():
                self._client.run(dismiss, on_error="ignore")
        except (OSError, TimeoutError, CommClosedError, RuntimeError):
            pass  # the cluster is gone, or going
        self._flying.clear()
        self._futures.clear()
        self._waiting.clear()
        self._client.close(timeout=GONE)
        if self._jobs is not None:
            self._jobs.close()

    def _threads(self) -> int:
        """Return how many runs the cluster can do at once."""
        if self._client.status != "running":
            return 0
        try:
            workers = self._client.scheduler_info(n_workers=-1).get("workers", {}).values()
        except (OSError, TimeoutError):  # it is going
            return 0
        return sum(int(w["nthreads"]) for w in workers)

    def _chunk(self) -> int:
        """Return how many runs make a chunk, by what runs took so far."""
        if self._ended < 3:
            return 1
        return min(max(int(CHUNK_SECONDS * self._ended / max(self._seconds, 1e-9)), 1), MOST)

    def _send(self, runs: list[Run]) -> None:
        self._sent += 1
        cases = {run.source.sha256: run.source.packed for run in runs}
        name = f"edugroup-{runs[0].key}-{len(runs)}-{self._sent}"
        future = self._client.submit(
            do_chunk, [(run.task, run.source.id) for run in runs], cases, self._options, code(), key=name, pure=False
        )  # fmt: skip
        self._flying[name], self._futures[name] = runs, future
        future.add_done_callback(self._events.put)

    def _heard(self, future: Any) -> list[Finished]:
        runs = self._flying.pop(future.key, None)
        self._futures.pop(future.key, None)
        if runs is None:
            return []
        if future.status == "finished":
            done: list[Finished] = self._client.gather(future)
            self._seconds += sum(d.seconds for d in done if d.status == OK)
            self._ended += sum(d.status == OK for d in done)
            for d in done:
                self._deaths.pop(d.key, None)
            return done
        from distributed.scheduler import KilledWorker

        error = future.exception() if future.status == "error" else None
        if isinstance(error, Refused):
            raise error
        out = []
        for run in runs:
            deaths = self._deaths[run.key] = self._deaths.get(run.key, 0) + 1
            if deaths < LIVES:
                self._waiting.append(run)
                continue
            reason = str(error) if isinstance(error, KilledWorker) else f"{type(error).__name__}: {error}"
            out.append(Finished(run.key, CRASHED, None, reason, 0.0, float("nan"), deaths, host()))
        return out


def reach(address: str, seconds: float) -> None:
    """Refuse an address where nothing listens, in a sentence and within seconds, before dask tries for longer.

    Raises
    ------
    Refused
        When dask knows no certificates for it.
    Failed
        When nothing answers there.
    """
    if address.startswith("tls://"):
        import dask

        if not dask.config.get("distributed.comm.tls.ca-file", None):
            raise Refused(texts.NEEDS_CERTIFICATES(address=address))
    why = ""
    try:
        with socket.create_connection(parse_scheduler(address), timeout=seconds) as line:
            if not address.startswith("tls://"):  # where the other side does not speak first
                line.settimeout(seconds)
                greeting = line.recv(
                    8, socket.MSG_WAITALL
                )  # how long it is, which is what a dask scheduler says at once
                if not 0 < int.from_bytes(greeting, "little") < 2**20:
                    why = texts.SOMETHING_ELSE()
    except (OSError, UnicodeError) as error:
        why = _first_line(error)
    if why:
        raise Failed(texts.NO_SCHEDULER(address=address, why=why))


def _first_line(error: BaseException) -> str:
    """Return what an error says, in a line."""
    if isinstance(error, OSError):
        return system.why(error)
    return (str(error) or type(error).__name__).strip().splitlines()[0]


# What follows happens in a dask worker.

_engines: dict[tuple[int, Options], Local] = {}  # by thread: each does one chunk at a time
_lock = threading.Lock()


def do_chunk(
    tasks: list[tuple[Any, str]], cases: dict[str, bytes], options: Options, wanted: dict[str, str]
) -> list[Finished]:
    """Do runs one after the other in the process that this thread of the worker keeps for them.

    Raises
    ------
    Refused
        When this machine has other code or other libraries than the driver: its numbers could not be trusted.
    """
    from experiments.runs.definition import Source

    refuse_other_code(wanted, texts.THE_WORKER(host=host()), texts.INSTALL_THERE())
    key = (threading.get_ident(), options)
    with _lock:
        engine = _engines.get(key)
        if engine is None:
            engine = _engines[key] = Local(1, replace(options, memory=options.memory or _memory()), idle=IDLE)
    runs = [Run(Source(name, task.case, cases[task.case]), *task[2:]) for task, name in tasks]
    engine.submit(runs)
    done: list[Finished] = []
    while len(done) < len(runs):
        done += engine.finished(1.0)
        if key not in _engines:
            raise RuntimeError(texts.DRIVER_LEFT())
    order = {run.key: i for i, run in enumerate(runs)}
    return sorted(done, key=lambda d: order[d.key])


def _memory() -> float | None:
    """Return what a thread of this worker may take of the memory the worker was started with [MB]; None: no limit."""
    from distributed import get_worker

    worker: Any = get_worker()
    limit = worker.memory_manager.memory_limit
    return limit / worker.state.nthreads / 2**20 if limit else None


def dismiss() -> None:
    """End the processes this worker keeps for runs."""
    with _lock:
        for key in list(_engines):
            _engines.pop(key).close()
