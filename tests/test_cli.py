"""The command line: what it prints, writes, refuses, and leaves behind when it is stopped."""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest
import reading

from experiments import cli
from experiments.cli import main
from experiments.commands.cases import OF_CASE
from experiments.docs.describe import TABLES
from experiments.engine import Options
from experiments.engine.worker import tables as worker_tables
from experiments.files.output import Folder
from experiments.one_case.pipeline import tables_of
from experiments.runs import tables
from experiments.runs.definition import make_run
from experiments.runs.settings import parse_settings
from experiments.runs.yearly import content, pack, read, split, unpack
from experiments.store.store import Store
from experiments.terminal import languages, stopping
from sim.case import case_files, load_case, parse_case
from sim.config import parameters
from sim.equity.metrics import yearly
from sim.instruments import instruments
from sim.model import DistrictModel
from sim.say import LANGUAGES, Language, use

pytestmark = pytest.mark.usefixtures("blank")

ROOT = Path(__file__).resolve().parent.parent
MINI = str(ROOT / "tests" / "mini.toml")
HEAVY = ("numpy", "pandas", "scipy", "numba", "mesa", "matplotlib", "pydantic", "rich", "jinja2", "pyarrow")
TABLE_FILES = {"district", "schools", "groups", "ties", "teachers_moves", "money", "instruments"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no figures, which is most of the time of a small run."""
    monkeypatch.setattr("experiments.one_case.single_run.draw_all", lambda results, folder: {})
    monkeypatch.setattr("experiments.one_case.demo.draw_all", lambda results, folder: {})


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of one run with everything in it."""
    out = tmp_path_factory.mktemp("cli") / "out"
    assert (
        main(["run", MINI, "--years", "5", "--seed", "4", "--set", "rotation.annual_share=0.25", "--out", str(out)])
        == 0
    )
    return out


@pytest.mark.slow
def test_a_single_run_is_called_one_in_terminal_and_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", MINI, "--years", "5", "--seed", "4", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("A single run, seed 4: change over time is not the effect of the reforms")
    assert "\n  over time: primary" in said
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert ": a single run" in reading.read(page)
    assert "Change over time" in page
    assert ">Difference<" not in page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("placebo=equal-cores", ["--set", 'case.placebo="equal-cores"']),
        ("no-reform", ["--no-reform"]),
        ("unstaged,rotation.on=false", ["--set", "case.unstaged=true", "--set", "rotation.on=false"]),
    ],
)
def test_a_single_run_takes_the_arm_behind_a_colon(tmp_path: Path, word: str, same: list[str]) -> None:
    short, long = tmp_path / "short", tmp_path / "long"
    assert main(["run", f"{MINI}:{word}", "--years", "3", "--out", str(short)]) == 0
    assert main(["run", MINI, "--years", "3", *same, "--out", str(long)]) == 0
    one, other = (pd.read_parquet(folder / "district.parquet") for folder in (short, long))
    pd.testing.assert_frame_equal(one, other)
    assert main(["run", f"{MINI}:{word},plcebo=x", "--years", "3", "--out", str(tmp_path / "no")]) == 2


def command(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "experiments.cli", *words],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
        **options,
    )


