"""Laws of several instances of one instrument: each has its own switch, numbers, aims, dates and luck, and they compose."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest
from three import three
from worlds import ALL_ON, MINI, assert_same_people_and_places, different, layered, mini, run_case, state_bytes

from sim import conformity, network
from sim.case import Case, CaseError
from sim.config import aims, parameters
from sim.instruments import Instrument, instruments
from sim.model import DistrictModel
from sim.param import ParamError
from sim.world import World

WHO = ["placements.by", "teachers.mentor_by"]  # columns that tell which instance made a placement or a pair
DRAWS = {
    "coaching", "first_post", "follow_post", "mentoring", "researchers", "rotation", "secondment", "studios",
    "teacher_activities", "training", "visiting_teachers",
}  # instruments with lotteries  # fmt: skip
OFF = dict.fromkeys(ALL_ON, False)
EAGER = {"finance.earmark": 500_000.0, "careers.exit": 0.1}
NUMBERS: dict[str, dict[str, float]] = {
    "rotation": {"annual_share": 0.2}, "follow_post": {"annual_share": 0.2}, "first_post": {"host_share": 0.5},
}  # fmt: skip
Raw = dict[str, Any]


def on(name: str, **more: Any) -> dict[str, Any]:
    """Return the settings with which an instrument, or an instance of it, is in force and has enough to do."""
    numbers = {"on": True, **NUMBERS.get(name.partition("@")[0], {}), **more}
    return {f"{name}.{key}": value for key, value in numbers.items()}


def declare(raw: Raw, *names: str) -> None:
    """Declare instances in a parsed case, by the names they have in settings."""
    pairs = (name.split("@") for name in names)
    raw["instances"] = [{"of": of, "id": one, "zh": f"{of}之{one}", "en": f"{of} of {one}"} for of, one in pairs]


def twice(raw: Raw) -> None:
    """Declare two more instances of every instrument."""
    declare(raw, *(f"{name}@{one}" for name in instruments() for one in "ab"))


@pytest.fixture(scope="module")
def twofold() -> Case:
    """Return the layered district with two more instances of every instrument, all of them off."""
    return mini(twice, layered)


@pytest.fixture
def one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all instances of an instrument draw where the instrument itself does."""
    monkeypatch.setattr(Instrument, "address", property(lambda self: self.name))


def dose(name: str) -> str:
    return instruments()[name].dose


def half(name: str) -> Any:
    """Return half the dose with which `on` switches an instrument on."""
    whole = NUMBERS.get(name, {}).get(dose(name), instruments()[name].model_fields[dose(name)].default)
    return type(whole)(whole / 2)


# --- An instance is an instrument of its own, and nothing where it is off.


def test_an_instance_that_is_declared_and_off_changes_no_byte(twofold: Case) -> None:
    plain, declared = run_case(mini(layered)), run_case(twofold)
    assert not different(state_bytes(plain.world), state_bytes(declared.world))


@pytest.mark.parametrize("name", instruments())
def test_at_dose_0_an_instance_changes_no_byte(twofold: Case, name: str) -> None:
    null = on(f"{name}@a", **{dose(name): type(half(name))(0)})
    off, zero = (run_case(twofold, terms=6, **values).world for values in ({}, null))
    assert zero.settings.instruments[f"{name}@a"].on
    assert not different(state_bytes(off), state_bytes(zero))


@pytest.mark.parametrize("name", instruments())
def test_an_instance_in_place_of_the_instrument_gives_the_same_bytes_but_for_its_luck(
    twofold: Case, name: str, request: pytest.FixtureRequest
) -> None:
    """Only what names it differs; where the instrument has lotteries they fall otherwise, at an address of their own."""

    def state(called: str) -> dict[str, bytes]:
        return state_bytes(run_case(twofold, terms=8, **{**EAGER, **OFF, **on(called)}).world)

    there = state(name)
    assert bool([x for x in different(there, state(f"{name}@a")) if x not in WHO]) == (name in DRAWS)
    request.getfixturevalue("one_address")
    assert [x for x in different(there, state(f"{name}@a")) if x not in WHO] == []


def test_an_instance_moves_as_many_as_the_instrument_would(twofold: Case) -> None:
    """Luck apart nothing depends on the address: placements over eight seeds, within three standard errors."""
    one, other = (
        np.array([run_case(twofold, rng=seed, terms=8, **{**OFF, **on(name)}).world.n_placements for seed in range(8)])
        for name in ("rotation", "rotation@a")
    )
    error = np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / one.size)
    assert abs(one.mean() - other.mean()) <= 3 * error
    assert one.mean() > 20


