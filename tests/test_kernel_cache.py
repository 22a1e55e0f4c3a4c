"""The cache of machine code: never stale, never spoilt, never in the way."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher
from test_kernels import KERNELS

from experiments.terminal.progress import announced
from sim import caches
from sim.kernels import Cache, kernel

ROOT = Path(__file__).resolve().parent.parent
CONSTANTS = "import numpy as np\nFACTOR = {factor}\nTABLE = np.array([1.0, {entry}])\n"
HELPERS = """
from numba import njit
import around_constants

@njit(inline="always")
def scaled(x):
    return x * around_constants.FACTOR

@njit
def shifted(x):
    return scaled(x) + {shift}

def not_compiled():
    return {text!r}
"""
KERNEL = '''
import around_helpers
from around_constants import TABLE
from sim.kernels import kernel

@kernel
def total(x):
    """{text}"""
    out = 0.0
    for v in x:
        out += around_helpers.shifted(v) * TABLE[1]
    return out

@kernel
def alone(x):
    return x[0]
'''
WRITTEN = {"factor": 2.0, "entry": 1.0, "shift": 0.0, "text": "a text"}
X = np.array([1.0, 2.0, 3.0])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which kernels are kept while the test runs."""
    monkeypatch.setattr(caches, "folders", lambda kind: [tmp_path / kind])
    caches.writable.cache_clear()
    yield tmp_path / "kernels"
    caches.writable.cache_clear()


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ModuleType]:
    """Return a function that writes the three files above with some words changed and imports them as a new process would."""
    monkeypatch.setattr(Cache, "every", [])
    sources = tmp_path / "sources"
    sources.mkdir()

    def written(**changed: object) -> ModuleType:
        for name, text in (("constants", CONSTANTS), ("helpers", HELPERS), ("kernel", KERNEL)):
            file = sources / f"around_{name}.py"
            file.write_text(text.format(**WRITTEN | changed), encoding="utf-8")
            spec = importlib.util.spec_from_file_location(f"around_{name}", file)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            monkeypatch.setitem(sys.modules, spec.name, module)
            exec(
                compile(file.read_text(encoding="utf-8"), file, "exec"), vars(module)
            )  # byte code on disk may be stale
        return module

    return written


def found(module: ModuleType, name: str = "total") -> tuple[float, bool]:
    """Return what a kernel gives, and whether its machine code was there before."""
    kernel = getattr(module, name)
    result = kernel(X)
    return result, sum(kernel.stats.cache_hits.values()) == 1


def test_an_edit_compiles_anew_what_it_reaches_and_nothing_else(folder: Path, load: Callable[..., ModuleType]) -> None:
    module = load()
    assert found(module) == (12.0, False)
    assert found(module, "alone") == (1.0, False)
    assert found(load()) == (12.0, True)
    assert found(load(factor=3.0)) == (18.0, False)  # of a module that a module of helpers reads
    assert found(load(shift=1.0)) == (15.0, False)  # of a compiled function in another file
    assert found(load(entry=2.0)) == (24.0, False)  # of an array
    module = load(text="another text", shift=1.0)
    assert found(module) == (15.0, True)  # docstrings and what is not compiled do not matter
    assert found(module, "alone") == (1.0, True)
    assert found(load()) == (12.0, True)  # older code finds its own again


def test_a_kernel_from_the_cache_is_linked_into_one_that_calls_it(
    folder: Path, load: Callable[..., ModuleType]
) -> None:
    found(load(), "alone")
    module = load()
    assert found(module, "alone") == (1.0, True)
    alone = module.alone

    @kernel
    def twice(x: np.ndarray) -> float:
        return 2 * alone(x)

    @kernel
    def thrice(x: np.ndarray) -> float:
        return 3 * alone(x)

    assert (twice(X), thrice(X)) == (2.0, 3.0)


