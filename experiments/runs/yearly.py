"""What is kept of a run: every yearly measure of the district, and what the treasury paid, as one small blob.

A blob holds 64-bit numbers, so that an outcome asked for later is the very number the run would have printed. Its bytes
are sorted by significance before they are compressed: neighbouring years differ in their last bytes only. A run of
30 years takes about 30 kB.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.runs import texts
from sim.axes import COMPULSORY
from sim.instruments import instruments

if TYPE_CHECKING:
    from sim.model import DistrictModel
    from sim.world import World

STAGES = COMPULSORY.names  # of a blob that names none
FORMATS = (1, 2)  # read; 1 has no hours
HEAD = struct.Struct("<HI")  # format, length of the description


@dataclass(frozen=True)
class Yearly:
    """The yearly tables of a run."""

    first: int  # first school year
    measures: dict[str, NDArray[np.float64]]  # (years, stages)
    paid: dict[str, NDArray[np.float64]]  # (years,) yuan the treasury paid, by item
    hours: dict[str, NDArray[np.float64]] | None = (
        None  # (years,) hours of teachers, by instrument; None: not kept (format 1)
    )

    stages: tuple[str, ...] = STAGES
    apart: Mapping[str, NDArray[np.float64]] = field(
        default_factory=dict
    )  # (years,) of the books, a part that was asked for

    @property
    def years(self) -> int:
        """School years that were simulated."""
        return len(next(iter(self.measures.values())))


def read(model: DistrictModel, asked: Iterable[str] = ()) -> Yearly:
    """Return the yearly tables of a recorded model, with what is asked of its books by district or school."""
    assert model.record is not None
    rows = model.record.district
    stages = model.world.stages.names
    first, years = model.case.start_year, len(rows) // len(stages)
    names = [n for n in rows[0] if n not in {"year", "stage"}] if rows else []
    measures = {n: np.array([r[n] for r in rows], np.float64).reshape(years, len(stages)) for n in names}
    paid: dict[str, NDArray[np.float64]] = {}
    for entry in model.world.books.entries:
        if entry.source == "treasury" and entry.year < first + years:
            paid.setdefault(entry.item, np.zeros(years))[entry.year - first] += entry.amount.sum()
    hours: dict[str, NDArray[np.float64]] = {}
    for (year, instrument), done in model.world.done.items():
        if year < first + years:
            hours.setdefault(instrument, np.zeros(years))[year - first] += done.hours
    apart = {name: _part(model.world, name, first, years) for name in asked if of_books(name)}
    return Yearly(first, measures, dict(sorted(paid.items())), dict(sorted(hours.items())), stages, apart)


def of_books(asked: str) -> bool:
    """Whether what is asked of some schools only is money or hours, which the books keep, and no measure."""
    return asked.startswith(("cost.", "hours."))


def _part(world: World, asked: str, first: int, years: int) -> NDArray[np.float64]:
    """Return what the treasury of a district paid, or the hours at some schools, by year; ``asked`` as outcomes name it."""
    from experiments.runs.results import ORDINARY
    from sim.equity.subgroups import Subgroup

    what, *parts = asked.split("@")
    account, _, item = what.partition(".")
    schools, out, books = Subgroup.parse(parts), np.zeros(years), world.books
    if account == "cost":
        row = [d.id for d in world.case.bureaus].index(dict(schools.pairs)["district"])
        for e in books.entries:
            counts = e.item == item or (item == "total" and e.item not in ORDINARY)
            if e.source == "treasury" and counts and e.year < first + years:
                out[e.year - first] += sum(yuan for of, yuan in books.by_district(e) if of == row)
        return out
    among = schools.among(world)
    tools = [cls for name, cls in instruments().items() if item in {"total", name}]
    items = {one for cls in tools for one in cls.time}
    for year, booked in books.hours.items():
        if year < first + years:
            out[year - first] = sum(float(table[among].sum()) for one, table in booked.items() if one in items)
    return out


def pack(yearly: Yearly) -> bytes:
    """Return the blob of yearly tables."""
    head: dict[str, Any] = {
        "first": yearly.first, "years": yearly.years, "measures": list(yearly.measures), "paid": list(yearly.paid),
        **({} if yearly.hours is None else {"hours": list(yearly.hours)}),
        **({} if yearly.stages == STAGES else {"stages": list(yearly.stages)}),
        **({"apart": list(yearly.apart)} if yearly.apart else {}),
    }  # fmt: skip
    books = (yearly.paid, yearly.hours or {}, yearly.apart)
    columns = [*(m.T.ravel() for m in yearly.measures.values()), *(row for kind in books for row in kind.values())]
    numbers = np.concatenate(columns).astype("<f8")
    text = json.dumps(head, separators=(",", ":")).encode()
    planes = numbers.view(np.uint8).reshape(-1, 8).T  # all first bytes, then all second bytes, and so on
    return HEAD.pack(FORMATS[yearly.hours is not None], len(text)) + zlib.compress(text + planes.tobytes(), 6)


def split(blob: bytes) -> tuple[bytes, bytes]:
    """Return what a blob says, apart from how it was compressed, and what follows it: nothing, or all tables of the run."""
    reader = zlib.decompressobj()
    said = reader.decompress(blob[HEAD.size :])
    if not reader.eof:
        raise ValueError(texts.CUT_SHORT())
    return said, reader.unused_data


def content(blob: bytes) -> bytes:
    """Return what a blob says of yearly measures, apart from how it was compressed."""
    return split(blob)[0]


def unpack(blob: bytes) -> Yearly:
    """Return the yearly tables of a blob."""
    form, size = HEAD.unpack_from(blob)
    if form not in FORMATS:
        raise ValueError(texts.FORMAT(form=form, known=list(FORMATS)))
    raw = content(blob)
    head = json.loads(raw[:size])
    planes = np.frombuffer(raw, np.uint8, offset=size).reshape(8, -1)
    numbers = np.ascontiguousarray(planes.T).view("<f8").ravel().astype(np.float64)
    years, n = head["years"], len(head["measures"])
    stages = tuple(head.get("stages", STAGES))
    split = n * len(stages) * years
    tables = numbers[:split].reshape(n, len(stages), years).transpose(0, 2, 1)
    rows = iter(numbers[split:].reshape(-1, years))
    paid, hours, apart = ({name: next(rows) for name in head.get(kind, ())} for kind in ("paid", "hours", "apart"))
    measures = dict(zip(head["measures"], tables, strict=True))
    return Yearly(head["first"], measures, paid, hours if "hours" in head else None, stages, apart)
