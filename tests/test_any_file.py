"""Whatever is in a file of a case or a study, it works or is refused in sentences: nothing else ever comes out."""

from __future__ import annotations

import copy
import os
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from handmade import HERE, STUDY, document, write
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from worlds import MINI

from experiments import Refused
from experiments.compare.scenarios import read_scenarios
from experiments.design import designs
from experiments.runs.settings import parse_settings
from experiments.study.study import load_study
from experiments.study.study_data import plan
from sim.case import CaseError, load_case, parse_case
from sim.param import ParamError
from sim.say import Said

NOTHING_WRONG = Said("无误", "nothing wrong")
MAY_COME = (CaseError, ParamError, Refused)

ODD: list[Any] = [
    None, True, False, 0, 1, -1, 3, 0.5, -0.5, 1e308, float("nan"), float("inf"), 2**63 - 1, 2**200, 10**4000, "", "x", "c-p1",
    "rotation.on", "2017-08", "=1+1", "\0", "\n", "桥", "x" * 500, [], {}, [[]], [1, [2]], {"a": {"b": []}},
    {"zh": "x", "en": "y"}, ["g-p"], ["nope"], {"": 1}, {"rotation.years": 9},
]  # fmt: skip


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container of a parsed file with each key in it."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from places(node[key])


@st.composite
def damaged(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """Return a parsed file with some places changed, taken out, renamed, doubled or put elsewhere."""
    raw = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 4))):
        found = list(places(raw))
        assume(found)
        node, key = draw(st.sampled_from(found))
        act = draw(st.sampled_from(["set", "set", "drop", "rename", "double", "move"]))
        if act == "set":
            node[key] = draw(st.sampled_from(ODD) | st.integers() | st.floats() | st.text(max_size=8))
        elif act == "drop":
            del node[key]
        elif act == "rename" and isinstance(node, dict):
            node[draw(st.sampled_from(["", "x", "id", "on", "merge", "2016", f"{key}s", "horizon"]))] = node.pop(key)
        elif act == "double" and isinstance(node, list):
            node.extend([copy.deepcopy(node[key])] * draw(st.sampled_from([1, 1, 60])))
        elif act == "move":
            node[key] = copy.deepcopy(draw(st.sampled_from([n[k] for n, k in found])))
    return raw


def encoded(draw: Callable[[Any], Any], text: str) -> bytes:
    """Return a text as bytes, most often as it should be, else in another encoding or with some bytes lost or turned."""
    how = draw(st.sampled_from(["utf-8"] * 5 + ["utf-8-sig", "utf-16", "gb18030", "cut", "turned"]))
    if how not in {"cut", "turned"}:
        return text.encode(how, "surrogatepass" if how.startswith("utf") else "replace")
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    at = draw(st.integers(0, max(len(content) - 1, 0)))
    if how == "cut" or not content:
        return bytes(content[:at])
    content[at] = draw(st.integers(0, 255))
    return bytes(content)


def said_in_sentences(do: Callable[[], Any]) -> None:
    """Fail unless something works or is refused in sentences that can be printed."""
    messages: list[str] = [NOTHING_WRONG]
    try:
        do()
    except MAY_COME as error:
        messages = error.messages
    assert messages
    assert all(m.strip() and len(m) < 2000 for m in messages)
    "\n".join(messages).encode("utf-8", "backslashreplace")
    assert all(isinstance(m, Said) for m in messages)


FEW = settings(max_examples=int(os.environ.get("FUZZ", "60")), deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(data=st.data())
def test_whatever_is_in_a_case_file_it_is_a_case_or_is_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = data.draw(damaged(MINI))
    said_in_sentences(lambda: parse_case(copy.deepcopy(raw)))
    file = tmp_path_factory.getbasetemp() / "fuzzed-case.toml"
    file.write_bytes(encoded(data.draw, document(raw)))
    said_in_sentences(lambda: load_case(file))


@FEW
@given(data=st.data())
def test_whatever_is_in_a_study_file_it_is_a_study_or_is_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = data.draw(damaged({**STUDY, "design": data.draw(st.sampled_from(ANY_DESIGN))}))
    file = tmp_path_factory.getbasetemp() / "fuzzed-study.toml"
    file.write_bytes(encoded(data.draw, document(raw)))

    def do() -> None:
        study = load_study(file)
        if designs.size(study.design, study.factors, file.parent) < 2000:
            for _ in zip(range(20), plan(study, designs.points(study)), strict=False):
                pass

    said_in_sentences(do)


ANY_DESIGN = [
    STUDY["design"], {"kind": "sobol", "n": 4}, {"kind": "morris", "n": 3, "levels": 4}, {"kind": "fast", "n": 1},
    {"kind": "list", "points": [
        {"rotation.annual_share": 0.1, "rotation.years": 2, "plan": "a", "dose": 0.5, "growth.mentor_gain": 0.02}]},
]  # fmt: skip


@FEW
@given(st.text(max_size=30) | st.sampled_from(ODD).map(lambda v: f"rotation.years={write(v)}"))
def test_whatever_is_set_it_is_a_value_or_is_refused(text: str) -> None:
    said_in_sentences(lambda: read_scenarios([f"{HERE}:{text}"], None, {}))
    said_in_sentences(lambda: parse_settings([text]))


def test_the_writer_of_these_tests_writes_what_toml_reads() -> None:
    assert tomllib.loads(document(MINI)) == MINI
    assert tomllib.loads(document(STUDY)) == STUDY
