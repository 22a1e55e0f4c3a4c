"""Law: every hour has a source and a use. What is asked of people, what is booked and what is reported are one sum."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from three import three
from worlds import ALL_ON, dose_of, everything_on, layered, mini, run_case

from sim.books import HOURS, Item, items
from sim.case import Case
from sim.equity.hours import measure_of
from sim.instruments import instruments
from sim.processes import mentors, placement, team_research, workload
from sim.say import Text
from sim.schedule import steps
from sim.state import NOWHERE
from sim.world import World

EAGER = {
    "follow_post.annual_share": 0.2,
    "follow_post.host_share": 0.5,
    "finance.earmark": 500_000.0,
}  # something to do for all
CASES: dict[str, Callable[[], Case]] = {
    "one district": mini, "four layers": lambda: mini(layered), "three districts": three,
}  # fmt: skip
WEEKS = 39 / 2
AT_SCHOOL = {team_research.RESEARCH, mentors.GUIDING, mentors.GUIDED}  # asked for in every world


def only(name: str) -> dict[str, Any]:
    return {**ALL_ON, **{f"{other}.on": other == name or name == "all" for other in instruments()}, **EAGER}


def booked(world: World) -> dict[Item, float]:
    """Return the hours in the books so far, by item."""
    found: dict[Item, float] = {}
    for kept in world.books.hours.values():
        for item, table in kept.items():
            found[item] = found.get(item, 0.0) + float(table.sum())
    return found


def asked(world: World) -> dict[str, float]:
    """Return the hours that are asked for in this term, by account."""
    both = {"teacher": world.teachers.asked, "school": world.schools.asked}
    return {account: float(column.sum()) * workload.weeks(world) for account, column in both.items()}


@pytest.mark.parametrize("where", CASES)
@pytest.mark.parametrize("name", [*instruments(), "all"])
def test_what_is_asked_of_people_is_what_the_books_hold_and_what_instruments_report(name: str, where: str) -> None:
    model = run_case(CASES[where](), terms=0, **only(name))
    world, before = model.world, dict[Item, float]()
    for _ in range(6):
        model.step()
        now = booked(world)
        for account in HOURS:
            term = sum(h - before.get(item, 0.0) for item, h in now.items() if item.source == account)
            assert asked(world)[account] == pytest.approx(term, rel=1e-9, abs=1e-6), account
        before = now
        assert not world.teachers.asked[~world.teachers.active].any()
    for tool, cls in instruments().items():
        told = sum(done.hours for (_, n), done in world.done.items() if n == tool)
        assert told == pytest.approx(sum(before.get(item, 0.0) for item in cls.time), rel=1e-9), tool
    chosen = instruments().items() if name == "all" else [(name, instruments()[name])]
    assert {item for _, cls in chosen for item in cls.time} == set(before) - AT_SCHOOL


def test_every_instrument_asks_for_time_and_says_of_whom() -> None:
    assert [name for name, cls in instruments().items() if not cls.time] == []
    declared = items("hours")
    assert {item.source for item in declared.values()} == set(HOURS)
    assert not declared.keys() & items().keys()


def test_at_dose_0_nobody_is_asked_for_anything() -> None:
    doses = {dose_of(name): 0 if isinstance(_dose(name), int) else 0.0 for name in instruments()}
    world = run_case(mini(everything_on), terms=6, **doses).world
    assert set(booked(world)) == AT_SCHOOL
    assert asked(world)["school"] == 0


def _dose(name: str) -> Any:
    cls = instruments()[name]
    return cls.model_fields[cls.dose].default


def test_what_was_asked_lapses_with_the_term() -> None:
    world = run_case(mini(everything_on), terms=5).world
    assert all(asked(world).values())
    for step in steps(world):
        step.apply(world)
        if step.name == "workload.clear":
            break
    assert not any(asked(world).values())


# --- Who is asked.


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district in the autumn of its third year, with all instruments on, before activities."""
    found = run_case(mini(everything_on), terms=4, **EAGER).world
    for step in steps(found):
        if step.name == "activities.clear":
            break
        step.apply(found)
    found.teachers.asked[:], found.schools.asked[:], found.books.hours = 0, 0, {}
    return found


def acted(world: World, name: str, method: str) -> World:
    """Let an instrument act on a copy of a world, and return it."""
    after = copy.deepcopy(world)
    getattr(after.settings.instruments[name], method)(after)
    return after


def test_mentors_and_mentees_give_time_as_far_as_tie_and_timetable_allow(world: World) -> None:
    after, t = acted(world, "mentoring", "guide"), world.teachers
    mentees = np.flatnonzero(t.active & (t.mentor != NOWHERE))
    spare = np.clip((28 - t.load[t.mentor[mentees]]) / 17, 0, 1)
    met = spare * (t.mentor_by[mentees] != NOWHERE)  # others have one at their own school
    at_home = copy.deepcopy(world)
    mentors.guide.apply(at_home)
    assert ((at_home.teachers.asked[mentees] > 0) == (t.mentor_by[mentees] == NOWHERE)).all()
    expected = np.zeros(t.skill.size)
    np.add.at(expected, t.mentor[mentees], met)
    expected[mentees] += 1.5 * met
    assert (met > 0).sum() > 2
    np.testing.assert_allclose(after.teachers.asked, expected, rtol=1e-5)
    assert not after.schools.asked.any()


