"""How many seeds: as many as it takes for intervals as narrow as asked.

Looking at an interval before stopping makes it a little too narrow: its coverage is somewhat below 95 % (Chow and Robbins 1965
show that it tends to 95 % as the width asked for shrinks), which a floor of `FLOOR` seeds and few looks keep small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.compare import texts
from experiments.runs.yearly import STAGES
from sim.say import Said, joined

if TYPE_CHECKING:
    from experiments.compare.comparison import Comparison

FLOOR = 10  # seeds before an interval may stop the search
STEP = 5  # least seeds added at a time
MOST = 200  # seeds after which the search ends anyway


class Width(NamedTuple):
    """How wide an interval may be: in the unit of the outcome, or as a part of the difference it is of; the wider counts."""

    absolute: float = 0.0
    relative: float = 0.0

    def allowed(self, difference: float) -> float:
        """Return the width that is narrow enough for a difference."""
        return max(self.absolute, self.relative * abs(difference))

    def __str__(self) -> str:
        """Return the width as it is written in a command."""
        parts = [f"{100 * self.relative:g}%"] if self.relative else []
        return " or ".join([*parts, *([f"{self.absolute:g}"] if self.absolute else [])])


# Of `auto` when nothing else is asked for: half as wide as the effect, or 0.05 points, a three-hundredth of an SD.
WIDTHS = {f"between_school_sd.{stage}": Width(0.05, 0.5) for stage in STAGES}


def look(found: Comparison, most: int) -> tuple[Said, int | None]:
    """Return what the widest intervals are beside those asked for, and how many seeds to go on with; None: stop."""
    n, worst, parts = len(found.seeds), 0.0, []
    for outcome, width in found.precision.items():
        for name in (s.text for s in found.compared):
            p = found.pair(name, outcome)
            now = p.high - p.low if p.has_interval else float("inf")
            allowed = width.allowed(p.difference) if p.n else 0.0
            worst = max(worst, now / allowed if allowed else float("inf") if now else 0.0)
            given = {"outcome": outcome, "now": now, "allowed": allowed, "asked": str(width)}
            parts.append(texts.WIDTH_OF(**given, scenario=name) if len(found.compared) > 1 else texts.WIDTH(**given))
    said = texts.LOOK(n=n, widths=joined(parts, zh="；", en="; "))
    if worst <= 1:
        return texts.NARROW(look=said), None
    if n >= most:
        return texts.STOPPED(look=said), None
    needed = int(np.ceil(n * min(worst, 2.0) ** 2))  # an interval narrows with the root of n
    more = min(most, max(n + STEP, min(needed, 2 * n)))
    return texts.GOING_ON(look=said, more=more), more
