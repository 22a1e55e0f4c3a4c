"""The dask engine against a real scheduler and real workers, each a process of its own on this machine."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from conftest import LONG, QUICK, REAL, all_gone, blobs, environment, family, reference, start_driver, stored, until
from faults import MINI, VARIABLE, some_runs

from experiments import Refused
from experiments.engine import Options, worker
from experiments.runs.definition import make_run
from experiments.runs.yearly import content
from experiments.store.campaign import Tally, complete
from experiments.store.store import Store
from sim import library

pytest.importorskip("distributed")
# Dask leaves sockets and event loops to the garbage collector when a connection ends hard, as it is made to here.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

VISITING = Path(__file__).parents[1] / "elsewhere" / "visiting.py"
MANY = 300  # runs of a study that is stopped in the middle


class Cluster:
    """A scheduler and workers as processes; faults are read from one file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "scheduler.json"
        self.faults = folder / "faults.json"
        self.go_wrong()
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(
            "dask_scheduler", "--scheduler-file", str(self.file), "--no-dashboard", "--no-show"
        )
        self.address = until(self._address)
        self.workers = [self.add_worker() for _ in range(2)]

    def go_wrong(self, seconds: float = 0.02, **seeds: str) -> None:
        """Say how long a run takes and which seeds go wrong."""
        for mark in self.folder.glob("faults.json.*"):
            mark.unlink()
        self.faults.write_text(json.dumps({"seconds": seconds, **{k.removeprefix("s"): v for k, v in seeds.items()}}))

    def add_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker of one thread, with the nanny that starts it again when it dies."""
        return self._start(
            "dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1",
            "--local-directory", str(self.folder), "--memory-limit", "4GB",
        )  # fmt: skip

    def close(self) -> None:
        """End everything."""
        everything = [p for process in self.processes if process.poll() is None for p in family(process.pid)]
        for process in self.processes:
            process.kill()
            process.wait()
        for left in everything:
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        psutil.wait_procs(everything, timeout=LONG)

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        program_host = ("--host", "127.0.0.1", "--port", "0") if program == "dask_scheduler" else ()
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *program_host, *words],
            env=environment(**{VARIABLE: str(self.faults)}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def _address(self) -> str | None:
        try:
            return str(json.loads(self.file.read_text())["address"])
        except (OSError, ValueError):
            return None


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a cluster of two workers."""
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    yield found
    found.close()


def carry_out(cluster: Cluster, folder: Path, n: int, **options: object) -> tuple[Tally, Store]:
    """Carry a study out on the cluster and return how it stands, and its store, open to read."""
    chosen = Options(**{"work": QUICK, "scheduler": cluster.address, **options})  # type: ignore[arg-type]
    with Store(folder, write=True) as store:
        tally = complete(store, some_runs(n), chosen, quiet=True)
    return tally, Store(folder)


def test_a_run_that_raises_dies_hangs_or_eats_memory_is_recorded_and_every_other_row_is_good(
    tmp_path: Path, cluster: Cluster
) -> None:
    cluster.go_wrong(0.01, s3="raise", s9="die", s10="die once", s20="hang", s30="eat")
    tally, store = carry_out(cluster, tmp_path, 60, time_limit=4.0, memory=500)
    with store:
        assert (tally.ok, tally.failed, tally.missing) == (56, 4, 0)
        found = {e.run.seed: (e.status, e.attempts) for e in store.failed()}
        assert found == {3: ("error", 1), 9: ("crashed", 3), 20: ("timeout", 1), 30: ("memory", 1)}
        expected = reference(60)
        assert all(blob == expected[key] for key, blob in blobs(store).items())
    assert until(lambda: not worker_children(cluster))  # no process of ours stays behind on the workers


def worker_children(cluster: Cluster) -> list[psutil.Process]:
    """Return the processes that dask workers keep for runs."""
    out = []
    for process in cluster.workers:
        if process.poll() is None:
            out += [p for p in family(process.pid) if "experiments.engine.worker" in " ".join(command_line(p))]
    return out


