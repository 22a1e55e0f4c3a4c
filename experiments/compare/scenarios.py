"""Scenarios: a case with settings, written in one word of a shell, or in a small file with a name.

``huadu`` is the case as it stands, ``huadu:no-reform``, ``huadu:unstaged``, ``huadu:placebo=random-core``,
``huadu:placebo=equal-cores`` and ``huadu:placebo=inside-schools`` are its arms (`sim.arms`), and
``huadu:rotation.annual_share=0.2,mentoring.on=false`` is the case
with values of declared parameters, which have the last word over its reforms; ``huadu:unstaged,mentoring.on=false`` is both.
A placebo is set against itself without reforms (``huadu:placebo=equal-cores,no-reform``), which is compared with it whether it
is named or not: its schools, or their roles, are not those of the case. Before the colon may stand a file of a case or of a
scenario:

.. code:: toml

    title = { zh = "多轮岗", en = "More rotation" }
    case = "huadu"
    reforms = true
    set = { "rotation.annual_share" = 0.2 }
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from experiments import Refused
from experiments.compare import texts as said
from experiments.runs import variants
from experiments.runs.chance import Chance
from experiments.runs.definition import Run, make_run, reference, with_seed
from experiments.runs.settings import parse_settings
from experiments.words.labels import Words
from sim import toml
from sim.arms import ARMS, of_case
from sim.case import CaseError, case_files, load_case
from sim.check import near_key, stranger
from sim.findings import reason
from sim.instruments import instruments
from sim.param import ParamError, clipped, nearest, shown, some
from sim.part import Label, Part
from sim.say import Said, joined

BARE, PLACEBO = "no-reform", "placebo="
SPEC = re.compile(r"(?P<case>(?:[A-Za-z]:[\\/])?[^:]*)(?::(?P<settings>.*))?", re.DOTALL)
PIECE = re.compile(r'"(?:\\.|[^"\\])*"?|[^"]', re.DOTALL)  # a quoted text, or a character outside of any


ALSO = {"name": "title", "params": "set", "settings": "set", "fixed": "set"}  # what some call keys


class ScenarioPart(Part):
    """A scenario file."""

    title: Label
    case: str
    reforms: bool = True
    set: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is compared: a run with its seed left open."""

    text: str  # as the user wrote it
    words: Words
    run: Run
    against: str | None = None  # the scenario that a placebo is set against, as written; None for the first of all

    @property
    def name(self) -> Said:
        """What it is called."""
        return self.words.said

    def runs(self, seeds: Sequence[int], chance: Chance | None = None) -> list[Run]:
        """Return the runs of each seed: one, or as many as a population meets lucks."""
        drawn = [pair for seed in seeds for pair in (chance or Chance()).seeds(seed)]
        return [with_seed(self.run, luck, population_seed=population) for population, luck in drawn]


def read_scenarios(texts: Sequence[str], years: int | None, common: Mapping[str, Any]) -> list[Scenario]:
    """Return the scenarios of some words; ``common`` settings hold in all that do not set the same themselves.

    Behind a placebo stands the scenario it is set against, unless some words ask for it.

    Raises
    ------
    Refused
        With one sentence per finding, each naming the scenario.
    """
    instruments()  # a mistake in one from elsewhere is no scenario's
    found, messages = [], []
    for text in texts:
        try:
            found.append(_read(text, years, common))
        except (CaseError, ParamError, Refused) as error:
            messages += [said.AT(where=clipped(text, 200), what=m) for m in error.messages]
    if messages:
        raise Refused(*messages)
    horizons = {s.run.years for s in found}
    starts = {s.run.first_year for s in found}
    if len(horizons) > 1 or len(starts) > 1:
        spans = [
            said.SPAN(scenario=s.text, first=s.run.first_year, last=s.run.first_year + s.run.years - 1) for s in found
        ]
        raise Refused(said.OTHER_YEARS(spans=joined(spans, zh="；", en="; ")))
    seen: dict[str, str] = {}
    for scenario in found:
        if scenario.run.key in seen:
            raise Refused(said.SAME_SCENARIO(a=scenario.text, b=seen[scenario.run.key]))
        seen[scenario.run.key] = scenario.text
    found = list(_with_references(found, seen, years, common))
    several = len({s.run.source.id for s in found}) > 1
    return [_named(s) if several else s for s in found]


def _with_references(
    found: Sequence[Scenario], seen: dict[str, str], years: int | None, common: Mapping[str, Any]
) -> Iterator[Scenario]:
    """Yield scenarios, behind each placebo the one that it is set against where no other is that."""
    for scenario in found:
        own = reference(scenario.run)
        if own is None:
            yield scenario
        elif own.key in seen:
            yield replace(scenario, against=seen[own.key])
        else:
            text = further(scenario.text, BARE)
            seen[own.key] = text
            yield replace(scenario, against=text)
            yield _read(text, years, common)


