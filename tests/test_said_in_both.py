"""What is wrong with a file is said in Chinese to who reads Chinese and in English to who reads English, wherever it is found."""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from bilingual import left_over
from test_case import add, put
from test_events import on
from test_gates import GATE, SET
from worlds import mini

from experiments.cli import main
from experiments.compare.scenarios import ScenarioPart
from experiments.design.file import StudyPart
from sim import texts, toml
from sim.case import Case, CaseError, load_case
from sim.config import defaults
from sim.param import ParamError
from sim.say import Said, use

FORM = {"id": "twin", "zh": "双子", "en": "Twin", "like": "tigth", "set": {"zh": "x"}, "unified": "nein"}
INSTANCE = {"id": "rural", "of": "rotaton", "zh": "乡", "en": "Rural"}
CLUSTER = {"id": "x", "zh": "某", "en": "Some", "formed": "2017-08", "layer": "cluster", "core": "c-p2"}
MISTAKES: dict[str, Any] = {
    "unknown key": put("schools", 0, "pupil", value=3),
    "out of range": put("schools", 0, "pupils", value=-5),
    "wrong type": put("schools", 0, "pupils", value="many"),
    "not a table": put("schools", 0, value=3),
    "not a list": put("schools", value=3),
    "no items": put("towns", value=[]),
    "an id that is none": put("id", value="Mini District"),
    "unknown school": put("groups", 0, "members", 0, "school", value="bp-1"),
    "a level that is none": put("schools", 0, "level", value="good"),
    "events": on(
        "2018-08",
        split=[{"school": "c-p1", "into": "c-j3", "share": 0.4}], convert=[{"school": "c-j1", "to": "nine_year", "rooms": 2}],
        roll=[{"towns": ["brigde"], "times": 2.0}, {"times": 2.0}], capital=[{"schools": ["c-p33"]}],
        team=[{"school": "c-j3", "senders": ["c-j3"], "share": 0.5}, {"school": "c-k1", "senders": ["c-p1"], "share": 0.5}],
        join=[{"group": "g-x", "school": "c-p2", "form": "tight"}, {"group": "g-p", "school": "c-p1", "form": "tigt"}],
    ),
    "gate": on(
        "2018-08", rename=[{"school": "c-p1", "zh": "新", "en": "New"}], set={"finance.earmark": 1.0, "rotation.groups": ["g-j"]},
        gate={**GATE, "groups": ["g-p", "g-j"], "measure": "mean_scor.senior", "by": "2018-10"},
    ),
    "gate of nobody": on("2016-08", gate={**GATE, "of": "change", "at_least": 0.0}, set=SET),
    "form": lambda raw: raw.setdefault("forms", []).append(FORM),
    "instance": lambda raw: raw.setdefault("instances", []).append(INSTANCE),
    "districts": lambda raw: raw.update(districts=[{"id": "all", "zh": "全", "en": "All", "set": {"learning.peers": 0.2}}]),
    "no districts": lambda raw: raw["towns"][0].update(district="a"),
    "stage of a member": lambda raw: raw["groups"].append(
        {**CLUSTER, "members": [{"school": "b-p1", "stage": "junior", "form": "assist"}]}
    ),
    "partners": add("schools", id="c-x", stage="partner"),
    "first day": lambda raw: raw["schools"][0].update(
        primary={"grades": [1] * 6, "classes": 5, "tested": 3, "teachers": 3, "women": 9, "ages": [1]}, junior={"rooms": 2}
    ),
    "settings": put("params", value={
        "choice.shar": 0.1, "choice.share": 0.9, "rotation@x.on": True, "rotation.groups": ["g-x"], "rotation.districts": ["a"],
        "rotation.layers": [], "classes.norm": 3, "classes.norm.junior": 1000, "forms.tight.payer": "church",
        "rotation.on": "yes",
    }),
    "sources": put("sources", value={"towns.*": "I think so"}),
    "births": put("demography", "entry_index", value={"2016": 9.0}),
}  # fmt: skip


@pytest.mark.parametrize("change", MISTAKES.values(), ids=MISTAKES)
def test_what_is_wrong_with_a_case_is_said_in_both_languages(change: Any) -> None:
    with pytest.raises(CaseError) as error:
        mini(change)
    assert left_over(error.value.messages) == []


def test_a_sentence_that_is_left_in_the_other_language_is_found() -> None:
    assert left_over(["plain"])
    assert left_over([Said("缺少“a”: is missing here", "'a' is missing")])
    assert left_over([Said("缺少“a”", "'a' 缺少")])
    assert left_over([Said("缺少“a b”（groups.x）", "'a b' is missing (groups.x)")]) == []


MANY = [texts.ANY()] * 60


