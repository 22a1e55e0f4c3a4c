"""The pool of worker processes: every way in which a run, a worker or the driver can fail, and what is left afterwards."""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import LONG, QUICK, REAL, all_gone, blobs, family, reference, start_driver, statuses, stored, until
from faults import some_runs

from experiments import Refused
from experiments.engine import Options, make_engine
from experiments.engine.local import Local, Worker
from experiments.engine.worker import READY, Hello, code
from experiments.runs.yearly import unpack
from experiments.store.campaign import Tally, complete
from experiments.store.merge import merge
from experiments.store.store import DiskFull, Store
from experiments.terminal import stopping

pytestmark = pytest.mark.usefixtures("no_orphans")
GoWrong = Callable[..., Path]
MANY = 300  # runs of a study that is stopped in the middle


def carry_out(folder: Path, n: int, **options: Any) -> tuple[Tally, Store]:
    """Carry a study out and return how it stands, and its store, open to read."""
    with Store(folder, write=True) as store:
        tally = complete(store, some_runs(n), Options(**{"work": QUICK, "workers": 2, **options}), quiet=True)
    return tally, Store(folder)


def test_every_row_is_good_and_a_run_that_raises_stops_no_other(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.0, s7="raise")
    tally, store = carry_out(tmp_path, 40)
    with store:
        assert tally == Tally(planned=40, stored=0, new=40, ok=39, failed=1, missing=0)
        expected = reference(40)
        assert blobs(store) == {k: v for k, v in expected.items() if k != some_runs(8)[7].key}
        (failure,) = store.failed()
        assert (failure.run.seed, failure.status, failure.attempts) == (7, "error", 1)
        assert "ValueError: seed 7 is unlucky" in str(failure.error)
        assert "faults.py" in str(failure.error)


@pytest.mark.slow
def test_a_killed_worker_costs_nothing_and_only_the_culprit_is_blamed(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.01, s5="die", s11="die once", s12="die once")
    tally, store = carry_out(tmp_path, 40)
    with store:
        assert tally.ok == 39
        found = {e.run.seed: (e.status, e.attempts) for e in store.failed()}
        assert found == {5: ("crashed", 3)}
        assert next(store.failed()).reason == "3 worker processes died at this run; the last ended by SIGKILL"
        attempts = {run.seed: store.find(run.key).attempts for run in store.planned()}
        assert attempts == {**dict.fromkeys(range(40), 1), 5: 3, 11: 2, 12: 2}
        expected = reference(40)
        assert all(blob == expected[key] for key, blob in blobs(store).items())


def test_a_run_that_hangs_is_killed_and_says_where_it_was(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.01, s3="hang")
    tally, store = carry_out(tmp_path, 20, time_limit=4.0)
    with store:
        assert tally.ok == 19
        (failure,) = store.failed()
        assert (failure.run.seed, failure.status) == (3, "timeout")
        assert "more than 4 s" in str(failure.error)
        assert "_go_wrong" in str(failure.error)  # the line it hung at
        assert failure.reason == "took longer than the 4 s of --time-limit; try a larger one"


def test_a_worker_keeps_nothing_of_the_runs_before(tmp_path: Path) -> None:
    tally, store = carry_out(tmp_path, 12, work="faults:knotted")
    with store:
        assert tally.ok == 12
        found = [unpack(blob) for blob in blobs(store).values() if blob is not None]
        assert [float(yearly.measures["mean_score"].max()) for yearly in found] == [0.0] * 12


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory can be limited on Linux only")
def test_a_run_that_eats_memory_is_recorded(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.01, s4="eat")
    tally, store = carry_out(tmp_path, 20, memory=500)
    with store:
        assert tally.ok == 19
        (failure,) = store.failed()
        assert (failure.run.seed, failure.status) == (4, "memory")
        assert "MemoryError" in str(failure.error)


@pytest.mark.slow
def test_failed_runs_are_done_again_only_when_asked(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.0, s1="raise", s2="die")
    carry_out(tmp_path, 6)[1].close()
    go_wrong(0.0)
    tally, store = carry_out(tmp_path, 6)
    store.close()
    assert (tally.new, tally.failed) == (0, 2)
    with Store(tmp_path, write=True) as store:
        assert store.forget(["crashed", "ok"]) == 1
        tally = complete(store, None, Options(work=QUICK, workers=2), quiet=True)
        assert (tally.new, tally.ok, tally.failed) == (1, 5, 1)


