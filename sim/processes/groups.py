r"""Groups: they are formed on their date, and each tie carries as much as form, trust, attention and distance allow.

.. math:: reach_{c} = form_{c} \cdot trust \cdot attention \cdot e^{-d/d_0} \cdot (1 - m \cdot mismatch)(1 - b \cdot books)

for joint work (management, research, teaching, courses, resources, exchange of pupils, culture). Rules bind without trust, so
staff moves and joint logistics need only the form and the distance; evaluation, brand, money, hiring and co-ordination
only the form. Attention
is a budget of each school that its ties share, whatever their layer: it is one up to the number of members a school can
lead and of cores it can follow, and then thins in proportion (dilution, I11; overlapping ties, A34),

.. math:: attention_s = \min\big(1, A / (n^{led}_s + n^{followed}_s A / F)\big), \qquad
          attention_{tie} = \min(attention_{core}, attention_{member})

A tie whose form carries nothing, or has no leader, takes none; over one without a leader neither management nor a name is
lent. Trust moves toward the lower of the two partners' efforts and so takes years to build (Chapman and Muijs 2014); joint
bodies hold it between that and their mean, as far as the form co-ordinates
(``council.py``). A tie may cross the border of two districts:
where they name different textbooks it loses a share b of joint research and teaching, and joint evaluation counts less
where two bureaus judge.
"""

from __future__ import annotations

import numpy as np

from sim.axes import TEACHES
from sim.forms import FUNCTIONS
from sim.kernels import kernel
from sim.processes import council, partners, process
from sim.processes.learning import TERM
from sim.state import NOWHERE, Array
from sim.world import World

WORK = ("management", "research", "teaching", "courses", "resources", "pupils", "culture")  # in common
EARNED = np.isin(FUNCTIONS, WORK)  # need trust and attention
TRAVELS = np.isin(FUNCTIONS, ("staff", "research", "resources", "pupils", "logistics"))  # need the road
JUDGED = np.isin(FUNCTIONS, ("evaluation",))  # need the same bureau
STAGED = np.isin(FUNCTIONS, ("research", "teaching", "courses"))  # need the same stages
JOINED = np.isin(FUNCTIONS, ("staff", "research", "teaching", "courses"))  # need teachers who will
LENT = np.isin(FUNCTIONS, ("management", "brand"))  # need a leader


@process(writes="groups.active groups.formed ties.active ties.start")
def form(world: World) -> None:
    """Groups due are formed, and their members bound to them.

    到期的集团成立，其成员校与之建立关系。
    """
    g, ties, s = world.groups, world.ties, world.schools
    if not world.case.enacted:
        return
    waiting = np.flatnonzero(g.formed[: len(world.case.groups)] == NOWHERE)  # what rules found is formed already
    due = np.zeros(len(g), np.bool_)
    due[waiting] = [world.case.term_of(world.case.groups[i].formed) <= world.term for i in waiting]
    there = (s.successor[ties.school] == NOWHERE) & (ties.end == NOWHERE)  # not merged away nor given up before
    members = np.bincount(ties.group[there], minlength=len(g))
    new = due & s.active[g.core] & (members > 0)
    g.formed[new] = world.term
    g.active[new] = True
    bound = g.active[ties.group] & s.active[ties.school] & (ties.end == NOWHERE)
    ties.start[bound & ~ties.active] = world.term
    ties.active[:] = bound


@process(writes="ties.trust ties.reach")
def reach(world: World) -> None:
    """Trust follows what partners do, and each tie gets its reach.

    信任随双方的作为而变化，每条关系得出其传递力度。
    """
    g, ties, s, p = world.groups, world.ties, world.schools, world.settings.params
    if not ties.active.any():
        return
    core, member = g.core[ties.group], ties.school
    strength = strengths(world)
    peers = world.settings.by_form("leaderless")[ties.form, 0] > 0
    one, other = s.effort[core], s.effort[member]
    both = council.agreed(world, one, other, strength[:, FUNCTIONS.index("coordination")])
    ties.trust[:] = np.where(ties.active, ties.trust + TERM * p.principals.trust * (both - ties.trust), ties.trust)
    attention = np.where(peers, 1.0, _attention(world, peers))
    road, fit = np.exp(-ties.distance / p.ties.distance), 1 - p.ties.mismatch * ties.mismatch
    crosses, books = borders(world, core, member)
    fit, judged = fit * (1 - p.ties.textbooks * books), 1 - p.ties.judged * crosses
    will = 1 - p.ties.will * (1 - willing(world, core, member)) if p.ties.will else np.ones(len(ties))
    earned = ties.trust * attention
    _carry(ties.reach, strength, earned, road, fit, judged, will, ties.active, peers)


