r"""Competition for posts (竞聘上岗): teachers of the county, or of the group, whose contract is over compete for posts (B11).

Where contracts run for so many years, all whose years at a school are a multiple of these put their posts up: in each subject
of a county or a group the most wanted of these posts takes the one who looks best of those who held them, the next the next
(``applicants.by_rank``). So nobody is without a post and no school has fewer; who moves starts anew, and has been moved
against the own will where the new post is worth less. Bureaus pay for it. 县管校聘、学校人→集团人.
"""

from __future__ import annotations

import numpy as np

from sim import kinds, network, rng
from sim.books import Item, register
from sim.processes import process
from sim.processes.careers import appeal
from sim.say import Text
from sim.state import Array
from sim.supply import applicants, staff
from sim.world import World

CONTEST = Item("competition for posts", "竞聘上岗", Text(zh="组织竞聘上岗", en="competitions for posts"), "treasury")
register(CONTEST)


@process(
    writes="teachers.register teachers.post teachers.match teachers.years_here teachers.forced teachers.terms_since_move"
)
def compete(world: World) -> None:
    """Teachers whose contract is over compete for the posts that they put up.

    聘期届满的教师在本区县或本集团内竞聘上岗。
    """
    t, p = world.teachers, world.settings.params.careers
    if not p.contract_years:
        return
    who, cell, cells = _contest(world)
    if not who.size:
        return
    of = t.register[who].copy()
    worth = appeal(world)[of] + p.taste * rng.normal(world.key("competition.taste"), t.uid[who])
    luck = rng.normal(world.key("competition.looks"), t.uid[who])
    seen = applicants.looks(t.skill[who] / p.skill_sd, luck, p.seen["served"])
    taken = applicants.by_rank(cell, worth, t.uid[who], cell, seen, t.uid[who], cells)
    goes = of[taken] != of
    rows, target = who[taken[goes]], of[goes]
    lost = worth[goes] < worth[taken[goes]]
    t.register[rows] = t.post[rows] = target
    t.match[rows] = staff.match(world, rows)
    t.years_here[rows], t.forced[rows], t.terms_since_move[rows] = 0, lost, 0
    world.staffing += 1
    bureau, number = world.books.shares(of, np.ones(who.size))
    paid = p.contract_cost * number
    world.books.pay(world.year, CONTEST.name, paid, source="treasury", source_row=bureau, target="supplier")


def _contest(world: World) -> tuple[Array, Array, int]:
    """Return who competes, in which cell (a subject of a county or a group), and the number of cells."""
    t, p, each = world.teachers, world.settings.params.careers, world.stages.n_teams(1)
    over = t.active & (t.placement == kinds.AT_HOME) & (t.years_here > 0) & (t.years_here % p.contract_years == 0)
    who = np.flatnonzero(over)
    if p.contract_with == "group":
        among, n = network.units(world)[t.register[who], t.stage[who]], len(world.groups)
    else:
        among, n = world.schools.district[t.register[who]].astype(np.int64), len(world.districts)
    who, among = who[among >= 0], among[among >= 0]
    return who, among * each + world.stages.subject(t.stage[who], t.block[who]), n * each
