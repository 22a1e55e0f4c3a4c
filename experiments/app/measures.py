"""What schools on the map can be coloured by: a number of each school as it stands now, declared once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.state import Array, Honour
from sim.world import World


class Shade(NamedTuple):
    """One measure of schools: labels, unit, decimals, and the column it is read from; NaN where a school has none."""

    zh: str
    en: str
    unit: str
    digits: int
    of: Callable[[World], Array]  # (n_schools,)


def of_teachers(world: World, column: Array) -> Array:
    """Return the mean of a column of teachers over those who work at each school."""
    t, n = world.teachers, len(world.schools)
    rows = world.live_teachers()
    heads = np.bincount(t.post[rows], minlength=n)
    total = np.bincount(t.post[rows], column[rows].astype(np.float64), minlength=n)
    mean: Array = np.divide(total, heads, out=np.full(n, np.nan), where=heads > 0)
    return mean


def of_stages(world: World, column: Array) -> Array:
    """Return the mean of a column of schools by stage over the pupils of those stages that have a value."""
    known = np.isfinite(column)
    heads = np.where(known, world.schools.pupils, 0)
    total = (np.where(known, column, 0.0) * heads).sum(1)
    mean: Array = np.divide(total, heads.sum(1), out=np.full(len(total), np.nan), where=heads.sum(1) > 0)
    return mean


def _class_size(world: World) -> Array:
    classes = world.schools.classes.sum(1)
    pupils = world.schools.pupils.sum(1).astype(np.float64)
    mean: Array = np.divide(pupils, classes, out=np.full(len(classes), np.nan), where=classes > 0)
    return mean


SHADES: dict[str, Shade] = {
    "score": Shade("成绩", "score", "points", 1, lambda w: of_stages(w, w.schools.mean_score)),
    "value": Shade("教师增值", "teachers' value-added", "SD/year", 3, lambda w: of_teachers(w, w.teachers.value)),
    "reputation": Shade("声誉", "reputation", "SD", 2, lambda w: w.schools.reputation.astype(np.float64)),
    "backbone": Shade(
        "骨干教师占比", "share of backbone teachers", "share", 3,
        lambda w: of_teachers(w, w.teachers.honour >= int(Honour.BACKBONE)),
    ),
    "load": Shade("周课时", "weekly lessons", "lessons/week", 1, lambda w: of_teachers(w, w.teachers.load)),
    "burnout": Shade("倦怠", "burnout", "share", 3, lambda w: of_teachers(w, w.teachers.burnout)),
    "passed": Shade(
        "达到国家标准", "meets the national standard", "flag", 0, lambda w: w.schools.passed.astype(np.float64)
    ),
    "resources": Shade("资源", "resources", "index", 2, lambda w: w.schools.resources.astype(np.float64)),
    "class_size": Shade("平均班额", "pupils of a class", "pupils", 1, _class_size),
    "effort": Shade(
        "校长投入共享", "effort of the head for sharing", "share", 2, lambda w: w.schools.effort.astype(np.float64)
    ),
}  # fmt: skip


def shades(world: World) -> dict[str, Array]:
    """Return every measure of the schools that have pupils; NaN for all others."""
    taught = world.schools.active & (world.schools.pupils.sum(1) > 0)
    return {name: np.where(taught, shade.of(world), np.nan) for name, shade in SHADES.items()}
