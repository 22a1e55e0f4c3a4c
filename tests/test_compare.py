"""Scenarios are compared on shared seeds: nothing runs twice, pairs are pairs, and what is missing is said."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from reading import read
from scipy import stats

import experiments
from experiments import Refused
from experiments.cli import main
from experiments.compare import comparison_page, placebo
from experiments.compare.comparison import Comparison, compare
from experiments.compare.precision import FLOOR, Width
from experiments.compare.scenarios import read_scenarios
from experiments.engine import Finished, Options
from experiments.store.store import Store

pytestmark = pytest.mark.usefixtures("blank")

MINI = str(Path(__file__).parent / "mini.toml")
YEARS = 4
HERE = Options(workers=1)
SPECS = [f"{MINI}:no-reform", MINI, f"{MINI}:rotation.annual_share=0.1,mentoring.on=false"]


def made(folder: Path, replications: int | None, specs: list[str] = SPECS, **options: object) -> Comparison:
    scenarios = read_scenarios(specs, YEARS, {})
    return compare(scenarios, folder, replications=replications, options=HERE, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compare")


@pytest.fixture(scope="module")
def found(folder: Path) -> Comparison:
    """Return three scenarios on three seeds."""
    return made(folder, 3)


@pytest.fixture(scope="module")
def page(folder: Path, found: Comparison) -> str:
    """Return the page of that comparison."""
    comparison_page.write(found, folder, "edugroup compare A B", ["compare", "A", "B"])
    return (folder / "report.html").read_text(encoding="utf-8")


def text_of(page: str) -> str:
    """Return what can be read on a page in English, with single spaces."""
    return read(page)


# What a scenario is.


def test_scenarios_are_read_from_words() -> None:
    none, whole, more = read_scenarios(SPECS, YEARS, {})
    assert (none.run.reforms, whole.run.reforms, more.run.reforms) == (False, True, True)
    assert dict(more.run.overrides) == {"rotation.annual_share": 0.1, "mentoring.on": False}
    assert none.words == ("no reform", "无改革")
    assert "年度交流比例 = 0.1" in more.words.zh


def test_commas_inside_lists_and_texts_do_not_part_settings() -> None:
    one, other = read_scenarios([MINI, f'{MINI}:mentoring.groups=["g-p", "g-j"],mentoring.share=0.5'], YEARS, {})
    assert dict(other.run.overrides)["mentoring.share"] == 0.5
    assert dict(other.run.overrides)["mentoring.groups"] == ("g-p", "g-j")
    assert one.run.key != other.run.key


def test_common_settings_hold_where_a_scenario_does_not_set_the_same() -> None:
    common = {"rotation.annual_share": 0.05}
    first, _, third = read_scenarios(SPECS, YEARS, common)
    assert dict(first.run.overrides)["rotation.annual_share"] == 0.05
    assert dict(third.run.overrides)["rotation.annual_share"] == 0.1


def test_a_scenario_file_has_a_name_and_a_case_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mini.toml").write_bytes(Path(MINI).read_bytes())
    file = tmp_path / "more.toml"
    file.write_text(
        'title = { zh = "多轮岗", en = "More rotation" }\ncase = "mini.toml"\nset = { "rotation.annual_share" = 0.2 }\n',
        encoding="utf-8",
    )
    plain, named = read_scenarios([MINI, str(file)], YEARS, {})
    assert named.words == ("More rotation", "多轮岗")
    assert dict(named.run.overrides) == {"rotation.annual_share": 0.2}
    assert plain.run.source.sha256 == named.run.source.sha256


@pytest.mark.parametrize(
    ("specs", "sentence"),
    [
        (
            [MINI, f"{MINI}:no-refrom"],
            "'no-refrom' is neither key=value nor no-reform, unstaged, mergers-by-reform, placebo=random-core, "
            "placebo=equal-cores or placebo=inside-schools; "
            "nearest valid name: 'no-reform'",
        ),
        ([MINI, f"{MINI}:rotation.anual_share=0.2"], "nearest valid name: 'rotation.annual_share'"),
        ([MINI, f"{MINI}:rotation.annual_share=7"], "rotation.annual_share = 7 is out of range; allowed: 0 to 0.3"),
        ([MINI, f"{MINI}:"], "nothing follows the colon"),
        ([MINI, MINI], "are the same scenario"),
        ([MINI, "huadu"], "do not cover the same school years"),
        ([MINI, "huadoo"], "nearest valid name: 'huadu'"),
        ([MINI, f"{MINI}:case.forms=loose"], 'allowed: "listed", "tight", "assist", "alliance"'),
    ],
)
def test_what_is_wrong_with_a_scenario_is_said_in_a_sentence(specs: list[str], sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_scenarios(specs, None, {})
    assert any(sentence in m for m in refusal.value.messages), refusal.value.messages


# Runs and pairs.


def test_values_are_those_of_the_model_as_a_plain_function(found: Comparison) -> None:
    one = found.values[(found.values["scenario"] == SPECS[0]) & (found.values["seed"] == 2)].iloc[0]
    names = ["between_school_sd.primary", "cost.total", "member_score.junior"]
    alone = experiments.run(MINI, seed=2, horizon=YEARS, outcomes=names, reforms=False)
    assert {n: one[n] for n in names} == alone


def test_differences_are_paired_and_their_intervals_students(found: Comparison) -> None:
    effects = found.effects().set_index(["scenario", "outcome"])
    table = found.values.pivot(index="seed", columns="scenario", values="bottom_decile.junior")
    for name in SPECS[1:]:
        row = effects.loc[(name, "bottom_decile.junior")]
        expected = stats.ttest_rel(table[name], table[SPECS[0]]).confidence_interval(0.95)
        assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))
        assert row["difference"] == pytest.approx((table[name] - table[SPECS[0]]).mean())


def test_every_pair_of_scenarios_is_compared_and_all_intervals_hold_at_once(found: Comparison) -> None:
    pairs = found.pairs()
    assert set(zip(pairs["scenario"], pairs["against"], strict=True)) == {
        (SPECS[1], SPECS[0]), (SPECS[2], SPECS[0]), (SPECS[2], SPECS[1]),
    }  # fmt: skip
    row = pairs[(pairs["against"] == SPECS[1]) & (pairs["outcome"] == "mean_score.junior")].iloc[0]
    table = found.values.pivot(index="seed", columns="scenario", values="mean_score.junior")
    assert row["difference"] == pytest.approx((table[SPECS[2]] - table[SPECS[1]]).mean())
    known = pairs.dropna(subset=["low_all"])
    assert (known["low_all"] < known["low"]).all()
    assert (known["high_all"] > known["high"]).all()
    one = found.pair(SPECS[2], "mean_score.junior", SPECS[1])
    assert (one.low_all, one.high_all) == (row["low_all"], row["high_all"])
    assert one.is_sure == (row["low_all"] > 0 or row["high_all"] < 0)


def test_a_width_may_be_a_part_of_the_difference(tmp_path: Path) -> None:
    found = made(tmp_path, None, SPECS[:2], precision={"core_member_gap.primary": Width(relative=10.0)}, most=10)
    assert "narrow enough" in found.looks[0]
    assert "(1000%)" in found.looks[0]
    assert Width(0.05, 0.5).allowed(-0.2) == 0.1
    assert Width(0.05, 0.5).allowed(0.02) == 0.05


def test_years_are_paired_too(found: Comparison) -> None:
    by_year = found.by_year()
    row = by_year[
        (by_year["scenario"] == SPECS[1]) & (by_year["measure"] == "mean_score") & (by_year["stage"] == "primary")
    ].sort_values("year")
    here = found.district[found.district["stage"] == "primary"].pivot(
        index="year", columns=["arm", "seed"], values="mean_score"
    )
    assert row["difference"].to_numpy() == pytest.approx((here[SPECS[1]] - here[SPECS[0]]).mean(axis=1).to_numpy())
    assert row["difference"].iloc[0] == 0.0  # before the first reform both are one district
    assert row["difference"].iloc[-1] != 0.0


def test_only_new_runs_are_done(folder: Path, found: Comparison) -> None:
    assert found.new == 9
    assert made(folder, 3).new == 0
    assert made(folder, 4).new == 3
    assert made(folder, 3, [*SPECS, f"{MINI}:rotation.annual_share=0.3"]).new == 3


@pytest.mark.slow
def test_seeds_are_added_until_the_interval_is_narrow(tmp_path: Path) -> None:
    some = made(tmp_path, None, SPECS[:2], precision={"mean_score.primary": Width(0.5)})
    assert len(some.seeds) == FLOOR
    width = some.pair(MINI, "mean_score.primary")
    now = width.high - width.low
    assert now <= 0.5
    more = made(tmp_path, None, SPECS[:2], precision={"mean_score.primary": Width(0.93 * now)})
    found = more.pair(MINI, "mean_score.primary")
    assert FLOOR < len(more.seeds) < 40
    assert found.high - found.low <= 0.93 * now
    assert len(more.looks) >= 2
    assert "narrow enough" in more.looks[-1]


def test_the_search_ends_at_the_most_seeds_allowed(tmp_path: Path) -> None:
    found = made(tmp_path, None, SPECS[:2], precision={"mean_score.primary": Width(1e-9)}, most=3)
    assert len(found.seeds) == 3
    assert found.looks == (found.looks[0],)
    assert "not narrow enough" in found.looks[0]


@pytest.mark.slow
def test_a_failed_run_takes_its_pair_with_it_and_is_told(tmp_path: Path) -> None:
    scenarios = read_scenarios(SPECS[:2], YEARS, {})
    broken = scenarios[1].runs([2])[0]
    with Store(tmp_path, write=True) as store:
        store.plan([broken])
        store.put(
            [Finished(broken.key, "error", None, "Traceback ...\nValueError: no classroom", 0.1, 50.0, 1, "here")]
        )
    found = made(tmp_path, 3, SPECS[:2])
    assert found.tally.failed == 1
    pair = found.pair(MINI, "mean_score.primary")
    table = found.values.pivot(index="seed", columns="scenario", values="mean_score.primary").loc[[1, 3]]
    assert pair.n == 2
    assert pair.difference == pytest.approx((table[MINI] - table[SPECS[0]]).mean())
    comparison_page.write(found, tmp_path, "edugroup compare A B", ["compare", "A", "B"])
    said = text_of((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "1 of 6 runs are not there" in said
    assert "seed 2" in said
    assert "ValueError: no classroom" in said
    assert f"edugroup replay {tmp_path} {broken.key[:12]}" in said


def test_the_runs_of_a_study_are_not_replaced(tmp_path: Path) -> None:
    with Store(tmp_path, write=True) as store:
        store.write_note("command", "edugroup sweep trial.toml")
        store.plan(read_scenarios(SPECS, YEARS, {})[1].runs([1]))
    with pytest.raises(Refused, match="another command"):
        made(tmp_path, 2)
    with Store(tmp_path) as store:
        assert store.count() == 1


# The page.


@pytest.mark.slow
def test_the_page_says_what_was_asked_found_and_done(page: str, found: Comparison) -> None:
    said = text_of(page)
    p = found.pair(MINI, "between_school_sd.primary")
    assert f"{p.difference:+.2f}".replace("-", "−") in said
    assert "edugroup compare A B" in said
    assert "1 to 3 (n = 3)" in said
    assert "Nothing is missing" in said
    assert all(f"<code>{s}</code>" in page for s in SPECS)


def test_what_cannot_be_told_without_a_placebo_is_said_and_how_to_ask(page: str, found: Comparison) -> None:
    """Where reforms are set against none; beside other reforms the question is another."""
    said = text_of(page)
    assert "There is no placebo beside these effects" in said
    assert f"add '{MINI}:placebo=equal-cores'" in said
    assert placebo.missing(replace(found, scenarios=found.scenarios[1:])) is None


def test_a_gap_stands_beside_the_mean_and_the_lowest_tenth(page: str) -> None:
    section = re.search(r'<section id="gap">(.*?)</section>', page, re.DOTALL)
    assert section is not None
    for words in ("校际标准差", "平均分", "后10%均分"):
        assert all(part in section[1] for part in re.findall(r"[\u3400-\u9fff]+", words)), words


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    links = re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)["']""", page)
    assert len([x for x in links if x.startswith("data:image/png;base64,")]) == 6  # three figures in two languages
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)


