r"""Bank of courses (课程资源库): a group builds courses that all its schools may use, which age, and must be adapted to be of use.

A bank C is a stock that nobody uses up. Of the c courses a year that a group would build, it builds what its fund pays for, and the stock ages,

.. math:: C \leftarrow C\,(1-\delta)^{h} + \min(h\,c,\ fund / price), \qquad
          offer_k = g\,reach_k\,\frac{C}{C + C_{1/2}}\,\varphi\,\min(1, \Delta_k/\sigma_q)

where Delta is the lead of the core's better half in the core subjects, which makes the courses, over the member's mean. What is shared is not
copied (E9): unadapted courses bring the share :math:`\varphi_0`, and hours x a week of the member's teachers bring the rest nearer,

.. math:: \varphi = \varphi_0 + (1-\varphi_0)\,(1 - 2^{-x/x_{1/2}})

so with equal builders and ageing the stock settles at :math:`hc/(1-(1-\delta)^h)`. Pupils of a member of several groups follow the best bank. Of
several instances over a group that which builds most counts, and likewise that whose courses a school's teachers adapt most. Source:
seeds S0, S1, S2 and S4 (E3); S2 F4 (E9).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.axes import CORE
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import workload
from sim.processes.learning import TERM
from sim.ranking import better_half
from sim.say import Text
from sim.state import NOWHERE, Array, Owned, owned
from sim.sums import Combiner
from sim.world import Done, World

BUILDING = Item(
    "courses built", "课程开发", Text(zh="核心校骨干开发共享课程", en="the core's better teachers, who build shared courses"), "teacher", "hours"
)  # fmt: skip
ADAPTING = Item(
    "courses adapted", "课程改编", Text(zh="成员校教师按本校学情改编课程", en="members' teachers, who adapt shared courses"), "teacher", "hours"
)  # fmt: skip


class CourseBank(Instrument):
    """Courses that a group builds, keeps up and adapts.

    集团共同开发、更新并改编的课程。
    """

    zh: ClassVar[str] = "课程资源库"
    en: ClassVar[str] = "Bank of courses"
    row: ClassVar[str] = "E3"
    dose: ClassVar[str] = "courses"
    money: ClassVar[tuple[Item, ...]] = (
        Item("courses", "课程开发费", Text(zh="课程开发费", en="courses built"), "group"),
    )
    time: ClassVar[tuple[Item, ...]] = (BUILDING, ADAPTING)
    channel: ClassVar[str] = "courses"
    combiner: ClassVar[Combiner] = "max"
    owns: ClassVar[tuple[Owned, ...]] = (
        owned("groups.bank", np.float32, "courses", "课程存量", Text(zh="课程资源库中的课程数", en="courses in the bank of the group")),
    )  # fmt: skip

    courses: float = param(
        6.0, unit="courses/year", low=0, high=60, zh="每年开发课程数", en="courses a group builds in a year, as far as its fund goes",
        source=Text(zh="假设：每学期三门", en="assumed: three a term"),
    )  # fmt: skip
    price: float = param(
        3000.0, unit="yuan/course", low=0, high=50000, zh="每门课程费用", en="money for building a course",
        source=Text(zh="假设：专家与制作", en="assumed: experts and production"),
    )  # fmt: skip
    age: float = param(
        0.2, unit="1/year", low=0, high=0.6, zh="课程老化率", en="share of the bank that goes out of date in a year",
        source=Text(zh="假设：教材与课标约五年一换", en="assumed: textbooks and standards change in about five years"),
    )  # fmt: skip
    half: float = param(
        15.0, unit="courses", low=1, high=100, zh="半效课程数", en="courses with which half of what a bank can bring is reached",
        source=Text(zh="假设：每年六门、五年老化时存量的一半", en="assumed: half of the bank that six a year keep up"),
    )  # fmt: skip
    gain: float = param(
        0.04, unit="SD/year", low=0, high=0.15, zh="课程收益", en="gain of pupils from a full bank, wholly adapted, of teachers one SD better",
        source=Text(zh="假设：低于同步课堂（digital_lessons.gain），因为只有材料而无教师", en="assumed: below live lessons (digital_lessons.gain), for materials come without the teacher"),
    )  # fmt: skip
    raw: float = param(
        0.4, unit="share", low=0, high=1, zh="未改编效力", en="part of it that courses bring which are used as they are",
        source=Text(zh="假设：不足一半；材料 S2 F4（共享不是复制）", en="assumed: less than half; seed S2 F4 (sharing is not copying)"),
    )  # fmt: skip
    adapt: float = param(
        0.5, unit="hours/week", low=0, high=4, zh="改编周工时", en="hours a week of a member's core-subject teacher for adapting, over a full tie",
        source=Text(zh="假设：每周半小时", en="assumed: half an hour a week"),
    )  # fmt: skip
    adapt_half: float = param(
        0.5, unit="hours/week", low=0.1, high=4, zh="改编半效工时", en="hours a week with which half of the rest is gained",
        source=Text(zh="假设：与默认投入相同", en="assumed: what is given by default"),
    )  # fmt: skip
    course_hours: float = param(
        60.0, unit="hours/course", low=0, high=400, zh="每门开发工时", en="time of the core's better teachers for a course",
        source=Text(zh="假设：十二课时，每课时五小时", en="assumed: twelve lessons of five hours each"),
    )  # fmt: skip

    @acts("activities", writes="groups.bank groups.fund schools.support teachers.asked")
    def share(self, world: World) -> Done:
        """A group builds courses with what its fund has, the bank ages, and members adapt and use it.

        集团以经费开发课程，旧课程逐渐老化，成员校改编后使用。
        """
        s, g, t = world.schools, world.groups, world.teachers
        rows = self.ties(world)
        rows = rows[s.pupils[network.ends(world, rows)[0]].any(1)]  # a partner institution has no classes to build for
        if not rows.size:
            return Done()
        bank, unit = g["bank"], world.ties.group[rows]
        units = np.flatnonzero(np.bincount(unit))
        cap = np.maximum(g.fund[units], 0) / self.price if self.price else np.full(units.size, np.inf)
        planned = np.zeros(len(g))
        planned[units] = TERM * self.courses
        built = np.minimum(self.together(world, "built", planned)[units], cap)
        self._grow_old(world, units)
        bank[units] += built
        yuan = world.books.pay(
            world.year, "courses", self.price * built, source="group", source_row=units, target="supplier"
        )
        who = np.flatnonzero(t.active & (t.block == CORE) & self.aims_stage(t.stage))
        best, mean, n = better_half(t.skill[who], t.post[who], len(s))
        core, member = network.ends(world, rows)
        lead = (best[core] - mean[member]) / world.settings.params.careers.skill_sd
        lead = np.minimum(np.maximum(lead, 0), 1) * (n[member] > 0)
        fit = self.raw + (1 - self.raw) * (1 - 2 ** (-self.adapt / self.adapt_half))
        reach = self.reach(world, rows).astype(np.float64)
        full = bank[unit] / (bank[unit] + self.half)
        s.support += self.to_members(world, "courses", rows, self.gain * reach * full * fit * lead)
        building = sums.scatter("sum", g.core[units], self.course_hours * built, len(s))
        adapted = self.to_members(world, "adapted", rows, self.adapt * workload.weeks(world) * reach)
        builds, uses, given = _work(who, t.post, t.stage, t.skill, mean, building > 0, adapted)
        hours = workload.ask_together(world, BUILDING, builds, t.post[builds], building)
        hours += workload.ask(world, ADAPTING, uses, given)
        return Done(int(s.pupils[network.members(world, rows)].sum()), hours, yuan)

    def _grow_old(self, world: World, units: Array) -> None:
        """Let the banks of some groups age, once a term, whatever instances share one."""
        term, aged, _ = world.brought.get((self.name, "aged"), (NOWHERE, None, 0.0))
        if term != world.term:
            aged = np.zeros(len(world.groups), np.bool_)
            world.brought[self.name, "aged"] = (world.term, aged, 0.0)
        world.groups["bank"][units[~aged[units]]] *= (1 - self.age) ** TERM
        aged[units] = True


@kernel
def _work(
    who: Array,  # teacher rows
    post: Array, stage: Array, skill: Array,  # (teacher rows,)
    mean: Array,  # (schools,) skill
    needed: Array,  # (schools,) whether a school builds courses
    hours: Array,  # (schools, stages) of a term for which each teacher of a member adapts courses
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return which of some teachers build courses, the better half of a core, and which adapt them, each for how many hours."""
    builds, uses, given = np.empty(who.size, np.int64), np.empty(who.size, np.int64), np.empty(who.size)
    n_builds = n_uses = 0
    for j in who:  # no branch to mispredict: who does not is written over
        at = post[j]
        builds[n_builds] = j
        n_builds += needed[at] & (skill[j] >= mean[at])
        uses[n_uses], given[n_uses] = j, hours[at, stage[j]]
        n_uses += hours[at, stage[j]] > 0
    return builds[:n_builds], uses[:n_uses], given[:n_uses]
