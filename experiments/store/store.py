"""The store of a study: one SQLite file that holds what is planned and every run that ended.

Only one process writes, and holds a lock of the operating system while it does; any number read at the same time. A
row is on disk when `Store.put` returns (write-ahead log, synchronous FULL): a kill at any moment loses nothing that was
stored. The row of a run that ended well is never changed.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from experiments import Failed, Refused
from experiments.engine import OK, Finished
from experiments.files import locking, study_folder, traces
from experiments.files.study_folder import LOCK
from experiments.files.study_folder import STORE as FILE
from experiments.runs.definition import OF_TOOL, Run, identity
from experiments.store import reasons, schema, seals, texts
from experiments.store.seals import seal
from experiments.store.stored import DAMAGED, MISSING, Ended, Stored, open_to_read
from experiments.terminal import stopping
from sim import system
from sim.say import Said, Text

__all__ = ["DAMAGED", "FILE", "MISSING", "DiskFull", "Ended", "Store"]


class DiskFull(Failed):
    """There is no room for more results; what was stored before is safe."""


class Store(Stored):
    """The runs of a study's folder; use it in a ``with`` block.

    Parameters
    ----------
    folder
        The study's folder.
    write
        Whether this process is to write: the folder is made where there is none, and a second writer is refused.
    broken
        Whether to open it whatever its state, to save what can be read.
    page_of
        Command whose page may stand in the folder where there is no store yet; that command replaces it.

    Raises
    ------
    Refused
        When there is no store, or the folder holds what is not ours.
    Damaged
        When the file cannot be read as a store.
    """

    def __init__(
        self, folder: str | os.PathLike[str], *, write: bool = False, broken: bool = False, page_of: str = ""
    ) -> None:
        self.folder, self.path = Path(folder), Path(folder) / FILE
        self._lock: locking.Lock | None = None
        self._made: list[Path] = []  # by us: what goes again when nothing could be planned
        if write:
            study_folder.check_new(self.folder, page_of)
            self._take_folder()
        elif not self.path.is_file():
            raise Refused(texts.NO_RUNS(folder=self.folder, file=FILE))
        try:
            self._open(write, broken)
        except BaseException:
            self._leave()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self._made:
            with suppress(sqlite3.Error, Failed):
                if self.count():
                    self._made.clear()
            self._leave()
        self.close()

    def _take_folder(self) -> None:
        """Make the folder where there is none, and take the right to write in it."""
        try:
            missing = [p for p in (self.folder, *self.folder.parents) if not p.exists()]
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(texts.CANNOT_WRITE(path=self.folder, why=system.why(error))) from None
        if not self.path.exists():
            beside = [self.path.with_name(f"{FILE}-{kind}") for kind in ("wal", "shm", "journal")]
            self._made = [
                self.path,
                *beside,
                *([] if (self.folder / LOCK).exists() else [self.folder / LOCK]),
                *missing,
            ]
        try:
            self._lock = locking.Lock(self.folder / LOCK, f"{self.folder}")
        except BaseException:
            self._made = [p for p in self._made if p.is_dir()]
            self._leave()
            raise

    def _open(self, write: bool, broken: bool) -> None:
        try:
            self.db = seals.connect(self.path, os.fspath(self.path)) if write else open_to_read(self.path)
            new = write and not self.db.execute("select count(*) from sqlite_master").fetchone()[0]
            if not new and not broken:
                schema.check(self.db)
                if write and (said := self.db.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
                    raise self.db.damaged(said)
            if write:
                self._prepare()
            else:
                columns = {row[1] for row in self.db.execute("pragma table_info(run)")}
                self.marks = ("planned", "mark") if "mark" in columns else ("null", "null")
        except sqlite3.OperationalError as error:
            raise Failed(texts.CANNOT_OPEN(path=self.path, why=error)) from None

    def _prepare(self) -> None:
        """Make the tables, or those of an older version ours; new rows have checksums, old ones are left alone."""
        with self._transaction("pragma journal_mode = wal", "pragma synchronous = full"):
            for statement in schema.TABLES.split(";"):
                self.db.execute(statement)
            for statement in schema.OLDER.get(self.note("schema") or "", "").split(";"):
                self.db.execute(statement)
            self.db.execute("insert or replace into note values('schema', ?)", (str(schema.VERSION),))

    def close(self) -> None:
        """Close the file, fold its log in, and let others write."""
        if self._lock is not None:
            with suppress(sqlite3.Error, Failed):  # else the log stays beside the file, and is read with it
                self.db.execute("pragma wal_checkpoint(truncate)")
        self._made.clear()
        self._leave()

    def _leave(self) -> None:
        """Close the file; take away what was made for nothing."""
        if hasattr(self, "db"):
            self.db.close()
        for path in self._made:
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        self._made.clear()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def plan(self, runs: Iterable[Run]) -> int:
        """Make these runs, each once, what the study asks for; return how many there are. Nothing stored is lost."""
        known: set[str] = set()
        with self._transaction():
            self.db.execute("delete from plan")
            self.db.execute("insert or replace into note values('identity', ?)", (_identity(),))
            for run in runs:
                stopping.here()
                if run.source.sha256 not in known:
                    known.add(run.source.sha256)
                    self._put_case(run.source.sha256, run.source.id, run.source.packed)
                self._put_plan(run.key, _config(run))
        self._made.clear()
        traces.note(f"{self.path}")
        return self.count()

    def _put_case(self, sha256: str, name: str, packed: bytes) -> None:
        """Keep a case; one that was damaged is whole again."""
        self.db.execute(
            "insert into source values(?, ?, ?) on conflict(sha256) do update set id = excluded.id, packed = excluded.packed "
            "where packed is not excluded.packed and length(excluded.packed) > 0", (sha256, name, packed),
        )  # fmt: skip

    def _put_plan(self, key: str, config: str) -> None:
        self.db.execute(
            "insert or ignore into plan(key, config, mark) values(?, ?, ?)", (key, config, seal(key, config))
        )

    def plan_again(self) -> bool:
        """Name the planned runs anew where code or libraries changed since, and say whether that made other runs of them."""
        if self.note("identity") == _identity():
            return False
        check_tools(self)
        if all(replace(run).key == run.key for run in self.planned()):  # a copy has no key yet
            self.write_note("identity", _identity())
            return False
        fresh = [replace(run) for run in self.planned()]
        if lost := self.count() - len(fresh):
            raise Failed(texts.PLAN_DAMAGED(n=lost, folder=self.folder))
        self.plan(fresh)
        return True

    def put(self, rows: Sequence[Finished]) -> None:
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
            for d in rows:
                peak = None if d.peak is None or math.isnan(d.peak) else float(d.peak)  # SQLite knows no NaN
                row = (
                    d.key,
                    d.status,
                    reasons.written(d.error),
                    float(d.seconds),
                    peak,
                    d.attempts,
                    d.host,
                    now,
                    d.blob,
                )
                self.db.execute(schema.PUT, (*row, seal(*row), d.key))
        traces.note(f"{self.path}")

    def forget(self, statuses: Iterable[str]) -> int:
        """Make planned runs that ended in one of these ways missing again; return how many. Good runs always stay."""
        statuses = set(statuses)
        damaged = list(self.damaged()) if DAMAGED in statuses else []
        wanted = sorted(statuses - {OK, DAMAGED})
        marks = ", ".join("?" * len(wanted))
        with self._transaction():
            self._mend_plan()
            done = self.db.execute(
                f"delete from run where status in ({marks}) and status <> 'ok' and key in (select key from plan)",
                wanted,
            ).rowcount
            for key in damaged:
                if isinstance(self._planned(key), Run):
                    done += self.db.execute("delete from run where key = ?", (key,)).rowcount
        return int(done)

    def _mend_plan(self) -> None:
        """Write what is planned anew where only the copy beside the end of the run can be read."""
        for key, found in list(self._plans("", mended=True)):
            if isinstance(found, Run):
                config = _config(found)
                self.db.execute("update plan set config = ?, mark = ? where key = ?", (config, seal(key, config), key))

    def claim(self, command: str, *kinds: str) -> None:
        """Note the command that fills this store.

        Raises
        ------
        Refused
            When it holds the runs of another kind of command than ``kinds``.
        """
        made = self.note("command")
        if made is not None and made.split()[1:2] not in [[kind] for kind in kinds]:
            raise Refused(texts.OTHER_COMMAND(folder=self.folder, made=made))
        if command:
            self.write_note("command", command)

    @property
    def keeps_tables(self) -> bool:
        """Whether all tables of a run are kept, for a page that shows them."""
        return self.note("tables") == "kept"

    def keep_tables(self) -> None:
        """Keep all tables of the runs to come."""
        self.write_note("tables", "kept")

    def write_note(self, name: str, value: str) -> None:
        """Keep a text, such as the command that made the study."""
        with self._transaction():
            self.db.execute(
                "insert into note values(?, ?) on conflict do update set value = excluded.value", (name, value)
            )

    @contextmanager
    def _transaction(self, *before: str) -> Iterator[None]:
        """Write all or nothing; some statements, which no transaction can hold, come first."""
        try:
            for statement in before:
                self.db.execute(statement)
            self.db.execute("begin immediate")
            yield
            self.db.execute("commit")
        except sqlite3.OperationalError as error:
            self._undo()
            code = error.sqlite_errorcode & 0xFF
            if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
                advice = self._advice(texts.FREE_FIRST, texts.FREE_THEN_RESUME)
                raise DiskFull(texts.NO_ROOM(folder=self.folder, error=error, advice=advice)) from None
            if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY}:
                advice = self._advice(texts.ALLOW_FIRST, texts.ALLOW_THEN_RESUME)
                raise Failed(texts.MAY_NOT_WRITE(path=self.path, error=error, advice=advice)) from None
            raise
        except BaseException:
            self._undo()
            raise

    def _advice(self, anew: Text, onward: Text) -> Said:
        """Say what is stored, and how to go on: anew where that is nothing."""
        try:
            planned = self.count()
        except (sqlite3.Error, Failed):
            planned = 0
        return onward(folder=self.folder) if planned else anew()

    def _undo(self) -> None:
        with suppress(sqlite3.Error, Failed):
            if self.db.in_transaction:
                self.db.execute("rollback")


def _identity() -> str:
    return json.dumps(identity(), sort_keys=True)


def _config(run: Run) -> str:
    return json.dumps(run.config(), separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def planned_with(store: Stored) -> dict[str, str] | None:
    """Return with what a store was planned, as far as it can be read."""
    with suppress(sqlite3.OperationalError, seals.Damaged, ValueError):
        found = json.loads(store.note("identity") or "null")
        return found if isinstance(found, dict) else None
    return None


def check_tools(store: Stored) -> None:
    """Refuse to do runs again without the instruments from elsewhere that they were planned with.

    Raises
    ------
    Refused
        Naming those that are not there now.
    """
    tools = [name for name in planned_with(store) or {} if name.startswith(OF_TOOL)]
    if gone := [f"'{name.removeprefix(OF_TOOL)}'" for name in tools if name not in identity()]:
        raise Refused(texts.TOOLS_GONE(folder=store.folder, names=gone))
