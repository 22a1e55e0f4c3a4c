"""Postings: what a rule asks of schools and what they do, whom heads let go, and what hosts and senders gain and lose."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from worlds import everything_on, layered, mini, run_case

from sim import kinds
from sim.instruments import instruments
from sim.kinds import REASONS
from sim.model import DistrictModel
from sim.presets import PRESETS
from sim.processes import counterparts, market, teaching
from sim.schedule import steps
from sim.world import World

OFF = {f"{name}.on": False for name in instruments()}
ROTATE = {
    **OFF,
    "rotation.on": True,
    "rotation.annual_share": 0.3,
    "rotation.eligible_years": 1,
    "rotation.backbone_share": 0.0,
}


def until(world: World, name: str) -> World:
    """Let a term go on until a step of a name has been taken."""
    for step in steps(world):
        step.apply(world)
        if step.name == name:
            return world
    raise AssertionError(name)


def tool(world: World, name: str) -> Any:
    return world.settings.instruments[name]


def acted(world: World, name: str, method: str) -> World:
    """Return a copy of a world in which an instrument has acted."""
    after = copy.deepcopy(world)
    getattr(tool(after, name), method)(after)
    return after


def ready(terms: int = 2, **settings: Any) -> World:
    """Return the small district in the autumn of its groups, when postings are about to be made."""
    return until(run_case(mini(everything_on), terms=terms, **settings).world, "first posts")


def log(world: World, kind: str) -> np.ndarray:
    return np.flatnonzero(world.placements.kind[: world.n_placements] == kinds.code(kind))


@pytest.mark.parametrize("strength", [1e-6, 1.0])
def test_the_rate_of_the_rule_is_a_share_of_those_eligible_however_weak_the_ties(strength: float) -> None:
    world = ready(**{**ROTATE, "rotation.annual_share": 0.1, "rotation.mode": "directed"})
    world.ties.reach[world.ties.active] = strength
    after = acted(world, "rotation", "rotate")
    (one,) = [s for s in after.sendings if s.term == world.term]
    t = world.teachers
    core = world.names.school_row["c-p1"]
    young = world.year - t.birth_year < np.where(t.female, 45, 50)
    eligible = (t.active & (t.register == core) & (t.placement == kinds.AT_HOME) & (t.years_here >= 1) & young).sum()
    assert eligible > 20
    assert one.required[core].sum() == pytest.approx(0.1 * eligible, abs=1)  # rounded by one draw
    assert one.sent[core].sum() == one.required[core].sum()


def test_a_school_in_several_units_is_asked_once() -> None:
    world = until(run_case(mini(everything_on, layered), terms=2, **ROTATE).world, "first posts")
    after = acted(world, "rotation", "rotate")
    t, row = world.teachers, world.names.school_row["h-p1"]
    young = world.year - t.birth_year < np.where(t.female, 45, 50)
    able = (t.active & (t.register == row) & (t.placement == kinds.AT_HOME) & (t.years_here >= 1) & young).sum()
    one = next(s for s in after.sendings if s.term == world.term and s.instrument == "rotation")
    assert able > 3
    assert abs(one.required[row].sum() - 0.3 * able) < 1


@pytest.mark.parametrize("mode", ["exchange", "directed", "surplus"])
@pytest.mark.parametrize("voluntary", [False, True])
def test_what_was_to_be_sent_is_what_was_sent_and_the_reasons_why_not(mode: str, voluntary: bool) -> None:
    settings = {"rotation.mode": mode, "rotation.voluntary": voluntary, "first_post.host_share": 0.03}
    world = run_case(mini(everything_on, layered), **settings).world
    seen = set()
    for one in world.sendings:
        np.testing.assert_allclose(
            one.required.sum(1), one.sent.sum(1) + sum(one.short.values()), atol=1e-9, err_msg=one.instrument
        )
        assert all((heads >= -1e-9).all() for heads in one.short.values()), one.instrument
        seen |= {(one.instrument, REASONS.names[i]) for i, heads in one.short.items() if heads.sum() > 0.5}
    assert ("first_post", "room") in seen
    assert (("rotation", "consent") in seen) == voluntary
    assert (
        "rotation",
        {"exchange": "partner", "directed": "post", "surplus": "spare"}[mode],
    ) in seen or mode == "directed"
    begun = world.placements.start[: world.n_placements]
    sent = dict.fromkeys(np.unique(begun).tolist(), 0.0)
    for one in world.sendings:
        if one.term in sent:
            sent[one.term] += one.sent.sum()
    assert sent == {term: (begun == term).sum() for term in sent}


def test_the_table_of_postings_says_so_by_school() -> None:
    model = run_case(mini(everything_on), record=True)
    table = model.tables()["postings"]
    short = table[[f"short_{name}" for name in REASONS.names]].sum(axis=1)
    np.testing.assert_allclose(table["required"], table["sent"] + short)
    assert set(table["instrument"]) == {"first_post", "follow_post", "rotation", "secondment", "visiting_teachers"}
    district = model.tables()["district"]
    year = table[(table["instrument"] == "rotation") & (table["year"] == 2020)]
    met = district[district["year"] == 2020]["rotation_met"]
    assert met.min() <= year["sent"].sum() / year["required"].sum() <= met.max()


def test_in_the_directed_mode_only_cores_send_and_only_to_members_they_lead() -> None:
    world = run_case(mini(everything_on), **ROTATE, **{"rotation.mode": "directed"}).world
    rows = log(world, "one_way_rotation")
    assert rows.size > 20
    p, g, ties = world.placements, world.groups, world.ties
    np.testing.assert_array_equal(p.origin[rows], g.core[p.group[rows]])
    pairs = set(zip(ties.group.tolist(), ties.school.tolist(), strict=True))
    assert set(zip(p.group[rows].tolist(), p.target[rows].tolist(), strict=True)) <= pairs


def test_surplus_teachers_fill_posts_that_are_vacant_and_novices_are_hired_for_the_rest() -> None:
    world = until(
        run_case(
            mini(everything_on),
            terms=4,
            **ROTATE,
            **{"rotation.mode": "surplus", "careers.offered": 0.0, "careers.deployed": 0.0},  # else they move for good
        ).world,
        "team.send_teams",
    )
    s, core, member = world.schools, *(world.names.school_row[n] for n in ("c-p1", "b-p1"))
    s.posts[core, 0] -= 3
    s.posts[member, 0] += 3
    before = counterparts.balance(world)
    after = acted(world, "rotation", "balance")
    t = after.teachers
    moved = np.flatnonzero(t.active & (t.placement == kinds.code("surplus_rotation")))
    assert moved.size > 3
    home, there = (after.stages.team(x[moved], t.stage[moved], t.block[moved]) for x in (t.register, t.post))
    assert (before[home] > 0).all()
    assert (before[there] < 0).all()
    left = counterparts.balance(after)
    np.testing.assert_array_equal(
        left - before, np.bincount(there, minlength=left.size) - np.bincount(home, minlength=left.size)
    )
    assert (left[there] <= 0).all()
    assert (left[home] >= 0).all()
    hired = [w.teachers.active.sum() for w in (world, after) if market.fill.apply(w) is None]
    assert hired[0] - hired[1] == moved.size


MOST = {"two_campuses": 1}  # members that a group of the form may have


def leaning(form: str, mode: str, **settings: Any) -> tuple[float, float]:
    """Return how much better than their colleagues those are whom cores send, and what members' skill gains by postings [SD]."""

    def of_form(raw: dict[str, Any]) -> None:
        everything_on(raw)
        for group in raw["groups"]:
            group["members"] = [{**member, "form": form} for member in group["members"][: MOST.get(form)]]
        raw["reforms"] = raw["reforms"][:2]

    chosen, gain = [], []
    for seed in (1, 2):
        model = run_case(mini(of_form), rng=seed, terms=10, **ROTATE, **{"rotation.mode": mode}, **settings)
        world = model.world
        t, p = world.teachers, world.placements
        on = t.active
        cores = np.unique(world.groups.core)
        rows = np.flatnonzero(np.isin(p.origin[: world.n_placements], cores))
        mean = t.skill[on & np.isin(t.register, cores)].mean()
        chosen.append(p.skill[rows].mean() - mean)
        member = np.unique(world.ties.school)
        gain.append(t.skill[on & np.isin(t.post, member)].mean() - t.skill[on & np.isin(t.register, member)].mean())
    sd = world.settings.params.careers.skill_sd
    return float(np.mean(chosen)) / sd, float(np.mean(gain)) / sd


