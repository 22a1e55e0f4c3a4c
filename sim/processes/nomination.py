r"""Nomination (推荐权): the core's head nominates heads of members, as far as management is unified (B6).

A new head of a member who was nominated comes from the managers of the core and manages as that school is managed, but for the
own talent, where that is more than the member could expect:

.. math:: lift_s = n\,u_k\,(m_{core} - \bar m_s)^+, \qquad m_{core} \leftarrow m_{core} - g\,n\,u_k

with n the share of new heads who are nominated, u what the form of the tie unifies of management, and g what the core loses by
one of its managers who goes.
"""

from __future__ import annotations

import numpy as np

from sim import network, sums
from sim.forms import FUNCTIONS
from sim.processes import groups
from sim.state import Array
from sim.world import World


def lift(world: World, expected: Array, changed: Array) -> tuple[Array, Array]:
    """Return by school what a nominated head manages better than one could expect, and what nominations cost it as a core.

    Parameters
    ----------
    expected
        Mean of new heads of each school [SD/year].
    changed
        Which schools get a new head.
    """
    s, share, n = world.schools, world.settings.params.principals.nomination, len(world.schools)
    if not share:
        return np.zeros(n), np.zeros(n)
    rows = groups.binding(world)
    rows = rows[changed[world.ties.school[rows]]]
    core, member = network.ends(world, rows)
    unified = share * groups.strengths(world)[rows, FUNCTIONS.index("management")].astype(np.float64)
    gain = np.maximum(s.management[core] - expected[member], 0)
    nominated = unified * (gain > 0)
    better = sums.scatter("max", member, nominated * gain, n)
    return better, world.settings.params.principals.nominee_loss * sums.scatter("sum", core, nominated, n)
