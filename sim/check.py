"""What is wrong with a case, said so that its author can mend it: where, value, unit, allowed range, nearest valid name."""

from __future__ import annotations

import fnmatch
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from sim import check_districts, check_gates, check_units, rng
from sim.axes import STAGES
from sim.case import (
    Case,
    Demography,
    District,
    Group,
    Member,
    OneStage,
    OwnForm,
    School,
    Stocks,
    Town,
)
from sim.config import caps, check_members, check_own, check_settings, defaults
from sim.events import EVENTS, Dissolve, Merge, Reform
from sim.forms import stranger as no_form
from sim.gates import Gate
from sim.param import clipped, nearest, shown
from sim.part import Instance, Label

INSIDE: dict[str, type[BaseModel]] = {
    "title": Label, "demography": Demography, "districts": District, "towns": Town, "schools": School, "forms": OwnForm,
    "groups": Group, "members": Member, "instances": Instance, "reforms": Reform, "gate": Gate, **EVENTS,
    "stocks": Stocks,
    **dict.fromkeys(STAGES.names, OneStage),
}  # fmt: skip
TITLE = 'write title = { zh = "...", en = "..." }'
WORDS = {  # for those who write TOML: Python's names of types say them nothing
    "tuple_type": "input should be a valid list", "dict_type": "input should be a valid table",
    "model_type": "input should be a valid table",
}  # fmt: skip
UNITS = {
    "x": "km east of the centre", "y": "km north of the centre", "radius": "km", "ses": "SD", "migrants": "share of pupils",
    "times": "children over those before", "share": "share", "backbone_share": "share of the team",
    "to": "share of the national standard",
    "pupils": "pupils", "opens": "school year", "start_year": "school year", "years": "years", "grades": "pupils by grade",
    "classes": "classes", "rooms": "classes per grade", "score": "SD of the stage's pupils",
    "score_sd": "SD of the stage's pupils", "tested": "pupils", "ages": "teachers by age",
    "teaching_area": "m2", "sports_area": "m2", "equipment": "yuan", "media_rooms": "rooms",
    "teachers": "teachers", "above_degree": "teachers", "backbone": "teachers", "leaders": "teachers", "masters": "teachers",
    "arts": "teachers", "mid_title": "teachers", "senior_title": "teachers", "women": "teachers",
}  # fmt: skip
NESTED = {  # each count of teachers, and the one it is part of
    "above_degree": "teachers", "backbone": "teachers", "leaders": "backbone", "masters": "leaders", "arts": "teachers",
    "mid_title": "teachers", "senior_title": "mid_title", "women": "teachers",
}  # fmt: skip
ALSO = {
    "horizon": "years",
    "name": "title",
    "parameters": "params",
    "settings": "params",
    "source": "sources",
}  # what some call keys
TAKEN_BY = {"case": "run", "study": "sweep", "scenario": "compare"}  # kinds of files


def sentence(found: Any) -> str:
    """Say one finding of pydantic in our words: where, value, unit, range, nearest valid name."""
    loc, kind, value = list(found["loc"]), found["type"], found["input"]
    where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")
    key = next((str(p) for p in reversed(loc) if isinstance(p, str)), "")
    unit = f" [{UNITS[key]}]" if key in UNITS else ""
    if kind == "extra_forbidden":
        owner = next((INSIDE[p] for p in reversed(loc[:-1]) if p in INSIDE), Case)
        return f"unknown key '{clipped(where, 120)}'{near_key(key, owner.model_fields, ALSO)}"
    if kind == "missing":
        return f"'{where}' is missing"
    if key == "title" and kind != "value_error" and not isinstance(value, dict):
        return f"title = {shown(value)} is not in two languages; {TITLE}"
    ctx = found.get("ctx", {})
    if kind in {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}:
        owner = next((INSIDE[p] for p in reversed(loc[:-1]) if p in INSIDE), Case)
        low, high = _limits(owner, key)
        return f"{where} = {shown(value)} is out of range; allowed: {low} to {high}{unit}"
    if kind == "value_error":
        return f"{where}: {ctx.get('error', found['msg'])}"
    if kind == "literal_error":
        return f"{where} = {shown(value)} is not one of {ctx['expected']}"
    return f"{where} = {shown(value)}: {WORDS.get(kind, found['msg'].lower())}{unit}"


