"""Reform: what the case dates takes force: rules change, and events happen; schools open in autumn."""

from __future__ import annotations

import numpy as np

from sim.config import settings_in_force
from sim.processes import process
from sim.processes.events import HAPPENS, STREETS
from sim.state import NOWHERE, Ties
from sim.supply import places
from sim.world import World


@process(
    writes="""schools.active schools.successor schools.kind schools.rooms schools.cash schools.teaching_area
    schools.sports_area schools.equipment schools.media_rooms schools.management schools.practice schools.culture
    schools.reputation schools.pupils schools.classes classes.school classes.grade teachers.register teachers.post
    teachers.match teachers.placement teachers.placement_row teachers.placement_end teachers.credit teachers.years_here
    teachers.forced teachers.terms_since_move placements.end groups.active zones.near zones.near_km
    zones.feeder zones.feeder_cum zones.x zones.y zones.entrants zones.ses zones.migrants """
    + " ".join(f"ties.{c}" for c in Ties.declared())
)
def enact(world: World) -> None:
    """Reforms dated for this term take force: rules change, schools merge, split, convert, are renamed or rebuilt."""
    case, now = world.case, world.term
    today = case.due(now)
    changes = [c for c in world.changes if c.term <= now]
    if not today and not any(c.term == now for c in changes):
        return
    before = world.settings.params.choice
    world.settings, world.local = settings_in_force(
        case, case.in_force(now), world.overrides, [c.values for c in changes]
    )
    choice = world.settings.params.choice
    if (choice.radius, choice.across) != (before.radius, before.across):
        places.neighbours(world)
    for reform in today:
        events = [(key, event) for key, event in reform.events() if key in HAPPENS]
        for key, event in events:
            HAPPENS[key](world, event)
        if any(key in STREETS for key, _ in events):
            places.neighbours(world)


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
