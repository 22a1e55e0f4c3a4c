"""What can happen on a date besides a change of rules: each event is a piece of a reform, checked before anything runs.

An event names the schools it is about (`about`); that they exist, are open on their day and were not merged away before is
checked for all events alike (`sim.check`); who leads and who follows on that day is looked at from event to event
(`sim.check_units`). What an event does is the function of its name in `sim.processes.events`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, field_validator

from sim.bundle import Frozen
from sim.findings import quoted
from sim.gates import Gate
from sim.part import Part, Values, check_date, listed
from sim.say import Said, Text, joined
from sim.texts import events as texts

if TYPE_CHECKING:
    import sim.case

GROWS_INTO = {"primary": "nine_year"}  # what a school can become by adding a stage


class Event(Part):
    """One thing that happens when a reform takes force."""

    what: ClassVar[Text]

    def about(self) -> tuple[str, ...]:
        """Return the ids of the schools it is about, which must be open on its day."""
        return ()

    def told(self) -> Said:
        """Return its schools, and towns, in short: whence and where to."""
        ends = [*self.about(), *getattr(self, "towns", ())]
        where = getattr(self, "into", None) or (getattr(self, "school", None) if hasattr(self, "senders") else None)
        if where is None:
            return joined(ends)
        return texts.FROM_TO(ends=[one for one in ends if one != where], where=where)

    def closes(self) -> tuple[str, ...]:
        """Return the ids of the schools that are gone afterwards."""
        return ()

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield what is wrong with it in a term, beside names that are unknown."""
        yield from ()


class Merge(Event):
    """Schools merged into another, which may be renamed."""

    what: ClassVar[Text] = Text(zh="合并", en="merger")
    schools: tuple[str, ...] = listed(min_length=1)
    into: str
    zh: str | None = None
    en: str | None = None

    def about(self) -> tuple[str, ...]:
        """Return the schools merged and the one they go into."""
        return (*self.schools, self.into)

    def closes(self) -> tuple[str, ...]:
        """Return the schools merged."""
        return self.schools

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why the schools cannot be merged: into themselves, or into one without their grades."""
        if self.into in self.schools:
            yield texts.MERGED_INTO_ITSELF(name=self.into)
        for name in self.schools:
            if name in by_id and self.into in by_id:
                one, other = by_id[name], by_id[self.into]
                if not other.teaches_all_of(one):
                    yield texts.GRADES_NOT_TAUGHT(name=name, kind=one.kind, into=self.into, other=other.kind)


class Rename(Event):
    """A school that is renamed."""

    what: ClassVar[Text] = Text(zh="更名", en="new name")
    school: str
    zh: str
    en: str

    def about(self) -> tuple[str, ...]:
        """Return the school."""
        return (self.school,)


class Split(Event):
    """A part of a school's classes, teachers, rooms, stocks and streets becomes a school of its own."""

    what: ClassVar[Text] = Text(zh="分设", en="split")
    school: str
    into: str  # a school of the case that opens in that school year
    share: float = Field(gt=0, lt=1)

    def about(self) -> tuple[str, ...]:
        """Return the school that is split; the other one is not open yet."""
        return (self.school,)

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why the school cannot be split: the new one is unknown, teaches less, or opens at another time."""
        new, old = by_id.get(self.into), by_id.get(self.school)
        if new is None or old is None:
            return
        if new.kind != old.kind:
            yield texts.SPLIT_UNLIKE(name=self.school, kind=old.kind, into=self.into, other=new.kind)
        if new.opens != (year := case.start_year + term // 2):
            yield texts.OPENS_THEN(name=self.into, year=year)


class Convert(Event):
    """A school takes up a further stage, from grade to grade: a primary school becomes a nine-year one."""

    what: ClassVar[Text] = Text(zh="改制", en="conversion")
    school: str
    to: Literal["nine_year"]
    rooms: int = Field(ge=1, le=100)  # classes per grade the building holds in the stage that is added

    def about(self) -> tuple[str, ...]:
        """Return the school."""
        return (self.school,)

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why the school cannot become what is asked."""
        old = by_id.get(self.school)
        if old is not None and GROWS_INTO.get(old.stage) != self.to:
            allowed = [texts.GROWS(one=a, other=b) for a, b in GROWS_INTO.items()]
            yield texts.CANNOT_BECOME(name=self.school, kind=old.kind, to=self.to, allowed=allowed)


