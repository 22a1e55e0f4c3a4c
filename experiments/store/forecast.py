"""What missing runs will take: how many there are in a store, and the seconds of a few of them, measured."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter

from experiments.engine import Options, processors
from experiments.runs.definition import Run
from experiments.runs.simulation import simulate
from experiments.store.store import FILE, Store
from experiments.store.stored import BATCH, MISSING, Stored


def processes(options: Options) -> int:
    """Return how many processes work at once."""
    return 1 if options.scheduler or options.batch else options.workers or processors()


def there(folder: str | os.PathLike[str], stack: contextlib.ExitStack) -> Stored | None:
    """Return the store of a folder, open to read, or None where there is none."""
    return stack.enter_context(Store(folder)) if (Path(folder) / FILE).is_file() else None


def with_need(runs: Iterable[Run], store: Stored | None) -> Iterator[tuple[Run, bool]]:
    """Yield runs, and whether they are missing in a store."""
    rest = iter(runs)
    while some := list(islice(rest, BATCH)):
        found = store.each(run.key for run in some) if store else ((run.key, MISSING, None) for run in some)
        for run, (_, status, _) in zip(some, found, strict=True):
            yield run, status == MISSING


def measured(runs: Sequence[Run]) -> float:
    """Return the mean seconds of some runs, the first done once before it counts, which compiles the model."""
    runs = list({run.key: run for run in runs}.values())
    if not runs:
        return 0.0
    simulate(runs[0].source.packed, runs[0].task)
    start = perf_counter()
    for run in runs:
        simulate(run.source.packed, run.task)
    return (perf_counter() - start) / len(runs)
