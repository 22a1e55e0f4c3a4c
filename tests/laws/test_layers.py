"""Law: units in layers. Ties of one school add as their instrument says, and what carries nothing changes nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from worlds import (
    ALL_ON,
    MINI,
    assert_same_people_and_places,
    different,
    everything_on,
    island,
    layered,
    mini,
    run_case,
    state_bytes,
)

from sim import kinds, network
from sim.agents import Group, School
from sim.axes import STOCKS
from sim.case import CaseError
from sim.forms import FUNCTIONS
from sim.instruments import Instrument, instruments
from sim.processes import groups
from sim.state import NOWHERE, WHOLE, Layer
from sim.supply.places import standard
from sim.world import World

# Both ties of b-p1 at some strength, heads that share, and money for all that units wish to do.
EAGER = {
    "principals.duty": 1.0,
    "finance.earmark": 500_000.0,
    "follow_post.annual_share": 0.2,
    "rotation.annual_share": 0.1,
}
FIRST, SECOND, MEMBER = "g-p", "cluster-c-p2", "b-p1"


@pytest.fixture(scope="module")
def world() -> World:
    """Return the layered district after two years with every instrument on."""
    found = run_case(mini(everything_on, layered), terms=4, **EAGER).world
    found.schools.stakes[:] = 0
    found.teachers.mentor[:] = NOWHERE
    return found


def seats_of(world: World, school: str) -> list[str]:
    row, ids = world.names.school_row[school], [g.id for g in world.case.groups]
    found = network.seats(world, network.active_ties(world))
    return [ids[unit] for unit in found.unit[found.school == row]]


def test_a_school_is_in_a_group_a_cluster_a_support_pair_and_a_regional_community_at_once(world: World) -> None:
    units = seats_of(world, "h-p1")
    layers = [next(g.layer for g in world.case.groups if g.id == u) for u in units]
    assert sorted(layers) == ["cluster", "group", "regional", "support"]


def one_tie(layer: str, core: str, member: str, form: str) -> Callable[[dict[str, Any]], None]:
    """Leave a parsed case one unit of a layer only, with one member."""

    def change(raw: dict[str, Any]) -> None:
        names = {"id": f"{layer}-{core}", "zh": "共同体", "en": "Community", "layer": layer, "formed": "2017-08"}
        raw["groups"] = [{**names, "core": core, "members": [{"school": member, "form": form}]}]

    return change


def test_schools_of_a_cluster_share_staff_research_and_sites_as_strongly_as_its_form_says() -> None:
    case = mini(everything_on, one_tie("cluster", "c-p1", "c-p2", "cluster"))

    def world(**strengths: float) -> World:
        values = {f"forms.cluster.{name}": x for name, x in strengths.items()}
        return run_case(case, terms=6, **EAGER, **values).world

    def done(world: World, name: str) -> int:
        return sum(d.people for (_, one), d in world.done.items() if one == name)

    def lent(world: World) -> float:
        return float(np.abs(world.schools.shared).sum())

    whole = world()
    assert list(Layer)[int(whole.groups.layer[0])] == Layer.CLUSTER
    assert done(whole, "joint_research") > done(world(research=0.0), "joint_research") == 0
    assert done(whole, "follow_post") > done(world(staff=0.0), "follow_post") == 0
    assert lent(whole) > lent(world(resources=0.0)) == 0


def test_in_a_support_pair_the_town_school_sends_to_the_rural_one_and_does_not_take() -> None:
    case = mini(everything_on, one_tie("support", "c-p1", "h-p1", "support_pair"))
    eager = {**EAGER, "rotation.eligible_years": 1, "rotation.annual_share": 0.3}

    def sent(**rules: Any) -> set[tuple[int, int]]:
        world = run_case(case, terms=12, **eager, **{f"forms.support_pair.{n}": x for n, x in rules.items()}).world
        p, n = world.placements, world.n_placements
        rows = np.flatnonzero(np.isin(p.kind[:n], [kinds.code("rotation"), kinds.code("one_way_rotation")]))
        return set(zip(p.origin[rows].tolist(), p.target[rows].tolist(), strict=True))

    row = {s["id"]: i for i, s in enumerate(MINI["schools"])}
    down = (row["c-p1"], row["h-p1"])
    assert sent() == {down}
    assert sent(one_way=False) == {down, down[::-1]}
    assert not sent(staff=0.0)


def test_a_core_may_be_a_member_elsewhere(world: World) -> None:
    assert sorted(seats_of(world, "c-j2")) == ["alliance-c-j2", "g-j"]
    s, c = world.names.school_row, world.groups.core
    led = {row for row in c.tolist() if row in world.ties.school}
    assert {s["c-j2"], s["c-j1"], s["c-p2"], s["b-p1"]} <= led


def test_the_whole_run_stands_and_tells_of_every_tie() -> None:
    model = run_case(mini(everything_on, layered), record=True)
    tables = model.tables()
    assert np.isfinite(tables["district"]["mean_score"]).all()
    ties = tables["ties"]
    assert len(ties) == model.years * len(model.world.ties)
    last = ties[(ties["year"] == ties["year"].max()) & (ties["school"] == "h-p1")]
    assert sorted(last["layer"]) == ["cluster", "group", "regional", "support"]
    assert last["active"].all()
    assert ties.loc[ties["stage"] != "", ["unit", "school", "stage"]].drop_duplicates().to_numpy().tolist() == [
        ["support-c-j1", "b-n1", "junior"]
    ]
    schools = tables["schools"].set_index(["year", "school"])
    assert schools.loc[(2020, "h-p1"), "group"] == "g-p"
    assert schools.loc[(2020, "h-p1"), "role"] == "member"
    assert set(tables["groups"]["layer"]) == {layer.name.lower() for layer in Layer}
    agents = {a.name_en: a for a in model.agents_by_type[School]}
    h = agents["Hill Central Primary"]
    assert h.group.layer == Layer.GROUP
    assert len(h.groups) == 4
    assert {g.layer for g in model.agents_by_type[Group]} == set(Layer)


# --- Two ties add, by the combiner each instrument names.


def acted(world: World, instrument: str, method: str, *units: str) -> tuple[World, World, Any]:
    """Let an instrument act over some units only; return the world before and after, and what it did."""
    before, after = copy.deepcopy(world), copy.deepcopy(world)
    one: Instrument = world.settings.instruments[instrument].model_copy(update={"groups": units})
    return before, after, getattr(one, method)(after)


def gains(world: World, name: str, method: str, column: Callable[[World], np.ndarray]) -> list[np.ndarray]:
    """Return what an instrument adds to a column over the first unit, over the second and over both."""
    out = []
    for units in ((FIRST,), (SECOND,), (FIRST, SECOND)):
        before, after, _ = acted(world, name, method, *units)
        out.append(column(after).astype(np.float64) - column(before))
    return out


def at_member(column: str) -> Callable[[World], np.ndarray]:
    return lambda w: getattr(w.schools, column)[w.names.school_row[MEMBER], 0]


def leads(world: World, own: np.ndarray) -> float:
    """Return the lead of the better of the member's two cores."""
    row = world.names.school_row
    return float(max(own[row[c]] - own[row[MEMBER]] for c in ("c-p1", "c-p2")))


