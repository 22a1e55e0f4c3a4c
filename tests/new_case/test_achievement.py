"""Scores that a case gives are met on the first day, go on with later children, and touch nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import assert_same_people_and_places, different, mini, run_case, state_bytes

from sim.case import Case, CaseError
from sim.population.achievement import LEAST, places, whole
from sim.world import World

STAGES = {"primary": ("primary",), "junior": ("junior",), "nine_year": ("primary", "junior"), "kindergarten": ()}


def scored(marks: Mapping[tuple[str, str], Mapping[str, float]], **more: Any) -> Case:
    """Return the small district with scores by (school, stage)."""

    def know(raw: dict[str, Any]) -> None:
        for s in raw["schools"]:
            for stage in STAGES[s["stage"]]:
                if (s["id"], stage) in marks:
                    s.setdefault(stage, {}).update(marks[s["id"], stage])
            s.update(more.get(s["id"].replace("-", "_"), {}))

    return mini(know)


OPEN = [(s.id, stage) for s in mini().schools if s.opens is None for stage in STAGES[s.stage]]
PRIMARY = [name for name, stage in OPEN if stage == "primary"]


def shown(world: World, name: str, stage: str, start: World) -> tuple[float, float]:
    """Return mean and spread of scores of a school as a case would give them, on the scale of the drawn first day."""
    middle, total = whole(start, places(start))
    here = places(world)
    at = 2 * world.names.school_row[name] + (stage == "junior")
    return (here.mean[at] - middle[at]) / total[at], np.hypot(here.sd[at], world.settings.params.tests.noise) / total[
        at
    ]


@settings(max_examples=12, deadline=None)
@given(
    st.dictionaries(st.sampled_from(OPEN), st.tuples(st.floats(-3, 3), st.none() | st.floats(0.5, 1.5)), min_size=1),
    st.integers(0, 3),
)
def test_means_and_spreads_that_are_given_are_met(
    marks: dict[tuple[str, str], tuple[float, float | None]], seed: int
) -> None:
    case = scored({k: {"score": m} | ({} if sd is None else {"score_sd": sd}) for k, (m, sd) in marks.items()})
    drawn, world = run_case(mini(), terms=0, rng=seed).world, run_case(case, terms=0, rng=seed).world
    for (name, stage), (mean, sd) in marks.items():
        found = shown(world, name, stage, drawn)
        assert found[0] == pytest.approx(mean, abs=1e-3)
        if sd is not None:
            assert found[1] == pytest.approx(sd, abs=1e-3)


def test_a_spread_narrower_than_the_error_of_a_test_leaves_pupils_unlike() -> None:
    name, stage = OPEN[0]
    drawn, world = (run_case(c, terms=0).world for c in (mini(), scored({OPEN[0]: {"score": 0.0, "score_sd": 0.1}})))
    total = whole(drawn, places(drawn))[1][0]
    at = 2 * world.names.school_row[name] + (stage == "junior")
    assert places(world).sd[at] == pytest.approx(np.sqrt(LEAST) * 0.1 * total, rel=1e-3)


def test_order_and_background_within_a_school_stay_as_drawn() -> None:
    case = scored({k: {"score": 1.0, "score_sd": 0.6} for k in OPEN})
    drawn, world = run_case(mini(), terms=0).world, run_case(case, terms=0).world
    here = places(world)
    row = here.of == 2 * world.names.school_row[PRIMARY[0]]
    values = [(w.students.trait + w.students.fading)[w.live_students()][row] for w in (drawn, world)]
    assert np.corrcoef(*values)[0, 1] > 0.9999
    homes = world.students.zone[world.live_students()][row]
    one = row.nonzero()[0][homes == np.bincount(homes).argmax()]  # children of one zone
    ses, value = (w.students.ses[w.live_students()][one] for w in (drawn, world))
    np.testing.assert_allclose(value - ses, (value - ses)[0], atol=1e-5)


def test_recorded_differences_go_on_with_later_children() -> None:
    """After six years nobody is left of the first day's primary pupils, and the order of schools is still that recorded."""
    marks = dict(zip(PRIMARY, (0.8, -0.8, 0.4, 0.0, -0.4, 0.6, -0.6, 0.2), strict=False))
    case = scored({(name, "primary"): {"score": z} for name, z in marks.items()})
    away = []
    for c in (case, mini()):
        world = run_case(c, terms=14).world
        here = places(world)
        away.append(np.array([here.mean[2 * world.names.school_row[name]] for name in marks]))
    assert np.corrcoef(away[0], list(marks.values()))[0, 1] > 0.8
    assert np.corrcoef(away[1], list(marks.values()))[0, 1] < 0.6  # drawn without the records: another order


