"""The command ``template``: empty tables for the records of schools, teachers and pupils."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments import Refused, hint
from experiments.commands import command

if TYPE_CHECKING:
    from experiments.records.template import Language

LANGUAGES = ("zh", "en")


def add(commands: Any) -> None:
    """Register the command."""
    template = command(
        commands, "template", do_template, "write empty tables for your own records",
        "Write the tables that edugroup inspect and edugroup new-case read, to be filled in: a workbook and CSV files with "
        "headers, the allowed words and an explanation of every column. Replaces an earlier template.",
    )  # fmt: skip
    template.add_argument(
        "--out", default="template", metavar="DIR|FILE.xlsx", help="folder, or a workbook alone (default: template)"
    )
    template.add_argument(
        "--lang", type=_language, default="zh", metavar="zh|en", help="language of the headers (default: zh)"
    )


def do_template(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Write the templates."""
    from experiments.output import Folder
    from experiments.records.columns import TABLES
    from experiments.records.template import csv_text, write_workbook

    if arguments.out.lower().endswith(".xlsx"):
        _write_alone(Path(arguments.out), arguments.lang)
        print(f"Workbook: {arguments.out}")
        return
    with Folder(arguments.out, replaces=("template",)) as folder:
        write_workbook(folder.path / "template.xlsx", arguments.lang)
        for table in TABLES:
            text = csv_text(table, arguments.lang)
            (folder.path / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="")
        folder.write_manifest("template", words, {"language": arguments.lang})
    print(f"Workbook: {os.path.join(folder.name, 'template.xlsx')}\nCSV files: {folder.name}")


def _write_alone(target: Path, language: Language) -> None:
    """Write the workbook alone, whole or not at all, and never over a file."""
    from experiments.partial import whole_file
    from experiments.records.template import write_workbook

    if os.path.lexists(target):
        raise Refused(f"{target} is there already; name another file with --out")
    try:
        with whole_file(target) as file:
            write_workbook(file, language)
    except OSError as error:
        raise Refused(f"cannot write {target}: {error.strerror}") from None


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"there is no language '{text}'{hint(text, LANGUAGES)}")
    return text
