r"""Growth: teachers gain experience.

What they learn from others is told in ``practice.py``.
"""

from __future__ import annotations

from sim.kernels import kernel
from sim.processes import process
from sim.processes.learning import TERM
from sim.state import Array
from sim.world import World


@process(writes="teachers.experience teachers.terms_since_move")
def grow_older(world: World) -> None:
    """A term of experience is added.

    教龄增加一个学期。
    """
    t = world.teachers
    _older(t.active, t.experience, t.terms_since_move)


@kernel
def _older(active: Array, experience: Array, terms_since_move: Array) -> None:
    for j in range(active.size):
        if active[j]:
            experience[j] += TERM
        terms_since_move[j] = min(terms_since_move[j] + 1, 99)
