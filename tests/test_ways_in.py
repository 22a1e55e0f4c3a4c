"""Every way in for a value has the same check: the command line, cases, reforms, studies, scenarios, notebooks, the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from worlds import MINI, mini

import experiments
from experiments import Refused
from experiments.cli import main
from experiments.compare.scenarios import read_scenarios
from experiments.runs.definition import make_run
from experiments.runs.plan import make_plan
from experiments.runs.settings import parse_settings
from experiments.study.study import load_study
from experiments.study.study_data import plan
from sim.case import CaseError, load_case, parse_case
from sim.config import aims, defaults
from sim.model import DistrictModel
from sim.param import ParamError

FILE = str(Path(__file__).parent / "mini.toml")
STUDY = """
title = { zh = "试", en = "Trial" }
question = "What?"
case = "FILE"
years = 3
replications = 2
outcomes = ["mean_score.primary"]
"""
GRID = '\n[design]\nkind = "grid"'
Way = Callable[[str, Any, Path], Any]


def toml(value: Any) -> str:
    """Return a value as TOML writes it, which JSON does too."""
    return json.dumps(value)


def study(text: str, folder: Path) -> Any:
    file = folder / "trial.toml"
    file.write_text(STUDY.replace("FILE", FILE) + text, encoding="utf-8")
    return load_study(file)


def case_with(where: Callable[[dict[str, Any]], dict[str, Any]]) -> Way:
    def way(name: str, value: Any, _: Path) -> Any:
        return mini(lambda raw: where(raw).update({name: value}))

    return way


def other(name: str) -> Any:
    """Return a value that is fine."""
    return {"on": True, "groups": ["g-p"], "forms": ["assist"], "stages": ["junior"]}.get(
        name.partition(".")[2], defaults().value(name)
    )


def scenario_file(name: str, value: Any, folder: Path) -> Any:
    file = folder / "scenario.toml"
    file.write_text(f'title = {{ zh = "试", en = "T" }}\ncase = "{FILE}"\nset = {{ "{name}" = {toml(value)} }}\n')
    return read_scenarios([str(file)], None, {})


WAYS: dict[str, Way] = {
    "--set": lambda n, v, _: make_plan(FILE, None, parse_settings([f"{n}={toml(v)}"])),
    "params": case_with(lambda raw: raw["params"]),
    "reform": case_with(lambda raw: raw["reforms"][1]["set"]),
    "fixed": lambda n, v, f: study(f'[fixed]\n"{n}" = {toml(v)}\n[design]\nkind = "list"', f),
    "values": lambda n, v, f: study(f'[levers]\n"{n}" = {{ values = [{toml(other(n))}, {toml(v)}] }}{GRID}', f),
    "options": lambda n, v, f: study(
        f'[levers]\ns.options = {{ a = {{ "{n}" = {toml(other(n))} }}, b = {{ "{n}" = {toml(v)} }} }}{GRID}', f
    ),
    "scenario": lambda n, v, _: read_scenarios([f"{FILE}:{n}={toml(v)}"], None, {}),
    "scenario --set": lambda n, v, _: read_scenarios([FILE], None, {n: v}),
    "scenario file": scenario_file,
    "experiments.run": lambda n, v, _: experiments.run(FILE, {n: v}, horizon=1),
    "DistrictModel": lambda n, v, _: DistrictModel(FILE, **{n: v}),
    "DistrictModel of the baseline": lambda n, v, _: DistrictModel(FILE, reforms=False, **{n: v}),
}
WRONG: list[tuple[str, Any, str]] = [
    ("rotation.groups", ["nope"], "rotation.groups: there is no group 'nope'"),
    ("rotation.groups", ["g-j", "g-pp"], "rotation.groups: there is no group 'g-pp'; nearest valid name: 'g-p'"),
    ("rotation.groups", [["g-p"]], "rotation.groups[0] = ['g-p'] is not acceptable: input should be a valid string"),
    ("rotation.groups", "g-p", "rotation.groups = 'g-p' is not acceptable: input should be a valid list"),
    ("mentoring.forms", ["loose"], "mentoring.forms: there is no form 'loose'; nearest valid name: 'hosted'"),
    ("mentoring.stages", [], "mentoring.stages = [] is out of range; allowed: one or more of primary, junior"),
    ("mentoring.stages", ["nursery"], "mentoring.stages[0] = 'nursery' is not acceptable: input should be 'primary'"),
    ("mentoring.stages", ["senior"], "mentoring.stages: no school of the case teaches 'senior'; there are 'primary', 'junior'"),
    ("forms.tight.brand", -3, "forms.tight.brand = -3 is out of range; allowed: 0 to 1 [share]"),
    ("classes.slots.junior.core", 5, "classes.slots.junior.core = 5 is out of range; allowed: 1 to 4 [teachers/class]"),
    ("rotation.years", 2.5, "rotation.years = 2.5 is not acceptable: input should be a valid integer"),
    ("rotation.years", True, "rotation.years = True is not acceptable: input should be a valid integer"),
    ("rotation.annual_share", True, "rotation.annual_share = True is not acceptable: input should be a valid number"),
    ("rotation.annual_share", 0.31, "rotation.annual_share = 0.31 is out of range; allowed: 0 to 0.3 [share/year]"),
    ("rotation.on", 2, "rotation.on = 2 is not acceptable: input should be a valid boolean"),
]  # fmt: skip


def refused(way: Way, name: str, value: Any, folder: Path) -> list[str]:
    with pytest.raises((CaseError, ParamError, Refused)) as error:
        way(name, value, folder)
    messages: list[str] = error.value.messages
    return messages


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("name", "value", "said"), WRONG, ids=[f"{n}={v}" for n, v, _ in WRONG])
def test_a_wrong_value_is_refused_with_one_sentence_whichever_way_it_comes(
    way: str, name: str, value: Any, said: str, tmp_path: Path
) -> None:
    messages = refused(WAYS[way], name, value, tmp_path)
    assert len(messages) == 1, messages
    assert said in messages[0]
    assert "[unit: ]" not in messages[0]
    assert not messages[0].endswith("[]")


@pytest.mark.parametrize("way", WAYS)
def test_a_misspelt_name_is_refused_with_the_nearest_whichever_way_it_comes(way: str, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "other", lambda name: 0.1)
        messages = refused(WAYS[way], "rotation.anual_share", 0.1, tmp_path)
    said = "unknown parameter 'rotation.anual_share'; nearest valid name: 'rotation.annual_share'"
    assert any(said in m for m in messages), messages


def test_a_study_and_the_command_line_refuse_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refused):
        study(f'[levers]\n"rotation.groups" = {{ values = [["g-p"], ["nope"]] }}{GRID}', tmp_path)
    assert main(["sweep", str(tmp_path / "trial.toml"), "--out", str(tmp_path / "out")]) == 2
    assert "there is no group 'nope'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_reform_is_as_free_to_aim_as_a_case(tmp_path: Path) -> None:
    raw = {**MINI, "groups": [], "params": {"rotation.groups": ["g-p"]}}
    raw["reforms"] = [{**MINI["reforms"][0], "set": {"mentoring.groups": ["g-p"]}}]
    with pytest.raises(CaseError) as error:
        parse_case(raw)
    where = ("params: rotation", "reforms (2017-08).set: mentoring")
    assert error.value.messages == [f"{w}.groups: there is no group 'g-p'; the case has no groups" for w in where]


SAME = [
    ("rotation.years", 3, [3.0, np.int64(3), np.float32(3), np.uint8(3), np.array(3)]),
    ("mentoring.on", False, [0, 0.0, np.False_, np.int8(0)]),
    ("rotation.annual_share", 0.25, [np.float64(0.25), np.float32(0.25), np.array(0.25)]),
    ("rotation.annual_share", 0.0, [0, np.int16(0)]),
    ("rotation.age_limit.men", 48, [48.0, np.int64(48), np.array(48)]),
    ("classes.lessons.junior.core", 18.0, [18, np.float32(18)]),
    ("rotation.groups", ("g-p",), [["g-p"], np.array(["g-p"])]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "ways"), SAME, ids=[n for n, _, _ in SAME])
def test_numbers_are_taken_for_what_they_mean(name: str, value: Any, ways: list[Any], tmp_path: Path) -> None:
    expected = make_run(FILE, {name: value})
    for way in ways:
        assert type(defaults().changed({name: way}).value(name)) is type(value)
        assert make_run(FILE, {name: way}).key == expected.key, way
        model = DistrictModel(FILE, years=1, **{name: way})
        assert model.world.settings.value(name) == value
    if not isinstance(ways[0], list):
        one = study(f'[levers]\n"{name}" = {{ values = [{toml(other(name))}, {toml(ways[0])}] }}{GRID}', tmp_path)
        assert value in one.factors[0].levels
        assert [type(v) for v in one.factors[0].levels] == [type(value)] * 2
        assert all(
            run.config()["overrides"].get(name) in {value, None, other(name)} for _, _, run in plan(one, _points(one))
        )


def _points(of: Any) -> Any:
    from experiments.design import designs

    return designs.points(of)


@pytest.mark.parametrize("number", [7, 7.0, np.int64(7), np.float64(7)])
def test_a_seed_and_a_horizon_may_be_numbers_of_any_library(number: Any) -> None:
    assert make_run(FILE, seed=number, years=number).key == make_run(FILE, seed=7, years=7).key
    for wrong in (True, 7.5, "7"):
        with pytest.raises(Refused, match="is not a seed"):
            make_run(FILE, seed=wrong)
        with pytest.raises(Refused, match="is out of range"):
            make_run(FILE, years=wrong)


def test_what_can_be_set_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", "parameters"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(aims()) > 36
    for aim in aims():
        (line,) = [x for x in lines if x.startswith(f"| `{aim.name}` |")]
        cells = [c.strip() for c in line.strip("|").split(" | ")]
        assert all(cells), line
    assert "| `rotation.on` | false | flag | false or true | Teacher rotation: on or off | 交流轮岗开关 |" in "\n".join(
        lines
    )
    assert (
        '| `rotation.stages` | ["primary", "junior", "senior"] | list of texts | one or more of primary, junior, senior |'
        in "\n".join(lines)
    )


@pytest.mark.slow
def test_a_million_mistakes_are_answered_as_soon_as_ten() -> None:
    """Bounded by what is looked for, not by the clock: hints are sought for the first twenty alone."""
    asked = []
    values = {f"rotation.annual_shar{i}": 1 for i in range(300_000)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.config.nearest", lambda name, known: asked.append(name) or "")
        with pytest.raises(ParamError) as error:
            defaults().changed(values)
    assert len(asked) == 20
    assert len(error.value.messages) == 21
    assert error.value.messages[-1] == "and 299,980 more findings like these"
    with pytest.raises(CaseError) as refused_case:
        mini(params=dict(list(values.items())[:3000]))
    assert refused_case.value.messages[-1] == "params: and 2,980 more findings like these"


def test_a_case_is_shared_and_so_cannot_be_changed() -> None:
    one = load_case(FILE)
    assert load_case(FILE) is one
    for change in (
        lambda: one.params.update({"rotation.on": True}), lambda: one.params.__setitem__("rotation.on", True),
        lambda: one.reforms[0].set.pop("rotation.on"), one.sources.clear,
        lambda: one.demography.entry_index.setdefault(2030, 2.0),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="a case is never changed"):
            change()
    for part in (one.schools, one.towns, one.groups, one.groups[0].members, one.reforms, one.reforms[2].merge):
        assert isinstance(part, tuple)
    aimed = mini(lambda raw: raw["params"].update({"rotation.groups": ["g-p"]}))
    assert aimed.params["rotation.groups"] == ("g-p",)
    again = one.model_copy(update={"groups": [*one.groups][:1], "params": {"careers.title_years": [1, 5, 10, 15]}})
    assert isinstance(again.groups, tuple)
    with pytest.raises(TypeError):
        again.params["careers.title_years"] = 3


def test_a_case_is_copied_and_sent_as_it_is() -> None:
    import copy
    import pickle

    one = load_case(FILE)
    for other_one in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)), one.model_copy(deep=True)):
        assert other_one == one
        with pytest.raises(TypeError):
            other_one.params["rotation.on"] = True
