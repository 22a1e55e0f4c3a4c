r"""Joint research (集团教研): teachers of a group meet over lessons, and the weaker half learns from the better half.

.. math:: q \leftarrow q + \sum_k n_k\,r\,reach_k\,\min(1, (\bar q^{+}_{team(k)}-q)/\sigma_q)

over the units k of the teacher's school: who belongs to several attends the activities of each (sum), with n the activities a teacher attends in the term and the team that of stage and subject across the group. Practice-based
work has small effects and lectures none (Lomos et al. 2011; Loyalka et al. 2019), so activity counts do not map to gains
by themselves. Intensity: 238 activities with 14,397 participants in 28 groups (seed S0:42).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.axes import Kind
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.network import Combiner
from sim.param import param
from sim.processes import workload
from sim.processes.growth import Lesson, catch_up
from sim.processes.learning import TERM
from sim.processes.teaching import circle
from sim.ranking import better_half
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.world import Done, World

MEETING = Item(
    "joint research hours",
    "集团教研活动",
    Text(zh="教师参加集团教研", en="teachers at joint research"),
    "teacher",
    "hours",
)
ORGANISING = Item(
    "organising joint research",
    "教研组织",
    Text(zh="核心校人员筹备集团教研", en="those at the core who prepare joint research"),
    "school",
    "hours",
)


class JointResearch(Instrument):
    """Research activities across the schools of a group, with experts where a partner institution takes part.

    集团各校联合教研，合作机构参与时有专家指导。
    """

    zh: ClassVar[str] = "集团教研"
    en: ClassVar[str] = "Joint research"
    row: ClassVar[str] = "D4"
    dose: ClassVar[str] = "events_per_year"
    money: ClassVar[tuple[Item, ...]] = (
        Item("joint research", "联合教研", Text(zh="集团教研经费", en="joint research"), "group"),
    )
    time: ClassVar[tuple[Item, ...]] = (MEETING, ORGANISING)
    channel: ClassVar[str] = "research"
    combiner: ClassVar[Combiner] = "sum"

    events_per_year: float = param(
        8.5, unit="activities/group/year", low=0, high=40, zh="年教研活动数", en="activities of a group in a year",
        source=Text(zh="规定：材料 S0:42（28个集团238次活动）", en="rule: seed S0:42 (238 activities, 28 groups)"),
    )  # fmt: skip
    participants: float = param(
        60.0, unit="people/activity", low=1, high=300, zh="每次参与人数", en="teachers at an activity",
        source=Text(zh="规定：材料 S0:42（238次活动14397人次）", en="rule: seed S0:42 (14,397 person-times, 238 activities)"),
    )  # fmt: skip
    gain: float = param(
        0.003, unit="SD/activity", low=0, high=0.01, zh="每次教研收益", en="skill gained per activity by a teacher one SD below the better half",
        source=Text(zh="文献：lomos2011、loyalka2019（很小）", en="cite:lomos2011, loyalka2019 (small)"),
    )  # fmt: skip
    hours: float = param(
        3.0, unit="hours/activity", low=0.5, high=10, zh="每次时长", en="time a participant gives to an activity",
        source=Text(zh="假设：半天", en="assumed: half a day"),
    )  # fmt: skip
    organising: float = param(
        6.0, unit="hours/activity", low=0, high=40, zh="每次组织工时", en="time of those at the core who prepare an activity",
        source=Text(zh="假设：大半天", en="assumed: most of a day"),
    )  # fmt: skip
    cost: float = param(
        50.0, unit="yuan/person", low=0, high=500, zh="人均活动经费", en="cost of an activity per participant, paid by the group's fund",
        source=Text(zh="假设：交通和材料", en="assumed: travel and materials"),
    )  # fmt: skip

    experts: float = param(
        0.13, unit="SD/year", low=0, high=0.3, zh="教研员高出量", en="skill by which the experts of a partner institution stand above the better half of those who meet",
        source=Text(zh="假设：教师教学能力的一个标准差（careers.skill_sd），因为教研员选自最优秀的教师（A38）", en="assumed: one SD of the skill of teachers (careers.skill_sd), since experts are chosen from the best (A38)"),
    )  # fmt: skip

    @acts("activities", writes="teachers.skill teachers.asked schools.asked groups.fund")
    def meet(self, world: World) -> Done:
        """Hold this term's activities, as many as the fund pays for.

        开展本学期的教研活动，次数以集团经费为限。
        """
        t, g = world.teachers, world.groups
        rows = self.ties(world)
        if not rows.size:
            return Done()
        found = self.seats(world, rows)
        teams, staff, above = [], np.zeros(len(g), np.int64), self.experts * self._with_experts(world)
        for seat in network.by_layer(world, found):
            unit = np.where(found.strength[seat] > 0, found.unit[seat], NOWHERE)
            unit[seat < 0] = NOWHERE
            cell = circle(world, unit, self.wanted()).team
            level, _, heads = better_half(t.skill, cell, world.stages.n_teams(len(g)))
            staff += world.stages.by_unit_of_team(heads).sum(1)
            teams.append((seat, cell, level + above[world.stages.unit_of_team(np.arange(level.size))]))
        wished = TERM * self.events_per_year * self.participants * (staff > 0)
        people = np.minimum(wished, np.maximum(g.fund, 0) / self.cost) if self.cost else wished
        each = self.gain * (people / np.maximum(staff, 1))[found.unit] * found.strength  # by seat
        rates = [world.stages.by_unit(np.where(seat >= 0, each[seat], 0)) for seat, _, _ in teams]
        catch_up(world, [Lesson(cell, level, rate) for (_, cell, level), rate in zip(teams, rates, strict=True)])
        spent = world.books.pay(
            world.year,
            "joint research",
            self.cost * people,
            source="group",
            source_row=np.arange(len(g)),
            target="supplier",
        )
        return Done(round(people.sum()), self._take_time(world, people, staff, [cell for _, cell, _ in teams]), spent)

    def _take_time(self, world: World, people: Array, staff: Array, cells: list[Array]) -> float:
        """Ask teachers for their part of the activities of each unit, and cores for their preparation; return the hours."""
        each, total = self.hours * people / np.maximum(staff, 1), 0.0
        for cell in cells:  # of a layer, in which nobody is twice
            who = np.flatnonzero(cell >= 0)
            total += workload.ask(world, MEETING, who, each[world.stages.unit_of_team(cell[who])])
        held = people / self.participants
        return total + workload.ask(world, ORGANISING, world.groups.core, self.organising * held)

    def _with_experts(self, world: World) -> Array:
        """Return how far experts of a partner institution take part in each unit: wholly in one it leads, else as its tie carries."""
        s, g, ties = world.schools, world.groups, world.ties
        partner = s.kind == Kind.PARTNER
        joined = np.flatnonzero(ties.active & partner[ties.school])
        carried = network.scatter("max", ties.group[joined], self.reach(world, joined), len(g))
        return np.where(partner[g.core], 1.0, carried)
