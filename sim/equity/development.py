"""Yearly measures of the development of pupils, in cases that follow it: those of scores, taken of ratings."""

from __future__ import annotations

from functools import partial

from sim.equity import scores
from sim.equity.metric import metric
from sim.equity.snapshot import Snapshot

_of_ratings = partial(metric, "points", outcome="development")


@_of_ratings(
    "全面发展均值",
    short="Mean development",
    tags=("collected", "headline", "over time", "level", "everyone"),
)
def development_mean(snap: Snapshot, stage: int) -> float:
    """Mean development.

    全面发展评价的均值。
    """
    return scores.mean_score(snap.development, stage)


@_of_ratings(
    "全面发展后10%均值",
    short="Lowest tenth in development",
    tags=("collected", "headline", "over time", "level", "everyone"),
)
def development_bottom_decile(snap: Snapshot, stage: int) -> float:
    """Mean development of the lowest tenth of pupils in it.

    全面发展最低的10%学生的均值。
    """
    return scores.bottom_decile(snap.development, stage)


@_of_ratings(
    "全面发展校际标准差",
    short="SD of schools' development",
    tags=("collected", "headline", "over time", "gap", "everyone"),
)
def development_between_school_sd(snap: Snapshot, stage: int) -> float:
    """Standard deviation of school means of development, weighted by enrolment.

    各校全面发展均值的标准差，按在校生数加权。
    """
    return scores.between_school_sd(snap.development, stage)


@_of_ratings("核心校全面发展", short="Core schools' development", tags=("core and members",))
def development_core(snap: Snapshot, stage: int) -> float:
    """Mean development in core schools, those the case names whether or not their groups are formed.

    核心校全面发展均值；核心校以案例所列为准，不论集团是否已成立。
    """
    return scores.core_score(snap.development, stage)


@_of_ratings("成员校全面发展", short="Members' development", tags=("core and members",), not_by=("role",))
def development_member(snap: Snapshot, stage: int) -> float:
    """Mean development in member schools, those the case names whether or not their groups are formed.

    成员校全面发展均值；成员校以案例所列为准，不论集团是否已成立。
    """
    return scores.member_score(snap.development, stage)


@_of_ratings(
    "全面发展核心—成员差距",
    short="Core less members in development",
    tags=("collected", "over time", "gap", "core and members"),
    not_by=("role", "form"),
)
def development_core_member_gap(snap: Snapshot, stage: int) -> float:
    """Mean development in core schools less that in member schools.

    核心校全面发展均值减去成员校均值。
    """
    return scores.core_member_gap(snap.development, stage)


@_of_ratings("全面发展城乡差距", short="Urban less rural in development", tags=("gap", "parts of the district"))
def development_urban_rural_gap(snap: Snapshot, stage: int) -> float:
    """Mean development of children with urban homes less that of children with rural homes.

    家住城区学生的全面发展均值减去家住乡村学生的均值。
    """
    return scores.urban_rural_gap(snap.development, stage)


@metric(
    "points/SD",
    "全面发展家庭背景斜率",
    short="Slope of development on background",
    tags=("gap", "parts of the district"),
    outcome="development",
)
def development_ses_slope(snap: Snapshot, stage: int) -> float:
    """Slope of development on family background.

    全面发展对家庭背景的回归斜率。
    """
    return scores.ses_slope(snap.development, stage)
