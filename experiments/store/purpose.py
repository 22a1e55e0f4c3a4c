"""What the runs of a store were made to show, kept beside them as a note: outcomes, and what they are set against."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from experiments.files.output import read_manifest
from experiments.files.study_folder import TABLES

if TYPE_CHECKING:
    from experiments.runs.outcomes import Outcome
    from experiments.store.store import Store
    from experiments.store.stored import Stored

NOTE = "shown"


class Shown(NamedTuple):
    """What a store is to show."""

    outcomes: tuple[str, ...]  # names; empty where nobody said
    levers: tuple[str, ...] | None = (
        None  # parameters a baseline leaves as they are; None: outcomes stand for themselves
    )


def write(store: Store, outcomes: Iterable[Outcome], levers: Sequence[str] | None = None) -> None:
    """Keep it in a store that is open for writing."""
    store.write_note(NOTE, json.dumps({"outcomes": [o.name for o in outcomes], "levers": levers}))


def read(store: Stored) -> Shown:
    """Return what a store is to show; of one without a note, the outcomes that the tables beside it hold."""
    note = store.note(NOTE)
    if note is not None:
        found = json.loads(note)
        return Shown(tuple(found["outcomes"]), None if found["levers"] is None else tuple(found["levers"]))
    manifest = read_manifest(Path(store.folder) / TABLES) or {}
    return Shown(tuple(map(str, manifest.get("outcomes") or ())))
