r"""Recorded achievement: pupils of the first day have the means and spreads of scores that the case gives of their schools.

A case gives the mean score :math:`z` of a school and stage in SD of all pupils of the stage in its district, who sit one
test, above their mean; if it is known, the SD of scores within the school in the same unit; and how many were tested. The
drawn pupils of such a school are moved and stretched around their mean, all alike, so that

.. math:: \bar A = M + T z, \qquad \mathrm{var}(A) = (T\,\mathrm{sd})^2 - \nu^2

with M the mean and T the SD of the scores of all pupils of the stage as drawn, and :math:`\nu` the error of a test. Who is
ahead of whom within a school, and how achievement goes with family background there, stays as drawn.

What was wrong about a mean would be drawn again with each new cohort if only the pupils of the first day were moved. So the
zones learn from it too: their entry ability and family background are corrected as the recorded means let expect of them
(conditioning a draw on data, Matheron's rule: Journel and Huijbregts 1978),

.. math:: \Delta_{zones} = V H' (H V H' + R)^{-1} (z_{recorded} - z_{drawn})

V: the variances with which zones are drawn. H: the share of a school's pupils who come from a zone, times what it does to
them. R: what a mean may owe to the school itself and to the luck of so many pupils. So most of a gap goes on with the children
who come later, as differences between schools are mostly differences in intake (cite:va_icc); what is left over (``EFFECT``)
would be the work of the schools themselves, which is drawn and not fitted: teachers and heads stay as they were drawn.
Families that the case gives are not corrected.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.axes import STAGE_OF
from sim.state import NOWHERE, Array
from sim.supply import known
from sim.world import World

LEAST = 0.25  # of the variance of scores within a school is achievement, however narrow the record; the rest is error
EFFECT = 0.12  # SD between schools of what they themselves have left with their pupils, as teachers and heads are drawn
DIGITS = 6  # of corrections of zones, so that no library's rounding shows


class Places(NamedTuple):
    """What pupils of the first day achieve by place (school and stage); arrays of shape (n_places,)."""

    of: Array  # (n_pupils,) place of each pupil
    heads: Array
    mean: Array  # SD
    sd: Array  # SD


def meet(world: World) -> None:
    """Let the first day have the recorded means and spreads; without any, nothing is touched."""
    score = known.amounts(world.case, lambda k: k.score).ravel()
    if np.isnan(score).all():
        return
    s, rows, here = world.students, world.live_students(), places(world)
    told = np.isfinite(score) & (here.heads > 0)
    mean, total = whole(world, here)
    error = world.settings.params.tests.noise
    shift = np.where(told, mean + total * score - here.mean, 0)
    stretch = np.ones(score.size)
    wanted = total * known.amounts(world.case, lambda k: k.score_sd).ravel()
    lasts = told & np.isfinite(wanted) & (here.sd > 0)
    spread = np.sqrt(np.maximum(wanted**2 - error**2, LEAST * wanted**2))
    stretch[lasts] = spread[lasts] / here.sd[lasts]
    moved = told[here.of]
    at, who = here.of[moved], rows[moved]
    for part, by in ((s.trait, shift), (s.fading, np.zeros_like(shift))):
        middle = np.bincount(at, part[who], minlength=score.size) / np.maximum(here.heads, 1)
        part[who] = middle[at] + by[at] + stretch[at] * (part[who] - middle[at])
    _teach_zones(world, here, told, shift)


def places(world: World) -> Places:
    """Return mean and SD of achievement by school and stage."""
    rows = world.live_students()
    grade = np.repeat(world.cohorts.grade, world.cohorts.size)
    of = world.stages.place(world.school_of_students().astype(np.int64), STAGE_OF[grade])
    value = (world.students.trait[rows] + world.students.fading[rows]).astype(np.float64)
    n = world.stages.n_places(len(world.schools))
    heads = np.bincount(of, minlength=n)
    mean = np.bincount(of, value, minlength=n) / np.maximum(heads, 1)
    variance = np.bincount(of, (value - mean[of]) ** 2, minlength=n) / np.maximum(heads, 1)
    return Places(of, heads, mean, np.sqrt(variance))


def whole(world: World, here: Places) -> tuple[Array, Array]:
    """Return the mean and the SD of scores of all pupils of a stage in a district, error included, for every place [SD]."""
    mean, total = np.zeros(here.heads.size), np.ones(here.heads.size)
    order = np.argsort(world.schools.uid, kind="stable")  # so that the order of the file is no matter
    of = world.schools.district[order]
    for district in range(len(world.districts)):
        for stage in world.stages.codes:
            own = world.stages.place(order[of == district], stage)
            n = max(int(here.heads[own].sum()), 1)
            middle = (here.heads[own] * here.mean[own]).sum() / n
            variance = (here.heads[own] * (here.sd[own] ** 2 + (here.mean[own] - middle) ** 2)).sum() / n
            mean[own] = middle
            total[own] = np.sqrt(variance + world.settings.params.tests.noise**2)
    return mean, total


def _teach_zones(world: World, here: Places, told: Array, shift: Array) -> None:
    """Correct entry ability and family background of zones by what the recorded means say of them."""
    p, s, z = world.settings.params, world.students, world.zones
    rows = world.live_students()
    home = s.zone[rows].astype(np.int64)
    seen = np.flatnonzero(told)
    school, at = world.stages.unit_of(seen), world.stages.stage_of(seen)
    seen = seen[np.argsort(world.stages.place(world.schools.uid[school], at), kind="stable")]
    turn = np.full(told.size, NOWHERE)
    turn[seen] = np.arange(seen.size)
    mine = told[here.of]
    cell = turn[here.of[mine]] * len(z) + home[mine]
    share = np.bincount(cell, minlength=seen.size * len(z)).reshape(-1, len(z)) / here.heads[seen, None]
    slope = p.start.trait_ses + p.learning.ses_growth * np.array([stage.middle for stage in world.stages])
    families = np.array([world.case.schools[i].ses is None for i in z.school]) * p.start.ses_between**2
    ability = p.start.trait_area**2 + p.start.trait_zone**2
    by_ses = share * slope[world.stages.stage_of(seen), None]
    tested = known.amounts(world.case, lambda k: k.tested).ravel()[seen]
    n = np.where(np.isfinite(tested), tested, here.heads[seen])
    luck = EFFECT**2 + (here.sd[seen] ** 2 + p.tests.noise**2) / np.maximum(n, 1)
    spread = ability * share @ share.T + (by_ses * families) @ by_ses.T + np.diag(luck)
    weight = np.linalg.solve(spread, shift[seen])
    trait = np.round(ability * (share.T @ weight), DIGITS)
    ses = np.round(families * (by_ses.T @ weight), DIGITS)
    z.trait[:] += trait.astype(np.float32)
    z.ses[:] += ses.astype(np.float32)
    s.ses[rows] += ses.astype(np.float32)[home]
    others = ~mine  # pupils whose scores are not recorded are children of these zones as well
    grown = trait[home] + slope[world.stages.stage_of(here.of)] * ses[home]
    s.trait[rows[others]] += grown[others].astype(np.float32)
