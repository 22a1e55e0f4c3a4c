"""Yearly measures of what pupils score: level, spread, gaps between schools and between children."""

from __future__ import annotations

import numpy as np

from sim.axes import Locality
from sim.equity import binned, distribution, gaps
from sim.equity.distribution import theil_between as between_means
from sim.equity.inspection import Verdict, difference_rate
from sim.equity.metric import metric
from sim.equity.multilevel import Components, anova, net_sd
from sim.equity.segregation import dissimilarity
from sim.equity.snapshot import Snapshot
from sim.equity.spread import between_sd, weighted_cv

NAN = float("nan")


@metric("pupils", "学生数", tags=("collected",), exact=lambda p: float(p.score.size))
def pupils(snap: Snapshot, stage: int) -> float:
    """Pupils.

    参加测量的在校生数。
    """
    return snap.counted("pupils", stage)


@metric(
    "points",
    "平均分",
    short="Mean score",
    tags=("collected", "headline", "over time", "level", "everyone"),
    exact=lambda p: float(p.score.mean()) if p.score.size else NAN,
)
def mean_score(snap: Snapshot, stage: int) -> float:
    """Mean score.

    考试成绩的平均分。
    """
    return snap.bins[stage].mean


@metric("points", "标准差", exact=lambda p: float(p.score.std()) if p.score.size else NAN)
def sd_score(snap: Snapshot, stage: int) -> float:
    """Standard deviation of scores.

    考试成绩的标准差。
    """
    return float(np.sqrt(snap.bins[stage].variance))


@metric(
    "points",
    "后10%均分",
    short="Lowest tenth",
    tags=("collected", "headline", "over time", "level", "everyone"),
    exact=lambda p: distribution.bottom_mean(p.score),
)
def bottom_decile(snap: Snapshot, stage: int) -> float:
    """Mean score of the lowest tenth of pupils.

    成绩最低的10%学生的平均分。
    """
    return binned.bottom_mean(snap.bins[stage])


@metric("points", "P90−P10", short="P90 less P10", tags=("gap",))
def p90_p10(snap: Snapshot, stage: int) -> float:
    """Distance between the 90th and the 10th percentile of scores.

    考试成绩第90百分位与第10百分位之差。
    """
    return binned.quantile(snap.bins[stage], 0.9) - binned.quantile(snap.bins[stage], 0.1)


@metric("share", "基尼系数", exact=lambda p: distribution.gini(p.score))
def gini(snap: Snapshot, stage: int) -> float:
    """Gini coefficient of scores.

    考试成绩的基尼系数。
    """
    return binned.gini(snap.bins[stage])


@metric("nats", "泰尔指数T", exact=lambda p: distribution.theil_t(p.score))
def theil(snap: Snapshot, stage: int) -> float:
    """Theil's T of scores.

    考试成绩的泰尔指数T。
    """
    return binned.theil_t(snap.bins[stage])


@metric("share", "泰尔指数校际占比", exact=lambda p: distribution.decompose(p.score, p.school).between_share)
def theil_between(snap: Snapshot, stage: int) -> float:
    """Share of Theil's T of scores that lies between schools.

    考试成绩泰尔指数T中校际部分所占比例。
    """
    total = theil(snap, stage)
    if not total > 0:
        return NAN
    return between_means(snap.by_school("points", stage), snap.by_school("pupils", stage)) / total


@metric("share", "阿特金森指数", exact=lambda p: distribution.atkinson(p.score, 1))
def atkinson(snap: Snapshot, stage: int) -> float:
    """Atkinson index of scores at an aversion to inequality of 1.

    考试成绩的阿特金森指数，不平等厌恶系数为1。
    """
    return binned.atkinson(snap.bins[stage])


@metric(
    "points",
    "校际标准差",
    short="SD of school means",
    tags=("collected", "headline", "over time", "gap", "everyone"),
    exact=lambda p: between_sd(*p.school_sums),
)
def between_school_sd(snap: Snapshot, stage: int) -> float:
    """Standard deviation of school means, weighted by enrolment.

    各校均分的标准差，按在校生数加权。
    """
    return snap.between("sd", stage)


@metric("points", "校际标准差（去噪）", exact=lambda p: net_sd(p.schools))
def between_school_sd_net(snap: Snapshot, stage: int) -> float:
    """Standard deviation of school means without the luck of who sits the test, weighted by enrolment.

    各校均分的标准差，扣除参考学生的偶然波动，按在校生数加权。
    """
    return snap.between("net_sd", stage)


@metric(
    "share",
    "校际差异系数",
    short="CV of school means",
    tags=("collected", "gap"),
    exact=lambda p: weighted_cv(p.schools.mean, p.schools.n),
)
def school_cv(snap: Snapshot, stage: int) -> float:
    """Coefficient of variation of school means on the exam scale, weighted by enrolment.

    各校均分在考试量尺上的差异系数，按在校生数加权。
    """
    return snap.between("cv", stage)


@metric(
    "share",
    "校际差异率",
    short="Share between schools",
    tags=("collected", "gap"),
    exact=lambda p: anova(p.schools).icc,
)
def between_share(snap: Snapshot, stage: int) -> float:
    """Share of the variance of scores that lies between schools (ICC).

    考试成绩方差中校际部分所占比例（组内相关系数ICC）。
    """
    return Components(*(snap.between(name, stage) for name in ("mean", "between", "within"))).icc


@metric("flag", "校际差异率达标")
def difference_rate_met(snap: Snapshot, stage: int) -> float:
    """Whether the share of the variance between schools is below 0.15, the national standard.

    成绩方差的校际占比是否低于国家标准0.15。
    """
    verdict = difference_rate(between_share(snap, stage))
    return NAN if verdict == Verdict.UNKNOWN else float(verdict)