def stranger(raw: Mapping[str, Any], wanted: str, file: object) -> str:
    """Say what a parsed file is, and the command that takes it, where it is plainly not what was asked for."""
    found = "case" if {"towns", "schools"} & raw.keys() else "study" if "design" in raw else ""
    found = found or ("scenario" if "case" in raw else wanted)
    return "" if found == wanted else f"this is a {found}, not a {wanted}; it is for: edugroup {TAKEN_BY[found]} {file}"


def near_key(key: str, known: Iterable[str], also: Mapping[str, str]) -> str:
    """Return the hint to a key: what it is called here, or the nearest valid name."""
    known = list(known)
    return f"; nearest valid name: '{also[key]}'" if also.get(key) in known else nearest(key, known)


def _limits(owner: type[BaseModel], key: str) -> tuple[str, str]:
    metadata = owner.model_fields[key].metadata
    low = [f"{getattr(m, a):g}" for m in metadata for a in ("ge", "gt") if getattr(m, a, None) is not None]
    high = [f"{getattr(m, a):g}" for m in metadata for a in ("le", "lt") if getattr(m, a, None) is not None]
    return (low or ["any"])[0], (high or ["any"])[0]


def _references(case: Case) -> Iterator[str]:
    """Yield what is wrong with names: twice used, unknown, in two groups."""
    ids_of = {
        "districts": [d.id for d in case.districts],
        "towns": [t.id for t in case.towns],
        "schools": [s.id for s in case.schools],
        "groups": [g.id for g in case.groups],
    }
    for what, ids in ids_of.items():
        for name, n in Counter(ids).items():
            if n > 1:
                yield f"{what}: the id '{name}' is used {n} times"
        for one, other in _twins(ids):
            yield f"{what}: '{one}' and '{other}' have the same 32-bit hash (CRC-32) and would share their luck; rename one"
    towns, schools = {t.id for t in case.towns}, {s.id for s in case.schools}

    def known(name: str, names: set[str], where: str) -> Iterator[str]:
        if name not in names:
            yield f"{where}: there is no '{name}'{nearest(name, names)}"

    for i, s in enumerate(case.schools):
        yield from known(s.town, towns, f"schools[{i}] ('{s.id}').town")
    for i, g in enumerate(case.groups):
        for j, tie in enumerate(g.members):
            yield from no_form(f"groups[{i}].members[{j}].form", tie.form, defaults(case).forms)
        for name in (g.core, *(m.school for m in g.members)):
            yield from known(name, schools, f"groups ('{g.id}')")
        for name, n in Counter([g.core, *(m.school for m in g.members)]).items():
            if n > 1:
                yield f"groups ('{g.id}'): school '{name}' is listed {n} times"


