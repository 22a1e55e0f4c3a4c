"""Groups and ties of the records: core, members, forms, date and tier."""

from __future__ import annotations

from typing import Any

from experiments import Refused
from experiments.new_case import read_as
from experiments.new_case.provenance import Site, Told
from experiments.records.findings import listed
from sim.params import LifeCycle

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
        told.say(f"Groups of one school are left out: {listed(alone)}.")
    if not out:
        told.say("No group is formed: the records name none of two schools or more.")
    joined = {m["school"] for g in out for m in g["members"]}
    read_as.ties(told, [s for s in schools if s.id in joined])
    early = [g["zh"] for g in out if int(g["formed"][:4]) <= year]
    if early:
        told.say(
            f"Groups that stand when the case begins are formed anew in its first autumn, with the trust of a new group, because "
            f"the records do not say how far they have grown together: {listed(early)}."
        )
    told.cite("groups.*.core", "group", "role")
    told.cite("groups.*.members", "group", "role", "form")
    told.cite("groups.*.formed", "formed", but=f"; {year} where empty (assumed)")
    told.cite("groups.*.tier", "tier", but=f"; {DEFAULT_TIER} where empty (assumed)")
    return out


def _too_large(name: str, own: list[Site]) -> list[str]:
    """Return what is too large about a group."""
    out, pupils, caps = [], sum(s.pupils for s in own), LifeCycle()
    advice = "the cap of the national model; split the group in the records, or leave schools out of it"
    if len(own) > caps.cap_schools:
        names = listed((s.zh for s in own), caps.cap_schools + 3)
        out.append(f"group '{name}' has {len(own)} schools ({names}); allowed: at most {caps.cap_schools}, {advice}")
    if pupils > caps.cap_pupils:
        out.append(f"group '{name}' has {pupils:,} pupils; allowed: at most {caps.cap_pupils:,}, {advice}")
    return out


def _group(told: Told, name: str, own: list[Site], levels: dict[str, str], year: int) -> dict[str, Any]:
    cores = [s for s in own if s.text("role") == "core"]
    if not cores:
        able = [s for s in own if s.stage != "kindergarten"] or own
        cores = [min(able, key=lambda s: (STANDINGS.index(levels[s.id]), -s.pupils, s.id))]
        told.say(
            f"The core of group {name} is taken to be {cores[0].zh}, its strongest and largest school: none is named."
        )
    core = cores[0]
    members = [s for s in own if s is not core]
    told.say_of(
        [s for s in members if not s.text("form")],
        f"Tied as {DEFAULT_FORM} in {name}, because no form is given: {{}}.",
    )
    formed = next((s.text("formed") for s in own if s.text("formed")), "")
    if not formed:
        told.say(f"Group {name} is taken to stand when the case begins: the records give no date.")
    return {
        "id": f"g-{core.id}", "zh": name, "en": name, "core": core.id, "formed": formed or str(year),
        "tier": next((s.text("tier") for s in own if s.text("tier")), DEFAULT_TIER),
        "members": [{"school": s.id, "form": s.text("form") or DEFAULT_FORM} for s in members],
    }  # fmt: skip
