"""An ablation: the right instruments are off, contributions are differences of runs, and too few seeds claim nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reading import read
from scipy import stats

import experiments
from experiments import Refused
from experiments.ablation import ablation_page
from experiments.ablation.ablation import ENOUGH, Ablation, ablate, asked
from experiments.ablation.arms import ALONE, BARE_CASE, CASE, NONE, OFF, AblationPlan, plan
from experiments.cli import main
from experiments.compare import comparison
from experiments.engine import Options, worker
from experiments.store.store import Store
from sim.arms import ARMS

pytestmark = pytest.mark.slow

MINI = str(Path(__file__).parent / "mini.toml")
YEARS = 4
TOOLS = (
    "bundled_evaluation", "digital_lessons", "facility_sharing", "first_post", "follow_post", "joint_research", "mentoring",
    "rotation", "secondment",
)  # fmt: skip
# Three are left on, one of them at no dose.
FEW = {f"{name}.on": False for name in TOOLS if name not in {"mentoring", "rotation", "secondment"}} | {
    "mentoring.share": 0.0
}
PLACEBOS = tuple(arm.value for arm in ARMS.values() if arm.key == "placebo")
HERE = Options(workers=1)
SET = [word for name, value in FEW.items() for word in ("--set", f"{name}={str(value).lower()}")]
COMMAND = ["ablate", MINI, "--years", str(YEARS), *SET, "--no-tornado", "--workers", "1"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ablate")


@pytest.fixture(scope="module")
def found(folder: Path) -> Ablation:
    """Return three instruments taken apart on three seeds."""
    return ablate(plan(MINI, YEARS, FEW), folder, replications=3, options=HERE, command="edugroup ablate mini")


def run_of(of: AblationPlan, *arm: str) -> dict[str, Any]:
    """Return what is set in an arm."""
    return dict(next(s.run for s in of.scenarios if s.text == of.arms[arm]).overrides)  # type: ignore[index]


# Scenarios.


def test_each_instrument_is_off_in_turn_and_on_alone() -> None:
    of = plan(MINI, YEARS, placebo=False)
    assert tuple(of.instruments) == TOOLS
    assert len(of.scenarios) == 3 + 2 * len(TOOLS)
    assert not of.placebos
    assert run_of(of, CASE, "") == {}
    assert run_of(of, BARE_CASE, "") == {f"{name}.on": False for name in TOOLS}
    for name in TOOLS:
        assert run_of(of, OFF, name) == {f"{name}.on": False}
        assert run_of(of, ALONE, name) == {f"{other}.on": False for other in TOOLS if other != name}
    reforms = {s.text: s.run.reforms for s in of.scenarios}
    assert [text for text, on in reforms.items() if not on] == [of.arms[NONE, ""]]


def test_scenarios_that_are_one_and_the_same_are_run_once() -> None:
    both = plan(MINI, YEARS, FEW | {"mentoring.on": False})
    assert both.arms[OFF, "rotation"] == both.arms[ALONE, "secondment"]
    assert len(both.scenarios) == 5 * (1 + len(PLACEBOS))
    one = plan(MINI, YEARS, FEW | {"mentoring.on": False, "secondment.on": False})
    assert one.arms[ALONE, "rotation"] == one.arms[CASE, ""]
    assert len(one.scenarios) == 3 * (1 + len(PLACEBOS))
    assert [dict(p.weights) for p in one.parts() if p.part == "interaction"] == [{}, {}] * (1 + len(PLACEBOS))


def test_each_placebo_is_taken_apart_like_the_case_and_set_against_itself() -> None:
    of = plan(MINI, YEARS)
    assert tuple(of.placebos) == PLACEBOS
    assert len(of.scenarios) == (1 + len(PLACEBOS)) * (3 + 2 * len(TOOLS))
    by_text = {s.text: s for s in of.scenarios}
    for placebo, own in of.placebos.items():
        assert set(own) == set(of.arms)
        scenarios = {key: by_text[text] for key, text in own.items()}
        assert {s.run.source.case.placebo for s in scenarios.values()} == {placebo}
        assert [key for key, s in scenarios.items() if not s.run.reforms] == [(NONE, "")]
        assert {s.against for key, s in scenarios.items() if key != (NONE, "")} == {own[NONE, ""]}
        for key in own:
            assert dict(scenarios[key].run.overrides) == run_of(of, *key)


def test_an_instance_is_an_instrument_of_its_own_and_what_is_switched_on_by_hand_counts() -> None:
    more = plan(MINI, YEARS, {"case.instances": ["rotation@rural"], "rotation@rural.on": True})
    assert set(more.instruments) == {*TOOLS, "rotation@rural"}
    assert run_of(more, CASE, "") == {"rotation@rural.on": True}
    assert run_of(more, OFF, "rotation@rural") == {}  # which it is by default
    assert run_of(more, OFF, "rotation") == {"rotation@rural.on": True, "rotation.on": False}


def test_horizons_are_counted_from_the_first_reform_and_end_with_the_runs() -> None:
    assert (plan(MINI, YEARS).first, plan(MINI, YEARS).horizons) == (2017, (3,))
    assert plan(MINI, 8).horizons == (3, 6)
    assert plan(MINI, 31).horizons == (3, 6, 10, 30)
    assert asked(plan(MINI, 8), 6)[0] == "core_member_gap.primary@2022-2022"
    assert asked(plan(MINI, 8), 6)[-1] == "cost.total@2017-2022"


@pytest.mark.parametrize(
    ("case", "years", "common", "sentence"),
    [
        ("minni", None, {}, "no such case or file"),
        (f"{MINI}:rotation.on=true", None, {}, "ablate takes a case, not the scenario"),
        (MINI, 3, {}, "3 school years are too few: the first reform comes into force in 2017/18"),
        (MINI, 1, {}, "no instrument is in force in its 1 school year"),
        (MINI, 4, {f"{name}.on": False for name in TOOLS}, "no instrument is in force in its 4 school years"),
        (MINI, 4, {"rotation.no": False}, "unknown parameter 'rotation.no'"),
    ],
)
def test_what_cannot_be_taken_apart_is_said_in_a_sentence(
    case: str, years: int | None, common: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused) as refusal:
        plan(case, years, common)
    assert any(sentence in m for m in refusal.value.messages), refusal.value.messages


# Numbers.


def test_contributions_are_those_of_runs_done_by_hand(found: Ablation) -> None:
    names = asked(found.plan, 3)
    bare = FEW | {f"{name}.on": False for name in TOOLS}

    def at(seed: int, **switches: bool) -> dict[str, float]:
        sets = FEW | {f"{name}.on": value for name, value in switches.items()}
        return experiments.run(MINI, sets, seed=seed, horizon=YEARS, outcomes=names)  # type: ignore[return-value]

    parts = {(p.part, p.way, p.instrument): p for p in found.parts if not p.placebo}
    for seed in (1, 3):
        case, off = at(seed), at(seed, rotation=False)
        alone, none = (
            at(seed, secondment=False, mentoring=False),
            experiments.run(MINI, bare, seed=seed, horizon=YEARS, outcomes=names),
        )
        untouched = experiments.run(MINI, FEW, seed=seed, horizon=YEARS, outcomes=names, reforms=False)
        for name in names:
            drawn = {key: found.draws(part, name)[seed - 1] for key, part in parts.items()}
            assert drawn["instrument", "off", "rotation"] == case[name] - off[name]
            assert drawn["instrument", "alone", "rotation"] == pytest.approx(alone[name] - none[name], abs=1e-12)
            assert drawn["reform", "", ""] == case[name] - untouched[name]
    assert abs(found.draws(parts["instrument", "off", "rotation"], names[0])).min() > 0


def test_contributions_under_placebo_are_those_of_runs_of_the_placebo(found: Ablation) -> None:
    name = "core_member_gap.primary@2019-2019"
    for placebo in PLACEBOS:
        parts = {(p.part, p.way, p.instrument): p for p in found.parts if p.placebo == placebo}
        assert set(parts) == {(p.part, p.way, p.instrument) for p in found.parts if not p.placebo}
        sets = FEW | {"case.placebo": placebo}

        def at(reforms: bool = True, own: dict[str, Any] = sets, **switches: bool) -> float:
            values = own | {f"{tool}.on": value for tool, value in switches.items()}
            got = experiments.run(MINI, values, seed=2, horizon=YEARS, outcomes=[name], reforms=reforms)
            return float(got[name])

        case = at()
        assert found.draws(parts["reform", "", ""], name)[1] == case - at(reforms=False)
        assert found.draws(parts["instrument", OFF, "secondment"], name)[1] == case - at(secondment=False)
        alone = at(rotation=False, mentoring=False) - at(rotation=False, mentoring=False, secondment=False)
        assert found.draws(parts["instrument", ALONE, "secondment"], name)[1] == pytest.approx(alone, abs=1e-12)
        assert found.pair("reform", name, placebo=placebo).n == 3


def test_the_parts_sum_up_with_what_is_left_over(found: Ablation) -> None:
    names = asked(found.plan, 3)
    parts = [p for p in found.parts if not p.placebo]
    drawn = {(p.part, p.way, p.instrument): np.array([found.draws(p, name) for name in names]) for p in parts}
    whole = drawn["instruments", "", ""]
    np.testing.assert_allclose(drawn["rest of the reform", "", ""] + whole, drawn["reform", "", ""], atol=1e-6)
    for way in (OFF, ALONE):
        every = sum(drawn["instrument", way, i] for i in found.plan.instruments)
        np.testing.assert_allclose(drawn["sum", way, ""], every, atol=1e-6)
        np.testing.assert_allclose(drawn["interaction", way, ""], whole - every, atol=1e-6)


def test_an_instrument_at_no_dose_contributes_exactly_nothing(found: Ablation) -> None:
    table = found.table()
    nothing = table[table["instrument"] == "mentoring"]
    assert len(nothing) == 2 * (1 + len(PLACEBOS)) * len(asked(found.plan, 3))
    assert (nothing[["difference", "low", "high"]] == 0).all(axis=None)
    assert (table.loc[table["instrument"] == "rotation", "difference"] != 0).any()


def test_intervals_are_paired_and_those_of_all_together_are_wider(found: Ablation) -> None:
    table = found.table()
    table = table[table["placebo"] == ""].set_index(["outcome", "part", "way", "instrument"])
    name = "core_member_gap.primary@2019-2019"
    wanted = ("instrument", "off", "secondment", "")
    (part,) = (p for p in found.parts if (p.part, p.way, p.instrument, p.placebo) == wanted)
    row = table.loc[(name, "instrument", "off", "secondment")]
    expected = stats.ttest_1samp(found.draws(part, name), 0.0).confidence_interval(0.95)
    assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))
    known = table.dropna(subset=["low_all"])
    assert len(known) > 50
    assert (known["high_all"] - known["low_all"] > known["high"] - known["low"]).all()


# What is claimed.


def test_too_few_seeds_call_nothing_a_difference_and_rank_nothing(found: Ablation) -> None:
    assert not found.enough
    cells = [(name, way, i) for name in asked(found.plan, 3) for way in (OFF, ALONE) for i in found.plan.instruments]
    pairs = [found.pair("instrument", *cell) for cell in cells]
    assert any(p.low > 0 or p.high < 0 for p in pairs)  # taken one by one
    assert not any(map(found.is_sure, pairs))
    answer = ablation_page.contributions(found)
    assert "nothing is ranked; it takes 20 at least (--replications 20)" in answer.short
    assert not any("contributes most" in said or "rotation −" in said for said in answer.sentences)


def made_up(**contributions: tuple[float, float]) -> Ablation:
    """Return an ablation of instruments that contribute a mean with a spread between seeds, and so alone."""
    names = tuple(contributions)
    draws, n = np.random.default_rng(3), ENOUGH
    arms = {(NONE, ""): "none", (CASE, ""): "case", (BARE_CASE, ""): "bare"}
    values = {name: np.zeros((n, 1)) for name in arms.values()}
    for name, (mean, spread) in contributions.items():
        arms |= {(OFF, name): f"off {name}", (ALONE, name): f"only {name}"}
        effect = mean + spread * draws.normal(size=(n, 1))
        values |= {f"off {name}": -effect, f"only {name}": effect}
    run = plan(MINI, YEARS).run
    known = {name: comparison.labels.Words(name, name) for name in names}
    of = AblationPlan("mini", (SimpleNamespace(text="case", run=run),), arms, known, 2017, (3,))  # type: ignore[arg-type]
    return Ablation(of, SimpleNamespace(seeds=range(n), table=lambda scenario, outcome: values[scenario]))  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", [1, -1])
def test_the_most_is_named_only_where_intervals_tell_it_from_every_other(sign: int) -> None:
    name = "core_member_gap.primary@2019-2019"
    clear = made_up(a=(-0.4 * sign, 0.1), b=(2.0 * sign, 0.1), c=(-0.9, 0.1), d=(0.0, 1.0))
    assert (clear.leader(name, OFF), clear.leader(name, ALONE)) == ("b", "b")
    close = made_up(a=(-1.98 * sign, 0.3), b=(2.0 * sign, 0.3), d=(0.0, 0.5))
    assert close.leader(name, OFF) is None
    assert close.is_sure(close.pair("instrument", name, OFF, "a"))
    assert made_up(a=(0.0, 1.0), b=(0.02, 1.0)).leader(name, OFF) is None


def test_what_is_the_same_in_every_seed_needs_no_interval_and_nothing_is_no_contribution() -> None:
    name = "hours.total@2017-2019"
    same = made_up(a=(0.3, 0.0), b=(0.0, 0.0), c=(0.0, 1.0))
    assert [same.is_sure(same.pair("instrument", name, OFF, i)) for i in "abc"] == [True, False, False]


# The command.


def test_the_command_writes_tables_figures_and_a_page_in_both_languages(
    folder: Path, found: Ablation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMMAND, "--lang", "zh", "--replications", "3", "--out", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "各项政策工具贡献多少？\n  只有3个种子" in said
    text = (folder / "report.html").read_text(encoding="utf-8")
    english, chinese = read(text), read(text, "zh")
    assert "Contributions follow from coefficients that were put in" in english
    assert "各项贡献出自所设的系数" in chinese
    assert "left over, off in turn" in english
    assert "How much of it needs a strong core?" in english
    assert "placebo: equal schools" in english
    assert "What instruments contribute (alone), in the case and under placebo" in english
    assert "安慰剂：起点相同" in chinese
    assert f"edugroup ablate {MINI} --years 4" in english
    assert {p.name for p in (folder / "figures").iterdir()} == {"forest-3.png", "forest-3.svg", "manifest.json"}
    told = pd.read_csv(folder / "tables" / "columns.csv")
    assert told[["zh", "en"]].notna().all(axis=None)
    table = pd.read_parquet(folder / "tables" / "contributions.parquet")
    assert set(told.loc[told["table"] == "contributions", "name"]) == set(table.columns)
    assert set(table["part"]) == {"reform", "rest of the reform", "instruments", "instrument", "sum", "interaction"}
    assert main(["export", str(folder), "--format", "csv", "--out", str(folder.parent / "exported")]) == 0


def test_a_dry_run_lists_the_scenarios_and_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, "--lang", "en", "--replications", "2", "--dry-run", "--out", str(tmp_path / "new")]) == 0
    said = capsys.readouterr().out
    assert f"all but teacher rotation\n  {MINI}:rotation.on=false" in said
    n = 9 * (1 + len(PLACEBOS))
    assert f"{n} scenarios x 2 seeds: {2 * n} runs, 0 of them stored" in said
    assert not (tmp_path / "new").exists()


def test_what_was_interrupted_is_resumed_and_nothing_is_done_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, done, real, n = tmp_path / "out", [0], worker.simulate, 9

    def stops(packed: bytes, task: Any) -> bytes:
        done[0] += 1
        if done[0] == 4:
            raise KeyboardInterrupt
        return real(packed, task)

    command = [*COMMAND, "--lang", "en", "--replications", "1", "--no-placebo", "--out", str(out)]
    with monkeypatch.context() as patch:
        patch.setattr(worker, "simulate", stops)
        assert main(command) == 130
    assert f"edugroup resume {out}" in capsys.readouterr().err
    with Store(out) as store:
        assert 0 < store.counts()["ok"] < n
    assert main(["resume", str(out), "--workers", "1"]) == 0
    assert main(command) == 0
    assert "9 runs, 9 of them done before" in capsys.readouterr().err
    assert main(["compare", MINI, f"{MINI}:no-reform", "--replications", "1", "--out", str(out)]) == 2