@pytest.mark.parametrize("name", instruments())
def test_instances_aimed_at_disjoint_groups_are_one_run_with_the_setting_of_each(name: str, one_address: None) -> None:
    """Of three districts one has the whole dose, one half of it and one nothing: by settings of districts, or by instances."""

    def plain(raw: Raw) -> None:
        for reform in raw["reforms"]:
            reform["set"] = {}
        twice(raw)

    def by_district(raw: Raw) -> None:
        plain(raw)
        for district, values in zip(raw["districts"], ({}, {dose(name): half(name)}, {"on": False}), strict=True):
            district["set"] = {**on(name), **{f"{name}.{key}": value for key, value in values.items()}}

    groups = [f"b-{g['id']}" for g in MINI["groups"]]
    instances = on(f"{name}@a", districts=["a"]) | on(f"{name}@b", groups=groups, **{dose(name): half(name)})
    whole = run_case(three(by_district), terms=8, **EAGER).world
    parts = run_case(three(plain), terms=8, **EAGER, **instances).world
    for world in (whole, parts):
        world.placements.by[:] = world.teachers.mentor_by[:] = 0
    assert_same_people_and_places(whole, parts)
    for year in range(2016, 2020):
        assert parts.books.totals(year) == pytest.approx(whole.books.totals(year), rel=1e-9)


@pytest.mark.parametrize("name", instruments())
def test_instances_of_the_model_keep_the_law_that_others_are_tried_by(name: str) -> None:
    assert not conformity.instances(name, mini())


# --- Several over one school are put together as several ties are.


@pytest.fixture(scope="module")
def lent(twofold: Case) -> dict[str, World]:
    """Return the world after a term in which one instance of what is lent acts, and in which two do, one of them less."""
    tools = ("facility_sharing", "digital_lessons", "secondment", "bundled_evaluation")
    one, less = ({k: v for name in tools for k, v in on(f"{name}@{which}").items()} for which in "ab")
    less |= {"facility_sharing@b.share": 0.1, "digital_lessons@b.use": 0.1, "bundled_evaluation@b.weight": 0.1}
    less |= {"secondment@b.unified": 0.1}
    return {
        which: run_case(twofold, terms=4, **{**EAGER, **OFF, **values}).world
        for which, values in (("a", one), ("b", less), ("ab", {**one, **less}))
    }


def test_what_two_instances_lend_adds_up_to_the_cap_and_of_lessons_the_best_count(lent: dict[str, World]) -> None:
    a, b, ab = (lent[which].schools for which in ("a", "b", "ab"))
    both = (a.shared > 0) & (b.shared > 0)
    assert both.any()
    assert (ab.shared <= a.shared + b.shared + 1e-6).all()
    assert (ab.shared[both] > np.maximum(a.shared, b.shared)[both]).any()
    assert (a.digital > b.digital).any()
    np.testing.assert_allclose(
        ab.digital, np.maximum(a.digital, b.digital), atol=1e-3
    )  # teachers have learnt more meanwhile
    heads = a.management + network.mean_of_stages(a.practice, a.pupils)
    assert (ab.lead <= (heads.max() - heads)[:, None] + 0.02).all()
    weight = 0.3  # the larger of the two
    assert ab.stakes.max() <= weight + 1e-6
    np.testing.assert_allclose(ab.stakes, np.minimum(a.stakes + b.stakes, weight), atol=1e-6)
    more = ab.stakes > a.stakes + 1e-6
    assert more.any()
    assert (ab.work[more] != a.work[more]).all()  # heads answer to both


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_what_instances_bring_does_not_depend_on_which_acts_first(twofold: Case, order: str) -> None:
    world = run_case(twofold, terms=4).world
    gave, some = (
        [],
        {"a": (np.array([0.3, 0.6, 0.0]), 0.5), "b": (np.array([0.3, 0.3, 0.2]), np.array([0.4, 0.7, 0.1]))},
    )
    tools = world.settings.instruments
    for name, expected in (
        ("facility_sharing", [0.5, 0.7, 0.2]), ("digital_lessons", [0.3, 0.6, 0.2]), ("joint_research", [0.6, 0.9, 0.2]),
    ):  # fmt: skip
        gave = [tools[f"{name}@{one}"].together(world, "law", *some[one]) for one in order]
        np.testing.assert_allclose(sum(gave), expected)
        assert min(g.min() for g in gave) >= 0
    world.term += 1
    np.testing.assert_allclose(tools["facility_sharing@a"].together(world, "law", *some["a"]), [0.3, 0.5, 0.0])


