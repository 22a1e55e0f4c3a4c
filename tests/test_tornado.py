"""A tornado: what is assumed is moved, one coefficient at a time, in both arms, and what is chosen is measured on other seeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reading import read

import experiments
from experiments import Refused
from experiments.ablation import arms, tornado, tornado_page
from experiments.ablation.coefficients import EVERY, assumed
from experiments.ablation.tornado import MEASURES, OWN, Tornado, TornadoPlan
from experiments.cli import main
from experiments.engine import Options
from sim.config import parameters
from sim.instruments import instruments

pytestmark = pytest.mark.slow

MINI = str(Path(__file__).parent / "mini.toml")
YEARS = 4
OFF = tuple(sorted(instruments().keys() - {"mentoring", "secondment"}))
ONLY = {f"{name}.on": False for name in OFF}
MOVED = ("mentoring", "learning", "forms.*.staff", "forms.*.hiring")
SET = [word for name in OFF for word in ("--set", f"{name}.on=false")]
COMMAND = [
    "ablate",
    MINI,
    "--years",
    str(YEARS),
    *SET,
    "--no-placebo",
    "--replications",
    "2",
    "--tornado",
    "2",
    "--workers",
    "1",
]


@pytest.fixture(scope="module")
def of() -> TornadoPlan:
    return tornado.plan(arms.plan(MINI, YEARS, ONLY, placebo=False), 2, MOVED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tornado")


@pytest.fixture(scope="module")
def found(of: TornadoPlan, folder: Path) -> Tornado:
    """Return the tornado of a few coefficients, of which two are kept for each measure."""
    from experiments.ablation.ablation import ablate

    plan = arms.plan(MINI, YEARS, ONLY, placebo=False)
    done = ablate(plan, folder, replications=1, options=Options(workers=1), command="edugroup ablate mini")
    few = TornadoPlan(of.run, of.coefficients, of.horizon, of.span, of.seeds, kept=2)
    return tornado.carry_out(few, folder, done, Options(workers=1))


# What is moved.


def test_every_assumed_number_that_can_act_is_moved_and_no_other(of: TornadoPlan) -> None:
    names = {c.name for c in assumed(of.run)}
    case = of.run.case
    by_name = {p.name: p for p in parameters(case)}
    plain = {name for name in names if not name.startswith(EVERY)}
    assert all(by_name[name].source.en.startswith("assumed") for name in plain)
    left = {n for n, p in by_name.items() if p.source.en.startswith("assumed") and not n.startswith("forms.")} - plain
    said = {name.partition(".")[0] for name in left if "senior" not in name.split(".")}
    assert said <= {*OFF, "development"}  # instruments that are off, and an outcome that nobody follows
    assert {n.removeprefix(f"{EVERY}dose_") for n in names if n.startswith(f"{EVERY}dose_")} == {
        "mentoring",
        "secondment",
    }


def test_numbers_of_forms_are_moved_together_but_for_those_that_are_rules(of: TornadoPlan) -> None:
    (staff,) = (c for c in assumed(of.run) if c.name == f"{EVERY}staff")
    rules = {p.name for p in parameters(of.run.case) if p.name.endswith(".staff") and p.source.en.startswith("rule")}
    _, sets = staff.ends["high"]
    assert len(sets) > 5
    assert rules
    assert not rules & set(sets)
    assert set(sets.values()) == {1.0}
    assert "tight" not in staff.words.en


def test_an_end_that_is_the_value_itself_is_not_run_and_a_flag_has_one(of: TornadoPlan) -> None:
    by_name = {c.name: c for c in of.coefficients}
    assert set(by_name[f"{EVERY}hiring"].ends) <= {"low", "high"}
    for c in of.coefficients:
        assert c.ends
        for _, sets in c.ends.values():
            declared = {p.name: p.default for p in parameters(of.run.case)}
            assert any(declared[name] != value for name, value in sets.items())


def test_what_begins_no_coefficient_is_refused_with_the_nearest(of: TornadoPlan) -> None:
    with pytest.raises(Refused) as refusal:
        assumed(of.run, ["mentorin"])
    assert "mentoring" in refusal.value.messages[0]
    with pytest.raises(Refused):
        assumed(of.run, ["rotation"])  # is off
    assert {c.name.partition(".")[0] for c in assumed(of.run, ["mentoring"])} == {"mentoring"}


# Numbers.


def test_swings_are_those_of_runs_done_by_hand(of: TornadoPlan, found: Tornado) -> None:
    first, last = of.span
    assert (first, last) == (2017, 2019)
    for measure in MEASURES:
        names = [f"{measure}.{stage}@{first}-{last}" for stage in ("primary", "junior")]
        for name in found.kept:
            c = found.by_name[name]
            for end, (_, sets) in c.ends.items():
                for i, seed in enumerate(of.measured_on):

                    def effect(own: dict[str, Any], seed: int = seed, names: list[str] = names) -> float:
                        on, none = (
                            experiments.run(MINI, ONLY | own, seed=seed, horizon=YEARS, outcomes=names, reforms=r)
                            for r in (True, False)
                        )
                        return float(np.mean([on[n] - none[n] for n in names]))

                    swing = found.effects[(name, end), measure][i] - found.effects[OWN, measure][i]
                    assert swing == pytest.approx(effect(dict(sets)) - effect({}), abs=1e-9)


def test_what_moves_an_effect_most_on_one_seed_is_measured_on_others(of: TornadoPlan, found: Tornado) -> None:
    assert list(of.measured_on) == [2, 3]
    best = set()
    for measure in MEASURES:
        own = found.screened[OWN, measure][0]
        by: dict[str, float] = {}
        for name, end in of.arms[1:]:
            by[name] = max(by.get(name, 0.0), abs(found.screened[(name, end), measure][0] - own))
        assert len(by) > 5
        best |= {name for name in sorted(by, key=lambda n: -by[n])[:2] if by[name] > 0}
    assert set(found.kept) == best
    assert found.swing(MEASURES[0], OWN).difference == 0
    table = found.table()
    assert set(table.loc[table["phase"] == "screening", "n"]) == {1}
    assert set(table.loc[table["phase"] == "measured", "coefficient"]) == best


def test_the_largest_stands_first_and_what_undoes_half_is_counted(found: Tornado) -> None:
    for measure in MEASURES:
        sizes = [abs(by) for _, by in found.largest(measure)]
        assert sizes == sorted(sizes, reverse=True)
        whole = found.effect(measure).difference
        left = [
            min(found.swing(measure, (name, end)).reform / whole for end in found.ends(name)) for name in found.kept
        ]
        counted = tornado_page._undone(found, measure)
        assert counted == {"half": sum(x < 0.5 for x in left), "sign": sum(x < 0 for x in left)}


# The command.


def test_the_command_draws_and_tells_the_tornado_in_both_languages(
    folder: Path, found: Tornado, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [*COMMAND, *(w for name in MOVED for w in ("--assumed", name)), "--out", str(folder)]
    assert main([*command, "--lang", "en", "--dry-run"]) == 0
    assert "assumed coefficients;" in capsys.readouterr().out
    assert main([*command, "--lang", "zh"]) == 0
    assert "结论多大程度上取决于假设的系数？" in capsys.readouterr().out
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert "How far does it hang on assumed coefficients?" in read(text)
    assert "范围是各系数声明的允许范围" in read(text, "zh")
    assert (folder / "figures" / "tornado.png").stat().st_size > 10_000
    told = pd.read_csv(folder / "tables" / "columns.csv")
    mine = told[told["table"] == "tornado"]
    table = pd.read_parquet(folder / "tables" / "tornado.parquet")
    assert set(mine["name"]) == set(table.columns)
    assert mine[["zh", "en"]].notna().all(axis=None)
    assert (
        main([*COMMAND[:-4], "--no-tornado", "--assumed", "mentoring", "--lang", "en", "--out", str(folder / "no")])
        == 2
    )
    assert "--assumed does not go with --no-tornado" in capsys.readouterr().err


def test_a_tornado_is_measured_unless_it_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [*COMMAND[:-4], "--assumed", "mentoring", "--lang", "en", "--dry-run", "--out", str(tmp_path)]
    assert main(command) == 0
    assert "more at most on 4 seeds" in capsys.readouterr().out
    assert main([*COMMAND[:-4], "--no-tornado", "--lang", "en", "--dry-run", "--out", str(tmp_path)]) == 0
    assert "tornado" not in capsys.readouterr().out


def test_the_screening_is_both_arms_at_every_end_on_one_seed(of: TornadoPlan) -> None:
    assert len(of.screening()) == 2 * len(of.arms)
    assert {run.seed for run in of.screening()} == {1}
    assert len(of.at_most()) <= len(of.screening()) + 2 * of.seeds * (1 + 4 * of.kept)
