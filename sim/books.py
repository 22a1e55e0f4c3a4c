"""Money and time: every yuan and every hour has a source and a use.

Six kinds of account pay each other. Schools and groups hold their money in ``schools.cash`` and ``groups.fund``; staff,
suppliers, donors and treasuries, of which every district has its own, have no limit and so no balance. Entries are kept by year
and item, so the books can be added up again at any time.

Hours are taken from three kinds of account: teachers; schools, which stands for their heads and managers; and posts, the
ordinary week of those who hold them. What teachers and schools are asked for beside it in a term stands in ``teachers.asked`` and
``schools.asked``; by year, item and place the books keep all of it for good. Hours of teachers and of posts sum to their weeks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from typing import NamedTuple

import numpy as np

from sim.kernels import kernel
from sim.say import Text
from sim.state import NOWHERE, Array, Districts, Groups, Schools, Teachers
from sim.sums import total
from sim.texts import instruments as texts

ACCOUNTS = ("treasury", "school", "group", "staff", "supplier", "donor")
ASKED, POST = ("teacher", "school"), "post"
HOURS = (*ASKED, POST)  # accounts of time
UNITS = {"yuan": ACCOUNTS, "hours": HOURS}


class Item(NamedTuple):
    """What money is paid or time is taken for, declared by the mechanism that does so."""

    name: str
    zh: str  # what it is called in Chinese; in English its name says it
    about: Text  # what it is
    source: str  # account that pays, or gives its time
    unit: str = "yuan"  # or hours

    def __hash__(self) -> int:
        return hash(self.name)  # of which there is one, and which is asked for at every turn

    @property
    def en(self) -> str:
        """What it is, in English."""
        return self.about.en


ITEMS: dict[str, Item] = {}  # by name; filled by `register`


def register(*items: Item) -> None:
    """Make items known; nothing is paid or asked for that is not declared."""
    ITEMS.update({item.name: item for item in items})


def items(unit: str = "yuan") -> dict[str, Item]:
    """Return every declared item of a unit by name."""
    return {name: item for name, item in ITEMS.items() if item.unit == unit}


class Booking(NamedTuple):
    """Payments of one item in one term: amounts in yuan, rows where an account is a treasury, a school or a group."""

    year: int
    item: str
    source: str
    source_row: Array
    target: str
    target_row: Array
    amount: Array


class Bookmark(NamedTuple):
    """Where the books stand, of which it is asked later what was written down since."""

    year: int
    items: tuple[Item, ...]  # of hours
    hours: Array  # by district
    entries: int


class Past(Mapping[Item, Array]):
    """Tables of hours of a year that is over, kept without the places where nobody works: most schools have one stage."""

    __slots__ = ("_hours", "_shape", "_where")

    def __init__(self, tables: Mapping[Item, Array]) -> None:
        whole = np.array([*tables.values()])
        self._shape, flat = whole.shape[1:], whole.reshape(len(tables), -1)
        self._where = np.flatnonzero(flat.any(0)).astype(np.uint32)
        self._hours = dict(zip(tables, flat.take(self._where, axis=1), strict=True))

    def __getitem__(self, item: Item) -> Array:
        """Return a table; what happens to it does not reach the books."""
        table = np.zeros(self._shape)
        table.reshape(-1)[self._where] = self._hours[item]
        return table

    def __iter__(self) -> Iterator[Item]:
        """Yield the items, in the order in which they were first written down."""
        return iter(self._hours)

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._hours)


@dataclass(slots=True)
class Books:
    """The ledger of a run."""

    districts: Districts
    schools: Schools
    groups: Groups
    teachers: Teachers
    entries: list[Booking] = field(default_factory=list)
    hours: dict[int, Mapping[Item, Array]] = field(default_factory=dict)  # by school year and item, (schools, stages)

    def pay(
        self, year: int, item: str, amount: Array | float, *, source: str, target: str,
        source_row: Array | None = None, target_row: Array | None = None,
    ) -> float:  # fmt: skip
        """Move money and write it down; return the sum in yuan. Payments of nothing leave no entry.

        Rows of treasuries are those of districts. Where they are left out, schools and groups deal with their own bureau.

        Raises
        ------
        ValueError
            For an account that does not exist, an item that nobody declared or that another account pays, and where
            nothing says which of several treasuries pays.
        """
        for account in (source, target):
            if account not in ACCOUNTS:
                raise ValueError(texts.ACCOUNTS(name=account, accounts=ACCOUNTS))
        declared = ITEMS.get(item)
        if declared is None or (declared.source, declared.unit) != (source, "yuan"):
            why = texts.DECLARE_ITEM() if declared is None else texts.OTHER_SOURCE(source=declared.source)
            why = texts.IN_HOURS() if declared is not None and declared.unit == "hours" else why
            raise ValueError(texts.NOT_PAID_BY(item=item, account=source, why=why))
        amount = np.array(amount, np.float64, ndmin=1)
        if not np.count_nonzero(amount):
            return 0.0
        payer, payee = _rows(source_row, amount.size), _rows(target_row, amount.size)
        if source == "treasury" and source_row is None:
            payer = self._bureau(target, payee, item)
        elif target == "treasury" and target_row is None:
            payee = self._bureau(source, payer, item)
        if (held := self._balance(source)) is not None:
            np.subtract.at(held, payer, amount)
        if (held := self._balance(target)) is not None:
            np.add.at(held, payee, amount)
        self.entries.append(Booking(year, item, source, payer, target, payee, amount))
        return float(np.add.reduce(amount))

    def ask(self, year: int, item: Item, hours: Array, rows: Array, weeks: float) -> float:
        """Take hours of a term of so many weeks from teachers or schools, a row each, and write it down; return the sum.

        Where they work counts; the time of a school's heads and managers is told by the pupils of its stages.

        Raises
        ------
        ValueError
            For an item that nobody declared, and for hours that are none.
        """
        _check_hours(item, ASKED)
        if not hours.size:
            return 0.0
        hours = np.ascontiguousarray(hours, np.float64)
        t, s = self.teachers, self.schools
        tables = self.hours.get(year, {})
        kept = tables.get(item)
        table = np.zeros(s.pupils.shape) if kept is None else kept
        if item.source == "teacher":
            total: float = _of_teachers(table, t.asked, hours, rows, t.post, t.stage, weeks)
        else:
            total = _of_schools(table, s.asked, hours, rows, s.pupils, weeks)
        if not isfinite(total):
            raise ValueError(texts.NEGATIVE_HOURS(item=item.name))
        if total and (kept is None or isinstance(tables, Past)):
            self._open(year)[item] = table
        return total

    def work(self, year: int, item: Item, table: Array) -> None:
        """Write down hours of a term that come with posts, (schools, stages).

        Raises
        ------
        ValueError
            For an item that nobody declared.
        """
        _check_hours(item, (POST,))
        if table.any():
            kept = self._open(year)
            kept[item] = kept[item] + table if item in kept else table

    def _open(self, year: int) -> dict[Item, Array]:
        """Return the tables of a year to write in, which one alone is open for."""
        tables = self.hours.get(year)
        if not isinstance(tables, dict):
            self.hours = {past: kept if isinstance(kept, Past) else Past(kept) for past, kept in self.hours.items()}
            self.hours[year] = tables = dict(tables or {})
        return tables

    def time(self, year: int, district: int | None = None) -> dict[Item, float]:
        """Return the hours worked in a year by item, in all or of those who work in one district, given by row."""
        among = slice(None) if district is None else self.schools.district == district
        return {item: float(table[among].sum()) for item, table in self.hours.get(year, {}).items()}

    def time_by_district(self, year: int) -> Iterator[dict[Item, float]]:
        """Yield the same of each district."""
        tables, of = dict(self.hours.get(year, {})), self.schools.district
        for district in range(len(self.districts)):
            among = of == district
            yield {item: float(table[among].sum()) for item, table in tables.items()}

    def _balance(self, account: str) -> Array | None:
        """Return what the holders of an account have, by row; None where there is no limit."""
        if account == "school":
            return self.schools.cash
        return self.groups.fund if account == "group" else None

    def _bureau(self, account: str, rows: Array, item: str) -> Array:
        """Return the district of each row of an account: of a school its own, of a group that of its core."""
        if account in {"school", "group"}:
            schools = rows if account == "school" else self.groups.core[rows]
            found: Array = self.schools.district[schools]
            return found
        if len(self.districts) > 1:
            raise ValueError(texts.WHICH_TREASURY(item=item, n=len(self.districts)))
        return np.zeros(rows.size, np.int64)

    def shares(self, school: Array, value: Array) -> tuple[Array, Array]:
        """Return the districts in which some schools lie, by row, and the sum of a value over each, in order of size."""
        if len(self.districts) == 1 and school.size:
            return np.zeros(1, np.int64), np.array([np.sort(value).sum()], np.float64)
        of = self.schools.district[school]
        rows = np.flatnonzero(np.bincount(of))
        return rows, np.array([np.sort(value[of == district]).sum() for district in rows], np.float64)

    def by_district(self, entry: Booking) -> Iterator[tuple[int, float]]:
        """Yield the rows of the districts an entry is of, each with its yuan: of the treasury, else of who pays.

        Where somebody pays who is of no district, as donors are, they are those of who is paid.
        """
        if "treasury" in (entry.source, entry.target):
            of = entry.source_row if entry.source == "treasury" else entry.target_row
        elif entry.source in {"school", "group"}:
            of = self._bureau(entry.source, entry.source_row, entry.item)
        else:
            of = self._bureau(entry.target, entry.target_row, entry.item)
        for district in np.unique(of).tolist():
            own = entry.amount[of == district]
            if own.any():
                yield district, float(own.sum())

    def mark(self, year: int, items: tuple[Item, ...]) -> Bookmark:
        """Return where the books stand in a year and for some items of hours."""
        return Bookmark(year, items, self._hours(year, items), len(self.entries))

    def since(self, mark: Bookmark) -> Array:
        """Return the hours and the yuan of each district that were written down since, shape (districts, 2)."""
        out = np.zeros((len(self.districts), 2))
        out[:, 0] = self._hours(mark.year, mark.items) - mark.hours
        for entry in self.entries[mark.entries :]:
            for row, yuan in self.by_district(entry):
                out[row, 1] += yuan
        return out

    def _hours(self, year: int, items: tuple[Item, ...]) -> Array:
        """Return the hours of a year by the district where people work, of some items together."""
        booked = self.hours.get(year, {})
        tables = [booked[item].sum(1) for item in items if item in booked]
        n = len(self.districts)
        return np.bincount(self.schools.district, np.sum(tables, 0), n) if tables else np.zeros(n)

    def totals(self, year: int, district: int | None = None) -> dict[str, float]:
        """Return the yuan paid in a year by item, in all or of the row of one district."""
        out: dict[str, float] = {}
        for e in self.entries:
            if e.year == year:
                for row, yuan in self.by_district(e):
                    if district in (None, row):
                        out[e.item] = out.get(e.item, 0.0) + yuan
        return out


def _check_hours(item: Item, accounts: tuple[str, ...]) -> None:
    declared = ITEMS.get(item.name)
    if (declared is not item and declared != item) or item.unit != "hours" or item.source not in accounts:
        raise ValueError(texts.NO_HOURS(item=item.name))  # a copy of a world has copies of items


def _rows(given: Array | None, n: int) -> Array:
    """Return the rows given of accounts, or as many that are none."""
    return _nowhere(n) if given is None else np.array(given, ndmin=1, copy=None)


@cache
def _nowhere(n: int) -> Array:
    """Return so many rows that are none, one and the same for all entries."""
    rows = np.full(n, NOWHERE, np.int64)
    rows.flags.writeable = False
    return rows


@kernel
def _sound(hours: Array) -> bool:
    """Return whether none of some hours is below 0 or no number; it looks at all of them, which is vector code."""
    sound = True
    for h in hours:
        sound &= h >= 0
    return sound


@kernel
def _of_teachers(
    table: Array, asked: Array, hours: Array, rows: Array, post: Array, stage: Array, weeks: float
) -> float:
    """Add hours of teachers to what each is asked for in a week, and to the table of schools and stages; return the sum."""
    whole = total(hours) if _sound(hours) else np.inf  # then nothing is written down
    if whole < np.inf:
        for k in range(rows.size):
            j = np.uint32(rows[k])  # without a sign there is none to look at
            asked[j] += hours[k] / weeks
            table[np.uint32(post[j]), np.uint8(stage[j])] += hours[k]
    return whole


@kernel
def _of_schools(table: Array, asked: Array, hours: Array, rows: Array, pupils: Array, weeks: float) -> float:
    """Add hours of heads and managers to what each school is asked for in a week, and to the table by their pupils."""
    whole = total(hours) if _sound(hours) else np.inf  # then nothing is written down
    if whole < np.inf:
        for k in range(rows.size):
            i = rows[k]
            asked[i] += hours[k] / weeks
            heads = pupils[i].sum()
            for stage in range(table.shape[1]):
                table[i, stage] += hours[k] * (pupils[i, stage] / heads if heads else 1 / table.shape[1])
    return whole
