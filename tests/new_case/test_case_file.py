"""The file of a case: readable, never broken by what is in it, written whole or not at all."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import Refused
from experiments.commands import new_case as command
from experiments.new_case import toml
from sim.case import load_case

EXAMPLE = Path(__file__).resolve().parents[2] / "configs" / "records" / "example"


@given(st.recursive(
    st.text() | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12,
))  # fmt: skip
def test_any_value_comes_back_from_its_line(item: Any) -> None:
    line = toml.value(item)
    assert line.isprintable()
    assert tomllib.loads(f"x = {line}")["x"] == item


@given(st.text(max_size=300))
def test_a_comment_never_ends_early(text: str) -> None:
    assert tomllib.loads(f"{toml.comment(text)}\nx = 1") == {"x": 1}


def call(*words: str) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers())
    arguments = parser.parse_args(["new-case", *words])
    arguments.do(arguments, ["new-case", *words])


def test_the_command_writes_a_case_and_says_what_it_assumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    call(str(EXAMPLE))
    shown = capsys.readouterr().out
    assert "example: 21 schools, 3 kindergartens, 14,856 pupils, 7 towns, 3 groups, 12 ties" in shown
    assert "\nAssumed:\n- The records are of school year" in shown
    assert "edugroup run example.toml" in shown
    assert [p.name for p in tmp_path.iterdir()] == ["example.toml"]
    assert load_case("example.toml").id == "example"


def test_the_fit_of_scores_is_printed_and_written_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    call(str(EXAMPLE), "--fit", "fit.csv")
    shown = capsys.readouterr().out
    assert "Scores, recorded and on the first day [points of the records]:" in shown
    assert "primary (15 schools, table of pupils): correlation of school means 1.000" in shown
    lines = (tmp_path / "fit.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 15 + 8
    with pytest.raises(Refused, match=r"--fit x\.json does not end in \.csv"):
        call(str(EXAMPLE), "--out", "other.toml", "--fit", "x.json")
    assert not (tmp_path / "other.toml").exists()


def test_a_file_is_not_replaced_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "mine.toml"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="is there already"):
        call(str(EXAMPLE), "--out", "mine.toml")
    assert out.read_text(encoding="utf-8") == "mine"
    call(str(EXAMPLE), "--out", "mine.toml", "--name", "mine", "--force")
    assert load_case(out).id == "mine"


@pytest.mark.parametrize(("out", "message"), [("x.json", r"does not end in \.toml"), ("sub.toml", "is a folder")])
def test_a_place_that_cannot_be_is_refused(tmp_path: Path, out: str, message: str) -> None:
    (tmp_path / "sub.toml").mkdir()
    with pytest.raises(Refused, match=message):
        call(str(EXAMPLE), "--out", str(tmp_path / out))


def test_a_write_that_fails_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(Refused, match=r"cannot write .*: No space left"):
        call(str(EXAMPLE), "--out", str(tmp_path / "a" / "b" / "x.toml"))
    assert list(tmp_path.iterdir()) == []


def test_records_that_are_refused_leave_no_trace(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text("学校标识码,学段,在校生数,学年\np1,小学,600,2023\n", encoding="utf-8")
    with pytest.raises(Refused, match="junior schools have 0 a grade"):
        call(str(data), "--out", str(tmp_path / "new" / "x.toml"))
    assert [p.name for p in tmp_path.iterdir()] == ["data.csv"]


@pytest.mark.parametrize(
    ("data", "name"), [("/x/Hua Du 2023.xlsx", "hua-du-2023"), ("/x/某县", "district"), ("a.b.csv", "a-b")]
)
def test_a_case_is_named_after_its_data(data: str, name: str) -> None:
    assert command.name_of(data) == name
