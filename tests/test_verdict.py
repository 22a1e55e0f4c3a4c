"""Commands whose runs fail: nothing ends as if all were well, and what failed is said where one looks."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from experiments.cli import main
from experiments.compare.precision import FLOOR
from experiments.engine import worker
from experiments.runs import definition, outcomes
from experiments.runs.definition import Task
from experiments.runs.yearly import Yearly, pack
from experiments.store.store import Store

pytestmark = pytest.mark.slow

MINI = str(Path(__file__).parent / "mini.toml")
STUDY = f"""
title = {{ zh = "轮岗比例", en = "How much rotation" }}
question = "Does more rotation narrow the gap?"
prediction = "Yes."
case = '{MINI}'
years = 2
replications = 2
outcomes = ["mean_score.primary"]
[levers]
"rotation.annual_share" = {{ values = [0.0, 0.3] }}
"mentoring.on" = {{}}
[design]
kind = "morris"
n = 2
"""
SCENARIOS = [f"{MINI}:no-reform", MINI]
COMMANDS = {
    "compare": ["compare", *SCENARIOS, "--years", "2", "--replications", "2"],
    "compare auto": ["compare", *SCENARIOS, "--years", "2", "--replications", "auto"],
    "sweep": ["sweep", "STUDY"],
    "sensitivity": ["sensitivity", "STUDY"],
    "districts": ["districts", "--synthetic", "1", "--years", "1", "--replications", "2"],
}


@pytest.fixture
def do(tmp_path: Path) -> object:
    """Return a function that carries a command out in a folder and returns its exit code."""
    (tmp_path / "trial.toml").write_text(STUDY, encoding="utf-8")

    def carry_out(name: str, *more: str) -> int:
        words = [str(tmp_path / "trial.toml") if w == "STUDY" else w for w in COMMANDS[name]]
        return main([*words, *more, "--workers", "1", "--out", str(tmp_path / "out")])

    return carry_out


def let_fail(monkeypatch: pytest.MonkeyPatch, *, which: object) -> None:
    """Let some runs raise, by their task."""
    real = worker.simulate

    def work(packed: bytes, task: Task) -> bytes:
        if which(task):  # type: ignore[operator]
            raise ValueError("no classroom")
        return real(packed, task)

    monkeypatch.setattr(worker, "simulate", work)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_without_a_good_run_fails_and_says_why(
    name: str, do: object, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_fail(monkeypatch, which=lambda task: True)
    assert do(name) == 1  # type: ignore[operator]
    said = capsys.readouterr()
    n = re.search(r"none of (\d+) runs is good \((\d+) error\): there is nothing to report", said.err)
    assert n is not None
    assert n[1] == n[2]
    assert "ValueError: no classroom" in said.err
    assert f"edugroup retry {tmp_path / 'out'} does the runs" in said.err
    assert not list((tmp_path / "out").rglob("report.html"))
    assert not list((tmp_path / "out").glob("runs.sqlite-*"))
    with Store(tmp_path / "out") as store:
        assert store.count() <= 2 * FLOOR  # no more seeds are looked for


@pytest.mark.parametrize("name", ["compare", "districts", "export"])
def test_no_outcome_is_not_all_of_them(
    name: str, do: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["export", str(tmp_path), "--outcomes", ","]) if name == "export" else do(name, "--outcomes", " ,")  # type: ignore[operator]
    assert code == 2
    assert "argument --outcomes: '" in (said := capsys.readouterr().err)
    assert ",' names no outcome" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["sweep", "sensitivity"])
def test_a_study_of_which_nothing_was_run_says_so(
    name: str, do: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Store(tmp_path / "out", write=True).close()
    assert do(name, "--no-run") == 1  # type: ignore[operator]
    said = capsys.readouterr().err
    assert "none of 12 runs is good (12 missing)" in said
    assert f"edugroup resume {tmp_path / 'out'} does the runs" in said


@pytest.mark.parametrize("name", ["compare", "sweep", "sensitivity", "districts"])
def test_runs_in_which_no_outcome_has_a_value_say_so(
    name: str, do: object, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measures = {name.partition(".")[0] for name in outcomes.names() if not name.startswith("cost.")}

    def nothing(packed: bytes, task: Task) -> bytes:
        empty = np.full((task.years, 2), np.nan)
        return pack(Yearly(definition.read_case(packed).start_year, dict.fromkeys(measures, empty), {}))

    monkeypatch.setattr(worker, "simulate", nothing)
    monkeypatch.setattr("experiments.runs.outcomes.Outcome.of", lambda self, yearly, baseline=None: float("nan"))
    assert do(name) == 1  # type: ignore[operator]
    assert re.search(r"runs ended well, but no outcome has a value .*: there is nothing to", capsys.readouterr().err)
    assert not list((tmp_path / "out").rglob("report.html"))


@pytest.mark.parametrize("name", ["compare", "sweep", "sensitivity", "districts"])
def test_a_command_some_of_whose_runs_fail_says_how_many_on_the_terminal_and_in_its_report(
    name: str, do: object, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[str] = []

    def first(task: Task) -> bool:
        failed.extend([task.key] if not failed else [])
        return task.key in failed

    let_fail(monkeypatch, which=first)
    assert do(name) == 0  # type: ignore[operator]
    said = capsys.readouterr().out
    assert re.search(r"\d of \d+ runs (are not there \(1 error\)|failed); edugroup status", said)
    (page,) = (tmp_path / "out").rglob("report.html")
    assert re.search(r"\d of \d+ runs (are not there|failed)", page.read_text(encoding="utf-8"))
    assert not list((tmp_path / "out").glob("runs.sqlite-*"))


def test_a_scenario_all_of_whose_runs_fail_leaves_the_others_comparable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_fail(monkeypatch, which=lambda task: ("rotation.annual_share", 0.3) in task.overrides)
    scenarios = [*SCENARIOS, f"{MINI}:rotation.annual_share=0.3"]
    words = [
        "compare",
        *scenarios,
        "--years",
        "2",
        "--replications",
        "2",
        "--workers",
        "1",
        "--out",
        str(tmp_path / "out"),
    ]
    assert main(words) == 0
    assert "2 of 6 runs are not there (2 error)" in capsys.readouterr().out
    assert (tmp_path / "out" / "figures" / "differences.png").is_file()


@pytest.mark.parametrize("name", ["compare", "sweep", "districts"])
def test_a_damaged_run_is_left_out_and_said_on_the_terminal_and_in_the_report(
    name: str, do: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(name) == 0  # type: ignore[operator]
    with Store(tmp_path / "out", write=True) as store:
        key = [run.key for run in store.planned()][-1]
        store.db.execute("update run set seconds = 7.5 where key = ?", (key,))
    capsys.readouterr()
    assert do(name) == 0  # type: ignore[operator]
    assert re.search(
        r"runs are (not there \(\d damaged\); edugroup status|damaged in the store)", capsys.readouterr().out
    )
    (page,) = (tmp_path / "out").rglob("report.html")
    said = page.read_text(encoding="utf-8")
    assert "Nothing is missing" not in said
    assert re.search(r"\d of \d+ runs are (not there|damaged)", said)
