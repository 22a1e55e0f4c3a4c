"""Compiled kernels do what their Python source says, and what a plain reading of the task says."""

from __future__ import annotations

import copy
import importlib
import pkgutil
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher
from three import three
from worlds import after_each_term, everything_on, mini, run_case

import sim
from sim import kinds, options, ranking, sums
from sim.axes import STAGE_OF
from sim.case import Case, OneStage, School, load_case
from sim.equity import between
from sim.processes import admission, choice, learning, teaching, team_research
from sim.state import NOWHERE, SLOTS, Duty, Title
from sim.synthetic import synthetic_case
from sim.world import World, _by_place

# The generator works on unsigned words, whose overflow Python's own numbers do not have: known answers in test_rng.
SKIPPED = {"sim.rng"}


def kernels() -> list[tuple[ModuleType, str]]:
    """Return every compiled function of the model, by module and name."""
    found = []
    for info in pkgutil.walk_packages(sim.__path__, "sim."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if not isinstance(value, Dispatcher) or value.targetoptions.get("inline") == "always":
                continue
            if value.py_func.__module__ == info.name and info.name not in SKIPPED:
                found.append((module, name))
    return found


KERNELS = kernels()


def arrays(x: Any) -> list[np.ndarray]:
    """Return copies of the arrays among arguments or results, those in tuples of them too."""
    if isinstance(x, tuple | list):
        return [found for v in x for found in arrays(v)]
    return [] if x is None else [np.array(x)]


def counted(case: Case) -> Case:
    """Return a case whose pupils are counted by grade, more in the first than the zones send."""

    def known(school: School, stage: str, grades: int) -> OneStage | None:
        n = int(case.pupils(school, stage))
        return OneStage(grades=[n - (grades - 1) * (n // 7), *[n // 7] * (grades - 1)]) if n else None

    schools = [
        s.model_copy(update={"primary": known(s, "primary", 6), "junior": known(s, "junior", 3)}) for s in case.schools
    ]
    return case.model_copy(update={"schools": schools})


def with_experts(raw: dict[str, Any]) -> None:
    """Let an institute be a member of the first group of a parsed case."""
    institute = {**raw["schools"][0], "id": "inst", "stage": "partner", "pupils": 0}
    raw["schools"].append({key: institute[key] for key in ("id", "zh", "en", "town", "stage", "level", "pupils")})
    raw["groups"][0]["members"].append({"school": "inst", "form": "tight"})


@pytest.fixture(scope="module")
def compared() -> dict[str, list[tuple[Any, Any]]]:
    """Return what kernels and their sources gave in a small run, arguments changed in place among them."""
    out: dict[str, list[tuple[Any, Any]]] = {f"{m.__name__}.{n}": [] for m, n in KERNELS}
    run_case(synthetic_case(4_000, layers=("group", "cluster", "support", "regional")), terms=3)
    run_case(three(), years=1, record=True, measures=["mean_score@level=weak"])
    run_case(mini(everything_on, with_experts), terms=4)
    run_case(synthetic_case(1_500), terms=6, record=True)  # compiled first: kernels call kernels, not the spies below
    research = (0.1, 0.5, 3.0)
    team_research.rate_of(np.float32(1.5), team_research.rates_by_term(research), research)  # which only kernels call
    values = 1 / np.arange(1.0, 46.0)  # few districts have schools with so many ties
    crowded = (np.zeros(2), np.repeat([0, 1], [5, 40]), values, np.array([0, 5]), np.empty(45))
    made, room = np.zeros(16), np.empty(9)
    n, mean, points, squares, ses = np.linspace(1.0, 6.0, 45).reshape(5, 9)
    inner: tuple[tuple[Any, tuple[Any, ...]], ...] = (  # which only kernels call
        (sums._sort_few, (values.copy(), 12)),
        (sums.added_up, (values.copy(), 12)),
        (sums._in_order_of_size, crowded),
        (sums.total, (np.arange(300.0) / 7,)),
        (between._components, (made, n, mean, n * 99.0, room)),
        (between._slopes, (made, n, ses, points, squares * 20.0, ses * points, room)),
        (between._over_all, (made, n, mean, n / 3, room)),
        (between._sum, (n, mean, room)),
        (between._squares, (n, mean, 2.0, room)),
    )
    for kernel, args in inner:
        kernel(*copy.deepcopy(args))
    with pytest.MonkeyPatch.context() as patch:
        for module, name in KERNELS:
            kernel = getattr(module, name)

            def spy(*args: Any, kernel: Dispatcher = kernel, key: str = f"{module.__name__}.{name}") -> Any:
                if len(out[key]) >= 3:
                    return kernel(*args)
                mine = copy.deepcopy(args)
                result = kernel(*args)
                plain = kernel.py_func(*mine)
                out[key].append(((arrays(result), arrays(args)), (arrays(plain), arrays(mine))))
                return result

            patch.setattr(module, name, spy)
        run_case(synthetic_case(1_500), terms=7, record=True)  # until some come home
        run_case(counted(synthetic_case(1_500)), terms=0)
        run_case(synthetic_case(4_000, layers=("group", "cluster", "support", "regional")), terms=3)
        run_case(three(), years=1, record=True, measures=["mean_score@level=weak"])  # several districts
        run_case(mini(everything_on, with_experts), terms=4)
        run_case(load_case(str(Path(__file__).parent / "senior.toml")).following("development"), terms=2)
    for kernel, args in inner:
        mine = copy.deepcopy(args)
        result, plain = kernel(*args), kernel.py_func(*mine)
        name = f"{kernel.py_func.__module__}.{kernel.py_func.__name__}"
        out[name].append(((arrays(result), arrays(args)), (arrays(plain), arrays(mine))))
    return out


def apart(found: Any, expected: Any) -> str:
    """Return where the results and the changed arguments of two calls differ, empty where they do not."""
    try:
        for ours, theirs in zip(found, expected, strict=True):
            for a, b in zip(ours, theirs, strict=True):
                if a.dtype.kind == "f":  # machine code may keep more digits between steps of single precision
                    np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-5)
                else:
                    np.testing.assert_array_equal(a, b)
    except (AssertionError, ValueError) as error:
        return str(error)
    return ""


def test_every_compiled_kernel_does_what_its_source_says(compared: dict[str, list[tuple[Any, Any]]]) -> None:
    assert [name for name, calls in compared.items() if not calls] == [], "never called"
    said = [(name, apart(found, expected)) for name, calls in compared.items() for found, expected in calls]
    assert [(name, where) for name, where in said if where] == []


def test_there_are_kernels_to_compare() -> None:
    names = {n for _, n in KERNELS}
    assert {
        "_learn",
        "_sit",
        "_timetable",
        "_teaching",
        "_seat",
        "_wish",
        "_deal",
        "_pick",
        "_settle",
        "_sums",
    } <= names


def test_pupils_are_dealt_evenly_and_in_turn() -> None:
    school = np.array([1, 0, 1, 1, 0, 1, 1], np.int32)
    rooms, counted = np.array([9, 2]), np.array([0, 0])
    order, size, n_classes = admission._deal(school, rooms, 2, counted, np.array([0, 1]))
    np.testing.assert_array_equal(n_classes, [1, 2])
    np.testing.assert_array_equal(size, [2, 3, 2])
    np.testing.assert_array_equal(order, [1, 4, 0, 3, 6, 2, 5])
    order, size, _ = admission._deal(school, rooms, 2, counted, np.array([1, 0]))  # the other school first
    np.testing.assert_array_equal(size, [3, 2, 2])
    np.testing.assert_array_equal(order, [0, 3, 6, 2, 5, 1, 4])


def test_a_school_has_the_classes_that_were_counted_or_those_it_needs_and_has_rooms_for() -> None:
    school = np.repeat(np.array([0, 1, 2, 4], np.int32), [90, 91, 91, 91])
    rooms, counted = np.array([9, 9, 2, 9, 0]), np.array([0, 5, 0, 7, 0])
    _, size, n_classes = admission._deal(school, rooms, 45, counted, np.arange(5))
    np.testing.assert_array_equal(n_classes, [2, 5, 2, 0, 1])
    np.testing.assert_array_equal(size, [45, 45, 19, 18, 18, 18, 18, 46, 45, 91])


def seat(wish: list[int], rank: list[int], lottery: list[float], seats: list[int], default: list[int]) -> list[int]:
    """Seat children who all live in one zone, whose nearest schools are 0, 1, 2."""
    wished, room = np.array(wish, np.int32), np.array(seats, np.int64)
    asked = np.bincount(wished, minlength=room.size)
    too_many = np.maximum(asked - room, 0)
    queue = np.flatnonzero(too_many[wished] > 0)
    refused = queue[choice._refused(wished[queue], (np.array(rank) + np.array(lottery))[queue], too_many)]
    near, zone = np.array([[0, 1, 2, NOWHERE]], np.int32), np.zeros(len(wish), np.int32)
    left = np.maximum(room - asked, 0)
    found: list[int] = choice._seat(wished, refused, np.array(default, np.int32), near, zone, left).tolist()
    return found


def test_a_seat_goes_by_rank_and_then_by_lottery() -> None:
    assert seat([0, 0, 0], [1, 1, 1], [0.9, 0.1, 0.5], [2, 5, 5], [0, 0, 0]) == [1, 0, 0]
    assert seat([0, 0, 0], [1, 2, 0], [0.9, 0.1, 0.5], [2, 5, 5], [0, 0, 0]) == [0, 1, 0]


def test_who_is_refused_gets_the_zone_school_or_the_nearest_with_room_or_overfills_the_zone_school() -> None:
    assert seat([0, 0], [1, 2], [0.5, 0.5], [1, 3, 3], [2, 2]) == [0, 2]
    assert seat([0, 0], [1, 2], [0.5, 0.5], [1, 1, 0], [2, 2]) == [0, 1]
    assert seat([0, 0], [1, 2], [0.5, 0.5], [1, 0, 0], [2, 2]) == [0, 2]


def test_nobody_is_lost_when_seats_are_few() -> None:
    generator = np.random.default_rng(5)
    for _ in range(50):
        n = int(generator.integers(1, 40))
        wish, default = generator.integers(0, 3, n).tolist(), generator.integers(0, 3, n).tolist()
        seats = generator.integers(0, 15, 3).tolist()
        got = Counter(seat(wish, generator.integers(0, 3, n).tolist(), generator.random(n).tolist(), seats, default))
        assert sum(got.values()) == n
        if sum(seats) >= n:
            assert all(got[s] <= seats[s] for s in range(3))


NO_DUTY = {"classes.spared": {"homeroom": 0.0, "manager": 0.0}}


def team(n: int, *, alone: bool = False, **settings: Any) -> tuple[World, np.ndarray, np.ndarray]:
    """Return a district in which n teachers teach the core subjects of a school of 18 classes, and their rows and its classes.

    They may be alone: without colleagues of other blocks.
    """
    world = run_case(mini(), terms=0, **settings).world
    t, school = world.teachers, world.names.school_row["c-p1"]
    rows = np.flatnonzero(t.active & (t.post == school) & (t.block == 0))
    t.active[rows[n:]] = False
    if alone:
        t.active[(t.post == school) & (t.block != 0)] = False
    classes = world.live_classes()
    return world, rows[:n], classes[world.classes.school[classes] == school]


def test_lessons_are_divided_among_the_teachers_of_a_team_as_they_have_room() -> None:
    world, rows, classes = team(25)
    teaching.timetable.apply(world)
    assert classes.size == 18
    assert (world.classes.teachers[classes, :8] >= 0).all()
    t = world.teachers
    mean = [t.load[rows[t.duty[rows] == duty]].mean() for duty in Duty]
    room = np.array([1.0, 0.75, 0.5])[t.duty[rows]]
    assert np.allclose(t.load[rows], t.load[rows].sum() * room / room.sum(), atol=5)
    assert mean[Duty.NONE] > mean[Duty.HOMEROOM] > mean[Duty.MANAGER]


def test_who_has_half_a_share_gets_half_the_lessons() -> None:
    world, rows, _ = team(18, **NO_DUTY)
    t = world.teachers
    t.placement[rows[:9]], t.placement_row[rows[:9]], world.placements.load[0] = kinds.code("secondment"), 0, 0.5
    teaching.timetable.apply(world)
    mine, theirs = t.load[rows[:9]].sum(), t.load[rows[9:]].sum()
    assert mine / theirs == pytest.approx(0.5, abs=0.15)


def test_every_class_has_a_homeroom_teacher_who_teaches_it() -> None:
    world = run_case(mini(), terms=3).world
    t, k = world.teachers, world.classes
    held = np.flatnonzero(t.homeroom != NOWHERE)
    assert sorted(t.homeroom[held].tolist()) == sorted(world.live_classes().tolist())
    assert (t.duty[held] == Duty.HOMEROOM).all()
    assert (t.duty == Duty.HOMEROOM).sum() == held.size
    assert (k.school[t.homeroom[held]] == t.post[held]).all()
    assert (k.teachers[t.homeroom[held]] == held[:, None]).any(1).mean() > 0.8


def test_managers_are_so_many_for_each_class_and_have_a_title_where_there_is_one() -> None:
    world = run_case(mini(), terms=3).world
    t, s = world.teachers, world.schools
    for place in np.flatnonzero(s.classes.ravel()):
        school, stage = divmod(int(place), 2)
        here = t.active & (t.post == school) & (t.stage == stage)
        managers = here & (t.duty == Duty.MANAGER)
        assert managers.sum() == min(max(np.rint(0.3 * s.classes[school, stage]), 1), here.sum() // 4)
        titled = here & (t.title >= Title.FIRST)
        assert (managers & titled).sum() == min(managers.sum(), titled.sum())


def test_who_is_away_for_part_of_the_week_teaches_the_rest_of_it_at_home() -> None:
    world, rows, _ = team(18)
    t, school = world.teachers, int(world.teachers.post[team(18)[1][0]])
    other = int(np.flatnonzero((world.schools.classes[:, 0] > 0) & (np.arange(len(world.schools)) != school))[0])
    away = rows[:2]
    t.active[t.post == other] = False
    t.register[rows] = school
    t.post[away], t.placement[away], t.placement_row[away] = other, kinds.code("secondment"), 0
    world.placements.load[0], world.placements.week[0] = 1.0, 0.4
    teaching.timetable.apply(world)
    k = world.classes
    here, there = (np.flatnonzero((k.school == s) & (k.size > 0)) for s in (school, other))
    assert np.isin(away, k.teachers[here]).all()
    assert np.isin(away, k.teachers[there]).all()
    assert set(k.teachers[there].ravel().tolist()) == {NOWHERE, *away.tolist()}
    assert (t.load[away] <= world.settings.params.teaching.load_cap).all()


def test_lessons_that_nobody_can_take_under_the_cap_are_left_open() -> None:
    world, rows, classes = team(3, alone=True, **NO_DUTY)
    teaching.timetable.apply(world)
    load = world.teachers.load[rows]
    assert ((load > 28 - 2.67) & (load <= 28)).all()  # the smallest part of a class's lessons would pass the cap
    assert (world.classes.teachers[classes, :8] >= 0).sum() < (world.classes.teachers[classes, :8] == NOWHERE).sum()


def test_lessons_of_a_block_without_teachers_are_given_by_colleagues_of_others() -> None:
    world, _, classes = team(0)
    teaching.timetable.apply(world)
    t, given = world.teachers, world.classes.teachers[classes, :3]
    assert (t.block[given[given != NOWHERE]] > 0).all()
    everybody = t.active & (t.post == world.names.school_row["c-p1"])
    room = 28 - t.load[everybody]
    assert (given == NOWHERE).any()  # too few are left of the school
    assert room.max() < 5  # none of whom could take one lesson more


def test_no_lesson_is_left_open_where_a_school_has_hands() -> None:
    for case in (mini(), mini(everything_on)):
        for world in after_each_term(case):
            slots = world.settings.params.classes.slots.array(np.int64).sum(1)
            k, rows = world.classes, world.live_classes()
            used = np.arange(SLOTS) < slots[STAGE_OF[k.grade[rows]]][:, None]
            assert (k.teachers[rows][used] != NOWHERE).all()


def test_loads_are_even_and_nobody_teaches_out_of_field_where_the_own_have_room() -> None:
    """A team takes all its lessons where its room is in proportion to them, and no more than its part where it is not."""
    world = run_case(mini(), terms=0, **NO_DUTY).world
    t, p = world.teachers, world.settings.params.classes
    full = p.full_load.array()[t.stage, t.block]
    for place in np.flatnonzero(world.schools.classes.ravel()):
        school, stage = divmod(int(place), 2)
        here = np.flatnonzero(t.active & (t.post == school) & (t.stage == stage))
        part = t.load[here] / full[here]
        assert part.std() < 0.35 * part.mean(), world.case.schools[school].id


def test_the_timetable_does_not_depend_on_the_rows_teachers_have() -> None:
    world, _, _ = team(10)
    teaching.timetable.apply(world)
    t, k = world.teachers, world.classes
    before = t.uid[k.teachers[world.live_classes()]].copy()
    load = dict(zip(t.uid.tolist(), t.load.tolist(), strict=True))
    order = np.random.default_rng(1).permutation(len(t))
    for name, values in t.arrays().items():
        setattr(t, name, values[order])
    teaching.timetable.apply(world)
    taught = k.teachers[world.live_classes()] >= 0
    np.testing.assert_array_equal(t.uid[k.teachers[world.live_classes()]][taught], before[taught])
    assert load == dict(zip(t.uid.tolist(), t.load.tolist(), strict=True))


def test_the_lead_of_colleagues_is_the_mean_over_all_of_them() -> None:
    skill = np.array([0.0, 0.1, 0.3, -0.2], np.float32)
    team, uid = np.zeros(4, np.int64), np.arange(4, dtype=np.uint64)
    lead = team_research.leads(skill, np.ones(4), *ranking.in_order(team, skill, uid, 1))
    np.testing.assert_allclose(lead, [(0.1 + 0.3) / 3, 0.2 / 3, 0, (0.2 + 0.3 + 0.5) / 3], atol=1e-7)


def test_ranks_are_by_falling_score_and_ties_by_identity() -> None:
    cell = np.array([1, 0, 1, 1, 0])
    score = np.array([2.0, 5.0, 3.0, 2.0, 5.0])
    uid = np.array([9, 8, 7, 1, 2], np.uint64)
    first, order = ranking.in_order(cell, score, uid, 3)
    np.testing.assert_array_equal(first, [0, 2, 5, 5])
    np.testing.assert_array_equal(order, [4, 1, 2, 3, 0])
    np.testing.assert_array_equal(ranking.top(cell, score, uid, np.array([1, 2, 4])), [2, 3, 4])
    np.testing.assert_array_equal(ranking.top(cell, score, uid, np.array([0, -3, 9])), [])


def test_ranks_agree_with_a_plain_sort() -> None:
    generator = np.random.default_rng(8)
    few = np.array([-2.5, -0.0, 0.0, 1e-8, 0.3, 0.3 + 1e-12, 7.0])  # two of them are one in single precision
    for score in (generator.choice(few, 500), generator.normal(size=500).astype(np.float32)):
        cell, uid = generator.integers(0, 20, 500), generator.permutation(500).astype(np.uint64)
        first, order = ranking.in_order(cell, score, uid, 20)
        np.testing.assert_array_equal(order, np.lexsort((uid, -score, cell)))
        np.testing.assert_array_equal(np.diff(first), np.bincount(cell, minlength=20))


def test_the_best_are_chosen_where_there_is_room_for_some_of_a_cell_and_all_where_there_is_for_all() -> None:
    random = np.random.default_rng(1)
    for n, cells in ((60, 12), (3000, 4)):  # few places for each, and many
        cell, score = random.integers(0, cells, n), random.integers(0, 9, n).astype(float)
        uid, quota = random.permutation(n).astype(np.uint64), random.integers(-1, n // cells, cells)
        quota[0] = n
        order = np.lexsort((uid, -score))
        best = [order[cell[order] == c][: max(int(quota[c]), 0)] for c in range(cells)]
        np.testing.assert_array_equal(ranking.top(cell, score, uid, quota), np.sort(np.concatenate(best)))


def test_of_equal_places_in_a_queue_the_earlier_get_the_seats() -> None:
    assert seat([0, 0, 0, 0], [1, 1, 1, 0], [0.5, 0.5, 0.5, 0.9], [3, 9, 9], [0, 0, 0, 0]) == [0, 0, 1, 0]


def test_the_better_half_is_those_at_or_above_the_mean() -> None:
    skill = np.array([0.0, 1.0, 2.0, 5.0, 7.0], np.float32)
    best, mean, n = ranking.better_half(skill, np.array([0, 0, 0, 2, -1]), 3)
    np.testing.assert_allclose(best, [1.5, -np.inf, 5.0])
    np.testing.assert_allclose(mean, [1.0, 0.0, 5.0])
    np.testing.assert_array_equal(n, [3, 0, 1])


def test_a_street_belongs_to_the_first_school_whose_share_exceeds_the_childs_luck() -> None:
    options = np.array([[4, 5, 6]], np.int32)
    cumulative = np.array([[0.2, 0.5, 1.0]], np.float32)
    luck = np.array([0.0, 0.19, 0.2, 0.49, 0.5, 0.99], np.float32)
    picked = admission._pick(options, cumulative, np.zeros(6, np.int32), luck)
    np.testing.assert_array_equal(picked, [4, 4, 5, 5, 6, 6])


def test_classes_are_counted_by_school_and_stage_where_their_value_is_known() -> None:
    school, grade, size = np.array([1, 0, 1, 1]), np.array([1, 9, 6, 7]), np.array([40, 30, 20, 50])
    rows, value = np.array([3, 2, 0]), np.array([0.5, np.nan, 2.0])  # one class is not asked for, one tells nothing
    (classes, pupils), total = _by_place(rows, school, grade, size, value, np.zeros((2, 2, 2), np.int64))
    np.testing.assert_array_equal(classes, [[0, 0], [1, 1]])
    np.testing.assert_array_equal(pupils, [[0, 0], [40, 50]])
    np.testing.assert_array_equal(total, [[0, 0], [80, 25]])


@pytest.mark.parametrize("size", [0, 1, 4, 7])
def test_points_of_a_class_are_those_of_its_pupils(size: int) -> None:
    score = np.array([512.25, 430.5, 601.125, 388.0, 455.75, 497.5, 520.0, 1e6], np.float32)
    assert learning.points_of(score, 0, size) == score[:size].sum(dtype=np.float64)


def test_who_meets_others_in_several_units_is_led_in_each_as_in_a_team() -> None:
    rng = np.random.default_rng(3)
    units = rng.integers(1, 5, 400)
    first, who = np.concatenate([[0], np.cumsum(units)]), np.repeat(np.arange(400), units)
    cell = np.concatenate([rng.choice(30, n, replace=False) for n in units])
    cell[cell == 7] = 30  # one is empty, and somebody is alone in another
    cell[0] = 31
    skill, uid = rng.normal(0, 0.13, 400).round(2).astype(np.float32), rng.permutation(400).astype(np.uint64)
    _, order = ranking.in_order(np.zeros(400, np.int64), skill, uid, 1)
    found = team_research.leads_in_all(order, skill, np.ones(400), first, cell, 32)
    team = ranking.in_order(cell, skill[who], uid[who], 32)
    np.testing.assert_array_equal(found, team_research.leads(skill[who], np.ones(who.size), *team))


def test_of_several_seats_those_that_carry_nothing_are_no_option() -> None:
    school, stage, uid = np.array([0, 1, 2, 3]), np.zeros(4, np.int8), np.arange(4, dtype=np.uint64)
    seat, cell = np.arange(5), np.array([0, 1, 1, 2, 2])  # the last school has none
    unit, unit_uid = np.arange(5), np.array([9, 8, 7, 6, 5], np.uint32)
    strength = np.array([0.0, 0.0, 0.0, 0.0, 0.5])
    out, person, found, _ = options.options_of(
        seat, cell, np.arange(4), school, stage, uid, unit, strength, unit_uid, 1, 4
    )
    assert out.tolist() == [0, NOWHERE, NOWHERE, NOWHERE]
    assert (person.tolist(), found.tolist()) == ([2], [4])
    both = np.array([0.5, 0.5, 0.5, 0.5, 0.5])
    out, person, found, _ = options.options_of(seat, cell, np.arange(4), school, stage, uid, unit, both, unit_uid, 1, 4)
    options.seat_soonest(out, person, found, np.ones(4), unit, both, unit_uid)
    assert out.tolist() == [0, 2, 4, NOWHERE]  # of equal waits that of the lower identity
