"""What every instrument must keep to, as a suite that takes any instrument.

It is what ``edugroup check FILE`` prints; a test of one's own has a line:

    from sim.conformity import assert_conforms
    def test_my_instrument(): assert_conforms("instruments/my_instrument.py")

The laws are tried in a small made-up district with all instruments of the model in force beside it, and without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.books import ACCOUNTS
from sim.case import Case
from sim.instruments import instruments, of_the_model
from sim.library import Source, visiting
from sim.model import DistrictModel
from sim.processes import workload
from sim.schedule import steps
from sim.synthetic import synthetic_case
from sim.world import World

PUPILS, TERMS = 4_000, 6


class Finding(NamedTuple):
    """What came of a law: its name, what it says, and what is wrong, empty where it holds."""

    law: str
    says: str
    wrong: str


def conforms(name: str, case: Case | None = None) -> list[Finding]:
    """Try every law on an instrument that is known, and return what came of each.

    Parameters
    ----------
    name
        Of the instrument.
    case
        A district in which it has something to do; by default a made-up one with groups.
    """
    return [Finding(law.__name__, str(law.__doc__).splitlines()[0], law(name, case or district())) for law in LAWS]


def assert_conforms(source: Source, case: Case | None = None) -> None:
    """Load the instruments of a file or folder, and raise `AssertionError` with a line per law that one of them breaks."""
    with visiting(source) as names:
        wrong = [f"{name}: {f.law}: {f.wrong}" for name in names for f in conforms(name, case) if f.wrong]
    assert not wrong, "\n".join(wrong)


@cache
def district() -> Case:
    """Return the district in which laws are tried."""
    return synthetic_case(PUPILS, seed=1)


def acts(name: str, case: Case) -> str:
    """In force at its default dose it changes something; else the other laws would say nothing."""
    same = _state(_run(case, _only(name))) == _state(_run(case, _only()))
    return "nothing in the district is changed by it, and all laws hold of nothing" if same else ""


def null(name: str, case: Case) -> str:
    """At dose 0 every byte is as if it were off."""
    cls = instruments()[name]
    zero = type(cls.model_fields[cls.dose].default)(0)
    off, on = _run(case, {f"{name}.on": False}), _run(case, {f"{name}.on": True, f"{name}.{cls.dose}": zero})
    return _unlike(_state(off), _state(on), "at dose 0")


def writes(name: str, case: Case) -> str:
    """Its turns write only the columns they declare."""
    world, strange = _model(case, {f"{name}.on": True}).world, set[str]()
    for _ in range(TERMS):
        for step in steps(world):
            mine = step.name.partition(".")[0] == name
            before = _columns(world) if mine else {}
            step.apply(world)
            if mine:
                after = _columns(world)
                strange |= {c for c, held in after.items() if held != before[c] and not step.may_write(c)}
    return f"it writes {', '.join(sorted(strange))} without declaring it" if strange else ""


def books(name: str, case: Case) -> str:
    """The yuan it reports are those booked under its items, and all accounts together hold nothing."""
    world = _run(case, {f"{name}.on": True})
    items = {item.name for item in instruments()[name].money}
    booked = sum(float(e.amount.sum()) for e in world.books.entries if e.item in items)
    told = sum(done.yuan for (_, who), done in world.done.items() if who == name)
    if not np.isclose(booked, told, rtol=1e-9, atol=0.01):
        return f"it reports {told:,.2f} yuan and books {booked:,.2f}"
    held = {"school": world.schools.cash.sum(), "group": world.groups.fund.sum(), **dict.fromkeys(ACCOUNTS[3:], 0.0)}
    for e in world.books.entries:
        if (e.amount < 0).any():
            return f"a payment of '{e.item}' is negative"
    ledger = {"school": 0.0, "group": 0.0}
    for e in world.books.entries:
        for account, sign in ((e.source, -1), (e.target, 1)):
            if account in ledger:
                ledger[account] += sign * float(e.amount.sum())
    off = [account for account, sum_ in ledger.items() if not np.isclose(sum_, held[account], rtol=0, atol=0.01)]
    return f"money of the account '{off[0]}' was moved outside the books" if off else ""


def hours(name: str, case: Case) -> str:
    """The hours it reports are those booked under its items and asked of somebody, and it asks for all it declares."""
    world, items = _model(case, {f"{name}.on": True}).world, instruments()[name].time
    t, s, booked = world.teachers, world.schools, 0.0
    for _ in range(TERMS):
        for step in steps(world):
            step.apply(world)
        asked = float(t.asked.sum() + s.asked.sum()) * workload.weeks(world)
        before, booked = booked, sum(sum(world.books.time(year).values()) for year in world.books.hours)
        if not np.isclose(booked - before, asked, rtol=1e-9, atol=1e-6):
            return f"in a term {asked:,.2f} hours are asked of teachers and schools, and {booked - before:,.2f} booked"
        if (t.asked < 0).any() or (s.asked < 0).any() or t.asked[~t.active].any():
            return "hours are negative, or asked of teachers who are not in service"
    told = sum(done.hours for (_, who), done in world.done.items() if who == name)
    own = sum(sum_ for year in world.books.hours for item, sum_ in world.books.time(year).items() if item in items)
    if not np.isclose(own, told, rtol=1e-9, atol=1e-6):
        return f"it reports {told:,.2f} hours and books {own:,.2f}"
    idle = [item.name for item in items if not any(item in kept for kept in world.books.hours.values())]
    return f"it declares hours of '{idle[0]}' and never asks for any" if idle else ""


def direction(name: str, case: Case) -> str:
    """More of its dose never moves fewer people, hours or yuan."""
    cls = instruments()[name]
    dose = cls.model_fields[cls.dose].default
    less = type(dose)(dose / 2)
    few, many = (_done(_run(case, {**_only(name), f"{name}.{cls.dose}": value}), name) for value in (less, dose))
    fell = [what for what, a, b in zip(("people", "hours", "yuan"), few, many, strict=True) if b < a * (1 - 1e-9)]
    return f"at {dose:g} it reports fewer {fell[0]} than at {less:g}" if fell else ""


def bytes_(name: str, case: Case) -> str:
    """A run gives the same bytes whatever else runs beside it, as on any number of workers."""
    alone = _state(_run(case, {f"{name}.on": True}))
    one, other = (_model(case, {f"{name}.on": True}, rng=seed) for seed in (1, 2))
    for _ in range(TERMS):
        other.step()
        one.step()
    return _unlike(alone, _state(one.world), "beside another run")


LAWS: tuple[Callable[[str, Case], str], ...] = (acts, null, writes, books, hours, direction, bytes_)


def _only(*names: str) -> dict[str, bool]:
    """Return the switches with which only some instruments are in force."""
    return {f"{n}.on": n in names for n in {*of_the_model(), *names}}


def _model(case: Case, values: Mapping[str, Any], rng: int = 1) -> DistrictModel:
    return DistrictModel(case, rng=rng, record=False, **values)


def _run(case: Case, values: Mapping[str, Any]) -> World:
    model = _model(case, values)
    for _ in range(TERMS):
        model.step()
    return model.world


def _done(world: World, name: str) -> tuple[float, float, float]:
    found = [done for (_, who), done in world.done.items() if who == name]
    return sum(d.people for d in found), sum(d.hours for d in found), sum(d.yuan for d in found)


def _columns(world: World) -> dict[str, bytes]:
    return {f"{t}.{c}": a.tobytes() for t, table in world.tables.items() for c, a in table.arrays().items()}


def _state(world: World) -> dict[str, bytes]:
    """Return the bytes of all that is in use, and of the ledger."""
    live = world.rows_in_use()
    rows: Iterator[tuple[str, bytes]] = (
        (f"{t}.{c}", np.ascontiguousarray(a[live[t]] if t in live else a).tobytes())
        for t, table in world.tables.items()
        for c, a in table.arrays().items()
    )
    return {**dict(rows), "books": b"".join(e.item.encode() + e.amount.tobytes() for e in world.books.entries)}


def _unlike(one: Mapping[str, bytes], other: Mapping[str, bytes], when: str) -> str:
    found = sorted(k for k in one.keys() | other.keys() if one.get(k) != other.get(k))
    return f"{when} {', '.join(found[:5])} {'differ' if len(found) > 1 else 'differs'}" if found else ""
