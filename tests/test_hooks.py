"""What a researcher hangs on a model: observers of the calendar and measures of one's own."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, developing, different, mini, run_case, state_bytes

from sim import DistrictModel, measure
from sim.agents import Student, Teacher
from sim.case import Case
from sim.hooks import HookError, moments, taken
from sim.param import ParamError
from sim.schedule import calendar


@measure("poor_gap", unit="points", zh="贫困差距", en="gap between the richest and the poorest fifth", by="stage")
def poor_gap(model: DistrictModel, stage: int) -> float:
    """Return the mean score of the richest fifth less that of the poorest, at a stage."""
    pupils = model.agents_by_type[Student]
    score, ses = pupils.column("score"), pupils.column("ses")
    here = ((pupils.column("grade") > 6) == bool(stage)) & np.isfinite(score)
    low, high = np.quantile(ses[here], [0.2, 0.8])
    return float(score[here & (ses >= high)].mean() - score[here & (ses <= low)].mean())


@measure("tired", unit="share", zh="倦怠教师比例", en="share of teachers who are tired")
def tired(model: DistrictModel) -> float:
    """Return the share of teachers whose burnout is above 0.3."""
    return float(np.mean([teacher.burnout > 0.3 for teacher in model.agents_by_type[Teacher]]))


# Observers.


def test_an_observer_is_called_after_its_row_in_the_season_of_the_row(case: Case) -> None:
    model, seen = run_case(case, terms=0), []
    model.observe(lambda m: seen.append(("test", m.world.term)), after="learning.test")
    model.observe(lambda m: seen.append(("posted", m.world.term)), after="placements")
    model.observe(lambda m: seen.append(("form", m.world.term)), after="groups.form")
    for _ in range(4):
        model.step()
    assert seen == [
        ("form", 0), ("posted", 0), ("form", 1), ("test", 1), ("form", 2), ("posted", 2), ("form", 3), ("test", 3),
    ]  # fmt: skip


def test_an_observer_sees_what_its_row_did_and_nothing_later(case: Case) -> None:
    model, scores, reputations = run_case(case, terms=1), [], []
    before = model.world.schools.reputation.copy()
    model.observe(
        lambda m: scores.append(m.world.students.score[m.world.live_students()].copy()), after="learning.test"
    )
    model.observe(lambda m: reputations.append(m.world.schools.reputation.copy()), after="learning.test")
    model.step()
    assert np.isfinite(scores[0]).all()
    assert (reputations[0] == before).all()
    assert (model.world.schools.reputation != before).any()


def test_every_moment_of_the_calendar_can_be_watched() -> None:
    model = run_case(mini(developing), terms=0, **ALL_ON)
    seen: dict[str, list[int]] = {after: [] for after in moments()}
    for after, terms in seen.items():
        model.observe(lambda m, terms=terms: terms.append(m.world.term), after=after)
    model.step(), model.step()
    season = {step.name: step.season for step in calendar()} | {"placement.come_back": "each term"}
    turns = {"autumn": [0], "spring": [1], "each term": [0, 1]}
    assert len(seen) > 100
    assert {after: terms for after, terms in seen.items() if terms != turns[season[after]]} == {}


def test_after_the_year_the_record_is_there_and_the_clock_shows_that_year(case: Case) -> None:
    model, seen = run_case(case, terms=0, record=True), []
    model.observe(lambda m: seen.append((m.world.year, m.record.district[-1]["year"], m.record.latest("mean_score"))))
    model.run_for(16)
    table = model.datacollector.get_model_vars_dataframe()
    assert seen == list(zip(range(2016, 2024), range(2016, 2024), table["mean_score"], strict=True))


def test_an_observer_can_be_removed_at_any_time(case: Case) -> None:
    model, seen = run_case(case, terms=0), []

    def once(m: DistrictModel) -> None:
        seen.append(m.world.term)
        observer.remove()

    observer = model.observe(once, after="term")
    other = model.observe(lambda m: seen.append(-m.world.term), after="term")
    assert "once" in repr(observer)
    for _ in range(3):
        model.step()
    other.remove(), other.remove()
    model.step()
    assert seen == [0, 0, -1, -2]


def test_watching_disturbs_nothing(busy: Case) -> None:
    """Observers look at everything and draw from every generator there is."""

    def busybody(model: DistrictModel) -> None:
        model.random.random(), model.rng.random(), random.random(), np.random.default_rng().random()
        model.agents_by_type[Student].shuffle().select(lambda s: s.ses > 0)
        model.agents.shuffle(inplace=True).get("unique_id")

    model = run_case(busy, terms=0, record=True, measures=[poor_gap, tired])
    for moment in moments():
        model.observe(busybody, after=moment)
    model.run_for(6)
    assert not different(state_bytes(model.world), state_bytes(run_case(busy, terms=6).world))


def test_an_observer_stands_between_two_steps(busy: Case) -> None:
    """What came before it is done, what comes after it is not; an instrument out of force has no turn to be watched."""
    model, seen = run_case(busy, terms=0, **ALL_ON), []
    for after in ("finance.budget", "rotation.rotate", "secondment.second", "placements"):
        model.observe(lambda m, a=after: seen.append((a, m.world.n_placements)), after=after)
    while not seen or seen[-1][1] == 0:
        model.step(), model.step()
    (_, before), (_, rotated), (_, seconded), (_, all_there) = seen[-4:]
    assert before < rotated < seconded < all_there  # visiting teachers come last
    seen.clear()
    model.change({"rotation.annual_share": 0.0})
    model.step(), model.step()
    assert [name for name, _ in seen] == ["finance.budget", "secondment.second", "placements"]


def test_an_observer_may_change_the_terms_to_come(case: Case) -> None:
    """The term it watches is not touched: the change is of the next one."""
    model = run_case(case, terms=4)
    model.observe(lambda m: m.change({"learning.peers": 0.3}), after="groups.form").remove()
    observer = model.observe(lambda m: m.change({"learning.peers": 0.3}), after="groups.form")
    model.step()
    observer.remove()
    assert model.changes == [{"date": "2019-03", "set": {"learning.peers": 0.3}}]
    assert not different(state_bytes(model.world), state_bytes(run_case(case, terms=5).world))
    model.step()
    assert model.world.settings.params.learning.peers == 0.3


@pytest.mark.parametrize("moment", ["learning.learn", "term"])
def test_an_observer_that_fails_is_named_and_the_model_stays_whole(case: Case, moment: str) -> None:
    model, seen = run_case(case, terms=4, record=True), []

    def careless(model: DistrictModel) -> None:
        raise ZeroDivisionError("division by zero")

    observer = model.observe(careless, after=moment)
    model.observe(lambda _: seen.append("called"), after="term")
    said = (
        f"the observer .*careless after {moment} failed in the term that began in 2018-09: ZeroDivisionError: division"
    )
    with pytest.raises(HookError, match=said) as found:
        model.run_for(6)
    assert isinstance(found.value.__cause__, ZeroDivisionError)
    assert (model.world.term, model.time, seen) == (5, 5, [])
    observer.remove()
    model.run_for(11)
    assert not model.running
    assert seen == ["called"] * 11
    assert not different(state_bytes(model.world), state_bytes(run_case(case).world))
    assert len(model.tables()["district"]) == 16


def test_an_observer_can_neither_step_nor_copy_the_model(case: Case) -> None:
    for act, said in (
        (lambda m: m.step(), "within a term: an observer cannot step it"),
        (lambda m: m.fork(), "copied between two terms, not by an observer"),
    ):
        model = run_case(case, terms=0)
        model.observe(act, after="term")
        with pytest.raises(HookError, match=said):
            model.step()
        assert model.world.term == 1


def test_a_term_broken_off_cannot_go_on(case: Case) -> None:
    """Else Mesa would drop all later steps in silence, and ``while model.running`` would never end."""
    model = run_case(case, terms=1)

    def impatient(_: DistrictModel) -> None:
        raise KeyboardInterrupt

    model.observe(impatient, after="learning.learn")
    with pytest.raises(KeyboardInterrupt):
        model.step()
    for go_on in (model.step, lambda: model.run_for(2)):
        with pytest.raises(RuntimeError, match="a term broken off cannot go on"):
            go_on()


@pytest.mark.parametrize(
    ("after", "hint"),
    [
        ("learning.tests", "nearest valid name: 'learning.test'"),
        ("years", "nearest valid name: 'year'"),
        (3, "after = 3"),
    ],
)
def test_a_moment_that_is_not_in_the_calendar_is_refused(case: Case, after: Any, hint: str) -> None:
    with pytest.raises(ParamError, match=hint):
        run_case(case, terms=0).observe(print, after=after)


def test_what_cannot_be_called_is_refused(case: Case) -> None:
    with pytest.raises(TypeError, match=r"an observer is a function of the model, not 'learning\.test'"):
        run_case(case, terms=0).observe("learning.test")


def test_mesas_own_signals_still_work(case: Case) -> None:
    from mesa.experimental.mesa_signals import ObservableSignals

    model, seen = run_case(case, terms=0), []

    def note(message: Any) -> None:
        seen.append(message.additional_kwargs["new"])

    model.observe("time", ObservableSignals.CHANGED, note)
    model.step()
    assert seen[-1] == 1


# Measures.


@pytest.fixture(scope="module")
def measured(case: Case) -> DistrictModel:
    """Return a recorded run with two measures of one's own."""
    return run_case(case, record=True, measures=[poor_gap, tired])


