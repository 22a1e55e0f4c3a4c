"""Reform: what the case dates takes force: rules change, and events happen; schools open in autumn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.config import settings_in_force
from sim.equity.metrics import REGISTRY
from sim.equity.snapshot import snapshot
from sim.equity.subgroups import Subgroup
from sim.events import Reform
from sim.gates import Gate, happening, standing, years
from sim.processes import process
from sim.processes.events import HAPPENS, STREETS
from sim.roles import roles
from sim.state import NOWHERE, Array, Ties
from sim.supply import places
from sim.world import Decision, World


@process(
    writes="""schools.active schools.successor schools.kind schools.rooms schools.cash schools.teaching_area
    schools.sports_area schools.equipment schools.media_rooms schools.management schools.practice schools.culture schools.roots
    schools.reputation schools.climate schools.pupils schools.classes classes.school classes.grade classes.unsettled
    classes.settles teachers.register teachers.post teachers.last_post teachers.match teachers.placement
    teachers.placement_row teachers.placement_end teachers.credit teachers.years_here teachers.forced
    teachers.terms_since_move placements.end groups.active groups.core zones.near zones.near_km
    zones.feeder zones.feeder_cum zones.x zones.y zones.entrants zones.ses zones.migrants """
    + " ".join(f"ties.{c}" for c in Ties.declared())
)
def enact(world: World) -> None:
    """Reforms dated for this term take force: rules change, schools merge, split, convert, are renamed or rebuilt.

    定于本学期的改革生效：规则变更，学校合并、分立、转型、更名或改建。
    """
    case, now = world.case, world.term
    today, opened = case.due(now), _open_gates(world)
    changes = [c for c in world.changes if c.term <= now]
    if not (today or opened) and not any(c.term == now for c in changes):
        return
    before = world.settings.params.choice
    world.settings, world.local = settings_in_force(
        case, _standing(world), world.overrides, [c.values for c in changes]
    )
    choice = world.settings.params.choice
    if (choice.radius, choice.across) != (before.radius, before.across):
        places.neighbours(world)
    for reform in happening(case, now, world.extended):
        events = [(key, event) for key, event in reform.events() if key in HAPPENS]
        for key, event in events:
            HAPPENS[key](world, event)
        if any(key in STREETS for key, _ in events):
            places.neighbours(world)


def _standing(world: World) -> list[Reform]:
    """Return the reforms in force, those with a gate in their pilots alone until they are extended."""
    case = world.case
    return [standing(r, case.reforms.index(r) in world.extended) for r in case.in_force(world.term) if r.set]


def _gated(world: World) -> Iterator[tuple[int, Reform, Gate]]:
    """Yield the reforms with a gate that are not on paper only, with their places in the case."""
    for i, r in enumerate(world.case.reforms):
        if r.gate is not None and (world.case.enacted or r.anyway):
            yield i, r, r.gate


def _open_gates(world: World) -> bool:
    """Extend the reforms whose pilots are judged in this term and did well enough; return whether there are any."""
    before = len(world.extended)
    for i, r, gate in _gated(world):
        if world.case.term_of(gate.by) == world.term:
            first, last = years(world.case, r)
            value = world.seen[i, last] - (world.seen[i, first] if gate.of == "change" else 0.0)
            passed = gate.passed(value)
            if passed:
                world.extended.add(i)
            else:
                _give_up(world, r)
            said = "extended" if passed else "not extended"
            world.decisions.append(Decision(world.term, said, r.en, f"{gate.measure} ({gate.of})", value, gate.limit))
    return len(world.extended) > before


def _give_up(world: World, reform: Reform) -> None:
    """End the ties of units that were to be formed, so that they are not and their schools are free for others."""
    units = [world.names.group_row[event.group] for event in reform.found]
    world.ties.end[np.isin(world.ties.group, units)] = world.term


@process(writes="")
def look(world: World) -> None:
    """Pilots of reforms are looked at beside the others, in the last school year before and the last before the verdict.

    在试点前最后一学年与评估前最后一学年，把改革试点与其他对象比较。
    """
    due = [(i, r, gate) for i, r, gate in _gated(world) if world.term in years(world.case, r)]
    if not due:
        return
    snap = snapshot(world)
    for i, r, gate in due:
        pilots, others = _compared(world, r, gate)
        name, _, stage = gate.measure.partition(".")
        own, theirs = (np.array(REGISTRY[name].values(snap.of(x), len(world.stages))) for x in (pilots, others))
        apart = own - theirs
        heads = np.where(np.isfinite(apart), world.schools.pupils[pilots].sum(0), 0)
        if stage:
            heads = heads * world.stages.are([stage])
        known = heads > 0
        value = np.average(apart[known], weights=heads[known]) if known.any() else np.nan
        world.seen[i, world.term] = float(value)


def _compared(world: World, reform: Reform, gate: Gate) -> tuple[Array, Array]:
    """Return the schools of the pilots and those of the others: of other districts, or of other groups of the case."""
    if gate.groups:
        pilots = np.any([Subgroup.parse([f"group={name}"]).among(world) for name in gate.groups], axis=0)
        return pilots, (roles(world) > 0) & ~pilots
    rows = [i for i, d in enumerate(world.case.bureaus) if d.id in reform.districts]
    pilots = np.isin(world.schools.district, rows)
    return pilots, ~pilots


@process(
    writes="""schools.active schools.teaching_area schools.sports_area schools.equipment schools.media_rooms
    zones.near zones.near_km zones.feeder zones.feeder_cum zones.x zones.y"""
)
def open_schools(world: World) -> None:
    """New schools open, furnished and empty.

    新校开办，已配置设施，尚无学生。
    """
    s = world.schools
    new = np.flatnonzero((s.opens <= world.year) & ~s.active & (s.successor == NOWHERE))
    if new.size:
        s.active[new] = True
        places.furnish(world, new)
        places.neighbours(world)
