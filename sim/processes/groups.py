r"""Groups: they are formed on their date, and each tie carries as much as form, trust, attention and distance allow.

.. math:: reach_{c} = form_{c} \cdot trust \cdot attention \cdot e^{-d/d_0} \cdot (1 - m \cdot mismatch)(1 - b \cdot books)

for joint work (management, research, teaching, facilities, culture). Rules bind without trust, so staff moves and joint
logistics need only the form and the distance; evaluation, brand, money, hiring and co-ordination only the form. Attention
is one up to the number of members a core can lead and then thins in proportion (dilution, I11). Trust moves toward the
lower of the two partners' efforts and so takes years to build (Chapman and Muijs 2014); joint bodies hold it between that
and their mean, as far as the form co-ordinates. Where a form has no leader nobody's attention thins, and neither
management nor a name is lent.
A tie may cross the border of two districts: where they name different textbooks it loses a share b of joint research and
teaching, and joint evaluation counts less where two bureaus judge.
"""

from __future__ import annotations

import numpy as np

from sim.forms import FUNCTIONS
from sim.network import by_form
from sim.processes import process
from sim.processes.learning import TERM
from sim.state import NOWHERE, Array
from sim.world import World

EARNED = np.isin(FUNCTIONS, ("management", "research", "teaching", "facilities", "culture"))  # need trust and attention
TRAVELS = np.isin(FUNCTIONS, ("staff", "research", "facilities", "logistics"))  # need the road
JUDGED = np.isin(FUNCTIONS, ("evaluation",))  # need the same bureau
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
    crosses, books = borders(world, core, ties.school)
    fit, judged = fit * (1 - p.ties.textbooks * books), 1 - p.ties.judged * crosses
    factor = np.where(EARNED, (ties.trust * attention)[:, None], 1.0)
    factor = factor * np.where(TRAVELS, road[:, None], 1.0) * np.where(STAGED, fit[:, None], 1.0)
    factor = factor * np.where(JUDGED, judged[:, None], 1.0)
    ties.reach[:] = strength * factor * (ties.active[:, None] & ~(peers[:, None] & LENT))


def borders(world: World, core: Array, member: Array) -> tuple[Array, Array]:
    """Return whether each tie crosses a border of districts, and whether the two name different textbooks."""
    of, books = world.schools.district, world.districts.textbooks
    one, other = books[of[core]], books[of[member]]
    return of[core] != of[member], (one != other) & (one > 0) & (other > 0)
