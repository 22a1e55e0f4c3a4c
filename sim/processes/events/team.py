"""Teams: teachers of one or more schools leave together for another for good, which needs fewer novices (C8, C10, A21)."""

from __future__ import annotations

import numpy as np

from sim import kinds, rng
from sim.events import Team
from sim.gates import happening
from sim.processes import placement, process
from sim.ranking import top
from sim.state import Array, Honour
from sim.world import World


@process(
    writes="""teachers.register teachers.post teachers.match teachers.years_here teachers.seniority teachers.forced
    teachers.terms_since_move teachers.burnout"""
)
def send_teams(world: World) -> None:
    """Teams leave for the schools they are to staff, as the posts of this autumn ask for them.

    团队派往需要配备师资的学校，人数依今年秋季的岗位。
    """
    for reform in happening(world.case, world.term, world.extended):
        for event in reform.team:
            _send(world, event)


def _send(world: World, event: Team) -> None:
    """Send a team: posts are filled by stage and block, backbone teachers first, then by lot among all senders."""
    t, s, names = world.teachers, world.schools, world.names
    target = names.school_row[event.school]
    senders = np.array([names.school_row[name] for name in event.senders])
    if not s.active[target]:
        return
    able = np.flatnonzero(t.active & np.isin(t.register, senders) & (t.placement == kinds.AT_HOME))
    cell = world.stages.subject(t.stage[able], t.block[able])
    asked = _whole(event.share * s.posts[target].ravel())
    luck = rng.uniform(world.key("team.pick"), t.uid[able])
    honoured = t.honour[able] >= Honour.BACKBONE
    first = np.flatnonzero(honoured)
    picked = np.zeros(able.size, np.bool_)
    picked[first[top(cell[first], luck[first], t.uid[able[first]], _whole(event.backbone_share * asked))]] = True
    others = np.flatnonzero(~honoured)
    left = asked - np.bincount(cell[picked], minlength=asked.size)
    picked[others[top(cell[others], luck[others], t.uid[able[others]], left)]] = True
    rows = able[picked]
    placement.register_at(world, rows, target, forced=False)


def _whole(parts: Array) -> Array:
    """Return whole numbers in place of parts, whose sum they keep as nearly as whole numbers can."""
    return np.diff(np.rint(np.cumsum(parts)), prepend=0.0)
