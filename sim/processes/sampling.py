r"""Sampled tests (质量抽测): the bureau takes the scores of some classes for those of a school.

With `tests.sample` below 1 the mean score of a school and stage is that of a sample of its classes, n of N by lot and one at
least, so it has the error of a sample beside that of the test: names of schools, help to those that lag, visits and what
groups are compared by rest on it. Pupils' own scores, how far classes came on, and the record of the district are those of
all.

A test may be of some subjects (分学科抽测). With :math:`u_b` the part of the points :math:`w_b` of a subject block that is
tested and :math:`V_b` the mean value of its teachers at the school, what is known of a school is off by

.. math:: sd\;y\,\Big(\frac{\sum_b u_b w_b V_b}{\sum_b u_b w_b} - \frac{\sum_b w_b V_b}{\sum_b w_b}\Big)

for the y years over which teaching told on scores: a school that is strong in what is tested looks better than it is. A pupil
has one score; what a subject adds is told by who teaches it.
"""

from __future__ import annotations

import numpy as np

from sim import rng, sums
from sim.axes import STAGE_OF
from sim.processes import process
from sim.state import Array
from sim.world import World


@process(writes="schools.mean_score")
def draw(world: World) -> None:
    """The bureau takes the scores of a sample of classes, in the subjects tested, for those of the school.

    教育局以抽取班级在抽测学科上的成绩代表全校。
    """
    share = world.settings.params.tests.sample
    if share < 1:
        _draw(world, share)
    if (world.settings.params.tests.subjects.array() < 1).any():
        world.schools.mean_score[:] += by_subject(world)


def by_subject(world: World) -> Array:
    """Return by how much schools look better in the subjects tested than in all [points], shape (schools, stages)."""
    t, p, stages = world.teachers, world.settings.params.tests, world.stages
    on, shape = world.live_teachers(), world.schools.posts.shape
    cell = stages.team(t.post[on].astype(np.int64), t.stage[on], t.block[on])
    n = stages.n_teams(len(world.schools))
    heads, total = (
        np.bincount(cell, minlength=n),
        np.bincount(cell, sums.whole(t.value[on], 24), minlength=n),
    )
    mean = np.divide(total, heads, out=np.zeros(n), where=heads > 0).reshape(shape)
    every = stages.of(p.weights) * (heads.reshape(shape) > 0)
    some = every * p.subjects.array()
    told, whole = ((w * mean).sum(2) / np.maximum(w.sum(2), 1e-9) for w in (some, every))
    found: Array = p.sd * p.apart * np.where(some.sum(2) > 0, told - whole, 0)  # what is not examined tells nothing
    return found


def _draw(world: World, share: float) -> None:
    """Let the mean score of each school be that of a sample of its classes."""
    s, k, rows = world.schools, world.classes, sample(world, share)
    n = world.stages.n_places(len(s))
    place = world.stages.place(k.school[rows], STAGE_OF[k.grade[rows]])
    heads = np.bincount(place, k.size[rows], minlength=n)
    pupils, of = world.live_students(), world.class_of_students()
    total = np.bincount(of, sums.whole(world.students.score[pupils]), minlength=len(k))[rows]
    points = np.bincount(place, total, minlength=n)
    s.mean_score[:] = world.stages.by_unit(np.divide(points, heads, out=np.full(n, np.nan), where=heads > 0))


def sample(world: World, share: float) -> Array:
    """Return the rows of classes drawn by lot: a share of those of each school and stage, one at least."""
    s, k, rows = world.schools, world.classes, world.live_classes()
    place = world.stages.place(k.school[rows], STAGE_OF[k.grade[rows]]).astype(np.int64)
    cell = k.school[rows].astype(np.int64) * 64 + k.grade[rows]
    by_cell = np.argsort(cell, kind="stable")
    number = np.empty(rows.size, np.int64)
    number[by_cell] = np.arange(rows.size) - np.searchsorted(cell[by_cell], cell[by_cell])
    who = (s.uid[k.school[rows]].astype(np.uint64) << np.uint64(24)) + (64 * number + k.grade[rows]).astype(np.uint64)
    luck = rng.uniform(world.key("sampling.class"), who)
    order = np.lexsort((who, luck, place))
    n = np.bincount(place, minlength=world.stages.n_places(len(s)))
    at = np.arange(rows.size) - np.repeat(np.cumsum(n) - n, n)
    taken = np.maximum(np.rint(share * n), 1)[place[order]]
    found: Array = np.sort(rows[order[at < taken]])
    return found
