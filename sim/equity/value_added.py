r"""Value-added of schools and teachers by the estimator a researcher would use.

Scores are regressed on last year's score (a line for each grade, and its square), the pupil's background, and the means
of the class; what is left over, averaged by school or teacher, is noisy, so it is shrunk toward the district's mean by
how much of its variance is signal (empirical Bayes):

.. math:: y_{it} = \alpha_g + \beta_g y_{i,t-1} + \gamma y_{i,t-1}^2 + \delta' x_i + \theta' \bar x_{c(i)} + r_{it}, \qquad
          \hat v_j = \frac{\tau^2}{\tau^2 + \omega^2/n_j}\,\bar r_j

Sources: Kane and Staiger (2008); Chetty, Friedman and Rockoff (2014). What biases it in the model, as in life: a test
measures last year's attainment with error, so the controls do not catch all of who went where; what faded of last year's
gain is charged to this year's school; class means take with them what good schools do for good intakes; and a score is of
all subjects, so that a teacher's colleagues are the teacher's luck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.equity.multilevel import SchoolSums, anova
from sim.state import Array

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Effects:
    """Estimated effects of units, in the order of sorted labels, as differences from the district's mean."""

    unit: Array  # labels
    n: Array  # observations, or what they are worth
    raw: Array  # points, the mean of what is left over
    shrunk: Array  # points, the estimate
    reliability: Array  # share of the variance of a raw mean that is signal
    sd: float  # points, of the true effects as estimated


def residuals(score: Array, before: Array, grade: Array, of_class: Array, controls: Array) -> Array:
    """Return what is left of scores, shape (n,), once last year's score, the pupil and the class are allowed for.

    ``before`` is last year's score, ``of_class`` a label of the class, ``controls`` (n, k) what is known of the pupil,
    whose class means are controls too. NaN where anything of a pupil is not known; such pupils count in no mean.
    """
    y, lag, x = np.asarray(score, np.float64), np.asarray(before, np.float64), np.asarray(controls, np.float64)
    known = np.isfinite(y) & np.isfinite(lag) & np.isfinite(x).all(1)
    out = np.full(y.size, np.nan)
    if not known.any():
        return out
    y, lag, x = y[known], lag[known], x[known]
    scale = lag.std() or 1.0
    lag = (lag - lag.mean()) / scale  # so that the square does not mimic the line
    own = np.column_stack([lag, x])
    room = np.unique(np.asarray(of_class)[known], return_inverse=True)[1]
    n = np.bincount(room)
    means = np.column_stack([np.bincount(room, c) / n for c in own.T])[room]
    grades = np.unique(np.asarray(grade)[known], return_inverse=True)[1]
    each = np.eye(int(grades.max()) + 1)[grades]
    design = np.column_stack([each, each * lag[:, None], lag**2, x, means])
    out[known] = y - design @ np.linalg.lstsq(design, y)[0]
    return out


def school_effects(left: Array, school: Array) -> Effects:
    """Return the effects of schools from what is left of their pupils' scores; NaN leaves a pupil out."""
    keep = np.isfinite(left)
    left, labels = left[keep] - _mean(left[keep]), np.asarray(school)[keep]
    sums = SchoolSums.of(left, labels)
    found = anova(sums)
    return _shrunk(np.unique(labels), sums.n, sums.mean, found.between, found.within)


