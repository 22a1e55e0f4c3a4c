"""Services: training and researchers of a bureau reach whole schools, over the ties they are aimed at or wherever these stand.

A school in a unit gets as much of a service as the form of its aimed ties lets (the largest dose), a core as much as any of its
members; the bureau may serve those that are in no unit as well.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import network, sums
from sim.axes import Level, Locality
from sim.state import Array
from sim.world import World


def served(world: World, tool: Any, dose: Array, members: Array) -> Array:
    """Return how much of a service reaches each school and stage, shape (schools, stages).

    Parameters
    ----------
    tool
        The instrument, which may serve ``everybody``.
    dose
        Of the instrument, by form of tie.
    members
        Whether each school is one it is aimed at.
    """
    s = world.schools
    if world.inside:  # nothing crosses the walls of a school
        return np.zeros(s.pupils.shape)
    rows = tool.ties(world)
    each, found = dose[world.ties.form[rows]], network.seats(world, rows)
    most = sums.scatter("max", world.ties.group[rows], each, len(world.groups))
    strength = np.concatenate([each, most[found.unit[rows.size :]]])
    share = network.carried(world, found._replace(strength=strength), "max")
    if tool.everybody:
        alone = ~tied(world)
        if tool.districts:
            alone &= np.array([d.id in tool.districts for d in world.case.bureaus])[s.district][:, None]
        share = np.where(alone, 1, share)
    reached: Array = share * (s.active & members)[:, None] * (s.pupils > 0) * tool.stages_of(world)
    return reached


def research(world: World) -> Array:
    """Return the most of research that comes to each school and stage over a tie, shape (schools, stages)."""
    return network.carried(world, network.seats(world, network.active_ties(world), "research"), "max")


def tied(world: World) -> Array:
    """Return whether anything of research comes to each school and stage over a tie, shape (schools, stages)."""
    found: Array = research(world) > 0
    return found


def tilted(world: World, tilt: float, heads: Array) -> tuple[Array, Array]:
    """Return the places of each teacher over those of the mean one, by school and stage, and by district and stage who counts.

    Parameters
    ----------
    tilt
        How much more one at a weak or rural school has than others.
    heads
        Teachers of each school and stage among whom places are divided.
    """
    of, weak = world.schools.district, poor(world)[:, None]
    cell, n = world.stages.place(of[:, None].astype(np.int64), np.arange(heads.shape[1])), len(world.districts)
    staff, among = (  # counts: the order of rows moves no bit of the sum
        world.stages.by_unit(np.bincount(cell.ravel(), each.ravel(), world.stages.n_places(n)))
        for each in (heads, weak * heads)
    )
    mean = 1 + tilt * np.divide(among, staff, out=np.zeros(staff.shape), where=staff > 0)
    return (1 + tilt * weak) / mean[of], staff


def poor(world: World) -> Array:
    """Return whether each school was weak on the first day or is rural: toward these places and visits are tilted."""
    s = world.schools
    found: Array = (s.level == Level.WEAK) | (s.locality == Locality.RURAL)
    return found
