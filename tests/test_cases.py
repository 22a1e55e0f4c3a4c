"""Runs the cases of ``tests/cases``: given, when so many terms have passed, then. How they are written is told there."""

from __future__ import annotations

import operator
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, mini, run_case

from sim import kinds, network
from sim.equity import indicators
from sim.forms import FUNCTIONS
from sim.processes import finance
from sim.state import NOWHERE, Title
from sim.world import World

pytestmark = pytest.mark.usefixtures("blank")

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "!=": operator.ne, "==": operator.eq,
}  # fmt: skip
CODES = {"placement": kinds.code, "title": lambda name: Title[name.upper()]}
KEYS = {"name", "why", "given", "first", "then"}


def values(world: World, name: str) -> np.ndarray:
    """Return a column, or what is worked out under its name, one value a row."""
    table, _, column = name.partition(".")
    t, s = world.teachers, world.schools
    if name == "teachers.age":
        return world.year - t.birth_year
    if name == "teachers.mentees":
        return np.bincount(t.mentor[t.active & (t.mentor != NOWHERE)], minlength=len(t))
    if name == "teachers.mentor's block":
        return t.block[t.mentor]
    if name == "teachers.core":
        core = np.append(world.groups.core, NOWHERE)
        return core[network.units(world)[t.register, t.stage]]
    if name == "schools.public_funds":
        return finance.public_funds(world, np.arange(len(world.schools)))
    if name == "schools.on_register":
        return np.bincount(t.register[t.active & t.degree], minlength=len(s))
    if name == "schools.counted_by_inspectors":
        per_hundred = indicators.indicators(world)[:, :, 0]
        return np.rint(np.nansum(per_hundred * s.pupils / 100, axis=1)).astype(int)
    if table == "ties" and column in FUNCTIONS:
        return world.ties.reach[:, FUNCTIONS.index(column)]
    found = getattr(getattr(world, table), column)
    if found.ndim == 2:  # by stage: counts add up, rates are the mean by pupils
        return found.sum(axis=1) if found.dtype.kind == "i" else network.mean_of_stages(found, s.pupils)
    return found


def rows(world: World, name: str, who: str) -> np.ndarray:
    """Return the rows of a table that are spoken of."""
    table, t, names = name.partition(".")[0], world.teachers, world.names
    everybody = {"teachers": t.active, "classes": np.isin(np.arange(len(world.classes)), world.live_classes())}
    here = everybody.get(table, np.ones(len(world.tables[table]), bool))
    if who == "all":
        return np.flatnonzero(here)
    if table == "teachers":
        has_mentees = np.isin(np.arange(len(t)), t.mentor[t.active & (t.mentor != NOWHERE)])
        known = {
            "away": t.placement != kinds.AT_HOME, "home": t.placement == kinds.AT_HOME, "female": t.female,
            "male": ~t.female, "mentored": t.mentor != NOWHERE, "mentors": has_mentees,
        }  # fmt: skip
        if who in known:
            return np.flatnonzero(here & known[who])
    if who.startswith("zone="):
        zone = np.flatnonzero(world.zones.school == names.school_row[who[5:]])
        pupils = world.live_students()
        return np.unique(world.class_of_students()[world.students.zone[pupils] == zone])
    if "=" in who:
        column, _, value = who.partition("=")
        return np.flatnonzero(here & (values(world, f"{table}.{column}") == meaning(world, name, column, value)))
    if table == "ties":
        group, _, school = who.partition("/")
        tie = (world.ties.group == names.group_row[group]) & (world.ties.school == names.school_row[school])
        return np.flatnonzero(tie)
    return np.array([names.group_row[who] if table == "groups" else names.school_row[who]])


def meaning(world: World, name: str, column: str, value: Any) -> Any:
    """Return what a word of a case stands for: a school, a code, another column, or itself."""
    table = name.partition(".")[0]
    if not isinstance(value, str):
        return value
    if value in world.names.school_row:
        return world.names.school_row[value]
    if column in CODES:
        return CODES[column](value)
    try:
        return float(value)
    except ValueError:
        return values(world, value if "." in value else f"{table}.{value}")


def assert_holds(world: World, name: str, who: str, what: Any) -> None:
    """Fail unless what is said holds for everybody it is said of."""
    sign, _, rest = what.partition(" ") if isinstance(what, str) else ("", "", "")
    compare = COMPARISONS.get(sign)
    expected = meaning(world, name, name.partition(".")[2], rest if compare else what)
    here = rows(world, name, who)
    assert here.size, f"{name}: there is no '{who}'"
    found = values(world, name)[here]
    if isinstance(expected, np.ndarray):
        expected = expected[here]
    if compare is None:
        compare = operator.eq
        if found.dtype.kind == "f":
            found = np.round(found.astype(float), 5)
    assert np.all(compare(found, expected)), f"{name} of '{who}' is {found}, not {what}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_case_holds(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(case) <= KEYS
    assert case["name"]
    assert case["why"]
    settings = dict(case["given"])
    terms = settings.pop("terms")
    model = run_case(mini(), terms=terms - 1, **{**dict.fromkeys(ALL_ON, False), **settings})
    for name, entries in case.get("first", {}).items():
        for who, value in entries.items():
            table, _, column = name.partition(".")
            getattr(getattr(model.world, table), column)[rows(model.world, name, who)] = value
    model.step()
    for name, entries in case["then"].items():
        for who, what in entries.items():
            assert_holds(model.world, name, who, what)


def test_there_are_cases() -> None:
    assert len(FILES) >= 10


def test_a_case_that_does_not_hold_fails() -> None:
    world = run_case(mini(), terms=3).world
    for name, who, what in (
        ("schools.active", "c-p1", False),
        ("teachers.load", "all", "> 28"),
        ("groups.active", "g-j", True),
        ("schools.successor", "h-p2", "h-p1"),
    ):
        with pytest.raises(AssertionError, match="is "):
            assert_holds(world, name, who, what)
    with pytest.raises(AssertionError, match="there is no 'placement=secondment'"):
        assert_holds(run_case(mini(), terms=1).world, "teachers.post", "placement=secondment", "c-p1")
