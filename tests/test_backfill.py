"""Who gives the lessons of those whom rotation sends one way: colleagues, a novice, a substitute, or somebody of the host."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import assert_sound, everything_on, mini, run_case

from sim import kinds
from sim.model import DistrictModel
from sim.processes import backfill, careers, finance
from sim.state import NOWHERE, Array
from sim.world import World

SEND = {"rotation.mode": "directed", "rotation.eligible_years": 3, "rotation.annual_share": 0.2}
HOW = ("colleagues", "novice", "substitute", "host")


def sending(how: str, terms: int = 9, **values: object) -> DistrictModel:
    return run_case(mini(everything_on), terms=terms, **SEND, **{"rotation.backfill": how}, **values)


def log(world: World, kind: str) -> Array:
    return np.flatnonzero(world.placements.kind[: world.n_placements] == kinds.code(kind))


def there(world: World, kind: str) -> Array:
    """Return the rows of those who are placed so now."""
    t = world.teachers
    return np.flatnonzero(t.active & (t.placement == kinds.code(kind)))


@pytest.mark.parametrize("how", HOW)
def test_lessons_left_behind_are_given_by_those_whom_the_case_names(how: str) -> None:
    """Where nobody comes the load of the core rises; where a novice, a substitute or somebody of the host does it falls again."""
    world, alone = sending(how).world, sending("colleagues").world
    core = world.names.school_row["c-p1"]
    load = [w.teachers.load[w.teachers.active & (w.teachers.post == core)].mean() for w in (world, alone)]
    assert (load[0] + 0.3 < load[1]) == (how != "colleagues")
    assert bool(log(world, "replaced_rotation").size) == (how == "novice")
    assert bool(log(world, "substitute").size) == (how == "substitute")
    assert (log(world, "rotation").size > 0) == (how == "host")
    assert_sound(world)


def test_a_substitute_is_there_as_long_as_the_one_who_is_away_and_then_gone() -> None:
    model = sending("substitute", terms=0, years=8)
    seen: set[int] = set()
    for _ in range(14):
        model.step()
        world = model.world
        t, p = world.teachers, world.placements
        here = there(world, "substitute")
        seen |= set(t.uid[here].tolist())
        assert (t.post[here] == t.register[here]).all()
        assert (p.end[t.placement_row[here]] > world.term - 1).all()
        others = np.flatnonzero(t.active & (t.placement != kinds.code("substitute")))
        assert not seen & set(t.uid[others].tolist()), "none stays on"
    sent, hired = log(world, "one_way_rotation"), log(world, "substitute")
    assert sent.size == hired.size > 20
    for of in ("origin", "start"):
        one, other = (np.sort(getattr(world.placements, of)[rows]) for rows in (sent, hired))
        np.testing.assert_array_equal(one, other)


def test_substitutes_hold_no_post_have_no_duty_and_are_not_on_the_pay_scale() -> None:
    world = sending("substitute").world
    t, here = world.teachers, there(world, "substitute")
    assert here.size > 5
    held = careers.registered(world)
    without = world.teachers.active.copy()
    without[here] = False
    kept, world.teachers.active[:] = world.teachers.active.copy(), without
    np.testing.assert_array_equal(careers.registered(world), held)
    world.teachers.active[:] = kept
    assert (t.duty[here] == 0).all()
    assert (t.load[here] > 0).all()
    p, on = world.settings.params, np.setdiff1d(np.flatnonzero(t.active), here)
    before = world.books.totals(world.year).get("salaries", 0.0)
    finance.budget.apply(world)
    wages = p.finance.salary * (1 - p.careers.pay_gap) * (1 + p.finance.salary_title * t.title[on])
    assert world.books.totals(world.year)["salaries"] - before == pytest.approx(wages.sum(), rel=1e-6)


def paid(model: DistrictModel, item: str) -> float:
    table = model.tables()["money"]
    return float(table.loc[table["item"] == item, "yuan"].sum())


def test_substitutes_are_paid_a_year_each_and_hiring_them_takes_time() -> None:
    model, free = (sending("substitute", terms=8, record=True, **{"rotation.handling_hours": h}) for h in (3.0, 0.0))
    p = model.world.placements
    rows = log(model.world, "substitute")
    years = np.minimum(p.end[rows], model.world.term) - p.start[rows]
    assert paid(model, "substitutes") == pytest.approx(48_000 * np.ceil(years / 2).sum())
    handled = [
        float(m.tables()["hours"].query("item == 'handling of rotations'")["hours"].sum()) for m in (model, free)
    ]
    movers = log(model.world, "one_way_rotation").size
    assert handled == [pytest.approx(3.0 * (2 * movers + rows.size)), 0]
    assert paid(sending("colleagues", terms=8, record=True), "substitutes") == 0


def test_substitutes_are_worth_as_much_less_as_the_study_found() -> None:
    skills = []
    for behind in (0.0, 0.13):
        world = sending("substitute", terms=3, **{"substitutes.behind": behind}).world
        skills.append(world.placements.skill[log(world, "substitute")].astype(float))
    assert skills[0].size > 3
    np.testing.assert_allclose(skills[0] - skills[1], 0.13, atol=1e-6)


def test_the_host_sends_somebody_of_the_same_stage_and_block_for_each_who_comes() -> None:
    world = sending("host", terms=3).world
    p, t = world.placements, world.teachers
    rows = log(world, "rotation")
    core = world.groups.core[p.group[rows]]
    down, up = rows[p.origin[rows] == core], rows[p.target[rows] == core]
    assert down.size == up.size > 3
    assert down.size + up.size == rows.size
    row_of = {uid: i for i, uid in enumerate(t.uid.tolist())}
    stage = t.stage[[row_of[u] for u in p.teacher[: world.n_placements].tolist()]]
    pairs = [
        sorted(zip(p.origin[a].tolist(), p.target[a].tolist(), stage[a].tolist(), p.block[a].tolist(), strict=True))
        for a in (down, up)
    ]
    assert pairs[0] == sorted((there, home, s, b) for home, there, s, b in pairs[1])


def test_where_the_host_has_nobody_to_send_colleagues_give_the_lessons() -> None:
    world = run_case(mini(everything_on), terms=0).world
    t = world.teachers
    away, nobody = np.flatnonzero(t.active)[:3], np.zeros(0, np.int64)
    posting = world.settings.instruments["rotation"].posting(world, backfill.SUBSTITUTE, 4)
    yes, none = np.ones(3, np.bool_), np.zeros(0)
    alone, back = backfill.change_places(
        world,
        away,
        (t.register[away] + 1) % 3,
        np.zeros(3, np.int64),
        yes,
        nobody,
        none,
        none.astype(np.bool_),
        posting,
    )
    assert alone.all()
    assert not back.size
    assert (t.placement_row[away] == NOWHERE).all()
