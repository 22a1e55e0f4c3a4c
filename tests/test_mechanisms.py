"""The register of what the policy documents describe holds every row, names what is there, and tests that touch it."""

from __future__ import annotations

import pytest

from experiments.docs.mechanisms import BLOCKS, Entry, names, register, source_of, wrong


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
        ({"state": "not yet"}, "and yet it names"),
    ],
)
def test_what_is_wrong_with_an_entry_is_found(change: dict[str, str], fault: str) -> None:
    entry = Entry.model_validate(register()["C1"].model_dump() | change)
    assert any(fault in found for found in wrong("C1", entry))


def test_names_are_those_of_settings_events_keys_columns_measures_processes_and_arms() -> None:
    assert {
        "rotation", "rotation.annual_share", "forms.hosted", "event:merge", "case:groups.members.stage", "column:ties.trust",
        "table:groups", "measure:coverage", "process:careers.hire", "arm:unstaged",
    } <= set(names())  # fmt: skip


def test_a_test_is_read_with_what_its_file_builds_it_from_and_not_with_its_neighbours() -> None:
    source = source_of("tests/test_mechanisms.py::test_every_row_of_the_documents_is_there_once_and_in_order")
    assert source is not None
    assert "len(rows) == 176" in source
    assert "annual_shar" not in source
