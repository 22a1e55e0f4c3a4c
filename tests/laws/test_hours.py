"""Law: every hour has a source and a use. What is asked of people, what is booked and what is reported are one sum."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from three import three
from worlds import ALL_ON, RULES, dose_of, everything_on, layered, mini, placed, run_case

from sim import kinds
from sim.axes import STOCKS
from sim.books import ASKED, HOURS, POST, Item, Past, items
from sim.case import Case, load_case
from sim.equity.hours import measure_of
from sim.instruments import instruments
from sim.processes import learning, mentors, placement, tasks, team_research, workload
from sim.say import Text
from sim.schedule import calendar, steps
from sim.state import NOWHERE, Duty
from sim.supply.places import standard
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
    """Return the hours in the books so far that were asked for, by item."""
    return {item: hours for item, hours in every(world).items() if item.source != POST}


def every(world: World) -> dict[Item, float]:
    """Return all hours in the books so far, by item."""
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
    experts = {
        "visiting_teachers.scale": 2.0,
        "visiting_teachers.share.station": 1.0,
    }  # enough go, whoever else is away
    model = run_case(CASES[where](), terms=0, **only(name), **experts)
    world, before = model.world, dict[Item, float]()
    for _ in range(6):
        model.step()
        now = booked(world)
        for account in ASKED:
            term = sum(h - before.get(item, 0.0) for item, h in now.items() if item.source == account)
            assert asked(world)[account] == pytest.approx(term, rel=1e-9, abs=1e-6), account
        before = now
        assert not world.teachers.asked[~world.teachers.active].any()
    for tool, cls in instruments().items():
        told = sum(done.hours for (_, n), done in world.done.items() if n == tool)
        assert told == pytest.approx(sum(before.get(item, 0.0) for item in cls.time), rel=1e-9), tool
    chosen = instruments().items() if name == "all" else [(name, instruments()[name])]
    assert {item for _, cls in chosen for item in cls.time} == set(before) - AT_SCHOOL


def test_the_hours_of_years_past_are_kept_to_the_bit_and_can_still_be_added_to() -> None:
    model, ends = run_case(mini(everything_on), terms=0, **EAGER), {}
    books = model.world.books
    for _ in range(4):
        model.run_for(2)
        year = max(books.hours)
        ends[year] = {item: table.copy() for item, table in books.hours[year].items()}
    assert [isinstance(tables, Past) for tables in books.hours.values()] == [True] * 3 + [False]
    for one in (books, copy.deepcopy(books)):
        for year, tables in ends.items():
            assert list(one.hours[year]) == [*tables]
            for item, table in one.hours[year].items():
                assert table.tobytes() == tables[item].tobytes(), item
            assert [*one.time_by_district(year)] == [one.time(year, row) for row in range(len(one.districts))]
    year = min(ends)
    item, table = next((item, table) for item, table in ends[year].items() if item.source == POST)
    books.work(year, item, table)
    assert np.array_equal(books.hours[year][item], 2 * table)
    assert sum(books.time(year).values()) == pytest.approx(sum(t.sum() for t in ends[year].values()) + table.sum())


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


def test_hours_are_asked_where_they_weigh() -> None:
    """After those of last term have lapsed and before the week is added up: others would be booked and cost nobody anything."""
    model = run_case(mini(everything_on), terms=4, **EAGER, **RULES, **{"exchange.best": 0.3})
    world, late = model.world, set()
    for _ in range(2):
        open_ = False
        for step in steps(world):
            before = sum(booked(world).values())
            step.apply(world)
            if sum(booked(world).values()) > before and not open_:
                late.add(step.name)
            open_ = (open_ and step.name != "workload.weigh") or step.name == "workload.clear"
    assert late == set()
    assert {tasks.SURVEY, tasks.RATING, tasks.VISITED} <= {*booked(world)}


@pytest.mark.parametrize("season", ["autumn", "spring"])
def test_nothing_that_may_ask_for_hours_stands_behind_the_week_that_is_added_up(season: str) -> None:
    """Of every process and instrument, by what it declares to write, whether or not it had anything to do above.

    Who is hired comes with a row of their own, of which nothing is asked before the term begins.
    """
    own = [step for step in calendar() if step.season in {season, "each term"}]
    names = [step.name for step in own]
    start, end = names.index("workload.clear"), names.index("workload.weigh")
    asks = {i for i, step in enumerate(own) if step.writes & {"teachers.asked", "schools.asked"}}
    assert len(asks) > 20
    assert [names[i] for i in sorted(asks) if not start <= i < end] == []


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
    assert (met > 0).sum() >= 2
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
    there = np.where(t.mentor[guests] != NOWHERE, np.clip((28 - t.load[t.mentor[guests]]) / 17, 0, 1), 0)
    mentored = t.mentor_by[guests] == NOWHERE
    assert name != "first_post" or 0 < there[mentored].sum() < guests.size
    there[~mentored] = 0
    on_the_road = placement.road(world, guests) / WEEKS
    assert (on_the_road > 0).all()
    np.testing.assert_allclose(after.teachers.asked[guests], guest - 1.5 * there + on_the_road, rtol=1e-6)
    hosts = np.flatnonzero((after.teachers.asked > 0) & (t.post == t.register))
    assert after.teachers.asked[hosts].sum() == pytest.approx((host - there).sum())
    assert set(t.post[hosts]) <= set(t.post[guests])


@pytest.mark.parametrize(
    ("name", "method", "trips", "most"),
    [
        ("rotation", "travel_there", 5, 2.0), ("secondment", "manage", 5, 2.0), ("first_post", "train", 5, 2.0),
        ("follow_post", "learn", 1, np.inf),
    ],
)  # fmt: skip
def test_whoever_is_posted_elsewhere_is_on_the_road_beyond_the_ordinary_one(
    world: World, name: str, method: str, trips: int, most: float
) -> None:
    """One rule for all kinds: every school day up to a limit, or once a week by those who board."""
    t, s, tool = world.teachers, world.schools, world.settings.instruments[name]
    after = acted(world, name, method)
    kinds_of = [placement.away(world, tool.posting(world, kind)) for kind in tool.placements]
    movers = np.concatenate(kinds_of)
    km = np.hypot(s.x[t.register[movers]] - s.x[t.post[movers]], s.y[t.register[movers]] - s.y[t.post[movers]])
    hours = trips * np.minimum(2 * 0.04 * (np.sqrt(km.astype(float) ** 2 + 25) - 5), most)
    item = next(item for item in tool.time if "travel" in item.name)
    assert movers.size > 1
    assert km.max() > 2
    np.testing.assert_allclose(placement.road(world, movers) / WEEKS, hours, rtol=1e-4)
    assert booked(after)[item] == pytest.approx(WEEKS * hours.sum(), rel=1e-4)


def test_who_lives_far_from_home_school_loses_little_by_a_near_one(world: World) -> None:
    """The road to another school is longer than the ordinary one by nothing where both are one, by all of it without."""
    here = copy.deepcopy(world)
    movers = placed(here)
    km = placement.apart(here, movers)
    asked = {}
    for ordinary in (0.0, 5.0, 20.0):
        here.settings = world.settings.changed({"time.ordinary": ordinary, "time.road_most": 4.0})
        asked[ordinary] = placement.road(here, movers)
    daily = ~kinds.those("boards")[here.teachers.placement[movers]]
    days = 5 * here.placements.week[here.teachers.placement_row[movers]]  # some are there for part of the week
    np.testing.assert_allclose(
        asked[0.0][daily], WEEKS * days[daily] * np.minimum(2 * 0.04 * km[daily], 4.0), rtol=1e-5
    )
    assert (asked[0.0] > asked[5.0]).all()
    assert (asked[5.0] > asked[20.0]).all()


def test_shared_lessons_are_prepared_by_the_better_half_of_the_core(world: World) -> None:
    after, t = acted(world, "digital_lessons", "broadcast"), world.teachers
    core = np.isin(t.post, world.groups.core)
    givers = np.flatnonzero((after.teachers.asked > 0) & core)
    others = np.flatnonzero(t.active & (t.block == 0) & core & (after.teachers.asked == 0))
    assert t.skill[givers].mean() > t.skill[others].mean()
    tool = world.settings.instruments["digital_lessons"]
    ties = tool.ties(world)
    member, leads = world.ties.school[ties], world.groups.core[world.ties.group[ties]]
    need = standard(world)[member, STOCKS.code("media_rooms")]
    share = 0.3 * tool.reach(world, ties) * np.clip(world.schools.media_rooms[member] / need, 0, 1)
    for asked, school in zip(after.teachers.asked, t.post, strict=True):
        if asked and school not in leads:
            assert np.isclose(asked, share[member == school], rtol=1e-5).any()  # not more than the lessons that come
    pairs = 0
    for core_school in np.unique(leads):
        for stage in range(len(world.stages)):
            here, there = (
                (t.stage == stage) & np.isin(t.post, of) for of in (core_school, member[leads == core_school])
            )
            if not (here & t.active).any():
                continue  # the core does not teach the stage
            most = after.teachers.asked[there].max(initial=0)
            assert after.teachers.asked[here].sum() == pytest.approx(8 * most, rel=1e-5), (core_school, stage)
            pairs += most > 0
    assert pairs > 1


def test_heads_meet_over_ties(world: World) -> None:
    ties = world.ties
    for name, method in (("secondment", "manage"), ("facility_sharing", "lend")):
        after = acted(world, name, method)
        ends = {*world.groups.core[ties.group[ties.active]].tolist(), *ties.school[ties.active].tolist()}
        assert set(np.flatnonzero(after.schools.asked)) <= ends, name
        assert after.schools.asked.sum() > 0, name


def test_reviews_weigh_on_the_spring_in_which_schools_are_judged() -> None:
    values = {**only("bundled_evaluation"), "bundled_evaluation.review_hours": 100.0, "time.spare": 0.0}
    model = run_case(mini(everything_on), terms=4, **values)
    s = model.world.schools
    for spring in (False, True, False, True):
        model.step()
        judged = s.stakes.any(1)
        assert judged.sum() > 2
        np.testing.assert_allclose(s.asked, np.where(judged & spring, 100 / WEEKS, 0))
        np.testing.assert_array_equal(s.strain > 0, judged & spring)


# --- What a week is made of, and what it does.


@pytest.mark.parametrize("terms", [3, 12])
def test_the_hours_of_a_week_are_those_of_its_parts(terms: int) -> None:
    world = run_case(mini(everything_on), terms=terms, **EAGER).world
    t, time = world.teachers, world.settings.params.time
    on = np.flatnonzero(t.active)
    parts = workload.week(world)
    np.testing.assert_allclose(sum(parts)[on], t.week[on], rtol=1e-5)
    hours = t.load[on] * np.array([0.67, 0.75])[t.stage[on]]
    marking = np.array([0.75, 0.55, 0.15])[t.block[on]]
    duty = np.array([0.0, 10.0, 15.0])[t.duty[on]]
    duty[t.placement[on] == kinds.code("secondment")] = 15.0  # they manage elsewhere
    place = world.stages.place(t.post[on], t.stage[on])
    staff = np.bincount(place)
    service = 10.0 * world.schools.classes.ravel()[place] / staff[place] * (world.year >= 2021)
    service *= 1 - world.schools.relief.ravel()[place]  # what guests give
    np.testing.assert_allclose(
        t.week[on], hours * (1 + 0.59 + marking) + 3.1 + 11.0 + duty + service + t.asked[on], rtol=1e-5
    )
    assert not any(part[~t.active].any() for part in parts)
    assert time.after_school_from == 2021
    assert service.any() == (terms == 12)
    left = (world.schools.classes * (1 - world.schools.relief)).sum()
    assert parts.after_school.sum() == pytest.approx(10.0 * left * (terms == 12))


@pytest.mark.parametrize("where", CASES)
def test_the_hours_of_the_books_are_those_of_the_weeks(where: str) -> None:
    """Of every term, school and stage: what comes with posts and what is asked for, each once; nothing before the first day."""
    model = run_case(CASES[where](), terms=0, **ALL_ON, **EAGER, **RULES)
    world, shape = model.world, model.world.schools.classes.shape
    assert not world.books.hours
    before = np.zeros(shape)
    for _ in range(14):
        model.step()
        t, now = world.teachers, np.zeros(shape)
        for kept in world.books.hours.values():
            now += sum(table for item, table in kept.items() if item.source != "school")
        weeks = np.zeros(shape)
        np.add.at(weeks, (t.post[t.active], t.stage[t.active]), t.week[t.active])
        np.testing.assert_allclose(now - before, weeks * WEEKS, rtol=1e-5, atol=1e-3)
        before = now
    assert {item for item in every(world) if item.source == POST} == {*tasks.ORDINARY}


def test_hours_that_come_with_a_post_are_asked_of_nobody_and_the_reverse(world: World) -> None:
    (lessons, *_), table = tasks.ORDINARY, np.ones(world.schools.classes.shape)
    books = copy.deepcopy(world).books
    with pytest.raises(ValueError, match="lessons"):
        books.ask(world.year, lessons, np.ones(1), np.zeros(1, np.int64), WEEKS)
    with pytest.raises(ValueError, match="survey"):
        books.work(world.year, tasks.SURVEY, table)


def test_hours_asked_cost_value_of_those_beyond_the_budget_and_of_nobody_else() -> None:
    rules = {
        "growth.mentor_hours": 4.0, "growth.mentee_hours": 0.0, "growth.research_hours": 0.25, "time.heavy": 38.0,
    }  # fmt: skip
    case = mini(lambda raw: raw["reforms"][0]["set"].update({f"{n}.on": n == "mentoring" for n in instruments()}))
    found = run_case(case, terms=2, **rules).world
    for step in steps(found):
        if step.name == "workload.weigh":
            break
        step.apply(found)
    t = found.teachers
    t.asked[np.setdiff1d(np.arange(len(t)), t.mentor[t.mentor != NOWHERE])] = 0  # of research at school
    free, heavy = copy.deepcopy(found), found
    free.teachers.asked[:] = 0
    for one in (free, heavy):
        for step in steps(one):
            if step.name in {"workload.weigh", "teaching.value", "workload.tire"}:
                step.apply(one)
    t, before = heavy.teachers, free.teachers
    np.testing.assert_allclose(t.week - before.week, t.asked, atol=1e-4)
    more = np.maximum(t.week - 38, 0) - np.maximum(before.week - 38, 0)
    np.testing.assert_allclose(before.value - t.value, 0.006 * more, atol=1e-6)
    np.testing.assert_allclose(t.burnout - before.burnout, 0.5 * 0.025 * more, atol=1e-6)
    asked = t.asked > 0
    assert asked.sum() > 2
    assert (more[asked] > 0).any()
    assert (t.value[~asked] == before.value[~asked]).all()


def test_what_is_asked_of_teachers_tires_them() -> None:
    means = []
    for hours in (0.0, 6.0):
        asked = {"digital_lessons.fitting_hours": hours, "digital_lessons.use": 1.0, "time.heavy": 36.0}
        world = run_case(mini(everything_on), terms=8, **asked).world
        means.append(float(world.teachers.burnout[world.teachers.active].mean()))
    assert means[1] > means[0] + 0.01


def test_heads_and_managers_pay_in_management_for_hours_they_cannot_spare() -> None:
    world = run_case(mini(), terms=1).world
    s, rows = world.schools, world.live_classes()
    learning.conditions.apply(world)
    before, crew = world.classes.gain.copy(), 1 + np.maximum(np.rint(0.3 * s.classes.sum(1)), 1)
    s.asked[:] = 2.0 * crew  # what they can spare
    workload.weigh.apply(world)
    assert not s.strain.any()
    s.asked[0] += 10.0 * crew[0]
    workload.weigh.apply(world)
    np.testing.assert_allclose(s.strain, np.where(np.arange(s.uid.size) == 0, 0.0025 * 10, 0), rtol=1e-5)
    learning.conditions.apply(world)
    lost = before[rows] - world.classes.gain[rows]
    np.testing.assert_allclose(lost, 0.025 * (world.classes.school[rows] == 0), atol=1e-6)


BANDS = {"primary": (14.0, 18.0), "junior": (10.0, 14.0)}  # lessons a week that are usual


@pytest.mark.parametrize("name", ["mini", "huadu"])
def test_loads_of_the_first_day_against_what_is_usual(name: str) -> None:
    """Teachers without duty. Nothing is tuned to this: classes, ratios of pupils to teachers and curricula set the mean.

    PE, arts and science lie in the band of their stage. Core subjects lie below it, as the lessons of a class over the
    teachers that ratios allow it say (30 for 2.5 in primary, 34 for 3.7 in junior schools): by how much is kept here.
    """
    world = run_case(mini() if name == "mini" else load_case("huadu"), terms=0).world
    t = world.teachers
    for stage, (low, high) in enumerate(BANDS.values()):
        mean = [
            float(t.load[t.active & (t.stage == stage) & (t.block == block) & (t.duty == Duty.NONE)].mean())
            for block in range(3)
        ]
        assert all(low - 1.5 < one < high for one in mean[1:]), (stage, mean)
        assert low - 5 < mean[0] < high, (stage, mean)
        arts = t.load[t.active & (t.stage == stage) & (t.block == 2)]
        assert arts.mean() < 18


def test_the_worth_of_the_time_asked_is_its_part_of_salaries() -> None:
    model = run_case(mini(everything_on), terms=6, record=True, **EAGER)
    world, rows = model.world, model.tables()["district"]
    t, last = world.teachers, rows[rows["year"] == 2018]
    titles = np.array([t.title[t.active & (t.stage == stage)].mean() for stage in (0, 1)])
    salary = 110000.0 * (1 + 0.15 * titles) / (39 * 40.0)
    asked_for = [table for item, table in world.books.hours[2018].items() if item.source in ASKED]
    hours = [sum(float(table[:, stage].sum()) for table in asked_for) for stage in (0, 1)]
    pupils = world.schools.pupils.sum(0)
    np.testing.assert_allclose(last["time_worth"], np.array(hours) * salary / pupils, rtol=1e-6)
    staffed = [t.active & (t.stage == stage) for stage in (0, 1)]
    np.testing.assert_allclose(last["teacher_week"], [t.week[one].mean() for one in staffed], rtol=1e-5)
    np.testing.assert_allclose(last["overtime"], [np.maximum(t.week[one] - 40, 0).mean() for one in staffed], rtol=1e-5)


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
