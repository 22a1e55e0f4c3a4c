"""Laws of the second outcome: it costs nothing where it is not followed, touches nothing else, and stays with the pupil."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_writes import with_events
from worlds import (
    ALL_ON,
    assert_same_people_and_places,
    assert_sound,
    developing,
    different,
    dose_of,
    everything_on,
    mini,
    run_case,
    state_bytes,
)  # fmt: skip

from sim import seats
from sim.axes import ARTS, OUTCOMES, STAGE_OF
from sim.case import Case, load_case
from sim.config import parameters
from sim.instruments import instruments
from sim.processes import development, learning, teaching
from sim.schedule import steps
from sim.state import NOWHERE
from sim.world import World

SENIOR = Path(__file__).parents[1] / "senior.toml"
OWN = {"schools.climate", *(f"development.{name}" for name in ("disposition", "gained", "rating"))}
PARAMS = {p.name: p for p in parameters()}
PLAIN = {"arts": 0.0, "sports": 0.0, "equipment": 0.0, "climate_sd": 0.0, "burnout": 0.0, "ses_growth": 0.0}


def case(*changes: Any) -> Case:
    return mini(everything_on, developing, *changes)


def own(**values: float) -> dict[str, float]:
    """Return values of parameters of development under their dotted names, all effects not named at 0."""
    return {f"development.{name}": value for name, value in {**PLAIN, **values}.items()}


@pytest.fixture(scope="module")
def whole() -> World:
    return run_case(case()).world


def test_a_case_that_does_not_follow_it_holds_and_does_nothing_of_it(busy: Case) -> None:
    world = run_case(busy, terms=0).world
    assert busy.outcomes == ("achievement",)
    assert len(world.development) == 0
    assert "climate" not in world.schools.columns()
    assert [*seats.tables(world)] == [""]
    done = [step.name for _ in range(4) for step in steps(world)]
    assert not [name for name in done if name.startswith("development")]
    world = run_case(case(), terms=0).world
    followed = [step.name for _ in range(2) for step in steps(world)]
    assert [name for name in followed if name.startswith("development")] == [
        "development.develop", "development.develop", "development.rate",
    ]  # fmt: skip


def test_following_it_moves_no_byte_of_anything_else(busy: Case, whole: World) -> None:
    without, followed = state_bytes(run_case(busy).world), state_bytes(whole)
    assert set(different(without, followed)) == OWN
    assert_sound(whole)


def test_every_outcome_of_pupils_has_measures_and_only_those_followed_are_taken() -> None:
    from sim.equity.metrics import yearly

    assert {m.outcome for m in yearly(OUTCOMES.names)} == {*OUTCOMES.names}
    assert {m.outcome for m in yearly()} == {"achievement"}
    for name in OUTCOMES.names:
        taken = run_case(mini().following(name), years=1, record=True).tables()
        columns = {m.name for m in yearly(OUTCOMES.names) if m.outcome != "achievement"}
        assert columns & {*taken["district"]} == (columns if name == "development" else set())
        assert ("mean_development_junior" in taken["schools"]) == (name == "development")


type Values = tuple[np.ndarray, np.ndarray]  # uid of each pupil, and columns of values


def kept(world: World) -> Values:
    """Return uid of each pupil, in their order, and what stays with them: disposition, gain, rating."""
    rows, d = world.live_students(), world.development
    values = np.stack([d.disposition[rows], d.gained[rows], np.nan_to_num(d.rating[rows], nan=-1.0)])
    order = np.argsort(world.students.uid[rows])
    return world.students.uid[rows][order], values[:, order]


def of_both(one: Values, other: Values) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return uid of the pupils that are in both, and the values of each there and here."""
    uids, a, b = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
    return uids, one[1][:, a], other[1][:, b]


