"""Law: satisfaction, publication, standing and funds of groups, gifts, and the use of guests do as their definitions say."""

from __future__ import annotations

import copy
from statistics import NormalDist

import numpy as np
import pytest
from test_rules_of_bureaus import OFF, after, hours, taught, yuan
from worlds import developing, mini, run_case

from sim import kinds, network, rng
from sim.axes import STOCKS
from sim.forms import FUNCTIONS
from sim.instruments.facility_sharing import FacilitySharing
from sim.instruments.rotation import Rotation
from sim.processes import (
    bases,
    careers,
    finance,
    funds,
    gifts,
    groups,
    reputation,
    satisfaction,
    standing,
    team_research,
    workload,
)
from sim.state import Tier
from sim.world import World

PHI = NormalDist().cdf


@pytest.fixture(scope="module")
def world() -> World:
    """Return the hand-made district after three years, with after-school service, in which no group does anything."""
    return run_case(mini(developing), terms=6, **OFF, **{"time.after_school_from": 2016}).world


def test_families_are_satisfied_by_progress_and_room_and_a_sample_of_them_is_asked(world: World) -> None:
    world = copy.deepcopy(world)
    s = world.schools
    s.progress[:, :, 0] = 0
    s.progress[0, :, 0] = 15  # one SD
    s.resources[:] = 0
    world.teachers.burnout[:] = 0
    plain = {"satisfaction__crowding": 0.0, "satisfaction__asked": 10_000}
    found = after(world, satisfaction.ask, **plain).schools.satisfied
    assert found[0][taught(world)[0]] == pytest.approx(PHI(1.6), abs=0.02)
    assert np.nanmean(found[1:]) == pytest.approx(PHI(1.1), abs=0.005)
    assert (np.isfinite(found) == taught(world)).all()
    few = after(world, satisfaction.ask, **{**plain, "satisfaction__asked": 20}).schools.satisfied
    assert np.nanstd(few[1:]) > 5 * np.nanstd(found[1:])
    packed = copy.deepcopy(world)
    packed.classes.size[:] = 65
    crowded = after(packed, satisfaction.ask, satisfaction__asked=10_000).schools.satisfied
    assert np.nanmean(crowded[1:]) == pytest.approx(PHI(1.1 - 0.4), abs=0.005)


def test_teachers_are_content_by_their_week_their_strength_and_what_they_have_learnt(world: World) -> None:
    world = copy.deepcopy(world)
    t = world.teachers
    t.week[:], t.burnout[:], t.practice[:] = 40, 0, 0
    sd = world.settings.params.careers.skill_sd

    def content() -> float:
        return float(np.nanmean(after(world, satisfaction.ask).schools.content))

    assert content() == pytest.approx(PHI(0.9), abs=1e-5)
    t.week[:] = 56
    assert content() == pytest.approx(PHI(0.9 - 0.8), abs=1e-5)
    t.burnout[:] = 0.4
    assert content() == pytest.approx(PHI(0.1 - 0.6), abs=1e-5)
    t.practice[:] = sd
    assert content() == pytest.approx(PHI(-0.5 + 1), abs=1e-5)


def test_where_satisfaction_counts_a_school_that_pleases_gains_a_name(world: World) -> None:
    world = copy.deepcopy(world)
    s = world.schools
    s.satisfied[:] = 0.8
    s.satisfied[0] = 0.9
    plain, heeded = (after(world, reputation.spread, satisfaction__choice=w).schools.reputation for w in (0.0, 2.0))
    heads = s.pupils.sum(1)
    mean = (0.8 * heads.sum() + 0.1 * heads[0]) / heads.sum()
    assert heeded[0] - plain[0] == pytest.approx(0.35 * 2 * (0.9 - mean), rel=1e-3)
    assert (heeded - plain)[1:][heads[1:] > 0].max() < 0


def test_where_exits_heed_it_discontent_staff_leaves(world: World) -> None:
    world = copy.deepcopy(world)
    world.schools.content[:] = 0.8
    world.schools.content[0] = 0.5
    rows = world.live_teachers()
    plain, heeded = (careers.exits(after(world, satisfaction__exit=x), rows) for x in (0.0, 2.0))
    at = world.teachers.register[rows] == 0
    burnt = world.settings.params.careers.exit_burnout * world.teachers.burnout[rows]
    ratio = (heeded - burnt)[at] / (plain - burnt)[at]
    assert ratio.min() > 1.3
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-3)
    assert (heeded[~at] < plain[~at]).all()


