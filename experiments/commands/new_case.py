"""The command ``new-case``: records of schools turned into a case that runs."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments import Refused, stopping
from experiments.commands import again, command, whole
from experiments.partial import whole_file

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
    new.add_argument("--force", action="store_true", help="replace the file if it is there")


def do_new_case(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Make a case of records and write it."""
    name = arguments.name or name_of(arguments.data)
    out = Path(arguments.out or name + SUFFIX)
    check_target(out, force=arguments.force)
    from experiments.new_case.draft import draft
    from experiments.records.reading import read_records

    records = read_records(arguments.data, arguments.year)
    found = draft(records, name, command=again(words))
    write_whole(out, found.text, force=arguments.force)
    print(summary(found.case))
    for title, lines in (("Read with care", records.notes), ("Assumed", found.assumptions)):
        if lines:
            print(f"\n{title}:", *(f"- {line}" for line in lines), sep="\n")
    print(f"\nCase: {out}\nNext: {again(['run', os.fspath(out)])}")


def name_of(data: str) -> str:
    """Return an id for the case of some data: the latin letters and digits of their name."""
    stem = Path(data).resolve().stem.lower()
    return re.sub(r"[^a-z0-9_]+", "-", stem).strip("-_") or FALLBACK


def summary(case: Any) -> str:
    """Return what a case holds, in a line."""
    schools = [s for s in case.schools if s.stage != "kindergarten"]
    counts = {
        "schools": len(schools),
        "kindergartens": len(case.schools) - len(schools),
        "pupils": sum(s.pupils for s in schools),
    }
    counts |= {"towns": len(case.towns), "groups": len(case.groups), "ties": sum(len(g.members) for g in case.groups)}
    return f"{case.id}: " + ", ".join(f"{n:,} {what}" for what, n in counts.items() if n)


def check_target(out: Path, *, force: bool) -> None:
    """Refuse a file name that cannot be used.

    Raises
    ------
    Refused
        Saying why.
    """
    if out.suffix != SUFFIX:
        raise Refused(f"--out {out} does not end in {SUFFIX}; name a file such as {out.name or 'district'}{SUFFIX}")
    if out.is_dir():
        raise Refused(f"{out} is a folder; name a file with --out")
    if os.path.lexists(out) and not force:
        raise Refused(f"{out} is there already; name another file with --out, or replace it with --force")


def write_whole(out: Path, text: str, *, force: bool) -> None:
    """Write a file so that it appears whole or not at all, and nothing is replaced unasked."""
    made = [p for p in reversed(out.parents) if not p.exists()]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as draft:
            draft.write_text(text, encoding="utf-8", newline="\n")
            stopping.here()
            check_target(out, force=force)  # someone may have come first
    except BaseException as error:
        for parent in reversed(made):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        if isinstance(error, OSError):
            raise Refused(f"cannot write {out}: {error.strerror}") from None
        raise
