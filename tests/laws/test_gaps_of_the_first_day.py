"""Law: what sets schools and places apart on the first day is what its parameters say, and nothing else moves with it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import achievement, mini, run_case

from sim.axes import STOCKS, Level, Locality
from sim.world import World

ALIKE = {"start.standing.weak": 0.0, "start.standing.strong": 0.0, "start.standing.new": 0.0}


def first_day(**values: Any) -> World:
    return run_case(mini(), terms=0, **values).world


def test_a_weak_school_begins_behind_by_its_standing() -> None:
    world, plain = first_day(), first_day(**{"start.standing.weak": 0.0})
    s, z, p = world.schools, world.zones, world.settings.params.start
    weak = s.level == Level.WEAK
    assert weak.sum() == 2
    np.testing.assert_allclose(s.management - plain.schools.management, -p.management_level * weak, atol=1e-6)
    np.testing.assert_allclose(z.ses - plain.zones.ses, -p.ses_level * weak[z.school], atol=1e-6)
    for name in STOCKS.names:
        lacks = getattr(s, name) < getattr(plain.schools, name)
        assert np.array_equal(lacks, weak & (getattr(plain.schools, name) > 0)), name


def test_children_of_rural_zones_begin_behind_and_those_of_towns_do_not_move() -> None:
    world, plain = first_day(), first_day(**{"start.trait_rural": 0.0})
    z = world.zones
    rural = z.locality == Locality.RURAL
    gap = world.settings.params.start.trait_rural
    assert gap < 0
    assert 0 < rural.sum() < len(z)
    np.testing.assert_allclose(z.trait - plain.zones.trait, gap * rural, atol=1e-6)
    there = rural[world.students.zone[world.live_students()]]
    behind = achievement(world) - achievement(plain)
    assert behind[there].mean() < 0.5 * gap
    assert abs(behind[~there].mean()) < 0.05


def spread(world: World) -> float:
    """Return the SD of the mean achievement of schools."""
    school = world.classes.school[world.class_of_students()]
    n = np.bincount(school)
    mean = np.bincount(school, achievement(world))[n > 0] / n[n > 0]
    return float(mean.std())


@pytest.mark.parametrize(
    "values", [{"start.trait_rural": 0.0}, ALIKE, {"start.ses_between": 0.0}], ids=lambda v: next(iter(v))
)
def test_without_what_sets_schools_apart_they_are_less_far_apart(values: dict[str, float]) -> None:
    together = {"start.trait_rural": 0.0, "start.ses_between": 0.0, **ALIKE}
    listed, one, all_ = (
        np.mean([spread(run_case(mini(), terms=0, rng=seed, **v).world) for seed in range(4)])
        for v in ({}, values, together)
    )
    assert all_ < one < listed
