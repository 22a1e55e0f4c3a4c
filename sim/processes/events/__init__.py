"""Events: what happens to schools on the date of a reform, one event a file. `sim.events` declares them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.processes.events.capital import equip
from sim.processes.events.convert import convert
from sim.processes.events.merge import merge
from sim.processes.events.rename import rename
from sim.processes.events.roll import change_roll
from sim.processes.events.split import split
from sim.processes.events.ties import change_core, change_form, dissolve, join, leave
from sim.world import World

HAPPENS: dict[str, Callable[[World, Any], None]] = {  # by the key of a reform; teams leave and groups form in their own turns
    "merge": merge, "split": split, "convert": convert, "roll": change_roll, "rename": rename, "capital": equip,
    "dissolve": dissolve, "join": join, "leave": leave, "form": change_form, "core": change_core,
}  # fmt: skip
STREETS = {"merge", "split", "convert", "roll"}  # after which families find other schools near them
