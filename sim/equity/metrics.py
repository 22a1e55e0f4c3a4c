"""The yearly measures of a district, by stage: functions of a snapshot, each with its unit and labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.equity import indicators
from sim.equity.snapshot import Snapshot, bottom_mean, quantile
from sim.equity.spread import between_sd, icc, weighted_cv, weighted_mean
from sim.processes.groups import CORE, MEMBER
from sim.state import Array, Honour

LARGE_CLASS = 56  # pupils: 大班额


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure: ``of(snapshot, stage)`` returns a float."""

    name: str
    unit: str
    zh: str
    en: str
    of: Callable[[Snapshot, int], float]


METRICS: list[Metric] = []


def metric(unit: str, zh: str) -> Callable[[Callable[[Snapshot, int], float]], Callable[[Snapshot, int], float]]:
    """Register a measure; the first line of its docstring is its English label."""

    def add(of: Callable[[Snapshot, int], float]) -> Callable[[Snapshot, int], float]:
        METRICS.append(Metric(of.__name__, unit, zh, (of.__doc__ or "").splitlines()[0].rstrip("."), of))
        return of

    return add


@metric("pupils", "学生数")
def pupils(snap: Snapshot, stage: int) -> float:
    """Pupils."""
    return float(snap.world.schools.pupils[:, stage].sum())


@metric("points", "平均分")
def mean_score(snap: Snapshot, stage: int) -> float:
    """Mean score."""
    n, points = snap.moments[stage, :2]
    return float(points / n) if n else float("nan")


@metric("points", "标准差")
def sd_score(snap: Snapshot, stage: int) -> float:
    """Standard deviation of scores."""
    n, points, squares = snap.moments[stage, :3]
    return float(np.sqrt(max(squares / n - (points / n) ** 2, 0))) if n else float("nan")


@metric("points", "后10%均分")
def bottom_decile(snap: Snapshot, stage: int) -> float:
    """Mean score of the lowest tenth of pupils."""
    return bottom_mean(snap, stage)


@metric("points", "P90−P10")
def p90_p10(snap: Snapshot, stage: int) -> float:
    """Distance between the 90th and the 10th percentile of scores."""
    return quantile(snap, stage, 0.9) - quantile(snap, stage, 0.1)


@metric("points", "校际标准差")
def between_school_sd(snap: Snapshot, stage: int) -> float:
    """Standard deviation of school means, weighted by enrolment."""
    return between_sd(snap.school[:, stage, 1], snap.school[:, stage, 0])


@metric("share", "校际差异系数")
def school_cv(snap: Snapshot, stage: int) -> float:
    """Coefficient of variation of school means on the exam scale, weighted by enrolment."""
    return weighted_cv(_means(snap)[:, stage], snap.school[:, stage, 0])


@metric("share", "校际差异率")
def between_share(snap: Snapshot, stage: int) -> float:
    """Share of the variance of scores that lies between schools (ICC)."""
    return icc(snap.school[:, stage, 1], snap.school[:, stage, 2], snap.school[:, stage, 0])


@metric("points/SD", "家庭背景斜率")
def ses_slope(snap: Snapshot, stage: int) -> float:
    """Slope of scores on family background."""
    n, x, _, s, ss, sx = snap.moments[stage]
    variance = ss / n - (s / n) ** 2 if n else 0.0
    return float((sx / n - s / n * x / n) / variance) if variance > 0 else float("nan")


@metric("correlation", "家庭背景相关")
def ses_correlation(snap: Snapshot, stage: int) -> float:
    """Correlation of scores with family background."""
    n, _, _, s, ss, _ = snap.moments[stage]
    if not n:
        return float("nan")
    return ses_slope(snap, stage) * float(np.sqrt(max(ss / n - (s / n) ** 2, 0))) / sd_score(snap, stage)


@metric("points", "城乡差距")
def urban_rural_gap(snap: Snapshot, stage: int) -> float:
    """Mean score of children with urban homes less that of children with rural homes."""
    return _gap(snap.locality[stage, 0], snap.locality[stage, 2])


@metric("points", "随迁子女差距")
def migrant_gap(snap: Snapshot, stage: int) -> float:
    """Mean score of local children less that of migrant children."""
    return _gap(snap.migrant[stage, 0], snap.migrant[stage, 1])


@metric("points", "核心校均分")
def core_score(snap: Snapshot, stage: int) -> float:
    """Mean score in core schools, those the case names whether or not their groups are formed."""
    return weighted_mean(_means(snap)[:, stage], snap.school[:, stage, 0] * (snap.roles == CORE))


