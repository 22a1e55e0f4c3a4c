"""Engines: what carries out runs. One small interface, three ways of doing it, the same bytes from each.

`Inline` works in this process, `Local` in a pool of worker processes of this machine, `Cluster` on the workers of a dask
scheduler. An engine only computes: it writes nothing, and knows neither the plan nor the store.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from experiments import Failed, Refused
from experiments.engine import texts
from sim.say import Said

if TYPE_CHECKING:
    from experiments.runs.definition import Run

OK, ERROR, CRASHED, TIMEOUT, MEMORY = STATUSES = ("ok", "error", "crashed", "timeout", "memory")
WORK = "experiments.engine.worker:simulate"
TABLES = "experiments.engine.worker:tables"  # of runs whose page shows more than yearly measures
TIME_LIMIT = 600.0  # seconds of one run; Huadu takes less than one
LIVES = 3  # worker processes a run may take with it before it is blamed


class Gone(Failed):
    """What carried out the runs is gone; what ended is stored, and the rest can be done by another."""


class Finished(NamedTuple):
    """A run that ended, well or not."""

    key: str
    status: str  # one of STATUSES
    blob: bytes | None  # yearly tables, where the run is ok
    error: str | None  # traceback or reason, where it is not
    seconds: float
    peak: float  # most memory its process held during the run [MB]
    attempts: int
    host: str


def reason(status: str, error: str | None, seconds: float) -> Said:
    """Return in a line why a run ended badly; its whole error may end in where every thread was."""
    if status == TIMEOUT:
        return texts.TOOK_LONGER(seconds=seconds)
    if not (whole := (error or "").strip()):
        return texts.NO_REASON()
    pair = (error.zh, error.en) if isinstance(error, Said) else (whole, whole)
    return Said(*(text.strip().splitlines()[0 if status == CRASHED else -1] for text in pair))


class Engine(Protocol):
    """What carries out runs."""

    def room(self) -> int:
        """Return how many more runs it can be given now; what it holds stays small, so that it can be stopped at once."""

    def submit(self, runs: Sequence[Run]) -> None:
        """Take runs to be done."""

    def finished(self, wait: float) -> list[Finished]:
        """Return what ended since the last call, after at most some seconds."""

    def busy(self) -> int:
        """Return how many runs were taken and have not ended."""

    def close(self) -> None:
        """Stop at once; what has not ended is given up. No process remains."""


@dataclass(frozen=True, slots=True)
class Options:
    """How runs are carried out; results do not depend on any of it."""

    workers: int | None = None  # None: one per processor
    time_limit: float = TIME_LIMIT  # seconds of one run
    memory: float | None = None  # MB a worker may take for runs; None: its part of the machine's memory
    scheduler: str | None = None  # address of a dask scheduler
    batch: str | None = None  # "slurm" or "pbs": start dask workers as jobs of a batch system
    jobs: int = 1  # jobs of the batch system
    job: tuple[tuple[str, Any], ...] = ()  # settings of a job, as dask-jobqueue names them
    shard: tuple[int, int] | None = None  # (i, n): only the runs of part i of n, 1 to n
    work: str = WORK  # the function a worker calls, module:name


def make_engine(options: Options) -> Engine:
    """Return the engine of some options; it owns processes until it is closed."""
    if options.scheduler or options.batch:
        from experiments.engine.cluster import Cluster

        return Cluster(options)
    workers = options.workers or processors()
    if workers == 1 and options.workers:
        from experiments.engine.inline import Inline

        return Inline(options)
    from experiments.engine.local import Local

    return Local(workers, options)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def parse_shard(text: str) -> tuple[int, int]:
    """Return part and number of parts of a text such as ``2/8``.

    Raises
    ------
    Refused
        When it is not of that form.
    """
    i, slash, n = text.partition("/")
    if not (slash and i.isdecimal() and n.isdecimal() and 1 <= int(i) <= int(n)):
        raise Refused(texts.NO_PART(text=text or "''"))
    return int(i), int(n)


def parse_scheduler(address: str) -> tuple[str, int]:
    """Return host and port of the address of a dask scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    Refused
        When it is not of that form.
    """
    protocol, _, place = address.rpartition("://")
    name, _, port = place.rpartition(":")
    name = name.removeprefix("[").removesuffix("]")
    number = int(port) if port.isascii() and port.isdecimal() and len(port) < 6 else 0
    if protocol not in {"", "tcp", "tls"} or not name or not 0 < number < 65536:
        raise Refused(texts.NO_ADDRESS(address=address or "''"))
    return name, number


def in_shard(key: str, shard: tuple[int, int] | None) -> bool:
    """Return whether a run belongs to a part; each run belongs to exactly one, on every machine."""
    return shard is None or int(key[:8], 16) % shard[1] == shard[0] - 1


def host() -> str:
    """Return the name of this machine."""
    return platform.node() or "unknown"
