r"""Rotation (交流轮岗): every year a share of those who have served long enough works at another school of the group.

Each school sends ``annual_share`` of its eligible teachers, times what its tie carries of staff moves: the strength of the
form, thinned by distance. A school in several units rotates within each: the strengths of its ties add up to one at most
(capped sum), and every eligible teacher is drawn for one of the units by them. So a district reaches the rate of the rule only with ties of full strength at no distance; the
measure `rotation_share` says what it does reach. A share of those sent are backbone teachers. The head chooses whom:

.. math:: release_j = (2\omega - 1)\,q_j/\sigma_q + z_j

so a head judged on the own school alone (omega = 0) parts with the weak, and one judged on the group's result sends the
good: compliance is about heads, not quality. In the group every vacated post is taken by another mover of the same stage
and subject block, with the least travel (an assignment problem), so heads per school and block are conserved, and without
learning so is the district's mean value-added. Where nobody can take a post over, the head names the next on the list.
Over a tie whose form is one-way the core sends and nobody comes back for them: the part of its quota that such ties have
of all its ties goes to their members in turn, the weakest team first.
Those who would not have consented suffer the loss of a forced move.

Sources: 10 % and 20 % of the 2014 opinion of three ministries; six years' service, ages under 50 and 45 as in Tianjin 2018;
consent of about 5 % without incentive (Glazerman et al. 2013).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from sim import network, rng
from sim.axes import SEXES
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.kinds import AT_HOME, PlacementKind
from sim.network import Combiner, Seats
from sim.param import param
from sim.processes import placement, workload
from sim.ranking import top
from sim.say import Text
from sim.state import NOWHERE, Array, Honour, Title
from sim.world import Done, World, segments

ROTATION = PlacementKind("rotation", "交流轮岗", "rotation", way="exchange", decides="head", number=1, credit=True)
SENT = PlacementKind(
    "one_way_rotation", "单向交流", "one-way rotation", way="one way", decides="head", number=5, credit=True
)  # over ties of a one-way form: nobody comes back for those who go
ON_THE_ROAD = Item(
    "rotated teachers' travel",
    "交流路途",
    Text(zh="交流教师往返途中", en="rotated teachers on the road"),
    "teacher",
    "hours",
)
HANDLING = Item(
    "handling of rotations",
    "交流选派与接收",
    Text(zh="校长选派与接收交流教师", en="heads who choose and receive rotated teachers"),
    "school",
    "hours",
)
ROUNDS = 4  # of naming and matching; after the last, a post that nobody can take over stays as it is


class Rotation(Instrument):
    """Rotation of teachers inside groups, two-way unless a form of tie is one-way.

    教师在集团内交流轮岗，除非办学形式规定单向，否则双向进行。
    """

    zh: ClassVar[str] = "交流轮岗"
    en: ClassVar[str] = "Teacher rotation"
    row: ClassVar[str] = "C1"
    dose: ClassVar[str] = "annual_share"
    placements: ClassVar[tuple[PlacementKind, ...]] = (ROTATION, SENT)
    money: ClassVar[tuple[Item, ...]] = (
        Item("rotation allowances", "交流津贴", Text(zh="交流轮岗津贴", en="rotation allowances"), ROTATION.pays),
        Item("rotation travel", "交流交通补助", Text(zh="交流轮岗交通补助", en="rotation travel"), ROTATION.pays),
    )
    time: ClassVar[tuple[Item, ...]] = (ON_THE_ROAD, HANDLING)
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "capped sum"

    annual_share: float = param(
        0.10, unit="share/year", low=0, high=0.3, zh="年度交流比例（折算前）", en="share of eligible teachers asked to begin a rotation each year by a tie of full strength at no distance",
        source=Text(zh="规定：每年为符合条件教师的10%（三部委2014年意见，2017年督导评估标准）；只有完整的关系才能达到", en="rule: 10 % of eligible teachers a year (opinion of three ministries 2014, inspection standard 2017); reached only by full ties"),
    )  # fmt: skip
    backbone_share: float = param(
        0.20, unit="share", low=0, high=0.5, zh="骨干占比", en="share of backbone teachers among those sent",
        source=Text(zh="规定：三部委2014年意见", en="rule: opinion of three ministries 2014"),
    )  # fmt: skip
    years: int = param(
        2, unit="years", low=1, high=5, zh="交流年限", en="length of a rotation",
        source=Text(zh="规定：材料 S1:52为1–2年，上海至少3年", en="rule: 1-2 years in seed S1:52, at least 3 in Shanghai"),
    )  # fmt: skip
    eligible_years: int = param(
        6, unit="years", low=1, high=12, zh="任教满年限", en="years in a row at one school that make a teacher eligible",
        source=Text(zh="规定：江西2016年、安徽、天津2018年", en="rule: Jiangxi 2016, Anhui, Tianjin 2018"),
    )  # fmt: skip
    age_limit: Bundle = param(
        {"men": 50, "women": 45}, by=(SEXES,),
        unit="years", low=25, high=70, zh="年龄上限", en="age from which a teacher is no longer eligible",
        source=Text(zh="规定：天津2018年", en="rule: Tianjin 2018"),
    )  # fmt: skip
    voluntary: bool = param(
        False, unit="flag", zh="自愿原则", en="only those who consent are sent",
        source=Text(zh="规定：文件要求必须交流；自愿是研究者的变体", en="rule: the documents oblige; consent is a researcher's variant"),
    )  # fmt: skip
    willing: float = param(
        0.05, unit="share", low=0.005, high=0.3, zh="无激励意愿", en="share who would consent without allowance at no distance",
        source=Text(zh="文献：glazerman2013", en="cite:glazerman2013"),
    )  # fmt: skip
    appeal: float = param(
        0.6, unit="logit per 10,000 yuan", low=0, high=2, zh="补贴吸引力", en="pull of the yearly allowance on consent",
        source=Text(zh="假设：每1万元使意愿将近加倍", en="assumed: 10,000 yuan nearly double consent"),
    )  # fmt: skip
    career: float = param(
        0.5, unit="logit", low=0, high=2, zh="职称激励", en="pull of credit for promotion on those below senior title",
        source=Text(zh="假设：交流经历计入职称评聘（C15）", en="assumed: rotation weighs in promotion (C15)"),
    )  # fmt: skip
    tiring: float = param(
        0.08, unit="logit/km", low=0, high=0.5, zh="通勤阻力", en="push of each kilometre of travel against consent",
        source=Text(zh="假设：花费和路况使流动量很低（材料 S3）", en="assumed: cost and traffic keep flows low (seed S3)"),
    )  # fmt: skip
    motive: float = param(
        0.5, unit="logit/SD", low=0, high=2, zh="服务动机", en="pull of service motive on consent",
        source=Text(zh="假设：意愿通过使命感起作用（Zhang、Ye、Wang）", en="assumed: willingness works through commitment (Zhang, Ye and Wang)"),
    )  # fmt: skip
    allowance: float = param(
        6000.0, unit="yuan/year", low=0, high=60000, zh="交流补贴", en="allowance of a teacher on rotation",
        source=Text(zh="假设：每月500元", en="assumed: 500 yuan a month"),
    )  # fmt: skip
    travel: float = param(
        300.0, unit="yuan/km/year", low=0, high=2000, zh="交通补助", en="travel money of a teacher on rotation",
        source=Text(zh="假设：190天，每天往返两趟，每公里0.8元", en="assumed: two trips a day on 190 days at 0.8 yuan per km"),
    )  # fmt: skip

    handling_hours: float = param(
        3.0, unit="hours/mover", low=0, high=20, zh="选派接收工时", en="time of the school that sends a teacher, and of the one that receives",
        source=Text(zh="假设：谈话、协议和排课", en="assumed: talks, an agreement, a timetable"),
    )  # fmt: skip
    load: float = param(
        1.15, unit="ratio", low=0, high=2, zh="交流教师课时比", en="lessons of a rotated teacher over those of a local colleague",
        source=Text(zh="假设：接收校把交流教师当普通劳力使用（材料 S3:38-40；负荷不影响同事向其学习）", en="assumed: hosts use rotated teachers as ordinary labour (seed S3:38-40; the load takes nothing from what colleagues learn of them)"),
    )  # fmt: skip

    @acts("placements", writes=f"{placement.SENDING} schools.asked")
    def rotate(self, world: World) -> Done:
        """Send this year's movers and pay all who are away.

        派出本学年的交流教师，并为所有在外交流者发放津贴。
        """
        rows = self.ties(world)
        moved = self._move(world, rows) if rows.size else 0
        return Done(moved, self._handle(world), self._pay(world))

    @acts("activities", writes="teachers.asked")
    def travel_there(self, world: World) -> Done:
        """Those on rotation are on the road every school day.

        交流教师每个教学日往返于途中。
        """
        away = [placement.away(world, self.posting(world, kind)) for kind in self.placements]
        return Done(0, sum(workload.ask(world, ON_THE_ROAD, rows, placement.commute(world, rows)) for rows in away))

    def _handle(self, world: World) -> float:
        """Ask the schools that send and receive this year's movers for their time; return the hours."""
        t, hours = world.teachers, 0.0
        for kind in self.placements:
            away = placement.away(world, self.posting(world, kind))
            new = away[world.placements.start[t.placement_row[away]] == world.term]
            both = np.concatenate([t.register[new], t.post[new]])
            hours += workload.ask(world, HANDLING, both, self.handling_hours)
        return hours

    def _move(self, world: World, rows: Array) -> int:
        """Choose movers in every unit, assign them to each other's posts and send them; return how many went."""
        t, found = world.teachers, self.seats(world, rows)
        one_way = world.settings.by_form("one_way")[world.ties.form[rows], 0] > 0
        found.strength[: rows.size][one_way] = 0  # seats of members that send nobody
        able = t.active & (t.placement == AT_HOME) & (t.years_here >= self.eligible_years)
        who = np.flatnonzero(able & self.aims_stage(t.stage))
        seat = network.choose(world, who, t.register[who], found, self.address)
        who, seat = who[seat >= 0], seat[seat >= 0]
        fit = world.year - t.birth_year[who] < self.age_limit.array()[t.female[who].astype(np.int8)]
        fit &= found.strength[seat] > 0
        who, seat = who[fit], seat[fit]
        willing = self._consent(world, who, seat, rows)
        quota = self._quota(world, who, seat, found)
        if self.voluntary:
            who, seat, willing = who[willing], seat[willing], willing[willing]
        sent, terms = 0, 2 * self.years
        if one_way.any():
            picked, target, quota = self._one_way(world, rows, one_way, found, who, seat, *quota)
            unit = found.unit[seat[picked]]
            placement.send(world, who[picked], target, self.posting(world, SENT, terms), unit, willing[picked])
            sent = picked.size
            who, seat, willing = (np.delete(x, picked) for x in (who, seat, willing))
        release, unit = self._release(world, who), found.unit[seat]
        free, settled = np.flatnonzero(_has_partners(world, who, unit)), [np.zeros((2, 0), np.int64)]
        named = np.zeros(who.size, np.bool_)  # in vain
        for turn in range(ROUNDS):
            picked = free[self._pick(world, who[free], seat[free], release[free], *quota)]
            home = t.register[who[picked]]
            target = _exchange(world, who[picked], unit[picked])
            again = np.zeros(len(world.groups), np.bool_)
            again[unit[picked[target == home]]] = turn < ROUNDS - 1  # nobody takes a post over: the unit names others
            sure = (target != home) & ~again[unit[picked]]
            settled.append(np.stack([picked[sure], target[sure]]))
            named[picked[target == home]] = True
            free = free[again[unit[free]] & ~named[free]]
            if not free.size:
                break
        gone, target = np.concatenate(settled, axis=1)
        placement.send(world, who[gone], target, self.posting(world, ROTATION, terms), unit[gone], willing[gone])
        return sent + int(gone.size)

    def _one_way(
        self, world: World, rows: Array, one_way: Array, found: Seats, who: Array, seat: Array, quota: Array, backbone: Array,
    ) -> tuple[Array, Array, tuple[Array, Array]]:  # fmt: skip
        """Return the candidates of cores who go over one-way ties, where to, and what is left of the quotas."""
        unit, strength, n = world.ties.group[rows], self.reach(world, rows), len(world.groups)
        over = np.bincount(unit, strength * one_way, minlength=n) / np.maximum(
            np.bincount(unit, strength, minlength=n), 1e-9
        )
        part = over[found.unit] * found.core
        luck = rng.uniform_pairs(self.key(world, "one_way"), world.groups.uid[found.unit].astype(np.uint64))
        sent = np.minimum(np.floor(part * quota + luck[0]), quota) * (part > 0)
        best = np.minimum(np.floor(part * backbone + luck[1]), backbone) * (part > 0)
        picked = self._pick(world, who, seat, self._release(world, who), sent, best)
        target = _in_turn(world, rows[one_way], who[picked], found.unit[seat[picked]])
        return picked[target != NOWHERE], target[target != NOWHERE], (quota - sent, backbone - best)

    def _consent(self, world: World, who: Array, seat: Array, rows: Array) -> Array:
        """Return which candidates would consent to go, each within the unit of a seat: a member to its core, a core to the mean."""
        t = world.teachers
        km = network.by_seat(world, rows, world.ties.distance[rows])[seat]
        base = np.log(self.willing / (1 - self.willing))
        utility = (
            base + self.appeal * self.allowance / 1e4 + self.career * (t.title[who] < Title.SENIOR)
            - self.tiring * km + self.motive * t.motive[who]
        )  # fmt: skip
        return np.asarray(rng.uniform(self.key(world, "consent"), t.uid[who]) < 1 / (1 + np.exp(-utility)))

    def _quota(self, world: World, who: Array, seat: Array, found: Seats) -> tuple[Array, Array]:
        """Return how many candidates go over each seat, and how many of them backbone.

        What a school sends is rounded by one draw and shared out over its seats in the order of the units' identities.
        """
        able = network.heads(world, seat, world.teachers.stage[who], found.unit.size)
        strength = network.carried(world, found, self.combiner)[found.school]
        due = self.annual_share * (able.sum(1) * network.mean_of_stages(strength, able))
        order = np.lexsort((world.groups.uid[found.unit], found.school))
        luck = rng.uniform_pairs(self.key(world, "quota"), world.schools.uid[found.school[order]].astype(np.uint64))
        quota, backbone = np.zeros(order.size), np.zeros(order.size)
        quota[order] = network.rounded(found.school[order], due[order], luck[0])
        backbone[order] = network.rounded(found.school[order], self.backbone_share * quota[order], luck[1])
        return quota, backbone

    def _release(self, world: World, who: Array) -> Array:
        """Return how readily heads part with each candidate."""
        t = world.teachers
        sd = np.float32(world.settings.params.careers.skill_sd)
        stakes = world.schools.stakes[t.register[who], t.stage[who]]
        luck = rng.normal(self.key(world, "release"), t.uid[who])
        return np.asarray((2 * stakes - 1) * t.skill[who] / sd + luck)

    def _pick(self, world: World, who: Array, seat: Array, release: Array, quota: Array, backbone: Array) -> Array:
        """Return which candidates the heads name: backbone teachers first, then the rest of the quota."""
        t = world.teachers
        able = np.flatnonzero(t.honour[who] >= Honour.BACKBONE)
        first = able[top(seat[able], release[able], t.uid[who[able]], backbone)]
        taken = np.bincount(seat[first], minlength=quota.size)
        picked = np.zeros(who.size, np.bool_)
        picked[first] = True
        others = np.flatnonzero(~picked)
        picked[others[top(seat[others], release[others], t.uid[who[others]], quota - taken)]] = True
        return np.flatnonzero(picked)

    def _pay(self, world: World) -> float:
        """Pay allowance and travel of all who are on rotation this year; return the yuan."""
        t, s, total = world.teachers, world.schools, 0.0
        for kind in self.placements:
            posting = self.posting(world, kind)
            away = placement.away(world, posting)
            km = np.hypot(s.x[t.register[away]] - s.x[t.post[away]], s.y[t.register[away]] - s.y[t.post[away]])
            total += placement.pay(world, "rotation allowances", posting, away, self.allowance)
            total += placement.pay(world, "rotation travel", posting, away, self.travel, km)
        return total


