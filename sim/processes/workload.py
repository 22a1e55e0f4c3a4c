r"""Workload: time is a currency. A teacher's week has so many hours; what makes it heavy costs value, and tires.

The hours of a week of teacher j with n lessons of l hours, in a place of c classes and m teachers, are

.. math:: week_j = n_j l\,(1 + p + k_b) + research + other + duty_j + a\,c/m + asked_j

lessons, preparation, marking (by block), research and meetings inside the school, other work, the duty of a homeroom
teacher or manager, after-school service, and what research in the team (part of the research told), mentoring and
instruments ask for. An instrument declares its items of time and asks
for hours of this term, of teachers or of schools (their heads and managers), in ``world.books``; they lapse with the term.
Each hour beyond those of a heavy week, H, lowers what a teacher is worth in the same term (``teaching.py``) and tires:

.. math:: burnout \leftarrow burnout + h\,(s\,(week - H)^+ - r\,burnout)

Heads and managers, 1 + M of a school, can spare o hours a week each; hours asked beyond that weaken its management:

.. math:: strain = \mu\,\left(\frac{asked}{1 + M} - o\right)^+
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import kinds, sums
from sim.axes import place_of
from sim.books import Item, register
from sim.kernels import kernel
from sim.processes import process, tasks
from sim.processes.learning import TERM
from sim.state import Array
from sim.supply.service import served
from sim.world import World

register(*tasks.EVERY, *tasks.ORDINARY)
COME_WITH_POSTS = len(tasks.ORDINARY)  # uses of a week


class Week(NamedTuple):
    """Hours of a week of each teacher slot by what they go to; 0 where nobody is in service."""

    lessons: Array
    preparing: Array
    marking: Array
    research: Array
    other: Array
    duty: Array
    after_school: Array
    asked: Array


@process(writes="teachers.asked schools.asked")
def clear(world: World) -> None:
    """What instruments asked for last term lapses.

    上学期各工具占用的工时清零。
    """
    world.teachers.asked[:] = 0
    world.schools.asked[:] = 0


@process(writes="teachers.week schools.strain")
def weigh(world: World) -> None:
    """The hours of every teacher's week are added up, and so is what is asked of heads and managers beyond what they can spare.

    Those that come with posts go into the books.

    合计每位教师一周的工时，以及占用校长与管理人员超出其余时的部分；随岗位而来的工时入账。
    """
    for item, hours in zip(tasks.ORDINARY, add_up(world), strict=True):
        world.books.work(world.year, item, hours)


def add_up(world: World) -> Array:
    """Write the weeks of teachers and the strain on heads; return the hours of the term that come with posts.

    By item of `sim.processes.tasks.ORDINARY`, school and stage.
    """
    by_place = _hours(world, world.teachers.week[None])
    s, time = world.schools, world.settings.params.time
    s.strain[:] = time.head_overload * np.maximum(s.asked / (1 + managers(world)) - time.spare, 0)
    found: Array = np.ascontiguousarray(np.moveaxis(by_place, 2, 0)) * weeks(world)
    return found


@process(writes="teachers.burnout")
def tire(world: World) -> None:
    """Hours beyond those of a heavy week wear teachers out; others recover.

    超出每周工时负荷阈值使人倦怠，其余的人恢复。
    """
    t, p = world.teachers, world.settings.params.careers
    _tire(t.burnout, t.week, np.float32(world.settings.params.time.heavy), np.float32(p.strain), np.float32(p.recovery))


def week(world: World) -> Week:
    """Return the hours of a week of each teacher slot by what they go to; they sum to ``teachers.week``."""
    found = np.empty((len(Week._fields), len(world.teachers)))
    _hours(world, found)
    return Week(*found)


def _hours(world: World, out: Array) -> Array:
    """Write the hours of a week of each teacher slot, in a row per use, or in all where there is one row.

    Return those that come with posts by school, stage and item of `sim.processes.tasks.ORDINARY`.
    """
    t, s, time, stages = world.teachers, world.schools, world.settings.params.time, world.stages
    meetings = max(time.research - world.settings.params.growth.research_hours, 0.0)  # research is asked for
    by_place = np.zeros((*s.classes.shape, COME_WITH_POSTS))
    _add_up(
        out, by_place, t.active, t.post, t.stage, t.block, t.load, t.duty, t.placement, t.asked,
        served(world), s.saved, stages.of(time.lesson), time.marking.array(), np.array([0.0, *time.duty.values()]),
        kinds.those("manages"),
        float(time.preparing), meetings, float(time.other), float(time.duty["manager"]),
    )  # fmt: skip
    return by_place


def settle(world: World) -> None:
    """Let the staff of the first day be as worn out as their weeks would have made them in the long run."""
    t, p = world.teachers, world.settings.params.careers
    t.burnout[:] = np.clip(p.strain * over(world) / max(p.recovery, p.strain, 1e-9), 0, 1) * t.active


def over(world: World) -> Array:
    """Return the hours of a week of each teacher slot beyond those of a heavy week."""
    found: Array = np.maximum(world.teachers.week - np.float32(world.settings.params.time.heavy), 0)
    return found


def managers(world: World) -> Array:
    """Return how many managers each school has beside its head."""
    found: Array = np.maximum(np.rint(world.settings.params.classes.managers * world.schools.classes.sum(1)), 1)
    return found


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
    every = np.asarray(hours, np.float64)
    if every.shape != rows.shape:
        every = np.full(rows.shape, every)
    if item.source == "school":
        every = sums.scatter("sum", rows, every, len(world.schools))
        rows = np.flatnonzero(every != 0)
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


def ask_staff(world: World, item: Item, hours: Array, idle: bool = True) -> float:
    """Ask all who teach at each place for hours of this term together, by place (`ask_together`); return the sum.

    Unless ``idle``, places of which nothing is asked are left out.
    """
    t = world.teachers
    who, each = _in_equal_parts(t.active, t.post, t.stage, hours, len(world.stages), idle)
    return ask(world, item, who, each)


@kernel
def _in_equal_parts(
    active: Array, post: Array, stage: Array, hours: Array, stages: int, idle: bool
) -> tuple[Array, Array]:
    n = np.zeros(hours.size, np.int64)
    for j in range(active.size):
        n[place_of(post[j], stage[j], stages)] += active[j]
    parts = hours / np.maximum(n, 1)
    who, each, m = np.empty(active.size, np.int64), np.empty(active.size), 0
    for j in range(active.size):  # no branch to mispredict: who does not count is written over
        part = parts[place_of(post[j], stage[j], stages)]
        who[m], each[m] = j, part
        m += active[j] & (idle | (part > 0))
    return who[:m], each[:m]


@kernel
def _add_up(
    out: Array,  # (uses, teacher rows) hours of a week by what they go to, or (1, teacher rows) of all; written here
    table: Array,  # (schools, stages, uses that come with posts) sums of them; written here
    active: Array,
    post: Array,
    stage: Array,
    block: Array,
    load: Array,
    duty: Array,
    placement: Array,
    asked: Array,
    service: Array,  # (schools, stages) hours of after-school service
    saved: Array,  # (schools,) part of marking that is spared
    lesson: Array,  # (stages,) hours
    marking: Array,  # (blocks,) hours for each of lessons
    duties: Array,  # (duties,) hours
    manages: Array,  # (kinds of placement,) whether who is so posted is a manager there
    preparing: float,
    meetings: float,
    other: float,
    manager: float,
) -> None:
    staff = np.zeros(service.shape, np.int64)
    for j in range(active.size):
        if active[j]:
            staff[np.uint32(post[j]), np.uint8(stage[j])] += 1  # without a sign there is none to look at
    cares = service / np.maximum(staff, 1)  # hours of after-school service of each
    for j in range(active.size):
        if not active[j]:
            out[:, j] = 0.0
            continue
        school, k, b = np.uint32(post[j]), np.uint8(stage[j]), np.uint8(block[j])
        taught = load[j] * lesson[k]
        office = manager if manages[placement[j]] else duties[duty[j]]
        uses = (
            taught, preparing * taught, marking[b] * taught * (1 - saved[school]), meetings, other, office, cares[school, k],
            np.float64(asked[j]),
        )  # fmt: skip
        sums_here = table[school, k]
        for i in range(COME_WITH_POSTS):
            sums_here[i] += uses[i]
        if out.shape[0] == 1:
            total = 0.0
            for hours in uses:
                total += hours
            out[0, j] = total
        else:
            for i in range(len(uses)):
                out[i, j] = uses[i]


@kernel
def _tire(burnout: Array, week: Array, heavy: np.float32, strain: np.float32, recovery: np.float32) -> None:
    for j in range(burnout.size):
        over = max(week[j] - heavy, np.float32(0))
        tired = burnout[j] + np.float32(TERM) * (strain * over - recovery * burnout[j])
        burnout[j] = min(max(tired, np.float32(0)), np.float32(1))
