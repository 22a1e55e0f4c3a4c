"""Laws of what a group gives where no school is ahead of another: teachers learn next to nothing of it, and pupils gain little.

The districts are equal by construction, and not on average only: all schools are of one standing, size and place, and teachers
mind neither name nor place. What hours, moves and sharing cost is left out; it is told apart (`docs/TRACE.md`). Effects are of
all schools of groups, cores and members together, since novices who begin at the core lift those who stay at members and
weigh on those at the core.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import numpy as np
import pytest
from worlds import everything_on, mini, run_case

from sim import network
from sim.arms import UNSORTED
from sim.case import Case, parse_case
from sim.instruments.follow_post import FOLLOW_POST
from sim.model import DistrictModel
from sim.processes import placement
from sim.processes.learning import TERM
from sim.world import World

SEEDS, YEARS, LATE = range(1, 17), 12, 4  # years at the end over which is looked
GROUPS, MEMBERS = 4, 3  # of primary schools, and as many of junior ones
PLAN = (
    "rotation", "follow_post", "first_post", "mentoring", "joint_research", "secondment", "digital_lessons",
    "facility_sharing", "bundled_evaluation",
)  # fmt: skip
COSTS = {
    "principals.work": 0.0, "time.overload": 0.0, "time.head_overload": 0.0, "teaching.burnout": 0.0, "teaching.turnover": 0.0,
    "teaching.adjust": {"first_year": 0.0, "second_year": 0.0}, "teaching.culture": 0.0, "secondment.missed": 0.0,
}  # fmt: skip


def district(strong: bool) -> Case:
    """Return a district of groups whose schools are equal, or whose cores are far ahead and sought after."""
    schools: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []
    for stage in ("primary", "junior"):
        for g in range(GROUPS):
            names = [f"{stage[0]}{g}-{k}" for k in range(MEMBERS + 1)]
            for k, name in enumerate(names):
                level, town = ("weak" if k else "strong", "hill" if k else "city") if strong else ("ordinary", "town")
                place = {"town": town, "x": 2.0 * g, "y": 1.0 * k}
                schools.append(
                    {"id": name, "zh": name, "en": name, "stage": stage, "level": level, "pupils": 720, **place}
                )
            members = [{"school": name, "form": "tight"} for name in names[1:]]
            unit = {"id": f"g{stage[0]}{g}", "zh": names[0], "en": names[0], "formed": "2017-08"}
            groups.append({**unit, "core": names[0], "members": members})
    families = {"x": 3.0, "y": 1.5, "radius": 3.0, "ses": 0.0, "migrants": 0.1}
    towns = [
        {"id": name, "zh": name, "en": name, "locality": locality, **families}
        for name, locality in (("city", "urban"), ("hill", "rural"), ("town", "town"))
        if any(s["town"] == name for s in schools)
    ]
    plan = {"date": "2017-08", "zh": "方案", "en": "Plan", "set": {f"{name}.on": True for name in PLAN}}
    raw = {"id": "even", "title": {"zh": "均等", "en": "Even"}, "start_year": 2016, "years": YEARS}
    raw |= {
        "schools": schools,
        "towns": towns,
        "groups": groups,
        "reforms": [plan],
        "sources": {"*": "assumed: made up"},
    }
    return parse_case(raw | {"params": {"careers.renown": 3.0} if strong else dict(UNSORTED)}, "even")


@cache
def level(strong: bool, arm: str) -> dict[str, np.ndarray]:
    """Return by seed what teachers know of others, what they are, and the scores of pupils [SD], late in the runs of an arm."""
    case = district(strong)
    case = case.model_copy(update={"placebo": arm}) if arm == "inside-schools" else case
    out = [late(case, seed, reforms=arm != "none") for seed in SEEDS]
    return {name: np.array([one[name] for one in out]) for name in out[0]}


def late(case: Case, seed: int, *, reforms: bool) -> dict[str, float]:
    """Return the means of a run over its last years and all its schools, which are all of groups."""
    model = DistrictModel(case, rng=seed, record=False, reforms=reforms, **COSTS)
    seen = []
    for year in range(YEARS):
        model.run_for(2)
        if year >= YEARS - LATE:
            w = model.world
            t, on = w.teachers, w.live_teachers()
            score = w.students.score[w.live_students()].astype(np.float64)
            seen.append((t.practice[on].mean(), t.skill[on].mean(), np.nanmean(score) / w.settings.params.tests.sd))
    practice, skill, score = np.mean(seen, 0, dtype=np.float64).tolist()
    return {"practice": practice, "skill": skill, "score": score}


def effect(what: str, strong: bool, arm: str = "reform", against: str = "none") -> float:
    return float((level(strong, arm)[what] - level(strong, against)[what]).mean())


@pytest.mark.slow
@pytest.mark.parametrize("what", ["practice", "skill"])
def test_with_equal_schools_teachers_learn_next_to_nothing_of_a_group(what: str) -> None:
    """Less than 0.001 SD a year, a hundredth of how teachers differ, and less than two fifths of what cores far ahead give."""
    real, equal = effect(what, strong=True), effect(what, strong=False)
    assert real > 0.0015
    assert abs(equal) < 0.001
    assert abs(equal) < 0.4 * real


@pytest.mark.slow
def test_with_equal_schools_pupils_gain_little_that_schools_could_not_do_alone() -> None:
    """Less than a third of what they gain where cores are far ahead, beside the same done inside each school."""
    real, equal = (effect("score", strong, against="inside-schools") for strong in (True, False))
    assert real > 0.015
    assert abs(equal) < real / 3


# What the stays, the lessons and the leading of others bring where others are no better.


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district with guests at cores and managers at members."""
    eager = {"follow_post.annual_share": 0.2, "follow_post.host_share": 0.5}
    return run_case(mini(everything_on), terms=5, **eager).world


