r"""Culture: schools of a group grow alike, grow into something new together, or keep what is their own (B21, B22, I7).

Every school has a place on the axis of cultures, which is that of its own history on the first day (``schools.roots``). Each
year it goes a part of the way to the places its ties aim at,

.. math:: c_s \leftarrow c_s + a\,\frac{\sum_k w_k\,(c^*_k - c_s)}{\max(1, \sum_k w_k)}

with w what tie k carries of culture and the aim as its form says (``adoption``): the place of the core, which is copied and
does not move (移植再造); the mean of all schools so tied, toward which the core moves too (合成创生); or the own roots, to which
a school returns (差异布局). A common culture lowers what teachers lose who work elsewhere in the group (``teaching.py``). Its
price is what a school leaves behind: teachers of a school away from its roots teach what fits it less,

.. math:: loss_s = e\,|c_s - roots_s|

The modes are those of the documents (移植再造、合成创生、差异布局); neither pace nor price is known from any study.
"""

from __future__ import annotations

import numpy as np

from sim import network, sums
from sim.processes import process
from sim.state import Array
from sim.world import World


@process(writes="schools.culture")
def draw_together(world: World) -> None:
    """Schools go part of the way to the culture that their ties aim at: the core's, a common one, or their own.

    各校的文化向所在关系的目标靠近：核心校的文化、共同生成的文化，或本校自己的文化。
    """
    s, pace = world.schools, world.settings.params.cultures.adopt
    rows = np.flatnonzero(network.channel(world, "culture") > 0)
    if not (pace and rows.size):
        return
    school, aim, weight = _aims(world, rows)
    pull = sums.scatter("sum", school, weight * (aim - s.culture[school]), len(s))
    s.culture[:] += pace * pull / np.maximum(sums.scatter("sum", school, weight, len(s)), 1)


def _aims(world: World, rows: Array) -> tuple[Array, Array, Array]:
    """Return of each pull over some ties the school it moves, the place it aims at and its weight."""
    s, ties = world.schools, world.ties
    modes = np.array([form.adoption for form in world.settings.forms.values()])[ties.form[rows]]
    carried, (core, member) = network.channel(world, "culture")[rows].astype(np.float64), network.ends(world, rows)
    aim = np.where(modes == "transplant", s.culture[core], s.roots[member]).astype(np.float64)
    joint = rows[modes == "synthesis"]
    found = network.seats(world, joint, "culture")
    place = s.culture[found.school].astype(np.float64)
    mean = sums.scatter("mean", found.unit, place, len(world.groups))[found.unit]
    alone = modes != "synthesis"
    return (
        np.concatenate([member[alone], found.school]),
        np.concatenate([aim[alone], mean]),
        np.concatenate([carried[alone], found.strength]),
    )


def estranged(world: World) -> Array:
    """Return what a teacher of each school loses as it lies away from its roots [SD/year]."""
    s = world.schools
    lost: Array = np.float32(world.settings.params.cultures.estrangement) * np.abs(s.culture - s.roots)
    return lost
