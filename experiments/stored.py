"""Reading a study's store, alone or while another process writes in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from experiments import Refused
from experiments.engine import OK, STATUSES, in_shard
from experiments.outcomes import Outcome
from experiments.runs import Run, Source, from_config
from experiments.yearly import Yearly, unpack

if TYPE_CHECKING:
    import pandas as pd

MISSING = "missing"  # the status of a planned run that has not ended
ENDED = "config, status, error, seconds, peak, attempts, host, finished, outcome"
BATCH = 500  # rows read at a time, so that memory does not grow with the store


class Ended(NamedTuple):
    """A planned or stored run with how it ended."""

    key: str  # under which it is stored
    run: Run
    status: str
    error: str | None
    seconds: float  # of computing
    peak: float | None  # MB
    attempts: int
    host: str
    finished: float  # seconds since 1970
    outcome: bytes | None

    @property
    def yearly(self) -> Yearly:
        """The yearly tables; only of a run that is ok."""
        assert self.outcome is not None
        return unpack(self.outcome)


class Stored:
    """What a store holds; `experiments.store.Store` opens it."""

    folder: Path
    db: sqlite3.Connection

    def note(self, name: str) -> str | None:
        """Return a text kept under a name."""
        found = self.db.execute("select value from note where name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def count(self) -> int:
        """Return how many runs are planned."""
        return int(self.db.execute("select count(*) from plan").fetchone()[0])

    def counts(self, shard: tuple[int, int] | None = None) -> dict[str, int]:
        """Return how many planned runs ended in which way, and how many are missing."""
        out = dict.fromkeys((*STATUSES, MISSING), 0)
        if shard is None:
            rows = self.db.execute(
                "select coalesce(run.status, 'missing'), count(*) from plan left join run using(key) group by 1"
            )
            return out | dict(rows.fetchall())
        for key, status in self.db.execute(
            "select key, coalesce(status, 'missing') from plan left join run using(key)"
        ):
            out[status] += in_shard(key, shard)
        return out

    def planned(self) -> Iterator[Run]:
        """Yield the planned runs in their order."""
        yield from self._runs("")

    def missing(self, shard: tuple[int, int] | None = None) -> Iterator[Run]:
        """Yield the planned runs that have not ended, in their order; rows may be stored on the way."""
        for run in self._runs("and run.key is null"):
            if in_shard(run.key, shard):
                yield run

    def failed(self) -> Iterator[Ended]:
        """Yield the planned runs that ended badly, in the order of the plan."""
        for (key,) in self.db.execute(
            "select plan.key from plan join run using(key) where run.status <> 'ok' order by position"
        ).fetchall():
            yield self.find(key)

    def find(self, key: str) -> Ended:
        """Return a planned or stored run by its key, of which the first few characters are enough.

        Raises
        ------
        Refused
            When there is none, or more than one.
        """
        span = (key, key + "g") * 2  # beyond any hexadecimal digit
        keys = self.db.execute(
            "select key from run where key >= ? and key < ? union select key from plan where key >= ? and key < ? limit 2",
            span,
        ).fetchall()
        if len(keys) != 1 or not key:
            what = "more than one run" if keys and key else "no run"
            raise Refused(
                f"{what} in {self.folder} has a key that begins with '{key}'; edugroup status {self.folder} shows keys"
            )
        full = keys[0][0]
        found = self.db.execute(f"select {ENDED} from run where key = ?", (full,)).fetchone()
        if found is None:
            config = self.db.execute("select config from plan where key = ?", (full,)).fetchone()[0]
            found = (config, MISSING, None, 0.0, None, 0, "", 0.0, None)
        config, *rest = found
        return Ended(full, self._run(config, full), *rest)

    def each(self, keys: Iterable[str]) -> Iterator[tuple[str, str, bytes | None]]:
        """Yield key, status and blob of runs, in the order of the keys; a run that is not there is missing."""
        for some in _batches(keys, BATCH):
            marks = ", ".join("?" * len(some))
            rows = self.db.execute(f"select key, status, outcome from run where key in ({marks})", some)
            found = {key: (status, blob) for key, status, blob in rows}
            for key in some:
                yield (key, *found.get(key, (MISSING, None)))

    def work(self, keys: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Return seconds, peak [MB], attempts, host and error of stored runs by key."""
        marks = ", ".join("?" * len(keys))
        rows = self.db.execute(
            f"select key, seconds, peak, attempts, host, error from run where key in ({marks})", keys
        )
        return {key: tuple(rest) for key, *rest in rows}

    def frame(self, keys: Iterable[str], outcomes: Sequence[Outcome]) -> pd.DataFrame:
        """Return a row per key, in their order: ``status``, and a column per outcome, NaN where the run is not ok."""
        import pandas as pd

        index, rows = [], []
        for key, status, blob in self.each(keys):
            yearly = unpack(blob) if status == OK and blob is not None else None
            index.append(key)
            rows.append([status, *(o.of(yearly) if yearly else float("nan") for o in outcomes)])
        frame = pd.DataFrame(rows, columns=["status", *(o.name for o in outcomes)], index=pd.Index(index, name="key"))
        return frame.astype({"status": "str", **{o.name: "float64" for o in outcomes}})

    def series(self, keys: Iterable[str], outcomes: Sequence[Outcome]) -> pd.DataFrame:
        """Return a row per key and school year, with a column per outcome; only runs that are ok have rows."""
        import pandas as pd

        parts = []
        for key, status, blob in self.each(keys):
            if status == OK and blob is not None:
                yearly = unpack(blob)
                years = range(yearly.first, yearly.first + yearly.years)
                parts.append(pd.DataFrame({"key": key, "year": years, **{o.name: o.by_year(yearly) for o in outcomes}}))
        empty = pd.DataFrame(columns=["key", "year", *(o.name for o in outcomes)])
        return pd.concat(parts, ignore_index=True) if parts else empty

    def seconds(self) -> float | None:
        """Return the mean seconds of planned runs that are ok."""
        found = self.db.execute("select avg(seconds) from run join plan using(key) where status = 'ok'").fetchone()[0]
        return None if found is None else float(found)

    def _runs(self, where: str) -> Iterator[Run]:
        """Yield planned runs batch by batch, so that neither memory nor the database is held in between."""
        after = 0
        while rows := self.db.execute(
            f"select position, plan.key, plan.config from plan left join run using(key) where position > ? {where} "
            "order by position limit ?",
            (after, BATCH),
        ).fetchall():
            yield from (self._run(config, key) for _, key, config in rows)
            after = rows[-1][0]

    def _run(self, config: str, key: str) -> Run:
        content = json.loads(config)
        return from_config(content, self._source(content["case"]), key)

    def _source(self, sha256: str) -> Source:
        name, packed = self.db.execute("select id, packed from source where sha256 = ?", (sha256,)).fetchone()
        return _shared(name, sha256, packed)


@lru_cache(maxsize=64)
def _shared(name: str, sha256: str, packed: bytes) -> Source:
    """Return one source for all runs of a case."""
    return Source(name, sha256, packed)


def _batches(keys: Iterable[str], size: int) -> Iterator[list[str]]:
    some: list[str] = []
    for key in keys:
        some.append(key)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def open_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads; where nothing can be written, one that trusts the file not to change."""
    for mode in ("mode=ro", "immutable=1"):
        db = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=30, isolation_level=None)
        try:
            db.execute("select 1 from note limit 1").fetchall()
        except sqlite3.DatabaseError as error:
            db.close()
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or mode == "immutable=1":
                raise
        else:
            return db
    raise AssertionError
