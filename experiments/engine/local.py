"""The engine of one machine: worker processes that import the model once and do run after run.

Each worker has its own pair of pipes, on which runs come back one by one and in order. So the driver always knows which
run a worker is at: when a worker dies, that run and no other is blamed, the others it held go to a colleague, and all
other workers go on undisturbed. A run that takes a third worker with it is given up as crashed.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

import sim
from experiments import Refused
from experiments.engine import CRASHED, LIVES, MEMORY, TIMEOUT, Finished, Options, host, texts
from experiments.engine.worker import READY, Given, Hello, code, is_warm
from experiments.runs.definition import Run
from sim import caches
from sim.say import Said

AHEAD = 2  # runs in a worker's hands: the one it is at, and the next
WINDOW = 3  # runs the engine takes per worker
BATCH = 200  # runs reported at a time
START_LIMIT = 300.0  # seconds until a worker must be ready, or have begun to compile another kernel
STARTS = 3  # workers in a row that may fail to start
ANSWER = 2.0  # seconds a run that hangs has to say where it is
TAIL = 4000  # bytes of a dead worker's error stream that are kept
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")  # one each
BOOT = "import sys; sys.path[:] = sys.argv[1:]; del sys.argv[1:]; from experiments.engine.worker import main; main()"


class Worker:
    """A worker process, what it was given, and the thread that listens to it."""

    def __init__(self, hello: Hello, events: queue.SimpleQueue[tuple[Worker, object]]) -> None:
        self.runs: deque[Run] = deque()  # given and not ended; it is at the first
        self.known: set[str] = set()  # cases it was given
        self.ready = False
        self.born = self.since = monotonic()  # when it was started, and when it began what it is at
        self.over: str | None = None  # key of the run that outlived its time
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - its error stream, closed by `stop`
        self._process = subprocess.Popen(
            [sys.executable, "-c", BOOT, *search_path()], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self._log, env=environment(),
            start_new_session=True,  # Ctrl-C on the terminal is the driver's business
        )  # fmt: skip
        self._send(hello)
        self._thread = threading.Thread(target=self._listen, args=(events,), daemon=True)
        self._thread.start()

    def give(self, run: Run) -> None:
        """Hand over a run, with its case where that is new to the worker."""
        if not self.runs:
            self.since = monotonic()
        self.runs.append(run)
        new = run.source.sha256 not in self.known
        self.known.add(run.source.sha256)
        self._send(Given(run.task, run.source.packed if new else None))

    def takes(self, run: Run) -> bool:
        """Whether it can be given a run now; a new case, which may fill the pipe, only while it listens."""
        return self.over is None and len(self.runs) < AHEAD and (not self.runs or run.source.sha256 in self.known)

    def overrun(self) -> None:
        """End the run it is at, noting where it was."""
        self.over = self.runs[0].key
        if hasattr(signal, "SIGUSR1"):
            before, last, until = self._said(), -1, monotonic() + ANSWER
            self._process.send_signal(signal.SIGUSR1)
            while (
                not (self._said() == last > before) and monotonic() < until
            ):  # until it has spoken, and is silent again
                last = self._said()
                time.sleep(0.1)
        self.kill()

    def _said(self) -> int:
        """Return how long its error stream is."""
        return os.fstat(self._log.fileno()).st_size

    def kill(self) -> None:
        """End it; it is heard of once more."""
        self._process.kill()

    def last_words(self) -> Said:
        """Return how it ended and the end of its error stream."""
        code = self._process.wait()
        how = texts.BY_SIGNAL(signal=signal.Signals(-code).name) if code < 0 else texts.WITH_CODE(code=code)
        self._log.seek(max(self._log.seek(0, os.SEEK_END) - TAIL, 0))
        stream = self._log.read().decode(errors="replace").strip()
        return texts.LAST_WORDS(how=how, stream=stream) if stream else how

    def stop(self) -> None:
        """Kill it and clear up after it."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with suppress(OSError):  # what was still to be sent to the dead
                stream.close()
        self._log.close()

    def _send(self, what: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pickle.dumps(what))
            self._process.stdin.flush()
        except OSError:
            pass  # it is dead, which the listener finds out

    def _listen(self, events: queue.SimpleQueue[tuple[Worker, object]]) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                events.put((self, pickle.load(self._process.stdout)))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            events.put((self, None))


