"""docs/studies.md: every example is a study that runs, every key is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from study_texts import MINI, ROOT

from experiments.design import designs
from experiments.docs import keys
from experiments.engine import Options
from experiments.statistics.response import said_of_few
from experiments.study.analyse import analyse
from experiments.study.carrying_out import carry_out
from experiments.study.study import load_study
from experiments.study.study_data import gather

PAGE = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
SMALL = {"lhs": "n = 6", "sobol": "n = 2", "morris": "n = 2", "fast": "n = 1\nlength = 65"}  # sizes of the same design


def kind(text: str) -> str:
    return re.findall(r'kind = "(\w+)"', text)[0]


def test_there_is_an_example_of_every_design() -> None:
    assert {kind(text) for text in EXAMPLES} == set(designs.KEYS)


@pytest.mark.parametrize("text", EXAMPLES, ids=[f"{i}-{kind(t)}" for i, t in enumerate(EXAMPLES)])
def test_an_example_is_sound_as_it_stands_and_runs_on_a_tiny_case(text: str, tmp_path: Path) -> None:
    file = tmp_path / "example.toml"
    file.write_text(text, encoding="utf-8")
    assert load_study(file).case.id == "huadu"
    small = text.replace(
        'case = "huadu"', f'case = "{MINI.as_posix()}"\nyears = {1 if kind(text) == "fast" else 2}'
    ).replace("years = 14\n", "")
    small = re.sub(r"replications = \d+", "replications = 2", small).replace("@2026-2029", "@2016-2017")
    small = re.sub(r"\nn = \d+(\nlength = \d+)?", "\n" + SMALL.get(kind(text), ""), small)
    file.write_text(small, encoding="utf-8")
    study = load_study(file)
    assert carry_out(study, tmp_path / "out", Options(workers=1), "edugroup sweep example.toml").is_whole
    data = gather(study, tmp_path / "out")
    assert (data.runs["status"] == "ok").all()
    analysis = analyse(data)
    assert len(analysis.response) or said_of_few(data)
    assert len(analysis.indices) or analysis.notes or kind(text) in {"list", "grid"}


def test_every_key_is_told_with_what_it_may_be() -> None:
    table = keys.of_studies()
    assert "| `design` | `kind` | text | `list`, `grid`, `lhs`, `sobol`, `morris`, `fast` | needed |" in table
    assert "| study | `seeds` | text | `row`, `independent`, `shared` |" in table