@pytest.mark.parametrize("which", ["mini", "senior"])
def test_it_stays_with_the_pupil_through_admission_merger_split_and_conversion(which: str) -> None:
    made = case(with_events) if which == "mini" else load_case(SENIOR).following("development")
    world, moved, happened = run_case(made, terms=0).world, 0, set()
    for _ in range(2 * made.years):
        for step in steps(world):
            watched = not step.name.startswith("development")
            (uids, before), (_, where) = kept(world), seated(world)
            was = world.schools.active.copy(), world.schools.kind.copy(), world.names.schools.copy()
            step.apply(world)
            if not watched:
                continue
            (later, after), (_, now) = kept(world), seated(world)
            _, old, new = of_both((uids, before), (later, after))
            assert np.array_equal(old, new), step.name
            _, old, new = of_both((uids, where), (later, now))
            moved += int((old != new).any(0).sum())
            if step.name == "reform.enact":
                happened |= {
                    name
                    for name, changed in (
                        ("merger", (was[0] & ~world.schools.active).any()), ("split", (~was[0] & world.schools.active).any()),
                        ("conversion", (was[1] != world.schools.kind).any()),
                    )
                    if changed
                }  # fmt: skip
    assert moved > 1000
    assert happened == ({"merger", "split", "conversion"} if which == "mini" else set())
    rows = world.live_students()
    drawn = development.brought(world, world.students.uid[rows], world.students.ses[rows])
    assert np.array_equal(world.development.disposition[rows], drawn["development.disposition"])
    empty = np.setdiff1d(np.arange(len(world.students)), rows)
    assert not world.development.disposition[empty].any()
    assert np.isnan(world.development.rating[empty]).all()


def seated(world: World) -> Values:
    """Return uid of each pupil, in their order, and row and school of each."""
    rows = world.live_students()
    order = np.argsort(world.students.uid[rows])
    return world.students.uid[rows][order], np.stack([rows, world.school_of_students()])[:, order]


def test_a_school_split_off_another_begins_with_its_climate() -> None:
    world = run_case(case(with_events), terms=5).world
    old, new = (world.names.school_row[name] for name in ("c-p1", "c-p9"))
    assert world.schools["climate"][new] == world.schools["climate"][old] != 0


@pytest.mark.parametrize("name", instruments())
def test_at_dose_0_an_instrument_changes_no_byte_of_it(name: str) -> None:
    dose = dose_of(name)
    null = run_case(case(), terms=8, **{f"{name}.on": True, dose: type(PARAMS[dose].default)(0)})
    off = run_case(case(), terms=8, **{f"{name}.on": False})
    assert not different(state_bytes(null.world), state_bytes(off.world))


@pytest.mark.parametrize("name", ["rotation", "facility_sharing"])
def test_what_moves_teachers_or_lends_facilities_moves_it(name: str) -> None:
    off = {**dict.fromkeys(ALL_ON, False)}
    one, other = (run_case(case(), terms=8, **{**off, f"{name}.on": on}).world for on in (True, False))
    assert (one.development.gained != other.development.gained).any()


def test_the_order_of_a_file_is_no_matter(whole: World) -> None:
    def turned(raw: dict[str, Any]) -> None:
        for part in ("schools", "groups", "towns"):
            raw[part] = raw[part][3:] + raw[part][:3][::-1]

    other = run_case(case(turned)).world
    assert_same_people_and_places(whole, other)
    one, two = (dict(zip(w.schools.uid, w.schools["climate"], strict=True)) for w in (whole, other))
    assert one == two


def test_names_and_places_mirrored_change_nothing_of_it(whole: World) -> None:
    def other(raw: dict[str, Any]) -> None:
        for part in ("towns", "schools", "groups", "reforms"):
            for entry in raw[part]:
                entry["zh"], entry["en"] = "某", "Some"
        for place in (*raw["towns"], *raw["schools"]):
            place["x"] = -place["x"]
        raw["reforms"][2]["merge"][0] |= {"zh": "某", "en": "Some"}

    changed = different(state_bytes(whole), state_bytes(run_case(case(other)).world))
    assert set(changed) == {"schools.x", "zones.x", "names"}


