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
from sim.ranking import best
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


class Fit(NamedTuple):
    """Whom an instrument lets take others, and whom it lets be taken."""

    stages: Array  # flags: in which there are either
    schools: Array  # flags: whose teachers may be taken
    honour: int  # that hosts have at least
    begin: float  # years of experience that guests have at least, and the end of them
    end: float


def circles(world: World, found: Seats, fit: Fit, each: int, strongest: bool, purpose: str) -> Circles:
    """Return who takes whom.

    Parameters
    ----------
    found
        Seats over the ties an instrument acts over; who has several is drawn for one of them.
    each
        Guests of a host.
    strongest
        Whether the strongest of those who wait are taken first, or the weakest.
    purpose
        Name of the draw of seats.
    """
    t, n = world.teachers, world.stages.n_teams(len(world.groups))
    who, hosts, able = _fit(t.active, t.post, t.stage, t.honour, t.experience, *fit)
    seat = network.choose(world, who, t.post[who], found, purpose)
    return Circles(*_taken(
        who, seat, hosts, able, t.stage, t.block, t.skill, t.uid, found.unit, found.strength, each, strongest,
        len(world.stages), n,
    ), n)  # fmt: skip


@kernel
def _fit(
    active: Array, post: Array, stage: Array, honour: Array, experience: Array,  # (teacher rows,)
    stages: Array, members: Array, least: int, begin: float, end: float,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return who is fit to take others or to be taken, and of each whether it is the one and the other."""
    who, n = np.empty(active.size, np.int64), 0
    hosts, able = np.empty(active.size, np.bool_), np.empty(active.size, np.bool_)
    for j in range(active.size):
        if active[j] and stages[stage[j]]:  # no branch to mispredict from here on
            host = honour[j] >= least
            guest = members[post[j]] & (experience[j] >= begin) & (experience[j] < end)
            who[n], hosts[n], able[n] = j, host, guest
            n += host | guest
    return who[:n], hosts[:n], able[:n]


@kernel
def _taken(
    who: Array, seat: Array,  # (fit,) and the seat of each, -1 for none
    hosts: Array, able: Array,  # (fit,)
    stage: Array, block: Array, skill: Array, uid: Array,  # (teacher rows,)
    unit: Array, strength: Array,  # (seats,)
    each: int, strongest: bool, stages: int, n: int,
) -> tuple[Array, Array, Array, Array, Array, Array]:  # fmt: skip
    """Return hosts and their cells, and who is taken with seat, cell and the hosts' lead."""
    cells, heads, level = np.empty(who.size, np.int64), np.zeros(n, np.int64), np.zeros(n)
    host, host_cell, n_hosts = np.empty(who.size, np.int64), np.empty(who.size, np.int64), 0
    for i in range(who.size):
        if seat[i] >= 0:
            j = who[i]
            c = cells[i] = team_of(place_of(unit[seat[i]], stage[j], stages), block[j])
            if hosts[i]:
                heads[c] += 1
                level[c] += skill[j]
                host[n_hosts], host_cell[n_hosts] = j, c
                n_hosts += 1
    level /= np.maximum(heads, 1)
    waits, cell, m = np.empty(who.size, np.int64), np.empty(who.size, np.int64), 0
    score, identity = np.empty(who.size), np.empty(who.size, uid.dtype)
    for i in range(who.size):
        if seat[i] >= 0 and able[i] and not hosts[i]:
            c, mine = cells[i], np.float64(skill[who[i]])
            waits[m], cell[m], score[m], identity[m] = i, c, mine if strongest else -mine, uid[who[i]]
            m += (heads[c] > 0) & (level[c] > mine) & (strength[seat[i]] > 0)
    chosen = np.flatnonzero(best(cell[:m], score[:m], identity[:m], each * heads))
    cell, waits = cell[chosen], waits[chosen]
    guest = who[waits]
    lead = np.empty(guest.size)
    for i in range(guest.size):
        lead[i] = level[cell[i]] - skill[guest[i]]
    return host[:n_hosts], host_cell[:n_hosts], guest, seat[waits], cell, lead


def learn(world: World, found: Circles, strength: Array, gain: float) -> None:
    """Let guests learn of their hosts for a term; ``gain`` is what one an SD below learns in a year, to begin with."""
    t, sd = world.teachers, world.settings.params.careers.skill_sd
    t.learning[found.guest] += (TERM * (gain / sd) * strength * found.lead).astype(np.float32)
