"""What happens in a school year, in this order. Read this file first.

A row is a process, or a slot in which the instruments in force act in alphabetical order. Autumn rows run in the first
term of a school year, spring rows at the end of the second, the rows of each term in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from time import perf_counter

from sim.instruments import instruments
from sim.processes import (
    Process,
    activities,
    admission,
    careers,
    evaluation,
    finance,
    groups,
    growth,
    learning,
    lifecycle,
    placement,
    principals,
    reform,
    reputation,
    teaching,
)
from sim.processes.events import team
from sim.world import Done, World


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the calendar where instruments act."""

    name: str
    about: str


START: tuple[Process | Slot, ...] = (
    reform.enact,  # rules, mergers and names of this date
)
AUTUMN: tuple[Process | Slot, ...] = (
    reform.open_schools,  # before families choose
    admission.admit,  # grade 9 leaves, grade 6 changes school, six-year-olds enter
    admission.count,
    careers.leave,
    placement.come_back,
    careers.plan_posts,
    team.send_teams,  # before novices are hired for what is left
    careers.hire,
    lifecycle.release,  # members that match their core, or no longer trust it
    lifecycle.enter,  # new, weak and rural schools still outside
)
EACH: tuple[Process | Slot, ...] = (
    groups.form,
    groups.reach,  # how much each tie carries this term
)
POSTINGS: tuple[Process | Slot, ...] = (
    Slot("first posts", "Novices are sent to their first post."),
    finance.budget,
    Slot("placements", "Teachers and managers are posted to other schools, and pairs are formed."),
)
TEACH: tuple[Process | Slot, ...] = (
    teaching.timetable,
    activities.clear,  # what groups lent last term is given back
    Slot("activities", "Groups meet, lend, broadcast and guide."),
    teaching.value,
    learning.conditions,
    learning.learn,
    growth.learn_from_colleagues,
    growth.grow_older,
)
SPRING: tuple[Process | Slot, ...] = (
    learning.test,
    evaluation.inspect,
    evaluation.clear_stakes,
    finance.close_funds,  # before awards, which are next year's money
    Slot("evaluation", "Schools and groups are judged and awarded."),
    evaluation.compare_members,
    careers.promote,
    careers.recognise,
    principals.change_heads,
    principals.adapt,
    reputation.spread,
    finance.spend,
)

CALENDAR: tuple[tuple[str, tuple[Process | Slot, ...]], ...] = (
    ("each term", START),
    ("autumn", AUTUMN),
    ("spring", (placement.come_back,)),
    ("each term", EACH),
    ("autumn", POSTINGS),
    ("each term", TEACH),
    ("spring", SPRING),
)


def rows() -> Iterator[tuple[str, Process | Slot]]:
    """Yield each row of the calendar with its season."""
    for season, part in CALENDAR:
        for row in part:
            yield season, row


def run_term(world: World, seconds: dict[str, float] | None = None, after: Callable[[str], None] | None = None) -> None:
    """Take the world through one term.

    Parameters
    ----------
    world
        The world.
    seconds
        Collects the time spent in each row.
    after
        Is called with the name of each row when it is done; its own time is not counted.
    """
    now = "autumn" if world.is_autumn else "spring"
    for season, row in rows():
        if season in {now, "each term"}:
            start = perf_counter()
            if isinstance(row, Slot):
                act(world, row)
            else:
                row.apply(world)
            if seconds is not None:
                seconds[row.name] = seconds.get(row.name, 0.0) + perf_counter() - start
            if after is not None:
                after(row.name)
    world.term += 1


def act(world: World, slot: Slot) -> None:
    """Let the instruments in force act in a slot, and note what they did."""
    for name, method in acting(slot.name):
        instrument = world.settings.instruments[name]
        if instrument.on:
            did = getattr(instrument, method)(world)
            before = world.done.get((world.year, name), Done())
            world.done[world.year, name] = Done(*(a + b for a, b in zip(before, did, strict=True)))


@cache
def acting(slot: str) -> tuple[tuple[str, str], ...]:
    """Return the (instrument, method) pairs that act in a slot, in order."""
    return tuple((name, m) for name, cls in instruments().items() for m, a in cls.methods().items() if a.slot == slot)
