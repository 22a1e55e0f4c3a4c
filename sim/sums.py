"""Sums whose bits no order of their terms moves: what several terms bring to one target is put together by a combiner.

Floating-point numbers are added up either in the order of their size (`scatter`) or as whole parts of a power of two
(`whole`), of which any sum is exact. The order of units, schools and teachers in a file is then nothing.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from sim.kernels import kernel
from sim.state import NOWHERE, Array

FEW = 16  # terms of a sum that are sorted one by one

type Combiner = Literal["sum", "max", "mean", "capped sum"]


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
    target, value = np.ascontiguousarray(target, np.int64), np.ascontiguousarray(value, np.float64)  # compiled once
    if combiner == "max":
        most: Array = _most(target, value, n)
        return most
    total: Array = _sum(target, value, n, combiner == "mean")
    return np.minimum(total, cap) if combiner == "capped sum" else total


def whole(value: Array, bits: int = 16) -> Array:
    """Return values cut to whole parts of one, 2 to the power of ``bits`` of them, so that their sums are exact."""
    parts = 2.0**bits
    cut: Array = np.rint(value * parts) / parts
    return cut


@kernel
def total(x: Array) -> float:
    """Return the sum of an array for kernels, to the bit that of numpy: in eight lanes, and beyond 128 terms by halves."""
    n = x.size
    if n > 128:
        half = n // 2
        half -= half % 8
        both: float = total(x[:half]) + total(x[half:])
        return both
    if n < 8:
        few = 0.0
        for i in range(n):
            few += x[i]
        return few
    a, b, c, d, e, f, g, h = x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
    lanes = n - n % 8
    for i in range(8, lanes, 8):
        a += x[i]
        b += x[i + 1]
        c += x[i + 2]
        d += x[i + 3]
        e += x[i + 4]
        f += x[i + 5]
        g += x[i + 6]
        h += x[i + 7]
    whole: float = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for i in range(lanes, n):
        whole += x[i]
    return whole


@kernel
def _sum(target: Array, value: Array, n: int, averaged: bool) -> Array:
    """Add values up by target; where more than two meet, in the order of their size. Or return their means."""
    total, met, many = np.zeros(n), np.zeros(n, np.int64), False
    for i in range(target.size):
        k = target[i]
        met[k] += 1
        many |= met[k] > 2
        total[k] += value[i]
    if many:
        start, room = np.full(n, NOWHERE, np.int64), 0
        for k in range(n):
            if met[k] > 2:
                start[k], room = room, room + met[k]
        _in_order_of_size(total, target, value, start, np.empty(room))
    if averaged:
        for k in range(n):
            total[k] /= max(met[k], 1)
    return total


@kernel
def _in_order_of_size(total: Array, target: Array, value: Array, start: Array, terms: Array) -> None:
    """Write the sums of the targets whose terms have a start, where so many meet; the terms lie side by side."""
    end = start.copy()
    for i in range(target.size):
        k = target[i]
        if start[k] >= 0:
            terms[end[k]] = value[i]
            end[k] += 1
    for k in range(total.size):
        if start[k] >= 0:
            mine = terms[start[k] : end[k]]
            if mine.size <= FEW:
                total[k] = added_up(mine, mine.size)
                continue
            mine.sort()
            total[k] = 0.0
            for x in mine:
                total[k] += x


@kernel
def added_up(terms: Array, n: int) -> float:
    """Return the sum of the first n of some terms, which are few: more than two are put in the order of their size."""
    if n > 2:
        _sort_few(terms, n)
    total = 0.0
    for k in range(n):
        total += terms[k]
    return total


@kernel
def _sort_few(terms: Array, n: int) -> None:
    """Sort the first n of some numbers in place, each put where it belongs among those before it."""
    for i in range(1, n):
        for j in range(i, 0, -1):  # no branch to mispredict
            terms[j - 1], terms[j] = min(terms[j - 1], terms[j]), max(terms[j - 1], terms[j])


@kernel
def _most(target: Array, value: Array, n: int) -> Array:
    out = np.zeros(n)
    for i in range(target.size):
        out[target[i]] = max(out[target[i]], value[i])
    return out
