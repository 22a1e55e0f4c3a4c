"""Pages of the shipped cases: each there, numbers of its document told, its results consistent and their code told."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest
from worlds import mini

import sim
from experiments.ablation.arms import plan
from experiments.docs import case_results, odd
from experiments.docs.texts import case_results as texts
from experiments.runs import horizons, variants
from experiments.statistics import paired
from sim.arms import realised
from sim.case import case_files
from sim.model import DistrictModel

CASES = sorted(case_files())
ARMS = [arm for arm in case_results.ARMS if arm != "none"]
LINES = {  # of the document, on which numbers stand
    "huadu": ["S0:28", "S0:34", "S0:38", "S0:42", "S0:46"],
    "jiangmen": ["S1:28", "S1:42", "S1:52", "S1:74"],
    "chengzhong": ["S3:20", "S3:24", "S3:26", "S3:28", "S3:32", "S3:34", "S3:38"],
    "county": [f"S2:{n}" for n in (41, 53, 73, 183, 357, 385, 411, 471, 533, 573, 644, 650, 659, 714)],
    "tianjin": ["S4:3", "S4:4", "S4:6", "S4:15", "S4:16"],
}


def page(name: str, language: str) -> str:
    return (odd.DOCS / "cases" / f"{name}{'.zh' * (language == 'zh')}.md").read_text(encoding="utf-8")


def test_every_shipped_case_has_a_page_and_its_place_in_the_tables_and_in_the_readmes() -> None:
    assert sorted(case_results.SEEDS) == sorted(LINES) == CASES
    for name in CASES:
        for tail, readme in ((".md", "README.md"), (".zh.md", "README.zh.md")):
            assert f"](docs/cases/{name}{tail})" in (odd.DOCS.parent / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", CASES)
def test_a_page_tells_every_number_of_its_document_used_or_not_and_why(name: str, language: str) -> None:
    """And nothing is left unsaid of the text it comes from, of what was assumed and of what is missing."""
    text = page(name, language)
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| S\d:", line)]
    assert {row[0] for row in rows} == set(LINES[name])
    used, unused = ("用：", "未用") if language == "zh" else ("used: ", "unused")
    assert all(row[2].startswith((used, unused)) and len(row[2]) > len(used) + 1 for row in rows)
    assert {what for what in ("contents", "reforms", "results") if f"<!-- begin: {what} of {name} -->" in text} == {
        "contents", "reforms", "results",
    }  # fmt: skip


def test_every_placebo_stands_beside_the_result_of_every_case() -> None:
    """With as many seeds for a city of a million pupils as for a district."""
    assert {"none", "equal-cores", "inside-schools", "random-core"} == {*case_results.ARMS}
    assert len({*case_results.SEEDS.values()}) == 1
    assert set(case_results.stored().groupby("case")["arm"].nunique()) == {len(case_results.ARMS)}


@pytest.mark.parametrize("name", CASES)
def test_the_stored_numbers_of_a_case_follow_from_each_other(name: str) -> None:
    kept = case_results.stored()
    kept = kept[kept["case"] == name]
    arms = case_results.ARMS
    assert set(kept["arm"]) == {*arms}
    assert set(kept["at"]) == set(case_results.AT)
    measures = 2 * (len(texts.MEASURES) - 1) + 1
    assert len(kept) == len(arms) * len(case_results.AT) * measures
    assert not kept.duplicated(["arm", "at", "measure", "stage"]).any()
    assert (kept["year"] - kept["at"]).nunique() == 1
    known = kept[kept["difference"].notna()]
    assert (known["seeds"] == case_results.SEEDS[name]).all()
    assert (kept.loc[kept["difference"].isna(), "seeds"] == 0).all()
    np.testing.assert_allclose(known["reform"] - known["no_reform"], known["difference"], atol=2e-3)
    np.testing.assert_allclose(known["low"] + known["high"], 2 * known["difference"], atol=2e-3)
    assert (known["low"] <= known["high"]).all()
    assert len(case_results.table(kept).splitlines()) == 2 + len(kept) // len(arms)


def test_a_page_tells_of_the_gate_of_a_reform() -> None:
    (gated,) = [line for line in case_results.reforms("county").splitlines() if "Pilot" in line]
    assert "no2, seat" in gated
    assert "mean_score" in gated
    assert "-1.5" in gated


def test_a_code_or_case_of_before_is_told_and_that_of_today_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = case_results.stored()
    now = kept.assign(code=sim.CODE_HASH, case_code=kept["case"].map(case_results.code_of))
    told = texts.STALE.en
    for frame, stale in ((now, False), (now.assign(code="another"), True), (now.assign(case_code="another"), True)):
        monkeypatch.setattr(case_results, "stored", lambda frame=frame: frame)
        for name in ("chengzhong", "county"):
            said = case_results.results(name)
            assert (told in said) == stale, name
            assert texts.CAUTION.en in said
            assert f"`{frame['code'].iloc[0]}`" in said


def test_an_effect_is_the_paired_difference_of_runs_done_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    case, years = mini(), 3
    monkeypatch.setattr(case_results, "case_of", lambda name: case)
    monkeypatch.setattr(case_results, "AT", (1, 2))
    monkeypatch.setitem(case_results.SEEDS, "mini", 2)
    first = horizons.first_year(case, years)
    without = case_results.runs("mini", "none", enacted=False)
    found = {(at, m, s): p for at, _, m, s, p in case_results.effects("mini", "none", without, first)}

    def score(seed: int, reforms: bool) -> float:
        model = DistrictModel(case, rng=seed, years=first - case.start_year + 2, reforms=reforms)
        model.run_for(2 * (first - case.start_year + 2))
        d = model.tables()["district"].set_index(["year", "stage"])
        return float(d.loc[(first + 1, "primary"), "member_score"])

    off, on = (np.array([score(seed, reforms) for seed in (1, 2)]) for reforms in (False, True))
    assert found[2, "member_score", "primary"] == paired.pair(off, on)
    assert abs(found[2, "member_score", "primary"].difference) > 0
    assert math.isfinite(found[1, "yuan", case_results.ALL].difference)


@pytest.mark.parametrize("arm", ["inside-schools"])
def test_schools_that_do_for_themselves_are_those_of_no_reform_where_there_is_none(arm: str) -> None:
    off = mini().model_copy(update={"enacted": False})
    one, other = (case_results.values(case, 1, 2) for case in (off, variants.vary(off, {"case.placebo": arm})))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("name", CASES)
def test_every_case_can_be_every_placebo_and_be_taken_apart(name: str) -> None:
    """Its plan is made, without a run."""
    case = case_results.case_of(name)
    years = horizons.first_year(case, case.years) - case.start_year + 3
    of = plan(name, years, placebo=True)
    assert {*of.placebos} == {*ARMS}
    assert of.horizons == (3,)
    for arm in ARMS:
        assert realised(variants.vary(case, {"case.placebo": arm}), 1).groups
