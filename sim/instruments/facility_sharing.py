r"""Facility sharing (场馆设备共享): pupils of members spend part of their time at what the core has more of, as its timetable allows.

Each stock j is compared by itself with the standard, R its ratio; over a tie k pupils ask for the share :math:`u\,reach_k` of
their time at the stocks in which the core leads, and gain

.. math:: shared_s = \min\Big(\max_k \bar\Delta_k,\ \sum_k u\,reach_k\,\tfrac14 \sum_j y_{kj}\,\Delta_{kj}\Big), \qquad
          \Delta_{kj} = (R_{core(k),j} - R_{sj})^+

A hall is rival. A stock S of the core is open H hours a week; for what the standard asks for a pupil of stage p, n, its own
pupils P use it through their n lessons of l hours, N in all; it has F hours free, and gives up a share g of its own beyond
them. What guests ask for, D, is granted as far as that goes, and what goes beyond the free hours the core's own pupils lack,

.. math:: N = \min\Big(SH,\ \sum_p P_p\,n_p\,lessons_p\,l_p\Big), \quad F = SH - N, \quad
          y = \min\big(1, (F + g N)/D\big), \quad lost = (yD - F)^+ / N \cdot R_{core}

so hours used by hosts and guests never exceed those a hall is open. Distance thins the reach, and visits take escorts, buses
and time on the road. What several cores lend adds up (capped sum), but nobody is better off than at the best of them; several
instances share one timetable. Sources: seeds S1 and S4 (E1, E2); dense centres may count leased venues in the official
indicator, which is a reading of one city and is not applied here.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.axes import STAGES, STOCKS
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import workload
from sim.processes.learning import TERM, over_standard
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.sums import Combiner
from sim.supply.places import standards
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

MOVABLE = np.array([name in {"equipment", "media_rooms"} for name in STOCKS.names])  # E2; the others are venues, E1
HALLS = "halls"  # the hours of them that guests have taken this term, by school and stock


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
        0.05, unit="share", low=0, high=1, zh="共享时间份额", en="part of their time at school that pupils of a member would spend at the core's facilities over a full tie",
        source=Text(zh="假设：每两周半天，即约60课时中的3课时", en="assumed: half a day a fortnight, 3 of some 60 lessons"),
    )  # fmt: skip
    equipment: float = param(
        1.0, unit="ratio", low=0, high=4, zh="设备共享比", en="share of time at the core's equipment and media rooms over that at its halls and teaching rooms",
        source=Text(zh="规定：取1则与场馆同一份额（E2）", en="rule: at 1 one share for all stocks (E2)"),
    )  # fmt: skip
    open_hours: float = param(
        45.0, unit="hours/week", low=20, high=80, zh="场馆每周开放时间", en="hours a week in which facilities are open, to own pupils and guests",
        source=Text(zh="假设：五天，每天九小时，含课后服务", en="assumed: five days of nine hours, after-school care counted"),
    )  # fmt: skip
    own_lessons: Bundle = param(
        {"primary": 28.7, "junior": 34.0, "senior": 35.0}, by=(STAGES,),
        unit="lessons/week", low=10, high=60, zh="每周课时数", en="lessons in a week of own pupils, through which they use a stock that just meets the standard, and which is also a pupil's week; of `time.lesson` hours each",
        source=Text(zh="规定：2022年义务教育课程方案（一、二年级26课时，三至六年级30课时，初中34课时）与2020年普通高中课程方案（35课时）", en="rule: compulsory curriculum plan 2022 (26 lessons in grades 1 and 2, 30 in grades 3 to 6, 34 in junior schools) and that of senior schools of 2020 (35)"),
    )  # fmt: skip
    give: float = param(
        0.05, unit="share", low=0, high=0.5, zh="让出份额", en="part of its own pupils' hours that a core gives up once its free hours are used up",
        source=Text(zh="假设：至多每周一节半课；核心校首先保障本校（I1）", en="assumed: a lesson and a half a week at most; a core serves its own first (I1)"),
    )  # fmt: skip
    visit_hours: float = param(
        2.0, unit="hours", low=0.5, high=8, zh="每次使用时间", en="hours of a visit",
        source=Text(zh="假设：两课时连同准备", en="assumed: two lessons and what goes with them"),
    )  # fmt: skip
    cost: float = param(
        12.0, unit="yuan/pupil/visit", low=0, high=200, zh="每次共享成本", en="bus and wear per pupil of a member and visit",
        source=Text(zh="假设：50座的车往返600元", en="assumed: 600 yuan for a bus of 50 there and back"),
    )  # fmt: skip
    escorted: float = param(
        25.0, unit="pupils/teacher", low=5, high=60, zh="每位带队教师的学生数", en="pupils whom a teacher goes with",
        source=Text(zh="假设：50人的班由两位教师带队", en="assumed: two teachers for a class of 50"),
    )  # fmt: skip
    timetable_hours: float = param(
        40.0, unit="hours/year", low=0, high=400, zh="排期工时", en="time of managers of the core and of the member each over a full tie",
        source=Text(zh="假设：每周一小时", en="assumed: an hour a week"),
    )  # fmt: skip

    @acts("activities", writes="schools.shared teachers.asked schools.asked")
    def lend(self, world: World) -> Done:
        """Pupils of members use the core's halls, laboratories and equipment in the hours that its timetable leaves.

        成员校学生在核心校课表空出的时间使用其场馆、实验室与设备。
        """
        s = world.schools
        rows = self.ties(world)
        rows = rows[s.pupils[network.ends(world, rows)[0]].any(1)]  # a partner institution has no halls
        if not rows.size:
            return Done()
        core, member = network.ends(world, rows)
        ratio, pupils = over_standard(world), s.pupils[member] * self.tied(world, rows)
        lead, at_school = np.maximum(ratio[core] - ratio[member], 0), self._at_school(world)
        time = self.share * self.reach(world, rows)[:, None] * (lead > 0)
        if self.equipment != 1:
            time = np.minimum(time * np.where(MOVABLE, self.equipment, 1.0), 1.0)
        granted, lost = self._timetable(world, core, time * ((pupils * at_school) @ standards(world.stages)))
        gained, most, spent, visits = _visits(
            core, pupils, time, lead, granted, at_school, workload.weeks(world), self.visit_hours
        )
        if (
            not world.inside
        ):  # where nothing crosses the walls, outings as long and far lead to halls no better than the own
            s.shared += self.to_members(world, "shared", rows, gained, most)
            s.shared -= (lost * ratio).mean(1)[:, None]
        bureau, amount = world.books.shares(member, self.cost * visits.sum(1))
        yuan = world.books.pay(
            world.year, "facility sharing", amount, source="treasury", source_row=bureau, target="supplier"
        )
        hours = self._take_time(world, rows, visits, spent)
        return Done(int(pupils[spent > 0].sum()), hours, yuan)

    def _at_school(self, world: World) -> Array:
        """Return the hours of a pupil's week by stage: lessons are shorter than an hour."""
        time = world.settings.params.time
        hours: Array = world.stages.of(self.own_lessons) * world.stages.of(time.lesson)
        return hours

    def _timetable(self, world: World, core: Array, asked: Array) -> tuple[Array, Array]:
        """Return by school and stock which share of what guests ask for is granted, and which share of its own hours is lost.

        ``asked`` is by tie, in units of the stock times hours a week. Hours that other instances of the instrument took this
        term are taken.
        """
        s, cell = world.schools, core[:, None].astype(np.int64) * len(STOCKS) + np.arange(len(STOCKS))
        need = (s.pupils * self._at_school(world)) @ standards(world.stages)
        wish = sums.scatter("sum", cell.ravel(), asked.ravel(), need.size).reshape(need.shape)
        term, before, _ = world.brought.get((self.name, HALLS), (NOWHERE, None, 0.0))
        before = before if term == world.term else np.zeros_like(need)
        stocks = tuple(getattr(s, name) for name in STOCKS.names)
        granted, lost, after = _granted(wish, need, before, stocks, self.open_hours, self.give)
        world.brought[self.name, HALLS] = (world.term, after, 0.0)
        return granted, lost

    def _take_time(self, world: World, rows: Array, visits: Array, spent: Array) -> float:
        """Ask the teachers of members who go with their pupils, and managers at both ends of each tie; return the hours."""
        p, (core, member) = world.settings.params.time, network.ends(world, rows)
        road = np.minimum(2 * p.road * world.ties.distance[rows], p.road_most)
        each = self.visit_hours / 2 + road  # one of two has a lesson of that time anyway
        place = world.stages.place(member[:, None].astype(np.int64), np.arange(len(world.stages)))
        escorts = visits * each[:, None] / self.escorted
        needed = sums.scatter("sum", place.ravel(), escorts.ravel(), world.stages.n_places(len(world.schools)))
        hours = workload.ask_staff(world, ESCORT, needed, idle=False)
        of_tie = TERM * self.timetable_hours * spent / self.share
        both = np.concatenate([core, member]), np.concatenate([of_tie, of_tie])
        return hours + workload.ask(world, TIMETABLES, *both)


