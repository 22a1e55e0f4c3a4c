"""Value-added as a researcher would estimate it, beside the true value that only a model knows.

A running model is taken through one school year, or several. The researcher sees the scores, last year's and this year's,
the pupils' background, their classes and who taught them; the truth is what learning was given: the yearly gain of each
class, and the effective value of each teacher times the share of the class's lessons, both in points of the exam scale.

One year cannot tell a teacher from the class and the colleagues, and promises three times what it keeps; several years can
(`sim.equity.team_value`): they estimate a teacher's mean worth over these years, less that of the colleagues of the school. Of
schools several years say more surely what one year says: what their class means take with them stays taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from sim.axes import BLOCKS, COMPULSORY, STAGE_OF
from sim.equity import texts
from sim.equity.team_value import Panel, Teams, team_effects
from sim.equity.value_added import (
    Agreement,
    Effects,
    agreement,
    residuals,
    school_effects,
    several_years,
    teacher_effects,
)
from sim.state import NOWHERE, Array
from sim.world import World

if TYPE_CHECKING:
    from sim.model import DistrictModel

LEAST = (
    3  # years that can tell a teacher from the colleagues: the first shows who taught before, a signal takes two more
)
MOSTLY = 0.5  # of a class's pupils: those whose last year's teachers are known


@dataclass(frozen=True, slots=True)
class AgainstTruth:
    """Estimates, truths in their order, and how they agree."""

    effects: Effects
    truth: Array  # points; of teachers: value times share of lessons, less the mean of those in the same school
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class ValueAdded:
    """Value-added of a school year or of several, each unit a school (or teacher) at one stage."""

    schools: tuple[AgainstTruth, AgainstTruth]  # primary, junior; units are school rows
    teachers: tuple[AgainstTruth, AgainstTruth]  # units are uids of teachers of one subject block


def follow(model: DistrictModel, *, block: str = "core", years: int = 1) -> ValueAdded:
    """Take a model through school years, and put value-added estimated from its tests beside the truth.

    ``block`` is the subject block whose teachers are estimated. With several years the truth is the mean of the years.
    The model must stand between two school years, after its first test, and have the years to go.
    """
    world = model.world
    if block not in BLOCKS.names:
        raise ValueError(texts.NOT_KNOWN(name="block", value=repr(block), known=BLOCKS.names))
    if years != 1 and years < LEAST:
        raise ValueError(texts.YEARS(years=repr(years), least=LEAST))
    if not world.is_autumn or not np.isfinite(world.students.score[world.live_students()]).any():
        raise ValueError(texts.BETWEEN_YEARS())
    if world.term + 2 * years > 2 * model.years:
        raise ValueError(texts.TOO_LATE(years=years))
    seen = [_year(model) for _ in range(years)]
    one, other = COMPULSORY.codes
    if years > 1:
        return ValueAdded((_schools(seen, one), _schools(seen, other)), _teachers(seen, block))
    first, second = _one(seen[0], block, one), _one(seen[0], block, other)
    return ValueAdded((first[0], second[0]), (first[1], second[1]))


@dataclass(frozen=True, slots=True)
class _Term:
    """Who teaches in a term, and what that is worth."""

    taught: Array  # (assignments,) class row
    teacher: Array  # (assignments,) uid
    block: Array  # (assignments,) subject block
    share: Array  # (assignments,) of the class's lessons
    value: Array  # (assignments,) SD/year


@dataclass(frozen=True, slots=True)
class _Year:
    """A school year as a researcher sees it, and the truth; an entry per pupil unless it says otherwise."""

    uid: Array
    of_class: Array  # row of the class
    grade: Array
    left: tuple[Array, Array]  # by stage: of its pupils, points left of the score; NaN where something is not known
    gain: Array  # points, what learning was given
    points: float  # in an SD
    school: Array  # (classes,)
    terms: tuple[_Term, _Term]

    def at(self, stage: int) -> Array:
        """Whether pupils are of a stage."""
        here: Array = STAGE_OF[self.grade] == stage
        return here

    def assigned(self, block: str | None = None) -> tuple[Array, Array, Array, Array]:
        """Return class, teacher, share and value of the assignments of both terms, of one block or of all."""
        names = ("taught", "teacher", "share", "value", "block")
        *found, which = (np.concatenate([getattr(t, name) for t in self.terms]) for name in names)
        here = which == BLOCKS.code(block) if block else slice(None)
        taught, who, share, value = (x[here] for x in found)
        return taught, who, share, value


def _year(model: DistrictModel) -> _Year:
    """Take the model through a school year, and return what was to be seen of it."""
    w = model.world
    rows = w.live_students()
    uid, score = w.students.uid[rows].copy(), w.students.score[rows].astype(np.float64)
    model.step()
    autumn, gain = _term(w), _gains(w)
    model.step()
    s, k = w.students, w.classes
    rows, of = w.live_students(), w.class_of_students()
    at = _find(uid, s.uid[rows])
    before = np.where(at != NOWHERE, score[at], np.nan)  # those who entered grade 1 have none
    controls = np.column_stack([s.ses[rows], s.migrant[rows], s.female[rows]]).astype(np.float64)
    grade = k.grade[of]
    left = []
    for stage in COMPULSORY.codes:
        here = STAGE_OF[grade] == stage
        left.append(residuals(s.score[rows][here], before[here], grade[here], of[here], controls[here]))
    points = w.settings.params.tests.sd
    gain = points * (gain + _gains(w))[of] / 2
    return _Year(s.uid[rows].copy(), of, grade, (left[0], left[1]), gain, points, k.school.copy(), (autumn, _term(w)))


def _find(uid: Array, wanted: Array) -> Array:
    """Return where each wanted uid stands in an array of them, `NOWHERE` where it does not."""
    order = np.argsort(uid)
    at = order[np.minimum(np.searchsorted(uid, wanted, sorter=order), uid.size - 1)]
    found: Array = np.where(uid[at] == wanted, at, NOWHERE)
    return found


def _gains(world: World) -> Array:
    """Return the yearly gain of each class, NaN where there is none; shape (classes,), SD/year."""
    k, rows = world.classes, world.live_classes()
    gain = np.full(len(k), np.nan)
    gain[rows] = k.gain[rows]
    return gain


def _term(world: World) -> _Term:
    """Return who teaches which class, with what that is worth."""
    k, t, p = world.classes, world.teachers, world.settings.params
    rows = world.live_classes()
    stage = STAGE_OF[k.grade[rows]].astype(np.int64)
    slots, points = world.stages.of(p.classes.slots), world.stages.of(p.tests.weights)
    last = np.cumsum(slots, axis=1)
    block = (np.arange(k.teachers.shape[1])[None, :, None] >= last[:, None, :]).sum(2)  # (stages, slots) of a class
    block = np.minimum(block, len(BLOCKS) - 1)
    each = points / slots / points.sum(1, keepdims=True)  # (stages, blocks)
    used = np.arange(k.teachers.shape[1]) < last[stage, -1][:, None]
    q, place = np.nonzero(used & (k.teachers[rows] != NOWHERE))
    who, b = k.teachers[rows][q, place], block[stage[q], place]
    worth = t.value[who] - p.teaching.out_of_field * (t.block[who] != b)
    return _Term(rows[q], t.uid[who], b, each[stage[q], b], worth)


def _one(seen: _Year, block: str, stage: int) -> tuple[AgainstTruth, AgainstTruth]:
    """Return schools and teachers of one year."""
    here, left = seen.at(stage), seen.left[stage]
    of, known = seen.of_class[here], np.isfinite(left)
    found = school_effects(left, seen.school[of])
    where = np.searchsorted(found.unit, seen.school[of][known])
    true = np.bincount(where, seen.gain[here][known], minlength=found.unit.size) / found.n
    taught, who, share, value = seen.assigned(block)
    home = seen.school[taught]
    effects = teacher_effects(left, of, taught, who, share, school=home)
    return _beside(found, true), _beside(effects, _mean_part(effects.unit, who, home, seen.points * share * value))


def _schools(seen: Sequence[_Year], stage: int) -> AgainstTruth:
    n = max(y.school.max(initial=0) for y in seen) + 1
    means, truths = np.full((2, len(seen), n), np.nan)
    for i, y in enumerate(seen):
        here, known = y.at(stage), np.isfinite(y.left[stage])
        school = y.school[y.of_class[here][known]]
        size = np.bincount(school, minlength=n)
        for out, values in ((means, y.left[stage][known]), (truths, y.gain[here][known])):
            np.divide(np.bincount(school, values, minlength=n), size, out=out[i], where=size > 0)
    there = np.flatnonzero(np.isfinite(means).any(0))
    means, truths = (x[:, there] - np.nanmean(x[:, there], 1, keepdims=True) for x in (means, truths))
    return _beside(several_years(there, means.T), np.nanmean(truths, 0))


def _teachers(seen: Sequence[_Year], block: str) -> tuple[AgainstTruth, AgainstTruth]:
    """Return teachers of several years, at each stage."""
    names = np.unique(np.concatenate([t.teacher for y in seen for t in y.terms]))
    pupils = np.unique(np.concatenate([y.uid for y in seen]))
    panels, rooms = zip(*(_panel(seen, stage, names, pupils) for stage in COMPULSORY.codes), strict=True)
    one, other = (
        _of_block(seen, block, names, *each) for each in zip(panels, rooms, team_effects(panels), strict=True)
    )
    return one, other


def _of_block(
    seen: Sequence[_Year], block: str, names: Array, panel: Panel, taught: list[Array], found: Teams
) -> AgainstTruth:
    """Return the teachers of a block at one stage."""
    parts = [_named(y, rooms, block) for y, rooms in zip(seen, taught, strict=True)]
    start = np.cumsum([0, *(len(rooms) for rooms in taught)])
    row, who, share, value = (np.concatenate(x) for x in zip(*parts, strict=True))
    row += np.repeat(start[:-1], [len(part[0]) for part in parts])
    staff, at = panel.staff[row], np.searchsorted(names, who)
    unit, u = np.unique(at, return_inverse=True)
    weight = np.bincount(u, share)
    raw = panel.left[row] - (np.bincount(staff, share * panel.left[row]) / np.bincount(staff, share))[staff]
    effects = Effects(
        names[unit],
        weight**2 / np.bincount(u, share**2) / 2,  # classes of a year, were their hours equal: each has two terms
        np.bincount(u, share * raw) / weight,
        _mean_part(names[unit], who, staff, share * found.value[at]),
        found.reliability[unit],
        float(np.sqrt((share**2).mean())) * found.sd if share.size else found.sd,
    )
    return _beside(effects, _mean_part(names[unit], who, staff, seen[0].points * share * value))


def _panel(seen: Sequence[_Year], stage: int, names: Array, pupils: Array) -> tuple[Panel, list[Array]]:
    """Return the classes of a stage over the years, and the class rows of each year in the order of the panel."""
    columns: list[tuple[Array, ...]] = []
    sat, lessons, earlier, taught = [], [], [], []
    for i, y in enumerate(seen):
        known = np.flatnonzero(y.at(stage))[np.isfinite(y.left[stage])]
        uid = y.uid[known]
        rooms, at, size = np.unique(y.of_class[known], return_inverse=True, return_counts=True)
        shape = (rooms.size, names.size)
        sat.append(csr_array((np.ones(uid.size), (at, np.searchsorted(pupils, uid))), shape=(rooms.size, pupils.size)))
        lessons.append(_shares(y, names)[rooms])
        taught.append(rooms)
        told = np.zeros(rooms.size)
        earlier.append(csr_array(shape))
        if i:
            before = _find(seen[i - 1].uid, uid)
            came = np.flatnonzero(before != NOWHERE)
            told = np.bincount(at[came], minlength=rooms.size).astype(np.float64)
            last = seen[i - 1].of_class[before[came]]
            mix = csr_array((1 / told[at[came]], (at[came], last)), shape=(rooms.size, len(seen[i - 1].school)))
            earlier[-1] = csr_array(mix @ _shares(seen[i - 1], names))
        mean = np.bincount(at, y.left[stage][np.isfinite(y.left[stage])]) / size
        grade = np.bincount(at, y.grade[known]) // size
        columns.append((mean, y.school[rooms], np.full(rooms.size, i), grade, told / size >= MOSTLY))
    left, school, year, grade, told_of = (np.concatenate(x) for x in zip(*columns, strict=True))
    panel = Panel(left, school, year, grade, _stacked(sat), _stacked(lessons), _stacked(earlier), told_of)
    return panel, taught


def _shares(y: _Year, names: Array) -> csr_array:
    """Return who gave what share of the lessons of each class over the year, shape (classes, teachers)."""
    taught, who, share, _ = y.assigned()
    at = np.searchsorted(names, who)
    return csr_array((share / 2, (taught, at)), shape=(len(y.school), names.size))  # two terms


def _named(y: _Year, rooms: Array, block: str) -> tuple[Array, Array, Array, Array]:
    """Return the assignments of a block to some classes, these by their place."""
    taught, *rest = y.assigned(block)
    here = np.isin(taught, rooms)
    return np.searchsorted(rooms, taught[here]), *(x[here] for x in rest)  # type: ignore[return-value]


def _stacked(parts: list[csr_array]) -> csr_array:
    return csr_array(vstack(parts))


def _mean_part(unit: Array, who: Array, home: Array, part: Array) -> Array:
    """Return the mean part of each unit in its classes' gain, less the mean of those who teach in the same school."""
    here = np.isin(who, unit)
    at = np.searchsorted(unit, who[here])
    home = np.unique(home[here], return_inverse=True)[1]
    off = part[here] - (np.bincount(home, part[here]) / np.bincount(home))[home]
    n = np.bincount(at, minlength=unit.size)
    mean: Array = np.divide(np.bincount(at, off, minlength=unit.size), n, out=np.full(unit.size, np.nan), where=n > 0)
    return mean


def _beside(found: Effects, truth: Array) -> AgainstTruth:
    return AgainstTruth(
        found, truth - np.nanmean(truth) if np.isfinite(truth).any() else truth, agreement(found, truth)
    )
