"""Damaged and hostile files of cases and studies end in a sentence, before anything runs and before memory is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from handmade import HERE, STUDY, TEXT, document
from worlds import MINI, mini, run_case

from experiments import Refused
from experiments.cli import main
from experiments.compare.scenarios import read_scenarios
from experiments.design import designs
from experiments.files.spreadsheet_text import write_csv
from experiments.runs.settings import parse_settings
from experiments.study.study import load_study
from sim import toml
from sim.case import CaseError, load_case, parse_case
from sim.param import shown, some

pytestmark = pytest.mark.usefixtures("blank")

MANY = ["mentoring.share", "digital_lessons.use", "facility_sharing.share", "first_post.share", "bundled_evaluation.weight",
        "learning.peers", "growth.peers", "principals.duty", "principals.trust", "principals.speed", "finance.tilt",
        "reputation.halo", "choice.share", "careers.recovery", "start.merit", "tests.noise", "ties.mismatch"]  # fmt: skip


def case_file(folder: Path, content: bytes | str) -> list[str]:
    """Return what is said of a case file."""
    file = folder / "case.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CaseError) as error:
        load_case(file)
    assert error.value.source == str(file)
    return error.value.messages


def study_file(folder: Path, **changes: Any) -> list[str]:
    """Return what is said of a study."""
    file = folder / "trial.toml"
    file.write_text(document({**STUDY, **changes}), encoding="utf-8")
    with pytest.raises(Refused) as error:
        load_study(file)
    return [m.removeprefix(f"{file}: ") for m in error.value.messages]


# Case files.

FILES: list[tuple[str, bytes | str, str]] = [
    ("UTF-16", TEXT.encode("utf-16"), "is not UTF-8 text (byte 0); save it as UTF-8"),
    ("GB 18030", TEXT.encode("gb18030"), "is not UTF-8 text (byte "),
    ("cut off", TEXT.encode()[:1000], "is not valid TOML: "),
    ("nothing", "", "'id' is missing"),
    ("zeros", bytes(1000), "is not valid TOML: "),
    ("a number of 5,000 digits", f"z = {'9' * 5000}\n{TEXT}", "holds a whole number of thousands of digits; TOML allows 64 bits"),
    ("a number of 2,000 digits", f"z = {'9' * 2000}\n{TEXT}", "holds in 'z' a whole number of 6644 bits; TOML allows 64"),
    ("a hexadecimal number", TEXT.replace("years = 8", f"years = 0x{'F' * 5000}"), "holds in 'years' a whole number of 20000"),
    ("a number beyond 64 bits", TEXT.replace("2016 = 1.0", f"2016 = 1{'0' * 59}"), "holds in 'demography.entry_index.2016'"),
    ("deep lists", f"x = {'[' * 900}{']' * 900}\n{TEXT}", "tables or lists"),
    ("deep tables", TEXT.replace("[params]", f"[params]\n{'.'.join('a' * 2000)} = 1"), "holds in 'params.a.a.a.a.a.a."),
    ("NUL in a name", TEXT.replace('"桥头镇"', '"桥\\u0000头"'), "the control character U+0000; texts are written without"),
    ("NUL in a key", TEXT.replace("[params]", '[params]\n"a\\u0000" = 1'), "holds in 'params' the control character U+0000"),
    ("a flag for births", TEXT.replace("2016 = 1.0", "2016 = true"),
     "demography.entry_index[2016] = True: input should be a valid number"),
    ("births of the year 1", TEXT.replace("2016 = 1.0", "1 = 1.0"), "demography.entry_index: '1' is not a year"),
    ("a title in one language", TEXT.replace('{ zh = "小区", en = "Mini" }', '"Mini"'),
     "title = 'Mini' is not in two languages; write title = { zh = \"...\", en = \"...\" }"),
    ("a number for a source", TEXT.replace("[sources]", "[sources]\nyears = 3"),
     "sources.years: 3 is no text; write one, or one in each language: { zh = '...', en = '...' }"),
    ("another word for years", TEXT.replace("years = 8", "horizon = 8"), "unknown key 'horizon'; nearest valid name: 'years'"),
    ("groups within groups", TEXT.replace("[params]", '[params]\n"rotation.groups" = [["g-p"]]'),
     "params: rotation.groups[0] = ['g-p'] is not acceptable: input should be a valid string [unit: list of texts]"),
    ("a day for a value", TEXT.replace("[params]", '[params]\n"rotation.years" = 2020-01-01'),
     "params: rotation.years = datetime.date"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_a_damaged_case_file_is_refused_in_a_sentence(content: bytes | str, said: str, tmp_path: Path) -> None:
    messages = case_file(tmp_path, content)
    assert any(said in m for m in messages), messages
    assert all(len(m) <= 1000 for m in messages)


def test_the_mark_of_utf_8_is_not_part_of_a_file(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf"
    (tmp_path / "case.toml").write_bytes(marked + TEXT.encode())
    assert load_case(tmp_path / "case.toml") == load_case(HERE)
    (tmp_path / "study.toml").write_bytes(marked + document(STUDY).encode())
    assert load_study(tmp_path / "study.toml").names[0] == "rotation.annual_share"
    (tmp_path / "s.toml").write_bytes(marked + f'title = {{ zh = "甲", en = "A" }}\ncase = "{HERE}"\n'.encode())
    (scenario,) = read_scenarios([str(tmp_path / "s.toml")], None, {})
    assert (scenario.words.en, scenario.words.zh) == ("A", "甲")


@pytest.mark.parametrize("name", ["x" * 300, "x" * 100_000, "a/" * 3000, "nul\0", "", "huadu\n"])
def test_a_name_that_no_file_can_have_is_no_case_and_no_study(name: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"no such case or file|cannot be read") as error:
        load_case(name)
    assert len(str(error.value)) < 1000
    with pytest.raises(Refused, match="no such study or file"):
        load_study(name)
    with pytest.raises(Refused, match="no such case or file"):
        read_scenarios([name or "x"], None, {})
    (message,) = study_file(tmp_path, case=name.replace("\0", "") + ".toml")
    assert "no such case or file" in message


def test_what_is_told_is_bounded_and_what_is_left_is_counted() -> None:
    assert some(["a"] * 50) == ["a"] * 50
    assert some(["a"] * 53)[50:] == ["and 3 more findings like these"]
    assert some(iter(["a"] * 53))[50:] == ["and 3 more findings like these"]
    assert some(iter(["a"] * 9999))[50:] == ["and 1,000 or more findings like these"]
    assert some("b" * 5000 for _ in range(1))[0] == "b" * 999 + "…"
    taken = iter(range(10**9))
    assert len(some(taken)) == 51  # and not after counting all
    assert next(taken) < 2000
    assert shown(10**5000) == "a whole number of 16,610 bits"
    assert shown([10**5000]) == "a list that cannot be written out"
    raw = {**MINI, **{f"key{i}": 1 for i in range(20_000)}}
    with pytest.raises(CaseError) as error:
        parse_case(raw)
    assert error.value.messages[-1] == "and 19,950 more findings like these"


def test_a_file_beyond_any_use_is_not_parsed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(toml, "MOST", 1000)
    assert case_file(tmp_path, TEXT) == [f"has {len(TEXT.encode()):,} bytes; allowed: at most 1,000"]


@pytest.mark.parametrize("stage", ["nine_year", "primary"])
def test_a_district_in_which_no_child_enters_school_is_refused(stage: str) -> None:
    school = {**MINI["schools"][0], "id": "a", "stage": stage}
    schools = [school, {**school, "id": "b", "stage": "junior", "pupils": 30}]
    for pupils, fine in ((1, False), (2, False), (5, True)):
        schools[0]["pupils"] = pupils
        raw = {**MINI, "schools": schools, "groups": [], "reforms": []}
        if fine:
            assert run_case(parse_case(raw), terms=0).world.live_students().size > 0
        else:
            with pytest.raises(CaseError, match=r"no primary pupils in the first year.*allowed: 3 or more"):
                parse_case(raw)


@pytest.mark.parametrize("date", ["2016", "2019"])
def test_a_group_ends_with_its_last_member(date: str) -> None:
    """Merged away before the group was formed, the member cannot form it; merged away after, the group is dissolved."""

    def change(raw: dict[str, Any]) -> None:
        raw["groups"][0]["members"] = [{"school": "h-p2", "form": "assist"}]
        raw["reforms"][2]["date"] = date

    world = run_case(mini(change)).world
    assert not world.groups.active[0]
    assert world.groups.active[1]
    assert not world.ties.active[world.ties.group == 0].any()
    before = run_case(mini(change), terms=5).world.groups.active[0]
    assert before == (date == "2019")


# Study files.

LHS = {"kind": "lhs", "n": 1_000_000}
SCENARIO = {"options": {"a": {"rotation.years": 1}, "b": {"rotation.years": 2}}}
RESERVED = ("seed", "point", "key", "status", "arm", "Replication", "baseline", "_x")
STUDIES: list[tuple[str, dict[str, Any], str]] = [
    *((f"a factor named {name}", {"levers": {name: SCENARIO}}, f"'{name}' cannot be the name of a factor: tables of a study")
      for name in RESERVED),
    ("a factor named like an outcome", {"levers": {"cost.total": SCENARIO}},
     "'cost.total' cannot be the name of a factor: an outcome has it"),
    ("a factor named like another outcome", {"levers": {"mean_score.junior@2018-2020": SCENARIO}}, "an outcome has it"),
    ("a factor without a name", {"levers": {"": SCENARIO}}, "'' is not the name of a factor"),
    ("a factor of two lines", {"levers": {"a\nb": SCENARIO}}, "is not the name of a factor"),
    ("options that are the same", {"levers": {"s": {"options": {"a": {"rotation.years": 1}, "b": {"rotation.years": 1}}}}},
     "options.a sets the same as options.b; leave one out"),
    ("values that are the same", {"levers": {"rotation.years": {"values": [1, 2, 2.0]}}}, "values holds a value twice"),
    ("flags that are the same", {"levers": {"rotation.on": {"values": [True, 1]}}}, "values holds a value twice"),
    ("variants that are the same", {"levers": {"case.forms": {"values": ["tight", "tight"]}}}, "values holds a value twice"),
    ("a title in one language", {"title": "Trial"}, 'title = \'Trial\' is not in two languages; write title = { zh = "..."'),
    ("another word for years", {"horizon": 3}, "unknown key 'horizon'; nearest valid name: 'years'"),
    ("another word for levers", {"factors": {}}, "unknown key 'factors'; nearest valid name: 'levers'"),
    ("10^10 runs", {"design": LHS, "replications": 10_000},
     "1,000,000 points x 10,000 replications are 10,000,000,000 runs; allowed: at most 2,000,000 [runs]"),
    ("10^7 runs and their baselines", {"design": LHS, "replications": 10, "against": "baseline"},
     "1,000,000 points x 10 replications, each beside its baseline, are 20,000,000 runs; allowed: at most 2,000,000 [runs]"),
    ("a design beyond memory", {"design": LHS, "uncertainties": {f"f{i}": {"low": 0.5, "high": 1.0, "times": {name: 0.1}}
     for i, name in enumerate(MANY)}}, "values; allowed: at most 20,000,000 [values]"),
    ("a point twice", {"levers": {"rotation.years": {}}, "uncertainties": {}, "design": {"kind": "list", "points": [
        {"rotation.years": 1}, {"rotation.years": 2}, {"rotation.years": 1.0}]}},
     "design.points[2] is the point of design.points[0] once more; more runs of a point are replications"),
    ("a flag for a number", {"levers": {"rotation.years": {}}, "uncertainties": {}, "design": {"kind": "list", "points": [
        {"rotation.years": True}]}}, "design.points[0]: rotation.years = True is not one of 1, 2, 3, 4, 5"),
    ("thousands of factors", {"levers": {f"f{i}": SCENARIO for i in range(1001)}}, "at most 1000 items"),
    ("a number beyond 64 bits", {"first_seed": 2**64}, "holds in 'first_seed' a whole number of 65 bits"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "said"), [s[1:] for s in STUDIES], ids=[s[0] for s in STUDIES])
def test_a_study_that_would_fail_later_is_refused_before(changes: dict[str, Any], said: str, tmp_path: Path) -> None:
    messages = study_file(tmp_path, **changes)
    assert any(said in m for m in messages), messages


TABLES: list[tuple[str, bytes, str]] = [
    ("no text", b"", "is empty; its first line names the factors"),
    ("blank lines", b"\n\n\n", "is empty; its first line names the factors"),
    ("a head alone", b"rotation.years\n", "has no points below its first line"),
    ("a column twice", b"rotation.years,rotation.years\n1,2\n", "has two columns 'rotation.years'; leave one out"),
    ("a row too long", b"rotation.years\n1\n1,2\n", "line 3: 2 cells, but the first line names 1 factors"),
    ("a cell that is no value", b"rotation.years\nvery many\n", "line 2, rotation.years: 'very many' is not a value"),
    ("an empty cell", b'rotation.years\n""\n1\n', None),
    ("a cell of 131 kB and more", b"rotation.years\n" + b"1" * 140_000, "is not a table of values: field larger than"),
    ("GB 18030", "rotation.years,轮岗\n1,2\n".encode("gb18030"), "is not UTF-8 text (byte 15); save it as CSV UTF-8"),
    ("a row twice", b"rotation.years\n1\n\n2\n1\n", "design.table, line 5 is the point of design.table, line 2 once more"),
    ("a number of 5,000 digits", b"rotation.years\n" + b"9" * 5000, "is not a value"),
    ("a hexadecimal number", b"rotation.years\n0x" + b"F" * 5000, "is not a value"),
    ("a formula", b"rotation.years\n=1+1\n", "'=1+1' is not a value"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), [t[1:] for t in TABLES], ids=[t[0] for t in TABLES])
def test_a_damaged_table_of_points_is_refused(content: bytes, said: str | None, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_bytes(content)
    design = {"kind": "list", "table": "points.csv"}
    changes = {"levers": {"rotation.years": {}}, "uncertainties": {}, "design": design}
    if said is None:  # a blank line
        file = tmp_path / "trial.toml"
        file.write_text(document({**STUDY, **changes}), encoding="utf-8")
        assert designs.points(load_study(file)).points["rotation.years"].tolist() == [1]
        return
    (message,) = study_file(tmp_path, **changes)
    assert said in message
    assert len(message) < 1000
    assert main(["sweep", str(tmp_path / "trial.toml"), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_more_replications_or_points_are_refused_before_memory_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "trial.toml"
    file.write_text(document({**STUDY, "design": {"kind": "lhs", "n": 1_000, "block": 1_000}}), encoding="utf-8")
    assert load_study(file, replications=2_000).replications == 2_000
    with pytest.raises(Refused, match="--points 100000: 100,000 points x 1,000 replications are 100,000,000 runs"):
        load_study(file, points=100_000, replications=1000)
    file.write_text(document({**STUDY, "design": {"kind": "lhs", "n": 20_000}}), encoding="utf-8")
    with pytest.raises(Refused, match="--replications 1000: 20,000 points x 1,000 replications are 20,000,000 runs"):
        load_study(file, replications=1000)
    file.write_text(document({**STUDY, "design": {"kind": "sobol", "n": 8}}), encoding="utf-8")
    with pytest.raises(
        Refused, match=r"--points 12: design\.n = 12 is not a power of 2 \[base rows\]; nearest: 8 or 16"
    ):
        load_study(file, points=12)


def test_the_next_study_is_not_written_over_another_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, other = tmp_path / "trial.toml", tmp_path / "other.toml"
    study.write_text(document({**STUDY, "design": {"kind": "morris", "n": 4}}), encoding="utf-8")
    other.write_bytes("筛选".encode("gb18030"))
    words = ["sensitivity", str(study), "--out", str(tmp_path / "out"), "--keep", "2", "--next"]
    for name in (str(other), str(tmp_path)):
        assert main([*words, name]) == 2
        assert "is not a study that a screening wrote; name another file with --next" in capsys.readouterr().err
    assert other.read_bytes() == "筛选".encode("gb18030")


def test_names_of_columns_are_guarded_in_csv_as_texts_are(tmp_path: Path) -> None:
    frame = pd.DataFrame({"=1+1": [1], "@SUM(1)": ["+1"], "plain": ["-"]})
    write_csv(frame, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").splitlines() == ["'=1+1,'@SUM(1),plain", "1,'+1,'-"]
    assert list(frame.columns) == ["=1+1", "@SUM(1)", "plain"]


@pytest.mark.parametrize(
    "text", ["rotation.years=" + "9" * 5000, "rotation.years=0x" + "F" * 9000, "a.b=" + "[" * 5000, "a.b='\0'"]
)
def test_a_setting_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is not a value") as error:
        parse_settings([text])
    assert len(str(error.value)) < 1000
