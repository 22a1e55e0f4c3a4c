"""Law: what several ties bring to one school adds up as the instrument names it, for every instrument that acts on schools.

Each acts on copies of one world over a first unit, over a second, and over both. Facilities, stakes and managers up to their
caps, mentors, rotation and first posts have laws of their own beside this one (`test_layers.py`).
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import pytest
from worlds import everything_on, layered, mini, run_case

from sim.instruments import instruments
from sim.schedule import steps
from sim.world import World

FIRST, SECOND, MEMBER = "g-p", "cluster-c-p2", "h-p1"
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
    tool = there.settings.instruments[name].model_copy(update={"groups": units})
    getattr(tool, method)(there)
    return column(there) - column(world)


ADDS: dict[str, Callable[[float, float, float], bool]] = {
    "sum": lambda a, b, both: both == pytest.approx(a + b, rel=1e-3),
    "max": lambda a, b, both: both == pytest.approx(max(a, b), rel=1e-3),
    "capped": lambda a, b, both: max(a, b) <= both * (1 + 1e-3) and both <= (a + b) * (1 + 1e-3),
    "one of them": lambda a, b, both: 0 < both <= a + b,  # a teacher is taken along in one unit, as the lot falls
}
BROUGHT = [  # instrument, act, what it brings, how it adds up
    ("after_school", "give", of_school("support"), "sum"),
    ("after_school", "give", of_school("care"), "sum"),
    ("after_school", "give", of_school("relief"), "sum"),
    ("bulletins", "write", of_staff("learning"), "sum"),
    ("coaching", "visit", of_staff("learning"), "one of them"),
    ("course_bank", "share", of_school("support"), "max"),
    ("digital_lessons", "broadcast", of_school("digital"), "max"),
    ("facility_sharing", "lend", of_school("shared"), "capped"),
    ("joint_research", "meet", of_staff("learning"), "sum"),
    ("new_practices", "spread", of_school("taken_up"), "capped"),
    ("pupil_exchange", "meet", of_school("care"), "sum"),
    ("pupil_exchange", "meet", of_school("support"), "max"),
    ("researchers", "guide", of_staff("learning"), "max"),
    ("secondment", "manage", of_school("lead"), "capped"),
    ("studios", "meet", of_staff("learning"), "one of them"),
    ("studios", "lead", of_school("practice"), "sum"),
    ("teacher_activities", "hold", of_staff("learning"), "sum"),
    ("training", "train", of_staff("learning"), "max"),
    ("visiting_teachers", "send", sent_there, "capped"),
]
ELSEWHERE = {  # in `test_layers.py`: stakes, people who go or are guided in one unit; and cores that show each other
    "bundled_evaluation", "first_post", "follow_post", "mentoring", "rotation", "showcases",
}  # fmt: skip


def test_what_two_ties_bring_is_put_together_as_it_is_said(world: World) -> None:
    wrong = []
    for name, method, column, how in BROUGHT:
        one, other, both = (brings(world, name, method, column, *u) for u in ((FIRST,), (SECOND,), (FIRST, SECOND)))
        if not (min(one, other) > 0 and ADDS[how](one, other, both)):
            wrong.append(f"{name}.{method}: {one:.6f} and {other:.6f} are {both:.6f}, which is no {how}")
    assert wrong == []
    assert {name for name, *_ in BROUGHT} | ELSEWHERE == set(instruments())


def test_cores_of_several_units_show_and_learn_once(world: World) -> None:
    """Shows are between the cores of a district: who leads two units comes as one."""
    there, twice = copy.deepcopy(world), copy.deepcopy(world)
    show, every = world.settings.instruments["showcases"], tuple(g.id for g in world.case.groups)
    for tool, one in ((show, there), (show.model_copy(update={"groups": every}), twice)):
        getattr(tool, *tool.methods())(one)
    np.testing.assert_array_equal(there.teachers.learning, twice.teachers.learning)
    assert (there.teachers.learning > world.teachers.learning).any()
