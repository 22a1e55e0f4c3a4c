"""Activities: what groups lend in a term is given back before the next, so that an instrument switched off leaves nothing."""

from __future__ import annotations

from sim.processes import process
from sim.world import World


@process(writes="schools.shared schools.digital schools.lead schools.support schools.care schools.relief schools.saved")
def clear(world: World) -> None:
    """What groups lent last term is given back.

    上学期集团出借的资源归还。
    """
    s = world.schools
    s.shared[:] = 0
    s.digital[:] = 0
    s.lead[:] = 0
    s.support[:] = s.care[:] = s.relief[:] = s.saved[:] = 0
