"""What all agents share: columns read and written in place, and no data of their own."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import mesa
import numpy as np

from sim.agents import texts
from sim.param import nearest
from sim.state import Array, Column, Table

if TYPE_CHECKING:
    from sim.agents.roster import Roster
    from sim.record import Record
    from sim.world import World


class Host(Protocol):
    """What agents ask of the model they belong to, beyond what Mesa gives."""

    world: World
    record: Record | None
    roster: Roster
    random: Any
    rng: np.random.Generator
    agents_by_type: Any
    _agents_by_type: Any
    _all_agents: Any


class DepartedError(LookupError):
    """The person behind a view has left the district."""


def recorded(model: Host) -> Record:
    """Return the record of a model; refuse where it keeps none of schools, groups and teachers."""
    if model.record is None or not model.record.whole:
        raise ValueError(texts.NO_RECORD() if model.record is None else texts.DISTRICT_ALONE())
    return model.record


class StaleSelectionError(RuntimeError):
    """A selection of students was made before their rows moved."""


def fitted(dtype: np.dtype[Any], value: Any, what: str) -> Array:
    """Return values as a column holds them; refuse those it would cut short, such as 1.5 in whole numbers."""
    given = np.asarray(value)
    fits = np.can_cast(np.min_scalar_type(given), dtype, "same_kind")
    if not fits or (dtype.kind in "iu" and (given.astype(dtype) != given).any()):
        raise TypeError(f"{what} takes {dtype} values, not {np.array2string(given)}")
    return given.astype(dtype)


class Cell:
    """An attribute that lives in the agent's table: ``agent.x`` is ``table.x[row]`` as a Python value.

    The array is looked up each time in the agent's own model, so two models never meet. A column with several
    values per row reads as a tuple.
    """

    def __init__(self, name: str, column: Column) -> None:
        self.name, self.about = name, column.about
        self.__doc__ = f"{column.about.en} [{column.unit}]\n\n{column.zh}：{column.about.zh}"

    def __get__(self, view: View | None, owner: type) -> Any:
        if view is None:
            return self
        value = self.of(view)[view.row]
        return tuple(value.tolist()) if value.ndim else value.item()

    def of(self, view: View) -> Array:
        """Return the column of the view's own model."""
        column: Array = getattr(view.table, self.name)
        return column

    def __set__(self, view: View, value: Any) -> None:
        column, what = self.of(view), f"{type(view).__name__}.{self.name}"
        given = fitted(column.dtype, value, what)
        if given.shape != column.shape[1:]:
            raise ValueError(
                texts.SHAPE(what=what, wanted=str(column.shape[1:]), given=str(given.shape), about=self.about)
            )
        column[view.row] = given


class View(mesa.Agent):
    """An agent that is a row with manners: it knows its model and its row, and holds no data.

    Making a view does not register it with Mesa, as ``mesa.Agent()`` does; the roster does so by `enter`.
    """

    model: Host
    unique_id: int
    HELD: ClassVar = frozenset({"model", "unique_id", "pos"})  # what a view may hold itself
    columns: ClassVar[type[Table]] = Table
    table_name: ClassVar[str] = ""

    def __init_subclass__(cls, *, columns: type[Table] = Table, table: str = "", **kwargs: Any) -> None:
        """Give a kind of agent one `Cell` per column of its table, unless the class has that name."""
        super().__init_subclass__(**kwargs)
        if table:
            cls.columns, cls.table_name = columns, table
            for name, column in columns.declared().items():
                if name == "uid" or name in vars(cls):
                    continue
                if hasattr(cls, name) or name in cls.HELD:
                    raise TypeError(f"column '{name}' of {table} would hide something that all agents have")
                setattr(cls, name, Cell(name, column))

    def __init__(self, model: Host, unique_id: int) -> None:
        self.__dict__.update(model=model, unique_id=unique_id, pos=None)

    @property
    def uid(self) -> int:
        """Identity, which never changes; the row may."""
        return self.unique_id

    @property
    def table(self) -> Any:
        """The table of the agent's own model that holds its row."""
        return getattr(self.model.world, self.table_name)

    @property
    def row(self) -> int:
        """The row of the agent in its table."""
        raise NotImplementedError

    def enter(self) -> None:
        """Enter the model's sets under the uid: Mesa's own number would depend on who looked when."""
        uid = self.unique_id
        super().__init__(self.model)
        self.unique_id = uid

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self.HELD and not hasattr(type(self), name):
            kind, hint = type(self).__name__, nearest(name, self.columns.declared())
            raise AttributeError(texts.NO_ATTRIBUTE(kind=kind, name=name, hint=hint))
        super().__setattr__(name, value)

    def __deepcopy__(self, memo: dict[int, Any]) -> View:
        """Copy the view along with its model; alone, give itself, lest a record copies the district."""
        if id(self.model) not in memo:
            return self
        twin = object.__new__(type(self))
        twin.__dict__.update(copy.deepcopy(self.__dict__, memo))
        return twin

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.unique_id}>"


class FixedView(View):
    """A view of a row that is never reused."""

    HELD = View.HELD | {"_row"}

    def __init__(self, model: Host, unique_id: int, row: int) -> None:
        super().__init__(model, unique_id)
        self._row = row

    @property
    def row(self) -> int:
        """The row of the agent in its table."""
        return self._row
