"""Chain across stages (学段贯通): leavers of the primary schools of a group have places kept in its junior schools (A33, H2).

A share of them (`choice.chained`), drawn by child, have the nearest school of their group that teaches the next stage as theirs
in place of that of their street, and stand in the queue with those who go on inside a nine-year school. Seats stay what they
are: who is refused by it goes elsewhere, and children of the streets around have the fewer.
"""

from __future__ import annotations

import numpy as np

from sim import network, rng
from sim.state import NOWHERE, Array
from sim.world import World


def kept(world: World, origin: Array, uid: Array, stage: int, home: Array, stays: Array) -> tuple[Array, Array]:
    """Return the school each child may count on at a stage, and who goes on to it by right.

    Parameters
    ----------
    origin
        School row of the grades before.
    home, stays
        The school each has without a chain, and who goes on to it by right already.
    """
    share = world.settings.params.choice.chained
    if not share or world.inside:
        return home, stays
    target = nearest(world, stage)[origin]
    drawn = rng.uniform(world.key(f"chain.kept.{stage}"), uid) < share
    chained = drawn & ~stays & (target != NOWHERE)
    return np.where(chained, target, home).astype(home.dtype), stays | chained


def nearest(world: World, stage: int) -> Array:
    """Return for each school the nearest of its group that teaches a stage, the grades before which it teaches; -1 for none."""
    s, units = world.schools, network.units(world)
    out = np.full(len(s), NOWHERE, np.int64)
    ready = s.active & (s.rooms[:, stage] > 0)
    for group in np.unique(units[units >= 0]):
        ours = np.flatnonzero(units[:, stage - 1] == group)
        theirs = np.flatnonzero((units[:, stage] == group) & ready)
        if theirs.size:
            theirs = theirs[np.argsort(s.uid[theirs], kind="stable")]
            km = np.hypot(s.x[ours, None] - s.x[theirs], s.y[ours, None] - s.y[theirs])
            out[ours] = theirs[km.argmin(1)]
    return out