@kernel
def _carry(
    reach: Array,  # (ties, functions) share, written here
    strength: Array,  # (ties, functions) what each could carry by its form alone
    earned: Array,  # (ties,) share of it that is left by trust and attention; by the next four in the same way
    road: Array, fit: Array, judged: Array, will: Array,
    active: Array, peers: Array,
) -> None:  # fmt: skip
    """Write what each tie carries of each function: what its form would, less what the need of each takes from it."""
    for i in range(len(reach)):
        for c in range(reach.shape[1]):
            share = earned[i] if EARNED[c] else 1.0
            share *= road[i] if TRAVELS[c] else 1.0
            share *= fit[i] if STAGED[c] else 1.0
            share *= judged[i] if JUDGED[c] else 1.0
            share *= will[i] if JOINED[c] else 1.0
            reach[i, c] = strength[i, c] * share if active[i] and not (peers[i] and LENT[c]) else 0.0


def strengths(world: World) -> Array:
    """Return what each tie could carry of each function by its form alone, shape (ties, functions)."""
    of_tie: Array = world.settings.by_form(*FUNCTIONS)[world.ties.form]
    return of_tie


def carries(world: World) -> Array:
    """Return whether each tie could carry anything by its form; the others are on paper."""
    some: Array = world.settings.by_form(*FUNCTIONS).any(1)[world.ties.form]
    return some


def binding(world: World) -> Array:
    """Return the rows of the ties in force that carry anything by their form; the others are on paper."""
    return np.flatnonzero(world.ties.active & carries(world))


def living(world: World) -> Array:
    """Return the rows of the units in being, save those that are on paper only or have nobody who is taught here.

    Ties of the first would all carry nothing; the others are chains of kindergartens.
    """
    g, ties = world.groups, world.ties
    bound = carries(world) & (ties.end == NOWHERE) & TEACHES[world.schools.kind[ties.school]].any(1)
    return np.flatnonzero(g.active & (np.bincount(ties.group[bound], minlength=len(g)) > 0))


def _attention(world: World, peers: Array) -> Array:
    """Return for each tie the attention left for it: that of the partner who has less, of all its ties in all layers."""
    ties, p, most = world.ties, world.settings.params, partners.attention(world).astype(np.float64)
    core, asks = world.groups.core[ties.group], ties.active & ~peers & carries(world)
    pupils, division = world.schools.pupils, float(p.council.division)
    left: Array = _left(core, ties.school, asks, pupils, most, division, float(p.ties.following))
    return left


@kernel
def _left(
    core: Array, member: Array,
    asks: Array,  # (ties,) flag: in force, with a leader, and not on paper
    pupils: Array,
    most: Array,  # (schools,) members each can lead
    division: float,  # of leading: the part that members take over (B23)
    following: float,  # cores each can follow
) -> Array:  # fmt: skip
    led, followed = np.zeros(most.size), np.zeros(most.size)
    for i in range(core.size):
        if asks[i] and pupils[member[i]].sum() > 0:  # those without pupils ask little
            led[core[i]] += 1
            followed[member[i]] += 1
    left = np.empty(most.size)
    for i in range(most.size):
        asked = led[i] - division * (led[i] - followed[i]) + followed[i] * most[i] / following
        left[i] = min(most[i] / max(asked, 1), 1.0)
    return np.minimum(left[core], left[member])


def willing(world: World, core: Array, member: Array) -> Array:
    """Return the share of teachers who are content at the less content end of each tie; 1 before anybody was asked (I6)."""
    s = world.schools
    known = np.where(np.isfinite(s.content), s.classes, 0)
    total = known.sum(1)
    mean = np.divide((np.nan_to_num(s.content) * known).sum(1), total, out=np.ones(len(s)), where=total > 0)
    found: Array = np.minimum(mean[core], mean[member])
    return found


def borders(world: World, core: Array, member: Array) -> tuple[Array, Array]:
    """Return whether each tie crosses a border of districts, and whether the two name different textbooks."""
    of, books = world.schools.district, world.districts.textbooks
    one, other = books[of[core]], books[of[member]]
    return of[core] != of[member], (one != other) & (one > 0) & (other > 0)