@pytest.fixture(scope="module")
def aimed(twofold: Case) -> World:
    """Return a world with units of several layers after three terms, in which no instrument has acted and groups have money."""
    world = run_case(twofold, terms=3, **OFF).world
    world.groups.fund[:] = 1e6
    return world


def acted(world: World, *tools: Instrument) -> World:
    """Let instances act one after the other on a copy of a world."""
    after = copy.deepcopy(world)
    for tool in tools:
        for method in tool.methods():
            getattr(tool, method)(after)
    return after


def booked(world: World) -> dict[str, float]:
    """Return the yuan and hours of this year by item."""
    hours = {item.name: float(table.sum()) for item, table in world.books.hours.get(world.year, {}).items()}
    return {**world.books.totals(world.year), **hours}


@pytest.mark.parametrize("name", ["showcases", "course_bank"])
def test_a_second_instance_over_the_same_ties_books_no_more_than_it_does(aimed: World, name: str) -> None:
    """Of what counts at its most, the second does nothing where it is like the first, and the rest where it is more."""
    one, other = (aimed.settings.instruments[f"{name}@{which}"].model_copy(update={"on": True}) for which in "ab")
    more = other.model_copy(update={one.dose: 2 * getattr(one, one.dose)})
    alone, same, twice, larger = (acted(aimed, *tools) for tools in ((one,), (one, other), (one, more), (more,)))
    assert booked(alone)
    assert not different(state_bytes(alone), state_bytes(same))
    assert booked(same) == booked(alone)
    assert booked(twice) == pytest.approx(booked(larger), rel=1e-6)
    assert booked(twice) != pytest.approx(booked(alone), rel=1e-2)


def test_shows_of_each_stage_by_an_instance_of_its_own_are_those_of_all_stages_by_one() -> None:
    def nine_year_core(raw: Raw) -> None:
        unit = {"id": "nine", "zh": "九年", "en": "Nine", "layer": "regional", "core": "b-n1", "formed": "2017-08"}
        raw["groups"].append({**unit, "members": [{"school": one, "form": "assist"} for one in ("c-p1", "c-j2")]})

    aimed = run_case(mini(twice, layered, nine_year_core), terms=3, **OFF).world
    aimed.ties.reach[:] = 0.5  # so that it does not matter over which ties a core leads
    tool = aimed.settings.instruments["showcases@a"].model_copy(update={"on": True})
    parts = [tool.model_copy(update={"stages": (stage,)}) for stage in aimed.stages.names]
    whole, apart = acted(aimed, tool), acted(aimed, *parts)
    assert booked(apart) == pytest.approx(booked(whole))
    np.testing.assert_allclose(apart.teachers.learning, whole.teachers.learning, rtol=1e-6)
    assert (
        (apart.schools.practice > aimed.schools.practice) == (whole.schools.practice > aimed.schools.practice)
    ).all()


def test_bulletins_of_two_instances_add_up_and_are_written_twice(aimed: World) -> None:
    tools = [aimed.settings.instruments[f"bulletins@{which}"].model_copy(update={"on": True}) for which in "ab"]
    alone, both = acted(aimed, tools[0]), acted(aimed, *tools)
    np.testing.assert_allclose(both.groups["written"], 2 * alone.groups["written"])
    assert booked(both)["writing bulletins"] == pytest.approx(2 * booked(alone)["writing bulletins"])
    assert booked(both)["reading bulletins"] > booked(alone)["reading bulletins"]


# --- Nobody is posted twice, has two mentors, or guides more than they can.


def test_nobody_is_in_two_placements_at_once(twofold: Case) -> None:
    senders = [*NUMBERS, "secondment"]
    few: dict[str, dict[str, float]] = {
        "first_post": {"share": 0.4},
        "follow_post": {"annual_share": 0.05, "host_share": 0.5},
    }
    few["secondment"] = {"posts": 0.4, "most_away": 1.0}
    values = {
        k: v for name in senders for i in ("", "@a", "@b") for k, v in on(f"{name}{i}", **few.get(name, {})).items()
    }
    model = run_case(twofold, **{**EAGER, **OFF, **values})
    log, n = model.world.placements, model.world.n_placements
    order = np.lexsort((log.start[:n], log.teacher[:n]))
    who, start, end = (x[:n][order] for x in (log.teacher, log.start, log.end))
    again = who[1:] == who[:-1]
    assert again.any()
    assert (start[1:] >= end[:-1])[again].all()
    code = model.world.settings.register.code
    sent = {name for name, by in code.items() if (log.by[:n] == by).any()}
    assert sent == {f"{name}{one}" for name in senders for one in ("", "@a", "@b")}


