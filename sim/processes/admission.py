r"""Admission: every child gets a seat, first at six and again at twelve.

A child belongs to the zone of its home: one primary school, and a fixed share of the zone for each junior school nearby.
A family looks beyond the zone with a probability that rises with SES; it then picks among the nearest schools by

.. math:: P(s) \propto e^{-w_d d_s + (w_q + w_{qs}\,SES)\,Q_s + w_r R_s} \cdot seats_s

with distance d, perceived quality Q (reputation) and facilities R. Seats are finite: pupils of a nine-year school go on
first, then children of the zone, then everyone else, by lottery inside each rank; children without local register stand
with the last, as points systems do (H3). Who is refused takes the nearest school with a seat left; when none has one,
the zone school overfills (H4).

Sources: zoning rules of the 2017 inspection standard; weights by SES as in Millington, Butler and Hamnett (2014).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from sim import rng
from sim.processes import process
from sim.state import GRADES, NEAREST, NOWHERE, Array, Kind
from sim.world import World

TIERS = np.array([-1.5, -0.75, 0.0, 0.75, 1.5], np.float32)  # SES at the middle of each tier of families
FULL = np.float32(2.0)  # beyond any cumulative share: the end of a row of the table of choices


@process(
    writes="""students.uid students.trait students.fading students.ses students.shock students.score students.zone
    students.female students.migrant cohorts.size cohorts.entered cohorts.grade cohorts.n_classes classes.school
    classes.grade classes.first classes.size classes.teachers classes.teaching classes.gain schools.refused schools.chosen"""
)
def admit(world: World) -> None:
    """Children of six enter grade 1 and those of twelve junior school, by zone, choice, seats and lottery."""
    world.cohorts.grade += 1
    leaving, rising = int(np.argmax(world.cohorts.grade)), int(np.flatnonzero(world.cohorts.grade == GRADES[0] + 1)[0])
    transfer(world, rising)
    enter(world, leaving, world.year)
    world.layout += 1


def enter(world: World, block: int, entered: int) -> None:
    """Fill a block with the children who enter grade 1 in a school year and seat them in primary schools."""
    entrants = children(world, entered)
    school = seat(world, 0, entered, entrants, world.zones.school[entrants["zone"]])
    world.cohorts.entered[block] = entered
    world.cohorts.grade[block] = 1
    settle(world, block, school, entrants)


def transfer(world: World, block: int) -> None:
    """Seat the pupils of a block, now in grade 7, in junior schools."""
    s, c = world.students, world.cohorts
    rows = slice(int(c.start[block]), int(c.start[block] + c.size[block]))
    pupils = {name: column[rows].copy() for name, column in s.arrays().items()}
    k = np.arange(c.first_class[block], c.first_class[block] + c.n_classes[block])
    origin = np.repeat(world.classes.school[k], world.classes.size[k])
    zoned = junior_zone(world, pupils["uid"], pupils["zone"])
    stays = (world.schools.kind[origin] == Kind.NINE_YEAR) & world.schools.active[origin]
    school = seat(world, 1, world.year, pupils, np.where(stays, origin, zoned), stays)
    settle(world, block, school, pupils)


def children(world: World, entered: int) -> dict[str, Array]:
    """Return the columns of the children who enter grade 1 in a school year, ordered by zone and number."""
    z, p = world.zones, world.settings.params.start
    expected = z.entrants * world.case.index(entered) * (z.opens <= entered)
    count = np.floor(expected + 0.5).astype(np.int64)
    zone = np.repeat(np.arange(count.size), count)
    number = np.arange(zone.size) - np.repeat(np.cumsum(count) - count, count)
    uid = (z.uid[zone].astype(np.uint64) << np.uint64(32)) | np.uint64(entered << 20) | number.astype(np.uint64)
    background = rng.normal_pairs(world.key("admission.background", entered), uid)
    lot = rng.uniform_pairs(world.key("admission.lot", entered), uid)
    migrant = lot[0] < z.migrants[zone]
    ses = z.ses[zone] + np.float32(p.ses_within) * background[0]
    trait = z.trait[zone] + np.float32(p.trait_ses) * ses + np.float32(p.trait_within) * background[1]
    trait += np.float32(p.trait_migrant) * migrant
    blank = np.zeros(zone.size, np.float32)
    return {
        "uid": uid, "trait": trait.astype(np.float32), "fading": blank, "ses": ses.astype(np.float32), "shock": blank,
        "score": np.full_like(blank, np.nan), "zone": zone.astype(np.int32), "female": lot[1] < p.girls, "migrant": migrant,
    }  # fmt: skip


def junior_zone(world: World, uid: Array, zone: Array) -> Array:
    """Return the junior school of each child's street; streets are told apart by the child's own address."""
    luck = rng.uniform(world.key("admission.street", 0), uid)
    return _pick(world.zones.feeder, world.zones.feeder_cum, zone, luck)


def seat(
    world: World, stage: int, when: int, children: dict[str, Array], default: Array, first: Array | None = None
) -> Array:
    """Return the school row of each child (stage 0 primary, 1 junior) of the autumn ``when``.

    ``default`` is the school of the zone or of the grades before; ``first`` marks who simply goes on.
    """
    uid, zone, ses, migrant = (children[c] for c in ("uid", "zone", "ses", "migrant"))
    s, p = world.schools, world.settings.params.choice
    default = forward(world, default)
    seats = s.rooms[:, stage] * np.int32(world.settings.params.classes.norm[stage]) * s.active
    near = world.zones.near[:, stage]
    there, km = np.maximum(near, 0), world.zones.near_km[:, stage]
    base = np.exp(-p.distance * km) * (seats[there] * (near != NOWHERE))
    pull = np.exp(
        (p.quality + p.quality_ses * TIERS)[:, None] * s.reputation + p.facilities * s.resources
    )  # (tiers, schools)
    cum = np.cumsum(base[:, None, :] * pull[:, there].transpose(1, 0, 2), axis=2)
    total = cum[:, :, -1:]
    table = np.where(total > 0, cum / np.maximum(total, 1e-30), FULL).astype(np.float32)
    tier = np.clip(np.rint(ses / 0.75) + 2, 0, 4).astype(np.int64)
    chooser = np.clip(p.share + p.share_ses * TIERS, 0, 1).astype(np.float32)
    luck = rng.uniform_pairs(world.key(f"admission.choice.{stage}", when), uid)
    lottery = rng.uniform(world.key(f"admission.lottery.{stage}", when), uid)
    going_on = np.zeros(uid.size, np.bool_) if first is None else first
    wish = _wish(near, table, chooser, zone, tier, luck, default, going_on)
    outside = wish != default
    rank = np.where(going_on & ~outside, 0, np.where(outside | migrant, 2, 1)).astype(np.int8)
    school, refused = _seat(wish, rank, lottery, default, near, zone, seats.astype(np.int64))
    s.refused[:, stage] = np.bincount(wish[refused], minlength=len(s))
    s.chosen[:, stage] = np.bincount(wish[outside], minlength=len(s))
    return school


def forward(world: World, school: Array) -> Array:
    """Follow mergers: return the school that took over from each school that closed."""
    s = world.schools
    while (closed := (s.successor[school] != NOWHERE)).any():
        school = np.where(closed, s.successor[school], school)
    return school.astype(np.int32)


def settle(world: World, block: int, school: Array, pupils: dict[str, Array]) -> None:
    """Write pupils into a block, dealt evenly over the classes of their schools (balanced class forming)."""
    c, k = world.cohorts, world.classes
    stage = int(c.grade[block] > GRADES[0])
    heads = np.bincount(school, minlength=len(world.schools))
    rooms = world.schools.rooms[:, stage]
    norm = world.settings.params.classes.norm[stage]
    n_classes = np.where(heads > 0, np.clip(-(-heads // norm), 1, np.maximum(rooms, 1)), 0)
    order, size = _deal(school, heads, n_classes)
    start, first = int(c.start[block]), int(c.first_class[block])
    for name, column in world.students.arrays().items():
        column[start : start + order.size] = pupils[name][order]
    room = slice(first, first + size.size)
    k.size[first : first + int(c.n_classes[block])] = 0
    k.school[room], k.grade[room], k.size[room] = np.repeat(np.arange(heads.size), n_classes), c.grade[block], size
    k.first[room] = start + np.cumsum(size) - size
    k.teachers[room], k.teaching[room], k.gain[room] = NOWHERE, 0, 0
    c.size[block], c.n_classes[block] = order.size, size.size


@process(writes="schools.pupils schools.classes classes.grade")
def count(world: World) -> None:
    """Each school counts its pupils and classes, and classes move up a grade."""
    s, k, c = world.schools, world.classes, world.cohorts
    rows = world.live_classes()
    k.grade[rows] = np.repeat(c.grade, c.n_classes)
    place = 2 * k.school[rows] + (k.grade[rows] > GRADES[0])
    s.pupils[:] = np.bincount(place, k.size[rows], minlength=2 * len(s)).reshape(-1, 2)
    s.classes[:] = np.bincount(place, minlength=2 * len(s)).reshape(-1, 2)


@njit(cache=True)
def _pick(options: Array, cumulative: Array, row: Array, luck: Array) -> Array:
    """Return for each child the first option of its row whose cumulative share exceeds its luck."""
    out = np.empty(row.size, np.int32)
    for i in range(row.size):
        k = 0
        while k < options.shape[1] - 1 and cumulative[row[i], k] <= luck[i]:
            k += 1
        out[i] = options[row[i], k]
    return out


@njit(cache=True)
def _wish(
    near: Array,  # (zones, NEAREST) school rows
    table: Array,  # (zones, tiers, NEAREST) cumulative shares
    chooser: Array,  # (tiers,) share of families that choose
    zone: Array,
    tier: Array,
    luck: Array,  # (2, n) does the family choose; what
    default: Array,
    going_on: Array,
) -> Array:
    """Return the first choice of each family, a school row; pupils of nine-year schools choose half as often."""
    out = default.copy()
    for i in range(zone.size):
        share = chooser[tier[i]] * (0.5 if going_on[i] else 1.0)
        if luck[0, i] < share:
            row = table[zone[i], tier[i]]
            k = np.searchsorted(row, luck[1, i], side="right")
            if k < NEAREST and near[zone[i], k] >= 0:
                out[i] = near[zone[i], k]
    return out


@njit(cache=True)
def _seat(
    wish: Array, rank: Array, lottery: Array, default: Array, near: Array, zone: Array, seats: Array
) -> tuple[Array, Array]:
    """Return the school of each child and the children refused by their first choice, in the order of the lottery."""
    n_schools = seats.size
    first = np.zeros(n_schools + 1, np.int64)
    for s in wish:
        first[s + 1] += 1
    for s in range(n_schools):
        first[s + 1] += first[s]
    rows, fill = np.empty(wish.size, np.int64), first[:-1].copy()
    for i in range(wish.size):
        rows[fill[wish[i]]] = i
        fill[wish[i]] += 1
    left, school, n_out = seats.copy(), wish.copy(), 0
    out = np.empty(wish.size, np.int64)
    for s in range(n_schools):
        here = rows[first[s] : first[s + 1]]
        if here.size > seats[s]:
            turn = np.empty(here.size, np.float64)
            for j in range(here.size):
                turn[j] = rank[here[j]] + lottery[here[j]]
            order = np.argsort(turn, kind="mergesort")
            for j in range(max(seats[s], 0), here.size):
                out[n_out] = here[order[j]]
                n_out += 1
            left[s] = 0
        else:
            left[s] -= here.size
    refused = out[:n_out]
    turn = np.empty(n_out, np.float64)
    for j in range(n_out):
        turn[j] = rank[refused[j]] + lottery[refused[j]]
    refused = refused[np.argsort(turn, kind="mergesort")]
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
    return school, refused


@njit(cache=True)
def _deal(school: Array, heads: Array, n_classes: Array) -> tuple[Array, Array]:
    """Return the order of pupils grouped by (school, class), and the size of each class; pupils are dealt in turn."""
    first_class = np.zeros(heads.size + 1, np.int64)
    for s in range(heads.size):
        first_class[s + 1] = first_class[s] + n_classes[s]
    size = np.empty(first_class[-1], np.int32)
    place = np.empty(first_class[-1], np.int64)
    at = 0
    for s in range(heads.size):
        for c in range(n_classes[s]):
            size[first_class[s] + c] = heads[s] // n_classes[s] + (c < heads[s] % n_classes[s])
            place[first_class[s] + c] = at
            at += size[first_class[s] + c]
    order, turn = np.empty(school.size, np.int64), np.zeros(heads.size, np.int64)
    for i in range(school.size):
        s = school[i]
        c = first_class[s] + turn[s] % n_classes[s]
        order[place[c]] = i
        place[c] += 1
        turn[s] += 1
    return order, size
