"""Building programme: named schools get at once what they lack by the national standard (全面改薄, E11), paid by the treasury."""

from __future__ import annotations

import numpy as np

from sim.axes import STOCKS
from sim.books import Item, register
from sim.events import Capital
from sim.say import Text
from sim.supply.places import standard
from sim.world import World

register(Item("building programme", "校舍建设专项", Text(zh="校舍建设专项经费", en="building programmes"), "treasury"))


def equip(world: World, event: Capital) -> None:
    """Raise every stock of the schools to a share of the national standard for their roll; what is above stays."""
    s, names = world.schools, world.names
    rows = np.array([names.school_row[name] for name in event.schools])
    rows = rows[s.active[rows]]
    need = event.to * standard(world)[rows]
    stock = np.stack([getattr(s, name)[rows] for name in STOCKS.names], axis=1).astype(np.float64)
    bought = np.maximum(need - stock, 0)
    price = world.settings.params.finance.price.array()
    world.books.pay(world.year, "building programme", (bought * price).sum(), source="treasury", target="supplier")
    for i, name in enumerate(STOCKS.names):
        getattr(s, name)[rows] = stock[:, i] + bought[:, i]
