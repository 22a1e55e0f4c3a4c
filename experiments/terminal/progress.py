"""Lines on the error stream while something takes its time; the bar of a study's runs is `experiments.store.meter`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from sim import caches

if TYPE_CHECKING:
    pass

EVERY = 3.0  # seconds between counts
START, EACH = 2.0, 0.5  # seconds the compiler takes to begin, and for a kernel; measured on a server's processor


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
