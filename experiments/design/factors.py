"""What a study varies: typed factors, from their place in the unit interval to natural values to settings of the model.

A factor is a declared parameter (real, whole, yes/no, or a list of values), a scenario (named bundles of settings) or a
dose (several parameters scaled together). Designs place every factor in [0, 1); a discrete factor has its levels there
side by side, as wide as they are likely (all alike unless it has weights), a logarithmic one is even in its logarithm, and
one with a distribution lies where its quantiles do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from experiments.design.distributions import Distribution

Role = Literal["lever", "uncertainty"]
Kind = Literal["real", "integer", "boolean", "categorical"]
TINY = 1e-9  # so that 2/3 of three levels is the third


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One thing that varies; ``levels`` holds the values of a discrete factor in order, and is empty for a real one."""

    name: str
    role: Role
    kind: Kind
    low: float = 0.0
    high: float = 1.0
    log: bool = False
    distribution: Distribution | None = None  # of a real factor; None: uniform on its scale
    levels: tuple[Any, ...] = ()
    weights: tuple[float, ...] = ()  # how likely levels are, which sum to 1; empty: all alike
    chosen: tuple[Any, ...] = ()  # values of a grid, where the file names them or their number
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # settings of each level of a scenario
    times: Mapping[str, float] = field(default_factory=dict)  # parameters a dose multiplies
    unit: str = ""
    zh: str = ""
    en: str = ""

    @property
    def discrete(self) -> bool:
        """Whether the factor has levels."""
        return bool(self.levels)

    def at(self, u: NDArray[np.float64]) -> list[Any]:
        """Return the natural values at places of the unit interval."""
        if self.discrete:
            return [self.levels[i] for i in self._rank(u)]
        if self.distribution is not None:
            u = self.distribution.at(u)
        if self.log:
            values = np.exp(np.log(self.low) + u * (np.log(self.high) - np.log(self.low)))
        else:
            values = self.low + u * (self.high - self.low)
        return [min(max(neat(v), self.low), self.high) for v in values]

    def scaled(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the places of the values taken, from 0 to 1 over the range: u itself, or the rank of a level."""
        return self._rank(u) / max(len(self.levels) - 1, 1) if self.discrete else u

    def _rank(self, u: NDArray[np.float64]) -> NDArray[np.int64]:
        n = len(self.levels)
        if self.weights:
            return np.clip(np.searchsorted(np.cumsum(self.weights), u + TINY, side="right"), 0, n - 1)
        return np.clip(np.floor(u * n + TINY).astype(np.int64), 0, n - 1)

    def shares(self) -> NDArray[np.float64]:
        """Return how likely each level is."""
        return np.array(self.weights) if self.weights else np.full(len(self.levels), 1 / len(self.levels))

    def places(self) -> NDArray[np.float64]:
        """Return a place of each level in the unit interval: the middle of its stretch."""
        shares = self.shares()
        return np.asarray(np.cumsum(shares) - shares / 2)

    def grid(self) -> tuple[Any, ...]:
        """Return the values of a grid."""
        return self.chosen or self.levels

    def settings(self, value: Any) -> dict[str, Any]:
        """Return what a value sets, by dotted name."""
        if self.options:
            return dict(self.options[value])
        if self.times:
            return {name: neat(base * value) for name, base in self.times.items()}
        return {self.name: value}

    @property
    def sets(self) -> set[str]:
        """The dotted names the factor may set."""
        if self.options:
            return {name for option in self.options.values() for name in option}
        return set(self.times) or {self.name}


def spaced(low: float, high: float, n: int, *, log: bool, whole: bool) -> tuple[Any, ...]:
    """Return n values from low to high, evenly spaced or even in their logarithm, without repetition."""
    values = np.geomspace(low, high, n) if log else np.linspace(low, high, n)
    if whole:
        return tuple(dict.fromkeys(int(v) for v in np.rint(values)))
    return tuple(neat(v) for v in values)


def neat(value: float) -> float:
    """Return a number to twelve digits: 0.30000000000000004 is 0.3."""
    return float(f"{value:.12g}")


def settings_of(factors: Sequence[Factor], values: Mapping[str, Any], fixed: Mapping[str, Any]) -> dict[str, Any]:
    """Return every setting of a point: what is fixed, and what its factors set."""
    out = dict(fixed)
    for factor in factors:
        out |= factor.settings(values[factor.name])
    return out
