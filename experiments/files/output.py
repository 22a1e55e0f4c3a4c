"""Output folders: written aside, moved into place whole, never on top of anything that is not ours."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import sim
from experiments import Refused
from experiments.files import partial, texts, traces
from experiments.terminal import stopping
from sim import system
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = "manifest.json"
PROGRAM = "edugroup"
LIBRARIES = ("numpy", "scipy", "numba", "mesa", "pandas", "pyarrow", "pydantic", "matplotlib", "openpyxl")
CHANGED = "+changes"  # behind the commit of a checkout whose files differ from it
FORCED = ("run", "template")  # commands that replace their earlier output only with --force
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left by file managers


class Folder:
    """A folder that appears whole when its ``with`` block ends well, and leaves no trace otherwise.

    Parameters
    ----------
    target
        Where it is to appear.
    replaces
        Commands (as in manifests) whose earlier output may be replaced.
    links
        Whether the target may be a link to a folder, which then stays a link.
    keeps
        Names of files at the target that stay there beside what is written: those of a store of runs.
    """

    def __init__(
        self,
        target: str | os.PathLike[str],
        *,
        replaces: Sequence[str] = (),
        links: bool = True,
        keeps: Sequence[str] = (),
    ) -> None:
        self.name = os.fspath(target)
        self.target = Path(target).resolve() if links else Path(target).parent.resolve() / Path(target).name
        self.replaces, self.keeps = tuple(replaces), tuple(keeps)
        self.start = perf_counter()
        self.started = datetime.now(UTC)

    def __enter__(self) -> Self:
        self.made: list[Path] = []
        try:
            partial.clear(self.target)
            self.check()
            self._make_parents()
            self.path, self._held = partial.begin(self.target)
        except OSError as error:
            self._remove_parents()
            raise Refused(texts.CANNOT_WRITE(path=self.name, why=system.why(error))) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                stopping.here()
                self.check()  # someone may have come first
                self._appear()
                traces.note(self.name)
        finally:
            shutil.rmtree(self.path, ignore_errors=True)
            self._remove_parents()
            if self._held is not None:
                os.close(self._held)

    def check(self) -> None:
        """Refuse a target that holds anything we may not replace.

        Raises
        ------
        Refused
            Saying what is there.
        """
        if not os.path.lexists(self.target):
            return
        if self.target.is_symlink():
            raise Refused(texts.LINK(path=self.name))
        if not self.target.is_dir():
            raise Refused(texts.IS_A_FILE(path=self.name))
        with contextlib.suppress(FileNotFoundError):  # the folder we are in was deleted
            if Path.cwd().is_relative_to(self.target):
                raise Refused(texts.FOLDER_YOU_ARE_IN(path=self.name))
        there = {
            p.relative_to(self.target).as_posix() for p in self.target.rglob("*") if not p.is_dir() or p.is_symlink()
        }
        there = {p for p in there if p.rpartition("/")[2] not in LITTER} - set(self.keeps)
        if not there:
            return
        manifest = read_manifest(self.target)
        if manifest is None:
            raise Refused(texts.NOT_EMPTY(path=self.name))
        if manifest["command"] not in self.replaces:
            forces = manifest["command"] in FORCED and not self.replaces
            say = texts.EARLIER_OUTPUT_FORCE if forces else texts.EARLIER_OUTPUT
            raise Refused(say(path=self.name, command=manifest["command"]))
        if foreign := sorted(there - {f["path"] for f in manifest["files"]} - {MANIFEST}):
            raise Refused(texts.FOREIGN(path=self.name, names=first_of(foreign)))

    def _appear(self) -> None:
        """Move the finished folder into place, and what it replaces out of the way."""
        if not self.target.exists() or not any(self.target.iterdir()):
            self.path.replace(self.target)
            return
        for name in self.keeps:
            if (kept := self.target / name).is_file():
                try:
                    os.link(kept, self.path / name)
                except OSError:  # a file system without hard links
                    shutil.copy2(kept, self.path / name)
        old = partial.aside(self.path)
        old.mkdir()
        try:
            self.target.replace(old)
            self.path.replace(self.target)
        except BaseException:
            if not self.target.exists():
                old.replace(self.target)
            raise
        finally:
            if self.target.exists():
                shutil.rmtree(old, ignore_errors=True)

    def _make_parents(self) -> None:
        missing = [p for p in self.target.parents if not p.exists()]
        for parent in reversed(missing):
            parent.mkdir()
            self.made.append(parent)

    def _remove_parents(self) -> None:
        for parent in reversed(self.made):
            with contextlib.suppress(OSError):  # not empty: the output is in it
                parent.rmdir()

    def write_table(self, name: str, frame: pd.DataFrame) -> None:
        """Write a table as ``name.parquet``."""
        stopping.here()
        empty = (
            frame.columns[[frame[c].dtype == object and not len(frame) for c in frame.columns]]
            if len(frame.columns)
            else []
        )
        frame.astype(dict.fromkeys(empty, "str")).to_parquet(self.path / f"{name}.parquet", index=False)

    def write_manifest(self, command: str, argv: Sequence[str], facts: Mapping[str, Any]) -> None:
        """Write the manifest, which comes last because it lists all files."""
        content = {
            "program": PROGRAM,
            "command": command,
            "argv": list(argv),
            **facts,
            "versions": versions(),
            "code_hash": sim.CODE_HASH,
            "git_commit": git_commit(),
            "platform": platform.platform(),
            "started": self.started.isoformat(timespec="seconds"),
            "wall_seconds": round(perf_counter() - self.start, 3),
            "files": [
                {"path": p.relative_to(self.path).as_posix(), "bytes": p.stat().st_size}
                for p in sorted(self.path.rglob("*"))
                if p.is_file()
            ],
        }
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        (self.path / MANIFEST).write_text(text + "\n", encoding="utf-8")


def first_of(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    return names[0] if len(names) == 1 else texts.NAMES_MORE(name=names[0], n=len(names) - 1)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of an earlier output, or None where there is none of ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        ours = manifest["program"] == PROGRAM and isinstance(manifest["command"], str)
        return manifest if ours and all(isinstance(f["path"], str) for f in manifest["files"]) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def versions() -> dict[str, str]:
    """Return the versions of Python, of this program and of the libraries a result rests on."""
    found = {"python": platform.python_version(), PROGRAM: sim.__version__}
    for library in LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            found[library] = version(library)
    return found


def commit_said(commit: str) -> Said:
    """Return the commit of a checkout, and that files differ from it where they do."""
    bare = commit.removesuffix(CHANGED)
    return texts.CHANGED_CODE(commit=bare) if bare != commit else Said(commit, commit)


def git_commit() -> str | None:
    """Return the commit of the checkout, with ``+changes`` where files differ from it; None outside a checkout."""
    if sim.CHECKOUT is None or not (sim.CHECKOUT / ".git").exists():
        return None

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words],
            cwd=sim.CHECKOUT,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=10,
        ).stdout.strip()

    try:
        return git("rev-parse", "HEAD") + (CHANGED if git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None
