r"""Standing (优质教育集团评选与验收): good groups rise a tier and are rewarded; new ones pass their acceptance, or get less.

Every spring a group is looked at by four criteria of the guidance (资源优化配置、学校教学质量、教师专业发展、社会满意度): what
its pupils have, loans inside the group counted, comes up to the national standard on average (`standing.resources`); they
came on at least as its district's did; it has at least the district's share of teachers with honours; its families are
satisfied (`standing.satisfied`). The share that is met stands in ``groups.met``. A group that meets `standing.needed` for
`standing.years` in a row rises from a district's to a municipal, then to a provincial one, is rewarded once for each step, and
begins to count anew; instruments can be aimed at tiers. Where a plan says how many groups are wanted at a tier
(`standing.municipal`, `standing.provincial`), those that meet most criteria rise, by lot among equals. In the first spring
`standing.accept_after` years or more after a group was formed, and every year until it passes, the criteria of resources and of
quality, and that its schools are managed at least as the district's on average, must hold: all three, else part of its earmark is
withheld.
"""

from __future__ import annotations

import numpy as np

from sim import network, rng, sums
from sim.books import Item, register
from sim.equity import staffing
from sim.processes import groups, process
from sim.say import Text
from sim.state import Array, Layer, Tier
from sim.world import World

REWARD = Item(
    "rewards of good groups",
    "优质集团奖补",
    Text(zh="优质教育集团的奖补", en="rewards of groups that rise a tier"),
    "treasury",
)
register(REWARD)
ROUNDING = 1e-6  # what is so close is equal
BACKBONE, ALL = (staffing.COUNTS.index(name) for name in ("backbone", "all"))


@process(writes="groups.met groups.merit groups.tier groups.fund")
def choose(world: World) -> None:
    """Groups are looked at by criteria; who meets enough of them for years rises a tier and is rewarded.

    按标准评选集团，连年达到足够条件的晋升一级并获奖补。
    """
    g, p = world.groups, world.settings.params.standing
    if not p.years:
        return
    rows = groups.living(world)
    rows = rows[g.layer[rows] == Layer.GROUP]  # clusters, pairs and communities are no groups that are chosen
    if not rows.size:
        return
    met = np.stack([resourced(world), progressing(world), honoured(world), pleased(world)]).mean(0)
    g.met[rows] = met[rows]
    g.merit[rows] = np.where(met[rows] >= p.needed, g.merit[rows] + 1, 0)
    up = wanted(world, rows, rows[(g.merit[rows] >= p.years) & (g.tier[rows] < Tier.PROVINCIAL)])
    g.tier[up] += 1
    g.merit[up] = 0
    world.books.pay(
        world.year, REWARD.name, np.full(up.size, p.reward), source="treasury", target="group", target_row=up
    )


def wanted(world: World, living: Array, due: Array) -> Array:
    """Return which of the groups that are due to rise have a place at their next tier; those that leave one make room."""
    g, p = world.groups, world.settings.params.standing
    luck = rng.uniform(world.key("standing.lot"), g.uid[due].astype(np.uint64))
    order = due[np.lexsort((luck, -g.met[due]))]
    up, left = np.zeros(len(g), np.bool_), 0
    for tier, places in ((Tier.PROVINCIAL, p.provincial), (Tier.MUNICIPAL, p.municipal)):
        next_up = order[g.tier[order] == tier - 1]
        held = int((g.tier[living] == tier).sum()) - left
        up[next_up[: max(places - held, 0) if places else next_up.size]] = True
        left = int(up.sum())
    return np.flatnonzero(up)


@process(writes="groups.failed")
def accept(world: World) -> None:
    """Groups of some years are accepted if their schools have the resources, the quality and the management.

    成立数年的集团接受验收：资源、质量与管理均须达标。
    """
    g, p = world.groups, world.settings.params.standing
    if not p.accept_after:
        g.failed[:] = False
        return
    due = g.failed | (
        (world.term + 1 - g.formed) // 2 == p.accept_after
    )  # of a group formed in spring half a year later
    good = resourced(world) & progressing(world) & managed(world)
    g.failed[:] = due & g.active & ~good


def resourced(world: World) -> Array:
    """Return whether what pupils of each unit have, loans counted, comes up to the standard on average.

    The seven indicators of the inspection are not asked for: they judge schools one by one, and few districts' schools pass.
    """
    s = world.schools
    have = s.resources.astype(np.float64) + network.mean_of_stages(s.shared, s.pupils)
    return np.asarray(_mean(world, have, s.pupils.sum(1))[0] >= world.settings.params.standing.resources - ROUNDING)


def progressing(world: World) -> Array:
    """Return whether pupils of each unit came on at least as those of its district this year."""
    s = world.schools
    last = np.nan_to_num(s.progress[:, :, 0]).astype(np.float64)
    heads = s.pupils.sum(1)
    here, there = _mean(world, (last * s.pupils).sum(1) / np.maximum(heads, 1), heads)
    return np.asarray(here >= there - ROUNDING)


def honoured(world: World) -> Array:
    """Return whether each unit has at least the share of its district of teachers with honours, by register."""
    count = staffing.count(world)[0].sum(1)
    here, there = _mean(world, count[:, BACKBONE] / np.maximum(count[:, ALL], 1), count[:, ALL])
    return np.asarray(here >= there - ROUNDING)


def pleased(world: World) -> Array:
    """Return whether enough families of each unit are satisfied."""
    s = world.schools
    heads = s.pupils.sum(1)
    share = (np.nan_to_num(s.satisfied).astype(np.float64) * s.pupils).sum(1) / np.maximum(heads, 1)
    return np.asarray(_mean(world, share, heads)[0] >= world.settings.params.standing.satisfied)


def managed(world: World) -> Array:
    """Return whether the schools of each unit are managed at least as well as those of its district on average."""
    s = world.schools
    here, there = _mean(world, s.management + network.mean_of_stages(s.practice, s.pupils), s.pupils.sum(1))
    return np.asarray(here >= there - ROUNDING)


def _mean(world: World, value: Array, weight: Array) -> tuple[Array, Array]:
    """Return the mean of a value of schools with pupils over each unit, and over the district of its core.

    A unit without pupils has none (NaN), and so meets no criterion.
    """
    s, g = world.schools, world.groups
    weight = np.where(s.active & (s.pupils.sum(1) > 0), weight, 0).astype(np.float64)
    part = sums.whole(weight * value, 30)
    seats = network.seats(world, network.active_ties(world))
    n, d = len(g), len(world.districts)
    own = np.bincount(seats.unit, part[seats.school], minlength=n)
    heads = np.bincount(seats.unit, weight[seats.school], minlength=n)
    own = np.divide(own, heads, out=np.full(n, np.nan), where=heads > 0)
    all_ = np.bincount(s.district, part, minlength=d) / np.maximum(np.bincount(s.district, weight, minlength=d), 1)
    return own, all_[s.district[g.core]]
