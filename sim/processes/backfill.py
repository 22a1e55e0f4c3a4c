r"""Backfill (补位): who gives the lessons of those who are sent away one way, where their school does not simply share them out.

A *substitute* (代课) is hired at the school for as long as the other is away, holds no post of it, moves nowhere, has no duty
and no pay scale, and is gone when the other comes back. Substitutes are drawn as applicants are, of the experience at which a
teacher's value is counted, and are worth ``substitutes.behind`` less. Or the *host* sends somebody of the same stage and block
to take the class over, whoever its head parts with most readily. Source of what substitutes are worth: cite:lei2018.
"""

from __future__ import annotations

import numpy as np

from sim.kinds import PlacementKind
from sim.processes import placement
from sim.processes.placement import Posting
from sim.state import NOWHERE, Array, Teachers
from sim.supply import applicants, staff
from sim.world import World

SUBSTITUTE = PlacementKind(
    "substitute", "代课", "substitute", way="one way", decides="teacher", number=11, keeps_post=False, hired=True
)  # at the school of register itself
HIRING = " ".join(f"teachers.{name}" for name in Teachers.declared())  # who is hired is new in every column
OTHER = np.uint64(0xD1B54A32D192ED03)  # odd: makes the identity of a substitute of that of the teacher who is away


def hire(world: World, away: Array, unit: Array, posting: Posting) -> None:
    """Let schools hire a substitute for each of some teachers whom they send over units, for as long as these are away."""
    if not away.size:
        return
    t, d, p = world.teachers, world.districts, world.settings.params
    years, home = round(p.teaching.reference_years), world.schools.district[t.register[away]]
    uid = t.uid[away] ^ np.full(away.size, world.year, np.uint64) * OTHER
    talent = p.careers.skill_mean + p.careers.skill_sd * applicants.talent(world, uid)[0]
    skill = d.raw_skill[home] + d.raw_spread[home] * talent - p.substitutes.behind
    rows = staff.employ(world, uid, world.stages.team(t.register[away], t.stage[away], t.block[away]), skill)
    t.experience[rows] = years
    t.birth_year[rows] -= years
    placement.send(world, rows, t.register[rows], posting._replace(load=1.0), unit)


def change_places(
    world: World, away: Array, host: Array, unit: Array, chosen: Array,
    free: Array, release: Array, willing: Array, posting: Posting,
) -> tuple[Array, Array]:  # fmt: skip
    """Send those for whom their host sends somebody back, and these; return for whom nobody comes, and who is sent back.

    Parameters
    ----------
    away, host, unit, chosen
        Who is to go, the school and the unit of each, and whether they would have gone anyway.
    free, release, willing
        Whom hosts may send, how readily their heads part with them, and whether they would have gone anyway.
    """
    t, n = world.teachers, world.stages.n_teams(len(world.schools))
    wanted = world.stages.team(host, t.stage[away], t.block[away])
    offered = world.stages.team(t.register[free], t.stage[free], t.block[free])
    back = applicants.by_rank(wanted, np.zeros(away.size), t.uid[away], offered, release, t.uid[free], n)
    met = np.flatnonzero(back != NOWHERE)
    one, other = away[met], free[back[met]]
    placement.send(
        world, np.append(one, other), np.append(host[met], t.register[one]), posting, np.append(unit[met], unit[met]),
        np.append(chosen[met], willing[back[met]]),
    )  # fmt: skip
    return back == NOWHERE, other
