"""Achievement in the records: by grade, how far schools lie apart and who lags behind, never without mean and bottom decile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.records.columns import Records
from experiments.words.labels import Words
from sim.equity import distribution, gaps, multilevel, segregation, spread
from sim.state import Array

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 30  # pupils of a grade; measures of fewer say nothing


MEASURES = {  # what each is called, and its unit
    "pupils": (Words("pupils tested", "参测学生数"), "people"),
    "schools": (Words("schools", "学校数"), "schools"),
    "mean": (Words("mean score", "平均分"), "points"),
    "bottom_decile": (Words("mean of the lowest tenth", "最低十分位平均分"), "points"),
    "sd": (Words("standard deviation", "标准差"), "points"),
    "icc": (Words("difference rate (ICC, ANOVA)", "校际差异率（方差分析）"), "share"),
    "icc_reml": (Words("difference rate (ICC, REML)", "校际差异率（REML）"), "share"),
    "between_sd": (Words("SD of school means, weighted", "校际标准差（加权）"), "points"),
    "school_cv": (Words("CV of school means, weighted", "校际差异系数（加权）"), "share"),
    "gini": (Words("Gini coefficient", "基尼系数"), "share"),
    "theil_t": (Words("Theil's T", "泰尔指数T"), "nats"),
    "theil_between": (Words("share of Theil's T between schools", "泰尔指数校际占比"), "share"),
    "p90_p10": (Words("P90 over P10", "P90/P10"), "ratio"),
    "ses_slope": (Words("slope on family background", "家庭背景斜率"), "points/unit"),
    "ses_slope_within": (Words("slope within schools", "校内家庭背景斜率"), "points/unit"),
    "ses_slope_between": (Words("slope between schools", "校际家庭背景斜率"), "points/unit"),
    "urban_rural_gap": (Words("urban less rural homes", "城乡差距"), "points"),
    "migrant_gap": (Words("local less migrant children", "本地与随迁子女差距"), "points"),
    "sex_gap": (Words("girls less boys", "女生与男生差距"), "points"),
    "migrant_dissimilarity": (Words("dissimilarity of migrant children", "随迁子女分隔指数"), "share"),
}


class GradeMeasure(NamedTuple):
    """A measure of one grade, or of a stage where only means of schools are known."""

    stage: str
    grade: int | None
    name: str
    value: float

    @property
    def words(self) -> Words:
        """What it is called."""
        return MEASURES[self.name][0]

    @property
    def unit(self) -> str:
        """Its unit."""
        return MEASURES[self.name][1]


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
    found = {
        "pupils": len(rows),
        "schools": schools.n.size,
        "mean": score.mean(),
        "bottom_decile": distribution.bottom_mean(score),
        "sd": score.std(),
        "icc": anova.icc,
        "icc_reml": reml.icc,
        "between_sd": spread.between_sd(schools.n * schools.mean, schools.n),
        "school_cv": spread.weighted_cv(schools.mean, schools.n),
        "gini": distribution.gini(score),
        "theil_t": theil.total,
        "theil_between": theil.between_share,
        "p90_p10": distribution.p90_p10(score),
        **_background(rows, score, school, records),
    }
    yield from (GradeMeasure(stage, grade, name, float(value)) for name, value in found.items())


def _background(rows: pd.DataFrame, score: Array, school: Array, records: Records) -> dict[str, float]:
    """Return what family, migration, sex and home have to do with scores, where they are known."""
    found: dict[str, float] = {}
    if records.has("pupils", "ses"):
        slopes = gaps.ses_slopes(score, rows["ses"].to_numpy(np.float64), school)
        found |= {
            "ses_slope": slopes.total, "ses_slope_within": slopes.within, "ses_slope_between": slopes.between
        }  # fmt: skip
    kinds = (
        ("locality", "urban_rural_gap", "urban", "rural"),
        ("migrant", "migrant_gap", 0.0, 1.0),
        ("sex", "sex_gap", "female", "male"),
    )
    for column, name, one, two in kinds:
        if records.has("pupils", column):
            found[name] = gaps.gap(score, (rows[column] == one).to_numpy(), (rows[column] == two).to_numpy()).gap
    if records.has("pupils", "migrant"):
        known = rows["migrant"].notna().to_numpy()
        sides = segregation.counts((rows["migrant"] == 1).to_numpy()[known], school[known])
        found["migrant_dissimilarity"] = segregation.dissimilarity(*sides)
    return found


def _of_means(schools: pd.DataFrame, stage: str) -> Iterator[GradeMeasure]:
    """Yield what means and standard deviations of schools give; the lowest tenth of pupils they do not."""
    here = schools[(schools["stage"] == stage) & schools["mean_score"].notna() & schools["score_sd"].notna()]
    n = here["tested"].fillna(here["pupils"]).to_numpy(np.float64)
    if here.empty or not n.sum():
        return
    mean, sd = here["mean_score"].to_numpy(np.float64), here["score_sd"].to_numpy(np.float64)
    squares = np.maximum(n - 1, 0) * sd**2 + n * mean**2  # SDs with n - 1 below the line, as spreadsheets give them
    found = {
        "pupils": n.sum(),
        "schools": len(here),
        "mean": spread.weighted_mean(mean, n),
        "icc": multilevel.icc(n * mean, squares, n),
        "between_sd": spread.between_sd(n * mean, n),
        "school_cv": spread.weighted_cv(mean, n),
    }
    yield from (GradeMeasure(stage, None, name, float(value)) for name, value in found.items())
