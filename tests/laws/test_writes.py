"""Law: what happens in a term writes only the columns it declares."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from worlds import RESTLESS, different, everything_on, mini, rows_of_term, run_case, state_bytes

from sim import schedule
from sim.case import Case
from sim.instruments import instruments
from sim.state import Table
from sim.world import World

UNMOVED = {"zones.x", "zones.y"}  # set again to what they are


def _declared() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every process and every method of an instrument, with the columns it declares."""
    for _, row in schedule.rows():
        if not isinstance(row, schedule.Slot):
            yield row.name, row.writes
    for name, cls in instruments().items():
        for method, act in cls.methods().items():
            yield f"{name}.{method}", act.writes


DECLARED = sorted(_declared(), key=lambda x: x[0])


def columns(world: World) -> dict[str, bytes]:
    """Return all rows of all columns, in use or not."""
    return {f"{t}.{c}": a.tobytes() for t, table in world.tables.items() for c, a in table.arrays().items()}


@pytest.fixture(scope="module")
def written() -> dict[str, set[str]]:
    """Return what each row of the calendar and each turn of an instrument changed in a run with everything on."""
    out: dict[str, set[str]] = {}
    for settings in ({}, {**RESTLESS, "finance.pool": 0.05}):
        world = run_case(mini(everything_on), terms=0, **settings).world
        for _ in range(16):
            for row in rows_of_term(world):
                before = columns(world)
                row.apply(world)
                after = columns(world)
                out.setdefault(row.name, set()).update(k for k in before if before[k] != after[k])
    return out


@pytest.mark.parametrize(("name", "writes"), DECLARED)
def test_a_process_writes_only_what_it_declares(
    name: str, writes: frozenset[str], written: dict[str, set[str]]
) -> None:
    assert name in written, "it never had its turn"
    assert not written[name] - writes


@pytest.mark.parametrize(("name", "writes"), DECLARED)
def test_a_process_declares_only_columns_that_exist(name: str, writes: frozenset[str], young) -> None:
    known = {f"{t}.{c}" for t, table in young.world.tables.items() for c in table.declared()}
    assert not writes - known


def test_every_declared_column_is_written_at_some_time_by_one_that_declares_it(written: dict[str, set[str]]) -> None:
    declared = set().union(*(writes for _, writes in DECLARED))
    assert sorted(declared - set().union(*written.values()) - UNMOVED) == []


def test_the_calendar_row_by_row_is_the_calendar(case: Case) -> None:
    """The helper with which these laws look into a term does what the model does."""
    whole, parts = run_case(case, terms=8), run_case(case, terms=0)
    for _ in range(8):
        for row in rows_of_term(parts.world):
            row.apply(parts.world)
    assert not different(state_bytes(whole.world), state_bytes(parts.world))


def test_acting_is_all_an_instrument_does(case: Case) -> None:
    """Settings, clock and names change in their own places only."""
    world = run_case(case, terms=0).world
    for _ in range(8):
        for row in rows_of_term(world):
            before = (world.settings, world.term, repr(world.names), world.case, world.seeds)
            row.apply(world)
            if row.name != "reform.enact":
                assert before == (world.settings, world.term, repr(world.names), world.case, world.seeds)
    assert isinstance(world.teachers, Table)
    assert np.isfinite(world.schools.cash).all()