def further(text: str, word: str) -> str:
    """Return a scenario as it is written with one word more."""
    return f"{text}{',' if _split(text)[1] else ':'}{word}"


def _split(text: str) -> tuple[str, str | None]:
    """Return what stands before the colon of a scenario, and what behind it; None where there is no colon."""
    match = SPEC.fullmatch(text)
    assert match is not None
    return match["case"], match["settings"]


def spelled(text: str) -> tuple[str, dict[str, Any]]:
    """Return the case or file of a scenario in a word, and what is set behind its colon; arms as settings of the case.

    Raises
    ------
    Refused
        For what cannot be read.
    """
    name, settings = _split(text)
    given = _parts(settings or "")
    if settings is not None and not given:
        raise Refused(said.AFTER_COLON(case=name, bare=BARE))
    words = [part for part in given if "=" not in part or part.startswith(PLACEBO)]
    try:
        return name, {**parse_settings(part for part in given if part not in words), **_arms(words)}
    except Refused as refusal:
        raise Refused(*(m.replace("--set ", "") for m in refusal.messages)) from None


def _read(text: str, years: int | None, common: Mapping[str, Any]) -> Scenario:
    name, own = spelled(text)
    known, title = _file(name)
    case = known.case if title is None else _beside(known.case, Path(name))
    varied, values = variants.applied(load_case(case), {**common, **known.set, **own})
    run = make_run(varied, values, years=years, reforms=known.reforms)
    return Scenario(text, _words(title, own, run), run)


def _arms(words: Sequence[str]) -> dict[str, Any]:
    """Return the settings of the case that the words of arms stand for."""
    out: dict[str, Any] = {}
    for word in words:
        if word not in ARMS:
            raise Refused(said.NO_PART(word=word, arms=[*ARMS], near=nearest(word, ARMS)))
        name = f"{variants.PREFIX}{ARMS[word].key}"
        if out.setdefault(name, ARMS[word].value) != ARMS[word].value:
            raise Refused(said.TWO_PLACEBOS())
    return out


def _parts(text: str) -> list[str]:
    """Return what stands between commas, those inside a list or a quoted text not counted."""
    parts, depth = [""], 0
    for piece in PIECE.findall(text):
        depth += (piece == "[") - (piece == "]")
        if piece == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _file(name: str) -> tuple[ScenarioPart, Label | None]:
    """Return the scenario of a file, with its title; of anything else, the case of that name as it stands."""
    path = Path(name)
    if name not in case_files() and path.suffix == ".toml" and os.path.isfile(path):
        try:
            raw = toml.read(path.read_bytes())
        except (OSError, ValueError):
            raw = {}  # the reader of cases says what is wrong
        if "case" in raw and "schools" not in raw:
            if "design" in raw:
                raise Refused(said.AT(where=name, what=stranger(raw, "scenario", name)))
            try:
                part = ScenarioPart.model_validate(raw)
            except ValidationError as error:
                raise Refused(*some(error.errors(include_url=False), _sentence)) from None
            return part, part.title
    return ScenarioPart(title=Label(zh="", en=""), case=name), None


def _sentence(error: Any) -> Said:
    where = ".".join(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        return said.UNKNOWN_KEY(key=where, near=near_key(where, ScenarioPart.model_fields, ALSO))
    if error["type"] == "missing":
        return said.MISSING(key=where)
    if where == "title":
        return said.NOT_TWO_LANGUAGES(value=shown(error["input"]))
    return said.WRONG(key=where, value=shown(error["input"]), what=reason(error))


def _beside(case: str, file: Path) -> str:
    """Return a name of a case, or the path of one that stands beside a scenario file."""
    return case if case in case_files() or Path(case).is_absolute() else str(file.parent / case)


def _words(title: Label | None, own: Mapping[str, Any], run: Run) -> Words:
    """Say what is special about a scenario: its title, its arms, and what was set beside them."""
    from sim.config import parameters

    chinese = {p.name: p.zh for p in parameters(run.source.case)}
    sets = [
        said.SET(name=Said(chinese.get(k) or k, k), value=_toml(v)) for k, v in own.items() if k not in variants.ARMED
    ]
    arms = [
        arm.name()
        for arm in of_case(run.source.case if run.reforms else run.source.case.without_reforms())
        if title is None or f"{variants.PREFIX}{arm.key}" in own
    ]
    parts = [*([] if title is None else [Said(title.zh, title.en)]), *arms, *sets] or [said.AS_IN_CASE()]
    words = joined(parts, zh="，")
    return Words(words.en, words.zh)


def _named(scenario: Scenario) -> Scenario:
    """Return the scenario with its case in its words."""
    words = said.OF_CASE(case=scenario.run.source.case.title, scenario=scenario.words)
    return replace(scenario, words=Words(words.en, words.zh))


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
