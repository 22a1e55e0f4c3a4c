r"""A platform of diagnostics (智慧平台): homework and tests go through it, which aims teaching better and saves marking.

.. math:: support_s \leftarrow support_s + g\,u_s\,\frac{1}{1+\epsilon^2}, \qquad saved_s = m\,u_s, \qquad
          u_s = u\,a_s\,\min(1, rooms_s)

with u the use that is asked for, a how far the staff has taken it up (``adoption.py``), rooms the networked classrooms over
the standard. A diagnosis is as good as the tests it rests on: with an error of epsilon SD they have the reliability of the
fraction. Teachers enter and read (hours), marking falls by the share m, and licences are paid for.
"""

from __future__ import annotations

import numpy as np

from sim.axes import STOCKS
from sim.books import Item, register
from sim.processes import process, tasks, workload
from sim.processes.learning import TERM, over_standard
from sim.say import Text
from sim.state import Array
from sim.world import World

COST = Item("diagnostics", "智慧平台", Text(zh="智慧平台费用", en="platform of diagnostics"), "treasury")
register(COST)


@process(writes="schools.support schools.saved teachers.asked")
def diagnose(world: World) -> None:
    """Homework and tests go through a platform, which aims teaching and saves marking.

    作业与测验通过平台进行，教学更有针对性，批改也有节省。
    """
    p, s, t = world.settings.params.platform, world.schools, world.teachers
    if not p.use:
        return
    used = p.use * s.adoption * rooms(world) * (s.pupils.sum(1) > 0)
    s.support += (p.gain * used / (1 + world.settings.params.tests.noise**2))[:, None]
    s.saved[:] = p.saves * used
    on = world.live_teachers()
    workload.ask(world, tasks.ENTRY, on, p.entry * workload.weeks(world) * used[t.post[on]].astype(np.float64))
    bureau, yuan = world.books.shares(np.arange(len(s)), TERM * p.cost * used * s.pupils.sum(1))
    world.books.pay(world.year, COST.name, yuan, source="treasury", source_row=bureau, target="supplier")


def rooms(world: World) -> Array:
    """Return the networked classrooms of each school over the standard, 1 at most."""
    found: Array = np.minimum(over_standard(world)[:, STOCKS.code("media_rooms")], 1.0)
    return found
