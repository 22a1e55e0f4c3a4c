"""Correlations between the factors of a study: what is wrong with those a file states, and the matrix they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

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
        yield (
            f"correlations: a {design.kind} changes factors one by one, which only independent factors can do; write "
            'design.kind = "lhs" and read Shapley effects from an emulator (edugroup sensitivity --method gp or pce)'
        )
        return
    if design.kind != "lhs":
        yield f"correlations say nothing in a {design.kind}, whose points are stated; allowed: design.kind = 'lhs'"
        return
    if factors is None:
        return
    known, seen, sound = {f.name: f for f in factors}, set(), True
    for i, part in enumerate(parts):
        a, b = part.between
        for name in (a, b):
            if name not in known:
                yield f"correlations[{i}].between: '{name}' is not a factor{nearest(name, known)}"
                sound = False
            elif known[name].kind == "categorical":
                yield f"correlations[{i}].between: the levels of '{name}' have no order, so that nothing rises with it"
        if a == b:
            yield f"correlations[{i}].between names '{a}' twice"
            sound = False
        if frozenset((a, b)) in seen:
            yield f"correlations[{i}]: '{a}' and '{b}' are correlated twice; leave it to one"
        seen.add(frozenset((a, b)))
    block = design.block or design.n
    if block is not None and block <= len(factors) + 1:
        yield (
            f"correlations: a block of {block} points cannot hold those of {len(factors)} factors; allowed: "
            f"{len(factors) + 2} or more [points per block]"
        )
    if sound and not _possible(found := matrix(parts, list(known))):
        share = max(
            (s for s in np.linspace(0, 1, 101) if _possible(np.eye(len(found)) * (1 - s) + found * s)), default=0
        )
        yield (
            f"correlations: no factors can have all of these at once; they fit together when each is multiplied by {share:.2f}"
        )


def _possible(correlation: Array) -> bool:
    return bool(np.linalg.eigvalsh(normal(correlation)).min() > LEAST)
