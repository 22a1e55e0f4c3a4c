"""Runs without a store: done by an engine and handed over in the order they were asked for, whatever order they end in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from itertools import islice

from experiments import Failed
from experiments.engine import OK, Done, Options, make_engine, reason
from experiments.runs.definition import Run
from experiments.terminal import stopping

POLL = 0.5  # seconds after which a request to stop is noticed


def ordered(runs: Sequence[Run], options: Options) -> Generator[Done]:
    """Yield how each run ended, in their order; one that is asked for twice is done once. Close it, or use it up.

    Raises
    ------
    Failed
        When a run does not end well, with its reason; the others are given up.
    """
    wanted = Counter(run.key for run in runs)
    rest = iter({run.key: run for run in runs}.values())
    held: dict[str, Done] = {}
    engine = make_engine(options)
    try:
        for run in runs:
            while run.key not in held:
                stopping.here()
                if room := engine.room():
                    engine.submit(list(islice(rest, room)))
                held |= {done.key: done for done in engine.finished(POLL)}
            done = held[run.key]
            if done.status != OK:
                why = reason(done.status, done.error, done.seconds)
                raise Failed(f"{run.source.id}, {run.chance}: the run ended badly ({done.status}): {why}")
            wanted[run.key] -= 1
            if not wanted[run.key]:
                del held[run.key]
            yield done
    finally:
        engine.close()
