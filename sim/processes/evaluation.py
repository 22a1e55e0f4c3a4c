"""Evaluation: at the end of the year inspectors count resources by register, and groups learn how unequal they are."""

from __future__ import annotations

import numpy as np

from sim.equity import indicators, spread
from sim.processes import process
from sim.state import STAGES
from sim.world import World


@process(writes="schools.passed")
def inspect(world: World) -> None:
    """Inspectors check the seven national resource indicators of every school, by register."""
    world.schools.passed[:] = indicators.passes(world)


@process(writes="groups.spread")
def compare_members(world: World) -> None:
    """The bureau compares mean scores inside each group."""
    world.groups.spread[:] = group_spread(world)


@process(writes="schools.stakes schools.slack")
def clear_stakes(world: World) -> None:
    """Last year's terms of evaluation lapse."""
    world.schools.stakes[:] = 0
    world.schools.slack[:] = 0


def group_spread(world: World) -> np.ndarray:
    """Return the enrolment-weighted CV of members' mean scores in each group, mean over stages with two schools or more."""
    s, g, ties = world.schools, world.groups, world.ties
    out = np.full(len(g), np.nan, np.float32)
    for group in np.flatnonzero(g.active):
        rows = np.append(ties.school[(ties.group == group) & ties.active], g.core[group])
        values = [
            spread.weighted_cv(s.mean_score[rows, i], s.pupils[rows, i])
            for i in range(len(STAGES))
            if (s.pupils[rows, i] > 0).sum() > 1
        ]
        out[group] = np.mean(values) if values else np.nan
    return out
