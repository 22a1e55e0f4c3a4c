"""Taking the runs of one store over into another, be it a part of a study or a file that is damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from experiments import Refused
from experiments.engine import OK
from experiments.files import traces
from experiments.store import schema, seals, texts
from experiments.store.store import FILE, Store, planned_with
from experiments.store.stored import END
from experiments.terminal import stopping

HEAD = 100  # bytes of the head of a file of SQLite
LONGEST = 1000  # times as long as it is that a file may say it should be
LEAST = 32  # bytes that a row takes at least
GAP = 100_000  # numbers without a row after which no more are looked for


class Merged(NamedTuple):
    """What a store took over from another."""

    rows: int  # runs that ended and are new
    good: int  # of these, how many ended well or ended well now
    damaged: dict[str, str]  # what was left out, by key, and what is wrong with it


def check_same(store: Store, other: Store) -> None:
    """Refuse to mix runs that were planned with different code or libraries.

    Raises
    ------
    Refused
        Saying what differs.
    """
    mine, theirs = (planned_with(s) for s in (store, other))
    if mine is None or theirs is None or mine == theirs or not store.count() or not other.count():
        return
    every = {**mine, **theirs}
    differ = [k for k in every if theirs.get(k) != mine.get(k)]
    what = [texts.INSTEAD(key=k, found=theirs.get(k), wanted=mine.get(k)) for k in differ]
    raise Refused(texts.OTHER_PLAN(other=other.folder, what=what, folder=store.folder))


def merge(store: Store, other: Store) -> Merged:
    """Take over what another store planned and ended. Good runs are never replaced, damaged ones never taken.

    Raises
    ------
    Refused
        When the two were planned with different code or libraries.
    """
    check_same(store, other)
    before, damaged = _totals(store), dict[str, str]()
    identity, empty = other.note("identity") if planned_with(other) else None, not store.count()
    with store._transaction():
        if empty and identity is not None:
            store.db.execute("insert or replace into note values('identity', ?)", (identity,))
        for sha256, name, packed in _rows(other, "source", "sha256, id, packed"):
            if isinstance(packed, bytes) and seals.is_case(sha256, packed):
                store._put_case(sha256, str(name), packed)
            else:
                damaged[str(sha256)[:12]] = texts.CASE_UNREADABLE(name=name)
        planned, mark = other.marks
        for key, config, sealed in _rows(other, "plan", f"key, config, {planned.replace('planned', 'mark')}"):
            if seals.is_config(key, config, sealed):
                store._put_plan(key, config)
            else:
                damaged[str(key)] = texts.ITS_PLAN_UNREADABLE()
        for *end, config, sealed, ended in _rows(other, "run", f"{END}, config, {planned}, {mark}"):
            row = tuple(end)
            what = seals.wrong_with_end(row, ended)
            if not seals.is_config(row[0], config, sealed):
                config = (store.db.execute("select config from plan where key = ?", (row[0],)).fetchone() or (None,))[0]
            if what is None and config is None:
                what = texts.PLAN_UNREADABLE()
            if what is None:
                _put(store, row, config)
            else:
                damaged[str(row[0])] = what
    traces.note(f"{store.path}")
    store._made.clear()
    after = _totals(store)
    return Merged(after[0] - before[0], after[1] - before[1], damaged)


@contextmanager
def opened(folder: str | os.PathLike[str]) -> Iterator[Store]:
    """Give a store to take over from, whatever its state; of a file that was cut short, a copy of full length is read.

    Raises
    ------
    Damaged
        When nothing of it can be read.
    Refused
        When it is of a version that is not known here.
    """
    try:
        store = Store(folder, broken=True)
    except seals.Damaged:
        with TemporaryDirectory(prefix="edugroup-") as aside:
            for name in (FILE, f"{FILE}-wal"):
                if (Path(folder) / name).is_file():
                    shutil.copyfile(Path(folder) / name, Path(aside) / name)
            if not _lengthened(Path(aside) / FILE):
                raise
            with Store(aside, broken=True) as store:
                store.folder, store.db.path = Path(folder), Path(folder) / FILE
                _check_version(store)
                yield store
    else:
        with store:
            _check_version(store)
            yield store


def _check_version(store: Store) -> None:
    """Refuse a store of another version, as far as it says of which it is."""
    with suppress(sqlite3.OperationalError, seals.Damaged):
        schema.check_version(store.db)


def _lengthened(file: Path) -> bool:
    """Make a file of SQLite as long as its head says, with nothing; return whether it was shorter."""
    with file.open("r+b") as raw:
        head = raw.read(HEAD)
        page, pages = int.from_bytes(head[16:18]), int.from_bytes(head[28:32])  # sqlite.org/fileformat2.html
        wanted, there = (65_536 if page == 1 else page) * pages, file.stat().st_size
        if not there < wanted < LONGEST * there:
            return False
        raw.truncate(wanted)
    return True


def _put(store: Store, row: tuple[Any, ...], config: str) -> None:
    """Store how a run ended, where it is new, or good for the first time."""
    found = store.db.execute(f"select {END}, mark from run where key = ?", row[:1]).fetchone()
    if found and seals.wrong_with_end(found[:-1], found[-1]) is None and (found[1] == OK or row[1] != OK):
        return
    names = f"{END}, config, planned, mark"
    marks = ", ".join("?" * len(names.split(",")))
    values = (*row, config, seals.seal(row[0], config), seals.seal(*row))
    store.db.execute(f"insert or replace into run({names}) values({marks})", values)


def _rows(other: Store, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table; where the file is damaged, those that can still be read, one by one."""
    after = -1
    try:
        for number, *row in other.db.execute(f"select rowid, {columns} from {table} order by rowid"):
            stopping.here()
            if number > after:
                after = number
                yield tuple(row)
        return
    except (sqlite3.OperationalError, seals.Damaged):
        pass
    empty = 0
    for number in range(after + 1, _last(other, table) + 1):
        stopping.here()
        empty += 1
        if empty > GAP:
            return
        with suppress(sqlite3.OperationalError, seals.Damaged):
            row = other.db.execute(f"select {columns} from {table} where rowid = ?", (number,)).fetchone()
            if row is not None:
                empty = 0
                yield tuple(row)


def _last(other: Store, table: str) -> int:
    """Return the largest number a row of a table can have."""
    most = other.path.stat().st_size // LEAST
    with suppress(sqlite3.OperationalError, seals.Damaged):
        return min(int(other.db.execute(f"select max(rowid) from {table}").fetchone()[0] or 0), most)
    return most


def _totals(store: Store) -> tuple[int, int]:
    rows, good = store.db.execute(f"select count(*), coalesce(sum(status = '{OK}'), 0) from run").fetchone()
    return int(rows), int(good)
