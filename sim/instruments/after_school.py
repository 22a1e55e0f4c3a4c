r"""Shared after-school staff (课后服务师资共享): teachers of the core give part of a member's after-school service.

Over tie k teachers of the core's stage give, of the A hours a week after lessons at the member, in which there is service,

.. math:: G_k = y\,u\,reach_k\,A_s, \qquad y = \min\Big(1, \frac{m\,T_{core}}{\sum_k u\,reach_k A_s}\Big), \qquad
          part_s = \min\Big(1, \sum_k G_k / A_s\Big)

since each of the T teachers of the core at the stage can give m hours a week at most. The member's own teachers are relieved of that
part (`schools.relief`); before there was service (`time.after_school_from`) what guests give is all there is. What pupils gain is that of clubs and help by better teachers, :math:`part_s` times the lead of the core's better half over
the member's mean, in SD and 1 at most: of PE and arts for development, of core subjects for scores. Guests are paid by the hour and are on the
road for every two hours. Source: seed S4 (E8, H7).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.axes import BLOCKS, place_of
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import workload
from sim.processes.teaching import better_halves
from sim.say import Text
from sim.state import Array
from sim.sums import Combiner
from sim.supply.service import afternoons
from sim.world import Done, World

GIVEN = Item(
    "service at other schools", "跨校课后服务", Text(zh="核心校教师到成员校承担课后服务，连同路途", en="teachers of cores in after-school service at members, the road with it"),
    "teacher", "hours",
)  # fmt: skip
VISIT = 2.0  # hours of service in an afternoon, by the rule of `time.after_school`


class AfterSchool(Instrument):
    """Teachers of the core in the after-school service of members.

    核心校教师承担成员校的部分课后服务。
    """

    zh: ClassVar[str] = "课后服务师资共享"
    en: ClassVar[str] = "Shared after-school staff"
    row: ClassVar[str] = "E8"
    dose: ClassVar[str] = "share"
    money: ClassVar[tuple[Item, ...]] = (
        Item("pay for shared service", "跨校课后服务补助", Text(zh="跨校课后服务补助", en="pay for after-school service at other schools"), "treasury"),
    )  # fmt: skip
    time: ClassVar[tuple[Item, ...]] = (GIVEN,)
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "capped sum"

    share: float = param(
        0.1, unit="share", low=0, high=1, zh="共享服务份额", en="part of a member's after-school service that the core would give over a full tie",
        source=Text(zh="假设：每周五天中的半天", en="assumed: half a day of five"),
    )  # fmt: skip
    most: float = param(
        1.0, unit="hours/week", low=0, high=6, zh="每师共享上限", en="most hours a week that a teacher of the core can give, on the mean of its stage",
        source=Text(zh="假设：每两周一个下午", en="assumed: an afternoon a fortnight"),
    )  # fmt: skip
    clubs: float = param(
        0.04, unit="SD/year", low=0, high=0.15, zh="社团收益", en="development gained where all of the service is given by PE and arts teachers one SD better",
        source=Text(zh="假设：远小于体艺课（development.arts），因为时间少", en="assumed: far below that of lessons (development.arts), as there is less time"),
    )  # fmt: skip
    gain: float = param(
        0.02, unit="SD/year", low=0, high=0.06, zh="跨校辅导收益", en="gain of scores where all of it is given by teachers of core subjects one SD better",
        source=Text(zh="假设：与课后辅导（support.gain）相同", en="assumed: as for help after school (support.gain)"),
    )  # fmt: skip
    pay: float = param(
        80.0, unit="yuan/hour", low=0, high=300, zh="跨校服务补助", en="pay for an hour at another school",
        source=Text(zh="假设：高于本校的课后服务补助", en="assumed: above that for service at home"),
    )  # fmt: skip

    @acts("activities", writes="schools.relief schools.care schools.support teachers.asked")
    def give(self, world: World) -> Done:
        """Teachers of the core give part of the after-school service of members.

        核心校教师承担成员校的部分课后服务。
        """
        s, stages = world.schools, world.stages
        rows = self.ties(world)
        if not rows.size:
            return Done()
        core, member = network.ends(world, rows)
        service, n = afternoons(world), stages.n_places(len(s))
        best, mean, heads = better_halves(world)
        staff = heads.sum(2)
        wish = self.share * self.reach(world, rows)[:, None].astype(np.float64) * service[member]
        wish *= self.tied(world, rows) & (staff[core] > 0)
        if not wish.any():
            return Done()
        gives, gets = (stages.place(end.astype(np.int64)[:, None], stages.codes).ravel() for end in (core, member))
        asked = sums.scatter("sum", gives, wish.ravel(), n)
        sd = world.settings.params.careers.skill_sd
        hours, part, lead = _granted(core, member, wish, asked, service, staff, best, mean, heads, self.most, sd)
        for column, block, most in ((s.care, "arts", self.clubs), (s.support, "core", self.gain)):
            value = most * part * lead[:, :, BLOCKS.code(block)]
            found = sums.scatter("sum", gets, value.ravel(), n)
            column += self.together(world, block, stages.by_unit(found), most)
        relief = sums.scatter("capped sum", gets, part.ravel(), n)
        s.relief += self.together(world, "relief", stages.by_unit(relief))
        time = world.settings.params.time
        road = np.minimum(2 * time.road * world.ties.distance[rows], time.road_most)
        spent = (hours * (1 + road[:, None] / VISIT)) * workload.weeks(world)
        taken = workload.ask_staff(world, GIVEN, sums.scatter("sum", gives, spent.ravel(), n))
        bureau, amount = world.books.shares(member, self.pay * workload.weeks(world) * hours.sum(1))
        yuan = world.books.pay(
            world.year, "pay for shared service", amount, source="treasury", source_row=bureau, target="staff"
        )
        return Done(int((relief * s.pupils.ravel()).sum()), taken, yuan)


@kernel
def _granted(
    core: Array, member: Array,  # (ties,)
    wish: Array,  # (ties, stages) hours a week
    asked: Array,  # (places,) hours that are wished of a core
    service: Array, staff: Array,  # (schools, stages) hours of after-school service, and teachers
    best: Array, mean: Array, heads: Array,  # (schools, stages, blocks) of teams
    most: float,  # hours a week of a teacher of the core
    sd: float,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return the hours given, the part they are of the member's service, and by block how far the core's better half leads, 1 at most."""
    hours, part, lead = np.zeros(wish.shape), np.zeros(wish.shape), np.zeros((*wish.shape, best.shape[2]))
    for i in range(core.size):
        c, m = core[i], member[i]
        for k in range(wish.shape[1]):
            of_core = asked[place_of(np.int64(c), k, wish.shape[1])]
            if of_core > 0:
                hours[i, k] = wish[i, k] * min(most * staff[c, k] / of_core, 1.0)
            if service[m, k] > 0:
                part[i, k] = hours[i, k] / service[m, k]
            for b in range(best.shape[2]):
                if heads[m, k, b]:
                    lead[i, k, b] = min(max((best[c, k, b] - mean[m, k, b]) / sd, 0.0), 1.0)
    return hours, part, lead
