r"""Principals: heads change, and adapt the effort they spend on sharing to what they are judged by.

With bundle weight omega the best effort of a head is :math:`e^* = \mathrm{clip}(B/k, 0, 1)`,

.. math:: B_{core} = d + \omega G - (1-\omega)\,c, \qquad B_{member} = d + (1-\omega)\,b + \omega G / n

with duty d, the group's gain G, what sharing costs the core's own results c, what it brings a member b, and n schools in
the group (among peers all are members): a member bears the whole effort for an n-th of the joint result, so bundling
can also weaken it (free riding). Heads go part of the way each year.
"""

from __future__ import annotations

import numpy as np

from sim import rng
from sim.processes import process
from sim.processes.groups import by_form, units
from sim.world import World


@process(writes="schools.management schools.practice")
def change_heads(world: World) -> None:
    """Some schools get a new head, who manages better or worse than the last; practice learnt from a core fades."""
    s, p = world.schools, world.settings.params
    s.practice[:] *= np.float32(1 - p.principals.practice_fade)
    who = s.uid.astype(np.uint64)
    luck = rng.uniform(world.key("principals.change"), who)
    talent = rng.normal(world.key("principals.talent"), who)
    standing = p.start.standing.array()[s.level]
    new = p.start.management_sd * talent + p.start.management_level * standing
    s.management[:] = np.where(luck < p.principals.turnover, new, s.management)


@process(writes="schools.effort")
def adapt(world: World) -> None:
    """Heads adapt their effort in sharing to what they are judged by."""
    s, g, p = world.schools, world.groups, world.settings.params.principals
    group = units(world)
    n = np.bincount(group[group >= 0], minlength=max(len(g), 1))[group]
    is_core = np.zeros(len(s), np.bool_)
    ties = world.ties
    alone = by_form(world, "leaderless")[ties.form, 0] > 0
    led, peers = (np.bincount(ties.group[ties.active & of], minlength=len(g)) for of in (~alone, alone))
    is_core[g.core[g.active & ((led > 0) | (peers == 0))]] = True
    joint = np.where(is_core, p.group_gain, p.group_gain / np.maximum(n, 1))
    own = np.where(is_core, -p.own_cost, p.own_gain)
    best = np.clip((p.duty + s.stakes * joint + (1 - s.stakes) * own) / p.curvature, 0, 1)
    s.effort[:] = np.where(group >= 0, s.effort + p.speed * (best - s.effort), s.effort)
