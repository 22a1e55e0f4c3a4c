r"""Support after school (课后辅导): part of the after-school service is help with studies, of more use where schools lag.

.. math:: support_{sk} \leftarrow support_{sk} + v\,g\,\big(1 + w\,(\bar A_{dk} - \bar A_{sk})^+\big)

with v the share of the service that is help, g what all of it would bring, and the gap of last year's mean scores of the
stage to the district's. Help falls into hours of service that are there anyway; it is prepared, and paid. Private tutoring
goes with no gain once unpublished studies are allowed for (21 studies), and is of more use in weak schools, so the gain is
small. None before `time.after_school_from`.
"""

from __future__ import annotations

import numpy as np

from sim import sums
from sim.books import Item, register
from sim.processes import process, tasks, workload
from sim.say import Text
from sim.state import Array
from sim.supply.service import after_school
from sim.world import World

PAY = Item(
    "pay for help",
    "课后辅导补助",
    Text(zh="教师课后辅导的补助", en="pay of teachers for help after school"),
    "treasury",
)
register(PAY)


@process(writes="schools.support teachers.asked")
def help_pupils(world: World) -> None:
    """Teachers help pupils with their studies in part of the after-school service.

    教师在部分课后服务时间辅导学生学习。
    """
    p, s, t = world.settings.params.support, world.schools, world.teachers
    service = after_school(world)
    if not p.share * service.any():
        return
    s.support += (service > 0) * p.share * p.gain * (1 + p.behind * behind(world))
    hours = p.share * service * workload.weeks(world)  # of this term
    who = world.live_teachers()
    cell = world.stages.place(t.post[who].astype(np.int64), t.stage[who])
    workload.ask_together(world, tasks.HELP, who, cell, p.preparing * hours.ravel())
    bureau, given = world.books.shares(np.arange(len(s)), hours.sum(1))
    world.books.pay(world.year, PAY.name, p.pay * given, source="treasury", source_row=bureau, target="staff")


def behind(world: World) -> Array:
    """Return by how many SD the last mean score of each school and stage is below its district's; 0 if it is not."""
    s, sd = world.schools, world.settings.params.tests.sd
    known = np.isfinite(s.mean_score) & (s.pupils > 0)
    heads, score = np.where(known, s.pupils, 0), np.where(known, s.mean_score, 0).astype(np.float64)
    total, points = np.zeros((2, len(world.districts), s.pupils.shape[1]))
    np.add.at(total, s.district, heads)
    np.add.at(points, s.district, sums.whole(heads * score))
    mean = (points / np.maximum(total, 1))[s.district]
    found: Array = np.where(known, np.maximum(mean - score, 0) / sd, 0)
    return found
