r"""Choice: which school a family wishes for, and who gets a seat there.

A family looks beyond its zone with a probability that rises with SES; it then picks among the nearest schools by

.. math:: P(s) \propto e^{-w_d d_s + (w_q + w_{qs}\,SES)\,Q_s + w_r R_s} \cdot seats_s

with distance d, perceived quality Q (reputation) and facilities R. Seats are finite: pupils of a nine-year school go on
first, then children of the zone, then everyone else, by lottery inside each rank; children without local register stand
with the last, as points systems do (H3). The norm of class size gives way where more ask: of D first choices for S seats
at the norm a school takes

.. math:: \min\big(D,\; S + \min(\lfloor u\,(D - S)^+\rfloor,\; rooms\,(limit - norm)^+)\big)

with u `choice.over_norm` and the limit `classes.limit`, so a school of good name has full classes as long as others have
no such name (H4). Who is refused takes the nearest school with a seat at the norm left; when none has one, the zone school
overfills. Schools of another district are near only where ``across`` is above 0, which is their pull over that of an equal
school of the own district; whoever is refused is seated inside the own.

Sources: zoning rules of the 2017 inspection standard; weights by SES as in Millington, Butler and Hamnett (2014).
"""

from __future__ import annotations

import numpy as np

from sim import rng
from sim.kernels import kernel
from sim.ranking import top
from sim.state import NOWHERE, Array
from sim.world import World

TIER = 0.75  # SD of SES: width of a tier of families that weigh alike
TIERS = TIER * np.arange(-2, 3)  # SES at the middle of each tier
GOES_ON, IN_ZONE, OUTSIDE = 0, 1, 2  # ranks in the queue for a seat


def seat(world: World, stage: int, when: int, children: dict[str, Array], default: Array, goes_on: Array) -> Array:
    """Return the school row of each child at a stage (a code) in the autumn ``when``.

    ``default`` is the open school of the zone, or that of the grades before for those who may simply go on.
    """
    uid, zone = children["uid"], children["zone"]
    s, z, p = world.schools, world.zones, world.settings.params.choice
    seats = s.rooms[:, stage].astype(np.int64) * world.settings.params.classes.norm.array()[stage] * s.active
    taste = p.quality + p.quality_ses * TIERS
    pull = np.exp(taste[:, None] * s.reputation + p.facilities * s.resources) * seats
    near = home = np.ascontiguousarray(z.near[:, stage])
    road = np.exp(-p.distance * np.where(near >= 0, z.near_km[:, stage], 0))
    if len(world.districts) > 1:  # other districts seat only those who wish for it
        inside = s.district[near] == s.district[z.school][:, None]
        road, home = np.where(inside, road, p.across * road), np.where(inside, near, NOWHERE)
    shares = _shares(near, road, pull)
    looks = np.minimum(np.maximum(p.share + p.share_ses * TIERS, 0), 1).astype(np.float32)
    luck = rng.uniform_pairs(world.key(f"choice.wish.{stage}", when), uid)
    wish, asked, s.chosen[:, stage] = _wish(near, shares, looks, zone, children["ses"], luck, default, goes_on, len(s))
    taken = seats + beyond(world, stage, asked, seats)
    s.refused[:, stage] = too_many = np.maximum(asked - taken, 0)
    if not too_many.any():
        return wish
    queue, at, rank = _queues(wish, default, goes_on, children["migrant"], too_many)
    place = rank + rng.uniform(world.key(f"choice.lottery.{stage}", when), uid[queue])
    refused = queue[_refused(at, place, too_many)]
    return _seat(wish, refused, default, home, zone, np.maximum(taken - asked, 0))


def _refused(at: Array, place: Array, too_many: Array) -> Array:
    """Return who of those in queues ``at`` schools get no seat, ``too_many`` at each: those in the last places, by place."""
    last = top(at, place, np.arange(at.size, 0, -1).astype(np.uint64), too_many)
    by_place: Array = last[np.lexsort((at[last], place[last]))]
    return by_place


def beyond(world: World, stage: int, asked: Array, seats: Array) -> Array:
    """Return the seats beyond the norm of class size that each school gives where more have ``asked`` than it has."""
    s, p = world.schools, world.settings.params
    room = s.rooms[:, stage] * max(p.classes.limit.array()[stage] - p.classes.norm.array()[stage], 0) * s.active
    refused = np.maximum(asked - seats, 0)
    more: Array = np.minimum(np.floor(p.choice.over_norm * refused), room).astype(seats.dtype)
    return more


def forward(world: World, school: Array) -> Array:
    """Follow mergers: return the school that took over from each school that closed."""
    successor = world.schools.successor
    heir = np.arange(successor.size, dtype=np.int32)
    while (closed := successor[heir] != NOWHERE).any():
        heir[closed] = successor[heir[closed]]
    return heir.take(school)


def recount(world: World, school: Array, home: Array, children: dict[str, Array], pupils: Array) -> Array:
    """Return the schools of a cohort moved as little as it takes to give every school the pupils that were counted.

    Where there are too many, children of the zone (those at their ``home`` school) stay first, then by lot; who must go
    takes the nearest school that has too few.
    """
    s, z, uid = world.schools, world.zones, children["uid"]
    lot = rng.uniform(world.key("choice.recount", 0), uid)
    stays = np.zeros(uid.size, np.bool_)
    stays[top(school, (school == home) + lot, uid, pupils)] = True
    moves = np.flatnonzero(~stays)
    moves = moves[np.lexsort((uid[moves], lot[moves]))]
    left = pupils - np.bincount(school[stays], minlength=pupils.size)
    at = children["zone"][moves]
    out = school.copy()
    border = world.settings.params.choice.across == 0
    home, of = (row * border for row in (s.district[z.school][at], s.district))
    out[moves] = _nearest(z.x[at], z.y[at], home, s.x, s.y, of, s.uid, left, school[moves])
    return out


