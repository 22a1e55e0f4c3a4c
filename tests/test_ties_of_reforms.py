"""Reforms bind, free and re-form ties on a date: entry, exit, another form, dissolution."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from test_events import on, row, world
from worlds import after_each_term, mini

from sim.case import CaseError
from sim.roles import MEMBER, roles
from sim.world import World


def code(w: World, form: str) -> int:
    """Return the code of a form."""
    return list(w.settings.forms).index(form)


def partners(w: World, group: str) -> dict[str, int]:
    """Return the members of a group now bound, and the form of each."""
    ties, of = w.ties, {i: name for name, i in w.names.school_row.items()}
    here = np.flatnonzero(ties.active & (ties.group == w.names.group_row[group]))
    return {of[int(ties.school[i])]: int(ties.form[i]) for i in here}


def test_a_school_joins_on_its_day_by_the_form_it_is_given() -> None:
    case = on("2018-08", join=[{"group": "g-p", "school": "c-p2", "form": "alliance"}])
    assert "c-p2" not in partners(world(case, terms=4), "g-p")
    after = world(case)
    assert partners(after, "g-p")["c-p2"] == code(after, "alliance")
    tie = int(np.flatnonzero(after.ties.active & (after.ties.school == row(after, "c-p2")))[0])
    assert after.ties.distance[tie] == pytest.approx(1.5)
    assert after.ties.reach[tie].sum() > 0
    assert after.ties.start[tie] == 4


def test_a_school_that_joins_leaves_the_unit_it_was_in() -> None:
    after = world(on("2018-08", join=[{"group": "g-j", "school": "b-p1", "form": "assist"}]))
    assert "b-p1" not in partners(after, "g-p")
    assert "b-p1" in partners(after, "g-j")


def test_a_school_leaves_and_its_group_goes_on() -> None:
    after = world(on("2018-08", leave=[{"group": "g-p", "school": "b-p1"}]))
    assert {*partners(after, "g-p")} == {"h-p1", "h-p2"}
    assert after.groups.active[after.names.group_row["g-p"]]


def test_a_group_that_is_dissolved_has_no_ties_and_does_not_come_back() -> None:
    after = world(on("2018-08", dissolve=[{"group": "g-p"}]), terms=8)
    assert not partners(after, "g-p")
    assert not after.groups.active[after.names.group_row["g-p"]]
    assert partners(after, "g-j")


@pytest.mark.parametrize("fade", [0.0, 0.3])
def test_what_a_member_learnt_of_its_core_outlasts_the_group_and_fades_year_by_year(fade: float) -> None:
    learns = {
        "principals.practice_fade": fade, "principals.duty": 1.0, "secondment.learning": 1.0, "secondment.new_years": 30,
        "secondment.posts": 0.4, "start.management_level": 0.12, "start.management_sd": 0.02,  # a strong core has much to give
    }  # fmt: skip

    def learnt(**events: Any) -> np.ndarray:
        worlds = after_each_term(mini(on("2018-08", **events)), years=6, **learns)
        return np.array([w.schools.practice[row(w, "b-p1")].sum() for w in worlds], np.float64)

    ended, goes_on = learnt(dissolve=[{"group": "g-p"}]), learnt()
    assert 0 < ended[4] == goes_on[4]  # the summer before the group is dissolved
    assert goes_on[5] > ended[5]
    np.testing.assert_allclose(ended[6::2], ended[4] * (1 - fade) ** np.arange(1, 5), rtol=1e-5)


def test_a_tie_goes_over_to_another_form() -> None:
    case = on("2018-08", form=[{"group": "g-p", "school": "h-p1", "form": "tight"}])
    before, after = world(case, terms=4), world(case)
    assert partners(before, "g-p")["h-p1"] == code(before, "assist")
    assert partners(after, "g-p")["h-p1"] == code(after, "tight")
    assert partners(after, "g-p")["h-p2"] == code(after, "assist")


def test_the_baseline_keeps_nothing_but_the_role_of_who_will_join() -> None:
    case = on("2018-08", join=[{"group": "g-p", "school": "c-p2", "form": "tight"}])
    base = world(case, reforms=False)
    assert not base.ties.active.any()
    assert roles(base)[row(base, "c-p2")] == MEMBER
    assert roles(world())[row(base, "c-p2")] == 0


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (
            {"join": [{"group": "g-q", "school": "c-p2", "form": "tight"}]},
            "there is no group 'g-q'; nearest valid name: 'g-p'",
        ),
        ({"join": [{"group": "g-p", "school": "c-p2", "form": "tigt"}]}, "'tigt'.*nearest valid name: 'tight'"),
        ({"join": [{"group": "g-p", "school": "c-p1", "form": "tight"}]}, "'c-p1' is the core of 'g-p'"),
        (
            {"join": [{"group": "g-p", "school": "c-p2", "form": "tight", "stage": "junior"}]},
            "does not teach the stage 'junior'",
        ),
        ({"leave": [{"group": "g-p", "school": "c-p22"}]}, "there is no 'c-p22'"),
        ({"dissolve": [{"group": "g-x"}]}, "there is no group 'g-x'"),
    ],
)
def test_what_cannot_be_is_refused(events: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        mini(on("2018-08", **events))


def test_a_group_must_have_been_formed() -> None:
    with pytest.raises(CaseError, match="the group 'g-j' is formed later, in 2018-02"):
        mini(on("2017-08", dissolve=[{"group": "g-j"}]))


def test_who_joins_comes_before_who_leaves_so_that_a_group_does_not_lose_its_last_member() -> None:
    swap = on(
        "2018-08",
        leave=[{"group": "g-p", "school": name} for name in ("b-p1", "h-p1", "h-p2")],
        join=[{"group": "g-p", "school": "c-p2", "form": "tight"}],
    )
    after = world(swap)
    assert {*partners(after, "g-p")} == {"c-p2"}
    assert after.groups.active[after.names.group_row["g-p"]]


@pytest.mark.parametrize(
    "events",
    [
        {"join": [{"group": "g-p", "school": "c-p2", "form": "tight"}]},
        {"leave": [{"group": "g-p", "school": "h-p1"}]},
        {"form": [{"group": "g-p", "school": "h-p1", "form": "tight"}]},
    ],
    ids=lambda events: next(iter(events)),
)
def test_nothing_happens_to_a_group_that_was_dissolved(events: dict[str, Any]) -> None:
    with pytest.raises(CaseError, match="the group 'g-p' was dissolved before, in 2018-02"):
        mini(on("2018-02", dissolve=[{"group": "g-p"}]), on("2018-08", **events))


# --- Who leads and who follows is what the events before have made of it.

LED_BY_B = on("2018-02", core=[{"group": "g-p", "school": "b-p1", "form": "tight"}])


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ({"core": [{"group": "g-p", "school": "b-p1", "form": "tight"}]}, "'b-p1' is the core of 'g-p' on that day"),
        ({"form": [{"group": "g-p", "school": "b-p1", "form": "tight"}]}, "'b-p1' is the core of 'g-p' on that day"),
        ({"leave": [{"group": "g-p", "school": "b-p1"}]}, "'b-p1' is the core of 'g-p' on that day"),
        ({"join": [{"group": "g-j", "school": "b-p1", "form": "tight"}]}, "'b-p1' joins 'g-j' while it is the core of"),
        ({"merge": [{"schools": ["b-p1"], "into": "h-p1"}]}, "'b-p1' is the core of 'g-p' on that day and cannot be merged"),
    ],
    ids=lambda events: next(iter(events)) if isinstance(events, dict) else "",
)  # fmt: skip
def test_who_leads_since_an_event_is_the_core(events: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        mini(LED_BY_B, on("2018-08", **events))


@pytest.mark.parametrize(
    "events",
    [
        {"core": [{"group": "g-p", "school": "c-p1", "form": "tight"}]},  # back again
        {"form": [{"group": "g-p", "school": "c-p1", "form": "assist"}]},
        {"leave": [{"group": "g-p", "school": "c-p1"}]},
        {"join": [{"group": "g-j", "school": "c-p1", "form": "tight"}]},
        {"merge": [{"schools": ["c-p1"], "into": "c-p2"}]},
    ],
    ids=lambda events: next(iter(events)),
)
def test_who_led_before_is_a_member_like_others(events: dict[str, Any]) -> None:
    after = world(LED_BY_B, on("2018-08", **events))
    school = row(after, "c-p1")
    assert (after.groups.core[after.names.group_row["g-p"]] == school) == ("core" in events)
    assert ("c-p1" in partners(after, "g-p")) == ("form" in events)
    assert ("c-p1" in partners(after, "g-j")) == ("join" in events)
    assert after.schools.active[school] != ("merge" in events)


def test_the_core_of_a_group_that_was_dissolved_is_free_to_be_merged() -> None:
    after = world(
        on("2018-02", dissolve=[{"group": "g-p"}]), on("2018-08", merge=[{"schools": ["c-p1"], "into": "c-p2"}])
    )
    assert after.schools.successor[row(after, "c-p1")] == row(after, "c-p2")


def test_a_group_is_not_formed_around_a_school_that_is_gone() -> None:
    def late(raw: dict[str, Any]) -> None:
        raw["groups"][0]["formed"] = "2018-08"

    with pytest.raises(CaseError, match=r"groups \('g-p'\): its core 'c-p1' was merged into 'c-p2' before"):
        mini(late, on("2018-02", merge=[{"schools": ["c-p1"], "into": "c-p2"}]))


@pytest.mark.parametrize("key", ["leave", "form", "core"])
def test_an_event_about_a_school_that_is_no_member_is_refused(key: str) -> None:
    of = {"group": "g-p", "school": "c-p2"} | ({} if key == "leave" else {"form": "tight"})
    said = "'c-p2' is not a member of 'g-p' on that day; its members then: 'b-p1', 'h-p1' and 'h-p2'"
    with pytest.raises(CaseError, match=said):
        mini(on("2018-08", **{key: [of]}))
    joined = on("2018-02", join=[{"group": "g-p", "school": "c-p2", "form": "assist"}])
    assert mini(joined, on("2018-08", **{key: [of]}))
    with pytest.raises(CaseError, match="'c-p2' is not a member of 'g-p'"):
        mini(joined, on("2018-08", leave=[{"group": "g-p", "school": "c-p2"}]), on("2019-08", **{key: [of]}))


def test_a_member_does_not_join_its_own_group_once_more() -> None:
    with pytest.raises(CaseError, match="'b-p1' is a member of 'g-p' already on that day"):
        mini(on("2018-08", join=[{"group": "g-p", "school": "b-p1", "form": "tight"}]))


def test_a_group_whose_last_member_has_left_is_dissolved_for_events_too() -> None:
    away = on("2018-02", leave=[{"group": "g-p", "school": name} for name in ("b-p1", "h-p1", "h-p2")])
    with pytest.raises(CaseError, match="the group 'g-p' was dissolved before, in 2018-02"):
        mini(away, on("2018-08", join=[{"group": "g-p", "school": "c-p2", "form": "tight"}]))


def test_an_event_must_find_its_member_in_one_way_in_which_gates_may_open() -> None:
    """Whether the school has joined is known on the day alone; that nobody ever lets it join is known now."""
    gate = {"by": "2019-08", "groups": ["g-p"], "measure": "mean_score.primary", "of": "level", "at_least": 0.0}
    leaves = on("2020-08", leave=[{"group": "g-p", "school": "c-p2"}])

    def joins(raw: dict[str, Any]) -> None:
        on("2017-08", join=[{"group": "g-p", "school": "c-p2", "form": "tight"}], gate=gate)(raw)

    assert mini(joins, leaves)
    with pytest.raises(CaseError, match="'c-p2' is not a member of 'g-p' on that day"):
        mini(leaves)


def test_a_stage_of_a_tie_has_no_form_of_its_own_by_an_event() -> None:
    with pytest.raises(CaseError, match=r"unknown key.*stage"):
        mini(on("2018-08", form=[{"group": "g-p", "school": "h-p1", "form": "tight", "stage": "primary"}]))
