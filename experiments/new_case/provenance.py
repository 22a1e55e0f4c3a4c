"""Where each number of a case comes from, and what had to be assumed: gathered while the case is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.new_case import texts
from experiments.records.columns import TABLES
from experiments.records.findings import listed
from sim.say import NOTHING, Said, Text

if TYPE_CHECKING:
    from experiments.records.columns import Records

type Row = Mapping[str, Any]


class Told:
    """Sources by pattern of a number's place, and assumptions in the order in which they were made."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.sources: dict[str, Said] = {}
        self.assumptions: list[Said] = []

    def cite(self, pattern: str, *columns: str, table: str = "schools", but: Said = NOTHING) -> None:
        """Say that numbers are those of columns of the records; ``but`` says what is different about some of them."""
        known = next(t for t in TABLES if t.name == table)
        names = [known.column(c).label for c in columns]
        self.sources[pattern] = texts.CITE(
            records=self.records.path.name, table=known.name_said, columns=names, n=len(names), but=but
        )

    def assume(self, pattern: str, why: Said) -> None:
        """Say that numbers are assumed, and why so."""
        self.sources[pattern] = texts.ASSUMED(why=why)

    def say(self, sentence: Said) -> None:
        """Add an assumption to the list."""
        if sentence not in self.assumptions:
            self.assumptions.append(sentence)

    def say_of(self, schools: Iterable[Site], sentence: Text, **values: object) -> None:
        """Add an assumption about some schools, unless there are none; its field ``schools`` tells how many and which."""
        names = list(dict.fromkeys(s.name for s in schools))
        if names:
            self.say(sentence(schools=texts.SCHOOLS_TOLD(n=len(names), names=listed(names)), **values))


@dataclass(frozen=True, slots=True)
class Site:
    """A school of the records: what holds for all its rows, and its rows by stage."""

    id: str
    zh: str
    en: str
    stage: str  # as in cases
    rows: Mapping[str, Row]  # by primary, junior, kindergarten

    def text(self, column: str) -> str:
        """Return what the rows say in a column of texts; empty where none says anything."""
        return next((r[column] for r in self.rows.values() if r[column]), "")

    def written(self, column: str) -> str:
        """Return the word the rows use for a code, as it was written; empty where it is not known."""
        return next((w for r in self.rows.values() if (w := r.get(f"{column}_as", ""))), "")

    def number(self, column: str) -> float | None:
        """Return what a row says in a column of numbers that holds for the whole school; None where none does."""
        return next((float(r[column]) for r in self.rows.values() if is_known(r[column])), None)

    def total(self, column: str) -> float | None:
        """Return the sum of a column over the rows that say something; None where none does."""
        found = [float(r[column]) for r in self.rows.values() if is_known(r[column])]
        return sum(found) if found else None

    @property
    def name(self) -> Said:
        """What it is called in either language."""
        return Said(self.zh, self.en)

    @property
    def pupils(self) -> int:
        """Pupils of all rows."""
        return int(self.total("pupils") or 0)


def is_known(value: Any) -> bool:
    """Return whether a cell of a frame holds a number: NaN is not equal to itself."""
    return bool(value == value)


def sites(told: Told) -> list[Site]:
    """Return the schools of the records, in the order of the file; what cannot be part of a case is left out and said."""
    rows: dict[str, dict[str, Row]] = {}
    for row in told.records.schools.to_dict("records"):
        rows.setdefault(str(row["id"]), {})[str(row["stage"])] = row
    out, empty, partly, infants = [], [], [], []
    for name, own in rows.items():
        taught = {s: r for s, r in own.items() if s != "kindergarten" and r["pupils"] > 0}
        stage = "nine_year" if len(taught) == 2 else next(iter(taught or own))
        site = Site(name, *_names(name, own), stage, taught or own)
        if not taught and stage != "kindergarten":
            empty.append(site)
            continue
        out.append(site)
        if taught and "kindergarten" in own:
            infants.append(site)
        elif taught and len(taught) < len(own):
            partly.append(site)
    told.say_of(empty, texts.NO_PUPILS)
    told.say_of(infants, texts.INFANTS)
    told.say_of(partly, texts.ONE_STAGE)
    return out


def _names(name: str, rows: Mapping[str, Row]) -> tuple[str, str]:
    """Return the names of a school in Chinese and English; one stands for the other where it is missing."""
    zh = next((r["name_zh"] for r in rows.values() if r["name_zh"]), "")
    en = next((r["name_en"] for r in rows.values() if r["name_en"]), "")
    return zh or en or name, en or zh or name