def test_what_the_cache_could_not_see_is_refused(folder: Path, load: Callable[..., ModuleType]) -> None:
    module = load()
    module.TABLE = {"a": 1.0}
    with pytest.raises(TypeError, match="refers to TABLE, a dict whose changes the cache would not see"):
        module.total(X)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:],
        lambda content: bytes(len(content)),
    ],
    ids=["empty", "cut in the checksum", "cut at the end", "a flipped bit", "zeros"],
)
def test_a_damaged_entry_is_made_anew(
    spoil: Callable[[bytes], bytes], folder: Path, load: Callable[..., ModuleType]
) -> None:
    found(load())
    (file,) = folder.iterdir()
    sound = file.read_bytes()
    file.write_bytes(spoil(sound))
    assert found(load()) == (12.0, False)
    assert found(load()) == (12.0, True)
    assert [f.name for f in folder.iterdir()] == [file.name]


def test_a_damaged_entry_counts_as_missing_when_compiling_is_announced(
    folder: Path, load: Callable[..., ModuleType]
) -> None:
    module = load()
    found(module)
    found(module, "alone")
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:50])
    Cache.every.clear()
    news: list[caches.Compilation] = []
    caches.heard.append(news.append)
    try:
        module = load()
        found(module)
        found(module, "alone")
    finally:
        caches.heard.remove(news.append)
    assert [(n.missing, n.kernels) for n in news] == [(2, 2), (1, 2)]


def test_an_entry_under_a_wrong_name_is_not_used(folder: Path, load: Callable[..., ModuleType]) -> None:
    module = load()
    found(module, "alone")
    (alone,) = folder.iterdir()
    found(module)
    (total,) = (f for f in folder.iterdir() if f != alone)
    alone.write_bytes(total.read_bytes())
    assert found(load(), "alone") == (1.0, False)


def test_where_nothing_can_be_kept_kernels_run_all_the_same_and_the_user_is_told(
    folder: Path, load: Callable[..., ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write_text("a file where the folder should be")
    with announced():
        assert found(load()) == (12.0, False)
    assert capsys.readouterr().err == (
        "compiling the model's kernels (by every process, since no folder for caches can be written, "
        "about 5 s on an idle processor) ...\n"
    )


def test_a_full_disk_is_no_obstacle(
    folder: Path, load: Callable[..., ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, content: bytes) -> int:
        file.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert found(load()) == (12.0, False)
    assert list(folder.iterdir()) == []


def test_compiling_is_announced_once_also_when_only_some_kernels_are_missing(
    folder: Path, load: Callable[..., ModuleType], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with announced():
        found(module := load(), "alone")
        found(module)
    assert capsys.readouterr().err == "compiling the model's kernels (once, about 5 s on an idle processor) ...\n"
    Cache.every.clear()
    with announced():
        found(load(), "alone")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(caches, "folders", lambda kind: [folder / "file" / "x", folder])
    caches.writable.cache_clear()
    (folder / "file").touch()
    Cache.every.clear()
    with announced():
        found(load(shift=5.0))
    assert capsys.readouterr().err == (
        f"compiling 1 of the model's kernels (once, kept in {folder}, about 5 s on an idle processor) ...\n"
    )


def test_every_kernel_of_the_model_is_kept_in_this_cache() -> None:
    """Numba's own does not see an edit of a constant or a callee in another file."""
    assert len(KERNELS) > 20
    assert [name for module, name in KERNELS if not isinstance(getattr(module, name)._cache, Cache)] == []
    for module in {module for module, _ in KERNELS}:
        own = [v for v in vars(module).values() if isinstance(v, Dispatcher)]
        assert all(isinstance(d._cache, Cache) or d.targetoptions.get("inline") == "always" for d in own)


def test_a_process_without_docstrings_and_one_elsewhere_share_machine_code(tmp_path: Path) -> None:
    """Entries are named by content: neither the place of the sources nor an option of Python makes another."""
    task = (
        "import sys; sys.path.insert(0, sys.argv[1]); import sim.rng, sim.kernels as k; "
        "print(*sorted(k.made_of_all(c._dispatcher) for c in k.Cache.every))"
    )
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    (copy / "sim").symlink_to(ROOT / "sim")
    made = {
        subprocess.run(
            [sys.executable, *options, "-c", task, str(place)], capture_output=True, encoding="utf-8", check=True
        ).stdout
        for options, place in (((), ROOT), (("-OO",), copy))
    }
    assert len(made) == 1
    assert len(made.pop().split()) == 5
