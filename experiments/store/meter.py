"""How far a study has come, on the error stream: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from statistics import median
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from experiments.engine import OK, Finished, Options
from experiments.terminal.progress import say

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
        part = f" in part {self.options.shard[0]} of {self.options.shard[1]}" if self.options.shard else ""
        there, again = self.planned - self.due - self.damaged, f"edugroup retry {self.store.folder} --status damaged"
        lost = f" {self.damaged:,} damaged ({again})," if self.damaged else ""
        need = f": about {size(self._bytes())}" if self.due and not self.store.keeps_tables else ""
        say(f"{self.planned:,} runs{part}, {there:,} of them done before,{lost} {self.due:,} to do{need}")
        self._start = self._said = monotonic()
        if self.due and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task("runs", total=self.due)
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
            words = f"runs, {self.failed} failed" if self.failed else "runs"
            self._bar.update(self._task, completed=self.done, description=words)
        elif monotonic() - self._said > EVERY:
            self._said = monotonic()
            say(f"{self.done:,} of {self.due:,} runs, {self.failed:,} failed; about {duration(self._left())} to go")

    def interrupted(self) -> str:
        """Return what there is to say when the user asked to stop."""
        return f"stopped: {self.left()}"

    def left(self) -> str:
        """Return how many runs are stored, and what does the others."""
        stored, left = self.planned - self.due - self.damaged + self.done, self.due - self.done
        return f"{stored:,} runs are stored, {left:,} are missing; go on with: edugroup resume {self.store.folder}"

    def end(self, ok: int, failed: int) -> None:
        """All that could be done is done."""
        if self.quiet:
            return
        if self.done:
            say(f"{self.done:,} runs in {duration(monotonic() - self._start)}; {ok:,} of {self.planned:,} are good")
        if failed:
            where = self.store.folder
            say(f"{failed:,} runs failed: edugroup status {where} says why, edugroup retry {where} does them again")

    def _estimate(self) -> None:
        """Say what the rest will take, from what the first runs took."""
        say(f"{median(self._seconds):.2g} s per run measured; about {duration(self._left())} to go")

    def _left(self) -> float:
        """Return the seconds the rest will take at the pace since the first runs came in."""
        since, then = self._first
        pace = (monotonic() - since) / max(self.done - then, 1)
        return pace * (self.due - self.done)

    def _bytes(self) -> float:
        """Return the disk the missing runs will take."""
        some = next(self.store.missing(self.options.shard), None)
        return 0.0 if some is None else self.due * (PER_RUN + PER_YEAR * some.years)


def duration(seconds: float) -> str:
    """Return a time in words of two units at most."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours < 48 else f"{hours / 24:.1f} days"


def size(count: float) -> str:
    """Return a number of bytes in words."""
    for unit in ("kB", "MB", "GB"):
        count /= 1000
        if count < 1000 or unit == "GB":
            break
    return f"{count:.3g} {unit} of disk"
