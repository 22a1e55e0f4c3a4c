r"""Workload: time is a currency. What instruments ask of teachers and heads is booked in hours, and may weigh like lessons.

An instrument declares its items of time and asks for hours of this term, of teachers or of schools (their heads and
managers), in ``world.books``. What is asked for lapses with the term. In the load of a teacher it counts by

.. math:: load \leftarrow load + w\,asked

with asked in hours a week and w ``time.load``; beyond the threshold a load costs value and tires (``teaching.py``,
``growth.py``).
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.books import Item
from sim.processes import process
from sim.processes.learning import TERM
from sim.state import Array
from sim.world import World


@process(writes="teachers.asked schools.asked")
def clear(world: World) -> None:
    """What instruments asked for last term lapses.

    上学期各工具占用的工时清零。
    """
    world.teachers.asked[:] = 0
    world.schools.asked[:] = 0


@process(writes="teachers.load")
def weigh(world: World) -> None:
    """The hours instruments ask of teachers weigh in their load.

    各工具占用教师的工时计入其负担。
    """
    if weight := world.settings.params.time.load:
        t = world.teachers
        t.load += np.float32(weight) * t.asked.astype(np.float32)


def weeks(world: World) -> float:
    """Return the weeks of a term."""
    return TERM * world.settings.params.time.weeks


def ask(world: World, item: Item, rows: Array, hours: Array | float) -> float:
    """Ask for hours of this term; return their sum.

    Parameters
    ----------
    item
        What for; its source says of whom.
    rows
        Of teachers, each once, or of schools, which may come several times.
    hours
        Of this term, by row or of each.
    """
    every = np.broadcast_to(np.asarray(hours, np.float64), rows.shape)
    if item.source == "school":
        every = network.scatter("sum", rows, every, len(world.schools))
        rows = np.flatnonzero(every)
        every = every[rows]
    return world.books.ask(world.year, item, every, rows, weeks(world))


def ask_together(world: World, item: Item, who: Array, cell: Array, hours: Array) -> float:
    """Ask teachers for hours together: those of a cell give what is asked of it in equal parts; return the sum.

    Parameters
    ----------
    who, cell
        Teacher rows, each once, and the cell of each.
    hours
        Of this term, by cell. Where a cell is empty, nobody gives them.
    """
    n = np.bincount(cell, minlength=hours.size)
    return ask(world, item, who, (hours / np.maximum(n, 1))[cell])
