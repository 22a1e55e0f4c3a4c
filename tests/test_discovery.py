"""Instruments from a folder and from an installed package: every command finds them, and so do workers elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.cli import main
from sim import library
from sim.instruments import instruments

pytestmark = pytest.mark.slow

HERE = Path(__file__).resolve().parent
MINI = str(HERE / "mini.toml")
GOOD = (HERE / "elsewhere" / "visiting.py").read_text(encoding="utf-8")
STUDY = """
title = { zh = "走教", en = "Visiting" }
question = "How much does visiting cost?"
case = "mini.toml"
years = 2
replications = 2
outcomes = ["hours.visiting", "visiting_years.primary@2016-2017", "cost.total"]

[fixed]
"visiting.on" = true

[levers]
"visiting.share" = { values = [0.2, 0.9] }

[design]
kind = "grid"
"""


@pytest.fixture(autouse=True)
def forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in an empty folder, and know nothing of instruments from elsewhere before and after."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(library.VARIABLE, "")
    with library.visiting():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one instrument."""
    made = tmp_path / "mine"
    made.mkdir()
    (made / "visiting.py").write_text(GOOD, encoding="utf-8")
    return made


def test_run_and_describe_find_the_instruments_of_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table, name in (("parameters", "visiting.week"), ("instruments", "visiting"), ("metrics", "visiting_years")):
        assert main(["describe", table, "--instruments", "mine"]) == 0
        assert f"`{name}`" in capsys.readouterr().out
    words = ["--years", "2", "--set", "visiting.on=true", "--set", "visiting.share=1"]
    assert main(["run", MINI, *words, "--instruments", "mine", "--out", "out"]) == 0
    done = pd.read_parquet("out/instruments.parquet").query("instrument == 'visiting'")
    assert done["people"].sum() > 0
    assert "Visiting teachers" in Path("out/report.html").read_text(encoding="utf-8")
    assert "--instruments mine" in json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))["reproduce"]


def test_worker_processes_find_them_and_a_study_is_not_gone_on_with_without_them(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--years", "2", "--replications", "2", "--workers", "2", "--outcomes", "visiting_years.primary"]
    scenario = f"{MINI}:visiting.on=true,visiting.share=1"
    assert main(["compare", MINI, scenario, *words, "--instruments", "mine", "--out", "study"]) == 0
    effects = pd.read_parquet("study/tables/differences.parquet").set_index("outcome")
    assert effects.loc["visiting_years.primary", "difference"] > 0
    key = str(pd.read_parquet("study/tables/values.parquet")["key"].iloc[-1])
    assert main(["replay", "study", key]) == 0
    assert "the numbers are those stored" in capsys.readouterr().out
    alone = fresh("resume", "study"), fresh("replay", "study", key)
    for done in alone:
        assert done.returncode == 2
        assert (
            "were planned with instruments that are not of the model, and are not there now: 'visiting'" in done.stderr
        )
    assert fresh("resume", "study", "--instruments", "mine").returncode == 0


def test_a_sweep_varies_their_numbers(folder: Path, tmp_path: Path) -> None:
    Path("mini.toml").write_text(Path(MINI).read_text(encoding="utf-8"), encoding="utf-8")
    Path("visits.toml").write_text(STUDY, encoding="utf-8")
    assert main(["sweep", "visits.toml", "--workers", "2", "--instruments", "mine", "--out", "swept"]) == 0
    assert main(["export", "swept", "--format", "csv"]) == 0
    runs = pd.read_csv("swept/export/runs.csv")
    means = runs.groupby("visiting.share")["visiting_years.primary@2016-2017"].mean()
    assert means[0.9] > means[0.2] > 0


@pytest.mark.slow
def test_check_tries_a_folder_that_others_of_the_command_line_stand_beside(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "mine", "--instruments", "mine"]) == 0
    assert "visiting: writes: holds." in capsys.readouterr().out


WRONG = {
    "none": ({}, "none: there is no such folder, and no such file of Python"),
    "empty": ({"readme.txt": ""}, "empty: no file of an instrument (NAME.py) is in this folder"),
    "broken": ({"bad.py": "def x(:\n"}, "broken/bad.py, line 1: SyntaxError: invalid syntax"),
    "raising": ({"bad.py": "import sim\n1 / 0\n"}, "raising/bad.py, line 2: ZeroDivisionError: division by zero"),
    "clash": ({"rotation.py": GOOD}, "clash/rotation.py: the model has an instrument 'rotation' already; give this"),
    "twice": ({"visiting.py": GOOD + "\n"}, "twice/visiting.py: an instrument 'visiting' was loaded from "),
}  # fmt: skip
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("run", MINI, "--out", "out"), ("compare", MINI, f"{MINI}:no-reform", "--out", "out"), ("describe", "parameters"),
    ("sweep", "rotation", "--dry-run"), ("cases",),
)  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("words", COMMANDS, ids=lambda w: w[0])
def test_what_is_wrong_with_a_folder_is_one_sentence_and_nothing_is_written(
    kind: str, words: tuple[str, ...], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, said = WRONG[kind]
    for name, content in files.items():
        (tmp_path / kind).mkdir(exist_ok=True)
        (tmp_path / kind / name).write_text(content, encoding="utf-8")
    also = ("--instruments", "mine") if kind == "twice" else ()
    assert main([*words, *also, "--instruments", kind]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"edugroup: {tmp_path / said}"), told
    assert told.count("\n") == 1
    assert not Path("out").exists()


def install(site: Path, code: str, name: str = "visiting") -> None:
    """Lay an installed package with one entry point into a folder of packages."""
    about = site / "visits-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: visits\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[edugroup.instruments]\n{name} = visits_package\n", encoding="utf-8")
    (site / "visits_package.py").write_text(code, encoding="utf-8")


def fresh(*words: str, **env: str) -> Any:
    """Run a command in a process of its own, without what this one has loaded."""
    kept = {k: v for k, v in os.environ.items() if k != library.VARIABLE}
    paths = os.pathsep.join([str(HERE.parent), *filter(None, [env.pop("site", "")])])
    return subprocess.run(
        [sys.executable, "-m", "experiments.cli", *words], env={**kept, **env, "PYTHONPATH": paths}, capture_output=True,
        encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip


def test_an_installed_package_offers_its_instrument_to_commands_and_workers(tmp_path: Path) -> None:
    install(tmp_path / "site", GOOD)
    words = ["--years", "2", "--replications", "2", "--workers", "2", "--outcomes", "visiting_years.primary"]
    scenario = f"{MINI}:visiting.on=true,visiting.share=1"
    done = fresh("compare", MINI, scenario, *words, "--out", "study", site=str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    effects = pd.read_parquet("study/tables/differences.parquet").set_index("outcome")
    assert effects.loc["visiting_years.primary", "difference"] > 0
    assert "visiting" not in instruments()  # of this process, where nothing is installed


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("1 / 0\n", "visiting", "the instrument 'visiting' of the package visits: ZeroDivisionError: division by zero"),
        (GOOD, "rotation", "the instrument 'rotation' of the package visits: the model has an instrument 'rotation' already"),
        ("", "visiting", "the instrument 'visiting' of the package visits: visiting.py must hold one class of an Instrument"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_installed_package_names_it(code: str, name: str, said: str, tmp_path: Path) -> None:
    install(tmp_path / "site", code, name)
    done = fresh("run", MINI, "--out", "out", site=str(tmp_path / "site"))
    assert (done.returncode, done.stderr.startswith(f"edugroup: {said}")) == (2, True), done.stderr
    assert not Path("out").exists()
