"""Instruments of the policy: one file, one class each. Adding an instrument is adding a file to this folder.

An instrument is a frozen bundle of declared numbers with one or more methods marked by `acts`, which name the slot of
the calendar in which they act and the columns they write. It is switched by ``on``, aimed at districts, units and members
by their properties, acts over a tie at the share its form gives it, and returns what it did. At dose 0 the calendar
gives it no turn, as if it were off.

A case may declare further instances of an instrument (``rotation@rural``), each with a switch, numbers and aims of its own.
They act one after the other in the order of their names and draw apart; nobody is posted twice or has two mentors, and what
several bring to one school is put together as what several ties bring (`Instrument.together`).
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from sim import books, kinds, network, texts
from sim.axes import BLOCKS, LEVELS, LOCALITIES, STAGES, LevelName, LocalityName, StageName
from sim.books import Item
from sim.declare import Act, mistakes
from sim.declare import acts as acts
from sim.forms import DOSE
from sim.kernels import kernel
from sim.kinds import PlacementKind
from sim.network import Seats
from sim.param import ParamError, Section, aim
from sim.part import Label
from sim.processes.placement import Posting
from sim.say import Text
from sim.state import NOWHERE, WHOLE, Array, Layer, LayerName, Owned, Tier, TierName
from sim.sums import Combiner
from sim.texts import instruments as declaration
from sim.world import World

AT = "@"  # between the name of an instrument and the id of an instance
LAYERS, TIERS = (tuple(one.name.lower() for one in codes) for codes in (Layer, Tier))


class Instrument(Section):
    """What all instruments share: a switch and an aim."""

    name: ClassVar[str]  # of the file; set when it is found
    zh: ClassVar[str]
    en: ClassVar[str]
    row: ClassVar[str]  # id in the table of mechanisms
    dose: ClassVar[str]  # the parameter that is 0 when the instrument does nothing
    placements: ClassVar[tuple[PlacementKind, ...]] = ()  # kinds it makes
    money: ClassVar[tuple[Item, ...]] = ()  # items it pays
    time: ClassVar[tuple[Item, ...]] = ()  # items under which it asks for hours of teachers, and of heads and managers
    owns: ClassVar[tuple[Owned, ...]] = ()  # columns it adds to tables
    channel: ClassVar[str]  # what ties must carry for it to act over them
    inside: ClassVar[bool] = False  # whether a school can do it for itself, as it does in the arm ``inside-schools``
    combiner: ClassVar[Combiner]  # how what several ties bring to one school is put together

    id: str = Field("", repr=False)  # of a further instance that a case declares, and what it calls that
    label: Label | None = Field(None, repr=False)

    on: bool = aim(False, unit="flag", allowed=texts.ON_OFF, zh="开关", en="on or off")
    groups: tuple[str, ...] = aim(
        (), unit="list of texts", allowed=Text(zh="案例中集团的编号；不写则为全部", en="ids of groups of the case; none for all"),
        zh="适用集团", en="groups it is aimed at",
    )  # fmt: skip
    districts: tuple[str, ...] = aim(
        (), unit="list of texts", allowed=Text(zh="案例中区县的编号；不写则为全部", en="ids of districts of the case; none for all"),
        zh="适用区县", en="districts it is aimed at: those of the cores of groups",
    )  # fmt: skip
    forms: tuple[str, ...] = aim(
        (), unit="list of texts", allowed=Text(zh="办学形式的编号；不写则为全部", en="ids of forms of tie; none for all"),
        zh="适用办学形式", en="forms of tie it is aimed at",
    )  # fmt: skip
    layers: tuple[LayerName, ...] = aim(
        LAYERS, unit="list of texts", allowed=texts.SOME_OF(names=LAYERS), least=1,
        zh="适用层次", en="layers of units it is aimed at",
    )  # fmt: skip
    stages: tuple[StageName, ...] = aim(
        STAGES.names, unit="list of texts", allowed=texts.SOME_OF(names=STAGES.names), least=1,
        zh="适用学段", en="stages it is aimed at",
    )  # fmt: skip
    tiers: tuple[TierName, ...] = aim(
        (), unit="list of texts", allowed=texts.ANY_OF(names=TIERS),
        zh="适用集团级别", en="standing of the groups it is aimed at",
    )  # fmt: skip
    localities: tuple[LocalityName, ...] = aim(
        (), unit="list of texts", allowed=texts.ANY_OF(names=LOCALITIES.names),
        zh="适用城乡类型", en="where members lie that it is aimed at",
    )  # fmt: skip
    levels: tuple[LevelName, ...] = aim(
        (), unit="list of texts", allowed=texts.ANY_OF(names=LEVELS.names),
        zh="适用办学水平", en="standing on the first day of the members it is aimed at",
    )  # fmt: skip
    schools: tuple[str, ...] = aim(
        (), unit="list of texts", allowed=Text(zh="案例中学校的编号；不写则为全部", en="ids of schools of the case; none for all"),
        zh="适用成员校", en="members it is aimed at",
    )  # fmt: skip

    @property
    def full_name(self) -> str:
        """Its name in settings and tables: ``rotation``, or ``rotation@rural`` of an instance."""
        return f"{self.name}{AT}{self.id}" if self.id else self.name

    @property
    def address(self) -> str:
        """Where its draws are: an instance has its own, so that several over one school do not share their luck."""
        return self.full_name

    @property
    def words(self) -> Label:
        """What it is called in Chinese and English."""
        return self.label or Label(zh=self.zh, en=self.en)

    @property
    def in_force(self) -> bool:
        """Whether it is switched on, at a dose that is not 0."""
        return self.on and bool(getattr(self, self.dose))

    def ties(self, world: World) -> Array:
        """Return the rows of the ties the instrument acts over: aimed at, to members that teach pupils of an aimed stage, not void."""
        ties, forms = world.ties, self._doses(world) > 0
        if world.inside and not self.inside:
            return np.zeros(0, np.int64)
        if self.forms:
            forms &= _flags(tuple(world.settings.forms), self.forms)
        rows: Array = _aimed(
            ties.active, ties.form, ties.group, ties.school, ties.stage, network.channel(world, self.channel),
            world.schools.pupils, forms, self.stages_of(world), self._units(world), self._members(world),
        )  # fmt: skip
        return rows

    @staticmethod
    def givers(world: World, rows: Array) -> Array:
        """Return the school that gives over each of some ties: the core, or the member itself where nothing crosses its walls."""
        core, member = network.ends(world, rows)
        return member if world.inside else core

    def _units(self, world: World) -> Array:
        """Return whether each unit is one it is aimed at: by district, layer, tier and id."""
        g = world.groups
        aimed = _chosen(
            len(g), (self.groups, world.names.group_row), (self.layers, LAYERS, g.layer), (self.tiers, TIERS, g.tier)
        )
        return aimed & self.within(world, np.arange(len(g))) if self.districts else aimed

    def _members(self, world: World) -> Array:
        """Return whether each school is one whose ties as a member it is aimed at: by locality, level and id."""
        s = world.schools
        return _chosen(
            len(s), (self.schools, world.names.school_row),
            (self.localities, LOCALITIES.names, s.locality), (self.levels, LEVELS.names, s.level),
        )  # fmt: skip

    def within(self, world: World, unit: Array) -> Array:
        """Return whether some units, given by row, lie in the districts it is aimed at: those of their cores."""
        if not self.districts or not len(world.groups):
            return np.ones(unit.size, np.bool_)
        aimed = np.array([d.id in self.districts for d in world.case.bureaus])
        inside: Array = aimed[world.schools.district[world.groups.core[unit]]] & (unit >= 0)
        return inside

    def reach(self, world: World, rows: Array) -> Array:
        """Return what some ties carry for the instrument: of its function, times its dose over their forms."""
        return network.channel(world, self.channel, self._doses(world), rows)

    def seats(self, world: World, rows: Array) -> Seats:
        """Return the seats over some ties (`sim.network.seats`) in aimed stages, with what they carry for the instrument."""
        return network.seats(world, rows, self.channel, self._doses(world), self.stages_of(world))

    def tied(self, world: World, rows: Array) -> Array:
        """Return which aimed stages of its member each of some ties binds, shape (ties, stages)."""
        return network.tied(world, rows) & self.stages_of(world)

    def to_members(self, world: World, what: str, rows: Array, value: Array, cap: Array | float = 1.0) -> Array:
        """Return what reaches each school and aimed stage over some ties, shape (schools, stages).

        It is put together by the combiner: over ties, and then over instances (`together`). ``value`` and ``cap`` are by
        tie; the most a capped sum may come to is the largest cap of its ties.
        """
        found, most = network.to_cells(world, network.bound(world, rows), self.combiner, value, cap)
        return self.together(world, what, found * self.stages_of(world), most)

    def together(self, world: World, what: str, value: Array, cap: Array | float = 1.0) -> Array:
        """Return how much more schools have of something by this instance, beside what others of the instrument brought.

        Sums add up, the most of several counts once, and a capped sum comes to the largest of the caps at most, as over
        several ties. So two instances over one school act as two ties do, whichever acts first.
        """
        term, brought, most = world.brought.get((self.name, what), (NOWHERE, 0.0, 0.0))
        before, most = (brought, most) if term == world.term else (0.0, 0.0)
        if self.combiner == "max":
            total, cap = np.maximum(before, value), np.inf
            more: Array = total - before
        else:
            cap = np.maximum(most, cap if self.combiner == "capped sum" else np.inf)
            total = before + value
            more = np.minimum(total, cap) - np.minimum(before, most)
        world.brought[self.name, what] = (world.term, total, cap)
        return more

    def strength_in(self, world: World, rows: Array, unit: Array, school: Array) -> Array:
        """Return what schools carry for the instrument in a unit each (`sim.network.strength_in`)."""
        return network.strength_in(world, rows, self.channel, unit, school, self._doses(world))

    def _doses(self, world: World) -> Array:
        """Return the share of the instrument that acts over each form of tie."""
        doses: Array = world.settings.by_form(DOSE + self.name)[:, 0]
        return doses

    def wanted(self, *blocks: str) -> Array:
        """Return a flag by stage and subject block: whether it is one of those aimed at."""
        cells: Array = _flags(STAGES.names, self.stages)[:, None] & _flags(BLOCKS.names, blocks or BLOCKS.names)
        return cells

    def aims_stage(self, stage: Array) -> Array:
        """Return a flag per entry of ``stage``, which are codes."""
        aimed: Array = _flags(STAGES.names, self.stages).take(stage)
        return aimed

    def stages_of(self, world: World) -> Array:
        """Return which stages of the case it is aimed at."""
        aimed: Array = _flags(STAGES.names, self.stages)[: len(world.stages)]
        return aimed

    def key(self, world: World, purpose: str) -> np.uint64:
        """Return the key of a decision of this instrument, or this instance of it, in this term."""
        return world.key(f"{self.address}.{purpose}")

    def posting(self, world: World, kind: PlacementKind, terms: int = 0) -> Posting:
        """Return the terms on which this instrument posts teachers under one of its kinds."""
        return Posting(
            kind,
            self.code(world),
            getattr(self, kind.load),
            getattr(self, kind.week) if kind.week else 1.0,
            terms,
            self.within(world, np.arange(len(world.groups))) if self.districts else None,
        )

    def code(self, world: World) -> int:
        """Return its code in tables, such as ``placements.by``."""
        return world.settings.register.code[self.full_name]

    @classmethod
    @cache
    def methods(cls) -> dict[str, Act]:
        """Return the acting methods by name."""
        own = {name: f for base in reversed(cls.__mro__) for name, f in vars(base).items()}
        return {name: f.act for name, f in own.items() if isinstance(getattr(f, "act", None), Act)}


@kernel
def _aimed(
    active: Array, form: Array, group: Array, school: Array, stage: Array, carried: Array,
    pupils: Array, forms: Array, stages: Array, units: Array, members: Array,
) -> Array:  # fmt: skip
    """Return the rows of active ties of some forms and units that carry anything to some members with pupils of some stages."""
    rows, n = np.empty(active.size, np.int64), 0
    for i in range(active.size):
        if active[i] and carried[i] > 0 and forms[form[i]] and units[group[i]] and members[school[i]]:
            taught = False
            for k in range(pupils.shape[1]):
                taught |= stages[k] and pupils[school[i], k] > 0 and (stage[i] == WHOLE or stage[i] == k)
            rows[n] = i
            n += taught
    return rows[:n]


def _chosen(n: int, named: tuple[Any, Any], *coded: tuple[tuple[str, ...], tuple[str, ...], Array]) -> Array:
    """Return which of n rows are those of some ids, and have one of the chosen codes each; what names nothing chooses all."""
    (ids, row), wanted = named, [one for one in coded if one[0] and one[0] != one[1]]
    if not ids and not wanted:
        return _all(n)
    out = np.isin(np.arange(n), [row[one] for one in ids if one in row]) if ids else np.ones(n, np.bool_)
    for chosen, names, code in wanted:
        out &= _flags(names, chosen)[code]
    return out


@cache
def _all(n: int) -> Array:
    """Return n flags that are set, to be read only: whoever asks is given the same."""
    return np.ones(n, np.bool_)


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
        raise ParamError([declaration.ONE_CLASS(file=f"{name}.py", n=len(own))])
    own[0].name = name
    return own[0]


def enter(found: Mapping[str, type[Instrument]]) -> None:
    """Make known what newly found instruments declare: kinds of placement, items of money and of time."""
    if wrong := [(name, said) for name, cls in found.items() for said in mistakes(cls, name)]:
        raise ParamError(texts.AT(where=f"{name}.py", what=said) for name, said in wrong)
    kinds.register(kind for cls in found.values() for kind in cls.placements)
    books.register(*(item for cls in found.values() for item in (*cls.money, *cls.time)))
