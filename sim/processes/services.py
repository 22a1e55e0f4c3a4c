"""Services: training and researchers of a bureau reach whole schools, over the ties they are aimed at or wherever these stand.

A school in a unit gets as much of a service as the form of its aimed ties lets (the largest dose), a core as much as any of its
members; the bureau may serve those that are in no unit as well.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim import network
from sim.axes import Level, Locality, place_of
from sim.kernels import kernel
from sim.state import WHOLE, Array
from sim.world import World

_WEAK, _RURAL = int(Level.WEAK), int(Locality.RURAL)


class Posted(NamedTuple):
    """Who is in service, by place of posting."""

    row: Array  # of the teacher: those of a place side by side, in the order of rows
    first: Array  # (places + 1,) where those of each place begin
    heads: Array  # (schools, stages)


class Divided(NamedTuple):
    """How a service is divided among schools, by school and stage."""

    reached: Array  # how much of the service comes there
    research: Array  # the most of research that comes there over a tie
    each: Array  # places of a teacher over those of the mean one
    staff: Array  # (districts, stages) teachers among whom places are divided


def posts(world: World) -> Posted:
    """Return who is in service."""
    t, stages = world.teachers, world.stages
    heads = np.zeros(stages.n_places(len(world.schools)), np.int64)
    row, first = _posts(t.active, t.post, t.stage, len(stages), heads)
    return Posted(row, first, stages.by_unit(heads))


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
    alone = np.full(len(world.districts), tool.everybody)
    if tool.everybody and tool.districts:
        alone = np.array([d.id in tool.districts for d in world.case.bureaus])
    found = Divided(*_divided(
        world.groups.core, ties.group, ties.school, ties.stage, ties.form, ties.active,
        network.channel(world, "research"), dose, tool.ties(world), heads, s.pupils, s.active & members,
        tool.stages_of(world), s.district, poor(world), float(tool.tilt), tool.everybody, alone,
    ))  # fmt: skip
    return found._replace(reached=0 * found.reached) if world.inside else found  # nothing crosses the walls of a school


def taken(there: Posted, score: Array, uid: Array, quota: Array, brings: Array) -> tuple[Array, Array]:
    """Return who takes the places of several services, of each place of posting those of the highest scores, and what of it.

    Parameters
    ----------
    there
        Who may take them.
    score
        Of each of them for each service, shape (services, teachers); of equal ones the lower identity goes first.
    uid
        Of each teacher row.
    quota
        Whole numbers, shape (services, schools, stages).
    brings
        What somebody has of a place of each service, shape (things, services).

    Returns
    -------
    tuple
        The rows of those who take any, in rising order, and what each has of all, shape (takers, things).
    """
    found: tuple[Array, Array] = _taken(there.row, there.first, score, uid, quota.reshape(len(quota), -1), brings)
    return found


@kernel
def _posts(
    active: Array, post: Array, stage: Array,  # (teacher rows,)
    stages: int,  # of the case
    heads: Array,  # (places,) zeros: here to count
) -> tuple[Array, Array]:  # fmt: skip
    """Return who is in service by place of posting, and where each place begins."""
    first = np.zeros(heads.size + 1, np.int64)
    for j in range(active.size):
        if active[j]:
            heads[np.uint32(place_of(post[j], stage[j], stages))] += 1
    for p in range(heads.size):
        first[p + 1] = first[p] + heads[p]
    row, end = np.empty(first[-1], np.int64), first.copy()
    for j in range(active.size):
        if active[j]:
            at = np.uint32(place_of(post[j], stage[j], stages))
            row[end[at]] = j
            end[at] += 1
    return row, first


@kernel
def _divided(
    core: Array,  # (groups,)
    group: Array, school: Array, stage: Array, form: Array, active: Array, carried: Array,  # (tie rows,), of research
    dose: Array,  # (forms,)
    rows: Array,  # of the ties over which the service comes
    heads: Array, pupils: Array,  # (schools, stages)
    members: Array, stages: Array,  # (schools,) and (stages,) flags: those aimed at
    district: Array, poor: Array,  # (schools,), and flags
    tilt: float,
    everybody: bool,  # whether teachers of schools in no unit count
    alone: Array,  # (districts,) whether such schools are served
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return `Divided`: a core has the largest dose of its ties, and of research their mean."""
    n_stages, n = heads.shape[1], alone.size
    most, bound, share = np.zeros(core.size), np.zeros((core.size, n_stages), np.bool_), np.zeros(heads.shape)
    total, count, research = np.zeros(core.size), np.zeros(core.size, np.int64), np.zeros(heads.shape)
    leads = np.zeros((core.size, n_stages), np.bool_)
    for i in range(group.size):
        if active[i]:
            g, m = group[i], school[i]
            total[g] += carried[i]
            count[g] += 1
            for k in range(n_stages):
                if stage[i] == WHOLE or stage[i] == k:
                    research[m, k], leads[g, k] = max(research[m, k], np.float64(carried[i])), True
    for i in rows:
        g, m, let = group[i], school[i], np.float64(dose[form[i]])
        most[g] = max(most[g], let)
        for k in range(n_stages):
            if stage[i] == WHOLE or stage[i] == k:
                share[m, k], bound[g, k] = max(share[m, k], let), True
    for g in range(core.size):
        for k in range(n_stages):
            if leads[g, k]:
                research[core[g], k] = max(research[core[g], k], total[g] / count[g])
            if bound[g, k]:
                share[core[g], k] = max(share[core[g], k], most[g])
    staff, among, each = np.zeros((n, n_stages)), np.zeros((n, n_stages)), np.empty(heads.shape)
    for i in range(len(heads)):
        for k in range(n_stages):
            counts = heads[i, k] if everybody or research[i, k] > 0 else 0
            staff[district[i], k] += counts
            among[district[i], k] += counts * poor[i]
    for i in range(len(heads)):
        for k in range(n_stages):
            here = staff[district[i], k]
            mean = 1 + tilt * (among[district[i], k] / here if here > 0 else 0.0)
            each[i, k] = (1 + tilt * poor[i]) / mean
            if alone[district[i]] and research[i, k] <= 0:
                share[i, k] = 1
            share[i, k] *= members[i] and stages[k] and pupils[i, k] > 0
    return share, research, each, staff


