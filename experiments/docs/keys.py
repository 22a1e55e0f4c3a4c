"""What a study file and a case file may say: every key with its type, range and meaning, for docs/studies.md and docs/cases.md.

Types, ranges and defaults are those of the models that read the files; words stand in `texts`, and a key without words, or
words without a key, fails.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAliasType, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from experiments.design import designs
from experiments.design.file import (
    CorrelationPart,
    DesignPart,
    EqualPart,
    FactorPart,
    NestedPart,
    ScreenPart,
    StudyPart,
)
from experiments.design.texts import ROWS
from experiments.docs import texts
from experiments.docs.describe import markdown
from experiments.docs.texts import cases, studies
from sim.case import Case, Demography, District, Group, Member, OneStage, OwnForm, School, Stocks, Town
from sim.events import EVENTS, Reform
from sim.gates import Gate
from sim.param import Declared
from sim.part import Instance
from sim.say import NOTHING, Said, Text, joined
from sim.units import unit

type Parts = tuple[tuple[str | Text, type[BaseModel], Mapping[str, Text]], ...]

STUDIES: Parts = (
    (texts.STUDY, StudyPart, studies.STUDY), ("`levers.NAME, uncertainties.NAME`", FactorPart, studies.FACTOR),
    ("`design`", DesignPart, studies.DESIGN), ("`correlations`", CorrelationPart, studies.CORRELATION),
    ("`equal`", EqualPart, studies.EQUAL), ("`screened`", ScreenPart, studies.SCREEN),
    ("`nested`", NestedPart, studies.NESTED),
)  # fmt: skip
OF_EVENTS = {
    "merge": cases.MERGE, "split": cases.SPLIT, "convert": cases.CONVERT, "roll": cases.ROLL, "rename": cases.RENAME,
    "capital": cases.CAPITAL, "dissolve": cases.DISSOLVE, "join": cases.JOIN, "leave": cases.LEAVE, "form": cases.CHANGE_FORM,
    "core": cases.CHANGE_CORE, "team": cases.TEAM, "found": cases.FOUND,
}  # fmt: skip
CASES: Parts = (
    (texts.THE_CASE, Case, cases.CASE), ("`demography`", Demography, cases.DEMOGRAPHY),
    ("`districts`", District, cases.DISTRICT), ("`towns`", Town, cases.TOWN), ("`schools`", School, cases.SCHOOL),
    ("`schools.primary`, `.junior`, `.senior`", OneStage, cases.ONE_STAGE), ("`schools.stocks`", Stocks, cases.STOCKS),
    ("`groups`", Group, cases.GROUP), ("`groups.members`", Member, cases.MEMBER), ("`forms`", OwnForm, cases.FORM),
    ("`instances`", Instance, cases.INSTANCE), ("`reforms`", Reform, cases.REFORM), ("`reforms.gate`", Gate, cases.GATE),
    *((f"`reforms.{key}`", EVENTS[key], OF_EVENTS[key]) for key in EVENTS),
)  # fmt: skip
UNITS = {  # of the numbers of a case, by key
    "start_year": "school year", "opens": "school year", "years": "school years", "entry_index": "ratio", "x": "km", "y": "km",
    "radius": "km", "ses": "SD", "migrants": "share", "pupils": "pupils", "grades": "pupils", "tested": "pupils",
    "classes": "classes", "rooms": "classes/grade", "score": "SD", "score_sd": "SD", "teaching_area": "m2",
    "sports_area": "m2", "equipment": "yuan", "media_rooms": "rooms", "share": "share", "backbone_share": "share",
    "staff": "people",
    "times": "ratio", "to": "share", "at_least": "", "at_most": "",
    **dict.fromkeys(("teachers", "above_degree", "backbone", "leaders", "masters", "arts", "mid_title", "senior_title",
                     "women", "ages"), "teachers"),
}  # fmt: skip
PLAIN = {
    bool: texts.YES_NO, int: texts.WHOLE, float: texts.DECIMAL, str: texts.WORD, dict: texts.TABLE, list: texts.LISTED,
    tuple: texts.LISTED,
}  # fmt: skip


def of_studies() -> str:
    """Return the table of every key of a study file."""
    head = (texts.WHERE, texts.KEY, texts.TYPE, texts.ALLOWED, texts.WITHOUT, texts.MEANING)
    return markdown(head, [(where, f"`{k}`", *_told(f), words) for where, k, f, words in told(STUDIES)])


def of_cases() -> str:
    """Return the table of every key of a case file."""
    head = (texts.WHERE, texts.KEY, texts.TYPE, texts.UNIT, texts.ALLOWED, texts.WITHOUT, texts.MEANING)
    rows = []
    for where, key, info, words in told(CASES):
        kind, *rest = _told(info)
        rows.append((where, f"`{key}`", kind, _unit(key, info), *rest, words))
    return markdown(head, rows)


def beside(key: str, info: FieldInfo, words: Said) -> Said:
    """Return what is said beside a key of a case file: its words, then type, unit, allowed values and default in brackets."""
    kind, allowed, without = _told(info)
    return _beside(words, kind, _unit(key, info), allowed, without)


def beside_setting(declared: Declared) -> Said:
    """Return what is said beside a parameter, or an aim of an instrument, where a case file sets it."""
    own = declared.name.startswith("forms.")  # whose defaults are the case's
    without = "" if own else f"`{json.dumps(declared.default, ensure_ascii=False)}`"
    return _beside(Said(declared.zh, declared.en), unit(declared.unit), declared.span, without)


def _beside(words: Said, *facts: Said | Text | str) -> Said:
    """Return words with facts in brackets, of which the last is what holds without it."""
    *first, without = facts
    default = without if isinstance(without, Text) else texts.WITHOUT_IT(value=without) if without else NOTHING
    shown = [one for one in (*first, default) if isinstance(one, Text) or one]
    return texts.BESIDE(words=words, facts=joined(shown, zh="；", en="; "))


def part_of(info: FieldInfo) -> type[BaseModel] | None:
    """Return what a table, or each table of a list, is read as; None where a key is no table of keys of its own."""
    bare = _bare(info.annotation)
    if get_origin(bare) is tuple:
        bare = _bare(get_args(bare)[0])
    return bare if any(bare is part for _, part, _ in CASES) else None


def of_designs() -> str:
    """Return the table of designs: the keys each reads, and who meets the same seeds."""
    rows = []
    for kind, names in designs.KEYS.items():
        read = [texts.IS_NEEDED(key=f"`{k[1:]}`") if k.startswith("*") else f"`{k}`" for k in names]
        seeds = joined((f"`{s}`" for s in designs.SEEDS[kind]), zh=" 或 ", en=" or ")
        rows.append((f"`{kind}`", joined(read) if read else texts.NO_KEYS, seeds, ROWS.get(kind, "")))
    return markdown((texts.DESIGN, texts.KEYS_READ, texts.SEEDS_USUAL, texts.ROW_IS), rows)


def _unit(key: str, info: FieldInfo) -> Said:
    """Return the unit of a key of a case file; none where it is no number."""
    return unit(UNITS[key]) if is_number(info) else NOTHING


def is_number(info: FieldInfo) -> bool:
    """Return whether a key is a number, or a list or a table of numbers."""
    bare = _bare(info.annotation)
    inside = {_bare(a) for a in get_args(bare)[-1:] if a is not Ellipsis} | {_bare(a) for a in get_args(bare)[:1]}
    return bare in {int, float} or (get_origin(bare) in {tuple, dict} and bool(inside & {int, float}))


def told(parts: Parts) -> list[tuple[str | Text, str, FieldInfo, Said]]:
    """Return every key of some parts, where it stands, what reads it, and its words.

    Raises
    ------
    ValueError
        When a key has no words, or words have no key.
    """
    for where, part, words in parts:
        for key in sorted(part.model_fields.keys() ^ words.keys()):
            wrong = texts.WORDS_WITHOUT_KEY if key in words else texts.KEY_WITHOUT_WORDS
            raise ValueError(wrong(where=where, key=key))
    return [(where, key, info, words[key]()) for where, part, words in parts for key, info in part.model_fields.items()]


def _told(info: FieldInfo) -> tuple[Text, Said, str | Text]:
    """Return type, allowed values and default of a key, in words."""
    allowed = [*_span(info)]
    if choices := _choices(info.annotation):
        allowed.append(joined(f"`{c}`" for c in choices))
    default = info.get_default(call_default_factory=True)
    bare = isinstance(default, BaseModel) or default is None or default in ("", [], {}, ())
    without = texts.NEEDED if info.is_required() else "" if bare else f"`{json.dumps(default, ensure_ascii=False)}`"
    return _kind(info.annotation), joined(allowed) if allowed else NOTHING, without


def _span(info: FieldInfo) -> list[Said]:
    """Return the range of a number, or the least length of a list, in words."""
    names = ("ge", "gt", "le", "lt", "min_length")
    end = {k: _figures(v) for m in info.metadata for k in names if (v := getattr(m, k, None)) is not None}
    if {"ge", "le"} <= end.keys():
        return [texts.ENDS(low=end["ge"], high=end["le"])]
    if {"gt", "le"} <= end.keys():
        return [texts.ABOVE_TO(low=end["gt"], high=end["le"])]
    if {"gt", "lt"} <= end.keys():
        return [texts.BETWEEN(low=end["gt"], high=end["lt"])]
    least = end.get("ge", end.get("min_length"))
    return [texts.AT_LEAST(low=least)] if least else []


def _figures(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:g}"  # a year has no comma


def _bare(annotation: Any) -> Any:
    """Return a type without its None, its alias and what is noted beside it."""
    if isinstance(annotation, TypeAliasType):
        return _bare(annotation.__value__)
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {types.UnionType, Union}:
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation


def _kind(annotation: Any) -> Text:
    bare = _bare(annotation)
    if get_origin(bare) is Literal:
        return texts.WORD
    return PLAIN.get(get_origin(bare) or bare, texts.TABLE)


def _choices(annotation: Any) -> tuple[Any, ...]:
    """Return the words that may be said, alone or in a list."""
    bare = _bare(annotation)
    if get_origin(bare) is tuple:
        bare = _bare(get_args(bare)[0])
    return get_args(bare) if get_origin(bare) is Literal else ()
