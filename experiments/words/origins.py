"""What a case says of the origin of its numbers, in words for reports and figures."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from experiments.words import texts
from experiments.words.phrases import paragraph
from sim.part import Label
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    from sim.case import Case

RECORDS = (
    "cite: records of ",
    "cite: 台账 ",
)  # how new-case begins the source of a number that it read, or once began it
MADE_UP = texts.MADE_UP  # what stands over a map of such places
KINDS = {
    "records": texts.FROM_RECORDS,
    "cite": texts.FROM_SOURCES,
    "seed": texts.FROM_DOCUMENTS,
    "rule": texts.BY_RULE,
    "assumed": texts.ASSUMED,
}


def kind(source: Label) -> str:
    """Return the kind of a source: a key of `KINDS`, or its first word."""
    return "records" if source.en.startswith(RECORDS) else source.en.replace(":", " ").split(" ")[0]


def why(source: Label) -> Said:
    """Return what a source says behind its kind."""
    zh, en = (re.split("[:：]", text, maxsplit=1)[-1].strip() for text in (source.zh, source.en))
    return Said(zh, en)


def is_counted(case: Case) -> bool:
    """Return whether the first day of a case was counted, in records of its schools."""
    return any(kind(s) == "records" for s in case.sources.values())


def told(case: Case) -> Said:
    """Say where the numbers of a case come from, and which are assumed."""
    if not case.sources:
        return texts.NOT_TOLD()
    kinds = Counter(kind(s) for s in case.sources.values())
    parts = [texts.KIND(n=kinds[k], words=words) for k, words in KINDS.items() if kinds[k]]
    out = texts.TOLD(n=len(case.sources), parts=parts)
    guessed = [f"`{pattern}`" for pattern, s in case.sources.items() if kind(s) == "assumed"]
    return paragraph(out, texts.ASSUMED_KINDS(names=guessed)) if guessed else out


def places(case: Case) -> Said:
    """Say which places of schools are made up; empty where none is."""
    if all(s.x is None for s in case.schools):
        return texts.MADE_UP_TOWNS()
    source = _of_places(case)
    if kind(source) == "assumed":
        return texts.MADE_UP_WHY(why=why(source))
    return texts.PLACES(why=why(source)) if "(assumed)" in source.en or "（假设）" in source.zh else NOTHING


def has_made_up_places(case: Case) -> bool:
    """Return whether the whole map is made up."""
    return all(s.x is None for s in case.schools) or kind(_of_places(case)) == "assumed"


def _of_places(case: Case) -> Label:
    axis = "schools.*.x"
    found = case.sources.get(axis) or next((s for p, s in case.sources.items() if fnmatchcase(axis, p)), None)
    return found or Label(zh="", en="")