def test_facilities_of_two_cores_add_up_to_the_better_ones_at_most(world: World) -> None:
    world = copy.deepcopy(world)
    row, need = world.names.school_row, standard(world)
    for school, ratio in (("c-p1", 1.4), ("c-p2", 1.5), (MEMBER, 0.7)):
        for name, asked in zip(STOCKS.names, need[row[school]], strict=True):
            getattr(world.schools, name)[row[school]] = ratio * asked
    a, b, both = gains(world, "facility_sharing", "lend", at_member("shared"))
    assert min(a, b) > 0
    assert both == pytest.approx(a + b, rel=1e-5)
    full = world.settings.instruments["facility_sharing"]
    world.settings.instruments["facility_sharing"] = full.model_copy(update={"share": 1.0, "open_hours": 80.0})
    world.ties.reach[:] = 0.9
    a, b, both = gains(world, "facility_sharing", "lend", at_member("shared"))
    assert both < a + b
    assert both == pytest.approx(1.5 - 0.7, rel=1e-5)


def test_a_pupil_follows_the_better_of_two_digital_lessons(world: World) -> None:
    a, b, both = gains(world, "digital_lessons", "broadcast", at_member("digital"))
    assert min(a, b) > 0
    assert both == pytest.approx(max(a, b), rel=1e-6)
    done = [acted(world, "digital_lessons", "broadcast", *u)[2] for u in ((FIRST,), (SECOND,), (FIRST, SECOND))]
    once = 0.5 * world.settings.instruments["digital_lessons"].cost
    assert done[2].yuan == 3 * once  # b-p1, h-p1 and h-p2 pay for one platform each
    assert done[0].yuan + done[1].yuan == 5 * once


