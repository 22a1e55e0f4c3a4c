"""What schools on the map can be coloured by: a number of each school as it stands now, declared once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
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
    "score": Shade(zh="成绩", en="score", unit="points", digits=1, of=lambda w: of_stages(w, w.schools.mean_score)),
    "value": Shade(
        zh="教师增值",
        en="teachers' value-added",
        unit="SD/year",
        digits=3,
        of=lambda w: of_teachers(w, w.teachers.value),
    ),
    "reputation": Shade(
        zh="声誉", en="reputation", unit="SD", digits=2, of=lambda w: w.schools.reputation.astype(np.float64)
    ),
    "backbone": Shade(
        zh="骨干教师占比",
        en="share of backbone teachers",
        unit="share",
        digits=3,
        of=lambda w: of_teachers(w, w.teachers.honour >= int(Honour.BACKBONE)),
    ),
    "load": Shade(
        zh="周课时", en="weekly lessons", unit="lessons/week", digits=1, of=lambda w: of_teachers(w, w.teachers.load)
    ),
    "burnout": Shade(zh="倦怠", en="burnout", unit="share", digits=3, of=lambda w: of_teachers(w, w.teachers.burnout)),
    "passed": Shade(
        zh="达到国家标准",
        en="meets the national standard",
        unit="flag",
        digits=0,
        of=lambda w: w.schools.passed.astype(np.float64),
    ),
    "resources": Shade(
        zh="资源", en="resources", unit="index", digits=2, of=lambda w: w.schools.resources.astype(np.float64)
    ),
    "class_size": Shade(zh="平均班额", en="pupils of a class", unit="pupils", digits=1, of=_class_size),
    "effort": Shade(
        zh="校长投入共享",
        en="effort of the head for sharing",
        unit="share",
        digits=2,
        of=lambda w: w.schools.effort.astype(np.float64),
    ),
}


def shades(world: World) -> dict[str, Array]:
    """Return every measure of the schools that have pupils; NaN for all others."""
    taught = world.schools.active & (world.schools.pupils.sum(1) > 0)
    return {name: np.where(taught, shade.of(world), np.nan) for name, shade in SHADES.items()}


def span(values: Array) -> tuple[float, float] | None:
    """Return the ends of the colours of some values, outliers apart; None where there are none."""
    known = values[np.isfinite(values)]
    if not known.size:
        return None
    low, high = np.quantile(known, (0.02, 0.98)).tolist()
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def spans(
    world: World, known: Mapping[str, tuple[float, float]] = MappingProxyType({})
) -> Mapping[str, tuple[float, float]]:
    """Return the ends of the colours of every measure: those that are known, and of others those of a world now."""
    if len(known) == len(SHADES):
        return known
    taught = world.schools.active & (world.schools.pupils.sum(1) > 0)
    now = ((name, span(shade.of(world)[taught])) for name, shade in SHADES.items() if name not in known)
    return {**known, **{name: ends for name, ends in now if ends is not None}}
