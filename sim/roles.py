"""Roles: what a school is in the layer of groups, by the case alone."""

from __future__ import annotations

import numpy as np

from sim.state import Array, Layer
from sim.world import World

ROLES = ("none", "core", "member")  # by the codes of `roles`
CORE, MEMBER = ROLES.index("core"), ROLES.index("member")


def of_case(world: World) -> Array:
    """Return which ties the case lists; the others are of events and rules."""
    return np.arange(len(world.ties)) < sum(len(g.members) for g in world.case.groups)


def roles(world: World) -> Array:
    """Return the role the case gives each school in the layer of groups, formed or not: 0 none, `CORE`, `MEMBER`.

    What rules found or let in gives no role. A school that a reform ties to a group is its member from the start, and one
    that it merges into another has that one's role, so that the two arms of a comparison speak of the same children.
    """
    g, ties, names = world.groups, world.ties, world.names
    out, row = np.zeros(len(world.schools), np.int8), names.school_row
    listed = sum(len(unit.members) for unit in world.case.groups)  # ties of the case come first
    out[ties.school[:listed][g.layer[ties.group[:listed]] == Layer.GROUP]] = MEMBER
    entries = [e for r in world.case.reforms for e in r.join if g.layer[names.group_row[e.group]] == Layer.GROUP]
    out[[row[e.school] for e in entries]] = MEMBER
    n = len(world.case.groups)
    out[g.core[:n][g.layer[:n] == Layer.GROUP]] = CORE
    for merger in (event for reform in world.case.reforms for event in reform.merge):
        out[[row[name] for name in merger.schools]] = out[row[merger.into]]
    return out
