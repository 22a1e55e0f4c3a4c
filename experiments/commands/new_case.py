"""The command ``new-case``: records of schools turned into a case that runs."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments import Refused
from experiments.commands import again, command, whole
from experiments.commands import texts as shared
from experiments.commands.texts import records as texts
from experiments.files.partial import whole_file
from experiments.terminal import stopping
from sim import system
from sim.say import Said, joined

SUFFIX = ".toml"
FALLBACK = "district"  # name of a case whose records have a name without a latin letter


def add(commands: Any) -> None:
    """Register the command."""
    new = command(commands, "new-case", do_new_case, texts.NEW_CASE(), texts.NEW_CASE_LONG())
    new.add_argument("data", metavar="DATA", help=texts.NEW_CASE_DATA())
    new.add_argument("--year", type=whole(1990, 2099, shared.YEAR_BEGUN), metavar="Y", help=texts.NEW_CASE_YEAR())
    new.add_argument("--name", metavar="ID", help=texts.NEW_CASE_NAME())
    new.add_argument("--out", metavar="FILE.toml", help=texts.NEW_CASE_OUT())
    new.add_argument("--fit", metavar="FILE.csv", help=texts.NEW_CASE_FIT())
    new.add_argument("--force", action="store_true", help=texts.NEW_CASE_FORCE())


def do_new_case(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Make a case of records and write it."""
    name = arguments.name or name_of(arguments.data)
    out = Path(arguments.out or name + SUFFIX)
    check_target(out, force=arguments.force)
    beside = Path(arguments.fit) if arguments.fit else None
    if beside is not None:
        check_target(beside, force=arguments.force, suffix=".csv", option="--fit")
    from experiments.files.spreadsheet_text import csv_text
    from experiments.new_case import fit
    from experiments.new_case.draft import draft
    from experiments.records.reading import read_records

    records = read_records(arguments.data, arguments.year)
    found = draft(records, name, command=again(words))
    shown = fit.fit(found, records)
    if beside is not None and not shown:
        raise Refused(texts.NOTHING_TO_FIT())
    write_whole(out, found.text, force=arguments.force)
    if beside is not None:
        write_whole(beside, csv_text(fit.table(shown)), force=arguments.force, suffix=".csv", option="--fit")
    print(summary(found.case))
    for title, lines in ((texts.READ_WITH_CARE(), records.notes), (texts.ASSUMED(), found.assumptions)):
        if lines:
            print(title, *(f"- {line}" for line in lines), sep="\n")
    if shown:
        print(texts.SCORES(), *fit.lines(shown), sep="\n")
    print(texts.CASE_WRITTEN(path=out))
    if beside is not None:
        print(texts.FIT_WRITTEN(path=beside))
    print(texts.NEXT(again=again(["run", os.fspath(out)])))


def name_of(data: str) -> str:
    """Return an id for the case of some data: the latin letters and digits of their name."""
    stem = Path(data).resolve().stem.lower()
    return re.sub(r"[^a-z0-9_]+", "-", stem).strip("-_") or FALLBACK


def summary(case: Any) -> Said:
    """Return what a case holds, in a line."""
    schools = [s for s in case.schools if s.kind.teaches]
    counts = (
        len(schools),
        len(case.schools) - len(schools),
        sum(s.pupils for s in schools),
        len(case.towns),
        len(case.groups),
        sum(len(g.members) for g in case.groups),
    )
    told = [said(n=n) for n, said in zip(counts, texts.COUNTS, strict=True) if n]
    return texts.HOLDS(id=case.id, counts=joined(told, "，"))


def check_target(out: Path, *, force: bool, suffix: str = SUFFIX, option: str = "--out") -> None:
    """Refuse a file name that cannot be used.

    Raises
    ------
    Refused
        Saying why.
    """
    if out.suffix != suffix:
        example = f"{out.name or FALLBACK}{suffix}"
        raise Refused(texts.WRONG_SUFFIX(option=option, path=out, suffix=suffix, example=example))
    if out.is_dir():
        raise Refused(texts.IS_FOLDER(path=out, option=option))
    if os.path.lexists(out) and not force:
        raise Refused(shared.IS_THERE(path=out, option=option))


def write_whole(out: Path, text: str, *, force: bool, suffix: str = SUFFIX, option: str = "--out") -> None:
    """Write a file so that it appears whole or not at all, and nothing is replaced unasked."""
    made = [p for p in reversed(out.parents) if not p.exists()]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as draft:
            draft.write_text(text, encoding="utf-8", newline="\n")
            stopping.here()
            check_target(out, force=force, suffix=suffix, option=option)  # someone may have come first
    except BaseException as error:
        for parent in reversed(made):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        if isinstance(error, OSError):
            raise Refused(shared.CANNOT_WRITE(path=out, why=system.why(error))) from None
        raise
