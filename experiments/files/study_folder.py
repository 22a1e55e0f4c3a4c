"""The folder of a study: what may lie in it before the first run is stored, and what beside its runs may be replaced.

A study's folder holds the store of runs and, beside it, tables, figures and a page. Nothing else is ever written over or
deleted: a folder that holds something of somebody else is refused before anything is run, and no link is followed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from experiments import Refused
from experiments.files import texts
from experiments.files.output import LITTER, MANIFEST, Folder, first_of, read_manifest
from experiments.files.partial import is_partial

STORE = "runs.sqlite"
LOCK = "runs.lock"
PAGE = "report.html"
TABLES, FIGURES, REPORT, EXPORT = PARTS = ("tables", "figures", "report", "export")  # each with a manifest of its own
STUDY, COMPARE, ABLATE, DISTRICTS = (
    ("sweep", "sensitivity"),
    ("compare",),
    ("ablate",),
    ("districts",),
)  # commands that share a kind of folder
OF_STORE = (STORE, f"{STORE}-wal", f"{STORE}-shm", f"{STORE}-journal", LOCK)  # files of the store itself
# What ends every page of ours, those of earlier versions too.
OURS = re.compile(rb'<footer><p>(<span class="en">)?edugroup, a model of education groups')


def check_new(folder: Path, page_of: str = "") -> None:
    """Refuse to begin a store in a folder that holds what we did not write, but for the page of a command.

    Raises
    ------
    Refused
        Saying what is there.
    """
    if (folder / STORE).is_symlink():
        raise Refused(texts.LINK(path=folder / STORE))
    if (folder / STORE).exists() or not folder.is_dir():
        return
    known = {*OF_STORE, *LITTER}
    if (manifest := read_manifest(folder)) is not None and manifest["command"] == page_of:  # replaced as a whole
        known |= {MANIFEST, *(f["path"].partition("/")[0] for f in manifest["files"])}
    foreign = sorted(
        p.name for p in folder.iterdir()
        if p.name not in known and not is_partial(p.name) and not _is_output(p)
    )  # fmt: skip
    if foreign:
        raise Refused(texts.OTHER_FILES(path=folder, names=first_of(foreign)))


def check_beside(folder: Path, commands: Sequence[str]) -> None:
    """Refuse a study's folder where tables, figures or a page would go over what these commands did not write.

    Raises
    ------
    Refused
        Saying what is there.
    """
    check_new(folder)
    for name in (REPORT,) if commands == DISTRICTS else (TABLES, FIGURES):
        part(folder, name, commands).check()
    check_page(folder)


def check_page(folder: Path) -> None:
    """Refuse to write a page over one that is not ours."""
    page = folder / PAGE
    if os.path.lexists(page) and not is_our_page(page):
        raise Refused(texts.NOT_OUR_PAGE(path=page))


def part(folder: Path, name: str, commands: Sequence[str] = ()) -> Folder:
    """Return a folder inside a study's folder that is to be written anew by some commands."""
    return Folder(folder / name, replaces=(FIGURES,) if name == FIGURES else commands, links=False)


def is_our_page(page: Path) -> bool:
    """Return whether a file is a page that we wrote."""
    try:
        if not stat.S_ISREG(page.lstat().st_mode):
            return False
        with page.open("rb") as file:
            file.seek(max(page.stat().st_size - 4000, 0))
            return OURS.search(file.read()) is not None
    except OSError:
        return False


def _is_output(path: Path) -> bool:
    """Return whether a path is what a study leaves beside its runs; its content is looked at when it is to be replaced."""
    if path.name == PAGE:
        return is_our_page(path)
    if path.name not in PARTS or path.is_symlink():
        return False
    return read_manifest(path) is not None
