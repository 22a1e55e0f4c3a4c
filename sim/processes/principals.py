r"""Principals: heads change, and adapt the effort they spend on sharing to what they are judged by.

With bundle weight omega the best effort of a head is :math:`e^* = \mathrm{clip}(B/k, 0, 1)`,

.. math:: B_{core} = d + \omega G - (1-\omega)\,c, \qquad B_{member} = d + (1-\omega)\,b + \omega G / n

with duty d, the group's gain G, what sharing costs the core's own results c, what it brings a member b, and n schools in
the group (among peers all are members): a member bears the whole effort for an n-th of the joint result, so bundling
can also weaken it (free riding). The head of a school in several units weighs the mean of what each of them asks. Heads
go part of the way each year.
"""

from __future__ import annotations

import numpy as np

from sim import network, rng
from sim.processes import groups, process
from sim.state import Array
from sim.world import World


@process(writes="schools.management schools.practice")
def change_heads(world: World) -> None:
    """Some schools get a new head, who manages better or worse than the last; practice learnt from a core fades.

    部分学校更换校长，管理水平有高有低；从核心校学到的做法逐渐淡化。
    """
    s, p = world.schools, world.settings.params
    s.practice[:] *= np.float32(1 - p.principals.practice_fade)
    who = s.uid.astype(np.uint64)
    luck = rng.uniform(world.key("principals.change"), who)
    talent = rng.normal(world.key("principals.talent"), who)
    standing = p.start.standing.array()[s.level]
    new = p.start.management_sd * talent + p.start.management_level * standing
    s.management[:] = np.where(luck < p.principals.turnover, new, s.management)


def _led(world: World) -> Array:
    """Return which units are led: those with a tie whose form has a leader."""
    ties = world.ties
    led = ties.active & (world.settings.by_form("leaderless")[ties.form, 0] == 0)
    return np.bincount(ties.group[led], minlength=len(world.groups)) > 0


@process(writes="schools.effort")
def adapt(world: World) -> None:
    """Heads adapt their effort in sharing to what they are judged by.

    校长依考核方式调整在共享上的投入。
    """
    s, p = world.schools, world.settings.params.principals
    found = network.seats(world, groups.binding(world))
    n = np.bincount(found.unit, minlength=len(world.groups))[found.unit]
    leads = found.core & _led(world)[found.unit]
    gain = np.where(leads, p.group_gain, p.group_gain / n)
    joint = network.scatter("mean", found.school, gain, len(s))
    own = network.scatter("mean", found.school, np.where(leads, -p.own_cost, p.own_gain), len(s))
    stakes = network.mean_of_stages(s.stakes, s.pupils)
    best = np.clip((p.duty + stakes * joint + (1 - stakes) * own) / p.curvature, 0, 1)
    tied = np.bincount(found.school, minlength=len(s)) > 0
    s.effort[:] = np.where(tied, s.effort + p.speed * (best - s.effort), s.effort)
