"""The store of a study: one SQLite file that holds what is planned and every run that ended.

Only one process writes, and holds a lock of the operating system while it does; any number read at the same time. A
row is on disk when `Store.put` returns (write-ahead log, synchronous FULL): a kill at any moment loses nothing that was
stored. The row of a run that ended well is never changed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from experiments import Refused, locking
from experiments.engine import OK, Done
from experiments.runs import Run, identity
from experiments.stored import MISSING, Ended, Stored, open_to_read

__all__ = ["MISSING", "DiskFull", "Ended", "Store"]

FILE = "runs.sqlite"
SCHEMA = 1
TABLES = """
create table if not exists note(name text primary key, value text not null) without rowid;
create table if not exists source(sha256 text primary key, id text not null, packed blob not null);
create table if not exists plan(position integer primary key, key text not null unique, config text not null);
create table if not exists run(
    key text primary key, status text not null, config text not null, error text, seconds real not null,
    peak real, attempts integer not null, host text not null, finished real not null, outcome blob
);
create index if not exists run_status on run(key, status);
"""
PUT = """
insert into run(key, status, outcome, error, seconds, peak, attempts, host, finished, config)
select ?, ?, ?, ?, ?, ?, ?, ?, ?, config from plan where key = ?
on conflict(key) do update set status = excluded.status, outcome = excluded.outcome, error = excluded.error,
    seconds = excluded.seconds, peak = excluded.peak, attempts = excluded.attempts, host = excluded.host,
    finished = excluded.finished
