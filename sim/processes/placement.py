"""Placement: teachers work for a time at another school than that of their register, and come back.

Register and post are never the same column: inspectors count a teacher where the register is. Every placement is written
into a log with its planned end, which is corrected when it ends early.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import network
from sim.kinds import AT_HOME, REASONS, PlacementKind, those
from sim.processes import process, workload
from sim.ranking import top
from sim.state import NOWHERE, Array
from sim.supply import staff
from sim.texts import instruments as texts
from sim.world import Sending, World

SCHOOL_DAYS = 5  # of a week
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
    units: Array  # (n_groups,) whether a unit is one over which the instrument acts


@process(
    writes="""teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end
    teachers.credit teachers.years_here teachers.forced teachers.terms_since_move placements.end"""
)
def come_back(world: World) -> None:
    """Teachers whose placement is over go to their school of register.

    交流期满的教师回到编制所在校。
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
        log.grow(max(rows.size, len(log)))
    new = np.arange(first, first + rows.size)
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
    t.post[rows], t.placement[rows], t.placement_row[rows] = target, kind.code, new
    t.placement_end[rows] = end
    t.terms_since_move[rows], t.forced[rows] = 0, ~np.asarray(chosen, np.bool_)
    t.match[rows] = staff.match(world, rows)
    t.burnout[rows] = np.minimum(t.burnout[rows] + world.settings.params.careers.move_strain * t.forced[rows], 1)


def _conserve(world: World, rows: Array, target: Array, kind: PlacementKind) -> None:
    t = world.teachers
    left, taken = (np.stack([school, t.stage[rows], t.block[rows]]) for school in (t.register[rows], target))
    if not np.array_equal(left[:, np.lexsort(left)], taken[:, np.lexsort(taken)]):
        raise ValueError(texts.NOT_TAKEN_OVER(kind=kind.name))


def note(world: World, instrument: str, required: Array, sent: Array, **short: Array) -> None:
    """Note what an instrument was to send this term, what it sent, both (schools, stages), and by reason who did not go."""
    why = np.zeros((len(world.schools), len(REASONS)))
    for reason, heads in short.items():
        why[:, REASONS.code(reason)] = heads
    world.sendings.append(Sending(world.term, instrument, required, sent, why))


def away(world: World, posting: Posting) -> Array:
    """Return the rows of the teachers who are away on such terms: of this kind, sent by this instrument."""
    t = world.teachers
    gone = np.flatnonzero(t.active & (t.placement == posting.kind.code))
    rows: Array = gone[world.placements.by[t.placement_row[gone]] == posting.by]
    return rows if posting.units.all() else rows[posting.units[world.placements.group[t.placement_row[rows]]]]


def pay(world: World, item: str, posting: Posting, rows: Array, each: float, units: Array | None = None) -> float:
    """Pay those away so much for each unit, from the account that pays for the kind; return the yuan.

    A group pays no more than it has, all of its people the same part.
    """
    many = np.ones(rows.size) if units is None else units
    books, year = world.books, world.year
    if posting.kind.pays == "treasury":
        of = world.schools.district[world.teachers.register[rows]]
        sums = [each * float(many[of == district].sum()) for district in range(len(world.districts))]
        return books.pay(year, item, np.array(sums), source="treasury", source_row=np.arange(len(sums)), target="staff")
    if posting.kind.pays == "school":
        return books.pay(
            year, item, each * many, source="school", source_row=world.teachers.register[rows], target="staff"
        )
    group = world.placements.group[world.teachers.placement_row[rows]]
    asked = np.bincount(group, each * many, minlength=len(world.groups))
    paid = np.minimum(asked, np.maximum(world.groups.fund, 0))
    return books.pay(year, item, paid, source="group", source_row=np.arange(paid.size), target="staff")


def commute(world: World, rows: Array) -> Array:
    """Return the hours of this term that teachers posted elsewhere spend on the road, each school day there and back."""
    t, s, time = world.teachers, world.schools, world.settings.params.time
    km = np.hypot(s.x[t.register[rows]] - s.x[t.post[rows]], s.y[t.register[rows]] - s.y[t.post[rows]])
    days = SCHOOL_DAYS * workload.weeks(world) * world.placements.week[t.placement_row[rows]]
    hours: Array = days * np.minimum(2 * time.road * km, time.road_most)
    return hours


def based(world: World) -> Array:
    """Return the school where each teacher slot is for most of the week: that of posting, or of register."""
    t, log = world.teachers, world.placements
    away = np.flatnonzero(t.placement_row != NOWHERE)
    part = away[log.week[t.placement_row[away]] < HALF]
    return np.where(np.isin(np.arange(len(t)), part), t.register, t.post) if part.size else t.post


def led(world: World, who: Array, found: network.Seats, purpose: str) -> tuple[Array, Array]:
    """Return those of some teachers whose school has, over some seats, a core that teaches their stage, and the unit of each.

    Where several cores would take a teacher, one is drawn (`network.choose`).
    """
    taught = (world.schools.pupils[world.groups.core[found.unit]] > 0) & ~found.core[:, None]
    seat = network.choose(world, who, world.teachers.register[who], found._replace(tied=found.tied & taught), purpose)
    return who[seat >= 0], found.unit[seat[seat >= 0]]


def send_to_core(
    world: World, instrument: str, asked: Array, base: Array, who: Array, unit: Array, need: Array,
    posting: Posting, *, host_share: float,
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
    """
    t, n = world.teachers, len(world.schools)
    able = base.sum(1)
    required = base * np.divide(asked, able, out=np.zeros(n), where=able > 0)[:, None]
    ready = np.bincount(t.register[who], minlength=n)
    goes = top(t.register[who], need, t.uid[who], asked)
    who, unit, need = who[goes], unit[goes], need[goes]
    named = np.bincount(t.register[who], minlength=n)
    staff = np.bincount(t.register[world.live_teachers()], minlength=n)
    guests = np.bincount(t.post[np.flatnonzero(t.active & (t.placement == posting.kind.code))], minlength=n)
    hosts = world.groups.core[unit]
    room = top(hosts, need, t.uid[who], np.floor(host_share * staff) - guests)
    who, hosts, unit = who[room], hosts[room], unit[room]
    send(world, who, hosts, posting, unit)
    sent = network.heads(world, t.register[who], t.stage[who], n)
    unled = np.clip(able - ready, 0, required.sum(1) - named)
    note(world, instrument, required, sent, core=unled, able=required.sum(1) - named - unled, room=named - sent.sum(1))
    return int(who.size)


def end(world: World, rows: Array) -> None:
    """Bring teachers back to their register; the years away earn credit and start a new count of years in one school."""
    if not rows.size:
        return
    t, log = world.teachers, world.placements
    entry = t.placement_row[rows]
    log.end[entry] = np.minimum(log.end[entry], world.term)
    served = (log.end[entry] - log.start[entry]) / 2
    earns = those("credit")[t.placement[rows]]
    t.credit[rows] += np.where(earns, served, 0)
    t.years_here[rows] = np.where(earns, 0, t.years_here[rows])
    t.post[rows], t.placement[rows] = t.register[rows], AT_HOME
    t.placement_row[rows], t.placement_end[rows] = NOWHERE, NOWHERE
    t.forced[rows], t.terms_since_move[rows] = False, 99
    t.match[rows] = staff.match(world, rows)
