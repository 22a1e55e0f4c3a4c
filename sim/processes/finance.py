"""Finance: public funds and capital come in, are spent, and stocks wear out and are renewed.

Every district keeps its own rules and treasury, which pays each of its schools a quota per pupil (small schools as if they
had a hundred), capital money per pupil tilted toward schools below the national standard, salaries, and an earmark to each
group or other unit whose core lies in it (unless its ties carry nothing); members pool part of their funds with the group,
in equal parts where they pool with several, and the fee for a member that is managed goes to the core from the member or its
bureau, as the form of their tie says. Joint logistics save part of the running costs. What a school does not spend on
running and training renews what is worn, then buys what it lacks by the standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from sim import kinds, network, sums
from sim.axes import STOCKS
from sim.books import Item, register
from sim.kernels import kernel
from sim.params import Finance
from sim.processes import groups, process
from sim.say import Text
from sim.state import Array, Title
from sim.supply.places import standard
from sim.world import World

register(
    Item("public funds", "公用经费", Text(zh="生均公用经费", en="public funds"), "treasury"),
    Item("capital", "基建与设备经费", Text(zh="基建与设备经费", en="capital"), "treasury"),
    Item("earmark", "集团专项经费", Text(zh="集团专项经费", en="earmarks of groups"), "treasury"),
    Item("salaries", "工资", Text(zh="教职工工资", en="salaries"), "treasury"),
    Item("pooled funds", "统筹公用经费", Text(zh="由集团统筹的公用经费", en="public funds pooled by groups"), "school"),
    Item(
        "management fees",
        "管理费",
        Text(zh="托管成员校的管理费，由其教育局支付", en="fees for managed members, from their bureaus"),
        "treasury",
    ),
    Item(
        "member fees",
        "成员校管理费",
        Text(zh="托管成员校的管理费，由成员校自付", en="fees for managed members, from themselves"),
        "school",
    ),
    Item("group activities", "集团活动", Text(zh="集团活动经费", en="group activities"), "group"),
    Item("running costs", "运转支出", Text(zh="学校运转支出", en="running costs"), "school"),
    Item("training", "培训支出", Text(zh="教师培训支出", en="training"), "school"),
    Item("stocks", "设施设备购置", Text(zh="设施设备的购置与更新", en="stocks bought and renewed"), "school"),
)


EVERY = slice(None)  # school


class Bureau(NamedTuple):
    """The bureau of a district: its row, its rules, and the rows of its schools that have pupils."""

    district: int
    rules: Finance
    schools: Array


def bureaus(world: World) -> Iterator[Bureau]:
    """Yield the bureau of each district."""
    have = taught(world)
    for district, p in enumerate(rules(world)):
        yield Bureau(district, p, np.flatnonzero(have & (world.schools.district == district)))


def rules(world: World) -> list[Finance]:
    """Return the rules of each bureau."""
    return [world.settings_of(district).params.finance for district in range(len(world.districts))]


def taught(world: World) -> Array:
    """Return which schools have pupils."""
    s = world.schools
    have: Array = s.active & (s.pupils.sum(1) > 0)
    return have


def of_bureau(world: World, schools: Array | slice, number: Callable[[Finance], Any]) -> Any:
    """Return a number of the rules, or an array of them, for each of some schools: that of its bureau, or one for all."""
    if not world.local:
        return number(world.settings.params.finance)
    return np.array([number(p) for p in rules(world)])[world.schools.district[schools]]


@process(writes="schools.cash groups.fund")
def budget(world: World) -> None:
    """Treasuries pay public funds, capital, salaries and the earmarks of groups.

    财政拨付公用经费、基建与设备经费、工资和集团专项经费。
    """
    s, g, t, ties = world.schools, world.groups, world.teachers, world.ties
    pay, year, lack, gap = world.books.pay, world.year, shortfall(world), world.settings.params.careers.pay_gap
    formed, scale = groups.living(world), t.active & ~kinds.those("hired")[t.placement]
    money = network.channel(world, "money").astype(np.float64) * ties.active
    parts = np.bincount(ties.school[money > 0], minlength=len(s))  # in which a member pools what it pools
    funds, renewal = public_funds(world, EVERY), _per_pupil(world, EVERY, "capital") * s.means
    for district, p, schools in bureaus(world):
        pay(year, "public funds", funds[schools], source="treasury", target="school", target_row=schools)
        own = renewal[schools]
        middle = (own * lack[schools]).sum() / max(own.sum(), 1e-9)  # so that the tilt moves money and adds none
        capital = own * (1 - p.tilt + p.tilt * lack[schools] / middle) if middle > 0 else own
        pay(year, "capital", capital, source="treasury", target="school", target_row=schools)
        own = formed[s.district[g.core[formed]] == district]
        held = world.settings.params.standing.withheld * g.failed[own]  # of those that failed their acceptance
        pay(year, "earmark", p.earmark * (1 - held), source="treasury", target="group", target_row=own)
        wages = p.salary * (1 - gap) * (1 + p.salary_title * np.arange(len(Title)))  # by title
        paid = _salaries(scale, t.register, t.title, s.district, district, wages)
        pay(year, "salaries", paid, source="treasury", source_row=np.array([district]), target="staff")
        if p.pool > 0:
            rows = np.flatnonzero((money > 0) & (s.district[ties.school] == district))
            member, group = ties.school[rows], ties.group[rows]
            share = p.pool * money[rows] * funds[member] / parts[member]
            pay(year, "pooled funds", share, source="school", source_row=member, target="group", target_row=group)
    _fees(world)


@kernel
def _salaries(active: Array, register: Array, title: Array, of: Array, home: int, wages: Array) -> float:
    """Return what those who serve in a district are paid by their titles, added up as numpy does."""
    paid, n = np.empty(active.size), 0
    for j in range(active.size):
        if active[j]:
            paid[n] = wages[title[j]]
            n += of[register[j]] == home
    return sums.total(paid[:n])


def _fees(world: World) -> None:
    """Cores are paid for the members they manage, by the members, as far as they can, or by the bureaus of these."""
    ties, s = world.ties, world.schools
    fee = world.settings.by_form("fee")[ties.form, 0].astype(np.float64)
    owed = np.flatnonzero(ties.active & (fee > 0))
    if not owed.size:
        return
    own = np.array([form.payer == "member" for form in world.settings.forms.values()], np.bool_)[ties.form[owed]]
    for due, source, item in ((owed[~own], "treasury", "management fees"), (owed[own], "school", "member fees")):
        payer = ties.school[due] if source == "school" else s.district[ties.school[due]]
        core = world.groups.core[ties.group[due]]
        amount = fee[due] if source == "treasury" else _payable(world, payer, fee[due])
        world.books.pay(world.year, item, amount, source=source, source_row=payer, target="school", target_row=core)


def _payable(world: World, payer: Array, fee: Array) -> Array:
    """Return what schools can pay of the fees they owe: a school first runs and trains its staff, and never goes into debt."""
    s = world.schools
    schools, free = np.flatnonzero(taught(world)), np.zeros(len(s))
    kept = of_bureau(world, schools, lambda p: p.running + p.training) * public_funds(world, schools)
    free[schools] = np.maximum(s.cash[schools] - kept, 0)
    owed = sums.scatter("sum", payer.astype(np.int64), fee, len(s))
    part = np.divide(free, owed, out=np.zeros(len(s)), where=owed > 0)
    found: Array = fee * np.minimum(part, 1)[payer]
    return found


@process(writes="groups.fund")
def close_funds(world: World) -> None:
    """Groups put what is left of the year's fund into common materials; awards that follow are next year's money.

    集团把本年度结余的经费用于共同教学资料；其后的奖励计入下一年度。
    """
    g = world.groups
    left = np.flatnonzero(g.fund > 0)
    world.books.pay(world.year, "group activities", g.fund[left], source="group", source_row=left, target="supplier")


@process(writes="schools.cash schools.teaching_area schools.sports_area schools.equipment schools.media_rooms")
def spend(world: World) -> None:
    """Schools pay for running and training, worn stocks are renewed, and the rest buys what is lacking.

    各校支付运转与培训支出，更新损耗的设施设备，余款用于补足短缺。
    """
    s, pay, year = world.schools, world.books.pay, world.year
    schools = np.flatnonzero(taught(world))
    joint, funds = network.by_school(world, "logistics")[schools], public_funds(world, schools)
    costs, saving = (
        of_bureau(world, schools, lambda p: p.running),
        of_bureau(world, schools, lambda p: p.joint_saving),
    )
    running = costs * (1 - saving * joint) * funds
    training = of_bureau(world, schools, lambda p: p.training) * funds
    money = np.maximum(s.cash[schools] - running - training, 0)
    for district in range(len(world.districts)):
        own = np.flatnonzero(s.district[schools] == district)
        for item, yuan in (("running costs", running), ("training", training), ("stocks", money)):
            pay(year, item, yuan[own], source="school", source_row=schools[own], target="supplier")
    _renew(world, schools, money[:, None])


def _renew(world: World, schools: Array, money: Array) -> None:
    """Let schools renew what is worn and buy what they lack for their money, a row each."""
    s = world.schools
    stock = np.stack([getattr(s, name)[schools] for name in STOCKS.names], axis=1).astype(np.float64)
    price = of_bureau(world, schools, lambda p: p.price.array())
    worn = stock * of_bureau(world, schools, lambda p: p.wear.array())
    renewal = worn * price
    lack = np.maximum(standard(world)[schools] - stock, 0) * price
    need = renewal.sum(1, keepdims=True)
    spare = np.maximum(money - need, 0)
    buys = renewal * np.minimum(money / np.maximum(need, 1e-9), 1) + spare * _share(lack, renewal)
    new = stock - worn + buys / price
    for i, name in enumerate(STOCKS.names):
        getattr(s, name)[schools] = new[:, i]


def _share(lack: Array, renewal: Array) -> Array:
    """Return how schools split spare money over stocks: by what they lack, or as they renew when they lack nothing."""
    wish = np.where(lack.sum(1, keepdims=True) > 0, lack, renewal)
    total = wish.sum(1, keepdims=True)
    return np.divide(wish, total, out=np.full_like(wish, 1 / len(STOCKS)), where=total > 0)


def public_funds(world: World, schools: Array | slice) -> Array:
    """Return the public funds of some schools this year under the rules of their bureaus, in yuan."""
    pupils = world.schools.pupils[schools].sum(1)
    small = of_bureau(world, schools, lambda p: p.small_school)
    funds: Array = _per_pupil(world, schools, "quota") * np.maximum(small / np.maximum(pupils, 1), 1.0)
    return funds


def _per_pupil(world: World, schools: Array | slice, name: str) -> Array:
    """Return what the pupils of some schools bring by a number of the rules that is by stage."""
    each = of_bureau(world, schools, lambda p: world.stages.of(getattr(p, name)))
    yuan: Array = (world.schools.pupils[schools] * each).sum(1)
    return yuan


def shortfall(world: World) -> Array:
    """Return how far each school lies below the national standard: mean over the four stocks, 0 at or above, 1 nothing."""
    stock = np.stack([getattr(world.schools, name) for name in STOCKS.names], axis=1)
    need = standard(world)
    ratio = np.divide(stock, need, out=np.ones_like(need), where=need > 0)
    lack: Array = np.maximum(1 - ratio, 0).mean(1)
    return lack
