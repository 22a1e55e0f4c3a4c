"""Visiting teachers (走教): PE and arts teachers of the core teach part of the week at members."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng
from sim.axes import ARTS
from sim.books import Item
from sim.equity.metric import metric
from sim.equity.snapshot import Snapshot
from sim.instruments import Instrument, acts
from sim.kinds import AT_HOME, PlacementKind
from sim.param import param
from sim.processes import placement
from sim.ranking import top
from sim.say import Text
from sim.state import Owned, owned
from sim.sums import Combiner
from sim.world import Done, World

ROAD = Text(zh="走教教师往返途中", en="visiting teachers on the road")
ON_THE_ROAD = Item("visiting teachers' travel", "走教路途", ROAD, "teacher", "hours")
VISITS = Text(zh="到他校走教的学年数", en="years in which the teacher visited another school")
VISIT = PlacementKind("visit", "走教", "visiting", way="one way", decides="teacher", pays="group", week="week")


class Visiting(Instrument):
    """Teachers of the core who visit members.

    核心校教师到成员校走教。
    """

    zh: ClassVar[str] = "走教"
    en: ClassVar[str] = "Visiting teachers"
    row: ClassVar[str] = "C14"
    dose: ClassVar[str] = "share"
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "capped sum"
    placements: ClassVar[tuple[PlacementKind, ...]] = (VISIT,)
    money: ClassVar[tuple[Item, ...]] = (
        Item("visiting allowances", "走教补贴", Text(zh="发给走教教师的补贴", en="visiting allowances"), VISIT.pays),
    )
    time: ClassVar[tuple[Item, ...]] = (ON_THE_ROAD,)
    owns: ClassVar[tuple[Owned, ...]] = (owned("teachers.visits", np.int16, "years", "走教学年数", VISITS),)

    share: float = param(
        0.5, unit="share", low=0, high=1, zh="走教比例", en="share of the core's PE and arts teachers who visit",
        source="assumed: one in two",
    )  # fmt: skip
    week: float = param(
        0.4, unit="share", low=0.1, high=0.9, zh="走教时间", en="part of the week at the member",
        source="assumed: two days of five",
    )  # fmt: skip
    load: float = param(
        1.0, unit="ratio", low=0, high=2, zh="走教课时比", en="lessons there over those of a local colleague",
        source="assumed: as everybody",
    )  # fmt: skip
    allowance: float = param(
        500.0, unit="yuan/year", low=0, high=10000, zh="走教补贴", en="allowance of a visiting teacher",
        source="assumed: travel",
    )  # fmt: skip

    @acts("placements", writes=f"{placement.SENDING} teachers.visits groups.fund")
    def visit(self, world: World) -> Done:
        """Send this year's visitors and pay them.

        派出本学年的走教教师并发放补贴。
        """
        t, n = world.teachers, len(world.schools)
        rows = self.ties(world)
        core, member = network.ends(world, rows)
        goes_to, unit = np.full(n, -1), np.full(n, -1)
        goes_to[core], unit[core] = member, world.ties.group[rows]
        able = np.flatnonzero(t.active & (t.placement == AT_HOME) & (t.block == ARTS) & (goes_to[t.register] >= 0))
        able = able[world.schools.pupils[goes_to[t.register[able]], t.stage[able]] > 0]
        luck = rng.uniform(self.key(world, "choice"), t.uid[able])
        quota = np.floor(self.share * np.bincount(t.register[able], minlength=n))
        who = able[top(t.register[able], luck, t.uid[able], quota)]
        posting = self.posting(world, VISIT, 2)
        placement.send(world, who, goes_to[t.register[who]], posting, unit[t.register[who]])
        t["visits"][who] += 1
        return Done(who.size, 0.0, placement.pay(world, "visiting allowances", posting, who, self.allowance))

    @acts("activities", writes="teachers.asked")
    def travel(self, world: World) -> Done:
        """Visitors are on the road on the days they visit.

        走教教师在走教当天往返于途中。
        """
        return Done(0, placement.travel(world, ON_THE_ROAD, self.posting(world, VISIT)))


@metric("years", "走教年数")
def visiting_years(snap: Snapshot, stage: int) -> float:
    """Mean years in which teachers of a stage visited another school.

    本学段教师到他校走教的平均学年数。
    """
    t = snap.world.teachers
    here = t.active & (t.stage == stage) & snap.among[t.post]
    return float(t["visits"][here].mean()) if here.any() else float("nan")
