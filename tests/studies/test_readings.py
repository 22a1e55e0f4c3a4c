"""Outcomes of some schools, and numbers read in other ways: change, effect, years until a limit, what is left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from study_texts import BASE, MINI, study

from experiments import Refused, run
from experiments.compare.comparison import compare
from experiments.compare.scenarios import read_scenarios
from experiments.engine import Options
from experiments.runs.definition import from_config, make_run
from experiments.runs.outcomes import asked, companions, parse, parse_all
from experiments.runs.simulation import simulate
from experiments.runs.yearly import Yearly, pack, unpack
from experiments.store.store import Store
from experiments.study.carrying_out import carry_out
from experiments.study.study_data import gather
from sim.case import load_case

HERE = Options(workers=1)
NAN = float("nan")
GAP = "urban_rural_gap.primary"


def yearly(primary: list[float], junior: list[float] | None = None) -> Yearly:
    """Return the tables of a run of one measure from 2020 on."""
    table = np.array([primary, junior or primary]).T
    return Yearly(2020, {"urban_rural_gap": table}, {"earmark": np.arange(len(primary)) * 10.0}, {})


RUN = yearly([4.0, 3.0, 1.0, 0.5, 2.0, 1.0])
BASELINE = yearly([4.0, 4.0, 3.0, 2.5, 3.0, 1.5])  # effects 0, -1, -2, -2, -1, -0.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (GAP, 7.5 / 5),
        (f"{GAP}@2021-2022", 2.0),
        (f"change:{GAP}@2021-2022", -2.0),
        (f"effect:{GAP}@2021-2022", -1.5),
        (f"change:effect:{GAP}@2025", -0.5),
        (f"until<2:{GAP}", 2.0),
        (f"until<4.5:{GAP}", 0.0),
        (f"until<0.5:{GAP}", 6.0),  # never: the years that were watched
        (f"until<0.8:{GAP}@2021-2022", 2.0),
        (f"until<0.8:{GAP}@2021-2024", 2.0),
        (f"reached<0.8:{GAP}", 1.0),
        (f"reached<0.5:{GAP}", 0.0),
        (f"reached>3.5:{GAP}@2021-2025", 0.0),
        (f"until<-1.5:effect:{GAP}", 2.0),
        (f"until<-1:change:{GAP}", 2.0),
        (f"left:{GAP}@2023-2025", 0.25),
        (f"left:{GAP}@2022-2023", 1.0),
        (f"left:{GAP}@2020-2025", NAN),  # there was no effect
        ("change:cost.earmark@2025", 50.0),
        ("until>25:cost.earmark", 3.0),
    ],
)
def test_a_number_is_read_as_its_name_says(name: str, value: float) -> None:
    found = parse(name)
    assert found.name == name.replace("@2025", "@2025-2025")
    assert parse(found.name) == found
    assert found.of(RUN, BASELINE) == pytest.approx(value, nan_ok=True)
    assert found.needs_baseline == ("effect" in name or "left" in name)
    if found.needs_baseline:
        assert np.isnan(found.of(RUN))


def test_years_without_a_value_are_no_start_and_do_not_count_as_reached() -> None:
    late = yearly([NAN, 3.0, NAN, 1.0])
    assert parse(f"change:{GAP}@2023").of(late) == -2.0
    assert parse(f"until<2:{GAP}").of(late) == 3.0
    assert np.isnan(parse(f"until<2:{GAP}").of(yearly([NAN, NAN])))
    assert np.isnan(parse(f"reached<2:{GAP}").of(yearly([NAN, NAN])))


def test_units_and_words_follow_the_reading() -> None:
    until, left, some = parse(f"until<2:{GAP}"), parse(f"left:{GAP}@2023-2025"), parse(f"{GAP}@role=member@2023")
    assert (until.unit, left.unit, some.unit) == ("years", "share", "points")
    assert "Years until below 2" in until.en
    assert "低于2" in until.zh
    assert "role of the school: member" in some.en
    assert parse("until>25:cost.total").shown_in == 1  # years, not money
    assert parse("change:cost.total").shown_in == 10_000


def test_one_name_whatever_the_order_it_was_written_in() -> None:
    assert (
        parse(f"effect: change :{GAP} @2023 @locality = rural@form=assist").name
        == f"change:effect:{GAP}@form=assist@locality=rural@2023-2023"
    )
    assert asked(parse_all([f"{GAP}@form=assist", f"until<2:{GAP}@form=assist", GAP])) == (
        "urban_rural_gap@form=assist",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"efect:{GAP}", "nearest valid name: 'effect'"),
        (f"until:{GAP}", "nearest valid name: 'until"),
        (f"until<x:{GAP}", "no reading 'until<x:'"),
        (f"change:until<2:{GAP}", "stands first"),
        (f"change:change:{GAP}", "given twice"),
        (f"left:effect:{GAP}@2023-2025", "leave 'effect:' out"),
        (f"left:{GAP}", "write for example left:urban_rural_gap.primary@2028-2033"),
        (f"left:{GAP}@2023", "last school year of the programme"),
        (f"{GAP}@2023@2024", "one stretch of school years too many"),
        (f"{GAP}@rural", "key=value"),
        (f"{GAP}@localty=rural", "nearest valid name: 'locality'"),
        ("core_member_gap.junior@role=core", "says nothing by role"),
        ("cost.total@role=core", "booked by the treasury that pays"),
    ],
)
def test_a_name_that_is_none_is_refused_in_a_sentence(name: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse(name)
    assert said in str(refusal.value)


def test_schools_that_a_case_has_not_are_refused_before_anything_runs() -> None:
    with pytest.raises(Refused, match=r"group = 'g-q' is not known in this case; nearest valid name: 'g-"):
        run(MINI, horizon=1, outcomes=["mean_score.primary@group=g-q"])
    with pytest.raises(Refused, match="against = 'baseline'"):
        parse(f"effect:{GAP}").check(load_case(MINI), has_baseline=False)


def test_a_gap_of_some_schools_has_the_levels_of_the_same_schools_beside_it() -> None:
    beside = companions(parse_all([f"change:{GAP}@level=weak@2023-2025", f"until<0.2:{GAP}@level=weak"]))
    assert [o.name for o in beside] == [
        "change:mean_score.primary@level=weak@2023-2025", "change:bottom_decile.primary@level=weak@2023-2025",
        "mean_score.primary@level=weak", "bottom_decile.primary@level=weak",
    ]  # fmt: skip


def test_a_run_is_read_beside_its_baseline() -> None:
    settings = {"rotation.annual_share": 0.3, "learning.noise": 0.4}
    names = ["effect:mean_score.primary@level=weak", "mean_score.primary@level=weak"]
    found = run(MINI, settings, 3, 3, names, levers=["rotation.annual_share"])
    other = run(MINI, {"learning.noise": 0.4}, 3, 3, names[1:], reforms=False)
    assert found[names[0]] == pytest.approx(found[names[1]] - other[names[1]], rel=1e-9)
    assert found[names[0]] != 0
    assert found[names[1]] != run(MINI, settings, 3, 3, ["mean_score.primary"])["mean_score.primary"]


def test_what_is_asked_of_some_schools_is_kept_with_the_run_and_part_of_its_name() -> None:
    plain = make_run(MINI, seed=1, years=2)
    more = make_run(MINI, seed=1, years=2, asked=["mean_score@level=weak"])
    assert plain.key != more.key
    assert "asked" not in plain.config()
    assert from_config(more.config(), more.source) == more
    kept = unpack(pack(simulate(more.source.packed, more.task)))
    without = unpack(pack(simulate(plain.source.packed, plain.task)))
    assert set(kept.measures) - set(without.measures) == {"mean_score@level=weak"}
    for name, values in without.measures.items():
        np.testing.assert_array_equal(kept.measures[name], values)
    with pytest.raises(Refused, match="do not keep 'mean_score@level=weak'"):
        parse("mean_score.primary@level=weak").of(without)


def test_a_study_finds_what_single_runs_do_and_asked_later_makes_other_runs(tmp_path: Path) -> None:
    factors = '[levers]\n"rotation.annual_share" = { values = [0.0, 0.3] }\n'
    names = ["mean_score.primary@level=weak", "effect:mean_score.primary@level=weak", "until<70:mean_score.primary"]
    base = BASE + 'against = "baseline"\n'
    of = study(tmp_path, 'kind = "grid"', factors, base)
    first = carry_out(of, tmp_path / "out", HERE, "edugroup sweep trial.toml")
    more = replace(of, outcomes=tuple(o.as_difference() for o in parse_all(names)))
    again = carry_out(more, tmp_path / "out", HERE, "edugroup sweep trial.toml")
    assert again.new == first.new > 0
    data = gather(more, tmp_path / "out").runs
    np.testing.assert_allclose(data[names[0]], data[names[1]], rtol=1e-9)
    assert (data[names[0]] != 0).any()
    one = data.iloc[-1]
    with Store(tmp_path / "out") as store:
        planned = next(r for r in store.planned() if r.key == one["key"])
    found = run(
        MINI, dict(planned.overrides), planned.seed, planned.years, names[1:2], levers=["rotation.annual_share"]
    )
    assert one[names[1]] == found[names[1]]
    assert carry_out(more, tmp_path / "out", HERE, "edugroup sweep trial.toml").new == 0


def test_a_study_without_baselines_refuses_what_needs_them(tmp_path: Path) -> None:
    text = BASE.replace('"cost.total"', f'"effect:{GAP}"')
    with pytest.raises(Refused, match="against = 'baseline'"):
        study(tmp_path, 'kind = "grid"', '[levers]\n"rotation.annual_share" = { values = [0.0, 0.3] }\n', text)


def test_a_comparison_reads_effects_against_its_first_scenario(tmp_path: Path) -> None:
    names = [
        "mean_score.primary@level=weak",
        "effect:mean_score.primary@level=weak",
        "left:mean_score.primary@2018-2019",
    ]
    scenarios = read_scenarios([f"{MINI}:no-reform", str(MINI)], 4, {})
    found = compare(scenarios, tmp_path / "out", replications=2, asked=parse_all(names), options=HERE)
    reform = str(MINI)
    level, effect, left = (found.pair(reform, name) for name in names)
    assert effect.difference == pytest.approx(level.difference, rel=1e-12)
    assert effect.baseline == 0
    assert level.difference != 0
    assert left.n == 2
    yearly_scores = {
        (arm, seed): run(MINI, {}, seed, 4, [f"mean_score.primary@{y}" for y in (2018, 2019)], reforms=arm)
        for arm in (True, False)
        for seed in (1, 2)
    }
    ratios = []
    for seed in (1, 2):
        one, two = (
            yearly_scores[True, seed][f"mean_score.primary@{y}-{y}"]
            - yearly_scores[False, seed][f"mean_score.primary@{y}-{y}"]
            for y in (2018, 2019)
        )
        ratios.append(two / one)
    assert left.reform == pytest.approx(np.mean(ratios))
