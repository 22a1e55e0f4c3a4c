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

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from sim import rng
from sim.state import CHANNELS, NOWHERE, STAGES, WHOLE, Array, Layer
from sim.world import World, segments

CORE, MEMBER = 1, 2  # codes of `roles`
N_STAGES = len(STAGES)
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd: tells the draws of one teacher for several units apart

type Combiner = Literal["sum", "max", "mean", "capped sum"]


class Seats(NamedTuple):
    """Seats of schools in units over some ties: one per tie, the member's, and then one per unit, its core's."""

    unit: Array  # group row
    school: Array  # school row
    tied: Array  # (seats, stages) flag: a core is tied with the stages of its members' ties
    core: Array  # flag
    strength: Array  # share: what a member's tie carries of a channel; a core's is the mean of its ties

    @property
    def cells(self) -> tuple[Array, Array]:
        """The seat and the cell (``school * stages + stage``) of each stage of each seat."""
        seat, stage = np.nonzero(self.tied)
        return seat, self.school[seat] * N_STAGES + stage


def scatter(combiner: Combiner, target: Array, value: Array, n: int, cap: Array | float = 1.0) -> Array:
    """Return what reaches each of n targets, put together by a combiner; 0 where nothing does.

    Parameters
    ----------
    combiner
        ``sum``, ``max`` (of values that are not negative), ``mean`` or ``capped sum``.
    target, value
        Target row and value of each tie or seat.
    n
        Number of targets.
    cap
        The most a capped sum may come to, for all targets or by target.
    """
    if combiner == "max":
        most = np.zeros(n)
        np.maximum.at(most, target, value)
        return most
    order = np.argsort(value, kind="stable")
    total: Array = np.bincount(target[order], value[order], minlength=n)
    if combiner == "mean":
        return total / np.maximum(np.bincount(target, minlength=n), 1)
    return np.minimum(total, cap) if combiner == "capped sum" else total


def tied(world: World, rows: Array) -> Array:
    """Return which stages of its member each of some ties binds, shape (ties, stages)."""
    stage = world.ties.stage[rows][:, None]
    bound: Array = (stage == WHOLE) | (stage == np.arange(N_STAGES))
    return bound


def to_members(world: World, rows: Array, combiner: Combiner, value: Array, cap: Array | float = 1.0) -> Array:
    """Return what reaches each school and stage over some ties, shape (schools, stages); ``value`` and ``cap`` are by tie.

    The cap of a school and stage is the largest of its ties.
    """
    tie, stage = np.nonzero(tied(world, rows))
    cell, n = world.ties.school[rows][tie] * N_STAGES + stage, len(world.schools) * N_STAGES
    most: Array | float = cap
    if isinstance(cap, np.ndarray):
        most = scatter("max", cell, cap[tie], n)
    return scatter(combiner, cell, value[tie], n, most).reshape(-1, N_STAGES)


def foremost(world: World, rows: Array, value: Array) -> Array:
    """Return for each school and stage the position of the tie of the highest value, shape (schools, stages); -1 for none."""
    tie, stage = np.nonzero(tied(world, rows))
    cell = world.ties.school[rows][tie] * N_STAGES + stage
    order = np.lexsort((world.groups.uid[world.ties.group[rows][tie]], -value[tie], cell))
    cell, first = np.unique(cell[order], return_index=True)
    out = np.full(len(world.schools) * N_STAGES, NOWHERE, np.int64)
    out[cell] = tie[order][first]
    return out.reshape(-1, N_STAGES)


def members(world: World, rows: Array) -> Array:
    """Return the rows of the schools that are members over some ties, each once, in the order of the ties."""
    school = world.ties.school[rows]
    once: Array = school[np.sort(np.unique(school, return_index=True)[1])]
    return once


def ends(world: World, rows: Array) -> tuple[Array, Array]:
    """Return the school rows of the core and of the member of each of some ties."""
    return world.groups.core[world.ties.group[rows]], world.ties.school[rows]


def channel(world: World, name: str) -> Array:
    """Return what each tie carries of a channel this term."""
    return world.ties.reach[:, CHANNELS.index(name)]


def seats(world: World, rows: Array, name: str | None = None) -> Seats:
    """Return the seats in units over some ties, with what they carry of a channel (1 where none is named)."""
    ties, g = world.ties, world.groups
    unit, binds = ties.group[rows], tied(world, rows)
    value = np.ones(rows.size) if name is None else channel(world, name)[rows]
    led = np.flatnonzero(np.bincount(unit, minlength=len(g)))
    stages = np.zeros((len(g), N_STAGES), np.bool_)
    np.logical_or.at(stages, unit, binds)
    return Seats(
        np.concatenate([unit, led]),
        np.concatenate([ties.school[rows], g.core[led]]).astype(np.int64),
        np.concatenate([binds, stages[led]]),
        np.arange(rows.size + led.size) >= rows.size,
        by_seat(world, rows, value),
    )


def by_seat(world: World, rows: Array, value: Array) -> Array:
    """Return a value of some ties by the seats over them, as `seats` lists them: a core's is the mean of its ties."""
    unit = world.ties.group[rows]
    n = np.bincount(unit, minlength=len(world.groups))
    mean = np.bincount(unit, value, minlength=n.size)[n > 0] / n[n > 0]
    return np.concatenate([value.astype(np.float64), mean])


