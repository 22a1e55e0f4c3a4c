"""Districts, their schools, groups and teachers, and the ties between schools, as agents.

A column keeps the name and the meaning it has in its table (``teacher.post`` is a school row); what leads to
another agent has a name of its own (``teacher.school``). One exception: ``group.core`` is the school itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from mesa.agentset import AgentSet

from sim.agents import texts
from sim.agents.population import Population
from sim.agents.view import DepartedError, FixedView, Host, View, recorded
from sim.forms import Form
from sim.state import NOWHERE, Districts, Groups, Layer, Schools, Teachers, Ties

if TYPE_CHECKING:
    import pandas as pd

    from sim.part import Label


class Organisation(FixedView):
    """A district, a school or a group: something with a name."""

    @property
    def label(self) -> Label:
        """Name in Chinese and English, as it is now."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """Name in Chinese."""
        return self.label.zh

    @property
    def name_en(self) -> str:
        """Name in English."""
        return self.label.en

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.unique_id} {self.name}>"


class District(Organisation, columns=Districts, table="districts"):
    """The district of one education bureau: one per model, unless its case lists several."""

    def __init__(self, model: Host, row: int) -> None:
        super().__init__(model, int(model.world.districts.uid[row]), row)

    @property
    def label(self) -> Label:
        """Name in Chinese and English."""
        return self.model.world.names.districts[self.row]

    @property
    def term(self) -> int:
        """Terms since the start; even is autumn."""
        return self.model.world.term

    @property
    def year(self) -> int:
        """The school year, named by its autumn."""
        return self.model.world.year

    @property
    def schools(self) -> AgentSet:
        """The schools and kindergartens now open in it."""
        return self._within(School, lambda school: school.row)

    @property
    def groups(self) -> AgentSet:
        """The groups now in being whose core lies in it."""
        return self._within(Group, lambda group: group.core.row)

    @property
    def teachers(self) -> AgentSet:
        """The teachers on the registers of its schools."""
        return self._within(Teacher, lambda teacher: teacher.register)

    def _within(self, kind: type[View], school: Callable[[Any], int]) -> AgentSet:
        """Return the agents of a kind whose school, given by its row, lies in the district."""
        of = self.model.world.schools.district
        found: AgentSet = self.model.agents_by_type[kind].select(lambda agent: of[school(agent)] == self.row)
        return found

    @property
    def students(self) -> Population:
        """The pupils of its schools."""
        of = self.model.world.schools.district
        everybody = self.model.roster.students
        return everybody if len(self.table) == 1 else everybody.select(lambda s: of[s.school] == self.row)

    @property
    def spending(self) -> dict[str, float]:
        """Yuan that its treasury, schools and groups have paid so far in this school year, by item."""
        return self.model.world.books.totals(self.year, self.row)

    @property
    def hours(self) -> dict[str, float]:
        """Hours that instruments have asked of those who work in it so far in this school year, by item."""
        return {item.name: hours for item, hours in self.model.world.books.time(self.year, self.row).items()}


class School(Organisation, columns=Schools, table="schools"):
    """One school or kindergarten."""

    def __init__(self, model: Host, row: int) -> None:
        super().__init__(model, int(model.world.schools.uid[row]), row)

    @property
    def label(self) -> Label:
        """Name in Chinese and English, as it is now."""
        return self.model.world.names.schools[self.row]

    @property
    def pos(self) -> tuple[float, float]:
        """Where the school is, in km east and north of the centre; Mesa's drawings ask for it."""
        schools, row = self.model.world.schools, self.row
        return float(schools.x[row]), float(schools.y[row])

    @pos.setter
    def pos(self, value: object) -> None:
        if value is not None:  # Mesa clears it when an agent enters
            raise AttributeError(texts.PLACED_BY_CASE())

    def history(self) -> pd.DataFrame:
        """Return the school's rows of the yearly record, indexed by school year; none before it opens or after a merger.

        Raises
        ------
        ValueError
            When the model keeps no record.
        """
        return recorded(self.model).of_school(self.model.world, self.row)

    @property
    def teachers(self) -> AgentSet:
        """The teachers who work here, wherever they are registered."""
        teachers = self.model.world.teachers
        rows = np.flatnonzero(teachers.active & (teachers.post == self.row))
        return AgentSet([self.model.roster.teacher(row) for row in rows.tolist()], random=self.random)

    @property
    def students(self) -> Population:
        """The pupils taught here."""
        return self.model.roster.students.at_school(self.row)

    @property
    def group(self) -> Group | None:
        """The education group the school leads or belongs to; units of other layers are among `groups`."""
        layer = self.model.world.groups.layer
        rows = [row for row in self._units() if layer[row] == Layer.GROUP]
        return self.model.roster.group(rows[0]) if rows else None

    @property
    def groups(self) -> AgentSet:
        """The units of all layers the school leads or belongs to, by whatever stage: those it leads first."""
        return AgentSet([self.model.roster.group(row) for row in self._units()], random=self.random)

    def _units(self) -> list[int]:
        groups, ties = self.model.world.groups, self.model.world.ties
        led = np.flatnonzero(groups.active & (groups.core == self.row))
        joined = ties.group[ties.active & (ties.school == self.row)]
        return list(dict.fromkeys([*led.tolist(), *joined.tolist()]))


