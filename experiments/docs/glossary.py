"""The glossary: short names of tables, columns and arguments of kernels, in Chinese and English, for docs/glossary.md.

What the model declares (columns, their units and meanings; which kernels there are and what they take) is read from it; what an
argument means that is no column stands in `experiments.docs.texts.kernels`. The page is one for both languages.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sim
from experiments.docs import texts
from experiments.docs.describe import OTHER, markdown, tables_of_the_world
from experiments.docs.texts.kernels import ARGUMENTS, NAMES
from sim.say import spoken

LETTERS = {  # how code calls a table inside a function
    "students": "s", "development": "d", "classes": "k", "cohorts": "c", "teachers": "t", "schools": "s", "groups": "g",
    "ties": "ties", "districts": "districts", "zones": "z", "placements": "m",
}  # fmt: skip


def kernels() -> dict[str, dict[str, tuple[str, str]]]:
    """Return by argument the kernels that take it, each with the comment beside the argument there, if any."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for path in sorted(Path(sim.HOME).rglob("*.py")):
        if path.name == "rng.py":  # arithmetic of words, told in the file itself
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        home = ".".join(path.relative_to(sim.HOME).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and any("kernel" in ast.unparse(d) for d in node.decorator_list):
                for a in node.args.args:
                    beside = lines[(a.end_lineno or a.lineno) - 1].partition("#")[2].strip()
                    found.setdefault(a.arg, {})[f"{home}.{node.name}"] = (ast.unparse(a.annotation or a), beside)
    return found


def columns() -> set[str]:
    """Return the names of all columns of the world's tables."""
    return {name for table in tables_of_the_world().values() for name in table.declared()}


def column_table() -> str:
    """Return every table with its columns."""
    parts = []
    for name, table in tables_of_the_world().items():
        rows: list[Sequence[Any]] = [
            (f"`{column}`", c.zh, c.unit, c.about.en, c.about.zh) for column, c in table.declared().items()
        ]
        title = texts.IN_CODE(name=name, letter=LETTERS.get(name, name), label=table.zh)
        parts.append(f"### {title}\n\n" + markdown((texts.COLUMN, OTHER, texts.UNIT, *_each(texts.MEANING)), rows))
    return "\n".join(parts)


def argument_table() -> str:
    """Return the arguments of kernels that are no column."""
    taken, known = kernels(), columns()
    rows: list[Sequence[Any]] = []
    for name in sorted(taken.keys() - known):
        meaning = _each(ARGUMENTS[name]) if name in ARGUMENTS else ("", "")
        rows.append((f"`{name}`", NAMES.get(name, ""), *meaning, ", ".join(f"`{where}`" for where in taken[name])))
    return markdown((texts.ARGUMENT, OTHER, *_each(texts.MEANING), texts.TAKEN_BY), rows)


def _each(said: Any) -> tuple[str, str]:
    return spoken(said, "en"), spoken(said, "zh")