def rounded(school: Array, due: Array, luck: Array) -> Array:
    """Return what is due of each seat as whole numbers whose sum by school is that of all its seats, rounded by one draw.

    Seats of a school stand side by side; ``luck`` in [0, 1) is by seat and the same for all seats of a school.
    """
    first = np.searchsorted(school, school)
    total = np.cumsum(due)
    before = np.concatenate([[0.0], total[:-1]])
    start = before[first]
    ups = np.where(first == np.arange(due.size), due, total - start)  # exact for the first seat
    low: Array = np.where(first == np.arange(due.size), 0.0, before - start)
    return np.floor(ups + luck) - np.floor(low + luck)


def carried(world: World, rows: Array, name: str, combiner: Combiner) -> Array:
    """Return what each school and stage carries of a channel over some ties, shape (schools, stages)."""
    found = seats(world, rows, name)
    seat, cell = found.cells
    n = len(world.schools) * N_STAGES
    return scatter(combiner, cell, found.strength[seat], n).reshape(-1, N_STAGES)


def strength_in(world: World, rows: Array, name: str, unit: Array, school: Array) -> Array:
    """Return what schools carry of a channel in a unit each over some ties; 0 where a school has no seat in it."""
    found, n = seats(world, rows, name), len(world.schools)
    pair = found.unit.astype(np.int64) * n + found.school
    strength = scatter("max", pair, found.strength, n * len(world.groups))
    wanted: Array = strength[unit.astype(np.int64) * n + school]
    return wanted


def by_layer(world: World, found: Seats) -> Iterator[Array]:
    """Yield for each layer that some seats are of the seat of every school and stage, shape (schools * stages,), -1 for none."""
    seat, cell = found.cells
    layer = world.groups.layer[found.unit[seat]]
    for one in np.flatnonzero(np.bincount(layer, minlength=len(Layer))):
        out = np.full(len(world.schools) * N_STAGES, NOWHERE, np.int64)
        out[cell[layer == one]] = seat[layer == one]
        yield out


def choose(world: World, who: Array, school: Array, found: Seats, purpose: str) -> Array:
    """Return for each of some teachers one seat of their school and stage, -1 where there is none.

    Where a school sits in several units, each of its teachers is drawn for one of them with chances as the strengths of
    the seats (the lowest of exponential draws, addressed by teacher and unit); a seat without strength is never drawn.
    """
    t = world.teachers
    seat, cell = found.cells
    order = np.argsort(cell, kind="stable")
    seat, first = seat[order], np.searchsorted(cell[order], np.arange(len(world.schools) * N_STAGES + 1))
    mine = school.astype(np.int64) * N_STAGES + t.stage[who]
    n = first[mine + 1] - first[mine]
    out = np.full(who.size, NOWHERE, np.int64)
    out[n == 1] = seat[first[mine[n == 1]]]
    several = np.flatnonzero(n > 1)
    if several.size:
        n = n[several]
        options = seat[segments(first[mine[several]], n)]
        person = np.repeat(np.arange(several.size), n)
        uid = t.uid[who[several]][person] ^ (world.groups.uid[found.unit[options]].astype(np.uint64) * SPREAD)
        draw = -np.log1p(-rng.uniform(world.key(f"network.{purpose}"), uid).astype(np.float64))
        weight = found.strength[options]
        wait = np.divide(draw, weight, out=np.full(draw.size, np.inf), where=weight > 0)
        best = np.lexsort((world.groups.uid[found.unit[options]], wait, person))[np.cumsum(n) - n]
        out[several] = np.where(np.isfinite(wait[best]), options[best], NOWHERE)
    return out


def heads(school: Array, stage: Array, n: int) -> Array:
    """Return how many people there are by school and stage, shape (n, stages)."""
    cell = school.astype(np.int64) * N_STAGES + stage
    return np.bincount(cell, minlength=n * N_STAGES).reshape(-1, N_STAGES)


def mean_of_stages(value: Array, heads: Array) -> Array:
    """Return the mean over stages weighted by heads, both (rows, stages); exact where the stages have one value."""
    total = heads.sum(1, keepdims=True)
    share = np.divide(heads, total, out=np.zeros(heads.shape), where=total > 0)
    mean: Array = value[:, 0] + ((value[:, 1:] - value[:, :1]) * share[:, 1:]).sum(1)
    return mean.astype(value.dtype)


def active_ties(world: World, layer: Layer | None = None) -> Array:
    """Return the rows of the ties in force, of one layer or of all."""
    on = world.ties.active
    return np.flatnonzero(on if layer is None else on & (world.groups.layer[world.ties.group] == layer))


def units(world: World, layer: Layer = Layer.GROUP) -> Array:
    """Return the unit of a layer that each school and stage now leads or belongs to, shape (schools, stages); -1 for none."""
    g, ties = world.groups, world.ties
    out = np.full((len(world.schools), N_STAGES), NOWHERE, np.int64)
    led, rows = np.flatnonzero(g.active & (g.layer == layer)), active_ties(world, layer)
    out[g.core[led]] = led[:, None]
    tie, stage = np.nonzero(tied(world, rows))
    out[ties.school[rows][tie], stage] = ties.group[rows][tie]
    return out


def roles(world: World) -> Array:
    """Return the role the case gives each school in the layer of groups, formed or not: 0 none, `CORE`, `MEMBER`.

    A school that a reform merges into another has that one's role from the start, so that the two arms of a comparison
    speak of the same children.
    """
    g, ties = world.groups, world.ties
    out = np.zeros(len(world.schools), np.int8)
    out[ties.school[g.layer[ties.group] == Layer.GROUP]] = MEMBER
    out[g.core[g.layer == Layer.GROUP]] = CORE
    for reform in world.case.reforms:
        for merger in reform.merge:
            for name in merger.schools:
                out[world.names.school_row[name]] = out[world.names.school_row[merger.into]]
    return out
