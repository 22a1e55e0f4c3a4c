r"""Growth: teachers gain experience, tire under load, and recover.

.. math:: burnout \leftarrow burnout + h\,(s\,(load-18)^+ - k\,burnout)

What they learn from others is told in ``practice.py``.
"""

from __future__ import annotations

import numpy as np

from sim.processes import process
from sim.processes.learning import TERM
from sim.world import World


@process(writes="teachers.experience teachers.terms_since_move teachers.burnout")
def grow_older(world: World) -> None:
    """A term of experience is added; heavy loads wear teachers out, others recover.

    教龄增加一个学期；负担过重使人倦怠，其余的人恢复。
    """
    t, p = world.teachers, world.settings.params
    heavy = np.maximum(t.load - np.float32(p.teaching.load_threshold), 0)
    t.burnout[:] = np.clip(t.burnout + TERM * (p.careers.strain * heavy - p.careers.recovery * t.burnout), 0, 1)
    t.experience += TERM * t.active
    t.terms_since_move[:] = np.minimum(t.terms_since_move + 1, 99)
