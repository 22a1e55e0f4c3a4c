r"""Network: who is tied to whom, and how what several ties bring to one school is put together.

A *unit* (a row of ``groups``) is a core and its ties; units live in layers (group 集团, cluster 学区, support 城乡帮扶共同体,
regional 区域共同体, alliance 联盟). A school sits in at most one unit per layer and stage, and in as many layers as the
case says, so whatever a school gets may come over several ties. Nobody else indexes by member: a mechanism *gathers* what
it needs per tie or per seat, and *scatters* the result with a combiner it names:

.. math:: \text{sum: } \sum_k x_k \qquad \text{max: } \max_k x_k \qquad \text{mean: } \tfrac1n \sum_k x_k \qquad
          \text{capped sum: } \min(c, \sum_k x_k)

with k over the ties (or seats) that reach a school and stage. Sums are taken in the order of their terms' size, so neither
the order of units in a file nor that of layers moves a bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import options, rng
from sim.axes import STAGES, place_of
from sim.forms import FUNCTIONS
from sim.kernels import kernel
from sim.state import NOWHERE, WHOLE, Array, Layer
from sim.sums import Combiner, scatter
from sim.world import World

EVERY = slice(None)
N_LAYERS = len(Layer)
COLUMN = {name: i for i, name in enumerate(FUNCTIONS)}  # of what ties carry
ANY_STAGE = np.ones(len(STAGES), np.bool_)


class Seats(NamedTuple):
    """Seats of schools in units over some ties: one per tie, the member's, and then one per unit, its core's."""

    unit: Array  # group row
    school: Array  # school row
    tied: Array  # (seats, stages) flag: a core is tied with the stages of its members' ties
    core: Array  # flag
    strength: Array  # share: what a member's tie carries of a function; a core's is the mean of its ties

    @property
    def cells(self) -> tuple[Array, Array]:
        """The seat and the cell (the place) of each stage of each seat."""
        seat, cell = _cells(self.school, self.tied)
        return seat, cell


@kernel
def _cells(school: Array, tied: Array) -> tuple[Array, Array]:
    """Return the row and the cell (the place) of each stage that is tied."""
    row, cell = np.empty(tied.size, np.int64), np.empty(tied.size, np.int64)
    n = 0
    for i in range(school.size):
        for k in range(tied.shape[1]):
            if tied[i, k]:
                row[n], cell[n] = i, place_of(school[i], k, tied.shape[1])
                n += 1
    return row[:n], cell[:n]


def tied(world: World, rows: Array) -> Array:
    """Return which stages of its member each of some ties binds, shape (ties, stages)."""
    bound: Array = binds(world.ties.stage[rows], len(world.stages))
    return bound


@kernel
def binds(stage: Array, n_stages: int) -> Array:
    """Return which of so many stages ties of a stage each, or of the whole school, bind, shape (ties, stages)."""
    bound = np.empty((stage.size, n_stages), np.bool_)
    for i in range(stage.size):
        for k in range(n_stages):
            bound[i, k] = stage[i] == WHOLE or stage[i] == k
    return bound


def bound(world: World, rows: Array) -> tuple[Array, Array]:
    """Return the position of the tie and the cell (the place) of each stage that some ties bind at their members."""
    tie, cell = _bound(world.ties.school, world.ties.stage, rows, len(world.stages))
    return tie, cell


@kernel
def _bound(school: Array, stage: Array, rows: Array, n_stages: int) -> tuple[Array, Array]:
    tie, cell, n = np.empty(rows.size * n_stages, np.int64), np.empty(rows.size * n_stages, np.int64), 0
    for i in range(rows.size):
        for k in range(n_stages):
            if stage[rows[i]] == WHOLE or stage[rows[i]] == k:
                tie[n], cell[n] = i, place_of(np.int64(school[rows[i]]), k, n_stages)
                n += 1
    return tie[:n], cell[:n]


def to_members(world: World, rows: Array, combiner: Combiner, value: Array, cap: Array | float = 1.0) -> Array:
    """Return what reaches each school and stage over some ties, shape (schools, stages); ``value`` and ``cap`` are by tie.

    The cap of a school and stage is the largest of its ties.
    """
    return to_cells(world, bound(world, rows), combiner, value, cap)[0]


def to_cells(
    world: World, over: tuple[Array, Array], combiner: Combiner, value: Array, cap: Array | float = 1.0
) -> tuple[Array, Array | float]:
    """Return what reaches each school and stage over ties that bind some (`bound`), and the cap there (`to_members`)."""
    tie, cell = over
    n, most = world.stages.n_places(len(world.schools)), cap
    if isinstance(cap, np.ndarray):
        most = scatter("max", cell, cap[tie], n)
    found = world.stages.by_unit(scatter(combiner, cell, value[tie], n, most))
    return found, world.stages.by_unit(most) if isinstance(most, np.ndarray) else most


def foremost(world: World, rows: Array, value: Array) -> Array:
    """Return for each school and stage the position of the tie of the highest value, shape (schools, stages); -1 for none."""
    tie, cell = bound(world, rows)
    uid = world.groups.uid[world.ties.group[rows]]  # of equal ones that of the lower identity
    return world.stages.by_unit(_foremost(tie, cell, value, uid, world.stages.n_places(len(world.schools))))


@kernel
def _foremost(tie: Array, cell: Array, value: Array, uid: Array, n: int) -> Array:
    best = np.full(n, NOWHERE, np.int64)
    for k in range(cell.size):
        one, other = tie[k], best[cell[k]]
        if other < 0 or value[one] > value[other] or (value[one] == value[other] and uid[one] < uid[other]):
            best[cell[k]] = one
    return best


def members(world: World, rows: Array) -> Array:
    """Return the rows of the schools that are members over some ties, each once, in the order of the ties."""
    once: Array = _once(world.ties.school[rows], np.zeros(len(world.schools), np.bool_))
    return once


@kernel
def _once(
    school: Array,
    taken: Array,  # (schools,) false: here to note which were met
) -> Array:
    out, n = np.empty(school.size, school.dtype), 0
    for i in school:
        if not taken[i]:
            taken[i] = True
            out[n] = i
            n += 1
    return out[:n]


def ends(world: World, rows: Array) -> tuple[Array, Array]:
    """Return the school rows of the core and of the member of each of some ties."""
    return world.groups.core[world.ties.group[rows]], world.ties.school[rows]


def channel(world: World, name: str, dose: Array | None = None, rows: Array | slice = EVERY) -> Array:
    """Return what each tie, or some, carry of a function this term; ``dose``, by form, is the share of it that counts."""
    ties = world.ties
    reach: Array = ties.reach[:, COLUMN[name]][rows]
    return reach if dose is None else reach * dose[ties.form[rows]]


def seats(
    world: World, rows: Array, name: str | None = None, dose: Array | None = None, stages: Array | None = None
) -> Seats:
    """Return the seats in units over some ties, with what they carry of a function (1 where none is named).

    ``stages`` flags those that count, of which each seat is tied with its own.
    """
    carried = np.ones(rows.size, np.float32) if name is None else channel(world, name, dose, rows)
    counts = ANY_STAGE[: len(world.stages)] if stages is None else stages
    ties = world.ties
    return Seats(*_seats(world.groups.core, ties.group, ties.school, ties.stage, carried, rows, counts))


@kernel
def _seats(
    core: Array, group: Array, member: Array, stage: Array,
    carried: Array,  # (rows,)
    rows: Array,
    stages: Array,  # (stages,) flag: those that count
) -> tuple[Array, Array, Array, Array, Array]:  # fmt: skip
    n_stages = stages.size
    n, total, binds = np.zeros(core.size, np.int64), np.zeros(core.size), np.zeros((core.size, n_stages), np.bool_)
    for i in rows:
        n[group[i]] += 1
    led = np.flatnonzero(n)
    size = rows.size + led.size
    unit, school, is_core = np.empty(size, np.int64), np.empty(size, np.int64), np.zeros(size, np.bool_)
    tied, strength = np.zeros((size, n_stages), np.bool_), np.ones(size)
    for k in range(rows.size):
        i = rows[k]
        g = group[i]
        unit[k], school[k] = g, member[i]
        strength[k] = carried[k]
        total[g] += strength[k]
        for j in range(n_stages):
            if stages[j] and (stage[i] == WHOLE or stage[i] == j):
                tied[k, j] = binds[g, j] = True
    for k in range(led.size):
        g, at = led[k], rows.size + k
        unit[at], school[at], is_core[at] = g, core[g], True
        strength[at] = total[g] / n[g]
        tied[at] = binds[g]
    return unit, school, tied, is_core, strength


def by_seat(world: World, rows: Array, value: Array) -> Array:
    """Return a value of some ties by the seats over them, as `seats` lists them: a core's is the mean of its ties."""
    ties, counts = world.ties, ANY_STAGE[: len(world.stages)]
    mean: Array = _seats(world.groups.core, ties.group, ties.school, ties.stage, value, rows, counts)[-1]
    return mean


