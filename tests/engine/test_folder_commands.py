"""Commands on a study's folder, with runs of the model itself."""

from __future__ import annotations

import argparse
import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import QUICK, seal_again
from faults import MINI, some_runs

from experiments import Refused
from experiments.commands import runs as commands
from experiments.engine import Options
from experiments.runs.definition import make_run
from experiments.store.campaign import complete
from experiments.store.store import Store
from sim.model import DistrictModel


def edugroup(*words: object) -> None:
    """Carry out a command line."""
    parser = argparse.ArgumentParser()
    commands.add(parser.add_subparsers())
    arguments = parser.parse_args([str(w) for w in words])
    arguments.do(arguments, [str(w) for w in words])


@pytest.fixture(scope="module")
def finished_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small study that is done: two scenarios, two seeds."""
    folder = tmp_path_factory.mktemp("finished")
    planned = [make_run(MINI, {"rotation.annual_share": s}, seed=i, years=2) for s in (0.1, 0.2) for i in (1, 2)]
    with Store(folder, write=True) as store:
        store.write_note("command", "edugroup sweep mine.toml")
        assert complete(store, planned, Options(workers=1), quiet=True).is_whole
    return folder


@pytest.fixture
def study(finished_study: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return Path(shutil.copytree(finished_study, tmp_path / "study"))


@pytest.fixture
def broken(tmp_path: Path, go_wrong: Callable[..., None]) -> Path:
    """Return the folder of a study with two failed runs and one missing."""
    go_wrong(0.0, s1="raise", s2="raise")
    with Store(tmp_path / "broken", write=True) as store:
        complete(store, some_runs(5), Options(workers=1, work=QUICK), quiet=True)
        store.plan(some_runs(6))
    return tmp_path / "broken"


def test_status_says_what_is_missing_what_failed_and_what_to_do(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edugroup("status", broken)
    said = capsys.readouterr().out
    key = some_runs(2)[1].key[:12]
    assert f"{broken}: 3 of 6 runs ended well" in said
    assert "2 raised an error (error)" in said
    assert f"1 missing, about 0 s of one processor; go on with: edugroup resume {broken}" in said
    assert f"{key} error: mini, seed 1, 2 years, rotation.annual_share=0.2" in said
    assert "ValueError: seed 1 is unlucky" in said
    assert f"edugroup replay {broken} {key}" in said
    assert f"edugroup retry {broken}" in said


def test_resume_does_what_is_missing_and_retry_what_failed(
    broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.engine.worker.simulate", __import__("faults").quick)
    edugroup("resume", broken, "--workers", "1")
    assert "4 of 6 runs ended well" in capsys.readouterr().out
    monkeypatch.delenv("EDUGROUP_FAULTS")
    edugroup("retry", broken, "--workers", "1", "--status", "timeout")
    assert "4 of 6 runs ended well" in capsys.readouterr().out
    edugroup("retry", broken, "--workers", "1")
    assert "6 of 6 runs ended well" in capsys.readouterr().out


def test_a_finished_study_has_nothing_to_resume(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edugroup("resume", study, "--workers", "1")
    said = capsys.readouterr()
    assert "4 runs, 4 of them done before, 0 to do" in said.err
    assert "nothing is missing; its report is made by: edugroup sweep mine.toml" in said.out


def test_replay_gives_the_stored_numbers_to_the_last_bit(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(study) as store:
        key = next(store.planned()).key
    edugroup("replay", study, key[:10])
    assert "the numbers are those stored, to the last bit" in capsys.readouterr().out
    with Store(study, write=True) as store:
        keys = [r.key for r in store.planned()]
        store.db.execute(
            "update run set outcome = (select outcome from run where key = ?) where key = ?", (keys[1], key)
        )
        seal_again(store)
    with pytest.raises(Refused, match=f"the numbers of {key} differ from those stored"):
        edugroup("replay", study, key)


def test_replay_of_a_failed_run_shows_why_and_tries_again(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edugroup("replay", broken, some_runs(2)[1].key)
    said = capsys.readouterr().out
    assert "ValueError: seed 1 is unlucky" in said
    assert "it ends well now" in said
    with Store(broken) as store:
        assert store.find(some_runs(2)[1].key).status == "error"  # replay changes nothing


def test_exported_tables_hold_what_the_model_says(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edugroup("export", study, "--format", "parquet,csv,xlsx")
    folder = study / "export"
    assert "runs.parquet" in capsys.readouterr().out
    frame = pd.read_parquet(folder / "runs.parquet")
    assert list(frame["rotation.annual_share"]) == [0.1, 0.1, 0.2, 0.2]
    assert list(frame["seed"]) == [1, 2, 1, 2]
    assert set(frame["status"]) == {"ok"}
    model = DistrictModel(MINI, rng=2, years=2, **{"rotation.annual_share": 0.1})
    model.run_for(4)
    tables = model.tables()
    mine = pd.read_parquet(folder / "yearly.parquet").query("key == @frame.key[1]").drop(columns="key")
    whole = tables["district"].drop(columns="district")  # one district: an export is of all
    pd.testing.assert_frame_equal(mine.reset_index(drop=True), whole, check_dtype=False, check_exact=True)
    money = pd.read_parquet(folder / "money.parquet").query("key == @frame.key[1]")
    paid = tables["money"].query("source == 'treasury'")
    assert money["yuan"].sum() == pytest.approx(paid["yuan"].sum(), rel=1e-12)
    for name in ("runs", "yearly", "money"):
        parquet = pd.read_parquet(folder / f"{name}.parquet")
        pd.testing.assert_frame_equal(pd.read_csv(folder / f"{name}.csv"), parquet, check_dtype=False)
        excel = pd.read_excel(folder / "runs.xlsx", sheet_name=name, skiprows=[1])  # of a second head, for people
        # a cell holds 16 digits, and numbers that are whole to those are read as integers, which pandas would compare exactly
        pd.testing.assert_frame_equal(excel, parquet, check_dtype=False, check_exact=False, rtol=1e-14, atol=0)
    edugroup("export", study, "--format", "csv", "--outcomes", "mean_score.junior@2017")  # replaces what it wrote
    assert "mean_score.junior@2017-2017" in pd.read_csv(folder / "runs.csv").columns
    assert not (folder / "runs.xlsx").exists()


def test_texts_are_never_formulas_in_a_spreadsheet(study: Path) -> None:
    evil = '=HYPERLINK("http://x","y")\x07'
    with Store(study, write=True) as store:
        store.db.execute("update run set error = ?, status = 'error', outcome = null", (evil,))
        seal_again(store)
    edugroup("export", study, "--format", "xlsx,csv")
    sheet = openpyxl.load_workbook(study / "export" / "runs.xlsx")["runs"]
    (cell,) = [c for c in sheet[3] if isinstance(c.value, str) and "HYPERLINK" in c.value]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    with (study / "export" / "runs.csv").open(encoding="utf-8") as text:
        assert all(row["error"].startswith("'=") for row in csv.DictReader(text))


def test_a_format_or_an_outcome_that_is_none_writes_nothing(study: Path) -> None:
    with pytest.raises(Refused, match="there is no format 'pdf'; there are parquet, csv, xlsx"):
        edugroup("export", study, "--format", "pdf")
    with pytest.raises(Refused, match="out of range"):
        edugroup("export", study, "--outcomes", "mean_score.junior@2030")
    assert not (study / "export").exists()


def test_a_table_too_long_for_excel_is_refused(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.export.workbook.EXCEL_ROWS", 10)
    with pytest.raises(Refused, match="has more than the 10 rows of an Excel sheet"):
        edugroup("export", study, "--format", "xlsx")


def test_merge_puts_parts_together(study: Path, broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edugroup("merge", study, broken)
    said = capsys.readouterr().out
    assert f"{broken}: 3 new runs, 3 of them good" in said  # two of its failures are good runs here
    assert f"{study}: 7 of 8 runs ended well" in said
    with pytest.raises(Refused, match="into itself"):
        edugroup("merge", study, study)
    with pytest.raises(Refused, match="holds no runs"):
        edugroup("merge", study, study.parent / "nowhere")


def test_options_that_contradict_each_other_are_refused() -> None:
    parser = argparse.ArgumentParser()
    commands.add_engine(parser)

    def options(*words: str) -> Options:
        return commands.engine_options(parser.parse_args(words))

    assert options() == Options()
    assert options("--workers", "3", "--shard", "2/8", "--time-limit", "5") == Options(3, time_limit=5.0, shard=(2, 8))
    job = options("--slurm", "--jobs", "4", "--job", "cores=8", "--job", "walltime=02:00:00")
    assert (job.batch, job.jobs, job.job) == ("slurm", 4, (("cores", 8), ("walltime", "02:00:00")))
    for words, why in {
        ("--scheduler", "tcp://h:1", "--slurm"): "exclude each other",
        ("--scheduler", "tcp://h:1", "--workers", "2"): "--workers is for this machine",
        ("--job", "cores=2"): "needs --slurm or --pbs",
        ("--slurm", "--job", "cores"): "not of the form key=value",
        ("--shard", "9/8"): "--shard 9/8 is not a part",
        ("--shard", ""): "--shard '' is not a part",
        ("--scheduler", ""): "--scheduler '' is not an address",
    }.items():
        with pytest.raises(Refused, match=why):
            options(*words)