def teacher_effects(
    left: Array, of_class: Array, taught: Array, teacher: Array, hours: Array, *, school: Array | None = None
) -> Effects:
    """Return the effects of teachers from what is left of the scores of their classes.

    ``left`` and ``of_class`` have an entry per pupil; ``taught``, ``teacher`` and ``hours`` one per assignment of a teacher
    to a class; those of one teacher to one class are added up. A class counts once, whatever its size; a teacher's classes
    count by hours. Signal is told from noise by teachers with several classes, whose noise holds colleagues and the class
    itself as well as the luck of pupils. With ``school``, the school of each assignment, teachers are compared with those
    of their own school, so that a good head is not a good teacher.
    """
    keep = np.isfinite(left)
    rooms, row = np.unique(np.asarray(of_class)[keep], return_inverse=True)
    at = np.searchsorted(rooms, taught)
    here = np.isin(taught, rooms) & (np.asarray(hours) > 0)
    if not here.any():
        return _shrunk(np.asarray(teacher)[:0], np.zeros(0), np.zeros(0), NAN, NAN)
    names, who = np.unique(np.asarray(teacher)[here], return_inverse=True)
    pair, first, same = np.unique(who * rooms.size + at[here], return_index=True, return_inverse=True)
    who, room, w = pair // rooms.size, pair % rooms.size, np.bincount(same, np.asarray(hours, np.float64)[here])
    mean = np.bincount(row, left[keep]) / np.bincount(row)
    if school is None:
        r = mean[room] - np.average(mean[room], weights=w)
    else:
        home = np.unique(np.asarray(school)[here][first], return_inverse=True)[1]
        r = mean[room] - (np.bincount(home, w * mean[room]) / np.bincount(home, w))[home]
    weight = np.bincount(who, w)
    worth = weight**2 / np.bincount(who, w**2)  # classes, were their hours equal
    found = anova(SchoolSums.of(r, who))
    return _shrunk(names, worth, np.bincount(who, w * r) / weight, found.between, found.within)


def several_years(unit: Array, means: Array) -> Effects:
    """Return the effects of units from their means over some years, shape (units, years), NaN where a unit has none.

    Signal is what the years of a unit have in common, the mean product of two of its years (Chetty, Friedman and Rockoff
    2014, without drift); so what happens to a unit in a single year is noise, whoever it happens to.
    """
    known = np.isfinite(means)
    n, value = known.sum(1).astype(np.float64), np.where(known, means, 0.0)
    own, squares = value.sum(1), (value**2).sum(1)
    pairs = float((n * (n - 1)).sum())
    signal = float((own**2 - squares).sum()) / pairs if pairs else NAN
    spread = float(squares.sum() / n.sum()) if n.any() else NAN
    raw = np.divide(own, n, out=np.full(n.size, np.nan), where=n > 0)
    return _shrunk(unit, n, raw, signal, max(spread - max(signal, 0.0), 0.0))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Estimates beside the truth, both as differences from the district's mean."""

    units: int
    correlation: (
        float  # of the shrunk estimate with the truth; NaN where the estimator sees no signal and shrinks all to 0
    )
    correlation_raw: float
    slope: float  # of the truth on the shrunk estimate: 1 when the estimate promises what it keeps
    reliability: float  # mean share of signal, as the estimator sees it
    rmse: float  # points, of the shrunk estimate
    rmse_raw: float
    sd_truth: float  # points
    sd_estimated: float  # points, what the estimator believes it to be


def agreement(found: Effects, truth: Array) -> Agreement:
    """Return how estimates agree with true effects in points, given in the order of ``found.unit``; NaN leaves a unit out."""
    keep = np.isfinite(truth) & np.isfinite(found.shrunk)
    if keep.sum() < 2:
        return Agreement(int(keep.sum()), NAN, NAN, NAN, NAN, NAN, NAN, NAN, found.sd)
    true = truth[keep] - truth[keep].mean()
    raw, shrunk = found.raw[keep] - found.raw[keep].mean(), found.shrunk[keep] - found.shrunk[keep].mean()
    return Agreement(
        int(keep.sum()),
        _correlation(shrunk, true),
        _correlation(raw, true),
        float(shrunk @ true / (shrunk @ shrunk)) if shrunk.any() else NAN,
        _mean(found.reliability[keep]),
        float(np.sqrt(((shrunk - true) ** 2).mean())),
        float(np.sqrt(((raw - true) ** 2).mean())),
        float(true.std()),
        found.sd,
    )


def _shrunk(unit: Array, n: Array, raw: Array, between: float, within: float) -> Effects:
    """Return effects shrunk by their reliability; without an estimate of the variances they are unknown."""
    signal = max(between, 0.0) if np.isfinite(between) else NAN
    noise = within / n if n.size else n
    reliability = np.divide(signal, signal + noise, out=np.zeros(n.size), where=signal + noise > 0) if n.size else n
    if np.isnan(signal):
        reliability = np.full(n.size, np.nan)
    return Effects(unit, n, raw, reliability * raw, reliability, float(np.sqrt(signal)))


def _correlation(a: Array, b: Array) -> float:
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0 else NAN


def _mean(x: Array) -> float:
    return float(x.mean()) if x.size else NAN
