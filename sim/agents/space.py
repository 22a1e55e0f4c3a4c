"""The district as a space of Mesa: schools at their places, for Mesa's own drawings and for looking around.

``mesa.visualization`` finds it as ``model.space`` and draws ``space.agents`` at their ``pos``; `get_agents_in_radius` and
`get_k_nearest_agents` answer in kilometres. Places are read from the table of schools, never kept here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from mesa.agentset import AgentSet
from mesa.experimental.continuous_space import ContinuousSpace

from sim.agents.entities import School
from sim.agents.view import Host
from sim.state import Array

MARGIN = 1.0  # km around the outermost schools, so that a district in a line has an area too


class DistrictSpace(ContinuousSpace):
    """Open schools and kindergartens in km east and north of the centre; the frame holds those planned for later too."""

    def __init__(self, model: Host) -> None:
        # Mesa's own table of positions would be a second truth, so it is not made.
        self.model, self.torus, self.ndims = model, False, 2

    @property
    def random(self) -> Any:
        """Mesa's generator, which no process uses."""
        return self.model.random

    @property
    def dimensions(self) -> Array:
        """Lowest and highest x, then y [km], shape (2, 2)."""
        s = self.model.world.schools
        return np.array([[axis.min() - MARGIN, axis.max() + MARGIN] for axis in (s.x, s.y)])

    @property
    def size(self) -> Array:
        """Width and height [km]."""
        low, high = self.dimensions.T
        return np.asarray(high - low)

    @property
    def center(self) -> Array:
        """The middle of the frame [km]."""
        return np.asarray(self.dimensions.mean(1))

    @property
    def agents(self) -> AgentSet:
        """The schools and kindergartens now open."""
        return self.model.agents_by_type[School].copy()

    @property
    def active_agents(self) -> list[School]:
        """The same as a list, in the order of `agent_positions`."""
        return list(self.model.agents_by_type[School])

    @property
    def agent_positions(self) -> Array:
        """Where they are [km], shape (n, 2)."""
        s = self.model.world.schools
        rows = [school.row for school in self.active_agents]
        return np.stack([s.x[rows], s.y[rows]], axis=1).astype(np.float64)

    _agent_positions = agent_positions  # Mesa's names for what it looks up by agent

    @property
    def _agent_to_index(self) -> dict[School, int]:
        return {school: i for i, school in enumerate(self.active_agents)}

    def _add_agent(self, agent: Any) -> int:
        raise TypeError("only schools are in the space of a district, and the case says where")
