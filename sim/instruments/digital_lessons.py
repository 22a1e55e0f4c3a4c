r"""Digital lessons (集团名师课堂): lessons of the core's best teachers reach members over the network.

.. math:: D_s = d\,share\,\min(1, \Delta^+/\sigma_q), \qquad l_i = h\,e\,d\,share\,\min(1, \Delta_i^+/\sigma_q), \qquad
          share = use \cdot reach \cdot \min(1, rooms)

where a member is tied with several cores, its pupils and teachers follow the lessons that bring them most (max); rooms are the
networked classrooms over the national standard. Pupils see in those lessons the core's better half in the core subjects in
place of their own teachers: Delta is its lead over the member's mean. Teachers who watch learn what they cannot see at home:
:math:`\Delta_i` is its lead over the member's better half, or over the teacher who is better still. Source: dual-teacher lessons
gained 0.33 SD a year, a third of it through local teachers (Li, Liu, Yang and Yu 2023), here shrunk heavily as one outlying study.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.axes import STOCKS, place_of, unit_at
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import workload
from sim.processes.learning import TERM
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
        s, t, sd = world.schools, world.teachers, world.settings.params.careers.skill_sd
        rows = self.ties(world)
        rows = rows[s.pupils[self.givers(world, rows)].any(1)]  # a partner institution gives no lessons
        if not rows.size:
            return Done()
        core, member, weeks = self.givers(world, rows), world.ties.school[rows], workload.weeks(world)
        who, place, school, skill = _of_subjects(
            t.active, t.post, t.stage, t.block, t.skill, self.wanted("core"), len(world.stages)
        )
        best, mean, n = better_half(skill, school, len(s))
        share, lead = _followed(
            core, member, self.reach(world, rows), best, mean, s.media_rooms,
            standard(world)[:, STOCKS.code("media_rooms")], s.adoption, np.float32(self.use), sd,
        )  # fmt: skip
        offer = self.gain * share * lead
        s.digital += self.to_members(world, "digital", rows, offer)
        followed = np.where(self.stages_of(world), network.foremost(world, rows, offer), NOWHERE)  # by school and stage
        level, learnt, sends, taken = _brought(
            followed, core, best, np.where(offer > 0, share, 0), TERM * self.teacher_share * (self.gain * share)
        )
        givers, given, local, fitted = _watch(
            t.learning, t.skill, who, place, level, best, self.together(world, "watched", learnt), sd,
            self.preparing_hours * weeks * sends, self.fitting_hours * weeks * taken,
        )  # fmt: skip
        hours = workload.ask(world, PREPARING, givers, given)
        hours += workload.ask(world, FITTING, local, fitted)
        schools = network.members(world, rows)
        users = network.members(world, rows[n[member] > 0])
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
        return Done(int((self.use * pupils).sum()), hours, spent)


@kernel
def _of_subjects(
    active: Array, post: Array, stage: Array, block: Array, skill: Array,
    wanted: Array,  # (stages, blocks)
    stages: int,
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return the rows, the places, the schools and the skill of those who teach some subjects, by stage and block."""
    who, place, n = np.empty(active.size, np.int64), np.empty(active.size, np.int64), 0
    school, skills = np.empty(active.size, np.int64), np.empty(active.size, skill.dtype)
    for j in range(active.size):  # no branch to mispredict: what is not wanted is written over
        who[n], place[n], school[n], skills[n] = j, place_of(post[j], stage[j], stages), post[j], skill[j]
        n += active[j] & wanted[stage[j], block[j]]
    return who[:n], place[:n], school[:n], skills[:n]


@kernel
def _followed(
    core: Array, member: Array, reach: Array,  # (ties,)
    best: Array, mean: Array,  # (schools,) skill of the better half, and of all
    rooms: Array, needed: Array,  # (schools,) networked classrooms, and what the standard asks
    adoption: Array,
    most: np.float32,  # share of the lessons that would be followed
    sd: float,
) -> tuple[Array, Array]:  # fmt: skip
    """Return by tie the share of the lessons of core subjects that are followed, and how far their teachers lead, 1 at most."""
    share, lead = np.empty(core.size), np.empty(core.size)
    for i in range(core.size):
        m = member[i]
        part = min(max(rooms[m] / needed[m], 0.0), 1.0) if needed[m] > 0 else 0.0
        share[i] = most * reach[i] * part * adoption[m]
        lead[i] = min(max((best[core[i]] - mean[m]) / sd, 0.0), 1.0)
    return share, lead


@kernel
def _brought(
    tie: Array,  # (schools, stages) whose lessons a school follows, -1 for none
    core: Array,
    best: Array,
    share: Array,  # (ties,) of the lessons that are followed, where they teach anything
    rate: Array,  # (ties,) what is learnt of a lead of an SD or more
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return by place the skill of those whose lessons are followed, what is learnt of them, the shares given and followed."""
    level, learnt = np.full(tie.size, -np.inf), np.zeros(tie.shape)
    sends, taken, stages = np.zeros(tie.size), np.zeros(tie.size), tie.shape[1]
    for i in range(len(tie)):
        for stage in range(stages):
            k, at = tie[i, stage], place_of(i, stage, stages)
            if k >= 0:
                level[at], learnt[i, stage], taken[at] = best[core[k]], rate[k], share[k]
                giver = place_of(core[k], stage, stages)
                sends[giver] = max(sends[giver], share[k])
    return level, learnt, sends, taken


@kernel
def _watch(
    learning: Array,  # (teacher rows,) changed in place
    skill: Array, who: Array, place: Array,
    level: Array,  # (places,) skill of those who are watched
    best: Array,  # (schools,) skill of the better half, whom one may watch at home
    rate: Array,  # (schools, stages) what is learnt of a lead of an SD or more
    sd: float,
    preparing: Array,  # (places,) hours that the better half there gives together
    fitting: Array,  # (places,) hours that each gives there
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Let teachers learn by watching; return who prepares lessons and the hours of each, and who fits them in and the hours."""
    heads, mean, by_place = np.zeros(preparing.size, np.int64), np.zeros(preparing.size), rate.ravel()
    stages = rate.shape[1]
    for i in range(who.size):
        c, mine = place[i], skill[who[i]]
        known = max(mine, best[unit_at(c, stages)])
        learning[who[i]] += by_place[c] * min(max((level[c] - known) / sd, 0.0), 1.0)
        heads[c] += 1
        mean[c] += mine
    mean /= np.maximum(heads, 1)
    heads[:] = 0
    givers, local = np.empty(who.size, np.int64), np.empty(who.size, np.int64)
    given, fitted = np.empty(who.size), np.empty(who.size)
    n_givers = n_local = 0
    for i in range(who.size):  # no branch to mispredict
        c = place[i]
        gives = (preparing[c] > 0) & (skill[who[i]] >= mean[c])
        givers[n_givers], local[n_local], fitted[n_local] = i, who[i], fitting[c]
        heads[c] += gives
        n_givers += gives
        n_local += fitting[c] > 0
    for k in range(n_givers):
        i = givers[k]
        givers[k], given[k] = who[i], preparing[place[i]] / heads[place[i]]
    return givers[:n_givers], given[:n_givers], local[:n_local], fitted[:n_local]
