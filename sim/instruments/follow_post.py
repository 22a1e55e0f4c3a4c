r"""Following (跟岗学习): teachers of member schools work for a time at the core, and learn there.

They teach half a load in the core's team while colleagues at home carry theirs. Beyond what anyone learns from better
colleagues, they are there to learn: :math:`l = h\,i\,\min(1, \Delta^+/\sigma_q)` with Delta the lead of the better half of
the host team over that of the team at home, or over the guest who is better still: what colleagues at home can show needs no
stay. They board at the core in the week. A core takes no more of them than ``host_share`` of its staff, whoever else it hosts. Where a school has several cores, each teacher is drawn for one of them by the strengths of
the ties, which add up to one at most (capped sum). Source: pairing with stronger colleagues raises teaching (Papay et al. 2020).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng
from sim.axes import ENDS
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.kinds import AT_HOME, PlacementKind
from sim.param import param
from sim.processes import hosting, mentors, placement, workload
from sim.processes.learning import TERM
from sim.processes.teaching import team
from sim.ranking import better_half
from sim.say import Text
from sim.state import NOWHERE
from sim.sums import Combiner
from sim.world import Done, World

FOLLOW_POST = PlacementKind(
    "follow_post", "跟岗学习", "follow-post", way="one way", decides="teacher", number=2, boards=True,
)  # fmt: skip


FOLLOWING = Item(
    "follow-post study",
    "跟岗研修",
    Text(zh="跟岗教师听课与研讨", en="guests who watch lessons and talk them over"),
    "teacher",
    "hours",
)
HOSTING = Item(
    "follow-post hosting",
    "跟岗指导",
    Text(zh="接收教师与跟岗教师共处的工时", en="hosts' hours with their guests"),
    "teacher",
    "hours",
)


ON_THE_ROAD = Item(
    "follow-post travel",
    "跟岗路途",
    Text(zh="跟岗教师每周往返途中", en="guests on the road at the ends of a week"),
    "teacher",
    "hours",
)


class FollowPost(Instrument):
    """Member teachers follow colleagues at the core.

    成员校教师到核心校跟岗学习。
    """

    zh: ClassVar[str] = "跟岗学习"
    en: ClassVar[str] = "Follow-post learning"
    row: ClassVar[str] = "C3"
    dose: ClassVar[str] = "annual_share"
    placements: ClassVar[tuple[PlacementKind, ...]] = (FOLLOW_POST,)
    money: ClassVar[tuple[Item, ...]] = (
        Item("follow-post stays", "跟岗补助", Text(zh="跟岗学习补助", en="follow-post stays"), FOLLOW_POST.pays),
    )
    time: ClassVar[tuple[Item, ...]] = (FOLLOWING, HOSTING, ON_THE_ROAD)
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "capped sum"

    annual_share: float = param(
        0.03, unit="share/year", low=0, high=0.2, zh="年度跟岗比例", en="share of a member's teachers who go each year",
        source=Text(zh="假设：约百分之三；材料没有写明数值", en="assumed: about three of a hundred; the seed names no number"),
    )  # fmt: skip
    terms: int = param(
        1, unit="terms", low=1, high=4, zh="跟岗学期数", en="length of a stay",
        source=Text(zh="假设：一个学期", en="assumed: one term"),
    )  # fmt: skip
    gain: float = param(
        0.05, unit="SD/year", low=0, high=0.12, zh="跟岗收益", en="skill learnt in a year by a teacher whose hosts are one SD ahead of what there is to see at home",
        source=Text(zh="文献：papay2020（目标教师所教班级为0.12，已缩减）", en="cite:papay2020 (0.12 in the target's class, scaled down)"),
    )  # fmt: skip
    experience: Bundle = param(
        {"least": 2, "most": 15}, by=(ENDS,),
        unit="years", low={"least": 0, "most": 10}, high={"least": 10, "most": 45}, zh="教龄范围", en="experience of those who go",
        source=Text(zh="假设：过了头几年，又还年轻、能够改变", en="assumed: past the first years, young enough to change"),
    )  # fmt: skip
    host_share: float = param(
        0.10, unit="share", low=0, high=0.5, zh="核心校接收上限", en="most guests over the core's own staff",
        source=Text(zh="假设：核心校在本职工作之外能够接待的人数", en="assumed: what a core can host beside its own work"),
    )  # fmt: skip
    cost: float = param(
        2000.0, unit="yuan", low=0, high=20000, zh="跟岗经费", en="cost of a stay",
        source=Text(zh="假设：一个学期的食宿和交通", en="assumed: board and travel of a term"),
    )  # fmt: skip

    study_hours: float = param(
        6.0, unit="hours/week", low=0, high=20, zh="跟岗周工时", en="hours a week a guest watches lessons and talks them over, those with a mentor there included",
        source=Text(zh="假设：约等于跟岗教师少上的课时", en="assumed: about the lessons a guest does not teach"),
    )  # fmt: skip
    hosting_hours: float = param(
        1.5, unit="hours/week/guest", low=0, high=6, zh="接待周工时", en="hours a week the team of a guest gives to each, those of a mentor there included",
        source=Text(zh="假设：导师一小时，同事半小时", en="assumed: a mentor's hour, and half an hour of colleagues"),
    )  # fmt: skip
    load: float = param(
        0.5, unit="ratio", low=0, high=2, zh="跟岗教师课时比", en="lessons of a teacher who follows over those of a local colleague",
        source=Text(zh="假设：跟岗学习者教一半的课", en="assumed: learners teach half"),
    )  # fmt: skip

    @acts("placements", writes=placement.SENDING)
    def go(self, world: World) -> Done:
        """Send this year's learners of every member to its core.

        把各成员校本学年的跟岗教师派往核心校。
        """
        t, s = world.teachers, world.schools
        rows = self.ties(world)
        if not rows.size:
            return Done()
        fit = (t.experience >= self.experience["least"]) & (t.experience < self.experience["most"])
        able = np.flatnonzero(t.active & (t.placement == AT_HOME) & fit)
        found = self.seats(world, rows)
        who, unit = hosting.led(world, able[self.aims_stage(t.stage[able])], found, self.address)
        staff = placement.on_register(world)
        over = found._replace(strength=found.strength * ~found.core)  # a core sends nobody to itself
        strength = network.mean_of_stages(network.carried(world, over, self.combiner), staff)
        base = staff * (strength > 0)[:, None]
        rounding = rng.uniform(self.key(world, "quota"), s.uid)
        asked = np.floor(self.annual_share * base.sum(1) * strength + rounding) * (strength > 0)
        luck = rng.normal(self.key(world, "choice"), t.uid[who])
        need = world.settings.params.careers.skill_sd * luck - t.skill[who]
        posting = self.posting(world, FOLLOW_POST, self.terms)
        went = hosting.send_to_core(
            world, self.full_name, asked, base, who, unit, need, posting, host_share=self.host_share, staff=staff
        )
        new = placement.away(world, posting)
        new = new[world.placements.start[t.placement_row[new]] == world.term]
        return Done(went, 0.0, placement.pay(world, "follow-post stays", posting, new, self.cost))

    @acts("activities", writes="teachers.learning teachers.asked")
    def learn(self, world: World) -> Done:
        """Those at the core learn from its better teachers.

        在核心校跟岗的教师向更优秀的同事学习。
        """
        t = world.teachers
        guests = placement.away(world, self.posting(world, FOLLOW_POST))
        if not guests.size:
            return Done()
        weeks = workload.weeks(world)
        given, taken = mentors.beyond(world, guests, self.hosting_hours, self.study_hours)
        hosts, _, each = hosting.hosts(world, guests, weeks * given)
        staying = np.where(t.active & (t.post == t.register), team(world), NOWHERE)
        best, _, _ = better_half(t.skill, staying, world.stages.n_teams(len(world.schools)))
        known = np.maximum(t.skill[guests], best[team(world, t.register)[guests]])  # what one is or sees at home
        lead = best[team(world)[guests]] - known
        t.learning[guests] += TERM * self.gain * np.clip(lead / world.settings.params.careers.skill_sd, 0, 1)
        hours = workload.ask(world, HOSTING, hosts, each)
        hours += workload.ask(world, ON_THE_ROAD, guests, placement.road(world, guests))
        return Done(0, hours + workload.ask(world, FOLLOWING, guests, weeks * taken))