def test_a_unit_s_teachers_share_its_joint_research_by_the_strength_of_their_ties(world: World) -> None:
    after, t = acted(world, "joint_research", "meet"), world.teachers
    tool = world.settings.instruments["joint_research"]
    found = tool.seats(world, tool.ties(world))
    for unit in range(len(world.groups)):
        seats = np.flatnonzero(found.unit == unit)
        hours = [after.teachers.asked[t.active & (t.post == found.school[seat])] for seat in seats]
        assert all(each.std() == pytest.approx(0, abs=1e-9) for each in hours)
        over = [each.mean() / found.strength[seat] for each, seat in zip(hours, seats, strict=True)]
        assert min(over) == pytest.approx(max(over)), unit
    people = 8.5 / 2 * 60 * world.groups.active.sum()
    assert after.teachers.asked.sum() * WEEKS == pytest.approx(3 * people)
    assert (after.schools.asked > 0).tolist() == [row in world.groups.core for row in range(len(world.schools))]


@pytest.mark.parametrize(
    ("name", "method", "guest", "host"), [("follow_post", "learn", 6.0, 1.5), ("first_post", "train", 2.0, 1.0)]
)
def test_guests_study_and_their_hosts_give_time_together(
    world: World, name: str, method: str, guest: float, host: float
) -> None:
    after, t = acted(world, name, method), world.teachers
    tool = world.settings.instruments[name]
    guests = placement.away(world, tool.posting(world, tool.placements[0]))
    assert guests.size > 1
    np.testing.assert_allclose(after.teachers.asked[guests], guest)
    hosts = np.flatnonzero((after.teachers.asked > 0) & (t.post == t.register))
    assert after.teachers.asked[hosts].sum() == pytest.approx(host * guests.size)
    assert set(t.post[hosts]) == set(t.post[guests])


def test_who_is_posted_elsewhere_is_on_the_road_every_school_day(world: World) -> None:
    after, t, s = acted(world, "rotation", "travel_there"), world.teachers, world.schools
    movers = np.flatnonzero(after.teachers.asked)
    km = np.hypot(s.x[t.register[movers]] - s.x[t.post[movers]], s.y[t.register[movers]] - s.y[t.post[movers]])
    np.testing.assert_allclose(after.teachers.asked[movers], 5 * np.minimum(2 * 0.04 * km, 2.0), rtol=1e-5)
    assert movers.size > 3
    assert km.max() > 5


def test_shared_lessons_are_prepared_by_the_better_half_of_the_core(world: World) -> None:
    after, t = acted(world, "digital_lessons", "broadcast"), world.teachers
    core = np.isin(t.post, world.groups.core)
    givers = np.flatnonzero((after.teachers.asked > 0) & core)
    others = np.flatnonzero(t.active & (t.block == 0) & core & (after.teachers.asked == 0))
    assert t.skill[givers].mean() > t.skill[others].mean()
    assert after.teachers.asked[givers].sum() == pytest.approx(
        8 * 0.3 * np.unique(t.post[givers] * 2 + t.stage[givers]).size
    )
    assert set(after.teachers.asked[(after.teachers.asked > 0) & ~core].round(9)) == {0.3}


def test_heads_meet_over_ties_and_at_reviews(world: World) -> None:
    ties = world.ties
    for name, method in (("secondment", "manage"), ("facility_sharing", "lend")):
        after = acted(world, name, method)
        ends = {*world.groups.core[ties.group[ties.active]].tolist(), *ties.school[ties.active].tolist()}
        assert set(np.flatnonzero(after.schools.asked)) <= ends, name
        assert after.schools.asked.sum() > 0, name
    after = acted(world, "bundled_evaluation", "judge")
    np.testing.assert_allclose(after.schools.asked[after.schools.asked > 0], 16 / WEEKS)


# --- What it does to the load.


def test_by_default_hours_weigh_nothing() -> None:
    """The load stays that of lessons alone, however many hours are asked for."""
    one, other = (
        run_case(mini(everything_on), terms=6, **{"growth.mentor_hours": hours}).world for hours in (0.0, 4.0)
    )
    assert one.teachers.load.tobytes() == other.teachers.load.tobytes()
    assert one.teachers.value.tobytes() == other.teachers.value.tobytes()
    assert one.teachers.asked.sum() < other.teachers.asked.sum()


