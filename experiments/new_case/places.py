"""Where schools lie: towns of the records with their places, or a plausible map where the records have none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments import Refused
from experiments.new_case.provenance import Site, Told
from experiments.records.findings import listed
from sim import rng
from sim.rng import identity
from sim.synthetic import BELTS, GOLDEN, SPACING

LOCALITIES = {"urban": ("城区", "City"), "town": ("镇区", "Towns"), "rural": ("乡村", "Villages")}
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
    told.say_of(told_by["name"], "Urban, town or rural by the name of the town: {}.")
    told.say_of(
        told_by["nothing"],
        "Taken to lie in a town, because the records do not say whether they are urban or rural: {}.",
    )
    told.say_of(
        [s for s in schools if not s.text("town")],
        "Put in one town per kind of locality, because no town is given: {}.",
    )
    kinds: dict[str, int] = {}
    for town, _ in towns:
        kinds[town] = kinds.get(town, 0) + 1
    out = []
    for (town, kind), own in towns.items():
        zh, en = LOCALITIES[kind]
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
        names = listed(f"{s.zh} {math.hypot(*at[s.id]):.0f} km" for s in far)
        raise Refused(f"schools lie more than {FARTHEST:g} km from the centre: {names}; see longitudes and latitudes")
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
    layout = "the city in the middle, towns and villages around it, schools inside their town"
    if everything:
        told.say(f"The records have no coordinates. A map is made up: {layout}. Distances are not real.")
        for axis in ("x", "y"):
            told.assume(f"schools.*.{axis}", "a place inside the town that depends on the id of the school")
            told.assume(f"towns.*.{axis}", f"a made-up map: {layout}")
        told.assume("towns.*.radius", "compact cities, scattered villages")
        return
    told.say_of(missing, "Put at a made-up place inside their town, without coordinates: {}.")
    if nowhere:
        told.say(
            f"Towns without a school that has coordinates are put around the others: {listed(t.zh for t in nowhere)}."
        )
    but = f"; {len(missing)} schools without are put inside their town (assumed)" if missing else ""
    records = told.records
    for axis, degree in (("x", "lon"), ("y", "lat")):
        column = axis if records.schools[degree].isna().all() else degree
        source = "" if records.has("schools", column) else " of GeoJSON points"
        told.cite(f"schools.*.{axis}", column, but=f"{source}, km from the schools' centre{but}")
        told.cite(f"towns.*.{axis}", column, but=f"{source}, mean of the town's schools")
    told.assume("towns.*.radius", "as far as the town's farthest school, 0.5 km at least")
