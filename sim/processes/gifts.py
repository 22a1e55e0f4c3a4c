r"""Gifts (捐赠与志愿者): money for facilities and groups from outside, and hours of volunteers in after-school service.

A district gets `gifts.schools` yuan a pupil in all; a school's part is

.. math:: G_s = g\,N_d\,\frac{n_s\,e^{w r_s}}{\sum_{s' \in d} n_{s'}\,e^{w r_{s'}}}

with n pupils and r reputation, since donors mind names: gifts may widen gaps. Schools spend them on stocks at the end of the
year with what else they have. Groups get a sum each. Volunteers take part of the after-school service of every class, so
teachers give less.
"""

from __future__ import annotations

import numpy as np

from sim.books import Item, register
from sim.processes import groups, process
from sim.say import Text
from sim.supply.service import after_school
from sim.world import World

TO_SCHOOLS = Item(
    "gifts to schools", "学校受赠", Text(zh="社会对学校设施的捐赠", en="gifts for facilities of schools"), "donor"
)
TO_GROUPS = Item("gifts to groups", "集团受赠", Text(zh="社会对集团的捐赠", en="gifts to groups"), "donor")
register(TO_SCHOOLS, TO_GROUPS)


@process(writes="schools.cash groups.fund")
def give(world: World) -> None:
    """Donors give to schools, more to those of good name, and to groups.

    社会向学校捐赠，名校所得较多；也向集团捐赠。
    """
    s, p = world.schools, world.settings.params.gifts
    if p.schools:
        heads = s.pupils.sum(1) * s.active
        pull = np.rint(
            heads * np.exp(p.name * s.reputation.astype(np.float64)) * 2.0**16
        )  # whole, so that order is nothing
        n = len(world.districts)
        total, roll = np.bincount(s.district, pull, minlength=n), np.bincount(s.district, heads, minlength=n)
        amount = p.schools * (roll / np.maximum(total, 1))[s.district] * pull
        rows = np.flatnonzero(amount)
        world.books.pay(world.year, TO_SCHOOLS.name, amount[rows], source="donor", target="school", target_row=rows)
    if p.groups:
        rows = groups.living(world)
        sums = np.full(rows.size, p.groups)
        world.books.pay(world.year, TO_GROUPS.name, sums, source="donor", target="group", target_row=rows)


@process(writes="schools.relief")
def volunteer(world: World) -> None:
    """Volunteers take part of the after-school service of every class.

    志愿者承担各班的部分课后服务。
    """
    s, most = world.schools, world.settings.params.time.after_school
    hours = min(world.settings.params.gifts.volunteers, most)
    if hours:
        s.relief += (hours / most) * (after_school(world) > 0)
