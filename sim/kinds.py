"""Kinds of placement: what an instrument declares of the moves it makes, and the register of all that are declared.

A teacher works at another school than that of the register under one kind. The code in ``teachers.placement`` and
``placements.kind`` is the kind's place in the register: 0 is at home, then those of the model by their ``number``, then
those of instruments that were loaded, in the order of loading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from sim.axis import axis
from sim.say import Said
from sim.state import Array
from sim.texts import instruments as texts

AT_HOME = 0
REASONS = axis(  # why fewer went than were to go
    "reason", able=("符合条件者不足", "too few were able to go"), consent=("本人不愿", "they did not consent"),
    core=("核心校不设该学段", "no core teaches their stage"), room=("接收校名额已满", "the host was full"),
    spare=("本校无富余人员", "their school had nobody to spare"), partner=("无人对调", "nobody took the post over"),
    post=("无校可去", "no school had a place for them"),
)  # fmt: skip
WAYS = ("one way", "exchange")
DECIDES = ("teacher", "head", "group", "bureau")
PAYS = ("treasury", "group", "school")


@dataclass(frozen=True, slots=True)
class PlacementKind:
    """A kind of placement, declared in the file of the instrument that makes it.

    Parameters
    ----------
    name, zh, en
        What it is called; ``name`` is what tables show.
    way
        ``exchange``: every post left is taken over by another who is sent at the same time, of the same stage and block.
    decides
        Who says that somebody goes. What a teacher decides alone is never forced; of all others the instrument says who
        would have gone anyway.
    pays
        The account that pays what the placement costs.
    load
        Parameter of the instrument with the lessons over those of a local colleague [ratio].
    week
        Parameter of the instrument with the share of the week spent at the other school; empty for the whole week. The
        rest of the week is taught at the school of register.
    credit
        Whether the years away earn credit for promotion, and begin a new count of years in one school.
    keeps_post
        Whether the post at home waits; otherwise the school of register hires a successor.
    fills_post
        Whether one of the posts of the other school is filled, which then hires one teacher fewer.
    manages
        Whether the other school is managed, which takes a manager's hours of a week.
    boards
        Whether those who are posted live at the other school on school days: they are on the road once a week, not daily.
    hired
        Whether who is so placed was hired for it: not on the pay scale, and gone when it ends.
    number
        Its place among those of the model; 0 for one that is loaded from elsewhere.
    """

    name: str
    zh: str
    en: str
    way: Literal["one way", "exchange"]
    decides: Literal["teacher", "head", "group", "bureau"]
    pays: Literal["treasury", "group", "school"] = "treasury"
    load: str = "load"
    week: str = ""
    credit: bool = False
    keeps_post: bool = True
    fills_post: bool = False
    manages: bool = False
    boards: bool = False
    hired: bool = False
    number: int = 0

    @property
    def code(self) -> int:
        """Its code in the tables of this process."""
        return CODES[self.name]

    def mistakes(self) -> Iterable[Said]:
        """Yield what is wrong with the declaration, a phrase each."""
        for key, allowed in (("way", WAYS), ("decides", DECIDES), ("pays", PAYS)):
            if (value := getattr(self, key)) not in allowed:
                yield texts.KIND_ALLOWED(key=key, value=repr(value), allowed=allowed)
        if not self.name.isidentifier():
            yield texts.KIND_NAME(name=repr(self.name))
        if not (self.zh and self.en):
            yield texts.ZH_AND_EN()


KINDS: list[PlacementKind] = []  # in the order of their codes; filled by `register`
CODES: dict[str, int] = {"none": AT_HOME}


def register(found: Iterable[PlacementKind]) -> None:
    """Give the kinds of newly found instruments their codes; those that have one keep it."""
    for kind in sorted(found, key=lambda k: (k.number or np.inf, k.name)):
        if kind.name in CODES:
            KINDS[CODES[kind.name] - 1] = kind
        else:
            KINDS.append(kind)
            CODES[kind.name] = len(KINDS)
    those.cache_clear()


def kinds() -> tuple[PlacementKind, ...]:
    """Return all kinds in the order of their codes, of which the first is 1."""
    return tuple(KINDS)


def code(name: str) -> int:
    """Return the code of a kind by name."""
    return CODES[name]


def names() -> list[str]:
    """Return the names of all codes: that of who is at home, then those of the kinds."""
    return list(CODES)


@cache
def those(test: str) -> Array:
    """Return by code whether a kind has a flag, such as ``credit``; at home it has not."""
    flags = np.array([False, *(getattr(kind, test) for kind in KINDS)])
    flags.flags.writeable = False  # whoever asks is given the same
    return flags