@pytest.mark.parametrize("column", ["lead", "practice"])
def test_two_cores_lead_a_member_no_better_than_the_better_of_them(world: World, column: str) -> None:
    world = copy.deepcopy(world)
    row = world.names.school_row
    world.schools.management[[row["c-p1"], row["c-p2"], row[MEMBER]]] = [0.05, 0.04, -0.05]
    world.schools.practice[:] = 0
    tools = world.settings.instruments
    tools["secondment"] = tools["secondment"].model_copy(update={"missed": 0.0})  # the member is a core too
    a, b, both = gains(world, "secondment", "manage", at_member(column))
    assert a > 0
    most = leads(world, world.schools.management) * (0.5 if column == "practice" else 1)
    assert both == pytest.approx(min(a + b, most), rel=1e-4)


def test_weights_of_joint_results_add_up_to_that_of_a_full_tie_at_most(world: World) -> None:
    a, b, both = gains(world, "bundled_evaluation", "judge", at_member("stakes"))
    weight = world.settings.instruments["bundled_evaluation"].weight
    assert min(a, b) > 0
    assert both == pytest.approx(min(a + b, weight), rel=1e-6)


def test_who_is_in_two_units_attends_the_activities_of_both(world: World) -> None:
    world = copy.deepcopy(world)
    world.groups.fund[:] = 1e7
    world.settings = world.settings.changed({"growth.research_hours": 6.0}, world.case)  # time enough for all of them
    a, b, both = gains(world, "joint_research", "meet", lambda w: w.teachers.joint)
    t = world.teachers
    here = t.active & (t.post == world.names.school_row[MEMBER])
    assert (a[here] > 0).any()
    assert (b[here] > 0).any()
    np.testing.assert_allclose(both[here], a[here] + b[here], atol=2e-7)
    done = [acted(world, "joint_research", "meet", *u)[2].people for u in ((FIRST,), (SECOND,), (FIRST, SECOND))]
    assert done[2] == done[0] + done[1]


def test_nobody_has_two_mentors_and_each_learns_over_the_tie_of_the_pair(world: World) -> None:
    world = copy.deepcopy(world)
    world.settings = world.settings.changed({"growth.young": 10.0}, world.case)  # more of them than mini has novices
    t, row = world.teachers, world.names.school_row
    t.skill[np.isin(t.post, [row["c-p1"], row["c-p2"]])] += 0.5
    _, after, _ = acted(world, "mentoring", "pair", FIRST, SECOND)
    t = after.teachers
    mine = np.flatnonzero(t.active & (t.mentor_by >= 0) & (t.post == row[MEMBER]))
    cores = after.groups.core[t.mentor_unit[mine]]
    assert set(cores.tolist()) == {row["c-p1"], row["c-p2"]}  # some with each
    assert (t.post[t.mentor[mine]] == cores).all()
    mentor = world.settings.instruments["mentoring"]
    rows = mentor.ties(after)
    strength = network.strength_in(after, rows, "staff", t.mentor_unit[mine], t.post[mine])
    for unit in np.unique(t.mentor_unit[mine]):
        tie = rows[(after.ties.group[rows] == unit) & (after.ties.school[rows] == row[MEMBER])]
        assert (strength[t.mentor_unit[mine] == unit] == network.channel(after, "staff")[tie]).all()


