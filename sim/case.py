"""A case: a district or several, schools, groups and dated reforms, read from a TOML file and checked before anything runs."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError, field_validator

from sim import HOME, axes, system, texts, toml
from sim.axes import STAGES, Kind, KindName, LevelName, LocalityName, PlaceboName, StageName, Taught, taught
from sim.bundle import Frozen
from sim.events import Reform
from sim.param import clipped, nearest, shown, some
from sim.part import DATE, ID, Instance, Label, Origin, Part, Values, check_date, frozen, listed
from sim.say import joined
from sim.state import LayerName, TierName
from sim.texts import cases

ALL = "all"  # stands for all districts of a case together, in the tables of a run


class CaseError(ValueError):
    """A case that cannot be used; ``messages`` holds one sentence per finding."""

    def __init__(self, source: str, findings: Iterable[Any], say: Callable[[Any], str] = str) -> None:
        self.source, self.messages = clipped(source, 300), some(findings, say)
        told = (texts.AT(where=self.source, what=m) for m in self.messages)
        super().__init__(joined(told, zh="\n", en="\n"))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.source, ()), {**self.__dict__, "args": self.args}  # as of `ParamError`


class District(Part):
    """The district or county of one education bureau, where a case has several; ``set`` holds in it from the first day on."""

    id: str
    zh: str
    en: str
    textbooks: str = Field("", max_length=100)  # names the edition in use: districts that name one edition share it
    set: Values = Frozen()


class Town(Part):
    """A street, town or its villages; ``district`` names its district where the case lists some."""

    id: str
    zh: str
    en: str
    locality: LocalityName
    x: float = Field(ge=-500, le=500)
    y: float = Field(ge=-500, le=500)
    radius: float = Field(gt=0, le=50)
    ses: float = Field(ge=-3, le=3)
    migrants: float = Field(ge=0, le=1)
    district: str | None = None


class OneStage(Part):
    """What is known of one stage of a school on the first day; what is not given is drawn.

    Scores are in SD of the scores of all pupils of the stage, means above (below) theirs; how they are met is told in
    `sim.population.achievement`. Counts of teachers are by register and nested: of ``teachers``, so many have the middle title
    or a higher one, of these so many the senior title or the full one; leaders and masters are counted among the backbone
    teachers too.
    """

    grades: Annotated[tuple[int, ...], listed()] | None = None  # pupils; given for one school, all rolls are exact
    classes: int | None = Field(None, ge=1, le=500)
    rooms: int | None = Field(None, ge=1, le=100)
    score: float | None = Field(None, ge=-5, le=5)  # mean of its pupils
    score_sd: float | None = Field(None, ge=0.05, le=3)  # between its pupils
    tested: int | None = Field(None, ge=1, le=20_000)  # pupils whose scores these are; by default all
    teachers: int | None = Field(None, ge=0, le=3000)
    above_degree: int | None = Field(None, ge=0, le=3000)
    backbone: int | None = Field(None, ge=0, le=3000)
    leaders: int | None = Field(None, ge=0, le=3000)
    masters: int | None = Field(None, ge=0, le=3000)
    arts: int | None = Field(None, ge=0, le=3000)
    mid_title: int | None = Field(None, ge=0, le=3000)
    senior_title: int | None = Field(None, ge=0, le=3000)
    women: int | None = Field(None, ge=0, le=3000)
    ages: Annotated[tuple[int, ...], listed()] | None = None  # up to 34, 35-44, 45-54, 55 and over


NOTHING = OneStage()  # is known


class Stocks(Part):
    """The stocks of a school on its first day; what is not given is drawn."""

    teaching_area: float | None = Field(None, ge=0, le=1e6)
    sports_area: float | None = Field(None, ge=0, le=1e6)
    equipment: float | None = Field(None, ge=0, le=4e9)
    media_rooms: float | None = Field(None, ge=0, le=2000)


class School(Part):
    """A school, or a kindergarten or partner institution, which have no pupils here.

    ``pupils`` is the roll of the first year, or the planned one of a later opening.
    """

    id: str
    zh: str
    en: str
    town: str
    stage: KindName
    level: LevelName
    pupils: int = Field(ge=0, le=20_000)
    opens: int | None = Field(None, ge=1950, le=2200)
    x: float | None = Field(None, ge=-500, le=500)
    y: float | None = Field(None, ge=-500, le=500)
    ses: float | None = Field(None, ge=-3, le=3)  # of the families around it; by default drawn around that of the town
    migrants: float | None = Field(None, ge=0, le=1)  # among the children around it; by default the town's share
    staff: int | None = Field(None, ge=0, le=500)  # people of a partner institution
    primary: OneStage | None = None
    junior: OneStage | None = None
    senior: OneStage | None = None
    stocks: Stocks | None = None

    @property
    def kind(self) -> Kind:
        """Its kind, which tells the stages it teaches."""
        return Kind[self.stage.upper()]

    def teaches_all_of(self, other: School) -> bool:
        """Whether it teaches all that another school does; what teaches none is like its own kind alone."""
        return {*other.kind.teaches} <= {*self.kind.teaches} and (bool(other.kind.teaches) or self.kind == other.kind)

    def known(self, stage: str) -> OneStage:
        """Return what is known of a stage, given by name."""
        return getattr(self, stage) or NOTHING


class Member(Part):
    """A member school, or one stage of it, and the form of its tie."""

    school: str
    stage: StageName | None = None  # None ties the whole school
    form: str


class Group(Part):
    """An education group, or a unit of another layer (a cluster, a support pair, ...): core, ties, date of formation."""

    id: str
    zh: str
    en: str
    layer: LayerName = "group"
    core: str
    formed: str
    tier: TierName = "district"
    members: tuple[Member, ...] = listed()
    _date = field_validator("formed")(check_date)


class OwnForm(Label):
    """A form of tie of the case's own: what it is like, and what it has otherwise."""

    id: str = Field(pattern=ID)
    like: str | None = None  # by default it carries nothing but what is set
    unified: str | None = None  # a list of functions that are wholly unified
    set: Values = Frozen()


