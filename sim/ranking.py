"""Order inside cells (a team, a school, a group's subject): the best first, ties by identity, never by row."""

from __future__ import annotations

import numpy as np
from numba import njit

from sim.state import Array


@njit(cache=True)
def ranked(cell: Array, score: Array, uid: Array, n_cells: int) -> tuple[Array, Array]:
    """Return where each cell begins, shape (n_cells + 1,), and the positions of its members by falling score.

    A counting sort by cell and an insertion sort inside it: cells hold tens of people, not thousands.
    """
    first = np.zeros(n_cells + 1, np.int64)
    for c in cell:
        first[c + 1] += 1
    for c in range(n_cells):
        first[c + 1] += first[c]
    order, fill = np.empty(cell.size, np.int64), first[:-1].copy()
    sorted_score = np.empty(cell.size)
    for i in range(cell.size):
        low, j, x = first[cell[i]], fill[cell[i]], score[i]
        while j > low and (sorted_score[j - 1] < x or (sorted_score[j - 1] == x and uid[order[j - 1]] > uid[i])):
            order[j], sorted_score[j] = order[j - 1], sorted_score[j - 1]
            j -= 1
        order[j], sorted_score[j] = i, x
        fill[cell[i]] += 1
    return first, order


def in_order(cell: Array, score: Array, uid: Array, n_cells: int) -> tuple[Array, Array]:
    """Call `ranked` on arrays of one type, so that it is compiled once."""
    found: tuple[Array, Array] = ranked(cell.astype(np.int64), score.astype(np.float64), uid, n_cells)
    return found


def top(cell: Array, score: Array, uid: Array, quota: Array) -> Array:
    """Return the positions of the highest scores of each cell, as many as its quota, in rising order of position."""
    chosen: Array = _top(cell.astype(np.int64), score.astype(np.float64), uid, quota.astype(np.int64))
    return np.flatnonzero(chosen)


@njit(cache=True)
def _top(cell: Array, score: Array, uid: Array, quota: Array) -> Array:
    first, order = ranked(cell, score, uid, quota.size)
    chosen = np.zeros(cell.size, np.bool_)
    for c in range(quota.size):
        for j in range(first[c], min(first[c] + max(quota[c], 0), first[c + 1])):
            chosen[order[j]] = True
    return chosen


def better_half(skill: Array, cell: Array, n_cells: int) -> Array:
    """Return for each cell the mean skill of its members at or above the cell's mean; NaN where a cell is empty.

    Who has a negative cell is not counted.
    """
    out: Array = _better_half(skill.astype(np.float64), cell.astype(np.int64), n_cells)
    return out


@njit(cache=True)
def _better_half(skill: Array, cell: Array, n_cells: int) -> Array:
    n, total = np.zeros(n_cells + 1, np.int64), np.zeros(n_cells + 1)  # the last cell takes those not counted
    for i in range(cell.size):
        n[cell[i]] += 1
        total[cell[i]] += skill[i]
    mean = np.full(n_cells + 1, np.nan)
    for c in range(n_cells):
        if n[c]:
            mean[c] = total[c] / n[c]
    n[:], total[:] = 0, 0
    for i in range(cell.size):
        if skill[i] >= mean[cell[i]]:
            n[cell[i]] += 1
            total[cell[i]] += skill[i]
    for c in range(n_cells):
        if n[c]:
            mean[c] = total[c] / n[c]
    return mean[:-1]