def everything(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


# Help and refusals.


def test_nothing_heavy_is_imported_for_help() -> None:
    script = f"import sys; import experiments.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "words", [["--help"], ["run", "--help"], ["demo", "--help"], ["describe", "--help"], ["--version"]]
)
def test_help_is_printed_and_nothing_else_happens(
    words: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 0
    assert "edugroup" in capsys.readouterr().out
    assert everything(here) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "required: COMMAND"),
        (["rnu"], "unknown command 'rnu'; nearest valid name: 'run'; there are run, demo, describe, cases"),
        (["run"], "required: CASE"),
        (["run", "huadou"], "no such case or file; nearest valid name: 'huadu'"),
        (["run", "."], "no such case or file"),
        (["run", MINI, "extra"], "unexpected 'extra'"),
        (["run", MINI, "--out", ""], "--out '' names no file and no folder; give a path"),
        (["status", ""], "DIR '' names no file and no folder; give a path"),
        (["run", MINI, "--yeers", "3"], "unknown option '--yeers' of edugroup run; nearest valid name: '--years'"),
        (["run", MINI, "--years", "0"], "0 is out of range; allowed: 1 to 100 [school years]"),
        (["run", MINI, "--years", "101"], "101 is out of range"),
        (["run", MINI, "--years", "ten"], "'ten' is not a whole number; allowed: 1 to 100 [school years]"),
        (["run", MINI, "--years"], "expected one argument"),
        (["run", MINI, "--seed", "-1"], "-1 is out of range; allowed: 0 or more"),
        (["run", MINI, "--seed", "1.5"], "'1.5' is not a whole number"),
        (["run", MINI, "--set", "rotation.annual_share"], "is not of the form key=value"),
        (["run", MINI, "--set", "=3"], "is not of the form key=value"),
        (["run", MINI, "--set", "rotation.annual_share="], "is not of the form key=value"),
        (["run", MINI, "--set", "rotation annual=3"], "is not the name of a parameter"),
        (["run", MINI, "--set", "rotation.anual_share=0.2"], "nearest valid name: 'rotation.annual_share'"),
        (["run", MINI, "--set", "rotation.annual_share=0.9"], "out of range; allowed: 0 to 0.3 [share/year]"),
        (["run", MINI, "--set", "rotation.annual_share=nan"], "rotation.annual_share = nan"),
        (["run", MINI, "--set", "rotation.annual_share=lots"], "rotation.annual_share = 'lots' is not acceptable"),
        (["run", MINI, "--set", "rotation.years=1.5"], "rotation.years = 1.5 is not acceptable"),
        (["run", MINI, "--set", "rotation.on=[1,"], "'[1,' is not a value"),
        (["run", MINI, "--set", 'rotation.groups=["g-q"]'], "there is no group 'g-q'; nearest valid name: 'g-"),
        (["run", MINI, "--set", "rotation.on=true", "--set", "rotation.on=false"], "rotation.on is given twice"),
        (["demo", "--seeds", "0"], "0 is out of range; allowed: 1 to 1000 [pairs of runs]"),
        (["demo", "--case", "huado"], "nearest valid name: 'huadu'"),
        (["describe"], "required:"),
        (["describe", "parameter"], "there is no table 'parameter'; nearest valid name: 'parameters'"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_clear_sentence_and_nothing_is_written(
    words: list[str], told: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
    assert said.err.startswith("edugroup: ")
    assert len(said.err.splitlines()) == 1
    assert everything(here) == []


def test_every_finding_about_a_case_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(MINI).read_text(encoding="utf-8")
    (here / "bad.toml").write_text(
        text.replace("ses = 0.3\n", "ses = 30\n").replace("radius = 3.0", "radios = 3.0"), encoding="utf-8"
    )
    assert main(["run", "bad.toml"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert all(line.startswith("edugroup: bad.toml: ") for line in lines)
    assert any("towns[0].ses = 30 is out of range; allowed: -3 to 3" in line for line in lines)
    assert any("unknown key 'towns[2].radios'; nearest valid name: 'radius'" in line for line in lines)
    assert everything(here) == ["bad.toml"]


def test_a_process_exits_with_the_code_and_without_a_traceback(tmp_path: Path) -> None:
    done = command("run", "huadou", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_error_of_ours_is_not_passed_off_as_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("experiments.docs.describe.cases", broken)
    with pytest.raises(ZeroDivisionError):
        main(["cases"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b=3", 3), ("a.b=0.5", 0.5), ("a.b=-1e-3", -0.001), ("a.b=true", True), ("a.b=[1, 2]", [1, 2]), ("a.b=tight", "tight"),
        ('a.b="two words"', "two words"), ('a.b=["x", "y"]', ["x", "y"]), (" a.b = 4 ", 4), ("a.b=x=y", None),
        ("a.b=1\nc = 2", None),
    ],
)  # fmt: skip
def test_values_are_read_as_in_toml_and_words_as_texts(text: str, value: Any) -> None:
    if value is None:
        with pytest.raises(cli.Refused):
            parse_settings([text])
    else:
        found = parse_settings([text])["a.b"]
        assert found == value
        assert type(found) is type(value)


# Running.


def test_an_output_holds_all_that_is_promised(output: Path) -> None:
    files = {"manifest.json", "report.html", "case.toml", *(f"{t}.parquet" for t in TABLE_FILES)}
    found = everything(output)
    assert files <= set(found)
    assert any(f.startswith("figures/") and f.endswith(".png") for f in found)
    assert [p.name for p in output.parent.iterdir()] == ["out"]
    manifest = json.loads((output / "manifest.json").read_text())
    on_disk = {p.relative_to(output).as_posix(): p.stat().st_size for p in output.rglob("*") if p.is_file()}
    assert {f["path"]: f["bytes"] for f in manifest["files"]} == {
        k: v for k, v in on_disk.items() if k not in {"manifest.json", "runs.sqlite", "runs.lock"}
    }
    assert manifest["seed"] == 4
    assert manifest["settings"] == {"rotation.annual_share": 0.25}
    assert manifest["horizon"] == {"start_year": 2016, "years": 5}
    assert (output / "case.toml").read_bytes() == Path(MINI).read_bytes()


def test_tables_have_their_rows(output: Path) -> None:
    district = pd.read_parquet(output / "district.parquet")
    assert district[["year", "stage"]].value_counts().to_dict() == {
        (y, s): 1 for y in range(2016, 2021) for s in ("primary", "junior")
    }
    schools = pd.read_parquet(output / "schools.parquet")
    assert not schools.duplicated(["school", "year"]).any()
    moves = pd.read_parquet(output / "teachers_moves.parquet")
    assert {"teacher", "origin", "target", "kind", "start_term", "end_term"} <= set(moves.columns)
    assert len(moves) > 0


def test_the_same_command_makes_the_same_tables(quick: None, output: Path, here: Path) -> None:
    assert (
        main(["run", MINI, "--years", "5", "--seed", "4", "--set", "rotation.annual_share=0.25", "--out", "again"]) == 0
    )
    for name in TABLE_FILES:
        assert (here / "again" / f"{name}.parquet").read_bytes() == (output / f"{name}.parquet").read_bytes(), name


def test_another_seed_makes_another_district(quick: None, here: Path) -> None:
    for seed in ("1", "2"):
        assert main(["run", MINI, "--years", "1", "--seed", seed, "--out", seed]) == 0
    one, two = (pd.read_parquet(here / seed / "district.parquet") for seed in ("1", "2"))
    assert (one["mean_score"] != two["mean_score"]).all()


def test_without_reforms_nobody_moves(quick: None, here: Path) -> None:
    assert main(["run", MINI, "--years", "3", "--no-reform"]) == 0
    out = here / "results" / "mini-baseline-seed1"
    assert len(pd.read_parquet(out / "teachers_moves.parquet")) == 0
    assert json.loads((out / "manifest.json").read_text())["reforms"] is False


def test_a_setting_changes_the_run(quick: None, here: Path) -> None:
    for name, value in (("none", "false"), ("some", "true")):
        assert main(["run", MINI, "--years", "3", "--set", f"rotation.on={value}", "--out", name]) == 0
    moves = {n: pd.read_parquet(here / n / "teachers_moves.parquet")["kind"].tolist() for n in ("none", "some")}
    assert "rotation" not in moves["none"]
    assert "rotation" in moves["some"]


def test_a_run_does_not_replace_another_unless_forced(
    quick: None, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", MINI, "--years", "1", "--out", "out"]
    assert main(words) == 0
    before = (here / "out" / "manifest.json").read_bytes()
    assert main(words) == 2
    assert "or replace it with --force" in capsys.readouterr().err
    assert (here / "out" / "manifest.json").read_bytes() == before
    assert main([*words, "--force"]) == 0
    assert (here / "out" / "manifest.json").read_bytes() != before


def test_the_demo_replaces_itself_but_not_a_run(quick: None, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo = ["demo", "--case", MINI, "--seeds", "2", "--years", "3", "--workers", "1", "--out", "out"]
    assert main(demo) == 0
    assert main(demo) == 0
    assert main(["run", MINI, "--years", "1", "--out", "run"]) == 0
    assert main([*demo[:-1], "run"]) == 2
    district = pd.read_parquet(here / "out" / "district.parquet")
    assert district.groupby(["arm", "seed"]).size().to_dict() == {
        (a, s): 6 for a in ("baseline", "reform") for s in (1, 2)
    }
    manifest = json.loads((here / "out" / "manifest.json").read_text())
    assert (manifest["command"], manifest["seeds"]) == ("demo", [1, 2])
    assert {"paired.parquet", "paired.csv", "schools.parquet"} <= {f["path"] for f in manifest["files"]}
    out = capsys.readouterr().out
    assert "What happened to the gap between schools?" in out
    assert "out/report.html" in out


@pytest.mark.slow
def test_the_demo_gives_the_same_bytes_on_any_number_of_processes(quick: None, here: Path) -> None:
    words = ["demo", "--case", MINI, "--seeds", "2", "--years", "2"]
    for workers in ("1", "2", "3"):
        assert main([*words, "--workers", workers, "--out", workers]) == 0
    one, *others = (
        {p.name: p.read_bytes() for p in (here / n).rglob("*") if p.suffix in {".parquet", ".csv"}} for n in "123"
    )
    assert {f"{name}.parquet" for name in (*TABLE_FILES, "paired")} <= one.keys()
    assert all(other == one for other in others)
    model = DistrictModel(load_case(MINI), rng=2, years=2, reforms=False)
    model.run_for(4)
    mine = pd.read_parquet(here / "2" / "district.parquet").query("arm == 'baseline' and seed == 2")
    mine = mine.drop(columns=["arm", "seed"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, model.tables()["district"], check_dtype=False, check_exact=True)


def test_arms_that_are_one_run_are_run_once(quick: None, here: Path) -> None:
    bare = Path(MINI).read_text(encoding="utf-8")
    case = parse_case({k: v for k, v in tomllib.loads(bare).items() if k not in {"reforms", "groups", "mergers"}})
    assert not [*case.reforms, *case.groups]
    runs = [make_run(case, seed=1, years=1, reforms=r) for r in (False, True)]
    assert runs[0].key == runs[1].key
    first, second = tables_of(here / "out", runs, "edugroup demo", Options(workers=1))
    pd.testing.assert_frame_equal(first.tables["district"], second.tables["district"])
    with Store(here / "out") as store:
        assert store.count() == 1


@pytest.mark.parametrize("case", [MINI, "huadu"])
def test_tables_are_kept_to_the_last_bit_behind_the_yearly_measures_of_a_run(case: str) -> None:
    model = DistrictModel(load_case(case), rng=2, years=1)
    model.run_for(2)
    wanted = model.tables()
    blob = pack(read(model)) + tables.pack(wanted, 15.0)
    found, points = tables.unpack(split(blob)[1])
    assert points == 15.0
    assert list(found) == list(wanted)
    for name, frame in wanted.items():
        assert [*map(str, found[name].dtypes)] == [*map(str, frame.dtypes)]  # words alone may be stored in another way
        pd.testing.assert_frame_equal(found[name], frame.astype(found[name].dtypes), check_exact=True)
    assert unpack(blob).measures.keys() == unpack(pack(read(model))).measures.keys()
    assert (content(blob), split(pack(read(model)))[1]) == (content(pack(read(model))), b"")


def test_a_run_of_the_demo_that_fails_is_a_sentence_and_is_done_again_on_request(
    quick: None, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[int] = []

    def fail(packed: bytes, task: Any) -> bytes:
        done.append(task.seed)
        if task.seed == 2 and len(done) < 4:
            raise ValueError(f"seed {task.seed} is unlucky")
        return worker_tables(packed, task)

    monkeypatch.setattr("experiments.engine.worker.tables", fail)
    demo = ["demo", "--case", MINI, "--seeds", "2", "--years", "1", "--workers", "1", "--out"]
    assert main([*demo, "out"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-2] == "edugroup: mini, seed 2: the run ended badly (error): ValueError: seed 2 is unlucky"
    assert said[-1].endswith("edugroup status out says more, edugroup retry out does failed and damaged runs again")
    assert everything(here) == ["out", "out/runs.lock", "out/runs.sqlite"]
    assert main(["status", "out"]) == 0
    assert "out: 3 of 4 runs ended well\n  1 raised an error" in capsys.readouterr().out
    assert main(["retry", "out", "--workers", "1"]) == 0
    assert f"its report is made by: edugroup {' '.join([*demo, 'out'])}" in capsys.readouterr().out
    assert main([*demo, "out"]) == 0
    assert len(done) == 5  # none was done twice that had ended well
    assert main([*demo, "fresh"]) == 0
    for name in (*TABLE_FILES, "paired"):
        assert (here / "out" / f"{name}.parquet").read_bytes() == (here / "fresh" / f"{name}.parquet").read_bytes()


def test_a_full_disk_is_a_sentence_and_leaves_the_runs_alone(
    quick: None, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Folder, name: str, frame: pd.DataFrame) -> None:
        (self.path / "half.parquet").write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "schools.parquet")

    monkeypatch.setattr(Folder, "write_table", full)
    assert main(["run", MINI, "--years", "1", "--out", "results/a/b"]) == 1
    assert (
        capsys.readouterr().err.splitlines()[-1]
        == "edugroup: No space left on device (schools.parquet); already written: results/a/b/runs.sqlite"
    )
    assert {name for name in everything(here) if (here / name).is_file()} == {
        "results/a/b/runs.lock", "results/a/b/runs.sqlite",
    }  # fmt: skip


# Being stopped.


def stopped(folder: Path, number: int, workers: str = "1") -> tuple[int, str]:
    """Start a long demo, signal it while it runs, and return its exit code and what it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = ["demo", "--case", MINI, "--seeds", "1000", "--years", "30", "--workers", workers, "--out", "results/out"]
    before = signal.signal(number, signal.SIG_DFL)  # under nohup a closed terminal is ignored, which children inherit
    with subprocess.Popen(
        [sys.executable, "-m", "experiments.cli", *words], cwd=folder, env=environment, text=True, stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        signal.signal(number, before)
        assert process.stderr is not None
        for line in process.stderr:
            if "per run measured" in line:
                break
        assert any("partial" in name for name in everything(folder))
        time.sleep(0.05)
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) == (int(workers) if workers != "1" else 0)
        process.send_signal(number)
        try:
            _, rest = process.communicate(timeout=300)
        finally:
            process.kill()
        assert not psutil.wait_procs(children, timeout=300)[1]
        return process.returncode, rest


LEFT = ["results", "results/out", "results/out/runs.lock", "results/out/runs.sqlite"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_keeps_the_runs_that_ended_and_says_so_in_one_line(tmp_path: Path, workers: str) -> None:
    code, said = stopped(tmp_path, signal.SIGINT, workers)
    assert code == 130
    last = said.splitlines()[-1]
    found = re.fullmatch(
        r"edugroup: stopped: ([\d,]+) runs are stored, ([\d,]+) are missing; go on with: edugroup resume \S+", last
    )
    assert found, last
    stored, missing = (int(n.replace(",", "")) for n in found.groups())
    assert stored >= 8
    both, beside = 2 * 1000, 4 * (3 * 2 + 1)  # of four seeds: three placebos with and without reforms, and all at once
    assert stored + missing == both + beside
    assert "Traceback" not in said
    assert everything(tmp_path) == LEFT
    with Store(tmp_path / "results" / "out") as store:
        assert (store.counts()["ok"], store.keeps_tables) == (stored, True)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["kill", "terminal closed"])
def test_a_polite_kill_keeps_them_too(tmp_path: Path, number: int) -> None:
    code, said = stopped(tmp_path, number)
    assert code == 128 + number
    assert "Traceback" not in said
    assert everything(tmp_path) == LEFT


# Progress.


def test_off_a_terminal_there_are_lines_that_say_how_far_it_is(
    quick: None, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--case", MINI, "--seeds", "2", "--years", "1", "--workers", "1", "--out", "out"]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if "compiling" not in line]
    assert lines.pop() == "writing tables, figures and report ..."
    assert lines[0] == "4 runs, 0 of them done before, 4 to do"
    assert lines[-1].endswith("; 4 of 4 are good")


@pytest.mark.parametrize(
    ("number", "error"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)], ids=["interrupt", "kill"]
)
def test_a_request_to_stop_waits_for_a_checkpoint_and_a_second_one_does_not(
    number: int, error: type[BaseException]
) -> None:
    before = signal.getsignal(number)
    heard: list[str] = []

    def asked_once() -> None:
        with stopping.on_request():
            signal.raise_signal(number)
            heard.append("still at work")
            stopping.here()
            heard.append("stopped at the end of the term")

    def asked_twice() -> None:
        with stopping.on_request():
            signal.raise_signal(number)
            signal.raise_signal(number)
            heard.append("the second does not wait")

    def asked_at_the_end() -> None:
        with stopping.on_request():
            signal.raise_signal(number)

    for act in (asked_once, asked_twice, asked_at_the_end):
        with pytest.raises(error):
            act()
        assert signal.getsignal(number) is before
    assert heard == ["still at work"]
    with stopping.on_request():
        stopping.here()  # what was asked for and done is forgotten


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_there_is_a_bar(quick: None, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["demo", "--case", MINI, "--seeds", "1", "--years", "1", "--workers", "1", "--out", "out"]) == 0
    assert "2/2" in terminal.getvalue()
    assert "to go" not in terminal.getvalue()


# Tables of declarations.


@pytest.mark.parametrize("what", TABLES)
def test_declarations_are_markdown_tables(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", what]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    for line in lines:
        assert line.endswith(" |")
    assert len(lines) > 5
    assert lines[1].startswith("| --- |")
    if what not in {"state", "forms"}:  # one table
        assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


def test_declarations_are_complete(capsys: pytest.CaptureFixture[str]) -> None:
    out = {}
    for what in (*OF_CASE, *TABLES):
        assert main(["describe", what]) == 0
        out[what] = capsys.readouterr().out
    assert all(f"| `{p.name}` |" in out["parameters"] for p in parameters())
    assert all(f"| `{name}` |" in out["instruments"] for name in instruments())
    assert all(f"| `{m.name}` |" in out["metrics"] for m in yearly())
    assert all(f"| {name}." in out["schedule"] for name in instruments())
    assert all(f"### {table}" in out["state"] for table in ("students", "teachers", "schools", "ties"))


def test_all_measures_of_a_run_are_described(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", "metrics"]) == 0
    described = capsys.readouterr().out
    measures = set(pd.read_parquet(output / "district.parquet").columns) - {"year", "stage", "district"}
    assert all(f"| `{m}` |" in described for m in measures)


def test_all_cases_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases"]) == 0
    out = capsys.readouterr().out
    assert all(f"| {name} |" in out for name in case_files())


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    script = f"{sys.executable} -m experiments.cli describe parameters | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


ABBREVIATIONS = {
    "MB",
    "URL",
    "CSV",
    "XLSX",
    "TOML",
    "PBS",
    "LANG",
    "EDUGROUP",
    "ID",
}  # which Chinese uses, or that are typed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_help_names_values_in_its_language_and_lines_stand_below_each_other(lang: Language) -> None:
    with use(lang), languages.argparse_speaks():
        top = cli.parser()
        (commands,) = (a.choices.values() for a in top._actions if isinstance(a, argparse._SubParsersAction))
        helps = {one.prog: one.format_help() for one in (top, *commands)}
    for prog, said in helps.items():
        assert "\0" not in said, prog
        capitals = set(re.findall(r"[A-Z]{2,}", said)) - ABBREVIATIONS
        assert not capitals if lang == "zh" else capitals, prog
        lines = said.splitlines()
        starts = {
            languages.columns(line) - languages.columns(line.lstrip()) for line in lines if line.startswith("   ")
        }
        indent = languages.columns(lines[0].split("[")[0])
        here = [re.fullmatch(r"  (\S.*?)  +(\S.*)", line) for line in lines]
        at = {languages.columns(line) - languages.columns(m[2]) for line, m in zip(lines, here, strict=True) if m}
        assert starts <= at | {indent, 4}, prog
        assert len(at) == 1, prog