def test_what_a_school_sends_over_two_ties_is_what_one_of_their_strength_would_send(world: World) -> None:
    """And never more than over a full tie; every teacher goes within one of the units."""
    world = copy.deepcopy(world)
    one = world.settings.instruments["follow_post"].model_copy(update={"groups": (FIRST, SECOND), "annual_share": 0.2})
    for first, second in ((0.3, 0.4), (0.8, 0.9)):
        rows = one.ties(world)
        world.ties.reach[rows, 1] = np.where(world.ties.group[rows] == world.names.group_row[FIRST], first, second)
        found = network.seats(world, rows, "staff")
        strength = network.carried(world, found, one.combiner)[world.names.school_row[MEMBER]]
        assert strength == pytest.approx([min(first + second, 1.0)] * 2)
    t = world.teachers
    who = np.flatnonzero(t.active & (t.register == world.names.school_row[MEMBER]))
    seat = network.choose(world, who, t.register[who], found, "law")
    units = np.bincount(found.unit[seat], minlength=len(world.groups))
    assert units.sum() == who.size
    assert min(units[world.names.group_row[FIRST]], units[world.names.group_row[SECOND]]) > 0


def test_first_posts_are_at_either_core() -> None:
    model = run_case(mini(everything_on, layered), **EAGER, **{"first_post.host_share": 0.5, "careers.exit": 0.1})
    world = model.world
    log, n, row = world.placements, world.n_placements, world.names.school_row
    mine = (log.kind[:n] == kinds.code("first_post")) & (log.origin[:n] == row[MEMBER])
    assert {row["c-p1"], row["c-p2"]} <= set(log.target[:n][mine].tolist())
    assert (log.target[:n][mine] == world.groups.core[log.group[:n][mine]]).all()


def test_every_instrument_names_how_ties_add() -> None:
    how = {name: cls.combiner for name, cls in instruments().items()}
    assert {n: c for n, c in how.items() if c not in {"sum", "max", "mean", "capped sum"}} == {}


# --- What carries nothing changes nothing; nobody counts twice; order is nothing.

VOID = {f"forms.alliance.{name}": 0.0 for name in FUNCTIONS}


def payments(world: World) -> list[tuple[Any, ...]]:
    """Return what was paid, entry by entry; accounts that paid nothing in an entry are left out."""
    found: list[tuple[Any, ...]] = []
    for e in world.books.entries:
        paid = e.amount != 0
        rows = [x[paid].tolist() for x in (e.source_row, e.target_row, e.amount) if x.size == paid.size]
        found.append((e.year, e.item, e.source, e.target, *rows))
    return found


def test_a_layer_without_strength_changes_no_byte() -> None:
    """Only its own rows are more: nobody adapts, learns, moves, pays or is counted otherwise."""
    plain = run_case(mini(everything_on), record=True, **VOID)
    more = run_case(mini(everything_on, lambda raw: layered(raw, "alliance")), record=True, **VOID)
    n = {name: len(table) for name, table in plain.world.tables.items() if name in {"groups", "ties"}}
    for name, rows in n.items():
        for column, values in plain.world.tables[name].arrays().items():
            assert (values == more.world.tables[name][column][:rows]).all(), f"{name}.{column}"
    found = different(state_bytes(plain.world), state_bytes(more.world))
    assert {x.partition(".")[0] for x in found} <= {"groups", "ties", "names", "books"}
    assert payments(plain.world) == payments(more.world)
    one, two = plain.tables(), more.tables()
    for name in one.keys() - {"groups", "ties"}:
        pd.testing.assert_frame_equal(one[name], two[name], check_exact=True, obj=name)


def test_the_order_of_units_changes_nothing() -> None:
    def turned(raw: dict[str, Any]) -> None:
        raw["groups"].reverse()

    there, back = (run_case(mini(everything_on, layered, *more)).world for more in ((), (turned,)))
    assert_same_people_and_places(there, back)


