"""A lock of the operating system on a study's folder: it dies with its process, however that ends."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from pathlib import Path

from experiments import Refused

# File systems of networks: locks and shared memory, which the store's log needs, do not hold on them.
REMOTE = {
    "nfs",
    "nfs4",
    "lustre",
    "gpfs",
    "beegfs",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "ceph",
    "afs",
    "fuse.sshfs",
    "glusterfs",
}


class Lock:
    """The right to write in a folder.

    Raises
    ------
    Refused
        When another process holds it, saying which.
    """

    def __init__(self, path: Path, folder: str) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise Refused(f"cannot write {folder}: {error.strerror}") from None
        if not _take(self._file):
            holder = os.pread(self._file, 200, 1).decode(errors="replace") if hasattr(os, "pread") else ""
            os.close(self._file)
            who = f" ({holder.strip()})" if holder.strip() else ""
            raise Refused(f"another edugroup{who} is writing in {folder}; wait until it ends, or stop it")
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        with suppress(OSError):  # a full disk: the lock holds all the same
            os.write(self._file, f"\nprocess {os.getpid()} on {platform.node()}\n".encode())

    def release(self) -> None:
        """Let others write."""
        os.close(self._file)


def file_system(path: Path) -> str:
    """Return the kind of file system a path is on, or nothing where that cannot be told."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = ("", "")
    for line in lines:
        _, mount, kind, *_ = line.split()
        mount = mount.encode().decode("unicode_escape")
        if path.resolve().is_relative_to(mount) and len(mount) >= len(found[0]):
            found = (mount, kind)
    return found[1]


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
