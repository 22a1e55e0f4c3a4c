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
        self._known: tuple[list[int], tuple[Mapping[str, Any], ...], Any] = (
            [],
            (),
            (),
        )  # whose settings, values, settings

    def step(self) -> None:
        """Take the world through one term, if it is not at its horizon."""
        if self.model.running:
            self.model.step()
            self.chronicle.read(self.model)
            if self.model.world.is_autumn:  # a school year is over
                self.pupils.read(self.model.world)

    def frame(self) -> Frame:
        """Return what there is to draw."""
        return frame(self.model, self.account)

    def values(self) -> tuple[Mapping[str, Any], ...]:
        """Return the value in force of everything that can be set: in most districts, then in each where there are several."""
        world, several = self.model.world, len(self.model.world.districts) > 1
        at = (world.settings, *(world.settings_of(i) for i in range(len(world.districts) if several else 0)))
        if self._known[0] != [*map(id, at)]:
            of = {id(one): {name: one.value(name) for name in one.register.default} for one in at}
            self._known = [*map(id, at)], tuple(of[id(one)] for one in at), at
        return self._known[1]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a session shows: two frames where two worlds stand side by side."""

    spec: Scene = field(default_factory=Scene)
    doing: str = "building"  # building, playing, going; empty while nothing is done
    said: tuple[str, ...] = ()  # what was refused, a sentence each
    number: int = 0  # of the frame
    spans: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # of each measure, when it first had values
    years: int = 0  # horizon
    start: int = 0  # first school year
    places: Ground | None = None
    frames: tuple[Frame, ...] = ()
    lines: tuple[tuple[Line, ...], ...] = ()
    values: tuple[tuple[Mapping[str, Any], ...], ...] = ()  # in force in each world: in most districts, then in each
    case_values: Mapping[str, Any] | None = None  # of the case itself on its first day
    asleep: bool = False  # its models were let go of; whatever is asked next makes them again


def values_of(case: Case) -> dict[str, Any]:
    """Return what the case itself sets on its first day."""
    at, _ = settings_in_force(case, (), {})
    return {name: at.value(name) for name in at.register.default}
