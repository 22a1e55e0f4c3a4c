"""Measures of some schools are those of their pupils and teachers, and the registry is the one list of measures."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from worlds import different, mini, run_case, state_bytes

from sim import measure
from sim.axes import Level
from sim.equity import metric, metrics
from sim.equity.metric import REGISTRY, Metric, declare, in_order, tagged, yearly
from sim.equity.snapshot import Snapshot
from sim.equity.subgroups import KEYS, Subgroup
from sim.param import ParamError
from sim.say import Text
from sim.world import World

CASES = [
    "role=member",
    "form=assist",
    "locality=rural",
    "level=weak",
    "layer=group",
    "group=g-j",
    "role=member@locality=town",
]


def subgroup(text: str) -> Subgroup:
    return Subgroup.parse(text.split("@"))


def members(world: World, text: str) -> set[int]:
    """Return the rows of the schools of a subgroup, looked up in the case."""
    case, row = world.case, world.names.school_row
    where = {t.id: t.locality for t in case.towns}
    found = set()
    for school in case.schools:
        ties = [(g.id, m.form) for g in case.groups for m in g.members if m.school == school.id]
        leads = [g.id for g in case.groups if g.core == school.id]
        facts = {
            "role": {"core"} if leads else {"member"} if ties else {"none"},
            "form": {form for _, form in ties},
            "locality": {school.locality or where[school.town]}
            if hasattr(school, "locality")
            else {where[school.town]},
            "level": {school.level},
            "layer": {"group"} if leads or ties else set(),
            "group": {*leads, *(g for g, _ in ties)},
        }
        if all(value in facts[key] for key, value in (part.split("=") for part in text.split("@"))):
            found.add(row[school.id])
    return found


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("stage", [0, 1])
def test_measures_of_some_schools_are_those_of_their_pupils_and_teachers(
    world: World, snap: Snapshot, children: pd.DataFrame, staff: pd.DataFrame, stage: int, text: str
) -> None:
    rows = members(world, text)
    assert rows
    some = snap.of(subgroup(text).among(world))
    assert set(np.flatnonzero(some.among)) == rows
    here = children[(children["stage"] == stage) & children["school"].isin(rows)]
    team = staff[(staff["stage"] == stage) & staff["post"].isin(rows)]
    found = {m.name: m.of(some, stage) for m in yearly()}
    assert found["pupils"] == len(here)
    if not len(here):
        assert np.isnan(found["mean_score"])
        return
    mean, n = here.groupby("school")["score"].mean(), here.groupby("school")["score"].size()
    expected = {
        "mean_score": here["score"].mean(),
        "sd_score": here["score"].std(ddof=0),
        "between_school_sd": np.sqrt((n * (mean - here["score"].mean()) ** 2).sum() / n.sum()),
        "burnout": team["burnout"].mean(),
        "pass_rate": world.schools.passed[[r for r in rows if world.schools.pupils[r, stage] > 0]].mean(),
    }
    for name, wanted in expected.items():
        assert found[name] == pytest.approx(wanted, rel=1e-6, abs=1e-6), name


def test_all_schools_measured_again_give_the_same_numbers(world: World, snap: Snapshot) -> None:
    again = snap.of(np.ones(len(world.schools), np.bool_))
    pd.testing.assert_frame_equal(
        pd.DataFrame(metrics.measure(again)), pd.DataFrame(metrics.measure(snap)), check_exact=True
    )


def test_the_parts_of_a_district_add_up_to_it(world: World, snap: Snapshot) -> None:
    parts = [snap.of(Subgroup((("level", level.name.lower()),)).among(world)) for level in Level]
    for name in ("pupils", "mean_score"):
        of = REGISTRY[name].of
        assert of is not None
        for stage in (0, 1):
            weight = [p.total("pupils", stage) for p in parts]
            values = [of(p, stage) for p in parts]
            total = sum(values) if name == "pupils" else np.nansum(np.multiply(values, weight)) / sum(weight)
            assert total == pytest.approx(of(snap, stage))


def test_a_school_that_is_merged_belongs_where_its_heir_does_in_both_arms() -> None:
    def merged(raw: dict[str, Any]) -> None:
        raw["reforms"].append(
            {
                "date": "2018",
                "zh": "合并",
                "en": "Merger",
                "merge": [{"into": "c-p1", "schools": ["b-p1"], "zh": "一小", "en": "One"}],
            }
        )

    for enacted in (True, False):
        world = run_case(mini(merged), terms=0, reforms=enacted).world
        row = world.names.school_row
        for key in KEYS:
            codes = range(len(KEYS[key].values(world.case)))
            for value in (KEYS[key].values(world.case)[code] for code in codes):
                among = Subgroup(((key, value),)).among(world)
                assert among[row["b-p1"]] == among[row["c-p1"]]


def test_a_run_records_measures_of_some_schools_and_is_not_moved_by_it() -> None:
    asked = ["mean_score@locality=rural", "burnout@ role=member @form=assist", "mean_score@locality=rural"]
    plain, more = run_case(mini(), terms=4, record=True), run_case(mini(), terms=4, record=True, measures=asked)
    assert not different(state_bytes(plain.world), state_bytes(more.world))
    one, two = plain.tables()["district"], more.tables()["district"]
    assert [c for c in two if c not in one] == ["mean_score@locality=rural", "burnout@role=member@form=assist"]
    pd.testing.assert_frame_equal(one, two[one.columns], check_exact=True)
    schools = more.tables()["schools"]
    rural = schools[(schools["locality"] == "rural") & (schools["pupils_primary"] > 0)]
    expected = rural.groupby("year")[["mean_score_primary", "pupils_primary"]].apply(
        lambda f: (f["mean_score_primary"] * f["pupils_primary"]).sum() / f["pupils_primary"].sum()
    )
    found = two[two["stage"] == "primary"].set_index("year")["mean_score@locality=rural"]
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    twin = pickle.loads(pickle.dumps(more))
    twin.step(), twin.step()
    assert len(twin.tables()["district"]) == len(two) + 2
    assert np.isfinite(twin.tables()["district"]["mean_score@locality=rural"].iloc[-2])


def test_a_measure_of_ones_own_is_a_metric_and_can_be_taken_of_some_schools() -> None:
    @measure("girls", unit="share", zh="女生占比", en="share of girls", by="schools")
    def girls(snap: Snapshot, stage: int) -> float:
        """Return the share of girls among those who sat the test."""
        n = snap.total("pupils", stage)
        return snap.total("girls", stage) / n if n else float("nan")

    model = run_case(mini(), terms=2, record=True, measures=[girls, "girls@level=weak"])
    table = model.tables()["district"].query("stage == 'primary'")
    assert (table["girls"] != table["girls@level=weak"]).all()
    assert table[["girls", "girls@level=weak"]].stack().between(0.3, 0.7).all()
    assert isinstance(model._hooks.measures[0], Metric)
    assert model._hooks.measures[0].digits == 3


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mean_scor@role=core", "nearest valid name: 'mean_score'"),
        ("mean_score", "names no schools"),
        ("mean_score@rol=core", "nearest valid name: 'role'"),
        ("mean_score@rural", "write key=value"),
        ("mean_score@role=core@role=member", "given twice"),
        ("mean_score@locality=rurl", "nearest valid name: 'rural'"),
        ("mean_score@group=g-x", "not known in this case"),
        ("core_member_gap@role=core", "says nothing by role"),
        ("theil_l@role=core", "is not a measure"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(name: str, said: str) -> None:
    with pytest.raises(ParamError) as refusal:
        run_case(mini(), terms=0, measures=[name])
    assert said in str(refusal.value)


def test_the_registry_refuses_a_second_measure_of_a_name_and_a_tag_that_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(metric, "REGISTRY", dict(REGISTRY))
    one = Metric(name="mean_score", unit="points", zh="一", about=Text(zh="一", en="One"))
    with pytest.raises(ValueError, match="declared twice"):
        declare(one)
    with pytest.raises(ValueError, match="'heading' is no tag"):
        declare(dataclasses.replace(one, name="one", tags=frozenset({"heading"})))
    with pytest.raises(KeyError):
        tagged("heading")


def test_a_gap_has_its_levels_beside_it_and_every_tag_is_used() -> None:
    assert all(tagged(tag) for tag in metric.TAGS)
    assert in_order("everyone") == ("between_school_sd", "mean_score", "bottom_decile")
    assert set(tagged("level")) <= set(tagged("everyone"))
