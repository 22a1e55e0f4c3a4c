"""The case that records make: what they say taken over, what they lack assumed and said so, checked as any other case."""

from __future__ import annotations

import fnmatch
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments import Refused
from experiments.new_case import groups, people, places, read_as, rotation, scores, standing, texts
from experiments.new_case.columns_used import unused
from experiments.new_case.provenance import Site, Told, sites
from experiments.new_case.toml import document
from sim.axes import COMPULSORY, STAGES, STOCKS
from sim.case import Case, parse_case
from sim.check import numbers
from sim.config import defaults
from sim.say import LANGUAGES, Said, joined, school_year, spoken
from sim.synthetic import BELTS

if TYPE_CHECKING:
    from experiments.records.columns import Records

HORIZON = 30  # school years
ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
TOO_FEW_SEATS, ENOUGH = (
    0.5,
    0.9,
)  # junior pupils over primary pupils, per grade: refused below, more rooms assumed below
LIMIT = 3.0  # SD, the range of a mean family background
EXAMPLE = Said("集团师徒结对与联合教研", "Mentoring and joint research in groups")


@dataclass(frozen=True)
class Draft:
    """A case made of records: its file, the case the file holds, and what was assumed."""

    text: str
    case: Case
    assumptions: tuple[Said, ...]
    scores: Mapping[str, scores.Scale]  # by stage: what is recorded of achievement and used


def draft(records: Records, name: str, *, command: str = "edugroup new-case") -> Draft:
    """Return the case of records, under a name.

    Raises
    ------
    Refused, CaseError
        When the records cannot make a district that runs, saying why.
    """
    if not ID.fullmatch(name):
        raise Refused(texts.NO_NAME(name=name))
    if records.year is None:
        raise Refused(texts.NO_YEAR())
    told = Told(records)
    first_day = records.year + 1
    told.say(texts.OF_YEAR(year=school_year(first_day - 1), next=school_year(first_day)))
    schools = sites(told)
    found = scores.scales(told, schools)
    raw = _case(told, name, first_day, schools, found)
    went = rotation.counted(told, schools, {x for g in raw.get("groups", ()) for x in _schools_of(g)})
    if changes := rotation.reforms(told, went, first_day) if "groups" in raw else []:
        raw["reforms"] = changes
    used = list(numbers(raw, ""))
    raw["sources"] = {
        p: {"zh": t.zh, "en": t.en}
        for p, t in told.sources.items()
        if fnmatch.filter(used, p) or (p.startswith("groups") and "groups" in raw)
    }
    source = texts.RECORDS_OF(name=records.path.name)
    if changes and went is not None:
        rotation.fitted(told, went, changes[0], lambda: parse_case(raw, source))
    _unread(told, schools)
    text = document(raw, _head(told, command), _hint(raw))
    if tomllib.loads(text) != raw:  # a text of the records that broke out of its quotes would show here
        raise AssertionError("the case file does not say what was put into it")
    return Draft(text, parse_case(raw, source), tuple(told.assumptions), found)


def _schools_of(group: dict[str, Any]) -> list[str]:
    """Return the schools of a group of a case file."""
    return [group["core"], *(m["school"] for m in group["members"])]


def _case(
    told: Told, name: str, first_day: int, schools: list[Site], found: Mapping[str, scores.Scale]
) -> dict[str, Any]:
    """Return the parsed case file, all but its reforms and sources."""
    told.cite("start_year", "year", but=texts.PLUS_ONE())
    told.assume("years", texts.LONG_ENOUGH())
    told.say(texts.NO_BIRTHS())
    read_as.kinds(told, schools)
    known = people.stages(told, schools, first_day)
    for stage, scale in found.items():
        for school, facts in scores.facts(told, scale).items():
            known[school, stage] |= facts
    levels = standing.levels(told, schools, known, found)
    towns = places.places(told, schools)
    spots, at = places.locate(told, towns)
    _seats(told, schools, known)
    ses, migrants = standing.backgrounds(told, schools), standing.migrants(told, schools)
    title = told.records.path.resolve().stem
    raw = {
        "id": name,
        "title": {"zh": title, "en": title},
        "start_year": first_day,
        "years": HORIZON,
        "towns": _towns(told, towns, spots, ses, migrants),
        "schools": [_school(told, s, t, levels, at, known, ses, migrants) for t in towns for s in t.schools],
        "groups": groups.groups(told, schools, levels, first_day),
    }
    return {key: part for key, part in raw.items() if part != []}


