"""Exact measures from every pupil of a stage, on request: what the yearly record takes from sums and histograms, and more.

Slower than the yearly record, which a test holds to these values: take them at the end of a run, or from a callback.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.equity import distribution, gaps, multilevel, segregation
from sim.equity.distribution import Decomposition, decompose
from sim.equity.multilevel import Schools
from sim.equity.spread import between_sd, weighted_cv
from sim.network import units
from sim.state import GRADES, Array, Locality
from sim.world import World

NAN = float("nan")
BY = ("school", "group", "locality", "ses_quintile")  # what Theil's indices are split by


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils of one stage who sat the last test; one entry each."""

    score: Array  # points
    ses: Array  # SD
    school: Array  # school row
    group: Array  # group row, -1 in no group now formed
    locality: Array  # of the home: 0 urban, 1 town, 2 rural
    migrant: Array
    female: Array

    @property
    def ses_quintile(self) -> Array:
        """Fifth of family background, 0 the lowest; -1 where it is not known."""
        limits = [distribution.quantile(self.ses, share) for share in (0.2, 0.4, 0.6, 0.8)]
        return np.where(np.isfinite(self.ses), np.searchsorted(np.array(limits), self.ses, side="left"), -1)

    @property
    def schools(self) -> Schools:
        """Sizes, means and inner sums of squares of schools."""
        return Schools.of(self.score, self.school)