class Demography(Part):
    """Children entering grade 1, by school year, relative to the first year; the last value holds afterwards."""

    entry_index: Annotated[dict[int, float], AfterValidator(frozen)] = Frozen()

    @field_validator("entry_index", mode="before")
    @classmethod
    def _years(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        if bad := [k for k in raw if not re.fullmatch(r"[12]\d{3}", str(k), re.ASCII)]:
            raise ValueError(cases.NO_YEAR(value=shown(bad[0])))
        return {int(k): v for k, v in raw.items()}

    @field_validator("entry_index")
    @classmethod
    def _range(cls, index: dict[int, float]) -> dict[int, float]:
        for year, value in index.items():
            if not 0.05 <= value <= 5:
                raise ValueError(cases.INDEX_OUT_OF_RANGE(value=shown(value), year=year))
        return index


class Case(Part):
    """A district, or a city of several, with its history."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: Label
    start_year: int = Field(ge=1990, le=2100)
    years: int = Field(30, ge=1, le=100)
    outcomes: Annotated[tuple[axes.OutcomeName, ...], listed(), AfterValidator(axes.followed)] = axes.IN_EVERY_CASE
    demography: Demography = Demography()
    districts: tuple[District, ...] = listed(default=())
    towns: tuple[Town, ...] = listed(min_length=1)
    schools: tuple[School, ...] = listed(min_length=1)
    forms: tuple[OwnForm, ...] = listed(default=())
    groups: tuple[Group, ...] = listed(default=())
    instances: tuple[Instance, ...] = listed(default=())
    reforms: tuple[Reform, ...] = listed(default=())
    params: Values = Frozen()
    sources: Annotated[dict[str, Origin], AfterValidator(frozen)] = Field(Frozen(), max_length=2000)
    enacted: bool = True  # False: the reforms and groups listed stay on paper
    unstaged: bool = False  # True: they take force at the first date of any
    placebo: PlaceboName = "none"
    mergers_by_reform: bool = False  # True: what reforms do to schools as such stays on paper with them

    def following(self, *names: str) -> Case:
        """Return the case with some outcomes of pupils followed, besides those that every case follows."""
        return self.model_copy(update={"outcomes": axes.followed([*axes.IN_EVERY_CASE, *names])})

    def without_reforms(self) -> Case:
        """Return the baseline: the same district, its reforms and groups on paper only, so that schools keep their roles."""
        return self.model_copy(update={"enacted": False})

    @property
    def bureaus(self) -> tuple[District, ...]:
        """The districts listed; a case that lists none is one district of its own name."""
        return self.districts or (District(id=self.id, zh=self.title.zh, en=self.title.en),)

    def district_rows(self) -> list[int]:
        """Return the row of each school's district among `bureaus`."""
        row = {d.id: i for i, d in enumerate(self.districts)}
        at = {t.id: row.get(t.district or "", 0) for t in self.towns}
        return [at[s.town] for s in self.schools]

    def due(self, term: int) -> list[Reform]:
        """Return the reforms that take force in a term, in the order of the file."""
        return [r for r in self.in_force(term) if self.term_of(r.date) == term]

    def in_force(self, term: int) -> list[Reform]:
        """Return the reforms of up to a term by date, in the order of the file; in the baseline what comes of them even so."""
        parts = (r if self.enacted else r.without_policy(self.mergers_by_reform) for r in self.reforms)
        return sorted((r for r in parts if r and self.term_of(r.date) <= term), key=lambda r: self.term_of(r.date))

    def index(self, year: int) -> float:
        """Return entrants of a school year relative to those of the first year."""
        series = self.demography.entry_index
        known = [y for y in series if y <= year]
        return series[max(known)] if known else 1.0

    @cached_property
    def stages(self) -> Taught:
        """The stages it teaches."""
        return _stages(frozenset(s.stage for s in self.schools))

    def pupils(self, school: School, stage: str) -> float:
        """Return the roll of a school at a stage, given by name, as counted or else as planned, even over its grades."""
        grades = school.known(stage).grades
        return school.pupils * _PART[school.stage].get(stage, 0.0) if grades is None else float(sum(grades))

    @cached_property
    def rolls(self) -> dict[str, tuple[float, ...]]:
        """The rolls of all schools by stage."""
        return {stage: tuple(self.pupils(s, stage) for s in self.schools) for stage in STAGES.names}

    def entrants(self, school: School) -> float:
        """Return the children who enter the first grade around a school each year: as many as last, or its roll a grade."""
        first = STAGES[0]
        grades = school.known(first.name).grades
        return self.pupils(school, first.name) / first.grades if grades is None else float(grades[0])

    def term_of(self, date: str) -> int:
        """Return the first term that starts on or after a date (autumn 1 September, spring 1 March); a year means September."""
        return _term_of(date, self.start_year)


_PART = {  # of its grades that a kind of school teaches at each of its stages
    kind.name.lower(): {s: STAGES[s].grades / sum(STAGES[x].grades for x in kind.teaches) for s in kind.teaches}
    for kind in Kind
}


@cache
def _stages(kinds: frozenset[str]) -> Taught:
    """Return the stages that schools of some kinds teach; remembered, since a run asks at every turn."""
    return taught({name for kind in kinds for name in Kind[kind.upper()].teaches})


@cache
def _term_of(date: str, start_year: int) -> int:
    match = DATE.match(date)
    assert match is not None
    year, month = int(match[1]), int(match[2] or 9)
    return max(2 * (year - start_year) + (-1 if month <= 3 else 0 if month <= 9 else 1), 0)


def case_files() -> dict[str, Path]:
    """Return the cases that come with the project, by name."""
    folder = next((f for f in (HOME.parent / "configs", HOME / "configs") if f.is_dir()), None)
    return {f.stem: f for f in sorted(folder.glob("*.toml"))} if folder else {}


def load_case(name: str | os.PathLike[str] | Case) -> Case:
    """Return a case by name, by path of a TOML file, or as it is.

    Raises
    ------
    CaseError
        When the file is missing, is not TOML, or does not describe a district that can be simulated.
    """
    if isinstance(name, Case):
        return name
    known = case_files()
    path = known.get(str(name)) or Path(name)
    if not os.path.isfile(path):  # which a name too long for any file is not, nor one that no file can have
        raise CaseError(str(name), [texts.NO_CASE(hint=nearest(str(name), known), known=list(known))])
    try:
        return _read(path.read_bytes(), str(path))
    except OSError as error:
        raise CaseError(str(path), [texts.UNREADABLE(why=system.why(error))]) from None


@lru_cache(maxsize=64)
def _read(content: bytes, source: str) -> Case:
    """Return the case of a file's content; remembered, because a study loads one case thousands of times."""
    try:
        raw = toml.read(content)
    except ValueError as error:
        raise CaseError(source, [str(error)]) from None
    return parse_case(raw, source)


def parse_case(raw: dict[str, Any], source: str = "case") -> Case:
    """Return the case of a parsed file; ``source`` names it in messages."""
    from sim import check  # which knows every parameter, and through them this module
    from sim.instruments import instruments

    instruments()  # a mistake in one from elsewhere is not the case's
    if said := check.stranger(raw, "case", source):
        raise CaseError(source, [said])
    try:
        case = Case.model_validate(raw)
    except ValidationError as error:
        raise CaseError(source, error.errors(include_url=False), check.sentence) from None
    if messages := some(check.findings(case, raw)):
        raise CaseError(source, messages)
    return case