class Local:
    """A pool of worker processes."""

    def __init__(self, workers: int, options: Options, *, idle: float | None = None) -> None:
        self._size, self._time_limit = workers, options.time_limit
        memory = options.memory or machine_memory() / workers
        alone = threading.current_thread() is threading.main_thread()  # death signals come when the thread ends
        self._hello = Hello(options.work, memory, idle, os.getpid() if alone else None, code())
        self._events: queue.SimpleQueue[tuple[Worker, object]] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._waiting: deque[Run] = deque()
        self._deaths: dict[str, int] = {}  # workers a run took with it
        self._false_starts = 0
        self._one_first = not is_warm()  # the first compiles for all
        self._refusal: Refused | None = None  # what a worker with other code said

    def room(self) -> int:
        """Return how many more runs it takes now."""
        return max(WINDOW * self._size - self.busy(), 0)

    def busy(self) -> int:
        """Return how many runs were taken and have not ended."""
        return len(self._waiting) + sum(len(w.runs) for w in self._workers)

    def submit(self, runs: Sequence[Run]) -> None:
        """Take runs to be done."""
        self._waiting.extend(runs)
        self._hand_over()

    def finished(self, wait: float) -> list[Finished]:
        """Return what ended since the last call, after at most some seconds.

        Raises
        ------
        Refused
            When workers cannot start, or have other code than we, with what they said; what ended before was returned.
        """
        out: list[Finished] = []
        until = monotonic() + wait
        while len(out) < BATCH:
            try:
                worker, what = self._events.get(timeout=0 if out else max(until - monotonic(), 0))
            except queue.Empty:
                break
            out += self._heard(worker, what)
        if self._refusal is not None and not out:
            raise self._refusal
        now = monotonic()
        for worker in self._workers:
            if not worker.ready and now - worker.born > START_LIMIT:
                worker.kill()
            if worker.ready and worker.runs and worker.over is None and now - worker.since > self._time_limit:
                worker.overrun()
        self._hand_over()
        return out

    def close(self) -> None:
        """Kill all workers."""
        self._waiting.clear()
        while self._workers:
            self._workers.pop().stop()

    def _heard(self, worker: Worker, what: object) -> list[Finished]:
        """Take note of what a worker said; None says that it is dead."""
        if worker not in self._workers:
            return []  # it was let go before it was heard
        if isinstance(what, Finished):
            worker.runs.popleft()
            worker.since = monotonic()
            if what.status == MEMORY:  # what is left of its memory is in pieces
                self._dismiss(worker)
            self._hand_over()
            return [what._replace(attempts=self._deaths.pop(what.key, 0) + 1)]
        if what == READY:
            worker.ready, worker.since = True, monotonic()
            self._false_starts = 0
            return []
        if isinstance(what, caches.Compilation):
            worker.born = monotonic()
            for tell in list(caches.heard):
                tell(what)
            return []
        if isinstance(what, Refused):
            self._refusal = what
            self._dismiss(worker)
            return []
        words = worker.last_words()
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= STARTS:
                raise Refused(texts.CANNOT_START(words=words))
        blamed = worker.runs.popleft() if worker.ready and worker.runs else None
        self._dismiss(worker)
        if blamed is None:
            return []
        if worker.over == blamed.key:
            reason = texts.RUN_TOOK_LONGER(seconds=self._time_limit, words=words)
            return [self._lost(blamed, TIMEOUT, reason, self._time_limit)]
        deaths = self._deaths[blamed.key] = self._deaths.get(blamed.key, 0) + (worker.over is None)
        if deaths >= LIVES:
            return [self._lost(blamed, CRASHED, texts.WORKERS_DIED(n=deaths, words=words), 0.0)]
        self._waiting.appendleft(blamed)
        return []

    def _lost(self, run: Run, status: str, error: str, seconds: float) -> Finished:
        deaths = self._deaths.pop(run.key, 0)
        return Finished(run.key, status, None, error, seconds, float("nan"), max(deaths, 1), host())

    def _dismiss(self, worker: Worker) -> None:
        """Let a worker go; what it had not begun goes to others first."""
        self._workers.remove(worker)
        self._waiting.extendleft(reversed(worker.runs))
        worker.stop()

    def _hand_over(self) -> None:
        """Hire where there is work, and give waiting runs to whoever has least to do."""
        if self._refusal is not None:
            return
        size = 1 if self._one_first and not any(w.ready for w in self._workers) else self._size
        while len(self._workers) < min(size, self.busy()):
            self._workers.append(Worker(self._hello, self._events))
        self._one_first = self._one_first and size == 1
        while self._waiting:
            free = [w for w in self._workers if w.takes(self._waiting[0])]
            if not free:
                return
            min(free, key=lambda w: len(w.runs)).give(self._waiting.popleft())


def search_path() -> list[str]:
    """Return where a worker looks for modules: where we do, but in the current folder last.

    A file of the user's that is called like a module, such as ``random.py``, must not take its place. Only where we
    ourselves are run from the current folder does it keep its place.
    """
    try:
        here = os.path.realpath(os.getcwd())
    except FileNotFoundError:  # it was deleted
        here = None
    ours = os.path.realpath(sim.HOME.parent)
    first: list[str] = []
    last: list[str] = []
    for entry in sys.path:
        if here is None and not os.path.isabs(entry):
            continue
        found = os.path.abspath(entry)
        (last if os.path.realpath(found) == here != ours else first).append(found)
    return list(dict.fromkeys(first + last))


def environment() -> dict[str, str]:
    """Return the environment of a worker: one thread, nothing imported from the current folder, texts in UTF-8."""
    found = os.environ | dict.fromkeys(THREADS, "1")
    found |= {"PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"}
    if given := found.pop("PYTHONPATH", ""):  # in which an empty entry means the current folder
        found["PYTHONPATH"] = os.pathsep.join(p for p in given.split(os.pathsep) if os.path.isabs(p))
    return found


def machine_memory() -> float:
    """Return the memory that runs may take on this machine or in this container [MB]: four fifths of all."""
    sizes = []
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        sizes.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for file in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(file, encoding="ascii") as text:
                sizes.append(int(text.read()))
        except (OSError, ValueError):
            pass
    return 0.8 * min(sizes, default=2**34) / 2**20
