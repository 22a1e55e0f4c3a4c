"""What a case says it knows of schools is what the first day shows: exactly, whatever the seed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import after_each_term, assert_same_people_and_places, different, mini, run_case, state_bytes

from sim.axes import COMPULSORY
from sim.case import Case, CaseError, OneStage
from sim.processes import choice
from sim.state import Honour, Title
from sim.supply import known
from sim.world import World

YEARS = {s.name: s.grades for s in COMPULSORY}
OF = {"primary": ("primary",), "junior": ("junior",), "nine_year": ("primary", "junior")}
STOCKS = {"teaching_area": 3210.5, "sports_area": 4000.0, "equipment": 1234567.0, "media_rooms": 12.0}


@st.composite
def teachers(draw: st.DrawFn, least: int = 0) -> dict[str, Any]:
    """Draw counts of teachers that can be true together."""

    def part(whole: int) -> int:
        return draw(st.integers(0, whole))

    n = draw(st.integers(least, 60))
    backbone = part(n)
    leaders, middle = part(backbone), part(n)
    cuts = sorted(part(n) for _ in range(3))
    return {
        "teachers": n, "above_degree": part(n), "backbone": backbone, "leaders": leaders, "masters": part(leaders),
        "arts": part(n), "mid_title": middle, "senior_title": part(middle), "women": part(n),
        "ages": [int(x) for x in np.diff([0, *cuts, n])],
    }  # fmt: skip


@st.composite
def counted(draw: st.DrawFn) -> Case:
    """Draw the small district with everything known of the schools that are open on the first day, or only some of it."""
    every = draw(st.booleans())

    def know(raw: dict[str, Any]) -> None:
        for s in raw["schools"]:
            if s["stage"] == "kindergarten" or "opens" in s or not (every or draw(st.booleans())):
                continue
            for stage in OF[s["stage"]]:
                roll = draw(st.lists(st.integers(8, 130), min_size=YEARS[stage], max_size=YEARS[stage]))
                classes = draw(st.integers(YEARS[stage], 4 * YEARS[stage]))
                s[stage] = {"grades": roll, "classes": classes, **draw(teachers())}
                for key in draw(st.sets(st.sampled_from(sorted({*s[stage]} - {"grades", "teachers"})))):
                    del s[stage][key]
            s["pupils"] = sum(sum(s[stage]["grades"]) for stage in OF[s["stage"]])
            s["stocks"] = draw(st.fixed_dictionaries({}, optional={k: st.just(v) for k, v in STOCKS.items()}))

    def seats(raw: dict[str, Any]) -> None:  # for all who leave primary school
        for s in raw["schools"]:
            if s["stage"] == "junior":
                s.setdefault("junior", {})["rooms"] = 12

    return mini(know, seats)


def shown(world: World) -> dict[str, np.ndarray]:
    """Return the counts of a world by school and stage, under the names a case gives them."""
    t = world.teachers
    on = np.flatnonzero(t.active)
    place = t.register[on].astype(np.int64) * 2 + t.stage[on]
    age = world.year - t.birth_year[on]
    marks = {
        "teachers": np.ones(on.size), "above_degree": t.degree[on], "arts": t.block[on] == 2, "women": t.female[on],
        "backbone": t.honour[on] >= Honour.BACKBONE, "leaders": t.honour[on] >= Honour.LEADER,
        "masters": t.honour[on] >= Honour.MASTER, "mid_title": t.title[on] >= Title.FIRST,
        "senior_title": t.title[on] >= Title.SENIOR,
    }  # fmt: skip
    bands = np.searchsorted([35, 45, 55], age, side="right")
    marks |= {f"ages.{b}": bands == b for b in range(4)}
    n = len(world.schools)
    out = {k: np.bincount(place, m, minlength=2 * n).reshape(-1, 2).astype(int) for k, m in marks.items()}
    k, rows = world.classes, world.live_classes()
    grade = k.school[rows].astype(np.int64) * 9 + k.grade[rows] - 1
    out["grades"] = np.bincount(grade, k.size[rows], minlength=9 * n).reshape(-1, 9).astype(int)
    out["classes"] = world.schools.classes
    return out


def assert_as_known(world: World) -> None:
    """Fail unless the world shows every count of its case."""
    found = shown(world)
    for i, s in enumerate(world.case.schools):
        for stage, name_of in enumerate(COMPULSORY.names):
            for name, value in s.known(name_of).model_dump(exclude_none=True).items():
                if name == "grades":
                    assert list(found["grades"][i, COMPULSORY[stage].span]) == [*value], (s.id, name)
                elif name == "ages":
                    assert [found[f"ages.{b}"][i, stage] for b in range(4)] == [*value], (s.id, name)
                elif name == "rooms":
                    assert world.schools.rooms[i, stage] >= value
                else:
                    assert found[name][i, stage] == value, (s.id, name_of, name)
        for name, value in (s.stocks.model_dump(exclude_none=True) if s.stocks else {}).items():
            assert getattr(world.schools, name)[i] == np.float32(value), (s.id, name)


@settings(max_examples=25, deadline=None)
@given(case=counted(), seed=st.integers(0, 3))
def test_every_count_that_is_given_is_met_on_the_first_day(case: Case, seed: int) -> None:
    assert_as_known(run_case(case, terms=0, rng=seed).world)


@settings(max_examples=6, deadline=None)
@given(case=counted())
def test_a_counted_district_runs(case: Case) -> None:
    world = run_case(case, terms=6).world
    assert world.cohorts.size.sum() > 0
    assert np.isfinite(world.students.trait[world.live_students()]).all()


def whole() -> Case:
    """Return the small district with a nine-year school, a junior and a primary school counted."""

    def know(raw: dict[str, Any]) -> None:
        schools = {s["id"]: s for s in raw["schools"]}
        schools["b-n1"]["primary"] = {"grades": [40, 60, 50, 50, 45, 55], "classes": 9, "teachers": 21, "arts": 4}
        schools["b-n1"]["junior"] = {"grades": [50, 50, 50], "teachers": 14}
        schools["c-j1"]["junior"] = {"grades": [200, 180, 160], "teachers": 45, "backbone": 9, "ages": [10, 15, 12, 8]}
        schools["c-p1"] |= {"ses": 1.5, "migrants": 0.0, "stocks": STOCKS}

    return mini(know)


def test_the_whole_district_is_seated_exactly_once_any_roll_is_counted() -> None:
    world = run_case(whole(), terms=0).world
    assert_as_known(world)
    planned = {s.id: s.pupils for s in world.case.schools if s.opens is None}
    rows = world.names.school_row
    assert {i: int(world.schools.pupils[rows[i]].sum()) for i in planned} == planned


def test_a_school_keeps_its_ratio_of_teachers_to_pupils() -> None:
    world = run_case(whole(), terms=0).world
    row = world.names.school_row["c-j1"]
    ratio = world.settings.params.careers.ratio["junior"]
    assert world.schools.staffing[row] == pytest.approx(45 * ratio / 540)
    later = list(after_each_term(whole(), years=4))[-1]
    posts, pupils = later.schools.posts[row, 1].sum(), later.schools.pupils[row, 1]
    assert posts / pupils == pytest.approx(45 / 540, rel=0.03)


def test_the_families_around_a_school_are_as_known() -> None:
    world = run_case(whole(), terms=0).world
    zone = np.flatnonzero(world.zones.school == world.names.school_row["c-p1"])[0]
    assert (world.zones.ses[zone], world.zones.migrants[zone]) == (1.5, 0.0)
    here = world.students.zone[world.live_students()] == zone
    rows = world.live_students()[here]
    assert not world.students.migrant[rows].any()
    assert world.students.ses[rows].mean() == pytest.approx(1.5, abs=0.15)


def test_what_is_not_known_stays_as_drawn() -> None:
    """Stocks, SES and teachers known of one school change no other school's, but for who was hired by which: all hire from
    the same applicants."""
    plain = run_case(mini(), terms=0).world

    def know(raw: dict[str, Any]) -> None:
        raw["schools"][0] |= {"primary": {"teachers": 50, "backbone": 5}, "stocks": {"equipment": 5e5}}

    told = run_case(mini(know), terms=0).world
    others = np.arange(len(plain.schools)) > 0
    for name in ("staffing", "arts", "posts", "equipment", "teaching_area", "rooms", "pupils", "classes"):
        np.testing.assert_array_equal(getattr(plain.schools, name)[others], getattr(told.schools, name)[others])
    for world in (plain, told):
        t = world.teachers
        away = t.active & (t.register > 0)
        order = np.argsort(t.uid[away])
        found = {c: getattr(t, c)[away][order] for c in ("uid", "degree", "motive", "birth_year", "female")}
        if world is plain:
            expected = found
    for column, values in expected.items():
        np.testing.assert_array_equal(values, found[column])


def test_saying_nothing_changes_nothing() -> None:
    def empty(raw: dict[str, Any]) -> None:
        for s in raw["schools"]:
            for stage in OF.get(s["stage"], ()):
                s[stage] = {}
            s["stocks"] = {}

    a, b = run_case(mini(), terms=2).world, run_case(mini(empty), terms=2).world
    assert different(state_bytes(a), state_bytes(b)) == []


def test_the_order_of_the_file_does_not_matter() -> None:
    case = whole()  # its schools moved a little, so that no two roads are of one length
    schools = [s.model_copy(update={"x": s.x + 0.013 * i}) for i, s in enumerate(case.schools) if s.x is not None]
    one, other = (run_case(case.model_copy(update={"schools": s}), terms=2).world for s in (schools, schools[::-1]))
    assert_same_people_and_places(one, other)


def test_children_of_the_zone_stay_and_others_go_to_the_nearest_school_with_room() -> None:
    world = run_case(mini(), terms=0).world
    rows, zones = world.names.school_row, world.zones
    full, near, far = (rows[i] for i in ("c-p1", "c-p2", "h-p1"))
    zone_of = {int(s): z for z, s in enumerate(zones.school)}
    at_home = np.arange(40) % 2 == 0
    zone = np.where(at_home, zone_of[full], zone_of[near])
    children = {"uid": np.arange(1, 41, dtype=np.uint64), "zone": zone}
    pupils = np.zeros(len(world.schools), np.int64)
    pupils[[full, near, far]] = 20, 12, 8
    found = choice.recount(world, np.full(40, full), np.full(40, full) * at_home + near * ~at_home, children, pupils)
    assert (found[at_home] == full).all()
    assert (np.bincount(found[~at_home], minlength=len(pupils))[[near, far]] == [12, 8]).all()


@given(number=st.integers(1, 40), heads=st.lists(st.integers(0, 200), min_size=3, max_size=6))
def test_classes_are_shared_out_over_grades(number: int, heads: list[int]) -> None:
    out = known.share_out(number, heads)
    taught = sum(h > 0 for h in heads)
    assert sum(out) == (max(number, taught) if taught else 0)
    assert all((n > 0) == (h > 0) for n, h in zip(out, heads, strict=True))
    if number <= sum(heads):
        assert all(n <= h for n, h in zip(out, heads, strict=True))


@given(total=st.integers(0, 10_000), n=st.integers(1, 9), turn=st.integers(0, 2**32))
def test_an_even_roll_adds_up(total: int, n: int, turn: int) -> None:
    out = known.even(total, n, turn)
    assert sum(out) == total
    assert max(out) - min(out) <= 1


def fact(stage: str = "primary", school: int = 0, **values: Any) -> Callable[[dict[str, Any]], None]:
    """Return a change that says something is known of a school."""
    return lambda raw: raw["schools"][school].update({stage: values})


GRADES_OF_660 = [110] * 6
BAD = [
    (fact(techers=3), r"unknown key 'schools\[0\]\.primary\.techers'; nearest valid name: 'teachers'"),
    (fact(teachers=-1), r"schools\[0\]\.primary\.teachers = -1 is out of range; allowed: 0 to 3000 \[teachers\]"),
    (fact(classes=0), r"primary\.classes = 0 is out of range; allowed: 1 to 500 \[classes\]"),
    (fact("junior", teachers=3), r"\('c-p1'\)\.junior: a primary school has no junior stage"),
    (fact(backbone=3), r"primary\.backbone: 'teachers' is missing, of whom these are some"),
    (fact(teachers=5, arts=6), r"primary\.arts = 6 is out of range; allowed: 0 to 5, as teachers says \[teachers\]"),
    (fact(teachers=5, mid_title=3, senior_title=4), r"senior_title = 4 is out of range; allowed: 0 to 3, as mid_title says"),
    (fact(teachers=5, masters=6), r"masters = 6 is out of range; allowed: 0 to 5, as teachers says"),
    (fact(teachers=5, ages=[5, 0, 0]), r"ages = \[5, 0, 0\]: expected 4 numbers"),
    (fact(teachers=5, ages=[5, 1, 0, 0]), r"ages add up to 6, but teachers = 5"),
    (fact(grades=[110] * 5), r"primary\.grades: 5 numbers; expected 6, one per grade \[pupils by grade\]"),
    (fact(grades=[661, 0, 0, 0, 0, -1]), r"primary\.grades = .* is out of range; allowed: 0 to 5000"),
    (fact(grades=[1, 2, 3, 4, 5, 6]), r"schools\[0\] \('c-p1'\)\.pupils = 660, but its grades add up to 21"),
    (fact(grades=GRADES_OF_660, classes=5), r"primary\.classes = 5 is out of range; allowed: 6, one per grade to 660"),
    (fact(classes=5), r"primary\.classes = 5 is out of range; allowed: 6, one per grade; grades are taught apart \[classes\]"),
    (fact(school=7, grades=[50] * 6), r"\('b-n1'\)\.junior: 'grades' is missing; give the pupils of all its stages by grade"),
    (fact(school=2, teachers=20), r"\('c-p3'\)\.primary: the school opens in 2018, after the first day; only 'rooms' can"),
    (lambda raw: raw["schools"][0].update(stocks={"books": 3}), r"unknown key 'schools\[0\]\.stocks\.books'"),
    (
        lambda raw: raw["schools"][0].update(stocks={"equipment": -1.0}),
        r"stocks\.equipment = -1\.0 is out of range; allowed: 0 to 4e\+09 \[yuan\]",
    ),
    (lambda raw: raw["schools"][0].update(ses=9.0), r"ses = 9\.0 is out of range; allowed: -3 to 3 \[SD\]"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), BAD, ids=[re.sub(r"\W+", " ", m)[:50] for _, m in BAD])
def test_what_cannot_be_known_is_refused(change: Callable[[dict[str, Any]], None], message: str) -> None:
    with pytest.raises(CaseError) as refused:
        mini(change)
    assert any(re.search(message, m) for m in refused.value.messages), refused.value.messages


def test_junior_schools_with_rooms_take_more_than_they_have() -> None:
    def few(raw: dict[str, Any]) -> None:
        for s in raw["schools"]:
            if s["stage"] == "junior":
                s["pupils"] = 60

    with pytest.raises(CaseError, match="pupils without seats"):
        mini(few)
    case = mini(few, fact("junior", school=3, rooms=9))
    assert case.schools[3].known("junior") == OneStage(rooms=9)


def test_a_changed_copy_of_a_case_forgets_what_was_known_of_the_old_one() -> None:
    case = mini()
    assert known.facts(case) == ()
    told = case.schools[1].model_copy(update={"primary": OneStage(rooms=9)})
    twin = case.model_copy(update={"schools": (case.schools[0], told, *case.schools[2:])})
    assert known.facts(twin) == ((1, 0, OneStage(rooms=9)),)
    assert known.facts(case) == ()
