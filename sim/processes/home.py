r"""Families (家校共育): schools reach families by meetings and visits, most where homes give least.

.. math:: support_{sk} \leftarrow support_{sk} + v\,g\,\max\big(0,\ 1 - w\,\overline{SES}_{sk}\big)

with v the share of families reached, and the mean background of the pupils of a school and stage. Homeroom teachers give the
hours.
"""

from __future__ import annotations

import numpy as np

from sim import sums
from sim.axes import STAGE_OF
from sim.processes import process, tasks, workload
from sim.state import Array, Duty
from sim.world import World


@process(writes="schools.support teachers.asked")
def reach_out(world: World) -> None:
    """Homeroom teachers meet and visit families, who then do more for their children's studies.

    班主任开家长会、家访，家庭为孩子的学习做得更多。
    """
    s, t, p = world.schools, world.teachers, world.settings.params.home
    if not p.share:
        return
    s.support += p.share * p.gain * np.maximum(1 - p.poor * background(world), 0) * (s.pupils > 0)
    who = np.flatnonzero(t.active & (t.duty == Duty.HOMEROOM))
    workload.ask(world, tasks.FAMILIES, who, p.share * p.hours * workload.weeks(world))


def background(world: World) -> Array:
    """Return the mean SES of the pupils of each school and stage; 0 where there are none."""
    s, k, rows = world.students, world.classes, world.live_students()
    of = world.class_of_students()
    total = np.bincount(of, sums.whole(s.ses[rows]), minlength=len(k))
    live, n = world.live_classes(), world.stages.n_places(len(world.schools))
    place = world.stages.place(k.school[live], STAGE_OF[k.grade[live]])
    heads = np.bincount(place, k.size[live], minlength=n)
    mean = np.bincount(place, total[live], minlength=n) / np.maximum(heads, 1)
    found: Array = world.stages.by_unit(mean)
    return found