def _in_turn(world: World, rows: Array, movers: Array, unit: Array) -> Array:
    """Return for each mover a member of the unit over some ties that is taught the stage, the weakest team first, in turn."""
    t, s, live = world.teachers, world.schools, world.live_teachers()
    heads = network.heads(world, t.post[live], t.stage[live], len(s))
    here = world.stages.place(t.post[live], t.stage[live])
    skill = np.bincount(here, t.skill[live], minlength=heads.size)
    team = skill.reshape(heads.shape) / np.maximum(heads, 1)
    tie, stage = np.nonzero(network.tied(world, rows) & (s.pupils[world.ties.school[rows]] > 0))
    member, cell = world.ties.school[rows][tie], world.stages.place(world.ties.group[rows][tie], stage)
    order = np.lexsort((s.uid[member], team[member, stage], cell))
    member, cell = member[order], cell[order]
    mine = world.stages.place(unit.astype(np.int64), t.stage[movers])  # the stage of the unit
    first, by_cell, turn = np.searchsorted(cell, mine), np.argsort(mine, kind="stable"), np.empty(mine.size, np.int64)
    n = np.searchsorted(cell, mine, "right") - first
    turn[by_cell] = np.arange(mine.size) - np.searchsorted(mine[by_cell], mine[by_cell])
    led, target = n > 0, np.full(movers.size, NOWHERE)
    target[led] = member[first[led] + turn[led] % n[led]]
    return target


