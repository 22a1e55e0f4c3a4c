"""Coordinates that cannot be: said once for all rows, with what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from experiments.records.columns import SCHOOLS, RecordColumn
from experiments.records.findings import Findings, listed

LON, LAT, X, Y = (SCHOOLS.column(name) for name in ("lon", "lat", "x", "y"))
EXPECTED = (
    f"longitude {LON.low:g} to {LON.high:g} and latitude {LAT.low:g} to {LAT.high:g}, in decimal degrees (WGS84 or CGCS2000); "
    f"for a county elsewhere leave both out and give {X.zh} (x) and {Y.zh} (y) in km from a point of your choice"
)


@dataclass
class Far:
    """Places out of range, each with where it stands."""

    swapped: list[tuple[str, float, float]] = field(default_factory=list)
    outside: list[tuple[str, tuple[RecordColumn, float]]] = field(default_factory=list)

    def add(self, where: str, lon: float, lat: float) -> None:
        """Add a place if it is out of range; a number that is not known is NaN."""
        if _within(lon, LON) and _within(lat, LAT):
            return
        if lon == lon and lat == lat and _within(lat, LON) and _within(lon, LAT):
            self.swapped.append((where, lon, lat))
            return
        self.outside += [(where, (c, v)) for c, v in ((LON, lon), (LAT, lat)) if not _within(v, c)]

    def add_flat(self, where: str, column: RecordColumn, value: float) -> None:
        """Add an x or y that is out of range."""
        self.outside.append((where, (column, value)))

    def say(self, found: Findings, place: str) -> None:
        """Say what is out of range: one place by itself, many of them together; ``place`` is the file or sheet."""
        if self.swapped:
            where, lon, lat = self.swapped[0]
            many = f" and at {len(self.swapped) - 1} more places" if len(self.swapped) > 1 else ""
            found.error(
                where, f"lon {lon:g} and lat {lat:g} are out of range{many}; are longitude and latitude swapped?"
            )
        for column in (LON, LAT, X, Y):
            here = [(where, value) for where, (c, value) in self.outside if c is column]
            if not here:
                continue
            (where, value), label = here[0], f"{column.zh} ({column.name})"
            if len(here) == 1 and column in (LON, LAT):
                found.error(
                    f"{where}, column {label}",
                    f"{value:,.10g} {column.unit} is out of range; allowed: {column.allowed}",
                )
            elif column in (LON, LAT):
                rows = listed([w.removeprefix(f"{place}, ") for w, _ in here])
                found.error(
                    place,
                    f"{label} is out of range at {len(here)} places ({rows}), such as {value:g}; expected: {EXPECTED}",
                )
            else:
                found.error(place, _flat(column, [v for _, v in here], label))


def _flat(column: RecordColumn, values: Sequence[float], label: str) -> str:
    low, high = f"{column.low:g}", f"{column.high:g}"
    return (
        f"{label} is out of range at {len(values)} places, such as {values[0]:,.10g} km; expected: {low} to {high} km from a "
        "point of your choice near the middle of the county. Metres are read where the header says so "
        f"({column.zh}（米）); from the numbers of a national grid take the same one off all"
    )


def _within(value: float, column: RecordColumn) -> bool:
    return value != value or column.low <= value <= column.high
