"""Placement: teachers work for a time at another school than that of their register, and come back.

Register and post are never the same column: inspectors count a teacher where the register is. Every placement is written
into a log with its planned end, which is corrected when it ends early.
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.population import staff
from sim.processes import process
from sim.ranking import top
from sim.state import NOWHERE, Array, Placement
from sim.world import World


@process(
    writes="""teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end
    teachers.credit teachers.years_here teachers.forced teachers.terms_since_move placements.end"""
)
def come_back(world: World) -> None:
    """Teachers whose placement is over go to their school of register."""
    t = world.teachers
    end(world, np.flatnonzero(t.active & (t.placement != Placement.NONE) & (t.placement_end <= world.term)))


def send(
    world: World, rows: Array, target: Array, kind: Placement, group: Array | int, *, terms: int, chosen: Array | bool
) -> None:
    """Post teachers to other schools for a number of terms and write it into the log."""
    if not rows.size:
        return
    t, log = world.teachers, world.placements
    first = world.n_placements
    if first + rows.size > len(log):
        log.grow(max(rows.size, len(log)))
    new = np.arange(first, first + rows.size)
    world.n_placements += rows.size
    log.teacher[new], log.origin[new], log.target[new] = t.uid[rows], t.register[rows], target
    log.kind[new], log.group[new] = kind, group
    log.start[new], log.end[new], log.chosen[new] = world.term, world.term + terms, chosen
    for name in ("honour", "block", "skill", "experience"):
        getattr(log, name)[new] = getattr(t, name)[rows]
    t.post[rows], t.placement[rows], t.placement_row[rows] = target, kind, new
    t.placement_end[rows] = world.term + terms
    t.terms_since_move[rows], t.forced[rows] = 0, ~np.asarray(chosen, np.bool_)
    t.match[rows] = staff.match(world, rows)
    t.burnout[rows] = np.minimum(t.burnout[rows] + world.settings.params.careers.move_strain * t.forced[rows], 1)


def led(world: World, who: Array, found: network.Seats, purpose: str) -> tuple[Array, Array]:
    """Return those of some teachers whose school has, over some seats, a core that teaches their stage, and the unit of each.

    Where several cores would take a teacher, one is drawn (`network.choose`).
    """
    taught = (world.schools.pupils[world.groups.core[found.unit]] > 0) & ~found.core[:, None]
    seat = network.choose(world, who, world.teachers.register[who], found._replace(tied=found.tied & taught), purpose)
    return who[seat >= 0], found.unit[seat[seat >= 0]]


def send_to_core(
    world: World, who: Array, unit: Array, need: Array, quota: Array, kind: Placement, *, host_share: float, terms: int
) -> int:
    """Post teachers of members to the core of a unit each, those most in need first, and return how many went.

    ``quota`` is by school; guests of a core never exceed ``host_share`` of its own staff.
    """
    t, n = world.teachers, len(world.schools)
    goes = top(t.register[who], need, t.uid[who], quota)
    who, unit, need = who[goes], unit[goes], need[goes]
    staff = np.bincount(t.register[world.live_teachers()], minlength=n)
    guests = np.bincount(t.post[np.flatnonzero(t.active & (t.post != t.register))], minlength=n)
    hosts = world.groups.core[unit]
    room = top(hosts, need, t.uid[who], np.floor(host_share * staff) - guests)
    who, hosts, unit = who[room], hosts[room], unit[room]
    send(world, who, hosts, kind, unit, terms=terms, chosen=True)
    return int(who.size)


def end(world: World, rows: Array) -> None:
    """Bring teachers back to their register; the years away earn credit and start a new count of years in one school."""
    if not rows.size:
        return
    t, log = world.teachers, world.placements
    entry = t.placement_row[rows]
    log.end[entry] = np.minimum(log.end[entry], world.term)
    served = (log.end[entry] - log.start[entry]) / 2
    earns = (t.placement[rows] == Placement.ROTATION) | (t.placement[rows] == Placement.SECONDMENT)
    t.credit[rows] += np.where(earns, served, 0)
    t.years_here[rows] = np.where(earns, 0, t.years_here[rows])
    t.post[rows], t.placement[rows] = t.register[rows], Placement.NONE
    t.placement_row[rows], t.placement_end[rows] = NOWHERE, NOWHERE
    t.forced[rows], t.terms_since_move[rows] = False, 99
    t.match[rows] = staff.match(world, rows)
