"""A small district at the end of a school year, and its people one row each."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from worlds import mini, run_case

from sim.equity.snapshot import Snapshot, snapshot
from sim.world import World


@pytest.fixture(scope="package")
def world() -> World:
    """Return a small district in the last term of a school year, its tests written."""
    world = run_case(mini(), terms=8).world
    world.term -= 1  # as when the record is written
    return world


@pytest.fixture(scope="package")
def snap(world: World) -> Snapshot:
    return snapshot(world)


@pytest.fixture(scope="package")
def children(world: World) -> pd.DataFrame:
    """Return the pupils who sat a test, one row each."""
    rows, of = world.live_students(), world.class_of_students()
    s, k, z = world.students, world.classes, world.zones
    frame = pd.DataFrame({
        "score": s.score[rows].astype(float), "ses": s.ses[rows].astype(float), "migrant": s.migrant[rows],
        "girl": s.female[rows], "school": k.school[of], "stage": (k.grade[of] > 6).astype(int),
        "home": z.locality[s.zone[rows]],
    })  # fmt: skip
    return frame.dropna()


@pytest.fixture(scope="package")
def staff(world: World) -> pd.DataFrame:
    """Return the teachers in service, one row each."""
    t = world.teachers
    on = np.flatnonzero(t.active)
    names = ("register", "post", "stage", "block", "degree", "title", "honour", "female", "skill", "load", "burnout")
    frame = pd.DataFrame({name: getattr(t, name)[on] for name in (*names, "placement", "years_here", "placement_row")})
    return frame.assign(age=world.year - t.birth_year[on].astype(int))
