"""What is around a worker process: the program's code, which may be edited, and the folder it happens to be in."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import HERE, HOME, QUICK, blobs, environment, family, reference, start_driver, stored, until
from faults import MINI, some_runs

from experiments import Refused
from experiments.engine import Options
from experiments.engine.local import Local, Worker, search_path
from experiments.engine.worker import Hello, code, refuse_other_code
from experiments.store.campaign import complete
from experiments.store.store import Store
from sim import caches

pytestmark = pytest.mark.usefixtures("no_orphans")
GoWrong = Callable[..., None]
SHADOWS = ("pickle", "random", "numpy", "sim", "experiments", "json", "encodings", "sitecustomize")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the program whose sources may be edited."""
    for name in ("sim", "experiments", "configs"):
        shutil.copytree(HOME / name, tmp_path / "copy" / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "pyproject.toml", tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of files that are called like modules, and that tell when one of them is run."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name in SHADOWS:
        (folder / f"{name}.py").write_text(
            f"open({str(tmp_path / 'taken')!r}, 'a').write({name!r})\nraise ImportError('taken from the current folder')\n"
        )
    monkeypatch.chdir(folder)
    return tmp_path / "taken"


# The code.


def test_a_worker_that_would_run_edited_code_refuses_and_what_is_stored_goes_on_under_the_old(
    tmp_path: Path, copy: Path, go_wrong: GoWrong
) -> None:
    go_wrong(0.05)
    path = environment(PYTHONPATH=os.pathsep.join([str(copy), str(HERE)]))
    study, edited = tmp_path / "study", copy / "sim" / "rng.py"
    driver = start_driver(study, 200, env=path, workers=2)
    until(lambda: stored(study) >= 20)
    before = edited.read_text(encoding="utf-8")
    edited.write_text(before + "\nEDITED = True\n", encoding="utf-8")
    family(driver.pid)[0].kill()
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == 1
    assert "a new worker process has code" in said
    assert "What was stored before is good and stays. Put the old code back" in said
    assert "Traceback" not in said
    left = stored(study)
    assert 20 <= left < 200
    edited.write_text(before, encoding="utf-8")
    driver = start_driver(study, 0, env=path, workers=2)  # resumes
    out, said = driver.communicate(timeout=60)
    assert driver.returncode == 0, said
    assert f"'stored': {left}, 'new': {200 - left}, 'ok': 200" in out
    with Store(study) as store:
        assert blobs(store) == reference(200)


def test_a_worker_of_other_code_says_what_differs(go_wrong: GoWrong) -> None:
    events: queue.SimpleQueue[tuple[Worker, object]] = queue.SimpleQueue()
    worker = Worker(Hello(QUICK, None, None, None, code() | {"numpy": "1.0"}), events)
    _, said = events.get(timeout=60)
    worker.stop()
    assert isinstance(said, Refused)
    assert f"numpy {code()['numpy']} instead of 1.0" in str(said)


def test_what_ended_before_a_refusal_is_handed_over_first(go_wrong: GoWrong) -> None:
    engine = Local(1, Options(work=QUICK))
    try:
        engine.submit(some_runs(2))
        until(lambda: engine._workers and engine._events.qsize() >= 3)  # ready, and both runs
        engine._events.put((engine._workers[0], Refused("other code")))
        assert len(engine.finished(1.0)) == 2
        with pytest.raises(Refused, match="other code"):
            engine.finished(1.0)
    finally:
        engine.close()


def test_code_that_changes_while_it_is_imported_is_trusted_by_nobody(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = f"""
from pathlib import Path
from experiments import Refused
from experiments.runs import simulation
from experiments.engine.worker import code, refuse_other_code
edited = Path({str(copy)!r}, "sim", "model.py")
edited.write_text(edited.read_text(encoding="utf-8") + "#", encoding="utf-8")  # read before, imported after
for act in (simulation.load_model, lambda: refuse_other_code(code(), "it", "so there")):
    try:
        act()
    except Refused as refusal:
        print(refusal)
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", task], env=environment(PYTHONPATH=str(copy)), capture_output=True, text=True, check=True
    )  # fmt: skip
    first, second = done.stdout.splitlines()
    assert first.startswith("the source code of the model was changed while this command was starting")
    assert second.startswith("it has code under change instead of ")


def test_a_run_imports_nothing_of_the_model_that_was_not_there_when_its_code_was_checked() -> None:
    task = f"""
import sys
from experiments.engine import worker
from experiments.runs.definition import make_run
from experiments.runs.simulation import load_model
from experiments.runs import yearly
load_model()
before = set(sys.modules)
run = make_run({str(MINI)!r}, seed=1, years=2)
worker.simulate(run.source.packed, run.task)
print(sorted(m for m in set(sys.modules) - before if m.startswith(("sim.", "experiments."))))
"""
    done = subprocess.run(
        [sys.executable, "-c", task], env=environment(), capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout == "[]\n"


def test_the_same_code_is_welcome() -> None:
    refuse_other_code(code(), "it", "never said")


# The current folder.


def test_workers_import_nothing_from_the_current_folder(tmp_path: Path, go_wrong: GoWrong, hostile: Path) -> None:
    program = Path(sys.executable).with_name("edugroup")
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONSAFEPATH"}}
    words = [
        "compare", str(MINI), f"{MINI}:no-reform", "--years", "1", "--replications", "2", "--workers", "2", "--out",
        str(tmp_path / "out"),
    ]  # fmt: skip
    done = subprocess.run([program, *words], env=env, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    assert not hostile.exists(), hostile.read_text()


def test_an_empty_entry_of_the_search_path_or_of_its_variable_does_not_let_them_in(
    tmp_path: Path, go_wrong: GoWrong, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", ["", *sys.path])  # as in a notebook
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", str(HERE), "."]))
    with Store(tmp_path / "study", write=True) as store:
        assert complete(store, some_runs(4), Options(work=QUICK, workers=2), quiet=True).ok == 4
    assert not hostile.exists(), hostile.read_text()


def test_the_current_folder_comes_last_unless_we_are_run_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = tmp_path / "here", tmp_path / "other"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "path", ["", str(here), str(other), "relative"])
    assert search_path() == [str(other), str(here / "relative"), str(here)]
    monkeypatch.setattr(sys, "path", [str(HOME), str(other)])
    monkeypatch.chdir(HOME)
    assert search_path() == [str(HOME), str(other)]


def test_workers_start_where_the_current_folder_was_deleted(
    tmp_path: Path, go_wrong: GoWrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    with Store(tmp_path / "study", write=True) as store:
        assert complete(store, some_runs(4), Options(work=QUICK, workers=2), quiet=True).ok == 4


# Compiling.


def test_the_driver_hears_of_workers_that_compile(monkeypatch: pytest.MonkeyPatch, go_wrong: GoWrong) -> None:
    news: list[Any] = []
    monkeypatch.setattr(caches, "heard", [news.append])
    engine = Local(1, Options(work=QUICK))
    try:
        engine.submit(some_runs(1))
        until(lambda: engine._workers)
        told = caches.Compilation(3, 29, None, False)
        engine._events.put((engine._workers[0], told))
        until(lambda: engine.finished(0.1) or news)
        assert news == [told]
    finally:
        engine.close()
