"""A store that is damaged: every damaged row is named, every good one is kept, and the file is never written over."""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from conftest import QUICK, blobs, reference
from faults import some_runs

from experiments import Failed, Refused
from experiments.commands import runs as commands
from experiments.engine import Options
from experiments.store.campaign import complete
from experiments.store.merge import merge, opened
from experiments.store.seals import Damaged
from experiments.store.store import Store

N = 6
HERE = Options(workers=1, work=QUICK)


def edugroup(*words: object) -> None:
    """Carry out a command line."""
    parser = argparse.ArgumentParser()
    commands.add(parser.add_subparsers())
    arguments = parser.parse_args([str(w) for w in words])
    arguments.do(arguments, [str(w) for w in words])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study of six runs, the last of which is missing."""
    folder = tmp_path_factory.mktemp("sound") / "study"
    with Store(folder, write=True) as store:
        store.write_note("command", "edugroup sweep mine.toml")
        complete(store, some_runs(N - 1), HERE, quiet=True)
        store.plan(some_runs(N))
    return folder


@pytest.fixture
def study(sound: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copytree(sound, tmp_path / "study"))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands do the quick work."""
    monkeypatch.setattr("experiments.engine.worker.simulate", __import__("faults").quick)


def change(folder: Path, statement: str, *values: object) -> None:
    """Change a store behind its back."""
    with closing(sqlite3.connect(folder / "runs.sqlite")) as db, db:
        assert db.execute(statement, values).rowcount != 0


KEYS = [run.key for run in some_runs(N)]
ROWS: dict[str, tuple[str, str]] = {
    "a byte of the outcome": ("update run set outcome = x'00' || substr(outcome, 2) where key = ?", "checksum does not fit"),
    "an outcome cut short": ("update run set outcome = substr(outcome, 1, 5) where key = ?", "checksum does not fit"),
    "no outcome": ("update run set outcome = null where key = ?", "checksum does not fit"),
    "an unknown status": ("update run set status = 'fine' where key = ?", "there is no status 'fine'"),
    "seconds that are none": ("update run set seconds = 'long' where key = ?", "checksum does not fit"),
    "a text that is none": ("update run set host = cast(x'ff00fe' as text) where key = ?", "checksum does not fit"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "what"), ROWS.values(), ids=ROWS)
def test_a_damaged_row_is_named_and_done_again_and_no_other_is_touched(
    study: Path, capsys: pytest.CaptureFixture[str], statement: str, what: str
) -> None:
    change(study, statement, KEYS[1])
    edugroup("status", study)
    said = capsys.readouterr().out
    assert f"{study}: 4 of 6 runs ended well" in said
    assert "1 cannot be read as they were written (damaged)" in said
    assert f"{KEYS[1][:12]} damaged: " in said
    assert what in said
    assert f"edugroup retry {study} --status damaged" in said
    edugroup("export", study, "--format", "csv", "--outcomes", "mean_score.primary")
    frame = pd.read_csv(study / "export" / "runs.csv").set_index("key")
    assert frame["status"].to_dict() == {**dict.fromkeys(KEYS, "ok"), KEYS[1]: "damaged", KEYS[5]: "missing"}
    assert frame["mean_score.primary"].notna().sum() == 4
    edugroup("replay", study, KEYS[1])
    assert "it ends well now" in capsys.readouterr().out
    edugroup("resume", study, "--workers", "1")  # leaves damaged runs alone, like failed ones
    said = capsys.readouterr()
    assert f"{KEYS[1][:12]} damaged" in said.out
    assert f"{study}: 5 of 6 runs ended well" in said.out
    assert (
        f"6 runs, 4 of them done before, 1 damaged (edugroup retry {study} --status damaged), 1 to do: about"
        in said.err
    )
    assert "; 5 of 6 are good" in said.err
    with Store(study) as store:
        assert len(blobs(store)) == 5
    edugroup("retry", study, "--workers", "1", "--status", "damaged")
    assert f"{study}: 6 of 6 runs ended well\nnothing is missing" in capsys.readouterr().out
    with Store(study) as store:
        assert blobs(store) == reference(N)


