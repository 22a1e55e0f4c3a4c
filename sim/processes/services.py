"""Services: training and researchers of a bureau reach whole schools, over the ties they are aimed at or wherever these stand.

A school in a unit gets as much of a service as the form of its aimed ties lets (the largest dose), a core as much as any of its
members; the bureau may serve those that are in no unit as well.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim import network
from sim.axes import Level, Locality
from sim.kernels import kernel
from sim.processes.seated import Seated, seated
from sim.state import WHOLE, Array
from sim.world import World

_WEAK, _RURAL = int(Level.WEAK), int(Locality.RURAL)


class Divided(NamedTuple):
    """How a service is divided among schools, by school and stage."""

    reached: Array  # how much of the service comes there
    research: Array  # the most of research that comes there over a tie
    each: Array  # places of a teacher over those of the mean one
    staff: Array  # (districts, stages) teachers among whom places are divided


def posts(world: World) -> tuple[Seated, Array]:
    """Return who is in service, each seated at the place of posting and in a team of the district, and the heads of each."""
    n = world.stages.n_places(len(world.schools))
    place = np.arange(n)
    district = world.schools.district[world.stages.unit_of(place)].astype(np.int64)
    there = seated(world, place[None], district)
    return there, world.stages.by_unit(np.bincount(there.seat, minlength=n))


def divided(world: World, tool: Any, dose: Array, members: Array, heads: Array) -> Divided:
    """Return how a service is divided among schools.

    Parameters
    ----------
    tool
        The instrument. It may serve ``everybody``, and has a ``tilt``: how much more a teacher of a weak or rural school gets.
    dose
        Of the instrument, by form of tie.
    members
        Whether each school is one it is aimed at; the mean teacher is one of all those who are in units, whoever is aimed at.
    heads
        Teachers of each school and stage.
    """
    s, ties = world.schools, world.ties
    research = network.carried(world, network.seats(world, network.active_ties(world), "research"), "max")
    share, each, staff = _divided(
        world.groups.core, ties.group, ties.school, ties.stage, ties.form, dose, tool.ties(world),
        heads * ((research > 0) | tool.everybody), s.district, poor(world), float(tool.tilt), len(world.districts),
    )  # fmt: skip
    if world.inside:  # nothing crosses the walls of a school
        return Divided(np.zeros(s.pupils.shape), research, each, staff)
    if tool.everybody:
        alone = research <= 0
        if tool.districts:
            alone &= np.array([d.id in tool.districts for d in world.case.bureaus])[s.district][:, None]
        share = np.where(alone, 1, share)
    reached = share * (s.active & members)[:, None] * (s.pupils > 0) * tool.stages_of(world)
    return Divided(reached, research, each, staff)


def taken(place: Array, score: Array, uid: Array, quota: Array, brings: Array) -> tuple[Array, Array]:
    """Return who takes the places of several services, of each place of posting those of the highest scores, and what of it.

    Parameters
    ----------
    place
        Of each of some teachers.
    score
        Of each of them for each service, shape (services, teachers); of equal ones the lower identity goes first.
    quota
        Whole numbers, shape (services, schools, stages).
    brings
        What somebody has of a place of each service, shape (things, services).

    Returns
    -------
    tuple
        The positions of those who take any, in rising order, and what each has of all, shape (takers, things).
    """
    found: tuple[Array, Array] = _taken(place, score, uid, quota.reshape(len(quota), -1), brings)
    return found


@kernel
def _divided(
    core: Array,  # (groups,)
    group: Array,  # (tie rows,), as the other columns
    school: Array,
    stage: Array,
    form: Array,
    dose: Array,  # (forms,)
    rows: Array,  # of the ties over which the service comes
    heads: Array,  # (schools, stages) who count
    district: Array,  # (schools,)
    poor: Array,  # (schools,) flag
    tilt: float,
    n: int,  # districts
) -> tuple[Array, Array, Array]:
    """Return the largest dose of the ties of each school and stage, to a core that of its members; and two more of `Divided`."""
    n_stages = heads.shape[1]
    most, bound, share = np.zeros(core.size), np.zeros((core.size, n_stages), np.bool_), np.zeros(heads.shape)
    for i in rows:
        g, m, let = group[i], school[i], np.float64(dose[form[i]])
        most[g] = max(most[g], let)
        for k in range(n_stages):
            if stage[i] == WHOLE or stage[i] == k:
                share[m, k], bound[g, k] = max(share[m, k], let), True
    for g in range(core.size):
        for k in range(n_stages):
            if bound[g, k]:
                share[core[g], k] = max(share[core[g], k], most[g])
    staff, among, each = np.zeros((n, n_stages)), np.zeros((n, n_stages)), np.empty(heads.shape)
    for i in range(len(heads)):
        for k in range(n_stages):
            staff[district[i], k] += heads[i, k]
            among[district[i], k] += heads[i, k] * poor[i]
    for i in range(len(heads)):
        for k in range(n_stages):
            here = staff[district[i], k]
            mean = 1 + tilt * (among[district[i], k] / here if here > 0 else 0.0)
            each[i, k] = (1 + tilt * poor[i]) / mean
    return share, each, staff


@kernel
def _taken(place: Array, score: Array, uid: Array, quota: Array, brings: Array) -> tuple[Array, Array]:
    services, n_places = quota.shape
    first = np.zeros(n_places + 1, np.int64)
    for p in place:
        first[p + 1] += 1
    first = np.cumsum(first)
    here, end = np.empty(place.size, np.int64), first[:-1].copy()  # positions, those of a place side by side
    for i in range(place.size):
        here[end[place[i]]] = i
        end[place[i]] += 1
    goes, total = np.zeros(place.size, np.bool_), np.zeros((place.size, len(brings)))
    who, bar = np.empty(place.size, np.int64), np.empty(place.size, score.dtype)  # who goes, by falling score
    for k in range(services):
        for p in range(n_places):
            n, room = 0, min(int(quota[k, p]), first[p + 1] - first[p])
            for i in here[first[p] : first[p + 1] if room > 0 else first[p]]:
                x = score[k, i]
                if n == room:
                    if x < bar[n - 1] or (x == bar[n - 1] and uid[i] > uid[who[n - 1]]):
                        continue
                    n -= 1  # the last one goes
                at = n
                while at > 0 and (x > bar[at - 1] or (x == bar[at - 1] and uid[i] < uid[who[at - 1]])):
                    bar[at], who[at] = bar[at - 1], who[at - 1]
                    at -= 1
                bar[at], who[at] = x, i
                n += 1
            for i in who[:n]:
                goes[i] = True
                for thing in range(len(brings)):
                    total[i, thing] += brings[thing, k]
    takers = np.flatnonzero(goes)
    return takers, total[takers]


def poor(world: World) -> Array:
    """Return whether each school was weak on the first day or is rural: toward these places and visits are tilted."""
    s = world.schools
    found: Array = (s.level == _WEAK) | (s.locality == _RURAL)
    return found
