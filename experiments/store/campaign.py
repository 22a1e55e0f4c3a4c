"""Carrying a study out: what is planned and missing goes to an engine, and what comes back is stored at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from experiments import Failed, Refused
from experiments.engine import OK, TABLES, Gone, Options, in_shard, make_engine
from experiments.files import locking
from experiments.runs.definition import MOST_RUNS, Run
from experiments.store import texts
from experiments.store.meter import Gauge
from experiments.store.store import MISSING, Store
from experiments.terminal import stopping
from experiments.terminal.progress import say

HERE = Options()  # on all processors of this machine
POLL = 0.5  # seconds after which a request to stop is noticed


class Tally(NamedTuple):
    """How a study stands."""

    planned: int
    stored: int  # of these, ended before
    new: int  # ended now, well or not
    ok: int
    failed: int  # error, crashed, timeout or memory
    missing: int
    damaged: int = 0  # ended before, and are not what was written

    @property
    def is_whole(self) -> bool:
        """Whether every planned run ended well."""
        return self.ok == self.planned


def check_size(points: int, each: int, what: str) -> None:
    """Refuse a study of more runs than a store is made for.

    Raises
    ------
    Refused
        Saying how many there would be.
    """
    if points * each > MOST_RUNS:
        raise Refused(texts.TOO_MANY(what=what, points=points, each=each, runs=points * each, most=MOST_RUNS))


def complete(store: Store, runs: Iterable[Run] | None = None, options: Options = HERE, *, quiet: bool = False) -> Tally:
    """Plan runs, do those that are missing, and return how the study stands.

    Failed runs are not done again (``edugroup retry`` does that), and do not stop the others.

    Parameters
    ----------
    store
        Opened for writing.
    runs
        What the study asks for, which becomes its plan; None keeps the plan of the store.
    options
        How runs are carried out.
    quiet
        Whether to say nothing on the error stream.

    Raises
    ------
    KeyboardInterrupt, SystemExit
        After Ctrl-C or a polite kill, within some seconds; what ended is stored. The message says how to go on.
    DiskFull
        When there is no room for more results; what was stored before is safe.
    Failed
        When what carried out the runs is gone.
    """
    if store.keeps_tables:
        options = replace(options, work=TABLES)
    if runs is not None:
        store.plan(runs)
    elif store.plan_again() and not quiet:
        say(texts.PLANNED_ANEW())
    if not quiet and (kind := locking.file_system(store.folder)) in locking.REMOTE:
        say(texts.ON_THE_NETWORK(folder=store.folder, kind=kind))
    before = store.counts(options.shard)
    planned, due = sum(before.values()), before[MISSING]
    damaged = _damaged(store, options.shard) if due < planned else Counter[str]()
    with Gauge(planned, due, damaged.total(), options, store, quiet=quiet) as gauge:
        if due:
            _drive(store, options, gauge)
    after = store.counts(options.shard)
    ok, ended = after[OK] - damaged[OK], planned - after[MISSING] - damaged.total()
    tally = Tally(planned, planned - due, gauge.done, ok, ended - ok, after[MISSING], damaged.total())
    gauge.end(tally.ok, tally.failed)
    if tally.missing and not quiet:
        say(texts.NOT_DONE(n=tally.missing, folder=store.folder))
    return tally


def _damaged(store: Store, shard: tuple[int, int] | None) -> Counter[str]:
    """Return how many runs that ended are not what was written, by the status they are counted under."""
    statuses = (store.status(key) for key in store.damaged() if shard is None or in_shard(key, shard))
    return Counter(status for status in statuses if status != MISSING)


def _drive(store: Store, options: Options, gauge: Gauge) -> None:
    """Keep the engine busy until nothing is missing, or until asked to stop."""
    missing = store.missing(options.shard)
    stopping.here()
    with stopping.on_request():
        engine = make_engine(options)
        try:
            more = True
            while more or engine.busy():
                stopping.here()
                if more and (room := engine.room()):
                    some = list(islice(missing, room))
                    more = len(some) == room
                    engine.submit(some)
                ended = engine.finished(POLL)
                store.put(ended)
                gauge.add(ended)
        except (KeyboardInterrupt, SystemExit) as stop:
            store.put(ended := engine.finished(0))
            gauge.add(ended)
            if isinstance(stop, KeyboardInterrupt):
                raise KeyboardInterrupt(gauge.interrupted()) from None
            say(gauge.interrupted())
            raise
        except Gone as gone:
            raise Failed(f"{gone}: {gauge.left()}") from None
        finally:
            engine.close()
