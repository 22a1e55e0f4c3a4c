r"""Studios (名师、名校长工作室): an honoured teacher takes a few promising teachers of the unit along for a year; heads have one of their own.

Unlike coaches, who visit the weakest, a studio takes the best of those who are still behind its host and past their first
years, from all schools of the unit, the core too (``circles.py``): it raises a bench of teachers and not the floor. With two members to
a master it is an apprenticeship (名师带徒). In the studio of a core's head the heads of members learn how the core is led,

.. math:: \Delta practice = h\,reach\,\eta\,(M_{core}-M_{member})^+

as they do of seconded managers. What is learnt goes with the hours of meetings, up to the whole lead. Who belongs to several units sits in the studios of one of them (capped sum). Sources: seeds S0:56, S2 F16.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.axes import ENDS
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.param import param
from sim.processes import circles, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.sums import Combiner
from sim.world import Done, World

HOSTING = Item(
    "studio hosting",
    "工作室主持",
    Text(zh="工作室主持人带领成员", en="hosts of studios with their members"),
    "teacher",
    "hours",
)
STUDYING = Item(
    "studio hours", "工作室研修", Text(zh="成员在工作室研修", en="members in their studio"), "teacher", "hours"
)
HEADS = Item(
    "studios of heads",
    "名校长工作室",
    Text(zh="校长参加名校长工作室", en="heads in the studio of the core's head"),
    "school",
    "hours",
)


TOLD = 30.0  # hours a year of meetings, over which gains are told


class Studios(Instrument):
    """Studios of masters and of heads with a few members each.

    名师工作室与名校长工作室，各带若干成员。
    """

    zh: ClassVar[str] = "名师名校长工作室"
    en: ClassVar[str] = "Studios"
    row: ClassVar[str] = "D3"
    dose: ClassVar[str] = "members"
    money: ClassVar[tuple[Item, ...]] = (
        Item("studios", "工作室经费", Text(zh="工作室经费", en="funds of studios"), "treasury"),
    )
    time: ClassVar[tuple[Item, ...]] = (HOSTING, STUDYING, HEADS)
    channel: ClassVar[str] = "research"
    combiner: ClassVar[Combiner] = "capped sum"

    members: int = param(
        8, unit="teachers/host", low=0, high=20, zh="每室成员数", en="members of a studio; without any there are none, of heads neither",
        source=Text(zh="假设：一般为6–12人", en="assumed: six to twelve as a rule"),
    )  # fmt: skip
    least: int = param(
        2, unit="honour", low=1, high=3, zh="主持人称号下限", en="least honour of a host: 1 backbone, 2 subject leader, 3 master",
        source=Text(zh="假设：学科带头人以上；材料 S0:56称名师", en="assumed: subject leaders and masters (seed S0:56 says 名师)"),
    )  # fmt: skip
    experience: Bundle = param(
        {"least": 3, "most": 20}, by=(ENDS,),
        unit="years", low={"least": 0, "most": 5}, high={"least": 10, "most": 45}, zh="成员教龄", en="experience of members",
        source=Text(zh="假设：过了入门期的中青年教师", en="assumed: those past their first years, up to mid-career"),
    )  # fmt: skip
    gain: float = param(
        0.05, unit="SD/year", low=0, high=0.18, zh="工作室收益", en="practice learnt in a year of 30 hours by a member one SD below the hosts, before any is known",
        source=Text(zh="文献：papay2020、kraft2018（已缩减，与师徒相同）", en="cite:papay2020, kraft2018 (scaled down, as for mentors)"),
    )  # fmt: skip
    meetings: float = param(
        10.0, unit="meetings/year", low=0, high=40, zh="年活动次数", en="meetings of a studio in a year",
        source=Text(zh="假设：教学月份每月一次", en="assumed: one in each month of teaching"),
    )  # fmt: skip
    meeting_hours: float = param(
        3.0, unit="hours/meeting", low=0.5, high=10, zh="每次时长", en="time of a host, of a member and of a head at a meeting",
        source=Text(zh="假设：半天", en="assumed: half a day"),
    )  # fmt: skip
    fund: float = param(
        30000.0, unit="yuan/studio/year", low=0, high=300000, zh="每室年经费", en="money of a studio that has members",
        source=Text(zh="假设：每室每年3万元，由财政支付", en="assumed: 30,000 yuan a year, paid by the treasury"),
    )  # fmt: skip
    head_gain: float = param(
        0.05, unit="1/year", low=0, high=0.5, zh="校长学习率", en="share of the lead of the core's management that the head of a member learns in a year of 30 hours",
        source=Text(zh="假设：远慢于互派干部（secondment.learning）", en="assumed: far slower than from seconded managers (secondment.learning)"),
    )  # fmt: skip

    @acts("activities", writes="teachers.learning teachers.asked")
    def meet(self, world: World) -> Done:
        """Members of studios learn of their hosts.

        工作室成员跟主持人学习。
        """
        rows = self.ties(world)
        if not rows.size:
            return Done()
        t, found = world.teachers, self.seats(world, rows)
        everywhere, (begin, end) = np.ones(len(world.schools), np.bool_), map(float, self.experience.values())
        fit = circles.Fit(self.stages_of(world), everywhere, self.least, begin, end)
        taken = circles.circles(world, found, fit, self.members, True, self.address)
        strength = found.strength[taken.seat]
        whole = world.settings.params.careers.skill_sd / TERM  # nobody learns more than the lead
        circles.learn(world, taken, strength, min(self.gain * self._part(), whole))
        met = TERM * self.meetings * self.meeting_hours
        full = np.bincount(taken.cell, minlength=taken.n) > 0
        leads = full[taken.host_cell]
        who, cell = taken.host[leads], taken.host_cell[leads]
        hours = workload.ask(world, HOSTING, who, met)
        hours += workload.ask(world, STUDYING, taken.guest, met * strength)
        bureau, number = world.books.shares(t.post[who], np.ones(cell.size))
        spent = world.books.pay(
            world.year, "studios", TERM * self.fund * number, source="treasury", source_row=bureau, target="supplier"
        )
        return Done(int(taken.guest.size), hours, spent)

    @acts("activities", writes="schools.practice schools.asked")
    def lead(self, world: World) -> Done:
        """Heads of members learn in the studio of their core's head how the core is led.

        成员校校长在核心校校长的工作室学习学校管理。
        """
        rows, s = self.ties(world), world.schools
        if not rows.size:
            return Done()
        core, member = network.ends(world, rows)
        led = s.management + network.mean_of_stages(s.practice, s.pupils)
        gap, reach = np.maximum(led[core] - led[member], 0), self.reach(world, rows)
        s.practice += self.to_members(world, "practice", rows, TERM * self.head_gain * self._part() * reach * gap, gap)
        met, unit, n = TERM * self.meetings * self.meeting_hours, world.ties.group[rows], len(world.groups)
        mean = np.bincount(unit, reach, minlength=n) / np.maximum(np.bincount(unit, minlength=n), 1)
        led_by = np.flatnonzero(mean)  # the head of a core meets all members at once
        heads = np.concatenate([world.groups.core[led_by], member])
        return Done(0, workload.ask(world, HEADS, heads, met * np.concatenate([mean[led_by], reach])))

    def _part(self) -> float:
        """Return the hours of meetings of a year, as a share of those over which gains are told."""
        return self.meetings * self.meeting_hours / TOLD
