"""Placement: teachers work for a time at another school than that of their register, and come back.

Register and post are never the same column: inspectors count a teacher where the register is. Every placement is written
into a log with its planned end, which is corrected when it ends early.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from sim.books import Item, register
from sim.kernels import kernel
from sim.kinds import AT_HOME, REASONS, PlacementKind, those
from sim.processes import process, workload
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.supply import staff
from sim.texts import instruments as texts
from sim.world import Sending, World

SCHOOL_DAYS = 5  # of a week
EVERYWHERE = np.zeros(0, np.bool_)
PAID = Text(zh="接收校支付的津贴与路费", en="allowances and travel that hosts pay")
HOSTED = Item("allowances paid by hosts", "接收校承担的交流费用", PAID, "school")
register(HOSTED)
HALF = 0.5
SENDING = """teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end teachers.forced
teachers.terms_since_move teachers.burnout placements.teacher placements.origin placements.target placements.kind
placements.group placements.by placements.load placements.week placements.start placements.end placements.chosen
placements.honour placements.block placements.skill placements.experience"""


class Posting(NamedTuple):
    """On what terms somebody is posted: the kind, by which instrument in force, load, share of the week, length in terms."""

    kind: PlacementKind
    by: int
    load: float
    week: float
    terms: int
    units: Array | None  # (n_groups,) whether a unit is one over which the instrument acts; None where all are


@process(
    writes="""teachers.active teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end
    teachers.credit teachers.years_here teachers.forced teachers.terms_since_move placements.end"""
)
def come_back(world: World) -> None:
    """Teachers whose placement is over go to their school of register; substitutes leave.

    交流期满的教师回到编制所在校，代课教师离校。
    """
    t = world.teachers
    end(world, np.flatnonzero(t.active & (t.placement != AT_HOME) & (t.placement_end <= world.term)))


def send(
    world: World, rows: Array, target: Array, posting: Posting, group: Array | int, chosen: Array | bool = True
) -> None:
    """Post teachers to other schools and write it into the log; ``chosen`` says who would have gone anyway.

    Raises
    ------
    ValueError
        When a post left in an exchange is not taken over by another who goes, of the same stage and subject block.
    """
    if not rows.size:
        return
    t, log = world.teachers, world.placements
    first = world.n_placements
    if first + rows.size > len(log):
        log.grow(max(rows.size, len(log) // 4))
    new = slice(first, first + rows.size)
    world.n_placements += rows.size
    log.teacher[new], log.origin[new], log.target[new] = t.uid[rows], t.register[rows], target
    kind, end = posting.kind, world.term + posting.terms
    if kind.decides == "teacher":
        chosen = True
    if kind.way == "exchange":
        _conserve(world, rows, target, kind)
    log.kind[new], log.group[new], log.by[new] = kind.code, group, posting.by
    log.load[new], log.week[new] = posting.load, posting.week
    log.start[new], log.end[new], log.chosen[new] = world.term, end, chosen
    for name in ("honour", "block", "skill", "experience"):
        getattr(log, name)[new] = getattr(t, name)[rows]
    t.post[rows], t.placement[rows], t.placement_row[rows] = target, kind.code, np.arange(new.start, new.stop)
    t.placement_end[rows] = end
    begin_at(world, rows, ~np.asarray(chosen, np.bool_))


def register_at(world: World, rows: Array, school: Array | int, forced: Array | bool) -> None:
    """Let teachers change their register for good: their years at the school begin anew."""
    t = world.teachers
    t.register[rows] = t.post[rows] = school
    t.years_here[rows] = t.seniority[rows] = 0
    begin_at(world, rows, forced)


def begin_at(world: World, rows: Array, forced: Array | bool) -> None:
    """Let teachers begin at the school of their post; who did not choose it is worn by it, for good or for a time alike."""
    t = world.teachers
    t.forced[rows], t.terms_since_move[rows] = forced, 0
    t.match[rows] = staff.match(world, rows)
    worn = rows[t.forced[rows]]
    if worn.size:
        t.burnout[worn] = np.minimum(t.burnout[worn] + np.float64(world.settings.params.careers.move_strain), 1)


def _conserve(world: World, rows: Array, target: Array, kind: PlacementKind) -> None:
    t = world.teachers
    left, taken = (world.stages.team(school, t.stage[rows], t.block[rows]) for school in (t.register[rows], target))
    if not np.array_equal(np.bincount(left), np.bincount(taken)):
        raise ValueError(texts.NOT_TAKEN_OVER(kind=kind.name))


def note(world: World, instrument: str, required: Array, sent: Array, **short: Array) -> None:
    """Note what an instrument was to send this term, what it sent, both (schools, stages), and by reason who did not go."""
    why = {REASONS.code(reason): np.array(heads, np.float64) for reason, heads in short.items() if np.any(heads)}
    world.sendings.append(Sending(world.term, instrument, required, sent, why))


def away(world: World, posting: Posting) -> Array:
    """Return the rows of the teachers who are away on such terms: of this kind, sent by this instrument."""
    return _under(world, posting, posting.kind.code)


def away_by_kind(world: World, *postings: Posting) -> Iterator[tuple[Posting, Array]]:
    """Yield those terms of one instrument, of a kind each, on which somebody is away, and the rows of those who are."""
    rows = _under(world, postings[0], AT_HOME)
    kind = world.teachers.placement[rows]
    for posting in postings:
        if (here := rows[kind == posting.kind.code]).size:
            yield posting, here


def _under(world: World, posting: Posting, code: int) -> Array:
    t, log, units = world.teachers, world.placements, EVERYWHERE if posting.units is None else posting.units
    rows: Array = _away(t.active, t.placement, t.placement_row, log.by, log.group, code, posting.by, units)
    return rows


@kernel
def _away(
    active: Array, placement: Array, placement_row: Array, by: Array, group: Array,
    kind: int,  # code of placement; that of being at home for all that an instrument makes
    instrument: int,
    units: Array,  # (n_groups,) whether an instrument acts over it; empty for all
) -> Array:  # fmt: skip
    rows, n = np.empty(active.size, np.int64), 0
    for j in range(active.size):
        if placement[j] != AT_HOME and active[j] and (kind == AT_HOME or placement[j] == kind):
            at = placement_row[j]
            if by[at] == instrument and (not units.size or units[group[at]]):
                rows[n] = j
                n += 1
    return rows[:n]


def pay(world: World, item: str, posting: Posting, rows: Array, each: float, units: Array | None = None) -> float:
    """Pay those away so much for each unit, from the account that pays for the kind, or the host's; return the yuan.

    A group pays no more than it has, all of its people the same part.
    """
    if not rows.size:
        return 0.0
    many = np.ones(rows.size) if units is None else units
    books, year = world.books, world.year
    if world.settings.params.exchange.payer == "host":
        host = world.teachers.post[rows]
        return books.pay(year, HOSTED.name, each * many, source="school", source_row=host, target="staff")
    if posting.kind.pays == "treasury":
        parts = [many]
        if len(world.districts) > 1:
            of = world.schools.district[world.teachers.register[rows]]
            parts = [many[of == district] for district in range(len(world.districts))]
        sums = [each * float(part.sum()) for part in parts]
        return books.pay(year, item, np.array(sums), source="treasury", source_row=np.arange(len(sums)), target="staff")
    if posting.kind.pays == "school":
        home = world.teachers.register[rows]
        return books.pay(year, item, each * many, source="school", source_row=home, target="staff")
    group = world.placements.group[world.teachers.placement_row[rows]]
    asked = np.bincount(group, each * many, minlength=len(world.groups))
    paid = np.minimum(asked, np.maximum(world.groups.fund, 0))
    return books.pay(year, item, paid, source="group", source_row=np.arange(paid.size), target="staff")


def handle(world: World, item: Item, each: float, people: Iterable[tuple[Array, tuple[str, ...]]]) -> float:
    """Ask schools for their time for those whose placements begin now; return the hours.

    ``each`` is for every one of some people at each of the schools in some columns of teachers.
    """
    t, n, hours = world.teachers, len(world.schools), 0.0
    for rows, schools in people:
        new = rows[world.placements.start[t.placement_row[rows]] == world.term]
        heads = sum((np.bincount(t[at][new], minlength=n) for at in schools), np.zeros(n, np.int64))
        of_heads = np.append(0.0, np.cumsum(np.full(heads.max(), each)))  # added up one by one
        hours += workload.ask(world, item, np.arange(n), of_heads[heads]) if rows.size else 0.0
    return hours


def apart(world: World, rows: Array) -> Array:
    """Return how far teachers work from their school of register [km]."""
    t, s = world.teachers, world.schools
    home, post = t.register[rows], t.post[rows]
    km: Array = np.hypot(s.x[home] - s.x[post], s.y[home] - s.y[post])
    return km


def road(world: World, rows: Array) -> Array:
    r"""Return the hours of this term that teachers posted elsewhere are on the road beyond their ordinary one.

    .. math:: h_j = weeks\,week_j\,n_j\,2r\,\big(\sqrt{d_j^2 + d_0^2} - d_0\big), \qquad n_j = 5 \text{; } 1 \text{ of who boards}

    with d the distance between the schools of register and of posting, :math:`d_0` ``time.ordinary``, r ``time.road``, and no
    more than ``time.road_most`` a day of those who come home daily. Nobody knows in which direction a teacher lives: the road
    from home to the other school is the root of the mean square over all of them.
    """
    t, s, time = world.teachers, world.schools, world.settings.params.time
    hours: Array = _road(
        rows, t.register, t.post, t.placement, t.placement_row, world.placements.week, s.x, s.y, those("boards"),
        np.float32(workload.weeks(world)), np.float32(time.ordinary), np.float32(2 * time.road), np.float32(time.road_most),
    )  # fmt: skip
    return hours


@kernel
def _road(
    rows: Array, register: Array, post: Array, placement: Array, placement_row: Array,
    week: Array,  # (placements,) share at the school of posting
    x: Array, y: Array,  # (schools,)
    marked: Array,  # by code of placement, whether who is so posted boards
    weeks: np.float32,
    ordinary: np.float32,
    pace: np.float32,  # hours there and back over km
    most: np.float32,
) -> Array:  # fmt: skip
    hours = np.empty(rows.size)
    for k in range(rows.size):
        j = rows[k]
        km = np.hypot(x[register[j]] - x[post[j]], y[register[j]] - y[post[j]])
        daily = pace * (np.hypot(km, ordinary) - ordinary)
        weekly = daily if marked[placement[j]] else np.float32(SCHOOL_DAYS) * min(daily, most)
        hours[k] = weeks * week[placement_row[j]] * weekly
    return hours


def on_register(world: World) -> Array:
    """Return how many teachers are on the register of each school by stage, shape (schools, stages)."""
    t = world.teachers
    heads: Array = _on_register(t.active, t.register, t.stage, np.zeros(world.schools.pupils.shape, np.int64))
    return heads


@kernel
def _on_register(active: Array, register: Array, stage: Array, staff: Array) -> Array:
    for j in range(active.size):
        if active[j]:
            staff[register[j], stage[j]] += 1
    return staff


def travel(world: World, item: Item, *postings: Posting) -> float:
    """Ask all who are away on some terms of an instrument for their hours on the road of this term; return these."""
    return sum(workload.ask(world, item, rows, road(world, rows)) for _, rows in away_by_kind(world, *postings))


def based(world: World) -> Array:
    """Return the school where each teacher slot is for most of the week: that of posting, or of register."""
    t, log = world.teachers, world.placements
    away = np.flatnonzero(t.placement_row != NOWHERE)
    part = away[log.week[t.placement_row[away]] < HALF]
    school = t.post.copy()
    school[part] = t.register[part]
    return school


def earned(world: World, school: Array) -> Array:
    """Return the credit that a year at each of some schools earns."""
    s, p = world.schools, world.settings.params.careers
    credit: Array = p.credit_place.array()[s.locality[school]] * p.credit_level.array()[s.level[school]]
    return credit


def end(world: World, rows: Array) -> None:
    """Bring teachers back to their register; the years away earn credit and start a new count of years in one school.

    Those who were hired for it leave.
    """
    if not rows.size:
        return
    t, log = world.teachers, world.placements
    gone = rows[those("hired")[t.placement[rows]]]
    _end(
        rows, t.register, t.post, t.placement, t.placement_row, t.placement_end, t.credit, t.years_here, t.forced,
        t.terms_since_move, log.start, log.end, world.term, those("credit"), earned(world, np.arange(len(world.schools))),
    )  # fmt: skip
    t.match[rows] = staff.match(world, rows)
    if gone.size:
        t.active[gone] = False
        world.staffing += 1


@kernel
def _end(
    rows: Array, register: Array, post: Array, placement: Array, placement_row: Array, placement_end: Array,
    credit: Array, years_here: Array, forced: Array, terms_since_move: Array,
    start: Array, end: Array,  # (placements,)
    term: int,
    marked: Array,  # by code of placement, whether it earns credit
    worth: Array,  # (schools,) credit that a year there earns
) -> None:  # fmt: skip
    for j in rows:
        at = placement_row[j]
        end[at] = min(end[at], term)
        if marked[placement[j]]:
            credit[j] += (end[at] - start[at]) / 2 * worth[post[j]]
            years_here[j] = 0
        post[j], placement[j], placement_row[j], placement_end[j] = register[j], AT_HOME, NOWHERE, NOWHERE
        forced[j], terms_since_move[j] = False, 99
