"""Teams: teachers of one or more schools leave together for another for good, which needs fewer novices (C8, C10, A21).

A partner institution that sends a team lies outside the district: its people come on to the register of the school, as skilled as
its staff (`partners.lead`), past the years of the first title and young enough to be moved, and nobody is missed for them.
"""

from __future__ import annotations

import numpy as np

from sim import kinds, rng
from sim.axes import Kind
from sim.events import Team
from sim.gates import happening
from sim.processes import partners, placement, process
from sim.ranking import top
from sim.state import Array, Honour, Title
from sim.supply import staff
from sim.world import World


@process(writes="teachers.*")
def send_teams(world: World) -> None:
    """Teams leave for the schools they are to staff, as the posts of this autumn ask for them.

    团队派往需要配备师资的学校，人数依今年秋季的岗位。
    """
    for reform in happening(world.case, world.term, world.extended):
        for event in reform.team:
            _send(world, event)


def _send(world: World, event: Team) -> None:
    """Send a team: posts are filled by stage and block, by lot among all senders, and first by people from outside."""
    s, names = world.schools, world.names
    target = names.school_row[event.school]
    if not s.active[target]:
        return
    asked = _whole(event.share * s.posts[target].ravel())
    senders = np.array([names.school_row[name] for name in event.senders])
    outside = s.kind[senders] == Kind.PARTNER
    for partner in senders[outside]:
        asked = asked - _come(world, partner, target, asked, event.backbone_share)
    _leave(world, senders[~outside], target, asked, event.backbone_share)


def _leave(world: World, senders: Array, target: int, asked: Array, backbone: float) -> None:
    """Let teachers of the district go, backbone teachers first, then by lot among all senders."""
    t = world.teachers
    able = np.flatnonzero(t.active & np.isin(t.register, senders) & (t.placement == kinds.AT_HOME))
    cell = world.stages.subject(t.stage[able], t.block[able])
    luck = rng.uniform(world.key("team.pick"), t.uid[able])
    honoured = t.honour[able] >= Honour.BACKBONE
    first = np.flatnonzero(honoured)
    picked = np.zeros(able.size, np.bool_)
    picked[first[top(cell[first], luck[first], t.uid[able[first]], _whole(backbone * asked))]] = True
    others = np.flatnonzero(~honoured)
    left = asked - np.bincount(cell[picked], minlength=asked.size)
    picked[others[top(cell[others], luck[others], t.uid[able[others]], left)]] = True
    placement.register_at(world, able[picked], target, forced=False)


def _come(world: World, partner: int, target: int, asked: Array, backbone: float) -> Array:
    """Let people of a partner institution come, no more than it has; return how many, by stage and block."""
    t, s, p = world.teachers, world.schools, world.settings.params
    part = min(partners.numbers(world)[partner] / max(asked.sum(), 1), 1.0)
    count = np.minimum(_whole(part * asked), asked).astype(np.int64)
    subject = np.repeat(np.arange(count.size), count)
    turn = np.arange(subject.size, dtype=np.uint64) | np.uint64(world.year << 10)
    uid = (s.uid[target].astype(np.uint64) << np.uint64(32) | s.uid[partner].astype(np.uint64)) ^ turn
    skill = p.partners.lead.array()[s.level[partner]] + p.careers.skill_sd * rng.normal(world.key("team.skill"), uid)
    rows = staff.employ(world, uid, world.stages.n_teams(1) * target + subject, skill)
    years = p.careers.title_years.array()[Title.FIRST - 1], p.careers.move_age - staff.START_AGE
    t.experience[rows] = np.floor(years[0] + (years[1] - years[0]) * rng.uniform(world.key("team.age"), uid))
    t.birth_year[rows] -= t.experience[rows].astype(t.birth_year.dtype)
    t.title[rows] = Title.FIRST
    t.honour[rows[top(subject * 0, skill, uid, np.array([round(backbone * rows.size)]))]] = Honour.BACKBONE
    return count


def _whole(parts: Array) -> Array:
    """Return whole numbers in place of parts, whose sum they keep as nearly as whole numbers can."""
    return np.diff(np.rint(np.cumsum(parts)), prepend=0.0)
