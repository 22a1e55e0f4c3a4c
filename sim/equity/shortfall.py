r"""What would have to move for a county to pass: amounts missing to the thresholds, additions and transfers for the CVs.

Arrays are those of `sim.equity.inspection`: a row per school and stage, a column per indicator, raw amounts.

Three questions, each answered exactly:

* What does each school lack? All its indicators must reach the floor and all but one the threshold; left at the floor is
  the one whose last steps cost most.
* What is the least that must be added, taking from nobody, for a CV to be within its limit? For any total added, the CV is
  least when the schools that have least are raised to a common level, and it falls as the level rises; so the level at
  which the CV meets its limit is the least addition.
* What is the least that must change hands, with the county's total as it is? By the same argument those who have most are
  lowered to one level and those who have least raised to another, as one takes what the other gives (the transfer
  principle of Pigou and Dalton at its most thrifty).

People and rooms come in whole numbers. What a school lacks is rounded up; additions and transfers for a CV are not, for
they share a total between schools: read them as a lower bound. Buildings do not move: a transfer of area stands for the
money of an extension.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.axes import COMPULSORY
from sim.equity import texts
from sim.equity.inspection import ROUNDING, Verdict, cv_verdict, per_pupil
from sim.equity.spread import weighted_cv
from sim.equity.standards import R2017, Regime
from sim.state import Array

HALVINGS = 100  # of the interval that holds the least total: more than a double can tell


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What would have to move; raw amounts (teachers, m2, yuan, rooms), NaN where an amount was not reported."""

    to_threshold: Array  # (n, k) missing to the threshold
    to_floor: Array  # (n, k) missing to 85 % of it
    needed: Array  # (n, k) least additions with which the school passes
    spared: Array  # (n,) column of the indicator that may stay below its threshold, -1 where none has to
    cv: Array  # (2, k) CV now
    cv_after: Array  # (2, k) CV once what is needed is there
    more: Array  # (n, k) least further additions that bring each CV within its limit
    transfer: Array  # (n, k) least changes that do so from today's amounts and keep the county's total; they look at no threshold

    def totals(self, amounts: Array, stage: Array) -> Array:
        """Return the sums by stage, shape (2, k), of a table by school; NaN counts as nothing; transfers count once."""
        rows = np.maximum(np.nan_to_num(amounts), 0.0)
        return np.stack([rows[np.asarray(stage) == i].sum(0) for i in COMPULSORY.codes])


def shortfall(
    amounts: Array, pupils: Array, stage: Array, regime: Regime = R2017, *, price: Array | None = None
) -> Shortfall:
    """Return what would have to move for a county to pass under a regime.

    ``price`` (k,) is the cost of a unit of each indicator, by which the indicator to be spared is chosen; without it a
    unit counts by its share of the threshold. Under a regime without thresholds (2012) nothing is needed by a school; and
    where the mean of the CVs is judged and too high, each CV is brought within the limit, which is enough but may be more
    than it takes.
    """
    stage, heads = np.asarray(stage, np.int64), np.asarray(pupils, np.float64)
    have = np.asarray(amounts, np.float64)
    per_pupil(have, heads, regime)  # refuses tables of another shape
    needed, spared, to_threshold, to_floor = _needs(have, heads, stage, regime, price)
    then = have + needed
    cv, after = cvs(have, heads, stage), cvs(then, heads, stage)
    more, transfer = np.where(np.isfinite(have), 0.0, np.nan), np.where(np.isfinite(have), 0.0, np.nan)
    for i, limit in enumerate(regime.cv_limit):
        here = stage == i
        for changes, table, table_cv, level in ((more, then, after, level_up), (transfer, have, cv, level_out)):
            if regime.combined and cv_verdict(table_cv[i], limit, combined=True) == Verdict.PASS:
                continue
            for j in range(have.shape[1]):
                changes[here, j] = level(table[here, j], heads[here], limit)
    return Shortfall(to_threshold, to_floor, needed, spared, cv, after, more, transfer)


def cvs(amounts: Array, pupils: Array, stage: Array) -> Array:
    """Return the 差异系数 of each column of raw amounts by stage, shape (2, k)."""
    heads, stage = np.asarray(pupils, np.float64), np.asarray(stage)
    out = np.full((len(COMPULSORY), amounts.shape[1]), np.nan)
    for i in COMPULSORY.codes:
        here = (stage == i) & (heads > 0)
        out[i] = [weighted_cv(column / heads[here], heads[here]) for column in amounts[here].T]
    return out


