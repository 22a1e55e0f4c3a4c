"""What a mechanism declares beside its class, and the check of it when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sim import books, kinds
from sim.docstrings import told
from sim.param import aims, declared, nearest
from sim.say import Said, Text
from sim.state import TABLES
from sim.texts import instruments as texts

if TYPE_CHECKING:
    from sim.instruments import Instrument
    from sim.world import Done

SLOTS = {  # places in the calendar where instruments act, in the order of a school year
    "before hiring": Text(
        zh="编制核定之后、招聘之前，调剂教师、增加岗位。",
        en="Posts are set and nobody is hired yet: teachers are shifted, and posts added.",
    ),
    "first posts": Text(zh="新教师前往首个岗位。", en="Novices are sent to their first post."),
    "placements": Text(zh="教师与管理干部派往他校任教任职。", en="Teachers and managers are posted to other schools."),
    "pairs": Text(zh="跨校师徒结对。", en="Mentors and mentees of different schools are paired."),
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


def mistakes(cls: type[Instrument], name: str) -> Iterator[Said]:
    """Yield a sentence per mistake in what an instrument declares, found before anything is run."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        yield texts.NAME_OF_FILE()
    for key in ("zh", "en", "row", "dose"):
        if not isinstance(getattr(cls, key, None), str) or not getattr(cls, key):
            yield texts.NOT_GIVEN(key=key)
    for wrong in (_parameters, _columns, _turns, _kinds, _items):
        yield from wrong(cls)


def _parameters(cls: type[Instrument]) -> Iterator[Said]:
    known = {d.name.partition(".")[2]: d for d in declared(cls, "x")}  # of a bundle each number
    named = {key.partition(".")[0] for key in known} | {d.name.partition(".")[2] for d in aims(cls, "x")}
    shared = {key for base in cls.__mro__[1:] for key in getattr(base, "model_fields", {})}
    for key in cls.model_fields:
        if key not in named and key not in shared:
            yield texts.NO_PARAM(key=key)
    for key, one in known.items():
        if not one.unit:
            yield texts.NO_UNIT(key=key)
        if not one.source.en.startswith(("cite:", "assumed:", "rule:")):
            yield texts.NO_SOURCE(key=key)
        if not isinstance(one.default, bool) and one.low is None:
            yield texts.NO_RANGE(key=key)
    dose = getattr(cls, "dose", "")
    if dose and dose not in known:
        yield texts.NO_DOSE(dose=dose, hint=nearest(dose, known))
    elif dose and (known[dose].low is None or float(known[dose].low or 0) > 0):
        yield texts.DOSE_NOT_ZERO(dose=dose)


def _columns(cls: type[Instrument]) -> Iterator[Said]:
    for table, name, column in cls.owns:
        if table not in TABLES:
            yield texts.NO_TABLE(column=f"{table}.{name}", table=table, hint=nearest(table, TABLES))
        elif name in TABLES[table].declared() or not name.isidentifier():
            yield texts.COLUMN_TAKEN(column=f"{table}.{name}")
        if not column.unit:
            yield texts.COLUMN_WITHOUT_UNIT(column=f"{table}.{name}")
        if not (column.zh and isinstance(column.about, Text)):
            yield texts.COLUMN_WITHOUT_WORDS(column=f"{table}.{name}")


def _turns(cls: type[Instrument]) -> Iterator[Said]:
    if not cls.methods():
        yield texts.NO_ACT()
    known = {f"{table}.{column}" for table, columns in TABLES.items() for column in columns.declared()}
    known |= {f"{table}.{name}" for table, name, _ in cls.owns}
    for method, act in cls.methods().items():
        if act.slot not in SLOTS:
            yield texts.NO_SLOT(method=method, slot=act.slot, hint=nearest(act.slot, SLOTS))
        for name in sorted(act.writes - known):
            yield texts.NO_COLUMN(method=method, name=name, hint=nearest(name, known))


def _kinds(cls: type[Instrument]) -> Iterator[Said]:
    taken = {kind.name: kind for kind in kinds.kinds()}
    for kind in cls.placements:
        wrong = [*kind.mistakes()]
        for key in filter(None, (kind.load, kind.week)):
            if key not in cls.model_fields:
                wrong.append(texts.NO_NUMBER(key=key, hint=nearest(key, cls.model_fields)))
        if taken.setdefault(kind.name, kind) != kind or kind.name == "none":
            wrong.append(texts.KIND_TAKEN())
        yield from (texts.PLACEMENT(name=kind.name, what=said) for said in wrong)


def _items(cls: type[Instrument]) -> Iterator[Said]:
    taken: dict[str, Any] = dict(books.ITEMS)
    for key, unit, items in (("money", "yuan", cls.money), ("time", "hours", cls.time)):
        for item in items:
            wrong = list[Said]()
            if item.unit != unit:
                wrong.append(texts.ITEM_UNIT(key=key, unit=unit, own=item.unit))
            elif item.source not in (accounts := books.UNITS[unit]):
                wrong.append(texts.NO_ACCOUNT(name=item.source, hint=nearest(item.source, accounts)))
            if not (item.zh and isinstance(item.about, Text)):
                wrong.append(texts.ITEM_WORDS())
            if taken.setdefault(item.name, item) != item:
                wrong.append(texts.ITEM_TAKEN())
            yield from (texts.ITEM(name=item.name, what=said) for said in wrong)