@kernel
def rounded(school: Array, due: Array, luck: Array) -> Array:
    """Return what is due of each seat as whole numbers whose sum by school is that of all its seats, rounded by one draw.

    Seats of a school stand side by side; ``luck`` in [0, 1) is by seat and the same for all seats of a school.
    """
    out, total, start = np.empty(due.size), 0.0, 0.0
    for i in range(due.size):
        before = total
        total += due[i]
        if i == 0 or school[i] != school[i - 1]:
            start = before
            up, low = due[i], 0.0  # exact for the first seat
        else:
            up, low = total - start, before - start
        out[i] = np.floor(up + luck[i]) - np.floor(low + luck[i])
    return out


def carried(world: World, found: Seats, combiner: Combiner) -> Array:
    """Return what each school and stage carries over some seats, shape (schools, stages)."""
    seat, cell = found.cells
    n = world.stages.n_places(len(world.schools))
    return world.stages.by_unit(scatter(combiner, cell, found.strength[seat], n))


def by_school(world: World, name: str) -> Array:
    """Return what each school carries of a function over all its ties in force, 1 at most; the mean of its stages by roll."""
    found = carried(world, seats(world, active_ties(world), name), "capped sum")
    mean: Array = mean_of_stages(found, world.schools.pupils)
    return mean


