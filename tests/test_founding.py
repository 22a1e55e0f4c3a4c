"""Rules found groups at run time: a path of coverage, and members that have grown beyond their core."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from test_adjustment import inside
from test_events import on, row
from worlds import (
    after_each_term,
    assert_same_people_and_places,
    assert_sound,
    different,
    everything_on,
    island,
    mini,
    run_case,
    state_bytes,
)

from sim import rng
from sim.case import Case, CaseError
from sim.model import DistrictModel
from sim.network import units
from sim.processes import founding
from sim.roles import roles
from sim.state import NOWHERE, Array
from sim.synthetic import synthetic_case
from sim.world import World

PLAN = {"life_cycle.coverage": 1.0, "life_cycle.core_rank": 0.4}


def no_groups(raw: dict[str, Any]) -> None:
    """Take the groups out of a parsed case."""
    raw["groups"] = []


def plan(**values: Any) -> Any:
    """Add a reform of 2017 that sets numbers of the life cycle to a parsed case."""
    return on("2017-08", set={f"life_cycle.{name}": value for name, value in values.items()})


def share(world: World, of: str = "schools") -> float:
    """Return the share of schools, or of pupils, now in groups."""
    heads = world.schools.pupils
    bound = units(world) >= 0
    there = heads.sum(1) > 0
    return float(bound[there].any(1).mean() if of == "schools" else heads[bound].sum() / heads.sum())


@pytest.fixture(scope="module")
def county() -> Case:
    """Return a district of some 40 schools without groups."""
    return synthetic_case(30_000, seed=2, groups=False)


@pytest.mark.parametrize("of", ["schools", "pupils"])
def test_coverage_follows_its_path_and_reaches_its_end_in_its_year(county: Case, of: str) -> None:
    year = county.start_year + 3
    wanted = {"life_cycle.coverage": 0.6, "life_cycle.coverage_by": year, "life_cycle.coverage_of": of}
    model = run_case(county, terms=0, record=True, **wanted)
    found = []
    for _ in range(5):
        model.step()
        found.append(share(model.world, of))
        model.step()
    n = (model.world.schools.pupils.sum(1) > 0).sum()
    for k, now in enumerate(found):
        assert now >= min(0.15 * (k + 1), 0.6) - 1e-9
        largest = model.world.schools.pupils.sum(1).max() / model.world.schools.pupils.sum()
        most = 2 * (1 / n if of == "schools" else largest)
        assert now < max(0.15 * (k + 1), found[k - 1] if k else 0) + most - 1e-9  # by less than a core and a member
    decisions = model.tables()["decisions"]
    assert (decisions["value"] < decisions["limit"]).all()
    assert set(decisions["measure"]) == {"coverage"}
    assert decisions["year"].max() <= year
    assert found[3] >= 0.6 - 1e-9


def test_a_plan_that_wants_all_schools_takes_in_those_left_when_nobody_can_lead_any_more(county: Case) -> None:
    few, more = (
        run_case(county, terms=1, **{"life_cycle.coverage": 1.0, "life_cycle.core_rank": rank}).world
        for rank in (0.1, 0.15)
    )
    assert len(few.groups) == 3
    assert share(few) == 27 / 29  # three groups of nine are full
    assert share(more) == 1.0
    world = few
    size = np.bincount(world.ties.group[world.ties.active], minlength=len(world.groups)) + 1
    assert size.max() <= 9
    assert size.max() > 5  # more than were founded with


def test_cores_are_of_the_best_names_and_members_are_near_and_of_a_lesser_name(county: Case) -> None:
    world = run_case(county, terms=0, **{"life_cycle.coverage": 0.3}).world
    for step in _until(world, "founding.cover"):
        step.apply(world)
    s, g, ties = world.schools, world.groups, world.ties
    best = np.sort(s.reputation[s.pupils.sum(1) > 0])[::-1]
    limit = best[math.ceil(0.2 * best.size) - 1]
    assert len(g) > 1
    assert (s.reputation[g.core] >= limit).all()
    assert (s.reputation[ties.school] < s.reputation[g.core[ties.group]]).all()
    assert (ties.mismatch < 1).all()
    first = np.flatnonzero(ties.group == 0)
    km = np.hypot(s.x - s.x[g.core[0]], s.y - s.y[g.core[0]])
    apart = founding.apart(s, np.full(len(s), g.core[0]), np.arange(len(s)))[1]
    nearer = (s.pupils.sum(1) > 0) & (s.reputation < limit) & (apart < 1) & (km < km[ties.school[first]].max())
    assert set(np.flatnonzero(nearer)) <= set(ties.school[first])


def _until(world: World, name: str) -> Any:
    """Yield the steps of a term up to one of a name."""
    from sim.schedule import steps

    for step in steps(world):
        yield step
        if step.name == name:
            return


def test_what_a_rule_founds_is_an_ordinary_group() -> None:
    model = run_case(mini(everything_on, no_groups), terms=0, record=True, **PLAN)
    model.step()
    (group,) = [a for a in model.agents if type(a).__name__ == "Group" and a.core.row == row(model.world, "c-p2")][:1]
    assert group.label.zh == "中心二小教育集团"
    assert group.label.en == "Centre Primary 2 Group"
    assert group.unique_id == rng.identity("auto-2016-c-p2")
    assert {m.form.name for m in group.members} <= {"tight", "assist"}
    for _ in range(7):
        model.step()
    w, tables = model.world, model.tables()
    assert (w.ties.reach[w.ties.active].sum(1) > 0).all()
    assert w.groups.fund.sum() != 0  # it is paid for
    assert set(tables["groups"]["group"]) == {*w.names.group_row}
    assert set(tables["ties"]["unit"]) <= {*w.names.group_row}
    assert (tables["teachers_moves"]["group"] != "").any()
    assert len(group.history()) == 4
    assert tables["schools"].loc[tables["schools"]["school"] == "c-p2", "group"].eq("auto-2016-c-p2").all()
    again = model.fork()
    for m in (model, again):
        m.run_for(4)
    assert not different(state_bytes(model.world), state_bytes(again.world))


def test_an_instrument_aimed_at_groups_does_not_reach_one_that_a_rule_founds() -> None:
    def rotations(**values: Any) -> set[str]:
        w = run_case(mini(everything_on), terms=12, **PLAN, **values).world
        ids = [*w.names.group_row]
        return {ids[i] for i in w.placements.group[: w.n_placements]}

    aimed = {
        f"{name}.groups": ["g-p"]
        for name in ("rotation", "follow_post", "first_post", "secondment", "visiting_teachers")
    }
    assert any(name.startswith("auto-") for name in rotations())
    assert rotations(**aimed) == {"g-p"}


def test_every_district_has_its_own_coverage() -> None:
    from three import three

    world = run_case(three(no_groups), terms=1, **PLAN).world
    of = world.schools.district
    assert (of[world.groups.core[world.ties.group]] == of[world.ties.school]).all()
    there = world.schools.pupils.sum(1) > 0
    bound = (units(world) >= 0).any(1)
    for district in range(3):
        assert bound[there & (of == district)].mean() > 0.5


def test_order_of_the_file_and_workers_say_nothing(county: Case) -> None:
    mirrored = county.model_copy(update={"schools": county.schools[::-1]})
    wanted = {"life_cycle.coverage": 0.8, "life_cycle.coverage_by": county.start_year + 2}
    one, other = (run_case(c, terms=6, **wanted).world for c in (county, mirrored))
    assert_same_people_and_places(one, other)
    assert {*one.names.group_row} == {*other.names.group_row}


def test_off_it_changes_no_byte_and_the_baseline_founds_nothing() -> None:
    case = mini(everything_on)
    zero = run_case(
        case, **{"life_cycle.coverage_by": 2020, "life_cycle.found_members": 2, "life_cycle.core_rank": 1.0}
    )
    assert not different(state_bytes(zero.world), state_bytes(run_case(case).world))
    assert "decisions" not in run_case(case, record=True, terms=2).tables()
    paper = run_case(case, reforms=False, **PLAN, **{"life_cycle.spin_off_founds": 1.0})
    assert not different(state_bytes(paper.world), state_bytes(run_case(case, reforms=False).world))


def test_who_is_listed_for_a_group_still_to_be_formed_is_not_taken() -> None:
    world = run_case(mini(everything_on), terms=1, **PLAN).world  # both groups are formed later
    listed = {g.core for g in world.case.groups} | {m.school for g in world.case.groups for m in g.members}
    ids = [s.id for s in world.case.schools]
    assert not listed & {
        ids[i] for i in (*world.groups.core[world.groups.active], *world.ties.school[world.ties.active])
    }


def test_what_rules_found_gives_nobody_a_role_so_that_the_arms_speak_of_the_same_children() -> None:
    case = mini(everything_on)
    for world in (run_case(case, terms=8, **PLAN).world, run_case(case, terms=8, reforms=False, **PLAN).world):
        assert roles(world).tolist() == roles(run_case(case, terms=0).world).tolist()


def grown(**values: Any) -> World:
    """Return the hand-made district in its third year, a member of whose group has had the better name for a year."""
    world = run_case(mini(everything_on), terms=4, **{"life_cycle.spin_off_years": 1, **values}).world
    world.schools.reputation[row(world, "b-p1")] = 3.0
    for step in _until(world, "founding.cover"):
        step.apply(world)
    return world


def test_a_member_that_has_grown_beyond_its_core_founds_a_group_with_schools_outside() -> None:
    world = grown(**{"life_cycle.spin_off_founds": 1.0})
    assert "b-p1" not in inside(world, "g-p")
    assert inside(world, "auto-2018-b-p1") == {"c-p2", "c-p3"}
    (decision,) = world.decisions
    assert (decision.what, decision.subject, decision.measure) == ("spun off", "auto-2018-b-p1", "reputation")
    assert decision.value == 3.0 > decision.limit
    assert len(grown(**{"life_cycle.spin_off_founds": 0.0}).groups) == 2


def test_who_founds_is_drawn_by_school_and_by_nothing_else() -> None:
    world = grown(**{"life_cycle.spin_off_founds": 1.0})
    luck = float(rng.uniform(world.key("founding.spin_off"), world.schools.uid)[row(world, "b-p1")])
    assert len(grown(**{"life_cycle.spin_off_founds": luck * 0.99}).groups) == 2
    assert len(grown(**{"life_cycle.spin_off_founds": min(luck * 1.01, 1.0)}).groups) == 3


def test_who_was_released_as_mature_is_not_taken_in_again() -> None:
    world = grown(**PLAN)
    assert (units(world)[row(world, "b-p1")] < 0).all() or "auto-2018-b-p1" in world.names.group_row
    core = world.names.school_row["b-p1"]
    assert not (world.ties.active & (world.ties.school == core)).any()


def test_a_school_that_is_merged_away_or_joins_leads_no_longer() -> None:
    founded = plan(coverage=1.0, core_rank=0.4)
    for event in (
        {"join": [{"group": "g-p", "school": "c-p2", "form": "tight"}]},
        {"merge": [{"schools": ["c-p2"], "into": "c-p1"}]},
    ):
        world = run_case(mini(founded, on("2020-08", **event)), terms=9).world
        group = world.names.group_row["auto-2018-c-p2"]
        assert not world.groups.active[group]
        assert not (world.ties.active & (world.ties.group == group)).any()
        assert_sound(world)


def test_a_world_in_which_rules_found_groups_stays_sound() -> None:
    wanted = {**PLAN, "life_cycle.coverage_by": 2020, "life_cycle.spin_off_years": 1, "life_cycle.spin_off_founds": 0.5}
    for world in after_each_term(
        mini(everything_on, lambda raw: island(raw, x=20.0)), **wanted, **{"life_cycle.exit_years": 1}
    ):
        assert_sound(world)
        seats: Array = world.ties.school[world.ties.active]
        assert len(np.unique(seats)) == len(seats)
        assert not np.isin(world.groups.core[world.groups.active], seats).any()
        assert (world.groups.formed[world.groups.active] != NOWHERE).all()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"coverage": 1.2}, r"life_cycle.coverage = 1.2 is out of range; allowed: 0 to 1 \[share\]"),
        ({"coverage_by": 3}, r"life_cycle.coverage_by = 3 is out of range; allowed: 1990 to 2200 \[school year\]"),
        ({"coverage_of": "classes"}, "life_cycle.coverage_of = 'classes'.*'schools' or 'pupils'"),
        ({"coverage_from": 2020}, "unknown parameter 'life_cycle.coverage_from'"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        mini(plan(**values))


def test_a_path_has_as_many_parts_as_reforms_set(county: Case) -> None:
    first = {"life_cycle.coverage": 0.3, "life_cycle.coverage_by": county.start_year + 1}
    second = {"life_cycle.coverage": 0.9, "life_cycle.coverage_by": county.start_year + 4}
    model = DistrictModel(county, record=False, years=6, **first)
    change = DistrictModel(county, record=False, years=6, changes=[
        {"date": str(county.start_year), "set": first}, {"date": str(county.start_year + 2), "set": second},
    ])  # fmt: skip
    model.run_for(4)
    change.run_for(4)
    assert share(model.world) == share(change.world) >= 0.3
    change.run_for(6)
    assert share(change.world) >= 0.9


def test_a_member_leaves_after_so_many_years_of_low_trust_and_no_sooner() -> None:
    never_enough = {"life_cycle.exit_years": 2, "life_cycle.exit_trust": 1.0}
    ties = [
        (w.term, w.ties.active.copy(), w.ties.start.copy())
        for w in after_each_term(mini(everything_on), **never_enough)
    ]
    begun = ties[-1][2]
    for term, active, _ in ties:
        assert not active[(begun >= 0) & (begun < term - 6)].any(), term  # two looks, one each autumn
        assert active[(begun >= 0) & (begun < term) & (begun >= term - 2)].all(), term
    assert (ties[-1][0] - begun[begun >= 0] > 6).any()
    kept = list(after_each_term(mini(everything_on), **{"life_cycle.exit_years": 2, "life_cycle.exit_trust": 0.0}))[-1]
    assert kept.ties.active[begun >= 0].any()
