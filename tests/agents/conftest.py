"""The small district and its students, fresh for each test."""

from __future__ import annotations

import pytest
from small import SmallDistrict

from sim.agents import (
    Population,
    Student,
)


@pytest.fixture
def model() -> SmallDistrict:
    return SmallDistrict()


@pytest.fixture
def students(model: SmallDistrict) -> Population:
    return model.agents_by_type[Student]
