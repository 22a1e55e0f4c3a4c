"""The register of what the policy documents describe holds every row, names what is there, and tests that touch it."""

from __future__ import annotations

import ast
import re
from collections import Counter
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
from sim.arms import ARMS
from sim.case import Case, CaseError
from sim.config import aims, defaults, laid, parameters
from sim.equity.metrics import REGISTRY
from sim.events import EVENTS
from sim.instruments import instruments
from sim.param import ParamError
from sim.schedule import calendar

ROOT = Path(__file__).resolve().parent.parent
WORLDS, CONFTEST = ROOT / "tests" / "worlds.py", ROOT / "tests" / "conftest.py"


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
        elif not any(says(source, one) for one in named(entry)):
            yield f"{name}: {entry.test} names none of {named(entry)}"
    elif entry.lives or entry.test:
        yield f"{name}: {entry.state}, and yet it names {entry.lives or entry.test}"
    if (entry.state != "works") != (entry.lacks is not None):
        yield f"{name}: what is not there, in part or elsewhere says what it lacks or why, and nothing else does"
    yield from wrong_switch(name, entry)


def wrong_switch(name: str, entry: Mechanism) -> Iterator[str]:
    """Yield what is wrong with what switches an entry."""
    ways = bool(entry.on) + bool(entry.off)
    if entry.state == "works" and ways != 1:
        yield f"{name}: it has one of on and off"
    if entry.state in {"folded", "absent"} and ways:
        yield f"{name}: {entry.state}, and yet it has a switch"
    for arm in switch.arms() if (switch := entry.switch()) else ():
        try:
            case, values = arm.made()
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


def named(entry: Mechanism) -> list[str]:
    """Return the names by which a test may touch an entry: those it lives in, and those that switch it."""
    switches = (key for key in (*entry.on, *entry.off) if not key.startswith("case."))
    return sorted(
        {*(name.rpartition(":")[2] for name in entry.names()), *(key.removesuffix(".on") for key in switches)}
    )


def says(source: str, name: str) -> bool:
    """Return whether a text says a name: whole, by its last part where that is of one name only, or else by both last parts."""
    words = name.split(".")[-2:]
    needed = words[-1:] if _bearers()[words[-1]] == 1 else words
    return _word(source, name) or all(_word(source, word) for word in needed)


def _word(source: str, word: str) -> bool:
    """Return whether a text has a word, whole; or, of an instrument, its class, made to be called."""
    made = f"|{word.title().replace('_', '')}\\(" if word in instruments() else ""
    return re.search(rf"(?<!\w)(?:{re.escape(word)}(?!\w){made})", source) is not None


@cache
def _bearers() -> Counter[str]:
    """Return how many names of the model end in each word: one in the forms of tie, each of which has every number, is one."""
    bare = {re.sub(r"^forms\.\w+\.", "forms.", name.rpartition(":")[2]) for name in names()}
    return Counter(name.rpartition(".")[2] for name in bare)


@cache
def source_of(test: str) -> str | None:
    """Return the text of a test (``file::function``, or a file of tests/cases), with that of what it is built from.

    Of the file it stands in, of the common fixtures and of ``worlds.py``, those definitions that it names, or that these name.
    """
    file, _, function = test.partition("::")
    path = ROOT / file
    if not path.is_file():
        return None
    if path.suffix == ".toml":  # a case of tests/cases
        return f"{path.stem}\n{path.read_text(encoding='utf-8')}"
    if function not in _definitions(path):
        return None
    known = {k: v for f in (WORLDS, CONFTEST, path) for k, v in _definitions(f).items() if not k.startswith("test_")}
    known[function] = _definitions(path)[function]
    found, left = {function}, [function]
    while left:
        more = {n for n in re.findall(r"\w+", known[left.pop()]) if n in known} - found
        found |= more
        left += more
    return "\n".join(known[name] for name in sorted(found)).replace(
        "__", "."
    )  # what an argument says with two underscores


@cache
def _definitions(path: Path) -> dict[str, str]:
    """Return the text of what a module defines, by name, without what is told of it."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if ast.get_docstring(node):
                del node.body[0]  # what is only told is not done
            found[node.name] = ast.unparse(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {n.id: ast.unparse(node) for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return found


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


@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        ("[x for x in PROCESSES if not x.name.startswith('growth.')]", "start.standing", False),
        ("standing.choose", "start.standing", False),  # that of groups
        ("{'start.standing.weak': 0.0}", "start.standing", True),
        ("p.start.standing.array()", "start.standing", True),
        ("world.classes.sharers", "senior.share", False),
        ("FacilitySharing(on=True, share=0.5)", "facility_sharing.share", True),
        ("FacilitySharing(on=True, shared=0.5)", "facility_sharing.share", False),
        ("{'forms.tight.money': 0.5}", "finance.pool", False),
        ("schools.practice_fade", "principals.practice_fade", True),  # no other name ends so
    ],
)
def test_a_name_is_said_by_whole_words_that_no_other_name_has(source: str, name: str, said: bool) -> None:
    assert says(source, name) is said


def test_a_test_is_read_with_what_it_is_built_from_and_with_nothing_else() -> None:
    def source(name: str) -> str:
        found = source_of(f"tests/laws/test_direction.py::{name}")
        assert found is not None
        return found

    instrument = source("test_more_of_an_instrument_pushes_its_own_lever_the_right_way")
    process = source("test_a_parameter_of_a_process_pushes_the_right_way")
    assert "'rotation.annual_share'" in instrument  # its parametrisation
    assert "def assert_pushes" in instrument  # what it calls
    assert "def run_case" in instrument  # and what this calls elsewhere
    assert "def large" in process  # of the fixture it takes
    assert "'rotation.annual_share'" not in process
    assert "free riding" not in instrument.lower()
    assert "Make schools three times as large" not in process  # what is only told
    assert source_of("tests/laws/test_direction.py::test_nothing") is None
