"""What happens inside a worker: one run after the other, each caught, timed and weighed.

A worker process reads pickled work from its standard input and writes what ended to its standard output. It ends when its
input does, which the operating system sees to when the driver dies, however that happens. Being started as a plain Python
program, it imports nothing of the driver's main script: notebooks and scripts need no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import hashlib
import importlib
import os
import pickle
import platform
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import sim
from experiments import Refused
from experiments.engine import ERROR, MEMORY, OK, Finished, host, texts
from experiments.runs.definition import Task, identity
from sim import caches
from sim.say import Said

ENGINE = hashlib.sha256(
    b"".join(Path(__file__).parents[1].joinpath(name).read_bytes()
             for name in ("engine/__init__.py", "engine/worker.py", "runs/definition.py",
                          "runs/simulation.py", "runs/tables.py", "runs/yearly.py"))
).hexdigest()[:12]  # fmt: skip

MB = 2**20
FRAMES = -12  # of a traceback that are kept: the innermost
READY = "ready"
Work = Callable[[bytes, Task], bytes]  # packed case and task to blob


class Hello(NamedTuple):
    """What a worker process is told first."""

    work: str  # module:name of the function that does a run; its module may have a `warm` to be called first
    memory: float | None  # MB it may take beyond what it holds when it is ready
    idle: float | None  # seconds without work after which it ends; None: never
    parent: int | None  # process to die with, where the system can see to that
    code: dict[str, str]  # of the driver, which the worker must share


class Given(NamedTuple):
    """A run, and the content of its case where the worker does not know it yet."""

    task: Task
    packed: bytes | None


def simulate(packed: bytes, task: Task) -> bytes:
    """Run the model and return its yearly tables as a blob."""
    from experiments.runs import simulation
    from experiments.runs.yearly import pack

    return pack(simulation.simulate(packed, task))


def tables(packed: bytes, task: Task) -> bytes:
    """Run the model and return the blob of its yearly tables, followed by all its tables."""
    from experiments.runs import simulation, yearly
    from experiments.runs import tables as every_table

    model = simulation.modelled(packed, task)
    return yearly.pack(yearly.read(model, task.asked)) + every_table.pack(
        model.tables(), float(model.world.settings.params.tests.sd)
    )


def warm() -> None:
    """Load the model; where its kernels were never compiled, compile them by a small run of everything."""
    from experiments.runs.simulation import load_model

    model = load_model()
    if not is_warm():
        from sim.synthetic import synthetic_case

        model(synthetic_case(1_000), years=3).run_for(6)
        if (folder := caches.writable("kernels")) is not None:
            with contextlib.suppress(OSError):  # others will run it too
                (folder / _mark()).touch()


def is_warm() -> bool:
    """Return whether a process with this code and these libraries has compiled all kernels and kept them."""
    return any((folder / _mark()).is_file() for folder in caches.folders("kernels"))


def _mark() -> str:
    return hashlib.sha256(f"{code()} {platform.machine()}".encode()).hexdigest()[:32] + ".warm"


def code() -> dict[str, str]:
    """Return what makes two processes give the same bytes for a run: the model's code, libraries, and what is around a run."""
    return {**identity(), "engine": ENGINE}


def refuse_other_code(wanted: dict[str, str], who: Said, advice: Said) -> None:
    """Refuse to work for a driver with other code or libraries: its results and ours must not be mixed.

    What counts is what was imported. The files are read before they are imported and must be the same after.

    Raises
    ------
    Refused
        Saying what differs.
    """
    found = code() if sim.is_unchanged() else code() | {"code": texts.UNDER_CHANGE()}
    if found != wanted:
        differ = [k for k in {**wanted, **found} if found.get(k) != wanted.get(k)]
        what = [texts.INSTEAD(key=k, found=found.get(k), wanted=wanted.get(k)) for k in differ]
        raise Refused(texts.OTHER_CODE(who=who, what=what, advice=advice))


def find(work: str) -> Work:
    """Return the function of a name such as ``experiments.engine.worker:simulate``."""
    module, _, name = work.partition(":")
    found: Work = getattr(importlib.import_module(module), name)
    return found


def perform(work: Work, packed: bytes, task: Task) -> Finished:
    """Do a run and return how it ended; what it raises is part of that."""
    forget_peak()
    start = perf_counter()
    status, blob = OK, None
    error: str | None = None
    try:
        blob = work(packed, task)
    except Refused:
        raise  # no fault of the run: the code is not what it should be
    except MemoryError:
        status, error = MEMORY, texts.LAST_WORDS(how=texts.NO_MEMORY, stream=traceback.format_exc(limit=FRAMES))
    except Exception as raised:
        status, error = ERROR, _told(raised)
    return Finished(task.key, status, blob, error, perf_counter() - start, peak(), 1, host())


def _told(error: Exception) -> Said:
    """Return the traceback of an error, the sentences it says in each language."""
    text = traceback.format_exc(limit=FRAMES)
    said: list[Said] = [m for m in (*getattr(error, "messages", ()), *error.args) if isinstance(m, Said)]
    zh = en = text
    for one in sorted(said, key=len, reverse=True):
        zh, en = zh.replace(one, one.zh), en.replace(one, one.en)
    return Said(zh, en)


def main() -> None:
    """Do what comes on the standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's business
    hello: Hello = pickle.load(sys.stdin.buffer)
    die_with(hello.parent)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a run prints must not mix with what we say
    faulthandler.enable()
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR1)  # the driver asks a run that hangs where it is

    def say(what: Any) -> None:
        pickle.dump(what, out)
        out.flush()

    caches.heard.append(say)  # the driver's user should know why nothing happens
    try:
        work = find(hello.work)
        if (prepare := getattr(importlib.import_module(work.__module__), "warm", None)) is not None:
            prepare()
        refuse_other_code(hello.code, texts.A_WORKER(), texts.CHANGED())
    except Refused as refusal:
        say(refusal)
        return
    limit_memory(hello.memory)
    inbox: queue.SimpleQueue[Given] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(inbox,), daemon=True).start()
    gc.collect()
    gc.freeze()  # libraries stay: what a run leaves is then found in a millisecond
    say(READY)
    cases: dict[str, bytes] = {}
    while True:
        try:
            given = inbox.get(timeout=hello.idle)
        except queue.Empty:
            return
        if given.packed is not None:
            cases[given.task.case] = given.packed
        try:
            done = perform(work, cases[given.task.case], given.task)
            gc.collect()  # a model refers to itself; left to chance, dozens would wait here
        except Refused as refusal:
            say(refusal)
            return
        say(done)


def _read(inbox: queue.SimpleQueue[Given]) -> None:
    """Pass on what comes in; when nothing can come any more, end the process, whatever it is doing."""
    try:
        while True:
            inbox.put(pickle.load(sys.stdin.buffer))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)


def die_with(parent: int | None) -> None:
    """Ask Linux to kill this process when its parent dies, even while compiled code holds the interpreter."""
    if parent is None or sys.platform != "linux":
        return
    import ctypes

    set_death_signal = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(0)


def limit_memory(megabytes: float | None) -> None:
    """Let this process take so much address space beyond what it has; more raises MemoryError. Linux only."""
    if megabytes is None or sys.platform != "linux":
        return
    import resource

    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + int(megabytes * MB)
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def forget_peak() -> None:
    """Start to measure the peak of memory anew, where the system can."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak() -> float:
    """Return the most memory this process held since it was last forgotten [MB]; NaN where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return float("nan")
