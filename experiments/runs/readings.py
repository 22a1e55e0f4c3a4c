r"""How a number is read from the yearly values of a measure: as it stands, or through one or more words before its name.

``change:`` is the difference from the first school year of the run that has a value. ``effect:`` is the difference from the
baseline, the run of the same seed that has none of what is studied. ``until<0.2:`` counts the school years until a value is
below 0.2 for the first time (``until>60:`` until it is above 60); a run that never gets there counts with all the years it
was watched, so that the mean over runs is the restricted mean time (Royston and Parmar 2013). ``reached<0.2:`` is 1 where a
run gets there and 0 where it does not. ``left:`` is what is left of an effect some years after its programme ended: named
after the last school year of the programme and the year it is looked at,

.. math:: left = \frac{effect_{2033}}{effect_{2028}}

for ``left:mean_score.junior@2028-2033``.

Words are read from right to left: ``until>1:effect:mean_score.junior`` are the years until the effect exceeds 1 point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from experiments import Refused
from experiments.runs import texts
from sim.say import Said

NAN = float("nan")
LIMIT = re.compile(r"(?P<kind>until|reached)\s*(?P<side>[<>])\s*(?P<value>[-+]?\d+(\.\d*)?([eE][-+]?\d+)?|[-+]?\.\d+)")
WORDS = ("change", "effect", "left", "until<NUMBER", "until>NUMBER", "reached<NUMBER", "reached>NUMBER")
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """How yearly values become a number."""

    change: bool = False  # less the first value of the run
    effect: bool = False  # less the baseline's values
    end: Literal["mean", "until", "reached", "left"] = "mean"
    side: Literal["<", ">"] = "<"
    limit: float = 0.0

    @property
    def needs_baseline(self) -> bool:
        """Whether it reads a baseline beside the run."""
        return self.effect or self.end == "left"

    @property
    def prefix(self) -> str:
        """How it is written before the name of a measure."""
        end = {"mean": "", "left": "left:"}.get(self.end, f"{self.end}{self.side}{self.limit:.12g}:")
        return f"{end}{'change:' * self.change}{'effect:' * self.effect}"

    def unit(self, unit: str) -> str:
        """Return the unit of the number, from that of the measure."""
        return {"mean": unit, "until": "years"}.get(self.end, "share")

    def digits(self, digits: int) -> int:
        """Return with how many decimals it is told where no interval says it, from those of the measure."""
        return {"mean": digits, "until": 1}.get(self.end, 2)

    def named(self, name: Said) -> Said:
        """Return the name of the number, from that of the measure."""
        if self.change:
            name = texts.CHANGE(name=name)
        if self.effect:
            name = texts.LESS_BASELINE(name=name)
        if self.end == "mean":
            return name
        if self.end == "left":
            return texts.LEFT(name=name)
        return (texts.UNTIL if self.end == "until" else texts.REACHED)[self.side](name=name, limit=self.limit)

    def by_year(self, values: Array, baseline: Array | None = None) -> Array:
        """Return yearly values as they are counted or averaged; NaN without the baseline that is needed."""
        if self.needs_baseline:
            values = np.full(values.shape, NAN) if baseline is None else values - baseline
        if self.change:
            known = np.flatnonzero(np.isfinite(values))
            values = values - values[known[0]] if known.size else values
        return values

    def of(self, values: Array, baseline: Array | None = None) -> float:
        """Return the number of the school years of a span; ``values`` are those of `by_year` from its first to its last.

        NaN where no year has a value, and for `left` where there was no effect at the end of the programme.
        """
        known = np.isfinite(values)
        if not known.any():
            return NAN
        if self.end == "mean":
            return float(values[known].mean())
        if self.end == "left":
            return float(values[-1] / values[0]) if values[0] and known[0] else NAN
        there = known & (values < self.limit if self.side == "<" else values > self.limit)
        if self.end == "reached":
            return float(there.any())
        return float(np.argmax(there)) if there.any() else float(values.size)


PLAIN = Reading()


def parse(text: str, name: str) -> Reading:
    """Return the reading of the words before a measure, such as ``until<0.2:change:``.

    Raises
    ------
    Refused
        Naming the nearest word there is, or what does not go together.
    """
    words = [word.strip() for word in text.split(":")[:-1]] if text else []
    found = PLAIN
    for i, word in enumerate(words):
        limit = LIMIT.fullmatch(word)
        if limit is None and word not in ("change", "effect", "left"):
            from sim.param import nearest

            raise Refused(texts.NO_READING(name=name, word=word, near=nearest(word, WORDS), known=WORDS))
        if (limit is not None or word == "left") and i:
            raise Refused(texts.READING_FIRST(name=name, word=word))
        if words.count(word) > 1:
            raise Refused(texts.READING_TWICE(name=name, word=word))
        if limit is not None:
            found = Reading(end=limit["kind"], side=limit["side"], limit=float(limit["value"]))  # type: ignore[arg-type]
        elif word == "left":
            found = Reading(end="left")
        elif found.end == "left":
            raise Refused(texts.READING_LEFT(name=name, word=word))
        else:
            found = Reading(
                found.change or word == "change", found.effect or word == "effect", found.end, found.side, found.limit
            )
    return found
