"""Where and under which rules the program is run: masks of permissions, folders that are gone or closed, options of Python."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import sim
from experiments.docs.describe import TABLES
from sim import caches

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
MINI = str(ROOT / "tests" / "mini.toml")
RECORDS = str(ROOT / "configs" / "records" / "example")
STRANGER = 54321  # a user without a name or a home
MAIN = "import sys; from experiments.cli import main; sys.exit(main())"


def command(*words: str, options: tuple[str, ...] = (), cwd: Path | None = None, **given: Any) -> Any:
    """Run a command from somewhere and return the process."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | given.pop("env", {})
    return subprocess.run(
        [sys.executable, "-P", *options, "-c", MAIN, *words], cwd=cwd, env=env | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        encoding="utf-8", timeout=900, check=False, **given,
    )  # fmt: skip


COMPARE = ("compare", MINI, f"{MINI}:no-reform", "--years", "1", "--replications", "2")
JOBS = (
    ("--help",), ("cases",), ("describe", "metrics"), ("template", "--out", "t.xlsx"), ("template", "--out", "t"),
    ("new-case", RECORDS, "--out", "new/case.toml"), ("inspect", RECORDS, "--out", "inspected"),
    ("run", MINI, "--years", "1", "--out", "run"), (*COMPARE, "--workers", "2", "--out", "study"), ("status", "study"),
    ("export", "study", "--out", "exported"),
)  # fmt: skip


class Place(NamedTuple):
    """A folder in which all commands were run under some rules, and what they said."""

    folder: Path
    mask: int
    said: dict[str, Any]


def all_commands(folder: Path, mask: int, **given: Any) -> Place:
    """Run the commands; every one must end well."""
    said = {}
    folder.chmod(0o777 & ~mask)
    for words in JOBS:
        said[" ".join(words[:2])] = done = command(*words, cwd=folder, umask=mask, **given)
        assert done.returncode == 0, (words, done.stderr)
    return Place(folder, mask, said)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place where every warning of Python is an error, and others of the group may read."""
    env = {"PYTHONWARNINGS": "error,default::EncodingWarning", "PYTHONWARNDEFAULTENCODING": "1"}
    return all_commands(tmp_path_factory.mktemp("strict"), 0o027, env=env)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place where Python drops docstrings and assertions, and nobody else may read."""
    return all_commands(tmp_path_factory.mktemp("bare"), 0o077, options=("-OO",))


@pytest.fixture(params=["strict", "bare"])
def place(request: pytest.FixtureRequest) -> Place:
    """Return each of these."""
    found: Place = request.getfixturevalue(request.param)
    return found


def test_everything_written_keeps_the_mask_of_permissions(place: Place) -> None:
    found = {p.relative_to(place.folder).as_posix(): p for p in place.folder.rglob("*")}
    assert {"t.xlsx", "t/template.xlsx", "new/case.toml", "study/runs.sqlite", "run/report.html"} <= set(found)
    kept = {name: stat.S_IMODE(p.lstat().st_mode) for name, p in found.items()}
    assert kept == {name: (0o777 if p.is_dir() else 0o666) & ~place.mask for name, p in found.items()}


def test_no_command_gives_a_warning(strict: Place) -> None:
    """Libraries open files without saying the encoding; we never do."""
    for name, done in strict.said.items():
        ours = [line for line in done.stderr.splitlines() if "Warning" in line and line.startswith(str(ROOT) + os.sep)]
        assert [line for line in ours if "site-packages" not in line] == [], name
        assert "ResourceWarning" not in done.stderr, name