def test_published_results_are_known_at_once_and_may_tell_growth(world: World) -> None:
    world = copy.deepcopy(world)
    world.ties.active[:] = False
    s = world.schools
    s.progress[:, :, 0] = 3.0
    here = s.pupils.sum(1) > 0
    news = ((np.nan_to_num(s.mean_score) - 75) / 15 * s.pupils).sum(1)[here] / s.pupils.sum(1)[here]
    slow, half, whole = (
        after(world, reputation.spread, reputation__published=x).schools.reputation[here] for x in (0.0, 0.5, 1.0)
    )
    before = s.reputation[here]
    np.testing.assert_allclose(slow, before + 0.35 * (news - before), atol=1e-5)
    np.testing.assert_allclose(half, before + 0.675 * (news - before), atol=1e-5)
    np.testing.assert_allclose(whole, news, atol=1e-5)
    told = after(world, reputation.spread, reputation__published=1.0, reputation__growth=1.0).schools.reputation[here]
    np.testing.assert_allclose(told, 0.2, atol=1e-5)


@pytest.fixture
def good(world: World) -> World:
    """Return the district with one group that meets every criterion, and another that meets none."""
    world = copy.deepcopy(world)
    s, ties, g = world.schools, world.ties, world.groups
    one = np.unique(np.concatenate([g.core[:1], ties.school[ties.active & (ties.group == 0)]]))
    s.shared[:], s.passed[:] = 0, False  # no school passes the whole inspection, and that is not asked
    s.resources[:], s.satisfied[:], s.progress[:, :, 0], s.management[:], s.practice[:] = -0.2, 0.5, -1.0, -0.1, 0.0
    s.resources[one], s.satisfied[one], s.progress[one, :, 0], s.management[one] = 0.1, 0.95, 1.0, 0.1
    world.teachers.honour[:] = np.isin(world.teachers.register, one)
    g.tier[:] = Tier.DISTRICT
    return world


def test_a_group_that_meets_the_criteria_for_years_rises_a_tier_and_is_rewarded_once(good: World) -> None:
    assert [
        f(good).tolist()[:2] for f in (standing.resourced, standing.progressing, standing.honoured, standing.pleased)
    ] == [[True, False]] * 4
    one = after(good, standing.choose, standing__years=2)
    assert one.groups.met[:2].tolist() == [1, 0]
    assert one.groups.tier[:2].tolist() == [Tier.DISTRICT] * 2
    two = after(one, standing.choose)
    assert two.groups.tier[:2].tolist() == [Tier.MUNICIPAL, Tier.DISTRICT]
    assert yuan(two, "rewards of good groups") == 200_000
    three = after(two, standing.choose)
    assert three.groups.tier[0] == Tier.MUNICIPAL
    top = after(three, standing.choose, standing.choose, standing.choose)
    assert top.groups.tier[0] == Tier.PROVINCIAL
    assert yuan(top, "rewards of good groups") == 400_000
    half = copy.deepcopy(good)
    half.schools.resources[:], half.schools.satisfied[:] = -0.2, 0
    assert after(half, standing.choose, standing__years=1).groups.tier[0] == Tier.DISTRICT  # two criteria of four


def test_what_a_group_lends_its_schools_counts_among_their_resources_and_no_pupils_meet_nothing(good: World) -> None:
    lent = copy.deepcopy(good)
    lent.schools.shared[:] = 0.25
    assert standing.resourced(good)[:2].tolist() == [True, False]
    assert standing.resourced(lent)[:2].tolist() == [True, True]
    strict = after(good, standing__resources=0.5)
    assert not standing.resourced(strict).any()
    empty = copy.deepcopy(good)
    s, ties = empty.schools, empty.ties
    one = np.unique(np.concatenate([empty.groups.core[:1], ties.school[ties.active & (ties.group == 0)]]))
    s.pupils[one] = 0
    criteria = (standing.resourced, standing.progressing, standing.pleased, standing.managed)
    assert not any(f(empty)[0] for f in criteria)


def test_a_new_group_that_fails_its_acceptance_gets_less_until_it_passes(good: World) -> None:
    g = good.groups
    g.formed[:] = good.term + 1 - 4
    found = after(good, standing.accept, standing__accept_after=2, finance__earmark=50_000.0)
    assert found.groups.failed[:2].tolist() == [False, True]
    assert not after(good, standing.accept, standing__accept_after=3).groups.failed.any()  # not its year
    late = copy.deepcopy(good)
    late.groups.formed[:] = good.term + 1 - 5  # in spring: it is two years old in the spring after
    assert after(late, standing.accept, standing__accept_after=2).groups.failed[:2].tolist() == [False, True]
    assert not any(after(late, standing.accept, standing__accept_after=n).groups.failed.any() for n in (1, 3))

    def earmark(world: World) -> float:
        return yuan(after(world, finance.budget), "earmark") - yuan(world, "earmark")

    assert earmark(good) - earmark(found) == 25_000
    found.term += 2
    found.schools.progress[:, :, 0], found.schools.resources[:], found.schools.management[:] = 1.0, 0.1, 0.1
    assert not after(found, standing.accept).groups.failed.any()


