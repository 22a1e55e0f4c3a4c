"""Events of reforms do what they say, on their day, to those they name, and to nobody in the other arm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from worlds import different, mini, run_case, state_bytes

from sim.axes import Kind
from sim.case import Case, CaseError
from sim.state import Honour
from sim.supply.places import standard
from sim.world import World

NEW = {
    "id": "c-p9",
    "zh": "中心九小",
    "en": "Centre Primary 9",
    "town": "centre",
    "stage": "primary",
    "level": "ordinary",
}


def on(date: str, **events: Any) -> Callable[[dict[str, Any]], None]:
    """Add a reform with events to a parsed case, and nothing else; ``anyway`` too."""

    def change(raw: dict[str, Any]) -> None:
        raw["reforms"] = [r for r in raw["reforms"] if "merge" not in r]
        raw["reforms"].append({"date": date, "zh": "变动", "en": "Events", **events})
        raw["sources"]["*"] = "assumed: made up for a test"

    return change


def with_school(raw: dict[str, Any]) -> None:
    """Add a school that opens in 2018."""
    raw["schools"].append({**NEW, "pupils": 300, "opens": 2018, "x": 0.2, "y": 0.3})


def world(*changes: Callable[[dict[str, Any]], Any], terms: int = 5, **settings: Any) -> World:
    return run_case(mini(*changes), terms=terms, **settings).world


def row(w: World, name: str) -> int:
    return w.names.school_row[name]


SPLIT = on("2018-08", split=[{"school": "c-p1", "into": "c-p9", "share": 0.4}])


def test_a_split_gives_the_new_school_its_share_of_everything() -> None:
    before, after = world(with_school, SPLIT, terms=4), world(with_school, SPLIT)  # the fifth term begins with it
    old, new = row(after, "c-p1"), row(after, "c-p9")
    s, was = after.schools, before.schools
    assert not was.active[new]
    assert s.active[new]
    assert 0.25 < s.pupils[new, 0] / s.pupils[[old, new], 0].sum() < 0.5
    assert s.rooms[[old, new], 0].sum() == was.rooms[old, 0]
    np.testing.assert_allclose(s.teaching_area[[old, new]].sum(), was.teaching_area[old], rtol=1e-6)
    np.testing.assert_allclose(s.teaching_area[new] / was.teaching_area[old], 0.4, rtol=1e-6)
    came = (after.teachers.register == new) & np.isin(
        after.teachers.uid, before.teachers.uid[before.teachers.register == old]
    )
    assert 0.25 < came.sum() / (before.teachers.active & (before.teachers.register == old)).sum() < 0.5
    taught = np.isin(after.classes.school[after.live_classes()], [new])
    assert set(after.classes.grade[after.live_classes()][taught]) == {1, 2, 3, 4, 5, 6}
    assert s.management[new] == s.management[old]


def test_a_split_shares_the_children_around_out() -> None:
    plain, after = world(with_school, terms=5), world(with_school, SPLIT)
    zone = {name: int(np.flatnonzero(after.zones.school == row(after, name))[0]) for name in ("c-p1", "c-p9")}
    was = plain.zones.entrants[zone["c-p1"]]
    np.testing.assert_allclose(after.zones.entrants[zone["c-p9"]], 0.4 * was, rtol=1e-6)
    np.testing.assert_allclose(after.zones.entrants[zone["c-p1"]], 0.6 * was, rtol=1e-6)


def test_a_primary_school_that_is_converted_keeps_its_leavers() -> None:
    case = on("2018-08", convert=[{"school": "c-p2", "to": "nine_year", "rooms": 2}])
    after = world(case, terms=11)
    school = row(after, "c-p2")
    assert after.schools.kind[school] == Kind.NINE_YEAR
    assert (after.schools.pupils[school] > 0).all()
    assert after.schools.posts[school, 1].sum() > 0
    assert world(terms=11).schools.pupils[school, 1] == 0
    first = world(case, terms=5)
    k = first.live_classes()
    assert set(first.classes.grade[k][first.classes.school[k] == school]) == {1, 2, 3, 4, 5, 6, 7}  # grade by grade


def test_a_change_of_roll_brings_more_children_and_other_families() -> None:
    housing = on("2018-08", anyway=True, roll=[{"towns": ["bridge"], "times": 3.0, "ses": 1.0, "migrants": 0.0}])
    plain, after = world(terms=5), world(housing)
    here = np.isin(after.zones.school, [row(after, n) for n in ("b-p1", "b-n1")])
    np.testing.assert_allclose(after.zones.entrants, np.where(here, 3, 1) * plain.zones.entrants, rtol=1e-6)
    one = after.cohorts.grade == 1
    first, size = int(after.cohorts.start[one][0]), int(after.cohorts.size[one][0])
    children = np.arange(first, first + size)
    newcomers = children[here[after.students.zone[children]]]
    assert not after.students.migrant[newcomers].any()
    assert after.students.ses[newcomers].mean() > 0.7
    assert size > plain.cohorts.size[plain.cohorts.grade == 1][0] * 1.3
    assert len(after.students) > len(plain.students)  # room was made for them


def test_there_is_room_for_all_the_children_and_classes_that_events_ever_bring() -> None:
    def small_child(raw: dict[str, Any]) -> None:
        raw["schools"].append({**NEW, "pupils": 12, "opens": 2018, "x": 0.2, "y": 0.3})

    def events(raw: dict[str, Any]) -> None:
        on("2018-08", split=[{"school": "c-p1", "into": "c-p9", "share": 0.9}])(raw)
        on(
            "2019-08",
            roll=[{"schools": ["c-p9"], "times": 5.0}],
            convert=[{"school": "c-p2", "to": "nine_year", "rooms": 60}],
        )(raw)

    plain, after = world(small_child, terms=13), world(small_child, events, terms=13)
    c = after.cohorts
    assert (c.size <= c.start[1] - c.start[0]).all()
    assert (c.n_classes <= c.first_class[1] - c.first_class[0]).all()
    uids = after.students.uid[after.live_students()]
    assert len(uids) == len({*uids.tolist()})
    assert after.zones.entrants.sum() > 1.9 * plain.zones.entrants.sum()


def test_ties_of_a_school_that_is_converted_follow_what_it_teaches_now() -> None:
    bound = on("2017-08", join=[{"group": "g-j", "school": "c-p2", "form": "tight"}])

    def mismatch(w: World) -> float:
        return float(w.ties.mismatch[w.ties.active & (w.ties.school == row(w, "c-p2"))][0])

    def formed(raw: dict[str, Any]) -> None:
        raw["groups"][1]["formed"] = "2016-08"

    converted = on("2018-08", convert=[{"school": "c-p2", "to": "nine_year", "rooms": 2}])
    assert mismatch(world(formed, bound)) == 1.0  # a primary school and a junior core
    assert mismatch(world(formed, bound, converted)) == 0.5


def test_what_comes_anyway_comes_without_the_reforms_too_and_the_rest_does_not() -> None:
    roll = {"roll": [{"schools": ["c-p2"], "times": 2.0}]}
    zone = lambda w: w.zones.entrants[w.zones.school == row(w, "c-p2")][0]  # noqa: E731
    plain = zone(world(terms=5, reforms=False))
    assert zone(world(on("2018-08", anyway=True, **roll), reforms=False)) == 2 * plain
    assert zone(world(on("2018-08", **roll), reforms=False)) == plain


def test_a_building_programme_lifts_what_lies_below_the_standard_and_is_paid_for() -> None:
    poor = on("2018-08", capital=[{"schools": ["h-p1", "b-p1"], "to": 1.2}])
    names = ("teaching_area", "sports_area", "equipment", "media_rooms")
    start = {f"start.stock_mean.{n}": v for n, v in zip(names, (0.5, 0.5, 0.5, 3.0), strict=True)}
    before, after = world(poor, terms=4, **start), world(poor, **start)
    rows = [row(after, n) for n in ("h-p1", "b-p1")]
    need = 1.2 * standard(before)[rows]
    assert (before.schools.teaching_area[rows] < need[:, 0]).all()
    np.testing.assert_allclose(after.schools.teaching_area[rows], need[:, 0], rtol=1e-5)
    assert (after.schools.media_rooms[rows] == before.schools.media_rooms[rows]).all()  # was above
    assert after.books.totals(2018)["building programme"] > 0


TEAM = on("2018-08", team=[{"school": "c-p3", "senders": ["c-p1"], "share": 0.5, "backbone_share": 0.5}])


def test_a_team_staffs_the_school_that_opens() -> None:
    # Of a team as small as that of a school's first classes each has an own subject: honours must be in all of them.
    many = {"careers.honour_share": {"backbone": 0.4, "leader": 0.036, "master": 0.009}}
    before, plain, after = world(TEAM, terms=4, **many), world(terms=5, **many), world(TEAM, **many)
    new, old = row(after, "c-p3"), row(after, "c-p1")
    t = after.teachers
    here = t.active & (t.register == new)
    came = here & np.isin(t.uid, before.teachers.uid[before.teachers.register == old])
    assert came.sum() == pytest.approx(0.5 * after.schools.posts[new].sum(), abs=2)
    assert (t.honour[came] >= Honour.BACKBONE).sum() > 0
    assert (
        t.experience[here].mean()
        > plain.teachers.experience[plain.teachers.active & (plain.teachers.register == new)].mean() + 2
    )
    assert (
        np.bincount(t.register[t.active], minlength=len(after.schools))[old] >= after.schools.posts[old].sum()
    )  # replaced
    assert (t.post[came] == new).all()


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ({"split": [{"school": "c-p1", "into": "c-p8", "share": 0.4}]}, r"split \(2018-08\): there is no 'c-p8'"),
        ({"split": [{"school": "c-p1", "into": "c-p3", "share": 1.4}]}, r"share = 1.4 is out of range; allowed: 0 to 1"),
        ({"split": [{"school": "c-p1", "into": "c-j3", "share": 0.4}]}, "both teach the same stages"),
        ({"split": [{"school": "c-p2", "into": "h-p1", "share": 0.4}]}, "write opens = 2018"),
        ({"convert": [{"school": "c-j1", "to": "nine_year", "rooms": 2}]}, "cannot become 'nine_year'"),
        ({"roll": [{"times": 2.0}]}, "neither 'schools' nor 'towns' says where"),
        ({"roll": [{"towns": ["brigde"], "times": 2.0}]}, "there is no town 'brigde'; nearest valid name: 'bridge'"),
        ({"roll": [{"schools": ["c-j1"], "times": 2.0}]}, "has no primary pupils"),
        ({"capital": [{"schools": ["c-p33"]}]}, "there is no 'c-p33'; nearest valid name: 'c-p3'"),
        ({"team": [{"school": "c-j3", "senders": ["c-j1"], "share": 0.5}]}, "'c-j3' is not open yet: it opens in 2020"),
        ({"team": [{"school": "c-j1", "senders": ["c-j1"], "share": 0.5}]}, "cannot send a team to itself"),
        ({"team": [{"school": "c-p2", "senders": ["c-p3"], "share": 0.5}]}, "'c-p3' is not open yet"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_happen_is_refused(events: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        mini(on("2018-08", **events))


def test_teams_leave_in_autumn() -> None:
    with pytest.raises(CaseError, match="teams leave in autumn"):
        mini(on("2018-02", team=[{"school": "c-p2", "senders": ["c-p1"], "share": 0.5}]))


@pytest.mark.parametrize("event", [SPLIT, TEAM], ids=["split", "team"])
def test_nothing_happens_before_the_day(event: Callable[[dict[str, Any]], None]) -> None:
    case: Case = mini(with_school, event)
    other = mini(with_school, on("2018-08"))
    assert not different(state_bytes(run_case(case, terms=4).world), state_bytes(run_case(other, terms=4).world))


def test_rules_are_set_by_date_whatever_the_order_of_the_file() -> None:
    late, early = (
        {"date": d, "zh": "规则", "en": "Rule", "set": {"finance.earmark": v}}
        for d, v in (("2018-08", 1e5), ("2017-08", 2e5))
    )

    def two(raw: dict[str, Any]) -> None:
        raw["reforms"] = [late, early]
        raw["sources"]["*"] = "assumed: made up for a test"

    assert run_case(mini(two), terms=6).world.settings.value("finance.earmark") == 1e5
