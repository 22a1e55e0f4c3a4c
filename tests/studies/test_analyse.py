"""From runs to tables: what is analysed when runs are missing, when nothing varies, and at equal spending."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from study_texts import BASE, LEVERS, found, lose, study

from experiments import Refused
from experiments.sensitivity import whole_distributions
from experiments.study.analyse import analyse, check_method
from experiments.study.equal_spending import at_spending, common
from experiments.study.headline import of_index
from experiments.study.screening import next_study, rank
from experiments.study.study_data import EMULATED_COLUMNS, EQUAL_COLUMNS, INDEX_COLUMNS, RESPONSE_COLUMNS
from experiments.study.study_tables import index_table, leading

FORMS = """
[levers]
"case.forms" = { values = ["tight", "alliance"] }
dose = { low = 0.0, high = 1.0, levels = 3, times = { "mentoring.share" = 1.0 } }
[equal]
outcome = "cost.total"
along = "dose"
across = "case.forms"
"""


def rising(points: pd.DataFrame) -> np.ndarray:
    """The share matters, the whole number of years a little, the flag not at all."""
    return 100 * points["rotation.annual_share"].to_numpy() + points["rotation.years"].to_numpy()


def value(indices: pd.DataFrame, factor: str, index: str, outcome: str = "mean_score.primary") -> float:
    at = (indices["factor"] == factor) & (indices["index"] == index) & (indices["outcome"] == outcome)
    return float(indices.loc[at, "value"].iloc[0])


def test_whole_factors_and_flags_get_the_indices_their_levels_deserve(tmp_path: Path) -> None:
    data = found(study(tmp_path, 'kind = "sobol"\nn = 1024'), rising, luck=5.0)
    analysis = analyse(data)
    share, years = 30**2 / 12, 2.0  # variances of a uniform number and of a whole number from 1 to 5
    assert value(analysis.indices, "rotation.annual_share", "ST") == pytest.approx(share / (share + years), abs=0.04)
    assert value(analysis.indices, "rotation.years", "ST") == pytest.approx(years / (share + years), abs=0.04)
    assert value(analysis.indices, "mentoring.on", "ST") == pytest.approx(0, abs=0.04)
    assert value(analysis.indices, "", "seed_share") == pytest.approx(25 / (25 + share + years), abs=0.03)
    assert list(analysis.indices.columns) == list(INDEX_COLUMNS)
    assert sorted(set(analysis.convergence["n"])) == [64, 128, 256, 512, 1024]
    assert list(analysis.response.columns) == list(RESPONSE_COLUMNS)
    assert analysis.notes == ()


def test_a_saltelli_design_with_gaps_is_refused_or_cut_by_whole_rows_and_said(tmp_path: Path) -> None:
    data = lose(found(study(tmp_path, 'kind = "sobol"\nn = 64'), rising, luck=5.0), [0, 1, 27])
    with pytest.raises(Refused, match=r"3 runs of 2 base rows are not there.*edugroup retry somewhere.*--drop-rows"):
        analyse(data)
    cut = analyse(data, drop_rows=True)
    assert any("2 of 64 base rows are left out: 3 of their runs are missing" in n for n in cut.notes)
    assert any("3 of 640 runs failed" in n for n in cut.notes)
    assert np.isfinite(value(cut.indices, "rotation.years", "ST"))
    nothing = analyse(lose(data, list(range(0, 640, 10)), "missing"), drop_rows=True)  # a run of every base row
    assert nothing.indices.empty
    assert any("fewer than two base rows are whole" in n for n in nothing.notes)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ('morris"\nn = 20', "1 of 20 trajectories have gaps"),
        ('fast"\nn = 3\nlength = 65', "1 of 3 sets of curves"),
        ('lhs"\nn = 80', "2 of 80 points are not there"),
    ],
)
def test_other_designs_are_analysed_as_far_as_they_go_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, said: str
) -> None:
    monkeypatch.setattr(whole_distributions, "RESAMPLES", {"pawn": 5, "delta": 2})  # intervals are tested elsewhere
    whole = found(study(tmp_path, f'kind = "{kind}'), rising, luck=1.0)
    lost = [0, 1, 2, 3]  # both runs of the first two points
    analysis = analyse(lose(whole, lost))
    assert any(said in n for n in analysis.notes), analysis.notes
    lead = {"m": "mu_star", "f": "ST", "l": "pawn"}[kind[0]]
    assert value(analysis.indices, "rotation.annual_share", lead) > value(analysis.indices, "mentoring.on", lead)


def test_outcomes_that_are_constant_or_undefined_are_told_and_spoil_no_other(tmp_path: Path) -> None:
    data = found(study(tmp_path, 'kind = "sobol"\nn = 64'), rising, luck=1.0)
    data.runs["cost.total"] = 7.0
    constant = analyse(data)
    assert any("cost.total: is 7 in every run" in n for n in constant.notes)
    assert set(constant.indices["outcome"]) == {"mean_score.primary"}
    data.runs.loc[5, "cost.total"] = np.nan  # a run that ended well and has no value
    undefined = analyse(data)
    assert any("cost.total: 1 of 640 runs ended well but have no value" in n for n in undefined.notes)
    assert set(undefined.indices["outcome"]) == {"mean_score.primary"}


def test_an_outcome_that_only_luck_moves_has_no_indices_and_says_so(tmp_path: Path) -> None:
    luck = found(study(tmp_path, 'kind = "sobol"\nn = 64\nseed = 4'), lambda p: np.zeros(len(p)), luck=1.0)
    analysis = analyse(luck)
    st = analysis.indices.loc[analysis.indices["index"] == "ST"]
    assert st["value"].isna().all()
    assert any("cannot be told from 0" in n and "mean_score.primary" in n for n in analysis.notes)
    assert of_index(luck.outcomes[0], analysis).endswith("by no more than could be luck; it has no indices.")
    assert value(analysis.indices, "", "seed_share") > 0.9


def test_drawings_of_the_bootstrap_that_are_left_out_are_said(tmp_path: Path) -> None:
    data = found(study(tmp_path, 'kind = "sobol"\nn = 64', LEVERS, BASE + 'seeds = "independent"\n'), rising, luck=40.0)
    analysis = analyse(data)
    lost = analysis.indices.loc[analysis.indices["index"] == "dropped", "value"]
    assert len(lost)
    assert f"{lost.iloc[0]:.0f} drawings of the bootstrap had nothing to divide by" in " ".join(analysis.notes)


@pytest.mark.slow
def test_the_tables_of_a_method_without_intervals_have_no_column_for_them(tmp_path: Path) -> None:
    data = found(study(tmp_path, 'kind = "lhs"\nn = 128'), rising, luck=1.0)
    for method, columns in (("delta", 1), ("pawn", 2)):
        analysis = analyse(data, method)
        table = index_table(data.outcomes[0], analysis)
        assert len(table.headers) == 1 + columns
        assert all(len(row) == 1 + columns for row in table.rows)
        assert "does nothing" in table.rows[-1][0]
        line = of_index(data.outcomes[0], analysis)
        assert ("nothing can be ranked without intervals" in line, "nan" in line) == (method == "delta", False)
        assert ("is moved most by `rotation.annual_share`: PAWN 0." in line) == (method == "pawn")


def test_methods_that_cannot_read_a_design_are_refused() -> None:
    for kind, method, fits in (
        ("lhs", "sobol", "'sobol'"),
        ("sobol", "morris", "'morris'"),
        ("grid", "pawn", "'sobol' or 'lhs'"),
    ):
        with pytest.raises(
            Refused, match=f"--method {method} cannot read a design of kind '{kind}'; it needs design.kind = {fits}"
        ):
            check_method(kind, method)
    with pytest.raises(Refused, match="nearest valid name: 'sobol'"):
        check_method("sobol", "sobl")


@pytest.mark.slow
def test_a_sobol_sample_also_serves_pawn_by_its_independent_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_distributions, "RESAMPLES", {"pawn": 5, "delta": 2})
    data = found(study(tmp_path, 'kind = "sobol"\nn = 128'), rising, luck=1.0)
    indices = analyse(data, "pawn").indices
    assert value(indices, "rotation.annual_share", "pawn") > 3 * value(indices, "", "dummy")


def test_options_at_equal_spending_by_hand() -> None:
    spending = np.array([[[0.0], [10.0], [20.0]], [[5.0], [6.0], [16.0]]])  # two options, three doses, one seed
    y = np.array([[[0.0], [1.0], [4.0]], [[2.0], [3.0], [5.0]]])
    assert common(spending) == (5.0, 16.0)
    np.testing.assert_allclose(at_spending(spending, y, 11.0), [[1.3], [4.0]])
    np.testing.assert_allclose(at_spending(spending, y, 5.0), [[0.5], [2.0]])


def test_a_study_compares_its_options_at_equal_spending_seed_by_seed(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "grid"', FORMS)
    data = found(one, lambda p: np.where(p["case.forms"] == "tight", 3.0, 1.0) * p["dose"].to_numpy(), luck=1.0)
    data.runs["cost.total"] = np.where(data.table["case.forms"] == "tight", 300.0, 100.0) * data.table["dose"]
    table = analyse(data).equal
    assert list(table.columns) == list(EQUAL_COLUMNS)
    beside = table[table["reference"] == "tight"].iloc[0]
    assert beside["option"] == "alliance"
    # both reach 0 to 100; at 50 the tight form stands at a dose of 1/6 and the alliance at 1/2, and both give 0.5
    assert beside["spending"] == pytest.approx(50)
    assert beside["value"] == pytest.approx(0, abs=1e-9)  # luck is shared and goes out
    assert dict(zip(table["option"], table["dose"], strict=True))["tight"] == pytest.approx(1 / 6)
    gaps = analyse(lose(data, [3]))
    assert gaps.equal.empty
    assert any("equal: 1 runs are not there" in n for n in gaps.notes)


def test_a_comparison_at_equal_spending_that_cannot_be_is_refused(tmp_path: Path) -> None:
    for wrong, said in (
        (FORMS.replace('"dose"', '"dos"'), "equal.along = 'dos' is not a factor; nearest valid name: 'dose'"),
        (FORMS.replace('"cost.total"', '"mean_score.junior"'), "equal.outcome = 'mean_score.junior' is not among"),
        (FORMS.replace("dose = {", '"mentoring.on" = {}\ndose = {'), "'mentoring.on' varies too"),
    ):  # fmt: skip
        with pytest.raises(Refused) as error:
            study(tmp_path, 'kind = "grid"', wrong)
        assert any(said in m for m in error.value.messages), error.value.messages


def test_a_screening_keeps_what_stands_out_of_its_noise_and_writes_the_next_study(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "morris"\nn = 20')
    data = found(one, rising, luck=2.0)
    ranking = rank(analyse(data).indices)
    assert list(ranking["factor"][:2]) == ["rotation.annual_share", "rotation.years"]
    assert ranking["score"][0] == 1
    assert ranking["score"][2] < 0.05
    text = next_study(one, ranking, 2)
    file = tmp_path / "next.toml"
    file.write_text(text, encoding="utf-8")
    from experiments.study.study import load_study

    after = load_study(file)
    assert sorted(after.names) == ["rotation.annual_share", "rotation.years"]
    assert {f.name: (f.kind, f.low, f.high, f.levels) for f in after.factors} == {
        f.name: (f.kind, f.low, f.high, f.levels) for f in one.factors if f.name in after.names
    }
    assert after.fixed == {"rotation.on": True}  # what is kept must be able to act
    assert (after.design.kind, after.seeds, after.years) == ("lhs", "row", one.years)
    assert after.against is None  # what a seed makes of the district falls out of differences inside a row
    assert [o.name for o in after.outcomes] == [o.name for o in one.outcomes]
    assert f"{len(__import__('experiments.design.designs', fromlist=['points']).points(after)) * 2:,} runs" in text
    beside = replace(one, against="baseline")
    assert 'against = "baseline"' in next_study(beside, ranking, 2)
    with pytest.raises(Refused, match="ranks 3 factors, of which 3 are to be kept"):
        next_study(one, ranking, 3)


def test_luck_alone_does_not_make_a_factor_matter(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "morris"\nn = 20', LEVERS, BASE + 'seeds = "independent"\n')
    ranking = rank(analyse(found(one, rising, luck=3.0)).indices)
    assert ranking.set_index("factor")["score"]["mentoring.on"] < 0.1


@pytest.mark.parametrize("kind", ['sobol"\nn = 16', 'lhs"\nn = 80'])
def test_an_emulator_reads_sobol_and_latin_designs(kind: str, tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    data = found(study(tmp_path, f'kind = "{kind}'), rising, luck=1.0)
    analysis = analyse(data, "pce")
    assert value(analysis.indices, "", "fit") > 0.9
    assert value(analysis.indices, "rotation.annual_share", "ST") > 0.9
    assert analysis.emulated is not None
    assert list(analysis.emulated.columns) == list(EMULATED_COLUMNS)
    assert "is moved most by `rotation.annual_share`: total index " in of_index(data.outcomes[0], analysis)
    assert index_table(data.outcomes[0], analysis).headers[1] == "First order"
    gaps = analyse(lose(data, [0]), "pce")
    assert any("rows of points have gaps and are left out" in n for n in gaps.notes)
    few = analyse(found(study(tmp_path, 'kind = "lhs"\nn = 20'), rising, luck=1.0), "pce")
    assert few.indices.empty
    assert any("20 points are too few for pce, which needs 40" in n for n in few.notes)


@pytest.mark.slow
def test_correlated_factors_are_ranked_by_shapley_effects(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    base = BASE + 'correlations = [{ between = ["rotation.annual_share", "rotation.years"], rank = 0.7 }]\n'
    data = found(study(tmp_path, 'kind = "lhs"\nn = 80', LEVERS, base), rising, luck=1.0)
    analysis = analyse(data, "pce")
    assert leading(analysis) == "shapley"
    assert value(analysis.indices, "rotation.annual_share", "shapley") > value(
        analysis.indices, "mentoring.on", "shapley"
    )
    assert "`rotation.annual_share`: Shapley effect " in of_index(data.outcomes[0], analysis)
    assert "Shapley effect" in index_table(data.outcomes[0], analysis).headers
    assert any("factors are correlated" in n for n in analyse(data, "pawn").notes)
