"""A lock of the operating system on a study's folder: it dies with its process, however that ends."""

from __future__ import annotations

import os
import platform
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path

from experiments import Refused
from experiments.files import texts
from sim import system

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

HOLDER = re.compile(r"process (\d+) on (.*)")  # what a lock says of who holds it


class Held(Refused):
    """Another process is writing."""


class Lock:
    """The right to write in a folder.

    Raises
    ------
    Refused
        When another process holds it, saying which, or where a link or a file of somebody else stands in its place.
    """

    def __init__(self, path: Path, folder: str) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except OSError as error:
            link = path.is_symlink()
            why = texts.IS_A_LINK if link else system.why(error)
            raise Refused(texts.CANNOT_WRITE(path=path if link else folder, why=why)) from None
        try:
            self._begin(path, folder)
        except BaseException:
            os.close(self._file)
            raise

    def _begin(self, path: Path, folder: str) -> None:
        if not stat.S_ISREG(os.fstat(self._file).st_mode):
            raise Refused(texts.NOT_OURS(path=path))
        said = os.pread(self._file, 200, 0) if hasattr(os, "pread") else b""
        if said[:1] not in {b"", b"\n"}:  # which is how ours begin
            raise Refused(texts.NOT_OURS(path=path))
        if not take(self._file):
            holder = HOLDER.search(said.decode(errors="replace"))
            raise Held(
                texts.ANOTHER_PROCESS(process=holder[1], host=holder[2], folder=folder)
                if holder
                else texts.ANOTHER(folder=folder)
            )
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

    def take(file: int) -> bool:
        """Lock an open file, and return whether nobody else holds it."""
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def take(file: int) -> bool:
        """Lock an open file or folder, and return whether nobody else holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
