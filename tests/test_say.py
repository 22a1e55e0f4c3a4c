"""Sentences in the language chosen: how they are said, and how a language is chosen."""

from __future__ import annotations

import argparse
import ast
import inspect
import os
import pickle
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from experiments import Refused
from experiments.cli import main
from experiments.terminal import languages, texts
from sim import HOME, say, system
from sim.say import (
    NOTHING,
    Said,
    Text,
    fixed,
    joined,
    literal,
    money,
    per_cent,
    percentage_points,
    school_year,
    term,
    use,
)

SCHOOLS = Text(zh="{town}有{n:,}所学校：{names}", en="{town} has {n:,} school{n:|s}: {names:and}")
TOWN = Text(zh="狮岭", en="Shiling")


def test_a_sentence_is_said_in_the_language_chosen_and_keeps_both() -> None:
    with use("zh"):
        zh = SCHOOLS(town=TOWN, n=1200, names=["a", "b", "c"])
        assert isinstance(zh, str)
        assert zh == "狮岭有1,200所学校：a、b、c"
    with use("en"):
        en = SCHOOLS(town=TOWN, n=1200, names=["a", "b", "c"])
        assert en == "Shiling has 1,200 schools: a, b and c"
        assert SCHOOLS(town="x", n=1, names=["a"]) == "x has 1 school: a"
    assert (zh.zh, zh.en) == (en.zh, en.en) == (zh, en)


def test_values_are_put_in_their_own_language() -> None:
    whole = Text(zh="“{said}”；{named}；{pair}；{several}", en="'{said}'; {named}; {pair}; {several}")

    class Named:
        zh, en = "名", "name"

    said = whole(said=TOWN(), named=Named(), pair=Said("甲", "a"), several=[TOWN, Said("乙", "b"), 3])
    assert said.zh == "“狮岭”；名；甲；狮岭、乙、3"
    assert said.en == "'Shiling'; name; a; Shiling, b, 3"
    assert Text(zh="{a:or}", en="{a:or}")(a=["x", "y"]).zh == "x或y"
    assert Text(zh="{a:and}{b}", en="{a:and}{b}")(a=[], b=NOTHING).en == ""
    with pytest.raises(TypeError, match="must be said before"):
        whole(said=SCHOOLS, named="", pair="", several=[])


def test_both_languages_outlive_a_pickle_and_are_read_in_the_language_of_who_asked() -> None:
    with use("zh"):
        sent = pickle.dumps(Refused(TOWN(), SCHOOLS(town="x", n=2, names=())))
    with use("en"):
        error = pickle.loads(sent)
    assert error.messages == ["Shiling", "x has 2 schools: "]
    assert [m.zh for m in error.messages] == ["狮岭", "x有2所学校："]


@pytest.mark.parametrize(("zh", "en"), [("{a}", "{b}"), ("{a}", "a"), ("{a.b}", "{a.b}"), ("{0}", "{0}"), ("{}", "{}")])
def test_a_text_whose_fields_differ_or_are_no_names_is_refused_where_it_is_declared(zh: str, en: str) -> None:
    with pytest.raises(ValueError, match="fields"):
        Text(zh=zh, en=en)


