r"""Activities of teachers (研修活动): a group's programme of lessons prepared, tried, shown, delivered and talked about together.

What an activity k teaches depends on whom one learns from there, and on what an hour of it is worth beside an hour of research in
the team (``team_research.py``), whose rate r of learning it has:

.. math:: l_i = h \sum_k part_{ik}\,\big(worth_k\,r(exp_i)\,lead_{ik}\big) + hours_{ik}\,alone_k

with part the share of the time for research that goes there. The lead is over those of the stage and subject across the group:

* collective preparation (集体备课): one plan for all, worth the mean of those who make it, so that it lifts who is below it;
* one lesson, several designs (同课异构): two teachers drawn for each other teach the same lesson, and the weaker learns from the other;
* open lessons (公开课): all watch the better half;
* lessons delivered (送教): the better half of the core teaches at members, whose teachers watch; aims say which subjects order them;
* days at a subject base (学科基地): the better half of the group's strongest team takes in the others;
* salons (青年沙龙): the young, within ``growth.novice_years``, talk among themselves;
* projects (课题): what is found out by oneself, the same for all, however good the colleagues;
* lectures (讲座): nothing, as the national programme of training had no effect (Loyalka et al. 2019), for an hour of the time;
* contests (比武): they teach nothing, and show what a teacher can do, which counts when honours are given (``careers.recognise``).

All take their time from that for research, which the own team goes without, so a programme of lectures costs what that would
have taught. Who is in several units attends the activities of each (sum). What one learns becomes practice, the less the
more one knows (``practice.py``). Kinds: seeds S0:56, S2 F11, S3:28, S4:7-8, S4:14.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, texts
from sim.axes import BLOCKS
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.param import aim, param
from sim.processes import sessions, workload
from sim.processes.learning import TERM
from sim.processes.sessions import ACTIVITIES, DELIVERED, SALON, SORTS
from sim.say import Text
from sim.state import Array
from sim.sums import Combiner
from sim.world import Done, World

ATTENDING = Item(
    "activities of teachers",
    "研修活动",
    Text(zh="教师参加研修活动", en="teachers at activities of the group"),
    "teacher",
    "hours",
)
ARRANGING = Item(
    "arranging activities",
    "研修组织",
    Text(zh="核心校人员筹备研修活动", en="those at the core who prepare activities"),
    "school",
    "hours",
)


class TeacherActivities(Instrument):
    """A group's programme of preparation, open lessons, projects, lectures and contests.

    集团的研修活动：集体备课、同课异构、公开课、送教、学科基地、沙龙、课题、讲座与比武。
    """

    zh: ClassVar[str] = "研修活动"
    en: ClassVar[str] = "Activities of teachers"
    row: ClassVar[str] = "D5"
    dose: ClassVar[str] = "programme"
    money: ClassVar[tuple[Item, ...]] = (
        Item("teacher activities", "研修活动经费", Text(zh="研修活动经费", en="activities of teachers"), "group"),
    )
    time: ClassVar[tuple[Item, ...]] = (ATTENDING, ARRANGING)
    channel: ClassVar[str] = "research"
    inside: ClassVar[bool] = True
    combiner: ClassVar[Combiner] = "sum"

    kinds: tuple[str, ...] = aim(
        ACTIVITIES.names, unit="list of texts", allowed=texts.SOME_OF(names=ACTIVITIES.names), least=1,
        zh="种类", en="kinds of activity that are held",
    )  # fmt: skip
    subjects: tuple[str, ...] = aim(
        BLOCKS.names, unit="list of texts", allowed=texts.SOME_OF(names=BLOCKS.names), least=1,
        zh="适用学科组", en="subject blocks whose teachers take part",
    )  # fmt: skip

    programme: float = param(
        1.0, unit="share", low=0, high=2, zh="活动计划执行份额", en="part of the year's programme that is held",
        source=Text(zh="规定：由研究者选定；1为按计划执行", en="rule: a researcher's choice; at 1 the programme is kept"),
    )  # fmt: skip
    yearly: Bundle = param(
        {"preparation": 8.0, "same_lesson": 4.0, "open_lesson": 4.0, "delivered": 6.0, "base": 4.0, "salon": 2.0,
         "project": 1.0, "lecture": 4.0, "contest": 2.0}, by=(ACTIVITIES,),
        unit="activities/group/year", low=0, high=40, zh="年活动次数", en="activities of a group in a year",
        source=Text(zh="假设：合计约为材料所载各集团每年6–14次的两倍多（S0:42、S3:32，其中送教6次）；集体备课每月一次", en="assumed: somewhat over twice the 6 to 14 a year that groups report (S0:42, S3:32, which counts 6 deliveries); plans are made together once a month"),
    )  # fmt: skip
    attendance: Bundle = param(
        {"preparation": 0.2, "same_lesson": 0.1, "open_lesson": 0.2, "delivered": 0.1, "base": 0.05, "salon": 0.2,
         "project": 0.05, "lecture": 0.3, "contest": 0.1}, by=(ACTIVITIES,),
        unit="share", low=0, high=1, zh="参加比例", en="share of a group's teachers at an activity; of the young at a salon",
        source=Text(zh="假设：材料中每次约60人，约为一个集团教师的五分之一（S0:42）；讲座面向更多的人，课题面向少数人", en="assumed: 60 at an activity in the seed, about a fifth of a group's teachers (S0:42); lectures reach more, projects fewer"),
    )  # fmt: skip
    hours: Bundle = param(
        {"preparation": 2.0, "same_lesson": 2.0, "open_lesson": 2.0, "delivered": 2.0, "base": 3.0, "salon": 2.0,
         "project": 30.0, "lecture": 2.0, "contest": 6.0}, by=(ACTIVITIES,),
        unit="hours/activity", low=0.5, high=60, zh="每次时长", en="time a participant gives to an activity",
        source=Text(zh="假设：一次两课时；课题每两周一小时多；比武含准备", en="assumed: two lessons; a project an hour and a half a fortnight; a contest with what is prepared for it"),
    )  # fmt: skip
    worth: Bundle = param(
        {"preparation": 1.0, "same_lesson": 2.0, "open_lesson": 0.5, "delivered": 0.5, "base": 1.0, "salon": 1.0,
         "project": 0.0, "lecture": 0.0, "contest": 0.0}, by=(ACTIVITIES,),
        unit="ratio", low=0, high=4, zh="学习效率", en="share of a lead learnt in an hour, over that in an hour of research in the team",
        source=Text(zh="文献：papay2020、kraft2018、lomos2011、loyalka2019（配对远胜于观摩，讲座为零）；按growth计，导师带教一小时约为校内教研的2.5倍，同课异构介于其间，只听不讲减半", en="cite:papay2020, kraft2018, lomos2011, loyalka2019 (pairs do far more than watching, lectures nothing); by the numbers of growth an hour with a mentor is worth 2.5 of research in the team; same lessons stand between, watching alone at half"),
    )  # fmt: skip
    alone: Bundle = param(
        {"preparation": 0.0, "same_lesson": 0.0, "open_lesson": 0.0, "delivered": 0.0, "base": 0.0, "salon": 0.0,
         "project": 0.0003, "lecture": 0.0, "contest": 0.0}, by=(ACTIVITIES,),
        unit="SD/hour", low=0, high=0.001, zh="自身所得", en="practice found in an hour whoever else is there, before any is known",
        source=Text(zh="文献：lomos2011、loyalka2019（共同研究作用小：一项课题一年约0.009；讲座为零）", en="cite:lomos2011, loyalka2019 (small effects of common research: a project brings 0.009 in a year; lectures nothing)"),
    )  # fmt: skip
    shows: float = param(
        0.5, unit="share/contest", low=0, high=1, zh="比武显能", en="part of what is not seen of a teacher's skill that a contest shows to those who give honours",
        source=Text(zh="假设：一半；获奖本身对学生没有另外的信息（Chu 等 2015）", en="assumed: half; awards tell nothing more about pupils' gains (Chu et al. 2015)"),
    )  # fmt: skip
    arranging: float = param(
        6.0, unit="hours/activity", low=0, high=40, zh="每次组织工时", en="time of those at the core who prepare an activity",
        source=Text(zh="假设：大半天", en="assumed: most of a day"),
    )  # fmt: skip
    cost: Bundle = param(
        {"preparation": 10.0, "same_lesson": 20.0, "open_lesson": 20.0, "delivered": 20.0, "base": 50.0, "salon": 20.0,
         "project": 200.0, "lecture": 40.0, "contest": 30.0}, by=(ACTIVITIES,),
        unit="yuan/person", low=0, high=5000, zh="人均经费", en="cost of an activity per participant, paid by the group's fund",
        source=Text(zh="假设：路费与材料；讲座加专家酬金，课题为一名参与者的课题费", en="assumed: travel and materials; a lecture with its fee, a project with the money of a participant"),
    )  # fmt: skip

    @acts(
        "activities", writes="teachers.learning teachers.joint teachers.asked teachers.shown schools.asked groups.fund"
    )
    def hold(self, world: World) -> Done:
        """Hold this term's programme, as far as the fund pays for it, in time taken from research at school.

        开展本学期的研修活动，以集团经费为限，时间取自校内教研。
        """
        rows = self.ties(world)
        if not rows.size:
            return Done()
        found, g = self.seats(world, rows), world.groups
        there, unit = sessions.participants(world, found, self.wanted(*self.subjects)), np.repeat(found.unit, SORTS)
        times = self._times(world, found, there.heads)
        wished = sessions.head_by_head(unit, (times * self.cost.array()).sum(1), there.heads, len(g))
        paid = np.minimum(wished, np.maximum(g.fund, 0))
        part = np.divide(paid, wished, out=np.ones(len(g)), where=wished > 0)
        times *= part[unit, None]
        spent = world.books.pay(
            world.year, "teacher activities", paid, source="group", source_row=np.arange(len(g)), target="supplier"
        )
        hours = self._attend(world, found, there, times)
        held = part * np.where(np.bincount(unit, there.heads, len(g)) > 0, self._due().sum(), 0)
        hours += workload.ask(world, ARRANGING, g.core, self.arranging * held)
        return Done(round(float(there.heads @ times.sum(1))), hours, spent)

    def _due(self) -> Array:
        """Return how many activities of each kind are due this term."""
        held = np.array([name in self.kinds for name in ACTIVITIES.names])
        due: Array = TERM * self.programme * self.yearly.array() * held
        return due

    def _times(self, world: World, found: network.Seats, heads: Array) -> Array:
        """Return how many activities of each kind one of a sort is to attend, shape (sorts, activities)."""
        unit, core = found.unit, world.groups.core[found.unit]
        of_seat = heads.reshape(-1, SORTS).sum(1)
        total = sessions.head_by_head(unit, found.strength, of_seat, len(world.groups))
        mean = total / np.maximum(np.bincount(unit, of_seat, total.size), 1)  # who is tied closer comes more often
        often = np.minimum((found.strength / np.maximum(mean[unit], 1e-9))[:, None] * self.attendance.array(), 1)
        times = np.repeat(self._due() * often, SORTS, 0)
        times[:, DELIVERED] *= np.repeat(found.school != core, SORTS)
        times[::SORTS, SALON] = 0  # of those who are not young
        return times

    def _attend(self, world: World, found: network.Seats, there: sessions.Participants, times: Array) -> float:
        """Let teachers learn in what they attend, which takes of their time for research; return the hours."""
        each, worth, alone = self.hours.array(), self.worth.array(), self.alone.array()
        whole = world.settings.params.growth.research_hours * workload.weeks(world)
        met = sessions.meet(world, found, there, times, each, whole)
        kinds = np.flatnonzero(times.any(0) & ((worth != 0) | (alone != 0)))
        lessons = sessions.Lessons(kinds, each / whole, worth, alone * each, (1 - self.shows) ** met.contests)
        seen = sessions.shown(world, found, met, kinds, self.key(world, "partner"))
        sessions.learn(world, met, times, seen, lessons)
        who = met.rows[met.fits[met.rows] != 0]
        return workload.ask(world, ATTENDING, who, met.fits[who] * whole)
