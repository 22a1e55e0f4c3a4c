"""Distributions of a real factor over its range: where it lies between its ends, by its place in the unit interval.

A distribution stands on the scale of its factor: with ``log = true`` the uniform one is log-uniform, and the normal one is a
log-normal. Its ends are those of the factor, so that no value leaves the declared range.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from experiments import Refused
from experiments.design import texts
from experiments.design.file import FactorPart
from sim.param import nearest
from sim.say import Said

Array = NDArray[np.float64]
KEYS: dict[str, tuple[str, ...]] = {
    "uniform": (), "triangular": ("mode",), "normal": ("mean", "sd"), "beta": ("a", "b"),
}  # fmt: skip
EVERY = ("distribution", *(key for keys in KEYS.values() for key in keys))


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a factor is spread between its ends; ``values`` are those of `KEYS`, as the study file states them."""

    name: str
    values: tuple[float, ...]
    scaled: tuple[float, ...]  # the same where the range of the factor, on its scale, is 0 to 1

    def at(self, u: Array) -> Array:
        """Return the quantiles of places in the unit interval, 0 to 1 from one end of the range to the other."""
        from scipy import stats

        if self.name == "triangular":
            found = stats.triang.ppf(u, self.scaled[0])
        elif self.name == "normal":
            mean, sd = self.scaled
            found = stats.truncnorm.ppf(u, -mean / sd, (1 - mean) / sd, loc=mean, scale=sd)
        else:
            found = stats.beta.ppf(u, *self.scaled)
        return np.asarray(found, np.float64)

    def stated(self) -> dict[str, object]:
        """Return the keys of a study file."""
        return {"distribution": self.name, **dict(zip(KEYS[self.name], self.values, strict=True))}

    def said(self) -> Said:
        """Say it."""
        told = [f"{key} {value:g}" for key, value in zip(KEYS[self.name], self.values, strict=True)]
        return texts.SPREAD(name=texts.DISTRIBUTIONS[self.name], values=told)


def distribution(part: FactorPart, low: float, high: float, unit: str) -> Distribution | None:
    """Return the distribution a study file states for a factor from low to high; None for the uniform one.

    Raises
    ------
    Refused
        With one sentence per finding.
    """
    name = part.distribution or "uniform"
    if name not in KEYS:
        if name.replace("-", "").replace("_", "") in {"loguniform", "lognormal"}:
            like = name[3:].strip("-_")
            raise Refused(texts.ON_A_SCALE(name=name, like=like))
        raise Refused(texts.NO_DISTRIBUTION(name=name, known=list(KEYS), near=nearest(name, KEYS)))
    if messages := list(_findings(part, name, low, high, unit)):
        raise Refused(*messages)
    if name == "uniform":
        return None
    values = tuple(float(getattr(part, key)) for key in KEYS[name])
    ends = (log(low), log(high)) if part.log else (low, high)
    width = ends[1] - ends[0]

    def place(value: float) -> float:
        return ((log(value) if part.log else value) - ends[0]) / width

    scaled = values  # a and b of beta are of no unit
    if name == "triangular":
        scaled = (place(values[0]),)
    elif name == "normal":
        scaled = (place(values[0]), values[1] / width)
    return Distribution(name, values, scaled)


def _findings(part: FactorPart, name: str, low: float, high: float, unit: str) -> Iterator[str]:
    wanted = KEYS[name]
    for key in EVERY[1:]:
        value = getattr(part, key)
        if key in wanted and value is None:
            yield texts.KEY_MISSING(name=name, key=key, keys=wanted)
        elif key not in wanted and value is not None:
            idle = {"key": key, "name": name}
            yield texts.KEY_IDLE(**idle, keys=wanted) if wanted else texts.KEY_IDLE_ALONE(**idle)
        elif value is None:
            continue
        elif key in {"mode", "mean"} and not low <= value <= high:
            yield texts.KEY_NOT_WITHIN(key=key, value=value, low=low, high=high, unit=unit)
        elif key in {"sd", "a", "b"} and not value > 0:
            what = "-" if key != "sd" else texts.OF_LOGARITHM if part.log else unit
            yield texts.NOT_ABOVE_ZERO(key=key, value=value, unit=what)