def _school(
    told: Told, s: Site, town: places.PlacedTown, levels: dict[str, str], at: dict[str, tuple[float, float]],
    known: dict[tuple[str, str], dict[str, Any]], ses: dict[str, float], migrants: dict[str, float],
) -> dict[str, Any]:  # fmt: skip
    """Return a school of the case."""
    x, y = at[s.id]
    out: dict[str, Any] = {
        "id": s.id, "zh": s.zh, "en": s.en, "town": town.id, "stage": s.stage, "level": levels[s.id], "pupils": s.pupils,
        "x": x, "y": y,
    }  # fmt: skip
    if "primary" in s.rows and s.id in ses:
        out["ses"] = round(ses[s.id], 3)
        told.cite("schools.*.ses", "ses", table="pupils", but=texts.IN_SD_OF_PUPILS())
    if "primary" in s.rows and s.id in migrants:
        out["migrants"] = round(migrants[s.id], 4)
        told.cite("schools.*.migrants", "migrants", but=texts.OVER_PUPILS())
    out |= {stage: known[s.id, stage] for stage in COMPULSORY.names if stage in s.rows}
    stocks = {
        name: _whole(total)
        for name in STOCKS.names
        if s.stage != "kindergarten" and (total := s.total(name)) is not None
    }
    for name in stocks:
        told.cite(f"schools.*.stocks.{name}", name, but=texts.SUMMED())
    return {**out, "stocks": stocks} if stocks else out


def _whole(number: float) -> float:
    """Return a whole number as one."""
    return int(number) if number.is_integer() else number


def _unread(told: Told, schools: list[Site]) -> None:
    """Say what the model cannot hold of what the records say."""
    if shared := [s for s in schools if s.stage == "nine_year" and s.total(STOCKS.names[0]) is not None]:
        told.say_of(shared, texts.SHARED_STOCKS)
    for line in unused(told.records):
        told.say(texts.NOT_USED(what=line))


def _towns(
    told: Told,
    towns: list[places.PlacedTown],
    spots: dict[str, dict[str, float]],
    ses: dict[str, float],
    migrants: dict[str, float],
) -> list[dict[str, Any]]:
    """Return the towns of the case; families are as their schools' where that is known, else as is usual there."""
    out, without = [], {"ses": 0, "migrants": 0}
    for t in towns:
        facts = {"id": t.id, "zh": t.zh, "en": t.en, "locality": t.locality, **spots[t.id]}
        for key, of_schools in (("ses", ses), ("migrants", migrants)):
            known = [s for s in t.schools if s.id in of_schools and s.pupils]
            if known:
                mean = float(np.average([of_schools[s.id] for s in known], weights=[s.pupils for s in known]))
            else:
                mean = float(getattr(BELTS[t.locality], key))
                without[key] += 1
            facts[key] = round(min(max(mean, -LIMIT), LIMIT), 4)
        out.append(facts)
    usual = {key: joined([texts.PLACES[b](value=getattr(belt, key)) for b, belt in BELTS.items()]) for key in without}
    words = {"ses": texts.SES_OF_TOWNS, "migrants": texts.MIGRANTS_OF_TOWNS}
    for key, n in without.items():
        if n:
            told.say(words[key](n=n, all=len(towns), usual=usual[key]))
        if n == len(towns):
            told.assume(f"towns.*.{key}", texts.BY_KIND_OF_PLACE(usual=usual[key]))
        else:
            table = "pupils" if key == "ses" else "schools"
            told.cite(f"towns.*.{key}", key, table=table, but=texts.MEAN_OF_TOWN())
    return out


def _seats(told: Told, schools: list[Site], known: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Give junior schools the rooms that those who leave primary school need, where the records show too few.

    Raises
    ------
    Refused
        When most of them would have no seat: then schools are missing.
    """
    roll = {stage: sum(int(s.rows[stage]["pupils"]) for s in schools if stage in s.rows) for stage in COMPULSORY.names}
    leave, enter = roll["primary"] / STAGES["primary"].grades, roll["junior"] / STAGES["junior"].grades
    if enter >= ENOUGH * leave:
        return
    if enter < TOO_FEW_SEATS * leave:
        raise Refused(texts.NO_SEATS(leave=leave, enter=enter))
    p = defaults().params
    norm, grow = p.classes.norm["junior"], p.start.slack * leave / enter
    for s in schools:
        if "junior" in s.rows:
            known[s.id, "junior"]["rooms"] = math.ceil(
                int(s.rows["junior"]["pupils"]) / STAGES["junior"].grades * grow / norm
            )
    told.assume("schools.*.rooms", texts.ENOUGH_ROOMS())
    told.say(texts.ROOMS_GIVEN(enter=enter, leave=leave))


def _hint(raw: dict[str, Any]) -> list[str]:
    """Return how instruments are switched on, where there are groups to use them."""
    if "groups" not in raw:
        return []
    return [
        texts.HOW_TO_SWITCH_ON(),
        "[[reforms]]",
        f'date = "{raw["start_year"] + 1}"',
        *(f'{lang} = "{spoken(EXAMPLE, lang)}"' for lang in LANGUAGES),
        'set = { "mentoring.on" = true, "joint_research.on" = true }',
    ]


def _head(told: Told, command: str) -> list[str]:
    """Return what stands above the case."""
    files = [texts.FILE_READ(name=name, digest=digest) for name, digest in told.records.files.items()]
    return [
        texts.MADE_WITH(command=command), "", texts.READ(), *files, "", texts.ASSUMED_BECAUSE(),
        *(f"- {a}" for a in told.assumptions), "", texts.EVERY_OTHER(),
    ]  # fmt: skip
