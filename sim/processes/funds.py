r"""Rules of a group's fund (集团经费): cores may pay in, and what is left may go to members by need or by appraisal.

Where members pool money with a unit (``finance.py``), its core pays the share `finance.pool_core` of its public funds in,
times the mean of what its ties carry. Of what is left when the year ends, the share `finance.to_members` goes to schools of
the unit by what their resources lack of the national standard, and `finance.appraised` to those whose pupils came on further
than the mean of the unit, by how much and how many they are,

.. math:: n_s\,(progress_s - \overline{progress}_g)^+

which is the group's own yearly appraisal (G6); both together are at most all of it. A unit in which no school lacks anything,
or none is ahead, keeps that part for common activities.

A group may plan what its schools buy (E10): over a tie of resources each puts `finance.planned` of this year's capital money
into a plan, and gets of it by what its stocks lack times its pupils, so money goes where a survey finds most lacking.
"""

from __future__ import annotations

import numpy as np

from sim import network, sums
from sim.books import Item, register
from sim.processes import finance, process, tasks, workload
from sim.say import Text
from sim.state import Array
from sim.world import World

POOLED = Item(
    "funds pooled by cores",
    "核心校统筹经费",
    Text(zh="核心校缴入集团的公用经费", en="public funds pooled by cores"),
    "school",
)
NEED = Item(
    "group fund by need",
    "集团补薄",
    Text(zh="集团经费补给薄弱成员校", en="group funds to schools that lack resources"),
    "group",
)
MERIT = Item(
    "group fund by appraisal",
    "集团考核奖励",
    Text(zh="集团内部考核奖励", en="group funds by the group's own appraisal"),
    "group",
)
PLANNED = Item(
    "capital put into plans",
    "集团统筹基建经费",
    Text(zh="各校缴入集团配置计划的基建与设备经费", en="capital money put into plans of groups"),
    "school",
)
PLAN = Item(
    "capital by plan",
    "集团计划配置",
    Text(zh="集团按资源调查配置的基建与设备经费", en="capital money laid out by plans of groups"),
    "group",
)
register(POOLED, NEED, MERIT, PLANNED, PLAN)


@process(writes="schools.cash groups.fund")
def pool(world: World) -> None:
    """Cores pay part of their public funds into the fund of a group whose members do.

    成员校统筹经费的集团，其核心校也按比例出资。
    """
    ties, g, rules = world.ties, world.groups, finance.rules(world)
    if not any(p.pool_core for p in rules):
        return
    carried = np.where(ties.active, network.channel(world, "money"), 0).astype(np.float64)
    rows = np.flatnonzero(carried > 0)
    mean = sums.scatter("mean", ties.group[rows], carried[rows], len(g))
    units = np.flatnonzero(mean > 0)
    parts = np.bincount(g.core[units], minlength=len(world.schools))
    for district, p in enumerate(rules):
        own = units[world.schools.district[g.core[units]] == district]
        if p.pool_core and own.size:
            core = g.core[own]
            due = p.pool_core * mean[own] * finance.public_funds(world, core) / parts[core]
            world.books.pay(
                world.year, POOLED.name, due, source="school", source_row=core, target="group", target_row=own
            )


@process(writes="schools.cash groups.fund")
def share_out(world: World) -> None:
    """Groups give part of what is left of their fund to schools that lack resources, and part by their own appraisal.

    集团把结余经费的一部分补给条件薄弱的学校，一部分按内部考核奖励。
    """
    g = world.groups
    need, merit = np.array([(p.to_members, p.appraised) for p in finance.rules(world)]).T
    if not (need + merit).any():
        return
    seats = network.seats(world, network.active_ties(world))
    fund, at = np.maximum(g.fund, 0), world.schools.district[g.core]
    most = np.maximum(need + merit, 1)
    lack = finance.shortfall(world)[seats.school] * world.schools.pupils[seats.school].sum(1)
    for item, part, weight in ((NEED, need / most, lack), (MERIT, merit / most, ahead(world, seats))):
        total = sums.scatter("sum", seats.unit, weight, len(g))
        due = np.divide(weight, total[seats.unit], out=np.zeros(weight.size), where=total[seats.unit] > 0)
        due *= (part[at] * fund)[seats.unit]
        rows = np.flatnonzero(due)
        world.books.pay(
            world.year, item.name, due[rows], source="group", source_row=seats.unit[rows],
            target="school", target_row=seats.school[rows],
        )  # fmt: skip


@process(writes="schools.cash schools.asked groups.fund")
def plan(world: World) -> None:
    """Groups survey what their schools lack, and lay out part of their capital money by it.

    集团调查各校短缺，统筹配置一部分基建与设备经费。
    """
    s, stages = world.schools, world.stages
    if not any(p.planned for p in finance.rules(world)):
        return
    share, capital, survey = np.zeros((3, len(s)))
    for _, rules, schools in finance.bureaus(world):
        share[schools], survey[schools] = rules.planned, rules.survey
        capital[schools] = (s.pupils[schools] @ stages.of(rules.capital)) * s.means[schools]
    seats = network.seats(world, network.active_ties(world), "resources")
    rows = np.flatnonzero((seats.strength > 0) & ((share * capital)[seats.school] > 0))
    unit, school = seats.unit[rows], seats.school[rows]
    parts = np.bincount(school, minlength=len(s))[school]
    given = (share * np.maximum(np.minimum(capital, s.cash), 0))[school] * np.minimum(seats.strength[rows], 1) / parts
    lack = finance.shortfall(world)[school] * s.pupils[school].sum(1)
    total = sums.scatter("sum", unit, lack, len(world.groups))[unit]
    given *= total > 0  # where nobody lacks anything, there is nothing to plan
    pot = sums.scatter("sum", unit, given, len(world.groups))[unit]
    gets = np.divide(lack * pot, total, out=np.zeros(lack.size), where=total > 0)
    pay, year = world.books.pay, world.year
    pay(year, PLANNED.name, given, source="school", source_row=school, target="group", target_row=unit)
    pay(year, PLAN.name, gets, source="group", source_row=unit, target="school", target_row=school)
    once = np.unique(school)
    workload.ask(world, tasks.SURVEY, once, survey[once])


def ahead(world: World, seats: network.Seats) -> Array:
    """Return how far each seat is ahead of its unit in this year's progress, times its pupils [points]; 0 where it is not."""
    s = world.schools
    last = s.progress[seats.school, :, 0].astype(np.float64)
    known = seats.tied & np.isfinite(last)
    heads = np.where(known, s.pupils[seats.school], 0)
    n = heads.sum(1).astype(np.float64)
    own = np.divide(np.where(known, heads * last, 0).sum(1), n, out=np.zeros(n.size), where=n > 0)
    total = sums.scatter("sum", seats.unit, n * own, len(world.groups))
    mean = total / np.maximum(sums.scatter("sum", seats.unit, n, len(world.groups)), 1)
    found: Array = n * np.maximum(own - mean[seats.unit], 0)
    return found
