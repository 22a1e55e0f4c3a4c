"""What the operating system refuses, in words: its own are of the language it was installed in."""

from __future__ import annotations

import os

from sim.say import Said
from sim.texts.system import SYSTEM


def why(error: OSError) -> Said:
    """Return why the system refused; in its own words where it is none of the usual reasons."""
    own = error.strerror or str(error)
    known = SYSTEM.get(error.errno or 0)
    return Said(known or own, os.strerror(error.errno) if known and error.errno else own)