class Roll(Event):
    """More or fewer children live around schools from now on: new housing, resettlement, a village that empties."""

    what: ClassVar[Text] = Text(zh="生源变动", en="change of roll")
    schools: tuple[str, ...] = listed(default=())
    towns: tuple[str, ...] = listed(default=())
    times: float = Field(ge=0.05, le=5)  # children entering grade 1 each year over those before
    ses: float | None = Field(None, ge=-3, le=3)  # mean background of the families from now on
    migrants: float | None = Field(None, ge=0, le=1)

    def about(self) -> tuple[str, ...]:
        """Return the schools named."""
        return self.schools

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why it reaches nobody: nothing named, unknown towns, schools without primary pupils."""
        from sim.param import nearest

        towns = [t.id for t in case.towns]
        if not (self.schools or self.towns):
            yield texts.NOWHERE()
        yield from (texts.NO_TOWN(name=t, hint=nearest(t, towns)) for t in self.towns if t not in towns)
        for name in self.schools:
            if name in by_id and not case.entrants(by_id[name]):
                yield texts.NO_ZONE(name=name)


class Capital(Event):
    """Schools that are built and equipped up to a share of the national standard at once (全面改薄)."""

    what: ClassVar[Text] = Text(zh="集中改造", en="building programme")
    schools: tuple[str, ...] = listed(min_length=1)
    to: float = Field(1.0, gt=0, le=3)  # share of the national standard per pupil

    def about(self) -> tuple[str, ...]:
        """Return the schools."""
        return self.schools


class Team(Event):
    """A team that leaves schools, or partner institutions, for another school for good, most often one that opens."""

    what: ClassVar[Text] = Text(zh="组团派驻", en="team")
    school: str
    senders: tuple[str, ...] = listed(min_length=1)
    share: float = Field(gt=0, le=1)  # of the posts of the school that the team fills
    backbone_share: float = Field(0.3, ge=0, le=1)  # of the team, as far as there are so many

    def about(self) -> tuple[str, ...]:
        """Return the senders; the school may open on that day."""
        return self.senders

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why the team cannot be sent: from the school itself, or to one that is not there in the autumn."""
        if self.school in self.senders:
            yield texts.TEAM_TO_ITSELF(name=self.school)
        if term % 2:
            yield texts.TEAM_IN_SPRING()
        for name in (*self.senders, self.school):
            if (one := by_id.get(name)) and not (one.kind.teaches or (one.stage == "partner" and name in self.senders)):
                yield texts.NO_TEACHERS(name=name, kind=one.kind)
        new = by_id.get(self.school)
        if new is not None and new.opens is not None and new.opens > case.start_year + term // 2:
            yield texts.OPENS_LATER(name=self.school, year=new.opens)


class _OfGroup(Event):
    """An event of a group of the case that has been formed."""

    group: str

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why nothing can happen to the group: it is unknown, or formed later."""
        from sim.param import nearest

        groups = {g.id: g for g in case.groups}
        if self.group not in groups:
            yield texts.NO_GROUP(name=self.group, hint=nearest(self.group, groups))
        elif case.term_of(groups[self.group].formed) > term:
            yield texts.FORMED_LATER(name=self.group, date=groups[self.group].formed)
        elif case.term_of(groups[self.group].formed) == term:
            yield texts.FORMED_THEN(name=self.group)

    def told(self) -> Said:
        """Return the group and its school."""
        return joined([*self.about(), self.group], zh=" – ", en=" – ")


class Dissolve(_OfGroup):
    """A group that ends: all its ties do."""

    what: ClassVar[Text] = Text(zh="撤销集团", en="dissolution")


class Leave(_OfGroup):
    """A school that leaves a group; a group without members is dissolved."""

    what: ClassVar[Text] = Text(zh="退出集团", en="exit")
    school: str

    def about(self) -> tuple[str, ...]:
        """Return the school."""
        return (self.school,)


class Join(Leave):
    """A school, or a stage of it, that joins a group; it leaves another unit of the same layer for it."""

    what: ClassVar[Text] = Text(zh="加入集团", en="entry")
    form: str
    stage: str | None = None

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why the school cannot join: the group, or the stage."""
        yield from super().wrong(case, by_id, term)
        if self.school in by_id and self.stage is not None and self.stage not in by_id[self.school].kind.teaches:
            taught = quoted(sorted(by_id[self.school].kind.teaches))
            yield texts.STAGE_NOT_TAUGHT(name=self.school, stage=self.stage, taught=taught)


class ChangeForm(Leave):
    """A tie that goes over to another form."""

    what: ClassVar[Text] = Text(zh="变更形式", en="change of form")
    form: str


class ChangeCore(Leave):
    """A member that becomes the core of its group; the school that was the core becomes a member in its place."""

    what: ClassVar[Text] = Text(zh="更换核心校", en="change of core")
    form: str


class Forming(_OfGroup):
    """A unit of the case that is formed on its date only if the gate of the reform opens on that day."""

    what: ClassVar[Text] = Text(zh="组建集团", en="formation")

    def wrong(self, case: sim.case.Case, by_id: dict[str, sim.case.School], term: int) -> Iterator[Said]:
        """Yield why the gate says nothing of the unit: it is unknown, or formed on another day."""
        from sim.param import nearest

        groups = {g.id: g for g in case.groups}
        if self.group not in groups:
            yield texts.NO_GROUP(name=self.group, hint=nearest(self.group, groups))
        elif case.term_of(groups[self.group].formed) != term:
            yield texts.FORMED_ANOTHER_DAY(name=self.group, date=groups[self.group].formed)


EVENTS: dict[str, type[Event]] = {  # by the key of a reform, in the order in which they happen: who joins comes before who leaves
    "merge": Merge, "split": Split, "convert": Convert, "roll": Roll, "rename": Rename, "capital": Capital,
    "dissolve": Dissolve, "join": Join, "leave": Leave, "form": ChangeForm, "core": ChangeCore, "team": Team, "found": Forming,
}  # fmt: skip

RESTRUCTURING = ("merge", "split", "convert", "rename")  # of schools as such: they come without the other reforms too


class Reform(Part):
    """What changes on a date: rules that are set, and events; ``anyway`` holds for what comes without the policy too.

    Schools are merged, split, converted and renamed in any case, so that what is estimated of a reform is not what that does;
    a case that counts it to the reform says so by ``mergers_by_reform``.
    """

    date: str
    zh: str
    en: str
    districts: tuple[str, ...] = listed(default=())  # in which ``set`` takes force; none for all
    anyway: bool = False  # with and without the reforms of the case: housing, births, a law of the land
    set: Values = Frozen()
    gate: Gate | None = None  # what is set is tried in pilots first, and events happen when it opens
    merge: tuple[Merge, ...] = listed(default=())
    split: tuple[Split, ...] = listed(default=())
    convert: tuple[Convert, ...] = listed(default=())
    roll: tuple[Roll, ...] = listed(default=())
    rename: tuple[Rename, ...] = listed(default=())
    capital: tuple[Capital, ...] = listed(default=())
    dissolve: tuple[Dissolve, ...] = listed(default=())
    join: tuple[Join, ...] = listed(default=())
    leave: tuple[Leave, ...] = listed(default=())
    form: tuple[ChangeForm, ...] = listed(default=())
    core: tuple[ChangeCore, ...] = listed(default=())
    team: tuple[Team, ...] = listed(default=())
    found: tuple[Forming, ...] = listed(default=())
    _date = field_validator("date")(check_date)

    @property
    def day(self) -> str:
        """The date of its events: its own, or that on which its gate opens."""
        return self.date if self.gate is None else self.gate.by

    def events(self) -> Iterator[tuple[str, Event]]:
        """Yield its events with their keys, in the order in which they happen."""
        for key in EVENTS:
            yield from ((key, event) for event in getattr(self, key))

    def without_policy(self, mergers_by_reform: bool) -> Reform | None:
        """Return what comes of it without the policy: all, what it does to schools as such and tries nowhere, or nothing."""
        if self.anyway:
            return self
        kept = {key: getattr(self, key) for key in RESTRUCTURING}
        if mergers_by_reform or self.gate is not None or not any(kept.values()):
            return None
        return self.model_copy(update={**dict.fromkeys(EVENTS, ()), **kept, "set": Frozen()})
