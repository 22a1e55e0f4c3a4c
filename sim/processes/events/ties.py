"""Entries, exits, other forms, dissolution: what reforms do to the ties of groups on a date (B12, B16-B18)."""

from __future__ import annotations

import numpy as np

from sim.axes import STAGES
from sim.events import ChangeCore, ChangeForm, Dissolve, Join, Leave
from sim.processes import lifecycle
from sim.state import WHOLE, Array
from sim.world import World


def dissolve(world: World, event: Dissolve) -> None:
    """End every tie of a group, and the group."""
    lifecycle.dissolve(world, np.array([world.names.group_row[event.group]]))


def leave(world: World, event: Leave) -> None:
    """End a school's ties to a group."""
    lifecycle.part(world, _between(world, event))


def join(world: World, event: Join) -> None:
    """Tie a school to a group; ties to other units of the layer end, unless of other stages, and one it leads by a rule."""
    g, ties, names = world.groups, world.ties, world.names
    group, school = names.group_row[event.group], names.school_row[event.school]
    stage = WHOLE if event.stage is None else STAGES.code(event.stage)
    if not (g.active[group] and world.schools.active[school]) or _between(world, event).any():
        return
    same = ties.active & (ties.school == school) & (g.layer[ties.group] == g.layer[group])
    lifecycle.part(world, same & ((ties.stage == stage) | (ties.stage == WHOLE) | (stage == WHOLE)))
    lifecycle.dissolve(world, np.flatnonzero(g.active & (g.core == school) & (g.layer == g.layer[group])))
    lifecycle.bind(world, group, school, lifecycle.form_code(world, event.form), stage)


def change_form(world: World, event: ChangeForm) -> None:
    """Give a school's ties to a group another form; what was agreed begins anew."""
    here = _between(world, event)
    world.ties.form[here] = lifecycle.form_code(world, event.form)
    world.ties.start[here] = world.term


def change_core(world: World, event: ChangeCore) -> None:
    """Let a member lead its group; the core takes its place, and what is between members and the new core is measured anew."""
    g, ties, here = world.groups, world.ties, _between(world, event)
    group, school = world.names.group_row[event.group], world.names.school_row[event.school]
    if not (here.any() and g.active[group]):
        return
    first = int(np.flatnonzero(here)[0])
    here[first] = False
    ties.active[here], ties.end[here] = False, world.term  # of a member tied by several stages one tie is left
    ties.school[first], g.core[group] = g.core[group], school
    ties.stage[first], ties.start[first] = WHOLE, world.term
    ties.form[first] = lifecycle.form_code(world, event.form)
    rows = np.flatnonzero(ties.group == group)
    core = np.full(rows.size, school)
    ties.distance[rows], ties.mismatch[rows] = lifecycle.apart(world.schools, core, ties.school[rows], ties.stage[rows])


def _between(world: World, event: Leave) -> Array:
    """Return which ties in force are between the school and the group of an event."""
    ties, names = world.ties, world.names
    between: Array = ties.active & (ties.group == names.group_row[event.group])
    return np.asarray(between & (ties.school == names.school_row[event.school]))
