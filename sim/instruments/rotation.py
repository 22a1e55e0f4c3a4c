r"""Rotation (交流轮岗): every year a share of those who have served long enough works at another school of the group.

The rule asks every school for ``annual_share`` of its eligible teachers, whatever its ties carry: a weak tie changes what comes
of a rotation, not how many the rule names. A school in several units is asked once; each of its eligible teachers is drawn
for one of the units by the strengths of its ties. A share of those sent are backbone teachers. The head chooses whom, and
thinks of those who go down (from a core to members) and of those who go up in different ways:

.. math:: release_j = \big((1-w)\,a_d + w\,b_d\big)\,q_j/\sigma_q + z_j, \qquad w = 1 - (1-\omega)(1-e)

with d the direction, a_d the leaning of a head judged on the own school alone, b_d that of one judged on the group's results,
omega the weight of joint results (``schools.stakes``) and e that of whom a head sends in the head's own evaluation
(``appraised``), which needs no bundling. By default heads judged alone part with the weak either way, and heads judged jointly
send the good down and those up who have most to learn: compliance is about heads, not quality.

There are three modes. In an *exchange* every vacated post is taken by another mover of the same unit, stage and block, with the
least travel, so heads per school and block are conserved; where nobody can take a post over, the head names the next on the
list. In the *directed* mode only cores send, to their members in turn, the weakest team first; the lessons they leave go to
colleagues, whose loads rise, or as ``backfill`` says. So it is in an exchange over a tie whose form is one-way. In the mode of
*surplus* (超编→缺编) schools send from teams with more teachers than posts to teams of the unit that lack some, before novices
are hired. What was asked of each school, done, and why not all, is noted (``postings``). A forced move costs its loss.

Sources: opinion of three ministries 2014; Tianjin 2018; consent without incentive (Glazerman et al. 2013).
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from sim import network, rng, sums
from sim.axes import DIRECTIONS, JUDGED, SEXES
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.kinds import PlacementKind
from sim.network import Seats
from sim.param import aim, param
from sim.processes import counterparts, placement
from sim.processes.backfill import HIRING, SUBSTITUTE, change_places, hire
from sim.processes.careers import short_of_stay
from sim.processes.counterparts import Call, pick
from sim.ranking import in_order, top
from sim.say import Text
from sim.state import NOWHERE, Array, Honour, Title
from sim.sums import Combiner
from sim.world import Done, World

ROTATION = PlacementKind("rotation", "交流轮岗", "rotation", way="exchange", decides="head", number=1, credit=True)
SENT = PlacementKind(
    "one_way_rotation", "单向交流", "one-way rotation", way="one way", decides="head", number=5, credit=True
)  # nobody comes back for those who go: colleagues teach their lessons
REPLACED = PlacementKind(
    "replaced_rotation", "补员交流", "rotation with a successor", way="one way", decides="head", number=6, credit=True,
    keeps_post=False,
)  # fmt: skip
SURPLUS = PlacementKind(
    "surplus_rotation", "超编交流", "rotation of surplus staff", way="one way", decides="head", number=7, credit=True,
    keeps_post=False, fills_post=True,
)  # fmt: skip
ON_THE_ROAD = Item(
    "rotated teachers' travel", "交流路途", Text(zh="交流教师往返途中", en="rotated teachers on the road"), "teacher", "hours",
)  # fmt: skip
HANDLING = Item(
    "handling of rotations", "交流选派与接收",
    Text(zh="校长选派与接收交流教师", en="heads who choose and receive rotated teachers"), "school", "hours",
)  # fmt: skip


class Rotation(Instrument):
    """Rotation of teachers inside groups: in exchange, from cores to members, or from surplus to want.

    教师在集团内交流轮岗：互换岗位，由核心校派往成员校，或由超编校调剂到缺编校。
    """

    zh: ClassVar[str] = "交流轮岗"
    en: ClassVar[str] = "Teacher rotation"
    row: ClassVar[str] = "C1"
    dose: ClassVar[str] = "annual_share"
    placements: ClassVar[tuple[PlacementKind, ...]] = (ROTATION, SENT, REPLACED, SURPLUS, SUBSTITUTE)
    money: ClassVar[tuple[Item, ...]] = (
        Item("rotation allowances", "交流津贴", Text(zh="交流轮岗津贴", en="rotation allowances"), ROTATION.pays),
        Item("rotation travel", "交流交通补助", Text(zh="交流轮岗交通补助", en="rotation travel"), ROTATION.pays),
        Item(
            "substitutes",
            "代课费",
            Text(zh="交流期间的代课费", en="pay of substitutes for rotated teachers"),
            SUBSTITUTE.pays,
        ),
    )
    time: ClassVar[tuple[Item, ...]] = (ON_THE_ROAD, HANDLING)
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "max"

    annual_share: float = param(
        0.10, unit="share/year", low=0, high=0.3, zh="年度交流比例", en="share of its eligible teachers that each school is to send each year",
        source=Text(zh="规定：每年为符合条件教师的10%（三部委2014年意见，2017年督导评估标准）", en="rule: 10 % of eligible teachers a year (opinion of three ministries 2014, inspection standard 2017)"),
    )  # fmt: skip
    mode: Literal["exchange", "directed", "surplus"] = aim(
        "exchange", unit="text", allowed=Text(zh="exchange（互换）、directed（核心校派出）或 surplus（超编到缺编）", en="exchange, directed or surplus"),
        zh="交流方式", en="in exchange, directed from cores to members, or from teams with a surplus to teams in want",
    )  # fmt: skip
    backfill: Literal["colleagues", "novice", "substitute", "host"] = aim(
        "colleagues", unit="text", allowed=Text(zh="colleagues（同事分担）、novice（新聘教师）、substitute（代课教师）或 host（接收校派人顶班）", en="colleagues, novice, substitute or host"),
        zh="派出后的课", en="who gives the lessons of those sent one way: colleagues, a novice who is hired, a substitute for that time, or somebody whom the host sends",
    )  # fmt: skip
    release: Bundle = param(
        {"down": {"alone": -1.0, "joint": 1.0}, "up": {"alone": -1.0, "joint": -1.0}}, by=(DIRECTIONS, JUDGED),
        unit="1/SD of skill", low=-3, high=3, zh="放人倾向", en="pull of skill on whom a head sends",
        source=Text(zh="假设：单独考核的校长留下好教师；共同考核的校长把好教师派往成员校，把最需要学习的派往核心校", en="assumed: heads judged alone keep the good; heads judged jointly send the good to members, and to the core those who have most to learn"),
    )  # fmt: skip
    appraised: float = param(
        0.0, unit="share", low=0, high=1, zh="派出质量考核权重", en="weight of whom a head sends in that head's own evaluation, whatever the form of tie",
        source=Text(zh="规定：取0，文件只考核人数；材料 S3 建议考核派出教师的质量", en="rule: 0, for the documents count heads; seed S3 would have quality judged"),
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
    needed: float = param(
        1.0, unit="logit", low=0, high=3, zh="晋升必备激励", en="pull on those who lack the stay elsewhere that their next title requires (careers.stay_needed)",
        source=Text(zh="假设：为职称激励（career）的两倍", en="assumed: twice that of credit for promotion (career)"),
    )  # fmt: skip
    tiring: float = param(
        0.08, unit="logit/km", low=0, high=0.5, zh="通勤阻力", en="push of each kilometre of travel against consent",
        source=Text(zh="假设：花费和路况使流动量很低（材料 S3）", en="assumed: cost and traffic keep flows low (seed S3)"),
    )  # fmt: skip
    weary: float = param(
        0.0, unit="logit", low=0, high=4, zh="倦怠阻力", en="push of full burnout against consent",
        source=Text(zh="规定：材料 S3（倦怠期教师缺激励，I3）；没有研究给出数值，取0则倦怠不影响意愿", en="rule: seed S3 (the weary lack incentives, I3); no study gives the number, at 0 burnout does not enter consent"),
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
        source=Text(zh="假设：接收校把交流教师当普通劳力使用（材料 S3:38-40；同事少学多少由 growth.as_ordinary 给出）", en="assumed: hosts use rotated teachers as ordinary labour (seed S3:38-40; what colleagues then learn less is growth.as_ordinary)"),
    )  # fmt: skip

    @acts("before hiring", writes=placement.SENDING)
    def balance(self, world: World) -> Done:
        """Schools with more teachers than posts send some to schools of their groups that lack some.

        超编学校把教师调剂到集团内的缺编学校。
        """
        rows = self.ties(world) if self.mode == "surplus" else np.zeros(0, np.int64)
        return Done(self._balance(world, rows) if rows.size else 0)

    @acts("placements", writes=f"{placement.SENDING} {HIRING} schools.asked")
    def rotate(self, world: World) -> Done:
        """Send this year's movers and pay all who are away.

        派出本学年的交流教师，并为所有在外交流者发放津贴。
        """
        rows = self.ties(world) if self.mode != "surplus" else np.zeros(0, np.int64)
        moved = self._move(world, rows) if rows.size else 0
        every = list(placement.away_by_kind(world, *self._postings(world)))
        hired = placement.away(world, (terms := self.posting(world, SUBSTITUTE)))
        pay = placement.pay(world, "substitutes", terms, hired, world.settings.params.substitutes.pay)
        begun = [*((away, ("register", "post")) for _, away in every), (hired, ("register",))]
        hours = placement.handle(world, HANDLING, self.handling_hours, begun)
        return Done(moved, hours, self._pay(world, every) + pay)

    @acts("activities", writes="teachers.asked")
    def travel_there(self, world: World) -> Done:
        """Those on rotation are on the road every school day.

        交流教师每个教学日往返于途中。
        """
        return Done(0, placement.travel(world, ON_THE_ROAD, *self._postings(world)))

    def _postings(self, world: World) -> list[placement.Posting]:
        """Return the terms on which it posts teachers, by kind."""
        return [self.posting(world, kind) for kind in self.placements if not kind.hired]

    def _balance(self, world: World, rows: Array) -> int:
        """Send those whom heads name of teams with a surplus to teams of their unit in want; return how many went."""
        t, call = world.teachers, self._call(world, rows, np.zeros(rows.size, np.bool_))
        team = world.stages.team(t.register[call.who], t.stage[call.who], t.block[call.who])
        spare = top(team, call.release, t.uid[call.who], np.maximum(counterparts.balance(world), 0))
        picked = pick(call, spare, call.quota, call.backbone)
        who, unit = call.who[picked], call.found.unit[call.seat[picked]]
        target = counterparts.vacancies(world, call.found, who, unit, call.release[picked])
        gone = picked[target != NOWHERE]
        self._dispatch(world, rows, call, SURPLUS, gone, target[target != NOWHERE])
        call.note(world, self.full_name, gone, "spare", call.by_school(world, picked[target == NOWHERE]))
        return int(gone.size)

    def _move(self, world: World, rows: Array) -> int:
        """Choose movers in every unit, find a school for each and send them; return how many went."""
        one_way = (world.settings.by_form("one_way")[world.ties.form[rows], 0] > 0) | (self.mode == "directed")
        call = self._call(world, rows, one_way)
        gone = left = np.zeros(0, np.int64)
        if one_way.any():
            gone, left, call = self._one_way(world, rows, call, one_way)
        if not one_way.all():
            free = np.delete(np.arange(call.who.size), gone)
            swapped, target = counterparts.name(world, call, free)
            self._dispatch(world, rows, call, ROTATION, swapped, target)
            gone = np.concatenate([gone, swapped])
        call.note(world, self.full_name, gone, "post" if one_way.all() else "partner", call.by_school(world, left))
        return int(gone.size)

    def _call(self, world: World, rows: Array, one_way: Array) -> Call:
        """Return who may be named over some ties; the members of one-way ties send nobody."""
        t, found = world.teachers, self.seats(world, rows)
        found.strength[: rows.size][one_way] = 0
        who = self._eligible(world)
        seat = network.choose(world, who, t.register[who], found, self.address)
        who, seat, release, eligible = self._released(world, who, seat, found.strength, found.core)
        quota, backbone = self._quota(world, rows, found, eligible)
        refuse = np.zeros(quota.size)
        if self.voluntary:
            willing = self._consent(world, who, seat, rows)
            who, seat, release = who[willing], seat[willing], release[willing]
            refuse = np.maximum(quota - np.bincount(seat, minlength=quota.size), 0)
        ranked, able = in_order(seat, release, t.uid[who], quota.size), t.honour[who] >= Honour.BACKBONE
        return Call(found, who, seat, release, able, *ranked, eligible, quota, backbone, quota, refuse)

    def _eligible(self, world: World) -> Array:
        """Return the rows of those who may be sent by the rule."""
        t = world.teachers
        return counterparts.eligible(
            t.active, t.placement, t.years_here, t.stage, t.female, t.birth_year, self.stages_of(world),
            self.eligible_years, self.age_limit.array(), world.year,
        )  # fmt: skip

    def _released(self, world: World, who: Array, seat: Array, strength: Array, core: Array) -> tuple[Array, ...]:
        """Return who may be named over seats, how readily heads part with them, and how many they are (`counterparts.released`)."""
        t = world.teachers
        return counterparts.released(
            who, seat, strength, core, self.release.array(), world.schools.stakes, t.register, t.stage, t.skill,
            np.float32(1 - self.appraised), world.settings.params.careers.skill_sd,
            rng.normal(self.key(world, "release"), t.uid[who]),
        )  # fmt: skip

    def _one_way(self, world: World, rows: Array, call: Call, one_way: Array) -> tuple[Array, Array, Call]:
        """Send candidates of cores over one-way ties; return who went, for whom there was no place, and what is left to do."""
        found, unit, strength, n = call.found, world.ties.group[rows], self.reach(world, rows), len(world.groups)
        whole, by_one_way = (np.bincount(unit, carried, minlength=n) for carried in (strength, strength * one_way))
        part = (by_one_way / np.maximum(whole, 1e-9))[found.unit] * found.core
        luck = rng.uniform_pairs(self.key(world, "one_way"), world.groups.uid[found.unit].astype(np.uint64))
        sent = np.minimum(np.floor(part * call.quota + luck[0]), call.quota) * (part > 0)
        best = np.minimum(np.floor(part * call.backbone + luck[1]), call.backbone) * (part > 0)
        picked = pick(call, np.arange(call.who.size), sent, best)
        target = counterparts.in_turn(world, rows[one_way], call.who[picked], found.unit[call.seat[picked]])
        gone, there = picked[target != NOWHERE], target[target != NOWHERE]
        alone, back = np.ones(gone.size, np.bool_), np.zeros(0, np.int64)
        if self.backfill == "host":
            alone, back = self._exchange(world, rows, call, gone, there)
        self._dispatch(world, rows, call, REPLACED if self.backfill == "novice" else SENT, gone[alone], there[alone])
        if self.backfill == "substitute":
            hire(world, call.who[gone], found.unit[call.seat[gone]], self.posting(world, SUBSTITUTE, 2 * self.years))
        call = call._replace(quota=call.quota - sent, backbone=call.backbone - best, back=back)
        return gone, picked[target == NOWHERE], call

    def _exchange(self, world: World, rows: Array, call: Call, gone: Array, there: Array) -> tuple[Array, Array]:
        """Send candidates, by position, whose hosts send somebody back; return for whom nobody comes, and who is sent back."""
        t, member, n = world.teachers, np.zeros(rows.size, np.bool_), len(world.schools)
        at = sums.scatter("max", world.ties.school[rows], np.arange(1, rows.size + 1), n).astype(np.int64) - 1
        free = np.setdiff1d(self._eligible(world), call.who)
        free, seat, release, _ = self._released(world, free, at[t.register[free]], ~member, member)
        willing, who, own = self._consent(world, free, seat, rows), call.who[gone], call.seat[gone]
        may = np.flatnonzero(willing | (not self.voluntary))
        return change_places(
            world, who, there, call.found.unit[own], self._consent(world, who, own, rows), free[may], release[may],
            willing[may], self.posting(world, ROTATION, 2 * self.years),
        )  # fmt: skip

    def _dispatch(self, world: World, rows: Array, call: Call, kind: PlacementKind, gone: Array, target: Array) -> None:
        """Send candidates, given by position, to schools."""
        who, seat, posting = call.who[gone], call.seat[gone], self.posting(world, kind, 2 * self.years)
        placement.send(world, who, target, posting, call.found.unit[seat], self._consent(world, who, seat, rows))

    def _consent(self, world: World, who: Array, seat: Array, rows: Array) -> Array:
        """Return which candidates would consent to go, each within the unit of a seat: a member to its core, a core to the mean."""
        t = world.teachers
        km = network.by_seat(world, rows, world.ties.distance[rows])[seat]
        utility = (
            np.log(self.willing / (1 - self.willing)) + self.appeal * self.allowance / 1e4 + self.career * (t.title[who] < Title.SENIOR)
            - self.tiring * km + self.motive * t.motive[who] + self.needed * short_of_stay(world, who)
            - self.weary * t.burnout[who]
        )  # fmt: skip
        return np.asarray(rng.uniform(self.key(world, "consent"), t.uid[who]) < 1 / (1 + np.exp(-utility)))

    def _quota(self, world: World, rows: Array, found: Seats, able: Array) -> tuple[Array, Array]:
        """Return how many of those eligible (seats, stages) are to go over each seat, and how many of them backbone.

        A school is asked once, at the largest dose of the forms of its ties. What it sends is rounded by one draw and shared
        out over its seats in the order of the units' identities.
        """
        dose = network.by_seat(world, rows, self._doses(world)[world.ties.form[rows]]) * (found.strength > 0)
        rate = network.carried(world, found._replace(strength=dose), self.combiner)[found.school]
        due = self.annual_share * (able.sum(1) * network.mean_of_stages(rate, able))
        order = np.lexsort((world.groups.uid[found.unit], found.school))
        luck = rng.uniform_pairs(self.key(world, "quota"), world.schools.uid[found.school[order]].astype(np.uint64))
        quota, backbone = np.zeros(order.size), np.zeros(order.size)
        quota[order] = network.rounded(found.school[order], due[order], luck[0])
        backbone[order] = network.rounded(found.school[order], self.backbone_share * quota[order], luck[1])
        return quota, backbone

    def _pay(self, world: World, every: list[tuple[placement.Posting, Array]]) -> float:
        """Pay allowance and travel of all who are on rotation this year; return the yuan."""
        return sum(
            placement.pay(world, "rotation allowances", posting, away, self.allowance)
            + placement.pay(world, "rotation travel", posting, away, self.travel, placement.apart(world, away))
            for posting, away in every
        )
