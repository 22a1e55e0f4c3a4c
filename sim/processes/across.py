r"""Moves across stages (跨学段柔性流动): teachers of a group give some lessons a week at a school of another stage (C13).

Of the experienced teachers of a unit who work at home a share :math:`x\,r`, r what their tie carries of staff, is drawn each
school year. Each gives L lessons a week where the staff of another stage of the unit is weakest, in place of those who
teach there, and knows that stage less well: its classes gain

.. math:: support_p \leftarrow support_p + f\,(\bar q_{guests} - \ell - \bar q_p), \qquad
          f = \min\Big(1, \frac{L\,n}{classes_p\,lessons_p}\Big)

which is a loss where the lead is less than what a strange stage costs, :math:`\ell`. Lessons, what is prepared anew and the
road come on top of the own week; an allowance is paid. Source: seed S3:42 (跨学段、跨学校教师柔性流动); sizes assumed.
"""

from __future__ import annotations

import numpy as np

from sim import network, rng, sums
from sim.books import Item, register
from sim.kinds import AT_HOME
from sim.processes import process, workload
from sim.processes.learning import TERM
from sim.processes.tasks import ACROSS
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.world import World

ALLOWANCE = Item(
    "allowances across stages",
    "跨学段补助",
    Text(zh="跨学段任教的补助", en="allowances of those who teach across stages"),
    "treasury",
)
register(ALLOWANCE)


@process(writes="schools.support teachers.asked")
def teach(world: World) -> None:
    """Teachers of groups give some lessons a week at a school of another stage.

    集团教师每周到另一学段的学校任教若干课时。
    """
    s, t, p, stages = world.schools, world.teachers, world.settings.params.across, world.stages
    if not p.share or world.inside:
        return
    who, place = guests(world)
    if not who.size:
        return
    n = stages.n_places(len(s))
    heads, mean = _staff(world)
    sent = np.bincount(place, minlength=n)
    lead = np.bincount(place, sums.whole(t.skill[who] - p.loss, 24), minlength=n) / np.maximum(sent, 1) - mean
    given = np.ravel(s.classes) * np.tile(stages.of(world.settings.params.classes.lessons).sum(1), len(s))
    part = np.minimum(p.lessons * sent / np.maximum(given, 1), 1) * (sent > 0) * (heads > 0)
    s.support += stages.by_unit(part * lead)
    time, school = world.settings.params.time, stages.unit_of(place)
    km = np.hypot(s.x[t.post[who]] - s.x[school], s.y[t.post[who]] - s.y[school])
    road = np.minimum(2 * time.road * km, time.road_most)  # a day a week
    lesson = stages.of(time.lesson)[stages.stage_of(place)]
    workload.ask(world, ACROSS, who, workload.weeks(world) * (p.lessons * (lesson + p.prepared) + road))
    bureau, yuan = world.books.shares(t.post[who].astype(np.int64), np.full(who.size, TERM * p.allowance))
    world.books.pay(world.year, ALLOWANCE.name, yuan, source="treasury", source_row=bureau, target="staff")


def guests(world: World) -> tuple[Array, Array]:
    """Return the rows of those who teach across stages this school year, and the place (school, stage) where each does."""
    t, p = world.teachers, world.settings.params.across
    found = network.seats(world, network.active_ties(world), "staff")
    at_home = t.active & (t.placement == AT_HOME) & (t.experience >= world.settings.params.growth.young)
    who = np.flatnonzero(at_home)
    seat = network.choose(world, who, t.post[who], found, "across")
    who, seat = who[seat >= 0], seat[seat >= 0]
    turn = rng.uniform(world.key("across.turn", world.year), t.uid[who])
    goes = turn < p.share * np.minimum(found.strength[seat], 1)
    who, unit = who[goes], found.unit[seat[goes]]
    place = _weakest(world, found)[unit, t.stage[who]] if who.size else np.zeros(0, np.int64)
    return who[place != NOWHERE], place[place != NOWHERE]


def _weakest(world: World, found: network.Seats) -> Array:
    """Return by unit and stage the place of another stage, tied in the unit, whose staff is weakest; nowhere if there is none."""
    heads, mean = _staff(world)
    seat, cell = found.cells
    taught = (np.ravel(world.schools.pupils)[cell] > 0) & (heads[cell] > 0)
    seat, cell = seat[taught], cell[taught]
    uid = world.schools.uid[world.stages.unit_of(cell)]
    order = np.lexsort((uid, mean[cell], found.unit[seat]))[::-1]  # the weakest of a unit is written last
    out = np.full((len(world.groups), len(world.stages)), NOWHERE, np.int64)
    for k in range(len(world.stages)):
        other = order[world.stages.stage_of(cell[order]) != k]
        out[found.unit[seat[other]], k] = cell[other]
    return out


def _staff(world: World) -> tuple[Array, Array]:
    """Return how many teachers work at each place, and their mean skill."""
    t, n = world.teachers, world.stages.n_places(len(world.schools))
    on = world.live_teachers()
    place = world.stages.place(t.post[on].astype(np.int64), t.stage[on])
    heads = np.bincount(place, minlength=n)
    total = np.bincount(place, sums.whole(t.skill[on], 24), minlength=n)
    return heads, total / np.maximum(heads, 1)
