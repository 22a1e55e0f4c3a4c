"""Schools and zones of the first day: where they stand, how they are built and furnished, who lives around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import rng
from sim.axes import JUNIOR, STAGES, STOCKS, TEACHES, Kind, Level, Locality, Taught
from sim.kernels import kernel
from sim.state import FEEDERS, NEAREST, NOWHERE, Array, Districts, Schools, Zones
from sim.sums import total
from sim.supply import known
from sim.world import World

if TYPE_CHECKING:
    from sim.case import Case
    from sim.config import Settings

# national thresholds per pupil of teaching area, sports area, equipment, media rooms (inspection standard 2017)
STANDARD = {
    "primary": {"teaching_area": 4.5, "sports_area": 7.5, "equipment": 2000.0, "media_rooms": 0.023},
    "junior": {"teaching_area": 5.8, "sports_area": 10.2, "equipment": 2500.0, "media_rooms": 0.024},
    "senior": {
        "teaching_area": 6.6,
        "sports_area": 11.0,
        "equipment": 3000.0,
        "media_rooms": 0.025,
    },  # assumed: none is set
}
EVERY_STANDARD = np.array([list(STANDARD[name].values()) for name in STAGES.names])  # (stages, stocks)
EVERY_STANDARD.flags.writeable = False  # whoever asks is given the same
SINKHORN = 60  # rounds of balancing streets and seats: a fixed number, so that no far school changes when it stops


def districts(case: Case) -> Districts:
    """Return the districts of a case."""
    d = Districts.allocate(len(case.bureaus))
    d.uid[:] = [rng.identity(b.id) for b in case.bureaus]
    d.textbooks[:] = [rng.identity(b.textbooks) if b.textbooks else 0 for b in case.bureaus]
    return d


def schools(case: Case, seed: int, settings: Settings) -> Schools:
    """Return the schools of a case with their sites, buildings and heads."""
    p = settings.params
    s = Schools.allocate(len(case.schools), len(case.stages))
    towns = {t.id: t for t in case.towns}
    home = [towns[c.town] for c in case.schools]
    s.uid[:] = [rng.identity(c.id) for c in case.schools]
    s.district[:] = case.district_rows()
    s.kind[:] = [Kind[c.stage.upper()] for c in case.schools]
    s.level[:] = [Level[c.level.upper()] for c in case.schools]
    s.locality[:] = [Locality[t.locality.upper()] for t in home]
    s.opens[:] = [case.start_year - 100 if c.opens is None else c.opens for c in case.schools]
    s.active[:] = s.opens < case.start_year
    site = rng.uniform_pairs(rng.key(seed, "places.site"), s.uid)
    reach, angle = np.sqrt(site[0]) * [t.radius for t in home], 2 * np.pi * site[1]
    for axis, offset in (("x", np.cos(angle)), ("y", np.sin(angle))):
        own = [getattr(c, axis) for c in case.schools]
        centre = np.array([getattr(t, axis) for t in home])
        getattr(s, axis)[:] = np.where([v is None for v in own], centre + reach * offset, [v or 0.0 for v in own])
    for code, stage in enumerate(case.stages):
        roll = np.array(case.rolls[stage.name]) / stage.grades
        s.rooms[:, code] = np.ceil(roll * p.start.slack / p.classes.norm[stage.name])
    s.rooms[:] = known.rooms(case, s.rooms)
    draw = rng.normal_pairs(rng.key(seed, "places.head"), s.uid)
    standing = p.start.standing.array(np.float32)[s.level]
    s.management[:] = p.start.management_sd * draw[0] + p.start.management_level * standing
    s.culture[:] = s.roots[:] = draw[1]
    s.reputation[:] = p.start.reputation_level * standing
    luck = rng.normal_pairs(rng.key(seed, "places.staffing"), s.uid)
    s.staffing[:] = _spread(p.start.staffing_sd, luck[0])
    s.arts[:] = _spread(p.start.arts_sd, luck[1])
    s.means[:] = _spread(p.finance.means_sd, rng.normal(rng.key(seed, "places.means"), s.uid))
    return s


def zones(case: Case, seed: int, settings: Settings) -> Zones:
    """Return one zone per school with primary pupils: the families around it."""
    p = settings.params.start
    rows = np.flatnonzero(np.array(case.rolls[STAGES[0].name]) > 0).tolist()
    rows.sort(key=lambda i: rng.identity(case.schools[i].id))  # so that their order in the file does not matter
    towns = {t.id: t for t in case.towns}
    home = [towns[case.schools[i].town] for i in rows]
    z = Zones.allocate(len(rows), len(case.stages))
    z.school[:] = rows
    z.uid[:] = [rng.identity(case.schools[i].id) for i in rows]
    z.entrants[:] = [case.entrants(case.schools[i]) for i in rows]
    z.opens[:] = [case.schools[i].opens or -(10**6) for i in rows]
    z.locality[:] = [Locality[t.locality.upper()] for t in home]
    own = [case.schools[i] for i in rows]
    z.migrants[:] = [t.migrants if c.migrants is None else c.migrants for c, t in zip(own, home, strict=True)]
    draw = rng.normal_pairs(rng.key(seed, "places.families"), z.uid)
    standing = p.standing.array()[[Level[case.schools[i].level.upper()] for i in rows]]
    ses = np.array([t.ses for t in home]) + p.ses_between * draw[0] + p.ses_level * standing
    z.ses[:] = np.where([c.ses is None for c in own], ses, [c.ses or 0.0 for c in own])
    area = rng.normal(rng.key(seed, "places.area"), np.array([rng.identity(t.id) for t in home]))
    z.trait[:] = np.array([0.0, p.trait_town, p.trait_rural])[z.locality] + p.trait_area * area + p.trait_zone * draw[1]
    return z


def _spread(sd: float, luck: Array) -> Array:
    """Return factors with mean 1 and a lognormal spread."""
    return np.exp(sd * luck - sd**2 / 2)


def neighbours(world: World) -> None:
    """Find the schools near each zone, and the junior schools its streets belong to, among those now open.

    Streets belong to schools of their own district; the others are near only where families may cross its border.
    """
    z, s, choice = world.zones, world.schools, world.settings.params.choice
    z.x[:], z.y[:] = s.x[z.school], s.y[z.school]
    z.near[:], z.near_km[:] = NOWHERE, np.inf
    children, seats = _streets(world)
    for district in range(len(world.districts)):
        mine, own = np.flatnonzero(s.district[z.school] == district), np.flatnonzero(s.district == district)
        km = _km(world, mine, own)
        _share_out(world, mine, own, km, children[mine], seats[own])
        if choice.across:
            own = np.arange(len(s))
            km = _km(world, mine, own)
        for stage in world.stages.codes:
            there = (s.active & (s.rooms[:, stage] > 0))[own]
            _nearest(km[:, there], mine, own[there], np.float32(choice.radius), z.near[:, stage], z.near_km[:, stage])


def _km(world: World, zones: Array, schools: Array) -> Array:
    """Return how far some zones are from some schools, shape (zones, schools)."""
    z, s = world.zones, world.schools
    km: Array = np.hypot(z.x[zones, None] - s.x[schools], z.y[zones, None] - s.y[schools])
    return km


@kernel
def _nearest(distance: Array, zone: Array, school: Array, radius: np.float32, near: Array, near_km: Array) -> None:
    """Write the nearest schools within a radius into the rows of zones, of equal ones the first."""
    for i in range(zone.size):
        row, n = zone[i], 0
        for j in range(school.size):
            if distance[i, j] > radius or (n == NEAREST and distance[i, j] >= near_km[row, n - 1]):
                continue
            n = min(n + 1, NEAREST)
            k = n - 1
            while k > 0 and near_km[row, k - 1] > distance[i, j]:
                near[row, k], near_km[row, k] = near[row, k - 1], near_km[row, k - 1]
                k -= 1
            near[row, k], near_km[row, k] = school[j], distance[i, j]


def _streets(world: World) -> tuple[Array, Array]:
    """Return the children of each zone, and the seats of each school, for whom streets decide."""
    z, s, p = world.zones, world.schools, world.settings.params
    children = z.entrants * (z.opens <= world.year)
    seats = s.rooms[:, JUNIOR] * float(p.classes.norm["junior"]) * s.active
    own = TEACHES[s.kind[z.school], JUNIOR]  # their children go on in the same school
    np.subtract.at(seats, z.school[own], children[own])
    return np.where(own, 0, children), np.maximum(seats, 0)


def _share_out(world: World, zones: Array, schools: Array, km: Array, children: Array, seats: Array) -> None:
    """Share out zones' streets among junior schools of their district: near ones first, in balance with seats (Sinkhorn)."""
    z, s, p = world.zones, world.schools, world.settings.params
    sending, taking = children > 0, seats > 0
    reach = km[:, taking]
    flow = np.exp(-reach / p.start.feeder_km) * (reach <= p.choice.radius)
    flow[sending] = _balance(flow[sending].astype(np.float64), children[sending].astype(np.float64), seats[taking])
    width = min(FEEDERS, len(s))
    order = np.argsort(-flow, axis=1, kind="stable")[:, :width]
    share = np.zeros((zones.size, width), flow.dtype)
    share[:, : order.shape[1]] = np.take_along_axis(flow, order, axis=1)
    school = np.zeros(share.shape, np.int64)
    school[:, : order.shape[1]] = schools[taking][order]
    alone = share.sum(1) <= 0  # nothing within reach: the nearest junior school, however far
    if alone.any():
        there = np.where((s.active & (s.rooms[:, JUNIOR] > 0))[schools], km[alone], np.inf)
        school[alone, 0] = np.where(np.isfinite(there).any(1), schools[np.argmin(there, axis=1)], 0)
        share[alone, 0] = 1.0
    z.feeder[zones, :width] = np.where(share > 0, school, school[:, :1])
    z.feeder[zones, width:] = school[:, :1]
    z.feeder_cum[zones, :width] = np.cumsum(share, axis=1) / share.sum(1, keepdims=True)
    z.feeder_cum[zones, width:] = 1.0


