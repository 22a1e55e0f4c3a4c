"""Achievement in the records: by grade, how far schools lie apart and who lags behind, never without mean and bottom decile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.inspection import texts
from experiments.records.columns import Records
from sim.equity import distribution, gaps, multilevel, segregation, spread
from sim.say import Said
from sim.state import Array

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 30  # pupils of a grade; measures of fewer say nothing


class GradeMeasure(NamedTuple):
    """A measure of one grade, or of a stage where only means of schools are known."""

    stage: str
    grade: int | None
    name: str
    words: Said
    unit: str
    value: float


def measures(records: Records) -> list[GradeMeasure]:
    """Return measures of the pupils by grade; of schools' means and SDs where there are no pupils; else nothing."""
    pupils = records.pupils
    if pupils is not None and records.has("pupils", "score"):
        known = pupils[pupils["score"].notna() & pupils["grade"].notna()]
        return [
            m for grade, rows in known.groupby("grade") if len(rows) >= FEWEST
            for m in _of_grade(rows, int(grade), records)
        ]  # fmt: skip
    if records.has("schools", "mean_score", "score_sd"):
        return [m for stage in ("primary", "junior") for m in _of_means(records.schools, stage)]
    return []


def _of_grade(rows: pd.DataFrame, grade: int, records: Records) -> Iterator[GradeMeasure]:
    stage = "primary" if grade <= 6 else "junior"
    score, school = rows["score"].to_numpy(np.float64), rows["school"].to_numpy(str)
    schools = multilevel.SchoolSums.of(score, school)
    anova, reml = multilevel.anova(schools), multilevel.reml(schools)
    theil = distribution.decompose(score, school)

    def of(name: str, unit: str, value: float) -> GradeMeasure:
        return GradeMeasure(stage, grade, name, texts.MEASURES[name](), unit, float(value))

    yield of("pupils", "people", len(rows))
    yield of("schools", "schools", schools.n.size)
    yield of("mean", "points", score.mean())
    yield of("bottom_decile", "points", distribution.bottom_mean(score))
    yield of("sd", "points", score.std())
    yield of("icc", "share", anova.icc)
    yield of("icc_reml", "share", reml.icc)
    yield of(
        "between_sd",
        "points",
        spread.between_sd(schools.n * schools.mean, schools.n),
    )
    yield of(
        "school_cv",
        "share",
        spread.weighted_cv(schools.mean, schools.n),
    )
    yield of("gini", "share", distribution.gini(score))
    yield of("theil_t", "nats", theil.total)
    yield of("theil_between", "share", theil.between_share)
    yield of("p90_p10", "ratio", distribution.p90_p10(score))
    yield from (of(*m) for m in _background(rows, score, school, records))


def _background(rows: pd.DataFrame, score: Array, school: Array, records: Records) -> Iterator[tuple[str, str, float]]:
    """Yield what family, migration, sex and home have to do with scores, where they are known."""
    if records.has("pupils", "ses"):
        slopes = gaps.ses_slopes(score, rows["ses"].to_numpy(np.float64), school)
        yield "ses_slope", "points/unit", slopes.total
        yield "ses_slope_within", "points/unit", slopes.within
        yield "ses_slope_between", "points/unit", slopes.between
    kinds = (
        ("locality", "urban_rural_gap", "urban", "rural"),
        ("migrant", "migrant_gap", 0.0, 1.0),
        ("sex", "sex_gap", "female", "male"),
    )
    for column, name, one, two in kinds:
        if records.has("pupils", column):
            found = gaps.gap(score, (rows[column] == one).to_numpy(), (rows[column] == two).to_numpy())
            yield name, "points", found.gap
    if records.has("pupils", "migrant"):
        known = rows["migrant"].notna().to_numpy()
        sides = segregation.counts((rows["migrant"] == 1).to_numpy()[known], school[known])
        yield "migrant_dissimilarity", "share", segregation.dissimilarity(*sides)


def _of_means(schools: pd.DataFrame, stage: str) -> Iterator[GradeMeasure]:
    """Yield what means and standard deviations of schools give; the lowest tenth of pupils they do not."""
    here = schools[(schools["stage"] == stage) & schools["mean_score"].notna() & schools["score_sd"].notna()]
    n = here["tested"].fillna(here["pupils"]).to_numpy(np.float64)
    if here.empty or not n.sum():
        return
    mean, sd = here["mean_score"].to_numpy(np.float64), here["score_sd"].to_numpy(np.float64)
    squares = np.maximum(n - 1, 0) * sd**2 + n * mean**2  # SDs with n - 1 below the line, as spreadsheets give them
    for name, unit, value in (
        ("pupils", "people", n.sum()),
        ("schools", "schools", len(here)),
        ("mean", "points", spread.weighted_mean(mean, n)),
        ("icc", "share", multilevel.icc(n * mean, squares, n)),
        ("between_sd", "points", spread.between_sd(n * mean, n)),
        ("school_cv", "share", spread.weighted_cv(mean, n)),
    ):
        yield GradeMeasure(stage, None, name, texts.MEASURES[name](), unit, float(value))
