"""Change of roll: new housing, resettlement or a village that empties change how many children enter, and who they are (H10)."""

from __future__ import annotations

import numpy as np

from sim.events import Roll
from sim.world import World


def change_roll(world: World, event: Roll) -> None:
    """Scale the children who enter grade 1 around schools from now on, and set the families' background where given."""
    z = world.zones
    schools = world.case.schools
    here = np.array([s.id in event.schools or s.town in event.towns for s in schools])[z.school]
    z.entrants[here] *= np.float32(event.times)
    if event.ses is not None:
        z.ses[here] = event.ses
    if event.migrants is not None:
        z.migrants[here] = event.migrants
