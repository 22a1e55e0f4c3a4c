"""Laws of what teachers learn in activities, studios and training, from coaches, researchers, bulletins, shows and practices."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from three import Raw, three
from worlds import everything_on, layered, mini, run_case

from sim import network
from sim.books import Item
from sim.instruments import coaching, new_practices, studios, training
from sim.instruments import teacher_activities as activities
from sim.instruments.teacher_activities import ACTIVITIES
from sim.processes import practice, team_research, workload
from sim.processes.services import poor
from sim.ranking import better_half
from sim.schedule import steps
from sim.state import Array, Honour
from sim.supply import honours, staff
from sim.world import Done, World

EAGER = {"finance.earmark": 500_000.0, "principals.duty": 1.0}
TERM = 0.5


def before_activities(case: Any, terms: int = 4, **settings: Any) -> World:
    """Return a world with all instruments on, before activities, with nothing asked or learnt yet."""
    found = run_case(case, terms=terms, **EAGER, **settings).world
    for step in steps(found):
        if step.name == "activities.clear":
            break
        step.apply(found)
    found.teachers.asked[:], found.schools.asked[:], found.books.hours = 0, 0, {}
    found.teachers.shown[:] = 0
    found.books.entries.clear()
    return found


@pytest.fixture(scope="module")
def world() -> World:
    return before_activities(mini(everything_on))


def acted(world: World, name: str, method: str, **changes: Any) -> tuple[World, Done]:
    """Let an instrument with some values changed act on a copy of a world; return it, and what was done."""
    after = copy.deepcopy(world)
    tool = after.settings.instruments[name]
    return after, getattr(tool.model_copy(update=changes), method)(after)


def held(world: World, *kinds: str, **changes: Any) -> World:
    return acted(world, "teacher_activities", "hold", kinds=kinds, **changes)[0]


def hours_of(world: World, item: Item) -> float:
    return sum(float(kept[item].sum()) for kept in world.books.hours.values() if item in kept)


def rates(world: World) -> Array:
    """Return the share of a lead that each teacher learns in an hour of research in the team."""
    p, t = world.settings.params.growth, world.teachers
    year = np.array([team_research.rate_at(float(e), *team_research.rates(p)) for e in t.experience])
    return TERM * year / (p.research_hours * workload.weeks(world))


def unit_teams(world: World, name: str) -> tuple[Array, Array]:
    """Return of each teacher slot the team of its unit, and what its tie carries; each school here is in one unit at most."""
    t, tool = world.teachers, world.settings.instruments[name]
    found = tool.seats(world, tool.ties(world))
    unit, strength = np.full(len(world.schools), -1), np.zeros(len(world.schools))
    unit[found.school], strength[found.school] = found.unit, found.strength
    cell = world.stages.team(unit[t.post], t.stage, t.block)
    return np.where(t.active & (unit[t.post] >= 0), cell, -1), strength[t.post]


def attending(world: World) -> tuple[Array, Array]:
    """Return the team of each teacher slot in activities, and how much more often it comes than the mean of its unit."""
    cell, strength = unit_teams(world, "teacher_activities")
    there = cell >= 0
    unit = np.where(there, cell // world.stages.n_teams(1), 0)
    n = np.bincount(unit, there)
    mean = np.bincount(unit, strength * there) / np.maximum(n, 1)
    return cell, np.where(there, strength / np.maximum(mean[unit], 1e-9), 0)


# --- Activities.


@pytest.mark.parametrize("kind", ACTIVITIES.names)
def test_each_kind_of_activity_is_held_by_itself_and_takes_its_own_hours_and_yuan(world: World, kind: str) -> None:
    after, none = held(world, kind), held(world, kind, yearly=world_yearly(world, kind, 0.0))
    entry = [e for e in after.books.entries if e.item == "teacher activities"]
    assert entry[-1].amount.sum() > 0
    assert hours_of(after, activities.ATTENDING) > 0
    assert hours_of(after, activities.ARRANGING) > 0
    assert not any(e.item == "teacher activities" for e in none.books.entries)
    assert not none.books.hours
    assert not none.teachers.joint.any()


def world_yearly(world: World, kind: str, times: float) -> Any:
    return world.settings.instruments["teacher_activities"].yearly.replaced((kind,), times)  # type: ignore[attr-defined]


def test_a_lecture_teaches_nothing_and_costs_what_the_own_team_would_have_taught(world: World) -> None:
    after, without = held(world, "lecture"), copy.deepcopy(world)
    assert not after.teachers.learning.any()
    joint = after.teachers.joint.copy()
    assert joint.max() > 0.02
    for one in (after, without):
        team_research.meet.apply(one)
    np.testing.assert_allclose(after.teachers.learning, without.teachers.learning * (1 - joint), atol=1e-7)
    assert after.teachers.learning.sum() < without.teachers.learning.sum()


def test_a_common_plan_lifts_those_below_the_mean_of_those_who_make_it(world: World) -> None:
    after, t = held(world, "preparation"), world.teachers
    cell, strength = attending(world)
    expected = np.zeros(len(t))
    for one in np.unique(cell[cell >= 0]):
        here = np.flatnonzero(cell == one)
        expected[here] = np.maximum(t.skill[here].mean() - t.skill[here], 0)
    expected *= rates(world) * 2.0 * TERM * 8 * np.minimum(0.2 * strength, 1)  # hours, times, attendance
    assert (expected > 0).sum() > 20
    np.testing.assert_allclose(after.teachers.learning, expected, rtol=1e-4, atol=1e-8)


def test_of_two_who_teach_the_same_lesson_the_weaker_learns(world: World) -> None:
    after, t = held(world, "same_lesson"), world.teachers
    cell, strength = attending(world)
    lead = np.divide(
        after.teachers.learning, 2.0 * rates(world) * 2.0 * TERM * 4 * 0.1 * strength,
        out=np.zeros(len(t)), where=strength > 0,
    )  # fmt: skip
    learns = np.flatnonzero(lead > 1e-6)
    assert learns.size > 20
    for j in learns:  # the partner is a better colleague of the team who learns nothing
        others = np.flatnonzero((cell == cell[j]) & (lead <= 1e-6))
        assert np.abs(t.skill[others] - t.skill[j] - lead[j]).min() < 1e-4
    for one in np.unique(cell[learns]):
        assert (cell[learns] == one).sum() <= (cell == one).sum() // 2


def test_lessons_are_delivered_by_the_core_to_members_only(world: World) -> None:
    after, t = held(world, "delivered"), world.teachers
    core = np.isin(t.post, world.groups.core)
    assert not after.teachers.learning[core].any()
    assert not after.teachers.joint[core].any()
    assert after.teachers.joint[t.active & ~core].max() > 0
    best = copy.deepcopy(world)
    best.teachers.skill[core] += 0.1
    more = held(best, "delivered").teachers.learning
    taught = after.teachers.learning > 0
    assert taught.sum() > 10
    assert (more[taught] > after.teachers.learning[taught]).all()


def test_a_subject_base_is_the_strongest_team_of_the_group_and_open_lessons_are_of_its_better_half(
    world: World,
) -> None:
    there = copy.deepcopy(world)
    t = there.teachers
    cell, _ = unit_teams(there, "teacher_activities")
    one = np.bincount(cell[cell >= 0]).argmax()
    here = np.flatnonzero(cell == one)
    schools = np.unique(t.post[here])
    strong = here[t.post[here] == schools[0]]
    t.skill[here] = 0.0
    t.skill[strong] = 0.3
    base, shown = (held(there, kind).teachers.learning for kind in ("base", "open_lesson"))
    weak = here[t.post[here] != schools[0]]
    assert weak.size
    assert (base[weak] > 0).all()
    assert not base[strong].any()
    np.testing.assert_allclose(base[weak] / shown[weak], (3 * 4 * 0.05 * 1.0) / (2 * 4 * 0.2 * 0.5), rtol=1e-4)


def test_a_project_brings_all_the_same_and_a_salon_is_of_the_young(world: World) -> None:
    project, salon = held(world, "project"), held(world, "salon")
    _, strength = attending(world)
    expected = 0.0003 * 30 * TERM * 0.05 * strength * world.teachers.active
    np.testing.assert_allclose(project.teachers.learning, expected, rtol=1e-5, atol=1e-9)
    old = world.teachers.experience >= world.settings.params.growth.novice_years
    assert not salon.teachers.joint[old].any()
    assert salon.teachers.joint.any()


def test_contests_show_what_a_teacher_can_do_to_those_who_give_honours(world: World) -> None:
    after = held(world, "contest")
    shown = after.teachers.shown
    _, strength = attending(world)
    on = world.live_teachers()
    np.testing.assert_allclose(shown[on], 1 - 0.5 ** (TERM * 2 * 0.1 * strength[on]), rtol=1e-5)
    assert not after.teachers.learning.any()
    name, fit = np.zeros(len(world.schools)), []
    view = staff.views(world, world.teachers.uid[on])[1]
    for part in (0.0, 0.5, 1.0):
        after.teachers.shown[:] = part
        fit.append(np.corrcoef(honours.merit(after, on, view, name), world.teachers.skill[on])[0, 1])
    assert fit[0] < fit[1] < fit[2]
    assert fit[2] == pytest.approx(1)


def test_activities_end_where_the_fund_and_the_time_for_research_end(world: World) -> None:
    poorer = copy.deepcopy(world)
    poorer.groups.fund[:] = 0
    after = held(poorer, *ACTIVITIES.names)
    assert not after.books.hours
    assert not after.teachers.learning.any()
    tool = world.settings.instruments["teacher_activities"]
    rich = copy.deepcopy(world)
    rich.groups.fund[:] = 1e9
    many = tool.yearly.replaced(("lecture",), 40.0).replaced(("preparation",), 40.0)  # type: ignore[attr-defined]
    all_there = tool.attendance.replaced(("lecture",), 1.0)  # type: ignore[attr-defined]
    full = held(rich, *ACTIVITIES.names, yearly=many, attendance=all_there, programme=2.0)
    assert full.teachers.joint.max() == pytest.approx(1)
    whole = world.settings.params.growth.research_hours * workload.weeks(world)
    assert hours_of(full, activities.ATTENDING) == pytest.approx(full.teachers.joint.sum() * whole, rel=1e-5)


# --- Coaches, studios, researchers.


def test_coaches_guide_the_weakest_of_members_as_many_as_they_can(world: World) -> None:
    after, done = acted(world, "coaching", "visit", coachees=2)
    t = world.teachers
    cell, strength = unit_teams(world, "coaching")
    coach = (cell >= 0) & (t.honour >= Honour.LEADER)
    guest = after.teachers.learning > 0
    assert done.people == guest.sum() > 3
    assert not guest[np.isin(t.post, world.groups.core)].any()
    n = np.bincount(world.ties.group[world.ties.active])  # any unit
    unit = cell // world.stages.n_teams(1)
    for one in np.unique(cell[guest]):
        hosts, here = np.flatnonzero(coach & (cell == one)), np.flatnonzero(guest & (cell == one))
        member = (cell == one) & ~coach & ~np.isin(t.post, world.groups.core)
        level = t.skill[hosts].mean()
        left = np.flatnonzero(member & ~guest & (t.skill < level))
        assert here.size <= 2 * hosts.size
        assert not left.size or (here.size == 2 * hosts.size and t.skill[left].min() >= t.skill[here].max())
        coached = guest[unit == one // world.stages.n_teams(1)].sum()
        sd = world.settings.params.careers.skill_sd
        due = TERM * 0.18 / sd * strength[here] * (level - t.skill[here]) / (1 + coached / 100)
        np.testing.assert_allclose(after.teachers.learning[here], due, rtol=1e-4)
    assert n.size
    assert hours_of(after, coaching.VISITING) > hours_of(after, coaching.COACHED) > 0  # the road is theirs


def test_a_studio_takes_the_best_of_those_behind_its_host_and_an_apprenticeship_two_to_a_master(world: World) -> None:
    t = world.teachers
    cell, _ = unit_teams(world, "studios")
    for least, members in ((Honour.LEADER, 1), (Honour.BACKBONE, 2)):
        after, done = acted(world, "studios", "meet", least=int(least), members=members)
        guest = after.teachers.learning > 0
        host = (cell >= 0) & (t.honour >= least)
        assert done.people == guest.sum() > 3
        fit = (t.experience >= 3) & (t.experience < 20)
        assert fit[guest].all()
        assert not (guest & host).any()
        for one in np.unique(cell[guest]):
            here, hosts = np.flatnonzero(guest & (cell == one)), np.flatnonzero(host & (cell == one))
            left = np.flatnonzero((cell == one) & ~host & ~guest & fit & (t.skill < t.skill[hosts].mean()))
            assert here.size <= members * hosts.size
            assert not left.size or t.skill[left].max() <= t.skill[here].min()
    assert hours_of(after, studios.HOSTING) > 0


def test_heads_of_members_learn_how_the_core_is_led_and_those_led_as_well_learn_nothing(world: World) -> None:
    after, _ = acted(world, "studios", "lead", head_gain=0.2)
    s, tool = world.schools, world.settings.instruments["studios"]
    rows = tool.ties(world)
    core, member = network.ends(world, rows)
    led = s.management + network.mean_of_stages(s.practice, s.pupils)
    more = network.mean_of_stages((after.schools.practice - s.practice).astype(float), s.pupils)
    due = np.zeros(len(s))
    due[member] = TERM * 0.2 * tool.reach(world, rows) * np.maximum(led[core] - led[member], 0)
    np.testing.assert_allclose(more, due, atol=1e-6)
    assert (due > 0).any()
    assert hours_of(after, studios.HEADS) > 0


@pytest.mark.parametrize(
    ("name", "method", "hours", "learnt"),
    [
        ("studios", "meet", "meetings", lambda world: world.teachers.learning),
        ("studios", "meet", "meeting_hours", lambda world: world.teachers.learning),
        ("studios", "lead", "meetings", lambda world: world.schools.practice.ravel()),
        ("researchers", "guide", "hours", lambda world: world.teachers.learning),
    ],
)
def test_fewer_hours_teach_less_and_many_no_more_than_the_lead(
    world: World, name: str, method: str, hours: str, learnt: Any
) -> None:
    tool = world.settings.instruments[name]
    usual = getattr(tool, hours)
    whole, less, many = (acted(world, name, method, **{hours: part * usual})[0] for part in (1.0, 0.5, 8.0))
    gained, halved, all_ = (learnt(one) - learnt(world) for one in (whole, less, many))
    both = (gained > 0) & (halved > 0)
    assert both.any()
    np.testing.assert_allclose(halved[both], gained[both] / 2, rtol=1e-3)
    assert 2 * gained.max() < all_.max() < 1


def test_researchers_guide_the_weakest_of_every_school_and_more_of_them_where_it_is_weak_or_rural(world: World) -> None:
    t = world.teachers
    some = {"per_thousand": 40.0, "hours": 30.0}
    even, tilted = (acted(world, "researchers", "guide", tilt=tilt, everybody=True, **some)[0] for tilt in (0.0, 4.0))
    weak = poor(world)[t.post]
    shares = [(one.teachers.asked > 0)[weak].sum() / (one.teachers.asked > 0).sum() for one in (even, tilted)]
    assert shares[1] > shares[0] + 0.1
    asked = even.teachers.asked > 0
    alone = ~np.isin(t.post, [*world.groups.core, *world.ties.school[world.ties.active]])
    assert asked[alone & t.active].any()  # schools in no group are served too
    place = world.stages.place(t.post.astype(np.int64), t.stage)
    for one in np.unique(place[asked]):
        here, left = (np.flatnonzero(t.active & (place == one) & flag) for flag in (asked, ~asked))
        assert not left.size or t.skill[here].max() <= t.skill[left].min()
    yuan = [sum(e.amount.sum() for e in one.books.entries if e.item == "researchers") for one in (even, tilted)]
    assert yuan[0] == pytest.approx(yuan[1])
    assert even.teachers.learning.sum() > 0


def test_institutes_of_two_bound_districts_bring_home_what_the_other_knows_better_and_no_third_one_does() -> None:
    def bound(parsed: Raw) -> None:
        everything_on(parsed)
        parsed["groups"][0]["members"].append({"school": "b-c-p2", "form": "tight"})

    city = before_activities(three(bound), terms=2)
    t, s = city.teachers, city.schools
    at = s.district[t.post]
    t.skill[t.active & (at == 1)] -= 0.2  # b knows less than a in every subject
    some = {"everybody": True, "tilt": 0.0, "hours": 30.0}
    alone, pair, far = (
        acted(city, "researchers", "guide", paired=share, paired_hours=away, **some)[0]
        for share, away in ((0.0, 0.0), (0.5, 0.0), (0.5, 6.0))
    )
    asked = t.active & (alone.teachers.asked > 0)
    more = (pair.teachers.learning - alone.teachers.learning)[asked]
    of = at[asked]
    assert {int(d) for d in of} == {0, 1, 2}
    assert (more[of == 1] > 0.001).all()
    assert not more[of != 1].any()
    n = city.stages.n_teams(1)
    cell = at.astype(np.int64) * n + city.stages.subject(t.stage, t.block)
    best, _, _ = better_half(t.skill, np.where(t.active, cell, -1), 3 * n)
    ahead = (best[cell - n] - best[cell])[asked & (at == 1)]
    tool = city.settings.instruments["researchers"]
    gain = TERM * tool.gain * 30 / 12 / city.settings.params.careers.skill_sd  # type: ignore[attr-defined]
    np.testing.assert_allclose(more[of == 1], gain * 0.5 * ahead, atol=1e-5)

    def paid(one: World) -> Array:
        (entry,) = (e for e in one.books.entries if e.item == "researchers")
        return np.asarray(entry.amount)

    before, after = paid(alone), paid(pair)
    np.testing.assert_allclose(after[:2] / before[:2], (160_000 + 6_000) / 160_000)
    assert after[2] == before[2]
    guided = [np.bincount(at[t.active & (one.teachers.asked > 0)], minlength=3) for one in (pair, far)]
    assert (guided[1][:2] < guided[0][:2]).all()
    assert guided[1][2] == guided[0][2]


# --- Training.


def test_a_tilt_moves_places_to_weak_and_rural_schools_and_adds_none(world: World) -> None:
    tool = world.settings.instruments["training"]
    places = tool.places  # type: ignore[attr-defined]
    hours = tool.hours.replaced(("district",), 10.0)  # type: ignore[attr-defined]
    for level in training.TRAINERS.names:
        places = places.replaced((level,), 0.0)
    places = places.replaced(("district",), 0.5)  # so that no school has more places than teachers
    after = [
        acted(world, "training", "train", places=places, hours=hours, tilt=tilt, induction_hours=0.0)[0]
        for tilt in (0.0, 3.0)
    ]
    weak = poor(world)[world.teachers.post] & world.teachers.active
    asked = [one.teachers.asked > 0 for one in after]
    assert asked[1][weak].sum() > 1.3 * asked[0][weak].sum()
    assert asked[1][~weak].sum() < asked[0][~weak].sum()
    assert abs(int(asked[1].sum()) - int(asked[0].sum())) <= 6  # rounding of each school and stage


def test_lectures_of_high_levels_teach_nothing_and_take_their_hours(world: World) -> None:
    tool = world.settings.instruments["training"]
    places = tool.places  # type: ignore[attr-defined]
    for level, share in (("national", 1.0), ("provincial", 0.0), ("municipal", 0.0), ("district", 0.0), ("group", 0.0)):
        places = places.replaced((level,), share)
    after, done = acted(world, "training", "train", places=places, induction_hours=0.0)
    assert not after.teachers.learning.any()
    assert done.hours == pytest.approx(80 * (after.teachers.asked > 0).sum())
    assert done.yuan > 0
    gains = tool.gain.replaced(("national",), 0.001)  # type: ignore[attr-defined]
    more, _ = acted(world, "training", "train", places=places, gain=gains, induction_hours=0.0)
    went = more.teachers.asked > 0
    np.testing.assert_allclose(more.teachers.learning[went], 0.08, rtol=1e-5)
    assert not more.teachers.learning[~went].any()


def test_novices_are_inducted_in_their_first_autumn(world: World) -> None:
    tool = world.settings.instruments["training"]
    places = tool.places  # type: ignore[attr-defined]
    for level in training.TRAINERS.names:
        places = places.replaced((level,), 0.0)
    there = copy.deepcopy(world)
    there.teachers.experience[there.live_teachers()[:5]] = 0
    after, _ = acted(there, "training", "train", places=places, everybody=True)
    new = there.teachers.active & (there.teachers.experience == 0)
    np.testing.assert_allclose(after.teachers.learning, np.where(new, 0.0003 * 40, 0), rtol=1e-5)
    there.term += 1
    spring, done = acted(there, "training", "train", places=places, everybody=True)
    assert not spring.teachers.learning.any()
    assert not done.hours


def test_a_training_centre_opened_to_a_partner_county_gives_it_places_that_the_own_teachers_lack() -> None:
    def tied(raw: Raw) -> None:
        names = {"id": "over", "zh": "结对", "en": "Pair", "layer": "support", "core": "a-c-p1", "formed": "2016-08"}
        raw["groups"].append({**names, "members": [{"school": "b-b-p1", "form": "assist"}]})

    there = before_activities(three(tied, ids=("a", "b")), terms=0, **{"training.on": True})
    tool = there.settings.instruments["training"]
    places = tool.places  # type: ignore[attr-defined]
    for level in training.TRAINERS.names:
        places = places.replaced((level,), 0.8 if level == "district" else 0.0)
    some = {"places": places, "everybody": True, "tilt": 0.0, "induction_hours": 0.0}
    closed, opened = (acted(there, "training", "train", **some, open_to_partners=share)[0] for share in (0.0, 0.5))
    of = there.schools.district[there.teachers.post]
    went = [[(one.teachers.asked > 0)[of == d].sum() for d in (0, 1)] for one in (closed, opened)]
    assert went[1][0] == pytest.approx(went[0][0] / 2, abs=8)
    assert went[1][1] > 1.3 * went[0][1]
    paid = [next(e.amount for e in one.books.entries if e.item == "training places") for one in (closed, opened)]
    assert paid[1][0] == pytest.approx(paid[0][0], rel=0.1)  # the centre's district pays for its guests
    assert paid[1][1] == pytest.approx(paid[0][1], rel=0.1)


# --- What is written, shown and taken up.


def test_bulletins_add_up_age_and_teach_the_more_the_more_is_written(world: World) -> None:
    after, learnt = copy.deepcopy(world), []
    tool = after.settings.instruments["bulletins"]
    after.groups["written"][:], after.groups["written_by"][:] = 0, -1
    for _ in range(3):
        after.teachers.learning[:] = 0
        tool.write(after)  # type: ignore[attr-defined]
        learnt.append(float(after.teachers.learning.sum()))
        after.term += 1
    units = np.unique(world.ties.group[tool.ties(world)])
    half = 0.8**0.5
    np.testing.assert_allclose(after.groups["written"][units], 1 + half * (1 + half), rtol=1e-5)
    assert learnt[0] < learnt[1] < learnt[2]
    useful = [1 - np.exp(-stock / 4) for stock in (1, 1 + half)]
    assert learnt[1] / learnt[0] == pytest.approx(useful[1] / useful[0], rel=1e-4)
    after.term += 19  # ten years without any
    tool.model_copy(update={"issues": 1e-9}).write(after)  # type: ignore[attr-defined]
    assert after.groups["written"][units].max() < 0.4


def test_cores_learn_at_shows_from_the_best_of_them_and_the_best_learns_nothing(world: World) -> None:
    there = copy.deepcopy(world)
    s = there.schools
    cores = there.groups.core[:2]
    s.practice[cores] = 0
    s.management[cores] = [0.1, -0.1]
    after, done = acted(there, "showcases", "show")
    more = (after.schools.practice - s.practice).max(1)
    tool = there.settings.instruments["showcases"]
    found = tool.seats(there, tool.ties(there))
    reach = found.strength[found.core & (found.school == cores[1])][0]
    assert more[cores[0]] == 0
    assert more[cores[1]] == pytest.approx(TERM * 3 * 0.01 * reach * 0.2, rel=1e-4)
    assert not more[~np.isin(np.arange(len(s)), cores)].any()
    assert done.yuan == pytest.approx(TERM * 3 * 5000 * 2)
    learns = after.teachers.learning > 0
    assert np.isin(there.teachers.post[learns], cores).all()


def test_a_show_of_one_stage_is_paid_for_by_cores_that_teach_it_alone(world: World) -> None:
    for stage, n in (("primary", 1), ("junior", 1)):
        there = copy.deepcopy(world)
        tool = there.settings.instruments["showcases"].model_copy(update={"stages": (stage,)})
        over = network.ends(there, tool.ties(there))[0]
        teaches = there.schools.pupils[:, there.stages.names.index(stage)] > 0
        assert teaches[np.unique(over)].sum() == n
        done = tool.show(there)  # type: ignore[attr-defined]
        assert done.yuan == pytest.approx(TERM * 3 * 5000 * n)


def test_a_practice_begins_at_cores_reaches_members_over_ties_and_nobody_else(world: World) -> None:
    there = copy.deepcopy(world)
    tool = there.settings.instruments["new_practices"]
    used = there.schools["taken_up"]
    used[:] = 0
    core, member = network.ends(there, tool.ties(there))
    tool.spread(there)  # type: ignore[attr-defined]
    taught = there.schools.pupils[core] > 0
    np.testing.assert_allclose(used[core][taught], TERM * 0.1, rtol=1e-5)
    assert not used[member].any()
    for _ in range(8):
        there.teachers.learning[:] = 0
        tool.spread(there)  # type: ignore[attr-defined]
    assert (used[core].max(1) > used[member].max(1)).all()
    assert (used[member].max(1) > 0).all()
    others = np.setdiff1d(np.arange(len(there.schools)), [*core, *member])
    assert not used[others].any()
    t = there.teachers
    np.testing.assert_allclose(
        t.learning, np.where(t.active, TERM * 0.003 * used[t.post, t.stage], 0), rtol=1e-4, atol=1e-9
    )
    assert hours_of(there, new_practices.TRYING) > 0


def test_all_of_it_passes_through_the_practice_that_can_be_learnt_and_is_lost(world: World) -> None:
    after = copy.deepcopy(world)
    for name, method in (
        ("coaching", "visit"),
        ("studios", "meet"),
        ("training", "train"),
        ("teacher_activities", "hold"),
    ):
        getattr(after.settings.instruments[name], method)(after)
    learnt, before = after.teachers.learning.copy(), after.teachers.practice.copy()
    practice.settle.apply(after)
    p, on = world.settings.params.growth, world.live_teachers()
    due = (p.most - before) * (1 - np.exp(-learnt / p.most)) - (1 - p.keep**TERM) * before
    np.testing.assert_allclose((after.teachers.practice - before)[on], due[on], atol=1e-6)


def test_members_of_several_units_attend_the_activities_of_each() -> None:
    there = before_activities(mini(everything_on, layered), terms=4)
    t, row = there.teachers, there.names.school_row["h-p1"]
    one = held(there, "project", groups=("g-p",)).teachers.learning
    other = held(there, "project", groups=("cluster-c-p2",)).teachers.learning
    both = held(there, "project", groups=("g-p", "cluster-c-p2")).teachers.learning
    here = t.active & (t.post == row)
    assert (one[here] > 0).all()
    assert (other[here] > 0).all()
    np.testing.assert_allclose(both[here], (one + other)[here], rtol=1e-5)