def test_weighed_hours_cost_value_of_those_who_are_asked_and_of_nobody_else() -> None:
    rules = {
        "growth.mentor_hours": 4.0, "growth.mentee_hours": 0.0, "growth.research_hours": 0.25,
        "teaching.load_threshold": 12.0, "time.load": 1.0,
    }  # fmt: skip
    case = mini(lambda raw: raw["reforms"][0]["set"].update({f"{n}.on": n == "mentoring" for n in instruments()}))
    found = run_case(case, terms=2, **rules).world  # the groups are formed next term
    for step in steps(found):
        if step.name == "workload.weigh":
            break
        step.apply(found)
    t = found.teachers
    t.asked[np.setdiff1d(np.arange(len(t)), t.mentor[t.mentor != NOWHERE])] = 0  # of research at school
    free, heavy = copy.deepcopy(found), found
    for one in (free, heavy):
        if one is heavy:
            workload.weigh.apply(one)
        for step in steps(one):
            if step.name == "teaching.value":
                step.apply(one)
    t, before = heavy.teachers, free.teachers
    mentors = np.unique(t.mentor[t.active & (t.mentor != NOWHERE)])
    placebo = np.setdiff1d(np.flatnonzero(t.active), mentors)
    assert mentors.size > 2
    np.testing.assert_allclose(t.load[mentors] - before.load[mentors], t.asked[mentors], rtol=1e-5)
    assert (t.value[placebo] == before.value[placebo]).all()
    over = t.load[mentors] > 12
    assert over.any()
    assert (t.value[mentors[over]] < before.value[mentors[over]]).all()
    lost = 0.01 * (np.maximum(t.load[mentors] - 12, 0) - np.maximum(before.load[mentors] - 12, 0))
    np.testing.assert_allclose(before.value[mentors] - t.value[mentors], lost, atol=1e-6)


def test_weighed_hours_tire() -> None:
    rules = {"joint_research.hours": 10.0, "teaching.load_threshold": 12.0}
    light, heavy = (run_case(mini(everything_on), terms=8, **rules, **{"time.load": w}) for w in (0.0, 1.0))
    means = [float(m.world.teachers.burnout[m.world.teachers.active].mean()) for m in (light, heavy)]
    assert means[1] > means[0] + 0.01


# --- What is told of it.


def test_measures_by_item_add_up_to_the_books_over_stages_and_over_districts() -> None:
    model = run_case(three(), terms=6, record=True, **ALL_ON, **EAGER)
    world, tables = model.world, model.tables()
    district, by = tables["district"], tables["hours"]
    for item in items("hours").values():
        column = measure_of(item)
        for year, rows in district.groupby("year"):
            own = world.books.time(year).get(item, 0.0)
            city, parts = (rows[(rows["district"] == "all") == flag][column].sum() for flag in (True, False))
            assert city == pytest.approx(own), column
            assert parts == pytest.approx(own), column
            kept = by[(by["year"] == year) & (by["item"] == item.name)]
            assert kept["hours"].sum() == pytest.approx(own), column
            assert set(kept["source"]) <= {item.source}
    assert set(by["district"]) == {"a", "b", "c"}
    teachers = district[(district["district"] == "all") & (district["year"] == 2018)]
    told = float((teachers["teacher_hours"] * _staff(world)).sum()) * 39
    assert told == pytest.approx(sum(h for item, h in world.books.time(2018).items() if item.source == "teacher"))
    assert (teachers["school_hours"] > 0).all()


def _staff(world: World) -> np.ndarray:
    t = world.teachers
    return np.bincount(t.stage[t.active], minlength=2)


def test_a_teacher_s_and_a_school_s_hours_are_in_their_history() -> None:
    model = run_case(mini(everything_on), terms=8, record=True)
    rows = model.tables()["schools"]
    assert rows["asked"].max() > 0
    someone = int(np.argmax(model.world.teachers.asked))
    agent = model.roster.teacher(someone)
    assert agent.asked == model.world.teachers.asked[someone] > 0
    assert agent.history()["asked"].iloc[-1] == agent.asked


# --- The books refuse what nobody declared.


def test_hours_that_nobody_declared_or_that_are_none_are_refused(world: World) -> None:
    tool, rows = instruments()["mentoring"].time[0], np.array([0])
    for item in (
        tool._replace(source="school"),
        Item("overtime", "加班", Text(zh="加班", en="overtime"), "teacher", "hours"),
        items()["salaries"],
    ):
        with pytest.raises(ValueError, match="are not to be asked for: declare it as an Item of the unit hours"):
            workload.ask(world, item, rows, 1.0)
    for wrong in (-1.0, np.nan):
        with pytest.raises(ValueError, match="'guiding mentees': hours are 0 or more"):
            workload.ask(world, tool, rows, wrong)
    with pytest.raises(ValueError, match="'guiding mentees' is not to be paid by 'treasury': it is told in hours"):
        world.books.pay(2020, "guiding mentees", 1.0, source="treasury", target="staff")
