"""What is wrong with records and what was read with care, gathered so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from experiments import Refused

MOST = 100  # sentences printed; nobody reads more


class Findings:
    """Errors and notes, each a sentence that begins with where it was found."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.notes: list[str] = []

    def error(self, where: str, what: str) -> None:
        """Add what must be put right."""
        self._add(self.errors, where, what)

    def note(self, where: str, what: str) -> None:
        """Add what the user should know."""
        self._add(self.notes, where, what)

    def _add(self, kept: list[str], where: str, what: str) -> None:
        sentence = f"{where}: {what}"
        if sentence not in kept:
            kept.append(sentence)

    def stop(self) -> None:
        """Refuse the records if anything must be put right.

        Raises
        ------
        Refused
            With all errors found so far, the first hundred of them in words.
        """
        if self.errors:
            more = len(self.errors) - MOST
            raise Refused(*self.errors[:MOST], *([f"and {more} more findings like these"] if more > 0 else []))


def listed(items: Iterable[object], most: int = 5) -> str:
    """Return the first items and how many more there are."""
    texts = [str(i) for i in items]
    return ", ".join(texts[:most]) + (f" and {len(texts) - most} more" if len(texts) > most else "")


def numbers(lines: Sequence[int]) -> str:
    """Return line numbers as spans: ``3, 5 to 9``."""
    spans: list[list[int]] = []
    for line in sorted(set(lines)):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return listed((str(a) if a == b else f"{a} to {b}" for a, b in spans), 8)
