"""Laws of several districts in one case: each has its own treasury and rules, and what stays inside leaves others alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from three import IDS, Raw, raw, three
from worlds import ALL_ON, assert_same_people_and_places, mini, run_case

from experiments import Refused
from experiments.runs.simulation import run
from sim import network
from sim.agents import District, School
from sim.case import ALL, CaseError, parse_case
from sim.config import defaults
from sim.forms import FUNCTIONS
from sim.instruments import joint_research
from sim.instruments.joint_research import MEETING
from sim.model import DistrictModel
from sim.param import ParamError
from sim.synthetic import synthetic_case
from sim.world import World


@pytest.fixture(scope="module")
def city() -> DistrictModel:
    return run_case(three(), years=4, record=True, **ALL_ON)


def no_instruments(parsed: Raw) -> None:
    for reform in parsed["reforms"]:
        reform["set"] = {}


def test_every_district_pays_from_its_own_treasury(city: DistrictModel) -> None:
    world, money = city.world, city.tables()["money"]
    paid = money[money["source"] == "treasury"].groupby("district")["yuan"].sum()
    assert sorted(paid.index) == [*IDS]
    assert len({round(yuan) for yuan in paid}) == len(IDS)
    for year in range(2016, 2020):
        parts = [world.books.totals(year, row) for row in range(len(IDS))]
        for item, yuan in world.books.totals(year).items():
            assert sum(p.get(item, 0.0) for p in parts) == pytest.approx(yuan, rel=1e-12), item


def test_schools_groups_and_money_name_their_district(city: DistrictModel) -> None:
    tables = city.tables()
    assert (tables["schools"]["district"] == tables["schools"]["school"].str[0]).all()
    assert (tables["groups"]["district"] == tables["groups"]["core"].str[0]).all()
    assert list(tables["district"].columns[:3]) == ["year", "stage", "district"]


def test_what_an_instrument_did_is_told_of_each_district_and_of_all_together(city: DistrictModel) -> None:
    done = city.tables()["instruments"].set_index(["year", "instrument"])
    together, each = done[done["district"] == ALL], done[done["district"] != ALL]
    assert set(each["district"]) == {*IDS}
    assert (each.groupby(level=[0, 1]).size() == len(IDS)).all()
    for what in ("hours", "yuan"):
        sums = each.groupby(level=[0, 1])[what].sum()
        assert (each.groupby("district")[what].sum() > 0).all()
        np.testing.assert_allclose(sums, together[what].reindex(sums.index), rtol=1e-9, atol=1e-6)
    assert together["people"].notna().all()


def test_every_table_names_its_district() -> None:
    asks_away = {"swap_years": 1, "swap_effort": 0.9, "swap_allowed": 1.0, "enter": 1.0}
    rules = {f"life_cycle.{name}": value for name, value in asks_away.items()}
    tables = run_case(three(), years=4, record=True, **ALL_ON, **rules).tables()
    for name, table in tables.items():
        assert "district" in {column.removeprefix("origin_") for column in table}, name
    for name in ("ties", "postings"):
        assert (tables[name]["district"] == tables[name]["school"].str[0]).all()
    assert (tables["decisions"]["district"] == tables["decisions"]["subject"].str[0]).all()


def test_studies_tell_money_by_treasury_and_hours_by_where_people_work() -> None:
    case = three()
    names = [
        f"{what}{of}"
        for what in ("cost.total", "cost.earmark", "hours.total", "hours.rotation")
        for of in ("", *(f"@district={one}" for one in IDS))
    ]
    found = run(case, ALL_ON, horizon=4, outcomes=names)
    for what in ("cost.total", "cost.earmark", "hours.total", "hours.rotation"):
        parts = [found[f"{what}@district={one}"] for one in IDS]
        assert sum(parts) == pytest.approx(found[what], rel=1e-9)
        assert min(parts) > 0
    cores = run(case, ALL_ON, horizon=4, outcomes=["hours.total@role=core", "hours.total@role=member"])
    assert 0 < sum(cores.values()) < found["hours.total"]
    with pytest.raises(Refused, match=r"booked by the treasury that pays.*write cost.total@district="):
        run(case, horizon=4, outcomes=["cost.total@role=core"])


def test_a_case_without_districts_is_one_of_its_own_name() -> None:
    tables = run_case(mini(), years=2, record=True).tables()
    assert set(tables["schools"]["district"]) == set(tables["money"]["district"]) == {"mini"}
    assert set(tables["teachers_moves"]["origin_district"]) <= {"mini"}
    assert set(tables["district"]["district"]) == {"all"}


def test_a_district_agent_sees_its_own(city: DistrictModel) -> None:
    districts = list(city.agents_by_type[District])
    assert [d.name for d in districts] == [f"{one}区" for one in IDS]
    assert sum(len(d.schools) for d in districts) == len(city.agents_by_type[School])
    assert sum(len(d.students) for d in districts) == city.world.live_students().size
    assert sum(len(d.teachers) for d in districts) == city.world.live_teachers().size
    assert {s.district for s in districts[1].schools} == {1}
    assert [g.name for g in districts[2].groups] == ["一小教育集团", "一中教育集团"]


def test_finance_of_a_district_is_its_own() -> None:
    def richer(parsed: Raw) -> None:
        parsed["districts"][1]["set"] = {"finance.quota": {"primary": 1440.0, "junior": 1880.0}}
        change = {
            "date": "2017-09",
            "zh": "提标",
            "en": "Raise",
            "districts": ["c"],
            "set": {"finance.earmark": 80000.0},
        }
        parsed["reforms"] = [*parsed["reforms"], change]

    one, other = (
        run_case(three(*changes), years=3, record=True) for changes in ((no_instruments,), (no_instruments, richer))
    )
    before, after = (m.tables()["money"].set_index(["item", "district", "year"])["yuan"] for m in (one, other))
    for year in range(2016, 2019):
        assert after["public funds", "b", year] == pytest.approx(2 * before["public funds", "b", year])
        assert after["public funds", "a", year] == before["public funds", "a", year]
    assert (before["earmark", "c", 2017], after["earmark", "c", 2017]) == (50000.0, 80000.0)
    assert after["earmark", "a", 2018] == before["earmark", "a", 2018] == 100000.0


@pytest.mark.parametrize("one", IDS)
def test_districts_without_anything_between_them_are_what_each_is_alone(city: DistrictModel, one: str) -> None:
    alone = run_case(three(ids=(one,)), years=4, **ALL_ON)
    assert_same_people_and_places(alone.world, city.world, common=True)


def test_the_order_of_districts_in_the_file_is_no_matter(city: DistrictModel) -> None:
    other = run_case(three(ids=("c", "a", "b")), years=4, **ALL_ON)
    assert_same_people_and_places(city.world, other.world)


def crossing(world: World) -> np.ndarray:
    """Return whether each pupil goes to school outside the district of the home."""
    of, s = world.schools.district, world.students
    return of[world.school_of_students()] != of[world.zones.school[s.zone[world.live_students()]]]


def test_children_stay_in_their_district_unless_the_case_lets_them_cross(city: DistrictModel) -> None:
    assert not crossing(city.world).any()
    shares = []
    for across in (0.1, 1.0):
        world = run_case(three(no_instruments), years=4, **{"choice.across": across}).world
        shares.append(crossing(world).mean())
        z, of = world.zones, world.schools.district
        assert (of[z.feeder] == of[z.school][:, None]).all()
    assert 0 < shares[0] < shares[1] < 0.2


def test_a_border_can_be_opened_on_the_way() -> None:
    def opened(parsed: Raw) -> None:
        parsed["reforms"].append({"date": "2017-09", "zh": "放开", "en": "Open", "set": {"choice.across": 1.0}})

    model = run_case(three(no_instruments, opened), terms=2)
    assert not crossing(model.world).any()
    model.run_for(2)
    assert crossing(model.world).any()


def test_every_district_has_rows_of_its_own(city: DistrictModel) -> None:
    table = city.tables()["district"]
    assert list(table.groupby("district").size().items()) == [("a", 8), ("all", 8), ("b", 8), ("c", 8)]
    sums = table[table["district"] != "all"].groupby(["year", "stage"])["pupils"].sum()
    whole = table[table["district"] == "all"].set_index(["year", "stage"])
    assert sums.to_dict() == whole["pupils"].to_dict()
    alone = run_case(three(ids=("b",)), years=4, record=True, **ALL_ON).tables()["district"]
    own = table[table["district"] == "b"]
    for name in alone.columns.difference(["district", "year", "stage"]):
        np.testing.assert_allclose(
            own[name].to_numpy(float), alone[name].to_numpy(float), rtol=1e-6, atol=1e-9, err_msg=name
        )


def fewer_movers(parsed: Raw) -> None:
    """Let one district rotate less, pair nobody and be judged apart from the second year on."""
    values = {
        "rotation.annual_share": 0.05,
        "mentoring.on": False,
        "bundled_evaluation.weight": 0.1,
        "finance.earmark": 9e4,
    }
    parsed["reforms"].append({"date": "2018-09", "zh": "乙区", "en": "B", "districts": ["b"], "set": values})


def test_a_reform_aimed_at_one_district_leaves_the_others_as_they_were() -> None:
    whole, aimed = (run_case(three(*change), years=4, record=True) for change in ((), (fewer_movers,)))
    for one in ("a", "c"):
        assert_same_people_and_places(run_case(three(ids=(one,)), years=4).world, aimed.world, common=True)
    moves = [m.tables()["teachers_moves"].query("kind == 'rotation' and start_year >= 2018") for m in (whole, aimed)]
    before, after = (m["origin_district"].value_counts().reindex(IDS, fill_value=0) for m in moves)
    assert after["b"] < 0.6 * before["b"]
    assert (after["a"], after["c"]) == (before["a"], before["c"])
    paid = aimed.tables()["money"].query("item == 'mentor stipends' and year >= 2018")
    assert set(paid["district"]) == {"a", "c"}
    stakes = [aimed.world.schools.stakes[aimed.world.schools.district == i].max() for i in range(3)]
    assert 0 < stakes[1] < stakes[0]


def test_an_instrument_can_be_aimed_at_districts(city: DistrictModel) -> None:
    model = run_case(three(), years=3, record=True, **{"rotation.districts": ["a"], "digital_lessons.districts": ["c"]})
    tables = model.tables()
    moves = tables["teachers_moves"]
    assert set(moves[moves["kind"] == "rotation"]["origin_district"]) == {"a"}
    assert set(moves[moves["kind"] == "follow_post"]["origin_district"]) == {*IDS}
    money = tables["money"].groupby("item")["district"].unique()
    assert (set(money["rotation travel"]), set(money["digital platform"])) == ({"a"}, {"c"})
    everywhere = city.tables()["money"].groupby("item")["district"].nunique()
    assert (everywhere[["rotation travel", "rotation allowances", "digital platform", "facility sharing"]] == 3).all()
    with pytest.raises(ParamError, match=r"rotation.districts: there is no district 'd'"):
        DistrictModel(three(), **{"rotation.districts": ["d"]})
    with pytest.raises(ParamError, match="the case has no districts"):
        DistrictModel(mini(), **{"rotation.districts": ["mini"]})


def joined(parsed: Raw) -> None:
    """Let a school of one district join a group of another."""
    parsed["groups"][0]["members"].append({"school": "b-c-p2", "form": "tight"})


def test_a_tie_across_districts_carries_less_where_textbooks_differ_or_two_bureaus_judge() -> None:
    def other_books(parsed: Raw) -> None:
        parsed["districts"][1]["textbooks"] = "BNU"

    def reach(*changes: Callable[[Raw], Any], **lost: float) -> np.ndarray:
        world = run_case(three(no_instruments, joined, *changes), terms=3, **lost).world
        rows = np.flatnonzero(world.ties.school == world.names.school_row["b-c-p2"])
        return np.asarray(world.ties.reach[rows[0]])

    ties = defaults().params.ties
    whole = reach(**{"ties.textbooks": 0.0, "ties.judged": 0.0})
    assert (whole > 0).sum() > 5
    across, unlike = reach(), reach(other_books)
    np.testing.assert_allclose(across, whole * np.where(np.isin(FUNCTIONS, ("evaluation",)), 1 - ties.judged, 1))
    np.testing.assert_allclose(
        unlike, across * np.where(np.isin(FUNCTIONS, ("research", "teaching", "courses")), 1 - ties.textbooks, 1)
    )


def test_who_meets_teachers_with_other_textbooks_learns_less_of_them_though_as_many_meet() -> None:
    def other_books(parsed: Raw) -> None:
        parsed["districts"][1]["textbooks"] = "BNU"

    def alone(parsed: Raw) -> None:
        parsed["groups"][0]["members"] = [
            {"school": "b-c-p2", "form": "tight"}
        ]  # so that a loss lies on all ties alike

    def run(*changes: Callable[[Raw], Any], lost: float) -> tuple[float, float, float]:
        only = dict.fromkeys(ALL_ON, False) | {"joint_research.on": True, "ties.textbooks": lost}
        world = run_case(three(no_instruments, alone, *changes), years=5, **only).world
        there = world.teachers.active & (world.teachers.post == world.names.school_row["b-c-p2"])
        elsewhere = world.teachers.active & (world.schools.district[world.teachers.post] == 2)  # of no such group
        met = sum(float(t.sum()) for of in world.books.hours.values() for one, t in of.items() if one is MEETING)
        learnt = world.teachers.practice.astype(float)
        return learnt[there].mean(), learnt[elsewhere].mean(), met

    alike, unlike, alien = run(lost=0.5), run(other_books, lost=0.0), run(other_books, lost=0.9)
    assert alike == unlike
    assert alien[0] < unlike[0] - 1e-4
    assert alien[1] == unlike[1]
    assert alien[2] == pytest.approx(unlike[2], rel=0.01)


def test_a_loss_by_textbooks_is_as_large_as_the_part_of_others_who_teach_by_them() -> None:
    def other_books(parsed: Raw) -> None:
        parsed["districts"][1]["textbooks"] = "BNU"

    world = run_case(three(no_instruments, joined, other_books), terms=3, **{"ties.textbooks": 0.4}).world
    found = network.seats(world, network.active_ties(world), "research")
    heads = np.arange(1, found.unit.size + 1)
    fits, stranger = joint_research.fits(world, found, heads), found.school == world.names.school_row["b-c-p2"]
    unit = found.unit == found.unit[stranger][0]
    part = heads[stranger][0] / heads[unit].sum()
    np.testing.assert_allclose(fits[stranger], 1 - 0.4 * (1 - part))
    np.testing.assert_allclose(fits[unit & ~stranger], 1 - 0.4 * part)
    assert (fits[~unit] == 1).all()


def test_a_synthetic_city_shares_its_towns_among_districts() -> None:
    one, city = synthetic_case(200_000), synthetic_case(200_000, districts=4)
    assert [t.district for t in one.towns] == [None] * len(one.towns)
    assert [t.model_copy(update={"district": None}) for t in city.towns] == [*one.towns]
    assert city.schools == one.schools
    assert {t.district for t in city.towns} == {d.id for d in city.districts} == {"d1", "d2", "d3", "d4"}
    of = dict(zip((s.id for s in city.schools), city.district_rows(), strict=True))
    assert all(of[g.core] == of[m.school] for g in city.groups for m in g.members)
    with pytest.raises(
        CaseError, match=r"districts = 90 is out of range; allowed: 1 to \d+, the towns of 200000 pupils"
    ):
        synthetic_case(200_000, districts=90)


WRONG = [
    (lambda p: p["towns"][0].pop("district"), "towns[0] ('a-centre').district is missing; one of a, b, c"),
    (lambda p: p["towns"][0].update(district="d"), "towns[0] ('a-centre').district: there is no 'd'"),
    (lambda p: p.update(districts=[]), "there is no 'a'; the case lists no [[districts]]"),
    (lambda p: p["districts"][0].update(id="all"), "the id 'all' stands for all districts together"),
    (lambda p: p["districts"][0].update(id="b"), "districts: the id 'b' is used 2 times"),
    (lambda p: p["reforms"][0].update(districts=["x"]), "reforms[0].districts: there is no 'x'"),
    (
        lambda p: p["reforms"][2]["merge"].append({"schools": ["a-h-p1"], "into": "b-h-p1"}),
        "'a-h-p1' lies in the district 'a' and 'b-h-p1' in 'b'; schools are merged and split within a district",
    ),
    (
        lambda p: p["reforms"][0].update(districts=["a"], set={"learning.peers": 0.2}),
        "reforms (2017-08).set: 'learning.peers' holds in all districts alike and cannot be set for some",
    ),
    (
        lambda p: p["districts"][0].update(set={"finance.means_sd": 0.2}),
        "districts ('a').set: 'finance.means_sd' holds in all districts alike",
    ),
    (
        lambda p: p["districts"][0].update(set={"finance.quotas": 0.2}),
        "districts ('a').set: unknown parameter 'finance.quotas'; nearest valid name: 'finance.quota.senior'",
    ),
    (
        lambda p: p.update(schools=[s for s in p["schools"] if not s["id"].startswith("c-c-j")]),
        "districts ('c'): pupils without seats",
    ),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG, ids=[said[:40] for _, said in WRONG])
def test_what_is_wrong_with_districts_is_said_in_a_sentence(wrong, said: str) -> None:
    parsed = raw()
    wrong(parsed)
    with pytest.raises(CaseError) as error:
        parse_case(parsed, "three")
    assert said in str(error.value)
