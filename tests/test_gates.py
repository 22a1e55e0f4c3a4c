"""A reform with a gate holds in its pilots first, and everywhere only if these did well enough beside the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from test_events import on
from three import three
from worlds import different, everything_on, mini, run_case, state_bytes

from sim.case import Case, CaseError
from sim.equity.metrics import REGISTRY
from sim.equity.snapshot import snapshot
from sim.model import DistrictModel

SET = {"mentoring.on": True, "growth.mentor_gain": 0.06}
BY = "2019-08"  # term 6
GATE = {"measure": "mean_score", "of": "level", "by": BY}


def reform(gate: dict[str, Any], **more: Any) -> Callable[[dict[str, Any]], None]:
    """Add a reform of 2018 with a gate to a parsed case, and none else that sets what it sets."""

    def change(raw: dict[str, Any]) -> None:
        for other in raw["reforms"]:
            other["set"] = {k: v for k, v in other.get("set", {}).items() if not k.startswith("mentoring")}
        on("2018-08", gate={**GATE, **gate}, set=SET, **more)(raw)

    return change


def by_group(**gate: Any) -> Case:
    return mini(reform({"groups": ["g-p"], **gate}))


def by_district(**gate: Any) -> Case:
    return three(reform(gate, districts=["a"]))


def aimed(model: DistrictModel) -> Any:
    """Return the groups at which the instrument is aimed, or the districts in which it is on; none for all."""
    w = model.world
    if len(w.districts) > 1:
        found = [d.id for i, d in enumerate(w.case.bureaus) if w.settings_of(i).instruments["mentoring"].on]
        return found if len(found) < len(w.districts) else []
    return [*w.settings.instruments["mentoring"].groups]


def after(case: Case, terms: int, **settings: Any) -> DistrictModel:
    return run_case(case, terms=terms, record=True, **settings)


@pytest.mark.parametrize(("make", "pilots"), [(by_group, ["g-p"]), (by_district, ["a"])], ids=["groups", "districts"])
def test_it_holds_in_pilots_until_its_day_and_then_for_all_or_still_for_them(make: Any, pilots: list[str]) -> None:
    for limit, extended in ((-100.0, True), (100.0, False)):
        model = after(make(at_least=limit), 5)
        assert aimed(model) == pilots
        assert model.world.settings_of(0).instruments["mentoring"].on
        model.run_for(1)
        assert aimed(model) == pilots
        assert "decisions" not in model.tables()
        model.run_for(1)
        assert aimed(model) == ([] if extended else pilots)
        assert model.world.settings_of(0).instruments["mentoring"].on
        model.run_for(4)
        assert aimed(model) == ([] if extended else pilots)
        (row,) = model.tables()["decisions"].to_dict("records")
        assert row["decision"] == ("extended" if extended else "not extended")
        assert (row["year"], row["subject"], row["measure"]) == (2019, "Events", "mean_score (level)")
        assert (row["value"] >= row["limit"]) == extended


def test_at_most_is_for_measures_that_should_be_low() -> None:
    assert aimed(after(by_group(at_most=100.0, measure="between_school_sd"), 7)) == []
    assert aimed(after(by_group(at_most=-100.0, measure="between_school_sd"), 7)) == ["g-p"]


def test_what_is_judged_is_the_last_school_year_or_the_change_since_the_one_before_the_reform() -> None:
    def apart(terms: int) -> float:
        w = run_case(by_group(at_least=0.0), terms=terms).world
        inside = np.array([s.id in ("c-p1", "b-p1", "h-p1", "h-p2") for s in w.case.schools])
        others = np.array([s.id in ("c-j1", "b-n1", "c-j2") for s in w.case.schools])
        snap, stages = snapshot(w), len(w.stages)
        values = np.subtract(*(REGISTRY["mean_score"].values(snap.of(some), stages) for some in (inside, others)))
        known = np.isfinite(values)
        return float(np.average(values[known], weights=w.schools.pupils[inside].sum(0)[known]))

    level = after(by_group(at_least=0.0), 7).tables()["decisions"]["value"].item()
    assert level == pytest.approx(apart(6), rel=1e-6)
    change = after(by_group(at_least=0.0, of="change"), 7).tables()["decisions"]["value"].item()
    assert change == pytest.approx(apart(6) - apart(4), rel=1e-5)
    primary = after(by_group(at_least=0.0, measure="mean_score.primary"), 7).tables()["decisions"]["value"].item()
    assert primary == pytest.approx(level, rel=1e-6)  # the pilots teach no other stage


def test_an_unknown_value_extends_nothing() -> None:
    model = after(by_group(at_least=-100.0, measure="mean_score.junior"), 7)  # of which the pilots have no pupils
    assert model.tables()["decisions"]["decision"].tolist() == ["not extended"]
    assert aimed(model) == ["g-p"]


def test_before_the_verdict_it_is_the_aim_written_out_and_afterwards_the_reform_without_a_gate() -> None:
    def written(raw: dict[str, Any]) -> None:
        reform({"groups": ["g-p"], "at_least": -100.0})(raw)
        del raw["reforms"][-1]["gate"]
        raw["reforms"].append({**raw["reforms"][-1], "date": BY})
        raw["reforms"][-2]["set"] = {**SET, "mentoring.groups": ["g-p"]}
        raw["reforms"][-1]["set"] = {"mentoring.groups": []}

    gated, plain = (run_case(c, terms=12).world for c in (by_group(at_least=-100.0), mini(written)))
    assert not different(state_bytes(gated), state_bytes(plain))


def test_the_same_seed_decides_the_same_and_the_baseline_decides_nothing() -> None:
    case = by_group(at_least=0.0, of="change")
    one, other = after(case, 12), after(case, 5)
    other = other.fork()
    other.run_for(7)
    assert not different(state_bytes(one.world), state_bytes(other.world))
    assert one.world.decisions == other.world.decisions
    base = after(case, 12, reforms=False)
    assert not base.world.decisions
    assert not base.world.seen


def test_what_a_researcher_sets_has_the_last_word() -> None:
    model = after(by_group(at_least=-100.0), 8, **{"mentoring.on": False})
    assert not model.world.settings.instruments["mentoring"].on


def test_it_does_not_touch_other_reforms() -> None:
    case = mini(everything_on, reform({"groups": ["g-p"], "at_least": 100.0}))
    model = after(case, 8)
    tools = model.world.settings.instruments
    assert tools["rotation"].on
    assert tools["rotation"].groups == ()
    assert tools["joint_research"].on


@pytest.mark.parametrize(
    ("gate", "more", "said"),
    [
        ({"groups": ["g-p"]}, {}, "write one of at_least and at_most"),
        ({"groups": ["g-p"], "at_least": 0.0, "at_most": 1.0}, {}, "write one of at_least and at_most"),
        ({"groups": ["g-q"], "at_least": 0.0}, {}, "there is no group 'g-q'; nearest valid name: 'g-p'"),
        ({"groups": ["g-p", "g-j"], "at_least": 0.0}, {}, "every group tries it, and there are no others to compare"),
        ({"at_least": 0.0}, {}, "write one of 'districts' of the reform and 'groups' of the gate"),
        ({"groups": ["g-p"], "at_least": 0.0, "measure": "mean_scor"}, {}, "nearest valid name: 'mean_score'"),
        ({"groups": ["g-p"], "at_least": 0.0, "measure": "mean_score.senior"}, {}, "has no stage 'senior'; allowed"),
        ({"groups": ["g-p"], "at_least": 0.0, "by": "2019-02"}, {}, "no school year of the pilots is over"),
        ({"groups": ["g-p"], "at_least": 0.0, "by": "soon"}, {}, "'soon' is not a date"),
        ({"groups": ["g-p"], "at_least": 0.0}, {"rename": [{"school": "c-p1", "zh": "新", "en": "New"}]}, "cannot be tried"),
        ({"groups": ["g-p"], "at_leest": 0.0}, {}, "unknown key 'reforms.*gate.at_leest'; nearest valid name: 'at_least'"),
    ],
)  # fmt: skip
def test_a_gate_that_cannot_be_is_refused(gate: dict[str, Any], more: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        mini(reform(gate, **more))


def test_only_instruments_are_tried_in_groups_and_change_needs_a_year_before() -> None:
    gate = {**GATE, "groups": ["g-p"], "at_least": 0.0}
    for values, said in (
        ({"finance.earmark": 1.0}, "'finance.earmark' cannot be tried in some groups; what can is every instrument"),
        ({"rotation.groups": ["g-j"]}, "'rotation.groups' is what the gate sets; leave it out"),
    ):
        with pytest.raises(CaseError, match=said):
            mini(on("2018-08", gate=gate, set=values))
    with pytest.raises(CaseError, match="looks back at the school year before the reform, and there is none"):
        mini(on("2016-08", gate={**gate, "of": "change"}, set=SET))


def test_every_district_cannot_try() -> None:
    with pytest.raises(CaseError, match="every district tries it"):
        three(reform({"at_least": 0.0}, districts=["a", "b", "c"]))