def test_pairs_of_several_instances_share_mentors_and_each_guides_its_own(twofold: Case) -> None:
    some = on("mentoring@a", share=0.5) | on("mentoring@b", share=1.0) | {"growth.young": 10.0}
    world = run_case(twofold, terms=6, **{**EAGER, **OFF, **some}).world
    t, code = world.teachers, world.settings.register.code
    assert np.bincount(t.mentor[t.mentor >= 0]).max() == 2
    paired = np.flatnonzero(t.active & (t.mentor_by >= 0))
    by = [(t.mentor_by[paired] == code[f"mentoring@{one}"]).sum() for one in "ab"]
    assert min(by) > 0
    assert sum(by) == paired.size
    assert (t.post[t.mentor[paired]] == world.groups.core[t.mentor_unit[paired]]).all()
    one = world.settings.instruments["mentoring@b"]
    one.guide(world)  # type: ignore[attr-defined]
    gained = t.learning[paired]
    mine = t.mentor_by[paired] == code["mentoring@b"]
    assert (gained[~mine] == 0).all()
    assert (gained[mine] > 0).any()


def test_pairs_end_where_mentoring_does() -> None:
    """Nobody keeps a mentor elsewhere for longer than a year: when it is switched off, its pairs part."""
    model = run_case(mini(), terms=6, **EAGER)
    assert (model.world.teachers.mentor_by >= 0).any()
    model.change({"mentoring.on": False})
    model.run_for(2)
    assert not (model.world.teachers.mentor_by >= 0).any()


def test_two_districts_with_weights_of_their_own_judge_a_school_of_both_once() -> None:
    """A member tied into both districts bears their weights together, the larger of them at most."""

    def joined(raw: Raw) -> None:
        raw["groups"].append(
            {"id": "x", "zh": "跨区", "en": "Across", "layer": "alliance", "core": "b-c-p1", "formed": "2017-08",
             "members": [{"school": "a-b-p1", "form": "tight"}]}
        )  # fmt: skip
        raw["districts"][0]["set"] = {"bundled_evaluation.weight": 0.5}

    free = {"ties.attention": 5.0, "ties.distance": 100.0, "principals.duty": 2.0, "bundled_evaluation.on": True}
    world = run_case(three(joined), terms=4, **free).world
    stakes = world.schools.stakes[:, 0]
    row = world.names.school_row
    assert stakes[row["c-b-p1"]] < stakes[row["a-b-p1"]] <= 0.5
    judged = (world.schools.stakes > 0).any(1).sum()
    assert world.done[2017, "bundled_evaluation"].people == judged + 1  # one by both


# --- Dates, tables, copies.


def rural(raw: Raw) -> None:
    """Let rural members rotate from a later date on, at a share of their own, beside the rotation of all."""
    declare(raw, "rotation@rural")
    raw["reforms"].append(
        {"date": "2019-09", "zh": "乡村", "en": "Rural",
         "set": {"rotation@rural.on": True, "rotation@rural.annual_share": 0.3, "rotation@rural.localities": ["rural"]}}
    )  # fmt: skip
    raw["reforms"].append({"date": "2021-09", "zh": "停", "en": "Stop", "set": {"rotation@rural.on": False}})


def test_an_instance_is_in_force_at_dates_of_its_own_and_the_tables_tell_of_it() -> None:
    model = run_case(mini(rural), record=True)
    tables = model.tables()
    moves = tables["teachers_moves"].query("instrument == 'rotation@rural'")
    assert set(moves["start_year"]) <= {2019, 2020}
    assert len(moves) > 0
    ends = set(moves["origin"]) | set(moves["target"])
    assert ends <= {"c-p1", "h-p1", "h-p2"}
    assert set(moves["kind"]) <= {"rotation", "one_way_rotation"}
    done = tables["instruments"].query("instrument == 'rotation@rural'").set_index("year")
    assert set(done.index) == {2019, 2020}
    assert done["people"].sum() == len(moves)
    assert done["yuan"].sum() > 0
    assert "rotation@rural.rotate" in model.seconds
    assert tables["teachers_moves"].query("kind == 'mentoring'").empty
    assert (tables["teachers_moves"]["instrument"] != "").all()


def test_a_baseline_has_no_instance_in_force() -> None:
    tables = run_case(mini(rural), record=True, reforms=False).tables()
    assert tables["instruments"].empty


