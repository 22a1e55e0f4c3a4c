r"""Schooling so far: what the years before the first day have left with pupils, in closed form.

Learning (`sim.processes.learning`) is linear, and a class stays together through a stage. So achievement after any number of
terms can be written down: with x = (a, f) the lasting and the fading part of a pupil, a term takes each of three parts of it on
by a law of its own,

.. math:: x \leftarrow M_c\,x + h\,(\lambda, \phi)\,G + (h\gamma, 0)\,SES + \sigma\,(\lambda, \phi)\,z, \qquad
          M_c = \begin{pmatrix} 1 + \lambda h c & \lambda h c \\ \phi h c & \rho + \phi h c \end{pmatrix}

with c = 0 for the mean of a grade in its district, :math:`c = \kappa` for what a class is above it, and :math:`c = -\beta` for
what a pupil is above the class. Powers of M and their sums give n terms at once; the luck of n terms is normal with a known
covariance; its mean over a class goes on as the class does. So pupils of the first day are what today's teachers, heads and
means would have made of them in all years at school, which is what the years to come make of those who follow.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim import rng
from sim.axes import STAGE_OF
from sim.kernels import kernel
from sim.processes import learning
from sim.processes.learning import TERM
from sim.state import Array
from sim.world import World


class Terms(NamedTuple):
    """What a number of years does to the two parts of achievement, by number of years from 0."""

    keeps: Array  # (years, 2, 2) what becomes of what was there
    gain: Array  # (years, 2) of a yearly gain of 1
    ses: Array  # (years, 2) of a family background of 1
    luck: Array  # (years, 2, 2) of two standard normals


def terms(world: World, pull: float, years: int) -> Terms:
    """Return what up to so many years do to a part of achievement that is pulled so much a year."""
    p = world.settings.params.learning
    return _terms(learning.pace(p), p.ses_growth, p.noise, pull, years)


@lru_cache
def _terms(pace: learning.Pace, ses_growth: float, noise: float, pull: float, years: int) -> Terms:
    """Return so by the numbers it depends on; remembered, since a first day asks for the same ones over and over."""
    takes = np.array([pace.lasting, pace.fading])
    step = np.diag([1.0, pace.keep]) + TERM * pull * takes[:, None]
    keeps, fed, spread = np.eye(2), np.zeros((2, 2)), np.zeros((2, 2))
    sources, luck = np.column_stack([TERM * takes, [TERM * ses_growth, 0.0]]), noise**2 * np.outer(takes, takes)
    out = [(keeps, fed, spread)]
    for _ in range(years):
        for _ in range(round(1 / TERM)):
            keeps, fed = step @ keeps, step @ fed + sources
            spread = step @ spread @ step.T + luck
        out.append((keeps, fed, spread))
    keeps, fed, spread = (np.array(part) for part in zip(*out, strict=True))
    return Terms(keeps, fed[:, :, 0], fed[:, :, 1], _root(spread))


def _root(spread: Array) -> Array:
    """Return what two standard normals are multiplied by to have some covariances, lower triangles, shape (years, 2, 2)."""
    out = np.zeros_like(spread)
    out[:, 0, 0] = np.sqrt(spread[:, 0, 0])
    out[:, 1, 0] = np.divide(spread[:, 1, 0], out[:, 0, 0], out=np.zeros(len(out)), where=out[:, 0, 0] > 0)
    out[:, 1, 1] = np.sqrt(np.maximum(spread[:, 1, 1] - out[:, 1, 0] ** 2, 0))
    return out


def grown(world: World, rows: Array, gain: Array, years: Array) -> tuple[Array, Array]:
    """Return the means of some classes, whole grades of them: trait, fading part and background now, and the two after years.

    ``gain`` is that of each class [SD/year], ``years`` a whole number for each; shapes (n, 3) and (n, 2).
    """
    k, s = world.classes, world.students
    now = _means(s.trait, s.fading, s.ses, k.first[rows], k.size[rows])
    cell = world.schools.district[k.school[rows]].astype(np.int64) * STAGE_OF.size + k.grade[rows]
    return now, _on(world, now, gain, years, cell, k.size[rows])


def grow(world: World, rows: Array, gain: Array, years: Array, stage: int) -> None:
    """Let the pupils of some classes, whole grades of them, have learned for some years at a stage, luck included."""
    k, s, p = world.classes, world.students, world.settings.params.learning
    now, then = grown(world, rows, gain, years)
    own, shared = (terms(world, pull, int(years.max(initial=0))) for pull in (-p.peers, p.peer_level))
    _grow(
        s.trait, s.fading, s.ses, s.uid, world.key("schooling.luck", stage), k.first[rows], k.size[rows], years, now, then,
        own.keeps.astype(np.float32), own.ses.astype(np.float32), own.luck.astype(np.float32), shared.luck.astype(np.float32),
    )  # fmt: skip


def left(world: World, past: list[tuple[int, Array]], gain: Array) -> Array:
    """Return what the gains of the stages before have left with the pupils of a grade, shape (n_pupils, 2).

    A gain adds to what was there without it, so it may be added afterwards. What pupils of a school had brought along from
    several others counts by its mean.

    Parameters
    ----------
    past
        Stages in order, each with the school of each pupil.
    gain
        Of schools and stages [SD/year], shape (n_schools, stages).
    """
    found = np.zeros((0, 2))
    district, n = world.schools.district.astype(np.int64), len(world.schools)
    for stage, school in past:
        heads, now = np.bincount(school, minlength=n), np.zeros((n, 3))
        if len(found):
            brought = np.stack([np.bincount(school, found[:, j], n) for j in range(2)], axis=1)
            now[:, :2] = brought / np.maximum(heads, 1)[:, None]
        years = np.full(n, world.stages[stage].grades)
        found = _on(world, now, gain[:, stage], years, district, heads)[school]
    return found


def _on(world: World, now: Array, gain: Array, years: Array, cell: Array, size: Array) -> Array:
    """Return means (n, 2) after some years: those of the whole cell and what each is above it, by their own laws."""
    heads = np.maximum(np.bincount(cell, size), 1)
    own = np.column_stack([now, gain])
    middle = np.stack([np.bincount(cell, own[:, j] * size) / heads for j in range(own.shape[1])], axis=1)[cell]
    out = np.zeros((len(now), 2))
    for pull, x in ((0.0, middle), (world.settings.params.learning.peer_level, own - middle)):
        law = terms(world, pull, int(years.max(initial=0)))
        out += np.einsum("nij,nj->ni", law.keeps[years], x[:, :2])
        out += law.ses[years] * x[:, 2:3] + law.gain[years] * x[:, 3:]
    return out


@kernel
def _means(trait: Array, fading: Array, ses: Array, first: Array, size: Array) -> Array:
    """Return the means of classes in trait, fading part and family background, shape (n, 3)."""
    out = np.zeros((first.size, 3))
    for q in range(first.size):
        a = f = s = 0.0
        for i in range(first[q], first[q] + size[q]):
            a += trait[i]
            f += fading[i]
            s += ses[i]
        n = max(size[q], 1)
        out[q, 0], out[q, 1], out[q, 2] = a / n, f / n, s / n
    return out


@kernel
def _grow(
    trait: Array,  # changed in place
    fading: Array,  # changed in place
    ses: Array, uid: Array,
    key: np.uint64,
    first: Array,  # by class, as what follows
    size: Array, years: Array, mean: Array, then: Array,
    keep: Array,  # by years, as what follows: of what a pupil is above the class
    ses_growth: Array, noise: Array,
    shared_luck: Array,  # of what the luck of a class comes to in the mean
) -> None:  # fmt: skip
    """Take pupils on with their classes, and by a law of their own as far as they differ from them."""
    if not first.size:
        return
    begin, end = first.min(), (first + size).max()
    one, two = np.empty(end - begin, np.float32), np.empty(end - begin, np.float32)
    rng.fill_normals(key, uid[begin:end], one, two)  # of empty seats between them too: long loops are the fastest
    for q in range(first.size):
        low, y = np.uint64(first[q]), years[q]
        mine = slice(first[q] - begin, first[q] - begin + size[q])
        own, other = one[mine], two[mine]
        k, s, w, more = keep[y], ses_growth[y], noise[y], shared_luck[y] - noise[y]
        z, v = own.sum() / np.float32(max(size[q], 1)), other.sum() / np.float32(max(size[q], 1))
        a0, f0, s0 = np.float32(mean[q, 0]), np.float32(mean[q, 1]), np.float32(mean[q, 2])
        a1 = np.float32(then[q, 0]) + more[0, 0] * z
        f1 = np.float32(then[q, 1]) + more[1, 0] * z + more[1, 1] * v
        for j in range(size[q]):
            i = low + np.uint64(j)
            a, f, b = trait[i] - a0, fading[i] - f0, ses[i] - s0
            trait[i] = a1 + k[0, 0] * a + k[0, 1] * f + s[0] * b + w[0, 0] * own[j]
            fading[i] = f1 + k[1, 0] * a + k[1, 1] * f + s[1] * b + w[1, 0] * own[j] + w[1, 1] * other[j]
