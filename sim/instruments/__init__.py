"""Instruments of the policy: one file, one class each. Adding an instrument is adding a file to this folder.

An instrument is a frozen bundle of declared numbers with one or more methods marked by `acts`, which name the slot of
the calendar in which they act and the columns they write. It is switched by ``on``, aimed by ``groups``, ``forms``,
``layers`` and ``stages``, acts over a tie at the share its form gives it, and returns what it did. At dose 0 the calendar
gives it no turn, as if it were off.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

import numpy as np

from sim import books, kinds, network
from sim.axes import STAGES, StageName
from sim.books import Item
from sim.declare import Act, mistakes
from sim.declare import acts as acts
from sim.forms import DOSE, FUNCTIONS
from sim.kernels import kernel
from sim.kinds import PlacementKind
from sim.network import Combiner, Seats
from sim.param import ParamError, Section, aim
from sim.processes.placement import Posting
from sim.state import WHOLE, Array, Layer, LayerName, Owned
from sim.world import World

LAYERS = tuple(layer.name.lower() for layer in Layer)


class Instrument(Section):
    """What all instruments share: a switch and an aim."""

    name: ClassVar[str]  # of the file; set when it is found
    zh: ClassVar[str]
    en: ClassVar[str]
    row: ClassVar[str]  # id in the table of mechanisms
    dose: ClassVar[str]  # the parameter that is 0 when the instrument does nothing
    placements: ClassVar[tuple[PlacementKind, ...]] = ()  # kinds it makes
    money: ClassVar[tuple[Item, ...]] = ()  # items it pays
    owns: ClassVar[tuple[Owned, ...]] = ()  # columns it adds to tables
    channel: ClassVar[str]  # what ties must carry for it to act over them
    combiner: ClassVar[Combiner]  # how what several ties bring to one school is put together

    on: bool = aim(False, unit="flag", allowed="false or true", zh="开关", en="on or off")
    groups: tuple[str, ...] = aim(
        (), unit="list of texts", allowed="ids of groups of the case; none for all",
        zh="适用集团", en="groups it is aimed at",
    )  # fmt: skip
    districts: tuple[str, ...] = aim(
        (), unit="list of texts", allowed="ids of districts of the case; none for all",
        zh="适用区县", en="districts it is aimed at: those of the cores of groups",
    )  # fmt: skip
    forms: tuple[str, ...] = aim(
        (), unit="list of texts", allowed="ids of forms of tie; none for all",
        zh="适用办学形式", en="forms of tie it is aimed at",
    )  # fmt: skip
    layers: tuple[LayerName, ...] = aim(
        LAYERS, unit="list of texts", allowed=f"one or more of {', '.join(LAYERS)}", least=1,
        zh="适用层次", en="layers of units it is aimed at",
    )  # fmt: skip
    stages: tuple[StageName, ...] = aim(
        STAGES.names, unit="list of texts", allowed=f"one or more of {', '.join(STAGES.names)}", least=1,
        zh="适用学段", en="stages it is aimed at",
    )  # fmt: skip

    @property
    def in_force(self) -> bool:
        """Whether it is switched on, at a dose that is not 0."""
        return self.on and bool(getattr(self, self.dose))

    def ties(self, world: World) -> Array:
        """Return the rows of the ties the instrument acts over: aimed at, to members that teach pupils of an aimed stage, not void."""
        ties, row = world.ties, world.names.group_row
        known = tuple(world.settings.forms)
        forms, stages = _flags(known, self.forms or known) & (self._doses(world) > 0), _flags(STAGES.names, self.stages)
        rows: Array = _aimed(ties.active, ties.form, ties.school, ties.stage, world.schools.pupils, forms, stages)
        if self.districts:
            rows = rows[self.within(world, ties.group[rows])]
        rows = rows[ties.reach[rows, FUNCTIONS.index(self.channel)] > 0]
        if self.layers != LAYERS:
            rows = rows[_flags(LAYERS, self.layers)[world.groups.layer[ties.group[rows]]]]
        return rows[np.isin(ties.group[rows], [row[g] for g in self.groups if g in row])] if self.groups else rows

    def within(self, world: World, unit: Array) -> Array:
        """Return whether some units, given by row, lie in the districts it is aimed at: those of their cores."""
        if not self.districts or not len(world.groups):
            return np.ones(unit.size, np.bool_)
        aimed = np.array([d.id in self.districts for d in world.case.bureaus])
        inside: Array = aimed[world.schools.district[world.groups.core[unit]]] & (unit >= 0)
        return inside

    def reach(self, world: World, rows: Array) -> Array:
        """Return what some ties carry for the instrument: of its function, times its dose over their forms."""
        carried: Array = network.channel(world, self.channel, self._doses(world))[rows]
        return carried

    def seats(self, world: World, rows: Array) -> Seats:
        """Return the seats over some ties (`sim.network.seats`), with what they carry for the instrument."""
        return network.seats(world, rows, self.channel, self._doses(world))

    def strength_in(self, world: World, rows: Array, unit: Array, school: Array) -> Array:
        """Return what schools carry for the instrument in a unit each (`sim.network.strength_in`)."""
        return network.strength_in(world, rows, self.channel, unit, school, self._doses(world))

    def _doses(self, world: World) -> Array:
        """Return the share of the instrument that acts over each form of tie."""
        doses: Array = network.by_form(world, DOSE + self.name)[:, 0]
        return doses

    def aims_stage(self, stage: Array) -> Array:
        """Return a flag per entry of ``stage``, which are codes."""
        aimed: Array = _flags(STAGES.names, self.stages).take(stage)
        return aimed

    def key(self, world: World, purpose: str) -> np.uint64:
        """Return the key of a decision of this instrument in this term."""
        return world.key(f"{self.name}.{purpose}")

    def posting(self, world: World, kind: PlacementKind, terms: int = 0) -> Posting:
        """Return the terms on which this instrument posts teachers under one of its kinds."""
        by = list(world.settings.instruments).index(self.name)
        return Posting(
            kind,
            by,
            getattr(self, kind.load),
            getattr(self, kind.week) if kind.week else 1.0,
            terms,
            self.within(world, np.arange(len(world.groups))),
        )

    @classmethod
    @cache
    def methods(cls) -> dict[str, Act]:
        """Return the acting methods by name."""
        own = {name: f for base in reversed(cls.__mro__) for name, f in vars(base).items()}
        return {name: f.act for name, f in own.items() if isinstance(getattr(f, "act", None), Act)}


@kernel
def _aimed(
    active: Array, form: Array, school: Array, stage: Array, pupils: Array, forms: Array, stages: Array
) -> Array:
    """Return the rows of active ties of some forms over which members teach pupils of some stages."""
    rows, n = np.empty(active.size, np.int64), 0
    for i in range(active.size):
        taught = False
        for k in range(pupils.shape[1]):
            taught |= stages[k] and pupils[school[i], k] > 0 and (stage[i] == WHOLE or stage[i] == k)
        if active[i] and forms[form[i]] and taught:
            rows[n] = i
            n += 1
    return rows[:n]


@cache
def _flags(names: tuple[str, ...], chosen: tuple[str, ...]) -> Array:
    """Return whether each name is among the chosen."""
    return np.array([name in chosen for name in names])


@cache
def instruments() -> dict[str, type[Instrument]]:
    """Return every instrument class by the name of its file, in alphabetical order: the model's, and those from elsewhere.

    Raises
    ------
    ParamError
        With a sentence per mistake in what an instrument declares.
    """
    from sim import library  # which knows this module

    return dict(sorted({**of_the_model(), **library.elsewhere()}.items()))


@cache
def of_the_model() -> dict[str, type[Instrument]]:
    """Return the instruments that are files of this folder, in alphabetical order."""
    found: dict[str, type[Instrument]] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        module: Any = importlib.import_module(f"{__name__}.{info.name}")
        found[info.name] = only_one(module, info.name)
    enter(found)
    return found


def only_one(module: Any, name: str) -> type[Instrument]:
    """Return the one instrument a module holds, named after its file."""
    own = [
        c
        for _, c in inspect.getmembers(module, inspect.isclass)
        if issubclass(c, Instrument) and c.__module__ == module.__name__
    ]
    if len(own) != 1:
        raise ParamError([f"{name}.py must hold one class of an Instrument, and holds {len(own)}"])
    own[0].name = name
    return own[0]


def enter(found: Mapping[str, type[Instrument]]) -> None:
    """Make known what newly found instruments declare: kinds of placement and items of money."""
    if wrong := [text for name, cls in found.items() for text in mistakes(cls, name)]:
        raise ParamError(wrong)
    kinds.register(kind for cls in found.values() for kind in cls.placements)
    books.register(*(item for cls in found.values() for item in cls.money))
