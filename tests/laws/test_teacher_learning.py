"""Laws of what teachers learn: it is bounded and lost in time, and a group adds to it only what others are ahead."""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np
import pytest
from worlds import everything_on, mini, run_case

from sim import network
from sim.instruments import instruments
from sim.model import DistrictModel
from sim.processes import mentors, practice, team_research
from sim.processes.teaching import team
from sim.ranking import in_order
from sim.schedule import steps
from sim.state import NOWHERE, Array
from sim.world import World

KEEP, MOST = 0.9, 0.15
EAGER = {"finance.earmark": 500_000.0, "growth.young": 8.0}  # mini has few novices


def only(*names: str) -> dict[str, Any]:
    return {f"{name}.on": name in names for name in instruments()}


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district in the autumn of its third year, with mentoring and joint research on, before activities."""
    found = run_case(mini(everything_on), terms=4, **only("mentoring", "joint_research"), **EAGER).world
    for step in steps(found):
        if step.name == "activities.clear":
            break
        step.apply(found)
    return found


def after(world: World, *acts: Any) -> World:
    """Return a copy of a world in which some processes and instruments have acted."""
    there = copy.deepcopy(world)
    for act in acts:
        act.apply(there) if hasattr(act, "apply") else act(there)
    return there


def meet(world: World) -> None:
    world.settings.instruments["joint_research"].meet(world)  # type: ignore[attr-defined]


# What stays.


def test_without_lessons_practice_is_lost_at_its_rate_and_skill_with_it(world: World) -> None:
    there = copy.deepcopy(world)
    t, on = there.teachers, there.live_teachers()
    before, skill = t.practice[on].copy(), t.skill[on].copy()
    for _ in range(6):
        practice.settle.apply(there)
    assert before.max() > 0.05
    np.testing.assert_allclose(t.practice[on], before * KEEP**3, atol=1e-6)
    np.testing.assert_allclose(skill - t.skill[on], before - t.practice[on], atol=1e-6)


def test_practice_that_is_not_used_is_lost_sooner(world: World) -> None:
    """In a year who gives half of a full post's lessons loses half of the part that goes where none are given."""
    there = copy.deepcopy(world)
    there.settings = there.settings.changed({"growth.unused": 0.4}, there.case)
    t, on = there.teachers, there.live_teachers()
    full = there.stages.of(there.settings.params.classes.full_load)[t.stage[on], t.block[on]]
    given = np.resize([0.0, 0.5, 1.0, 1.6], on.size)
    t.load[on] = full * given
    before = t.practice[on].copy()
    for _ in range(2):
        t.learning[:] = 0
        practice.settle.apply(there)
    left = KEEP * np.resize([0.6, 0.8, 1.0, 1.0], on.size)
    np.testing.assert_allclose(t.practice[on], before * left, atol=1e-6)


@pytest.mark.parametrize("lesson", [0.002, 0.02, 0.2, 5.0])
def test_equal_lessons_hold_practice_up_to_a_level_below_the_most_there_is(world: World, lesson: float) -> None:
    there = copy.deepcopy(world)
    t, on = there.teachers, there.live_teachers()
    for _ in range(240):
        t.learning[:] = lesson
        practice.settle.apply(there)
        assert t.practice[on].max() <= MOST + 1e-6
    a, lost = 1 - math.exp(-lesson / MOST), 1 - KEEP**0.5
    np.testing.assert_allclose(t.practice[on], MOST * a / (a + lost), rtol=1e-3)


def test_the_first_day_is_that_of_a_career_and_practice_does_not_drift() -> None:
    by_year, whole = [], []
    for seed in range(3):
        model = DistrictModel(mini(), rng=seed, years=8, reforms=False, record=False)
        for terms in (0, 16):
            if terms:
                model.run_for(terms)
            t = model.world.teachers
            on = model.world.live_teachers()
            years = t.experience[on]
            assert (t.practice[on[years == 0]] == 0).all()  # novices have learnt nothing yet
            whole.append(float(t.practice[on].mean()))
            by_year.append(
                [t.practice[on[(years >= low) & (years < high)]].mean() for low, high in ((10, 20), (20, 40))]
            )
    first, last = np.array(whole).reshape(3, 2).mean(0)
    assert 0.02 < first < 0.06
    assert abs(last - first) < 0.012
    np.testing.assert_allclose(*np.array(by_year).reshape(3, 2, 2).mean(0), atol=0.006)


def test_who_leaves_takes_practice_along_and_who_comes_has_none() -> None:
    model = DistrictModel(mini(), rng=2, years=4, reforms=False, record=False, **{"careers.exit": 0.1})
    model.run_for(2)
    before = set(model.world.teachers.uid[model.world.teachers.active].tolist())
    for step in steps(model.world):
        step.apply(model.world)
        if step.name == "market.fill":
            break
    t = model.world.teachers
    new = np.array([t.active[j] and t.uid[j] not in before for j in range(len(t))])
    assert new.sum() > 3
    assert not t.practice[new].any()


# From whom.


