"""Questions put to the model: the command line, run folders, paired comparisons, figures and reports.

Nothing in ``sim`` knows this package. ``experiments/cli.py`` is where ``edugroup`` begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from experiments.texts import THERE_ARE
from sim.say import NOTHING, Said
from sim.texts import NEAREST

if TYPE_CHECKING:
    from experiments.runs.simulation import run

__all__ = ["Failed", "Refused", "hint", "labels", "run"]


class Refused(Exception):
    """What the user asked for cannot be done; ``messages`` holds one sentence per reason."""

    def __init__(self, *messages: str) -> None:
        self.messages = list(messages)
        super().__init__("\n".join(messages))


class Failed(Refused):
    """What was asked for could not be done though nothing was wrong with the question: the exit code is 1."""


def hint(name: str, known: Iterable[str]) -> Said:
    """Return the nearest valid name and the list of all, as the end of a message."""
    from difflib import get_close_matches

    known = list(known)
    close = get_close_matches(name, known, n=1, cutoff=0.4)
    return THERE_ARE(nearest=NEAREST(name=close[0]) if close else NOTHING, names=known)


def __getattr__(name: str) -> Any:
    """Import the model as a plain function, and labels of columns, on first use: ``edugroup --help`` need not load them."""
    if name == "run":
        from experiments.runs.simulation import run

        return run
    if name == "labels":
        from experiments.runs.columns import labels

        return labels
    raise AttributeError(f"module 'experiments' has no attribute {name!r}")