def act(world: World, name: str, method: str) -> World:
    getattr(world.settings.instruments[name], method)(world)
    return world


@pytest.mark.parametrize(
    ("home", "hosts", "learns"), [(0.1, 0.1, 0.0), (0.1, 0.0, 0.0), (0.1, 0.165, 0.5), (-0.1, 0.065, 0.5), (0.0, 0.4, 1.0)]
)  # fmt: skip
def test_a_stay_teaches_how_far_hosts_are_ahead_of_what_there_is_at_home(
    world: World, home: float, hosts: float, learns: float
) -> None:
    there = copy.deepcopy(world)
    t, tool = there.teachers, there.settings.instruments["follow_post"]
    guests = placement.away(there, tool.posting(there, FOLLOW_POST))
    assert guests.size > 1
    t.skill[:] = home
    t.skill[np.isin(t.post, there.groups.core)] = hosts
    t.skill[guests], t.learning[:] = 0.0, 0.0
    act(there, "follow_post", "learn")
    np.testing.assert_allclose(t.learning[guests], TERM * 0.05 * learns, rtol=1e-3, atol=1e-7)


@pytest.mark.parametrize("lead", [0.1, 0.0, -0.1])
def test_lessons_of_a_core_that_is_not_ahead_teach_no_teacher(world: World, lead: float) -> None:
    there = copy.deepcopy(world)
    t, core = there.teachers, np.isin(there.teachers.post, there.groups.core)
    t.skill[:] = 0.1 * (t.uid % 2)  # half of each school is better than the rest
    t.skill[core] += lead
    t.learning[:] = 0.0
    act(there, "digital_lessons", "broadcast")
    assert t.learning.any() == (lead > 0)


def test_a_member_is_led_as_its_core_is_for_better_or_worse(world: World) -> None:
    led = []
    for lead in (0.05, -0.05):
        there = copy.deepcopy(world)
        s = there.schools
        s.management[:] = s.practice[:] = s.lead[:] = 0
        s.management[there.groups.core] = lead
        act(there, "secondment", "manage")
        members = network.members(there, there.settings.instruments["secondment"].ties(there))
        led.append((s.lead[members].copy(), s.practice[members].copy()))
    (better, learnt), (worse, nothing) = led
    assert better.any()
    np.testing.assert_allclose(worse, -better, atol=1e-7)
    assert learnt.any()
    assert not nothing.any()
