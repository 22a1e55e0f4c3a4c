"""Laws of those who teach at two schools, stay to teach or come as experts, and of the spur that guests are to a team."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from worlds import everything_on, mini, run_case

from sim.instruments import instruments, visiting_teachers
from sim.instruments.visiting_teachers import KINDS, STATION, VISITS, WALKING
from sim.kinds import AT_HOME
from sim.processes import placement, spur, teaching, team_research, workload
from sim.schedule import steps
from sim.state import Array, Honour
from sim.world import World

ALL = {"walking": 0.4, "stay": 0.2, "station": 1.0}
FULL = {f"visiting_teachers.share.{name}": share for name, share in ALL.items()}


def only(*names: str) -> dict[str, Any]:
    return {f"{name}.on": name in names for name in instruments()}


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district in autumn, with many visiting teachers and nothing else, before activities."""
    found = run_case(
        mini(everything_on), terms=4, **only("visiting_teachers"), **FULL, **{"visiting_teachers.least": 1}
    ).world
    for step in steps(found):
        if step.name == "activities.clear":
            break
        step.apply(found)
    return found


def away(world: World, name: str) -> Array:
    t = world.teachers
    return np.flatnonzero(t.active & (t.placement == KINDS[name].code))


@pytest.mark.parametrize("name", VISITS.names)
def test_each_kind_of_visit_goes_from_a_core_to_a_member_and_stays_on_the_register_at_home(
    world: World, name: str
) -> None:
    t, who = world.teachers, away(world, name)
    assert who.size
    assert np.isin(t.register[who], world.groups.core).all()
    assert np.isin(t.post[who], world.ties.school).all()
    ended = t.placement_end[who] - world.placements.start[t.placement_row[who]]
    assert (ended == (4 if name == "station" else 2)).all()
    without, others = copy.deepcopy(world), [one for one in VISITS.names if one != name]
    tool = without.settings.instruments["visiting_teachers"].model_copy(update={"visits": tuple(others)})
    before = {one: away(without, one).size for one in VISITS.names}
    tool.send(without)  # type: ignore[attr-defined]
    assert away(without, name).size == before[name]  # of a kind that is not asked for nobody more goes
    assert sum(away(without, one).size for one in others) > sum(before[one] for one in others)


def test_who_teaches_at_two_schools_has_lessons_at_both(world: World) -> None:
    there = copy.deepcopy(world)
    teaching.timetable.apply(there)
    t, k = there.teachers, there.classes
    seen = {"walking": 0, "station": 0}
    for name in seen:
        for who in away(there, name):
            classes = np.flatnonzero((k.teachers == who).any(1))
            schools = set(k.school[np.intersect1d(classes, there.live_classes())].tolist())
            assert schools <= {int(t.register[who]), int(t.post[who])}
            seen[name] += len(schools) == 2
    assert seen["walking"] > 2
    for who in away(there, "stay"):
        classes = np.intersect1d(np.flatnonzero((k.teachers == who).any(1)), there.live_classes())
        assert set(k.school[classes].tolist()) <= {int(t.post[who])}


def test_experts_are_the_honoured_and_those_who_stay_are_led_by_their_wish_to_serve(world: World) -> None:
    t = world.teachers
    assert (t.honour[away(world, "station")] >= Honour.BACKBONE).all()
    at_core = np.flatnonzero(t.active & np.isin(t.register, world.groups.core) & (t.experience >= 3))
    assert t.motive[away(world, "stay")].mean() > t.motive[at_core].mean()


def test_who_is_away_for_a_part_of_the_week_takes_part_in_research_at_home(world: World) -> None:
    t, based = world.teachers, placement.based(world)
    part, whole = np.concatenate([away(world, n) for n in ("walking", "station")]), away(world, "stay")
    np.testing.assert_array_equal(based[part], t.register[part])
    np.testing.assert_array_equal(based[whole], t.post[whole])
    there, without = copy.deepcopy(world), copy.deepcopy(world)
    who = away(there, "walking")[0]
    there.teachers.skill[who] += 0.5  # a much better colleague
    for one in (there, without):
        team_research.meet.apply(one)
    more = there.teachers.learning - without.teachers.learning > 1e-7
    mates = t.active & (t.stage == t.stage[who]) & (t.block == t.block[who])
    assert more[mates & (based == t.register[who])].any()
    assert not more[mates & (based == t.post[who])].any()


