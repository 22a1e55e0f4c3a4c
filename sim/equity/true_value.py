"""Value-added as a researcher would estimate it, beside the true value that only a model knows.

A running model is taken through one school year. The researcher sees last year's and this year's scores, the pupils'
background, their classes and who taught them; the truth is what learning was given: the yearly gain of each class, and the
effective value of each teacher times the share of the class's lessons, both in points of the exam scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.equity.value_added import Agreement, Effects, agreement, residuals, school_effects, teacher_effects
from sim.state import BLOCKS, GRADES, NOWHERE, Array
from sim.world import World

if TYPE_CHECKING:
    from sim.model import DistrictModel


@dataclass(frozen=True, slots=True)
class Comparison:
    """Estimates, truths in their order, and how they agree."""

    effects: Effects
    truth: Array  # points; of teachers: value times share of lessons, less the mean of those in the same school
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class ValueAdded:
    """Value-added of a school year, each unit a school (or teacher) at one stage."""

    schools: tuple[Comparison, Comparison]  # primary, junior; units are school rows
    teachers: tuple[Comparison, Comparison]  # units are uids of teachers of one subject block


def follow(model: DistrictModel, *, block: str = "core") -> ValueAdded:
    """Take a model through a school year, and put value-added estimated from its tests beside the truth.

    ``block`` is the subject block whose teachers are estimated. The model must stand between two school years, after its
    first test, and have a year to go.
    """
    world = model.world
    if block not in BLOCKS:
        raise ValueError(f"block = {block!r} is not known; allowed: {', '.join(BLOCKS)}")
    rows = world.live_students()
    if not world.is_autumn or not np.isfinite(world.students.score[rows]).any():
        raise ValueError("value-added needs a model between two school years whose pupils have sat a test")
    if not model.running:
        raise ValueError("value-added needs a year to go, and the model is at its horizon")
    uid, score = world.students.uid[rows].copy(), world.students.score[rows].astype(np.float64)
    model.step()
    autumn = _terms(world, block)
    model.step()
    return _compare(world, uid, score, (autumn, _terms(world, block)))


@dataclass(frozen=True, slots=True)
class _Term:
    """What learning was given in a term."""

    gain: Array  # (classes,) SD/year
    taught: Array  # (assignments,) class row
    teacher: Array  # (assignments,) uid
    share: Array  # (assignments,) of the class's lessons
    value: Array  # (assignments,) SD/year


def _terms(world: World, block: str) -> _Term:
    """Return the gain of classes and who teaches them a block, with what that is worth."""
    k, t, p = world.classes, world.teachers, world.settings.params.classes
    rows, b = world.live_classes(), BLOCKS.index(block)
    stage = (k.grade[rows] > GRADES[0]).astype(np.int64)
    slots, lessons = np.array(p.slots), np.array(p.lessons)
    first = np.cumsum(slots, axis=1) - slots
    each = lessons[:, b] / slots[:, b] / lessons.sum(1)
    slot = np.arange(k.teachers.shape[1])
    mine = (slot >= first[stage, b, None]) & (slot < (first + slots)[stage, b, None]) & (k.teachers[rows] != NOWHERE)
    q, place = np.nonzero(mine)
    who = k.teachers[rows][q, place]
    gain = np.full(len(k), np.nan)
    gain[rows] = k.gain[rows]
    return _Term(gain, rows[q], t.uid[who], each[stage[q]], t.value[who].astype(np.float64))


def _compare(world: World, uid: Array, score: Array, terms: tuple[_Term, _Term]) -> ValueAdded:
    s, k = world.students, world.classes
    rows, of = world.live_students(), world.class_of_students()
    order = np.argsort(uid)
    at = order[np.minimum(np.searchsorted(uid, s.uid[rows], sorter=order), uid.size - 1)]
    before = np.where(uid[at] == s.uid[rows], score[at], np.nan)  # those who entered grade 1 have none
    controls = np.column_stack([s.ses[rows], s.migrant[rows], s.female[rows]]).astype(np.float64)
    grade, points = k.grade[of], world.settings.params.tests.sd
    gain = (terms[0].gain + terms[1].gain)[of] / 2
    schools, teachers = [], []
    for stage in (0, 1):
        here = (grade > GRADES[0]) == bool(stage)
        left = residuals(s.score[rows][here], before[here], grade[here], of[here], controls[here])
        known = np.isfinite(left)
        found = school_effects(left, k.school[of[here]])
        where = np.searchsorted(found.unit, k.school[of[here]][known])
        true = np.bincount(where, gain[here][known], minlength=found.unit.size) / found.n
        schools.append(_beside(found, points * true))
        taught, who, share, value = (np.concatenate([getattr(x, name) for x in terms]) for name in _ASSIGNED)
        home = k.school[taught]
        effects = teacher_effects(left, of[here], taught, who, share, school=home)
        teachers.append(_beside(effects, points * _truth(effects.unit, who, home, share * value)))
    return ValueAdded((schools[0], schools[1]), (teachers[0], teachers[1]))


_ASSIGNED = ("taught", "teacher", "share", "value")


def _truth(unit: Array, who: Array, home: Array, part: Array) -> Array:
    """Return the mean part of each unit in its classes' gain, less the mean of those who teach in the same school."""
    here = np.isin(who, unit)
    at = np.searchsorted(unit, who[here])
    home = np.unique(home[here], return_inverse=True)[1]
    off = part[here] - (np.bincount(home, part[here]) / np.bincount(home))[home]
    n = np.bincount(at, minlength=unit.size)
    mean: Array = np.divide(np.bincount(at, off, minlength=unit.size), n, out=np.full(unit.size, np.nan), where=n > 0)
    return mean


def _beside(found: Effects, truth: Array) -> Comparison:
    return Comparison(found, truth - np.nanmean(truth) if np.isfinite(truth).any() else truth, agreement(found, truth))
