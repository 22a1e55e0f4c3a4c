"""Money: every yuan has a source and a use.

Five kinds of account pay each other. Schools and groups hold their money in ``schools.cash`` and ``groups.fund``; staff,
suppliers and treasuries, of which every district has its own, have no limit and so no balance. Entries are kept by year
and item, so the books can be added up again at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sim.state import NOWHERE, Array, Districts, Groups, Schools

ACCOUNTS = ("treasury", "school", "group", "staff", "supplier")


class Item(NamedTuple):
    """What money is paid for, declared by the mechanism that pays."""

    name: str
    zh: str
    en: str
    source: str  # account that pays


ITEMS: dict[str, Item] = {}  # by name; filled by `register`


def register(*items: Item) -> None:
    """Make items known; nothing is paid that is not declared."""
    ITEMS.update({item.name: item for item in items})


def items() -> dict[str, Item]:
    """Return every declared item by name."""
    return dict(ITEMS)


class Booking(NamedTuple):
    """Payments of one item in one term: amounts in yuan, rows where an account is a treasury, a school or a group."""

    year: int
    item: str
    source: str
    source_row: Array
    target: str
    target_row: Array
    amount: Array


@dataclass(slots=True)
class Books:
    """The ledger of a run."""

    districts: Districts
    schools: Schools
    groups: Groups
    entries: list[Booking] = field(default_factory=list)

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
                raise ValueError(f"no account '{account}'; there are {', '.join(ACCOUNTS)}")
        if item not in ITEMS or ITEMS[item].source != source:
            known = f"its declared source is '{ITEMS[item].source}'" if item in ITEMS else "declare it as an Item"
            raise ValueError(f"'{item}' is not to be paid by '{source}': {known}")
        amount = np.array(amount, np.float64, ndmin=1)
        if not amount.any():
            return 0.0
        nobody = np.full(amount.size, NOWHERE, np.int64)
        payer, payee = (nobody if row is None else np.atleast_1d(row) for row in (source_row, target_row))
        if source == "treasury" and source_row is None:
            payer = self._bureau(target, payee, item)
        elif target == "treasury" and target_row is None:
            payee = self._bureau(source, payer, item)
        self._book(source, payer, -amount)
        self._book(target, payee, amount)
        self.entries.append(Booking(year, item, source, payer, target, payee, amount))
        return float(amount.sum())

    def _book(self, account: str, rows: Array, amount: Array) -> None:
        if account == "school":
            np.add.at(self.schools.cash, rows, amount)
        elif account == "group":
            np.add.at(self.groups.fund, rows, amount)

    def _bureau(self, account: str, rows: Array, item: str) -> Array:
        """Return the district of each row of an account: of a school its own, of a group that of its core."""
        if account in {"school", "group"}:
            schools = rows if account == "school" else self.groups.core[rows]
            found: Array = self.schools.district[schools].astype(np.int64)
            return found
        if len(self.districts) > 1:
            raise ValueError(f"'{item}': nothing says which of {len(self.districts)} treasuries pays; give their rows")
        return np.zeros(rows.size, np.int64)

    def shares(self, school: Array, value: Array) -> tuple[Array, Array]:
        """Return the districts in which some schools lie, by row, and the sum of a value of theirs over each."""
        of = self.schools.district[school]
        rows = np.unique(of)
        return rows, np.array([value[of == district].sum() for district in rows], np.float64)

    def by_district(self, entry: Booking) -> Iterator[tuple[int, float]]:
        """Yield the rows of the districts an entry is of, each with its yuan: of the treasury, else of who pays."""
        if entry.target == "treasury":
            of = entry.target_row
        else:
            of = (
                entry.source_row
                if entry.source == "treasury"
                else self._bureau(entry.source, entry.source_row, entry.item)
            )
        for district in np.unique(of).tolist():
            own = entry.amount[of == district]
            if own.any():
                yield district, float(own.sum())

    def totals(self, year: int, district: int | None = None) -> dict[str, float]:
        """Return the yuan paid in a year by item, in all or of the row of one district."""
        out: dict[str, float] = {}
        for e in self.entries:
            if e.year == year:
                for row, yuan in self.by_district(e):
                    if district in (None, row):
                        out[e.item] = out.get(e.item, 0.0) + yuan
        return out
