"""Whether what is read from a store is what was written there: a checksum beside every row, and the hash of every case.

A byte that flips on a disk or a cable is noticed, the row it belongs to is named, and no other is lost. Rows that were
written before there were checksums are held to what can be asked of any row: that they can be read.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from experiments import Failed
from experiments.engine import OK, STATUSES
from experiments.store import texts
from sim.say import Said

KEY = re.compile("[0-9a-f]{32}")
CONFIG = {"case": str, "id": str, "overrides": dict, "seed": int, "years": int, "reforms": bool}


class Damaged(Failed):
    """A file that cannot be read as it was written."""


def seal(*values: Any) -> int:
    """Return a checksum (63 bits) of values as SQLite gives them back: texts, numbers, bytes and None."""
    found = hashlib.blake2b(digest_size=8)
    for value in values:
        raw = value if isinstance(value, bytes) else ascii(value).encode()
        found.update(f"{type(value).__name__} {len(raw)} ".encode())
        found.update(raw)
    return int.from_bytes(found.digest()) >> 1


def read_config(key: Any, config: Any, mark: Any) -> dict[str, Any]:
    """Return the plain data of a planned run, which `experiments.runs.definition.from_config` reads.

    Raises
    ------
    ValueError
        Saying what is wrong with it.
    """
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise ValueError(texts.NO_KEY())
    if mark is not None and mark != seal(key, config):
        raise ValueError(texts.CHECKSUM())
    try:
        found = json.loads(config)
        fits = all(type(found[name]) is kind for name, kind in CONFIG.items())
    except (ValueError, TypeError, LookupError, RecursionError):
        fits = False
    if not fits:
        raise ValueError(texts.PLAN_UNREADABLE())
    return dict(found)


def is_config(key: Any, config: Any, mark: Any) -> bool:
    """Return whether a planned run can be read as it was written."""
    try:
        read_config(key, config, mark)
    except ValueError:
        return False
    return True


def wrong_with_end(row: tuple[Any, ...], mark: Any) -> Said | None:
    """Say what is wrong with how a run ended: key, status, error, seconds, peak, attempts, host, finished, outcome."""
    status, outcome = row[1], row[8]
    if status not in STATUSES:
        return texts.NO_STATUS(status=repr(str(status)[:20]))
    if mark is not None:
        return None if mark == seal(*row) else texts.CHECKSUM()
    numbers = (row[3], row[5], row[7])
    plain = isinstance(row[2], str | None) and isinstance(row[6], str) and isinstance(row[4], float | None)
    if not plain or not all(isinstance(x, int | float) for x in numbers):
        return texts.NOTES_UNREADABLE()
    if status != OK:
        return None
    from experiments.runs.yearly import unpack

    try:
        unpack(outcome)
    except Exception:  # whatever a decompressor and a parser make of any bytes
        return texts.TABLES_UNREADABLE()
    return None


def is_case(sha256: str, packed: Any) -> bool:
    """Return whether a packed case is the one its hash names."""
    try:
        return hashlib.sha256(zlib.decompress(packed)).hexdigest() == sha256
    except (zlib.error, TypeError, MemoryError):
        return False


class Connection(sqlite3.Connection):
    """A connection that says in a sentence that its file is damaged, whenever that comes to light."""

    path: Path

    def cursor(self, factory: Any = None) -> Any:
        """Return a cursor of ours."""
        return super().cursor(Cursor)

    def execute(self, *words: Any) -> Any:
        """Carry out a statement."""
        return self.cursor().execute(*words)

    def damaged(self, error: object) -> Damaged:
        """Return the sentence."""
        say = texts.NOT_A_DATABASE if "not a database" in str(error) else texts.DAMAGED
        return Damaged(say(path=self.path, error=error, folder=self.path.parent))


class Cursor(sqlite3.Cursor):
    """A cursor of such a connection."""

    connection: Connection

    def execute(self, *words: Any) -> Self:
        """Carry out a statement."""
        return self._watched(super().execute, *words)  # type: ignore[no-any-return]

    def executemany(self, *words: Any) -> Self:
        """Carry out a statement many times."""
        return self._watched(super().executemany, *words)  # type: ignore[no-any-return]

    def fetchone(self) -> Any:
        """Return the next row."""
        return self._watched(super().fetchone)

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        return self._watched(super().fetchall)  # type: ignore[no-any-return]

    def __next__(self) -> Any:
        return self._watched(super().__next__)

    def _watched(self, do: Any, *words: Any) -> Any:
        try:
            return do(*words)
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG}:
                raise
            raise self.connection.damaged(error) from None
        except (MemoryError, OverflowError) as error:  # a length that no row can have
            raise self.connection.damaged(type(error).__name__) from None


def connect(path: Path, target: str, **options: Any) -> Connection:
    """Return a connection to the file of a store; texts that are none keep their bytes."""
    db = sqlite3.connect(target, timeout=30, isolation_level=None, factory=Connection, **options)
    db.path = path
    db.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    return db


def missing_in(db: Connection, wanted: Mapping[str, set[str]]) -> Said | None:
    """Say which table or column is not there."""
    for table, columns in wanted.items():
        there = {row[1] for row in db.execute(f"pragma table_info({table})")}
        if not there:
            return texts.NO_TABLE(table=table)
        if lost := sorted(columns - there):
            return texts.NO_COLUMN(table=table, column=lost[0])
    return None
