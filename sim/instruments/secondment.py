r"""Secondment of managers (管理干部互派): managers of the core work in a newly joined member for a year or two.

While they are there, and for good under unified management, the member is led in part as the core is; and its own
management learns:

.. math:: lead_s = \min\big(\max_k\Delta_k, \sum_k reach_k\,(u + (1-u)\,present_k)\,\Delta_k\big), \qquad
          practice_s \leftarrow practice_s + h\,\min\big(\max_k\Delta_k, \sum_k \ell\,reach_k\,present_k\,\Delta_k\big)

over the ties k of the member, with :math:`\Delta_k = (M_{core(k)}-M_s)^+`, M management and practice together, and present
the managers seconded over a tie over those due: what several cores bring adds up, but makes nobody better than the best of
them (capped sum). Each core sends the managers due over its own tie. Sources: at least two managers per new member for 1-2 years (seed
S1:52); a principal of +1 SD is worth 0.05 SD a year (Branch, Hanushek and Rivkin 2012).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kinds import AT_HOME, PlacementKind
from sim.network import Combiner
from sim.param import param
from sim.processes import partners, placement, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.state import Array, Title
from sim.world import Done, World

SECONDMENT = PlacementKind(
    "secondment", "管理干部互派", "secondment", way="one way", decides="group", number=4, credit=True
)


ON_THE_ROAD = Item(
    "seconded managers' travel",
    "派任路途",
    Text(zh="派任干部往返途中", en="seconded managers on the road"),
    "teacher",
    "hours",
)
STEERING = Item(
    "meetings of heads",
    "管理例会",
    Text(zh="核心校与成员校校长共同管理的会议", en="heads of core and member who lead together"),
    "school",
    "hours",
)


class Secondment(Instrument):
    """Managers of the core in new members.

    核心校管理干部到新成员校任职。
    """

    zh: ClassVar[str] = "管理干部互派"
    en: ClassVar[str] = "Management secondment"
    row: ClassVar[str] = "C7"
    dose: ClassVar[str] = "managers"
    placements: ClassVar[tuple[PlacementKind, ...]] = (SECONDMENT,)
    money: ClassVar[tuple[Item, ...]] = (
        Item("secondment allowances", "派任津贴", Text(zh="派任干部津贴", en="secondment allowances"), SECONDMENT.pays),
    )
    time: ClassVar[tuple[Item, ...]] = (ON_THE_ROAD, STEERING)
    channel: ClassVar[str] = "management"
    combiner: ClassVar[Combiner] = "capped sum"

    managers: int = param(
        2, unit="people/member", low=0, high=6, zh="派驻管理人员", en="managers sent to a new member",
        source=Text(zh="规定：材料 S1:52（至少两人）", en="rule: seed S1:52 (at least two)"),
    )  # fmt: skip
    years: int = param(
        2, unit="years", low=1, high=4, zh="派驻年限", en="length of a secondment",
        source=Text(zh="规定：材料 S1:52（1–2年）", en="rule: seed S1:52 (1-2 years)"),
    )  # fmt: skip
    new_years: int = param(
        4, unit="years", low=1, high=30, zh="新成员期", en="years after joining in which a member is sent managers",
        source=Text(zh="假设：派驻两轮", en="assumed: two rounds of secondment"),
    )  # fmt: skip
    unified: float = param(
        0.3, unit="share", low=0, high=1, zh="统一管理份额", en="part of the core's management that reaches a member without seconded managers",
        source=Text(zh="假设：统一的制度不如派人有用", en="assumed: unified rules carry less than people do"),
    )  # fmt: skip
    learning: float = param(
        0.25, unit="1/year", low=0, high=1, zh="管理学习率", en="share of the gap in management a member closes in a year with managers present",
        source=Text(zh="假设：在完整的关系下两年缩小差距的五分之二", en="assumed: two years close two fifths of the gap over a full tie"),
    )  # fmt: skip
    allowance: float = param(
        12000.0, unit="yuan/year", low=0, high=60000, zh="派驻补贴", en="allowance of a seconded manager",
        source=Text(zh="假设：每月1000元", en="assumed: 1,000 yuan a month"),
    )  # fmt: skip

    meeting_hours: float = param(
        1.0, unit="hours/week", low=0, high=6, zh="例会周工时", en="hours a week the heads of core and member each give to leading together over a full tie",
        source=Text(zh="假设：每周一次例会", en="assumed: a weekly meeting"),
    )  # fmt: skip
    load: float = param(
        0.5, unit="ratio", low=0, high=2, zh="派驻干部课时比", en="lessons of a seconded manager over those of a local colleague",
        source=Text(zh="假设：管理干部教一半的课", en="assumed: managers teach half"),
    )  # fmt: skip

    @acts("placements", writes=placement.SENDING)
    def second(self, world: World) -> Done:
        """Send managers to the members that joined lately.

        向近期加入的成员校派出管理干部。
        """
        t, ties = world.teachers, world.ties
        rows = self.ties(world)
        new = rows[world.term - ties.start[rows] < 2 * self.new_years]
        new = _in_turn(world, new)
        cores, members = network.ends(world, new)
        present, posting = self._present(world, new), self.posting(world, SECONDMENT, 2 * self.years)
        sends = np.bincount(cores, minlength=len(world.schools)) > 0
        able = t.active & (t.placement == AT_HOME) & (t.title >= Title.FIRST) & self.aims_stage(t.stage)
        who = np.flatnonzero(able)
        who = who[sends[t.register[who]]]
        who = who[np.lexsort((t.uid[who], -t.experience[who], -t.title[who], t.register[who]))]
        first = np.searchsorted(t.register[who], np.arange(len(world.schools) + 1))
        at_home, sent = t.placement == AT_HOME, [np.zeros((3, 0), np.int64)]
        for tie, core, member, there, tied in zip(new, cores, members, present, self.tied(world, new), strict=True):
            managers = who[first[core] : first[core + 1]]
            teaches = (tied & (world.schools.pupils[member] > 0))[t.stage[managers]]
            go = managers[teaches & at_home[managers]][: max(self.managers - there, 0)]
            at_home[go] = False
            sent.append(np.stack([go, np.full(go.size, member), np.full(go.size, ties.group[tie])]))
        rows, target, unit = np.concatenate(sent, axis=1)
        placement.send(world, rows, target, posting, unit)
        away = placement.away(world, posting)
        return Done(int(rows.size), 0.0, placement.pay(world, "secondment allowances", posting, away, self.allowance))

    @acts("activities", writes="schools.lead schools.practice teachers.asked schools.asked")
    def manage(self, world: World) -> Done:
        """Members are led in part as the core is, and learn to lead themselves.

        成员校部分按核心校的方式管理，并逐步学会自主管理。
        """
        s = world.schools
        rows = self.ties(world)
        if not rows.size:
            return Done()
        core, member = network.ends(world, rows)
        led = s.management + network.mean_of_stages(s.practice, s.pupils)
        due = self.managers * (world.term - world.ties.start[rows] < 2 * self.new_years)
        there = self._present(world, rows) + partners.managers(world, rows, due)
        present = np.minimum(there / self.managers, 1)
        reach, gap = self.reach(world, rows), np.maximum(led[core] - led[member], 0)
        lent = reach * (self.unified + (1 - self.unified) * present) * gap
        s.lead += self.to_members(world, "lead", rows, lent, gap)
        s.practice += TERM * self.to_members(world, "practice", rows, self.learning * reach * present * gap, gap)
        met = np.tile(self.meeting_hours * workload.weeks(world) * reach, 2)
        hours = workload.ask(world, STEERING, np.concatenate([core, member]), met)
        away = placement.away(world, self.posting(world, SECONDMENT))
        return Done(0, hours + workload.ask(world, ON_THE_ROAD, away, placement.commute(world, away)))

    def _present(self, world: World, rows: Array) -> Array:
        """Return how many managers are now seconded to the member of each of some ties, by its unit."""
        t, n = world.teachers, len(world.schools)
        away = placement.away(world, self.posting(world, SECONDMENT))
        pair = world.placements.group[t.placement_row[away]].astype(np.int64) * n + t.post[away]
        pair, wanted = np.sort(pair), world.ties.group[rows].astype(np.int64) * n + world.ties.school[rows]
        of_tie: Array = np.searchsorted(pair, wanted, "right") - np.searchsorted(pair, wanted, "left")
        return of_tie


def _in_turn(world: World, ties: Array) -> Array:
    """Return ties in the order in which their members get managers: units of one core by identity, ties of a unit as listed."""
    core, _ = network.ends(world, ties)
    turn = np.empty_like(ties)
    turn[np.argsort(core, kind="stable")] = ties[np.lexsort((world.groups.uid[world.ties.group[ties]], core))]
    return turn
