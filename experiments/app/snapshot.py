"""What is drawn of one world at one moment: numbers and names that never change, so that drawing needs no model."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.app.measures import SHADES, shades
from sim import network
from sim.equity import indicators
from sim.equity.spread import weighted_cvs
from sim.equity.standards import R2017
from sim.roles import CORE, MEMBER
from sim.state import Array, Layer

if TYPE_CHECKING:
    from sim.model import DistrictModel
    from sim.world import World

type Numbers = tuple[float | None, ...]

RIM = 0.6  # km between the outermost school of a district and its outline


@dataclass(frozen=True, slots=True)
class Ground:
    """What stays of the schools of a case: a column each, by row."""

    id: tuple[str, ...]
    x: Numbers
    y: Numbers
    kind: tuple[int, ...]
    locality: tuple[int, ...]
    district: tuple[int, ...]
    outlines: tuple[tuple[tuple[float, float], ...], ...]  # of each district
    districts: tuple[tuple[str, str], ...]  # zh and en
    district_ids: tuple[str, ...]

    def scope(self, district: str) -> int:
        """Return the place in `Frame.scopes` of a district by id; of no district, or none that is here, that of all."""
        return 1 + self.district_ids.index(district) if len(self.districts) > 1 and district in self.district_ids else 0


@dataclass(frozen=True, slots=True)
class Standard:
    """One indicator of the national standard at one stage, by register."""

    stage: str
    name: str
    threshold: float
    met: float  # share of schools
    cv: float
    limit: float


@dataclass(frozen=True, slots=True)
class Scope:
    """What is told of all districts together, or of one."""

    rows: tuple[dict[str, Any], ...]  # the yearly record so far, a row per year and stage
    standard: tuple[Standard, ...]
    money: tuple[tuple[int, str, float], ...]  # year, item, yuan
    time: tuple[tuple[int, str, float], ...]  # year, item, hours


@dataclass(frozen=True, slots=True)
class Frame:
    """One world at one moment, between two terms."""

    term: int
    year: int  # of the term that begins next
    spring: bool
    ended: bool  # at the horizon
    names: tuple[tuple[str, ...], tuple[str, ...]]  # of schools, zh and en
    role: tuple[int, ...]  # `roles_now`
    pupils: tuple[int, ...]
    shades: dict[str, Numbers]  # by measure
    ties: tuple[tuple[int, int, int, int], ...]  # school rows of the core and the member, form, layer
    moves: tuple[tuple[int, int, int, int], ...]  # of this school year: whence, where to, kind, teachers
    scopes: tuple[Scope, ...]  # all districts together, then each where there are several
    did: tuple[tuple[int, str, int, float, float], ...]  # year, instrument, people, hours, yuan


def places(model: DistrictModel) -> Ground:
    """Return what stays of the schools of a model."""
    world = model.world
    s = world.schools
    rim = tuple(_outline(s.x[s.district == i], s.y[s.district == i]) for i in range(len(world.districts)))
    return Ground(
        id=tuple(school.id for school in world.case.schools), x=_numbers(s.x, 3), y=_numbers(s.y, 3),
        kind=_whole(s.kind), locality=_whole(s.locality), district=_whole(s.district), outlines=rim,
        districts=tuple((d.zh, d.en) for d in world.names.districts),
        district_ids=tuple(d.id for d in world.case.bureaus),
    )  # fmt: skip


def frame(model: DistrictModel, account: Account) -> Frame:
    """Return what a model shows now; ``account`` keeps its books added up."""
    world = model.world
    done = sorted(world.done.items())
    names = world.names.schools
    return Frame(
        term=world.term, year=world.year, spring=not world.is_autumn, ended=not model.running,
        names=(tuple(n.zh for n in names), tuple(n.en for n in names)), role=_whole(roles_now(world)),
        pupils=_whole(np.where(world.schools.active, world.schools.pupils.sum(1), -1)),
        shades={name: _numbers(values, SHADES[name].digits + 1) for name, values in shades(world).items()},
        ties=_ties(world), moves=_moves(world), scopes=_scopes(model, account),
        did=tuple((year, name, d.people, round(d.hours, 1), round(d.yuan)) for (year, name), d in done),
    )  # fmt: skip


def ground(found: Ground) -> str:
    """Return places as the map takes them: as text, which a browser reads at once and Vue does not watch inside of."""
    return json.dumps(asdict(found), separators=(",", ":"))


def drawn(one: Frame) -> str:
    """Return what a map draws of a frame, as text; ties and moves end to end, four numbers each."""
    ties, moves = ([n for four in rows for n in four] for rows in (one.ties, one.moves))
    return packed({"term": one.term, "role": one.role, "pupils": one.pupils, "ties": ties, "moves": moves})


def packed(value: Any) -> str:
    """Return something as text for the browser."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class Account:
    """The books of a world added up by district (-1 for all), year and item, each entry once."""

    def __init__(self) -> None:
        self.seen, self.sums = 0, dict[int, dict[tuple[int, str], float]]()

    def read(self, world: World) -> None:
        """Add what was booked since the last look."""
        for entry in world.books.entries[self.seen :]:
            at = entry.year, entry.item
            for district, yuan in world.books.by_district(entry):
                for of in (-1, district):
                    sums = self.sums.setdefault(of, {})
                    sums[at] = sums.get(at, 0.0) + yuan
        self.seen = len(world.books.entries)

    def of(self, district: int) -> tuple[tuple[int, str, float], ...]:
        """Return year, item and yuan of the last two years that have entries."""
        sums = self.sums.get(district, {})
        last = max((year for year, _ in sums), default=0)
        return tuple((year, item, round(yuan)) for (year, item), yuan in sums.items() if year >= last - 1)


