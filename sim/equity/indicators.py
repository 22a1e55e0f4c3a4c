"""The seven resource indicators of the national inspection for quality balance (2017), by register or by post.

L1 teachers above the required degree, L2 backbone teachers, L3 PE and arts teachers (per 100 pupils), L4 teaching area,
L5 sports area (m2 per pupil), L6 equipment (yuan per pupil), L7 multimedia classrooms (per 100 pupils). Inspectors count
teachers at the school of register; the same tables by school of posting show what pupils meet. A nine-year school is
judged at each stage, its stocks shared by what each stage is meant to have. Source: measures of inspection, ministry of
education 2017, thresholds as in provincial implementing rules.
"""

from __future__ import annotations

import numpy as np

from sim.equity.spread import weighted_cvs
from sim.population.places import STANDARD
from sim.state import STOCKS, Array, Honour
from sim.world import World

INDICATORS = ("L1", "L2", "L3", "L4", "L5", "L6", "L7")
THRESHOLD = np.array([[4.2, 1.0, 0.9, 4.5, 7.5, 2000.0, 2.3], [5.3, 1.0, 0.9, 5.8, 10.2, 2500.0, 2.4]])
CV_LIMIT = (0.50, 0.45)
PASS_COUNT = 6  # of 7
FLOOR = 0.85  # of the threshold, for the one that may be missed


def indicators(world: World, *, by: str = "register") -> Array:
    """Return the seven indicators of every school by stage, shape (n_schools, 2, 7); NaN where a stage has no pupils."""
    s, t = world.schools, world.teachers
    on = t.active
    place = getattr(t, by)[on].astype(np.int64) * 2 + t.stage[on]
    flags = (t.degree[on], t.honour[on] >= Honour.BACKBONE, t.block[on] == 2)
    counts = np.stack([np.bincount(place, f, minlength=2 * len(s)).reshape(-1, 2) for f in flags], axis=2)
    meant = s.pupils[:, :, None] * STANDARD  # (schools, stages, stocks)
    whole = meant.sum(1, keepdims=True)
    part = np.divide(meant, whole, out=np.zeros_like(meant), where=whole > 0)
    stocks = np.stack([getattr(s, name) for name in STOCKS], axis=1)[:, None, :] * part
    amounts = np.concatenate([100 * counts, stocks * np.array([1, 1, 1, 100])], axis=2)
    heads = s.pupils[:, :, None].astype(np.float64)
    table: Array = np.divide(amounts, heads, out=np.full(amounts.shape, np.nan), where=heads > 0)
    return table


def passes(world: World, *, by: str = "register") -> Array:
    """Return whether each school meets 6 of the 7 indicators with the last at 85 % or more, at every stage it has."""
    ratio = indicators(world, by=by) / THRESHOLD
    met = (ratio >= 1).sum(2)
    good = (met == len(INDICATORS)) | (
        (met >= PASS_COUNT) & (np.nanmin(np.nan_to_num(ratio, nan=np.inf), axis=2) >= FLOOR)
    )
    taught = world.schools.pupils > 0
    return np.asarray(taught.any(1) & (good | ~taught).all(1))


def cvs(table: Array, pupils: Array) -> Array:
    """Return the enrolment-weighted CV of each indicator by stage, shape (2, 7), from a table of `indicators`."""
    return weighted_cvs(table, pupils[:, :, None])
