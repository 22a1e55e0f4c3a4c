"""The command ``inspect``: what national inspectors would find in the records of a county."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Any

from experiments import hint
from experiments.commands import again, command, whole
from experiments.commands import texts as shared
from experiments.commands.texts import records as texts
from sim.say import language, spoken

REGIMES = {"2017": (2017,), "2012": (2012,), "both": (2017, 2012)}


def add(commands: Any) -> None:
    """Register the command."""
    inspect = command(commands, "inspect", do_inspect, texts.INSPECT(), texts.INSPECT_LONG())
    inspect.add_argument("data", metavar="DATA", help=texts.INSPECT_DATA())
    inspect.add_argument("--year", type=whole(1990, 2200, shared.YEAR_BEGUN), metavar="Y", help=texts.INSPECT_YEAR())
    inspect.add_argument("--regime", type=_regime, default="both", metavar="|".join(REGIMES), help=texts.REGIME())
    inspect.add_argument("--out", metavar="DIR", help=texts.INSPECT_OUT())


def do_inspect(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Inspect records."""
    from experiments.records.reading import read_records
    from experiments.terminal.progress import say

    say(texts.READING())
    records = read_records(arguments.data, arguments.year)
    name = os.path.splitext(os.path.basename(os.path.abspath(arguments.data)))[0]
    from experiments.files.output import Folder

    with Folder(arguments.out or f"results/inspect-{name}", replaces=("inspect",)) as folder:
        from experiments.inspection.county import inspect_records
        from experiments.inspection.headlines import headlines
        from experiments.inspection.output import write

        found = inspect_records(records, REGIMES[arguments.regime])
        say(texts.WRITING())
        write(found, folder, again(words), words)
    for note in found.notes:
        print(shared.NOTE(note=note))
    for view in found.views:
        for line in headlines(view):
            print(spoken(line, language()))
    print(shared.REPORT_IN(report=os.path.join(folder.name, "report.html"), folder=folder.name))


def _regime(text: str) -> str:
    if text not in REGIMES:
        raise argparse.ArgumentTypeError(texts.NO_REGIME(text=text, hint=hint(text, REGIMES)))
    return text
