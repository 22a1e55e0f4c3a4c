"""The model as a plain function in other workbenches: what it takes, and the examples of docs/workbenches.md as they stand.

SALib and scipy are installed and used. The others are not: stand-ins call our functions exactly as those libraries do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import experiments
import experiments.runs.outcomes
from experiments import Refused
from experiments.compare.scenarios import read_scenarios
from experiments.runs import simulation

ROOT = Path(__file__).resolve().parents[1]
MINI = str(ROOT / "tests" / "mini.toml")
NAMES = ["core_member_gap.primary", "mean_score.junior", "cost.total"]
PAGE = (ROOT / "docs" / "workbenches.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^## (.*?)\n.*?^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
Example = Callable[[str], dict[str, Any]]


def found(settings: dict[str, Any], **options: Any) -> dict[str, float]:
    return experiments.run(MINI, settings, horizon=2, outcomes=NAMES, **options)


# What it takes.


@pytest.mark.parametrize(
    "setting", ["case.forms=tight", "case.forms=alliance", "case.enacted=false", "rotation.years=3"]
)
def test_it_takes_what_a_comparison_takes_and_gives_the_same(setting: str) -> None:
    name, _, value = setting.partition("=")
    written = value if value in {"false", "3"} else f'"{value}"'
    (scenario,) = read_scenarios([f"{MINI}:{name}={written}"], 2, {})
    made = simulation.simulate(scenario.run.source.packed, scenario.run.task)
    given = {"false": False, "3": 3}.get(value, value)
    assert found({name: given}) == {o: experiments.runs.outcomes.parse(o).of(made) for o in NAMES}


def test_levers_of_the_case_change_the_run() -> None:
    plain, tight, alliance = found({}), found({"case.forms": "tight"}), found({"case.forms": "alliance"})
    assert len({tuple(v.values()) for v in (plain, tight, alliance)}) == 3
    assert found({"case.forms": "listed", "case.enacted": True}) == plain
    assert found({"case.enacted": False}) == found({}, reforms=False) != plain


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"rotation.years": 2.0}, {"rotation.years": 2}),
        ({"rotation.years": np.float64(3.0)}, {"rotation.years": 3}),
        ({"rotation.years": np.int32(3)}, {"rotation.years": 3}),
        ({"rotation.annual_share": np.float32(0.25)}, {"rotation.annual_share": 0.25}),
        ({"rotation.annual_share": np.array(0.25)}, {"rotation.annual_share": 0.25}),
        ({"secondment.on": 1}, {"secondment.on": True}),
        ({"secondment.on": 0.0}, {"secondment.on": False}),
        ({"secondment.on": np.True_}, {"secondment.on": True}),
        ({"mentoring.forms": np.array(["tight"])}, {"mentoring.forms": ["tight"]}),
        ({"case.enacted": 0.0}, {"case.enacted": False}),
        ({"case.enacted": np.True_, "case.forms": np.str_("assist")}, {"case.forms": "assist"}),
    ],
    ids=str,
)
def test_numbers_of_numpy_whole_numbers_and_flags_are_read_as_what_is_meant(
    given: dict[str, Any], meant: dict[str, Any]
) -> None:
    keys = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "simulate", lambda packed, task: keys.append(task.key) or SimpleNamespace())
        for settings in (given, meant):
            experiments.run(MINI, settings, horizon=2, outcomes=[])
    assert keys[0] == keys[1]


def test_seeds_and_horizon_may_be_numbers_of_numpy() -> None:
    assert found({}, seed=2) == experiments.run(MINI, {}, np.float64(2.0), np.int64(2), NAMES)
    assert found({}, population_seed=4.0, luck_seed=np.int8(5)) == found({}, seed=5, population_seed=4)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"case.forms": "loose"},
            'case.forms = \'loose\' is not acceptable; allowed: "listed", "tight", "assist", "alliance"',
        ),
        ({"case.enacted": 2}, "case.enacted = 2 is not acceptable; allowed: true, false"),
        ({"case.form": "tight"}, "unknown setting 'case.form'; nearest valid name: 'case.forms'"),
        ({"rotation.years": 2.5}, "rotation.years = 2.5 is not acceptable"),
    ],
    ids=str,
)
def test_what_it_does_not_take_is_refused_before_anything_is_simulated(
    settings: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "simulate", lambda packed, task: pytest.fail("it was simulated"))
    with pytest.raises((Refused, ValueError), match=re.escape(said)):
        found(settings)


# The examples.


@pytest.fixture
def asked() -> list[tuple[dict[str, Any], dict[str, float]]]:
    """Return what an example asked the model, settings and answer of each call."""
    return []


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch, asked: list[Any]) -> Example:
    """Return a function that runs an example of the page in the small district, and returns its names."""

    def small(case: str, overrides: Any = None, *rest: Any, **options: Any) -> dict[str, float]:
        assert case == "huadu"
        answer = simulation.run(MINI, overrides, *rest, **options)
        asked.append((dict(overrides), answer))
        return answer

    def play(name: str) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(EXAMPLES[name], f"docs/workbenches.md: {name}", "exec"), names)
        return names

    monkeypatch.setattr(experiments, "run", small, raising=False)
    return play


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Return a function that puts a module of some names where a library would be."""

    def put(module: str, **names: Any) -> None:
        made = ModuleType(module)
        made.__dict__.update(names)
        monkeypatch.setitem(sys.modules, module, made)

    return put


