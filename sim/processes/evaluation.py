"""Evaluation: at the end of the year inspectors count resources by register, and groups learn how unequal they are."""

from __future__ import annotations

import numpy as np

from sim import network
from sim.equity import indicators
from sim.processes import process
from sim.state import Array
from sim.world import World


@process(writes="schools.passed")
def inspect(world: World) -> None:
    """Inspectors check the seven national resource indicators of every school, by register.

    督导按编制检查各校的七项国家资源配置指标。
    """
    world.schools.passed[:] = indicators.passes(world)


@process(writes="groups.spread")
def compare_members(world: World) -> None:
    """The bureau compares mean scores inside each group.

    教育局比较各集团内部各校的均分。
    """
    world.groups.spread[:] = group_spread(world)


@process(writes="schools.stakes schools.slack")
def clear_stakes(world: World) -> None:
    """Last year's terms of evaluation lapse.

    上一年度的考核约定失效。
    """
    world.schools.stakes[:] = 0
    world.schools.slack[:] = 0


def group_spread(world: World) -> Array:
    """Return the enrolment-weighted CV of members' mean scores in each unit, mean over stages with two schools or more."""
    s = world.schools
    found = network.seats(world, network.active_ties(world))
    order, n = np.argsort(found.school, kind="stable"), len(world.groups)
    unit, school, tied = found.unit[order], found.school[order], found.tied[order]
    by_stage = np.full((n, len(world.stages)), np.nan)
    for stage in world.stages.codes:
        sat = tied[:, stage] & (s.pupils[school, stage] > 0) & np.isfinite(s.mean_score[school, stage])
        group, here = unit[sat], school[sat]
        score, heads = s.mean_score[here, stage].astype(np.float64), s.pupils[here, stage]
        total = np.maximum(np.bincount(group, heads, minlength=n), 1)
        mean = np.bincount(group, heads * score, minlength=n) / total
        variance = np.bincount(group, heads * (score - mean[group]) ** 2, minlength=n) / total
        several = np.bincount(group, minlength=n) > 1
        by_stage[several, stage] = np.sqrt(variance[several]) / mean[several]
    known = np.isfinite(by_stage)
    total = np.where(known, by_stage, 0).sum(1)
    out: Array = np.divide(total, known.sum(1), out=np.full(n, np.nan), where=known.any(1))
    return out.astype(np.float32)
