r"""Groups: they are formed on their date, and each tie carries as much as form, trust, attention and distance allow.

.. math:: reach_{c} = form_{c} \cdot trust \cdot attention \cdot e^{-d/d_0} \cdot (1 - m \cdot mismatch)

for joint work (management, research, teaching, facilities, culture). Rules bind without trust, so staff moves and joint
logistics need only the form and the distance; evaluation, brand, money, hiring and co-ordination only the form. Attention
is one up to the number of members a core can lead and then thins in proportion (dilution, I11). Trust moves toward the
lower of the two partners' efforts and so takes years to build (Chapman and Muijs 2014); joint bodies hold it between that
and their mean, as far as the form co-ordinates. Where a form has no leader nobody's attention thins, and neither
management nor a name is lent.
"""

from __future__ import annotations

import numpy as np

from sim.forms import FUNCTIONS
from sim.kernels import kernel
from sim.processes import process
from sim.processes.learning import TERM
from sim.state import NOWHERE, Array
from sim.world import World

CORE, MEMBER = 1, 2  # codes of `roles`
EARNED = np.isin(FUNCTIONS, ("management", "research", "teaching", "facilities", "culture"))  # need trust and attention
TRAVELS = np.isin(FUNCTIONS, ("staff", "research", "facilities", "logistics"))  # need the road
STAGED = np.isin(FUNCTIONS, ("research", "teaching"))  # need the same stages
LENT = np.isin(FUNCTIONS, ("management", "brand"))  # need a leader


@process(writes="groups.active groups.formed ties.active ties.start")
def form(world: World) -> None:
    """Groups due are formed, and their members bound to them."""
    g, ties, s = world.groups, world.ties, world.schools
    if not world.case.enacted:
        return
    due = np.array([world.case.term_of(x.formed) <= world.term for x in world.case.groups], np.bool_)
    members = np.bincount(ties.group[s.successor[ties.school] == NOWHERE], minlength=len(g))  # not merged away before
    new = due & (g.formed == NOWHERE) & s.active[g.core] & (members > 0)
    g.formed[new] = world.term
    g.active[new] = True
    bound = g.active[ties.group] & s.active[ties.school] & (ties.end == NOWHERE)
    ties.start[bound & ~ties.active] = world.term
    ties.active[:] = bound


@process(writes="ties.trust ties.reach")
def reach(world: World) -> None:
    """Trust follows what partners do, and each tie gets its reach."""
    g, ties, s, p = world.groups, world.ties, world.schools, world.settings.params
    if not ties.active.any():
        return
    core = g.core[ties.group]
    strength = by_form(world, *FUNCTIONS)[ties.form]
    peers = by_form(world, "leaderless")[ties.form, 0] > 0
    one, other = s.effort[core], s.effort[ties.school]
    both = np.minimum(one, other) + strength[:, FUNCTIONS.index("coordination")] * np.abs(one - other) / 2
    ties.trust[:] = np.where(ties.active, ties.trust + TERM * p.principals.trust * (both - ties.trust), ties.trust)
    taught = ties.active & ~peers & (s.pupils[ties.school].sum(1) > 0)  # kindergartens ask little of a core
    members = np.bincount(ties.group[taught], minlength=len(g))
    attention = np.where(peers, 1.0, np.minimum(p.ties.attention / np.maximum(members, 1), 1.0)[ties.group])
    road, fit = np.exp(-ties.distance / p.ties.distance), 1 - p.ties.mismatch * ties.mismatch
    factor = np.where(EARNED, (ties.trust * attention)[:, None], 1.0)
    factor = factor * np.where(TRAVELS, road[:, None], 1.0) * np.where(STAGED, fit[:, None], 1.0)
    ties.reach[:] = strength * factor * (ties.active[:, None] & ~(peers[:, None] & LENT))


def by_form(world: World, *names: str) -> Array:
    """Return numbers of all forms, in the order of their codes: a row per form, a column per name."""
    return np.array([[getattr(form, name) for name in names] for form in world.settings.forms.values()], np.float32)


def channel(world: World, name: str) -> Array:
    """Return what each tie carries of a function this term."""
    return world.ties.reach[:, FUNCTIONS.index(name)]


def units(world: World) -> Array:
    """Return the group row of each school (core or member now bound), -1 where none."""
    g, ties = world.groups, world.ties
    out: Array = _units(g.core, g.active, ties.school, ties.group, ties.active, len(world.schools))
    return out


@kernel
def _units(core: Array, formed: Array, member: Array, group: Array, bound: Array, n_schools: int) -> Array:
    out = np.full(n_schools, -1, np.int64)
    for g in range(core.size):
        if formed[g]:
            out[core[g]] = g
    for i in range(member.size):
        if bound[i]:
            out[member[i]] = group[i]
    return out


def cores(world: World, rows: Array) -> Array:
    """Return for each school the row of the core that leads it over some ties, -1 where none does."""
    out = np.full(len(world.schools), NOWHERE, np.int64)
    out[world.ties.school[rows]] = world.groups.core[world.ties.group[rows]]
    return out


def carried(world: World, name: str, rows: Array, dose: Array | None = None) -> Array:
    """Return what each school carries of a function over some ties: a member its own tie, a core the mean of its ties.

    ``dose``, by tie, is the share of it that counts.
    """
    ties, reach = world.ties, channel(world, name)
    out: Array = _carried(
        world.groups.core, ties.group, ties.school, reach if dose is None else reach * dose, rows, len(world.schools)
    )
    return out


@kernel
def _carried(core: Array, group: Array, member: Array, reach: Array, rows: Array, n_schools: int) -> Array:
    out, total, n = np.zeros(n_schools), np.zeros(core.size), np.zeros(core.size, np.int64)
    for i in rows:
        total[group[i]] += reach[i]
        n[group[i]] += 1
    for g in range(core.size):
        if n[g]:
            out[core[g]] = total[g] / n[g]
    for i in rows:
        out[member[i]] = reach[i]
    return out


def roles(world: World) -> Array:
    """Return the role the case gives each school, formed or not: 0 none, `CORE`, `MEMBER`.

    A school that a reform merges into another has that one's role from the start, so that the two arms of a comparison
    speak of the same children.
    """
    out = np.zeros(len(world.schools), np.int8)
    out[world.ties.school] = MEMBER
    out[world.groups.core] = CORE
    for reform in world.case.reforms:
        for merger in reform.merge:
            for name in merger.schools:
                out[world.names.school_row[name]] = out[world.names.school_row[merger.into]]
    return out