@pytest.mark.slow
def test_ctrl_c_stops_in_the_middle_and_the_study_goes_on_where_it_was(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.05)
    driver = start_driver(tmp_path / "study", MANY, workers=2)
    until(lambda: stored(tmp_path / "study") >= 20)
    workers = family(driver.pid)
    assert len(workers) == 2
    os.killpg(driver.pid, signal.SIGINT)  # as a terminal does: to all in the foreground
    _, said = driver.communicate(timeout=LONG)
    assert driver.returncode == 130
    assert f"edugroup resume {tmp_path / 'study'}" in said
    assert all_gone(workers)
    assert_resumed(tmp_path / "study", MANY, least=20)


@pytest.mark.slow
def test_a_driver_killed_outright_loses_no_run_and_leaves_no_process(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.05)
    driver = start_driver(tmp_path / "study", MANY, workers=2)
    until(lambda: stored(tmp_path / "study") >= 20)
    workers = family(driver.pid)
    driver.kill()
    driver.communicate()
    assert all_gone(workers)
    assert_resumed(tmp_path / "study", MANY, least=20)


def test_workers_die_with_the_driver_even_while_a_run_hangs(tmp_path: Path, go_wrong: GoWrong) -> None:
    mark = go_wrong(0.0, **{f"s{seed}": "hang" for seed in range(8)})
    driver = start_driver(tmp_path / "study", 8, workers=2)
    workers = until(lambda: len(found := family(driver.pid)) == 2 and found)
    until(lambda: sum(hangs(mark, seed) for seed in range(8)) == 2)
    driver.kill()
    driver.communicate()
    assert all_gone(workers)


def hangs(mark: Path, seed: int) -> bool:
    """Whether the run of a seed has begun to hang."""
    return Path(f"{mark}.{seed}.hangs").exists()


def test_a_worker_whose_input_ends_ends_at_once_whatever_it_does(go_wrong: GoWrong) -> None:
    """This is how workers of a dask worker notice its death, and all workers where there are no death signals."""
    mark = go_wrong(0.0, s0="hang")
    events: queue.SimpleQueue[tuple[Worker, object]] = queue.SimpleQueue()
    worker = Worker(Hello(QUICK, None, None, None, code()), events)
    try:
        assert events.get(timeout=LONG) == (worker, READY)
        worker.give(some_runs(1)[0])
        until(lambda: hangs(mark, 0))
        assert worker._process.poll() is None
        assert worker._process.stdin is not None
        worker._process.stdin.close()
        assert events.get(timeout=LONG) == (worker, None)
        assert worker._process.wait(timeout=LONG) == 0
    finally:
        worker.stop()


def assert_resumed(folder: Path, n: int, least: int) -> None:
    """Resume a study and expect what was stored to be used, and all rows to be good."""
    before = stored(folder)
    assert least <= before < n
    with Store(folder, write=True) as store:
        tally = complete(store, None, Options(work=QUICK, workers=2), quiet=True)
        assert (tally.stored, tally.new, tally.ok) == (before, n - before, n)
        assert blobs(store) == reference(n)


def test_a_second_driver_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with (
        Store(tmp_path, write=True),
        pytest.raises(Refused, match=r"another edugroup \(process \d+ on .*\) is writing in"),
    ):
        Store(tmp_path, write=True)
    Store(tmp_path, write=True).close()


@pytest.mark.slow
def test_a_full_disk_stops_cleanly_and_loses_nothing(tmp_path: Path, go_wrong: GoWrong) -> None:
    """A limit on the size of files stands in for the full disk: SQLite is told the same by the system.

    How many runs fit depends on how many share a write, which is the machine's business: ten are stored beforehand.
    """
    go_wrong(0.0)
    folder = tmp_path / "study"
    with Store(folder, write=True) as store:
        complete(store, some_runs(10), Options(workers=1, work=QUICK), quiet=True)
        store.plan(some_runs(400))
    driver = start_driver(folder, 0, workers=2, largest_file=(folder / "runs.sqlite").stat().st_size + 100_000)
    _, said = driver.communicate(timeout=LONG)
    assert driver.returncode == 1
    assert "no room for more results" in said
    assert f"edugroup resume {folder}" in said
    assert "Traceback" not in said
    assert_resumed(folder, 400, least=10)