def test_families_that_are_known_are_not_corrected_and_others_are() -> None:
    marks = {(name, "primary"): {"score": 2.0} for name in PRIMARY[:2]}
    known = PRIMARY[0].replace("-", "_")
    drawn = run_case(scored({}, **{known: {"ses": 0.3}}), terms=0).world
    world = run_case(scored(marks, **{known: {"ses": 0.3}}), terms=0).world
    zone = {world.case.schools[int(s)].id: i for i, s in enumerate(world.zones.school)}
    assert world.zones.ses[zone[PRIMARY[0]]] == np.float32(0.3)
    assert world.zones.ses[zone[PRIMARY[1]]] > drawn.zones.ses[zone[PRIMARY[1]]]
    assert world.zones.trait[zone[PRIMARY[0]]] > drawn.zones.trait[zone[PRIMARY[0]]] + 0.5


def test_a_mean_of_few_says_less_of_a_zone_than_one_of_many() -> None:
    zone, moved = 0, []
    for tested in (5, 400):
        world = run_case(scored({(PRIMARY[0], "primary"): {"score": 1.5, "tested": tested}}), terms=0).world
        zone = int(np.flatnonzero(world.zones.school == world.names.school_row[PRIMARY[0]])[0])
        moved.append(float(world.zones.trait[zone]))
    before = float(run_case(mini(), terms=0).world.zones.trait[zone])
    assert before < moved[0] < moved[1]


def test_a_junior_school_whose_feeders_are_not_recorded_teaches_the_zones() -> None:
    name = next(n for n, stage in OPEN if stage == "junior")
    drawn, world = (run_case(c, terms=0).world for c in (mini(), scored({(name, "junior"): {"score": 2.0}})))
    home = world.students.zone[world.live_students()]
    here = places(world)
    fed = np.bincount(home[here.of == 2 * world.names.school_row[name] + 1], minlength=len(world.zones))
    gain = world.zones.trait - drawn.zones.trait
    assert gain[fed.argmax()] > 0.2
    assert (gain[fed == 0] == 0).all()


def test_teachers_and_schools_stay_as_drawn_but_for_what_people_think_of_them() -> None:
    drawn, world = (run_case(c, terms=0).world for c in (mini(), scored({k: {"score": 1.0} for k in OPEN[:3]})))
    unlike = {d.partition(":")[0].split(" ")[0] for d in different(state_bytes(drawn), state_bytes(world))}
    moved = {"students.trait", "students.fading", "students.ses", "zones.trait", "zones.ses", "schools.reputation"}
    assert {u for u in unlike if any(u.startswith(m.split(".")[0]) for m in moved)} == unlike
    assert any("reputation" in u for u in unlike)
    assert not any(u.startswith(("teachers", "classes", "cohorts")) for u in unlike)


def test_the_order_of_the_file_does_not_matter() -> None:
    case = scored({k: {"score": 0.3 * i - 0.8, "score_sd": 0.8} for i, k in enumerate(OPEN)})
    schools = [s.model_copy(update={"x": s.x + 0.013 * i}) for i, s in enumerate(case.schools) if s.x is not None]
    one, other = (run_case(case.model_copy(update={"schools": s}), terms=2).world for s in (schools, schools[::-1]))
    assert_same_people_and_places(one, other)


def fact(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda raw: raw["schools"][0].update(primary=values)


@pytest.mark.parametrize(("change", "message"), [
    (fact(score=9.0), r"primary\.score = 9\.0 is out of range; allowed: -5 to 5 \[SD of the stage's pupils\]"),
    (fact(score_sd=0.8), r"primary\.score_sd: 'score' is missing, the mean it belongs to"),
    (fact(tested=80), r"primary\.tested: 'score' is missing"),
    (fact(score=0.0, score_sd=0.0), r"score_sd = 0\.0 is out of range; allowed: 0\.05 to 3"),
    (fact(score=0.0, tested=661), r"primary\.tested = 661 is out of range; allowed: 1 to 660, the pupils of the stage"),
    (fact(scores=0.0), r"unknown key 'schools\[0\]\.primary\.scores'; nearest valid name: 'score'"),
], ids=["mean", "spread alone", "number alone", "no spread", "too many", "unknown"])  # fmt: skip
def test_scores_that_cannot_be_are_refused(change: Callable[[dict[str, Any]], None], message: str) -> None:
    with pytest.raises(CaseError) as refused:
        mini(change)
    assert any(re.search(message, m) for m in refused.value.messages), refused.value.messages