SENDING = [name for name, _, doses in PRESETS if doses.get("dose_rotation", 1.0)]


def test_rotation_acts_over_every_form_but_that_of_research() -> None:
    assert {name for name, _, _ in PRESETS} - set(SENDING) == {"research"}


@pytest.mark.parametrize("form", SENDING)
def test_heads_send_the_weak_or_the_good_whatever_the_form_of_tie(form: str) -> None:
    """Also where a form knows no bundled evaluation: whom a head sends can be judged without it."""
    weak, _ = leaning(form, "exchange", **{"rotation.appraised": 0.0})
    good, gain = leaning(form, "exchange", **{"rotation.appraised": 1.0})
    assert weak < -0.2
    assert good > 0.2
    assert gain > 0


@pytest.mark.parametrize("mode", ["exchange", "directed"])
def test_members_gain_skill_when_heads_send_the_good_and_lose_none_of_it_upward(mode: str) -> None:
    """Net, in skill of those who teach at members less those on their registers: who came up is weaker than who went down."""
    _, poor = leaning("tight", mode, **{"rotation.appraised": 0.0})
    _, rich = leaning("tight", mode, **{"rotation.appraised": 1.0})
    assert rich > 0
    assert rich > poor
    if mode == "exchange":  # where members send their good ones too
        _, same = leaning("tight", mode, **{"rotation.appraised": 1.0, "rotation.release.up.joint": 1.0})
        assert rich > same


