"""What is wrong with records and what was read with care, gathered so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

from experiments import Refused
from experiments.records import texts
from sim.say import Said, joined

MOST = 100  # sentences printed; nobody reads more
ENOUGH = 5_000  # errors after which nothing more is looked for


class RowPlace(Said):
    """Where a row stands: a file or sheet, and the number of its line there."""

    where: str
    number: int
    in_sheet: bool

    def __new__(cls, where: str, number: int, *, in_sheet: bool) -> Self:  # noqa: D102 - of a text
        said = rows_said([number], in_sheet=in_sheet, where=where)
        row = super().__new__(cls, said.zh, said.en)
        row.where, row.number, row.in_sheet = where, number, in_sheet
        return row

    @property
    def inside(self) -> Said:
        """Where it stands inside its file or sheet."""
        return rows_said([self.number], in_sheet=self.in_sheet)

    def __reduce__(self) -> Any:
        return _row, (self.where, self.number, self.in_sheet)


def _row(where: str, number: int, in_sheet: bool) -> RowPlace:
    return RowPlace(where, number, in_sheet=in_sheet)


class Findings:
    """Errors and notes, each a sentence that begins with where it was found."""

    def __init__(self) -> None:
        self._errors: dict[Said, None] = {}
        self._notes: dict[Said, None] = {}
        self._unread: list[str] = []
        self._columns: dict[
            Said, tuple[bool, list[RowPlace]]
        ] = {}  # headers not read: what is said of each, and where it stands
        self._passed: dict[str, tuple[list[RowPlace], dict[str, None]]] = {}  # those not needed, by table: where, which

    @property
    def errors(self) -> list[Said]:
        """What must be put right, each once."""
        return list(self._errors)

    @property
    def notes(self) -> list[Said]:
        """What the user should know, each once; of a flood the first hundred and how many more there are."""
        columns = sorted(self._columns.items(), key=lambda c: not c[1][0])  # what may be a slip of the pen comes first
        told = [texts.AT(where=_first(at), what=what) for what, (_, at) in columns]
        told += self._notes
        told += [
            texts.AT(where=_first(at), what=texts.NOT_NEEDED(columns=listed(those, 12)))
            for at, those in self._passed.values()
        ]
        more = len(told) - MOST
        return told[:MOST] + ([texts.MORE_NOTES(n=more)] if more > 0 else [])

    def error(self, where: str, what: Said) -> None:
        """Add what must be put right; after thousands of such findings `stop`."""
        self._errors[texts.AT(where=where, what=what)] = None
        if len(self._errors) >= ENOUGH:
            self.stop()

    def note(self, where: str, what: Said) -> None:
        """Add what the user should know."""
        self._notes[texts.AT(where=where, what=what)] = None

    def unread_column(self, where: RowPlace, what: Said, *, has_near: bool) -> None:
        """Add what is said of a header that is not read; said once for all the sheets it stands in.

        ``has_near`` says that the name of a column is near, which it may have been meant to be.
        """
        self._columns.setdefault(what, (has_near, []))[1].append(where)

    def passed(self, where: RowPlace, table: str, headers: Sequence[str]) -> None:
        """Add usual headers of which nothing here needs the columns; said once for each table."""
        at, those = self._passed.setdefault(table, ([], {}))
        at.append(where)
        those.update(dict.fromkeys(headers))

    def unread(self, where: str, why: Said) -> None:
        """Add a file or sheet that is not read: a note, and said once more where records are refused."""
        self.note(where, texts.NOT_READ(why=why))
        self._unread.append(where)

    def stop(self) -> None:
        """Refuse the records if anything must be put right.

        Raises
        ------
        Refused
            With all errors found so far, the first hundred of them in words.
        """
        if errors := self.errors:
            more = len(errors) - MOST
            rest = [texts.MORE_FINDINGS(n=more)] if more > 0 else []
            if self._unread:
                rest.append(texts.SEEN_NOT_READ(names=listed(self._unread, 12)))
            raise Refused(*errors[:MOST], *rest)


def listed(items: Iterable[object], most: int = 5) -> Said:
    """Return the first items and how many more there are."""
    every = list(items)
    first = joined(every[:most])
    return texts.SOME(items=first, n=len(every) - most) if len(every) > most else first


def _first(at: Sequence[RowPlace]) -> Said:
    """Return the first place and how many sheets or files more there are."""
    first, *more = dict.fromkeys(at)
    if not more:
        return first
    return (texts.MORE_SHEETS if first.in_sheet else texts.MORE_FILES)(where=first, n=len(more))


def places(rows: Iterable[RowPlace], most: int = 5) -> Said:
    """Return where rows stand, each file or sheet named once: ``schools.csv, lines 2, 7``."""
    every = list(rows)
    told: dict[tuple[str, bool], list[int]] = {}
    for row in every[:most]:
        told.setdefault((row.where, row.in_sheet), []).append(row.number)
    said = [rows_said(numbers, in_sheet=in_sheet, where=where) for (where, in_sheet), numbers in told.items()]
    return listed([*said, *every[most:]], len(said))


def rows_said(numbers: Sequence[int], *, in_sheet: bool, where: str = "") -> Said:
    """Return the rows of a sheet or lines of a file by their numbers, behind the name of it where one is given."""
    if where:
        return (texts.ROWS_OF if in_sheet else texts.LINES_OF)(where=where, numbers=list(numbers), n=len(numbers))
    return (texts.ROWS if in_sheet else texts.LINES)(numbers=spans(numbers), n=len(numbers))


def spans(lines: Sequence[int]) -> Said:
    """Return line numbers as spans: ``3, 5 to 9``."""
    found: list[list[int]] = []
    for line in sorted(set(lines)):
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return listed([a if a == b else texts.SPAN(first=a, last=b) for a, b in found], 8)
