"""Where people and schools sit: teachers whose school sits in several units, of which each is drawn for one; and schools."""

from __future__ import annotations

import numpy as np

from sim.axes import place_of
from sim.kernels import kernel
from sim.state import NOWHERE, WHOLE, Array

SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd: tells the draws of one teacher for several units apart


@kernel
def options_of(
    seat: Array, cell: Array,  # (cells,) seats and the places they are of
    who: Array,
    school: Array,  # (teachers,) of each of these
    stage: Array, uid: Array,  # (teacher rows,)
    unit: Array, strength: Array,  # (seats,)
    unit_uid: Array,
    stages: int, n_places: int,
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return the seat of each teacher whose place has one, else -1; then the options of those whose place has several.

    They are the position of the teacher, each seat that carries anything, and the identity that addresses the draw.
    """
    first, by_place = np.zeros(n_places + 1, np.int64), np.empty(seat.size, np.int64)
    for c in cell:
        first[c + 1] += 1
    for c in range(n_places):
        first[c + 1] += first[c]
    end = first[:-1].copy()
    for k in range(seat.size):
        by_place[end[cell[k]]] = seat[k]
        end[cell[k]] += 1
    out, n = np.full(who.size, NOWHERE, np.int64), 0
    for i in range(who.size):
        c = place_of(np.int64(school[i]), stage[who[i]], stages)
        n += first[c + 1] - first[c]
    person, options, draws, n = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.uint64), 0
    for i in range(who.size):
        c = place_of(np.int64(school[i]), stage[who[i]], stages)
        if first[c + 1] - first[c] == 1:
            out[i] = by_place[first[c]]
            continue
        for k in range(first[c], first[c + 1]):
            s = by_place[k]
            if strength[s] > 0:
                person[n], options[n] = i, s
                draws[n] = uid[who[i]] ^ (np.uint64(unit_uid[unit[s]]) * SPREAD)
                n += 1
    return out, person[:n], options[:n], draws[:n]


@kernel
def seat_soonest(
    out: Array,  # (teachers,) seat, written for those who are drawn for several
    who: Array, options: Array, wait: Array,  # (options,) position of the teacher, seat, and draw; those of one side by side
    unit: Array, strength: Array, unit_uid: Array,
) -> None:  # fmt: skip
    """Seat each teacher who has several options where the wait is least, of equal ones in the unit of the lower identity."""
    least = np.inf
    for k in range(who.size):
        i, mine = who[k], wait[k] / strength[options[k]]
        other = out[i]
        if other < 0:
            least = np.inf
        if mine < least or (mine == least and other >= 0 and unit_uid[unit[options[k]]] < unit_uid[unit[other]]):
            out[i], least = options[k], mine


@kernel
def seated(
    layer: Array, core: Array, active: Array,  # (units,)
    unit: Array, school: Array, stage: Array, form: Array, tied: Array,  # (ties,)
    wanted: int,  # layer
    units: Array,  # (schools, stages) nowhere, written
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return what `sim.network.seated` does."""
    n, n_stages = units.shape
    shown, shown_form, bound = np.full(n, NOWHERE), np.full(n, NOWHERE), np.zeros(n, np.bool_)
    for u in range(core.size):
        if active[u] and layer[u] == wanted:
            units[core[u]] = u
    for t in range(unit.size):
        q = school[t]
        if layer[unit[t]] == wanted:
            for k in range(n_stages if tied[t] else 0):
                if stage[t] == WHOLE or stage[t] == k:
                    units[q, k] = unit[t]
            if tied[t] or not bound[q]:
                shown[q], shown_form[q] = unit[t], form[t]
            bound[q] |= tied[t]
    for now in (False, True):
        for u in range(core.size):
            if layer[u] == wanted and active[u] == now and (now or not bound[core[u]]):
                shown[core[u]] = u
    return units, shown, shown_form
