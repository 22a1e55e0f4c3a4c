"""Study files: what they may say, and that everything wrong with one is said at once, before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from study_texts import BASE, LEVERS, study

from experiments import Refused
from experiments.compare.scenarios import read_scenarios
from experiments.study.study import load_study, study_files
from experiments.study.study_data import plan
from sim.case import case_files

GOOD = 'kind = "lhs"\nn = 8'
WRONG = [
    ('"rotation.anual_share" = {}', "unknown parameter 'rotation.anual_share'; nearest valid name: 'rotation.annual_share'"),
    ('"rotation.annual_share" = { high = 0.5 }', "high = 0.5 is out of range; allowed: 0 to 0.3 [share/year]"),
    ('"rotation.annual_share" = { low = 0.2, high = 0.1 }', "low = 0.2 is not below high = 0.1"),
    ('"rotation.travel" = { log = true }', "log: low = 0; a logarithmic scale begins above 0"),
    ('"rotation.years" = { high = 2.5 }', "high = 2.5 is not a whole number [years]"),
    ('"rotation.annual_share" = { type = "boolean" }', "type = 'boolean' does not fit rotation.annual_share"),
    ('"rotation.years" = { type = "real" }', "type = 'real' does not fit rotation.years"),
    ('"mentoring.on" = { low = 0 }', "low says nothing beside a flag"),
    ('"finance.quota" = {}', "finance.quota is a bundle; vary its numbers: finance.quota.primary, finance.quota.junior"),
    ('"rotation.groups" = { values = [[1], [2]] }', "rotation.groups"),
    ('"rotation.years" = { values = [1, 9] }', "rotation.years = 9 is out of range; allowed: 1 to 5 [years]"),
    ('"rotation.years" = { values = [1, 1] }', "values holds a value twice"),
    ('"rotation.annual_share" = { hi = 0.1 }', "unknown key 'levers.\"rotation.annual_share\".hi'; nearest valid name: 'high'"),
    ('"case.forms" = { values = ["tigth", "assist"] }', "case.forms = 'tigth' is not acceptable; allowed: \"listed\", \"tight\""),
    ("dose = { low = 0, high = 2, times = { \"mentoring.share\" = 0.8 } }", "times at 2: mentoring.share = 1.6 is out of range"),
    ("dose = { times = { \"mentoring.share\" = 0.8 } }", "low and high are missing"),
    ('s.options = { a = { "rotation.on" = true }, b = { "mentoring.on" = true } }', "options.a does not set mentoring.on"),
    ('s.options = { a = { "rotation.on" = 2 }, b = { "rotation.on" = true } }', "options.a: rotation.on = 2 is not acceptable"),
    ('"rotation.on" = {}\ns.options = { a = { "rotation.on" = true }, b = { "rotation.on" = false } }', "2 factors set"),
]  # fmt: skip
DESIGNS = [
    ('kind = "sobol"\nn = 100', "design.n = 100 is not a power of 2 [base rows]; nearest: 64 or 128"),
    ('kind = "sobol"', "design.n is missing: the number of base rows"),
    ('kind = "lhs"\nn = 10\nlevels = 3', "design.levels says nothing in a lhs"),
    ('kind = "lhs"\nn = 10\nblock = 4', "design.n = 10 is not a multiple of the block of 4"),
    ('kind = "morris"\nn = 4\nlevels = 5', "design.levels = 5 is odd"),
    ('kind = "morris"\nn = 1', "design.n = 1 is out of range; allowed: 2 or more [trajectories]"),
    ('kind = "grid"', "'rotation.annual_share': a grid needs levels or values of a real factor"),
    ('kind = "sobl"\nn = 8', "design.kind = 'sobl' is not one of"),
    ('kind = "sobol"\nn = 524288', "points are out of range; allowed: at most 1,000,000 [points]"),
    ('kind = "list"\npoints = [{ "rotation.annual_share" = 0.9, "rotation.years" = 2 }]', "rotation.annual_share = 0.9 is out"),
]  # fmt: skip


def refused(folder: Path, design: str = GOOD, factors: str = LEVERS, base: str = BASE) -> list[str]:
    with pytest.raises(Refused) as error:
        study(folder, design, factors, base)
    assert all(m.startswith(str(folder / "trial.toml")) for m in error.value.messages)
    return error.value.messages


@pytest.mark.parametrize(("line", "said"), WRONG, ids=[w[0][:40] for w in WRONG])
def test_a_factor_that_cannot_be_is_refused(tmp_path: Path, line: str, said: str) -> None:
    messages = refused(tmp_path, factors=f"[levers]\n{line}\n")
    assert any(said in m for m in messages), messages


@pytest.mark.parametrize(("design", "said"), DESIGNS, ids=[d[0] for d in DESIGNS])
def test_a_design_that_cannot_be_is_refused(tmp_path: Path, design: str, said: str) -> None:
    messages = refused(tmp_path, design)
    assert any(said in m for m in messages), messages


@pytest.mark.parametrize(
    ("design", "allowed"),
    [(GOOD, "'independent', 'row' or 'shared'"), ('kind = "sobol"\nn = 8', "'row' or 'independent'")],
)
def test_seeds_that_cannot_be_shared_so_are_refused_with_what_the_design_allows(
    tmp_path: Path, design: str, allowed: str
) -> None:
    said = [m for m in refused(tmp_path, design, base=f'{BASE}\nseeds = "paired"\n') if "seeds" in m]
    assert len(said) == 1
    kind = "lhs" if design == GOOD else "sobol"
    assert said[0].endswith(f"seeds = 'paired' is not what a {kind} allows; allowed: {allowed}")


def test_a_case_or_a_study_in_the_place_of_another_file_is_sent_to_its_command(tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    case.write_bytes(case_files()["huadu"].read_bytes())
    with pytest.raises(Refused, match="this is a case, not a study; it is for: edugroup run"):
        load_study(case)
    file = tmp_path / "trial.toml"
    file.write_text('case = "huadu"\n[design]\nkind = "lhs"\n', encoding="utf-8")
    with pytest.raises(Refused, match="this is a study, not a scenario; it is for: edugroup sweep"):
        read_scenarios([str(file), "huadu"], None, {})


def test_a_question_is_asked_in_both_languages_or_once_for_both(tmp_path: Path) -> None:
    once = study(tmp_path, GOOD)
    assert once.question.zh == once.question.en
    assert once.prediction == ""
    base = BASE.replace(
        'question = "What moves the mean?"', 'question = { zh = "什么影响平均分？", en = "What moves it?" }'
    )
    (tmp_path / "both.toml").write_text(f"{base}{LEVERS}\n[design]\n{GOOD}\n", encoding="utf-8")
    both = load_study(tmp_path / "both.toml")
    assert (both.question.zh, both.question.en) == ("什么影响平均分？", "What moves it?")
    for one in study_files().values():  # those that come along
        shipped = load_study(one)
        assert shipped.question.zh != shipped.question.en
        assert shipped.prediction.zh != shipped.prediction.en


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    base = BASE.replace("mean_score.primary", "mean_scor.primary").replace("years = 3", 'years = 3\nseeds = "shared"')
    factors = '[fixed]\n"mentoring.on" = true\n"rotaton.on" = true\n' + LEVERS
    messages = refused(tmp_path, 'kind = "sobol"\nn = 6', factors, base.replace("replications = 2", "replications = 1"))
    for said in (
        "there is no outcome 'mean_scor.primary'; nearest valid name: 'mean_score.primary'",
        "fixed: unknown parameter 'rotaton.on'; nearest valid name: 'rotation.on'",
        "'mentoring.on' is fixed and varied", "n = 6 is not a power of 2", "seeds = 'shared': no interval of a sobol",
        "replications = 1: sobol cannot tell",
    ):  # fmt: skip
        assert any(said in m for m in messages), said


def test_a_case_an_outcome_or_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert (
        "nearest valid name: 'huadu'"
        in refused(tmp_path, base=BASE.replace(BASE.split('case = "')[1].split('"')[0], "huadoo"))[0]
    )
    assert "2016" in refused(tmp_path, base=BASE.replace("mean_score.primary", "mean_score.primary@2030-2031"))[0]
    for name, said in ((tmp_path / "nowhere.toml", "no such study"), (tmp_path, "no such study")):
        with pytest.raises(Refused, match=said):
            load_study(name)
    (tmp_path / "torn.toml").write_text("title = {")
    with pytest.raises(Refused, match="is not valid TOML"):
        load_study(tmp_path / "torn.toml")


def test_what_a_file_leaves_out_is_what_the_model_declares(tmp_path: Path) -> None:
    one = study(tmp_path, GOOD)
    share, years, on = one.factors
    assert (share.kind, share.low, share.high, share.unit) == ("real", 0.0, 0.3, "share/year")
    assert (years.kind, years.levels) == ("integer", (1, 2, 3, 4, 5))
    assert (on.kind, on.levels) == ("boolean", (False, True))
    assert share.en
    assert share.zh
    assert one.seeds == "independent"
    assert study(tmp_path, 'kind = "list"', "").seeds == "shared"
    assert study(tmp_path, 'kind = "sobol"\nn = 4').seeds == "row"


@pytest.mark.parametrize(("points", "said"), [(3, "is not a power of 2"), (None, None)])
def test_a_design_grows_only_as_it_can(tmp_path: Path, points: int | None, said: str | None) -> None:
    if said:
        with pytest.raises(Refused, match=f"--points {points}: .*{said}"):
            study(tmp_path, 'kind = "sobol"\nn = 4', points=points)
    with pytest.raises(Refused, match="--points 8: a grid has the points its file states"):
        study(tmp_path, 'kind = "grid"', '[levers]\n"mentoring.on" = {}', points=8)
    with pytest.raises(Refused, match="--replications 1: sobol needs 2 or more"):
        study(tmp_path, 'kind = "sobol"\nn = 4', replications=1)


def test_the_studies_of_the_project_are_sound_and_of_the_size_they_say() -> None:
    from experiments.design import designs

    known = study_files()
    assert {"rotation", "instruments-screen", "forms"} <= set(known)
    for file in known.values():
        one = load_study(file)
        design = designs.points(one)
        runs = sum(1 for _ in plan(one, design))  # every point is one the model accepts
        assert runs == len(design) * one.replications
        assert f"{runs:,} runs" in file.read_text(encoding="utf-8"), file
        assert one.prediction
