"""Partner institutions: without pupils and teachers, they lend name, management and experts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from test_events import on, row
from worlds import after_each_term, assert_same_people_and_places, assert_sound, everything_on, mini, run_case

from sim import network
from sim.axes import Kind
from sim.case import CaseError
from sim.instruments import instruments
from sim.schedule import steps
from sim.world import World

INSTITUTE = {
    "id": "inst", "zh": "区教研院", "en": "Institute", "town": "centre", "stage": "partner", "level": "strong", "pupils": 0,
    "x": 0.5, "y": 0.5,
}  # fmt: skip


def partner(raw: dict[str, Any]) -> None:
    """Add an institution to a parsed case, in no unit."""
    raw["schools"].append({**INSTITUTE})


def led(form: str = "tight") -> Callable[[dict[str, Any]], None]:
    """Let an institution lead a group of two schools that are in none otherwise."""

    def change(raw: dict[str, Any]) -> None:
        partner(raw)
        members = [{"school": "c-p2", "form": form}, {"school": "c-p3", "form": form}]
        names = {"id": "g-i", "zh": "教研院集团", "en": "Institute Group", "core": "inst", "formed": "2017-08"}
        raw["groups"].append({**names, "members": members})

    return change


def joins(raw: dict[str, Any]) -> None:
    """Let an institution be a member of the primary group."""
    partner(raw)
    raw["groups"][0]["members"].append({"school": "inst", "form": "tight"})


def world(*changes: Callable[[dict[str, Any]], None], terms: int = 8, **settings: Any) -> World:
    return run_case(mini(everything_on, *changes), terms=terms, **settings).world


@pytest.mark.parametrize("change", [led(), joins], ids=["core", "member"])
def test_a_world_with_a_partner_is_sound_with_everything_on(change: Callable[[dict[str, Any]], None]) -> None:
    model = run_case(mini(everything_on, change), terms=0, record=True, **{"finance.pool": 0.05})
    while model.running:
        model.step()
        assert_sound(model.world)
    w, inst = model.world, row(model.world, "inst")
    t = w.teachers
    assert w.schools.kind[inst] == Kind.PARTNER
    assert not w.schools.pupils[inst].any()
    assert not w.schools.posts[inst].any()
    assert not ((t.register == inst) | (t.post == inst))[t.active].any()
    assert not np.isin(inst, w.placements.target[: w.n_placements])
    tables = model.tables()
    assert "inst" not in set(tables["schools"]["school"])
    assert "inst" in {*tables["ties"]["school"], *tables["groups"]["core"]}


@pytest.mark.parametrize("name", instruments())
def test_each_instrument_leaves_a_partner_out_without_error(name: str) -> None:
    only = {f"{n}.on": n == name for n in instruments()}
    for w in after_each_term(mini(everything_on, led()), years=4, **only):
        assert np.isfinite(w.schools.shared).all()
        assert np.isfinite(w.schools.digital).all()
        assert np.isfinite(w.teachers.skill).all()
        members = [row(w, "c-p2"), row(w, "c-p3")]
        if name in ("facility_sharing", "digital_lessons"):
            assert not w.schools.shared[members].any()
            assert not w.schools.digital[members].any()
            assert not w.books.totals(w.year).get("digital platform", 0.0) or w.year > 2016


def test_a_platform_without_lessons_is_not_paid_for() -> None:
    def cost(w: World) -> float:
        return w.books.totals(2017).get("digital platform", 0.0)

    only = {f"{n}.on": n == "digital_lessons" for n in instruments()}
    assert cost(world(led(), terms=4, **only)) == cost(world(partner, terms=4, **only))


def test_a_partner_works_at_every_stage() -> None:
    w = world(led(), terms=3)
    assert (w.ties.mismatch[w.ties.group == w.names.group_row["g-i"]] == 0).all()
    w = world(joins, terms=3)
    assert w.ties.mismatch[w.ties.school == row(w, "inst")] == 0


def test_a_partner_lends_its_management_to_the_schools_it_leads() -> None:
    only = {f"{n}.on": n == "secondment" for n in instruments()}
    w = world(led(), terms=0, **only)
    w.schools.management[row(w, "inst")] = 1.0
    for _ in range(3):
        for step in steps(w):
            step.apply(w)
    tie = np.flatnonzero(w.ties.active & (w.ties.school == row(w, "c-p2")))
    carried = network.channel(w, "management")[tie[0]]
    unified = w.settings.instruments["secondment"].unified  # type: ignore[attr-defined]
    gap = 1.0 - w.schools.management[row(w, "c-p2")]
    assert w.schools.lead[row(w, "c-p2"), 0] == pytest.approx(carried * unified * gap, rel=1e-4)
    assert carried > 0


def test_a_partner_lends_its_name_to_the_schools_it_leads_and_keeps_its_own() -> None:
    def reputation(change: Callable[[dict[str, Any]], None]) -> np.ndarray:
        w = world(change, terms=4, **{f"{n}.on": False for n in instruments()})
        w.schools.reputation[row(w, "inst")] = 3.0
        for _ in range(2):
            for step in steps(w):
                step.apply(w)
        return w.schools.reputation[[row(w, "c-p2"), row(w, "inst")]]

    lent, alone = reputation(led()), reputation(partner)
    assert lent[0] > alone[0]
    assert lent[1] == alone[1] == 3.0


@pytest.mark.parametrize("change", [led(), led("research"), joins], ids=["core", "research only", "member"])
def test_experts_raise_what_is_learnt_in_joint_research_of_their_unit_alone(
    change: Callable[[dict[str, Any]], None],
) -> None:
    only = {f"{n}.on": n == "joint_research" for n in instruments()}
    without, with_experts = (
        world(change, terms=6, **only, **{"joint_research.experts": value}) for value in (0.0, 0.2)
    )
    t = with_experts.teachers
    gain = t.skill - without.teachers.skill
    unit = with_experts.names.group_row["g-i" if change is not joins else "g-p"]
    ties = with_experts.ties
    inside = [*ties.school[ties.active & (ties.group == unit)], with_experts.groups.core[unit]]
    here = t.active & np.isin(t.post, inside) & np.isin(t.uid, without.teachers.uid)
    assert (gain[here] > 0).mean() > 0.4
    assert not gain[t.active & ~np.isin(t.post, inside)].any()


def test_in_no_unit_it_changes_nobody_else() -> None:
    assert_same_people_and_places(world(), world(partner), common=True)


def test_rules_do_not_take_a_partner_in() -> None:
    rules = {"life_cycle.enter": 1.0, "life_cycle.coverage": 1.0, "life_cycle.core_rank": 1.0}

    def rural(raw: dict[str, Any]) -> None:
        raw["schools"].append({**INSTITUTE, "town": "hill", "level": "weak"})

    w = world(rural, **rules)
    assert not (w.ties.school == row(w, "inst")).any()
    assert not (w.groups.core == row(w, "inst")).any()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([lambda raw: raw["schools"].append({**INSTITUTE, "pupils": 5})], r"pupils = 5: a partner institution has no pupils"),
        (
            [lambda raw: raw["schools"].append({**INSTITUTE, "primary": {"teachers": 4}})],
            "a partner school has no primary stage",
        ),
        (
            [
                partner,
                lambda raw: raw["groups"].append(
                    {"id": "x", "zh": "对", "en": "Pair", "layer": "support", "core": "c-p2", "formed": "2017",
                     "members": [{"school": "inst", "form": "tight"}]}
                ),
            ],
            "all its members are partner institutions; a partner lends to schools: make it the core",
        ),
        ([partner, on("2018-08", team=[{"school": "c-p2", "senders": ["inst"], "share": 0.5}])], "has no teachers in the model"),
        ([partner, on("2018-08", merge=[{"schools": ["c-p2"], "into": "inst"}])], "does not teach its grades"),
        ([lambda raw: raw["schools"].append({**INSTITUTE, "stage": "partnr"})], "'partnr' is not one of"),
    ],
)  # fmt: skip
def test_what_a_partner_cannot_be_is_refused(changes: list[Callable[[dict[str, Any]], None]], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        mini(*changes)