def test_a_plan_is_read_beside_the_end_of_its_run_and_mended_there(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(study, "update plan set config = replace(config, '\"seed\":1', '\"seed\":7') where key = ?", KEYS[1])
    change(study, "update plan set config = 'x' where key = ?", KEYS[5])  # which has not ended: there is no copy
    with Store(study) as store:
        assert store.damaged() == {KEYS[5]: "its plan: its checksum does not fit"}
        assert store.find(KEYS[1]).run.seed == 1
        with pytest.raises(Failed, match="plans it anew"):
            store.find(KEYS[5])
    edugroup("retry", study, "--workers", "1")
    said = capsys.readouterr()
    assert "1 of them can only be planned anew, by: edugroup sweep mine.toml" in said.out
    assert "1 runs could not be done" in said.err
    with closing(sqlite3.connect(study / "runs.sqlite")) as db:
        assert '"seed":1,' in db.execute("select config from plan where key = ?", (KEYS[1],)).fetchone()[0]
    with Store(study, write=True) as store:
        assert complete(store, some_runs(N), HERE, quiet=True).is_whole
        assert store.damaged() == {}


@pytest.mark.parametrize("packed", [b"", b"not packed", zlib.compress(b"{}")], ids=["empty", "garbage", "another"])
def test_a_damaged_case_costs_no_outcome_and_is_mended_by_the_command_that_made_the_study(
    study: Path, capsys: pytest.CaptureFixture[str], packed: bytes
) -> None:
    change(study, "update source set packed = ?", packed)
    edugroup("status", study)
    said = capsys.readouterr().out
    assert f"{study}: 5 of 6 runs ended well" in said
    assert "the case 'mini' in the store is damaged: 6 runs cannot be done again" in said
    assert "by: edugroup sweep mine.toml" in said
    edugroup("export", study, "--outcomes", "mean_score.primary")
    frame = pd.read_parquet(study / "export" / "runs.parquet")
    assert frame["mean_score.primary"].notna().sum() == 5
    assert set(frame["rotation.annual_share"]) == {0.2}
    edugroup("resume", study, "--workers", "1")
    assert "1 runs could not be done" in capsys.readouterr().err
    with pytest.raises(Failed, match=r"the case 'mini' in .* is damaged"):
        edugroup("replay", study, KEYS[0])
    with Store(study, write=True) as store:
        assert complete(store, some_runs(N), HERE, quiet=True).is_whole


BROKEN: dict[str, tuple[str, str, int]] = {  # what is saved: runs
    "no column": ("alter table run drop column attempts", "table run has no column attempts", 0),
    "no table of cases": ("drop table source", "has no table source", 5),
    "no plan": ("drop table plan", "has no table plan", 5),
    "no version": ("delete from note where name = 'schema'", "does not say of which version it is", 5),
    "a version that is none": ("update note set value = 'o' where name = 'schema'", "of which version", 5),
}


@pytest.mark.parametrize(("statement", "what", "saved"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_left_as_it_is_and_what_can_be_read_is_saved(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], statement: str, what: str, saved: int
) -> None:
    with closing(sqlite3.connect(study / "runs.sqlite")) as db, db:
        db.execute("drop index if exists run_status")
        db.execute(statement)
    assert_left_alone(study, what)
    edugroup("merge", tmp_path / "new", study)
    assert f"{study}: {saved} new runs, {saved} of them good" in capsys.readouterr().out
    with Store(tmp_path / "new", write=True) as store:
        tally = complete(store, some_runs(N), HERE, quiet=True)
        assert (tally.stored, tally.ok) == (saved, N)
        assert blobs(store) == reference(N)


def assert_left_alone(study: Path, what: str) -> None:
    """Expect every command to say what is wrong with a store, and to change no byte of it."""
    before = hashlib.sha256((study / "runs.sqlite").read_bytes()).hexdigest()
    for words in (["status"], ["resume", "--workers", "1"], ["retry", "--workers", "1"], ["export"]):
        with pytest.raises(Damaged, match=what) as refusal:
            edugroup(words[0], study, *words[1:])
        assert f"edugroup merge NEW {study}" in str(refusal.value)
    with pytest.raises(Damaged, match=what):
        Store(study, write=True)
    assert hashlib.sha256((study / "runs.sqlite").read_bytes()).hexdigest() == before
    assert not (study / "export").exists()


def test_a_file_cut_short_gives_what_is_left_of_it(study: Path, tmp_path: Path) -> None:
    with Store(study, write=True) as store:
        complete(store, some_runs(40), HERE, quiet=True)
    file = study / "runs.sqlite"
    file.write_bytes(file.read_bytes()[: -4096 * 2])
    with pytest.raises(Damaged, match=r"damaged .*malformed"):
        Store(study, write=True)
    with Store(tmp_path / "new", write=True) as new, opened(study) as old:
        found = merge(new, old)
        assert 0 < found.good < 40
        expected = reference(40)
        assert all(expected[key] == blob for key, blob in blobs(new).items())
        assert complete(new, some_runs(40), HERE, quiet=True).is_whole


def test_a_store_whose_log_was_left_behind_says_so(tmp_path: Path) -> None:
    with Store(tmp_path / "study", write=True) as store:
        store.plan(some_runs(2))
        (tmp_path / "copy").mkdir()
        shutil.copy(tmp_path / "study" / "runs.sqlite", tmp_path / "copy")
    with pytest.raises(Failed, match=r"copied without its log \(runs.sqlite-wal\)"):
        Store(tmp_path / "copy")


def test_a_store_of_the_first_version_is_read_and_goes_on(study: Path) -> None:
    with closing(sqlite3.connect(study / "runs.sqlite")) as db, db:
        db.executescript(
            "alter table plan drop column mark; alter table run drop column mark; alter table run drop column planned; "
            "update note set value = '1' where name = 'schema'"
        )
        db.execute("update run set outcome = x'00' || outcome where key = ?", (KEYS[2],))
    before = (study / "runs.sqlite").read_bytes()
    with Store(study) as store:
        assert store.damaged() == {KEYS[2]: "its yearly tables cannot be read"}
        assert blobs(store).keys() == {KEYS[0], KEYS[1], KEYS[3], KEYS[4]}
    assert (study / "runs.sqlite").read_bytes() == before
    edugroup("retry", study, "--workers", "1")
    with Store(study) as store:
        assert blobs(store) == reference(N)
        assert store.note("schema") == "2"


@pytest.mark.parametrize("version", ["9", "0"])
def test_runs_of_a_version_that_is_not_known_are_not_merged(study: Path, tmp_path: Path, version: str) -> None:
    change(study, "update note set value = ? where name = 'schema'", version)
    with pytest.raises(Refused, match=rf"runs.sqlite is of version {version}; this edugroup reads versions 1 and 2"):
        edugroup("merge", tmp_path / "new", study)
    assert not (tmp_path / "new").exists()


def test_another_sort_of_database_is_never_written_to(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "runs.sqlite")) as db, db:
        db.execute("create table letters(text)")
    before = (tmp_path / "runs.sqlite").read_bytes()
    with pytest.raises(Refused, match="is not a store of runs; name another folder"):
        Store(tmp_path, write=True)
    assert (tmp_path / "runs.sqlite").read_bytes() == before


def test_whatever_byte_flips_no_number_is_wrong_and_nothing_but_a_sentence_comes(
    sound: Path, tmp_path: Path, go_wrong: Callable[..., None]
) -> None:
    """Two hundred stores with up to three bytes that differ, each read, saved and carried on."""
    go_wrong(0.0)
    expected = reference(N)
    whole = (sound / "runs.sqlite").read_bytes()
    for trial in range(200):
        dice = random.Random(trial)
        raw = bytearray(whole)
        for _ in range(dice.randint(1, 3)):
            raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        study = tmp_path / str(trial)
        study.mkdir()
        (study / "runs.sqlite").write_bytes(raw)
        assert good(study, expected) <= 5, trial
        try:
            with Store(tmp_path / f"new{trial}", write=True) as new, opened(study) as old:
                merge(new, old)
        except Refused:
            pass
        else:
            good(tmp_path / f"new{trial}", expected)
        try:
            with Store(study, write=True) as store:
                store.forget(["damaged"])
                complete(store, None, HERE, quiet=True)
        except Refused:
            pass
        good(study, expected)


def good(study: Path, expected: dict[str, bytes | None]) -> int:
    """Read all of a store; return how many runs are good, after holding them to what they should be."""
    try:
        with Store(study) as store:
            store.damaged()
            list(store.failed())
            found = blobs(store)
    except Refused:
        return 0
    assert all(expected[key] == blob for key, blob in found.items())
    return len(found)
