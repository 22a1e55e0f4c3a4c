"""How far a study has come, on the error stream: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from statistics import median
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from experiments.engine import OK, Finished, Options
from experiments.store import texts
from experiments.terminal.progress import say
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    from experiments.store.store import Store

EVERY = 30.0  # seconds between lines where there is no terminal
ENOUGH = 8  # runs after which the time to come can be told
PER_YEAR = 480.0  # bytes of a stored school year, measured on Huadu; a row's frame comes on top
PER_RUN = 2500.0


class Gauge:
    """Says how many runs there are, what they will take, and how far they have come."""

    def __init__(self, planned: int, due: int, damaged: int, options: Options, store: Store, *, quiet: bool) -> None:
        self.planned, self.due, self.damaged = planned, due, damaged
        self.options, self.store, self.quiet = options, store, quiet
        self.done, self.failed = 0, 0
        self._seconds: list[float] = []
        self._bar: Any = None
        self._first = (0.0, 0)  # when the first runs came in, and how many

    def __enter__(self) -> Self:
        if self.quiet:
            return self
        shard, there = self.options.shard, self.planned - self.due - self.damaged
        part = texts.IN_PART(i=shard[0], n=shard[1]) if shard else NOTHING
        lost = texts.LOST(n=self.damaged, folder=self.store.folder) if self.damaged else NOTHING
        need = texts.NEED(size=size(self._bytes())) if self.due and not self.store.keeps_tables else NOTHING
        if there or self.damaged:
            say(texts.TO_DO(n=self.planned, part=part, there=there, lost=lost, due=self.due, need=need))
        else:
            say(texts.TO_DO_ALL(n=self.planned, part=part, need=need))
        self._start = self._said = monotonic()
        if self.due and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task(texts.RUNS(), total=self.due)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def add(self, ended: Sequence[Finished]) -> None:
        """Some runs ended and are stored."""
        if not ended:
            return
        told = self.done >= ENOUGH
        self.done += len(ended)
        self.failed += sum(d.status != OK for d in ended)
        if self.quiet:
            return
        if not told:
            self._seconds += [d.seconds for d in ended if d.status == OK]
            if self.done == len(ended):
                self._first = (monotonic(), self.done)
            if self.done >= ENOUGH and self.done < self.due and self._seconds:
                self._estimate()
        if self._bar is not None:
            words = texts.RUNS_FAILED(n=self.failed) if self.failed else texts.RUNS()
            self._bar.update(self._task, completed=self.done, description=words)
        elif monotonic() - self._said > EVERY:
            self._said = monotonic()
            time = duration(self._left())
            say(texts.SO_FAR(done=self.done, due=self.due, failed=self.failed, time=time))

    def interrupted(self) -> Said:
        """Return what there is to say when the user asked to stop."""
        return texts.STOPPED(left=self.left())

    def left(self) -> Said:
        """Return how many runs are stored, and what does the others."""
        stored, left = self.planned - self.due - self.damaged + self.done, self.due - self.done
        return texts.LEFT(stored=stored, left=left, folder=self.store.folder)

    def end(self, ok: int, failed: int) -> None:
        """All that could be done is done."""
        if self.quiet:
            return
        if self.done:
            time = duration(monotonic() - self._start)
            say(texts.DONE(n=self.done, time=time, ok=ok, planned=self.planned))
        if failed:
            say(texts.FAILED(n=failed, folder=self.store.folder))

    def _estimate(self) -> None:
        """Say what the rest will take, from what the first runs took."""
        say(texts.ESTIMATE(each=median(self._seconds), time=duration(self._left())))

    def _left(self) -> float:
        """Return the seconds the rest will take at the pace since the first runs came in."""
        since, then = self._first
        pace = (monotonic() - since) / max(self.done - then, 1)
        return pace * (self.due - self.done)

    def _bytes(self) -> float:
        """Return the disk the missing runs will take."""
        some = next(self.store.missing(self.options.shard), None)
        return 0.0 if some is None else self.due * (PER_RUN + PER_YEAR * some.years)


def duration(seconds: float) -> Said:
    """Return a time in words of two units at most."""
    if seconds < 90:
        return texts.SECONDS(n=seconds)
    minutes = round(seconds / 60)
    if minutes < 90:
        return texts.MINUTES(n=minutes)
    hours, minutes = divmod(minutes, 60)
    return texts.HOURS(hours=hours, minutes=minutes) if hours < 48 else texts.DAYS(n=hours / 24)


def size(count: float) -> Said:
    """Return a number of bytes in words."""
    for unit in ("kB", "MB", "GB"):
        count /= 1000
        if count < 1000 or unit == "GB":
            break
    return texts.OF_DISK(n=count, unit=unit)