class Member(NamedTuple):
    """A member school and the form of its tie."""

    school: School
    form: Form


class Tie(FixedView, columns=Ties, table="ties"):
    """The tie between the core of a group and one member: a view that is never registered with Mesa."""

    def __init__(self, model: Host, row: int) -> None:
        super().__init__(model, row, row)  # ties have no uid

    @property
    def member(self) -> School:
        """The member school."""
        return self.model.roster.school(self.school)


class Group(Organisation, columns=Groups, table="groups"):
    """One education group, or unit of another layer (``layer`` is a code of `sim.state.Layer`): a core school and its ties."""

    def __init__(self, model: Host, row: int) -> None:
        super().__init__(model, int(model.world.groups.uid[row]), row)

    @property
    def label(self) -> Label:
        """Name in Chinese and English, as it is now."""
        return self.model.world.names.groups[self.row]

    def history(self) -> pd.DataFrame:
        """Return the group's rows of the yearly record, indexed by school year.

        Raises
        ------
        ValueError
            When the model keeps no record.
        """
        return recorded(self.model).of_group(self.model.world, self.row)

    @property
    def core(self) -> School:
        """The core school."""
        return self.model.roster.school(int(self.table.core[self.row]))

    @property
    def ties(self) -> list[Tie]:
        """The ties in force."""
        ties = self.model.world.ties
        rows = np.flatnonzero(ties.active & (ties.group == self.row))
        return [Tie(self.model, row) for row in rows.tolist()]

    @property
    def members(self) -> list[Member]:
        """The members beside the core, each with the form of its tie."""
        forms = list(self.model.world.settings.forms.values())
        return [Member(tie.member, forms[tie.form]) for tie in self.ties]


class Teacher(View, columns=Teachers, table="teachers"):
    """One teacher, by uid: the slot of one who left may already hold somebody else."""

    HELD = View.HELD | {"_slot"}

    def __init__(self, model: Host, row: int) -> None:
        super().__init__(model, int(model.world.teachers.uid[row]))
        self._slot = row

    @property
    def row(self) -> int:
        """The slot of the teacher.

        Raises
        ------
        DepartedError
            When the teacher has left the district.
        """
        teachers = self.model.world.teachers
        if teachers.uid[self._slot] != self.unique_id or not teachers.active[self._slot]:
            raise DepartedError(texts.TEACHER_LEFT(uid=self.unique_id))
        return self._slot

    def history(self) -> pd.DataFrame:
        """Return how the teacher stood at the end of each school year, indexed by it: register and post, title, honour, ...

        Those who have left the district keep their history. The table ``teachers_moves`` of the model tells each posting
        by term.

        Raises
        ------
        ValueError
            When the model keeps no record.
        """
        return recorded(self.model).of_teacher(self.model.world, self.unique_id)

    @property
    def school(self) -> School | None:
        """The school where the teacher works."""
        return self._school(self.post)

    @property
    def register_school(self) -> School | None:
        """The school of register, which inspectors count."""
        return self._school(self.register)

    def _school(self, row: int) -> School | None:
        return None if row == NOWHERE else self.model.roster.school(row)
