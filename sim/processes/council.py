r"""Council: the bodies in which schools, bureau and departments meet, and what their meetings settle (B2, B3, B5, B20, B23).

Trust over a tie follows the less willing of two partners. What a council of heads (理事会) or a joint party meeting (党建联席会)
settles, it holds between that and what they decide together, as the co-ordination of the form does:

.. math:: k = 1 - (1 - k_{form})(1 - a)^{m}(1 - b)^{n}, \qquad both = \min(e_c, e_m) + k\,(v\,e_c + (1-v)\,e_m - \min(e_c, e_m))

with m and n the meetings of a year and v the vote of the core. Members that take over a share d of what a core does for the
others, by committees (分工), thin it out less. Reports to the bureau (按月通报) press on all heads alike. A leading group of
departments (领导小组) frees posts: more of the surplus teachers are transferred to where posts are vacant. All of it takes hours
of heads and managers, or money of the bureau.
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.books import Item, register
from sim.processes import process, workload
from sim.processes.learning import TERM
from sim.processes.tasks import COMMITTEES, COUNCIL, PARTY, REPORTS
from sim.say import Text
from sim.state import Array
from sim.world import World

MONTHS = 12


LEADING = Item(
    "leading group", "领导小组", Text(zh="部门领导小组的运行", en="the leading group of departments"), "treasury"
)
register(LEADING)


@process(writes="schools.asked")
def meet(world: World) -> None:
    """Councils and committees meet and reports are written, in hours of heads and managers; the bureau pays the leading group.

    理事会、党建联席会与专业委员会开会，并编写通报，占用校长与管理人员工时；教育局支付领导小组费用。
    """
    p, ties, s = world.settings.params.council, world.ties, world.schools
    if (p.meetings or p.party_meetings or p.division) and not world.inside:
        rows = np.flatnonzero(ties.active & ties.reach.any(1))
        seats = network.seats(world, rows).school
        for item, times, hours, who in (
            (COUNCIL, p.meetings, p.hours, seats),
            (PARTY, p.party_meetings, p.hours, seats),
            (COMMITTEES, p.division, p.committee_hours, ties.school[rows]),
        ):
            if times and who.size:
                workload.ask(world, item, who, TERM * times * hours)
    if p.reports:
        taught = np.flatnonzero(s.active & (s.pupils.sum(1) > 0))
        workload.ask(world, REPORTS, taught, TERM * p.reports * p.report_hours)
    if p.leading:
        bureau = np.arange(len(world.districts))
        paid = np.full(bureau.size, TERM * p.leading * p.leading_cost)
        world.books.pay(world.year, LEADING.name, paid, source="treasury", source_row=bureau, target="supplier")


def agreed(world: World, core: Array, member: Array, coordination: Array) -> Array:
    """Return the effort that trust follows over each tie, from the efforts of its ends and the co-ordination of its form.

    Where taking part is compelled (B30), nobody's effort counts for less than that; what is compelled is resented.
    """
    p, head = world.settings.params.council, world.settings.params.principals
    resented: Array | float = 0.0
    if head.compulsion:
        floor = np.float32(head.compulsion)
        resented = np.maximum(floor - core, 0) + np.maximum(floor - member, 0)
        core, member = np.maximum(core, floor), np.maximum(member, floor)
    if p.meetings or p.party_meetings:
        left = (1 - p.settles) ** p.meetings * (1 - p.party_settles) ** p.party_meetings
        coordination = 1 - (1 - coordination) * np.float32(left)
    vote = np.where(core >= member, p.core_vote, 1 - p.core_vote).astype(np.float32)
    both: Array = np.minimum(core, member) + coordination * np.abs(core - member) * vote
    return np.maximum(both - np.float32(head.resentment) * resented, 0) if head.compulsion else both


def pressure(world: World) -> float:
    """Return what reports to the bureau add to the instruction under which all heads share."""
    p = world.settings.params.council
    return p.report_duty * p.reports / MONTHS


def deployed(world: World) -> float:
    """Return the share of surplus teachers who are transferred to vacant posts, with what a leading group frees."""
    p, share = world.settings.params.council, world.settings.params.careers.deployed
    return 1 - (1 - share) * (1 - p.frees) ** p.leading if p.leading else share
