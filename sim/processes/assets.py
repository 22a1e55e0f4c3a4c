r"""Assets (资产纽带): part of the equipment and media rooms of its schools belongs to a group, which lays it out by need (B31).

Each autumn a school k puts a part :math:`c_k = a\,r_k` of each movable stock j into the common one, with r what its tie
carries of resources and a ``finance.assets``, and the group shares it out as the national standard n asks,

.. math:: S_{kj} \leftarrow S_{kj} - c_k S_{kj} + \frac{c_k n_{kj}}{\sum_l c_l n_{lj}} \sum_l c_l S_{lj}

so nothing is made or lost, schools that are as well off as each other move nothing, and year by year those who lead come
nearer to those who lag: the bond levels stocks inside a group, whoever bought them. What is moved costs a part of its
worth, and heads and managers hours to make the inventory. Buildings stay where they are. Source: seed S2 F16
(以资产和教育教学为纽带); the share is a plan's.
"""

from __future__ import annotations

import numpy as np

from sim import network, sums
from sim.axes import STOCKS
from sim.books import Item, register
from sim.processes import finance, process, tasks, workload
from sim.say import Text
from sim.supply.places import standard
from sim.world import World

MOVING = Item(
    "assets moved",
    "资产调配",
    Text(zh="集团资产在各校间的搬运", en="moving what a group owns between its schools"),
    "treasury",
)
register(MOVING)
MOVABLE = ("equipment", "media_rooms")
AT = [STOCKS.names.index(name) for name in MOVABLE]


@process(writes="schools.equipment schools.media_rooms schools.asked")
def lay_out(world: World) -> None:
    """Groups lay out what they own of their schools' equipment and media rooms by what the standard asks.

    集团按标准统筹配置其拥有的各校设备与多媒体教室。
    """
    s = world.schools
    share, hours, cost = np.zeros((3, len(s)))
    price = np.zeros((len(s), len(AT)))
    for _, rules, schools in finance.bureaus(world):
        share[schools], hours[schools], cost[schools] = rules.assets, rules.assets_hours, rules.assets_cost
        price[schools] = rules.price.array()[AT]
    if not share.any() or world.inside:
        return
    seats = network.seats(world, network.active_ties(world), "resources")
    rows = np.flatnonzero((seats.strength > 0) & (share * s.pupils.sum(1) > 0)[seats.school])
    unit, school = seats.unit[rows], seats.school[rows]
    parts = np.bincount(school, minlength=len(s))[school]
    part = share[school] * np.minimum(seats.strength[rows], 1).astype(np.float64) / parts
    need, moved = standard(world), np.zeros(len(s))
    for j, (name, at) in enumerate(zip(MOVABLE, AT, strict=True)):
        stock = getattr(s, name)
        given, wanted = part * stock[school].astype(np.float64), part * need[school, at]
        pot, all_of_it = (sums.scatter("sum", unit, x, len(world.groups))[unit] for x in (given, wanted))
        gets = np.divide(pot * wanted, all_of_it, out=given.copy(), where=all_of_it > 0)
        change = sums.scatter("sum", school, gets - given, len(s))
        stock[:] += change.astype(stock.dtype)
        moved += np.maximum(change, 0) * price[:, j]
    bureau, yuan = world.books.shares(np.arange(len(s)), cost * moved)
    world.books.pay(world.year, MOVING.name, yuan, source="treasury", source_row=bureau, target="supplier")
    once = np.unique(school)
    workload.ask(world, tasks.SURVEY, once, hours[once])
