"""Split: a part of a school's classes, teachers, rooms, stocks, money and streets becomes a school of its own (B16, B17)."""

from __future__ import annotations

import numpy as np

from sim import kinds, rng
from sim.axes import STOCKS
from sim.books import Item, register
from sim.events import Split
from sim.processes import admission
from sim.processes.events import moving
from sim.ranking import top
from sim.say import Text
from sim.supply import staff
from sim.world import World

register(Item("split", "分立转移", Text(zh="分立学校的资金划转", en="money of schools that are split"), "school"))


def split(world: World, event: Split) -> None:
    """Found the new school with its share of the old one; classes move whole, the share is met as nearly as they allow."""
    s, z, names = world.schools, world.zones, world.names
    old, new = names.school_row[event.school], names.school_row[event.into]
    if not s.active[old]:
        return
    s.active[new] = True
    s.rooms[new] = np.where(s.rooms[old] > 0, np.clip(np.rint(event.share * s.rooms[old]), 1, None), 0)
    s.rooms[old] = np.where(s.rooms[old] > 0, np.maximum(s.rooms[old] - s.rooms[new], 1), 0)
    for stock in STOCKS.names:
        column = getattr(s, stock)
        column[new] = event.share * column[old]
        column[old] -= column[new]
    for name in (
        "management",
        "practice",
        "culture",
        "roots",
        "reputation",
        "climate",
    ):  # it is the same school on its first day
        if name in s.columns():
            s[name][new] = s[name][old]
    rows = {"source_row": np.array([old]), "target_row": np.array([new])}
    money = event.share * max(float(s.cash[old]), 0.0)
    world.books.pay(world.year, "split", money, source="school", target="school", **rows)
    around, theirs = np.flatnonzero(z.school == old), np.flatnonzero(z.school == new)
    if around.size and theirs.size:
        z.entrants[theirs] = event.share * z.entrants[around]
        z.entrants[around] -= z.entrants[theirs]
    _classes(world, old, new, event.share)
    _teachers(world, old, new, event.share)
    admission.count.apply(world)


def _classes(world: World, old: int, new: int, share: float) -> None:
    """Move the last classes of each grade, as many as make the share."""
    k, rows = world.classes, world.live_classes()
    here = rows[k.school[rows] == old]
    for grade in np.unique(k.grade[here]):
        classes = here[k.grade[here] == grade]
        moved = int(np.rint(share * classes.size))
        moving.move(world, classes[classes.size - moved :], new)


def _teachers(world: World, old: int, new: int, share: float) -> None:
    """Move teachers who work at home, drawn by lot in every stage and subject block."""
    t = world.teachers
    home = np.flatnonzero(t.active & (t.register == old) & (t.placement == kinds.AT_HOME))
    cell = world.stages.subject(t.stage[home], t.block[home])
    quota = np.rint(share * np.bincount(cell, minlength=world.stages.n_teams(1)))
    luck = rng.uniform(world.key("split.staff"), t.uid[home])
    gone = home[top(cell, luck, t.uid[home], quota)]
    t.register[gone] = t.post[gone] = t.last_post[gone] = new
    t.match[gone] = staff.match(world, gone)