@pytest.mark.parametrize("error", [CaseError("某.toml", MANY), ParamError(MANY)], ids=["case", "param"])
def test_an_error_keeps_both_languages_through_a_pickle(error: Any) -> None:
    with use("zh"):
        twin = pickle.loads(pickle.dumps(error))
    assert type(twin) is type(error)
    assert [(m.zh, m.en) for m in twin.messages] == [(m.zh, m.en) for m in error.messages]
    assert twin.messages[-1].zh.startswith("另有")
    assert twin.args[0].en == error.args[0].en
    assert getattr(twin, "source", None) == getattr(error, "source", None)


# What pydantic can find, by the kind of schema a model is made of.
FINDS = {
    "model": {"model_type"}, "model-fields": {"missing", "extra_forbidden", "invalid_key"}, "int": {"int_type", "int_from_float"},
    "float": {"float_type"}, "bool": {"bool_type"}, "str": {"string_type", "string_unicode"}, "dict": {"dict_type"},
    "list": {"list_type"}, "tuple": {"tuple_type", "missing", "too_long"},
    "literal": {"literal_error"}, "function-after": {"value_error"},
    "function-before": {"value_error"}, "is-instance": set(), "any": set(), "nullable": set(), "default": set(),
    "definitions": set(), "definition-ref": set(), "model-field": set(), "union": set(), "none": {"none_required"},
}  # fmt: skip
LIMITS = {
    "pattern": "string_pattern_mismatch", "ge": "greater_than_equal", "gt": "greater_than", "le": "less_than_equal",
    "lt": "less_than",
}  # fmt: skip
ELSEWHERE = {  # which are said in sentences of their own
    "missing", "extra_forbidden", "literal_error", "value_error", "greater_than_equal", "greater_than", "less_than_equal",
    "less_than",
}  # fmt: skip


def found_by(schema: Any) -> Iterator[str]:
    """Yield the types of all that pydantic can find wrong by a schema; of a kind of schema that is new here, its name."""
    if isinstance(schema, list | tuple):
        for one in schema:
            yield from found_by(one)
    if not isinstance(schema, dict):
        return
    kind = schema.get("type")
    if isinstance(kind, str) and kind not in {"metadata"}:
        yield from FINDS.get(kind, {f"new kind of schema: {kind}"})
        yield from (LIMITS[key] for key in LIMITS.keys() & schema.keys())
        if "min_length" in schema:
            yield "too_short" if kind != "str" else "string_too_short"
        if "max_length" in schema:
            yield "too_long" if kind != "str" else "string_too_long"
        if kind == "float" and schema.get("allow_inf_nan") is not True:
            yield "finite_number"
    for key, value in schema.items():
        if key not in {"metadata", "serialization", "config", "ref", "cls", "expected", "function"}:
            yield from found_by([*value.values()] if key == "fields" and isinstance(value, dict) else value)


def test_all_that_pydantic_can_find_has_words_of_ours() -> None:
    models: list[Any] = [Case, StudyPart, ScenarioPart, *dict.fromkeys(type(s) for s in defaults().sections.values())]
    kinds = {model.__name__: set(found_by(model.__pydantic_core_schema__)) for model in models}
    assert len(kinds) > 50
    assert [model for model, found in kinds.items() if not {"model_type", "missing"} <= found] == []
    assert {m: new for m, found in kinds.items() if (new := found - ELSEWHERE - texts.TYPES.keys())} == {}


BROKEN = {
    "id = mini": "值写得不对", "id": "键之后应为“=”", "[a": "表头没有以“]”结束", "a = 1\na = 2": "同一个键写了两次",
    "[a]\n[a]": "同一个表声明了两次", "区 = 1": "中文键须加引号", "a = [1": "列表没有以“]”结束",
    'a = "x': "文字没有以引号结束",
    "a = 1 b": "语句之后应换行或结束", 'a = "\\q"': "文字中的反斜杠须写作两个", "a = { b = 1, b = 2 }": "表中同一个键写了两次",
    "a = 2020-02-30": "日期或时间写得不对", "a = { b = 1": "表没有以“}”结束", "a.区 = 1": "键的第一个字符不合规",
}  # fmt: skip


@pytest.mark.parametrize(("text", "zh"), BROKEN.items(), ids=BROKEN.values())
def test_what_is_not_toml_is_said_in_both_languages(text: str, zh: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as known:
        tomllib.loads(text)
    with pytest.raises(ValueError, match="TOML") as error:
        toml.read(text.encode())
    (said,) = error.value.args
    assert zh in said.zh
    assert said.en == f"is not valid TOML: {known.value}"


def test_a_command_that_is_asked_in_chinese_answers_in_chinese(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "案例.toml"
    file.write_text("id = 某区", encoding="utf-8")
    for words in (
        ["run", str(file)],
        ["run", "huadu", "--set", "rotation.on=2"],
        ["check", str(file)],
        ["run", "huadoo"],
    ):
        assert main(["--lang", "zh", *words]) == 2
        said = capsys.readouterr().err.strip().splitlines()
        assert said
        assert left_over(Said(line, "-") for line in said) == []
    with pytest.raises(CaseError), use("zh"):
        load_case(file)