def test_cores_pay_in_where_their_members_do(world: World) -> None:
    world = copy.deepcopy(world)
    carried = network.channel(world, "money") * world.ties.active
    units = np.unique(world.ties.group[carried > 0])
    assert units.size
    found = after(world, funds.pool, finance__pool_core=0.05)
    core = world.groups.core[units]
    mean = np.array([carried[(world.ties.group == u) & (carried > 0)].mean() for u in units])
    due = 0.05 * mean * finance.public_funds(world, core)
    np.testing.assert_allclose((found.groups.fund - world.groups.fund)[units], due, rtol=1e-5)
    np.testing.assert_allclose((world.schools.cash - found.schools.cash)[core], due, rtol=1e-5)


def test_what_is_left_of_a_fund_goes_by_need_and_by_appraisal(world: World) -> None:
    world = copy.deepcopy(world)
    s, g = world.schools, world.groups
    g.fund[:] = 0
    g.fund[0] = 10_000
    on = world.ties.school[world.ties.active & (world.ties.group == 0)]
    for name in STOCKS.names:
        getattr(s, name)[:] = 1e9
    s.equipment[on[0]] = 0
    s.progress[:, :, 0] = 0
    s.progress[on[1], :, 0] = 2
    found = after(world, funds.share_out, finance__to_members=0.5, finance__appraised=0.3)
    more = found.schools.cash - s.cash
    assert more[on[0]] == pytest.approx(5000)
    assert more[on[1]] == pytest.approx(3000)
    assert found.groups.fund[0] == pytest.approx(2000)
    assert more.sum() == pytest.approx(8000)
    over = after(world, funds.share_out, finance__to_members=1.0, finance__appraised=1.0)
    assert over.groups.fund[0] == pytest.approx(0)
    assert (over.schools.cash - s.cash)[on[0]] == pytest.approx(5000)


def test_gifts_go_to_schools_of_good_name_and_volunteers_relieve_teachers(world: World) -> None:
    world = copy.deepcopy(world)
    s = world.schools
    s.reputation[:] = 0
    s.reputation[0] = 1
    found = after(world, gifts.give, gifts__schools=100.0, gifts__name=1.0, gifts__groups=3000.0)
    more, heads = found.schools.cash - s.cash, s.pupils.sum(1) * s.active
    assert more.sum() == pytest.approx(100 * heads.sum())
    other = np.flatnonzero(heads)[1]
    assert more[0] / heads[0] == pytest.approx(np.e * more[other] / heads[other], rel=1e-4)
    assert yuan(found, "gifts to groups") == 3000 * (found.groups.fund > world.groups.fund).sum() > 0
    helped = after(world, gifts.volunteer, gifts__volunteers=4.0)
    before, now = workload.week(world).after_school, workload.week(helped).after_school
    assert before.any()
    np.testing.assert_allclose(now, 0.6 * before, rtol=1e-5)
    late = after(world, gifts.volunteer, gifts__volunteers=4.0, time__after_school_from=2050)
    assert not late.schools.relief.any()


def test_hosts_learn_less_of_a_guest_who_carries_as_many_lessons_as_they_do() -> None:
    """One colleague ahead of all others: what they learn falls to what is heard of that one."""
    assert team_research.leads(
        np.array([0.0, 0.2, 0.1]), np.array([1.0, 1.0, 1.0]), np.array([0, 3]), np.array([1, 2, 0])
    ).tolist() == pytest.approx([0.15, 0, 0.05])
    muted = team_research.leads(
        np.array([0.0, 0.2, 0.1]), np.array([1.0, 0.4, 1.0]), np.array([0, 3]), np.array([1, 2, 0])
    )
    assert muted.tolist() == pytest.approx([0.4 * 0.1 + 0.05, 0, 0.4 * 0.05])
    world = run_case(
        mini(), terms=5, **{**OFF, "rotation.on": True, "rotation.annual_share": 0.3, "rotation.load": 0.5}
    ).world
    rows = world.live_teachers()
    away = world.teachers.placement[rows] == kinds.code("rotation")
    assert away.any()
    heard = team_research.heard(after(world, growth__as_ordinary=0.8))[rows]
    np.testing.assert_allclose(heard, np.where(away, 1 - 0.8 * 0.5, 1))


def test_the_weary_consent_less(world: World) -> None:
    world = copy.deepcopy(world)
    rows = world.live_teachers()
    world.teachers.burnout[rows] = np.where(rng.uniform(rng.key(1, "half"), world.teachers.uid[rows]) < 0.5, 1.0, 0.0)
    ties = network.active_ties(world)
    seat = np.zeros(rows.size, np.int64)
    tired = world.teachers.burnout[rows] > 0

    def consent(weary: float) -> np.ndarray:
        return Rotation(on=True, willing=0.3, weary=weary)._consent(world, rows, seat, ties)

    np.testing.assert_array_equal(consent(0.0)[~tired], consent(3.0)[~tired])
    assert consent(3.0)[tired].mean() < 0.5 * consent(0.0)[tired].mean()