def test_the_names_of_layers_change_nothing() -> None:
    def swapped(raw: dict[str, Any]) -> None:
        other = {"cluster": "regional", "regional": "cluster"}
        for group in raw["groups"]:
            group["layer"] = other.get(group.get("layer", "group"), group.get("layer", "group"))

    there, swap = (run_case(mini(everything_on, layered, *more)).world for more in ((), (swapped,)))
    assert different(state_bytes(there), state_bytes(swap)) == ["groups.layer"]


def test_a_layer_with_strength_changes_the_world() -> None:
    plain, more = run_case(mini(everything_on)).world, run_case(mini(everything_on, layered)).world
    assert (plain.schools.mean_score != more.schools.mean_score).any()


# --- Attention is shared by all ties of a school.


def test_ties_of_other_layers_take_attention_from_a_members_tie(world: World) -> None:
    def attention(case: World) -> dict[tuple[str, str], float]:
        found = groups._attention(case, np.zeros(len(case.ties), np.bool_))
        ids = [g.id for g in case.case.groups], [s.id for s in case.case.schools]
        return {(ids[0][g], ids[1][s]): a for g, s, a in zip(case.ties.group, case.ties.school, found, strict=True)}

    alone, among = attention(run_case(mini(everything_on), terms=4).world), attention(world)
    assert alone["g-p", "h-p1"] == 1.0
    assert among["g-p", "h-p1"] == pytest.approx(2.0 / 4)  # four cores followed, two could be
    assert among["g-p", "b-p1"] == pytest.approx(5 / (2 + 2 * 5 / 2))  # it leads two and follows two


def test_a_school_that_leads_and_follows_shares_one_budget() -> None:
    world = run_case(mini(everything_on, layered), terms=4, **{"ties.attention": 1.0, "ties.following": 1.0}).world
    found = groups._attention(world, np.zeros(len(world.ties), np.bool_))
    row, g = world.names.school_row, world.names.group_row
    tie = (world.ties.group == g["alliance-c-j2"]) & (world.ties.school == row["c-j1"])
    # c-j2 leads one and follows one: half each; c-j1 leads three members (b-n1 twice, in two layers) and follows one
    assert found[tie] == pytest.approx(1 / 4)


# --- A tie of one stage.


def junior_only(raw: dict[str, Any], stage: str | None = "junior") -> None:
    """Tie a nine-year school, or its junior stage, to a junior school far from all others."""
    island(raw)
    tie = {"school": "i-n1", "form": "tight"} | ({"stage": stage} if stage else {})
    names = {"id": "g-i", "zh": "岛", "en": "Island", "layer": "support", "core": "i-j1", "formed": "2017-08"}
    raw["groups"].append({**names, "members": [tie]})


def of_stage(world: World, stage: int) -> dict[str, bytes]:
    """Return the bytes of the teachers and pupils of a stage, by identity."""
    t = world.teachers
    rows = np.flatnonzero(t.active & (t.stage == stage))
    rows = rows[np.argsort(t.uid[rows])]
    out = {f"teachers.{name}": getattr(t, name)[rows].tobytes() for name in ("uid", "skill", "post", "load", "value")}
    seats = world.live_students()[(world.classes.grade[world.class_of_students()] > 6) == bool(stage)]
    seats = seats[np.argsort(world.students.uid[seats])]
    return out | {f"students.{n}": getattr(world.students, n)[seats].tobytes() for n in ("uid", "trait", "score")}


def test_a_tie_of_the_junior_stage_moves_nothing_in_the_primary_stage() -> None:
    """What is by stage stays by stage.

    The name of a school is one for both, so families and novices are kept from minding it. What a whole district is measured
    by is off: researchers, who bring home its best (the lead in digital lessons is that of a school), and awards to groups.
    """
    still = {
        "principals.duty": 1.0, "choice.quality": 0.0, "choice.quality_ses": 0.0, "careers.renown": 0.0,
        "researchers.on": False, "bundled_evaluation.on": False,
    }  # fmt: skip
    plain, tied, whole = (
        run_case(mini(everything_on, *more), terms=8, **still).world
        for more in ((island,), (junior_only,), (lambda raw: junior_only(raw, None),))
    )
    assert different(of_stage(plain, 0), of_stage(tied, 0)) == []
    assert different(of_stage(plain, 1), of_stage(tied, 1))
    assert different(of_stage(plain, 0), of_stage(whole, 0))
    row = tied.names.school_row["i-n1"]
    judged = run_case(mini(everything_on, junior_only), terms=8, **{**still, "bundled_evaluation.on": True}).world
    for world in (tied, judged):
        for column in ("lead", "digital", "stakes", "slack"):
            assert getattr(world.schools, column)[row, 0] == 0
    assert judged.schools.stakes[row, 1] > 0
    assert set(tied.ties.stage.tolist()) == {WHOLE, 1}


