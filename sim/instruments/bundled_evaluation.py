r"""Bundled evaluation (捆绑评价): schools of a group are judged in part by the group's joint result.

The weight omega enters what heads strive for: whom they release for rotation, and how much they do for their own school and for
the group (`sim.processes.principals`), either of which may rise or fall. Groups whose pupils came on further than their
last scores let expect receive an award, on the mean of some years, and only where luck does not explain it
(`sim.processes.evaluation`): one year of a group, or the spread of its scores in one, is mostly noise.
A school in several units is judged by the results of all: their weights add up to that of a full tie at most (capped sum),
and those of several instances to the largest of theirs.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.param import param
from sim.processes import workload
from sim.processes.evaluation import group_progress, surely_better
from sim.say import Text
from sim.state import YEARS_KEPT, Array
from sim.sums import Combiner
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
    award: float = param(
        20000.0, unit="yuan/group/year", low=0, high=500000, zh="奖补", en="award to a group whose pupils came on further than expected",
        source=Text(zh="假设：不足专项经费的一半", en="assumed: less than half an earmark"),
    )  # fmt: skip
    years: int = param(
        3, unit="years", low=2, high=YEARS_KEPT, zh="奖补考察年数", en="years of pupils' progress on which an award looks",
        source=Text(zh="假设：三年；一年的增值多半是运气（文献中国内学校增值的年际稳定性接近零）", en="assumed: three; one year of value-added is mostly luck (its stability between years is near zero in Chinese studies)"),
    )  # fmt: skip
    sure: float = param(
        0.8, unit="share", low=0.5, high=0.99, zh="奖补把握", en="chance with which a group must truly do better than expected to be awarded",
        source=Text(zh="假设：误奖约五分之一", en="assumed: one award in five may be wrong"),
    )  # fmt: skip
    review_hours: float = param(
        16.0, unit="hours/school/year", low=0, high=100, zh="考核工时", en="time of heads and managers of a school for reports and visits",
        source=Text(zh="假设：两天", en="assumed: two days"),
    )  # fmt: skip

    @acts("activities", writes="schools.asked")
    def review(self, world: World) -> Done:
        """In spring heads and managers of the schools to be judged write their reports and receive their visitors.

        春季学期，受评各校的校长与管理人员撰写报告、接待考核。
        """
        if world.is_autumn or not (rows := self.ties(world)).size:
            return Done()
        judged = np.flatnonzero((self._weights(world, self.seats(world, rows)) > 0).any(1))
        return Done(0, workload.ask(world, REVIEW, judged, self.review_hours))

    @acts("evaluation", writes="schools.stakes groups.fund")
    def judge(self, world: World) -> Done:
        """Heads are told what counts, and groups whose pupils surely came on further than expected are awarded.

        向校长明确考核所占的权重，学生进步确实超出预期的集团获得奖励。
        """
        rows = self.ties(world)
        if not rows.size:
            return Done()
        found = self.seats(world, rows)
        own = self._weights(world, found)
        world.schools.stakes += self.together(world, "stakes", own, self.weight).astype(np.float32)
        progress, of = group_progress(world, rows, found, self.years), world.schools.district[world.groups.core]
        awarded = np.flatnonzero(surely_better(progress, self.sure, of))
        spent = world.books.pay(
            world.year,
            "awards",
            np.full(awarded.size, self.award),
            source="treasury",
            target="group",
            target_row=awarded,
        )
        return Done(int((own > 0).any(1).sum()), 0.0, spent)

    def _weights(self, world: World, found: network.Seats) -> Array:
        """Return the weight of the joint result for each school and stage over some seats."""
        own: Array = self.weight * network.carried(world, found, self.combiner)
        return own
