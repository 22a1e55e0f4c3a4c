"""A dated adjustment as districts decree it: schools regrouped, a group dissolved, another founded, one split in two."""

from __future__ import annotations

import tomllib
from typing import Any

import numpy as np
import pytest
from test_events import on
from worlds import mini, run_case

from sim.case import Case, CaseError, case_files, parse_case
from sim.roles import CORE, MEMBER, roles
from sim.state import NOWHERE, Layer
from sim.world import World

DAY = "2024-08"  # that of Huadu's own adjustment, to which this one is added (seed S0:28)


def adjusted() -> Case:
    """Return Huadu with an adjustment: two schools change groups, one group ends, one is founded of its schools, one is split.

    Which schools these were is not known; what is written here is how such a plan is written.
    """
    raw: dict[str, Any] = tomllib.loads(case_files()["huadu"].read_text(encoding="utf-8"))
    old, split, first, second = raw["groups"][0], raw["groups"][1], raw["groups"][2], raw["groups"][3]
    moved = [first["members"][0], second["members"][0]]
    apart = split["members"][-2:]
    new = {"formed": DAY, "tier": "district"}
    raw["groups"] += [
        {**new, "id": "new", "zh": "新教育集团", "en": "New Group", "core": old["members"][0]["school"],
         "members": [{"school": old["core"], "form": "alliance"}, *old["members"][1:]]},
        {**new, "id": "half", "zh": "分出教育集团", "en": "Half Group", "core": apart[0]["school"], "members": [apart[1]]},
    ]  # fmt: skip
    raw["reforms"].append({
        "date": DAY, "zh": "集团调整", "en": "Adjustment",
        "dissolve": [{"group": old["id"]}],
        "leave": [{"group": split["id"], "school": m["school"]} for m in apart],
        "join": [
            {"group": second["id"], "school": moved[0]["school"], "form": "tight"},
            {"group": first["id"], "school": moved[1]["school"], "form": "assist"},
        ],
    })  # fmt: skip
    raw["sources"]["*"] = "assumed: a plan made up for a test"
    return parse_case(raw, "adjusted")


def inside(world: World, group: str) -> set[str]:
    """Return the members a group has now."""
    ties, ids = world.ties, [*world.names.school_row]
    return {ids[i] for i in ties.school[ties.active & (ties.group == world.names.group_row[group])]}


def test_a_dated_adjustment_of_huadu_is_written_and_carried_out() -> None:
    case = adjusted()
    before = run_case(case, terms=2 * (2024 - case.start_year)).world
    after = run_case(case, terms=2 * (2024 - case.start_year) + 3).world
    old, split, first, second = case.groups[:4]
    moved = first.members[0].school, second.members[0].school
    gone = {m.school for m in split.members[-2:]}
    for world, formed in ((before, 24), (after, 29)):  # beside the case's own adjustment one ends, two are founded
        g, ties = world.groups, world.ties
        led = g.active & (g.layer == Layer.GROUP)
        assert led.sum() == formed
        bound = ties.active & led[ties.group]
        assert len(np.unique(ties.school[bound])) == bound.sum()  # one seat each
        assert not np.isin(g.core[led], ties.school[bound]).any()
    assert moved[0] in inside(before, first.id)
    assert moved[0] in inside(after, second.id)
    assert moved[0] not in inside(after, first.id)
    assert moved[1] in inside(after, first.id)
    assert not inside(after, old.id)
    assert inside(after, "new") == {old.core, *(m.school for m in old.members[1:])}
    assert inside(after, split.id) == {m.school for m in split.members} - gone
    assert {after.case.schools[after.groups.core[after.names.group_row["half"]]].id, *inside(after, "half")} == gone
    assert (after.ties.end[after.ties.active] == NOWHERE).all()


def test_the_baseline_keeps_both_the_roles_before_and_after_on_paper() -> None:
    case = adjusted()
    world = run_case(case, terms=0, reforms=False).world
    role = roles(world)
    half, new = case.groups[-1], case.groups[-2]
    assert role[world.names.school_row[half.core]] == CORE
    assert role[world.names.school_row[half.members[0].school]] == MEMBER
    assert role[world.names.school_row[new.core]] == CORE


def second(raw: dict[str, Any]) -> None:
    """Add a group to a parsed case that takes a member of another."""
    members = [{"school": "c-p2", "form": "tight"}]
    raw["groups"].append({"id": "g-b", "zh": "桥", "en": "B", "core": "b-p1", "formed": "2018-08", "members": members})


def test_a_school_that_has_not_left_cannot_be_in_another_group() -> None:
    with pytest.raises(
        CaseError, match=r"'b-p1' is in 'g-p' and in 'g-b', both of layer 'group'.*let it leave 'g-p' by 2018-08"
    ):
        mini(second)
    for freed in ({"leave": [{"group": "g-p", "school": "b-p1"}]}, {"dissolve": [{"group": "g-p"}]}):
        assert mini(second, on("2018-08", **freed))
        with pytest.raises(CaseError, match="let it leave 'g-p' by"):
            mini(second, on("2019-08", **freed))


def test_a_core_does_not_follow_another_core_of_its_layer() -> None:
    with pytest.raises(
        CaseError, match="'c-j1' joins 'g-p' while it is the core of 'g-j', of the same layer; dissolve"
    ):
        mini(on("2018-08", join=[{"group": "g-p", "school": "c-j1", "form": "alliance"}]))
    freed = {"dissolve": [{"group": "g-j"}], "join": [{"group": "g-p", "school": "c-j1", "form": "alliance"}]}
    assert mini(on("2018-08", **freed))


def test_a_group_is_not_changed_on_the_day_it_is_formed() -> None:
    with pytest.raises(CaseError, match="the group 'g-p' is formed on that day; write its members as they are"):
        mini(on("2017-08", join=[{"group": "g-p", "school": "c-p2", "form": "tight"}]))


def test_ids_of_groups_founded_by_rules_are_kept() -> None:
    with pytest.raises(
        CaseError, match="the id 'auto-1' begins with 'auto-', which is kept for groups founded by rules"
    ):
        mini(lambda raw: raw["groups"][0].update(id="auto-1"))
