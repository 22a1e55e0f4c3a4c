"""The store of a study: what is durable, what is never changed, and what can be read from it."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from faults import some_runs

from experiments import Refused
from experiments.engine import STATUSES, Finished
from experiments.engine.texts import BY_SIGNAL, WORKERS_DIED
from experiments.engine.worker import perform
from experiments.files import locking
from experiments.files.study_folder import LOCK
from experiments.runs import definition
from experiments.runs.definition import Run, Task, make_run
from experiments.runs.outcomes import parse_all
from experiments.runs.yearly import Yearly, pack
from experiments.store.merge import merge
from experiments.store.store import DiskFull, Store
from experiments.terminal import stopping
from experiments.texts import FOLDER_GONE, INTERRUPTED
from sim.param import ParamError
from sim.say import LANGUAGES, use

MEASURES = ("mean_score.primary", "mean_score.junior", "cost.total")


def done(run: Run, status: str = "ok", value: float = 1.0) -> Finished:
    """Return a run that ended: three years, the score of the first year as given."""
    scores = value + np.arange(6.0).reshape(3, 2)
    blob = pack(Yearly(2016, {"mean_score": scores}, {"awards": np.full(3, 5.0)})) if status == "ok" else None
    return Finished(run.key, status, blob, None if blob else "it broke", 0.5, 100.0, 1, "here")


def test_a_row_is_there_for_readers_when_put_returns_and_after_a_kill(tmp_path: Path) -> None:
    planned = some_runs(3)
    with Store(tmp_path / "a", write=True) as store:
        store.plan(planned)
        store.put([done(planned[0])])
        with Store(tmp_path / "a") as reader:  # while it is open for writing
            assert reader.counts() == {**dict.fromkeys([*STATUSES, "damaged"], 0), "ok": 1, "missing": 2}
        # what a kill leaves: the files as they are now, the log beside them, nobody to close them
        shutil.copytree(tmp_path / "a", tmp_path / "killed")
        assert (tmp_path / "killed" / "runs.sqlite-wal").stat().st_size > 0
    with Store(tmp_path / "killed", write=True) as store:
        assert store.counts()["ok"] == 1
        assert [r.key for r in store.missing()] == [r.key for r in planned[1:]]


def test_a_reader_that_closes_last_leaves_nothing_beside_the_file_and_writes_no_row(tmp_path: Path) -> None:
    with Store(tmp_path, write=True) as writer:
        writer.plan(some_runs(2))
        reader = Store(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.db.execute("delete from plan")
    reader.close()
    assert {p.name for p in tmp_path.iterdir()} <= {"runs.sqlite", LOCK}
    for broken in (False, True):
        with Store(tmp_path, broken=broken) as reader:
            assert reader.count() == 2
        assert {p.name for p in tmp_path.iterdir()} <= {"runs.sqlite", LOCK}


def test_a_reader_folds_the_log_that_a_killed_writer_left(tmp_path: Path) -> None:
    with Store(tmp_path / "study", write=True) as writer:
        writer.plan(some_runs(2))
        shutil.copytree(tmp_path / "study", tmp_path / "killed", ignore=shutil.ignore_patterns("*-shm"))
    assert (tmp_path / "killed" / "runs.sqlite-wal").stat().st_size
    for _ in range(2):
        with Store(tmp_path / "killed") as reader:
            assert reader.count() == 2
        assert {p.name for p in (tmp_path / "killed").iterdir()} <= {"runs.sqlite", LOCK}


def test_the_log_is_synchronous_and_full(tmp_path: Path) -> None:
    with Store(tmp_path, write=True) as store:
        assert store.db.execute("pragma journal_mode").fetchone() == ("wal",)
        assert store.db.execute("pragma synchronous").fetchone() == (2,)


def test_a_good_row_is_never_changed_and_a_bad_one_can_be(tmp_path: Path) -> None:
    (run,) = some_runs(1)
    with Store(tmp_path, write=True) as store:
        store.plan([run])
        store.put([done(run, "crashed")])
        assert store.find(run.key).status == "crashed"
        store.put([done(run, value=1.0)])
        first = store.find(run.key)
        store.put([done(run, value=2.0)])
        store.put([done(run, "error")])
        assert store.find(run.key) == first
        assert first.yearly.measures["mean_score"][0, 0] == 1.0
        assert first.error is None


def test_why_a_run_failed_is_read_in_the_language_of_who_asks(tmp_path: Path) -> None:
    def unlucky(packed: bytes, task: Task) -> bytes:
        raise ParamError([FOLDER_GONE(), INTERRUPTED(left=FOLDER_GONE())])

    one, two, three = some_runs(3)
    with use("zh"), Store(tmp_path / "a", write=True) as store:
        store.plan([one, two, three])
        died = WORKERS_DIED(n=3, words=BY_SIGNAL(signal="SIGKILL"))
        store.put([perform(unlucky, b"", one.task), done(two, "crashed")._replace(error=died), done(three, "crashed")])
    with Store(tmp_path / "a") as kept, Store(tmp_path / "b", write=True) as other:
        merge(other, kept)
    for folder in (tmp_path / "a", tmp_path / "b"):
        for lang in LANGUAGES:
            with Store(folder) as store, use(lang):
                raised, crashed, older = (store.find(run.key) for run in (one, two, three))
                assert raised.error is not None
                assert "Traceback" in raised.error
                assert getattr(FOLDER_GONE(), lang) in raised.error
                assert raised.reason == getattr(INTERRUPTED(left=FOLDER_GONE()), lang)
                assert crashed.reason == getattr(died, lang) == store.work([two.key])[two.key][-1]
                assert (older.error, older.reason) == ("it broke", "it broke")  # as earlier versions stored it


def test_equal_runs_are_planned_once_and_in_order(tmp_path: Path) -> None:
    a, b = some_runs(2)
    with Store(tmp_path, write=True) as store:
        assert store.plan([b, a, b]) == 2
        assert [r.key for r in store.planned()] == [b.key, a.key]
        assert next(store.planned()) == b


def test_a_frame_has_a_row_per_key_and_says_what_is_missing(tmp_path: Path) -> None:
    planned = some_runs(4)
    with Store(tmp_path, write=True) as store:
        store.plan(planned)
        store.put([done(planned[0], value=1.0), done(planned[1], value=2.0), done(planned[2], "timeout")])
        keys = [r.key for r in reversed(planned)] + [planned[0].key]
        frame = store.frame(keys, parse_all(MEASURES))
        assert list(frame.index) == keys
        assert list(frame["status"]) == ["missing", "timeout", "ok", "ok", "ok"]
        np.testing.assert_array_equal(frame["mean_score.primary"], [np.nan, np.nan, 4.0, 3.0, 3.0])
        np.testing.assert_array_equal(frame["cost.total"], [np.nan, np.nan, 5.0, 5.0, 5.0])
        series = store.series(keys[:4], parse_all(MEASURES))
        assert list(series["key"]) == [planned[1].key] * 3 + [planned[0].key] * 3
        assert list(series["year"]) == [2016, 2017, 2018] * 2
        assert list(series["mean_score.junior"]) == [3.0, 5.0, 7.0, 2.0, 4.0, 6.0]


def test_runs_of_many_cases_share_a_store(tmp_path: Path) -> None:
    from sim.synthetic import synthetic_case

    planned = [make_run(synthetic_case(1500, seed=i), seed=1, years=1) for i in range(3)]
    with Store(tmp_path, write=True) as store:
        store.plan(planned)
        found = list(store.planned())
        assert found == planned
        assert len({r.source.sha256 for r in found}) == 3
        assert found[1].source.case.id == planned[1].source.case.id


def test_runs_planned_with_other_code_are_named_anew_and_their_results_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = some_runs(2)
    old = [r.key for r in planned]
    with Store(tmp_path, write=True) as store:
        store.plan(planned)
        store.put([done(planned[0])])
        assert not store.plan_again()
    identity = {**definition.identity(), "code": "another"}
    monkeypatch.setattr("experiments.runs.definition.identity", lambda: identity)
    monkeypatch.setattr("experiments.store.store.identity", lambda: identity)
    with Store(tmp_path) as store:  # reading goes on with what was stored
        assert [r.key for r in store.planned()] == old
        assert store.counts()["ok"] == 1
    with Store(tmp_path, write=True) as store:
        assert store.plan_again()
        assert store.counts()["missing"] == 2
        assert not {r.key for r in store.planned()} & set(old)
        assert store.find(old[0]).status == "ok"


def test_a_run_is_found_by_the_first_characters_of_its_key(tmp_path: Path) -> None:
    planned = some_runs(20)
    with Store(tmp_path, write=True) as store:
        store.plan(planned)
        store.put([done(planned[0])])
        assert store.find(planned[0].key[:12]).status == "ok"
        assert store.find(planned[1].key[:12]).status == "missing"
        with pytest.raises(Refused, match=r"no run in .* has a key that begins with 'zz'; keys there: \w{12}"):
            store.find("zz")
        with pytest.raises(Refused, match="no run"):
            store.find("")
        first = sorted(r.key[0] for r in planned)
        twice = next(a for a, b in pairwise(first) if a == b)
        with pytest.raises(Refused, match="more than one run"):
            store.find(twice)


def test_merging_takes_what_is_new_and_prefers_good_runs(tmp_path: Path) -> None:
    planned = some_runs(4)
    with Store(tmp_path / "a", write=True) as a, Store(tmp_path / "b", write=True) as b:
        a.plan(planned[:3])
        a.put([done(planned[0], value=1.0), done(planned[1], "crashed")])
        b.plan(planned)
        b.put([done(planned[0], value=9.0), done(planned[1]), done(planned[3], "error")])
        assert merge(a, b) == (1, 1, {})
        assert merge(a, b) == (0, 0, {})
        assert a.counts() | {"error": 1} == {**a.counts(), "ok": 2, "missing": 1}
        assert a.find(planned[0].key).yearly.measures["mean_score"][0, 0] == 1.0


def test_parts_that_were_merged_are_the_study_and_nothing_is_done_anew(tmp_path: Path) -> None:
    planned = some_runs(6)
    for i in range(3):
        with Store(tmp_path / f"part{i}", write=True) as part:
            part.plan(planned)
            part.put([done(run) for run in planned[i::3]])
    with Store(tmp_path / "whole", write=True) as whole:
        for i in range(3):
            with Store(tmp_path / f"part{i}") as part:
                assert merge(whole, part) == (2, 2, {})
                assert whole.note("identity") == part.note("identity")
        assert not whole.plan_again()
        assert whole.counts()["ok"] == 6
        whole.db.execute("delete from note where name = 'identity'")  # as older versions merged
        assert not whole.plan_again()
        assert [r.key for r in whole.planned()] == [r.key for r in planned]
        assert whole.note("identity") is not None


def test_parts_of_other_code_are_not_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "a", write=True) as a:
        a.plan(some_runs(2))
    other = {**definition.identity(), "code": "another"}
    monkeypatch.setattr("experiments.runs.definition.identity", lambda: other)
    monkeypatch.setattr("experiments.store.store.identity", lambda: other)
    with Store(tmp_path / "b", write=True) as b:
        b.plan(some_runs(2))
        b.put([done(run) for run in some_runs(2)])
    with Store(tmp_path / "a", write=True) as a, Store(tmp_path / "b") as b:
        with pytest.raises(
            Refused, match=r"were planned with code another instead of \w+: their numbers are not those"
        ):
            merge(a, b)
        assert a.counts()["ok"] == 0
    with Store(tmp_path / "c", write=True) as c, Store(tmp_path / "a") as a:  # of one kind, but not of this code
        merge(c, a)
        assert c.plan_again()


def test_merging_puts_a_sound_row_in_the_place_of_a_damaged_one(tmp_path: Path) -> None:
    (run,) = some_runs(1)
    for name in "ab":
        with Store(tmp_path / name, write=True) as store:
            store.plan([run])
            store.put([done(run)])
    with Store(tmp_path / "a", write=True) as a, Store(tmp_path / "b") as b:
        a.db.execute("update run set outcome = x'0102'")
        assert a.damaged() == {run.key: "its checksum does not fit"}
        merge(a, b)
        assert a.damaged() == {}
        assert a.find(run.key).outcome == b.find(run.key).outcome


def test_planning_stops_at_the_next_run_and_leaves_the_plan_as_it_was(tmp_path: Path) -> None:
    drawn: list[Run] = []

    def interrupted() -> Iterator[Run]:
        for run in some_runs(5):
            drawn.append(run)
            if len(drawn) == 2:
                signal.raise_signal(signal.SIGINT)
            yield run

    def plan(store: Store) -> None:
        with stopping.on_request():
            store.plan(interrupted())

    with Store(tmp_path, write=True) as store:
        store.plan(some_runs(1))
        with pytest.raises(KeyboardInterrupt):
            plan(store)
        assert len(drawn) == 2
        assert store.count() == 1


def test_a_disk_that_is_full_from_the_first_says_what_is_true_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with Store(tmp_path / "there", write=True) as store:
        store.plan(some_runs(1))
    monkeypatch.setattr(Store, "_put_plan", full)
    for folder, said in (("new", "nothing was stored: free some space, then do the same again"),
                         ("there", f"free some space, then: edugroup resume {tmp_path / 'there'}")):  # fmt: skip
        with (
            pytest.raises(DiskFull, match="no room for more results") as refusal,
            Store(tmp_path / folder, write=True) as store,
        ):
            store.plan(some_runs(2))
        assert said in str(refusal.value)
    assert [p.name for p in tmp_path.iterdir()] == ["there"]
    with Store(tmp_path / "there") as store:
        assert store.count() == 1


def test_a_folder_without_runs_and_a_file_that_is_no_store_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="holds no runs"):
        Store(tmp_path)
    (tmp_path / "runs.sqlite").write_text("not a database, but long enough to be taken for one" * 100)
    with pytest.raises(Refused, match="is no store of runs, or a damaged one"):
        Store(tmp_path)
    with pytest.raises(Refused, match="is no store of runs, or a damaged one"):
        Store(tmp_path, write=True)


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path, write=True).close()
    with sqlite3.connect(tmp_path / "runs.sqlite") as db:
        db.execute("update note set value = '99' where name = 'schema'")
    db.close()
    with pytest.raises(Refused, match="is of version 99; this edugroup reads versions 1 and 2"):
        Store(tmp_path)


def test_file_systems_of_networks_are_recognised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = f"/dev/vda / ext4 rw 0 0\nserver:/home {tmp_path} nfs4 rw 0 0\n"
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: lines)
    assert locking.file_system(tmp_path / "study") == "nfs4"
    assert locking.file_system(Path("/etc")) == "ext4"
    assert "nfs4" in locking.REMOTE


def test_a_study_on_such_a_file_system_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from experiments.store.campaign import complete

    monkeypatch.setattr(locking, "file_system", lambda _: "lustre")
    with Store(tmp_path, write=True) as store:
        complete(store, [])
    assert f"{tmp_path} is on a file system of the network (lustre)" in capsys.readouterr().err