def command_line(process: psutil.Process) -> list[str]:
    """Return the command line of a process that may be gone."""
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def test_a_worker_killed_in_the_middle_and_one_added_change_no_result(tmp_path: Path, cluster: Cluster) -> None:
    cluster.go_wrong(0.05)
    driver = start_driver(tmp_path, 100, scheduler=cluster.address)
    until(lambda: stored(tmp_path) >= 20)
    victim = cluster.workers.pop(0)
    below = family(victim.pid)
    victim.kill()  # the nanny; its worker and our process below it follow
    victim.wait()
    for process in below:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    cluster.workers.append(cluster.add_worker())
    out, said = driver.communicate(timeout=LONG)
    assert driver.returncode == 0, said
    assert "'ok': 100" in out
    with Store(tmp_path) as store:
        assert blobs(store) == reference(100)


def test_ctrl_c_and_kill_leave_a_study_that_goes_on_and_no_process(tmp_path: Path, cluster: Cluster) -> None:
    cluster.go_wrong(0.05)
    for signal_number, least in ((signal.SIGINT, 15), (signal.SIGKILL, 40)):
        driver = start_driver(tmp_path, MANY, scheduler=cluster.address)
        until(lambda least=least: stored(tmp_path) >= least)
        driver.send_signal(signal_number)
        _, said = driver.communicate(timeout=LONG)
        if signal_number == signal.SIGINT:
            assert driver.returncode == 130
            assert f"edugroup resume {tmp_path}" in said
            assert until(lambda: not worker_children(cluster))
    before = stored(tmp_path)
    assert 40 <= before < MANY  # stopped in the middle
    with Store(tmp_path, write=True) as store:
        tally = complete(store, None, Options(work=QUICK, scheduler=cluster.address), quiet=True)
        assert (tally.stored, tally.new, tally.ok) == (before, MANY - before, MANY)
        assert blobs(store) == reference(MANY)


@pytest.mark.slow
def test_results_are_the_bytes_of_this_process(tmp_path: Path, cluster: Cluster) -> None:
    cluster.go_wrong(0.0)
    tally, store = carry_out(cluster, tmp_path, 6, work=REAL)
    with store:
        assert tally.ok == 6
        assert blobs(store) == reference(6, REAL)


def test_a_worker_with_other_code_is_refused(tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.engine import cluster as engine

    other = {**engine.code(), "code": "0123456789ab"}
    monkeypatch.setattr(engine, "code", lambda: other)
    with pytest.raises(Refused, match="instead of 0123456789ab; install the same edugroup"):
        carry_out(cluster, tmp_path, 2)


def test_a_scheduler_that_dies_in_the_middle_is_a_sentence_and_another_goes_on(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first, study = Cluster(tmp_path / "first"), tmp_path / "study"
    try:
        first.go_wrong(0.1)
        driver = start_driver(study, 400, scheduler=first.address)
        until(lambda: stored(study) >= 10)
        first.scheduler.kill()
        _, said = driver.communicate(timeout=LONG)
    finally:
        first.close()
    assert driver.returncode == 1
    before = stored(study)
    assert (
        f"the dask scheduler at {first.address} is gone: {before} runs are stored, {400 - before} are missing" in said
    )
    assert f"edugroup resume {study}" in said
    assert "Traceback" not in said
    with Store(study, write=True) as store:
        assert complete(store, None, Options(work=QUICK, workers=2), quiet=True).stored == before
        assert blobs(store) == reference(400)


def test_workers_do_runs_with_instruments_from_elsewhere_where_they_have_them_too(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.go_wrong()
    with library.visiting(VISITING):
        runs = [make_run(str(MINI), {"visiting.on": True, "visiting.share": 1.0}, seed=1, years=1)]
        options = Options(work=REAL, scheduler=cluster.address)
        with Store(tmp_path / "without", write=True) as store, pytest.raises(Refused, match="instrument visiting None"):
            complete(store, runs, options, quiet=True)
        monkeypatch.setenv(library.VARIABLE, str(VISITING))
        having = Cluster(tmp_path)
        try:
            with Store(tmp_path / "with", write=True) as store:
                options = Options(work=REAL, scheduler=having.address)
                assert complete(store, runs, options, quiet=True).ok == 1
                here = worker.simulate(runs[0].source.packed, runs[0].task)
                assert content(only(store)) == content(here)
        finally:
            having.close()


def only(store: Store) -> bytes:
    """Return the one blob of a store."""
    (blob,) = blobs(store).values()
    assert blob is not None
    return blob


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:9", r"no dask scheduler answers at tcp://127.0.0.1:9 \(.*refused\); start one"),
        ("127.0.0.1:9", r"no dask scheduler answers at 127.0.0.1:9"),
        ("tcp://nowhere.invalid:8786", r"no dask scheduler answers at tcp://nowhere.invalid:8786 \("),
        ("tls://127.0.0.1:8786", "needs certificates: name them in dask's configuration"),
        ("foo", "--scheduler foo is not an address; write for example --scheduler tcp://10.0.0.1:8786"),
        ("tcp://10.0.0.1:99999", "is not an address"),
        ("inproc://here:1", "is not an address"),
    ],
)
def test_a_scheduler_that_is_not_there_is_a_sentence(tmp_path: Path, address: str, said: str) -> None:
    with Store(tmp_path, write=True) as store, pytest.raises(Refused, match=said):
        complete(store, some_runs(1), Options(scheduler=address, work=QUICK), quiet=True)


@pytest.mark.parametrize("greeting", [b"", b"SSH-2.0-OpenSSH_9.2\r\n"], ids=["mute", "another service"])
def test_what_listens_but_is_no_scheduler_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greeting: bytes
) -> None:
    from experiments.engine import cluster as engine

    monkeypatch.setattr(engine, "CONNECT", 1)

    def serve() -> None:
        line, _ = other.accept()
        with line, contextlib.suppress(OSError):
            line.sendall(greeting)
            line.recv(1)  # until it is given up

    with socket.create_server(("127.0.0.1", 0)) as other, Store(tmp_path, write=True) as store:
        threading.Thread(target=serve, daemon=True).start()
        address = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(Refused, match=f"no dask scheduler answers at {address}"):
            complete(store, some_runs(1), Options(scheduler=address, work=QUICK), quiet=True)


