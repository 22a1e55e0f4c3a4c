"""Collects what the benchmarks measured and prints it as one table beside the goals, and beside what the run before measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

KEPT = Path(__file__).resolve().parents[2] / "results" / "benchmarks" / "lines.json"  # what each line last measured


class Line(NamedTuple):
    """A measurement and its goal."""

    test: str
    what: str
    value: float
    unit: str
    goal: float | None
    is_floor: bool  # the value should reach the goal, not stay below it

    @property
    def key(self) -> str:
        """What tells it from all others: several tests measure the peak memory of their run."""
        return f"{self.test}: {self.what.strip()}"

    def beside(self, before: dict[str, float]) -> str:
        """Return the line, with how many times the value of the run before it is."""
        old = before.get(self.key)
        return f"{self}{f'{self.value / old:>8.2f} x before' if old else ''}"

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"{'>= ' if self.is_floor else ''}{self.goal:g} {self.unit}"
        good = self.goal is not None and (self.value >= self.goal if self.is_floor else self.value <= self.goal)
        met = "" if self.goal is None else "met" if good else "missed"
        return f"{self.what:<82}{self.value:>12,.2f} {self.unit:<6}{goal:>14}  {met:<6}"


LINES: list[Line] = []


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Any:
    """Return a function that writes a line: what, value, unit, and a goal it should not exceed or should reach."""

    def write(what: str, value: float, unit: str, goal: float | None = None, *, at_least: float | None = None) -> None:
        LINES.append(
            Line(request.node.name, what, value, unit, goal if at_least is None else at_least, at_least is not None)
        )

    return write


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table, and keep its values for the next run."""
    if LINES:
        before = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        terminalreporter.section("measured beside the goals (goals: one warm core of a quiet host)")
        for line in LINES:
            terminalreporter.write_line(line.beside(before))
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(before | {line.key: line.value for line in LINES}, indent=1), encoding="utf-8")
