r"""Bundled evaluation (捆绑评价): schools of a group are judged in part by the group's joint result.

The weight omega enters what heads strive for (effort in sharing, whom they release for rotation); being judged on what
others do also changes effort in the own classrooms by ``effort`` per unit of weight, a sign that may be either
(localised rewards disrupted: Han, Liu and An 2017). Groups whose members' scores draw closer receive an award.
A school in several units is judged by the results of all: their weights add up to that of a full tie at most (capped sum),
and those of several instances to the largest of theirs.
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
from sim.processes.evaluation import group_spread
from sim.say import Text
from sim.world import Done, World

REVIEW = Item(
    "joint reviews",
    "捆绑考核",
    Text(zh="校长与管理人员参加捆绑考核", en="heads and managers at joint reviews"),
    "school",
    "hours",
)


class BundledEvaluation(Instrument):
    """Joint evaluation of the schools of a group.

    集团各校一并考核。
    """

    zh: ClassVar[str] = "捆绑评价"
    en: ClassVar[str] = "Bundled evaluation"
    row: ClassVar[str] = "G1"
    dose: ClassVar[str] = "weight"
    money: ClassVar[tuple[Item, ...]] = (
        Item("awards", "集团奖励", Text(zh="发给集团的奖励", en="awards to groups"), "treasury"),
    )
    time: ClassVar[tuple[Item, ...]] = (REVIEW,)
    channel: ClassVar[str] = "evaluation"
    combiner: ClassVar[Combiner] = "capped sum"

    weight: float = param(
        0.3, unit="share", low=0, high=1, zh="捆绑权重", en="weight of the group's joint result in the evaluation of a school",
        source=Text(zh="假设：政策杠杆；文件没有写明权重", en="assumed: policy lever; the documents name no weight"),
    )  # fmt: skip
    effort: float = param(
        -0.02, unit="SD/year at full weight", low=-0.05, high=0.02, zh="课堂努力变化", en="change of teaching effort when a school is judged wholly by the group",
        source=Text(zh="文献：han2017（仅符号；大小为假设）", en="cite:han2017 (sign; size assumed)"),
    )  # fmt: skip
    award: float = param(
        20000.0, unit="yuan/group/year", low=0, high=500000, zh="奖补", en="award to a group whose members' scores drew closer",
        source=Text(zh="假设：不足专项经费的一半", en="assumed: less than half an earmark"),
    )  # fmt: skip

    review_hours: float = param(
        16.0, unit="hours/school/year", low=0, high=100, zh="考核工时", en="time of heads and managers of a school for reports and visits",
        source=Text(zh="假设：两天", en="assumed: two days"),
    )  # fmt: skip

    @acts("evaluation", writes="schools.stakes schools.slack schools.asked groups.fund")
    def judge(self, world: World) -> Done:
        """Heads are told what counts, and groups that drew together are awarded.

        向校长明确考核所占的权重，校际差距缩小的集团获得奖励。
        """
        s, g = world.schools, world.groups
        rows = self.ties(world)
        if not rows.size:
            return Done()
        own = self.weight * network.carried(world, self.seats(world, rows), self.combiner)
        stakes = self.together(world, "stakes", own, self.weight).astype(np.float32)
        slack = self.effort * stakes
        s.stakes += stakes
        s.slack[:] = np.where(s.slack == 0, slack, s.slack + slack)
        aimed = np.zeros(len(g), np.bool_)
        aimed[world.ties.group[rows]] = True
        closer = np.flatnonzero(aimed & (group_spread(world) < g.spread))
        spent = world.books.pay(
            world.year, "awards", np.full(closer.size, self.award), source="treasury", target="group", target_row=closer
        )
        judged = np.flatnonzero((own > 0).any(1))
        return Done(judged.size, workload.ask(world, REVIEW, judged, self.review_hours), spent)
