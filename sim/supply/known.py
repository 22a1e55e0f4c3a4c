"""What a case knows of the first day: rolls by grade, classes, counts of teachers; and how draws are made to agree with it.

A count that is given is met exactly: the people of a school and stage are put in order by their own draws, and the first
of them are taken, as many as were counted. What is not given stays as drawn, bit for bit.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sim.ranking import top
from sim.state import Array
from sim.world import World

if TYPE_CHECKING:
    from sim.case import Case, OneStage, School

type Fact = Callable[[OneStage], int | None]
UNKNOWN = -1


def facts(case: Case) -> tuple[tuple[int, int, OneStage], ...]:
    """Return what is known of the first day: row of a school, code of a stage, and what is known of it."""
    kept = vars(case)  # of a case, which is never changed; a copy with other values forgets it (`sim.part`)
    if "facts" not in kept:
        stages = list(enumerate(case.stages))
        kept["facts"] = tuple(
            (row, code, known)
            for row, s in enumerate(case.schools)
            for code, stage in stages
            if (known := getattr(s, stage.name)) is not None
        )
    found: tuple[tuple[int, int, OneStage], ...] = kept["facts"]
    return found


def rolls(case: Case) -> Array | None:
    """Return the pupils of each school by grade on the first day, shape (n_schools, grades); None where no school gives any.

    A school that does not give its own has its roll spread evenly over its grades.
    """
    if not any(known.grades or known.classes for _, _, known in facts(case)):
        return None
    return np.array([_grades(case, s) for s in case.schools], np.int64)


def _grades(case: Case, school: School) -> list[int]:
    """Return the pupils of a school by grade; none before it opens."""
    if school.opens is not None and school.opens >= case.start_year:
        return [0] * case.stages.grades
    out: list[int] = []
    exact = 0.0
    for stage in case.stages:
        exact += case.pupils(school, stage.name)
        roll = int(exact + 0.5) - sum(out)  # so that the stages add up to the roll of the school
        out += school.known(stage.name).grades or even(roll, stage.grades, zlib.crc32(school.id.encode()))
    return out


def even(total: int, n: int, turn: int = 0) -> list[int]:
    """Return n whole numbers that differ by one at most and add up to a total; the larger ones begin at ``turn``."""
    each, more = divmod(total, n)
    return [each + ((i - turn) % n < more) for i in range(n)]


def classes(case: Case) -> Array:
    """Return the classes of each school by grade on the first day, shape (n_schools, grades); 0 where they are not given."""
    out = np.zeros((len(case.schools), case.stages.grades), np.int64)
    roll = rolls(case)
    if roll is not None:
        for i, code, known in facts(case):
            if number := known.classes:
                span = case.stages[code].span
                out[i, span] = share_out(number, [int(r) for r in roll[i, span]])
    return out


def share_out(number: int, heads: list[int]) -> list[int]:
    """Return how many of a number of classes each grade has: one at least where it has pupils, then where classes are largest."""
    out = [int(h > 0) for h in heads]
    for _ in range(number - sum(out) if any(heads) else 0):
        out[max(range(len(heads)), key=lambda g: heads[g] / (out[g] or np.inf))] += 1
    return out


def rooms(case: Case, planned: Array) -> Array:
    """Return the classes a grade each building holds, shape (n_schools, stages): as given or planned, with all that sit there."""
    told = counts(case, lambda k: k.rooms)
    sitting = classes(case)
    most = np.stack([sitting[:, stage.span].max(1) for stage in case.stages], axis=1)
    held: Array = np.maximum(np.where(told == UNKNOWN, planned, told), most)
    return held


def counts(case: Case, fact: Fact) -> Array:
    """Return a fact of each school by stage, shape (n_schools, stages); `UNKNOWN` where it is not given."""
    return _facts(case, fact, UNKNOWN, np.int64)


def amounts(case: Case, fact: Callable[[OneStage], float | None]) -> Array:
    """Return an amount of each school by stage, shape (n_schools, stages); NaN where it is not given."""
    return _facts(case, fact, np.nan, np.float64)


def _facts(case: Case, fact: Callable[[OneStage], float | None], unknown: float, dtype: type[np.generic]) -> Array:
    out = np.full((len(case.schools), len(case.stages)), unknown, dtype)
    for row, stage, known in facts(case):
        if (value := fact(known)) is not None:
            out[row, stage] = value
    return out


def told(world: World, rows: Array, fact: Fact) -> Array:
    """Return for each teacher whether the case gives a fact of the school and stage."""
    t = world.teachers
    return np.asarray(counts(world.case, fact)[t.register[rows], t.stage[rows]] != UNKNOWN)


def fit(world: World, rows: Array, fact: Fact, score: Array, drawn: Array) -> Array:
    """Return which teachers have a mark: the highest scores, as many as the case counts; as drawn where it counts none."""
    if not facts(world.case) or not (given := told(world, rows, fact)).any():
        return drawn
    t, number = world.teachers, counts(world.case, fact).ravel()
    marked = np.zeros(rows.size, np.bool_)
    marked[top(world.stages.place(t.register[rows].astype(np.int64), t.stage[rows]), score, t.uid[rows], number)] = True
    return np.where(given, marked, drawn)