def level_up(amounts: Array, pupils: Array, limit: float) -> Array:
    """Return the additions, shape (n,), of least sum that bring the CV of one indicator within a limit.

    Schools with least per pupil are raised to one level. Nothing is added where the CV is within the limit or not known
    (nobody has anything), nor to a school without pupils; NaN where the amount is.
    """
    return _levelled(amounts, pupils, limit, out=False)


def level_out(amounts: Array, pupils: Array, limit: float) -> Array:
    """Return the changes, shape (n,), that bring the CV within a limit, add up to 0 and move the least amount.

    Schools with most per pupil are lowered to one level and those with least raised to another; the amount moved is half
    the sum of the absolute changes. Nothing moves where `level_up` would add nothing.
    """
    return _levelled(amounts, pupils, limit, out=True)


def _levelled(amounts: Array, pupils: Array, limit: float, *, out: bool) -> Array:
    have, heads = np.asarray(amounts, np.float64), np.asarray(pupils, np.float64)
    change = np.where(np.isfinite(have), 0.0, np.nan)
    rows = np.flatnonzero(np.isfinite(have) & (heads > 0))
    if not limit >= 0:
        raise ValueError(texts.NOT_BELOW_ZERO(name="limit", value=limit))
    p = heads[rows]
    x = np.divide(have[rows], p)
    if not rows.size or not weighted_cv(x, p) > limit:
        return change
    mean = (p * x).sum() / p.sum()
    low, high = 0.0, float((p * np.maximum(x - mean, 0)).sum() if out else (p * (x.max() - x)).sum())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if weighted_cv(_after(x, p, middle, out), p) <= limit else (middle, high)
    change[rows] = p * (_after(x, p, high, out) - x)
    return change


def _after(x: Array, p: Array, total: float, out: bool) -> Array:
    """Return amounts per pupil once a total has been given to those who have least, taken from the others if ``out``."""
    raised = np.maximum(x, _level(x, p, total))
    return np.minimum(raised, -_level(-x, p, total)) if out else raised


def _level(x: Array, p: Array, total: float) -> float:
    """Return the level to which a total raises those who have least, as water fills a basin."""
    order = np.argsort(x, kind="stable")
    x, p = x[order], p[order]
    under, held = np.cumsum(p), np.cumsum(p * x)
    full = under * x - held  # what it takes to raise the first to the level of each
    last = int(np.searchsorted(full, total, side="right")) - 1
    return float((total + held[last]) / under[last])


def _needs(
    have: Array, heads: Array, stage: Array, regime: Regime, price: Array | None
) -> tuple[Array, Array, Array, Array]:
    """Return what each school needs to pass, the column it is spared, and what it lacks to thresholds and floors."""
    known = np.isfinite(have)
    none = np.where(known, 0.0, np.nan)
    spared = np.full(len(have), -1)
    if regime.pass_count is None or regime.floor is None:
        return none, spared, none.copy(), none.copy()
    want = regime.thresholds[stage] / regime.per * heads[:, None]
    whole = np.array([i.whole for i in regime.indicators])
    to_threshold, to_floor = _missing(have, want, whole), _missing(have, regime.floor * want, whole)
    cost = np.divide(1.0, want, out=np.zeros(want.shape), where=want > 0) if price is None else np.asarray(price)
    saved = np.nan_to_num((to_threshold - to_floor) * cost)
    needed = to_threshold.copy()
    for _ in range(len(regime.indicators) - regime.pass_count):  # one, under the rule of 2017
        column = saved.argmax(1)
        rows = np.flatnonzero(saved.max(1, initial=0.0) > 0)
        needed[rows, column[rows]] = to_floor[rows, column[rows]]
        spared[rows], saved[rows, column[rows]] = column[rows], 0.0
    return needed, spared, to_threshold, to_floor


def _missing(have: Array, want: Array, whole: Array) -> Array:
    """Return what is missing, rounded up where it comes in whole numbers; NaN where it is not known what there is."""
    gap = np.where(have < want * (1 - ROUNDING), want - have, np.where(np.isfinite(have), 0.0, np.nan))
    return np.where(whole, np.ceil(gap - 1e-6) + 0.0, gap)  # no negative zero
