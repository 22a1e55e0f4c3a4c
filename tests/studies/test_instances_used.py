"""Instances of an instrument in what researchers do with a case: studies, comparisons, commands, functions, tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from study_texts import MINI, study

from experiments import Refused, run
from experiments.commands.cases import OF_CASE
from experiments.compare.scenarios import read_scenarios
from experiments.design import designs
from experiments.docs import describe
from experiments.export import dictionary
from experiments.runs.columns import meanings
from experiments.runs.outcomes import parse
from experiments.runs.plan import make_plan
from experiments.runs.settings import parse_settings
from experiments.runs.yearly import Yearly
from experiments.study.screening import next_study
from experiments.study.study_data import plan
from experiments.study.study_tables import meaning
from sim.case import load_case
from sim.instances import with_instances
from sim.param import ParamError

RURAL = {
    "case.instances": ["rotation@rural"],
    "rotation@rural.on": True,
    "rotation@rural.localities": ["rural", "town"],
}
FIXED = '[fixed]\n"case.instances" = ["rotation@rural"]\n"rotation@rural.localities" = ["rural", "town"]\n'
LEVERS = '[levers]\n"rotation@rural.annual_share" = {}\n"rotation@rural.on" = {}\n"rotation.annual_share" = {}\n'


@pytest.mark.parametrize("design", ['kind = "sobol"\nn = 8', 'kind = "morris"\nn = 4'])
def test_numbers_of_an_instance_are_swept_beside_those_of_the_instrument(tmp_path: Path, design: str) -> None:
    one = study(tmp_path, design, FIXED + LEVERS)
    rate, switch, _ = one.factors
    assert (rate.low, rate.high, rate.kind, rate.unit) == (0.0, 0.3, "real", "share/year")
    assert switch.kind == "boolean"
    assert "(rural)" in meaning(switch, one.case).en
    assert meaning(switch, one.case).zh == "交流轮岗（rural）：开关"
    runs = [r for _, _, r in plan(one, designs.points(one))]
    assert len({r.source.sha256 for r in runs}) == 1
    assert len({dict(r.overrides).get("rotation@rural.annual_share") for r in runs}) > 2
    assert runs[0].source.case.instances[0].name == "rotation@rural"


def test_the_study_after_a_screening_switches_the_instance_on(tmp_path: Path) -> None:
    import pandas as pd

    text = FIXED + LEVERS.replace('"rotation@rural.on" = {}\n', "")
    one = study(tmp_path, 'kind = "morris"\nn = 4', text)
    ranking = pd.DataFrame(
        {"factor": ["rotation@rural.annual_share", "rotation.annual_share"], "score": [1.0, 0.1], "outcome": "x"}
    )
    told = next_study(one, ranking, 1)
    assert '"rotation@rural.on" = true' in told
    assert '"case.instances" = ["rotation@rural"]' in told
    assert '"rotation.on" = true' not in told


def test_a_misspelt_instance_is_told_in_a_study(tmp_path: Path) -> None:
    with pytest.raises(
        Refused, match=r"unknown parameter 'rotation@rual.annual_share'; nearest valid name: 'rotation@rural"
    ):
        study(tmp_path, 'kind = "list"', FIXED + '[levers]\n"rotation@rual.annual_share" = {}\n')
    with pytest.raises(
        Refused, match=r"fixed: case.instances: 'rotaton@rural': there is no instrument 'rotaton'; nearest"
    ):
        study(tmp_path, 'kind = "list"', FIXED.replace("rotation@rural", "rotaton@rural") + LEVERS)
    with pytest.raises(
        Refused, match=r"case.instances declares instances and cannot be varied; write it under \[fixed\]"
    ):
        study(tmp_path, 'kind = "list"', '[levers]\n"case.instances" = { values = ["rotation@a", "rotation@b"] }\n')


def test_a_comparison_has_an_instance_in_one_scenario(tmp_path: Path) -> None:
    mini = MINI.as_posix()
    typed = f'{mini}:case.instances=["rotation@rural"],rotation@rural.on=true,rotation@rural.annual_share=0.2'
    file = tmp_path / "rural.toml"
    file.write_text(
        f'title = {{ zh = "乡", en = "Rural" }}\ncase = "{mini}"\n[set]\n'
        '"case.instances" = ["rotation@rural", "mentoring@rural"]\n'
        '"rotation@rural.on" = true\n"mentoring@rural.on" = true\n',
        encoding="utf-8",
    )
    scenarios = read_scenarios([mini, typed, str(file)], 3, {})
    assert [len(s.run.source.case.instances) for s in scenarios] == [0, 1, 2]
    assert "交流轮岗（rural）：年度交流比例" in scenarios[1].words.zh
    with pytest.raises(Refused, match="the case has no instance 'rotation@rual'; nearest valid name: 'rotation@rural'"):
        read_scenarios([mini, typed.replace("rural.on", "rual.on")], 3, {})


def test_commands_take_instances_of_the_case_and_their_own() -> None:
    texts = ['case.instances=["rotation@rural"]', "rotation@rural.on=true", "rotation@rural.groups=[g-p]"]
    made = make_plan(str(MINI), 3, parse_settings(texts[:2]))
    assert made.overrides == {"rotation@rural.on": True}
    assert made.facts()["settings"] == {"case.instances": ["rotation@rural"], "rotation@rural.on": True}
    with pytest.raises(ParamError, match=r"\(\[\[instances\]\] of = 'rotation'\) or by case.instances"):
        make_plan(str(MINI), 3, parse_settings(texts[1:2]))
    with pytest.raises(Refused, match=r"nearest valid name: 'case\.instances'"):
        make_plan(str(MINI), 3, {"case.instance": ["rotation@rural"]})


WRONG: list[tuple[Any, str]] = [
    ("rotation@rural", 'is not acceptable; allowed: a list of texts such as ["rotation@rural"]'),
    ([3], 'is not acceptable; allowed: a list of texts such as ["rotation@rural"]'),
    (["rotation"], "'rotation' names no instance; write an instrument, @ and an id, such as rotation@rural"),
    (["rotation@Rural one"], "names no instance"),
    (["mentorng@x"], "there is no instrument 'mentorng'; nearest valid name: 'mentoring'"),
]


@pytest.mark.parametrize(("given", "said"), WRONG, ids=[said[:30] for _, said in WRONG])
def test_what_is_wrong_with_names_of_instances_is_said(given: Any, said: str) -> None:
    with pytest.raises(Refused) as error:
        run(str(MINI), {"case.instances": given}, horizon=1)
    assert len(error.value.messages) == 1
    assert said in error.value.messages[0]


def test_an_instance_that_is_declared_already_stays_as_it_is() -> None:
    case = load_case(MINI)
    once = with_instances(case, "rotation@rural", "rotation@rural")
    assert with_instances(once, "rotation@rural") is once
    assert [i.zh for i in with_instances(once, "mentoring@a").instances] == ["交流轮岗（rural）", "青蓝工程（a）"]


def test_the_model_as_a_function_runs_with_an_instance() -> None:
    outcomes = ["cost.rotation_allowances", "hours.total"]
    none, some = (run(MINI, given, horizon=3, outcomes=outcomes) for given in ({}, RURAL))
    assert some["cost.rotation_allowances"] > none["cost.rotation_allowances"]


def test_hours_of_an_instrument_are_those_of_its_instances_together() -> None:
    hours = {"joint_research": np.array([1.0]), "joint_research@a": np.array([2.0]), "rotation@a": np.array([4.0])}
    yearly = Yearly(2016, {"pupils": np.ones((1, 2))}, {}, hours)
    assert parse("hours.joint_research").of(yearly) == 3.0
    assert parse("hours.total").of(yearly) == 7.0


def test_tables_of_declarations_and_of_exports_tell_of_the_instances_of_a_case() -> None:
    case = with_instances(load_case(MINI), "rotation@rural")
    assert {*OF_CASE} == {*describe.OF_CASE}
    tables = {what: describe.describe(what, case) for what in OF_CASE}
    assert "| `rotation@rural` | Teacher rotation (rural) | 交流轮岗（rural） |" in tables["instruments"]
    assert "| `rotation@rural.annual_share` | 0.1 |" in tables["parameters"]
    assert "| rotation@rural.rotate |" in tables["schedule"]
    assert "@" not in describe.describe("instruments")
    name = "rotation@rural.annual_share"
    row = dictionary.rows({"runs": [name]}, meanings(cases=[case]))[0]
    assert row[:3] == ("runs", name, "share/year")
    assert row[4].startswith("交流轮岗（rural）：")
