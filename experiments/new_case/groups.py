"""Groups and ties of the records: core, members, forms, date and tier."""

from __future__ import annotations

from typing import Any

from experiments import Refused
from experiments.new_case import read_as, texts
from experiments.new_case.provenance import Site, Told
from experiments.records.findings import listed
from sim.params import LifeCycle
from sim.say import Said

STANDINGS = ("strong", "ordinary", "new", "weak")  # who leads a group where the records do not say
DEFAULT_FORM, DEFAULT_TIER = "alliance", "district"


def groups(told: Told, schools: list[Site], levels: dict[str, str], year: int) -> list[dict[str, Any]]:
    """Return the groups of the records, in the order of the file.

    Raises
    ------
    Refused
        When a group is larger than the national cap.
    """
    by_name: dict[str, list[Site]] = {}
    for s in schools:
        if name := s.text("group"):
            by_name.setdefault(name, []).append(s)
    if problems := [p for name, own in by_name.items() for p in _too_large(name, own)]:
        raise Refused(*problems)
    out = [_group(told, name, own, levels, year) for name, own in by_name.items() if len(own) > 1]
    if alone := [name for name, own in by_name.items() if len(own) == 1]:
        told.say(texts.ALONE(groups=listed(alone)))
    if not out:
        told.say(texts.NO_GROUP())
    joined = {m["school"] for g in out for m in g["members"]}
    read_as.ties(told, [s for s in schools if s.id in joined])
    early = [g["zh"] for g in out if int(g["formed"][:4]) <= year]
    if early:
        told.say(texts.FORMED_ANEW(groups=listed(early)))
    told.cite("groups.*.core", "group", "role")
    told.cite("groups.*.members", "group", "role", "form")
    told.cite("groups.*.formed", "formed", but=texts.WHERE_EMPTY(value=year))
    told.cite("groups.*.tier", "tier", but=texts.WHERE_EMPTY(value=DEFAULT_TIER))
    return out


def _too_large(name: str, own: list[Site]) -> list[Said]:
    """Return what is too large about a group."""
    out, pupils, caps = [], sum(s.pupils for s in own), LifeCycle()
    if len(own) > caps.most_schools:
        names = listed((s.name for s in own), caps.most_schools + 3)
        out.append(texts.GROUP_OF_SCHOOLS(group=name, n=len(own), names=names, most=caps.most_schools))
    if pupils > caps.cap_pupils:
        out.append(texts.GROUP_OF_PUPILS(group=name, n=pupils, most=caps.cap_pupils))
    return out


def _group(told: Told, name: str, own: list[Site], levels: dict[str, str], year: int) -> dict[str, Any]:
    cores = [s for s in own if s.text("role") == "core"]
    if not cores:
        able = [s for s in own if s.stage != "kindergarten"] or own
        cores = [min(able, key=lambda s: (STANDINGS.index(levels[s.id]), -s.pupils, s.id))]
        told.say(texts.CORE_TAKEN(group=name, core=cores[0].name))
    core = cores[0]
    members = [s for s in own if s is not core]
    told.say_of([s for s in members if not s.text("form")], texts.TIED_AS, form=DEFAULT_FORM, group=name)
    formed = next((s.text("formed") for s in own if s.text("formed")), "")
    if not formed:
        told.say(texts.STANDS(group=name))
    return {
        "id": f"g-{core.id}", "zh": name, "en": name, "core": core.id, "formed": formed or str(year),
        "tier": next((s.text("tier") for s in own if s.text("tier")), DEFAULT_TIER),
        "members": [{"school": s.id, "form": s.text("form") or DEFAULT_FORM} for s in members],
    }  # fmt: skip