@kernel
def _balance(pull: Array, entrants: Array, seats: Array) -> Array:
    """Scale a table of pulls until rows send all entrants and columns take them in proportion to seats (Sinkhorn)."""
    come = np.empty(seats.size)
    for _ in range(SINKHORN):
        come[:] = 0
        for z in range(entrants.size):
            for s in range(seats.size):
                come[s] += pull[z, s]
        for s in range(seats.size):
            come[s] = seats[s] / come[s] if come[s] else seats[s]  # where nothing is to be scaled, by anything
        for z in range(entrants.size):
            for s in range(seats.size):
                pull[z, s] *= come[s]
            sent = total(pull[z])
            for s in range(seats.size):
                pull[z, s] = pull[z, s] * entrants[z] / (sent if sent else 1.0)
    return pull


def standard(world: World) -> Array:
    """Return what the national standard asks of each school in the four stocks, by its roll, shape (n_schools, 4)."""
    need: Array = world.schools.pupils @ standards(world.stages)
    return need


def standards(stages: Taught) -> Array:
    """Return what the national standard asks per pupil, shape (stages, stocks)."""
    return EVERY_STANDARD[: len(stages)]


def furnish(world: World, rows: Array | None = None) -> None:
    """Give schools the stocks of their first day: those the case gives, others drawn: in part by the means that renew them."""
    s, p = world.schools, world.settings.params.start
    rows = np.flatnonzero(s.active) if rows is None else rows
    planned = np.stack([world.case.rolls[name] for name in world.stages.names], axis=1)
    need = planned @ standards(world.stages)
    standing, means_sd = p.standing.array()[s.level], world.settings.params.finance.means_sd
    funds = (np.log(s.means) + means_sd**2 / 2) / max(means_sd, 1e-9)  # the draw behind the means
    own = [world.case.schools[row] for row in rows]
    for i, name in enumerate(STOCKS.names):
        luck = world.fixed(rng.normal, f"places.{name}", s.uid[rows], None)
        sd, by_means = p.stock_sd[name], min(p.stock_sd[name], means_sd)
        funded = _spread(by_means, funds[rows]) * _spread(np.sqrt(sd**2 - by_means**2), luck)
        stock = need[rows, i] * p.stock_mean[name] * funded * np.exp(p.stock_level * standing[rows])
        counted = [c.stocks and getattr(c.stocks, name) for c in own]
        getattr(s, name)[rows] = np.where([n is None for n in counted], stock, [n or 0.0 for n in counted])
