"""A reform with a gate holds in its pilots first, and everywhere only if these did well enough beside the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from test_adjustment import inside
from test_events import on, row
from three import three
from worlds import assert_sound, different, everything_on, mini, run_case, state_bytes

from sim.arms import unstaged
from sim.case import Case, CaseError
from sim.equity.metrics import REGISTRY
from sim.equity.snapshot import snapshot
from sim.model import DistrictModel
from sim.world import World

SET = {"mentoring.on": True, "mentoring.stipend": 600.0}
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


GROUP = {"id": "g-n", "zh": "新集团", "en": "New Group", "core": "c-p2", "formed": BY}
EVENTS = {
    "join": [{"school": "c-p3", "group": "g-p", "form": "tight"}],
    "merge": [{"schools": ["h-p2"], "into": "h-p1"}],
    "team": [{"school": "h-p1", "senders": ["c-p1"], "share": 0.2}],
}


def with_events(limit: float, **events: Any) -> Case:
    return mini(reform({"groups": ["g-p"], "at_least": limit}, **(events or EVENTS)))


def after_the_gate(limit: float) -> World:
    """Return the district just after the term in whose beginning the gate of a reform with events opens or not."""
    return after(with_events(limit), 7).world


def test_events_wait_for_the_gate_and_never_happen_if_it_stays_closed() -> None:
    before = after(with_events(-100.0), 6).world
    opened, closed = after_the_gate(-100.0), after_the_gate(100.0)
    for w in (before, closed):
        assert "c-p3" not in inside(w, "g-p")
        assert w.schools.active[row(w, "h-p2")]
    assert "c-p3" in inside(opened, "g-p")
    assert not opened.schools.active[row(opened, "h-p2")]
    sent, stayed = (
        np.count_nonzero(
            w.teachers.active & (w.teachers.register == row(w, "h-p1")) & (w.teachers.terms_since_move == 1)
        )
        for w in (opened, closed)
    )
    assert sent > stayed
    assert_sound(opened)
    assert "h-p2" not in inside(after(with_events(-100.0), 12).world, "g-p")


def test_events_at_a_gate_are_those_of_its_day_written_out() -> None:
    def written(raw: dict[str, Any]) -> None:
        reform({"groups": ["g-p"], "at_least": -100.0})(raw)
        on(BY, **EVENTS)(raw)

    gated, plain = (run_case(c, terms=12).world for c in (with_events(-100.0), mini(written)))
    assert not different(state_bytes(gated), state_bytes(plain))
    without = mini(reform({"groups": ["g-p"], "at_least": 100.0}))
    closed, never = (run_case(c, terms=12).world for c in (with_events(100.0), without))
    assert not different(state_bytes(closed), state_bytes(never))


def founds(raw: dict[str, Any], limit: float = 0.0) -> None:
    raw["groups"].append({**GROUP, "members": [{"school": "c-p3", "form": "tight"}]})
    reform({"groups": ["g-p"], "at_least": limit}, found=[{"group": "g-n"}])(raw)


def test_a_unit_is_formed_when_the_gate_opens_and_given_up_otherwise() -> None:
    opened, closed = (after(mini(lambda raw, x=x: founds(raw, x)), 7).world for x in (-100.0, 100.0))
    assert inside(opened, "g-n") == {"c-p3"}
    assert inside(closed, "g-n") == set()
    later = after(mini(lambda raw: founds(raw, 100.0)), 12, **{"life_cycle.coverage": 1.0, "life_cycle.core_rank": 0.4})
    names = [name for name in later.world.names.group_row if name.startswith("auto-")]
    assert names == ["auto-2019-c-p2"]  # its schools are free for others once it is given up
    assert not later.world.groups.active[later.world.names.group_row["g-n"]]
    assert_sound(later.world)


def test_seats_are_claimed_whether_gates_open_or_not() -> None:
    """A school that leaves only if a gate opens cannot be promised to a group that is formed in any case."""

    def promised(raw: dict[str, Any]) -> None:
        raw["groups"].append({**GROUP, "formed": "2020-08", "members": [{"school": "h-p2", "form": "tight"}]})
        events = {"leave": [{"school": "h-p2", "group": "g-p"}]}
        reform({"groups": ["g-p"], "at_least": 0.0}, **events)(raw)

    with pytest.raises(CaseError, match=r"h-p2.*\(if the gate of reforms \(2018-08\) stays closed\)"):
        mini(promised)
    tried = {**GATE, "groups": ["g-p"], "at_least": 0.0}
    many = [on("2018-08", gate=tried, join=EVENTS["join"]) for _ in range(6)]
    with pytest.raises(CaseError, match="6 reforms with a gate have events, and 5 may"):
        mini(*many)
    with pytest.raises(CaseError, match="only a reform with a gate has something to say of that"):
        mini(on("2018-08", found=[{"group": "g-p"}]))


def test_without_stages_events_wait_for_their_day_and_not_for_the_gate() -> None:
    case = unstaged(with_events(100.0))
    before, on_the_day = (run_case(case, terms=n).world for n in (5, 7))
    assert inside(before, "g-p") >= {"c-p3"}  # which opens in 2018
    assert before.schools.active[row(before, "h-p2")]
    assert not on_the_day.schools.active[row(on_the_day, "h-p2")]
    assert unstaged(case) == case


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
        ({"groups": ["g-p"], "at_least": 0.0}, {"join": [{"school": "c-p9", "group": "g-p", "form": "tight"}]}, "'c-p9'"),
        ({"groups": ["g-p"], "at_least": 0.0}, {"found": [{"group": "g-q"}]}, "there is no group 'g-q'; nearest valid name"),
        ({"groups": ["g-p"], "at_least": 0.0}, {"found": [{"group": "g-j"}]}, "which is another day; what a gate decides on"),
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
