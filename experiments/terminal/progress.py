"""Lines on the error stream while something takes its time; the bar of a study's runs is `experiments.store.meter`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from experiments.terminal import texts
from sim import caches
from sim.say import Said

EVERY = 3.0  # seconds between counts
START, EACH = 2.0, 0.5  # seconds the compiler takes to begin, and for a kernel; measured on a server's processor


@contextmanager
def announced() -> Iterator[None]:
    """Say it, once, when kernels are compiled while the block runs, here or in a worker process."""

    def tell(news: caches.Compilation) -> None:
        caches.heard.remove(tell)
        seconds = max(5 * round((START + EACH * news.missing) / 5), 5)
        what = texts.ALL_KERNELS() if news.missing == news.kernels else texts.SOME_KERNELS(n=news.missing)
        say(texts.COMPILING(what=what, how=_how_often(news), seconds=seconds))

    caches.heard.append(tell)
    try:
        yield
    finally:
        if tell in caches.heard:
            caches.heard.remove(tell)


def _how_often(news: caches.Compilation) -> Said:
    """Return for how long that will do."""
    if news.folder is None:
        return texts.EVERY_PROCESS()
    return texts.ONCE() if news.usual else texts.ONCE_KEPT(folder=news.folder)


def counted[T](things: Sequence[T], what: Said) -> Iterator[T]:
    """Yield things, and say now and then how many came, once it takes more than some seconds."""
    said = perf_counter()
    for i, thing in enumerate(things):
        if perf_counter() - said > EVERY:
            say(texts.PLANNED(i=i, n=len(things), what=what))
            said = perf_counter()
        yield thing


def say(text: str) -> None:
    """Write a line on the error stream."""
    print(text, file=sys.stderr, flush=True)
