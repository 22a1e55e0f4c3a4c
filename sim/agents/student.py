"""A student as an agent: a view made when asked for, and where it stands in the table."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import seats
from sim.agents import texts
from sim.agents.view import Cell, DepartedError, Host, View
from sim.say import Text
from sim.state import Array, Development, Students

if TYPE_CHECKING:
    from sim.agents.entities import School
    from sim.world import World


class Standing:
    """Where every student stands under one layout of the table; made anew when rows have moved.

    ``rows`` holds the rows of all pupils now at school; ``position`` says where in ``rows`` a row is.
    """

    def __init__(self, world: World) -> None:
        self.world, self.layout = world, world.layout
        self.rows: Array = world.live_students()
        self.rows.flags.writeable = False

    @cached_property
    def class_row(self) -> Array:
        """The class row of each pupil, aligned with ``rows``."""
        classes = self.world.class_of_students()
        classes.flags.writeable = False
        return classes

    def place(self, name: str, position: Any = slice(None)) -> Any:
        """Return the class row, school row or grade of the pupils in some positions of ``rows``."""
        classes = self.class_row[position]
        return classes if name == "class_row" else getattr(self.world.classes, name)[classes]

    @cached_property
    def position(self) -> Array:
        """For each row of the table, its position in ``rows``; -1 if nobody is there."""
        position = np.full(len(self.world.students), -1, np.int64)
        position[self.rows] = np.arange(self.rows.size)
        return position

    @cached_property
    def _by_uid(self) -> tuple[Array, Array]:
        """The uids of all pupils in ascending order, and their rows."""
        uids = self.world.students.uid[self.rows]
        order = np.argsort(uids)
        return uids[order], self.rows[order]

    def row_of(self, uid: int) -> int:
        """Return the row of a student.

        Raises
        ------
        DepartedError
            When nobody at school has this uid.
        """
        uids, rows = self._by_uid
        i = int(np.searchsorted(uids, np.uint64(uid)))
        if i == uids.size or uids[i] != uid:
            raise DepartedError(texts.STUDENT_LEFT(uid=uid))
        return int(rows[i])


class Place:
    """An attribute of a student that follows from the row."""

    def __init__(self, about: Text) -> None:
        self.__doc__ = f"{about.en}\n\n{about.zh}"

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, student: Student | None, owner: type) -> Any:
        if student is None:
            return self
        row, standing = student.row, student.model.roster.standing
        return standing.place(self.name, standing.position[row]).item()

    def __set__(self, student: Student, value: Any) -> None:
        raise AttributeError(texts.OF_THE_CLASS(name=self.name))


class Beside(Cell):
    """An attribute that lives in the same row of a table beside that of students, in cases that have it."""

    def of(self, view: View) -> Array:
        """Return the column of the view's own model."""
        return seats.column(view.model.world, f"development.{self.name}")


class Student(View, columns=Students, table="students"):
    """One student, by uid: never registered with Mesa, and equal to any other view of the same student."""

    HELD = View.HELD | {"_row", "_layout"}
    _row: int
    _layout: int
    school = Place(Text(zh="学校行", en="school row"))
    class_row = Place(Text(zh="班级行", en="class row"))
    grade = Place(Text(zh="从1起", en="from 1"))
    disposition, gained, rating = (Beside(name, column) for name, column in Development.declared().items())

    def __init__(self, model: Host, uid: int, row: int = -1, layout: int = -1) -> None:
        self.__dict__.update(model=model, unique_id=uid, pos=None, _row=row, _layout=layout)

    @property
    def row(self) -> int:
        """The row of the student, found again when rows have moved.

        Raises
        ------
        DepartedError
            When the student is not at school.
        """
        layout = self.model.world.layout
        if self._layout != layout:
            self._row, self._layout = self.model.roster.standing.row_of(self.uid), layout
        return self._row

    @property
    def achievement(self) -> float:
        """Lasting and fading component together [SD]."""
        return float(self.trait + self.fading)

    @property
    def development(self) -> float:
        """Lasting and fading component of development together [SD], in a case that follows it."""
        return float(self.disposition + self.gained)

    @property
    def school_agent(self) -> School:
        """The school as an agent."""
        return self.model.roster.school(self.school)

    def remove(self) -> None:
        """Refuse."""
        raise TypeError("a student leaves by graduation only; taking a view away would change nothing")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Student) and self.model is other.model and self.unique_id == other.unique_id

    def __hash__(self) -> int:
        return hash((id(self.model), self.unique_id))

    def __reduce__(self) -> tuple[Any, ...]:
        return Student, (self.model, self.unique_id)