def test_a_team_learns_of_its_experts_a_few_at_a_time(world: World) -> None:
    there = copy.deepcopy(world)
    t, p = there.teachers, there.settings.params.growth
    experts = away(there, "station")
    t.skill[experts] += 0.3
    t.learning[:] = t.asked[:] = 0
    there.books.hours = {}
    tool = there.settings.instruments["visiting_teachers"]
    done = tool.teach(there)  # type: ignore[attr-defined]
    cell = teaching.team(there)
    hosts = np.flatnonzero(t.active & (t.placement == AT_HOME))
    due = np.zeros(len(t))
    for one in np.unique(cell[experts]):
        here, ours = experts[cell[experts] == one], hosts[cell[hosts] == one]
        met = 2.0 * min(1.0, 4.0 * here.size / max(ours.size, 1))
        for j in ours:
            rate = team_research.rate_at(float(t.experience[j]), *team_research.rates(p))
            due[j] = 0.5 * 2.0 * met / p.research_hours * rate * max(t.skill[here].mean() - t.skill[j], 0)
    assert (due > 0).sum() > 3
    np.testing.assert_allclose(t.learning, due, rtol=1e-4, atol=1e-8)
    booked = {item.name: float(table.sum()) for kept in there.books.hours.values() for item, table in kept.items()}
    assert done.hours == pytest.approx(sum(booked.values()))
    weeks = workload.weeks(there)
    road = placement.road(there, np.concatenate([away(there, n) for n in VISITS.names])).sum()
    assert booked[visiting_teachers.ON_THE_ROAD.name] == pytest.approx(road)
    assert booked[visiting_teachers.SHOWING.name] <= 2.0 * weeks * experts.size + 1e-9


def test_allowances_are_paid_for_the_part_of_the_week_away(world: World) -> None:
    paid = [e for e in world.books.entries if e.item == "allowances of visitors" and e.year == world.year]
    week = {"walking": 0.4, "stay": 1.0, "station": 0.2}
    assert sum(float(e.amount.sum()) for e in paid) == pytest.approx(
        8000 * sum(week[name] * away(world, name).size for name in VISITS.names)
    )
    log = world.placements
    for kind in (WALKING, STATION):
        rows = np.flatnonzero(log.kind[: world.n_placements] == kind.code)
        assert (log.week[rows] < 0.5).all()


# --- The spur.


def test_guests_who_lead_spur_the_fresh_dishearten_the_worn_out_and_touch_nobody_else(world: World) -> None:
    there = copy.deepcopy(world)
    t = there.teachers
    guest = away(there, "stay")[0]
    cell = teaching.team(there)
    hosts = np.flatnonzero(t.active & (t.placement == AT_HOME) & (cell == cell[guest]))
    assert hosts.size > 1
    t.skill[guest] = t.skill[hosts].mean() + 1
    t.burnout[hosts] = np.linspace(0, 1, hosts.size)
    found = spur.of(spurred(there, 0.02))
    np.testing.assert_allclose(found[hosts], 0.02 * (1 - t.burnout[hosts] / 0.5), rtol=1e-5)
    assert not found[t.placement != AT_HOME].any()
    off, on = spurred(there, 0.0), spurred(there, 0.02)
    for one in (off, on):
        teaching.value.apply(one)
    np.testing.assert_allclose((on.teachers.value - off.teachers.value)[hosts], found[hosts], atol=1e-6)
    t.skill[guest] = t.skill[hosts].mean() - 1
    assert not spur.of(spurred(there, 0.02))[hosts].any()


def spurred(world: World, size: float) -> World:
    """Return a copy of a world in which guests spur as much."""
    after, params = copy.deepcopy(world), world.settings.params
    teach = params.teaching.model_copy(update={"spur": size})
    after.settings = replace(world.settings, params=params.model_copy(update={"teaching": teach}))
    return after
