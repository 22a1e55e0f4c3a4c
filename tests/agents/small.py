"""A small world made by hand, seen through Mesa."""

from __future__ import annotations

from dataclasses import MISSING, fields
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from sim.agents import (
    Roster,
)
from sim.books import Books
from sim.config import defaults
from sim.part import Label
from sim.state import (
    Classes,
    Cohorts,
    Development,
    Districts,
    Groups,
    Placements,
    Schools,
    Students,
    Teachers,
    Ties,
    Zones,
)
from sim.world import Names, World

SES = [-1.5, 0.25, 0.1, 2.0, -1.25, 0.5, 1.0]  # of the pupils in order; 0.1 has no exact float32
UIDS = [70, 20, 50, 2**60 + 1, 40, 2**60, 30]
IMAGINARY = 999


class SmallDistrict(mesa.Model):
    """Two open schools and one planned; a group of the two; four teachers in six slots; seven pupils."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__(rng=seed)
        self.world = small_world()
        self.roster = Roster(self)

    def step(self) -> None:
        self.world.term += 1

    @property
    def agents(self) -> Any:
        self.roster.synchronise()
        return super().agents

    @property
    def agents_by_type(self) -> Any:
        self.roster.synchronise()
        return super().agents_by_type

    @property
    def agent_types(self) -> Any:
        self.roster.synchronise()
        return super().agent_types


def small_world() -> World:
    """Return the world of `SmallDistrict`; its cohorts leave rows of the student table unused."""
    districts = Districts.allocate(1)
    schools, groups, ties = Schools.allocate(3), Groups.allocate(2), Ties.allocate(2)
    schools.uid[:], schools.active[:], schools.cash[:] = [11, 12, 13], [True, True, False], [5.0, 6.0, 0.0]
    schools.pupils[:] = [[4, 3], [0, 0], [0, 0]]
    groups.uid[:], groups.core[:], groups.active[:] = [21, 22], [0, 2], [True, False]
    ties.group[:], ties.school[:], ties.form[:], ties.active[:] = 0, [1, 2], 1, [True, False]
    teachers = Teachers.allocate(6)
    teachers.uid[:4], teachers.active[:4], teachers.skill[:4] = (
        [101, 102, 103, 104],
        True,
        [0.1, 0.2, 0.3, 0.4],
    )
    teachers.register[:4], teachers.post[:4] = [0, 0, 1, 1], [0, 1, 1, 1]
    # Rows 0-3 and 5-7 are pupils; row 4 and rows 8-9 are empty seats.
    students, cohorts, classes = Students.allocate(10), Cohorts.allocate(2), Classes.allocate(4)
    live = [5, 6, 7, 0, 1, 2, 3]
    students.uid[live], students.ses[live] = np.array(UIDS, np.uint64), SES
    students.trait[live], students.fading[live] = [0.5, 1, 1.5, 2, 2.5, 3, 3.5], 0.1
    students.female[live] = [True, False, True, False, True, False, True]
    cohorts.start[:], cohorts.size[:], cohorts.first_class[:], cohorts.n_classes[:] = (
        [5, 0],
        [3, 4],
        [2, 0],
        [1, 2],
    )
    classes.first[:3], classes.size[:3] = [0, 2, 5], [2, 2, 3]
    classes.school[:3], classes.grade[:3] = [0, 1, 1], [1, 1, 9]
    names = Names(
        [Label(zh="区", en="District")],
        [Label(zh=zh, en=en) for zh, en in (("一小", "First"), ("二小", "Second"), ("新校", "New"))],
        [Label(zh="集团", en="Group"), Label(zh="未来", en="Later")], {}, {},
    )  # fmt: skip
    unread = dict.fromkeys(f.name for f in fields(World) if f.default is MISSING)  # agents never ask for these
    known = {
        "case": SimpleNamespace(start_year=2016), "settings": defaults(), "names": names, "districts": districts,
        "students": students, "development": Development.allocate(0), "cohorts": cohorts, "classes": classes,
        "teachers": teachers, "schools": schools, "groups": groups, "ties": ties,
        "zones": Zones.allocate(0), "placements": Placements.allocate(0), "books": Books(districts, schools, groups, teachers),
    }  # fmt: skip
    return World(**{**unread, **known})


def graduate(world: World) -> None:
    """Let the first cohort leave and a new one take its seats, one row further on."""
    world.students.uid[5:9] = [0, 901, 902, 903]
    world.cohorts.start[0] += 1
    world.classes.first[2] += 1
    world.layout += 1


def hire(world: World, slot: int, uid: int) -> None:
    """Put somebody into a slot."""
    world.teachers.uid[slot], world.teachers.active[slot] = uid, True
    world.staffing += 1
