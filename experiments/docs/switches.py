"""What switches a mechanism of the register: a run without it and a run with it, of one case and on shared seeds.

Settings are parameters by their names and variants of a case (``case.forms``, `experiments.runs.variants`). Two more are of
the register alone, since what they do has no number: ``case.adds``, a table of a case file whose lists are added to those of
the case (schools that open, events of reforms, forms of its own) and whose other keys take the place of its own; and
``case.ends``, a date on which all that the policy brought, at once (``case.unstaged``), ends: its groups are dissolved and all
instruments stop.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from experiments.docs.texts import effects as texts
from experiments.runs import variants
from sim import toml
from sim.case import Case, case_files, load_case, parse_case
from sim.events import EVENTS, Reform
from sim.instruments import instruments
from sim.say import Said

ADDS, ENDS = "case.adds", "case.ends"


class Switch(BaseModel):
    """What switches a mechanism."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    case: str = "huadu"
    given: dict[str, Any] = {}
    on: dict[str, Any] = {}
    off: dict[str, Any] = {}
    runs: int = 0  # pairs of runs, where not as many as of other rows
    outcome: str = ""  # what else is looked at; the runs are the same

    def arms(self) -> tuple[Arranged, Arranged]:
        """Return the run without the mechanism, and the run with it."""
        return Arranged.of(self.case, self.given | self.off), Arranged.of(self.case, self.given | self.on)

    def key(self) -> str:
        """Return what it says, in one line: by which its effect is stored."""
        told = self.model_dump(exclude_defaults=True, exclude={"outcome"})
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    def said(self) -> Said:
        """Return it as a reader is told it."""
        one, other = (texts.ON, texts.OFF) if self.on else (texts.OFF, texts.ON)
        mine = self.on or self.off
        out = [one(settings=_listed(mine))]
        if replaced := {name: value for name, value in self.given.items() if name in mine}:
            out.append(other(settings=_listed(replaced)))
        if both := {name: value for name, value in self.given.items() if name not in mine}:
            out.append(texts.GIVEN(settings=_listed(both)))
        if self.case != "huadu":
            out.append(texts.CASE(case=self.case))
        if self.runs:
            out.append(texts.RUNS(n=self.runs))
        return Said("；".join(one.zh for one in out), "; ".join(one.en for one in out))


class Arranged(NamedTuple):
    """A case with settings that hold from the first day."""

    case: str
    settings: str  # as JSON, so that equal ones are run once

    @classmethod
    def of(cls, case: str, settings: Mapping[str, Any]) -> Arranged:
        """Return the arm of some settings."""
        return cls(case, json.dumps(settings, sort_keys=True))

    def made(self) -> tuple[Case, dict[str, Any]]:
        """Return the case that is run, and the settings of the model's parameters."""
        settings = json.loads(self.settings)
        adds, end = settings.pop(ADDS, None), settings.pop(ENDS, None)
        case = load_case(self.case)
        if adds:
            case = _added(self.case, adds)
        if end:
            case = _ended(case, end)
        return variants.applied(case, settings)


def _added(name: str, adds: Mapping[str, Any]) -> Case:
    """Return a case with what is added to its file."""
    path = case_files().get(name) or Path(name)
    raw = toml.read(path.read_bytes())
    for key, value in adds.items():
        raw[key] = [*raw.get(key, ()), *value] if isinstance(value, list) else value
    raw["sources"] = {"*": texts.ADDED.en, **raw.get("sources", {})}
    return parse_case(raw, name)


def _ended(case: Case, date: str) -> Case:
    """Return a case whose policy comes whole on its first date, and ends on another: no group is left, no instrument is on."""
    end = {
        "date": date,
        "zh": texts.ENDED.zh,
        "en": texts.ENDED.en,
        "dissolve": [{"group": g.id} for g in case.groups],
        "set": {f"{tool}.on": False for tool in instruments()},
    }
    return case.model_copy(update={"unstaged": True, "reforms": (*case.reforms, Reform.model_validate(end))})


def _listed(settings: Mapping[str, Any]) -> str:
    return ", ".join(_told(name, value) for name, value in settings.items())


def _told(name: str, value: Any) -> str:
    """Return a setting as it is shown; of what a case file is given, its events and ids with their dates."""
    if name != ADDS:
        return f"`{name}` = {json.dumps(value, ensure_ascii=False)}"
    return ", ".join(f"`{one}`" for key in value for one in _heads(key, value[key]))


def _heads(key: str, value: Any) -> Iterator[str]:
    """Yield what is told of an entry of a case file: the events of a reform, the id of a school, a group or a form."""
    for one in value if isinstance(value, list) else ():
        if key == "reforms":
            told = [event for event in (*EVENTS, "gate") if one.get(event)] or ["set"]
            yield f"{' + '.join(told)} {one['date']}"
        else:
            yield f"{key}: {one['id']}"
    if not isinstance(value, list):
        yield key
