r"""Principals: heads change, and answer to how they are judged with two efforts, for their own school and for the group.

A head has one year to spend on own work x and on sharing e, both at least 0 and x + e at most 1. With weight omega on the
group's joint result, the mean over its n schools that are judged (kindergartens and partner institutions have no pupils who are
tested), the payoff is

.. math:: U = (1-\omega)\,(a x + s e) + \omega\,\Big[a x\,\big(\tfrac1n + m \bar x\big) + \tfrac{l}{n}\,\Gamma c\,e\Big]
          + (d + \tau + A\,g\,e_{core} + w)\,e - \tfrac k2 (x^2 + e^2), \qquad c = 1 - \chi + \chi\,\bar e

Symbols: a the return on own work; s what sharing brings the own results, :math:`-\kappa` for the head of a core and
:math:`\eta c` for that of a member; m how far partners who work themselves hold a head to account; Gamma what sharing over
a tie brings the group, l ties (n - 1 for a core, 1 for a member); chi how far sharing takes two; d mere instruction, tau
the appraisal of taking part (B28), A g the say that the core's head has in the appraisal of a member's by the strength g of
unified management (B6), w what a core's head is paid for sharing (B27), k curvature. What partners do is expected as last
year: x-bar of all others in the unit who are judged, e-bar of the partner (the core's head, or the mean of the members;
among peers of all others). The best response is what marginal returns ask for, cut back evenly where the year is too short,

.. math:: (x^*, e^*) = \Pi\big(U_x / k,\ U_e / k\big), \qquad U_x = a\,\big[1 - \omega + \omega\,(\tfrac1n + m \bar x)\big]

with Pi the nearest point of the triangle x, e >= 0, x + e <= 1, which is exact since the cost is even in both. A head reaps
an n-th of own work judged jointly, so own work falls with omega where :math:`m \bar x < 1 - 1/n` (free riding, Holmstrom
1982; larger in larger groups, Imberman and Lovenheim 2015) and rises where partners see to it (Kandel and Lazear 1992).
Sharing takes time from own work, whoever asks for it. Heads go part of the way each year; the head of a school in several
units weighs the mean of what they ask. What own work differs from that of a head judged alone lifts or lowers all
classes of the stage.
"""

from __future__ import annotations

import numpy as np

from sim import network, rng, sums
from sim.books import Item, register
from sim.forms import FUNCTIONS
from sim.params import Principals
from sim.processes import council, groups, nomination, process
from sim.say import Text
from sim.state import Array
from sim.world import World

register(
    Item(
        "pay of core heads",
        "核心校校长激励",
        Text(zh="核心校校长开展共享的激励", en="core heads' pay for sharing"),
        "treasury",
    )
)
PAY = 10_000.0  # yuan, in which what pay is worth is told


@process(writes="schools.management schools.practice")
def change_heads(world: World) -> None:
    """Some schools get a new head, who manages better or worse than the last; practice learnt from a core fades.

    部分学校更换校长，管理水平有高有低；从核心校学到的做法逐渐淡化。
    """
    s, p = world.schools, world.settings.params
    s.practice[:] *= np.float32(1 - p.principals.practice_fade)
    who = s.uid.astype(np.uint64)
    luck = rng.uniform(world.key("principals.change"), who)
    talent = rng.normal(world.key("principals.talent"), who)
    standing = p.start.standing.array()[s.level]
    changed = luck < p.principals.turnover
    better, costs = nomination.lift(world, p.start.management_level * standing, changed)
    new = p.start.management_sd * talent + p.start.management_level * standing + better
    s.management[:] = np.where(changed, new, s.management) - costs


def _led(world: World) -> Array:
    """Return which units are led: those with a tie whose form has a leader."""
    ties = world.ties
    led = ties.active & (world.settings.by_form("leaderless")[ties.form, 0] == 0)
    return np.bincount(ties.group[led], minlength=len(world.groups)) > 0


