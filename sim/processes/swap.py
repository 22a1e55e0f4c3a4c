"""Swap: a group asks for another member in place of one that does not take part, and the bureau may allow it (B33).

A member is asked away that has been in the group for `life_cycle.swap_years` and spends less on sharing than
`life_cycle.swap_effort`, the least willing first, one a year of each group. The bureau allows it by lot
(`life_cycle.swap_allowed`), and only where another school outside may come: the nearest that the rules of entry let in.
"""

from __future__ import annotations

import numpy as np

from sim import rng
from sim.processes import composition, founding, lifecycle, process
from sim.state import Array, Layer
from sim.world import Decision, World


@process(writes="ties.* groups.active")
def change_members(world: World) -> None:
    """Groups ask for another school in place of a member that does not take part.

    集团对长期不参与共建的成员校提出变更。
    """
    g, s, p = world.groups, world.schools, world.settings.params.life_cycle
    if not (p.swap_years and world.case.enacted):
        return
    luck = rng.uniform(world.key("swap.allowed"), g.uid.astype(np.uint64))
    asks = np.flatnonzero(g.active & (g.layer == Layer.GROUP) & (luck < p.swap_allowed))
    for group in asks[np.argsort(g.uid[asks], kind="stable")].tolist():
        ties = world.ties
        old = ties.active & (ties.group == group) & (world.term - ties.start >= 2 * p.swap_years)
        rows = np.flatnonzero(old & (s.effort[ties.school] < p.swap_effort))
        if not rows.size:
            continue
        worst = int(rows[np.lexsort((s.uid[ties.school[rows]], s.effort[ties.school[rows]]))[0]])
        away = ties.active & (ties.group == group) & (ties.school == ties.school[worst])
        value = float(s.effort[ties.school[worst]])
        if _come(world, group, away):
            name = list(world.names.group_row)[group]
            world.decisions.append(Decision(world.term, "changed member", name, "effort", value, p.swap_effort))


def _come(world: World, group: int, away: Array) -> bool:
    """Let the nearest school outside that may come into a group take the place of the member of some ties."""
    g, s, ties = world.groups, world.schools, world.ties
    free = founding.outside(world) & composition.reached(world) & (s.district == s.district[g.core[group]])
    rows = np.flatnonzero(free)
    km, mismatch = lifecycle.apart(s, np.full(rows.size, g.core[group]), rows)
    ties.active[away] = False  # its place is free while others are looked at
    order = np.lexsort((s.uid[rows], km))
    for school in rows[order][mismatch[order] < 1].tolist():
        if group in lifecycle.room(world, school):
            ties.end[away] = world.term
            lifecycle.bind(world, group, school, lifecycle.entry_form(world, school))
            return True
    ties.active[away] = True
    return False
