"""Hosting: cores take teachers of members in, those most in need first, and their teams give time to guests.

Where a case says so (``exchange.host_lessons``), who guides a guest is spared lessons, which fall to colleagues: there is no more
time in the school, but it lies where the guests are. Posts for guests are told with the instruments that send them.
"""

from __future__ import annotations

import numpy as np

from sim import network, sums
from sim.axes import place_of, team_of
from sim.kernels import kernel
from sim.processes import placement, process
from sim.ranking import best
from sim.state import NOWHERE, Array
from sim.world import World

MOST_SPARED = 0.5  # of a full post, however many guests somebody guides


def led(world: World, who: Array, found: network.Seats, purpose: str) -> tuple[Array, Array]:
    """Return those of some teachers whose school has, over some seats, a core that teaches their stage, and the unit of each.

    Where several cores would take a teacher, one is drawn (`network.choose`).
    """
    taught = (world.schools.pupils[world.groups.core[found.unit]] > 0) & ~found.core[:, None]
    seat = network.choose(world, who, world.teachers.register[who], found._replace(tied=found.tied & taught), purpose)
    able = np.flatnonzero(seat >= 0)
    return who[able], found.unit[seat[able]]


@process(writes="teachers.spared")
def relieve(world: World) -> None:
    """Those who guide guests from other schools have fewer lessons this year.

    带教来校教师者本学年减课。
    """
    t, p = world.teachers, world.settings.params
    t.spared[:] = 0
    if not p.exchange.host_lessons:
        return
    guests = np.flatnonzero(t.active & (t.post != t.register) & (t.mentor != NOWHERE))
    guests = guests[t.post[t.mentor[guests]] == t.post[guests]]
    rows, n = np.unique(t.mentor[guests], return_counts=True)
    full = world.stages.of(p.classes.full_load)[t.stage[rows], t.block[rows]]
    t.spared[rows] = np.minimum(p.exchange.host_lessons * n / full, MOST_SPARED)


def send_to_core(
    world: World, instrument: str, asked: Array, base: Array, who: Array, unit: Array, need: Array,
    posting: placement.Posting, *, host_share: float, staff: Array | None = None,
) -> int:  # fmt: skip
    """Post teachers of members to the core of a unit each, those most in need first, and return how many went.

    Parameters
    ----------
    instrument
        Who sends, as the note of what was asked and done names it.
    asked, base
        How many each school is to send, and the teachers by (school, stage) of whom that is a share.
    who, unit, need
        Rows of teachers whom a core of their unit would take, that unit, and how much they need it.
    host_share
        The most that guests of this kind come to, over the core's own staff.
    staff
        Teachers on the register of each school by stage (`on_register`), where the caller has counted them.
    """
    t, host = world.teachers, world.groups.core[unit]
    goes, required, sent, unled, unable, full = _admitted(
        who, host, need, t.register, t.stage, t.uid, asked, base, t.active, t.post, t.placement, posting.kind.code,
        float(host_share), placement.on_register(world) if staff is None else staff,
    )  # fmt: skip
    placement.send(world, who[goes], host[goes], posting, unit[goes])
    placement.note(world, instrument, required, sent, core=unled, able=unable, room=full)
    return int(goes.size)


@kernel
def _admitted(
    who: Array,
    host: Array, urgency: Array,  # (who,) school that would take each, and how much he or she needs it
    register: Array, stage: Array, uid: Array,
    quota: Array,  # (schools,) to be sent
    able: Array,  # (schools, stages) teachers of whom these are a share
    active: Array, post: Array, placement: Array,
    kind: int,  # code of placement
    share: float,  # the most that guests of this kind come to, over the own staff
    staff: Array,  # (schools, stages)
) -> tuple[Array, Array, Array, Array, Array, Array]:  # fmt: skip
    """Return who goes, by position; by school and stage those due and sent; and by school why the others do not go.

    Nobody leads their stage, too few are able, or the hosts are full.
    """
    n, room = quota.size, np.zeros(quota.size)
    home, score, mine = np.empty(who.size, np.int64), np.empty(who.size), np.empty(who.size, np.uint64)
    ready, named, sent = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(able.shape, np.int64)
    for i in range(who.size):
        home[i], score[i], mine[i] = register[who[i]], urgency[i], uid[who[i]]
        ready[home[i]] += 1
    first: Array = np.flatnonzero(best(home, score, mine, quota.astype(np.int64)))
    for i in first:
        named[home[i]] += 1
    for c in range(n):
        room[c] = np.floor(share * staff[c].sum())
    for j in range(active.size):
        if placement[j] == kind and active[j]:
            room[post[j]] -= 1
    goes = first[best(host[first].astype(np.int64), score[first], mine[first], room.astype(np.int64))]
    for i in goes:
        sent[home[i], stage[who[i]]] += 1
    due, unled, unable, full = np.zeros(able.shape), np.zeros(n), np.zeros(n), np.zeros(n)
    for c in range(n):
        every = able[c].sum()
        for k in range(able.shape[1]):
            due[c, k] = able[c, k] * (quota[c] / every) if every else 0.0
        missing = sums.total(due[c]) - named[c]
        unled[c] = min(max(every - ready[c], 0), missing)
        unable[c], full[c] = missing - unled[c], named[c] - sent[c].sum()
    return goes, due, sent, unled, unable, full


def hosts(world: World, guests: Array, hours: Array) -> tuple[Array, Array, Array]:
    """Return the rows of those who are at home in the team of posting of one of some guests, the team of each, and hours.

    So many hours for each guest are given by a team together, in equal parts.
    """
    t, stages = world.teachers, world.stages
    asked = np.zeros(stages.n_teams(len(world.schools)))
    found: tuple[Array, Array, Array] = _hosts(
        t.active, t.post, t.register, t.stage, t.block, guests, hours, len(stages), asked
    )
    return found


@kernel
def _hosts(
    active: Array, post: Array, register: Array, stage: Array, block: Array, guests: Array, hours: Array, stages: int,
    total: Array,  # (teams,) zeros: here to add up hours
) -> tuple[Array, Array, Array]:  # fmt: skip
    heads, wanted = np.zeros(total.size, np.int64), np.zeros(total.size, np.bool_)
    for k in range(guests.size):
        j = guests[k]
        c = team_of(place_of(post[j], stage[j], stages), block[j])
        total[c] += hours[k]
        wanted[c] = True
    rows, team, n = np.empty(active.size, np.int64), np.empty(active.size, np.int64), 0
    for j in range(active.size):  # no branch to mispredict
        team[n] = team_of(place_of(post[j], stage[j], stages), block[j]) if active[j] else 0
        rows[n] = j
        n += active[j] & (post[j] == register[j]) & wanted[team[n]]
    for c in team[:n]:
        heads[c] += 1
    each = total / np.maximum(heads, 1)
    return rows[:n], team[:n], each[team[:n]]
