r"""Guidance (个体指导与心理健康): talks of homeroom teachers serve the development of pupils, unless teachers are worn out.

.. math:: care_s \leftarrow care_s + g\,\big(1 - 2^{-h/h_{1/2}}\big)\,(1 - \bar B_s)

with h the hours of a week of a homeroom teacher, and B the mean burnout of the staff: who is burnt out listens less. Only
cases that follow the development of pupils see what it brings; the hours and the money are there in all.
"""

from __future__ import annotations

import numpy as np

from sim.books import Item, register
from sim.processes import development, process, tasks, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.state import Duty
from sim.world import World

COST = Item(
    "rooms of guidance", "心理辅导", Text(zh="心理辅导室与培训", en="rooms and training for guidance"), "treasury"
)
register(COST)


@process(writes="schools.care teachers.asked")
def guide(world: World) -> None:
    """Homeroom teachers guide pupils one by one, as far as they are not worn out themselves.

    班主任对学生作个体指导，倦怠者效果打折扣。
    """
    s, t, p = world.schools, world.teachers, world.settings.params.guidance
    if not p.hours:
        return
    fresh = (1 - development.burnout(world))[:, None] * (s.pupils > 0)
    s.care += p.gain * (1 - 2 ** (-p.hours / p.half)) * fresh
    who = np.flatnonzero(t.active & (t.duty == Duty.HOMEROOM))
    workload.ask(world, tasks.TALKS, who, p.hours * workload.weeks(world))
    bureau, classes = world.books.shares(np.arange(len(s)), s.classes.sum(1))
    yuan = TERM * p.cost * classes
    world.books.pay(world.year, COST.name, yuan, source="treasury", source_row=bureau, target="supplier")
