"""Columns of a table as they stood at the end of every school year, kept as what changed from one to the next.

Most of what a teacher is stays as it was for years, and would fill most of the memory of a long run if it were copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sim.state import Array

SMALL = 4  # bytes of the number of a row, as it is kept


class Changes(NamedTuple):
    """What a column holds otherwise than expected."""

    rows: Array | None  # None: all of it is told
    values: Array
    step: int  # expected: as a year before, and so much more


@dataclass(slots=True)
class Archive:
    """The columns of every year; `steps` is what a year adds to most rows of some of them."""

    steps: Mapping[str, int] = field(default_factory=dict)
    years: list[tuple[int, dict[str, Changes]]] = field(default_factory=list)
    last: dict[str, Array] = field(default_factory=dict)  # as they stood the year before, never changed

    def write(self, year: int, columns: Mapping[str, Array]) -> None:
        """Keep the columns of a year; what happens to them later does not reach it."""
        kept = {name: self._kept(name, column) for name, column in columns.items()}
        self.years.append((year, kept))

    def _kept(self, name: str, now: Array) -> Changes:
        step, then = self.steps.get(name, 0), self.last.get(name)
        if then is not None and then.size == now.size:
            other = now != (then + now.dtype.type(step) if step else then)
            if np.count_nonzero(other) * (SMALL + now.itemsize) < now.nbytes:
                rows = np.flatnonzero(other).astype(np.uint32)
                self.last[name] = now.copy()
                return Changes(rows, now[rows], step)
        self.last[name] = whole = now.copy()
        return Changes(None, whole, step)

    def __iter__(self) -> Iterator[tuple[int, dict[str, Array]]]:
        """Yield each year and its columns, not to be changed."""
        now: dict[str, Array] = {}
        for year, kept in self.years:
            for name, (rows, values, step) in kept.items():
                if rows is None:
                    now[name] = values
                else:
                    now[name] = now[name] + now[name].dtype.type(step)
                    now[name][rows] = values
            yield year, dict(now)

    def __len__(self) -> int:
        """Return how many years are kept."""
        return len(self.years)

    def copy(self) -> Archive:
        """Return another that goes on from here and shares what is kept."""
        return Archive(self.steps, list(self.years), dict(self.last))
