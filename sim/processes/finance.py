"""Finance: public funds and capital come in, are spent, and stocks wear out and are renewed.

The treasury pays each school a quota per pupil (small schools as if they had a hundred), capital money per pupil tilted
toward schools below the national standard, salaries, and an earmark to each group; members pool part of their
funds with the group, and pay or are paid for the fee of being managed, as the form of their tie says. Joint logistics
save part of the running costs. What a school does not spend on running and training renews what is worn, then buys what it lacks
by the standard.
"""

from __future__ import annotations

import numpy as np

from sim import network
from sim.axes import STOCKS
from sim.population.places import standard
from sim.processes import process
from sim.state import Array
from sim.world import World


@process(writes="schools.cash groups.fund")
def budget(world: World) -> None:
    """The treasury pays public funds, capital, salaries and the earmarks of groups."""
    s, g, t, p = world.schools, world.groups, world.teachers, world.settings.params.finance
    schools = np.flatnonzero(s.active & (s.pupils.sum(1) > 0))
    pay, year = world.books.pay, world.year
    funds = public_funds(world)[schools]
    pay(year, "public funds", funds, source="treasury", target="school", target_row=schools)
    heads = s.pupils[schools].sum(1)
    capital = (
        p.capital * s.means[schools] * heads * (1 - p.tilt + p.tilt * shortfall(world)[schools] / p.typical_shortfall)
    )
    pay(year, "capital", capital, source="treasury", target="school", target_row=schools)
    formed = np.flatnonzero(g.active)
    pay(year, "earmark", np.full(formed.size, p.earmark), source="treasury", target="group", target_row=formed)
    wages = p.salary * (1 + p.salary_title * t.title[world.live_teachers()])
    pay(year, "salaries", wages.sum(), source="treasury", target="staff")
    if p.pool > 0:
        money = network.channel(world, "money").astype(np.float64)
        paying = np.flatnonzero(world.ties.active & (money > 0))
        member = world.ties.school[paying]
        share = p.pool * money[paying] * public_funds(world)[member]
        pay(
            year,
            "pooled funds",
            share,
            source="school",
            source_row=member,
            target="group",
            target_row=world.ties.group[paying],
        )
    _fees(world)


def _fees(world: World) -> None:
    """Cores are paid for the members they manage, by the treasury or by the member."""
    ties = world.ties
    fee, forms = network.by_form(world, "fee")[ties.form, 0].astype(np.float64), list(world.settings.forms.values())
    own = np.array([form.payer == "member" for form in forms], np.bool_)[ties.form]
    for rows, source in ((~own, "treasury"), (own, "school")):
        due = np.flatnonzero(ties.active & (fee > 0) & rows)
        world.books.pay(
            world.year,
            "management fees",
            fee[due],
            source=source,
            source_row=ties.school[due] if source == "school" else None,
            target="school",
            target_row=world.groups.core[ties.group[due]],
        )


@process(writes="groups.fund")
def close_funds(world: World) -> None:
    """Groups put what is left of the year's fund into common materials; awards that follow are next year's money."""
    g = world.groups
    left = np.flatnonzero(g.fund > 0)
    world.books.pay(world.year, "group activities", g.fund[left], source="group", source_row=left, target="supplier")


@process(writes="schools.cash schools.teaching_area schools.sports_area schools.equipment schools.media_rooms")
def spend(world: World) -> None:
    """Schools pay for running and training, worn stocks are renewed, and the rest buys what is lacking."""
    s, p = world.schools, world.settings.params.finance
    schools = np.flatnonzero(s.active & (s.pupils.sum(1) > 0))
    pay, year, funds = world.books.pay, world.year, public_funds(world)[schools]
    joint = network.by_school(world, "logistics")[schools]
    running = p.running * (1 - p.joint_saving * joint) * funds
    pay(year, "running costs", running, source="school", source_row=schools, target="supplier")
    pay(year, "training", p.training * funds, source="school", source_row=schools, target="supplier")
    stock = np.stack([getattr(s, name)[schools] for name in STOCKS.names], axis=1).astype(np.float64)
    price, worn = p.price.array(), stock * p.wear.array()
    renewal = worn * price
    lack = np.maximum(standard(world)[schools] - stock, 0) * price
    money = np.maximum(s.cash[schools], 0)[:, None]
    need = renewal.sum(1, keepdims=True)
    spare = np.maximum(money - need, 0)
    buys = renewal * np.minimum(money / np.maximum(need, 1e-9), 1) + spare * _share(lack, renewal)
    pay(year, "stocks", money[:, 0], source="school", source_row=schools, target="supplier")
    new = stock - worn + buys / price
    for i, name in enumerate(STOCKS.names):
        getattr(s, name)[schools] = new[:, i]


def _share(lack: Array, renewal: Array) -> Array:
    """Return how schools split spare money over stocks: by what they lack, or as they renew when they lack nothing."""
    wish = np.where(lack.sum(1, keepdims=True) > 0, lack, renewal)
    total = wish.sum(1, keepdims=True)
    return np.divide(wish, total, out=np.full_like(wish, 1 / len(STOCKS)), where=total > 0)


def public_funds(world: World) -> Array:
    """Return the public funds of each school this year, in yuan."""
    s, p = world.schools, world.settings.params.finance
    heads = s.pupils.sum(1)
    lift = np.maximum(p.small_school / np.maximum(heads, 1), 1.0)
    funds: Array = (s.pupils @ world.stages.of(p.quota)) * lift
    return funds


def shortfall(world: World) -> Array:
    """Return how far each school lies below the national standard: mean over the four stocks, 0 at or above, 1 nothing."""
    stock = np.stack([getattr(world.schools, name) for name in STOCKS.names], axis=1)
    need = standard(world)
    ratio = np.divide(stock, need, out=np.ones_like(need), where=need > 0)
    lack: Array = np.maximum(1 - ratio, 0).mean(1)
    return lack
