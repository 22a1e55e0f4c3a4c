"""Services of a district: instruments that reach schools whether they are tied or not, as training and researchers do.

They are aimed like all others. An aim at units, layers, tiers or forms leaves the schools that sit in such units; an aim at
stages, localities, levels, schools and districts leaves those. Over a tied school as much acts as the form of its ties lets
(the largest dose), over one that stands alone all of it.
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.axes import Level, Locality
from sim.instruments import LAYERS, Instrument
from sim.state import Array
from sim.world import World


class Service(Instrument):
    """An instrument of a bureau for the schools of its district."""

    def served(self, world: World) -> Array:
        """Return how much of the service reaches each school and stage, shape (schools, stages)."""
        s = world.schools
        if world.inside:  # nothing crosses the walls of a school
            return np.zeros(s.pupils.shape)
        here = self._members(world) & s.active
        if self.districts:
            here &= np.array([d.id in self.districts for d in world.case.bureaus])[s.district]
        every = self._over(world, network.active_ties(world))
        share = np.where(every > 0, every, 1 - self._tied(world))
        if self.groups or self.forms or self.tiers or self.layers != LAYERS:
            on = world.ties.active & self._units(world)[world.ties.group]
            known = tuple(world.settings.forms)
            on &= np.array([form in (self.forms or known) for form in known])[world.ties.form]
            share = self._over(world, np.flatnonzero(on))
        served: Array = share * here[:, None] * (s.pupils > 0) * self.stages_of(world)
        return served

    def _over(self, world: World, rows: Array) -> Array:
        """Return the largest dose over some ties at each school and stage, a core's the largest of its ties; 0 without any."""
        dose = self._doses(world)[world.ties.form[rows]]
        found = network.seats(world, rows)
        most = network.scatter("max", world.ties.group[rows], dose, len(world.groups))
        own = np.concatenate([dose, most[found.unit[rows.size :]]])
        return network.carried(world, found._replace(strength=own), "max")

    @staticmethod
    def _tied(world: World) -> Array:
        """Return whether each school and stage sits in any unit, shape (schools, stages)."""
        return network.carried(world, network.seats(world, network.active_ties(world)), "max") > 0


def poor(world: World) -> Array:
    """Return whether each school was weak on the first day or is rural: toward these places and visits are tilted."""
    s = world.schools
    found: Array = (s.level == Level.WEAK) | (s.locality == Locality.RURAL)
    return found
