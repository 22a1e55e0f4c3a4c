"""What every instrument must keep to, as a suite that takes any instrument.

It is what ``edugroup check FILE`` prints; a test of one's own has a line:

    from sim.conformity import assert_conforms
    def test_my_instrument(): assert_conforms("instruments/my_instrument.py")

The laws are tried in a small made-up district with all instruments of the model in force beside it, and without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.books import ACCOUNTS, ASKED
from sim.case import Case
from sim.docstrings import told
from sim.instances import with_instances
from sim.instruments import Instrument, instruments, of_the_model
from sim.library import Source, visiting
from sim.model import DistrictModel
from sim.processes import workload
from sim.say import NOTHING, Said, Text
from sim.schedule import steps
from sim.synthetic import synthetic_case
from sim.texts import instruments as texts
from sim.world import World

PUPILS, TERMS = 4_000, 6


class Finding(NamedTuple):
    """What came of a law: its name, what it says, and what is wrong, empty where it holds."""

    law: str
    says: Text
    wrong: Said


def conforms(name: str, case: Case | None = None) -> list[Finding]:
    """Try every law on an instrument that is known, and return what came of each.

    Parameters
    ----------
    name
        Of the instrument.
    case
        A district in which it has something to do; by default a made-up one with groups.
    """
    return [Finding(law.__name__, told(law), law(name, case or district())) for law in LAWS]


def assert_conforms(source: Source, case: Case | None = None) -> None:
    """Load the instruments of a file or folder, and raise `AssertionError` with a line per law that one of them breaks."""
    with visiting(source) as names:
        wrong = [f"{name}: {f.law}: {f.wrong}" for name in names for f in conforms(name, case) if f.wrong]
    assert not wrong, "\n".join(wrong)


@cache
def district() -> Case:
    """Return the district in which laws are tried."""
    return synthetic_case(PUPILS, seed=1)


def acts(name: str, case: Case) -> Said:
    """In force at its default dose it changes something; else the other laws would say nothing.

    以默认剂量施行时它会改变某些内容；否则其余规律都没有意义。
    """
    same = _state(_run(case, _only(name))) == _state(_run(case, _only()))
    return texts.CHANGES_NOTHING() if same else NOTHING


def null(name: str, case: Case) -> Said:
    """At dose 0 every byte is as if it were off.

    剂量为0时，每个字节都与关闭时相同。
    """
    cls = instruments()[name]
    zero = type(cls.model_fields[cls.dose].default)(0)
    off, on = _run(case, {f"{name}.on": False}), _run(case, {f"{name}.on": True, f"{name}.{cls.dose}": zero})
    return _unlike(_state(off), _state(on), texts.AT_DOSE_0)


def writes(name: str, case: Case) -> Said:
    """Its turns write only the columns they declare.

    它的每次行动只写入所声明的列。
    """
    world, strange = _model(case, {f"{name}.on": True}).world, set[str]()
    for _ in range(TERMS):
        for step in steps(world):
            mine = step.name.partition(".")[0] == name
            before = _columns(world) if mine else {}
            step.apply(world)
            if mine:
                after = _columns(world)
                strange |= {c for c, held in after.items() if held != before[c] and not step.may_write(c)}
    return texts.WRITES(columns=sorted(strange)) if strange else NOTHING


def books(name: str, case: Case) -> Said:
    """The yuan it reports are those booked under its items, and all accounts together hold nothing.

    它报告的金额即其科目下入账的金额，所有账户合计为零。
    """
    world = _run(case, {f"{name}.on": True})
    items = {item.name for item in instruments()[name].money}
    booked = sum(float(e.amount.sum()) for e in world.books.entries if e.item in items)
    reported = sum(done.yuan for (_, who), done in world.done.items() if who == name)
    if not np.isclose(booked, reported, rtol=1e-9, atol=0.01):
        return texts.YUAN_BOOKED(told=reported, booked=booked)
    held = {"school": world.schools.cash.sum(), "group": world.groups.fund.sum(), **dict.fromkeys(ACCOUNTS[3:], 0.0)}
    for e in world.books.entries:
        if (e.amount < 0).any():
            return texts.NEGATIVE_PAYMENT(item=e.item)
    ledger = {"school": 0.0, "group": 0.0}
    for e in world.books.entries:
        for account, sign in ((e.source, -1), (e.target, 1)):
            if account in ledger:
                ledger[account] += sign * float(e.amount.sum())
    off = [account for account, sum_ in ledger.items() if not np.isclose(sum_, held[account], rtol=0, atol=0.01)]
    return texts.OUTSIDE_BOOKS(account=off[0]) if off else NOTHING


def _booked(world: World) -> float:
    """Return the hours in the books that were asked for."""
    every = (world.books.time(year) for year in world.books.hours)
    return sum(hours for year in every for item, hours in year.items() if item.source in ASKED)


def hours(name: str, case: Case) -> Said:
    """The hours it reports are those booked under its items and asked of somebody, and it asks for all it declares.

    它报告的工时即其科目下入账、并向人要求的工时；凡所声明的，它都会要求。
    """
    world, items = _model(case, {f"{name}.on": True}).world, instruments()[name].time
    t, s, booked = world.teachers, world.schools, 0.0
    for _ in range(TERMS):
        for step in steps(world):
            step.apply(world)
        asked = float(t.asked.sum() + s.asked.sum()) * workload.weeks(world)
        before, booked = booked, _booked(world)
        if not np.isclose(booked - before, asked, rtol=1e-9, atol=1e-6):
            return texts.HOURS_ASKED(asked=asked, booked=booked - before)
        if (t.asked < 0).any() or (s.asked < 0).any() or t.asked[~t.active].any():
            return texts.HOURS_OF_NOBODY()
    reported = sum(done.hours for (_, who), done in world.done.items() if who == name)
    own = sum(sum_ for year in world.books.hours for item, sum_ in world.books.time(year).items() if item in items)
    if not np.isclose(own, reported, rtol=1e-9, atol=1e-6):
        return texts.HOURS_BOOKED(told=reported, booked=own)
    idle = [item.name for item in items if not any(item in kept for kept in world.books.hours.values())]
    return texts.HOURS_NEVER_ASKED(item=idle[0]) if idle else NOTHING


def direction(name: str, case: Case) -> Said:
    """More of its dose never moves fewer people, hours or yuan.

    剂量加大，涉及的人数、工时和金额都不会减少。
    """
    cls = instruments()[name]
    dose = cls.model_fields[cls.dose].default
    less = type(dose)(dose / 2)
    few, many = (_done(_run(case, {**_only(name), f"{name}.{cls.dose}": value}), name) for value in (less, dose))
    fell = [what for what, a, b in zip(texts.COUNTED, few, many, strict=True) if b < a * (1 - 1e-9)]
    return texts.FEWER(more=dose, less=less, what=fell[0]) if fell else NOTHING


def bytes_(name: str, case: Case) -> Said:
    """A run gives the same bytes whatever else runs beside it, as on any number of workers.

    无论旁边还运行什么、用多少个进程，一次运行的每个字节都相同。
    """
    alone = _state(_run(case, {f"{name}.on": True}))
    one, other = (_model(case, {f"{name}.on": True}, rng=seed) for seed in (1, 2))
    for _ in range(TERMS):
        other.step()
        one.step()
    return _unlike(alone, _state(one.world), texts.BESIDE_ANOTHER)


def instances(name: str, case: Case) -> Said:
    """An instance at dose 0 changes no byte, and instances with aims apart are, in any order, one with the aims of all.

    剂量为0的实例不改变任何字节；目标互不相交的实例，无论次序，合起来等于目标为其总和的一个实例。
    """
    cls, one, other = instruments()[name], f"{name}@one", f"{name}@other"
    case = case if sum(g.layer == "group" for g in case.groups) > 1 else district()
    pair = with_instances(case, one, other)
    turned = pair.model_copy(update={"instances": pair.instances[::-1]})
    zero = type(cls.model_fields[cls.dose].default)(0)
    off, null_ = _run(pair, _only()), _run(pair, {**_only(), f"{one}.on": True, f"{one}.{cls.dose}": zero})
    if wrong := _unlike(_state(off), _state(null_), texts.INSTANCE_AT_DOSE_0):
        return wrong
    units = sorted(g.id for g in case.groups if g.layer == "group")  # in which every school is once
    aims = {one: units[::2], other: units[1::2]}
    apart = {
        **_only(),
        **{f"{n}.{key}": value for n, aim in aims.items() for key, value in (("on", True), ("groups", aim))},
    }
    crossed = {**apart, f"{one}.groups": aims[other], f"{other}.groups": aims[one]}
    with _one_luck():
        whole = _run(pair, {**_only(), f"{one}.on": True, f"{one}.groups": units})
        parts = [_run(*run) for run in ((pair, apart), (turned, apart), (pair, crossed))]
    found = sorted({column for world in parts for column in _apart(whole, world)})
    return texts.INSTANCES_APART(columns=found[:5], n=len(found)) if found else NOTHING


LAWS: tuple[Callable[[str, Case], Said], ...] = (acts, null, writes, books, hours, direction, bytes_, instances)
WHO = {"placements.by", "teachers.mentor_by", "teachers.placement_row"}  # which instance it was, and in which turn


@contextmanager
def _one_luck() -> Iterator[None]:
    """Let all instances of an instrument draw where the instrument itself does."""
    own = Instrument.address
    Instrument.address = property(lambda self: self.name)  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Instrument.address = own  # type: ignore[method-assign]


def _apart(one: World, other: World) -> set[str]:
    """Return the columns in which two worlds differ, and items of the books; who acted and in which turn does not count."""
    found, columns = set[str](), [_in_use(world) for world in (one, other)]
    for name in columns[0].keys() - WHO:
        a, b = (held[name] for held in columns)
        close = a.shape == b.shape and (
            np.allclose(a, b, rtol=1e-5, atol=1e-6, equal_nan=True) if a.dtype.kind == "f" else np.array_equal(a, b)
        )
        found |= set() if close else {name}
    for year in {e.year for e in (*one.books.entries, *other.books.entries)}:
        a_, b_ = one.books.totals(year), other.books.totals(year)
        found |= {item for item in a_.keys() | b_.keys() if not np.isclose(a_.get(item, 0), b_.get(item, 0))}
    return found


def _in_use(world: World) -> dict[str, Any]:
    """Return the rows in use of every column, placements in the order of teachers and terms."""
    live, log, n = world.rows_in_use(), world.placements, world.n_placements
    live["placements"] = np.lexsort((log.kind[:n], log.start[:n], log.teacher[:n]))
    return {
        f"{t}.{c}": a[live[t]] if t in live else a
        for t, table in world.tables.items()
        for c, a in table.arrays().items()
    }


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


def _unlike(one: Mapping[str, bytes], other: Mapping[str, bytes], say: Text) -> Said:
    found = sorted(k for k in one.keys() | other.keys() if one.get(k) != other.get(k))
    return say(columns=found[:5], n=len(found)) if found else NOTHING