def _twins(ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of unlike names with the same identity."""
    seen: dict[int, str] = {}
    for name in dict.fromkeys(ids):
        first = seen.setdefault(rng.identity(name), name)
        if first != name:
            yield first, name


def _events(case: Case) -> Iterator[str]:
    """Yield what is wrong with the events of reforms: unknown schools, or schools not there on their day, and each one's own."""
    by_id = {s.id: s for s in case.schools}
    opens = {s.id: 2 * (s.opens - case.start_year) for s in case.schools if s.opens is not None}  # terms
    gone: dict[str, str] = {}
    dissolved: dict[str, str] = {}
    for i, r in sorted(enumerate(case.reforms), key=lambda item: case.term_of(item[1].date)):
        term = case.term_of(r.date)
        for key, event in r.events():
            where = f"reforms[{i}].{key} ({r.date})"
            if (form := getattr(event, "form", None)) is not None:
                yield from no_form(f"{where}.form", form, defaults(case).forms)
            for field in ("into", "school"):
                name = getattr(event, field, None)
                if name is not None and name not in event.about() and name not in by_id:
                    yield f"{where}: there is no '{name}'{nearest(name, by_id)}"
            for name in event.about():
                if name not in by_id:
                    yield f"{where}: there is no '{name}'{nearest(name, by_id)}"
                elif name in gone:
                    yield f"{where}: '{name}' was merged into '{gone[name]}' before"
                elif opens.get(name, -1) >= term:
                    yield f"{where}: '{name}' is not open yet"
            yield from (f"{where}: {said}" for said in event.wrong(case, by_id, term))
            group = getattr(event, "group", None)
            if group in dissolved:
                yield f"{where}: the group '{group}' was dissolved before, in {dissolved[group]}"
            if isinstance(event, Dissolve):
                dissolved.setdefault(event.group, r.date)
            gone |= {name: event.into for name in event.closes() if isinstance(event, Merge)}


def _first_day(case: Case) -> Iterator[str]:
    """Yield what is wrong with what is said to be known of schools on the first day."""
    for i, s in enumerate(case.schools):
        for stage in STAGES.names:
            known: OneStage | None = getattr(s, stage)
            where = f"schools[{i}] ('{s.id}').{stage}"
            if known is None:
                continue
            if stage not in s.kind.teaches:
                yield f"{where}: a {s.stage} school has no {stage} stage"
            if s.opens is not None and s.opens >= case.start_year and known != OneStage(rooms=known.rooms):
                yield f"{where}: the school opens in {s.opens}, after the first day; only 'rooms' can be given"
            yield from _rolls(known, where, STAGES[stage].grades)
            yield from _scores(known, where, int(case.pupils(s, stage) + 0.5))
            yield from _teachers(known, where)
        grades = {stage: s.known(stage).grades for stage in sorted(s.kind.teaches)}
        if missing := [stage for stage, g in grades.items() if g is None and any(grades.values())]:
            yield f"schools[{i}] ('{s.id}').{missing[0]}: 'grades' is missing; give the pupils of all its stages by grade"
        elif any(grades.values()) and (total := sum(sum(g or ()) for g in grades.values())) != s.pupils:
            yield f"schools[{i}] ('{s.id}').pupils = {s.pupils}, but its grades add up to {total}"


def _rolls(known: OneStage, where: str, years: int) -> Iterator[str]:
    """Yield what is wrong with the pupils and classes of a stage."""
    grades = known.grades
    if grades is not None and len(grades) != years:
        yield f"{where}.grades: {len(grades)} numbers; expected {years}, one per grade [pupils by grade]"
    elif grades is not None and not all(0 <= g <= 5000 for g in grades):
        yield f"{where}.grades = {[*grades]} is out of range; allowed: 0 to 5000 [pupils by grade]"
    elif known.classes is not None:
        low, high = (years, None) if grades is None else (sum(g > 0 for g in grades), sum(grades))
        if known.classes < low or (high is not None and known.classes > high):
            upper = "" if high is None else f" to {high}, a pupil per class"
            yield (
                f"{where}.classes = {known.classes} is out of range; allowed: {low}, one per grade{upper}; "
                f"grades are taught apart [classes]"
            )


def _scores(known: OneStage, where: str, pupils: int) -> Iterator[str]:
    """Yield what is wrong with the scores of a stage: a spread without a mean, more tested than there are."""
    for name in ("score_sd", "tested"):
        if getattr(known, name) is not None and known.score is None:
            yield f"{where}.{name}: 'score' is missing, the mean it belongs to [SD of the stage's pupils]"
    if known.score is not None and not pupils:
        yield f"{where}.score: the stage has no pupils on the first day"
    elif known.tested is not None and known.tested > pupils:
        yield f"{where}.tested = {known.tested} is out of range; allowed: 1 to {pupils}, the pupils of the stage [pupils]"


def _teachers(known: OneStage, where: str) -> Iterator[str]:
    """Yield what is wrong with the counts of teachers of a stage: parts that exceed the whole, or have none."""
    for part, whole in NESTED.items():
        n, of = getattr(known, part), getattr(known, whole)
        if n is not None and known.teachers is None:
            yield f"{where}.{part}: 'teachers' is missing, of whom these are some"
        elif n is not None and n > (of if of is not None else known.teachers):
            limit = whole if of is not None else "teachers"
            yield f"{where}.{part} = {n} is out of range; allowed: 0 to {getattr(known, limit)}, as {limit} says [teachers]"
    if known.ages is not None:
        if len(known.ages) != 4 or min(known.ages) < 0:
            yield f"{where}.ages = {[*known.ages]}: expected 4 numbers from 0: up to 34, 35-44, 45-54, 55 and over [teachers]"
        elif sum(known.ages) != known.teachers:
            yield f"{where}.ages add up to {sum(known.ages)}, but teachers = {known.teachers}"


def _feasibility(case: Case) -> Iterator[str]:
    """Yield why a case cannot hold: groups and their caps."""
    by_id = {s.id: s for s in case.schools}
    for i, s in enumerate(case.schools):
        if s.stage == "partner" and s.pupils:
            yield f"schools[{i}] ('{s.id}').pupils = {s.pupils}: a partner institution has no pupils; allowed: 0 [pupils]"
    for layer, n in Counter(g.layer for g in case.groups).items():
        if n > len(case.schools):
            what = "groups" if layer == "group" else f"units of layer '{layer}'"
            yield f"{n} {what} but only {len(case.schools)} schools; a group needs a core school of its own"
    for g in case.groups:
        names = [g.core, *(m.school for m in g.members)]
        pupils = sum(by_id[n].pupils for n in names if n in by_id)
        most, heads = caps(case, case.term_of(g.formed))
        if g.layer == "group" and len(names) > most:
            yield f"groups ('{g.id}'): {len(names)} schools; allowed: at most {most} [schools per group]"
        if g.layer == "group" and pupils > heads:
            yield f"groups ('{g.id}'): {pupils} pupils; allowed: at most {heads} [pupils per group]"
        if g.core in by_id and by_id[g.core].stage == "kindergarten":
            yield f"groups ('{g.id}'): the core '{g.core}' is a kindergarten; a core is a school"
        if g.members and all(m.school in by_id and by_id[m.school].stage == "partner" for m in g.members):
            yield f"groups ('{g.id}'): all its members are partner institutions; a partner lends to schools: make it the core"
        if not g.members:
            yield f"groups ('{g.id}'): no members; a group needs at least one member beside its core"


def _undocumented(raw: dict[str, Any], case: Case) -> Iterator[str]:
    """Yield the numbers of a file for which [sources] names no origin, and entries of [sources] that say none."""
    kinds = ("seed", "cite:", "assumed:", "rule:")
    for pattern, text in case.sources.items():
        if not text.startswith(kinds):
            yield f"sources: '{pattern}' must start with one of {', '.join(kinds)}"
    for path in dict.fromkeys(numbers(raw, "")):
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in case.sources):
            continue
        yield f"sources: nothing says where the number '{path}' comes from (seed, cite, assumed or rule)"


def numbers(node: Any, path: str) -> Iterator[str]:
    """Yield the dotted path of every number, list positions as ``*``."""
    if isinstance(node, dict):
        for k, v in node.items():
            if not (path == "" and k == "sources"):
                yield from numbers(v, f"{path}.{k}" if path else k)
    elif isinstance(node, list):
        for v in node:
            yield from numbers(v, f"{path}.*")
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path


def findings(case: Case, raw: dict[str, Any]) -> Iterator[str]:
    """Yield everything that is wrong with a case whose keys and types are right; ``raw`` is the parsed file."""
    if wrong := list(check_own(case)):  # without them nothing that speaks of them can be judged
        yield from wrong
        return
    yield from _references(case)
    yield from _events(case)
    yield from _first_day(case)
    yield from _feasibility(case)
    yield from check_units.findings(case)
    yield from check_gates.findings(case)
    yield from check_districts.findings(case)
    yield from check_settings(case)
    yield from check_members(case)
    yield from _undocumented(raw, case)