@kernel
def _taken(
    row: Array,  # (teachers,) in the order of places
    first: Array,  # (places + 1,) where those of each begin
    score: Array,  # (services, teachers)
    uid: Array,  # (teacher rows,)
    quota: Array,  # (services, places)
    brings: Array,  # (things, services)
) -> tuple[Array, Array]:
    """Return who takes the places, and what of them: each goes before those who are beaten, of whom the last may go."""
    goes, total = np.zeros(uid.size, np.bool_), np.zeros((uid.size, len(brings)))
    who, best = np.empty(row.size, np.int64), np.empty(row.size, score.dtype)  # positions, and scores of the first
    for k in range(len(quota)):
        for p in range(quota.shape[1]):
            start, end, n = first[p], first[p + 1], 0
            room = min(int(quota[k, p]), end - start)
            if room <= 0:
                continue
            for i in range(start, end):
                x, at = score[k, i], n
                if n == room:
                    if x < best[n - 1] or (x == best[n - 1] and uid[row[i]] > uid[row[who[n - 1]]]):
                        continue
                    at -= 1  # the last one goes
                else:
                    n += 1
                while at > 0 and (x > best[at - 1] or (x == best[at - 1] and uid[row[i]] < uid[row[who[at - 1]]])):
                    best[at], who[at] = best[at - 1], who[at - 1]
                    at -= 1
                best[at], who[at] = x, i
            for c in range(room):
                j = row[who[c]]
                goes[j] = True
                for thing in range(len(brings)):
                    total[j, thing] += brings[thing, k]
    takers = np.flatnonzero(goes)
    return takers, total[takers]


def poor(world: World) -> Array:
    """Return whether each school was weak on the first day or is rural: toward these places and visits are tilted."""
    s = world.schools
    found: Array = (s.level == _WEAK) | (s.locality == _RURAL)
    return found
