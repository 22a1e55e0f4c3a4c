"""Scenarios: a case with settings, written in one word of a shell, or in a small file with a name.

``huadu`` is the case as it stands, ``huadu:no-reform`` the same without its reforms and groups, and
``huadu:rotation.annual_share=0.2,mentoring.on=false`` the case with values of declared parameters, which have the last word
over its reforms. Before the colon may stand a file of a case or of a scenario:

.. code:: toml

    title = { zh = "多轮岗", en = "More rotation" }
    case = "huadu"
    reforms = true
    set = { "rotation.annual_share" = 0.2 }
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from experiments import Refused
from experiments.compare import texts as said
from experiments.runs import variants
from experiments.runs.chance import Chance
from experiments.runs.definition import Run, make_run, with_seed
from experiments.runs.settings import parse_settings
from experiments.words.labels import Words
from sim import toml
from sim.case import CaseError, case_files, load_case
from sim.check import near_key, stranger
from sim.findings import reason
from sim.instruments import instruments
from sim.param import ParamError, clipped, nearest, shown, some
from sim.part import Label, Part
from sim.say import Said, joined

BARE = "no-reform"
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
    several = len({s.run.source.id for s in found}) > 1
    return [_named(s) if several else s for s in found]


def _read(text: str, years: int | None, common: Mapping[str, Any]) -> Scenario:
    match = SPEC.fullmatch(text)
    assert match is not None
    name, given = match["case"], _parts(match["settings"] or "")
    if match["settings"] is not None and not given:
        raise Refused(said.AFTER_COLON(case=name, bare=BARE))
    known, title = _file(name)
    words = [part for part in given if "=" not in part]
    for word in words:
        if word != BARE:
            raise Refused(said.NO_PART(word=word, bare=BARE, near=nearest(word, [BARE])))
    try:
        own = parse_settings(part for part in given if part not in words)
    except Refused as refusal:
        raise Refused(*(m.replace("--set ", "") for m in refusal.messages)) from None
    reforms = known.reforms and not words
    case = known.case if title is None else _beside(known.case, Path(name))
    varied, values = variants.applied(load_case(case), {**common, **known.set, **own})
    run = make_run(varied, values, years=years, reforms=reforms)
    return Scenario(text, _words(title, own, run, bool(words)), run)


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


def _words(title: Label | None, own: Mapping[str, Any], run: Run, bare: bool) -> Words:
    """Say what is special about a scenario: its title, and what was set beside it."""
    from sim.config import parameters

    off, chinese = said.NO_REFORM(), {p.name: p.zh for p in parameters(run.source.case)}
    sets = [said.SET(name=Said(chinese.get(k) or k, k), value=_toml(v)) for k, v in own.items()]
    if title is not None:
        parts = [Said(title.zh, title.en), *([off] if bare else []), *sets]
    else:
        parts = [*([] if run.reforms else [off]), *sets] or [said.AS_IN_CASE()]
    words = joined(parts, zh="，")
    return Words(words.en, words.zh)


def _named(scenario: Scenario) -> Scenario:
    """Return the scenario with its case in its words."""
    words = said.OF_CASE(case=scenario.run.source.case.title, scenario=scenario.words)
    return Scenario(scenario.text, Words(words.en, words.zh), scenario.run)


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
