"""New name: a school is called otherwise from now on; nothing else of it changes."""

from __future__ import annotations

from sim.events import Rename
from sim.part import Label
from sim.world import World


def rename(world: World, event: Rename) -> None:
    """Give a school its new name."""
    world.names.schools[world.names.school_row[event.school]] = Label(zh=event.zh, en=event.en)
