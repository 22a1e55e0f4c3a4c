r"""Bulletins (教研简报、成果推广): a group writes down what works, and the stock of what is written teaches whoever reads it.

Issues B of a year by those at the core add to a stock that ages; what is written is not used up by reading:

.. math:: S \leftarrow k^{\Delta t} S + h B, \qquad
          l_i = h\,\frac{H_{read}}{H_{research}}\,worth\,r(exp_i)\,reach\,(1-e^{-S/S_0})\,(B_{team}-q_i)^+

with B_team the better half of the unit's team of the stage and subject, whose lessons are written up, and r the rate of research in the
team. Reading is not doing, so an hour is worth little; the stock needs years to build, and outlasts those who wrote it. Who is in several
units reads what each writes (sum). Sources: seeds S0:42 (nine bulletins of more than 300,000 characters), S4:8.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.param import param
from sim.processes import seated, workload
from sim.processes.learning import TERM
from sim.ranking import better_half
from sim.say import Text
from sim.state import NOWHERE, Owned, owned
from sim.sums import Combiner
from sim.world import Done, World

WRITING = Item(
    "writing bulletins",
    "简报编写",
    Text(zh="核心校人员编写简报与成果", en="those at the core who write bulletins"),
    "school",
    "hours",
)
READING = Item(
    "reading bulletins", "简报研读", Text(zh="教师研读简报与成果", en="teachers who read bulletins"), "teacher", "hours"
)


class Bulletins(Instrument):
    """What works is written down, and read across the group.

    编写教研简报，推广成果与经验。
    """

    zh: ClassVar[str] = "教研简报与成果推广"
    en: ClassVar[str] = "Bulletins"
    row: ClassVar[str] = "D14"
    dose: ClassVar[str] = "issues"
    owns: ClassVar[tuple[Owned, ...]] = (
        owned("groups.written", np.float32, "bulletins", "成果存量", Text(zh="已编写且仍有用的简报与成果", en="bulletins written that are still of use")),
        owned("groups.written_by", np.int32, "term", "成果更新学期", Text(zh="成果存量上次更新的学期", en="term in which that stock was last brought up to date"), NOWHERE),
    )  # fmt: skip
    time: ClassVar[tuple[Item, ...]] = (WRITING, READING)
    channel: ClassVar[str] = "research"
    combiner: ClassVar[Combiner] = "sum"

    issues: float = param(
        2.0, unit="bulletins/group/year", low=0, high=20, zh="年简报数", en="bulletins of a group in a year",
        source=Text(zh="假设：每学期一期；材料 S0:42全区共9期", en="assumed: one a term; seed S0:42 counts nine of the district"),
    )  # fmt: skip
    keep: float = param(
        0.8, unit="share", low=0, high=1, zh="成果留存率", en="share of what is written that is still of use a year later",
        source=Text(zh="假设：教材与考试几年一变", en="assumed: textbooks and tests change within some years"),
    )  # fmt: skip
    enough: float = param(
        4.0, unit="bulletins", low=0.5, high=40, zh="成果饱和量", en="stock with which 63 % of what bulletins can teach is written down",
        source=Text(zh="假设：两年的简报", en="assumed: those of two years"),
    )  # fmt: skip
    read_hours: float = param(
        4.0, unit="hours/year", low=0, high=40, zh="年研读工时", en="time a year a teacher reads, once enough is written, over a full tie",
        source=Text(zh="假设：每期两小时", en="assumed: two hours for each"),
    )  # fmt: skip
    worth: float = param(
        0.25, unit="ratio", low=0, high=2, zh="研读学习效率", en="share of a lead learnt in an hour, over that in an hour of research in the team",
        source=Text(zh="文献：loyalka2019（只听没有作用）；研读附有课例，取观摩的一半", en="cite:loyalka2019 (being told does nothing); with lessons in them, told here as half of watching"),
    )  # fmt: skip
    write_hours: float = param(
        60.0, unit="hours/bulletin", low=0, high=400, zh="每期编写工时", en="time of those at the core for a bulletin",
        source=Text(zh="假设：约三万字，每小时五百字", en="assumed: some 30,000 characters at 500 an hour"),
    )  # fmt: skip

    @acts("activities", writes="groups.written groups.written_by teachers.learning teachers.asked schools.asked")
    def write(self, world: World) -> Done:
        """Write this term's bulletins, and let teachers read what is there.

        编写本学期的简报；教师研读已有成果。
        """
        t, g = world.teachers, world.groups
        rows = self.ties(world)
        if not rows.size:
            return Done()
        found, stock = self.seats(world, rows), g["written"]
        units = found.unit[found.core]  # each once
        age = np.where(g["written_by"][units] == NOWHERE, 0, world.term - g["written_by"][units])
        stock[units] = stock[units] * self.keep ** (TERM * age) + TERM * self.issues
        g["written_by"][units] = world.term
        hours = workload.ask(world, WRITING, g.core[units], TERM * self.issues * self.write_hours)
        useful = 1 - np.exp(-stock / self.enough)
        time = TERM * self.read_hours * found.strength * useful[found.unit]
        there = seated.seated(world, network.by_layer(world, found), found.unit, self.wanted())
        best, _, _ = better_half(t.skill[there.row], there.team, world.stages.n_teams(len(g)))
        who, read = seated.watch(world, there, best, time, self.worth)
        return Done(int(who.size), hours + workload.ask(world, READING, who, read))
