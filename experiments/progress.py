"""Progress on the error stream: a bar on a terminal, a line per run elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

import sim
from experiments import stopping

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """How far a number of runs of equal length has come."""

    def __init__(self, runs: int, terms: int) -> None:
        self.runs, self.terms = runs, terms
        self.done = 0
        self.start = perf_counter()
        self.bar: Bar | None = None

    def __enter__(self) -> Self:
        if not kernels_are_compiled():
            say("compiling the model's kernels (once, about 15 s) ...")
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
        self.done += 1
        if self.bar is None:
            count = f"run {self.done} of {self.runs}: " if self.runs > 1 else ""
            years = f"{self.terms // 2} school year{'s' if self.terms > 2 else ''}"
            say(f"{count}{self.name}, {years} in {perf_counter() - self.begun:.1f} s")


def kernels_are_compiled() -> bool:
    """Return whether numba finds machine code of an earlier run of these sources."""
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or sim.KERNEL_CACHE)
    return next(folder.rglob("*.nbi"), None) is not None


def say(text: str) -> None:
    """Write a line on the error stream."""
    print(text, file=sys.stderr, flush=True)