def test_a_disk_that_is_full_from_the_first_leaves_nothing(tmp_path: Path) -> None:
    driver = start_driver(tmp_path / "deep" / "study", 400, workers=2, largest_file=10_000)
    _, said = driver.communicate(timeout=LONG)
    assert driver.returncode == 1
    assert "nothing was stored: free some space, then do the same again" in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_fit_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path, write=True) as store:
        store.plan(some_runs(3))
        store.db.execute(f"pragma max_page_count = {store.db.execute('pragma page_count').fetchone()[0]}")
        with pytest.raises(DiskFull, match="database or disk is full"):
            store.put(_done(store, b"x" * 100_000))
        assert store.counts()["missing"] == 3
        store.db.execute("pragma max_page_count = 100000")
        store.put(_done(store, b"x"))
        assert store.counts()["ok"] == 3


def _done(store: Store, blob: bytes) -> list[Any]:
    from experiments.engine import Finished

    return [Finished(run.key, "ok", blob, None, 0.1, 1.0, 1, "here") for run in store.planned()]


@pytest.mark.slow
def test_results_are_the_same_bytes_for_any_number_of_workers_and_any_order(tmp_path: Path) -> None:
    """With the model itself; in this process, in one worker, in two, and backwards."""
    expected = reference(8, REAL)
    for name, workers, runs in (("two", 2, some_runs(8)), ("back", 2, some_runs(8)[::-1])):
        with Store(tmp_path / name, write=True) as store:
            assert complete(store, runs, Options(work=REAL, workers=workers), quiet=True).ok == 8
            assert blobs(store) == expected
    with Store(tmp_path / "inline", write=True) as store:
        assert complete(store, some_runs(8), Options(workers=1), quiet=True).ok == 8
        assert blobs(store) == expected


@pytest.mark.slow
def test_adding_runs_does_only_the_new_ones(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.0)
    carry_out(tmp_path, 5)[1].close()
    tally, store = carry_out(tmp_path, 9)
    with store:
        assert (tally.stored, tally.new, tally.ok) == (5, 4, 9)
    tally, store = carry_out(tmp_path, 3)  # what is not asked for any more stays stored
    with store:
        assert (tally.planned, tally.stored, tally.new) == (3, 3, 0)
        assert store.find(some_runs(9)[8].key).status == "ok"


def test_workers_that_cannot_start_are_reported(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="a worker process cannot start") as refusal:
        carry_out(tmp_path, 2, work="faults:no_such_work")
    assert "no_such_work" in str(refusal.value)


def test_shards_are_disjoint_and_together_whole(tmp_path: Path, go_wrong: GoWrong) -> None:
    go_wrong(0.0)
    whole = Store(tmp_path / "whole", write=True)
    with whole:
        whole.plan(some_runs(20))
        ended = 0
        for i in (1, 2, 3):
            tally, part = carry_out(tmp_path / f"part{i}", 20, shard=(i, 3), workers=1)
            with part:
                ended += tally.new
                assert 0 < tally.new < 20
                merge(whole, part)
        assert ended == 20
        assert blobs(whole) == reference(20)
        assert statuses(whole) == dict.fromkeys(range(20), "ok")


def test_the_engine_of_one_worker_works_in_this_process(go_wrong: GoWrong) -> None:
    engine = make_engine(Options(workers=1, work=QUICK))
    assert not isinstance(engine, Local)
    assert engine.room() == 1
    engine.submit(some_runs(1))
    assert (engine.room(), engine.busy()) == (0, 1)
    assert engine.finished(0) == []
    assert [d.status for d in engine.finished(1)] == ["ok"]
    engine.close()


def test_a_request_to_stop_ends_a_run_in_this_process_after_a_term() -> None:
    from experiments.runs import simulation

    run = some_runs(1, years=30)[0]

    def stop_and_run() -> None:
        with stopping.on_request():
            signal.raise_signal(signal.SIGINT)
            simulation.simulate(run.source.packed, run.task)

    with pytest.raises(KeyboardInterrupt):
        stop_and_run()