def test_all_is_told_without_docstrings(strict: Place, bare: Place) -> None:
    """What is shown of docstrings is read from the source where Python dropped them."""
    assert bare.said["describe metrics"].stdout == strict.said["describe metrics"].stdout
    assert bare.said["--help"].stdout == strict.said["--help"].stdout
    task = (
        "import sys; from experiments.docs.describe import TABLES; "
        "sys.stdout.write(''.join(make() for make in TABLES.values()))"
    )
    told_bare = subprocess.run(
        [sys.executable, "-OO", "-X", "utf8", "-c", task], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert told_bare == "".join(make() for make in TABLES.values())
    for page in ("run/report.html", "inspected/report.html", "study/report.html"):
        told = [re.findall(r"<figcaption>(.*?)</figcaption>", (p.folder / page).read_text(encoding="utf-8"), re.DOTALL)
                for p in (strict, bare)]  # fmt: skip
        assert told[0] == told[1]
        assert len(told[0]) > 1
        assert all(caption.strip() for caption in told[0])


# The current folder is gone.


@pytest.fixture
def gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder that was deleted."""
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()


def test_a_deleted_folder_does_not_matter_to_absolute_paths(gone: None, tmp_path: Path) -> None:
    done = command(*COMPARE, "--workers", "2", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.html").exists()


def test_in_a_deleted_folder_relative_paths_are_a_sentence(gone: None) -> None:
    deleted = "edugroup: the folder you are in was deleted; change to another one, or give absolute paths\n"
    for words, code, told in (
        (("run", MINI), 1, deleted),
        (("new-case", "data", "--out", "x.toml"), 1, deleted),
        (("run", "here.toml"), 2, "edugroup: here.toml: no such case or file"),
    ):
        done = command(*words)
        assert (done.returncode, done.stderr[: len(told)]) == (code, told)
        assert "Traceback" not in done.stderr


# An installation that cannot be written, and a user without a name or a home.


@pytest.fixture
def public() -> Iterator[Path]:
    """Return a folder that everybody can reach; those of pytest are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def installed(public: Path) -> Iterator[Path]:
    """Return a folder that holds the program as a wheel puts it there, not to be written."""
    folder = public / "installed"
    folder.mkdir()
    built = folder / "source"
    for name in ("sim", "experiments", "configs"):
        shutil.copytree(ROOT / name, built / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, built)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(built)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    target = folder / "target"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-compile", "--target", str(target), str(wheel)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    closed(target)
    yield target
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def closed(folder: Path) -> None:
    """Let everybody read a folder and nobody write it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def stranger() -> list[str]:
    """Return the words before a command that run it as a user without a name, who may read everything."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can become another user")
    plain = ["setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups"]
    reads_all = [*plain, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    for words in (plain, reads_all):  # the second where Python itself is in root's home
        if subprocess.run([*words, sys.executable, "-c", ""], capture_output=True, check=False).returncode == 0:
            return words
    pytest.skip("Python cannot be read by other users here")


def test_an_installation_that_cannot_be_written_by_a_user_without_a_home(installed: Path, public: Path) -> None:
    """As in a container: kernels are read from where they are kept, and a missing one is kept among temporary files."""
    become = stranger()
    compiled = public / "compiled"
    compiled.mkdir()
    missing = "sim.ranking.best-"
    with_kernels = next(f for f in caches.folders("kernels") if f.is_dir())
    shutil.copytree(with_kernels, compiled / "edugroup", ignore=shutil.ignore_patterns(f"{missing}*", "*.warm"))
    closed(compiled)
    own, temporary = public / "own", public / "tmp"
    for folder in (own, temporary):
        folder.mkdir()
        os.chown(folder, STRANGER, STRANGER)
    shutil.copy(MINI, own / "mini.toml")
    task = f"import sys; sys.path.insert(0, {str(installed)!r}); import sim; sys.stderr.write(str(sim.HOME) + '\\n'); {MAIN}"

    def run(*words: str) -> list[str]:
        done = subprocess.run(
            [*become, sys.executable, "-P", "-c", task, *words], cwd=own, capture_output=True, encoding="utf-8", check=False,
            env={"PATH": os.environ["PATH"], "TMPDIR": str(temporary), "NUMBA_CACHE_DIR": str(compiled),
                 "PYTHONWARNINGS": "error"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        home, *said = done.stderr.splitlines()
        assert home == str(installed / "sim")
        return said

    place = temporary / f"edugroup-{STRANGER}"
    said = run("compare", "mini.toml", "mini.toml:no-reform", "--years", "1", "--replications", "2", "--workers", "2",
               "--out", "study")  # fmt: skip
    told = [line for line in said if "compiling" in line]
    assert len(told) == 1, said  # by a worker, through the driver
    assert re.search(rf"of the model's kernels \(once, kept in {place / 'kernels'}, about \d+ s", told[0])
    assert [f.name for f in (place / "kernels").glob("*.kernel") if f.name.startswith(missing)]
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert (own / "study" / "report.html").exists()
    said = run("run", "mini.toml", "--years", "1", "--out", "run")
    assert [line for line in said if "compiling" in line] == []
    assert any((place / "matplotlib").iterdir())
    assert {p.name for p in own.iterdir()} == {"mini.toml", "study", "run"}
    for path in (compiled, *compiled.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


# Where caches are kept.


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget which folders could be written."""
    for found in (caches.writable, caches._private):
        found.cache_clear()
    yield
    for found in (caches.writable, caches._private):
        found.cache_clear()


def test_the_places_of_caches_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/given")
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    private = tmp_path / (f"edugroup-{os.getuid()}" if hasattr(os, "getuid") else "edugroup")
    monkeypatch.setattr(sim, "CHECKOUT", Path("/checkout"))
    kinds = {kind: [str(f) for f in caches.folders(kind)] for kind in ("kernels", "matplotlib")}
    assert kinds["kernels"] == [
        "/given/edugroup", "/checkout/.cache/kernels", "/xdg/edugroup/kernels", str(private / "kernels"),
    ]  # fmt: skip
    assert kinds["matplotlib"] == [
        "/checkout/.cache/matplotlib", "/xdg/edugroup/matplotlib", str(private / "matplotlib"),
    ]  # fmt: skip
    monkeypatch.setattr(sim, "CHECKOUT", None)
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # which the standard says to ignore
    monkeypatch.setenv("HOME", "/home/somebody")
    assert caches.folders("kernels") == [Path("/home/somebody/.cache/edugroup/kernels"), private / "kernels"]

    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nobody)
    assert caches.folders("kernels") == [private / "kernels"]


def test_a_temporary_folder_that_others_can_write_or_own_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / f"edugroup-{os.getuid()}"
    folder.mkdir()
    for mode, trusted in ((0o777, False), (0o720, False), (0o700, True)):
        folder.chmod(mode)
        caches._private.cache_clear()
        assert (caches._private() is not None) == trusted
    folder.rmdir()
    folder.symlink_to(tmp_path)
    caches._private.cache_clear()
    assert caches._private() is None


def test_the_first_folder_that_can_be_written_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(caches, "folders", lambda kind: [tmp_path / "file" / "no", tmp_path / "new" / "deep"])
    assert caches.writable("kernels") == tmp_path / "new" / "deep"
    caches.writable.cache_clear()
    monkeypatch.setattr(caches, "folders", lambda kind: [tmp_path / "file" / "no"])
    assert caches.writable("kernels") is None


def test_help_does_not_load_the_compiler_to_know_where_caches_are() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sim.caches, sys; print([m for m in ('numba', 'numpy', 'tempfile') if m in sys.modules])"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout == "[]\n"
