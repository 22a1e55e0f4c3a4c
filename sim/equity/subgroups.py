"""Some schools of a case: of a district, a role, a form of tie, a locality, level, layer or group, or several at once.

``form=assist@locality=rural`` are the rural schools tied by assistance. A school belongs as the case has it, whether or not
groups are formed and whatever rules found or let in, and a school that a reform merges into another belongs where that one
does from the start, so that the two arms of a comparison speak of the same children.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from sim.axes import Level, Locality
from sim.case import Case
from sim.equity import texts
from sim.param import ParamError, nearest
from sim.presets import words
from sim.roles import CORE, MEMBER, of_case, roles
from sim.say import NOTHING
from sim.state import Array, Layer
from sim.world import World

ROLES = {"none": 0, "core": CORE, "member": MEMBER}


class Key(NamedTuple):
    """What schools can be told apart by."""

    zh: str
    en: str
    values: Callable[[Case], Sequence[str]]  # in the order of their codes
    among: Callable[[World, int], Array]  # flags of the schools of a code, shape (n_schools,)


def _words(codes: type[IntEnum]) -> Callable[[Case], Sequence[str]]:
    return lambda case: [c.name.lower() for c in codes]


def _tied(world: World, ties: Array) -> Array:
    out = np.zeros(len(world.schools), np.bool_)
    out[world.ties.school[ties & of_case(world)]] = True
    return out


def _layer(world: World, code: int) -> Array:
    here = world.groups.layer == code
    here[len(world.case.groups) :] = False  # founded by a rule
    out = _tied(world, here[world.ties.group])
    out[world.groups.core[here]] = True
    return out


def _group(world: World, code: int) -> Array:
    out = _tied(world, world.ties.group == code)
    out[world.groups.core[code]] = True
    return out


def _forms(case: Case) -> Sequence[str]:
    return [*words(case.forms)]


KEYS: dict[str, Key] = {
    "district": Key(
        "区县",
        "district of the school",
        lambda case: [d.id for d in case.bureaus],
        lambda w, code: w.schools.district == code,
    ),
    "role": Key("学校角色", "role of the school", lambda case: [*ROLES], lambda w, code: roles(w) == code),
    "form": Key("办学形式", "form of a tie of the school", _forms, lambda w, code: _tied(w, w.ties.form == code)),
    "locality": Key("城乡", "where the school lies", _words(Locality), lambda w, code: w.schools.locality == code),
    "level": Key("办学水平", "standing on the first day", _words(Level), lambda w, code: w.schools.level == code),
    "layer": Key("组织层级", "layer of a unit it belongs to", _words(Layer), _layer),
    "group": Key(
        "教育集团", "group or other unit, its core included", lambda case: [g.id for g in case.groups], _group
    ),
}


@dataclass(frozen=True, slots=True)
class Subgroup:
    """The schools that have all of some properties; ``pairs`` of key and value in the order of `KEYS`."""

    pairs: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "@".join(f"{key}={value}" for key, value in self.pairs)

    @classmethod
    def parse(cls, parts: Sequence[str]) -> Subgroup:
        """Return the schools of texts such as ``form=assist``.

        Raises
        ------
        ParamError
            For what is not ``key=value``, an unknown key or one that is given twice.
        """
        found: dict[str, str] = {}
        for part in parts:
            key, is_pair, value = (x.strip() for x in part.partition("="))
            if not is_pair or not value:
                raise ParamError([texts.NO_PAIR(part=part, keys=list(KEYS))])
            if key not in KEYS:
                raise ParamError([texts.NO_PROPERTY(part=part, key=key, near=nearest(key, KEYS), keys=list(KEYS))])
            if key in found:
                raise ParamError([texts.TWICE(part=part, key=key)])
            found[key] = value
        return cls(tuple((key, found[key]) for key in KEYS if key in found))

    def check(self, case: Case) -> None:
        """Refuse what the case does not have.

        Raises
        ------
        ParamError
            Naming the nearest value there is.
        """
        for key, value in self.pairs:
            known = KEYS[key].values(case)
            if value not in known:
                some = texts.ALLOWED(names=list(known)) if len(known) <= 20 else NOTHING
                raise ParamError([texts.UNKNOWN_VALUE(key=key, value=value, near=nearest(value, known), known=some)])

    def among(self, world: World) -> Array:
        """Return flags of the schools, shape (n_schools,)."""
        out = np.ones(len(world.schools), np.bool_)
        for key, value in self.pairs:
            out &= KEYS[key].among(world, list(KEYS[key].values(world.case)).index(value))
        for old, heir in _mergers(world):
            out[old] = out[heir]
        return out


def _mergers(world: World) -> list[tuple[int, int]]:
    """Return the rows of schools that reforms of the case merge away, each with the school they go to."""
    row: Mapping[str, int] = world.names.school_row
    found = [(r.date, row[old], row[m.into]) for r in world.case.reforms for m in r.merge for old in m.schools]
    return [
        (old, into) for _, old, into in sorted(found, reverse=True)
    ]  # the last first: heirs may be merged themselves
