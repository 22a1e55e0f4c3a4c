"""Schools with a name are counted."""

from __future__ import annotations

from worlds import everything_on, mini, run_case

from sim.equity.metrics import REGISTRY
from sim.equity.snapshot import snapshot


def test_schools_with_a_name_are_those_at_least_as_well_known_as_strong_ones_were() -> None:
    world = run_case(mini(everything_on), terms=2).world
    count = REGISTRY["schools_with_name"]
    world.schools.reputation[:] = -1.0
    assert count.values(snapshot(world), 2) == [0.0, 0.0]
    nine_year = world.names.school_row["b-n1"]
    world.schools.reputation[[nine_year, world.names.school_row["c-p1"]]] = 0.3
    assert count.values(snapshot(world), 2) == [2.0, 1.0]
    strict = run_case(mini(everything_on), terms=2, **{"reputation.named": 2.0}).world
    strict.schools.reputation[:] = 1.9
    assert count.values(snapshot(strict), 2) == [0.0, 0.0]