def test_a_measure_is_a_column_of_the_record_by_stage_or_the_same_in_both(measured: DistrictModel) -> None:
    district = measured.tables()["district"]
    assert list(district.columns[-2:]) == ["poor_gap", "tired"]
    last = district[district["year"] == 2023]
    assert list(last["poor_gap"]) == [poor_gap(measured, 0), poor_gap(measured, 1)]
    assert last["poor_gap"].nunique() == 2
    assert (district.groupby("year")["tired"].nunique() == 1).all()
    assert last["tired"].iloc[0] == tired(measured)
    assert district["poor_gap"].gt(0).all()  # richer pupils score higher


def test_a_measure_is_in_the_data_collector(measured: DistrictModel) -> None:
    frame = measured.datacollector.get_model_vars_dataframe()
    district = measured.tables()["district"]
    for year, part in district.groupby("year"):
        row = frame.loc[frame["year"] == year]
        assert row["poor_gap"].item() == pytest.approx(np.average(part["poor_gap"], weights=part["pupils"]))
        assert row["tired"].item() == pytest.approx(part["tired"].iloc[0])


def test_measuring_moves_nothing(measured: DistrictModel, finished: DistrictModel) -> None:
    assert not different(state_bytes(measured.world), state_bytes(finished.world))
    names = list(finished.tables()["district"].columns)
    assert measured.tables()["district"][names].equals(finished.tables()["district"])