where run.status <> 'ok'
"""


class DiskFull(Refused):
    """There is no room for more results; what was stored before is safe."""


class Store(Stored):
    """The runs of a study's folder; use it in a ``with`` block.

    Parameters
    ----------
    folder
        The study's folder.
    write
        Whether this process is to write: the folder is made where there is none, and a second writer is refused.
    """

    def __init__(self, folder: str | os.PathLike[str], *, write: bool = False) -> None:
        self.folder, self.path = Path(folder), Path(folder) / FILE
        self._lock: locking.Lock | None = None
        if write:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Refused(f"cannot write {self.folder}: {error.strerror}") from None
            self._lock = locking.Lock(self.folder / "runs.lock", f"{self.folder}")
        elif not self.path.is_file():
            raise Refused(f"{self.folder} holds no runs ({FILE}); name the folder of a study")
        try:
            self._open(write)
        except BaseException:
            if hasattr(self, "db"):
                self.db.close()
            if self._lock:
                self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, write: bool) -> None:
        try:
            if write:
                self.db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
                with self._room_on_disk():
                    self.db.executescript("pragma journal_mode = wal; pragma synchronous = full;")
                    self.db.execute("begin immediate")
                    for statement in TABLES.split(";"):
                        self.db.execute(statement)
                    self.db.execute("insert or ignore into note values('schema', ?)", (str(SCHEMA),))
                    self.db.execute("commit")
            else:
                self.db = open_to_read(self.path)
            found = self.note("schema")
        except sqlite3.DatabaseError as error:
            raise Refused(f"{self.path} is not a store of runs ({error})") from None
        if found != str(SCHEMA):
            raise Refused(
                f"{self.path} is of version {found}; this edugroup reads version {SCHEMA}: use the one that wrote it"
            )

    def close(self) -> None:
        """Close the file, fold its log in, and let others write."""
        if self._lock is not None:
            with suppress(sqlite3.Error):  # else the log stays beside the file, and is read with it
                self.db.execute("pragma wal_checkpoint(truncate)")
        self.db.close()
        if self._lock is not None:
            self._lock.release()

    def plan(self, runs: Iterable[Run]) -> int:
        """Make these runs, each once, what the study asks for; return how many there are. Nothing stored is lost."""
        known: set[str] = set()
        with self._transaction():
            self.db.execute("delete from plan")
            self.db.execute("insert or replace into note values('identity', ?)", (_identity(),))
            for run in runs:
                if run.source.sha256 not in known:
                    known.add(run.source.sha256)
                    row = (run.source.sha256, run.source.id, run.source.packed)
                    self.db.execute("insert or ignore into source values(?, ?, ?)", row)
                self.db.execute("insert or ignore into plan(key, config) values(?, ?)", (run.key, _config(run)))
        return self.count()

    def plan_again(self) -> bool:
        """Name the planned runs anew where code or libraries changed since, and say whether they did."""
        if self.note("identity") == _identity():
            return False
        self.plan([replace(run) for run in self.planned()])  # copies, which have no key yet
        return True

    def put(self, rows: Sequence[Done]) -> None:
        """Store runs that ended, on disk when this returns.

        Raises
        ------
        DiskFull
            When they do not fit; what was stored before is safe, and the runs can be done again.
        """
        if not rows:
            return
        now = time.time()
        with self._transaction():
            self.db.executemany(
                PUT,
                [(d.key, d.status, d.blob, d.error, d.seconds, d.peak, d.attempts, d.host, now, d.key) for d in rows],
            )

    def forget(self, statuses: Iterable[str]) -> int:
        """Make planned runs that ended in one of these ways missing again; return how many. Good runs always stay."""
        wanted = [s for s in statuses if s != OK]
        with self._transaction():
            marks = ", ".join("?" * len(wanted))
            done = self.db.execute(
                f"delete from run where status in ({marks}) and status <> 'ok' and key in (select key from plan)",
                wanted,
            )
        return done.rowcount

    def claim(self, command: str, *kinds: str) -> None:
        """Note the command that fills this store.

        Raises
        ------
        Refused
            When it holds the runs of another kind of command than ``kinds``.
        """
        made = self.note("command")
        if made is not None and made.split()[1:2] not in [[kind] for kind in kinds]:
            raise Refused(f"{self.folder} holds the runs of another command ({made}); name another folder with --out")
        if command:
            self.write_note("command", command)

    def write_note(self, name: str, value: str) -> None:
        """Keep a text, such as the command that made the study."""
        with self._transaction():
            self.db.execute(
                "insert into note values(?, ?) on conflict do update set value = excluded.value", (name, value)
            )

    def merge(self, other: Store) -> tuple[int, int]:
        """Take over what another store planned and ended; return how many runs and good runs are new here."""
        before = self._totals()
        with self._transaction():
            for row in other.db.execute("select * from source"):
                self.db.execute("insert or ignore into source values(?, ?, ?)", row)
            for row in other.db.execute("select key, config from plan order by position"):
                self.db.execute("insert or ignore into plan(key, config) values(?, ?)", row)
            columns = "key, status, config, error, seconds, peak, attempts, host, finished, outcome"
            for row in other.db.execute(f"select {columns} from run"):
                self.db.execute(
                    f"insert into run({columns}) values({', '.join('?' * 10)}) on conflict(key) do update set "
                    "status = excluded.status, error = excluded.error, seconds = excluded.seconds, peak = excluded.peak, "
                    "attempts = excluded.attempts, host = excluded.host, finished = excluded.finished, "
                    "outcome = excluded.outcome where run.status <> 'ok' and excluded.status = 'ok'", row,
                )  # fmt: skip
        after = self._totals()
        return after[0] - before[0], after[1] - before[1]

    def _totals(self) -> tuple[int, int]:
        rows, good = self.db.execute("select count(*), coalesce(sum(status = 'ok'), 0) from run").fetchone()
        return int(rows), int(good)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._room_on_disk():
            self.db.execute("begin immediate")
            yield
            self.db.execute("commit")

    @contextmanager
    def _room_on_disk(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            self._undo()
            if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
                raise DiskFull(
                    f"there is no room for more results in {self.folder} ({error}); what was stored before is safe: "
                    f"free some space, then: edugroup resume {self.folder}"
                ) from None
            raise
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        if self.db.in_transaction:
            self.db.execute("rollback")


def _identity() -> str:
    return json.dumps(identity(), sort_keys=True)


def _config(run: Run) -> str:
    return json.dumps(run.config(), separators=(",", ":"), ensure_ascii=False, allow_nan=False)
