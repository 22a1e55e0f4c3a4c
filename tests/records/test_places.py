# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""Where schools lie: points of GeoJSON, their systems and names, and coordinates that cannot be."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from handed_in import folder, read, refusals

from experiments import Refused
from experiments.records.columns import Records
from experiments.records.reading import read_records

SCHOOLS = "学校标识码,学校名称,学段,在校生数\nA,希望小学,小学,300\nB,希望小学,小学,200\nC,城关小学,小学,900\n"


def point(at: Any, kind: str = "Point", **properties: Any) -> dict[str, Any]:
    """Return a feature."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": at}}


def located(path: Path, *features: Any, schools: str = SCHOOLS, name: str = "a.geojson", **more: Any) -> Records:
    """Read schools with a GeoJSON file beside them."""
    text = json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False)
    return read_records(folder(path / "d", {"schools.csv": schools, name: text}))


def said(path: Path, *features: Any, **more: Any) -> str:
    """Return what is said of points that are refused."""
    with pytest.raises(Refused) as refused:
        located(path, *features, **more)
    return "\n".join(refused.value.messages)


def test_a_name_that_two_schools_bear_places_neither(tmp_path: Path) -> None:
    records = located(
        tmp_path,
        point([113.9, 28.9], 学校名称="希望小学"),
        point([113.1, 28.1], 学校名称="希望小学"),
        point([113.5, 28.5], 学校名称="城关 小学"),
    )
    assert [math.isnan(x) for x in records.schools["lon"]] == [True, True, False]
    assert (
        "a.geojson: points of '希望小学' are left (features 1 to 2): the schools A, B bear that name; give each point the 学校标识码 (id) of its school"
        in records.notes
    )


def test_an_id_places_a_school_whatever_its_name(tmp_path: Path) -> None:
    records = located(tmp_path, point([113.9, 28.9], 学校名称="希望小学", 学校标识码="B"))
    assert records.schools["lon"].tolist()[1] == 113.9
    assert math.isnan(records.schools["lon"].tolist()[0])


@pytest.mark.parametrize(
    "system", ["urn:ogc:def:crs:EPSG::4490", "EPSG:4490", "urn:ogc:def:crs:EPSG:8.5:4490", "CGCS2000"]
)
def test_cgcs2000_is_read_as_wgs84_and_that_is_said_once(tmp_path: Path, system: str) -> None:
    records = located(tmp_path, point([113.1, 28.1], id="A"), point([113.2, 28.1], id="B"), crs={"properties": {"name": system}})  # fmt: skip
    assert records.schools["lon"].tolist()[:2] == [113.1, 113.2]
    assert [n for n in records.notes if "CGCS2000" in n] == [
        "a.geojson: is in CGCS2000, which is read as WGS84; they are centimetres apart"
    ]


@pytest.mark.parametrize("system", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "WGS 84"])
def test_wgs84_by_any_of_its_names_needs_no_word(tmp_path: Path, system: str) -> None:
    assert located(tmp_path, point([113.1, 28.1], id="A"), crs={"properties": {"name": system}}).notes == (
        "schools.csv, lines 2, 3: 2 schools are called 希望小学: A, B",
    )


@pytest.mark.parametrize("crs", [{"properties": {"name": "EPSG:43260"}}, {"properties": {"name": "EPSG:2435"}}, {"properties": {"name": "GCJ-02"}}, {"type": "link"}, {"properties": {"name": ["x"]}}])  # fmt: skip
def test_other_systems_are_refused(tmp_path: Path, crs: dict[str, Any]) -> None:
    assert "export it in WGS84 (EPSG:4326) or CGCS2000 (EPSG:4490)" in said(
        tmp_path, point([113.1, 28.1], id="A"), crs=crs
    )


def test_a_multipoint_of_one_point_is_a_point_and_the_rest_is_told_in_one_note(tmp_path: Path) -> None:
    shape = [[113.1, 28.1], [113.2, 28.1]]
    records = located(
        tmp_path,
        point([[113.1, 28.1]], "MultiPoint", id="A"),
        point(shape, "MultiPoint", id="B"),
        point([shape], "Polygon", id="C"),
    )
    assert records.schools["lon"].tolist()[0] == 113.1
    assert [n for n in records.notes if "point" in n] == [
        "a.geojson: 2 features are no points and are not read: 2 to 3"
    ]


def test_geojson_may_be_called_json_and_other_json_is_not_looked_at(tmp_path: Path) -> None:
    assert located(tmp_path, point([113.1, 28.1], id="A"), name="学校位置.json").schools["lon"].tolist()[0] == 113.1
    data = folder(tmp_path / "e", {"schools.csv": SCHOOLS, "package.json": '{"name": 1}', "broken.json": "{"})
    assert math.isnan(read_records(data).schools["lon"].iloc[0])


def test_two_places_of_one_school_are_refused_unless_they_are_one(tmp_path: Path) -> None:
    twice = [point([113.1, 28.1], id="A"), point([113.2, 28.1], id="A")]
    assert "a.geojson, feature 1: school A has 2 places, here and in a.geojson, feature 2; leave the right one" in said(tmp_path, *twice)  # fmt: skip
    assert located(tmp_path, twice[0], twice[0]).schools["lon"].tolist()[0] == 113.1


def test_the_table_says_more_than_the_map(tmp_path: Path) -> None:
    schools = "id,stage,pupils,lon,lat\nA,小学,300,113.4,28.4\nB,小学,300,,\n"
    records = located(tmp_path, point([113.1, 28.1], id="A"), point([113.2, 28.1], id="B"), schools=schools)
    assert records.schools["lon"].tolist() == [113.4, 113.2]
    assert "schools: points of schools whose longitude stands in the table are not used: A" in records.notes


@pytest.mark.parametrize("number", [10**400, -(10**400), 1e308, float("inf")])
def test_numbers_without_end_are_out_of_range(tmp_path: Path, number: float) -> None:
    assert "out of range" in said(tmp_path, point([number, 28.1], id="A"))


def test_a_number_of_hundreds_of_digits_in_a_table_is_out_of_range(tmp_path: Path) -> None:
    assert "is out of range" in refusals(tmp_path, schools=f"id,stage,pupils\n1,小学,{10**300}\n")
    assert "is not a number" in refusals(tmp_path, schools=f"id,stage,pupils\n1,小学,{10**400}\n")


def test_one_longitude_that_cannot_be_is_one_error(tmp_path: Path) -> None:
    text = "school id,school name,stage,enrolment,lon,lat\nA,Aa,primary,300,13.2,28.6\nB,Bb,primary,200,113.3,28.5\n"
    assert refusals(tmp_path, schools=text) == (
        "schools.csv, line 2, column 经度 (lon): 13.2 degrees is out of range; allowed: 73 to 136 [degrees]"
    )


def test_swapped_is_said_where_swapping_would_help(tmp_path: Path) -> None:
    text = "id,stage,pupils,lon,lat\nA,小学,300,28.6,113.2\nB,小学,300,28.5,113.1\n"
    assert refusals(tmp_path, schools=text) == (
        "schools.csv, line 2: lon 28.6 and lat 113.2 are out of range and at 1 more places; are longitude and latitude swapped?"
    )
    assert "swapped" in said(tmp_path, point([28.6, 113.2], id="A"))
    assert "swapped" not in said(tmp_path, point([128.6, 113.2], id="A"))


ABROAD = "id,stage,pupils,lon,lat\n" + "".join(f"{i},小学,300,{2.3 + i / 10:.1f},48.{i}\n" for i in range(1, 30))


def test_a_county_elsewhere_is_told_once_what_is_expected(tmp_path: Path) -> None:
    assert refusals(tmp_path, schools=ABROAD) == (
        "schools.csv: 经度 (lon) is out of range at 29 places (line 2, line 3, line 4, line 5, line 6 and 24 more), such as 2.4; expected: longitude 73 to 136 and latitude 3 to 54, in decimal degrees (WGS84 or CGCS2000); for a county elsewhere leave both out and give 东向距离 (x) and 北向距离 (y) in km from a point of your choice"
    )
    points = [point([2.3, 48.1], id="A"), point([2.4, 48.2], id="B"), point([2.5, 48.3], id="C")]
    assert said(tmp_path, *points).count("expected: longitude 73 to 136") == 1


def test_distances_stand_in_for_degrees_anywhere(tmp_path: Path) -> None:
    schools = read(tmp_path, schools="id,stage,pupils,x（米）,y\nA,小学,300,1500,2\nB,小学,300,-500,1.5\n").schools
    assert schools[["x", "y"]].to_numpy().tolist() == [[1.5, 2], [-0.5, 1.5]]


def test_numbers_of_a_national_grid_are_told_what_is_expected(tmp_path: Path) -> None:
    text = "id,stage,pupils,x,y\nA,小学,300,412345,3100200\nB,小学,300,412745,3100900\n"
    lines = refusals(tmp_path, schools=text).split("\n")
    assert lines[0] == (
        "schools.csv: 东向距离 (x) is out of range at 2 places, such as 412,345 km; expected: -500 to 500 km from a point of your choice near the middle of the county. Metres are read where the header says so (东向距离（米）); from the numbers of a national grid take the same one off all"
    )
    assert len(lines) == 2
