"""What happens in a school year, in this order. Read this file first.

A row is a process, or a slot in which the instruments in force act in the order of their names. Autumn rows run in the
first term of a school year, spring rows at the end of the second, the rows of each term in both. `steps` yields a term
flat, step by step; whoever wants to watch (the clock of seconds, the record, a researcher's observers, the laws of the
tests, ``edugroup describe schedule``) walks along. The clock goes on after the last step and is never turned back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from sim.declare import SLOTS
from sim.instruments import Instrument, instruments
from sim.processes import (
    Process,
    across,
    activities,
    admission,
    adoption,
    assets,
    bases,
    building,
    careers,
    chasing,
    competition,
    council,
    culture,
    development,
    evaluation,
    exchange,
    finance,
    founding,
    funds,
    gifts,
    groups,
    growth,
    guidance,
    home,
    hosting,
    learning,
    lifecycle,
    market,
    mentors,
    open_school,
    phases,
    placement,
    platform,
    practice,
    principals,
    reform,
    reputation,
    sampling,
    satisfaction,
    standing,
    support,
    swap,
    teaching,
    team_research,
    turnover,
    twin_training,
    visits,
    workload,
)
from sim.processes.events import team
from sim.say import Text
from sim.world import Done, World

TERM, YEAR = "term", "year"  # moments at which a term and a school year are over


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the calendar where instruments act."""

    name: str

    @property
    def about(self) -> Text:
        """What happens there."""
        return SLOTS[self.name]


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the calendar where nothing happens, for those who watch."""

    name: str
    about: Text


class Step(NamedTuple):
    """One thing that happens in a term; a slot and a moment are steps that write nothing, when all in them have acted."""

    season: str
    name: str
    about: Text
    writes: frozenset[str]
    apply: Callable[[World], None]

    def may_write(self, column: str) -> bool:
        """Whether a column, ``table.column``, is among those it declares; ``table.*`` stands for all of a table."""
        return column in self.writes or f"{column.partition('.')[0]}.*" in self.writes


type Row = Process | Slot | Moment

START: tuple[Row, ...] = (
    reform.enact,  # rules, mergers and names of this date
)
AUTUMN: tuple[Row, ...] = (
    reform.open_schools,  # before families choose
    building.build,
    admission.admit,  # grade 9 leaves, grade 6 changes school, six-year-olds enter
    admission.count,
    careers.leave,
    turnover.remember,  # before anybody comes back, moves or is hired
    placement.come_back,
    competition.compete,  # before posts that are vacant are filled
    careers.plan_posts,
    team.send_teams,  # before novices are hired for what is left
    Slot("before hiring"),
    market.fill,
    lifecycle.release,  # members that match their core, or no longer trust it
    phases.advance,
    founding.spin_off,  # some of those released, while others still stand outside
    swap.change_members,
    lifecycle.enter,  # new, weak and rural schools still outside
    founding.cover,  # what the plan of coverage lacks
)
EACH: tuple[Row, ...] = (
    workload.clear,  # before anybody is asked for anything
    groups.form,
    groups.reach,  # how much each tie carries this term
    mentors.part,  # after all came home who do so in spring
)
POSTINGS: tuple[Row, ...] = (
    Slot("first posts"),
    finance.budget,
    funds.pool,
    funds.plan,
    assets.lay_out,
    gifts.give,
    Slot("placements"),
    mentors.pair,  # of those who are there when postings are over
    Slot("pairs"),
    hosting.relieve,  # who guides whom being settled
    visits.visit,
)
TEACH: tuple[Row, ...] = (
    teaching.timetable,
    activities.clear,  # what groups lent last term is given back
    council.meet,
    adoption.spread,  # before anything is used
    gifts.volunteer,
    Slot("activities"),
    support.help_pupils,
    platform.diagnose,
    open_school.teach,
    home.reach_out,
    guidance.guide,
    twin_training.train,
    across.teach,
    bases.stay,
    chasing.turn,
    team_research.meet,  # in the time that joint research leaves
    mentors.guide,
    workload.weigh,  # after all that weighs on this term's teaching has been asked for
    teaching.value,
    learning.conditions,
    learning.learn,
    development.develop,  # of pupils, where a case follows it
    practice.settle,
    growth.grow_older,
    workload.tire,
)
SPRING: tuple[Row, ...] = (
    evaluation.look_back,
    learning.test,
    sampling.draw,
    evaluation.follow_progress,
    development.rate,
    evaluation.inspect,
    evaluation.clear_stakes,
    satisfaction.ask,
    funds.share_out,  # of what is left
    finance.close_funds,  # before awards, which are next year's money
    Slot("evaluation"),
    evaluation.compare_members,
    exchange.appraise,  # before titles, in which credit counts
    exchange.honour,
    standing.choose,
    standing.accept,
    careers.promote,
    careers.recognise,
    principals.change_heads,
    principals.adapt,
    culture.draw_together,
    reputation.spread,
    finance.spend,
    reform.look,  # when the year is over
)
TERM_ENDS: tuple[Row, ...] = (
    Moment(
        TERM,
        Text(
            zh="学期结束；春季学期结束时写入本学年的记录。",
            en="The term is over; of a spring, the record of the school year is written.",
        ),
    ),
)
YEAR_ENDS: tuple[Row, ...] = (Moment(YEAR, Text(zh="学年结束。", en="The school year is over.")),)

CALENDAR: tuple[tuple[str, tuple[Row, ...]], ...] = (
    ("each term", START),
    ("autumn", AUTUMN),
    ("spring", (placement.come_back,)),
    ("each term", EACH),
    ("autumn", POSTINGS),
    ("spring", (mentors.pair_again, exchange.watch)),  # who came home, or whose mentor did; who is there to be rated
    ("each term", TEACH),
    ("spring", SPRING),
    ("each term", TERM_ENDS),
    ("spring", YEAR_ENDS),
)


def steps(world: World) -> Iterator[Step]:
    """Yield what happens in this term, for the caller to apply one after the other; then let the clock go on.

    A process of an outcome of pupils that the case does not follow has no turn.

    Who looks at the settings is asked when its turn comes, since the first step of a term may change them.
    """
    for slot, step in _term("autumn" if world.is_autumn else "spring", world.case.outcomes):
        if slot is not None:
            yield from _acting(step.season, slot, world)
        yield step
    world.term += 1


def calendar(tools: Mapping[str, Instrument] | None = None) -> Iterator[Step]:
    """Yield every step of a school year, with the turns of some instruments, of all there are by default, in force or not."""
    tools = {name: cls() for name, cls in instruments().items()} if tools is None else tools
    for season, row in _rows():
        for name, tool in tools.items() if isinstance(row, Slot) else ():
            yield from _turns(season, row.name, name, type(tool))
        yield _step(season, row)


@cache
def _rows(now: str | None = None) -> tuple[tuple[str, Row], ...]:
    """Return the rows of a season, or of a year, each with the season it stands in."""
    parts = [(season, part) for season, part in CALENDAR if now is None or season in {now, "each term"}]
    return tuple((season, row) for season, part in parts for row in part)


@cache
def _term(season: str, outcomes: tuple[str, ...]) -> tuple[tuple[Slot | None, Step], ...]:
    """Return the steps of a term where some outcomes of pupils are followed, with the slot that each ends, if any."""
    return tuple(
        (row if isinstance(row, Slot) else None, _step(of, row))
        for of, row in _rows(season)
        if not isinstance(row, Process) or row.outcome in outcomes
    )


def _acting(season: str, slot: Slot, world: World) -> list[Step]:
    """Return the turns in a slot of the instruments in force somewhere."""
    turns = ((name, _turns(season, slot.name, name, type(own))) for name, own in world.settings.instruments.items())
    return [step for name, steps in turns if steps and variants(world, name) for step in steps]


@cache
def _turns(season: str, slot: str, name: str, tool: type[Instrument]) -> tuple[Step, ...]:
    """Return the turns that an instrument has in a slot."""
    return tuple(
        Step(season, f"{name}.{method}", act.about, act.writes, partial(_act, name=name, method=method))
        for method, act in tool.methods().items()
        if act.slot == slot
    )


@cache
def _step(season: str, row: Row) -> Step:
    """Return the step of a process, or the end of a slot, or a moment."""
    if isinstance(row, Process):
        return Step(season, row.name, row.about, row.writes, row.apply)
    return Step(season, row.name, row.about, frozenset(), _watch)


def _act(world: World, *, name: str, method: str) -> None:
    """Let an instrument have its turn, and note what it did."""
    several = len(world.districts) > 1
    for instrument in variants(world, name):
        mark = world.books.mark(world.year, instrument.time) if several else None
        did = getattr(instrument, method)(world)
        before = world.done.get((world.year, name), Done())
        world.done[world.year, name] = Done(*(a + b for a, b in zip(before, did, strict=True)))
        if mark is not None:
            world.done_in[world.year, name] = world.done_in.get((world.year, name), 0.0) + world.books.since(mark)


def variants(world: World, name: str) -> list[Instrument]:
    """Return an instrument as it is in force: once where one set of values holds, else once for the districts of each.

    Each of several is aimed at the districts in which its values hold.
    """
    if not world.local:
        own = world.settings.instruments[name]
        return [own] if own.in_force else []
    found: list[tuple[Instrument, list[str]]] = []
    for row, district in enumerate(world.case.bureaus):
        one = world.settings_of(row).instruments[name]
        if one.in_force and (not one.districts or district.id in one.districts):
            same = next((ids for other, ids in found if other == one), None)
            if same is None:
                found.append((one, [district.id]))
            else:
                same.append(district.id)
    return [one.model_copy(update={"districts": tuple(ids)}) for one, ids in found]


def _watch(world: World) -> None:
    """Do nothing: the moment is there to be watched."""