def test_the_first_day_is_that_of_the_population_and_later_luck_is_luck() -> None:
    one, other = (run_case(case(), terms=0, population_seed=5, luck_seed=luck).world for luck in (1, 2))
    assert not different(state_bytes(one), state_bytes(other))
    one, other = (run_case(case(), terms=3, population_seed=5, luck_seed=luck).world for luck in (1, 2))
    uids, first, second = of_both(kept(one), kept(other))
    known = (uids >> 20) & 0xFFF < 2016
    assert np.array_equal(first[0, known], second[0, known])
    assert known.sum() > 1500


def without_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    pace = development.pace
    monkeypatch.setattr(development, "pace", lambda world: pace(world)._replace(noise=0.0))


def test_without_arts_teachers_a_year_costs_what_is_said_and_a_share_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    without_luck(monkeypatch)
    loss, left = -0.3, 0.4
    world = run_case(case(), terms=0, **own(arts=0.5, uncovered=loss, left_after_a_year=left)).world
    k, rows = world.classes, world.live_students()
    slots = world.settings.params.classes.slots.array(np.int64)
    for q in world.live_classes():
        n = slots[STAGE_OF[k.grade[q]]]
        k.teachers[q, n[:ARTS].sum() : n.sum()] = NOWHERE
    gained = world.development.gained
    gained[:] = 0
    for _ in range(2):
        development.develop.apply(world)
    np.testing.assert_allclose(gained[rows], 0.5 * loss, rtol=1e-5)
    world.settings = world.settings.changed({"development.arts": 0.0})
    for _ in range(2):
        development.develop.apply(world)
    np.testing.assert_allclose(gained[rows], left * 0.5 * loss, rtol=1e-5)


def test_the_value_of_the_arts_teachers_of_a_class_is_that_of_their_lessons() -> None:
    world = run_case(case(), terms=2).world
    t, k = world.teachers, world.classes
    found = teaching.value_of_block(world, ARTS, -0.2)
    for q in world.live_classes()[::7]:
        stage = STAGE_OF[k.grade[q]]
        slots = world.settings.params.classes.slots.array(np.int64)[stage]
        crew = k.teachers[q][slots[:ARTS].sum() : slots.sum()]
        worth = [t.value[j] - 0.06 * (t.block[j] != ARTS) if j != NOWHERE else np.float32(-0.2) for j in crew]
        assert found[q] == pytest.approx(np.mean(worth), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "column", "more"),
    [("sports", "sports_area", 1), ("equipment", "equipment", 1), ("burnout", "burnout", -1), ("climate_sd", "climate", 1),
     ("arts", "value", 1)],
)  # fmt: skip
def test_each_part_of_the_gain_goes_its_own_way(name: str, column: str, more: int) -> None:
    world = run_case(case(), terms=0, **own(**{name: 0.1})).world
    rows, before = world.live_classes(), development.gains(world)
    table = world.teachers if column in {"value", "burnout"} else world.schools
    if column in {"value", "burnout", "climate"}:
        table[column][:] += 0.2
    else:
        table[column][:] *= 1.05
    gap = development.gains(world)[rows] - before[rows]
    assert (more * gap >= 0).all()
    assert (more * gap > 0).mean() > 0.5
    if column in {"value", "burnout"}:
        np.testing.assert_allclose(gap.max() if more > 0 else gap.min(), more * 0.02, rtol=1e-3)
    plain = run_case(case(), terms=0, **own()).world
    assert not development.gains(plain).any()


def test_what_cores_lend_counts_as_sports_area_and_equipment() -> None:
    world = run_case(case(), terms=0, **own(sports=0.04, equipment=0.03)).world
    before = development.gains(world)
    world.schools.shared[:] += 0.5
    gap = (development.gains(world) - before)[world.live_classes()]
    np.testing.assert_allclose(gap, 0.07 * 0.5, rtol=1e-4)
    np.testing.assert_array_equal(
        learning.resource_index(world), (learning.over_standard(world).mean(1) - 1).astype(np.float64)
    )