# --- What a case may not say.


def wrong(*groups_more: dict[str, Any]) -> str:
    names = {"zh": "某", "en": "Some", "formed": "2017-08"}
    with pytest.raises(CaseError) as error:
        mini(lambda raw: raw["groups"].extend({**names, **g} for g in groups_more))
    return "\n".join(error.value.messages)


def test_two_units_of_one_layer_and_stage_are_refused() -> None:
    tie = [{"school": "b-p1", "form": "assist"}]
    said = wrong({"id": "x", "core": "c-p2", "members": tie})
    assert "school 'b-p1' is in 'g-p' and in 'x', both of layer 'group'" in said
    said = wrong(
        {"id": "x", "core": "c-p2", "layer": "cluster", "members": tie},
        {"id": "y", "core": "b-p1", "layer": "cluster", "members": [{"school": "h-p1", "form": "assist"}]},
    )
    assert "both of layer 'cluster'" in said


def test_one_stage_each_in_two_units_of_a_layer_is_allowed() -> None:
    ties = [("x", "c-p2", "primary"), ("y", "c-j2", "junior")]
    names = {"zh": "某", "en": "Some", "formed": "2017-08", "layer": "cluster"}
    case = mini(
        lambda raw: raw["groups"].extend(
            {**names, "id": i, "core": core, "members": [{"school": "b-n1", "stage": stage, "form": "tight"}]}
            for i, core, stage in ties
        )
    )
    world = run_case(case, terms=3).world
    units = network.units(world, Layer.CLUSTER)[world.names.school_row["b-n1"]]
    assert [world.case.groups[u].id for u in units] == ["x", "y"]


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ({"school": "b-p1", "stage": "junior"}, "member 'b-p1' has stage = 'junior', but it teaches only 'primary'"),
        ({"school": "b-p1", "stage": "senior"}, "has stage = 'senior', but it teaches only 'primary'"),
    ],
)
def test_a_stage_that_is_not_taught_is_refused(member: dict[str, str], said: str) -> None:
    assert said in wrong({"id": "x", "core": "c-p2", "layer": "support", "members": [{**member, "form": "assist"}]})


def test_a_layer_that_is_not_known_is_refused() -> None:
    assert "layer" in wrong({"id": "x", "core": "c-p2", "layer": "clan", "members": []})


def test_caps_of_groups_do_not_hold_for_other_layers() -> None:
    ids = [s["id"] for s in MINI["schools"] if s["id"] not in {"c-p1", "h-p2"}][:10]
    members = [{"school": i, "form": "alliance"} for i in ids]
    more = {"id": "x", "zh": "某", "en": "Some", "formed": "2017-08", "core": "c-p1", "members": members}
    assert mini(lambda raw: raw["groups"].append({**more, "layer": "regional"}))
    assert "allowed: at most 9" in wrong(more)


def test_an_instrument_can_be_aimed_at_a_layer() -> None:
    off = dict.fromkeys(ALL_ON, False)
    shared = {"facility_sharing.on": True, "facility_sharing.share": 1.0, "principals.duty": 1.0}
    case = mini(everything_on, layered)
    for layer, school in (("group", "b-n1"), ("cluster", "b-p1")):
        world = run_case(case, terms=6, **{**off, **shared, "facility_sharing.layers": (layer,)}).world
        rows = world.settings.instruments["facility_sharing"].ties(world)
        assert {world.groups.layer[g] for g in world.ties.group[rows]} == {Layer[layer.upper()]}
        assert world.names.school_row[school] in world.ties.school[rows]
