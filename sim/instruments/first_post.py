"""First posts at the core (首站式培育): novices hired by member schools spend their first years at the core, then go.

They learn from the core's team like any colleague there, while the member waits for them; both give hours to it. What a mentor
of the core gives to one of them (``processes/mentors.py``) counts as hours of the team, and is not asked for again. The rule
asks for ``share`` of a member's novices, whatever its ties carry. Where a school has several cores, each novice is drawn for one
of them by the strengths of the ties. A core takes no more of these guests than ``host_share`` of its staff, whoever else it
hosts; what was asked, what was done and why it was less is noted (table ``postings``). A core that hosts beginners is taught
by them: what it loses by that stands in `core_skill_gained`, and ``host_posts`` gives it posts for it. Source: seed S0:38 (1-2 years).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kinds import AT_HOME, PlacementKind
from sim.param import param
from sim.processes import hosting, mentors, placement, workload
from sim.processes.teaching import team
from sim.say import Text
from sim.sums import Combiner
from sim.world import Done, World

FIRST_POST = PlacementKind("first_post", "首站式培育", "first post", way="one way", decides="group", number=3)


TRAINING = Item(
    "first-post training",
    "首站研修",
    Text(zh="新教师在核心校的研修工时", en="novices' hours of training at the core"),
    "teacher",
    "hours",
)
HOSTING = Item(
    "first-post guidance",
    "首站带教",
    Text(zh="核心校教研团队带教新教师的工时", en="hours of the core's teams with novices"),
    "teacher",
    "hours",
)


ON_THE_ROAD = Item(
    "first-post travel",
    "首站路途",
    Text(zh="首站教师往返核心校途中", en="novices on the road to the core"),
    "teacher",
    "hours",
)


class FirstPost(Instrument):
    """Novices of members begin at the core.

    成员校新教师入职先到核心校任教。
    """

    zh: ClassVar[str] = "首站式培育"
    en: ClassVar[str] = "First post at the core"
    row: ClassVar[str] = "C9"
    dose: ClassVar[str] = "share"
    placements: ClassVar[tuple[PlacementKind, ...]] = (FIRST_POST,)
    time: ClassVar[tuple[Item, ...]] = (TRAINING, HOSTING, ON_THE_ROAD)
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "max"

    share: float = param(
        1.0, unit="share", low=0, high=1, zh="首站比例", en="share of a member's novices who begin at the core",
        source=Text(zh="规定：材料 S0:38（集团全体新聘教师）", en="rule: seed S0:38 (all newly hired teachers of the group)"),
    )  # fmt: skip
    years: int = param(
        2, unit="years", low=1, high=3, zh="首站年限", en="years spent at the core",
        source=Text(zh="规定：材料 S0:38（1–2年）", en="rule: seed S0:38 (1-2 years)"),
    )  # fmt: skip
    host_share: float = param(
        0.15, unit="share", low=0, high=0.5, zh="核心校接收上限", en="most guests over the core's own staff",
        source=Text(zh="假设：核心校在本职工作之外能够培养的人数", en="assumed: what a core can train beside its own work"),
    )  # fmt: skip

    host_posts: float = param(
        0.0, unit="posts/guest", low=0, high=1, zh="接收校增编", en="posts a core is given for each novice it hosts, in the novice's subject block",
        source=Text(zh="规定：由研究者选定；材料没有写明对核心校的补偿", en="rule: a researcher's choice; the seed names no compensation of the core"),
    )  # fmt: skip

    training_hours: float = param(
        2.0, unit="hours/week", low=0, high=10, zh="首站研修周工时", en="hours a week a novice gives to training at the core, those with a mentor there included",
        source=Text(zh="假设：听一节课并讨论一节课，约等于新教师少上的课时", en="assumed: a lesson watched and one talked over, about the lessons a beginner does not teach"),
    )  # fmt: skip
    guidance_hours: float = param(
        1.0, unit="hours/week/novice", low=0, high=4, zh="首站带教周工时", en="hours a week the core's team gives to each novice, those of a mentor there included",
        source=Text(zh="假设：与导师给徒弟的相同", en="assumed: as a mentor gives to a mentee"),
    )  # fmt: skip
    load: float = param(
        0.8, unit="ratio", low=0, high=2, zh="首站教师课时比", en="lessons of a teacher on the first post over those of a local colleague",
        source=Text(zh="假设：新手课时较少", en="assumed: beginners teach less"),
    )  # fmt: skip

    @acts("before hiring", writes="schools.posts")
    def compensate(self, world: World) -> Done:
        """Cores are given posts for the novices they go on hosting.

        核心校按在校的首站教师获得增编。
        """
        if self.host_posts and (guests := placement.away(world, self.posting(world, FIRST_POST))).size:
            s, cell = world.schools, team(world)[guests]
            n = np.bincount(cell, minlength=s.posts.size).reshape(s.posts.shape)
            luck = rng.uniform(self.key(world, "posts"), s.uid)[:, None, None]
            s.posts += np.floor(self.host_posts * n + luck).astype(s.posts.dtype)
        return Done()

    @acts("first posts", writes=placement.SENDING)
    def begin(self, world: World) -> Done:
        """Send this autumn's novices to the core of their group.

        把今年秋季的新教师派往所在集团的核心校。
        """
        t, s = world.teachers, world.schools
        rows = self.ties(world)
        if not rows.size:
            return Done()
        new = np.flatnonzero(t.active & (t.experience == 0) & (t.placement == AT_HOME))
        new = new[self.aims_stage(t.stage[new])]
        found = self.seats(world, rows)
        who, unit = hosting.led(world, new, found, self.address)
        dose = network.by_seat(world, rows, self._doses(world)[world.ties.form[rows]]) * ~found.core
        rate = network.carried(world, found._replace(strength=dose), self.combiner)
        novices = network.heads(world, t.register[new], t.stage[new], len(s)) * (rate > 0)
        asked = np.floor(self.share * (rate * novices).sum(1) + rng.uniform(self.key(world, "quota"), s.uid))
        posting = self.posting(world, FIRST_POST, 2 * self.years)
        weak = -t.skill[who]
        return Done(
            hosting.send_to_core(
                world, self.full_name, asked, novices, who, unit, weak, posting, host_share=self.host_share
            )
        )

    @acts("activities", writes="teachers.asked")
    def train(self, world: World) -> Done:
        """Novices at the core and the teams they are in take time for them.

        在核心校的新教师及其所在教研团队为培养投入时间。
        """
        novices = placement.away(world, self.posting(world, FIRST_POST))
        if not novices.size:
            return Done()
        weeks = workload.weeks(world)
        given, taken = mentors.beyond(world, novices, self.guidance_hours, self.training_hours)
        hosts, _, each = hosting.hosts(world, novices, weeks * given)
        hours = workload.ask(world, HOSTING, hosts, each)
        hours += workload.ask(world, ON_THE_ROAD, novices, placement.road(world, novices))
        return Done(0, hours + workload.ask(world, TRAINING, novices, weeks * taken))
