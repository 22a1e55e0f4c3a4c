"""Heads nominated by cores, titles in one quota, and contracts that end: what a group may decide of people."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import assert_sound, different, everything_on, mini, run_case, state_bytes

from sim import kinds, network
from sim.processes import careers, competition, nomination, principals
from sim.state import Honour, Title
from sim.supply import staff
from sim.world import World


def large(raw: dict[str, Any]) -> None:
    for s in raw["schools"]:
        s["pupils"] *= 3


def world_at(terms: int = 5, **values: Any) -> World:
    return run_case(mini(everything_on, large), terms=terms, **values).world


def test_a_nominated_head_brings_what_the_core_manages_better_and_the_core_loses_by_it() -> None:
    world = world_at(**{"principals.nomination": 0.5, "principals.nominee_loss": 0.02})
    s, row = world.schools, world.names.school_row
    expected, changed = np.zeros(len(s)), np.zeros(len(s), np.bool_)
    tight, loose = row["b-p1"], row["h-p1"]  # management 1 and 0.3 by their forms
    changed[[tight, loose]] = True
    s.management[row["c-p1"]] = 0.1
    better, costs = nomination.lift(world, expected, changed)
    assert better[tight] == pytest.approx(0.5 * 0.1)
    assert better[loose] == pytest.approx(0.5 * 0.3 * 0.1)
    assert costs[row["c-p1"]] == pytest.approx(0.02 * 0.5 * 1.3)
    assert better.nonzero()[0].tolist() == sorted([tight, loose])
    s.management[row["c-p1"]] = -0.1  # nobody asks a worse school for a head
    assert not any(part.any() for part in nomination.lift(world, expected, changed))


def test_new_heads_of_members_manage_as_their_core_does_where_it_nominates_them() -> None:
    always = {"principals.turnover": 0.5, "principals.nominee_loss": 0.05}
    world, free = world_at(**always, **{"principals.nomination": 1.0}), world_at(**always)
    member, core = world.names.school_row["b-p1"], world.names.school_row["c-p1"]
    seen = []
    for w in (world, free):
        w.settings = w.settings.changed({"principals.turnover": 0.5})
        w.schools.management[:] = 0.0
        w.schools.management[core] = 0.3
        w.term = 5
        for _ in range(8):  # until the member's turn comes
            before = w.schools.management[member]
            w.schools.management[core] = 0.3
            principals.change_heads.apply(w)
            w.term += 2
            if w.schools.management[member] != before:
                break
        seen.append(float(w.schools.management[member]))
    assert seen[0] == pytest.approx(seen[1] + 0.3, abs=1e-6)


def test_titles_of_pooled_staff_go_to_the_best_wherever_they_are() -> None:
    hosted = {"forms.tight.pooled": True}
    found = []
    for pooled in (False, True):
        world = world_at(**hosted, **{"careers.titles_pooled": pooled, "careers.credit": 0.0})
        t, s, row = world.teachers, world.schools, world.names.school_row
        core, member = row["c-p1"], row["b-p1"]
        t.title[:] = np.minimum(t.title, Title.SECOND)
        t.skill[t.register == core] -= 5.0  # all of the best are at the member
        careers.promote.apply(world)
        rose = t.active & (t.title >= Title.FIRST)
        quota = world.settings.params.careers.title_share["primary"]
        posts = s.posts[[core, member], 0].sum(1)
        found.append((rose[t.register == member].sum(), rose[(t.register == core) | (t.register == member)].sum()))
        most = sum(quota[name] for name in ("first", "senior", "full")) * posts.sum()
        assert abs(found[-1][1] - most) <= 2 or found[-1][1] < most
    assert found[1][0] > found[0][0]


def test_a_teacher_rises_one_title_at_a_time_and_no_title_is_held_beyond_its_posts() -> None:
    world = world_at()
    t, s = world.teachers, world.schools
    number = np.arange(t.title.size)
    t.title[:] = np.where(number % 16 == 0, Title.SENIOR, number % 3)  # so that there are posts of every title
    t.experience[:] = 40.0  # long enough for any
    before = t.title.copy()
    careers.promote.apply(world)
    novice = t.active & (before == Title.NONE)  # the second title is given to all, and counts for the next at once
    assert np.isin(t.title[novice], [Title.SECOND, Title.FIRST]).all()
    step = t.title - before
    assert set(step[t.active & ~novice].tolist()) == {0, 1}
    assert set(t.title[step > 0].tolist()) >= {Title.FIRST, Title.SENIOR, Title.FULL}
    held, shares = np.zeros((*s.pupils.shape, len(Title))), world.stages.of(world.settings.params.careers.title_share)
    np.add.at(held, (t.register[t.active], t.stage[t.active], t.title[t.active]), 1)
    for title in (Title.FIRST, Title.SENIOR, Title.FULL):
        rose = np.zeros(s.pupils.shape, np.bool_)
        up = t.active & (step > 0) & (t.title == title)
        rose[t.register[up], t.stage[up]] = True
        most = shares[:, title - Title.FIRST :].sum(1) * s.posts.sum(2) + 1
        assert (held[:, :, title:].sum(2) <= most)[rose].all()


def test_titles_and_honours_go_to_the_best_of_those_who_have_served_their_years() -> None:
    world = world_at()
    t, years = world.teachers, world.settings.params.careers.title_years
    t.title[:], t.honour[:] = np.minimum(t.title, Title.SECOND), Honour.NONE  # every post and every honour is vacant
    careers.promote.apply(world)
    first = t.active & (t.title == Title.FIRST)
    assert first.sum() > 20
    assert t.experience[first].min() >= years["first"]
    early = t.active & (t.experience < years["first"])
    assert early.sum() > 20
    waits = t.active & (t.title == Title.SECOND) & ~early
    assert t.skill[first].mean() > t.skill[waits].mean()
    careers.recognise.apply(world)
    honoured = t.active & (t.honour > Honour.NONE)
    assert honoured.sum() > 20
    assert not honoured[early].any()
    assert t.skill[honoured].mean() > t.skill[t.active & ~early & ~honoured].mean()


def contests(world: World) -> np.ndarray:
    """Return the teachers whose contract ends, after the years have been counted."""
    t, years = world.teachers, world.settings.params.careers.contract_years
    return np.flatnonzero(t.active & (t.placement == kinds.AT_HOME) & (t.years_here > 0) & (t.years_here % years == 0))


@pytest.mark.parametrize("among", ["county", "group"])
def test_those_whose_contract_is_over_compete_and_nobody_is_left_without_a_post(among: str) -> None:
    world = world_at(**{"careers.contract_years": 2, "careers.contract_with": among, "careers.seen": {"served": 0.95}})
    t, who = world.teachers, contests(world)
    before, years = t.register.copy(), t.years_here.copy()
    unit = network.units(world)
    competition.compete.apply(world)
    moved = np.flatnonzero(t.register != before)
    assert moved.size > 3
    assert np.isin(moved, who).all()
    assert (t.years_here[moved] == 0).all()
    assert (t.years_here[np.setdiff1d(who, moved)] == years[np.setdiff1d(who, moved)]).all()
    cell = world.stages.team(before[who].astype(np.int64), t.stage[who], t.block[who])
    after = world.stages.team(t.register[who].astype(np.int64), t.stage[who], t.block[who])
    assert np.array_equal(np.sort(cell), np.sort(after))  # every post is held
    if among == "group":
        old, new = (unit[school[moved], t.stage[moved]] for school in (before, t.register))
        assert (old == new).all()
        assert (old >= 0).all()
    assert_sound(world)
    paid = sum(float(e.amount.sum()) for e in world.books.entries if e.item == competition.CONTEST.name)
    assert paid > 0


def test_the_most_wanted_post_takes_who_looks_best() -> None:
    certain = {"careers.seen": {"served": 0.95}, "careers.taste": 0.0, "careers.contract_years": 1}
    world = world_at(**certain)
    t, who = world.teachers, contests(world)
    competition.compete.apply(world)
    worth = careers.appeal(world)[t.register[who]]
    here = (t.stage[who] == 0) & (t.block[who] == 0)
    assert np.corrcoef(worth[here], t.skill[who[here]])[0, 1] > 0.6
    lost = t.forced[who] & (t.terms_since_move[who] == 0)
    assert 0 < lost.sum() < (t.terms_since_move[who] == 0).sum()


def test_off_nothing_moves() -> None:
    off = {
        "careers.contract_cost": 999.0,
        "careers.contract_with": "group",
        "principals.nominee_loss": 0.05,
        "careers.titles_pooled": True,
    }
    one, other = (run_case(mini(everything_on), terms=6, **values).world for values in ({}, off))  # no form pools staff
    assert not different(state_bytes(one), state_bytes(other))


def test_the_bureau_delegates_on_a_date_what_a_form_lets_a_group_decide() -> None:
    def delegate(raw: dict[str, Any]) -> None:
        powers = {"forms.tight.hiring": 1.0, "forms.tight.pooled": True, "careers.titles_pooled": True}
        raw["reforms"].append({"date": "2019-08", "zh": "放管服", "en": "Delegation", "set": powers})

    before, after = (run_case(mini(everything_on, large, delegate), terms=n).world for n in (6, 7))
    core, member = before.names.school_row["c-p1"], before.names.school_row["b-p1"]
    for world, joint in ((before, False), (after, True)):
        assert (staff.pools(world)[member] == core) == joint
        assert (careers.known_as(world)[member] != world.schools.reputation[member]) == joint


def test_a_teaching_point_has_no_staff_of_its_own_and_is_managed_by_the_central_school() -> None:
    def point(raw: dict[str, Any]) -> None:
        raw["groups"][0]["members"][2] = {"school": "h-p2", "form": "teaching_point"}
        raw["schools"][9]["pupils"] = 40

    world = run_case(mini(everything_on, point), terms=5).world
    core, tiny = world.names.school_row["c-p1"], world.names.school_row["h-p2"]
    assert staff.pools(world)[tiny] == core
    row = np.flatnonzero(world.ties.active & (world.ties.school == tiny))[0]
    assert world.settings.by_form("management")[world.ties.form[row], 0] == 1
    assert careers.known_as(world)[tiny] != world.schools.reputation[tiny]  # its staff are hired in the core's name
