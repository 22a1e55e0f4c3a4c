"""Reading a study's store, alone or while another process writes in it.

Nothing is taken on trust: a row that is not what was written (see `experiments.store.seals`) is ``damaged``, which is one more
way in which a run can end. The others are read as if it were not there.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from experiments import Failed, Refused
from experiments.engine import OK, STATUSES, in_shard, reason
from experiments.runs.definition import Run, Source, from_config
from experiments.runs.outcomes import Outcome
from experiments.runs.yearly import Yearly, unpack
from experiments.store import reasons, seals, texts
from experiments.store.baselines import baselines
from experiments.terminal import stopping
from sim.say import joined

if TYPE_CHECKING:
    import pandas as pd

MISSING = "missing"  # the status of a planned run that has not ended
DAMAGED = "damaged"  # the status of a run whose row is not what was written
END = "key, status, error, seconds, peak, attempts, host, finished, outcome"  # of a run, which its mark seals
SHORT, KEYS_SAID = 12, 5  # characters by which a run is called, and how many are named to who asks for another
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
    def reason(self) -> str:
        """Why it ended badly, in a line."""
        return reason(self.status, self.error, self.seconds)

    @property
    def yearly(self) -> Yearly:
        """The yearly tables; only of a run that is ok."""
        assert self.outcome is not None
        return unpack(self.outcome)


class Stored:
    """What a store holds; `experiments.store.store.Store` opens it."""

    folder: Path
    db: seals.Connection
    marks: tuple[str, str] = ("planned", "mark")  # columns of checksums: of what was planned, and of how it ended

    def note(self, name: str) -> str | None:
        """Return a text kept under a name."""
        found = self.db.execute("select value from note where name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def count(self) -> int:
        """Return how many runs are planned."""
        return int(self.db.execute("select count(*) from plan").fetchone()[0])

    def counts(self, shard: tuple[int, int] | None = None) -> dict[str, int]:
        """Return how many planned runs ended in which way, and how many are missing; `damaged` looks closer."""
        out = dict.fromkeys((*STATUSES, MISSING, DAMAGED), 0)
        rows = self.db.execute("select key, status from plan left join run using(key)")
        for key, status in rows if shard is not None else ():
            out[_known(status)] += isinstance(key, str) and bool(seals.KEY.fullmatch(key)) and in_shard(key, shard)
        if shard is None:
            for status, n in self.db.execute(
                "select run.status, count(*) from plan left join run using(key) group by 1"
            ):
                out[_known(status)] += n
        return out

    def damaged(self) -> dict[str, str]:
        """Return what is wrong with planned runs by their key; the whole store is read for it.

        Raises
        ------
        Damaged
            When the file itself cannot be read to its end.
        """
        out: dict[str, str] = {}

        def readable() -> Iterator[str]:
            for key, found in self._plans(""):
                if isinstance(found, Run):
                    yield key
                else:
                    out[key] = found

        for key, status, _, what in self._ends(readable()):
            if status == DAMAGED:
                out[key] = str(what)
        return out

    def status(self, key: str) -> str:
        """Return how a planned run is counted by `counts`."""
        found = self.db.execute("select status from run where key = ?", (key,)).fetchone()
        return _known(found[0] if found else None)

    def has_lost(self, key: str) -> bool:
        """Return whether what was planned under a key cannot be read any more."""
        return isinstance(self._planned(key), str)

    def lost_cases(self) -> Counter[str]:
        """Return the names of cases that cannot be read any more, with how many planned runs need them."""
        found = Counter(run.source.id for run in self.planned() if not run.source.packed)
        return +found

    def planned(self) -> Iterator[Run]:
        """Yield the planned runs in their order."""
        yield from self._runs("")

    def missing(self, shard: tuple[int, int] | None = None) -> Iterator[Run]:
        """Yield the planned runs that have not ended and can be done, in their order; rows may be stored on the way."""
        for run in self._runs("and run.key is null"):
            if in_shard(run.key, shard) and run.source.packed:
                yield run

    def failed(self) -> Iterator[Ended]:
        """Yield the planned runs that ended badly, in the order of the plan."""
        for (key,) in self.db.execute(
            "select plan.key from plan join run using(key) where run.status <> 'ok' order by position"
        ).fetchall():
            found = self._ended(key)
            if isinstance(found, Ended):
                yield found

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
            say, begin = (texts.SEVERAL_RUNS, key) if keys and key else (texts.NO_RUN, "")
            every = self.db.execute("select key from plan union select key from run order by key")
            known = [k[: max(SHORT, len(begin) + 4)] for (k,) in every if k.startswith(begin)]
            if (more := len(known) - KEYS_SAID) > 0:
                known = [texts.SOME_KEYS(keys=joined(known[:KEYS_SAID]), n=more)]
            raise Refused(say(folder=self.folder, key=key, keys=joined(known)))
        full = keys[0][0]
        found = self._ended(full)
        if isinstance(found, str):
            raise Failed(texts.RUN_DAMAGED(key=full[:12], folder=self.folder, what=found))
        return found

    def _ended(self, key: str) -> Ended | str:
        """Return a run with how it ended, or what is wrong with its plan."""
        run = self._planned(key)
        if isinstance(run, str):
            return run
        ((_, status, blob, what),) = self._ends([key])
        if status in {MISSING, DAMAGED}:
            return Ended(key, run, status, what, 0.0, None, 0, "", 0.0, None)
        row = self.db.execute(f"select {END} from run where key = ?", (key,)).fetchone()
        return Ended._make((key, run, status, reasons.read(row[2]), *row[3:8], blob))

    def each(self, keys: Iterable[str]) -> Iterator[tuple[str, str, bytes | None]]:
        """Yield key, status and blob of runs, in the order of the keys; a run that is not there is missing."""
        for key, status, blob, _ in self._ends(keys):
            yield key, status, blob

    def work(self, keys: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """Return seconds, peak [MB], attempts, host and error of stored runs by key; of a damaged one only what is wrong."""
        out = {}
        for some in _batches(keys, BATCH):
            marks = ", ".join("?" * len(some))
            for *row, mark in self.db.execute(f"select {END}, {self.marks[1]} from run where key in ({marks})", some):
                what = seals.wrong_with_end(tuple(row), mark)
                key, _, error, seconds, peak, attempts, host, _, _ = row
                out[key] = (
                    (seconds, peak, attempts, host, reasons.read(error)) if what is None else (None,) * 4 + (what,)
                )
        return out

    def frame(
        self, keys: Iterable[str], outcomes: Sequence[Outcome], against: Mapping[str, str] | None = None
    ) -> pd.DataFrame:
        """Return a row per key, in their order: ``status``, and a column per outcome, NaN where the run is not ok.

        ``against`` has the key of the baseline by that of the run; outcomes that need one are NaN without it.
        """
        import pandas as pd

        index, rows, others = [], [], baselines(self, outcomes, against)
        for key, status, blob in self.each(keys):
            yearly = unpack(blob) if status == OK and blob is not None else None
            other = others(key)
            index.append(key)
            rows.append([status, *(o.of(yearly, other) if yearly else float("nan") for o in outcomes)])
        frame = pd.DataFrame(rows, columns=["status", *(o.name for o in outcomes)], index=pd.Index(index, name="key"))
        return frame.astype({"status": "str", **{o.name: "float64" for o in outcomes}})

    def series(
        self, keys: Iterable[str], outcomes: Sequence[Outcome], against: Mapping[str, str] | None = None
    ) -> pd.DataFrame:
        """Return a row per key and school year, with a column per outcome; only runs that are ok have rows.

        ``against`` as for `frame`.
        """
        import pandas as pd

        parts, others = [], baselines(self, outcomes, against)
        for key, status, blob in self.each(keys):
            if status == OK and blob is not None:
                yearly, other = unpack(blob), others(key)
                years = range(yearly.first, yearly.first + yearly.years)
                parts.append(
                    pd.DataFrame({"key": key, "year": years, **{o.name: o.by_year(yearly, other) for o in outcomes}})
                )
        empty = pd.DataFrame(columns=["key", "year", *(o.name for o in outcomes)])
        return pd.concat(parts, ignore_index=True) if parts else empty

    def seconds(self) -> float | None:
        """Return the mean seconds of planned runs that are ok."""
        found = self.db.execute("select avg(seconds) from run join plan using(key) where status = 'ok'").fetchone()[0]
        return None if found is None else float(found)

    def _runs(self, where: str) -> Iterator[Run]:
        """Yield planned runs whose plan can be read."""
        yield from (run for _, run in self._plans(where) if isinstance(run, Run))

    def _plans(self, where: str, *, mended: bool = False) -> Iterator[tuple[str, Run | str]]:
        """Yield keys with their runs, or with what is wrong; batch by batch, so that neither memory nor database is held.

        With ``mended`` only those whose plan is damaged.
        """
        after = -1
        mark = self.marks[0].replace("planned", "plan.mark")
        while rows := self.db.execute(
            f"select position, plan.key, plan.config, {mark} from plan left join run using(key) where position > ? {where} "
            "order by position limit ?",
            (after, BATCH),
        ).fetchall():
            stopping.here()
            for position, key, config, sealed in rows:
                if not isinstance(position, int) or position <= after:
                    raise self.db.damaged(texts.OUT_OF_ORDER())
                after = position
                if not (mended and seals.is_config(key, config, sealed)):
                    yield str(key), self._run(key, config, sealed)

    def _planned(self, key: str) -> Run | str:
        """Return a run that is planned, or was when it ended; or what is wrong."""
        mark = self.marks[0].replace("planned", "mark")
        found = self.db.execute(f"select config, {mark} from plan where key = ?", (key,)).fetchone()
        return self._run(key, *found) if found else self._as_ended(key, texts.NOT_THERE())

    def _run(self, key: Any, config: Any, mark: Any) -> Run | str:
        """Return a run as it is planned, or as it was when it ended where the plan is damaged; or what is wrong."""
        try:
            content = seals.read_config(key, config, mark)
        except ValueError as error:
            return self._as_ended(key, texts.ITS_PLAN(what=error.args[0]))
        return from_config(content, self._source(content["case"], content["id"]), key)

    def _as_ended(self, key: Any, otherwise: str) -> Run | str:
        found = self.db.execute(f"select config, {self.marks[0]} from run where key = ?", (key,)).fetchone()
        try:
            content = seals.read_config(key, *(found or (None, None)))
        except ValueError:
            return otherwise
        return from_config(content, self._source(content["case"], content["id"]), key)

    def _ends(self, keys: Iterable[str]) -> Iterator[tuple[str, str, bytes | None, str | None]]:
        """Yield key, status, blob and what is wrong, in the order of the keys."""
        for some in _batches(keys, BATCH):
            stopping.here()
            marks = ", ".join("?" * len(some))
            rows = self.db.execute(f"select {END}, {self.marks[1]} from run where key in ({marks})", some)
            found = {}
            for *row, mark in rows:
                what = seals.wrong_with_end(tuple(row), mark)
                found[row[0]] = (row[1], row[8], None) if what is None else (DAMAGED, None, what)
            for key in some:
                yield (key, *found.get(key, (MISSING, None, None)))

    def _source(self, sha256: str, name: str) -> Source:
        """Return a case; one that is not what it was is empty."""
        found = self.db.execute("select packed from source where sha256 = ?", (sha256,)).fetchone()
        return _shared(name, sha256, found[0] if found and isinstance(found[0], bytes) else b"")


def _known(status: Any) -> str:
    """Return a status as it is counted."""
    return MISSING if status is None else str(status) if status in STATUSES else DAMAGED


@lru_cache(maxsize=64)
def _shared(name: str, sha256: str, packed: bytes) -> Source:
    """Return one source for all runs of a case; without content where that is not what its hash names."""
    return Source(name, sha256, packed if seals.is_case(sha256, packed) else b"")


def _batches(keys: Iterable[str], size: int) -> Iterator[list[str]]:
    some: list[str] = []
    for key in keys:
        some.append(key)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def open_to_read(path: Path) -> seals.Connection:
    """Return a connection that only reads; where nothing can be written, one that trusts the file not to change.

    The last one to close a file that may be written folds its log in, be it a reader: nothing is left beside it.
    """
    for mode in ("mode=rw", "immutable=1"):
        db = seals.connect(path, f"{path.resolve().as_uri()}?{mode}", uri=True)
        try:
            db.execute("pragma query_only = on")
            db.execute("select count(*) from sqlite_master").fetchall()
        except sqlite3.OperationalError as error:
            db.close()
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or mode == "immutable=1":
                raise
        except BaseException:
            db.close()
            raise
        else:
            return db
    raise AssertionError
