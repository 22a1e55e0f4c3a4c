"""Places that junior schools of a group keep for its leavers, and publicity that lifts a name and nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import different, everything_on, mini, run_case, state_bytes

from sim import network
from sim.axes import STAGE_OF
from sim.processes import chain, reputation
from sim.state import NOWHERE
from sim.world import World


def across(raw: dict[str, Any]) -> None:
    """Put a junior school into the group of primary schools, with room for all."""
    raw["groups"][0]["members"].append({"school": "c-j2", "form": "tight"})
    raw["groups"][1]["members"] = [{"school": "b-n1", "form": "tight"}]


def world_at(terms: int, **values: Any) -> World:
    return run_case(mini(everything_on, across), terms=terms, **values).world


def test_leavers_of_a_groups_schools_have_the_nearest_of_its_junior_schools_kept_for_them() -> None:
    world = world_at(4, **{"choice.chained": 1.0})
    row = world.names.school_row
    names = ("c-p1", "b-p1", "h-p1", "b-n1", "c-p2")
    origin = np.array([row[name] for name in names])
    home, stays = np.full(5, row["c-j1"], np.int32), np.array([False, False, False, True, False])
    uid = np.arange(5, dtype=np.uint64)
    target, goes_on = chain.kept(world, origin, uid, 1, home, stays)
    assert target.tolist() == [row["c-j2"]] * 3 + [row["c-j1"]] * 2
    assert goes_on.tolist() == [True, True, True, True, False]
    assert chain.nearest(world, 1)[row["c-p2"]] == NOWHERE


def test_so_many_of_them_as_the_share_says_and_the_same_children_at_more() -> None:
    origin = np.full(4000, world_at(0).names.school_row["c-p1"])
    uid, home = np.arange(4000, dtype=np.uint64), np.zeros(4000, np.int32)
    drawn = []
    for share in (0.0, 0.25, 0.5):
        world = world_at(4, **{"choice.chained": share})
        drawn.append(chain.kept(world, origin, uid, 1, home, np.zeros(4000, np.bool_))[1])
    assert not drawn[0].any()
    assert drawn[1].mean() == pytest.approx(0.25, abs=0.03)
    assert (drawn[1] <= drawn[2]).all()


def test_seats_stay_what_they_are_and_more_of_the_groups_leavers_come() -> None:
    share = []
    for chained in (0.0, 1.0):
        world = world_at(7, **{"choice.chained": chained, "choice.share": 0.0, "choice.over_norm": 0.0})
        k, s = world.classes, world.schools
        rows = world.live_classes()
        junior = world.names.school_row["c-j2"]
        first = (k.school[rows] == junior) & (k.grade[rows] == 7)
        heads = int(k.size[rows][first].sum())
        assert heads <= s.rooms[junior, 1] * 50
        share.append(heads)
        assert STAGE_OF[7] == 1
        assert (network.units(world)[junior] >= 0).any()
    assert share[1] > share[0]


def paid(world: World) -> float:
    return float(sum(e.amount.sum() for e in world.books.entries if e.item == "publicity"))


def test_publicity_lifts_the_name_of_schools_in_groups_by_half_of_what_it_can_at_half_the_money() -> None:
    values = {"reputation.publicity_half": 20000.0, "reputation.publicised": 0.2, "reputation.lag": 1.0}
    shown, quiet = (world_at(4, **values, **{"reputation.publicity": yuan}) for yuan in (20000.0, 0.0))
    before = paid(shown)
    for world in (shown, quiet):
        world.schools.reputation[:] = 0.0
        world.schools.mean_score[:] = 75.0
        world.ties.reach[:] = 0.0
        reputation.spread.apply(world)
    inside = (network.units(shown) >= 0).any(1) & (shown.schools.pupils.sum(1) > 0)
    rise = shown.schools.reputation - quiet.schools.reputation
    np.testing.assert_allclose(rise[inside], 0.1, rtol=1e-5)
    assert not rise[~inside].any()
    assert paid(shown) - before == 20000.0 * inside.sum()
    assert paid(quiet) == 0


def test_off_nothing_moves() -> None:
    off = {"reputation.publicity_half": 5e5, "reputation.publicised": 0.5, "reputation.named": 2.0}
    one, other = (run_case(mini(everything_on), terms=6, **values).world for values in ({}, off))
    assert not different(state_bytes(one), state_bytes(other))
