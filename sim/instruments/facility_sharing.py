r"""Facility sharing (场馆设备共享): members use what the core has more of.

.. math:: shared_s = \min\big(\max_k \Delta_k, \sum_k u\cdot reach_k\cdot \Delta_k\big), \qquad \Delta_k = (R_{core(k)} - R_s)^+

over the ties k of the member, in units of the resource index: what several cores lend adds up (capped sum), but nobody is
better off than the best of them. Pupils or equipment must travel. Sources: seeds S1 and S4 (E1, E2); dense centres may count
leased venues in the official indicator, which is a reading of one city and is not applied here.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.network import Combiner
from sim.param import param
from sim.processes import workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.state import Array
from sim.world import Done, World

ESCORT = Item(
    "escort of pupils",
    "外出带队",
    Text(zh="教师带学生前往共享场馆", en="teachers who go with their pupils to shared facilities"),
    "teacher",
    "hours",
)
TIMETABLES = Item(
    "shared timetables",
    "共享排期",
    Text(zh="管理人员协调两校课表", en="managers who fit the timetables of two schools together"),
    "school",
    "hours",
)


class FacilitySharing(Instrument):
    """Venues, laboratories and equipment used together.

    场馆、实验室与设备共同使用。
    """

    zh: ClassVar[str] = "设施共享"
    en: ClassVar[str] = "Facility sharing"
    row: ClassVar[str] = "E1"
    dose: ClassVar[str] = "share"
    money: ClassVar[tuple[Item, ...]] = (
        Item("facility sharing", "设施共享", Text(zh="设施共享经费", en="facility sharing"), "treasury"),
    )
    time: ClassVar[tuple[Item, ...]] = (ESCORT, TIMETABLES)
    channel: ClassVar[str] = "resources"
    inside: ClassVar[bool] = True
    combiner: ClassVar[Combiner] = "capped sum"

    share: float = param(
        0.3, unit="share", low=0, high=1, zh="共享比例", en="part of the core's lead in resources a member can use over a full tie",
        source=Text(zh="假设：课表和距离之后约剩三分之一", en="assumed: timetables and distance leave about a third"),
    )  # fmt: skip
    cost: float = param(
        20.0, unit="yuan/pupil/year", low=0, high=500, zh="生均共享成本", en="travel and wear per pupil of a member at full use",
        source=Text(zh="假设：每年几次包车接送", en="assumed: a few bus trips a year"),
    )  # fmt: skip

    escort_hours: float = param(
        0.3, unit="hours/pupil/year", low=0, high=4, zh="生均带队工时", en="time of teachers of a member per pupil at full use",
        source=Text(zh="假设：课外四次、每次两小时，50人的班由两位教师带队", en="assumed: four trips of two hours beyond lessons, with two teachers for a class of 50"),
    )  # fmt: skip
    timetable_hours: float = param(
        40.0, unit="hours/year", low=0, high=400, zh="排期工时", en="time of managers of the core and of the member each at full use",
        source=Text(zh="假设：每周一小时", en="assumed: an hour a week"),
    )  # fmt: skip

    @acts("activities", writes="schools.shared teachers.asked schools.asked")
    def lend(self, world: World) -> Done:
        """Members use the core's halls, laboratories and equipment.

        成员校使用核心校的场馆、实验室与设备。
        """
        s = world.schools
        rows = self.ties(world)
        rows = rows[s.pupils[self.givers(world, rows)].any(1)]  # a partner institution has no halls
        if not rows.size:
            return Done()
        core, member = self.givers(world, rows), world.ties.school[rows]
        use = self.share * self.reach(world, rows)
        lead = np.maximum(s.resources[core] - s.resources[member], 0)
        s.shared += self.to_members(world, "shared", rows, use * lead, lead)
        heads = (s.pupils[member] * self.tied(world, rows)).sum(1)
        bureau, amount = world.books.shares(member, TERM * self.cost * use * heads)
        spent = world.books.pay(
            world.year, "facility sharing", amount, source="treasury", source_row=bureau, target="supplier"
        )
        return Done(round(float((use * heads).sum())), self._take_time(world, rows, core, member, use), spent)

    def _take_time(self, world: World, rows: Array, core: Array, member: Array, use: Array) -> float:
        """Ask the teachers of members who go with their pupils, and managers at both ends of each tie; return the hours."""
        t, s = world.teachers, world.schools
        who = world.live_teachers()
        pupils = np.where(self.stages_of(world), s.pupils, 0)
        needed = TERM * self.escort_hours * network.to_members(world, rows, "sum", use) * pupils
        cell = world.stages.place(t.post[who].astype(np.int64), t.stage[who])
        hours = workload.ask_together(world, ESCORT, who, cell, needed.ravel())
        both = np.tile(TERM * self.timetable_hours * use, 2)
        return hours + workload.ask(world, TIMETABLES, np.concatenate([core, member]), both)
