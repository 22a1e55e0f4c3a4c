"""One of the worlds that are shown, and the picture of all of them that a session publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from experiments.app.chronicle import Chronicle, Line
from experiments.app.snapshot import Account, Frame, Ground, frame
from experiments.app.spec import Arm, Scene
from experiments.app.trajectories import Trajectories
from sim.config import settings_in_force
from sim.model import DistrictModel

if TYPE_CHECKING:
    from sim.case import Case


class Side:
    """One of the worlds that are shown: a model, its log, its books and the pupils who are followed."""

    def __init__(self, case: Case, spec: Scene, arm: Arm) -> None:
        self.model = DistrictModel(
            case, rng=spec.seed, population_seed=spec.population_seed, years=spec.years, reforms=arm.reforms,
            changes=[{"date": date, "set": dict(values)} for date, values in arm.changes], **dict(arm.values),
        )  # fmt: skip
        self.chronicle, self.account, self.pupils = Chronicle(self.model), Account(), Trajectories()
        self._known: tuple[Any, dict[str, Any]] = (None, {})

    def step(self) -> None:
        """Take the world through one term, if it is not at its horizon."""
        if self.model.running:
            self.model.step()
            self.chronicle.read(self.model)
            if self.model.world.is_autumn:  # a school year is over
                self.pupils.read(self.model.world)

    def frame(self) -> Frame:
        """Return what there is to draw."""
        return frame(self.model, self.account.read(self.model.world))

    def values(self) -> dict[str, Any]:
        """Return the value in force of everything that can be set; in a case of several districts that of most of them."""
        at = self.model.world.settings
        if self._known[0] is not at:
            self._known = at, {name: at.value(name) for name in at.register.default}
        return self._known[1]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a session shows: two frames where two worlds stand side by side."""

    spec: Scene = field(default_factory=Scene)
    doing: str = "building"  # building, playing, going; empty while nothing is done
    said: tuple[str, ...] = ()  # what was refused, a sentence each
    number: int = 0  # of the frame
    years: int = 0  # horizon
    start: int = 0  # first school year
    places: Ground | None = None
    frames: tuple[Frame, ...] = ()
    lines: tuple[tuple[Line, ...], ...] = ()
    values: tuple[Mapping[str, Any], ...] = ()  # in force
    case_values: Mapping[str, Any] | None = None  # of the case itself on its first day
    asleep: bool = False  # its models were let go of; whatever is asked next makes them again


def values_of(case: Case) -> dict[str, Any]:
    """Return what the case itself sets on its first day."""
    at, _ = settings_in_force(case, (), {})
    return {name: at.value(name) for name in at.register.default}
