"""What yearly measures count of schools, of classes and of hours, for every set of schools and every stage."""

from __future__ import annotations

import numpy as np
from numba import njit

from sim.axes import COMPULSORY, ENTERED, STAGE_OF
from sim.equity.standards import CLASS_LIMIT, SCHOOL_LIMIT
from sim.kernels import kernel
from sim.state import Array, Layer
from sim.sums import total
from sim.world import World

LARGE_CLASS = 56  # pupils: 大班额
SCHOOLS = (
    "schools", "pupils", "sized", "of_size", "passed", "passed_by_post", "grouped", "named", "chosen",
    "satisfied", "content", "alike", "phase",
)  # fmt: skip
CLASSES = ("classes", "large", "sized", "of_size", "entrants")  # classes, and pupils of the first grade of a stage
_CLASS_LIMIT, _SCHOOL_LIMIT, _JUDGED = np.array(CLASS_LIMIT), np.array(SCHOOL_LIMIT), len(COMPULSORY)


def tally(
    world: World, rows: Array, part: Array, n: int, by_post: Array, grouped: Array, asked: Array
) -> tuple[Array, Array, Array]:
    """Return what is counted in n sets of schools by stage: `SCHOOLS`, `CLASSES`, and hours by item.

    Their shapes are (n, stages, columns) and (n, items, stages). Schools are those with pupils of a stage. The shares of
    families and teachers who are satisfied are means by pupils and by classes; how much more alike schools are than their
    roots are is told in `sim.equity.brands.homogenisation`, the phase of groups beside it.

    Parameters
    ----------
    rows
        Of the classes that are counted.
    part
        The set of each school, -1 of none.
    by_post, grouped
        Which schools would pass if teachers were counted where they work, and which are in a group with a stage.
    asked
        Hours of this school year, shape (items, n_schools, stages).
    """
    s, k, g = world.schools, world.classes, world.groups
    named = s.reputation >= world.settings.params.reputation.named
    found: tuple[Array, Array, Array] = _tally(
        part, n, s.pupils, s.classes, s.kind, _SCHOOL_LIMIT, s.passed, by_post, grouped, named, s.chosen, s.satisfied,
        s.content, s.culture, s.roots, rows, k.school, k.grade, k.size, asked,
        g.core, g.phase, g.active & (g.layer == int(Layer.GROUP)),
    )  # fmt: skip
    return found


@njit(inline="always")
def _sd(x: Array) -> float:
    """Return the standard deviation of numbers, which are changed."""
    x -= total(x) / x.size
    x *= x
    found: float = np.sqrt(total(x) / x.size)
    return found


@kernel
def _tally(
    part: Array, n: int,
    pupils: Array, classes: Array, kind: Array, limit: Array, passed: Array, by_post: Array, grouped: Array, named: Array,
    chosen: Array, satisfied: Array, content: Array, culture: Array, roots: Array,  # of schools
    rows: Array, school: Array, grade: Array, size: Array,  # of classes
    asked: Array,  # (items, n_schools, stages)
    core: Array, phase: Array, active: Array,  # of units; whether each is a group now formed
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return what `tally` does."""
    stages, items = pupils.shape[1], len(asked)
    out, rooms, hours = np.zeros((n, stages, 13)), np.zeros((n, stages, 5)), np.zeros((n, items, stages))
    one, other = np.empty(part.size), np.empty(part.size)
    for i in range(n):
        for stage in range(stages):
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
                        one[k] = np.float64(answers[q, stage]) * weight[q, stage]
                        heads += weight[q, stage]
                        k += 1
                row[column] = total(one[:k]) / heads if heads else np.nan
            k = 0
            for u in range(core.size):
                if active[u] and part[core[u]] == i and pupils[core[u], stage] > 0:
                    row[12] += phase[u]
                    k += 1
            row[12] = row[12] / k if k else np.nan
            for item in range(items):
                k = 0
                for q in range(part.size):
                    if part[q] == i:
                        one[k] = asked[item, q, stage]
                        k += 1
                hours[i, item, stage] = total(one[:k])
    for q in rows:
        i, stage, heads = part[school[q]], STAGE_OF[grade[q]], size[q]
        if i >= 0:
            row = rooms[i, stage]
            row[0] += 1
            row[1] += heads >= LARGE_CLASS
            if heads > 0 and stage < _JUDGED:
                row[2] += 1
                row[3] += heads <= _CLASS_LIMIT[stage]
            row[4] += heads if grade[q] == ENTERED[stage] else 0
    return out, rooms, hours
