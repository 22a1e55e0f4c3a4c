r"""Senior high: who goes on after junior school, and who chooses first.

General senior schools take a share of those who leave junior school (普职分流); the others go to vocational schools or to
work and are followed no longer. Pupils stand in line by the examination that ends junior school (中考), the score of the
last yearly test, and each in turn takes the school it likes best among those with a seat for it (平行志愿, a serial
dictatorship). It likes a school by

.. math:: u = -w_d d + (w_q + w_{qs}\,SES)\,Q + \epsilon

with the weights of ``choice`` (distance, perceived quality) and a Gumbel draw for each pupil and school. A part of a school's
seats is allotted to the junior schools in proportion to their leavers (指标到校): only their own pupils may take them, until
all have chosen; what is left then is open to those still without a seat.
"""

from __future__ import annotations

import numpy as np

from sim import rng
from sim.kernels import kernel
from sim.state import NOWHERE, Array
from sim.world import World

PAIR = np.uint64(0x9E3779B97F4A7C15)  # odd: tells the draws of one pupil for several schools apart


def seat(world: World, stage: int, pupils: dict[str, Array], origin: Array, everyone: bool) -> tuple[Array, Array]:
    """Return the positions of those who go on, in rising order, and the school of each.

    Parameters
    ----------
    stage
        The code of the stage they enter.
    pupils
        Columns of those who leave the stage before.
    origin
        Their schools there, shape (n_pupils,).
    everyone
        Whether all of them go on whatever the seats, as a cohort that was counted does.
    """
    s, p = world.schools, world.settings.params.senior
    norm = world.stages.of(world.settings.params.classes.norm)[stage]
    seats = s.rooms[:, stage].astype(np.int64) * norm * s.active
    there = np.flatnonzero(seats > 0)
    liking, n = _liking(world, there, pupils), origin.size
    if everyone or not there.size:
        return np.arange(n), there[liking.argmax(1)] if there.size else origin
    order = np.lexsort((pupils["uid"], -_merit(world, pupils)))
    due = min(int(np.floor(p.share * n + 0.5)), int(seats.sum()))
    leavers = np.bincount(origin, minlength=len(s))
    allotted = np.floor(p.allotted * seats[there][:, None] * leavers / max(n, 1)).astype(np.int64)
    taken, unmet = _choose(order[:due], liking, origin, allotted, seats[there] - allotted.sum(1))
    s.refused[there, stage] = unmet
    kept = np.flatnonzero(taken != NOWHERE)
    return kept, there[taken[kept]].astype(np.int32)


def _merit(world: World, pupils: dict[str, Array]) -> Array:
    """Return the place in line: the examination, and luck as far as the score does not decide [SD]."""
    p, uid = world.settings.params, pupils["uid"]
    error = p.tests.noise * rng.normal(world.key("senior.exam"), uid)
    level = np.where(np.isnan(pupils["score"]), pupils["trait"] + pupils["fading"] + error, 0)  # nobody sat a test yet
    score = np.where(np.isnan(pupils["score"]), level, (pupils["score"] - p.tests.mean) / p.tests.sd)
    luck = rng.normal(world.key("senior.luck"), uid)
    merit: Array = p.senior.score * score + np.sqrt(1 - p.senior.score**2) * luck
    return merit


def _liking(world: World, there: Array, pupils: dict[str, Array]) -> Array:
    """Return how much each pupil likes each school, shape (n_pupils, schools)."""
    s, z, p, uid = world.schools, world.zones, world.settings.params.choice, pupils["uid"]
    x, y = z.x[pupils["zone"]], z.y[pupils["zone"]]
    taste, key = p.quality + p.quality_ses * pupils["ses"], world.key("senior.taste")
    out = np.empty((uid.size, there.size), np.float32)
    tells_apart = s.uid[there].astype(np.uint64) * PAIR
    for j, row in enumerate(there):
        luck = rng.uniform(key, uid ^ tells_apart[j]).astype(np.float64)
        gumbel = -np.log(-np.log(np.clip(luck, 1e-12, 1 - 1e-12)))
        out[:, j] = taste * s.reputation[row] - p.distance * np.hypot(x - s.x[row], y - s.y[row]) + gumbel
    return out


@kernel
def _choose(order: Array, liking: Array, origin: Array, allotted: Array, free: Array) -> tuple[Array, Array]:
    """Return the school each pupil takes, -1 for none, and how many first wishes each school could not meet.

    ``allotted`` has shape (schools, junior schools), ``free`` (schools,).
    """
    left, free = allotted.copy(), free.copy()
    taken, unmet = np.full(origin.size, NOWHERE, np.int64), np.zeros(free.size, np.int32)
    for turn in range(2):
        for i in order:
            if taken[i] >= 0:
                continue
            best, first = -1, 0
            for j in range(free.size):
                if liking[i, j] > liking[i, first]:
                    first = j
                if (left[j, origin[i]] > 0 or free[j] > 0) and (best < 0 or liking[i, j] > liking[i, best]):
                    best = j
            if turn == 0:
                unmet[first] += best != first
            if best < 0:
                continue
            taken[i] = best
            if left[best, origin[i]] > 0:
                left[best, origin[i]] -= 1
            else:
                free[best] -= 1
        for j in range(free.size):
            free[j] += left[j].sum()
            left[j] = 0
    return taken, unmet
