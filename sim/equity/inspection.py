"""What inspectors compute, on plain arrays: values per pupil, verdicts on schools and on the county, the other rules.

Arrays have a row per school and stage (a nine-year school has two rows) and a column per indicator of a `Regime`:
``amounts`` (n, k) raw amounts (teachers, m2, yuan, rooms; not per pupil), ``pupils`` (n,) enrolment, ``stage`` (n,) 0 for
primary and 1 for junior. NaN is an amount nobody reported. The same functions judge a bureau's records and the
simulated district (`sim.equity.indicators`); what would have to move is in `sim.equity.shortfall`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.axes import COMPULSORY
from sim.equity import texts
from sim.equity.spread import weighted_cvs
from sim.equity.standards import (
    CLASS_LIMIT,
    DIFFERENCE_RATE,
    R2017,
    ROTATED,
    ROTATED_BACKBONE,
    SCHOOL_LIMIT,
    Regime,
)
from sim.state import Array

_CLASS_LIMIT, _SCHOOL_LIMIT = np.array(CLASS_LIMIT), np.array(SCHOOL_LIMIT)
ROUNDING = 1e-9  # a value off its threshold or limit by less than this part of it meets it


class Verdict(IntEnum):
    """What can be said of a school or a county."""

    UNKNOWN = -1  # amounts that were not reported decide
    FAIL = 0
    PASS = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """Schools against the thresholds of a regime; rows as given."""

    values: Array  # (n, k) per pupil or per 100 pupils; NaN where not reported or without pupils
    ratio: Array  # (n, k) value over threshold
    met: Array  # (n, k) bool; False where not known
    verdict: Array  # (n,) codes of `Verdict`


@dataclass(frozen=True, slots=True)
class County:
    """A county by stage: the first axis is primary, junior."""

    schools: Array  # (2,) schools with pupils
    pupils: Array  # (2,)
    mean: Array  # (2, k) county total over county enrolment, of the schools that reported
    sd: Array  # (2, k) weighted by enrolment
    cv: Array  # (2, k) 差异系数
    limit: Array  # (2,)
    combined: Array  # (2,) mean of the CVs that are known
    missing: tuple[tuple[str, ...], tuple[str, ...]]  # names of the indicators no school reported
    cv_verdict: Array  # (2,) codes of `Verdict`: every CV, or the combined one, within its limit
    passed: Array  # (2,) schools that pass; 0 where the regime does not judge schools
    failed: Array  # (2,)
    unknown: Array  # (2,)
    verdict: Array  # (2,) every school passes and the CVs are within their limits


def per_pupil(amounts: Array, pupils: Array, regime: Regime = R2017) -> Array:
    """Return what inspectors judge, shape (n, k): amounts per pupil or per 100; NaN for a school without pupils."""
    amounts, heads = np.asarray(amounts, np.float64), np.asarray(pupils, np.float64)[:, None]
    if amounts.shape != (heads.size, len(regime.indicators)):
        wanted = (heads.size, len(regime.indicators))
        raise ValueError(texts.SHAPE_OF_AMOUNTS(shape=str(amounts.shape), wanted=str(wanted), names=regime.names))
    values: Array = np.divide(amounts * regime.per, heads, out=np.full(amounts.shape, np.nan), where=heads > 0)
    return values


def judge(amounts: Array, pupils: Array, stage: Array, regime: Regime = R2017) -> Judgement:
    """Return each school's values and whether it passes: 6 of 7 thresholds met, the last missed by 15 % at most.

    Where amounts are missing a school passes if it would whatever they were, fails if it would however good they were,
    and is unknown otherwise. A school without pupils, or under a regime without thresholds, is unknown.
    """
    values = per_pupil(amounts, pupils, regime)
    return judge_values(values, stage, regime)


def judge_values(values: Array, stage: Array, regime: Regime = R2017) -> Judgement:
    """Return `judge` of values that are already per pupil, with ``stage`` of the shape of a column of them or broadcast to it."""
    ratio = values / regime.thresholds[np.asarray(stage, np.int64)]
    known = np.isfinite(ratio)
    met = known & (ratio >= 1 - ROUNDING)
    verdict = np.full(values.shape[:-1], Verdict.UNKNOWN, np.int8)
    if regime.pass_count is not None and regime.floor is not None:
        fallen = (known & (ratio < regime.floor * (1 - ROUNDING))).any(-1)
        missed = (known & ~met).sum(-1)
        may_miss = len(regime.indicators) - regime.pass_count
        verdict[known.all(-1) & ~fallen & (missed <= may_miss)] = Verdict.PASS
        verdict[fallen | (missed > may_miss)] = Verdict.FAIL
    return Judgement(values, ratio, met, verdict)


def county(amounts: Array, pupils: Array, stage: Array, regime: Regime = R2017) -> County:
    """Return the inspection table of a county: mean, SD and CV of each indicator by stage, and the verdicts.

    The CV is weighted by enrolment (`sim.equity.spread.weighted_cv`) over the schools that reported the amount.
    """
    found = judge(amounts, pupils, stage, regime)
    stage, heads = np.asarray(stage, np.int64), np.asarray(pupils, np.float64)
    n, k = len(COMPULSORY), len(regime.indicators)
    mean, cv = np.full((n, k), np.nan), np.full((n, k), np.nan)
    counts = np.zeros((n, 4), np.int64)
    roll, verdict = np.zeros(n), np.full((2, n), Verdict.UNKNOWN, np.int8)
    for i in range(n):
        here = (stage == i) & (heads > 0)
        values, weight = found.values[here], heads[here, None]
        reported = np.isfinite(values)
        total = np.where(reported, weight, 0.0).sum(0)
        np.divide(np.where(reported, values * weight, 0.0).sum(0), total, out=mean[i], where=total > 0)
        cv[i] = weighted_cvs(values, weight) if here.any() else np.nan
        roll[i] = heads[here].sum()
        codes = found.verdict[here]
        counts[i] = [codes.size, *((codes == v).sum() for v in (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN))]
        if not here.any():
            continue
        verdict[0, i] = cv_verdict(cv[i], regime.cv_limit[i], combined=regime.combined)
        verdict[1, i] = verdict[0, i] if regime.pass_count is None else together([verdict[0, i], *codes])
    missing = tuple(tuple(m for m, v in zip(regime.names, row, strict=True) if np.isnan(v)) for row in mean)
    return County(
        counts[:, 0], roll, mean, cv * mean, cv, np.array(regime.cv_limit), combined_cv(cv), (missing[0], missing[1]),
        verdict[0], counts[:, 1], counts[:, 2], counts[:, 3], verdict[1],
    )  # fmt: skip


def combined_cv(cv: Array) -> Array:
    """Return the 综合差异系数, the mean of the CVs that are known along the last axis; NaN where none is."""
    known = np.isfinite(cv)
    n = known.sum(-1)
    mean: Array = np.divide(np.where(known, cv, 0.0).sum(-1), n, out=np.full(np.shape(n), np.nan), where=n > 0)
    return mean


def cv_verdict(cv: Array, limit: float, *, combined: bool) -> Verdict:
    """Return whether every CV, or with ``combined`` their mean, is within its limit; a missing CV leaves it open."""
    known, limit = cv[np.isfinite(cv)], limit * (1 + ROUNDING)
    if known.size and not combined and (known > limit).any():
        return Verdict.FAIL
    if combined and known.sum() > limit * cv.size:  # the missing ones cannot be below 0
        return Verdict.FAIL
    if known.size < cv.size:
        return Verdict.UNKNOWN
    return Verdict.PASS


def together(verdicts: Sequence[int]) -> Verdict:
    """Return the verdict on all: FAIL if one fails, else UNKNOWN if one is not known, else PASS; UNKNOWN of none."""
    codes = np.asarray(verdicts, np.int64)
    if (codes == Verdict.FAIL).any():
        return Verdict.FAIL
    return Verdict.PASS if codes.size and (codes == Verdict.PASS).all() else Verdict.UNKNOWN


def by_school(verdicts: Array, school: Array) -> dict[object, Verdict]:
    """Return one verdict per school from rows by school and stage: a nine-year school must pass at both."""
    labels, row = np.unique(np.asarray(school), return_inverse=True)
    return {name: together(verdicts[row == i].tolist()) for i, name in enumerate(labels.tolist())}


@dataclass(frozen=True, slots=True)
class Count:
    """How many of those that a rule covers keep it."""

    kept: int
    covered: int

    @property
    def share(self) -> float:
        """Share that keeps the rule; NaN when it covers none."""
        return self.kept / self.covered if self.covered else float("nan")

    @property
    def verdict(self) -> Verdict:
        """PASS when all keep it; UNKNOWN when it covers none."""
        return Verdict(self.kept == self.covered) if self.covered else Verdict.UNKNOWN


def class_sizes(size: Array, stage: Array) -> Count:
    """Return how many classes have 45 pupils (primary) or 50 (junior) at most; empty classes and NaN are left out."""
    size, limit = np.asarray(size), _CLASS_LIMIT[np.asarray(stage)]
    counts = size > 0  # so NaN does not
    return Count(int(np.count_nonzero(counts & (size <= limit))), int(np.count_nonzero(counts)))


def school_sizes(pupils: Array, kind: Array) -> Count:
    """Return how many schools have 2,000 pupils at most, nine-year schools 2,500; kind 0 primary, 1 junior, 2 nine-year.

    ``pupils`` is the whole roll of a school, both its stages; other kinds, rolls of 0 and NaN are left out.
    """
    pupils, kind = np.asarray(pupils), np.asarray(kind)
    counts = (pupils > 0) & (kind >= 0) & (kind < len(SCHOOL_LIMIT))
    pupils = pupils[counts]
    return Count(int(np.count_nonzero(pupils <= _SCHOOL_LIMIT[kind[counts]])), pupils.size)


@dataclass(frozen=True, slots=True)
class RotationFound:
    """The rotation of a year against the rule of 10 % and 20 %."""

    share: float  # of eligible teachers who began a rotation; NaN when none was eligible
    backbone: float  # share of backbone teachers among them; NaN when none went
    verdict: Verdict


def rotation(eligible: float, rotated: float, backbone: float) -> RotationFound:
    """Return whether 10 % of eligible teachers rotated in the year, and 20 % of those were backbone teachers.

    The shares are of the county; NaN leaves the verdict open, and nobody eligible leaves nothing to judge.
    """
    share = rotated / eligible if eligible > 0 else float("nan")
    among = backbone / rotated if rotated > 0 else float("nan")
    if np.isnan(share):
        return RotationFound(share, among, Verdict.UNKNOWN)
    rules = [(share, ROTATED), (among, ROTATED_BACKBONE)] if rotated != 0 else [(share, ROTATED)]
    verdicts = [Verdict.UNKNOWN if np.isnan(x) else Verdict(x >= least * (1 - ROUNDING)) for x, least in rules]
    return RotationFound(share, among, together(verdicts))


def difference_rate(icc: float) -> Verdict:
    """Return whether the 校际差异率, the share of the variance of scores between schools, is below 0.15."""
    return Verdict.UNKNOWN if np.isnan(icc) else Verdict(icc < DIFFERENCE_RATE)