def test_equipment_may_have_a_share_of_its_own(world: World) -> None:
    world = copy.deepcopy(world)
    world.schools.shared[:] = 0
    core, member = network.ends(world, network.active_ties(world))
    for name in ("teaching_area", "sports_area", "media_rooms"):
        getattr(world.schools, name)[:] = 0
    world.schools.equipment[:] = 1.0
    world.schools.equipment[core] = 1e8

    def lent(ratio: float) -> np.ndarray:
        found = copy.deepcopy(world)
        FacilitySharing(on=True, equipment=ratio, give=0.5).lend(found)
        return np.maximum(found.schools.shared[member], 0)

    once, twice = lent(1.0), lent(2.0)
    assert once.any()
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-5)
    assert not lent(0.0).any()


def test_a_group_lays_out_capital_where_a_survey_finds_most_lacking(world: World) -> None:
    world = copy.deepcopy(world)
    s = world.schools
    seats = network.seats(world, network.active_ties(world), "resources")
    mine = np.unique(seats.school[seats.unit == 0])
    for name in STOCKS.names:
        getattr(s, name)[:] = 1e9
    s.equipment[mine[0]] = 0
    s.cash[:] = 1e7
    found = after(world, funds.plan, finance__planned=0.5)
    more = found.schools.cash - s.cash
    capital = (s.pupils @ world.stages.of(world.settings.params.finance.capital)) * s.means
    units = np.bincount(seats.school, minlength=len(s))
    given = 0.5 * (capital / np.maximum(units, 1))[seats.school] * np.minimum(seats.strength, 1)
    pot = given[seats.unit == 0].sum()
    put_in = given[(seats.unit == 0) & (seats.school == mine[0])].sum()
    assert more[mine[0]] == pytest.approx(pot - put_in, rel=1e-6)
    assert (more[np.setdiff1d(mine, mine[:1])] < 0).all()
    assert more.sum() == pytest.approx(0, abs=1e-3)
    np.testing.assert_allclose(found.groups.fund, world.groups.fund, atol=1e-6)
    assert hours(found, "survey of resources") == 20 * np.unique(seats.school).size
    assert not np.delete(more, mine).any()


def test_teachers_who_are_not_content_work_less_with_others(world: World) -> None:
    world = copy.deepcopy(world)
    world.schools.content[:] = 0.8
    on = np.flatnonzero(world.ties.active)
    discontent = world.ties.school[on[0]]
    world.schools.content[discontent] = 0.5
    plain, heeded = (after(world, groups.reach, ties__will=x).ties.reach for x in (0.0, 0.5))
    least = np.where((world.ties.school == discontent) | (world.groups.core[world.ties.group] == discontent), 0.5, 0.8)
    joined = [FUNCTIONS.index(name) for name in ("staff", "research", "teaching", "courses")]
    other = np.setdiff1d(np.arange(len(FUNCTIONS)), joined)
    assert plain[on][:, joined].all()
    np.testing.assert_allclose(
        heeded[on][:, joined], plain[on][:, joined] * (1 - 0.5 * (1 - least[on]))[:, None], rtol=1e-5
    )
    np.testing.assert_array_equal(heeded[:, other], plain[:, other])


def test_days_at_bases_serve_development_as_far_as_the_fund_pays(world: World) -> None:
    world = copy.deepcopy(world)
    seats = network.seats(world, network.active_ties(world), "resources")
    world.groups.fund[:] = 1e9
    rich = after(world, bases.stay, bases__days=5.0)
    total = np.zeros(len(world.schools))
    np.add.at(total, seats.school, 0.03 * 0.5 * np.minimum(seats.strength, 1))
    once = np.bincount(seats.school, minlength=len(total)) == 1
    np.testing.assert_allclose(rich.schools.care.max(1)[once], total[once], rtol=1e-5)
    cost = yuan(rich, "bases")
    heads = (world.schools.pupils[seats.school] * seats.tied).sum(1)
    assert cost == pytest.approx(25 * 2.5 * (np.minimum(seats.strength, 1) * heads).sum(), rel=1e-6)
    assert hours(rich, "bases escorted") == pytest.approx(cost / 25 * 3.5 / 25, rel=1e-6)
    world.groups.fund[:] = 1000.0
    poor = after(world, bases.stay, bases__days=5.0)
    assert yuan(poor, "bases") == pytest.approx(1000.0 * np.unique(seats.unit).size)
    assert 0 < poor.schools.care.sum() < 0.5 * rich.schools.care.sum()
