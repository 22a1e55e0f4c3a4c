r"""Coaching (名师教学指导团队): a travelling team of a unit's honoured teachers visits the classes of its members, the weakest teachers first.

Coaches keep their classes. Each follows ``coachees`` teachers of members of the same stage and subject for a term, who learn of
the coaches' lead (``circles.py``); a programme of N teachers keeps :math:`1/(1+N/half)` of what one teacher alone would learn, since
large programmes reached half the effect of small ones (Kraft, Blazar and Hogan 2018). Visits take the coaches' time, with the road there.
Who belongs to several units is coached in one of them (capped sum). Source: seed S4:8, S4:14.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.param import param
from sim.processes import circles, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.sums import Combiner
from sim.world import Done, World

VISITING = Item(
    "coaches' visits",
    "指导团队下校",
    Text(zh="指导团队教师下校听评课及往返", en="coaches at the lessons of members, and on the road"),
    "teacher",
    "hours",
)
COACHED = Item(
    "being coached",
    "接受指导",
    Text(zh="受指导教师与指导团队研讨", en="teachers who talk lessons over with their coach"),
    "teacher",
    "hours",
)


class Coaching(Instrument):
    """A travelling team of coaches of honoured teachers for members.

    由名师、骨干组成的指导团队，下校指导成员校教师。
    """

    zh: ClassVar[str] = "名师指导团队"
    en: ClassVar[str] = "Travelling coaches"
    row: ClassVar[str] = "D18"
    dose: ClassVar[str] = "coachees"
    money: ClassVar[tuple[Item, ...]] = (
        Item(
            "coaching visits",
            "下校指导经费",
            Text(zh="指导团队下校的交通与补助", en="travel and allowances of coaches"),
            "treasury",
        ),
    )
    time: ClassVar[tuple[Item, ...]] = (VISITING, COACHED)
    channel: ClassVar[str] = "research"
    combiner: ClassVar[Combiner] = "capped sum"

    coachees: int = param(
        4, unit="teachers/coach", low=0, high=20, zh="每人指导教师数", en="teachers whom a coach follows in a term",
        source=Text(zh="假设：每周一个半天", en="assumed: half a day a week"),
    )  # fmt: skip
    least: int = param(
        2, unit="honour", low=1, high=3, zh="指导者称号下限", en="least honour of a coach: 1 backbone, 2 subject leader, 3 master",
        source=Text(zh="假设：学科带头人以上；材料 S4:14称名师", en="assumed: subject leaders and masters (seed S4:14 says 名师)"),
    )  # fmt: skip
    gain: float = param(
        0.18, unit="SD/year", low=0, high=0.3, zh="指导收益", en="practice learnt in a year by a teacher one SD below the coaches, alone in a programme, before any is known",
        source=Text(zh="文献：kraft2018（对学生成绩的作用0.18）", en="cite:kraft2018 (0.18 on pupils' scores)"),
    )  # fmt: skip
    half: float = param(
        100.0, unit="teachers", low=5, high=1000, zh="规模减半人数", en="teachers coached in a unit at which half of the gain is left",
        source=Text(zh="文献：kraft2018（百名教师以上的项目只有小项目一半的作用）", en="cite:kraft2018 (programmes of a hundred teachers and more have half the effect of small ones)"),
    )  # fmt: skip
    visits: float = param(
        12.0, unit="visits/year", low=0, high=40, zh="年指导次数", en="visits to each teacher in a year",
        source=Text(zh="假设：教学月份每三周一次", en="assumed: one every third week of teaching"),
    )  # fmt: skip
    visit_hours: float = param(
        2.0, unit="hours/visit", low=0.5, high=8, zh="每次指导时长", en="time of a coach and of the teacher at a visit, without the road",
        source=Text(zh="假设：听一节课并讨论", en="assumed: a lesson is watched and talked over"),
    )  # fmt: skip
    cost: float = param(
        60.0, unit="yuan/visit", low=0, high=1000, zh="每次指导经费", en="travel and allowance of a visit",
        source=Text(zh="假设：路费与误餐", en="assumed: the road and a meal"),
    )  # fmt: skip

    @acts("activities", writes="teachers.learning teachers.asked")
    def visit(self, world: World) -> Done:
        """Coaches visit teachers of members, the weakest first.

        指导团队下校指导成员校教师，最弱者优先。
        """
        rows = self.ties(world)
        if not rows.size:
            return Done()
        t, time, found = world.teachers, world.settings.params.time, self.seats(world, rows)
        member = np.zeros(len(world.schools), np.bool_)
        member[found.school[~found.core]] = True
        fit = circles.Fit(self.stages_of(world), member, self.least, 0.0, np.inf)
        taken = circles.circles(world, found, fit, self.coachees, False, self.address)
        led = ~found.core[taken.seat]  # a school may lead one unit and be a member of another
        taken = taken._replace(**{name: getattr(taken, name)[led] for name in ("guest", "seat", "cell", "lead")})
        unit, strength = found.unit[taken.seat], found.strength[taken.seat]
        coached = np.bincount(unit, minlength=len(world.groups))
        circles.learn(world, taken, strength / (1 + coached[unit] / self.half), self.gain)
        km = network.by_seat(world, rows, world.ties.distance[rows])[taken.seat]
        visits = TERM * self.visits * strength
        road = np.minimum(2 * time.road * km, time.road_most)
        needed = sums.scatter("sum", taken.cell, visits * (self.visit_hours + road), taken.n)
        hours = workload.ask_together(world, VISITING, taken.host, taken.host_cell, needed)
        hours += workload.ask(world, COACHED, taken.guest, visits * self.visit_hours)
        bureau, amount = world.books.shares(t.post[taken.guest], self.cost * visits)
        spent = world.books.pay(
            world.year, "coaching visits", amount, source="treasury", source_row=bureau, target="staff"
        )
        return Done(int(taken.guest.size), hours, spent)
