"""The commands sweep and sensitivity on a district small enough to run."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd
import pytest
from study_texts import BASE, LEVERS

from experiments import Refused
from experiments.commands import studies
from experiments.engine import Finished
from experiments.files.output import Folder
from experiments.files.tables import write_table
from experiments.store import forecast
from experiments.store.store import Store
from experiments.study import study_page

pytestmark = pytest.mark.usefixtures("blank")

SCREEN = LEVERS + '[design]\nkind = "morris"\nn = 4\n'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write no page, which is most of the time of a small study."""
    monkeypatch.setattr(study_page, "write_report", lambda data, analysis, folder, command, asks: None)


def do(*words: str) -> None:
    top = argparse.ArgumentParser()
    studies.add(top.add_subparsers(dest="command"))
    arguments = top.parse_args([*words, "--workers", "1"])
    arguments.do(arguments, words)


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    file = tmp_path / "trial.toml"
    file.write_text(
        BASE + '[levers]\n"rotation.annual_share" = { levels = 3 }\n"mentoring.on" = {}\n[design]\nkind = "grid"\n'
    )
    return file


def test_a_sweep_runs_only_what_is_missing(trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    do("sweep", str(trial), "--out", out)
    told = capsys.readouterr()
    assert "12 runs, 0 of them done before, 12 to do" in told.err
    said = told.out.splitlines()
    assert said[0] == "Question: What moves the mean?"
    assert "2016/17 to 2018/19" in said[1]
    assert said[2].startswith("Mean score, primary")
    assert said[3].startswith("Yearly cost beyond salaries, public funds and capital")
    assert all("is moved most by " in line or "no factor moves it" in line for line in said[2:4])
    do("sweep", str(trial), "--out", out, "--replications", "3")
    assert "18 runs, 12 of them done before, 6 to do" in capsys.readouterr().err
    trial.write_text(trial.read_text().replace("levels = 3", "levels = 5"))
    do("sweep", str(trial), "--out", out)
    assert "20 runs, 12 of them done before, 8 to do" in capsys.readouterr().err
    runs = pd.read_csv(tmp_path / "out" / "tables" / "runs.csv")
    assert len(runs) == 20
    assert runs["mean_score.primary"].notna().all()
    pd.testing.assert_frame_equal(
        runs, pd.read_parquet(tmp_path / "out" / "tables" / "runs.parquet"), check_dtype=False
    )
    manifest = json.loads((tmp_path / "out" / "tables" / "manifest.json").read_text())
    assert manifest["command"] == "sweep"
    assert manifest["runs"] == {"ok": 20}
    assert (tmp_path / "out" / "tables" / "trial.toml").read_text() == trial.read_text()


def test_a_dry_run_measures_says_what_it_takes_and_writes_nothing(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    do("sweep", str(trial), "--out", str(tmp_path / "out"), "--dry-run")
    said = capsys.readouterr().out
    assert "grid of 6 points x 2 seeds: 12 different runs, 0 of them stored" in said
    assert "s per run measured" in said
    assert "of disk" in said
    assert not (tmp_path / "out").exists()


def test_more_runs_than_a_store_is_made_for_are_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from experiments.design import designs

    monkeypatch.setattr(designs, "points", lambda study: pytest.fail("the design was made"))
    file = tmp_path / "large.toml"
    file.write_text(BASE + LEVERS + '[design]\nkind = "lhs"\nn = 10\n')
    for more in (["--dry-run"], [], ["--no-run"]):
        with pytest.raises(Refused, match=r"10,000,000,000 runs; allowed: at most 2,000,000 \[runs"):
            do(
                "sweep",
                str(file),
                "--points",
                "1000000",
                "--replications",
                "10000",
                "--out",
                str(tmp_path / "out"),
                *more,
            )
    assert not (tmp_path / "out").exists()


def test_a_dry_run_counts_each_run_once_and_measures_three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.engine import Options
    from experiments.study import carrying_out
    from experiments.study.study import load_study

    measured: list[str] = []
    monkeypatch.setattr(forecast, "simulate", lambda packed, task: measured.append(task.key))
    file = tmp_path / "twice.toml"
    file.write_text(BASE + LEVERS + '[design]\nkind = "morris"\nn = 4\n')
    study = load_study(file)
    every = list(carrying_out.every_run(study, carrying_out.designs.points(study)))
    found = carrying_out.cost(study, tmp_path / "out", Options(workers=1))
    assert found.runs == found.missing == len({run.key for run in every})
    assert len(set(measured)) == 3
    with Store(tmp_path / "out", write=True) as store:
        store.plan(every[:5])
        store.put([Finished(run.key, "ok", b"x", None, 0.1, 1.0, 1, "here") for run in every[:5]])
    after = carrying_out.cost(study, tmp_path / "out", Options(workers=1))
    assert (after.runs, after.missing) == (found.runs, found.runs - len({run.key for run in every[:5]}))


@pytest.mark.parametrize(
    ("more", "design"),
    [
        ("", '[design]\nkind = "morris"\nn = 6\n'),
        ("", '[design]\nkind = "lhs"\nn = 5\n'),
        ('against = "baseline"\n', '[design]\nkind = "grid"\n'),
        ('against = "baseline"\nlucks = 2\n', '[design]\nkind = "grid"\n'),
        ('against = "baseline"\n', '[design]\nkind = "sobol"\nn = 4\n'),
    ],
    ids=["morris", "lhs", "baselines that are shared", "lucks", "baselines of rows"],
)
def test_runs_are_counted_as_they_would_be_by_their_keys(
    more: str, design: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from experiments.engine import Options
    from experiments.study import carrying_out
    from experiments.study.study import load_study

    factors = '[levers]\n"rotation.annual_share" = { low = 0.1, high = 0.3, levels = 3 }\n"mentoring.on" = {}\n'
    factors += '[uncertainties]\n"tests.sd" = { low = 5.0, high = 15.0, levels = 2 }\n'
    (tmp_path / "study.toml").write_text(BASE + more + factors + design)
    study = load_study(tmp_path / "study.toml")
    every = {run.key for run in carrying_out.every_run(study, carrying_out.designs.points(study))}
    monkeypatch.setattr(forecast, "simulate", lambda packed, task: None)
    monkeypatch.setattr(carrying_out, "every_run", lambda study, design: pytest.fail("runs were made"))
    found = carrying_out.cost(study, tmp_path / "out", Options(workers=1))
    assert (found.runs, found.missing) == (len(every), len(every))


def test_planning_many_points_is_told(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path / "out", write=True).close()
    for every, many, told in ((-1.0, 6, True), (1e9, 7, False)):
        monkeypatch.setattr("experiments.terminal.progress.EVERY", every)
        monkeypatch.setattr("experiments.design.designs.MANY", many)
        do("sweep", str(trial), "--out", str(tmp_path / "out"), "--dry-run")
        said = capsys.readouterr().err
        assert ("planning 6 points ...\n  0 of 6 points planned\n  1 of 6 points planned" in said) == told
        assert said.count("planning 6 points") == told


def test_sensitivity_screens_and_writes_the_study_that_follows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, after, out = tmp_path / "screen.toml", tmp_path / "after.toml", str(tmp_path / "out")
    file.write_text(BASE + SCREEN)
    do("sensitivity", str(file), "--out", out, "--next", str(after), "--keep", "2")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Question: What moves the mean?"
    assert said[2].startswith("Mean score, primary is moved ")
    assert "mu* " in said[3]
    assert said[3].startswith("Yearly cost beyond")
    assert "10,000 yuan a year" in said[3]
    indices = pd.read_csv(tmp_path / "out" / "tables" / "indices.csv")
    assert {"mu", "mu_star", "sigma", "noise"} == set(indices["index"])
    assert len(pd.read_csv(tmp_path / "out" / "tables" / "ranking.csv")) == 3
    assert "[screened]" in after.read_text()
    do("sensitivity", str(after), "--out", str(tmp_path / "next"), "--points", "16")
    do(
        "sensitivity", str(file), "--out", out, "--no-run", "--next", str(after), "--keep", "2"
    )  # its own work it may replace
    with pytest.raises(Refused, match="is not a study that a screening wrote"):
        do("sensitivity", str(file), "--out", out, "--no-run", "--next", str(file), "--keep", "2")
    with pytest.raises(Refused, match="--keep 10 is out of range; allowed: 1 to 2"):
        do("sensitivity", str(file), "--out", out, "--no-run", "--next", str(after))


def test_a_part_is_not_analysed_and_gaps_in_a_saltelli_design_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, out = tmp_path / "sobol.toml", str(tmp_path / "out")
    file.write_text(BASE + LEVERS + '[design]\nkind = "sobol"\nn = 4\n')
    do("sensitivity", str(file), "--out", out, "--shard", "1/2")
    assert "edugroup merge puts parts together" in capsys.readouterr().out
    assert not (tmp_path / "out" / "tables").exists()
    with pytest.raises(
        Refused, match=r"a Saltelli design with gaps has no Sobol' indices; run them with edugroup resume"
    ):
        do("sensitivity", str(file), "--out", out, "--no-run")
    monkeypatch.undo()  # a page is written
    do("sweep", str(file), "--out", out, "--no-run")  # shows what is there, and says the same
    said = capsys.readouterr().out
    assert "a Saltelli design with gaps has no Sobol' indices" in said
    assert "runs are missing" in said
    assert "responses and tornadoes are shown from" in said  # of so few points nothing is told but that
    assert (tmp_path / "out" / "tables" / "runs.csv").is_file()


def test_commands_refuse_what_makes_no_sense(trial: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="a grid has no sensitivity indices; edugroup sweep"):
        do("sensitivity", str(trial))
    screen = tmp_path / "screen.toml"
    screen.write_text(BASE + SCREEN)
    with pytest.raises(Refused, match="--method sobol cannot read a design of kind 'morris'"):
        do("sensitivity", str(screen), "--method", "sobol")
    with pytest.raises(Refused, match="holds no runs"):
        do("sweep", str(trial), "--out", str(tmp_path / "empty"), "--no-run")
    assert not (tmp_path / "results").exists()


def test_a_text_that_looks_like_a_formula_is_harmless_in_csv_and_itself_in_parquet(tmp_path: Path) -> None:
    frame = pd.DataFrame({"option": ["=1+1", "tight"], "value": [-1.5, 2.0], "on": [True, False]})
    with Folder(tmp_path / "out") as folder:
        write_table(folder, "equal", frame)
    text = (tmp_path / "out" / "equal.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["option,value,on", "'=1+1,-1.5,True", "tight,2.0,False"]
    assert pd.read_parquet(tmp_path / "out" / "equal.parquet")["option"].tolist() == ["=1+1", "tight"]
