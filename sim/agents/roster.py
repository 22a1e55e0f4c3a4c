"""Who is registered with Mesa: brought up to date when somebody looks, so that others need not pay."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents import texts
from sim.agents.entities import District, Group, School, Teacher
from sim.agents.population import Population
from sim.agents.space import DistrictSpace
from sim.agents.student import Standing, Student
from sim.agents.view import Host, View
from sim.state import Array

KINDS = (District, School, Group, Teacher)  # registered with Mesa, in the order of ``model.agents``


class Roster:
    """The agents of one model: a view of each school, group and teacher, the set of students, and the space of schools."""

    def __init__(self, model: Host) -> None:
        self.model = model
        self.students = Population(model)
        self.space = DistrictSpace(model)
        self._views: dict[type[View], dict[int, Any]] = {School: {}, Group: {}, Teacher: {}}
        self._seen: dict[type[View], tuple[Array, Array]] = {}  # (uid, active) by row, when last looked at
        self._staffing = -1  # world.staffing when last looked at
        self._looking = False
        self._standing: Standing | None = None
        # Mesa has no public way to give a kind of agent a set of our own making; tests guard these lines.
        for kind in KINDS:
            model._agents_by_type[kind] = type(model._all_agents)([], random=model.random)
        model._agents_by_type[Student] = self.students

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_standing": None}  # large, and made again when asked for

    @property
    def standing(self) -> Standing:
        """Where every student stands under the present layout."""
        if self._standing is None or self._standing.layout != self.model.world.layout:
            self._standing = Standing(self.model.world)
        return self._standing

    def school(self, row: int) -> School:
        """Return the school of a row, open or not."""
        return self._view(School, row)

    def group(self, row: int) -> Group:
        """Return the group of a row, in being or not."""
        return self._view(Group, row)

    def teacher(self, row: int) -> Teacher:
        """Return the teacher in a slot."""
        self.synchronise()  # the slot may have changed hands
        return self._view(Teacher, row)

    def _view[V: (School, Group, Teacher)](self, kind: type[V], row: int) -> V:
        views: dict[int, V] = self._views[kind]
        if row not in views:
            if row < 0:
                raise LookupError(texts.NO_ROW(kind=texts.KINDS[kind.__name__], row=row))
            views[row] = kind(self.model, row)
        return views[row]

    def synchronise(self) -> None:
        """Register with Mesa all who came since somebody last looked, and take out those who left."""
        if self._looking:  # an observer of the registrations looks at the agents
            return
        self._looking = True
        try:
            world, moved = self.model.world, False
            if not self._seen:
                for row in range(len(world.districts)):
                    District(self.model, row).enter()
            moved |= self._enrol(School, world.schools)
            moved |= self._enrol(Group, world.groups)
            if world.staffing != self._staffing:
                self._staffing = world.staffing
                moved |= self._enrol(Teacher, world.teachers)
            if moved:
                self._sort()
        finally:
            self._looking = False

    def _enrol(self, kind: type[School] | type[Group] | type[Teacher], table: Any) -> bool:
        """Register the active rows of a table, take out the others, and return whether anything changed."""
        uid, active = table.uid.copy(), table.active.copy()
        was_uid, was_active = np.zeros_like(uid), np.zeros_like(active)
        if kind in self._seen:
            n = len(self._seen[kind][0])
            was_uid[:n], was_active[:n] = self._seen[kind]
        self._seen[kind] = uid, active
        views = self._views[kind]
        changed = np.flatnonzero((active != was_active) | (active & (uid != was_uid)))
        for row in changed.tolist():
            if was_active[row]:
                views[row].remove()
            if row in views and views[row].unique_id != uid[row]:
                del views[row]  # somebody else sits there now
            if active[row]:
                self._view(kind, row).enter()
        return changed.size > 0

    def _sort(self) -> None:
        """Put the sets of the model in the order of rows, so that it does not tell who looked when."""
        for agents in (*(self.model._agents_by_type[kind] for kind in KINDS), self.model._all_agents):
            agents.sort(_place, ascending=True, inplace=True)


def _place(agent: Any) -> tuple[int, int]:
    """Return the place of an agent in the model's sets: by kind and row, agents of other kinds last."""
    return (KINDS.index(type(agent)), agent.row) if type(agent) in KINDS else (len(KINDS), 0)
