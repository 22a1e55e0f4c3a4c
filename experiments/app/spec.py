"""What a session shows, as data and as an address: case, seed, and the settings of one world or two on the same luck."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any
from urllib.parse import parse_qsl, urlencode

from experiments import Refused
from experiments.app import texts
from experiments.new_case.toml import value as written
from experiments.runs.settings import parse_settings
from sim.say import LANGUAGES, Language, language

MEASURE, STAGES = "score", ("primary", "junior", "senior")
EACH = "each"  # scale of the map: as in each picture
CHANGE = re.compile(r"(\d{4}-(?:03|09)) (.*)", re.DOTALL)
MOST = 20_000  # characters of an address


@dataclass(frozen=True, slots=True)
class Arm:
    """The settings of one world: reforms or not, what is set from the first day, and what is changed on a date."""

    reforms: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[tuple[str, Mapping[str, Any]], ...] = ()  # (date, values), in the order in which they were made

    def with_value(self, name: str, value: Any) -> Arm:
        """Return the arm with a value set from the first day."""
        return replace(self, values={**self.values, name: value})

    def with_change(self, date: str, name: str, value: Any) -> Arm:
        """Return the arm with a value changed on a date; the last word on one name and date counts."""
        kept = tuple((d, v) for d, v in self.changes if not (d == date and name in v))
        return replace(self, changes=(*kept, (date, {name: value})))

    def without(self, name: str, date: str) -> Arm:
        """Return the arm without a value that was set (no date) or changed on a date."""
        if not date:
            return replace(self, values={k: v for k, v in self.values.items() if k != name})
        return replace(self, changes=tuple((d, v) for d, v in self.changes if not (d == date and name in v)))


@dataclass(frozen=True, slots=True)
class Scene:
    """Case, seed and horizon, and one arm or two."""

    case: str = "huadu"
    seed: int = 1
    years: int | None = None
    arms: tuple[Arm, ...] = (Arm(),)
    population_seed: int | None = None


@dataclass(frozen=True, slots=True)
class Aspect:
    """How a session is looked at."""

    measure: str = MEASURE
    stage: str = "junior"
    lang: Language = "en"
    dark: bool = False
    school: str = ""  # id of the one that is looked into
    district: str = ""  # id of the one whose numbers are shown; all of them without
    world: int = 0  # the one that is looked into
    scale: str = (
        ""  # of the map's colours: "" as on the first day, "each" as in each picture, or two ends such as 60~80
    )
    minus: str = ""  # of the difference of two worlds, likewise


def address(spec: Scene, view: Aspect, term: int) -> str:
    """Return the query of the address under which a session opens again as it is."""
    pairs: list[tuple[str, str]] = [("case", spec.case), ("seed", str(spec.seed))]
    pairs += [("years", str(spec.years))] if spec.years is not None else []
    pairs += [("population", str(spec.population_seed))] if spec.population_seed is not None else []
    for arm, mark in zip(spec.arms, ("", "2"), strict=False):
        pairs += [(f"reforms{mark}", str(int(arm.reforms)))]
        pairs += [(f"set{mark}", f"{name}={said(value)}") for name, value in arm.values.items()]
        pairs += [(f"change{mark}", f"{d} {n}={said(v)}") for d, values in arm.changes for n, v in values.items()]
    pairs += [("term", str(term)), ("measure", view.measure), ("stage", view.stage), ("lang", view.lang)]
    pairs += [(key, text) for key in ("school", "district", "scale", "minus") if (text := getattr(view, key))]
    pairs += [("world", str(view.world + 1))] if view.world else []
    return urlencode([*pairs, *([("dark", "1")] if view.dark else [])])


def read(query: str, shown: Sequence[str], measures: Sequence[str]) -> tuple[Scene, Aspect, int]:
    """Return what an address asks for: what is shown, how, and up to which term.

    Parameters
    ----------
    query
        As `address` writes it; whatever is left out is as it is by default.
    shown
        Cases that may be opened; a link opens no other file of this machine. The first is shown by default.
    measures
        Names of measures.

    Raises
    ------
    Refused
        With one sentence per part that cannot be read.
    """
    if len(query) > MOST:
        raise Refused(texts.LONG_ADDRESS(n=len(query), most=MOST))
    given: dict[str, list[str]] = {}
    for key, text in parse_qsl(query, keep_blank_values=True):
        given.setdefault(key, []).append(text)
    wrong: list[Any] = []

    def whole(key: str, otherwise: int | None, low: int, high: int) -> int | None:
        text = given.get(key, [""])[-1]
        if text == "":
            return otherwise
        if not text.isascii() or not text.isdigit() or not low <= int(text[:20]) <= high:
            wrong.append(texts.ADDRESS_NUMBER(key=key, text=text[:40], low=low, high=high))
            return otherwise
        return int(text)

    def choice(key: str, allowed: Sequence[str], otherwise: str) -> str:
        text = given.get(key, [otherwise])[-1]
        if text not in allowed:
            wrong.append(texts.ADDRESS_CHOICE(key=key, text=text[:80], known=list(allowed)))
            return otherwise
        return text

    def scale(key: str) -> str:
        text = given.get(key, [""])[-1]
        if text not in {"", EACH} and ends(text) is None:
            wrong.append(texts.ADDRESS_SCALE(key=key, text=text[:40]))
            return ""
        return text

    def arm(mark: str) -> Arm:
        try:
            changes = []
            for text in given.get(f"change{mark}", ()):
                found = CHANGE.fullmatch(text)
                if found is None:
                    raise Refused(texts.ADDRESS_CHANGE(key=f"change{mark}", text=text[:80]))
                changes.append((found[1], parse_settings([found[2]])))
            return Arm(
                choice(f"reforms{mark}", ("1", "0"), "1") == "1",
                parse_settings(given.get(f"set{mark}", ())),
                tuple(changes),
            )
        except Refused as error:
            wrong.extend(error.messages)
            return Arm()

    arms = (arm(""), *((arm("2"),) if any(f"{k}2" in given for k in ("reforms", "set", "change")) else ()))
    seed = whole("seed", 1, 0, 2**53) or 0
    spec = Scene(
        choice("case", shown, shown[0]), seed, whole("years", None, 1, 100), arms, whole("population", None, 0, 2**53)
    )
    lang: Language = "zh" if choice("lang", LANGUAGES, language()) == "zh" else "en"
    view = Aspect(
        choice("measure", measures, MEASURE), choice("stage", STAGES, "junior"), lang,
        choice("dark", ("1", "0"), "0") == "1", given.get("school", [""])[-1][:200], given.get("district", [""])[-1][:200],
        (whole("world", 1, 1, len(arms)) or 1) - 1, scale("scale"), scale("minus"),
    )  # fmt: skip
    term = whole("term", 0, 0, 200) or 0
    if wrong:
        raise Refused(*wrong)
    return spec, view, term


def ends(text: str) -> tuple[float, float] | None:
    """Return the two ends of a scale as it is written in an address, None where they are none."""
    try:
        low, high = (float(part) for part in text.split("~"))
    except ValueError:
        return None
    return (low, high) if isfinite(low) and isfinite(high) and low < high else None


def said(value: Any) -> str:
    """Return a value as it is written after ``--set``."""
    return written(list(value) if isinstance(value, tuple) else value)
