r"""Learning: a lasting trait and a fading part of achievement grow by what the class is taught.

Over a term of h = 1/2 year, pupil i of class c with achievement A = a + f gains

.. math:: g_i = h\,(G_c + \beta\,(\bar A_c - A_i) + \kappa\,(\bar A_c - \bar A_d)) + \sigma z_i, \qquad
          a_i \leftarrow a_i + \lambda g_i + h\gamma\,SES_i, \qquad f_i \leftarrow \rho f_i + \phi g_i

Symbols: G yearly gain of the class (teaching, management, size, resources, digital lessons, less what a change of school costs
in its first year); lambda lasting share; gamma
SES growth. Peers act twice, by what the class was when the term began: beta pulls a pupil to the class mean and sums to zero
in every class; kappa lifts a class as a whole by how far its mean is above that of all pupils of the grade in the
district (d), as in a model linear in means, and sums to zero in every grade of a district: a better intake lifts its class,
and no mixing of classes lifts the district. In classes formed by lot both are seen as one: beta + kappa per SD by which
classmates are better (Chen and others 2023). Since a class stays together for at most six years and only a part of a gain lasts,
the distance between classes grows by a few hundredths a year and is bounded (`tests/laws/test_limits.py` has the closed form).
The rates follow from two facts rather than being free: a constant yearly gain G raises achievement by exactly G in its
first year, and a share r of it is left a year later (Jacob, Lefgren and Sims 2010), which gives
:math:`\rho = \sqrt{(r-\lambda)/(1-\lambda)}` per term and :math:`\phi = 2(1-\lambda)/(1+\rho)`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import rng
from sim.axes import STAGE_OF, STOCKS, place_of
from sim.kernels import kernel
from sim.params import Learning
from sim.processes import process
from sim.state import Array
from sim.supply.places import standard
from sim.world import World

TERM = 0.5  # years


class Pace(NamedTuple):
    """Rates of a term: share of a gain that lasts, share that enters the fading part, share of that part kept."""

    lasting: float
    fading: float
    keep: float


def pace(p: Learning) -> Pace:
    """Return the rates of a term from the shares left after a year and for ever."""
    keep = float(np.sqrt(max(p.left_after_a_year - p.lasting, 0.0) / (1 - p.lasting)))
    return Pace(p.lasting, 2 * (1 - p.lasting) / (1 + keep), keep)


@process(writes="classes.gain schools.resources")
def conditions(world: World) -> None:
    """Each class is given its conditions: teaching, management, size, resources, digital lessons, how new the school is to it.

    每个班级得到本学期的条件：教学、管理、班额、资源、数字课程，以及对学校是否陌生。
    """
    s, k, p = world.schools, world.classes, world.settings.params.learning
    s.resources[:] = resource_index(world)
    means = np.float32(p.resources / p.resources_sd) * (s.resources[:, None] + s.shared)
    lift = (s.management - s.strain)[:, None] + s.practice + s.lead + s.slack + s.digital + s.support + means
    _gain(
        k.gain, k.teaching, k.size, k.school, k.grade, k.unsettled, k.settles, world.live_classes(), lift, world.term,
        np.float32(p.class_threshold), np.float32(p.class_penalty),
    )  # fmt: skip


@kernel
def _gain(
    gain: Array,  # (class rows,) SD/year, written for the classes now taught; the next six are as long
    teaching: Array, size: Array, school: Array, grade: Array, unsettled: Array, settles: Array,
    rows: Array,
    lift: Array,  # (schools, stages) SD/year
    term: int,
    crowded: np.float32,  # pupils
    class_penalty: np.float32,  # SD/year for each 10 pupils beyond
) -> None:  # fmt: skip
    for q in rows:
        crowd = max(size[q] - np.float64(crowded), 0.0) / 10
        strange = unsettled[q] if settles[q] > term else np.float32(0)
        gain[q] = teaching[q] + lift[school[q], STAGE_OF[grade[q]]] + class_penalty * crowd - strange


def resource_index(world: World) -> Array:
    """Return the resources of each school over the national standard: 0 at the standard, 1 at twice it, capped there."""
    index: Array = over_standard(world).sum(1) / len(STOCKS) - 1.0
    return index


def over_standard(world: World) -> Array:
    """Return each stock of each school as a share of the national standard, 2 at most, shape (n_schools, stocks)."""
    s = world.schools
    found: Array = _over_standard(standard(world), (s.teaching_area, s.sports_area, s.equipment, s.media_rooms))
    return found


@kernel
def _over_standard(need: Array, stocks: tuple[Array, ...]) -> Array:
    """Return stocks over what is needed of each, shape (n_schools, stocks): 1 where nothing is."""
    ratio = np.ones(need.shape)
    for i in range(need.shape[0]):
        for j in range(need.shape[1]):
            if need[i, j] > 0:
                ratio[i, j] = min(stocks[j][i] / need[i, j], 2.0)
    return ratio


@process(writes="students.trait students.fading students.shock")
def learn(world: World) -> None:
    """Every pupil learns for a term, all at once against the class as it stood.

    每名学生学习一个学期，同时进行，均以学期初的班级为参照。
    """
    s, c, k, p = world.students, world.cohorts, world.classes, world.settings.params.learning
    rates = pace(p)
    _learn(
        s.trait, s.fading, s.ses, s.shock, s.uid, k.school, k.first, k.size, k.gain, world.schools.district,
        c.start, c.size, c.first_class, c.n_classes, world.key("learning.luck", world.year), world.is_autumn,
        np.float32(TERM * p.peers), np.float32(TERM * p.peer_level), np.float32(TERM * p.ses_growth),
        np.float32(p.noise), np.float32(rates.lasting), np.float32(rates.fading), np.float32(rates.keep),
    )  # fmt: skip


def ahead(world: World) -> Array:
    """Return how far the mean of each class row now taught is above that of its grade in its district [SD]; else 0."""
    s, k, rows = world.students, world.classes, world.live_classes()
    achieved = (s.trait + s.fading)[world.live_students()]
    total = np.bincount(world.class_of_students(), achieved, len(k))[rows]
    cell = world.schools.district[k.school[rows]].astype(np.int64) * STAGE_OF.size + k.grade[rows]
    heads = np.bincount(cell, k.size[rows])
    middle = np.divide(np.bincount(cell, total), heads, out=np.zeros(heads.size), where=heads > 0)
    out = np.zeros(len(k))
    out[rows] = total / np.maximum(k.size[rows], 1) - middle[cell]
    return out


@kernel
def _learn(
    trait: Array,  # (rows,) SD, changed in place
    fading: Array,  # (rows,) SD, changed in place
    ses: Array,  # (rows,) SD
    shock: Array,  # (rows,) SD, written in autumn, read in spring
    uid: Array,  # (rows,)
    school: Array,  # (classes,)
    first: Array,  # (classes,) first student row of each class
    size: Array,  # (classes,)
    gain: Array,  # (classes,) SD/year
    district: Array,  # (schools,) district row
    block_start: Array,  # (blocks,)
    block_size: Array,
    first_class: Array,
    n_classes: Array,
    key: np.uint64,
    autumn: bool,
    peers: np.float32,  # 1/term
    peer_level: np.float32,  # 1/term
    ses_growth: np.float32,  # SD/SD/term
    noise: np.float32,  # SD/term
    lasting: np.float32,
    fade_in: np.float32,
    keep: np.float32,
) -> None:
    """Take every pupil through a term; one hash gives the luck of both terms of a school year."""
    drawn, mean = np.empty(block_size.max(), np.float32), np.empty(n_classes.max(), np.float32)
    common = np.empty(block_size.max(), np.float32)
    n_districts = district.max() + 1
    for b in range(block_size.size):
        total, heads = np.zeros(n_districts), np.zeros(n_districts)
        start, n = np.uint64(block_start[b]), np.uint64(block_size[b])
        luck = later = shock[start : start + n]
        if autumn:
            luck = drawn[:n]
            rng.fill_normals(key, uid[start : start + n], luck, later)
        for q in range(first_class[b], first_class[b] + n_classes[b]):
            low, high = np.uint64(first[q]), np.uint64(first[q] + size[q])
            s0 = s1 = s2 = s3 = np.float32(0)  # four fixed partial sums: fast, and the same bits on any machine
            i = low
            while i + np.uint64(4) <= high:
                s0 += trait[i] + fading[i]
                s1 += trait[i + np.uint64(1)] + fading[i + np.uint64(1)]
                s2 += trait[i + np.uint64(2)] + fading[i + np.uint64(2)]
                s3 += trait[i + np.uint64(3)] + fading[i + np.uint64(3)]
                i += np.uint64(4)
            while i < high:
                s0 += trait[i] + fading[i]
                i += np.uint64(1)
            average = ((s0 + s1) + (s2 + s3)) / np.float32(max(size[q], 1))
            mean[q - first_class[b]] = average
            d = district[school[q]]
            total[d] += average * size[q]
            heads[d] += size[q]
        for q in range(first_class[b], first_class[b] + n_classes[b]):
            average = mean[q - first_class[b]]
            d = district[school[q]]
            above = average - np.float32(total[d] / max(heads[d], 1.0))
            low = np.uint64(first[q]) - start
            common[low : low + np.uint64(size[q])] = np.float32(0.5) * gain[q] + peers * average + peer_level * above
        rows = slice(start, start + n)
        _grow(trait[rows], fading[rows], ses[rows], luck, common, peers, ses_growth, noise, lasting, fade_in, keep)


@kernel
def _grow(
    trait: Array, fading: Array, ses: Array, luck: Array,
    common: Array,  # SD/term: what a pupil's whole class gains
    peers: np.float32, ses_growth: np.float32, noise: np.float32,
    lasting: np.float32, fade_in: np.float32, keep: np.float32,
) -> None:  # fmt: skip
    """Let the pupils of a block grow by what their class gains and by their own: one short loop, which becomes vector code."""
    for i in range(trait.size):
        g = common[i] - peers * (trait[i] + fading[i]) + noise * luck[i]
        trait[i] = trait[i] + lasting * g + ses_growth * ses[i]
        fading[i] = keep * fading[i] + fade_in * g


@process(writes="students.score schools.mean_score")
def test(world: World) -> None:
    """At the end of the year every pupil sits a test, and schools learn their mean.

    学年末每名学生参加考试，各校得知均分。
    """
    s, c, k, p = world.students, world.cohorts, world.classes, world.settings.params.tests
    n, n_stages = world.stages.n_places(len(world.schools)), len(world.stages)
    total, heads = np.zeros(n), np.zeros(n)
    _sit(
        s.trait, s.fading, s.uid, s.score, k.school, k.grade, k.first, k.size, c.start, c.size, c.first_class, c.n_classes,
        world.key("learning.test"), np.float32(p.mean), np.float32(p.sd), np.float32(p.noise), n_stages, total, heads,
    )  # fmt: skip
    mean = np.divide(total, heads, out=np.full(n, np.nan), where=heads > 0)
    world.schools.mean_score[:] = world.stages.by_unit(mean)


@kernel
def _sit(
    trait: Array, fading: Array, uid: Array, score: Array, school: Array, grade: Array, first: Array, size: Array,
    block_start: Array, block_size: Array, first_class: Array, n_classes: Array,
    key: np.uint64, mean: np.float32, sd: np.float32, noise: np.float32, n_stages: int,
    total: Array,  # (places,) zeros: points of all its pupils
    heads: Array,  # (places,) zeros
) -> None:  # fmt: skip
    """Write the exam score of every pupil, in points, and add the points of each school and stage up."""
    error, spare = np.empty(block_size.max(), np.float32), np.empty(block_size.max(), np.float32)
    for b in range(block_size.size):
        start, n = np.uint64(block_start[b]), np.uint64(block_size[b])
        rng.fill_normals(key, uid[start : start + n], error[:n], spare[:n])
        for i in range(n):
            score[start + i] = mean + sd * (trait[start + i] + fading[start + i] + noise * error[i])
        for q in range(first_class[b], first_class[b] + n_classes[b]):
            place = place_of(school[q], STAGE_OF[grade[q]], n_stages)
            total[place] += points_of(score, first[q], size[q])
            heads[place] += size[q]


@kernel
def points_of(score: Array, first: int, size: int) -> float:
    """Return the sum of the scores of a class."""
    low, high = np.uint64(first), np.uint64(first + size)
    a = b = c = d = 0.0  # four fixed partial sums: fast, and the same bits on any machine
    j = low
    while j + np.uint64(4) <= high:
        a += score[j]
        b += score[j + np.uint64(1)]
        c += score[j + np.uint64(2)]
        d += score[j + np.uint64(3)]
        j += np.uint64(4)
    while j < high:
        a += score[j]
        j += np.uint64(1)
    return (a + b) + (c + d)
