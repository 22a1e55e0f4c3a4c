"""Progress on the error stream: a bar on a terminal, a line per run elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from experiments.terminal import stopping
from sim import caches

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

EVERY = 3.0  # seconds between counts
START, EACH = 2.0, 0.5  # seconds the compiler takes to begin, and for a kernel; measured on a server's processor


class Progress:
    """How far a number of runs of equal length has come."""

    def __init__(self, runs: int, terms: int) -> None:
        self.runs, self.terms = runs, terms
        self.done = 0
        self.start = perf_counter()
        self.bar: Bar | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self.bar = Progress(
                TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:3.0f} %"), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self.task = self.bar.add_task("", total=self.runs * self.terms)
            self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def begin(self, name: str) -> None:
        """Say which run comes next."""
        self.name, self.begun = name, perf_counter()
        if self.bar is not None:
            self.bar.update(self.task, description=name)

    def term(self) -> None:
        """One more term is over."""
        stopping.here()
        if self.bar is not None:
            self.bar.advance(self.task)

    def end(self) -> None:
        """The run is over."""
        self._say(self.name, perf_counter() - self.begun)

    def ended(self, name: str, seconds: float) -> None:
        """A run is over that was done elsewhere, as a whole."""
        if self.bar is not None:
            self.bar.update(self.task, description=name, advance=self.terms)
        self._say(name, seconds)

    def _say(self, name: str, seconds: float) -> None:
        self.done += 1
        if self.bar is None:
            count = f"run {self.done} of {self.runs}: " if self.runs > 1 else ""
            years = f"{self.terms // 2} school year{'s' if self.terms > 2 else ''}"
            say(f"{count}{name}, {years} in {seconds:.1f} s")


@contextmanager
def announced() -> Iterator[None]:
    """Say it, once, when kernels are compiled while the block runs, here or in a worker process."""

    def tell(news: caches.Compilation) -> None:
        caches.heard.remove(tell)
        seconds = max(5 * round((START + EACH * news.missing) / 5), 5)
        count = "the model's kernels" if news.missing == news.kernels else f"{news.missing} of the model's kernels"
        say(f"compiling {count} ({_how_often(news)}, about {seconds} s on an idle processor) ...")

    caches.heard.append(tell)
    try:
        yield
    finally:
        if tell in caches.heard:
            caches.heard.remove(tell)


def _how_often(news: caches.Compilation) -> str:
    """Return for how long that will do."""
    if news.folder is None:
        return "by every process, since no folder for caches can be written"
    return "once" if news.usual else f"once, kept in {news.folder}"


def counted[T](things: Sequence[T], what: str) -> Iterator[T]:
    """Yield things, and say now and then how many came, once it takes more than some seconds."""
    said = perf_counter()
    for i, thing in enumerate(things):
        if perf_counter() - said > EVERY:
            say(f"  {i:,} of {len(things):,} {what} planned")
            said = perf_counter()
        yield thing


def say(text: str) -> None:
    """Write a line on the error stream."""
    print(text, file=sys.stderr, flush=True)
