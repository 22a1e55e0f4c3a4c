"""Which schools rules take in, under which cores, in which order, by which forms, and who chooses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from test_founding import no_groups, share
from worlds import everything_on, mini, run_case

from sim.axes import Level, Locality
from sim.case import Case, CaseError
from sim.processes import composition, founding, lifecycle
from sim.schedule import steps
from sim.state import Array
from sim.synthetic import synthetic_case
from sim.world import World

LUCK = np.linspace(0, 1, 60, endpoint=False)
ALL = {"life_cycle.coverage": 1.0, "life_cycle.core_rank": 0.3}


@pytest.fixture(scope="module")
def county() -> Case:
    """Return a district of some 30 schools without groups."""
    return synthetic_case(30_000, seed=2, groups=False)


def life(**values: Any) -> dict[str, Any]:
    return {f"life_cycle.{name}": value for name, value in values.items()}


def founded(county: Case, **values: Any) -> World:
    """Return the district after its first term in which rules found groups."""
    return run_case(county, terms=1, **ALL, **life(**values)).world


def first_day(county: Case, **values: Any) -> World:
    """Return the district on the day on which schools enter, with one group around the first school."""
    world = run_case(county, terms=0, **life(**values)).world
    for step in steps(world):
        step.apply(world)
        if step.name == "founding.spin_off":
            break
    s = world.schools
    best = int(np.argmax(np.where(s.active & (s.pupils[:, 0] > 0), s.reputation, -9)))
    here = s.active & (np.arange(len(s)) != best)
    assert founding.found(world, best, here, members=1)
    return world


def ties(world: World) -> tuple[Array, Array]:
    on = world.ties.active
    return world.groups.core[world.ties.group[on]], world.ties.school[on]


@pytest.mark.parametrize("rule", ["town_country", "east_west", "strong_weak"])
def test_a_rule_of_composition_says_who_is_under_whom(county: Case, rule: str) -> None:
    world, free = founded(county, compose=rule), founded(county)
    s = world.schools

    def fits(w: World) -> Array:
        core, member = ties(w)
        if rule == "town_country":
            return np.asarray((s.locality[core] != Locality.RURAL) & (s.locality[member] == Locality.RURAL))
        return np.asarray(
            (s.x if rule == "east_west" else s.reputation)[core]
            > (s.x if rule == "east_west" else s.reputation)[member]
        )

    assert fits(world).size > 2
    assert fits(world).all()
    assert rule == "strong_weak" or not fits(free).all()


def test_who_enters_a_group_keeps_to_the_rule_of_composition_too(county: Case) -> None:
    world = first_day(county, compose="strong_weak", cap_schools=60, cap_pupils=300000)
    core = world.groups.core[0]
    lesser = int(ties(world)[1][0])
    world.ties.active[:] = False
    assert lifecycle.room(world, lesser).tolist() == [0]
    world.schools.reputation[lesser] = world.schools.reputation[core] + 0.1
    assert lifecycle.room(world, lesser).tolist() == []


@pytest.mark.parametrize(("kind", "n"), [("new", 2), ("weak", 3), ("rural", 1)])
def test_groups_are_founded_of_one_kind_of_schools_and_as_many_as_are_wanted(county: Case, kind: str, n: int) -> None:
    world = run_case(county, terms=0, **ALL, **life(found_of=kind, found_members=n)).world
    s = world.schools
    if kind == "new":
        s.level[np.flatnonzero(s.reputation < np.median(s.reputation))[::2]] = Level.NEW
    for step in steps(world):
        step.apply(world)
        if step.name == "founding.spin_off":
            break
    here = s.active & (s.pupils.sum(1) > 0)
    assert any(founding.found(world, core, here) for core in founding.by_name(world, np.flatnonzero(here)))
    of = {"new": s.level == Level.NEW, "weak": s.level == Level.WEAK, "rural": s.locality == Locality.RURAL}[kind]
    member = ties(world)[1]
    assert 1 <= member.size <= n
    assert of[member].all()


def test_new_schools_enter_at_once_and_the_list_is_taken_step_by_step_from_its_end(county: Case) -> None:
    world = first_day(county, enter=0.25, enter_new=1.0, enter_order="list")
    s = world.schools
    due = s.active & ((s.level >= Level.WEAK) | (s.locality == Locality.RURAL))
    s.level[np.flatnonzero(due)[:2]] = Level.NEW
    enters = composition.entering(world, due, LUCK[: due.size])
    assert enters[s.level == Level.NEW].sum() == (due & (s.level == Level.NEW)).sum() >= 2
    listed = np.flatnonzero(due & (s.level != Level.NEW))
    first = listed[np.argsort(s.reputation[listed])][: int(np.ceil(0.25 * listed.size))]
    assert set(np.flatnonzero(enters & (s.level != Level.NEW))) == set(first)
    by_lot = first_day(county, enter=0.25, enter_new=0.0)
    assert not composition.entering(by_lot, due & (s.level == Level.NEW), LUCK[: due.size]).all()
    assert not composition.entering(world, np.zeros(len(s), np.bool_), LUCK[: due.size]).any()


def test_rules_spread_from_the_seat_so_many_km_a_year(county: Case) -> None:
    first = county.start_year
    world = run_case(county, terms=0, **ALL, **life(front=2.0, front_from=first + 1)).world
    s = world.schools
    town = s.active & (s.locality == Locality.URBAN)
    km = np.hypot(s.x - s.x[town].mean(), s.y - s.y[town].mean())
    assert not composition.reached(world).any()
    seen = []
    for year in range(4):
        assert np.array_equal(composition.reached(world), km <= 2.0 * year) or year == 0
        for _ in range(2):
            for step in steps(world):
                step.apply(world)
        seen.append(share(world))
        core, member = ties(world)
        assert (km[np.concatenate([core, member])] <= 2.0 * year).all()
    assert seen[0] == 0 < seen[1] < seen[3]
    assert founded(county).ties.active.sum() > world.ties.active.sum()


def test_weak_and_rural_schools_enter_by_forms_of_their_own() -> None:
    values = life(form_other="alliance", form_weak="hosted", form_rural="assist", form_new="tight", weak_gap=0.5)
    world = run_case(mini(everything_on), terms=1, **values).world
    s, row = world.schools, world.names.school_row
    open_ = s.active & (s.pupils.sum(1) > 0)
    s.reputation[:] = 0.0
    s.reputation[row["b-p1"]] = -3.0
    assert s.reputation[open_].mean() - 0.5 > -3.0
    forms = {name: composition.entry_form(world, row[name]) for name in ("b-p1", "h-p2", "c-p2", "c-p3")}
    assert forms == {"b-p1": "hosted", "h-p2": "assist", "c-p2": "alliance", "c-p3": "tight"}
    plain = run_case(mini(everything_on), terms=1).world
    plain.schools.reputation[row["b-p1"]] = -3.0
    assert [composition.entry_form(plain, row[name]) for name in ("b-p1", "h-p2", "c-p3")] == [
        "assist",
        "assist",
        "tight",
    ]


def test_a_school_that_chooses_asks_for_the_best_name_less_the_road_and_for_none_below_its_own() -> None:
    world = run_case(mini(everything_on, no_groups), terms=1, **life(match="preferred", match_km=0.1)).world
    s, row = world.schools, world.names.school_row
    world.groups.grow(2)
    world.groups.core[:] = [row["c-p1"], row["b-p1"]]
    school, km = row["h-p1"], np.array([9.0, 4.0])
    s.reputation[[row["c-p1"], row["b-p1"], school]] = 1.0, 0.6, 0.0
    groups = np.arange(2)
    np.testing.assert_allclose(composition.preferred(world, school, groups, km), [0.1, 0.2], atol=1e-6)
    s.reputation[row["b-p1"]] = -0.1
    assert composition.preferred(world, school, groups, km).tolist()[1] == -np.inf
    bureau = run_case(mini(everything_on, no_groups), terms=1).world
    assert composition.preferred(bureau, school, groups, km).tolist() == [-9.0, -4.0]


def test_who_is_better_known_than_all_cores_joins_none_where_schools_choose(county: Case) -> None:
    proud, sent = (
        first_day(county, match=match, cap_schools=60, cap_pupils=300000) for match in ("preferred", "nearest")
    )
    for world in (proud, sent):
        world.ties.active[:] = False
        world.schools.reputation[5] = 9.0
    assert lifecycle.nearest_with_room(proud, 5) is None
    assert lifecycle.nearest_with_room(sent, 5) is not None


def test_a_form_of_entry_that_is_not_there_is_refused() -> None:
    with pytest.raises(CaseError, match=r"life_cycle.form_weak.*'hostd'"):
        mini(lambda raw: raw["reforms"][0]["set"].update({"life_cycle.form_weak": "hostd"}))