def test_a_text_is_said_with_all_its_fields_and_no_other() -> None:
    with pytest.raises(TypeError, match="takes the fields"):
        SCHOOLS(town="x", n=1)
    with pytest.raises(TypeError, match="takes the fields"):
        TOWN(n=1)


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        (money(12_000), "1.2万元", "12,000 yuan"), (money(12_340), "1.2万元", "12,000 yuan"),
        (money(999), "999元", "999 yuan"),
        (money(-3.2e6), "-320.0万元", "-3.2 million yuan"), (money(2.34e8), "2.3亿元", "230 million yuan"),
        (per_cent(0.123, 1), "12.3%", "12.3 %"), (percentage_points(0.012), "1.2个百分点", "1.2 percentage points"),
        (school_year(2099), "2099学年", "2099/00"), (term(2023, autumn=True), "2023年秋季学期", "autumn 2023"),
        (term(2024, autumn=False), "2024年春季学期", "spring 2024"),
        (joined([TOWN, 2], "；", "; "), "狮岭；2", "Shiling; 2"),
    ],
)  # fmt: skip
def test_money_shares_and_school_years_follow_the_language(said: Said, zh: str, en: str) -> None:
    assert (said.zh, said.en) == (zh, en)


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"EDUGROUP_LANG": "zh", "LC_ALL": "C"}, "zh"), ({"EDUGROUP_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"), ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "C"}, "zh"), ({"LC_ALL": "", "LANG": "zh"}, "zh"), ({"LANG": "fr_FR"}, "en"),
        ({}, "en"),
        ({"EDUGROUP_LANG": "", "LANG": "zh_CN"}, "zh"),
    ],
)  # fmt: skip
def test_the_environment_says_which_language(
    variables: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(say, "_of_the_system", str)
    assert say.from_environment(variables) == lang
    assert languages.chosen(["cases"], variables) == (lang, ["cases"])


def test_a_choice_holds_in_threads_and_ends_with_its_block() -> None:
    found: list[str] = []
    with use("zh"):
        with use("en"):
            pass
        thread = threading.Thread(target=lambda: found.append(TOWN()))
        thread.start()
        thread.join()
    assert found == ["狮岭"]
    assert TOWN() == "Shiling"  # the language of the tests
    with pytest.raises(ValueError, match="allowed: zh, en"):
        use("fr")  # type: ignore[arg-type]


# The command line.


@pytest.mark.parametrize(
    "words",
    [("--lang", "zh", "runn"), ("--lang=zh", "runn"), ("runn", "--lang", "zh"), ("--lang", "en", "runn", "--lang=zh")],
    ids=" ".join,
)
def test_the_option_stands_before_or_after_the_command(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("edugroup：没有命令“runn”；最接近的名称：“run”；可选：run、")


def test_the_variable_and_the_option_choose_and_the_option_has_the_last_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDUGROUP_LANG", "zh")
    assert main(["runn"]) == 2
    assert "没有命令" in capsys.readouterr().err
    assert main(["runn", "--lang", "en"]) == 2
    assert "unknown command" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "variable", "told"),
    [
        (["--lang", "fr", "cases"], "", "--lang = 'fr'"), (["cases", "--lang"], "", "--lang is given without"),
        (["cases", "--lang="], "", "--lang = ''"), (["cases"], "zh_CN", "EDUGROUP_LANG = 'zh_CN'"),
    ],
)  # fmt: skip
def test_a_language_that_is_not_there_is_refused_in_both(
    words: list[str], variable: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDUGROUP_LANG", variable)
    assert main(words) == 2
    en, zh = capsys.readouterr().err.splitlines()
    assert told in en
    assert "可选：zh、en" in zh


def test_words_behind_two_dashes_are_left_alone() -> None:
    assert languages.chosen(["demo", "--", "--lang", "fr"], {"EDUGROUP_LANG": "en"}) == (
        "en",
        ["demo", "--", "--lang", "fr"],
    )


def test_the_locale_chooses_for_a_process() -> None:
    env = {k: v for k, v in os.environ.items() if k not in {"EDUGROUP_LANG", "LC_ALL", "LC_MESSAGES"}}
    line = [sys.executable, "-m", "experiments.cli", "runn"]
    root = Path(__file__).resolve().parent.parent
    for lang, told in (("zh_CN.UTF-8", "没有命令"), ("en_GB.UTF-8", "unknown command")):
        env |= {"LANG": lang, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(line, env=env, cwd=root, capture_output=True, timeout=60, check=False)
        assert told in done.stderr.decode("utf-8")


def test_a_help_is_wholly_in_the_language_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("用法：edugroup")
    assert "选项：\n  -h, --help" in out
    assert max(map(languages.columns, out.splitlines())) <= 80
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: edugroup")


def test_every_sentence_of_argparse_that_a_command_line_can_bring_has_a_chinese_one() -> None:
    """Those that only a programmer's mistake brings are left in English."""
    asked = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
            asked |= {ast.literal_eval(a) for a in node.args[: 1 if node.func.id == "_" else 2]}  # type: ignore[attr-defined]
    ours = {
        ".__call__() not defined", "conflicting subparser: %s", "conflicting subparser alias: %s", "%r is not callable",
        "cannot merge actions - two groups are named %r", "'required' is an invalid argument for positionals",
        "dest= is required for options like %r", "invalid conflict_resolution value: %r",
        "mutually exclusive arguments must be optional", "cannot have multiple subparser arguments",
        "conflicting option string: %s", "conflicting option strings: %s",
    }  # fmt: skip
    assert {m for m in asked - set(texts.ARGPARSE) - ours if not m.startswith("invalid option string")} == set()


def test_lines_are_as_wide_as_they_look() -> None:
    assert languages.wrapped("把台账变成案例，写出文件。a long word", 12) == [
        "把台账变成案",
        "例，写出文",
        "件。a long",
        "word",
    ]
    assert languages.columns("台账ab，") == 8


def test_what_the_system_refuses_is_said_in_both() -> None:
    said = system.why(OSError(2, "No such file or directory"))
    assert (said.zh, said.en) == ("没有这个文件或文件夹", "No such file or directory")
    odd = system.why(OSError(99999, "Odd thing"))
    assert (odd.zh, odd.en) == ("Odd thing", "Odd thing")


def test_what_the_system_refuses_is_said_by_one_module_alone() -> None:
    own = [f for house in ("sim", "experiments") for f in (HOME.parent / house).rglob("*.py")]
    assert [f.name for f in own if ".strerror" in f.read_text(encoding="utf-8")] == ["system.py"]


def test_argparse_quotes_what_was_typed_with_chinese_signs() -> None:
    assert [zh for zh in texts.ARGPARSE.values() if re.search(r"%(\(\w+\))?r", zh)] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "huadou"], "edugroup：huadou：没有这个案例或文件；最接近的名称：“huadu”；已有案例：chengzhong、county、"),
        (["run", "huadu", "--set", "rotation.annual_shar=1"], "没有参数“rotation.annual_shar”；最接近的名称"),
        (["run", "huadu", "--set", "rotation.annual_share=5"], "rotation.annual_share = 5 超出范围；允许：0至"),
    ],
)  # fmt: skip
def test_a_wrong_case_or_parameter_is_refused_in_chinese(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--lang", "zh"]) == 2
    assert told in capsys.readouterr().err


def test_texts_that_say_the_same_are_the_same_and_braces_without_a_field_stand_for_themselves() -> None:
    one = Text(zh="集合{{甲}}", en="the set {{a}}")
    assert (one.zh, one.en) == ("集合{甲}", "the set {a}")
    assert (one().zh, one().en) == ("集合{甲}", "the set {a}")
    assert one == literal("集合{甲}", "the set {a}") == fixed(one())
    assert one == pickle.loads(pickle.dumps(one))
    assert {one: 1}[literal("集合{甲}", "the set {a}")] == 1
    assert one != Text(zh="集合", en="the set {{a}}")
