"""After-school service (课后服务): the hours after lessons in which schools of compulsory education keep their pupils."""

from __future__ import annotations

import numpy as np

from sim.state import Array
from sim.world import World


def after_school(world: World) -> Array:
    """Return the hours a week of after-school service of each school and stage; none before it began."""
    return afternoons(world, world.year >= world.settings.params.time.after_school_from)


def served(world: World) -> Array:
    """Return those hours of it that the teachers of each school and stage give themselves."""
    hours: Array = after_school(world) * np.maximum(1 - world.schools.relief, 0)
    return hours


def afternoons(world: World, open_: bool = True) -> Array:
    """Return the hours a week after lessons in which there could be service, of each school and stage of compulsory education."""
    held = open_ * np.array([s.compulsory for s in world.stages])
    hours: Array = world.settings.params.time.after_school * (world.schools.classes * held)
    return hours
