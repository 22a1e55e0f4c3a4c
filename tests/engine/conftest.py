"""Drivers, schedulers and workers as processes, and what is asked of a store afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import faults
import psutil
import pytest

from experiments import Refused
from experiments.engine import Options
from experiments.engine.inline import Inline
from experiments.store.store import Store

HOME = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
QUICK, REAL = "faults:quick", "faults:real"
LONG = 300.0  # seconds after which a test gives up waiting for something that is sure to come: no clock is raced


@pytest.fixture
def go_wrong(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return a function that says how long a run takes and which seeds go wrong, and returns the file that holds it."""
    file = tmp_path_factory.mktemp("faults") / "faults.json"  # a study's folder holds nothing else
    file.write_text("{}")
    monkeypatch.setenv(faults.VARIABLE, str(file))

    def write(seconds: float = 0.02, **seeds: str) -> Path:
        file.write_text(json.dumps({"seconds": seconds, **{k.removeprefix("s"): v for k, v in seeds.items()}}))
        return file

    write()
    return write


def reference(n: int, work: str = QUICK) -> dict[str, bytes | None]:
    """Return the blobs of runs done in this process where nothing goes wrong, by key."""
    saved = os.environ.pop(faults.VARIABLE, None)
    try:
        engine, out = Inline(Options(work=work)), {}
        for run in faults.some_runs(n):
            engine.submit([run])
            for done in engine.finished(1):
                assert done.status == "ok", done.error
                out[done.key] = done.blob
        return out
    finally:
        if saved is not None:
            os.environ[faults.VARIABLE] = saved


def seal_again(store: Store) -> None:
    """Make what a test wrote into a store look as if it had been stored so."""
    from experiments.store.seals import seal
    from experiments.store.stored import END

    for row in store.db.execute(f"select {END} from run").fetchall():
        store.db.execute("update run set mark = ? where key = ?", (seal(*row), row[0]))


def blobs(store: Store) -> dict[str, bytes | None]:
    """Return what a store holds of planned runs that ended well."""
    return {key: blob for key, status, blob in store.each(r.key for r in store.planned()) if status == "ok"}


def statuses(store: Store) -> dict[int, str]:
    """Return how planned runs stand by seed."""
    runs = list(store.planned())
    found = {key: status for key, status, _ in store.each(r.key for r in runs)}
    return {r.seed: found[r.key] for r in runs}


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process that finds the project and the helpers of these tests."""
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(HOME), str(HERE)])} | more


def start_driver(folder: Path, n: int, *, env: dict[str, str] | None = None, **options: Any) -> subprocess.Popen[str]:
    """Start a driver process."""
    return subprocess.Popen(
        [sys.executable, str(HERE / "faults.py"), str(folder), str(n), json.dumps({"work": QUICK, **options})],
        env=env or environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def until(what: Callable[[], Any], seconds: float = LONG) -> Any:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
    return found


def stored(folder: Path) -> int:
    """Return how many runs are stored, asked while another process writes."""
    try:
        with Store(folder) as store:
            return store.count() - store.counts()["missing"]
    except Refused:
        return 0


def family(pid: int) -> list[psutil.Process]:
    """Return the descendants of a process."""
    return psutil.Process(pid).children(recursive=True)


def all_gone(processes: list[psutil.Process], seconds: float = LONG) -> bool:
    """Whether processes end within some seconds."""
    return not psutil.wait_procs(processes, timeout=seconds)[1]


@pytest.fixture
def no_orphans() -> Iterator[None]:
    """Fail where a test leaves processes behind."""
    before = {p.pid for p in family(os.getpid())}
    yield
    left = [p for p in family(os.getpid()) if p.pid not in before]
    assert all_gone(left), [p.cmdline() for p in left if p.is_running()]
