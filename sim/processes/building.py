r"""Building (扩建增容): where a school is full year after year, its district adds rooms, late.

.. math:: n = \lceil pupils / (grades\,norm)\rceil - rooms, \qquad
          plan \leftarrow plan + r\,n \ \text{ if } n > 0,\ \text{ else } 0, \qquad rooms \leftarrow rooms + \lfloor plan \rfloor

for each school and stage, with r `building.rate`: what has become a whole room for every grade is built, the rest stays in
the plan while the school is full. So a rate of 1/4 builds four years after a school is one class short, and a name that lasts
draws seats after it. A room brings the teaching area that the national standard asks for its pupils, at the district's price.
Nothing is torn down where rolls fall.
"""

from __future__ import annotations

import numpy as np

from sim.axes import STOCKS
from sim.books import Item, register
from sim.processes import process
from sim.say import Text
from sim.supply.places import standards
from sim.world import World

COST = Item(
    "added rooms", "扩建教室", Text(zh="为满员学校增建的教室", en="rooms added where schools are full"), "treasury"
)
register(COST)
AREA = "teaching_area"


@process(writes="schools.rooms schools.plan schools.teaching_area")
def build(world: World) -> None:
    """Districts add rooms to schools that have long been full.

    区县为长期满员的学校增建教室。
    """
    s, params, stages = world.schools, world.settings.params, world.stages
    if not params.building.rate:
        return
    norm, grades = params.classes.norm.array()[: len(stages)], np.array([stage.grades for stage in stages])
    lack = np.where(s.active[:, None] & (s.rooms > 0), -(-s.pupils // (norm * grades)) - s.rooms, 0)
    s.plan[:] = np.where(lack > 0, s.plan + params.building.rate * lack, 0)
    new = np.floor(s.plan + 1e-6).astype(np.int32)  # four quarters are one
    s.plan -= new
    s.rooms += new
    stock = STOCKS.names.index(AREA)
    area = new @ (norm * grades * standards(stages)[:, stock])
    s.teaching_area += area
    yuan = np.zeros(len(world.districts))
    for district in range(yuan.size):
        own = s.district == district
        yuan[district] = world.settings_of(district).params.finance.price[AREA] * area[own].sum()
    world.books.pay(world.year, COST.name, yuan, source="treasury", source_row=np.arange(yuan.size), target="supplier")
