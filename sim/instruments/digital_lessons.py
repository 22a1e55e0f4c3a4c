r"""Digital lessons (集团名师课堂): lessons of the core's best teachers reach members over the network.

.. math:: D_s = d\cdot use \cdot reach \cdot \min(1, rooms) \cdot \min(1, \Delta/\sigma_q), \qquad
          l = h\,e\,D_s \text{ for the local teachers below the core's better half}

where a member is tied with several cores, its pupils and teachers follow the lessons that bring them most (max); Delta is the lead of the core's better half in the core subjects over the member's mean, rooms the networked classrooms
over the national standard. Source: dual-teacher lessons gained 0.33 SD a year, a third of it through local teachers
(Li, Liu, Yang and Yu 2023), here shrunk heavily as one outlying study.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.axes import STOCKS, place_of
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import workload
from sim.processes.learning import TERM
from sim.processes.practice import catch_up
from sim.ranking import better_half
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.sums import Combiner
from sim.supply.places import standard
from sim.world import Done, World

PREPARING = Item(
    "shared lessons prepared",
    "名师课堂备课",
    Text(zh="核心校名师准备共享课程", en="the core's better teachers, who prepare shared lessons"),
    "teacher",
    "hours",
)
FITTING = Item(
    "shared lessons fitted in",
    "网络课堂配合",
    Text(zh="本校教师把共享课程融入自己的教学", en="local teachers, who fit shared lessons into their own"),
    "teacher",
    "hours",
)


class DigitalLessons(Instrument):
    """Lessons and courses shared over the network.

    通过网络共享课堂与课程。
    """

    zh: ClassVar[str] = "集团名师课堂"
    en: ClassVar[str] = "Digital lessons"
    row: ClassVar[str] = "E5"
    dose: ClassVar[str] = "use"
    money: ClassVar[tuple[Item, ...]] = (
        Item("digital platform", "数字平台", Text(zh="数字平台经费", en="digital platform"), "treasury"),
    )
    time: ClassVar[tuple[Item, ...]] = (PREPARING, FITTING)
    channel: ClassVar[str] = "teaching"
    inside: ClassVar[bool] = True
    combiner: ClassVar[Combiner] = "max"

    use: float = param(
        0.3, unit="share", low=0, high=1, zh="使用程度", en="share of a subject's lessons that use the shared ones",
        source=Text(zh="假设：技术用得太少（材料 S3、I9）", en="assumed: technology is used too little (seed S3, I9)"),
    )  # fmt: skip
    gain: float = param(
        0.06, unit="SD/year", low=0, high=0.3, zh="全用收益", en="gain of pupils at full use from teachers one SD better",
        source=Text(zh="文献：li2023（每年0.33，已缩减）", en="cite:li2023 (0.33 a year, shrunk)"),
    )  # fmt: skip
    teacher_share: float = param(
        0.35, unit="share", low=0.2, high=0.4, zh="教师学习份额", en="local teachers' yearly gain of skill over the pupils' gain",
        source=Text(zh="文献：li2023（0.978中的0.343）", en="cite:li2023 (0.343 of 0.978)"),
    )  # fmt: skip
    cost: float = param(
        10000.0, unit="yuan/school/year", low=0, high=200000, zh="平台经费", en="platform cost of a member school",
        source=Text(zh="假设：一份许可和一名技术人员半天的工时", en="assumed: a licence and a half-day of a technician"),
    )  # fmt: skip

    preparing_hours: float = param(
        8.0, unit="hours/week", low=0, high=60, zh="备课周工时", en="hours a week at full use of the better half of a core's core-subject teachers at a stage, together",
        source=Text(zh="假设：共享的八节课每节多备一小时", en="assumed: an hour more for each of eight lessons that are shared"),
    )  # fmt: skip
    fitting_hours: float = param(
        1.0, unit="hours/week", low=0, high=6, zh="配合周工时", en="hours a week at full use of a core-subject teacher of a member",
        source=Text(zh="假设：教案和作业随共享课调整", en="assumed: plans and homework follow the shared lessons"),
    )  # fmt: skip

    @acts("activities", writes="schools.digital teachers.learning teachers.asked")
    def broadcast(self, world: World) -> Done:
        """Members follow lessons of the core's best teachers, and their teachers learn by watching.

        成员校随堂收看核心校名师的课，其教师在观摩中提高。
        """
        s, t = world.schools, world.teachers
        rows = self.ties(world)
        rows = rows[s.pupils[self.givers(world, rows)].any(1)]  # a partner institution gives no lessons
        if not rows.size:
            return Done()
        core, member = self.givers(world, rows), world.ties.school[rows]
        who, place = _of_subjects(t.active, t.post, t.stage, t.block, self.wanted("core"), len(world.stages))
        best, mean, n = better_half(t.skill[who], t.post[who], len(s))
        best, mean, n = best[core], mean[member], n[member]
        sd = world.settings.params.careers.skill_sd
        need = standard(world)[member, STOCKS.code("media_rooms")]
        rooms = np.clip(np.divide(s.media_rooms[member], need, out=np.zeros(rows.size), where=need > 0), 0, 1)
        share = (
            self.use * self.reach(world, rows) * rooms * s.adoption[member]
        )  # of the lessons of core subjects that are followed
        reach = self.gain * share
        offer = reach * np.clip((best - mean) / sd, 0, 1)
        s.digital += self.to_members(world, "digital", rows, offer)
        followed = np.where(self.stages_of(world), network.foremost(world, rows, offer), NOWHERE)  # by school and stage
        level = np.where(followed >= 0, best[followed], -np.inf)
        rate = self.together(world, "watched", np.where(followed >= 0, TERM * self.teacher_share * reach[followed], 0))
        catch_up(world, who, place, level.ravel(), rate)
        schools = network.members(world, rows)
        users = network.members(world, rows[n > 0])
        bureau, number = world.books.shares(users, np.ones(users.size))
        spent = world.books.pay(
            world.year,
            "digital platform",
            TERM * self.cost * number,
            source="treasury",
            source_row=bureau,
            target="supplier",
        )
        pupils = (s.pupils * (followed >= 0))[schools].sum(1)
        return Done(
            int((self.use * pupils).sum()),
            self._take_time(world, who, place, followed, np.where(offer > 0, share, 0), core),
            spent,
        )

    def _take_time(self, world: World, who: Array, place: Array, followed: Array, share: Array, core: Array) -> float:
        """Ask those who give lessons and those whose classes follow for their time; return the hours.

        ``who`` teaches core subjects at a ``place``, ``followed`` is the tie a school follows at a stage, ``share`` how much
        of the lessons each tie brings.
        """
        weeks, n = workload.weeks(world), followed.size
        taken = np.where(followed >= 0, share[followed], 0)
        school, stage = np.nonzero(taken)
        giver = world.stages.place(core[followed[school, stage]].astype(np.int64), stage)
        sends = sums.scatter("max", giver, taken[school, stage], n)
        givers, preparing, local, fitting = _busy(
            world.teachers.skill,
            who,
            place,
            self.preparing_hours * weeks * sends,
            self.fitting_hours * weeks * taken.ravel(),
        )
        hours = workload.ask(world, PREPARING, givers, preparing)
        return hours + workload.ask(world, FITTING, local, fitting)


@kernel
def _of_subjects(
    active: Array, post: Array, stage: Array, block: Array, wanted: Array, stages: int
) -> tuple[Array, Array]:
    """Return the rows and the places of those who teach some subjects, by stage and block."""
    who, place, n = np.empty(active.size, np.int64), np.empty(active.size, np.int64), 0
    for j in range(active.size):
        if active[j] and wanted[stage[j], block[j]]:
            who[n], place[n] = j, place_of(post[j], stage[j], stages)
            n += 1
    return who[:n], place[:n]


@kernel
def _busy(
    skill: Array, who: Array, place: Array,
    preparing: Array,  # (places,) hours that the better half there gives together
    fitting: Array,  # (places,) hours that each gives there
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return who prepares lessons and the hours of each, and who fits lessons in and the hours of each."""
    heads, mean = np.zeros(preparing.size, np.int64), np.zeros(preparing.size)
    for i in range(who.size):
        if preparing[place[i]] > 0:
            heads[place[i]] += 1
            mean[place[i]] += skill[who[i]]
    mean /= np.maximum(heads, 1)
    heads[:] = 0
    givers, local = np.empty(who.size, np.int64), np.empty(who.size, np.int64)
    given, fitted = np.empty(who.size), np.empty(who.size)
    n_givers = n_local = 0
    for i in range(who.size):
        c = place[i]
        if preparing[c] > 0 and skill[who[i]] >= mean[c]:
            givers[n_givers] = i
            heads[c] += 1
            n_givers += 1
        if fitting[c] > 0:
            local[n_local], fitted[n_local] = who[i], fitting[c]
            n_local += 1
    for k in range(n_givers):
        i = givers[k]
        givers[k], given[k] = who[i], preparing[place[i]] / heads[place[i]]
    return givers[:n_givers], given[:n_givers], local[:n_local], fitted[:n_local]
