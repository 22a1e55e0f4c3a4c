r"""Spur (鲶鱼效应): colleagues posted to a team who lead it spur those at home there, or dishearten them, by their morale.

.. math:: v_j \leftarrow v_j + s\,\min\Big(1, \frac{(\bar q_{guests}-\bar q_{hosts})^+}{\sigma_q}\Big)
          \Big(1-\frac{burnout_j}{b}\Big)

for hosts j of a team (school, stage and block) that has guests for most of the week. Whoever is fresh tries harder; whoever is
more worn out than b gives up the more (seed S3 tells of the first). No study gives a size, so s is 0 unless it is set, and what
hosts learn of guests stands in ``team_research.py``.
"""

from __future__ import annotations

import numpy as np

from sim.kinds import AT_HOME
from sim.processes import placement
from sim.state import Array
from sim.world import World


def of(world: World) -> Array:
    """Return what each teacher slot is worth more for the guests of the team [SD/year]; less where it is below 0."""
    t, p, n = world.teachers, world.settings.params, world.stages.n_teams(len(world.schools))
    cell = world.stages.team(placement.based(world), t.stage, t.block)
    guest = t.active & (t.placement != AT_HOME) & (placement.based(world) == t.post)
    host = t.active & (t.placement == AT_HOME)
    guests, hosts = (np.bincount(cell[who], minlength=n) for who in (guest, host))
    theirs, ours = (np.bincount(cell[who], t.skill[who], minlength=n) for who in (guest, host))
    lead = np.where(guests * hosts > 0, theirs / np.maximum(guests, 1) - ours / np.maximum(hosts, 1), 0)
    push = np.clip(lead / p.careers.skill_sd, 0, 1)[cell]
    found: Array = host * p.teaching.spur * push * (1 - t.burnout / p.teaching.morale)
    return found.astype(np.float32)