SBATCH = """#!/bin/sh
# Stands in for Slurm: runs the script it is given at once, in the background; the script itself is taken away soon.
cp "$1" "{folder}/job.sh"
setsid sh "{folder}/job.sh" >/dev/null 2>&1 &
echo $! >> {folder}/pids
echo "Submitted batch job 7"
"""


def test_jobs_of_slurm_are_asked_for_and_do_the_runs(
    tmp_path: Path, go_wrong: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name, text in (("sbatch", SBATCH.format(folder=tmp_path)), ("scancel", "#!/bin/sh\n")):
        (bin_ / name).write_text(text)
        (bin_ / name).chmod((bin_ / name).stat().st_mode | stat.S_IXUSR)
    for name, value in environment(PATH=f"{bin_}{os.pathsep}{os.environ['PATH']}").items():
        monkeypatch.setenv(name, value)
    here = tmp_path / "here"  # where the job runs: a folder with a file that is called like a module
    here.mkdir()
    (here / "pickle.py").write_text("raise ImportError('taken from the current folder')\n")
    monkeypatch.chdir(here)
    job = (("cores", 1), ("memory", "2GB"), ("walltime", "00:10:00"), ("queue", "normal"), ("interface", "lo"))
    try:
        with Store(tmp_path / "study", write=True) as store:
            options = Options(work=QUICK, batch="slurm", jobs=1, job=job)
            assert complete(store, some_runs(10), options, quiet=True).ok == 10
            assert blobs(store) == reference(10)
        script = (tmp_path / "job.sh").read_text()
        assert "#SBATCH -p normal" in script
        assert "#SBATCH -t 00:10:00" in script
    finally:
        for pid in (tmp_path / "pids").read_text().split():
            if psutil.pid_exists(int(pid)):
                group = [psutil.Process(int(pid)), *family(int(pid))]
                for process in group:
                    process.kill()
                assert all_gone(group)


def test_a_batch_system_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with Store(tmp_path, write=True) as store, pytest.raises(Refused, match="needs the command qsub"):
        complete(store, some_runs(1), Options(batch="pbs", work=QUICK), quiet=True)


def test_a_job_that_is_refused_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sbatch = tmp_path / "sbatch"
    sbatch.write_text("#!/bin/sh\necho 'sbatch: error: invalid partition specified: nowhere' >&2\nexit 1\n")
    sbatch.chmod(sbatch.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    options = Options(batch="slurm", job=(("interface", "lo"), ("queue", "nowhere")), work=QUICK)
    with (
        Store(tmp_path / "study", write=True) as store,
        pytest.raises(Refused, match="did not take the job") as refusal,
    ):
        complete(store, some_runs(1), options, quiet=True)
    assert "invalid partition specified: nowhere" in str(refusal.value)
