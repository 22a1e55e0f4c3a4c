"""Comparisons, studies and runs that hold the population or luck, or tell their parts apart."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from test_compare import HERE, MINI, SPECS, YEARS, made, text_of

from experiments import Refused, run
from experiments.cli import main
from experiments.compare import comparison_page
from experiments.compare.comparison import Comparison
from experiments.runs.chance import APART, Chance
from experiments.statistics import seed_parts

sys.path.insert(0, str(Path(__file__).parent / "studies"))
from study_texts import BASE, study

pytestmark = pytest.mark.usefixtures("blank")

OUTCOME = "between_school_sd.primary"


def value(population: int, luck: int, *, reforms: bool = True) -> float:
    """Return the outcome of a run of the model."""
    return run(MINI, horizon=YEARS, population_seed=population, luck_seed=luck, outcomes=[OUTCOME], reforms=reforms)[
        OUTCOME
    ]


def test_replications_hold_what_they_are_told_to_hold() -> None:
    assert Chance().seeds(3) == [(3, 3)]
    assert Chance(population_seed=5).seeds(3) == [(5, 3)]
    assert Chance(luck_seed=0).seeds(3) == [(3, 0)]
    assert Chance(lucks=3).seeds(3) == [(3, 3), (3, 3 + APART), (3, 3 + 2 * APART)]
    every = [pair for r in range(1, 10_001, 7) for pair in Chance(lucks=3).seeds(r)]
    assert len({luck for _, luck in every}) == len(every)


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        ({"population_seed": 1, "luck_seed": 2}, "--population-seed and --luck-seed leave nothing to chance"),
        ({"population_seed": 0, "lucks": 2}, "--population-seed holds one of them; leave one out"),
        ({"luck_seed": 0, "lucks": 2}, "--luck-seed holds one of them"),
    ],
)
def test_chance_that_contradicts_itself_is_refused(chance: dict[str, int], said: str) -> None:
    with pytest.raises(Refused, match=said):
        Chance(**chance)


# Comparisons.


@pytest.mark.parametrize(
    ("chance", "pair"),
    [(Chance(population_seed=5), lambda r: (5, r)), (Chance(luck_seed=5), lambda r: (r, 5))],
    ids=["p", "l"],
)
def test_a_comparison_with_a_part_held(tmp_path: Path, chance: Chance, pair) -> None:
    found = made(tmp_path, 3, SPECS[:2], chance=chance)
    for r in (1, 2, 3):
        for spec, reforms in ((SPECS[0], False), (SPECS[1], True)):
            assert found.table(spec, OUTCOME)[r - 1] == [value(*pair(r), reforms=reforms)]
    assert found.pair(MINI, OUTCOME).n == 3
    assert len(found.district) == 2 * 3 * 2 * YEARS
    comparison_page.write(found, tmp_path, "edugroup compare A B", ["compare", "A", "B"])
    said = text_of((tmp_path / "report.html").read_text(encoding="utf-8"))
    held = (
        "one population, that of seed 5, under the same 3 lucks"
        if chance.population_seed
        else "3 populations under one luck"
    )
    assert held in said
    manifest = json.loads((tmp_path / "tables" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest.get("population_seed") == chance.population_seed
    assert manifest.get("luck_seed") == chance.luck_seed
    assert "lucks" not in manifest


@pytest.fixture(scope="module")
def lucky(tmp_path_factory: pytest.TempPathFactory) -> tuple[Comparison, Path]:
    """Return two scenarios on four populations of three lucks."""
    folder = tmp_path_factory.mktemp("lucky")
    return made(folder, 4, SPECS[:2], chance=Chance(lucks=3)), folder


def test_a_population_counts_once_by_the_mean_of_its_lucks(lucky: tuple[Comparison, Path]) -> None:
    found, _ = lucky
    assert found.tally.planned == 2 * 4 * 3
    first, second = (found.table(name, OUTCOME) for name in SPECS[:2])
    assert first.shape == (4, 3)
    assert second[1, 2] == value(2, 2 + 2 * APART)
    pair = found.pair(MINI, OUTCOME)
    difference = (second - first).mean(1)
    assert pair.n == 4
    assert pair.difference == pytest.approx(difference.mean())
    assert pair.sd_paired == pytest.approx(difference.std(ddof=1))
    yearly = found.by_year().query("measure == 'between_school_sd'")
    assert (yearly["n"] == 4).all()


def test_the_first_luck_of_each_population_is_the_run_there_is_without_lucks(lucky: tuple[Comparison, Path]) -> None:
    _, folder = lucky
    plain = made(folder, 4, SPECS[:2])
    assert plain.new == 0


def test_a_missing_luck_takes_its_population_with_it(lucky: tuple[Comparison, Path]) -> None:
    found, _ = lucky
    values = found.values.copy()
    values.loc[(values["scenario"] == MINI) & (values["seed"] == 2) & (values["luck"] == 1), OUTCOME] = np.nan
    less = replace(found, values=values)
    assert less.pair(MINI, OUTCOME).n == 3
    part = less.parts().query("scenario == @MINI and outcome == @OUTCOME and against == ''").iloc[0]
    assert part["variance"] == seed_parts.nested(np.delete(found.table(MINI, OUTCOME), 1, axis=0))[0].variance


def test_the_parts_are_those_of_the_nested_analysis(lucky: tuple[Comparison, Path]) -> None:
    found, folder = lucky
    table = found.parts()
    first, second = (found.table(name, OUTCOME) for name in SPECS[:2])
    for name, against, y in ((SPECS[0], "", first), (MINI, "", second), (MINI, SPECS[0], second - first)):
        rows = table[(table["scenario"] == name) & (table["against"] == against) & (table["outcome"] == OUTCOME)]
        want = pd.DataFrame(seed_parts.nested(y))
        pd.testing.assert_frame_equal(rows[list(want.columns)].reset_index(drop=True), want)
    assert set(table["part"]) == {"population", "luck"}
    comparison_page.write(found, folder, "edugroup compare A B --lucks 3", ["compare", "A", "B", "--lucks", "3"])
    said = text_of((folder / "report.html").read_text(encoding="utf-8"))
    assert "How much is luck?" in said
    assert "4 populations of 3 lucks each" in said
    assert (folder / "tables" / "chance.csv").is_file()
    assert json.loads((folder / "tables" / "manifest.json").read_text(encoding="utf-8"))["lucks"] == 3


def test_without_lucks_nothing_is_said_of_parts(tmp_path: Path) -> None:
    found = made(tmp_path, 2, SPECS[:2])
    assert len(found.parts()) == 0
    comparison_page.write(found, tmp_path, "edugroup compare A B", ["compare", "A", "B"])
    assert "How much is luck?" not in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not (tmp_path / "tables" / "chance.csv").exists()


@pytest.mark.slow
def test_the_command_line_holds_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["compare", *SPECS[:2], "--years", "1", "--replications", "2", "--workers", "1"]
    assert main([*words, "--population-seed", "7"]) == 0
    assert main([*words, "--lucks", "2"]) == 0
    folders = sorted(p.name for p in (tmp_path / "results").iterdir())
    assert [re.sub(r"^compare-.*?(-population7|-lucks2)$", r"\1", name) for name in folders] == [
        "-lucks2",
        "-population7",
    ]
    capsys.readouterr()
    assert main([*words, "--population-seed", "7", "--luck-seed", "1"]) == 2
    assert "leave nothing to chance" in capsys.readouterr().err
    assert main([*words, "--lucks", "0"]) == 2
    assert "0 is out of range; allowed: 1 to 100 [lucks of each replication]" in capsys.readouterr().err


# One run.


@pytest.mark.slow
def test_a_run_of_two_seeds_tells_them_and_gives_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["run", MINI, "--years", "2", "--population-seed", "5", "--luck-seed", "3"]
    assert main(words) == 0
    folder = tmp_path / "results" / "mini-seed1-population5-luck3"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["seed"], manifest["population_seed"], manifest["luck_seed"]) == (1, 5, 3)
    district = pd.read_parquet(folder / "district.parquet")
    mean = district.query("stage == 'primary'")["between_school_sd"].mean()
    assert mean == pytest.approx(run(MINI, horizon=2, population_seed=5, luck_seed=3, outcomes=[OUTCOME])[OUTCOME])
    assert "population seed 5; luck seed 3" in text_of((folder / "report.html").read_text(encoding="utf-8"))
    assert manifest["reproduce"].endswith("--population-seed 5 --luck-seed 3")
    assert main([*words, "--luck-seed", "-1"]) == 2


# Studies.


@pytest.mark.parametrize("name", ["population_seed", "luck_seed"])
@pytest.mark.slow
def test_a_study_holds_a_seed(tmp_path: Path, name: str) -> None:
    from experiments.design.designs import points
    from experiments.study.analyse import analyse
    from experiments.study.carrying_out import carry_out
    from experiments.study.study_data import baseline, gather, plan
    from experiments.study.study_page import write_report

    of = study(tmp_path, 'kind = "grid"', '[levers]\n"rotation.annual_share" = { values = [0.0, 0.3] }\n',
               f'{BASE}{name} = 5\nfirst_seed = 2\nagainst = "baseline"\n')  # fmt: skip
    assert of.facts()[name] == 5
    wanted = [run for _, _, run in plan(of, points(of))]
    seeds = [(run.seed if run.population_seed is None else run.population_seed, run.seed) for run in wanted]
    pairs = [(5, 2), (5, 3)] if name == "population_seed" else [(2, 5), (3, 5)]
    assert seeds == pairs * 2
    for run_ in wanted:
        other = baseline(of, run_)
        assert (other.seed, other.population_seed, other.reforms) == (run_.seed, run_.population_seed, False)
    assert carry_out(of, tmp_path / "out", HERE, "edugroup sweep trial.toml").is_whole
    data = gather(of, tmp_path / "out")
    assert data.runs["seed"].tolist() == [2, 3, 2, 3]
    assert data.runs["key"].nunique() == 4
    write_report(data, analyse(data), tmp_path / "out", "edugroup analyse trial.toml")
    page = text_of((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    assert f"{name.replace('_', ' ')} 5 in every run" in page


def test_a_study_that_holds_both_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="population_seed = 5 and luck_seed = 1 leave nothing to chance"):
        study(tmp_path, 'kind = "grid"', base=f"{BASE}population_seed = 5\nluck_seed = 1\n")
    with pytest.raises(Refused, match=r"unknown key 'population_sed'; nearest valid name: 'population_seed'"):
        study(tmp_path, 'kind = "grid"', base=f"{BASE}population_sed = 5\n")
    with pytest.raises(Refused, match="luck_seed = -1 is out of range; allowed: 0 or more"):
        study(tmp_path, 'kind = "grid"', base=f"{BASE}luck_seed = -1\n")
