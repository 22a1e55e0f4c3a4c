"""Life cycle of groups: new, weak and rural schools enter, mature members are released, those without trust leave.

Formation and the members of the first day are the case's (`groups.form`); this is what rules add over the years. A
member that matches its core for some years is released (成长溢出, B16); one whose trust stays low leaves (退出, B18), unless it
is a campus of its core's legal person; a
group that has lost all its members is dissolved. An agreement that is over ends the tie, is renewed, or makes it one of
another form, as its form says. Schools outside the layer of groups enter the nearest group with room, new ones by a tight
tie and others by assistance unless other forms are set (B14, B15), under the caps of nine schools and 15,000 pupils (B13)
and the most members that form allows; a case may cap members beside the core too.
"""

from __future__ import annotations

import numpy as np

from sim import network, rng
from sim.axes import TEACHES, Kind, Level, Locality
from sim.processes import composition, process
from sim.state import WHOLE, Array, Layer, Schools
from sim.world import World


@process(writes="ties.ripe ties.sour ties.active ties.end ties.form ties.start groups.active")
def release(world: World) -> None:
    """Agreements run out, members that match their core are released, those without trust leave, empty groups end.

    协议到期，赶上核心校的成员校脱离，失去信任的成员校退出，没有成员的集团终止。
    """
    ties, g, s, p = world.ties, world.groups, world.schools, world.settings.params.life_cycle
    if not ties.active.any():
        return
    core = g.core[ties.group]
    ties.ripe[:] = np.where(ties.active & (s.reputation[ties.school] >= s.reputation[core]), ties.ripe + 1, 0)
    ties.sour[:] = np.where(ties.active & (ties.trust < p.exit_trust), ties.sour + 1, 0)
    ripe = (p.spin_off_years > 0) & (ties.ripe >= p.spin_off_years)
    sour = (
        (p.exit_years > 0) & (ties.sour >= p.exit_years) & ~world.settings.by_form("legal")[ties.form, 0].astype(bool)
    )
    part(world, ties.active & (ripe | sour | _run_out(world)))


def _run_out(world: World) -> Array:
    """Return which ties end because their agreement is over; others are renewed or go over to another form."""
    ties, forms = world.ties, world.settings.forms
    years = np.array([form.contract for form in forms.values()], np.int64)[ties.form]
    over: Array = ties.active & (years > 0) & (world.term - ties.start >= 2 * years)
    if not over.any():
        return over
    ends = np.array([form.afterwards == "end" for form in forms.values()], np.bool_)[ties.form]
    code = {name: i for i, name in enumerate(forms)}
    next_form = np.array([code.get(form.afterwards, i) for i, form in enumerate(forms.values())], ties.form.dtype)
    goes_on = over & ~ends
    ties.start[goes_on] = world.term
    ties.form[goes_on] = next_form[ties.form[goes_on]]
    return over & ends


def dissolve(world: World, units: Array) -> None:
    """End units, given by row, and all their ties."""
    part(world, world.ties.active & np.isin(world.ties.group, units))
    world.groups.active[units] = False


def part(world: World, gone: Array) -> None:
    """End the ties of a mask; a group that has lost all its members by it is dissolved."""
    ties, g = world.ties, world.groups
    if not gone.any():
        return
    ties.active[gone], ties.end[gone] = False, world.term
    left = np.bincount(ties.group[ties.active], minlength=len(g))
    g.active[g.active & (left == 0) & np.isin(np.arange(len(g)), ties.group[gone])] = False


@process(writes="ties.*")
def enter(world: World) -> None:
    """New, weak and rural schools outside groups join the nearest group of their district with room.

    集团外的新校、薄弱校与乡村校加入本区县最近且有余位的集团。
    """
    g, s, ties, p = world.groups, world.schools, world.ties, world.settings.params.life_cycle
    if not (p.enter or p.enter_new) or not g.active.any():
        return
    of = g.layer == Layer.GROUP  # rules add to groups, not to other layers
    inside = np.isin(np.arange(len(s)), [*ties.school[of[ties.group]], *g.core[of]])
    due = s.active & ~inside & TEACHES[s.kind].any(1) & composition.reached(world)
    due &= (s.level >= Level.WEAK) | (s.locality == Locality.RURAL)
    luck = rng.uniform(world.key("lifecycle.enter"), s.uid)
    for school in np.flatnonzero(composition.entering(world, due, luck)).tolist():
        nearest = nearest_with_room(world, school)
        if nearest is not None:
            bind(world, nearest[1], school, entry_form(world, school))


def nearest_with_room(world: World, school: int) -> tuple[float, int] | None:
    """Return the distance in km and the row of the group with room for a school that is nearest, or that it prefers.

    None where none has room, or none is wanted.
    """
    rows = room(world, school)
    if not rows.size:
        return None
    km, _ = apart(world.schools, world.groups.core[rows], np.full(rows.size, school))
    wanted = composition.preferred(world, school, rows, km)
    best = int(np.argmax(wanted))
    return (float(km[best]), int(rows[best])) if np.isfinite(wanted[best]) else None


def room(world: World, school: int) -> Array:
    """Return the groups of a school's district that have room for it under the caps, by row."""
    g, s, ties, p = world.groups, world.schools, world.ties, world.settings.params.life_cycle
    formed = np.flatnonzero(g.active & (g.layer == Layer.GROUP) & (g.phase == 0))  # later on they grow no more
    size = np.bincount(ties.group[ties.active], minlength=len(g)) + 1
    heads = s.pupils.sum(1)
    pupils = heads[g.core] + np.bincount(ties.group[ties.active], heads[ties.school[ties.active]], minlength=len(g))
    form = entry_form(world, school)
    alike = np.bincount(ties.group[ties.active & (ties.form == form)], minlength=len(g))
    most = world.settings.by_form("most")[form, 0] or p.most_schools
    near = s.district[g.core] == s.district[school]
    fits = near & (size < p.most_schools) & (alike < most) & (pupils + heads[school] <= p.cap_pupils)
    with_room: Array = formed[fits[formed] & composition.may_have(world, g.core[formed], school)]
    return with_room


def entry_form(world: World, school: int) -> int:
    """Return the code of the form by which a school enters."""
    return form_code(world, composition.entry_form(world, school))


def form_code(world: World, name: str) -> int:
    """Return the code of a form by its name."""
    return list(world.settings.forms).index(name)


def bind(world: World, group: int, school: int, form: int, stage: int = WHOLE) -> None:
    """Add a tie in force between a group and a school, or one stage of it."""
    ties = world.ties
    ties.grow(1)
    ties.group[-1], ties.school[-1], ties.active[-1], ties.start[-1] = group, school, True, world.term
    ties.form[-1], ties.stage[-1] = form, stage
    core, member = world.groups.core[[group]], np.array([school])
    ties.distance[-1:], ties.mismatch[-1:] = apart(world.schools, core, member, stage)


def apart(schools: Schools, core: Array, member: Array, stage: Array | int = WHOLE) -> tuple[Array, Array]:
    """Return the distance between cores and members in km, and the share of a member's tied stages its core does not teach.

    A partner institution works at all stages.
    """
    km = np.hypot(schools.x[core] - schools.x[member], schools.y[core] - schools.y[member])
    teaches = schools.rooms > 0
    tied = teaches[member] & network.binds(np.full(member.shape, stage), teaches.shape[1])
    lacks = 1 - (teaches[core] & tied).sum(1) / np.maximum(tied.sum(1), 1)
    partner = schools.kind == Kind.PARTNER
    return km, np.where(partner[core] | partner[member], 0.0, lacks)
