"""What is being written and does not stand in its place yet: ``.NAME.partial-…`` and ``.NAME.old-…`` beside NAME.

Each is held by a lock of the operating system, which dies with its process. What a killed process left behind is cleared by
the next one that writes the same NAME: half-written things go, and an earlier output that was moved aside comes back. What
another living process holds is left alone, and so is a link.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from experiments.files import locking, texts
from experiments.terminal import progress

NAME = re.compile(r"\.(?P<of>.+)\.(?P<kind>partial|old)-(?P<mark>[a-z0-9_]{8})")


def is_partial(name: str) -> bool:
    """Return whether a file or folder of this name is something half done."""
    return NAME.fullmatch(name) is not None


def begin(target: Path) -> tuple[Path, int | None]:
    """Make an empty folder beside a target, and return it with the lock that holds it (to be closed)."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=f".{target.name}.partial-", dir=target.parent))
        held = _hold(path)
        if sys.platform == "win32" or (held is not None and path.is_dir()):
            path.chmod(0o777 & ~umask())  # mkdtemp makes private folders
            return path, held
        if held is not None:  # somebody cleared it before it was held
            os.close(held)


def aside(path: Path) -> Path:
    """Return where the earlier output goes while a partial folder takes its place."""
    return path.with_name(path.name.replace(".partial-", ".old-"))


def clear(target: Path) -> None:
    """Clear what killed processes left beside a target."""
    if sys.platform == "win32":  # where a folder cannot be locked: nobody can tell who is alive
        return
    for path in _left(target, "old"):
        sibling = path.with_name(path.name.replace(".old-", ".partial-"))
        held = _hold(sibling)
        if held is None and os.path.lexists(sibling):
            continue  # another process is at it
        if os.path.lexists(target):
            shutil.rmtree(path, ignore_errors=True)
        elif any(path.iterdir()):
            path.replace(target)
            progress.say(texts.BACK_IN_PLACE(path=target))
        else:
            path.rmdir()
        if held is not None:
            os.close(held)
    for path in _left(target, "partial"):
        if (held := _hold(path)) is not None:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
            os.close(held)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a file to write that takes the place of the target when the block ends well, and is gone otherwise."""
    clear(target)
    number, name = tempfile.mkstemp(prefix=f".{target.name}.partial-", dir=target.parent)  # never through a link
    path = Path(name)
    try:
        locking.take(number)
        path.chmod(0o666 & ~umask())
        yield path
        path.replace(target)
    finally:
        os.close(number)
        path.unlink(missing_ok=True)


def umask() -> int:
    """Return the mask of permissions, which can only be read by setting it."""
    if sys.platform == "win32":
        return 0
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _left(target: Path, kind: str) -> list[Path]:
    """Return the folders and files of a kind beside a target; no links."""
    out = []
    with suppress(OSError):
        for entry in os.scandir(target.parent):
            found = NAME.fullmatch(entry.name)
            if found and (found["of"], found["kind"]) == (target.name, kind) and not entry.is_symlink():
                out.append(Path(entry.path))
    return sorted(out)


def _hold(path: Path) -> int | None:
    """Return the lock of a folder or file, or None where another process holds it or it is not there."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    if locking.take(number):
        return number
    os.close(number)
    return None
