"""Effects of mechanisms are measured by switches that exist, on shared seeds, and tables say what was measured and when."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError
from scipy import stats
from test_mechanisms import wrong

import sim
from experiments.docs import effects, outcomes
from experiments.docs.effects import OUTCOMES
from experiments.docs.mechanisms import Mechanism, register, switches, table
from experiments.docs.outcomes import LateYears
from experiments.docs.switches import Arranged, Switch
from sim.say import use


def changed(name: str, **change: object) -> list[str]:
    """Return what is wrong with a row of the register that is changed."""
    return list(wrong(name, Mechanism.model_validate(register()[name].model_dump() | change)))


@pytest.mark.parametrize(
    ("row", "change", "fault"),
    [
        ("C1", {"off": {"rotation.of": False}}, "rotation.of"),
        ("C1", {"off": {"rotation.annual_share": 3.0}}, "rotation.annual_share"),
        ("A8", {"on": {"case.forms": "tigth"}}, "tigth"),
        ("C1", {"off": {}}, "one of on and off"),
        ("C1", {"on": {"rotation.voluntary": True}}, "one of on and off"),
        ("J1", {"on": {"rotation.voluntary": True}}, "one of on and off"),
        ("A8", {"state": "absent", "lives": "", "test": ""}, "yet it has a switch"),
    ],
)
def test_a_row_that_works_has_one_switch_that_the_model_knows(row: str, change: dict[str, object], fault: str) -> None:
    assert any(fault in found for found in changed(row, **change))


def test_a_switch_has_no_other_keys() -> None:
    with pytest.raises(ValidationError):
        Switch.model_validate({"of": {"rotation.on": False}})


def test_the_outcome_of_a_row_does_not_make_another_switch() -> None:
    plain, told = Switch(on={"bulletins.on": True}), Switch(on={"bulletins.on": True}, outcome="groups.members")
    assert plain.key() == told.key()
    assert plain.arms() == told.arms()


def test_on_is_against_the_case_and_off_against_what_it_has() -> None:
    bare, given = Arranged.of("huadu", {}), {"training.on": True}
    assert Switch(on={"bulletins.on": True}).arms() == (bare, Arranged.of("huadu", {"bulletins.on": True}))
    assert Switch(off={"rotation.on": False}).arms() == (Arranged.of("huadu", {"rotation.on": False}), bare)
    without, with_it = Switch(given=given, off={"training.tilt": 0.0}).arms()
    assert (without, with_it) == (Arranged.of("huadu", given | {"training.tilt": 0.0}), Arranged.of("huadu", given))


def seen(scores: dict[str, float], roles: dict[str, str], **district: float) -> LateYears:
    """Return what is kept of a made-up run, with 100 pupils a school, 300 in the last."""
    frame = pd.DataFrame({"pupils": 100.0, "role": roles, "points": pd.Series(scores)})
    frame.iloc[-1, 0] = 300.0
    frame["points"] *= frame["pupils"]
    return LateYears(frame, {"bottom_decile": 45.0, "teacher_week": 40.0, "yuan_per_pupil": 9000.0} | district)


def test_members_are_those_of_either_run_and_cores_those_of_the_run_with_it() -> None:
    without = seen({"a": 70, "b": 60, "c": 60, "d": 90}, {"a": "core", "b": "member", "c": "none", "d": "none"})
    with_it = seen(
        {"a": 73, "b": 60, "c": 66, "d": 90},
        {"a": "core", "b": "none", "c": "member", "d": "none"},
        bottom_decile=46.5,
        teacher_week=41.0,
    )
    found = effects.difference(without, with_it)
    assert set(found) == set(OUTCOMES)
    assert found["core_score"] == pytest.approx(0.2)
    assert found["member_score"] == pytest.approx(0.2)  # of two schools alike, one by 6 points
    assert found["bottom_decile"] == pytest.approx(0.1)
    assert found["teacher_week"] == pytest.approx(1.0)
    assert found["yuan_per_pupil"] == 0
    assert effects.difference(with_it, with_it) == dict.fromkeys(OUTCOMES, 0.0)


def test_scores_are_means_of_pupils_not_of_schools() -> None:
    roles = {"a": "core", "b": "member", "c": "member"}
    found = effects.difference(seen({"a": 70, "b": 60, "c": 60}, roles), seen({"a": 70, "b": 60, "c": 64}, roles))
    assert found["member_score"] == pytest.approx(3 / 15)  # 300 of 400 pupils by 4 points


def test_the_interval_is_that_of_students_t() -> None:
    values = [0.01, 0.03, -0.02, 0.05]
    found = effects.interval(values)
    low, high = stats.t.interval(0.95, 3, loc=np.mean(values), scale=stats.sem(values))
    assert (found.difference, found.low, found.high, found.n) == pytest.approx((np.mean(values), low, high, 4))


def test_a_run_says_of_its_last_years_what_its_tables_say() -> None:
    arm = Arranged.of("tests/mini.toml", {})
    kept = outcomes.run(arm, 1, 3, ("district.member_skill", "groups.number"))
    model = sim.DistrictModel("tests/mini.toml", rng=1, years=3)
    model.run_for(6)
    tables = model.tables()
    district, money = tables["district"], tables["money"]
    week = np.average(district["teacher_week"], weights=district["pupils"] / district["pupil_teacher_ratio"])
    paid = money.loc[money["source"] == "treasury", "yuan"].sum() / district["pupils"].sum()
    assert kept.district["teacher_week"] == pytest.approx(week)
    assert kept.district["yuan_per_pupil"] == pytest.approx(paid)
    assert kept.schools["pupils"].sum() == tables["schools"]["pupils"].sum()
    assert kept.district["groups.number"] == tables["groups"]["active"].sum() / 3
    skill = district[district["member_skill"].notna()]
    assert kept.district["district.member_skill"] == pytest.approx(
        np.average(skill["member_skill"], weights=skill["pupils"])
    )
    assert set(kept.schools["role"]) == {"core", "member", "none"}


def test_what_was_measured_is_of_the_switches_of_the_register_with_all_its_outcomes() -> None:
    kept, rows = effects.stored(), switches()
    assert set(kept["switch"]) == {switch.key() for switch in rows.values()}
    owns = {
        key: dict.fromkeys(s.outcome for s in rows.values() if s.key() == key and s.outcome) for key in kept["switch"]
    }
    for key, told in kept.groupby("switch")["outcome"].agg(tuple).items():
        assert told == (*OUTCOMES, *owns[key]), key
    named = {name: r.switch for r in kept.itertuples() for name in r.rows.split()}
    assert named == {name: switch.key() for name, switch in rows.items()}
    assert ((kept["low"] <= kept["mean"]) & (kept["mean"] <= kept["high"])).all()
    assert kept["code"].nunique() == 1, "some rows were measured with another model: measure all"


def test_every_switch_moves_something_that_is_told() -> None:
    """A row that moves no score at all names what it is about, and that is moved."""
    for name, switch in switches().items():
        here = effects.stored().query("switch == @switch.key()").set_index("outcome")["mean"].abs()
        if here[["member_score", "core_score", "bottom_decile"]].max() < 1e-7:
            assert switch.outcome, name
        if switch.outcome:
            assert here[switch.outcome] > 0, name


def test_every_row_that_is_switched_shows_something_that_can_be_told_from_none() -> None:
    """Its own outcome where it names one, else scores of members, the week of teachers or what the treasury pays.

    What the reforms as a whole do to an outcome is what it is, and a sampled test (G3) errs to either side.
    """
    for name, switch in switches().items():
        if switch.off == {"case.enacted": False} or name == "G3":
            continue
        here = effects.stored().query("switch == @switch.key()").set_index("outcome")
        shown = here.loc[[switch.outcome] if switch.outcome else ["member_score", "teacher_week", "yuan_per_pupil"]]
        assert (shown["low"] * shown["high"] > 0).any(), name


def test_a_row_is_measured_anew_by_its_id_and_the_others_keep_what_they_had(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[dict[str, Switch]] = []

    def measured(rows: dict[str, Switch]) -> pd.DataFrame:
        done.append(rows)
        new = effects.stored().query("switch in @keys", local_dict={"keys": [s.key() for s in rows.values()]})
        return new.assign(mean=7.0, code="new")

    monkeypatch.setattr(effects, "measured", measured)
    found = effects.renewed(switches(), ["F3", "C1"])
    assert [*done[0]] == ["C1", "F3", "G4"]  # G4 has the switch of F3
    key = register()["C1"].switch().key()  # type: ignore[union-attr]
    again = found["code"] == "new"
    assert set(found.loc[again, "rows"]) == {"C1", "F3 G4"}
    assert (found.loc[found["switch"] == key, "mean"] == 7).all()
    old = effects.stored()
    assert list(found["switch"].unique()) == list(old["switch"].unique())
    others = old[~old["switch"].isin(found.loc[again, "switch"])]
    pd.testing.assert_frame_equal(found[~again].reset_index(drop=True), others.reset_index(drop=True))
    monkeypatch.setattr(effects, "stored", lambda: found)
    assert "earlier model" in effects.note("new").en


def test_the_outcome_of_a_row_is_a_mean_of_those_in_being_or_a_count() -> None:
    tables = {
        "district": pd.DataFrame({"year": [1, 2, 2, 2], "district": ["all", "all", "all", "x"], "pupils": [50, 100, 300, 9],
                                  "coverage": [0.0, 0.2, 0.6, 9.0]}),
        "groups": pd.DataFrame({"year": [1, 2, 2, 2], "active": [True, True, True, False], "members": [9, 2, 5, 0],
                                "tier": ["district", "district", "provincial", "municipal"]}),
        "money": pd.DataFrame({"year": [1, 2, 2], "item": ["awards", "awards", "earmark"], "yuan": [1.0, 800.0, 5.0]}),
        "decisions": pd.DataFrame({"decision": ["founded", "founded", "spun off"]}),
    }  # fmt: skip
    names = (
        "district.coverage",
        "groups.members",
        "groups.number",
        "groups.risen",
        "money.awards",
        "decisions.founded",
    )
    assert [outcomes.own(tables, 2, name) for name in names] == pytest.approx([0.5, 3.5, 2, 0.5, 2, 1])
    del tables["decisions"]
    assert outcomes.own(tables, 2, "decisions.founded") == 0


def test_a_switch_that_was_not_measured_has_no_number() -> None:
    with use("en"):
        assert effects.cells(Switch(on={"council.meetings": 39.0}))[0].en == "not measured"


def test_a_row_of_the_table_tells_its_switch_and_its_interval() -> None:
    kept = effects.stored().set_index(["switch", "outcome"]).loc[(register()["C1"].switch().key(), "member_score")]  # type: ignore[union-attr]
    with use("en"):
        row = next(line for line in table("C").splitlines() if line.startswith("| C1 "))
        assert (
            f"| without it `rotation.on` = false | {kept['mean']:+.3f} ({kept['low']:+.3f} to {kept['high']:+.3f}) |"
            in row
        )
    with use("zh"):
        assert "| 无：`rotation.on` = false |" in table("C")


def test_a_table_of_an_earlier_model_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    code = effects.stored()["code"].iloc[0]
    whole = effects.stored().assign(code=code)  # measured at once
    monkeypatch.setattr(effects, "stored", lambda: whole)
    assert code in effects.note(code).en
    assert "earlier model" not in effects.note(code).en
    assert "earlier model" in effects.note("another").en
    assert "较早的模型" in effects.note("another").zh


def test_a_number_is_told_with_its_sign_and_none_as_0() -> None:
    assert [effects.signed(x, 2) for x in (0.123, -0.004, -2.0, 0.0)] == ["+0.12", "+0.00", "-2.00", "0"]
