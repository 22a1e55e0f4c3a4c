"""What a mechanism declares beside its class, and the check of it when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sim import books, kinds
from sim.param import declared, nearest
from sim.say import Text
from sim.state import TABLES
from sim.told import told

if TYPE_CHECKING:
    from sim.instruments import Instrument
    from sim.world import Done

SLOTS = {  # places in the calendar where instruments act, in the order of a school year
    "first posts": Text(zh="新教师前往首个岗位。", en="Novices are sent to their first post."),
    "placements": Text(
        zh="教师与管理干部派往他校任教任职，师徒结对。",
        en="Teachers and managers are posted to other schools, and pairs are formed.",
    ),
    "activities": Text(zh="集团开展教研、共享、直播与带教。", en="Groups meet, lend, broadcast and guide."),
    "evaluation": Text(zh="学校与集团接受评价、获得奖励。", en="Schools and groups are judged and awarded."),
}


class Act(NamedTuple):
    """When a method of an instrument acts, and what it may write."""

    slot: str
    writes: frozenset[str]
    about: Text


def acts(slot: str, *, writes: str) -> Callable[[Callable[..., Done]], Callable[..., Done]]:
    """Mark a method of an instrument as acting in a slot; ``writes`` lists arrays as ``table.column``."""

    def mark(method: Callable[..., Done]) -> Callable[..., Done]:
        method.act = Act(slot, frozenset(writes.split()), told(method))  # type: ignore[attr-defined]
        return method

    return mark


def mistakes(cls: type[Instrument], name: str) -> Iterator[str]:
    """Yield a sentence per mistake in what an instrument declares, found before anything is run."""
    where = f"{name}.py"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        yield f"{where}: the name of the file is that of the instrument: lower-case letters, digits and underscores"
    for key in ("zh", "en", "row", "dose"):
        if not isinstance(getattr(cls, key, None), str) or not getattr(cls, key):
            yield f"{where}: {key} is not given"
    yield from (f"{where}: {text}" for text in _parameters(cls))
    yield from (f"{where}: {text}" for text in _columns(cls))
    yield from (f"{where}: {text}" for text in _turns(cls))
    yield from (f"{where}: {text}" for text in _kinds(cls))
    yield from (f"{where}: {text}" for text in _items(cls))


def _parameters(cls: type[Instrument]) -> Iterator[str]:
    known = {d.name.partition(".")[2]: d for d in declared(cls, "x")}  # of a bundle each number
    named = {key.partition(".")[0] for key in known}
    aims = {key for base in cls.__mro__[1:] for key in getattr(base, "model_fields", {})}
    for key in cls.model_fields:
        if key not in named and key not in aims:
            yield f"the number '{key}' has no unit; declare it with param(...)"
    for key, one in known.items():
        if not one.unit:
            yield f"the number '{key}' has no unit"
        if not one.source.en.startswith(("cite:", "assumed:", "rule:")):
            yield f"the source of '{key}' does not begin with cite:, assumed: or rule:"
        if not isinstance(one.default, bool) and one.low is None:
            yield f"the number '{key}' has no range; give low and high"
    dose = getattr(cls, "dose", "")
    if dose and dose not in known:
        yield f"dose = '{dose}' is not one of its numbers{nearest(dose, known)}"
    elif dose and (known[dose].low is None or float(known[dose].low or 0) > 0):
        yield f"the dose '{dose}' cannot be 0; give it low=0"


def _columns(cls: type[Instrument]) -> Iterator[str]:
    for table, name, column in cls.owns:
        if table not in TABLES:
            yield f"it owns {table}.{name}, and there is no table '{table}'{nearest(table, TABLES)}"
        elif name in TABLES[table].declared() or not name.isidentifier():
            yield f"it owns {table}.{name}, which is a column already, or no name"
        if not column.unit:
            yield f"the column {table}.{name} has no unit"
        if not (column.zh and isinstance(column.about, Text)):
            yield f"the column {table}.{name}: zh and about = Text(zh=..., en=...) must be given"


def _turns(cls: type[Instrument]) -> Iterator[str]:
    if not cls.methods():
        yield "no method is marked by @acts(...)"
    known = {f"{table}.{column}" for table, columns in TABLES.items() for column in columns.declared()}
    known |= {f"{table}.{name}" for table, name, _ in cls.owns}
    for method, act in cls.methods().items():
        if act.slot not in SLOTS:
            yield f"{method} acts in '{act.slot}', which is no slot of the calendar{nearest(act.slot, SLOTS)}"
        for name in sorted(act.writes - known):
            yield f"{method} writes '{name}', which is no column{nearest(name, known)}"


def _kinds(cls: type[Instrument]) -> Iterator[str]:
    taken = {kind.name: kind for kind in kinds.kinds()}
    for kind in cls.placements:
        yield from (f"placement '{kind.name}': {text}" for text in kind.mistakes())
        for key in filter(None, (kind.load, kind.week)):
            if key not in cls.model_fields:
                yield f"placement '{kind.name}': there is no number '{key}'{nearest(key, cls.model_fields)}"
        if taken.setdefault(kind.name, kind) != kind or kind.name == "none":
            yield f"placement '{kind.name}': another instrument has a kind of that name"


def _items(cls: type[Instrument]) -> Iterator[str]:
    taken: dict[str, Any] = dict(books.ITEMS)
    for key, unit, items in (("money", "yuan", cls.money), ("time", "hours", cls.time)):
        for item in items:
            if item.unit != unit:
                yield f"item '{item.name}': {key} is in {unit}, and its unit is '{item.unit}'"
            elif item.source not in (accounts := books.UNITS[unit]):
                yield f"item '{item.name}': there is no account '{item.source}'{nearest(item.source, accounts)}"
            if not (item.zh and isinstance(item.about, Text)):
                yield f"item '{item.name}': zh and about = Text(zh=..., en=...) must be given"
            if taken.setdefault(item.name, item) != item:
                yield f"item '{item.name}': another mechanism has an item of that name"