@pytest.mark.parametrize(("common", "part"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_a_common_culture_takes_its_part_of_the_distance_to_the_climate_of_the_core(common: float, part: float) -> None:
    from sim import network
    from sim.forms import FUNCTIONS

    world = run_case(case(), terms=8, **own(climate_sd=0.05, common=common)).world
    rows = network.active_ties(world)
    core, member = network.ends(world, rows)
    climate = world.schools["climate"]
    climate[:] = 0
    climate[core] = 0.1
    world.ties.reach[:, FUNCTIONS.index("culture")] = 1.0
    found = development.climate(world)
    only = [m for m in member if m not in core]
    assert only
    np.testing.assert_allclose(found[only], 0.1 * part, atol=1e-6)
    untied = np.setdiff1d(np.arange(len(climate)), member)
    np.testing.assert_allclose(found[untied], climate[untied, None] * np.ones(found.shape[1]), atol=1e-7)


def test_two_ratings_correlate_as_the_lasting_share_and_the_fading_say() -> None:
    """Three years apart, of 1,000 pupils and more, whose correlation has a standard error below 0.03."""
    stable, left = 0.4, 0.5
    world = run_case(
        case(), terms=2, **own(stable=stable, left_after_a_year=left, ses=0.15), **{"development.error": 0.0}
    ).world
    first = kept(world)
    rows = world.live_students()
    level = world.development.disposition[rows] + world.development.gained[rows]
    assert level.var() == pytest.approx(1, abs=0.07)
    model = run_case(
        case(), terms=8, **own(stable=stable, left_after_a_year=left, ses=0.15), **{"development.error": 0.0}
    )
    last = kept(model.world)
    uids, early, late = of_both(first, last)
    assert len(uids) > 1000
    found = np.corrcoef(early[2], late[2])[0, 1]
    assert found == pytest.approx(stable + (1 - stable) * left**3, abs=0.08)


def test_measures_are_those_of_the_pupils_one_by_one() -> None:
    from sim.equity.metrics import measure
    from sim.equity.snapshot import snapshot
    from sim.roles import CORE, MEMBER, roles

    world = run_case(case(), terms=6).world
    rows, of = world.live_students(), world.class_of_students()
    stage, school = STAGE_OF[world.classes.grade[of]], world.classes.school[of]
    rating = world.development.rating[rows].astype(np.float64)
    for code, found in enumerate(measure(snapshot(world))):
        here = (stage == code) & np.isfinite(rating)
        y, at = rating[here], school[here]
        assert found["development_mean"] == pytest.approx(y.mean(), rel=1e-6)
        lowest = np.sort(y)[: round(0.1 * y.size)]
        assert found["development_bottom_decile"] == pytest.approx(lowest.mean(), abs=0.1)
        heads = np.bincount(at, minlength=len(world.schools))
        means = np.bincount(at, y, minlength=heads.size)[heads > 0] / heads[heads > 0]
        spread = np.sqrt(np.average((means - y.mean()) ** 2, weights=heads[heads > 0]))
        assert found["development_between_school_sd"] == pytest.approx(spread, rel=1e-5)
        role = roles(world)[at]
        apart = y[role == CORE].mean() - y[role == MEMBER].mean()
        assert found["development_core_member_gap"] == pytest.approx(apart, rel=1e-5)
        assert found["development_core"] - found["development_member"] == pytest.approx(apart, rel=1e-5)
        ses = world.students.ses[rows][here].astype(np.float64)
        assert found["development_ses_slope"] == pytest.approx(np.polyfit(ses, y, 1)[0], rel=1e-4)
        assert found["mean_score"] != found["development_mean"]
