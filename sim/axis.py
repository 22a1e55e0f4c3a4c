"""What an axis is: entries that have a name and labels, asked for by name or by the code that stands in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an axis: its name in code and files, and its labels."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True)
class Axis[E: Entry]:
    """The entries of an axis in the order of their codes."""

    name: str
    entries: tuple[E, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the entries, in order."""
        return tuple(e.name for e in self.entries)

    def is_(self, name: str) -> NDArray[Any]:
        """Return a flag for each entry: whether it is the one of a name."""
        return np.array([e.name == name for e in self.entries])

    def code(self, name: str) -> int:
        """Return the code of an entry: its place in columns."""
        return self.names.index(name)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[E]:
        return iter(self.entries)

    def __getitem__(self, key: int | str) -> E:
        return self.entries[self.code(key) if isinstance(key, str) else key]


def axis(name: str, **entries: tuple[str, str]) -> Axis[Entry]:
    """Return an axis of entries that have a name and labels (zh, en) and nothing more."""
    return Axis(name, tuple(Entry(key, zh, en) for key, (zh, en) in entries.items()))


class Named(IntEnum):
    """Codes of an axis that have names in code; each member has labels, and its name in files is in small letters."""

    zh: str
    en: str

    def __new__(cls, code: int, zh: str, en: str) -> Self:
        """Make a member of a code and two labels."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.zh, member.en = zh, en
        return member

    @classmethod
    def axis(cls) -> Axis[Entry]:
        """Return the axis of the codes."""
        return Axis(cls.__name__.lower(), tuple(Entry(m.name.lower(), m.zh, m.en) for m in cls))
