"""Order inside cells (a team, a school, a group's subject): the best first, ties by identity, never by row."""

from __future__ import annotations

import numpy as np

from sim.kernels import kernel
from sim.state import Array

u32, u64 = np.uint32, np.uint64
DIGITS, DIGIT = 2, 11  # the leading bits of a score in single precision are sorted by so many digits of so many bits
REST = 32 - DIGITS * DIGIT  # its other bits
MASK = u64(2**DIGIT - 1)
FEW = 16  # places for each candidate, up to which it is put in its place at once


@kernel
def ranked(cell: Array, score: Array, uid: Array, n_cells: int) -> tuple[Array, Array]:
    """Return where each cell begins, shape (n_cells + 1,), and the positions of its members by falling score.

    Positions are sorted by the digits of their score, rounded, and then dealt to their cells, where each is put in its
    exact place among those of a rounded score: a few passes, however large the cells.
    """
    first, heads = np.zeros(n_cells + 1, np.int64), np.zeros((DIGITS, 2**DIGIT), np.int64)
    row = np.empty(cell.size, np.uint64)
    for i in range(cell.size):
        first[cell[i] + 1] += 1
        bits = np.float32(score[i] + 0.0).view(u32)  # of zeros there is one
        key = bits if bits >> u32(31) else bits ^ u32(0x7FFFFFFF)  # rises as the score falls
        row[i] = u64(key) << u64(32) | u64(i)
        for d in range(DIGITS):
            heads[d, row[i] >> u64(32 + REST + DIGIT * d) & MASK] += 1
    for c in range(n_cells):
        first[c + 1] += first[c]
    row = _by_digits(row, heads)
    order, end, last = np.empty(cell.size, np.int64), first[:-1].copy(), np.zeros(n_cells, np.uint32)
    for x in row:
        who = u32(x)
        c, rounded = cell[who], u32(x >> u64(32 + REST))
        j = end[c]
        if rounded == last[c]:  # who came before may be no better
            while j > first[c]:
                other = order[j - 1]
                if score[other] > score[who] or (score[other] == score[who] and uid[other] < uid[who]):
                    break
                order[j] = other
                j -= 1
        order[j] = who
        end[c] += 1
        last[c] = rounded
    return first, order


@kernel
def falling(active: Array, score: Array, uid: Array) -> Array:
    """Return the rows of those in service by falling score, as `ranked` does in one cell of all."""
    row, n, heads = np.empty(score.size, np.uint64), 0, np.zeros((DIGITS, 2**DIGIT), np.int64)
    for i in range(score.size):  # no branch to mispredict: what does not count is written over
        bits = np.float32(score[i] + 0.0).view(u32)
        row[n] = u64(bits if bits >> u32(31) else bits ^ u32(0x7FFFFFFF)) << u64(32) | u64(i)
        for d in range(DIGITS):
            heads[d, row[n] >> u64(32 + REST + DIGIT * d) & MASK] += active[i]
        n += active[i]
    row = _by_digits(row[:n], heads)
    order, last = np.empty(n, np.int64), u32(0)
    for k in range(n):
        who, rounded, j = u32(row[k]), u32(row[k] >> u64(32 + REST)), k
        while rounded == last and j > 0:  # who came before may be no better
            other = order[j - 1]
            if score[other] > score[who] or (score[other] == score[who] and uid[other] < uid[who]):
                break
            order[j] = other
            j -= 1
        order[j] = who
        last = rounded
    return order


@kernel
def _by_digits(row: Array, heads: Array) -> Array:
    """Return positions, each behind its rounded score, by the digits of these, of which there are so many heads."""
    spare = np.empty(row.size, np.uint64)
    for d in range(DIGITS):
        fill = np.cumsum(heads[d]) - heads[d]
        for x in row:
            digit = x >> u64(32 + REST + DIGIT * d) & MASK
            spare[fill[digit]] = x
            fill[digit] += 1
        row, spare = spare, row
    return row


def in_order(cell: Array, score: Array, uid: Array, n_cells: int) -> tuple[Array, Array]:
    """Call `ranked` on arrays of one type, so that it is compiled once."""
    found: tuple[Array, Array] = ranked(_cells(cell), _scores(score), uid, n_cells)
    return found