@kernel
def _visits(
    core: Array, pupils: Array,  # (ties,) and (ties, stages)
    time: Array, lead: Array,  # (ties, stocks) share of their time that is asked for, and by how much the core leads
    share: Array,  # (schools, stocks) of it that is granted
    lesson: Array,  # (stages,) hours of a pupil's week at school
    weeks: float,
    hours: float,  # of a visit
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return by tie what members gain and may gain at most, and the share of time of a visit; then visits by tie and stage."""
    gained, most, spent, visits = np.empty(core.size), np.empty(core.size), np.empty(core.size), np.empty(pupils.shape)
    for i in range(core.size):
        whole = gain = led = 0.0
        stocks = 0
        for j in range(lead.shape[1]):
            mine = time[i, j] * share[core[i], j]
            whole += mine
            gain += mine * lead[i, j]
            led += lead[i, j]
            stocks += lead[i, j] > 0
        gained[i], most[i] = gain / lead.shape[1], led / lead.shape[1]
        spent[i] = whole / max(stocks, 1)  # a visit is to stocks in which the core leads
        for k in range(pupils.shape[1]):
            visits[i, k] = spent[i] * lesson[k] * weeks / hours * pupils[i, k]
    return gained, most, spent, visits


@kernel
def _granted(
    wish: Array, needed: Array, before: Array,  # (schools, stocks) hours times stock: of guests, of own pupils, taken by others
    stocks: tuple[Array, ...],  # each (schools,)
    hours: float,  # a week in which they are open
    share: float,  # of its own hours that a school gives up
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return which share of what guests wish is granted, which share of its own hours a school loses, and what guests have."""
    granted, lost, after = np.ones(needed.shape), np.zeros(needed.shape), np.empty(needed.shape)
    for j in range(needed.shape[1]):
        for i in range(len(needed)):
            whole = np.float64(stocks[j][i]) * hours
            own = min(needed[i, j], whole)
            free = whole - own
            given = min(wish[i, j], max(free + share * own - before[i, j], 0.0))
            after[i, j] = before[i, j] + given
            if wish[i, j] > 0:
                granted[i, j] = given / wish[i, j]
            if own > 0:
                lost[i, j] = (max(after[i, j] - free, 0.0) - max(before[i, j] - free, 0.0)) / own
    return granted, lost, after
