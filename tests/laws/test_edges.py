"""Law: the model runs at the edges of what it accepts, and its numbers stay numbers."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import ALL_ON, RESTLESS, after_each_term, assert_sound, everything_on, island, mini, run_case

from sim.case import Case
from sim.config import parameters


def no_groups(raw: dict[str, Any]) -> None:
    raw["groups"] = []


def one_group(raw: dict[str, Any]) -> None:
    raw["groups"] = raw["groups"][1:]


def one_school(raw: dict[str, Any]) -> None:
    raw["schools"] = [s for s in raw["schools"] if s["id"] == "b-n1"]
    raw["groups"] = []
    raw["reforms"][2] |= {"merge": [], "rename": []}


def hardly_any_children(raw: dict[str, Any]) -> None:
    raw["demography"]["entry_index"] = {2017: 0.05}


def many_children(raw: dict[str, Any]) -> None:
    raw["demography"]["entry_index"] = {2017: 3.0, 2019: 5.0}


def reform_on_the_first_day(raw: dict[str, Any]) -> None:
    for entry, key in ((raw["reforms"][0], "date"), (raw["groups"][0], "formed"), (raw["groups"][1], "formed")):
        entry[key] = "1999"


def member_merged_into_core(raw: dict[str, Any]) -> None:
    raw["reforms"][2]["merge"] = [{"schools": ["b-p1", "h-p2", "h-p1"], "into": "c-p1"}]


def chain_of_mergers(raw: dict[str, Any]) -> None:
    raw["reforms"][2]["merge"] = [{"schools": ["h-p2"], "into": "h-p1"}, {"schools": ["h-p1"], "into": "b-p1"}]


def unlike_stages_merged(raw: dict[str, Any]) -> None:
    raw["reforms"][2] |= {"merge": [{"schools": ["c-j2", "b-p1"], "into": "b-n1"}], "rename": []}


EDGES = [
    everything_on, no_groups, one_group, one_school, hardly_any_children, many_children, reform_on_the_first_day,
    member_merged_into_core, chain_of_mergers, unlike_stages_merged, island,
]  # fmt: skip


@pytest.mark.parametrize("change", EDGES, ids=lambda f: f.__name__)
@pytest.mark.parametrize("pace", ["plain", "restless"])
def test_a_strange_district_runs_and_its_numbers_stay_sound(change: Any, pace: str) -> None:
    settings = {**ALL_ON, **RESTLESS, "rotation.annual_share": 0.3} if pace == "restless" else ALL_ON
    for world in after_each_term(mini(change), **settings):
        assert_sound(world)
    assert world.term == 16


@pytest.mark.parametrize("change", EDGES, ids=lambda f: f.__name__)
def test_a_strange_district_fills_its_tables(change: Any) -> None:
    tables = run_case(mini(change), record=True, years=5).tables()
    assert set(tables["district"]["year"]) == set(range(2016, 2021))
    assert tables["schools"]["mean_score"].notna().all()


def test_one_year_is_a_run(case: Case) -> None:
    model = run_case(case, years=1, record=True)
    assert model.world.term == 2
    assert not model.running
    assert model.tables()["district"]["mean_score"].notna().all()


@pytest.mark.parametrize("seed", [0, 2**32 - 1, 2**40])
def test_any_seed_of_zero_or_more_is_one(case: Case, seed: int) -> None:
    assert run_case(case, years=1, rng=seed).seed == seed


FORM = "forms.tight."  # the one in use; the numbers of all are alike
NUMBERS = [
    d
    for d in parameters()
    if type(d.default) in (int, float) and d.name.startswith(FORM) == d.name.startswith("forms.")
]


@pytest.mark.slow
@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("parameter", NUMBERS, ids=lambda d: d.name)
def test_the_model_runs_at_both_ends_of_every_declared_range(parameter: Any, end: str) -> None:
    value = getattr(parameter, end)
    case = mini(everything_on)
    world = run_case(case, terms=6, **{parameter.name: type(parameter.default)(value)}).world
    assert_sound(world)