def seconded(managers: int, vacant: bool = False) -> World:
    world = ready(
        **OFF
        | {
            "secondment.on": True,
            "secondment.managers": managers,
            "secondment.most_away": 1.0,
            "secondment.posts": 0.4,
        },
    )
    s = world.schools
    s.management[:], s.practice[:], s.lead[:] = 0, 0, 0
    s.management[world.names.school_row["c-p1"]] = 0.1
    world.ties.reach[world.ties.active] = 0.5
    after = acted(world, "secondment", "second")
    teaching.timetable.apply(after)  # which names others for their offices
    if vacant:
        after.teachers.duty[:] = 0
    return acted(after, "secondment", "manage")


def test_each_further_manager_carries_less_and_the_core_goes_without_them() -> None:
    """0.5 of 0.1 (u + (1 - u)(1 - 2^-m)); the core lacks its share of managers."""
    lent, core_lead = [], []
    for m in (1, 2, 4, 6):
        world = seconded(m)
        s, t = world.schools, world.teachers
        core, member = (world.names.school_row[n] for n in ("c-p1", "b-p1"))
        p = tool(world, "secondment")
        there = (t.active & (t.post == member) & (t.placement == kinds.code("secondment"))).sum()
        assert there == m
        lent.append(s.lead[member, 0])
        assert lent[-1] == pytest.approx(0.5 * 0.1 * (p.unified + (1 - p.unified) * (1 - 2.0**-m)), rel=1e-5)
        away = (t.active & (t.register == core) & (t.placement == kinds.code("secondment"))).sum()
        core_lead.append(s.lead[core, 0])
        lacks = -p.missed * away / (p.posts * (t.active & (t.register == core)).sum())
        assert core_lead[-1] == pytest.approx(lacks * (1 - 0.5), rel=1e-5), "all their offices are filled"
    each = [(b - a) / n for (a, b), n in zip(pairwise(lent), (1, 2, 2), strict=True)]
    assert each[0] > each[1] > each[2] > 0
    assert core_lead == sorted(core_lead, reverse=True)


