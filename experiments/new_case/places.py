"""Where schools lie: towns of the records with their places, or a plausible map where the records have none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments import Refused
from experiments.new_case.provenance import Site, Told
from experiments.new_case.texts import parts as texts
from experiments.records.findings import listed
from sim import rng
from sim.rng import identity
from sim.say import NOTHING, Said
from sim.synthetic import BELTS, GOLDEN, SPACING

LOCALITIES = {"urban": Said("城区", "City"), "town": Said("镇区", "Towns"), "rural": Said("乡村", "Villages")}
ENDINGS = {"街道": "urban", "街": "urban", "镇": "town", "乡": "rural", "村": "rural"}  # of names of towns
FARTHEST = 500.0  # km from the centre a case allows
WIDEST, NARROWEST = 50.0, 0.5  # km, radius of a town


@dataclass(frozen=True, slots=True)
class PlacedTown:
    """A town with its schools."""

    id: str
    zh: str
    en: str
    locality: str
    schools: list[Site]


def places(told: Told, schools: list[Site]) -> list[PlacedTown]:
    """Return the towns of the records; a town with schools in several kinds of locality becomes one per kind."""
    towns: dict[tuple[str, str], list[Site]] = {}
    told_by: dict[str, list[Site]] = {"name": [], "nothing": []}
    for s in schools:
        town = s.text("town")
        kind = s.text("locality")
        if not kind:
            ending = next((e for e in ENDINGS if town.endswith(e)), None)
            kind = ENDINGS[ending] if ending else "town"
            told_by["name" if ending else "nothing"].append(s)
        towns.setdefault((town, kind), []).append(s)
    told.say_of(told_by["name"], texts.BY_NAME_OF_TOWN)
    told.say_of(told_by["nothing"], texts.TAKEN_AS_TOWN)
    told.say_of([s for s in schools if not s.text("town")], texts.ONE_TOWN_PER_KIND)
    kinds: dict[str, int] = {}
    for town, _ in towns:
        kinds[town] = kinds.get(town, 0) + 1
    out = []
    for (town, kind), own in towns.items():
        zh, en = LOCALITIES[kind].zh, LOCALITIES[kind].en
        if not town:
            out.append(PlacedTown(kind, zh, en, kind, own))
        elif kinds[town] == 1:
            out.append(PlacedTown(town, town, town, kind, own))
        else:
            out.append(PlacedTown(f"{town}-{kind}", f"{town}({zh})", f"{town} ({en})", kind, own))
    return out


def locate(told: Told, towns: list[PlacedTown]) -> tuple[dict[str, dict[str, float]], dict[str, tuple[float, float]]]:
    """Return x, y and radius of each town, and x and y of each school, in km."""
    at = {
        s.id: (x, y)
        for t in towns
        for s in t.schools
        if (x := s.number("x")) is not None and (y := s.number("y")) is not None
    }
    if far := [s for t in towns for s in t.schools if math.hypot(*at.get(s.id, (0, 0))) > FARTHEST]:
        names = listed(texts.SCHOOL_KM(name=s.name, km=math.hypot(*at[s.id])) for s in far)
        raise Refused(texts.TOO_FAR(far=FARTHEST, names=names))
    centres = {
        t.id: np.mean([at[s.id] for s in t.schools if s.id in at], axis=0)
        for t in towns
        if any(s.id in at for s in t.schools)
    }
    nowhere = [t for t in towns if t.id not in centres]
    order = sorted(nowhere, key=lambda t: (list(BELTS).index(t.locality), -sum(s.pupils for s in t.schools), t.id))
    start = len(centres)
    middle = np.mean(list(centres.values()), axis=0) if centres else np.zeros(2)
    for k, town in enumerate(order, start=start):
        centres[town.id] = middle + SPACING * math.sqrt(k) * np.array([math.cos(k * GOLDEN), math.sin(k * GOLDEN)])
    spots: dict[str, dict[str, float]] = {}
    missing = [s for t in towns for s in t.schools if s.id not in at]
    for t in towns:
        known = [at[s.id] for s in t.schools if s.id in at]
        reach = max((math.dist(k, centres[t.id]) for k in known), default=0.0) or BELTS[t.locality].radius
        radius = min(max(reach, NARROWEST), WIDEST)
        spots[t.id] = {"x": _km(centres[t.id][0]), "y": _km(centres[t.id][1]), "radius": _km(radius)}
        for s in t.schools:
            at.setdefault(s.id, _inside(s.id, centres[t.id], radius))
    _say(told, missing, nowhere, everything=len(missing) == len(at))
    return spots, {i: (_km(x), _km(y)) for i, (x, y) in at.items()}


def _inside(school: str, centre: Any, radius: float) -> tuple[float, float]:
    """Return a place inside a town that depends on the id of the school alone."""
    luck = rng.uniform_pairs(rng.key(0, "land.site"), np.array([identity(school)]))[:, 0].astype(np.float64)
    reach, angle = radius * math.sqrt(luck[0]), 2 * math.pi * luck[1]
    return float(centre[0] + reach * math.cos(angle)), float(centre[1] + reach * math.sin(angle))


def _km(value: float) -> float:
    """Return kilometres to the metre, inside what a case allows."""
    return round(min(max(float(value), -FARTHEST), FARTHEST), 3)


def _say(told: Told, missing: list[Site], nowhere: list[PlacedTown], *, everything: bool) -> None:
    layout = texts.LAYOUT()
    if everything:
        told.say(texts.MADE_UP_MAP(layout=layout))
        for axis in ("x", "y"):
            told.assume(f"schools.*.{axis}", texts.PLACE_BY_ID())
            told.assume(f"towns.*.{axis}", texts.A_MADE_UP_MAP(layout=layout))
        told.assume("towns.*.radius", texts.COMPACT())
        return
    told.say_of(missing, texts.PUT_INSIDE)
    if nowhere:
        told.say(texts.TOWNS_AROUND(towns=listed(t.zh for t in nowhere)))
    without = texts.WITHOUT(n=len(missing)) if missing else NOTHING
    records = told.records
    for axis, degree in (("x", "lon"), ("y", "lat")):
        column = axis if records.schools[degree].isna().all() else degree
        points = NOTHING if records.has("schools", column) else texts.OF_POINTS()
        told.cite(f"schools.*.{axis}", column, but=texts.KM_FROM_CENTRE(points=points, without=without))
        told.cite(f"towns.*.{axis}", column, but=texts.TOWN_MEAN(points=points))
    told.assume("towns.*.radius", texts.TOWN_RADIUS())
