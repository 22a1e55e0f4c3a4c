r"""Founding: groups that rules found at run time, around schools of good name, with the nearest schools still outside.

Two rules found groups, and both are off by default, because a case lists its groups with the dates on which they are
formed. Coverage (`life_cycle.coverage`, B14): each autumn every district comes one step nearer to the share of its schools
(or pupils) that its plan wants in groups by a year,

.. math:: aim_y = c_y + (coverage - c_y) / \max(by - y + 1, 1)

so that a plan that was late goes faster; what a later reform sets is the next part of the path. The aim is met by as few
schools as can be: a group begins with its core and one member and takes in one school after the other until it has its
members or the aim is reached; one cut short is filled up before another is founded. Spin-off (B16): a member
released because it matched its core may found a group of its own. A core is of the best names of its district (`core_rank`)
and stands outside; its members are the nearest that stand outside, of a lesser name, with a stage in common, those who
could lead themselves last. Nothing is drawn but who spins off: names decide, then distance, then identity.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim import network, rng
from sim.part import Label
from sim.processes import composition, process
from sim.processes.lifecycle import apart, bind, entry_form, nearest_with_room, room
from sim.state import AUTO, NOWHERE, Array, Layer
from sim.world import Decision, World

EXACT = 1e-9  # of shares: what rounding may make of an aim


@process(writes="ties.* groups.*")
def spin_off(world: World) -> None:
    """Members released because they matched their core found groups of their own, those drawn for it.

    因赶上核心校而脱离的成员校中，抽中者自建集团。
    """
    ties, g, s, p = world.ties, world.groups, world.schools, world.settings.params.life_cycle
    if not (p.spin_off_founds and p.spin_off_years and world.case.enacted):
        return
    ripe = (ties.end == world.term) & _matured(world) & (g.layer[ties.group] == Layer.GROUP)
    luck = rng.uniform(world.key("founding.spin_off"), s.uid)
    released = np.unique(ties.school[ripe])
    for core in by_name(world, released[luck[released] < p.spin_off_founds]):
        district = s.district == s.district[core]
        if outside(world)[core] and may_lead(world, district)[core] and found(world, core, district):
            _note(world, "spun off", "reputation", float(s.reputation[core]), _name_to_lead(world, district))


@process(writes="ties.* groups.*")
def cover(world: World) -> None:
    """Where fewer schools are in groups than planned, groups are founded; where nobody can lead one, groups take schools in.

    入集团的学校少于规划时新建集团；无校可牵头时，由现有集团吸收学校。
    """
    s, p = world.schools, world.settings.params.life_cycle
    if not (p.coverage and world.case.enacted):
        return
    for district in range(len(world.districts)):
        here = (s.district == district) & s.active & (s.pupils.sum(1) > 0)
        now = covered(world, here)
        aim = now + (p.coverage - now) / max(p.coverage_by - world.year + 1, 1)
        while (share := covered(world, here)) < aim - EXACT:
            if _fill(world, here):
                continue
            if any(found(world, core, here, members=1) for core in _cores(world, here)):
                _note(world, "founded", "coverage", share, aim)
            elif not _add(world, here):
                break


def covered(world: World, here: Array) -> float:
    """Return the share of some schools, or of their pupils, that are in groups."""
    heads, inside = world.schools.pupils[here], network.units(world)[here] >= 0
    if world.settings.params.life_cycle.coverage_of == "pupils":
        return float(heads[inside].sum() / max(heads.sum(), 1))
    return float(inside.any(1).sum() / max(len(heads), 1))


def outside(world: World) -> Array:
    """Return which open schools with pupils are in no group, nor listed for one that is still to be formed."""
    g, s, ties = world.groups, world.schools, world.ties
    waits = (g.formed == NOWHERE) & (np.bincount(ties.group[ties.end == NOWHERE], minlength=len(g)) > 0)
    of = (g.layer == Layer.GROUP) & (g.active | waits)
    tied = of[ties.group] & (ties.active | (waits[ties.group] & (ties.end == NOWHERE)))
    out: Array = s.active & (s.pupils.sum(1) > 0)
    out[g.core[of]] = out[ties.school[tied]] = False
    return out


def may_lead(world: World, here: Array) -> Array:
    """Return which of some schools have a name good enough to lead a group."""
    fit: Array = here & (world.schools.reputation >= _name_to_lead(world, here))
    return fit


def _name_to_lead(world: World, here: Array) -> float:
    """Return the reputation of the last of those schools of a district that may lead."""
    names = np.sort(world.schools.reputation[here & world.schools.active & (world.schools.pupils.sum(1) > 0)])[::-1]
    rank = int(np.ceil(world.settings.params.life_cycle.core_rank * names.size))
    return float(names[rank - 1]) if rank else np.inf


def _cores(world: World, here: Array) -> Iterator[int]:
    """Yield the schools outside that may lead a group, the best name first."""
    ready = may_lead(world, here) & outside(world) & composition.reached(world)
    yield from by_name(world, np.flatnonzero(ready))


def by_name(world: World, rows: Array) -> list[int]:
    """Return schools by falling reputation; those of one name by identity."""
    s = world.schools
    ordered: list[int] = rows[np.lexsort((s.uid[rows], -s.reputation[rows]))].tolist()
    return ordered


def _matured(world: World) -> Array:
    """Return over which ties the member matched its core for as long as it takes to be released."""
    years = world.settings.params.life_cycle.spin_off_years
    ripe: Array = (world.ties.ripe >= years) & (years > 0)
    return ripe


def _free(world: World, here: Array) -> Array:
    """Return which of some schools may be taken into a group: those outside that were not released as mature."""
    free: Array = here & outside(world) & composition.reached(world)
    free[world.ties.school[(world.ties.end != NOWHERE) & _matured(world)]] = False
    return free


def found(world: World, core: int, here: Array, members: int | None = None) -> bool:
    """Found a group around a core with so many members among some schools; False where it would have none.

    By default it has as many as a rule founds a group with.
    """
    if not _members(world, core, here):
        return False
    g, names = world.groups, world.names
    name, label = f"{AUTO}{world.year}-{world.case.schools[core].id}", names.schools[core]
    g.grow(1)
    row = len(g) - 1
    g.uid[row], g.core[row], g.active[row], g.formed[row] = rng.identity(name), core, True, world.term
    names.groups.append(Label(zh=f"{label.zh}教育集团", en=f"{label.en} Group"))
    names.group_row[name] = row
    _take_in(world, row, here, members or world.settings.params.life_cycle.found_members)
    return True


def _take_in(world: World, group: int, here: Array, n: int) -> bool:
    """Let as many as n of some schools into a group, as far as they fit; return whether any did."""
    took = 0
    for school in _members(world, int(world.groups.core[group]), here):
        if took < n and group in room(world, school):
            bind(world, group, school, entry_form(world, school))
            took += 1
    return took > 0


def _fill(world: World, here: Array) -> bool:
    """Let one school into a group that a rule founded and that has not all its members; False where nobody can be let in."""
    g, names, most = world.groups, world.names, world.settings.params.life_cycle.found_members
    size = np.bincount(world.ties.group[world.ties.active], minlength=len(g))
    ours = (row for name, row in names.group_row.items() if name.startswith(AUTO) and here[g.core[row]])
    return any(g.active[row] and size[row] < most and _take_in(world, row, here, 1) for row in ours)


def _members(world: World, core: int, here: Array) -> list[int]:
    """Return the schools a core may found a group with, in the order in which it asks them."""
    s, p = world.schools, world.settings.params.life_cycle
    rows = np.flatnonzero(_free(world, here) & composition.taken(world) & (s.reputation < s.reputation[core]))
    rows = rows[composition.may_have(world, core, rows)]
    km, mismatch = apart(s, np.full(rows.size, core), rows)
    small = s.pupils[rows].sum(1) + s.pupils[core].sum() <= p.cap_pupils
    able = may_lead(world, here)[rows]
    order = np.lexsort((s.uid[rows], km, able))
    fits: list[int] = rows[order][((mismatch < 1) & small)[order]].tolist()
    return fits


def _add(world: World, here: Array) -> bool:
    """Let the school outside that is nearest to a group with room into it; False where none has room."""
    uid, near = world.schools.uid, []
    for school in np.flatnonzero(_free(world, here)).tolist():
        if (nearest := nearest_with_room(world, school)) is not None:
            near.append((nearest[0], int(uid[school]), school, nearest[1]))
    for _, _, school, group in sorted(near)[:1]:
        bind(world, group, school, entry_form(world, school))
    return bool(near)


def _note(world: World, what: str, measure: str, value: float, limit: float) -> None:
    """Write down that the last group was founded, and why."""
    name = list(world.names.group_row)[-1]
    world.decisions.append(Decision(world.term, what, name, measure, value, limit))
