"""Law: what is the same is treated the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import (
    MINI,
    assert_same_people_and_places,
    different,
    everything_on,
    layered,
    mini,
    run_case,
    state_bytes,
)  # fmt: skip

from sim.case import Case, parse_case
from sim.processes import learning, teaching


def twins(level: str = "ordinary") -> Case:
    """Return a district of two primary and two junior schools, alike in everything but their ids."""
    towns = [{**MINI["towns"][0], "id": t, "x": x} for t, x in (("west", -8.0), ("east", 8.0))]
    schools = []
    for town in ("west", "east"):
        x = -8.0 if town == "west" else 8.0
        for stage, pupils in (("primary", 480), ("junior", 240)):
            place = {"zh": "校", "en": "School", "town": town, "x": x, "y": 0.0}
            schools.append({"id": f"{town}-{stage}", "stage": stage, "level": level, "pupils": pupils, **place})
    return parse_case({**MINI, "towns": towns, "schools": schools, "groups": [], "reforms": []}, "twins")


def test_without_luck_identical_schools_score_the_same() -> None:
    alike = {
        "learning.noise": 0.0, "tests.noise": 0.0, "start.staffing_sd": 0.0, "start.arts_sd": 0.0,
        "time.overload": 0.0, "teaching.out_of_field": 0.0,  # who has which duty is luck
    }  # fmt: skip
    world = run_case(twins(), terms=0, **alike).world
    s, t, st = world.schools, world.teachers, world.students
    for column in (
        st.trait,
        st.fading,
        st.ses,
        s.management,
        s.culture,
        s.roots,
        t.skill,
        t.match,
        t.burnout,
        t.experience,
    ):
        column[:] = 0
    for stock in ("teaching_area", "sports_area", "equipment", "media_rooms"):
        getattr(s, stock)[:] = 5.0 * s.pupils.sum(1)
    s.reputation[:] = 0
    for row in (teaching.timetable, teaching.value, learning.conditions, learning.learn, learning.test):
        row.apply(world)
    for stage, names in ((0, ("west-primary", "east-primary")), (1, ("west-junior", "east-junior"))):
        a, b = (s.mean_score[world.names.school_row[n], stage] for n in names)
        assert a == b
        assert a < 75.0  # novices


def test_over_seeds_neither_of_two_identical_schools_is_the_better() -> None:
    """80 seeds; a mean difference beyond 3.3 standard errors has a false-alarm rate of 1 in 1,000 for a new set of seeds."""
    case, gaps = twins(), []
    for seed in range(80):
        s = run_case(case, terms=2, rng=seed).world.schools
        gaps.append([s.mean_score[0, 0] - s.mean_score[2, 0], s.mean_score[1, 1] - s.mean_score[3, 1]])
    gap = np.array(gaps)
    error = gap.std(axis=0, ddof=1) / np.sqrt(len(gap))
    assert (np.abs(gap.mean(axis=0)) < 3.3 * error).all(), gap.mean(axis=0) / error
    assert (error > 0).all()


def test_a_district_and_its_mirror_image_have_the_same_history(busy: Case) -> None:
    def mirror(raw: dict[str, Any]) -> None:
        for place in (*raw["towns"], *raw["schools"]):
            place["x"] = -place["x"]

    there, mirrored = run_case(busy).world, run_case(mini(everything_on, mirror)).world
    changed = different(state_bytes(there), state_bytes(mirrored))
    assert set(changed) == {"schools.x", "zones.x"}


def test_names_change_nothing(busy: Case) -> None:
    def rename(raw: dict[str, Any]) -> None:
        for part in ("towns", "schools", "groups", "reforms"):
            for entry in raw[part]:
                entry["zh"], entry["en"] = "某", "Some"
        raw["reforms"][2]["merge"][0] |= {"zh": "某", "en": "Some"}

    there, renamed = run_case(busy).world, run_case(mini(everything_on, rename)).world
    assert set(different(state_bytes(there), state_bytes(renamed))) == {"names"}


def test_the_name_of_a_case_changes_nothing(busy: Case) -> None:
    there, other = run_case(busy).world, run_case(mini(everything_on, id="other")).world
    assert different(state_bytes(there), state_bytes(other)) == ["districts.uid"]  # its only district is named after it


def reordered(raw: dict[str, Any]) -> None:
    """List the members of every group of a parsed case the other way round."""
    for group in raw["groups"]:
        group["members"] = group["members"][::-1]


MANY = {"secondment.managers": 3, "secondment.most_away": 1.0, "secondment.new_years": 30, "first_post.host_share": 0.1}


@pytest.mark.parametrize("mode", ["exchange", "directed", "surplus"])
@pytest.mark.parametrize("layers", [(), (layered,)], ids=["groups", "layers"])
def test_the_order_of_the_members_of_a_group_changes_nothing(layers: tuple[Any, ...], mode: str) -> None:
    """Managers, posts and partners are given out by need, identity and lot, never by the order of a list."""
    there, other = (
        run_case(mini(everything_on, *layers, *change), **MANY, **{"rotation.mode": mode}).world
        for change in ((), (reordered,))
    )
    changed = different(state_bytes(there), state_bytes(other))
    assert not [c for c in changed if not c.startswith("ties.")]
    assert_same_people_and_places(there, other)