def test_tables_and_figures_lie_beside_the_page(folder: Path, page: str, found: Comparison) -> None:
    values = pd.read_parquet(folder / "tables" / "values.parquet")
    assert len(values) == len(found.values)
    np.testing.assert_array_equal(values["mean_score.primary"], found.values["mean_score.primary"])
    assert {f.name for f in (folder / "figures").iterdir()} == {
        f"{name}.{kind}" for name in ("effects", "differences", "levels") for kind in ("png", "svg")
    } | {"manifest.json"}


# The command.


@pytest.mark.slow
def test_the_command_compares_and_does_nothing_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "compare",
        SPECS[0],
        MINI,
        "--years",
        "2",
        "--replications",
        "2",
        "--workers",
        "1",
        "--out",
        str(tmp_path / "x"),
    ]
    assert main(words) == 0
    first = capsys.readouterr()
    assert "SD of school means, primary" in first.out
    assert main([*words, "--outcomes", "burnout.primary"]) == 0
    again = capsys.readouterr()
    assert "4 of them done before" in again.err
    assert "burnout.primary" in (tmp_path / "x" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([MINI], "two to 8 scenarios, not 1"),
        ([MINI, SPECS[0], "--precision", "mean_score.primary=1"], "write --replications auto"),
        ([MINI, SPECS[0], "--replications", "auto", "--precision", "mean_score.primary"], "is not a width"),
        (
            [MINI, SPECS[0], "--replications", "auto", "--precision", "mean_score.primary=-5%"],
            "or =25% (of the difference)",
        ),
        ([MINI, SPECS[0], "--replications", "auto", "--precision", "mean_skore.primary=1"], "there is no outcome"),
        ([MINI, SPECS[0], "--replications", "many"], "'many' is not a whole number"),
        (
            [MINI, SPECS[0], SPECS[2], "--replications", "10000", "--lucks", "100"],
            "3 x 1,000,000 are 3,000,000 runs; allowed: at most 2,000,000",
        ),
        ([MINI, SPECS[0], "--shard", "1/2"], "--shard says nothing here"),
        ([MINI, SPECS[0], "--outcomes", "mean_score.primary@1999"], "out of range"),
    ],
)
def test_the_command_refuses_in_a_sentence_and_writes_nothing(
    words: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *words, "--out", str(tmp_path / "x")]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
