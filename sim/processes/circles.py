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
from sim.axes import place_of, team_of
from sim.kernels import kernel
from sim.network import Seats
from sim.processes.learning import TERM
from sim.ranking import top
from sim.state import Array
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
    who = np.flatnonzero(hosts | able)
    seat = network.choose(world, who, t.post[who], found, purpose)
    who, seat = who[seat >= 0], seat[seat >= 0]
    host, host_cell, heads, waits, at, cell, lead = _waiting(
        who, seat, t.stage, t.block, t.skill, hosts, able, found.unit, found.strength, len(world.stages), n
    )
    taken = top(cell, score[waits], t.uid[waits], each * heads)
    return Circles(host, host_cell, waits[taken], at[taken], cell[taken], lead[taken], n)


@kernel
def _waiting(
    who: Array, seat: Array,  # (teachers,) those who have a seat, and which
    stage: Array, block: Array, skill: Array, hosts: Array, able: Array,  # (teacher rows,)
    unit: Array, strength: Array,  # (seats,)
    stages: int, n: int,
) -> tuple[Array, Array, Array, Array, Array, Array, Array]:  # fmt: skip
    """Return hosts and their cells, how many each cell has, and who waits for them with seat, cell and the hosts' lead."""
    cells, heads, level = np.empty(who.size, np.int64), np.zeros(n, np.int64), np.zeros(n)
    for i in range(who.size):
        j = who[i]
        c = cells[i] = team_of(place_of(unit[seat[i]], stage[j], stages), block[j])
        if hosts[j]:
            heads[c] += 1
            level[c] += skill[j]
    level /= np.maximum(heads, 1)
    host, host_cell, n_hosts = np.empty(who.size, np.int64), np.empty(who.size, np.int64), 0
    waits, at, cell, n_waits = np.empty(who.size, np.int64), np.empty(who.size, np.int64), cells.copy(), 0
    lead = np.empty(who.size)
    for i in range(who.size):
        j, c = who[i], cells[i]
        if hosts[j]:
            host[n_hosts], host_cell[n_hosts] = j, c
            n_hosts += 1
        elif able[j] and heads[c] and level[c] > skill[j] and strength[seat[i]] > 0:
            waits[n_waits], at[n_waits], cell[n_waits], lead[n_waits] = j, seat[i], c, level[c] - skill[j]
            n_waits += 1
    rest = slice(0, n_waits)
    return host[:n_hosts], host_cell[:n_hosts], heads, waits[rest], at[rest], cell[rest], lead[rest]


def learn(world: World, found: Circles, strength: Array, gain: float) -> None:
    """Let guests learn of their hosts for a term; ``gain`` is what one an SD below learns in a year, to begin with."""
    t, sd = world.teachers, world.settings.params.careers.skill_sd
    t.learning[found.guest] += (TERM * (gain / sd) * strength * found.lead).astype(np.float32)
