"""Merger: schools become one, with all they have; classes stay together, and ties of those that are gone end (A27)."""

from __future__ import annotations

import numpy as np

from sim import kinds
from sim.axes import STOCKS
from sim.books import Item, register
from sim.events import Merge
from sim.part import Label
from sim.processes import lifecycle, placement
from sim.processes.events import moving
from sim.say import Text
from sim.supply import staff
from sim.world import World

register(Item("merger", "合并转移", Text(zh="合并学校的资金划转", en="money of schools that are merged"), "school"))


def merge(world: World, event: Merge) -> None:
    """Pool pupils, staff, rooms, stocks and money of schools in one of them."""
    s, t, k, names = world.schools, world.teachers, world.classes, world.names
    into, live = names.school_row[event.into], world.live_classes()
    for name in event.schools:
        old = names.school_row[name]
        if not s.active[old]:
            continue
        s.active[old], s.successor[old] = False, into
        moving.move(world, live[k.school[live] == old], into)
        moved = np.flatnonzero(t.active & (t.post == old))
        for column in (t.register, t.post, t.last_post):
            column[column == old] = into
        t.match[moved] = staff.match(world, moved)
        home = (t.placement != kinds.AT_HOME) & (t.register == t.post) & (t.post == into)
        placement.end(world, np.flatnonzero(home))
        s.rooms[into] += s.rooms[old]
        s.rooms[old] = 0
        for stock in STOCKS.names:
            getattr(s, stock)[into] += getattr(s, stock)[old]
            getattr(s, stock)[old] = 0
        payer, payee = (old, into) if s.cash[old] >= 0 else (into, old)  # debts are the successor's
        rows = {"source_row": np.array([payer]), "target_row": np.array([payee])}
        world.books.pay(world.year, "merger", abs(s.cash[old]), source="school", target="school", **rows)
        lifecycle.part(world, (world.ties.school == old) & world.ties.active)
        lifecycle.dissolve(world, np.flatnonzero(world.groups.active & (world.groups.core == old)))  # led by a rule
    if event.zh and event.en:
        names.schools[into] = Label(zh=event.zh, en=event.en)
