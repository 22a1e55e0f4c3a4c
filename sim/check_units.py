"""What is wrong with the units of a case over time: ids that are kept, stages that are not there, seats that two units claim.

Events are judged by who leads and who follows on their day, as far as the case tells; what rules do in a run it does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from sim.case import Case, Group
from sim.check_gates import MOST, with_events
from sim.events import ChangeCore, Dissolve, Event, Join, Leave, Merge, Reform
from sim.findings import quoted
from sim.say import NOTHING, Said, joined
from sim.state import AUTO
from sim.texts import AT, events
from sim.texts import cases as texts


class Happening(NamedTuple):
    """What a case dates: a unit that is formed, or an event; of one date units end and are left before others are formed."""

    term: int
    day: str
    where: Said
    what: Event | Group
    reform: Reform | None = None

    @property
    def order(self) -> tuple[int, bool]:
        """By what it is sorted."""
        return self.term, isinstance(self.what, Group)


def findings(case: Case) -> Iterator[Said]:
    """Yield everything that is wrong with the units of a case."""
    for g in case.groups:
        if g.id.startswith(AUTO):
            yield texts.KEPT_ID(id=g.id, auto=AUTO)
    yield from _stages(case)
    yield from _over_time(case)


def _taught(case: Case) -> dict[str, set[str]]:
    """Return the stages by which each school can be tied; one without pupils has a seat by its kind."""
    return {s.id: {*s.kind.teaches} or {s.stage} for s in case.schools}


def _stages(case: Case) -> Iterator[Said]:
    """Yield ties of a stage that is not there."""
    teaches = _taught(case)
    for g in case.groups:
        for m in g.members:
            if m.stage and m.school in teaches and m.stage not in teaches[m.school]:
                said = texts.STAGE_NOT_TAUGHT(school=m.school, stage=m.stage, stages=quoted(sorted(teaches[m.school])))
                yield AT(where=texts.NAMED(key="groups", id=g.id), what=said)


def _over_time(case: Case) -> Iterator[Said]:
    """Yield what cannot be from event to event: seats that two units of a layer claim, cores that go, events about nobody.

    What waits for gates happens or does not: each way is looked at, and what is wrong when all gates open is not said again.
    An event must find something to change in one of the ways at least.
    """
    gated, said = with_events(case)[:MOST], set[Said]()
    happen = _dated(case)
    idle: dict[int, Said] | None = None
    for n in range(len(gated) + 1):
        for closed in combinations(gated, n):
            seats = Seating(case)
            found = list(_walk(seats, happen, closed))
            idle = seats.idle if idle is None else {i: why for i, why in idle.items() if i in seats.idle}
            for wrong in found:
                if wrong not in said:
                    said.add(wrong)
                    gates = joined([texts.DATED(key="reforms", date=r.date) for r in closed])
                    yield texts.IF_GATES(said=wrong, closed=gates) if closed else wrong
    yield from (AT(where=happen[i].where, what=why) for i, why in (idle or {}).items())


def _dated(case: Case) -> list[Happening]:
    """Return what a case dates, in the order in which it happens."""
    happen = [Happening(case.term_of(g.formed), g.formed, texts.NAMED(key="groups", id=g.id), g) for g in case.groups]
    for i, r in sorted(enumerate(case.reforms), key=lambda item: case.term_of(item[1].date)):
        for key, event in r.events():
            where = texts.DATED(key=f"reforms[{i}].{key}", date=r.day)
            happen.append(Happening(case.term_of(r.day), r.day, where, event, r))
    return sorted(happen, key=lambda one: one.order)


def _walk(seats: Seating, happen: list[Happening], closed: tuple[Reform, ...]) -> Iterator[Said]:
    """Yield what clashes while the gates of some reforms stay closed, and note in `Seating.idle` what changes nothing."""
    given_up = {event.group for r in closed for event in r.found}
    for i, one in enumerate(happen):
        if isinstance(one.what, Group):
            wrong = seats.form(one.what) if one.what.id not in given_up else iter(())
        elif one.reform in closed:
            seats.idle[i] = NOTHING
            continue
        elif (why := seats.why_not(one.what)) is not None:
            seats.idle[i] = why
            continue
        else:
            wrong = seats.change(one.what, one.day)
        yield from (AT(where=one.where, what=said) for said in wrong)


class Seating:
    """Who sits where at some time, as far as the case tells: the units of each school, with the stage that is tied."""

    def __init__(self, case: Case) -> None:
        self.teaches = _taught(case)
        self.groups = {g.id: g for g in case.groups}
        self.seats: dict[str, dict[str, str | None]] = {name: {} for name in self.teaches}  # by school and unit
        self.core: dict[str, str] = {}  # of the units in force
        self.ended: dict[str, str] = {}  # on which day
        self.gone: dict[str, str] = {}  # schools merged away, and into which
        self.idle: dict[int, Said] = {}  # why events change nothing, by their place in what the case dates

    def form(self, g: Group) -> Iterator[Said]:
        """Seat the schools of a unit that is formed; yield a core that is gone, and schools that sit in another of the layer."""
        if g.core in self.gone:
            yield events.CORE_GONE(core=g.core, into=self.gone[g.core])
            return
        self.core[g.id] = g.core
        ties: list[tuple[str, str | None]] = [(g.core, None), *((m.school, m.stage) for m in g.members)]
        for school, only in ties:
            if school in self.seats and school not in self.gone:
                yield from self._sit(school, only, g, g.formed)

    def why_not(self, event: Event) -> Said | None:
        """Return why an event changes nothing on its day, None where it does or where its names are unknown."""
        unit, school = getattr(event, "group", ""), getattr(event, "school", "")
        if unit in self.ended:
            return events.DISSOLVED_BEFORE(group=unit, date=self.ended[unit])
        if not isinstance(event, Leave) or unit not in self.core or school not in self.seats or school in self.gone:
            return None
        if self.core[unit] == school:
            return events.IS_CORE(name=school, group=unit)
        if isinstance(event, Join):
            return events.MEMBER_ALREADY(name=school, group=unit) if unit in self.seats[school] else None
        if unit not in self.seats[school]:
            return events.NOT_A_MEMBER(name=school, group=unit, members=quoted(self._members(unit)))
        return None

    def change(self, event: Event, day: str) -> Iterator[Said]:
        """Free the seats an event frees, and take those it takes; yield cores that are gone or would follow another core."""
        if isinstance(event, Merge):
            for school in (name for name in event.schools if name in self.seats):
                yield from (events.CORE_MERGED_AWAY(name=school, group=unit) for unit in self._led(school))
                self._leave(school, [*self.seats[school]], day)
                self.gone[school] = event.into
        elif isinstance(event, Dissolve):
            self._end(event.group, day)
        elif isinstance(event, Leave) and event.group in self.core and event.school in self.seats:
            g = self.groups[event.group]
            if isinstance(event, Join):
                others = self._beside(event.school, event.stage, g)
                if led := [unit for unit in others if unit in self._led(event.school)]:
                    yield texts.CORE_JOINS(school=event.school, group=event.group, other=led[0])
                    return
                self._leave(event.school, others, day)
                self.seats[event.school][event.group] = event.stage
            elif isinstance(event, ChangeCore):
                self.core[event.group] = event.school
                yield from self._sit(event.school, None, g, day)
            elif type(event) is Leave:
                self._leave(event.school, [event.group], day)

    def _sit(self, school: str, only: str | None, g: Group, day: str) -> Iterator[Said]:
        """Seat a school, or a stage of it, in a unit; yield another unit of the layer in which it sits already."""
        for other in self._beside(school, only, g)[:1]:
            later = self.groups[other].formed != day
            leave = texts.LET_IT_LEAVE(unit=other, date=day) if later else NOTHING
            yield texts.TWO_UNITS(school=school, one=other, other=g.id, layer=g.layer, leave=leave)
        self.seats[school][g.id] = only

    def _beside(self, school: str, only: str | None, g: Group) -> list[str]:
        """Return the other units of a unit's layer in which a school sits by one of the stages of a tie."""
        stages, seats = self._of(school, only), self.seats[school]
        return [
            unit
            for unit, stage in seats.items()
            if unit != g.id and self.groups[unit].layer == g.layer and self._of(school, stage) & stages
        ]

    def _of(self, school: str, only: str | None) -> set[str]:
        """Return the stages of a school that a tie binds."""
        return self.teaches[school] if only is None else self.teaches[school] & {only}

    def _led(self, school: str) -> list[str]:
        """Return the units a school leads."""
        return [unit for unit in self.seats[school] if self.core[unit] == school]

    def _members(self, unit: str) -> list[str]:
        """Return the schools that follow in a unit, by name."""
        return sorted(s for s, seats in self.seats.items() if unit in seats and self.core[unit] != s)

    def _leave(self, school: str, units: list[str], day: str) -> None:
        """Free a school's seats in units; those that have lost their core, or all their members, end."""
        for unit in units:
            del self.seats[school][unit]
            if self.core[unit] == school or not self._members(unit):
                self._end(unit, day)

    def _end(self, unit: str, day: str) -> None:
        """End a unit in force: all its seats are free."""
        if self.core.pop(unit, None) is not None:
            self.ended[unit] = day
            for seats in self.seats.values():
                seats.pop(unit, None)