def test_a_model_with_instances_is_changed_observed_copied_and_pickled() -> None:
    model = DistrictModel(mini(rural), record=False, **{"rotation@rural.on": True})
    seen: list[int] = []
    model.observe(lambda m: seen.append(m.world.term), after="rotation@rural.rotate")
    with pytest.raises(ParamError, match=r"nearest valid name: 'rotation@rural\.rotate'"):
        model.observe(print, after="rotation@rual.rotate")
    model.change({"rotation@rural.annual_share": 0.05}, date="2017-09")
    model.run_for(5)
    assert seen == [2, 4] or seen == [0, 2, 4]
    others = [model.fork(), pickle.loads(pickle.dumps(copy.copy(model)))]
    for one in (model, *others):
        one.run_for(4)
    for other in others:
        assert not different(state_bytes(model.world), state_bytes(other.world))
        assert other.world.settings.instruments["rotation@rural"].words.zh == "rotation之rural"


def test_the_order_in_which_instances_are_declared_is_no_matter() -> None:
    names = ["rotation@a", "rotation@b", "mentoring@a"]
    values = {k: v for name in names for k, v in on(name).items()}
    there, back = (
        run_case(mini(lambda raw, given=given: declare(raw, *given)), **EAGER, **values).world
        for given in (names, names[::-1])
    )
    assert not different(state_bytes(there), state_bytes(back))


# --- Names, labels and mistakes.


def test_an_instance_has_all_numbers_and_aims_of_its_instrument_under_names_of_its_own() -> None:
    case = mini(rural)
    plain = {d.name: d for d in (*parameters(), *aims())}
    found = {d.name: d for d in (*parameters(case), *aims(case))}
    own = {name: d for name, d in found.items() if name.startswith("rotation@rural.")}
    assert found.keys() - own.keys() == plain.keys()
    for name, d in own.items():
        like = plain[name.replace("@rural", "")]
        assert d._replace(name=like.name, zh=like.zh, en=like.en) == like
        assert d.zh.startswith("rotation之rural：")
        assert d.en.startswith("rotation of rural: ")


NONE = "unknown parameter 'rotation@rual.on': the case has no instance 'rotation@rual'; nearest valid name: 'rotation@rural'"
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"rotation@rual.on": True}, NONE),
    ({"mentoring@x.on": True}, "no instance 'mentoring@x'; declare it in the case ([[instances]] of = 'mentoring') or by "),
    ({"rotation@rural.anual_share": 0.1}, "'rotation@rural.anual_share'; nearest valid name: 'rotation@rural.annual_share'"),
    ({"rotaton@rural.on": True}, "unknown parameter 'rotaton@rural.on'; nearest valid name: 'rotation@rural.on'"),
    ({"rotation@rural.annual_share": 0.9}, "rotation@rural.annual_share = 0.9 is out of range; allowed: 0 to 0.3 [share/year]"),
    ({"rotation@rural.groups": ["g-x"]}, "rotation@rural.groups: there is no group 'g-x'; nearest valid name: 'g-p'"),
    ({"rotation@rural.forms": ["loose"]}, "rotation@rural.forms: there is no form 'loose'"),
    ({"rotation@rural.id": "x"}, "unknown parameter 'rotation@rural.id'"),
    ({"rotation.id": "x"}, "unknown parameter 'rotation.id'"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "said"), WRONG, ids=[said[:60] for _, said in WRONG])
def test_what_is_wrong_with_the_settings_of_an_instance_is_said(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ParamError) as error:
        DistrictModel(mini(rural), **values)
    assert len(error.value.messages) == 1
    assert said in error.value.messages[0]


DECLARED_WRONG: list[tuple[dict[str, str], str]] = [
    ({"of": "rotaton"}, "instances[0] ('rural').of: there is no instrument 'rotaton'; nearest valid name: 'rotation'"),
    ({"id": "Rural"}, "instances[0].id"),
    ({"idd": "x"}, "unknown key 'instances[0].idd'; nearest valid name: 'id'"),
]


@pytest.mark.parametrize(("entry", "said"), DECLARED_WRONG, ids=[said[:40] for _, said in DECLARED_WRONG])
def test_what_is_wrong_with_a_declared_instance_is_said(entry: dict[str, str], said: str) -> None:
    with pytest.raises(CaseError) as error:
        mini(instances=[{"id": "rural", "of": "rotation", "zh": "乡", "en": "Rural", **entry}])
    assert said in str(error.value)


def test_an_instance_is_declared_once_and_reforms_name_it_rightly() -> None:
    one = {"id": "rural", "of": "rotation", "zh": "乡", "en": "Rural"}
    with pytest.raises(CaseError, match=r"instances\[1\] \('rural'\): 'rotation@rural' is declared twice"):
        mini(instances=[one, one])
    with pytest.raises(
        CaseError, match=r"reforms \(2019-09\).set: unknown parameter 'rotation@rural.on': the case has no"
    ):
        mini(rural, lambda raw: raw.pop("instances"))