@metric(
    "points/SD",
    "家庭背景斜率",
    short="Slope on background",
    tags=("collected", "gap", "parts of the district"),
    exact=lambda p: gaps.ses_slopes(p.score, p.ses, p.school).total,
)
def ses_slope(snap: Snapshot, stage: int) -> float:
    """Slope of scores on family background.

    考试成绩对家庭背景的回归斜率。
    """
    return snap.between("slope", stage)


@metric("points/SD", "校内家庭背景斜率", exact=lambda p: gaps.ses_slopes(p.score, p.ses, p.school).within)
def ses_slope_within(snap: Snapshot, stage: int) -> float:
    """Slope of scores on family background among pupils of the same school.

    同校学生中考试成绩对家庭背景的回归斜率。
    """
    return snap.between("slope_within", stage)


@metric("points/SD", "校际家庭背景斜率", exact=lambda p: gaps.ses_slopes(p.score, p.ses, p.school).between)
def ses_slope_between(snap: Snapshot, stage: int) -> float:
    """Slope of school means on the mean family background of schools, weighted by enrolment.

    学校均分对学校平均家庭背景的回归斜率，按在校生数加权。
    """
    return snap.between("slope_between", stage)


@metric("correlation", "家庭背景相关")
def ses_correlation(snap: Snapshot, stage: int) -> float:
    """Correlation of scores with family background.

    考试成绩与家庭背景的相关系数。
    """
    n = snap.total("pupils", stage)
    if not n:
        return NAN
    variance = snap.total("ses_squares", stage) / n - (snap.total("ses", stage) / n) ** 2
    return ses_slope(snap, stage) * float(np.sqrt(max(variance, 0))) / sd_score(snap, stage)


@metric("share", "家庭背景校际分化", exact=lambda p: p.ses_share)
def ses_segregation(snap: Snapshot, stage: int) -> float:
    """Share of the variance of family background that lies between schools.

    家庭背景方差中校际部分所占比例。
    """
    n, squares = snap.total("pupils", stage), snap.between("ses_squares", stage)
    whole = squares - n * snap.between("ses_mean", stage) ** 2
    return snap.between("ses_between", stage) / whole if whole > 1e-12 * squares else NAN


@metric("share", "随迁子女分隔指数", exact=lambda p: dissimilarity(*p.migrants))
def migrant_dissimilarity(snap: Snapshot, stage: int) -> float:
    """Share of migrant children who would have to change school for all schools to have the same mix.

    要使各校随迁子女比例一致，需要转学的随迁子女所占比例。
    """
    return snap.between("dissimilarity", stage)


@metric(
    "points",
    "城乡差距",
    short="Urban less rural",
    tags=("collected", "gap", "parts of the district"),
    exact=lambda p: gaps.gap(p.score, p.locality == Locality.URBAN, p.locality == Locality.RURAL).gap,
)
def urban_rural_gap(snap: Snapshot, stage: int) -> float:
    """Mean score of children with urban homes less that of children with rural homes.

    家住城区学生的均分减去家住乡村学生的均分。
    """
    n, points = (
        snap.total(a, stage) - snap.total(b, stage) - snap.total(c, stage)
        for a, b, c in (("pupils", "town", "rural"), ("points", "town_points", "rural_points"))
    )
    return _gap(n, points, snap.total("rural", stage), snap.total("rural_points", stage))


@metric(
    "points",
    "随迁子女差距",
    short="Local less migrant",
    tags=("gap", "parts of the district"),
    exact=lambda p: gaps.gap(p.score, ~p.migrant).gap,
)
def migrant_gap(snap: Snapshot, stage: int) -> float:
    """Mean score of local children less that of migrant children.

    本地学生的均分减去随迁子女的均分。
    """
    return -_others(snap, stage, "migrants", "migrant_points")


@metric("points", "性别差距", exact=lambda p: gaps.gap(p.score, p.female).gap)
def sex_gap(snap: Snapshot, stage: int) -> float:
    """Mean score of girls less that of boys.

    女生均分减去男生均分。
    """
    return _others(snap, stage, "girls", "girl_points")


@metric(
    "points",
    "核心校均分",
    short="Core schools' mean",
    tags=("collected", "headline", "core and members"),
    not_by=("role", "form"),
)
def core_score(snap: Snapshot, stage: int) -> float:
    """Mean score in core schools, those the case names whether or not their groups are formed.

    核心校均分；核心校以案例所列为准，不论集团是否已成立。
    """
    return snap.between("core", stage)


@metric(
    "points", "成员校均分", short="Members' mean", tags=("collected", "headline", "core and members"), not_by=("role",)
)
def member_score(snap: Snapshot, stage: int) -> float:
    """Mean score in member schools, those the case names whether or not their groups are formed.

    成员校均分；成员校以案例所列为准，不论集团是否已成立。
    """
    return snap.between("member", stage)


@metric(
    "points",
    "核心—成员差距",
    short="Core less members",
    tags=("collected", "over time", "gap", "core and members"),
    not_by=("role", "form"),
)
def core_member_gap(snap: Snapshot, stage: int) -> float:
    """Mean score in core schools less that in member schools.

    核心校均分减去成员校均分。
    """
    return core_score(snap, stage) - member_score(snap, stage)


def _others(snap: Snapshot, stage: int, n: str, points: str) -> float:
    """Return the mean of a kind of pupils less that of all others."""
    some, theirs = snap.total(n, stage), snap.total(points, stage)
    return _gap(some, theirs, snap.total("pupils", stage) - some, snap.total("points", stage) - theirs)


def _gap(n: float, points: float, others: float, their_points: float) -> float:
    return points / n - their_points / others if n and others else NAN
