"""Reform: what the case dates takes force; schools open, merge and are renamed."""

from __future__ import annotations

import numpy as np

from sim.case import Label, Merge
from sim.config import defaults, laid
from sim.population import places, staff
from sim.processes import lifecycle, placement, process
from sim.state import NOWHERE, STOCKS, Placement
from sim.world import World


@process(
    writes="""schools.active schools.successor schools.rooms schools.cash schools.teaching_area schools.sports_area
    schools.equipment schools.media_rooms classes.school teachers.register teachers.post teachers.match teachers.placement
    teachers.placement_row teachers.placement_end teachers.credit teachers.years_here teachers.forced
    teachers.terms_since_move placements.end ties.active ties.end groups.active zones.near zones.near_km zones.feeder
    zones.feeder_cum zones.x zones.y"""
)
def enact(world: World) -> None:
    """Reforms dated for this term take force: rules change, schools merge and are renamed."""
    case, now = world.case, world.term
    due = [r for r in case.reforms if case.term_of(r.date) <= now] if case.enacted else []
    today = [r for r in due if case.term_of(r.date) == now]
    changes = [c for c in world.changes if c.term <= now]
    if not today and not any(c.term == now for c in changes):
        return
    values = laid(case.params, *(r.set for r in due), world.overrides, *(c.values for c in changes), case=case)
    world.settings = defaults(case).changed(values)
    for reform in today:
        for merger in reform.merge:
            merge(world, merger)
        if reform.merge:
            places.neighbours(world)
        for new in reform.rename:
            world.names.schools[world.names.school_row[new.school]] = Label(zh=new.zh, en=new.en)


@process(
    writes="""schools.active schools.teaching_area schools.sports_area schools.equipment schools.media_rooms
    zones.near zones.near_km zones.feeder zones.feeder_cum zones.x zones.y"""
)
def open_schools(world: World) -> None:
    """New schools open, furnished and empty."""
    s = world.schools
    new = np.flatnonzero((s.opens <= world.year) & ~s.active & (s.successor == NOWHERE))
    if new.size:
        s.active[new] = True
        places.furnish(world, new)
        places.neighbours(world)


def merge(world: World, merger: Merge) -> None:
    """Pool pupils, staff, rooms, stocks and money of schools in one of them; classes stay together."""
    s, t, k, names = world.schools, world.teachers, world.classes, world.names
    into = names.school_row[merger.into]
    for name in merger.schools:
        old = names.school_row[name]
        if not s.active[old]:
            continue
        s.active[old], s.successor[old] = False, into
        k.school[k.school == old] = into
        moved = np.flatnonzero(t.active & (t.post == old))
        for column in (t.register, t.post):
            column[column == old] = into
        t.match[moved] = staff.match(world, moved)
        placement.end(world, np.flatnonzero((t.placement != Placement.NONE) & (t.register == t.post)))  # they are home
        s.rooms[into] += s.rooms[old]
        s.rooms[old] = 0
        for stock in STOCKS:
            getattr(s, stock)[into] += getattr(s, stock)[old]
            getattr(s, stock)[old] = 0
        world.books.pay(
            world.year,
            "merger",
            s.cash[old],
            source="school",
            source_row=np.array([old]),
            target="school",
            target_row=np.array([into]),
        )
        lifecycle.part(world, (world.ties.school == old) & world.ties.active)
    if merger.zh and merger.en:
        names.schools[into] = Label(zh=merger.zh, en=merger.en)
