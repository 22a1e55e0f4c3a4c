r"""Practices taken up (作业设计、问题化学习、探究实验): ways of teaching spread from cores over ties, and teach those who use them.

The share A of a school's teachers of a stage who teach so rises as in the spread of innovations (Bass 1969): cores try it of
themselves, members take it up from cores over ties, and in any school users win over those beside them,

.. math:: \Delta A_s = h\,\Big(p\,[core] + q \sum_k reach_k\,A_{core(k)} + w A_s\Big)(1-A_s)

so that it comes late to those whose ties are thin, and stays when the plan ends. Who teaches so finds out u SD of practice a year by it,
:math:`l = h\,u\,A`, for some hours of preparing more. What several cores bring adds up (sum). Sources: seeds S1:60, S3:38.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.state import STAGE, Array, Owned, owned
from sim.sums import Combiner
from sim.world import Done, World

TRYING = Item(
    "trying new practices",
    "新做法备课",
    Text(zh="采用新做法的教师多花的备课时间", en="teachers who prepare more to teach in new ways"),
    "teacher",
    "hours",
)


class NewPractices(Instrument):
    """Ways of teaching that spread from cores to members.

    作业设计、问题化学习与探究实验等做法由核心校向成员校推广。
    """

    zh: ClassVar[str] = "教学做法推广"
    en: ClassVar[str] = "Practices taken up"
    row: ClassVar[str] = "D21"
    dose: ClassVar[str] = "tried"
    owns: ClassVar[tuple[Owned, ...]] = (
        owned("schools.taken_up", np.float32, "share", "新做法采用率", Text(zh="各学段采用新做法的教师份额", en="share of teachers of each stage who teach in the new way"), 0, (STAGE,)),
    )  # fmt: skip
    time: ClassVar[tuple[Item, ...]] = (TRYING,)
    channel: ClassVar[str] = "teaching"
    combiner: ClassVar[Combiner] = "sum"

    gain: float = param(
        0.003, unit="SD/year", low=0, high=0.02, zh="采用收益", en="practice that a teacher who teaches so finds out in a year, before any is known",
        source=Text(zh="文献：lomos2011（以实践为本的共同工作作用小）；数值为假设：约一次有效教研", en="cite:lomos2011 (practice-based work has small effects); the number is assumed: as of one good activity of research"),
    )  # fmt: skip
    tried: float = param(
        0.1, unit="1/year", low=0, high=1, zh="核心校试用率", en="share of a core's teachers who do not teach so that tries it in a year",
        source=Text(zh="假设：十年过半的慢速试用", en="assumed: half of them in seven years by this alone"),
    )  # fmt: skip
    handed_on: float = param(
        0.2, unit="1/year", low=0, high=2, zh="跨校采用率", en="share of a member's teachers taking it up in a year over a full tie to a core where all teach so",
        source=Text(zh="假设：慢于校内", en="assumed: slower than inside a school"),
    )  # fmt: skip
    beside: float = param(
        0.4, unit="1/year", low=0, high=2, zh="校内采用率", en="share of those who do not teach so yet taking it up in a year where all others do",
        source=Text(zh="假设：各种创新的模仿系数均值约0.38（Sultan、Farley、Lehmann 1990）", en="assumed: the mean over innovations of all kinds is 0.38 (Sultan, Farley and Lehmann 1990)"),
    )  # fmt: skip
    hours: float = param(
        20.0, unit="hours/year", low=0, high=200, zh="年增备课工时", en="time a year that teaching so takes to prepare",
        source=Text(zh="假设：每周半小时", en="assumed: half an hour a week"),
    )  # fmt: skip

    @acts("activities", writes="schools.taken_up teachers.learning teachers.asked")
    def spread(self, world: World) -> Done:
        """Practices spread from cores to members, and teach those who use them.

        新做法由核心校传到成员校，采用者在其中提高。
        """
        rows, s, t = self.ties(world), world.schools, world.teachers
        if not rows.size:
            return Done()
        core = network.ends(world, rows)[0]
        used, aimed = s["taken_up"], self.stages_of(world) & (s.pupils > 0)
        at_core = network.mean_of_stages(used.astype(np.float64), s.pupils)[core]
        leads = np.zeros(len(s), np.bool_)
        leads[core] = True
        brought = self.to_members(world, "taken_up", rows, self.handed_on * self.reach(world, rows) * at_core, np.inf)
        rate = self.tried * leads[:, None] + brought
        reached = aimed & (leads[:, None] | (network.to_members(world, rows, "max", np.ones(rows.size)) > 0))
        used += np.where(reached, TERM * (rate + self.beside * used) * (1 - used), 0)
        np.minimum(used, 1, out=used)
        who, part, hours = _learn(
            t.active, t.post, t.stage, t.learning, np.where(reached, used, np.float32(0)),
            np.float32(TERM * self.gain), np.float32(TERM * self.hours),
        )  # fmt: skip
        return Done(int(part.sum()), workload.ask(world, TRYING, who, hours))


@kernel
def _learn(
    active: Array, post: Array, stage: Array,  # (teacher rows,)
    learning: Array,  # (teacher rows,) changed in place
    share: Array,  # (schools, stages) of teachers who teach in the new way
    rate: np.float32,  # what one of them learns in a term
    time: np.float32,  # that one of them takes, hours of a term
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Let teachers learn by the share of their school and stage; return who does, the share of each teacher row, the hours of who does."""
    part, who, n = np.empty(active.size, np.float32), np.empty(active.size, np.int64), 0
    hours = np.empty(active.size)
    for j in range(active.size):  # no branch to mispredict: who does not is written over
        part[j] = share[post[j], stage[j]] if active[j] else np.float32(0)
        learning[j] += rate * part[j]
        who[n], hours[n] = j, time * part[j]
        n += part[j] != 0
    return who[:n], part, hours[:n]