def test_the_page_has_an_example_for_each_workbench() -> None:
    assert list(EXAMPLES) == ["SALib", "scipy.stats.qmc", "EMA workbench", "optuna", "pymoo"]


def test_salib_as_it_stands(example: Example, asked: list[Any]) -> None:
    names = example("SALib")
    assert len(asked) == 4 * (3 + 2)
    assert {settings["secondment.on"] for settings, _ in asked} == {0, 1}
    np.testing.assert_array_equal(names["problem"].results, [answer["core_member_gap.primary"] for _, answer in asked])
    assert names["indices"].keys() == names["FACTORS"].keys()
    assert np.isfinite(list(names["indices"].values())).all()


def test_scipy_as_it_stands(example: Example, asked: list[Any]) -> None:
    table = example("scipy.stats.qmc")["table"]
    assert table.shape == (4, 4)
    assert table["rotation.years"].between(1, 5).all()
    assert [answer["mean_score.primary"] for _, answer in asked] == table["mean_score.primary"].tolist()


def test_ema_workbench_as_it_calls(example: Example, asked: list[Any], stand_in: Callable[..., None]) -> None:
    drawn = {"Real": lambda p: np.float64(p.args[1]), "Integer": lambda p: np.int64(p.args[0]), "Boolean": lambda p: True,
             "Categorical": lambda p: p.args[0][1]}  # fmt: skip

    def parameter(kind: str) -> Callable[..., Any]:
        return lambda name, *args: SimpleNamespace(name=name, args=args, kind=kind)

    class Model:
        def __init__(self, name: str, function: Callable[..., dict[str, float]]) -> None:
            assert name.isidentifier()
            self.function = function

    def perform_experiments(model: Any, scenarios: int, policies: int) -> tuple[pd.DataFrame, dict[str, Any]]:
        parts = [*model.levers, *model.uncertainties]
        assert all(p.name.isidentifier() for p in parts)  # as the workbench wants them
        point = {p.name: drawn[p.kind](p) for p in parts}
        answers = [model.function(**point, **{c.name: c.args[0] for c in model.constants}) for _ in range(scenarios)]
        assert all(list(a) == [o.name for o in model.outcomes] for a in answers)
        return pd.DataFrame([point] * scenarios), {name: [a[name] for a in answers] for name in answers[0]}

    kinds = {f"{kind}Parameter": parameter(kind) for kind in drawn}
    stand_in("ema_workbench", **kinds, Model=Model, Constant=parameter("Constant"), ScalarOutcome=parameter("Outcome"),
             perform_experiments=perform_experiments)  # fmt: skip
    names = example("EMA workbench")
    (settings, answer), again = asked
    assert settings == {"rotation.annual_share": 0.2, "rotation.years": 1, "secondment.on": True, "case.forms": "tight",
                        "growth.peers": 0.3}  # fmt: skip
    assert again == (settings, answer)
    assert names["outcomes"] == {"gap": [answer["core_member_gap.primary"]] * 2, "cost": [answer["cost.total"]] * 2}


def test_optuna_as_it_calls(example: Example, asked: list[Any], stand_in: Callable[..., None]) -> None:
    class Trial:
        def suggest_float(self, name: str, low: float, high: float) -> float:
            return high

        def suggest_int(self, name: str, low: int, high: int) -> int:
            return high

        def suggest_categorical(self, name: str, choices: list[str]) -> str:
            return choices[-1]

    class Study:
        def optimize(self, objective: Callable[[Trial], float], n_trials: int) -> None:
            self.best_value, self.best_params = objective(Trial()), n_trials

    samplers = SimpleNamespace(TPESampler=lambda seed: seed)
    stand_in("optuna", samplers=samplers, create_study=lambda sampler: Study())
    names = example("optuna")
    assert [settings for settings, _ in asked] == [
        {"rotation.annual_share": 0.2, "rotation.years": 5, "case.forms": "alliance"}
    ] * 2
    gaps = [answer["core_member_gap.primary"] for _, answer in asked]
    assert len(set(gaps)) == 2  # two seeds
    assert names["study"].best_value == sum(gaps) / 2


def test_pymoo_as_it_calls(example: Example, asked: list[Any], stand_in: Callable[..., None]) -> None:
    class ElementwiseProblem:
        def __init__(self, n_var: int, n_obj: int, xl: Any, xu: Any) -> None:
            assert len(xl) == len(xu) == n_var
            self.n_obj, self.xl, self.xu = n_obj, xl, xu

    def minimize(problem: Any, algorithm: Any, termination: Any, seed: int) -> Any:
        out: dict[str, Any] = {}
        problem._evaluate(problem.xu, out)
        assert np.asarray(out["F"], float).shape == (problem.n_obj,)
        return SimpleNamespace(X=problem.xu, F=np.asarray(out["F"]))

    for module in ("pymoo", "pymoo.algorithms", "pymoo.algorithms.moo", "pymoo.core"):
        stand_in(module)
    stand_in("pymoo.algorithms.moo.nsga2", NSGA2=lambda pop_size: pop_size)
    stand_in("pymoo.core.problem", ElementwiseProblem=ElementwiseProblem)
    stand_in("pymoo.optimize", minimize=minimize)
    names = example("pymoo")
    ((settings, answer),) = asked
    assert settings == {"rotation.annual_share": 0.2, "mentoring.share": 0.5}
    assert names["front"].F.tolist() == [answer["core_member_gap.primary"], answer["cost.total"]]
