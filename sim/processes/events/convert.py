"""Conversion: a school takes up a further stage, grade by grade; its own leavers are the first to stay (A28)."""

from __future__ import annotations

from sim.axes import Kind
from sim.events import Convert
from sim.processes import lifecycle
from sim.world import World


def convert(world: World, event: Convert) -> None:
    """Give a school its new kind and the classrooms of the stage it lacks; pupils and posts follow with admission.

    What its ties have in common is what it teaches now.
    """
    s, ties, row = world.schools, world.ties, world.names.school_row[event.school]
    if not s.active[row]:
        return
    before, kind = [*Kind][s.kind[row]], Kind[event.to.upper()]
    s.kind[row] = kind
    s.rooms[row, world.stages.are({*kind.teaches} - {*before.teaches})] = event.rooms
    core = world.groups.core[ties.group]
    own = (ties.school == row) | (core == row)
    ties.distance[own], ties.mismatch[own] = lifecycle.apart(s, core[own], ties.school[own], ties.stage[own])
