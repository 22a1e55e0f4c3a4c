"""What is wrong with the units of a case over time: ids that are kept, stages that are not there, seats that two units claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from sim.case import Case, Group
from sim.check_gates import MOST, with_events
from sim.events import ChangeCore, ChangeForm, Dissolve, Event, Join, Leave, Merge, Reform
from sim.findings import quoted
from sim.say import NOTHING, Said, joined
from sim.state import AUTO
from sim.texts import AT
from sim.texts import cases as texts


def findings(case: Case) -> Iterator[Said]:
    """Yield everything that is wrong with the units of a case."""
    for g in case.groups:
        if g.id.startswith(AUTO):
            yield texts.KEPT_ID(id=g.id, auto=AUTO)
    yield from _stages(case)
    yield from _seats(case)


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


def _seats(case: Case) -> Iterator[Said]:
    """Yield schools that two units of one layer claim for the same stage at the same time, from event to event.

    On one date units end and are left before others are formed. What waits for gates happens or does not: each way is looked
    at, and what is wrong when all gates open is not said again.
    """
    gated, said = with_events(case)[:MOST], set[Said]()
    for n in range(len(gated) + 1):
        for closed in combinations(gated, n):
            for wrong in _claims(case, closed):
                if wrong not in said:
                    said.add(wrong)
                    gates = joined([texts.DATED(key="reforms", date=r.date) for r in closed])
                    yield texts.IF_GATES(said=wrong, closed=gates) if closed else wrong


def _claims(case: Case, closed: tuple[Reform, ...]) -> Iterator[Said]:
    """Yield the seats that two units claim while the gates of some reforms stay closed."""
    seats, given_up = Seating(case), {event.group for r in closed for event in r.found}
    happen: list[tuple[int, int, Event | Group]] = [
        (case.term_of(g.formed), 1, g) for g in case.groups if g.id not in given_up
    ]
    happen += [(case.term_of(r.day), 0, event) for r in case.reforms if r not in closed for _, event in r.events()]
    for _, _, what in sorted(happen, key=lambda item: item[:2]):
        if isinstance(what, Group):
            yield from seats.form(what)
        else:
            yield from seats.change(what)


class Seating:
    """Who sits where at some time, as far as the case tells: the unit of each school by layer and stage."""

    def __init__(self, case: Case) -> None:
        self.teaches = _taught(case)
        self.groups = {g.id: g for g in case.groups}
        self.unit: dict[tuple[str, str, str], str] = {}  # by layer, school and stage

    def form(self, g: Group) -> Iterator[Said]:
        """Seat the schools of a unit that is formed; yield those that sit in another of the layer."""
        ties: list[tuple[str, str | None]] = [(g.core, None), *((m.school, m.stage) for m in g.members)]
        for school, only in ties:
            for stage in self._of(school, only):
                other = self.unit.setdefault((g.layer, school, stage), g.id)
                if other != g.id:
                    later = self.groups[other].formed != g.formed
                    leave = texts.LET_IT_LEAVE(unit=other, date=g.formed) if later else NOTHING
                    yield texts.TWO_UNITS(school=school, one=other, other=g.id, layer=g.layer, leave=leave)
                    break

    def change(self, event: Event) -> Iterator[Said]:
        """Free the seats an event frees, and take those it takes; yield cores that would follow another core."""
        if isinstance(event, ChangeForm | ChangeCore):
            return
        if isinstance(event, Merge):
            self._free(lambda key, unit: key[1] in event.schools)
        elif isinstance(event, Dissolve):
            self._free(lambda key, unit: unit == event.group)
        elif isinstance(event, Join) and event.group in self.groups:
            layer, stages = self.groups[event.group].layer, self._of(event.school, event.stage)
            for stage in stages:
                other = self.groups.get(self.unit.get((layer, event.school, stage), ""))
                if other is not None and other.id != event.group and other.core == event.school:
                    yield texts.CORE_JOINS(school=event.school, group=event.group, other=other.id)
                    break
                self.unit[layer, event.school, stage] = event.group
        elif isinstance(event, Leave):
            self._free(lambda key, unit: unit == event.group and key[1] == event.school)

    def _of(self, school: str, only: str | None) -> list[str]:
        """Return the stages of a school that a tie binds."""
        stages = self.teaches.get(school, set())
        return sorted(stages if only is None else stages & {only})

    def _free(self, goes: Callable[[tuple[str, str, str], str], bool]) -> None:
        self.unit = {key: unit for key, unit in self.unit.items() if not goes(key, unit)}