@process(writes="schools.effort schools.work schools.slack")
def adapt(world: World) -> None:
    """Heads adapt their own work and their sharing to what they are judged by, to what they are paid for and to their partners.

    校长依考核、激励和伙伴校的作为，调整用于本校和用于共享的精力。
    """
    s, p = world.schools, world.settings.params.principals
    rows = groups.binding(world)
    unified = groups.strengths(world)[rows, FUNCTIONS.index("management")]
    found = network.seats(world, rows)._replace(strength=network.by_seat(world, rows, unified))
    _pay(world, found)
    cells = found.cells
    tied = world.stages.by_unit(np.bincount(cells[1], minlength=world.stages.n_places(len(s))) > 0)
    work, share = best_response(*_returns(world, found, *cells), p.curvature)
    s.work[:] += np.float32(p.speed) * (np.where(tied, work - _alone(p), 0) - s.work)
    s.slack[:] = np.float32(p.work) * s.work
    best = network.mean_of_stages(share, s.pupils * tied)
    s.effort[:] = np.where(tied.any(1), s.effort + p.speed * (best - s.effort), s.effort)


def best_response(work: Array, share: Array, curvature: float) -> tuple[Array, Array]:
    """Return the best efforts in own work and in sharing for their marginal returns: the nearest point of the triangle."""
    x, e = np.maximum(work / curvature, 0), np.maximum(share / curvature, 0)
    over = x + e > 1
    most = np.clip((1 + x - e) / 2, 0, 1)
    return np.where(over, most, x), np.where(over, 1 - most, e)


def _returns(world: World, found: network.Seats, seat: Array, cell: Array) -> tuple[Array, Array]:
    """Return the marginal returns to own work and to sharing of each school and stage [utility], before they are done.

    ``seat`` and ``cell`` are the stages of the seats, as `network.Seats.cells` tells them.
    """
    s, p, unit = world.schools, world.settings.params.principals, found.unit
    judged = (s.pupils[found.school] * found.tied).any(1)  # neither a kindergarten nor a partner has results
    n = np.bincount(unit, judged, len(world.groups))[unit]
    led = _led(world)[unit]
    leads = found.core & led
    works = _alone(p) + network.mean_of_stages(s.work, s.pupils).astype(np.float64)
    core = s.effort[world.groups.core[unit]]
    partner = np.where(led & ~leads, core, _others(world, found, s.effort, np.ones(n.size)))
    both = 1 - p.complement + p.complement * partner
    part = 1 / np.maximum(n, 1) + p.monitoring * _others(world, found, works, judged)
    joint = p.group_gain * both * np.where(leads, n - judged, judged) / np.maximum(n, 1)
    own = np.where(leads, -p.own_cost, p.own_gain * both)
    urged = np.where(leads, p.pay_worth * p.core_pay / PAY, p.authority * found.strength * core * led)
    places = world.stages.n_places(len(s))
    part, joint, own, urged = (  # means over the units of each school and stage
        world.stages.by_unit(sums.scatter("mean", cell, value[seat], places)) for value in (part, joint, own, urged)
    )
    weight = s.stakes.astype(np.float64)
    to_work = p.own_work * (1 - weight + weight * part)
    return to_work, p.duty + council.pressure(world) + p.appraisal + urged + (1 - weight) * own + weight * joint


def _alone(p: Principals) -> float:
    """Return the own work of a head who is in no group."""
    return min(p.own_work / p.curvature, 1.0)


def _others(world: World, found: network.Seats, effort: Array, counts: Array) -> Array:
    """Return for each seat the mean effort of the other schools in its unit that count, by seat 1 or 0; 0 for none."""
    mine = effort[found.school].astype(np.float64) * counts
    total = sums.scatter("sum", found.unit, mine, len(world.groups))[found.unit]
    n = np.bincount(found.unit, counts, len(world.groups))[found.unit]
    others: Array = np.maximum(total - mine, 0) / np.maximum(n - counts, 1)
    return others


def _pay(world: World, found: network.Seats) -> None:
    """Bureaus pay the heads of cores for how much they shared this year."""
    s, p = world.schools, world.settings.params.principals
    if p.core_pay:
        core = found.school[found.core & _led(world)[found.unit]]
        bureau, amount = world.books.shares(core, p.core_pay * s.effort[core].astype(np.float64))
        world.books.pay(world.year, "pay of core heads", amount, source="treasury", source_row=bureau, target="staff")
