"""Rows that are set aside with a note: of senior secondary, vocational and special schools, and of those who are there.

Such rows are not checked and do not stop the rest from being read. A school that goes on beyond the junior stage (完全中学,
十二年一贯制学校) keeps the rows it has for the primary and the junior stage alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from experiments.records import texts as shared
from experiments.records.codes import ABOVE, SENIOR, SPANS, SPECIAL, STAGE
from experiments.records.columns import RecordTable
from experiments.records.findings import Findings, RowPlace, places
from experiments.records.grid import Sheet, plain
from experiments.records.texts import tables as texts
from experiments.records.words import is_one_of
from sim.say import NOTHING, Said

KNOWN = tuple(word for code in STAGE for word in code.words)
BEYOND = (*SENIOR, *SPECIAL)


@dataclass
class Aside:
    """What is set aside, and the schools that go on beyond what is read of them."""

    schools: set[str] = field(default_factory=set)  # ids and plain names of the rows set aside
    mixed: set[str] = field(default_factory=set)  # ids of schools of which a part is read
    lines: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # by the word that says so
    whole: list[int] = field(default_factory=list)  # rows whose counts are of several stages, one beyond
    parts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # read, by stage

    def takes(self, number: int, stage: str, kind: str, labels: tuple[str, ...]) -> bool:
        """Whether a row is to be set aside; ``labels`` are its id and names, empty for people."""
        if is_one_of(kind, SENIOR) and is_one_of(stage, KNOWN):
            kind = ABOVE[0]  # a senior school with junior classes
        if labels and (is_one_of(stage, ABOVE) or (is_one_of(kind, ABOVE) and not stage)):
            self.whole.append(number)
        elif is_one_of(stage, BEYOND) or is_one_of(kind, BEYOND):
            self.lines[stage if is_one_of(stage, BEYOND) else kind].append(number)
        else:
            if is_one_of(kind, ABOVE):
                self.parts[stage].append(number)
                self.mixed.update(labels[:1])
            return False
        self.schools.update(plain(label) for label in labels if label)
        self.mixed.update(labels[:1])
        return True

    def say(self, sheet: Sheet, found: Findings) -> None:
        """Say what was set aside, and what was read of schools that go on."""
        for word, lines in self.lines.items():
            found.note(sheet.where, texts.NONE_OF_STAGES(lines=sheet.rows(lines), word=word))
        if self.whole:
            found.note(sheet.where, texts.WHOLE_LEFT(lines=sheet.rows(self.whole)))
        for stage, lines in self.parts.items():
            found.note(sheet.where, texts.PART_READ(lines=sheet.rows(lines), stage=stage))


def spans(stage: str, table: RecordTable) -> Said:
    """Return what is said of a stage that is a kind of school with two of them, or nothing."""
    if not is_one_of(stage, SPANS):
        return NOTHING
    if table.name != "schools":
        return shared.TWO_STAGES_OF_PERSON(stage=stage)
    return shared.TWO_STAGES_OF_SCHOOL(stage=stage)


def people_aside(found: Findings, who: str, lines: list[RowPlace]) -> None:
    """Say that people of schools which are set aside are set aside with them."""
    if lines:
        found.note(texts.SCHOOLS(), texts.PEOPLE_LEFT[who](n=len(lines), lines=places(lines, 3)))
