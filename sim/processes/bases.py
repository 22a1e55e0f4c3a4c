r"""Bases outside school (校外基地): pupils of a group spend days at its practice bases, as far as its fund pays.

.. math:: care_s \leftarrow care_s + g\,\frac{d}{10}\,y_g\,w_s, \qquad
          y_g = \min\Big(1, \frac{fund_g}{h\,d\,p \sum_s n_s w_s}\Big)

with d days a year over a full tie, h the half year of a term, w what a school carries of resources in the unit and n its
pupils at tied stages, p the price of a day. Teachers go along. Source: seeds S1 and S4 (E4).
"""

from __future__ import annotations

import numpy as np

from sim import network, sums
from sim.books import Item, register
from sim.processes import process, tasks, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.world import World

COST = Item("bases", "校外基地", Text(zh="校外基地活动费用", en="days at bases outside school"), "group")
register(COST)
TEN, DAY = 10.0, 7.0  # days in which the gain is told; hours of a day away


@process(writes="schools.care groups.fund teachers.asked")
def stay(world: World) -> None:
    """Pupils of groups spend days at bases outside school, as far as the fund pays.

    集团学生到校外基地实践，以集团经费为限。
    """
    p, s, g, t = world.settings.params.bases, world.schools, world.groups, world.teachers
    if not p.days:
        return
    seats = network.seats(world, network.active_ties(world), "resources")
    heads = (s.pupils[seats.school] * seats.tied).sum(1).astype(np.float64)
    days = TERM * p.days * np.minimum(seats.strength, 1)
    wish = sums.scatter("sum", seats.unit, p.cost * days * heads, len(g))
    paid = np.minimum(wish, np.maximum(g.fund, 0))
    granted = np.divide(paid, wish, out=np.ones(len(g)), where=wish > 0)
    days *= granted[seats.unit]
    seat, cell = seats.cells
    found = sums.scatter("sum", cell, days[seat], world.stages.n_places(len(s)))
    s.care += p.gain / TEN / TERM * world.stages.by_unit(found) * (s.pupils > 0)
    rows = np.flatnonzero(paid)
    world.books.pay(world.year, COST.name, paid[rows], source="group", source_row=rows, target="supplier")
    on = world.live_teachers()
    needed = sums.scatter("sum", seats.school, DAY / 2 * days * heads / p.escorted, len(s))
    workload.ask_together(world, tasks.BASES, on, t.post[on].astype(np.int64), needed)
