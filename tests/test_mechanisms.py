"""The register of what the policy documents describe holds every row, names what is there, and tests that touch it."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from experiments import Refused
from experiments.docs.describe import tables_of_the_world
from experiments.docs.mechanisms import BLOCKS, Mechanism, register
from experiments.runs.variants import applied
from sim.arms import ARMS
from sim.case import Case, CaseError, load_case
from sim.config import aims, defaults, laid, parameters
from sim.equity.metrics import REGISTRY
from sim.events import EVENTS
from sim.instruments import instruments
from sim.param import ParamError
from sim.schedule import calendar

ROOT = Path(__file__).resolve().parent.parent


def wrong(name: str, entry: Mechanism) -> Iterator[str]:
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
    if (entry.state != "works") != (entry.lacks is not None):
        yield f"{name}: what is not there, in part or elsewhere says what it lacks or why, and nothing else does"
    yield from wrong_switch(name, entry)


def wrong_switch(name: str, entry: Mechanism) -> Iterator[str]:
    """Yield what is wrong with what switches an entry."""
    ways = bool(entry.on) + bool(entry.off) + (entry.no_effect is not None)
    if entry.state == "works" and ways != 1:
        yield f"{name}: it has one of on, off and no_effect"
    if entry.state in {"folded", "absent"} and ways:
        yield f"{name}: {entry.state}, and yet it has a switch"
    for arm in switch.arms() if (switch := entry.switch()) else ():
        try:
            case, values = applied(load_case(arm.case), json.loads(arm.settings))
            defaults(case).changed(laid(case.params, values, case=case), case)
        except (CaseError, ParamError, Refused) as error:
            yield f"{name}: {error}"


@cache
def names() -> Collection[str]:
    """Return all that an entry may name."""
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
    """Return the text of a test (``file::function``, or a file of tests/cases) with what its file builds it from."""
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


def test_every_row_of_the_documents_is_there_once_and_in_order() -> None:
    rows = [f"{block}{n}" for block, last in BLOCKS.items() for n in range(1, last + 1)]
    assert list(register()) == rows
    assert len(rows) == 176


def test_no_entry_points_nowhere_and_every_test_touches_its_mechanism() -> None:
    assert [fault for name, entry in register().items() for fault in wrong(name, entry)] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"lives": "rotation.annual_shar"}, "the model has no rotation.annual_shar"),
        ({"test": "tests/test_patterns.py::test_nothing"}, "there is no test"),
        ({"test": "tests/test_rng.py::test_uniforms_are_uniform"}, "names none of"),
        ({"lives": ""}, "names nothing of the model"),
        ({"state": "part"}, "says what it lacks"),
        ({"state": "absent"}, "and yet it names"),
        ({"state": "absent", "lives": "", "test": ""}, "says what it lacks or why"),
    ],
)
def test_what_is_wrong_with_an_entry_is_found(change: dict[str, str], fault: str) -> None:
    entry = Mechanism.model_validate(register()["C1"].model_dump() | change)
    assert any(fault in found for found in wrong("C1", entry))


def test_names_are_those_of_settings_events_keys_columns_measures_processes_and_arms() -> None:
    assert {
        "rotation", "rotation.annual_share", "forms.hosted", "event:merge", "case:groups.members.stage", "column:ties.trust",
        "table:groups", "measure:coverage", "process:market.fill", "arm:unstaged",
    } <= set(names())  # fmt: skip


def test_a_test_is_read_with_what_its_file_builds_it_from_and_not_with_its_neighbours() -> None:
    source = source_of("tests/test_mechanisms.py::test_every_row_of_the_documents_is_there_once_and_in_order")
    assert source is not None
    assert "len(rows) == 176" in source
    assert "annual_shar" not in source
