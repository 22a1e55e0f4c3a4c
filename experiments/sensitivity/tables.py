"""What the methods share: rows of results, seeded generators, quantile intervals."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LEVEL = 0.95
NOTHING = float("nan")


class Row(NamedTuple):
    """One index of one outcome; ``low`` and ``high`` bound a 95 % interval, NaN where a method gives none."""

    factor: str  # empty for what belongs to no factor
    other: str  # the second factor of a pair
    name: str  # of the index, such as ST
    value: float
    low: float = NOTHING
    high: float = NOTHING


def generator(seed: int) -> np.random.Generator:
    """Return the generator of a bootstrap; every seed counts, 0 too."""
    return np.random.default_rng(np.random.SeedSequence([seed, 0xB007]))


def dropped(kept: NDArray[np.bool_]) -> list[Row]:
    """Return a row ``dropped`` that counts the drawings of a bootstrap that were left out; nothing where none was."""
    lost = int((~kept).sum())
    return [Row("", "", "dropped", float(lost))] if lost else []


def bounds(draws: Array, level: float = LEVEL) -> tuple[Any, Any]:
    """Return the quantiles that leave (1 - level)/2 of the bootstrap drawings on either side, along the first axis."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nothing but NaN gives NaN
        low, high = np.nanquantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high


@contextlib.contextmanager
def contained(seed: int) -> Iterator[None]:
    """Keep to itself what SALib does to the process: the global generator, warning filters and the format of warnings.

    Its analyses ignore a seed of 0, so the global generator is seeded here instead.
    """
    state, form = np.random.get_state(), warnings.formatwarning  # noqa: NPY002
    with warnings.catch_warnings(record=True):  # it warns of bins it merges, which is how it is meant to work
        np.random.seed(seed % 2**32)  # noqa: NPY002
        try:
            yield
        finally:
            np.random.set_state(state)  # noqa: NPY002
            warnings.formatwarning = form
