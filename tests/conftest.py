"""Worlds shared by the tests. Helpers are in ``worlds.py``; ``mini.toml`` is the district most tests use."""

from __future__ import annotations

import pytest
from worlds import everything_on, mini, run_case, state_bytes

from sim.case import Case
from sim.model import DistrictModel

__all__ = ["run_case", "state_bytes"]


@pytest.fixture(scope="session")
def case() -> Case:
    """Return the small district with its reforms."""
    return mini()


@pytest.fixture(scope="session")
def busy() -> Case:
    """Return the small district with every instrument on from its first reform."""
    return mini(everything_on)


@pytest.fixture(scope="session")
def finished(case: Case) -> DistrictModel:
    """Return a recorded run of the small district, at its horizon: read it, never change it."""
    return run_case(case, record=True)


@pytest.fixture
def young(case: Case) -> DistrictModel:
    """Return a fresh small district that may be changed."""
    return run_case(case, terms=0)
