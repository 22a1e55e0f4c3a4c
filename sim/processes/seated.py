"""Seated: who is in service where something reaches, with the team of each there, and what they learn of one another's best.

A seat is whatever reaches places: of a school in a unit (`sim.network.Seats`), or a place itself. Who has seats in several layers
is told once for each. Teachers stand in the order of their rows, layer by layer.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.axes import N_BLOCKS, place_of, team_of
from sim.kernels import kernel
from sim.processes import workload
from sim.processes.learning import TERM
from sim.processes.team_research import rate_of, rates, rates_by_term
from sim.state import NOWHERE, Array
from sim.world import World


class Seated(NamedTuple):
    """Who is in service where something reaches."""

    row: Array  # of the teacher
    seat: Array
    team: Array  # of the unit, a stage and a block, as one number


def seated(world: World, seat: Array, unit: Array, wanted: Array | None = None) -> Seated:
    """Return who has a seat.

    Parameters
    ----------
    seat
        Of each place, by layer: shape (layers, places), -1 for none.
    unit
        Of each seat, one or more: a group, a school or a district, whose teams are told.
    wanted
        Whether teachers of a stage and block count, all where it is left out; shape (stages, blocks).
    """
    t, stages = world.teachers, len(world.stages)
    who = np.ones((stages, N_BLOCKS), np.bool_) if wanted is None else wanted
    return Seated(*_seated(t.active, t.post, t.stage, t.block, seat, unit, who, stages))


def teams(world: World, unit: Array) -> Array:
    """Return the team of each teacher row, at the unit of the school of posting, as one number; -1 of who is not in service."""
    t = world.teachers
    found: Array = _teams(t.active, t.post, t.stage, t.block, unit, len(world.stages))
    return found


@kernel
def _teams(
    active: Array, post: Array, stage: Array, block: Array,  # (teacher rows,)
    unit: Array,  # (schools,)
    stages: int,  # of the case
) -> Array:  # fmt: skip
    team = np.full(active.size, NOWHERE)
    for j in range(active.size):
        if active[j]:
            team[j] = team_of(place_of(unit[np.uint32(post[j])], stage[j], stages), block[j])
    return team


def watch(world: World, there: Seated, top: Array, hours: Array, worth: float) -> tuple[Array, Array]:
    """Let those who are seated learn of what is shown to their teams; return who takes time for it, and the hours of each.

    Parameters
    ----------
    top
        Skill that is shown, by team.
    hours
        Of this term, by seat, in which an hour is worth so much over one of research in the team.
    """
    t, growth = world.teachers, world.settings.params.growth
    part = worth * hours / (growth.research_hours * workload.weeks(world))
    who, each = _watch(t.learning, t.skill, t.experience, *there, top, hours, part, rates(growth))
    return who, each


@kernel
def _seated(
    active: Array,  # (teacher rows,), as the other columns
    post: Array,
    stage: Array,
    block: Array,
    seat: Array,  # (layers, places)
    unit: Array,  # (seats,)
    wanted: Array,  # (stages, blocks)
    stages: int,  # of the case
) -> tuple[Array, Array, Array]:
    room = len(seat) * active.size
    row, at, team, n = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64), 0
    for layer in range(len(seat)):
        for j in range(active.size):
            if active[j] and wanted[np.uint8(stage[j]), np.uint8(block[j])]:  # without a sign there is none to look at
                k = seat[layer, np.uint32(place_of(post[j], stage[j], stages))]
                if k >= 0:
                    row[n], at[n] = j, k
                    team[n] = team_of(place_of(unit[np.uint64(k)], stage[j], stages), block[j])
                    n += 1
    return row[:n], at[:n], team[:n]


@kernel
def _watch(
    learning: Array,  # (teacher rows,) changed in place
    skill: Array,
    experience: Array,
    row: Array,  # (seated,)
    seat: Array,
    cell: Array,  # the team of each
    top: Array,  # (teams,) SD/year, -inf where nobody shows anything
    hours: Array,  # (seats,)
    part: Array,  # (seats,) of the time for research, as an hour is worth
    research: tuple[float, float, float],
) -> tuple[Array, Array]:
    at_term, asked = rates_by_term(research), np.zeros(learning.size)
    for i in range(row.size):
        j, lead = row[i], max(top[cell[i]] - skill[row[i]], 0.0)
        asked[j] += hours[seat[i]]
        learning[j] += TERM * part[seat[i]] * rate_of(experience[j], at_term, research) * lead
    who, each, n = np.empty(asked.size, np.int64), np.empty(asked.size), 0
    for j in range(asked.size):  # no branch to mispredict
        who[n], each[n] = j, asked[j]
        n += asked[j] != 0
    return who[:n], each[:n]
