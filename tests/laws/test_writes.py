"""Law: what happens in a term writes only the columns it declares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import RESTLESS, RULES, developing, different, everything_on, mini, run_case, state_bytes

from sim.case import Case
from sim.schedule import calendar, steps
from sim.state import Table
from sim.world import World

UNMOVED = {"zones.x", "zones.y", "placements.week"}  # set again to what they are; no instrument here shares a week


DECLARED = sorted({step.name: step for step in calendar()}.items())


def columns(world: World) -> dict[str, bytes]:
    """Return all rows of all columns, in use or not."""
    return {f"{t}.{c}": a.tobytes() for t, table in world.tables.items() for c, a in table.arrays().items()}


def with_events(raw: dict[str, Any]) -> None:
    """Add a school that is split off another, new housing, and a building programme to a parsed case."""
    split = {**raw["schools"][0], "id": "c-p9", "pupils": 300, "level": "ordinary", "opens": 2018, "x": 0.2}
    raw["schools"].append(split)
    events = {
        "split": [{"school": "c-p1", "into": "c-p9", "share": 0.4}],
        "roll": [{"towns": ["bridge"], "times": 2.0, "ses": 0.4, "migrants": 0.2}],
        "convert": [{"school": "c-p2", "to": "nine_year", "rooms": 2}],
        "capital": [{"schools": ["h-p1"], "to": 1.5}],
        "team": [{"school": "c-p3", "senders": ["c-p2"], "share": 0.5}],
    }
    raw["reforms"].append({"date": "2018-08", "zh": "变动", "en": "Events", **events})
    raw["sources"]["*"] = "assumed: made up for a test"


@pytest.fixture(scope="module")
def written() -> dict[str, set[str]]:
    """Return what each step of the calendar changed in a run with everything on."""
    out: dict[str, set[str]] = {}
    for settings in ({}, {**RESTLESS, **RULES, "finance.pool": 0.05, "time.spare": 0.0}):
        world = run_case(mini(everything_on, developing, with_events), terms=0, **settings).world
        for _ in range(16):
            for step in steps(world):
                before = columns(world)
                step.apply(world)
                after = columns(world)
                out.setdefault(step.name, set()).update(k for k in before if before[k] != after[k])
    return out


@pytest.fixture(scope="module")
def following() -> World:
    """Return the first day of a case that follows every outcome of pupils, and so has every column."""
    return run_case(mini(developing), terms=0).world


def test_every_process_writes_only_what_it_declares(written: dict[str, set[str]]) -> None:
    assert len(DECLARED) > 100
    assert [name for name, _ in DECLARED if name not in written] == [], "they never had their turn"
    assert [(name, c) for name, step in DECLARED for c in sorted(written[name]) if not step.may_write(c)] == []


def test_every_process_declares_only_columns_that_exist(following: World) -> None:
    known = {f"{t}.{c}" for t, table in following.tables.items() for c in (*table.columns(), "*")}
    assert {name: unknown for name, step in DECLARED if (unknown := step.writes - known)} == {}


def test_every_declared_column_is_written_at_some_time_by_one_that_declares_it(written: dict[str, set[str]]) -> None:
    declared = set().union(*(step.writes for _, step in DECLARED))
    known = set(columns(run_case(mini(developing), terms=0).world))
    declared |= {c for c in known if f"{c.partition('.')[0]}.*" in declared}
    assert sorted(c for c in declared - set().union(*written.values()) - UNMOVED if not c.endswith("*")) == []


def test_the_calendar_step_by_step_is_the_model(case: Case) -> None:
    whole, parts = run_case(case, terms=8), run_case(case, terms=0)
    for _ in range(8):
        for step in steps(parts.world):
            step.apply(parts.world)
    assert not different(state_bytes(whole.world), state_bytes(parts.world))


def test_acting_is_all_an_instrument_does(case: Case) -> None:
    """Settings, clock and names change in their own places only."""
    world = run_case(case, terms=0).world
    for _ in range(8):
        for step in steps(world):
            before = (world.settings, world.term, repr(world.names), world.case, world.seeds)
            step.apply(world)
            if step.name != "reform.enact":
                assert before == (world.settings, world.term, repr(world.names), world.case, world.seeds)
    assert isinstance(world.teachers, Table)
    assert np.isfinite(world.schools.cash).all()


def test_the_clock_goes_on_after_the_last_step_and_is_never_turned_back(case: Case) -> None:
    world, seen = run_case(case, terms=0).world, []
    for _ in range(4):
        for step in steps(world):
            step.apply(world)
            seen.append(world.term)
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2, 3}
    assert world.term == 4
    next(steps(world)).apply(world)  # a term that is broken off
    assert world.term == 4


def test_what_happens_in_a_year_is_in_the_calendar_in_this_order(case: Case) -> None:
    world, seen = run_case(mini(everything_on, developing), terms=0).world, []
    for _ in range(4):
        for step in steps(world):
            step.apply(world)
            seen.append((("autumn", "spring")[world.term % 2], step.name))
    told = [(s, step.name) for s in ("autumn", "spring") for step in calendar() if step.season in {s, "each term"}]
    assert seen[-len(told) :] == told  # in the second year the reform of the case is in force
