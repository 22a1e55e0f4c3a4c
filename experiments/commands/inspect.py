"""The command ``inspect``: what national inspectors would find in the records of a county."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Any

from experiments import hint
from experiments.commands import again, command, whole

REGIMES = {"2017": (2017,), "2012": (2012,), "both": (2017, 2012)}


def add(commands: Any) -> None:
    """Register the command."""
    inspect = command(
        commands, "inspect", do_inspect, "inspect the records of a real county",
        "Read records of schools, and if there are any of teachers and pupils, check them, and write what national inspectors "
        "would find: schools against thresholds, coefficients of variation, what would have to move. Replaces an earlier one.",
    )  # fmt: skip
    inspect.add_argument(
        "data", metavar="DATA",
        help="folder with schools.csv (学校.csv) and the like, or an XLSX workbook (see edugroup template); example is the "
        "worked example",
    )  # fmt: skip
    inspect.add_argument(
        "--year", type=whole(1990, 2200, "school year, by the year it begins in"), metavar="Y",
        help="school year, where the records hold several (default: the last)",
    )  # fmt: skip
    inspect.add_argument(
        "--regime", type=_regime, default="both", metavar="|".join(REGIMES),
        help="2017: quality balance (优质均衡), 2012: basic balance (基本均衡) (default: both)",
    )  # fmt: skip
    inspect.add_argument("--out", metavar="DIR", help="folder to write (default: results/inspect-DATA)")


def do_inspect(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Inspect records."""
    from experiments.records.reading import read_records
    from experiments.terminal.progress import say

    say("reading and checking the records ...")
    records = read_records(arguments.data, arguments.year)
    name = os.path.splitext(os.path.basename(os.path.abspath(arguments.data)))[0]
    from experiments.files.output import Folder

    with Folder(arguments.out or f"results/inspect-{name}", replaces=("inspect",)) as folder:
        from experiments.inspection.county import inspect_records
        from experiments.inspection.headlines import headlines
        from experiments.inspection.output import write

        found = inspect_records(records, REGIMES[arguments.regime])
        say("writing tables, figures and report ...")
        write(found, folder, again(words), words)
    for note in found.notes:
        print(f"note: {note}")
    for view in found.views:
        for line in headlines(view):
            print(line.en, f"  {line.zh}", sep="\n")
    print(f"\nReport: {os.path.join(folder.name, 'report.html')}\nTables and figures: {folder.name}")


def _regime(text: str) -> str:
    if text not in REGIMES:
        raise argparse.ArgumentTypeError(f"there is no regime '{text}'{hint(text, REGIMES)}")
    return text
