"""The command ``template``: empty tables for the records of schools, teachers and pupils, or a case to start from."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments import Refused
from experiments.commands import again, command
from experiments.commands import texts as shared
from experiments.commands.texts import records as texts
from sim import system
from sim.say import LANGUAGES, language

CASE = "--case"


def add(commands: Any) -> None:
    """Register the command."""
    template = command(commands, "template", do_template, texts.TEMPLATE(), texts.TEMPLATE_LONG())
    target = template.add_mutually_exclusive_group()
    target.add_argument("--out", default="template", metavar="DIR|FILE.xlsx", help=texts.TEMPLATE_OUT())
    target.add_argument(CASE, metavar="FILE.toml", help=texts.TEMPLATE_CASE())
    template.add_argument("--force", action="store_true", help=texts.TEMPLATE_FORCE())


def do_template(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Write the templates, or the case to start from."""
    if arguments.case is not None:
        _write_case(Path(arguments.case), force=arguments.force)
        return
    from experiments.files.output import Folder
    from experiments.records.columns import TABLES
    from experiments.records.template import csv_text, write_workbook

    if arguments.out.lower().endswith(".xlsx"):
        _write_alone(Path(arguments.out), force=arguments.force)
        print(texts.WORKBOOK(path=arguments.out))
        return
    if arguments.force:
        _check_unchanged(Path(arguments.out))
    with Folder(arguments.out, replaces=("template",) if arguments.force else ()) as folder:
        write_workbook(folder.path / "template.xlsx", language())
        for table in TABLES:
            text = csv_text(table, language())
            (folder.path / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="")
        folder.write_manifest("template", words, {"language": language()})
    print(texts.WORKBOOK(path=os.path.join(folder.name, "template.xlsx")), texts.CSV_FILES(path=folder.name), sep="\n")


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
            raise Refused(texts.TEMPLATE_CHANGED(path=path))


def _write_alone(target: Path, *, force: bool) -> None:
    """Write the workbook alone, whole or not at all, and over nothing but an empty template of ours, which must be asked for."""
    from experiments.files.partial import whole_file
    from experiments.records.template import is_empty_template, write_workbook

    if os.path.lexists(target):
        if not force:
            raise Refused(shared.IS_THERE(path=target, option="--out"))
        if target.is_symlink() or not target.is_file() or not is_empty_template(target):
            raise Refused(texts.NOT_EMPTY_TEMPLATE(path=target))
    try:
        with whole_file(target) as file:
            write_workbook(file, language())
    except OSError as error:
        raise Refused(shared.CANNOT_WRITE(path=target, why=system.why(error))) from None


def _write_case(target: Path, *, force: bool) -> None:
    """Write a case to start from, over nothing but one of ours in which nothing was changed, which must be asked for."""
    from experiments.commands.new_case import check_target, name_of, write_whole
    from experiments.new_case.sample import sample

    check_target(target, force=force, option=CASE)
    name = name_of(os.fspath(target))
    if os.path.lexists(target):
        ours = {sample(name, target.name, lang).encode() for lang in LANGUAGES}
        if target.is_symlink() or not target.is_file() or target.read_bytes() not in ours:
            raise Refused(texts.NOT_SAMPLE(path=target))
    write_whole(target, sample(name, target.name, language()), force=force, option=CASE)
    print(texts.SAMPLE_WRITTEN(path=target))
    print(texts.NEXT(again=again(["run", os.fspath(target), "--years", "3"])))
