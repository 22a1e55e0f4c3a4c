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
    for i in range(cell.size):
        low, j = first[cell[i]], fill[cell[i]]
        while j > low and (
            score[order[j - 1]] < score[i] or (score[order[j - 1]] == score[i] and uid[order[j - 1]] > uid[i])
        ):
            order[j] = order[j - 1]
            j -= 1
        order[j] = i
        fill[cell[i]] += 1
    return first, order


def top(cell: Array, score: Array, uid: Array, quota: Array) -> Array:
    """Return the positions of the highest scores of each cell, as many as its quota, in rising order of position."""
    first, order = ranked(cell, score, uid, quota.size)
    rank = np.arange(order.size) - np.repeat(first[:-1], np.diff(first))
    return np.sort(order[rank < quota[cell[order]]])


@njit(cache=True)
def better_half(skill: Array, cell: Array, n_cells: int) -> Array:
    """Return for each cell the mean skill of its members at or above the cell's mean; NaN where a cell is empty."""
    n, total = np.zeros(n_cells, np.int64), np.zeros(n_cells)
    for i in range(cell.size):
        n[cell[i]] += 1
        total[cell[i]] += skill[i]
    mean = np.full(n_cells, np.nan)
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
    return mean
