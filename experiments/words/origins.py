"""What a case says of the origin of its numbers, in words for reports and figures."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.case import Case

RECORDS = ("cite: records of ", "cite: 台账 ")  # how new-case begins the source of a number that it read
KINDS = {
    "records": "from records of its schools",
    "cite": "from published sources",
    "seed": "from documents of the district",
    "rule": "by a rule",
    "assumed": "assumed",
}


def kind(source: str) -> str:
    """Return the kind of a source: a key of `KINDS`, or its first word."""
    return "records" if source.startswith(RECORDS) else source.replace(":", " ").split(" ")[0]


def is_counted(case: Case) -> bool:
    """Return whether the first day of a case was counted, in records of its schools."""
    return any(kind(s) == "records" for s in case.sources.values())


def told(case: Case) -> str:
    """Say where the numbers of a case come from, and which are assumed."""
    if not case.sources:
        return "The case file does not say where its numbers come from."
    kinds = Counter(kind(s) for s in case.sources.values())
    parts = ", ".join(f"{kinds[k]} {words}" for k, words in KINDS.items() if kinds[k])
    out = f"Of {len(case.sources)} kinds of numbers whose source the case file names there are {parts}."
    guessed = [f"`{pattern}`" for pattern, s in case.sources.items() if kind(s) == "assumed"]
    return f"{out} Assumed: {', '.join(guessed)}." if guessed else out


def places(case: Case) -> str:
    """Say which places of schools are made up; empty where none is."""
    if all(s.x is None for s in case.schools):
        return "Places are made up (位置为虚构): drawn inside the town of each school."
    axis = "schools.*.x"
    source = case.sources.get(axis) or next((s for p, s in case.sources.items() if fnmatchcase(axis, p)), "")
    if kind(source) == "assumed":
        return f"Places are made up (位置为虚构): {source.partition(':')[2].strip()}."
    return f"Places: {source.partition(':')[2].strip()}." if "(assumed)" in source or "（假设）" in source else ""


def has_made_up_places(case: Case) -> bool:
    """Return whether the whole map is made up."""
    return places(case).startswith("Places are made up")
