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
from sim.events import EVENTS, Merge, Reform
from sim.findings import choices, quoted, reason
from sim.forms import stranger as no_form
from sim.gates import Gate
from sim.param import clipped, nearest, shown
from sim.part import Instance, Label
from sim.say import NOTHING, Said
from sim.texts import ANY, AT, NEAREST, SPAN, events
from sim.texts import cases as texts

INSIDE: dict[str, type[BaseModel]] = {
    "title": Label, "demography": Demography, "districts": District, "towns": Town, "schools": School, "forms": OwnForm,
    "groups": Group, "members": Member, "instances": Instance, "reforms": Reform, "gate": Gate, **EVENTS,
    "stocks": Stocks,
    **dict.fromkeys(STAGES.names, OneStage),
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


def sentence(found: Any) -> Said:
    """Say one finding of pydantic in our words: where, value, unit, range, nearest valid name."""
    loc, kind, value = list(found["loc"]), found["type"], found["input"]
    where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")
    key = next((str(p) for p in reversed(loc) if isinstance(p, str)), "")
    unit = texts.IN_UNIT(unit=texts.UNITS[key]) if key in texts.UNITS else NOTHING
    owner = next((INSIDE[p] for p in reversed(loc[:-1]) if p in INSIDE), Case)
    if kind == "extra_forbidden":
        return texts.UNKNOWN_KEY(key=clipped(where, 120), hint=near_key(key, owner.model_fields, ALSO))
    if kind == "missing":
        return texts.MISSING(key=where)
    if key == "title" and kind != "value_error" and not isinstance(value, dict):
        return texts.NOT_TWO_LANGUAGES(value=shown(value))
    if kind in {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}:
        return texts.OUT_OF_RANGE(where=where, value=shown(value), allowed=_limits(owner, key), unit=unit)
    if kind == "value_error":
        return AT(where=where, what=reason(found))
    if kind == "literal_error":
        return texts.NOT_ONE_OF(where=where, value=shown(value), allowed=quoted(choices(found)))
    return texts.WRONG(where=where, value=shown(value), what=reason(found), unit=unit)


def stranger(raw: Mapping[str, Any], wanted: str, file: object) -> Said:
    """Say what a parsed file is, and the command that takes it, where it is plainly not what was asked for."""
    found = "case" if {"towns", "schools"} & raw.keys() else "study" if "design" in raw else ""
    found = found or ("scenario" if "case" in raw else wanted)
    if found == wanted:
        return NOTHING
    kinds = {"found": texts.KINDS[found], "wanted": texts.KINDS[wanted]}
    return texts.OTHER_KIND(**kinds, command=TAKEN_BY[found], file=file)


def near_key(key: str, known: Iterable[str], also: Mapping[str, str]) -> Said:
    """Return the hint to a key: what it is called here, or the nearest valid name."""
    known = list(known)
    return NEAREST(name=also[key]) if also.get(key) in known else nearest(key, known)


def _limits(owner: type[BaseModel], key: str) -> Said:
    metadata = owner.model_fields[key].metadata
    low = [f"{getattr(m, a):g}" for m in metadata for a in ("ge", "gt") if getattr(m, a, None) is not None]
    high = [f"{getattr(m, a):g}" for m in metadata for a in ("le", "lt") if getattr(m, a, None) is not None]
    return SPAN(low=next(iter(low), ANY), high=next(iter(high), ANY))


def _references(case: Case) -> Iterator[Said]:
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
                yield texts.USED_TWICE(what=what, id=name, n=n)
        for one, other in _twins(ids):
            yield texts.TWINS(what=what, one=one, other=other)
    towns, schools = {t.id for t in case.towns}, {s.id for s in case.schools}

    def unknown(name: str, names: set[str], where: Said) -> Said:
        return AT(where=where, what=texts.NONE_SUCH(name=name, hint=nearest(name, names)))

    for i, s in enumerate(case.schools):
        if s.town not in towns:
            yield unknown(s.town, towns, texts.WITHIN(where=_school(i, s), key="town"))
    for i, g in enumerate(case.groups):
        for j, tie in enumerate(g.members):
            yield from no_form(f"groups[{i}].members[{j}].form", tie.form, defaults(case).forms)
        for name in (g.core, *(m.school for m in g.members)):
            if name not in schools:
                yield unknown(name, schools, _group(g))
        for name, n in Counter([g.core, *(m.school for m in g.members)]).items():
            if n > 1:
                yield AT(where=_group(g), what=texts.LISTED_TWICE(name=name, n=n))


def _school(i: int, s: School) -> Said:
    """Return where a school stands in a file."""
    return texts.NAMED(key=f"schools[{i}]", id=s.id)


def _group(g: Group) -> Said:
    """Return which group it is."""
    return texts.NAMED(key="groups", id=g.id)


def _twins(ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of unlike names with the same identity."""
    seen: dict[int, str] = {}
    for name in dict.fromkeys(ids):
        first = seen.setdefault(rng.identity(name), name)
        if first != name:
            yield first, name


def _events(case: Case) -> Iterator[Said]:
    """Yield what is wrong with the events of reforms: unknown schools, or schools not there on their day, and each one's own."""
    by_id = {s.id: s for s in case.schools}
    opens = {s.id: 2 * (s.opens - case.start_year) for s in case.schools if s.opens is not None}  # terms
    gone: dict[str, str] = {}
    for i, r in sorted(enumerate(case.reforms), key=lambda item: case.term_of(item[1].day)):
        term = case.term_of(r.day)
        for key, event in r.events():
            where = texts.DATED(key=f"reforms[{i}].{key}", date=r.day)
            if (form := getattr(event, "form", None)) is not None:
                yield from no_form(texts.WITHIN(where=where, key="form"), form, defaults(case).forms)
            ends = [str(getattr(event, field)) for field in ("into", "school") if hasattr(event, field)]
            for name in (*(n for n in ends if n not in {*event.about(), *by_id}), *event.about()):
                if name not in by_id:
                    yield AT(where=where, what=texts.NONE_SUCH(name=name, hint=nearest(name, by_id)))
                elif name in gone:
                    yield AT(where=where, what=events.MERGED_BEFORE(name=name, into=gone[name]))
                elif opens.get(name, -1) >= term:
                    yield AT(where=where, what=events.NOT_OPEN(name=name))
            yield from (AT(where=where, what=said) for said in event.wrong(case, by_id, term))
            gone |= {name: event.into for name in event.closes() if isinstance(event, Merge)}


def _first_day(case: Case) -> Iterator[Said]:
    """Yield what is wrong with what is said to be known of schools on the first day."""
    for i, s in enumerate(case.schools):
        for stage in STAGES.names:
            known: OneStage | None = getattr(s, stage)
            if known is None:
                continue
            where = texts.WITHIN(where=_school(i, s), key=stage)
            if stage not in s.kind.teaches:
                yield AT(where=where, what=texts.NO_STAGE(kind=s.kind, stage=STAGES[stage]))
            if s.opens is not None and s.opens >= case.start_year and known != OneStage(rooms=known.rooms):
                yield AT(where=where, what=texts.NOT_YET_OPEN(year=s.opens))
            yield from _rolls(known, where, STAGES[stage].grades)
            yield from _scores(known, where, int(case.pupils(s, stage) + 0.5))
            yield from _teachers(known, where)
        grades = {stage: s.known(stage).grades for stage in sorted(s.kind.teaches)}
        if missing := [stage for stage, g in grades.items() if g is None and any(grades.values())]:
            where = texts.WITHIN(where=_school(i, s), key=missing[0])
            yield texts.WITHOUT_KEY(where=where, key="grades", what=texts.ALL_GRADES())
        elif any(grades.values()) and (total := sum(sum(g or ()) for g in grades.values())) != s.pupils:
            where = texts.WITHIN(where=_school(i, s), key="pupils")
            yield texts.ROLL_AND_GRADES(where=where, pupils=s.pupils, total=total)


def _rolls(known: OneStage, where: Said, years: int) -> Iterator[Said]:
    """Yield what is wrong with the pupils and classes of a stage."""
    grades, of_grades = known.grades, texts.WITHIN(where=where, key="grades")
    if grades is not None and len(grades) != years:
        yield AT(where=of_grades, what=texts.NUMBER_OF_GRADES(n=len(grades), expected=years))
    elif grades is not None and not all(0 <= g <= 5000 for g in grades):
        allowed, unit = SPAN(low=0, high=5000), texts.IN_UNIT(unit=texts.UNITS["grades"])
        yield texts.OUT_OF_RANGE(where=of_grades, value=shown(grades), allowed=allowed, unit=unit)
    elif known.classes is not None:
        at: dict[str, Any] = {"where": texts.WITHIN(where=where, key="classes"), "value": known.classes}
        if grades is None and known.classes < years:
            yield texts.CLASSES_OUT_OF_RANGE(**at, low=years)
        elif grades is not None and not sum(g > 0 for g in grades) <= known.classes <= sum(grades):
            yield texts.CLASSES_OUT_OF_ROLL(**at, low=sum(g > 0 for g in grades), high=sum(grades))


def _scores(known: OneStage, where: Said, pupils: int) -> Iterator[Said]:
    """Yield what is wrong with the scores of a stage: a spread without a mean, more tested than there are."""
    for name in ("score_sd", "tested"):
        if getattr(known, name) is not None and known.score is None:
            yield texts.WITHOUT_KEY(where=texts.WITHIN(where=where, key=name), key="score", what=texts.ITS_MEAN())
    if known.score is not None and not pupils:
        yield AT(where=texts.WITHIN(where=where, key="score"), what=texts.NO_PUPILS_TESTED())
    elif known.tested is not None and known.tested > pupils:
        yield texts.TESTED_OUT_OF_RANGE(
            where=texts.WITHIN(where=where, key="tested"), value=known.tested, pupils=pupils
        )


def _teachers(known: OneStage, where: Said) -> Iterator[Said]:
    """Yield what is wrong with the counts of teachers of a stage: parts that exceed the whole, or have none."""
    for part, whole in NESTED.items():
        n, of, at = getattr(known, part), getattr(known, whole), texts.WITHIN(where=where, key=part)
        if n is not None and known.teachers is None:
            yield texts.WITHOUT_KEY(where=at, key="teachers", what=texts.THEIR_WHOLE())
        elif n is not None and n > (of if of is not None else known.teachers):
            limit = whole if of is not None else "teachers"
            yield texts.PART_OUT_OF_RANGE(where=at, value=n, most=getattr(known, limit), whole=limit)
    if known.ages is not None:
        at = texts.WITHIN(where=where, key="ages")
        if len(known.ages) != 4 or min(known.ages) < 0:
            yield texts.AGES(where=at, value=shown(known.ages))
        elif sum(known.ages) != known.teachers:
            yield texts.AGES_AND_TEACHERS(where=at, total=sum(known.ages), teachers=known.teachers)


def _feasibility(case: Case) -> Iterator[Said]:
    """Yield why a case cannot hold: groups and their caps."""
    by_id = {s.id: s for s in case.schools}
    for i, s in enumerate(case.schools):
        if s.stage == "partner" and s.pupils:
            yield texts.PARTNER_PUPILS(where=texts.WITHIN(where=_school(i, s), key="pupils"), pupils=s.pupils)
        if s.stage != "partner" and s.staff is not None:
            yield texts.STAFF_OF_SCHOOL(where=texts.WITHIN(where=_school(i, s), key="staff"), staff=s.staff)
    for layer, n in Counter(g.layer for g in case.groups).items():
        if n > len(case.schools):
            many: dict[str, Any] = {"n": n, "schools": len(case.schools)}
            yield texts.MANY_GROUPS(**many) if layer == "group" else texts.MANY_UNITS(**many, layer=layer)
    for g in case.groups:
        yield from (AT(where=_group(g), what=said) for said in _group_of(case, g, by_id))


def _group_of(case: Case, g: Group, by_id: Mapping[str, School]) -> Iterator[Said]:
    """Yield why a group cannot hold."""
    names = [g.core, *(m.school for m in g.members)]
    pupils = sum(by_id[n].pupils for n in names if n in by_id)
    most, heads = caps(case, case.term_of(g.formed))
    if g.layer == "group" and len(names) > most:
        yield texts.MANY_SCHOOLS(n=len(names), most=most)
    if g.layer == "group" and pupils > heads:
        yield texts.MANY_PUPILS(n=pupils, most=heads)
    stages = {by_id[m.school].stage for m in g.members if m.school in by_id}
    if g.core in by_id and by_id[g.core].stage == "kindergarten" and (g.layer == "group" or stages - {"kindergarten"}):
        yield texts.KINDERGARTEN_CORE(core=g.core)
    if g.members and all(m.school in by_id and by_id[m.school].stage == "partner" for m in g.members):
        yield texts.PARTNERS_ONLY()
    if not g.members:
        yield texts.NO_MEMBERS()


def _undocumented(raw: dict[str, Any], case: Case) -> Iterator[Said]:
    """Yield the numbers of a file for which [sources] names no origin, and entries of [sources] that say none."""
    kinds, zh = ("seed", "cite:", "assumed:", "rule:"), texts.KINDS_OF_SOURCE
    for pattern, origin in case.sources.items():
        if not origin.en.startswith(kinds):
            yield texts.NO_KIND_OF_SOURCE(pattern=pattern, kinds=kinds)
        elif origin.zh != origin.en and not origin.zh.startswith(zh):
            yield texts.NO_KIND_OF_SOURCE(pattern=f"{pattern}.zh", kinds=quoted(zh))
    for path in dict.fromkeys(numbers(raw, "")):
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in case.sources):
            continue
        yield texts.NO_SOURCE(path=path)


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
