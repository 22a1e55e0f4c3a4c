r"""Open school (名校网络课堂): recorded lessons of the best school of a district are open to all its schools, tied or not.

.. math:: support_{sk} \leftarrow support_{sk} + g\,u\,a_s\,\min(1, rooms_s)\,
          \min\Big(1, \frac{(\bar q^{best}_k - \bar q_{sk})^+}{\sigma_q}\Big)

At each stage the school whose better half of teachers of core subjects is most skilled records; lead is that half's over the
mean of a school. The better half gives the hours, the bureau pays.
"""

from __future__ import annotations

import numpy as np

from sim.axes import BLOCKS
from sim.books import Item, register
from sim.processes import process, tasks, workload
from sim.processes.learning import TERM
from sim.processes.platform import rooms
from sim.ranking import better_half
from sim.say import Text
from sim.state import NOWHERE
from sim.world import World

COST = Item("open school", "网络课堂", Text(zh="名校网络课堂费用", en="open school"), "treasury")
register(COST)
CORE = BLOCKS.code("core")


@process(writes="schools.support teachers.asked")
def teach(world: World) -> None:
    """Pupils of every school follow recorded lessons of the best school of their district.

    各校学生收看本区县最强校录制的课程。
    """
    p, s, t = world.settings.params.open_school, world.schools, world.teachers
    if not p.use:
        return
    place = np.where(t.active & (t.block == CORE), world.stages.place(t.post.astype(np.int64), t.stage), NOWHERE)
    best, mean, n = map(world.stages.by_unit, better_half(t.skill, place, world.stages.n_places(len(s))))
    able = (n > 0) & (s.pupils > 0)
    most = np.full((len(world.districts), best.shape[1]), -np.inf)
    np.maximum.at(most, s.district, np.where(able, best, -np.inf))
    lead = np.clip((most[s.district] - mean) / world.settings.params.careers.skill_sd, 0, 1) * able
    s.support += p.gain * p.use * (s.adoption * rooms(world))[:, None] * lead
    records = (able & (best == most[s.district])).ravel()
    givers = np.flatnonzero((place >= 0) & (t.skill >= mean.ravel()[place]) & records[place])
    workload.ask_together(world, tasks.RECORDING, givers, place[givers], TERM * p.hours * p.use * records)
    yuan = np.full(len(world.districts), TERM * p.cost * p.use)
    world.books.pay(world.year, COST.name, yuan, source="treasury", source_row=np.arange(yuan.size), target="supplier")
