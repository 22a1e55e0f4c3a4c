"""Law: mergers come with and without the reforms, and a class that changes school loses for a year, the young most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from worlds import achievement, mini, run_case, state_bytes

from sim.axes import PHASE_OF, Kind
from sim.case import Case
from sim.params import Learning
from sim.world import World

FREE = {f"learning.moved.{phase}": 0.0 for phase in ("lower_primary", "upper_primary", "junior", "senior")}
FREE["learning.road"] = 0.0
ALONE = {"learning.peer_level": 0.0}  # else a class that loses is behind the others, and loses more by that


def pupils(world: World) -> dict[int, tuple[float, int, int]]:
    """Return achievement, grade and school of every pupil, by uid."""
    rows, of = world.live_students(), world.class_of_students()
    s, k = world.students, world.classes
    known = zip(s.uid[rows], s.trait[rows] + s.fading[rows], k.grade[of], k.school[of], strict=True)
    return {int(uid): (float(a), int(grade), int(school)) for uid, a, grade, school in known}


@pytest.mark.parametrize(("date", "first"), [("2019-08", 6), ("2019-02", 5)])
def test_a_class_that_is_moved_loses_by_its_age_and_its_road_and_a_quarter_is_left_a_year_later(
    date: str, first: int
) -> None:
    case = mini(lambda raw: raw["reforms"][-1].update(date=date))
    before = run_case(case, terms=first, **ALONE).world
    old, into = (before.names.school_row[name] for name in ("h-p2", "h-p1"))
    was = pupils(before)
    moved = {uid for uid, (_, grade, school) in was.items() if school == old and grade + (first % 2 == 0) <= 5}
    assert len({was[uid][1] for uid in moved}) > 3
    p, s, z = Learning(), before.schools, before.zones
    live = before.live_students()
    zone = dict(zip(before.students.uid[live].tolist(), before.students.zone[live].tolist(), strict=True))
    longer = lambda uid: max(  # noqa: E731
        np.hypot(z.x[zone[uid]] - s.x[into], z.y[zone[uid]] - s.y[into])
        - np.hypot(z.x[zone[uid]] - s.x[old], z.y[zone[uid]] - s.y[old]), 0.0,
    )  # fmt: skip
    of = before.class_of_students()
    classes = dict(zip(before.students.uid[before.live_students()].tolist(), of.tolist(), strict=True))
    mates: dict[int, list[float]] = {}
    for uid, (_, _, school) in was.items():
        if school == old:
            mates.setdefault(classes[uid], []).append(longer(uid))
    cost = {
        uid: p.moved.array()[PHASE_OF[was[uid][1] + (first % 2 == 0)]] + p.road * np.mean(mates[classes[uid]])
        for uid in moved
    }
    for years, left in ((1, 1.0), (2, p.left_after_a_year)):
        dear, cheap = (pupils(run_case(case, terms=first + 2 * years, **ALONE, **more).world) for more in ({}, FREE))
        for uid, (a, grade, school) in dear.items():
            if uid in moved and grade <= 6:
                assert school == into
                np.testing.assert_allclose(
                    cheap[uid][0] - a, left * cost[uid], atol=2e-5 if years == 1 else 2e-4
                )  # heads respond


def test_nobody_else_pays_for_it(case: Case) -> None:
    dear, cheap = (run_case(case, terms=7, **ALONE, **more).world for more in ({}, FREE))
    strange = dear.classes.settles[dear.class_of_students()] > 0
    assert strange.any()
    lost = achievement(cheap) - achievement(dear)
    assert (lost[strange] > 0.01).all()
    assert not lost[~strange].any()


def test_the_young_lose_most() -> None:
    lower, upper, junior, senior = Learning().moved.array()
    assert lower > max(upper, junior, senior)
    assert min(upper, junior, senior) >= 0


@pytest.mark.parametrize("enacted", [True, False])
def test_schools_are_merged_and_renamed_with_and_without_the_reforms(case: Case, enacted: bool) -> None:
    world = run_case(case, terms=7, reforms=enacted).world
    row, (reform,) = world.names.school_row, [r for r in case.reforms if r.merge]
    (merger,), (named,) = reform.merge, reform.rename
    (gone,) = (row[name] for name in merger.schools)
    before = run_case(case, terms=6, reforms=enacted).world
    assert before.schools.active[gone]
    assert not world.schools.active[gone]
    assert world.schools.successor[gone] == row[merger.into]
    moved = before.teachers.uid[before.teachers.active & (before.teachers.register == gone)]
    t = world.teachers
    assert set(t.register[t.active & np.isin(t.uid, moved)].tolist()) == {row[merger.into]}
    assert before.names.schools[row[named.school]].en == "Centre Junior 2"
    assert world.names.schools[row[named.school]].en == named.en == "Junior 1 Branch"
    assert world.settings.instruments["rotation"].on is enacted
    assert world.ties.active.any() is np.bool_(enacted)


def test_a_case_may_count_them_to_the_reforms(case: Case) -> None:
    counted = case.model_copy(update={"mergers_by_reform": True})
    world = run_case(counted, terms=7, reforms=False).world
    assert world.schools.active[world.names.school_row["h-p2"]]
    assert world.names.schools[world.names.school_row["c-j2"]].en == "Centre Junior 2"
    one, other = (state_bytes(run_case(c, terms=7).world) for c in (case, counted))
    assert one == other, "with the reforms nothing changes"


def on(**events: Any) -> Callable[[dict[str, Any]], None]:
    def change(raw: dict[str, Any]) -> None:
        names = {"date": "2018-08", "zh": "变动", "en": "Events"}
        raw["reforms"].append({**names, "set": {"rotation.years": 2}, **events})
        raw["sources"]["*"] = "assumed: made up for a test"
        school = {
            **raw["schools"][1],
            "id": "c-p9",
            "en": "Ninth",
            "zh": "九小",
            "pupils": 200,
            "opens": 2018,
            "x": 0.2,
        }
        raw["schools"].append(school)

    return change


def test_splits_and_conversions_come_without_the_reforms_too_but_not_what_these_set_or_build() -> None:
    events = on(
        split=[{"school": "c-p1", "into": "c-p9", "share": 0.4}],
        convert=[{"school": "c-p2", "to": "nine_year", "rooms": 2}],
        capital=[{"schools": ["h-p1"], "to": 3.0}],
        roll=[{"schools": ["h-p1"], "times": 2.0}],
    )
    world, plain = (run_case(mini(*changes), terms=5, reforms=False).world for changes in ((events,), (on(),)))
    row = world.names.school_row
    assert world.schools.pupils[row["c-p9"], 0] > plain.schools.pupils[row["c-p9"], 0]
    k = world.classes
    moved = world.live_classes()[k.school[world.live_classes()] == row["c-p9"]]
    assert {*k.grade[moved].tolist()} == {1, 2, 3, 4, 5, 6}
    assert (k.settles[moved][k.grade[moved] > 1] == 6).all()  # first graders began there
    assert world.schools.kind[row["c-p2"]] == Kind.NINE_YEAR
    assert not (k.settles[world.live_classes()][k.school[world.live_classes()] == row["c-p2"]]).any()
    assert world.settings.instruments["rotation"].years == plain.settings.instruments["rotation"].years
    assert "building programme" not in world.books.totals(2018)
    entrants = [w.zones.entrants[w.zones.school == row["h-p1"]].tolist() for w in (world, plain)]
    assert entrants[0] == entrants[1]
