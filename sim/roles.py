"""Roles: what a school is in the layer of groups, by the case alone, and the seat it is shown with in the tables of a run."""

from __future__ import annotations

import numpy as np

from sim import network
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
    out[ties.school[of_case(world) & (g.layer[ties.group] == Layer.GROUP)]] = MEMBER
    entries = [e for r in world.case.reforms for e in r.join if g.layer[names.group_row[e.group]] == Layer.GROUP]
    out[[row[e.school] for e in entries]] = MEMBER
    units = np.arange(len(world.case.groups))
    out[g.core[units[g.layer[units] == Layer.GROUP]]] = CORE
    for merger in (event for reform in world.case.reforms for event in reform.merge):
        out[[row[name] for name in merger.schools]] = out[row[merger.into]]
    return out


def seats_shown(world: World) -> tuple[Array, Array]:
    """Return the group and the form of tie that each school is shown with, by row; -1 for none.

    A seat it has now comes before one that it had or will have, a core's before a member's.
    """
    g, ties, n = world.groups, world.ties, len(world.schools)
    group, form = np.full(n, -1), np.full(n, -1)
    rows = listed(world)
    group[ties.school[rows]], form[ties.school[rows]] = ties.group[rows], ties.form[rows]
    bound = ties.school[network.active_ties(world, Layer.GROUP)]
    led = np.flatnonzero((g.layer == Layer.GROUP) & (g.active | ~np.isin(g.core, bound)))
    led = led[np.argsort(g.active[led], kind="stable")]
    group[g.core[led]] = led
    return group, form


def listed(world: World, layer: Layer = Layer.GROUP) -> Array:
    """Return the row of one tie of each school that is or was a member in a layer: the one in force, or else the last."""
    ties = world.ties
    rows = np.flatnonzero(world.groups.layer[ties.group] == layer)
    rows = rows[np.lexsort((rows, ties.active[rows]))][::-1]
    once: Array = rows[np.unique(ties.school[rows], return_index=True)[1]]
    return once
