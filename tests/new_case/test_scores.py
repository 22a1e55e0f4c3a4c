"""Recorded achievement: what a case makes of it, in whatever points it was, and what is said where it lacks something."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from counties import records, school

from experiments.new_case import fit
from experiments.new_case.draft import Draft, draft
from experiments.records.columns import Records
from sim.model import DistrictModel
from sim.population.achievement import places, whole

MEANS = (62.0, 70.0, 75.0, 78.0, 81.0, 90.0)


def county(scale: float = 1.0, **columns: Any) -> list[dict[str, Any]]:
    """Return six primary and three junior schools; each of ``columns`` holds what the primary rows have."""
    rows = [
        school(f"p{i}", "primary", 240 + 60 * i, town=("中心街道", "河镇", "山乡")[i % 3],
               **{k: v[i] * (scale if k in ("mean_score", "score_sd") else 1.0) for k, v in columns.items() if v[i] is not None})
        for i in range(6)
    ]  # fmt: skip
    return rows + [school(f"j{i}", "junior", 400, town="河镇") for i in range(3)]


def facts(found: Draft, stage: str = "primary") -> dict[str, tuple[Any, Any, Any]]:
    """Return score, spread and number tested of the schools that have them."""
    known = {s.id: getattr(s, stage) for s in found.case.schools}
    return {
        i: (k.score, k.score_sd, k.tested) for i, k in sorted(known.items()) if k is not None and k.score is not None
    }


def make(*arguments: Any) -> tuple[Draft, Records]:
    told = records(*arguments)
    return draft(told, "county"), told


def said(found: Draft) -> str:
    return "\n".join(found.assumptions)


FULL = {
    "mean_score": MEANS,
    "score_sd": (12.0, 11.0, 10.0, 9.0, 9.0, 8.0),
    "tested": (200.0, 250.0, 300.0, 350.0, 400.0, 540.0),
}


@pytest.mark.parametrize("scale", [1.0, 1.2, 1.5, 7.5])
def test_points_of_any_test_are_the_same_in_sd(scale: float) -> None:
    one, other = facts(make(county(**FULL))[0]), facts(make(county(scale, **FULL))[0])
    assert one == other
    roll = np.array([240 + 60 * i for i in range(6)])
    z, sd = np.array([v[:2] for v in one.values()], float).T
    assert np.average(z, weights=roll) == pytest.approx(0, abs=1e-3)
    assert np.average(z**2 + sd**2, weights=roll) == pytest.approx(1, abs=1e-3)  # all pupils have an SD of 1
    assert [v[2] for v in one.values()] == [200, 250, 300, 350, 400, None]  # all of the last school were tested
    assert np.corrcoef(z, MEANS)[0, 1] == pytest.approx(1)


@pytest.mark.parametrize("seed", [1, 5])
def test_the_first_day_has_the_recorded_means_spreads_and_share_between_schools(seed: int) -> None:
    found, _ = make(county(**FULL))
    world = DistrictModel(found.case, rng=seed, record=False).world
    here = places(world)
    middle, total = whole(world, here)
    error = world.settings.params.tests.noise
    for name, (score, sd, _) in facts(found).items():
        at = 2 * world.names.school_row[name]
        assert (here.mean[at] - middle[at]) / total[at] == pytest.approx(score, abs=2e-3), name
        assert np.hypot(here.sd[at], error) / total[at] == pytest.approx(sd, abs=2e-3), name


def test_the_fit_is_told_by_school_and_as_a_whole() -> None:
    (stage,) = fit.fit(*make(county(**FULL)))
    assert [r.id for r in stage.rows] == [f"p{i}" for i in range(6)]
    assert [r.recorded for r in stage.rows] == list(MEANS)
    assert max(r.off for r in stage.rows) < 0.05
    assert stage.correlation > 0.9999
    assert stage.modelled_icc == pytest.approx(
        stage.recorded_icc, abs=0.02
    )  # schools weigh by rolls, not by those tested
    text = "\n".join(fit.lines([stage]))
    assert "primary (6 schools, table of schools): correlation of school means 1.000" in text
    assert fit.table([stage])["recorded_sd"].tolist() == list(FULL["score_sd"])


def test_the_worst_schools_are_printed_and_all_are_in_the_table() -> None:
    rows = [school(f"p{i:02}", "primary", 120, mean_score=60.0 + i, score_sd=9.0) for i in range(20)]
    (stage,) = fit.fit(*make([*rows, school("j", "junior", 1200)]))
    shown = list(fit.lines([stage]))
    assert len(shown) == 2 + fit.SHOWN + 1
    assert shown[-1].startswith("  and 12 more")
    assert len(fit.table([stage])) == 20


def test_without_scores_there_is_no_fit_and_no_fact() -> None:
    found, told = make(county())
    assert not facts(found)
    assert not fit.fit(found, told)
    assert "Scores" not in said(found)


def test_means_without_spreads_are_taken_with_the_usual_share_between_schools() -> None:
    found, told = make(county(mean_score=MEANS))
    assert {v[1] for v in facts(found).values()} == {None}
    assert "The spread of scores within schools at the primary stage is assumed" in said(found)
    assert "the spread within schools is assumed, 0.2 of the variance" in found.text
    z = np.array([v[0] for v in facts(found).values()])
    assert np.average(z**2, weights=[240 + 60 * i for i in range(6)]) == pytest.approx(0.20, abs=1e-3)
    (stage,) = fit.fit(found, told)
    assert np.isnan(stage.recorded_icc)
    assert "ICC) assumed 0.2 recorded" in next(fit.lines([stage]))


def test_few_means_without_spreads_say_too_little() -> None:
    rows = county(mean_score=(60.0, 80.0, None, None, None, None))
    found, _ = make(rows)
    assert not facts(found)
    assert "Scores at the primary stage are not used, because they are few" in said(found)
    assert "2 schools (p0校, p1校)" in said(found)


def test_a_spread_that_is_missing_is_drawn_and_missing_means_too() -> None:
    found, _ = make(county(mean_score=(*MEANS[:5], None), score_sd=(10.0, 10.0, 10.0, 10.0, None, None)))
    assert set(facts(found)) == {"p0", "p1", "p2", "p3", "p4"}
    assert facts(found)["p4"][1] is None
    assert "is drawn, because it is not recorded, at 1 school (p4校)" in said(found)
    assert "not recorded at 1 of 6 schools" in said(found)


def test_a_school_far_out_is_taken_as_far_as_the_model_goes() -> None:
    rows = [school(f"p{i}", "primary", 600, mean_score=80.0, score_sd=5.0) for i in range(9)]
    rows += [school("p9", "primary", 12, mean_score=5.0, score_sd=5.0), school("j", "junior", 2700)]
    found, told = make(rows)
    assert facts(found)["p9"][0] == -5
    assert "beyond -5 to 5 SD are taken as the nearer of the two, at 1 school (p9校)" in said(found)
    (stage,) = fit.fit(found, told)
    assert max(stage.rows, key=lambda r: r.off).id == "p9"


def test_equal_means_are_equal_schools() -> None:
    found, told = make(county(mean_score=(70.0,) * 6))
    assert {v[0] for v in facts(found).values()} == {0.0}
    assert np.isnan(fit.fit(found, told)[0].correlation)


def children(scores: dict[str, tuple[float, float]], n: int = 40, grade: int = 4) -> list[dict[str, Any]]:
    """Return pupils of schools with given means and spreads, better off where they score more."""
    z = np.linspace(-1.7, 1.7, n)
    return [
        {"id": f"{s}-{grade}-{i}", "school": s, "grade": float(grade), "score": m + sd * z[i],
         "ses": 0.5 * z[(i * 7) % n] + (m - 75) / 20}
        for s, (m, sd) in scores.items() for i in range(n)
    ]  # fmt: skip


def test_scores_of_pupils_alone_will_do() -> None:
    own = {f"p{i}": (m, 8.0 + i) for i, m in enumerate(MEANS)}
    found, told = make(county(), None, children(own))
    assert [v[2] for v in facts(found).values()] == [40] * 6
    (stage,) = fit.fit(found, told)
    assert [r.recorded for r in stage.rows] == pytest.approx(list(MEANS))
    assert stage.correlation > 0.9999
    assert np.isfinite(stage.recorded_ses)
    assert "correlation of pupils' scores with family background" in "\n".join(fit.lines([stage]))


def test_each_grade_counts_in_sd_of_its_own() -> None:
    """A hard test in one grade makes no school worse that has pupils there, and none better that has not."""
    easy = children({f"p{i}": (75.0, 9.0) for i in range(6)})
    hard = children({f"p{i}": (30.0, 4.0) for i in range(5)}, n=20, grade=6)
    assert [v[0] for v in facts(make(county(), None, easy + hard)[0]).values()] == pytest.approx([0.0] * 6, abs=1e-3)


def test_the_table_that_tells_more_is_used_and_the_other_named() -> None:
    own = {f"p{i}": (m, 9.0) for i, m in enumerate(MEANS)}
    found, _ = make(county(**FULL), None, children(own))
    assert "Not used at the primary stage: scores in the table of pupils" in said(found)
    found, _ = make(county(mean_score=MEANS), None, children(own))
    assert "Not used at the primary stage: mean scores in the table of schools" in said(found)
    assert facts(found)["p0"][1] is not None
