"""The world: tables, clock, settings in force, and the address of every draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim import rng
from sim.books import Books
from sim.state import (
    Array,
    Classes,
    Cohorts,
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
    from sim.case import Case, Label
    from sim.config import Settings


class Done(NamedTuple):
    """What an instrument did: people moved or paired, hours of theirs, yuan."""

    people: int = 0
    hours: float = 0.0
    yuan: float = 0.0


@dataclass(slots=True)
class Names:
    """Labels of rows, and rows of the case's ids."""

    schools: list[Label]
    groups: list[Label]
    school_row: dict[str, int]
    group_row: dict[str, int]


@dataclass(slots=True)
class World:
    """All there is in a run. Processes change its tables; nothing else does."""

    case: Case
    seed: int
    settings: Settings
    overrides: Mapping[str, Any]  # what the researcher set; it has the last word over reforms
    names: Names
    zones: Zones
    students: Students
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
    term: int = 0
    layout: int = 0  # rises whenever student rows move
    staffing: int = 0  # rises whenever a teacher slot changes hands

    @property
    def year(self) -> int:
        """The school year, named by its autumn."""
        return self.case.start_year + self.term // 2

    @property
    def is_autumn(self) -> bool:
        """Whether this is the first term of the school year."""
        return self.term % 2 == 0

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by name."""
        names = ("zones", "students", "cohorts", "classes", "teachers", "schools", "groups", "ties", "placements")
        return {name: getattr(self, name) for name in names}

    def key(self, purpose: str, time: int | None = None) -> np.uint64:
        """Return the key of a decision, in this term unless another time is given."""
        return rng.key(self.seed, purpose, self.term if time is None else time)

    def live_students(self) -> Array:
        """Return the rows of all pupils now at school, in the order of classes."""
        return segments(self.cohorts.start, self.cohorts.size)

    def class_of_students(self) -> Array:
        """Return the class row of each live pupil, aligned with `live_students`."""
        rows = segments(self.cohorts.first_class, self.cohorts.n_classes)
        return np.repeat(rows, self.classes.size[rows])

    def school_of_students(self) -> Array:
        """Return the school row of each live pupil, aligned with `live_students`."""
        return self.classes.school[self.class_of_students()]

    def live_classes(self) -> Array:
        """Return the rows of all classes now taught."""
        return segments(self.cohorts.first_class, self.cohorts.n_classes)

    def live_teachers(self) -> Array:
        """Return the rows of all teachers in service."""
        return np.flatnonzero(self.teachers.active)


def segments(start: Array, size: Array) -> Array:
    """Return the rows of consecutive segments, one after the other."""
    ends = np.cumsum(size)
    return np.repeat(start - ends + size, size) + np.arange(ends[-1] if ends.size else 0)
