"""Law: a school that many ask for goes beyond the norm of class size, never beyond the limit, and less as others gain a name."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import run_case

from sim.case import Case
from sim.equity.metrics import REGISTRY
from sim.equity.snapshot import snapshot
from sim.processes import choice
from sim.state import Array
from sim.world import World

PRIMARY = 0
NORM, LIMIT = 45, 55


def world(case: Case, **values: float) -> World:
    """Return a small district in which many families look beyond their zone, by the names of schools alone."""
    wish = {"choice.share": 0.5, "choice.quality": 2.0, "choice.distance": 0.1, **values}
    return run_case(case, terms=0, **wish).world


def seated(w: World, reputation: dict[str, float]) -> Array:
    """Return how many children each school seats in grade 1, with the names that schools have."""
    w.schools.reputation[:] = 0
    for name, value in reputation.items():
        w.schools.reputation[w.names.school_row[name]] = value
    s, c = w.students, w.cohorts
    block = int(np.flatnonzero(c.grade == 1)[0])
    rows = np.arange(c.start[block], c.start[block] + c.size[block])
    children = {name: getattr(s, name)[rows] for name in ("uid", "zone", "ses", "migrant")}
    zoned = w.zones.school.take(children["zone"])
    school = choice.seat(w, PRIMARY, w.year, children, zoned, np.zeros(rows.size, np.bool_))
    return np.bincount(school, minlength=len(w.schools))


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_school_takes_its_share_of_those_beyond_the_norm_up_to_the_limit(case: Case, share: float) -> None:
    w = world(case, **{"choice.over_norm": share})
    seats = w.schools.rooms[:, PRIMARY].astype(np.int64) * NORM
    core = w.names.school_row["c-p1"]
    taken = seated(w, {"c-p1": 1.5})
    over = w.schools.refused[core, PRIMARY] + taken[core] - seats[core]  # all who asked, less the seats at the norm
    room = w.schools.rooms[core, PRIMARY] * (LIMIT - NORM)
    assert over > 4
    assert taken[core] - seats[core] == min(int(share * over), room)


def test_no_school_that_may_refuse_goes_beyond_the_limit(case: Case) -> None:
    w = world(case, **{"choice.over_norm": 1.0})
    taken = seated(w, {"c-p1": 3.0, "c-p2": -1.0})
    core = w.names.school_row["c-p1"]
    assert taken[core] == w.schools.rooms[core, PRIMARY] * LIMIT
    assert w.schools.refused[core, PRIMARY] > 0


def test_a_group_that_raises_its_members_names_relieves_the_core(case: Case) -> None:
    w = world(case)
    core, members = w.names.school_row["c-p1"], ("c-p2", "b-p1", "h-p1")
    heads = [int(seated(w, {"c-p1": 1.5, **dict.fromkeys(members, lift)})[core]) for lift in (0.0, 0.5, 1.0, 1.5)]
    assert heads[0] > w.schools.rooms[core, PRIMARY] * NORM, "over-full at first"
    assert heads == sorted(heads, reverse=True)
    assert heads[-1] < heads[0]


def test_over_full_classes_fail_the_national_standard(case: Case) -> None:
    met = []
    for share in (0.0, 1.0):
        model = run_case(case, terms=0, **{"choice.share": 0.5, "choice.distance": 0.1, "choice.over_norm": share})
        w = model.world
        w.schools.reputation[w.names.school_row["c-p1"]] = 2.0
        model.step()
        k, rows = w.classes, w.live_classes()
        first = rows[(k.grade[rows] == 1) & (k.school[rows] == w.names.school_row["c-p1"])]
        assert (k.size[first] > NORM).all() == bool(share)
        assert k.size[first].max() <= LIMIT
        met.append(REGISTRY["class_size_met"].values(snapshot(w), len(w.stages))[PRIMARY])
    assert met[1] < met[0]
