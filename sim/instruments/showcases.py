r"""Shows (集团间交流展示): the cores of a district show each other what they do, so that what one group finds out reaches others.

At each of E shows a year the heads of cores learn how the best led of them leads, and teachers of cores watch the strongest core
team of their stage and subject:

.. math:: \Delta practice = h\,E\,w\,\eta\,(M_{best}-M_{core})^+, \qquad
          l_i = \frac{H}{H_{research}}\,worth\,r(exp_i)\,w\,(B_{best}-q_i)^+

with w what a core's own ties carry of research. Members get of it what their core hands on over its own ties. A core that leads
several units learns as over the strongest (max), and of several instances that with the most shows counts. Sources: seeds S0:42 (three meetings, 32 reports of experience, 24 of 28 groups shown), S4:16 (eight shows).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.param import param
from sim.processes import seated, workload
from sim.processes.learning import TERM
from sim.ranking import better_half
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.sums import Combiner
from sim.world import Done, World

SHOWING = Item(
    "shows of groups",
    "集团展示",
    Text(zh="核心校校长与管理人员筹备和参加交流展示", en="heads and managers of cores at shows"),
    "school",
    "hours",
)
WATCHING = Item(
    "watching shows", "展示观摩", Text(zh="核心校教师观摩交流展示", en="teachers of cores at shows"), "teacher", "hours"
)


class Showcases(Instrument):
    """Cores of a district show each other what they do.

    区内各集团核心校之间交流展示。
    """

    zh: ClassVar[str] = "集团间交流展示"
    en: ClassVar[str] = "Shows between groups"
    row: ClassVar[str] = "D19"
    dose: ClassVar[str] = "yearly"
    money: ClassVar[tuple[Item, ...]] = (
        Item("shows", "交流展示经费", Text(zh="集团间交流展示经费", en="shows of groups to each other"), "treasury"),
    )
    time: ClassVar[tuple[Item, ...]] = (SHOWING, WATCHING)
    channel: ClassVar[str] = "research"
    combiner: ClassVar[Combiner] = "max"

    yearly: float = param(
        3.0, unit="shows/year", low=0, high=20, zh="年展示次数", en="shows of a district in a year",
        source=Text(zh="规定：材料 S0:42（3场现场会）；S4:16为全市8场", en="rule: seed S0:42 (three meetings); S4:16 counts eight of a city"),
    )  # fmt: skip
    head_gain: float = param(
        0.01, unit="1/show", low=0, high=0.2, zh="校长每次所学", en="share of the lead of the best led core that a head learns at a show",
        source=Text(zh="假设：三场合计不及名校长工作室一年", en="assumed: three of them teach less than a year in a studio"),
    )  # fmt: skip
    attendance: float = param(
        0.2, unit="share", low=0, high=1, zh="教师参加比例", en="share of a core's teachers at a show",
        source=Text(zh="假设：每个学科组一两人", en="assumed: one or two of a team"),
    )  # fmt: skip
    hours: float = param(
        4.0, unit="hours/show", low=0.5, high=16, zh="每场时长", en="time of a teacher, and of heads and managers of a core together, at a show",
        source=Text(zh="假设：半天", en="assumed: half a day"),
    )  # fmt: skip
    worth: float = param(
        0.5, unit="ratio", low=0, high=4, zh="观摩学习效率", en="share of a lead learnt in an hour, over that in an hour of research in the team",
        source=Text(zh="假设：与公开课相同（teacher_activities.worth）", en="assumed: as of open lessons (teacher_activities.worth)"),
    )  # fmt: skip
    cost: float = param(
        5000.0, unit="yuan/core/show", low=0, high=100000, zh="每场经费", en="cost of a show for each core that takes part",
        source=Text(zh="假设：场地、材料与路费", en="assumed: rooms, materials and travel"),
    )  # fmt: skip

    @acts("activities", writes="schools.practice teachers.learning teachers.asked schools.asked")
    def show(self, world: World) -> Done:
        """Hold this term's shows: heads and teachers of cores learn of the best of them.

        举办本学期的交流展示：核心校校长与教师向其中的佼佼者学习。
        """
        rows = self.ties(world)
        if not rows.size:
            return Done()
        s, g = world.schools, world.groups
        found, n = self.seats(world, rows), len(s)
        strength = sums.scatter("max", found.school[found.core], found.strength[found.core], n)[:, None]
        strength = self._beyond(world, strength * self.stages_of(world))
        holds = ((strength > 0) & (s.pupils > 0)).any(1)
        cores = np.flatnonzero(holds)
        every = np.zeros(n, np.bool_)
        carry = world.ties.active & (network.channel(world, "research") > 0)
        every[g.core[world.ties.group[carry]]] = True  # all who lead: aims say who learns
        led = s.management + network.mean_of_stages(s.practice, s.pupils)
        best = np.full(len(world.districts), -np.inf)
        np.maximum.at(best, s.district[every], led[every])
        gap = np.maximum(best[s.district] - led, 0)
        s.practice += TERM * self.yearly * self.head_gain * strength * gap[:, None] * (s.pupils > 0)
        held = TERM * self.together(world, "held", self.yearly * holds)[cores]  # one for all stages
        hours = workload.ask(world, SHOWING, cores, held * self.hours)
        watching, watched = self._watch(world, strength, every)
        bureau, amount = world.books.shares(cores, held * self.cost)
        spent = world.books.pay(world.year, "shows", amount, source="treasury", source_row=bureau, target="supplier")
        return Done(int(cores.size) + watching, hours + watched, spent)

    def _beyond(self, world: World, strength: Array) -> Array:
        """Return what ties carry of this instance's shows beyond what others of the instrument brought, by school and stage."""
        shows = self.yearly * strength
        more = self.together(world, "shows", shows)
        return np.where(more == shows, strength, more / self.yearly)

    def _watch(self, world: World, strength: Array, every: Array) -> tuple[int, float]:
        """Let teachers of cores watch the strongest core team of their district; return how many, and their hours."""
        t, district, stages = world.teachers, world.schools.district, world.stages
        place = np.arange(strength.size)
        school = stages.unit_of(place)
        led = seated.seated(world, np.where(every[school], place, NOWHERE)[None], school)
        best = stages.by_unit_of_team(better_half(t.skill[led.row], led.team, stages.n_teams(len(every)))[0])
        top = np.full((len(world.districts), best.shape[1]), -np.inf)
        np.maximum.at(top, district[every], best[every])
        each = strength.ravel()  # by place: those whose ties bring nothing to them do not watch
        hours = TERM * self.yearly * self.attendance * self.hours * each
        asked = seated.watch(world, led, top[district].ravel(), hours, self.worth)
        return int(np.count_nonzero(each[led.seat])), workload.ask(world, WATCHING, *asked)
