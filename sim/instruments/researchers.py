r"""Researchers (教研员): the district's institute of research visits every school it serves, and guides its weakest teachers.

So many researchers for a thousand teachers, chosen from the best of the district, give field hours each week. Their time is
shared out over schools by the number of teachers, weak and rural schools ``tilt`` times as much more, and goes to the weakest
teachers of a school, ``hours`` a term each, who learn

.. math:: l = \min\Big(1, h\,\frac{g}{\sigma_q}\,\frac{hours}{12}\Big)\,(B_{stage,block} + lead - q)^+

with B the mean of the better half of the district's teachers of the stage and subject; where a tie lets half of the service
through, half as many are guided. They are paid beside the schools' staff.

The institutes of two districts whose schools are bound by ties are a pair (结对, A38; seed S4:5): each brings home a share of
what the other knows better, subject by subject,

.. math:: B_d \leftarrow B_d + paired\,\max_{e \sim d} (B_e - B_d)^+

for which their researchers give up field hours, and travel. Sources: seeds S0:42, S3:28 (教研院、教研室); size as for coaching (Kraft, Blazar and Hogan 2018), scaled down as large programmes are.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng, texts
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.param import aim, param
from sim.processes import seated, services, workload
from sim.processes.learning import TERM
from sim.ranking import better_half
from sim.say import Text
from sim.state import Array
from sim.sums import Combiner
from sim.world import Done, World

GUIDED = Item(
    "guided by researchers",
    "教研员指导",
    Text(zh="教师接受教研员听评课与指导", en="teachers with researchers of the district"),
    "teacher",
    "hours",
)


TOLD = 12.0  # hours of a term with a teacher, over which the gain is told


class Researchers(Instrument):
    """Researchers of the district's institute who visit schools and guide their weakest teachers.

    区教研院教研员下校听评课，指导各校最弱的教师。
    """

    zh: ClassVar[str] = "教研员下校"
    en: ClassVar[str] = "District researchers"
    row: ClassVar[str] = "D16"
    dose: ClassVar[str] = "per_thousand"
    money: ClassVar[tuple[Item, ...]] = (
        Item(
            "researchers",
            "教研员经费",
            Text(zh="教研员的工资与下校经费", en="pay and travel of researchers"),
            "treasury",
        ),
    )
    time: ClassVar[tuple[Item, ...]] = (GUIDED,)
    channel: ClassVar[str] = "research"
    combiner: ClassVar[Combiner] = "max"

    everybody: bool = aim(
        False, unit="flag", allowed=texts.ON_OFF, zh="服务未加入集团的学校", en="schools that are in no unit are served too",
    )  # fmt: skip

    per_thousand: float = param(
        5.0, unit="people/1000 teachers", low=0, high=40, zh="每千名教师教研员数", en="researchers for a thousand teachers",
        source=Text(zh="假设：约4000名教师的区有20名专职教研员（同partners.staff）", en="assumed: 20 full-time ones in a district of some 4,000 teachers, as in partners.staff"),
    )  # fmt: skip
    field_hours: float = param(
        12.0, unit="hours/week", low=0, high=30, zh="每周下校工时", en="hours a week a researcher is with teachers",
        source=Text(zh="假设：每周两天下校，含往返", en="assumed: two days a week at schools, the road not counted"),
    )  # fmt: skip
    hours: float = param(
        12.0, unit="hours/term", low=1, high=100, zh="每名教师受指导工时", en="time of a term with each teacher who is guided",
        source=Text(zh="假设：六次，每次听一节课并讨论（同coaching）", en="assumed: six visits of a lesson watched and talked over, as in coaching"),
    )  # fmt: skip
    lead: float = param(
        0.06, unit="SD/year", low=0, high=0.3, zh="教研员高出量", en="skill of researchers above the better half of the district's teachers",
        source=Text(zh="假设：教师教学能力半个标准差；教研员选自骨干而后离开课堂", en="assumed: half an SD of the skill of teachers; researchers are chosen from the backbone and leave the classroom"),
    )  # fmt: skip
    gain: float = param(
        0.09, unit="SD/year", low=0, high=0.18, zh="指导收益", en="practice learnt in a year of 12 hours a term by a teacher one SD below them, before any is known",
        source=Text(zh="文献：kraft2018（0.18；大项目减半）", en="cite:kraft2018 (0.18, half of it in large programmes)"),
    )  # fmt: skip
    tilt: float = param(
        0.5, unit="ratio", low=0, high=5, zh="薄弱乡村倾斜", en="time for a teacher of a weak or rural school beyond that for one elsewhere, over it",
        source=Text(zh="假设：教研员多到薄弱和乡村学校（材料 S3:28）", en="assumed: researchers are more often at weak and rural schools (seed S3:28)"),
    )  # fmt: skip
    salary: float = param(
        160000.0, unit="yuan/person/year", low=0, high=600000, zh="教研员年经费", en="pay and travel of a researcher in a year",
        source=Text(zh="假设：高级职称教师的工资加交通费", en="assumed: pay of a senior teacher, and travel"),
    )  # fmt: skip

    paired: float = param(
        0.0, unit="share", low=0, high=1, zh="教研院结对", en="part of what the institute of a district bound to this one knows better, by stage and subject, that researchers bring home",
        source=Text(zh="规定：材料 S4:5（区域教育发展共同体搭建教科研共享平台）；未写力度，写明之前取0", en="rule: seed S4:5 (regional communities share a platform of research); no size given, 0 until a plan names one"),
    )  # fmt: skip
    paired_hours: float = param(
        1.5, unit="hours/week", low=0, high=12, zh="结对工时", en="field hours a week that a researcher gives to the partner's institute",
        source=Text(zh="假设：每月一天", en="assumed: a day a month"),
    )  # fmt: skip
    paired_cost: float = param(
        6000.0, unit="yuan/person/year", low=0, high=100000, zh="结对费用", en="travel and meetings of a researcher of a paired institute in a year",
        source=Text(zh="假设：每月一次，每次600元", en="assumed: ten days of 600 yuan"),
    )  # fmt: skip

    @acts("activities", writes="teachers.learning teachers.asked")
    def guide(self, world: World) -> Done:
        """Researchers visit schools and guide their weakest teachers.

        教研员下校，指导各校最弱的教师。
        """
        t, s, there = world.teachers, world.schools, services.posts(world)
        heads = there.heads
        found = services.divided(world, self, self._doses(world), self._members(world), heads)
        if not (found.reached * heads).any():
            return Done()
        people = self.per_thousand / 1000 * heads * found.reached * found.each
        pairs = self._pairs(world)
        away = pairs.any(1)[s.district]  # researchers of paired institutes, for some hours
        field = np.where(away, max(self.field_hours - self.paired_hours, 0.0), self.field_hours)
        guided = people * field[:, None] * workload.weeks(world) / self.hours
        luck = rng.uniform(self.key(world, "visits"), s.uid)
        quota = np.minimum(np.floor(guided + luck[:, None]), heads) * (guided > 0)
        who, _ = services.taken(there, -t.skill[there.row][None], t.uid, quota[None], np.zeros((0, 1)))
        team = seated.teams(world, s.district.astype(np.int64))
        best, _, colleagues = better_half(t.skill, team, world.stages.n_teams(len(world.districts)))
        lead = np.maximum(self._shared(best, colleagues, pairs)[team[who]] + self.lead - t.skill[who], 0)
        sd = world.settings.params.careers.skill_sd
        t.learning[who] += (min(TERM * (self.gain * (self.hours / TOLD) / sd), 1.0) * lead).astype(np.float32)
        hours = workload.ask(world, GUIDED, who, self.hours)
        bureau, amount = world.books.shares(
            np.arange(len(s)), TERM * (self.salary + self.paired_cost * away) * people.sum(1)
        )
        spent = world.books.pay(world.year, "researchers", amount, source="treasury", source_row=bureau, target="staff")
        return Done(int(who.size), hours, spent)

    def _pairs(self, world: World) -> Array:
        """Return which districts have paired institutes: those whose schools are bound, shape (districts, districts)."""
        n, of = len(world.districts), world.schools.district
        pairs = np.zeros((n, n), np.bool_)
        if self.paired:
            rows = np.flatnonzero(world.ties.active & (network.channel(world, self.channel) > 0))
            one, other = (of[end] for end in network.ends(world, rows))
            pairs[one, other] = pairs[other, one] = True
            np.fill_diagonal(pairs, False)
        return pairs

    def _shared(self, best: Array, heads: Array, pairs: Array) -> Array:
        """Return what each institute knows by stage and subject, with what it brings home from those it is paired with."""
        if not pairs.any():
            return best
        there = heads.reshape(len(pairs), -1) > 0
        level = np.where(there, best.reshape(there.shape), 0.0)  # where nobody teaches, nobody is guided either
        ahead = np.where(pairs[:, :, None] & there, level[None] - level[:, None], 0.0).max(1)
        found: Array = (level + self.paired * np.maximum(ahead, 0)).ravel()
        return found
