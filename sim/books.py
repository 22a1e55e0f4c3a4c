"""Money: every yuan has a source and a use.

Five kinds of account pay each other. Treasury, staff and suppliers have no limit; schools and groups hold the money in
``schools.cash`` and ``groups.fund``. Entries are kept by year and item, so the books can be added up again at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sim.state import Array, Groups, Schools

ACCOUNTS = ("treasury", "school", "group", "staff", "supplier")


class Item(NamedTuple):
    """What money is paid for, declared by the mechanism that pays."""

    name: str
    zh: str
    en: str
    source: str  # account that pays


_ITEMS: dict[str, Item] = {}


def register(*items: Item) -> None:
    """Make items known; nothing is paid that is not declared."""
    _ITEMS.update({item.name: item for item in items})


def items() -> dict[str, Item]:
    """Return every declared item by name."""
    return dict(_ITEMS)


class Entry(NamedTuple):
    """Payments of one item in one term: amounts in yuan, rows where the account is a school or a group."""

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

    schools: Schools
    groups: Groups
    entries: list[Entry] = field(default_factory=list)

    def pay(
        self, year: int, item: str, amount: Array | float, *, source: str, target: str,
        source_row: Array | None = None, target_row: Array | None = None,
    ) -> float:  # fmt: skip
        """Move money and write it down; return the sum in yuan. Payments of nothing leave no entry.

        Raises
        ------
        ValueError
            For an item that nobody declared, or that is declared to be paid by another account.
        """
        for account in (source, target):
            if account not in ACCOUNTS:
                raise ValueError(f"no account '{account}'; there are {', '.join(ACCOUNTS)}")
        if item not in _ITEMS or _ITEMS[item].source != source:
            known = f"its declared source is '{_ITEMS[item].source}'" if item in _ITEMS else "declare it as an Item"
            raise ValueError(f"'{item}' is not to be paid by '{source}': {known}")
        amount = np.array(amount, np.float64, ndmin=1)
        if not amount.any():
            return 0.0
        nobody = np.full(amount.size, -1, np.int64)
        entry = Entry(
            year, item, source, nobody if source_row is None else np.atleast_1d(source_row),
            target, nobody if target_row is None else np.atleast_1d(target_row), amount,
        )  # fmt: skip
        self._book(entry.source, entry.source_row, -amount)
        self._book(entry.target, entry.target_row, amount)
        self.entries.append(entry)
        return float(amount.sum())

    def _book(self, account: str, rows: Array, amount: Array) -> None:
        if account == "school":
            np.add.at(self.schools.cash, rows, amount)
        elif account == "group":
            np.add.at(self.groups.fund, rows, amount)

    def totals(self, year: int) -> dict[str, float]:
        """Return the yuan paid in a year by item."""
        out: dict[str, float] = {}
        for e in self.entries:
            if e.year == year:
                out[e.item] = out.get(e.item, 0.0) + float(e.amount.sum())
        return out
