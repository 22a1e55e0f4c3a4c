"""Where caches are kept: folders of this user, found without a home, a name or a checkout that can be written."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import sim


class Compilation(NamedTuple):
    """News that kernels are being compiled, which takes a while."""

    missing: int  # kernels without machine code, of those that were imported
    kernels: int
    folder: Path | None  # where it will be kept; None: nowhere
    usual: bool  # whether that is the place of first choice


heard: list[Callable[[Compilation], None]] = []  # who wants to know; the model itself says nothing


def folders(kind: str) -> list[Path]:
    """Return where a kind of cache may be, the place of first choice first.

    That is what ``NUMBA_CACHE_DIR`` names (for kernels), a checkout's ``.cache``, the user's cache (``XDG_CACHE_HOME`` or
    ``~/.cache``), and at last a private folder among the temporary files.
    """
    out = []
    if kind == "kernels" and (given := os.environ.get("NUMBA_CACHE_DIR")):
        out.append(Path(given) / "edugroup")
    if sim.CHECKOUT is not None:
        out.append(sim.CHECKOUT / ".cache" / kind)
    user = Path(os.environ.get("XDG_CACHE_HOME") or "")
    home = user if user.is_absolute() else _home()
    if home is not None:
        out.append(home / "edugroup" / kind)
    if (private := _private()) is not None:
        out.append(private / kind)
    return out


@cache
def writable(kind: str) -> Path | None:
    """Return the first of those folders that can be written, made if need be; None where there is none."""
    return next((folder for folder in folders(kind) if _can_write(folder)), None)


def _home() -> Path | None:
    try:
        return Path.home() / ".cache"
    except RuntimeError:  # neither HOME nor an entry for this user
        return None


@cache
def _private() -> Path | None:
    """Return a folder for temporary files that nobody else can write, since what is found there is trusted."""
    import stat
    import tempfile

    if not hasattr(os, "getuid"):  # there temporary files are the user's own
        return Path(tempfile.gettempdir()) / "edugroup"
    try:
        folder = Path(tempfile.gettempdir()) / f"edugroup-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    return folder if ours else None


def _can_write(folder: Path) -> bool:
    import tempfile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True