@metric("points", "成员校均分")
def member_score(snap: Snapshot, stage: int) -> float:
    """Mean score in member schools, those the case names whether or not their groups are formed."""
    return weighted_mean(_means(snap)[:, stage], snap.school[:, stage, 0] * (snap.roles == MEMBER))


@metric("points", "核心—成员差距")
def core_member_gap(snap: Snapshot, stage: int) -> float:
    """Mean score in core schools less that in member schools."""
    return core_score(snap, stage) - member_score(snap, stage)


@metric("SD/year", "核心校教师质量")
def core_skill(snap: Snapshot, stage: int) -> float:
    """Mean skill of teachers who work in core schools."""
    return _skill(snap, stage, CORE)


@metric("SD/year", "成员校教师质量")
def member_skill(snap: Snapshot, stage: int) -> float:
    """Mean skill of teachers who work in member schools."""
    return _skill(snap, stage, MEMBER)


@metric("share", "骨干教师占比")
def backbone_share(snap: Snapshot, stage: int) -> float:
    """Share of backbone teachers among all."""
    return _mean(snap.world.teachers.honour[snap.staff[stage]] >= Honour.BACKBONE)


@metric("pupils/teacher", "生师比")
def pupil_teacher_ratio(snap: Snapshot, stage: int) -> float:
    """Pupils per teacher in service."""
    staff = snap.staff[stage].size
    return pupils(snap, stage) / staff if staff else float("nan")


@metric("lessons/week", "周课时")
def mean_load(snap: Snapshot, stage: int) -> float:
    """Mean weekly lessons of a teacher."""
    return _mean(snap.world.teachers.load[snap.staff[stage]])


@metric("share", "倦怠")
def burnout(snap: Snapshot, stage: int) -> float:
    """Mean burnout of teachers."""
    return _mean(snap.world.teachers.burnout[snap.staff[stage]])


@metric("share", "大班额比例")
def large_classes(snap: Snapshot, stage: int) -> float:
    """Share of classes with 56 pupils or more."""
    k = snap.world.classes
    rows = snap.world.live_classes()
    rows = rows[(k.grade[rows] > 6) == bool(stage)]
    return float((k.size[rows] >= LARGE_CLASS).mean()) if rows.size else float("nan")


@metric("share", "择校率")
def choosing(snap: Snapshot, stage: int) -> float:
    """Share of this autumn's entrants who wished for a school outside their zone."""
    s, k = snap.world.schools, snap.world.classes
    rows = snap.world.live_classes()
    entrants = k.size[rows][k.grade[rows] == (1, 7)[stage]].sum()
    return float(s.chosen[:, stage].sum() / entrants) if entrants else float("nan")


@metric("share", "达标校比例")
def pass_rate(snap: Snapshot, stage: int) -> float:
    """Share of schools that meet the national resource standard, by register."""
    s = snap.world.schools
    taught = s.pupils[:, stage] > 0
    return float(s.passed[taught].mean()) if taught.any() else float("nan")


@metric("share", "集团覆盖率")
def coverage(snap: Snapshot, stage: int) -> float:
    """Share of schools that belong to a group now formed."""
    world = snap.world
    taught = world.schools.pupils[:, stage] > 0
    bound = np.zeros(taught.size, np.bool_)
    bound[world.ties.school[world.ties.active]] = True
    bound[world.groups.core[world.groups.active]] = True
    return float(bound[taught].mean()) if taught.any() else float("nan")


def measure(snap: Snapshot) -> list[dict[str, float]]:
    """Return every measure for each stage, with the CVs of the seven indicators by register and by post."""
    by = {name: indicators.cvs(getattr(snap, name), snap.world.schools.pupils) for name in ("register", "post")}
    out = []
    for stage in (0, 1):
        row = {m.name: m.of(snap, stage) for m in METRICS}
        for i, name in enumerate(indicators.INDICATORS):
            row[f"cv_{name}"] = float(by["register"][stage, i])
        for i, name in enumerate(indicators.INDICATORS[:3]):  # stocks do not move with teachers
            row[f"cv_{name}_by_post"] = float(by["post"][stage, i])
        out.append(row)
    return out


def _means(snap: Snapshot) -> Array:
    n, points = snap.school[:, :, 0], snap.school[:, :, 1]
    means: Array = np.divide(points, n, out=np.full(n.shape, np.nan), where=n > 0)
    return means


def _gap(a: Array, b: Array) -> float:
    return float(a[1] / a[0] - b[1] / b[0]) if a[0] and b[0] else float("nan")


def _skill(snap: Snapshot, stage: int, role: int) -> float:
    t, staff = snap.world.teachers, snap.staff[stage]
    return _mean(t.skill[staff[snap.roles[t.post[staff]] == role]])


def _mean(values: Array) -> float:
    return float(values.mean(dtype=np.float64)) if values.size else float("nan")