def _scopes(model: DistrictModel, account: Account) -> tuple[Scope, ...]:
    world, record = model.world, model.record
    account.read(world)
    several = len(world.districts) > 1
    rows = [tuple(record.district) if record else ()]
    if several:
        by: dict[str, list[dict[str, Any]]] = {d.id: [] for d in world.case.bureaus}
        for row in record.districts if record else ():
            by[row["district"]].append(row)
        rows += [tuple(own) for own in by.values()]
    values = indicators.indicators(world)
    among = [np.ones(len(world.schools), bool), *(world.schools.district == i for i in range(len(rows) - 1))]
    years = sorted(world.books.hours)[-2:]
    return tuple(
        Scope(
            rows=own, standard=_standard(world, values, among[i]), money=account.of(i - 1),
            time=tuple(
                (year, item.name, round(hours, 1))
                for year in years for item, hours in world.books.time(year, i - 1 if i else None).items()
            ),
        )
        for i, own in enumerate(rows)
    )  # fmt: skip


def roles_now(world: World) -> Array:
    """Return what schools are in the groups that are in being: 0 nothing, `CORE`, `MEMBER`; the case's plans do not count."""
    g, out = world.groups, np.zeros(len(world.schools), np.int8)
    out[world.ties.school[network.active_ties(world, Layer.GROUP)]] = MEMBER
    out[g.core[g.active & (g.layer == Layer.GROUP)]] = CORE
    return out


def _ties(world: World) -> tuple[tuple[int, int, int, int], ...]:
    rows = network.active_ties(world)
    core, member = network.ends(world, rows)
    columns = (core, member, world.ties.form[rows], world.groups.layer[world.ties.group[rows]])
    return tuple(zip(*(c.tolist() for c in columns), strict=True))


def _moves(world: World) -> tuple[tuple[int, int, int, int], ...]:
    """Return the placements that began in the school year under way, or just over, by whence, where to and kind."""
    log, n = world.placements, world.n_placements
    rows = np.flatnonzero(log.start[:n] >= (world.term - 1) // 2 * 2)
    if not (rows.size and world.term):
        return ()
    three = np.stack([log.origin[rows], log.target[rows], log.kind[rows]], axis=1)
    found, count = np.unique(three, axis=0, return_counts=True)
    return tuple((*a, c) for a, c in zip(found.tolist(), count.tolist(), strict=True))


def _standard(world: World, values: Array, among: Array) -> tuple[Standard, ...]:
    """Return the indicators of some schools from a table of all."""
    pupils = np.where(among[:, None], indicators.pupils(world), 0)
    cvs = weighted_cvs(values, pupils[:, :, None])
    out = []
    for code, (stage, limit) in enumerate(zip(("primary", "junior"), R2017.cv_limit, strict=True)):
        here = pupils[:, code] > 0
        least = R2017.thresholds[code]
        met = (values[here, code] >= least).mean(0) if here.any() else np.full(least.size, np.nan)
        for k, one in enumerate(R2017.indicators):
            out.append(Standard(stage, one.name, float(least[k]), float(met[k]), float(cvs[code, k]), limit))
    return tuple(out)


def _outline(x: Array, y: Array) -> tuple[tuple[float, float], ...]:
    """Return the convex outline of some places, a little outside of them."""
    turns = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    points = np.unique(np.stack([
        (x[:, None] + RIM * np.cos(turns)).ravel(), (y[:, None] + RIM * np.sin(turns)).ravel()
    ], axis=1), axis=0)  # fmt: skip

    def half(ordered: Array) -> list[Array]:
        out: list[Array] = []
        for p in ordered:
            while len(out) > 1 and _turn(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    rim = [*half(points), *half(points[::-1])]
    return tuple((round(float(p[0]), 2), round(float(p[1]), 2)) for p in rim)


def _turn(a: Array, b: Array, c: Array) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _numbers(values: Array, digits: int) -> Numbers:
    rounded = np.round(values.astype(np.float64), digits)
    return tuple(v if v == v else None for v in rounded.tolist())


def _whole(values: Array) -> tuple[int, ...]:
    return tuple(values.tolist())