def leads(skill: Array, cell: Array) -> Array:
    found: Array = team_research.leads(
        skill, np.ones(skill.size), *in_order(cell, skill, np.arange(skill.size, dtype=np.uint64), int(cell.max()) + 1)
    )
    return found


def test_a_larger_team_of_equals_teaches_no_more() -> None:
    """The mean lead of others in a team of normal skills is sd / sqrt(pi), in teams of four as in teams of sixty."""
    skill = np.random.default_rng(4).normal(0, 0.13, 48_000)
    for size in (4, 12, 60):
        mean = leads(skill, np.arange(skill.size) // size).mean()
        assert mean == pytest.approx(0.13 / math.sqrt(math.pi), rel=0.02), size


def test_the_experienced_learn_from_stronger_hosts_and_lift_weaker_ones(world: World) -> None:
    """Upward more than sideways, sideways more than downward; downward the hosts gain."""
    there = copy.deepcopy(world)
    t, s = there.teachers, there.names.school_row
    block = (t.stage == 0) & (t.block == 0) & t.active
    home, high, low = (np.flatnonzero(block & (t.post == s[name])) for name in ("b-p1", "c-p1", "h-p1"))
    t.skill[high] += 0.2 - t.skill[high].mean()
    t.skill[home] -= t.skill[home].mean()
    t.skill[low] += -0.2 - t.skill[low].mean()
    who = home[np.argsort(t.skill[home])[home.size // 2]]
    t.experience[who] = 14.0
    learnt, hosts = {}, {}
    for name in ("b-p1", "c-p1", "h-p1"):
        moved = copy.deepcopy(there)
        moved.teachers.learning[:] = moved.teachers.joint[:] = 0
        moved.teachers.post[who] = s[name]
        team_research.meet.apply(moved)
        learnt[name] = float(moved.teachers.learning[who])
        hosts[name] = float(moved.teachers.learning[low].mean())
    assert learnt["c-p1"] > 1.5 * learnt["b-p1"] > 0
    assert learnt["b-p1"] > learnt["h-p1"]
    assert hosts["h-p1"] > 1.05 * hosts["b-p1"]


def test_nobody_learns_beyond_those_there_are(world: World) -> None:
    there = after(world, meet, team_research.meet)
    t, on = there.teachers, there.live_teachers()
    best = np.full(there.stages.n_teams(len(there.groups)) + 1, t.skill[on].max())
    assert (t.skill[on] + t.learning[on] <= best[0] + 1e-6).all()
    most = 0.5 * 0.12 * (t.skill[on].max() - t.skill[on])
    assert (t.learning[on] <= most + 1e-6).all()


# What a group adds.


def test_joint_research_adds_what_the_others_are_ahead_and_takes_it_where_they_are_behind(world: World) -> None:
    """The whole is a mean of both leads by the time spent, at the own rate of learning, for everyone."""
    there = after(world, meet, team_research.meet)
    alone = after(world, team_research.meet)
    t, own = there.teachers, alone.teachers
    unit = network.units(world)[t.post, t.stage]
    who = np.flatnonzero(t.active & (t.joint > 0))
    cell = world.stages.team(unit[who], t.stage[who], t.block[who])
    apart = np.flatnonzero(t.active)
    beside = np.zeros(len(t))
    beside[apart] = leads(t.skill[apart].astype(np.float64), team(world)[apart])
    pooled = leads(t.skill[who].astype(np.float64), cell)
    rate = 0.5 * 0.12 * (0.3 + 0.7 * np.exp(-t.experience[who] / 5))
    assert who.size > 50
    assert t.joint.max() <= 1
    np.testing.assert_allclose(
        t.learning[who] - own.learning[who], rate * t.joint[who] * (pooled - beside[who]), atol=2e-7
    )
    change = t.learning[who] - own.learning[who]
    assert change.min() < 0 < change.max()


def test_more_hours_than_there_are_for_research_add_nothing(world: World) -> None:
    def held(hours: float) -> Array:
        there = copy.deepcopy(world)
        there.groups.fund[:] = 1e9
        often = {"joint_research.events_per_year": 40.0, "joint_research.participants": 300.0}
        there.settings = there.settings.changed({"joint_research.hours": hours, **often}, there.case)
        return after(there, meet, team_research.meet).teachers.learning

    np.testing.assert_array_equal(held(5.0), held(10.0))


def test_guests_take_mentors_from_the_core_s_own_novices(world: World) -> None:
    """Mentors have two mentees in all; who queues at the core is served in one order, and what guests get others do not."""
    t, case = world.teachers, world.case
    s = world.names.school_row
    there = copy.deepcopy(world)
    there.teachers.mentor[:] = there.teachers.mentor_unit[:] = there.teachers.mentor_by[:] = NOWHERE
    there.settings = there.settings.changed({"mentoring.share": 1.0, "growth.young": 10.0}, case)
    there.teachers.skill[there.teachers.post == s["c-p1"]] += 0.3  # a core with something to give
    alone = after(there, mentors.pair)
    with_guests = after(alone, lambda w: w.settings.instruments["mentoring"].pair(w))  # type: ignore[attr-defined]
    m, own = with_guests.teachers, alone.teachers
    guests = np.flatnonzero(m.mentor_by != NOWHERE)
    assert guests.size > 2
    assert np.bincount(m.mentor[m.mentor != NOWHERE]).max() <= 2
    assert (m.post[m.mentor[guests]] == with_guests.groups.core[m.mentor_unit[guests]]).all()
    novices = np.flatnonzero(t.active & (t.experience < 10) & np.isin(t.post, with_guests.groups.core))
    rank = 10.0 * t.honour + own.skill
    level = [np.where(x.mentor[novices] >= 0, rank[x.mentor[novices]], -99.0) for x in (m, own)]
    assert (level[0] <= level[1] + 1e-6).all()
    assert (level[0] < level[1]).any()


def test_pairs_are_of_those_who_are_there_and_part_when_one_leaves(world: World) -> None:
    t = world.teachers
    paired = np.flatnonzero(t.mentor != NOWHERE)
    assert paired.size > 5
    assert (t.post[t.mentor[paired]] == mentors.guided_at(world, paired)).all()
    there = copy.deepcopy(world)
    gone = paired[0]
    there.teachers.post[there.teachers.mentor[gone]] = (t.post[t.mentor[gone]] + 1) % len(world.schools)
    mentors.part.apply(there)
    lost = paired[t.mentor[paired] == t.mentor[gone]]
    assert (there.teachers.mentor[lost] == NOWHERE).all()
    assert (np.delete(there.teachers.mentor[paired], np.flatnonzero(np.isin(paired, lost))) != NOWHERE).all()


def test_in_spring_nobody_young_is_without_a_mentor_while_one_of_the_team_has_room() -> None:
    """Who comes home after a term is paired there; pairs that go on are left as they are."""
    eager = {"follow_post.annual_share": 0.2, "follow_post.host_share": 0.5, "growth.young": 10.0}
    eager["follow_post.experience.least"] = 0
    world = run_case(mini(everything_on), terms=5, **eager).world
    before = world.teachers.mentor.copy()
    for step in steps(world):
        if step.name == "teaching.timetable":
            break
        step.apply(world)
        if step.name == "mentors.part":
            before = world.teachers.mentor.copy()
            lost = np.flatnonzero(world.teachers.active & (before == NOWHERE) & (world.teachers.experience < 10))
    t = world.teachers
    again = lost[t.mentor[lost] != NOWHERE]
    assert again.size
    assert (t.mentor[before != NOWHERE] == before[before != NOWHERE]).all()
    busy = np.bincount(t.mentor[t.mentor != NOWHERE], minlength=t.mentor.size)
    assert busy.max() == 2
    free = mentors.guides(world)
    free = free[busy[free] < 2]
    alone = lost[t.mentor[lost] == NOWHERE]
    assert not np.isin(team(world)[alone], team(world)[free]).any()
    assert (team(world)[again] == team(world)[t.mentor[again]]).all()


# Beside doing it alone.


def test_inside_schools_the_same_hours_and_money_teach_what_schools_teach_themselves() -> None:
    """Nobody knows another thing than without the group, though what it does is paid and booked."""
    case = mini(everything_on)
    inside = case.model_copy(update={"placebo": "inside-schools"})
    tools = only("mentoring", "joint_research", "digital_lessons")
    reform, placebo = (run_case(c, terms=8, **tools, **EAGER).world for c in (case, inside))
    without = run_case(inside, terms=8, **only(), **EAGER).world
    np.testing.assert_allclose(placebo.teachers.skill, without.teachers.skill, atol=1e-6)
    assert np.abs(reform.teachers.skill - without.teachers.skill).max() > 1e-3
    for year in (2018, 2019):
        for name in ("mentoring", "joint_research"):
            done, other = reform.done[year, name], placebo.done[year, name]
            assert other.people > 0
            assert other.yuan > 0
            assert other.hours == pytest.approx(done.hours, rel=0.25), name


def test_what_a_programme_taught_fades_when_it_has_ended() -> None:
    """At the rate of practice at least: those who learnt more have less left to learn (F6)."""
    tools = only("mentoring", "joint_research", "follow_post")
    with_it = DistrictModel(mini(everything_on), rng=4, years=14, record=False, **{"growth.young": 8.0})
    without = DistrictModel(mini(everything_on), rng=4, years=14, record=False, **{"growth.young": 8.0}, **only())
    with_it.change(tools)
    with_it.run_for(12)
    without.run_for(12)
    stays = np.intersect1d(with_it.world.teachers.uid, without.world.teachers.uid)

    def more() -> float:
        mean = []
        for model in (with_it, without):
            t = model.world.teachers
            row = dict(zip(t.uid.tolist(), range(len(t)), strict=True))
            known.append({uid for uid in stays.tolist() if uid and uid in row and t.active[row[uid]]})
            mean.append({uid: float(t.practice[row[uid]]) for uid in known[-1]})
        both = mean[0].keys() & mean[1].keys()
        return float(np.mean([abs(mean[0][uid] - mean[1][uid]) for uid in both]))

    known: list[set[int]] = []
    alive = more()
    with_it.change(only())
    for model in (with_it, without):
        model.run_for(12)
    assert alive > 1e-3
    assert more() < KEEP**6 * alive
