"""Correlations between the factors of a study: what is wrong with those a file states, and the matrix they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.design import texts
from experiments.design.factors import Factor
from experiments.design.file import CorrelationPart, DesignPart
from experiments.design.samplers import normal
from sim.param import nearest

Array = NDArray[np.float64]
LEAST = 1e-6  # eigenvalue of a matrix that can still be used


def matrix(parts: Sequence[CorrelationPart], names: Sequence[str]) -> Array:
    """Return the rank correlations of factors, shape (factors, factors); pairs that are not named are uncorrelated."""
    out = np.eye(len(names))
    for part in parts:
        i, j = (names.index(name) for name in part.between)
        out[i, j] = out[j, i] = part.rank
    return out


def findings(parts: Sequence[CorrelationPart], design: DesignPart, factors: Sequence[Factor] | None) -> Iterator[str]:
    """Yield what is wrong with correlations; without factors (they are wrong themselves) only what the design says."""
    if not parts:
        return
    if design.kind in {"sobol", "morris", "fast"}:
        yield texts.ONE_BY_ONE(kind=design.kind)
        return
    if design.kind != "lhs":
        yield texts.STATED(kind=design.kind)
        return
    if factors is None:
        return
    known, seen, sound = {f.name: f for f in factors}, set(), True
    for i, part in enumerate(parts):
        a, b = part.between
        for name in (a, b):
            if name not in known:
                yield texts.BETWEEN_NO_FACTOR(i=i, name=name, near=nearest(name, known))
                sound = False
            elif known[name].kind == "categorical":
                yield texts.NO_ORDER(i=i, name=name)
        if a == b:
            yield texts.BETWEEN_TWICE(i=i, name=a)
            sound = False
        if frozenset((a, b)) in seen:
            yield texts.PAIR_TWICE(i=i, a=a, b=b)
        seen.add(frozenset((a, b)))
    block = design.block or design.n
    if block is not None and block <= len(factors) + 1:
        yield texts.SMALL_BLOCK(block=block, factors=len(factors), least=len(factors) + 2)
    if sound and not _possible(found := matrix(parts, list(known))):
        share = max(
            (s for s in np.linspace(0, 1, 101) if _possible(np.eye(len(found)) * (1 - s) + found * s)), default=0
        )
        yield texts.IMPOSSIBLE(share=share)


def _possible(correlation: Array) -> bool:
    return bool(np.linalg.eigvalsh(normal(correlation)).min() > LEAST)
