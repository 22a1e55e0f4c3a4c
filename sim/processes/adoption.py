r"""Adoption (技术采纳): teachers take up shared technology by themselves and from partners that use it; newcomers begin anew.

.. math:: a_s \leftarrow a_s + (1 - a_s)\,(p + q\,\bar a_s) - n_s\,(a_s - a_0)^+

p is the rate of taking up by oneself, q from others (Bass 1969), with :math:`\bar a_s` the mean use in the school and in
those it is tied with, and n the share of the staff that is new to the school, who use it as those of the first day did, a_0.
At a_0 = 1 everybody uses what there is, and nothing changes. What is used of digital lessons and of a platform is what is
asked for, times a.
"""

from __future__ import annotations

import numpy as np

from sim import network, sums
from sim.processes import process
from sim.state import Array
from sim.world import World


@process(writes="schools.adoption")
def spread(world: World) -> None:
    """Teachers take up shared technology, from partners that use it too; who is new to a school begins anew.

    教师采纳共享技术，也受伙伴校带动；新到校的教师从头开始。
    """
    s, p = world.schools, world.settings.params.adoption
    if world.term == 0:
        s.adoption[:] = p.first
    used = s.adoption.astype(np.float64)
    if world.is_autumn or (p.first == 1 and used.min() == 1):  # nobody is left who could take it up
        return
    more = (1 - used) * (p.own + p.others * _around(world, used))
    s.adoption[:] = np.clip(used + more - newcomers(world) * np.maximum(used - p.first, 0), 0, 1)


def _around(world: World, used: Array) -> Array:
    """Return the mean use in each school and the schools it is tied with."""
    n = len(world.schools)
    one, other = network.ends(world, network.active_ties(world))
    here, there = np.concatenate([one, other, np.arange(n)]), np.concatenate([other, one, np.arange(n)])
    mean: Array = sums.scatter("mean", here, used[there], n)
    return mean


def newcomers(world: World) -> Array:
    """Return the share of those posted at each school who worked elsewhere, or nowhere, a year ago."""
    t, on = world.teachers, world.live_teachers()
    new = (t.last_post[on] != t.post[on]).astype(np.float64)
    share: Array = sums.scatter("mean", t.post[on], new, len(world.schools))
    return share
