"""What is wrong with records and what was read with care, gathered so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from experiments import Refused

MOST = 100  # sentences printed; nobody reads more
ENOUGH = 5_000  # errors after which nothing more is looked for


class Findings:
    """Errors and notes, each a sentence that begins with where it was found."""

    def __init__(self) -> None:
        self._errors: dict[str, None] = {}
        self._notes: dict[str, None] = {}
        self._unread: list[str] = []
        self._columns: dict[str, dict[str, None]] = {}  # headers not read: what is said of each, and where it stands
        self._passed: dict[
            str, tuple[dict[str, None], dict[str, None]]
        ] = {}  # those not needed, by table: where, which

    @property
    def errors(self) -> list[str]:
        """What must be put right, each once."""
        return list(self._errors)

    @property
    def notes(self) -> list[str]:
        """What the user should know, each once; of a flood the first hundred and how many more there are."""
        told = [f"{_first(at)}: {what}" for what, at in self._columns.items()]
        told.sort(key=lambda n: "nearest valid name" not in n)  # what may be a slip of the pen comes first
        told += self._notes
        told += [
            f"{_first(at)}: columns that nothing here needs are not read: {listed(those, 12)}"
            for at, those in self._passed.values()
        ]
        more = len(told) - MOST
        return told[:MOST] + ([f"and {more} more notes like these"] if more > 0 else [])

    def error(self, where: str, what: str) -> None:
        """Add what must be put right; after thousands of such findings `stop`."""
        self._errors[f"{where}: {what}"] = None
        if len(self._errors) >= ENOUGH:
            self.stop()

    def note(self, where: str, what: str) -> None:
        """Add what the user should know."""
        self._notes[f"{where}: {what}"] = None

    def unread_column(self, where: str, what: str) -> None:
        """Add what is said of a header that is not read; said once for all the sheets it stands in."""
        self._columns.setdefault(what, {})[where] = None

    def passed(self, where: str, table: str, headers: Sequence[str]) -> None:
        """Add usual headers of which nothing here needs the columns; said once for each table."""
        at, those = self._passed.setdefault(table, ({}, {}))
        at[where] = None
        those.update(dict.fromkeys(headers))

    def unread(self, where: str, why: str) -> None:
        """Add a file or sheet that is not read: a note, and said once more where records are refused."""
        self.note(where, f"is not read: {why}")
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
            rest = [f"and {more} more findings like these"] if more > 0 else []
            if self._unread:
                rest.append(f"seen and not read, as their names are not those of tables: {listed(self._unread, 12)}")
            raise Refused(*errors[:MOST], *rest)


def listed(items: Iterable[object], most: int = 5) -> str:
    """Return the first items and how many more there are."""
    texts = [str(i) for i in items]
    return ", ".join(texts[:most]) + (f" and {len(texts) - most} more" if len(texts) > most else "")


def _first(at: Mapping[str, None]) -> str:
    """Return the first place and how many sheets or files more there are."""
    first, *more = at
    return first + (
        f" and {len(more)} more {'sheet' if ', sheet ' in first else 'file'}{'s' if len(more) > 1 else ''}"
        if more
        else ""
    )


def places(sources: Iterable[str], most: int = 5) -> str:
    """Return where rows stand, each file or sheet named once: ``schools.csv, lines 2, 7``."""
    texts = list(sources)
    told: dict[str, list[str]] = {}
    for where, number in (text.rsplit(" ", 1) for text in texts[:most]):
        told.setdefault(where, []).append(number)
    said = [f"{where}{'s' if len(rows) > 1 else ''} {', '.join(rows)}" for where, rows in told.items()]
    return listed([*said, *texts[most:]], len(said))


def numbers(lines: Sequence[int]) -> str:
    """Return line numbers as spans: ``3, 5 to 9``."""
    spans: list[list[int]] = []
    for line in sorted(set(lines)):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return listed((str(a) if a == b else f"{a} to {b}" for a, b in spans), 8)
