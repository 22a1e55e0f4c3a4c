"""Schools at their places, as Mesa's drawings and Mesa's searches ask for them."""

from __future__ import annotations

import numpy as np
import pytest
from mesa.experimental.continuous_space import ContinuousSpace
from worlds import run_case

from sim.agents import Group, School, Teacher
from sim.case import Case
from sim.model import DistrictModel


def test_every_open_school_is_in_the_space_at_its_place(case: Case) -> None:
    model = run_case(case, terms=0)
    s = model.world.schools
    assert {a.row for a in model.space.agents} == set(np.flatnonzero(s.active))
    for school in model.space.agents:
        assert school.pos == (s.x[school.row], s.y[school.row])
        assert all(isinstance(axis, float) for axis in school.pos)
    before = len(model.space.agents)
    for _ in range(8):
        model.step()  # two schools open, and one is merged
    assert {a.row for a in model.space.agents} == set(np.flatnonzero(s.active))
    assert len(model.space.agents) == before + 0 + (s.opens > 2016).sum() - (s.opens > 2019).sum() - 1


def test_it_has_all_that_mesas_drawings_of_a_continuous_space_read(finished: DistrictModel) -> None:
    """`mesa.visualization` picks the drawing by this type and reads these names; it needs solara to be imported."""
    space = finished.space
    assert isinstance(space, ContinuousSpace)
    assert getattr(finished, "grid", space) is space
    assert space.torus is False
    s = finished.world.schools
    assert (space.x_min, space.x_max) == (s.x.min() - 1, s.x.max() + 1)
    assert (space.y_min, space.y_max) == (s.y.min() - 1, s.y.max() + 1)
    assert (space.width, space.height) == (space.x_max - space.x_min, space.y_max - space.y_min)
    assert all(space.in_bounds(school.pos) for school in space.agents)
    assert space.center == pytest.approx([(space.x_min + space.x_max) / 2, (space.y_min + space.y_max) / 2])


def test_mesas_searches_answer_in_kilometres(finished: DistrictModel) -> None:
    space, core = finished.space, finished.agents_by_type[Group].to_list()[0].core
    near, km = space.get_agents_in_radius(core.pos, 3.0)
    true = {a: np.hypot(a.pos[0] - core.pos[0], a.pos[1] - core.pos[1]) for a in space.agents}
    assert set(near) == {a for a, d in true.items() if d <= 3}
    assert 1 < len(near) < len(true)
    assert [true[a] for a in near] == pytest.approx(km)
    nearest, _ = space.get_k_nearest_agents(core.pos, 1)
    assert nearest == [core]
    two = list(space.agents)[1:3]
    assert space.calculate_distances(core.pos, two)[0] == pytest.approx([true[a] for a in two])
    assert space.calculate_difference_vector(core.pos, two) == pytest.approx(
        np.array([np.subtract(a.pos, core.pos) for a in two])
    )


def test_a_place_cannot_be_set_and_nobody_else_enters(young: DistrictModel) -> None:
    school = young.agents_by_type[School].to_list()[0]
    with pytest.raises(AttributeError, match=r"School.pos is where the case puts the school"):
        school.pos = (0.0, 0.0)
    with pytest.raises(TypeError, match="only schools are in the space"):
        young.space._add_agent(young.agents_by_type[Teacher].to_list()[0])


def test_looking_at_the_space_changes_nothing(young: DistrictModel) -> None:
    before = young.world.schools.x.copy()
    young.space.agent_positions[:] = 0
    young.space.agents.shuffle(inplace=True)
    assert (young.world.schools.x == before).all()
    rows = [a.row for a in young.space.agents]
    assert rows == sorted(rows)
