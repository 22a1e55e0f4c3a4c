"""One pass over the schools and one over the classes: what yearly measures count, for every set of schools and every stage."""

from __future__ import annotations

import numpy as np

from sim.axes import COMPULSORY, ENTERED, STAGE_OF
from sim.equity.standards import CLASS_LIMIT, SCHOOL_LIMIT
from sim.kernels import kernel
from sim.state import Array
from sim.sums import total
from sim.world import World

LARGE_CLASS = 56  # pupils: 大班额
SCHOOLS = (
    "schools", "pupils", "sized", "of_size", "passed", "passed_by_post", "grouped", "named", "chosen",
    "satisfied", "content", "alike",
)  # fmt: skip
CLASSES = ("classes", "large", "sized", "of_size", "entrants")  # classes, and pupils of the first grade of a stage
_CLASS_LIMIT, _SCHOOL_LIMIT, _JUDGED = np.array(CLASS_LIMIT), np.array(SCHOOL_LIMIT), len(COMPULSORY)


def schools(world: World, part: Array, n: int, by_post: Array, grouped: Array) -> Array:
    """Return `SCHOOLS` of n sets of schools, those with pupils of a stage; ``part`` is the set of each school, -1 of none.

    ``by_post`` (n_schools,) says which would pass if teachers were counted where they work, ``grouped`` (n_schools, stages)
    which are in a group. The shares of families and teachers who are satisfied are means by pupils and by classes; how much
    more alike schools are than their roots are is told in `sim.equity.brands.homogenisation`.
    """
    s = world.schools
    named = s.reputation >= world.settings.params.reputation.named
    found: Array = _schools(
        part, n, s.pupils, s.classes, s.kind, _SCHOOL_LIMIT, s.passed, by_post, grouped, named, s.chosen, s.satisfied,
        s.content, s.culture, s.roots,
    )  # fmt: skip
    return found


def classes(world: World, rows: Array, part: Array, n: int) -> Array:
    """Return `CLASSES` of n sets of schools, shape (n, stages, 5), over some classes."""
    k = world.classes
    found: Array = _classes(rows, k.school, k.grade, k.size, part, n, len(world.stages))
    return found


def hours(asked: Array, part: Array, n: int) -> list[list[list[float]]]:
    """Return sums over n sets of schools of hours, shape (items, stages, n_schools), by set, item and stage."""
    found: list[list[list[float]]] = _hours(asked, part, n).tolist()
    return found


@kernel
def _schools(
    part: Array,
    n: int,
    pupils: Array,
    classes: Array,
    kind: Array,
    limit: Array,
    passed: Array,
    by_post: Array,
    grouped: Array,
    named: Array,
    chosen: Array,
    satisfied: Array,
    content: Array,
    culture: Array,
    roots: Array,
) -> Array:
    """Return what `schools` does."""
    out = np.zeros((n, pupils.shape[1], 12))
    one, other, share = np.empty(part.size), np.empty(part.size), np.empty(part.size)
    for i in range(n):
        for stage in range(pupils.shape[1]):
            row, k = out[i, stage], 0
            for q in range(part.size):
                if part[q] != i:
                    continue
                row[8] += chosen[q, stage]
                if pupils[q, stage] > 0:
                    row[1] += pupils[q, stage]
                    if 0 <= kind[q] < limit.size:
                        row[2] += 1
                        row[3] += pupils[q].sum() <= limit[kind[q]]
                    row[4] += passed[q]
                    row[5] += by_post[q]
                    row[6] += grouped[q, stage]
                    row[7] += named[q]
                    one[k], other[k] = culture[q], roots[q]
                    k += 1
            row[0] = k
            own = _sd(other[:k]) if k > 1 else 0.0
            row[11] = 1 - _sd(one[:k]) / own if own else np.nan
            for column, answers, weight in ((9, satisfied, pupils), (10, content, classes)):
                k, heads = 0, 0
                for q in range(part.size):
                    if part[q] == i and weight[q, stage] > 0 and np.isfinite(answers[q, stage]):
                        share[k] = np.float64(answers[q, stage]) * weight[q, stage]
                        heads += weight[q, stage]
                        k += 1
                row[column] = total(share[:k]) / heads if heads else np.nan
    return out


@kernel
def _sd(x: Array) -> float:
    """Return the standard deviation of numbers, which are changed."""
    x -= total(x) / x.size
    x *= x
    return float(np.sqrt(total(x) / x.size))


@kernel
def _classes(rows: Array, school: Array, grade: Array, size: Array, part: Array, n: int, stages: int) -> Array:
    """Return what `classes` does."""
    out = np.zeros((n, stages, 5))
    for q in rows:
        i, stage, heads = part[school[q]], STAGE_OF[grade[q]], size[q]
        if i >= 0:
            row = out[i, stage]
            row[0] += 1
            row[1] += heads >= LARGE_CLASS
            if heads > 0 and stage < _JUDGED:
                row[2] += 1
                row[3] += heads <= _CLASS_LIMIT[stage]
            row[4] += heads if grade[q] == ENTERED[stage] else 0
    return out


@kernel
def _hours(asked: Array, part: Array, n: int) -> Array:
    """Return what `hours` does."""
    out, mine = np.zeros((n, asked.shape[0], asked.shape[1])), np.empty(part.size)
    for i in range(n):
        for item in range(asked.shape[0]):
            for stage in range(asked.shape[1]):
                k = 0
                for q in range(part.size):
                    if part[q] == i:
                        mine[k] = asked[item, stage, q]
                        k += 1
                out[i, item, stage] = total(mine[:k])
    return out
