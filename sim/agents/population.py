"""All students as one agent set over the columns of their table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from mesa.agentset import AbstractAgentSet, GroupBy

from sim import seats
from sim.agents import texts
from sim.agents.student import Place, Student
from sim.agents.view import DepartedError, Host, StaleSelectionError, fitted
from sim.param import nearest
from sim.state import Array, Development, Students

if TYPE_CHECKING:
    import pandas as pd

PLACES = tuple(name for name, value in vars(Student).items() if isinstance(value, Place))
STORED = {  # attributes of students, by what `sim.seats` calls their columns
    **{name: name for name in Students.declared()}, "unique_id": "uid",
    **{name: f"development.{name}" for name in Development.declared()},
}  # fmt: skip
SUMS = {"achievement": ("trait", "fading"), "development": ("disposition", "gained")}  # of two columns each
CHUNK = 4096  # students made at a time when iterating
QUICK: dict[Any, Any] = {sum: np.sum, min: np.min, max: np.max}  # the same, on a whole column at once


class Lens:
    """Stands for all students of a set in a filter or key: its attributes are whole columns."""

    __slots__ = ("_students",)

    def __init__(self, students: Population) -> None:
        self._students = students

    @property
    def model(self) -> Host:
        """The model of the students."""
        return self._students.model

    def __getattr__(self, name: str) -> Array:
        return self._students.column(name)


class Population(AbstractAgentSet):
    """Students in an order: all pupils now at school (``rows`` None), or a selection of them.

    Filters and keys are called once, with whole columns: ``select(lambda s: (s.ses < -1) & s.migrant)``. One
    that cannot work so (it says ``and``, calls a method, follows ``school_agent``) is called with each
    student instead. They must be pure: a draw or a count inside a filter would happen once for all.

    A selection ends when rows move, which they do when a school year begins; select again then.
    """

    def __init__(self, model: Host, rows: Array | None = None) -> None:
        self.model = model
        self._rows = rows
        self._layout = -1 if rows is None else model.world.layout
        self._holds: Array | None = None  # whether a row is in it, made when asked for

    @property
    def rows(self) -> Array:
        """The table rows of the students, in order.

        Raises
        ------
        StaleSelectionError
            When this is a selection and rows have moved since it was made.
        """
        if self._rows is None:
            return self.model.roster.standing.rows
        if self._layout != self.model.world.layout:
            raise StaleSelectionError(texts.STALE())
        return self._rows

    @property
    def random(self) -> Any:
        """Mesa's generator, which no process uses."""
        return self.model.random

    def column(self, name: str) -> Array:
        """Return one attribute of all students in order, as float64, int64, uint64 or bool.

        Small types are widened, so that sums over a column are those over the students one by one.
        """
        rows = self.rows
        if name in SUMS:
            lasting, fading = SUMS[name]
            return self.column(lasting) + self.column(fading)
        if name in PLACES:
            standing = self.model.roster.standing
            values = standing.place(name, slice(None) if self._rows is None else standing.position[rows])
        else:
            values = self._stored(name)[rows]
        wide = {"f": np.float64, "i": np.int64}.get(values.dtype.kind, values.dtype)
        return np.asarray(values, wide)

    def _stored(self, name: str) -> Array:
        """Return a column of the table."""
        if name not in STORED:
            raise AttributeError(texts.NO_COLUMN(name=name, hint=nearest(name, [*STORED, *PLACES, *SUMS])))
        return seats.column(self.model.world, STORED[name])

    def _values(self, of: str | Callable[[Any], Any]) -> Array | list[Any]:
        """Return an attribute or function of the students: a column if possible, else one by one."""
        if isinstance(of, str):
            try:
                return self.column(of)
            except AttributeError:
                if of not in Student.HELD and not hasattr(Student, of):
                    raise
            return [getattr(student, of) for student in self]
        try:
            values = of(Lens(self))
        except Exception:  # what columns cannot do is tried with each student, where real mistakes show again
            values = None
        if isinstance(values, np.ndarray) and values.shape == (len(self),):
            return values
        return [of(student) for student in self]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Student]:
        rows, layout = self.rows, self.model.world.layout
        uids = self.model.world.students.uid[rows]
        for i in range(0, len(rows), CHUNK):
            some = slice(i, i + CHUNK)
            for uid, row in zip(uids[some].tolist(), rows[some].tolist(), strict=True):
                yield Student(self.model, uid, row, layout)

    def __contains__(self, agent: object) -> bool:
        rows = self.rows
        if not isinstance(agent, Student) or agent.model is not self.model:
            return False
        try:
            row = agent.row
        except DepartedError:
            return False
        if self._rows is None:
            return True
        if self._holds is None:
            self._holds = np.zeros(len(self.model.world.students), np.bool_)
            self._holds[rows] = True
        return bool(self._holds[row])

    def __repr__(self) -> str:
        n = len(self.model.roster.standing.rows if self._rows is None else self._rows)
        return f"<Population of {n} students>"

    # Reading and writing.

    def by_id(self, uid: int) -> Student:
        """Return the student of a uid, or raise `DepartedError`."""
        return Student(self.model, uid, self.model.roster.standing.row_of(uid), self.model.world.layout)

    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """Return an attribute of each student, or a list of attributes of each; see `column` for arrays."""
        if handle_missing not in ("error", "default"):
            raise ValueError(texts.HANDLE_MISSING(given=repr(handle_missing)))
        if not isinstance(attr_names, str):
            values = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [[column[i] for column in values] for i in range(len(self))]
        try:
            found = self._values(attr_names)
        except AttributeError:
            if handle_missing == "error":
                raise
            return [default_value] * len(self)
        return found.tolist() if isinstance(found, np.ndarray) else found

    def set(self, attr_name: str, value: Any) -> Self:
        """Give a column one value for all students, or an array with a value for each."""
        if attr_name in ("uid", "unique_id", *SUMS, *PLACES):
            raise AttributeError(texts.DERIVED(name=attr_name))
        column = self._stored(attr_name)
        column[self.rows] = fitted(column.dtype, value, f"Student.{attr_name}")
        return self

    def agg(self, attribute: str, func: Callable[[Any], Any] | Iterable[Callable[[Any], Any]]) -> Any:
        """Return a function of an attribute, or one result per function; columns come as arrays."""
        values = self._values(attribute)
        if callable(func):
            return QUICK.get(func, func)(values)
        return [QUICK.get(f, f)(values) for f in func]

    def to_list(self) -> list[Student]:
        """Return a view of each student."""
        return list(self)

    def to_frame(self, *names: str) -> pd.DataFrame:
        """Return columns, all that the table has unless named, as a data frame indexed by uid."""
        import pandas as pd

        if not names:
            kept = {key for key, _, _ in seats.columns(self.model.world)} - {"uid"}
            sums = (name for name, parts in SUMS.items() if {STORED[part] for part in parts} <= kept)
            names = (*(name for name, key in STORED.items() if key in kept), *PLACES, *sums)
        index = pd.Index(self.column("uid"), name="AgentID")
        return pd.DataFrame({name: self.column(name) for name in names}, index=index)

    # Choosing and ordering: each returns a new selection unless it is asked to change this one in place.

    def select(
        self,
        filter_func: Callable[[Any], Any] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type[Any] | None = None,
    ) -> Population:
        """Return those a filter accepts: at most the first ``at_most``, or that share of all."""
        rows = self.rows
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(rows) * at_most)
        if agent_type is not None and not issubclass(Student, agent_type):
            rows = rows[:0]
        elif filter_func is not None:
            found = self._values(filter_func)
            if not isinstance(found, np.ndarray):
                found = np.fromiter(map(bool, found), np.bool_, len(rows))
            rows = rows[found.astype(np.bool_, copy=False)]
        return self._order(rows if at_most >= len(rows) else rows[: int(at_most)], inplace)

    def at_school(self, row: int) -> Population:
        """Return the pupils of the school of a row."""
        return self._order(self.rows[self.column("school") == row])

    def shuffle(self, inplace: bool = False) -> Population:
        """Return the students in an order drawn from Mesa's generator, which no process uses."""
        return self._order(self.model.rng.permutation(self.rows), inplace)

    def sort(self, key: str | Callable[[Any], Any], ascending: bool = False, inplace: bool = False) -> Population:
        """Return the students by falling (or rising) key; those with equal keys keep their order."""
        keys, rows = self._values(key), self.rows
        if not isinstance(keys, np.ndarray):
            order = np.array(sorted(range(len(rows)), key=keys.__getitem__, reverse=not ascending), np.int64)
        elif ascending:
            order = np.argsort(keys, kind="stable")
        else:  # from behind, so that equal keys keep their order
            order = len(rows) - 1 - np.argsort(keys[::-1], kind="stable")[::-1]
        return self._order(rows[order], inplace)

    def groupby(self, by: str | Callable[[Any], Any], result_type: str = "agentset") -> GroupBy:
        """Group the students by an attribute or function, in the order of its values."""
        keys, rows = self._values(by), self.rows
        if isinstance(keys, np.ndarray):
            order = np.argsort(keys, kind="stable")
            values, first = np.unique(keys[order], return_index=True)
            parts = dict(zip(values.tolist(), np.split(rows[order], first[1:]), strict=False))
        else:
            lists: dict[Any, list[int]] = {}
            for key, row in zip(keys, rows.tolist(), strict=True):
                lists.setdefault(key, []).append(row)
            parts = {key: np.array(part) for key, part in lists.items()}
        groups = {key: Population(self.model, part) for key, part in parts.items()}
        if result_type == "agentset":
            return GroupedStudents(groups)
        return GroupBy({key: list(group) for key, group in groups.items()})

    def copy(self) -> Population:
        """Return a selection of the same students."""
        return self._order(self.rows)

    __copy__ = copy

    def _order(self, rows: Array, inplace: bool = False) -> Population:
        """Return a selection of these rows, or make this one so."""
        if not inplace:
            return Population(self.model, rows)
        if self._rows is None:
            raise TypeError("the set of all students cannot be changed in place; leave out inplace")
        self._rows, self._layout, self._holds = rows, self.model.world.layout, None
        return self

    def _update(self, agents: Iterable[Student]) -> Population:
        return self._order(_rows_of(agents), inplace=True)

    def _from_iterable(self, agents: Iterable[Student]) -> Population:
        """Return the result of ``&``, ``|`` and the other operators of sets."""
        return self._order(_rows_of(agents))

    def add(self, agent: Student) -> None:
        """Add a student to this selection."""
        if agent not in self:
            self._order(np.append(self.rows, agent.row), inplace=True)

    def remove(self, agent: Student) -> None:
        """Drop a student from this selection, who must be in it."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def discard(self, agent: Student) -> None:
        """Drop a student from this selection."""
        if agent in self:
            self._order(self.rows[self.rows != agent.row], inplace=True)

    # One by one.

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method or function with each student."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method or function with each student in random order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Return what a method or function gives for each student."""
        if isinstance(method, str):
            return [getattr(student, method)(*args, **kwargs) for student in self]
        return [method(student, *args, **kwargs) for student in self]


class GroupedStudents(GroupBy):
    """Groups of students, whose aggregates are taken over columns."""

    def agg(self, attr_name: str, func: Callable[[Any], Any]) -> dict[Any, Any]:
        """Return a function of an attribute for each group."""
        return {key: group.agg(attr_name, func) for key, group in self.groups.items()}


def _rows_of(students: Iterable[Student]) -> Array:
    return np.fromiter((s.row for s in students), np.int64)
