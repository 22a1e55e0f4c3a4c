"""Where schools lie: longitude and latitude from the table or from GeoJSON points, as km east and north of their centre."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from experiments.records.cells import text_of
from experiments.records.columns import SCHOOLS
from experiments.records.findings import Findings, listed
from experiments.records.headers import match
from sim.param import nearest

if TYPE_CHECKING:
    import pandas as pd

RADIUS = 6371.0088  # km, mean radius of the Earth (IUGG)
WGS84 = ("crs84", "4326", "wgs84", "wgs 84")


def locate(schools: pd.DataFrame, places: Mapping[str, bytes], found: Findings) -> None:
    """Fill ``lon`` and ``lat`` from GeoJSON where the table has none, then ``x`` and ``y`` from them; in place.

    Records with distances instead of degrees keep those. A school's rows share its place.
    """
    for name, content in places.items():
        points = dict(read_points(name, content, schools, found))
        for i, school in enumerate(schools["id"]):
            if school in points and math.isnan(schools["lon"].iloc[i]):
                schools.loc[schools.index[i], ["lon", "lat"]] = points[school]
    for column in ("lon", "lat", "x", "y"):
        schools[column] = schools.groupby("id")[column].transform("first")
    known = schools["lon"].notna() & schools["lat"].notna()
    if not known.any():
        return
    if schools["x"].notna().any():
        found.note("schools", "x and y are not read where there are longitudes and latitudes")
    once = schools[known].drop_duplicates("id")
    schools["x"], schools["y"] = project(schools["lon"], schools["lat"], once["lon"].mean(), once["lat"].mean())


def project(lon: Any, lat: Any, lon0: float, lat0: float) -> tuple[Any, Any]:
    """Return km east and north of a centre; over a county the flat map is off by less than one part in a thousand."""
    step = RADIUS * math.pi / 180
    return (lon - lon0) * step * math.cos(math.radians(lat0)), (lat - lat0) * step


def read_points(
    name: str, content: bytes, schools: pd.DataFrame, found: Findings
) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield id and (longitude, latitude) of each school a GeoJSON file has a point for."""
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        line = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        found.error(name, f"{line}is not GeoJSON, which is JSON in UTF-8")
        return
    features = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(features, list):
        found.error(name, "is not GeoJSON: a FeatureCollection with points is wanted")
        return
    system = text_of(_deep(raw, "crs", "properties", "name")).casefold()
    if system and not any(word in system for word in WGS84):
        found.error(name, f"has the coordinate system '{system}'; export it in WGS84 (EPSG:4326)")
        return
    names = {n: i for i, n in zip(schools["id"], schools["name_zh"], strict=True) if n}
    known = set(schools["id"])
    strangers = []
    for number, feature in enumerate(features, start=1):
        where = f"{name}, feature {number}"
        at = _deep(feature, "geometry", "coordinates")
        if _deep(feature, "geometry", "type") != "Point" or not isinstance(at, list) or len(at) < 2:
            found.note(where, "is not a point and is not read")
            continue
        labels = list(_labels(feature))
        school = next((names.get(t, t) for t in labels if t in known or t in names), None)
        if school is None:
            strangers.append((where, labels[0] if labels else "without id"))
            continue
        lon, lat = at[:2]
        if isinstance(lon, bool) or not isinstance(lon, (int, float)) or not isinstance(lat, (int, float)):
            found.error(where, f"{listed(at[:2])} are not longitude and latitude")
        elif problem := _outside(float(lon), float(lat)):
            found.error(where, problem)
        else:
            yield school, (float(lon), float(lat))
    if strangers and len(strangers) == len(features):
        label = strangers[0][1]
        found.error(name, f"no feature is of a school in the table; the first is '{label}'{nearest(label, known)}")
    elif strangers:
        found.note(name, f"points of schools that are not in the table: {listed(label for _, label in strangers)}")


def _labels(feature: Any) -> Iterator[str]:
    """Yield what a feature may call its school: its id, then properties named like the id or name of a school."""
    properties = _deep(feature, "properties")
    for key, value in properties.items() if isinstance(properties, dict) else ():
        matched = match(text_of(key), SCHOOLS)
        if matched and matched[0].name in {"id", "name_zh"}:
            yield text_of(value)
    if _deep(feature, "id") is not None:
        yield text_of(feature["id"])


def _outside(lon: float, lat: float) -> str:
    for value, column in ((lon, SCHOOLS.column("lon")), (lat, SCHOOLS.column("lat"))):
        if not column.low <= value <= column.high:
            return f"{column.name} {value:g} is out of range; allowed: {column.allowed}; are longitude and latitude swapped?"
    return ""


def _deep(raw: Any, *keys: str) -> Any:
    for key in keys:
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw
