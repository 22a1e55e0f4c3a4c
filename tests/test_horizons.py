"""Effects by school year of the reform, of several arms beside one another, and the sixth question of the demo."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from reading import read

import experiments
from experiments.cli import main
from experiments.compare import by_horizon
from experiments.compare.comparison import Comparison, compare
from experiments.compare.scenarios import read_scenarios
from experiments.engine import Options
from experiments.one_case import strong_core
from experiments.pages import horizons
from experiments.pages.horizons import LEVELS, ToldArm
from experiments.runs.plan import make_plan
from sim.arms import ARMS
from sim.say import spoken

pytestmark = pytest.mark.slow

MINI = str(Path(__file__).parent / "mini.toml")
YEARS, FIRST = 4, 2017
PLACEBOS = [word for word in ARMS if word.startswith("placebo=")]


def made_up(arm: str, seeds: range, years: range, effect: float) -> pd.DataFrame:
    """Return yearly measures in which an arm is ahead by an effect a year, twice as much in junior schools."""
    rows = []
    for seed in seeds:
        for year in years:
            for stage, pupils, times in (("primary", 300.0, 1), ("junior", 100.0, 2)):
                value = 10.0 * seed + times * effect * (year - FIRST + 1)
                rows.append(
                    {
                        "arm": arm,
                        "seed": seed,
                        "year": year,
                        "stage": stage,
                        "pupils": pupils,
                        **dict.fromkeys(LEVELS, value),
                    }
                )
    return pd.DataFrame(rows)


@pytest.fixture
def told() -> pd.DataFrame:
    """Return the effects of two arms, one with fewer seeds and years."""
    parts = [
        made_up("none", range(4), range(FIRST, FIRST + 12), 0.0), made_up("case", range(4), range(FIRST, FIRST + 12), 0.5),
        made_up("other", range(2), range(FIRST, FIRST + 6), 0.2),
    ]  # fmt: skip
    district = pd.concat(parts, ignore_index=True)
    spent = district[["arm", "seed", "year"]].drop_duplicates().assign(yuan=0.0, hours=0.0)
    spent.loc[spent["arm"] == "case", "hours"] = spent["year"] - FIRST
    sides = [ToldArm(horizons.texts.AS_IN_CASE(), arm, "none") for arm in ("case", "other")]
    return horizons.effects(district, spent, sides, FIRST, (3, 6, 10))


def test_a_level_is_that_of_its_school_year_and_hours_are_a_mean_up_to_it(told: pd.DataFrame) -> None:
    primary, junior = (horizons.pick(told, "case", 6, "mean_score", s) for s in ("primary", "junior"))
    assert (primary.n, primary.difference, junior.difference) == (4, pytest.approx(3.0), pytest.approx(6.0))
    assert horizons.pick(told, "case", 6, "mean_score").difference == pytest.approx((300 * 3 + 100 * 6) / 400)
    assert horizons.pick(told, "case", 6, "hours").difference == pytest.approx(np.mean(range(6)))
    assert horizons.pick(told, "case", 10, "hours").difference == pytest.approx(np.mean(range(10)))


def test_arms_are_compared_in_the_seeds_and_years_that_both_have(told: pd.DataFrame) -> None:
    assert horizons.pick(told, "other", 3, "mean_score").n == 2
    assert horizons.pick(told, "other", 6, "mean_score").difference == pytest.approx(1.2 * 1.25)
    assert horizons.pick(told, "other", 10, "mean_score").n == 0
    assert set(told.loc[told["arm"] == "other", "horizon"]) == {3, 6}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    scenarios = read_scenarios(
        [f"{MINI}:no-reform", MINI, f"{MINI}:placebo=equal-cores", f"{MINI}:unstaged"], YEARS, {}
    )
    return compare(scenarios, tmp_path_factory.mktemp("compare"), replications=2, options=Options(workers=1))


def test_a_comparison_sets_placebo_and_unstaged_beside_the_reform(found: Comparison) -> None:
    table = by_horizon.effects(found)
    assert by_horizon.reached(found) == (FIRST, (3,))
    name = f"member_score.primary@{FIRST + 2}-{FIRST + 2}"
    hours = f"hours.total@{FIRST}-{FIRST + 2}"
    for word, own in ((MINI, {}), (f"{MINI}:placebo=equal-cores", {"case.placebo": "equal-cores"})):
        by_hand = []
        for seed in (1, 2):
            on, off = (
                experiments.run(MINI, own, seed=seed, horizon=YEARS, outcomes=[name, hours], reforms=r)
                for r in (True, False)
            )
            by_hand.append([on[name] - off[name], on[hours] - off[hours]])
        score, time = np.mean(by_hand, axis=0)
        assert horizons.pick(table, word, 3, "member_score", "primary").difference == pytest.approx(score)
        assert horizons.pick(table, word, 3, "hours").difference == pytest.approx(time)
    answer = by_horizon.by_horizon(found, table)
    arms = [side.said for side in by_horizon.sides(found)]
    assert len(arms) == 3
    assert [row[3] for row in answer.tables[0].rows[:3]] == arms
    assert "in school year 3" in answer.short


def test_the_demo_answers_how_much_needs_a_strong_core(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "demo"
    words = ["demo", "--case", MINI, "--years", str(YEARS), "--seeds", "2", "--workers", "1", "--lang", "en"]
    assert main([*words, "--out", str(out)]) == 0
    assert "How much of it needs a strong core, and what did the hours cost?" in capsys.readouterr().out
    table = pd.read_parquet(out / "placebo.parquet")
    assert {*table["arm"]} == {"reform", "unstaged", *PLACEBOS}
    paired = pd.read_csv(out / "paired.csv")
    at = (paired["measure"] == "member_score") & (paired["stage"] == "junior") & (paired["year"] == FIRST + 2)
    case = horizons.pick(table, "reform", 3, "member_score", "junior")
    assert case.difference == pytest.approx(float(paired.loc[at, "difference"].iloc[0]))
    name = f"member_score.junior@{FIRST + 2}-{FIRST + 2}"
    apart = []
    for seed in (1, 2):
        on, off = (
            experiments.run(
                MINI, {"case.placebo": "random-core"}, seed=seed, horizon=YEARS, outcomes=[name], reforms=r
            )[name]
            for r in (True, False)
        )
        apart.append(on - off)
    left = horizons.pick(table, "placebo=random-core", 3, "member_score", "junior")
    assert left.difference == pytest.approx(np.mean(apart))
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'id="strong_core"' in page
    assert "其中多少靠核心校之强，时间上花费多少？" in read(page, "zh")
    assert f"edugroup compare {MINI}:no-reform {MINI} {MINI}:unstaged" in read(page)
    assert (out / "figures" / "strong_core.png").stat().st_size > 10_000


def test_the_placebos_of_the_demo_last_as_long_as_the_demo_and_sentences_tell_of_the_tenth_year() -> None:
    of = strong_core.plan(make_plan(MINI, 31), [1, 2])
    assert of is not None
    assert (of.horizons, of.told) == ((3, 6, 10, 30), 10)
    assert {run.years for run in of.runs.values()} == {31}
    assert {arm for arm, _ in of.runs} == {"unstaged", *PLACEBOS, *(f"{word}{strong_core.BARE}" for word in PLACEBOS)}


def test_a_case_without_groups_or_that_is_an_arm_itself_has_no_such_question() -> None:
    assert strong_core.plan(make_plan(MINI, YEARS), [1, 2]) is not None
    assert strong_core.plan(make_plan(MINI, 3), [1]) is None  # ends before the third school year of the reform
    assert strong_core.plan(make_plan(MINI, YEARS, {"case.placebo": "equal-cores"}), [1]) is None
    assert strong_core.plan(make_plan(MINI, YEARS, {"case.unstaged": True}), [1]) is None


@pytest.mark.parametrize("way", [1.0, -1.0], ids=["gain", "loss"])
def test_a_part_of_a_loss_is_told_as_that_of_a_gain_is(way: float, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, left = np.array([0.9, 1.0, 1.1, 1.0]), np.array([0.4, 0.5, 0.6, 0.5])
    found = strong_core.PlaceboTables(cast(Any, SimpleNamespace(sides=["case"])), pd.DataFrame(), pd.DataFrame(), 15.0)
    monkeypatch.setattr(
        strong_core.PlaceboTables, "draws", lambda self, side, measure: way * (whole if side == "case" else left)
    )
    said = strong_core._share(found, cast(Any, "placebo"))
    assert str(spoken(said, "en")).startswith("50 % of that of the case (")


def test_a_part_of_what_is_not_sure_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found = strong_core.PlaceboTables(cast(Any, SimpleNamespace(sides=["case"])), pd.DataFrame(), pd.DataFrame(), 15.0)
    monkeypatch.setattr(
        strong_core.PlaceboTables, "draws", lambda self, side, measure: np.array([-1.0, 0.5, 1.0, -0.7])
    )
    assert "cannot be told" in str(spoken(strong_core._share(found, cast(Any, "placebo")), "en"))