def test_a_measure_sees_the_year_it_measures(case: Case) -> None:
    @measure("which_year", unit="year", zh="学年", en="the year on the clock")
    def which_year(model: DistrictModel) -> float:
        return model.world.year

    district = run_case(case, record=True, years=3, measures=[which_year]).tables()["district"]
    assert (district["which_year"] == district["year"]).all()


def test_the_function_of_a_measure_stays_a_function(finished: DistrictModel) -> None:
    assert tired.__name__ == "tired"
    assert 0 <= tired(finished) <= 1


def broken(model: DistrictModel) -> float:
    raise KeyError("scores")


def no_number(model: DistrictModel) -> Any:
    return [1.0, 2.0]


@pytest.mark.parametrize(("of", "kind"), [(broken, "KeyError: 'scores'"), (no_number, "TypeError: float")])
def test_a_measure_that_fails_is_named_and_the_model_stays_whole(case: Case, of: Callable[..., Any], kind: str) -> None:
    bad = measure("bad", unit="", zh="", en="")(of)
    model = run_case(case, terms=1, record=True, measures=[bad])
    with pytest.raises(HookError, match=rf"the measure 'bad' \({of.__name__}\) failed in .* 2017-03: {kind}"):
        model.step()
    assert model.world.term == 2
    assert model.tables()["district"]["bad"].isna().all()
    with pytest.raises(HookError):
        model.run_for(2)


@pytest.mark.parametrize("name", ["mean_score", "year", "cv_L1", "cv_L2_by_post", "poor gap", ""])
def test_a_name_that_is_taken_or_none_is_refused(name: str) -> None:
    with pytest.raises(ParamError, match=r"choose another|a name is letters"):
        measure(name, unit="", zh="", en="")


def test_the_names_that_are_taken_are_the_columns_of_the_record_of_a_case_that_follows_all() -> None:
    columns = set(run_case(mini(developing), years=1, record=True).tables()["district"].columns)
    assert columns <= taken()
    assert all(name.endswith("_by_post") for name in taken() - columns)


def test_what_is_no_measure_is_refused(case: Case) -> None:
    with pytest.raises(ParamError, match="by = 'school' is not known; allowed: 'district', 'stage'"):
        measure("mine", unit="", zh="", en="", by="school")  # type: ignore[arg-type]
    with pytest.raises(ParamError, match=r"measures: max is not a measure; write @measure\(...\) above it"):
        DistrictModel(case, measures=[max])
    twin = measure("tired", unit="", zh="", en="")(lambda m: 0.0)
    with pytest.raises(ParamError, match="the name 'tired' is used twice"):
        DistrictModel(case, measures=[tired, twin])
