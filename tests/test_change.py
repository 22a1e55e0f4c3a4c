"""Changes on the way: a reform of the researcher's own, with its date, checked, final, and done again by another model."""

from __future__ import annotations

import json
from typing import Any

import pytest
from worlds import different, mini, run_case, state_bytes

from sim import DistrictModel
from sim.case import Case
from sim.param import ParamError

SHARE = "rotation.annual_share"


def after(model: DistrictModel, terms: int) -> DistrictModel:
    """Return a model after more terms."""
    for _ in range(terms):
        model.step()
    return model


def same(one: DistrictModel, other: DistrictModel) -> bool:
    """Return whether two models are in the same state."""
    return not different(state_bytes(one.world), state_bytes(other.world))


def test_a_change_takes_force_with_the_next_term_and_not_before(case: Case) -> None:
    model = run_case(case, terms=4)
    model.change({SHARE: 0.2})
    assert model.world.settings.instruments["rotation"].annual_share == 0.3
    model.step()
    assert model.world.settings.instruments["rotation"].annual_share == 0.2


def test_a_change_is_a_reform_of_that_date(case: Case) -> None:
    """The same values as a reform of the case give the same bytes, in autumn and in spring."""
    values = {SHARE: 0.0, "mentoring.on": False, "learning.peers": 0.2}
    for terms, date in ((4, "2018-08"), (5, "2019-02")):
        reform = {"date": date, "zh": "改", "en": "Change", "set": values}
        reformed = mini(lambda raw, reform=reform: raw["reforms"].append(reform))
        model = run_case(case, terms=terms)
        model.change(values)
        assert same(after(model, 16 - terms), run_case(reformed))


def test_a_later_reform_does_not_undo_a_change(case: Case) -> None:
    """The second reform of the case sets `joint_research.on`; the change made before it has the last word."""
    model = run_case(case, terms=2)
    model.change({"joint_research.on": False, "rotation.on": False})
    after(model, 4)
    tools = model.world.settings.instruments
    assert not tools["joint_research"].on
    assert not tools["rotation"].on
    assert tools["digital_lessons"].on  # which the same reform switched on


def test_a_change_has_the_last_word_over_what_the_model_was_made_with(case: Case) -> None:
    model = run_case(case, terms=2, **{SHARE: 0.1})
    model.change({SHARE: 0.25})
    assert after(model, 4).world.settings.instruments["rotation"].annual_share == 0.25


def test_of_two_changes_of_a_term_the_later_call_counts(case: Case) -> None:
    model = run_case(case, terms=4)
    model.change({SHARE: 0.05, "mentoring.on": False})
    model.change({SHARE: 0.1})
    model.step()
    assert model.world.settings.instruments["rotation"].annual_share == 0.1
    assert not model.world.settings.instruments["mentoring"].on


def test_a_change_of_nothing_is_none(case: Case) -> None:
    model = DistrictModel(case, changes=[{"date": "2018-09", "set": {}}])
    model.change({})
    assert model.changes == []
    with pytest.raises(ParamError, match="is not a date"):
        model.change({}, date="soon")


def test_a_change_to_what_is_in_force_changes_no_byte(case: Case) -> None:
    model = run_case(case, terms=7)
    tools, learning = model.world.settings.instruments, model.world.settings.params.learning
    model.change({SHARE: tools["rotation"].annual_share, "mentoring.on": True, "learning.peers": learning.peers})
    assert tools["mentoring"].on
    assert same(after(model, 9), run_case(case))
    assert len(model.changes) == 1  # it was made all the same


def test_a_change_moves_what_it_is_meant_to_move(case: Case) -> None:
    """Without this the laws above could hold because nothing ever happens; rotation stops, and those away come home."""
    model = run_case(case, terms=6, record=True)
    model.change({SHARE: 0.0})
    moves = after(model, 10).tables()["teachers_moves"]
    started = moves.loc[moves["kind"] == "rotation", "start_term"]
    assert started.max() < 6
    assert run_case(case, record=True).tables()["teachers_moves"].query("kind == 'rotation'")["start_term"].max() > 6


def test_aims_can_be_changed(case: Case) -> None:
    model = run_case(case, terms=4, record=True)
    model.change({"rotation.groups": ["g-j"], "rotation.forms": ("tight",)})
    moves = after(model, 12).tables()["teachers_moves"]
    late = moves[(moves["kind"] == "rotation") & (moves["start_term"] >= 4)]
    assert set(late["group"]) == {"g-j"}


