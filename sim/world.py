"""The world: tables, clock, settings in force, and the address of every draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim import rng
from sim.axes import STAGE_OF, Taught
from sim.books import Books
from sim.kernels import kernel
from sim.state import (
    TABLES,
    Array,
    Classes,
    Cohorts,
    Development,
    Districts,
    Groups,
    Placements,
    Schools,
    Students,
    Table,
    Teachers,
    Ties,
    Zones,
)

if TYPE_CHECKING:
    from sim.case import Case
    from sim.config import Settings
    from sim.part import Label


class Seeds(NamedTuple):
    """The two seeds of a run: of who is there on the first day, and of what happens afterwards."""

    population: int
    luck: int


class Change(NamedTuple):
    """What a researcher changes on the way: values of dotted names that hold from a term on."""

    term: int
    values: Mapping[str, Any]


class Done(NamedTuple):
    """What an instrument did: people moved or paired, hours of teachers and heads, yuan."""

    people: int = 0
    hours: float = 0.0
    yuan: float = 0.0


class Decision(NamedTuple):
    """What a rule of the model decided on the way, and on what it looked."""

    term: int
    what: str
    subject: str  # id of a group, or name of a reform
    measure: str
    value: float
    limit: float


class Sending(NamedTuple):
    """What an instrument was to send in a term, what it sent, and why not all: teachers, by school of register."""

    term: int
    instrument: str
    required: Array  # (schools, stages)
    sent: Array  # (schools, stages)
    short: Mapping[
        int, Array
    ]  # those not sent, (schools,) by code of the reason (`sim.kinds.REASONS`) that kept anybody


@dataclass(slots=True)
class Names:
    """Labels of rows, and rows of the case's ids."""

    districts: list[Label]
    schools: list[Label]
    groups: list[Label]
    school_row: dict[str, int]
    group_row: dict[str, int]  # in the order of rows, those founded by rules behind those of the case


