"""What a command has left on the disk so far, for the sentence that says how it ended."""

from __future__ import annotations

from experiments.files import texts
from sim.say import Said

_left: dict[str, None] = {}


def note(what: str) -> None:
    """Something stands in its place and stays there."""
    _left[what] = None


def forget() -> None:
    """A command begins, or what was written is gone again."""
    _left.clear()


def sentence() -> Said:
    """Say what was written."""
    return texts.WRITTEN(names=list(_left)) if _left else texts.NOTHING_WRITTEN()
