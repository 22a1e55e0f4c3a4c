"""The case to start from: a made-up district in one file, which runs, and in which every key of a case is explained."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from experiments import cli
from experiments.docs import keys
from experiments.docs.texts import cases
from experiments.new_case import made_up
from experiments.new_case.sample import sample
from sim.case import Case, load_case, parse_case
from sim.model import DistrictModel
from sim.say import Language, Text, use

BOTH: tuple[Language, ...] = ("zh", "en")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EXPLAINED = re.compile(r"(?:^|\s)# (.*)$")
UNUSED = re.compile(r"#(?=\S)")


@pytest.fixture(autouse=True)
def commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the commands that are tested."""
    monkeypatch.setattr(cli, "FAMILIES", ("template", "new_case", "runs"))


def told(words: Any) -> str:
    """Return words without line breaks and spaces, as they may stand on several lines."""
    return re.sub(r"\s", "", str(words))


def comments(text: str) -> list[str]:
    return [found[1] for line in text.splitlines() if (found := EXPLAINED.search(line))]


def used(text: str, places: Iterable[int]) -> str:
    """Return the file with the keys in some of its lines used that it shows as comments."""
    lines = text.splitlines()
    for at in places:
        lines[at] = UNUSED.sub("", lines[at], count=1) if UNUSED.match(lines[at]) else lines[at]
    return "\n".join(lines)


@pytest.mark.parametrize("lang", BOTH)
def test_the_file_that_the_command_writes_runs(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "My Town.toml"
    assert cli.main(["template", "--case", str(file), "--lang", lang]) == 0
    assert f"run '{file}' --years 3" in capsys.readouterr().out
    case = load_case(file)
    assert case.id == "my-town"
    model = DistrictModel(case, rng=1, years=2)
    model.run_for(4)
    assert len(case.towns) == 2
    assert len(case.schools) == 8
    assert [len(g.members) for g in case.groups] == [2, 1]


def test_every_reform_of_it_comes_into_force_in_a_run_as_short_as_it_proposes() -> None:
    case = parse_case(tomllib.loads(sample("a", "a.toml", "en")))
    assert [case.term_of(r.date) < 2 * 3 for r in case.reforms] == [True, True]
    assert [key for r in case.reforms for key, _ in r.events()] == ["merge", "join", "team"]


@pytest.mark.parametrize("lang", BOTH)
def test_every_key_of_a_case_occurs_with_its_words_type_unit_range_and_default(lang: Language) -> None:
    text = sample("a", "a.toml", lang)
    everything = told("".join(comments(text)))
    with use(lang):
        for _, key, info, words in keys.told(keys.CASES):
            assert re.search(rf"^#?(\[+([a-z]+\.)*)?{key}(\]| = )", text, re.MULTILINE), key
            assert told(keys.beside(key, info, words)) in everything, key


@pytest.mark.parametrize("lang", BOTH)
def test_what_is_explained_is_in_the_language_asked_for(lang: str) -> None:
    found = comments(sample("a", "a.toml", "zh" if lang == "zh" else "en"))
    joined = "".join(found)
    if lang == "en":
        assert CHINESE.search(joined) is None
    else:
        assert re.search(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+", re.sub(r"edugroup [\w. -]+", "", joined)) is None


def test_both_files_hold_the_same_case() -> None:
    zh, en = (tomllib.loads(sample("a", "a.toml", lang)) for lang in BOTH)
    assert zh == en


def test_no_line_is_wider_than_a_screen_but_those_that_hold_one_value() -> None:
    wide = [line for line in sample("a", "a.toml", "en").splitlines() if len(line) > 130]
    assert wide == []


def test_the_file_follows_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cases.TOWN, "locality", Text(zh="别的话", en="other words"))
    assert "别的话" in sample("a", "a.toml", "zh")
    assert "other words" in sample("a", "a.toml", "en")


def test_a_key_that_the_file_leaves_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made_up.district("a")
    monkeypatch.setattr(
        "experiments.new_case.sample.district", lambda _: {k: whole[k] for k in whole if k != "placebo"}
    )
    with pytest.raises(ValueError, match=r"placebo"):
        sample("a", "a.toml", "en")


def unused_parts(text: str) -> list[tuple[str, list[int]]]:
    """Return what the file shows as comments, by name, and its lines: whole tables, and keys of tables that are used."""
    parts: list[tuple[str, list[int]]] = []
    table = ""  # that is not used, whose lines these are
    for at, line in enumerate(text.splitlines()):
        if found := re.match(r"(#?)\[+([a-z.]+)\]", line):
            if not found[1]:
                table = ""
            elif table and found[2].startswith(table + "."):
                parts[-1][1].append(at)
            else:
                table = found[2]
                parts.append((table, [at]))
        elif found := re.match(r'#"?([a-z_]+)', line):
            if table:
                parts[-1][1].append(at)
            else:
                parts.append((found[1], [at]))
    return parts


def test_what_is_shown_as_a_comment_may_be_used_as_it_stands() -> None:
    text = sample("a", "a.toml", "en")
    lines, parts = text.splitlines(), unused_parts(text)
    assert len(parts) > 20
    of_districts = [at for name, places in parts for at in places if name.startswith("district")]
    for name, places in [("districts", of_districts), *parts]:
        if name == "reforms.found" or (name.startswith("district") and places is not of_districts):
            continue  # the one needs a gate, the others one another
        if name == "reforms.gate":
            places = [at for at in places if not lines[at].startswith("#at_most")]  # one of the two is given
        case = parse_case(tomllib.loads(used(text, places)))
        assert name != "districts" or case.reforms[0].districts == ("own",)


def test_all_that_is_shown_as_comments_is_of_the_right_type_and_range() -> None:
    text = sample("a", "a.toml", "en")
    raw = tomllib.loads(used(text, range(len(text.splitlines()))))
    case = Case.model_validate(raw)
    assert case.districts
    assert case.reforms[0].gate is not None


def test_a_file_that_is_there_is_refused_and_replaced_only_when_it_is_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.toml"
    assert cli.main(["template", "--case", str(file), "--lang", "zh"]) == 0
    before = file.read_bytes()
    assert cli.main(["template", "--case", str(file), "--lang", "en"]) == 2
    assert "--case" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert cli.main(["template", "--case", str(file), "--lang", "en", "--force"]) == 0
    assert file.read_text(encoding="utf-8").startswith("# A small")
    file.write_text("id = 'mine'\n", encoding="utf-8")
    assert cli.main(["template", "--case", str(file), "--lang", "en", "--force"]) == 2
    assert "is not an unchanged case" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "id = 'mine'\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--case", "a.txt"], "does not end in .toml"),
        (["--case", "a.toml", "--out", "b"], "not allowed with argument"),
        (["--case", "a.toml", "--forc"], "unknown option '--forc' of edugroup template"),
        (["--cas", "a.toml"], "unknown option '--cas' of edugroup template; nearest valid name: '--case'"),
        (["--case"], "expected one argument"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        assert cli.main(["template", "--lang", "en", *words]) == 2
    except SystemExit as stop:
        assert stop.code == 2  # noqa: PT017 - how argparse refuses
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
