r"""Secondment of managers (管理干部互派): managers of the core work in a newly joined member for a year or two.

While they are there, and for good under unified management, the member is led in part as the core is; and its own
management learns:

.. math:: lead_s = \min\big(\max_k\Delta_k, \sum_k reach_k\,(u + (1-u)\,present_k)\,\Delta_k\big), \qquad
          practice_s \leftarrow practice_s + h\,\min\big(\max_k\Delta_k, \sum_k \ell\,reach_k\,present_k\,\Delta_k\big)

over the ties k of the member, with :math:`\Delta_k = (M_{core(k)}-M_s)^+`, M management and practice together: what several
cores bring adds up, but makes nobody better than the best of them (capped sum). Who is led by a worse core is led worse, by the
same rule with the signs turned, and learns nothing of it. Presence rises and saturates with the number m
of managers who are there over a tie, and their own school goes without them:

.. math:: present = 1 - 2^{-m/h}, \qquad lead_{core} \leftarrow lead_{core} - c\,(1 - g f)\,away/(p\,n)

with h ``half``, away the managers a core has seconded, p n the managers it has (``posts`` of its n teachers) and c ``missed``. The
core pays for each of them once: the timetable names colleagues for the offices of those away, a share f of them, and these teach
less for it; they make good the part g (``made_good``) of what the ones away are missed for, and the rest is lost. A core
never parts with more than ``most_away`` of its managers. The member that is led worst beside its core comes first, and gets
those of the highest title and longest experience. Sources: at least two managers per new member for 1-2 years (seed
S1:52); a principal of +1 SD is worth 0.05 SD a year (Branch, Hanushek and Rivkin 2012).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.kinds import AT_HOME, PlacementKind
from sim.param import param
from sim.processes import partners, placement, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.state import Array, Duty, Title
from sim.sums import Combiner
from sim.world import Done, World

SECONDMENT = PlacementKind(
    "secondment",
    "管理干部互派",
    "secondment",
    way="one way",
    decides="group",
    number=4,
    credit=True,
    manages=True,
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
    half: float = param(
        1.0, unit="people", low=0.25, high=4, zh="半数作用人数", en="managers present with whom half of the core's management reaches a member",
        source=Text(zh="假设：一名校级干部带去一半；规定的两人带去四分之三，此后递减", en="assumed: one deputy head carries half; the two of the rule three quarters, and further ones less and less"),
    )  # fmt: skip
    posts: float = param(
        0.12, unit="share", low=0.02, high=0.4, zh="管理人员占比", en="managers of a core over its teachers",
        source=Text(zh="假设：校长、副校长和中层共七八人，教师六七十人", en="assumed: head, deputies and directors are seven or eight among sixty or seventy teachers"),
    )  # fmt: skip
    most_away: float = param(
        0.5, unit="share", low=0, high=1, zh="派驻上限", en="the most of its managers a core parts with at a time",
        source=Text(zh="假设：留下的一半仍能办学", en="assumed: the half that stays can still run the school"),
    )  # fmt: skip
    missed: float = param(
        0.05, unit="SD/year", low=0, high=0.2, zh="核心校管理缺位", en="what the management of a core would lose if all its managers were away and nobody in their place",
        source=Text(zh="假设：如同校长差一个标准差（branch2012为0.05）", en="assumed: as with a principal one SD worse (0.05 in Branch, Hanushek and Rivkin 2012)"),
    )  # fmt: skip
    made_good: float = param(
        0.5, unit="share", low=0, high=1, zh="代理补位", en="part of what a manager away is missed for that the colleague makes good who holds the office meanwhile",
        source=Text(zh="假设：新接手的人做到原任的一半", en="assumed: who is new in an office does half of what the one away did"),
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
        rows, posting = self.ties(world), self.posting(world, SECONDMENT, 2 * self.years)
        mine = placement.away(world, posting)
        rows = rows[world.term - world.ties.start[rows] < 2 * self.new_years]
        lacking = rows[self._present(world, rows, mine) < self.managers]
        went = self._send(world, self._in_turn(world, lacking), mine, posting) if lacking.size else self._note(world)
        mine = placement.away(world, posting) if went else mine
        return Done(went, 0.0, placement.pay(world, "secondment allowances", posting, mine, self.allowance))

    def _send(self, world: World, new: Array, mine: Array, posting: placement.Posting) -> int:
        """Send managers over ties that lack some, in their order; return how many went."""
        t, n, (cores, members) = world.teachers, len(world.schools), network.ends(world, new)
        base, away = placement.on_register(world), np.flatnonzero(t.active & (t.placement == SECONDMENT.code))
        staff, away = base.sum(1), np.bincount(t.register[away], minlength=n)
        due = (self.managers - self._present(world, new, mine)) * (staff[cores] > 0)
        sends = np.bincount(cores, due, minlength=n) > 0
        who = np.flatnonzero(t.active & (t.placement == AT_HOME) & (t.title >= Title.FIRST))
        who = who[sends[t.register[who]] & self.aims_stage(t.stage[who])]
        luck = rng.uniform(self.key(world, "choice"), t.uid[who])
        who = who[np.lexsort((t.uid[who], luck, -t.experience[who], -t.title[who], t.register[who]))]
        first = np.searchsorted(t.register[who], np.arange(n + 1))
        left = np.floor(np.maximum(self.most_away * self.posts * staff - away, 0)).astype(np.int64)
        taught = self.tied(world, new) & (world.schools.pupils[members] > 0)
        sent, tie, lacked, full = _sent(cores, due, taught, first, t.stage[who], left)
        rows, target, unit = who[sent], members[tie], world.ties.group[new[tie]]
        asked = np.bincount(cores, due, minlength=n)
        required = base * np.divide(asked, staff, out=np.zeros(n), where=asked > 0)[:, None]
        heads = network.heads(world, t.register[rows], t.stage[rows], n)
        placement.note(world, self.full_name, required, heads, able=lacked, spare=full)
        placement.send(world, rows, target, posting, unit)
        return int(rows.size)

    @acts("activities", writes="schools.lead schools.practice teachers.asked schools.asked")
    def manage(self, world: World) -> Done:
        """Members are led in part as the core is, and learn to lead themselves; cores go without those they sent.

        成员校部分按核心校的方式管理，并逐步学会自主管理；核心校缺少派出的干部。
        """
        s = world.schools
        mine = placement.away(world, self.posting(world, SECONDMENT))
        if mine.size:
            s.lead -= self._missed(world, mine)[:, None] * (s.pupils > 0)
        rows = self.ties(world)
        if not rows.size:
            return Done()
        core, member = network.ends(world, rows)
        led = s.management + network.mean_of_stages(s.practice, s.pupils)
        due = self.managers * (world.term - world.ties.start[rows] < 2 * self.new_years)
        there = self._present(world, rows, mine) + partners.managers(world, rows, due)
        present = 1 - np.exp2(-there / self.half)
        reach, ahead = self.reach(world, rows), led[core] - led[member]
        gap, behind = np.maximum(ahead, 0), np.maximum(-ahead, 0)  # a member is led as the core is, for better or worse
        led_by = reach * (self.unified + (1 - self.unified) * present)
        s.lead += self.to_members(world, "lead", rows, led_by * gap, gap)
        s.lead -= self.to_members(world, "worse", rows, led_by * behind, behind)
        s.practice += TERM * self.to_members(world, "practice", rows, self.learning * reach * present * gap, gap)
        met = np.tile(self.meeting_hours * workload.weeks(world) * reach, 2)
        hours = workload.ask(world, STEERING, np.concatenate([core, member]), met)
        return Done(0, hours + workload.ask(world, ON_THE_ROAD, mine, placement.road(world, mine)))

    def _missed(self, world: World, mine: Array) -> Array:
        """Return what the management of each core loses by those it has seconded, as far as others do not make it good."""
        t, s, n = world.teachers, world.schools, len(world.schools)
        staff, gone = placement.on_register(world).sum(1), np.bincount(t.register[mine], minlength=n)
        offices = (np.maximum(np.rint(world.settings.params.classes.managers * s.classes), 1) * (s.classes > 0)).sum(1)
        held = np.bincount(
            t.post[np.flatnonzero(t.duty == Duty.MANAGER)], minlength=n
        )  # by colleagues, who teach less for it
        filled = np.minimum(held / np.maximum(offices, 1), 1)
        away = np.divide(gone, self.posts * staff, out=np.zeros(n), where=staff > 0)
        lost: Array = self.missed * np.minimum(away, 1) * (1 - self.made_good * filled)
        return lost

    @staticmethod
    def _present(world: World, rows: Array, away: Array) -> Array:
        """Return how many of the managers who are seconded are at the member of each of some ties, by its unit."""
        t, n = world.teachers, len(world.schools)
        if not away.size:
            return np.zeros(rows.size, np.int64)
        pair = world.placements.group[t.placement_row[away]].astype(np.int64) * n + t.post[away]
        pair, wanted = np.sort(pair), world.ties.group[rows].astype(np.int64) * n + world.ties.school[rows]
        of_tie: Array = np.searchsorted(pair, wanted, "right") - np.searchsorted(pair, wanted, "left")
        return of_tie

    def _in_turn(self, world: World, ties: Array) -> Array:
        """Return ties in the order in which their members get managers: the member led worst beside its core first, else by lot."""
        s, g = world.schools, world.groups
        core, member = network.ends(world, ties)
        led = s.management + network.mean_of_stages(s.practice, s.pupils)
        luck = rng.uniform(self.key(world, "turn"), s.uid[member].astype(np.uint64))
        order = np.lexsort((g.uid[world.ties.group[ties]], s.uid[member], luck, led[member] - led[core], s.uid[core]))
        turn: Array = ties[order]
        return turn

    def _note(self, world: World) -> int:
        """Note that no core was to send anybody; return how many went."""
        nobody = np.zeros(world.schools.pupils.shape, np.int64)
        placement.note(world, self.full_name, nobody.astype(np.float64), nobody)
        return 0


@kernel
def _sent(
    core: Array,  # (ties,) school row; ties have their turn one after the other
    quota: Array,  # (ties,) managers that the member is to get
    tied: Array,  # (ties, stages) whether it gets managers of a stage
    first: Array,  # (schools + 1,) where the managers of each school begin
    stage: Array,  # (managers,) of those of a school the first go first
    left: Array,  # (schools,) managers whom each may still part with, changed in place
) -> tuple[Array, Array, Array, Array]:
    """Return who goes, over which tie, and by school how many it lacked and how many it would not part with."""
    who, tie, n = np.empty(stage.size, np.int64), np.empty(stage.size, np.int64), 0
    lacked, full, here = np.zeros(left.size), np.zeros(left.size), np.ones(stage.size, np.bool_)
    for k in range(core.size):
        home, able, goes = core[k], 0, 0
        for i in range(first[home], first[home + 1]):
            if able < quota[k] and here[i] and tied[k, stage[i]]:
                able += 1
                if goes < left[home]:
                    goes += 1
                    here[i] = False
                    who[n], tie[n] = i, k
                    n += 1
        lacked[home] += quota[k] - able
        full[home] += able - goes
        left[home] -= goes
    return who[:n], tie[:n], lacked, full