def pupils(world: World, stage: int) -> Pupils:
    """Return the pupils of a stage (0 primary, 1 junior) who sat the last test."""
    rows, of = world.live_students(), world.class_of_students()
    s, k = world.students, world.classes
    keep = ((k.grade[of] > GRADES[0]) == bool(stage)) & np.isfinite(s.score[rows])
    rows, school = rows[keep], k.school[of[keep]]
    return Pupils(
        s.score[rows].astype(np.float64), s.ses[rows].astype(np.float64), school, units(world)[school, stage],
        world.zones.locality[s.zone[rows]], s.migrant[rows], s.female[rows],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """One exact measure; named as the yearly one where there is one."""

    name: str
    unit: str
    zh: str
    en: str
    of: Callable[[Pupils], float]


def _school_sums(p: Pupils) -> tuple[Array, Array]:
    found = p.schools
    return found.n * found.mean, found.n


def _migrants(p: Pupils) -> tuple[Array, Array]:
    return segregation.counts(p.migrant, p.school)


def _poor(p: Pupils) -> tuple[Array, Array]:
    return segregation.counts(p.ses_quintile == 0, p.school)


def _ses_segregation(p: Pupils) -> float:
    row = np.unique(p.school, return_inverse=True)[1]
    return segregation.variance_share(np.bincount(row, p.ses), np.bincount(row, p.ses**2), np.bincount(row))


def _urban_rural(p: Pupils) -> float:
    return gaps.gap(p.score, p.locality == Locality.URBAN, p.locality == Locality.RURAL).gap


def _school_cv(p: Pupils) -> float:
    return weighted_cv(p.schools.mean, p.schools.n)


def _theil_between(p: Pupils) -> float:
    return decompose(p.score, p.school).between_share


MEASURES = (
    Measure(
        "pupils", "pupils", "学生数", "Pupils who sat the test",
        lambda p: float(p.score.size),
    ),
    Measure(
        "mean_score", "points", "平均分", "Mean score",
        lambda p: float(p.score.mean()) if p.score.size else NAN,
    ),
    Measure(
        "sd_score", "points", "标准差", "Standard deviation of scores",
        lambda p: float(p.score.std()) if p.score.size else NAN,
    ),
    Measure(
        "bottom_decile", "points", "后10%均分", "Mean score of the lowest tenth of pupils",
        lambda p: distribution.bottom_mean(p.score),
    ),
    Measure(
        "p90_p10_ratio", "ratio", "P90/P10", "Ratio of the 90th to the 10th percentile of scores",
        lambda p: distribution.p90_p10(p.score),
    ),
    Measure(
        "cv", "share", "变异系数", "Coefficient of variation of scores",
        lambda p: distribution.cv(p.score),
    ),
    Measure(
        "gini", "share", "基尼系数", "Gini coefficient of scores",
        lambda p: distribution.gini(p.score),
    ),
    Measure(
        "theil", "nats", "泰尔指数T", "Theil's T of scores",
        lambda p: distribution.theil_t(p.score),
    ),
    Measure(
        "theil_l", "nats", "泰尔指数L", "Theil's L of scores",
        lambda p: distribution.theil_l(p.score),
    ),
    Measure(
        "theil_between", "share", "泰尔指数校际占比", "Share of Theil's T of scores that lies between schools",
        _theil_between,
    ),
    Measure(
        "atkinson_half", "share", "阿特金森指数(0.5)", "Atkinson index of scores at an aversion of 0.5",
        lambda p: distribution.atkinson(p.score, 0.5),
    ),
    Measure(
        "atkinson", "share", "阿特金森指数", "Atkinson index of scores at an aversion of 1",
        lambda p: distribution.atkinson(p.score, 1),
    ),
    Measure(
        "atkinson_two", "share", "阿特金森指数(2)", "Atkinson index of scores at an aversion of 2",
        lambda p: distribution.atkinson(p.score, 2),
    ),
    Measure(
        "between_school_sd", "points", "校际标准差", "Standard deviation of school means, weighted by enrolment",
        lambda p: between_sd(*_school_sums(p)),
    ),
    Measure(
        "between_school_sd_net", "points", "校际标准差(去噪)",
        "Standard deviation of school means without the luck of who sits the test, weighted by enrolment",
        lambda p: multilevel.net_sd(p.schools),
    ),
    Measure(
        "between_school_sd_reml", "points", "校际标准差(REML)",
        "Standard deviation of schools without noise, restricted likelihood",
        lambda p: multilevel.reml(p.schools).between_sd,
    ),
    Measure(
        "school_cv", "share", "校际差异系数", "Coefficient of variation of school means, weighted by enrolment",
        _school_cv,
    ),
    Measure(
        "between_share", "share", "校际差异率", "Share of the variance of scores between schools, ANOVA",
        lambda p: multilevel.anova(p.schools).icc,
    ),
    Measure(
        "between_share_reml", "share", "校际差异率(REML)",
        "Share of the variance of scores between schools, restricted likelihood",
        lambda p: multilevel.reml(p.schools).icc,
    ),
    Measure(
        "ses_slope", "points/SD", "家庭背景斜率", "Slope of scores on family background",
        lambda p: gaps.ses_slopes(p.score, p.ses, p.school).total,
    ),
    Measure(
        "ses_slope_within", "points/SD", "校内家庭背景斜率", "Slope within schools",
        lambda p: gaps.ses_slopes(p.score, p.ses, p.school).within,
    ),
    Measure(
        "ses_slope_between", "points/SD", "校际家庭背景斜率", "Slope between schools",
        lambda p: gaps.ses_slopes(p.score, p.ses, p.school).between,
    ),
    Measure(
        "ses_segregation", "share", "家庭背景校际分化", "Share of the variance of family background between schools",
        _ses_segregation,
    ),
    Measure(
        "migrant_dissimilarity", "share", "随迁子女分隔指数",
        "Migrant children who would have to change school for an even mix",
        lambda p: segregation.dissimilarity(*_migrants(p)),
    ),
    Measure(
        "migrant_isolation", "share", "随迁子女隔离指数", "Share of migrants in the school of the mean migrant child",
        lambda p: segregation.isolation(*_migrants(p)),
    ),
    Measure(
        "migrant_exposure", "share", "随迁子女接触指数", "Share of local children in the school of the mean migrant child",
        lambda p: segregation.exposure(*_migrants(p)),
    ),
    Measure(
        "poor_dissimilarity", "share", "弱势家庭分隔指数",
        "Children of the lowest fifth of background who would have to change school",
        lambda p: segregation.dissimilarity(*_poor(p)),
    ),
    Measure(
        "poor_isolation", "share", "弱势家庭隔离指数", "Share of the lowest fifth in the school of its mean child",
        lambda p: segregation.isolation(*_poor(p)),
    ),
    Measure(
        "urban_rural_gap", "points", "城乡差距", "Mean score of urban homes less that of rural homes",
        _urban_rural,
    ),
    Measure(
        "migrant_gap", "points", "随迁子女差距", "Mean score of local children less that of migrants",
        lambda p: gaps.gap(p.score, ~p.migrant).gap,
    ),
    Measure(
        "sex_gap", "points", "性别差距", "Mean score of girls less that of boys",
        lambda p: gaps.gap(p.score, p.female).gap,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exact:
    """Exact measures of a stage, and Theil's T and L split by school, group, locality of the home and SES quintile."""

    measures: dict[str, float]
    theil_t: dict[str, Decomposition]
    theil_l: dict[str, Decomposition]


def exact(world: World, stage: int) -> Exact:
    """Return all exact measures of a stage (0 primary, 1 junior); NaN where nobody sat a test."""
    return measures_of(pupils(world, stage))


def measures_of(found: Pupils) -> Exact:
    """Return all exact measures of pupils, simulated or real."""
    labels = {name: getattr(found, name) for name in BY}
    return Exact(
        {m.name: m.of(found) for m in MEASURES},
        {name: decompose(found.score, label, index="T") for name, label in labels.items()},
        {name: decompose(found.score, label, index="L") for name, label in labels.items()},
    )
