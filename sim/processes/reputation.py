r"""Reputation: families take up news of mean scores slowly, and lend members part of the core's name.

.. math:: r_s \leftarrow r_s + \lambda\,(\bar A_s + \eta\, brand_{s}\,(r_{core} - r_s)^+ - r_s)

A school that carries several names is seen by the best of them; one that carries a name over one stage, as far as that
stage goes in its roll. Families see raw means, so a rise in demand changes who comes: measured gain splits into teaching
and sorting. Sources: house prices near federation members rise 2.4-4.3 % (Huang, He and Zhu 2018), with a lag (Ha and Yu 2017).
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.processes import process
from sim.world import World


@process(writes="schools.reputation")
def spread(world: World) -> None:
    """Families update what they think of each school."""
    s, p = world.schools, world.settings.params
    news = np.where(s.pupils > 0, np.nan_to_num((s.mean_score - p.tests.mean) / p.tests.sd), 0)
    seen = (news * s.pupils).sum(1) / np.maximum(s.pupils.sum(1), 1)
    on = network.active_ties(world)
    core, member = network.ends(world, on)
    lead = np.maximum(s.reputation[core] - s.reputation[member], 0)
    lent = network.to_members(world, on, "max", p.reputation.halo * network.channel(world, "brand")[on] * lead)
    halo = network.mean_of_stages(lent, s.pupils)
    target = np.where(s.pupils.sum(1) > 0, seen + halo, s.reputation)
    s.reputation[:] = s.reputation + p.reputation.lag * (target - s.reputation)
