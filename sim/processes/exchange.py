r"""Exchange: those who work elsewhere are appraised, and schools that send many are honoured (C14-C17, C20).

Each spring the heads of the schools where people work for a time rate them. The rating follows what they were worth there,

.. math:: w = c\,\frac{v - \bar v}{\sigma_v} + \sqrt{1 - c^2}\,\varepsilon

over all who are away in the district. The best share earns further credit, which counts in promotion (``careers.py``), and an
award; the lowest share is sent home, and the time away earns nothing. Heads see lessons before they
rate, which takes hours of theirs.
Of the schools of a district that sent somebody, those that sent most for their size are honoured: an award, and a better name.
What a year elsewhere earns depends on where it was (`careers.credit_place`, `careers.credit_level`).
"""

from __future__ import annotations

import numpy as np

from sim import kinds, rng
from sim.books import Item, register
from sim.processes import placement, process, workload
from sim.processes.careers import MOVES
from sim.processes.tasks import RATING
from sim.ranking import top
from sim.say import Text
from sim.state import Array
from sim.supply.applicants import looks
from sim.world import World

register(
    Item(
        "awards for exchange", "交流先进个人奖励", Text(zh="发给考评优秀的交流教师", en="awards to those rated best"), "treasury"
    ),
    Item(
        "awards to senders",
        "交流先进集体奖励",
        Text(zh="发给派出较多的学校", en="awards to the schools that sent most"),
        "treasury",
    ),
)  # fmt: skip


@process(writes="schools.asked")
def watch(world: World) -> None:
    """Heads see the lessons of those who work at their school for a time, whom they are to rate.

    校长听来校交流教师的课，以备考评。
    """
    away = to_rate(world)
    if away.size:
        workload.ask(world, RATING, world.teachers.post[away], world.settings.params.exchange.hours)


@process(writes=MOVES)
def appraise(world: World) -> None:
    """Those who work elsewhere are rated there: the best earn more credit and an award, the lowest are sent home without any.

    接收校考评交流教师：优秀者加积分并获奖励，不合格者退回，交流不计积分。
    """
    p, t, away = world.settings.params.exchange, world.teachers, to_rate(world)
    if not away.size:
        return
    district = world.schools.district[t.register[away]].astype(np.int64)
    seen = rated(world, away, district)
    n = np.bincount(district, minlength=len(world.districts))
    best = away[top(district, seen, t.uid[away], np.floor(p.best * n + 0.5))]
    failed = np.setdiff1d(away[top(district, -seen, t.uid[away], np.floor(p.failed * n + 0.5))], best)
    t.credit[best] += np.float32(p.bonus)
    bureau, number = world.books.shares(t.register[best], np.ones(best.size))
    paid = p.award * number
    world.books.pay(world.year, "awards for exchange", paid, source="treasury", source_row=bureau, target="staff")
    kept = t.credit[failed].copy()
    placement.end(world, failed)
    t.credit[failed] = kept


def to_rate(world: World) -> Array:
    """Return the rows of those who work elsewhere and earn credit by it; nobody where no rating has a consequence."""
    p, t = world.settings.params.exchange, world.teachers
    if not (p.best or p.failed):
        return np.empty(0, np.int64)
    away = np.flatnonzero(t.active & (t.post != t.register))
    found: Array = away[kinds.those("credit")[t.placement[away]]]
    return found


def rated(world: World, away: Array, district: Array) -> Array:
    """Return how those who are away look to who rates them: by what they were worth there, beside the others of a district."""
    t, n = world.teachers, len(world.districts)
    heads = np.maximum(np.bincount(district, minlength=n), 1)
    worth = t.value[away].astype(np.float64)
    apart = worth - (np.bincount(district, worth, minlength=n) / heads)[district]
    sd = np.sqrt(np.bincount(district, apart**2, minlength=n) / heads)[district]
    luck = rng.normal(world.key("exchange.rated"), t.uid[away])
    return looks(apart / np.maximum(sd, 1e-9), luck, world.settings.params.exchange.accuracy)


@process(writes="schools.reputation schools.cash")
def honour(world: World) -> None:
    """Schools that sent most people for their size this year are honoured with an award and a better name.

    本学年派出教师的学校中，按规模派出最多者被评为先进集体，获得奖励并提升声誉。
    """
    p, s, t = world.settings.params.exchange, world.schools, world.teachers
    if not p.collectives:
        return
    here = np.flatnonzero(t.active)
    out = here[(t.post[here] != t.register[here]) & kinds.those("credit")[t.placement[here]]]
    sent = np.bincount(t.register[out], minlength=len(s)) / np.maximum(
        np.bincount(t.register[here], minlength=len(s)), 1
    )
    schools = np.flatnonzero(sent > 0)
    district = s.district[schools].astype(np.int64)
    quota = np.floor(p.collectives * np.bincount(district, minlength=len(world.districts)) + 0.5)
    first = schools[top(district, sent[schools], s.uid[schools].astype(np.uint64), quota)]
    s.reputation[first] += np.float32(p.collective_name)
    amount = np.full(first.size, p.collective_award)
    world.books.pay(world.year, "awards to senders", amount, source="treasury", target="school", target_row=first)