def _has_partners(world: World, who: Array, unit: Array) -> Array:
    """Return which candidates have another of their unit, stage and block in another school."""
    t = world.teachers
    home = t.register[who]
    cell = world.stages.team(unit, t.stage[who], t.block[who])
    last = np.full(world.stages.n_teams(len(world.groups)), NOWHERE)
    last[cell] = home  # any one of them
    several = np.zeros(last.size, np.bool_)
    several[cell[last[cell] != home]] = True
    partnered: Array = several[cell]
    return partnered


def _exchange(world: World, movers: Array, unit: Array) -> Array:
    """Return for each mover the school of the post taken over: another mover's, same unit, stage and block, least travel."""
    t, s = world.teachers, world.schools
    home = t.register[movers]
    cell = world.stages.subject(t.stage[movers], t.block[movers])
    far = 1e6  # dearer than any road: staying, or teaching another stage or subject
    order = np.lexsort((t.uid[movers], unit))  # equal roads are shared out by identity, not by row
    size = np.bincount(unit, minlength=len(world.groups))[unit[order]]  # movers of the mover's unit
    one, two = np.repeat(order, size), order[segments(np.searchsorted(unit[order], unit[order]), size)]
    km = np.hypot(s.x[home[one]] - s.x[home[two]], s.y[home[one]] - s.y[home[two]])
    km += far * (home[one] == home[two]) + far * far * (cell[one] != cell[two])
    post, begin, at = np.empty_like(order), 0, 0
    while begin < order.size:
        n = size[begin]
        post[begin : begin + n] = begin + linear_sum_assignment(km[at : at + n * n].reshape(n, n))[1]
        begin, at = begin + n, at + n * n
    target = np.empty_like(home)
    target[order] = home[order[post]]
    return target
