r"""Twin training (双培): a party alliance trains its backbone to be members of the party, and its members to be backbone (B4).

Of the teachers of a school that carries co-ordination c over its ties, a share :math:`x\,c` of the backbone who are no
members, and of members who are no backbone, are trained in a school year, drawn by lot. What it brings differs:

.. math:: learning_j \leftarrow learning_j + h\,g \text{ for members}, \qquad
          motive_j \leftarrow motive_j + v \text{ for backbone, once, when the year is over}

A member so trained teaches better, and is honoured the sooner for it; a backbone teacher who has joined consents more to posts
elsewhere and stays to teach there. Who was a member on the first day, or comes as one, is a lot of the person. All of it takes
hours of those trained, and money of the bureau. Source: seed S3:30; sizes assumed, small.
"""

from __future__ import annotations

import numpy as np

from sim import network, rng
from sim.books import Item, register
from sim.processes import process, workload
from sim.processes.learning import TERM
from sim.processes.tasks import TWIN
from sim.say import Text
from sim.state import Array, Honour
from sim.world import World

COST = Item(
    "cost of twin training",
    "双培经费",
    Text(zh="骨干与党员双培的费用", en="twin training of backbone and members"),
    "treasury",
)
register(COST)


@process(writes="teachers.learning teachers.motive teachers.joined teachers.asked")
def train(world: World) -> None:
    """Party alliances train backbone teachers to be members, and members to be backbone.

    党建联盟开展双培：把骨干教师培养成党员，把党员培养成骨干教师。
    """
    t, p = world.teachers, world.settings.params.twin
    if not p.share or world.inside:
        return
    member, who = members(world), trained(world)
    rise = who[member[who]]
    t.learning[rise] += np.float32(TERM * p.gain)
    if not world.is_autumn:
        join = who[~member[who]]
        t.motive[join] += np.float32(p.devotion)
        t.joined[join] = True
    workload.ask(world, TWIN, who, TERM * p.hours)
    bureau, yuan = world.books.shares(t.post[who].astype(np.int64), np.full(who.size, TERM * p.cost))
    world.books.pay(world.year, COST.name, yuan, source="treasury", source_row=bureau, target="supplier")


def members(world: World) -> Array:
    """Return whether each teacher slot is a member of the party: by the person's lot, or joined since."""
    t = world.teachers
    lot = rng.uniform(world.key("twin_training.member", 0), t.uid)
    found: Array = t.joined | (lot < world.settings.params.twin.members)
    return found


def trained(world: World) -> Array:
    """Return the rows of the teachers who are trained this school year: of backbone or members, not of those who are both."""
    t, p = world.teachers, world.settings.params.twin
    found = network.seats(world, network.active_ties(world), "coordination")
    carried = network.carried(world, found, "max")[t.post, t.stage]
    one = members(world) != (t.honour >= Honour.BACKBONE)
    turn = rng.uniform(world.key("twin_training.turn", world.year), t.uid)
    rows: Array = np.flatnonzero(t.active & one & (turn < p.share * carried))
    return rows
