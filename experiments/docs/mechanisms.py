"""The register of what the policy documents describe: read, checked against the model, and made into a table.

The register is ``mechanisms.toml`` beside this file. An entry names what of the model it lives in, and a test.
"""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from experiments.docs.describe import markdown, tables_of_the_world
from experiments.docs.texts import ALL
from experiments.docs.texts import mechanisms as texts
from sim.config import aims, parameters
from sim.say import Said, Text, joined

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_suffix(".toml")
BLOCKS = {  # of the documents: each with its number of rows
    "A": 38, "B": 36, "C": 20, "D": 21, "E": 12, "F": 6, "G": 11, "H": 11, "I": 11, "J": 10,
}  # fmt: skip

type State = Literal["works", "part", "folded", "not yet"]


class Words(BaseModel):
    """A sentence in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said(self) -> Text:
        """Return it as a pair."""
        return Text(zh=self.zh, en=self.en)


class Entry(Words):
    """A row of the register."""

    seeds: str
    state: State
    lives: str = ""
    test: str = ""
    lacks: Words | None = None

    def names(self) -> list[str]:
        """Return what of the model it names."""
        return self.lives.split()

    def words(self) -> set[str]:
        """Return the words by which a test may name it: the last part of each name, and the part before."""
        return {word for name in self.names() for word in name.rpartition(":")[2].split(".")[-2:]}


@cache
def register() -> Mapping[str, Entry]:
    """Return the rows of the register by id."""
    return {name: Entry.model_validate(row) for name, row in tomllib.loads(FILE.read_text(encoding="utf-8")).items()}


def wrong(name: str, entry: Entry) -> Iterator[str]:
    """Yield what is wrong with an entry: what it names is not there, or its test does not touch it."""
    if entry.state in {"works", "part"}:
        known = names()
        yield from (f"{name}: the model has no {one}" for one in entry.names() if one not in known)
        if not entry.names():
            yield f"{name}: names nothing of the model"
        source = source_of(entry.test)
        if source is None:
            yield f"{name}: there is no test {entry.test}"
        elif not any(word in source for word in entry.words()):
            yield f"{name}: {entry.test} names none of {sorted(entry.words())}"
    elif entry.lives or entry.test:
        yield f"{name}: {entry.state}, and yet it names {entry.lives or entry.test}"
    if (entry.state in {"part", "folded"}) != (entry.lacks is not None):
        yield f"{name}: only what is there in part or elsewhere says what it lacks, and it must"


@cache
def names() -> Collection[str]:
    """Return all that an entry may name."""
    from sim.arms import ARMS
    from sim.case import Case
    from sim.equity.metrics import REGISTRY
    from sim.events import EVENTS
    from sim.instruments import instruments
    from sim.schedule import calendar

    found = set(instruments())
    for p in (*parameters(), *aims()):
        parts = p.name.split(".")
        found |= {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
    for table, cls in tables_of_the_world().items():
        found |= {f"table:{table}"} | {f"column:{table}.{column.name}" for column in fields(cls)}
    found |= {f"event:{name}" for name in EVENTS} | {f"arm:{name}" for name in ARMS}
    found |= {f"measure:{name}" for name in REGISTRY} | {f"process:{step.name}" for step in calendar()}
    return found | {f"case:{key}" for key in _keys(Case)}


def _keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Yield the keys of a case, with those of the tables in it, by dotted names."""
    for key, field in model.model_fields.items():
        yield prefix + key
        for inner in _models(field.annotation):
            yield from _keys(inner, f"{prefix}{key}.")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


@cache
def source_of(test: str) -> str | None:
    """Return the text of a test and of what its file builds it from, ``file::function`` or a file of tests/cases; None where there is none."""
    file, _, function = test.partition("::")
    path = ROOT / file
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":  # a case of tests/cases
        return f"{path.stem}\n{text}"
    tree = ast.parse(text)
    if not any(isinstance(node, ast.FunctionDef) and node.name == function for node in tree.body):
        return None
    others = [
        n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_") and n.name != function
    ]
    return ast.unparse(ast.Module([n for n in tree.body if n not in others], []))


def table(block: str) -> str:
    """Return the rows of a block as a table."""
    head = (texts.ROW, texts.TERM, texts.SEEDS, texts.STATE, texts.LIVES_IN, texts.TESTED_BY, texts.LACKS)
    rows = []
    for name, entry in register().items():
        if name[0] == block:
            lives = ", ".join(f"`{one}`" for one in entry.names())
            file, _, function = entry.test.partition("::")
            test = f"[`{function.removeprefix('test_') or Path(file).stem}`](../{file})" if file else ""
            lacks = entry.lacks.said() if entry.lacks else ""
            rows.append(
                (
                    name,
                    _term(entry),
                    texts.DOCUMENTS.get(entry.seeds, entry.seeds),
                    texts.STATES[entry.state],
                    lives,
                    test,
                    lacks,
                )
            )
    return markdown(head, rows)


def _term(entry: Entry) -> Said:
    """Return the term of the documents, and what it means beside it in English."""
    return Said(entry.zh, f"{entry.zh}: {entry.en}")


def summary() -> str:
    """Return how many rows of each block stand where."""
    counts = {block: Counter(e.state for name, e in register().items() if name[0] == block) for block in BLOCKS}
    total: Counter[str] = sum(counts.values(), Counter())
    rows = [
        (joined([block, texts.BLOCKS[block]], zh=" ", en=" "), *(n[state] for state in texts.STATES), n.total())
        for block, n in counts.items()
    ]
    rows.append((ALL, *(total[state] for state in texts.STATES), total.total()))
    return markdown((texts.BLOCK, *texts.STATES.values(), texts.ROWS_OF_IT), rows)


MAKERS: Mapping[str, Callable[[], str]] = {
    "mechanisms": summary,
    **{f"mechanisms {block}": lambda block=block: table(block) for block in BLOCKS},
}
