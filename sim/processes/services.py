"""Services: training and researchers of a bureau reach whole schools, over the ties they are aimed at or wherever these stand.

A school in a unit gets as much of a service as the form of its aimed ties lets (the largest dose), a core as much as any of its
members; the bureau may serve those that are in no unit as well.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import network, sums
from sim.axes import Level, Locality
from sim.kernels import kernel
from sim.state import NOWHERE, Array
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


def posts(world: World) -> tuple[Array, Array]:
    """Return the place of each teacher slot, -1 where nobody is in service, and the heads of each school and stage."""
    t, stages = world.teachers, world.stages
    place = np.where(t.active, stages.place(t.post.astype(np.int64), t.stage), NOWHERE)
    heads = np.bincount(place + 1, minlength=stages.n_places(len(world.schools)) + 1)[1:]
    return place, stages.by_unit(heads)


def taken(place: Array, score: Array, uid: Array, quota: Array) -> tuple[Array, Array]:
    """Return who takes the places of several services: of each place of posting those of the highest scores.

    Parameters
    ----------
    place
        Of each teacher; -1 for who takes none.
    score
        Of each teacher for each service, shape (services, teachers); of equal ones the lower identity goes first.
    quota
        Whole numbers, shape (services, schools, stages).

    Returns
    -------
    tuple
        The services, in rising order, and the positions of those who take them.
    """
    found: tuple[Array, Array] = _taken(place, score, uid, quota.reshape(len(quota), -1))
    return found


@kernel
def _taken(place: Array, score: Array, uid: Array, quota: Array) -> tuple[Array, Array]:
    services, n_places = quota.shape
    first = np.zeros(n_places + 1, np.int64)
    for p in place:
        first[p + 1] += p >= 0
    first = np.cumsum(first)
    here, end = np.empty(place.size, np.int64), first[:-1].copy()  # positions, those of a place side by side
    for i in range(place.size):
        if place[i] >= 0:
            here[end[place[i]]] = i
            end[place[i]] += 1
    who, bar = np.empty(score.size, np.int64), np.empty(score.size, score.dtype)  # who goes, by falling score
    service, n = np.empty(score.size, np.int64), 0
    for k in range(services):
        for p in range(n_places):
            low, room = n, min(int(quota[k, p]), first[p + 1] - first[p])
            for m in range(first[p], first[p + 1]) if room > 0 else range(0):
                i = here[m]
                x, last = score[k, i], n - 1
                if n == low + room:
                    if x < bar[last] or (x == bar[last] and uid[i] > uid[who[last]]):
                        continue
                    n = last  # the last one goes
                at = n
                while at > low and (x > bar[at - 1] or (x == bar[at - 1] and uid[i] < uid[who[at - 1]])):
                    bar[at], who[at] = bar[at - 1], who[at - 1]
                    at -= 1
                bar[at], who[at] = x, i
                n += 1
            service[low:n] = k
    return service[:n], who[:n]


def poor(world: World) -> Array:
    """Return whether each school was weak on the first day or is rural: toward these places and visits are tilted."""
    s = world.schools
    found: Array = (s.level == Level.WEAK) | (s.locality == Locality.RURAL)
    return found
