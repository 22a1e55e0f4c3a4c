"""Collects what the benchmarks measured and prints it as one table beside the goals."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest


class Line(NamedTuple):
    """A measurement and its goal."""

    what: str
    value: float
    unit: str
    goal: float | None
    is_floor: bool  # the value should reach the goal, not stay below it

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"{'>= ' if self.is_floor else ''}{self.goal:g} {self.unit}"
        good = self.goal is not None and (self.value >= self.goal if self.is_floor else self.value <= self.goal)
        met = "" if self.goal is None else "met" if good else "missed"
        return f"{self.what:<82}{self.value:>12,.2f} {self.unit:<6}{goal:>14}  {met}"


LINES: list[Line] = []


@pytest.fixture
def note() -> Any:
    """Return a function that writes a line: what, value, unit, and a goal it should not exceed or should reach."""

    def write(what: str, value: float, unit: str, goal: float | None = None, *, at_least: float | None = None) -> None:
        LINES.append(Line(what, value, unit, goal if at_least is None else at_least, at_least is not None))

    return write


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table."""
    if LINES:
        terminalreporter.section("measured beside the goals (goals: one warm core of a quiet host)")
        for line in LINES:
            terminalreporter.write_line(str(line))
