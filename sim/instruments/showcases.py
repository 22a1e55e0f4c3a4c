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
from sim.kernels import kernel
from sim.param import param
from sim.processes import team_research, workload
from sim.processes.learning import TERM
from sim.processes.teaching import better_halves
from sim.say import Text
from sim.state import Array
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
        on = network.active_ties(world)
        every[g.core[world.ties.group[on[network.channel(world, "research")[on] > 0]]]] = (
            True  # all who lead: aims say who learns
        )
        led = s.management + network.mean_of_stages(s.practice, s.pupils)
        best = np.full(len(world.districts), -np.inf)
        np.maximum.at(best, s.district[every], led[every])
        gap = np.maximum(best[s.district] - led, 0)
        s.practice += TERM * self.yearly * self.head_gain * strength * gap[:, None] * (s.pupils > 0)
        held = TERM * self.together(world, "held", self.yearly * holds)[cores]  # one for all stages
        hours = workload.ask(world, SHOWING, cores, held * self.hours)
        who, watched = self._watch(world, strength, every)
        hours += workload.ask(world, WATCHING, who, watched)
        bureau, amount = world.books.shares(cores, held * self.cost)
        spent = world.books.pay(world.year, "shows", amount, source="treasury", source_row=bureau, target="supplier")
        return Done(int(cores.size + who.size), hours, spent)

    def _beyond(self, world: World, strength: Array) -> Array:
        """Return what ties carry of this instance's shows beyond what others of the instrument brought, by school and stage."""
        shows = self.yearly * strength
        more = self.together(world, "shows", shows)
        return np.where(more == shows, strength, more / self.yearly)

    def _watch(self, world: World, strength: Array, every: Array) -> tuple[Array, Array]:
        """Let teachers of cores watch the strongest core team of their district; return who, and the hours of each."""
        t, district, led = world.teachers, world.schools.district, np.flatnonzero(every)
        best, _, _ = better_halves(world)
        top = np.full((len(world.districts), *best.shape[1:]), -np.inf)
        np.maximum.at(top, district[led], best[led])
        watched = TERM * self.yearly * self.attendance * self.hours * strength
        whole = world.settings.params.growth.research_hours * workload.weeks(world)
        who = _learn(
            t.active, t.post, t.stage, t.block, t.skill, t.experience, t.learning,
            strength, self.worth * watched / whole, top, district, team_research.rates(world.settings.params.growth),
        )  # fmt: skip
        return who, watched[t.post[who], t.stage[who]]


@kernel
def _learn(
    active: Array,  # (teacher rows,), as the other columns
    post: Array,
    stage: Array,
    block: Array,
    skill: Array,
    experience: Array,
    learning: Array,  # changed in place
    strength: Array,  # (schools, stages) what ties carry of research to a core, 0 where teachers do not watch
    part: Array,  # (schools, stages) of the time for research in which they do
    top: Array,  # (districts, stages, blocks) skill of the better half of the strongest team
    district: Array,  # (schools,)
    research: tuple[float, float, float],
) -> Array:
    """Let teachers learn of the strongest team of their district; return the rows of those who watch it."""
    at_term, who, n = team_research.rates_by_term(research), np.empty(active.size, np.int64), 0
    for j in range(active.size):
        if active[j] and strength[post[j], stage[j]] > 0:
            who[n] = j
            n += 1
            lead = top[district[post[j]], stage[j], block[j]] - skill[j]
            if lead > 0:
                learning[j] += (
                    TERM * part[post[j], stage[j]] * team_research.rate_of(experience[j], at_term, research) * lead
                )
    return who[:n]