def test_changes_are_data_that_make_the_run_again(case: Case) -> None:
    model = run_case(case, terms=3)
    model.change({SHARE: 0.2, "rotation.forms": ("tight",)})
    model.change({"mentoring.on": False}, date="2020")
    after(model, 13)
    told = json.loads(json.dumps(model.changes))
    assert told == [
        {"date": "2018-03", "set": {SHARE: 0.2, "rotation.forms": ["tight"]}},
        {"date": "2020-09", "set": {"mentoring.on": False}},
    ]
    again = run_case(case, changes=told)
    assert same(again, model)
    assert again.changes == model.changes
    assert not same(model, run_case(case))


def test_changes_are_in_the_tables_of_a_changed_model_only(case: Case) -> None:
    model = run_case(case, terms=2, record=True)
    assert "changes" not in model.tables()
    model.change({SHARE: 0.2, "rotation.forms": ["tight"]})
    table = model.tables()["changes"]
    assert table.to_dict("list") == {
        "date": ["2017-09", "2017-09"], "parameter": [SHARE, "rotation.forms"], "value": ["0.2", '["tight"]'],
    }  # fmt: skip


def test_what_changes_gives_cannot_be_used_to_change(case: Case) -> None:
    model = run_case(case, terms=0)
    values = {"rotation.groups": ["g-j"]}
    model.change(values)
    values["rotation.groups"].append("g-p")
    model.changes[0]["set"]["rotation.groups"].append("g-p")
    assert model.changes == [{"date": "2016-09", "set": {"rotation.groups": ["g-j"]}}]


def test_a_baseline_can_be_changed_too(case: Case) -> None:
    """The baseline has no groups; what the researcher changes takes force all the same."""
    model = run_case(case, terms=2, reforms=False)
    model.change({"learning.peers": 0.3})
    assert after(model, 2).world.settings.params.learning.peers == 0.3


BAD: list[tuple[dict[str, Any], str]] = [
    ({"rotation.anual_share": 0.2}, "nearest valid name: 'rotation.annual_share'"),
    ({SHARE: 3.0}, r"rotation.annual_share = 3.0 is out of range; allowed: 0 to 0.3 \[share/year\]"),
    ({SHARE: "much"}, "rotation.annual_share = 'much' is not acceptable"),
    ({"rotation.groups": ["g-jj"]}, "there is no group 'g-jj'; nearest valid name: 'g-"),
    ({"rotation.groups": ("g-jj",)}, "there is no group 'g-jj'"),
]


@pytest.mark.parametrize(("values", "sentence"), BAD)
def test_a_change_is_checked_like_any_setting_and_nothing_is_half_done(
    case: Case, values: dict[str, Any], sentence: str
) -> None:
    model = run_case(case, terms=1)
    with pytest.raises(ParamError, match=sentence):
        model.change({"mentoring.on": False, **values})
    assert model.changes == []
    with pytest.raises(ParamError, match=sentence):
        DistrictModel(case, **values)


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("2017-02", "date = '2017-02' is past; allowed: 2017-09, when the next term begins, or later"),
        ("soon", "date = 'soon' is not a date; write a year and month such as '2020-09', or a year"),
        (2020, "date = 2020 is not a date"),
    ],
)
def test_a_date_that_is_none_or_past_is_refused(case: Case, date: Any, sentence: str) -> None:
    with pytest.raises(ParamError, match=sentence):
        run_case(case, terms=2).change({SHARE: 0.1}, date=date)


@pytest.mark.parametrize("entry", [{"date": "2018", "sets": {}}, {"set": {}}, "2018"])
def test_changes_of_another_shape_are_refused(case: Case, entry: Any) -> None:
    with pytest.raises(ParamError, match=r"is not a change; write \{'date': '2020-09', 'set': \{...\}\}"):
        DistrictModel(case, changes=[entry])


def test_what_are_no_settings_is_refused(case: Case) -> None:
    with pytest.raises(ParamError, match=r"'rotation.on' are not settings; write them by name"):
        run_case(case, terms=0).change("rotation.on")  # type: ignore[arg-type]
    with pytest.raises(ParamError, match="3 are not settings"):
        DistrictModel(case, changes=[{"date": "2018", "set": 3}])