def test_a_core_is_charged_once_for_a_manager_who_is_away() -> None:
    """What a colleague in the office makes good is paid in that colleague's lessons; where nobody is, all is missed."""
    lead = {vacant: seconded(2, vacant).schools.lead for vacant in (False, True)}
    core = run_case(mini(), terms=0).world.names.school_row["c-p1"]
    assert lead[True][core, 0] < 0
    assert lead[False][core, 0] == pytest.approx(lead[True][core, 0] * (1 - 0.5), rel=1e-5)


def test_a_core_keeps_the_managers_it_needs_and_says_so() -> None:
    world = ready(**OFF | {"secondment.on": True, "secondment.managers": 6, "secondment.most_away": 0.25})
    after = acted(world, "secondment", "second")
    t, p = after.teachers, tool(after, "secondment")
    away = np.bincount(t.register[t.active & (t.placement == kinds.code("secondment"))], minlength=len(after.schools))
    staff = np.bincount(t.register[t.active], minlength=len(after.schools))
    assert (away <= p.most_away * p.posts * staff).all()
    assert away.any()
    assert after.sendings[-1].short[REASONS.code("spare")].sum() > 0


def test_guests_of_one_kind_leave_the_places_of_another_free() -> None:
    world = ready(
        terms=4,
        **OFF
        | {
            "first_post.on": True,
            "first_post.host_share": 0.5,
            "careers.exit": 0.1,
            "follow_post.on": True,
            "follow_post.annual_share": 0.2,
        },
    )
    after = acted(world, "first_post", "begin")
    t, core = after.teachers, after.names.school_row["c-p1"]
    staff = (t.active & (t.register == core)).sum()
    novices = (t.active & (t.post == core) & (t.placement == kinds.code("first_post"))).sum()
    room = tool(after, "follow_post").host_share * staff
    assert novices > room / 2
    both = acted(after, "follow_post", "go").teachers
    guests = (both.active & (both.post == core) & (both.placement == kinds.code("follow_post"))).sum()
    assert room - 1 <= guests <= room


def test_a_core_that_is_compensated_has_posts_for_the_novices_it_hosts() -> None:
    world = until(
        run_case(
            mini(everything_on),
            terms=4,
            **OFF | {"first_post.on": True, "first_post.host_posts": 1.0, "careers.exit": 0.1},
        ).world,
        "team.send_teams",
    )
    guests = np.flatnonzero(world.teachers.active & (world.teachers.placement == kinds.code("first_post")))
    assert guests.size
    after = acted(world, "first_post", "compensate")
    t = world.teachers
    n = np.zeros_like(world.schools.posts)
    np.add.at(n, (t.post[guests], t.stage[guests], t.block[guests]), 1)
    np.testing.assert_array_equal(after.schools.posts - world.schools.posts, n)


def test_posts_are_dealt_with_the_least_travel() -> None:
    draw = np.random.Generator(np.random.PCG64(1))
    for _ in range(100):
        first = np.concatenate([[0], np.cumsum(draw.integers(1, 9, 5))])
        home = draw.integers(0, 4, first[-1])
        x, y = draw.normal(0, 5, (2, 4))[:, home]
        post = counterparts.dealt(first, home, x, y)
        for a, b in pairwise(first.tolist()):
            assert sorted(post[a:b]) == list(range(a, b))
            km = np.hypot(x[a:b, None] - x[a:b], y[a:b, None] - y[a:b])
            km += counterparts.APART * (home[a:b, None] == home[a:b])
            one, other = linear_sum_assignment(km)
            assert km[np.arange(b - a), post[a:b] - a].sum() == pytest.approx(km[one, other].sum())


def test_a_model_that_posts_nobody_has_no_table_of_postings() -> None:
    model: DistrictModel = run_case(mini(), record=True, terms=4, reforms=False)
    assert "postings" not in model.tables()
