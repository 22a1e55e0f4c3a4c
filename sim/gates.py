"""Gates: a reform that is tried first. It holds in pilots alone until a date, and then everywhere if they did well enough.

A gate belongs to a reform (``gate = { ... }``). Its pilots are the districts of the reform, or the groups the gate names;
they are looked at beside the others in the last school year before the date (`sim.processes.reform`, B19, B29). What cannot
be tried waits for the gate: the events of the reform happen on the day it opens, and never if it stays closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import field_validator

from sim.part import Part, check_date, listed
from sim.say import Said
from sim.texts import events as texts

if TYPE_CHECKING:
    from sim.case import Case
    from sim.events import Reform


class Gate(Part):
    """What pilots must show against the others for a reform to be extended to all, and by when."""

    measure: str  # one that is taken every year, over all stages or of one: mean_score, mean_score.junior
    of: Literal["change", "level"] = "change"  # since the school year before the reform, or as they stand
    at_least: float | None = None  # pilots less others
    at_most: float | None = None
    by: str
    groups: tuple[str, ...] = listed(default=())  # pilots, where they are not the districts of the reform
    _date = field_validator("by")(check_date)

    @property
    def limit(self) -> float:
        """What the pilots must reach, or stay below."""
        limit = self.at_most if self.at_least is None else self.at_least
        assert limit is not None
        return limit

    def passed(self, value: float) -> bool:
        """Whether pilots less others is enough; what is not known is not."""
        return value >= self.limit if self.at_least is not None else value <= self.limit

    def told(self, districts: tuple[str, ...]) -> Said:
        """Return in short who tries, until when, and what it takes."""
        bound = texts.AT_LEAST if self.at_least is not None else texts.AT_MOST
        asked = bound(measure=self.measure, of=texts.OF[self.of], limit=self.limit)
        return texts.GATE(who=districts or self.groups, by=self.by, asked=asked)


def happening(case: Case, term: int, extended: set[int]) -> list[Reform]:
    """Return the reforms whose events happen in a term: of this date, or extended (by place in the case) on it."""
    return [
        r
        for r in case.in_force(term)
        if case.term_of(r.day) == term and (r.gate is None or case.reforms.index(r) in extended)
    ]


def years(case: Case, reform: Reform) -> tuple[int, int]:
    """Return the terms at whose end the pilots of a reform are looked at: before it, and before its gate opens."""
    assert reform.gate is not None
    before, by = (case.term_of(date) for date in (reform.date, reform.gate.by))
    return _spring_before(before), _spring_before(by)


def _spring_before(term: int) -> int:
    return term - 1 - term % 2


def standing(reform: Reform, extended: bool) -> Reform:
    """Return a reform as it stands: in its pilots alone while its gate is closed, everywhere once it is extended."""
    if reform.gate is None:
        return reform
    if not reform.gate.groups:
        return reform.model_copy(update={"districts": ()}) if extended else reform
    aims: dict[str, Any] = {
        f"{name.partition('.')[0]}.groups": () if extended else reform.gate.groups for name in reform.set
    }
    return reform.model_copy(update={"set": {**reform.set, **aims}})