@kernel
def _nearest(
    x: Array, y: Array, home: Array, school_x: Array, school_y: Array, of: Array, uid: Array, left: Array, school: Array
) -> Array:
    """Return for each child in turn the nearest school of its district with a seat left, which it takes; else its own."""
    out = school.copy()
    for i in range(x.size):
        best, least = -1, np.inf
        for s in range(left.size):
            if left[s] > 0 and of[s] == home[i]:
                far = (school_x[s] - x[i]) ** 2 + (school_y[s] - y[i]) ** 2
                if far < least or (far == least and uid[s] < uid[best]):
                    best, least = s, far
        if best >= 0:
            out[i] = best
            left[best] -= 1
    return out


@kernel
def _shares(near: Array, road: Array, pull: Array) -> Array:
    """Return cumulative choice shares, shape (zones, tiers, NEAREST); all 2 where there is nothing to choose."""
    out = np.empty((near.shape[0], pull.shape[0], near.shape[1]), np.float32)
    sums = np.empty(near.shape[1])
    for z in range(near.shape[0]):
        for t in range(pull.shape[0]):
            total = 0.0
            for k in range(near.shape[1]):
                if near[z, k] >= 0:
                    total += road[z, k] * pull[t, near[z, k]]
                sums[k] = total
            for k in range(near.shape[1]):
                out[z, t, k] = sums[k] / total if total > 0 else 2.0
    return out


@kernel
def _wish(
    near: Array,  # (zones, NEAREST) school rows
    shares: Array,  # (zones, tiers, NEAREST) cumulative
    looks: Array,  # (tiers,) share of families that look beyond the zone
    zone: Array,
    ses: Array,
    luck: Array,  # (2, n) does the family look; what does it pick
    default: Array,
    goes_on: Array,
    n_schools: int,
) -> tuple[Array, Array, Array]:
    """Return each family's first choice, and wishes by school: all, and those from outside.

    Families whose child may go on in the same school look elsewhere half as often.
    """
    wish, looking, tier = default.copy(), np.empty(zone.size, np.uint32), np.empty(zone.size, np.uint8)
    last, most, may, n = looks.size - 1, looks.max(), 0, 0
    for i in range(zone.size):
        looking[may] = i  # written for all and kept for some: no branch to mispredict
        may += luck[0, i] < most
    for i in looking[:may]:
        mine = np.uint8(min(max(int(np.floor(ses[i] / TIER + 0.5)) + last // 2, 0), last))
        looking[n], tier[n] = i, mine
        n += luck[0, i] < looks[mine] * (0.5 if goes_on[i] else 1.0)
    asked, outside = np.zeros((2, n_schools), np.int64), np.zeros(n_schools, np.int32)
    for q in range(n):
        i = looking[q]
        k, home = 0, np.uint32(zone[i])
        for j in range(near.shape[1]):
            k += shares[home, tier[q], j] <= luck[1, i]
        if k < near.shape[1] and near[home, k] >= 0 and near[home, k] != default[i]:
            wish[i] = near[home, k]
            outside[np.uint32(wish[i])] += 1
    for i in range(
        1, wish.size, 2
    ):  # two counts in turn: neighbours wish for the same, and a count would wait for itself
        asked[0, np.uint32(wish[i - 1])] += 1
        asked[1, np.uint32(wish[i])] += 1
    if wish.size % 2:
        asked[0, wish[-1]] += 1
    return wish, asked[0] + asked[1], outside


@kernel
def _queues(
    wish: Array, default: Array, goes_on: Array, migrant: Array,
    too_many: Array,  # (schools,) of those who wish for a seat there
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return who wishes for a school that too many wish for, that school, and the rank of the child in the queue there."""
    queue, n = np.empty(wish.size, np.int64), 0
    for i in range(wish.size):
        queue[n] = i
        n += too_many[np.uint32(wish[i])] > 0
    at, rank = np.empty(n, np.int64), np.empty(n)
    for k in range(n):
        i = queue[k]
        own = wish[i] == default[i]
        at[k], rank[k] = wish[i], OUTSIDE if not own else GOES_ON if goes_on[i] else OUTSIDE if migrant[i] else IN_ZONE
    return queue[:n], at, rank


@kernel
def _seat(
    wish: Array,
    refused: Array,  # the children who are refused there, in the order in which they look for another seat
    default: Array,
    near: Array,
    zone: Array,
    left: Array,  # (schools,) seats that nobody wished for
) -> Array:
    """Return the school of each child."""
    left, school = left.copy(), wish.copy()
    for i in refused:
        school[i] = default[i]  # overfills unless a seat is found
        if left[default[i]] > 0:
            left[default[i]] -= 1
            continue
        for k in range(near.shape[1]):
            s = near[zone[i], k]
            if s >= 0 and left[s] > 0:
                school[i] = s
                left[s] -= 1
                break
    return school
