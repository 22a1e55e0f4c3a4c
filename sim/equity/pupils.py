"""Pupils of a stage one by one, simulated or real, and what exact measures need of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.axes import STAGE_OF
from sim.equity import distribution, segregation
from sim.equity.multilevel import SchoolSums
from sim.network import units
from sim.state import Array
from sim.world import World


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils of one stage who sat the last test; one entry each."""

    score: Array  # points
    ses: Array  # SD
    school: Array  # school row
    group: Array  # group row, -1 in no group now formed
    locality: Array  # of the home: 0 urban, 1 town, 2 rural
    migrant: Array
    female: Array

    @property
    def ses_quintile(self) -> Array:
        """Fifth of family background, 0 the lowest; -1 where it is not known."""
        limits = [distribution.quantile(self.ses, share) for share in (0.2, 0.4, 0.6, 0.8)]
        return np.where(np.isfinite(self.ses), np.searchsorted(np.array(limits), self.ses, side="left"), -1)

    @property
    def schools(self) -> SchoolSums:
        """Sizes, means and inner sums of squares of schools."""
        return SchoolSums.of(self.score, self.school)

    @property
    def school_sums(self) -> tuple[Array, Array]:
        """Sums of scores and pupils of schools."""
        found = self.schools
        return found.n * found.mean, found.n

    @property
    def migrants(self) -> tuple[Array, Array]:
        """Migrant and other children of schools."""
        return segregation.counts(self.migrant, self.school)

    @property
    def poor(self) -> tuple[Array, Array]:
        """Children of the lowest fifth of background and others of schools."""
        return segregation.counts(self.ses_quintile == 0, self.school)

    @property
    def ses_share(self) -> float:
        """Share of the variance of family background that lies between schools."""
        row = np.unique(self.school, return_inverse=True)[1]
        return segregation.variance_share(np.bincount(row, self.ses), np.bincount(row, self.ses**2), np.bincount(row))


def pupils(world: World, stage: int) -> Pupils:
    """Return the pupils of a stage, given by its code, who sat the last test."""
    rows, of = world.live_students(), world.class_of_students()
    s, k = world.students, world.classes
    keep = (STAGE_OF[k.grade[of]] == stage) & np.isfinite(s.score[rows])
    rows, school = rows[keep], k.school[of[keep]]
    return Pupils(
        s.score[rows].astype(np.float64), s.ses[rows].astype(np.float64), school, units(world)[school, stage],
        world.zones.locality[s.zone[rows]], s.migrant[rows], s.female[rows],
    )  # fmt: skip
