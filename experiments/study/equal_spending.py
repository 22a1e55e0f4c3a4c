"""Options compared at equal spending: along a dose, every option is read where it costs the same, seed by seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.statistics import paired
from experiments.study.study_data import EQUAL_COLUMNS, StudyData
from experiments.study.texts import analysis as texts

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]


class Common(NamedTuple):
    """What every option can spend in every seed."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Halfway between the two; NaN where they do not overlap."""
        return (self.low + self.high) / 2 if self.low <= self.high else float("nan")


def common(spending: Array) -> Common:
    """Return the range of spending that every option passes on its way from the lowest dose up; (options, doses, seeds)."""
    return Common(float(spending[:, 0].max()), float(spending.max(1).min()))


def at_spending(spending: Array, y: Array, value: float) -> Array:
    """Return an outcome where each option first spends ``value``, by linear interpolation between doses.

    Parameters
    ----------
    spending, y
        Spending and outcome, shape (options, doses, seeds).
    value
        What is to be spent, within the range of `common`.

    Returns
    -------
    Array
        Shape (options, seeds).
    """
    above = np.maximum((spending >= value).argmax(1), 1)[:, None]  # the first dose that spends as much
    (s0, y0), (s1, y1) = ([np.take_along_axis(a, above - i, 1)[:, 0] for a in (spending, y)] for i in (1, 0))
    way = np.divide(value - s0, s1 - s0, out=np.zeros_like(s0), where=s1 > s0)
    found: Array = y0 + np.clip(way, 0, 1) * (y1 - y0)
    return found


def compare_equal(data: StudyData) -> tuple[pd.DataFrame, list[str]]:
    """Return the options of a study at equal spending, alone and less the first, and what kept from comparing them."""
    import pandas as pd

    empty = pd.DataFrame(columns=list(EQUAL_COLUMNS))
    wish = data.study.equal
    if wish is None:
        return empty, []
    known = {f.name: f for f in data.study.factors}
    options, doses = known[wish.across].grid(), known[wish.along].grid()
    order = data.points.set_index([wish.across, wish.along])["point"]
    at = np.array([[order.loc[(o, d)] for d in doses] for o in options])
    spending = data.cube(wish.outcome)[at]  # (options, doses, seeds)
    if not np.isfinite(spending).all():
        return empty, [texts.EQUAL_MISSING(n=int((~np.isfinite(spending)).sum()))]
    reach = common(spending)
    if reach.low > reach.high:
        return empty, [texts.NO_COMMON_SPENDING(low=reach.low, high=reach.high)]
    value = reach.middle if wish.value is None else wish.value
    if not reach.low <= value <= reach.high:
        return empty, [texts.NOT_IN_REACH(outcome=wish.outcome, value=value, low=reach.low, high=reach.high)]
    dose = at_spending(spending, np.broadcast_to(np.array(doses, float)[None, :, None], spending.shape), value).mean(1)
    rows: list[Any] = []
    for outcome in data.outcomes:
        if outcome.name == wish.outcome:
            continue
        y = data.cube(outcome.name)[at]
        found = at_spending(spending, y, value)
        for i, option in enumerate(options):
            alone = paired.pair(np.zeros_like(found[i]), found[i])
            rows.append((outcome.name, option, "", alone.difference, alone.low, alone.high, alone.n, value, dose[i]))
            if i:
                beside = paired.pair(found[0], found[i])
                said = (beside.difference, beside.low, beside.high, beside.n)
                rows.append((outcome.name, option, options[0], *said, value, dose[i]))
    return pd.DataFrame(rows, columns=list(EQUAL_COLUMNS)), []
