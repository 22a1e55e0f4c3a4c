r"""Circles: those who are honoured take a few teachers of their stage and subject in a unit with them, for a term.

With n hosts of a cell (unit, stage, block) who take k guests each, :math:`k n` of those who wait are taken by a score, and learn
of the mean skill Q of the hosts, as mentees do of mentors (``mentors.py``):

.. math:: l = h\,s\,\frac{g}{\sigma_q}\,(Q-q)^+

with g what is learnt in a year by one who is an SD below, and s what the tie carries. Who is ahead of the hosts waits for nobody.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import network
from sim.axes import N_BLOCKS, place_of, team_of
from sim.kernels import kernel
from sim.network import Seats
from sim.processes.learning import TERM
from sim.processes.teaching import team
from sim.ranking import top
from sim.state import NOWHERE, Array
from sim.world import World


class Circles(NamedTuple):
    """Hosts and guests of a term."""

    host: Array  # teacher rows
    host_cell: Array  # unit, stage and block as one number
    guest: Array  # teacher rows
    seat: Array  # of the guest's school
    cell: Array
    lead: Array  # SD/year by which the hosts are ahead
    n: int  # cells


class Circle(NamedTuple):
    """Who takes part in something, by teacher slot: the unit each is in, and the place and team of that unit; -1 for others."""

    unit: Array
    place: Array
    team: Array


def circle(world: World, unit: Array, wanted: Array) -> Circle:
    """Return who takes part in something of units.

    Parameters
    ----------
    unit
        Unit of each place of posting; -1 for none.
    wanted
        (stages, blocks) whether teachers of them take part.
    """
    t = world.teachers
    return Circle(*_circle(t.active, t.post, t.stage, t.block, unit, wanted, len(world.stages)))


@kernel
def _circle(
    active: Array, post: Array, stage: Array, block: Array, unit: Array, wanted: Array, stages: int
) -> tuple[Array, Array, Array]:
    units = np.full(active.size, NOWHERE, np.int64)
    places, teams = units.copy(), units.copy()
    for j in range(active.size):
        of = unit[place_of(post[j], stage[j], stages)] if active[j] and wanted[stage[j], block[j]] else NOWHERE
        if of >= 0:
            units[j], places[j] = of, place_of(of, stage[j], stages)
            teams[j] = team_of(places[j], block[j])
    return units, places, teams


def circles(
    world: World, found: Seats, hosts: Array, able: Array, score: Array, each: int, purpose: str
) -> Circles:  # fmt: skip
    """Return who takes whom.

    Parameters
    ----------
    found
        Seats over the ties an instrument acts over; who has several is drawn for one of them.
    hosts, able
        Flags of teachers who may take others, and of those who may be taken.
    score
        By teacher: the highest are taken first.
    each
        Guests of a host.
    purpose
        Name of the draw of seats.
    """
    t, n = world.teachers, world.stages.n_teams(len(world.groups))
    host, _, host_cell = _seated(world, np.flatnonzero(hosts), found, purpose)
    heads = np.bincount(host_cell, minlength=n)
    level = np.full(n, -np.inf)
    np.divide(np.bincount(host_cell, t.skill[host], minlength=n), heads, out=level, where=heads > 0)
    waits = able & ~hosts & (t.skill < _highest(world, found, level)[team(world)])  # in one of the units at least
    who, seat, cell = _seated(world, np.flatnonzero(waits), found, purpose)
    lead = level[cell] - t.skill[who]
    behind = np.flatnonzero((lead > 0) & (found.strength[seat] > 0))
    who, seat, cell, lead = who[behind], seat[behind], cell[behind], lead[behind]
    taken = top(cell, score[who], t.uid[who], each * heads)
    return Circles(host, host_cell, who[taken], seat[taken], cell[taken], lead[taken], n)


def _seated(world: World, who: Array, found: Seats, purpose: str) -> tuple[Array, Array, Array]:
    """Return those of some teachers who have a seat, the one they are drawn for, and its unit, stage and block as one number."""
    t, seat = world.teachers, network.choose(world, who, world.teachers.post[who], found, purpose)
    who, seat = who[seat >= 0], seat[seat >= 0]
    return who, seat, world.stages.team(found.unit[seat].astype(np.int64), t.stage[who], t.block[who])


def _highest(world: World, found: Seats, level: Array) -> Array:
    """Return by team of a school the highest of the levels of its units, given by their teams."""
    stages, (seat, place) = world.stages, found.cells
    highest = np.full((stages.n_places(len(world.schools)), N_BLOCKS), -np.inf)
    of_unit = stages.place(found.unit[seat], stages.stage_of(place))
    np.maximum.at(highest, place, level.reshape(-1, N_BLOCKS)[of_unit])
    return highest.ravel()


def learn(world: World, found: Circles, strength: Array, gain: float) -> None:
    """Let guests learn of their hosts for a term; ``gain`` is what one an SD below learns in a year, to begin with."""
    t, sd = world.teachers, world.settings.params.careers.skill_sd
    t.learning[found.guest] += (TERM * (gain / sd) * strength * found.lead).astype(np.float32)
