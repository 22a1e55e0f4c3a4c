"""Coordinates that cannot be: said once for all rows, with what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from experiments.records import texts as shared
from experiments.records.cells import amount
from experiments.records.columns import SCHOOLS, RecordColumn
from experiments.records.findings import Findings, listed
from experiments.records.texts import tables as texts
from sim.say import NOTHING, Said

LON, LAT, X, Y = (SCHOOLS.column(name) for name in ("lon", "lat", "x", "y"))


class Spot(NamedTuple):
    """Where a place stands: by itself, and inside its file or sheet."""

    where: Said
    inside: Said


@dataclass
class Far:
    """Places out of range, each with where it stands."""

    swapped: list[tuple[Spot, float, float]] = field(default_factory=list)
    outside: list[tuple[Spot, tuple[RecordColumn, float]]] = field(default_factory=list)

    def add(self, where: Spot, lon: float, lat: float) -> None:
        """Add a place if it is out of range; a number that is not known is NaN."""
        if _within(lon, LON) and _within(lat, LAT):
            return
        if lon == lon and lat == lat and _within(lat, LON) and _within(lon, LAT):
            self.swapped.append((where, lon, lat))
            return
        self.outside += [(where, (c, v)) for c, v in ((LON, lon), (LAT, lat)) if not _within(v, c)]

    def add_flat(self, where: Spot, column: RecordColumn, value: float) -> None:
        """Add an x or y that is out of range."""
        self.outside.append((where, (column, value)))

    def say(self, found: Findings, place: str) -> None:
        """Say what is out of range: one place by itself, many of them together; ``place`` is the file or sheet."""
        if self.swapped:
            (where, _), lon, lat = self.swapped[0]
            more = texts.MORE_PLACES(n=len(self.swapped) - 1) if len(self.swapped) > 1 else NOTHING
            found.error(where, texts.SWAPPED(lon=lon, lat=lat, more=more))
        for column in (LON, LAT, X, Y):
            here = [(where, value) for where, (c, value) in self.outside if c is column]
            if not here:
                continue
            (where, _), value = here[0]
            if len(here) == 1 and column in (LON, LAT):
                said = shared.OUT_OF_RANGE(amount=amount(value, column), allowed=column.allowed)
                found.error(shared.COLUMN(where=where, column=column.label), said)
            elif column in (LON, LAT):
                rows, n = listed([spot.inside for spot, _ in here]), len(here)
                said = texts.FAR_MANY(column=column.label, n=n, rows=rows, value=value, expected=_expected())
                found.error(place, said)
            else:
                found.error(place, _flat(column, [v for _, v in here]))


def _expected() -> Said:
    return texts.EXPECTED(
        lon_low=LON.low, lon_high=LON.high, lat_low=LAT.low, lat_high=LAT.high, x=X.label, y=Y.label
    )  # fmt: skip


def _flat(column: RecordColumn, values: Sequence[float]) -> Said:
    return texts.FAR_FLAT(
        column=column.label, n=len(values), value=values[0], low=column.low, high=column.high, header=column.zh
    )  # fmt: skip


def _within(value: float, column: RecordColumn) -> bool:
    return value != value or column.low <= value <= column.high