@dataclass(slots=True)
class World:
    """All there is in a run. Processes change its tables; nothing else does."""

    case: Case
    seeds: Seeds
    settings: Settings
    overrides: Mapping[str, Any]  # what the researcher set; it has the last word over reforms
    names: Names
    districts: Districts
    stages: Taught  # of the case
    zones: Zones
    students: Students
    development: Development
    cohorts: Cohorts
    classes: Classes
    teachers: Teachers
    schools: Schools
    groups: Groups
    ties: Ties
    placements: Placements
    n_placements: int
    books: Books
    done: dict[tuple[int, str], Done]  # by (school year, instrument)
    done_in: dict[tuple[int, str], Array] = field(
        default_factory=dict
    )  # the same where there are several districts: hours and yuan of each, shape (districts, 2)
    term: int = 0
    layout: int = 0  # rises whenever student rows move
    staffing: int = 0  # rises whenever a teacher slot changes hands
    begun: bool = False  # the first day is made: what is drawn from now on is luck
    seen: dict[tuple[int, int], float] = field(default_factory=dict)  # pilots less others, by reform and term
    extended: set[int] = field(default_factory=set)  # reforms that hold for all after their pilots
    decisions: list[Decision] = field(default_factory=list)  # of rules, in the order in which they fell
    sendings: list[Sending] = field(
        default_factory=list
    )  # of instruments that send people, in the order in which they did
    changes: tuple[Change, ...] = ()  # by term; they have the last word over all else
    local: Mapping[int, Settings] = field(default_factory=dict)  # of the districts in which other settings hold
    taught: tuple[bytes, Array] = (b"", np.empty(0, np.int64))  # where classes lie, and their rows: see `live_classes`
    ranked: tuple[tuple[int, bytes], Array] = ((-1, b""), np.empty(0, np.int64))  # see `team_research.by_skill`
    brought: dict[tuple[str, str], tuple[int, Any, Any]] = field(
        default_factory=dict
    )  # by instrument and what: term, total and cap of what its instances brought to schools this term

    @property
    def year(self) -> int:
        """The school year, named by its autumn."""
        return self.case.start_year + self.term // 2

    def date(self, term: int) -> str:
        """Return the year and month in which a term begins, such as ``2020-09``."""
        year, spring = divmod(term, 2)
        return f"{self.case.start_year + year + spring}-{'03' if spring else '09'}"

    @property
    def is_autumn(self) -> bool:
        """Whether this is the first term of the school year."""
        return self.term % 2 == 0

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by name."""
        return {name: getattr(self, name) for name in TABLES}

    @property
    def inside(self) -> bool:
        """Whether nothing crosses the walls of a school: what groups do, each school does for itself (`sim.arms`)."""
        return self.case.placebo == "inside-schools"

    def follows(self, outcome: str) -> bool:
        """Whether the case follows an outcome of pupils, given by name."""
        return outcome in self.case.outcomes

    def key(self, purpose: str, time: int | None = None) -> np.uint64:
        """Return the key of a decision, in this term unless another time is given."""
        seed = self.seeds.luck if self.begun else self.seeds.population
        return rng.key(seed, purpose, self.term if time is None else time)

    def fixed(self, draw: Callable[[np.uint64, Array], Array], purpose: str, who: Array, person: Array | None) -> Array:
        """Return a draw that stays with somebody for good, whenever it is looked at.

        Parameters
        ----------
        draw
            A function of `sim.rng`, such as `rng.uniform`.
        purpose
            Name of the decision, as for `key`.
        who
            What is drawn for.
        person
            Uids of the pupils or teachers: those of the first day draw by the seed of the population, those who came
            later by that of luck. None for schools, all of which are of the first day: the case names them.
        """
        out = draw(rng.key(self.seeds.population, purpose), who)
        if person is not None and self.seeds.population != self.seeds.luck:
            later = (
                (person >> np.uint64(20)) & np.uint64(0xFFF)
            ) >= self.case.start_year  # year of entry, in every uid
            out[..., later] = draw(rng.key(self.seeds.luck, purpose), who[later])
        return out

    def settings_of(self, district: int) -> Settings:
        """Return the settings in force in the district of a row; only finance and instruments may differ between them."""
        return self.local.get(district, self.settings)

    def rows_in_use(self) -> dict[str, Array]:
        """Return the rows in use of every table that also holds rows out of use."""
        pupils = self.live_students()
        return {
            "students": pupils, "development": pupils if len(self.development) else pupils[:0],
            "classes": self.live_classes(), "teachers": self.live_teachers(), "placements": np.arange(self.n_placements),
        }  # fmt: skip

    def live_students(self) -> Array:
        """Return the rows of all pupils now at school, in the order of classes."""
        return segments(self.cohorts.start, self.cohorts.size)

    def class_of_students(self) -> Array:
        """Return the class row of each live pupil, aligned with `live_students`."""
        rows = self.live_classes()
        return np.repeat(rows, self.classes.size[rows])

    def school_of_students(self) -> Array:
        """Return the school row of each live pupil, aligned with `live_students`."""
        return self.classes.school[self.class_of_students()]

    def live_classes(self) -> Array:
        """Return the rows of all classes now taught: found once for each place they lie at, and not to be changed."""
        c = self.cohorts
        at = c.first_class.tobytes() + c.n_classes.tobytes()
        if at != self.taught[0]:
            self.taught = at, segments(c.first_class, c.n_classes)
        return self.taught[1]

    def by_place(self, rows: Array, value: Array) -> tuple[Array, Array, Array]:
        """Return over the classes of some rows whose value is known, by school and stage: how many, their pupils, their sum.

        The sum counts the value of a class once for each of its pupils.
        """
        k, shape = self.classes, (2, len(self.schools), len(self.stages))
        (classes, pupils), total = _by_place(rows, k.school, k.grade, k.size, value, np.zeros(shape, np.int64))
        return classes, pupils, total

    def live_teachers(self) -> Array:
        """Return the rows of all teachers in service."""
        return np.flatnonzero(self.teachers.active)


@kernel
def segments(start: Array, size: Array) -> Array:
    """Return the rows of consecutive segments, one after the other."""
    rows, n = np.empty(size.sum(), np.int64), 0
    for i in range(size.size):
        for k in range(size[i]):
            rows[n + k] = start[i] + k
        n += size[i]
    return rows


@kernel
def _by_place(
    rows: Array,
    school: Array,
    grade: Array,
    size: Array,
    value: Array,  # of each of the rows; NaN where it is not known
    heads: Array,  # (2, schools, stages) zeros: here to count classes, and pupils
) -> tuple[Array, Array]:
    total = np.zeros(heads.shape[1:])
    for i in range(rows.size):
        q = rows[i]
        if value[i] == value[i]:
            at = school[q], STAGE_OF[grade[q]]
            heads[0][at] += 1
            heads[1][at] += size[q]
            total[at] += size[q] * value[i]
    return heads, total
