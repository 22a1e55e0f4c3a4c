"""Seats: the tables with a row per seat of the cohort blocks, and the one way in which pupils get and change seats.

Whatever is kept of a pupil beside `Students` has a table of its own with the same rows. Pupils on their way are columns by
name: those of `Students` under their own names, those of another table as ``table.column``. They are taken from a block, some
are left behind, and the rest are put down in a new order; no table is ever moved alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.kernels import kernel
from sim.state import Array, Column, Table
from sim.texts import instruments as texts
from sim.world import World

type Pupils = dict[str, Array]

WORDS = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}  # by bytes


def tables(world: World) -> dict[str, Table]:
    """Return the tables with a row per seat by the beginning of the names of their columns; those without rows are left out."""
    found: dict[str, Table] = {"": world.students, "development.": world.development}
    return {head: table for head, table in found.items() if len(table)}


def columns(world: World) -> Iterator[tuple[str, Column, Array]]:
    """Yield what is kept of pupils: name, declaration and values of all seats."""
    for head, table in tables(world).items():
        for name, declared in table.columns().items():
            yield head + name, declared, table[name]


def column(world: World, name: str) -> Array:
    """Return what is kept of pupils under a name, for all seats.

    Raises
    ------
    AttributeError
        Where the case does not follow the outcome that has it.
    """
    found = {key: values for key, _, values in columns(world)}
    if name not in found:
        outcome, _, own = name.rpartition(".")
        said = texts.NOT_FOLLOWED(name=own, outcome=outcome) if outcome else texts.NO_SUCH_COLUMN(name=own)
        raise AttributeError(said)
    return found[name]


def taken(world: World, block: int) -> Pupils:
    """Return the pupils who sit in a block, as they sit."""
    c = world.cohorts
    rows = slice(int(c.start[block]), int(c.start[block] + c.size[block]))
    return {name: values[rows] for name, _, values in columns(world)}


def some(pupils: Pupils, which: Any) -> Pupils:
    """Return some of the pupils on their way, given by position."""
    return {name: values[which] for name, values in pupils.items()}


def put(world: World, block: int, pupils: Pupils, order: Array) -> None:
    """Seat pupils in a block in an order; what ``pupils`` leaves out is filled as declared, as are the seats that are left."""
    c = world.cohorts
    start, end = int(c.start[block]), int(c.start[block] + c.size[block])
    for name, declared, values in columns(world):
        if name in pupils:
            _reorder(_bits(pupils[name].astype(values.dtype, copy=False)), order, _bits(values[start:]))
        else:
            values[start : start + order.size] = declared.fill
        values[start + order.size : end] = declared.fill  # seats a larger cohort has left
    c.size[block] = order.size


def _bits(column: Array) -> Array:
    """Return a column as words of its width, so that what moves pupils is compiled once for each width."""
    return column.view(WORDS[column.itemsize])


@kernel
def _reorder(pupils: Array, order: Array, out: Array) -> None:
    """Write pupils in an order, perhaps into the seats they come from."""
    pupils = pupils.copy()
    for i in range(order.size):
        out[i] = pupils[order[i]]
