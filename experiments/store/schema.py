"""The tables of a store of runs, their version, and whether a file has them.

Version 2 seals every row of ``plan`` and ``run`` with a checksum (`experiments.store.seals`); rows of version 1 have none.
"""

from __future__ import annotations

from experiments import Failed, Refused
from experiments.store import seals, texts
from experiments.store.stored import END

VERSION = 2
TABLES = """
create table if not exists note(name text primary key, value text not null) without rowid;
create table if not exists source(sha256 text primary key, id text not null, packed blob not null);
create table if not exists plan(
    position integer primary key, key text not null unique, config text not null, mark integer
);
create table if not exists run(
    key text primary key, status text not null, config text not null, error text, seconds real not null,
    peak real, attempts integer not null, host text not null, finished real not null, outcome blob,
    planned integer, mark integer
);
create index if not exists run_status on run(key, status);
"""
OLDER = {  # what is done to a store of an older version before it is written to; rows stay as they are
    "1": "alter table plan add column mark integer; alter table run add column planned integer; "
         "alter table run add column mark integer",
}  # fmt: skip
COLUMNS = {
    "note": {"name", "value"},
    "source": {"sha256", "id", "packed"},
    "plan": {"position", "key", "config"},
    "run": {*END.split(", "), "config"},
}
PUT = f"""
insert into run({END}, mark, config, planned)
select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, config, mark from plan where key = ?
on conflict(key) do update set status = excluded.status, outcome = excluded.outcome, error = excluded.error,
    seconds = excluded.seconds, peak = excluded.peak, attempts = excluded.attempts, host = excluded.host,
    finished = excluded.finished, mark = excluded.mark
where run.status <> 'ok'
"""


def check(db: seals.Connection) -> None:
    """Refuse a file that is no store, or not one this version reads.

    Raises
    ------
    Refused
        Saying what it is instead.
    """
    tables = {row[0] for row in db.execute("select name from sqlite_master")}
    if not tables:
        raise Failed(texts.NO_RUNS_YET(path=db.path, name=db.path.name))
    if not {"note", "plan", "run"} & tables:
        raise Refused(texts.NO_STORE(path=db.path))
    if what := seals.missing_in(db, COLUMNS):
        raise db.damaged(what)
    check_version(db)


def check_version(db: seals.Connection) -> None:
    """Refuse a store of another version, such as a newer one; raise `Damaged` where it does not say of which it is."""
    row = db.execute("select value from note where name = 'schema'").fetchone()
    found = str(row[0]) if row else ""
    if found in {*OLDER, str(VERSION)}:
        return
    if not (found.isascii() and found.isdecimal()):
        raise db.damaged(texts.NO_VERSION())
    raise Refused(texts.OTHER_VERSION(path=db.path, found=found, older=list(OLDER), version=VERSION))