def _cells(cell: Array) -> Array:
    return np.ascontiguousarray(cell, np.int64)  # the array itself where it is of the type


def _scores(score: Array) -> Array:
    return np.ascontiguousarray(score, np.float64)


def top(cell: Array, score: Array, uid: Array, quota: Array) -> Array:
    """Return the positions of the highest scores of each cell, as many as its quota, in rising order of position."""
    chosen: Array = best(_cells(cell), _scores(score), uid, _cells(quota))
    return np.flatnonzero(chosen)


@kernel
def best(cell: Array, score: Array, uid: Array, quota: Array) -> Array:
    """Return a flag for each position: whether it is of the highest scores of its cell, as many as its quota."""
    chosen, enough = np.zeros(cell.size, np.bool_), np.zeros(quota.size, np.bool_)
    first, work = np.zeros(quota.size + 1, np.int64), np.int64(0)
    for c in cell:
        first[c + 1] += 1
    for c in range(quota.size):
        enough[c] = quota[c] >= first[c + 1]  # who is better does not matter
        room = 0 if enough[c] else max(quota[c], 0)
        work += room * first[c + 1]
        first[c + 1] = first[c] + room
    if work <= FEW * cell.size:
        for i in range(cell.size):
            chosen[i] = enough[cell[i]]
        for i in _foremost(cell, score, uid, first):
            chosen[i] = True
        return chosen
    first, order = ranked(cell, score, uid, quota.size)
    for c in range(quota.size):
        for j in range(first[c], min(first[c] + max(quota[c], 0), first[c + 1])):
            chosen[order[j]] = True
    return chosen


@kernel
def _foremost(cell: Array, score: Array, uid: Array, first: Array) -> Array:
    """Return the positions of the highest scores of each cell, which has room for few: each goes before those it beats."""
    order, end, bar = np.empty(first[-1], np.int64), first[:-1].copy(), np.full(first.size - 1, -np.inf)
    for i in range(cell.size):
        c, mine = cell[i], score[i]
        if mine < bar[c]:
            continue  # worse than the last one where there is no more room
        low, k = first[c], end[c]
        full = k == first[c + 1]
        if full:
            if k == low or score[order[k - 1]] > mine or (score[order[k - 1]] == mine and uid[order[k - 1]] < uid[i]):
                continue
            k -= 1  # the last one goes
        while k > low and (score[order[k - 1]] < mine or (score[order[k - 1]] == mine and uid[order[k - 1]] > uid[i])):
            order[k] = order[k - 1]
            k -= 1
        order[k] = i
        end[c] += not full
        if end[c] == first[c + 1]:
            bar[c] = score[order[end[c] - 1]]
    return order


def better_half(skill: Array, cell: Array, n_cells: int) -> tuple[Array, Array, Array]:
    """Return for each cell the mean skill of its members at or above the cell's mean, that mean, and their number.

    In an empty cell nobody is to be learnt from: the first mean is -inf, the second 0. Who has a negative cell is not
    counted.
    """
    found: tuple[Array, Array, Array] = better_half_of(skill, _cells(cell), n_cells)
    return found


@kernel
def better_half_of(skill: Array, cell: Array, n_cells: int) -> tuple[Array, Array, Array]:
    """Do so for kernels, of cells of any type."""
    n, mean = np.zeros(n_cells, np.int64), np.zeros(n_cells)
    for i in range(cell.size):
        c = cell[i]
        if c >= 0:
            n[c] += 1
            mean[c] += skill[i]
    for c in range(n_cells):
        mean[c] /= max(n[c], 1)
    n_best, best = np.zeros(n_cells, np.int64), np.zeros(n_cells)
    for i in range(cell.size):
        c = cell[i]
        if c >= 0:
            good = skill[i] >= mean[c]
            n_best[c] += good
            best[c] += skill[i] * np.float64(good)  # a factor and no branch, which would be wrong every other time
    for c in range(n_cells):
        best[c] = best[c] / n_best[c] if n_best[c] else -np.inf
    return best, mean, n