def strength_in(world: World, rows: Array, name: str, unit: Array, school: Array, dose: Array | None = None) -> Array:
    """Return what schools carry of a function in a unit each over some ties; 0 where a school has no seat in it."""
    found, n = seats(world, rows, name, dose), len(world.schools)
    pair, wanted = found.unit.astype(np.int64) * n + found.school, unit.astype(np.int64) * n + school
    order = np.lexsort((found.strength, pair))  # the strongest of several seats last
    at = np.searchsorted(pair[order], wanted, "right") - 1
    seat = np.append(order, NOWHERE)[at]  # before the first there is none
    has = (seat >= 0) & (np.append(pair, NOWHERE)[seat] == wanted)
    strength: Array = np.where(has, np.append(found.strength, 0.0)[seat], 0.0)
    return strength


def by_layer(world: World, found: Seats) -> Array:
    """Return for each layer that some seats are of the seat of every school and stage, shape (layers, places), -1 for none."""
    every: Array = _by_layer(
        world.groups.layer, found.unit, found.school, found.tied, world.stages.n_places(len(world.schools))
    )
    return every


@kernel
def _by_layer(layer: Array, unit: Array, school: Array, tied: Array, n_places: int) -> Array:
    there, n = np.full(N_LAYERS, NOWHERE), 0
    for i in range(unit.size):
        there[layer[unit[i]]] = 0
    for k in range(N_LAYERS):
        if there[k] == 0:
            there[k] = n
            n += 1
    out = np.full((n, n_places), NOWHERE)
    for i in range(unit.size):
        for k in range(tied.shape[1]):
            if tied[i, k]:
                out[there[layer[unit[i]]], place_of(school[i], k, tied.shape[1])] = i
    return out


def choose(world: World, who: Array, school: Array, found: Seats, purpose: str) -> Array:
    """Return for each of some teachers one seat of their school and stage, -1 where there is none.

    Where a school sits in several units, each of its teachers is drawn for one of them with chances as the strengths of
    the seats (the lowest of exponential draws, addressed by teacher and unit); a seat without strength is never drawn.
    """
    t, g, (seat, cell) = world.teachers, world.groups, found.cells
    out, person, offered, uid = options.options_of(
        seat, cell, who, school, t.stage, t.uid, found.unit, found.strength, g.uid, len(world.stages),
        world.stages.n_places(len(world.schools)),
    )  # fmt: skip
    if person.size:
        draw = -np.log1p(-rng.uniform(world.key(f"network.{purpose}"), uid).astype(np.float64))
        options.seat_soonest(out, person, offered, draw, found.unit, found.strength, g.uid)
    chosen: Array = out
    return chosen


def heads(world: World, school: Array, stage: Array, n: int) -> Array:
    """Return how many people there are by school (or seat) and stage, shape (n, stages)."""
    cell = world.stages.place(school.astype(np.int64), stage)
    return world.stages.by_unit(np.bincount(cell, minlength=world.stages.n_places(n)))


@kernel
def mean_of_stages(value: Array, heads: Array) -> Array:
    """Return the mean over stages weighted by heads, both (rows, stages); exact where the stages have one value."""
    mean = value[:, 0].copy()
    for i in range(mean.size):
        total = heads[i].sum()
        for k in range(1, heads.shape[1]):
            if value[i, k] != value[i, 0] and total:
                mean[i] += (value[i, k] - value[i, 0]) * (heads[i, k] / total)
    return mean


def active_ties(world: World, layer: Layer | None = None) -> Array:
    """Return the rows of the ties in force, of one layer or of all."""
    on = world.ties.active
    rows: Array
    (rows,) = (on if layer is None else on & (world.groups.layer[world.ties.group] == layer)).nonzero()
    return rows


def units(world: World, layer: Layer = Layer.GROUP) -> Array:
    """Return the unit of a layer that each school and stage now leads or belongs to, shape (schools, stages); -1 for none."""
    found: Array = seated(world, layer)[0]
    return found


def seated(world: World, layer: Layer = Layer.GROUP) -> tuple[Array, Array, Array]:
    """Return `units`, and the unit and the form of tie that each school is shown with, by row; -1 for none.

    A seat it has now comes before one that it had or will have, a core's before a member's.
    """
    g, ties = world.groups, world.ties
    found: tuple[Array, Array, Array] = options.seated(
        g.layer, g.core, g.active, ties.group, ties.school, ties.stage, ties.form, ties.active, int(layer),
        np.full((len(world.schools), len(world.stages)), NOWHERE, np.int64),
    )  # fmt: skip
    return found
