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
from experiments.files.partial import whole_file
from experiments.terminal import stopping

SUFFIX = ".toml"
FALLBACK = "district"  # name of a case whose records have a name without a latin letter


def add(commands: Any) -> None:
    """Register the command."""
    new = command(
        commands, "new-case", do_new_case, "make a case of school records",
        "Turn a folder, workbook or CSV file of school records into a case file that edugroup run takes. What the records do not "
        "say is assumed, and every assumption is printed and written at the head of the file.",
    )  # fmt: skip
    new.add_argument(
        "data", metavar="DATA", help="folder, XLSX or CSV file of school records (edugroup template makes one)"
    )
    new.add_argument(
        "--year", type=whole(1990, 2099, "school year"), metavar="Y",
        help="school year of the records, by the year it begins in: 2023 is 2023/24 (default: the last one they hold)",
    )  # fmt: skip
    new.add_argument(
        "--name", metavar="ID", help="id of the case: a to z, digits, - and _ (default: from the name of DATA)"
    )
    new.add_argument("--out", metavar="FILE.toml", help="file to write (default: ID.toml)")
    new.add_argument(
        "--fit", metavar="FILE.csv",
        help="also write how every school's recorded mean and spread of scores stand on the first day of the case",
    )  # fmt: skip
    new.add_argument("--force", action="store_true", help="replace files that are there")


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
        raise Refused("--fit: the records hold no scores of schools or pupils that a case could use; leave --fit out")
    write_whole(out, found.text, force=arguments.force)
    if beside is not None:
        write_whole(beside, csv_text(fit.table(shown)), force=arguments.force, suffix=".csv", option="--fit")
    print(summary(found.case))
    for title, lines in (("Read with care", records.notes), ("Assumed", found.assumptions)):
        if lines:
            print(f"\n{title}:", *(f"- {line}" for line in lines), sep="\n")
    if shown:
        print("\nScores, recorded and on the first day [points of the records]:", *fit.lines(shown), sep="\n")
    print(f"\nCase: {out}" + (f"\nFit: {beside}" if beside else "") + f"\nNext: {again(['run', os.fspath(out)])}")


def name_of(data: str) -> str:
    """Return an id for the case of some data: the latin letters and digits of their name."""
    stem = Path(data).resolve().stem.lower()
    return re.sub(r"[^a-z0-9_]+", "-", stem).strip("-_") or FALLBACK


def summary(case: Any) -> str:
    """Return what a case holds, in a line."""
    schools = [s for s in case.schools if s.kind.teaches]
    counts = {
        "schools": len(schools),
        "kindergartens": len(case.schools) - len(schools),
        "pupils": sum(s.pupils for s in schools),
    }
    counts |= {"towns": len(case.towns), "groups": len(case.groups), "ties": sum(len(g.members) for g in case.groups)}
    return f"{case.id}: " + ", ".join(f"{n:,} {what}" for what, n in counts.items() if n)


def check_target(out: Path, *, force: bool, suffix: str = SUFFIX, option: str = "--out") -> None:
    """Refuse a file name that cannot be used.

    Raises
    ------
    Refused
        Saying why.
    """
    if out.suffix != suffix:
        raise Refused(f"{option} {out} does not end in {suffix}; name a file such as {out.name or 'district'}{suffix}")
    if out.is_dir():
        raise Refused(f"{out} is a folder; name a file with {option}")
    if os.path.lexists(out) and not force:
        raise Refused(f"{out} is there already; name another file with {option}, or replace it with --force")


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
            raise Refused(f"cannot write {out}: {error.strerror}") from None
        raise
