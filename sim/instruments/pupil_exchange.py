r"""Exchange of pupils (学生互访与联合培养): pupils of a core and its members spend some days of the year together.

.. math:: care_s \leftarrow care_s + \min\Big(a, \sum_k a\,reach_k\,\frac{d}{10}\Big), \qquad
          support_s \leftarrow support_s + \max_k b\,reach_k\,\frac{\min(d, 10)}{10}\,(\bar A_{core(k)} - \bar A_s)^+

for d days a year. Both ends meet others, which serves development (a); members aspire to what pupils of a stronger core do (b), by how far its last
mean score at the stage is ahead. Half of the pupils travel at a time: buses are paid, teachers go with them on the road, and heads and
managers of both ends arrange it, so distant schools pay more hours for less reach. Source: seeds S1, S2 F14 and S4 (H1); small effects.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.param import param
from sim.processes import workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.sums import Combiner
from sim.world import Done, World

ESCORT = Item(
    "exchange escorted", "互访带队", Text(zh="教师带学生互访", en="teachers who go with pupils on exchange"), "teacher", "hours"
)  # fmt: skip
ARRANGING = Item(
    "exchange arranged", "互访组织", Text(zh="校长与管理人员组织学生互访", en="heads and managers who arrange exchange"), "school", "hours"
)  # fmt: skip
TEN = 10.0  # days, in which effects are told
DAY = 7.0  # hours of a day away


class PupilExchange(Instrument):
    """Days that pupils of a core and its members spend together.

    核心校与成员校学生共同学习生活的日子。
    """

    zh: ClassVar[str] = "学生互访"
    en: ClassVar[str] = "Exchange of pupils"
    row: ClassVar[str] = "H1"
    dose: ClassVar[str] = "days"
    money: ClassVar[tuple[Item, ...]] = (
        Item("exchange of pupils", "学生互访费用", Text(zh="学生互访的交通费用", en="buses for exchange of pupils"), "treasury"),
    )  # fmt: skip
    time: ClassVar[tuple[Item, ...]] = (ESCORT, ARRANGING)
    channel: ClassVar[str] = "pupils"
    combiner: ClassVar[Combiner] = "capped sum"

    days: float = param(
        4.0, unit="days/year", low=0, high=40, zh="互访天数", en="days of the year that pupils of both ends spend together over a full tie",
        source=Text(zh="假设：每学期两天", en="assumed: two a term"),
    )  # fmt: skip
    meeting: float = param(
        0.02, unit="SD/year", low=0, high=0.1, zh="互访与全面发展", en="development gained by ten days with pupils of another school, the most that several ties bring",
        source=Text(zh="假设：小；没有国内的估计", en="assumed: small; there is no estimate for Chinese schools"),
    )  # fmt: skip
    aspiring: float = param(
        0.02, unit="SD/year per SD", low=0, high=0.1, zh="互访与上进心", en="gain of a member's pupils by ten days, per SD by which the core's mean score is ahead",
        source=Text(zh="假设：同伴效应（learning.peers）在十天里的份额，加上上进心", en="assumed: the part of peers (learning.peers) that falls into ten days, and aspiration"),
    )  # fmt: skip
    cost: float = param(
        20.0, unit="yuan/pupil/day", low=0, high=200, zh="互访每日费用", en="bus and meals of a pupil who travels for a day",
        source=Text(zh="假设：略高于场馆共享的车费", en="assumed: a little above the bus to shared halls"),
    )  # fmt: skip
    escorted: float = param(
        25.0, unit="pupils/teacher", low=5, high=60, zh="每位带队教师的学生数（互访）", en="pupils with whom a teacher goes",
        source=Text(zh="假设：与场馆共享相同", en="assumed: as for shared halls"),
    )  # fmt: skip
    arranging: float = param(
        8.0, unit="hours/day", low=0, high=80, zh="每日组织工时", en="time of heads and managers of each end for a day",
        source=Text(zh="假设：一个工作日", en="assumed: a working day"),
    )  # fmt: skip

    @acts("activities", writes="schools.care schools.support teachers.asked schools.asked")
    def meet(self, world: World) -> Done:
        """Pupils of a core and its members spend days together.

        核心校与成员校学生互访，共同学习。
        """
        s, rows = world.schools, self.ties(world)
        rows = rows[s.pupils[network.ends(world, rows)[0]].any(1)]
        if not rows.size:
            return Done()
        found = self.seats(world, rows)
        seat, cell = found.cells
        n = world.stages.n_places(len(s))
        part = self.meeting * self.days / TEN * found.strength
        met = sums.scatter("capped sum", cell, part[seat], n, self.meeting)
        s.care += self.together(world, "meeting", world.stages.by_unit(met), self.meeting) * (s.pupils > 0)
        core, member = network.ends(world, rows)
        guests, reach = s.pupils[member] * self.tied(world, rows), self.reach(world, rows).astype(np.float64)
        by_stage = np.fmax((s.mean_score[core] - s.mean_score[member]).astype(np.float64), 0)  # 0 where none is known
        ahead = by_stage / world.settings.params.tests.sd * (guests > 0)
        dose = np.minimum(self.days / TEN, 1) * self.aspiring * reach
        place = world.stages.place(member.astype(np.int64)[:, None], world.stages.codes).ravel()
        aspired = world.stages.by_unit(sums.scatter("max", place, (dose[:, None] * ahead).ravel(), n))
        s.support += self.together(world, "aspiring", aspired, self.aspiring * 10)
        days, p = TERM * self.days * reach, world.settings.params.time
        road = np.minimum(2 * p.road * world.ties.distance[rows], p.road_most)
        each = days * (DAY / 2 + road) / self.escorted  # one of two would have taught them anyway
        needed = sums.scatter("sum", place, (each[:, None] * guests).ravel(), n)
        hours = workload.ask_staff(world, ESCORT, needed)
        hours += workload.ask(world, ARRANGING, np.concatenate([core, member]), np.tile(self.arranging * days, 2))
        heads = guests.sum(1)  # as many of the core's go the other way round
        bureau, amount = world.books.shares(member, self.cost * days * heads)
        yuan = world.books.pay(
            world.year, "exchange of pupils", amount, source="treasury", source_row=bureau, target="supplier"
        )
        return Done(int(heads[days > 0].sum()), hours, yuan)
