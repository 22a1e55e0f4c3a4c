"""Law: what several ties bring to one school adds up as the instrument names it, for every instrument that acts on schools.

Each acts on copies of one world over a first unit, over a second, and over both. Where facilities, stakes and managers meet
their caps, and whom mentors take, is told in `test_layers.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import pytest
from worlds import everything_on, layered, mini, run_case

from sim import ledgers
from sim.instruments import instruments
from sim.schedule import steps
from sim.world import World

FIRST, SECOND, MEMBER, GIVER = "g-p", "cluster-c-p2", "h-p1", "b-p1"
CORES = ("c-p1", "c-p2")
MONEY = {"principals.duty": 1.0, "finance.earmark": 500_000.0}


@pytest.fixture(scope="module")
def world() -> World:
    """Return the layered district before activities of its third spring; the cores of both units are ahead in all things."""
    found = run_case(mini(everything_on, layered), terms=5, **MONEY).world
    for step in steps(found):
        if step.name == "activities.clear":
            break
        step.apply(found)
    found.groups.fund[:] = 1e7
    ahead = np.array([found.names.school_row[core] for core in CORES])
    found.teachers.skill[np.isin(found.teachers.post, ahead)] += 0.2
    found.schools.mean_score[ahead] += 20
    found.schools.practice[ahead] += 0.2
    return found


def of_school(column: str) -> Callable[[World], float]:
    return lambda w: float(w.schools[column][w.names.school_row[MEMBER]].sum(dtype=np.float64))


def of_staff(column: str) -> Callable[[World], float]:
    return lambda w: float(
        w.teachers[column][w.teachers.active & (w.teachers.post == w.names.school_row[MEMBER])].sum(dtype=np.float64)
    )


def sent_there(w: World) -> float:
    n = w.n_placements
    return float((w.placements.target[:n] == w.names.school_row[MEMBER]).sum())


def brings(world: World, name: str, method: str, column: Callable[[World], float], *units: str) -> float:
    """Return what an act of an instrument brings to the member over some units."""
    there = copy.deepcopy(world)
    tool = there.settings.instruments[name].model_copy(update={**APART.get(name, {}), "groups": units})
    getattr(tool, method)(there)
    return column(there) - column(world)


ADDS: dict[str, Callable[[float, float, float], bool]] = {
    "sum": lambda a, b, both: both == pytest.approx(a + b, rel=1e-3),
    "max": lambda a, b, both: both == pytest.approx(max(a, b), rel=1e-3),
}
APART = {"new_practices": {"beside": 0.0}}  # what spreads inside the school does so once, over whatever ties it came
BROUGHT = [  # instrument, act, what it brings, how it adds up
    ("after_school", "give", of_school("support"), "sum"),
    ("after_school", "give", of_school("care"), "sum"),
    ("after_school", "give", of_school("relief"), "sum"),
    ("bulletins", "write", of_staff("learning"), "sum"),
    ("course_bank", "share", of_school("support"), "max"),
    ("digital_lessons", "broadcast", of_school("digital"), "max"),
    ("facility_sharing", "lend", of_school("shared"), "sum"),
    ("joint_research", "meet", of_staff("learning"), "sum"),
    ("new_practices", "spread", of_school("taken_up"), "sum"),
    ("pupil_exchange", "meet", of_school("care"), "sum"),
    ("pupil_exchange", "meet", of_school("support"), "max"),
    ("researchers", "guide", of_staff("learning"), "max"),
    ("secondment", "manage", of_school("lead"), "sum"),
    ("studios", "lead", of_school("practice"), "sum"),
    ("teacher_activities", "hold", of_staff("learning"), "sum"),
    ("training", "train", of_staff("learning"), "max"),
    ("visiting_teachers", "send", sent_there, "sum"),
]
TAKEN = [("coaching", "visit"), ("studios", "meet")]  # along by one unit, as the lot falls
SENT = [  # who are to be sent from the member: of equal ties once, or as of a tie that carries what both do
    ("first_post", "begin", "max"), ("rotation", "rotate", "max"), ("follow_post", "go", "capped sum"),
]  # fmt: skip
ELSEWHERE = {"bundled_evaluation", "mentoring", "showcases"}  # the first two in `test_layers.py`, the last one below


def test_what_two_ties_bring_is_put_together_as_it_is_said(world: World) -> None:
    wrong = []
    for name, method, column, how in BROUGHT:
        one, other, both = (brings(world, name, method, column, *u) for u in ((FIRST,), (SECOND,), (FIRST, SECOND)))
        if not (min(one, other) > 0 and ADDS[how](one, other, both)):
            wrong.append(f"{name}.{method}: {one:.6f} and {other:.6f} are {both:.6f}, which is no {how}")
    assert wrong == []
    told = [name for name, *_ in (*BROUGHT, *TAKEN, *SENT)]
    assert {*told} | ELSEWHERE == set(instruments())
    assert not {*told} & ELSEWHERE


@pytest.mark.parametrize(("name", "method"), TAKEN, ids=str)
def test_a_teacher_gives_time_in_one_of_two_units(world: World, name: str, method: str) -> None:
    def taken(*units: str) -> tuple[np.ndarray, np.ndarray]:
        there = copy.deepcopy(world)
        getattr(there.settings.instruments[name].model_copy(update={"groups": units}), method)(there)
        t, was = there.teachers, world.teachers
        return (t.asked - was.asked).astype(np.float64), t.learning > was.learning

    (one, learns), (other, too), (both, still) = (taken(*u) for u in ((FIRST,), (SECOND,), (FIRST, SECOND)))
    guests = learns & too & still
    assert guests.any()
    assert (np.isclose(both, one, rtol=1e-4) | np.isclose(both, other, rtol=1e-4))[guests].all()
    assert still.sum() <= learns.sum() + too.sum()


@pytest.fixture(scope="module")
def autumn() -> World:
    """Return the layered district in its third autumn before anybody is sent."""
    found = run_case(mini(everything_on, layered), terms=4, **MONEY, **{"careers.exit": 0.1}).world
    for step in steps(found):
        if step.name in {f"{name}.{method}" for name, method, _ in SENT}:
            break
        step.apply(found)
    return found


@pytest.mark.parametrize(("name", "method", "how"), SENT, ids=str)
def test_a_school_in_two_units_is_to_send_what_its_ties_together_say(
    autumn: World, name: str, method: str, how: str
) -> None:
    def required(carried: float, *units: str) -> float:
        there = copy.deepcopy(autumn)
        there.ties.reach[:] = carried
        getattr(there.settings.instruments[name].model_copy(update={"groups": units}), method)(there)
        asked = ledgers.postings(there).query(
            f"instrument == '{name}' and school == '{GIVER}' and year == {there.year}"
        )
        return float(asked["required"].sum())

    one, other, both = (required(0.4, *u) for u in ((FIRST,), (SECOND,), (FIRST, SECOND)))
    assert one == other > 0
    assert instruments()[name].combiner == how
    if how == "max":
        assert both == one
    else:
        assert both == required(0.8, FIRST) > one
        assert required(0.9, FIRST, SECOND) == required(1.0, FIRST)  # and never more than over a full tie


def test_cores_of_several_units_show_and_learn_once(world: World) -> None:
    """Shows are between the cores of a district: who leads two units comes as one."""
    there, twice = copy.deepcopy(world), copy.deepcopy(world)
    show, every = world.settings.instruments["showcases"], tuple(g.id for g in world.case.groups)
    for tool, one in ((show, there), (show.model_copy(update={"groups": every}), twice)):
        getattr(tool, *tool.methods())(one)
    np.testing.assert_array_equal(there.teachers.learning, twice.teachers.learning)
    assert (there.teachers.learning > world.teachers.learning).any()
