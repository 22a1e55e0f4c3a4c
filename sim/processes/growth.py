r"""Growth: teachers gain experience.

What they learn from others is told in ``practice.py``.
"""

from __future__ import annotations

import numpy as np

from sim.processes import process
from sim.processes.learning import TERM
from sim.world import World


@process(writes="teachers.experience teachers.terms_since_move")
def grow_older(world: World) -> None:
    """A term of experience is added.

    教龄增加一个学期。
    """
    t = world.teachers
    t.experience += np.float32(TERM) * t.active
    np.minimum(t.terms_since_move + 1, 99, out=t.terms_since_move)
