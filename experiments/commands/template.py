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

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def add(commands: Any) -> None:
    """Register the command."""
    template = command(
        commands, "template", do_template, "write empty tables for your own records",
        "Write the tables that edugroup inspect and edugroup new-case read, to be filled in: a workbook and CSV files with "
        "headers, the allowed words and an explanation of every column. --force replaces an earlier template that is empty.",
    )  # fmt: skip
    template.add_argument(
        "--out", default="template", metavar="DIR|FILE.xlsx", help="folder, or a workbook alone (default: template)"
    )
    template.add_argument(
        "--lang", type=_language, default="zh", metavar="zh|en", help="language of the headers (default: zh)"
    )
    template.add_argument(
        "--force", action="store_true", help="replace an earlier template; one that was filled in is never replaced"
    )


def do_template(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Write the templates."""
    from experiments.files.output import Folder
    from experiments.records.columns import TABLES
    from experiments.records.template import csv_text, write_workbook

    if arguments.out.lower().endswith(".xlsx"):
        _write_alone(Path(arguments.out), arguments.lang, force=arguments.force)
        print(f"Workbook: {arguments.out}")
        return
    if arguments.force:
        _check_unchanged(Path(arguments.out))
    with Folder(arguments.out, replaces=("template",) if arguments.force else ()) as folder:
        write_workbook(folder.path / "template.xlsx", arguments.lang)
        for table in TABLES:
            text = csv_text(table, arguments.lang)
            (folder.path / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="")
        folder.write_manifest("template", words, {"language": arguments.lang})
    print(f"Workbook: {os.path.join(folder.name, 'template.xlsx')}\nCSV files: {folder.name}")


def _check_unchanged(target: Path) -> None:
    """Refuse to replace an earlier template in which somebody has filled anything in."""
    from experiments.files.output import read_manifest
    from experiments.records.columns import TABLES
    from experiments.records.template import csv_text, is_empty_template

    manifest = read_manifest(target)
    if manifest is None or manifest["command"] != "template":
        return  # not ours, which the folder itself refuses
    empty = {f"{table.name}.csv": {csv_text(table, lang) for lang in LANGUAGES} for table in TABLES}
    for path in sorted(target.glob("*.csv")) + sorted(target.glob("*.xlsx")):
        if path.suffix == ".csv":
            same = path.name not in empty or path.read_bytes().decode("utf-8", "replace") in empty[path.name]
        else:
            same = path.name != "template.xlsx" or is_empty_template(path)
        if not same:
            raise Refused(
                f"{path} has been changed since it was written; move it, or name another folder with --out (--force does not "
                "replace what was filled in)"
            )


def _write_alone(target: Path, language: Language, *, force: bool) -> None:
    """Write the workbook alone, whole or not at all, and over nothing but an empty template of ours, which must be asked for."""
    from experiments.files.partial import whole_file
    from experiments.records.template import is_empty_template, write_workbook

    if os.path.lexists(target):
        if not force:
            raise Refused(f"{target} is there already; name another file with --out, or replace it with --force")
        if target.is_symlink() or not target.is_file() or not is_empty_template(target):
            raise Refused(
                f"{target} is not an empty template, and --force replaces nothing else; name another file with --out"
            )
    try:
        with whole_file(target) as file:
            write_workbook(file, language)
    except OSError as error:
        raise Refused(f"cannot write {target}: {error.strerror}") from None


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"there is no language '{text}'{hint(text, LANGUAGES)}")
    return text
