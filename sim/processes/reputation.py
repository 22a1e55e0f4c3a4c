r"""Reputation: families take up news of mean scores slowly, and lend members part of the core's name.

.. math:: r_s \leftarrow r_s + \lambda\,(\bar A_s + \eta\, brand_{s}\,(r_{core} - r_s)^+ - r_s)

Where results are published (G7), the share :math:`\pi` of families reads them at once, so the rate is
:math:`\lambda + \pi (1 - \lambda)`, and the part of them that tells how far pupils came on stands in place of
raw means; where satisfaction counts (`satisfaction.choice`), the share satisfied above the district's mean is added to
the target.

Publicity (宣传推广, B35) adds to what is seen of the schools of groups, :math:`m\,y / (y + y_{1/2})` for y yuan a year, and
nothing to what they are. A school that carries several names is seen by the best of them; one that carries a name over one
stage, as far as that stage goes in its roll. A name that needs approval is lent once it is approved. Families see raw
means, so a rise in demand changes who comes: measured gain splits into teaching and sorting. Sources: house prices near
federation members rise 2.4-4.3 % (Huang, He and Zhu 2018), with a lag (Ha and Yu 2017).
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.books import Item, register
from sim.processes import process, satisfaction
from sim.say import Text
from sim.state import Array
from sim.world import World

register(
    Item("publicity", "宣传推广", Text(zh="集团各校的宣传推广", en="publicity for the schools of groups"), "treasury")
)


@process(writes="schools.reputation")
def spread(world: World) -> None:
    """Families update what they think of each school.

    家长更新对各校的看法。
    """
    s, p = world.schools, world.settings.params
    news = (s.mean_score - p.tests.mean) / p.tests.sd
    news = np.where((s.pupils > 0) & ~np.isnan(news), news, 0)
    if growth := p.reputation.published * p.reputation.growth:
        news = (1 - growth) * news + growth * np.nan_to_num(s.progress[:, :, 0]) / p.tests.sd
    seen = (news * s.pupils).sum(1) / np.maximum(s.pupils.sum(1), 1)
    on = network.active_ties(world)
    core, member = network.ends(world, on)
    lead = np.maximum(s.reputation[core] - s.reputation[member], 0)
    waits = world.settings.by_form("approval")[world.ties.form[on], 0] > 0
    approved = ~waits | (world.term - world.ties.start[on] >= 2 * p.life_cycle.approval_years)
    brand = network.channel(world, "brand")[on] * approved
    lent = network.to_members(world, on, "max", p.reputation.halo * brand * lead)
    halo = network.mean_of_stages(lent, s.pupils)
    if p.satisfaction.choice:
        halo = halo + p.satisfaction.choice * satisfaction.beside_district(world, s.satisfied, s.pupils)
    target = np.where(s.pupils.sum(1) > 0, seen + halo + _publicised(world), s.reputation)
    lag = p.reputation.lag + p.reputation.published * (1 - p.reputation.lag)
    s.reputation[:] = s.reputation + lag * (target - s.reputation)


def _publicised(world: World) -> Array:
    """Pay for publicity, and return what families think better of each school by it, whatever it is worth."""
    p, s = world.settings.params.reputation, world.schools
    if not p.publicity:
        return np.zeros(len(s))
    shown = np.flatnonzero((network.units(world) >= 0).any(1) & (s.pupils.sum(1) > 0))
    bureau, amount = world.books.shares(shown, np.full(shown.size, p.publicity))
    world.books.pay(world.year, "publicity", amount, source="treasury", source_row=bureau, target="supplier")
    out = np.zeros(len(s))
    out[shown] = p.publicised * p.publicity / (p.publicity + p.publicity_half)
    return out
