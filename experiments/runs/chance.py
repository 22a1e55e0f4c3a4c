"""How replications draw: which of the two seeds of a run they change, and how often a population is met."""

from __future__ import annotations

from dataclasses import dataclass

from experiments import Refused
from experiments.runs import texts

APART = 10_000  # between the luck seeds of one population: more than there are replications


@dataclass(frozen=True)
class Chance:
    """How replications draw: by default seed s is a district of its own with a luck of its own.

    Held are the population (replications vary luck alone) or luck (they vary the district alone). With several lucks every
    population is run as often, each time with another luck, and counts once: by the mean of its runs.
    """

    population_seed: int | None = None
    luck_seed: int | None = None
    lucks: int = 1

    def __post_init__(self) -> None:
        held = [
            f"--{name.replace('_', '-')}"
            for name in ("population_seed", "luck_seed")
            if getattr(self, name) is not None
        ]
        if len(held) == 2:
            raise Refused(texts.NOTHING_TO_CHANCE(a=held[0], b=held[1]))
        if held and self.lucks > 1:
            raise Refused(texts.LUCKS_HELD(held=held[0]))

    @property
    def mark(self) -> str:
        """What a folder's name adds, so that comparisons of different chance do not meet."""
        held = (("population", self.population_seed), ("luck", self.luck_seed))
        parts = [f"-{name}{seed}" for name, seed in held if seed is not None]
        return "".join(parts) + (f"-lucks{self.lucks}" if self.lucks > 1 else "")

    def seeds(self, replication: int) -> list[tuple[int, int]]:
        """Return population and luck seed of each run of a replication; the first is the run there is without lucks."""
        if self.population_seed is not None:
            return [(self.population_seed, replication)]
        if self.luck_seed is not None:
            return [(replication, self.luck_seed)]
        return [(replication, replication + APART * i) for i in range(self.lucks)]
