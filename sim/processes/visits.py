r"""Visits (视导诊断): inspectors go to the schools that lag furthest, and leave better management practice behind.

.. math:: p_{sk} \leftarrow p_{sk} + m\,\big(M^{well}_d - M_s - p_{sk}\big)^+

M is a school's own management, p its practice, and the well-managed are those at a quantile of their sum in the district.
Visited are, in each district, the share of schools whose last mean scores are furthest below its mean, by roll over stages. A
visit takes time of heads and managers, is paid for, and what it leaves fades as all management practice does
(`principals.practice_fade`), so schools that are no longer visited fall back.
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.books import Item, register
from sim.processes import process, tasks, workload
from sim.processes.support import behind
from sim.say import Text
from sim.state import Array
from sim.world import World

COST = Item("inspectors", "视导", Text(zh="视导费用", en="visits of inspectors"), "treasury")
register(COST)


@process(writes="schools.practice schools.asked")
def visit(world: World) -> None:
    """Inspectors visit the schools that lag furthest, whose management then takes after that of well-led ones.

    督导走访最落后的学校，帮助其管理向办得好的学校看齐。
    """
    s, p = world.schools, world.settings.params.visits
    if not p.share:
        return
    rows = visited(world, p.share)
    if not rows.size:
        return
    here, managed = s.active & (s.pupils.sum(1) > 0), s.management + network.mean_of_stages(s.practice, s.pupils)
    well = np.array([
        np.quantile(managed[own], p.well) if (own := here & (s.district == d)).any() else -np.inf
        for d in range(len(world.districts))
    ])  # fmt: skip
    gap = np.maximum(well[s.district[rows]] - s.management[rows], 0)[:, None] - s.practice[rows]
    s.practice[rows] += p.mends * np.maximum(gap, 0) * (s.pupils[rows] > 0)
    workload.ask(world, tasks.VISITED, rows, p.hours)
    bureau, n = world.books.shares(rows, np.ones(rows.size))
    world.books.pay(world.year, COST.name, p.cost * n, source="treasury", source_row=bureau, target="supplier")


def visited(world: World, share: float) -> Array:
    """Return the rows of a share of the schools of each district, those furthest behind first; of equals the lower uid."""
    s = world.schools
    lag = network.mean_of_stages(behind(world), s.pupils)
    on = np.flatnonzero(lag > 0)
    schools = np.bincount(s.district[s.active & (s.pupils.sum(1) > 0)], minlength=len(world.districts))
    order = on[np.lexsort((s.uid[on], -lag[on], s.district[on]))]
    n = np.bincount(s.district[on], minlength=schools.size)
    place = np.arange(on.size) - np.repeat(np.cumsum(n) - n, n)
    found: Array = order[place < np.rint(share * schools)[s.district[order]]]
    return found
