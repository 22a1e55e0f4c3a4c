"""Where schools lie: longitude and latitude from the table or from GeoJSON points, as km east and north of their centre."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from experiments.records.cells import as_float, text_of
from experiments.records.columns import SCHOOLS
from experiments.records.degrees import Far, Spot
from experiments.records.findings import Findings, listed, spans
from experiments.records.headers import match
from experiments.records.school_names import Called
from experiments.records.texts import tables as texts
from experiments.records.words import short
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    import pandas as pd

RADIUS = 6371.0088  # km, mean radius of the Earth (IUGG)
EPSG = re.compile(r"(?:urn:ogc:def:crs:)?epsg:(?:[\d.]*:)?(\d+)")
WGS84 = {
    "4326",
    "4979",
    "urn:ogc:def:crs:ogc:1.3:crs84",
    "urn:ogc:def:crs:ogc::crs84",
    "ogc:crs84",
    "crs84",
    "wgs84",
    "wgs 84",
    "gcs_wgs_1984",
}
CGCS2000 = {
    "4490",
    "4480",
    "cgcs2000",
    "gcs_china_geodetic_coordinate_system_2000",
    "china geodetic coordinate system 2000",
}
SHIFTED = ("gcj", "bd09", "bd-09", "火星", "百度", "高德")  # systems of map services in China, hundreds of metres off
SAME = 1e-6  # degrees, a tenth of a metre


def locate(schools: pd.DataFrame, places: Mapping[str, bytes], found: Findings) -> None:
    """Fill ``lon`` and ``lat`` from GeoJSON where the table has none, then ``x`` and ``y`` from them; in place.

    Records with distances instead of degrees keep those. A school's rows share its place.
    """
    called, points = Called(schools), Points()
    for name, content in places.items():
        for where, school, place in read_points(name, content, called, found):
            points.add(where, school, place)
    placed = set(schools["id"][schools["lon"].notna()])
    for school, place in points.agreed(placed, found).items():
        schools.loc[schools["id"] == school, ["lon", "lat"]] = place
    for column in ("lon", "lat", "x", "y"):
        schools[column] = schools.groupby("id")[column].transform("first")
    known = schools["lon"].notna() & schools["lat"].notna()
    if not known.any():
        return
    if schools["x"].notna().any():
        found.note(texts.SCHOOLS(), texts.FLAT_NOT_READ())
    once = schools[known].drop_duplicates("id")
    schools["x"], schools["y"] = project(schools["lon"], schools["lat"], once["lon"].mean(), once["lat"].mean())


@dataclass
class Points:
    """The points of each school, with where they stand."""

    of: dict[str, list[tuple[Said, tuple[float, float]]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, where: Said, school: str, place: tuple[float, float]) -> None:
        """Add a point of a school."""
        self.of[school].append((where, place))

    def agreed(self, placed: set[str], found: Findings) -> dict[str, tuple[float, float]]:
        """Return one place for each school that is not ``placed`` by the table, refusing several that differ."""
        if both := sorted(self.of.keys() & placed):
            found.note(texts.SCHOOLS(), texts.PLACED_BY_TABLE(schools=listed(both)))
        for school, points in self.of.items():
            (first, (lon, lat)), *others = points
            apart = [w for w, p in others if abs(p[0] - lon) > SAME or abs(p[1] - lat) > SAME]
            if apart and school not in placed:
                found.error(
                    first,
                    texts.SEVERAL_PLACES(school=school, n=1 + len(apart), others=listed(apart, 3)),
                )
        return {school: points[0][1] for school, points in self.of.items() if school not in placed}


def project(lon: Any, lat: Any, lon0: float, lat0: float) -> tuple[Any, Any]:
    """Return km east and north of a centre; over a county the flat map is off by less than one part in a thousand."""
    step = RADIUS * math.pi / 180
    return (lon - lon0) * step * math.cos(math.radians(lat0)), (lat - lat0) * step


def read_points(
    name: str, content: bytes, called: Called, found: Findings
) -> Iterator[tuple[Said, str, tuple[float, float]]]:
    """Yield where a point stands, its school and its (longitude, latitude), of each school a GeoJSON file has points for."""
    features = _features(name, content, found)
    far, left = Far(), _Left()
    for number, feature in enumerate(features, start=1):
        where = texts.FEATURE(file=name, number=number)
        at = _point(feature)
        if at is None:
            left.shapes.append(number)
            continue
        labels = list(_labels(feature))
        meant = next((m for t in labels if len(m := called.find(t)) == 1), ())
        if not meant:
            several = next((t for t in labels if called.find(t)), None)
            if several is not None:
                left.shared[several].append(number)
            else:
                left.strangers.append(labels[0] if labels else texts.WITHOUT_ID())
            continue
        lon, lat = at[:2]
        if any(isinstance(v, bool) or not isinstance(v, (int, float)) for v in (lon, lat)):
            found.error(where, texts.NO_COORDINATES(values=listed([short(str(v)) for v in at[:2]])))
            continue
        lon, lat = as_float(lon), as_float(lat)
        if math.isfinite(lon) and math.isfinite(lat) and _is_inside(lon, lat):
            yield where, meant[0], (lon, lat)
        else:
            far.add(Spot(where, texts.FEATURE_INSIDE(number=number)), *(math.inf if v != v else v for v in (lon, lat)))
    far.say(found, name)
    left.say(name, len(features), called, found)


@dataclass
class _Left:
    """Features that place no school."""

    shapes: list[int] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    shared: dict[str, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )  # by a name that several schools bear

    def say(self, name: str, features: int, called: Called, found: Findings) -> None:
        """Say which features were left, and what would help."""
        if self.shapes:
            found.note(name, texts.NO_POINTS(n=len(self.shapes), numbers=spans(self.shapes)))
        for label, lines in self.shared.items():
            schools, key = listed(called.find(label)), SCHOOLS.column("id").label
            said = texts.SHARED_NAME(label=short(label), n=len(lines), numbers=spans(lines), schools=schools, id=key)
            found.note(name, said)
        if self.strangers and len(self.strangers) == features:
            label = self.strangers[0]
            found.error(name, texts.NO_FEATURE(label=short(label), near=called.near(label)))
        elif self.strangers:
            found.note(name, texts.STRANGERS(names=listed(map(short, self.strangers))))
        if points := [s for s in self.strangers if "教学点" in s]:
            found.note(name, texts.TEACHING_POINTS(names=listed(points)))


def _features(name: str, content: bytes, found: Findings) -> list[Any]:
    """Return the features of a GeoJSON file; none with an error where it cannot be used."""
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError):
            found.error(name, texts.NOT_GEOJSON_AT(line=error.lineno))
        else:
            found.error(name, texts.NOT_GEOJSON())
        return []
    features = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(features, list):
        found.error(name, texts.NO_COLLECTION())
        return []
    system = _deep(raw, "crs", "properties", "name") or _deep(raw, "crs", "properties", "code")
    word = text_of(system).casefold() if isinstance(system, (str, int)) else ""
    epsg = EPSG.fullmatch(word)
    code = epsg[1] if epsg else word
    if raw.get("crs") is None or code in WGS84:
        return features
    if code in CGCS2000:
        found.note(name, texts.IN_CGCS2000())
        return features
    off = texts.SHIFTED() if any(s in word for s in SHIFTED) else NOTHING
    found.error(name, texts.OTHER_SYSTEM(system=short(word), off=off))
    return []


def _point(feature: Any) -> list[Any] | None:
    """Return the coordinates of a point, or of a MultiPoint with one; None for everything else."""
    kind, at = _deep(feature, "geometry", "type"), _deep(feature, "geometry", "coordinates")
    if kind == "MultiPoint" and isinstance(at, list) and len(at) == 1:
        kind, at = "Point", at[0]
    return at if kind == "Point" and isinstance(at, list) and len(at) >= 2 else None


def _labels(feature: Any) -> Iterator[str]:
    """Yield what a feature may call its school: what properties give as its id, then as its name, then its own id."""
    properties = _deep(feature, "properties")
    named: list[str] = []
    for key, value in properties.items() if isinstance(properties, dict) else ():
        matched = match(text_of(key), SCHOOLS)
        if matched and isinstance(value, (str, int, float)) and not isinstance(value, bool):
            if matched[0].name == "id":
                yield text_of(value)
            elif matched[0].name in {"name_zh", "name_en"}:
                named.append(text_of(value))
    yield from named
    if isinstance(own := _deep(feature, "id"), (str, int)):
        yield text_of(own)


def _is_inside(lon: float, lat: float) -> bool:
    return all(SCHOOLS.column(c).low <= v <= SCHOOLS.column(c).high for c, v in (("lon", lon), ("lat", lat)))


def _deep(raw: Any, *keys: str) -> Any:
    for key in keys:
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw
